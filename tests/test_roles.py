"""Which words beside the ends of connectors say what a thing is to the other: one test a side of each rule."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, line, rectangle, text
from graphkit.corrections import Corrections

SHOP, ORDER = rectangle("shop", (0, 0), (140, 70), "Shop"), rectangle("order", (400, 0), (140, 70), "Order")
JOINED = line("joins", (142, 35), (398, 35))


def said(*pieces: Pieces) -> tuple[list[str], set[str]]:
    """The labels of all connections, and what is an annotation."""
    analysis = gk.analyze(drawing(*pieces))
    return [c.label for c in analysis.connections], {t.label for t in analysis.things if t.role == "annotation"}


def at_start(words: str, below: bool = True) -> Piece:
    """Words beside the start of the line."""
    return text(f"start-{words}", words, (148, 40 if below else 10), font=16)


def at_end(words: str, below: bool = True) -> Piece:
    """Words beside its end."""
    return text(f"end-{words}", words, (392 - 8 * len(words), 40 if below else 10), font=16)


@pytest.mark.parametrize("link", [JOINED, arrow("joins", (142, 35), (398, 35))])
@pytest.mark.parametrize("below", [True, False])
def test_words_at_both_ends_are_no_labels(link: Piece, below: bool) -> None:
    assert said(SHOP, ORDER, link, at_start("seller", below), at_end("+orders", below)) == ([""], {"seller", "+orders"})


def test_words_at_an_end_that_has_a_cardinality_are_none() -> None:
    assert said(SHOP, ORDER, JOINED, at_start("1", False), at_end("0..*", False), at_end("orders")) == (
        [""],
        {"orders"},
    )


def test_what_stands_in_the_middle_between_them_is_the_label() -> None:
    label = text("label", "takes", centre=(270, 24), font=16)
    assert said(SHOP, ORDER, JOINED, at_start("seller"), at_end("orders"), label)[0] == ["takes"]


def test_where_some_have_them_one_alone_is_believed_too() -> None:
    paid = rectangle("bill", (400, 300), (140, 70), "Bill")
    down, bill = line("down", (470, 72), (470, 298)), text("of", "bill", (480, 272), font=16)
    other = text("l", "paid by", (480, 170), font=16)
    pieces = (SHOP, ORDER, JOINED, at_start("seller"), at_end("orders"), paid, down)
    assert said(*pieces, bill) == (["", ""], {"seller", "orders", "bill"})
    assert said(*pieces, other) == (["", "paid by"], {"seller", "orders"})


@pytest.mark.parametrize(
    "words",
    [
        (text("l", "sells", (180, 10), font=16),),  # at one end alone
        (at_start("sells a lot of things"), at_end("orders")),  # long
        (text("l", "sells", centre=(270, 24), font=16),),  # in the middle
    ],
)
def test_other_words_are_labels(words: Pieces) -> None:
    assert "sells" in said(SHOP, ORDER, JOINED, words)[0][0]


def test_a_person_may_say_that_one_is_the_label() -> None:
    found = drawing(SHOP, ORDER, JOINED, at_start("seller"), at_end("orders"))
    analysis = gk.analyze(found, corrections=Corrections(labels={"end-orders": "joins"}))
    assert [c.label for c in analysis.connections] == ["orders"]

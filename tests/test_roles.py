"""Which words beside the ends of connectors say what a thing is to the other: one test a side of each rule."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, line, rectangle, text
from graphkit.corrections import Corrections
from graphkit.elements import Text, with_fields
from graphkit.report import report_on

SHOP, ORDER = rectangle("shop", (0, 0), (140, 70), "Shop"), rectangle("order", (400, 0), (140, 70), "Order")
JOINED = line("joins", (142, 35), (398, 35))


def said(*pieces: Pieces) -> tuple[list[str], set[str]]:
    """The labels of all connections, and the roles at their ends, none of which is a thing any more."""
    analysis = gk.analyze(drawing(*pieces))
    told = {role for c in analysis.connections for role in c.roles}
    assert not {role.text for role in told} & analysis.thing_of.keys()
    return [c.label for c in analysis.connections], {role.says for role in told}


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


def edges(analysis: gk.Analysis) -> list[tuple[str, str, str, bool]]:
    """Of each edge what is said at its start and at its end as drawn, by which texts, and whether it is turned."""
    names = ("start_role", "end_role", "role_elements")
    return [
        (*(data.get(name, "") for name in names), data["turned"])
        for *_, data in gk.to_graph(analysis).edges(data=True)
        if data["relation"] in ("arrow", "line")
    ]


BOTH = (at_start("seller"), at_end("+orders"))


@pytest.mark.parametrize(
    ("heads", "turned"),
    [
        ((None, None), [False]),
        ((None, "arrow"), [False]),
        (("arrow", None), [True]),
        (("arrow", "arrow"), [False, True]),
    ],
)
@pytest.mark.parametrize("bound", [False, True])
def test_they_are_attributes_of_their_edge_at_the_ends_as_drawn(
    heads: tuple[str | None, str | None], turned: list[bool], bound: bool
) -> None:
    link = arrow("joins", "shop", "order", gap=2, heads=heads, bound=bound)
    analysis = gk.analyze(drawing(SHOP, ORDER, link, BOTH))
    graph = gk.to_graph(analysis)
    assert sorted(data["label"] for _, data in graph.nodes(data=True)) == ["Order", "Shop"]
    assert edges(analysis) == [("seller", "+orders", "start-seller end-+orders", way) for way in turned]
    told = report_on(analysis, graph)
    expected = [
        ("Order", "+orders", "seller", "Shop") if way else ("Shop", "seller", "+orders", "Order") for way in turned
    ]
    assert [(one.source, one.source_role, one.target_role, one.target) for one in told.edges] == expected
    assert told.left_over == ()


def test_an_edge_is_as_sure_as_its_roles() -> None:
    analysis = gk.analyze(drawing(SHOP, ORDER, JOINED, BOTH))
    ((*_, data),) = gk.to_graph(analysis).edges(data=True)
    (connection,) = analysis.connections
    assert data["confidence"] == min(role.evidence.confidence for role in connection.roles) < 1
    assert {role.evidence.rule for role in connection.roles} == {"role"}


def test_a_line_that_branches_has_them_at_the_ends_of_its_own_edges() -> None:
    left, right = rectangle("a", (0, 300), (140, 70), "Day"), rectangle("b", (600, 300), (140, 70), "Night")
    above = rectangle("shop", (300, 0), (140, 70), "Shop")
    fork = (
        line("fork", (370, 72), (70, 298), via=[(370, 180), (70, 180)]),
        line("limb", (370, 180), (670, 298), via=[(670, 180)]),
    )
    words = [text("w", "seller", (380, 76), font=16), text("n", "0..1", (326, 76), font=16)]
    words += [text("x", "early", (80, 272), font=16), text("y", "late", (680, 272), font=16)]
    analysis = gk.analyze(drawing(above, left, right, fork, words))
    told = {c.end.target: {role.says for role in c.roles} for c in analysis.connections}
    assert told["a"] >= {"seller", "early"}


@pytest.mark.parametrize("link", [line("joins", (142, 35), (260, 35)), arrow("joins", (142, 35), (2000, 35))])
def test_at_a_line_that_leads_nowhere_they_are_notes(link: Piece) -> None:
    analysis = gk.analyze(drawing(SHOP, link, at_start("0..1", False), at_start("seller")))
    assert not analysis.connections
    assert [(t.label, t.role) for t in analysis.things if t.id != "shop"] == [
        ("0..1", "annotation"),
        ("seller", "annotation"),
    ]


def test_nothing_heads_or_contains_them() -> None:
    around = rectangle("around", (-40, -80), (640, 220)), text("title", "Model", (-30, -70))
    analysis = gk.analyze(drawing(around, SHOP, ORDER, JOINED, BOTH))
    assert {one.member for one in analysis.memberships} == {"shop", "order"}
    assert edges(analysis) == [("seller", "+orders", "start-seller end-+orders", False)]


# Explained, drawn, and bound


def test_they_are_explained_at_the_edge_and_by_themselves() -> None:
    found = drawing(SHOP, ORDER, JOINED, BOTH)
    analysis = gk.analyze(found)
    (edge,) = gk.explain(analysis, "joins").subjects
    (word,) = gk.explain(analysis, "seller").subjects
    assert word.says == "This text says what the thing at the start of line “Shop” — “Order” (joins) is to the other."
    first, second = (reason for reason in edge.reasons if reason.part == "role")
    assert word.reasons == (first,)
    assert first.says.endswith("says at its start what rectangle “Shop” (shop) is to rectangle “Order” (order).")
    assert second.says.endswith("says at its end what rectangle “Order” (order) is to rectangle “Shop” (shop).")
    assert (first.rule, first.because.partition(",")[0]) == ("role", "It stands at the end")
    farther = int(re.findall(r"Standing (\d+) px farther from it, it would not say so", first.change)[0])
    for far, says in ((farther + 3, set()), (farther - 3, {"seller"})):
        moved = [
            with_fields(element, y=element.y + far)
            if isinstance(element, Text) and element.id == word.element
            else element
            for element in found.elements
        ]
        again = gk.analyze(replace(found, elements=tuple(moved)))
        assert {role.says for c in again.connections for role in c.roles} & {"seller"} == says


def test_the_picture_tells_them() -> None:
    svg = gk.overlay(gk.analyze(drawing(SHOP, ORDER, JOINED, BOTH))).svg
    assert "'seller' at its start: By rule 'role'" in svg
    assert "'+orders' at its end: By rule 'role'" in svg


def test_binding_leaves_them_where_they_are() -> None:
    found = drawing(SHOP, ORDER, arrow("joins", "shop", "order", gap=2), BOTH)
    analysis = gk.analyze(found)
    bound = gk.rebind(found, analysis)
    again = gk.analyze(bound)
    assert edges(again) == edges(analysis) == [("seller", "+orders", "start-seller end-+orders", False)]
    assert {c.start.evidence.rule for c in again.connections} == {"declared"}
    assert [e for e in bound.elements if isinstance(e, Text)] == [e for e in found.elements if isinstance(e, Text)]


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


COUNTED = (SHOP, ORDER, JOINED, at_start("0..1", False), at_start("seller"), at_end("*", False), at_end("orders"))


@pytest.mark.parametrize(
    ("corrections", "label", "notes", "left"),
    [
        (Corrections(labels={"end-orders": "joins"}), "orders", set(), "seller"),
        (Corrections(alone=("end-orders",)), "", {"orders"}, "seller"),
        (Corrections(ignored=("end-orders",)), "", set(), "seller"),
        (Corrections(names={"end-orders": "order"}), "", set(), "seller"),
    ],
    ids=["label", "alone", "ignored", "name"],
)
def test_a_person_may_say_that_one_is_something_else(
    corrections: Corrections, label: str, notes: set[str], left: str
) -> None:
    analysis = gk.analyze(drawing(*COUNTED), corrections=corrections)
    assert [c.label for c in analysis.connections] == [label]
    assert {t.label for t in analysis.things if t.role == "annotation"} == notes
    assert [role.says for c in analysis.connections for role in c.roles] == [left]
    for element in analysis.drawing.elements:
        assert gk.explain(analysis, element.id).subjects


def test_a_person_may_say_that_an_arrow_leads_to_one() -> None:
    asks = rectangle("user", (300, 300), (140, 70), "User"), arrow("asks", (370, 298), (360, 80))
    said = Corrections(ends={("asks", "end"): "end-orders"})
    analysis = gk.analyze(drawing(*COUNTED, asks), corrections=said)
    assert {c.id: c.end.target for c in analysis.connections} == {"joins": "order", "asks": "end-orders"}
    assert [role.says for c in analysis.connections for role in c.roles] == ["seller"]


def test_where_the_line_is_ignored_they_are_notes() -> None:
    analysis = gk.analyze(drawing(*COUNTED), corrections=Corrections(ignored=("joins",)))
    assert not analysis.connections
    assert {t.label for t in analysis.things if t.role == "annotation"} == {"0..1", "seller", "*", "orders"}
    assert not [one for one in report_on(analysis, gk.to_graph(analysis)).left_over if one.why == "no rule claims it"]


def test_without_that_correction_a_note_would_be_a_role() -> None:
    analysis = gk.analyze(drawing(*COUNTED), corrections=Corrections(alone=("end-orders",)))
    (subject,) = gk.explain(analysis, "end-orders").subjects
    change = subject.reasons[0].change
    assert change == "Without that correction, it would say something of an end of line “Shop” — “Order” (joins)."

"""Emoji as pictures: which texts are, and what names them."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, image, rectangle, text
from graphkit.analysis.emoji import shows


@pytest.mark.parametrize("words", ["👤", "🖥️", "☁️", "🧑‍💻", "❌", "⭐", "🚀🚀"])
def test_emoji_show(words: str) -> None:
    assert shows(words)


@pytest.mark.parametrize("words", ["", "A", "1", "→", "➜", "✓ done", "🚀 Launch", "™", "用户", "👤" * 20])
def test_other_words_say(words: str) -> None:
    assert not shows(words)


def shown(id: str, sign: str, name: str, x: float, *, font: float = 48) -> tuple[Piece, Piece]:
    """An emoji, and words below it."""
    return text(id, sign, centre=(x, 0), font=font), text(f"{id}-name", name, centre=(x, 0.625 * font + 18))


def things(*pieces: Pieces) -> dict[str, str]:
    """What each thing says, by its main element."""
    return {thing.id: thing.label for thing in gk.analyze(drawing(*pieces)).things}


def test_words_below_an_emoji_name_it() -> None:
    pieces = (*shown("user", "👤", "User", 0), *shown("site", "🌍", "Site", 260))
    assert things(*pieces) == {"user": "👤 User", "site": "🌍 Site"}


def test_an_arrow_at_the_name_means_the_emoji() -> None:
    pieces = (*shown("user", "👤", "User", 0), *shown("site", "🌍", "Site", 260))
    below = text("log", "Log", centre=(0, 220)), arrow("up", (0, 205), (0, 66), gap=0)
    link = arrow("link", (34, 0), (226, 0), gap=0)
    ends = {c.id: (c.start.target, c.end.target) for c in gk.analyze(drawing(*pieces, *below, link)).connections}
    assert ends == {"link": ("user", "site"), "up": ("log", "user")}


def test_an_emoji_as_small_as_the_words_is_no_picture() -> None:
    assert things(*shown("mark", "✅", "Done", 0, font=20)) == {"mark": "✅", "mark-name": "Done"}


# Emoji in front of words, and signs beside them


def test_an_emoji_in_front_of_words_without_a_connector_is_no_picture() -> None:
    """It stands in front of a heading, a title or an item of a list."""
    found = gk.analyze(drawing(text("sign", "🚀", centre=(0, 0), font=28), text("words", "Before", (22, -12.5))))
    assert {thing.id: (thing.role, thing.label) for thing in found.things} == {
        "sign": ("annotation", "🚀"),
        "words": ("annotation", "Before"),
    }


def test_with_a_connector_words_behind_an_emoji_name_it() -> None:
    pieces = text("sign", "🚀", centre=(0, 0), font=28), text("words", "Start", (22, -12.5))
    link = rectangle("box", (300, -30), (120, 60), "Box"), arrow("link", "words", "box", gap=8)
    assert things(pieces, link)["sign"] == "🚀 Start"


def test_an_emoji_in_front_of_a_label_leaves_it_a_label() -> None:
    boxes = rectangle("a", (0, 0), (120, 60), "A"), rectangle("b", (320, 0), (120, 60), "B")
    words = text("sign", "⚠️", centre=(190, 10), font=24), text("words", "slow", centre=(225, 14), font=16)
    (link,) = gk.analyze(drawing(boxes, words, arrow("link", "a", "b"))).connections
    assert "words" in [label.text for label in link.labels]


def test_a_label_does_not_name_an_emoji_at_the_other_side_of_the_arrow() -> None:
    boxes = rectangle("a", (0, 0), (120, 60), "A"), rectangle("b", (320, 0), (120, 60), "B")
    words = text("sign", "❓", centre=(220, 60), font=40), text("words", "why", centre=(220, 14), font=16)
    (link,) = gk.analyze(drawing(boxes, words, arrow("link", "a", "b"))).connections
    assert "words" in [label.text for label in link.labels]


SIGNS = {
    "in front": (text("sign", "☁️", (-110, -117), font=28), text("title", "Cloud", (-75, -112))),
    "behind": (text("title", "Cloud", (-110, -112)), text("sign", "☁️", centre=(-25, -100), font=28)),
    "in the corner": (text("title", "Cloud", (-110, -112)), text("sign", "✅", centre=(415, -98), font=28)),
}


@pytest.mark.parametrize("words", SIGNS.values(), ids=SIGNS)
def test_an_emoji_is_no_title_where_words_are(words: tuple[Piece, Piece]) -> None:
    box, parts = rectangle("box", (-120, -120), (560, 260)), [rectangle(w, (200 * k, -20), (120, 60), w) for k, w in
                                                            enumerate(("User", "Server"))]  # fmt: skip
    assert things(box, words, parts)["box"] == "Cloud"


def test_words_name_a_picture_before_an_emoji_does() -> None:
    words = text("name", "Oven", centre=(40, 100)), text("sign", "🔥", centre=(91, 40), font=28)
    assert things(image("oven", (0, 0)), words)["oven"] == "Oven"

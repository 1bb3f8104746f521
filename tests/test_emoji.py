"""Emoji as pictures: which texts are, and what names them."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, arrow, drawing, text
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


def things(*pieces: Piece) -> dict[str, str]:
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

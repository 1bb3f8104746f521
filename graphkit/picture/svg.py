"""SVG written by hand: tags from numbers and text, where no text of a drawing can become markup.

What comes in: numbers and any text. What goes out: strings that are well-formed whatever came in; the same numbers give
the same characters on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TypeAlias

from graphkit.elements import Point
from graphkit.output import clean_text

Attributes: TypeAlias = dict[str, str | float | None]

_FAR = 1e9
"""px: no coordinate is written beyond this; renderers count in single precision."""


def number(value: float) -> str:
    """A length with two places at most."""
    if not math.isfinite(value):
        return "0"
    text = f"{max(-_FAR, min(_FAR, value)):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def escaped(text: str) -> str:
    """Text between tags or in an attribute."""
    text = clean_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\r", " ")


def points(path: Iterable[Point]) -> str:
    """The value of a `points` attribute."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in path)


def tag(name: str, content: str = "", /, **attributes: str | float | None) -> str:
    """One element; `_` in an attribute's name stands for `-`, and None leaves it out. `content` is markup already."""
    written = "".join(
        f' {key.replace("_", "-")}="{escaped(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def title(text: str) -> str:
    """What is shown where the pointer rests."""
    return f"<title>{escaped(text)}</title>"

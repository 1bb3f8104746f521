"""Other ways to write words: labels elsewhere, or in boxes, and words of another size, line by line.

What comes in: a drawing without its declarations (`bare`). What goes out: the same with other words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import shapely
from msgspec.structs import replace as with_

from bare import Bare, Restyle, looks_of, parts
from graphkit.elements import Arrow, Element, Rectangle, Text
from graphkit.geometry import length
from transforms import each


def labels_moved(one: Bare, chance: Random) -> Bare:
    """Each label at another place along its arrow: on the line, or up to 20 px off, above it or below."""
    drawn = {element.id: element for element in one.drawing.elements}

    def move(element: Element) -> Element:
        arrow = drawn.get(one.declared.labels.get(element.id, ""))
        if not isinstance(arrow, Arrow) or not length(arrow.points):
            return element
        line = shapely.LineString([(arrow.x + x, arrow.y + y) for x, y in arrow.points])
        share, side, off = chance.uniform(0.25, 0.75), chance.choice((-1, 1)), chance.choice((None, 2.0, 20.0))
        at, next_ = (line.interpolate(place, normalized=True) for place in (share, share + 0.01))
        far = math.dist((at.x, at.y), (next_.x, next_.y))
        across = ((at.y - next_.y) / far * side, (next_.x - at.x) / far * side) if far else (0.0, side)
        reach = 0.0
        if off is not None:
            reach = (abs(across[0]) * element.width + abs(across[1]) * element.height) / 2 + chance.uniform(2.0, off)
        return with_(
            element, x=at.x + reach * across[0] - element.width / 2, y=at.y + reach * across[1] - element.height / 2
        )

    return replace(one, drawing=each(one.drawing, move))


def with_labels_moved(change: Restyle) -> Restyle:
    """A way to draw, with each label at another place along its arrow."""
    return lambda one, chance: labels_moved(change(one, chance), chance)


def labels_boxed(one: Bare, _: Random) -> Bare:
    """Each label in a box with a background, 6 px around it."""
    drawn = {element.id: element for element in one.drawing.elements}

    def boxed(element: Element) -> Iterator[Element]:
        arrow = drawn.get(one.declared.labels.get(element.id, ""))
        if isinstance(arrow, Arrow) and length(arrow.points) and not element.angle:
            yield Rectangle(
                **{**looks_of(element), "stroke_width": 1.0}, id=f"{element.id}-box", background_color="#fff3bf",
                x=element.x - 6, y=element.y - 6, width=element.width + 12, height=element.height + 12,
            )  # fmt: skip
        yield element

    return parts(one, boxed)


def lettered(factor: float) -> Restyle:
    """All words `factor` times as large, about their middles."""

    def size(element: Element) -> Element:
        if not isinstance(element, Text):
            return element
        less = (1 - factor) / 2
        return with_(
            element, x=element.x + less * element.width, y=element.y + less * element.height,
            width=factor * element.width, height=factor * element.height, font_size=factor * element.font_size,
        )  # fmt: skip

    return lambda one, _: replace(one, drawing=each(one.drawing, size))


def stored(factor: float) -> Restyle:
    """All words stored `factor` times as wide as they are, as scripts do that do not know the type."""

    def widen(element: Element) -> Element:
        wide = isinstance(element, Text) and not element.angle
        return with_(element, width=factor * element.width) if wide else element

    return lambda one, _: replace(one, drawing=each(one.drawing, widen))


def line_by_line(one: Bare, _: Random) -> Bare:
    """Each line of a label, and of words in shapes, as a text of its own."""
    texts, labels = dict(one.declared.texts), dict(one.declared.labels)

    def lines(element: Element) -> Iterator[Element]:
        declared = next((of for of in (texts, labels) if element.id in of), None)
        if not isinstance(element, Text) or element.angle or declared is None or "\n" not in element.text.strip():
            yield element
            return
        rows = element.text.split("\n")
        high, most = element.height / len(rows), max(map(len, rows))
        written = [(k, row) for k, row in enumerate(rows) if row.strip()]
        for k, row in written:
            id = element.id if k == written[0][0] else f"{element.id}-{k}"
            declared[id] = declared[element.id]
            wide = element.width * len(row) / most
            yield with_(
                element, id=id, x=element.x + (element.width - wide) / 2, y=element.y + k * high, width=wide,
                height=high, text=row, original_text=row, raw_text=row, label=row.strip(),
            )  # fmt: skip

    drawn = parts(one, lines)
    return replace(drawn, declared=replace(one.declared, texts=texts, labels=labels))

"""A drawing without what it declares, and what drawing it again otherwise needs.

What comes in: a drawing (`bare`). What goes out: the same without its declarations, and these; and the means by which
`arrow_styles`, `word_styles` and `shape_styles` put other elements in the places of its own.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeAlias, TypeGuard

from graphkit.elements import Arrow, Diamond, Drawing, Element, Ellipse, Freedraw, Line, Point, Rectangle, Text
from graphkit.evaluation.declarations import Declarations, declarations, without_declarations
from graphkit.geometry import length

LONG = 60.0
"""px from which an arrow is long enough to be drawn again by hand, or with its ends aside."""
SMALL = 20.0
"""px of the shorter side from which a shape is large enough to be drawn otherwise."""
LOOKS = ("stroke_color", "stroke_width", "stroke_style", "opacity", "group_ids", "frame_id")


@dataclass(frozen=True, slots=True)
class Bare:
    """A drawing without what it declares, and what it declared."""

    drawing: Drawing
    declared: Declarations


Restyle: TypeAlias = Callable[[Bare, Random], Bare]


def bare(drawing: Drawing) -> Bare:
    """The drawing as it is drawn, without its declarations."""
    return Bare(without_declarations(drawing, gap=0.0, labels="drawn"), declarations(drawing))


def parts(one: Bare, change: Callable[[Element], Iterable[Element]]) -> Bare:
    """Each element drawn as others, in its place."""
    elements = tuple(part for element in one.drawing.elements for part in change(element))
    return replace(one, drawing=replace(one.drawing, elements=elements))


def looks_of(element: Element, *more: str) -> dict[str, Any]:
    """How an element looks, and whatever else of it is asked for, by the names of its fields."""
    return {name: getattr(element, name) for name in (*LOOKS, *more)}


def is_plain(element: Element) -> TypeGuard[Arrow]:
    """Whether it is an arrow that goes from point to point as it is drawn."""
    return isinstance(element, Arrow) and not element.elbowed and not element.angle and length(element.points) > 0


def is_long(arrow: Arrow) -> bool:
    """Whether an arrow has one head, at its end, and is long enough to be drawn by hand."""
    headed = arrow.start_arrowhead is None and arrow.end_arrowhead is not None
    return headed and length(arrow.points) >= LONG and arrow.points[-1] != arrow.points[-2]


def named(one: Bare) -> dict[str, str]:
    """The names of the shapes that have nothing else in them, by shape."""
    texts = Counter(one.declared.texts.values())
    drawn = {element.id: element for element in one.drawing.elements}
    return {
        shape.id: text
        for text, owner in one.declared.texts.items()
        if (shape := drawn.get(owner)) is not None and texts[owner] == 1
        and isinstance(shape, Rectangle | Ellipse | Diamond)
        and isinstance(words := drawn[text], Text) and words.label
        and not any(holds(shape, other) for other in drawn.values() if other.id not in (owner, text))
    }  # fmt: skip


def holds(shape: Element, other: Element) -> bool:
    """Whether the middle of another element, no arrow, is in the box of a shape."""
    x, y = other.x + other.width / 2, other.y + other.height / 2
    within = shape.x <= x <= shape.x + shape.width and shape.y <= y <= shape.y + shape.height
    return within and not isinstance(other, Arrow)


def worded(one: Bare) -> dict[str, Element]:
    """The shapes with words in them that are neither turned nor tiny, by their ids."""
    texts = set(one.declared.texts.values())
    shapes = (e for e in one.drawing.elements if e.id in texts and isinstance(e, Rectangle | Ellipse | Diamond))
    return {e.id: e for e in shapes if not e.angle and min(e.width, e.height) >= SMALL}


def beside(point: Point, other: Point, off: float) -> Point:
    """A point `off` px left of `point`, as seen from it to another; itself where that is at the same place."""
    far = math.dist(point, other)
    if not far:
        return point
    return point[0] - (other[1] - point[1]) / far * off, point[1] + (other[0] - point[0]) / far * off


def line_of(like: Element, id: str, points: list[Point], **looks: Any) -> Line:
    """A line that looks like another element, through points that are local to it."""
    (x, y), xs, ys = points[0], [px for px, _ in points], [py for _, py in points]
    return Line(
        **looks_of(like), id=id, x=like.x + x, y=like.y + y, points=tuple((px - x, py - y) for px, py in points),
        width=max(xs) - min(xs), height=max(ys) - min(ys), **looks,
    )  # fmt: skip


def pen_stroke(element: Element, points: list[Point], chance: Random) -> Freedraw:
    """A stroke through points that are local to the element, with a point every 6 px, none quite where it should be."""
    drawn = [
        (ax + (bx - ax) * k / count + chance.uniform(-0.7, 0.7), ay + (by - ay) * k / count + chance.uniform(-0.7, 0.7))
        for (ax, ay), (bx, by) in itertools.pairwise(points)
        for count in [max(int(math.dist((ax, ay), (bx, by)) / 6), 1)]
        for k in range(count)
    ] + points[-1:]
    (x, y), xs, ys = drawn[0], [px for px, _ in drawn], [py for _, py in drawn]
    return Freedraw(
        **looks_of(element, "id"), x=element.x + x, y=element.y + y, width=max(xs) - min(xs), height=max(ys) - min(ys),
        points=tuple((px - x, py - y) for px, py in drawn),
    )  # fmt: skip


def words_at(id: str, words: str, left: float, top: float, font: float) -> Text:
    """One line of words."""
    return Text(
        id=id, text=words, original_text=words, raw_text=words, label=words, font_size=font, x=left, y=top,
        width=0.55 * font * len(words), height=1.25 * font,
    )  # fmt: skip


def number_at(id: str, number: int, middle: Point, radius: float) -> tuple[Element, Element]:
    """A number in a circle."""
    (x, y), words = middle, str(number)
    font = 1.1 * radius
    circle = Ellipse(id=id, x=x - radius, y=y - radius, width=2 * radius, height=2 * radius, background_color="#ffec99")
    return circle, words_at(f"{id}-number", words, x - 0.275 * font * len(words), y - 0.625 * font, font)


def usual_font(drawing: Drawing) -> float:
    """The middle one of the sizes of type in a drawing, px."""
    fonts = sorted(element.font_size for element in drawing.elements if isinstance(element, Text))
    return fonts[len(fonts) // 2] if fonts else 20.0

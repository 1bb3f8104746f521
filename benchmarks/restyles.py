"""The ways in which people draw the same things otherwise.

What comes in: a drawing without what it declares, and what it declared (`bare`). What goes out: the same, drawn again
in one of the ways of `RESTYLES` (`restyled`): arrows, labels and shapes are others, and mean what they meant.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeAlias, TypeGuard

import shapely
from msgspec.structs import replace as with_

from graphkit.elements import Arrow, Diamond, Drawing, Element, Ellipse, Freedraw, Image, Line, Point, Rectangle, Text
from graphkit.evaluation.declarations import Declarations, declarations, shortened, without_declarations
from graphkit.geometry import box, length
from transforms import chance_of, each

LONG = 60.0
"""px from which an arrow is long enough to be drawn again by hand, or with its ends aside."""
MARGIN = 5.0
"""px around the words in the head of a box, and between a picture and its name."""
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


def restyled(one: Bare, change: Restyle) -> Bare:
    """The drawing in another way; the same each time."""
    return change(one, chance_of(one.drawing))


# Arrows


def ends_moved(least: float, most: float) -> Restyle:
    """Each end of each arrow pulled back by `least` to `most` px, each by itself; below 0 it is drawn on."""

    def move(arrow: Arrow, chance: Random) -> Arrow:
        return shortened(arrow, chance.uniform(least, most), chance.uniform(least, most))

    return with_labels_moved(lambda one, chance: arrows(one, lambda arrow: move(arrow, chance)))


def ends_aside(most: float, gap: float) -> Restyle:
    """Each end of each long arrow pulled back by `gap` px, and moved across it by `most` px at most."""

    def move(arrow: Arrow, chance: Random) -> Arrow:
        if length(arrow.points) < LONG:
            return arrow
        arrow = shortened(arrow, gap, gap)
        first, second, *_ = arrow.points
        *_, before, last = arrow.points
        return through(
            arrow, [beside(first, second, chance.uniform(-most, most)), *arrow.points[1:-1],
                    beside(last, before, chance.uniform(-most, most))],
        )  # fmt: skip

    return with_labels_moved(lambda one, chance: arrows(one, lambda arrow: move(arrow, chance)))


def beside(point: Point, other: Point, off: float) -> Point:
    """A point `off` px left of `point`, as seen from it to another; itself where that is at the same place."""
    far = math.dist(point, other)
    if not far:
        return point
    return point[0] - (other[1] - point[1]) / far * off, point[1] + (other[0] - point[0]) / far * off


def is_plain(element: Element) -> TypeGuard[Arrow]:
    """Whether it is an arrow that goes from point to point as it is drawn."""
    return isinstance(element, Arrow) and not element.elbowed and not element.angle and length(element.points) > 0


def is_long(arrow: Arrow) -> bool:
    """Whether an arrow has one head, at its end, and is long enough to be drawn by hand."""
    headed = arrow.start_arrowhead is None and arrow.end_arrowhead is not None
    return headed and length(arrow.points) >= LONG and arrow.points[-1] != arrow.points[-2]


def arrows(one: Bare, change: Callable[[Arrow], Element]) -> Bare:
    """The arrows changed that go from point to point as they are drawn."""

    def changed(element: Element) -> Element:
        return change(element) if is_plain(element) else element

    return replace(one, drawing=each(one.drawing, changed))


def through(arrow: Arrow, points: list[Point]) -> Arrow:
    """The arrow through other points."""
    (x, y), xs, ys = points[0], [px for px, _ in points], [py for _, py in points]
    return with_(
        arrow, x=arrow.x + x, y=arrow.y + y, points=tuple((px - x, py - y) for px, py in points),
        width=max(xs) - min(xs), height=max(ys) - min(ys),
    )  # fmt: skip


def several(one: Bare, change: Callable[[Arrow], Iterator[Element]]) -> Bare:
    """Each long arrow with one head that declares an edge, and goes from point to point, drawn as several elements.

    The one with the head, or with the tip, keeps its id.
    """

    def parts(element: Element) -> Iterator[Element]:
        if is_plain(element) and element.id in one.declared.edges and is_long(element):
            yield from change(element)
        else:
            yield element

    elements = tuple(part for element in one.drawing.elements for part in parts(element))
    return replace(one, drawing=replace(one.drawing, elements=elements))


def with_triangles(one: Bare, _: Random) -> Bare:
    """Such arrows as lines that lead to a filled triangle each."""

    def parts(arrow: Arrow) -> Iterator[Element]:
        *rest, back, tip = arrow.points
        far = math.dist(back, tip)
        size = min(13.0, 0.9 * far)
        base = tip[0] + (back[0] - tip[0]) / far * size, tip[1] + (back[1] - tip[1]) / far * size
        corners = [tip, beside(base, tip, size / 2), beside(base, tip, -size / 2), tip]
        yield line_through(arrow, arrow.id, [*rest, back, base])
        head = line_through(arrow, f"{arrow.id}-head", corners)
        yield with_(head, polygon=True, background_color=arrow.stroke_color)

    return several(one, parts)


def in_two(one: Bare, chance: Random) -> Bare:
    """Such arrows as a line each, and an arrow that goes on from it: at a corner, or about the middle."""

    def parts(arrow: Arrow) -> Iterator[Element]:
        points = list(arrow.points)
        if len(points) == 2:
            (ax, ay), (bx, by) = points
            share = chance.uniform(0.35, 0.65)
            points.insert(1, (ax + share * (bx - ax), ay + share * (by - ay)))
        k = len(points) // 2
        x, y = points[k]
        near = x + chance.uniform(-2.0, 2.0), y + chance.uniform(-2.0, 2.0)
        yield line_through(arrow, f"{arrow.id}-tail", [*points[:k], near])
        yield through(arrow, points[k:])

    return several(one, parts)


def line_through(arrow: Arrow, id: str, points: list[Point]) -> Line:
    """A line that looks like an arrow, through points that are local to it."""
    (x, y), xs, ys = points[0], [px for px, _ in points], [py for _, py in points]
    return Line(
        **looks_of(arrow), id=id, x=arrow.x + x, y=arrow.y + y, points=tuple((px - x, py - y) for px, py in points),
        width=max(xs) - min(xs), height=max(ys) - min(ys),
    )  # fmt: skip


def plain_lines(one: Bare, _: Random) -> Bare:
    """The arrows that declare an edge as lines without heads."""

    def line(arrow: Arrow) -> Element:
        shape = ("id", "x", "y", "width", "height", "points", "roundness")
        return Line(**looks_of(arrow, *shape)) if arrow.id in one.declared.edges else arrow

    return arrows(one, line)


def by_pen(one: Bare, chance: Random) -> Bare:
    """The long arrows with one head that declare an edge, each as one stroke of the pen."""

    def stroke(arrow: Arrow) -> Element:
        if arrow.id not in one.declared.edges or not is_long(arrow):
            return arrow
        *_, back, tip = arrow.points
        way = math.atan2(back[1] - tip[1], back[0] - tip[0])
        size = min(18.0, 0.3 * length(arrow.points))
        barbs = [(tip[0] + size * math.cos(way + turn), tip[1] + size * math.sin(way + turn)) for turn in (0.5, -0.5)]
        return pen_stroke(arrow, [*arrow.points, barbs[0], tip, barbs[1], tip], chance)

    return arrows(one, stroke)


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


def looks_of(element: Element, *more: str) -> dict[str, Any]:
    """How an element looks, and whatever else of it is asked for, by the names of its fields."""
    return {name: getattr(element, name) for name in (*LOOKS, *more)}


# Labels


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

    def parts(element: Element) -> Iterator[Element]:
        arrow = drawn.get(one.declared.labels.get(element.id, ""))
        if isinstance(arrow, Arrow) and length(arrow.points) and not element.angle:
            yield Rectangle(
                **{**looks_of(element), "stroke_width": 1.0}, id=f"{element.id}-box", background_color="#fff3bf",
                x=element.x - 6, y=element.y - 6, width=element.width + 12, height=element.height + 12,
            )  # fmt: skip
        yield element

    elements = tuple(part for element in one.drawing.elements for part in parts(element))
    return replace(one, drawing=replace(one.drawing, elements=elements))


# Shapes


def without_boxes(one: Bare, _: Random) -> Bare:
    """Shapes with nothing but a name in them as bare words."""
    words = named(one)
    left = tuple(element for element in one.drawing.elements if element.id not in words)
    edges = {arrow: (words.get(a, a), words.get(b, b)) for arrow, (a, b) in one.declared.edges.items()}
    held = {text: shape for text, shape in one.declared.texts.items() if shape not in words}
    return Bare(replace(one.drawing, elements=left), replace(one.declared, edges=edges, texts=held))


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


def headed(one: Bare, _: Random) -> Bare:
    """Boxes with nothing but a name in them, as far as there is room: each with its name in a box along its top."""
    drawn = {element.id: element for element in one.drawing.elements}
    changed: dict[str, tuple[Element, ...]] = {}
    for id, name in named(one).items():
        shape, text = drawn[id], drawn[name]
        high = text.height + 2 * MARGIN
        if isinstance(shape, Rectangle) and not shape.angle and not text.angle and 2 * high <= shape.height:
            head = with_(shape, id=id + "-head", height=high, background_color="#a5d8ff")
            changed[id] = shape, head
            changed[name] = (with_(text, x=shape.x + (shape.width - text.width) / 2, y=shape.y + MARGIN),)
    elements = tuple(new for element in one.drawing.elements for new in changed.get(element.id, (element,)))
    return replace(one, drawing=replace(one.drawing, elements=elements))


def pictured(one: Bare, _: Random) -> Bare:
    """Shapes with nothing but a name in them as pictures with that below, where there is as much room above it."""
    drawn = {element.id: element for element in one.drawing.elements}
    changed: dict[str, Element] = {}
    for id, name in named(one).items():
        shape, text = drawn[id], drawn[name]
        high = shape.height - text.height - MARGIN
        if not shape.angle and not text.angle and high >= text.height:
            changed[id] = Image(**looks_of(shape, "id", "x", "y", "width"), height=high)
            changed[name] = with_(text, x=shape.x + (shape.width - text.width) / 2, y=shape.y + high + MARGIN)
    return replace(one, drawing=each(one.drawing, lambda element: changed.get(element.id, element)))


def pen_boxes(one: Bare, chance: Random) -> Bare:
    """Boxes and ellipses with words in them, each as one stroke of the pen around."""

    def stroke(element: Element) -> Element:
        wide, high = element.width / 2, element.height / 2
        if element.id not in worded or element.angle or min(wide, high) < 10:
            return element
        if isinstance(element, Rectangle):
            around = [(0.0, 0.0), (2 * wide, 0.0), (2 * wide, 2 * high), (0.0, 2 * high), (0.0, 0.0)]
        elif isinstance(element, Ellipse):
            turns = [math.tau * k / 48 for k in range(49)]
            around = [(wide + wide * math.cos(turn), high + high * math.sin(turn)) for turn in turns]
        else:
            return element
        return pen_stroke(element, around, chance)

    worded = set(one.declared.texts.values())
    return replace(one, drawing=each(one.drawing, stroke))


def four_lines(one: Bare, _: Random) -> Bare:
    """Upright boxes with words in them as four lines each, of which the first has the box's id; but for a table's."""

    def sides(element: Element) -> list[Element]:
        wide, high = element.width, element.height
        if element.id not in alone or element.angle or min(wide, high) < 20:
            return [element]
        corners = [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high), (0.0, 0.0)]
        return [
            Line(
                **looks_of(element), id=f"{element.id}:{side}" if side else element.id, x=element.x + ax,
                y=element.y + ay, width=abs(bx - ax), height=abs(by - ay), points=((0.0, 0.0), (bx - ax, by - ay)),
            )
            for side, ((ax, ay), (bx, by)) in enumerate(itertools.pairwise(corners))
        ]  # fmt: skip

    worded = set(one.declared.texts.values())
    boxes = [e for e in one.drawing.elements if isinstance(e, Rectangle) and e.id in worded]
    # Boxes side by side are cells, and the words in cells that lines make are things of their own.
    outlines = [shapely.box(*box(e)).boundary for e in boxes]
    cells = {k for a, b in itertools.combinations(range(len(boxes)), 2)
             if outlines[a].distance(outlines[b]) <= 2 for k in (a, b)}  # fmt: skip
    alone = {e.id for k, e in enumerate(boxes) if k not in cells}
    elements = tuple(side for element in one.drawing.elements for side in sides(element))
    return replace(one, drawing=replace(one.drawing, elements=elements))


def stretched(one: Bare, _: Random) -> Bare:
    """Everything 1.5 times as wide, with the words as they were in its middle; not where something is turned."""

    def stretch(element: Element) -> Element:
        if isinstance(element, Text):
            return with_(element, x=1.5 * (element.x + element.width / 2) - element.width / 2)
        element = with_(element, x=1.5 * element.x, width=1.5 * element.width)
        if isinstance(element, Arrow | Line | Freedraw):
            return with_(element, points=tuple((1.5 * x, y) for x, y in element.points))
        return element

    upright = not any(element.angle for element in one.drawing.elements)
    return replace(one, drawing=each(one.drawing, stretch)) if upright else one


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


RESTYLES: Mapping[str, Restyle] = {
    "as it is": lambda one, _: one,
    "ends pulled back by 0 to 40 px, each by itself": ends_moved(0.0, 40.0),
    "ends up to 20 px short, or as far beyond": ends_moved(-20.0, 20.0),
    "ends 8 px short and up to 10 px aside": ends_aside(10.0, 8.0),
    "bare words instead of named shapes": without_boxes,
    "labels elsewhere along their arrows": labels_moved,
    "labels in boxes": labels_boxed,
    "lines without heads instead of arrows": plain_lines,
    "lines with triangles for heads instead of arrows": with_triangles,
    "arrows in two pieces": in_two,
    "arrows of the pen": by_pen,
    "shapes of the pen": pen_boxes,
    "boxes of four lines": four_lines,
    "names in a box along the top of theirs": headed,
    "pictures with names below instead of named shapes": pictured,
    "1.5 times as wide, words as they were": stretched,
    "words 1.25 times as large": lettered(1.25),
    "words 0.7 times as large": lettered(0.7),
}

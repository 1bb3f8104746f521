"""Other ways to draw shapes: by hand, as lines, pictures or bare words, with marks on them, on a page.

What comes in: a drawing without its declarations (`bare`). What goes out: the same with other shapes.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import shapely
from msgspec.structs import replace as with_

from bare import (
    Bare,
    line_of,
    looks_of,
    named,
    number_at,
    parts,
    pen_stroke,
    usual_font,
    worded,
    words_at,
)
from graphkit.elements import Arrow, Element, Ellipse, Freedraw, Image, Line, Point, Rectangle, Roundness, Text
from graphkit.geometry import box
from transforms import each

MARGIN = 5.0
"""px around the words in the head of a box, and between a picture and its name."""


def without_boxes(one: Bare, _: Random) -> Bare:
    """Shapes with nothing but a name in them as bare words."""
    words = named(one)
    left = tuple(element for element in one.drawing.elements if element.id not in words)
    edges = {arrow: (words.get(a, a), words.get(b, b)) for arrow, (a, b) in one.declared.edges.items()}
    held = {text: shape for text, shape in one.declared.texts.items() if shape not in words}
    return Bare(replace(one.drawing, elements=left), replace(one.declared, edges=edges, texts=held))


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
    return parts(one, lambda element: changed.get(element.id, (element,)))


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
        if element.id not in shapes:
            return element
        if isinstance(element, Rectangle):
            around = [(0.0, 0.0), (2 * wide, 0.0), (2 * wide, 2 * high), (0.0, 2 * high), (0.0, 0.0)]
        elif isinstance(element, Ellipse):
            turns = [math.tau * k / 48 for k in range(49)]
            around = [(wide + wide * math.cos(turn), high + high * math.sin(turn)) for turn in turns]
        else:
            return element
        return pen_stroke(element, around, chance)

    shapes = worded(one)
    return replace(one, drawing=each(one.drawing, stroke))


def four_lines(one: Bare, _: Random) -> Bare:
    """Upright boxes with words in them as four lines each, of which the first has the box's id; but for a table's."""

    def sides(element: Element) -> Iterator[Element]:
        if element.id not in alone:
            yield element
            return
        wide, high = element.width, element.height
        corners = [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high), (0.0, 0.0)]
        for side, ends in enumerate(itertools.pairwise(corners)):
            yield line_of(element, f"{element.id}:{side}" if side else element.id, list(ends))

    boxes = [element for element in worded(one).values() if isinstance(element, Rectangle)]
    # Boxes side by side are cells, and the words in cells that lines make are things of their own.
    outlines = [shapely.box(*box(e)).boundary for e in boxes]
    cells = {k for a, b in itertools.combinations(range(len(boxes)), 2)
             if outlines[a].distance(outlines[b]) <= 2 for k in (a, b)}  # fmt: skip
    alone = {e.id for k, e in enumerate(boxes) if k not in cells}
    return parts(one, sides)


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


def doubled(one: Bare, _: Random) -> Bare:
    """Shapes with words in them, each with a second border 4 px around it."""
    shapes = worded(one)

    def drawn(element: Element) -> Iterator[Element]:
        if element.id in shapes:
            yield with_(element, id=f"{element.id}-outer", x=element.x - 4, y=element.y - 4, width=element.width + 8,
                        height=element.height + 8)  # fmt: skip
        yield element

    return parts(one, drawn)


def cards(one: Bare, _: Random) -> Bare:
    """Shapes with words in them, each with two more behind it, as a stack of cards."""
    shapes = worded(one)

    def drawn(element: Element) -> Iterator[Element]:
        if element.id in shapes:
            for off in (12, 6):
                yield with_(element, id=f"{element.id}-{off}", x=element.x + off, y=element.y + off)
        yield element

    return parts(one, drawn)


def cylinders(one: Bare, _: Random) -> Bare:
    """Boxes with words in them that are not flat, each as an ellipse, two sides and a foot; the ellipse has its id."""
    boxes = {e.id for e in worded(one).values() if isinstance(e, Rectangle) and 40 <= e.height > e.width / 4}

    def drawn(element: Element) -> Iterator[Element]:
        if element.id not in boxes:
            yield element
            return
        wide, high = element.width, element.height
        lid = min(0.25 * high, 0.3 * wide)
        middle, foot = lid / 2, high - lid / 2
        yield Ellipse(**looks_of(element, "id", "x", "y", "width", "background_color"), height=lid)
        yield line_of(element, f"{element.id}-left", [(0.0, middle), (0.0, foot)])
        yield line_of(element, f"{element.id}-right", [(wide, middle), (wide, foot)])
        yield line_of(element, f"{element.id}-foot", [(0.0, foot), (wide / 2, high), (wide, foot)],
                      roundness=Roundness(type=2))  # fmt: skip

    return parts(one, drawn)


def little_people(one: Bare, _: Random) -> Bare:
    """Shapes with nothing but a name in them, as far as there is room: each as a little person with the name below."""
    drawn = {element.id: element for element in one.drawing.elements}
    changed: dict[str, tuple[Element, ...]] = {}
    for id, name in named(one).items():
        shape, text = drawn[id], drawn[name]
        high = shape.height - text.height - MARGIN
        if shape.angle or text.angle or high < 40:
            continue
        x, arm, head = shape.width / 2, high / 4, 0.3 * high
        limbs: list[list[Point]] = [
            [(x, head), (x, 0.65 * high)], [(x - arm, 0.45 * high), (x + arm, 0.45 * high)],
            [(x, 0.65 * high), (x - arm, high)], [(x, 0.65 * high), (x + arm, high)],
        ]  # fmt: skip
        changed[id] = (
            Ellipse(**looks_of(shape, "id", "y"), x=shape.x + x - head / 2, width=head, height=head),
            *(line_of(shape, f"{id}-{k}", limb) for k, limb in enumerate(limbs)),
        )
        changed[name] = (with_(text, x=shape.x + x - text.width / 2, y=shape.y + high + MARGIN),)
    return parts(one, lambda element: changed.get(element.id, (element,)))


def hexagons(one: Bare, _: Random) -> Bare:
    """Boxes with words in them, each as a closed line with six corners."""
    boxes = {e.id for e in worded(one).values() if isinstance(e, Rectangle)}

    def drawn(element: Element) -> Element:
        if element.id not in boxes:
            return element
        wide, high = element.width, element.height
        off = min(0.15 * wide, high / 2)
        around = [(off, 0.0), (wide - off, 0.0), (wide, high / 2), (wide - off, high), (off, high), (0.0, high / 2),
                  (off, 0.0)]  # fmt: skip
        return line_of(element, element.id, around, polygon=True, background_color=element.background_color)

    return replace(one, drawing=each(one.drawing, drawn))


def cornered(one: Bare, _: Random) -> Bare:
    """Shapes with words in them, each with a number in a circle on its upper left corner."""
    shapes, radius, count = worded(one), 0.5 * usual_font(one.drawing), itertools.count(1)

    def drawn(element: Element) -> Iterator[Element]:
        yield element
        if element.id in shapes:
            yield from number_at(f"{element.id}-circle", next(count), (element.x, element.y), radius)

    return parts(one, drawn)


def on_a_page(one: Bare, _: Random) -> Bare:
    """Everything on a box with a title."""
    boxes = [box(element) for element in one.drawing.elements]
    if not boxes:
        return one
    font = usual_font(one.drawing)
    left, top = (min(b[k] for b in boxes) - 2 * font for k in (0, 1))
    right, bottom = (max(b[k] for b in boxes) + 2 * font for k in (2, 3))
    page = Rectangle(id="page", x=left, y=top - 3 * font, width=right - left, height=bottom - top + 3 * font)
    title = words_at("page-title", "System overview", left + font, top - 2 * font, 1.5 * font)
    return replace(one, drawing=replace(one.drawing, elements=(page, *one.drawing.elements, title)))

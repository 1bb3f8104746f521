"""Other ways to draw arrows: by hand, as lines, in pieces, from elsewhere.

What comes in: a drawing without its declarations (`bare`). What goes out: the same with other arrows.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import shapely
from msgspec.structs import replace as with_

from bare import (
    LONG,
    Bare,
    Restyle,
    beside,
    is_long,
    is_plain,
    line_of,
    looks_of,
    number_at,
    parts,
    pen_stroke,
    usual_font,
    words_at,
)
from graphkit.elements import Arrow, Element, Ellipse, Freedraw, Line, Point
from graphkit.evaluation.declarations import shortened
from graphkit.geometry import length, path
from transforms import each
from word_styles import with_labels_moved

STRAIGHT = 10.0
"""px by which the ends of a slanted arrow are apart along both axes, at least."""
DOT = 5.0
"""px of radius."""


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

    def drawn(element: Element) -> Iterator[Element]:
        if is_plain(element) and element.id in one.declared.edges and is_long(element):
            yield from change(element)
        else:
            yield element

    return parts(one, drawn)


def with_triangles(one: Bare, _: Random) -> Bare:
    """Such arrows as lines that lead to a filled triangle each."""

    def drawn(arrow: Arrow) -> Iterator[Element]:
        left, base, right = barbs(arrow, 13.0, 0.9)
        *rest, tip = arrow.points
        yield line_of(arrow, arrow.id, [*rest, base])
        yield line_of(arrow, f"{arrow.id}-head", [tip, left, right, tip], polygon=True,
                      background_color=arrow.stroke_color)  # fmt: skip

    return several(one, drawn)


def with_strokes(one: Bare, _: Random) -> Bare:
    """Such arrows as three lines each: two of them are its head."""

    def drawn(arrow: Arrow) -> Iterator[Element]:
        left, _, right = barbs(arrow, 14.0, 0.5)
        yield line_of(arrow, arrow.id, list(arrow.points))
        yield line_of(arrow, f"{arrow.id}-left", [left, arrow.points[-1]])
        yield line_of(arrow, f"{arrow.id}-right", [right, arrow.points[-1]])

    return several(one, drawn)


def barbs(arrow: Arrow, size: float, most: float) -> tuple[Point, Point, Point]:
    """The corners of the base of a head of `size` px, and its middle; of at most that share of the last segment."""
    *_, back, tip = arrow.points
    far = math.dist(back, tip)
    size = min(size, most * far)
    base = tip[0] + (back[0] - tip[0]) / far * size, tip[1] + (back[1] - tip[1]) / far * size
    return beside(base, tip, size / 2), base, beside(base, tip, -size / 2)


def in_two(one: Bare, chance: Random) -> Bare:
    """Such arrows as a line each, and an arrow that goes on from it: at a corner, or about the middle."""

    def drawn(arrow: Arrow) -> Iterator[Element]:
        points = list(arrow.points)
        if len(points) == 2:
            points.insert(1, between(points[0], points[1], chance.uniform(0.35, 0.65)))
        k = len(points) // 2
        x, y = points[k]
        near = x + chance.uniform(-2.0, 2.0), y + chance.uniform(-2.0, 2.0)
        yield line_of(arrow, f"{arrow.id}-tail", [*points[:k], near])
        yield through(arrow, points[k:])

    return several(one, drawn)


def in_three(one: Bare, _: Random) -> Bare:
    """Such arrows as two lines and an arrow each, from corner to corner; a slanted one goes around two right angles."""

    def drawn(arrow: Arrow) -> Iterator[Element]:
        points = list(arrow.points)
        if len(points) == 2:
            (ax, ay), (bx, by) = points
            if abs(bx - ax) >= abs(by - ay) >= STRAIGHT:
                points[1:1] = [((ax + bx) / 2, ay), ((ax + bx) / 2, by)]
            elif abs(by - ay) > abs(bx - ax) >= STRAIGHT:
                points[1:1] = [(ax, (ay + by) / 2), (bx, (ay + by) / 2)]
            else:
                points[1:1] = [between(points[0], points[1], share) for share in (1 / 3, 2 / 3)]
        elif len(points) == 3:
            points.insert(1, between(points[0], points[1], 0.5))
        first = len(points) // 3
        second = min(max(2 * len(points) // 3, first + 1), len(points) - 2)
        yield line_of(arrow, f"{arrow.id}-first", points[: first + 1])
        yield line_of(arrow, f"{arrow.id}-second", points[first : second + 1])
        yield through(arrow, points[second:])

    return several(one, drawn)


def between(one: Point, two: Point, share: float) -> Point:
    """The point at a share of the way from one to another."""
    return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share


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


def from_dots(one: Bare, _: Random) -> Bare:
    """Such arrows, each with a dot where it begins."""

    def drawn(arrow: Arrow) -> Iterator[Element]:
        (x, y), *_ = arrow.points
        yield arrow
        yield Ellipse(
            id=f"{arrow.id}-dot", x=arrow.x + x - DOT, y=arrow.y + y - DOT, width=2 * DOT, height=2 * DOT,
            background_color=arrow.stroke_color,
        )  # fmt: skip

    return several(one, drawn)


def from_middles(one: Bare, _: Random) -> Bare:
    """The arrows that declare an edge of two shapes, below these, from the middle of the one to that of the other."""
    drawn = {element.id: element for element in one.drawing.elements}

    def middle(id: str) -> Point:
        return drawn[id].x + drawn[id].width / 2, drawn[id].y + drawn[id].height / 2

    below: list[Element] = []
    above: list[Element] = []
    for element in one.drawing.elements:
        ends = one.declared.edges.get(element.id, ())
        if is_plain(element) and ends and not any(isinstance(drawn[id], Arrow | Line | Freedraw) for id in ends):
            (ax, ay), (bx, by) = map(middle, ends)
            x, y = element.x, element.y
            below.append(through(element, [(ax - x, ay - y), *element.points[1:-1], (bx - x, by - y)]))
        else:
            above.append(element)
    return replace(one, drawing=replace(one.drawing, elements=(*below, *above)))


def numbered(one: Bare, _: Random) -> Bare:
    """A number in a circle on each long arrow that declares an edge and has no label."""
    radius, labelled = 0.6 * usual_font(one.drawing), set(one.declared.labels.values())
    count = itertools.count(1)

    def drawn(element: Element) -> Iterator[Element]:
        yield element
        unlabelled = is_plain(element) and element.id in one.declared.edges and element.id not in labelled
        if unlabelled and length(element.points) >= 6 * radius:
            yield from number_at(f"{element.id}-circle", next(count), along(element, 0.25), radius)

    return parts(one, drawn)


def stepped(one: Bare, _: Random) -> Bare:
    """The number of a step beside each long arrow that declares an edge, before its label."""
    font, labelled = 0.8 * usual_font(one.drawing), set(one.declared.labels.values())
    count = itertools.count(1)

    def drawn(element: Element) -> Iterator[Element]:
        yield element
        if is_plain(element) and element.id in one.declared.edges and length(element.points) >= LONG:
            x, y = along(element, 0.3 if element.id in labelled else 0.5)
            yield words_at(f"{element.id}-step", f"{next(count)}.", x + 4, y - 1.25 * font - 4, font)

    return parts(one, drawn)


def along(arrow: Element, share: float) -> Point:
    """The point at a share of an arrow's length."""
    at = shapely.LineString(path(arrow)).interpolate(share, normalized=True)
    return at.x, at.y

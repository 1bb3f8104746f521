"""Where an arrow's end is bound to, so that the editor moves it as little as can be.

What comes in: an arrow, one of its ends, and the element it is to be bound to. What goes out: a `DeclaredBinding` in
the editor's current format, and how far the editor will move the end when it next lays out the arrow.

1. An end within the outline is bound `inside`: it stays at its place in the element, and nothing moves.
2. An end outside is bound in `orbit`: the editor puts it where the line from the arrow's next point (or, where it has
   but two, from the other end's focus) to the `focus` meets the outline, grown by a gap. The focus is put where the
   arrow's own line first crosses a diagonal of the element, as the editor does; so the end stays on its line.
3. Where the arrow's line crosses no diagonal, the focus is the point of the diagonals that is nearest to the end.
4. Where rule 2 or 3 would move the end too far, it is bound `inside` at its place outside: it follows the element as it
   is, and nothing moves. So it is where both things lie so close, or are one, that the editor would not leave it at the
   outline. Elbow arrows always are bound at their place; the editor finds their way itself.

::

                        ┌─────────┐
    ●──────────▶      ┄┄│┄┄╲  ╱   │     the gap that is left is what the editor leaves, 5 px and half the stroke
              end   tip │   focus │
                        └─────────┘

Source: excalidraw `packages/element/src/binding.ts`, `updateBoundPoint` and `projectFixedPointOntoDiagonal`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import shapely

from graphkit import geometry
from graphkit.elements import (
    Arrow,
    DeclaredBinding,
    Diamond,
    Element,
    Ellipse,
    Embeddable,
    Frame,
    Iframe,
    Image,
    MagicFrame,
    Point,
    Rectangle,
    Text,
)

GAP = 5.0
"""px that the editor leaves between an arrow and what it is bound to, plus half the stroke of the latter."""
FAR = 45.0
"""px that an end may move in any case: as far as people stop short of what they mean."""
FAR_SHARE = 0.5
"""Share of the arrow's length by which an end may move, where that is more."""
FARTHEST = 120.0
"""px by which an end of however long an arrow may move."""
SHORTEST = 12.0
"""px that must be left of an arrow; the editor lays out shorter ones otherwise, from 10 px on."""
_SMALLEST = 6.0
"""px: of what is smaller, only the middle can be told apart."""
_FARTHEST = 10.0
"""Widths or heights that a fixed point may lie outside its element; the editor clamps it there."""
_MIDDLE = 0.5001
"""The editor's own middle: exactly one half would leave it open at which side an elbow arrow sets out."""
_SHORT = 0.98
"""Share of the diagonals that lies well within the outline, rounded corners or not."""
_BEYOND = 1e5
"""px: how far the line of an arrow is followed."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A binding for one end, and by how many px the editor will move that end."""

    binding: DeclaredBinding
    moves: float


def is_bindable(element: Element) -> bool:
    """Whether the editor lets arrows be bound to it."""
    if isinstance(element, Text):
        return element.container_id is None
    return isinstance(element, Rectangle | Diamond | Ellipse | Image | Iframe | Embeddable | Frame | MagicFrame)


def is_in_reach(arrow: Arrow, side: int, target: Element) -> bool:
    """Whether an end lies no farther from an element than its arrow is long, or near it, and can be told from there."""
    tip = tip_of(arrow, side)
    away = shapely.distance(geometry.area(target), shapely.Point(tip))
    told = max(map(abs, _ratio(target, tip))) < _FARTHEST
    return bool(away <= max(FAR, geometry.length(geometry.path(arrow)))) and told


def tip_of(arrow: Arrow, side: int) -> Point:
    """Where the arrow starts (0) or ends (1)."""
    return geometry.path(arrow)[-side]


def bind(arrow: Arrow, side: int, target: Element, other: Element | None = None) -> Bound:
    """The binding of the start (0) or the end (1) of an arrow to an element; its other end is bound to `other`."""
    path = geometry.path(arrow)
    tip = path[-side]
    area = shapely.Polygon(geometry.outline(target))
    here = _ratio(target, tip)
    if arrow.elbowed:  # Rule 4
        return Bound(DeclaredBinding(element_id=target.id, mode="orbit", fixed_point=here), 0.0)
    at_place = Bound(DeclaredBinding(element_id=target.id, mode="inside", fixed_point=here), 0.0)
    if shapely.contains_xy(area, *tip):  # Rule 1
        return at_place
    corners = geometry.corners(arrow)
    if len(corners) < 2:
        return at_place
    corner = corners[-2] if side else corners[1]
    focus = _focus(target, tip, corner)
    moved = _met(area, corner, focus, GAP + target.stroke_width / 2)
    moves = math.dist(moved, tip)
    left = math.dist(moved, corner)
    if other is not None:
        gap = GAP + other.stroke_width / 2
        left = min(left, float(shapely.distance(shapely.Polygon(geometry.outline(other)), shapely.Point(moved))) - gap)
    if moves > max(FAR, min(FAR_SHARE * geometry.length(path), FARTHEST)) or left < SHORTEST:  # Rule 4
        return at_place
    return Bound(DeclaredBinding(element_id=target.id, mode="orbit", fixed_point=_ratio(target, focus)), moves)


def _focus(target: Element, tip: Point, corner: Point) -> Point:
    """Rules 2 and 3."""
    diagonals = _diagonals(target)
    size = math.dist(corner, tip)
    if size > _SMALLEST:
        ahead = tip[0] + (tip[0] - corner[0]) / size * _BEYOND, tip[1] + (tip[1] - corner[1]) / size * _BEYOND
        ray = shapely.LineString([corner, ahead])
        met = shapely.get_coordinates(shapely.intersection(ray, shapely.linestrings(diagonals))).tolist()
        if met:
            x, y = min(met, key=lambda point: math.dist(corner, point))
            return x, y
    return min((_nearest(tip, *line) for line in diagonals), key=lambda point: math.dist(tip, point))


def _nearest(point: Point, a: Point, b: Point) -> Point:
    """The point of a segment that is nearest to a point."""
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    share = min(max(((px - ax) * dx + (py - ay) * dy) / square, 0.0), 1.0) if square else 0.0
    return ax + share * dx, ay + share * dy


def _diagonals(target: Element) -> list[list[Point]]:
    """Between opposite corners, or between opposite tips of a diamond; a little short of the outline."""
    left, top, right, bottom = geometry.box(target)
    cx, cy = (left + right) / 2, (top + bottom) / 2
    w, h = _SHORT * (right - left) / 2, _SHORT * (bottom - top) / 2
    if isinstance(target, Diamond):
        lines = [[(cx - w, cy), (cx + w, cy)], [(cx, cy - h), (cx, cy + h)]]
    else:
        # The corners of an ellipse's box lie outside of it.
        s = math.sqrt(0.5) if isinstance(target, Ellipse) else 1.0
        lines = [
            [(cx - s * w, cy - s * h), (cx + s * w, cy + s * h)],
            [(cx - s * w, cy + s * h), (cx + s * w, cy - s * h)],
        ]
    return [geometry.rotated(line, target.angle, (cx, cy)) for line in lines]


def _met(area: shapely.Polygon, corner: Point, focus: Point, gap: float) -> Point:
    """Where the editor will put the end: on the outline grown by the gap, on the way from the corner to the focus."""
    outline = area.buffer(gap).exterior
    crossings = shapely.get_coordinates(outline.intersection(shapely.LineString([corner, focus])))
    if not len(crossings):
        return focus
    x, y = min(crossings.tolist(), key=lambda point: math.dist(point, corner))
    return x, y


def _ratio(target: Element, point: Point) -> Point:
    """The point as shares of the element's unturned box."""
    left, top, right, bottom = geometry.box(target)
    ((x, y),) = geometry.rotated([point], -target.angle, ((left + right) / 2, (top + bottom) / 2))
    return _share(x, left, right), _share(y, top, bottom)


def _share(value: float, low: float, high: float) -> float:
    if high - low < _SMALLEST:
        return _MIDDLE
    share = round(min(max((value - low) / (high - low), -_FARTHEST), _FARTHEST), 6)
    return _MIDDLE if share == 0.5 else share

"""From elements to geometry in scene coordinates: outlines, paths, areas, terminals.

What comes in: elements. What goes out: points (lists of `(x, y)` in px, y down) and shapely geometries.

Terminology: the *outline* of an element is its boundary as a ring (not repeated at its end), its *area* the filled
shape, the *path* of a linear element the polyline that is drawn, a *terminal* the `"start"` or `"end"` of a path.

Corners are rounded and curves are drawn as the editor does: excalidraw `packages/element/src/{utils,bounds,shape}.ts`
and rough `src/renderer.ts` (Catmull-Rom with tightness 0).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

import shapely

from graphkit.elements import Arrow, Diamond, Element, Ellipse, Freedraw, Line, Point, Roundness, Text

ELLIPSE_POINTS = 32
"""Corners of the polygon that stands for an ellipse: at most 0.5 % of its radius inside the true outline."""
CURVE_POINTS = 8
"""Points drawn per segment of a curve."""
LOOP_CLOSE = 8.0
"""px: ends of a line at most this far apart close it. Source: excalidraw LINE_CONFIRM_THRESHOLD."""

_COSINES = [math.cos(2 * math.pi * i / ELLIPSE_POINTS) for i in range(ELLIPSE_POINTS)]
_SINES = [math.sin(2 * math.pi * i / ELLIPSE_POINTS) for i in range(ELLIPSE_POINTS)]
_BERNSTEIN = [
    ((1 - t) * (1 - t) * (1 - t), 3 * (1 - t) * (1 - t) * t, 3 * (1 - t) * t * t, t * t * t)
    for t in (k / CURVE_POINTS for k in range(1, CURVE_POINTS + 1))
]
"""Weights of the four points that define a segment of a curve, for each point that is drawn of it."""


def box(element: Element) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the element's unrotated box."""
    if isinstance(element, (Line, Arrow, Freedraw)):
        points = path(element)
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return min(xs), min(ys), max(xs), max(ys)
    return sides(element)


def sides(element: Element) -> tuple[float, float, float, float]:
    """The same of an element that has no points."""
    left, top = element.x, element.y
    right, bottom = left + element.width, top + element.height
    if right < left:
        left, right = right, left
    if bottom < top:
        top, bottom = bottom, top
    return left, top, right, bottom


def corner_radius(roundness: Roundness | None, side: float) -> float:
    """Radius in px of a corner on a side of that length."""
    if roundness is None or roundness.type == 0:
        return 0.0
    if roundness.type == 3:
        fixed = 32.0 if roundness.value is None else roundness.value
        if side > 4 * fixed:
            return fixed
    return 0.25 * side


def outline(element: Element) -> list[Point]:
    """The ring around an element, rotated as drawn; for a linear element the ring its points make."""
    return path(element) if isinstance(element, (Line, Arrow, Freedraw)) else paired(corners_of(element))


def paired(numbers: Sequence[float]) -> list[Point]:
    """Points of which the numbers are x and y, one after the other."""
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def numbers(points: Iterable[Point]) -> list[float]:
    """The same the other way round."""
    return list(itertools.chain.from_iterable(points))


def is_level(angle: float) -> bool:
    """Whether the sides of a box that is turned by an angle, radians, are level and upright."""
    return abs(math.sin(2 * angle)) < 1e-3


def corners_of(element: Element) -> Sequence[float]:
    """x and y of the corners of the ring around an element without points, one after the other."""
    # Exact types are told apart much faster than by `isinstance`, and these have no subtypes.
    kind = type(element)
    left, top, right, bottom = sides(element)
    w, h = max(right - left, 1e-6), max(bottom - top, 1e-6)
    cx, cy = left + w / 2, top + h / 2
    if kind is Ellipse:
        rx, ry = w / 2, h / 2
        ring = [0.0] * (2 * ELLIPSE_POINTS)
        ring[::2], ring[1::2] = [cx + c * rx for c in _COSINES], [cy + s * ry for s in _SINES]
    elif kind is Diamond:
        ring = [cx, top, right, cy, cx, bottom, left, cy]
    elif kind is not Text and element.roundness is not None:
        r = corner_radius(element.roundness, min(w, h))
        # A corner is a quadratic curve; its middle lies a quarter of the radius inside both sides.
        q = r / 4
        ring = [
            left + r, top, right - r, top, right - q, top + q, right, top + r,
            right, bottom - r, right - q, bottom - q, right - r, bottom,
            left + r, bottom, left + q, bottom - q, left, bottom - r, left, top + r, left + q, top + q,
        ]  # fmt: skip
    else:
        ring = [left, top, right, top, right, bottom, left, bottom]
    if element.angle:
        return numbers(rotated(paired(ring), element.angle, (cx, cy)))
    return ring


def path(element: Line | Arrow | Freedraw) -> list[Point]:
    """The polyline that is drawn, rotated; at least two points."""
    x, y = element.x, element.y
    points = [(x + px, y + py) for px, py in element.points]
    if len(points) < 2:
        points = [(x, y), (x + element.width, y + element.height)]
    if element.roundness is not None and len(points) > 2 and not isinstance(element, Freedraw):
        points = points if isinstance(element, Arrow) and element.elbowed else curve(points)
    if element.angle:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        points = rotated(points, element.angle, ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
    return points


def corners(element: Line | Arrow) -> list[Point]:
    """The points that a path was drawn through, on the path: every one of a polyline, few of a curve."""
    drawn = path(element)
    return drawn[::CURVE_POINTS] if len(drawn) > max(len(element.points), 2) else drawn


def curve(points: Sequence[Point]) -> list[Point]:
    """The Catmull-Rom curve through the points, as a polyline."""
    drawn = [points[0]]
    before, after = [points[0], *points], [*points[2:], points[-1]]
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(before, points, points[1:], after, strict=False):
        ux, uy, vx, vy = bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6
        drawn += [(p * bx + q * ux + r * vx + v * cx, p * by + q * uy + r * vy + v * cy) for p, q, r, v in _BERNSTEIN]
    return drawn


def rotated(points: Sequence[Point], angle: float, centre: Point) -> list[Point]:
    """The points turned by `angle` (radians, clockwise on the screen) about `centre`."""
    c, s = math.cos(angle), math.sin(angle)
    cx, cy = centre
    return [(cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c) for x, y in points]


def is_closed(points: Sequence[Point]) -> bool:
    """Whether a polyline comes back to where it began, around some area, as the editor fills it."""
    return len(points) > 3 and math.dist(points[0], points[-1]) <= LOOP_CLOSE


def length(points: Sequence[Point]) -> float:
    """Length of a polyline in px."""
    return sum(map(math.dist, points, points[1:]))


def off_way(point: Point, one: Point, two: Point) -> float:
    """How far a point is from the straight way between two others."""
    (x, y), (ax, ay), (bx, by) = point, one, two
    ex, ey = bx - ax, by - ay
    square = ex * ex + ey * ey
    t = min(max(((x - ax) * ex + (y - ay) * ey) / square, 0.0), 1.0) if square else 0.0
    return math.hypot(x - ax - t * ex, y - ay - t * ey)


def area(element: Element) -> shapely.Polygon:
    """The filled shape; empty where the outline has no area."""
    ring = outline(element)
    return shapely.Polygon(ring) if len(ring) > 2 else shapely.Polygon()


def strip(begin: Point, end: Point, half: float) -> list[Point]:
    """A ring close around a straight line, `half` px off it."""
    (ax, ay), (bx, by) = begin, end
    reach = math.dist(begin, end)
    dx, dy = (by - ay) / reach * half, (ax - bx) / reach * half
    return [(ax + dx, ay + dy), (bx + dx, by + dy), (bx - dx, by - dy), (ax - dx, ay - dy)]

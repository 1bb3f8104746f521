"""Many points measured against many outlines at once.

What comes in: rings (lists of points in px) and pairs (point, ring) to measure. What goes out: numpy arrays, one value
a pair. This is the inner loop of the analysis: one pass over all edges of all paired rings instead of a call a pair.

::

                      ahead
        behind  ┌───────────────┐
    ────────────┼───●───────────┼──▶ direction
                │   ↕ distance  │
                └───────────────┘
"""

from __future__ import annotations

import itertools
import math
import struct
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from graphkit.elements import Point, Value
from graphkit.nearby import Bools as Bools
from graphkit.nearby import Floats as Floats
from graphkit.nearby import Ints as Ints
from graphkit.nearby import Nearby

Geometries = npt.NDArray[np.object_]

POLYGON = shapely.GeometryType.POLYGON
AT_MOST = 1 + 1e-9
"""Factor on a limit, so that float noise does not decide what lies just at it."""
DEEPEST = 64
"""Rings around one point that are told apart."""
MANY = 2_000_000
"""Pairs of points and rings that are looked at together."""
CORNER = 1e-9
"""Share of an edge by which a ray may pass its end and still meet it."""
NOISE = 1e-6
"""px within which a point is on an outline, and so not inside, whichever way the last bit falls."""


class Measured(Value, frozen=True):
    """What is known of each pair: px, and nan-free (infinite where a ray never meets the outline)."""

    distance: Floats
    """From the point to the outline, on either side of it."""
    inside: Bools
    """Whether the point lies in the area."""
    ahead: Floats
    """Along the direction to where the ray first meets the outline."""
    behind: Floats
    """Against the direction to where the ray last met the outline."""
    towards: Floats
    """Cosine of the angle between the direction and the way to the nearest point of the outline; 1 at distance 0."""

    def take(self, rows: Bools | Ints) -> Measured:
        """These pairs alone."""
        return Measured(self.distance[rows], self.inside[rows], self.ahead[rows], self.behind[rows], self.towards[rows])

    def joined(self, others: Measured, rows: Ints) -> Measured:
        """Of these pairs and others after them, the given rows."""
        return Measured(
            *(np.concatenate([getattr(self, name), getattr(others, name)])[rows] for name in Measured.__struct_fields__)
        )


_NONE = np.zeros(0)
NOTHING = Measured(_NONE, _NONE.astype(bool), _NONE, _NONE, _NONE)
"""What is known of no pairs at all."""


class Rings:
    """Outlines, flattened to arrays of corners and edges."""

    def __init__(self, rings: Sequence[Sequence[Point]]) -> None:
        self._lay_out(flattened(rings), [len(ring) for ring in rings])

    @classmethod
    def of(cls, numbers: Sequence[float], count: Sequence[int]) -> Rings:
        """Rings of so many corners each, with x and y of all corners one after the other."""
        rings = cls.__new__(cls)
        # Packed and read again the numbers are an array in a third of the time.
        packed = struct.pack(f"{len(numbers)}d", *numbers)
        rings._lay_out(np.frombuffer(packed, dtype=np.float64).reshape(-1, 2), count)
        return rings

    def _lay_out(self, corners: Floats, count: Sequence[int]) -> None:
        self.count, self.corners = np.array(count, dtype=np.intp), corners
        self.start = self.count.cumsum() - self.count
        if len(count):
            low, high = np.minimum.reduceat(self.corners, self.start), np.maximum.reduceat(self.corners, self.start)
        else:
            low = high = np.zeros((0, 2))
        self.boxes: Floats = np.concatenate([low, high], axis=1)
        """Left, top, right, bottom of each ring."""
        self.centres: Floats = (low + high) / 2

    @cached_property
    def edges(self) -> Floats:
        """Four rows: where each edge begins, at a corner, and how far it goes on to the next, along x and y."""
        following = np.arange(1, len(self.corners) + 1, dtype=np.intp)
        following[self.start + self.count - 1] = self.start
        columns = np.empty((4, len(self.corners)))
        columns[:2] = corners = self.corners.T
        np.subtract(columns[:2].take(following, axis=1), corners, out=columns[2:])
        return columns

    @cached_property
    def sizes(self) -> Floats:
        """Area of each ring, px²."""
        if not len(self):
            return np.zeros(0)
        (x, y), (following_x, following_y) = self.edges[:2], self.edges[:2] + self.edges[2:]
        return np.abs(np.add.reduceat(x * following_y - following_x * y, self.start)) / 2

    def __len__(self) -> int:
        return len(self.count)

    def take(self, which: Sequence[int]) -> Rings:
        """These rings alone; what is known of them already is not computed again."""
        ring, taken = np.array(which, dtype=np.intp), Rings.__new__(Rings)
        corner, taken.count, taken.start = self._edges(ring)
        taken.edges = self.edges.take(corner, axis=1)
        taken.corners = taken.edges[:2].T
        taken.boxes, taken.centres = self.boxes.take(ring, axis=0), self.centres.take(ring, axis=0)
        taken.sizes = self.sizes.take(ring)
        return taken

    def joined(self, others: Sequence[Sequence[Point]]) -> Rings:
        """These rings, and others after them."""
        more, both = Rings(others), Rings.__new__(Rings)
        both.count = np.append(self.count, more.count)
        both.start = np.append(self.start, more.start + len(self.corners))
        both.edges = np.append(self.edges, more.edges, axis=1)
        both.corners = both.edges[:2].T
        both.boxes = np.append(self.boxes, more.boxes, axis=0)
        both.centres = np.append(self.centres, more.centres, axis=0)
        both.sizes = np.append(self.sizes, more.sizes)
        return both

    def ring(self, k: int) -> Floats:
        """The corners of a ring."""
        return self.corners[self.start[k] : self.start[k] + self.count[k]]

    @cached_property
    def extents(self) -> list[list[float]]:
        """The same boxes as plain numbers."""
        boxes: list[list[float]] = self.boxes.tolist()
        return boxes

    @cached_property
    def near(self) -> Nearby:
        """The rings' boxes by where they are."""
        return Nearby(self.boxes)

    def turned(self, angle: float) -> Floats:
        """The boxes of the rings in a frame that is turned by an angle."""
        c, s = math.cos(angle), math.sin(angle)
        x, y = self.corners.T
        corners = np.stack([x * c + y * s, -x * s + y * c], axis=1)
        low, high = np.minimum.reduceat(corners, self.start), np.maximum.reduceat(corners, self.start)
        return np.concatenate([low, high], axis=1)

    def around(self, points: Floats, rings: Sequence[int] | Ints) -> tuple[Ints, Ints]:
        """Each point with every one of these rings that it lies in, or on; both by their position.

        Of more than `DEEPEST` rings with boxes around a point the smallest are asked, so that thousands of rings one in
        another, each with its words, take no more time and memory than they must.
        """
        ring = np.asarray(rings, dtype=np.intp)
        boxes = Nearby(self.boxes[ring])
        part = max(1, MANY // max(len(ring), 1))
        if len(points) <= part:
            return self._around(points, ring, boxes, 0, part)
        found = [self._around(points, ring, boxes, low, low + part) for low in range(0, len(points), part)]
        which, k = (np.concatenate(side) for side in zip(*found, strict=True))
        return which, k

    def _around(self, points: Floats, ring: Ints, boxes: Nearby, low: int, high: int) -> tuple[Ints, Ints]:
        """The same for the points from `low` to `high`."""
        which, k = boxes.points(points[low:high], NOISE)
        which = which + low
        if not len(which):
            return which, k
        first, count = stretches(which)
        if count.max() > DEEPEST:
            order = np.lexsort((k, self.sizes[ring[k]], which))
            small = np.empty(len(k), dtype=bool)
            small[order] = np.arange(len(k)) - first.repeat(count) < DEEPEST
            which, k = which[small], k[small]
        ax, ay, ex, ey, _, first = self._seen_from(points, which, ring[k])
        with np.errstate(divide="ignore", invalid="ignore"):
            held = odd(crosses(ax, ay, ex, ey, first), first)
        rest = (~held).nonzero()[0]
        held[rest] = self.off(points, which[rest], ring[k[rest]])[0] <= NOISE
        return which[held], k[held]

    def areas(self, which: Sequence[int] | Ints) -> Geometries:
        """The filled shapes of rings; of those of one point or two there is nothing but their border."""
        if not len(which):
            return np.zeros(0, dtype=object)
        ring = np.asarray(which)
        start, last = self.start[ring], self.count[ring] - 1
        corners = self.corners
        # Each comes back to where it began, but for those that were drawn so.
        sides = np.maximum(last + 1, 3)
        size = sides + ((corners[start] != corners[start + last]).any(axis=1) | (last < 3))
        end = size.cumsum()
        place = (np.arange(end[-1]) - (end - size).repeat(size)) % sides.repeat(size)
        corner = start.repeat(size) + np.minimum(place, last.repeat(size))
        first = np.zeros(len(ring) + 1, dtype=np.intp)
        first[1:] = end
        return np.asarray(shapely.from_ragged_array(POLYGON, corners[corner], (first, np.arange(len(first)))))

    def lines(self, which: Sequence[int] | Ints) -> Geometries:
        """The lines along rings of two points or more, which are not closed."""
        if not len(which):
            return np.zeros(0, dtype=object)
        corner, count, _ = self._edges(np.asarray(which))
        return np.asarray(shapely.linestrings(self.corners[corner], indices=np.arange(len(which)).repeat(count)))

    def hold(self, points: Floats, which: Ints, ring: Ints) -> Bools:
        """Whether ring `ring[k]` has point `which[k]` inside of it, for every k."""
        return self.off(points, which, ring)[1]

    def spread(self, which: Ints) -> tuple[Floats, Floats]:
        """How long and how broad paths are, px, whichever way they are turned: a straight one is as long as it is.

        Both are told by how far its line is spread around its middle.
        """
        corner, count, first = self._edges(which)
        begins = np.ones(len(corner), dtype=bool)
        begins[first + count - 1] = False
        begin = begins.nonzero()[0]
        path = np.arange(len(which)).repeat(count)[begin]
        points = self.corners[corner]
        steps, middles = points[begin + 1] - points[begin], (points[begin + 1] + points[begin]) / 2
        reach = np.hypot(*steps.T)
        whole = np.maximum(np.bincount(path, reach, len(which)), 1e-9)

        def mean(values: Floats) -> Floats:
            return np.asarray(np.bincount(path, reach * values, len(which)) / whole)

        x, y = (middles - np.stack([mean(middles[:, 0]), mean(middles[:, 1])], axis=1)[path]).T
        ex, ey = steps.T
        xx, yy, xy = mean(x * x + ex * ex / 12), mean(y * y + ey * ey / 12), mean(x * y + ex * ey / 12)
        half, off = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
        return np.sqrt(12 * (half + off)), np.sqrt(12 * np.maximum(half - off, 0))

    def within(self, inner: Ints, outer: Ints, margin: float) -> Bools:
        """Whether all of ring `inner[k]` lies in ring `outer[k]`, `margin` px or more from its outline, for every k."""
        box, around = self.boxes.take(inner, axis=0), self.boxes.take(outer, axis=0)
        gap = np.concatenate([box[:, :2] - around[:, :2], around[:, 2:] - box[:, 2:]], axis=1)
        # Of few pairs even the boxes lie so.
        found = np.all(gap * AT_MOST >= margin, axis=1)
        rows = found.nonzero()[0]
        if len(rows):
            inner, outer = inner[rows], outer[rows]
            away = shapely.distance(shapely.boundary(self.areas(outer)), self.areas(inner))
            found[rows] = (away * AT_MOST >= margin) & self.hold(self.corners[self.start], inner, outer)
        return np.asarray(found)

    def _edges(self, ring: Ints) -> tuple[Ints, Ints, Ints]:
        """All edges of the given rings, one ring after the other; how many each has, and where its first one is."""
        count = self.count.take(ring)
        last = count.cumsum()
        first = last - count
        corner = (self.start.take(ring) - first).repeat(count)
        corner += np.arange(len(corner))
        return corner, count, first

    def _seen_from(self, points: Floats, which: Ints, ring: Ints) -> tuple[Floats, Floats, Floats, Floats, Ints, Ints]:
        """All edges of ring `ring[k]` as point `which[k]` sees them: from where to where; how many, and the first."""
        edge, count, first = self._edges(ring)
        x, y, ex, ey = self.edges.take(edge, axis=1)
        px, py = points.T.take(which, axis=1).repeat(count, axis=1)
        return x - px, y - py, ex, ey, count, first

    def off(self, points: Floats, which: Ints, ring: Ints) -> tuple[Floats, Bools]:
        """How far point `which[k]` is from the outline of ring `ring[k]`, px, and whether it is inside, for every k."""
        if not len(which):
            return _NONE, _NONE.astype(bool)
        ax, ay, ex, ey, _, first = self._seen_from(points, which, ring)
        with np.errstate(divide="ignore", invalid="ignore"):
            nx, ny = nearest(ax, ay, ex, ey)
            inside = odd(crosses(ax, ay, ex, ey, first), first)
        distance = np.sqrt(np.minimum.reduceat(nx * nx + ny * ny, first))
        return distance, inside & (distance > NOISE)

    def spans(self, points: Floats, ways: Floats, which: Ints, ring: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        """From where to where ring `ring[k]` reaches as point `which[k]` sees it: along its way, and across it, px."""
        if not len(which):
            return _NONE, _NONE, _NONE, _NONE
        ax, ay, _, _, count, first = self._seen_from(points, which, ring)
        wx, wy = ways.T.take(which, axis=1).repeat(count, axis=1)
        along, across = ax * wx + ay * wy, ax * wy - ay * wx
        return (np.minimum.reduceat(along, first), np.maximum.reduceat(along, first),
                np.minimum.reduceat(across, first), np.maximum.reduceat(across, first))  # fmt: skip

    def measure(self, points: Floats, directions: Floats, which: Ints, ring: Ints) -> Measured:
        """Measure point `which[k]` (with its unit direction) against ring `ring[k]`, for every k."""
        if not len(which):
            return NOTHING
        ax, ay, ex, ey, count, first = self._seen_from(points, which, ring)
        dx, dy = directions.T.take(which, axis=1).repeat(count, axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            nx, ny = nearest(ax, ay, ex, ey)
            square = nx * nx + ny * ny
            # Where the line through the point meets the edge: s along the direction, r along the edge.
            across = dx * ey - dy * ex
            s = (ax * ey - ay * ex) / across
            r = (ax * dy - ay * dx) / across
            # A ray through a corner meets both its edges, whichever way the last bit falls.
            meets = (r >= -CORNER) & (r <= 1.0 + CORNER)
            inside = odd(crosses(ax, ay, ex, ey, first), first)
            ahead = np.minimum.reduceat(np.where(meets & (s >= -NOISE), np.maximum(s, 0.0), np.inf), first)
            behind = np.minimum.reduceat(np.where(meets & (s <= NOISE), np.maximum(-s, 0.0), np.inf), first)
            least = np.minimum.reduceat(square, first)
            at = (square == least.repeat(count)).nonzero()[0]
            at = at[at.searchsorted(first)]
            distance = np.sqrt(least)
            inside &= distance > NOISE
            cosine = (nx[at] * dx[at] + ny[at] * dy[at]) / distance
            # There is no way to where the point is already.
            towards = np.where(distance > NOISE, np.minimum(np.maximum(cosine, -1.0), 1.0), 1.0)
        return Measured(distance, inside, ahead, behind, towards)


def flattened(lines: Sequence[Sequence[Point]]) -> Floats:
    """All their points, one line after the other."""
    numbers = itertools.chain.from_iterable(itertools.chain.from_iterable(lines))
    return np.fromiter(numbers, dtype=np.float64).reshape(-1, 2)


def polylines(paths: Sequence[Sequence[Point]]) -> Geometries:
    """The lines along paths of two points or more."""
    if not paths:
        return np.zeros(0, dtype=object)
    which = np.arange(len(paths)).repeat([len(path) for path in paths])
    return np.asarray(shapely.linestrings(flattened(paths), indices=which))


def sound(areas: Geometries) -> Geometries:
    """The areas; of one whose border crosses itself, as that of a hand-drawn curve may, what lies within it.

    With others nothing can be intersected.
    """
    crossed = ~shapely.is_valid(areas)
    if not crossed.any():
        return areas
    found = areas.copy()
    found[crossed] = shapely.make_valid(areas[crossed])
    return found


def nearest(ax: Floats, ay: Floats, ex: Floats, ey: Floats) -> tuple[Floats, Floats]:
    """Where each edge, from `a` on by `e`, is nearest to the origin; divides by 0 where it has no length."""
    t = -(ax * ex + ay * ey) / (ex * ex + ey * ey)
    # An edge without length has its one point at any t.
    t = np.minimum(np.fmax(t, 0.0), 1.0)
    return ax + t * ex, ay + t * ey


def crosses(ax: Floats, ay: Floats, ex: Floats, ey: Floats, first: Ints) -> Bools:
    """Which edges, from `a` on by `e`, a ray to the right from the origin crosses; divides by 0 where they are level.

    The edges of a ring follow each other, from one of `first` on. Where one ends is where the next begins, to the last
    bit: else the ray might cross a corner at its height once, and be inside of what is far off.
    """
    below = ay > 0
    following = np.empty_like(below)
    following[:-1] = below[1:]
    following[first[1:] - 1] = below[first[:-1]]
    following[-1] = below[first[-1]]
    t = ay / ey
    np.negative(t, out=t)
    np.minimum(np.fmax(t, 0.0, out=t), 1.0, out=t)
    t *= ex
    t += ax
    return np.asarray((below != following) & (t > 0))


def odd(which: Bools, first: Ints) -> Bools:
    """Whether an odd number of them is true, of each stretch that begins at one of `first`."""
    return np.asarray(np.logical_xor.reduceat(which, first))


def full(shape: int | tuple[int, int], value: float, dtype: npt.DTypeLike = np.float64) -> npt.NDArray[Any]:
    """A table of one number: what `numpy.full` makes, which takes thrice as long where it is small."""
    table = np.empty(shape, dtype=dtype)
    table.fill(value)
    return table


def step(ratio: Floats) -> Floats:
    """Ratios rounded so that float noise decides no comparison: a drawing at another scale is read alike."""
    return np.asarray(ratio.round(6))


def lengths(ways: Floats) -> Floats:
    """How long each way is."""
    x, y = ways.T
    return np.asarray(np.sqrt(x * x + y * y))


def columns(of: Sequence[Floats | Bools]) -> Floats:
    """A table of these columns."""
    return np.ascontiguousarray(np.array(of, dtype=np.float64).T)


def starts(group: Ints) -> Ints:
    """Where each stretch of the same number begins, in numbers that are sorted."""
    begins = np.empty(len(group), dtype=bool)
    begins[:1] = True
    np.not_equal(group[1:], group[:-1], out=begins[1:])
    return begins.nonzero()[0]


def stretches(group: Ints) -> tuple[Ints, Ints]:
    """Where each stretch of the same number begins, in numbers that are sorted, and how long it is."""
    first = starts(group)
    end = np.empty_like(first)
    end[:-1], end[-1:] = first[1:], len(group)
    return first, end - first

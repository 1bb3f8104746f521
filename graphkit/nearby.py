"""Which of many boxes are near? Found for many points, boxes or straight ways at once.

What comes in: boxes (left, top, right, bottom in px, one a row) and what to look for around. What goes out: pairs as
two arrays, the number of what was looked for, in order, and the row of the box.

All but very many are compared each with each, which takes less time than an index over them does to build.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

FEW = 2_000
"""Pairs up to which each is measured against each."""
SEVERAL = 150_000
"""Pairs up to which each is compared with each, and only what may be near is measured."""
FLAT = 500
"""Cells from which what is true in a table is found much faster in one dimension."""


class Nearby:
    """Boxes that can be found by where they are."""

    def __init__(self, boxes: Floats) -> None:
        self.boxes = boxes
        self.sides = np.ascontiguousarray(boxes.T)
        """The same, a row for each side."""

    @cached_property
    def tree(self) -> shapely.STRtree:
        """An index over the boxes."""
        return shapely.STRtree(across(self.boxes))

    def points(self, points: Floats, distance: float) -> tuple[Ints, Ints]:
        """Each point with every box that is at most `distance` px from it."""
        return self.overlaps(np.concatenate([points, points], axis=1), distance)

    def around(self, points: Floats, distance: float, ways: Floats) -> tuple[Ints, Ints]:
        """Each point with every box that is near it, as `points` finds it, or ahead of it, as `met` does."""
        if len(points) * len(self.boxes) <= FEW:
            at, own = upright(points), self.sides[:, None]
            near = apart(np.concatenate([at, at]), own) <= distance * distance
            return places(near | meets(at, upright(ways), own))
        count = len(self.boxes)
        beside, ahead = self.points(points, distance), self.met(points, ways)
        key = np.concatenate([beside[0] * count + beside[1], ahead[0] * count + ahead[1]])
        key.sort()
        first = np.ones(len(key), dtype=bool)
        np.not_equal(key[1:], key[:-1], out=first[1:])
        found, row = np.divmod(key[first], count)
        return found, row

    def overlaps(self, boxes: Floats, distance: float = 0.0) -> tuple[Ints, Ints]:
        """Each of other boxes with every box that it overlaps or touches, or is at most `distance` px from."""
        if not distance:
            return self.touched(boxes)
        if len(boxes) * len(self.boxes) <= FEW:
            return places(apart(upright(boxes), self.sides[:, None]) <= distance * distance)
        found, row = self.touched(boxes + np.array([-distance, -distance, distance, distance]))
        close = apart(boxes.T.take(found, axis=1), self.sides.take(row, axis=1)) <= distance * distance
        return found[close], row[close]

    def touched(self, boxes: Floats) -> tuple[Ints, Ints]:
        """Each of other boxes with every box that it overlaps or touches."""
        if len(boxes) * len(self.boxes) <= SEVERAL:
            others, own = upright(boxes), self.sides[:, None]
            meet = others[:2] <= own[2:]
            meet &= others[2:] >= own[:2]
            return places(meet[0] & meet[1])
        found, row = self.tree.query(across(boxes))
        return found, row

    def met(self, points: Floats, ways: Floats) -> tuple[Ints, Ints]:
        """Each straight line, from a point on along its way, with every box that it meets."""
        if len(points) * len(self.boxes) <= FEW:
            return places(meets(upright(points), upright(ways), self.sides[:, None]))
        ends = points + ways
        found, row = self.touched(np.concatenate([np.minimum(points, ends), np.maximum(points, ends)], axis=1))
        met = meets(points.T.take(found, axis=1), ways.T.take(found, axis=1), self.sides.take(row, axis=1))
        return found[met], row[met]


def across(boxes: Floats) -> npt.NDArray[np.object_]:
    """A line across each box, which has the same box, and is made faster."""
    return np.asarray(shapely.linestrings(boxes.reshape(-1, 2, 2)))


def upright(table: Floats) -> Floats:
    """The columns of a table, each to be compared with a row; they lie together, or numpy would go across them."""
    return np.ascontiguousarray(table.T)[:, :, None]


def meets(points: Floats, ways: Floats, boxes: Floats) -> Bools:
    """Whether straight lines, from a point on along a way, meet boxes."""
    low, high = boxes[:2], boxes[2:]
    half, reach = (high - low) / 2, abs(ways)
    # From the middle of the box to the middle of the line: these two are apart along an axis, or across the line.
    between = points + ways / 2 - (low + high) / 2
    along = abs(between) <= half + reach / 2
    across = abs(between[0] * ways[1] - between[1] * ways[0]) <= half[0] * reach[1] + half[1] * reach[0]
    return np.asarray(along[0] & along[1] & across)


def apart(one: Floats, two: Floats) -> Floats:
    """The square of the distance between boxes, given by their left, top, right and bottom: both axes at once."""
    gap = np.maximum(two[:2] - one[2:], one[:2] - two[2:])
    np.maximum(gap, 0, out=gap)
    gap *= gap
    return np.asarray(gap[0] + gap[1])


def places(table: Bools) -> tuple[Ints, Ints]:
    """Row and column of what is true in a table, row by row."""
    if table.size < FLAT:
        row, column = table.nonzero()
        return row, column
    row, column = np.divmod(table.ravel().nonzero()[0], max(table.shape[1], 1))
    return row, column


def near_each_other(points: Floats, distance: float) -> tuple[Ints, Ints]:
    """All pairs of points that are at most `distance` px from each other, each with itself too."""
    boxes = np.concatenate([points, points], axis=1)
    return Nearby(boxes).overlaps(boxes, distance)

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

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from graphkit.elements import Point

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

AT_MOST = 1 + 1e-9
"""Factor on a limit, so that float noise does not decide what lies just at it."""
CORNER = 1e-9
"""Share of an edge by which a ray may pass its end and still meet it."""


@dataclass(frozen=True, slots=True)
class Measured:
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


class Rings:
    """Outlines, flattened to arrays of edges."""

    def __init__(self, rings: Sequence[Sequence[Point]]) -> None:
        self.count = np.array([len(ring) for ring in rings], dtype=np.intp)
        self.start = np.concatenate([[0], np.cumsum(self.count)[:-1]]).astype(np.intp) if len(rings) else self.count
        flat = np.array([point for ring in rings for point in ring], dtype=np.float64).reshape(-1, 2)
        self.corners = flat
        following = np.arange(1, len(flat) + 1, dtype=np.intp)
        if len(flat):
            following[self.start + self.count - 1] = self.start
        self.edges = flat[following] - flat if len(flat) else flat
        if len(rings):
            low, high = np.minimum.reduceat(flat, self.start), np.maximum.reduceat(flat, self.start)
        else:
            low = high = np.zeros((0, 2))
        self.boxes: Floats = np.hstack([low, high])
        """Left, top, right, bottom of each ring."""
        self.centres: Floats = (low + high) / 2
        following_corner = flat + self.edges
        cross = flat[:, 0] * following_corner[:, 1] - flat[:, 1] * following_corner[:, 0]
        self.sizes: Floats = np.abs(np.add.reduceat(cross, self.start)) / 2 if len(rings) else np.zeros(0)
        """Area of each ring, px²."""

    def __len__(self) -> int:
        return len(self.count)

    def tree(self) -> shapely.STRtree:
        """An index over the rings' boxes."""
        return shapely.STRtree(np.asarray(shapely.box(*self.boxes.T)))

    def measure(self, points: Floats, directions: Floats, which: Ints, ring: Ints) -> Measured:
        """Measure point `which[k]` (with its unit direction) against ring `ring[k]`, for every k."""
        if not len(which):
            none = np.zeros(0)
            return Measured(none, none.astype(bool), none, none, none)
        count = self.count[ring]
        first = np.concatenate([[0], np.cumsum(count)[:-1]])
        edge = np.repeat(self.start[ring] - first, count) + np.arange(count.sum())
        p, d = np.repeat(points[which], count, axis=0), np.repeat(directions[which], count, axis=0)
        a, e = self.corners[edge], self.edges[edge]
        ax, ay, ex, ey = a[:, 0] - p[:, 0], a[:, 1] - p[:, 1], e[:, 0], e[:, 1]
        dx, dy = d[:, 0], d[:, 1]
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.clip(np.nan_to_num(-(ax * ex + ay * ey) / (ex * ex + ey * ey)), 0.0, 1.0)
            nx, ny = ax + t * ex, ay + t * ey
            square = nx * nx + ny * ny
            # Where the line through the point meets the edge: s along the direction, r along the edge.
            across = dx * ey - dy * ex
            s = (ax * ey - ay * ex) / across
            r = (ax * dy - ay * dx) / across
            # A ray through a corner meets both its edges, whichever way the last bit falls.
            meets = (r >= -CORNER) & (r <= 1.0 + CORNER) & np.isfinite(s)
            crosses = ((ay > 0) != (ay + ey > 0)) & (ax - ay * ex / ey > 0)
        ahead = np.minimum.reduceat(np.where(meets & (s >= 0.0), s, np.inf), first)
        behind = np.minimum.reduceat(np.where(meets & (s <= 0.0), -s, np.inf), first)
        inside = np.add.reduceat(crosses.astype(np.intp), first) % 2 == 1
        nearest = np.minimum.reduceat(square, first)
        at = np.flatnonzero(square == np.repeat(nearest, count))
        at = at[np.searchsorted(at, first)]
        distance = np.sqrt(nearest)
        with np.errstate(divide="ignore", invalid="ignore"):
            cosine = (nx[at] * dx[at] + ny[at] * dy[at]) / distance
        towards = np.where(distance > 1e-9, np.clip(np.nan_to_num(cosine), -1.0, 1.0), 1.0)
        return Measured(distance, inside, ahead, behind, towards)

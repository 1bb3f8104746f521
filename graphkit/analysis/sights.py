"""What lies around the ends of connectors? Measured once for all stages that ask.

What comes in: outlines that may be pointed at, and connectors. What goes out: where each end lies and which way it
points (`terminals`), and what is near it or ahead of it, measured (`Sights`).

Terminals are numbered 2·connector for the start and 2·connector + 1 for the end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from graphkit.analysis.connectors import Connector
from graphkit.elements import Point
from graphkit.rings import NOTHING, Bools, Floats, Ints, Measured, Rings, full, lengths, step
from graphkit.thresholds import Thresholds

Found: TypeAlias = tuple[Ints, Ints, Measured]
"""Terminals, targets, and how they lie to each other; sorted by terminal, then by target."""
Tips: TypeAlias = tuple[Floats, Floats, Floats]
"""Point and outward unit direction of both ends of every path, and the paths' lengths, each twice."""

_NONE = np.zeros(0, dtype=np.intp)


def terminals(paths: Sequence[Sequence[Point]], unit: float) -> Tips:
    """The ends of paths."""
    points: list[float] = []
    directions: list[float] = []
    lengths: list[float] = []
    for path in paths:
        steps = list(map(math.dist, path, path[1:]))
        total = sum(steps)
        # The direction of the last bit only, and of enough of it that a hook or jitter at the tip does not turn it.
        back = min(unit, 0.4 * total)
        for way, sizes in ((path, steps), (path[::-1], steps[::-1])):
            x, y = way[0]
            bx, by = along(way, sizes, back)
            bx, by = x - bx, y - by
            norm = math.hypot(bx, by)
            points += (x, y)
            directions += (bx / norm, by / norm) if norm else (1.0, 0.0)
        lengths += (total, total)
    return np.array(points).reshape(-1, 2), np.array(directions).reshape(-1, 2), np.array(lengths)


NO_TIPS = terminals((), 1)


def along(path: Sequence[Point], steps: Iterable[float], distance: float) -> Point:
    """The point of a polyline at that distance from its first point."""
    for k, size in enumerate(steps):
        if size >= distance and size > 0:
            (ax, ay), (bx, by), share = path[k], path[k + 1], distance / size
            return ax + (bx - ax) * share, ay + (by - ay) * share
        distance -= size
    return path[-1]


class Sights:
    """What is near the ends of connectors, or ahead of them; each end is measured when it is first asked for."""

    def __init__(self, rings: Rings, thing: Ints, unit: float, limits: Thresholds) -> None:
        self.rings, self.thing, self.unit, self.limits = rings, thing, unit, limits
        self._connectors: list[Connector] = []
        self._number: dict[int, int] = {}
        """Place of each connector among all that were ever asked for, by its identity."""
        self._last: tuple[Sequence[Connector], Ints | None] = ((), None)
        """What was asked for last, which most often is asked for again, and its places.

        Stages that change no connector hand on what they were given, so that it is the same.
        """
        self._tips: Tips = NO_TIPS
        self._measured = np.zeros(0, dtype=bool)
        self._found: Found = (_NONE, _NONE, NOTHING)
        self._declared = np.zeros(0, dtype=np.intp)
        """The thing that each terminal was last said to declare, or -1."""
        self._own: Found = (_NONE, _NONE, NOTHING)

    def tips(self, connectors: Sequence[Connector]) -> Tips:
        """The ends of connectors."""
        number = self._numbers(connectors)
        if number is None:
            return self._tips
        rows = (2 * number[:, None] + [0, 1]).ravel()
        points, directions, lengths = self._tips
        return points[rows], directions[rows], lengths[rows]

    def around(self, connectors: Sequence[Connector], which: Ints) -> Found:
        """What is within `end_reach` of some of their terminals, or met by a ray that goes on as far as an end sees."""
        if not len(which):
            return _NONE, _NONE, NOTHING
        number = self._numbers(connectors)
        own = which if number is None else 2 * number[which // 2] + which % 2
        new = np.sort(own[~self._measured[own]])
        if len(new):
            points, directions, lengths = (part[new] for part in self._tips)
            row, target, measured = seen(self.rings, points, directions, (1 + 1e-9) * self.limits.end_reach * self.unit,
                                         sight(lengths, self.limits.end_sight, self.unit, self.limits))  # fmt: skip
            self._found = joined(self._found, (new[row], target, measured))
            self._measured[new] = True
        return self._those(self._found, number, own, which)

    def declared(self, connectors: Sequence[Connector], fixed: Mapping[int, int]) -> Found:
        """All outlines of the things that some of their terminals declare."""
        which = np.array(sorted(fixed), dtype=np.intp)
        things = np.array([fixed[t] for t in which.tolist()], dtype=np.intp)
        number = self._numbers(connectors)
        own = which if number is None else 2 * number[which // 2] + which % 2
        new = (self._declared[own] != things).nonzero()[0]
        if len(new):
            new = new[own[new].argsort()]
            self._declared[own[new]] = things[new]
            row, target = self._outlines(things[new])
            terminal = own[new][row]
            measured = self.rings.measure(*self._tips[:2], terminal, target)
            still = self.thing[self._own[1]] == self._declared[self._own[0]]
            known = self._own[0][still], self._own[1][still], self._own[2].take(still)
            self._own = joined(known, (terminal, target, measured))
        return self._those(self._own, number, own, which)

    def _outlines(self, things: Ints) -> tuple[Ints, Ints]:
        """All outlines of some things: the place of the thing, in order, and the row of the outline."""
        order = self.thing.argsort(kind="stable")
        thing = self.thing[order]
        first = thing.searchsorted(things, side="left")
        count = thing.searchsorted(things, side="right") - first
        row = order[(first - (count.cumsum() - count)).repeat(count) + np.arange(count.sum())]
        return np.arange(len(things)).repeat(count), row

    def _those(self, found: Found, number: Ints | None, own: Ints, which: Ints) -> Found:
        """What was found of the terminals `own`, sorted by their numbers among the connectors, `which`."""
        if number is None and len(which) == len(self._measured):
            return found
        terminal, target, measured = found
        asked = full(len(self._measured), -1, np.intp)
        asked[own] = which
        terminal = asked[terminal]
        rows = (terminal >= 0).nonzero()[0]
        if number is not None:
            rows = rows[terminal[rows].argsort(kind="stable")]
        return terminal[rows], target[rows], measured.take(rows)

    def _numbers(self, connectors: Sequence[Connector]) -> Ints | None:
        """The places of connectors among all that are known, to which new ones are added; None where they are all."""
        last, number = self._last
        if connectors is last:
            return number
        new = [c for c in connectors if id(c) not in self._number]
        if new:
            tips = terminals([c.path for c in new], self.unit)
            for connector in new:
                self._number[id(connector)] = len(self._connectors)
                self._connectors.append(connector)
            if len(new) < len(self._connectors):
                points, directions, lengths = (np.concatenate(both) for both in zip(self._tips, tips, strict=True))
                tips = points, directions, lengths
            self._tips = tips
            self._measured = np.concatenate([self._measured, np.zeros(2 * len(new), dtype=bool)])
            self._declared = np.concatenate([self._declared, full(2 * len(new), -1, np.intp)])
        number = np.array([self._number[id(c)] for c in connectors], dtype=np.intp)
        if len(number) == len(self._connectors) and (number[1:] > number[:-1]).all():
            number = None
        self._last = connectors, number
        return number


def sight(lengths: Floats, least: float, unit: float, limits: Thresholds) -> Floats:
    """How far ends see along their direction, px: `least` units, and farther those of long connectors."""
    return np.maximum(least * unit, limits.end_sight_share * lengths)


def seen(rings: Rings, points: Floats, directions: Floats, reach: float, far: Floats) -> Found:
    """Every ring with a box within `reach` px of a point, or met by its ray within `far` px, measured."""
    row, target = rings.near.around(points, reach, directions * far[:, None])
    return row, target, rings.measure(points, directions, row, target)


def joined(one: Found, two: Found) -> Found:
    """Both, sorted; each of them is."""
    if not len(one[0]):
        return two
    terminal, target = np.concatenate([one[0], two[0]]), np.concatenate([one[1], two[1]])
    order = np.lexsort((target, terminal))
    return terminal[order], target[order], one[2].joined(two[2], order)


def from_middles(rings: Rings, points: Floats, found: Found, unit: float, limits: Thresholds) -> Found:
    """The same, but of connectors drawn from the very middle of one thing to that of another, these only.

    So scripts draw. What touches other outlines with both its ends was not drawn so.

    ::

        ┌───────┐    ┌───────────────┐
        │       │    │     ┌───────┐ │
        │   ●───┼────┼─────┼─▶     │ │   the inner box is not meant
        │       │    │     └───────┘ │
        └───────┘    └───────────────┘
    """
    terminal, target, measured = found
    centred = in_middles(rings, points, found, unit, limits)
    if np.count_nonzero(centred) < 2:
        return found
    at: Bools = np.zeros((len(points) // 2, 2), dtype=bool)
    met = at.copy()
    at.reshape(-1)[terminal[centred]] = True
    met.reshape(-1)[terminal[~centred & (step(measured.distance / unit) <= limits.touches)]] = True
    both: Bools = np.asarray(at.all(axis=1) & ~met.all(axis=1))
    kept = (centred | ~both[terminal // 2]).nonzero()[0]
    return terminal[kept], target[kept], measured.take(kept)


def in_middles(rings: Rings, points: Floats, found: Found, unit: float, limits: Thresholds) -> Bools:
    """Which ends lie in the very middle of what was found."""
    terminal, target, measured = found
    centred: Bools = measured.inside.copy()
    rows = centred.nonzero()[0]
    if not len(rows):
        return centred
    off = lengths(rings.centres[target[rows]] - points[terminal[rows]])
    centred[rows] = step(off / unit) <= limits.middle_off
    return centred

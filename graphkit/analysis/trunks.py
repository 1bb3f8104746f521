"""Which bars does a trunk meet, so that they branch off there and join no two things by themselves?

What comes in: a scene, connectors, where they meet, their ends, and which of these declare a thing or have an
arrowhead. What goes out: where trunks cross bars, and the bars that have a trunk.

Rules, by number:

1. A bar is the middle of a connector of four points whose legs leave it squarely to one side; or a straight line at
   each of whose ends one other connector begins, squarely and to one side. The legs have both an arrowhead or neither.
2. The trunk ends on a bar, coming from the other side; or it is straight and squarely crosses it, and is then the only
   one that does.
3. It points to the side of the legs only where they point too, and to the other only where they do not.

::

        ┌──────┐               ┌──────┐
        │ root │               │ root │
        └──┬───┘               └──┬───┘
       ┌───┴────┐             ┌───┼───┐
       ●        ●             ●   ●   ●
        ends on it            crosses it
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from graphkit.analysis.connectors import Connector
from graphkit.analysis.nets import Meetings
from graphkit.analysis.scene import Scene
from graphkit.analysis.sights import Tips
from graphkit.elements import Point
from graphkit.nearby import Nearby
from graphkit.rings import Bools, step

Crossings: TypeAlias = dict[int, list[tuple[int, float]]]
"""By path: the places where it crosses others, numbered after the ends of all paths, and how far from its start, px."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What branches leave to one side."""

    path: int
    low: float
    """How far from the start of its path it begins, px."""
    start: Point
    way: Point
    """The direction from its start to its end."""
    reach: float
    out: Point
    """The direction in which the legs do not go."""
    points: bool
    """Whether the legs end with arrowheads."""


def trunks(
    scene: Scene, connectors: Sequence[Connector], meet: Meetings, tips: Tips, declared: Bools, pointing: Bools
) -> tuple[Crossings, set[int], set[int]]:
    """Where trunks cross bars, the connectors with a bar that one crosses, and those with a bar that one ends on."""
    bars = list(bars_of(scene, connectors, meet, tips, declared, pointing))
    if not bars:
        return {}, set(), set()
    crossings = crossed(scene, bars, tips, pointing)
    of = {bar.path: bar for bar in bars}
    return crossings, of.keys() & crossings.keys(), ended_on(of, meet, tips, pointing)


def bars_of(
    scene: Scene, connectors: Sequence[Connector], meet: Meetings, tips: Tips, declared: Bools, pointing: Bools
) -> Iterator[Bar]:
    """Rule 1: the bars; what declares what it joins has none."""
    _, directions, _ = tips
    for k, connector in enumerate(connectors):
        path, ends = connector.path, (2 * k, 2 * k + 1)
        if len(path) == 4:
            if declared[ends[0]] or declared[ends[1]]:
                continue
            heads = [bool(pointing[e]) for e in ends]
            low, start, end = math.dist(path[0], path[1]), path[1], path[2]
            legs = [(path[0][0] - start[0], path[0][1] - start[1]), (path[3][0] - end[0], path[3][1] - end[1])]
        elif len(path) == 2 and not connector.arrow:
            others = [meet.ends.get(e, []) for e in ends]
            if [len(found) for found in others] != [1, 1]:
                continue
            at = [found[0] for found in others]
            heads = [bool(pointing[f ^ 1]) for f in at]
            low, start, end = 0.0, path[0], path[1]
            legs = [(-x, -y) for x, y in directions[at].tolist()]
        else:
            continue
        reach = math.dist(start, end)
        if heads[0] != heads[1] or not reach:
            continue
        way = (end[0] - start[0]) / reach, (end[1] - start[1]) / reach
        sides = [side(scene, leg, way) for leg in legs]
        if sides[0] == sides[1] != 0:
            yield Bar(k, low, start, way, reach, (sides[0] * way[1], -sides[0] * way[0]), heads[0])


def side(scene: Scene, leg: Point, way: Point) -> int:
    """To which side of a way a leg leaves it squarely: 1 or -1; 0 where it does not."""
    far = math.hypot(*leg)
    if not far or round(abs(leg[0] * way[0] + leg[1] * way[1]) / far, 6) > scene.limits.cross_cosine:
        return 0
    return 1 if way[0] * leg[1] > way[1] * leg[0] else -1


def ended_on(bars: Mapping[int, Bar], meet: Meetings, tips: Tips, pointing: Bools) -> set[int]:
    """Rules 2 and 3: the connectors on whose bar a trunk ends."""
    _, directions, _ = tips
    return {
        k
        for e, on in meet.paths.items() if not pointing[e]
        for k, where in on
        if (bar := bars.get(k)) is not None and bar.low < where < bar.low + bar.reach
        and directions[e] @ bar.out < 0 and not (bar.points and pointing[e ^ 1])
    }  # fmt: skip


def crossed(scene: Scene, bars: Sequence[Bar], tips: Tips, pointing: Bools) -> Crossings:
    """Rules 2 and 3: where straight connectors squarely cross bars, each of them the only one."""
    limits, (points, _, lengths) = scene.limits, tips
    bar = np.array([bar.path for bar in bars])
    start, way, out = (np.array([getattr(bar, name) for bar in bars]) for name in ("start", "way", "out"))
    low, reach, points_back = (np.array([getattr(bar, name) for bar in bars]) for name in ("low", "reach", "points"))
    tail, tip, near = points[::2], points[1::2], scene.px(limits.meets)
    chord = np.hypot(*(tip - tail).T)
    straight = np.flatnonzero(step(chord / np.maximum(lengths[::2], 1e-9)) >= limits.straight)
    ends = np.stack([tail, tip], axis=1)[straight], np.stack([start, start + way * reach[:, None]], axis=1)
    trunk_boxes, bar_boxes = (np.concatenate([both.min(axis=1), both.max(axis=1)], axis=1) for both in ends)
    b, t = Nearby(trunk_boxes).overlaps(bar_boxes)
    t = straight[t]
    one, two = (((p[t] - start[b]) * out[b]).sum(axis=1) for p in (tail, tip))
    through = (np.minimum(one, two) < -near) & (np.maximum(one, two) > near) & (bar[b] != t)
    b, t, one, two = b[through], t[through], one[through], two[through]
    share = one / (one - two)
    where = ((tail[t] + share[:, None] * (tip - tail)[t] - start[b]) * way[b]).sum(axis=1)
    cosine = np.abs(((tip - tail)[t] * way[b]).sum(axis=1)) / chord[t]
    inner = 2 * t + (one > two)
    fits = np.where(points_back[b], pointing[inner] & ~pointing[inner ^ 1], ~pointing[inner])
    keep = (near < where) & (where < reach[b] - near) & (step(cosine) <= limits.cross_cosine) & fits
    b, t, share, where = b[keep], t[keep], share[keep], where[keep]
    alone = np.flatnonzero((np.bincount(b, minlength=len(bars)) == 1)[b])
    crossings: Crossings = defaultdict(list)
    for place, n in enumerate(alone.tolist(), len(points)):
        crossings[int(bar[b[n]])].append((place, float(low[b[n]] + where[n])))
        crossings[int(t[n])].append((place, float(share[n] * chord[t[n]])))
    return dict(crossings)

"""Which paths meet each other, and how do they lie together?

What comes in: a scene, polylines, and which of their ends may meet others. What goes out: where they meet
(`meetings`), which of them are connected by that (`components`), and each such set as a tree of pieces between nodes
(`lay_out`).

Ends are numbered 2·path for the start and 2·path + 1 for the end; nodes are named by one of the ends that lie there,
and places where two paths cross by the numbers after these.

::

    ●───────┬───────●        two paths that meet: three pieces, four nodes,
            │                three of which are tips
            ●
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import shapely

from graphkit.analysis.scene import Scene
from graphkit.analysis.sights import Tips
from graphkit.analysis.union import Union
from graphkit.elements import Point, Value
from graphkit.geometry import length
from graphkit.nearby import Nearby, near_each_other
from graphkit.rings import AT_MOST, Bools, Floats, Ints, polylines


class Meetings(Value, frozen=True):
    """What each end meets; ends that meet nothing are not in here."""

    ends: dict[int, list[int]]
    paths: dict[int, list[tuple[int, float]]]
    """The paths that an end meets on their way, and how far from their start, px."""
    crossings: Mapping[int, Sequence[tuple[int, float]]] = {}
    """The places at which a path crosses another that it is joined with, and how far from its start, px."""


class Piece(Value, frozen=True):
    """Part of a path, between two nodes next to each other."""

    path: int
    low: float
    high: float
    """Where it begins and ends, px along the path."""


Steps: TypeAlias = list[tuple[Piece, bool]]
"""Pieces in the order in which they are gone along, each with whether it is from its low to its high end."""


class Net(Value, frozen=True):
    """Paths that meet each other, without a loop."""

    members: list[int]
    pieces: dict[tuple[int, int], Piece]
    """By the nodes at their low and their high end."""
    tips: dict[int, list[int]]
    """Ends that meet nothing, by their node; several where they lie at the same place."""


def meetings(
    scene: Scene, paths: Sequence[Sequence[Point]], boxes: Floats, tips: Tips, reach: Floats, alone: Bools, flow: Ints
) -> Meetings:
    """Where paths meet each other; `boxes` are around them, and `tips` are their ends.

    `reach` is how far each end may be from what it meets, px, and 0 where it may meet nothing; `alone` are ends that
    may meet paths, but no other ends. At both nothing meets their own path within `meets_alone` units. `flow` is 1 for
    paths that lead to their end, -1 for those that lead to their start, and 0 for those that lead nowhere or both ways.
    """
    limits, (points, directions, lengths) = scene.limits, tips
    if not reach.any():
        return Meetings({}, {})
    limit = float(reach.max())
    reach = np.minimum(reach, limits.meets_share * lengths)
    free = reach > 0
    both = (free & ~alone).nonzero()[0]
    a, b = near_each_other(points[both], AT_MOST * limit)
    other = both[a] // 2 != both[b] // 2
    a, b = both[a[other]], both[b[other]]
    keep = np.hypot(*(points[a] - points[b]).T) <= np.minimum(reach[a], reach[b])
    ends: dict[int, list[int]] = defaultdict(list)
    for e, f in zip(a[keep].tolist(), b[keep].tolist(), strict=True):
        ends[e].append(f)
    loose = free.nonzero()[0]
    row, k = Nearby(boxes).points(points[loose], AT_MOST * limit)
    e = loose[row]
    others = e // 2 != k
    e, k = e[others], k[others]
    if not len(e):
        return Meetings(dict(ends), {})
    drawn = np.empty(len(paths), dtype=object)
    near = np.bincount(k).nonzero()[0]
    drawn[near] = polylines([paths[n] for n in near.tolist()])
    places = np.asarray(shapely.points(points[e]))
    keep = shapely.distance(places, drawn[k]) <= reach[e]
    e, k, places = e[keep], k[keep], places[keep]
    if not len(e):
        return Meetings(dict(ends), {})
    where = shapely.line_locate_point(drawn[k], places)
    before = shapely.get_coordinates(shapely.line_interpolate_point(drawn[k], np.maximum(where - limit, 0)))
    after = shapely.get_coordinates(shapely.line_interpolate_point(drawn[k], where + limit))
    along = after - before
    along /= np.maximum(np.linalg.norm(along, axis=1), 1e-9)[:, None]
    sine = np.abs(along[:, 0] * directions[e, 1] - along[:, 1] * directions[e, 0])
    away = max(limit, scene.px(limits.meets_alone))
    first, last = (np.where((free & ~alone)[side], limit, away) for side in (2 * k, 2 * k + 1))
    turns = sine >= limits.meets_sine
    # The tail of an arrow may also run with the flow of another arrow, and leave it later.
    tail = np.where(e % 2, -flow[e // 2], flow[e // 2]) > 0
    onward = (along * directions[e]).sum(axis=1) * flow[k] < 0
    leaves = shapely.distance(shapely.points(points[e ^ 1]), drawn[k]) > away
    keep = (where > first) & (where < lengths[2 * k] - last) & (turns | (tail & onward & leaves))
    on: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for end, path, at in zip(e[keep].tolist(), k[keep].tolist(), where[keep].tolist(), strict=True):
        on[end].append((path, at))
    return Meetings(dict(ends), dict(on))


def components(paths: Iterable[int], meet: Meetings) -> list[list[int]]:
    """Those of the paths that meet each other, directly or through others."""
    paths = list(paths)
    union = Union()
    at: dict[int, int] = {}
    for k in paths:
        for e in (2 * k, 2 * k + 1):
            if e in meet.ends:
                union.join([k, *(f // 2 for f in meet.ends[e])])
            if e in meet.paths:
                union.join([k, *(on for on, _ in meet.paths[e])])
        for place, _ in meet.crossings.get(k, ()):
            union.pair(k, at.setdefault(place, k))
    members: dict[int, list[int]] = defaultdict(list)
    for k in paths:
        members[union.find(k)].append(k)
    return [found for _, found in sorted(members.items()) if len(found) > 1]


def lay_out(
    scene: Scene, paths: Sequence[Sequence[Point]], members: list[int], meet: Meetings, points: Floats
) -> Net | None:
    """The net of paths that meet; None where they make a loop."""
    limit, alike = scene.px(scene.limits.meets), scene.limits.way_alike
    node = Union()
    ends = [e for k in members for e in (2 * k, 2 * k + 1)]
    for e in ends:
        node.join([e, *meet.ends.get(e, ())])
    tips = [e for e in ends if e not in meet.ends and e not in meet.paths]
    for one, two in zip(*near_each_other(points[tips], AT_MOST * limit), strict=True):
        node.join([tips[one], tips[two]])
    stations = {k: [(0.0, node.find(2 * k)), (length(paths[k]), node.find(2 * k + 1))] for k in members}
    for e in ends:
        for k, where in meet.paths.get(e, ()):
            stations[k].append((where, node.find(e)))
    for k in members:
        stations[k] += [(where, place) for place, where in meet.crossings.get(k, ())]
    pieces: dict[tuple[int, int], Piece] = {}
    for k in members:
        on_path = sorted(stations[k])
        for (low, u), (high, v) in itertools.pairwise(on_path):
            twin = pieces.get((u, v)) or pieces.get((v, u))
            if u == v and high - low <= 2 * limit:
                continue
            if twin is not None and math.isclose(twin.high - twin.low, high - low, rel_tol=alike, abs_tol=limit):
                continue
            if twin is not None:
                return None
            pieces[u, v] = Piece(k, low, high)
    if len(pieces) != len({v for pair in pieces for v in pair}) - 1:
        return None
    found: dict[int, list[int]] = defaultdict(list)
    for e in tips:
        found[node.find(e)].append(e)
    return Net(members, pieces, dict(found))


def way(net: Net, start: int, end: int) -> Steps:
    """The pieces from one node to another, the shortest way."""
    neighbours: dict[int, list[tuple[int, Piece, bool]]] = defaultdict(list)
    for (u, v), piece in net.pieces.items():
        neighbours[u].append((v, piece, True))
        neighbours[v].append((u, piece, False))
    found: dict[int, Steps] = {start: []}
    queue = [(0.0, start)]
    while queue:
        gone, here = heapq.heappop(queue)
        for there, piece, forward in neighbours[here]:
            if there not in found:
                found[there] = [*found[here], (piece, forward)]
                heapq.heappush(queue, (gone + piece.high - piece.low, there))
    return found[end]

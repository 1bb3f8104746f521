"""Which strokes of the pen are arrows?

What comes in: a scene, the targets, and the arrows and lines as connectors. What goes out: the connectors with arrows
drawn by hand. Any other stroke is a ring (`loops`), a line (`penlines`), or decoration: underlines, scribbles, letters.

Rules, by number:

1. A stroke that ends in a hook to both sides of its way is an arrow, and the hook its head; or goes round a head there.
2. A stroke or line with an angle at its end, drawn as another, is an arrow, and the angle its head: a stroke or line of
   two legs that opens backwards, or two short straight ones that meet there and nowhere else, or all but meet
   (`head_back`), however short it is, or one, where the shaft itself goes on as the other.
3. An arrow of the pen is one only where both its ends have something near them, or ahead, and where it does not lie in
   one thing: letters look alike, and marks in pictures; or where a stroke goes on from there straight, to something
   else, since the pen was lifted on the way. One that a person says connects is one wherever it is.

::

                     ╲                    ╲
     ─────────────────╲     ───────────── ─╲     the angle is a stroke
         one stroke   ╱                    ╱     of its own, or two
           1         ╱            2       ╱
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import TypeAlias

import numpy as np
import shapely

from graphkit.analysis.connectors import Connector
from graphkit.analysis.ends import Targets
from graphkit.analysis.scene import Scene
from graphkit.analysis.sights import along, terminals
from graphkit.analysis.things import Things
from graphkit.elements import Freedraw, Line, Point, Value, with_fields
from graphkit.geometry import length, off_way
from graphkit.nearby import Nearby, near_each_other
from graphkit.rings import AT_MOST, Bools, Floats, Ints, polylines, step

HEAD = "arrow"
"""The arrowhead that a drawn one stands for."""
CORNERS = 6
"""Corners of a stroke that is an arrowhead, at most."""
Head: TypeAlias = tuple[tuple[int, ...], tuple[Point, Point, Point]]
"""What an angle is drawn with, and the two ends of it with its tip between them."""


class Drawn(Value, frozen=True):
    """A stroke or line that may be the shaft of an arrow, or its head."""

    element: int
    path: list[Point]
    corners: list[Point]
    """Its path without jitter."""


def point(
    scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector], known: Set[int] = frozenset()
) -> Sequence[Connector]:  # fmt: skip
    """The connectors with the arrows that are drawn by hand (rules 1 to 3); `known` is what is said to connect."""
    strokes = [i for i in scene.strokes if i not in things.of]
    strokes += [i for i in sorted(known) if isinstance(scene.elements[i], Freedraw)]
    if not len(targets.rings) or not (strokes or things.lines):
        return connectors
    lines = [c for c in connectors if not c.arrow and isinstance(scene.elements[c.main], Line)
             and (c.known is None or c.main in known)]  # fmt: skip
    if not strokes and len(lines) < 2:
        return connectors
    drawn = [Drawn(i, scene.paths[i], corners) for i, corners in zip(strokes, scene.smooth(strokes), strict=True)]
    drawn += [Drawn(c.main, scene.paths[c.main], scene.paths[c.main]) for c in lines]
    found = [made for d in drawn if (made := hooked(scene, d)) is not None]
    gone = {c.main for c in found}
    found += drawn_on(scene, [d for d in drawn if d.element not in gone])
    gone = {i for c in found for i in c.elements}
    found += tipped(scene, [d for d in drawn if d.element not in gone])
    said = [with_fields(c, drawn=dict.fromkeys(own, c.path)) for c in found if (own := known & {*c.elements})]
    gone = {i for c in found for i in c.elements}
    more = [scene.paths[i] for i in strokes if i not in gone and reaches(scene, scene.paths[i])]
    found = [*meant(scene, targets, [c for c in found if known.isdisjoint(c.elements)] if said else found, more), *said]
    used = {i for c in found for i in c.elements}
    return [*(c for c in connectors if c.main not in used), *found]


def hooked(scene: Scene, drawn: Drawn) -> Connector | None:
    """Rule 1: the arrow that a stroke is by itself."""
    i = drawn.element
    if len(drawn.corners) < 4 or not isinstance(scene.elements[i], Freedraw):
        return None
    if i not in scene.hooked:
        scene.hooked[i] = way_to_hook(scene, drawn)
    way = scene.hooked[i]
    return None if way is None else arrow((i,), way)


def way_to_hook(scene: Scene, drawn: Drawn) -> list[Point] | None:
    """The path of a stroke up to the tip of the hook that it ends in; None where it ends in none."""
    ways = drawn.corners, drawn.corners[::-1]
    for ends, sizes in HOOKS:
        for way in ways:
            for size in sizes:
                if size < len(way) and ends(scene, shaft := way[: 1 - size], way[-size:]):
                    path = drawn.path if way is drawn.corners else drawn.path[::-1]
                    return path[: last_of(path, shaft) + 1]
    return None


def comes_back(scene: Scene, shaft: Sequence[Point], way: Sequence[Point]) -> bool:
    """Whether a path draws the one leg of a head, comes back to the tip, and draws the other."""
    reach, (tip, one, back, two) = length(shaft), way
    if reach < scene.px(scene.limits.drawn_size):
        return False
    near = scene.limits.head_back * max(math.dist(tip, one), math.dist(tip, two))
    return math.dist(tip, back) <= near and is_head(scene, shaft, reach, tip, one, two)


def goes_across(scene: Scene, shaft: Sequence[Point], way: Sequence[Point]) -> bool:
    """Whether a path draws the one leg of a head, and goes from its end to that of the other."""
    reach, (tip, one, two) = length(shaft), way
    return reach >= scene.px(scene.limits.drawn_size) and is_head(scene, shaft, reach, tip, one, two)


def reaches(scene: Scene, path: Sequence[Point]) -> bool:
    """Whether a path goes from one place to another: letters hardly do."""
    chord = math.dist(path[0], path[-1])
    return chord >= scene.px(scene.limits.line_short) and round(length(path) / chord - scene.limits.pen_bent, 6) <= 0


def turns_back(scene: Scene, way: Sequence[Point]) -> bool:
    """Whether a path without jitter turns back somewhere by more than a corner does."""
    least = math.cos(math.radians(scene.limits.pen_turn)) - 1e-9
    steps = [(bx - ax, by - ay, math.dist((ax, ay), (bx, by))) for (ax, ay), (bx, by) in itertools.pairwise(way)]
    return any(ax * bx + ay * by < least * one * two for (ax, ay, one), (bx, by, two) in itertools.pairwise(steps))


def unhooked(scene: Scene, way: Sequence[Point]) -> Sequence[Point]:
    """Corners without the small hooks that the pen makes where it is set down or lifted."""
    least, first, last = scene.px(scene.limits.meets), 0, len(way) - 1
    while last - first > 1 and math.dist(way[first], way[first + 1]) <= least:
        first += 1
    while last - first > 1 and math.dist(way[last], way[last - 1]) <= least:
        last -= 1
    return way[first : last + 1]


def goes_round(scene: Scene, shaft: Sequence[Point], way: Sequence[Point]) -> bool:
    """Whether a path from the tip of a shaft, which does not turn back itself, goes round a head, and ends in it."""
    limits, tip, rest = scene.limits, way[0], way[1:]
    if not reaches(scene, shaft) or turns_back(scene, shaft):
        return False
    x, y = along(shaft[::-1], map(math.dist, shaft[::-1], shaft[-2::-1]), max(math.dist(tip, p) for p in rest))
    off = [(x - tip[0]) * (py - tip[1]) - (y - tip[1]) * (px - tip[0]) for px, py in rest]
    one, two = rest[off.index(min(off))], rest[off.index(max(off))]
    legs = math.dist(tip, one), math.dist(tip, two)
    ahead = max((x - tip[0]) * (tip[0] - px) + (y - tip[1]) * (tip[1] - py) for px, py in rest)
    return (
        is_head(scene, shaft, length(shaft), tip, one, two)
        and max(math.dist(tip, p) for p in rest) <= limits.head_bent * max(legs)
        and ahead <= limits.head_back * max(legs) * math.hypot(x - tip[0], y - tip[1])
    )


HOOKS = ((comes_back, (4,)), (goes_round, range(4, CORNERS + 1)), (goes_across, (3,)))
"""The hooks that a stroke may end in, and how many corners each has, its tip among them."""


def last_of(path: Sequence[Point], corners: Sequence[Point]) -> int:
    """Where the last of some corners is in the path that they are corners of, in order: it may pass a place twice."""
    at = -1
    for corner in corners:
        at = path.index(corner, at + 1)
    return at


def tipped(scene: Scene, drawn: Sequence[Drawn], more: Sequence[Drawn] = ()) -> list[Connector]:
    """Rule 2: the arrows of a shaft and an angle at its end; `more` are shafts that are no heads."""
    limits = scene.limits
    heads: list[Head] = [((d.element,), legs) for d in drawn if (legs := angle(scene, d.corners)) is not None]
    heads = [head for head in (*heads, *angles_of_two(scene, drawn)) if is_even(scene, *head[1])]
    if not heads:
        return []
    drawn = [*drawn, *more]
    least = scene.px(limits.drawn_size)
    shafts = [d for d in drawn if (reach := scene.length(d.element)) >= least
              and math.dist(d.path[0], d.path[-1]) > limits.pen_ring * reach]  # fmt: skip
    if not shafts:
        return []
    ends = [p for d in shafts for p in (d.path[0], d.path[-1])]
    most = np.array([max(math.dist(tip, one), math.dist(tip, two)) for _, (one, tip, two) in heads])
    tips = shapely.points([tip for _, (_, tip, _) in heads])
    at_end: dict[int, list[tuple[float, str, int]]] = defaultdict(list)
    near = shapely.STRtree(shapely.points(ends)).query(tips, "dwithin", distance=limits.head_tip * most)
    # A head is short beside its shaft: asked of all at once, since thousands may be at one place.
    long = np.array([scene.length(d.element) for d in shafts])
    near = near[:, most[near[0]] <= limits.head_length * long[near[1] // 2]]
    for h, e in zip(*near.tolist(), strict=True):
        shaft, (elements, (one, tip, two)) = shafts[e // 2], heads[h]
        way = shaft.path if e % 2 else shaft.path[::-1]
        if shaft.element not in elements and is_head(scene, way, scene.length(shaft.element), tip, one, two):
            at_end[h].append((math.dist(ends[e], tip), scene.elements[shaft.element].id, e))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for h, options in sorted(at_end.items(), key=lambda item: scene.elements[heads[item[0]][0][0]].id):
        *_, e = min(options)
        found[e // 2].setdefault(e % 2, h)
    angles = {i for sides in found.values() for h in sides.values() for i in heads[h][0]}
    result = []
    for s, sides in sorted(found.items()):
        shaft = shafts[s]
        if shaft.element not in angles:
            elements = (shaft.element, *(i for side in sorted(sides) for i in heads[sides[side]][0]))
            made = arrow(elements, shaft.path if 1 in sides else shaft.path[::-1])
            result.append(with_fields(made, start_arrowhead=HEAD if len(sides) == 2 else None))
    return result


def drawn_on(scene: Scene, drawn: Sequence[Drawn]) -> list[Connector]:
    """Rule 2: the arrows whose shaft goes on as the one leg of the head, with the other as a stroke of its own."""
    # A shorter one with a hook at its end, and a stroke there, is a letter.
    limits, least = scene.limits, scene.px(scene.limits.line_short)
    strokes = [d for d in drawn if isinstance(scene.elements[d.element], Freedraw)]
    turns = [(d, way[: 1 - size], far) for d in strokes if scene.length(d.element) >= least
             for size in (2, 3) if len(d.corners) > size for way in (d.corners, d.corners[::-1])
             if length(way[: 1 - size]) >= least and (far := leg(scene, way[-size:])) is not None]  # fmt: skip
    if not turns:
        return []
    legs = [(d.element, way[0], far) for d in strokes if scene.length(d.element) <= scene.px(2 * limits.head_size)
            for way in (d.corners, d.corners[::-1]) if (far := leg(scene, way)) is not None]  # fmt: skip
    if not legs:
        return []
    tips, starts = shapely.points([shaft[-1] for _, shaft, _ in turns]), shapely.points([tip for _, tip, _ in legs])
    near = shapely.STRtree(starts).query(tips, "dwithin", distance=scene.px(limits.touches))
    options: dict[int, list[tuple[float, str, int, int]]] = defaultdict(list)
    for t, n in zip(*near.tolist(), strict=True):
        (of, shaft, one), (element, tip, two) = turns[t], legs[n]
        if element != of.element and is_head(scene, shaft, length(shaft), shaft[-1], one, two):
            away = round(math.dist(tip, shaft[-1]) / scene.unit, 6)
            options[of.element].append((away, scene.elements[element].id, t, element))
    found, used = [], set[int]()
    for element, heads in sorted(options.items(), key=lambda item: scene.elements[item[0]].id):
        *_, t, other = min(heads)
        if not used.intersection((element, other)):
            used |= {element, other}
            of, shaft, _ = turns[t]
            path = of.path if shaft[0] == of.path[0] else of.path[::-1]
            found.append(arrow((element, other), path[: last_of(path, shaft) + 1]))
    return found


def leg(scene: Scene, way: Sequence[Point]) -> Point | None:
    """Where a leg of a head ends that begins with a path, if it is short and straight."""
    limits = scene.limits
    far, away = farthest(way)
    reach = length(way[: far + 1])
    straight = 0 < reach <= min(scene.px(limits.head_size), limits.head_bent * away)
    return way[far] if straight else None


def farthest(way: Sequence[Point]) -> tuple[int, float]:
    """The place on a path that is farthest from where it begins, and how far, px: the pen may come back a bit."""
    away = [math.dist(way[0], point) for point in way[1:]]
    most = max(away)
    return away.index(most) + 1, most


def angles_of_two(scene: Scene, drawn: Sequence[Drawn]) -> list[Head]:
    """The angles that two short straight strokes make which meet at one end of each, and at no other end."""
    limits, most = scene.limits, scene.px(scene.limits.head_size)
    legs = [d for d in drawn if (reach := scene.length(d.element)) <= most
            and 0 < reach <= limits.head_bent * math.dist(d.path[0], d.path[-1])]  # fmt: skip
    if len(legs) < 2:
        return []
    ends = [p for d in legs for p in (d.path[0], d.path[-1])]
    sizes = np.array([scene.length(d.element) for d in legs]).repeat(2) / scene.unit
    a, b = near_each_other(np.array(ends), AT_MOST * max(scene.px(limits.touches), limits.head_back * most))
    away = np.hypot(*(np.array(ends)[a] - np.array(ends)[b]).T) / scene.unit
    other = a // 2 != b // 2
    touch = other & (step(away) <= limits.touches)
    # What touches nothing may have been drawn a bit off.
    lone = np.bincount(a[touch], minlength=len(ends)) == 0
    loose = other & lone[a] & lone[b] & (step(away - limits.head_back * np.minimum(sizes[a], sizes[b])) <= 0)
    a, b = a[touch | loose], b[touch | loose]
    # Of three that meet, one is the shaft that the two others are the head of, though it is short itself.
    longest = np.zeros(len(ends))
    np.maximum.at(longest, a, sizes[b])
    shaft = (np.bincount(a, minlength=len(ends)) == 2) & (step(longest - limits.head_length * sizes) <= 0)
    heads = ~shaft[a] & ~shaft[b]
    a, b = a[heads], b[heads]
    met = np.bincount(a, minlength=len(ends))
    # Letters and the sides of small shapes go on at their other ends.
    pairs = (a < b) & (met[a] == 1) & (met[b] == 1) & (met[a ^ 1] == 0) & (met[b ^ 1] == 0)
    found: list[Head] = []
    for e, f in zip(a[pairs].tolist(), b[pairs].tolist(), strict=True):
        e, f = sorted((e, f), key=lambda end: scene.elements[legs[end // 2].element].id)
        (ax, ay), (bx, by) = ends[e], ends[f]
        elements = legs[e // 2].element, legs[f // 2].element
        found.append((elements, (ends[e ^ 1], ((ax + bx) / 2, (ay + by) / 2), ends[f ^ 1])))
    return found


def angle(scene: Scene, corners: Sequence[Point]) -> tuple[Point, Point, Point] | None:
    """The two ends of an angle with its tip between them, if a path is one: two legs, both straight."""
    if not 3 <= len(corners) <= CORNERS:
        return None
    one, two = corners[0], corners[-1]
    k = max(range(1, len(corners) - 1), key=lambda n: off_way(corners[n], one, two))
    ends = []
    for leg in (corners[k::-1], corners[k:]):
        far, away = farthest(leg)
        if length(leg[: far + 1]) > scene.limits.head_bent * away:
            return None
        ends.append(leg[far])
    one, two = ends
    return one, corners[k], two


def is_even(scene: Scene, one: Point, tip: Point, two: Point) -> bool:
    """Whether the legs of an angle are about as long as each other, as those of a head are."""
    legs = math.dist(tip, one), math.dist(tip, two)
    return min(legs) > 0 and min(legs) >= scene.limits.head_alike * max(legs)


def is_head(scene: Scene, shaft: Sequence[Point], reach: float, tip: Point, one: Point, two: Point) -> bool:
    """Whether two legs from a tip open backwards along a shaft that ends there, `reach` px long, to both its sides."""
    limits = scene.limits
    legs = [math.dist(tip, one), math.dist(tip, two)]
    if not is_even(scene, one, tip, two) or max(legs) > limits.head_length * reach:
        return False
    way_back = shaft[::-1]
    x, y = along(way_back, map(math.dist, way_back, way_back[1:]), max(legs))
    back = x - shaft[-1][0], y - shaft[-1][1]
    far = math.hypot(*back)
    if not far:
        return False
    angles, sides = [], []
    for (px, py), leg in zip((one, two), legs, strict=True):
        way = (px - tip[0]) / leg, (py - tip[1]) / leg
        cosine, sine = (way[0] * back[0] + way[1] * back[1]) / far, (way[0] * back[1] - way[1] * back[0]) / far
        angles.append(math.degrees(math.atan2(abs(sine), cosine)))
        sides.append(sine)
    # A shaft may bend just before its tip, and then its head seems askew: what tells is how far that is open.
    if max(angles) > 90 or not limits.head_narrowest <= sum(angles) / 2 <= limits.head_widest:
        return False
    return sides[0] * sides[1] < 0


def arrow(elements: tuple[int, ...], path: Sequence[Point]) -> Connector:
    """An arrow of these strokes, with its head at the end of the path."""
    return Connector(elements[0], elements, list(path), None, HEAD, True)


def meant(scene: Scene, targets: Targets, found: list[Connector], more: Sequence[Sequence[Point]]) -> list[Connector]:
    """Rule 3: the arrows with something near both their ends, or ahead, that lie in no thing.

    `more` strokes may go on from their ends.
    """
    if not found:
        return []
    points, directions, _ = terminals([c.path for c in found], scene.unit)
    some, end, row = led(scene, targets, points, directions)
    if more and not some.all():
        lone = (~some).nonzero()[0]
        others, ways, _ = terminals(more, scene.unit)
        e, k = Nearby(np.tile(others, 2)).points(points[lone], scene.px(scene.limits.touches))
        e = lone[e]
        straight = -(directions[e] * ways[k]).sum(axis=1) >= scene.limits.head_cosine
        e, k = e[straight], k[straight]
        if len(k):
            some[e] = led(scene, targets, others[k ^ 1], ways[k ^ 1])[0]
    inner = lying_within(targets, found, end, row)
    return [c for k, c in enumerate(found) if some[2 * k] and some[2 * k + 1] and k not in inner]


def led(scene: Scene, targets: Targets, points: Floats, directions: Floats) -> tuple[Bools, Ints, Ints]:
    """Which ends have something near them, or ahead of them; and which of them lie in what, that holds nothing else."""
    near, reach, sight = targets.rings.near, scene.px(scene.limits.pen_reach), scene.px(scene.limits.end_sight)
    end, row = np.hstack([near.points(points, reach), near.met(points, directions * sight)])
    m = targets.rings.measure(points, directions, end, row)
    some = np.zeros(len(points), dtype=bool)
    within = m.inside & ~(targets.holds[row] > 0)
    some[end[(m.distance <= reach) | (~m.inside & (m.ahead <= sight)) | within]] = True
    return some, end[within], row[within]


def lying_within(targets: Targets, found: Sequence[Connector], end: Ints, row: Ints) -> set[int]:
    """Which arrows lie within one thing with both their ends and their middle; `end[k]` lies in `row[k]`."""
    sides = set(zip(end.tolist(), row.tolist(), strict=True))
    both = sorted((e // 2, r) for e, r in sides if e % 2 == 0 and (e + 1, r) in sides)
    if not both:
        return set()
    drawn = polylines([found[k].path for k, _ in both])
    middles = shapely.get_coordinates(shapely.line_interpolate_point(drawn, 0.5, normalized=True))
    inside = targets.rings.hold(middles, np.arange(len(both)), np.array([r for _, r in both]))
    return {k for (k, _), within in zip(both, inside.tolist(), strict=True) if within}

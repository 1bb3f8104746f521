"""Which arrows are the axes of a chart, or that of time?

What comes in: a scene, and the arrows that are known to connect. What goes out: the scene with the axes as ornaments:
they show two ways in which something grows, and join nothing, whatever stands at their tips; their labels are free.

Rule `axes`: two straight arrows, one level and one upright, neither much shorter than the other, that meet in the open.
Either each has one head, and they meet by their tails; or they cross in the middle, with as many heads each. Such as
have two heads may be short; others, and lines, leave room for words in what they part, have something in two quarters
of it at least, and no shape close ahead of an end. In the open: there is no shape and no word where they meet or where
a tail comes from, no line or arrow ends there that they might branch off, and no shape is at the ends of such as cross.
The head of others, and words at the ends of such as cross, are as may be; but of such with one head or none no other
arrow or line joins these words with something. An arrow at which several others begin is no axis, and one that declares
both ends is none.

Rule `time`: a straight arrow with short lines across it, three or more, each in its middle: they are its ticks. No
shape is at its ends, and no line or arrow ends there.

::

    ▲             ▲
    │             │          1   2   3
    │          ◀──┼──▶     ──┼───┼───┼──▶
    └─────▶       ▼
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.scene import Scene, changed
from graphkit.elements import Arrow, Line, Point
from graphkit.nearby import Nearby
from graphkit.rings import Bools, Floats, Geometries, Ints, lengths, step

QUARTERS = 2
"""Quarters of a sheet with something in them, at least, from which what crosses in the middle parts it."""
MOST = 2
"""Others that begin at an axis, or cross it, at most."""


def find(scene: Scene, known: Set[int]) -> Scene:
    """The scene with its axes, none of which is `known` to connect; the same scene where there are none."""
    asked = {i: drawn for i in scene.arrows if i not in known and (drawn := straight(scene, i))}
    least = 0.99 * scene.px(scene.limits.axis_across)
    long = [i for i in scene.lines if math.dist(scene.paths[i][0], scene.paths[i][-1]) >= least]
    lines = {i: drawn for i in long if i not in known and (drawn := straight(scene, i))}
    pointing = {i: drawn for i, drawn in asked.items() if drawn[2]}
    charts = of_charts(scene, asked | lines)
    found = {i for chart in charts for i in chart} | of_time(scene, pointing)
    if not found:
        return scene
    return changed(as_ornaments(scene, found), charts=tuple(charts))


def as_ornaments(scene: Scene, found: Set[int]) -> Scene:
    """The scene in which some arrows and lines join nothing; their labels are free."""
    labels = {text for text, owner in scene.labelled.items() if owner in found}
    return changed(
        scene,
        arrows=tuple(i for i in scene.arrows if i not in found),
        lines=tuple(i for i in scene.lines if i not in found),
        texts=tuple(sorted((*scene.texts, *labels))),
        labelled={text: owner for text, owner in scene.labelled.items() if text not in labels},
        ornaments=tuple(sorted((*scene.ornaments, *found))),
    )


def of_charts(scene: Scene, asked: Mapping[int, tuple[Point, Point, int]]) -> list[tuple[int, int]]:
    """Rule `axes`: the two of each chart; tails, tips and numbers of heads of the straight arrows are given."""
    if len(asked) < 2:
        return []
    arrows = np.array(list(asked))
    ends = np.array([(tail, tip) for tail, tip, _ in asked.values()])
    heads, reach = np.array([number for _, _, number in asked.values()]), lengths(ends[:, 1] - ends[:, 0])
    one, other, where, across = meeting(scene, ends, heads)
    if not len(one):
        return []
    # The same arrow may cross one in the middle, and meet another by its tail.
    ways, position = np.unique(2 * np.stack([one, other]) + across, return_inverse=True)
    mine, crossing = ways // 2, ways % 2 == 1
    pair = np.stack([arrows[one], arrows[other]], axis=1)
    both = np.concatenate([ends[one], ends[other]], axis=1)
    closed = at_something(
        scene,
        np.concatenate([ends_of(scene, ends[mine], crossing), np.asarray(shapely.points(where))]),
        np.concatenate([np.asarray(shapely.multipoints(ends[mine])), np.asarray(shapely.multipoints(both))]),
        np.concatenate([arrows[mine, None].repeat(2, axis=1), pair]),
        np.concatenate([crossing, np.zeros(len(pair), dtype=bool)]),
    )
    whole = np.asarray(shapely.multipoints(ends[mine]))
    met = ahead(scene, ends[mine], whole) | ahead(scene, ends[mine][:, ::-1], whole)
    closed[: len(mine)] |= crossing & (heads[mine] < 2) & met
    free = ~closed[: len(mine)][position].reshape(2, -1).any(axis=0) & ~closed[len(mine) :]
    asked_for = free & across & (heads[one] < 2)
    for k in asked_for.nonzero()[0].tolist():
        free[k] = quarters(scene, where[k], reach[one[k]], reach[other[k]]) >= QUARTERS
    if (asked_for & free).any():
        free[asked_for & free] &= ~named_by_things(scene, pair[asked_for & free])
    return [(one, other) for one, other in pair[free].tolist()]


def quarters(scene: Scene, where: Floats, wide: float, high: float) -> int:
    """In how many of the quarters that axes of some lengths part something stands that is not written at an axis."""
    rings, which = scene.rings(), [*scene.texts, *scene.shapes, *scene.strokes]
    away = step((rings.centres[which] - where) / [wide / 2, high / 2])
    off = np.abs(away)
    within = ((off >= scene.limits.axis_quarter) & (off <= 1)).all(axis=1)
    return len(np.unique(away[within] > 0, axis=0))


def named_by_things(scene: Scene, pairs: Ints) -> Bools:
    """At the ends of which pairs of arrows or lines words stand that others join with something: they are things.

    ::

             word ───▶ word
        word  │  word
        ──────┼─────▶ word
        word  ▼  word
             word
    """
    drawn = [i for i in (*scene.arrows, *scene.lines) if scene.length(i)]
    end, target, _ = led_to(scene, drawn, [*scene.texts, *scene.shapes])
    # What both ends are in lies around the line.
    _, place, times = np.unique(np.stack([end // 2, target]), axis=1, return_inverse=True, return_counts=True)
    end, target = end[times[place.ravel()] == 1], target[times[place.ravel()] == 1]
    joins = np.asarray(np.isin(np.arange(2 * len(drawn)).reshape(-1, 2), end).all(axis=1))
    at: dict[int, set[int]] = {}
    led: dict[int, set[int]] = {}
    for k, t in zip((end // 2).tolist(), target.tolist(), strict=True):
        if t < len(scene.texts):
            led.setdefault(drawn[k], set()).add(t)
            if joins[k]:
                at.setdefault(t, set()).add(drawn[k])
    return np.array([
        any(at.get(t, set()).difference(pair) for i in pair for t in led.get(i, ())) for pair in pairs.tolist()
    ], dtype=bool)  # fmt: skip


def led_to(scene: Scene, drawn: Sequence[int], targets: Sequence[int]) -> tuple[Ints, Ints, Geometries]:
    """Which end of some arrows or lines, two each, points at which of some texts and shapes from near by, or is in it.

    Each with the way from one to the other.
    """
    reach = scene.px(scene.limits.line_words * scene.limits.line_reach)
    paths = [scene.paths[i] for i in drawn]
    last = np.array([way for path in paths for way in ((path[1], path[0]), (path[-2], path[-1]))]).reshape(-1, 2, 2)
    ways = last[:, 1] - last[:, 0]
    on = last[:, 1] + reach * ways / np.maximum(lengths(ways), 1e-9)[:, None]
    areas = scene.areas(targets)
    end, target = shapely.STRtree(areas).query(shapely.linestrings(np.stack([last[:, 1], on], axis=1)), "intersects")
    return end, target, np.asarray(shapely.shortest_line(shapely.points(last[end, 1]), areas[target]))


def of_time(scene: Scene, asked: Mapping[int, tuple[Point, Point, int]]) -> set[int]:
    """Rule `time`."""
    if not asked or len(scene.lines) < scene.limits.axis_ticks:
        return set()
    arrows = np.array(list(asked))
    ends = np.array([(tail, tip) for tail, tip, _ in asked.values()])
    crossed = ticked(scene, ends, np.array([(scene.paths[i][0], scene.paths[i][-1]) for i in scene.lines])).nonzero()[0]
    if not len(crossed):
        return set()
    places = np.asarray(shapely.multipoints(ends[crossed]))
    own, words = arrows[crossed, None].repeat(2, axis=1), np.ones(len(crossed), dtype=bool)
    return set(arrows[crossed[~at_something(scene, places, places, own, words)]].tolist())


def ticked(scene: Scene, ways: Floats, lines: Floats) -> Bools:
    """Which of some ways several short lines cross squarely, each in its middle."""
    limits = scene.limits
    drawn, across = np.asarray(shapely.linestrings(ways)), np.asarray(shapely.linestrings(lines))
    a, b = shapely.STRtree(across).query(drawn, "intersects")
    on, over = ways[a, 1] - ways[a, 0], lines[b, 1] - lines[b, 0]
    reach, size = np.maximum(lengths(on), 1e-9), np.maximum(lengths(over), 1e-9)
    square = np.abs((on * over).sum(axis=1)) <= limits.cross_cosine * reach * size
    middles = shapely.line_interpolate_point(across[b], 0.5, normalized=True)
    middle = shapely.distance(middles, drawn[a]) <= limits.cross_middle * size
    tick = square & middle & (size <= limits.axis_tick * reach)
    return np.asarray(np.bincount(a[tick], minlength=len(ways)) >= limits.axis_ticks)


def straight(scene: Scene, i: int) -> tuple[Point, Point, int] | None:
    """The tail and the tip of a straight arrow or line, and how many heads it has; None where it may be no axis."""
    arrow, path = scene.elements[i], scene.paths[i]
    if not isinstance(arrow, Arrow | Line):
        return None
    if isinstance(arrow, Arrow) and arrow.start_binding is not None and arrow.end_binding is not None:
        return None
    if not math.dist(path[0], path[-1]) >= scene.limits.straight * scene.length(i) > 0:
        return None
    heads = bool(arrow.start_arrowhead) + bool(arrow.end_arrowhead)
    tail, tip = (path[0], path[-1]) if arrow.end_arrowhead or not heads else (path[-1], path[0])
    return tail, tip, heads


def meeting(scene: Scene, ends: Floats, heads: Ints) -> tuple[Ints, Ints, Floats, Bools]:
    """Level arrows and upright ones that meet as axes do, where, and whether they cross there in the middle."""
    limits, touch = scene.limits, scene.px(scene.limits.at_outline)
    ways = ends[:, 1] - ends[:, 0]
    reach = lengths(ways)
    off = np.abs(ways) / reach[:, None] <= math.sin(math.radians(limits.grid_slant))
    level, upright = off[:, 1].nonzero()[0], off[:, 0].nonzero()[0]
    boxes = np.concatenate([ends.min(axis=1), ends.max(axis=1)], axis=1)
    one, other = Nearby(boxes[upright]).overlaps(boxes[level], touch)
    if not len(one):
        return level[one], upright[other], ends[one, 0], np.zeros(0, dtype=bool)
    one, other = level[one], upright[other]
    alike = (heads[one] == heads[other]) & (
        np.minimum(reach[one], reach[other]) >= limits.axis_shorter * np.maximum(reach[one], reach[other])
    )
    one, other = one[alike], other[alike]
    apart = ends[other, 0] - ends[one, 0]
    cross = ways[one, 0] * ways[other, 1] - ways[one, 1] * ways[other, 0]
    at = (apart[:, 0] * ways[other, 1] - apart[:, 1] * ways[other, 0]) / cross
    where = ends[one, 0] + at[:, None] * ways[one]
    shares = [((where - ends[k, 0]) * ways[k]).sum(axis=1) / reach[k] ** 2 for k in (one, other)]
    tails = [share <= limits.axis_tail for share in shares]
    # An arrow at which several others begin, wherever along it, shows what they happen at.
    along = [share <= 1 for share in shares]
    begun_at = np.concatenate([one[along[0] & tails[1]], other[along[1] & tails[0]]])
    several = np.bincount(begun_at, minlength=len(ends)) > MOST
    middles = [np.abs(share - 0.5) <= limits.cross_middle for share in shares]
    roomy = step(np.minimum(reach[one], reach[other]) / scene.unit) >= limits.axis_across
    # What crosses many others is a line of a grid.
    crossed = along[0] & along[1]
    times = np.bincount(np.concatenate([one[crossed], other[crossed]]), minlength=len(ends))
    across = middles[0] & middles[1] & (roomy | (heads[one] == 2)) & (times[one] <= MOST) & (times[other] <= MOST)
    meet = (across | ((heads[one] == 1) & tails[0] & tails[1])) & ~several[one] & ~several[other]
    return one[meet], other[meet], where[meet], across[meet]


def ends_of(scene: Scene, ends: Floats, crossing: Bools) -> Geometries:
    """Both ends of arrows that cross others; of the rest the tail, and what it may come from."""
    ways = ends[:, 1] - ends[:, 0]
    behind = ends[:, 0] - scene.px(scene.limits.axis_behind) * ways / lengths(ways)[:, None]
    tails = np.asarray(shapely.linestrings(np.stack([ends[:, 0], behind], axis=1)))
    return np.where(crossing, np.asarray(shapely.multipoints(ends)), tails)


def ahead(scene: Scene, ways: Floats, whole: Geometries) -> Bools:
    """At the ends of which ways a shape is close ahead that may be meant; what is around the `whole` is none."""
    found = np.zeros(len(ways), dtype=bool)
    if not scene.shapes or not len(ways):
        return found
    last = ways[:, 1] - ways[:, 0]
    on = ways[:, 1] + scene.px(scene.limits.aside_reach) * last / np.maximum(lengths(last), 1e-9)[:, None]
    areas = scene.areas(scene.shapes)
    rest = np.asarray(shapely.linestrings(np.stack([ways[:, 1], on], axis=1)))
    at, area = shapely.STRtree(areas).query(rest, "intersects")
    found[at[~shapely.contains_properly(areas[area], whole[at])]] = True
    return found


def at_something(scene: Scene, drawn: Geometries, whole: Geometries, own: Ints, but_words: Bools) -> Bools:
    """Which places are touched by what does not lie around the `whole`, or by the end of what is not their `own` arrow.

    `but_words` says where words do not count.
    """
    touch = scene.px(scene.limits.touches)
    found = np.zeros(len(drawn), dtype=bool)
    areas = scene.areas([*scene.texts, *scene.shapes, *scene.frames])
    at, area = shapely.STRtree(areas).query(drawn, "dwithin", touch)
    around = shapely.contains_properly(areas[area], whole[at])
    around &= ~shapely.dwithin(shapely.boundary(areas[area]), drawn[at], touch)
    found[at[~around & ~((area < len(scene.texts)) & but_words[at])]] = True
    tips = [(i, tip) for i in (*scene.lines, *scene.arrows) for tip in trunk_ends(scene, i)]
    points = np.asarray(shapely.points(np.array([tip for _, tip in tips]).reshape(-1, 2)))
    at, tip = shapely.STRtree(points).query(drawn, "dwithin", touch)
    strange = (np.array([i for i, _ in tips], dtype=np.intp)[tip][:, None] != own[at]).all(axis=1)
    found[at[strange]] = True
    return found


def trunk_ends(scene: Scene, i: int) -> list[Point]:
    """The ends of a line or an arrow at which something may go on: a tail is none, where there is a head."""
    path, drawn = scene.paths[i], scene.elements[i]
    if not isinstance(drawn, Arrow | Line):
        return []
    start, end = bool(drawn.start_arrowhead), bool(drawn.end_arrowhead)
    return [path[0]] * (start or not end) + [path[-1]] * (end or not start)

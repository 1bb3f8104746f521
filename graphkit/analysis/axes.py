"""Which arrows are the axes of a chart?

What comes in: a scene. What goes out: the scene with these arrows as ornaments: they show two ways in which something
grows, and join nothing, whatever stands at their tips.

Rule `axes`: two straight arrows, one level and one upright, that meet in the open. Either each has one head, and they
meet by their tails; or each has two, and they cross in the middle. In the open: nothing is drawn or written where they
meet or where a tail comes from, and no line ends there that they might branch off; there is no shape at two heads. One
head, and words at two, are as may be. Arrows that declare both ends are no axes.

::

    ▲             ▲
    │             │
    │          ◀──┼──▶
    └─────▶       ▼
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import shapely

from graphkit.analysis.scene import Scene
from graphkit.elements import Arrow, Point
from graphkit.geometry import length
from graphkit.nearby import Nearby
from graphkit.rings import Bools, Floats, Geometries, Ints, lengths, stretches

MOST = 8
"""Others that one arrow is looked at with, at most: more meet one only where thousands lie at one place."""


def find(scene: Scene) -> Scene:
    """The scene with its axes; the same scene where there are none."""
    asked = {i: drawn for i in scene.arrows if (drawn := straight(scene, i))}
    if len(asked) < 2:
        return scene
    arrows = list(asked)
    ends = np.array([(tail, tip) for tail, tip, _ in asked.values()])
    two = np.array([heads == 2 for _, _, heads in asked.values()])
    one, other, where = meeting(scene, ends, two)
    if not len(one):
        return scene
    mine, position = np.unique([one, other], return_inverse=True)
    closed = at_something(scene, ends_of(scene, ends[mine], two[mine]), ends[mine], two[mine])
    left = np.flatnonzero(~closed[position].reshape(2, -1).any(axis=0))
    left = left[ranks(one[left]) < MOST]
    one, other, where = one[left], other[left], where[left]
    both = np.concatenate([ends[one], ends[other]], axis=1)
    free = ~at_something(scene, np.asarray(shapely.points(where)), both, np.zeros(len(left), dtype=bool))
    found = {arrows[k] for k in (*one[free].tolist(), *other[free].tolist())}
    if not found:
        return scene
    return replace(
        scene,
        arrows=tuple(i for i in scene.arrows if i not in found),
        ornaments=tuple(sorted((*scene.ornaments, *found))),
    )


def straight(scene: Scene, i: int) -> tuple[Point, Point, int] | None:
    """The tail and the tip of a straight arrow, and how many heads it has; None where it may be no axis."""
    arrow, path = scene.elements[i], scene.paths[i]
    if not isinstance(arrow, Arrow) or (arrow.start_binding is not None and arrow.end_binding is not None):
        return None
    if not math.dist(path[0], path[-1]) >= scene.limits.straight * length(path) > 0:
        return None
    heads = bool(arrow.start_arrowhead) + bool(arrow.end_arrowhead)
    tail, tip = (path[0], path[-1]) if arrow.end_arrowhead else (path[-1], path[0])
    return (tail, tip, heads) if heads else None


def meeting(scene: Scene, ends: Floats, two: Bools) -> tuple[Ints, Ints, Floats]:
    """Level arrows and upright ones that meet as axes do, and where."""
    limits, touch = scene.limits, scene.px(scene.limits.at_outline)
    ways = ends[:, 1] - ends[:, 0]
    reach = lengths(ways)
    off = np.abs(ways) / reach[:, None] <= math.sin(math.radians(limits.grid_slant))
    level, upright = off[:, 1].nonzero()[0], off[:, 0].nonzero()[0]
    boxes = np.concatenate([ends.min(axis=1), ends.max(axis=1)], axis=1)
    one, other = Nearby(boxes[upright]).overlaps(boxes[level], touch)
    one, other = level[one], upright[other]
    same = two[one] == two[other]
    one, other = one[same], other[same]
    apart = ends[other, 0] - ends[one, 0]
    cross = ways[one, 0] * ways[other, 1] - ways[one, 1] * ways[other, 0]
    at = (apart[:, 0] * ways[other, 1] - apart[:, 1] * ways[other, 0]) / cross
    where = ends[one, 0] + at[:, None] * ways[one]
    meet = np.ones(len(one), dtype=bool)
    for arrow in (one, other):
        share = ((where - ends[arrow, 0]) * ways[arrow]).sum(axis=1) / reach[arrow] ** 2
        by_tail = (share * reach[arrow] >= -touch) & (share <= limits.axis_tail)
        meet &= np.where(two[arrow], np.abs(share - 0.5) <= limits.cross_middle, by_tail)
    return one[meet], other[meet], where[meet]


def ranks(group: Ints) -> Ints:
    """The place of each row in the stretch of rows of its group."""
    first, count = stretches(group)
    return np.asarray(np.arange(len(group)) - first.repeat(count))


def ends_of(scene: Scene, ends: Floats, two: Bools) -> Geometries:
    """Both ends of arrows with two heads; of others the tail, and what it may come from."""
    ways = ends[:, 1] - ends[:, 0]
    behind = ends[:, 0] - scene.px(scene.limits.axis_behind) * ways / lengths(ways)[:, None]
    tails = np.asarray(shapely.linestrings(np.stack([ends[:, 0], behind], axis=1)))
    return np.where(two, np.asarray(shapely.multipoints(ends)), tails)


def at_something(scene: Scene, drawn: Geometries, whole: Floats, but_words: Bools) -> Bools:
    """Which places something touches, be it the end of a line, that does not lie around the whole; or words only."""
    touch = scene.px(scene.limits.touches)
    found = np.zeros(len(drawn), dtype=bool)
    areas = scene.areas([*scene.texts, *scene.shapes, *scene.frames])
    at, area = shapely.STRtree(areas).query(drawn, "dwithin", touch)
    around = shapely.contains_properly(areas[area], np.asarray(shapely.multipoints(whole))[at])
    around &= ~shapely.dwithin(shapely.boundary(areas[area]), drawn[at], touch)
    found[at[~around & ~((area < len(scene.texts)) & but_words[at])]] = True
    lines = [scene.paths[i] for i in scene.lines if scene.paths[i]]
    tips = np.array([end for path in lines for end in (path[0], path[-1])]).reshape(-1, 2)
    found[shapely.STRtree(np.asarray(shapely.points(tips))).query(drawn, "dwithin", touch)[0]] = True
    return found

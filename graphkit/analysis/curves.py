"""Which bent lines are the axes of a chart, and which lines in a chart are curves, that join nothing?

What comes in: a scene whose axes of straight arrows are known (`axes`), and the arrows and lines that are known to
connect. What goes out: the scene with these as ornaments; their labels are free.

Rules, by name:

1. `bent` – an arrow or a line with one square corner, one side level and the other upright, with room for words along
   each, or two that make one, is the axes of a chart, whatever is written at the corner, where a line, or a stroke of
   the pen, lies between them that is half as long as one of them at least; or an arrow that begins at the corner, but
   for two arrows that begin there. No shape is at the corner, at the ends or close ahead of these, and no line or arrow
   ends at them.
2. `curve` – a line, or an arrow without heads, that lies between the axes of a chart shows how one grows with the
   other, or leads to an axis, and does not join the words that stand at it; nor does an arrow that begins at the corner
   of bent axes. But where it ends at a shape it may.
3. `link` – a line that points from near by at words or a shape with one end, and at others with its other end, and ends
   at no axis, joins these, where not both stand at the ends of axes: it is no curve, and makes no axes of a corner
   around it.

::

    ▲  ╱ words
    │ ╱ ┊
    │╱  ┊
    └───────▶ words
        t
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence, Set
from typing import TypeAlias

import numpy as np
import shapely

from graphkit.analysis.axes import ahead, as_ornaments, at_something, led_to
from graphkit.analysis.scene import Scene, heads_of, is_bare, is_bound
from graphkit.elements import Arrow, Freedraw, Point
from graphkit.nearby import near_each_other
from graphkit.rings import Bools, Floats, Ints, lengths, step


def find(scene: Scene, known: Set[int]) -> Scene:
    """The scene without bent axes and curves, none of which is `known` to connect; the same where there are none."""
    asked = [i for i in (*scene.arrows, *scene.lines) if i not in known]
    loose = [i for i in asked if len(scene.paths[i]) == 3 and not is_bound(scene.elements[i])]
    corners: list[Corner] = [((i,), scene.paths[i]) for i in loose]
    long = [i for i in asked if len(scene.paths[i]) == 2 and is_long(scene, *scene.paths[i])]
    corners += meeting(scene, [i for i in long if is_plain(scene, i)])
    corners += meeting(scene, [i for i in long if is_vector(scene, i)], tails=True)
    corners = [corner for corner in corners if is_square(scene, corner[1])]
    if not corners and not scene.charts:
        return scene
    every = (*scene.arrows, *scene.lines, *scene.strokes)
    lines = np.array([i for i in every if is_plain(scene, i) and not is_cornered(scene, i)], dtype=np.intp)
    arrows = np.array([i for i in asked if is_vector(scene, i)], dtype=np.intp)
    made = bent(scene, corners, lines, arrows)
    charts = [*scene.charts, *(axes for axes, _ in made)]
    if not charts:
        return scene
    found = {i for chart in charts for i in chart}.difference(scene.ornaments)
    drawn = lines[[not isinstance(scene.elements[i], Freedraw) and i not in known for i in lines.tolist()]]
    inside = not_linking(scene, charts, [drawn[between(scene, chart, drawn, 0.0)] for chart in charts])
    curves = np.setdiff1d(np.concatenate(inside), list(found))
    vectors = arrows[np.any([begun(scene, corner, arrows) for corner in made], axis=0)] if made else arrows[:0]
    found |= at_nothing(scene, charts, [*curves.tolist(), *vectors.tolist()])
    if not found:
        return scene
    return as_ornaments(scene, found)


Corner: TypeAlias = tuple[tuple[int, ...], Sequence[Point]]
"""One or two elements that make a corner; an end, the corner, and the other end."""


MEET = 2
"""Ends of other lines at the corner of two, counted in both directions, at most."""


def meeting(scene: Scene, lines: Sequence[int], *, tails: bool = False) -> list[Corner]:
    """Two lines that meet by their ends each; or arrows by their tails."""
    broad = sum(leads_across(*scene.paths[i]) for i in lines)
    if not 0 < broad < len(lines):
        return []
    tips, found = scene.tips(lines), list[Corner]()
    one, two = near_each_other(tips, scene.px(scene.limits.at_outline))
    # Where more meet, they are a star.
    others = (one // 2 != two // 2) & ((one % 2 + two % 2 == 0) | (not tails))
    lone = np.bincount(np.concatenate([one[others], two[others]]), minlength=len(tips))
    alone = others & (lone[one] <= MEET) & (lone[two] <= MEET)
    one, two = one[alone], two[alone]
    for a, b in zip(one.tolist(), two.tolist(), strict=True):
        if a // 2 < b // 2:
            (x, y), (x0, y0), (x1, y1) = tips[a].tolist(), tips[a ^ 1].tolist(), tips[b ^ 1].tolist()
            found.append(((lines[a // 2], lines[b // 2]), [(x0, y0), (x, y), (x1, y1)]))
    return found


def is_plain(scene: Scene, i: int) -> bool:
    """Whether it is a stroke, or a line or an arrow without heads that is bound to nothing."""
    return isinstance(scene.elements[i], Freedraw) or is_bare(scene.elements[i])


def is_cornered(scene: Scene, i: int) -> bool:
    """Whether a line goes but across and down, and turns, as the branches of a tree do, and no curve."""
    path, slant = scene.paths[i], math.tan(math.radians(scene.limits.grid_slant))
    return len(path) > 2 and all(
        round(min(abs(x - x0), abs(y - y0)) - slant * max(abs(x - x0), abs(y - y0)), 6) <= 0
        for (x0, y0), (x, y) in itertools.pairwise(path)
    )


def is_vector(scene: Scene, i: int) -> bool:
    """Whether it is an arrow with a head at its end alone that is bound to nothing."""
    element = scene.elements[i]
    start, end = heads_of(element)
    return isinstance(element, Arrow) and bool(end) and not start and not is_bound(element)


def is_square(scene: Scene, way: Sequence[Point]) -> bool:
    """Whether a corner is square, one side level and the other upright, with room for words along each."""
    one, corner, two = way
    long = sorted((math.dist(one, corner), math.dist(corner, two)))
    if leads_across(one, corner) == leads_across(corner, two):
        return False
    if round(long[0] - scene.limits.axis_shorter * long[1], 6) < 0:
        return False
    return is_long(scene, one, corner) and is_long(scene, corner, two)


def leads_across(one: Point, two: Point) -> bool:
    """Whether a way leads rather across than down."""
    return abs(two[0] - one[0]) > abs(two[1] - one[1])


def is_long(scene: Scene, one: Point, two: Point) -> bool:
    """Whether there is room for words along a way that is level or upright."""
    wide, high = abs(two[0] - one[0]), abs(two[1] - one[1])
    off, long = (wide, high) if wide < high else (high, wide)
    if round(long / scene.unit - scene.limits.axis_across, 6) < 0:
        return False
    return round(off / long - math.tan(math.radians(scene.limits.grid_slant)), 6) <= 0


def begun(scene: Scene, corner: Corner, arrows: Ints) -> Bools:
    """Which arrows begin at a corner and lie between its sides."""
    axes, (_, (x, y), _) = corner
    tails = np.array([scene.paths[i][0] for i in arrows.tolist()]).reshape(-1, 2)
    near = step(lengths(tails - [x, y]) / scene.unit) <= scene.limits.at_outline
    near[near] = between(scene, axes, arrows[near], 0.0)
    return np.asarray(near)


def not_linking(scene: Scene, charts: Sequence[Sequence[int]], inside: Sequence[Ints]) -> list[Ints]:
    """Rule 3: the lines in each chart but those that lead from one thing to another."""
    asked = np.unique(np.concatenate(inside)).tolist() if inside else []
    ways = links(scene, asked)
    return [lines[~linked(scene, chart, lines, ways)] for chart, lines in zip(charts, inside, strict=True)]


Links: TypeAlias = Mapping[int, Mapping[int, shapely.LineString]]
"""Lines that lead from one thing to another, each with the things ahead of its ends and the ways to them."""


def links(scene: Scene, lines: Sequence[int]) -> Links:
    """Rule 3: those of some lines that have words or a shape ahead of both ends, wherever axes are."""
    asked = [i for i in lines if not isinstance(scene.elements[i], Freedraw) and scene.length(i)]
    if not asked:
        return {}
    targets = [*scene.texts, *scene.shapes]
    end, target, way = led_to(scene, asked, targets)
    at: list[dict[int, shapely.LineString]] = [{} for _ in range(2 * len(asked))]
    for e, t, to in zip(end.tolist(), target.tolist(), way.tolist(), strict=True):
        at[e][targets[t]] = to
    # What both ends are in lies around the line.
    return {i: {t: (start | end)[t] for t in start.keys() ^ end.keys()}
            for i, start, end in zip(asked, at[::2], at[1::2], strict=True)
            if start.keys() - end.keys() and end.keys() - start.keys()}  # fmt: skip


def linked(scene: Scene, chart: Sequence[int], lines: Ints, linking: Links) -> Bools:
    """Rule 3: which of some lines lead from one thing to another, and end at none of the axes, nor before one."""
    found, asked = np.zeros(len(lines), dtype=bool), [k for k, i in enumerate(lines.tolist()) if i in linking]
    if not asked:
        return found
    axes, touch = shapely.union_all(scene.drawn(list(chart))), scene.px(scene.limits.touches)
    ends, beyond = shapely.multipoints(scene.tips(list(chart))), scene.px(scene.limits.line_reach)
    for k in asked:
        i = int(lines[k])
        over = shapely.intersects(np.array(list(linking[i].values())), axes).any()
        named = shapely.dwithin(scene.areas(list(linking[i])), ends, beyond).all()
        tips = shapely.dwithin(shapely.points(scene.tips([i])), axes, touch).any()
        found[k] = not (over or named or tips)
    return found


def bent(scene: Scene, corners: Sequence[Corner], lines: Ints, arrows: Ints) -> list[Corner]:
    """Rule 1; arrows that may begin at the corner are given."""
    least = scene.limits.axis_curve
    vectors, charts = set(arrows.tolist()), [axes for axes, _ in corners]
    inside = not_linking(scene, charts, [lines[between(scene, axes, lines, least)] for axes in charts])
    filled = [c for c, lines in zip(corners, inside, strict=True)
              if len(lines) or (vectors.isdisjoint(c[0]) and begun(scene, c, arrows).any())]  # fmt: skip
    if not filled:
        return []
    ways = np.array([way for _, way in filled])
    ends, own = np.asarray(shapely.multipoints(ways[:, [0, 2]])), np.array([[axes[0], axes[-1]] for axes, _ in filled])
    whole = np.asarray(shapely.multipoints(ways))
    closed = at_something(scene, ends, whole, own, np.ones(len(filled), dtype=bool))
    closed |= ahead(scene, ways[:, [1, 0]], whole) | ahead(scene, ways[:, [1, 2]], whole)
    if scene.shapes:
        borders, touch = shapely.boundary(scene.areas(scene.shapes)), scene.px(scene.limits.touches)
        closed[shapely.STRtree(borders).query(shapely.points(ways[:, 1]), "dwithin", touch)[0]] = True
    return [corner for corner, shut in zip(filled, closed.tolist(), strict=True) if not shut]


def at_nothing(scene: Scene, charts: Sequence[tuple[int, ...]], drawn: Sequence[int]) -> set[int]:
    """Rule 2: those of some lines and arrows that end at no shape, but for what a whole chart lies in."""
    if not drawn or not scene.shapes:
        return set(drawn)
    tips = np.asarray(shapely.points(scene.tips(drawn)))
    at, shape = shapely.STRtree(scene.areas(scene.shapes)).query(tips, "dwithin", scene.px(scene.limits.touches))
    around = np.isin(shape, [k for k in set(shape.tolist()) if holds(scene, scene.shapes[k], charts)])
    return set(np.delete(np.array(drawn), np.unique(at[~around] // 2)).tolist())


def holds(scene: Scene, shape: int, charts: Sequence[tuple[int, ...]]) -> bool:
    """Whether a shape has one of the charts in it."""
    left, top, right, bottom = scene.rings().extents[shape]
    boxes = scene.rings().boxes
    return any(
        left <= boxes[list(chart), 0].min() and top <= boxes[list(chart), 1].min()
        and right >= boxes[list(chart), 2].max() and bottom >= boxes[list(chart), 3].max()
        for chart in charts
    )  # fmt: skip


def between(scene: Scene, chart: Sequence[int], lines: Ints, share: float) -> Bools:
    """Which lines lie between the axes of a chart, and are so long at least as a share of one of them."""
    boxes, touch = scene.rings().boxes, scene.px(scene.limits.touches)
    axes: Floats = boxes[list(chart)]
    low, high = axes[:, :2].min(axis=0), axes[:, 2:].max(axis=0)
    own = boxes[lines]
    within = (step((own[:, :2] - low + touch) / scene.unit) >= 0) & (
        step((high + touch - own[:, 2:]) / scene.unit) >= 0
    )
    long = step(((own[:, 2:] - own[:, :2]) / (high - low)).max(axis=1) - share) >= 0
    return np.asarray(within.all(axis=1) & long & ~np.isin(lines, list(chart)))

"""Which lines rule a table, and which words stand in its cells?

What comes in: a scene. What goes out: the scene with those lines as ornaments, and the words in cells known as such: a
cell is a thing, and no note, label or heading.

Rule `grid`: straight lines, level and upright, of which each meets two or more of the other direction; at least two one
way and three the other. Slanted lines that cross are no table: where every thing of one layer is joined with every
thing of the next, many cross squarely. Nor are boxes drawn as four lines each that touch, overlap, or are joined by
lines: lines that close by themselves rule a table only as its frame, where others lead through what they enclose. Where
rules run through most of the words on them, they are those of squared paper, and the words stand in no cells.

::

    ──┬─────┬─────┬──
      │ one │ two │
    ──┼─────┼─────┼──
      │     │     │
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely

from graphkit.analysis.boxes import corners, cycles
from graphkit.analysis.scene import Scene, changed
from graphkit.nearby import Nearby
from graphkit.rings import Bools, Floats, lengths

FEW, MANY = 2, 3
"""Lines in the one direction and in the other, at least."""
MOST_CROSSINGS = 1_000_000
"""Of level and upright lines, beyond which there may be a pattern, but no table."""
AT_ONCE = 1_000_000
"""Pairs of a text and a rule that are looked at in one go."""


def find(scene: Scene) -> Scene:
    """The scene with its tables; the same scene where there are none."""
    if len(scene.lines) < FEW + MANY:
        return scene
    straight, touch = scene.limits.straight, scene.px(scene.limits.part_touch)
    lines = [i for i in scene.lines
             if math.dist(scene.paths[i][0], scene.paths[i][-1]) >= straight * scene.length(i) > 0]  # fmt: skip
    if len(lines) < FEW + MANY:
        return scene
    ends = np.array([(scene.paths[i][0], scene.paths[i][-1]) for i in lines])
    ways = np.abs(ends[:, 1] - ends[:, 0])
    drawn = (ways.min(axis=1) <= math.sin(math.radians(scene.limits.grid_slant)) * lengths(ways)).nonzero()[0]
    few, many = sorted(np.bincount(ways[drawn].argmax(axis=1), minlength=2).tolist())
    if few < FEW or many < MANY or few * many > MOST_CROSSINGS:
        return scene
    lines, ends = [lines[k] for k in drawn.tolist()], ends[drawn]
    members = ruled(scene, ends)
    if members and (boxed := sides_of_boxes(scene, lines, ends, members)):
        rest = [k for k in members if k not in boxed]
        members = [rest[k] for k in ruled(scene, ends[rest])] if len(rest) >= FEW + MANY else []
    if not members:
        return scene
    texts, taken = np.array(scene.texts, dtype=np.intp), {lines[k] for k in members}
    inside = framed(scene.rings().centres[texts], ends[members], touch)
    if inside.any() and 2 * run_through(scene.rings().boxes[texts[inside]], ends[members]).sum() > inside.sum():
        inside[:] = False
    return changed(
        scene,
        lines=tuple(i for i in scene.lines if i not in taken),
        ornaments=tuple(sorted((*scene.ornaments, *taken))),
        cells=frozenset(texts[inside].tolist()),
    )


def ruled(scene: Scene, ends: Floats) -> list[int]:
    """The lines of all grids, by their position."""
    ways = ends[:, 1] - ends[:, 0]
    ways = ways / np.linalg.norm(ways, axis=1)[:, None]
    touch = scene.px(scene.limits.part_touch)
    boxes = np.concatenate([ends.min(axis=1), ends.max(axis=1)], axis=1)
    a, b = Nearby(boxes).overlaps(boxes, touch)
    square = np.abs((ways[a] * ways[b]).sum(axis=1)) <= math.sin(math.radians(scene.limits.grid_slant))
    a, b = a[square], b[square]
    drawn = np.asarray(shapely.linestrings(ends))
    near = shapely.dwithin(drawn[a], drawn[b], touch)
    a, b = a[near], b[near]
    order = np.lexsort((b, a))
    met, count = b[order], np.bincount(a, minlength=len(ends))
    first = count.cumsum() - count
    others = [met[begin : begin + size] for begin, size in zip(first.tolist(), count.tolist(), strict=True)]
    # What meets fewer than two is no rule, and then some of those that it meets are none.
    gone = (count < 2).nonzero()[0].tolist()
    left = count >= 2
    while gone:
        near_by = others[gone.pop()]
        count[near_by] -= 1
        fewer = near_by[left[near_by] & (count[near_by] < 2)]
        left[fewer] = False
        gone += fewer.tolist()
    result = []
    for k in left.nonzero()[0].tolist():
        if not left[k]:
            continue
        left[k] = False
        grid = [k]
        for one in grid:
            more = others[one][left[others[one]]]
            left[more] = False
            grid += more.tolist()
        alike = int((np.abs(ways[grid] @ ways[k]) > 0.5).sum())
        few, many = sorted((alike, len(grid) - alike))
        if few >= FEW and many >= MANY:
            result += grid
    return result


def sides_of_boxes(scene: Scene, lines: Sequence[int], ends: Floats, members: Sequence[int]) -> set[int]:
    """Which of the lines that meet so are the sides of boxes: closed by themselves, and no rule leads through them."""
    corner = corners(ends[members].reshape(-1, 2), scene.px(scene.limits.meets))
    rings = [[members[k] for k, _ in ring] for ring in cycles(corner, FEW + FEW)]
    if not rings:
        return set()
    in_rings = {k for ring in rings for k in ring}
    loose = [k for k in members if k not in in_rings]
    inset = scene.px(scene.limits.part_touch)
    boxes = np.array([(*ends[ring].min(axis=(0, 1)) + inset, *ends[ring].max(axis=(0, 1)) - inset) for ring in rings])
    parted = {*Nearby(boxes).points(ends[loose].mean(axis=1), 0)[1].tolist()} if loose else set[int]()
    return {k for r, ring in enumerate(rings) if r not in parted for k in ring}


def run_through(boxes: Floats, ends: Floats) -> Bools:
    """Through the middle half of which boxes, in the one direction or the other, a rule of a grid runs."""
    quarter = (boxes[:, 2:] - boxes[:, :2]) / 4
    inner = np.concatenate([boxes[:, :2] + quarter, boxes[:, 2:] - quarter], axis=1)
    rules = np.concatenate([ends.min(axis=1), ends.max(axis=1)], axis=1)
    found = np.zeros(len(boxes), dtype=bool)
    found[Nearby(rules).touched(inner)[0]] = True
    return found


def framed(points: Floats, ends: Floats, slack: float) -> Bools:
    """Which points have a rule of a grid on each of their four sides; rules may be `slack` px too short."""
    inside = np.ones(len(points), dtype=bool)
    level = np.abs(ends[:, 1] - ends[:, 0]).argmax(axis=1) == 0
    part = max(1, AT_ONCE // len(ends))
    for low in range(0, len(points), part):
        some = slice(low, low + part)
        for rules, along in ((ends[level], 0), (ends[~level], 1)):
            at, across = points[some, along, None], points[some, 1 - along, None]
            (begin, one), (end, two) = (rules[:, n, [along, 1 - along]].T for n in (0, 1))
            beside = (at >= np.minimum(begin, end) - slack) & (at <= np.maximum(begin, end) + slack)
            away = one + (two - one) * (at - begin) / (end - begin) - across
            inside[some] &= (beside & (away < 0)).any(axis=1) & (beside & (away > 0)).any(axis=1)
    return inside

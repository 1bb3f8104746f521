"""Which lines rule a table, and which words stand in its cells?

What comes in: a scene. What goes out: the scene with those lines as ornaments, and the words in cells known as such: a
cell is a thing, and no note, label or heading.

Rule `grid`: straight lines, level and upright, of which each meets two or more of the other direction; at least two one
way and three the other. Slanted lines that cross are no table: where every thing of one layer is joined with every
thing of the next, many cross squarely.

::

    ──┬─────┬─────┬──
      │ one │ two │
    ──┼─────┼─────┼──
      │     │     │
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace

import numpy as np
import shapely

from graphkit.analysis.scene import Scene
from graphkit.analysis.union import Union
from graphkit.nearby import Nearby
from graphkit.rings import Floats, lengths

FEW, MANY = 2, 3
"""Lines in the one direction and in the other, at least."""


def find(scene: Scene) -> Scene:
    """The scene with its tables; the same scene where there are none."""
    if len(scene.lines) < FEW + MANY:
        return scene
    straight, touch = scene.limits.straight, scene.px(scene.limits.part_touch)
    lines = [i for i in scene.lines if len(scene.paths[i]) > 1
             and math.dist(scene.paths[i][0], scene.paths[i][-1]) >= straight * scene.length(i) > 0]  # fmt: skip
    if len(lines) < FEW + MANY:
        return scene
    ends = np.array([(scene.paths[i][0], scene.paths[i][-1]) for i in lines])
    ways = np.abs(ends[:, 1] - ends[:, 0])
    drawn = (ways.min(axis=1) <= math.sin(math.radians(scene.limits.grid_slant)) * lengths(ways)).nonzero()[0]
    few, many = sorted(np.bincount(ways[drawn].argmax(axis=1), minlength=2).tolist())
    if few < FEW or many < MANY:
        return scene
    lines, ends = [lines[k] for k in drawn.tolist()], ends[drawn]
    members = [k for grid in ruled(scene, ends) for k in grid]
    if not members:
        return scene
    found = [lines[k] for k in members]
    longer = shapely.linestrings(lengthened(ends[members], touch))
    cells = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(longer))))
    texts = [t for t in scene.texts if t not in scene.labelled]
    centres = shapely.centroid(scene.areas(texts))
    inside = shapely.STRtree(cells).query(centres, "within")[0].tolist() if len(cells) and texts else []
    taken = set(found)
    return replace(
        scene,
        lines=tuple(i for i in scene.lines if i not in taken),
        ornaments=tuple(sorted((*scene.ornaments, *found))),
        cells=frozenset(texts[t] for t in inside),
    )


def ruled(scene: Scene, ends: Floats) -> list[list[int]]:
    """The lines of each grid, by their position."""
    ways = ends[:, 1] - ends[:, 0]
    ways = ways / np.linalg.norm(ways, axis=1)[:, None]
    touch = scene.px(scene.limits.part_touch)
    boxes = np.concatenate([ends.min(axis=1), ends.max(axis=1)], axis=1)
    a, b = Nearby(boxes).overlaps(boxes, touch)
    square = np.abs((ways[a] * ways[b]).sum(axis=1)) <= math.sin(math.radians(scene.limits.grid_slant))
    a, b = a[square], b[square]
    if not len(a):
        return []
    drawn = np.asarray(shapely.linestrings(ends))
    near = shapely.dwithin(drawn[a], drawn[b], touch)
    meets: dict[int, set[int]] = defaultdict(set)
    for one, two in zip(a[near].tolist(), b[near].tolist(), strict=True):
        meets[one].add(two)
    few = [k for k, others in meets.items() if len(others) < 2]
    while few:
        k = few.pop()
        for other in meets.pop(k, ()):
            meets[other].discard(k)
            if len(meets[other]) == 1:
                few.append(other)
    union = Union()
    for k, others in meets.items():
        union.join((k, *others))
    grids: dict[int, list[int]] = defaultdict(list)
    for k in sorted(meets):
        grids[union.find(k)].append(k)
    result = []
    for members in grids.values():
        alike = int((np.abs(ways[members] @ ways[members[0]]) > 0.5).sum())
        few_, many = sorted((alike, len(members) - alike))
        if few_ >= FEW and many >= MANY:
            result.append(members)
    return result


def lengthened(ends: Floats, by: float) -> Floats:
    """The ends of straight lines that go on for so many px at both ends."""
    ways = ends[:, 1] - ends[:, 0]
    ways = ways * (by / np.hypot(*ways.T))[:, None]
    return np.stack([ends[:, 0] - ways, ends[:, 1] + ways], axis=1)

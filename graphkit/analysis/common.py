"""Which words stand where circles overlap, as in a Venn diagram?

What comes in: a scene, and its bare texts. What goes out: the texts where two ellipses or more overlap that have other
words each, with these. They say something of all of them, and are the name of none.

::

     ╭─────╭───╮─────╮
     │ one │ 3 │ two │
     ╰─────╰───╯─────╯
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import shapely

from graphkit.analysis.scene import Scene
from graphkit.elements import Ellipse, Text
from graphkit.rings import step


def find(scene: Scene, bare: Mapping[int, int]) -> dict[int, list[int]]:
    """The texts by thing, each with the ellipses."""
    shapes = {i for i in scene.shapes if isinstance(scene.elements[i], Ellipse)}
    if len(shapes) < 2:
        return {}
    held, holder = scene.held()
    thing = {t: k for k, t in bare.items()}
    holders: dict[int, list[int]] = defaultdict(list)
    for t, shape in zip(held.tolist(), holder.tolist(), strict=True):
        if shape in shapes and isinstance(scene.elements[t], Text):
            holders[t].append(shape)
    own = {several[0] for several in holders.values() if len(several) == 1}
    return {
        thing[t]: several for t, several in holders.items()
        if t in thing and 2 <= len(several) <= CIRCLES and own.issuperset(several) and overlap(scene, several)
    }  # fmt: skip


CIRCLES = 4
"""Shapes that overlap at one place, from more of which they are a pile and no diagram of Venn."""


def overlap(scene: Scene, shapes: Sequence[int]) -> bool:
    """Whether no two of some shapes lie within each other for the most part."""
    areas = scene.areas(shapes)
    sizes = shapely.area(areas)
    return all(
        shapely.intersection(areas[a], areas[b]).area < scene.limits.container_share * min(sizes[a], sizes[b])
        for a in range(len(shapes)) for b in range(a)
    )  # fmt: skip


def nearest(scene: Scene, text: int, shapes: Sequence[int]) -> int:
    """Of the smallest shapes that a text is common to the nearest by its middle: which lies on top tells nothing."""
    centres, sizes = scene.rings().centres, scene.rings().sizes
    least = min(sizes[i] for i in shapes)
    alike = [i for i in shapes if step(sizes[i] / max(least, 1e-9)) <= scene.limits.larger]
    off = {i: round(math.dist(centres[i], centres[text]) / scene.unit, 3) for i in alike}
    return min(alike, key=lambda i: (off[i], scene.elements[i].id))

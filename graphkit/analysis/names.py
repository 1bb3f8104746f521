"""Which text is written in which shape?

What comes in: a scene. What goes out: `Names`: for each text the shape it names, declared or by geometry.

Rules, by name:

1. `declared` – the text's `containerId` names a live shape.
2. `placed` – the text stands where the editor puts a bound text: in the middle, or padded against a side.
3. `inside` – the text's centre lies in the shape, the shape holds nothing else, and it is the smallest such.

::

    ┌───────────────┐   ┌───────────────┐   ┌──────────────────┐
    │     text      │   │ text          │   │ title   ┌──────┐ │   the last is a container: its title
    └───────────────┘   └───────────────┘   │         └──────┘ │   is decided with the containers
       placed (2)           inside (3)      └──────────────────┘
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from graphkit.analysis.scene import Scene
from graphkit.elements import Text
from graphkit.rings import Floats, Rings


@dataclass(frozen=True, slots=True)
class Names:
    """What is written in what; element indices."""

    shape_of: dict[int, int]
    rule: dict[int, str]
    around: dict[int, int]
    """The smallest shape around each text, whether it is named by it or not."""
    inner: dict[int, int]
    """How many other shapes lie in each shape."""


def find(scene: Scene) -> Names:
    """The shape each text names, and the smallest shape around it."""
    shape_of: dict[int, int] = {}
    rule: dict[int, str] = {}
    shapes = list(scene.shapes)
    known = set(shapes)
    for t in scene.texts:
        text = scene.elements[t]
        if isinstance(text, Text) and text.container_id is not None:
            owner = scene.index.get(text.container_id)
            if owner in known:
                shape_of[t], rule[t] = owner, "declared"  # Rule 1
    if not shapes or not scene.texts:
        return Names(shape_of, rule, {}, {})
    rings, texts = Rings([scene.outlines[i] for i in shapes]), Rings([scene.outlines[i] for i in scene.texts])
    tree = shapely.STRtree(scene.areas(shapes))
    around: dict[int, int] = {}
    inner: dict[int, int] = {}
    for a, b in zip(*tree.query(shapely.points(rings.centres), "intersects"), strict=True):
        if rings.sizes[b] > 1.3 * rings.sizes[a]:
            inner[shapes[b]] = inner.get(shapes[b], 0) + 1
    holders: dict[int, list[int]] = {}
    for t, s in zip(*tree.query(shapely.points(texts.centres), "intersects"), strict=True):
        holders.setdefault(int(t), []).append(int(s))
    best: dict[int, tuple[int, int]] = {}
    for t, around_it in sorted(holders.items()):
        smallest = min(around_it, key=lambda s: (rings.sizes[s], scene.elements[shapes[s]].id))
        around[scene.texts[t]] = shapes[smallest]
        kept = min(around_it, key=lambda s: (misplaced(scene, texts.boxes[t], rings.boxes[s]), rings.sizes[s],
                                             scene.elements[shapes[s]].id))  # fmt: skip
        best[t] = misplaced(scene, texts.boxes[t], rings.boxes[kept]), kept
    crowd: dict[int, int] = {}
    for _, s in best.values():
        crowd[s] = crowd.get(s, 0) + 1
    for t, (off, s) in best.items():
        if scene.texts[t] in shape_of:
            continue
        if off < 2:
            shape_of[scene.texts[t]], rule[scene.texts[t]] = shapes[s], "placed"  # Rule 2
        elif crowd[s] == 1 and not inner.get(shapes[s]):
            shape_of[scene.texts[t]], rule[scene.texts[t]] = shapes[s], "inside"  # Rule 3
    return Names(shape_of, rule, around, inner)


def misplaced(scene: Scene, text: Floats, shape: Floats) -> int:
    """0 where the text stands in the middle or centred at top or bottom, 1 padded to a side, 2 elsewhere."""
    limits, unit = scene.limits, scene.unit
    limit = limits.name_placed * unit
    middle = np.abs((text[:2] + text[2:]) - (shape[:2] + shape[2:])) / 2
    side = np.minimum(text[:2] - shape[:2], shape[2:] - text[2:])
    centred, padded = middle < limit, np.abs(side) < limits.name_padding * unit
    if centred[0] and (centred[1] or padded[1]):
        return 0
    return 1 if padded[0] and centred[1] else 2

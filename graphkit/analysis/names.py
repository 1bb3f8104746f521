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

from graphkit.analysis.scene import Scene
from graphkit.elements import Text
from graphkit.rings import Floats, Ints, starts


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
    rings, texts = scene.rings(), np.array(scene.texts)
    sizes, boxes = rings.sizes[shapes], rings.boxes[shapes]
    a, b = rings.around(rings.centres[shapes], shapes)
    counts = np.bincount(b[sizes[b] > 1.3 * sizes[a]], minlength=len(shapes)).tolist()
    inner = {shape: count for shape, count in zip(shapes, counts, strict=True) if count}
    t, s = rings.around(rings.centres[texts], shapes)
    name = scene.ranks(shapes)[s]
    first = starts(t)
    around = {scene.texts[t[k]]: shapes[s[k]] for k in np.lexsort((name, sizes[s], t))[first]}
    off = misplaced(scene, rings.boxes[texts[t]], boxes[s])
    best = np.lexsort((name, sizes[s], off, t))[first]
    crowd = np.bincount(s[best], minlength=len(shapes))
    for text, shape, away, others in zip([scene.texts[k] for k in t[best]], [shapes[k] for k in s[best]],
                                         off[best].tolist(), crowd[s[best]].tolist(), strict=True):  # fmt: skip
        if text in shape_of:
            continue
        if away < 2:
            shape_of[text], rule[text] = shape, "placed"  # Rule 2
        elif others == 1 and shape not in inner:
            shape_of[text], rule[text] = shape, "inside"  # Rule 3
    return Names(shape_of, rule, around, inner)


def misplaced(scene: Scene, text: Floats, shape: Floats) -> Ints:
    """0 where the text stands in the middle or centred at top or bottom, 1 padded to a side, 2 elsewhere, by rows."""
    limits, unit = scene.limits, scene.unit
    limit = limits.name_placed * unit
    middle = np.abs((text[:, :2] + text[:, 2:]) - (shape[:, :2] + shape[:, 2:])) / 2
    side = np.minimum(text[:, :2] - shape[:, :2], shape[:, 2:] - text[:, 2:])
    centred, padded = middle < limit, np.abs(side) < limits.name_padding * unit
    placed = centred[:, 0] & (centred[:, 1] | padded[:, 1])
    return np.where(placed, 0, np.where(padded[:, 0] & centred[:, 1], 1, 2))

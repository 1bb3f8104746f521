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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graphkit.analysis.scene import Scene
from graphkit.elements import Text
from graphkit.rings import step


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
    rings = scene.rings()
    extents, sizes = rings.extents, step(rings.sizes / scene.unit**2)
    is_shape, is_text = np.zeros((2, len(scene.elements)), dtype=bool)
    is_shape[shapes] = is_text[list(scene.texts)] = True
    held, holder = scene.held()
    shaped = is_shape[holder] & is_shape[held]
    larger = step(sizes[holder[shaped]] - scene.limits.larger * sizes[held[shaped]]) > 0
    inner = counted(holder[shaped][larger].tolist())
    worded = is_shape[holder] & is_text[held]
    holders: dict[int, list[int]] = {}
    for t, shape in zip(held[worded].tolist(), holder[worded].tolist(), strict=True):
        holders.setdefault(t, []).append(shape)
    around: dict[int, int] = {}
    best: dict[int, tuple[int, int]] = {}
    for t, several in holders.items():
        if len(several) == 1:
            around[t] = several[0]
            best[t] = misplaced(scene, extents[t], extents[several[0]]) if t not in shape_of else 0, several[0]
        else:
            size = dict(zip(several, sizes[several].tolist(), strict=True))
            # Of several that are as large, the one drawn last is on top.
            around[t] = min(several, key=lambda s: (size[s], -s))
            away, _, shape = min((misplaced(scene, extents[t], extents[s]), size[s], -s) for s in several)
            best[t] = away, -shape
    crowd = counted(shape for _, shape in best.values())
    for t, (away, shape) in best.items():
        if t in shape_of:
            continue
        if away < 2:
            shape_of[t], rule[t] = shape, "placed"  # Rule 2
        elif crowd[shape] == 1 and shape not in inner:
            shape_of[t], rule[t] = shape, "inside"  # Rule 3
    return Names(shape_of, rule, around, inner)


def counted(numbers: Iterable[int]) -> dict[int, int]:
    """How often each number comes."""
    found: dict[int, int] = {}
    for number in numbers:
        found[number] = found.get(number, 0) + 1
    return found


def misplaced(scene: Scene, text: Sequence[float], shape: Sequence[float]) -> int:
    """0 where the text stands in the middle or centred at top or bottom, 1 padded to a side, 2 elsewhere; of boxes."""
    middle, padding = scene.limits.name_placed * scene.unit, scene.limits.name_padding * scene.unit
    x0, y0, x1, y1 = text
    left, top, right, bottom = shape
    centred_x, centred_y = abs((x0 + x1) - (left + right)) / 2 < middle, abs((y0 + y1) - (top + bottom)) / 2 < middle
    padded_x, padded_y = abs(min(x0 - left, right - x1)) < padding, abs(min(y0 - top, bottom - y1)) < padding
    if centred_x and (centred_y or padded_y):
        return 0
    return 1 if padded_x and centred_y else 2

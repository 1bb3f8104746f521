"""Which small shapes are ports on the border of a larger one?

What comes in: a scene, and which text is written in which shape. What goes out: pairs of a port and the shape that it
is part of.

Rule `port`: a box, an ellipse or a rhombus of at most `port_size` units, without words, that lies on the border of one
with words, several times as large (`port_share`), and of no other, and at which a line or an arrow ends: what leads to
a port leads to what has it. On the border of what holds more than ports and words, it is a place between inside and
outside, and stays a thing.

::

    ┌────────┐            ┌────────┐
    │  name ┌┴┐          ┌┴┐ name  │
    │       └┬┘─────────▶└┬┘       │
    └────────┘            └────────┘
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.elements import Diamond, Ellipse, Rectangle
from graphkit.nearby import Nearby
from graphkit.rings import step

KINDS = frozenset((Rectangle, Ellipse, Diamond))
"""The kinds of elements that are ports, and have some."""


def find(scene: Scene, names: Names, taken: set[int]) -> list[tuple[int, int]]:
    """The ports, each with what it is part of, in order; none of them is `taken`."""
    if not (scene.arrows or scene.lines):
        return []
    most, elements = scene.px(scene.limits.port_size), scene.elements
    worded = {*names.shape_of.values(), *names.around.values()}
    small = [i for i in scene.shapes if type(elements[i]) in KINDS and i not in worded and i not in taken
             and 0 < max(abs(elements[i].width), abs(elements[i].height)) <= most]  # fmt: skip
    owners = [i for i in scene.shapes if i in worded and type(elements[i]) in KINDS] if small else []
    if not owners:
        return []
    small = ended_at(scene, small)
    rings = scene.rings()
    boxes = rings.boxes[small]
    port, k = Nearby(rings.boxes[owners]).overlaps(boxes, scene.px(scene.limits.touches))
    owner = np.array(owners, dtype=np.intp)[k]
    sides = boxes[:, 2:] - boxes[:, :2]
    larger = np.min(rings.boxes[owner, 2:] - rings.boxes[owner, :2], axis=1)
    away = rings.off(rings.centres[small], port, owner)[0]
    reach = sides.max(axis=1)[port] / 2 + scene.px(scene.limits.port_off)
    on = (step((away - reach) / scene.unit) <= 0) & (sides.max(axis=1)[port] <= scene.limits.port_share * larger)
    found: dict[int, list[int]] = {}
    for p, shape in zip(port[on].tolist(), owner[on].tolist(), strict=True):
        found.setdefault(small[p], []).append(shape)
    pairs = sorted((i, shapes[0]) for i, shapes in found.items() if len(shapes) == 1)
    if not pairs:
        return []
    # Of a port the middle may lie in what has it.
    within = set(zip(*(of.tolist() for of in scene.held()), strict=True))
    inside = Counter(pair[1] for pair in pairs if pair in within)
    return [(i, shape) for i, shape in pairs if names.inner.get(shape, 0) <= inside[shape]]


def ended_at(scene: Scene, shapes: list[int]) -> list[int]:
    """Those of some shapes that a line or an arrow ends at, or is bound to."""
    bound, tips = scene.bound(), scene.tips((*scene.arrows, *scene.lines))
    _, k = Nearby(scene.rings().boxes[shapes]).points(tips, scene.px(scene.limits.at_outline))
    met = set(k.tolist())
    return [i for n, i in enumerate(shapes) if n in met or scene.elements[i].id in bound]

"""Which circles with numbers stand on the corner of a box, and say which step it is?

What comes in: a scene, and which text is written in which shape. What goes out: the circles, each with its box.

A circle with a number of at most `SHORT` characters, no larger than a badge (`badge_size`) nor than `step_share` of the
shorter side of an upright rectangle with words of its own, that covers a corner of it, and of no other. What leads
there leads to the box, unless it is bound to the circle.

::

    (1)───────┐    (2)───────┐
     │  words │────▶│  words │
     └────────┘     └────────┘
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Set

import numpy as np

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.elements import Ellipse, Rectangle, Text
from graphkit.geometry import is_level
from graphkit.nearby import Nearby
from graphkit.rings import lengths, step

SHORT = 3
"""Characters on a badge, at most."""


def find(scene: Scene, names: Names, said: Set[int]) -> dict[int, int]:
    """The circles, each with its box, in order; none of which something else is `said`."""
    circles = sorted({shape for text, shape in names.shape_of.items() if shape not in said and text not in said
                      and is_numbered(scene, text, shape) and is_small(scene, text, shape)})  # fmt: skip
    if not circles:
        return {}
    worded = {*names.shape_of.values(), *names.around.values()}
    # The corners of what is turned are not those of its place.
    boxes = [i for i in scene.shapes if i in worded and type(scene.elements[i]) is Rectangle
             and is_level(scene.elements[i].angle)]  # fmt: skip
    if not boxes:
        return {}
    rings = scene.rings()
    own, others = rings.boxes[circles], rings.boxes[boxes]
    c, b = Nearby(others).overlaps(own)
    sides = (others[:, 2:] - others[:, :2]).min(axis=1)[b]
    middle, size = rings.centres[circles][c], (own[:, 2:] - own[:, :2]).max(axis=1)[c]
    corners = np.abs(np.stack([others[b, :2] - middle, others[b, 2:] - middle], axis=1)).min(axis=1)
    covers = step((lengths(corners) - size / 2) / scene.unit) <= 0
    found: dict[int, list[int]] = defaultdict(list)
    for k in (covers & (step(size / np.maximum(sides, 1e-9)) <= scene.limits.step_share)).nonzero()[0].tolist():
        found[circles[c[k]]].append(boxes[b[k]])
    return {circle: of[0] for circle, of in found.items() if len(of) == 1}


def unbound(scene: Scene, names: Names, circles: Collection[int]) -> set[int]:
    """Those of the circles that no arrow declares, nor their numbers."""
    bound = scene.bound() if circles else set()
    if not bound:
        return set(circles)
    declared = {names.shape_of.get(i, i) for i, element in enumerate(scene.elements) if element.id in bound}
    return set(circles) - declared


def is_small(scene: Scene, text: int, shape: int) -> bool:
    """Whether a shape and its text are no larger than a badge."""
    element, word = scene.elements[shape], scene.elements[text]
    if not isinstance(word, Text) or len(word.label) > SHORT:
        return False
    size = max(abs(element.width), abs(element.height)) / scene.unit
    return round(size, 6) <= scene.limits.badge_size


def is_numbered(scene: Scene, text: int, shape: int) -> bool:
    """Whether it is a circle with a number in it."""
    word = scene.elements[text]
    return isinstance(scene.elements[shape], Ellipse) and isinstance(word, Text) and word.label.strip("().").isdigit()

"""Which circles with numbers stand on the corner of a box or an ellipse, and say which step it is?

What comes in: a scene, and which text is written in which shape. What goes out: the circles, each with its box.

A circle with a number of at most `SHORT` characters, no larger than a badge (`badge_size`) nor than `step_share` of the
shorter side of an upright rectangle with words of its own, that covers a corner of it, and of no other; or covers that
of the box around an ellipse with words, and is at this. Where the corners of several meet, as in a row of cells, it is
that of the one at whose corner all circles are that stand on one only. What leads there leads to the box, unless it is
bound to the circle.

::

    (1)───────┐    (2)──────(3)──────┐
     │  words │────▶│  one  │  two   │   in the row, the corner at the upper left
     └────────┘     └───────┴────────┘
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Set

import numpy as np
import shapely

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
    worded = {*names.shape_of.values(), *names.around.values()}.difference(circles)
    # The corners of what is turned are not those of its place.
    boxes = [i for i in scene.shapes if i in worded and type(scene.elements[i]) in (Rectangle, Ellipse)
             and is_level(scene.elements[i].angle)]  # fmt: skip
    if not boxes:
        return {}
    rings, touches = scene.rings(), scene.px(scene.limits.touches)
    own, others = rings.boxes[circles], rings.boxes[boxes]
    c, b = Nearby(others).overlaps(own)
    sides = (others[:, 2:] - others[:, :2]).min(axis=1)[b]
    middle, size = rings.centres[circles][c], (own[:, 2:] - own[:, :2]).max(axis=1)[c]
    off = np.abs(np.stack([others[b, :2] - middle, others[b, 2:] - middle], axis=1))
    covers = step((lengths(off.min(axis=1)) - size / 2) / scene.unit) <= 0
    corner = off.argmin(axis=1) @ [1, 2]
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for k in (covers & (step(size / np.maximum(sides, 1e-9)) <= scene.limits.step_share)).nonzero()[0].tolist():
        circle, box = circles[c[k]], boxes[b[k]]
        one, two = scene.areas([circle, box])
        if type(scene.elements[box]) is Rectangle or shapely.dwithin(one, two, touches):
            found[circle].append((box, int(corner[k])))
    usual = {of[0][1] for of in found.values() if len(of) == 1}
    if len(usual) == 1:
        found |= {circle: [one for one in of if one[1] in usual] for circle, of in found.items() if len(of) > 1}
    return {circle: of[0][0] for circle, of in found.items() if len(of) == 1}


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

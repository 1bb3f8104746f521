"""Above which shapes does a text stand as a title does?

What comes in: a scene and some shapes. What goes out: the lines of text that stand so, each with the shape.

A single line close above a shape, over its middle or from where it begins, that is no broader than the shape, but for a
little.

::

      title       title
     ┌───────┐   ┌───────┐
     │       │   │       │
     └───────┘   └───────┘
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from graphkit.analysis.reading_order import frames, turns
from graphkit.analysis.scene import Scene
from graphkit.elements import Text
from graphkit.nearby import Nearby
from graphkit.rings import Bools, step


def under_title(scene: Scene, shapes: Sequence[int], around: Mapping[int, int]) -> Bools:
    """Above which shapes a line of text stands as a title does, and is not written in what lies there; `around` texts.

    ::

        ┌───────┐
        │ words │   no title of what is below
        ├───────┤
        │       │
        └───────┘
    """
    result = np.zeros(len(shapes), dtype=bool)
    found = over(scene, shapes)
    if written := {around[t] for t, _ in found if t in around}:
        held, holder = scene.held()
        rows = np.isin(holder, list(written))
        within = set(zip(held[rows].tolist(), holder[rows].tolist(), strict=True))
        found = [(t, k) for t, k in found if t not in around or (shapes[k], around[t]) in within]
    result[[k for _, k in found]] = True
    return result


def over(scene: Scene, shapes: Sequence[int]) -> list[tuple[int, int]]:
    """Each line of text that stands above a shape as its title does, with the shape's position among these."""
    limits, found = scene.limits, list[tuple[int, int]]()
    if not len(shapes):
        return found
    words = ((t, scene.elements[t]) for t in scene.texts)
    lines = np.array([t for t, e in words if isinstance(e, Text) and "\n" not in e.text], dtype=np.intp)
    if not len(lines):
        return found
    turned = turns(scene, lines)
    for quarter, seen in frames(scene, lines):
        boxes, mine = seen[list(shapes)], lines[turned == quarter]
        t, k = Nearby(boxes).overlaps(seen[mine], scene.px(limits.title_above))
        own, box = seen[mine[t]] / scene.unit, boxes[k] / scene.unit
        gap = step(box[:, 1] - own[:, 3])
        off = np.minimum(np.abs(own[:, 0] - box[:, 0]), np.abs(own[:, 0] + own[:, 2] - box[:, 0] - box[:, 2]) / 2)
        good = (gap >= -limits.title_overlap) & (step(off) <= limits.title_aside)
        good &= step(own[:, 2] - box[:, 2]) <= limits.title_aside
        found += zip(mine[t[good]].tolist(), k[good].tolist(), strict=True)
    return found

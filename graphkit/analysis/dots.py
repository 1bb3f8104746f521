"""Which strokes of the pen are dots that lines join, as the vertices of a graph are drawn by hand?

What comes in: a scene. What goes out: the scene with these strokes as shapes, each with the box around it as its
outline; as a node, a dot has no label.

Rule `dot`: two small strokes, each a tap or a scribble, are dots where a line or an arrow goes from the one to the
other. Any other small stroke is decoration: a letter, or an arrowhead.

::

    •──────────•
     ╲        ╱
      ╲      ╱
       ╰─•──╯
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphkit.analysis.scene import Scene, changed
from graphkit.nearby import Nearby
from graphkit.rings import lengths, starts, step


def find(scene: Scene) -> Scene:
    """The scene with its dots; the same scene where there are none."""
    return as_shapes(scene, joined(scene))


def as_shapes(scene: Scene, strokes: Sequence[int]) -> Scene:
    """The scene with these strokes as shapes, each with the box around it as its outline."""
    if not strokes:
        return scene
    spare = scene.px(scene.limits.dot_spare)
    outlines = {}
    for i in strokes:
        left, top, right, bottom = scene.rings().extents[i]
        outlines[i] = [left - spare, top - spare, right + spare, top - spare,
                       right + spare, bottom + spare, left - spare, bottom + spare]  # fmt: skip
    return changed(
        scene,
        shapes=tuple(sorted((*scene.shapes, *outlines))),
        strokes=tuple(i for i in scene.strokes if i not in outlines),
        outlines={**scene.outlines, **outlines},
    )


def joined(scene: Scene) -> list[int]:
    """The strokes that are dots."""
    linear = (*scene.lines, *scene.arrows)
    if not linear or len(scene.strokes) < 2:
        return []
    boxes = scene.rings().boxes[list(scene.strokes)]
    sizes = boxes[:, 2:] - boxes[:, :2]
    least = step(lengths(sizes) * scene.limits.dot_scribble / scene.unit).tolist()
    size = sizes.max(axis=1)
    small = (size <= scene.px(scene.limits.dot_size)).nonzero()[0]
    small = np.array(
        [k for k in small.tolist() if round(scene.length(scene.strokes[k]) / scene.unit, 6) >= least[k]],
        dtype=np.intp,
    )
    if len(small) < 2:
        return []
    ends = scene.tips(linear)
    end, near = Nearby(boxes[small]).points(ends, scene.px(scene.limits.touches))
    away = lengths((boxes[small[near], :2] + boxes[small[near], 2:]) / 2 - ends[end]) / scene.unit
    order = np.lexsort((near, -step(size[small[near]] / scene.unit), step(away), end))
    first = order[starts(end[order])]
    at = np.full(len(ends), -1)
    at[end[first]] = small[near[first]]
    both = at.reshape(-1, 2)
    return [scene.strokes[k] for k in np.unique(both[(both >= 0).all(axis=1) & (both[:, 0] != both[:, 1])]).tolist()]

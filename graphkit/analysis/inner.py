"""Which lines and strokes lie within a shape, as part of it?

What comes in: a scene, the elements that are part of something else already, and which text is written in which shape.
What goes out: pairs of a line or stroke and its shape. Rules, by number:

1. An open line or stroke that begins and ends within one shape, and runs within it, is part of it, but where that shape
   holds others. Of several shapes it is the smallest.
2. A short stroke that touches a longer one from outside goes with that: it is the head of an arrow of the pen.

::

    ┌──────────┐          ┌─────────┐
    │ ╱╲   ╱╲  │          │   ╲     │
    │╱  ╲╱  ╲ │    ───────┼───── ╲  │   the angle is no part of the shape (2)
    └──────────┘          │    ╱    │
         1                └─────────┘
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.elements import Freedraw
from graphkit.nearby import Nearby


def find(scene: Scene, taken: set[int], names: Names) -> list[tuple[int, int]]:
    """The lines and strokes that are part of a shape, each with it, in order; none of them is `taken`."""
    limits = scene.limits
    loose = [i for i in (*scene.lines, *scene.strokes) if i not in taken]
    shapes = [s for s in scene.shapes if not names.inner.get(s)]
    if not loose or not shapes:
        return []
    rings, slack = scene.rings(), scene.px(limits.inner_reach)
    around = rings.boxes[shapes] + [-slack, -slack, slack, slack]
    line, shape = Nearby(around).overlaps(rings.boxes[loose])
    # Few lines lie in the box of a shape: only these shapes are worth the work of widening them.
    own = rings.boxes[loose][line]
    keep = ((own[:, :2] >= around[shape, :2]) & (own[:, 2:] <= around[shape, 2:])).all(axis=1)
    if not keep.any():
        return []
    line, shape = line[keep], shape[keep]
    near, position = np.unique(shape, return_inverse=True)
    wide = shapely.buffer(scene.areas([shapes[s] for s in near.tolist()]), limits.inner_reach * scene.unit)
    shapely.prepare(wide)
    within = shapely.contains(wide[position], scene.drawn([loose[i] for i in line.tolist()]))
    size = np.round(rings.sizes[shapes] / scene.unit**2, 3).tolist()
    found: dict[int, tuple[float, str, int]] = {}
    for i, s in zip(line[within].tolist(), shape[within].tolist(), strict=True):
        option = size[s], scene.elements[shapes[s]].id, shapes[s]
        found[loose[i]] = min(option, found.get(loose[i], option))
    for i in heads(scene, list(found), [i for i in (*loose, *scene.arrows) if i not in found]):
        del found[i]
    return sorted((i, s) for i, (_, _, s) in found.items())


def heads(scene: Scene, within: Sequence[int], outside: Sequence[int]) -> list[int]:
    """Rule 2: the short strokes within a shape that touch a longer one that is not."""
    most = scene.px(2 * scene.limits.head_size)
    short = [i for i in within if isinstance(scene.elements[i], Freedraw) and scene.length(i) <= most]
    strokes = [i for i in outside if isinstance(scene.elements[i], Freedraw)]
    if not short or not strokes:
        return []
    near, of = shapely.STRtree(scene.drawn(strokes)).query(
        scene.drawn(short), "dwithin", distance=scene.px(scene.limits.touches)
    )
    pairs = zip(near.tolist(), of.tolist(), strict=True)
    return sorted({short[k] for k, n in pairs if scene.length(short[k]) < scene.length(strokes[n])})

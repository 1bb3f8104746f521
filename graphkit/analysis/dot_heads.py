"""Which dots are the heads of lines and arrows?

What comes in: a scene, its dots, and the ends of lines and arrows. What goes out: the ends that a dot is the head of,
each with the dot and the point to which it goes on.

Rule `dot head`: a circle of at most `head_dot` units, without words, that nothing declares. All ends of lines and
arrows at it have no arrowhead of their own, are long beside it (`head_length`), and lead to what is beyond it: a shape
within `head_sight` units, several times as large (`head_share`), from outside, with no words nearer; or words that the
dot is at (`at_outline`), where an arrow points at its other end. Where an arrow points at a dot, or several ends are at
one and not all lead on so, dots are vertices, and none is a head; so are those as large as one in the open that an end
goes to. One on the border of a shape with words is a port (`ports`).

::

             ┌─────┐
    ────────●│     │
             └─────┘
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphkit.analysis.scene import Scene, heads_of
from graphkit.analysis.sights import Tips
from graphkit.elements import Ellipse, Point
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, Bools, Floats, full, lengths, starts, step

HEAD = "circle"
"""The arrowhead that a drawn one stands for."""


def is_dot(scene: Scene, i: int) -> bool:
    """Whether it is a small circle."""
    element = scene.elements[i]
    if type(element) is not Ellipse:
        return False
    short, long = sorted((abs(element.width), abs(element.height)))
    return 0 < long <= scene.px(scene.limits.head_dot) * AT_MOST and short >= scene.limits.figure_round * long


def entering(scene: Scene, dots: Sequence[int], linear: Sequence[int], tips: Tips) -> dict[int, tuple[int, Point]]:
    """The ends of `linear` elements that a dot is the head of, each with the dot and where it goes on to."""
    limits, rings, bound = scene.limits, scene.rings(), scene.bound()
    points, directions, shafts = tips
    boxes, touches = rings.boxes[list(dots)], scene.px(limits.touches)
    size, middle = (boxes[:, 2:] - boxes[:, :2]).max(axis=1), rings.centres[list(dots)]
    end, k = Nearby(boxes).points(points, touches)
    way = middle[k] - points[end]
    far = lengths(way)
    # Of dots that overlap, an end is at the nearest.
    order = np.lexsort((k, step(far / scene.unit), end))
    nearest = order[starts(end[order])]
    at = nearest[far[nearest] <= size[k[nearest]] / 2 + touches]
    end, k, way, far = end[at], k[at], way[at], far[at]
    headed = np.array([head is not None for i in linear for head in heads_of(scene.elements[i])], dtype=bool)
    into = (far <= size[k] / 2) | ((way * directions[end]).sum(axis=1) >= limits.head_cosine * far)
    enters = ~headed[end] & into & (size[k] <= limits.head_length * shafts[end])
    if not enters.any():
        return {}
    enters &= leading(scene, dots, middle[k], directions[end], size[k], headed[end ^ 1])
    every, those, pointed = (np.bincount(k[which], minlength=len(dots)) for which in (end >= 0, enters, headed[end]))
    if ((pointed > 0) | ((every > 1) & (those < every))).any():
        return {}
    # So are those as large as one in the open.
    bare = ((every > 0) & (those == 0)).nonzero()[0]
    if len(bare):
        those[as_large(scene, size, size[bare[in_the_open(scene, dots, middle[bare])]])] = -1
    free = np.array([scene.elements[i].id not in bound for i in dots], dtype=bool)
    heads = (those == every) & free
    beyond = middle[k] + directions[end] * size[k, None] / 2
    rows = heads[k].nonzero()[0]
    return {e: (dots[n], (x, y)) for e, n, (x, y)
            in zip(end[rows].tolist(), k[rows].tolist(), beyond[rows].tolist(), strict=True)}  # fmt: skip


def in_the_open(scene: Scene, dots: Sequence[int], middle: Floats) -> Bools:
    """Which dots have no shape and no words around their middle."""
    known, found = {*dots}, np.ones(len(middle), dtype=bool)
    others = np.array([i for i in (*scene.shapes, *scene.texts) if i not in known], dtype=np.intp)
    found[Nearby(scene.rings().boxes[others]).points(middle, scene.px(scene.limits.dot_open))[0]] = False
    return found


def as_large(scene: Scene, size: Floats, others: Floats) -> Bools:
    """Which dots are about as large as some other."""
    if not len(others):
        return np.zeros(len(size), dtype=bool)
    others, alike = np.sort(others), scene.limits.dot_alike * AT_MOST
    following = others[np.minimum(np.searchsorted(others, size / alike), len(others) - 1)]
    return (following >= size / alike) & (following <= size * alike)


def leading(scene: Scene, dots: Sequence[int], middle: Floats, way: Floats, size: Floats, points: Bools) -> Bools:
    """Whether something that a dot may be the head at is beyond it, where it is entered along a way.

    Each is told with the dot's middle and size, and whether what enters it `points` at its other end.
    """
    limits, rings, known = scene.limits, scene.rings(), {*dots}
    shapes = [i for i in scene.shapes if i not in known]
    others = np.array([*shapes, *scene.texts], dtype=np.intp)
    k, row = Nearby(rings.boxes[others]).points(middle, float(size.max()) / 2 + scene.px(limits.head_sight))
    m = rings.measure(middle, way, k, others[row])
    off = step(np.where(m.inside, 0.0, np.maximum(m.distance - size[k] / 2, 0.0)) / scene.unit)
    is_shape = row < len(shapes)
    sides = rings.boxes[others[row], 2:] - rings.boxes[others[row], :2]
    outside = ~m.inside | (m.distance <= scene.px(limits.touches))
    larger = outside & (size[k] <= limits.head_share * sides.min(axis=1)) & (off <= limits.head_sight)
    beyond = np.where(is_shape, larger, points[k] & (off <= limits.at_outline)) & (step(m.towards) >= 0)
    nearest, words = full(len(size), np.inf), full(len(size), np.inf)
    np.minimum.at(nearest, k[beyond], off[beyond])
    np.minimum.at(words, k[~is_shape], off[~is_shape])
    found = (nearest < np.inf) & (nearest <= words)
    # At the border of a shape with words a dot is a port.
    worded = {shapes[r] for r in rings.around(rings.centres[list(scene.texts)], shapes)[1].tolist()}
    at = is_shape & (step((m.distance - size[k] / 2) / scene.unit) <= 0)
    found[[n for n, i in zip(k[at].tolist(), others[row[at]].tolist(), strict=True) if i in worded]] = False
    return found

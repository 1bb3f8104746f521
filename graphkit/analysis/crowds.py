"""Which elements lie on one another so deep that nobody could tell them apart?

What comes in: a scene. What goes out: the scene with these as ornaments, and a problem that says so.

Rule `crowd`: all corners of an element lie under the boxes of more than `crowd` elements of its sort, or within a unit
of them. What holds a crowd is no part of it. The sorts are shapes with words, and strokes of the pen. Of lines and
arrows, both ends lie within a unit of more than `crowd` ends; or one lies under the boxes of more than `tangle` of
them: so hundreds of arrows may lead to one shape, and many cross each other, but not thousands.

Nobody draws this, but a program may, or one who means harm: what is near to each other is compared each with each later
on, and this is what bounds how much that can be. It counts without comparing.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np

from graphkit.analysis.scene import Scene, changed, unit_of
from graphkit.problems import Problem
from graphkit.rings import Floats, Ints

ROUNDS = 4
"""How often crowds are looked for: what is left may have another scale, in which more of it lies together."""
CORNERS = [[0, 1], [2, 1], [2, 3], [0, 3]]
"""Columns of a box that are its corners."""


def set_apart(scene: Scene, kept: Set[int]) -> Scene:
    """The scene without its crowds, but for what is `kept`; the same scene where there are none."""
    if len(scene.elements) <= scene.limits.crowd:
        return scene
    for _ in range(ROUNDS):
        if not (found := crowded(scene) - kept):
            break
        scene = without(scene, found)
    return scene


def crowded(scene: Scene) -> set[int]:
    """What lies in a crowd."""
    limits = scene.limits
    connectors = sorted((*scene.arrows, *scene.lines))
    found: set[int] = set()
    for which in (sorted((*scene.shapes, *scene.frames, *scene.texts)), scene.strokes):
        if len(which) > limits.crowd:
            boxes = scene.rings().boxes[list(which)] / scene.unit
            found.update(under(which, boxes, boxes[:, CORNERS], limits.crowd))
    if len(connectors) > limits.crowd / 2:
        ends = np.array([(scene.paths[i][0], scene.paths[i][-1]) for i in connectors]) / scene.unit
        tips, boxes = ends.reshape(-1, 2), scene.rings().boxes[connectors] / scene.unit
        found.update(under(connectors, np.concatenate([tips, tips], axis=1), ends, limits.crowd))
        for side in (ends[:, :1], ends[:, 1:]):
            found.update(under(connectors, boxes, side, limits.tangle))
    return found


def without(scene: Scene, found: set[int]) -> Scene:
    """The scene with some elements, and the labels that they have, as ornaments in a crowd."""
    found = found | {text for text, owner in scene.labelled.items() if owner in found}

    def rest(which: Sequence[int]) -> tuple[int, ...]:
        return tuple(i for i in which if i not in found)

    left = changed(
        scene,
        shapes=rest(scene.shapes), frames=rest(scene.frames), texts=rest(scene.texts),
        arrows=rest(scene.arrows), lines=rest(scene.lines), strokes=rest(scene.strokes),
        labelled={text: owner for text, owner in scene.labelled.items() if text not in found},
        outlines={i: ring for i, ring in scene.outlines.items() if i not in found},
        paths={i: path for i, path in scene.paths.items() if i not in found},
        ornaments=tuple(sorted((*scene.ornaments, *found))), crowd=scene.crowd | found,
    )  # fmt: skip
    # The drawing's scale is that of what is left in it; nothing has been asked of its strokes yet.
    return changed(left, unit=unit_of(left.elements, left.texts, left.shapes, left.arrows, left.paths, scene.limits))


def problems(scene: Scene) -> list[Problem]:
    """What there is to say of the crowds that were set apart."""
    if not scene.crowd:
        return []
    message = f"{len(scene.crowd)} elements lie among too many others at one place to be told apart; they were left out"
    return [Problem(code="crowded-place", message=message, element_id=scene.elements[min(scene.crowd)].id)]


def under(which: Sequence[int], boxes: Floats, points: Floats, most: int) -> list[int]:
    """Those elements all of whose points lie under more than `most` of the boxes, or within 1 of them.

    `points` has the shape (elements, points of each, 2).
    """
    if len(boxes) <= most:
        return []
    boxes, points = np.round(boxes + np.array([-1.0, -1.0, 1.0, 1.0]), 6), np.round(points, 6)
    # No more lie over a point than do over its place on either axis.
    asked = np.arange(len(which))
    for axis in (0, 1):
        beside = abreast(boxes[:, axis], boxes[:, axis + 2], points[asked, :, axis])
        asked = asked[(beside > most).all(axis=1)]
        if not len(asked):
            return []
    deep = covers(boxes, points[asked].reshape(-1, 2)).reshape(len(asked), -1) > most
    return [which[k] for k in asked[deep.all(axis=1)].tolist()]


def abreast(low: Floats, high: Floats, at: Floats) -> Ints:
    """How many of the stretches from low to high lie over each place on one axis, or end there."""
    return np.asarray(np.sort(low).searchsorted(at, side="right") - np.sort(high).searchsorted(at, side="left"))


def covers(boxes: Floats, points: Floats) -> Ints:
    """How many of the boxes lie over each point, or have it on their border.

    Those whose left and upper sides it has reached, without those of which it is beyond the right or the lower as well:
    so it is enough to count corners, and nothing is compared each with each.
    """
    left, top, right, bottom = boxes.T
    # The next number below the point is not beyond what the point is on.
    over = np.nextafter(points, -np.inf)
    (x, y), (less_x, less_y) = points.T, over.T
    return np.asarray(
        reached(left, top, x, y) - reached(right, top, less_x, y)
        - reached(left, bottom, x, less_y) + reached(right, bottom, less_x, less_y)
    )  # fmt: skip


def reached(x: Floats, y: Floats, most_x: Floats, most_y: Floats) -> Ints:
    """How many corners (x, y) are at most (most_x, most_y), for each of these.

    In the order of x those are among the first few, and of these the ones with a low rank in y. Ranks are compared bit
    by bit, from the highest: where the bit of the bound is set, all that agree above it and have it clear are below.
    Then the ranks are parted by that bit, so that those that agree stay together (known as a wavelet matrix).
    """
    order, heights = np.argsort(x, kind="stable"), np.sort(y)
    ranks, bound = heights.searchsorted(y[order]), heights.searchsorted(most_y, side="right")
    end = x[order].searchsorted(most_x, side="right")
    first, count = np.zeros_like(end), np.zeros_like(end)
    for bit in reversed(range(len(x).bit_length())):
        clear = (ranks >> bit & 1) == 0
        before = np.concatenate([[0], clear.cumsum()])
        higher = (bound >> bit & 1) == 1
        count += np.where(higher, before[end] - before[first], 0)
        first, end = (np.where(higher, before[-1] + at - before[at], before[at]) for at in (first, end))
        ranks = np.concatenate([ranks[clear], ranks[~clear]])
    return count

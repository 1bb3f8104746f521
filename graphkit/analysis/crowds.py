"""Which elements lie on one another so deep that nobody could tell them apart?

What comes in: a scene. What goes out: the scene with these as ornaments, and a problem that says so.

Rule `crowd`: the boxes of more than `crowd` elements of its sort lie over the middle of an element, or come within a
unit of it; of a line or an arrow, over both ends. The sorts are shapes with words, strokes of the pen, and lines with
arrows: thousands of arrows may well lead to one shape.

Nobody draws this, but a program may, or one who means harm: what is near to each other is compared each with each later
on, and this is what bounds how much that can be. It counts without comparing.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

import numpy as np

from graphkit.analysis.scene import Scene
from graphkit.problems import Problem
from graphkit.rings import Floats, Ints


def set_apart(scene: Scene, kept: Set[int] = frozenset()) -> Scene:
    """The scene without its crowds, but for what is `kept`; the same scene where there are none."""
    if len(scene.elements) <= scene.limits.crowd:
        return scene
    areas = sorted((*scene.shapes, *scene.frames, *scene.texts))
    connectors = [i for i in sorted((*scene.arrows, *scene.lines)) if scene.paths[i]]
    ends = np.array([end for i in connectors for end in (scene.paths[i][0], scene.paths[i][-1])])
    found = {*crowded(scene, areas), *crowded(scene, scene.strokes), *crowded(scene, connectors, ends)} - kept
    if not found:
        return scene
    found |= {text for text, owner in scene.labelled.items() if owner in found}

    def rest(which: Sequence[int]) -> tuple[int, ...]:
        return tuple(i for i in which if i not in found)

    return replace(
        scene,
        shapes=rest(scene.shapes), frames=rest(scene.frames), texts=rest(scene.texts),
        arrows=rest(scene.arrows), lines=rest(scene.lines), strokes=rest(scene.strokes),
        labelled={text: owner for text, owner in scene.labelled.items() if text not in found},
        outlines={i: ring for i, ring in scene.outlines.items() if i not in found},
        ornaments=tuple(sorted((*scene.ornaments, *found))), crowd=frozenset(found),
    )  # fmt: skip


def problems(scene: Scene) -> list[Problem]:
    """What there is to say of the crowds that were set apart."""
    if not scene.crowd:
        return []
    count, id = len(scene.crowd), scene.elements[min(scene.crowd)].id
    message = f"{count} elements lie on one another, more than {scene.limits.crowd} at one place; they were left out"
    return [Problem(code="crowded-place", message=message, element_id=id)]


def crowded(scene: Scene, which: Sequence[int], at: Floats | None = None) -> list[int]:
    """Those of some elements that more of them than the limit lie over, at the middle or at all of their own points."""
    most = scene.limits.crowd
    if len(which) <= most:
        return []
    boxes = scene.rings().boxes[list(which)] + scene.unit * np.array([-1.0, -1.0, 1.0, 1.0])
    points = (boxes[:, :2] + boxes[:, 2:]) / 2 if at is None else at
    # No more lie over a point than do over its place on either axis.
    level, upright = (abreast(boxes[:, axis], boxes[:, axis + 2], points[:, axis]) for axis in (0, 1))
    deep = (np.minimum(level, upright) > most).reshape(len(which), -1)
    asked = np.flatnonzero(deep.all(axis=1))
    if not len(asked):
        return []
    deep = (covers(boxes, points.reshape(len(which), -1, 2)[asked].reshape(-1, 2)) > most).reshape(len(asked), -1)
    return [which[k] for k in asked[deep.all(axis=1)].tolist()]


def abreast(low: Floats, high: Floats, at: Floats) -> Ints:
    """How many of the stretches from low to high lie over each place on one axis."""
    return np.asarray(np.sort(low).searchsorted(at, side="right") - np.sort(high).searchsorted(at, side="right"))


def covers(boxes: Floats, points: Floats) -> Ints:
    """How many of the boxes lie over each point.

    Those whose left and upper sides it has passed, without those of which it has passed the right or the lower as well:
    so it is enough to count corners, and nothing is compared each with each.
    """
    left, top, right, bottom = boxes.T
    corners = ((left, top, 1), (right, top, -1), (left, bottom, -1), (right, bottom, 1))
    return np.asarray(sum(sign * passed(x, y, points) for x, y, sign in corners))


def passed(x: Floats, y: Floats, points: Floats) -> Ints:
    """How many corners (x, y) are at most at each point, on both axes.

    In the order of x those are among the first few, and of these the ones with a low rank in y. Ranks are compared bit
    by bit, from the highest: where the bit of the bound is set, all that agree above it and have it clear are below.
    Then the ranks are parted by that bit, so that those that agree stay together (known as a wavelet matrix).
    """
    order, heights = np.argsort(x, kind="stable"), np.sort(y)
    ranks, bound = heights.searchsorted(y[order]), heights.searchsorted(points[:, 1], side="right")
    end = x[order].searchsorted(points[:, 0], side="right")
    first, count = np.zeros_like(end), np.zeros_like(end)
    for bit in reversed(range(len(x).bit_length())):
        clear = (ranks >> bit & 1) == 0
        before = np.concatenate([[0], clear.cumsum()])
        higher = (bound >> bit & 1) == 1
        count += np.where(higher, before[end] - before[first], 0)
        first, end = (np.where(higher, before[-1] + at - before[at], before[at]) for at in (first, end))
        ranks = np.concatenate([ranks[clear], ranks[~clear]])
    return count

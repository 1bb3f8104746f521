"""Which boxes are a cell with words and one from which an arrow leads on, as lists are drawn whose parts point?

What comes in: a scene, and which text is written in which shape. What goes out: the elements of each.

Rules, by number:

1. Two or three rectangles side by side, or on one another, that share a whole side with the next. One of them has
   words; the others, none much larger than that (`cell_share`), are empty but for dots, and in one of these begins an
   arrow that leads to something else. Others that are drawn alike are so too: the last part of a list points nowhere.
2. A rectangle with one text, and nothing else but dots (`cell_dot`) at which arrows begin.

::

    ┌───┬───┐      ┌───┬───┐      ┌───┬───┐      ┌────────┐      ┌───┐
    │ 3 │ ──┼─────▶│ 7 │ ──┼─────▶│ 9 │   │      │ 3   •──┼─────▶│   │
    └───┴───┘      └───┴───┘ 1    └───┴───┘      └────────┘  2   └───┘
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence, Set

import numpy as np

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.analysis.union import Union
from graphkit.elements import Arrow, Ellipse, Rectangle
from graphkit.geometry import is_level
from graphkit.nearby import Nearby
from graphkit.relations import points_at
from graphkit.rings import AT_MOST, Floats, step

MOST = 3
"""Cells of one thing."""


def find(scene: Scene, names: Names, taken: Set[int]) -> list[list[int]]:
    """The elements of each thing that is so drawn; none of its boxes is `taken`."""
    worded = {*names.shape_of.values(), *names.around.values()}
    boxes = [i for i in scene.shapes if type(scene.elements[i]) is Rectangle and i not in taken
             and i not in scene.pieces and is_level(scene.elements[i].angle)]  # fmt: skip
    spoken = sum(i in worded for i in boxes)
    if not spoken:
        return []
    dots = [i for i in scene.shapes if type(scene.elements[i]) is Ellipse and i not in worded and i not in taken
            and is_dot(scene, i)]  # fmt: skip
    if spoken == len(boxes) and not dots:
        return []
    ways = leading(scene)
    if not len(ways):
        return []
    found = rows(scene, names, boxes, worded, {*dots}, ways)
    used = {i for row in found for i in row}
    with_dots = dotted(scene, names, {i for i in boxes if i in worded and i not in used}, dots, ways) if dots else []
    return found + with_dots


def leading(scene: Scene) -> Floats:
    """Where arrows begin that lead one way, and where each of them ends, in turn."""
    ways = []
    for i in scene.arrows:
        element, path = scene.elements[i], scene.paths[i]
        if isinstance(element, Arrow):
            start, end = points_at(element.start_arrowhead, element.end_arrowhead)
            if start != end:
                ways += [path[-1], path[0]] if start else [path[0], path[-1]]
    return np.array(ways).reshape(-1, 2)


def is_dot(scene: Scene, i: int) -> bool:
    """Whether an ellipse is so small."""
    element = scene.elements[i]
    return max(abs(element.width), abs(element.height)) <= scene.limits.cell_dot * scene.unit * AT_MOST


def rows(
    scene: Scene, names: Names, boxes: Sequence[int], worded: Set[int], dots: Set[int], ways: Floats
) -> list[list[int]]:
    """Rule 1."""
    empty = [i for i in boxes if i not in worded]
    begun = met(scene, empty, ways[::2])
    if not begun:
        return []
    union, bare, sizes = Union(), set(empty), scene.rings().sizes
    for one, two in sharing(scene, boxes):
        union.pair(one, two)
    sets: dict[int, list[int]] = defaultdict(list)
    for i in boxes:
        if i in union.parent:
            sets[union.find(i)].append(i)
    alike: dict[int, list[tuple[float, list[int]]]] = defaultdict(list)
    within = contents(scene, names, union.parent.keys())
    for row in sets.values():
        others = [i for i in row if i in bare]
        if len(row) <= MOST and len(others) == len(row) - 1:
            words = sum(sizes[i] for i in row) - sum(sizes[i] for i in others)
            most = max(float(sizes[i]) for i in others)
            held = {*itertools.chain.from_iterable(within.get(i, ()) for i in row)}.difference(row)
            if held <= dots and most <= scene.limits.cell_share * words * AT_MOST:
                alike[len(row)].append((most, [*row, *sorted(held)]))
    found = []
    for several in alike.values():
        ended = met(scene, sorted({i for _, row in several for i in row if i not in dots}), ways[1::2])
        own = met(scene, sorted({i for _, row in several for i in row if i in worded}), ways[::2])
        leads = sorted(most for most, row in several if from_(begun, row) - from_(ended, row) - from_(own, row))
        found += [row for most, row in several if near(leads, most, scene.limits.larger)]
    return found


def from_(arrows: dict[int, set[int]], row: Sequence[int]) -> set[int]:
    """The arrows that any of some boxes has."""
    return {n for i in row for n in arrows.get(i, ())}


def near(sizes: Sequence[float], size: float, most: float) -> bool:
    """Whether one of some sizes, in order, is about a size: none is more than `most` times as large as the other."""
    place = bisect_left(sizes, size / most / AT_MOST)
    return place < len(sizes) and sizes[place] <= size * most * AT_MOST


def met(scene: Scene, boxes: Sequence[int], points: Floats) -> dict[int, set[int]]:
    """Which of some points lie in each of some boxes, or at it, if any do."""
    found: dict[int, set[int]] = defaultdict(set)
    if boxes:
        which, k = Nearby(scene.rings().boxes[list(boxes)]).points(points, scene.px(scene.limits.touches))
        for n, box in zip(which.tolist(), k.tolist(), strict=True):
            found[boxes[box]].add(n)
    return found


def sharing(scene: Scene, boxes: Sequence[int]) -> list[tuple[int, int]]:
    """The rectangles that share a whole side with another, each with that."""
    sides, slack = scene.rings().boxes[list(boxes)], scene.limits.touches
    a, b = Nearby(sides).overlaps(sides, scene.px(slack))
    other = a != b
    a, b = a[other], b[other]
    off = np.abs(step((sides[a] - sides[b]) / scene.unit)) <= slack
    next_ = np.abs(step((sides[a][:, 2:] - sides[b][:, :2]) / scene.unit)) <= slack
    which = ((off[:, [1, 3]].all(axis=1) & next_[:, 0]) | (off[:, [0, 2]].all(axis=1) & next_[:, 1])).nonzero()[0]
    return [(boxes[one], boxes[two]) for one, two in zip(a[which].tolist(), b[which].tolist(), strict=True)]


def contents(scene: Scene, names: Names, boxes: Set[int]) -> dict[int, list[int]]:
    """The shapes that lie in each of some boxes, if any do."""
    found: dict[int, list[int]] = defaultdict(list)
    if boxes.isdisjoint(names.inner):
        return found
    held, holder = scene.held()
    mine = np.isin(held, scene.shapes)
    for shape, box in zip(held[mine].tolist(), holder[mine].tolist(), strict=True):
        if box in boxes:
            found[box].append(shape)
    return found


def dotted(scene: Scene, names: Names, boxes: Set[int], dots: Sequence[int], ways: Floats) -> list[list[int]]:
    """Rule 2."""
    begun = list(met(scene, dots, ways[::2]))
    if not begun:
        return []
    within: dict[int, list[int]] = defaultdict(list)
    which, holder = scene.held()
    mine = np.isin(which, begun)
    for dot, box in zip(which[mine].tolist(), holder[mine].tolist(), strict=True):
        if box in boxes:
            within[box].append(dot)
    texts: dict[int, list[int]] = defaultdict(list)
    for text, box in names.around.items():
        texts[box].append(text)
    return [[box, *sorted(inner), *texts[box]] for box, inner in within.items()
            if names.inner.get(box, 0) == len(inner) and len(texts[box]) == 1]  # fmt: skip

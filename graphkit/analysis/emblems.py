"""Which containers are named by a picture and words beside it?

What comes in: a scene, the texts that name shapes already, and the smallest shape around each text. What goes out: the
shape, the text and the picture, of each that is named so.

An image that is small beside the shape stands in its upper left corner, and words begin right beside it, at its height;
all else in the shape begins below these, and clear of the image. But where an arrow or a line ends at either, the image
is a thing with its name; and where words stand beside another image in the shape that is about as large, it is a list.

::

    ┌─────────────────────┐
    │ ☁ words             │
    │   ┌─────┐  ┌─────┐  │
    │   │     │  │     │  │
    │   └─────┘  └─────┘  │
    └─────────────────────┘
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from graphkit.analysis.reading_order import BOTTOM, LEFT, RIGHT, TOP, frames, turns
from graphkit.analysis.scene import Scene
from graphkit.elements import Image
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, Floats, Ints, step


def find(scene: Scene, shape_of: Mapping[int, int], around: Mapping[int, int]) -> list[tuple[int, int, int]]:
    """The shapes that are named by an emblem, each with the text and the picture."""
    images = {i for i in scene.shapes if isinstance(scene.elements[i], Image)}
    if not images:
        return []
    held, holder = scene.held()
    inner = np.isin(held, list(images)) & ~np.isin(holder, list(images))
    within = smallest(scene, held[inner], holder[inner])
    nameless = {*within.values()}.difference(shape_of.values())
    texts = [t for t, shape in around.items() if t not in shape_of and shape in nameless]
    if not texts:
        return []
    found: list[tuple[int, int, int]] = []
    text = np.array(texts, dtype=np.intp)
    for quarter, boxes in frames(scene, text):
        mine = text[turns(scene, text) == quarter].tolist()
        found += emblems(scene, boxes, mine, within, around)
    ended = ends(scene, [i for _, *both in found for i in both]) if found else set()
    return [one for one in found if ended.isdisjoint(one[1:])]


def smallest(scene: Scene, held: Ints, holder: Ints) -> dict[int, int]:
    """The smallest of the holders of each; of several as large, the one drawn last is on top."""
    sizes = step(scene.rings().sizes / scene.unit**2)
    order = np.lexsort((holder, -sizes[holder]))
    return dict(zip(held[order].tolist(), holder[order].tolist(), strict=True))


def emblems(
    scene: Scene, boxes: Floats, texts: Sequence[int], within: Mapping[int, int], around: Mapping[int, int]
) -> Iterator[tuple[int, int, int]]:
    """The rule for texts that stand upright, but for what something ends at."""
    limits, unit, sizes = scene.limits, scene.unit, scene.rings().sizes
    held, holder = scene.held()
    order = holder.argsort(kind="stable")
    held, holder = held[order], holder[order]
    for shape, words in beside(scene, boxes, texts, within, around).items():
        images = np.array(list(words), dtype=np.intp)
        off = step(np.abs(boxes[images] - boxes[shape]) / unit)[:, [LEFT, TOP]].max(axis=1)
        if np.count_nonzero(off <= limits.title_corner) != 1:
            continue
        image = int(images[off.argmin()])
        own, size = words[image], max(sizes[image], 1e-9)
        others = sizes[images[images != image]]
        alike = step(np.minimum(others, size) / np.maximum(others, size)) >= limits.emblem_alike
        if alike.any() or size > limits.emblem_share * sizes[shape] * AT_MOST:
            continue
        rest = held[slice(*holder.searchsorted([shape, shape + 1]))]
        rest = rest[step(sizes[shape] / np.maximum(sizes[rest], 1e-9)) > limits.larger]
        rest = rest[~np.isin(rest, [image, *own])]
        low = boxes[own, BOTTOM].max() - limits.title_overlap * unit
        if len(rest) and step((boxes[rest, TOP].min() - low) / unit) >= 0 and not over(scene, boxes, rest, image):
            first = min(own, key=lambda i: (round(boxes[i, TOP] / unit, 6), scene.elements[i].id))
            yield shape, first, image


def over(scene: Scene, boxes: Floats, which: Ints, image: int) -> bool:
    """Whether the boxes of some elements overlap that of a picture."""
    low, high = np.maximum(boxes[which, :2], boxes[image, :2]), np.minimum(boxes[which, 2:], boxes[image, 2:])
    return bool((step((high - low) / scene.unit) > 0).all(axis=1).any())


def beside(
    scene: Scene, boxes: Floats, texts: Sequence[int], within: Mapping[int, int], around: Mapping[int, int]
) -> dict[int, dict[int, list[int]]]:
    """By shape and by image in it, the texts in the shape that begin right beside the image, at its height."""
    pictures, reach = np.array(sorted(within), dtype=np.intp), scene.px(scene.limits.emblem_gap)
    t, p = Nearby(boxes[pictures]).overlaps(boxes[list(texts)], reach)
    text, image = np.array(texts, dtype=np.intp)[t], pictures[p]
    gap = step((boxes[text, LEFT] - boxes[image, RIGHT]) / scene.unit)
    middle = (boxes[text, TOP] + boxes[text, BOTTOM]) / 2
    spare = np.minimum(middle - boxes[image, TOP], boxes[image, BOTTOM] - middle)
    found: dict[int, dict[int, list[int]]] = {}
    good = (step(spare / scene.unit) >= 0) & (gap >= -scene.limits.touches) & (gap <= scene.limits.emblem_gap)
    for i, j in zip(text[good].tolist(), image[good].tolist(), strict=True):
        if within[j] == around[i]:
            found.setdefault(within[j], {}).setdefault(j, []).append(i)
    return found


def ends(scene: Scene, which: Sequence[int]) -> set[int]:
    """The elements of these at which an arrow or a line ends."""
    tips = scene.tips((*scene.arrows, *scene.lines))
    if not len(tips):
        return set()
    near = Nearby(scene.rings().boxes[list(which)])
    _, at = near.points(tips, scene.px(scene.limits.line_reach))
    return {which[k] for k in at.tolist()}

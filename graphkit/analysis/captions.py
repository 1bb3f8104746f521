"""Which texts look like names of things that they stand beside, rather than like labels of connectors?

What comes in: a scene, its things as targets, and the free texts. What goes out: an array, one row a text, that the
decision weighs.

::

      ◯ 1     ◯ 2       numbers beside circles, each at the same place: one of them may be near an arrow
         ◯ 3 ──────▶    by chance, and is no label of it
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
import shapely

from graphkit.analysis.ends import Targets
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Text
from graphkit.nearby import Nearby, apart
from graphkit.rings import Bools, Floats, Ints, starts, step

MANY = 3
"""Texts that stand alike, from which more make no difference."""


def look(scene: Scene, things: Things, targets: Targets, texts: Sequence[int], asked: Ints) -> Floats:
    """How much each text looks like the name of a thing, in three columns; zeros of those that are not `asked` for.

    1. How close it is to a thing without a name: 1 where it touches the thing, 0 from far on; its middle stands within
       the thing's breadth or height, outside of it.
    2. How well it is centred above or below such a thing: 1 in its middle, 0 from 0.4 of its breadth off.
    3. How many other texts stand by things as it does (`repeated`).
    """
    result = np.zeros((len(texts), 3))
    if not len(asked):
        return result
    result[:, 2] = repeated(scene, things, targets, texts)
    named = np.zeros(len(things.things), dtype=bool)
    named[[things.of[t] for t in scene.texts if t in things.of]] = True
    nameless = (~named[targets.thing] & ~targets.frame & (targets.holds == 0)).nonzero()[0]
    if not len(nameless):
        return result
    boxes, reach = targets.rings.boxes[nameless], scene.px(scene.limits.caption_reach)
    t, k = Nearby(boxes).overlaps(scene.rings().boxes[[texts[i] for i in asked.tolist()]], reach)
    if not len(t):
        return result
    t = asked[t]
    words, box = scene.areas([texts[i] for i in t.tolist()]), boxes[k]
    distance = shapely.distance(words, shapely.box(*box.T))
    near = (distance <= reach).nonzero()[0]
    if not len(near):
        return result
    t, words, box, distance = t[near], words[near], box[near], distance[near]
    middle = shapely.get_coordinates(shapely.centroid(words))
    within = inside(scene, box, middle)
    beside = within.any(axis=1) & ~within.all(axis=1)
    closeness = 1.0 - distance / (scene.limits.caption_reach * scene.unit)
    off = np.abs(middle - (box[:, :2] + box[:, 2:]) / 2) / np.maximum(box[:, 2:] - box[:, :2], 1e-9)
    # Above and below are the text's own: what is turned is read in its own frame.
    upright = np.array([abs(math.sin(scene.elements[texts[k]].angle)) <= math.sqrt(0.5) for k in t.tolist()])
    along, across = np.where(upright, 0, 1), np.where(upright, 1, 0)
    row = np.arange(len(t))
    below = within[row, along] & ~within[row, across]
    centred = np.where(below, np.minimum(np.maximum(1.0 - 2.5 * off[row, along], 0.0), 1.0), 0.0)
    np.maximum.at(result[:, 0], t, np.where(beside, closeness, 0.0))
    np.maximum.at(result[:, 1], t, centred)
    return result


def inside(scene: Scene, boxes: Floats, points: Floats) -> Bools:
    """Whether each point is within its box along x and along y, two columns."""
    return np.asarray(
        (step((points - boxes[:, :2]) / scene.unit) >= 0) & (step((boxes[:, 2:] - points) / scene.unit) >= 0)
    )


def repeated(scene: Scene, things: Things, targets: Targets, texts: Sequence[int]) -> Floats:
    """How many other texts of the same size stand by things of the same kind at the same place, 0 to 1 (`MANY`).

    A text stands by the nearest thing that holds no others and that it is outside of.
    """
    result = np.zeros(len(texts))
    bodies = (~targets.text & ~targets.frame & (targets.holds == 0)).nonzero()[0]
    if len(texts) < 2 or len(bodies) < 2:
        return result
    boxes, words = targets.rings.boxes[bodies], scene.rings().boxes[list(texts)]
    t, b = Nearby(boxes).overlaps(words, scene.px(scene.limits.caption_reach))
    middle = (words[t, :2] + words[t, 2:]) / 2
    outside = np.flatnonzero(~inside(scene, boxes[b], middle).all(axis=1))
    if len(outside) < 2:
        return result
    t, b, middle = t[outside], b[outside], middle[outside]
    order = np.lexsort((b, step(apart(words[t].T, boxes[b].T) / scene.unit**2), t))
    order = order[starts(t[order])]
    t, b = t[order], b[order]
    offset = (middle[order] - (boxes[b, :2] + boxes[b, 2:]) / 2) / scene.unit
    kinds = [
        (round(text.font_size / scene.unit, 1) if isinstance(text := scene.elements[texts[k]], Text) else 0.0,
         scene.elements[things.things[thing].main].type)
        for k, thing in zip(t.tolist(), targets.thing[bodies[b]].tolist(), strict=True)
    ]  # fmt: skip
    result[t] = neighbours(kinds, step(offset / scene.limits.repeated_place)) / MANY
    return result


def neighbours(kinds: Sequence[Hashable], places: Floats) -> Ints:
    """How many others of its kind are within 1 of each place along both axes, `MANY` at most."""
    cells = np.floor(places).astype(int).tolist()
    within: dict[tuple[Hashable, int, int], list[int]] = defaultdict(list)
    for k, (kind, (x, y)) in enumerate(zip(kinds, cells, strict=True)):
        within[kind, x, y].append(k)
    around = [(0, 0), *(way for way in itertools.product((-1, 0, 1), repeat=2) if any(way))]
    where = places.tolist()
    found = []
    for k, (kind, (x, y)) in enumerate(zip(kinds, cells, strict=True)):
        # All in the same cell are near enough, and so few are looked at where many are alike.
        near = (j for i, m in around for j in within.get((kind, x + i, y + m), ()) if j != k
                and abs(where[j][0] - where[k][0]) <= 1 and abs(where[j][1] - where[k][1]) <= 1)  # fmt: skip
        found.append(sum(1 for _ in itertools.islice(near, MANY)))
    return np.array(found, dtype=np.intp)

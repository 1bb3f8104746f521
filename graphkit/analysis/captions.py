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
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import shapely

from graphkit.analysis import emoji
from graphkit.analysis.ends import Targets
from graphkit.analysis.scene import Scene
from graphkit.analysis.standing import is_level
from graphkit.analysis.things import Things
from graphkit.elements import Text
from graphkit.nearby import Nearby, apart
from graphkit.rings import Bools, Floats, Ints, lengths, starts, step

MANY = 3
"""Texts that stand alike, from which more make no difference."""


def look(scene: Scene, things: Things, targets: Targets, texts: Sequence[int], asked: Ints) -> Floats:
    """How much each text looks like the name of a thing, in three columns; zeros of those that are not `asked` for.

    1. How close it is to a thing without a name: 1 where it touches the thing, 0 from far on; its middle stands within
       the thing's breadth or height, outside of it.
    2. How well it is centred above or below such a thing, or at a side of it where no arrow or line ends at the words
       or runs through them: 1 in its middle, 0 from 0.4 of its breadth or height off.
    3. How many other texts stand by things as it does (`repeated`).
    """
    result = np.zeros((len(texts), 3))
    if not len(asked):
        return result
    result[:, 2] = repeated(scene, things, targets, texts)
    named = np.zeros(len(things.things), dtype=bool)
    shown = emoji.find(scene)
    named[[things.of[t] for t in scene.texts if t in things.of and t not in shown]] = True
    nameless = (~named[targets.thing] & ~targets.frame & (targets.holds == 0)).nonzero()[0]
    if not len(nameless):
        return result
    boxes, reach = targets.rings.boxes[nameless], scene.px(scene.limits.caption_reach)
    t, k = Nearby(boxes).overlaps(scene.rings().boxes[[texts[i] for i in asked.tolist()]], reach)
    if not len(t):
        return result
    t = asked[t]
    if shown:
        asking = scene, things, targets, [texts[i] for i in t.tolist()], nameless[k], shown
        kept = may_name(*asking) & ~in_front(*asking)
        t, k = t[kept], k[kept]
        if not len(t):
            return result
    words, box = scene.areas([texts[i] for i in t.tolist()]), boxes[k]
    distance = shapely.distance(words, shapely.box(*box.T))
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
    aside = np.flatnonzero(within[row, across] & ~within[row, along])
    if len(aside):
        free = aside[~met(scene, [texts[k] for k in t[aside].tolist()])]
        centred[free] = np.minimum(np.maximum(1.0 - 2.5 * off[row, across][free], 0.0), 1.0)
    np.maximum.at(result[:, 0], t, np.where(beside, closeness, 0.0))
    np.maximum.at(result[:, 1], t, centred)
    return result


def may_name(
    scene: Scene, things: Things, targets: Targets, texts: Sequence[int], rows: Ints, shown: Mapping[int, float]
) -> Bools:
    """Which texts may be the name of what they stand beside: of an emoji, if they are smaller."""
    mains = [things.things[k].main for k in targets.thing[rows].tolist()]
    return np.array([emoji.may_name(scene, shown, main, t) for main, t in zip(mains, texts, strict=True)], dtype=bool)


def in_front(
    scene: Scene, things: Things, targets: Targets, texts: Sequence[int], rows: Ints, shown: Mapping[int, float]
) -> Bools:
    """Which texts have an emoji beside them that is a sign and no picture with a name.

    It is one in front of the words where no arrow or line ends near one of them, and where such runs between them.
    """
    mains, drawn = [things.things[k].main for k in targets.thing[rows].tolist()], (*scene.arrows, *scene.lines)
    found = np.array([i in shown and is_level(scene, t, i) for i, t in zip(mains, texts, strict=True)], dtype=bool)
    if found.any() and drawn:
        both = scene.rings().boxes[[*mains, *texts]]
        near = Nearby(both).points(scene.tips(drawn), scene.px(scene.limits.caption_reach))[1]
        found[near % len(mains)] = False
    asked = np.flatnonzero([i in shown for i in mains])
    if len(asked) and drawn:
        ways = scene.rings().centres[np.stack([np.array(mains)[asked], np.array(texts)[asked]], axis=1)]
        between = shapely.STRtree(scene.drawn(drawn)).query(shapely.linestrings(ways), "intersects")[0]
        found[asked[between]] = True
    return found


def met(scene: Scene, texts: Sequence[int]) -> Bools:
    """At which texts, or between one and what it stands beside, an arrow or a line ends, or which it runs through."""
    found, drawn = np.zeros(len(texts), dtype=bool), (*scene.arrows, *scene.lines)
    if not drawn:
        return found
    tips = scene.tips(drawn)
    near = Nearby(scene.rings().boxes[list(texts)])
    found[near.points(tips, scene.px(scene.limits.at_outline))[1]] = True
    found[shapely.STRtree(scene.areas(texts)).query(scene.drawn(drawn), "intersects")[1]] = True
    return found


def inside(scene: Scene, boxes: Floats, points: Floats) -> Bools:
    """Whether each point is within its box along x and along y, two columns."""
    return np.asarray(
        (step((points - boxes[:, :2]) / scene.unit) >= 0) & (step((boxes[:, 2:] - points) / scene.unit) >= 0)
    )


def repeated(scene: Scene, things: Things, targets: Targets, texts: Sequence[int]) -> Floats:
    """How many other texts of the same size stand by things of the same kind at the same place, 0 to 1 (`MANY`).

    A text stands by the nearest thing that holds no others and that it is outside of; of several as near, by that whose
    middle is nearest. The same words far off, beyond `repeated_reach`, are not counted: they stand in a copy of the
    drawing, in which whatever stands anywhere stands there again.
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
    offset = (middle - (boxes[b, :2] + boxes[b, 2:]) / 2) / scene.unit
    ids = np.array([scene.elements[things.things[thing].main].id for thing in targets.thing[bodies].tolist()])
    order = np.lexsort((ids[b], step(lengths(offset)), step(apart(words[t].T, boxes[b].T) / scene.unit**2), t))
    order = order[starts(t[order])]
    t, b, offset, middle = t[order], b[order], offset[order], middle[order]
    kinds = [
        (round(text.font_size / scene.unit, 1) if isinstance(text := scene.elements[texts[k]], Text) else 0.0,
         scene.elements[things.things[thing].main].type)
        for k, thing in zip(t.tolist(), targets.thing[bodies[b]].tolist(), strict=True)
    ]  # fmt: skip
    said = [text.label if isinstance(text := scene.elements[texts[k]], Text) else "" for k in t.tolist()]
    at = step(middle / (scene.limits.repeated_reach * scene.unit))
    result[t] = neighbours(kinds, step(offset / scene.limits.repeated_place), said, at) / MANY
    return result


AROUND = [(0, 0), *(way for way in itertools.product((-1, 0, 1), repeat=2) if any(way))]
"""From a cell to itself and to those beside it."""
_NONE: dict[str, list[int]] = {}


def neighbours(kinds: Sequence[Hashable], places: Floats, said: Sequence[str], at: Floats) -> Ints:
    """How many others of its kind are within 1 of each place along both axes, `MANY` at most.

    What says the same counts where it is `at` most 1 away, too.
    """
    cells, far = (np.floor(of).astype(int).tolist() for of in (places, at))
    within: dict[tuple[Hashable, int, int], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    again: dict[tuple[Hashable, int, int, str, int, int], list[int]] = defaultdict(list)
    times = Counter(said)
    for k, (kind, (x, y), words, (fx, fy)) in enumerate(zip(kinds, cells, said, far, strict=True)):
        within[kind, x, y][words].append(k)
        if times[words] > 1:
            again[kind, x, y, words, fx, fy].append(k)
    where, there = places.tolist(), at.tolist()
    found = []
    for k, (kind, (x, y), words, (fx, fy)) in enumerate(zip(kinds, cells, said, far, strict=True)):
        # All in the same cell are near enough, and so few are looked at where many are alike.
        cells_around = [(kind, x + i, y + m) for i, m in AROUND]
        near = (j for cell in cells_around for other, of in within.get(cell, _NONE).items() if other != words
                for j in of if close(where[j], where[k]))  # fmt: skip
        alike = (j for cell in cells_around for i, m in AROUND for j in again.get((*cell, words, fx + i, fy + m), ())
                 if j != k and close(where[j], where[k]) and close(there[j], there[k]))  # fmt: skip
        several = itertools.chain(near, alike) if times[words] > 1 else near
        found.append(sum(1 for _ in itertools.islice(several, MANY)))
    return np.array(found, dtype=np.intp)


def close(one: Sequence[float], two: Sequence[float]) -> bool:
    """Whether two places are within 1 of each other along both axes."""
    return abs(one[0] - two[0]) <= 1 and abs(one[1] - two[1]) <= 1

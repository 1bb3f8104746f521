"""Which arrows and lines are samples in a legend, and join nothing?

What comes in: a scene, its things, and which arrows and lines a person says join something. What goes out: the
samples, each with the text behind it, which says what those like it mean.

Two or more straight arrows or lines, level as the words behind them are, at most `sample_length` units long, and about
as long as each other (`sample_alike`). They begin at the same place above each other, not far apart (`sample_apart`),
and right behind the end of each stands a text at its height (`sample_words`); at their beginnings is nothing but a box
that these texts are in, too, and no other arrow, line or stroke of the pen is at them.

::

    ────▶  words
    ─ ─ ▶  other words
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.reading_order import BOTTOM, LEFT, TOP, frames, turns
from graphkit.analysis.scene import Scene, is_bound
from graphkit.analysis.things import Things
from graphkit.nearby import Nearby
from graphkit.rings import Bools, Floats, lengths, step

QUARTERS = (((1, 0), (0, 1)), ((0, 1), (-1, 0)), ((-1, 0), (0, -1)), ((0, -1), (1, 0)))
"""How x and y are seen by words that are turned by so many quarters."""


def find(scene: Scene, things: Things, said: Set[int]) -> dict[int, int]:
    """The arrows and lines that are samples, and their texts; none of which a person says that it joins something."""
    short = [i for i in (*scene.arrows, *scene.lines) if len(scene.paths[i]) == 2 and i not in things.of
             and i not in said and not is_bound(scene.elements[i])]  # fmt: skip
    if len(short) < 2 or len(things.free) < 2:
        return {}
    tips = scene.tips(short).reshape(-1, 2, 2)
    few = (step(lengths(tips[:, 1] - tips[:, 0]) / scene.unit) <= scene.limits.sample_length).nonzero()[0]
    if len(few) < 2:
        return {}
    # A branch of a tree begins at its trunk; asked only where some would be samples otherwise.
    if in_rows(scene, things, tips[few]):
        few = few[~on_others(scene, [short[k] for k in few.tolist()], tips[few])]
        rows = in_rows(scene, things, tips[few])
        return {short[few[k]]: text for k, text in sorted(rows.items())}
    return {}


def on_others(scene: Scene, short: Sequence[int], tips: Floats) -> Bools:
    """At which short ways, at either end, another arrow, line or stroke is."""
    drawn = [*scene.arrows, *scene.lines, *scene.strokes]
    found, place = np.zeros(len(short), dtype=bool), {i: k for k, i in enumerate(drawn)}
    reach = scene.px(scene.limits.at_outline)
    end, other = Nearby(scene.rings().boxes[drawn]).points(tips.reshape(-1, 2), reach)
    apart = other != np.array([place[i] for i in short])[end // 2]
    end, other = end[apart], other[apart]
    paths = scene.drawn([drawn[k] for k in other.tolist()])
    close = shapely.dwithin(shapely.points(tips.reshape(-1, 2)[end]), paths, reach)
    found[end[close] // 2] = True
    return found


def in_rows(scene: Scene, things: Things, tips: Floats) -> dict[int, int]:
    """Those of some short ways that have words behind them each, and stand in a row; with these words."""
    free, found = np.array(things.free, dtype=np.intp), dict[int, int]()
    turned = turns(scene, free)
    for quarter, boxes in frames(scene, free):
        seen = tips @ np.array(QUARTERS[quarter], dtype=np.float64).T
        found = in_row(scene, seen, boxes, free[turned == quarter].tolist()) | found
    return found


def in_row(scene: Scene, tips: Floats, boxes: Floats, texts: Sequence[int]) -> dict[int, int]:
    """The same, as words that stand upright see them and all else."""
    limits, unit, row = scene.limits, scene.unit, np.arange(len(tips))
    first = tips[:, :, 0].argmin(axis=1)
    left, right = tips[row, first], tips[row, 1 - first]
    level = step(np.abs(left[:, 1] - right[:, 1]) / unit) <= limits.touches
    words = boxes[list(texts)]
    k, t = Nearby(words).points(right, scene.px(limits.sample_words))
    high = step(np.abs((words[t, TOP] + words[t, BOTTOM]) / 2 - right[k, 1]) / unit) <= limits.at_outline
    gap = step((words[t, LEFT] - right[k, 0]) / unit)
    behind = (high & level[k] & (gap >= 0)).nonzero()[0]
    named: dict[int, int] = {}
    rows = zip(k[behind].tolist(), t[behind].tolist(), gap[behind].tolist(), strict=True)
    for way, text, _ in sorted(rows, key=lambda row: (row[2], scene.elements[texts[row[1]]].id, row[0])):
        named.setdefault(way, texts[text])
    if len(named) < 2:
        return {}
    others = np.array(sorted({*scene.shapes, *scene.texts}), dtype=np.intp)
    n, o = Nearby(boxes[others]).points(left, scene.px(limits.at_outline))
    # A box around the legend is not at it, be its border near, nor is a title above it.
    box, point = boxes[others[o]], left[n]
    deep = step(np.concatenate([point - box[:, :2], box[:, 2:] - point], axis=1) / unit)
    high = deep[:, [TOP, BOTTOM]].min(axis=1) >= -limits.touches
    last = boxes[[named.get(k, others[0]) for k in n.tolist()]]
    around = (deep.min(axis=1) > limits.touches) & (last[:, 2] <= box[:, 2])
    met = set(n[high & ~around & (deep.min(axis=1) <= limits.at_outline)].tolist())
    lone = np.array(sorted(named.keys() - met), dtype=np.intp)
    begin, long = left[lone], right[lone, 0] - left[lone, 0]
    a, b = Nearby(np.concatenate([begin, begin], axis=1)).points(begin, scene.px(limits.sample_apart))
    off = step(np.abs(np.stack([begin[a, 0] - begin[b, 0], long[a] - long[b]])) / unit).max(axis=0)
    alike = (a != b) & (off <= limits.sample_alike) & (step(np.abs(begin[a, 1] - begin[b, 1]) / unit) > 0)
    return {i: named[i] for i in sorted({*lone[a[alike]].tolist()})}

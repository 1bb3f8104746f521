"""Which text heads a row or a column of things?

What comes in: a scene, the things that stand in the drawing, and the free texts that nothing else claims. What goes
out: rows and columns with their heading.

Everything is seen in the text's own frame, so a turned drawing is read alike. Rules, by name:

1. `row` – the text stands left of at least two things whose middles lie in one band with the text's, nothing in
   between; the band ends where the next gap is much wider than those before it.
2. `column` – the same, above and downwards.
3. Several texts may want the same things: the nearest gets them. A text that could head both a row and a column heads
   that whose other headings are aligned with it, then the nearer.

::

    heading    ┌───┐   ┌───┐   ┌───┐          heading   heading
               └───┘   └───┘   └───┘           ┌───┐     ┌───┐
    heading    ┌───┐   ┌───┐                   └───┘     └───┘
               └───┘   └───┘                   ┌───┐     ┌───┐
                 rows (1)                      └───┘     └───┘   columns (2)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from graphkit.analysis.scene import Scene
from graphkit.elements import Point
from graphkit.nearby import Nearby
from graphkit.rings import Floats, Rings

Rule: TypeAlias = Literal["row", "column"]
RULES: tuple[Rule, Rule] = ("row", "column")

WIDER = 3.0
"""A gap that many times as wide as the widest before it ends a row."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A text and what it heads; things by their position."""

    text: int
    rule: Rule
    members: tuple[int, ...]
    distance: float


def find(scene: Scene, texts: Sequence[int], things: dict[int, list[Point]]) -> list[Headed]:
    """The rows and columns; `things` gives the outline of each thing that may stand in one."""
    if not texts or len(things) < 2:
        return []
    options: dict[int, list[tuple[int, float, str, Headed]]] = {t: [] for t in texts}
    words, bodies, keys = Rings([scene.outlines[t] for t in texts]), Rings(list(things.values())), list(things)
    for rule in RULES:
        heads = np.zeros((len(texts), 4))
        found: list[Headed] = []
        turned = np.array([scene.elements[t].angle for t in texts])
        for angle in sorted(set(turned.tolist())):
            mine = np.flatnonzero(turned == angle)
            heads[mine] = place(words, angle, rule)[mine]
            found += lines(
                scene, [texts[k] for k in mine.tolist()], heads[mine], keys, place(bodies, angle, rule), rule
            )
        position = {t: k for k, t in enumerate(texts)}
        others = aligned(heads[[position[h.text] for h in found], 2:])
        for headed, count in zip(found, others, strict=True):
            options[headed.text].append((-count, headed.distance, rule, headed))
    chosen = [min(several, key=lambda option: option[:3])[3] for several in options.values() if several]
    # Rule 3: a thing stands under one heading of a kind, the nearest.
    taken: set[tuple[str, int]] = set()
    result = []
    for headed in sorted(chosen, key=lambda h: (h.distance, scene.elements[h.text].id)):
        left = tuple(m for m in headed.members if (headed.rule, m) not in taken)
        if len(left) > 1:
            taken.update((headed.rule, m) for m in left)
            result.append(Headed(headed.text, headed.rule, left, headed.distance))
    return sorted(result, key=lambda h: h.text)


def aligned(spans: Floats) -> list[int]:
    """How many others of the texts, given by where they begin and end along their lines, stand beside each."""
    near, far = spans.T
    size = far - near
    counts = []
    for k in range(len(spans)):
        beside = np.minimum(far[k], far) - np.maximum(near[k], near) > 0.3 * np.minimum(size[k], size)
        counts.append(int(np.count_nonzero(beside)) - int(beside[k]))
    return counts


def place(rings: Rings, angle: float, rule: Rule) -> Floats:
    """Each ring's extent in the frame of a text turned by `angle`: low and high across the line, near and far along."""
    c, s = math.cos(angle), math.sin(angle)
    x, y = rings.corners.T
    turned = np.stack([x * c + y * s, -x * s + y * c], axis=1)
    low, high = np.minimum.reduceat(turned, rings.start), np.maximum.reduceat(turned, rings.start)
    across, along = (1, 0) if rule == "row" else (0, 1)
    return np.stack([low[:, across], high[:, across], low[:, along], high[:, along]], axis=1)


def lines(
    scene: Scene, texts: Sequence[int], heads: Floats, things: Sequence[int], boxes: Floats, rule: Rule
) -> list[Headed]:
    """The rows or columns that begin next to texts of one angle (rules 1 and 2); `place` made `heads` and `boxes`."""
    low, high, near, far = boxes.T
    front = heads[:, 3] - 0.25 * scene.unit
    ahead = np.array([front, heads[:, 0], np.maximum(front, near.max()), heads[:, 1]]).T
    t, k = Nearby(np.array([near, low, far, high]).T).overlaps(ahead)
    middle, half, centre = (low[k] + high[k]) / 2, (high[k] - low[k]) / 2, (heads[t, 0] + heads[t, 1]) / 2
    facing = (heads[t, 0] - half <= middle) & (middle <= heads[t, 1] + half) & (low[k] <= centre) & (centre <= high[k])
    level = (heads[t, 0] <= middle) & (middle <= heads[t, 1])
    keep = (near[k] >= front[t]) & (facing | level)
    t, k = t[keep], k[keep]
    order = np.lexsort((k, near[k], t))
    t, k = t[order], k[order]
    found = []
    first = np.searchsorted(t, np.arange(len(texts) + 1)).tolist()
    for text, begin, start, end in zip(texts, heads[:, 3].tolist(), first, first[1:], strict=False):
        row = k[start:end]
        if len(row) < 2 or near[row[0]] - begin > scene.limits.heading_reach * scene.unit:
            continue
        members = behind_each_other(scene.unit, near[row].tolist(), far[row].tolist())
        if members > 1:
            found.append(Headed(text, rule, tuple(things[m] for m in row[:members]), float(near[row[0]]) - begin))
    return found


def behind_each_other(unit: float, near: list[float], far: list[float]) -> int:
    """How many things, given by where they begin and end along a line, make a row or column from the first on."""
    end, widest = far[0], 2.0 * unit
    for count in range(1, len(near)):
        gap = near[count] - end
        side_by_side = gap < -0.25 * unit
        if side_by_side or (count > 1 and gap > WIDER * widest):
            return count
        widest, end = max(widest, gap), max(end, far[count])
    return len(near)

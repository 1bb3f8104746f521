"""Which text heads a row or a column of things?

What comes in: a scene, the things that stand in the drawing and what they lie in, and the free texts that nothing else
claims. What goes out: rows and columns with their heading.

Everything is seen in the text's own frame, so a turned drawing is read alike. Rules, by name:

1. `row` – the text stands left of at least two things whose middles lie in one band with the text's, nothing in
   between; the band ends where the next gap is much wider than those before it, or the first one wider than
   `heading_first`, and where things stand side by side: of two that begin at the same place neither is of it.
2. `column` – the same, above and downwards.
3. Several texts may want the same things: the nearest gets them. A text that could head both a row and a column heads
   that whose other headings are aligned with it, then the nearer.
4. A border separates: what stands in a container heads nothing out of it. For what lies deeper than other members of
   its row stands the container that it lies in, as deep as they.
5. Words in a container that stand on evenly in the same type are a list, and the first of them heads none, but where
   others stand beside it in there that head rows or columns as well: that is a table.

::

    heading    ┌───┐   ┌───┐   ┌───┐          heading   heading
               └───┘   └───┘   └───┘           ┌───┐     ┌───┐
    heading    ┌───┐   ┌───┐                   └───┘     └───┘
               └───┘   └───┘                   ┌───┐     ┌───┐
                 rows (1)                      └───┘     └───┘   columns (2)
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np

from graphkit.analysis.scene import Scene
from graphkit.elements import Text, Value
from graphkit.nearby import Nearby
from graphkit.rings import Bools, Floats, Ints, Rings, step, stretches

Rule: TypeAlias = Literal["row", "column"]
COLUMNS: dict[Rule, list[int]] = {"row": [1, 3, 0, 2], "column": [0, 2, 1, 3]}
"""Of a box: where it begins and ends across the line, and along it."""


Span: TypeAlias = tuple[float, float]
"""Where a text begins and ends along its line."""


class Headed(Value, frozen=True):
    """A text and what it heads; things by their position."""

    text: int
    rule: Rule
    members: tuple[int, ...]
    distance: float


class Levels:
    """What lies in what, at any depth."""

    def __init__(self, count: int, whole: Mapping[int, int]) -> None:
        """Of `count` things, each may lie in a `whole`; of those that hold each other none is known to lie in any."""
        self.whole, self.depth = whole, [0] * count
        self.begin, self.end = np.full((2, count), -1)
        parts: dict[int, list[int]] = defaultdict(list)
        for k, outer in whole.items():
            parts[outer].append(k)
        # Whatever lies in a thing is counted between where it begins and where it ends.
        counted, left = 0, [(k, 0, False) for k in range(count) if k not in whole]
        while left:
            k, depth, done = left.pop()
            if done:
                self.end[k] = counted
                continue
            self.begin[k], self.depth[k] = counted, depth
            counted += 1
            left.append((k, depth, True))
            left += [(part, depth + 1, False) for part in parts.get(k, ())]

    def within(self, whole: Ints, k: Ints) -> Bools:
        """Whether things lie in wholes; everything does in -1."""
        return (whole < 0) | ((self.begin[whole] < self.begin[k]) & (self.begin[k] < self.end[whole]))

    def alike(self, members: Sequence[int]) -> tuple[int, ...]:
        """The members, or what they lie in, that are as deep as the one that is least deep; each once, in order."""
        least = min(self.depth[m] for m in members)
        found: dict[int, None] = {}
        for m in members:
            while self.depth[m] > least:
                m = self.whole[m]
            found[m] = None
        return tuple(found)


def find(
    scene: Scene, texts: Sequence[int], things: dict[int, int], of: Mapping[int, int], whole: Mapping[int, int]
) -> list[Headed]:
    """The rows and columns.

    `things` gives the main element of each thing that may stand in one, `of` the thing that each text is, and `whole`
    what each thing lies in, if it does.
    """
    if not texts or len(things) < 2:
        return []
    levels = Levels(1 + max((*of.values(), *things)), whole)
    within = {t: whole[of[t]] for t in texts if of[t] in whole}
    options: dict[int, list[tuple[Headed, Span]]] = {t: [] for t in texts}
    # Only what stands at the same angle is measured in the same frame.
    spans: dict[tuple[Rule, float], Counter[Span]] = defaultdict(Counter)
    by_angle: dict[float, list[int]] = defaultdict(list)
    for t in texts:
        by_angle[scene.elements[t].angle].append(t)
    keys, bodies = list(things), list(things.values())
    for angle, alike in sorted(by_angle.items()):
        own, others = place(scene.rings(), alike, angle), place(scene.rings(), bodies, angle)
        for rule, columns in COLUMNS.items():
            heads = own[:, columns]
            span = dict(zip(alike, map(tuple, heads[:, 2:].tolist()), strict=True))
            for headed in lines(scene, alike, heads, keys, others[:, columns], rule, levels, within):
                options[headed.text].append((headed, span[headed.text]))
                spans[rule, angle][span[headed.text]] += 1

    def order(option: tuple[Headed, Span]) -> tuple[int, float, str]:
        headed, span = option
        beside = aligned(span, spans[headed.rule, scene.elements[headed.text].angle])
        return -beside, away(headed), headed.rule

    def away(headed: Headed) -> float:
        return round(headed.distance / scene.unit, 6)

    def table(headed: Headed) -> tuple[Rule, float, int]:
        return headed.rule, scene.elements[headed.text].angle, within.get(headed.text, -1)

    # Rule 3: only where a text could head both, those beside it are counted.
    chosen = [several[0][0] if len(several) == 1 else min(several, key=order)[0]
              for several in options.values() if several]  # fmt: skip
    span_of = {(headed.text, headed.rule): span for several in options.values() for headed, span in several}
    tables: dict[tuple[Rule, float, int], Counter[Span]] = defaultdict(Counter)
    for one in chosen:
        tables[table(one)][span_of[one.text, one.rule]] += 1
    chosen = [one for one in chosen if one.text not in within
              or aligned(span_of[one.text, one.rule], tables[table(one)]) > 0
              or not begins_a_list(scene, one, things)]  # fmt: skip
    # Rule 3: a thing stands under one heading of a kind, the nearest.
    taken: set[tuple[str, int]] = set()
    result = []
    for headed in sorted(chosen, key=lambda h: (away(h), scene.elements[h.text].id)):
        left = tuple(m for m in headed.members if (headed.rule, m) not in taken)
        if len(left) > 1:
            taken.update((headed.rule, m) for m in left)
            result.append(Headed(headed.text, headed.rule, left, headed.distance))
    return sorted(result, key=lambda h: h.text)


def begins_a_list(scene: Scene, headed: Headed, things: Mapping[int, int]) -> bool:
    """Rule 5: whether a text and what it would head are the words of a list."""
    elements, every = scene.elements, [headed.text, *(things[m] for m in headed.members if m in things)]
    sizes = {e.font_size if isinstance(e := elements[i], Text) else None for i in every}
    if len(every) <= len(headed.members) or len(sizes) > 1 or None in sizes:
        return False
    begins, ends = place(scene.rings(), every, elements[headed.text].angle)[:, COLUMNS[headed.rule][2:]].T
    gaps = begins[1:] - ends[:-1]
    return bool(step(gaps.min() / max(gaps.max(), 1e-9)) >= scene.limits.heading_even)


def aligned(span: Span, spans: Counter[Span]) -> int:
    """How many others of the texts, given by where they begin and end along their lines, stand beside one."""
    near, far = span
    beside = sum(
        count for (other_near, other_far), count in spans.items()
        if min(far, other_far) - max(near, other_near) > 0.3 * min(far - near, other_far - other_near)
    )  # fmt: skip
    return beside - (far > near)


def place(rings: Rings, which: Sequence[int], angle: float) -> Floats:
    """Left, top, right and bottom of some rings in the frame of a text turned by `angle`."""
    return rings.boxes[which] if angle == 0 else rings.turned(angle)[which]


def lines(
    scene: Scene, texts: Sequence[int], heads: Floats, things: Sequence[int], boxes: Floats, rule: Rule, levels: Levels,
    within: Mapping[int, int],
) -> list[Headed]:  # fmt: skip
    """The rows or columns that begin next to texts of one angle (rules 1 and 2).

    Texts and things are given by where they begin and end: across the line, and along it.
    """
    low, high, near, far = boxes.T
    end = heads[:, 3].tolist()
    front, inner = heads[:, 3] - scene.limits.heading_laps * scene.unit, scene.limits.heading_within * scene.unit
    ahead = np.array([front, heads[:, 0], np.maximum(front, near.max()), heads[:, 1]]).T
    t, k = Nearby(np.array([near, low, far, high]).T).overlaps(ahead)
    if len(t) < 2:
        return []
    middle, half, centre = (low[k] + high[k]) / 2, (high[k] - low[k]) / 2, (heads[t, 0] + heads[t, 1]) / 2
    above, below = heads[t, 0] + inner, heads[t, 1] - inner
    facing = (above - half <= middle) & (middle <= below + half)
    facing &= (low[k] + inner <= centre) & (centre <= high[k] - inner)
    level = (above <= middle) & (middle <= below)
    # Rule 4
    around = np.array([within.get(text, -1) for text in texts])[t]
    keep = (near[k] >= front[t]) & (facing | level) & levels.within(around, np.array(things)[k])
    t, k = t[keep], k[keep]
    if len(t) < 2:
        return []
    order = np.lexsort((k, near[k], t))
    t, k = t[order], k[order]
    first, count = stretches(t)
    several = (count > 1).nonzero()[0]
    first, count = first[several], count[several]
    found = []
    for text, start, size in zip(t[first].tolist(), first.tolist(), count.tolist(), strict=True):
        row = k[start : start + size]
        begins = near[row].tolist()
        distance = begins[0] - end[text]
        if distance > scene.px(scene.limits.heading_reach):
            continue
        row = row[: behind_each_other(scene, begins, far[row].tolist())]
        members = levels.alike([things[m] for m in row.tolist()])  # Rule 4
        if len(members) > 1:
            found.append(Headed(texts[text], rule, members, distance))
    return found


def behind_each_other(scene: Scene, near: list[float], far: list[float]) -> int:
    """How many things, given by where they begin and end along a line, make a row or column from the first on."""
    unit, limits = scene.unit, scene.limits
    end, widest = far[0], 2.0 * unit
    for count in range(1, len(near)):
        gap = near[count] - end
        if round(gap / unit, 6) < -limits.heading_laps:
            # Which of those that begin together comes first is noise.
            return max(1, bisect_left(near, near[count] - limits.heading_laps * unit, 0, count))
        most = limits.heading_gap * widest if count > 1 else limits.heading_first * unit
        if round((gap - most) / unit, 6) > 0:
            return count
        widest, end = max(widest, gap), max(end, far[count])
    return len(near)

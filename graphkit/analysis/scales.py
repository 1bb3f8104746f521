"""Does one sheet hold drawings of unlike scale?

What comes in: a drawing, and what a person says of it. What goes out: its `parts`, each to be read by its own unit, and
the `whole` analysis of those of its parts. All but few drawings are one part.

Rules, by number:

1. The sheet is cut where nothing is drawn over all its breadth or height, for `apart` units of its largest words.
   What declares something of each other, or is said to belong together, stays together.
2. A part has a scale of its own where it has words enough and something that may connect: its median font size.
3. Parts of unlike scale are read apart from each other, those of like scale together. What has no scale of its own is
   read with those that have the scale of the sheet as a whole.

::

    ┌───┐   ┌───┐                     ┌──────────┐       ┌──────────┐
    │ a │──▶│ b │                     │          │       │          │
    └───┘   └───┘  ┆                ┆ │    A     │──────▶│    B     │
                   ┆   nothing (1)  ┆ │          │       │          │
                   ┆                ┆ └──────────┘       └──────────┘
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from graphkit.analysis.corrected import drawn
from graphkit.analysis.scene import median
from graphkit.analysis.union import Union
from graphkit.corrections import Corrections
from graphkit.elements import Arrow, Drawing, Element, Freedraw, Line, Text
from graphkit.geometry import outline
from graphkit.relations import Analysis
from graphkit.rings import AT_MOST, Floats, Ints, Rings
from graphkit.thresholds import Thresholds

DEEPEST = 20
"""Cuts one in another: where more would be needed to take a sheet apart, what is left stays together."""


def parts(drawing: Drawing, limits: Thresholds, said: Corrections) -> list[Drawing]:
    """The drawings on the sheet, in the order of their scale; mostly the drawing itself."""
    sizes = sorted(sizes_of(drawing.elements))
    few = max(1, int(limits.scale_words))
    if len(sizes) < 2 * few or not unlike(limits, sizes[few - 1], sizes[-few]):
        return [drawing]
    gap, usual = limits.apart * sizes[-few] * AT_MOST, median(sizes)
    if not parted(drawing.elements, gap, usual, limits):
        return [drawing]
    elements = drawn(drawing, said).elements
    sheet = cut(Rings([outline(e) for e in elements]).boxes, gap)
    sheet = together(elements, sheet, said)
    if len(sheet) < 2:
        return [drawing]
    own: list[tuple[float, list[int]]] = []
    for part in sheet:
        words = sizes_of(elements[i] for i in part)
        # Rule 2
        if len(words) >= few and any(isinstance(elements[i], Arrow | Line | Freedraw) for i in part):
            own.append((median(words), part))
    alike: list[tuple[float, set[str]]] = []
    for scale, part in sorted(own):
        if not alike or unlike(limits, alike[-1][0], scale):
            alike.append((scale, set()))
        alike[-1][1].update(elements[i].id for i in part)
    # Rule 3: of several the one that is nearest to the size of most words, if any is like that.
    main = min(range(len(alike)), key=lambda k: max(alike[k][0] / usual, usual / alike[k][0]), default=None)
    if main is not None and not unlike(limits, *sorted((alike[main][0], usual))):
        del alike[main]
    gone = frozenset().union(*(ids for _, ids in alike))
    rest = {element.id for element in drawing.elements} - gone
    found = [ids for ids in (rest, *(ids for _, ids in alike)) if ids]
    if len(found) < 2:
        return [drawing]
    return [replace(drawing, elements=tuple(e for e in drawing.elements if e.id in ids), problems=()) for ids in found]


def parted(elements: Sequence[Element], gap: float, usual: float, limits: Thresholds) -> bool:
    """Whether words of unlike scale may be apart: quickly told by their middles, which leave all gaps there are."""
    words = [e for e in elements if type(e) is Text and e.label and e.font_size > 0]
    middles = np.array([(e.x + e.width / 2, e.y + e.height / 2) for e in words])
    found = cut(np.concatenate([middles, middles], axis=1), gap)
    scales = [median([words[k].font_size for k in part]) for part in found]
    return len(found) > 1 and unlike(limits, min(usual, *scales), max(usual, *scales))


def sizes_of(elements: Sequence[Element] | Iterator[Element]) -> list[float]:
    """How large the words are."""
    return [e.font_size for e in elements if type(e) is Text and e.label and e.font_size > 0]


def unlike(limits: Thresholds, small: float, large: float) -> bool:
    """Whether two scales are unlike."""
    return round(large / small, 6) >= limits.scale_unlike


def cut(boxes: Floats, gap: float) -> list[list[int]]:
    """Rule 1: rows of boxes, in sets between which a straight strip of this breadth is free."""
    left = [(np.arange(len(boxes)), 0, 0)]
    found = []
    while left:
        rows, depth, failed = left.pop()
        if failed == 2 or depth == DEEPEST:
            found.append(rows.tolist())
            continue
        pieces = strips(boxes[rows], depth % 2, gap)
        failed = failed + 1 if len(pieces) == 1 else 0
        left += [(rows[piece], depth + 1, failed) for piece in pieces]
    return sorted(found)


def strips(boxes: Floats, axis: int, gap: float) -> list[Ints]:
    """Boxes in sets that are `gap` apart along one axis."""
    order = boxes[:, axis].argsort(kind="stable")
    ends = np.maximum.accumulate(boxes[order, axis + 2])
    begins = (boxes[order[1:], axis] - ends[:-1] >= gap).nonzero()[0] + 1
    return [np.sort(piece) for piece in np.split(order, begins)]


def together(elements: Sequence[Element], sheet: list[list[int]], said: Corrections) -> list[list[int]]:
    """Rule 1: the same parts, of which those are one that declare something of each other."""
    if len(sheet) < 2:
        return sheet
    of = {i: k for k, part in enumerate(sheet) for i in part}
    index = {element.id: i for i, element in enumerate(elements)}
    union = Union()
    groups: dict[str, int] = {}
    pairs = [(id, target) for (id, _), target in said.ends.items()] + list(said.names.items())
    for i, element in enumerate(elements):
        pairs += [(element.id, other) for other in declared(element)]
        for group in element.group_ids:
            union.pair(of[i], of[groups.setdefault(group, i)])
    for one, two in pairs:
        if one in index and two in index:
            union.pair(of[index[one]], of[index[two]])
    joined: dict[int, list[int]] = defaultdict(list)
    for k, part in enumerate(sheet):
        joined[union.find(k)] += part
    return [sorted(part) for part in joined.values()]


def declared(element: Element) -> Iterator[str]:
    """The ids of all elements that an element says it belongs to, or is bound to."""
    if element.frame_id is not None:
        yield element.frame_id
    if isinstance(element, Text) and element.container_id is not None:
        yield element.container_id
    if isinstance(element, Arrow):
        for binding in (element.start_binding, element.end_binding):
            if binding is not None and binding.element_id is not None:
                yield binding.element_id


def whole(drawing: Drawing, said: Corrections, read: Sequence[Analysis]) -> Analysis:
    """What was read in the parts, as what was read in the drawing: everything in the order of its elements."""
    place = {element.id: i for i, element in enumerate(drawing.elements)}
    return Analysis(
        drawing=drawing, thresholds=read[0].thresholds,
        things=tuple(sorted((t for a in read for t in a.things), key=lambda t: place[t.id])),
        connections=tuple(sorted((c for a in read for c in a.connections), key=lambda c: place[c.id])),
        memberships=tuple(sorted((m for a in read for m in a.memberships), key=lambda m: place[m.member])),
        headings=tuple(sorted((h for a in read for h in a.headings), key=lambda h: place[h.text])),
        candidates=tuple(sorted((c for a in read for c in a.candidates), key=lambda c: place[c.subject])),
        unresolved=tuple(sorted((u for a in read for u in a.unresolved), key=lambda u: place[u.connector])),
        decoration=tuple(id for a in read for id in a.decoration),
        crowded=frozenset().union(*(a.crowded for a in read)),
        samples=tuple(sorted((s for a in read for s in a.samples), key=lambda s: place[s.sample])),
        heads=tuple(sorted((h for a in read for h in a.heads), key=lambda h: place[h.head])),
        problems=(*drawing.problems, *(problem for a in read for problem in a.problems)),
        corrections=said if said else None,
        paths={key: path for a in read for key, path in a.paths.items()},
    )  # fmt: skip

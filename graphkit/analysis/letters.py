"""Which strokes of the pen stand together, as letters do in a word?

What comes in: a scene, its strokes measured, and those that may lead from one word to another. What goes out: the words
and sketches that all others make up.

Rules, by number:

1. Strokes close together by their own size are one word or sketch, if they stand in the same shape or loop, or in none.
   So are words of one line with no more than a space between, dots beside letters, and strokes that a person grouped.
2. A long stroke that leads nowhere is part of what it touches, if it is not much longer, as a limb; no underline is.
3. One stroke alone is a word, or a sketch, where it is a loop, a dot, or curved; a large one winds.
4. A loop is a word or sketch with what stands in it; what is around other parts of the drawing is none, but marks them.

::

    ╷                        O
    │  ╭─╮ ╭─╮ ╶─┬─╴        ─┼─   the limbs are long, and touch the body (2)
    ╰─ ╰─╯ ╰─┤   │           ╱╲
           ╶─╯      1
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import shapely

from graphkit.analysis.ink import Ink, Way
from graphkit.analysis.scene import Scene
from graphkit.analysis.union import Union
from graphkit.elements import Point, Value
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, Bools, Floats, Ints, Rings, lengths, starts, step

ROUNDS = 3
"""How often strokes are joined to what others were joined to: a limb to a body, the body to a head."""


class Word(Value, frozen=True):
    """Strokes that stand together."""

    strokes: tuple[int, ...]
    outline: Sequence[Point]
    size: float
    """How large its letters are, px."""
    holder: int
    """The shape or loop that it stands in, or -1."""
    loop: bool
    """Whether it is a loop, with what stands in it."""


def together(scene: Scene, ink: Ink, leading: Sequence[Way], stray: Sequence[int]) -> list[Word]:
    """The words that strokes make up which lead nowhere; `stray` are long ones, which may be part of one."""
    used = {i for way in leading for i in way.elements}
    used |= {ink.strokes[k] for others in ink.sides.values() for k in others}
    rows = np.array([k for k, i in enumerate(ink.strokes) if i not in used], dtype=np.intp)
    if not len(rows):
        return []
    holder = held_by(scene, ink, rows)
    # What holds others is a word with these alone.
    closed = np.isin(np.array(ink.strokes)[rows], holder)
    union = Union()
    for one, other in pairs_beside(scene, ink, rows, holder, closed):
        union.pair(one, other)
    grouped: dict[str, list[int]] = defaultdict(list)
    for k, row in enumerate(rows.tolist()):
        for group in scene.elements[ink.strokes[row]].group_ids:
            grouped[group].append(k)
    for members in grouped.values():
        union.join(members)
    for _ in range(2):
        for one, other in pairs_in_line(scene, ink, rows, holder, closed, union):
            union.pair(one, other)
    parts = joining(scene, ink, rows, stray, union)
    sets: dict[int, list[int]] = defaultdict(list)
    for k in range(len(rows)):
        sets[union.find(k)].append(k)
    found = []
    for root, members in sets.items():
        own = rows[members].tolist()
        first = own[0]
        loop = len(own) == 1 and first in ink.outlines
        if len(own) == 1 and not loop and not is_word(scene, ink, first):
            continue
        elements = [
            ink.strokes[k] for k in (*own, *parts.get(root, ()), *(k for n in own for k in ink.sides.get(n, ())))
        ]
        outline = ink.outlines[first] if loop else hull(scene, elements)
        if not goes_around(scene, outline, len(own) > 1):
            size = float(ink.size[own].max())
            found.append(Word(tuple(sorted(elements)), outline, size, int(holder[members[0]]), loop))
    return found


def held_by(scene: Scene, ink: Ink, rows: Ints) -> Ints:
    """The smallest shape or loop that the middle of each stroke lies in, or -1."""
    loops = [ink.strokes[k] for k in ink.outlines]
    holders = np.array([*scene.shapes, *loops], dtype=np.intp)
    holder = np.full(len(rows), -1, dtype=np.intp)
    if not len(holders):
        return holder
    rings = Rings([*(scene.rings().ring(i).tolist() for i in scene.shapes), *ink.outlines.values()])
    which, k = rings.around((ink.boxes[rows, :2] + ink.boxes[rows, 2:]) / 2, range(len(rings)))
    other = holders[k] != np.array(ink.strokes)[rows[which]]
    which, k = which[other], k[other]
    order = np.lexsort((holders[k], step(rings.sizes[k] / scene.unit**2), which))
    first = order[starts(which[order])]
    holder[which[first]] = holders[k[first]]
    return holder


def pairs_beside(scene: Scene, ink: Ink, rows: Ints, holder: Ints, closed: Bools) -> list[tuple[int, int]]:
    """Pairs of strokes that are close together by their own size."""
    limits, size, boxes = scene.limits, ink.size[rows], ink.boxes[rows]
    reach = limits.written_gap * AT_MOST * size[:, None] * [-1, -1, 1, 1]
    a, b = Nearby(boxes).touched(boxes + reach)
    keep = (a != b) & (holder[a] == holder[b]) & ~closed[a] & ~closed[b]
    a, b = a[keep], b[keep]
    small, large = np.minimum(size[a], size[b]), np.maximum(size[a], size[b])
    both = np.where(large > AT_MOST * limits.written_alike * small, small, np.sqrt(small * large))
    near = gaps(boxes, a, b) <= limits.written_gap * AT_MOST * both
    return list(zip(a[near].tolist(), b[near].tolist(), strict=True))


def gaps(boxes: Floats, a: Ints, b: Ints) -> Floats:
    """How far boxes are apart, px."""
    return lengths(np.maximum(np.maximum(boxes[a, :2] - boxes[b, 2:], boxes[b, :2] - boxes[a, 2:]), 0))


def pairs_in_line(
    scene: Scene, ink: Ink, rows: Ints, holder: Ints, closed: Bools, union: Union
) -> list[tuple[int, int]]:  # fmt: skip
    """Pairs of strokes in words of one line that are no more than a space apart, and of dots and letters."""
    limits, root = scene.limits, np.array([union.find(k) for k in range(len(rows))])
    order = np.argsort(root, kind="stable")
    first = starts(root[order])
    keys = root[order][first]
    if len(keys) < 2:
        return []
    boxes, size = ink.boxes[rows][order], ink.size[rows][order]
    low, high = np.minimum.reduceat(boxes[:, :2], first), np.maximum.reduceat(boxes[:, 2:], first)
    tall, boxes = np.maximum.reduceat(size, first), np.concatenate([low, high], axis=1)
    a, b = Nearby(boxes).touched(boxes + limits.written_space * AT_MOST * tall[:, None] * [-1, -1, 1, 1])
    keep = (a != b) & (holder[keys[a]] == holder[keys[b]]) & ~closed[keys[a]] & ~closed[keys[b]]
    a, b = a[keep], b[keep]
    small, large = np.minimum(tall[a], tall[b]), np.maximum(tall[a], tall[b])
    away, alike = gaps(boxes, a, b), large <= AT_MOST * limits.written_alike * small
    dot = ~alike & (away <= limits.written_dot * AT_MOST * large)
    # Side by side, across a gap, and both no higher than a line.
    shared = np.minimum(high[a], high[b]) - np.maximum(low[a], low[b])
    least = np.minimum(high[a] - low[a], high[b] - low[b])
    level = (shared >= 0.5 * least)[:, ::-1] & (shared < 0)
    line = (high - low)[:, ::-1] <= limits.written_line_height * AT_MOST * tall[:, None]
    space = (level & line[a] & line[b]).any(axis=1) & alike
    space &= away <= limits.written_space * AT_MOST * np.sqrt(small * large)
    return list(zip(keys[a[dot | space]].tolist(), keys[b[dot | space]].tolist(), strict=True))


def joining(scene: Scene, ink: Ink, rows: Ints, stray: Sequence[int], union: Union) -> dict[int, list[int]]:
    """Rule 2: the stray strokes that are part of a word, by the word; words that one joins become one."""
    if not stray:
        return {}
    limits, count = scene.limits, len(rows)
    every = [*rows.tolist(), *stray]
    drawn = scene.drawn([ink.strokes[k] for k in every])
    met: dict[int, set[int]] = defaultdict(set)
    a, b = shapely.STRtree(drawn).query(drawn[count:], "dwithin", distance=scene.px(limits.touches))
    for one, other in zip((a + count).tolist(), b.tolist(), strict=True):
        met[one].add(other)
    long = step(ink.long[every] / scene.unit).tolist()
    longest: dict[int, float] = {}
    for k in range(count):
        longest[union.find(k)] = max(long[k], longest.get(union.find(k), 0.0))
    left = sorted(range(count, len(every)), key=lambda k: (long[k], scene.elements[ink.strokes[every[k]]].id))
    found: list[int] = []
    for _ in range(ROUNDS):
        for k in [k for k in left if k not in found]:
            roots = {union.find(n) for n in met[k] if n < count or n in found}
            roots = {root for root in roots if long[k] <= limits.written_part * longest[root]}
            if roots:
                most = max(long[k], *(longest[root] for root in roots))
                union.join({k, *roots})
                longest[union.find(k)] = most
                found.append(k)
    parts: dict[int, list[int]] = defaultdict(list)
    for k in found:
        parts[union.find(k)].append(every[k])
    return parts


def is_word(scene: Scene, ink: Ink, k: int) -> bool:
    """Rule 3: whether one stroke alone is a word, a dot, or a sketch."""
    limits = scene.limits
    if ink.plain[k]:
        return False
    if not ink.open[k] or ink.dotted[k]:
        return True
    winds = bool(ink.length[k] >= limits.written_winds * ink.long[k])
    large = bool(ink.long[k] > scene.px(limits.line_short))
    return (winds or not large) and bool(ink.long[k] > scene.px(limits.dot_size))


def hull(scene: Scene, elements: Sequence[int]) -> list[Point]:
    """What is around strokes, and as much more as the pen is wide."""
    points = np.concatenate([scene.rings().ring(i) for i in elements])
    around = shapely.convex_hull(shapely.multipoints(points))
    wide = shapely.buffer(around, scene.px(scene.limits.dot_spare), quad_segs=2)
    return [(x, y) for x, y in shapely.get_coordinates(wide)[:-1].tolist()]


def goes_around(scene: Scene, outline: Sequence[Point], but_lines: bool) -> bool:
    """Rule 4: whether what is drawn is around shapes, arrows or lines; a line in a word is a bar, or strikes it out."""
    rings, area = scene.rings(), shapely.Polygon(outline)
    ways = [i for i in (*scene.arrows, *(() if but_lines else scene.lines)) if len(scene.paths[i]) > 1]
    bodies = [*scene.shapes, *ways]
    if not bodies:
        return False
    _, near = Nearby(rings.boxes[bodies]).touched(np.array([area.bounds]))
    drawn = rings.lines([bodies[k] for k in near.tolist()])
    inside = shapely.length(shapely.intersection(drawn, area))
    return bool((inside >= scene.limits.written_around * shapely.length(drawn)).any())

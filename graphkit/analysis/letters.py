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

from graphkit.analysis.ink import Ink, Way, tips_of
from graphkit.analysis.scene import Scene
from graphkit.analysis.union import Union
from graphkit.elements import Value
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, NOISE, Bools, Floats, Geometries, Ints, Rings, lengths, starts, step

ROUNDS = 3
"""How often strokes are joined to what others were joined to: a limb to a body, the body to a head."""


class Word(Value, frozen=True):
    """Strokes that stand together."""

    main: int
    """The longest stroke."""
    strokes: tuple[int, ...]
    area: shapely.Polygon
    size: float
    """How large its letters are, px."""
    holder: int
    """The shape or loop that it stands in, or -1."""
    loop: bool
    """Whether it is a loop, with what stands in it."""


def together(scene: Scene, ink: Ink, leading: Sequence[Way], stray: Sequence[int]) -> list[Word]:
    """The words that strokes make up which lead nowhere, but only those that an end of what leads somewhere is near.

    `stray` are long strokes, which may be part of one.
    """
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
    likely: list[tuple[list[int], list[int], float, int]] = []
    row, size, held = rows.tolist(), ink.size.tolist(), holder.tolist()
    for root, members in sets.items():
        own = [row[k] for k in members]
        if len(own) > 1 or own[0] in ink.outlines or is_word(scene, ink, own[0]):
            every = [*own, *parts.get(root, ()), *(k for n in own for k in ink.sides.get(n, ()))]
            likely.append((own, every, max(size[k] for k in own), held[members[0]]))
    likely = [likely[k] for k in close_to(scene, ink, leading, [(every, size) for _, every, size, _ in likely])]
    areas = around(scene, ink, [(own, every) for own, every, _, _ in likely])
    over = going_around(scene, areas, [len(own) > 1 for own, _, _, _ in likely])
    return [
        Word(main_of(scene, ink, every), tuple(sorted(ink.strokes[k] for k in every)), areas[n], size, at,
             is_loop(ink, own))
        for n, (own, every, size, at) in enumerate(likely) if n not in over
    ]  # fmt: skip


def main_of(scene: Scene, ink: Ink, rows: Sequence[int]) -> int:
    """The longest of some strokes."""

    def rank(k: int) -> tuple[float, str]:
        return -round(float(ink.long[k]) / scene.unit, 6), scene.elements[ink.strokes[k]].id

    return ink.strokes[min(rows, key=rank)]


def is_loop(ink: Ink, own: Sequence[int]) -> bool:
    """Whether strokes are but one loop."""
    return len(own) == 1 and own[0] in ink.outlines


def reach_of(scene: Scene, size: float | Floats) -> Floats:
    """How far ends may be from words with letters of a size to be at them, px."""
    limits = scene.limits
    units = limits.written_reach * np.maximum(size, scene.unit) / scene.unit
    return np.asarray(step(np.minimum(units, limits.pen_reach)) * scene.unit)


def close_to(scene: Scene, ink: Ink, leading: Sequence[Way], sets: Sequence[tuple[list[int], float]]) -> list[int]:
    """Those of some sets of strokes, each with the size of its letters, that may be near an end."""
    if not sets or not leading:
        return []
    tips = tips_of(leading)
    boxes, first = ink.boxes[[k for every, _ in sets for k in every]], firsts([len(every) for every, _ in sets])
    low, high = np.minimum.reduceat(boxes[:, :2], first), np.maximum.reduceat(boxes[:, 2:], first)
    spare = AT_MOST * (reach_of(scene, np.array([size for _, size in sets])) + scene.px(scene.limits.dot_spare))
    wide = np.concatenate([low, high], axis=1) + spare[:, None] * [-1, -1, 1, 1]
    near, _ = Nearby(np.concatenate([tips, tips], axis=1)).touched(wide)
    found: list[int] = np.bincount(near).nonzero()[0].tolist()
    return found


def firsts(counts: Sequence[int]) -> Ints:
    """Where stretches of some lengths begin."""
    sizes = np.array(counts, dtype=np.intp)
    return np.asarray(sizes.cumsum() - sizes)


def held_by(scene: Scene, ink: Ink, rows: Ints) -> Ints:
    """The smallest shape or loop that the middle of each stroke lies in, or -1."""
    holder = np.full(len(rows), -1, dtype=np.intp)
    middles, own = (ink.boxes[rows, :2] + ink.boxes[rows, 2:]) / 2, np.array(ink.strokes)[rows]
    loops = Rings(list(ink.outlines.values()))
    found = []
    for rings, asked, holders in (
        (scene.rings(), scene.shapes, scene.shapes),
        (loops, range(len(loops)), [ink.strokes[k] for k in ink.outlines]),
    ):
        if len(asked):
            which, k = rings.around(middles, asked)
            found.append((which, np.array(holders, dtype=np.intp)[k], rings.sizes[np.array(asked, dtype=np.intp)[k]]))
    if not found:
        return holder
    which, around, size = (np.concatenate(part) for part in zip(*found, strict=True))
    other = around != own[which]
    which, around, size = which[other], around[other], size[other]
    order = np.lexsort((around, step(size / scene.unit**2), which))
    first = order[starts(which[order])]
    holder[which[first]] = around[first]
    return holder


def pairs_beside(scene: Scene, ink: Ink, rows: Ints, holder: Ints, closed: Bools) -> list[tuple[int, int]]:
    """Pairs of strokes that are close together by their own size."""
    limits, size, boxes = scene.limits, ink.size[rows], ink.boxes[rows]
    reach = limits.written_gap * AT_MOST * size[:, None] * [-1, -1, 1, 1]
    a, b = Nearby(boxes).touched(boxes + reach)
    # The larger one reaches as far as both do.
    keep = (a != b) & (size[a] >= size[b]) & (holder[a] == holder[b]) & ~closed[a] & ~closed[b]
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
) -> list[tuple[int, int]]:
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
    keep = (a != b) & (tall[a] >= tall[b]) & (holder[keys[a]] == holder[keys[b]])
    keep &= ~closed[keys[a]] & ~closed[keys[b]]
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


def around(scene: Scene, ink: Ink, sets: Sequence[tuple[list[int], list[int]]]) -> Geometries:
    """What is around strokes, and as much more as the pen is wide; a loop is what it encloses."""
    rings, areas = scene.rings(), np.empty(len(sets), dtype=object)
    open_ = [n for n, (own, _) in enumerate(sets) if not is_loop(ink, own)]
    for n in {*range(len(sets))}.difference(open_):
        areas[n] = shapely.Polygon(ink.outlines[sets[n][0][0]])
    if open_:
        strokes = [[ink.strokes[k] for k in sets[n][1]] for n in open_]
        points = np.concatenate([rings.ring(i) for own in strokes for i in own])
        # What is around the strokes is around a line through all of them, which is made faster than as many points.
        drawn = shapely.linestrings(
            points, indices=np.repeat(np.arange(len(open_)), [rings.count[own].sum() for own in strokes])
        )
        areas[open_] = shapely.buffer(shapely.convex_hull(drawn), scene.px(scene.limits.dot_spare), quad_segs=2)
    return areas


def going_around(scene: Scene, areas: Geometries, several: Sequence[bool]) -> set[int]:
    """Rule 4: what goes around shapes, arrows or lines; a line in what is drawn with several strokes is but a bar."""
    rings = scene.rings()
    bodies = np.array([*scene.shapes, *scene.arrows, *scene.lines], dtype=np.intp)
    if not len(bodies) or not len(areas):
        return set()
    word, k = Nearby(rings.boxes[bodies]).touched(shapely.bounds(areas))
    asked = ~np.array(several)[word] | (k < len(bodies) - len(scene.lines))
    word, k = word[asked], k[asked]
    near, place = np.unique(k, return_inverse=True)
    drawn = rings.lines(bodies[near])
    long = shapely.length(drawn)[place]
    # What reaches far out of a box lies out of it by as much of its length.
    own, within = rings.boxes[bodies[k]], shapely.bounds(areas)[word]
    beyond = np.maximum(within[:, :2] - own[:, :2], own[:, 2:] - within[:, 2:]).max(axis=1, initial=0.0)
    most = beyond <= (1 - scene.limits.written_around) * long + NOISE
    word, place, long = word[most], place[most], long[most]
    inside = shapely.length(shapely.intersection(drawn[place], areas[word]))
    return set(word[inside >= scene.limits.written_around * long].tolist())

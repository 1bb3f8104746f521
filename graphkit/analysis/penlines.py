"""Which strokes of the pen are plain lines from one thing to another?

What comes in: a scene, its things, the targets, and the connectors, arrows of the pen among them. What goes out: the
connectors with the strokes that are lines; which of these join something is asked as of any line (`lines`).

Rules, by number:

1. A line of the pen goes from one thing to another: it begins and ends close by, or before a shape that it points at,
   or in one that it leaves soon, or where it meets others that do, as the trunk and the branches of a tree of three
   things, or where an arrow goes on from it straight, and does not turn back on its way. Letters do otherwise.
2. A stroke that others touch which are no such lines is part of a letter or a sketch, unless these are as long and meet
   it where it ends.
3. A stroke between two things that an arrow, a line, or a shorter stroke joins already, marks that, or is it once more.

::

    ( one )              ╭───── two       one ~~~~~~▶ two      ~ marks the arrow (3)
           ╲            ╱
            ( two )   one            1
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import shapely

from graphkit.analysis.connectors import Connector
from graphkit.analysis.ends import Targets
from graphkit.analysis.scene import Scene
from graphkit.analysis.strokes import reaches, turns_back, unhooked
from graphkit.analysis.things import Things
from graphkit.analysis.union import Union
from graphkit.nearby import Nearby
from graphkit.relations import points_at
from graphkit.rings import sound, step

At: TypeAlias = list[set[int]]
"""The things close by each terminal."""


def add(scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector]) -> Sequence[Connector]:
    """The connectors, with the lines of the pen."""
    if not scene.strokes or len(targets.rings) < 2:
        return connectors
    used = {i for c in connectors for i in c.elements}
    strokes = [i for i in scene.strokes if i not in things.of and i not in used]
    made = [Connector(i, (i,), scene.paths[i], None, None, False) for i in strokes if reaches(scene, scene.paths[i])]
    ways = scene.smooth([c.main for c in made]) if made else []
    made = [c for c, way in zip(made, ways, strict=True) if not turns_back(scene, unhooked(scene, way))]
    if not made:
        return connectors
    at = close_by(scene, targets, made, ahead=True)
    carry_on(scene, targets, made, connectors, at)
    close = {c.main: pairs(own) for c, own in zip(made, each(close_by(scene, targets, made)), strict=True)}
    joins = {c.main: close[c.main] or pairs(own) for c, own in zip(made, each(at), strict=True)}
    made = untouched(scene, [made[k] for k in leading(scene, made, at)], strokes)
    if not made:
        return connectors
    # Rule 3: what only points at things is compared with what others may point at, too.
    joined = pairs(close_by(scene, targets, connectors))
    aimed = set() if all(close[c.main] for c in made) else pairs(close_by(scene, targets, connectors, ahead=True))
    length = {c.main: round(scene.length(c.main) / scene.unit, 6) for c in made}
    found = []
    for line in sorted(made, key=lambda c: (not close[c.main], length[c.main], scene.elements[c.main].id)):
        others = joined if close[line.main] else joined | aimed
        if others.isdisjoint(joins[line.main]):
            joined |= joins[line.main]
            found.append(line)
    return [*connectors, *found]


def leading(scene: Scene, lines: Sequence[Connector], at: At) -> list[int]:
    """Rule 1: which lines go from thing to thing, by themselves or with others that they meet."""
    ends = shapely.points([tip for line in lines for tip in (line.path[0], line.path[-1])])
    near = shapely.STRtree(scene.drawn([line.main for line in lines])).query(
        ends, "dwithin", distance=scene.px(scene.limits.meets)
    )
    met: list[set[int]] = [set() for _ in ends]
    meets: list[set[int]] = [set() for _ in lines]
    for e, k in zip(*near.tolist(), strict=True):
        if e // 2 != k:
            met[e].add(k)
            meets[k].add(e // 2)
    # One that ends in the open leads nowhere, nor does what would lead on by it alone.
    kept, left = set(range(len(lines))), list(range(len(lines)))
    while left:
        k = left.pop()
        if k in kept and any(not at[e] and kept.isdisjoint(met[e]) for e in (2 * k, 2 * k + 1)):
            kept.remove(k)
            left += meets[k]
    union, reached = Union(), defaultdict[int, set[int]](set)
    for k in sorted(kept):
        for e in (2 * k, 2 * k + 1):
            union.join({k, *(met[e] & kept if not at[e] else ())})
    for k in kept:
        reached[union.find(k)] |= at[2 * k] | at[2 * k + 1]
    # Two that meet are axes, or a corner, as likely as one line drawn in two strokes.
    alone = {k for k in kept if at[2 * k] and at[2 * k + 1]}
    return [k for k in sorted(kept) if len(reached[union.find(k)]) > (1 if k in alone else 2)]


def close_by(scene: Scene, targets: Targets, connectors: Sequence[Connector], *, ahead: bool = False) -> At:
    """The things at each end of connectors: near it, and not around it; and shapes `ahead` of it, where it is asked."""
    limits, at = scene.limits, [set[int]() for _ in range(2 * len(connectors))]
    end, row, m = targets.sights.around(connectors, np.arange(2 * len(connectors)))
    words = targets.text[row] | np.isin(targets.order[row], list(scene.words))
    reach = np.where(words, limits.line_words, 1.0) * limits.line_reach
    near = step(m.distance / scene.unit) <= np.where(m.inside, limits.touches, reach)
    if ahead:
        lengths = np.array([scene.length(c.main) for c in connectors]) / scene.unit
        sight = step(np.minimum(limits.line_sight, limits.line_sight_share * lengths))
        near |= ~m.inside & ~words & (step(m.ahead / scene.unit) <= sight[end // 2])
        # What begins in a shape and is outside for most of its way was begun too early.
        deep = np.flatnonzero(m.inside & ~words & (targets.holds[row] == 0) & ~near)
        if len(deep):
            drawn = np.array(scene.drawn([connectors[k].main for k in (end[deep] // 2).tolist()]))
            within = shapely.length(shapely.intersection(drawn, sound(targets.rings.areas(row[deep]))))
            near[deep[step((within - 0.5 * shapely.length(drawn)) / scene.unit) < 0]] = True
    for e, thing in zip(end[near].tolist(), targets.thing[row[near]].tolist(), strict=True):
        at[e].add(thing)
    return at


def carry_on(
    scene: Scene, targets: Targets, lines: Sequence[Connector], connectors: Sequence[Connector], at: At
) -> None:
    """Add to what is at the ends of lines what arrows lead to that go on from there straight: the pen was lifted."""
    headed = [(c, points_at(c.start_arrowhead, c.end_arrowhead)) for c in connectors]
    arrows = [c for c, heads in headed if sum(heads) == 1]
    if not arrows:
        return
    tails = np.array([2 * k + heads[0] for k, heads in enumerate(heads for _, heads in headed if sum(heads) == 1)])
    (points, ways, _), (others, onward, _) = targets.sights.tips(lines), targets.sights.tips(arrows)
    tail, end = Nearby(np.tile(points, 2)).points(others[tails], scene.px(scene.limits.touches))
    straight = -(onward[tails[tail]] * ways[end]).sum(axis=1) >= scene.limits.head_cosine
    if straight.any():
        led = close_by(scene, targets, arrows, ahead=True)
        for k, e in zip(tails[tail[straight]].tolist(), end[straight].tolist(), strict=True):
            at[e] |= led[k ^ 1]


def each(at: At) -> Iterator[At]:
    """What is close by, connector by connector."""
    return (at[k : k + 2] for k in range(0, len(at), 2))


def pairs(at: At) -> set[tuple[int, int]]:
    """The pairs of different things that connectors may join, by what is close by their ends."""
    return {(min(a, b), max(a, b)) for one, two in each(at) for a in one for b in two if a != b}


def untouched(scene: Scene, lines: list[Connector], strokes: Sequence[int]) -> list[Connector]:
    """Rule 2: the lines that none of the other strokes touches."""
    others = sorted({*strokes}.difference(c.main for c in lines))
    if not lines or not others:
        return lines
    limits, drawn, near = scene.limits, scene.drawn([c.main for c in lines]), scene.drawn(others)
    touch = scene.px(limits.touches)
    met, other = shapely.STRtree(near).query(drawn, "dwithin", distance=touch)
    touched = set(met.tolist())
    if touched:
        # Another that goes as far may meet it where both end.
        far = np.array([reaches(scene, scene.paths[i]) for i in others])[other]
        own, ends = drawn[met[far]], shapely.boundary(drawn[met[far]])
        between = shapely.difference(own, shapely.buffer(ends, scene.px(limits.line_reach)))
        crossed = shapely.dwithin(between, near[other[far]], touch)
        touched = {*met[~far].tolist(), *met[far][crossed].tolist()}
    return [line for k, line in enumerate(lines) if k not in touched]

"""Which lines are branches of a mind map that carry what they lead to?

What comes in: a scene, its things, the targets, and the connectors. What goes out: the connectors, of which those that
are such branches know what they join: the thing that they grow from, and the words that stand on them.

Rules, by number:

1. A plain line is a branch where one of its ends is at a thing, its other end leads to nothing, and exactly one free
   text stands along its outer half.
2. Two or more branches, each with words of its own, grow from one thing: a single one may be an underline.
3. A line that begins where a branch ends, and fulfils the rest of rule 1, grows from the words on that.

::

             words            words
            ───────╲         ╱──────────────╲
                    ╲┌─────┐╱                ╲ words
                     │thing│                   ───────
            ────────╱└─────┘╲
             words           ╲────── words
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import shapely

from graphkit.analysis.connectors import Connector
from graphkit.analysis.ends import Targets
from graphkit.analysis.lines import leads
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Line, Value, with_fields
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, Floats, polylines, step

RULE = "branch"
"""The rule by which a branch joins what it joins."""
LEAST = 2
"""Branches that grow from one thing, at least (rule 2)."""
LEVELS = 8
"""How many branches may grow one from the other (rule 3)."""


class Branch(Value, frozen=True):
    """A line with words along one half of it."""

    connector: int
    text: int
    outer: int
    """Which of its ends is free: 0 for its start, 1 for its end."""


def grown(scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector]) -> Sequence[Connector]:
    """The connectors, with what the branches among them join."""
    asked = frozenset(scene.arrows)
    plain = [k for k, c in enumerate(connectors) if not c.arrow and c.known is None and c.main not in asked
             and isinstance(scene.elements[c.main], Line)]  # fmt: skip
    if len(plain) < LEAST or not things.free:
        return connectors
    worded = with_words(scene, things, connectors, plain)
    if not worded:
        return connectors
    plain = [b.connector for b in worded]
    asking = [connectors[k] for k in plain]
    end, row, measured = targets.sights.around(asking, np.arange(2 * len(asking)))
    points, _, long = targets.sights.tips(asking)
    led = leads(scene, targets, (end, row, measured), points, long)
    touched = led & ~targets.text[row] & (step(measured.distance / scene.unit) <= scene.limits.part_touch)
    at: dict[tuple[int, int], int] = {}
    led_to: dict[tuple[int, int], set[int]] = defaultdict(set)
    for e, r, touches in zip(end[led].tolist(), row[led].tolist(), touched[led].tolist(), strict=True):
        terminal, thing = (plain[e // 2], e % 2), int(targets.thing[r])
        led_to[terminal].add(thing)
        if touches:
            at.setdefault(terminal, thing)
    # Rule 1
    free = [b for b in worded if led_to[b.connector, b.outer] <= {things.of[b.text]}]
    owners = Counter(b.text for b in free)
    free = [b for b in free if owners[b.text] == 1]
    roots: dict[int, list[Branch]] = defaultdict(list)
    for b in free:
        if (root := at.get((b.connector, 1 - b.outer))) is not None:
            roots[root].append(b)
    found = {
        b.connector: (root, b) for root, several in roots.items() if len(several) >= LEAST for b in several
    }  # Rule 2
    last = [b for _, b in found.values()]
    rest = [b for b in free if b.connector not in found and (b.connector, 1 - b.outer) not in at]
    for _ in range(LEVELS):
        if not last or not rest:
            break
        tips, begins = (np.array([connectors[b.connector].path[-end] for b, end in some])
                        for some in ([(b, b.outer) for b in last], [(b, 1 - b.outer) for b in rest]))  # fmt: skip
        near = on_tips(scene, tips, begins)
        grew = [(rest[n], last[tip]) for n, tip in near.items()]
        found |= {b.connector: (things.of[before.text], b) for b, before in grew}  # Rule 3
        last = [b for b, _ in grew]
        rest = [b for b in rest if b.connector not in found]
    result = list(connectors)
    for k, (root, b) in found.items():
        joins = (root, things.of[b.text])
        result[k] = with_fields(connectors[k], known=joins if b.outer else joins[::-1], rule=RULE)
    return result


def on_tips(scene: Scene, tips: Floats, begins: Floats) -> dict[int, int]:
    """Which branch's tip each of some lines begins at, by their positions: the nearest, if any is near."""
    n, tip = Nearby(np.concatenate([tips, tips], axis=1)).points(begins, AT_MOST * scene.px(scene.limits.meets))
    away = np.hypot(*(begins[n] - tips[tip]).T)
    near: dict[int, tuple[float, int]] = {}
    for one, other, distance in zip(n.tolist(), tip.tolist(), step(away / scene.unit).tolist(), strict=True):
        if distance <= scene.limits.meets:
            near[one] = min(near.get(one, (np.inf, -1)), (distance, other))
    return {one: other for one, (_, other) in near.items()}


def with_words(scene: Scene, things: Things, connectors: Sequence[Connector], plain: Sequence[int]) -> list[Branch]:
    """The lines along one half of which exactly one free text stands."""
    limits, rings, reach = scene.limits, scene.rings(), scene.px(scene.limits.underline_reach)
    texts = np.array(things.free, dtype=np.intp)
    # A connector runs along its main element, or a part of it.
    line, text = Nearby(rings.boxes[texts]).overlaps(rings.boxes[[connectors[k].main for k in plain]], reach)
    if not len(line):
        return []
    near = np.unique(line)
    drawn = np.empty(len(plain), dtype=object)
    drawn[near] = polylines([connectors[plain[n]].path for n in near.tolist()])
    text = texts[text]
    close = shapely.dwithin(scene.areas(text.tolist()), drawn[line], reach)
    line, text = line[close], text[close]
    if not len(line):
        return []
    corners = np.array([rings.ring(t)[:4] for t in text.tolist()])
    sides = (corners[:, [0, 1]] + corners[:, [3, 2]]) / 2
    wide = np.hypot(*(sides[:, 1] - sides[:, 0]).T)
    share = np.sort([shapely.line_locate_point(drawn[line], shapely.points(sides[:, n]), normalized=True)
                     for n in (0, 1)], axis=0)  # fmt: skip
    covers = (share[1] - share[0]) * shapely.length(drawn[line]) >= limits.branch_cover * wide
    outer = np.where(share.mean(axis=0) >= 0.5, 1, 0)
    half = np.where(outer == 1, share[0], 1 - share[1]) >= limits.branch_root
    found: dict[int, list[Branch]] = defaultdict(list)
    for k, t, side in zip(line.tolist(), text.tolist(), np.where(covers & half, outer, -1).tolist(), strict=True):
        found[k].append(Branch(plain[k], t, side))
    return [several[0] for several in found.values() if len(several) == 1 and several[0].outer >= 0]

"""Which arrows lead from one shell to the next, where shapes lie in one another as the skins of an onion do?

What comes in: a scene, its targets, and the connectors. What goes out: the connectors; of those that join shells it is
known which. Rules, by number:

1. Shells are three shapes or more, one in another, down to one that holds none. Each holds the next about in its
   middle, what lies in that, and words, but nothing else. Frames are none.
2. An arrow that begins well within one shell and ends well within the next, or the other way round, joins these two,
   and not the outlines that are ahead of it and behind. Well within, beside the shell's breadth there, is neither close
   to the outline between the two nor to what the inner one holds. An end at words means these.

::

    ╭────────────────╮
    │   ╭────────╮   │
    │   │  ╭──╮  │   │
    │ ──┼▶ │  │◀─┼── │
    │   │  ╰──╯  │   │
    │   ╰────────╯   │
    ╰────────────────╯
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from graphkit.analysis.connectors import Connector
from graphkit.analysis.ends import Targets
from graphkit.analysis.scene import Scene
from graphkit.elements import with_fields
from graphkit.rings import NOISE, Bools, Floats, step

RULE = "shell"
"""The rule by which an arrow joins shells."""
MOST = 100
"""Shells on a sheet, of more of which nobody tells one from the next."""


def between(scene: Scene, targets: Targets, connectors: Sequence[Connector]) -> Sequence[Connector]:
    """The connectors; what those between shells join is known."""
    inner_of = shells(scene, targets)
    which = [k for k, c in enumerate(connectors) if c.arrow and c.known is None]
    if not inner_of or not which:
        return connectors
    points = np.array([tip for k in which for tip in (connectors[k].path[0], connectors[k].path[-1])])
    places, least = within(targets, inner_of, points), scene.limits.shell_share
    known: dict[int, tuple[int | None, int | None]] = {}
    for row, k in enumerate(which):
        tips = places[2 * row : 2 * row + 2]
        for (outer, out), (inner, in_) in (tips, tips[::-1]):  # Rule 2
            core = inner not in inner_of
            if inner_of.get(outer) == inner and least <= out and in_ <= 1 - least and (core or least <= in_):
                words = at_words(scene, targets, points[2 * row : 2 * row + 2])
                start, end = (None if words[side] else int(targets.thing[tips[side][0]]) for side in (0, 1))
                known[k] = start, end
    if not known:
        return connectors
    return [with_fields(c, known=known[k], rule=RULE) if k in known else c for k, c in enumerate(connectors)]


def within(targets: Targets, inner_of: Mapping[int, int], points: Floats) -> list[tuple[int, float]]:
    """The shell that each point lies in, or -1, and where in its breadth: 0 at the next shell, 1 at its own outline.

    The next of the innermost one is its middle.
    """
    rings = targets.rings
    rows = np.array(sorted({*inner_of, *inner_of.values()}, key=lambda row: float(rings.sizes[row])))
    off, inside = rings.off(points, np.arange(len(points)).repeat(len(rows)), np.tile(rows, len(points)))
    inside, off = inside.reshape(-1, len(rows)), off.reshape(-1, len(rows))
    position = {row: column for column, row in enumerate(rows.tolist())}
    found = []
    for k, column in enumerate(inside.argmax(axis=1).tolist()):
        row = int(rows[column]) if inside[k, column] else -1
        next_ = position.get(inner_of.get(row, -1), -1)
        rest = off[k, next_] if next_ >= 0 else math.dist(points[k], rings.centres[row])
        found.append((row, round(float(rest / max(rest + off[k, column], NOISE)), 6)))
    return found


def shells(scene: Scene, targets: Targets) -> Mapping[int, int]:
    """Rule 1: the shell in each shell that holds one; rows of targets."""
    if np.count_nonzero(targets.holds) < 2:
        return {}
    rings = targets.rings
    outer, inner = np.divmod(targets.contains, len(rings))
    shapes = ~(targets.text | targets.frame | (targets.title >= 0))
    kept = shapes[outer] & shapes[inner]
    outer, inner = outer[kept], inner[kept]
    held = np.bincount(outer, minlength=len(rings))
    next_ = held[outer] == held[inner] + 1  # It holds all that is there but itself.
    outer, inner = outer[next_], inner[next_]
    sides = (rings.boxes[:, 2:] - rings.boxes[:, :2]) / 2
    breadth, off = sides[outer] - sides[inner], np.abs(rings.centres[outer] - rings.centres[inner])
    even = (step(off - scene.limits.shell_off * breadth) <= 0).all(axis=1)
    found = dict(zip(outer[even].tolist(), inner[even].tolist(), strict=True))
    if len(found) > MOST:
        return {}
    found = {a: b for a, b in found.items() if held[a] == down(found, a)}
    return {a: b for a, b in found.items() if b in found or a in found.values()}


def down(found: Mapping[int, int], row: int) -> int:
    """How many shells lie in one."""
    number = 0
    while row in found:
        row = found[row]
        number += 1
    return number


def at_words(scene: Scene, targets: Targets, points: Floats) -> Bools:
    """Which points are at words."""
    reach = scene.px(scene.limits.touches)
    point, row = targets.rings.near.points(points, reach)
    point, row = point[targets.text[row]], row[targets.text[row]]
    off, inside = targets.rings.off(points, point, row)
    found = np.zeros(len(points), dtype=bool)
    found[point[inside | (off <= reach)]] = True
    return found

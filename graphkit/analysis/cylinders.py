"""Which shapes and lines make a solid together, as a cylinder of two ellipses and two lines?

What comes in: a scene, which text is written in which shape, and the elements that are part of something else already.
What goes out: for each the elements that it is made of.

Rule `built` of `things`:

1. Two unnamed shapes of one size whose sides are joined by two or more straight lines, which hang from none by rule 2:
   of cylinders on one another each has a foot of its own, and they are one where no two of them have words beside or
   in them, as a pile of disks that is a store.
2. An unnamed ellipse with the lines, up to three, that go from one of its sides around to the other, unless these meet
   at other shapes, as the edges of a graph do. A foot as long as the ellipse is wide may stand between shapes. Of
   cylinders side by side each has lines of its own; one line between two is the first's.

::

    ╭────╮      ╭────╮
    ├────┤      ╰────╯
    │    │      │    │
    ╰────╯      ╰────╯
      1           2
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

import numpy as np
import shapely

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.analysis.union import Union
from graphkit.elements import Ellipse, Point
from graphkit.geometry import length
from graphkit.nearby import Nearby, near_each_other
from graphkit.rings import Floats

MOST_PAIRS = 100
"""Pairs of shapes that a line may join as a side of both; where it touches more, nobody sees a side."""
MOST_JOINED = 4
"""Ends that an end of a line in a picture meets, at most."""


def find(scene: Scene, names: Names, taken: set[int]) -> list[list[int]]:
    """What makes a solid together."""
    found = hung(scene, names, taken)
    others = built(scene, names, taken.union(*(lines for _, *lines in found)))
    return [*(piled(scene, names, taken, found) if len(found) > 1 else found), *others]


def piled(scene: Scene, names: Names, taken: set[int], found: list[list[int]]) -> list[list[int]]:
    """The same solids, of which those on one another are one, but for such as have words of their own.

    ::

        ╭────╮      ╭────╮
        ├────┤      ├────┤ one
        ├────┤      ├────┤
        ╰────╯      ╰────╯ two
          one         two
    """
    of = {ellipse: k for k, (ellipse, *_) in enumerate(found)}
    lines = {line for _, *lines in found for line in lines}
    others = taken.union(set(scene.shapes).difference(of), set(scene.lines) - lines)
    union = Union()
    for a, b, *_ in built(scene, names, others):
        union.pair(of[a], of[b])
    piles: dict[int, list[int]] = defaultdict(list)
    for k in range(len(found)):
        piles[union.find(k)].append(k)
    result = []
    for pile in piles.values():
        solids = [found[k] for k in pile]
        one = len(pile) > 1 and not spoken_apart(scene, solids)
        result += [[i for solid in solids for i in solid]] if one else solids
    return result


def spoken_apart(scene: Scene, pile: Sequence[Sequence[int]]) -> bool:
    """Whether two of some solids on one another have words beside or in them; those above and below are the pile's."""
    if not scene.texts:
        return False
    rings, drawn = scene.rings(), scene.drawn([line for _, *lines in pile for line in lines])
    tops, sides = rings.centres[[ellipse for ellipse, *_ in pile]], shapely.get_coordinates(drawn)
    reach, boxes = scene.px(scene.limits.caption_reach), rings.boxes[list(scene.texts)]
    near = (boxes[:, :2] <= sides.max(axis=0) + reach) & (boxes[:, 2:] >= sides.min(axis=0) - reach)
    down = max(tops - tops[0], key=lambda way: float(np.hypot(*way)))
    # The sides go from the tops to the foot.
    down = down * np.sign((sides.mean(axis=0) - tops.mean(axis=0)) @ down)
    level, own = np.sort(tops @ down), rings.centres[list(scene.texts)][near.all(axis=1)] @ down
    own = own[(own >= level[0]) & (own <= (sides @ down).max())]
    return len(np.unique(level.searchsorted(own))) > 1


def built(scene: Scene, names: Names, taken: set[int]) -> list[list[int]]:
    """Rule 1."""
    limits = scene.limits
    named = set(names.shape_of.values())
    shapes = [s for s in scene.shapes if s not in taken and s not in named]
    lines = [i for i in scene.lines if i not in taken]
    if not shapes or len(lines) < 2:
        return []
    ends = scene.tips(lines)
    rings, reach = scene.rings(), scene.px(limits.part_touch)
    # Lines within a container are between its parts, and join no sides of it.
    end, shape = Nearby(rings.boxes[shapes]).points(ends, reach)
    touching = rings.off(ends, end, np.array(shapes)[shape])[0] <= reach
    end, shape = end[touching], shape[touching]
    hits: dict[int, list[int]] = defaultdict(list)
    for e, k in zip(end.tolist(), shape.tolist(), strict=True):
        hits[e].append(k)
    joined: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, line in enumerate(lines):
        one_end, other_end = hits.get(2 * k, ()), hits.get(2 * k + 1, ())
        if len(one_end) * len(other_end) > MOST_PAIRS:
            continue
        for a, b in itertools.product(one_end, other_end):
            if a != b:
                joined[min(a, b), max(a, b)].append(line)
    result = []
    for (a, b), between in sorted(joined.items()):
        one, two = rings.extents[shapes[a]], rings.extents[shapes[b]]
        width, other = math.dist(one[:2], one[2:]), math.dist(two[:2], two[2:])
        alike = abs(width - other) <= limits.stack_alike * max(width, other)
        if len(between) > 1 and alike and at_sides(scene, shapes[a], between):
            result.append([shapes[a], shapes[b], *between])
    return result


def hung(scene: Scene, names: Names, taken: set[int]) -> list[list[int]]:
    """Rule 2."""
    named = set(names.shape_of.values())
    ellipses = [s for s in scene.shapes if s not in taken and s not in named and isinstance(scene.elements[s], Ellipse)]
    lines = [i for i in scene.lines if i not in taken]
    if not ellipses or not lines:
        return []
    ends = scene.tips(lines)
    rings, reach = scene.rings(), scene.px(scene.limits.part_touch)
    end, k = Nearby(rings.boxes[ellipses]).points(ends, reach)
    touching = rings.off(ends, end, np.array(ellipses)[k])[0] <= reach
    at: dict[int, set[int]] = defaultdict(set)
    for e, ellipse in zip(end[touching].tolist(), k[touching].tolist(), strict=True):
        at[ellipse].add(e)
    if not at:
        return []
    joined: dict[int, list[int]] = defaultdict(list)
    met = cache(lambda: at_shapes(scene, ends))
    for e, f in zip(*(side.tolist() for side in near_each_other(ends, reach)), strict=True):
        if e // 2 != f // 2 and len(joined[e]) < MOST_JOINED:
            joined[e].append(f)
    result = []
    gone: set[int] = set()
    for ellipse, touched in sorted(at.items()):
        found: tuple[int, ...] = ()
        for way in ways_back(touched, joined):
            free = gone.isdisjoint(e // 2 for e in way)
            if found and not free:
                continue
            path = [p for e in way for p in scene.paths[lines[e // 2]][:: -1 if e % 2 else 1]]
            if not hangs(scene, ellipses[ellipse], path):
                continue
            if has_foot(scene, [scene.paths[lines[e // 2]] for e in way], path) or not between_shapes(way, met()):
                found = way
                if free:
                    break
        if own := [e // 2 for e in found if e // 2 not in gone]:
            gone.update(own)
            result.append([ellipses[ellipse], *(lines[k] for k in own)])
    return result


def ways_back(touched: set[int], joined: dict[int, list[int]]) -> Iterator[tuple[int, ...]]:
    """The ends with which lines begin, up to three of them, that lead from an end in `touched` to another.

    The fewest lines come first. Ends are numbered 2·line for the start and 2·line + 1 for the end.
    """
    ways: list[tuple[int, ...]] = [(e,) for e in sorted(touched)]
    for _ in range(3):
        for way in ways:
            if way[-1] ^ 1 in touched and way[0] < way[-1] ^ 1:
                yield way
        ways = [(*way, f) for way in ways if way[-1] ^ 1 not in touched for f in joined.get(way[-1] ^ 1, ())]


def at_shapes(scene: Scene, ends: Floats) -> dict[int, set[int]]:
    """Which shapes the ends of lines are at, from outside."""
    rings, reach = scene.rings(), scene.px(scene.limits.line_gap)
    end, k = Nearby(rings.boxes[list(scene.shapes)]).points(ends, reach)
    shape = np.array(scene.shapes, dtype=np.intp)[k]
    away, inside = rings.off(ends, end, shape)
    at = (away <= reach) & ~inside
    found: dict[int, set[int]] = defaultdict(set)
    for e, i in zip(end[at].tolist(), shape[at].tolist(), strict=True):
        found[e].add(i)
    return found


def has_foot(scene: Scene, drawn: Sequence[Sequence[Point]], path: Sequence[Point]) -> bool:
    """Whether three lines are two sides and a foot that is as long as these are apart above: edges spread."""
    wide, foot = math.dist(path[0], path[-1]), math.dist(drawn[1][0], drawn[1][-1]) if len(drawn) == 3 else 0.0
    return min(wide, foot) >= scene.limits.hung_width * max(wide, foot)


def between_shapes(way: Sequence[int], at: Mapping[int, Set[int]]) -> bool:
    """Whether lines meet at shapes, each two at others: they join these, as the edges of a graph do."""
    corners = [at.get(e ^ 1, set()) | at.get(f, set()) for e, f in itertools.pairwise(way)]
    return bool(corners) and all(corners) and (len(corners) == 1 or not corners[0] & corners[-1])


def hangs(scene: Scene, ellipse: int, path: Sequence[Point]) -> bool:
    """Whether a path goes from one side of an ellipse to the other, around something outside it."""
    limits, way = scene.limits, np.subtract(path[-1], path[0])
    wide = math.hypot(*way)
    ring, drawn = scene.rings().ring(ellipse) - path[0], np.subtract(path, path[0])
    if not wide or wide < limits.hung_width * np.ptp(ring @ way) / wide:
        return False
    across = drawn @ np.array([-way[1], way[0]]) / wide
    deep, back = sorted((float(across.max()), float(-across.min())), reverse=True)
    return deep >= limits.hung_depth * wide and back <= scene.px(limits.part_touch)


def at_sides(scene: Scene, shape: int, lines: list[int]) -> bool:
    """Whether lines from a shape to another are straight, and so far apart that they are sides of what both make."""
    paths = [scene.paths[i] for i in lines]
    if any(math.dist(path[0], path[-1]) < scene.limits.straight * length(path) for path in paths):
        return False
    (x0, y0), (x1, y1) = paths[0][0], paths[0][-1]
    across = np.array([y0 - y1, x1 - x0]) / max(math.dist((x0, y0), (x1, y1)), 1e-9)
    middles = np.array([((path[0][0] + path[-1][0]) / 2, (path[0][1] + path[-1][1]) / 2) for path in paths]) @ across
    return bool(np.ptp(middles) >= scene.limits.side_apart * np.ptp(scene.rings().ring(shape) @ across))

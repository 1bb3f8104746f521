"""Which open lines make one shape together?

What comes in: a scene. What goes out: the scene with every ring of lines as a shape, so that words in it name it, and
arrows find it by its whole outline; and no line as a shape that only goes a long way round.

Rules, by number:

1. Lines whose ends meet in pairs, all around, are the sides of one shape. Other lines may end at its corners, and the
   corners of another shape may be close to them, if each two ends are twice as near to each other as to the rest.
2. Four lines, level and upright, or aslant with their corners level and upright of each other, are the sides of one
   shape where words stand in it, though other lines lead from its corners to those of others; so are four strokes of
   the pen, straight but for the jitter of the hand.
3. Lines that meet at small shapes, or at words outside of what they enclose, written with the pen or not, are the
   edges of a graph and no shape: at more than half of the corners, at each something else. So are those that lead to
   shapes of any size, or words, at every corner: to another one each, further out.
4. A line that comes back to close before where it began goes from one shape to another, and is none itself, where its
   ends are at two different ones outside of what it goes around.

::

    ╭─────────╮        ┌───────┐     ┌───────┐         A────────B
    │  words  │        │ words │     │ words │          ╲      ╱
    ╰─────────╯ 1      └───────┴─────┴───────┘ 2         ╲    ╱      3
                                                           C
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.scene import Scene, changed
from graphkit.analysis.union import Union
from graphkit.elements import Freedraw, Line, Point
from graphkit.geometry import length, numbers, path
from graphkit.nearby import Nearby, near_each_other
from graphkit.rings import Floats, Geometries, Ints, Rings, lengths, step

AT_CORNERS = (4, 6, 8)
"""Ends that are near each other at the corners of two boxes or more."""


def close(scene: Scene) -> Scene:
    """The scene with its rings of lines as shapes; the same scene where there are none."""
    scene = opened(scene)
    if len(scene.lines) < 3:
        return scene
    found: dict[int, tuple[tuple[int, ...], list[Point]]] = {}
    rings = enclosed(scene, scene.lines, 3)
    rings += met_at_corners(scene, scene.lines, {i for sides, _ in rings for i in sides})
    for members, outline in rings:
        main = min(members, key=lambda i: scene.elements[i].id)
        found[main] = tuple(sorted(i for i in members if i != main)), outline
    if not found:
        return scene
    taken = {*found, *(i for others, _ in found.values() for i in others)}
    return changed(
        scene,
        shapes=tuple(sorted((*scene.shapes, *found))),
        lines=tuple(i for i in scene.lines if i not in taken),
        outlines={
            **scene.outlines,
            **{main: numbers(outline) for main, (_, outline) in found.items()},
        },
        pieces={**scene.pieces, **{main: others for main, (others, _) in found.items()}},
    )


def opened(scene: Scene) -> Scene:
    """Rule 4: the scene with what goes from one shape to another as lines."""
    shapes = frozenset(scene.shapes)
    drawn = {i: e for e in scene.drawing.elements
             if isinstance(e, Line) and not e.polygon and (i := scene.index.get(e.id)) in shapes
             and e.points[0] != e.points[-1]}  # fmt: skip
    if not drawn or len(shapes) < 3:
        return scene
    lines, rings = list(drawn), scene.rings()
    paths = {i: path(e) for i, e in drawn.items()}
    ends = np.array([p for i in lines for p in (paths[i][0], paths[i][-1])])
    reach, others = scene.px(scene.limits.line_gap), np.array(scene.shapes)
    end, k = Nearby(rings.boxes[others]).points(ends, reach)
    own, other = np.array(lines)[end // 2], others[k]
    # What holds all of a line, or lies in what it goes around, it does not lead to.
    one, two = rings.boxes[own], rings.boxes[other]
    apart = ((one[:, :2] < two[:, :2]) | (one[:, 2:] > two[:, 2:])).any(axis=1)
    end, own, other = end[apart], own[apart], other[apart]
    apart = (rings.off(ends, end, other)[0] <= reach) & ~rings.hold(rings.centres, other, own)
    at: dict[int, set[int]] = defaultdict(set)
    for e, i in zip(end[apart].tolist(), other[apart].tolist(), strict=True):
        at[e].add(i)
    ways = {i: drawn[i] for n, i in enumerate(lines) if at[2 * n] - at[2 * n + 1] and at[2 * n + 1] - at[2 * n]}
    if not ways:
        return scene
    return changed(
        scene,
        elements=tuple(ways.get(i, element) for i, element in enumerate(scene.elements)),
        shapes=tuple(i for i in scene.shapes if i not in ways),
        lines=tuple(sorted((*scene.lines, *ways))),
        outlines={i: outline for i, outline in scene.outlines.items() if i not in ways},
        paths={**scene.paths, **{i: paths[i] for i in ways}},
    )


def enclosed(scene: Scene, lines: Sequence[int], least: int) -> list[tuple[list[int], list[Point]]]:
    """Each ring of so many lines or strokes at least, and what it encloses."""
    limits = scene.limits
    points = scene.tips(lines)
    corner = corners(points, scene.px(limits.meets))
    found: list[tuple[list[int], list[Point]]] = []
    joints: list[list[Point]] = []
    for ring in cycles(corner, least):
        members = [lines[k] for k, _ in ring]
        ways = [scene.paths[lines[k]][:: 1 if forward else -1] for k, forward in ring]
        # A corner is midway between the two ends that meet there.
        own = [middle(before[-1], after[0]) for before, after in zip([ways[-1], *ways], ways, strict=False)]
        outline = [p for joint, path in zip(own, ways, strict=True) for p in (joint, *path[1:-1])]
        if len(outline) >= 3:
            found.append((members, outline))
            joints.append(own)
    if not found:
        return []
    areas = filled([outline for _, outline in found])
    kept = np.flatnonzero(shapely.is_valid(areas) & (shapely.area(areas) >= limits.drawn_size * scene.unit**2)).tolist()
    found, joints = [found[k] for k in kept], [joints[k] for k in kept]
    pen = bool(lines) and isinstance(scene.elements[lines[0]], Freedraw)
    graphs = edges_of_graphs(scene, [outline for _, outline in found], joints, pen)
    return [ring for k, ring in enumerate(found) if k not in graphs]


def filled(outlines: Sequence[Sequence[Point]]) -> Geometries:
    """The areas within outlines."""
    return Rings(outlines).areas(range(len(outlines)))


def met_at_corners(scene: Scene, lines: Sequence[int], taken: Set[int]) -> list[tuple[list[int], list[Point]]]:
    """Rule 2: the sides of each such shape, none of them `taken`, and what it encloses."""
    limits = scene.limits
    lines = [i for i in lines if i not in taken]
    if len(lines) <= 4 or not scene.texts:
        return []
    points = scene.tips(lines)
    corner = corners(points, scene.px(limits.meets))
    # Where no more than two lines meet at a corner, all has been found.
    if max(Counter(corner).values()) < 3:
        return []
    tips: list[Point] = list(map(tuple, points.tolist()))
    pen = isinstance(scene.elements[lines[0]], Freedraw)
    drawn = map(length, scene.smooth(lines)) if pen else map(scene.length, lines)
    straight = [limits.straight * reach <= math.dist(*ends)
                for reach, ends in zip(drawn, zip(tips[::2], tips[1::2], strict=True), strict=True)]  # fmt: skip
    rings = clockwise(tips, corner, straight, math.sin(math.radians(limits.grid_slant)))
    if not rings:
        return []
    outlines = [[middle(tips[before ^ 1], tips[after]) for before, after in zip([ring[-1], *ring], ring, strict=False)]
                for ring in rings]  # fmt: skip
    # Words on a side are not in the shape.
    areas = shapely.buffer(shapely.polygons(outlines), -scene.px(limits.touches))
    words = shapely.points(scene.rings().centres[list(scene.texts)])
    worded = np.unique(shapely.STRtree(areas).query(words, "within")[1]).tolist()
    # What shares a side with another is none, or a table.
    sides = Counter(e // 2 for k in worded for e in rings[k])
    alone = [k for k in worded if max(sides[e // 2] for e in rings[k]) == 1]
    found = [outlines[k] for k in alone]
    graphs = edges_of_graphs(scene, found, found, pen)
    return [([lines[e // 2] for e in rings[k]], outlines[k]) for n, k in enumerate(alone) if n not in graphs]


def clockwise(
    tips: Sequence[Point], corner: Sequence[int], straight: Sequence[bool], slant: float
) -> list[list[int]]:  # fmt: skip
    """The ways around boxes and rhombs from side to side, each by the end that it begins at, where there is but one."""
    leaving: dict[tuple[int, int], list[int]] = defaultdict(list)
    for e, c in enumerate(corner):
        if straight[e // 2]:
            leaving[c, heading(tips[e], tips[e ^ 1], slant)].append(e)
    found = []
    for (c, first), begun in leaving.items():
        # The upper side of a box, or the right upper one of a rhomb.
        if first not in (0, 4):
            continue
        ring, here = [], begun
        for way in range(first + 1, first + 5):
            if len(here) != 1:
                break
            ring.append(here[0])
            here = leaving.get((corner[here[0] ^ 1], way), [])
        if len(ring) < 4 or len({e // 2 for e in ring}) < 4 or corner[ring[-1] ^ 1] != c:
            continue
        across = [heading(tips[ring[k]], tips[ring[k + 2]], slant) for k in (0, 1)]
        if first == 0 or across == [1, 2]:
            found.append(ring)
    return found


def heading(start: Point, end: Point, slant: float) -> int:
    """Whether a way leads right, down, left or up (0 to 3), or between these (4 to 7)."""
    x, y = end[0] - start[0], end[1] - start[1]
    least = slant * math.hypot(x, y)
    if abs(y) <= least:
        return 0 if x > 0 else 2
    if abs(x) <= least:
        return 1 if y > 0 else 3
    return (4 if x > 0 else 5) if y > 0 else (7 if x > 0 else 6)


def middle(one: Point, two: Point) -> Point:
    """The point midway between two points."""
    return (one[0] + two[0]) / 2, (one[1] + two[1]) / 2


def corners(points: Floats, limit: float) -> list[int]:
    """A number for each end, the same for ends that lie within `limit` px of each other, and do not part in pairs."""
    union = Union()
    one, two = near_each_other(points, limit)
    others = one // 2 < two // 2
    for a, b in zip(one[others].tolist(), two[others].tolist(), strict=True):
        union.pair(a, b)
    corner = [union.find(e) for e in range(len(points))]
    if len(one) == 0:
        return corner
    sets: dict[int, list[int]] = defaultdict(list)
    for e in union.parent:
        sets[corner[e]].append(e)
    for ends in sets.values():
        if len(ends) in AT_CORNERS and (pairs := pairs_of(points, ends)):
            for a, b in pairs:
                corner[a] = corner[b] = len(corner) + a
    return corner


def pairs_of(points: Floats, ends: Sequence[int]) -> list[tuple[int, int]]:
    """Some ends in pairs, where each is twice as near to its own as to any other; none where some are not."""
    away = np.hypot(*(points[ends][:, None] - points[ends]).T)
    np.fill_diagonal(away, np.inf)
    nearest, (first, second) = away.argmin(axis=1), np.sort(away, axis=1).T[:2]
    if (np.round(2 * first - second, 6) >= 0).any() or (nearest[nearest] != np.arange(len(ends))).any():
        return []
    pairs = [(ends[a], ends[b]) for a, b in enumerate(nearest.tolist()) if a < b]
    return pairs if all(a // 2 != b // 2 for a, b in pairs) else []


def cycles(corner: Sequence[int], least: int) -> list[list[tuple[int, bool]]]:
    """Rule 1: the rings, as lines in their order and whether each is gone along from its start to its end."""
    ends: dict[int, list[int]] = defaultdict(list)
    for e, c in enumerate(corner):
        ends[c].append(e)
    gone = {k for k in range(len(corner) // 2) if corner[2 * k] == corner[2 * k + 1]}
    degree = {c: sum(e // 2 not in gone for e in found) for c, found in ends.items()}
    loose = [c for c, count in degree.items() if count == 1]
    while loose:
        # Lines that only lead to a corner, or away from one, are no sides.
        for e in ends[loose.pop()]:
            if e // 2 not in gone:
                gone.add(e // 2)
                for c in (corner[e], corner[e ^ 1]):
                    degree[c] -= 1
                    if degree[c] == 1:
                        loose.append(c)
    found = []
    for k in range(len(corner) // 2):
        if k in gone:
            continue
        ring = around(corner, ends, degree, gone, k)
        gone.update(other for other, _ in ring)
        if len(ring) >= least and all(
            degree[corner[2 * other]] == degree[corner[2 * other + 1]] == 2 for other, _ in ring
        ):
            found.append(ring)
    return found


def around(
    corner: Sequence[int], ends: dict[int, list[int]], degree: dict[int, int], gone: set[int], first: int
) -> list[tuple[int, bool]]:
    """From a line on, from corner to corner, as long as there is one way to go."""
    ring, seen = [(first, True)], {first}
    here = corner[2 * first + 1]
    while here != corner[2 * first] and degree[here] == 2:
        following = [e for e in ends[here] if e // 2 not in gone and e // 2 not in seen]
        if not following:
            break
        e = following[0]
        ring.append((e // 2, e % 2 == 0))
        seen.add(e // 2)
        here = corner[e ^ 1]
    return ring


def edges_of_graphs(
    scene: Scene, outlines: Sequence[Sequence[Point]], joints: Sequence[Sequence[Point]], pen: bool
) -> set[int]:  # fmt: skip
    """Rule 3: which rings have small shapes, or words outside, at more than half of their corners, or lead to more."""
    if not outlines:
        return set()
    limits, rings, areas = scene.limits, scene.rings(), filled(outlines)
    near = scene.px(limits.touches)
    # Lines of the pen end farther off from what they join.
    reach, word_reach = limits.line_gap, limits.stands_at
    if pen:
        reach, word_reach = limits.line_reach, limits.line_words * limits.line_reach
    written = [*scene.texts, *scene.strokes]
    bodies = np.array([*written, *scene.shapes], dtype=np.intp)
    least = np.array([min(math.dist(a, b) for a, b in itertools.pairwise([*own, own[0]])) for own in joints])
    points = np.array([point for own in joints for point in own])
    outwards = np.concatenate([np.subtract(own, np.mean(own, axis=0)) for own in joints])
    of = np.arange(len(joints)).repeat([len(own) for own in joints])
    corner, what = Nearby(rings.boxes[bodies]).points(points, scene.px(max(limits.stands_at, word_reach, reach)))
    ring, tips, boxes = of[corner], points[corner], rings.boxes[bodies[what]]
    around = rings.areas(bodies[what])
    away = step(shapely.distance(around, shapely.points(tips)) / scene.unit)
    typed, by_pen = what < len(scene.texts), (what >= len(scene.texts)) & (what < len(written))
    led = ~by_pen & (away <= np.where(typed, word_reach, reach))
    led &= step(cosines(boxes, tips, outwards[corner])) >= limits.corner_out
    marks = (away <= limits.stands_at) & (typed | (spans(boxes) <= limits.corner_size * least[ring]))
    # Of words of the pen, a letter stands at the corner; a dot lies on it.
    on = by_pen & ((boxes[:, :2] - near <= tips) & (tips <= boxes[:, 2:] + near)).all(axis=1)
    asked = np.flatnonzero(marks & (typed | by_pen) & ~on)
    marks[asked] = ~shapely.contains(areas[ring[asked]], shapely.centroid(around[asked]))
    marked, met = (counted(corner[found], what[found], of, len(joints)) for found in (marks, marks | led))
    sides = np.bincount(of)
    return {*np.flatnonzero((2 * marked > sides) | (met == sides)).tolist()}


def spans(boxes: Floats) -> Floats:
    """How wide boxes are, or high, whichever is more."""
    return np.asarray((boxes[:, 2:] - boxes[:, :2]).max(axis=1))


def counted(corner: Ints, what: Ints, of: Ints, count: int) -> Ints:
    """At how many corners of each ring something else was found; corner `j` is one of ring `of[j]`.

    What stands along a whole side, as a caption does, is near to two corners, and at one at most.
    """
    at = np.bincount(of[np.unique(corner)], minlength=count)
    once = np.unique(np.stack([of[corner], what]), axis=1)[0]
    return np.minimum(at, np.bincount(once, minlength=count))


def cosines(boxes: Floats, corners: Floats, outwards: Floats) -> Floats:
    """Of the angles between the ways on from corners, outwards, and those to the middles of boxes."""
    ways = (boxes[:, :2] + boxes[:, 2:]) / 2 - corners
    return np.asarray((ways * outwards).sum(axis=1) / np.maximum(lengths(ways) * lengths(outwards), 1e-9))

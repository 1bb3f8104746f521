"""Which small shapes are the arrowheads of lines?

What comes in: a scene, and the elements that a person speaks of. What goes out: the scene in which these shapes are
no shapes, and lines and arrows go on to their tips.

Rules, by number:

1. A triangle or a rhombus of at most `head_size` units, closed by a line or the editor's own, without words, that
   nothing declares. Lines enter it in the middle of its base, or at a corner, along the way to the tip that lies
   opposite, no end is at it that enters none, and its tip all but touches another shape, from outside. A triangle may
   also stop short of what it points at, be that words. It is in no group with these that the line is not in as well.
   A triangle points where the line has no arrowhead of its own; a rhombus, as of an aggregation in UML, does not.
2. A dot, as `dot_heads` tells.

::

               ╲ ┌─────┐           ╱╲  ┌─────┐
    ───────────── │     │    ──────   ─│     │     the tip is at the shape, or points at it
               ╱ └─────┘           ╲╱  └─────┘
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TypeAlias

import numpy as np

from graphkit.analysis import dot_heads
from graphkit.analysis.scene import Scene, changed, comes_back, heads_of
from graphkit.analysis.sights import terminals
from graphkit.elements import Arrow, Diamond, Line, Point, with_fields
from graphkit.geometry import paired
from graphkit.nearby import Nearby
from graphkit.rings import Bools, Floats, lengths, step

HEAD = "triangle"
"""The arrowhead that a drawn one stands for."""
TRIANGLE = 3
"""Its corners."""

Corners: TypeAlias = Mapping[int, Sequence[Point]]
"""The corners of shapes that may be heads."""
Axis: TypeAlias = tuple[int, Point, Point]
"""A shape that may be a head, where a line would enter it, and where its tip would be then."""


def find(scene: Scene, known: Set[int]) -> Scene:
    """The scene with its drawn heads, none of which is `known`; the same scene where there are none."""
    linear = [i for i in (*scene.lines, *scene.arrows) if isinstance(scene.elements[i], Arrow | Line)]
    small = {i: corners for i in scene.shapes if i not in known and (corners := form(scene, i))} if linear else {}
    axes = [axis for i, corners in small.items() for axis in axes_of(i, corners)]
    dots = [i for i in scene.shapes if i not in known and dot_heads.is_dot(scene, i)] if linear else []
    if not axes and not dots:
        return scene
    tips = points, directions, _ = terminals([scene.paths[i] for i in linear], scene.unit)
    entered = entering(scene, small, axes, linear, points, directions) if axes else {}
    at_dots = dot_heads.entering(scene, dots, linear, tips) if dots else {}
    return lengthened(scene, linear, entered | at_dots, small) if entered or at_dots else scene


def lengthened(scene: Scene, linear: Sequence[int], entered: Mapping[int, tuple[int, Point]], small: Corners) -> Scene:
    """The scene in which what enters a head goes on to its tip; of heads with corners these are told."""
    head_of = {
        piece: linear[end // 2]
        for end, (head, _) in sorted(entered.items(), reverse=True)
        for piece in (head, *scene.pieces.get(head, ()))
    }
    elements, paths = list(scene.elements), dict(scene.paths)
    for end, (head, tip) in sorted(entered.items()):
        i = linear[end // 2]
        own = any(heads_of(scene.elements[i]))
        paths[i] = [*paths[i], tip] if end % 2 else [tip, *paths[i]]
        name = dot_heads.HEAD if head not in small else HEAD if len(small[head]) == TRIANGLE and not own else None
        if name and isinstance(drawn := elements[i], Arrow | Line):
            side = "end_arrowhead" if end % 2 else "start_arrowhead"
            elements[i] = with_fields(drawn, **{side: name})
    longer = {linear[end // 2] for end in entered}
    return changed(
        scene,
        elements=tuple(elements),
        shapes=tuple(i for i in scene.shapes if i not in head_of),
        outlines={i: ring for i, ring in scene.outlines.items() if i not in head_of},
        paths=paths,
        pieces={i: others for i, others in scene.pieces.items() if i not in head_of},
        heads=dict(sorted(head_of.items())),
        lengths={i: length for i, length in scene.lengths.items() if i not in longer},
    )


def form(scene: Scene, i: int) -> list[Point] | None:
    """The corners of a small triangle or rhombus; None for any other shape."""
    kind = type(scene.elements[i])
    if kind is not Line and kind is not Diamond:
        return None
    ring = paired(scene.outlines[i])
    if kind is Line and comes_back(ring, scene.limits):
        ring = ring[:-1]
    if not TRIANGLE <= len(ring) <= TRIANGLE + 1:
        return None
    xs, ys = zip(*ring, strict=True)
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    return ring if 0 < size <= scene.px(scene.limits.head_size) else None


def axes_of(i: int, corners: Sequence[Point]) -> Iterator[Axis]:
    """Each way through a shape to a tip: from the middle of the base to a corner, or from corner to corner."""
    for k, tip in enumerate(corners):
        (ax, ay), (bx, by) = (corners[k - 1] if len(corners) == TRIANGLE else corners[k - 2]), corners[k - 2]
        yield i, ((ax + bx) / 2, (ay + by) / 2), tip


def entering(
    scene: Scene, small: Corners, axes: Sequence[Axis], linear: Sequence[int], points: Floats, directions: Floats
) -> dict[int, tuple[int, Point]]:
    """The ends of `linear` elements that enter a head, each with that and its tip."""
    limits = scene.limits
    enter, tip = (np.array([axis[k] for axis in axes]) for k in (1, 2))
    way = tip - enter
    far = lengths(way)
    boxes = np.concatenate([np.minimum(enter, tip), np.maximum(enter, tip)], axis=1)
    end, axis = Nearby(boxes).points(points, scene.px(limits.part_touch))
    off = points[end] - enter[axis]
    along = np.clip((off * way[axis]).sum(axis=1) / np.maximum(far[axis], 1e-9) ** 2, 0, 1)
    away = step(lengths(off - along[:, None] * way[axis]) / scene.unit)
    cosine = (directions[end] * way[axis]).sum(axis=1) / np.maximum(far[axis], 1e-9)
    on = (away <= limits.part_touch) & (step(cosine) >= limits.head_cosine)
    drawn = [(axes[a][0], linear[e // 2]) for e, a in zip(end[on].tolist(), axis[on].tolist(), strict=True)]
    on[on] = leading(scene, small, drawn, enter[axis[on]], tip[axis[on]])
    if not on.any():
        return {}
    found: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for e, a, d in zip(end[on].tolist(), axis[on].tolist(), away[on].tolist(), strict=True):
        found[axes[a][0]].append((d, e, a))
    heads = alone(scene, {i: {e for _, e, _ in entries} for i, entries in found.items()}, points)
    nearest: dict[int, tuple[float, str, int]] = {}
    for i in heads:
        if len({a for _, _, a in found[i]}) == 1:
            for d, e, a in found[i]:
                option = d, scene.elements[i].id, a
                nearest[e] = min(option, nearest.get(e, option))
    return {e: (axes[a][0], axes[a][2]) for e, (_, _, a) in nearest.items()}


def leading(scene: Scene, small: Corners, drawn: Sequence[tuple[int, int]], enter: Floats, tip: Floats) -> Bools:
    """Which heads, each `drawn` with a line, are at a shape that is no small one, from outside, or point at something.

    What is grouped with the head, and not with the line, is part of one picture with it.
    """
    found = np.zeros(len(tip), dtype=bool)
    shapes = [i for i in scene.shapes if i not in small]
    others = np.array([*shapes, *scene.texts], dtype=np.intp)
    rings, reach, sight = scene.rings(), scene.px(scene.limits.at_outline), scene.px(scene.limits.aimed)
    way = (tip - enter) / np.maximum(lengths(tip - enter), 1e-9)[:, None]
    k, row = Nearby(rings.boxes[others]).points(tip, sight)
    m = rings.measure(tip, way, k, others[row])
    points = np.array([len(small[head]) == TRIANGLE for head, _ in drawn], dtype=bool)[k]
    ahead = points & ~m.inside & (m.distance <= sight) & (step(m.towards) >= scene.limits.aside_cosine)
    at = (m.distance <= reach) & (points | (row < len(shapes)))
    to = (ahead | at) & ~rings.hold(enter, k, others[row])
    for one, other in zip(k[to].tolist(), others[row[to]].tolist(), strict=True):
        head, line = (set(scene.elements[i].group_ids) for i in drawn[one])
        found[one] |= (head - line).isdisjoint(scene.elements[other].group_ids)
    return found


def alone(scene: Scene, entered: Mapping[int, Set[int]], points: Floats) -> list[int]:
    """Those of the heads without words, that nothing declares, and with no ends at them but those that enter one."""
    forms, rings, reach = np.array(list(entered), dtype=np.intp), scene.rings(), scene.px(scene.limits.touches)
    end, k = Nearby(rings.boxes[forms]).points(points, reach)
    distance, inside = rings.off(points, end, forms[k])
    at = ((distance <= reach) | inside).nonzero()[0]
    entering = set().union(*entered.values())
    busy = {i for e, i in zip(end[at].tolist(), forms[k[at]].tolist(), strict=True) if e not in entering}
    busy |= set(forms[rings.around(rings.centres[list(scene.texts)], forms)[1]].tolist())
    declared = scene.bound()
    return [i for i in entered if i not in busy and scene.elements[i].id not in declared]

"""Which lines are things themselves: buses, at which arrows end?

What comes in: a scene and its things. What goes out: the things, with every bus and its name as one of them.

Rule `bus`: a long straight line, or an arrow with two heads, both ends of which lie in the open; two or more others end
on it squarely, of which one points at it; and one free text stands at its end, or is the only one beside it.

::

     ┌───┐    ┌───┐
     └─┬─┘    └─▲─┘
       ▼        │
    ───────────────────── name
           ▲
         ┌─┴─┐
         └───┘
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.scene import Scene, heads_of, is_bound
from graphkit.analysis.things import Thing, Things
from graphkit.elements import Arrow, with_fields
from graphkit.geometry import strip
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, Bools, Floats, lengths, step

ENDS = 2
"""Others that end on a bus, at least."""


def find(scene: Scene, things: Things, known: Set[int]) -> Things:
    """The things with the buses among them, none of which is `known` to connect."""
    if not things.free or not any(points_freely(scene, i) for i in scene.arrows):
        return things
    linear = [i for i in (*things.lines, *scene.arrows) if i not in things.of]
    asked = [i for i in linear if i not in known and may_be_one(scene, i)]
    if not asked or len(linear) <= ENDS:
        return things
    ends = np.array([(scene.paths[i][0], scene.paths[i][-1]) for i in asked])
    met = ended_on(scene, linear, asked, ends)
    if not met:
        return things
    open_ = in_the_open(scene, things, ends[met])
    named = {}
    for k, alone in zip(met, open_.tolist(), strict=True):
        text = name_of(scene, things, ends[k]) if alone else None
        if text is not None and text not in named:
            named[text] = asked[k], ends[k]
    return merged(scene, things, named) if named else things


def points_freely(scene: Scene, i: int) -> bool:
    """Whether an arrow has a head that declares nothing."""
    arrow = scene.elements[i]
    return isinstance(arrow, Arrow) and (
        (arrow.end_arrowhead is not None and arrow.end_binding is None)
        or (arrow.start_arrowhead is not None and arrow.start_binding is None)
    )


def may_be_one(scene: Scene, i: int) -> bool:
    """Whether a line or an arrow is straight and long, declares nothing, and does not point one way."""
    element, path = scene.elements[i], scene.paths[i]
    if isinstance(element, Arrow) and (
        is_bound(element) or (element.start_arrowhead is None) != (element.end_arrowhead is None)
    ):
        return False
    reach = math.dist(path[0], path[-1])
    return reach >= scene.px(scene.limits.bus_length) and reach >= scene.limits.straight * scene.length(i)


def ended_on(scene: Scene, linear: Sequence[int], asked: Sequence[int], ends: Floats) -> list[int]:
    """Which of the asked lines enough others end on squarely, one of them with a head; by their positions."""
    limits, reach = scene.limits, scene.px(scene.limits.meets)
    paths = [scene.paths[i] for i in linear]
    tips = np.array([(path[0], path[-1]) for path in paths]).reshape(-1, 2)
    before = np.array([(path[1], path[-2]) for path in paths]).reshape(-1, 2)
    points = np.array([head is not None for i in linear for head in heads_of(scene.elements[i])])
    owner = np.array(linear).repeat(2)
    boxes = np.concatenate([ends.min(axis=1), ends.max(axis=1)], axis=1)
    tip, k = Nearby(boxes).points(tips, AT_MOST * reach)
    others = owner[tip] != np.array(asked)[k]
    tip, k = tip[others], k[others]
    way = ends[k, 1] - ends[k, 0]
    long = lengths(way)
    off, came = tips[tip] - ends[k, 0], tips[tip] - before[tip]
    along = (off * way).sum(axis=1) / long
    away = np.abs(off[:, 0] * way[:, 1] - off[:, 1] * way[:, 0]) / long
    sine = np.abs(came[:, 0] * way[:, 1] - came[:, 1] * way[:, 0]) / np.maximum(lengths(came) * long, 1e-9)
    on = (step(away / scene.unit) <= limits.meets) & (sine >= limits.bus_sine)
    on &= (along > reach) & (along < long - reach)
    tip, k = tip[on], k[on]
    if len(tip) < ENDS:
        return []
    pointed = np.bincount(k, points[tip], len(asked)) > 0
    # Who ends there twice, is one.
    others = np.unique(k * len(scene.elements) + owner[tip]) // len(scene.elements)
    several = np.bincount(others, minlength=len(asked)) >= ENDS
    found: list[int] = (several & pointed).nonzero()[0].tolist()
    return found


def in_the_open(scene: Scene, things: Things, ends: Floats) -> Bools:
    """Of which lines both ends are at no thing but bare words, and at no end of another line or arrow."""
    points = ends.reshape(-1, 2)
    reach = scene.px(scene.limits.at_outline)
    words = set(things.free)
    rows = [row for row, (k, _) in enumerate(things.rings) if things.things[k].main not in words]
    rings = things.outlines.take(rows)
    closed = np.zeros(len(points), dtype=bool)
    point, ring = rings.near.points(points, reach)
    off, inside = rings.off(points, point, ring)
    holds = np.bincount(rings.near.points(rings.centres, 0.0)[1], minlength=len(rows))[ring] > 1
    closed[point[(off <= reach) | (inside & ~holds)]] = True
    tips = scene.tips((*scene.lines, *scene.arrows))
    point, _ = Nearby(np.concatenate([tips, tips], axis=1)).points(points, scene.px(scene.limits.touches))
    closed[np.bincount(point, minlength=len(points)) > 1] = True  # One of these is its own.
    return np.asarray(~closed.reshape(-1, 2).any(axis=1))


def name_of(scene: Scene, things: Things, line: Floats) -> int | None:
    """The free text at an end of a line, or else the only one beside it; None where there are none or several."""
    texts = np.array(things.free, dtype=np.intp)
    boxes = scene.rings().boxes[texts]
    low, high = line.min(axis=0), line.max(axis=0)
    reach = scene.px(scene.limits.bus_name)
    near = ((boxes[:, :2] <= high + reach) & (boxes[:, 2:] >= low - reach)).all(axis=1)
    texts = texts[near]
    close = shapely.dwithin(scene.areas(texts.tolist()), shapely.LineString(line), reach)
    texts = texts[close]
    way = line[1] - line[0]
    along = (scene.rings().centres[texts] - line[0]) @ way / (way @ way)
    at_end = texts[(along < 0) | (along > 1)]
    for some in (at_end, texts):
        if len(some) == 1:
            return int(some[0])
    return None


def merged(scene: Scene, things: Things, named: dict[int, tuple[int, Floats]]) -> Things:
    """The things, with each text in `named` made one with its line."""
    buses = {things.of[text]: (line, text) for text, (line, _) in named.items()}
    row_of = {things.of[text]: len(things.drawn) + n for n, text in enumerate(named)}
    hulls = [strip(begin, end, 0.1 * scene.unit) for begin, end in (ends.tolist() for _, ends in named.values())]
    rings: list[tuple[int, int]] = []
    place: list[int] = []
    for k, row in things.rings:
        if k in row_of:
            rings.append((k, row_of.pop(k)))
        place.append(len(rings))
        rings.append((k, row))
    lines = {line for line, _ in buses.values()}
    return with_fields(
        things,
        things=tuple(Thing(buses[k][0], buses[k]) if k in buses else thing for k, thing in enumerate(things.things)),
        of={**things.of, **{line: k for k, (line, _) in buses.items()}},
        free=tuple(text for text in things.free if text not in named),
        lines=tuple(i for i in things.lines if i not in lines),
        rings=tuple(rings),
        titles={place[one]: place[body] for one, body in things.titles.items()},
        drawn=things.drawn.joined(hulls),
    )

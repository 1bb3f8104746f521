"""Which lines are lifelines of a sequence diagram, and in which order do its messages follow?

What comes in: a scene and its things; later the connections. What goes out: the things with their lifelines as part of
them (`with_lifelines`), and the connections between lifelines numbered in the order of time (`numbered`).

Rules, by number:

1. A lifeline is a long straight line, or a long thin box without a name, that begins at the middle of a thing's side
   and runs away from it. It ends nowhere, or at a thing of the same name, which is the same party drawn again. An arrow
   whose head is in the open may be one too: it shows which way time goes.
2. There are two or more of them side by side, and an arrow goes from one to another across.
3. Thin boxes along a lifeline are part of it: they show when a party is busy.
4. Messages are numbered from 1 by where they lie along the lifelines, beginning at the parties that these hang from.
   Lifelines that are far from each other, and that no message joins, are those of two diagrams.

::

    ┌─────┐      ┌─────┐
    │  A  │      │  B  │        parties
    └──┬──┘      └──┬──┘
       │────────────▶         1
       │            ┃ (3)
       ◀╌╌╌╌╌╌╌╌╌╌╌╌┃         2
       │            │         lifelines (1)
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.scene import Scene, is_bound
from graphkit.analysis.things import Thing, Things
from graphkit.analysis.union import Union
from graphkit.elements import Arrow, Point, Rectangle, Text, Value, with_fields
from graphkit.geometry import paired, strip
from graphkit.nearby import Nearby
from graphkit.relations import Connection
from graphkit.rings import AT_MOST, Floats, Ints

PARTY = "party"
"""The rule by which a thing with a lifeline was put together."""


class Lifeline(Value, frozen=True):
    """A party's line in time."""

    thing: int
    """The party, by its position among the things."""
    elements: tuple[int, ...]
    begin: Point
    end: Point
    width: float
    """px, 0 for a line."""
    diagram: int
    """Lifelines side by side have the same number."""
    points: bool = False
    """Whether it has a head at its end."""


def with_lifelines(scene: Scene, things: Things, known: Set[int]) -> tuple[Things, list[Lifeline]]:
    """The things with their lifelines (rules 1 to 3); none in a drawing without arrows across parallel lines.

    What is `known` to connect is no lifeline.
    """
    pointing = [i for i in scene.arrows if headed(scene, i)]
    if not pointing:
        return things, []
    least = scene.px(scene.limits.lifeline_length)
    axes = [*line_axes(scene, things, known, least),
            *(axis for axis in box_axes(scene, things) if math.dist(axis.begin, axis.end) >= least)]  # fmt: skip
    if len(axes) > 1 and any(axis.points for axis in axes):
        axes = in_the_open(scene, things, axes)
    if len(axes) < 2 or not between_axes(scene, axes, pointing):
        return things, []
    hung = hang(scene, things, axes)
    kept = [lifeline for side in beside_each_other(scene, hung) for lifeline in crossed(scene, side, pointing)]
    return merge(scene, things, kept) if kept else (things, [])


def headed(scene: Scene, i: int) -> bool:
    """Whether a linear element has an arrowhead."""
    element = scene.elements[i]
    return isinstance(element, Arrow) and (element.start_arrowhead or element.end_arrowhead) is not None


def line_axes(scene: Scene, things: Things, known: Set[int], least: float) -> list[Lifeline]:
    """Straight lines, and arrows without heads or with one that declare nothing, that are not `known` to connect.

    They are `least` px long, or longer.
    """
    found = []
    for i in (*things.lines, *(i for i in scene.arrows if i not in known)):
        path, element = scene.paths[i], scene.elements[i]
        if (reach := math.dist(path[0], path[-1])) < least:
            continue
        if reach >= scene.limits.straight * scene.length(i) > 0:
            begin, end, points = path[0], path[-1], False
            if isinstance(element, Arrow):
                heads = element.start_arrowhead is not None, element.end_arrowhead is not None
                if all(heads) or (is_bound(element) and any(heads)):
                    continue
                begin, end, points = (end, begin, True) if heads[0] else (begin, end, heads[1])
            found.append(Lifeline(-1, (i,), begin, end, 0.0, -1, points))
    return found


def in_the_open(scene: Scene, things: Things, axes: Sequence[Lifeline]) -> list[Lifeline]:
    """The axes without the arrows that have a thing near their head."""
    tips = np.array([axis.end for axis in axes])
    near = set(things.outlines.near.points(tips, scene.px(scene.limits.lifeline_hangs))[0].tolist())
    return [axis for k, axis in enumerate(axes) if not axis.points or k not in near]


def box_axes(scene: Scene, things: Things) -> list[Lifeline]:
    """Long thin boxes that are things by themselves, from the middle of one short side to that of the other."""
    limits = scene.limits
    found = []
    for i in scene.shapes:
        element = scene.elements[i]
        if type(element) is not Rectangle or len(things.things[things.of[i]].elements) > 1:
            continue
        short, long = sorted((abs(element.width), abs(element.height)))
        if short * limits.lifeline_slim <= long and short <= scene.px(limits.lifeline_width):
            begin, end, width = box_axis(paired(scene.outlines[i]))
            found.append(Lifeline(-1, (i,), begin, end, width, -1))
    return found


def box_axis(ring: Sequence[Point]) -> tuple[Point, Point, float]:
    """The longer middle line of a box, and its breadth."""
    around = shapely.get_coordinates(shapely.oriented_envelope(shapely.Polygon(ring))).tolist()
    if len(around) < 5:  # A box without breadth, or without any extent.
        return tuple(around[0]), tuple(around[-1]), 0.0
    around = around[:4]
    middles = [
        ((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in zip(around, around[1:] + around[:1], strict=True)
    ]
    one, two = middles[::2], middles[1::2]
    if math.dist(*one) < math.dist(*two):
        one, two = two, one
    return one[0], one[1], math.dist(*two)


def between_axes(scene: Scene, axes: Sequence[Lifeline], pointing: Sequence[int]) -> bool:
    """Whether any arrow may go from one axis to another: what rule 2 asks for, but quickly told by boxes."""
    around = np.array([(*axis.begin, *axis.end) for axis in axes]).reshape(-1, 2, 2)
    boxes = np.concatenate([around.min(axis=1), around.max(axis=1)], axis=1)
    ends = scene.tips(pointing)
    reach = AT_MOST * scene.px(scene.limits.lifeline_reach) + max(axis.width for axis in axes)
    at: dict[int, set[int]] = defaultdict(set)
    for end, axis in zip(*(found.tolist() for found in Nearby(boxes).points(ends, reach)), strict=True):
        at[end].add(axis)
    return any(end % 2 == 0 and end + 1 in at and len(found | at[end + 1]) > 1 for end, found in at.items())


def hang(scene: Scene, things: Things, axes: Sequence[Lifeline]) -> list[Lifeline]:
    """The axes that hang from a party, beginning at it (rule 1)."""
    parties = at_middles(scene, things, axes)
    found = []
    for k, axis in enumerate(axes):
        first, last = (nearest(scene, things, parties[e]) for e in (2 * k, 2 * k + 1))
        if axis.points and first is None:
            continue
        if first is None or (last is not None and upside_down(scene, things, first, axis)):
            first, last, axis = last, first, with_fields(axis, begin=axis.end, end=axis.begin)
        if first is None:
            continue
        if last is None or said(scene, things, first) == said(scene, things, last) != "":
            again = () if last is None else things.things[last].elements
            found.append(with_fields(axis, thing=first, elements=(*axis.elements, *again)))
    return found


def at_middles(scene: Scene, things: Things, axes: Sequence[Lifeline]) -> list[dict[int, float]]:
    """For both ends of every axis the things that it runs away from, at the middle of their side, and how far it is."""
    limits = scene.limits
    rings, reach = things.outlines, scene.px(limits.lifeline_hangs)
    points = np.array([(axis.begin, axis.end) for axis in axes])
    length, width = np.array([(math.dist(axis.begin, axis.end), axis.width) for axis in axes]).T
    ways = points[:, 1] - points[:, 0]
    ways /= np.linalg.norm(ways, axis=1)[:, None]
    ways, points = np.stack([ways, -ways], axis=1).reshape(-1, 2), points.reshape(-1, 2)
    end, row = rings.near.points(points, reach)
    own = np.array([things.of.get(axis.elements[0], -1) for axis in axes])
    thing = np.array([thing for thing, _ in things.rings], dtype=np.intp)
    others = thing[row] != own[end // 2]
    end, row = end[others], row[others]
    low, high, left, right = rings.spans(points, ways, end, row)
    fits = (abs(right + left) / 2 <= limits.off_middle * (right - left)) & (right - left > 2 * width[end // 2])
    fits &= (high <= reach) & (high - low < length[end // 2])
    end, row = end[fits], row[fits]
    parties: list[dict[int, float]] = [{} for _ in points]
    distances = rings.off(points, end, row)[0].tolist()
    for e, party, distance in zip(end.tolist(), thing[row].tolist(), distances, strict=True):
        parties[e][party] = min(distance, parties[e].get(party, math.inf))
    return parties


def nearest(scene: Scene, things: Things, parties: Mapping[int, float]) -> int | None:
    """The nearest of several things."""

    def order(thing: int) -> tuple[float, str]:
        return round(parties[thing] / scene.unit, 3), scene.elements[things.things[thing].main].id

    return min(parties, key=order, default=None)


def said(scene: Scene, things: Things, thing: int) -> str:
    """The words in a thing."""
    return " ".join(e.label for i in things.things[thing].elements if isinstance(e := scene.elements[i], Text))


def once(scene: Scene, texts: Sequence[int]) -> list[int]:
    """The texts without those that say again what one before says: the names of parties that are drawn again."""
    words: dict[str, int] = {}
    for i in texts:
        element = scene.elements[i]
        words.setdefault(element.label if isinstance(element, Text) else "", i)
    return list(words.values())


def upside_down(scene: Scene, things: Things, party: int, axis: Lifeline) -> bool:
    """Whether an axis leads upwards, as the words of a party stand."""
    words = [e for i in things.things[party].elements if isinstance(e := scene.elements[i], Text)]
    angle = words[0].angle if words else 0.0
    return (axis.end[1] - axis.begin[1]) * math.cos(angle) < (axis.end[0] - axis.begin[0]) * math.sin(angle)


def beside_each_other(scene: Scene, hung: Sequence[Lifeline]) -> list[list[Lifeline]]:
    """Rule 2: sets of two or more parallel lifelines that run beside each other and hang the same way."""
    limits = scene.limits
    if len(hung) < 2:
        return []
    begin, end = np.array([h.begin for h in hung]), np.array([h.end for h in hung])
    reach = np.linalg.norm(end - begin, axis=1)
    way = (end - begin) / reach[:, None]
    parallel = math.cos(math.radians(limits.lifeline_slant))
    union = Union()
    for one, lifeline in enumerate(hung):
        low, high = (begin - begin[one]) @ way[one], (end - begin[one]) @ way[one]
        shared = np.minimum(high, reach[one]) - np.maximum(low, 0)
        fits = (way @ way[one] >= parallel) & (shared >= limits.lifeline_beside * np.minimum(reach, reach[one]))
        union.join([one, *(k for k in np.flatnonzero(fits).tolist() if hung[k].thing != lifeline.thing)])
    sets: dict[int, list[Lifeline]] = defaultdict(list)
    for k, lifeline in enumerate(hung):
        sets[union.find(k)].append(with_fields(lifeline, diagram=union.find(k)))
    return [found for found in sets.values() if len({h.thing for h in found}) > 1]


def crossed(scene: Scene, lifelines: list[Lifeline], pointing: Sequence[int]) -> list[Lifeline]:
    """Rule 2: the lifelines, where an arrow goes from one of them to another across; else none."""
    limits = scene.limits
    ends = np.array([(scene.paths[i][0], scene.paths[i][-1]) for i in pointing])
    at = closest(lifelines, ends.reshape(-1, 2), scene.px(limits.lifeline_reach)).reshape(-1, 2)
    between = ends[:, 1] - ends[:, 0]
    cosine = np.abs(between @ along(lifelines)) / np.maximum(np.linalg.norm(between, axis=1), 1e-9)
    party = np.array([h.thing for h in lifelines])[at]
    across = (at >= 0).all(axis=1) & (party[:, 0] != party[:, 1]) & (cosine <= limits.message_cosine)
    return lifelines if across.any() else []


def along(lifelines: Sequence[Lifeline]) -> Floats:
    """The direction in which parallel lifelines go, taken together: that of time."""
    ways = np.array([np.subtract(h.end, h.begin) / math.dist(h.begin, h.end) for h in lifelines])
    way = ways.sum(axis=0)
    return np.asarray(way / np.linalg.norm(way))


def closest(lifelines: Sequence[Lifeline], points: Floats, limit: float) -> Ints:
    """The nearest lifeline within `limit` px of each point, or -1."""
    axes = np.array([shapely.LineString([h.begin, h.end]) for h in lifelines])
    half = np.array([h.width for h in lifelines]) / 2
    distance = shapely.distance(np.asarray(shapely.points(points))[:, None], axes[None, :]) - half[None, :]
    best = distance.argmin(axis=1)
    return np.where(distance[np.arange(len(points)), best] <= limit, best, -1)


def merge(scene: Scene, things: Things, lifelines: list[Lifeline]) -> tuple[Things, list[Lifeline]]:
    """The things with their lifelines, and with the thin boxes on these (rule 3)."""
    party_of = {things.of[i]: h.thing for h in lifelines for i in h.elements if i in things.of}
    party_of |= {things.of[i]: h.thing for h, bars in zip(lifelines, bars_on(scene, things, lifelines), strict=True)
                 for i in bars}  # fmt: skip
    party_of = {k: party for k, party in party_of.items() if k != party and party not in party_of}
    kept = [k for k in range(len(things.things)) if k not in party_of]
    position = {k: n for n, k in enumerate(kept)}
    position |= {k: position[party] for k, party in party_of.items()}
    extra: dict[int, set[int]] = defaultdict(set)
    for k in party_of:
        extra[position[k]].update(things.things[k].elements)
    for h in lifelines:
        extra[position[h.thing]].update(i for i in h.elements if i not in things.of)
    made = [
        Thing(thing.main, (*thing.elements, *sorted(extra[n])), PARTY) if n in extra else thing
        for n, thing in enumerate(things.things[k] for k in kept)
    ]
    taken = {i for found in extra.values() for i in found}
    lines = [h for h in lifelines if not h.width]
    drawn = things.drawn.joined([strip(h.begin, h.end, 0.1 * scene.unit) for h in lines]) if lines else things.drawn
    rows = [(position[h.thing], row) for row, h in enumerate(lines, len(things.drawn))]
    return Things(
        things=tuple(made),
        of={i: n for n, thing in enumerate(made) for i in thing.elements},
        # Words with a lifeline are a party, and label nothing.
        free=tuple(i for i in things.free if position.get(things.of[i]) not in extra),
        lines=tuple(i for i in things.lines if i not in taken),
        rings=(*((position[k], row) for k, row in things.rings), *rows),
        titles=things.titles,
        drawn=drawn,
    ), [with_fields(h, thing=position[h.thing]) for h in lifelines]


def bars_on(scene: Scene, things: Things, lifelines: Sequence[Lifeline]) -> list[list[int]]:
    """Rule 3: the boxes without a name that lie along each lifeline."""
    limits = scene.limits
    found: list[list[int]] = [[] for _ in lifelines]
    boxes = [
        i for i in scene.shapes
        if type(scene.elements[i]) is Rectangle
        and min(abs(scene.elements[i].width), abs(scene.elements[i].height)) <= scene.px(limits.lifeline_width)
        and len(things.things[things.of[i]].elements) == 1
    ]  # fmt: skip
    if boxes:
        parallel = math.cos(math.radians(limits.lifeline_slant))
        axes = [shapely.LineString([h.begin, h.end]) for h in lifelines]
        centres = shapely.points([middle(paired(scene.outlines[i])) for i in boxes])
        near = shapely.STRtree(axes).query(centres, "dwithin", distance=scene.px(limits.lifeline_width / 2))
        for box, k in zip(*near, strict=True):
            begin, end, _ = box_axis(paired(scene.outlines[boxes[box]]))
            way = np.subtract(lifelines[k].end, lifelines[k].begin)
            if abs(np.dot(np.subtract(end, begin), way)) >= parallel * math.dist(begin, end) * math.hypot(*way):
                found[k].append(boxes[box])
    return found


def middle(ring: Sequence[Point]) -> Point:
    """The mean of a ring's corners."""
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def numbered(
    scene: Scene, things: Things, lifelines: Sequence[Lifeline], connections: list[Connection],
    paths: Mapping[str, Sequence[Point]],
) -> list[Connection]:  # fmt: skip
    """The connections, those between lifelines with their place in time (rule 4)."""
    if not lifelines or not connections:
        return connections
    ends = np.array([(paths[c.key][0], paths[c.key][-1]) for c in connections])
    at = closest(lifelines, ends.reshape(-1, 2), scene.px(2 * scene.limits.lifeline_reach)).reshape(-1, 2).tolist()
    diagrams = {h.diagram for h in lifelines}
    time = {diagram: along([h for h in lifelines if h.diagram == diagram]) for diagram in diagrams}
    messages: list[tuple[int, float, str]] = []
    union = Union()
    for c, (one, two), middles in zip(connections, at, ends.mean(axis=1), strict=True):
        if min(one, two) < 0:
            continue
        if [lifelines[k].thing for k in (one, two)] == [things.of[scene.index[e.target]] for e in (c.start, c.end)]:
            when = round(float(middles @ time[lifelines[one].diagram]) / scene.unit, 3)
            messages.append((one, when, c.key))
            union.pair(one, two)
    for diagram, way in time.items():
        for one, two in next_to_each_other(scene, lifelines, diagram, way):
            union.pair(one, two)
    place: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for one, when, key in messages:
        place[union.find(one)].append((when, key))
    number = {key: n for found in place.values() for n, (_, key) in enumerate(sorted(found), 1)}
    return [with_fields(c, sequence=number.get(c.key)) for c in connections]


def next_to_each_other(
    scene: Scene, lifelines: Sequence[Lifeline], diagram: int, way: Floats
) -> Iterator[tuple[int, int]]:
    """The lifelines of a diagram that are next to each other, and not far (rule 4)."""
    across = np.array([way[1], -way[0]])
    places = sorted((float(np.array(h.begin) @ across), k) for k, h in enumerate(lifelines) if h.diagram == diagram)
    for (here, one), (there, two) in itertools.pairwise(places):
        if there - here <= scene.px(scene.limits.lifeline_apart):
            yield one, two

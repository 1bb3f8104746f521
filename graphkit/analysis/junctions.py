"""Which strokes make up one connector, and where does one connector branch off another?

What comes in: a scene, the targets, and the arrows and lines as connectors, each drawn with one element. What goes out:
the connectors that people see: joined to one where they meet, or to one for each pair of things that they join.

Two connectors meet where an end of one lies at an end of the other, or on its path, and at no thing; where one goes on
from the other straight, words beside it and what lies ahead are passed by. An end with an arrowhead meets others only
on a path: after an arrowhead nothing goes on. What comes upon a path at a flat angle runs beside it, but for the tail
of an arrow that goes the way of the other and leaves it. All that meet make a net (`nets`); its tips are the ends that
meet nothing, and so look for things. Rules, by number:

1. A tip with an arrowhead is a target. A tip whose connector has its other arrowhead in the net is a source. Any other
   tip is plain: a source where the net has targets, a target where it has sources only.
2. Chain: two tips that can be source and target, or are both plain, are one connector along all that lies between; an
   arrow in pieces is one even where its tail is at no thing, but where its last piece alone would begin at one, or
   meets the others at a sharp corner.
3. Fork and merge: one source and several targets, or several sources and one target, are a connector for each pair.
4. Tree: where all tips are plain and there are three or more, the root is the one from which all others lead away, or
   else the only one from which they lead aside; it has a connector with each of them.
5. A net is left as it was drawn where it has several sources and several targets, a loop, or no root, and where arrows
   only touch a line that joins two things itself. Lines that meet others with an end connect nothing then.
6. A bar that a trunk meets (`trunks`) is two branches, one from there to each of its ends, and joins no two things by
   itself. Where no trunk can be made out by that, what crosses is left apart.
7. The main element of a connector is the one with an arrowhead that serves the fewest of them; else the one at its
   leaf.

::

         ┌──┐           ●──────┬────▶         ●╲                      ┌────┐
         │  └──▶    fork (3)   └────▶           ●────▶  merge (3)     │root│  tree (4, 6)
    ●────┘                                    ●╱                      └─┬──┘
       chain (2)                                                  ┌─────┼─────┐
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from typing import NamedTuple

import numpy as np

from graphkit.analysis.connectors import Connector
from graphkit.analysis.ends import Targets
from graphkit.analysis.nets import Meetings, Net, Piece, Steps, components, lay_out, meetings, way
from graphkit.analysis.scene import Scene
from graphkit.analysis.sights import Found, Tips, along, in_middles
from graphkit.analysis.trunks import trunks
from graphkit.analysis.union import Union
from graphkit.elements import Arrow, Point, with_fields
from graphkit.nearby import near_each_other
from graphkit.relations import points_at
from graphkit.rings import Bools, Floats, step

MOST = 40
"""Tips of a net, beyond which it is a picture and not a connector."""
STROKES = 6
"""Lines of a chain without arrowheads, beyond which it is a curve and not a connector."""


def join(scene: Scene, targets: Targets, connectors: Sequence[Connector]) -> Sequence[Connector]:
    """The connectors as people see them; those that know what they join are left as they are."""
    limits = scene.limits
    known = [c for c in connectors if c.known is not None]
    if known:
        connectors = [c for c in connectors if c.known is None]
    if len(connectors) < 2:
        return in_order(scene, connectors, known)
    declared = declaring(scene, connectors)
    if declared.all():
        return in_order(scene, connectors, known)
    paths = [c.path for c in connectors]
    tips = points, directions, _ = targets.sights.tips(connectors)
    pointing = np.array([points for c in connectors for points in points_at(c.start_arrowhead, c.end_arrowhead)])
    passing = going_on(scene, tips, pointing)
    engaged, aimed, passed = at_things(scene, targets, connectors, declared, passing)
    arrow = np.array([c.arrow for c in connectors]).repeat(2)
    reach = np.where(arrow, scene.px(limits.meets_arrow), scene.px(limits.meets))
    reach = np.where(engaged, np.where(aimed, scene.px(limits.meets_aimed), 0.0), reach)
    # A connector runs along its main element, or a part of it.
    boxes = scene.rings().boxes.take([c.main for c in connectors], axis=0)
    flow = pointing[1::2].astype(np.intp) - pointing[::2]
    meet = meetings(scene, paths, boxes, tips, reach, aimed | pointing, flow)
    crossed, across, ended_on = trunks(scene, connectors, meet, tips, declared, pointing)
    if not meet.ends and not meet.paths and not crossed:
        return in_order(scene, connectors, known)
    passed[sharp(scene, meet, directions)] = True
    engaged[list(meet.paths)] = False
    with_trunks = with_fields(meet, crossings=crossed)
    sets = components(range(len(connectors)), with_trunks)
    # Only where nothing points is it asked which ends lead nowhere.
    plain = any(not any(pointed(connectors[k]) for k in members) for members in sets)
    loose = overhanging(scene, targets, points, directions) if plain else np.zeros(len(points), dtype=bool)

    def meant(members: list[int], meet: Meetings, bars: Set[int]) -> list[Connector]:
        net = lay_out(scene, paths, members, meet, points)
        return read(scene, connectors, net, bars, directions, engaged, passed, loose) if net is not None else []

    left = dict(enumerate(connectors))
    joined: list[Connector] = []
    for members in sets:
        readings = [(members, meant(members, with_trunks, across | ended_on))]
        if not readings[0][1] and not crossed.keys().isdisjoint(members):  # Rule 6
            readings = [(apart, meant(apart, meet, ended_on)) for apart in components(members, meet)]
        for together, made in readings:
            used = {i for connector in made for i in connector.elements}
            for k in together:
                connector = connectors[k]
                meeting = any(e in meet.ends or e in meet.paths for e in (2 * k, 2 * k + 1))
                if connector.main in used or (not connector.arrow and (made or meeting)):  # Rule 5
                    del left[k]
            joined += made
    return in_order(scene, [*left.values(), *joined], known)


def in_order(scene: Scene, connectors: Sequence[Connector], others: Sequence[Connector]) -> Sequence[Connector]:
    """All connectors in the order of their main elements, the one drawn with the fewest first."""
    if others:
        connectors = [*connectors, *others]
    if all(one.main < two.main for one, two in itertools.pairwise(connectors)):
        return connectors

    def order(connector: Connector) -> tuple[int, int, list[str]]:
        ids = [scene.elements[i].id for i in connector.elements]
        return connector.main, len(connector.elements), ids

    return sorted(connectors, key=order)


def pointed(connector: Connector) -> bool:
    """Whether a connector points anywhere."""
    return any(points_at(connector.start_arrowhead, connector.end_arrowhead))


def declaring(scene: Scene, connectors: Sequence[Connector]) -> Bools:
    """Which ends declare what they are at."""
    found: list[bool] = []
    for connector in connectors:
        element = scene.elements[connector.main]
        if isinstance(element, Arrow):
            for binding in (element.start_binding, element.end_binding):
                found.append(binding is not None and binding.element_id in scene.index)
        else:
            found += (False, False)
    return np.array(found)


class Passing(NamedTuple):
    """Which ends go on to another end, and lead to nothing that is near: true or false for each end."""

    straight: Bools
    """Another end goes on from it straight, and no third."""
    points: Bools
    """The same, where what it is an end of, or the other, points."""
    corner: Bools
    """Another end meets it, as at a corner, and no third, and what is drawn so, piece by piece, points."""


def at_things(
    scene: Scene, targets: Targets, connectors: Sequence[Connector], declared: Bools, passing: Passing
) -> tuple[Bools, Bools, Bools]:
    """Which ends are at a thing, or declare one, and so meet no other connector.

    And which of them are ends of lines that only lead there: another connector may lie before the thing. Where another
    goes on from an end straight, what lies before it and words beside it are passed by; so is a shape beside it, where
    one of both points. At a corner of an arrow in pieces only what is touched counts, or has it inside, and no words,
    and what ends come upon at the tip of its rounded corner; third come the ends that pass by something there.
    """
    limits, tips = scene.limits, targets.sights.tips(connectors)
    at = declared.copy()
    merely = np.zeros(len(at), dtype=bool)
    if not len(targets.rings):
        return at, merely, merely
    # What declares a thing needs no look at the others; only lines merely lead, and these declare nothing.
    end, ring, m = targets.sights.around(connectors, (~at).nonzero()[0])
    arrow = np.array([c.arrow for c in connectors])[end // 2]
    aimed = ~m.inside & (m.ahead <= np.where(arrow, scene.px(limits.aimed_arrow), scene.px(limits.aimed)))
    text = targets.text[ring]
    middle = in_middles(targets.rings, tips[0], (end, ring, m), scene.unit, limits)
    within = m.inside & ((targets.holds[ring] == 0) | middle)
    body = (m.distance <= scene.px(limits.line_gap)) | within | aimed
    words = (m.distance <= scene.px(limits.at_outline / 2)) | m.inside | aimed
    stands = np.where(text, words, body & (targets.title[ring] < 0))
    # Lines in pieces were drawn up to what stands along them; of an arrow, nobody sees where its pieces meet.
    side = (
        ~passing.points[end] & (m.distance <= scene.px(limits.line_gap))
        & (step(np.abs(m.towards)) < limits.aside_cosine)
    )  # fmt: skip
    touches = m.distance <= scene.px(limits.touches)
    stands &= m.inside | (~text & (side | touches)) | ~passing.straight[end]
    passed = np.zeros(len(at), dtype=bool)
    if passing.corner.any():
        cornered = passing.corner[end]
        passed[end[stands & cornered]] = True
        stands &= ~cornered | touched(scene, targets, tips, (end, ring, m), within)
    at[end[stands]] = True
    merely[end[aimed & ~arrow]] = True
    merely[end[stands & ~aimed]] = False
    return at, merely & at, passed & ~at


def touched(scene: Scene, targets: Targets, tips: Tips, found: Found, within: Bools) -> Bools:
    """What corners of arrows in pieces are at, of what was found: what they touch, come right upon, or lie `within`.

    What comes upon the tip of a rounded corner is in the box of the shape. Words have corners on them, not in them.
    """
    (points, directions, _), (end, ring, m), limits = tips, found, scene.limits
    text, close = targets.text[ring], m.distance <= scene.px(limits.line_gap)
    boxes, to_middle = targets.rings.boxes[ring], targets.rings.centres[ring] - points[end]
    boxed = (np.abs(to_middle) <= (boxes[:, 2:] - boxes[:, :2]) / 2 + scene.px(limits.touches)).all(axis=1)
    upon = boxed & (step((to_middle * directions[end]).sum(axis=1) / scene.unit) > 0) & ~text & close
    before = (m.distance <= scene.px(limits.touches)) | (~m.inside & (upon | (m.ahead <= scene.px(limits.line_gap))))
    return np.where(text, before & ~m.inside, before | within)


def going_on(scene: Scene, tips: Tips, pointing: Bools) -> Passing:
    """Which ends without a head another such end goes on from."""
    points, directions, _ = tips
    plain = (~pointing).nonzero()[0]
    a, b = near_each_other(points[plain], scene.px(scene.limits.touches))
    a, b = plain[a], plain[b]
    other = a // 2 != b // 2
    a, b = a[other], b[other]
    back = step((directions[a] * directions[b]).sum(axis=1))
    straight = back <= -math.cos(math.radians(scene.limits.break_angle)) + 1e-6
    one = straight & (np.bincount(a, minlength=len(points))[a] == 1)
    found = Passing(*np.zeros((3, len(points)), dtype=bool))
    found.straight[a[one]] = True
    found.points[a[one]] = pointing[a[one] ^ 1] | pointing[b[one] ^ 1]
    corner = (back <= scene.limits.meets_corner) & (np.bincount(a, minlength=len(points))[a] == 1)
    drawn = Union()
    for k, other_k in zip((a[corner] // 2).tolist(), (b[corner] // 2).tolist(), strict=True):
        drawn.pair(k, other_k)
    leading = {drawn.find(k) for k in (pointing.nonzero()[0] // 2).tolist()}
    found.corner[[e for e in a[corner].tolist() if drawn.find(e // 2) in leading]] = True
    return found


def sharp(scene: Scene, meet: Meetings, directions: Floats) -> list[int]:
    """Which ends meet another at a sharp corner."""
    pairs = [(e, f) for e, others in meet.ends.items() for f in others]
    if not pairs:
        return []
    a, b = np.array(pairs, dtype=np.intp).T
    at: list[int] = a[step((directions[a] * directions[b]).sum(axis=1)) > scene.limits.meets_corner].tolist()
    return at


def overhanging(scene: Scene, targets: Targets, points: Floats, directions: Floats) -> Bools:
    """Which ends have nothing ahead of them, and nothing near them."""
    limits = scene.limits
    loose = np.ones(len(points), dtype=bool)
    if len(targets.rings):
        near = targets.rings.near
        loose[near.met(points, directions * scene.px(limits.dangling_sight))[0]] = False
        loose[near.points(points, scene.px(limits.dangling_reach))[0]] = False
    return loose


def read(
    scene: Scene, connectors: Sequence[Connector], net: Net, bars: Set[int], directions: Floats, engaged: Bools,
    passed: Bools, loose: Bools,
) -> list[Connector]:  # fmt: skip
    """The connectors that a net means; none where it is left as it was drawn (rule 5). Trunks meet the `bars`."""
    heads = [k for k in net.members if pointed(connectors[k])]
    open_tail = len(net.tips) == 2 and not any(passed[e] for k in heads for e in (2 * k, 2 * k + 1))
    ends_of_lines = {e for ends in net.tips.values() for e in ends if not connectors[e // 2].arrow}
    if not any(pointed(connectors[k]) for k in net.members):
        tips = [tip for tip, ends in net.tips.items() if not all(loose[e] and e in ends_of_lines for e in ends)]
        name = {tip: min((scene.elements[connectors[e // 2].main].id, e % 2) for e in net.tips[tip]) for tip in tips}
        pairs = undirected(scene, net, sorted(tips, key=name.__getitem__), directions)
    elif open_tail or all(engaged[e] for e in ends_of_lines):
        pairs = directed(net, {tip: part(connectors, ends, bars) for tip, ends in net.tips.items()}, bars)
    else:
        pairs = []
    ways = [way(net, source, target) for source, target in pairs]
    serves = Counter(k for steps in ways for k in {piece.path for piece, _ in steps})
    return [assemble(scene, connectors, steps, serves) for steps in ways]


def part(connectors: Sequence[Connector], ends: Sequence[int], bars: Set[int]) -> str:
    """Rule 1: what the ends at one tip can be together: source, target or plain; empty where they disagree."""
    found = set()
    for e in ends:
        heads = points_at(connectors[e // 2].start_arrowhead, connectors[e // 2].end_arrowhead)
        other = heads[1 - e % 2] and e // 2 not in bars  # Rule 6
        found.add({(False, False): "plain", (True, False): "target", (False, True): "source"}.get(
            (heads[e % 2], other), ""))  # fmt: skip
    return found.pop() if len(found) == 1 else ""


def directed(net: Net, role: dict[int, str], bars: Set[int]) -> list[tuple[int, int]]:
    """Rules 2 and 3: the pairs of source and target; none where rule 5 leaves the net."""
    plain = {e for tip, ends in net.tips.items() if role[tip] == "plain" for e in ends if e // 2 not in bars}
    if "" in role.values() or any(e ^ 1 in plain for e in plain):
        return []
    by_role: dict[str, list[int]] = defaultdict(list)
    for tip in sorted(role):
        by_role[role[tip]].append(tip)
    sources, targets = by_role["source"], by_role["target"]
    if targets:
        sources = sorted([*sources, *by_role["plain"]])
    else:
        targets = by_role["plain"]
    if min(len(sources), len(targets)) != 1 or len(role) > MOST:
        return []
    return [(source, target) for source in sources for target in targets]


def undirected(scene: Scene, net: Net, tips: list[int], directions: Floats) -> list[tuple[int, int]]:
    """Rules 2 and 4: both tips of a chain, or the root of a tree with each leaf; none where rule 5 leaves the net."""
    if not 2 <= len(tips) <= MOST or len(net.members) > STROKES + 2 * (len(tips) - 2):
        return []
    if len(tips) == 2:
        return [(tips[0], tips[1])]
    ways = np.array([np.mean([directions[e] for e in net.tips[tip]], axis=0) for tip in tips])
    cosine = ways @ ways.T
    np.fill_diagonal(cosine, -1.0)
    nearest = cosine.max(axis=1)
    roots = np.flatnonzero(nearest <= scene.limits.root_cosine)
    if not len(roots):
        roots = np.flatnonzero(nearest <= scene.limits.trunk_cosine)
    if len(roots) != 1:
        return []
    root = tips[int(roots[0])]
    return [(root, leaf) for leaf in tips if leaf != root]


def assemble(scene: Scene, connectors: Sequence[Connector], steps: Steps, serves: Counter[int]) -> Connector:
    """One connector along pieces, from its source (or root) to its target; `serves` counts the connectors of a path."""
    path: list[Point] = []
    for piece, forward in steps:
        stretch = between(connectors[piece.path].path, piece.low, piece.high)
        path += stretch if forward else stretch[::-1]
    order = list(dict.fromkeys(piece.path for piece, _ in steps))

    def rank(k: int) -> tuple[bool, int, bool, bool, str]:
        """Rule 7: the highest is the main one."""
        points = pointed(connectors[k])
        return (points, -serves[k] if points else 0, connectors[k].arrow,
                serves[k] == 1 and k == order[-1], scene.elements[connectors[k].main].id)  # fmt: skip

    main = max(order, key=rank)
    heads = [head for k in reversed(order) for head in pointing_heads(connectors[k])]
    first, last = (steps[0][0], not steps[0][1]), steps[-1]
    start, end = outer_head(connectors, *first), outer_head(connectors, *last)
    if heads and end not in heads:
        end = heads[0]
    return Connector(
        main=connectors[main].main,
        elements=(*connectors[main].elements, *(i for k in order if k != main for i in connectors[k].elements)),
        path=path,
        start_arrowhead=start,
        end_arrowhead=end,
        arrow=any(connectors[k].arrow for k in order),
        drawn={i: way for k in order for i, way in connectors[k].drawn.items()},
    )


def pointing_heads(connector: Connector) -> list[str | None]:
    """Those of its arrowheads that point, the end's first."""
    heads = connector.start_arrowhead, connector.end_arrowhead
    return [head for head, points in zip(heads, points_at(*heads), strict=True) if points][::-1]


def outer_head(connectors: Sequence[Connector], piece: Piece, end: bool) -> str | None:
    """What is drawn at the end (or the start) of the path of a piece that ends there."""
    connector = connectors[piece.path]
    return connector.end_arrowhead if end else connector.start_arrowhead


def between(path: Sequence[Point], low: float, high: float) -> list[Point]:
    """The part of a polyline between two distances from its first point."""
    steps = [math.dist(a, b) for a, b in itertools.pairwise(path)]
    low, high = max(low, 0.0), min(high, sum(steps))
    inner = [p for p, so_far in zip(path[1:], itertools.accumulate(steps), strict=True) if low < so_far < high]
    first, last = along(path, steps, low), along(path, steps, high)
    return [first, *inner, last] if low < high else [first]

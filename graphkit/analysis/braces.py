"""Which lines are braces and brackets, and what do they join?

What comes in: a scene, the targets, and the arrows and lines as connectors. What goes out: the connectors without the
braces, and one for each thing in a brace, from what stands at its tip, or from the arrow that leads there.

Rules, by number:

1. A brace is a line of five points or more that keeps to one side of the way between its ends, goes along beside it,
   has its tip in the middle, and is hollow on both sides of that. It connects nothing else.
2. A bracket is a line of four points with parallel legs of one length, neither of which touches a shape. It is one only
   where something stands at its back, and two things or more in it. Strokes of the pen are both without their jitter,
   where they hold two things or more, or one that is about as long.
3. In it is what lies on the open side, as far along as the brace goes, with nothing in between; or else the one thing
   of which the brace marks a part.
4. At its tip is the nearest thing on the other side, beside the tip; or an arrow that begins or ends there, which then
   leads from or to each thing in the brace.

::

            ╭ one                 ┌ one
    whole  ─┤ two         whole   │
            ╰ three               └ two
              1                     2
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from graphkit.analysis import labels
from graphkit.analysis.connectors import Connector
from graphkit.analysis.ends import Targets
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Freedraw, Line, Point, Text, with_fields
from graphkit.rings import AT_MOST, Floats

RULE = "brace"
"""The rule by which a brace joins what it joins."""
LINES = 3
"""Lines of a text, from which it is no label."""


@dataclass(frozen=True, slots=True)
class Brace:
    """A brace in its own frame: along the way between its ends, and across it towards the tip."""

    line: int
    origin: Point
    way: Point
    out: Point
    reach: float
    depth: float
    tip: float
    """How far along the tip is, px."""
    bracket: bool

    def place(self, along: float, across: float) -> Point:
        """The point of the scene at a place in the brace's frame."""
        return (self.origin[0] + self.way[0] * along + self.out[0] * across,
                self.origin[1] + self.way[1] * along + self.out[1] * across)  # fmt: skip


def spread(scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector]) -> Sequence[Connector]:
    """The connectors, with one for every thing in a brace instead of the brace."""
    if not len(targets.rings):
        return connectors
    pen = set(scene.strokes)
    drawn = [c for c in connectors if c.known is None
             and (isinstance(scene.elements[c.main], Line) or (c.main in pen and not c.arrow))]  # fmt: skip
    drawn += of_the_pen(scene, things, connectors)
    braces = {c.main: brace for c in drawn if (brace := shape(scene, c.main)) is not None}
    if not braces:
        return connectors
    others = [c for c in connectors if c.main not in braces]
    rows = things_to_join(scene, things, targets, others)
    made: list[Connector] = []
    used: set[int] = set()
    for brace in braces.values():
        inside = within(scene, targets, rows, brace)
        arrows = [c for c in others if leads(scene, c, brace) is not None]
        whole = None if arrows else at_tip(scene, targets, rows, brace)
        if brace.bracket and (len(inside) < 2 or (whole is None and not arrows)):
            others += [c for c in connectors if c.main == brace.line]  # Rule 2
            continue
        if brace.line in pen and len(inside) == 1 and not spanned(targets, inside[0], brace):
            continue  # Rule 2
        for row in inside:
            if whole is not None:
                made.append(joined(targets, brace, whole, row))
            made += [along(scene, targets, arrow, brace, row) for arrow in arrows]
        used.update(arrow.main for arrow in arrows if inside)
    return [*(c for c in others if c.main not in used), *made]


def of_the_pen(scene: Scene, things: Things, connectors: Sequence[Connector]) -> list[Connector]:
    """Strokes that are part of nothing and go as far as a brace does, once out of its way and back."""
    limits, used = scene.limits, {i for c in connectors for i in c.elements}
    found = []
    for i in scene.strokes:
        path = scene.paths[i]
        if i not in used and i not in things.of and len(path) > 4:
            reach = math.dist(path[0], path[-1])
            if reach >= scene.px(limits.brace_length) and scene.length(i) <= (1 + 2 * limits.brace_flat) * reach:
                found.append(Connector(i, (i,), path, None, None, False))
    return found


def shape(scene: Scene, i: int) -> Brace | None:
    """The brace that a line or a stroke is, if it is one (rules 1 and 2)."""
    limits, element, drawn = scene.limits, scene.elements[i], scene.paths.get(i, [])
    if len(drawn) < 4 or not isinstance(element, Line | Freedraw) or len(element.points) < 4:
        return None
    reach = math.dist(drawn[0], drawn[-1])
    if reach < limits.brace_length * scene.unit:
        return None
    path, points, level, least = scene.rings().ring(i), len(element.points), limits.brace_level, 0.0
    if isinstance(element, Freedraw):
        # The pen shakes: what counts is left without that, and hardly out of its way it goes straight.
        level, least = 2 * level, max(limits.brace_depth * scene.unit, level * reach / 2)
        deepest = float(in_frame(path, reach)[1].max())
        if deepest * AT_MOST < 2 * least:
            return None
        path = straightened(path, level * deepest)
        path = squared(path, reach, level, limits.brace_soon)
        points = len(path)
    along, across, out = in_frame(path, reach)
    depth, bracket = float(across.max()), points == 4
    tip = reach / 2 if bracket else float(along[across.argmax()])
    most = min(limits.brace_reach * scene.unit, limits.brace_flat * reach)
    if not max(limits.brace_depth * scene.unit, 2 * least) <= depth <= most:
        return None
    if -across.min() > level * depth or abs(tip / reach - 0.5) > limits.brace_middle:
        return None
    if bracket and not legs(scene, path, across / depth, level):
        return None
    if not bracket and not shoulders(scene, along / reach, across / depth, isinstance(element, Freedraw)):
        return None
    if not bracket and bulges(path, limits.brace_hollow):
        return None
    way = (path[-1] - path[0]) / reach
    return Brace(i, tuple(path[0].tolist()), tuple(way.tolist()), tuple(out.tolist()), reach, depth, tip, bracket)


def in_frame(path: Floats, reach: float) -> tuple[Floats, Floats, Floats]:
    """How far each point of a path is along the way between its ends and across it, and which way that is outwards."""
    way = (path[-1] - path[0]) / reach
    out = np.array([-way[1], way[0]])
    along, across = (path - path[0]) @ way, (path - path[0]) @ out
    return (along, -across, -out) if -across.min() > across.max() else (along, across, out)


def squared(path: Floats, reach: float, level: float, soon: float) -> Floats:
    """The four points of the bracket that a path is, where it has a back; else the path."""
    along, across, out = in_frame(path, reach)
    deep, corners = across.max(), slice(1, -1)
    if len(path) < 4 or across[corners].min() < (1 - level) * deep:
        return path
    if along[corners].min() > soon * reach or along[corners].max() < (1 - soon) * reach:
        return path
    first, last = path[[0, -1]]
    return np.array([first, first + deep * out, last + deep * out, last])


def straightened(path: Floats, tolerance: float) -> Floats:
    """A path without what is off it by no more than a tolerance, px."""
    return shapely.get_coordinates(shapely.simplify(shapely.linestrings(path), tolerance, preserve_topology=False))


def shoulders(scene: Scene, along: Floats, across: Floats, pen: bool) -> bool:
    """Whether a line goes along beside its chord between an end and the tip, as a brace does and an arc does not.

    One of the pen is to be soon out of its way as well: the pen draws wedges askew.
    """
    limits = scene.limits
    order = np.argsort(along, kind="stable")
    early = limits.brace_soon
    sides, soon = np.interp([0.25, 0.75, early, 1 - early], along[order], across[order]).reshape(2, 2)
    good = (sides >= limits.brace_shoulder_least) & (sides <= limits.brace_shoulder_most)
    if pen:
        good &= soon >= 2 * limits.brace_shoulder_least
    return bool(good.all())


def bulges(path: Floats, hollow: float) -> bool:
    """Whether a line bends one way all along, as an arc does; a brace is hollow on both sides of its tip."""
    area = shapely.polygons(path)
    return bool(shapely.area(shapely.convex_hull(area)) - shapely.area(area) < hollow * shapely.area(area))


def legs(scene: Scene, path: Floats, across: Floats, level: float) -> bool:
    """Whether four points are those of a bracket whose legs touch no shape; `level` is how far they may differ."""
    limits = scene.limits
    ends = [shapely.Point(path[0]), shapely.Point(path[-1])]
    shapes = scene.areas(scene.shapes)
    reached = scene.px(limits.at_outline)
    touch = len(shapely.STRtree(shapes).query(ends, "dwithin", distance=reached)[0]) if len(shapes) else 0
    return not touch and min(across[1], across[-2]) >= 1 - level


def things_to_join(scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector]) -> list[int]:
    """The rows of the targets without those that look like labels of connectors."""
    text_of = {
        row: main
        for row in np.flatnonzero(targets.text).tolist()
        if isinstance(text := scene.elements[main := things.things[int(targets.thing[row])].main], Text)
        and text.label.count("\n") < LINES
    }
    likely = labels.prior(scene, labels.look(scene, list(text_of.values()), connectors))
    gone = {row for row, chance in zip(text_of, likely.tolist(), strict=True) if chance > scene.limits.brace_label}
    return [row for row in range(len(targets.rings)) if row not in gone]


def within(scene: Scene, targets: Targets, rows: Sequence[int], brace: Brace) -> list[int]:
    """Rule 3: the rows of what is in a brace, along it."""
    limits = scene.limits
    spare = scene.px(limits.brace_spare)
    found, longer = [], []
    for row in near(scene, targets, rows, brace, limits.brace_reach):
        low, high, nearest, farthest = extent(targets, row, brace, inwards=True)
        middle = (low + high) / 2
        in_it = -spare <= middle <= brace.reach + spare
        if farthest > spare and -brace.depth / 2 <= nearest <= scene.px(limits.brace_reach):
            if in_it:
                found.append((middle, low, high, nearest, row))
            elif low <= brace.reach / 2 <= high:
                longer.append((nearest, low, row))
    hidden = {
        row for middle, _, _, nearest, row in found
        if any(low <= middle <= high and other < nearest - spare for _, low, high, other, _ in found)
    }  # fmt: skip
    inside = [row for *_, row in sorted(found) if row not in hidden]
    return inside or [row for *_, row in sorted(longer)[:1]]


def spanned(targets: Targets, row: int, brace: Brace) -> bool:
    """Whether a thing is half as long as a brace, or longer."""
    low, high, *_ = extent(targets, row, brace, inwards=True)
    return high - low >= brace.reach / 2


def at_tip(scene: Scene, targets: Targets, rows: Sequence[int], brace: Brace) -> int | None:
    """Rule 4: the row of what stands at the tip."""
    limits = scene.limits
    found = []
    for row in near(scene, targets, rows, brace, limits.brace_reach):
        low, high, nearest, _ = extent(targets, row, brace, inwards=False)
        off = abs((low + high) / 2 - brace.tip)
        beside = off <= limits.brace_aside * brace.reach + scene.px(limits.brace_spare)
        if beside and -brace.depth / 2 <= nearest <= scene.px(limits.brace_reach):
            found.append((round(nearest / scene.unit, 3), round(off / scene.unit, 3), row))
    return min(found)[2] if found else None


def near(scene: Scene, targets: Targets, rows: Sequence[int], brace: Brace, reach: float) -> list[int]:
    """The rows of what is near a brace."""
    line = shapely.LineString(scene.paths[brace.line])
    known, boxes, away = set(rows), targets.rings.boxes, scene.px(reach) + brace.depth
    _, row = targets.rings.near.overlaps(np.array([line.bounds]), away)
    found = row[shapely.dwithin(line, shapely.box(*boxes[row].T), away)].tolist()
    return sorted(row for row in found if row in known)


def extent(targets: Targets, row: int, brace: Brace, inwards: bool) -> tuple[float, float, float, float]:
    """Where a thing begins and ends along a brace, and how far it is off its ends (`inwards`) or its tip, px."""
    ring = targets.rings.ring(row) - brace.origin
    along, across = ring @ np.array(brace.way), ring @ np.array(brace.out)
    off = -across if inwards else across - brace.depth
    if targets.text[row] and off.mean() > 0:
        off = np.maximum(off, 0.0)  # Its lines are not all as long as its box.
    return float(along.min()), float(along.max()), float(off.min()), float(off.max())


def leads(scene: Scene, connector: Connector, brace: Brace) -> int | None:
    """Which end of an arrow is at the tip of a brace: 0 for its start, 1 for its end.

    None if neither is, or if it is known what the arrow joins.
    """
    if not connector.arrow or connector.known is not None:
        return None
    near, away = scene.px(scene.limits.at_outline), scene.px(scene.limits.line_reach)
    for side in (0, 1):
        x, y = connector.path[-side][0] - brace.origin[0], connector.path[-side][1] - brace.origin[1]
        beside = x * brace.way[0] + y * brace.way[1] - brace.tip
        off = x * brace.out[0] + y * brace.out[1] - brace.depth
        # Ahead of the tip it may stop short, as at a thing.
        if math.hypot(beside, off) <= near or (abs(beside) <= near and 0 < off <= away):
            return side
    return None


def leg(targets: Targets, brace: Brace, row: int) -> list[Point]:
    """From the tip of a brace to the thing in it."""
    low, high, _, _ = extent(targets, row, brace, inwards=True)
    level = min(max((low + high) / 2, 0.0), brace.reach)
    return [brace.place(brace.tip, brace.depth), brace.place(brace.tip, brace.depth / 2),
            brace.place(level, brace.depth / 2), brace.place(level, 0.0)]  # fmt: skip


def joined(targets: Targets, brace: Brace, whole: int, row: int) -> Connector:
    """A brace from what stands at its tip to a thing in it."""
    return Connector(
        main=brace.line, elements=(brace.line,), path=leg(targets, brace, row), start_arrowhead=None,
        end_arrowhead=None, arrow=False, known=(int(targets.thing[whole]), int(targets.thing[row])), rule=RULE,
    )  # fmt: skip


def along(scene: Scene, targets: Targets, arrow: Connector, brace: Brace, row: int) -> Connector:
    """An arrow that leads on through a brace to a thing in it, or begins there."""
    thing = int(targets.thing[row])
    way = leg(targets, brace, row)
    at_end = leads(scene, arrow, brace) == 1
    return with_fields(
        arrow, elements=(*arrow.elements, brace.line), rule=RULE,
        path=[*arrow.path, *way[1:]] if at_end else [*way[:0:-1], *arrow.path],
        known=(None, thing) if at_end else (thing, None),
    )  # fmt: skip

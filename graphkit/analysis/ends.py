"""What may each end of a connector point at? Every end against every thing near it, measured.

What comes in: a scene, the connectors, and the targets (things that may be pointed at). What goes out: `Ends`, arrays
with one row a candidate (terminal, target), and the columns of `FEATURES` that the decision weighs.

Terminals are numbered 2·connector for the start and 2·connector + 1 for the end. Distances are counted in the drawing's
unit, so that scale cancels; directions are the arrow's own, so that turning the drawing changes nothing.

::

                    ahead            a ray goes on from the end; it meets the target's outline `ahead` of it, or
     ●─────────▶┄┄┄┄┄┄┄┄┄┌─────┐     it passes beside the target's middle (`aim` is 1 at the edge of what is seen);
              ╲ distance │  +  │     an end that overshot lies inside, and the outline is `behind` it.
                         └─────┘
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from graphkit.analysis.connectors import Connector
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Frame, Image, Line, MagicFrame, Point, Text
from graphkit.rings import Bools, Floats, Ints, Measured, Rings


@dataclass(frozen=True, slots=True)
class Targets:
    """What a connector may point at: one outline a row, the thing it belongs to, and who lies in whom."""

    thing: Ints
    rings: Rings
    text: Bools
    """Whether the thing is a bare text."""
    named: Bools
    frame: Bools
    picture: Bools
    contains: Ints
    """Pairs (outer, inner) of rows as `outer * len(rings) + inner`, sorted."""
    holds: Floats
    """How many other targets each target contains."""


@dataclass(frozen=True, slots=True)
class Ends:
    """All candidates of all terminals; rows are sorted by terminal, then by target."""

    connectors: tuple[Connector, ...]
    points: Floats
    directions: Floats
    lengths: Floats
    terminal: Ints
    target: Ints
    measured: Measured
    features: Floats


def make_targets(scene: Scene, things: Things, names: Names) -> Targets:
    """The outlines of all things as targets."""
    rings = Rings([ring for _, ring in things.rings])
    of = [things.things[k] for k, _ in things.rings]
    mains = [scene.elements[thing.main] for thing in of]
    named = set(names.shape_of.values())
    inner, outer = rings.tree().query(shapely.points(rings.centres), "intersects") if len(rings) else ((), ())
    thing = np.array([k for k, _ in things.rings], dtype=np.intp)
    inner, outer = np.asarray(inner, dtype=np.intp), np.asarray(outer, dtype=np.intp)
    keep = (step(rings.sizes[outer] / np.maximum(rings.sizes[inner], 1e-9)) > 1.3) & (thing[outer] != thing[inner])
    inner, outer = inner[keep], outer[keep]
    holds = np.bincount(outer, minlength=len(rings)).astype(np.float64)
    return Targets(
        thing=thing,
        rings=rings,
        text=np.array([isinstance(main, Text) for main in mains], dtype=bool),
        named=np.array([any(i in named for i in t.elements) or len(t.elements) > 1 for t in of], dtype=bool),
        frame=np.array([isinstance(main, (Frame, MagicFrame)) for main in mains], dtype=bool),
        picture=np.array([isinstance(main, (Image, Line)) for main in mains], dtype=bool),
        contains=np.sort(outer * len(rings) + inner),
        holds=holds,
    )


def terminals(paths: Sequence[Sequence[Point]], unit: float) -> tuple[Floats, Floats, Floats]:
    """Point and outward unit direction of both ends of every path, and the paths' lengths, each twice."""
    points, directions, lengths = [], [], []
    for path in paths:
        steps = [math.dist(a, b) for a, b in itertools.pairwise(path)]
        total = sum(steps)
        # The direction of the last bit only, and of enough of it that a hook or jitter at the tip does not turn it.
        back = min(unit, 0.4 * total)
        for way, sizes in ((path, steps), (path[::-1], steps[::-1])):
            x, y = way[0]
            bx, by = along(way, sizes, back)
            norm = math.hypot(x - bx, y - by)
            points.append((x, y))
            directions.append(((x - bx) / norm, (y - by) / norm) if norm else (1.0, 0.0))
            lengths.append(total)
    return np.array(points).reshape(-1, 2), np.array(directions).reshape(-1, 2), np.array(lengths)


def along(path: Sequence[Point], steps: Sequence[float], distance: float) -> Point:
    """The point of a polyline at that distance from its first point."""
    for (ax, ay), (bx, by), step in zip(path, path[1:], steps, strict=False):
        if step >= distance and step > 0:
            share = distance / step
            return ax + (bx - ax) * share, ay + (by - ay) * share
        distance -= step
    return path[-1]


FEATURES = (
    "distance", "ahead", "misses", "aim", "inside", "overshoot", "away", "text", "named", "unnamed", "frame",
    "picture", "holds", "encloses", "size", "hidden", "inner", "farther", "label", "tiny",
    "wall", "depth", "unusual", "touching",
)  # fmt: skip


def candidates(
    scene: Scene, connectors: Sequence[Connector], targets: Targets, fixed: dict[int, int], labels: Bools
) -> Ends:
    """Every target near or in sight of every terminal, not yet described.

    `fixed` gives terminals that declare their thing, `labels` which targets are known to be a connector's label.
    """
    unit = scene.unit
    points, directions, lengths = terminals([c.path for c in connectors], unit)
    rings = targets.rings
    if not len(points) or not len(rings):
        nothing = np.zeros(0, dtype=np.intp)
        return Ends(tuple(connectors), points, directions, lengths, nothing, nothing,
                    rings.measure(points, directions, nothing, nothing), np.zeros((0, len(FEATURES))))  # fmt: skip
    declared = np.full(len(points), -1, dtype=np.intp)
    for k, thing in fixed.items():
        declared[k] = thing
    everything = np.arange(len(points))
    pairs = look(
        scene, targets, points, directions, lengths, everything, scene.limits.end_reach, scene.limits.end_sight
    )
    # An arrow that ends far from everything means what it leads to, if anything; a line without heads does not lead.
    lost = np.repeat(np.array([c.arrow for c in connectors], dtype=bool), 2)
    lost[pairs[0][~labels[pairs[1]]]] = False
    far = look(
        scene,
        targets,
        points,
        directions,
        lengths,
        np.flatnonzero(lost),
        scene.limits.far_reach,
        scene.limits.far_sight,
    )
    key = np.unique(np.hstack([pairs[0] * len(rings) + pairs[1], far[0] * len(rings) + far[1]]))
    terminal, target = key // len(rings), key % len(rings)
    if fixed:
        terminal, target = declare(targets, declared, terminal, target)
    measured = rings.measure(points, directions, terminal, target)
    return Ends(tuple(connectors), points, directions, lengths, terminal, target, measured, np.zeros((0, 0)))


def look(
    scene: Scene, targets: Targets, points: Floats, directions: Floats, lengths: Floats, which: Ints, reach: float,
    sight: float,
) -> Ints:  # fmt: skip
    """Pairs (terminal, target) of the given terminals: near them within `reach`, or met by their ray within `sight`.

    Both are units; a long connector sees farther.
    """
    unit, rings, tree = scene.unit, targets.rings, targets.rings.tree()
    p, d = points[which], directions[which]
    far = np.maximum(sight * unit, scene.limits.end_sight_share * lengths[which])
    near = tree.query(shapely.points(p), "dwithin", distance=scene.px(reach))
    seen = tree.query(shapely.linestrings(np.stack([p, p + d * far[:, None]], axis=1)), "intersects")
    key = np.unique(np.hstack([near[0] * len(rings) + near[1], seen[0] * len(rings) + seen[1]]))
    terminal, target = key // len(rings), key % len(rings)
    measured = rings.measure(p, d, terminal, target)
    keep = (step(measured.distance / unit) <= reach) | measured.inside | (measured.ahead <= far[terminal])
    # What an arrow runs about in, far from its border, is where it is, and not what it means.
    deep = measured.inside & (step(measured.distance / unit) > scene.limits.deep)
    around = np.zeros(len(keep), dtype=bool)
    around[deep] = rings.measure(points, directions, which[terminal[deep]] ^ 1, target[deep]).inside
    keep &= ~(deep & (targets.frame[target] | (around & (targets.holds[target] > 0))))
    return np.stack([which[terminal[keep]], target[keep]])


def declare(targets: Targets, declared: Ints, terminal: Ints, target: Ints) -> tuple[Ints, Ints]:
    """The candidates with only the declared thing left at each terminal that declares one."""
    free = declared[terminal] < 0
    known = np.flatnonzero(declared >= 0)
    row = np.argsort(targets.thing, kind="stable")
    first = np.searchsorted(targets.thing[row], declared[known], side="left")
    count = np.searchsorted(targets.thing[row], declared[known], side="right") - first
    begin = np.concatenate([[0], np.cumsum(count)[:-1]]).astype(np.intp)
    rows = row[np.repeat(first - begin, count) + np.arange(count.sum())]
    terminal = np.concatenate([terminal[free], np.repeat(known, count)])
    target = np.concatenate([target[free], rows])
    order = np.lexsort((target, terminal))
    return terminal[order], target[order]


def describe(scene: Scene, ends: Ends, targets: Targets, label: Floats, usual: float | None = None) -> Floats:
    """The features of every candidate, in the order of `FEATURES`.

    `usual` is how far from their targets this drawing's ends usually stop, `log1p` as in "distance", once it is known.
    """
    unit, m = scene.unit, ends.measured
    rings, terminal, target = targets.rings, ends.terminal, ends.target
    point, way = ends.points[terminal], ends.directions[terminal]
    to_centre = rings.centres[target] - point
    half = (rings.boxes[target, 2:] - rings.boxes[target, :2]) / 2
    across = np.abs(to_centre[:, 0] * way[:, 1] - to_centre[:, 1] * way[:, 0])
    seen = half[:, 0] * np.abs(way[:, 1]) + half[:, 1] * np.abs(way[:, 0])
    aim = np.minimum(across / np.maximum(seen, 1e-9), 3.0)
    hits = np.isfinite(m.ahead) & ~m.inside
    misses = ~hits & ~m.inside
    gap = logged(m.distance, unit)
    ahead = np.where(hits, logged(np.where(hits, m.ahead, 0.0), unit), 0.0)
    overshoot = np.where(m.inside, logged(np.where(np.isfinite(m.behind), m.behind, 0.0), unit), 0.0)
    both = rings.measure(ends.points, ends.directions, terminal ^ 1, target)
    hidden, inner, wall, nearest = rivals(ends, targets, hits, label, gap, unit)
    text, named = targets.text[target], targets.named[target]
    holds = targets.holds[target] > 0
    unusual = np.abs(gap - usual) if usual is not None else np.zeros(len(gap))
    return np.column_stack([
        gap, ahead, misses, aim, m.inside, overshoot, np.where(m.inside, 0.0, 1.0 - m.towards), text, named,
        ~text & ~named & ~targets.frame[target] & ~targets.picture[target], targets.frame[target],
        targets.picture[target], holds, both.inside & m.inside, np.log1p(rings.sizes[target] / unit**2), hidden, inner,
        gap - nearest, label[target], step(half.min(axis=1) / unit) < 0.6, wall,
        np.where(m.inside, m.distance / np.maximum(half.min(axis=1), 1e-9), 0.0), unusual,
        step(m.distance / unit) < 0.35,
    ]).astype(np.float64)  # fmt: skip


def step(ratio: Floats) -> Floats:
    """Ratios rounded so that float noise decides no comparison: a drawing at another scale is read alike."""
    return np.asarray(np.round(ratio, 6))


def logged(distance: Floats, unit: float) -> Floats:
    """Distances on a scale on which the near ones count more."""
    return np.asarray(np.log1p(distance / (0.25 * unit)))


def rivals(
    ends: Ends, targets: Targets, hits: Bools, label: Floats, gap: Floats, unit: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """How each candidate stands to the others of its terminal.

    Returns how many stand in front of it; how many lie inside it; how many hold it and show the end their outside; and
    the least `gap` of any.
    """
    m, terminal, target = ends.measured, ends.terminal, ends.target
    size = len(terminal)
    none = np.zeros(size)
    if not size:
        return none, none, none, none
    first = np.searchsorted(terminal, terminal, side="left")
    count = np.searchsorted(terminal, terminal, side="right") - first
    mine = np.repeat(np.arange(size), count)
    begin = np.concatenate([[0], np.cumsum(count)[:-1]])
    yours = np.repeat(first - begin, count) + np.arange(count.sum())
    other = targets.thing[target[mine]] != targets.thing[target[yours]]
    mine, yours = mine[other], yours[other]
    n = len(targets.rings)
    holds = np.isin(target[mine] * n + target[yours], targets.contains)
    held = np.isin(target[yours] * n + target[mine], targets.contains)
    weight = 1.0 - label[target[yours]]
    before = hits[yours] & hits[mine] & (step(m.ahead[yours] / unit) < step(m.ahead[mine] / unit))

    def total(which: Bools) -> Floats:
        return np.minimum(np.bincount(mine, which * weight, size), 3.0)

    least = np.minimum.reduceat(gap, np.unique(first))
    return (
        total(before & ~holds & ~held), total(holds), total(held & ~m.inside[yours]),
        np.repeat(least, np.unique(terminal, return_counts=True)[1]),
    )  # fmt: skip

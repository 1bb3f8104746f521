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

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from graphkit.analysis.connectors import Connector
from graphkit.analysis.names import Names
from graphkit.analysis.scene import FRAMES, Scene
from graphkit.analysis.sights import NO_TIPS, Found, Sights, from_middles, joined, seen, sight
from graphkit.analysis.things import Things
from graphkit.elements import Embeddable, Image, Line, Text, Value, with_fields
from graphkit.rings import NOISE, NOTHING, Bools, Floats, Ints, Measured, Rings, columns, full, step, stretches
from graphkit.thresholds import Thresholds

PICTURES = frozenset((Embeddable, Image, Line))
"""The kinds of elements that show something else, or are drawn freely."""


class Targets(Value, frozen=True, dict=True, gc=True):
    """What a connector may point at: one outline a row, the thing it belongs to, and who lies in whom."""

    thing: Ints
    rings: Rings
    text: Bools
    """Whether the thing is a bare text."""
    named: Bools
    frame: Bools
    picture: Bools
    title: Ints
    """Of a name that stands in a container, the row of the container's body; else -1."""
    order: Ints
    """Place of the thing's main element in the drawing."""
    layer: Ints
    """The same as far as it counts: what is later lies on top."""
    contains: Ints
    """Pairs (outer, inner) of rows as `outer * len(rings) + inner`, sorted."""
    holds: Floats
    """How many other targets each target contains."""
    sights: Sights
    """What of these is around the ends of connectors."""

    @cached_property
    def looks(self) -> Floats:
        """What is told of a target whatever points at it, a column each.

        Whether it is a text, has a name, is none of what has a column of its own here, is a frame, is a picture, holds
        others, and is tiny; how large it is; half its width and its height, and the shorter of these two.
        """
        unit = self.sights.unit
        wide, high = ((self.rings.boxes[:, 2:] - self.rings.boxes[:, :2]) / 2).T
        side = np.minimum(wide, high)
        return np.array([
            self.text, self.named, ~(self.text | self.named | self.frame | self.picture), self.frame, self.picture,
            self.holds > 0, step(side / unit) < 0.6, np.log1p(self.rings.sizes / unit**2), wide, high, side,
        ])  # fmt: skip


class Rivals(Value, frozen=True):
    """Pairs of candidates of one terminal that are different things: how the second stands to the first."""

    mine: Ints
    """Row of the first."""
    target: Ints
    """Target of the second."""
    before: Bools
    """Whether it stands in front of the first."""
    within: Bools
    """Whether it lies inside the first."""
    outside: Bools
    """Whether it holds the first and shows the end its outside."""
    above: Bools
    """Whether it lies on top of the first, and both are about as near to the end as what is nearest."""
    abuts: Bools
    """Whether it was drawn after the first, shares a border with it, and both are as near."""
    held: Bools
    """Whether it lies inside the first, and both are as near."""
    leaves: Bools
    """Whether the end lies in it, though it neither is the first nor holds it, nor anything else."""


class Ends(Value, frozen=True):
    """All candidates of all terminals; rows are sorted by terminal, then by target."""

    connectors: tuple[Connector, ...]
    points: Floats
    directions: Floats
    lengths: Floats
    arrows: Bools
    """Which terminals are ends of arrows."""
    terminal: Ints
    target: Ints
    measured: Measured
    rivals: Rivals
    features: Floats
    settled: bool = False
    """Whether each terminal has one candidate, which it declares, so that there is nothing to weigh."""


_NONE = np.zeros(0, dtype=np.intp)
NOTHING_FOUND: Found = (_NONE, _NONE, NOTHING)
NO_RIVALS = Rivals(_NONE, _NONE, *np.zeros((7, 0), dtype=bool))
NO_TARGETS = Targets(
    thing=_NONE, rings=Rings([]), **dict.fromkeys(("text", "named", "frame", "picture"), np.zeros(0, dtype=bool)),
    title=_NONE, order=_NONE, layer=_NONE, contains=_NONE, holds=np.zeros(0),
    sights=Sights(Rings([]), _NONE, 1, Thresholds()),
)  # fmt: skip


def make_targets(scene: Scene, things: Things, names: Names) -> Targets:
    """The outlines of all things as targets; none where nothing is drawn that could point at one."""
    if not (scene.arrows or scene.lines or scene.strokes):
        return NO_TARGETS
    rings = things.outlines
    of = [things.things[k] for k, _ in things.rings]
    kinds = [type(scene.elements[thing.main]) for thing in of]
    named = set(names.shape_of.values())
    thing = np.array([k for k, _ in things.rings], dtype=np.intp)
    # A middle that is on the border is in it, whichever way the last bit falls.
    inner, outer = rings.near.points(rings.centres, NOISE)
    other = thing[outer] != thing[inner]
    inner, outer = inner[other], outer[other]
    if len(inner):
        larger = step(rings.sizes[outer] / np.maximum(rings.sizes[inner], 1e-9)) > scene.limits.larger
        larger = scene.may_hold(rings, outer, inner, larger)
        inner, outer = inner[larger], outer[larger]
    holds = np.bincount(outer, minlength=len(rings)).astype(np.float64)
    title = full(len(rings), -1, np.intp)
    if len(rings):
        title[list(things.titles)] = list(things.titles.values())
    order = np.array([t.main for t in of], dtype=np.intp)
    layer = order
    if scene.ports:  # A port lies on what has it, whichever was drawn first.
        layer = np.array([max(t.main, scene.ports.get(t.main, -1) + 1) for t in of], dtype=np.intp)
    return Targets(
        thing=thing,
        rings=rings,
        text=np.array([kind is Text for kind in kinds], dtype=bool),
        named=np.array([len(t.elements) > 1 or t.main in named for t in of], dtype=bool),
        frame=np.array([kind in FRAMES for kind in kinds], dtype=bool),
        picture=np.array([kind in PICTURES for kind in kinds], dtype=bool),
        title=title,
        order=order,
        layer=layer,
        contains=np.sort(outer * len(rings) + inner),
        holds=holds,
        sights=Sights(rings, thing, scene.unit, scene.limits),
    )


BENDS = (0.6, 1.2, 1.8)
"""Where the weight of the logged distance may change: 0.2, 0.6 and 1.3 units away."""

FEATURES = (
    "distance", "ahead", "aim", "inside", "overshoot", "away", "text", "named", "unnamed", "frame",
    "picture", "holds", "encloses", "size", "hidden", "inner", "farther", "label", "tiny",
    "wall", "depth", "unusual", "touching", "covered", "outer", "leaves", "inside_text", "abuts",
    *(f"distance>{bend}" for bend in BENDS),
)  # fmt: skip


NO_FEATURES: Floats = np.zeros((0, len(FEATURES)))
NO_ENDS = Ends((), *NO_TIPS, np.zeros(0, dtype=bool), *NOTHING_FOUND, NO_RIVALS, NO_FEATURES)
BENDS_DOWN = np.array(BENDS)[:, None]
MOST = 40
"""Things near a terminal that it is weighed against, the nearest: more are near only in a drawing without any scale."""


def candidates(scene: Scene, connectors: Sequence[Connector], targets: Targets, fixed: dict[int, int]) -> Ends:
    """Every target near or in sight of every terminal; `fixed` gives terminals that declare their thing."""
    points, directions, lengths = targets.sights.tips(connectors)
    arrows = np.array([c.arrow for c in connectors], dtype=bool).repeat(2)
    ends = Ends(tuple(connectors), points, directions, lengths, arrows, *NOTHING_FOUND, NO_RIVALS, NO_FEATURES)
    if not len(points) or not len(targets.rings):
        return ends
    left = np.ones(len(points), dtype=bool)
    left[list(fixed)] = False
    found = look(scene, targets, ends, left.nonzero()[0])
    found = from_middles(targets.rings, points, found, scene.unit, scene.limits)
    if len(lost := lost_arrows(ends, fixed, found[0])):
        found = joined(found, look_far(scene, targets, ends, lost))
    if fixed:
        found = joined(found, targets.sights.declared(connectors, fixed))
    if len(fixed) == len(points) == len(found[0]):
        features = np.zeros((len(points), len(FEATURES)))
        return Ends(ends.connectors, points, directions, lengths, arrows, *found, NO_RIVALS, features, settled=True)
    return described(scene, targets, ends, found)


def lost_arrows(ends: Ends, fixed: dict[int, int], but: Ints) -> Ints:
    """The terminals of arrows that declare nothing and are not in `but`.

    An arrow that ends far from everything means what it leads to, if anything; a line without heads does not lead.
    """
    left = ends.arrows.copy()
    left[list(fixed)] = False
    left[but] = False
    return left.nonzero()[0]


def look_past(
    scene: Scene, targets: Targets, ends: Ends, fixed: dict[int, int], labels: Bools, labelled: Bools
) -> Ends:
    """The same, and what is farther off for arrows' ends that have nothing near them but labels of connectors.

    `labels` says which targets are known to be such, and `labelled` which connectors have one: these join something, be
    it aside of where they point.
    """
    lost = lost_arrows(ends, fixed, ends.terminal[~labels[ends.target]])
    if not len(lost):
        return ends
    far = look_far(scene, targets, ends, lost, labelled)
    n = len(targets.rings)
    new = ~contained(far[0] * n + far[1], ends.terminal * n + ends.target)
    if not new.any():
        return ends
    found = joined((ends.terminal, ends.target, ends.measured), (far[0][new], far[1][new], far[2].take(new)))
    return described(scene, targets, ends, found)


def look(scene: Scene, targets: Targets, ends: Ends, which: Ints) -> Found:
    """What the given terminals may mean, of what is near them or ahead of them."""
    limits = scene.limits
    found = targets.sights.around(ends.connectors, which)
    return meant(scene, targets, ends, found, limits.end_reach, limits.end_sight)


def look_far(scene: Scene, targets: Targets, ends: Ends, which: Ints, around: Bools | None = None) -> Found:
    """The same of what is farther off; `around` says which connectors look all around their ends."""
    limits = scene.limits
    far = sight(ends.lengths[which], limits.far_sight, scene.unit, limits)
    row, target, measured = seen(targets.rings, ends.points[which], ends.directions[which],
                                 scene.px(limits.far_reach), far)  # fmt: skip
    return meant(scene, targets, ends, (which[row], target, measured), limits.far_reach, limits.far_sight, around)


def meant(
    scene: Scene, targets: Targets, ends: Ends, found: Found, reach: float, least: float, around: Bools | None = None
) -> Found:
    """What terminals may mean of what was found: near them within `reach`, or met by their ray within `least`.

    Both are units; a long connector sees farther. What lies `aside` is not meant, but by connectors that look `around`.
    """
    terminal, target, measured = found
    if not len(terminal):
        return found
    far = sight(ends.lengths, least, scene.unit, scene.limits)
    away = step(measured.distance / scene.unit)
    passed = aside(scene, targets, target, measured, away) | (away > scene.limits.end_reach)
    if around is not None:
        passed &= ~around[terminal // 2]
    keep = ((away <= reach) & ~passed) | measured.inside | (measured.ahead <= far[terminal])
    # What an arrow runs about in, far from its border, is where it is, and not what it means.
    deep = (measured.inside & (away > scene.limits.deep)).nonzero()[0]
    if len(deep):
        within = targets.rings.hold(ends.points, terminal[deep] ^ 1, target[deep]) & (targets.holds[target[deep]] > 0)
        keep[deep[targets.frame[target[deep]] | within]] = False
    # What ends in a container may mean it by its name, unless that lies behind.
    names = (targets.title[target] >= 0).nonzero()[0]
    if len(names):
        before = measured.inside[names] | (step(measured.towards[names]) > 0)
        keep[names] &= before & targets.rings.hold(ends.points, terminal[names], targets.title[target[names]])
    kept = keep.nonzero()[0]
    if len(kept) > MOST:
        kept = kept[nearest(terminal[kept], away[kept])]
    return terminal[kept], target[kept], measured.take(kept)


def aside(scene: Scene, targets: Targets, target: Ints, m: Measured, away: Floats) -> Bools:
    """Which targets lie far from an end, `away` units, and aside of its direction or behind it."""
    limits = scene.limits
    reach = np.where(targets.text[target], limits.aside_reach_words, limits.aside_reach)
    far = (away > reach) & (step(m.towards) < limits.aside_cosine)
    return np.asarray(far & ~m.inside & ~np.isfinite(m.ahead))


def nearest(row: Ints, away: Floats) -> Bools:
    """The `MOST` rows with the least distance of each stretch of the same number."""
    kept = np.ones(len(row), dtype=bool)
    first, count = stretches(row)
    if count.max() > MOST:
        order = np.lexsort((away, row))
        kept[order] = np.arange(len(row)) - first.repeat(count) < MOST
    return kept


def described(scene: Scene, targets: Targets, ends: Ends, found: Found) -> Ends:
    """The candidates with their features, in the order of `FEATURES`, but for those that `weighed` knows."""
    unit, (terminal, target, m) = scene.unit, found
    text, named, plain, frame, picture, holds, tiny, size, wide, high, side = targets.looks.take(target, axis=1)
    x, y = (targets.rings.centres.take(target, axis=0) - ends.points.take(terminal, axis=0)).T
    way_x, way_y = ends.directions.take(terminal, axis=0).T
    across = np.abs(x * way_y - y * way_x)
    seen = wide * np.abs(way_y) + high * np.abs(way_x)
    aim = np.minimum(across / np.maximum(seen, 1e-9), 3.0)
    outside = ~m.inside
    hits = np.isfinite(m.ahead) & outside
    runs = first, count = stretches(terminal)
    others = rivals(scene, targets, terminal, target, m, hits, runs)
    later = both = np.zeros(len(terminal))
    distance, behind = m.distance, m.behind
    if len(within := m.inside.nonzero()[0]):
        both = later.copy()
        both[within] = targets.rings.hold(ends.points, terminal[within] ^ 1, target[within])
        # What an end has come into while the other is outside, it means, be it far from the border, where nothing else
        # in it is near or ahead; of a picture that shows something, a part, so that it has come to it.
        alone = np.ones(len(terminal), dtype=bool)
        alone[others.mine[others.within]] = False
        into = within[(both[within] == 0) & (frame[within] == 0) & alone[within]]
        if len(into):
            shown = (picture[into] > 0) & (holds[into] == 0)
            most = np.where(shown, 0.0, scene.px(scene.limits.deep))
            distance, behind = distance.copy(), behind.copy()
            distance[into], behind[into] = np.minimum(distance[into], most), np.minimum(behind[into], most)
    gap = logged(distance, unit)
    ahead = logged(np.where(hits, m.ahead, 0.0), unit)
    overshoot = logged(np.where(m.inside & np.isfinite(behind), behind, 0.0), unit)
    nearest = np.minimum.reduceat(gap, first).repeat(count) if len(gap) else gap
    away = step(distance / unit)
    features = columns([
        gap, ahead, aim, m.inside, overshoot, (1.0 - m.towards) * outside, text, named,
        plain, frame * (m.inside | (away > scene.limits.frame_reach)), picture, holds, both,
        size, later, later, gap - nearest, later, tiny,
        later, m.inside * (distance / np.maximum(side, 1e-9)), later, away < 0.35,
        later, later, later, m.inside * text, later, *np.maximum(gap - BENDS_DOWN, 0.0),
    ])  # fmt: skip
    return Ends(ends.connectors, ends.points, ends.directions, ends.lengths, ends.arrows, *found, others, features)


LATER = [FEATURES.index(name) for name in ("hidden", "inner", "wall", "covered", "outer", "leaves", "abuts")]
LABEL, UNUSUAL = FEATURES.index("label"), FEATURES.index("unusual")


def weighed(ends: Ends, label: Floats, usual: float | None = None, signs: Ints = _NONE) -> Ends:
    """The candidates with all their features: `label` says how much each target looks like a connector's label.

    `signs` are targets that look so to what has a head there. `usual` is how far from their targets this drawing's ends
    usually stop, `log1p` as in "distance", once it is known.
    """
    if ends.settled:
        return ends
    features, rivals, size = ends.features.copy(), ends.rivals, len(ends.terminal)
    if len(rivals.mine):
        kinds = np.array([rivals.before, rivals.within, rivals.outside, rivals.above, rivals.held,
                          rivals.leaves, rivals.abuts])  # fmt: skip
        row = np.arange(0, len(kinds) * size, size)[:, None] + rivals.mine
        weight = kinds * (1.0 - label[rivals.target])
        several = np.minimum(np.bincount(row.ravel(), weight.ravel(), len(kinds) * size), 3.0)
        features[:, LATER] = several.reshape(-1, size).T
    features[:, LABEL] = label[ends.target]
    if len(signs):
        headed = np.array([bool(head) for c in ends.connectors for head in (c.start_arrowhead, c.end_arrowhead)])
        features[np.isin(ends.target, signs) & headed[ends.terminal], LABEL] = 1.0
    features[:, UNUSUAL] = np.abs(features[:, 0] - usual) if usual is not None else 0.0
    return with_fields(ends, features=features)


def logged(distance: Floats, unit: float) -> Floats:
    """Distances on a scale on which the near ones count more."""
    return np.asarray(np.log1p(distance / (0.25 * unit)))


def counted(ends: Ends, unit: float) -> Floats:
    """How far from its terminal each candidate counts to be, px: what an end has come into it is at."""
    return np.asarray(np.expm1(ends.features[:, 0]) * (0.25 * unit))


def contained(keys: Ints, among: Ints) -> Bools:
    """Which of the keys are among others that are sorted."""
    if not len(among):
        return np.zeros(len(keys), dtype=bool)
    return np.asarray(among[np.minimum(among.searchsorted(keys), len(among) - 1)] == keys)


def rivals(
    scene: Scene, targets: Targets, terminal: Ints, target: Ints, m: Measured, hits: Bools, runs: tuple[Ints, Ints]
) -> Rivals:
    """How each candidate stands to the others of its terminal; `runs`: where these begin, and how many they are."""
    first, count = runs
    several = count.repeat(count)
    mine = np.arange(len(terminal)).repeat(several)
    yours = (first.repeat(count) - (several.cumsum() - several)).repeat(several) + np.arange(len(mine))
    thing = targets.thing[target]
    other = thing[mine] != thing[yours]
    mine, yours = mine[other], yours[other]
    n, one, two = len(targets.rings), target[mine], target[yours]
    if not len(mine):
        return NO_RIVALS
    within, around = contained(one * n + two, targets.contains), contained(two * n + one, targets.contains)
    apart = ~(within | around)
    ahead = step(m.ahead / scene.unit)
    deep = step(depth(targets, one, two) / scene.unit)
    # Of two that hold others, as swimlanes do, none is drawn over the other: they are no cells of a row.
    cells = (targets.holds[one] == 0) | (targets.holds[two] == 0)
    laps, meet = (deep > scene.limits.touches) & apart, (np.abs(deep) <= scene.limits.abuts) & apart & cells
    on_top = targets.layer[two] > targets.layer[one]
    before = hits[yours] & hits[mine] & (ahead[yours] < ahead[mine]) & apart & (~laps | on_top)
    close = as_near(scene, targets, first, count, target, m.distance) & ~targets.frame[target]
    rival = close[mine] & close[yours]
    leaves = m.inside[yours] & ~m.inside[mine] & apart & (targets.holds[two] == 0)
    return Rivals(mine, two, before, within, around & ~m.inside[yours], rival & laps & on_top, rival & meet & on_top,
                  rival & within, leaves)  # fmt: skip


def depth(targets: Targets, one: Ints, two: Ints) -> Floats:
    """How deep two targets reach into each other, px; less than nothing where they are apart. Words cover nothing."""
    a, b = targets.rings.boxes[one], targets.rings.boxes[two]
    shared = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2])
    return np.where(targets.text[one] | targets.text[two], -np.inf, np.minimum(shared[:, 0], shared[:, 1]))


def as_near(scene: Scene, targets: Targets, first: Ints, count: Ints, target: Ints, distance: Floats) -> Bools:
    """Which candidates are hardly farther from their terminal than the nearest: the editor may bind to any of these."""
    boxes = targets.rings.boxes[target]
    sides = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    reach = 0.25 * sides / scene.unit
    reach = np.minimum(np.maximum(reach, scene.limits.rival_reach), scene.limits.rival_reach_most)
    farther = (distance - np.minimum.reduceat(distance, first).repeat(count)) / scene.unit
    return np.asarray(step(farther - reach) <= 0)

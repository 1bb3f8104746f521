"""Which plain lines join things, and which are decoration?

What comes in: a scene, the targets, and the connectors; later the decision. What goes out: the connectors without the
lines that cannot join anything (`joining`), and for a line the pair that it joins (`best`).

A line without arrowheads joins two things where both its ends lead to one. Rules, by number:

1. An end leads to a thing that it lies in or was drawn up to, be it aslant, or that going on from it meets, of a short
   line within half its length; a container only from outside. It leads to nothing else where it touches one, but to
   what lies close behind a container's border it may.
2. An end leads to words only where it points at them: words that a line runs along stand on it or under it. Right at
   the middle of one of their sides it may be more aslant, as in trees whose branches spread.
3. A line that leads to words and runs along others is an underline where these cover it, and the bar of a fraction
   where they stand on both its sides.
4. A line within a shape from border to border divides it, and one that comes to both its ends from within what is there
   divides these and what lies between, but for a line from the very middle of one to that of the other.
5. Two lines that cross each other squarely in the middle are a cross, what is crossed squarely by several is a rule of
   a table, and short lines across such a one are ticks: they lead to no words. Nor do those that cross an arrow so,
   each in its middle.
6. A line between words that is shorter than their letters are high is a sign: a minus, a dash.
7. A low line between words that hooks as the sign of a root does, with words under its bar, is one.
8. Where one end leads somewhere, the other may pass by a shape that is close, if the line is not short. And a line that
   stops short of two shapes, or of one and of words, leads to both, however short it is, where it spans enough of the
   way between them. But a stroke of the pen joins nothing so, nor one of a cross (5), nor a bar close beside another,
   as in an equals sign.

::

    ( )──────( )   words ────── words     one + two
        1                2               ─────────── = sum    3
                                            three
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from graphkit.analysis.connectors import Connector
from graphkit.analysis.decide import Decision
from graphkit.analysis.ends import Targets, contained
from graphkit.analysis.scene import Scene
from graphkit.analysis.sights import Found, in_middles
from graphkit.analysis.things import Things
from graphkit.elements import Line, Point
from graphkit.geometry import length
from graphkit.nearby import Nearby, near_each_other
from graphkit.rings import Bools, Floats, Ints, Rings, full, lengths, polylines, starts, step


def joining(scene: Scene, targets: Targets, connectors: Sequence[Connector]) -> Sequence[Connector]:
    """The connectors without the lines that cannot join anything."""
    asked = frozenset(scene.arrows)
    plain = [k for k, c in enumerate(connectors) if is_plain(c, asked)]
    if not plain:
        return connectors
    asking = [connectors[k] for k in plain]
    paths = [c.path for c in asking]
    points, _, reach = targets.sights.tips(asking)
    end, row, measured = targets.sights.around(asking, np.arange(len(points)))
    led = leads(scene, targets, (end, row, measured), points, reach)
    shape, words, loose = np.zeros((3, len(points)), dtype=bool)
    shape[end[led & ~targets.text[row]]] = True
    words[end[led & targets.text[row]]] = True
    loose[end[loosely(scene, targets, (end, row, measured), reach, led)]] = True
    # The pen wanders: the way a stroke ends does not tell where it would go on.
    loose &= ~shape & np.array([type(scene.elements[c.main]) is Line for c in asking], dtype=bool).repeat(2)
    shape |= loose
    to_words = (~shape & words).reshape(-1, 2).any(axis=1)
    gone = np.asarray((~shape & ~words).reshape(-1, 2).any(axis=1))
    either = loose.reshape(-1, 2).any(axis=1) & ~gone
    along = (to_words & ~gone).nonzero()[0]
    if either.any() or len(along):
        crossed = crossing(scene, asking)
        gone |= either & (crossed | doubled(scene, asking))  # Rule 8
    if len(along):
        gone[along] |= crossed[along] | beside_words(scene, [paths[n] for n in along])
        between = (~shape & words).reshape(-1, 2).all(axis=1)
        gone |= between & (step(reach[::2] / scene.unit) < scene.limits.line_sign)  # Rule 6
        bent = np.flatnonzero(between & ~gone)
        gone[bent] = over_words(scene, [asking[n] for n in bent])
    left = (~gone).nonzero()[0].tolist()
    gone[left] = dividing(scene, targets, [asking[n] for n in left])
    ornaments = {plain[n] for n in gone.nonzero()[0].tolist()}
    return [c for k, c in enumerate(connectors) if k not in ornaments]


def is_plain(connector: Connector, asked: frozenset[int]) -> bool:
    """Whether a connector is a line that nobody said joins anything; `asked` are elements that somebody did."""
    return not connector.arrow and connector.known is None and asked.isdisjoint(connector.elements)


def leads(scene: Scene, targets: Targets, found: Found, points: Floats, reach: Floats) -> Bools:
    """Rules 1 and 2: which ends lead to which target, of what was found; where each is, and how long its line, px."""
    limits, unit, (end, row, m) = scene.limits, scene.unit, found
    tips, length = points[end], reach[end]
    away, faces = step(m.distance / unit), np.isfinite(m.ahead)
    short = step(length / unit) < limits.line_short
    # What would pass by a corner close by points at it, too.
    beside = (faces | (step(m.towards) >= limits.line_faces)) & (away <= limits.line_reach)
    up_to = (away <= limits.at_outline) | ((away <= limits.line_gap) & (step(m.towards) >= limits.line_aslant))
    near = up_to | (beside & (~short | (faces & (step(2 * m.ahead / np.maximum(length, 1e-9)) <= 1))))
    sight = np.minimum(limits.line_sight, step(limits.line_sight_share * length / unit))
    aimed = ~m.inside & ~short & (step(m.ahead / unit) <= sight)
    very = in_middles(targets.rings, points, found, unit, limits)
    body = (aimed | near | (m.inside & ((targets.holds[row] == 0) | very))) & (targets.title[row] < 0)
    near_words = (~short | faces | (away <= limits.touches)) & (away <= limits.line_words * limits.line_reach)
    middle = targets.text[row] & (away <= limits.at_outline) & (step(m.towards) >= limits.line_aslant)
    middle[middle] = at_middle(scene, targets.rings.boxes[row[middle]], tips[middle])
    pointed = near_words & (middle | (step(m.towards) >= limits.line_words_cosine))
    # Words of the pen are found as words are, and as shapes are.
    if scene.words:
        body |= pointed & np.isin(targets.order[row], list(scene.words))
    return np.asarray(np.where(targets.text[row], aimed | pointed | m.inside, body))


def loosely(scene: Scene, targets: Targets, found: Found, reach: Floats, led: Bools) -> Bools:
    """Rule 8: which ends lead to which shapes, of what was found, since the other end leads somewhere, too.

    It is known which ends are `led` to which target by themselves, and how long the line of each end is, px.
    """
    limits, unit, (end, row, m) = scene.limits, scene.unit, found
    asked = ~(led | m.inside | targets.text[row]) & (targets.title[row] < 0)
    passes = asked & (step(m.distance / unit) <= limits.line_reach) & (step(m.towards) >= limits.line_passes)
    passes &= step(reach[end] / unit) >= limits.line_short
    if passes.any():
        leading = np.zeros(len(reach), dtype=bool)
        leading[end[led]] = True
        passes &= leading[end ^ 1]
    before = ~m.inside & (targets.title[row] < 0) & (step(m.ahead / unit) <= limits.line_span_gap)
    if not (asked & before).any():
        return passes
    gap = full(len(reach), np.inf)
    np.minimum.at(gap, end[before], m.ahead[before])
    short_of = (step(gap / unit) > limits.touches).reshape(-1, 2).all(axis=1)
    between = short_of & (step(limits.line_span * (reach[::2] + gap[::2] + gap[1::2]) - reach[::2]) <= 0)
    return np.asarray(passes | (asked & before & between[end // 2] & (m.ahead == gap[end])))


def at_middle(scene: Scene, boxes: Floats, tips: Floats) -> Bools:
    """Which tips are at the middle of a side of a box, outside."""
    off = np.abs(tips - (boxes[:, :2] + boxes[:, 2:]) / 2)
    size = boxes[:, 2:] - boxes[:, :2]
    within = step((off - scene.limits.name_centred * size) / scene.unit) <= 0
    return np.asarray((within & (step((off - size / 2) / scene.unit) >= 0)[:, ::-1]).any(axis=1))


def dividing(scene: Scene, targets: Targets, connectors: Sequence[Connector]) -> Bools:
    """Rule 4: which lines lie within one shape and end at its border on both sides."""
    found = np.zeros(len(connectors), dtype=bool)
    end, row, measured = targets.sights.around(connectors, np.arange(2 * len(connectors)))
    border = (measured.distance <= scene.px(scene.limits.line_gap)) & ~targets.text[row]
    at: dict[tuple[int, int], set[int]] = {}
    for e, r in zip(end[border].tolist(), row[border].tolist(), strict=True):
        at.setdefault((e // 2, r), set()).add(e % 2)
    both = [key for key, sides in at.items() if len(sides) == 2]
    if both:
        drawn = polylines([connectors[k].path for k, _ in both])
        middles = shapely.get_coordinates(shapely.line_interpolate_point(drawn, 0.5, normalized=True))
        inside = targets.rings.hold(middles, np.arange(len(both)), np.array([r for _, r in both]))
        found[[k for (k, _), within in zip(both, inside.tolist(), strict=True) if within]] = True
    return found


def crossing(scene: Scene, connectors: Sequence[Connector]) -> Bools:
    """Rule 5: which lines make a cross with another, are crossed by several, or cross such a one as ticks do."""
    limits, drawn_with = scene.limits, {i for c in connectors for i in c.elements}
    paths = [c.path for c in connectors]
    paths += [scene.paths[i] for i in scene.lines if i not in drawn_with]
    plain = len(paths)
    # Texts and shapes may be ornaments as well.
    paths += [scene.paths[i] for i in (*scene.arrows, *scene.ornaments) if i in scene.paths]
    chords = np.array([(path[0], path[-1]) for path in paths])
    drawn = np.asarray(shapely.linestrings(chords))
    ways = chords[:, 1] - chords[:, 0]
    reach = lengths(ways)
    ways = ways / np.maximum(reach, 1e-9)[:, None]
    a, b = shapely.STRtree(drawn).query(drawn, "intersects")
    square = (a != b) & (np.abs((ways[a] * ways[b]).sum(axis=1)) <= limits.cross_cosine)
    a, b = a[square], b[square]
    where = shapely.intersection(drawn[a], drawn[b])
    off = [np.abs(shapely.line_locate_point(drawn[k], where, normalized=True) - 0.5) for k in (a, b)]
    middle = [each <= limits.cross_middle for each in off]
    lines = (a < plain) & (b < plain)
    crossed = np.bincount(a[lines], minlength=len(paths))
    found = crossed > 1
    found[a[lines & middle[0] & middle[1]]] = True
    short = reach[a] <= limits.axis_tick * reach[b]
    found[a[lines & (crossed[b] >= limits.axis_ticks) & short]] = True
    # What crosses an arrow may be a line that passes it, but for several short ones, each in its middle.
    tick = (a < plain) & (b >= plain) & middle[0] & short
    found[a[tick & (np.bincount(b[tick], minlength=len(paths))[b] >= limits.axis_ticks)]] = True
    return found[: len(connectors)]


def doubled(scene: Scene, connectors: Sequence[Connector]) -> Bools:
    """Rule 8: which short lines have another close beside them, as the bars of an equals sign do."""
    limits, found = scene.limits, np.zeros(len(connectors), dtype=bool)
    chords = np.array([(c.path[0], c.path[-1]) for c in connectors])
    ways = chords[:, 1] - chords[:, 0]
    reach, middles = lengths(ways), chords.mean(axis=1)
    short = np.flatnonzero(step(reach / scene.unit) < limits.line_short)
    if len(short) < 2:
        return found
    a, b = near_each_other(middles[short], limits.sign_apart * float(reach[short].max()))
    a, b = short[a], short[b]
    cosine = (ways[a] * ways[b]).sum(axis=1) / np.maximum(reach[a] * reach[b], 1e-9)
    along = step(np.abs(cosine)) >= limits.sign_cosine
    close = step(lengths(middles[a] - middles[b]) - limits.sign_apart * np.minimum(reach[a], reach[b])) <= 0
    found[a[(a != b) & along & close]] = True
    return found


def best(scene: Scene, things: Things, targets: Targets, decision: Decision, plain: Sequence[int]) -> dict[int, int]:
    """The likeliest pair of each connector, a line, whose ends lead to two things that do not hold each other."""
    ends, pairs = decision.ends, decision.pairs
    if not len(pairs.connector):
        return {}
    words = targets.text[ends.target]
    at = ends.terminal
    found = at, ends.target, ends.measured
    led = leads(scene, targets, found, ends.points, ends.lengths)
    led |= loosely(scene, targets, found, ends.lengths, led)
    body = ~words & (targets.holds[ends.target] == 0)
    touched = led & body & (step(ends.measured.distance / scene.unit) <= scene.limits.touches)
    touching = np.zeros(2 * len(ends.connectors), dtype=bool)
    touching[ends.terminal[touched]] = True
    fits = np.where(touching[ends.terminal], touched, led)
    labels = np.zeros(len(things.things), dtype=bool)
    labels[[things.of[decision.near.texts[text]] for text in decision.labels]] = True
    asked = np.zeros(len(ends.connectors), dtype=bool)
    asked[list(plain)] = True
    rows = (asked[pairs.connector] & fits[pairs.start] & fits[pairs.end]).nonzero()[0]
    one, two = ends.target[pairs.start[rows]], ends.target[pairs.end[rows]]
    n, thing = len(targets.rings), targets.thing
    related = contained(one * n + two, targets.contains) | contained(two * n + one, targets.contains)
    keep = ~related & ~labels[thing[one]] & ~labels[thing[two]] & (thing[one] != thing[two])
    rows, one, two = rows[keep], one[keep], two[keep]
    very = in_middles(targets.rings, ends.points, found, scene.unit, scene.limits)
    keep = ~from_within(targets, ends.connectors, pairs.connector[rows], one, two)
    keep |= very[pairs.start[rows]] & very[pairs.end[rows]]
    rows, one, two = rows[keep], one[keep], two[keep]
    order = np.lexsort((two, one, -np.round(decision.probability[rows], 9), pairs.connector[rows]))
    rows = rows[order]
    first = rows[starts(pairs.connector[rows])]
    return dict(zip(pairs.connector[first].tolist(), first.tolist(), strict=True))


def from_within(targets: Targets, connectors: Sequence[Connector], which: Ints, one: Ints, two: Ints) -> Bools:
    """Rule 4: whether connectors come to the targets at their starts and at their ends from within both."""
    asked, row = np.unique(which, return_inverse=True)
    drawn = polylines([connectors[k].path for k in asked.tolist()])
    start, end = (
        targets.rings.hold(shapely.get_coordinates(shapely.line_interpolate_point(drawn, at, normalized=True)), row, to)
        for at, to in ((0.25, one), (0.75, two))
    )
    return np.asarray(start & end)


def over_words(scene: Scene, connectors: Sequence[Connector]) -> Bools:
    """Rule 7: which lines are signs of roots, with words under their bars."""
    found = np.zeros(len(connectors), dtype=bool)
    feet = {k: foot for k, connector in enumerate(connectors) if (foot := root_foot(connector.path)) is not None}
    if not feet:
        return found
    hooked = {k for k, (_, hook) in feet.items() if hook} | hooked_by_others(
        scene, {k: (connectors[k], at) for k, (at, hook) in feet.items() if not hook}
    )
    signs = np.array(sorted(hooked), dtype=np.intp)
    boxes, texts = Rings([connectors[k].path for k in signs]).boxes, scene.rings().boxes[list(scene.texts)]
    low = np.flatnonzero(boxes[:, 3] - boxes[:, 1] <= scene.px(scene.limits.root_height))
    _, around = Nearby(boxes[low]).points((texts[:, :2] + texts[:, 2:]) / 2, 0.0)
    found[signs[low[around]]] = True
    return found


def root_foot(path: Sequence[Point]) -> tuple[Point, bool] | None:
    """The foot of a line that begins low and ends high, and whether it hooks there: goes down before it goes up."""
    if len(path) < 3:
        return None
    heights = [y for _, y in path]
    top, bottom = min(heights), max(heights)
    reach = bottom - top
    (high, _), (low, at) = sorted(((path[0][1], path[0]), (path[-1][1], path[-1])))
    if high > top + 0.4 * reach or low < top + 0.5 * reach:
        return None
    return at, low < bottom - 0.03 * reach


def hooked_by_others(scene: Scene, feet: Mapping[int, tuple[Connector, Point]]) -> set[int]:
    """Which of some feet another short line ends at."""
    most = scene.px(scene.limits.root_height)
    short = [(i, end) for i in scene.lines if length(scene.paths[i]) <= most
             for end in (scene.paths[i][0], scene.paths[i][-1])]  # fmt: skip
    if not short or not feet:
        return set()
    ends, keys = np.array([end for _, end in short]), list(feet)
    near = Nearby(np.concatenate([ends, ends], axis=1))
    at, end = near.points(np.array([feet[k][1] for k in keys]), scene.px(scene.limits.part_touch))
    pairs = ((keys[a], short[e][0]) for a, e in zip(at.tolist(), end.tolist(), strict=True))
    return {k for k, line in pairs if line not in feet[k][0].elements}


def beside_words(scene: Scene, paths: Sequence[Sequence[Point]]) -> Bools:
    """Rule 3: which lines are underlines or bars."""
    limits, rings, texts = scene.limits, scene.rings(), list(scene.texts)
    drawn, beside = Rings(paths), scene.px(limits.underline_reach)
    t, k = drawn.near.overlaps(rings.boxes[texts], beside)
    text = np.array(texts, dtype=np.intp)[t]
    near = shapely.dwithin(scene.areas(text.tolist()), drawn.lines(k), beside)
    k, text = k[near], text[near]
    start, end = drawn.corners[drawn.start], drawn.corners[drawn.start + drawn.count - 1]
    reach = lengths(end - start)
    way = (end - start) / np.maximum(reach, 1e-9)[:, None]
    low, high, left, right = rings.spans(start, way, k, text)
    # Words that stand across the line, or at its end, do not run along it.
    along = ((left >= -0.25 * scene.unit) | (right <= 0.25 * scene.unit)).nonzero()[0]
    k, text, side = k[along], text[along], (left[along] + right[along] > 0).astype(np.intp)
    shared = np.minimum(high[along], reach[k]) - np.maximum(low[along], 0.0)

    def covered(shared: Floats) -> Bools:
        cover = np.zeros((len(paths), 2))
        np.add.at(cover, (k, side), np.maximum(shared, 0.0) / np.maximum(reach[k], 1e-9))
        less, more = cover.min(axis=1), cover.max(axis=1)
        bar = (more >= limits.bar_cover) & (less >= limits.bar_cover_other)
        return np.asarray(bar | (more >= limits.underline_cover))

    found = covered(shared)
    # A line runs along words only as far as it keeps near to them.
    asked = np.flatnonzero(found[k])
    around = shapely.buffer(scene.areas(text[asked].tolist()), beside)
    shared[asked] = np.minimum(shared[asked], shapely.length(shapely.intersection(drawn.lines(k[asked]), around)))
    return found & covered(shared)

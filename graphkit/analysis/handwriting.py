"""Which strokes of the pen make up a word or a sketch that something leads to?

What comes in: a scene. What goes out: its words and sketches that something leads to (`find`), the scene with these as
shapes, each of all its strokes (`as_shapes`), and later those that nothing leads to after all (`idle`). As nodes they
have no label, for nobody has read them.

Rules, by number:

1. A word or a sketch (`letters`) is a thing only where an arrow or a line, drawn with the pen or not (`ink`), leads
   from it to something, or to it: that points at it, or touches it, or ends there as others do. Nothing else is nearer.
2. A line of the pen that leaves at one of its ends in another way than it comes leads nowhere, as brackets and braces
   do; nor do axes. An angle at an end is a head there, or a mark. One dot is no vertex: lines join it with others.
3. What stands in a shape is part of it (`inner`), but where the way lies in that shape as well.

::

    user ─────▶ ( api ) ──── db      user is a thing (1); api is part of the loop (3)
    ────                             the line below leads nowhere (2)
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

import numpy as np
import shapely

from graphkit.analysis import axes, loops, strokes
from graphkit.analysis.ink import Ink, Way, tips_of, ways
from graphkit.analysis.letters import Word, reach_of, together
from graphkit.analysis.scene import Scene, changed
from graphkit.analysis.sights import terminals
from graphkit.analysis.things import Things
from graphkit.elements import Freedraw
from graphkit.geometry import numbers
from graphkit.nearby import Nearby
from graphkit.relations import Connection
from graphkit.rings import full, step


def find(scene: Scene, known: Set[int] = frozenset()) -> list[Word]:
    """The words and sketches that something leads to; what is `known` to connect is part of none."""
    pens = list(scene.strokes)
    if pens:
        # What is grouped with other elements is a picture with them.
        mixed = {group for e in scene.elements if type(e) is not Freedraw for group in e.group_ids}
        pens = [i for i in pens if mixed.isdisjoint(scene.elements[i].group_ids)]
    if not pens:
        return []
    pens += [i for i in scene.arrows if type(scene.elements[i]) is Freedraw]
    ink = Ink(scene, pens, known)
    leading = ways(scene, ink)
    if not any_may_lead(scene, ink, leading):
        return []
    words = together(scene, ink, leading, [])
    if not words:
        return []
    found = led_to(scene, ink, words, leading)
    good = {k for k, _ in found}
    left = [way for k, way in enumerate(leading) if k not in good and way.drawn and not way.arrow]
    if left:
        # What might be part of a letter is; what leads nowhere may be part of a sketch.
        leading = [way for k, way in enumerate(leading) if k in good or not way.weak]
        words = together(scene, ink, leading, [ink.row[way.elements[0]] for way in left if not way.weak])
        found = led_to(scene, ink, words, leading)
    return [words[n] for n in sorted({n for _, ends in found for n in ends})]


def any_may_lead(scene: Scene, ink: Ink, leading: Sequence[Way]) -> bool:
    """Whether any way has strokes near an end, and these or something else near the other: asked before all else."""
    if not leading:
        return False
    tips, reach = tips_of(leading), scene.px(scene.limits.pen_reach)
    way_of, free = full(len(ink.strokes), -1, np.intp), np.ones(len(ink.strokes), dtype=bool)
    for k, way in enumerate(leading):
        for row in [ink.row[i] for i in way.elements if i in ink.row]:
            # A line may be part of a word after all.
            way_of[row], free[row] = k, way.drawn and not way.arrow
    met = np.zeros((len(leading), 2), dtype=bool)
    end, near = Nearby(ink.boxes).points(tips, reach)
    met.ravel()[end[free[near] & (way_of[near] != end // 2)]] = True
    asked = np.flatnonzero(met.any(axis=1))
    if not len(asked):
        return False
    met = met[asked] | [leading[k].bound for k in asked.tolist()]
    if bodies := [*scene.shapes, *scene.texts]:
        near, _ = Nearby(scene.rings().boxes[bodies]).points(tips.reshape(-1, 2, 2)[asked].reshape(-1, 2), reach)
        met.ravel()[near] = True
    return bool(met.all(axis=1).any())


def idle(
    scene: Scene, things: Things, connections: Sequence[Connection], spoken: Set[int] = frozenset()
) -> set[str]:  # fmt: skip
    """The words and sketches that nothing leads to after all, and none is `spoken` of, by their main elements."""
    used = {things.of[scene.index[end.target]] for c in connections for end in (c.start, c.end)}
    used |= {things.of[i] for i in spoken if i in things.of}
    return {scene.elements[i].id for i in scene.words if things.of[i] not in used}


def as_shapes(scene: Scene, words: Sequence[Word], idle: Set[str] = frozenset()) -> Scene:
    """The scene with words as shapes, but for `idle` ones; a loop around words is then what it is around any."""
    words = [word for word in words if scene.elements[word.main].id not in idle]
    if not words:
        return scene
    outlines, pieces, taken = dict(scene.outlines), dict(scene.pieces), set[int]()
    for word in words:
        taken.update(word.strokes)
        outlines[word.main] = numbers(shapely.get_coordinates(word.area)[:-1].tolist())
        if len(word.strokes) > 1:
            pieces[word.main] = tuple(i for i in word.strokes if i != word.main)
    mains = [word.main for word in words]
    return loops.find(changed(
        scene,
        shapes=tuple(sorted((*scene.shapes, *mains))),
        strokes=tuple(i for i in scene.strokes if i not in taken),
        outlines=outlines,
        pieces=pieces,
        words=frozenset(mains),
    ))  # fmt: skip


class Lookout:
    """The ends of the ways, and what is at each; all but the words near them only of ways that some word is near."""

    def __init__(self, scene: Scene, ink: Ink, words: Sequence[Word], leading: Sequence[Way]) -> None:
        self.scene, self.ink, self.words, self.ways = scene, ink, words, leading
        self.points = tips_of(leading)
        self.areas = np.array([word.area for word in words], dtype=object)
        self.near = self.words_near()
        self.asked = sorted({end // 2 for end in self.near})
        """The ways that some word is near."""
        self.ends = np.array([2 * k + side for k in self.asked for side in (0, 1)], dtype=np.intp)
        self.directions = np.zeros((len(self.points), 2))
        self.directions[self.ends] = terminals([leading[k].path for k in self.asked], scene.unit)[1]
        self.others = self.others_near()
        boxes = np.concatenate([self.points, self.points], axis=1)
        a, b = Nearby(boxes).overlaps(boxes[self.ends], scene.px(scene.limits.meets))
        self.met = set(self.ends[a[self.ends[a] // 2 != b // 2]].tolist())
        """The ends that others meet."""

    def words_near(self) -> Mapping[int, list[tuple[float, str, int]]]:
        """By terminal the words within reach: how far, units, and which; the nearest first."""
        scene, found = self.scene, defaultdict[int, list[tuple[float, str, int]]](list)
        reach = step(reach_of(scene, np.array([word.size for word in self.words])) / scene.unit)
        spare = reach[:, None] * scene.px(1) * [-1, -1, 1, 1]
        places = np.concatenate([self.points, self.points], axis=1)
        word, end = Nearby(places).touched(shapely.bounds(self.areas) + spare)
        away = step(shapely.distance(self.areas[word], shapely.points(self.points[end])) / scene.unit)
        for n, e, d in zip(word.tolist(), end.tolist(), away.tolist(), strict=True):
            if d <= reach[n]:
                found[e].append((d, scene.elements[self.words[n].strokes[0]].id, n))
        return {e: sorted(options) for e, options in found.items()}

    def others_near(self) -> Mapping[int, list[tuple[float, int]]]:
        """By terminal the shapes and texts that it is near, how far, units, or in, which is 0."""
        scene, found = self.scene, defaultdict[int, list[tuple[float, int]]](list)
        rows = np.array([*scene.shapes, *scene.texts], dtype=np.intp)
        if len(rows):
            reach = scene.px(scene.limits.pen_reach)
            end, k = Nearby(scene.rings().boxes[rows]).points(self.points[self.ends], reach)
            end = self.ends[end]
            distance, inside = scene.rings().off(self.points, end, rows[k])
            away = step(np.where(inside, 0.0, distance) / scene.unit)
            near = inside | (distance <= reach)
            for e, i, d in zip(end[near].tolist(), rows[k[near]].tolist(), away[near].tolist(), strict=True):
                found[e].append((d, i))
        return found

    def at(self, way: int, side: int, within: Set[int]) -> int | None:
        """What an end is at: the number of a word, -1 for a thing, or None; `within` are shapes that hold the way."""
        if self.ways[way].bound[side]:
            return -1
        end = 2 * way + side
        others = self.others.get(end, [])
        for away, _, n in self.near.get(end, [])[:1]:
            holder = self.words[n].holder
            free = holder == -1 or holder in within or self.loop_holds(holder, way)
            if free and all(away < d for d, i in others if i not in within):
                return n
        return -1 if others else None

    def loop_holds(self, holder: int, way: int) -> bool:
        """Whether a loop is around both ends of a way."""
        outline = self.ink.outlines.get(self.ink.row.get(holder, -1))
        if outline is None:
            return False
        return bool(shapely.contains_xy(shapely.Polygon(outline), self.points[2 * way : 2 * way + 2]).all())

    def within(self, way: int) -> set[int]:
        """The shapes that both ends of a way lie in."""
        start, end = ({i for d, i in self.others.get(2 * way + side, []) if not d} for side in (0, 1))
        return start & end

    def leads(self, way: int, side: int, word: int) -> bool:
        """Rule 1: whether a way leads from a word, or to it, at one of its ends."""
        scene, limits, end = self.scene, self.scene.limits, 2 * way + side
        point, area = shapely.Point(self.points[end]), self.areas[word]
        if self.is_head(word, end):
            return False
        (x, y), (there_x, there_y) = shapely.get_coordinates(shapely.shortest_line(point, area))
        away = math.hypot(there_x - x, there_y - y)
        if away <= scene.px(limits.touches):
            return True
        cosine = (there_x - x) * self.directions[end, 0] + (there_y - y) * self.directions[end, 1]
        if cosine >= (limits.line_words_cosine - 1e-9) * away:
            return True
        return end in self.met and not self.ways[way].arrow and not self.ways[way].weak

    def is_head(self, word: int, end: int) -> bool:
        """Whether a word is but an angle with its corner at an end: a head, maybe askew, or a mark there."""
        scene, (i, *others) = self.scene, self.words[word].strokes
        if others or self.words[word].loop or self.ink.dotted[self.ink.row[i]]:
            return False
        if (legs := strokes.angle(scene, scene.smooth([i])[0])) is None:
            return False
        one, tip, two = legs
        away, limits = math.dist(tip, self.points[end]), scene.limits
        back = [float(np.subtract(leg, tip) @ self.directions[end]) < 0 for leg in (one, two)]
        return away <= scene.px(limits.at_outline if all(back) else limits.touches)

    def is_dot(self, word: int) -> bool:
        """Whether a word is but a dot."""
        ink, (i, *others) = self.ink, self.words[word].strokes
        return not others and bool(ink.dotted[ink.row[i]])

    def bends(self, way: int) -> bool:
        """Whether a line leaves at one of its ends in another way than it comes, as brackets and braces do."""
        path = self.ways[way].path
        chord = np.subtract(path[-1], path[0])
        ahead = self.directions[2 * way : 2 * way + 2] @ chord * [-1, 1]
        return bool((step(ahead / max(float(np.hypot(*chord)), 1e-9)) < self.scene.limits.written_ahead).any())


def led_to(scene: Scene, ink: Ink, words: Sequence[Word], leading: Sequence[Way]) -> list[tuple[int, list[int]]]:
    """The ways that lead from a word or to one, each with these words, by their numbers."""
    if not words:
        return []
    look, found = Lookout(scene, ink, words, leading), []
    charts = pen_axes(scene, look)
    for k in look.asked:
        way = leading[k]
        if way.bent or k in charts:
            continue
        within = look.within(k)
        ends = [look.at(k, side, within) for side in (0, 1)]
        own = [n for n in ends if n is not None and n >= 0]
        if None in ends or not own or ends[0] == ends[1]:
            continue
        # One dot is no vertex yet.
        if len(own) < 2 and look.is_dot(own[0]):
            continue
        if (way.weak and len(own) < 2) or (way.drawn and not way.arrow and look.bends(k)):
            continue
        if all(look.leads(k, side, n) for side, n in enumerate(ends) if n is not None and n >= 0):
            found.append((k, own))
    return found


def pen_axes(scene: Scene, look: Lookout) -> set[int]:
    """The arrows of the pen that are axes of a chart, whatever is written where they meet."""
    drawn = np.array([k for k, way in enumerate(look.ways) if way.arrow and way.drawn], dtype=np.intp)
    if len(drawn) < 2:
        return set()
    ends = np.stack([look.points[2 * drawn], look.points[2 * drawn + 1]], axis=1)
    one, other, _, across = axes.meeting(scene, ends, np.ones(len(drawn), dtype=np.intp))
    one, other = one[~across], other[~across]
    return {*drawn[one].tolist(), *drawn[other].tolist()}

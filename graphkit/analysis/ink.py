"""How large are the strokes of the pen beside each other, and which may lead from one word to another?

What comes in: a scene and its strokes. What goes out: `Ink`, the strokes measured, and with `ways` what may lead
somewhere: the arrows and lines, and the strokes of the pen that look like such.

Rules, by number:

1. A stroke is as large as it is long, but a word written in one stroke only so many times as it is broad. Both are
   measured by how far the ink is spread, whichever way the stroke is turned.
2. A loop that is large, or has other strokes in it, may stand for what it is drawn around; and so may several strokes
   whose ends meet, as the sides of a box. What is beside a loop is near it only where it is very close.
3. An arrow of the pen is longer than the letters at one of its ends; a line of the pen is longer than those at both,
   by far, or by less if it points at what it joins.

::

    user ──────▶ │ api │      the line is longer than the letters; the l of a word is not
    3 letters  3    2
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set

import numpy as np
import shapely

from graphkit.analysis import boxes, strokes
from graphkit.analysis.connectors import Connector
from graphkit.analysis.loops import closed
from graphkit.analysis.scene import Scene, heads_of
from graphkit.elements import Arrow, Line, Point, Value
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, Floats, Ints, lengths, step


class Ink:
    """The strokes, measured; all by the place of a stroke in `strokes`."""

    def __init__(self, scene: Scene, which: Sequence[int], known: Set[int]) -> None:
        limits, rings, rows = scene.limits, scene.rings(), np.array(which, dtype=np.intp)
        self.strokes = list(which)
        self.row = {i: k for k, i in enumerate(self.strokes)}
        self.boxes = rings.boxes[rows]
        self.long, self.short = rings.spread(rows)
        self.length = np.array([scene.length(i) for i in self.strokes])
        self.chord = lengths(
            rings.corners[rings.start[rows] + rings.count[rows] - 1] - rings.corners[rings.start[rows]]
        )
        self.known = np.array([i in known for i in self.strokes])
        """Whether a person says that a stroke connects."""
        self.plain = self.known | (step(self.length) <= step(limits.pen_bent * self.chord))
        """Whether a stroke goes one way, more or less."""
        self.open = self.chord > AT_MOST * limits.pen_closed * self.length
        self.dotted = step(self.length) >= step(limits.dot_scribble * np.hypot(self.long, self.short))
        self.dotted &= ~self.known & (self.long <= scene.px(limits.drawn_size))
        """Whether it is scribbled at one place."""
        self.outlines: dict[int, Sequence[Point]] = {}
        """What each loop encloses (rule 2)."""
        self.sides: dict[int, list[int]] = {}
        """The strokes that are sides of a box, but for the one that stands for it, by that."""
        self.size = np.where(self.plain, self.long, np.minimum(self.long, limits.written_broad * self.short))
        self.find_loops(scene)

    def find_loops(self, scene: Scene) -> None:
        """Rule 2."""
        limits, boxes_of = scene.limits, self.boxes
        loops = np.flatnonzero(~self.plain & ~self.open & (self.long > scene.px(limits.drawn_size)))
        if len(loops):
            around, inner = Nearby(boxes_of).touched(boxes_of[loops])
            outer = loops[around]
            within = (boxes_of[inner, :2] >= boxes_of[outer, :2]) & (boxes_of[inner, 2:] <= boxes_of[outer, 2:])
            held = within.all(axis=1) & (inner != outer)
            held &= self.long[inner] > limits.written_inner * self.long[outer]
            large = self.long[loops] > scene.px(limits.written_loop)
            large[around[held]] = True
            for k in loops[large].tolist():
                if (outline := closed(scene, self.strokes[k])) is not None:
                    self.outlines[k] = outline
        sides = [self.strokes[k] for k in np.flatnonzero(self.long >= scene.px(limits.written_loop / 2)).tolist()
                 if k not in self.outlines and not self.known[k]]  # fmt: skip
        for members, outline in boxes.enclosed(scene, sides, 2) if len(sides) > 1 else ():
            if shapely.Polygon(outline).area >= scene.px(limits.written_loop) ** 2:
                ids = [scene.elements[i].id for i in members]
                main = self.row[members[ids.index(min(ids))]]
                self.outlines[main] = outline
                self.sides[main] = sorted({self.row[i] for i in members} - {main})
        parts = [*self.outlines, *(k for others in self.sides.values() for k in others)]
        self.plain[[k for main, others in self.sides.items() for k in (main, *others)]] = False
        self.size[parts] = limits.written_beside * self.long[parts]


class Way(Value, frozen=True):
    """What may lead from one word to another."""

    elements: tuple[int, ...]
    path: Sequence[Point]
    arrow: bool
    drawn: bool = False
    """Whether it is drawn with the pen, and nobody says that it connects, so that it might be something else."""
    bound: tuple[bool, bool] = (False, False)
    """Whether its start and its end declare their thing."""
    weak: bool = False
    """Whether it is a line of the pen that might be part of a letter (rule 3)."""
    bent: bool = False
    """Whether it is as long as a line, but turns back on its way, and so leads nowhere."""


def tips_of(leading: Sequence[Way]) -> Floats:
    """Where each way begins and ends, in turn."""
    return np.array([tip for way in leading for tip in (way.path[0], way.path[-1])])


def ways(scene: Scene, ink: Ink) -> list[Way]:
    """All that may lead somewhere."""
    found = []
    for i in (*scene.arrows, *scene.lines):
        element = scene.elements[i]
        if isinstance(element, Arrow | Line):
            bound, headed = (False, False), any(heads_of(element))
            if isinstance(element, Arrow):
                bound, headed = (element.start_binding is not None, element.end_binding is not None), True
            found.append(Way((i,), scene.paths[i], headed, bound=bound))
    if not (likely := shafts(scene, ink)):
        return found
    drawn = drawn_ones(scene, [ink.strokes[k] for k in likely])
    arrows = pen_arrows(scene, ink, drawn)
    found += [Way(c.elements, c.path, True, drawn=c.main in ink.row and not is_known(ink, c)) for c in arrows]
    used = {i for c in arrows for i in c.elements}
    said = [i for k, i in enumerate(ink.strokes) if ink.known[k] and i not in used]
    found += [Way((i,), scene.paths[i], False) for i in said]
    plain = [k for k in likely if ink.plain[k] and not ink.known[k] and ink.strokes[k] not in used
             and strokes.reaches(scene, scene.paths[ink.strokes[k]])]  # fmt: skip
    corners = {d.element: d.corners for d in drawn}
    limits, letters = scene.limits, letters_beside(scene, ink, plain, ink.length[plain], used)
    for k, size in zip(plain, letters, strict=True):
        i, large = ink.strokes[k], max(size, default=0.0)
        strong = ink.length[k] > AT_MOST * limits.written_line * large
        if strong or ink.length[k] > AT_MOST * limits.written_line_least * large:
            bent = strokes.turns_back(scene, strokes.unhooked(scene, corners[i]))
            if strong or not bent:
                found.append(Way((i,), scene.paths[i], False, drawn=True, weak=not strong, bent=bent))
    return found


def shafts(scene: Scene, ink: Ink) -> list[int]:
    """The strokes that may be arrows or lines by their length, and those at their ends, which may be their heads."""
    limits = scene.limits
    shaft = ~ink.dotted & (ink.long >= 0.75 * scene.px(limits.line_short))
    shaft[[*ink.outlines, *(k for others in ink.sides.values() for k in others)]] = False
    shaft |= ink.known
    likely = [*(ink.strokes[k] for k in np.flatnonzero(shaft).tolist()), *scene.lines]
    if not likely:
        return []
    _, near = Nearby(ink.boxes).points(scene.tips(likely), scene.px(limits.touches))
    shaft[near[~ink.dotted[near]]] = True
    return np.flatnonzero(shaft).tolist()


def drawn_ones(scene: Scene, which: Sequence[int]) -> list[strokes.Drawn]:
    """Strokes as what may be part of an arrow."""
    smooth = scene.smooth(which)
    return [strokes.Drawn(i, scene.paths[i], corners) for i, corners in zip(which, smooth, strict=True)]


def pen_arrows(scene: Scene, ink: Ink, drawn: Sequence[strokes.Drawn]) -> list[Connector]:
    """Rule 3: the arrows of the pen, and the lines with a head of the pen."""
    lines = [strokes.Drawn(i, scene.paths[i], scene.paths[i]) for i in scene.lines]
    found: list[Connector] = []
    used: set[int] = set()

    def add(made: Iterable[Connector]) -> None:
        kept = long_enough(scene, ink, list(made))
        found.extend(kept)
        used.update(i for c in kept for i in c.elements)

    add(made for d in drawn if (made := strokes.hooked(scene, d)) is not None)
    add(strokes.drawn_on(scene, [d for d in drawn if d.element not in used]))
    add(strokes.tipped(scene, [d for d in drawn if d.element not in used], lines))
    return found


def long_enough(scene: Scene, ink: Ink, found: Sequence[Connector]) -> list[Connector]:
    """The arrows that are longer than the letters at one of their ends; letters have hooks and angles as well."""
    limits = scene.limits
    sure = [c for c in found if c.main not in ink.row or is_known(ink, c)]
    asked = [c for c in found if c.main in ink.row and not is_known(ink, c) and strokes.reaches(scene, c.path)]
    long = np.array([math.dist(c.path[0], c.path[-1]) for c in asked])
    own = {i for c in asked for i in c.elements}
    letters = letters_beside(scene, ink, [ink.row[c.main] for c in asked], long, own)
    kept = [c for c, reach, size in zip(asked, long.tolist(), letters, strict=True)
            if reach > AT_MOST * limits.written_arrow * min(size, default=0.0)]  # fmt: skip
    return [*sure, *kept]


def is_known(ink: Ink, connector: Connector) -> bool:
    """Whether a person says of a stroke of an arrow that it connects."""
    return any(ink.known[ink.row[i]] for i in connector.elements if i in ink.row)


def letters_beside(scene: Scene, ink: Ink, which: Sequence[int], long: Floats, but: set[int]) -> list[list[float]]:
    """How large letters are at the ends of strokes of some length, px: a number for each end that has any.

    Where neither has, strokes count that go one way, as letters may.
    """
    if not len(which):
        return []
    limits, tips = scene.limits, scene.tips([ink.strokes[k] for k in which])
    reach = np.maximum(0.5 * long, scene.px(limits.written_reach)).repeat(2)[:, None]
    around = np.concatenate([tips - reach, tips + reach], axis=1)
    counts = (ink.size > scene.px(limits.written_least)) | ink.dotted
    own = np.array([i in but for i in ink.strokes])
    sizes = [beside(ink, around, np.flatnonzero(pool & counts), which) for pool in (~ink.plain & ~own, ink.plain)]
    most = scene.px(limits.written_large)

    def at(k: int, of: Callable[[int], list[float]]) -> list[float]:
        return [min(near[3 * len(near) // 4], most) for e in (2 * k, 2 * k + 1) if (near := sorted(of(e)))]

    curved, plain = sizes
    return [at(k, curved.__getitem__) or at(k, plain.__getitem__) for k in range(len(which))]


def beside(ink: Ink, around: Floats, pool: Ints, which: Sequence[int]) -> dict[int, list[float]]:
    """The sizes of the strokes of a pool in each of some boxes, two for each of `which`, without that itself."""
    found: dict[int, list[float]] = defaultdict(list)
    if len(pool):
        end, k = Nearby(ink.boxes[pool]).touched(around)
        for e, row in zip(end.tolist(), pool[k].tolist(), strict=True):
            if row != which[e // 2]:
                found[e].append(float(ink.size[row]))
    return found

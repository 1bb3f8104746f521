"""Which words stand in the gap of an arrow that is broken for them, and label it?

What comes in: a scene, which text is written in which shape, and its things; later the arrows and lines as connectors.
What goes out: the scene that knows such words as labels (`set_apart`), and the connectors, of which both pieces of such
an arrow are one (`mend`).

A text of at most two lines at which exactly two ends are, on two sides of it: that of an arrow or a line without heads,
and that without a head of an arrow whose other end has one. Both run on straight through the middle of the words and to
each other (`break_angle`), or meet, straight or in the words. They are drawn alike and neither is much shorter than the
other (`break_share`), as ticks are. Their far ends are at two shapes, and neither is a piece of another such arrow.

::

    ┌───┐                   ┌───┐
    │   ├──────  words  ───▶│   │
    └───┘                   └───┘
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.cardinalities import at
from graphkit.analysis.connectors import Connector
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene, changed, heads_of
from graphkit.analysis.things import Things
from graphkit.elements import Element, Point, Text
from graphkit.nearby import Nearby
from graphkit.relations import points_at
from graphkit.rings import AT_MOST

RULE = "gap"
LINES = 2
"""Lines of such words, at most."""


def set_apart(scene: Scene, names: Names, things: Things, said: Set[int], told: Set[tuple[int, int]]) -> Scene:
    """The scene that knows the arrows that are broken for words; the same scene where there are none.

    Texts of which something else is `said` are none, nor are those that arrows are bound to. Of what ends at them it is
    not `told` what it means: 0 for its start or 1 for its end.
    """
    drawn = [i for i in (*scene.arrows, *scene.lines) if i not in things.of]
    plain = sum(not any(heads(scene.elements[i])) for i in drawn)
    if plain in (0, len(drawn)):
        return scene
    texts = [t for t in things.free if t not in said and isinstance(e := scene.elements[t], Text)
             and e.text.strip().count("\n") < LINES]  # fmt: skip
    if not texts:
        return scene
    tips = scene.tips(drawn)
    end, k = Nearby(scene.rings().boxes[texts]).points(tips, scene.px(scene.limits.break_reach))
    ends: dict[int, list[int]] = defaultdict(list)
    for tip, text in zip(end.tolist(), k.tolist(), strict=True):
        ends[texts[text]].append(tip)
    bound = scene.bound()
    pairs = {text: (drawn[one // 2], one % 2, drawn[two // 2], two % 2)
             for text, near in ends.items() if len(near) == 2 and scene.elements[text].id not in bound
             for one, two in [sorted(near)] if one // 2 != two // 2}  # fmt: skip
    found = {text: (one, a, two, b) for text, (one, a, two, b) in pairs.items()
             if told.isdisjoint(((one, a), (two, b))) and runs_on(scene, text, one, a, two, b)}  # fmt: skip
    if not found:
        return scene
    far = [scene.paths[i][-(1 - side)] for one, a, two, b in found.values() for i, side in ((one, a), (two, b))]
    shapes = at(scene, {*scene.shapes}.difference(scene.frames), np.array(far)).reshape(-1, 2).tolist()
    believed: dict[int, tuple[int, int]] = {}
    pieces = Counter(i for one, _, two, _ in found.values() for i in (one, two))
    for (text, (one, _, two, _)), (from_, to) in zip(found.items(), shapes, strict=True):
        # One that is broken twice is no such arrow.
        if min(from_, to) >= 0 and pieces[one] == pieces[two] == 1:
            first = any(heads(scene.elements[one]))
            believed[text] = (one, two) if first else (two, one)
    if not believed:
        return scene
    labels = {text: arrow for text, (arrow, _) in believed.items()}
    return changed(scene, breaks=believed, labelled={**scene.labelled, **labels})


def heads(element: Element) -> tuple[bool, bool]:
    """Whether an arrow or a line points at its start and at its end."""
    return points_at(*heads_of(element))


def runs_on(scene: Scene, text: int, one: int, a: int, two: int, b: int) -> bool:
    """Whether two pieces, with these ends at a text, are one arrow that is broken there."""
    first, second = scene.elements[one], scene.elements[two]
    pointing = heads(first), heads(second)
    if pointing[0][a] or pointing[1][b] or pointing[0][1 - a] == pointing[1][1 - b]:
        return False
    if first.stroke_color != second.stroke_color or first.stroke_width != second.stroke_width:
        return False
    short, long = sorted((scene.length(one), scene.length(two)))
    if round(short / max(long, 1e-9), 6) < scene.limits.break_share:
        return False
    p, q = scene.paths[one][-a], scene.paths[two][-b]
    most, centre = math.radians(scene.limits.break_angle) * AT_MOST, scene.rings().centres[text].tolist()
    ahead, back, off = way(scene.paths[one], a), way(scene.paths[two], b), scene.px(scene.limits.break_off)
    if math.dist(p, q) <= scene.px(scene.limits.touches):
        # Those that meet there leave no gap, and the words stand anywhere on them.
        straight = angle(ahead, (-back[0], -back[1])) <= most
        away = shapely.distance(scene.drawn([one, two]), shapely.Point(centre)).min()
        return bool((straight or in_words(scene, text, p)) and away <= off)
    x, y = q[0] - p[0], q[1] - p[1]
    if max(angle(ahead, (x, y)), angle(back, (-x, -y))) > most:
        return False
    # The words stand in the middle of the gap.
    return math.dist(centre, ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)) <= off


def in_words(scene: Scene, text: int, end: Point) -> bool:
    """Whether an end lies in some words."""
    return bool(scene.rings().hold(np.array([end]), np.array([0]), np.array([text]))[0])


def way(path: Sequence[Point], side: int) -> Point:
    """The way in which a path comes to one of its ends."""
    (x0, y0), (x1, y1) = (path[-2], path[-1]) if side else (path[1], path[0])
    return x1 - x0, y1 - y0


def angle(one: Point, two: Point) -> float:
    """The angle between two ways."""
    return abs(math.atan2(one[0] * two[1] - one[1] * two[0], one[0] * two[0] + one[1] * two[1]))


def mend(scene: Scene, connectors: Sequence[Connector]) -> Sequence[Connector]:
    """The connectors, of which both pieces of a broken arrow are one."""
    if not scene.breaks:
        return connectors
    by = {c.main: c for c in connectors}
    pairs = [(by[arrow], by[other]) for arrow, other in scene.breaks.values()]
    gone = {c.main for pair in pairs for c in pair}
    return [*(c for c in connectors if c.main not in gone), *(whole(arrow, other) for arrow, other in pairs)]


def whole(arrow: Connector, other: Connector) -> Connector:
    """Both pieces as one, in the direction of the arrow."""
    back = any(points_at(arrow.start_arrowhead, None))
    path = arrow.path[::-1] if back else arrow.path
    near = math.dist(other.path[0], path[0]) < math.dist(other.path[-1], path[0])
    begin = other.path[::-1] if near else other.path
    head = arrow.start_arrowhead if back else arrow.end_arrowhead
    return Connector(arrow.main, (arrow.main, other.main), [*begin, *path], None, head, True)

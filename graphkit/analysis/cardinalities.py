"""Which words beside the ends of connectors say how many there are, as "1" and "0..*" do?

What comes in: a scene, which text is written in which shape, and its things; later the connections. What goes out: the
scene and the things in which such words are no labels, no names, and nothing that an end means (`set_apart`); and the
connections with what is said at their ends (`told`), of which the rest of the words are free again (`left`).

Rules, by number:

1. The word is a number of one or two digits, `*`, `n`, `m`, "many", a range of these (`0..1`, `1..n`, `(0,n)`, `1+`),
   and stands within `cardinality_reach` of an end that is at a shape with words in it, outside of that shape, beside
   the connector, in the `cardinality_share` of its length that begins there. Each end has one, and each word one end,
   the closest first. At a rhombus, it says how many of something else (rule 4).
2. A range that is open, or with dots begins with 0, is believed by itself. All else is it where both ends have one, and
   one of them is no plain number, or both are 1: a step, a weight or the number of a vertex stands at one end, or at
   none.
3. Where some are believed by rule 2, or there are crow's feet, every word that fits rule 1 is one at a connector that
   is joined with these by shapes with words: in a diagram of another kind on the same sheet, 2 may be a step.
4. Two or more plain lines at one rhombus, each labelled with such a word, and not with numbers alone but 1, as Chen
   drew them: each says how many of what is at the other end. The words are labels all the same.
5. A label of two of them, `1:N`, says how many at both ends, as it is read, where it is not numbers alone but 1.

::

    ┌───┐ 1    0..* ┌───┐      ┌───┐  1   ╱╲   N  ┌───┐      ┌───┐  1:N  ┌───┐
    │   ├───────────┤   │      │   ├─────╱  ╲─────┤   │      │   ├───────┤   │
    └───┘           └───┘      └───┘     ╲  ╱     └───┘      └───┘       └───┘
             1                            ╲╱  4                      5
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TypeAlias

import numpy as np
import shapely

from graphkit.analysis.confidence import Confidence
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene, changed, heads_of
from graphkit.analysis.things import Things
from graphkit.analysis.union import Union
from graphkit.elements import TERMINALS, Diamond, Point, Text, Value, with_fields
from graphkit.nearby import Nearby
from graphkit.relations import Cardinality, Connection, Evidence, points_at
from graphkit.rings import Bools, Floats, Geometries, Ints, full, step

RULE = "cardinality"
LONGEST = 14
"""Characters of such a word, at most."""
MANY = frozenset(("*", "n", "m", "many", "∞"))
WORDS = {
    "zero or one": "0..1", "zero or more": "0..*", "zero or many": "0..*", "one or more": "1..*", "one or many": "1..*",
    "1+": "1..*", "0+": "0..*", "one": "1",
}  # fmt: skip
WORD = re.compile(r"[\[({]?\s*(\d\d?|[*∞nm]|many)\s*[\])}]?")
RANGE = re.compile(r"([\[({]?)\s*(\d\d?|[*nm])\s*(\.\.\.?|…|-|–|,)\s*(\d\d?|[*∞nm]|many)\s*[\])}]?")
RATIO = re.compile(r"([^:]+):([^:]+)")


Said: TypeAlias = tuple[int, int, str, float]
"""At which end, 0 or 1, which text says what, and how far from it, px."""


class Count(Value, frozen=True):
    """What such a word says, as a crow's foot would, and whether it can say nothing else."""

    says: str
    open: bool
    """Whether it is a range that is open, or with dots begins with 0."""
    plain: bool
    """Whether it is a number."""


def count(words: str) -> Count | None:
    """What words say of how many there are; None where they do not."""
    words = words.strip().lower()
    if len(words) > LONGEST:
        return None
    if words in WORDS:
        return Count(WORDS[words], ".." in WORDS[words], False)
    if (one := WORD.fullmatch(words)) is not None:
        return Count("*", False, False) if one[1] in MANY else Count(str(int(one[1])), False, True)
    if (several := RANGE.fullmatch(words)) is None:
        return None
    bracket, low, between, high = several.groups()
    unbound = high in MANY
    if low in MANY:
        return Count("*", False, False) if unbound else None
    if not unbound and int(low) > int(high):
        return None
    # "0,1" and "3-4" without more are lists, and dates.
    if not bracket and not unbound and not between.startswith((".", "…")):
        return None
    if low == high:
        return Count(str(int(low)), False, False)
    dotted = between.startswith((".", "…"))
    return Count(f"{int(low)}..{'*' if unbound else int(high)}", unbound or (dotted and int(low) == 0), False)


def set_apart(scene: Scene, names: Names, things: Things, said: Set[int]) -> tuple[Scene, Things]:
    """The scene that knows its cardinalities, and the things among which they are nothing to point at, nor labels.

    Texts of which something else is `said` are none, nor are those that arrows are bound to.
    """
    words: dict[int, Count] = {}
    bound = scene.bound()
    for t in things.free:
        element = scene.elements[t]
        if isinstance(element, Text) and len(element.label) <= LONGEST and t not in said and element.id not in bound:
            found = count(element.label)
            if found is not None:
                words[t] = found
    drawn = [i for i in (*scene.arrows, *scene.lines) if i not in things.of]
    if not words or not drawn:
        return scene, things
    placed = believed(scene, names, drawn, words, beside_ends(scene, names, list(words), drawn))
    if not placed:
        return scene, things
    return changed(scene, cardinalities=placed), without(things, placed.keys())


def without(things: Things, texts: Set[int]) -> Things:
    """The things, some of which, bare texts and marks, are neither free nor to be found by connectors."""
    gone = {things.of[t] for t in texts}
    kept = [place for place, (thing, _) in enumerate(things.rings) if thing not in gone]
    now = {place: n for n, place in enumerate(kept)}
    return with_fields(
        things,
        free=tuple(t for t in things.free if t not in texts),
        rings=tuple(things.rings[place] for place in kept),
        titles={now[name]: now[body] for name, body in things.titles.items() if name in now},
    )


def beside_ends(scene: Scene, names: Names, texts: Sequence[int], drawn: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Rule 1: the arrow or line that each of some texts stands beside, and at which end of it, 0 or 1."""
    rings, reach = scene.rings(), scene.px(scene.limits.cardinality_reach)
    tips = scene.tips(drawn)
    end, k = Nearby(rings.boxes[texts]).points(tips, reach)
    if not len(end):
        return {}
    asked, position = np.unique(end, return_inverse=True)
    outside = at_shapes(scene, names, tips[asked], position, np.array(texts)[k])
    end, k = end[outside], k[outside]
    areas, points = scene.areas([texts[n] for n in k.tolist()]), shapely.points(tips[end])
    away = step(shapely.distance(areas, points) / scene.unit)
    paths = scene.drawn([drawn[n] for n in (end // 2).tolist()])
    share = from_ends(areas, paths, end % 2)
    off = step(shapely.distance(areas, paths) / scene.unit)
    near = (away <= scene.limits.cardinality_reach) & (off <= scene.limits.cardinality_aside)
    rows = (near & (share < scene.limits.cardinality_share)).nonzero()[0]
    ids = [scene.elements[i].id for i in texts], [scene.elements[i].id for i in drawn]
    order = sorted(zip(away[rows].tolist(), off[rows].tolist(), k[rows].tolist(), end[rows].tolist(), strict=True),
                   key=lambda row: (row[0], row[1], ids[0][row[2]], ids[1][row[3] // 2], row[3]))  # fmt: skip
    found: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    for _, _, text, tip in order:
        if texts[text] not in found and tip not in taken:
            found[texts[text]] = drawn[tip // 2], tip % 2
            taken.add(tip)
    return found


def from_ends(areas: Geometries, paths: Geometries, sides: Ints) -> Floats:
    """How far along paths words stand, as a share of the length: from the start, or from the end where `sides` is 1."""
    share = shapely.line_locate_point(paths, shapely.centroid(areas), normalized=True)
    return step(np.where(sides, 1 - share, share))


def at_shapes(scene: Scene, names: Names, tips: Floats, which: Ints, texts: Ints) -> Bools:
    """Whether tip `which[n]` is at a shape with words, no rhombus, and text `texts[n]` outside of it, for every n."""
    rings, shape = scene.rings(), met(scene, names, tips)[which]
    rhombs = [i for i in {*shape.tolist()} if i >= 0 and type(scene.elements[i]) is Diamond]
    found = (shape >= 0) & ~np.isin(shape, rhombs)
    found[found] = ~rings.hold(rings.centres, texts[found], shape[found])
    return found


def met(scene: Scene, names: Names, tips: Floats) -> Ints:
    """The shape with words that each tip is at, the nearest; -1 where there is none."""
    return at(scene, {*names.shape_of.values(), *names.around.values()}.difference(scene.frames), tips)


def at(scene: Scene, shapes: Iterable[int], tips: Floats) -> Ints:
    """The one of some shapes that each tip is at, the nearest; -1 where there is none."""
    rings, reach = scene.rings(), scene.px(scene.limits.cardinality_at)
    asked = np.array(sorted(shapes), dtype=np.intp)
    tip, k = Nearby(rings.boxes[asked]).points(tips, reach)
    away = step(rings.off(tips, tip, asked[k])[0] / scene.unit)
    order = np.lexsort((asked[k], rings.sizes[asked[k]], away, tip))
    nearest = full(len(tips), -1, np.intp)
    for n in reversed(order.tolist()):
        if away[n] <= scene.limits.cardinality_at:
            nearest[tip[n]] = asked[k[n]]
    return nearest


def believed(
    scene: Scene, names: Names, drawn: Sequence[int], words: Mapping[int, Count],
    placed: Mapping[int, tuple[int, int]],
) -> dict[int, tuple[int, int]]:  # fmt: skip
    """Rules 2 and 3: which of the words at ends are believed."""
    on: dict[int, list[int]] = defaultdict(list)
    for text, (element, _) in placed.items():
        on[element].append(text)
    sure = {text for text in placed if words[text].open}
    for texts in on.values():
        if len(texts) == 2 and no_numbers(words[text] for text in texts):
            sure.update(texts)
    if len(sure) < len(placed):
        signs = {placed[text][0] for text in sure}.union(i for i in drawn if foot(scene, i))
        part = parts(scene, names, drawn) if signs else {}
        shown = {part[i] for i in signs}
        sure.update(text for text in placed if part.get(placed[text][0], -1) in shown)  # Rule 3
    return {text: placed[text] for text in sorted(sure)}


def parts(scene: Scene, names: Names, drawn: Sequence[int]) -> dict[int, int]:
    """Arrows and lines, each with what all of those have that shapes with words join it with."""
    union = Union()
    for tip, shape in enumerate(met(scene, names, scene.tips(drawn)).tolist()):
        if shape >= 0:
            union.pair(drawn[tip // 2], shape)
    return {i: union.find(i) for i in drawn}


def no_numbers(counts: Iterable[Count]) -> bool:
    """Whether several words are not plain numbers alone, unless all of them are 1."""
    counts = list(counts)
    return not all(count.plain for count in counts) or all(count.says == "1" for count in counts)


def foot(scene: Scene, i: int) -> bool:
    """Whether an arrow or a line has a crow's foot."""
    return any(head is not None and head.startswith("cardinality") for head in heads_of(scene.elements[i]))


def told(
    scene: Scene, connections: Sequence[Connection], paths: Mapping[str, Sequence[Point]], sure: Confidence
) -> list[Connection]:
    """The connections with what words say of how many there are at their ends."""
    counted = said_in_labels(scene, connections, paths)
    if not counted and not scene.cardinalities:
        return list(connections)
    at = by_element(scene, scene.cardinalities)
    confidence = sure.of_rule(RULE)
    found = []
    for connection in connections:
        said = [*counted.get(connection.key, ())]
        for terminal, text, away in at_tips(scene, at, connection, paths[connection.key]):
            if (number := count(label(scene, text))) is not None:
                said.append((terminal, text, number.says, away))
        ends: dict[int, Cardinality] = {}
        for terminal, text, says, away in said:
            evidence = Evidence(rule=RULE, distance=round(away, 3), confidence=confidence)
            one = Cardinality(text=scene.elements[text].id, owner=connection.id, terminal=TERMINALS[terminal],
                              says=says, evidence=evidence)  # fmt: skip
            ends.setdefault(terminal, one)
        if ends:
            connection = with_fields(connection, cardinalities=tuple(ends[k] for k in sorted(ends)))
        found.append(connection)
    return found


At: TypeAlias = Mapping[int, Sequence[tuple[int, int, float]]]
"""Words at ends by the arrow or line that they are at: each text, at which end, 0 or 1, and how far from it, px."""


def by_element(scene: Scene, words: Mapping[int, tuple[int, int]]) -> At:
    """Words at ends, by what they are at."""
    at: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    if words:
        tips = shapely.points([scene.paths[element][-side] for element, side in words.values()])
        away = shapely.distance(scene.areas(list(words)), tips).tolist()
        for (text, (element, side)), far in zip(words.items(), away, strict=True):
            at[element].append((text, side, far))
    return at


def at_tips(scene: Scene, at: At, connection: Connection, path: Sequence[Point]) -> list[tuple[int, int, float]]:
    """The words at ends of what a connection is drawn with, where its path ends: at which end, which, how far from it.

    The nearest comes first.
    """
    found = []
    for i in (scene.index[element] for element in connection.elements if at):
        for text, side, far in at.get(i, ()):
            tip = scene.paths[i][-side]
            away = [round(math.dist(end, tip) / scene.unit, 6) for end in (path[0], path[-1])]
            if min(away) <= scene.limits.at_outline:
                found.append((away.index(min(away)), text, far))
    return sorted(found, key=lambda one: (round(one[2] / scene.unit, 6), scene.elements[one[1]].id))


def left(scene: Scene, things: Things, connections: Sequence[Connection]) -> Things:
    """The things, of which those words at ends that say nothing of any connection are free again."""
    if not scene.cardinalities and not scene.roles:
        return things
    used = {scene.index[text] for c in connections for text in c.words}
    free = (*things.free, *{*scene.cardinalities, *scene.roles} - used)
    return with_fields(things, free=tuple(sorted(free)))


def label(scene: Scene, text: int) -> str:
    """What a text says."""
    element = scene.elements[text]
    return element.label if isinstance(element, Text) else ""


def said_in_labels(
    scene: Scene, connections: Sequence[Connection], paths: Mapping[str, Sequence[Point]]
) -> dict[str, list[Said]]:
    """Rules 4 and 5: what the labels of connections say of how many there are, by the connections' keys."""
    found: dict[str, list[Said]] = {}
    chen: dict[str, list[tuple[str, Said, Count]]] = defaultdict(list)
    for c in connections:
        if len(c.labels) != 1:
            continue
        text = scene.index[c.labels[0].text]
        words = label(scene, text)
        if len(words) > LONGEST:
            continue
        away = c.labels[0].evidence.distance
        if (ratio := RATIO.fullmatch(words.strip())) is not None:  # Rule 5
            both = [number for part in ratio.groups() if (number := count(part)) is not None]
            first = begins(scene, text, c, paths[c.key])
            if len(both) == 2 and no_numbers(both) and (first >= 0 or both[0].says == both[1].says):
                found[c.key] = [(abs(k - max(first, 0)), text, number.says, away) for k, number in enumerate(both)]
        elif (number := count(words)) is not None and not any(points_at(c.start_arrowhead, c.end_arrowhead)):
            rhombs = [type(scene.elements[scene.index[end.target]]) is Diamond for end in (c.start, c.end)]
            if sum(rhombs) == 1:
                side = rhombs.index(True)
                rhomb = (c.start, c.end)[side].target
                chen[rhomb].append((c.key, (1 - side, text, number.says, away), number))
    for lines in chen.values():
        if len(lines) > 1 and no_numbers(number for *_, number in lines):  # Rule 4
            for key, said, _ in lines:
                found[key] = [said]
    return found


def begins(scene: Scene, text: int, connection: Connection, path: Sequence[Point]) -> int:
    """At which end of a path one begins to read as words stand: 0 or 1; -1 where its arrowhead says otherwise."""
    angle = scene.elements[text].angle
    (x0, y0), (x1, y1) = path[0], path[-1]
    x, y = ((x1 - x0) / scene.unit, (y1 - y0) / scene.unit)
    x, y = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    first = 0 if (x if round(abs(x) - abs(y), 6) >= 0 else y) > 0 else 1
    heads = points_at(connection.start_arrowhead, connection.end_arrowhead)
    return -1 if heads[first] and not heads[1 - first] else first

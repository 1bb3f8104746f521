"""What would have to be drawn otherwise for the analysis to say otherwise? Tried, not guessed.

What comes in: an analysis, and one of its decisions. What goes out: a sentence, or nothing where nothing can be tried.

1. An arrow's end is moved straight to the outline of what it might have meant, as far as it takes to be read so.
2. A text is moved straight to the connector it might have labelled; and away from the one it labels.
3. A declaration or a correction is taken out.
4. The limits (`Thresholds`) are loosened and tightened, a few together; where that matters half of these, until it is
   one, and that one no farther than it takes.

The drawing with that one change is analyzed again, a few times, halving the distance: so the sentence holds whatever
rules the analysis follows. Of a drawing of more than `MOST_ELEMENTS` only the part around the change is analyzed, and
nothing is said where that part by itself is read otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import shapely

from graphkit import geometry
from graphkit.analysis import analyze
from graphkit.corrections import Corrections
from graphkit.elements import TERMINALS, Arrow, Drawing, Element, Line, Point, Terminal, Text, with_fields
from graphkit.problems import CorrectionsError
from graphkit.relations import Analysis, Connection
from graphkit.thresholds import Thresholds

MOST_ELEMENTS = 400
"""Elements that are analyzed again and again."""
_FINE = 0.5
"""px to which a distance is found."""
_TRIES = 7
"""Analyses that it takes at most."""
_FIRST_AWAY = 8.0
"""px that a text is moved away at first; then twice as far each time."""
_FACTORS = (1.25, 2.0, 4.0)
"""How many times as large and as small the limits are made, one after the other."""
_TOGETHER = 8
"""Limits that are changed together: of more, one would hide what another does."""
_MOST_FOR_LIMITS = 60
"""Elements that are analyzed for each of them."""


class WhatIf:
    """One drawing, to be drawn otherwise in one place."""

    def __init__(self, analysis: Analysis, name: Callable[[str], str]) -> None:
        self._analysis = analysis
        self._name = name
        self._elements = {element.id: element for element in analysis.drawing.elements}

    def nearest_thing(self, connector: str, side: Terminal, other: str | None = None) -> tuple[str, float] | None:
        """The thing, but the `other` end's, whose outline is nearest to an end, and how far away that is, in px."""
        path = self._analysis.paths.get(connector)
        if not path:
            return None
        tip = shapely.Point(path[-TERMINALS.index(side)])
        rings = [(thing.id, geometry.outline(self._elements[thing.id])) for thing in self._analysis.things
                 if thing.id != other]  # fmt: skip
        near = ((shapely.LineString([*ring, ring[0]]).distance(tip), id) for id, ring in rings if len(ring) > 1)
        return _nearest(near)

    def nearest_connector(self, text: str) -> tuple[str, float] | None:
        """The arrow or line that is nearest to a text, and how far away that is, in px."""
        area = shapely.Polygon(geometry.outline(self._elements[text]))
        paths = self._analysis.paths.items()
        return _nearest((shapely.LineString(path).distance(area), id) for id, path in paths if len(path) > 1)

    def end_moved(self, connector: str, side: Terminal, target: str) -> str:
        """What it takes for an end to mean another thing (rule 1)."""
        element, thing = self._elements[connector], self._analysis.thing.get(target)
        if not isinstance(element, Arrow | Line) or thing is None:
            return ""
        number = TERMINALS.index(side)
        tip = geometry.path(element)[-number]
        path = self._analysis.paths.get(connector)
        part = self._part(connector, *thing.elements)
        if part is None or (path and math.dist(path[-number], tip) > 1.0):
            return ""  # Else this end of the connector is drawn with another element.
        ring = geometry.outline(self._elements[thing.id])
        outline = shapely.LinearRing(ring) if len(ring) > 2 else shapely.Point(ring[0])
        way = shapely.shortest_line(shapely.Point(tip), outline)
        if way is None:
            return ""
        far, goal = way.length, way.coords[1]

        def means(nearer: float) -> bool:
            share = nearer / far if far else 1.0
            there = tip[0] + share * (goal[0] - tip[0]), tip[1] + share * (goal[1] - tip[1])
            return _meant(part.again(_with_end(element, number, there)), connector, side) == target

        return self._nearer(means, far, target, "ending", "mean")

    def text_moved(self, text: str, connector: str) -> str:
        """What it takes for a text to label another connector (rule 2)."""
        element, path = self._elements[text], self._analysis.paths.get(connector)
        part = self._part(text, connector)
        if not isinstance(element, Text) or not path or len(path) < 2 or part is None:
            return ""
        way = shapely.shortest_line(shapely.Polygon(geometry.outline(element)), shapely.LineString(path))
        if way is None:
            return ""
        (ax, ay), (bx, by) = way.coords
        far = way.length

        def labels(nearer: float) -> bool:
            share = nearer / far if far else 1.0
            moved = _moved(element, share * (bx - ax), share * (by - ay))
            return _labelled(part.again(moved), text) == connector

        return self._nearer(labels, far, connector, "standing", "label")

    def _nearer(self, holds: Callable[[float], bool], far: float, to: str, being: str, does: str) -> str:
        """How much nearer something must come to what it is `far` px from, for that to hold."""
        nearer, name = _least(holds, far), self._name(to)
        if nearer is None:
            return f"Even {being} at {name}, it would not {does} it."
        return (
            f"{being.capitalize()} {nearer:.0f} px nearer to {name}, {far - nearer:.0f} px from it instead of "
            f"{far:.0f}, it would {does} it."
        )

    def text_away(self, text: str, connector: str) -> str:
        """How far what labels a connector, or says something of an end of it, may stand from it (rule 2)."""
        element, path = self._elements[text], self._analysis.paths.get(connector)
        part = self._part(text, connector)
        if not isinstance(element, Text) or not path or len(path) < 2 or part is None:
            return ""
        x, y = element.x + element.width / 2, element.y + element.height / 2
        near = shapely.shortest_line(shapely.LineString(path), shapely.Point(x, y))
        if near is None:
            return ""
        fx, fy = near.coords[0]
        size = math.dist((fx, fy), (x, y))
        if size > _FINE:
            dx, dy = (x - fx) / size, (y - fy) / size
        else:  # It stands on the line: away is across the whole of it.
            (ax, ay), (bx, by) = path[0], path[-1]
            chord = math.dist((ax, ay), (bx, by)) or 1.0
            dx, dy = (by - ay) / chord, -(bx - ax) / chord

        is_label = _labelled(self._analysis, text) == connector

        def is_gone(farther: float) -> bool:
            again = part.again(_moved(element, farther * dx, farther * dy))
            if again is None:
                return False
            return _labelled(again, text) != connector if is_label else connector not in _at_ends(again, text)

        does = "label it" if is_label else "say so"
        for power in range(_TRIES):
            if (farther := _least(is_gone, _FIRST_AWAY * 2**power)) is not None:
                return f"Standing {farther:.0f} px farther from it, it would not {does} any more."
        return ""

    def undeclared(self, connector: str, side: Terminal) -> str:
        """What an end would mean if the file did not declare it (rule 3)."""
        element, target = self._elements[connector], _meant(self._analysis, connector, side)
        part = self._part(connector, *([target] if target is not None else []))
        if not isinstance(element, Arrow) or part is None:
            return ""
        again = part.again(with_fields(element, **{f"{side}_binding": None}))
        return self._told("Without that declaration", again, connector, side)

    def uncorrected(self, connector: str, side: Terminal) -> str:
        """What an end would mean without its correction (rule 3), whichever of its elements that was said of."""
        found = _connection(self._analysis, connector)
        target = _meant(self._analysis, connector, side)
        part = self._part(connector, *([target] if target is not None else []))
        if part is None or found is None:
            return ""
        thing_of = self._analysis.thing_of
        said = [key for key, meant in part.said.ends.items()
                if key[0] in found.elements and thing_of[meant].id == target]  # fmt: skip
        # Of a loop, whose ends mean the same, it is the one of that side.
        said = [key for key in said if key[1] == side] or said
        kept = {key: meant for key, meant in part.said.ends.items() if key not in said}
        again = replace(part, said=replace(part.said, ends=kept)).read()
        return self._told("Without that correction", again, connector, side)

    def not_alone(self, text: str) -> str:
        """What a text would be that is alone only because a correction says so (rule 3)."""
        part = self._part(text)
        if part is None:
            return ""
        alone = tuple(id for id in part.said.alone if id != text)
        again = replace(part, said=replace(part.said, alone=alone)).read()
        if again is None:
            return ""
        headed = next((heading.members for heading in again.headings if heading.text == text), ())
        if (owner := _labelled(again, text)) is not None:
            told = f"label {self._name(owner)}"
        elif at := _at_ends(again, text):
            told = f"say something of an end of {' and '.join(map(self._name, at))}"
        elif (thing := again.thing_of.get(text)) is not None and thing.id != text:
            told = f"name {self._name(thing.id)}"
        else:
            told = f"head {', '.join(map(self._name, headed))}" if headed else "label, name and head nothing as well"
        return f"Without that correction, it would {told}."

    def limit_changed(self, id: str) -> str:
        """Which limit, changed least, would have an arrow join something else, or a text label it (rule 4)."""
        part = self._part(id, most=min(MOST_ELEMENTS, _MOST_FOR_LIMITS))
        if part is None:
            return ""
        before = _reads(self._analysis, id)

        def differs(names: Sequence[str], factor: float) -> bool:
            again = part.within(names, factor)
            return again is not None and _reads(again, id) != before

        limits = part.thresholds
        names = [name for name, value in limits.to_dict().items() if isinstance(value, float)]  # no counts
        groups = [names[start : start + _TOGETHER] for start in range(0, len(names), _TOGETHER)]
        for most in _FACTORS:
            tried = [(_one_of(group, factor, differs), factor) for group in groups for factor in (1 / most, most)]
            least = {name: _least_factor(name, factor, differs) for name, factor in tried if name is not None}
            if least:
                name = min(least, key=lambda name: (round(abs(math.log(least[name])), 6), name))
                return self._with_limit(part, id, name, least[name])
        return ""

    def _with_limit(self, part: _Part, id: str, name: str, factor: float) -> str:
        """The sentence on one limit."""
        value, again = getattr(part.thresholds, name), part.within([name], factor)
        before, after = _reads(self._analysis, id), _reads(again or self._analysis, id)
        if any(before[:2]) and not any(after[:2]):
            told = ["it would join nothing"]
        else:
            words = (
                ("its start would mean", "nothing"), ("its end would mean", "nothing"),
                ("its label would be", "none"), ("it would label", "nothing"),
            )  # fmt: skip
            told = [
                f"{what} {' and '.join(map(self._name, new)) or none}"
                for (what, none), old, new in zip(words, before, after, strict=True) if old != new
            ]  # fmt: skip
        return f"With the limit {name} at {factor * value:.3g} instead of {value:.3g}, {', and '.join(told)}."

    def _told(self, what: str, again: Analysis | None, connector: str, side: Terminal) -> str:
        if again is None:
            return ""
        found = _connection(again, connector)
        if found is None:
            return f"{what}, nothing would claim it."
        end = found.start if side == "start" else found.end
        same = end.target == _meant(self._analysis, connector, side)
        verdict = "it would mean the same" if same else f"it would mean {self._name(end.target)}"
        return f"{what}, {verdict} (probability {end.evidence.confidence:.2f})."

    def _part(self, *ids: str, most: int | None = None) -> _Part | None:
        """The part of the drawing around some elements; None where it does not say of them what the whole says."""
        drawing, said = self._analysis.drawing, self._analysis.corrections or Corrections()
        thresholds = self._analysis.thresholds
        most = most or MOST_ELEMENTS
        if len(drawing.elements) <= most:
            return _Part(drawing, said, thresholds)
        own = [geometry.box(self._elements[id]) for id in ids]
        middle = shapely.union_all([shapely.box(*box) for box in own]).envelope
        gaps = [round(float(shapely.box(*geometry.box(e)).distance(middle)), 3) for e in drawing.elements]
        order = sorted(range(len(gaps)), key=lambda i: (gaps[i], i))
        near = {drawing.elements[i].id for i in order[:most]} | set(ids)
        part = _Part(
            replace(drawing, elements=tuple(element for element in drawing.elements if element.id in near)),
            said.within(near),
            thresholds,
        )
        again = part.read()
        same = again is not None and all(_said(again, id) == _said(self._analysis, id) for id in ids)
        return part if same else None


def _nearest(distances: Iterable[tuple[float, str]]) -> tuple[str, float] | None:
    """The nearest and its distance; of what is as near, the first by its id."""
    best = min(((round(float(distance), 3), id) for distance, id in distances), default=None)
    return None if best is None else (best[1], best[0])


@dataclass(frozen=True, slots=True)
class _Part:
    """A drawing that is analyzed again and again, with what is corrected in it."""

    drawing: Drawing
    said: Corrections
    thresholds: Thresholds

    def read(self) -> Analysis | None:
        """The analysis of the drawing; None where the corrections cannot be followed in it."""
        try:
            return analyze(self.drawing, self.thresholds, corrections=self.said)
        except CorrectionsError:
            return None

    def within(self, names: Iterable[str], factor: float) -> Analysis | None:
        """The analysis of the drawing with some limits that many times as large."""
        limits = with_fields(self.thresholds, **{name: factor * getattr(self.thresholds, name) for name in names})
        return replace(self, thresholds=limits).read()

    def again(self, changed: Element) -> Analysis | None:
        """The analysis of the drawing with one element changed."""
        elements = tuple(changed if element.id == changed.id else element for element in self.drawing.elements)
        return replace(self, drawing=replace(self.drawing, elements=elements)).read()


def _connection(analysis: Analysis | None, id: str) -> Connection | None:
    connections = analysis.connections if analysis is not None else ()
    return next((connection for connection in connections if connection.id == id), None)


def _meant(analysis: Analysis | None, connector: str, side: Terminal) -> str | None:
    """What an end means in an analysis; None where nothing claims it."""
    found = _connection(analysis, connector)
    return None if found is None else (found.start if side == "start" else found.end).target


def _labelled(analysis: Analysis | None, text: str) -> str | None:
    """The connector that a text labels in an analysis."""
    connections = analysis.connections if analysis is not None else ()
    return next((c.id for c in connections if any(label.text == text for label in c.labels)), None)


def _at_ends(analysis: Analysis, text: str) -> tuple[str, ...]:
    """The connectors at whose ends a text says how many, or what, there is."""
    return tuple(
        c.id
        for c in analysis.connections
        if any(count.text == text for count in c.cardinalities) or any(role.text == text for role in c.roles)
    )


def _said(analysis: Analysis, id: str) -> tuple[str | None, ...]:
    """What an analysis says of an element, as far as a change may bear on it."""
    return _meant(analysis, id, "start"), _meant(analysis, id, "end"), _labelled(analysis, id), *_at_ends(analysis, id)


_Differs: TypeAlias = Callable[[Sequence[str], float], bool]
"""Whether an analysis in which some limits are so many times as large says otherwise."""


def _reads(analysis: Analysis, id: str) -> tuple[tuple[str, ...], ...]:
    """What an element's starts, ends and labels mean, and what it labels itself."""
    own = [connection for connection in analysis.connections if id in (connection.id, *connection.elements)]
    labelled = {c.id for c in analysis.connections if any(label.text == id for label in c.labels)}
    return (
        tuple(sorted({connection.start.target for connection in own})),
        tuple(sorted({connection.end.target for connection in own})),
        tuple(sorted({label.text for connection in own for label in connection.labels})),
        tuple(sorted(labelled)),
    )


def _one_of(names: Sequence[str], factor: float, differs: _Differs) -> str | None:
    """One limit that makes a difference by itself, where all together make one; None where it takes several."""
    if not differs(names, factor):
        return None
    while len(names) > 1:
        halves = names[: len(names) // 2], names[len(names) // 2 :]
        found = next((half for half in halves if differs(half, factor)), None)
        if found is None:
            return None
        names = found
    return names[0]


def _least_factor(name: str, most: float, differs: _Differs) -> float:
    """The factor nearest to 1 with which a limit still makes a difference, as it does with `most`."""
    none = 1.0
    for _ in range(_TRIES):
        middle = math.sqrt(none * most)
        if differs([name], middle):
            most = middle
        else:
            none = middle
    return most


def _least(holds: Callable[[float], bool], most: float) -> float | None:
    """The least distance up to `most` from which something holds; None where it does not hold there.

    To `_FINE` px, or to `most` / 2 ** `_TRIES` where that is more; what is told errs to the far side, and so is true.
    """
    if not holds(most):
        return None
    low, high = 0.0, most
    for _ in range(_TRIES):
        if high - low <= _FINE:
            break
        middle = (low + high) / 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def _with_end(element: Arrow | Line, number: int, there: Point) -> Arrow | Line:
    """The arrow or line with its start (0) or end (1) somewhere else, bound to nothing there."""
    corners = geometry.corners(element)
    corners[-number] = there
    x, y = corners[0]
    local = tuple((px - x, py - y) for px, py in corners)
    if isinstance(element, Arrow):
        element = with_fields(element, **{f"{TERMINALS[number]}_binding": None})
    return with_fields(element, x=x, y=y, angle=0.0, points=local)


def _moved(text: Text, dx: float, dy: float) -> Text:
    """The text somewhere else, held by nothing."""
    return with_fields(text, x=text.x + dx, y=text.y + dy, container_id=None)

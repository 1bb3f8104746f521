"""The marks that an overlay draws over a drawing: things, connections, labels, headings, containers, loose ends.

What comes in: an `Analysis`. What goes out: SVG elements, back to front, each group with its evidence as `<title>`.
Lengths are in `unit`s: px of the picture as it is shown, so that marks can be read on a large drawing too, unless its
things are so small that the marks would hide them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import shapely

from graphkit import geometry
from graphkit.elements import Arrow, Element, Freedraw, Line, Point
from graphkit.output import short
from graphkit.picture import colour
from graphkit.picture.sketch import GREY, Sketch, arrowhead
from graphkit.picture.svg import Attributes, escaped, number, points, tag, title
from graphkit.relations import Analysis, Candidate, Connection, Evidence, Thing, Unresolved, points_at

Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True)
class Palette:
    """The colours of the marks on one ground; each contrasts with it, and they differ without red or green too."""

    sure: str
    likely: str
    unsure: str
    thing: str
    container: str
    heading: str
    loose: str
    ink: str


PALETTES = {
    colour.WHITE: Palette("#0062b1", "#a35a00", "#b3005e", "#5b6770", "#00724f", "#7a3e9d", "#c62f00", "#1b1f24"),
    colour.DARK: Palette("#56b4e9", "#e69f00", "#ff7eb6", "#9aa7b2", "#2ec4a0", "#c9a0ea", "#ff8f6b", "#eceff3"),
}
SURE, LIKELY = 0.9, 0.75
"""From which confidence on a connection is shown as sure, and as likely."""
_DASHES = {"sure": None, "likely": (9.0, 5.0), "unsure": (2.0, 5.0)}
_THING = 25.0
"""units: marks are no larger than suits a thing of this size: a line of words in the editor's ordinary font."""
_LETTER = 7.5
"""units: about how wide a letter of the legend is."""
_MOST_CANDIDATES = 3
"""Of an end that nothing claims, this many candidates are pointed at; the tooltip names them all."""


class Marks:
    """Everything drawn over one drawing."""

    def __init__(self, analysis: Analysis, widest: float) -> None:
        self._analysis = analysis
        self._elements = {element.id: element for element in analysis.drawing.elements}
        self.sketch = Sketch(analysis.drawing, frozenset(analysis.decoration))
        self._colours = PALETTES[self.sketch.ground]
        self.ground = colour.written(self.sketch.ground)
        self._boxes = {thing.id: self._box(thing.elements) for thing in analysis.things}
        drawn = self._box(self._elements)
        self._shrunk = max(1.0, (drawn[2] - drawn[0]) / widest, (drawn[3] - drawn[1]) / widest)
        # On a large drawing of small things, marks that could be read from afar would hide them.
        sizes = sorted(min(box[2] - box[0], box[3] - box[1]) for box in self._boxes.values())
        self.unit = min(self._shrunk, max(1.0, sizes[len(sizes) // 2] / _THING)) if sizes else self._shrunk
        margin = 30 * self._shrunk
        # No narrower than its legend.
        wide = max(drawn[2] - drawn[0] + 2 * margin, 640 * self._shrunk)
        middle = (drawn[0] + drawn[2]) / 2
        self.extent: Box = (middle - wide / 2, drawn[1] - margin, middle + wide / 2, drawn[3] + margin)
        """Left, top, right, bottom of everything but the legend."""

    @property
    def summary(self) -> str:
        """What was found, in a line."""
        found = self._analysis
        things = sum(thing.role == "entity" for thing in found.things)
        parts = [_count(things, "thing"), _count(len(found.connections), "connection")]
        if found.unresolved:
            parts.append(f"{_count(len(found.unresolved), 'end')} that nothing claims")
        return ", ".join(parts)

    # What lies behind the drawing

    def behind(self) -> Iterator[str]:
        """Bands behind the rows and columns under a heading, and the areas of containers."""
        look: Attributes = {"fill_opacity": 0.1, "stroke_opacity": 0.6, "stroke_width": self.unit}
        for heading in self._analysis.headings:
            members = [self._boxes[m] for m in heading.members if m in self._boxes]
            box = _joined([*members, self._box([heading.text])])
            words = f"Heading '{self._label(heading.text)}'. {heading.evidence}"
            paint: Attributes = {"fill": self._colours.heading, "stroke": self._colours.heading}
            yield tag("g", title(words) + self._frame(box, 10, **look, **paint), data_heading=heading.text)
        held = Counter(membership.whole for membership in self._analysis.memberships)
        for whole, count in held.items():
            words = f"Container '{self._label(whole)}' of {_count(count, 'thing')}."
            paint = {"fill": self._colours.container, "stroke": self._colours.container}
            yield tag("g", title(words) + self._frame(self._boxes[whole], 5, **look, **paint), data_container=whole)

    # What lies over the drawing

    def things(self) -> Iterator[str]:
        """An outline around each thing, ties to the texts that name it, a dot where it lies in a container."""
        memberships = {m.member: m for m in self._analysis.memberships}
        for thing in self._analysis.things:
            box = self._boxes[thing.id]
            paint = self._colours.heading if thing.role == "annotation" else self._colours.thing
            words = [f"{thing.role.capitalize()} '{self._label(thing.id)}'."]
            content = []
            if thing.role != "container":
                content.append(
                    self._frame(box, 4, fill=paint, fill_opacity=0, stroke=paint, stroke_width=1.2 * self.unit)
                )
            for name in thing.names:
                words.append(f"Its name: {name.evidence}")
                content += self._name_tie(thing, name.text, paint)
            if (membership := memberships.get(thing.id)) is not None:
                words.append(f"In '{self._label(membership.whole)}': {membership.evidence}")
                x, y = box[0] - 4 * self.unit, box[1] - 4 * self.unit
                content.append(self._dot(x, y, 4, self._colours.container))
            if content:
                yield tag("g", title("\n".join(words)) + "".join(content), data_thing=thing.id)

    def _name_tie(self, thing: Thing, text: str, paint: str) -> Iterator[str]:
        """A line from a text that stands beside what it names."""
        main, name = self._elements.get(thing.id), self._elements.get(text)
        if main is None or name is None or main is name:
            return
        gap = shapely.shortest_line(_body(main), _body(name))
        if gap.length > 0:
            yield self._line([(x, y) for x, y in gap.coords], paint, 1.2, dashes=(2, 3))

    def connections(self) -> Iterator[str]:
        """Each connection from its start thing to its end thing along its path, and ties to its words."""
        for connection in self._analysis.connections:
            level = _level(_confidence(connection))
            paint = str(getattr(self._colours, level))
            path = self._path(connection)
            way = [*self._reach(path[0], connection.start.target), *path]
            way += reversed(self._reach(path[-1], connection.end.target))
            content = [self._line(part, paint, 3, dashes=_DASHES[level]) for part in self._clear(connection, way)]
            content += self._heads(connection, way, paint)
            content += self._labels(connection, path, paint)
            yield tag("g", title(self._told(connection)) + "".join(content), data_connection=connection.id)

    def _clear(self, connection: Connection, way: Sequence[Point]) -> list[list[Point]]:
        """The way without what its words cover."""
        boxes = [self._box([text]) for text in connection.words if text in self._elements]
        line = shapely.LineString(way) if len(way) > 1 else shapely.LineString()
        rest = line.difference(shapely.union_all([shapely.box(*box) for box in boxes]))
        return [[(x, y) for x, y in part.coords] for part in shapely.get_parts(rest) if part.length > 0]

    def _path(self, connection: Connection) -> list[Point]:
        path = list(self._analysis.paths.get(connection.key or connection.id, ()))
        element = self._elements.get(connection.id)
        if not path and isinstance(element, (Line, Arrow, Freedraw)):
            path = geometry.path(element)
        return path or [_middle(self._boxes[end.target]) for end in (connection.start, connection.end)]

    def _reach(self, terminal: Point, target: str) -> list[Point]:
        """From the outline of the thing an end means to where the end stops, if it stops short of it."""
        thing = self._analysis.thing.get(target)
        if thing is None:
            return []
        bodies = [_body(self._elements[i]) for i in thing.elements if i in self._elements]
        if not bodies:
            return []
        nearest = min((shapely.shortest_line(body, shapely.Point(terminal)) for body in bodies), key=shapely.length)
        x, y = nearest.coords[0]
        return [(x, y)] if nearest.length > 0 else []

    def _heads(self, connection: Connection, way: Sequence[Point], paint: str) -> Iterator[str]:
        """A triangle at the thing that an arrowhead points at; heads that do not point stay as they are."""
        size = min(15 * self.unit, geometry.length(way) / 2)
        heads = connection.start_arrowhead, connection.end_arrowhead
        for head, points_there, to in zip(heads, points_at(*heads), (way[::-1], way), strict=True):
            if head is not None:
                name = "triangle" if points_there else head
                yield from arrowhead(name, to, 5 * self.unit, self.ground, size=size)
                yield from arrowhead(name, to, 1.5 * self.unit, paint, size=size)

    def _labels(self, connection: Connection, path: Sequence[Point], paint: str) -> Iterator[str]:
        line = shapely.LineString(path) if len(path) > 1 else shapely.Point(path[0])
        for id in connection.words:
            text = self._elements.get(id)
            if text is None:
                continue
            tie = shapely.shortest_line(_body(text), line)
            if tie.length > 0:
                yield self._line([(x, y) for x, y in tie.coords], paint, 1.5, dashes=(2, 3))
            yield self._frame(self._box([id]), 3, fill="none", stroke=paint, stroke_width=1.5 * self.unit)

    def _told(self, connection: Connection) -> str:
        start, end = self._label(connection.start.target), self._label(connection.end.target)
        joint = {(False, False): "–", (False, True): "→", (True, False): "←", (True, True): "↔"}[
            points_at(connection.start_arrowhead, connection.end_arrowhead)
        ]
        lines = [f"'{start}' {joint} '{end}'" + (f": '{short(connection.label)}'" if connection.label else "")]
        if connection.sequence is not None:
            lines.append(f"Message {connection.sequence} in the order of time.")
        lines += [f"Start: {self._reason(connection.start.evidence)}", f"End: {self._reason(connection.end.evidence)}"]
        lines += [f"Label: {self._reason(label.evidence)}" for label in connection.labels]
        return "\n".join([*lines, *connection.said_at_ends])

    def _reason(self, evidence: Evidence) -> str:
        """The evidence's sentence, with the runner-up called by its name where it has one."""
        sentence, other = str(evidence), evidence.runner_up
        if other is not None and (name := self._label(other.target)) != other.target:
            sentence += f" ({other.target} is '{name}'.)"
        return sentence

    def unresolved(self) -> Iterator[str]:
        """A mark at each end that nothing claims, and lines to what it might have been."""
        for loose in self._analysis.unresolved:
            at = self._terminal(loose)
            if at is None:
                continue
            content = []
            for candidate in loose.candidates[:_MOST_CANDIDATES]:
                if candidate.target in self._boxes:
                    tie = [at, *self._reach(at, candidate.target)]
                    content.append(self._line(tie, self._colours.loose, 1.2, dashes=(1, 4)))
            size = 9 * self.unit
            content += [
                tag("circle", cx=at[0], cy=at[1], r=size, fill=self.ground, stroke=self._colours.loose,
                    stroke_width=2 * self.unit),
                self._text("?", at[0], at[1] + 5 * self.unit, self._colours.loose, anchor="middle", weight="700"),
            ]  # fmt: skip
            yield tag("g", title(self._excuse(loose)) + "".join(content), data_unresolved=loose.connector)

    def _terminal(self, loose: Unresolved) -> Point | None:
        path: Sequence[Point] = self._analysis.paths.get(loose.connector, ())
        element = self._elements.get(loose.connector)
        if not path and isinstance(element, (Line, Arrow, Freedraw)):
            path = geometry.path(element)
        if not path:
            return None
        return path[0] if loose.terminal == "start" else path[-1]

    def _excuse(self, loose: Unresolved) -> str:
        lines = [f"Nothing claims the {loose.terminal} of {loose.connector}. {loose.reason}".strip()]
        lines += [self._option(candidate) for candidate in loose.candidates]
        return "\n".join(lines)

    def _option(self, candidate: Candidate) -> str:
        name = self._label(candidate.target)
        return f"It might be '{name}': rule '{candidate.rule}', {candidate.distance:.1f} px away."

    # The legend

    def legend(
        self, left: float, top: float, width: float, more: Sequence[tuple[str, str]] = ()
    ) -> tuple[list[str], float]:
        """What the marks mean, as far as they occur, in rows below the drawing; and how high that is."""
        u, found = self.unit, self._analysis
        levels = {_level(_confidence(connection)) for connection in found.connections}
        names = {"sure": f"sure ({SURE:g} and more)", "likely": f"likely ({LIKELY:g} and more)", "unsure": "unsure"}
        entries = [
            (names[level], self._line([(0, 0), (26 * u, 0)], getattr(self._colours, level), 3, dashes=_DASHES[level]))
            for level in ("sure", "likely", "unsure")
            if level in levels
        ]

        def swatch(paint: str, opacity: float = 0.0) -> str:
            return self._frame((u, -6 * u, 25 * u, 6 * u), 0, fill=paint, fill_opacity=opacity, stroke=paint)

        if any(thing.role == "entity" for thing in found.things):
            entries.append(("thing", swatch(self._colours.thing)))
        if found.memberships:
            entries.append(("container, dot on what it holds", swatch(self._colours.container, 0.15)))
        if found.headings:
            entries.append(("heading and what it heads", swatch(self._colours.heading, 0.15)))
        if found.unresolved:
            entries.append(
                ("end that nothing claims", self._text("?", 8 * u, 5 * u, self._colours.loose, weight="700"))
            )
        if found.decoration:
            entries.append(("decoration", self._line([(0, 0), (26 * u, 0)], colour.written(GREY), 3)))
        entries += more
        # Laid out from 0,0 in the units of the marks, then put below the drawing at the size of the picture.
        scale = self._shrunk / u
        x, y, inner = 20 * u, 18 * u, width / scale - 10 * u
        room = int((inner - x) / (_LETTER * u))
        name = short(found.drawing.name)
        title_lines = [f"{name}: {self.summary}"]
        if len(title_lines[0]) > room:
            title_lines = [name if len(name) <= room else f"{name[: room - 1]}…", self.summary]
        content = []
        for line in title_lines:
            content.append(self._text(line, x, y + 5 * u, self._colours.ink))
            y += 24 * u
        for words, sample in entries:
            wide = (44 + _LETTER * len(words)) * u
            if x + wide > inner and x > 20 * u:
                x, y = 20 * u, y + 22 * u
            content.append(tag("g", sample, transform=f"translate({_pair(x, y)})"))
            content.append(self._text(words, x + 32 * u, y + 5 * u, self._colours.ink))
            x += wide
        place = f"translate({_pair(left, top)}) scale({number(scale)})"
        return [tag("g", "".join(content), transform=place, data_legend="")], (y + 20 * u) * scale

    # Pieces

    def _frame(self, box: Box, pad: float, **look: str | float | None) -> str:
        left, top, right, bottom = box
        p = pad * self.unit
        look.setdefault("stroke_width", 1.2 * self.unit)
        return tag(
            "rect", x=left - p, y=top - p, width=right - left + 2 * p, height=bottom - top + 2 * p, rx=6 * self.unit,
            **look,
        )  # fmt: skip

    def _line(self, path: Sequence[Point], paint: str, width: float, dashes: tuple[float, float] | None = None) -> str:
        """A line with a rim of the ground's colour."""
        shape: Attributes = {
            "points": points(path),
            "fill": "none",
            "stroke_linejoin": "round",
            "stroke_linecap": "round",
        }
        rim = tag("polyline", **shape, stroke=self.ground, stroke_width=(width + 3) * self.unit, stroke_opacity=0.9)
        pattern = None if dashes is None else _pair(*(d * self.unit for d in dashes))
        return rim + tag("polyline", **shape, stroke=paint, stroke_width=width * self.unit, stroke_dasharray=pattern)

    def _dot(self, x: float, y: float, radius: float, paint: str) -> str:
        u = self.unit
        return tag("circle", cx=x, cy=y, r=radius * u, fill=paint, stroke=self.ground, stroke_width=1.5 * u)

    def _text(
        self, words: str, x: float, y: float, paint: str, anchor: str | None = None, weight: str | None = None
    ) -> str:
        return tag(
            "text", escaped(words), x=x, y=y, fill=paint, font_size=14 * self.unit, text_anchor=anchor,
            font_weight=weight, font_family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif",
        )  # fmt: skip

    def _box(self, elements: Iterable[str]) -> Box:
        return _joined(_bounds(self._elements[i]) for i in elements if i in self._elements)

    def _label(self, target: str) -> str:
        thing = self._analysis.thing.get(target)
        if thing is not None and thing.label:
            return short(thing.label)
        label = getattr(self._elements.get(target), "label", "")
        return short(label) or target


def _bounds(element: Element) -> Box:
    ring = geometry.outline(element)
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _body(element: Element) -> shapely.Geometry:
    """What of an element can be pointed at: its area, or where it has none that is sound, its line."""
    ring = geometry.outline(element)
    area = geometry.area(element)
    if not area.is_empty and area.is_valid:
        return area
    return shapely.LineString(ring) if len(ring) > 1 else shapely.Point(ring[0])


def _joined(boxes: Iterable[Box]) -> Box:
    """The box around all boxes; a small one at the origin around none."""
    lefts, tops, rights, bottoms = tuple(zip(*boxes, strict=True)) or ((0.0,), (0.0,), (1.0,), (1.0,))
    return min(lefts), min(tops), max(rights), max(bottoms)


def _middle(box: Box) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _pair(one: float, other: float) -> str:
    return points([(one, other)])


def _count(many: int, noun: str) -> str:
    return f"{many} {noun}{'' if many == 1 else 's'}"


def _confidence(connection: Connection) -> float:
    """An edge is as sure as its weakest part."""
    # nan is no confidence.
    return min(part.confidence if part.confidence >= 0 else 0.0 for part in connection.evidence)


def _level(confidence: float) -> str:
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= LIKELY else "unsure"

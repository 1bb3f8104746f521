"""What was inferred otherwise than the file declares, in red over an overlay.

What comes in: the marks of an analysis, and `Difference`s. What goes out: SVG elements, each group with what was
declared and what was inferred as `<title>`.

::

    ┌───┐             ┌───┐
    │ A │ ──────▶ ◉╳  │ B │     a ring at the end, a cross on the way to what was inferred,
    └───┘          ╲  └───┘     and a line to what the file declares
                    ╲ ┌───┐
                     ●│ C │
                      └───┘
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import shapely

from graphkit import geometry
from graphkit.elements import Arrow, Element, Freedraw, Line, Point, Terminal
from graphkit.output import short
from graphkit.picture import colour
from graphkit.picture.marks import Marks
from graphkit.picture.svg import Attributes, points, tag, title
from graphkit.relations import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One declaration that was not inferred: an arrow's end, a text that names a shape, or a label of an arrow."""

    part: Literal["end", "name", "label"]
    subject: str
    """Id of the arrow or the text."""
    terminal: Terminal | None = None
    declared: str
    """Id of the element that the file declares."""
    inferred: str | None = None
    """Id of what was inferred instead; None where nothing was."""


_RED = {colour.WHITE: "#e00020", colour.DARK: "#ff3b52"}
"""On each ground."""


class Differences:
    """The differences of one drawing, drawn over its marks."""

    def __init__(self, analysis: Analysis, marks: Marks, found: Sequence[Difference]) -> None:
        self._analysis = analysis
        self._elements = {element.id: element for element in analysis.drawing.elements}
        self._found = found
        self._unit = marks.unit
        self._ground = marks.ground
        self._red = _RED[marks.sketch.ground]

    def draw(self) -> Iterator[str]:
        """Each difference: where it is, what the file declares, and what was inferred."""
        for one in self._found:
            subject = self._elements.get(one.subject)
            if subject is None:
                continue
            at = self._place(one, subject)
            content = [self._line(self._way(at, one.declared))]
            if one.inferred is not None:
                content += self._cross(self._way(at, one.inferred))
            content.append(self._mark(one, subject))
            yield tag("g", title(self._told(one)) + "".join(content), data_difference=one.subject)

    def legend(self) -> list[tuple[str, str]]:
        """What red means, and a sample."""
        u = self._unit
        sample = self._line([(4 * u, 0), (26 * u, 0)]) + self._ring((5 * u, 0))
        return [("declared, and not inferred", sample)] if self._found else []

    def _place(self, one: Difference, subject: Element) -> shapely.Geometry:
        """The arrow's end, or the text."""
        if one.terminal is None or not isinstance(subject, Arrow | Line | Freedraw):
            return _body(subject)
        path = self._analysis.paths.get(one.subject) or geometry.path(subject)
        return shapely.Point(path[0] if one.terminal == "start" else path[-1])

    def _way(self, at: shapely.Geometry, target: str) -> list[Point]:
        """From a place to the nearest of an element; to its middle from within."""
        element = self._elements.get(target)
        if element is None:
            return []
        way = shapely.shortest_line(at, _body(element))
        if way is None:  # Nothing of that size can be measured.
            return []
        (ax, ay), (bx, by) = way.coords
        inside = math.dist((ax, ay), (bx, by)) < 1e-9
        return [(ax, ay), _middle(element) if inside else (bx, by)]

    def _mark(self, one: Difference, subject: Element) -> str:
        if one.terminal is not None:
            x, y = shapely.get_coordinates(self._place(one, subject))[0].tolist()
            return self._ring((x, y))
        left, top, right, bottom = geometry.box(subject)
        u = self._unit
        return tag(
            "rect", x=left - 3 * u, y=top - 3 * u, width=right - left + 6 * u, height=bottom - top + 6 * u, rx=4 * u,
            fill="none", stroke=self._red, stroke_width=2.5 * u,
        )  # fmt: skip

    def _ring(self, at: Point) -> str:
        u = self._unit
        return tag("circle", cx=at[0], cy=at[1], r=5 * u, fill=self._ground, stroke=self._red, stroke_width=2.5 * u)

    def _line(self, path: Sequence[Point]) -> str:
        look: Attributes = {"points": points(path), "fill": "none", "stroke_linecap": "round"}
        rim = tag("polyline", **look, stroke=self._ground, stroke_width=6 * self._unit, stroke_opacity=0.9)
        return rim + tag("polyline", **look, stroke=self._red, stroke_width=3 * self._unit)

    def _cross(self, way: Sequence[Point]) -> Iterator[str]:
        """A cross where the way to what was inferred ends."""
        if not way:
            return
        (x, y), u = way[-1], 5 * self._unit
        for slope in (1, -1):
            yield self._line([(x - u, y - slope * u), (x + u, y + slope * u)])

    def _told(self, one: Difference) -> str:
        what = {"end": f"The {one.terminal} of this arrow", "name": "This text", "label": "This text"}[one.part]
        verb = {"end": "leads to", "name": "is written in", "label": "labels"}[one.part]
        inferred = "nothing was inferred" if one.inferred is None else f"inferred was {self._name(one.inferred)}"
        return f"{what} {verb} {self._name(one.declared)}, as the file declares; {inferred}."

    def _name(self, id: str) -> str:
        """What a reader would call it, and its id."""
        thing, element = self._analysis.thing_of.get(id), self._elements.get(id)
        words = short(thing.label if thing is not None else getattr(element, "label", ""), 60)
        return f"'{words}' ({id})" if words else id


def _body(element: Element) -> shapely.Geometry:
    """The line of a linear element, the area of any other."""
    if isinstance(element, Arrow | Line | Freedraw):
        path = geometry.path(element)
        return shapely.LineString(path) if len(path) > 1 else shapely.Point(path[0])
    return shapely.Polygon(geometry.outline(element))


def _middle(element: Element) -> Point:
    left, top, right, bottom = geometry.box(element)
    return (left + right) / 2, (top + bottom) / 2

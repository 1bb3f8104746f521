"""The rules of the analysis in words, and what things are called.

What comes in: rule names, elements. What goes out: parts of sentences on one line, whatever a drawing holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit import geometry
from graphkit.elements import Element, Image, Text
from graphkit.formulas import formula
from graphkit.graph import place
from graphkit.output import short
from graphkit.relations import Analysis, Connection, Evidence, points_at

RULES = {
    "declared": "the file declares it",
    "corrected": "a correction says so",
    "touches": "it touches the outline",
    "inside": "it lies within the outline",
    "ahead": "going on from there, one meets the outline",
    "near": "the outline is near",
    "aside": "only its label says that it joins something; it points elsewhere",
    "far": "only its label says that it joins something; its other end is at a thing, and this one far off",
    "on": "it stands on the line",
    "beside": "it stands beside it",
    "gap": "it stands in the gap of the line",
    "port": "it is, or names, a port on the border",
    "badge": "it stands in a small shape on the line, or beside it",
    "brace": "a brace or bracket joins them",
    "shell": "it lies well within one of several shells, and the other end in the next",
    "branch": "words stand on the branch that grows from it",
    "placed": "it stands where the editor would write it",
    "icon": "they are grouped",
    "title": "it stands at a side of what is around it",
    "words": "it is all there is in it",
    "encloses": "it lies within",
    "cardinality": "it stands at the end, and says how many",
    "role": "it stands at the end, and says what the thing there is to the other",
    "compartment": "it stands in a compartment",
    "tab": "it stands in a tab on its corner",
    "bar": "it stands in a bar along its side",
    "rows": "it is a row of the table",
    "row": "it stands at the head of the row",
    "column": "it stands at the head of the column",
}
"""What is told of a rule; of one that is not here, its name."""


def because(evidence: Evidence) -> str:
    """Why something was believed, as a sentence without the runner-up."""
    words = RULES.get(evidence.rule, f"rule '{evidence.rule}'")
    sentence = f"{words[0].upper()}{words[1:]}"
    if evidence.rule in ("declared", "corrected"):
        return f"{sentence}."
    if evidence.distance:
        sentence += f", {evidence.distance:.1f} px away"
        if evidence.limit is not None:
            sentence += f" where up to {evidence.limit:.0f} px count"
    return f"{sentence}; right with probability {evidence.confidence:.2f}."


class Names:
    """What a reader calls the elements of one drawing."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._elements = {element.id: element for element in analysis.drawing.elements}
        # Of several edges that an arrow is part of, its own comes first.
        self._connections = {id: c for c in reversed(analysis.connections) for id in (*c.elements, c.id)}

    def kind_and_words(self, id: str) -> str:
        """`rectangle “Shop”`; a connector by what it joins."""
        element = self._elements.get(id)
        if element is None:
            return "element"
        if (connection := self._connections.get(id)) is not None:
            return f"{element.type} {self.joined(connection)}"
        thing = self._analysis.thing.get(id)
        words = thing.label if thing is not None else ""
        if thing is None and isinstance(element, Text | Image):
            words = element.label if isinstance(element, Text) else formula(element, self._analysis.drawing)
        return f"{element.type} “{short(words)}”" if words else self._unnamed(element)

    def apart(self, ids: Sequence[str]) -> str:
        """Several of them, each with its place, by which a reader tells those from each other that say the same."""
        found = [self.kind_and_words(id) for id in ids]
        places = [self._place(id) if len(ids) > 1 and "“" in told else "" for id, told in zip(ids, found, strict=True)]
        return ", ".join(f"{told}{at} ({id})" for id, told, at in zip(ids, found, places, strict=True))

    def full(self, id: str) -> str:
        """The same, and its id, by which corrections name it."""
        return f"{self.kind_and_words(id)} ({id})"

    def joined(self, connection: Connection) -> str:
        """`“Shop” → “Bank”`, in the direction of the heads that point."""
        start, end = self._called(connection.start.target), self._called(connection.end.target)
        match points_at(connection.start_arrowhead, connection.end_arrowhead):
            case (True, False):
                return f"{end} → {start}"
            case (True, True):
                return f"{start} ↔ {end}"
            case (False, False):
                return f"{start} — {end}"
            case _:
                return f"{start} → {end}"

    def _called(self, id: str) -> str:
        thing = self._analysis.thing.get(id)
        if thing is not None and thing.label:
            return f"“{short(thing.label)}”"
        element = self._elements.get(id)
        return f"({self._unnamed(element)})" if element is not None else id

    def _unnamed(self, element: Element) -> str:
        """What has no words by its place: a reader finds it there, and tells it from others of its kind."""
        return f"{element.type}{self._place(element.id)}"

    def _place(self, id: str) -> str:
        """` at 0, 120`: where it is, or the thing that it stands for."""
        thing = self._analysis.thing.get(id)
        x, y = place(thing, self._elements)[:2] if thing is not None else geometry.box(self._elements[id])[:2]
        return f" at {x:z.0f}, {y:z.0f}"

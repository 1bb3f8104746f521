"""Writing what was inferred into the drawing, so that in the editor arrows follow their boxes from then on.

What comes in: a drawing, and its analysis. What goes out: the drawing with real bindings in the editor's current
format: arrow ends bound to shapes, texts held by shapes and arrows, and both told to the other side. Nothing else
changes.

1. What is declared already stays as it is; a declaration that the analysis did not believe is replaced.
2. An end is bound to the thing's piece that is nearest to it among those the editor can bind to; to a container's
   title, where that is what it points at.
3. A text is held where the editor would put it about where it stands; one text in each shape and on each arrow.
4. What is not sure enough, what the editor cannot bind, and what it would move far, is left as it was, and told.
5. What was written is read once more: what does not come out as it was inferred, and declared, is taken back, and so is
   what makes anything else come out otherwise than before.
6. That is done again with what came out, until nothing more is written: what is bound makes the rest surer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import shapely

from graphkit import geometry
from graphkit.analysis import analyze
from graphkit.corrections import Corrections
from graphkit.elements import (
    TERMINALS,
    Arrow,
    BoundElement,
    DeclaredBinding,
    Drawing,
    Element,
    Freedraw,
    Terminal,
    Text,
    with_fields,
)
from graphkit.rebinding import ends, texts
from graphkit.rebinding.said import Relations, otherwise, relations
from graphkit.relations import Analysis, Binding, Connection, Label, Thing, check_is_analysis

__all__ = ["Left", "Rebinding", "Wrote", "rebind", "rebound"]

Part: TypeAlias = Literal["start", "end", "label", "name"]

IMAGE = "it is drawn as an image, which nothing can hold"
_SAME = 1.0
"""px within which an arrow's own end is the end of the connection that it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """One binding that was written: the arrow's end or the text, and the element it is bound to."""

    part: Part
    element: str
    target: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One relation that was inferred and not written, and why."""

    part: Part
    element: str
    target: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebinding:
    """The drawing with what was written into it, and what was left."""

    drawing: Drawing
    wrote: tuple[Wrote, ...]
    left: tuple[Left, ...]


def rebind(drawing: Drawing, analysis: Analysis, *, min_confidence: float = 0.5) -> Drawing:
    """The drawing with what the analysis inferred written into it as real bindings, where it is sure enough.

    Raises `ValueError` for an analysis of another drawing.
    """
    return rebound(drawing, analysis, min_confidence=min_confidence).drawing


def rebound(drawing: Drawing, analysis: Analysis, *, min_confidence: float = 0.5) -> Rebinding:
    """The same, and what was written and what was left."""
    check_is_analysis(analysis)
    if not 0.0 <= min_confidence <= 1.0:
        raise ValueError(f"a confidence lies between 0 and 1; {min_confidence!r} does not")
    if analysis.drawing.elements != drawing.elements:
        raise ValueError("this is the analysis of another drawing; analyze this one first")
    wrote: dict[Key, Wrote] = {}
    while True:  # Rule 6; each pass but the last declares more than was declared before it
        work = _Work(drawing, analysis, min_confidence)
        work.bind_all()
        analysis = work.take_back()
        drawing = work.drawing()
        if not work.wrote:
            return Rebinding(drawing=drawing, wrote=tuple(wrote.values()), left=tuple(work.left))
        wrote |= work.wrote


Key: TypeAlias = tuple[Part, str]


class _Work:
    """One drawing, being bound."""

    def __init__(self, drawing: Drawing, analysis: Analysis, min_confidence: float) -> None:
        self._drawing = drawing
        self._analysis = analysis
        self._min_confidence = min_confidence
        self._elements = {element.id: element for element in drawing.elements}
        self._held = {e.container_id for e in drawing.elements if isinstance(e, Text) and e.container_id is not None}
        self.wrote: dict[Key, Wrote] = {}
        self.left: list[Left] = []
        self._pieces: dict[tuple[Terminal, str], Element] = {}
        self._edges: dict[Key, list[str]] = {}
        self._bindings: dict[Key, DeclaredBinding] = {}
        self._texts: dict[Key, Text] = {}
        costly = sorted((c for c in analysis.candidates if c.terminal is not None), key=lambda c: -c.cost)
        self._meant = {(c.subject, c.terminal): c for c in costly}  # the last one is the likeliest

    def bind_all(self) -> None:
        """Everything that can be bound (rules 1 to 4)."""
        # Texts first: a text that a shape holds is no target any more.
        for thing in self._analysis.things:
            self._bind_names(thing)
        for connection in self._analysis.connections:
            self._bind_label(connection)
        for connection in self._analysis.connections:
            for number, binding in enumerate((connection.start, connection.end)):
                self._choose_piece(connection, number, binding)
        for arrow in self._drawing.elements:
            if isinstance(arrow, Arrow):
                self._bind_ends(arrow)

    def _leave(self, part: Part, element: str, target: str, why: str) -> None:
        self.left.append(Left(part=part, element=element, target=target, why=why))

    def _is_sure(self, part: Part, element: str, target: str, confidence: float) -> bool:
        """Rule 4, of confidence."""
        if confidence >= self._min_confidence:
            return True
        self._leave(part, element, target, f"it is only {confidence:.2f} sure")
        return False

    def _bind_names(self, thing: Thing) -> None:
        """The texts that name a thing, each in the shape around it, where that holds no other."""
        shape_of: dict[str, list[Label]] = {}
        for name in thing.names:
            text = self._elements[name.text]
            if not isinstance(text, Text):
                self._leave("name", name.text, thing.id, IMAGE)
            elif text.container_id is None and name.evidence.rule != "declared":
                shape_of.setdefault(self._shape_around(thing, text) or "", []).append(name)
        for shape, names in sorted(shape_of.items()):
            for name in names:
                why = self._why_not(shape, names)
                if why:
                    self._leave("name", name.text, thing.id, why)
                elif self._is_sure("name", name.text, thing.id, name.evidence.confidence):
                    self._hold("name", name, shape)

    def _why_not(self, shape: str, names: list[Label]) -> str:
        if not shape:
            return "it stands in no shape that can hold text"
        if len(names) > 1:
            return "several texts stand in its shape, which can hold one"
        return "its shape holds another text already" if shape in self._held else ""

    def _shape_around(self, thing: Thing, text: Text) -> str | None:
        """The smallest piece of the thing around the text's middle that can hold text."""
        x, y = text.x + text.width / 2, text.y + text.height / 2
        found = []
        for id in thing.elements:
            element = self._elements[id]
            if isinstance(element, texts.Container):
                area = geometry.area(element)
                if shapely.contains_xy(area, x, y):
                    found.append((area.area, id))
        return min(found)[1] if found else None

    def _bind_label(self, connection: Connection) -> None:
        """The text that labels an arrow."""
        labels = [label for label in connection.labels if label.evidence.rule != "declared"]
        for label in labels:
            text = self._elements[label.text]
            if not isinstance(text, Text):
                self._leave("label", label.text, connection.id, IMAGE)
            elif not isinstance(self._elements[connection.id], Arrow):
                what = "a stroke of the pen" if isinstance(self._elements[connection.id], Freedraw) else "a line"
                self._leave("label", label.text, connection.id, f"{what} cannot hold text")
            elif label.evidence.rule == "badge" or text.container_id is not None:
                self._leave("label", label.text, connection.id, "it stands in a shape, and would leave it")
            elif len(connection.labels) > 1 or connection.id in self._held:
                self._leave("label", label.text, connection.id, "its arrow has several texts, and can hold one")
            elif self._is_sure("label", label.text, connection.id, label.evidence.confidence):
                self._hold("label", label, connection.id)

    def _hold(self, part: Literal["name", "label"], label: Label, owner: str) -> None:
        """Put a text into its shape or onto its arrow, if the editor would put it about there (rule 3)."""
        text = self._elements[label.text]
        laid = texts.held(text, self._elements[owner])
        if isinstance(laid, str):
            self._leave(part, text.id, owner, laid)
            return
        self._texts[part, text.id] = laid
        self._held.add(owner)
        self._note(part, text.id, owner, label.evidence.confidence)

    def _note(self, part: Part, element: str, target: str, confidence: float) -> None:
        self.wrote[part, element] = Wrote(part=part, element=element, target=target, confidence=confidence)

    def _bind_ends(self, arrow: Arrow) -> None:
        """The bindings of an arrow's ends to the pieces that were chosen."""
        pieces = [self._pieces.get((side, arrow.id)) for side in TERMINALS]
        for number, binding in enumerate((arrow.start_binding, arrow.end_binding)):
            declared = self._elements.get(binding.element_id or "") if binding is not None else None
            if pieces[number] is None and declared is not None and ends.is_bindable(declared):
                pieces[number] = declared
        for number, side in enumerate(TERMINALS):
            if (piece := self._pieces.get((side, arrow.id))) is not None:
                self._bindings[side, arrow.id] = ends.bind(arrow, number, piece, pieces[1 - number]).binding

    def _choose_piece(self, connection: Connection, number: int, binding: Binding) -> None:
        """The element that an arrow's end is to be bound to, where there is one (rules 1, 2 and 4)."""
        side, arrow = TERMINALS[number], self._elements[connection.id]
        if binding.evidence.rule == "declared":  # Rule 1
            return
        if not isinstance(arrow, Arrow):
            what = "drawn with the pen" if isinstance(arrow, Freedraw) else "a line"
            self._leave(side, connection.id, binding.target, f"only arrows can be bound, and this is {what}")
            return
        path = self._analysis.paths.get(connection.key or connection.id)
        if path and math.dist(ends.tip_of(arrow, number), path[-number]) > _SAME:
            self._leave(side, arrow.id, binding.target, "this end of it is drawn with another element")
            return
        thing = self._analysis.thing[binding.target]
        if (known := self._pieces.get((side, arrow.id))) is not None and known.id in thing.elements:
            self._edges[side, arrow.id].append(connection.key or connection.id)
            return  # Another edge that this arrow is part of ends there too.
        if (side, arrow.id) in self.wrote:
            self._take_back((side, arrow.id), "it leads to several things")
            del self._pieces[side, arrow.id]
            return
        piece = self._title(thing, connection.id, side) or self._piece(thing, ends.tip_of(arrow, number))
        if piece is None:
            self._leave(side, arrow.id, binding.target, "the editor binds arrows to no piece of this")
        elif not ends.is_in_reach(arrow, number, piece):
            self._leave(side, arrow.id, piece.id, "it is farther away than the arrow is long")
        elif self._is_sure(side, arrow.id, piece.id, binding.evidence.confidence):
            self._pieces[side, arrow.id] = piece
            self._edges[side, arrow.id] = [connection.key or connection.id]
            self._note(side, arrow.id, piece.id, binding.evidence.confidence)

    def _piece(self, thing: Thing, tip: tuple[float, float]) -> Element | None:
        """The bindable piece of a thing that is nearest to the tip, a shape rather than its text (rule 2)."""
        found = []
        for order, id in enumerate(thing.elements):
            element = self._elements[id]
            if ends.is_bindable(element) and not any(key in self._texts for key in (("name", id), ("label", id))):
                distance = shapely.distance(geometry.area(element), shapely.Point(tip))
                found.append((isinstance(element, Text), round(float(distance), 3), order, element))
        return min(found, key=lambda one: one[:3])[3] if found else None

    def _title(self, thing: Thing, connector: str, side: Terminal) -> Element | None:
        """The title of a container, where it is what the end lies at: bound to it, the arrow is read so again."""
        titles = {name.text for name in thing.names if name.evidence.rule == "title"}
        nearest = self._meant.get((connector, side)) if titles else None
        return self._elements[nearest.target] if nearest is not None and nearest.target in titles else None

    def _take_back(self, key: Key, why: str) -> None:
        wrote = self.wrote.pop(key)
        self._bindings.pop(key, None)
        self._texts.pop(key, None)
        self._leave(wrote.part, wrote.element, wrote.target, why)

    def take_back(self) -> Analysis:
        """Read what was written, and take back what does not come out as it was inferred (rule 5); what was read."""
        meant = relations(self._analysis) if self.wrote else {}
        rounds = 0
        while self.wrote:
            read = analyze(self.drawing(), self._analysis.thresholds, corrections=self._unwritten())
            again = relations(read)
            wrong, why = self._misread(meant, again), "the drawing would not be read so: the picture contradicts it"
            if not wrong:
                wrong, why = self._suspects(meant, again), "something else would be read otherwise for it"
            if not wrong:
                return read
            rounds += 1
            for key in wrong if rounds < _ROUNDS else list(self.wrote):
                self._take_back(key, why)
        return self._analysis

    def _unwritten(self) -> Corrections | None:
        """The corrections that the drawing itself does not say now."""
        said = self._analysis.corrections
        if said is None:
            return None
        return replace(
            said,
            ends={end: target for end, target in said.ends.items() if end[::-1] not in self.wrote},
            labels={text: arrow for text, arrow in said.labels.items() if ("label", text) not in self.wrote},
            names={text: owner for text, owner in said.names.items() if ("name", text) not in self.wrote},
        )

    def _misread(self, meant: Relations, read: Relations) -> list[Key]:
        """What was written and is not read as it was inferred, and declared."""
        return [
            (part, id)
            for part, id in self.wrote
            if any(
                read.get((part, of)) != replace(meant[part, of], is_declared=True)
                for of in self._edges.get((part, id), [id])
            )
        ]

    def _suspects(self, meant: Relations, read: Relations) -> list[Key]:
        """What was written and may be why anything else is read otherwise than before; nothing where nothing is."""
        about, near = otherwise(meant, read)
        if not about:
            return []
        if own := [key for key in self.wrote if key[1] in about]:
            return own
        around = [key for key, one in self.wrote.items() if {one.element, one.target} & (about | near)]
        # Any of these may be why; those that are surer are more likely to be right.
        suspects = sorted(around or self.wrote, key=lambda key: (self.wrote[key].confidence, key))
        return suspects[: (len(suspects) + 1) // 2]

    def drawing(self) -> Drawing:
        """The drawing with everything in it that is to be written."""
        changed: dict[str, Element] = {text.id: text for text in self._texts.values()}
        for (side, id), binding in self._bindings.items():
            changed[id] = with_fields(changed.get(id, self._elements[id]), **{f"{side}_binding": binding})
        after = {**self._elements, **changed}
        for id in changed:
            gone = _owners(self._elements[id]) - _owners(after[id])
            for owner in sorted(gone & after.keys()):
                kept = tuple(bound for bound in after[owner].bound_elements if bound.id != id)
                after[owner] = with_fields(after[owner], bound_elements=kept)
        for element in self._drawing.elements:
            if element.id not in changed:
                continue
            for owner in sorted(_owners(after[element.id]) - _owners(element)):
                known = after[owner].bound_elements
                if all(bound.id != element.id for bound in known):
                    bound = BoundElement(id=element.id, type=element.type)
                    after[owner] = with_fields(after[owner], bound_elements=(*known, bound))
        return replace(self._drawing, elements=tuple(after[element.id] for element in self._drawing.elements))


_ROUNDS = 16
"""How often what was written is read again before all of it is taken back: what is taken back may bear on the rest."""


def _owners(element: Element) -> set[str]:
    """What an element says it is bound to, or held by."""
    match element:
        case Arrow():
            bindings = (element.start_binding, element.end_binding)
            return {b.element_id for b in bindings if b is not None and b.element_id is not None}
        case Text() if element.container_id is not None:
            return {element.container_id}
        case _:
            return set()

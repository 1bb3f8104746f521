"""Why does the graph say this, what else might it have been, and what would change it?

What comes in: an `Analysis`, and the id of an element or words that stand in the drawing. What goes out: an
`Explanation`, which prints as text that a person reads. What is explained, by what was asked for:

1. An arrow or line that connects: what its start and its end mean, its labels, and what is said of how many there are.
2. An arrow or line that does not: why nothing claims its ends, or why it is decoration.
3. A text that labels, names or counts something: that; a text that does neither: what it might have labelled.
4. Any other element: the thing that it is part of, what that lies in and stands under, and what leads to it.

Of every decision the other candidates are told, with their distance and cost (less is likelier; the probability is
exp(-cost)); and what would have to be drawn otherwise for it to come out otherwise, which is tried (`what_if`).
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphkit.analysis.beliefs import OTHER_FAR, SAME
from graphkit.corrections import Side
from graphkit.elements import Arrow, Text
from graphkit.explanation.what_if import WhatIf
from graphkit.explanation.words import Names, because, short
from graphkit.relations import (
    Analysis,
    Binding,
    Candidate,
    Cardinality,
    Connection,
    Evidence,
    Label,
    Thing,
    Unresolved,
)

__all__ = ["Explanation", "Option", "Reason", "Subject", "explain", "find"]

MOST_OPTIONS = 5
"""Other candidates that are told of each decision, the likeliest."""
WORTH_TELLING = 0.05
"""Probability from which it is told of a thing that it might have been a label."""
MOST_SUBJECTS = 10
"""Elements that the same words may mean and are all explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What else it might have been."""

    target: str
    name: str
    rule: str
    distance: float
    cost: float
    probability: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.distance:.1f} px away (rule '{self.rule}'), cost {self.cost:.2f}, "
            f"probability {self.probability:.2f}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One decision: what was decided, why, what else there was, and what would change it."""

    part: str
    """`start`, `end`, `label`, `cardinality`, `name`, `container`, `heading`, `element`."""
    says: str
    because: str
    rule: str = ""
    confidence: float | None = None
    options: tuple[Option, ...] = ()
    change: str = ""

    def __str__(self) -> str:
        lines = [f"{self.part.capitalize()}: {self.says}", f"  {self.because}"]
        if self.options:
            lines.append("  It might have been:")
            lines += [f"    {option}" for option in self.options]
        if self.change:
            lines.append(f"  {self.change}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One element that is explained."""

    element: str
    name: str
    says: str
    reasons: tuple[Reason, ...]
    limit: str = ""
    """Which limit of the analysis would change it, and by how much."""

    def __str__(self) -> str:
        lines = [f"{self.name}  [{self.element}]", self.says, *map(str, self.reasons)]
        return "\n".join(filter(None, [*lines, self.limit]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that was asked for."""

    query: str
    subjects: tuple[Subject, ...]

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.subjects))


def explain(analysis: Analysis, query: str) -> Explanation:
    """Explain the element with this id, or all that these words stand on.

    Raises `LookupError` where there is none, or too many.
    """
    work = _Explainer(analysis)
    return Explanation(query=query, subjects=tuple(work.subject(id) for id in find(analysis, query)))


def find(analysis: Analysis, query: str) -> tuple[str, ...]:
    """The ids of the elements that are asked for: an id, or words; raises `LookupError` for none or too many."""
    elements = {element.id for element in analysis.drawing.elements}
    if query in elements:
        return (query,)
    words: dict[str, list[str]] = {}
    for thing in analysis.things:
        words.setdefault(_plain(thing.label), []).append(thing.id)
    for connection in analysis.connections:
        words.setdefault(_plain(connection.label), []).append(connection.id)
    known = set(analysis.thing_of) | {label.text for c in analysis.connections for label in c.labels}
    for element in analysis.drawing.elements:
        # The words of a thing or an arrow mean that; other words mean the text itself.
        if isinstance(element, Text) and (element.id not in known or _plain(element.label) not in words):
            words.setdefault(_plain(element.label), []).append(element.id)
    wanted = _plain(query)
    words.pop("", None)
    found = words.get(wanted, [])
    if not found and wanted:
        found = [id for label, ids in words.items() if wanted in label for id in ids]
    if not found:
        near = [_words(analysis, words[label][0]) for label in difflib.get_close_matches(wanted, words, n=3)]
        hint = f"; did you mean {' or '.join(f'“{short(label)}”' for label in near)}?" if near else ""
        raise LookupError(f"nothing in {analysis.drawing.name} has the id or the words “{short(query)}”{hint}")
    if len(found) > MOST_SUBJECTS:
        raise LookupError(f"“{short(query)}” stands at {len(found)} places in {analysis.drawing.name}; give an id")
    return tuple(dict.fromkeys(found))


def _words(analysis: Analysis, id: str) -> str:
    """What is written on a thing, a connector or a text."""
    if (thing := analysis.thing.get(id)) is not None:
        return thing.label
    labels = [connection.label for connection in analysis.connections if connection.id == id]
    labels += [element.label for element in analysis.drawing.elements if element.id == id and isinstance(element, Text)]
    return labels[0] if labels else id


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


class _Explainer:
    """Explains the elements of one analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._names = Names(analysis)
        self._what_if = WhatIf(analysis, self._names.full)
        self._elements = {element.id: element for element in analysis.drawing.elements}
        self._believed = analysis.thresholds.label_believed
        self._connections: dict[str, list[Connection]] = {}
        for connection in analysis.connections:
            for id in dict.fromkeys((connection.id, *connection.elements)):
                self._connections.setdefault(id, []).append(connection)
        self._labels = {label.text: (c, label) for c in analysis.connections for label in c.labels}
        self._counts: dict[str, list[tuple[Connection, Cardinality]]] = {}
        for connection in analysis.connections:
            for count in connection.cardinalities:
                self._counts.setdefault(count.text, []).append((connection, count))
        self._unresolved: dict[str, dict[str, list[Unresolved]]] = {}
        for end in analysis.unresolved:
            for id in dict.fromkeys((end.connector, *end.elements)):
                self._unresolved.setdefault(id, {}).setdefault(end.connector, []).append(end)
        self._idle = {text: end.connector for end in analysis.unresolved for text in end.labels}
        self._candidates: dict[tuple[str, str | None], list[Candidate]] = {}
        for candidate in analysis.candidates:
            self._candidates.setdefault((candidate.subject, candidate.terminal), []).append(candidate)

    def subject(self, id: str) -> Subject:
        """What there is to say of one element."""
        said = self._analysis.corrections
        if said is not None and id in said.ignored:
            return self._told(id, "The corrections say to ignore it.", ())
        if id in self._connections:
            found = self._connections[id]
            reasons = [reason for connection in found for reason in self._ends_and_labels(connection)]
            return self._told(id, " ".join(self._edge_says(id, connection) for connection in found), reasons)
        if id in self._unresolved:
            every = self._unresolved[id].values()
            reasons = [reason for ends in every for reason in (*self._settled(ends), *self._loose(ends))]
            return self._told(id, " ".join(self._no_edge_says(id, ends) for ends in every), reasons)
        if id in self._labels:
            connection, label = self._labels[id]
            owner = self._names.full(connection.id)
            return self._told(id, f"This text labels {owner}.", [self._label(connection, label)])
        if id in self._counts:
            reasons = [self._cardinality(one, count) for one, count in self._counts[id]]
            ends = (f"the {count.terminal} of {self._names.full(one.id)}" for one, count in self._counts[id])
            return self._told(id, f"This text says how many there are at {' and '.join(ends)}.", reasons)
        if id in self._idle:
            return self._told(id, f"This text labels {self._names.full(self._idle[id])}, which joins nothing.", ())
        if (thing := self._analysis.thing_of.get(id)) is not None:
            return self._told(id, self._thing_says(id, thing), self._thing(id, thing))
        if id in self._analysis.decoration:
            return self._told(id, self._decoration_says(id), ())
        if said is not None and id in said.connectors:
            return self._told(id, "It joins nothing, though a correction says that it does.", ())
        return self._told(id, "No rule claims it: it is part of no thing, and no connector.", ())

    def _told(self, id: str, says: str, reasons: Iterable[Reason]) -> Subject:
        # Limits decide what connectors join and texts label; of the rest, none is tried.
        asked = id in self._connections or id in self._unresolved or id in self._labels
        limit = self._what_if.limit_changed(id) if asked else ""
        return Subject(element=id, name=self._names.kind_and_words(id), says=says, reasons=tuple(reasons), limit=limit)

    def _decoration_says(self, id: str) -> str:
        if id in self._analysis.crowded:
            return "It is left out: it lies among too many others at one place to be told apart."
        if isinstance(self._elements[id], Arrow):
            return "It is taken for an axis of a chart: in the open it meets another arrow squarely, and joins nothing."
        return "It is taken for decoration: it is part of no thing, and joins no two."

    # Connectors

    def _edge_says(self, id: str, connection: Connection) -> str:
        words = f", with the label “{short(connection.label)}”" if connection.label else ""
        others = [other for other in connection.elements if other != id]
        parts = f", drawn together with {', '.join(others)}" if others else ""
        return f"This {connection.relation} reads {self._names.joined(connection)}{words}{parts}."

    def _no_edge_says(self, id: str, ends: Sequence[Unresolved]) -> str:
        lacks = "both of its ends" if len(ends) > 1 else f"its {ends[0].terminal}"
        if ends[0].connector == id:
            return f"No edge: nothing claims {lacks}."
        return f"Drawn together with {self._names.full(ends[0].connector)}, it is no edge: nothing claims {lacks}."

    def _ends_and_labels(self, connection: Connection) -> Iterator[Reason]:
        yield self._end("start", connection.start, connection)
        yield self._end("end", connection.end, connection)
        for label in connection.labels:
            yield self._label(connection, label)
        for count in connection.cardinalities:
            yield self._cardinality(connection, count)
        for side, many in connection.feet:
            yield Reason(part="cardinality", says=f"{many} at its {side}.", because="Its arrowhead says so.")

    def _end(self, side: Side, binding: Binding, connection: Connection) -> Reason:
        options = self._options(binding.connector, side, binding.target)
        means = f"it means {self._names.full(binding.target)}."
        if sum(other.id == connection.id for other in self._connections[connection.id]) > 1:
            # Candidates are told by arrow, and this one draws several edges.
            means = f"of {self._names.joined(connection)}, {means}"
            return self._reason(side, means, binding.evidence, (), "")
        match binding.evidence.rule:
            case "declared":
                change = self._what_if.undeclared(binding.connector, side)
            case "corrected":
                change = self._what_if.uncorrected(binding.connector, side)
            case _:
                change = self._moved(binding.connector, side, options)
        return self._reason(side, means, binding.evidence, options, change)

    def _moved(self, connector: str, side: Side, options: Iterable[Option]) -> str:
        """What it takes for an end to mean the likeliest other thing."""
        other = next((option.target for option in options if option.target in self._analysis.thing), None)
        if other is not None:
            return self._what_if.end_moved(connector, side, other)
        near = self._what_if.nearest_thing(connector, side, self._nearest_target(connector, _across(side)))
        if connector in self._connections or near is None:
            return "No other thing is within its reach or in its direction."
        away = f"Nearest is {self._names.full(near[0])}, {near[1]:.0f} px away."
        return f"{away} {self._what_if.end_moved(connector, side, near[0])}".strip()

    def _label(self, connection: Connection, label: Label) -> Reason:
        options = self._options(label.text, None, connection.id)
        change = ""
        if label.evidence.rule not in ("declared", "corrected"):
            tried = [self._what_if.text_away(label.text, connection.id)]
            if options:
                tried.append(self._what_if.text_moved(label.text, options[0].target))
            change = " ".join(filter(None, tried))
        says = f"{self._names.full(label.text)} labels it."
        return self._reason("label", says, label.evidence, options, change)

    def _cardinality(self, connection: Connection, count: Cardinality) -> Reason:
        says = f"{self._names.full(count.text)} says how many there are at its {count.terminal}: {count.says}."
        is_label = any(label.text == count.text for label in connection.labels)
        change = "" if is_label else self._what_if.text_away(count.text, connection.id)
        return self._reason("cardinality", says, count.evidence, (), change)

    def _settled(self, ends: Sequence[Unresolved]) -> Iterator[Reason]:
        """What an end is said to mean whose other end nothing claims."""
        if len(ends) > 1:
            return
        connector, side = ends[0].connector, _across(ends[0].terminal)
        means, said = self._nearest_target(connector, side), self._analysis.corrections
        if means is None:
            return
        says = f"it means {self._names.full(means)}."
        own = (connector, *ends[0].elements)
        if said is not None and any(
            id in own and self._analysis.thing_of[target].id == means for (id, _), target in said.ends.items()
        ):
            yield self._reason(side, says, Evidence(rule="corrected"), (), "")
        elif getattr(self._elements[connector], f"{side}_binding", None) is not None:
            yield self._reason(side, says, Evidence(rule="declared"), (), "")

    def _loose(self, ends: Sequence[Unresolved]) -> Iterator[Reason]:
        for end in ends:
            why = f"{end.reason[0].upper()}{end.reason[1:]}." if end.reason else "No candidate is likely enough."
            nearest = self._nearest_target(end.connector, end.terminal)
            other = self._nearest_target(end.connector, _across(end.terminal))
            # Of two ends that would mean one thing, the one farther from it lacks another.
            shared, at_it = self._shared(end) if end.reason == SAME else (None, False)
            if nearest is not None and (other is None or end.reason == OTHER_FAR or (at_it and len(ends) > 1)):
                # The other end lacks something, and nothing that is done to this one would help.
                says = f"it may well mean {self._called(shared or nearest)}, and joins it to nothing."
                yield Reason(part=end.terminal, says=says, because=why)
                continue
            options = self._options(end.connector, end.terminal, None)
            yield Reason(
                part=end.terminal, says="nothing claims it.", because=why, options=options,
                change=self._moved(end.connector, end.terminal, () if shared else options),
            )  # fmt: skip

    def _shared(self, end: Unresolved) -> tuple[str | None, bool]:
        """What both ends of a connector would mean, and whether this one is the nearer to it; None if neither is."""
        here, there = (
            {one.target: one for one in self._candidates.get((end.connector, side), ())}
            for side in (end.terminal, _across(end.terminal))
        )
        both = min(here.keys() & there.keys(), key=lambda target: _order(here[target]), default=None)
        if both is None or here[both].distance == there[both].distance:
            return None, False
        return both, here[both].distance < there[both].distance

    def _nearest_target(self, connector: str, side: Side) -> str | None:
        """The nearest of an end's candidates."""
        options = self._candidates.get((connector, side), ())
        return min(options, key=lambda one: (one.distance, one.target)).target if options else None

    # Things and texts

    def _thing_says(self, id: str, thing: Thing) -> str:
        what = f"{thing.role} “{short(thing.label)}”" if thing.label else f"{thing.role} without a name"
        pieces = f", made of {len(thing.elements)} elements" if len(thing.elements) > 1 else ""
        if id == thing.id:
            return f"It is the {what}{pieces}."
        return f"It is part of the {what} ({thing.id}){pieces}."

    def _thing(self, id: str, thing: Thing) -> Iterator[Reason]:
        for name in thing.names:
            if id in (thing.id, name.text):
                yield self._reason("name", f"{self._names.full(name.text)} names it.", name.evidence, (), "")
        said = self._analysis.corrections
        if said is not None and id in said.alone:
            says, change = "it labels, names and heads nothing.", self._what_if.not_alone(id)
            yield self._reason("label", says, Evidence(rule="corrected"), (), change)
        elif id == thing.id and isinstance(self._elements[id], Text):
            options = self._options(id, None, None)
            # What an arrow leads to is no label, and nobody would wonder.
            if thing.role == "annotation" or (options and options[0].probability >= WORTH_TELLING):
                yield from self._no_label(id, options)
        for membership in self._analysis.memberships:
            if membership.member == thing.id:
                inside = f"it lies in {self._names.full(membership.whole)}."
                yield self._reason("container", inside, membership.evidence, (), "")
        for heading in self._analysis.headings:
            if thing.id in heading.members:
                under = f"it stands under {self._names.full(heading.text)}."
                yield self._reason("heading", under, heading.evidence, (), "")
            elif heading.text == thing.id:
                heads = f"it heads {', '.join(map(self._names.full, heading.members))}."
                yield self._reason("heading", heads, heading.evidence, (), "")
        for connection in self._analysis.connections:
            if thing.id in (connection.start.target, connection.end.target):
                at = connection.start if connection.start.target == thing.id else connection.end
                yield self._reason("edge", f"{self._names.full(connection.id)}.", at.evidence, (), "")

    def _no_label(self, text: str, options: tuple[Option, ...]) -> Iterator[Reason]:
        """Why a text labels nothing, where there is anything that it might label."""
        says = "it labels no arrow and no line."
        best = options[0] if options else None
        if best and best.target not in self._connections and best.probability > self._believed:
            because = f"What it would label, {best.name}, joins nothing."
            yield Reason(part="label", says=says, because=because, options=options)
        elif options:
            because = "No connector is likelier than none, or another text or end took its place."
            change = self._what_if.text_moved(text, options[0].target)
            yield Reason(part="label", says=says, because=because, options=options, change=change)
        elif (near := self._what_if.nearest_connector(text)) is not None:
            because = f"None is within its reach; nearest is {self._names.full(near[0])}, {near[1]:.0f} px away."
            yield Reason(part="label", says=says, because=because, change=self._what_if.text_moved(text, near[0]))

    # Pieces

    def _reason(self, part: str, says: str, evidence: Evidence, options: tuple[Option, ...], change: str) -> Reason:
        return Reason(
            part=part, says=says, because=because(evidence), rule=evidence.rule,
            confidence=evidence.confidence, options=options, change=change,
        )  # fmt: skip

    def _options(self, subject: str, side: Side | None, chosen: str | None) -> tuple[Option, ...]:
        """The likeliest other candidates, each target once."""
        best: dict[str, Candidate] = {}
        for candidate in self._candidates.get((subject, side), ()):
            known = best.get(candidate.target)
            if candidate.target != chosen and (known is None or _order(candidate) < _order(known)):
                best[candidate.target] = candidate
        ordered = sorted(best.values(), key=_order)[:MOST_OPTIONS]
        return tuple(
            Option(
                target=one.target, name=self._called(one.target), rule=one.rule, distance=one.distance,
                cost=max(one.cost, 0.0), probability=round(math.exp(-max(one.cost, 0.0)), 4),
            )
            for one in ordered
        )  # fmt: skip

    def _called(self, target: str) -> str:
        """A candidate's name, and what it was needed for instead."""
        return f"{self._names.full(target)}, which is a label" if target in self._labels else self._names.full(target)


def _across(side: Side) -> Side:
    return "end" if side == "start" else "start"


def _order(candidate: Candidate) -> tuple[float, float, str]:
    return candidate.cost, candidate.distance, candidate.target

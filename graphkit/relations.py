"""What the analysis says: facts measured, and relations decided, each with its evidence.

What comes in: nothing; these are the types that `graphkit.analysis` fills and `graph`, `picture` and the reports read.
What goes out: frozen values that name elements by their ids. Distances are px in scene coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

import msgspec

from graphkit.corrections import Corrections
from graphkit.elements import Drawing, Terminal
from graphkit.problems import Problem
from graphkit.thresholds import Thresholds

Role: TypeAlias = Literal["entity", "container", "annotation"]

_DIAMONDS = frozenset(("diamond", "diamond_outline"))
_MARKS = frozenset(("bar", "circle", "circle_outline"))
_CROWS_FEET = {
    "cardinality_one": "1", "cardinality_many": "*", "cardinality_one_or_many": "1..*",
    "cardinality_exactly_one": "1", "cardinality_zero_or_one": "0..1", "cardinality_zero_or_many": "0..*",
}  # fmt: skip


def points_at(start: str | None, end: str | None) -> tuple[bool, bool]:
    """Whether the arrowhead at a connector's start points at what is there, and whether the one at its end does.

    Arrows and triangles do. A crow's foot tells how many, a diamond which end is the whole: neither points. A bar or a
    circle points only where it is the one head; beside another it marks where the connector comes from.
    """
    first, last = (
        head is not None and head not in _DIAMONDS and head not in _MARKS and not head.startswith("cardinality")
        for head in (start, end)
    )
    if first or last:
        return first, last
    return start in _MARKS and end is None, end in _MARKS and start is None


class Candidate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A measured fact: `subject` (a connector's `terminal`, or a text) may belong to `target`."""

    subject: str
    target: str
    """Id of a thing's main element, or of the connector a text may label."""
    rule: str
    distance: float
    cost: float
    """What choosing it costs in the decision over the whole drawing; dimensionless, less is likelier."""
    terminal: Terminal | None = None


class Evidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Why a relation was believed: the rule, what was measured against which limit, and what else it might be."""

    rule: str
    """`declared`, `corrected`, or the rule's name."""
    distance: float = 0.0
    limit: float | None = None
    margin: float | None = None
    """How much more the runner-up would have cost; None where there was none."""
    runner_up: Candidate | None = None
    confidence: float = 1.0

    def __str__(self) -> str:
        if self.rule == "declared":
            return "The file declares it."
        if self.rule == "corrected":
            return "A correction says so."
        sentence = f"By rule '{self.rule}', {self.distance:.1f} px away"
        if self.limit is not None:
            sentence += f" where up to {self.limit:.1f} px count"
        if self.runner_up is not None:
            sentence += f"; next best was {self.runner_up.target} at {self.runner_up.distance:.1f} px"
        return f"{sentence}; right with probability {self.confidence:.2f}."


class Binding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Resolved: the `terminal` of `connector` means the thing whose main element is `target`."""

    connector: str
    terminal: Terminal
    target: str
    evidence: Evidence


class Label(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Resolved: `text` names the thing, or labels the connector, `owner`."""

    text: str
    owner: str
    evidence: Evidence


class Cardinality(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Resolved: `text` says how many there are at the `terminal` of the connector `owner`."""

    text: str
    owner: str
    terminal: Terminal
    says: str
    """As a crow's foot says it: `1`, `0..1`, `*`, `1..*`, `0..*`, and other numbers and ranges."""
    evidence: Evidence


class RoleName(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Resolved: `text` says what the thing at the `terminal` of the connector `owner` is to the other."""

    text: str
    owner: str
    terminal: Terminal
    says: str
    """What is written there: `owner`, `+orders`."""
    evidence: Evidence


class Sample(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Resolved: in a legend, the arrow or line `sample` joins nothing, and `text` says what those like it mean."""

    sample: str
    text: str


class DrawnHead(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Resolved: `head`, a triangle, a rhombus or a dot, is the arrowhead of `connector`, and no thing."""

    head: str
    connector: str


class Membership(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Resolved: the thing `member` lies in the container thing `whole` (by frame, group or enclosure)."""

    member: str
    whole: str
    evidence: Evidence


class Heading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Resolved: the annotation `text` heads the row or column of things `members`."""

    text: str
    members: tuple[str, ...]
    evidence: Evidence


class Thing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One drawn thing, a node of the graph: its main element, all elements that make it up, and what it is called."""

    id: str
    """Id of its main element."""
    elements: tuple[str, ...]
    """Ids of all its elements, main element first, then in z-order."""
    label: str
    role: Role = "entity"
    names: tuple[Label, ...] = ()
    """The texts that name it, in reading order."""
    context: str = ""
    """Label of the heading, or of the innermost named container, that it stands under."""


class Connection(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One connector understood: what its start and end mean, and the texts that label it.

    `start` and `end` follow the order of the drawn points; the arrowheads say which way it reads.
    """

    id: str
    """Id of the arrow or line (of the one with the arrowhead, where several were drawn as one)."""
    elements: tuple[str, ...]
    relation: Literal["arrow", "line"]
    start: Binding
    end: Binding
    start_arrowhead: str | None = None
    end_arrowhead: str | None = None
    labels: tuple[Label, ...] = ()
    label: str = ""
    cardinalities: tuple[Cardinality, ...] = ()
    """The texts that say how many there are at its ends, one at each."""
    roles: tuple[RoleName, ...] = ()
    """The texts that say what the things at its ends are to each other, one at each."""
    context: str = ""
    sequence: int | None = None
    """Its place in time where it is a message of a sequence diagram, from 1."""
    key: str = ""
    """Tells it from all others: its id, or where that element serves several, all but one have the ids of all elements.

    Those drawn with the same elements are numbered from the second on."""

    @property
    def feet(self) -> tuple[tuple[Terminal, str], ...]:
        """Each end of which its arrowhead, and no text, says how many there are, and what it says."""
        told = {one.terminal for one in self.cardinalities}
        heads: tuple[tuple[Terminal, str | None], ...] = ("start", self.start_arrowhead), ("end", self.end_arrowhead)
        return tuple((end, _CROWS_FEET[head]) for end, head in heads if head in _CROWS_FEET and end not in told)

    @property
    def words(self) -> tuple[str, ...]:
        """Ids of the texts that label it, and of those that say how many or what there is at its ends, each once."""
        texts = [label.text for label in self.labels] + [count.text for count in self.cardinalities]
        return tuple(dict.fromkeys([*texts, *(role.text for role in self.roles)]))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Why its start, its end, its labels and what is said at its ends were believed."""
        labels, counts, roles = self.labels, self.cardinalities, self.roles
        return (
            self.start.evidence,
            self.end.evidence,
            *(one.evidence for one in labels),
            *(one.evidence for one in counts),
            *(one.evidence for one in roles),
        )

    @property
    def said_at_ends(self) -> tuple[str, ...]:
        """How many there are at its ends and what they are to each other, and why, a sentence each."""
        told = [f"{one.says} at its {one.terminal}: {one.evidence}" for one in self.cardinalities]
        told += [f"{says} at its {end}: its arrowhead says so." for end, says in self.feet]
        told += [f"'{one.says}' at its {one.terminal}: {one.evidence}" for one in self.roles]
        return tuple(told)

    @property
    def element(self) -> str:
        """What the graph names as its element: its id, or all its elements where its main one serves another too."""
        return self.id if self.key in ("", self.id) else " ".join(self.elements)


class Unresolved(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A connector's end that nothing claims, with what it might have been."""

    connector: str
    terminal: Terminal
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    labels: tuple[str, ...] = ()
    """Texts that declare themselves the connector's label, or are badges on it, which no edge tells of."""
    elements: tuple[str, ...] = ()
    """Ids of all that the connector is drawn with."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Analysis:
    """Everything inferred from one drawing; each stage's outcome is kept, so that it can be shown and explained."""

    drawing: Drawing
    thresholds: Thresholds
    things: tuple[Thing, ...]
    """About in the order in which they are drawn."""
    connections: tuple[Connection, ...]
    memberships: tuple[Membership, ...] = ()
    headings: tuple[Heading, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    decoration: tuple[str, ...] = ()
    """Ids of elements that are no thing and no connector: underlines, axes, dividers, scribbles, crowds."""
    crowded: frozenset[str] = frozenset()
    """Those of `decoration` that lie among too many others to be told apart."""
    samples: tuple[Sample, ...] = ()
    """Those of `decoration` that are samples in a legend."""
    heads: tuple[DrawnHead, ...] = ()
    """Shapes that are the heads of connectors."""
    problems: tuple[Problem, ...] = ()
    """Those of the drawing first, then those that the analysis met."""
    corrections: Corrections | None = None
    """What a person said instead, where something was said."""
    paths: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict, compare=False, repr=False)
    """Of every connector, the polyline it was measured along."""

    def __repr__(self) -> str:
        things, joins = len(self.things), len(self.connections)
        found = f"{things} thing{'s' * (things != 1)}, {joins} connection{'s' * (joins != 1)}"
        return f"<Analysis of {self.drawing.name!r}: {found}>"

    @cached_property
    def thing(self) -> Mapping[str, Thing]:
        """Each thing by the id of its main element."""
        return {thing.id: thing for thing in self.things}

    @cached_property
    def thing_of(self) -> Mapping[str, Thing]:
        """The thing that each element belongs to, by element id."""
        return {element: thing for thing in self.things for element in thing.elements}


def check_is_analysis(value: object) -> None:
    """Raise `TypeError` for what is given instead of an `Analysis` by mistake, most often its drawing."""
    if not isinstance(value, Analysis):
        raise TypeError(f"this takes an Analysis, not {value!r}; make one of a drawing with graphkit.analyze")

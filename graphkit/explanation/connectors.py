"""What does an arrow or a line join, or why does it join nothing?

What comes in: what is known of an analysis, and a connector. What goes out: sentences, and a `Reason` a decision.

1. A connector that joins two things: what its start and its end mean, its labels, how many there are at its ends, and
   what they are to each other.
2. One that does not: of each end, why nothing claims it; and what the other end is said to mean.
3. One that is a sample in a legend: why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graphkit.analysis.beliefs import OTHER_FAR, SAME
from graphkit.elements import Terminal
from graphkit.explanation.answers import Option, Reason
from graphkit.explanation.known import Known, order
from graphkit.output import short
from graphkit.relations import Binding, Cardinality, Connection, Evidence, Label, RoleName, Unresolved


def edge_says(known: Known, id: str, connection: Connection) -> str:
    """What a connection reads, said of one of the elements that it is drawn with."""
    words = f", with the label “{short(connection.label)}”" if connection.label else ""
    others = [other for other in connection.elements if other != id]
    parts = f", drawn together with {', '.join(others)}" if others else ""
    time = f" It is message {connection.sequence} in the order of time." if connection.sequence is not None else ""
    return f"This {connection.relation} reads {known.names.joined(connection)}{words}{parts}.{time}"


def no_edge_says(known: Known, id: str, ends: Sequence[Unresolved]) -> str:
    """What a connector lacks that joins nothing, said of one of the elements that it is drawn with."""
    lacks = "both of its ends" if len(ends) > 1 else f"its {ends[0].terminal}"
    if ends[0].connector == id:
        return f"No edge: nothing claims {lacks}."
    return f"Drawn together with {known.names.full(ends[0].connector)}, it is no edge: nothing claims {lacks}."


def edge_reasons(known: Known, connection: Connection) -> Iterator[Reason]:
    """Why a connection means what it does, part by part."""
    yield _end(known, "start", connection.start, connection)
    yield _end(known, "end", connection.end, connection)
    for label in connection.labels:
        yield label_reason(known, connection, label)
    for count in connection.cardinalities:
        yield count_reason(known, connection, count)
    for side, many in connection.feet:
        yield Reason(part="cardinality", says=f"{many} at its {side}.", because="Its arrowhead says so.")
    for role in connection.roles:
        yield role_reason(known, connection, role)


def _end(known: Known, side: Terminal, binding: Binding, connection: Connection) -> Reason:
    options = known.options(binding.connector, side, binding.target)
    means = f"it means {known.names.full(binding.target)}."
    if sum(other.id == connection.id for other in known.connections[connection.id]) > 1:
        # Candidates are told by arrow, and this one draws several edges.
        means = f"of {known.names.joined(connection)}, {means}"
        return known.reason(side, means, binding.evidence, (), "")
    match binding.evidence.rule:
        case "declared":
            change = known.what_if.undeclared(binding.connector, side)
        case "corrected":
            change = known.what_if.uncorrected(binding.connector, side)
        case _:
            change = _moved(known, binding.connector, side, options)
    return known.reason(side, means, binding.evidence, options, change)


def _moved(known: Known, connector: str, side: Terminal, options: Iterable[Option]) -> str:
    """What it takes for an end to mean the likeliest other thing."""
    other = next((option.target for option in options if option.target in known.analysis.thing), None)
    if other is not None:
        return known.what_if.end_moved(connector, side, other)
    near = known.what_if.nearest_thing(connector, side, known.nearest_target(connector, _across(side)))
    if connector in known.connections or near is None:
        return "No other thing is within its reach or in its direction."
    away = f"Nearest is {known.names.full(near[0])}, {near[1]:.0f} px away."
    return f"{away} {known.what_if.end_moved(connector, side, near[0])}".strip()


def label_reason(known: Known, connection: Connection, label: Label) -> Reason:
    """Why a text labels a connection."""
    options = known.options(label.text, None, connection.id)
    change = ""
    if label.evidence.rule not in ("declared", "corrected"):
        tried = [known.what_if.text_away(label.text, connection.id)]
        if options:
            tried.append(known.what_if.text_moved(label.text, options[0].target))
        change = " ".join(filter(None, tried))
    says = f"{known.names.full(label.text)} labels it."
    return known.reason("label", says, label.evidence, options, change)


def count_reason(known: Known, connection: Connection, count: Cardinality) -> Reason:
    """Why a text says how many there are at an end of a connection."""
    says = f"{known.names.full(count.text)} says how many there are at its {count.terminal}: {count.says}."
    is_label = any(label.text == count.text for label in connection.labels)
    change = "" if is_label else known.what_if.text_away(count.text, connection.id)
    return known.reason("cardinality", says, count.evidence, (), change)


def role_reason(known: Known, connection: Connection, role: RoleName) -> Reason:
    """Why a text says what the thing at an end of a connection is to the other."""
    here, there = connection.start.target, connection.end.target
    if role.terminal == "end":
        here, there = there, here
    what = f"what {known.names.full(here)} is to {known.names.full(there)}"
    says = f"{known.names.full(role.text)} says at its {role.terminal} {what}."
    return known.reason("role", says, role.evidence, (), known.what_if.text_away(role.text, connection.id))


def sample_reason(known: Known, sample: str) -> Reason:
    """Why an arrow or a line is a sample in a legend."""
    because = (
        "It is short and level with the words right behind its end, others like it stand in a row above or below it, "
        "and nothing is where it begins."
    )
    text = known.names.full(known.samples[sample])
    return Reason(part="sample", says=f"{text} says what those like it mean.", because=because)


def settled_reasons(known: Known, ends: Sequence[Unresolved]) -> Iterator[Reason]:
    """What an end is said to mean whose other end nothing claims."""
    if len(ends) > 1:
        return
    connector, side = ends[0].connector, _across(ends[0].terminal)
    means, said = known.nearest_target(connector, side), known.analysis.corrections
    if means is None:
        return
    says = f"it means {known.names.full(means)}."
    own = (connector, *ends[0].elements)
    if said is not None and any(
        id in own and known.analysis.thing_of[target].id == means for (id, _), target in said.ends.items()
    ):
        yield known.reason(side, says, Evidence(rule="corrected"), (), "")
    elif getattr(known.elements[connector], f"{side}_binding", None) is not None:
        yield known.reason(side, says, Evidence(rule="declared"), (), "")


def loose_reasons(known: Known, ends: Sequence[Unresolved]) -> Iterator[Reason]:
    """Why nothing claims these ends of a connector."""
    for end in ends:
        why = f"{end.reason[0].upper()}{end.reason[1:]}." if end.reason else "No candidate is likely enough."
        nearest = known.nearest_target(end.connector, end.terminal)
        other = known.nearest_target(end.connector, _across(end.terminal))
        # Of two ends that would mean one thing, the one farther from it lacks another.
        shared, at_it = _shared(known, end) if end.reason == SAME else (None, False)
        if nearest is not None and (other is None or end.reason == OTHER_FAR or (at_it and len(ends) > 1)):
            # The other end lacks something, and nothing that is done to this one would help.
            says = f"it may well mean {known.called(shared or nearest)}, and joins it to nothing."
            yield Reason(part=end.terminal, says=says, because=why)
            continue
        options = known.options(end.connector, end.terminal, None)
        yield Reason(
            part=end.terminal, says="nothing claims it.", because=why, options=options,
            change=_moved(known, end.connector, end.terminal, () if shared else options),
        )  # fmt: skip


def _shared(known: Known, end: Unresolved) -> tuple[str | None, bool]:
    """What both ends of a connector would mean, and whether this one is the nearer to it; None if neither is."""
    here, there = (
        {one.target: one for one in known.candidates.get((end.connector, side), ())}
        for side in (end.terminal, _across(end.terminal))
    )
    both = min(here.keys() & there.keys(), key=lambda target: order(here[target]), default=None)
    if both is None or here[both].distance == there[both].distance:
        return None, False
    return both, here[both].distance < there[both].distance


def _across(side: Terminal) -> Terminal:
    return "end" if side == "start" else "start"

"""Why does the graph say this, what else might it have been, and what would change it?

What comes in: an `Analysis`, and the id of an element or words that stand in the drawing. What goes out: an
`Explanation`, which prints as text that a person reads. What is explained, by what was asked for:

1. An arrow or line that connects: what its start and its end mean, its labels, and what is said at its ends.
2. An arrow or line that does not: why nothing claims its ends, or why it is a sample in a legend, or decoration.
3. A text that labels, names or counts something, or says what it is to another: that; a text that does none of these:
   what it might have labelled.
4. A shape that is the head of an arrow or a line: of which.
5. Any other element: the thing that it is part of, what that lies in and stands under, and what leads to it.

Of every decision the other candidates are told, with their distance and cost (less is likelier; the probability is
exp(-cost)); and what would have to be drawn otherwise for it to come out otherwise, which is tried (`what_if`).
"""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.elements import Arrow
from graphkit.explanation.answers import Explanation, Option, Reason, Subject
from graphkit.explanation.asked import find
from graphkit.explanation.connectors import (
    count_reason,
    edge_reasons,
    edge_says,
    label_reason,
    loose_reasons,
    no_edge_says,
    role_reason,
    sample_reason,
    settled_reasons,
)
from graphkit.explanation.known import Known
from graphkit.explanation.things import thing_reasons, thing_says
from graphkit.relations import Analysis, check_is_analysis

__all__ = ["Explanation", "Option", "Reason", "Subject", "explain", "find"]


def explain(analysis: Analysis, query: str) -> Explanation:
    """Explain the element with this id, or all that these words stand on.

    Raises `LookupError` where there is none, or too many.
    """
    check_is_analysis(analysis)
    known = Known(analysis)
    return Explanation(query=query, subjects=tuple(_subject(known, id) for id in find(analysis, query)))


def _subject(known: Known, id: str) -> Subject:
    """What there is to say of one element."""
    said = known.analysis.corrections
    if said is not None and id in said.ignored:
        return _told(known, id, "The corrections say to ignore it.", ())
    if id in known.connections:
        found = known.connections[id]
        reasons = [reason for connection in found for reason in edge_reasons(known, connection)]
        return _told(known, id, " ".join(edge_says(known, id, connection) for connection in found), reasons)
    if id in known.unresolved:
        every = known.unresolved[id].values()
        reasons = [reason for ends in every for reason in (*settled_reasons(known, ends), *loose_reasons(known, ends))]
        return _told(known, id, " ".join(no_edge_says(known, id, ends) for ends in every), reasons)
    if id in known.labels:
        connection, label = known.labels[id]
        owner = known.names.full(connection.id)
        return _told(known, id, f"This text labels {owner}.", [label_reason(known, connection, label)])
    if id in known.counts:
        reasons = [count_reason(known, one, count) for one, count in known.counts[id]]
        ends = (f"the {count.terminal} of {known.names.full(one.id)}" for one, count in known.counts[id])
        return _told(known, id, f"This text says how many there are at {' and '.join(ends)}.", reasons)
    if id in known.roles:
        reasons = [role_reason(known, one, role) for one, role in known.roles[id]]
        ends = (f"the {role.terminal} of {known.names.full(one.id)}" for one, role in known.roles[id])
        return _told(known, id, f"This text says what the thing at {' and '.join(ends)} is to the other.", reasons)
    if id in known.idle:
        return _told(known, id, f"This text labels {known.names.full(known.idle[id])}, which joins nothing.", ())
    if (thing := known.analysis.thing_of.get(id)) is not None:
        return _told(known, id, thing_says(id, thing), thing_reasons(known, id, thing))
    if id in known.heads:
        return _told(known, id, f"It is drawn as the head of {known.names.full(known.heads[id])}.", ())
    if id in known.samples:
        return _told(known, id, "It is taken for a sample in a legend: it joins nothing.", [sample_reason(known, id)])
    if id in known.analysis.decoration:
        return _told(known, id, _decoration_says(known, id), ())
    if said is not None and id in said.connectors:
        return _told(known, id, "It joins nothing, though a correction says that it does.", ())
    return _told(known, id, "No rule claims it: it is part of no thing, and no connector.", ())


def _told(known: Known, id: str, says: str, reasons: Iterable[Reason]) -> Subject:
    # Limits decide what connectors join and texts label; of the rest, none is tried.
    asked = id in known.connections or id in known.unresolved or id in known.labels
    limit = known.what_if.limit_changed(id) if asked else ""
    return Subject(element=id, name=known.names.kind_and_words(id), says=says, reasons=tuple(reasons), limit=limit)


def _decoration_says(known: Known, id: str) -> str:
    if id in known.analysis.crowded:
        return "It is left out: it lies among too many others at one place to be told apart."
    if isinstance(known.elements[id], Arrow):
        return "It is taken for an axis of a chart, or of time, or for a curve or a vector in one, and joins nothing."
    return "It is taken for decoration: it is part of no thing, and joins no two."

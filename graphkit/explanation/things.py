"""What is a thing, and what does it lie in, stand under and take part in?

What comes in: what is known of an analysis, and an element of a thing. What goes out: a sentence, and a `Reason` for
each of these; of a text that stands by itself also why it labels nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.elements import Text
from graphkit.explanation.answers import Option, Reason
from graphkit.explanation.known import Known
from graphkit.output import short
from graphkit.relations import Evidence, Thing

WORTH_TELLING = 0.05
"""Probability from which it is told of a thing that it might have been a label."""


def thing_says(id: str, thing: Thing) -> str:
    """What a thing is, said of one of its elements."""
    what = f"{thing.role} “{short(thing.label)}”" if thing.label else f"{thing.role} without a name"
    pieces = f", made of {len(thing.elements)} elements" if len(thing.elements) > 1 else ""
    if id == thing.id:
        return f"It is the {what}{pieces}."
    return f"It is part of the {what} ({thing.id}){pieces}."


def thing_reasons(known: Known, id: str, thing: Thing) -> Iterator[Reason]:
    """Why a thing is called what it is, and what it has to do with others."""
    for name in thing.names:
        if id in (thing.id, name.text):
            yield known.reason("name", f"{known.names.full(name.text)} names it.", name.evidence, (), "")
    for sample, words in known.samples.items():
        if words == id:
            says = f"it says what those mean that are like {known.names.full(sample)}."
            yield Reason(part="sample", says=says, because="It stands right behind that sample in a legend.")
    said = known.analysis.corrections
    if said is not None and id in said.alone:
        says, change = "it labels, names and heads nothing.", known.what_if.not_alone(id)
        yield known.reason("label", says, Evidence(rule="corrected"), (), change)
    elif id == thing.id and isinstance(known.elements[id], Text):
        options = known.options(id, None, None)
        # What an arrow leads to is no label, and nobody would wonder.
        if thing.role == "annotation" or (options and options[0].probability >= WORTH_TELLING):
            yield from _no_label(known, id, options)
    for membership in known.analysis.memberships:
        if membership.member == thing.id:
            inside = f"it lies in {known.names.full(membership.whole)}."
            yield known.reason("container", inside, membership.evidence, (), "")
    for heading in known.analysis.headings:
        if thing.id in heading.members:
            under = f"it stands under {known.names.full(heading.text)}."
            yield known.reason("heading", under, heading.evidence, (), "")
        elif heading.text == thing.id:
            heads = f"it heads {', '.join(map(known.names.full, heading.members))}."
            yield known.reason("heading", heads, heading.evidence, (), "")
    for connection in known.analysis.connections:
        if thing.id in (connection.start.target, connection.end.target):
            at = connection.start if connection.start.target == thing.id else connection.end
            yield known.reason("edge", f"{known.names.full(connection.id)}.", at.evidence, (), "")


def _no_label(known: Known, text: str, options: tuple[Option, ...]) -> Iterator[Reason]:
    """Why a text labels nothing, where there is anything that it might label."""
    says = "it labels no arrow and no line."
    best = options[0] if options else None
    if best and best.target not in known.connections and best.probability > known.believed:
        because = f"What it would label, {best.name}, joins nothing."
        yield Reason(part="label", says=says, because=because, options=options)
    elif options:
        because = "No connector is likelier than none, or another text or end took its place."
        change = known.what_if.text_moved(text, options[0].target)
        yield Reason(part="label", says=says, because=because, options=options, change=change)
    elif (near := known.what_if.nearest_connector(text)) is not None:
        because = f"None is within its reach; nearest is {known.names.full(near[0])}, {near[1]:.0f} px away."
        yield Reason(part="label", says=says, because=because, change=known.what_if.text_moved(text, near[0]))

"""What an analysis says, so that two of them can be compared but for how sure they are and by which rule.

What comes in: an analysis, or what two of them say. What goes out: what each end, label, name, edge and thing was said
to be; the elements of which something else is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from graphkit.elements import TERMINALS
from graphkit.relations import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What one end, label, name, edge or thing was said to be."""

    what: object
    is_declared: bool = False
    about: tuple[str, ...] = field(compare=False)
    """The elements that it is said of."""
    near: tuple[str, ...] = field(default=(), compare=False)
    """The elements that it is said to belong to."""


Relations: TypeAlias = dict[tuple[str, str], Relation]


def relations(analysis: Analysis) -> Relations:
    """All that an analysis says, but for how sure it is."""
    found: Relations = {}

    def say(part: str, of: str, what: object, about: tuple[str, ...], near: str = "", rule: str = "") -> None:
        members = analysis.thing[near].elements if near in analysis.thing else (near,)
        found[part, of] = Relation(what=what, is_declared=rule == "declared", about=about, near=members)

    for one in analysis.connections:
        key = one.key or one.id
        for side, end in zip(TERMINALS, (one.start, one.end), strict=True):
            say(side, key, end.target, one.elements, end.target, end.evidence.rule)
        say("edge", key, (one.relation, one.start_arrowhead, one.end_arrowhead, one.label, one.context), one.elements)
        for label in one.labels:
            say("label", label.text, one.id, (label.text, *one.elements), one.id, label.evidence.rule)
        for count in one.cardinalities:
            say("cardinality", f"{key} {count.terminal}", count.says, (count.text, *one.elements), one.id)
        for role in one.roles:
            say("role", f"{key} {role.terminal}", role.says, (role.text, *one.elements), one.id)
    for thing in analysis.things:
        say("thing", thing.id, (thing.elements, thing.label, thing.role, thing.context), thing.elements)
        for name in thing.names:
            say("name", name.text, thing.id, (name.text,), thing.id, name.evidence.rule)
    for held in analysis.memberships:
        say("held", f"{held.member} {held.whole}", held.whole, (held.member,), held.whole)
    for heading in analysis.headings:
        say("headed", heading.text, heading.members, (heading.text, *heading.members))
    return found


def otherwise(before: Relations, after: Relations) -> tuple[set[str], set[str]]:
    """The elements of which something else is said than before, and those that they are or were said to belong to.

    What is declared now, and was inferred before, is no difference; what is not declared any more is one.
    """
    about: set[str] = set()
    near: set[str] = set()
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is not None and new in (old, replace(old, is_declared=True)):
            continue
        for one in (old, new):
            if one is not None:
                about.update(one.about)
                near.update(one.near)
    return about, near

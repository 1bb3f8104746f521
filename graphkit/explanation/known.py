"""What is known of one analysis, by element, and the pieces that every answer is made of.

What comes in: an `Analysis`. What goes out: `Known`, which the answers to all questions are read from.
"""

from __future__ import annotations

import math

from graphkit.elements import Terminal
from graphkit.explanation.answers import Option, Reason
from graphkit.explanation.what_if import WhatIf
from graphkit.explanation.words import Names, because
from graphkit.relations import Analysis, Candidate, Cardinality, Connection, Evidence, RoleName, Unresolved

MOST_OPTIONS = 5
"""Other candidates that are told of each decision, the likeliest."""


class Known:
    """One analysis, looked up by element."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.names = Names(analysis)
        self.what_if = WhatIf(analysis, self.names.full)
        self.elements = {element.id: element for element in analysis.drawing.elements}
        self.believed = analysis.thresholds.label_believed
        self.connections: dict[str, list[Connection]] = {}
        for connection in analysis.connections:
            for id in dict.fromkeys((connection.id, *connection.elements)):
                self.connections.setdefault(id, []).append(connection)
        self.labels = {label.text: (c, label) for c in analysis.connections for label in c.labels}
        self.counts: dict[str, list[tuple[Connection, Cardinality]]] = {}
        for connection in analysis.connections:
            for count in connection.cardinalities:
                self.counts.setdefault(count.text, []).append((connection, count))
        self.roles: dict[str, list[tuple[Connection, RoleName]]] = {}
        for connection in analysis.connections:
            for role in connection.roles:
                self.roles.setdefault(role.text, []).append((connection, role))
        self.heads = {one.head: one.connector for one in analysis.heads}
        self.samples = {one.sample: one.text for one in analysis.samples}
        self.unresolved: dict[str, dict[str, list[Unresolved]]] = {}
        for end in analysis.unresolved:
            for id in dict.fromkeys((end.connector, *end.elements)):
                self.unresolved.setdefault(id, {}).setdefault(end.connector, []).append(end)
        self.idle = {text: end.connector for end in analysis.unresolved for text in end.labels}
        self.candidates: dict[tuple[str, str | None], list[Candidate]] = {}
        for candidate in analysis.candidates:
            self.candidates.setdefault((candidate.subject, candidate.terminal), []).append(candidate)

    def reason(self, part: str, says: str, evidence: Evidence, options: tuple[Option, ...], change: str) -> Reason:
        """A decision as its evidence tells it."""
        return Reason(
            part=part, says=says, because=because(evidence), rule=evidence.rule,
            confidence=evidence.confidence, options=options, change=change,
        )  # fmt: skip

    def options(self, subject: str, side: Terminal | None, chosen: str | None) -> tuple[Option, ...]:
        """The likeliest other candidates, each target once."""
        best: dict[str, Candidate] = {}
        for candidate in self.candidates.get((subject, side), ()):
            known = best.get(candidate.target)
            if candidate.target != chosen and (known is None or order(candidate) < order(known)):
                best[candidate.target] = candidate
        ordered = sorted(best.values(), key=order)[:MOST_OPTIONS]
        return tuple(
            Option(
                target=one.target, name=self.called(one.target), rule=one.rule, distance=one.distance,
                cost=max(one.cost, 0.0), probability=round(math.exp(-max(one.cost, 0.0)), 4),
            )
            for one in ordered
        )  # fmt: skip

    def called(self, target: str) -> str:
        """A candidate's name, and what it was needed for instead."""
        return f"{self.names.full(target)}, which is a label" if target in self.labels else self.names.full(target)

    def nearest_target(self, connector: str, side: Terminal) -> str | None:
        """The nearest of an end's candidates."""
        options = self.candidates.get((connector, side), ())
        return min(options, key=lambda one: (one.distance, one.target)).target if options else None


def order(candidate: Candidate) -> tuple[float, float, str]:
    """By what the likelier of two candidates comes first."""
    return candidate.cost, candidate.distance, candidate.target

"""From the decision to connections: what the arrows and lines join, with their labels.

What comes in: the scene, its things, the targets and the decision. What goes out: `Connection`s with their evidence,
and the terminals that nothing claims. Which of the chosen pairs are believed, `beliefs` says.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import numpy as np

from graphkit.analysis import breaks
from graphkit.analysis.beliefs import Beliefs, confidence_of
from graphkit.analysis.connectors import Connector
from graphkit.analysis.containers import Containers
from graphkit.analysis.decide import Decision, Model
from graphkit.analysis.ends import Targets
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Point, with_fields
from graphkit.relations import Binding, Candidate, Connection, Evidence, Label, Unresolved


def connect(
    scene: Scene, things: Things, targets: Targets, decision: Decision, fixed: Mapping[int, int], model: Model
) -> tuple[list[Connection], list[Unresolved], list[Candidate], dict[str, tuple[Point, ...]]]:
    """Every believed connection, every terminal without one, all that was measured, and along which path.

    Connectors that share a main element come with the one first that is drawn with the fewest.
    """
    connectors = decision.ends.connectors
    if not connectors:
        return [], [], [], {}
    beside = label_candidates(scene, decision)
    beliefs = Beliefs(scene, things, targets, decision, fixed, labels_of(scene, decision, beside, model), model)
    believed: list[tuple[Connector, Connection]] = []
    connections: list[Connection] = []
    unresolved: list[Unresolved] = []
    paths: dict[str, tuple[Point, ...]] = {}
    keys, arrows = Keys(), frozenset(scene.arrows)
    for k, connector in enumerate(connectors):
        paths.setdefault(scene.elements[connector.main].id, tuple(connector.path))
        reasons = beliefs.against(k)
        if reasons is None:
            believed.append((connector, beliefs.connection(k)))
        elif connector.arrow or not arrows.isdisjoint(connector.elements):
            unresolved += beliefs.unresolved(k, reasons)
    # Which way it was drawn does not decide which of several, drawn with the same elements, has the plain key.
    for _, alike in itertools.groupby(believed, key=lambda one: one[0].elements):
        for connector, found in sorted(alike, key=lambda one: (one[1].start.target, one[1].end.target)):
            key = keys.take(connector, found)
            if key is not None:
                connections.append(found if key == found.key else with_fields(found, key=key))
                paths[key] = tuple(connector.path)
    joining = {connection.id for connection in connections}
    left = {(end.connector, end.terminal): end for end in unresolved if end.connector not in joining}
    return connections, list(left.values()), [*beliefs.candidates, *beside], paths


def titled(
    scene: Scene, things: Things, held: Containers, connections: Sequence[Connection],
    candidates: Sequence[Candidate], model: Model,
) -> list[Connection]:  # fmt: skip
    """The connections; those that mean the title of a container, the words in a shape or a name mean what is named."""
    adopted = {scene.elements[t].id: scene.elements[things.things[k].main].id for t, (k, _, _) in held.name.items()}
    if not any(end.target in adopted for c in connections for end in (c.start, c.end)):
        return list(connections)
    chances = {(c.subject, c.terminal, c.target): math.exp(-c.cost) for c in reversed(candidates)}

    def moved(end: Binding) -> Binding:
        whole = adopted.get(end.target)
        if whole is None:
            return end
        evidence = end.evidence
        if evidence.rule != "declared":
            share = sum(chances.get((end.connector, end.terminal, target), 0.0) for target in (end.target, whole))
            other = evidence.runner_up is not None and evidence.runner_up.target == whole
            evidence = with_fields(evidence, confidence=confidence_of(evidence.rule, min(share, 1.0), model),
                               runner_up=None if other else evidence.runner_up,
                               margin=None if other else evidence.margin)  # fmt: skip
        return with_fields(end, target=whole, evidence=evidence)

    return [with_fields(c, start=moved(c.start), end=moved(c.end)) for c in connections]


class Keys:
    """Gives each connection the key that tells it from those with the same main element."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.joined: set[tuple[int, frozenset[str]]] = set()

    def take(self, connector: Connector, found: Connection) -> str | None:
        """The key of a connection; None where one with the same main element joins the same things already."""
        what = connector.main, frozenset((found.start.target, found.end.target))
        if what in self.joined:
            return None
        self.joined.add(what)
        key = found.id
        if key in self.taken:
            every = " ".join(found.elements)
            further = (f"{every}:{number}" for number in itertools.count(2))
            key = next(key for key in itertools.chain((every,), further) if key not in self.taken)
        self.taken.add(key)
        return key


def label_candidates(scene: Scene, decision: Decision) -> list[Candidate]:
    """All candidates of all free texts, row by row."""
    near, connectors = decision.near, decision.ends.connectors
    return [
        Candidate(subject=scene.elements[near.texts[text]].id, target=scene.elements[connectors[k].main].id,
                  rule="on" if distance == 0 else "beside", distance=round(distance, 3),
                  cost=round(-math.log(max(chance, 1e-9)), 4))
        for text, k, distance, chance in zip(
            near.text.tolist(), near.connector.tolist(), near.distance.tolist(), decision.label_probability.tolist(),
            strict=True)
    ]  # fmt: skip


def labels_of(scene: Scene, decision: Decision, beside: Sequence[Candidate], model: Model) -> dict[int, list[Label]]:
    """The texts that label each connector (by its position), in reading order."""
    near, connectors = decision.near, decision.ends.connectors
    found: dict[int, list[Label]] = {}
    position = {i: k for k, c in enumerate(connectors) for i in c.elements} if scene.labelled else {}
    for text, owner in sorted(scene.labelled.items()):
        if owner in position:
            rule = "badge" if text in scene.badges else breaks.RULE if text in scene.breaks else "declared"
            distance = round(scene.badges.get(text, 0.0), 3)
            evidence = Evidence(rule=rule, distance=distance, confidence=model.confidence.of_rule(rule))
            label = Label(text=scene.elements[text].id, owner=scene.elements[owner].id, evidence=evidence)
            found.setdefault(position[owner], []).append(label)
    if not decision.labels:
        return found
    first = np.searchsorted(near.text, np.arange(len(near.texts) + 1)).tolist()
    chances = decision.label_probability.tolist()
    for text, row in decision.labels.items():
        k = int(near.connector[row])
        rivals = [r for r in range(first[text], first[text + 1]) if r != row]
        best = max(rivals, key=lambda r: (chances[r], -r), default=None)
        chosen = beside[row]
        evidence = Evidence(
            rule=chosen.rule, distance=chosen.distance, runner_up=None if best is None else beside[best],
            confidence=model.confidence.label(chances[row]),
        )  # fmt: skip
        found.setdefault(k, []).append(Label(text=chosen.subject, owner=chosen.target, evidence=evidence))
    return found

"""Which of the chosen pairs of targets are believed, and how surely?

What comes in: the scene, the targets and the decision. What goes out, of one connector after another: why it joins
nothing, or the `Connection` with its evidence.

Rules, by name, of how an end came to its target:

1. `declared` – the file says so.
2. `touches` – the end lies on the outline, or within a quarter of a unit of it.
3. `inside` – the end lies within the outline.
4. `ahead` – going on from the end along its direction meets the outline.
5. `near` – none of these; the outline is near the end.
6. `aside` – not so near, and the end points elsewhere: looked for only where a label says that the arrow joins
   something. It is hardly ever right, and its confidence says so.
7. `far` – the end is in the open, while the other is at its target: believed only where a label says that the arrow
   joins something (rule 8), and hardly ever right.

Which pairs are believed:

8. An arrow is believed where both its ends have a target; both the same only where it bends back (a self-loop). Where
   one end is far from its target, the other has to stop short as well: an arrow that begins at a thing and ends in the
   open is a force, or a signal that goes out. Where another line or arrow ends there, it is not the open; and a label
   says that the arrow joins something. Nor is it where a long arrow stops short of what it
   points at by little, beside its length.
9. An arrow of which both ends mean something by `aside` shows a direction, as that of time, where it runs along both of
   these, or along three texts or more: it goes along a row of things, and joins none.
10. A line is believed where its ends lead to two different things that do not hold each other (`lines`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import shapely

from graphkit.analysis import lines
from graphkit.analysis.connectors import Connector
from graphkit.analysis.decide import Decision, Model, marginals
from graphkit.analysis.ends import Targets, aside
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import TERMINALS
from graphkit.nearby import Floats, Nearby
from graphkit.relations import Binding, Candidate, Connection, Evidence, Label, Unresolved
from graphkit.rings import full, step

ASIDE, FAR = "aside", "far"
TOO_FAR = "what it might mean is far off, and its other end is at a thing"
"""Why an end means nothing that ends in the open."""
OTHER_FAR = "what its other end might mean is far off from that"
"""And why the other end of it means nothing."""
ALONG = "what is there is beside the way, and neither end points at it"
"""Why neither end of an arrow that runs along a row means anything."""
SAME = "both its ends would mean the same thing, and it does not bend back"
"""Why neither of its ends means anything."""
AT_LABEL = "only a label is there for one of its ends to mean"
"""The same of one that has something farther off to mean at most."""
AT = frozenset(("touches", "inside", "ahead"))
"""The rules of ends that are at their target, or point at it."""
DRAWN = frozenset(("declared", "badge"))
"""The rules of labels that are known before what the ends mean."""
RULES = ("touches", "inside", "ahead", "near", ASIDE)
"""Rules 2 to 6."""
ROW = 3
"""Words beside an arrow, from which they stand in a row along it, and none is its label."""


class Beliefs:
    """What was measured and decided of all connectors, asked of one after another by its position."""

    def __init__(
        self, scene: Scene, things: Things, targets: Targets, decision: Decision, fixed: Mapping[int, int],
        labels: Mapping[int, Sequence[Label]], model: Model,
    ) -> None:  # fmt: skip
        ends, pairs = decision.ends, decision.pairs
        self.scene, self.targets, self.decision, self.model = scene, targets, decision, model
        self.fixed, self.labels, self.connectors = fixed, labels, ends.connectors
        self.candidates = measured(scene, targets, decision)
        """Of all terminals, row by row."""
        arrows = frozenset(scene.arrows)
        self.plain = {k for k, connector in enumerate(ends.connectors) if lines.is_plain(connector, arrows)}
        # Rule 10
        self.rows = {k: row for k, row in decision.chosen.items() if k not in self.plain}
        self.rows |= lines.best(scene, things, targets, decision, sorted(self.plain)) if self.plain else {}
        """The pair of each connector that joins something, if all goes well."""
        self.shares = shares_of(targets, decision, self.rows)
        owner: list[int] = decision.near.connector[list(decision.labels.values())].tolist()
        self.said = {things.of[decision.near.texts[text]]: k for text, k in zip(decision.labels, owner, strict=True)}
        """The connector that each thing is a label of."""
        self.tips = Tips(scene)
        # As plain numbers, since they are read one by one:
        self.first: list[int] = ends.terminal.searchsorted(np.arange(2 * len(ends.connectors) + 1)).tolist()
        """Where the candidates of each terminal begin."""
        self.whose: list[int] = targets.thing[ends.target].tolist()
        """The thing of each candidate."""
        self.pairs: tuple[list[int], list[int]] = pairs.start.tolist(), pairs.end.tolist()
        """The candidates of each pair: at the start, and at the end."""
        self.away: list[float] = np.where(ends.measured.inside, 0.0, ends.measured.distance).tolist()
        """How far each candidate is from its terminal outside, px."""
        self.lengths: list[float] = ends.lengths.tolist()

    def against(self, k: int) -> tuple[str, str] | None:
        """Why the start of a connector means nothing, and its end; None where it joins something."""
        if k not in self.rows:
            return self.missing(k, 0), self.missing(k, 1)
        if k in self.plain:
            return None
        why = self.refused(k)
        if why is not None and any(self.at_label(k, side) for side in (0, 1)):
            return AT_LABEL, AT_LABEL
        return why or self.runs_along(k)

    def at_label(self, k: int, side: int) -> bool:
        """Whether the nearest that an end of a connector might mean is a label of another."""
        rows = range(self.first[2 * k + side], self.first[2 * k + side + 1])
        return bool(rows) and self.said.get(self.whose[min(rows, key=self.away.__getitem__)], k) != k

    def missing(self, k: int, side: int) -> str:
        """Why an end of a connector, which has no pair that it might join, means nothing."""
        here, there = (self.first[2 * k + s] < self.first[2 * k + s + 1] for s in (side, 1 - side))
        if not here:
            return "nothing is near it, or in its direction"
        if not there:
            return "nothing is there for its other end to mean"
        return AT_LABEL

    def refused(self, k: int) -> tuple[str, str] | None:
        """Why start and end of the chosen pair of a connector are not believed by rule 8, if not."""
        limits, row = self.scene.limits, self.rows[k]
        told = (2 * k in self.fixed) + (2 * k + 1 in self.fixed)
        if told == 2:
            return None
        if k not in self.labels and not self.leads(k):
            open_ = self.in_the_open(k)
            if open_ is not None:
                return (OTHER_FAR, TOO_FAR) if open_ else (TOO_FAR, OTHER_FAR)
            if self.shares[2][k] < limits.doubtful and not told:
                return 2 * ("what it might join is too far off, or too much out of its direction",)
        if self.whose[self.pairs[0][row]] != self.whose[self.pairs[1][row]]:
            return None
        if self.connectors[k].arrow:
            reach = math.dist(*self.decision.ends.points[2 * k : 2 * k + 2])
            length = self.lengths[2 * k]
            straight = length <= limits.touches * self.scene.unit or round(reach / length, 6) > limits.loop
            return (SAME, SAME) if straight else None
        return SAME, SAME

    def leads(self, k: int) -> bool:
        """Whether both ends of a connector are at their target of the pair, or hardly short of it (rule 8)."""
        row, most = self.rows[k], self.scene.limits.short_share * self.lengths[2 * k]
        chosen = [side[row] for side in self.pairs]
        return all(self.candidates[one].rule in AT and round(self.away[one] - most, 6) <= 0 for one in chosen)

    def in_the_open(self, k: int) -> int | None:
        """Which end of a connector is far from its target of the pair, where the other is at its own; if any."""
        limits, row = self.scene.limits, self.rows[k]
        away, far = [self.away[side[row]] for side in self.pairs], self.scene.px(limits.end_reach)
        for side in (0, 1):
            end = 2 * k + side
            lopsided = end not in self.fixed and away[side] > far and away[1 - side] < limits.lopsided * away[side]
            if lopsided and not self.tips.others(self.connectors[k], self.decision.ends.points[end]):
                return side
        return None

    def runs_along(self, k: int) -> tuple[str, str] | None:
        """Why neither end of a connector means its target of the pair by rule 9, where it runs along these."""
        told, row = 2 * k in self.fixed or 2 * k + 1 in self.fixed, self.rows[k]
        if told or any(self.candidates[side[row]].rule != ASIDE for side in self.pairs):
            return None
        targets, ends, near = self.targets, self.decision.ends, self.decision.near
        middles = targets.rings.centres[ends.target[[side[row] for side in self.pairs]]]
        path = shapely.LineString(self.connectors[k].path)
        shares = shapely.line_locate_point(path, shapely.points(middles), normalized=True).round(6)
        if ((shares > 0) & (shares < 1)).all() or np.count_nonzero(near.connector == k) >= ROW:
            return ALONG, ALONG
        return None

    def unresolved(self, k: int, reasons: tuple[str, str]) -> list[Unresolved]:
        """The ends of a connector that mean nothing for these reasons, but for what it declares."""
        connector, elements = self.connectors[k], self.scene.elements
        drawn = tuple([elements[i].id for i in connector.elements])
        own = tuple(label.text for label in self.labels.get(k, ()) if label.evidence.rule in DRAWN)
        return [
            Unresolved(
                connector=elements[connector.main].id, terminal=side, elements=drawn, reason=reasons[s], labels=own,
                candidates=tuple(self.candidates[self.first[2 * k + s] : self.first[2 * k + s + 1]]),
            )
            for s, side in enumerate(TERMINALS)
            if 2 * k + s not in self.fixed
        ]  # fmt: skip

    def connection(self, k: int) -> Connection:
        """What a connector joins, and how surely."""
        connector, elements, labels = self.connectors[k], self.scene.elements, tuple(self.labels.get(k, ()))
        # Without a label it would not be believed.
        open_ = self.in_the_open(k) if labels and k not in self.plain else None
        id, bindings = elements[connector.main].id, []
        for side in (0, 1):
            candidate = self.candidates[self.pairs[side][self.rows[k]]]
            if 2 * k + side in self.fixed:
                known = connector.known is not None and connector.known[side] is not None
                rule = connector.rule if known else "declared"
                sure = self.model.confidence.of_rule(rule)
                evidence = Evidence(rule=rule, distance=candidate.distance, confidence=sure)
            else:
                evidence = self.weighed(k, side, open_ == side)
            bindings.append(Binding(connector=id, terminal=TERMINALS[side], target=candidate.target, evidence=evidence))
        start, end = bindings
        return Connection(
            id=id, elements=tuple([elements[i].id for i in connector.elements]),
            relation="arrow" if connector.arrow else "line", start=start, end=end,
            start_arrowhead=connector.start_arrowhead, end_arrowhead=connector.end_arrowhead, labels=labels, key=id,
        )  # fmt: skip

    def weighed(self, k: int, side: int, open_: bool) -> Evidence:
        """Why an end that declares nothing is believed to mean its target of the pair."""
        terminal, chosen = 2 * k + side, self.pairs[side][self.rows[k]]
        candidate = self.candidates[chosen]
        rivals = [self.candidates[r] for r in range(self.first[terminal], self.first[terminal + 1])
                  if self.whose[r] != self.whose[chosen]]  # fmt: skip
        runner_up = min(rivals, key=lambda c: (c.cost, c.distance, c.target)) if rivals else None
        rule = FAR if open_ and candidate.rule != ASIDE else candidate.rule
        return Evidence(
            rule=rule, distance=candidate.distance,
            limit=round(limit_of(candidate, self.scene, self.lengths[terminal]), 3),
            margin=round(runner_up.cost - candidate.cost, 4) if runner_up else None, runner_up=runner_up,
            confidence=confidence_of(rule, self.shares[side][k], self.model),
        )  # fmt: skip


class Tips:
    """The ends of all lines and arrows; looked up only where somebody asks."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    @cached_property
    def drawn(self) -> tuple[list[int], Nearby]:
        """The element of each end, and where it is."""
        rings, linear = self.scene.rings(), np.array((*self.scene.lines, *self.scene.arrows), dtype=np.intp)
        first = rings.start[linear]
        places = rings.corners[np.concatenate([first, first + rings.count[linear] - 1])]
        return [*linear.tolist()] * 2, Nearby(np.concatenate([places, places], axis=1))

    def others(self, connector: Connector, point: Floats) -> bool:
        """Whether anything but the connector itself ends at a point."""
        owners, tips = self.drawn
        _, near = tips.points(point[None], self.scene.px(self.scene.limits.meets))
        return any(owners[k] not in connector.elements for k in near.tolist())


def measured(scene: Scene, targets: Targets, decision: Decision) -> list[Candidate]:
    """All candidates of all terminals, row by row."""
    ends = decision.ends
    mains = [scene.elements[i].id for i in targets.order.tolist()]
    subjects = [scene.elements[c.main].id for c in ends.connectors]
    chance = marginals(ends, decision.pairs, decision.probability)
    cost = -np.log(np.minimum(np.maximum(chance, 1e-9), 1.0))
    m = ends.measured
    passed = aside(scene, targets, ends.target, m, step(m.distance / scene.unit))
    rules = np.where(m.inside, 1, np.where(np.isfinite(m.ahead), 2, np.where(passed, 4, 3)))
    rules[m.distance <= scene.px(scene.limits.touches)] = 0
    return [
        Candidate(subject=subjects[terminal // 2], terminal=TERMINALS[terminal % 2], target=mains[target],
                  rule=RULES[rule], distance=round(distance, 3), cost=round(price, 4))
        for terminal, target, rule, distance, price in zip(
            ends.terminal.tolist(), ends.target.tolist(), rules.tolist(), m.distance.tolist(), cost.tolist(),
            strict=True)
    ]  # fmt: skip


def shares_of(targets: Targets, decision: Decision, rows: dict[int, int]) -> Sequence[Sequence[float]]:
    """The probabilities of the things at the start of each connector, at its end, and at both, of its pair in `rows`.

    A thing may have several outlines, and so several candidates.
    """
    pairs, count = decision.pairs, len(decision.ends.connectors)
    if not len(pairs.connector):
        return ((0.0,) * count,) * 3
    thing = targets.thing[decision.ends.target]
    chosen = full(count, -1, np.intp)
    chosen[list(rows)] = list(rows.values())
    mine = chosen[pairs.connector]
    one, two = ((thing[side] == thing[side[mine]]) & (mine >= 0) for side in (pairs.start, pairs.end))
    return [np.bincount(pairs.connector, decision.probability * alike, count).tolist()
            for alike in (one, two, one & two)]  # fmt: skip


def confidence_of(rule: str, share: float, model: Model) -> float:
    """How sure an end is of a target that has that share of its probability."""
    return model.confidence.of_rule(rule) if rule in (ASIDE, FAR) else model.confidence.end(share)


def limit_of(candidate: Candidate, scene: Scene, length: float) -> float:
    """px within which the candidate was looked for: around the end, along its ray, or far off where nothing is near."""
    t, unit, away = scene.limits, scene.unit, candidate.distance
    if candidate.rule == ASIDE:
        return t.far_reach * unit
    if away <= t.end_reach * unit:
        return t.end_reach * unit
    share = t.end_sight_share * length
    seen = max(t.end_sight * unit, share)
    return seen if away <= seen else max(t.far_sight * unit, share)

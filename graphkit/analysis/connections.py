"""From the decision to connections: which chosen pairs are believed, and how surely.

What comes in: the scene, its things, the targets and the decision. What goes out: `Connection`s with their evidence,
and the terminals that nothing claims.

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
   says that the arrow joins something.
9. An arrow of which both ends mean something by `aside` shows a direction, as that of time, where it runs along both of
   these, or along three texts or more: it goes along a row of things, and joins none.
10. A line is believed where its ends lead to two different things that do not hold each other (`lines`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import shapely

from graphkit.analysis import lines
from graphkit.analysis.connectors import Connector
from graphkit.analysis.containers import Containers
from graphkit.analysis.decide import Decision, Model
from graphkit.analysis.ends import Targets, aside
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Point, with_fields
from graphkit.nearby import Floats, Nearby
from graphkit.relations import Binding, Candidate, Connection, Evidence, Label, Terminal, Unresolved
from graphkit.rings import full, step

SIDES: tuple[Terminal, Terminal] = ("start", "end")
ASIDE, FAR = "aside", "far"
TOO_FAR = "what it might mean is far off, and its other end is at a thing"
"""Why an end means nothing that ends in the open."""
OTHER_FAR = "what its other end might mean is far off from that"
"""And why the other end of it means nothing."""
ALONG = "what is there is beside the way, and neither end points at it"
"""Why neither end of an arrow that runs along a row means anything."""
SAME = "both its ends would mean the same thing, and it does not bend back"
"""Why neither of its ends means anything."""
RULES = ("touches", "inside", "ahead", "near", ASIDE)
"""Rules 2 to 6."""
ROW = 3
"""Words beside an arrow, from which they stand in a row along it, and none is its label."""


def connect(
    scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector], decision: Decision,
    fixed: dict[int, int], model: Model,
) -> tuple[list[Connection], list[Unresolved], list[Candidate], dict[str, tuple[Point, ...]]]:  # fmt: skip
    """Every believed connection, every terminal without one, all that was measured, and along which path.

    Connectors that share a main element come with the one first that is drawn with the fewest.
    """
    if not connectors:
        return [], [], [], {}
    candidates = measured(scene, targets, connectors, decision)
    facts, tips = Facts(targets, decision), Tips(scene)
    beside = label_candidates(scene, connectors, decision)
    labels = labels_of(scene, connectors, decision, beside, model)
    believed: list[tuple[Connector, Connection, tuple[Point, ...]]] = []
    connections: list[Connection] = []
    unresolved: list[Unresolved] = []
    paths: dict[str, tuple[Point, ...]] = {}
    keys = Keys()
    asked = frozenset(scene.arrows)
    plain = {k for k, connector in enumerate(connectors) if lines.is_plain(connector, asked)}
    # Rule 10
    rows = {k: row for k, row in decision.chosen.items() if k not in plain}
    rows |= lines.best(scene, things, targets, decision, sorted(plain)) if plain else {}
    shares = shares_of(targets, decision, rows)
    for k, connector in enumerate(connectors):
        path = tuple(connector.path)
        paths.setdefault(scene.elements[connector.main].id, path)
        row = rows.get(k)
        reasons = open_ = None
        if row is not None and k not in plain:
            open_ = in_the_open(scene, facts, tips, k, connector, row, fixed)
            reasons = refuse(scene, facts, k, connector, row, shares[2][k], fixed, open_, k in labels)
            told = 2 * k in fixed or 2 * k + 1 in fixed
            if reasons is None and not told and all(candidates[side[row]].rule == ASIDE for side in facts.pairs):
                reasons = runs_along(targets, decision, k, connector, row)
        if row is None or reasons:
            own = tuple(label.text for label in labels.get(k, []) if label.evidence.rule == "declared")
            if connector.arrow or not asked.isdisjoint(connector.elements):
                drawn = tuple([scene.elements[i].id for i in connector.elements])
                unresolved += [
                    Unresolved(connector=scene.elements[connector.main].id, terminal=side, elements=drawn,
                               reason=reasons[s] if reasons else facts.missing(k, s), labels=own,
                               candidates=tuple(candidates[facts.first[2 * k + s] : facts.first[2 * k + s + 1]]))
                    for s, side in enumerate(SIDES)
                    if 2 * k + s not in fixed
                ]  # fmt: skip
            continue
        found = believe(scene, facts, k, connector, row, (shares[0][k], shares[1][k]), fixed, open_, candidates,
                        labels.get(k, []), model)  # fmt: skip
        believed.append((connector, found, path))
    # Which way it was drawn does not decide which of several, drawn with the same elements, has the plain key.
    for _, alike in itertools.groupby(believed, key=lambda one: one[0].elements):
        for connector, found, path in sorted(alike, key=lambda one: (one[1].start.target, one[1].end.target)):
            key = keys.take(connector, found)
            if key is not None:
                connections.append(found if key == found.key else with_fields(found, key=key))
                paths[key] = path
    joining = {connection.id for connection in connections}
    left = {(end.connector, end.terminal): end for end in unresolved if end.connector not in joining}
    return connections, list(left.values()), [*candidates, *beside], paths


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


def measured(scene: Scene, targets: Targets, connectors: Sequence[Connector], decision: Decision) -> list[Candidate]:
    """All candidates of all terminals, row by row."""
    ends = decision.ends
    mains = [scene.elements[i].id for i in targets.order.tolist()]
    subjects = [scene.elements[c.main].id for c in connectors]
    chance = np.zeros(len(ends.terminal))
    np.add.at(chance, decision.pairs.start, decision.probability)
    np.add.at(chance, decision.pairs.end, decision.probability)
    cost = -np.log(np.minimum(np.maximum(chance, 1e-9), 1.0))
    m = ends.measured
    passed = aside(scene, targets, ends.target, m, step(m.distance / scene.unit))
    rules = np.where(m.inside, 1, np.where(np.isfinite(m.ahead), 2, np.where(passed, 4, 3)))
    rules[m.distance <= scene.px(scene.limits.touches)] = 0
    return [
        Candidate(subject=subjects[terminal // 2], terminal=SIDES[terminal % 2], target=mains[target], rule=RULES[rule],
                  distance=round(distance, 3), cost=round(price, 4))
        for terminal, target, rule, distance, price in zip(
            ends.terminal.tolist(), ends.target.tolist(), rules.tolist(), m.distance.tolist(), cost.tolist(),
            strict=True)
    ]  # fmt: skip


def label_candidates(scene: Scene, connectors: Sequence[Connector], decision: Decision) -> list[Candidate]:
    """All candidates of all free texts, row by row."""
    near = decision.near
    return [
        Candidate(subject=scene.elements[near.texts[text]].id, target=scene.elements[connectors[k].main].id,
                  rule="on" if distance == 0 else "beside", distance=round(distance, 3),
                  cost=round(-math.log(max(chance, 1e-9)), 4))
        for text, k, distance, chance in zip(
            near.text.tolist(), near.connector.tolist(), near.distance.tolist(), decision.label_probability.tolist(),
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


class Facts:
    """What was measured of connectors, as plain numbers, which are read one by one."""

    def __init__(self, targets: Targets, decision: Decision) -> None:
        ends, pairs = decision.ends, decision.pairs
        self.first: list[int] = ends.terminal.searchsorted(np.arange(2 * len(ends.connectors) + 1)).tolist()
        """Where the candidates of each terminal begin."""
        self.whose: list[int] = targets.thing[ends.target].tolist()
        """The thing of each candidate."""
        self.pairs: tuple[list[int], list[int]] = pairs.start.tolist(), pairs.end.tolist()
        """The candidates of each pair: at the start, and at the end."""
        self.away: list[float] = np.where(ends.measured.inside, 0.0, ends.measured.distance).tolist()
        """How far each candidate is from its terminal outside, px."""
        self.points = ends.points
        self.lengths: list[float] = ends.lengths.tolist()

    def missing(self, k: int, side: int) -> str:
        """Why an end of connector `k`, which has no pair that it might join, means nothing."""
        here, there = (self.first[2 * k + s] < self.first[2 * k + s + 1] for s in (side, 1 - side))
        if not here:
            return "nothing is near it, or in its direction"
        if not there:
            return "nothing is there for its other end to mean"
        return "only a label is there for one of its ends to mean"


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


def refuse(
    scene: Scene, facts: Facts, k: int, connector: Connector, row: int, share: float, fixed: dict[int, int],
    open_: int | None, labelled: bool,
) -> tuple[str, str] | None:  # fmt: skip
    """Why start and end of the chosen pair of connector `k`, with its share of all pairs, are not believed, if not."""
    limits = scene.limits
    sides = (2 * k in fixed) + (2 * k + 1 in fixed)
    if sides == 2:
        return None
    if not labelled:
        # Rule 8
        if open_ is not None:
            return (OTHER_FAR, TOO_FAR) if open_ else (TOO_FAR, OTHER_FAR)
        if share < limits.doubtful and not sides:
            return 2 * ("what it might join is too far off, or too much out of its direction",)
    if facts.whose[facts.pairs[0][row]] != facts.whose[facts.pairs[1][row]]:
        return None
    if connector.arrow:
        reach, length = math.dist(facts.points[2 * k], facts.points[2 * k + 1]), facts.lengths[2 * k]
        straight = length <= limits.touches * scene.unit or round(reach / length, 6) > limits.loop
        return (SAME, SAME) if straight else None
    return SAME, SAME


def in_the_open(
    scene: Scene, facts: Facts, tips: Tips, k: int, connector: Connector, row: int, fixed: dict[int, int]
) -> int | None:
    """Which end of connector `k` is far from its target of a pair, where the other is at its own; if any."""
    away, far = [facts.away[side[row]] for side in facts.pairs], scene.px(scene.limits.end_reach)
    for side in (0, 1):
        end = 2 * k + side
        lopsided = end not in fixed and away[side] > far and away[1 - side] < scene.limits.lopsided * away[side]
        if lopsided and not tips.others(connector, facts.points[end]):
            return side
    return None


def runs_along(targets: Targets, decision: Decision, k: int, connector: Connector, row: int) -> tuple[str, str] | None:
    """Why neither end of connector `k` means its target of a pair, where it runs along these, or a row of words."""
    pairs, near, path = decision.pairs, decision.near, shapely.LineString(connector.path)
    middles = targets.rings.centres[decision.ends.target[[pairs.start[row], pairs.end[row]]]]
    shares = shapely.line_locate_point(path, shapely.points(middles), normalized=True).round(6)
    if ((shares > 0) & (shares < 1)).all() or np.count_nonzero(near.connector == k) >= ROW:
        return ALONG, ALONG
    return None


def believe(
    scene: Scene, facts: Facts, k: int, connector: Connector, row: int, shares: tuple[float, float],
    fixed: dict[int, int], open_: int | None, candidates: list[Candidate], labels: list[Label], model: Model,
) -> Connection:  # fmt: skip
    """Connector `k` with the chosen pair, and maybe with an end in the open."""
    id = scene.elements[connector.main].id
    bindings = []
    for side in (0, 1):
        chosen, terminal = facts.pairs[side][row], 2 * k + side
        candidate = candidates[chosen]
        if terminal in fixed:
            known = connector.known is not None and connector.known[side] is not None
            rule = connector.rule if known else "declared"
            evidence = Evidence(rule=rule, distance=candidate.distance, confidence=model.confidence.of_rule(rule))
        else:
            evidence = weighed(scene, facts, terminal, chosen, shares[side], open_ == side, candidates, model)
        bindings.append(Binding(connector=id, terminal=SIDES[side], target=candidate.target, evidence=evidence))
    start, end = bindings
    return Connection(
        id=id, elements=tuple([scene.elements[i].id for i in connector.elements]),
        relation="arrow" if connector.arrow else "line", start=start, end=end,
        start_arrowhead=connector.start_arrowhead, end_arrowhead=connector.end_arrowhead, labels=tuple(labels), key=id,
    )  # fmt: skip


def weighed(
    scene: Scene, facts: Facts, terminal: int, chosen: int, share: float, open_: bool, candidates: list[Candidate],
    model: Model,
) -> Evidence:  # fmt: skip
    """Why a terminal that declares nothing is believed to mean the chosen candidate, which has that share."""
    candidate, whose = candidates[chosen], facts.whose
    rivals = [candidates[r] for r in range(facts.first[terminal], facts.first[terminal + 1])
              if whose[r] != whose[chosen]]  # fmt: skip
    runner_up = min(rivals, key=lambda c: (c.cost, c.distance, c.target)) if rivals else None
    rule = FAR if open_ and candidate.rule != ASIDE else candidate.rule
    return Evidence(
        rule=rule, distance=candidate.distance,
        limit=round(limit_of(candidate, scene, facts.lengths[terminal]), 3),
        margin=round(runner_up.cost - candidate.cost, 4) if runner_up else None, runner_up=runner_up,
        confidence=confidence_of(rule, share, model),
    )  # fmt: skip


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


def labels_of(
    scene: Scene, connectors: Sequence[Connector], decision: Decision, beside: list[Candidate], model: Model
) -> dict[int, list[Label]]:
    """The texts that label each connector (by its position), in reading order."""
    near = decision.near
    found: dict[int, list[Label]] = {}
    position = {i: k for k, c in enumerate(connectors) for i in c.elements} if scene.labelled else {}
    for text, owner in sorted(scene.labelled.items()):
        if owner in position:
            rule = "badge" if text in scene.badges else "declared"
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

"""Both ends of every connector at once, and the texts that label it: the decision over the whole drawing.

What comes in: the measured candidates (`ends`, `labels`). What goes out: probabilities of pairs and labels.

A pair (start candidate, end candidate) has the features of both its candidates added up, and those of `FEATURES` that
only a pair has. The model is a conditional logit over all pairs of a connector: what is chosen depends on what else was
there to choose. The weights are fitted on real drawings (`benchmarks/fit.py`) and lie in `fitted.json`.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from graphkit.analysis import captions, corners
from graphkit.analysis import ends as ends_
from graphkit.analysis import labels as labels_
from graphkit.analysis.confidence import Confidence, Curve
from graphkit.analysis.connectors import Connector
from graphkit.analysis.ends import Ends, Targets
from graphkit.analysis.labelling import choose_labels
from graphkit.analysis.labels import Beside, Known, Near
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Text, Value
from graphkit.rings import Bools, Floats, Ints, columns, full, lengths, starts, step, stretches

FEATURES = ("same", "related", "uneven", "askew", "kinds", "sizes", "both_inside", "same_straight")
MOST = 10
"""Candidates a terminal keeps for the pairs, the likeliest by themselves."""


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted weights."""

    ends: Floats
    """Of a candidate's features, `ends.FEATURES`."""
    pairs: Floats
    """Of a pair's own features, `FEATURES`."""
    labels: Floats
    """Of a label candidate's features, `labels.FEATURES`."""
    nothing: float
    """Score of a connector that joins nothing of what is near its ends: what 1 in 100 right pairs score less than."""
    confidence: Confidence


@lru_cache
def fitted() -> Model:
    """The model that comes with this version."""
    text = Path(__file__).with_name("fitted.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return Model(
        ends=np.array([data["ends"].get(name, 0.0) for name in ends_.FEATURES]),
        pairs=np.array([data["pairs"].get(name, 0.0) for name in FEATURES]),
        labels=np.array([data["labels"].get(name, 0.0) for name in labels_.FEATURES]),
        nothing=data["nothing"],
        confidence=Confidence(
            end=Curve(**{k: tuple(v) for k, v in data["confidence"]["end"].items()}),
            label=Curve(**{k: tuple(v) for k, v in data["confidence"]["label"].items()}),
            rules={rule: (right, of) for rule, (right, of) in data["confidence"]["rules"].items()},
        ),
    )


class Pairs(Value, frozen=True):
    """All pairs of candidates of all connectors; rows are sorted by connector."""

    connector: Ints
    start: Ints
    """Row in `Ends` of the start's candidate."""
    end: Ints
    features: Floats


def make_pairs(ends: Ends, targets: Targets, unit: float, model: Model, earlier: Pairs | None = None) -> Pairs:
    """Every start candidate with every end candidate of the same connector.

    Where these are the pairs that were made `earlier` of the same candidates, they are not described again.
    """
    count = len(ends.connectors)
    if ends.settled:
        rows = np.arange(count)
        return Pairs(rows, 2 * rows, 2 * rows + 1, np.zeros((count, len(FEATURES))))
    terminal, kept = ends.terminal, None
    size = np.bincount(terminal, minlength=2 * count)
    if size.max() > MOST:
        kept = likeliest(ends, model)
        size = np.bincount(terminal[kept], minlength=2 * count)
    elif earlier is not None:
        return earlier
    first = size.cumsum() - size
    total = size[0::2] * size[1::2]
    last = total.cumsum()
    connector = np.arange(count).repeat(total)
    position = np.arange(last[-1]) - (last - total)[connector]
    position, place = np.divmod(position, np.maximum(size[1::2], 1)[connector])
    start, end = first[0::2][connector] + position, first[1::2][connector] + place
    if kept is not None:
        start, end = kept[start], kept[end]
        if earlier is not None and np.array_equal(start, earlier.start) and np.array_equal(end, earlier.end):
            return earlier
    return Pairs(connector, start, end, describe(ends, targets, unit, start, end))


def likeliest(ends: Ends, model: Model) -> Ints:
    """Rows of the `MOST` likeliest candidates of every terminal, in their order."""
    first, count = stretches(ends.terminal)
    order = np.lexsort((ends.target, -np.round(ends.features @ model.ends, 9), ends.terminal))
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order)) - first.repeat(count)
    return (rank < MOST).nonzero()[0]


def describe(ends: Ends, targets: Targets, unit: float, start: Ints, end: Ints) -> Floats:
    """The pair's own features, in the order of `FEATURES`."""
    one, two = ends.target[start], ends.target[end]
    n = len(targets.rings)
    same = targets.thing[one] == targets.thing[two]
    related = ends_.contained(one * n + two, targets.contains) | ends_.contained(two * n + one, targets.contains)
    away = ends_.counted(ends, unit)
    d1, d2 = away[start], away[end]
    uneven = np.abs(np.log((d1 + 0.3 * unit) / (d2 + 0.3 * unit)))
    between = targets.rings.centres[two] - targets.rings.centres[one]
    drawn = ends.points[ends.terminal[end]] - ends.points[ends.terminal[start]]
    reach = lengths(drawn)
    cosine = (between * drawn).sum(axis=1) / np.maximum(lengths(between) * reach, 1e-9)
    length = np.maximum(ends.lengths[ends.terminal[start]], 1e-9)
    sizes = np.abs(np.log((targets.rings.sizes[one] + 1e-9) / (targets.rings.sizes[two] + 1e-9)))
    return columns([
        same, related, uneven, np.where(same, 0.0, 1.0 - cosine), targets.text[one] != targets.text[two],
        np.minimum(sizes, 5.0), ends.measured.inside[start] & ends.measured.inside[end], same * (reach / length),
    ])  # fmt: skip


def score_pairs(ends: Ends, pairs: Pairs, model: Model) -> Floats:
    """The score of every pair; more is likelier."""
    single = ends.features @ model.ends
    return np.asarray(single[pairs.start] + single[pairs.end] + pairs.features @ model.pairs)


def softmax(score: Floats, group: Ints, count: int, base: float | Floats) -> Floats:
    """The probability of each row within its group; `base` is the score of choosing none of them."""
    most = np.zeros(count) + base
    np.maximum.at(most, group, score)
    weight = np.exp(score - most[group])
    total = np.exp(base - most)
    np.add.at(total, group, weight)
    return np.asarray(weight / total[group])


def marginals(ends: Ends, pairs: Pairs, probability: Floats) -> Floats:
    """The probability of every candidate of a terminal, over all pairs that it is part of."""
    result = np.zeros(len(ends.terminal))
    np.add.at(result, pairs.start, probability)
    np.add.at(result, pairs.end, probability)
    return result


def label_probability(near: Near, model: Model) -> Floats:
    """The probability of every label candidate, against all other candidates of its text and against none."""
    return softmax(near.features @ model.labels, near.text, len(near.texts), base=0.0) if len(near.text) else _NONE


class Decision(Value, frozen=True):
    """What was weighed and what was chosen, for every connector and every free text."""

    ends: Ends
    pairs: Pairs
    probability: Floats
    """Of every pair, among the pairs of its connector."""
    chosen: dict[int, int]
    """Row of the chosen pair of each connector (by its position) that has one."""
    near: Near
    label_probability: Floats
    labels: dict[int, int]
    """Row of the chosen label candidate of each text (by its position) that is a label."""


_NONE, _NO_ROWS = np.zeros(0), np.zeros(0, dtype=np.intp)
NOTHING_DECIDED = Decision(
    ends=ends_.NO_ENDS, pairs=Pairs(_NO_ROWS, _NO_ROWS, _NO_ROWS, np.zeros((0, len(FEATURES)))), probability=_NONE,
    chosen={}, near=Near((), (), _NO_ROWS, _NO_ROWS, _NONE, np.zeros((0, len(labels_.FEATURES)))),
    label_probability=_NONE, labels={},
)  # fmt: skip
"""Of a drawing in which nothing connects."""


def decide(
    scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector], around: dict[int, int],
    fixed: dict[int, int], model: Model, texts_beside: Words | None = None,
) -> Decision:  # fmt: skip
    """Weigh ends and labels against each other and choose; `texts_beside` is from `look_at_words`, if that was asked.

    Round 1 weighs the ends knowing only which texts look like labels; then the texts are weighed knowing what the ends
    point at; round 2 weighs the ends knowing which texts are labels.
    """
    texts, owners = things.free, set(scene.labelled.values())
    if not connectors:
        return NOTHING_DECIDED
    words = texts_beside or look_at_words(scene, things, targets, connectors, around)
    rows, beside = words.rows, words.beside
    signs = rows[words.sign]
    likely = np.zeros(len(targets.rings))
    likely[rows] = words.prior
    before = likely.copy()
    ends = first = ends_.weighed(ends_.candidates(scene, connectors, targets, fixed), likely, signs=signs)
    pairs = make_pairs(ends, targets, scene.unit, model)
    # What declares an end joins something.
    nothing = full(len(connectors), model.nothing)
    nothing[[terminal // 2 for terminal in fixed]] = NEVER
    score = score_pairs(ends, pairs, model)
    probability = softmax(score, pairs.connector, len(connectors), nothing)
    pointed = marginals(ends, pairs, probability)
    holder = holders(things, texts, around)
    near = labels_.nothing_near(beside)
    if len(beside.text):
        known = Known(pointed_at(targets, ends, rows, pointed), meant(targets, ends, holder, pointed), holder,
                      words.alone, around, words.caption)  # fmt: skip
        near = labels_.candidates(scene, beside, joining(scene, targets, ends), known)
    chance = label_probability(near, model)
    said = set(fixed.values())
    declared = {k for k, t in enumerate(texts) if things.of[t] in said}
    chosen_labels = choose_labels(scene, near, chance, declared)
    likely[rows] = 0.0
    np.add.at(likely, rows[near.text], chance)
    usual = usual_gap(scene, ends, pointed)
    gone = np.zeros(len(targets.rings), dtype=bool)
    gone[rows[list(chosen_labels)]] = True
    # An arrow may have had nothing near it but its own label: then it means what is farther off.
    labelled = np.array([not owners.isdisjoint(c.elements) for c in connectors], dtype=bool)
    labelled[near.connector[list(chosen_labels.values())]] = True
    wider = ends_.look_past(scene, targets, ends, fixed, gone, labelled) if labelled.any() else ends
    likely = np.minimum(likely, 1.0)
    same = pairs if wider is first else None
    # Where nothing is known now that was not known before, round 2 says what round 1 said.
    if same is None or not (ends.settled or (usual is None and (likely == before).all())):
        ends = ends_.weighed(wider, likely, usual, signs)
        pairs = make_pairs(ends, targets, scene.unit, model, same)
        score = score_pairs(ends, pairs, model)
    label = gone[ends.target[pairs.start]] | gone[ends.target[pairs.end]]
    if ends is not first or label.any():
        score = np.where(label, score - GONE, score)
        probability = softmax(score, pairs.connector, len(connectors), nothing)
    return Decision(ends, pairs, probability, choose_pairs(ends, pairs, score, label), near, chance, chosen_labels)


class Words(Value, frozen=True):
    """What is known of the free texts whatever the ends of connectors mean."""

    rows: Ints
    """Target of each."""
    beside: Beside
    prior: Floats
    sign: Bools
    """Which are a bare plus or minus, as at the heads of arrows that say what grows with what: no thing is named so."""
    alone: Floats
    caption: Floats


def look_at_words(
    scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector], around: dict[int, int]
) -> Words:
    """What is known of the free texts before anything is decided."""
    texts = things.free
    row_of = {thing: row for row, thing in enumerate(targets.thing.tolist())}
    beside = labels_.look(scene, texts, connectors)
    title = corners.titles(scene, things, texts, around, np.bincount(beside.text).nonzero()[0])
    if title.any():
        beside = beside.without(title)
    caption = captions.look(scene, things, targets, texts, np.bincount(beside.text).nonzero()[0])
    rows = np.array([row_of[things.of[t]] for t in texts], dtype=np.intp)
    sign = np.array([isinstance(e := scene.elements[t], Text) and e.label.strip() in SIGNS for t in texts], dtype=bool)
    return Words(rows, beside, labels_.prior(scene, beside), sign, labels_.describe(scene, beside, around), caption)


SIGNS = frozenset("+-−–±")
ENOUGH = 4
"""How many such ends it takes."""
NEVER = -1e9
"""Score of what cannot be."""
GONE = 50.0
"""Score taken off a pair that points at a text which is a label."""


def joining(scene: Scene, targets: Targets, ends: Ends) -> Bools:
    """Which connectors may have labels: arrows, and lines of which both ends are near or in something, or point at it.

    In: what holds nothing. At: no words.
    """
    limits, m = scene.limits, ends.measured
    nearest, aimed = full((2, 2 * len(ends.connectors)), np.inf)
    within = m.inside & (targets.holds[ends.target] == 0)
    np.minimum.at(nearest, ends.terminal, np.where(within, 0.0, m.distance))
    np.minimum.at(aimed, ends.terminal, np.where(m.inside | targets.text[ends.target], np.inf, m.ahead))
    sight = np.minimum(limits.line_sight, limits.line_sight_share * ends.lengths / scene.unit)
    near = (step(nearest / scene.unit) <= limits.line_reach) | (step(aimed / scene.unit - sight) <= 0)
    reaches = near.reshape(-1, 2).all(axis=1)
    return np.asarray(reaches | ends.arrows[::2])


def usual_gap(scene: Scene, ends: Ends, pointed: Floats) -> float | None:
    """How far from their targets the ends usually stop that are sure of them, `log1p` as the ends' features count."""
    sure = ends.features[:, 0][(pointed > scene.limits.sure) & ~ends.measured.inside]
    return statistics.median(sure.tolist()) if len(sure) >= ENOUGH else None


def pointed_at(targets: Targets, ends: Ends, rows: Ints, pointed: Floats) -> dict[tuple[int, int], float]:
    """The probability that an end of a connector means a text, by position of the text and of the connector."""
    position = full(len(targets.rings), -1, np.intp)
    position[rows] = np.arange(len(rows))
    return likeliest_by(position[ends.target], ends.terminal // 2, pointed)


def holders(things: Things, texts: Sequence[int], around: dict[int, int]) -> Ints:
    """The thing that each text stands in, or -1."""
    return np.array([things.of.get(around.get(text, -1), -1) for text in texts], dtype=np.intp)


def meant(targets: Targets, ends: Ends, holder: Ints, pointed: Floats) -> dict[tuple[int, int], float]:
    """The probability that an end of a connector means a thing in which some text stands, by thing and connector."""
    within = np.zeros(max(int(targets.thing.max(initial=-1)), int(holder.max(initial=-1))) + 2, dtype=bool)
    within[holder] = True
    within[-1] = False
    thing = targets.thing[ends.target]
    return likeliest_by(np.where(within[thing], thing, -1), ends.terminal // 2, pointed)


def likeliest_by(one: Ints, connector: Ints, probability: Floats) -> dict[tuple[int, int], float]:
    """The largest probability by one and the connector, where there are both and it is any; `one` is -1 for none."""
    result: dict[tuple[int, int], float] = {}
    rows = ((one >= 0) & (probability > 0)).nonzero()[0]
    for a, b, value in zip(one[rows].tolist(), connector[rows].tolist(), probability[rows].tolist(), strict=True):
        result[a, b] = max(result.get((a, b), 0.0), value)
    return result


def choose_pairs(ends: Ends, pairs: Pairs, score: Floats, label: Bools) -> dict[int, int]:
    """The best pair of every connector, however far; none that points at a `label`. Ties go to what lies on top."""
    one, two = ends.target[pairs.start], ends.target[pairs.end]
    order = np.lexsort((-two, -one, -score.round(9), label, pairs.connector))
    connector = pairs.connector[order]
    first = starts(connector)
    best = order[first]
    good = ~label[best]
    return dict(zip(connector[first][good].tolist(), best[good].tolist(), strict=True))

"""Fit the numbers of the inference again: which evidence weighs how much, and how sure that makes.

    python benchmarks/fit.py FOLDER [--write [FILE]] [--folds 6]

FOLDER holds drawings that declare what their arrows are bound to, in any layout; a drawing's first folder below
FOLDER counts as its source, and cross-validation leaves out whole sources. What the drawings declare is taken out, as
drawn and with the ends pulled back by 20 and by 40 px and labels beside their arrows, and the weights are chosen so
that what was declared becomes likely: a conditional logit over the pairs of candidates of each arrow, and one over the
connectors near each text, in alternation. Then the curve of confidence is fitted to how often the choices are right,
both in sample and for sources that were left out: what was weighed with weights fitted to it seems surer than it is.

Prints how often both ends and the labels come right, in sample and for sources that were left out, and the table of
reliability. Of a folder with `scenes/`, `scenes.tsv` and `labels/` what was read is fitted to as well, as drawn (see
`readings.py`). `--write` puts the numbers into `graphkit/analysis/fitted.json`, or into another file. Where no drawing
declares a label, or all are of one source, the present weights of labels stay, and nothing is left out. Needs scipy (in
the `test` extra).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from scipy.optimize import minimize

from examples import CASES, READ, Example, examples
from graphkit.analysis import ends, labels
from graphkit.analysis.confidence import Curve
from graphkit.analysis.decide import FEATURES, Model, decide, fitted, score_pairs

FITTED = Path(__file__).parent.parent / "graphkit/analysis/fitted.json"
RIDGE_PAIRS, RIDGE_LABELS = 3.0, 0.2
"""How much the weights are held back; the figures hardly depend on it between a fifth and five times these."""
PARTS = range(6, 25, 2)
"""Parts of equal size that the choices are cut into, sorted by their share, before the curve is fitted."""
KNOTS = 20
"""Shares at which the curve is told."""


def weigh(all_: Iterable[Example], model: Model) -> None:
    """Decide every example with the model's present weights."""
    for e in all_:
        if e.connectors and len(e.targets.rings):
            e.decision = decide(e.scene, e.things, e.targets, e.connectors, e.around, {}, model)


def conditional_logit(
    x: np.ndarray, group: np.ndarray, hit: np.ndarray, weight: np.ndarray, ridge: float, none: bool
) -> np.ndarray:
    """Weights under which the hits of every group are likely among its rows, or, where allowed, none of them."""
    scale = x.std(axis=0)
    scale[scale < 1e-6] = 1.0
    z = x / scale
    first = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    size = np.diff(np.append(first, len(group)))
    never = np.add.reduceat(hit.astype(float), first) == 0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = z @ w
        most = np.maximum.reduceat(s, first)
        most = np.maximum(most, 0.0) if none else most
        e = np.exp(s - np.repeat(most, size))
        total = np.add.reduceat(e, first) + (np.exp(-most) if none else 0.0)
        right = np.where(never, np.exp(-most), np.add.reduceat(e * hit, first))
        share = np.where(hit, e / np.repeat(np.maximum(right, 1e-300), size), 0.0)
        gradient = np.repeat(weight, size) * (share - e / np.repeat(total, size))
        value = -(weight * np.log(right / total + 1e-12)).sum() + ridge * w @ w
        return value, -(z.T @ gradient) + 2 * ridge * w

    return minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 600}).x / scale


def right_pairs(e: Example) -> np.ndarray:
    """Which pairs of an example are what its arrows declare."""
    assert e.decision is not None
    pairs = e.decision.pairs
    thing = e.targets.thing[e.decision.ends.target]
    hit = np.zeros(len(pairs.connector), dtype=bool)
    for k, ways in e.ends.items():
        mine = np.flatnonzero(pairs.connector == k)
        for start, end in ways:
            hit[mine] |= np.isin(thing[pairs.start[mine]], list(start)) & np.isin(thing[pairs.end[mine]], list(end))
    return hit


def fit_pairs(all_: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    rows, groups, hits, weights = [], [], [], []
    base = 0
    for e in all_:
        if e.decision is None:
            continue
        pairs, features = e.decision.pairs, e.decision.ends.features
        hit = right_pairs(e)
        known = np.isin(pairs.connector, pairs.connector[hit])
        rows.append(np.hstack([features[pairs.start] + features[pairs.end], pairs.features])[known])
        groups.append(pairs.connector[known] + base)
        hits.append(hit[known])
        weights.append(np.full(len(np.unique(pairs.connector[known])), e.weight / math.sqrt(max(len(e.ends), 1))))
        base += len(e.connectors)
    w = conditional_logit(np.vstack(rows), np.concatenate(groups), np.concatenate(hits), np.concatenate(weights),
                          RIDGE_PAIRS, none=False)  # fmt: skip
    return w[: len(ends.FEATURES)], w[len(ends.FEATURES) :]


def fit_labels(all_: Sequence[Example]) -> np.ndarray | None:
    """The weights of labels; None where none is declared that could be found."""
    rows, groups, hits, weights = [], [], [], []
    base = 0
    for e in all_:
        if e.decision is None or not len(e.decision.near.text):
            continue
        near = e.decision.near
        said = np.array([e.label_of.get(k, -2) for k in range(len(near.texts))])
        hit = near.connector == said[near.text]
        # As drawn, the stored place of a label may be stale: the editor computes it anew when it shows it.
        stale = hit & (near.distance > 0.3 * e.scene.unit) & (e.gap == 0)
        found = np.isin(np.arange(len(said)), near.text[hit & ~stale]) | (said == -1)
        known = found[near.text]
        rows.append(near.features[known])
        groups.append(near.text[known] + base)
        hits.append(hit[known])
        weights.append(np.full(len(np.unique(near.text[known])), 1 / math.sqrt(max(len(said), 4))))
        base += len(said)
    if not any(map(len, rows)):
        return None
    return conditional_logit(np.vstack(rows), np.concatenate(groups), np.concatenate(hits), np.concatenate(weights),
                             RIDGE_LABELS, none=True)  # fmt: skip


def nothing(all_: Sequence[Example], model: Model) -> float:
    """The score that 1 in 100 right pairs do not reach."""
    scores = []
    for e in all_:
        if e.decision is not None:
            score, hit = score_pairs(e.decision.ends, e.decision.pairs, model), right_pairs(e)
            scores += [score[row] for row in e.decision.chosen.values() if hit[row]]
    return float(np.percentile(scores, 1))


def train(all_: Sequence[Example], model: Model, rounds: int) -> Model:
    """Labels knowing the ends, ends knowing the labels, and again."""
    for _ in range(rounds):
        weigh(all_, model)
        if (found := fit_labels(all_)) is not None:
            model = replace(model, labels=found)
        weigh(all_, model)
        single, pair = fit_pairs(all_)
        model = replace(model, ends=single, pairs=pair)
        model = replace(model, nothing=nothing(all_, model))
    return model


Judgement: TypeAlias = tuple[str, int, float, bool]
"""Source, gap, share of a choice, and whether it was right."""


def choices(all_: Iterable[Example]) -> tuple[list[Judgement], list[Judgement]]:
    """Every chosen pair and every chosen label that is known, judged."""
    pairs_, labels_ = [], []
    for e in all_:
        if e.decision is None:
            continue
        pairs, hit = e.decision.pairs, right_pairs(e)
        thing = e.targets.thing[e.decision.ends.target]
        for k, row in e.decision.chosen.items():
            if k in e.ends:
                mine = np.flatnonzero(pairs.connector == k)
                shares = [
                    float(e.decision.probability[mine[thing[side[mine]] == thing[side[row]]]].sum())
                    for side in (pairs.start, pairs.end)
                ]
                pairs_.append((e.source, e.gap, min(shares), bool(hit[row])))
        for text, row in e.decision.labels.items():
            if text in e.label_of:
                connector = int(e.decision.near.connector[row])
                share = float(e.decision.label_probability[row])
                labels_.append((e.source, e.gap, share, e.label_of[text] == connector))
    return pairs_, labels_


def curve(judged: Sequence[Judgement], *, by_source: bool = False) -> Curve:
    """A monotone curve through how often choices of about the same share are right.

    Where a step of it stands depends on how many parts the choices are cut into; so it is the mean over several. With
    `by_source`, a source counts as the root of the number of its choices: one that draws the same again and again tells
    little of others.
    """
    shares = np.array([j[2] for j in judged])
    at = np.unique(np.quantile(shares, np.linspace(0, 1, KNOTS)).round(5)).tolist()
    if len(at) == 1:  # All have the same share: level, whatever it is.
        at = [0.0, 1.0]
    of = Counter(j[0] for j in judged)
    weight = np.array([of[j[0]] ** -0.5 if by_source else 1.0 for j in judged])
    steps = [stepwise(judged, weight * (len(weight) / weight.sum()), parts) for parts in PARTS]
    heights = np.mean([[one(share) for share in at] for one in steps], axis=0)
    return Curve(tuple(at), tuple(np.maximum.accumulate(heights).round(5).tolist()))


def stepwise(judged: Sequence[Judgement], weight: np.ndarray, parts: int) -> Curve:
    """The same in steps, with so many parts of the same weight to begin with (pool adjacent violators)."""
    order = np.array(sorted(range(len(judged)), key=lambda k: judged[k][2]))
    share = np.array([judged[k][2] for k in order])
    count = weight[order]
    right = count * [judged[k][3] for k in order]
    until = count.cumsum()
    pools: list[list[float]] = []  # lowest share, highest share, right, of
    for part in np.split(np.arange(len(order)), until.searchsorted(np.arange(1, parts) * until[-1] / parts)):
        if len(part):
            pools.append([*share[part[[0, -1]]].tolist(), float(right[part].sum()), float(count[part].sum())])
        while len(pools) > 1 and pools[-2][2] / pools[-2][3] >= pools[-1][2] / pools[-1][3]:
            last = pools.pop()
            pools[-1] = [pools[-1][0], last[1], pools[-1][2] + last[2], pools[-1][3] + last[3]]
    knots: dict[float, float] = {}
    for low, high, rightly, total in pools:
        for at in (round(low, 5), round(high, 5)):
            knots.setdefault(at, round((rightly + 1) / (total + 2), 5))
    if len(knots) == 1:
        knots = dict.fromkeys((0.0, 1.0), *knots.values())
    return Curve(tuple(knots), tuple(knots.values()))


def report(title: str, all_: Sequence[Example]) -> None:
    """How often both ends of an arrow, and the labels, come right: mean over drawings, by case."""
    print(title)
    for gap, _ in CASES:
        shares, right, known = [], 0, 0
        for e in all_:
            if e.gap != gap:
                continue
            hit = right_pairs(e) if e.decision else np.zeros(0, dtype=bool)
            chosen = e.decision.chosen if e.decision else {}
            if e.ends:
                shares.append(sum(bool(hit[chosen[k]]) for k in e.ends if k in chosen) / len(e.ends))
            for text, connector in e.label_of.items():
                if connector >= 0:
                    known += 1
                    if e.decision and (row := e.decision.labels.get(text)) is not None:
                        right += int(e.decision.near.connector[row]) == connector
        print(f"  gap {gap:2d}: both ends {np.mean(shares):.4f}, labels {right / max(known, 1):.4f}")


def reliability(title: str, sure: np.ndarray, right: np.ndarray) -> None:
    print(f"{title}\n  said         right    of")
    expected = worst = 0.0
    bins = np.minimum((sure * 10).astype(int), 9)
    for k in range(10):
        mine = bins == k
        if mine.any():
            off = abs(sure[mine].mean() - right[mine].mean())
            expected += off * mine.mean()
            worst = max(worst, off) if mine.sum() >= 100 else worst
            print(f"  {sure[mine].mean():.3f}        {right[mine].mean():.3f}  {mine.sum():6d}")
    print(f"  expected error {expected:.4f}, worst bin of 100 or more {worst:.4f}")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="drawings that declare their bindings")
    parser.add_argument(
        "--write", type=Path, nargs="?", const=FITTED, metavar="FILE",
        help="put the numbers into graphkit/analysis/fitted.json, or into another file",
    )  # fmt: skip
    parser.add_argument(
        "--folds", type=int, default=6, help="parts for cross-validation, two or more; 0 for none (default: 6)"
    )
    parser.add_argument("--rounds", type=int, default=2, help="alternations of labels and ends (default: 2)")
    options = parser.parse_args(arguments)
    all_ = examples(options.folder)
    if not all_:
        parser.error(f"no drawing below {options.folder} declares anything to fit to")
    sources = sorted({e.source for e in all_})
    read = sum(e.gap == READ for e in all_)
    declaring = (len(all_) - read) // len(CASES)
    print(f"{declaring} drawings that declare, {read} that were read, from {len(sources)} sources")
    model = train(all_, fitted(), options.rounds)
    weigh(all_, model)
    report("in sample", all_)
    seen = choices(all_)
    folds = min(options.folds, len(sources))
    unseen = left_out(all_, sources, model, folds) if folds > 1 else ([], [])
    bends = {
        part: curve([*one, *two], by_source=part == "end")
        for part, one, two in zip(("end", "label"), seen, unseen, strict=True)
        if one
    }
    model = replace(model, confidence=replace(model.confidence, **bends))
    told(model, "in sample", seen[0])
    if folds > 1:
        report("sources that were left out", all_)
        told(model, "sources that were left out", unseen[0])
        apart = []
        for source in sources:
            others = curve([j for j in (*seen[0], *unseen[0]) if j[0] != source], by_source=True)
            apart += [(others(j[2]), j[3], source) for j in unseen[0] if j[0] == source]
        largest, _ = Counter(source for _, _, source in apart).most_common(1)[0]
        for title, kept in (
            ("sources that were left out of the curve too", apart),
            ("the same but for the source with most arrows", [one for one in apart if one[2] != largest]),
        ):
            sure, right = np.array([one[0] for one in kept]), np.array([one[1] for one in kept])
            reliability(f"reliability, {title}", sure, right)
    if options.write:
        write(model, options.write)
    return 0


def told(model: Model, title: str, judged: Sequence[Judgement]) -> None:
    """The reliability of choices."""
    sure, right = [model.confidence.end(j[2]) for j in judged], [j[3] for j in judged]
    reliability(f"reliability, {title}", np.array(sure), np.array(right))


def left_out(
    all_: Sequence[Example], sources: Sequence[str], model: Model, folds: int
) -> tuple[list[Judgement], list[Judgement]]:
    """The choices in every drawing with weights fitted to the drawings of other sources."""
    ends_: list[Judgement] = []
    labels_: list[Judgement] = []
    for k in range(folds):
        away = set(sources[k::folds])
        part = train([e for e in all_ if e.source not in away], model, 1)
        mine = [e for e in all_ if e.source in away]
        weigh(mine, part)
        found = choices(mine)
        ends_ += found[0]
        labels_ += found[1]
    return ends_, labels_


def write(model: Model, file: Path) -> None:
    """Put the numbers into a file; the counts by rule, which are not fitted, are those of the present one."""

    def named(names: Sequence[str], values: np.ndarray) -> dict[str, float]:
        return {name: round(float(value), 5) for name, value in zip(names, values, strict=True)}

    data = json.loads(FITTED.read_text(encoding="utf-8"))
    data |= {
        "ends": named(ends.FEATURES, model.ends), "pairs": named(FEATURES, model.pairs),
        "nothing": round(model.nothing, 4), "labels": named(labels.FEATURES, model.labels),
    }  # fmt: skip
    for part in ("end", "label"):
        bend = getattr(model.confidence, part)
        data["confidence"][part] = {"chance": list(bend.chance), "right": list(bend.right)}
    file.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The weights can be fitted again: on the project's own drawings, from end to end, and step by step."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import fit
import graphkit as gk
from drawing_builder import arrow, obsidian_note, rectangle, scene
from examples import Example, examples
from fit import FITTED, conditional_logit, curve, right_pairs, train, weigh
from golden_drawings import GOLDEN
from graphkit.analysis.decide import Model, fitted
from graphkit.evaluation.declarations import declarations
from make_drawings import DRAWINGS
from quality import bound

# From end to end


def run_fit(folder: Path, *options: str, seed: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(Path(fit.__file__)), str(folder), *options]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=300)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """What fitting on the project's own drawings prints, and the file that it writes."""
    written = tmp_path_factory.mktemp("fit") / "fitted.json"
    ran = run_fit(DRAWINGS, "--folds", "2", "--rounds", "1", "--write", str(written))
    assert ran.returncode == 0, ran.stderr
    return ran.stdout, written.read_bytes()


def test_the_shipped_weights_are_left_alone(tmp_path: Path) -> None:
    before = FITTED.read_bytes()
    assert run_fit(DRAWINGS, "--folds", "0", "--rounds", "1").returncode == 0
    assert FITTED.read_bytes() == before


def test_the_same_drawings_give_the_same_weights(done: tuple[str, bytes], tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    ran = run_fit(DRAWINGS, "--folds", "2", "--rounds", "1", "--write", str(again), seed=7)
    assert ran.stdout == done[0]
    assert again.read_bytes() == done[1]


def names(value: Any) -> Any:
    """The names in JSON, and what they lead to: names, numbers or rows of numbers."""
    match value:
        case dict():
            return {name: names(inner) for name, inner in value.items()}
        case list():
            return "numbers"
        case _:
            assert math.isfinite(value)
            return "number"


def test_what_is_written_has_the_names_of_what_is_shipped(done: tuple[str, bytes]) -> None:
    written, shipped = json.loads(done[1]), json.loads(FITTED.read_text(encoding="utf-8"))
    assert names(written) == names(shipped)
    assert json.dumps(names(written)) == json.dumps(names(shipped)), "in another order"
    assert written["ends"] != shipped["ends"]
    assert written["confidence"]["rules"] == shipped["confidence"]["rules"], "counted by hand, not fitted"
    for part in ("end", "label"):
        bend = written["confidence"][part]
        assert len(bend["chance"]) == len(bend["right"]) > 1
        for row in bend.values():
            assert all(low <= high for low, high in pairwise(row))
            assert all(0 <= probability <= 1 for probability in row)


def tables(printed: str) -> dict[str, list[tuple[float, float, int]]]:
    """The tables of reliability by their titles: what was said, what was right, and of how many."""
    found: dict[str, list[tuple[float, float, int]]] = {}
    for title, rows in re.findall(r"^reliability, (.*)\n  said +right +of\n((?:  [\d. ]+\n)+)", printed, re.MULTILINE):
        cells = [line.split() for line in rows.splitlines()]
        found[title] = [(float(said), float(right), int(of)) for said, right, of in cells]
    return found


def test_how_far_it_can_be_trusted_is_printed(done: tuple[str, bytes]) -> None:
    printed = done[0]
    found = tables(printed)
    assert list(found) == [
        "in sample", "sources that were left out", "sources that were left out of the curve too",
        "the same but for the source with most arrows",
    ]  # fmt: skip
    arrows = sum(3 * len(declarations(drawing).edges) for drawing in own_drawings())
    fewer = found.pop("the same but for the source with most arrows")
    assert 0 < sum(of for *_, of in fewer) < arrows
    for rows in found.values():
        assert 0.9 * arrows <= sum(of for *_, of in rows) <= arrows
        assert all(0 <= said <= 1 and 0 <= right <= 1 for said, right, _ in rows)
    assert printed.count("expected error") == 4
    for gap in (0, 20, 40):
        assert (
            len(re.findall(rf"^  gap +{gap}: both ends [01]\.\d{{4}}, labels [01]\.\d{{4}}$", printed, re.MULTILINE))
            == 2
        )


def own_drawings() -> list[gk.Drawing]:
    return [gk.read(path) for path in sorted(DRAWINGS.glob("*/source.*"))]


def test_a_folder_that_declares_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("No drawing.", encoding="utf-8")
    loose = obsidian_note(scene(rectangle("a", at=(0, 0), label="A")))
    (tmp_path / "loose.excalidraw.md").write_text(loose.replace("containerId", "other"), encoding="utf-8")
    ran = run_fit(tmp_path)
    assert ran.returncode == 2
    assert "declares anything to fit to" in ran.stderr


def test_one_source_without_labels_is_enough(tmp_path: Path) -> None:
    boxes = [rectangle(f"b{k}", at=(300 * (k % 3), 200 * (k // 3)), label=f"B{k}") for k in range(6)]
    arrows = [arrow(f"a{k}", f"b{k}", f"b{k + 1}", bound=True) for k in (0, 1, 3, 4)]
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "drawing.excalidraw").write_text(json.dumps(scene(*boxes, *arrows)), encoding="utf-8")
    written = tmp_path / "fitted.json"
    ran = run_fit(tmp_path, "--rounds", "1", "--write", str(written))
    assert ran.returncode == 0, ran.stderr
    assert list(tables(ran.stdout)) == ["in sample"]
    found, shipped = json.loads(written.read_text(encoding="utf-8")), json.loads(FITTED.read_text(encoding="utf-8"))
    assert found["labels"] == shipped["labels"]
    assert found["confidence"]["label"] == shipped["confidence"]["label"]


# Step by step


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    """The golden drawings with all arrows bound, in all cases; each is a source of its own."""
    folder = tmp_path_factory.mktemp("golden")
    for one in GOLDEN:
        (folder / one.name).mkdir()
        content = scene(*map(bound, one.pieces))
        (folder / one.name / "drawing.excalidraw").write_text(json.dumps(content), encoding="utf-8")
    return examples(folder)


def share_right(all_: Sequence[Example], model: Model) -> float:
    """The share of declared arrows whose both ends come right."""
    weigh(all_, model)
    right = declared = 0
    for e in all_:
        declared += len(e.ends)
        if e.decision is not None:
            hits = right_pairs(e)
            right += sum(bool(hits[e.decision.chosen[k]]) for k in e.ends if k in e.decision.chosen)
    return right / declared


def test_from_weights_that_mislead_the_drawings_are_learned(golden: list[Example]) -> None:
    model = fitted()
    wrong = replace(model, ends=-model.ends, pairs=-model.pairs, labels=-model.labels, nothing=-100.0)
    none = replace(model, ends=0 * model.ends, pairs=0 * model.pairs, labels=0 * model.labels, nothing=-100.0)
    assert share_right(golden, wrong) < 0.85
    assert share_right(golden, train(golden, wrong, rounds=1)) > 0.95
    assert share_right(golden, none) < share_right(golden, train(golden, none, rounds=1)) - 0.1


def test_what_decides_is_weighed_and_what_does_not_is_not() -> None:
    # Of three rows each, the one with the larger first number is right, nine times of ten; the second number is noise.
    chance = np.random.default_rng(1)
    x = chance.normal(size=(1200, 2))
    group = np.repeat(np.arange(400), 3)
    best = x[:, 0].reshape(400, 3).argmax(axis=1)
    swapped = chance.random(400) < 0.1
    best[swapped] = (best[swapped] + 1) % 3
    hit = np.zeros((400, 3), dtype=bool)
    hit[np.arange(400), best] = True
    weights = conditional_logit(x, group, hit.ravel(), np.ones(400), ridge=0.5, none=False)
    assert weights[0] > 1
    assert abs(weights[1]) < 0.2 * weights[0]


def test_where_nothing_is_right_everything_is_unlikely() -> None:
    x = np.ones((40, 1))
    group, hit = np.repeat(np.arange(20), 2), np.zeros(40, dtype=bool)
    weight = conditional_logit(x, group, hit, np.ones(20), ridge=0.01, none=True)
    assert 2 / (1 + 2) * math.exp(float(weight[0])) < 0.1


def test_the_curve_says_how_often_a_share_is_right_and_never_falls() -> None:
    # Shares that claim too much: of those of p, only p² are right.
    chance = np.random.default_rng(1)
    bend = curve([("source", 0, float(share), chance.random() < share**2) for share in chance.random(8000)])
    bent = [bend(share) for share in np.linspace(0.02, 0.98, 60)]
    assert all(low <= high for low, high in pairwise(bent))
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        assert bend(share) == pytest.approx(share**2, abs=0.06)


def test_a_source_that_draws_the_same_again_and_again_tells_little_of_others() -> None:
    # Whatever the share, one choice in ten of the one source is right, and nine in ten of the 30 others.
    chance = np.random.default_rng(1)
    often = [("one", 0, float(chance.random()), bool(chance.random() < 0.1)) for _ in range(900)]
    others = [(f"s{k}", 0, float(chance.random()), bool(chance.random() < 0.9)) for k in range(30)]
    assert curve([*often, *others])(0.5) < 0.25
    # The one counts as 30, and so do the 30 others.
    assert 0.3 < curve([*often, *others], by_source=True)(0.5) < 0.7


def test_where_all_shares_are_the_same_the_curve_is_level() -> None:
    bend = curve([("source", 0, 0.8, True)] * 8)
    assert bend(0.1) == bend(0.8) == bend(1.0) == 0.9


def test_no_source_is_judged_by_what_was_learned_from_it(
    golden: list[Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[set[str]] = []

    def remembered(all_: Sequence[Example], model: Model, rounds: int) -> Model:
        learned.append({e.source for e in all_})
        return model

    judged: list[set[str]] = []

    def watched(all_: Sequence[Example], model: Model) -> None:
        judged.append({e.source for e in all_})
        weigh(all_, model)

    monkeypatch.setattr(fit, "train", remembered)
    monkeypatch.setattr(fit, "weigh", watched)
    few = golden[:12]
    sources = sorted({e.source for e in few})
    ends_, labels_ = fit.left_out(few, sources, fitted(), 3)
    assert all(not known & new for known, new in zip(learned, judged, strict=True))
    assert sorted(source for part in judged for source in part) == sources
    assert {j[0] for j in (*ends_, *labels_)} <= set(sources)
    assert len(ends_) == sum(len(e.decision.chosen.keys() & e.ends.keys()) for e in few if e.decision)

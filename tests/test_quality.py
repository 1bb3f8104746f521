"""Drawings are read no worse than they were: on the golden drawings, and on real ones where the machine has some."""

from __future__ import annotations

import math
import os

import pytest

import quality


@pytest.fixture(scope="module")
def golden() -> quality.Figures:
    return quality.golden_figures()


def test_the_golden_drawings_are_read_no_worse_than_their_floors(golden: quality.Figures) -> None:
    assert list(quality.below(golden, quality.floors())) == []


def test_real_drawings_are_read_no_worse_than_their_floors() -> None:
    folder = quality.corpus()
    if folder is None:
        assert os.environ.get("GRAPHKIT_CORPUS") is None
        pytest.skip("GRAPHKIT_CORPUS names no folder of real drawings")
    assert list(quality.below(quality.corpus_figures(folder), quality.floors())) == []


def test_the_golden_drawings_ask_enough() -> None:
    drawings = quality.golden_drawings()
    found = quality.gk.evaluate(drawings)
    assert sum(one.edges for one in found.drawings) >= 60
    assert sum(one.texts for one in found.drawings) >= 150
    assert sum(one.labels for one in found.drawings) >= 12


PINNED = {"x": {"macro": 0.9, "merged": 0.05}}


@pytest.mark.parametrize(
    ("macro", "merged", "wrong"),
    [(0.9, 0.05, 0), (0.91, 0.04, 0), (0.8999, 0.05, 1), (0.9, 0.0501, 1), (0.1, 1.0, 2), (math.nan, math.nan, 2)],
)
def test_what_is_worse_than_its_floor_is_told(macro: float, merged: float, wrong: int) -> None:
    assert len(list(quality.below({"x": {"macro": macro, "merged": merged}}, PINNED))) == wrong


def test_a_floor_goes_up_by_itself_and_down_only_when_told() -> None:
    better, worse = {"x": {"macro": 0.95, "merged": 0.01}}, {"x": {"macro": 0.5, "merged": 0.5}}
    assert quality.moved(better, PINNED) == better
    assert quality.moved(worse, PINNED) == PINNED
    assert quality.moved(worse, PINNED, lower=True) == worse
    assert quality.moved({"y": {"macro": 0.5}}, PINNED) == PINNED | {"y": {"macro": 0.5}}


def test_a_new_floor_never_lies_above_its_figure() -> None:
    figures = {"x": {"macro": 2 / 3, "merged": 1 / 3}}
    assert list(quality.below(figures, quality.moved(figures, {}))) == []


def test_every_floor_has_a_figure_to_hold(golden: quality.Figures) -> None:
    names = set(golden) | {f"corpus, gap {gap}" for gap in quality.GAPS}
    assert set(quality.floors()) <= names | {"corpus, as read by people", "corpus, as read by machines"}
    assert set(golden) <= set(quality.floors())

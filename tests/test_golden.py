"""Every golden drawing comes out as a person reads it, and the drawings are what their script makes.

A failure tells what is read otherwise, and leaves a picture of what was bound to what: in the folder named by the
environment variable `GRAPHKIT_OVERLAYS`, or else in the test's own.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import graphkit as gk
from golden_drawings import GOLDEN
from golden_drawings.golden import Golden
from graphkit.explanation.words import RULES
from make_drawings import DRAWINGS, files
from reading import differences

SOURCES = {path.parent.name: path for path in sorted(DRAWINGS.glob("*/source.*"))}

NOT_YET: dict[str, str] = {}
"""Drawings that are not read right yet, each with what is amiss; a drawing that comes right must leave this list."""


def drawings() -> list[object]:
    """The names of all golden drawings, those of `NOT_YET` marked as failing."""
    return [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=NOT_YET[name])) if name in NOT_YET else name
        for name in SOURCES
    ]


@pytest.mark.parametrize("name", drawings())
def test_a_golden_drawing_is_read_as_a_person_reads_it(name: str, tmp_path: Path) -> None:
    source = SOURCES[name]
    expected = json.loads(source.with_name("expected.json").read_text(encoding="utf-8"))
    analysis = gk.analyze(gk.read(source))
    wrong = differences(gk.to_graph(analysis), expected)
    if wrong:
        picture = _leave_overlay(analysis, name, tmp_path)
        ends = [f"{end.connector}'s {end.terminal} is left over: {end.reason}" for end in analysis.unresolved]
        pytest.fail("\n  ".join([f"{name}: {expected['says']}", *wrong, *ends, f"see {picture}"]), pytrace=False)


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_in_a_golden_drawing_is_dropped_in_silence(name: str) -> None:
    analysis = gk.analyze(gk.read(SOURCES[name]))
    told = {element for thing in analysis.things for element in thing.elements} | set(analysis.decoration)
    told |= {one.head for one in analysis.heads}
    told |= {element for connection in analysis.connections for element in connection.elements}
    told |= {text for connection in analysis.connections for text in connection.words}
    told |= {end.connector for end in analysis.unresolved}
    assert {element.id for element in analysis.drawing.elements} - told == set()


@pytest.mark.parametrize("name", SOURCES)
def test_every_rule_of_a_golden_drawing_has_words(name: str) -> None:
    analysis = gk.analyze(gk.read(SOURCES[name]))
    told = [evidence for connection in analysis.connections for evidence in connection.evidence]
    told += [named.evidence for thing in analysis.things for named in thing.names]
    told += [one.evidence for one in (*analysis.memberships, *analysis.headings)]
    assert {evidence.rule for evidence in told} <= set(RULES)


def test_no_name_is_on_the_list_in_vain() -> None:
    assert set(NOT_YET) <= set(SOURCES)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_a_golden_drawing_is_what_its_script_makes(golden: Golden) -> None:
    for path, content in files(golden):
        kept = (DRAWINGS / path).read_text(encoding="utf-8")
        assert kept == content, f"run `python tests/make_drawings.py`: {path} is not what it makes"


def _leave_overlay(analysis: gk.Analysis, name: str, tmp_path: Path) -> Path:
    folder = Path(os.environ.get("GRAPHKIT_OVERLAYS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.svg"
    gk.overlay(analysis).write(path)
    return path

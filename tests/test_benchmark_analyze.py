"""The benchmark of the analysis: the drawings that it makes, and the tables that it prints; never a clock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import analyze
import graphkit as gk
from analyze import Times, goals, growth, suspects, timed_kind, times_table
from made_drawings import CROWDED, KINDS, made
from make_drawings import DRAWINGS
from pages import put_into


@pytest.mark.parametrize("count", [1, 38, 300])
@pytest.mark.parametrize("kind", [*KINDS, *CROWDED])
def test_a_made_drawing_is_as_large_as_asked_for_and_sound(kind: str, count: int) -> None:
    drawing = gk.read(made(kind, count))
    assert len({element.id for element in drawing.elements}) == count
    assert drawing.problems == ()


@pytest.mark.parametrize("kind", [*KINDS, *CROWDED])
def test_a_made_drawing_is_the_same_every_time(kind: str) -> None:
    assert made(kind, 200) == made(kind, 200)
    assert made(kind, 200) != made(kind, 201)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_measured_is_a_drawing_that_is_understood(kind: str) -> None:
    drawing = gk.read(made(kind, 500))
    analysis = gk.analyze(drawing)
    number = {type: sum(element.type == type for element in drawing.elements) for type in ("arrow", "text")}
    match kind:
        case "table":
            assert analysis.connections == ()
            assert len(analysis.things) == number["text"]
        case "trees of lines":
            assert len(analysis.connections) == len(analysis.things) - 1 == number["text"] - 1
        case "pen strokes":
            assert len(analysis.things) == number["text"]
            assert len(analysis.connections) >= 50
        case _:
            assert len(analysis.connections) == number["arrow"] > 50
    assert analysis.unresolved == ()


def fake(
    kind: str, exponent: float, seconds: float = 0.01, sizes: tuple[int, ...] = (100, 1_000, 10_000)
) -> list[Times]:
    """Times that grow with an exponent, from `seconds` of analysis at the first size; reading is linear."""
    return [Times(kind, size, size / 1e5, seconds * (size / sizes[0]) ** exponent) for size in sizes]


@pytest.mark.parametrize("exponent", [0.5, 1.0, 1.7])
def test_growth_is_the_exponent(exponent: float) -> None:
    assert growth([(one.elements, one.analysis) for one in fake("table", exponent)]) == pytest.approx(exponent)


def test_what_holds_and_what_does_not_is_told() -> None:
    fine = " ".join(goals({"table": fake("table", 1.0), "loose words": fake("loose words", 0.9)}))
    assert "more than it should be" not in fine
    assert "fastest for table, with an exponent of 1.00" in fine
    assert "longest for table: 0.10 s to read and 1.00 s to analyze" in fine
    steep = list(goals({"table": fake("table", 1.3, 0.001), "onion": fake("onion", 2.0)}))
    assert ["more than it should be" in line for line in steep] == [True, False]
    slow = list(goals({"table": fake("table", 1.0, 0.02)}))
    assert ["more than it should be" in line for line in slow] == [False, True]
    assert list(goals({"onion": fake("onion", 2.0)})) == []


def test_what_would_take_too_long_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = (10, 20, 40, 80, 160)
    times: Iterator[Times] = iter(fake("onion", 2.0, 1.0, sizes))
    monkeypatch.setattr(analyze, "timed", lambda source, rounds, name: next(times))
    found = timed_kind("onion", sizes, longest=20.0)
    assert [one.elements for one in found] == [10, 20, 40]
    row = list(times_table({"onion": found}, sizes))[-1]
    assert row.startswith("| onion | 1.000 | 4.000 | 16.000 | – | – | 2.00 | 2.00 |")


def test_functions_are_told_of_the_kinds_that_grow_too_fast() -> None:
    sizes = (20, 40, 60)
    found = {"table": fake("table", 1.0, sizes=sizes), "onion": fake("onion", 2.0, sizes=sizes)}
    titles = [line for line in suspects(found) if not line.startswith("    ")]
    assert titles == ["\nGrows fastest, of onion with 20 and 40 elements:"]


def test_what_was_measured_is_put_into_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- analysis -->\nold\n<!-- end of analysis -->\nafter\n", encoding="utf-8")
    for text in ("first", "second"):
        put_into(page, "analysis", text)
        assert page.read_text(encoding="utf-8") == (
            f"before\n<!-- analysis -->\n\n{text}\n\n<!-- end of analysis -->\nafter\n"
        )
    with pytest.raises(SystemExit, match="no lines <!-- figures -->"):
        put_into(page, "figures", "text")


def test_the_benchmark_runs(tmp_path: Path) -> None:
    folder, page = tmp_path / "drawings", tmp_path / "page.md"
    for name in ("boxes-bound", "mind-map"):
        (source,) = (DRAWINGS / name).glob("source.*")
        (folder / name).mkdir(parents=True)
        (folder / name / source.name).write_bytes(source.read_bytes())
    (folder / "notes.md").write_text("No drawing.", encoding="utf-8")
    page.write_text("<!-- analysis -->\n<!-- end of analysis -->\n", encoding="utf-8")
    script = str(Path(analyze.__file__))
    options = ["--rounds", "1", "--kind", "table", "--kind", "spokes", "--largest", "300", "--write", str(page)]
    done = subprocess.run([sys.executable, script, str(folder), *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    elements = sum(len(gk.read(path).elements) for path in folder.glob("*/source.*"))
    assert f"2 drawings with {elements} elements." in done.stdout
    assert "boxes-bound/source.excalidraw" in done.stdout
    written = page.read_text(encoding="utf-8")
    assert "boxes-bound" not in written  # What drawings are called stays with who measures them.
    for table in ("| analysis, s | 100 | 300 |", "| peak of memory, MiB |"):
        assert table in written
    assert written.count("| table |") == written.count("| spokes |") == 2


def test_a_folder_without_drawings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("No drawing.", encoding="utf-8")
    script = str(Path(analyze.__file__))
    done = subprocess.run([sys.executable, script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no drawing below" in done.stderr

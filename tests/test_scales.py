"""Drawings of unlike scale on one sheet are read apart from each other, and the rest of what that means."""

from __future__ import annotations

from dataclasses import replace

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, frame, group, line, rectangle, text
from graphkit.analysis import scales
from graphkit.analysis.scales import DEEPEST, parts, sizes_of, strips
from graphkit.analysis.scene import median
from graphkit.corrections import Corrections
from graphkit.elements import Drawing, Text, with_fields
from graphkit.rings import Floats, Ints

LIMITS = gk.Thresholds()


def row(prefix: str, x: float, y: float, factor: float) -> list[Pieces]:
    """Three bare words with arrows between them, `factor` times as large as the editor draws them."""

    def at(right: float, down: float) -> tuple[float, float]:
        return x + factor * right, y + factor * down

    return [
        *(text(f"{prefix}{n}", f"word {n}", at(200 * n, 0), font=20 * factor) for n in range(3)),
        *(arrow(f"{prefix}to{n}", at(200 * n + 90, 12), at(200 * n + 190, 12)) for n in range(2)),
    ]


SMALL_AND_LARGE = drawing(row("s", 0, 0, 1), row("l", 3000, 0, 8))


def edges(made: Drawing, said: Corrections | None = None) -> set[tuple[str, str]]:
    return {(c.start.target, c.end.target) for c in gk.analyze(made, corrections=said).connections}


BOTH = {("s0", "s1"), ("s1", "s2"), ("l0", "l1"), ("l1", "l2")}


def test_each_is_read_by_its_own_scale() -> None:
    assert edges(SMALL_AND_LARGE) == BOTH


def test_everything_is_in_the_order_of_the_elements() -> None:
    mixed = drawing(list(zip(row("s", 0, 0, 1), row("l", 3000, 0, 8), strict=True)))
    analysis = gk.analyze(mixed)
    assert [thing.id for thing in analysis.things] == ["s0", "l0", "s1", "l1", "s2", "l2"]
    assert [c.id for c in analysis.connections] == ["sto0", "lto0", "sto1", "lto1"]
    assert analysis.drawing is mixed


def cut(made: Drawing, said: Corrections | None = None) -> list[set[str]]:
    return [{e.id for e in part.elements} for part in parts(made, LIMITS, said or Corrections())]


ROW = [f"{name}{n}" for name, count in (("", 3), ("to", 2)) for n in range(count)]


def test_parts_of_like_scale_are_read_together() -> None:
    made = drawing(row("a", 0, 0, 1), row("b", 9000, 0, 1.2), row("c", 0, 9000, 8))
    like, other = {prefix + id for prefix in "ab" for id in ROW}, {"c" + id for id in ROW}
    assert cut(made) == [like, other]


@pytest.mark.parametrize(
    "near", [drawing(row("s", 0, 0, 1), row("l", 1000, 0, 8)), drawing(row("s", 0, 0, 1), row("l", 3000, 0, 1.4))]
)
def test_what_is_near_or_of_like_scale_is_one_drawing(near: Drawing) -> None:
    assert parts(near, LIMITS, Corrections()) == [near]


def test_large_titles_are_no_drawing_of_their_own() -> None:
    titles = [text(f"t{n}", "Title", (9000 * n, -3000), font=160) for n in range(4)]
    made = drawing(row("s", 0, 0, 1), row("q", 0, 200, 1), titles)
    assert parts(made, LIMITS, Corrections()) == [made]


def test_what_declares_something_of_each_other_stays_together() -> None:
    small, large = row("s", 0, 0, 1), row("l", 3000, 0, 8)
    assert len(cut(drawing(small, large, line("r", (0, 100), (90, 100)), line("q", (3000, 900), (3090, 900))))) == 2
    grouped = group("g", line("r", (0, 100), (90, 100)), line("q", (3000, 900), (3090, 900)))
    assert len(cut(drawing(small, large, grouped))) == 1


def test_corrections_join_what_they_speak_of() -> None:
    across = Corrections(ends={("sto1", "end"): "l0"})
    assert cut(SMALL_AND_LARGE, across) == [{e.id for e in SMALL_AND_LARGE.elements}]
    assert ("s1", "l0") in edges(SMALL_AND_LARGE, across)
    within = Corrections(ends={("lto1", "end"): "l0"})
    assert len(cut(SMALL_AND_LARGE, within)) == 2
    analysis = gk.analyze(SMALL_AND_LARGE, corrections=within)
    assert analysis.corrections is within
    assert {(c.start.target, c.end.target) for c in analysis.connections} == BOTH - {("l1", "l2")} | {("l1", "l0")}


def test_a_sheet_of_very_many_parts_is_no_more_work_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    stairs = [text(f"t{n}", "x", (2000 * n, 2000 * n), font=20 if n % 2 else 40) for n in range(5000)]
    looked_at: list[int] = []

    def counted(boxes: Floats, axis: int, gap: float) -> list[Ints]:
        looked_at.append(len(boxes))
        return strips(boxes, axis, gap)

    monkeypatch.setattr(scales, "strips", counted)
    parts(drawing(stairs), LIMITS, Corrections())
    assert 5000 < sum(looked_at) <= 2 * DEEPEST * 5000  # the words, and then all elements


def test_the_size_of_most_words_may_lie_between_two_scales() -> None:
    made = drawing(row("a", 0, 0, 1), row("b", 3000, 0, 0.54), text("note", "aside", (0, 60), font=16))
    assert median(sizes_of(made.elements)) == 16
    assert sorted(map(len, cut(made))) == [5, 6]


def test_what_is_declared_to_belong_together_is_of_one_part() -> None:
    made = drawing(frame("f", (0, 0), (100, 100), holds=["t"]), text("t", "word", (10, 10)),
                   rectangle("r", (0, 200), (100, 60), "R"))  # fmt: skip
    assert {e.id: [*scales.declared(e)] for e in made.elements} == {"f": [], "t": ["f"], "r": [], "r-label": ["r"]}


@pytest.mark.parametrize("without", ["l", "z"])
def test_words_without_any_size_are_of_no_scale(without: str) -> None:
    made = drawing(row("s", 0, 0, 1), row("l", 3000, 0, 8), text("z", "far", (9000, 9000)))
    bare = [with_fields(e, font_size=0.0) if isinstance(e, Text) and e.id[0] == without else e for e in made.elements]
    assert parts(replace(made, elements=tuple(bare)), LIMITS, Corrections())

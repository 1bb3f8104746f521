"""What the builder and the transforms make is what their words say: other tests rely on it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

import graphkit as gk
from drawing_builder import arrow, drawing, ellipse, frame, group, note_id, obsidian_note, rectangle, scene, text
from graphkit.elements import Arrow, Text
from transforms import drawn_backwards, reordered, scaled, translated, turned

PAIR = [
    rectangle("a", (0, 0), (100, 60), "A"),
    ellipse("b", (300, 0), (100, 60), "B"),
    arrow("r", "a", "b", gap=(8, 20)),
]


def by_id(made: gk.Drawing, id: str) -> Any:
    return next(element for element in made.elements if element.id == id)


def test_an_arrow_stops_short_of_outlines_by_its_gaps() -> None:
    made = by_id(drawing(*PAIR), "r")
    assert isinstance(made, Arrow)
    assert (made.x, made.y, made.points) == (108, 30, ((0, 0), (172, 0)))
    assert made.start_binding is None


@pytest.mark.parametrize(("aside", "y"), [(5, 35), (-5, 25)])
def test_both_ends_are_shifted_to_the_same_side(aside: float, y: float) -> None:
    made = by_id(drawing(*PAIR[:2], arrow("r", "a", "b", shift=aside)), "r")
    assert isinstance(made, Arrow)
    assert made.y == y
    assert made.points[-1][1] == 0


def test_a_bound_arrow_is_declared_on_both_sides() -> None:
    elements = {element["id"]: element for element in scene(*PAIR[:2], arrow("r", "a", "b", bound=True))["elements"]}
    assert elements["r"]["startBinding"]["elementId"] == "a"
    assert elements["a"]["boundElements"] == [{"id": "a-label", "type": "text"}, {"id": "r", "type": "arrow"}]


def test_a_label_is_bound_or_lies_in_its_shape() -> None:
    bound, free = (by_id(drawing(rectangle("a", (0, 0), label="A", bound=way)), "a-label") for way in (True, False))
    assert isinstance(bound, Text)
    assert isinstance(free, Text)
    assert (bound.container_id, free.container_id) == ("a", None)
    assert (bound.x, bound.y) == (free.x, free.y)


def test_frames_and_groups_hold_what_they_are_given() -> None:
    made = scene(group("outer", group("inner", *PAIR[:1])), frame("f", (-20, -20), (200, 200), holds=["a"]))
    held = {element["id"]: (element["groupIds"], element["frameId"]) for element in made["elements"]}
    assert held["a"] == held["a-label"] == (["inner", "outer"], "f")


def test_a_note_holds_the_same_drawing_as_a_plain_file(tmp_path: Path) -> None:
    pieces = [*PAIR, text("two", "two\nlines", (0, 200))]
    (tmp_path / "d.excalidraw.md").write_text(obsidian_note(scene(*pieces)), encoding="utf-8")
    plain, note = drawing(*pieces), gk.read(tmp_path / "d.excalidraw.md")
    assert note.problems == plain.problems == ()
    names = [note_id(element.id) if isinstance(element, Text) else element.id for element in plain.elements]
    assert [element.id for element in note.elements] == names
    for one, other in zip(plain.elements, note.elements, strict=True):
        assert (one.x, one.y, one.width) == (other.x, other.y, other.width)
        assert getattr(one, "label", None) == getattr(other, "label", None)


def test_transforms_change_what_they_say() -> None:
    made = drawing(*PAIR)
    assert (by_id(translated(made, 7, 9), "a").x, by_id(translated(made, 7, 9), "a").y) == (7, 9)
    assert by_id(scaled(made, 3), "r").points == ((0, 0), (516, 0))
    assert by_id(scaled(made, 3), "a-label").font_size == 60
    box = by_id(turned(made, 1, by_angle=False), "b")
    assert (box.x, box.y, box.width, box.height, box.angle) == (-60, 300, 60, 100, 0)
    same_box = by_id(turned(made, 1, by_angle=True), "b")
    assert (same_box.x, same_box.y, same_box.width, same_box.height) == (-80, 320, 100, 60)
    assert same_box.angle == math.pi / 2
    assert by_id(turned(made, 1, by_angle=False), "r").points == ((0, 0), (0, 172))
    assert reordered(made, [4, 3, 2, 1, 0]).elements == made.elements[::-1]
    back = by_id(drawn_backwards(made, "r"), "r")
    assert (back.x, back.points, back.start_arrowhead, back.end_arrowhead) == (280, ((0, 0), (-172, 0)), "arrow", None)
    assert turned(turned(made, 3, by_angle=False), 1, by_angle=False).elements[0] == made.elements[0]

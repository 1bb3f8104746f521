"""What is wrong in a drawing is repaired as the editor would, left out, or kept; and each time it is told."""

from __future__ import annotations

import json
import math
import sys
from typing import Any

import pytest

import graphkit as gk
from graphkit.elements import (
    Arrow,
    BoundElement,
    DeclaredBinding,
    Element,
    Ellipse,
    Embeddable,
    Frame,
    Freedraw,
    Line,
    Rectangle,
    Roundness,
    Text,
    Unknown,
)

Fields = dict[str, Any]


def element(kind: str, identity: str, **fields: Any) -> Fields:
    base: Fields = {"type": kind, "id": identity, "x": 10, "y": 20, "width": 80, "height": 40}
    if kind == "text":
        base |= {"text": identity, "originalText": identity, "lineHeight": 1.25}
    if kind in ("arrow", "line", "freedraw"):
        base |= {"points": [[0, 0], [80, 40]]}
    return base | fields


def without(fields: Fields, *keys: str) -> Fields:
    return {key: value for key, value in fields.items() if key not in keys}


def read(*elements: Any, text: str | None = None) -> gk.Drawing:
    content = text if text is not None else json.dumps({"type": "excalidraw", "elements": list(elements)})
    return gk.read(content.encode("utf-8", "surrogatepass"))


def only(drawing: gk.Drawing) -> Element:
    (found,) = drawing.elements
    return found


def codes(drawing: gk.Drawing) -> list[str]:
    return [problem.code for problem in drawing.problems]


# --- what is normal


def test_what_the_editor_writes_today_is_no_problem() -> None:
    nulls: Fields = {"boundElements": None, "roundness": None, "frameId": None, "link": None, "index": "a0", "seed": 1}
    drawing = read(
        element("rectangle", "box", **nulls),
        element("text", "words", containerId=None, **nulls),
        element("arrow", "arrow", startBinding=None, endBinding=None, startArrowhead=None, endArrowhead=None, **nulls),
        element("image", "image", fileId=None, crop=None, scale=[1, 1], **nulls),
        element("frame", "frame", name=None, **nulls),
    )
    assert codes(drawing) == []
    box, _, arrow, _, _ = drawing.elements
    assert box.bound_elements == ()
    assert isinstance(arrow, Arrow)
    assert arrow.end_arrowhead is None


def test_a_missing_arrowhead_is_the_default_one_and_null_is_none() -> None:
    drawing = read(element("arrow", "a"), element("arrow", "b", endArrowhead=None))
    assert [arrow.end_arrowhead for arrow in drawing.elements if isinstance(arrow, Arrow)] == ["arrow", None]


@pytest.mark.parametrize(
    "binding",
    [
        {"elementId": "box", "focus": -0.12, "gap": 6.4},
        {"elementId": "box", "focus": 0, "gap": 0, "fixedPoint": [-0.03, 0.5001]},
        {"elementId": "box", "mode": "orbit", "fixedPoint": [0.31, 0.66]},
        {"elementId": "box", "mode": "orbit", "fixedPoint": None},
    ],
)
def test_bindings_of_every_age_are_read(binding: Fields) -> None:
    arrow = read(element("rectangle", "box"), element("arrow", "a", startBinding=binding)).elements[1]
    assert isinstance(arrow, Arrow)
    assert arrow.start_binding is not None
    assert arrow.start_binding.element_id == "box"
    assert arrow.start_binding.mode == binding.get("mode")


def test_a_binding_without_an_element_is_kept_as_such() -> None:
    arrow = only(read(element("arrow", "a", endBinding={"mode": "orbit", "fixedPoint": [1, 1]})))
    assert isinstance(arrow, Arrow)
    assert arrow.end_binding == DeclaredBinding(element_id=None, fixed_point=(1.0, 1.0), mode="orbit")


def test_deleted_elements_and_the_selection_are_left_out_without_a_word() -> None:
    drawing = read(element("rectangle", "a", isDeleted=True), element("selection", "b"), element("ellipse", "c"))
    assert [found.id for found in drawing.elements] == ["c"]
    assert codes(drawing) == []


def test_custom_data_is_kept() -> None:
    custom = {"isBranch": True, "mindmapOrder": 3, "deep": [{"a": None}]}
    assert only(read(element("arrow", "a", customData=custom))).custom == custom


@pytest.mark.parametrize("head", ["bar", "circle_outline", "cardinality_zero_or_many", "triangle", "something-new"])
def test_arrowheads_go_through(head: str) -> None:
    arrow = only(read(element("arrow", "a", startArrowhead=head)))
    assert isinstance(arrow, Arrow)
    assert arrow.start_arrowhead == head


# --- fields of older editors


def test_fields_of_older_editors_are_read_as_todays() -> None:
    drawing = read(
        element("draw", "drawn", points=[[0, 0], [5, 5], [9, 0]]),
        without(element("text", "words", font="36px Cascadia"), "lineHeight"),
        element("rectangle", "box", boundElementIds=["drawn"], strokeSharpness="round"),
        element("ellipse", "ring", strokeSharpness="round"),
        element("diamond", "sharp", strokeSharpness="sharp", boundElementIds=None),
        element("iframe", "page", link="https://x.org"),
        element("arrow", "arrow", startArrowhead="dot", endArrowhead="crowfoot_one_or_many"),
    )
    drawn, words, box, ring, sharp, page, arrow = drawing.elements
    assert isinstance(drawn, Line)
    assert isinstance(words, Text)
    assert (words.font_size, words.font_family, words.line_height) == (36.0, 3, 40 / 36)
    assert box.bound_elements == (BoundElement(id="drawn", type="arrow"),)
    assert (box.roundness, ring.roundness, sharp.roundness) == (Roundness(type=1), Roundness(type=2), None)
    assert isinstance(page, Embeddable)
    assert isinstance(arrow, Arrow)
    assert (arrow.start_arrowhead, arrow.end_arrowhead) == ("circle", "cardinality_one_or_many")
    assert [str(problem) for problem in drawing.problems] == [
        "old-fields: 5 elements have fields of an older editor; they were read as today's reads them."
    ]


def test_a_line_without_points_runs_from_corner_to_corner() -> None:
    line = only(read(without(element("arrow", "a", width=-30, height=40), "points")))
    assert isinstance(line, Arrow)
    assert (line.points, line.width, line.height) == (((0.0, 0.0), (-30.0, 40.0)), 30.0, 40.0)


def test_points_are_measured_from_the_first() -> None:
    line = only(read(element("line", "a", x=100, y=100, points=[[5, -5], [10, 10]])))
    assert isinstance(line, Line)
    assert (line.x, line.y, line.points) == (105.0, 95.0, ((0.0, 0.0), (5.0, 15.0)))


def test_a_size_that_a_line_lacks_is_that_of_its_points() -> None:
    line = only(read(without(element("line", "a", points=[[0, 0], [-30, 50]]), "width", "height")))
    assert (line.width, line.height) == (30.0, 50.0)


def test_a_negative_size_is_the_box_on_the_other_side() -> None:
    drawing = read(element("rectangle", "a", x=100, y=50, width=-30, height=-20))
    box = only(drawing)
    assert (box.x, box.y, box.width, box.height) == (70.0, 30.0, 30.0, 20.0)
    assert codes(drawing) == ["negative-size"]


@pytest.mark.parametrize(("link", "expected"), [("  ", None), (" x ", "x"), ("[a](&quot;b&quot;)", '[a]("b")')])
def test_links_are_trimmed(link: str, expected: str | None) -> None:
    assert only(read(element("rectangle", "a", link=link))).link == expected


def test_a_text_has_its_words_in_all_fields() -> None:
    drawing = read(
        without(element("text", "a", text="x"), "originalText"), element("text", "b", text="", originalText="y")
    )
    assert [(text.text, text.original_text) for text in drawing.elements if isinstance(text, Text)] == [
        ("x", "x"),
        ("y", "y"),
    ]


# --- what is wrong


HUGE = [math.nan, math.inf, -math.inf, 1e300, -1e300, 10**400, None, "wide", [], {}, True]


@pytest.mark.parametrize("value", HUGE)
@pytest.mark.parametrize("field", ["x", "y", "width", "height", "angle", "strokeWidth", "opacity"])
def test_a_number_that_is_none_becomes_the_default(field: str, value: object) -> None:
    drawing = read(element("rectangle", "a", **{"width": 5, "height": 5} | {field: value}), element("ellipse", "b"))
    box, other = drawing.elements
    default = {"angle": 0.0, "strokeWidth": 2.0, "opacity": 100.0}.get(field, 0.0)
    name = "stroke_width" if field == "strokeWidth" else field
    assert getattr(box, name) == default
    assert other.x == 10.0
    assert [code for code in codes(drawing) if code != "broken-json"] == ["invalid-field"]
    assert drawing.problems[-1].element_id == "a"


@pytest.mark.parametrize("size", [0, -20, 1e-4, 5e-324])
def test_a_font_too_small_to_be_one_has_the_default_size(size: float) -> None:
    words = only(read(element("text", "a", fontSize=size)))
    assert isinstance(words, Text)
    assert (words.font_size, words.line_height) == (20.0, 1.25)


@pytest.mark.parametrize("field", ["x", "y", "width", "height"])
def test_a_missing_place_or_size_is_told(field: str) -> None:
    drawing = read(without(element("rectangle", "a"), field))
    assert getattr(only(drawing), field) == 0.0
    assert codes(drawing) == ["missing-field"]


def test_a_number_in_quotes_is_taken_for_what_it_means() -> None:
    drawing = read(element("rectangle", "a", x="12.5", locked="true"))
    box = only(drawing)
    assert (box.x, box.locked) == (12.5, True)
    assert codes(drawing) == ["invalid-field"] * 2


@pytest.mark.parametrize(
    "points",
    [
        [[0, 0], None, [5, 5]],
        [[0, 0], [math.nan, 1], [5, 5]],
        [[0, 0], [1], [5, 5]],
        [[0, 0], [1, 2, 3], [5, 5]],
        [[0, 0], ["a", "b"], [5, 5]],
        [[0, 0], [1e300, 0], [5, 5]],
    ],
)
@pytest.mark.parametrize("kind", ["arrow", "line", "freedraw"])
def test_points_that_are_none_are_left_out(kind: str, points: list[Any]) -> None:
    drawing = read(element(kind, "a", points=points))
    found = only(drawing)
    assert isinstance(found, Arrow | Line | Freedraw)
    assert found.points == ((0.0, 0.0), (5.0, 5.0))
    assert codes(drawing)[-1] == "invalid-points"


def test_lists_and_objects_keep_what_is_right_in_them() -> None:
    drawing = read(
        element(
            "rectangle",
            "box",
            groupIds=["g", 5, "h"],
            boundElements=[{"id": "a", "type": "arrow"}, 7, {"type": "text"}],
        ),
        element(
            "arrow", "a", startBinding={"elementId": "box", "focus": "left", "gap": 3}, roundness={"type": "round"}
        ),
    )
    box, arrow = drawing.elements
    assert box.group_ids == ("g", "h")
    assert box.bound_elements == (BoundElement(id="a", type="arrow"),)
    assert isinstance(arrow, Arrow)
    assert arrow.start_binding == DeclaredBinding(element_id="box", gap=3.0)
    assert set(codes(drawing)) == {"invalid-field"}


@pytest.mark.parametrize("bad", [None, 5, "x", [], [1, 2]])
def test_what_is_no_element_is_left_out(bad: object) -> None:
    drawing = read(bad, element("rectangle", "a"))
    assert only(drawing).id == "a"
    assert codes(drawing) == ["invalid-element"]


def test_a_kind_that_is_not_known_is_kept_as_unknown() -> None:
    drawing = read(element("hologram", "a"), element("unknown", "b"), without(element("x", "c"), "type"))
    assert [(found.type, found.width) for found in drawing.elements] == [
        ("hologram", 80.0),
        ("unknown", 80.0),
        ("unknown", 80.0),
    ]
    assert all(isinstance(found, Unknown) for found in drawing.elements)
    assert codes(drawing) == ["unknown-kind"] * 3


def test_ids_that_are_missing_or_taken_are_made() -> None:
    drawing = read(
        element("rectangle", "a"),
        element("ellipse", "a"),
        element("diamond", "a-2"),
        element("diamond", "a"),
        without(element("rectangle", ""), "id"),
        element("rectangle", "x", id=5),
        element("rectangle", "x", id=None),
        element("text", "t", containerId="a"),
    )
    assert [found.id for found in drawing.elements] == ["a", "a-3", "a-2", "a-4", "element-4", "5", "element-6", "t"]
    assert sorted(codes(drawing)) == ["duplicate-id"] * 2 + ["missing-id"] * 3


@pytest.mark.parametrize(
    "nothing",
    [
        element("rectangle", "a", width=0, height=0),
        element("arrow", "a", points=[[0, 0]]),
        element("line", "a", points=[[3, 3], [3, 3]]),
        element("freedraw", "a", points=[], width=0, height=0),
        element("text", "a", text="", originalText=""),
    ],
)
def test_what_cannot_be_seen_is_left_out(nothing: Fields) -> None:
    drawing = read(nothing, element("rectangle", "b", boundElements=[{"id": "a", "type": "arrow"}]))
    assert only(drawing).id == "b"
    assert only(drawing).bound_elements == ()
    assert codes(drawing) == ["invisible-element"]


# --- references


def test_bindings_to_what_is_not_there_or_cannot_be_bound_are_none() -> None:
    drawing = read(
        element("rectangle", "gone", isDeleted=True),
        element("line", "line"),
        element("arrow", "a", startBinding={"elementId": "gone"}, endBinding={"elementId": "nowhere"}),
        element("arrow", "b", startBinding={"elementId": "b"}, endBinding={"elementId": "line"}),
    )
    assert all(
        arrow.start_binding is None and arrow.end_binding is None
        for arrow in drawing.elements
        if isinstance(arrow, Arrow)
    )
    assert codes(drawing) == ["dangling-binding"] * 2 + ["invalid-binding"] * 2


def test_containers_and_frames_that_are_none_are_none() -> None:
    drawing = read(
        element("text", "a", containerId="nowhere"),
        element("text", "b", containerId="c"),
        element("text", "c", containerId="b"),
        element("text", "d", containerId="d"),
        element("text", "e", containerId="frame"),
        element("rectangle", "f", frameId="nowhere"),
        element("rectangle", "g", frameId="f"),
        element("frame", "frame", frameId="other"),
        element("frame", "other", frameId="frame"),
        element("rectangle", "h", frameId="frame"),
    )
    assert not any(found.container_id for found in drawing.elements if isinstance(found, Text))
    assert {found.id: found.frame_id for found in drawing.elements if found.frame_id} == {"h": "frame"}
    assert not any(found.frame_id for found in drawing.elements if isinstance(found, Frame))
    assert codes(drawing) == (
        ["dangling-container"] + ["invalid-container"] * 4 + ["dangling-frame"] + ["invalid-frame"] * 3
    )


def test_a_text_that_its_container_lists_belongs_to_it() -> None:
    drawing = read(
        element("rectangle", "box", boundElements=[{"id": "words", "type": "text"}]),
        element("text", "words", containerId=None),
    )
    assert isinstance(drawing.elements[1], Text)
    assert drawing.elements[1].container_id == "box"


def test_two_texts_in_one_container_are_both_kept_and_told() -> None:
    drawing = read(element("rectangle", "box"), *(element("text", name, containerId="box") for name in "ab"))
    assert [found.container_id for found in drawing.elements if isinstance(found, Text)] == ["box", "box"]
    assert codes(drawing) == ["shared-container"]
    assert isinstance(drawing.elements[0], Rectangle)


# --- text and JSON


def test_json_with_nan_and_the_like_is_mended() -> None:
    drawing = read(text='{"elements":[{"type":"ellipse","id":"a","x":NaN,"y":-Infinity,"width":9,"height":9}]}')
    assert only(drawing).x == 0.0
    assert codes(drawing) == ["broken-json", "invalid-field", "invalid-field"]
    mended, x, _ = (problem.message for problem in drawing.problems)
    assert "NaN or Infinity, which are read as null" in mended
    assert x == "x: null was replaced by the default."


@pytest.mark.parametrize(
    "content",
    [
        '{"elements":[{"type":"ellipse","id":"a","x":1e999,"y":NaN,"width":9,"height":9}]}',
        '{"elements":[{"type":"ellipse","id":"a","x":0,"y":0,"width":9,"height":9,"seed":-1e999}]} x',
        '{"elements":[{"type":"ellipse","id":"a","x":0,"y":0,"width":9,"height":9,"customData":{"a":1e999}}]}',
        '{"type":"excalidraw-api/clipboard","elements":[{"type":"ellipse","x":-1e999,"y":0,"label":{"text":"A"}}]}',
    ],
)
def test_numbers_that_no_float_holds_are_none(content: str) -> None:
    shape = read(text=content).elements[0]
    assert isinstance(shape, Ellipse)
    assert shape.x == 0.0
    assert shape.custom in ({}, {"a": None})


@pytest.mark.parametrize(
    "content",
    [
        '{"elements":[{"type":"ellipse","id":"a","x":NaN,"y":0,"width":9,"height":9,"customData":DEEP}]}',
        '{"type":"excalidraw-api/clipboard","elements":[{"type":"ellipse","x":0,"y":0,"customData":DEEP}]}',
    ],
)
def test_however_deep_values_lie_in_each_other_they_are_read_or_refused(content: str) -> None:
    refusals = set[str]()
    for depth in range(1, sys.getrecursionlimit()):
        try:
            read(text=content.replace("DEEP", "[" * depth + "]" * depth))
        except gk.ReadError as error:
            refusals.add(str(error))
    assert len(refusals) == 1
    assert "too deeply" in refusals.pop()


@pytest.mark.parametrize(
    ("words", "code", "label"),
    [("\\ud800", "broken-json", "\ufffd"), ("\ud800", "broken-encoding", "\ufffd\ufffd\ufffd")],
)
def test_halves_of_surrogate_pairs_become_replacement_characters(words: str, code: str, label: str) -> None:
    content = json.dumps({"elements": [element("text", "a", text="WORDS", originalText="WORDS")]})
    drawing = read(text=content.replace("WORDS", words))
    assert [found.label for found in drawing.elements if isinstance(found, Text)] == [label]
    assert codes(drawing) == [code]


def test_bytes_that_are_no_utf_8_become_replacement_characters() -> None:
    content = json.dumps(
        {"elements": [element("text", "a", text="Gr\u00fcn", originalText="Gr\u00fcn")]}, ensure_ascii=False
    )
    drawing = gk.read(content.encode("latin-1"))
    assert [found.label for found in drawing.elements if isinstance(found, Text)] == ["Gr\ufffdn"]
    assert codes(drawing) == ["broken-encoding"]


def test_what_follows_the_drawing_is_dropped() -> None:
    drawing = read(text=json.dumps({"elements": [element("ellipse", "a")]}) + '\n>>>>>>> {"elements"')
    assert only(drawing).id == "a"
    assert codes(drawing) == ["broken-json"]


def test_custom_data_too_deep_to_read_costs_the_drawing_but_no_crash() -> None:
    deep = "[" * 50_000 + "]" * 50_000
    with pytest.raises(gk.ReadError, match="too deeply"):
        read(text=f'{{"elements":[{{"type":"ellipse","id":"a","customData":{{"a":{deep}}}}}]}}')


def test_of_one_code_a_thousand_problems_are_told_and_the_rest_counted() -> None:
    drawing = read(*(element("rectangle", f"r{n}", width=-5) for n in range(1500)))
    assert len(drawing.problems) == 1001
    assert drawing.problems[-1].message == "And 500 more like it."
    assert len(drawing.elements) == 1500


def test_messages_hold_what_a_file_says_on_one_short_line() -> None:
    drawing = read(element("x" * 5000, "a", x="\x1b[2J\n\u202e" + "y" * 5000))
    for problem in drawing.problems:
        assert problem.message.isprintable()
        assert len(problem.message) < 250

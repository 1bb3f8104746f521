"""A drawing written back is the file it was, but for what differs."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

import graphkit as gk
from graphkit.elements import Arrow, BoundElement, DeclaredBinding, Diamond, Drawing, Element, Rectangle, Text
from graphkit.formats import lz
from graphkit.formats.contents import CONTENTS
from graphkit.formats.doctor import examine
from test_formats_containers import FILES
from test_formats_obsidian import LAYOUTS, blocks, box, note, scene, text

DRAWINGS = sorted((Path(__file__).parent.parent / "data" / "drawings").glob("*/source.*"))

ARROW = {
    "type": "arrow", "id": "arrow", "x": 80, "y": 12, "width": 200, "height": 0, "points": [[0, 0], [200, 0.10]],
    "startBinding": {"elementId": "left", "focus": 0.5, "gap": 1, "unknown": True}, "endBinding": None,
    "customData": {"keep": [1, 2.50, "漢 🎉"]}, "seed": 12345678901234567890, "unknownField": {"a": 1e21, "b": None},
}  # fmt: skip
SCENE = scene(
    box("left", unknownField=[1, 2]),
    ARROW,
    box("right", x=300, boundElements=None),
    text("aaaaaaaa", "A"),
    box("gone", isDeleted=True),
)


def with_elements(drawing: Drawing, *elements: Element) -> Drawing:
    """The drawing with these in place of those of the same id, and the others of them at its end."""
    given = {element.id: element for element in elements}
    kept = [given.pop(element.id, element) for element in drawing.elements]
    return dataclasses.replace(drawing, elements=(*kept, *given.values()))


def by_id(drawing: Drawing) -> dict[str, Any]:
    return {element.id: element for element in drawing.elements}


def written(drawing: Drawing, path: Path) -> Drawing:
    gk.write_drawing(drawing, path)
    return gk.read(path, name=drawing.name)


def scene_of(path: Path) -> str:
    return CONTENTS[path.suffix](path.read_bytes(), gk.Limits()).scene


def bound(drawing: Drawing) -> Drawing:
    """The drawing with its arrow bound to the right box in today's format, and the text put into it."""
    found = by_id(drawing)
    return with_elements(
        drawing,
        replace(
            found["arrow"], end_binding=DeclaredBinding(element_id="right", fixed_point=(0.0, 0.5001), mode="orbit")
        ),
        replace(
            found["right"],
            bound_elements=(BoundElement(id="arrow", type="arrow"), BoundElement(id="aaaaaaaa", type="text")),
        ),
        replace(found["aaaaaaaa"], container_id="right"),
    )


# --- nothing differs


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_note_that_is_not_changed_is_written_byte_for_byte(
    layout: str, line_end: str, mark: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.md"
    data = (mark + LAYOUTS[layout].replace("\n", line_end)).encode()
    path.write_bytes(data)
    drawing = gk.read(path)
    assert written(drawing, path) == drawing
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "what", [what for what, (kind, _) in FILES.items() if kind == "excalidraw" and "themselves" not in what]
)
def test_a_scene_that_is_not_changed_is_written_byte_for_byte(what: str, tmp_path: Path) -> None:
    drawing = gk.read(FILES[what][1])
    gk.write_drawing(drawing, tmp_path / "x.excalidraw")
    assert (tmp_path / "x.excalidraw").read_bytes() == FILES[what][1]


@pytest.mark.parametrize("source", DRAWINGS, ids=lambda path: path.parent.name)
def test_every_golden_drawing_is_read_back_equal(source: Path, tmp_path: Path) -> None:
    drawing = gk.read(source)
    again = written(drawing, tmp_path / f"x{source.suffix}")
    assert dataclasses.replace(again, source=drawing.source) == drawing


@pytest.mark.parametrize("what", FILES)
@pytest.mark.parametrize("suffix", [".excalidraw", ".md"])
def test_every_container_can_be_written_as_either(what: str, suffix: str, tmp_path: Path) -> None:
    drawing = gk.read(FILES[what][1])
    again = written(drawing, tmp_path / f"x{suffix}")
    # In a note every text has its markup.
    assert [replace(e, raw_text="") if isinstance(e, Text) else e for e in again.elements] == list(drawing.elements)
    assert again.format == {".md": "obsidian"}.get(suffix, "excalidraw")


# --- something differs


def test_only_the_fields_that_differ_are_changed(tmp_path: Path) -> None:
    path = tmp_path / "x.excalidraw"
    drawing = bound(gk.read(SCENE.encode()))
    assert written(drawing, path).elements == drawing.elements
    before, after = json.loads(SCENE), json.loads(path.read_text(encoding="utf-8"))
    before["elements"][1]["endBinding"] = {"elementId": "right", "fixedPoint": [0, 0.5001], "mode": "orbit"}
    before["elements"][2]["boundElements"] = [{"id": "arrow", "type": "arrow"}, {"id": "aaaaaaaa", "type": "text"}]
    before["elements"][3]["containerId"] = "right"
    assert after == before
    assert list(after) == list(before)
    # Byte for byte: of the lines that were there, only those with the three values are gone.
    gone = set(SCENE.splitlines()) - set(path.read_text(encoding="utf-8").splitlines())
    assert {line.strip() for line in gone} <= {'"endBinding": null,', '"boundElements": null', '"lineHeight": 1.25'}


def test_numbers_and_fields_of_a_changed_element_stay_as_they_were_written(tmp_path: Path) -> None:
    content = '{"elements": [{"type": "ellipse" ,"id":"a", "x": 1.50, "y": 1e1, "width":9,"height":9}], "q": [ ]}'
    drawing = gk.read(content.encode())
    gk.write_drawing(with_elements(drawing, replace(drawing.elements[0], x=7.0)), tmp_path / "x.excalidraw")
    assert (tmp_path / "x.excalidraw").read_text() == content.replace("1.50", "7")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_is_outside_the_drawing_of_a_note_stays_byte_for_byte(
    line_end: str, encoding: str, tmp_path: Path
) -> None:
    content = note(own="Notes 漢 🎉  \n\n> quote", texts=blocks([("aaaaaaaa", "A")]), drawing="DRAWING").replace(
        "\n", line_end
    )
    old = f"```compressed-json{line_end}{lz.compress(SCENE)}{line_end}```"
    (tmp_path / "x.md").write_bytes(content.replace("DRAWING", old).encode(encoding))
    drawing = bound(gk.read(tmp_path / "x.md"))
    again = written(drawing, tmp_path / "y.md")
    assert again.elements == drawing.elements
    head, tail = content.split("DRAWING")
    data = (tmp_path / "y.md").read_bytes()
    mark = "".encode(encoding)
    assert data.startswith(head.encode(encoding))
    assert data.endswith(tail.encode(encoding).removeprefix(mark))
    assert json.loads(scene_of(tmp_path / "y.md"))["elements"][1]["customData"] == {"keep": [1, 2.5, "漢 🎉"]}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_changed_note_keeps_its_layout(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(LAYOUTS[layout], encoding="utf-8")
    drawing = gk.read(path)
    changed = with_elements(drawing, *(replace(element, x=element.x + 5) for element in drawing.elements))
    before = examine(path).layout
    assert written(changed, path).elements == changed.elements
    assert examine(path).layout == before


def test_bytes_that_are_no_utf_8_outside_the_drawing_stay(tmp_path: Path) -> None:
    data = note(own="Notes OLD", texts=blocks([("aaaaaaaa", "A")]), drawing=f"```json\n{SCENE}\n```").encode()
    (tmp_path / "x.md").write_bytes(data.replace(b"OLD", b"\xff\xfe\xe9"))
    drawing = bound(gk.read(tmp_path / "x.md"))
    assert written(drawing, tmp_path / "x.md").elements == drawing.elements
    assert b"Notes \xff\xfe\xe9" in (tmp_path / "x.md").read_bytes()


def test_bytes_that_are_too_few_for_a_letter_stay_at_the_end(tmp_path: Path) -> None:
    data = note(texts=blocks([("aaaaaaaa", "A")]), drawing=f"```json\n{SCENE}\n```\n").encode("utf-16") + b"\n"
    (tmp_path / "x.md").write_bytes(data)
    drawing = bound(gk.read(tmp_path / "x.md"))
    assert written(drawing, tmp_path / "x.md").elements == drawing.elements
    assert (tmp_path / "x.md").read_bytes().endswith("\n%%".encode("utf-16-le") + b"\n")


@pytest.mark.parametrize(
    "whole",
    [
        {"type": "excalidrawlib", "libraryItems": [{"elements": [box("left")]}, [box("right"), ARROW]]},
        {"type": "excalidraw-api/clipboard", "elements": [box("left", label={"text": "A"}), box("right"), ARROW]},
        {"type": "excalidraw", "elements": None},
    ],
    ids=["library", "skeletons", "nothing"],
)
def test_a_note_may_hold_what_is_no_scene(whole: dict[str, Any], tmp_path: Path) -> None:
    content = note(drawing=f"```json\n{json.dumps(whole)}\n```").encode()
    drawing = gk.read(content)
    assert written(drawing, tmp_path / "x.md").elements == drawing.elements
    assert (tmp_path / "x.md").read_bytes() == content
    moved = [replace(element, x=element.x + 7) for element in drawing.elements]
    changed = with_elements(drawing, *moved, Diamond(id="new", width=30.0, height=40.0))
    again = written(changed, tmp_path / "x.md")
    assert [replace(e, raw_text="") if isinstance(e, Text) else e for e in again.elements] == list(changed.elements)


UNSETTLED = [
    box("turned", width=-20, height=-30),
    ARROW | {"points": [[5, 5.5], [50, 5]], "startBinding": None},
    {"type": "line", "id": "line", "x": 0, "y": 0, "width": 0, "height": 0, "points": [[0, 0], [50, 9]]},
    {"type": "freedraw", "id": "pen", "x": 0, "y": 0, "width": -40, "height": 9, "points": []},
    {"type": "ellipse", "id": "huge", "x": 1e300, "y": 0, "width": 10, "height": 10},
    text("aaaaaaaa", "A", lineHeight=None, height=40),
]


@pytest.mark.parametrize("field", ["x", "y", "width", "height", "font_size"])
@pytest.mark.parametrize("whole", [{"elements": UNSETTLED}, {"type": "excalidrawlib", "library": [UNSETTLED] * 2}])
def test_what_reading_works_out_from_what_is_changed_is_written_too(
    field: str, whole: dict[str, Any], tmp_path: Path
) -> None:
    drawing = gk.read(json.dumps(whole).encode())
    moved = [
        replace(element, **{field: getattr(element, field) + 7}) if hasattr(element, field) else element
        for element in drawing.elements
    ]
    changed = with_elements(drawing, *moved)
    assert written(changed, tmp_path / "x.excalidraw").elements == changed.elements


def test_texts_and_links_that_differ_are_written_to_the_note_and_to_the_drawing(tmp_path: Path) -> None:
    elements = (text("aaaaaaaa", "Data", rawText="Data"), text("bbbbbbbb", "Model"), box("box-1234", link="[[Old]]"))
    content = note(
        *elements, texts=blocks([("aaaaaaaa", "Data"), ("bbbbbbbb", "Model")]), links="box-1234: [[Old]]\n\n"
    )
    (tmp_path / "x.md").write_text(content, encoding="utf-8")
    drawing = gk.read(tmp_path / "x.md")
    found = by_id(drawing)
    drawing = with_elements(
        drawing,
        replace(
            found["aaaaaaaa"],
            text="Facts\nnew",
            original_text="Facts new",
            raw_text="[[Facts]] new",
            label="Facts new",
            links=("Facts",),
        ),
        replace(found["box-1234"], link="[[New]]"),
    )
    assert written(drawing, tmp_path / "y.md").elements == drawing.elements
    new = (tmp_path / "y.md").read_text(encoding="utf-8")
    assert "[[Facts]] new ^aaaaaaaa\n\nModel ^bbbbbbbb\n" in new
    assert "box-1234: [[New]]\n" in new
    assert json.loads(scene_of(tmp_path / "y.md"))["elements"][0]["rawText"] == "[[Facts]] new"


def test_elements_may_be_added_left_out_and_reordered(tmp_path: Path) -> None:
    drawing = gk.read(SCENE.encode())
    left, arrow, right, words = drawing.elements
    new = Diamond(id="new", x=1.5, y=2.0, width=30.0, height=40.0, group_ids=("g",), custom={"a": 1})
    for elements in [
        (left, arrow, right, words, new),
        (new, left),
        (words, right, arrow, left),
        (),
        (right, new, arrow),
    ]:
        changed = dataclasses.replace(drawing, elements=elements)
        kept = {element.id for element in elements}
        expected = [
            replace(element, start_binding=None) if isinstance(element, Arrow) and "left" not in kept else element
            for element in elements
        ]
        assert list(written(changed, tmp_path / "x.excalidraw").elements) == expected
        raw = json.loads((tmp_path / "x.excalidraw").read_text(encoding="utf-8"))["elements"]
        assert [each["id"] for each in raw if each.get("isDeleted")] == ["gone"]


def test_a_drawing_made_by_hand_can_be_written(tmp_path: Path) -> None:
    elements = (
        Rectangle(id="box", width=80.0, height=40.0, bound_elements=(BoundElement(id="words", type="text"),)),
        Text(
            id="words", text="Größe", original_text="Größe", label="Größe", container_id="box", width=50.0, height=25.0
        ),
        Arrow(
            id="arrow",
            points=((0.0, 0.0), (50.0, 5.5)),
            width=50.0,
            height=5.5,
            start_binding=DeclaredBinding(element_id="box"),
        ),
    )
    drawing = Drawing(name="made", elements=elements)
    assert written(drawing, tmp_path / "x.excalidraw").elements == elements
    assert [e for e in written(drawing, tmp_path / "x.md").elements if not isinstance(e, Text)] == [
        elements[0],
        elements[2],
    ]


def test_fields_of_older_editors_do_not_win_over_what_is_written(tmp_path: Path) -> None:
    old = {"elements": [box("a", boundElementIds=["arrow"], strokeSharpness="round"), ARROW | {"startBinding": None}]}
    drawing = gk.read(json.dumps(old).encode())
    changed = with_elements(drawing, replace(by_id(drawing)["a"], bound_elements=(), roundness=None))
    assert written(changed, tmp_path / "x.excalidraw").elements == changed.elements


def test_made_ids_are_written_once_something_refers_to_them(tmp_path: Path) -> None:
    drawing = gk.read(json.dumps({"elements": [box("a"), box("a", x=200), ARROW | {"startBinding": None}]}).encode())
    arrow = replace(
        by_id(drawing)["arrow"], end_binding=DeclaredBinding(element_id="a-2", fixed_point=(0.0, 0.5), mode="orbit")
    )
    changed = with_elements(drawing, arrow)
    again = written(changed, tmp_path / "x.excalidraw")
    assert again.elements == changed.elements
    assert again.problems == ()


POINTS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))


@pytest.mark.parametrize("words", ["\n0", "\n\n 0", "0\n", "\n0\n", " 0 "])
def test_line_breaks_and_spaces_around_words_are_read_back(words: str, tmp_path: Path) -> None:
    drawing = gk.read(note(text("aaaaaaaa", "A"), texts=blocks([("aaaaaaaa", "A")])).encode())
    (first,) = drawing.elements
    changed = with_elements(drawing, replace(first, text=words, original_text=words, raw_text=words, label="0"))
    assert written(changed, tmp_path / "x.md").elements == changed.elements


@given(st.data())
def test_any_change_of_places_and_words_is_read_back(data: st.DataObject) -> None:
    drawing = gk.read(
        note(text("aaaaaaaa", "A"), text("bbbbbbbb", "B"), box("box"), texts=blocks([("aaaaaaaa", "A")])).encode()
    )
    first, second, shape = drawing.elements
    words = data.draw(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="^\r[]#\\"), min_size=1).filter(str.strip)
    )
    changed = with_elements(
        drawing,
        replace(first, text=words, original_text=words, raw_text=words, label=words.strip()),
        replace(second, x=data.draw(POINTS), angle=data.draw(POINTS)),
        replace(shape, y=data.draw(POINTS), group_ids=tuple(data.draw(st.lists(st.text(max_size=5), max_size=3)))),
    )
    with tempfile.TemporaryDirectory() as folder:
        again = written(changed, Path(folder, "x.md"))
    assert [replace(e, links=()) if isinstance(e, Text) else e for e in again.elements] == list(changed.elements)


PIECES = [
    "a", " ", "\n", "\n\n", "\r", "\u2028", "^aaaaaaaa", " ^aaaaaaaa\n\n", " ^bbbbbbbb\n", " ^bbbbbbbb",
    "[[Note|alias]]", "%%", "```", "%%***>>>text element-link:[[Note]]<<<***%%", "# Excalidraw Data\n",
    "\n## Text Elements\n", "\n## Element Links\naaaaaaaa: [[Note]]\n", "\n## Embedded Files\nabc: [[x.png]]\n",
    "%%\n## Drawing\n```json\n{}\n```\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join).filter(str.strip)


@given(st.tuples(TEXTS, TEXTS, TEXTS))
@example(("left\n", "hello ^aaaaaaaa\nbye", "a"))
@example(("a", "%%***>>>text element-link:[[Note]]<<<***%%", "a"))
def test_no_text_of_a_new_note_is_taken_for_anything_else(texts: tuple[str, str, str]) -> None:
    elements = [text(identity * 8, words) for identity, words in zip("abc", texts, strict=True)]
    drawing = gk.read(scene(*elements).encode())
    with tempfile.TemporaryDirectory() as folder:
        again = written(drawing, Path(folder, "x.md"))
    assert [replace(e, raw_text="") if isinstance(e, Text) else e for e in again.elements] == list(drawing.elements)
    assert again.problems == ()
    assert again.files == {}


@pytest.mark.parametrize("suffix", [".excalidraw", ".md"])
def test_new_words_win_over_the_markup_of_the_old_ones(suffix: str, tmp_path: Path) -> None:
    drawing = gk.read(scene(text("aaaaaaaa", "Old", rawText="[[Old]]")).encode())
    changed = with_elements(drawing, replace(by_id(drawing)["aaaaaaaa"], text="New", original_text="New"))
    assert by_id(written(changed, tmp_path / f"x{suffix}"))["aaaaaaaa"].label == "New"


def test_a_text_made_by_hand_may_say_its_words_in_one_field_only(tmp_path: Path) -> None:
    for fields in ({"text": "A"}, {"original_text": "A"}, {"raw_text": "A"}):
        again = written(Drawing(name="made", elements=(Text(id="aaaaaaaa", **fields),)), tmp_path / "x.md")
        assert [e.label for e in again.elements if isinstance(e, Text)] == ["A"]


# --- what fails


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    drawing = gk.read(SCENE.encode())
    for name in ("x.png", "x", "x.svg"):
        with pytest.raises(gk.WriteError, match=r"can be written as \.excalidraw or \.md"):
            gk.write_drawing(drawing, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_note_whose_encoding_is_broken_is_refused(tmp_path: Path) -> None:
    content = note(box("box"), own="漢").encode("utf-32").replace("漢".encode("utf-32-le"), b"\xff" * 4)
    drawing = gk.read(content)
    assert [problem.code for problem in drawing.problems] == ["broken-encoding"]
    changed = with_elements(drawing, replace(drawing.elements[0], x=7.0))
    with pytest.raises(gk.WriteError, match=r"x\.md: .* it holds what is not UTF-32\. Convert that note to UTF-8\."):
        gk.write_drawing(changed, tmp_path / "x.md")


def test_nothing_is_left_behind_where_writing_fails(tmp_path: Path) -> None:
    drawing = gk.read(SCENE.encode())
    with pytest.raises(gk.WriteError):
        gk.write_drawing(drawing, tmp_path / "none" / "x.excalidraw")
    (tmp_path / "x.excalidraw").write_text("before")
    two = dataclasses.replace(drawing, elements=(drawing.elements[0], drawing.elements[0]))
    with pytest.raises(ValueError, match="same id"):
        gk.write_drawing(two, tmp_path / "x.excalidraw")
    nan = with_elements(drawing, replace(drawing.elements[0], x=float("nan")))
    with pytest.raises(ValueError, match="JSON compliant"):
        gk.write_drawing(nan, tmp_path / "x.excalidraw")
    assert [path.name for path in tmp_path.iterdir()] == ["x.excalidraw"]
    assert (tmp_path / "x.excalidraw").read_text() == "before"

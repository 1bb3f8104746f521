"""What was inferred, written into the drawing: in the editor's format, where the editor would put it, no more."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from drawing_builder import (
    Json,
    Pieces,
    arrow,
    diamond,
    drawing,
    ellipse,
    embeddable,
    frame,
    freedraw,
    image,
    line,
    note_id,
    obsidian_note,
    polygon,
    rectangle,
    scene,
    text,
)
from golden_drawings import GOLDEN
from graphkit import geometry
from graphkit.corrections import parse
from graphkit.elements import Arrow, DeclaredBinding, Element, Rectangle, Text, with_fields
from graphkit.rebinding import Rebinding, ends, rebound, texts


def shops(*more: Pieces) -> gk.Drawing:
    return drawing(
        rectangle("shop", at=(0, 0), label="Shop", bound=False),
        ellipse("bank", at=(400, 0), label="Bank", bound=False),
        arrow("pays", "shop", "bank", gap=20, label="pays"),
        *more,
    )


def done(found: gk.Drawing, **options: float) -> Rebinding:
    return rebound(found, gk.analyze(found), **options)


def by_id(found: gk.Drawing) -> dict[str, Element]:
    return {element.id: element for element in found.elements}


def ends_of(found: gk.Drawing, id: str) -> tuple[DeclaredBinding | None, DeclaredBinding | None]:
    element = by_id(found)[id]
    assert isinstance(element, Arrow)
    return element.start_binding, element.end_binding


# What is written


def test_ends_labels_and_names_are_bound_on_both_sides() -> None:
    result = done(shops())
    elements = by_id(result.drawing)
    start, end = ends_of(result.drawing, "pays")
    assert start is not None
    assert end is not None
    assert (start.element_id, end.element_id) == ("shop", "bank")
    for binding in (start, end):
        assert binding.mode == "orbit"
        assert binding.fixed_point is not None
        assert all(0 < share < 1 and share != 0.5 for share in binding.fixed_point)
        assert binding.focus is None
        assert binding.gap is None
    holders = {id: getattr(elements[f"{id}-label"], "container_id", None) for id in ("shop", "bank", "pays")}
    assert holders == {"shop": "shop", "bank": "bank", "pays": "pays"}
    refers = {id: {(bound.id, bound.type) for bound in elements[id].bound_elements} for id in ("shop", "bank", "pays")}
    assert refers == {
        "shop": {("shop-label", "text"), ("pays", "arrow")},
        "bank": {("bank-label", "text"), ("pays", "arrow")},
        "pays": {("pays-label", "text")},
    }
    assert [(one.part, one.element, one.target) for one in result.wrote] == [
        ("name", "shop-label", "shop"), ("name", "bank-label", "bank"), ("label", "pays-label", "pays"),
        ("start", "pays", "shop"), ("end", "pays", "bank"),
    ]  # fmt: skip
    assert result.left == ()


def test_nothing_else_changes() -> None:
    before, after = shops(text("note", "by the way", at=(0, 900))), None
    after = gk.rebind(before, gk.analyze(before))
    new = by_id(after)
    for element in before.elements:
        changed = {
            name for name in element.__struct_fields__ if getattr(element, name) != getattr(new[element.id], name)
        }
        match element:
            case Text():
                allowed = {"container_id", "text_align", "vertical_align", "x", "y", "angle"}
            case Arrow():
                allowed = {"start_binding", "end_binding", "bound_elements"}
            case _:
                allowed = {"bound_elements"}
        assert changed <= allowed
    assert new["note"] == by_id(before)["note"]
    assert [element.id for element in after.elements] == [element.id for element in before.elements]
    assert replace(after, elements=before.elements) == before


def edges(analysis: gk.Analysis) -> dict[str, tuple[str, str, str]]:
    return {c.id: (c.start.target, c.end.target, c.label) for c in analysis.connections}


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_read_again_it_says_the_same_and_declares_it(golden: object, tmp_path: Path) -> None:
    before = drawing(*golden.pieces)  # type: ignore[attr-defined]
    analysis = gk.analyze(before)
    result = rebound(before, analysis, min_confidence=0.0)
    gk.write_drawing(result.drawing, tmp_path / "bound.excalidraw")
    again = gk.analyze(gk.read(tmp_path / "bound.excalidraw"))
    read = {c.id: {"start": c.start, "end": c.end} for c in again.connections}
    meant = {c.id: {"start": c.start, "end": c.end} for c in analysis.connections}
    for one in result.wrote:
        if one.part in ("start", "end"):
            evidence = read[one.element][one.part].evidence
            assert read[one.element][one.part].target == meant[one.element][one.part].target
            assert (evidence.rule, evidence.confidence) == ("declared", 1.0)
    labels = {label.text: (c.id, label.evidence.rule) for c in again.connections for label in c.labels}
    names = {name.text: (thing.id, name.evidence.rule) for thing in again.things for name in thing.names}
    for one in result.wrote:
        if one.part == "label":
            assert labels[one.element] == (one.target, "declared")
        elif one.part == "name":
            assert names[one.element] == (again.thing_of[one.target].id, "declared")
    if not result.left:
        assert edges(again) == edges(analysis)


def test_binding_twice_changes_nothing_more() -> None:
    once = gk.rebind(shops(), gk.analyze(shops()))
    assert gk.rebind(once, gk.analyze(once)) == once


def said(analysis: gk.Analysis) -> tuple[object, object]:
    """Nodes and edges, but for how sure they are and by which rule."""
    graph = gk.to_graph(analysis)
    return (
        {node: (data["label"], data["role"], data["elements"]) for node, data in graph.nodes(data=True)},
        {edge[:3]: (edge[3]["label"], edge[3]["directed"]) for edge in graph.edges(keys=True, data=True)},
    )


PUSHED = drawing(
    rectangle("box", at=(-394, 254), size=(65, 46)), arrow("e", (-360, 299.6), (-359, 411.4), label="F"),
    text("y", "y", at=(-287, 410), font=16.6), text("t", "t = arcsin(T /T)\n  = 19.1", at=(-520, 497.5)),
    arrow("f", (-443, 542.7), (272, 642)),
)  # fmt: skip
"""Where binding the start of `e` alone would have its end mean something else."""
JOINED = drawing(
    rectangle("a", at=(0, 40), size=(60, 60)), rectangle("b", at=(1256, 115), size=(20, 60)),
    text("c", "x", at=(340, 0), font=28), arrow("e", (140, 100), (1000, 100), via=((140, 180), (1000, 180))),
    arrow("f", (500, 100), (500, 180), heads=(None, None)), text("one", "x.rap", at=(420, 120), font=28),
    text("two", "x.next", at=(540, 120), font=28),
)  # fmt: skip
"""Where two lines go on as one arrow, each with a label of its own, and the arrow can hold one."""


@pytest.mark.parametrize("confidence", [0.0, 0.5, 0.9, 0.95])
@pytest.mark.parametrize(
    "found",
    [PUSHED, JOINED, *(drawing(*golden.pieces) for golden in GOLDEN)],
    ids=["pushed", "joined", *(golden.name for golden in GOLDEN)],
)
def test_once_bound_it_says_the_same_and_a_second_time_changes_nothing(found: gk.Drawing, confidence: float) -> None:
    analysis = gk.analyze(found)
    once = gk.rebind(found, analysis, min_confidence=confidence)
    again = gk.analyze(once)
    assert said(again) == said(analysis)
    assert gk.rebind(once, again, min_confidence=confidence) == once


def test_what_makes_a_declaration_be_doubted_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    found = shops(
        rectangle("a", at=(0, 400), label="A"),
        rectangle("b", at=(400, 400), label="B"),
        arrow("e", "a", "b", bound=True),
    )
    analysis = gk.analyze(found)

    def doubting(drawn: gk.Drawing, *words: object, **options: object) -> gk.Analysis:
        read = gk.analyze(drawn)
        if ends_of(drawn, "pays")[0] is None:
            return read
        doubted = tuple(
            with_fields(c, start=with_fields(c.start, evidence=with_fields(c.start.evidence, rule="near")))
            if c.id == "e" else c
            for c in read.connections
        )  # fmt: skip
        return replace(read, connections=doubted)

    monkeypatch.setattr("graphkit.rebinding.analyze", doubting)
    result = rebound(found, analysis)
    assert ends_of(result.drawing, "pays")[0] is None
    assert ("start", "pays", "something else would be read otherwise for it") in [
        (one.part, one.element, one.why) for one in result.left
    ]


def test_the_same_drawing_gives_the_same_drawing() -> None:
    found = shops()
    assert gk.rebind(found, gk.analyze(found)) == gk.rebind(found, gk.analyze(found))


# In files


def test_a_plain_file_keeps_every_field_that_is_not_known(tmp_path: Path) -> None:
    content = scene(
        rectangle("shop", at=(0, 0)), rectangle("bank", at=(400, 0)), arrow("pays", "shop", "bank")
    )  # fmt: skip
    content["elements"][0] |= {"futureField": {"a": [1, None]}, "seed": 12345}
    content["appState"]["gridSize"] = 7
    source, out = tmp_path / "in.excalidraw", tmp_path / "out.excalidraw"
    source.write_text(json.dumps(content))
    found = gk.read(source)
    gk.write_drawing(gk.rebind(found, gk.analyze(found)), out)
    written = json.loads(out.read_text())
    pays = written["elements"][2]
    assert set(pays["startBinding"]) == {"elementId", "mode", "fixedPoint"}
    assert pays["startBinding"]["elementId"] == "shop"
    for old, new in zip(content["elements"], written["elements"], strict=True):
        new |= {key: old[key] for key in ("boundElements", "startBinding", "endBinding") if key in old}
        assert new == old
    assert written["elements"][0]["futureField"] == {"a": [1, None]}
    assert {key: written[key] for key in ("appState", "files", "source", "version", "type")} == {
        key: content[key] for key in ("appState", "files", "source", "version", "type")
    }


def test_in_a_note_everything_outside_the_drawing_stays_byte_for_byte(tmp_path: Path) -> None:
    content: Json = scene(
        rectangle("shop", at=(0, 0), label="Shop", bound=False), rectangle("bank", at=(400, 0)),
        arrow("pays", "shop", "bank"),
    )  # fmt: skip
    note = obsidian_note(content).replace("# Excalidraw Data", "My own words ünïcödé ^block\n\n# Excalidraw Data")
    source, out = tmp_path / "in.excalidraw.md", tmp_path / "out.excalidraw.md"
    source.write_bytes(note.replace("\n", "\r\n").encode())
    found = gk.read(source)
    gk.write_drawing(gk.rebind(found, gk.analyze(found)), out)
    head, fence = b"```compressed-json", b"```"
    before, after = source.read_bytes(), out.read_bytes()
    assert after.partition(head)[0] == before.partition(head)[0]
    assert after.rpartition(fence)[2] == before.rpartition(fence)[2]
    assert after != before
    again = gk.analyze(gk.read(out))
    assert edges(again)["pays"][:2] == ("shop", "bank")
    assert again.thing_of[note_id("shop-label")].id == "shop"
    (connection,) = again.connections
    assert connection.start.evidence.rule == connection.end.evidence.rule == "declared"


def test_a_drawing_with_nothing_to_bind_is_written_as_it_was(tmp_path: Path) -> None:
    source, out = tmp_path / "in.excalidraw", tmp_path / "out.excalidraw"
    source.write_text(json.dumps(scene(rectangle("a", at=(0, 0)), text("t", "far", at=(900, 900))), indent=3))
    found = gk.read(source)
    gk.write_drawing(gk.rebind(found, gk.analyze(found)), out)
    assert out.read_bytes() == source.read_bytes()


# What is left as it was


def why(found: gk.Drawing, part: str, **options: float) -> list[str]:
    return [one.why for one in done(found, **options).left if one.part == part]


def test_what_is_not_sure_enough_is_left() -> None:
    found = shops()
    nothing = rebound(found, gk.analyze(found), min_confidence=1.0)
    unsure = [one for one in nothing.left if one.part in ("start", "end")]
    assert all("sure" in one.why for one in unsure)
    sure = {(c.id, side) for c in gk.analyze(found).connections
            for side, end in (("start", c.start), ("end", c.end)) if end.evidence.confidence >= 1.0}  # fmt: skip
    assert {(one.element, one.part) for one in nothing.wrote if one.part in ("start", "end")} == sure


@pytest.mark.parametrize("confidence", [-0.1, 1.1, math.nan])
def test_a_confidence_that_is_none_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        done(shops(), min_confidence=confidence)


def test_the_analysis_of_another_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="another drawing"):
        gk.rebind(shops(), gk.analyze(drawing(rectangle("a", at=(0, 0)))))


def test_what_is_declared_stays_as_it_is_declared() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"),
        arrow("e", "a", "b", bound=True, label="word"), arrow("f", "b", (700, 500)),
    )  # fmt: skip
    result = done(found)
    assert ends_of(result.drawing, "e") == ends_of(found, "e")
    assert by_id(result.drawing)["e-label"] == by_id(found)["e-label"]


def test_a_stale_declaration_is_replaced_on_both_sides() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"),
        rectangle("c", at=(400, 900), label="C"), arrow("e", "a", "b", bound=True, gap=4),
    )  # fmt: skip
    e, b, c = (by_id(found)[id] for id in "ebc")
    mine = next(bound for bound in b.bound_elements if bound.id == "e")
    stale = {
        "e": with_fields(e, end_binding=DeclaredBinding(element_id="c")),
        "b": with_fields(b, bound_elements=tuple(bound for bound in b.bound_elements if bound.id != "e")),
        "c": with_fields(c, bound_elements=(*c.bound_elements, mine)),
    }
    lying = replace(found, elements=tuple(stale.get(element.id, element) for element in found.elements))
    analysis = gk.analyze(lying)
    assert [problem.code for problem in analysis.problems] == ["stale-binding"]
    after = gk.rebind(lying, analysis)
    end = ends_of(after, "e")[1]
    assert end is not None
    assert end.element_id == "b"
    assert "e" in {bound.id for bound in by_id(after)["b"].bound_elements}
    assert "e" not in {bound.id for bound in by_id(after)["c"].bound_elements}
    assert not gk.analyze(after).problems


def test_what_is_farther_away_than_its_arrow_is_long_is_left() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(900, 0), label="B"), arrow("e", "a", (260, 30)),
        arrow("f", "a", (520, 50)),
    )  # fmt: skip
    analysis = gk.analyze(found, corrections=parse('[arrows.e]\nend = "b"\n[arrows.f]\nend = "b"'))
    result = rebound(found, analysis)
    assert {(one.element, one.why) for one in result.left} == {("e", "it is farther away than the arrow is long")}
    assert ends_of(result.drawing, "e")[1] is None
    bound = ends_of(result.drawing, "f")[1]
    assert bound is not None
    assert bound.mode == "inside"  # at its place: the editor would move it far otherwise


def test_lines_cannot_be_bound() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"), line("e", "a", "b")
    )  # fmt: skip
    assert edges(gk.analyze(found))["e"]
    assert [w for part in ("start", "end") for w in why(found, part)] == [
        "only arrows can be bound, and this is a line"
    ] * 2


def test_strokes_of_the_pen_cannot_be_bound() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"),
        freedraw("e", *((125 + 9 * k, 30 + k % 3) for k in range(30))), text("t", "pays", centre=(250, 15)),
    )  # fmt: skip
    assert edges(gk.analyze(found))["e"]
    assert set(why(found, "start")) == {"only arrows can be bound, and this is drawn with the pen"}
    assert why(found, "label") == ["a stroke of the pen cannot hold text"]


def test_an_arrow_is_bound_to_a_piece_that_the_editor_binds_to() -> None:
    found = drawing(
        polygon("roof", (0, 40), (60, 0), (120, 40)), text("house", "House", at=(35, 60)),
        rectangle("b", at=(500, 30), label="B"), arrow("e", (132, 45), "b"),
    )  # fmt: skip
    analysis = gk.analyze(found)
    (connection,) = analysis.connections
    start = ends_of(gk.rebind(found, analysis), "e")[0]
    if start is not None and start.element_id is not None:
        assert ends.is_bindable(by_id(found)[start.element_id])
        assert start.element_id in analysis.thing[connection.start.target].elements


BINDABLE = [
    rectangle("it", at=(400, 0)), diamond("it", at=(400, 0)), ellipse("it", at=(400, 0)), image("it", at=(400, 0)),
    embeddable("it", at=(400, 0)), text("it", "words", at=(400, 20)),
]  # fmt: skip
NOT_BINDABLE = [polygon("it", (400, 0), (500, 0), (450, 90)), freedraw("it", (400, 0), (500, 0), (450, 90), (400, 0))]


@pytest.mark.parametrize("piece", BINDABLE, ids=lambda piece: piece.element["type"])  # type: ignore[union-attr]
def test_every_kind_that_the_editor_binds_to_is_bound_to(piece: Pieces) -> None:
    found = drawing(rectangle("a", at=(0, 0), label="A"), piece, arrow("e", "a", "it"))
    end = ends_of(gk.rebind(found, gk.analyze(found)), "e")[1]
    assert end is not None
    assert end.element_id == "it"


@pytest.mark.parametrize("piece", NOT_BINDABLE, ids=lambda piece: piece.element["type"])  # type: ignore[union-attr]
def test_no_other_kind_is_bound_to(piece: Pieces) -> None:
    found = drawing(rectangle("a", at=(0, 0), label="A"), piece, arrow("e", "a", (390, 30)))
    after = gk.rebind(found, gk.analyze(found))
    assert ends_of(after, "e")[1] is None
    assert by_id(after)["it"].bound_elements == ()


def test_a_frame_is_bound_to_from_outside() -> None:
    found = drawing(
        rectangle("a", at=(0, 100), label="A"), frame("it", (400, 0), (400, 300), "Frame"), arrow("e", "a", (390, 130))
    )  # fmt: skip
    analysis = gk.analyze(found, corrections=parse('[arrows.e]\nend = "it"'))
    end = ends_of(gk.rebind(found, analysis), "e")[1]
    assert end is not None
    assert (end.element_id, end.mode) == ("it", "orbit")


def test_corrections_are_bound_where_the_picture_does_not_contradict_them() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"),
        rectangle("b", at=(400, 0), label="B"),
        rectangle("c", at=(400, 220), label="C"),
        arrow("e", "a", (280, 120)),
        arrow("f", "a", "b"),
    )
    analysis = gk.analyze(found, corrections=parse('[arrows.e]\nend = "c"\n[arrows.f]\nend = "c"'))
    result = rebound(found, analysis)
    assert ("end", "e", "c", 1.0) in {(one.part, one.element, one.target, one.confidence) for one in result.wrote}
    # This one touches another box: read again, the binding would be stale.
    assert [one.why for one in result.left] == ["the drawing would not be read so: the picture contradicts it"]
    assert ends_of(result.drawing, "f")[1] is None


# Texts


def label_of(owner: Pieces, words: str, centre: tuple[float, float], **style: float) -> gk.Drawing:
    return drawing(owner, text("t", words, centre=centre, **style))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("centre", "align", "vertical"),
    [((100, 60), "center", "middle"), ((100, 18), "center", "top"), ((100, 102), "center", "bottom"),
     ((16, 18), "left", "top"), ((184, 60), "right", "middle")],
)  # fmt: skip
def test_a_text_keeps_the_side_of_its_shape_where_it_stands(
    centre: tuple[float, float], align: str, vertical: str
) -> None:
    found = label_of(rectangle("box", at=(0, 0), size=(200, 120)), "ab", centre)
    t, box = by_id(found)["t"], by_id(found)["box"]
    assert isinstance(t, Text)
    assert isinstance(box, Rectangle)
    laid = texts.in_shape(t, box)
    assert isinstance(laid, Text)
    assert (laid.text_align, laid.vertical_align, laid.container_id) == (align, vertical, "box")
    assert math.dist((laid.x, laid.y), (t.x, t.y)) <= 0.5 * t.font_size


@pytest.mark.parametrize(
    ("words", "centre", "style", "reason"),
    [
        ("ab", (60, 40), {}, "would not put it"),
        ("far too many words for this", (100, 60), {}, "no room"),
        ("a\nb\nc\nd\ne\nf", (100, 60), {}, "no room"),
        ("ab", (100, 60), {"angle": 0.5}, "turned"),
    ],
)
def test_a_text_that_the_editor_would_move_is_left(
    words: str, centre: tuple[float, float], style: dict[str, float], reason: str
) -> None:
    found = label_of(rectangle("box", at=(0, 0), size=(200, 120)), words, centre, **style)
    t, box = by_id(found)["t"], by_id(found)["box"]
    assert reason in str(texts.held(t, box))


@pytest.mark.parametrize("shape", [rectangle, ellipse, diamond])
@pytest.mark.parametrize("angle", [0.0, 0.7, -2.0])
def test_a_bound_text_of_the_editor_stays_where_it_is(shape: object, angle: float) -> None:
    found = drawing(shape("box", at=(50, 70), size=(240, 160), label="Name", angle=angle))  # type: ignore[operator]
    t, box = by_id(found)["box-label"], by_id(found)["box"]
    assert isinstance(t, Text)
    laid = texts.held(with_fields(t, container_id=None), box)
    assert isinstance(laid, Text)
    # The builder, like the editor, centres it; the editor rounds the room in ellipses and diamonds.
    assert math.dist((laid.x, laid.y), (t.x, t.y)) <= 0.6
    assert (laid.text_align, laid.vertical_align) == ("center", "middle")


def test_one_text_in_each_shape() -> None:
    found = drawing(
        rectangle("box", at=(0, 0), size=(200, 120)), text("t", "one", centre=(100, 40)),
        text("u", "two", centre=(100, 80)),
    )  # fmt: skip
    assert why(found, "name") == ["several texts stand in its shape, which can hold one"] * 2


def test_a_text_beside_its_thing_is_left() -> None:
    found = drawing(image("it", at=(0, 0)), text("t", "Cloud", centre=(40, 95)))
    assert gk.analyze(found).thing_of["t"].id == "it"
    assert why(found, "name") == ["it stands in no shape that can hold text"]


@pytest.mark.parametrize("bound", [True, False])
def test_a_text_in_a_badge_stays_there(bound: bool) -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(600, 0), label="B"), arrow("e", "a", "b"),
        ellipse("badge", at=(332, 12), size=(36, 36), label="1", bound=bound, fill="#ffffff"),
    )  # fmt: skip
    assert edges(gk.analyze(found))["e"] == ("a", "b", "1")
    result = done(found)
    assert ("label", "it stands in a shape, and would leave it") in {(one.part, one.why) for one in result.left}
    assert by_id(result.drawing)["badge-label"] == by_id(found)["badge-label"]


@pytest.mark.parametrize(
    ("label_at", "label", "reason"),
    [
        ((200, 16), "ok", ""),
        ((80, 16), "ok", "far from the middle"),
        ((200, 16), "a label that is as long as its arrow", "cover"),
    ],
)
def test_a_label_is_held_by_its_arrow_where_it_stands_near_the_middle(
    label_at: tuple[float, float], label: str, reason: str
) -> None:
    found = drawing(arrow("e", (0, 0), (400, 0), label=label, label_at=label_at))
    t, e = by_id(found)["e-label"], by_id(found)["e"]
    laid = texts.held(t, e)
    if reason:
        assert reason in str(laid)
    else:
        assert isinstance(laid, Text)
        assert (laid.x + laid.width / 2, laid.y + laid.height / 2) == (pytest.approx(200), pytest.approx(0))


@pytest.mark.parametrize(
    ("via", "rounded", "middle"),
    [
        ([], False, (200, 0)), ([(200, 100)], False, (200, 100)), ([(100, 100), (300, 100)], False, (200, 100)),
        ([(200, 100)], True, (200, 100)), ([(100, 100), (300, 100)], True, (200, 108.33)),
    ],
)  # fmt: skip
def test_the_middle_of_an_arrow_is_the_editors(
    via: list[tuple[float, float]], rounded: bool, middle: tuple[float, float]
) -> None:
    found = drawing(arrow("e", (0, 0), (400, 0), via=via, rounded=rounded))
    e = by_id(found)["e"]
    assert isinstance(e, Arrow)
    x, y = texts.middle_of(e)
    assert x == pytest.approx(middle[0], abs=1)
    assert y == pytest.approx(middle[1], abs=5)


# Where ends are bound


def boxes(**style: float) -> tuple[Arrow, Element]:
    found = drawing(rectangle("box", at=(300, 100), size=(200, 120), **style), arrow("e", (0, 60), (280, 150)))  # type: ignore[arg-type]
    e, box = by_id(found)["e"], by_id(found)["box"]
    assert isinstance(e, Arrow)
    return e, box


def point_of(box: Element, binding: DeclaredBinding) -> tuple[float, float]:
    """Where a fixed point lies in the scene."""
    assert binding.fixed_point is not None
    x, y = box.x + binding.fixed_point[0] * box.width, box.y + binding.fixed_point[1] * box.height
    ((px, py),) = geometry.rotated([(x, y)], box.angle, (box.x + box.width / 2, box.y + box.height / 2))
    return px, py


@pytest.mark.parametrize("angle", [0.0, 0.4, 3.0])
def test_an_end_outside_is_bound_in_orbit_about_a_point_on_the_arrows_line(angle: float) -> None:
    e, box = boxes(angle=angle)
    bound = ends.bind(e, 1, box)
    assert bound.binding.mode == "orbit"
    x, y = point_of(box, bound.binding)
    start, tip = geometry.path(e)
    across = (tip[0] - start[0]) * (y - start[1]) - (tip[1] - start[1]) * (x - start[0])
    assert abs(across) / math.dist(start, tip) < 0.01
    assert geometry.area(box).contains(geometry.shapely.Point(x, y))
    assert bound.moves < 45


def test_an_end_inside_stays_where_it_is() -> None:
    e, box = boxes()
    inside = with_fields(e, points=((0.0, 0.0), (350.0, 100.0)))
    bound = ends.bind(inside, 1, box)
    assert (bound.binding.mode, bound.moves) == ("inside", 0.0)
    assert point_of(box, bound.binding) == (pytest.approx(350, abs=0.1), pytest.approx(160, abs=0.1))


def test_an_end_that_the_editor_would_move_far_stays_where_it_is() -> None:
    e, box = boxes()
    away = with_fields(e, points=((0.0, 0.0), (30.0, -20.0)))
    bound = ends.bind(away, 1, box)
    assert (bound.binding.mode, bound.moves) == ("inside", 0.0)
    assert point_of(box, bound.binding) == (pytest.approx(30, abs=0.01), pytest.approx(40, abs=0.01))


def test_both_ends_at_one_thing_stay_where_they_are() -> None:
    e, box = boxes()
    assert ends.bind(e, 1, box, box).binding.mode == "inside"


def test_an_elbow_arrow_is_bound_at_its_place() -> None:
    e, box = boxes()
    bound = ends.bind(with_fields(e, elbowed=True), 1, box)
    assert (bound.binding.mode, bound.moves) == ("orbit", 0.0)
    assert point_of(box, bound.binding) == (pytest.approx(280), pytest.approx(150))


def test_the_middle_is_never_exactly_the_middle() -> None:
    found = drawing(rectangle("box", at=(300, 0), size=(200, 120)), arrow("e", (0, 60), (400, 60)))
    e, box = by_id(found)["e"], by_id(found)["box"]
    assert isinstance(e, Arrow)
    assert ends.bind(e, 1, box).binding.fixed_point == (0.5001, 0.5001)


sizes = st.floats(0, 1e9)
places = st.floats(-1e9, 1e9)


@given(places, places, sizes, sizes, st.floats(-10, 10), st.lists(st.tuples(places, places), max_size=5))
def test_any_arrow_can_be_bound_to_any_box(
    x: float, y: float, width: float, height: float, angle: float, points: list[tuple[float, float]]
) -> None:
    box = Rectangle(id="box", x=x, y=y, width=width, height=height, angle=angle)
    for side in (0, 1):
        e = Arrow(id="e", points=tuple(points))
        bound = ends.bind(e, side, box)
        texts.middle_of(e)
        assert bound.binding.fixed_point is not None
        assert all(-10 <= share <= 10 for share in bound.binding.fixed_point)
        assert bound.moves >= 0

"""Formulas: images that are words, in drawings as Obsidian's plugin writes them."""

from __future__ import annotations

import json

import pytest

import graphkit as gk
from drawing_builder import arrow, drawing, ellipse, image, obsidian_note, rectangle, scene, text
from graphkit.corrections import Corrections
from graphkit.elements import File, Image
from graphkit.formulas import formula
from graphkit.rebinding import IMAGE, rebound

A, B = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (400, 0), (100, 60), "B")


def note(formula: str, *pieces: object) -> gk.Drawing:
    """A drawing whose images show that formula, told by the note."""
    content = scene(*pieces)
    keys = [element["fileId"] for element in content["elements"] if element["type"] == "image"]
    files = "".join(f"{key}: $${formula}$$\n\n" for key in keys)
    return gk.read(
        obsidian_note(content).replace("%%\n## Drawing", f"## Embedded Files\n{files}%%\n## Drawing").encode()
    )


def test_a_formula_beside_an_arrow_is_its_label() -> None:
    graph = gk.extract(note(r"\frac{a}{b}", A, B, arrow("r1", "a", "b"), image("f", (230, -14), (40, 36))))
    assert [data["label"] for *_, data in graph.edges(data=True)] == [r"\frac{a}{b}"]
    assert sorted(label for _, label in graph.nodes(data="label")) == ["A", "B"]


def test_a_formula_in_a_shape_is_its_name_and_the_node_is_of_the_shapes_kind() -> None:
    graph = gk.extract(note("q_0", ellipse("state", (0, 0), (120, 90)), image("f", (40, 32), (40, 26))))
    ((_, data),) = graph.nodes(data=True)
    assert (data["label"], data["kind"], data["elements"]) == ("q_0", "ellipse", "state f")


def test_a_formula_that_an_arrow_leads_to_is_a_node_of_its_own() -> None:
    graph = gk.extract(note("E = mc^2", A, image("f", (400, 10), (120, 36)), arrow("r1", "a", "f")))
    assert {data["label"]: data["kind"] for _, data in graph.nodes(data=True)} == {
        "A": "rectangle",
        "E = mc^2": "image",
    }
    assert graph.number_of_edges() == 1


def test_an_image_that_shows_no_formula_is_a_picture() -> None:
    plain = drawing(A, B, arrow("r1", "a", "b"), image("f", (230, -14), (40, 36)))
    assert [data["label"] for *_, data in gk.extract(plain).edges(data=True)] == [""]


@pytest.mark.parametrize("latex", [None, 7, "", "  ", ["x"], {"$$": "x"}])
def test_what_is_no_formula_is_not_taken_for_one(latex: object) -> None:
    content = scene(A, image("f", (230, -14), (40, 36), custom={"latex": latex}))
    graph = gk.extract(gk.read(json.dumps(content).encode()))
    assert [data["label"] for _, data in graph.nodes(data=True) if data["element"] == "f"] == [""]


def test_formulas_do_not_set_the_scale() -> None:
    words = [text(f"w{k}", "word", (0, 40 * k + 100)) for k in range(2)]
    tall = [image(f"f{k}", (300, 200 * k), (150, 160), custom={"latex": "x"}) for k in range(5)]
    without, with_ = drawing(A, B, words, arrow("r1", "a", "b")), drawing(A, B, words, arrow("r1", "a", "b"), tall)
    one, other = (gk.analyze(each).connections[0] for each in (without, with_))
    assert one.start.evidence.limit == other.start.evidence.limit


def test_a_formula_is_bound_to_nothing() -> None:
    found = drawing(A, B, arrow("r1", "a", "b"), image("f", (230, -14), (40, 36), custom={"latex": "x"}))
    bound = gk.rebind(found, gk.analyze(found))
    assert next(e for e in bound.elements if e.id == "f") == next(e for e in found.elements if e.id == "f")
    assert all(bindings.id != "f" for e in bound.elements for bindings in e.bound_elements)


FX = image("fx", (230, -14), (40, 36), custom={"latex": "f(x)"})


@pytest.mark.parametrize(
    ("said", "label", "name"),
    [
        (Corrections(labels={"fx": "r2"}), {"r1": "", "r2": "f(x)"}, "A"),
        (Corrections(names={"fx": "a"}), {"r1": "", "r2": ""}, "A f(x)"),
        (Corrections(alone=("fx",)), {"r1": "", "r2": ""}, "A"),
        (Corrections(), {"r1": "f(x)", "r2": ""}, "A"),
    ],
)
def test_what_a_person_says_of_a_formula_holds(said: Corrections, label: dict[str, str], name: str) -> None:
    found = drawing(
        A, B, arrow("r1", "a", "b"), arrow("r2", (450, 200), "b"), rectangle("c", (400, 204), (90, 50), "C"), FX
    )
    analysis = gk.analyze(found, corrections=said)
    assert {c.id: c.label for c in analysis.connections} == label
    assert sorted(analysis.thing["a"].label.split()) == sorted(name.split())


def test_a_picture_is_no_text_that_a_correction_could_mean() -> None:
    found = drawing(A, B, arrow("r1", "a", "b"), image("plain", (230, -14), (40, 36)))
    with pytest.raises(gk.CorrectionsError, match="must be a text"):
        gk.analyze(found, corrections=Corrections(labels={"plain": "r1"}))


def test_what_is_not_bound_of_a_formula_is_told() -> None:
    name = image("name", (430, 14), (40, 30), custom={"latex": "g"})
    found = drawing(A, rectangle("b", (400, 0), (100, 60)), arrow("r1", "a", "b"), FX, name)
    left = {(one.part, one.element, one.why) for one in rebound(found, gk.analyze(found)).left}
    assert {("label", "fx", IMAGE), ("name", "name", IMAGE)} <= left


def test_the_notes_formula_is_taken_and_else_the_elements_own() -> None:
    picture = Image(id="i", file_id="f", custom={"latex": " own "})
    assert (
        formula(picture, gk.Drawing(name="d", elements=(picture,), files={"f": File(id="f", target="$$ a\n b $$")}))
        == "a b"
    )
    for target in ("$$  $$", "[[p.png]]", None):
        files = {"f": File(id="f", target=target)}
        assert formula(picture, gk.Drawing(name="d", elements=(picture,), files=files)) == "own"


def test_a_formula_is_shown_in_the_overlay_as_what_it_says() -> None:
    svg = gk.overlay(gk.analyze(note(r"x < \alpha", A, B, arrow("r1", "a", "b"), image("f", (230, -14), (60, 24))))).svg
    assert r"x &lt; \alpha</tspan>" in svg

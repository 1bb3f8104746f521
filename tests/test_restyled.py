"""Drawings drawn otherwise: each way changes what it names and nothing else, and says what was declared before."""

from __future__ import annotations

import math

import pytest

from drawing_builder import arrow, drawing, ellipse, rectangle, text
from graphkit.analysis import analyze
from graphkit.elements import Arrow, Drawing, Element, Ellipse, Freedraw, Line, Rectangle, Text
from graphkit.evaluation.scoring import score
from graphkit.geometry import length, path
from restyled import table
from restyles import RESTYLES, Bare, bare, ends_moved, labels_moved, restyled
from transforms import chance_of


def shops() -> Drawing:
    return drawing(
        rectangle("shop", at=(0, 0), size=(160, 80), label="Shop"),
        ellipse("bank", at=(500, 0), size=(160, 80), label="Bank"),
        rectangle("mall", at=(500, 300), size=(300, 200), label="Mall"),
        rectangle("stall", at=(660, 320), size=(100, 60)),
        arrow("pays", "shop", "bank", bound=True, label="pays"),
        arrow("goes", "shop", "mall", bound=True, via=[(80, 400)]),
        text("free", "a note", at=(0, 600)),
    )


def changed(name: str) -> tuple[Bare, Bare]:
    before = bare(shops())
    return before, restyled(before, RESTYLES[name])


def of(one: Bare, id: str) -> Element:
    return next(element for element in one.drawing.elements if element.id == id)


CHANGED = {
    "as it is": set(),
    "ends pulled back by 0 to 40 px, each by itself": {"pays", "pays-label", "goes"},
    "ends up to 20 px short, or as far beyond": {"pays", "pays-label", "goes"},
    "ends 8 px short and up to 10 px aside": {"pays", "pays-label", "goes"},
    "bare words instead of named shapes": {"shop", "bank"},
    "labels elsewhere along their arrows": {"pays-label"},
    "lines without heads instead of arrows": {"pays", "goes"},
    "labels in boxes": set(),
    "lines with triangles for heads instead of arrows": {"pays", "goes"},
    "arrows in two pieces": {"pays", "goes"},
    "arrows of the pen": {"pays", "goes"},
    "shapes of the pen": {"shop", "bank", "mall"},
    "boxes of four lines": {"shop", "mall"},
    "names in a box along the top of theirs": {"shop-label"},
    "pictures with names below instead of named shapes": {"shop", "shop-label", "bank", "bank-label"},
    "words 1.25 times as large": {"shop-label", "bank-label", "mall-label", "pays-label", "free"},
    "words 0.7 times as large": {"shop-label", "bank-label", "mall-label", "pays-label", "free"},
}


@pytest.mark.parametrize("name", RESTYLES)
def test_each_way_changes_what_it_names(name: str) -> None:
    before, after = changed(name)
    kept = {element.id: element for element in after.drawing.elements}
    other = {element.id for element in before.drawing.elements if kept.get(element.id) != element}
    assert other == CHANGED.get(name, {element.id for element in before.drawing.elements})
    assert changed(name)[1].drawing.elements == after.drawing.elements, "the same each time"


@pytest.mark.parametrize("name", RESTYLES)
def test_what_is_drawn_plainly_is_read_in_any_way(name: str) -> None:
    _, after = changed(name)
    found = score(analyze(after.drawing), after.declared)
    assert (found.edges_right, found.edges) == (2, 2)


def test_ends_move_along_their_arrow_each_by_itself() -> None:
    before, after = changed("ends pulled back by 0 to 40 px, each by itself")
    old, new = (path(of(one, "pays")) for one in (before, after))
    off = [math.dist(old[k], new[k]) for k in (0, -1)]
    assert all(0 <= far <= 40 for far in off)
    assert off[0] != pytest.approx(off[1], abs=1)
    longer = ends_moved(-20, -20)(before, chance_of(before.drawing))
    assert length(path(of(longer, "goes"))) == pytest.approx(length(path(of(before, "goes"))) + 40)


def test_bare_words_are_what_their_shape_was_bound_as() -> None:
    _, after = changed("bare words instead of named shapes")
    assert after.declared.edges == {"pays": ("shop-label", "bank-label"), "goes": ("shop-label", "mall")}
    assert after.declared.texts == {"mall-label": "mall"}, "it holds more than its name"


def test_other_elements_look_as_those_did_which_they_stand_for() -> None:
    lines, pen, shapes = (
        changed(name)[1] for name in ("lines without heads instead of arrows", "arrows of the pen", "shapes of the pen")
    )
    assert isinstance(of(lines, "pays"), Line)
    assert isinstance(of(pen, "pays"), Freedraw)
    for id, kind in (("shop", Rectangle), ("bank", Ellipse)):
        stroke, shape = of(shapes, id), of(bare(shops()), id)
        assert isinstance(stroke, Freedraw)
        assert isinstance(shape, kind)
        points = path(stroke)
        assert min(x for x, _ in points) == pytest.approx(shape.x, abs=1)
        assert max(y for _, y in points) == pytest.approx(shape.y + shape.height, abs=1)


def test_a_box_of_four_lines_is_where_the_box_was() -> None:
    _, after = changed("boxes of four lines")
    sides = [element for element in after.drawing.elements if element.id.startswith("shop") and element.type == "line"]
    assert len(sides) == 4
    assert {point for side in sides for point in path(side)} == {(0, 0), (160, 0), (160, 80), (0, 80)}
    cells = rectangle("a", at=(0, 0), size=(90, 40), label="A"), rectangle("b", at=(90, 0), size=(90, 40), label="B")
    one = bare(drawing(*cells))
    assert restyled(one, RESTYLES["boxes of four lines"]).drawing.elements == one.drawing.elements


def test_what_is_drawn_as_several_elements_looks_as_before() -> None:
    before = bare(shops())
    heads, pieces, boxes = (
        changed(name)[1]
        for name in ("lines with triangles for heads instead of arrows", "arrows in two pieces", "labels in boxes")
    )
    for id in ("pays", "goes"):
        tip = path(of(before, id))[-1]
        assert path(of(heads, f"{id}-head"))[0] == pytest.approx(tip)
        assert 12 < math.dist(path(of(heads, id))[-1], tip) < 14
        assert path(of(pieces, id))[-1] == pytest.approx(tip)
        assert path(of(pieces, f"{id}-tail"))[0] == pytest.approx(path(of(before, id))[0])
        assert math.dist(path(of(pieces, f"{id}-tail"))[-1], path(of(pieces, id))[0]) < 3
    label, box = of(boxes, "pays-label"), of(boxes, "pays-label-box")
    assert (box.x, box.width) == (label.x - 6, label.width + 12)
    assert len(boxes.drawing.elements) == len(before.drawing.elements) + 1


def test_labels_stay_at_their_arrow() -> None:
    before = bare(shops())
    (ax, y), (bx, _) = path(of(before, "pays"))
    chance = chance_of(before.drawing)
    for _ in range(20):
        label = of(labels_moved(before, chance), "pays-label")
        assert ax < label.x + label.width / 2 < bx
        assert abs(label.y + label.height / 2 - y) <= label.height / 2 + 20


def test_degenerate_drawings_are_drawn_again_as_well() -> None:
    points = [(), ((0.0, 0.0),), ((0.0, 0.0), (0.0, 0.0)), ((0.0, 0.0), (100.0, 0.0), (100.0, 0.0))]
    dots = [Arrow(id=f"a{k}", points=those) for k, those in enumerate(points)]
    one = bare(Drawing(name="odd", elements=(*dots, Text(id="t", container_id="a2", text="x", label="x"))))
    for change in RESTYLES.values():
        assert len(restyled(one, change).drawing.elements) == 5


def test_the_table_has_a_row_for_each_way() -> None:
    rows = list(table({"me#one": shops()}))
    assert len(rows) == 2 + len(RESTYLES)
    assert rows[2].startswith("| as it is | 1.000 | 1.000 |")

"""Drawings drawn otherwise: each way changes what it names and nothing else, and says what was declared before."""

from __future__ import annotations

import itertools
import math

import pytest

from arrow_styles import ends_moved
from bare import Bare, bare
from drawing_builder import arrow, drawing, ellipse, rectangle, text
from graphkit.analysis import analyze
from graphkit.elements import Arrow, Drawing, Element, Ellipse, Freedraw, Line, Rectangle, Text
from graphkit.evaluation.scoring import score
from graphkit.geometry import box, length, path
from restyled import table
from restyles import RESTYLES, restyled
from transforms import chance_of
from word_styles import labels_moved


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
    "arrows from middle to middle, below their shapes": {"pays", "goes"},
    "arrows that begin at a dot": set(),
    "arrows in two pieces": {"pays", "goes"},
    "arrows in three pieces, from corner to corner": {"pays", "goes"},
    "the same, with ends 0 to 15 px short": {"pays", "pays-label", "goes"},
    "lines with two strokes for heads instead of arrows": {"pays", "goes"},
    "numbers in circles on arrows": set(),
    "numbers of steps beside arrows": set(),
    "each line of words by itself": set(),
    "words stored 1.3 times as wide": {"shop-label", "bank-label", "mall-label", "pays-label", "free"},
    "words stored 0.75 times as wide": {"shop-label", "bank-label", "mall-label", "pays-label", "free"},
    "hexagons instead of boxes": {"shop", "mall"},
    "cylinders instead of boxes": {"shop", "mall"},
    "little people with names below instead of named shapes": {"shop", "shop-label", "bank", "bank-label"},
    "a second border around each shape": set(),
    "stacks of cards instead of shapes": set(),
    "numbers in circles on the corners of shapes": set(),
    "everything on a page with a title": set(),
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


def test_pieces_of_an_arrow_go_on_from_each_other() -> None:
    _, after = changed("arrows in three pieces, from corner to corner")
    for id in ("pays", "goes"):
        ways = [path(of(after, piece)) for piece in (f"{id}-first", f"{id}-second", id)]
        before = path(of(bare(shops()), id))
        assert (ways[0][0], ways[2][-1]) == (pytest.approx(before[0]), pytest.approx(before[-1]))
        assert all(one[-1] == pytest.approx(two[0]) for one, two in itertools.pairwise(ways))


def test_arrows_from_middle_to_middle_are_below_what_they_join() -> None:
    _, after = changed("arrows from middle to middle, below their shapes")
    assert [element.id for element in after.drawing.elements[:2]] == ["pays", "goes"]
    assert (path(of(after, "pays"))[0], path(of(after, "pays"))[-1]) == ((80, 40), (580, 40))


def test_marks_are_where_they_are_said_to_be() -> None:
    dots, circles, corners = (
        changed(name)[1]
        for name in (
            "arrows that begin at a dot", "numbers in circles on arrows", "numbers in circles on the corners of shapes"
        )
    )  # fmt: skip
    dot = of(dots, "pays-dot")
    assert (dot.x + dot.width / 2, dot.y + dot.height / 2) == pytest.approx(path(of(dots, "pays"))[0])
    assert [e.id for e in circles.drawing.elements if e.id.endswith("-circle")] == ["goes-circle"], "it has no label"
    circle = of(corners, "mall-circle")
    assert (circle.x + circle.width / 2, circle.y + circle.height / 2) == (500, 300)


def test_lines_of_words_stay_where_they_were_and_what_they_are() -> None:
    one = bare(drawing(rectangle("shop", at=(0, 0), size=(160, 80), label="Shop\nround the\n\ncorner")))
    after = restyled(one, RESTYLES["each line of words by itself"])
    lines = [element for element in after.drawing.elements if isinstance(element, Text)]
    assert [line.text for line in lines] == ["Shop", "round the", "corner"]
    assert {after.declared.texts[line.id] for line in lines} == {"shop"}
    before = of(one, "shop-label")
    assert lines[0].y == before.y
    assert lines[-1].y + lines[-1].height == pytest.approx(before.y + before.height)


def test_composed_shapes_are_as_large_as_before() -> None:
    for name, id in (("cylinders instead of boxes", "mall"), ("hexagons instead of boxes", "mall")):
        before, after = changed(name)
        places = [
            box(e) for e in after.drawing.elements if e.id == id or (e.id.startswith(f"{id}-") and e.type == "line")
        ]
        around = tuple(pick(b[k] for b in places) for k, pick in enumerate((min, min, max, max)))
        assert around == pytest.approx(box(of(before, id)))


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
        drawn = [element.id for element in restyled(one, change).drawing.elements]
        assert sorted(id for id in drawn if not id.startswith("page")) == ["a0", "a1", "a2", "a3", "t"]


def test_the_table_has_a_row_for_each_way() -> None:
    rows = list(table({"me#one": shops()}))
    assert len(rows) == 2 + len(RESTYLES)
    assert rows[2].startswith("| as it is | 1.000 | 1.000 |")

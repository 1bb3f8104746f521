from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import graphkit as gk
from drawing_builder import (
    Piece,
    arrow,
    diamond,
    drawing,
    ellipse,
    frame,
    freedraw,
    image,
    line,
    read_scene,
    rectangle,
    text,
)
from graphkit import geometry
from graphkit.elements import with_fields
from graphkit.picture import colour, overlay
from graphkit.picture.sketch import GREY, Sketch, arrowhead
from graphkit.picture.svg import number
from graphkit.relations import (
    Analysis,
    Binding,
    Candidate,
    Connection,
    Evidence,
    Heading,
    Label,
    Membership,
    Thing,
    Unresolved,
)

FIRST = Path(__file__).parent.parent / "data/drawings/ml-vs-llm/source.excalidraw.md"
SVG = "{http://www.w3.org/2000/svg}"


def seen(analysis: Analysis) -> ElementTree.Element:
    return ElementTree.fromstring(overlay(analysis).svg)  # noqa: S314 our own SVG


def marks(svg: ElementTree.Element, name: str) -> dict[str, ElementTree.Element]:
    """The groups of one sort of mark, by the element that each is about."""
    return {str(g.get(f"data-{name}")): g for g in svg.iter(f"{SVG}g") if g.get(f"data-{name}") is not None}


def told(mark: ElementTree.Element) -> str:
    return mark.findtext(f"{SVG}title") or ""


def words(mark: ElementTree.Element) -> str:
    return " ".join("".join(t.itertext()) for t in mark.iter(f"{SVG}text"))


def ground(svg: ElementTree.Element) -> str:
    rect = svg.find(f"{SVG}rect")
    assert rect is not None
    return str(rect.get("fill"))


def contrast(one: str, other: str) -> float:
    """WCAG 2's, written down a second time."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def by_hand(*, confidence: float = 0.95) -> Analysis:
    """A drawing with one of everything, understood by hand."""
    sheet = drawing(
        frame("f", at=(0, 20), size=(700, 160), name="Backend", holds=("a", "b")),
        rectangle("a", at=(40, 60), size=(120, 60), label="API"),
        ellipse("b", at=(360, 60), size=(120, 60), label="Store"),
        text("h", "Today", at=(60, -60)),
        arrow("e", "a", "b", gap=20),
        text("l", "reads", at=(230, 50)),
        arrow("u", (40, 300), (300, 300)),
        diamond("d", at=(380, 260), size=(80, 80)),
        line("s", (40, 400), (300, 400)),
    )
    by_rule = Evidence(rule="ahead", distance=20.0, limit=100.0, confidence=confidence)
    texts = {getattr(e, "container_id", None): e.id for e in sheet.elements}
    return Analysis(
        drawing=sheet,
        thresholds=gk.Thresholds(),
        things=(
            Thing(id="f", elements=("f",), label="Backend", role="container"),
            Thing(id="a", elements=("a", texts["a"]), label="API"),
            Thing(id="b", elements=("b", texts["b"]), label="Store"),
            Thing(id="d", elements=("d",), label=""),
            Thing(id="h", elements=("h",), label="Today", role="annotation"),
        ),
        connections=(
            Connection(
                id="e",
                elements=("e",),
                relation="arrow",
                start=Binding(connector="e", terminal="start", target="a", evidence=Evidence(rule="declared")),
                end=Binding(connector="e", terminal="end", target="b", evidence=by_rule),
                end_arrowhead="arrow",
                labels=(Label(text="l", owner="e", evidence=Evidence(rule="beside", distance=9.0, confidence=0.97)),),
                label="reads",
            ),
        ),
        memberships=(Membership(member="a", whole="f", evidence=Evidence(rule="frame")),),
        headings=(Heading(text="h", members=("a", "b"), evidence=Evidence(rule="row", distance=5.0)),),
        unresolved=(
            Unresolved(
                connector="u",
                terminal="end",
                candidates=(Candidate(subject="u", target="d", rule="near", distance=80.0, cost=9.0, terminal="end"),),
                reason="Too far from everything.",
            ),
        ),
        decoration=("s",),
    )


def test_the_first_drawing() -> None:
    analysis = gk.analyze(gk.read(FIRST))
    svg = seen(analysis)
    # White strokes are seen on dark only.
    assert contrast(ground(svg), "#ffffff") > 12
    assert len(marks(svg, "connection")) == 4
    titles = sorted(told(mark).splitlines()[0] for mark in marks(svg, "connection").values())
    assert titles == [
        "'Data' → 'Model'",
        "'Data' → 'Model': 'if scaling'",
        "'Model' → 'Product'",
        "'Product' → 'Data': 'if successful'",
    ]
    drawn = " ".join(words(mark) for mark in marks(svg, "element").values())
    for label in ("Data", "Model", "Product", "if successful", "if scaling", "Traditional ML", "LLM enabled AI"):
        assert label in drawn
    assert len(marks(svg, "heading")) == 2


def test_every_mark_tells_its_evidence() -> None:
    analysis = by_hand()
    svg = seen(analysis)
    connection = analysis.connections[0]
    said = told(marks(svg, "connection")["e"])
    for evidence in (connection.start.evidence, connection.end.evidence, connection.labels[0].evidence):
        assert str(evidence) in said
    assert str(analysis.memberships[0].evidence) in told(marks(svg, "thing")["a"])
    assert str(analysis.headings[0].evidence) in told(marks(svg, "heading")["h"])
    assert "Container 'Backend' of 1 thing" in told(marks(svg, "container")["f"])
    loose = told(marks(svg, "unresolved")["u"])
    assert "Too far from everything." in loose
    assert "80.0 px" in loose
    assert "?" in words(marks(svg, "unresolved")["u"])


def test_the_legend_is_no_wider_than_the_picture() -> None:
    found = replace(by_hand(), drawing=replace(by_hand().drawing, name=f"{'quite a long name ' * 4}.excalidraw"))
    svg = seen(found)
    width = float(svg.attrib["viewBox"].split()[2])
    lines = [(float(one.attrib["x"]), words(one)) for one in marks(svg, "legend")[""].iter(f"{SVG}text")]
    assert [said for _, said in lines if said.startswith("quite a long name")]
    assert all(x + 7.5 * len(said) < width for x, said in lines)


def test_the_legend_names_what_occurs_and_nothing_else() -> None:
    legend = words(marks(seen(by_hand()), "legend")[""])
    for entry in ("3 things, 1 connection, 1 end that nothing claims", "sure", "container", "heading", "decoration"):
        assert entry in legend
    plain = gk.analyze(drawing(rectangle("a", at=(0, 0), label="A")))
    assert words(marks(seen(plain), "legend")[""]) == "drawing.excalidraw: 1 thing, 0 connections thing"


def test_a_connection_runs_from_thing_to_thing() -> None:
    analysis = by_hand()
    pieces = marks(seen(analysis), "connection")["e"].findall(f"{SVG}polyline")
    ends = [tuple(map(float, p.split(","))) for piece in pieces for p in str(piece.get("points")).split()]
    elements = {e.id: e for e in analysis.drawing.elements}
    for thing in ("a", "b"):
        area = geometry.area(elements[thing])
        assert min(shapely.Point(end).distance(area) for end in ends) < 0.1
    # Not over the words that label it.
    label = geometry.area(elements["l"]).buffer(-1)
    lines = [
        shapely.LineString([tuple(map(float, p.split(","))) for p in str(piece.get("points")).split()])
        for piece in pieces
        if len(set(str(piece.get("points")).split())) > 1
    ]
    assert all(not line.intersects(label) for line in lines)


@pytest.mark.parametrize(("start", "end"), [(None, "arrow"), ("arrow", None), ("arrow", "arrow"), (None, None)])
def test_arrowheads_stand_where_the_drawing_has_them(start: str | None, end: str | None) -> None:
    analysis = by_hand()
    connection = with_fields(analysis.connections[0], start_arrowhead=start, end_arrowhead=end)
    mark = marks(seen(replace(analysis, connections=(connection,))), "connection")["e"]
    tips = {str(p.get("points")).split()[0] for p in mark.findall(f"{SVG}polygon")}
    xs = sorted(float(tip.split(",")[0]) for tip in tips)
    assert len(xs) == (start is not None) + (end is not None)
    if start:
        assert xs[0] == pytest.approx(160, abs=1)
    if end:
        assert xs[-1] == pytest.approx(360, abs=1)
    assert {(None, "arrow"): "→", ("arrow", None): "←", (None, None): "–"}.get((start, end), "↔") in told(mark)


@pytest.mark.parametrize(("heads", "said"), [(("bar", "arrow"), "→"), (("diamond", None), "–")])
def test_marks_at_an_end_stay_as_they_are_drawn(heads: tuple[str | None, str | None], said: str) -> None:
    analysis = by_hand()
    connection = with_fields(analysis.connections[0], start_arrowhead=heads[0], end_arrowhead=heads[1])
    mark = marks(seen(replace(analysis, connections=(connection,))), "connection")["e"]
    triangles = {p.get("points") for p in mark.findall(f"{SVG}polygon") if len(str(p.get("points")).split()) == 3}
    assert len(triangles) == ("arrow" in heads)
    assert said in told(mark)


def test_confidence_shows_in_colour_and_in_the_line() -> None:
    looks = []
    for confidence in (0.99, 0.8, 0.3, math.nan):
        mark = marks(seen(by_hand(confidence=confidence)), "connection")["e"]
        stroke = mark.findall(f"{SVG}polyline")[1]
        looks.append((stroke.get("stroke"), stroke.get("stroke-dasharray")))
    assert len(set(looks[:3])) == 3
    assert len({dashes for _, dashes in looks[:3]}) == 3
    assert looks[3] == looks[2]


def test_decoration_is_grey() -> None:
    svg = seen(by_hand())
    assert {p.get("stroke") for p in marks(svg, "element")["s"]} == {colour.written(GREY)}
    assert colour.written(GREY) not in {p.get("stroke") for p in marks(svg, "element")["u"]}


def test_marks_contrast_with_their_ground() -> None:
    from graphkit.picture.marks import PALETTES

    for rgb, palette in PALETTES.items():
        for paint in vars(palette).values():
            assert contrast(paint, colour.written(rgb)) >= colour.VISIBLE
        assert contrast(colour.written(GREY), colour.written(rgb)) >= colour.VISIBLE


HEX = st.sampled_from(["#ffffff", "#1e1e1e", "#000000", "#ffd43b", "#2f9e44", "#1971c2", "#868e96"]) | st.from_regex(
    "#[0-9a-f]{6}", fullmatch=True
)


@given(strokes=st.lists(HEX, min_size=3, max_size=3), fill=HEX, below=st.booleans())
def test_every_stroke_is_seen_on_what_it_stands_on(strokes: list[str], fill: str, below: bool) -> None:
    box = rectangle("box", at=(0, 0), size=(400, 400), fill=fill, stroke=strokes[0])
    on_it = [
        text("words", "words", at=(100, 100), stroke=strokes[1]),
        arrow("arrow", (50, 200), (250, 220), stroke=strokes[2]),
    ]
    beside = ellipse("ring", at=(600, 0), stroke=strokes[2])
    pieces = [box, *on_it, beside] if below else [*on_it, box, beside]
    svg = seen(gk.analyze(drawing(*pieces)))
    elements = marks(svg, "element")
    base = ground(svg)
    for name, under in (("words", fill if below else base), ("arrow", fill if below else base), ("ring", base)):
        parts = [p for p in elements[name].iter() if p.tag != f"{SVG}g"]
        rims = [str(p.get("stroke")) for p in parts if p.get("data-halo") is not None]
        inks = [
            str(p.get("fill") if p.tag == f"{SVG}text" else p.get("stroke"))
            for p in parts
            if p.tag == f"{SVG}text" or (p.get("stroke") and p.get("data-halo") is None)
        ]
        assert inks
        for ink in inks:
            assert any(contrast(ink, what) >= 2.99 for what in [under, *rims])


def test_the_ground_is_the_one_on_which_most_is_seen() -> None:
    dark = [rectangle(f"d{n}", at=(200 * n, 0), stroke="#1e1e1e") for n in range(3)]
    light = [rectangle(f"l{n}", at=(200 * n, 200), stroke="#ffffff") for n in range(4)]
    assert ground(seen(gk.analyze(drawing(*dark)))) == "#ffffff"
    assert ground(seen(gk.analyze(drawing(*dark, *light)))) == colour.written(colour.DARK)
    # White words on dark boxes say nothing about what the boxes stand on.
    boxes = [rectangle(f"b{n}", at=(200 * n, 400), size=(150, 80), fill="#1e1e1e") for n in range(4)]
    inner = [text(f"t{n}", "hi", at=(200 * n + 50, 420), stroke="#ffffff") for n in range(4)]
    assert ground(seen(gk.analyze(drawing(*boxes, *inner)))) == "#ffffff"


def pile(*fills: tuple[str, int]) -> list[Piece]:
    """So many boxes of each fill on one another, from below."""
    each = [fill for fill, count in fills for _ in range(count)]
    return [rectangle(f"r{n}", at=(0.1 * n, 0), size=(400, 400), fill=fill) for n, fill in enumerate(each)]


@pytest.mark.parametrize("above", [0, 1, 300])
def test_of_many_fills_on_one_another_the_topmost_counts(above: int) -> None:
    words = text("words", "words", at=(100, 100), stroke="#000000")
    sheet = drawing(*pile(("#ffffff", 300), ("#000000", 1)), words, *pile(("#ffffff", above)))
    assert "data-halo" in "".join(Sketch(sheet).draw()).partition("words")[2].partition("</g>")[0]
    sheet = drawing(*pile(("#000000", 300), ("#ffffff", 1)), words)
    assert "data-halo" not in "".join(Sketch(sheet).draw()).partition("words")[2]


@pytest.mark.parametrize("opacity", [100, 1])
def test_of_many_fills_on_one_another_few_are_looked_at(monkeypatch: pytest.MonkeyPatch, opacity: int) -> None:
    sheet = drawing(*pile(("#ff0000", 500)))
    sheet = replace(sheet, elements=tuple(with_fields(e, opacity=opacity) for e in sheet.elements))
    laid = 0

    def over(*paint: Any) -> colour.Rgb:
        nonlocal laid
        laid += 1
        return one_over(*paint)

    one_over = colour.over
    monkeypatch.setattr(colour, "over", over)
    Sketch(sheet)
    assert 0 < laid < 500 * 20 * (1 if opacity == 100 else 70)


HOSTILE = '"><script>alert(1)</script><image href=x onload=alert(1)>&nbsp;\x00\ud800]]>'


def hostile_drawing() -> gk.Drawing:
    style: dict[str, Any] = {"stroke": HOSTILE, "fill": "url(#x)", "stroke_style": HOSTILE, "link": HOSTILE}
    identity = HOSTILE.replace("\ud800", "")
    pieces = [
        frame(f"f{identity}", at=(0, 0), size=(300, 300), name=HOSTILE),
        rectangle(f"r{identity}", at=(0, 0), label=HOSTILE, **style),
        text(f"t{identity}", HOSTILE, at=(0, 100), **style),
        image(f"i{identity}", at=(300, 0), **style),
        arrow(f"a{identity}", (0, 150), (300, 150), label=HOSTILE, **style),
    ]
    return replace(drawing(*pieces), name=HOSTILE)


def test_no_text_of_a_drawing_becomes_markup() -> None:
    svg = seen(gk.analyze(hostile_drawing()))
    names = {element.tag.removeprefix(SVG) for element in svg.iter()}
    assert names <= {"svg", "title", "g", "rect", "ellipse", "circle", "polygon", "polyline", "text", "tspan"}
    for element in svg.iter():
        for name, value in element.attrib.items():
            assert not name.startswith(("on", "href", "{"))
            if name in ("fill", "stroke"):
                assert re.fullmatch(r"none|#[0-9a-f]{6}", value)
            elif not name.startswith(("data-", "aria-", "font-family", "style", "role")):
                assert re.fullmatch(r"[-\d., a-z()A-Z]*", value)


def test_lengths_are_written_alike_everywhere() -> None:
    assert [number(v) for v in (1, 1.5, -0.001, 1 / 3, 1e20, math.nan, -math.inf, 100.0)] == [
        "1", "1.5", "0", "0.33", "1000000000", "0", "0", "100",
    ]  # fmt: skip


NUMBERS = ("x", "y", "width", "height", "angle", "strokeWidth", "fontSize", "lineHeight", "opacity")


@settings(max_examples=30)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "type": st.sampled_from(
                    ["rectangle", "ellipse", "diamond", "text", "arrow", "line", "freedraw", "image", "frame", "iframe",
                     "embeddable", "blob"]
                ),
                "id": st.sampled_from("abcdefgh"),
            },
            optional={
                **dict.fromkeys(NUMBERS, st.sampled_from([0, -5, 1e-9, 1e7, -1e9, 1e300, None, "x", 12.5])),
                "points": st.lists(st.tuples(*2 * [st.sampled_from([0, 10, -1e8, 7.5])]), max_size=4),
                "text": st.text(max_size=20),
                "strokeColor": st.sampled_from(["red", "#fff", "transparent", "", "#12345678", "rgba(1,2,3,.5)"]),
                "backgroundColor": st.sampled_from(["red", "#fff", "transparent", "#00000000", "rgb(300,2,3)"]),
                "roundness": st.sampled_from([None, {"type": 2}, {"type": 3}, {"type": 3, "value": -4}]),
                "startArrowhead": st.sampled_from([None, "arrow", "bar", "no such head"]),
                "endArrowhead": st.sampled_from([None, "diamond_outline", "cardinality_zero_or_many"]),
                "strokeStyle": st.sampled_from(["dashed", "dotted", "?"]),
            },
        ),
        max_size=8,
    )
)  # fmt: skip
def test_whatever_can_be_read_can_be_shown(elements: list[dict[str, Any]]) -> None:
    sheet = read_scene({"type": "excalidraw", "version": 2, "elements": elements, "appState": {}, "files": {}})
    svg = overlay(gk.analyze(sheet)).svg
    ElementTree.fromstring(svg)  # noqa: S314 our own SVG
    assert not re.search(r'="[^"]*\b(nan|inf)\b', svg)


@pytest.mark.parametrize(
    "name",
    ["arrow", "bar", "circle", "circle_outline", "triangle", "triangle_outline", "diamond", "diamond_outline",
     "cardinality_one", "cardinality_many", "cardinality_one_or_many", "cardinality_exactly_one",
     "cardinality_zero_or_one", "cardinality_zero_or_many", "no such head"],
)  # fmt: skip
def test_every_arrowhead_is_drawn_at_the_tip(name: str) -> None:
    drawn = [ElementTree.fromstring(p) for p in arrowhead(name, [(0, 0), (100, 0)], 2, "#000000")]  # noqa: S314
    assert drawn
    xs = []
    for part in drawn:
        if part.tag == "circle":
            xs += [
                float(part.get("cx", 0)) - float(part.get("r", 0)),
                float(part.get("cx", 0)) + float(part.get("r", 0)),
            ]
        else:
            xs += [float(p.split(",")[0]) for p in str(part.get("points")).split()]
    assert max(xs) <= 100.01
    assert min(xs) > 50
    assert list(arrowhead(name, [(5, 5), (5, 5)], 2, "#000000")) == []


def test_every_kind_of_element_is_drawn_in_its_place() -> None:
    sheet = drawing(
        rectangle("r", at=(0, 0), size=(100, 50), fill="#a5d8ff", rounded=True, angle=0.5),
        diamond("d", at=(200, 0), size=(100, 50)),
        ellipse("e", at=(400, 0), size=(100, 50)),
        text("t", "one\n  two", at=(0, 100)),
        image("i", at=(200, 100)),
        frame("f", at=(400, 100), size=(200, 100), name="Frame name"),
        freedraw("w", (0, 200), (20, 220), (40, 200)),
        line("l", (100, 200), (150, 220), stroke_style="dashed"),
    )
    elements = marks(seen(gk.analyze(sheet)), "element")
    assert set(elements) == {"r", "d", "e", "t", "i", "f", "w", "l"}
    (fill, stroke) = elements["r"].findall(f"{SVG}rect")
    assert fill.get("fill") == "#a5d8ff"
    assert (stroke.get("width"), stroke.get("height")) == ("100", "50")
    assert float(stroke.get("rx", 0)) == pytest.approx(12.5)
    assert str(stroke.get("transform")).startswith("rotate(28.65 50 25)")
    assert elements["e"].find(f"{SVG}ellipse") is not None
    lines = ["".join(t.itertext()) for t in elements["t"].iter(f"{SVG}tspan")]
    assert lines == ["one", "  two"]
    assert words(elements["f"]) == "Frame name"
    dashed = elements["l"].findall(f"{SVG}polyline")[-1]
    assert dashed.get("stroke-dasharray") is not None


def test_the_same_analysis_gives_the_same_bytes_in_any_process() -> None:
    code = f"import graphkit as gk, sys; sys.stdout.write(gk.overlay(gk.analyze(gk.read({str(FIRST)!r}))).svg)"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {overlay(gk.analyze(gk.read(FIRST))).svg.encode()}


def test_a_notebook_shows_it_and_a_file_holds_it(tmp_path: Path) -> None:
    picture = overlay(by_hand())
    assert picture._repr_svg_() == picture.svg
    picture.write(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text("utf-8") == picture.svg
    with pytest.raises(ValueError, match=r"\.svg"):
        picture.write(tmp_path / "a.png")
    with pytest.raises(gk.WriteError, match="cannot write"):
        picture.write(tmp_path / "no" / "a.svg")
    assert [p.name for p in tmp_path.iterdir()] == ["a.svg"]


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("#fff", ((255, 255, 255), 1.0)),
        ("#1E1E1E", ((30, 30, 30), 1.0)),
        ("#ff000080", ((255, 0, 0), 128 / 255)),
        ("#f008", ((255, 0, 0), 136 / 255)),
        (" DimGray ", ((105, 105, 105), 1.0)),
        ("transparent", ((0, 0, 0), 0.0)),
        ("rgb(1, 2, 300)", ((1, 2, 255), 1.0)),
        ("rgba(165,216,255,0.2)", ((165, 216, 255), 0.2)),
        ("rgb(1 2 3 / 50%)", ((1, 2, 3), 0.5)),
        *[
            (none, None)
            for none in ("", "#12", "#gggggg", "url(#a)", "rgb(1,2)", "rgb(..,1,2)", "#١٢٣", "red;", "x" * 999)
        ],
    ],
)
def test_what_a_colour_means(words: str, meaning: object) -> None:
    assert colour.parse(words) == meaning

"""Corrections: read, refused, written, followed; what a person says wins over what is inferred and declared."""

from __future__ import annotations

import contextlib
import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, frame, image, line, rectangle, text
from graphkit.corrections import MOST_BYTES, Corrections, amended, beside, parse, save, shown
from graphkit.elements import Rectangle, with_fields
from graphkit.report import report_on
from make_drawings import DRAWINGS

# Reading

EXAMPLE = """\
ignore = ["x", "y", "x"]

[arrows."a r"]
start = "b"
end = "c"

[arrows.two]
end = "b"

[texts.t]
labels = "two"

[texts.u]
names = "b"

[texts.v]
alone = true
"""


def test_everything_that_can_be_said() -> None:
    said = parse(EXAMPLE, "plan.graphkit.toml")
    assert said.ends == {("a r", "start"): "b", ("a r", "end"): "c", ("two", "end"): "b"}
    assert said.labels == {"t": "two"}
    assert said.names == {"u": "b"}
    assert said.alone == ("v",)
    assert said.ignored == ("x", "y")
    assert len(said) == 8
    assert said.connectors == {"a r", "two"}
    assert said.source == "plan.graphkit.toml"


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        ('[arrow.pays]\nend = "club"', "known are ignore, arrows, texts; did you mean arrows?"),
        ('[arrows.pays]\nfinish = "club"', "known are start, end"),
        ('[texts.word]\nlabel = "pays"', "known are labels, names, alone; did you mean labels?"),
        ('[arrows.pays]\nend = "culb"', "shops has no element 'culb'; did you mean 'club'?"),
        ('[arrows.pay]\nend = "club"', "shops has no element 'pay'; did you mean 'pays'?"),
        ('[arrows.pays]\nend = "the  Savings bank"', "ids stand here, not words; `graphkit explain` tells the id of “"),
        ('[arrows.pays]\nend = "xyz"', "shops has no element 'xyz'; name another, or take this out"),
    ],
)
def test_what_was_meant_is_guessed_where_it_is_not_known(content: str, hint: str) -> None:
    found = replace(shops(text("far", "The Savings Bank", (3000, 3000))), name="shops")
    with pytest.raises(gk.CorrectionsError) as raised:
        gk.analyze(found, corrections=parse(content))
    assert hint in str(raised.value)


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.graphkit.toml").write_text("")
    said = gk.read_corrections(tmp_path / "x.graphkit.toml")
    assert not said
    assert gk.analyze(shops(), corrections=said).corrections is None


WRONG = {
    "no TOML": ("a = = 1", ["not TOML", "line 1"]),
    "a key twice": ('[arrows.e]\nend = "a"\nend = "b"\n', ["not TOML", "line 3"]),
    "a table twice": ('[arrows.e]\nend = "a"\n[arrows.e]\nstart = "b"', ["not TOML", "line 3"]),
    "an unknown table": ("[lines.e]", ["lines", "line 1", "ignore, arrows, texts"]),
    "an unknown key": ('[arrows.e]\nend = "a"\nstrat = "b"', ["arrows.e.strat", "line 3", "start, end"]),
    "an unknown key in quotes": ('[arrows."e f"]\n"st rat" = "b"', ['arrows."e f"."st rat"', "line 2"]),
    "an unknown meaning": ('[texts.t]\nlabel = "e"', ["texts.t.label", "line 2", "labels, names, alone"]),
    "a number for an id": ("[arrows.e]\nend = 3", ["arrows.e.end", "line 2", "in quotes"]),
    "a list for an id": ('[arrows.e]\nend = ["a"]', ["arrows.e.end", "in quotes"]),
    "no table": ('arrows = "e"', ["arrows", "line 1", "tables"]),
    "no table inside": ('[arrows]\ne = "a"', ["arrows.e", "line 2", "[arrows.e]"]),
    "no list": ('ignore = "a"', ["ignore", "line 1", "list"]),
    "a list of other things": ("ignore = [1]", ["ignore", "list"]),
    "both a label and a name": ('[texts.t]\nlabels = "e"\nnames = "a"', ["texts.t", "labels, names"]),
    "both alone and a name": ('[texts.t]\nalone = true\nnames = "a"', ["texts.t", "alone, names"]),
    "not alone": ("[texts.t]\nalone = false", ["texts.t.alone", "line 2", "true"]),
    "ignored and spoken of": ('ignore = ["e"]\n[arrows.e]\nend = "a"', ["ignore", "line 1", "arrows.e"]),
    "leading to what is ignored": ('ignore = ["a"]\n[arrows.e]\nend = "a"', ["ignore", "arrows.e.end"]),
    "leading to itself": ('[arrows.e]\nend = "e"', ["arrows.e.end", "itself"]),
    "leading to a label": ('[arrows.e]\nend = "t"\n[texts.t]\nlabels = "f"', ["arrows.e.end", "a label"]),
    "nested deeply": ("ignore = " + "[" * 50_000, ["nested"]),
}


@pytest.mark.parametrize(("content", "named"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_understood_is_one_line_with_file_key_and_line(content: str, named: list[str]) -> None:
    with pytest.raises(gk.CorrectionsError) as raised:
        parse(content, "plan.graphkit.toml")
    message = str(raised.value)
    assert message.startswith("plan.graphkit.toml: ")
    assert "\n" not in message
    for part in named:
        assert part in message


def test_a_line_is_found_after_a_list_over_several_lines() -> None:
    with pytest.raises(gk.CorrectionsError, match="line 6"):
        parse('ignore = [\n  "strat",\n  "b",\n]\n[arrows.e]\nstrat = "b"\n')


def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    folder, missing, broken, large = (tmp_path / name for name in ("folder", "missing", "broken", "large"))
    folder.mkdir()
    broken.write_bytes(b"ignore = [\xff]")
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    for path, what in ((folder, "director"), (missing, "No such file"), (broken, "UTF-8"), (large, "1,048,576")):
        with pytest.raises(gk.CorrectionsError, match=what) as raised:
            gk.read_corrections(path)
        assert str(path) in str(raised.value)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.graphkit.toml"
    path.write_bytes(b'\xef\xbb\xbf[arrows.e]\r\nend = "a"\r\n')
    assert gk.read_corrections(path).ends == {("e", "end"): "a"}


@given(st.text())
def test_any_text_is_corrections_or_one_error(content: str) -> None:
    with contextlib.suppress(gk.CorrectionsError):
        parse(content)


@given(st.text(min_size=1))
def test_keys_are_shown_as_toml_reads_them(id: str) -> None:
    written = shown("arrows", id)
    assert "\n" not in written
    if all(c.isprintable() for c in id):
        found = tomllib.loads(f"[{written}]\nx = 1")
        assert found == {"arrows": {id: {"x": 1}}}


@pytest.mark.parametrize(
    "name",
    [
        "plan.excalidraw",
        "plan.excalidraw.md",
        "plan.md",
        "plan.excalidraw.svg",
        "plan.excalidraw.png",
        "plan.json",
        "plan",
    ],
)
def test_corrections_lie_beside_the_drawing(name: str) -> None:
    assert beside(Path("notes") / name) == Path("notes/plan.graphkit.toml")


# Following


def shops(*more: Pieces) -> gk.Drawing:
    return drawing(
        rectangle("shop", at=(0, 0), label="Shop"),
        rectangle("bank", at=(400, 0), label="Bank"),
        rectangle("club", at=(400, 600), label="Club"),
        arrow("pays", "shop", "bank"),
        text("word", "cash", centre=(250, 12)),
        *more,
    )


def edges(analysis: gk.Analysis) -> dict[str, tuple[str, str, str]]:
    return {c.id: (c.start.target, c.end.target, c.label) for c in analysis.connections}


def corrected(content: str, *more: Pieces) -> gk.Analysis:
    return gk.analyze(shops(*more), corrections=parse(content))


def test_without_corrections_it_is_read_otherwise() -> None:
    analysis = gk.analyze(shops())
    assert edges(analysis) == {"pays": ("shop", "bank", "cash")}
    assert analysis.corrections is None


def test_a_corrected_end_wins_over_geometry() -> None:
    analysis = corrected('[arrows.pays]\nend = "club"')
    assert edges(analysis) == {"pays": ("shop", "club", "cash")}
    (connection,) = analysis.connections
    assert connection.end.evidence.rule == "corrected"
    assert connection.end.evidence.confidence == 1.0
    assert str(connection.end.evidence) == "A correction says so."
    assert connection.start.evidence.rule not in ("corrected", "declared")
    ((_, _, stated),) = gk.to_graph(analysis).edges(data=True)
    assert stated["target_rule"] == "corrected"


def test_a_corrected_end_wins_over_what_is_declared() -> None:
    bound = drawing(
        rectangle("shop", at=(0, 0), label="Shop"), rectangle("bank", at=(400, 0), label="Bank"),
        rectangle("club", at=(400, 600), label="Club"), arrow("pays", "shop", "bank", bound=True),
    )  # fmt: skip
    analysis = gk.analyze(bound, corrections=parse('[arrows.pays]\nend = "club"'))
    assert edges(analysis)["pays"][:2] == ("shop", "club")
    (connection,) = analysis.connections
    assert (connection.start.evidence.rule, connection.end.evidence.rule) == ("declared", "corrected")
    assert not analysis.problems


def test_any_piece_of_a_thing_names_it() -> None:
    assert edges(corrected('[arrows.pays]\nend = "club-label"'))["pays"][1] == "club"


def test_both_ends_may_be_corrected_however_far_away() -> None:
    far = (rectangle("far", at=(90_000, 0), label="Far"), rectangle("off", at=(0, 90_000), label="Off"))
    assert edges(corrected('[arrows.pays]\nstart = "far"\nend = "off"', *far))["pays"][:2] == ("far", "off")
    assert edges(corrected('[arrows.pays]\nstart = "far"\nend = "far"', *far))["pays"][:2] == ("far", "far")


def test_a_line_that_is_decoration_can_be_made_to_connect() -> None:
    rule = line("rule", (0, 300), (900, 300))
    assert "rule" in gk.analyze(shops(rule)).decoration
    analysis = corrected('[arrows.rule]\nstart = "shop"\nend = "club"', rule)
    assert edges(analysis)["rule"] == ("shop", "club", "")
    assert "rule" not in analysis.decoration
    assert next(c for c in analysis.connections if c.id == "rule").relation == "line"


def test_of_strokes_that_make_one_connector_each_end_is_corrected_by_its_own() -> None:
    strokes = (line("first", (1000, 300), (1200, 300)), arrow("second", (1200, 300), (1200, 500)))
    more = (rectangle("left", at=(880, 270), label="Left"), rectangle("below", at=(1150, 510), label="Below"), *strokes)
    (connection,) = (c for c in gk.analyze(shops(*more)).connections if "second" in c.elements)
    assert set(connection.elements) == {"first", "second"}
    assert edges(gk.analyze(shops(*more)))[connection.id][:2] == ("left", "below")
    both = '[arrows.first]\nstart = "club"\n[arrows.second]\nend = "shop"'
    (connection,) = (c for c in corrected(both, *more).connections if "second" in c.elements)
    assert (connection.start.target, connection.end.target) == ("club", "shop")
    assert connection.start.evidence.rule == connection.end.evidence.rule == "corrected"


def test_a_corrected_end_within_what_is_one_connector_makes_it_one_by_itself() -> None:
    more = (
        rectangle("left", at=(880, 270), label="Left"), rectangle("below", at=(1150, 510), label="Below"),
        line("first", (1000, 300), (1200, 300)), arrow("second", (1200, 300), (1200, 500)),
    )  # fmt: skip
    analysis = corrected('[arrows.second]\nstart = "club"', *more)
    (connection,) = (c for c in analysis.connections if "second" in c.elements)
    assert connection.elements == ("second",)
    assert (connection.start.target, connection.end.target) == ("club", "below")
    assert connection.start.evidence.rule == "corrected"


ANGLE = (line("down", (50, 65), (50, 300)), line("along", (50, 300), (300, 300)))
"""Two lines that meet, of which only the first begins at a thing: decoration."""


@pytest.mark.parametrize("id", ["down", "along"])
@pytest.mark.parametrize("side", ["start", "end"])
def test_one_end_of_a_line_that_is_decoration_may_be_corrected(id: str, side: str) -> None:
    assert {"down", "along"} <= set(gk.analyze(shops(*ANGLE)).decoration)
    analysis = corrected(f'[arrows.{id}]\n{side} = "club"', *ANGLE)
    ends = {(c.id, end.terminal): end for c in analysis.connections for end in (c.start, c.end)}
    told = {(end.connector, end.terminal) for end in analysis.unresolved}
    other = "end" if side == "start" else "start"
    if (id, side) == ("down", "end"):  # It begins at the shop.
        assert (ends[id, other].target, ends[id, side].target) == ("shop", "club")
        assert ends[id, side].evidence.rule == "corrected"
    else:
        assert told == {(id, other)}
    subject = gk.explain(analysis, id).subjects[0]
    assert any(reason.part == side and reason.rule == "corrected" for reason in subject.reasons)


def test_of_both_ends_of_a_line_that_is_decoration_each_may_be_taken_out_again() -> None:
    analysis = corrected('[arrows.along]\nstart = "shop"\nend = "club"', *ANGLE)
    assert edges(analysis)["along"][:2] == ("shop", "club")
    reasons = {reason.part: reason for reason in gk.explain(analysis, "along").subjects[0].reasons}
    assert reasons["start"].change == reasons["end"].change == "Without that correction, nothing would claim it."


def test_a_line_of_several_that_join_nothing_tells_what_they_lack() -> None:
    angle = (line("down", (50, 65), (50, 300)), line("along", (50, 300), (300, 300)), rectangle("to", at=(360, 250)))
    analysis = corrected('[arrows.down]\nstart = "to"', *angle)
    assert {(end.connector, end.terminal, end.elements) for end in analysis.unresolved} == {
        ("down", "start", ("down", "along"))
    }
    (subject,) = gk.explain(analysis, "along").subjects
    assert subject.says == "Drawn together with line at 50, 65 (down), it is no edge: nothing claims its start."
    end, start = subject.reasons
    assert (end.part, end.rule, end.says) == ("end", "corrected", "it means rectangle at 360, 250 (to).")
    assert start.because == "Both its ends would mean the same thing, and it does not bend back."


def test_a_lifeline_may_be_made_to_connect() -> None:
    found = gk.read(DRAWINGS / "sequence-diagram" / "source.excalidraw")
    assert "life1" in gk.analyze(found).thing_of
    analysis = gk.analyze(found, corrections=parse('[arrows.life1]\nstart = "phone"\nend = "bank"'))
    assert edges(analysis)["life1"][:2] == ("phone", "bank")


def test_a_label_of_a_line_that_joins_nothing_is_told() -> None:
    analysis = corrected('[texts.word]\nlabels = "along"', *ANGLE)
    assert {end.labels for end in analysis.unresolved} == {("word",)}
    (subject,) = gk.explain(analysis, "word").subjects
    assert subject.says == "This text labels line at 50, 300 (along), which joins nothing."


BRACE = line("brace", (900, 300), (900, 700), via=[(880, 320), (880, 480), (860, 500), (880, 520), (880, 680)])
"""A brace around what stands right of it, with its tip on the left."""


def test_a_brace_and_what_leads_to_it_may_be_corrected() -> None:
    more = (
        BRACE, arrow("to", (700, 500), (858, 500)), rectangle("whole", at=(560, 460), label="Whole"),
        rectangle("one", at=(930, 320), label="One"), rectangle("two", at=(930, 600), label="Two"),
    )  # fmt: skip
    assert {c.end.target for c in gk.analyze(shops(*more)).connections if c.id == "to"} == {"one", "two"}
    assert edges(corrected('[arrows.to]\nstart = "shop"\nend = "club"', *more))["to"][:2] == ("shop", "club")
    assert edges(corrected('[arrows.to]\nend = "club"', *more))["to"][:2] == ("whole", "club")
    assert edges(corrected('[arrows.brace]\nstart = "shop"\nend = "club"', *more))["brace"][:2] == ("shop", "club")


def test_what_a_script_drew_around_a_part_of_a_map_may_be_corrected() -> None:
    found = shops(line("fence", (0, 3000), (900, 3000)))
    fence = with_fields(found.elements[-1], custom={"isBoundary": True})
    found = gk.Drawing(name=found.name, elements=(*found.elements[:-1], fence))
    analysis = gk.analyze(found, corrections=parse('[arrows.fence]\nstart = "shop"\nend = "club"'))
    assert edges(analysis)["fence"][:2] == ("shop", "club")


def test_what_is_part_of_a_thing_connects_nothing() -> None:
    said = '[arrows.rule]\nend = "shop"\n[texts.word]\nnames = "rule"'
    with pytest.raises(gk.CorrectionsError, match=r"arrows\.rule\.end: 'rule' connects nothing: it is part of a thing"):
        corrected(said, line("rule", (0, 3000), (900, 3000)))


def test_an_arrow_with_both_ends_corrected_is_one_by_itself() -> None:
    strokes = (line("first", (1000, 300), (1200, 300)), arrow("second", (1200, 300), (1200, 500)))
    analysis = corrected('[arrows.second]\nstart = "club"\nend = "shop"', *strokes)
    (connection,) = (c for c in analysis.connections if "second" in c.elements)
    assert connection.elements == ("second",)
    assert (connection.start.target, connection.end.target) == ("club", "shop")


def test_a_closed_line_can_be_made_to_connect() -> None:
    loop = line("loop", (0, 300), (0, 302), via=[(200, 300), (200, 400), (0, 400)])
    assert "loop" in gk.analyze(shops(loop)).thing_of
    analysis = corrected('[arrows.loop]\nstart = "shop"\nend = "club"', loop)
    assert edges(analysis)["loop"][:2] == ("shop", "club")


def test_a_text_becomes_the_label_that_it_is_said_to_be() -> None:
    far = text("note", "monthly", at=(3000, 3000))
    analysis = corrected('[texts.note]\nlabels = "pays"', far)
    (label,) = (found for c in analysis.connections for found in c.labels if found.text == "note")
    assert label.evidence.rule == "corrected"
    assert "monthly" in edges(analysis)["pays"][2]
    assert "note" not in analysis.thing_of


def test_a_text_in_a_shape_can_be_a_label_after_all() -> None:
    analysis = corrected('[texts.club-label]\nlabels = "pays"')
    assert "Club" in edges(analysis)["pays"][2]
    assert analysis.thing["club"].label == ""


def test_a_label_on_a_line_makes_the_line_connect() -> None:
    joined = line("joins", "shop", "club")
    analysis = corrected('[texts.word]\nlabels = "joins"', joined)
    assert edges(analysis)["joins"] == ("shop", "club", "cash")
    assert edges(analysis)["pays"][2] == ""


@pytest.mark.parametrize(
    "owner",
    [
        rectangle("it", at=(3000, 0), size=(80, 80)),
        image("it", at=(3000, 0)),
        frame("it", (3000, 0), (300, 300)),
        line("it", (3000, 0), (3300, 0)),
    ],
    ids=lambda piece: piece.element["type"],  # type: ignore[union-attr]  # all are single pieces
)
def test_a_text_becomes_the_name_that_it_is_said_to_be(owner: Pieces) -> None:
    analysis = corrected('[texts.word]\nnames = "it"', owner)
    thing = analysis.thing_of["word"]
    assert thing is analysis.thing_of["it"]
    assert thing.label == "cash"
    (name,) = thing.names
    assert (name.evidence.rule, name.evidence.confidence) == ("corrected", 1.0)
    assert edges(analysis)["pays"][2] == ""


def test_a_text_in_another_shape_can_be_the_name() -> None:
    analysis = corrected('[texts.club-label]\nnames = "bank"')
    assert analysis.thing["club"].label == ""
    assert analysis.thing_of["club-label"].id == "bank"


def test_a_text_that_is_alone_labels_names_and_heads_nothing() -> None:
    analysis = corrected("[texts.word]\nalone = true\n[texts.club-label]\nalone = true")
    assert edges(analysis)["pays"][2] == ""
    assert analysis.thing["word"].role == "annotation"
    assert analysis.thing["club"].label == ""
    heading = drawing(
        text("head", "Row", at=(0, 20)), *(rectangle(f"b{k}", at=(200 + 300 * k, 0), label=f"B{k}") for k in range(3))
    )
    assert gk.analyze(heading).headings
    assert not gk.analyze(heading, corrections=parse("[texts.head]\nalone = true")).headings


def test_what_is_alone_may_still_be_led_to() -> None:
    note = text("note", "see there", at=(900, 20))
    content = '[texts.note]\nalone = true\n[arrows.pays]\nend = "note"'
    analysis = corrected(content, note)
    assert edges(analysis)["pays"][1] == "note"
    assert analysis.thing["note"].role == "entity"


def test_what_is_ignored_says_nothing_and_is_told_of() -> None:
    found = shops()
    analysis = gk.analyze(found, corrections=parse('ignore = ["pays", "club"]'))
    assert edges(analysis) == {}
    assert "club" not in analysis.thing_of
    assert analysis.drawing is found
    told = {item.element: item.why for item in report_on(analysis, gk.to_graph(analysis)).left_over}
    assert told["pays"] == told["club"] == "ignored, as the corrections say"


def test_extract_follows_corrections() -> None:
    graph = gk.extract(shops(), corrections=parse('[arrows.pays]\nend = "club"'))
    assert [(u, v) for u, v, _ in graph.edges(keys=True)] == [("drawing.excalidraw#^shop", "drawing.excalidraw#^club")]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('[arrows.gone]\nend = "bank"', ["arrows.gone", "no element 'gone'"]),
        ('[arrows.pays]\nend = "gone"', ["arrows.pays.end", "no element 'gone'"]),
        ('[texts.gone]\nlabels = "pays"', ["texts.gone", "no element 'gone'"]),
        ('[texts.word]\nlabels = "gone"', ["texts.word.labels", "no element 'gone'"]),
        ('ignore = ["gone"]', ["ignore", "no element 'gone'"]),
        ('[arrows.shop]\nend = "bank"', ["arrows.shop", "rectangle", "an arrow, a line or a stroke"]),
        ('[arrows.pays]\nend = "other"', ["arrows.pays.end", "arrow"]),
        ('[texts.shop]\nlabels = "pays"', ["texts.shop", "rectangle", "a text"]),
        (
            '[texts.word]\nlabels = "shop"',
            ["texts.word.labels", "rectangle", "an arrow, a line or a stroke"],
        ),
        ('[texts.word]\nnames = "pays"', ["texts.word.names", "arrow", "a shape"]),
        ('[texts.word]\nnames = "shop-label"', ["texts.word.names", "text", "a shape"]),
        ("[texts.shop]\nalone = true", ["texts.shop", "rectangle"]),
        ('[arrows.pays]\nend = "rule"', ["arrows.pays.end", "'rule'", "part of no thing"]),
    ],
)
def test_corrections_that_do_not_fit_the_drawing_are_refused(content: str, named: list[str]) -> None:
    more = (arrow("other", "bank", "club"), line("rule", (0, 3000), (900, 3000)))
    with pytest.raises(gk.CorrectionsError) as raised:
        gk.analyze(shops(*more), corrections=parse(content, "plan.graphkit.toml"))
    message = str(raised.value)
    assert message.startswith("plan.graphkit.toml: ")
    for part in named:
        assert part in message


ids = st.sampled_from(["shop", "bank", "club", "pays", "word", "shop-label", "club-label", "e", "l"])


@given(
    st.dictionaries(ids, st.dictionaries(st.sampled_from(["start", "end"]), ids), max_size=3),
    st.dictionaries(ids, st.dictionaries(st.sampled_from(["labels", "names"]), ids, max_size=1), max_size=3),
    st.lists(ids, max_size=2),
)
def test_any_corrections_are_followed_or_refused(
    arrows: dict[str, dict[str, str]], texts: dict[str, dict[str, str]], ignored: list[str]
) -> None:
    content = f"ignore = {json.dumps(ignored)}\n"
    for table, entries in (("arrows", arrows), ("texts", texts)):
        for id, said in entries.items():
            content += f"[{table}.{id}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in said.items())
    found = shops(arrow("e", "bank", "club"), line("l", (0, 3000), (900, 3000)))
    try:
        said = parse(content)
        analysis = gk.analyze(found, corrections=said)
    except gk.CorrectionsError:
        return
    assert analysis == gk.analyze(found, corrections=parse(content))
    means = {(c.id, side): end for c in analysis.connections for side, end in (("start", c.start), ("end", c.end))}
    for key, target in said.ends.items():
        if key in means:
            assert means[key].target == analysis.thing_of[target].id
            assert means[key].evidence.rule == "corrected"
    for text_id, owner in said.names.items():
        assert analysis.thing_of[text_id] is analysis.thing_of[owner]
    assert not set(said.ignored) & ({t.id for t in analysis.things} | {c.id for c in analysis.connections})
    gk.to_graph(analysis)


# Writing


def amend(path: Path, found: gk.Drawing, id: str, fixes: dict[str, str | None], remarks: dict[str, str]) -> Corrections:
    """What is said then, written where it can be followed."""
    content, said = amended(path, found, {id: fixes}, remarks)
    gk.analyze(found, corrections=said)
    save(path, content)
    return said


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "plan.graphkit.toml"
    said = amend(path, shops(), "pays", {"end": "club"}, {"pays": "arrow", "club": "rectangle “Club”"})
    assert said.ends == {("pays", "end"): "club"}
    assert gk.read_corrections(path) == said
    assert path.read_text(encoding="utf-8") == (
        "# What graphkit follows for drawing.excalidraw instead of what it would infer.\n\n"
        '[arrows.pays] # arrow\nend = "club" # rectangle “Club”\n'
    )


BY_HAND = """\
# my own words
ignore = ["word"]   # not that

[arrows."pays"]   # the arrow
start = "shop"    # as it should be

[texts.club-label]
alone = true
"""


@pytest.mark.parametrize(
    ("id", "fixes", "added", "gone"),
    [
        ("pays", {"end": "club"}, ['end = "club"'], []),
        ("pays", {"start": "bank"}, ['start = "bank"'], ['start = "shop"']),
        ("pays", {"start": None}, [], ['start = "shop"', "the arrow"]),
        ("club-label", {"names": "bank"}, ['names = "bank"'], ["alone = true"]),
        ("club-label", {"alone": None}, [], ["alone = true", "club-label"]),
        ("bank-label", {"labels": "pays"}, ["[texts.bank-label]", 'labels = "pays"'], []),
        ("bank-label", {"alone": "true"}, ["[texts.bank-label]"], []),
        ("bank", {"ignore": "true"}, ['["word", "bank"]'], []),
        ("word", {"ignore": None}, [], ['"word"']),
        ("bank", {"ignore": None, "end": None}, [], []),
    ],
)
def test_everything_else_in_the_file_stays(
    tmp_path: Path, id: str, fixes: dict[str, str | None], added: list[str], gone: list[str]
) -> None:
    path = tmp_path / "plan.graphkit.toml"
    path.write_text(BY_HAND, encoding="utf-8")
    said = amend(path, shops(), id, fixes, {})
    after = path.read_text(encoding="utf-8")
    assert gk.read_corrections(path) == said
    for part in added:
        assert part in after
    for part in gone:
        assert part not in after
    for kept in BY_HAND.splitlines():
        if not any(part in kept for part in ("ignore", *gone)):
            assert kept in after.splitlines()
    assert "# my own words" in after
    assert "# not that" in after


@pytest.mark.parametrize(
    ("before", "id", "fixes", "after"),
    [
        ("arrows = {}\n", "pays", {"end": "club"}, '[arrows.pays]\nend = "club"\n'),
        ('arrows = {pays = {start = "shop"}}\n', "pays", {"end": "club"},
         '[arrows.pays]\nstart = "shop"\nend = "club"\n'),
        ('texts.word.names = "shop"\n', "club-label", {"names": "bank"},
         '[texts.word]\nnames = "shop"\n\n[texts.club-label]\nnames = "bank"\n'),
        ('ignore = [\n  "word", # one\n  "shop", # two\n]\n', "word", {"ignore": None},
         'ignore = [\n  "shop", # two\n]\n'),
        ('[texts.word]\nnames = "shop"\n', "club", {"ignore": None}, '[texts.word]\nnames = "shop"\n'),
        ('[texts.word]\nnames = "shop"\n', "word", {"labels": None}, '[texts.word]\nnames = "shop"\n'),
        ('[texts.word]\nnames = "shop"\n', "club", {"ignore": "true"},
         'ignore = ["club"]\n[texts.word]\nnames = "shop"\n'),
        ('[texts.word]\r\nnames = "shop"\r\n', "word", {"names": "bank"}, '[texts.word]\r\nnames = "bank"\r\n'),
    ],
)  # fmt: skip
def test_whatever_a_file_is_written_like_it_can_be_amended(
    tmp_path: Path, before: str, id: str, fixes: dict[str, str | None], after: str
) -> None:
    path = tmp_path / "plan.graphkit.toml"
    path.write_bytes(before.encode())
    amend(path, shops(), id, fixes, {})
    assert path.read_bytes().decode().strip("\n").replace("\n\n", "\n") == after.strip("\n").replace("\n\n", "\n")


def test_a_number_without_end_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(gk.CorrectionsError, match="not TOML"):
        parse(f"x = {'1' * 5000}")


@pytest.mark.parametrize(
    "said",
    [
        Corrections(ends={("pays", "end"): "club"}, ignored=("club",)),
        Corrections(labels={"word": "pays"}, ignored=("pays",)),
        Corrections(names={"word": "bank"}, ignored=("word",)),
        Corrections(alone=("word",), ignored=("word",)),
    ],
)
def test_what_is_ignored_cannot_be_spoken_of(said: Corrections) -> None:
    with pytest.raises(gk.CorrectionsError, match="cannot be ignored"):
        gk.analyze(shops(), corrections=said)


BADGE = drawing(
    rectangle("a", (0, 0), (100, 60), "A"),
    rectangle("b", (400, 0), (100, 60), "B"),
    ellipse("c", (230, 10), (40, 40)),
    text("t", "1", centre=(250, 30)),
    arrow("r", (105, 30), (395, 30)),
)


def test_a_badge_may_be_a_thing_after_all() -> None:
    assert gk.analyze(BADGE).connections[0].label == "1"
    named = gk.analyze(BADGE, corrections=Corrections(names={"t": "c"}))
    assert (named.connections[0].label, named.thing["c"].label) == ("", "1")
    meant = gk.analyze(BADGE, corrections=Corrections(ends={("r", "end"): "c"}))
    assert [(c.start.target, c.end.target) for c in meant.connections] == [("a", "c")]


def test_a_line_of_two_points_may_be_named() -> None:
    lines = line("l", (200, 20), (240, 20)), text("t", "no", (210, -10))
    boxes = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (400, 0), (100, 60), "B")
    found = gk.analyze(drawing(*lines, *boxes, arrow("r", (105, 30), (395, 30))),
                       corrections=Corrections(names={"t": "l"}))  # fmt: skip
    assert found.thing["l"].label == "no"


@pytest.mark.parametrize(
    ("id", "fixes"),
    [
        ("pays", {"end": "gone"}),
        ("pays", {"end": "pays"}),
        ("word", {"labels": "pays"}),  # it is ignored
        ("shop", {"labels": "pays"}),
        ("pays", {"ignore": "true"}),  # its start is corrected
    ],
)
def test_what_would_not_be_understood_is_not_written(tmp_path: Path, id: str, fixes: dict[str, str | None]) -> None:
    path = tmp_path / "plan.graphkit.toml"
    path.write_text(BY_HAND, encoding="utf-8")
    with pytest.raises(gk.CorrectionsError):
        amend(path, shops(), id, fixes, {})
    assert path.read_text(encoding="utf-8") == BY_HAND
    assert list(tmp_path.iterdir()) == [path]


def test_a_broken_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "plan.graphkit.toml"
    path.write_text("[arrows", encoding="utf-8")
    with pytest.raises(gk.CorrectionsError, match="not TOML"):
        amend(path, shops(), "pays", {"end": "club"}, {})
    assert path.read_text(encoding="utf-8") == "[arrows"


def test_a_folder_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(gk.WriteError, match="make the folder"):
        amend(tmp_path / "missing" / "plan.graphkit.toml", shops(), "pays", {"end": "club"}, {})


HOSTILE = ['a"b', "a\\b", "a]b", "a.b", "a = 1\n[x]", "\x00\x01", "\x7f", "#", "'''", '"""', " ", "ü😀", "\u2028"]


@pytest.mark.parametrize("id", HOSTILE)
def test_ids_and_words_of_any_kind_can_be_written(tmp_path: Path, id: str) -> None:
    found = gk.Drawing(name=id, elements=(*shops().elements, Rectangle(id=id, width=10, height=10, x=5000)))
    path = tmp_path / "plan.graphkit.toml"
    said = amend(path, found, "pays", {"end": id}, {"pays": id, id: id})
    assert said.ends == {("pays", "end"): id}
    assert amend(path, found, id, {"ignore": None}, {id: id}) == said
    assert edges(gk.analyze(found, corrections=said))["pays"][1] == id


def test_an_id_that_no_file_can_hold_is_one_clear_error(tmp_path: Path) -> None:
    found = gk.Drawing(name="x", elements=(*shops().elements, Rectangle(id="\ud800", width=10, height=10, x=5000)))
    with pytest.raises(gk.CorrectionsError, match="UTF-8"):
        amend(tmp_path / "plan.graphkit.toml", found, "pays", {"end": "\ud800"}, {})
    assert list(tmp_path.iterdir()) == []

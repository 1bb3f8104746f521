"""The commands explain, bind and evaluate, and corrections beside a drawing, as a person or a program uses them."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

import graphkit as gk
from drawing_builder import arrow, freedraw, line, rectangle, scene, text
from test_cli import Graphkit

DRAWINGS = Path(__file__).parent.parent / "data" / "drawings"


@pytest.fixture
def graphkit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Graphkit:
    """The command line, at work in a folder with one drawing."""
    monkeypatch.chdir(tmp_path)
    content = scene(
        rectangle("shop", at=(0, 0), label="Shop"),
        rectangle("bank", at=(400, 0), label="Bank"),
        rectangle("club", at=(400, 600), label="Club"),
        arrow("pays", "shop", "bank", label="weekly"),
        text("note", "aside", at=(0, 900)),
    )
    Path("plan.excalidraw").write_text(json.dumps(content), encoding="utf-8")
    return Graphkit(monkeypatch, capsys)


def files() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


# explain


def test_explain_prints_what_the_library_says(graphkit: Graphkit) -> None:
    done = graphkit("explain", "plan.excalidraw", "weekly")
    assert (done.code, done.err) == (0, "")
    analysis = gk.analyze(gk.read("plan.excalidraw"))
    assert done.out == f"{gk.explain(analysis, 'weekly')}\n"
    told = graphkit("explain", "plan.excalidraw", "weekly", "--json").json
    assert told["path"] == "plan.excalidraw"
    assert told["subjects"][0]["element"] == "pays"
    assert {"start", "end", "label"} == {reason["part"] for reason in told["subjects"][0]["reasons"]}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["nowhere"], "nothing in plan.excalidraw"),
        (["pays", "--fix", "strat=bank"], "strat=bank"),
        (["pays", "--fix", "start"], "start"),
        (["pays", "--fix", "start="], "start="),
        (["pays", "--fix", "ignore=yes"], "ignore=yes"),
        (["pays", "--fix", "end=nowhere"], "nothing in plan.excalidraw"),
        (["pays", "--fix", "end=club", "--fix", "end=bank"], "two things at once"),
        (["weekly", "--fix", "alone", "--fix", "names=Club"], "two things at once"),
        (["pays", "--fix", "end=club", "--unfix", "end"], "two things at once"),
        (["pays", "--unfix", "strat"], "start, end, labels, names, alone, ignore"),
        (["Club", "--fix", "end=bank"], "nothing that fits"),
        (["weekly", "--fix", "labels=Club"], "nothing that fits"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_use_is_told_and_writes_nothing(graphkit: Graphkit, words: list[str], named: str) -> None:
    before = files()
    done = graphkit("explain", "plan.excalidraw", *words)
    assert done.code == 2
    assert done.out == ""
    assert named in " ".join(done.err.replace("│", " ").split())
    assert files() == before


def test_what_is_no_file_has_no_corrections(graphkit: Graphkit, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    class Stdin:
        buffer = io.BytesIO(Path("plan.excalidraw").read_bytes())

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert graphkit("explain", "-", "weekly", "--fix", "ignore").code == 2


def test_words_that_mean_several_things_ask_for_an_id(graphkit: Graphkit) -> None:
    content = json.loads(Path("plan.excalidraw").read_text())
    content["elements"] += scene(rectangle("other", at=(3000, 0), label="Club"))["elements"]
    Path("plan.excalidraw").write_text(json.dumps(content))
    done = graphkit("explain", "plan.excalidraw", "pays", "--fix", "end=Club")
    assert done.code == 2
    assert "(club)" in done.err
    assert "(other)" in done.err


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (["pays", "--fix", "end=Club"], {"arrows": {"pays": {"end": "club"}}}),
        (["weekly", "--fix", "end=club"], {"arrows": {"pays": {"end": "club"}}}),
        (["pays", "--fix", "start=bank", "--fix", "end=Club"], {"arrows": {"pays": {"start": "bank", "end": "club"}}}),
        (["weekly", "--fix", "alone"], {"texts": {"pays-label": {"alone": True}}}),
        (["aside", "--fix", "labels=weekly"], {"texts": {"note": {"labels": "pays"}}}),
        (["aside", "--fix", "names=Club"], {"texts": {"note": {"names": "club"}}}),
        (["Bank", "--fix", "names=Club"], {"texts": {"bank-label": {"names": "club"}}}),
        (["Club", "--fix", "ignore"], {"ignore": ["club"]}),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_fix_is_written_beside_the_drawing_and_followed(
    graphkit: Graphkit, words: list[str], written: dict[str, object]
) -> None:
    import tomllib

    done = graphkit("explain", "plan.excalidraw", *words)
    assert done.code == 0
    assert done.err.startswith("graphkit: plan.graphkit.toml: ")
    assert done.err.count("\n") == 1
    assert tomllib.loads(Path("plan.graphkit.toml").read_text(encoding="utf-8")) == written
    followed = graphkit("check", "plan.excalidraw", "--json")
    assert "corrections from plan.graphkit.toml followed" in followed.err or "1 correction from" in followed.err
    assert followed.json[0]["edges"] == graphkit("check", "plan.excalidraw", "--json").json[0]["edges"]


def test_a_fix_changes_what_every_command_says_until_it_is_taken_out(graphkit: Graphkit) -> None:
    def target() -> str:
        return graphkit("check", "plan.excalidraw", "--json").json[0]["edges"][0]["target"]

    assert target() == "Bank"
    done = graphkit("explain", "plan.excalidraw", "pays", "--fix", "end=club")
    assert "A correction says so." in done.out
    assert target() == "Club"
    assert graphkit("extract", "plan.excalidraw", "-o", "plan.json").code == 0
    links = json.loads(Path("plan.json").read_text())["edges"]
    assert [link["target"].rpartition("^")[2] for link in links] == ["club"]
    done = graphkit("explain", "plan.excalidraw", "pays", "--unfix", "end")
    assert "A correction says so." not in done.out
    assert target() == "Bank"


def with_lines() -> None:
    """Add two lines that meet, of which only the first begins at a thing, to the drawing: decoration."""
    content = json.loads(Path("plan.excalidraw").read_text())
    content["elements"] += scene(line("down", (50, 65), (50, 300)), line("along", (50, 300), (300, 300)))["elements"]
    Path("plan.excalidraw").write_text(json.dumps(content))


@pytest.mark.parametrize("first", [["start=Shop"], ["end=Club"], ["start=Shop", "end=Club"]], ids=" ".join)
@pytest.mark.parametrize("id", ["down", "along"])
def test_each_end_of_what_joins_nothing_can_be_fixed_and_unfixed(graphkit: Graphkit, id: str, first: list[str]) -> None:
    with_lines()
    done = graphkit("explain", "plan.excalidraw", id, *(word for fix in first for word in ("--fix", fix)))
    assert done.code == 0
    assert "A correction says so." in done.out
    for fix in first:
        assert graphkit("check", "plan.excalidraw").code == 0
        assert graphkit("explain", "plan.excalidraw", "pays").code == 0
        side = fix.partition("=")[0]
        done = graphkit("explain", "plan.excalidraw", id, "--unfix", side)
        assert done.code == 0
        assert f"graphkit: plan.graphkit.toml: {side} of line" in done.err
        assert done.err.endswith("taken out\n")
    assert "decoration" in done.out
    assert len(gk.read_corrections("plan.graphkit.toml")) == 0


def test_an_arrow_of_the_pen_is_fixed_and_unfixed_by_any_of_its_strokes(graphkit: Graphkit) -> None:
    import tomllib

    def edge() -> str:
        one = graphkit("check", "pen.excalidraw", "--json").json[0]["edges"][0]
        return f"{one['source']} {one['target']}"

    def written() -> dict[str, object]:
        return tomllib.loads(Path("pen.graphkit.toml").read_text(encoding="utf-8"))

    boxes = [rectangle(id, at, (100, 60), id.upper()) for id, at in (("a", (0, 0)), ("b", (300, 0)), ("c", (300, 200)))]
    shaft, head = freedraw("s", (108, 30), (220, 31), (290, 30)), freedraw("t", (276, 20), (291, 30), (275, 41))
    Path("pen.excalidraw").write_text(json.dumps(scene(boxes, shaft, head)))
    assert edge() == "A B"
    assert "A correction says so." in graphkit("explain", "pen.excalidraw", "t", "--fix", "end=C").out
    assert (edge(), written()) == ("A C", {"arrows": {"t": {"end": "c"}}})
    # It replaces what is said already, under whichever stroke.
    assert graphkit("explain", "pen.excalidraw", "s", "--fix", "end=B", "--fix", "start=C").code == 0
    assert (edge(), written()) == ("C B", {"arrows": {"t": {"end": "b"}, "s": {"start": "c"}}})
    refused = graphkit("explain", "pen.excalidraw", "s", "--fix", "end=s")
    assert refused.code == 1
    assert refused.err == "graphkit: pen.graphkit.toml: arrows.s.end (line 8): an arrow cannot lead to itself\n"
    assert graphkit("explain", "pen.excalidraw", "s", "--unfix", "start", "--unfix", "end").code == 0
    assert edge() == "A B"
    assert graphkit("explain", "pen.excalidraw", "s", "--unfix", "end").code == 2


CHAIN = {
    "one": line("one", (105, 30), (200, 30)),
    "two": line("two", (290, 30), (200, 30)),  # drawn the other way
    "three": arrow("three", (290, 30), (395, 30)),
}


@pytest.mark.parametrize("named", CHAIN)
@pytest.mark.parametrize(
    ("fixes", "reads", "written"),
    [
        (["end=C"], "A C", {"three": {"end": "c"}}),
        (["start=C"], "C B", {"one": {"start": "c"}}),
        (["start=B", "end=C"], "B C", {"one": {"start": "b"}, "three": {"end": "c"}}),
    ],
)
def test_what_is_fixed_of_several_that_are_drawn_as_one_is_said_of_the_one_that_ends_there(
    graphkit: Graphkit, named: str, fixes: list[str], reads: str, written: dict[str, object]
) -> None:
    import tomllib

    def edges() -> list[str]:
        found = graphkit("check", "chain.excalidraw", "--json").json[0]["edges"]
        return [f"{one['source']} {one['target']}" for one in found]

    boxes = [rectangle(id, at, (100, 60), id.upper()) for id, at in (("a", (0, 0)), ("b", (400, 0)), ("c", (400, 300)))]
    Path("chain.excalidraw").write_text(json.dumps(scene(boxes, *CHAIN.values())))
    assert edges() == ["A B"]
    done = graphkit("explain", "chain.excalidraw", named, *(word for fix in fixes for word in ("--fix", fix)))
    assert done.code == 0
    assert edges() == [reads]
    assert tomllib.loads(Path("chain.graphkit.toml").read_text(encoding="utf-8")) == {"arrows": written}
    unfix = [word for fix in fixes for word in ("--unfix", fix.partition("=")[0])]
    assert graphkit("explain", "chain.excalidraw", named, *unfix).code == 0
    assert edges() == ["A B"]


def test_what_cannot_be_followed_is_not_written(graphkit: Graphkit) -> None:
    with_lines()
    before = files()
    done = graphkit("explain", "plan.excalidraw", "pays", "--fix", "end=along")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "graphkit: plan.graphkit.toml: arrows.pays.end: 'along' is part of no thing; name an element of what the end "
        "means; nothing was written\n"
    )
    assert files() == before


GONE = """\
[arrows.pays]
start = "gone"
end = "club"

[texts.lost]
alone = true
"""


def test_what_cannot_be_followed_any_more_can_be_taken_out(graphkit: Graphkit) -> None:
    Path("plan.graphkit.toml").write_text(GONE)
    assert graphkit("check", "plan.excalidraw").code == 1
    done = graphkit("explain", "plan.excalidraw", "weekly", "--unfix", "start")
    assert (done.code, done.out) == (1, "")
    taken, left = done.err.splitlines()
    assert taken == "graphkit: plan.graphkit.toml: start of arrow “Shop” → “Bank” (pays) taken out"
    assert "texts.lost: plan.excalidraw has no element 'lost'" in left
    done = graphkit("explain", "plan.excalidraw", "lost", "--unfix", "alone")
    assert (done.code, done.out) == (0, "")
    assert done.err == "graphkit: plan.graphkit.toml: alone of element (lost) taken out\n"
    assert graphkit("check", "plan.excalidraw").code == 0


def test_what_is_said_of_something_gone_can_be_said_anew(graphkit: Graphkit) -> None:
    Path("plan.graphkit.toml").write_text('[arrows.pays]\nend = "gone"\n')
    assert graphkit("explain", "plan.excalidraw", "weekly", "--fix", "end=Club").code == 0
    assert gk.read_corrections("plan.graphkit.toml").ends == {("pays", "end"): "club"}


@pytest.mark.parametrize("content", [None, "[texts.note]\nalone = true\n"])
def test_what_was_never_said_is_not_taken_out(graphkit: Graphkit, content: str | None) -> None:
    if content is not None:
        Path("plan.graphkit.toml").write_text(content)
    before = files()
    done = graphkit("explain", "plan.excalidraw", "note", "--unfix", "alone", "--unfix", "labels")
    assert (done.code, done.out) == (2, "")
    absent = "labels" if content is not None else "alone or labels"
    told = " ".join(done.err.replace("│", " ").split())
    assert f"there is no correction of {absent} of text “aside” (note) to take out" in told
    assert files() == before


def test_one_correction_can_take_the_place_of_another(graphkit: Graphkit) -> None:
    graphkit("explain", "plan.excalidraw", "pays", "--fix", "end=Club")
    done = graphkit("explain", "plan.excalidraw", "pays", "--fix", "start=Bank", "--unfix", "end")
    assert done.code == 0
    assert [line.rpartition(" (pays) ")[2] for line in done.err.splitlines()] == ["written", "taken out"]
    assert gk.read_corrections("plan.graphkit.toml").ends == {("pays", "start"): "bank"}


def test_corrections_that_are_wrong_are_one_line_and_nothing_else(graphkit: Graphkit) -> None:
    Path("plan.graphkit.toml").write_text('[arrows.pays]\nstrat = "shop"\n')
    for words in (
        ["check", "plan.excalidraw"],
        ["extract", "plan.excalidraw", "-o", "out.json"],
        ["explain", "plan.excalidraw", "pays"],
        ["bind", "plan.excalidraw", "-o", "out.excalidraw"],
    ):
        before = files()
        done = graphkit(*words)
        assert (done.code, done.out) == (1, "")
        assert done.err == (
            "graphkit: plan.graphkit.toml: arrows.pays.strat (line 2): this key is not known; known are start, end; "
            "did you mean start?\n"
        )
        assert files() == before


def test_of_words_that_stand_at_several_places_each_place_is_told(graphkit: Graphkit) -> None:
    boxes = rectangle("one", (0, 0), (100, 60), "Same"), rectangle("two", (300, 120), (100, 60), "Same")
    Path("twins.excalidraw").write_text(json.dumps(scene(boxes, arrow("a", "one", "two"))))
    done = graphkit("explain", "twins.excalidraw", "a", "--fix", "end=Same")
    assert done.code == 2
    assert "“Same” at 0, 0 (one), rectangle “Same” at 300, 120 (two); give an id" in " ".join(done.err.split())


def test_corrections_lie_beside_a_note_too(graphkit: Graphkit, tmp_path: Path) -> None:
    note = tmp_path / "notes" / "plan.excalidraw.md"
    note.parent.mkdir()
    note.write_bytes((DRAWINGS / "ml-vs-llm" / "source.excalidraw.md").read_bytes())
    assert graphkit("explain", note, "if scaling", "--fix", "alone").code == 0
    assert (tmp_path / "notes" / "plan.graphkit.toml").exists()
    labels = [edge["label"] for edge in graphkit("check", note, "--json").json[0]["edges"]]
    assert "if scaling" not in labels


# bind


def test_bind_writes_a_drawing_that_declares_what_was_inferred(graphkit: Graphkit) -> None:
    done = graphkit("bind", "plan.excalidraw", "-o", "out/bound.excalidraw")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("out/bound.excalidraw: 2 arrow ends, 1 label, 0 names bound\n")
    (edge,) = graphkit("check", "out/bound.excalidraw", "--json").json[0]["edges"]
    assert (edge["rules"], edge["confidence"]) == (["declared"], 1.0)


def test_bind_tells_a_program_what_it_wrote_and_what_it_left(graphkit: Graphkit) -> None:
    told = graphkit("bind", "plan.excalidraw", "-o", "bound.excalidraw", "--min-confidence", "1", "--json").json
    assert set(told) == {"path", "out", "wrote", "left"}
    assert len(told["wrote"]) + len(told["left"]) == 3
    assert all(one["why"] for one in told["left"])


def test_bind_writes_into_the_other_container_too(graphkit: Graphkit) -> None:
    assert graphkit("bind", "plan.excalidraw", "-o", "plan.md").code == 0
    assert len(graphkit("check", "plan.md", "--json").json[0]["edges"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["-o", "plan.excalidraw"],
        ["-o", "plan.excalidraw", "--force"],
        ["-o", "plan.png"],
        ["-o", "x.excalidraw", "--min-confidence", "2"],
        ["-o", "x.excalidraw", "--min-confidence", "nan"],
        [],
    ],
    ids=" ".join,
)
def test_bind_used_wrongly_writes_nothing(graphkit: Graphkit, words: list[str]) -> None:
    before = files()
    assert graphkit("bind", "plan.excalidraw", *words).code == 2
    assert files() == before


@pytest.mark.parametrize("name", ["sketch.excalidraw", "notes.md", "Drawing.excalidraw.md"])
def test_bind_replaces_what_is_there_only_when_asked(graphkit: Graphkit, name: str) -> None:
    Path(name).write_text("# What I wrote by hand\n", encoding="utf-8")
    before = files()
    done = graphkit("bind", "plan.excalidraw", "-o", name)
    assert (done.code, done.out) == (2, "")
    assert f"{name} is there already; give another name, or --force to replace it" in done.err
    assert files() == before
    for _ in range(2):
        assert graphkit("bind", "plan.excalidraw", "-o", name, "--force").code == 0
    assert len(graphkit("check", name, "--json").json[0]["edges"]) == 1


# evaluate


def bound() -> None:
    content = scene(
        rectangle("shop", at=(0, 0), label="Shop"), rectangle("bank", at=(400, 0), label="Bank"),
        rectangle("club", at=(400, 900), label="Club"), arrow("pays", "shop", "bank", bound=True),
    )  # fmt: skip
    Path("right.excalidraw").write_text(json.dumps(content))
    pays = next(element for element in content["elements"] if element["id"] == "pays")
    pays["endBinding"] = {"elementId": "club", "focus": 0, "gap": 1}
    Path("wrong.excalidraw").write_text(json.dumps(content))


def test_evaluate_prints_a_row_for_each_drawing_and_the_shares(graphkit: Graphkit) -> None:
    bound()
    done = graphkit("evaluate", "right.excalidraw", "wrong.excalidraw")
    assert (done.code, done.err) == (0, "")
    lines = [line.split() for line in done.out.splitlines()]
    assert ["right.excalidraw", "1/1", "2/2", "3/3", "0/0", "0", "yes"] in lines
    assert ["wrong.excalidraw", "0/1", "1/2", "3/3", "0/0", "0", "no"] in lines
    assert "macro 0.5000, edge 0.5000, end 0.7500, text 1.0000" in done.out
    assert "expected error" in done.out


def test_evaluate_tells_a_program_everything(graphkit: Graphkit) -> None:
    bound()
    names = ["right.excalidraw", "wrong.excalidraw", "plan.excalidraw"]
    told = graphkit("evaluate", *names, "--gap", "20", "--json").json
    found = gk.evaluate([gk.read(name, name=name) for name in names], gap=20)
    figures = {name: None if math.isnan(value) else value for name, value in found.figures.items()}
    assert told["figures"] == figures
    assert figures["label"] is None
    assert (told["gap"], told["labels"]) == (20.0, "beside")
    assert [one["exact"] for one in told["drawings"]] == [one.exact for one in found.drawings]
    (difference,) = told["drawings"][1]["differences"]
    assert (difference["subject"], difference["declared"], difference["inferred"]) == ("pays", "club", "bank")
    assert set(told["reliability"]) == {"end", "edge", "label", "name"}
    assert told["reliability"]["end"]["expected_error"] == found.reliability("end").expected_error
    assert told["reliability"]["label"]["expected_error"] is None


def test_evaluate_shows_a_dash_for_what_could_not_be_measured(graphkit: Graphkit) -> None:
    content = scene(rectangle("shop", at=(0, 0), label="Shop"), rectangle("bank", at=(400, 0), label="Bank"))
    Path("still.excalidraw").write_text(json.dumps(content))
    done = graphkit("evaluate", "still.excalidraw")
    assert "macro –, edge –, end –, text 1.0000, label –, merged –, exact 1.0000" in done.out
    assert "expected error – over 0" in done.out
    assert "0.0000" not in done.out


def test_evaluate_draws_what_differs(graphkit: Graphkit) -> None:
    bound()
    assert graphkit("evaluate", "right.excalidraw", "wrong.excalidraw", "--overlays", "red").code == 0
    assert [path.name for path in Path("red").iterdir()] == ["wrong.svg"]
    assert "data-difference" in Path("red/wrong.svg").read_text(encoding="utf-8")


def test_evaluate_draws_onto_no_drawing(graphkit: Graphkit) -> None:
    bound()
    Path("wrong.svg").write_bytes(Path("right.excalidraw").read_bytes())
    before = files()
    for names in (["wrong.excalidraw"], ["wrong.svg"]):
        done = graphkit("evaluate", *names, "--overlays", ".")
        assert (done.code, done.out) == (2, "")
        assert "wrong.svg is a drawing" in done.err
        assert files() == before
    assert graphkit("evaluate", "wrong.excalidraw", "--overlays", "red").code == 0
    assert graphkit("evaluate", "wrong.excalidraw", "--overlays", "red").code == 0


def test_evaluate_goes_on_past_a_bad_drawing(graphkit: Graphkit) -> None:
    bound()
    done = graphkit("evaluate", "missing.excalidraw", "right.excalidraw", "--json")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert [one["name"] for one in done.json["drawings"]] == ["right.excalidraw"]
    assert [one["path"] for one in done.json["failed"]] == ["missing.excalidraw"]


def test_evaluate_tells_of_drawings_that_declare_nothing(graphkit: Graphkit) -> None:
    Path("loose.excalidraw").write_text(json.dumps(scene(rectangle("a", at=(0, 0)), rectangle("b", at=(300, 0)))))
    done = graphkit("evaluate", "loose.excalidraw")
    assert done.code == 0
    assert "1 drawing without a bound arrow or text, not judged" in done.out


@pytest.mark.parametrize(
    "words",
    [
        ["--gap", "-1"],
        ["--gap", "nan"],
        ["--gap", "inf"],
        ["--labels", "under"],
        ["x/plan.excalidraw", "--overlays", "o"],
    ],
    ids=" ".join,
)
def test_evaluate_used_wrongly_is_refused(graphkit: Graphkit, words: list[str]) -> None:
    done = graphkit("evaluate", "plan.excalidraw", *words)
    assert done.code == 2
    assert done.out == ""

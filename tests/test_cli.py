"""The command line, as a person or a program uses it: words in; text, files and an exit code out."""

from __future__ import annotations

import errno
import inspect
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import graphkit as gk
from drawing_builder import arrow, ellipse, rectangle, scene, text
from graphkit import cli
from graphkit.folders import drawings_at
from graphkit.report import report_on

ROOT = Path(__file__).parent.parent
DRAWINGS = ROOT / "data" / "drawings"
FIRST = DRAWINGS / "ml-vs-llm" / "source.excalidraw.md"
COMMANDS = ["demo", "extract", "show", "check", "doctor", "overlay", "explain", "bind", "evaluate", "load", "query"]


@dataclass
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed for programs."""
        return json.loads(self.out)


class Graphkit:
    """Runs the command line in this process, which is what an installed `graphkit` does in its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, *words: str | Path) -> Done:
        self.monkeypatch.setattr(sys, "argv", ["graphkit", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = self.capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Done(code, captured.out, captured.err)


@pytest.fixture
def graphkit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Graphkit:
    """The command line, at work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Graphkit(monkeypatch, capsys)


def draw(path: Path, *pieces: object, **changes: object) -> Path:
    path.write_text(json.dumps(scene(*pieces) | changes), encoding="utf-8")  # type: ignore[arg-type]
    return path


def two_boxes(path: Path) -> Path:
    return draw(
        path,
        rectangle("a", at=(0, 0), label="Shop"),
        rectangle("b", at=(300, 0), label="Bank"),
        arrow("e", "a", "b", label="pays"),
    )


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_and_is_in_the_readme(graphkit: Graphkit, command: str) -> None:
    done = graphkit(command, "--help")
    assert done.code == 0
    if command != "demo":
        assert f"\n    graphkit {command} " in done.out
    assert max(map(len, done.out.splitlines())) <= 88
    assert f"graphkit {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_overview_names_every_command_in_a_whole_sentence(graphkit: Graphkit) -> None:
    listed = graphkit("--help").out.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.strip().splitlines()] == COMMANDS
    assert "..." not in listed


def test_no_words_at_all_is_wrong_use_and_shows_the_overview(graphkit: Graphkit) -> None:
    done = graphkit()
    assert done.code == 2
    assert "Commands:" in done.out + done.err


def test_version(graphkit: Graphkit) -> None:
    assert graphkit("--version").out == f"graphkit {gk.__version__}\n"


def test_help_does_not_wait_for_what_it_does_not_need() -> None:
    code = """
import sys
sys.argv = ["graphkit", "--help"]
from graphkit.cli import main
try:
    main()
except SystemExit:
    heavy = {"shapely", "networkx", "numpy", "msgspec", "pyvis", "rich", "ladybug"} & set(sys.modules)
    sys.exit(f"imported: {heavy}" if heavy else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_extract_does_not_wait_for_what_it_does_not_need(tmp_path: Path) -> None:
    code = """
import sys
sys.argv = ["graphkit", "extract", sys.argv[1], "-o", sys.argv[2]]
from graphkit.cli import main
try:
    main()
except SystemExit as ended:
    heavy = {"pyvis", "IPython", "rich", "ladybug", "lzstring"} & set(sys.modules)
    sys.exit(f"imported: {heavy}" if heavy else ended.code)
"""
    out = tmp_path / "out.graphml"
    done = subprocess.run([sys.executable, "-c", code, FIRST, out], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# Demo


def test_demo_writes_all_it_names_and_answers_its_question(graphkit: Graphkit) -> None:
    done = graphkit("demo")
    assert (done.code, done.err) == (0, "")
    folder = Path("graphkit-demo")
    graph = nx.read_graphml(folder / "ml-vs-llm.graphml", force_multigraph=True)
    assert sum(data["relation"] == "arrow" for _, _, data in graph.edges(data=True)) == 4
    for name in ("ml-vs-llm.graphml", "ml-vs-llm.html", "ml-vs-llm.svg", "kg.lbdb"):
        assert (folder / name).stat().st_size > 0
        assert str(folder / name) in done.out
    answer = done.out.partition("What leads to Product?")[2]
    rows = [line.split()[:2] for line in answer.splitlines() if line.strip()[:5] in ("Model", "Data ")]
    assert rows == [["Model", "1"], ["Data", "2"]]
    # Doing it again changes nothing and fails nowhere.
    assert graphkit("demo").out == done.out


def test_demo_without_the_database_says_how_to_get_it(graphkit: Graphkit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ladybug", None)
    done = graphkit("demo", "--out", "here")
    assert (done.code, done.err) == (0, "")
    assert "pip install 'graphkit[ladybug]'" in done.out
    assert not Path("here/kg.lbdb").exists()


# Extract


def test_extract_writes_what_the_library_writes(graphkit: Graphkit) -> None:
    done = graphkit("extract", FIRST, "-o", "out.graphml")
    assert (done.code, done.err) == (0, "")
    assert "out.graphml: 8 nodes, 10 edges" in done.out
    gk.write(gk.extract(gk.read(FIRST)), "library.graphml")
    assert Path("out.graphml").read_bytes() == Path("library.graphml").read_bytes()


@pytest.mark.parametrize(
    ("words", "suffixes"),
    [
        (["extract", FIRST, "-o", "x.pdf"], ".graphml, .html or .json"),
        (["show", FIRST, "-o", "x.json"], ".html"),
        (["load", FIRST, "--to", "kg.db"], ".lbdb"),
    ],
)
def test_a_suffix_that_is_not_known_is_told_with_those_that_are(
    graphkit: Graphkit, words: list[str], suffixes: str
) -> None:
    done = graphkit(*words)
    assert done.code == 2
    assert f"{words[-1]}: its suffix must be {suffixes}\n" in done.err


@pytest.mark.parametrize("suffix", [".graphml", ".json", ".html"])
def test_the_suffix_decides_the_format(graphkit: Graphkit, suffix: str) -> None:
    assert graphkit("extract", FIRST, "-o", f"out{suffix}").code == 0
    head = Path(f"out{suffix}").read_text(encoding="utf-8")[:200].lower()
    assert {".graphml": "<?xml", ".json": "{", ".html": "<!doctype html"}[suffix] in head


@pytest.mark.parametrize("out", ["graphs/", "graphs/{name}.json"])
def test_several_drawings_go_into_a_folder_or_by_a_pattern(graphkit: Graphkit, tmp_path: Path, out: str) -> None:
    one, two = two_boxes(tmp_path / "one.excalidraw"), two_boxes(tmp_path / "two.v2.excalidraw")
    assert graphkit("extract", one, two, "-o", out).code == 0
    suffix = "json" if "name" in out else "graphml"
    assert {path.name for path in Path("graphs").iterdir()} == {f"one.{suffix}", f"two.v2.{suffix}"}


def vault(at: Path) -> Path:
    """A folder with drawings in folders, notes, exports and what is hidden."""
    for folder in ("a", "b/deep", ".obsidian"):
        (at / folder).mkdir(parents=True)
        two_boxes(at / folder / "plan.excalidraw")
    note = FIRST.read_text(encoding="utf-8")
    for name in ("a/plan.excalidraw.md", "b/flow.md"):
        (at / name).write_text(note, encoding="utf-8")
    (at / "b" / "diary.md").write_text("---\ntags: [x]\n---\nexcalidraw-plugin: parsed\n", encoding="utf-8")
    (at / "b" / ".hidden.excalidraw").write_text("{}", encoding="utf-8")
    (at / "b" / "deep" / "plan.excalidraw.svg").write_text("<svg/>", encoding="utf-8")
    return at


def test_a_folder_stands_for_the_drawings_in_it(graphkit: Graphkit, tmp_path: Path) -> None:
    vault(tmp_path / "notes")
    names = ["a/plan.excalidraw.md", "b/flow.md", "b/deep/plan.excalidraw"]
    for command in ("check", "doctor"):
        done = graphkit(command, "notes", "--json")
        assert (done.code, done.err) == (0, "")
        assert [told["drawing"] for told in done.json] == names
        assert [Path(told["path"]) for told in done.json] == [Path("notes") / name for name in names]
    assert graphkit("extract", "notes", "-o", "graphs/{name}.json").code == 0
    written = {path.relative_to("graphs").as_posix() for path in Path("graphs").rglob("*.json")}
    assert written == {"a/plan.json", "b/flow.json", "b/deep/plan.json"}
    node, *_ = json.loads(Path("graphs/b/deep/plan.json").read_text(encoding="utf-8"))["nodes"]
    assert node["id"] == "b/deep/plan.excalidraw#^a"
    judged = graphkit("evaluate", "notes", "--json").json
    assert [Path(one["name"]) for one in judged["drawings"]] == [Path("notes/b/deep/plan.excalidraw")]


def test_in_a_folder_only_what_was_made_of_a_drawing_is_left_out(graphkit: Graphkit, tmp_path: Path) -> None:
    for name in ("plan.excalidraw", "plan.json.excalidraw", "plan.png.excalidraw"):
        two_boxes(tmp_path / name)
    (tmp_path / "plan.excalidraw.png").write_bytes(b"")
    assert [told["drawing"] for told in graphkit("check", ".", "--json").json] == [
        "plan.excalidraw", "plan.json.excalidraw", "plan.png.excalidraw",
    ]  # fmt: skip


def test_a_note_in_a_folder_may_say_late_in_its_head_that_it_is_a_drawing(graphkit: Graphkit, tmp_path: Path) -> None:
    note = FIRST.read_text(encoding="utf-8")
    (tmp_path / "flow.md").write_text(note.replace("---\n", f"---\naliases: {'x' * 9_000}\n", 1), encoding="utf-8")
    assert [told["drawing"] for told in graphkit("check", ".", "--json").json] == ["flow.md"]


def test_pipes_and_loops_in_a_folder_are_passed_over_and_broken_links_told(graphkit: Graphkit, tmp_path: Path) -> None:
    (tmp_path / "notes" / "inner.excalidraw").mkdir(parents=True)
    for name in ("plan.excalidraw", "inner.excalidraw/plan.excalidraw"):
        two_boxes(tmp_path / "notes" / name)
    for name in ("pipe.excalidraw", "pipe.md"):
        os.mkfifo(tmp_path / "notes" / name)
    (tmp_path / "notes" / "loop").symlink_to(".")
    (tmp_path / "notes" / "broken.excalidraw").symlink_to("nowhere")
    done = graphkit("check", "notes", "--json")
    assert [told.get("drawing", "broken") for told in done.json] == [
        "broken", "plan.excalidraw", "inner.excalidraw/plan.excalidraw",
    ]  # fmt: skip
    assert done.err == "graphkit: notes/broken.excalidraw: opening: there is no such file. Check the path.\n"


def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_done(
    graphkit: Graphkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("closed", "open"):
        (tmp_path / "notes" / folder).mkdir(parents=True)
        two_boxes(tmp_path / "notes" / folder / "plan.excalidraw")
    scandir = os.scandir

    def guarded(path: Any) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    told = "graphkit: notes/closed: opening: Permission denied. Make the folder readable, or give another.\n"
    done = graphkit("check", "notes", "--json")
    assert (done.code, done.err) == (1, told)
    assert [one.get("drawing") for one in done.json] == [None, "open/plan.excalidraw"]
    done = graphkit("check", "notes/closed")
    assert (done.code, done.err) == (1, told)


def test_folders_in_folders_may_be_deep(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 200)
    deep.mkdir(parents=True)
    two_boxes(deep / "plan.excalidraw")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        found = drawings_at([str(tmp_path)])
    finally:
        sys.setrecursionlimit(limit)
    assert list(found.values()) == [f"{'d/' * 200}plan.excalidraw"]


def test_drawings_whose_names_are_stated_alike_do_not_replace_each_other(graphkit: Graphkit, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    for odd in "\x01\x02":
        two_boxes(tmp_path / "notes" / f"plan{odd}.excalidraw")
    for words in (["load", "--to", "kg.lbdb"], ["evaluate", "--overlays", "drawn"]):
        done = graphkit(words[0], "notes", *words[1:])
        assert (done.code, "would both be the drawing" in done.err.replace("\n", " ")) == (2, True)
        assert "plan?.excalidraw" in done.err
        assert not Path(words[-1]).exists()


@pytest.mark.parametrize("suffix", ["json", "html"])
def test_a_name_that_is_too_long_does_not_stop_the_others(graphkit: Graphkit, tmp_path: Path, suffix: str) -> None:
    one, two = two_boxes(tmp_path / f"{'a' * 240}.excalidraw"), two_boxes(tmp_path / "b.excalidraw")
    done = graphkit("extract", one, two, "-o", f"{{name}}-and-what-was-found.{suffix}")
    assert (done.code, done.err.count("\n"), "File name too long" in done.err) == (1, 1, True)
    assert Path(f"b-and-what-was-found.{suffix}").exists()


def test_two_drawings_of_one_name_in_a_folder_are_loaded(graphkit: Graphkit, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / "notes" / folder).mkdir(parents=True)
        two_boxes(tmp_path / "notes" / folder / "plan.excalidraw")
    assert graphkit("load", "notes", "--to", "kg.lbdb").code == 0
    rows = graphkit("query", "kg.lbdb", "MATCH (a:Entity) RETURN DISTINCT a.drawing AS d ORDER BY d", "--json").json
    assert rows == [{"d": "a/plan.excalidraw"}, {"d": "b/plan.excalidraw"}]
    assert "would both be the drawing plan.excalidraw" in graphkit(
        "load", "notes/a/plan.excalidraw", "notes/b/plan.excalidraw", "--to", "kg.lbdb"
    ).err.replace("\n", " ")


def test_corrections_beside_a_drawing_in_a_folder_are_followed(graphkit: Graphkit, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    two_boxes(tmp_path / "notes" / "plan.excalidraw")
    (tmp_path / "notes" / "plan.graphkit.toml").write_text('ignore = ["e"]', encoding="utf-8")
    done = graphkit("check", "notes", "--json")
    assert done.json[0]["edges"] == []
    assert "1 correction" in done.err


def test_a_folder_without_a_drawing_is_one_clear_line(graphkit: Graphkit, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    two_boxes(tmp_path / "plan.excalidraw")
    for command in (["check"], ["evaluate"], ["extract", "-o", "graphs/"]):
        done = graphkit(command[0], "empty", "plan.excalidraw", *command[1:])
        assert (done.code, "there is no drawing in this folder" in done.err) == (1, True)
        assert done.out  # The others are done all the same.
    done = graphkit("check", "empty")
    assert (
        done.err == "graphkit: empty: opening: there is no drawing in this folder. Give drawings, or another folder.\n"
    )


def test_a_drawing_may_be_called_by_its_suffix_alone(graphkit: Graphkit, tmp_path: Path) -> None:
    two_boxes(tmp_path / ".excalidraw")
    assert graphkit("extract", ".excalidraw", "-o", "graphs/").code == 0
    assert [path.name for path in Path("graphs").iterdir()] == [".excalidraw.graphml"]
    assert graphkit("show", ".excalidraw").code == 0
    assert Path(".excalidraw.html").exists()


def test_extract_for_programs(graphkit: Graphkit, tmp_path: Path) -> None:
    two_boxes(tmp_path / "one.excalidraw")
    done = graphkit("extract", "one.excalidraw", "missing.excalidraw", "-o", "{name}.json", "--json")
    assert done.code == 1
    good, bad = done.json
    assert good == {
        "path": "one.excalidraw",
        "drawing": "one.excalidraw",
        "out": "one.json",
        "nodes": 2,
        "edges": 1,
        "problems": 0,
    }
    assert set(bad) == {"path", "error"}


WRONG = {
    "an unknown suffix": ["extract", "one.excalidraw", "-o", "out.docx"],
    "no suffix": ["extract", "one.excalidraw", "-o", "out"],
    "a name that stands for nothing": ["extract", "one.excalidraw", "-o", "graphs/{nam}.json"],
    "no target": ["extract", "one.excalidraw"],
    "no drawing": ["extract", "-o", "out.json"],
    "one file for two": ["extract", "one.excalidraw", "two.excalidraw", "-o", "out.json"],
    "two of a name": ["extract", "one.excalidraw", "sub/one.excalidraw", "-o", "graphs/"],
    "onto itself": ["extract", "one.json", "-o", "one.json"],
    "onto another that is read": ["extract", "one.excalidraw", "oneone.json", "-o", "one{name}.json"],
    "onto another that is not read": ["extract", "two.excalidraw", "-o", "one.json"],
    "a picture onto a picture with its drawing": ["overlay", "two.excalidraw", "-o", "export.svg"],
    "onto itself by another way": ["extract", "one.json", "-o", "sub/../one.json"],
    "a page that is none": ["show", "one.excalidraw", "-o", "one.graphml"],
    "a picture that is none": ["overlay", "one.excalidraw", "-o", "one.png"],
    "no database": ["load", "one.excalidraw", "--to", "kg.sqlite"],
    "two drawings of a name": ["load", "one.excalidraw", "sub/one.excalidraw", "--to", "kg.lbdb"],
    "a question to no database": ["query", "one.excalidraw", "RETURN 1"],
    "no such command": ["draw"],
    "no such option": ["check", "--loud"],
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_wrong_use_is_refused_before_anything_is_written(graphkit: Graphkit, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("one.excalidraw", "two.excalidraw", "one.json", "sub/one.excalidraw"):
        two_boxes(tmp_path / name)
    (tmp_path / "oneone.json").write_bytes(b"{")  # damaged, and somebody's drawing all the same
    (tmp_path / "export.svg").write_bytes((tmp_path / "one.json").read_bytes())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = graphkit(*words)
    assert done.code == 2
    assert done.out == ""
    assert "Error: " in done.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("out", ["out.graphml", "out.json", "out.html"])
def test_an_earlier_output_is_replaced(graphkit: Graphkit, tmp_path: Path, out: str) -> None:
    two_boxes(tmp_path / "one.excalidraw")
    for _ in range(2):
        assert graphkit("extract", "one.excalidraw", "-o", out).code == 0
        assert graphkit("overlay", "one.excalidraw", "-o", "out.svg").code == 0


# Bad input

BAD = {
    "empty.excalidraw": b"",
    "truncated.excalidraw": json.dumps(scene(rectangle("a", at=(0, 0), label="A"))).encode()[:-40],
    "truncated.excalidraw.md": FIRST.read_bytes()[:1500],
    "note.md": b"# Shopping\n\n- milk\n",
    "picture.excalidraw": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01",
    "folder.excalidraw": None,
}


@pytest.mark.parametrize("name", [*BAD, "missing.excalidraw", "missing/\x1b[31mred\n.excalidraw"])
@pytest.mark.parametrize(
    "words",
    [["extract", "-o", "out.graphml"], ["show", "-o", "out.html"], ["check"], ["check", "--json"],
     ["overlay", "-o", "out.svg"], ["load", "--to", "kg.lbdb"]],
    ids=" ".join,
)  # fmt: skip
def test_bad_input_is_one_clear_line(graphkit: Graphkit, tmp_path: Path, words: list[str], name: str) -> None:
    if name in BAD:
        data = BAD[name]
        if data is None:
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(data)
    before = sorted(tmp_path.rglob("*"))
    done = graphkit(words[0], name, *words[1:])
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert done.err.startswith("graphkit: ")
    assert name.rpartition("/")[2].rpartition("\n")[2] in done.err
    assert "\x1b" not in done.err
    if "--json" in words:
        assert set(done.json[0]) == {"path", "error"}
    else:
        assert done.out == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_one_bad_drawing_does_not_stop_the_others(graphkit: Graphkit, tmp_path: Path) -> None:
    one, two = two_boxes(tmp_path / "one.excalidraw"), two_boxes(tmp_path / "two.excalidraw")
    done = graphkit("extract", one, "missing.excalidraw", two, "-o", "graphs/")
    assert done.code == 1
    assert "missing.excalidraw" in done.err
    assert {path.name for path in Path("graphs").iterdir()} == {"one.graphml", "two.graphml"}


def test_a_folder_that_cannot_be_made_is_one_line(graphkit: Graphkit, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    for words in (
        ["extract", FIRST, "-o", "taken/x.json"],
        ["demo", "-o", "taken"],
        ["show", FIRST, "-o", "taken/x.html"],
    ):
        done = graphkit(*words)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)


# Show and overlay


def test_show_writes_a_page_beside_you_when_not_told_where(graphkit: Graphkit) -> None:
    assert graphkit("show", FIRST).code == 0
    assert "Product" in Path("source.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", [False, True])
def test_a_browser_is_opened_only_when_asked(graphkit: Graphkit, monkeypatch: pytest.MonkeyPatch, asked: bool) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert graphkit("show", FIRST, "-o", "a page.html", *(["--open"] if asked else [])).code == 0
    assert opened == ([Path("a page.html").resolve().as_uri()] if asked else [])


def test_overlay_writes_what_the_library_draws(graphkit: Graphkit) -> None:
    assert graphkit("overlay", FIRST, "-o", "out.svg").code == 0
    gk.overlay(gk.analyze(gk.read(FIRST))).write("library.svg")
    assert Path("out.svg").read_bytes() == Path("library.svg").read_bytes()


# Check


def test_check_tells_the_first_drawing_as_a_person_would(graphkit: Graphkit) -> None:
    done = graphkit("check", FIRST)
    assert (done.code, done.err) == (0, "")
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    for start in (
        "Data → Model Traditional ML Data/ML Engineers",
        "Model → Product Traditional ML Data/ML Engineers",
        "Product → Data if successful LLM enabled AI Al Engineer",
        "Data → Model if scaling LLM enabled AI Al Engineer",
    ):
        (line,) = [line for line in lines if line.startswith(start)]
        assert 0 < float(line.removeprefix(start).split()[0]) <= 1
    assert "“Traditional ML Data/ML Engineers” heads: Data, Model, Product" in lines
    assert "“LLM enabled AI Al Engineer” heads: Product, Data, Model" in lines
    assert "Left over" not in done.out


def test_check_tells_how_many_there_are_at_each_end(graphkit: Graphkit) -> None:
    drawing = Path(FIRST).parent.parent / "multiplicities" / "source.excalidraw"
    rows = [line.split() for line in graphkit("check", str(drawing)).out.splitlines()]
    assert ["Customer", "1", "—", "0..*", "Order", "places"] in [row[:6] for row in rows]
    assert ["Item", "*", "—", "1", "Shelf"] in [row[:5] for row in rows]
    told = graphkit("check", str(drawing), "--json").json[0]["edges"][0]
    assert (told["source_cardinality"], told["target_cardinality"]) == ("1", "0..*")


def test_check_tells_roles_beside_how_many_there_are(graphkit: Graphkit) -> None:
    drawing = Path(FIRST).parent.parent / "roles" / "source.excalidraw"
    rows = [line.split() for line in graphkit("check", str(drawing)).out.splitlines()]
    assert ["Band", "1", "group", "—", "1..*", "members", "Player", "plays", "in"] in [row[:9] for row in rows]
    assert ["Fan", "→", "hero", "Player", "likes"] in [row[:5] for row in rows]
    told = {edge["target"]: edge for edge in graphkit("check", str(drawing), "--json").json[0]["edges"]}
    assert (told["Song"]["source_role"], told["Song"]["target_role"]) == ("author", "+works")
    assert told["Song"]["evidence"][2].startswith("'author' at its start: By rule 'role', ")


def test_check_for_programs_gives_the_evidence_in_sentences(graphkit: Graphkit) -> None:
    (told,) = graphkit("check", FIRST, "--json").json
    assert told["path"] == str(FIRST)
    assert len(told["edges"]) == 4
    for edge in told["edges"]:
        assert 0 < edge["confidence"] <= 1
        assert edge["rules"]
        assert len(edge["evidence"]) == (3 if edge["label"] else 2)
        assert all(sentence.endswith(".") and " " in sentence for sentence in edge["evidence"])


def test_each_command_counts_the_problems_that_check_lists(graphkit: Graphkit, tmp_path: Path) -> None:
    content = scene(
        rectangle("a", at=(0, 0), label="Shop"),
        rectangle("b", at=(300, 0), label="Bank"),
        rectangle("unseen", at=(0, 300), size=(0, 0)),
        arrow("e", "a", "b", bound=True),
    )
    next(e for e in content["elements"] if e["id"] == "e")["endBinding"]["elementId"] = "gone"
    (tmp_path / "x.excalidraw").write_text(json.dumps(content))
    listed = graphkit("check", "x.excalidraw", "--json").json[0]["problems"]
    # One is met by reading, the other by the analysis.
    assert [problem.partition(":")[0] for problem in listed] == ["invisible-element", "dangling-binding"]
    for words in (["extract", "-o", "x.graphml"], ["show"], ["overlay", "-o", "x.svg"], ["load", "--to", "x.lbdb"]):
        assert ", 2 problems " in graphkit(words[0], "x.excalidraw", *words[1:]).out


def test_check_says_what_was_left_over_and_why(graphkit: Graphkit, tmp_path: Path) -> None:
    content = scene(
        rectangle("a", at=(0, 0), label="Shop"),
        rectangle("b", at=(300, 0), label="Bank"),
        arrow("e", "a", "b"),
        arrow("lost", (5000, 5000), (5000, 5400)),
        ellipse("alone", at=(-3000, 4000), label="Island"),
    )
    content["elements"].append({"id": "new", "type": "hologram", "x": 7, "y": 9000, "width": 50, "height": 50})
    (tmp_path / "x.excalidraw").write_text(json.dumps(content))
    left = graphkit("check", "x.excalidraw", "--json").json[0]["left_over"]
    why = {(item["what"], item["x"], item["y"]): item["why"] for item in left}
    assert {("start of arrow", 5000, 5000), ("end of arrow", 5000, 5400), ("ellipse “Island”", -3000, 4000)} <= set(why)
    assert ("hologram", 7, 9000) in why
    assert all(why.values())
    shown = graphkit("check", "x.excalidraw").out
    assert "Left over" in shown
    assert "“Island”" in shown.partition("Left over")[2]


def test_what_is_left_over_alike_is_counted_and_not_repeated(graphkit: Graphkit, tmp_path: Path) -> None:
    draw(tmp_path / "x.excalidraw", *(rectangle(f"r{i}", at=(i * 900 - 0.2, 0), label="Twin") for i in range(7)))
    shown = graphkit("check", "x.excalidraw").out
    assert shown.count("Twin") == 1
    assert "7 × rectangle “Twin” (0, 0) …" in " ".join(shown.split())


@pytest.mark.parametrize("path", sorted(DRAWINGS.glob("*/source.*")), ids=lambda path: path.parent.name)
def test_no_element_is_dropped_in_silence(path: Path) -> None:
    drawing = gk.read(path)
    analysis = gk.analyze(drawing)
    graph = gk.to_graph(analysis)
    told = {item.element for item in report_on(analysis, graph).left_over} | {one.head for one in analysis.heads}
    for _, data in graph.nodes(data=True):
        told |= set(data["elements"].split())
    for _, _, data in graph.edges(data=True):
        told |= {data.get("element", ""), *data.get("label_elements", "").split()}
        told |= {*data.get("cardinality_elements", "").split(), *data.get("role_elements", "").split()}
    for connection in analysis.connections:
        told |= set(connection.elements)
    assert {element.id for element in drawing.elements} <= told


def test_words_of_a_drawing_are_shown_and_never_obeyed(graphkit: Graphkit, tmp_path: Path) -> None:
    words = "[red]x[/red] \x1b]0;title\x07 \x1b[2J\x9b31m \u202eabc [link=file:///]y[/link] :smile:"
    path = draw(
        tmp_path / "x.excalidraw",
        rectangle("a", at=(0, 0), label=words),
        rectangle("b", at=(600, 0), label="B"),
        arrow("e", "a", "b"),
        text("note", words, at=(4000, 4000)),
    )
    done = graphkit("check", path)
    assert done.code == 0
    assert "[red]x[/red]" in done.out
    assert "[link=file:///]y[/link] :smile:" in " ".join(done.out.split())
    assert not set(done.out) & set("\x1b\x9b\x07\u202e")


# Database


def test_load_and_query(graphkit: Graphkit, tmp_path: Path) -> None:
    two_boxes(tmp_path / "one.excalidraw")
    two_boxes(tmp_path / "two.excalidraw")
    for _ in range(2):
        done = graphkit("load", "one.excalidraw", "two.excalidraw", "--to", "kg.lbdb")
        assert done.code == 0
        assert [line.partition(":")[0] for line in done.out.splitlines()] == [
            "one.excalidraw in kg.lbdb", "two.excalidraw in kg.lbdb",
        ]  # fmt: skip
    question = "MATCH (a)-[e:Edge]->(b) RETURN a.drawing AS drawing, a.label, e.label, b.label ORDER BY drawing"
    done = graphkit("query", "kg.lbdb", question, "--json")
    assert done.json == [
        {"drawing": f"{name}.excalidraw", "a.label": "Shop", "e.label": "pays", "b.label": "Bank"}
        for name in ("one", "two")
    ]
    shown = graphkit("query", "kg.lbdb", question).out
    assert ["one.excalidraw", "Shop", "pays", "Bank"] in [line.split() for line in shown.splitlines()]
    assert "(no rows)" in graphkit("query", "kg.lbdb", "MATCH (a {label: 'Nobody'}) RETURN a").out


def test_of_drawings_that_are_loaded_only_what_failed_is_complained_of(graphkit: Graphkit, tmp_path: Path) -> None:
    one = two_boxes(tmp_path / "one.excalidraw")
    done = graphkit("load", one, "missing.excalidraw", "--to", "kg.lbdb")
    assert (done.code, done.err.count("\n"), "missing.excalidraw" in done.err) == (1, 1, True)
    rows = graphkit("query", "kg.lbdb", "MATCH (a:Entity) RETURN DISTINCT a.drawing AS d", "--json").json
    assert rows == [{"d": "one.excalidraw"}]


@pytest.mark.parametrize("question", ["", "MATCH (a RETURN a", "CREATE (:Entity {id: 'x'})"])
def test_a_bad_question_is_one_clear_line(graphkit: Graphkit, question: str) -> None:
    graphkit("load", FIRST, "--to", "kg.lbdb")
    done = graphkit("query", "kg.lbdb", question)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)


def test_a_missing_database_is_one_clear_line(graphkit: Graphkit) -> None:
    done = graphkit("query", "kg.lbdb", "RETURN 1")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert not Path("kg.lbdb").exists()


def test_a_folder_is_no_database(graphkit: Graphkit) -> None:
    Path("kg.lbdb").mkdir()
    for words in (["load", str(FIRST), "--to", "kg.lbdb"], ["query", "kg.lbdb", "RETURN 1"]):
        done = graphkit(*words)
        assert (done.code, done.out) == (1, "")
        assert done.err == "graphkit: kg.lbdb: it is a folder, and a database is one file; name another\n"

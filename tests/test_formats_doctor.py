"""`examine` and `graphkit doctor`: what a file is, what wrote it, and what came of its problems."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import graphkit as gk
from graphkit.formats.doctor import examine
from test_formats_containers import FILES
from test_formats_obsidian import LAYOUTS, box, note, text

FIRST = Path(__file__).parent.parent / "data" / "drawings" / "ml-vs-llm" / "source.excalidraw.md"
TODAY = "## Drawing, compressed-json, lines of 256"


def test_the_first_drawing_is_as_its_plugin_left_it() -> None:
    found = examine(FIRST)
    assert found.container == "Obsidian note"
    assert found.layout == "# Drawing, compressed-json, lines of 64, %% above the drawing"
    assert found.written_by == "obsidian-excalidraw-plugin 1.9.19"
    assert found.elements == {"text": 10, "arrow": 4}
    assert (found.repaired, found.lost, found.doubtful, found.problems) == (0, 0, 0, ())


@pytest.mark.parametrize(
    ("layout", "line_end", "mark", "expected"),
    [
        ("1.2, bare line with entities", "\n", "", "# Drawing, bare, no %%"),
        ("2.0.26, %% above the texts", "\n", "", "# Drawing, compressed-json, lines of 256, %% above the data"),
        (
            "2.2, today",
            "\r\n",
            "\ufeff",
            f"{TODAY}, %% above the drawing, CRLF, byte order mark",
        ),
        ("2.2, %% above the data", "\r", "", f"{TODAY}, %% above the data, CR"),
        ("1.2.10, json in a fence", "\n", "", "# Drawing, json, no %%"),
    ],
)
def test_layouts_are_told_apart(layout: str, line_end: str, mark: str, expected: str) -> None:
    assert examine((mark + LAYOUTS[layout].replace("\n", line_end)).encode()).layout == expected


def test_containers_are_told_apart() -> None:
    told = {kind: examine(data).container for kind, data in FILES.values()}
    assert told == {
        "excalidraw": "Excalidraw file",
        "clipboard": "Excalidraw clipboard",
        "library": "Excalidraw library",
        "png": "PNG picture with its drawing",
        "svg": "SVG picture with its drawing",
    }


def test_problems_are_counted_by_what_came_of_them() -> None:
    content = note(
        box("box-1234", width=-5, link="[[Note]]"),
        text("aaaaaaaa", "Data", frameId="nowhere"),
        texts="Facts ^aaaaaaaa\n\n",
    )
    found = examine(content.encode())
    assert (found.repaired, found.lost, found.doubtful, found.links) == (1, 1, 1, 1)
    assert {finding.code: (finding.effect, finding.element) for finding in found.problems} == {
        "negative-size": ("repaired", "box-1234"),
        "dangling-frame": ("lost", "aaaaaaaa"),
        "differing-text": ("doubtful", "aaaaaaaa"),
    }


def test_what_cannot_be_read_cannot_be_examined() -> None:
    with pytest.raises(gk.ReadError):
        examine(b"{}")


def doctor(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphkit", "doctor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_tells_people_and_programs_and_fails_where_a_file_does(tmp_path: Path) -> None:
    broken = tmp_path / "broken.excalidraw"
    broken.write_text('{"elements": [{"type": "rectangle", "id": "a", "width": 5, "height": 5}]}')
    done = doctor(FIRST, broken)
    assert done.returncode == 0
    assert "written by obsidian-excalidraw-plugin 1.9.19" in done.stdout
    assert "nothing to repair" in done.stdout
    assert "2 repaired, 0 lost, 0 doubtful" in done.stdout
    done = doctor(FIRST, broken, tmp_path / "none", "--json")
    assert done.returncode == 1
    first, second, third = json.loads(done.stdout)
    assert first["elements"] == {"text": 10, "arrow": 4}
    assert [problem["code"] for problem in second["problems"]] == ["missing-field", "missing-field"]
    assert "there is no such file" in third["error"]
    assert done.stderr.count("\n") == 1

"""What is around the command line: standard input, a terminal with few letters, a full disk, somebody who watches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from drawing_builder import rectangle, scene
from graphkit import terminal

FIRST = Path(__file__).parent.parent / "data" / "drawings" / "ml-vs-llm" / "source.excalidraw.md"


def test_a_drawing_from_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "check", "-", "--json"],
        input=FIRST.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert len(json.loads(done.stdout)[0]["edges"]) == 4


def test_a_terminal_that_lacks_letters_still_gets_the_table(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "check", str(FIRST)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"if successful" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_one_clear_line() -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "graphkit", "check", str(FIRST)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_is_shown_only_where_someone_watches(tmp_path: Path) -> None:
    import pty

    one, two = tmp_path / "one.excalidraw", tmp_path / "two.excalidraw"
    for path in (one, two):
        path.write_text(json.dumps(scene(rectangle("a", at=(0, 0), label="Shop"))), encoding="utf-8")
    command = [sys.executable, "-m", "graphkit", "extract", str(one), str(two), "-o", f"{tmp_path}/"]
    watched, terminal_end = pty.openpty()
    subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal_end, check=True)
    os.close(terminal_end)
    seen = os.read(watched, 10_000)
    os.close(watched)
    assert b"1/2 " in seen
    assert b"2/2 " in seen
    assert seen.endswith(b"\x1b[K")
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain, ünïcödé 😀 👩‍🔬", "plain, ünïcödé 😀 👩‍🔬"),
        ("two\nlines\ttab", "two\nlines tab"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x00\x07\r\x9b\u202e\ud800", ""),
    ],
)
def test_clean(raw: str, shown: str) -> None:
    assert terminal.clean(raw) == shown
    assert "\n" not in terminal.one_line(raw)

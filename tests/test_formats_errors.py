"""What no drawing can be made of: one clear line each, and never another exception, a hang, or all the memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

import graphkit as gk
from graphkit.formats import lz
from test_codec import bomb
from test_formats_containers import JSON, png, scene_chunk, svg, wrapper
from test_formats_obsidian import HEAD, TEXTS, TWO, note, packed, scene, text

CASES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "opening: the file is empty. Restore"),
    "white space": (b" \n\t\n", "opening: the file is empty. Restore"),
    "zero bytes": (bytes(5000), "opening: the file is empty. Restore"),
    "cut-off JSON": (JSON.encode()[:-20], "Excalidraw JSON: reading its JSON: it ends too early, the file was cut off"),
    "broken JSON": (b'{"elements": [}', "Excalidraw JSON: reading its JSON: .* at line 1, column 15"),
    "JSON of another kind": (b'{"a": 1}', "Excalidraw JSON: recognising its JSON: it has no elements"),
    "JSON of another type": (b'{"type": "x\\n\\u202e", "elements": []}', r"its type is 'x\\n\\u202e'"),
    "elements that are no list": (b'{"type": "excalidraw", "elements": 5}', "its elements are not a list"),
    "a JSON Canvas": (b'{"nodes": [], "edges": []}', "it is a JSON Canvas"),
    "a tldraw drawing": (b'{"tldrawFileFormatVersion": 1, "records": []}', "it is a tldraw drawing"),
    "a draw.io drawing": (b'<mxfile host="x"><diagram/></mxfile>', "it is a draw.io drawing"),
    "a web page": (b"<!DOCTYPE html><html></html>", "it is a web page"),
    "a JPEG picture": (b"\xff\xd8\xff\xe0" + bytes(99), "it is a JPEG picture"),
    "a PDF document": (b"%PDF-1.7\n", "it is a PDF document"),
    "a PNG without a drawing": (png(), "PNG picture: finding the drawing: .* no drawing embedded .* 'Embed scene'"),
    "a cut-off PNG": (png(scene_chunk(wrapper(JSON, compressed=True)))[:200], "PNG picture: unpacking the drawing"),
    "a PNG with another encoding": (png(scene_chunk('{"encoding": "x", "encoded": "y"}')), "is encoded as 'x'"),
    "a PNG with letters for bytes": (png(scene_chunk('{"encoded": "\\u6f22"}')), "the embedded drawing is damaged"),
    "an SVG without a drawing": (b"<svg></svg>", "SVG picture: finding the drawing: .* no drawing embedded"),
    "an SVG with a broken payload": (svg("AAAAA"), "SVG picture: unpacking the drawing: .* damaged"),
    "an SVG with an empty payload": (svg(""), "SVG picture: unpacking the drawing: .* damaged"),
    "plain text": (b"Dear diary", "neither an Excalidraw drawing nor an Obsidian note with one|it is no JSON"),
    "a note without a drawing": (f"{HEAD}Notes.".encode(), "Obsidian note: finding the drawing: it has no Drawing"),
    "a note with an empty section": (f"{HEAD}# Drawing\n\nsoon".encode(), "holds no json or compressed-json block"),
    "an empty block": (f"{HEAD}# Drawing\n```compressed-json\n```".encode(), "unpacking the drawing: .* is empty"),
    "an empty block of JSON": (f"{HEAD}# Drawing\n```json\n\n```".encode(), "unpacking the drawing: .* is empty"),
    "a cut-off note": (note(*TWO, texts=TEXTS).encode()[:-120], "unpacking the drawing: .* ends too early. Restore"),
    "a damaged note": (note(*TWO).replace("N4KAk", "N4K_k").encode(), "characters that are not base64"),
    "a block that is no JSON": (f"{HEAD}# Drawing\n```compressed-json\n{lz.compress('x}')}\n```".encode(), "its JSON"),
    "lists in lists": (b"[" * 100_000, "too deeply"),
    "lists in lists, closed": (b'{"elements": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too deeply"),
    "objects in an unknown field": (
        b'{"type": "excalidraw", "x": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
        "too deeply",
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", ["x.excalidraw", "x.excalidraw.md"])
def test_each_failure_is_one_line_that_says_what_and_what_to_do(case: str, name: str, tmp_path: Path) -> None:
    data, expected = CASES[case]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(gk.ReadError, match=expected) as caught:
        gk.read(path)
    message = str(caught.value)
    assert message.startswith(f"{path.as_posix()}: ")
    assert message.isprintable()
    assert message.endswith(".")
    assert message.count(". ") >= 1


@pytest.mark.parametrize(
    ("name", "data"), [("x.png", b"\x93\x01no picture"), ("x.graphml", b"<graphml/>"), ("x.md", b"Hi")]
)
def test_what_is_recognised_as_nothing_is_not_called_a_note(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(gk.ReadError) as caught:
        gk.read(path)
    assert str(caught.value).startswith(f"{path.as_posix()}: recognising it: it is neither an Excalidraw drawing nor")


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(gk.ReadError, match=r"opening: there is no such file\. Check the path"):
        gk.read(tmp_path / "none.excalidraw")
    with pytest.raises(gk.ReadError, match="opening: it is a folder, not a file"):
        gk.read(tmp_path)
    with pytest.raises(gk.ReadError, match="opening: it cannot be read"):
        gk.read("a\0b")
    with pytest.raises(gk.ReadError, match="opening: it cannot be read"):
        gk.read(tmp_path / ("x" * 5000))


def test_a_name_that_would_break_the_line_does_not(tmp_path: Path) -> None:
    with pytest.raises(gk.ReadError) as caught:
        gk.read(tmp_path / "two\nlines\x1b[2J\udcff.excalidraw")
    assert str(caught.value).isprintable()


def test_a_wrong_kind_of_source_is_the_callers_mistake() -> None:
    with pytest.raises((TypeError, AttributeError)):
        gk.read(5)  # type: ignore[arg-type]  # the mistake


# --- limits


def test_a_file_larger_than_allowed_is_not_read() -> None:
    data = JSON.encode()
    assert gk.read(data, limits=gk.Limits(max_bytes=len(data))).elements
    with pytest.raises(gk.ReadError, match=r"larger than .* bytes. Raise the limit max_bytes"):
        gk.read(data, limits=gk.Limits(max_bytes=len(data) - 1))


def test_a_drawing_that_unfolds_to_more_than_allowed_is_not_read() -> None:
    with pytest.raises(gk.ReadError, match="unpacking the drawing: it unfolds to more than the 1,000 characters"):
        gk.read(
            f"{HEAD}# Drawing\n```compressed-json\n{packed(' ' * 5000)}\n```".encode(),
            limits=gk.Limits(max_bytes=1000),
        )
    picture = png(scene_chunk(wrapper(" " * 100_000, compressed=True)))
    with pytest.raises(gk.ReadError, match="unfolds to more than the 5,000 bytes"):
        gk.read(picture, limits=gk.Limits(max_bytes=5000))


def test_too_many_elements_points_or_values_are_refused() -> None:
    many = json.dumps({"type": "excalidraw", "elements": [{"type": "ellipse", "id": "x"}] * 2000}).encode()
    with pytest.raises(gk.ReadError, match=r"holds 2,000 elements, more than 1,000. Raise the limit max_elements"):
        gk.read(many, limits=gk.Limits(max_elements=1000))
    line = {"type": "line", "id": "x", "x": 0, "y": 0, "width": 1, "height": 1, "points": [[0, 0], [1, 1]] * 2000}
    with pytest.raises(gk.ReadError, match=r"more than 1,000 points. Raise the limit max_points"):
        gk.read(json.dumps({"elements": [line]}).encode(), limits=gk.Limits(max_points=1000))
    custom = {"type": "ellipse", "id": "x", "customData": {"a": [0] * 1_100_000}}
    with pytest.raises(gk.ReadError, match=r"more than 1,000,000 values. Raise the limit max_bytes"):
        gk.read(json.dumps({"elements": [custom]}).encode(), limits=gk.Limits(max_bytes=4_000_000))


def bounded(code: str, megabytes: int, *arguments: str) -> str:
    """What a process prints that may not use more memory than that."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, preexec_fn=limit
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


TELL = "import sys, graphkit as gk\ntry: print(len(gk.read(sys.argv[1]).elements))\nexcept gk.ReadError as e: print(e)"


def test_a_small_note_that_would_unfold_to_fifty_gigabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    content = f"{HEAD}# Drawing\n```compressed-json\n{bomb(316_000)}\n```\n%%"
    assert 900_000 < len(content) < 1_100_000
    path = tmp_path / "bomb.md"
    path.write_text(content, encoding="utf-8")
    assert "unfolds to more than the 256,000,000 characters" in bounded(TELL, 1000, str(path))


@pytest.mark.parametrize(
    "unit",
    ['{"type":"line"},', "[],", "{},", '"",', "0,", '{"type":"ellipse","id":"a"},', '{"a":{"b":{}}},', "[[0,0]],"],
)
def test_json_that_is_all_structure_is_read_or_refused_in_little_memory(unit: str, tmp_path: Path) -> None:
    path = tmp_path / "x.excalidraw"
    path.write_text(
        '{"type":"excalidraw","elements":[' + (unit * (20_000_000 // len(unit)))[:-1] + "]}", encoding="utf-8"
    )
    assert bounded(TELL, 1500, str(path))


def test_a_compressed_picture_that_would_unfold_to_much_more_is_refused_in_little_memory(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    packed_zeros = b"".join(packer.compress(bytes(1 << 24)) for _ in range(24)) + packer.flush()
    text = '{"compressed": true, "encoded": ' + json.dumps(packed_zeros.decode("latin-1")) + "}"
    path = tmp_path / "x.png"
    path.write_bytes(png(scene_chunk(text)))
    assert "unfolds to more than the 256,000,000 bytes" in bounded(TELL, 1500, str(path))


@pytest.mark.parametrize("files", ["a: $$", "a: $$" + "b$" * 1_000_000, ""])
@pytest.mark.parametrize("words", ["[x](", "[x](" + "(y)" * 600_000, ""])
def test_markup_that_is_never_closed_takes_little_memory(files: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    content = note(
        text("aaaaaaaa", ""), texts=f"{words}{'c' * 2_000_000} ^aaaaaaaa\n\n", files=f"{files}{'c' * 2_000_000}\n"
    )
    path.write_text(content, encoding="utf-8")
    assert bounded(TELL, 400, str(path)) == "1\n"


def test_scene_is_valid() -> None:
    """The scenes that these tests damage are right before."""
    assert gk.read(scene(*TWO).encode()).problems == ()

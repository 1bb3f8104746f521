"""Every other container, and every way to hand one over."""

from __future__ import annotations

import base64
import io
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path, PurePath
from typing import Any

import pytest

import graphkit as gk
from graphkit.elements import Arrow, Text

ELEMENTS: list[dict[str, Any]] = [
    {"type": "rectangle", "id": "box", "x": 0, "y": 0, "width": 80, "height": 40},
    {
        "type": "text",
        "id": "words",
        "x": 5,
        "y": 5,
        "width": 60,
        "height": 25,
        "text": "Größe 漢 🎉",
        "lineHeight": 1.25,
    },
]
SCENE = {"type": "excalidraw", "version": 2, "source": "https://example.org", "elements": ELEMENTS, "files": {}}
JSON = json.dumps(SCENE, ensure_ascii=False)


def wrapper(scene: str, *, compressed: bool) -> str:
    packed = scene.encode()
    packed = zlib.compress(packed) if compressed else packed
    return json.dumps(
        {"version": "1", "encoding": "bstring", "compressed": compressed, "encoded": packed.decode("latin-1")},
        ensure_ascii=False,
    )


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0\0")), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in body)


def scene_chunk(text: str) -> tuple[bytes, bytes]:
    return b"tEXt", b"application/vnd.excalidraw+json\0" + text.encode("latin-1")


def svg(payload: str, version: str = "<!-- payload-version:2 -->", space: str = "", inside: str = "{}") -> bytes:
    comments = (
        f"<!-- payload-type:application/vnd.excalidraw+json -->{version}"
        f"<!-- payload-start -->{space}{payload}{space}<!-- payload-end -->"
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside.format(comments)}<rect/></svg>'.encode()


def b64(text: str, encoding: str) -> str:
    return base64.b64encode(text.encode(encoding)).decode()


ASCII = json.dumps(SCENE)
FILES: dict[str, tuple[str, bytes]] = {
    "excalidraw": ("excalidraw", JSON.encode()),
    "excalidraw with a byte order mark": ("excalidraw", b"\xef\xbb\xbf" + JSON.encode()),
    "excalidraw in UTF-16": ("excalidraw", JSON.encode("utf-16")),
    "excalidraw in UTF-32": ("excalidraw", JSON.encode("utf-32")),
    "excalidraw after white space": ("excalidraw", b"\n\n  " + JSON.encode()),
    "elements by themselves": ("excalidraw", json.dumps(ELEMENTS).encode()),
    "elements without a type": ("excalidraw", json.dumps({"elements": ELEMENTS}).encode()),
    "clipboard": ("clipboard", json.dumps({"type": "excalidraw/clipboard", "elements": ELEMENTS}).encode()),
    "library 1": ("library", json.dumps({"type": "excalidrawlib", "version": 1, "library": [ELEMENTS]}).encode()),
    "library 2": (
        "library",
        json.dumps(
            {"type": "excalidrawlib", "version": 2, "libraryItems": [{"id": "x", "elements": ELEMENTS}]}
        ).encode(),
    ),
    "library 2 with a bare item": (
        "library",
        json.dumps({"type": "excalidrawlib", "version": 2, "libraryItems": [ELEMENTS]}).encode(),
    ),
    "png": ("png", png(scene_chunk(wrapper(JSON, compressed=True)))),
    "png, plain": ("png", png(scene_chunk(wrapper(JSON, compressed=False)))),
    "png of old": ("png", png(scene_chunk(ASCII))),
    "png after another text": ("png", png((b"tEXt", b"Author\0me"), scene_chunk(wrapper(JSON, compressed=True)))),
    "svg 2": ("svg", svg(b64(wrapper(JSON, compressed=True), "latin-1"))),
    "svg 2 in metadata": (
        "svg",
        svg(b64(wrapper(JSON, compressed=True), "latin-1"), space="\n  ", inside="<metadata>{}</metadata>"),
    ),
    "svg 1, wrapped": ("svg", svg(b64(wrapper(JSON, compressed=False), "utf-8"), version="")),
    "svg 1, plain": ("svg", svg(b64(JSON, "utf-8"), version="<!-- payload-version:1 -->")),
    "svg after an XML head": (
        "svg",
        b'<?xml version="1.0"?>\n<!-- made by hand -->\n' + svg(b64(wrapper(JSON, compressed=True), "latin-1")),
    ),
}


@pytest.mark.parametrize("what", FILES)
@pytest.mark.parametrize("name", ["x.excalidraw", "x.excalidraw.png", "x.svg", "x.md", "x.bin", "x"])
def test_every_container_is_read_whatever_its_name(what: str, name: str, tmp_path: Path) -> None:
    container, data = FILES[what]
    (tmp_path / name).write_bytes(data)
    drawing = gk.read(tmp_path / name)
    assert drawing.format == container
    assert drawing.name == name
    assert drawing.source == (tmp_path / name).as_posix()
    assert [element.type for element in drawing.elements] == ["rectangle", "text"]
    assert [element.label for element in drawing.elements if isinstance(element, Text)] == ["Größe 漢 🎉"]
    assert drawing.problems == ()


def test_the_items_of_a_library_stand_side_by_side() -> None:
    library = {"type": "excalidrawlib", "version": 2, "libraryItems": [{"elements": ELEMENTS}, {"elements": ELEMENTS}]}
    drawing = gk.read(json.dumps(library).encode())
    first, _, second, _ = drawing.elements
    assert second.x - (first.x + first.width) >= 100
    assert len({element.id for element in drawing.elements}) == 4


def test_a_skeleton_from_the_clipboard_is_written_out() -> None:
    skeleton = [
        {"type": "rectangle", "id": "a", "x": 0, "y": 0, "label": {"text": "Data"}},
        {
            "type": "arrow",
            "x": 100,
            "y": 50,
            "width": 200,
            "start": {"id": "a"},
            "end": {"type": "ellipse"},
            "label": {"text": "feeds"},
        },
    ]
    drawing = gk.read(json.dumps({"type": "excalidraw-api/clipboard", "elements": skeleton}).encode())
    by_id = {element.id: element for element in drawing.elements}
    (arrow,) = (element for element in drawing.elements if isinstance(element, Arrow))
    assert arrow.start_binding is not None
    assert arrow.start_binding.element_id == "a"
    assert arrow.end_binding is not None
    assert by_id[arrow.end_binding.element_id or ""].type == "ellipse"
    texts = {element.label: element.container_id for element in drawing.elements if isinstance(element, Text)}
    assert texts == {"Data": "a", "feeds": arrow.id}


# --- ways to hand it over


def test_from_bytes_streams_and_paths(tmp_path: Path) -> None:
    path = tmp_path / "x.excalidraw"
    path.write_text(JSON, encoding="utf-8")
    expected = gk.read(path).elements
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        sources = [str(path), path, JSON.encode(), io.BytesIO(JSON.encode()), io.StringIO(JSON), binary, text]
        for source in sources:
            assert gk.read(source).elements == expected
        assert gk.read(path.open("rb")).name == "x.excalidraw"
    assert gk.read(io.StringIO(JSON)).name == "stream"
    assert gk.read(JSON.encode()).name == "drawing"
    assert gk.read(path, name="folder/y.excalidraw").name == "folder/y.excalidraw"


def test_any_path_will_do() -> None:
    class Path2:
        def __fspath__(self) -> str:
            return str(PurePath(__file__).parent.parent / "data/drawings/ml-vs-llm/source.excalidraw.md")

    assert gk.read(Path2()).name == "source.excalidraw.md"


def test_from_standard_input() -> None:
    code = "import graphkit as gk; d = gk.read('-'); print(d.name, len(d.elements))"
    done = subprocess.run([sys.executable, "-c", code], input=JSON.encode(), capture_output=True, check=True)
    assert done.stdout.split() == [b"stdin", b"2"]


def test_from_an_address() -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra fsspec is not installed")
    with fsspec.open("memory://folder/x.excalidraw", "wb") as file:
        file.write(JSON.encode())
    drawing = gk.read("memory://folder/x.excalidraw")
    assert (drawing.name, drawing.source, len(drawing.elements)) == ("x.excalidraw", "memory://folder/x.excalidraw", 2)
    with pytest.raises(gk.ReadError, match=r"memory://folder/none\.excalidraw: opening: it cannot be read"):
        gk.read("memory://folder/none.excalidraw")
    with pytest.raises(gk.ReadError, match="nowhere://x: opening"):
        gk.read("nowhere://x")


def test_an_address_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(gk.ReadError, match=r"pip install 'graphkit\[fsspec\]'"):
        gk.read("memory://x")


def test_an_address_of_a_kind_that_needs_more_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra fsspec is not installed")

    def lacking(*_: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec, "open", lacking)
    with pytest.raises(gk.ReadError, match=r"need more \(Install s3fs to access S3\)\. Install that with pip\.$"):
        gk.read("s3://bucket/x.excalidraw")


@pytest.mark.parametrize("source", [None, 3, ["x.excalidraw"]])
def test_what_is_no_source_is_refused(source: object) -> None:
    with pytest.raises(TypeError, match="a drawing is read from a path, an address, bytes or a stream, not from "):
        gk.read(source)  # type: ignore[arg-type]  # on purpose


def test_a_path_is_no_drawing() -> None:
    for work in (gk.extract, gk.analyze):
        with pytest.raises(TypeError, match=r"takes a Drawing, not 'x\.excalidraw'; make one .* with graphkit\.read"):
            work("x.excalidraw")  # type: ignore[operator]  # on purpose

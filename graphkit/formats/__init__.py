"""Reading drawings: `read(source)` decodes any container that Excalidraw's scenes come in.

What comes in: a path, bytes, a stream, or `-` for standard input. What goes out: a `Drawing`, or a `ReadError` whose
one line names the file, the format, the step and what to do.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO, Any

from msgspec.structs import force_setattr

from graphkit.elements import Drawing, Element, Text
from graphkit.formats import markup, obsidian
from graphkit.formats.scene import decode_scene
from graphkit.problems import ReadError

__all__ = ["read"]


def read(
    source: str | os.PathLike[str] | bytes | IO[Any], *, name: str | None = None, max_bytes: int = 256_000_000
) -> Drawing:
    """The drawing in `source`: a path, bytes, a stream, or `-` for standard input.

    `name` is the first part of every node id; it is the bare file name where it is not given.
    """
    data, where = _bytes_of(source)
    bare = name if name is not None else where.rsplit("/", 1)[-1]
    try:
        return _read_bytes(data, bare, where, max_bytes)
    except ValueError as error:
        raise ReadError(f"{where}: {error}.") from None


def _bytes_of(source: str | os.PathLike[str] | bytes | IO[Any]) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, "drawing"
    if isinstance(source, str | os.PathLike):
        if source == "-":
            return sys.stdin.buffer.read(), "stdin"
        try:
            return Path(source).read_bytes(), Path(source).as_posix()
        except OSError as error:
            raise ReadError(f"{Path(source).as_posix()}: it cannot be opened ({error.strerror}).") from None
    content = source.read()
    where = getattr(source, "name", "stream")
    return content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"), str(where)


def _read_bytes(data: bytes, name: str, where: str, max_bytes: int) -> Drawing:
    if not data.strip():
        raise ValueError("the file is empty")
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip().startswith("{"):
        scene = decode_scene(text)
        _fill_texts(scene.elements, {})
        return Drawing(
            name=name,
            elements=tuple(scene.elements),
            source=where,
            version=scene.version,
            files=scene.files,
            problems=tuple(scene.problems),
        )
    if not obsidian.is_note(text):
        raise ValueError("it is neither an Obsidian drawing nor Excalidraw JSON")
    note = obsidian.take_apart(text, max_chars=max_bytes)
    scene = decode_scene(note.scene)
    _fill_texts(scene.elements, obsidian.text_blocks(note.data, {element.id for element in scene.elements}))
    return Drawing(
        name=name,
        elements=tuple(scene.elements),
        source=where,
        format="obsidian",
        version=scene.version,
        files=scene.files,
        front_matter=note.front_matter,
        note=note.text,
        problems=tuple(scene.problems),
    )


def _fill_texts(elements: list[Element], blocks: dict[str, str]) -> None:
    """What each text says: the note's own text, else the markup, else the unwrapped text, else the text as shown."""
    for element in elements:
        if isinstance(element, Text):
            block = blocks.get(element.id)
            if block is not None:
                force_setattr(element, "raw_text", block)
            label, links, tags = markup.understand(block or element.raw_text or element.original_text or element.text)
            force_setattr(element, "label", label)
            force_setattr(element, "links", links)
            force_setattr(element, "tags", tags)

"""Reading and writing drawings, in every container that Excalidraw's scenes come in.

What comes in: a path, an address, bytes, a stream, or `-` for standard input. What goes out: a `Drawing`, or a
`ReadError` whose one line names the file, the format, the step and what to do.

1. What a file holds decides how it is read (`sniff`); its name counts only where its content says nothing.
2. `READERS` has one line for each suffix. A reader gets the bytes and says what they hold, as `Contents`.
3. Elements are decoded (`scene`), given the words of the note (`words`), and put right among themselves (`settle`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graphkit.elements import Drawing
from graphkit.formats.contents import Contents, read_json, read_note, read_png, read_svg
from graphkit.formats.failure import FormatError
from graphkit.formats.limits import Limits
from graphkit.formats.scene import decode_scene
from graphkit.formats.settle import settle
from graphkit.formats.sniff import sniff
from graphkit.formats.sources import Source, load, one_line
from graphkit.formats.words import fill_in
from graphkit.problems import ReadError

__all__ = ["READERS", "Limits", "read"]

READERS: dict[str, Callable[[bytes, Limits], Contents]] = {
    ".excalidraw": read_json,
    ".excalidrawlib": read_json,
    ".json": read_json,
    ".md": read_note,
    ".png": read_png,
    ".svg": read_svg,
}

_FORMATS = {
    ".excalidraw": "Excalidraw JSON",
    ".excalidrawlib": "Excalidraw JSON",
    ".json": "Excalidraw JSON",
    ".md": "Obsidian note",
    ".png": "PNG picture",
    ".svg": "SVG picture",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What `write_drawing` needs of the file that a drawing was read from."""

    data: bytes
    suffix: str


def read(source: Source, *, name: str | None = None, limits: Limits | None = None) -> Drawing:
    """The drawing in `source`: a path, an address, bytes, a stream, or `-` for standard input.

    `name` becomes `Drawing.name`, the first part of every node id; it is the bare file name where it is not given.
    Raises `ReadError` where no drawing can be made of it; what was repaired or is doubtful is in `Drawing.problems`.
    """
    limits = limits or Limits()
    data, where = load(source, limits)
    bare = where.rsplit("/", 1)[-1] if name is None else one_line(name)
    label = ""
    try:
        suffix = sniff(data, where)
        label = f"{_FORMATS[suffix]}: "
        return decode(data, suffix, name=bare, source=where, limits=limits)
    except FormatError as failure:
        raise ReadError(f"{where}: {label}{failure}") from None


def decode(data: bytes, suffix: str, *, name: str, source: str, limits: Limits) -> Drawing:
    """The drawing in bytes that are what `suffix` says; raises `FormatError`."""
    contents = READERS[suffix](data, limits)
    scene = decode_scene(contents.scene, limits)
    problems = contents.problems + scene.problems
    elements, files = fill_in(scene.elements, contents.note, problems)
    elements = settle(elements, problems)
    return Drawing(
        name=name,
        elements=tuple(elements),
        source=source,
        format=contents.format or scene.format,
        version=scene.version,
        files=scene.files | files,
        front_matter=contents.note.front_matter if contents.note else {},
        note=contents.note.own_text if contents.note else "",
        problems=tuple(problems),
        document=Document(data=data, suffix=suffix),
    )

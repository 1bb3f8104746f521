"""Reading and writing drawings, in every container that Excalidraw's scenes come in.

What comes in: a path, an address, bytes, a stream, or `-` for standard input. What goes out: a `Drawing`, or a
`ReadError` whose one line names the file, the format, the step and what to do.

1. What a file holds decides how it is read (`sniff`); its name counts only where its content says nothing.
2. `READERS` has one line for each suffix. A reader gets bytes, the drawing's name and limits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graphkit.elements import Drawing
from graphkit.formats.failure import UNKNOWN, FormatError
from graphkit.formats.limits import Limits
from graphkit.formats.readers import read_json, read_note, read_png, read_svg
from graphkit.formats.sniff import sniff
from graphkit.formats.sources import Source, load, one_line
from graphkit.formats.write import write_drawing
from graphkit.problems import ReadError

__all__ = ["READERS", "Limits", "read", "write_drawing"]

READERS: dict[str, Callable[[bytes, str, Limits], Drawing]] = {
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
        return replace(READERS[suffix](data, bare, limits), source=where)
    except FormatError as failure:
        # What is recognised as nothing was only tried as a note.
        known = label if failure.step != UNKNOWN else ""
        raise ReadError(f"{where}: {known}{failure}") from None

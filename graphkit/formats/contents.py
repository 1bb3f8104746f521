"""One function for each container: from a file's bytes to what it holds, not yet decoded into elements.

What comes in: bytes. What goes out: `Contents`, or `FormatError`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graphkit.formats import obsidian
from graphkit.formats.encoding import encoding_of
from graphkit.formats.failure import UNKNOWN, FormatError
from graphkit.formats.lenient import without_halves
from graphkit.formats.limits import Limits
from graphkit.formats.log import Log
from graphkit.formats.obsidian import Note
from graphkit.formats.pictures import scene_in_png, scene_in_svg


@dataclass(kw_only=True)
class Contents:
    """What a file holds: the JSON text of its scene, and the note around it where there is one."""

    scene: str
    format: str = ""
    """The container, where the scene does not say it itself."""
    note: Note | None = None
    log: Log = field(default_factory=Log)


def json_contents(data: bytes, limits: Limits) -> Contents:
    """A scene, clipboard or library by itself."""
    log = Log()
    return Contents(scene=decode_text(data, log), log=log)


def note_contents(data: bytes, limits: Limits) -> Contents:
    """An Obsidian note with a drawing in it."""
    log = Log()
    text = decode_text(data, log)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    known = obsidian.is_drawing(text)
    try:
        note = obsidian.take_apart(text, max_chars=limits.max_bytes)
    except FormatError as failure:
        if known or failure.step != obsidian.FINDING:
            raise
        found = "it is neither an Excalidraw drawing nor an Obsidian note with one"
        raise FormatError(UNKNOWN, found, "Give an Excalidraw drawing") from None
    if not known:
        message = f"Its front matter does not have the key {obsidian.KEY}, so Obsidian shows it as a plain note."
        log.note("unmarked-note", message)
    return Contents(scene=note.scene, format="obsidian", note=note, log=log)


def svg_contents(data: bytes, limits: Limits) -> Contents:
    """An SVG picture with an embedded scene."""
    log = Log()
    text = decode_text(data, log)
    return Contents(scene=scene_in_svg(text, max_bytes=limits.max_bytes), format="svg", log=log)


def png_contents(data: bytes, limits: Limits) -> Contents:
    """A PNG picture with an embedded scene."""
    return Contents(scene=scene_in_png(data, max_bytes=limits.max_bytes), format="png")


def decode_text(data: bytes, log: Log) -> str:
    """The text that `data` encodes: UTF-8, or UTF-16 or 32 where a mark says so."""
    mark, encoding, _ = encoding_of(data)
    body = memoryview(data)[len(mark) :]
    try:
        return str(body, encoding)
    except UnicodeDecodeError as error:
        message = f"Byte {error.start:,} and maybe others are not {encoding[:6].upper()}; they were replaced by U+FFFD."
        log.note("broken-encoding", message)
        return without_halves(str(body, encoding, "surrogateescape" if encoding == "utf-8" else "replace"))


CONTENTS = {
    ".excalidraw": json_contents,
    ".excalidrawlib": json_contents,
    ".json": json_contents,
    ".md": note_contents,
    ".png": png_contents,
    ".svg": svg_contents,
}
"""How to open a container, by the suffix that stands for it."""

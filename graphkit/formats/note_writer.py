"""Writing an Obsidian note: the parts of one that change, or a new one.

What comes in: a note taken apart, its new scene, elements. What goes out: edits of the note's text, and the bytes they
make; everything outside the edits stays byte for byte, its line ends and encoding too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from graphkit.elements import Element, Text
from graphkit.formats import obsidian
from graphkit.formats.encoding import encoding_of
from graphkit.formats.failure import FormatError
from graphkit.formats.lenient import without_halves
from graphkit.formats.limits import Limits
from graphkit.formats.log import Log
from graphkit.formats.lz import compress
from graphkit.formats.obsidian import Note
from graphkit.formats.scene import decode_scene
from graphkit.formats.settle import rename_doubles
from graphkit.formats.splice import Span, replaced

_CHUNKS = (64, 256, 1024)
"""Characters in a line of compressed data, as the plugin has written it; 1024 without blank lines between."""
_CHUNK = _CHUNKS[1]
_HEAD = """\
---

excalidraw-plugin: parsed
tags: [excalidraw]

---
==⚠  Switch to EXCALIDRAW VIEW in the MORE OPTIONS menu of this document. ⚠== \
You can decompress Drawing data with the command palette: 'Decompress current Excalidraw file'. \
For more info check in plugin settings under 'Saving'


# Excalidraw Data

## Text Elements
"""

Edit: TypeAlias = tuple[Span, str]


@dataclass(frozen=True, kw_only=True)
class Original:
    """A note's bytes as text that can be turned into the same bytes again."""

    mark: bytes
    encoding: str
    text: str
    rest: bytes
    """Bytes at the end that are too few for a letter."""

    @classmethod
    def of(cls, data: bytes) -> Original:
        """The text of `data`; bytes that encode nothing are kept as what Python escapes them with."""
        mark, encoding, unit = encoding_of(data)
        end = len(data) - (len(data) - len(mark)) % unit
        errors = "surrogateescape" if encoding == "utf-8" else "surrogatepass"
        try:
            text = data[len(mark) : end].decode(encoding, errors)
        except UnicodeDecodeError:
            found = f"it holds what is not {encoding[:6].upper()}"
            raise FormatError("opening the note that it came from", found, "Convert that note to UTF-8") from None
        return cls(mark=mark, encoding=encoding, text=text, rest=data[end:])

    def normal(self) -> str:
        """The text as it is read: with LF line ends, and with U+FFFD for what is broken."""
        return without_halves(self.text.replace("\r\n", "\n").replace("\r", "\n"))

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The bytes after `edits`, whose places are those of the normal text."""
        breaks = [found.start() - n for n, found in enumerate(re.finditer("\r\n", self.text))]
        line_end = "\r\n" if breaks else "\n"
        placed = [
            (
                Span(span.start + bisect_left(breaks, span.start), span.end + bisect_left(breaks, span.end)),
                without_halves(new).replace("\n", line_end),
            )
            for span, new in edits
        ]
        errors = "surrogateescape" if self.encoding == "utf-8" else "surrogatepass"
        return self.mark + replaced(self.text, placed).encode(self.encoding, errors) + self.rest


def scene_edit(note: Note, scene: str) -> Edit:
    """The edit that puts another scene into the note's block, laid out as the old one was."""
    start, end = note.block
    old = note.text[start:end]
    if note.encoding == "compressed-json":
        lines = old.split()
        size = len(lines[0])
        if len(lines) == 1:  # any of the sizes that the plugin has used
            size = next((each for each in _CHUNKS if each >= size), 1 << 30)
        between = "\n" if size == _CHUNKS[-1] or (len(lines) > 1 and "\n\n" not in old.strip()) else "\n\n"
        lead, tail = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
        return Span(start, end), lead + _wrapped(compress(scene), size, between) + tail
    end = start + old.rindex("}") + 1
    return Span(start, end), scene.replace("[", "&#91;") if note.has_entities else scene


def word_edits(note: Note, before: Mapping[str, Element], elements: Iterable[Element], limits: Limits) -> list[Edit]:
    """The edits that make the note say the texts and links that `elements` have and the elements `before` had not."""
    log = Log()
    scene = decode_scene(note.scene, limits, log)
    rename_doubles(scene.elements, log)
    own = {e.id: (e.raw_text, e.original_text, e.text) for e in scene.elements if isinstance(e, Text)}
    found = obsidian.extras(note, own, {element.id for element in scene.elements})
    edits: list[Edit] = []
    for element in elements:
        old = before.get(element.id)
        if old is None:
            continue
        if isinstance(element, Text) and isinstance(old, Text) and element.id in found.texts:
            words = _words(old, element)
            if words is not None:
                block = found.texts[element.id]
                edits.append((Span(note.data_start + block.start, note.data_start + block.end), words))
        if element.link != old.link and element.id in found.links:
            entry = found.links[element.id]
            edits.append((Span(note.data_start + entry.start, note.data_start + entry.end), element.link or ""))
    return edits


def _words(old: Text, new: Text) -> str | None:
    """What the note is to say now, or None where it says it already."""
    for name in ("raw_text", "original_text", "text"):
        if getattr(new, name) != getattr(old, name):
            return str(getattr(new, name))
    return None


def fresh(scene: str, elements: Iterable[Element]) -> str:
    """A new note with a drawing in it: its scene, and the elements that the scene says."""
    # The plugin finds a text in a note only where its id has eight characters; it takes the others from the scene.
    # So do we those that would be read as something else.
    texts = [element for element in elements if isinstance(element, Text) and re.fullmatch(r"\S{8}", element.id)]
    words = {element.id: element.raw_text or element.original_text for element in texts}
    blocks = "".join(f"{words[each]} ^{each}\n\n" for each in words if obsidian.is_one_block(words[each], each))
    packed = _wrapped(compress(scene), _CHUNK, "\n\n")
    return f"{_HEAD}{blocks}%%\n## Drawing\n```compressed-json\n{packed}\n```\n%%"


def _wrapped(text: str, size: int, between: str) -> str:
    return between.join(text[at : at + size] for at in range(0, len(text), size))

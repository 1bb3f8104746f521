"""The Obsidian note: front matter, the user's own text, the texts of the drawing, and the drawing itself.

What comes in: the note's text. What goes out: its parts. A `ValueError` says what is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphkit.formats.lz import decompress

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_SCALAR = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_DRAWING = re.compile(r"^##? Drawing[ \t]*\n[^`]*?^```(compressed-json|json)[ \t]*\n", re.MULTILINE)
_BARE = re.compile(r"^##? Drawing[ \t]*\n(?=\{)", re.MULTILINE)
_FENCE_END = re.compile(r"^```|^%%", re.MULTILINE)
_DATA = re.compile(r"^(?:%%\n+)?(?:# Excalidraw Data|##? Text Elements)[ \t]*$", re.MULTILINE)
_TEXTS = re.compile(r"^##? Text Elements[ \t]*\n", re.MULTILINE)
_BLOCK_END = re.compile(r"\s\^(\S{1,64})[ \t]*(?:\n+|\Z)")


@dataclass(frozen=True)
class Note:
    """An Obsidian note taken apart."""

    front_matter: dict[str, str]
    text: str
    """The user's own."""
    data: str
    """Between the heading of the drawing's data and the drawing."""
    scene: str
    """The scene's JSON."""
    encoding: str


def is_note(text: str) -> bool:
    """Whether the front matter says that this is a drawing."""
    return "excalidraw-plugin" in front_matter(text)[0]


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The scalar keys of a note's front matter, and where it ends."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, 0
    return {key: value.strip("\"'") for key, value in _SCALAR.findall(match[1])}, match.end()


def take_apart(text: str, *, max_chars: int) -> Note:
    """The parts of a note whose line ends are LF."""
    keys, start = front_matter(text)
    last = _last(_DRAWING, text, start)
    if last is None:
        last = _last(_BARE, text, start)
        if last is None:
            raise ValueError("it has no '# Drawing' section with a json or compressed-json block")
        scene, encoding = text[last.end() :].replace("&#91;", "["), "bare"
    else:
        encoding = last[1]
        end = _FENCE_END.search(text, last.end())
        scene = text[last.end() : end.start() if end else len(text)]
        if encoding == "compressed-json":
            scene = decompress(scene, max_chars=max_chars)
    scene = scene[: scene.rfind("}") + 1]
    data = _DATA.search(text, start, last.start())
    user = text[start : data.start() if data else last.start()]
    return Note(keys, user, text[data.start() : last.start()] if data else "", scene, encoding)


def text_blocks(data: str, ids: set[str]) -> dict[str, str]:
    """The texts of the note's text section by element id."""
    heading = _TEXTS.search(data)
    if heading is None:
        return {}
    blocks: dict[str, str] = {}
    position = heading.end()
    for match in _BLOCK_END.finditer(data, position):
        if match[1] in ids and match[1] not in blocks:
            blocks[match[1]] = data[position : match.start()]
            position = match.end()
    return blocks


def _last(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start), key=re.Match.start, default=None)

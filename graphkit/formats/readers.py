"""The readers, one for each container, and the steps they share: from a file's bytes to a `Drawing`.

What comes in: bytes, the drawing's name, limits. What goes out: a `Drawing`, or `FormatError`.

1. Elements are decoded (`scene`), given the words of the note (`words`), and put right among themselves (`settle`).
2. A reader for another program's format would do rule 1 its own way: it gets the same and returns a `Drawing` too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphkit.elements import Drawing, Element, File
from graphkit.formats.contents import CONTENTS, Contents
from graphkit.formats.limits import Limits
from graphkit.formats.log import Log
from graphkit.formats.scene import Scene, decode_scene
from graphkit.formats.settle import rename_doubles, settle
from graphkit.formats.words import fill_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What `write_drawing` needs of the file that a drawing was read from: to read it once more."""

    data: bytes
    suffix: str
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's contents decoded, and the scene they were made of."""

    scene: Scene
    elements: list[Element]
    files: dict[str, File]
    log: Log


def read_json(data: bytes, name: str, limits: Limits) -> Drawing:
    """A scene, clipboard or library by itself."""
    return _drawing(Document(data=data, suffix=".excalidraw", limits=limits), name)


def read_note(data: bytes, name: str, limits: Limits) -> Drawing:
    """An Obsidian note with a drawing in it."""
    return _drawing(Document(data=data, suffix=".md", limits=limits), name)


def read_svg(data: bytes, name: str, limits: Limits) -> Drawing:
    """An SVG picture with an embedded scene."""
    return _drawing(Document(data=data, suffix=".svg", limits=limits), name)


def read_png(data: bytes, name: str, limits: Limits) -> Drawing:
    """A PNG picture with an embedded scene."""
    return _drawing(Document(data=data, suffix=".png", limits=limits), name)


def decode(contents: Contents, limits: Limits) -> Decoded:
    """Rule 1."""
    log = contents.log
    scene = decode_scene(contents.scene, limits, log)
    rename_doubles(scene.elements, log)
    elements, targets = fill_in(scene.elements, contents.note, log)
    files = scene.files | {
        key: replace(scene.files[key], target=target) if key in scene.files else File(id=key, target=target)
        for key, target in targets.items()
    }
    return Decoded(scene=scene, elements=settle(elements, log), files=files, log=log)


def _drawing(document: Document, name: str) -> Drawing:
    contents = CONTENTS[document.suffix](document.data, document.limits)
    decoded = decode(contents, document.limits)
    return Drawing(
        name=name,
        elements=tuple(decoded.elements),
        format=contents.format or decoded.scene.format,
        version=decoded.scene.version,
        files=decoded.files,
        front_matter=contents.note.front_matter if contents.note else {},
        note=contents.note.own_text if contents.note else "",
        problems=decoded.log.problems(),
        document=document,
    )

"""What a file is and in what state: `examine(source)`, for `graphkit doctor` and for programs.

What comes in: what `read` takes. What goes out: `Findings`, plain data; `ReadError` where nothing can be read.

Every problem that reading can tell has an effect: what was *repaired* says what it was meant to say, what was *lost* is
not in the drawing any more, and what is *doubtful* was read in one of several ways. docs/problems.md lists them all.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal, TypeAlias

from graphkit.elements import Drawing
from graphkit.formats import read
from graphkit.formats.contents import CONTENTS
from graphkit.formats.obsidian import Note
from graphkit.formats.readers import Document
from graphkit.formats.sources import Source
from graphkit.problems import Problem

Effect: TypeAlias = Literal["repaired", "lost", "doubtful"]

EFFECTS: dict[str, Effect] = {
    "broken-encoding": "lost",
    "broken-json": "repaired",
    "dangling-binding": "lost",
    "dangling-container": "lost",
    "dangling-frame": "lost",
    "differing-text": "doubtful",
    "duplicate-id": "repaired",
    "invalid-binding": "lost",
    "invalid-container": "lost",
    "invalid-element": "lost",
    "invalid-field": "repaired",
    "invalid-frame": "lost",
    "invalid-points": "lost",
    "invisible-element": "lost",
    "lost-text": "lost",
    "missing-field": "repaired",
    "missing-id": "repaired",
    "negative-size": "repaired",
    "old-fields": "repaired",
    "shared-container": "doubtful",
    "unknown-kind": "doubtful",
    "unmarked-note": "doubtful",
}

_CONTAINERS = {
    "obsidian": "Obsidian note",
    "excalidraw": "Excalidraw file",
    "clipboard": "Excalidraw clipboard",
    "library": "Excalidraw library",
    "svg": "SVG picture with its drawing",
    "png": "PNG picture with its drawing",
}
_RELEASE = re.compile(r"/([\w.-]+)/releases/tag/?v?([\w.-]+)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem, and what came of it."""

    code: str
    effect: Effect
    message: str
    element: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a file is and in what state."""

    drawing: str
    container: str
    layout: str
    """How a note is laid out; empty for other containers."""
    written_by: str
    """The program and version that wrote it, as far as it says so."""
    elements: dict[str, int]
    """How many there are of each kind, by the editor's names, most first."""
    images: int
    links: int
    repaired: int
    lost: int
    doubtful: int
    problems: tuple[Finding, ...]


def examine(source: Source, *, name: str | None = None) -> Findings:
    """What `source` is, what was repaired in it, and what was lost."""
    drawing = read(source, name=name)
    findings = tuple(map(_finding, drawing.problems))
    count = Counter(finding.effect for finding in findings)
    kinds = Counter(element.type for element in drawing.elements)
    return Findings(
        drawing=drawing.name,
        container=_CONTAINERS[drawing.format],
        layout=_layout(drawing),
        written_by=_written_by(drawing.version),
        elements=dict(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))),
        images=len(drawing.files),
        links=sum(element.link is not None for element in drawing.elements),
        repaired=count["repaired"],
        lost=count["lost"],
        doubtful=count["doubtful"],
        problems=findings,
    )


def _finding(problem: Problem) -> Finding:
    return Finding(code=problem.code, effect=EFFECTS[problem.code], message=problem.message, element=problem.element_id)


def _written_by(version: str) -> str:
    """`https://github.com/…/obsidian-excalidraw-plugin/releases/tag/2.1.4` as the name and the number in it."""
    release = _RELEASE.search(version)
    return f"{release[1]} {release[2]}" if release else version


def _layout(drawing: Drawing) -> str:
    if drawing.format != "obsidian" or not isinstance(drawing.document, Document):
        return ""
    document = drawing.document
    note = CONTENTS[".md"](document.data, document.limits).note
    return _layout_of(note, document.data) if note else ""


def _layout_of(note: Note, data: bytes) -> str:
    """The traits by which notes of different versions of the plugin differ."""
    block = note.text[note.block[0] : note.block[1]]
    traits = [note.text[note.heading_start : note.text.index("\n", note.heading_start)].strip(), note.encoding]
    if note.encoding == "compressed-json" and len(lines := block.split()) > 1:
        traits.append(f"lines of {len(lines[0])}")
    if note.text[: note.data_start].rstrip(" \n").endswith("%%"):
        traits.append("%% above the data")
    elif note.text[: note.heading_start].rstrip(" \n").endswith("%%"):
        traits.append("%% above the drawing")
    else:
        traits.append("no %%")
    if b"\r" in data:
        traits.append("CRLF" if b"\r\n" in data else "CR")
    if data.startswith(b"\xef\xbb\xbf"):
        traits.append("byte order mark")
    return ", ".join(traits)

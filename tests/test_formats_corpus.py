"""Real drawings, where there are any: the folder that the environment variable GRAPHKIT_CORPUS names.

Nothing of them is kept here; what is asked of them holds for any folder of drawings.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

import graphkit as gk
from graphkit.elements import Arrow, BoundElement, DeclaredBinding, Ellipse, Rectangle, Text
from graphkit.formats.contents import CONTENTS
from graphkit.formats.doctor import EFFECTS
from graphkit.formats.markup import understand
from graphkit.formats.obsidian import Note
from graphkit.formats.sniff import sniff

CORPUS = os.environ.get("GRAPHKIT_CORPUS")
pytestmark = pytest.mark.skipif(CORPUS is None, reason="GRAPHKIT_CORPUS does not name a folder of real drawings")

DRAWING_SUFFIXES = (".excalidraw", ".excalidraw.md", ".excalidrawlib", ".excalidraw.svg", ".excalidraw.png")


def files() -> Iterator[Path]:
    yield from sorted(path for path in Path(CORPUS or "").rglob("*") if path.is_file())


def drawings() -> Iterator[tuple[Path, gk.Drawing]]:
    for path in files():
        try:
            yield path, gk.read(path)
        except gk.ReadError:
            continue


def test_every_file_is_read_or_refused_in_one_line() -> None:
    read, refused = 0, dict[Path, str]()
    for path in files():
        try:
            drawing = gk.read(path)
        except gk.ReadError as error:
            refused[path] = str(error)
            continue
        read += 1
        assert {problem.code for problem in drawing.problems} <= set(EFFECTS)
        assert len({element.id for element in drawing.elements}) == len(drawing.elements)
    assert read > 0
    for path, message in refused.items():
        assert message.startswith(path.as_posix())
        assert message.isprintable()
        assert not path.name.endswith(DRAWING_SUFFIXES), message


def test_the_note_wins_wherever_it_has_a_text() -> None:
    """By a reading of the notes that is no part of graphkit: every ` ^id` of a text element ends its words."""
    compared = 0
    for path, drawing in drawings():
        note = note_of(path)
        if note is None:
            continue
        texts = {element.id: element for element in drawing.elements if isinstance(element, Text)}
        for identity, words in words_of(note).items():
            if identity in texts:
                assert texts[identity].label == understand(words)[0], (path, identity)
                compared += 1
    assert compared > 0


def note_of(path: Path) -> Note | None:
    data = path.read_bytes()
    return CONTENTS[sniff(data, path.name)](data, gk.Limits()).note


def words_of(note: Note) -> dict[str, str]:
    ids = {element["id"] for element in json.loads(note.scene)["elements"] if not element.get("isDeleted")}
    data = note.data
    for heading in ("## Text Elements\n", "# Text Elements\n"):
        if heading in data:
            data = data.split(heading, 1)[1]
            break
    found: dict[str, str] = {}
    block: list[str] = []
    for line in data.split("\n"):
        words, mark, identity = line.rpartition("^")
        if mark and words[-1:] in ("", " ") and (identity in ids or len(identity) == 8):
            if identity in ids:
                found[identity] = "\n".join([*block, words])
            block = []
        else:
            block.append(line)
    return found


def test_every_drawing_is_written_back_equal(tmp_path: Path) -> None:
    for path, drawing in drawings():
        if drawing.format not in ("obsidian", "excalidraw"):
            continue
        copy = tmp_path / f"x{'.md' if drawing.format == 'obsidian' else '.excalidraw'}"
        gk.write_drawing(drawing, copy)
        assert copy.read_bytes() == path.read_bytes()
        assert dataclasses.replace(gk.read(copy, name=drawing.name), source=drawing.source) == drawing


def test_bindings_written_into_every_drawing_are_read_back(tmp_path: Path) -> None:
    for path, drawing in drawings():
        shapes = [element for element in drawing.elements if isinstance(element, Rectangle | Ellipse)]
        arrows = [element for element in drawing.elements if isinstance(element, Arrow)]
        if not shapes or not arrows or path.stat().st_size > 200_000:
            continue
        target, arrow = shapes[-1], arrows[0]
        binding = DeclaredBinding(element_id=target.id, fixed_point=(0.5001, 0.0), mode="orbit")
        known = tuple(each for each in target.bound_elements if each.id != arrow.id)
        new = {
            arrow.id: replace(arrow, end_binding=binding),
            target.id: replace(target, bound_elements=(*known, BoundElement(id=arrow.id, type="arrow"))),
        }
        changed = dataclasses.replace(drawing, elements=tuple(new.get(e.id, e) for e in drawing.elements))
        copy = tmp_path / f"x{'.md' if drawing.format == 'obsidian' else '.excalidraw'}"
        gk.write_drawing(changed, copy)
        assert gk.read(copy).elements == changed.elements, path

"""Which drawings are meant by the paths of a command: a folder stands for all drawings in it, and below it.

What comes in: paths as they were given. What goes out: the path of each drawing, and what it is called.

1. In a folder a drawing is a file named `….excalidraw`, `….excalidraw.md`, `….excalidraw.svg` or `….excalidraw.png`, or
   a note that says at its head that it is one. Hidden files and folders (`.obsidian`, `.trash`) are passed over.
2. Of files side by side that differ in these suffixes only, one is the drawing, and the others were made of it: the
   note, or else the first of the others in this order.
3. A drawing of a folder is called by its path in it, so that two of one name are told apart; any other by its file
   name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from graphkit.problems import ReadError

_SUFFIXES = (".excalidraw.md", ".md", ".excalidraw", ".excalidraw.svg", ".excalidraw.png")
"""In order of preference (rule 2)."""
_HEAD = 2_000
"""Bytes of a note in which it says that it is a drawing."""
_SAYS = b"\nexcalidraw-plugin:"


def drawings_at(paths: Sequence[str]) -> dict[str, str | None]:
    """The drawings that are meant, each once, and what those of folders are called; a folder without any is kept."""
    found: dict[str, str | None] = {}
    for path in paths:
        if not os.path.isdir(path):
            found.setdefault(path, None)
            continue
        inside: dict[str, str | None] = {
            str(file): file.relative_to(path).as_posix()
            for file in _drawings_in(Path(path))  # Rule 3
        }
        found |= {file: name for file, name in (inside or {path: None}).items() if file not in found}
    return found


def check_is_no_folder(path: str) -> None:
    """Raise `ReadError` for one of `drawings_at` that is a folder: nothing was found in it."""
    if os.path.isdir(path):
        raise ReadError(f"{path}: opening: there is no drawing in this folder. Give drawings, or another folder.")


def _drawings_in(folder: Path) -> Iterator[Path]:
    from graphkit.corrections import without_suffixes  # which takes a while, and `--help` does not need it

    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        best: dict[str, tuple[int, str]] = {}
        for name in sorted(files):
            if name.startswith(".") or (kind := _kind(Path(at, name))) is None:
                continue
            bare = without_suffixes(name)
            best[bare] = min(best.get(bare, (kind, name)), (kind, name))  # Rule 2
        yield from (Path(at, name) for name in sorted(name for _, name in best.values()))


def _kind(file: Path) -> int | None:
    """The place of its suffix in `_SUFFIXES`, or None for what is no drawing. (Rule 1)"""
    name = file.name.lower()
    suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), None)
    if suffix is None or (suffix == ".md" and not _says_so(file)):
        return None
    return _SUFFIXES.index(suffix)


def _says_so(note: Path) -> bool:
    try:
        with note.open("rb") as file:
            head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return False
    return head.startswith(b"---") and _SAYS in head.partition(b"\n---")[0]

"""Which drawings are meant by the paths of a command: a folder stands for all drawings in it, and below it.

What comes in: paths as they were given. What goes out: the path of each drawing, and what it is called.

1. In a folder a drawing is a file named `….excalidraw`, `….excalidraw.md`, `….excalidraw.svg` or `….excalidraw.png`, or
   a note that says at its head that it is one. Hidden files and folders (`.obsidian`, `.trash`), what is no ordinary
   file, as a pipe, and links to folders are passed over.
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
_HEAD = 1 << 16
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
    """Raise `ReadError` for one of `drawings_at` that is a folder: it cannot be opened, or nothing was found in it."""
    if not os.path.isdir(path):
        return
    try:
        os.scandir(path).close()
    except OSError as error:
        raise ReadError(f"{path}: opening: {error.strerror}. Make the folder readable, or give another.") from error
    raise ReadError(f"{path}: opening: there is no drawing in this folder. Give drawings, or another folder.")


def _drawings_in(folder: Path) -> Iterator[Path]:
    """The drawings, and the folders that cannot be opened; not by `os.walk`, which passes these over, and recurses."""
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(at) as entries:
                names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        except OSError:
            if at != folder:
                yield at
            continue
        folders = [name for name in names if os.path.isdir(at / name)]
        # No link to a folder is followed: it may lead to where it lies.
        waiting += [at / name for name in reversed(folders) if not os.path.islink(at / name)]
        best: dict[str, tuple[int, str]] = {}
        for name in sorted(set(names).difference(folders)):
            if (found := _kind(at / name)) is not None:
                kind, bare = found
                best[bare] = min(best.get(bare, (kind, name)), (kind, name))  # Rule 2
        yield from (at / name for name in sorted(name for _, name in best.values()))


def _kind(file: Path) -> tuple[int, str] | None:
    """The place of its suffix in `_SUFFIXES`, and its name without it, or None for what is no drawing. (Rule 1)"""
    name = file.name
    suffix = next((suffix for suffix in _SUFFIXES if name.lower().endswith(suffix)), None)
    if suffix is None or (os.path.exists(file) and not os.path.isfile(file)):
        return None
    if suffix == ".md" and not _says_so(file):
        return None
    return _SUFFIXES.index(suffix), name[: -len(suffix)]


def _says_so(note: Path) -> bool:
    try:
        with note.open("rb") as file:
            head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return False
    return head.startswith(b"---") and _SAYS in head.partition(b"\n---")[0]

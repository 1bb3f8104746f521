"""Where the outputs of a command go: each to a place of its own, and never onto a drawing.

What comes in: paths and options of the command line. What goes out: paths to write to, or typer's error for wrong use,
before anything was written.

1. A drawing that the command reads is never written to.
2. A graph, a page or a picture takes the place of an earlier one without ado, but not of what reads as a drawing.
3. A drawing takes the place of no file at all, unless that is asked for: what is there may be somebody's work.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import typer

from graphkit.problems import ReadError, WriteError
from graphkit.terminal import one_line


def targets_of(paths: Mapping[str, str | None], out: str) -> dict[str, Path]:
    """Where the graph of each drawing goes, each to a place of its own; the paths with the names of `drawings_at`."""
    from graphkit.export import WRITERS

    if odd := [word for word in re.findall(r"\{\w*\}", out) if word != "{name}"]:
        refuse(f"{odd[0]} stands for nothing; write {{name}}", "--out")
    if out.endswith(("/", os.sep)) or os.path.isdir(out):
        out = os.path.join(out, "{name}.graphml")
    elif len(paths) > 1 and "{name}" not in out:
        refuse("for several drawings it is a FOLDER/, or a name with {name} in it", "--out")
    targets = {path: Path(out.replace("{name}", bare_name(path, name))) for path, name in paths.items()}
    check_targets(targets.values(), tuple(WRITERS), paths)
    no_two_alike(targets, "would both be written to", "--out")
    return targets


def no_two_alike(meant: Mapping[str, object], clash: str, option: str) -> None:
    """Refuse paths of which one would silently take the place of another."""
    first: dict[object, str] = {}
    for path, what in meant.items():
        if (other := first.setdefault(what, path)) != path:
            refuse(f"{other} and {path} {clash} {what}", option)


def check_suffix(target: Path, suffixes: Sequence[str]) -> None:
    """Refuse a target of an unknown kind."""
    if target.suffix.lower() not in suffixes:
        *others, last = suffixes
        refuse(f"{target}: its suffix must be {', '.join(others)}{' or ' if others else ''}{last}")


def check_targets(targets: Iterable[Path], suffixes: Sequence[str], inputs: Iterable[str] = ()) -> None:
    """Refuse targets of an unknown kind, and those that are drawings, be it those that the command reads."""
    read = {os.path.realpath(path) for path in inputs}
    for target in targets:
        check_suffix(target, suffixes)
        if os.path.realpath(target) in read:  # Rule 1
            refuse(f"{target} is a drawing to be read, and would be overwritten; give another place to write to")
        if _is_drawing(target):  # Rule 2
            refuse(f"{target} is a drawing, and would be overwritten; give another place to write to, or move it away")


def check_drawing_target(target: Path, path: str, *, force: bool) -> None:
    """Refuse to write a drawing onto the one that is read, and, unless forced, onto whatever is there."""
    check_suffix(target, (".excalidraw", ".md"))
    if os.path.realpath(target) == os.path.realpath(path):  # Rule 1
        refuse(f"{target} is the drawing itself, and would be overwritten; give another name")
    if target.exists() and not force:  # Rule 3
        refuse(f"{target} is there already; give another name, or --force to replace it")


def _is_drawing(target: Path) -> bool:
    """Whether there is a drawing at a place to write to."""
    from graphkit.formats import READERS, read

    if target.suffix.lower() not in READERS or not os.path.isfile(target):
        return False
    try:
        read(target)
    except ReadError:
        return False
    return True


def refuse(message: str, option: str | None = None) -> NoReturn:
    """End the command, which was used wrongly."""
    raise typer.BadParameter(one_line(message), param_hint=option)


def bare_name(path: str, name: str | None = None) -> str:
    """What the outputs of a drawing are called: its file name, or its path in a folder, without its suffixes."""
    from graphkit.corrections import without_suffixes

    if name is not None:
        return Path(name).with_name(without_suffixes(name)).as_posix()
    return "stdin" if path == "-" else without_suffixes(path)


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, where they are missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: cannot make this folder: {error.strerror}") from error

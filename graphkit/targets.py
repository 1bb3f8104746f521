"""Where the outputs of a command go: each to a place of its own, and never onto a drawing.

What comes in: paths and options of the command line. What goes out: paths to write to, or typer's error for wrong use,
before anything was written.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from graphkit.problems import WriteError
from graphkit.terminal import one_line


def targets_of(paths: Sequence[str], out: str) -> dict[str, Path]:
    """Where the graph of each path goes, each to a place of its own."""
    from graphkit.export import WRITERS

    if out.endswith(("/", os.sep)) or os.path.isdir(out):
        out = os.path.join(out, "{name}.graphml")
    elif len(paths) > 1 and "{name}" not in out:
        raise typer.BadParameter(
            "for several drawings it is a FOLDER/, or a name with {name} in it", param_hint="--out"
        )
    targets = {path: Path(out.replace("{name}", bare_name(path))) for path in paths}
    for path, target in targets.items():
        check_target(path, target, tuple(WRITERS))
    no_two_alike(targets, "would both be written to", "--out")
    return targets


def no_two_alike(meant: Mapping[str, object], clash: str, option: str) -> None:
    """Refuse paths of which one would silently take the place of another."""
    first: dict[object, str] = {}
    for path, what in meant.items():
        if (other := first.setdefault(what, path)) != path:
            message = f"{other} and {path} {clash} {what}"
            raise typer.BadParameter(one_line(message), param_hint=option)


def check_target(path: str, target: Path, suffixes: Sequence[str]) -> None:
    """Refuse a target of an unknown kind, and one that is the drawing itself."""
    if target.suffix.lower() not in suffixes:
        message = f"{target}: its suffix must be one of {', '.join(suffixes)}"
        raise typer.BadParameter(one_line(message))
    if path and os.path.realpath(target) == os.path.realpath(path):
        raise typer.BadParameter(one_line(f"{target} is the drawing itself, and would be overwritten"))


def bare_name(path: str) -> str:
    """What the outputs of a drawing are called: its file name without its suffixes."""
    from graphkit.corrections import without_suffixes

    return "stdin" if path == "-" else without_suffixes(path)


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, where they are missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: cannot make this folder: {error.strerror}") from error

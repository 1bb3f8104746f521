"""A drawing as the command line understands it: read, corrected by the file beside it, analyzed.

What comes in: the path of a drawing. What goes out: its `Analysis` and its graph. Where corrections lie beside the
drawing they are followed, and that is said on standard error.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import terminal

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.relations import Analysis


def corrections_file(path: str) -> Path | None:
    """Where the corrections of a drawing are or would be; None for what is no file of this machine."""
    from graphkit.corrections import beside

    return None if path == "-" or "://" in path else beside(path)


def analyzed(path: str, name: str | None = None) -> Analysis:
    """The analysis of a drawing, with the corrections beside it; `name` is what it is called instead of its file."""
    import graphkit as gk

    drawing = gk.read(path, name=name)
    file = corrections_file(path)
    if file is None or not file.exists():
        return gk.analyze(drawing)
    corrections = gk.read_corrections(file)
    analysis = gk.analyze(drawing, corrections=corrections)
    terminal.remark(f"{path}: {terminal.counted(len(corrections), 'correction')} from {file.name} followed")
    return analysis


def understood(path: str, name: str | None = None) -> tuple[Analysis, nx.MultiDiGraph[str]]:
    """The same, and the graph."""
    import graphkit as gk

    analysis = analyzed(path, name)
    return analysis, gk.to_graph(analysis)

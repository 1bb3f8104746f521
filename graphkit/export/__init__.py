"""Writing a graph to a file: one module a format, chosen by the suffix of the path.

What comes in: a plain `networkx.MultiDiGraph` whose attributes are `str`, `int`, `float` or `bool`. What goes out: a
file that is written whole or not at all. The graph is not changed. The same graph gives the same bytes.

A format is one function `write_x(graph, path)` and one line in `WRITERS`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.export.graphml import write_graphml
from graphkit.export.node_link import write_node_link
from graphkit.export.page import write_page

if TYPE_CHECKING:
    import networkx as nx

WRITERS: dict[str, Callable[[nx.MultiDiGraph[Any], str | os.PathLike[str]], None]] = {
    ".graphml": write_graphml,
    ".html": write_page,
    ".json": write_node_link,
}
"""What writes a path with that suffix."""


def write(graph: nx.MultiDiGraph[Any], path: str | os.PathLike[str]) -> None:
    """Write the graph in the format that the path's suffix names.

    Raises `WriteError` where the graph holds a value that no format has a place for or the file cannot be written,
    `ValueError` for a suffix no format has, and `TypeError` for what is no directed multigraph.
    """
    suffix = Path(path).suffix.lower()
    try:
        writer = WRITERS[suffix]
    except KeyError:
        known = ", ".join(WRITERS)
        raise ValueError(f"{path}: no format has the suffix {suffix!r}; there are {known}") from None
    if not hasattr(graph, "is_multigraph"):
        raise TypeError(f"a graph is written, not {graph!r}; make one with graphkit.to_graph, or graphkit.extract")
    if not (graph.is_directed() and graph.is_multigraph()):
        raise TypeError(f"a MultiDiGraph is written, not a {type(graph).__name__}; networkx.MultiDiGraph(graph) is one")
    writer(graph, path)

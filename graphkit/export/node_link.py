"""Graph to JSON in the node-link form.

What comes in: a graph with scalar and finite attributes. What goes out: UTF-8 JSON that
`networkx.node_link_graph(json.load(file), edges="edges")` reads back as the same graph; one node or edge a line, so
that two versions of it can be compared line by line.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from graphkit.export.values import graph_attributes, identifier, node_names, scalars
from graphkit.output import Scalar, write_whole
from graphkit.problems import WriteError

if TYPE_CHECKING:
    import networkx as nx

_RESERVED = {"node": ("id",), "edge": ("source", "target", "key")}
"""Names that the form itself gives a meaning, so that an attribute cannot have them."""


def write_node_link(graph: nx.MultiDiGraph[Any], path: str | os.PathLike[str]) -> None:
    """Write the graph as node-link JSON."""
    write_whole(path, _document(graph))


def _document(graph: nx.MultiDiGraph[Any]) -> Iterator[str]:
    yield '{\n"directed": true,\n"multigraph": true,\n"graph": '
    yield _object(_finite(graph_attributes(graph), "graph", ""))
    names = {node: node if isinstance(node, int) else name for node, name in node_names(graph).items()}
    yield ',\n"nodes": ['
    yield from _lines(
        {**_attributes(attributes, "node", node), "id": names[node]} for node, attributes in graph.nodes(data=True)
    )
    yield '],\n"edges": ['
    yield from _lines(
        {
            **_attributes(attributes, "edge", (source, target, key)),
            "source": names[source],
            "target": names[target],
            "key": key if isinstance(key, int) else identifier(key, "edge key"),
        }
        for source, target, key, attributes in graph.edges(keys=True, data=True)
    )
    yield "]\n}\n"


def _lines(objects: Iterable[dict[str, Scalar]]) -> Iterator[str]:
    separator = "\n"
    for value in objects:
        yield separator + _object(value)
        separator = ",\n"
    if separator != "\n":
        yield "\n"


def _object(values: dict[str, Scalar]) -> str:
    return json.dumps(values, ensure_ascii=False, allow_nan=False, sort_keys=True)


def _attributes(attributes: dict[str, Any], owner: str, identity: object) -> dict[str, Scalar]:
    values = _finite(scalars(attributes, owner, identity), owner, identity)
    for name in _RESERVED[owner]:
        if name in values:
            raise WriteError(f"{owner} {identity!r}: the node-link form keeps the name {name!r} for itself; rename it")
    return values


def _finite(values: dict[str, Scalar], owner: str, identity: object) -> dict[str, Scalar]:
    for name, value in values.items():
        if isinstance(value, float) and not math.isfinite(value):
            raise WriteError(f"{owner} {identity!r}: attribute {name!r} is {value}, which JSON has no number for")
    return values

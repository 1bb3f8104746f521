"""Graph to GraphML, laid out so that networkx, igraph, Gephi and Neo4j's APOC find in it what they look for.

What comes in: a graph with scalar attributes. What goes out: a file that
`networkx.read_graphml(path, edge_key_type=str, force_multigraph=True)` reads back with equal nodes, edges, keys and
attributes. (Without the first option networkx makes numbers of keys that look like them, without the second it makes a
`DiGraph` of a graph without parallel edges.)

1. A key is declared once for each attribute. Where it holds whole and broken numbers it is a `double`, as far as that
   changes no number; other mixtures get one key a type, all of the same name, which is what networkx reads.
2. Key ids say what they are for (`n_label`, `e_label`): GraphML wants them unique over the whole file, and APOC takes
   an edge's `<data key="label">` for its type.
3. The role of a node and the relation of an edge stand in the XML attributes `labels` and `label` too, where APOC looks
   for node labels and relationship types; other readers pass over them.
4. White space that a reader would normalise is written as a character reference.

networkx has a writer of its own, which is not used: it writes control characters that no XML reader accepts, and reads
back a carriage return as a line break.
"""

from __future__ import annotations

import itertools
import math
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from graphkit.export.values import graph_attributes, identifier, node_names, scalars
from graphkit.output import Scalar, write_whole

if TYPE_CHECKING:
    import networkx as nx

Scope: TypeAlias = Literal["graph", "node", "edge"]

_PREFIX: dict[Scope, str] = {"graph": "g", "node": "n", "edge": "e"}
_ROLE_LABELS = {"entity": ":Entity", "container": ":Container", "annotation": ":Annotation"}
_EXACT = 2**53
"""Whole numbers up to this size are the same as a double."""


def write_graphml(graph: nx.MultiDiGraph[Any], path: str | os.PathLike[str]) -> None:
    """Write the graph as GraphML."""
    write_whole(path, _document(graph))


def _document(graph: nx.MultiDiGraph[Any]) -> Iterator[str]:
    keys = _Keys(graph)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from keys.declarations()
    yield '  <graph edgedefault="directed">\n'
    yield keys.data("graph", graph_attributes(graph), "    ")
    names = node_names(graph)
    for node, attributes in graph.nodes(data=True):
        values = scalars(attributes, "node", node)
        # Rule 3
        labels = _ROLE_LABELS.get(str(values.get("role")), "")
        labels = f' labels="{labels}"' if labels else ""
        yield f'    <node id="{_quoted(names[node])}"{labels}>\n{keys.data("node", values, "      ")}    </node>\n'
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        values = scalars(attributes, "edge", (source, target, key))
        # Rule 3
        relation = re.sub(r"\W+", "_", str(values.get("relation", ""))).upper()
        label = f' label="{_quoted(relation)}"' if relation else ""
        yield (
            f'    <edge id="{_quoted(identifier(key, "edge key"))}" source="{_quoted(names[source])}" '
            f'target="{_quoted(names[target])}"{label}>\n{keys.data("edge", values, "      ")}    </edge>\n'
        )
    yield "  </graph>\n</graphml>\n"


class _Keys:
    """The `<key>` declarations of a graph, and attributes written with them."""

    def __init__(self, graph: nx.MultiDiGraph[Any]) -> None:
        types: dict[tuple[Scope, str], dict[str, None]] = {}
        """The GraphML types found under each name, in the order they were met (a dict for an ordered set)."""
        self._inexact: set[tuple[Scope, str]] = set()
        for scope, values in self._all_attributes(graph):
            for name, value in values.items():
                types.setdefault((scope, name), {})[_type(value)] = None
                if isinstance(value, int) and abs(value) > _EXACT:
                    self._inexact.add((scope, name))
        self._ids: dict[tuple[Scope, str, str], str] = {}
        self._declared: list[tuple[str, Scope, str, str]] = []
        used: set[str] = set()
        for (scope, name), found in types.items():
            for kind in dict.fromkeys(self._widened(scope, name, kind, found) for kind in found):
                key_id = self._free_id(scope, name, used)
                used.add(key_id)
                self._declared.append((key_id, scope, name, kind))
                for narrow in found:
                    if self._widened(scope, name, narrow, found) == kind:
                        self._ids[scope, name, narrow] = key_id

    @staticmethod
    def _all_attributes(graph: nx.MultiDiGraph[Any]) -> Iterator[tuple[Scope, dict[str, Scalar]]]:
        yield "graph", graph_attributes(graph)
        for node, attributes in graph.nodes(data=True):
            yield "node", scalars(attributes, "node", node)
        for source, target, key, attributes in graph.edges(keys=True, data=True):
            yield "edge", scalars(attributes, "edge", (source, target, key))

    def _widened(self, scope: Scope, name: str, kind: str, found: dict[str, None]) -> str:
        """The declared type of values of type `kind`, where `found` are all types under that name."""
        # Rule 1
        if kind in ("int", "long"):
            if "double" in found and (scope, name) not in self._inexact:
                return "double"
            return "long" if "long" in found else "int"
        return kind

    @staticmethod
    def _free_id(scope: Scope, name: str, used: set[str]) -> str:
        # Rule 2
        stem = f"{_PREFIX[scope]}_{re.sub(r'[^A-Za-z0-9_.-]', '_', name)}"
        return next(i for i in itertools.chain([stem], (f"{stem}.{n}" for n in itertools.count(2))) if i not in used)

    def declarations(self) -> Iterator[str]:
        """The `<key>` elements."""
        for key_id, scope, name, kind in self._declared:
            yield f'  <key id="{key_id}" for="{scope}" attr.name="{_quoted(name)}" attr.type="{kind}"/>\n'

    def data(self, scope: Scope, values: dict[str, Scalar], indent: str) -> str:
        """The `<data>` elements of one graph, node or edge."""
        return "".join(
            f'{indent}<data key="{self._ids[scope, name, _type(value)]}">{_lexical(value)}</data>\n'
            for name, value in values.items()
        )


def _type(value: Scalar) -> str:
    match value:
        case str():
            return "string"
        case bool():
            return "boolean"
        case float():
            return "double"
        case int():
            return "int" if -(2**31) <= value < 2**31 else "long"


def _lexical(value: Scalar) -> str:
    match value:
        case str():
            return _escaped(value)
        case bool():
            return "true" if value else "false"
        case float():
            # The names of XML Schema, which Python reads as well.
            return repr(value) if math.isfinite(value) else {"inf": "INF", "-inf": "-INF"}.get(repr(value), "NaN")
        case int():
            return str(value)


def _escaped(text: str) -> str:
    """Text between tags. (Rule 4)"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _quoted(text: str) -> str:
    """Text in an XML attribute. (Rule 4)"""
    return _escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")

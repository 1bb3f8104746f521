"""What a graph's attributes may hold, checked in one place for all formats.

What comes in: attributes as networkx keeps them. What goes out: the same with text that every format can hold, numpy's
numbers as Python's, or a `WriteError` that names the node or edge and the attribute.
"""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from graphkit.output import Scalar, clean_text
from graphkit.problems import WriteError

if TYPE_CHECKING:
    import networkx as nx


def scalars(attributes: Mapping[Any, Any], owner: str, identity: object = "") -> dict[str, Scalar]:
    """The attributes of `owner` (`node`, `edge` or `graph`) as scalars; `identity` says which one in an error."""
    values: dict[str, Scalar] = {}
    for name, value in attributes.items():
        if not isinstance(name, str):
            raise WriteError(f"{_which(owner, identity)}: the attribute name {name!r} is no text")
        kind = type(value)
        if kind is str:
            value = clean_text(value)
        elif kind is not float and kind is not int and kind is not bool:
            value = _plain(value, name, owner, identity)
        values[clean_text(name)] = value
    if len(values) != len(attributes):
        raise WriteError(f"{_which(owner, identity)}: two attribute names differ only in forbidden characters")
    return values


def graph_attributes(graph: nx.MultiDiGraph[Any]) -> dict[str, Scalar]:
    """The graph's own attributes."""
    # networkx adds these two, empty, to every graph it reads from GraphML.
    kept = {k: v for k, v in graph.graph.items() if not (k in ("node_default", "edge_default") and v == {})}
    return scalars(kept, "graph")


def node_names(graph: nx.MultiDiGraph[Any]) -> dict[Any, str]:
    """What each node is called in a file, where no two may be called the same."""
    names = {node: identifier(node, "node") for node in graph}
    if len(set(names.values())) < len(names):
        first: dict[str, object] = {}
        for node, name in names.items():
            if name in first:
                raise WriteError(f"nodes {first[name]!r} and {node!r} would have the same name in a file")
            first[name] = node
    return names


def identifier(value: object, what: str) -> str:
    """A node or an edge key as text that every format can hold."""
    if isinstance(value, str):
        return clean_text(str.__str__(value))
    if isinstance(value, Integral) and not isinstance(value, bool):
        return str(int(value))
    raise WriteError(f"{what} {value!r} is neither text nor a whole number, which is all that a file can name it by")


def _plain(value: object, name: str, owner: str, identity: object) -> Scalar:
    match value:
        case str():
            return clean_text(str.__str__(value))
        case Integral():
            return int(value)
        case Real():
            return float(value)
    raise WriteError(
        f"{_which(owner, identity)}: attribute {name!r} is a {type(value).__name__}; "
        "a graph's attributes are str, int, float or bool, and absent where there is no value"
    )


def _which(owner: str, identity: object) -> str:
    return owner if identity == "" else f"{owner} {identity!r}"

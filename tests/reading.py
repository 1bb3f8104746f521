"""Compares a graph with what a person reads in the drawing.

What comes in: a graph of DESIGN's schema, and the content of an `expected.json` (`data/README.md` tells its keys).
What goes out: `differences`, one line of plain words each; none where the graph says what the person said.

1. Nodes are compared by label and role, all of them but those that the reading leaves open.
2. Arrows and lines are compared by their ends, label and direction, all of them; further attributes where they are
   named. An edge without direction is the same from either end.
3. What contains, heads or gives context to what is compared where the reading says it, and then all of it.
4. White space within labels does not count: where a line breaks is a matter of room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import networkx as nx

Reading: TypeAlias = Mapping[str, Any]
Attributes: TypeAlias = Mapping[str, Any]

ROLES = {"entities": "entity", "containers": "container", "annotations": "annotation"}


def differences(graph: nx.MultiDiGraph, expected: Reading) -> list[str]:
    """What the graph says otherwise than the reading; empty where they agree."""
    found: list[str] = []
    names = _names(graph, expected, found)
    left_open = {node for ref in expected.get("open", ()) for node in _matches(graph, ref)}
    # Rule 1
    for node, attributes in graph.nodes(data=True):
        if node not in names and node not in left_open:
            found.append(f"unexpected {attributes['role']}: {_own_name(attributes)}")
    names = {node: names.get(node) or _own_name(graph.nodes[node]) for node in graph}
    found += _edge_differences(graph, names, expected.get("edges", ()))
    for relation in ("contains", "heads"):
        if relation in expected:
            found += _relation_differences(graph, names, left_open, relation, expected[relation])
    if "contexts" in expected:
        found += _context_differences(graph, names, left_open, expected["contexts"])
    return found


def _names(graph: nx.MultiDiGraph, expected: Reading, found: list[str]) -> dict[str, str]:
    """The reading's name of each node that it names; what it names in vain goes into `found`."""
    names: dict[str, str] = {}
    for key, role in ROLES.items():
        for ref in expected.get(key, ()):
            nodes = _matches(graph, ref)
            if len(nodes) != 1:
                found.append(f"missing {role}: {ref}" if not nodes else f"{len(nodes)} nodes called {ref}")
            for node in nodes:
                names[node] = ref
                got = graph.nodes[node]
                if got["role"] != role:
                    found.append(f"{ref} is read as {got['role']}, and is {role}")
                if _is_unnamed(ref) and got.get("label"):
                    found.append(f"{ref} has no name, and is called {_plain(got['label'])!r}")
    return names


def _matches(graph: nx.MultiDiGraph, ref: str) -> list[str]:
    """The nodes that a reference means: `label`, `label #element`, or `#element`."""
    label, _, element = ref.rpartition("#") if "#" in ref else (ref, "", "")
    return [
        node
        for node, attributes in graph.nodes(data=True)
        if (not element or element in attributes["elements"].split())
        and (not label.strip() or _plain(attributes["label"]) == _plain(label))
    ]


def _is_unnamed(ref: str) -> bool:
    return ref.startswith("#")


def _own_name(attributes: Attributes) -> str:
    return f"{_plain(attributes['label'])} #{attributes['element']}".strip()


def _plain(label: str) -> str:
    # Rule 4
    return " ".join(label.split())


def _edge_differences(graph: nx.MultiDiGraph, names: Mapping[str, str], expected: Iterable[Attributes]) -> list[str]:
    # Rule 2
    got = [
        _canonical({**attributes, "source": names[source], "target": names[target]})
        for source, target, attributes in graph.edges(data=True)
        if attributes["relation"] in ("arrow", "line")
    ]
    missing = []
    for edge in map(_canonical, expected):
        same = next((other for other in got if all(other.get(key) == value for key, value in edge.items())), None)
        if same is None:
            missing.append(edge)
        else:
            got.remove(same)
    shown = ("source", "target", "label", "relation", "directed")
    asked = {key for edge in missing for key in edge if key not in shown}
    return [f"missing edge: {_sentence(edge, asked)}" for edge in missing] + [
        f"unexpected edge: {_sentence(edge, asked)}  ({edge.get('element', '')})" for edge in got
    ]


def _canonical(edge: Attributes) -> dict[str, Any]:
    """The edge with what it may leave out, and the same from either end where it has no direction."""
    relation = edge.get("relation", "arrow")
    full = {"label": "", "relation": relation, "directed": relation == "arrow", **edge}
    full["label"] = _plain(full["label"])
    if "context" in full:
        full["context"] = _plain(full["context"])
    if not full["directed"] and full["source"] > full["target"]:
        other = {"start_": "end_", "end_": "start_", "source": "target", "target": "source"}
        full = {_turned(key, other): value for key, value in full.items()}
    return full


def _turned(key: str, other: Mapping[str, str]) -> str:
    for prefix, opposite in other.items():
        if key.startswith(prefix) and (prefix.endswith("_") or key == prefix):
            return opposite + key.removeprefix(prefix)
    return key


def _sentence(edge: Attributes, asked: Iterable[str]) -> str:
    sign = "->" if edge["directed"] else "--"
    label = f": {edge['label']}" if edge["label"] else ""
    more = "".join(f", {key} {edge.get(key)}" for key in sorted(asked))
    return f"{edge['source']} {sign} {edge['target']}{label} ({edge['relation']}{more})"


def _relation_differences(
    graph: nx.MultiDiGraph,
    names: Mapping[str, str],
    left_open: set[str],
    relation: str,
    expected: Mapping[str, Sequence[str]],
) -> list[str]:
    # Rule 3
    got = Counter(
        (names[source], names[target])
        for source, target, kind in graph.edges(data="relation")
        if kind == relation and not {source, target} & left_open
    )
    wanted = Counter((whole, member) for whole, members in expected.items() for member in members)
    return [f"missing: {whole} {relation} {member}" for whole, member in (wanted - got).elements()] + [
        f"unexpected: {whole} {relation} {member}" for whole, member in (got - wanted).elements()
    ]


def _context_differences(
    graph: nx.MultiDiGraph, names: Mapping[str, str], left_open: set[str], expected: Mapping[str, Sequence[str]]
) -> list[str]:
    # Rule 3
    wanted = {member: _plain(whole) for whole, members in expected.items() for member in members}
    return [
        f"the context of {names[node]} is {got!r}, and should be {wanted.get(names[node], '')!r}"
        for node, context in graph.nodes(data="context", default="")
        if node not in left_open and (got := _plain(context)) != wanted.get(names[node], "")
    ]

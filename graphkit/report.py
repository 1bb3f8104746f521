"""What was understood of a drawing, and what was not, as plain data that a person or a program is told.

What comes in is an `Analysis` and the graph made of it. What goes out is a `Report` of strings and numbers. It names
things as a reader of the drawing would, and accounts for every element: what no edge takes in stands in `left_over`:

1. a connector's end that nothing claims,
2. an element that the analysis has no place for,
3. an element that it took for decoration or a sample in a legend, or that the corrections say to ignore,
4. a thing or a note that no edge leads to or from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.elements import Element, Text, Unknown
from graphkit.graph import stated_element, stated_ids
from graphkit.relations import Analysis, Connection, Unresolved

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEdge:
    """One arrow or line, read in the direction of its heads."""

    source: str
    target: str
    """What they are called; their kind and place where they have no name."""
    source_element: str
    target_element: str
    """Ids of their main elements."""
    label: str
    context: str
    relation: str
    directed: bool
    source_cardinality: str
    target_cardinality: str
    """How many there are at its source and at its target, as crow's feet or words say; `""` where nothing says it."""
    source_role: str
    target_role: str
    """What its source is to its target, and its target to its source, where words say so; else `""`."""
    sequence: int | None
    """Its place in time, from 1, where it is a message of a sequence diagram."""
    confidence: float
    rules: tuple[str, ...]
    """How its source, its target and its label were decided, each rule once."""
    evidence: tuple[str, ...]
    """Why, in a sentence for each end as drawn, for each label, and for each word at an end."""
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """What a heading heads, or what a container holds."""

    label: str
    relation: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """What is drawn and no edge takes in, and why."""

    what: str
    """Its kind, and its words where it has some."""
    why: str
    element: str
    x: float
    y: float
    """px, scene coordinates: where to look for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was understood of one drawing, what was left over, and what was wrong with the file."""

    drawing: str
    nodes: int
    edges: tuple[FoundEdge, ...]
    groups: tuple[FoundGroup, ...]
    left_over: tuple[LeftOver, ...]
    problems: tuple[str, ...]


def report_on(analysis: Analysis, graph: nx.MultiDiGraph[str]) -> Report:
    """Tell what `graph`, which was made of `analysis`, says, and what it leaves out."""
    stated = stated_ids(analysis)
    evidence = {stated_element(connection, stated): _evidence(connection) for connection in analysis.connections}
    names = _names(graph)
    edges = tuple(
        _edge((names[u], names[v]), (graph.nodes[u], graph.nodes[v]), data, evidence.get(data.get("element", ""), ()))
        for u, v, data in _in_reading_order(graph)
    )
    return Report(
        drawing=analysis.drawing.name,
        nodes=len(graph),
        edges=edges,
        groups=tuple(_groups(graph, names)),
        left_over=tuple(_left_over(analysis, graph, stated)),
        problems=tuple(map(str, analysis.problems)),
    )


def _names(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """What each node is called: what it says, or its kind, and its place where several of that kind say nothing."""
    unnamed = Counter(data["kind"] for _, data in graph.nodes(data=True) if not data["label"])
    names = {}
    for node, data in graph.nodes(data=True):
        place = f" at {data['x']:z.0f}, {data['y']:z.0f}" if unnamed[data["kind"]] > 1 else ""
        names[node] = data["label"] or f"({data['kind']}{place})"
    return names


def _in_reading_order(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """The arrows and lines, context by context from top to bottom, and each context along its longer side.

    Messages of a sequence diagram come in the order of time.
    """
    contexts: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for edge in graph.edges(data=True):
        if edge[2]["relation"] in ("arrow", "line"):
            contexts.setdefault(edge[2].get("context", ""), []).append(edge)
    x = {node: data.get("x", 0.0) for node, data in graph.nodes(data=True)}
    y = {node: data.get("y", 0.0) for node, data in graph.nodes(data=True)}
    for edges in contexts.values():
        ends = [node for edge in edges for node in edge[:2]]
        wide = _spread([x[node] for node in ends]) > _spread([y[node] for node in ends])
        along, across = (x, y) if wide else (y, x)
        edges.sort(
            key=lambda edge: (
                edge[2].get("sequence", 0), along[edge[0]], across[edge[0]], along[edge[1]], across[edge[1]]
            )
        )  # fmt: skip
    ordered = sorted(contexts.values(), key=lambda edges: min(y[edge[0]] for edge in edges))
    return [edge for edges in ordered for edge in edges]


def _spread(values: list[float]) -> float:
    return max(values) - min(values)


def _edge(
    names: tuple[str, str], ends: tuple[dict[str, Any], dict[str, Any]], data: dict[str, Any], evidence: tuple[str, ...]
) -> FoundEdge:
    rules = (data.get("source_rule"), data.get("target_rule"), data.get("label_rule"))
    at_source, at_target = ("end", "start") if data.get("turned") else ("start", "end")
    return FoundEdge(
        source=names[0],
        target=names[1],
        source_element=ends[0]["element"],
        target_element=ends[1]["element"],
        label=data.get("label", ""),
        context=data.get("context", ""),
        relation=data["relation"],
        directed=data.get("directed", True),
        source_cardinality=data.get(f"{at_source}_cardinality", ""),
        target_cardinality=data.get(f"{at_target}_cardinality", ""),
        source_role=data.get(f"{at_source}_role", ""),
        target_role=data.get(f"{at_target}_role", ""),
        sequence=data.get("sequence"),
        confidence=data.get("confidence", 1.0),
        rules=tuple(dict.fromkeys(rule for rule in rules if rule)),
        evidence=evidence,
        element=data.get("element", ""),
    )


def _evidence(connection: Connection) -> tuple[str, ...]:
    parts = [f"Start: {connection.start.evidence}", f"End: {connection.end.evidence}"]
    parts += [f"Label: {label.evidence}" for label in connection.labels]
    return *parts, *connection.said_at_ends


def _groups(graph: nx.MultiDiGraph[str], names: dict[str, str]) -> Iterator[FoundGroup]:
    for relation in ("heads", "contains"):
        for node in graph:
            members = [names[v] for _, v, data in graph.out_edges(node, data=True) if data["relation"] == relation]
            if members:
                yield FoundGroup(label=names[node], relation=relation, members=tuple(members))


def _left_over(analysis: Analysis, graph: nx.MultiDiGraph[str], stated: Mapping[str, str]) -> Iterator[LeftOver]:
    elements = {element.id: element for element in analysis.drawing.elements}
    # Rule 1
    for end in analysis.unresolved:
        connector = elements[end.connector]
        what = f"{end.terminal} of {_name(connector, analysis)}"
        path = analysis.paths.get(end.connector) or ((connector.x, connector.y),)
        x, y = path[0 if end.terminal == "start" else -1]
        yield LeftOver(what=what, why=_why(end, elements, analysis), element=connector.id, x=round(x, 3), y=round(y, 3))
    # Rules 2 and 3
    placed = _placed(analysis)
    samples = {one.sample for one in analysis.samples}
    for element in analysis.drawing.elements:
        if analysis.corrections is not None and element.id in analysis.corrections.ignored:
            yield _left(element, analysis, "ignored, as the corrections say")
        elif element.id in analysis.crowded:
            yield _left(element, analysis, "too many lie at one place")
        elif element.id in samples:
            yield _left(element, analysis, "a sample in a legend")
        elif element.id in analysis.decoration:
            yield _left(element, analysis, "taken for decoration")
        elif element.id not in placed:
            unknown = isinstance(element, Unknown)
            yield _left(element, analysis, "this version does not know its kind" if unknown else "no rule claims it")
    # Rule 4
    meant = {stated[id]: element for id, element in elements.items()}
    for node, data in graph.nodes(data=True):
        if graph.degree(node) == 0:
            note = data["role"] == "annotation"
            why = "a note that heads nothing" if note else "no arrow or line leads here"
            yield _left(meant[data["element"]], analysis, why)


def _left(element: Element, analysis: Analysis, why: str) -> LeftOver:
    return LeftOver(what=_name(element, analysis), why=why, element=element.id, x=element.x, y=element.y)


def _placed(analysis: Analysis) -> set[str]:
    """Ids of the elements that some relation, or an unresolved end, accounts for."""
    placed = set(analysis.thing_of) | {heading.text for heading in analysis.headings}
    placed |= {end.connector for end in analysis.unresolved} | {one.head for one in analysis.heads}
    for connection in analysis.connections:
        placed |= {connection.id, *connection.elements, *connection.words}
    return placed


def _name(element: Element, analysis: Analysis) -> str:
    """What a reader would call it: its kind, and its words."""
    thing = analysis.thing_of.get(element.id)
    words = thing.label if thing is not None else element.label if isinstance(element, Text) else ""
    return f"{element.type} “{words}”" if words else element.type


def _why(end: Unresolved, elements: Mapping[str, Element], analysis: Analysis) -> str:
    why = end.reason or "nothing claims it"
    nearest = min(end.candidates, key=lambda candidate: (candidate.distance, candidate.target), default=None)
    if nearest is None:
        return why
    return f"{why}; nearest is {_name(elements[nearest.target], analysis)}, {nearest.distance:.0f} px away"

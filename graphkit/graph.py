"""From an Analysis to a plain `networkx.MultiDiGraph`: the attribute schema in one place.

Terminology, mapped to graph theory: a *thing* of the drawing is a node; a *connection* is an edge (two, where it has
two heads); a container's membership and a heading's reach are edges of their own `relation`. The graph keeps the
direction of the arrowheads, not the order in which points were drawn.

Node id: `"<drawing>#^<element id>"`. Edge key: the id of the arrow or line, with `:reverse` for the second half of a
two-headed arrow; for `contains` and `heads` edges the relation's name and the id of the member. A connection's own key
is never given to another edge: of what would be the same, the later is numbered, `…:2`.

All attribute values are `str`, `int`, `float` or `bool`; what has no value is absent; text holds nothing that XML 1.0
forbids. See `docs/schema.md` for every attribute.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping

import networkx as nx

import graphkit
from graphkit import geometry
from graphkit.elements import Arrow, Element, Embeddable, Freedraw, Image, Line, Text
from graphkit.output import Scalar, clean_text
from graphkit.relations import Analysis, Connection, Evidence, Thing, check_is_analysis, points_at


def to_graph(analysis: Analysis) -> nx.MultiDiGraph[str]:
    """State an analysis as a graph."""
    check_is_analysis(analysis)
    drawing = analysis.drawing
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(clean({
        "name": drawing.name,
        "source": drawing.source or drawing.name,
        "created_with": f"graphkit {graphkit.__version__}",
        "thresholds": json.dumps(analysis.thresholds.to_dict(), sort_keys=True),
    }))  # fmt: skip
    elements = {element.id: element for element in drawing.elements}
    stated = stated_ids(analysis)
    node = {thing.id: clean_text(f"{drawing.name}#^{stated[thing.id]}") for thing in analysis.things}
    for thing in analysis.things:
        graph.add_node(node[thing.id], **node_attributes(thing, elements, stated, drawing.name))
    own_keys = {stated[connection.key or connection.id] for connection in analysis.connections}
    for connection in analysis.connections:
        add_connection(graph, connection, elements, stated, node, own_keys, drawing.name)
    for relation, source, target, evidence in _undrawn(analysis):
        key = _free_key(graph, node[source], node[target], f"{relation}:{stated[target]}", own_keys)
        add_relation(graph, relation, node[source], node[target], key, evidence, drawing.name)
    return graph


def stated_ids(analysis: Analysis) -> dict[str, str]:
    """The ids of the elements and the keys of the connections, each as the graph states it.

    That is without what XML 1.0 forbids; where two would be the same then, the later one is numbered.
    """
    ids = [element.id for element in analysis.drawing.elements]
    ids += [connection.key or connection.id for connection in analysis.connections]
    stated = {id: clean_text(id) for id in ids}
    times = dict.fromkeys((id for id, clean in stated.items() if id == clean), 1)  # these stay as they are
    for id, clean in stated.items():
        if id == clean:
            continue
        while stated[id] in times:
            times[clean] += 1
            stated[id] = f"{clean}:{times[clean]}"
        times[stated[id]] = 1
    return stated


def stated_element(connection: Connection, stated: Mapping[str, str]) -> str:
    """What the graph names as a connection's element: one id, or several joined by one space."""
    is_one = connection.element == connection.id
    return stated[connection.id] if is_one else " ".join(stated[id] for id in connection.elements)


def _undrawn(analysis: Analysis) -> Iterator[tuple[str, str, str, Evidence]]:
    """The edges that no arrow draws: relation, source, target, evidence."""
    for membership in analysis.memberships:
        yield "contains", membership.whole, membership.member, membership.evidence
    for heading in analysis.headings:
        for member in heading.members:
            yield "heads", heading.text, member, heading.evidence


def _free_key(graph: nx.MultiDiGraph[str], source: str, target: str, key: str, own_keys: Container[str]) -> str:
    """A key for an edge without one of its own, numbered where an edge between the same two or a connection has it."""
    free, number = key, 1
    while free in own_keys or graph.has_edge(source, target, free):
        number += 1
        free = f"{key}:{number}"
    return free


def node_attributes(
    thing: Thing, elements: Mapping[str, Element], stated: Mapping[str, str], drawing: str
) -> dict[str, Scalar]:
    """The attributes of a thing's node."""
    main = elements[thing.id]
    x, y, width, height, angle = place(thing, elements)
    texts = [e for i in thing.elements if isinstance(e := elements[i], Text)]
    links = [link for e in (elements[i] for i in thing.elements) for link in ([e.link] if e.link else [])]
    links += [link for text in texts for link in text.links if link not in links]
    tags = sorted({tag for text in texts for tag in text.tags})
    confidence = min((name.evidence.confidence for name in thing.names), default=None)
    return clean({
        "label": thing.label, "kind": main.type, "role": thing.role, "element": stated[main.id],
        "elements": " ".join(stated[id] for id in thing.elements),
        "x": x, "y": y, "width": width, "height": height, "angle": angle,
        "context": thing.context or None, "drawing": drawing,
        "link": " ".join(links) or (main.link if isinstance(main, (Embeddable, Image)) else None),
        "tags": " ".join(tags) or None, "stroke": main.stroke_color,
        "background": None if main.background_color == "transparent" else main.background_color,
        "group": main.group_ids[-1] if main.group_ids else None,
        "label_rule": thing.names[0].evidence.rule if thing.names else None, "confidence": confidence,
    })  # fmt: skip


def place(thing: Thing, elements: Mapping[str, Element]) -> tuple[float, float, float, float, float]:
    """Where a thing is: x, y, width and height of its box before it is turned, and by how much it is, radians.

    1. That is the box of its main element, where that is words, a picture, or a shape that nothing else is drawn with,
       or in which its name stands: what else is drawn with it is small, or goes out of it, as ports and lifelines do.
    2. Of anything else it is the box around all that is drawn: strokes of the pen, lines, shapes in a group.
    """
    main = elements[thing.id]
    drawn = [one for id in thing.elements if not isinstance(one := elements[id], Text)]
    if not isinstance(main, Line | Arrow | Freedraw):
        names = (elements[name.text] for name in thing.names)
        if isinstance(main, Text | Image) or len(drawn) == 1 or any(_stands_in(name, main) for name in names):  # Rule 1
            return main.x, main.y, main.width, main.height, main.angle
    # Rule 2
    boxes = [geometry.box(element) for element in drawn]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return left, top, max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - top, 0.0


def _stands_in(text: Element, shape: Element) -> bool:
    """Whether the middle of a text lies in the box of a shape."""
    left, top, right, bottom = geometry.box(shape)
    x, y = text.x + text.width / 2, text.y + text.height / 2
    return left <= x <= right and top <= y <= bottom


def add_connection(
    graph: nx.MultiDiGraph[str], connection: Connection, elements: Mapping[str, Element], stated: Mapping[str, str],
    node: Mapping[str, str], own_keys: Container[str], drawing: str,
) -> None:  # fmt: skip
    """One edge, or two where the heads point both ways (`points_at`)."""
    element = elements[connection.id]
    start, end = connection.start, connection.end
    first, last = connection.start_arrowhead, connection.end_arrowhead
    at_start, at_end = points_at(first, last)
    directed = at_start or at_end
    if isinstance(element, Arrow) and element.custom.get("isBranch") is True:
        directed = True  # Branches of the mind-map script lead from start to end without heads.
    backwards = at_start and not at_end
    if backwards:
        start, end = end, start
    counts = dict(connection.feet) | {one.terminal: one.says for one in connection.cardinalities}
    roles = {one.terminal: one.says for one in connection.roles}
    attributes = clean({
        "relation": connection.relation, "label": connection.label, "directed": directed, "turned": backwards,
        "element": stated_element(connection, stated),
        "label_elements": " ".join(stated[label.text] for label in connection.labels) or None,
        "source_rule": start.evidence.rule, "target_rule": end.evidence.rule,
        "label_rule": connection.labels[0].evidence.rule if connection.labels else None,
        "distance": max(start.evidence.distance, end.evidence.distance),
        "confidence": min(part.confidence for part in connection.evidence), "context": connection.context or None,
        "stroke": element.stroke_color, "style": element.stroke_style,
        "start_arrowhead": first, "end_arrowhead": last, "drawing": drawing, "sequence": connection.sequence,
        "start_cardinality": counts.get("start"), "end_cardinality": counts.get("end"),
        "cardinality_elements": " ".join(dict.fromkeys(stated[one.text] for one in connection.cardinalities)) or None,
        "start_role": roles.get("start"), "end_role": roles.get("end"),
        "role_elements": " ".join(dict.fromkeys(stated[one.text] for one in connection.roles)) or None,
    })  # fmt: skip
    key = stated[connection.key or connection.id]
    source, target = node[start.target], node[end.target]
    graph.add_edge(source, target, key=key, **attributes)
    if at_start and at_end:
        rules = {"source_rule": end.evidence.rule, "target_rule": start.evidence.rule}
        reverse = {**attributes, **rules, "turned": True}
        graph.add_edge(target, source, key=_free_key(graph, target, source, f"{key}:reverse", own_keys), **reverse)


def add_relation(
    graph: nx.MultiDiGraph[str], relation: str, source: str, target: str, key: str, evidence: Evidence, drawing: str
) -> None:
    """An edge that no arrow draws."""
    graph.add_edge(source, target, key=key, **clean({
        "relation": relation, "label": "", "directed": True, "source_rule": evidence.rule,
        "target_rule": evidence.rule, "distance": evidence.distance, "confidence": evidence.confidence,
        "drawing": drawing,
    }))  # fmt: skip


def clean(attributes: Mapping[str, Scalar | None]) -> dict[str, Scalar]:
    """The attributes that have a value, their text without what XML 1.0 forbids."""
    return {
        name: clean_text(value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None
    }

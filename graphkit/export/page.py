"""Graph to one HTML page that a browser shows without a network: the nodes where they were drawn, search, a table.

What comes in: a graph with scalar attributes; nodes with `x`, `y`, `width` and `height` lie where these say. What goes
out: a page that holds its library, style and data. Its Content-Security-Policy allows exactly these by their hashes, so
that nothing is fetched and no text of a drawing can run. The page's own code is in `page_picture.js`, `page_ends.js`
and `page_controls.js`; its `window.graphkit` holds the nodes and edges as data.

1. Nodes of one drawing keep their places; several drawings lie side by side, in reading order; nodes without a place
   stand in a grid below.
2. Edges that join the same two nodes are drawn on arcs of their own, whichever way they point; loops get rings of
   growing size. One that would run through another node, and seem to lead there, goes around it on an arc.
3. A line is dashed where it has no direction, and dotted where its confidence is below `LOW_CONFIDENCE`.
"""

from __future__ import annotations

import base64
import hashlib
import math
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from graphkit.export.values import graph_attributes, identifier, node_names, scalars
from graphkit.output import Scalar, write_whole

if TYPE_CHECKING:
    import networkx as nx

LOW_CONFIDENCE = 0.75
"""Edges less sure than this are dotted: of those, at least one in four is wrong."""

_HERE = Path(__file__).parent
_FAR = 1e6
"""px: no node is placed, and none is wider, than this; a canvas cannot show more."""
_GAP = 120.0
"""px between drawings that lie side by side."""
_ARC = 0.22
"""Curvature of neighbouring parallel edges, as vis-network's `roundness`."""
_AROUND = (0.0, _ARC / 2, -_ARC / 2, _ARC, -_ARC, 2 * _ARC, -2 * _ARC)
"""Curvatures that are tried for an edge of which others would be in the way."""
_CLEAR = 8.0
"""px: as far as this from its border, a line is still in the way of a node."""
_MOST_IN_THE_WAY = 400_000
"""Of so many pairs of an edge and a node, or more, none is looked at: nothing could be told apart in that picture."""
_OPTIONS = {
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"springLength": 220, "gravitationalConstant": -120},
        "stabilization": False,
    },
    "interaction": {"hover": False, "selectable": False, "keyboard": False, "tooltipDelay": 1000000},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"smooth": False, "chosen": False, "arrowStrikethrough": False, "width": 2},
}


def write_page(graph: nx.MultiDiGraph[Any], path: str | os.PathLike[str]) -> None:
    """Write the graph as an interactive page."""
    write_whole(path, [_html(graph)])


def _html(graph: nx.MultiDiGraph[Any]) -> str:
    # pyvis takes a second to import, because of IPython.
    import pyvis.network  # type: ignore[import-untyped]  # pyvis ships no types

    attributes = {name: _json_value(value) for name, value in graph_attributes(graph).items()}
    network = pyvis.network.Network(
        directed=True, cdn_resources="in_line", heading=str(attributes.get("name", "graph"))
    )
    # Filled directly: its own add_node and add_edge search all nodes each time, and from_nx changes the graph.
    network.nodes, numbers = _nodes(graph)
    network.edges = _edges(graph, network.nodes, numbers)
    network.options = _OPTIONS
    network.set_template_dir(str(_HERE), "page.html")
    library = _text(Path(pyvis.network.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js")
    # The address of its source map, which a browser's developer tools would ask for.
    library = library.partition("\n//# sourceMappingURL=")[0]
    code = "\n".join(_text(_HERE / f"page_{part}.js") for part in ("picture", "ends", "controls"))
    script = f'(() => {{\n"use strict";\n{code}}})();\n'
    parts = {"library": library, "script": script, "style": _text(_HERE / "page.css")}
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(
        parts, policy=_policy(**parts), attributes=attributes, low_confidence=LOW_CONFIDENCE
    )
    return str(network.generate_html(notebook=False))


def _policy(library: str, script: str, style: str) -> str:
    """The Content-Security-Policy that allows these three and nothing else."""

    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; script-src {source(library)} {source(script)}; style-src {source(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _text(path: Path) -> str:
    """A file's text as a browser hashes it: with LF."""
    return path.read_text(encoding="utf-8")


def _json_value(value: Scalar) -> Scalar:
    # JSON has no such number; what cannot be drawn can still be read.
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _nodes(graph: nx.MultiDiGraph[Any]) -> tuple[list[dict[str, Any]], dict[Any, int]]:
    """The nodes as the page draws them, numbered in that order, and the number of each."""
    names = node_names(graph)
    kept = [scalars(attributes, "node", node) for node, attributes in graph.nodes(data=True)]
    nodes: list[tuple[Any, dict[str, Any]]] = []
    for node, values, (x, y) in zip(graph, kept, _places(kept), strict=True):
        data = {
            "id": names[node],
            "width": round(_size(values, "width"), 2),
            "height": round(_size(values, "height"), 2),
            "angle": _finite(values.get("angle")) or 0.0,
            "attributes": {name: _json_value(value) for name, value in values.items()},
        }
        nodes.append((node, {"x": round(x, 2), "y": round(y, 2), "data": data}))
    # What encloses others first, so that it lies below them.
    nodes.sort(key=lambda pair: _enclosed_area(pair[1]["data"]), reverse=True)
    for number, (_, drawn) in enumerate(nodes):
        drawn["id"] = number
    return [drawn for _, drawn in nodes], {node: drawn["id"] for node, drawn in nodes}


def _enclosed_area(data: dict[str, Any]) -> float:
    return float(data["width"] * data["height"]) if data["attributes"].get("role") == "container" else 0.0


def _finite(value: Scalar | None) -> float | None:
    # Compared, because `isfinite` and `float` raise for a whole number that no float can hold.
    if isinstance(value, (int, float)) and not isinstance(value, bool) and -math.inf < value < math.inf:
        return float(max(-_FAR, min(_FAR, value)))
    return None


def _size(values: dict[str, Scalar], name: str) -> float:
    return abs(_finite(values.get(name)) or 0.0) or {"width": 140.0, "height": 60.0}[name]


def _places(kept: Sequence[dict[str, Scalar]]) -> list[tuple[float, float]]:
    """The centre of each node. (Rule 1)"""
    places: list[tuple[float, float]] = [(0.0, 0.0)] * len(kept)
    drawings: dict[str, list[int]] = {}
    homeless: list[int] = []
    for number, values in enumerate(kept):
        x, y = _finite(values.get("x")), _finite(values.get("y"))
        if x is None or y is None:
            homeless.append(number)
            continue
        places[number] = (x + _size(values, "width") / 2, y + _size(values, "height") / 2)
        drawings.setdefault(str(values.get("drawing", "")), []).append(number)

    def extent(members: list[int]) -> tuple[float, float, float, float]:
        w, h = [_size(kept[n], "width") / 2 for n in members], [_size(kept[n], "height") / 2 for n in members]
        xs, ys = [places[n][0] for n in members], [places[n][1] for n in members]
        return (
            min(x - d for x, d in zip(xs, w, strict=True)),
            min(y - d for y, d in zip(ys, h, strict=True)),
            max(x + d for x, d in zip(xs, w, strict=True)),
            max(y + d for y, d in zip(ys, h, strict=True)),
        )

    bottom = 0.0
    if len(drawings) == 1:
        bottom = extent(next(iter(drawings.values())))[3] + _GAP
    elif drawings:
        extents = [extent(members) for members in drawings.values()]
        for members, (left, top, _, _), (x, y) in zip(drawings.values(), extents, _shelves(extents), strict=True):
            for n in members:
                places[n] = (places[n][0] - left + x, places[n][1] - top + y)
        bottom = max(extent(members)[3] for members in drawings.values()) + _GAP
    columns = max(1, math.ceil(math.sqrt(len(homeless))))
    for place, n in enumerate(homeless):
        places[n] = (200.0 * (place % columns), bottom + 140.0 * (place // columns))
    return places


def _shelves(extents: Sequence[tuple[float, float, float, float]]) -> Iterator[tuple[float, float]]:
    """Where the top left corner of each box goes when they stand on shelves about as wide as all are high."""
    sizes = [(right - left + _GAP, bottom - top + _GAP) for left, top, right, bottom in extents]
    limit = max(max(w for w, _ in sizes), 1.3 * math.sqrt(sum(w * h for w, h in sizes)))
    x = y = tallest = 0.0
    for width, height in sizes:
        if x and x + width > limit:
            x, y, tallest = 0.0, y + tallest, 0.0
        yield x, y
        x, tallest = x + width, max(tallest, height)


def _edges(
    graph: nx.MultiDiGraph[Any], nodes: Sequence[dict[str, Any]], numbers: dict[Any, int]
) -> list[dict[str, Any]]:
    edges: list[dict[str, Any]] = []
    between: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        values = scalars(attributes, "edge", (source, target, key))
        ends = numbers[source], numbers[target]
        confidence = _finite(values.get("confidence"))
        # Rule 3
        dashes: list[int] | bool = False
        if values.get("directed") is False:
            dashes = [12, 7]
        if confidence is not None and confidence < LOW_CONFIDENCE:
            dashes = [2, 5]
        edge: dict[str, Any] = {
            "id": len(edges),
            "from": ends[0],
            "to": ends[1],
            "arrows": "" if values.get("directed") is False else "to",
            "dashes": dashes,
            "data": {
                "key": identifier(key, "edge key"),
                "attributes": {name: _json_value(value) for name, value in values.items()},
            },
        }
        edges.append(edge)
        between.setdefault((min(ends), max(ends)), []).append(edge)
    standing = _InTheWay(nodes) if len(edges) * len(nodes) < _MOST_IN_THE_WAY else None
    for (low, high), parallel in between.items():
        for place, edge in enumerate(parallel):
            # Rule 2
            if low == high:
                edge["selfReference"] = {"size": 24 + 14 * place, "angle": math.pi / 4}
                continue
            bend = _ARC * (place - (len(parallel) - 1) / 2)
            if not bend and edge["data"]["attributes"].get("relation") == "heads":
                # A straight line from a heading runs through the row it heads.
                bend = (_ARC if edge["from"] == low else -_ARC) / 2
            elif not bend and standing and edge["data"]["attributes"].get("relation") != "contains":
                bend = standing.bend(low, high, len(parallel) // 2)
            if bend:
                # The same side of the line between the two, seen from either end.
                clockwise = (bend > 0) == (edge["from"] == low)
                edge["smooth"] = {
                    "enabled": True,
                    "type": "curvedCW" if clockwise else "curvedCCW",
                    "roundness": round(abs(bend), 3),
                }
    return edges


class _InTheWay:
    """The nodes that lines may run through: all but what encloses others."""

    def __init__(self, nodes: Sequence[dict[str, Any]]) -> None:
        standing = [node for node in nodes if node["data"]["attributes"].get("role") != "container"]
        self._nodes = nodes
        self._ids = np.array([node["id"] for node in standing])
        self._middles = np.array([(node["x"], node["y"]) for node in standing], dtype=np.float64).reshape(-1, 2)
        halves = [(node["data"]["width"] / 2, node["data"]["height"] / 2) for node in standing]
        self._halves = np.array(halves, dtype=np.float64).reshape(-1, 2) + _CLEAR

    def bend(self, low: int, high: int, beside: int) -> float:
        """The least curvature with which a line between two nodes runs through the fewest others. (Rule 2)

        So many arcs on either side of it are those of edges that join the same two.
        """
        ends = np.array([(self._nodes[n]["x"], self._nodes[n]["y"]) for n in (low, high)])
        # No arc goes farther from the middle than half its chord.
        far = np.abs(self._middles - ends.mean(axis=0)) - self._halves
        near = (far.max(axis=1) < math.dist(*ends) / 2) & (self._ids != low) & (self._ids != high)
        middles, halves = self._middles[near], self._halves[near]
        best, fewest = 0.0, len(middles) + 1
        for bend in _AROUND:
            if abs(bend) in (_ARC * n for n in range(1, beside + 1)):
                continue
            away = np.abs(_arc(ends, bend)[:, None] - middles[None]) <= halves[None]
            met = int(away.all(axis=2).any(axis=0).sum())
            if met < fewest:
                best, fewest = bend, met
            if not met:
                break
        return best


def _arc(ends: np.ndarray[Any, np.dtype[np.float64]], bend: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Points on the line that vis-network draws from the node of the lower number to the other.

    It is a quadratic Bezier curve, whose middle point is turned out of the way by the `roundness`.
    """
    one, two = ends
    far, turn = abs(bend) / 2 + 0.5, bend * math.pi / 2
    dx, dy = two - one
    via = one + far * np.array([dx * math.cos(turn) + dy * math.sin(turn), dy * math.cos(turn) - dx * math.sin(turn)])
    t = np.linspace(0, 1, 25)[1:-1, None]
    return np.asarray((1 - t) ** 2 * one + 2 * t * (1 - t) * via + t**2 * two)

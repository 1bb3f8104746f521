"""The main path on one screen: a drawing in, its graph out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis import analyze
from graphkit.corrections import Corrections
from graphkit.elements import Drawing
from graphkit.graph import to_graph
from graphkit.thresholds import Thresholds

if TYPE_CHECKING:
    import networkx as nx


def extract(
    drawing: Drawing, thresholds: Thresholds | None = None, *, corrections: Corrections | None = None
) -> nx.MultiDiGraph[str]:
    """The graph that a drawing says: `analyze`, then `to_graph`."""
    # Infer what belongs to what, and keep the evidence.
    analysis = analyze(drawing, thresholds, corrections=corrections)
    # State it as nodes and edges.
    return to_graph(analysis)

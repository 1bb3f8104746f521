"""What a golden drawing is: a picture, and what a person reads in it.

What comes in: pieces of `drawing_builder`, and the reading in words. What goes out: a `Golden`, whose `expected` is the
content of its `expected.json`; `data/README.md` says what each key of it means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from drawing_builder import Pieces

Edge: TypeAlias = dict[str, Any]


def edge(source: str, target: str, label: str = "", **more: object) -> Edge:
    """An edge that a person sees; directed unless it is a line or says otherwise."""
    return {"source": source, "target": target} | ({"label": label} if label else {}) | more


def line_between(one: str, other: str, label: str = "") -> Edge:
    """An edge drawn as a plain line."""
    return edge(one, other, label, relation="line")


@dataclass(frozen=True, kw_only=True)
class Golden:
    """One golden drawing: its name, its picture, and its reading."""

    name: str
    says: str
    """What a person reads in it, in a sentence."""
    pieces: Sequence[Pieces]
    entities: Sequence[str] = ()
    containers: Sequence[str] = ()
    annotations: Sequence[str] = ()
    open: Sequence[str] = ()
    """What two readers may take in two ways: not judged."""
    edges: Sequence[Edge] = ()
    contains: Mapping[str, Sequence[str]] | None = field(default_factory=dict)
    heads: Mapping[str, Sequence[str]] | None = field(default_factory=dict)
    contexts: Mapping[str, Sequence[str]] | None = None
    note: bool = False
    """Kept as an Obsidian note with compressed data, and not as a plain `.excalidraw` file."""

    @property
    def expected(self) -> dict[str, Any]:
        """The content of `expected.json`."""
        reading = {
            "says": self.says,
            "entities": list(self.entities),
            "containers": list(self.containers),
            "annotations": list(self.annotations),
            "open": list(self.open),
            "edges": [dict(edge) for edge in self.edges],
        }
        for name in ("contains", "heads", "contexts"):
            relation = getattr(self, name)
            if relation is not None:
                reading[name] = {whole: list(members) for whole, members in relation.items()}
        return reading

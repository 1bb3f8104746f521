"""How well does the graph say what people read in drawings that were never bound?

What comes in: drawings, and of each a `Reading` that a person wrote down. What goes out: a `ReadingEvaluation`.

A reading is JSON, and names elements by their ids (see `docs/accuracy.md`)::

    {"edges": [{"by": "arrow", "source": ["box", "its text"], "target": ["word"], "label": ["text"],
                "direction": "forward"}],
     "doubtful": ["arrow or line that can be read in two ways"],
     "free": ["title or note that belongs to nothing"]}

1. An edge is right where both its ends are things that hold one of the elements read, and its direction is right;
   without direction, or with two, it may be told from either end.
2. Of the edges given, those that the reader found doubtful count neither way; nor do those that no arrow or line draws.
3. A label is right where exactly the texts read label the edge; where the reading says null, it was not asked.
4. A free text is right where it is part of no other thing, no label, and no end of an edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from graphkit.analysis import analyze
from graphkit.elements import Arrow, Drawing, Line, Text
from graphkit.evaluation.declarations import without_declarations
from graphkit.evaluation.reliability import share
from graphkit.graph import to_graph

Direction: TypeAlias = Literal["forward", "both", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEdge:
    """One edge that a person reads: the arrow or line that draws it, and the elements its ends may mean."""

    by: str
    source: frozenset[str]
    target: frozenset[str]
    label: frozenset[str] | None
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a person reads in one drawing."""

    edges: tuple[ReadEdge, ...]
    doubtful: frozenset[str] = frozenset()
    free: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingScore:
    """One drawing: how much of what was read the graph says."""

    name: str
    read: int
    """Edges that the person read."""
    right: int
    given: int
    """Edges that the graph has, without doubtful ones."""
    labelled: int
    labels_right: int
    free: int
    free_right: int
    wrong: tuple[str, ...]
    """Arrows and lines whose edge or label is wrong, missing, or too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingEvaluation:
    """All drawings; each share is 0 to 1, and NaN of nothing."""

    drawings: tuple[ReadingScore, ...]

    @property
    def figures(self) -> dict[str, float]:
        """All shares by name."""

        def of_all(part: str, of: str) -> float:
            total = sum(getattr(one, of) for one in self.drawings)
            return share(sum(getattr(one, part) for one in self.drawings), total)

        return {
            "recall": of_all("right", "read"),
            "precision": of_all("right", "given"),
            "label": of_all("labels_right", "labelled"),
            "free": of_all("free_right", "free"),
            "exact": share(sum(not one.wrong for one in self.drawings), len(self.drawings)),
        }


def reading(data: Mapping[str, Any]) -> Reading:
    """The reading that a JSON object states; raises `ValueError` where it states none."""
    try:
        return Reading(
            edges=tuple(_edge(edge) for edge in data["edges"]),
            doubtful=frozenset(data.get("doubtful", ())),
            free=tuple(data.get("free", ())),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"this is no reading of a drawing: {error!r}") from None


def _edge(edge: Mapping[str, Any]) -> ReadEdge:
    direction = edge["direction"]
    if direction not in ("forward", "both", "none"):
        raise ValueError(f"a direction is 'forward', 'both' or 'none', not {direction!r}")
    label = edge["label"]
    return ReadEdge(
        by=edge["by"], source=frozenset(edge["source"]), target=frozenset(edge["target"]),
        label=None if label is None else frozenset(label), direction=direction,
    )  # fmt: skip


def evaluate_readings(pairs: Iterable[tuple[Drawing, Reading]], *, declared: bool = True) -> ReadingEvaluation:
    """Compare the graph of each drawing with what was read in it.

    Where `declared` is not true, what the drawings declare is taken out first.
    """
    scores = []
    for drawing, read in pairs:
        given = drawing if declared else without_declarations(drawing, gap=0.0, labels="drawn")
        scores.append(_score(given, read))
    return ReadingEvaluation(drawings=tuple(scores))


@dataclass(slots=True)
class _Given:
    """One edge that the graph has."""

    source: str
    target: str
    direction: Direction
    labels: frozenset[str]


def _score(drawing: Drawing, read: Reading) -> ReadingScore:
    graph = to_graph(analyze(drawing))
    main = {node: data["element"] for node, data in graph.nodes(data=True)}
    members = {data["element"]: frozenset(data["elements"].split(" ")) for _, data in graph.nodes(data=True)}
    given: dict[str, _Given] = {}
    for source, target, data in graph.edges(data=True):
        if data["relation"] not in ("arrow", "line"):
            continue
        if data["element"] in given:
            given[data["element"]].direction = "both"
        else:
            labels = frozenset(data.get("label_elements", "").split())
            direction: Direction = "forward" if data["directed"] else "none"
            given[data["element"]] = _Given(main[source], main[target], direction, labels)
    wrong: list[str] = []
    right = labels_right = 0
    for edge in read.edges:
        got = given.get(edge.by)
        is_right = got is not None and _is_right(edge, got, members)
        # Rule 3
        label_is_right = edge.label is None or (got.labels if got is not None else frozenset()) == edge.label
        right += is_right
        labels_right += edge.label is not None and label_is_right
        if not (is_right and label_is_right):
            wrong.append(edge.by)
    by = {edge.by for edge in read.edges}
    drawn = {element.id for element in drawing.elements if isinstance(element, Arrow | Line)}
    counted = [arrow for arrow in given if arrow in drawn and arrow not in read.doubtful]  # Rule 2
    # Rule 4
    texts = {element.id for element in drawing.elements if isinstance(element, Text)}
    touched = {id for main_id, all_ids in members.items() for id in all_ids if id != main_id and id in texts}
    for one in given.values():
        touched |= {one.source, one.target, *one.labels}
    return ReadingScore(
        name=drawing.name, read=len(read.edges), right=right, given=len(counted),
        labelled=sum(edge.label is not None for edge in read.edges), labels_right=labels_right,
        free=len(read.free), free_right=sum(text not in touched for text in read.free),
        wrong=(*wrong, *(arrow for arrow in counted if arrow not in by)),
    )  # fmt: skip


def _is_right(edge: ReadEdge, got: _Given, members: Mapping[str, frozenset[str]]) -> bool:
    """Rule 1."""

    def means(thing: str, elements: frozenset[str]) -> bool:
        return not members[thing].isdisjoint(elements)

    straight = means(got.source, edge.source) and means(got.target, edge.target)
    swapped = edge.direction != "forward" and means(got.target, edge.source) and means(got.source, edge.target)
    return got.direction == edge.direction and (straight or swapped)

"""Does a reader, who sees the picture and no binding, find what the file declares?

What comes in: drawings that declare edges, each with what was read in it (`readings.py`). What goes out: an `Agreement`
for each, of the reader and of graphkit over the same arrows: how near to 1 a figure can come that takes bindings as the
truth.

1. Asked are the arrows whose edge the file declares, but those that the reader found doubtful.
2. The reader is right where each end read is the declared element, its text, or another part of the same thing; without
   direction, or with two, an edge may be told from either end. An arrow that the reader gave no edge is wrong.
3. graphkit is right as everywhere: see `graphkit.evaluation.scoring`, with the declarations taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import graphkit as gk
from graphkit.evaluation.declarations import Declarations, declarations, without_declarations
from graphkit.evaluation.readings import ReadEdge
from graphkit.evaluation.scoring import score
from readings import Read


@dataclass(frozen=True)
class Agreement:
    """One drawing: how many of the arrows asked for are right."""

    source: str
    asked: int
    reader: int
    graphkit: int
    doubted: int
    """Arrows that declare an edge, and were not asked for."""
    doubted_right: int
    """Those of them that graphkit has right."""


def agreements(reads: Iterable[Read]) -> Iterator[Agreement]:
    """Every drawing in its turn; one that declares no edge is asked for none."""
    for read in reads:
        declared = declarations(read.drawing)
        analysis = gk.analyze(without_declarations(read.drawing, gap=0.0, labels="drawn"))
        edges = {edge.by: edge for edge in read.reading.edges}
        doubted = read.reading.doubtful & declared.edges.keys()
        asked = declared.edges.keys() - doubted
        wrong = {one.subject for one in score(analysis, declared).differences if one.part == "end"}
        yield Agreement(
            source=read.source,
            asked=len(asked),
            reader=sum(arrow in edges and is_right(edges[arrow], declared, analysis) for arrow in asked),
            graphkit=len(asked - wrong),
            doubted=len(doubted),
            doubted_right=len(doubted - wrong),
        )


def is_right(read: ReadEdge, declared: Declarations, analysis: gk.Analysis) -> bool:
    """Whether both ends that were read are those declared (rule 2)."""

    def thing(element: str) -> str:
        element = declared.texts.get(element, element)
        found = analysis.thing_of.get(element)
        return element if found is None else found.id

    start, end = map(thing, declared.edges[read.by])
    source, target = ({thing(element) for element in side} for side in (read.source, read.target))
    straight = start in source and end in target
    return straight or (read.direction != "forward" and start in target and end in source)

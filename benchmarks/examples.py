"""The drawings that the inference is fitted to, without what they declare, and what is right in each.

What comes in: a folder of drawings, as in `fit.py`. What goes out: an `Example` for each drawing in each case, that is
as drawn and with the ends of its arrows pulled back; and one for each drawing that was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import accuracy
import graphkit as gk
import readings
from graphkit.analysis import arrange
from graphkit.analysis.connectors import Connector
from graphkit.analysis.decide import Decision
from graphkit.analysis.ends import Targets
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.corrections import Corrections
from graphkit.elements import Arrow, Line
from graphkit.evaluation.declarations import Declarations, declarations, without_declarations
from graphkit.thresholds import Thresholds
from readings import Read

CASES = ((0, "drawn"), (20, "beside"), (40, "beside"))
READ = -1
"""Stands for the gap of a drawing that was read."""
READ_WEIGHT = 4.0
"""Of the arrows of such a drawing, which comes in one case only."""
MOST_ELEMENTS = 2500
"""Larger drawings are left out: one of them would outweigh a hundred small ones."""


@dataclass
class Example:
    """One drawing without its declarations, and what they said."""

    source: str
    gap: int
    scene: Scene
    around: dict[int, int]
    things: Things
    targets: Targets
    connectors: list[Connector]
    ends: dict[int, list[tuple[frozenset[int], frozenset[int]]]]
    """The things that the start and the end of each connector (by position) may mean, one way or another."""
    label_of: dict[int, int]
    """The connector of each text (by position) that declares one; -1 for a text that is an arrow's end or a title."""
    weight: float = 1.0
    """Of its arrows."""
    decision: Decision | None = field(default=None)


def examples(folder: Path) -> list[Example]:
    """All drawings below a folder that declare something, in all cases; and those that were read, if there are any."""
    drawings = accuracy.drawings_of(folder)
    source_of = {drawing.name: name.partition("#")[0] for name, drawing in drawings.items()}
    found = []
    for drawing in drawings.values():
        said = declarations(drawing)
        if len(drawing.elements) <= MOST_ELEMENTS and (said.edges or said.labels):
            for gap, place in CASES:
                bare = without_declarations(drawing, gap=gap, labels=place)
                found.append(declared_example(bare, said, source_of[drawing.name], gap))
    if accuracy.is_corpus(folder):
        found += [read_example(read) for read in (*readings.by_people(folder), *readings.by_machine(folder))]
    return found


def declared_example(drawing: gk.Drawing, said: Declarations, source: str, gap: int) -> Example:
    """What a drawing declared, of what is left of it."""
    edges = {a: [(frozenset([start]), frozenset([end]))] for a, (start, end) in said.edges.items()}
    meant = {element for pair in said.edges.values() for element in pair}
    return example(drawing, edges, dict(said.labels), meant, source, gap)


def read_example(read: Read) -> Example:
    """What was read in a drawing, without what it declares."""
    by_id = {element.id: element for element in read.drawing.elements}
    edges, labels_, meant = {}, {}, set(read.reading.free)
    for edge in read.reading.edges:
        way = edge.source, edge.target
        drawn = by_id.get(edge.by)
        backwards = isinstance(drawn, (Arrow, Line)) and drawn.start_arrowhead and not drawn.end_arrowhead
        edges[edge.by] = [way] if edge.direction == "forward" and not backwards else [way[::-1]]
        if edge.direction != "forward":
            edges[edge.by] = [way, way[::-1]]
        labels_.update((text, edge.by) for text in edge.label or ())
        meant |= edge.source | edge.target
    bare = without_declarations(read.drawing, gap=0, labels="drawn")
    return replace(example(bare, edges, labels_, meant, read.source, READ), weight=READ_WEIGHT)


def example(
    drawing: gk.Drawing, edges: Mapping[str, list[tuple[frozenset[str], frozenset[str]]]], label_of: dict[str, str],
    meant: set[str], source: str, gap: int,
) -> Example:  # fmt: skip
    scene, written, things, _, targets, connectors = arrange(drawing, Thresholds(), Corrections())
    position = {scene.elements[c.main].id: k for k, c in enumerate(connectors)}

    def held(elements: frozenset[str]) -> frozenset[int]:
        return frozenset(things.of[i] for e in elements if (i := scene.index.get(e, -1)) in things.of)

    ends_ = {position[a]: [(held(s), held(t)) for s, t in ways] for a, ways in edges.items() if a in position}
    known = {}
    for k, index in enumerate(things.free):
        text = scene.elements[index].id
        if label_of.get(text) in position:
            known[k] = position[label_of[text]]
        elif text in meant:
            known[k] = -1
    return Example(source, gap, scene, written.around, things, targets, connectors, ends_, known)

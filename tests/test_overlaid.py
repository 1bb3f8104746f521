"""Drawings laid over each other end in a graph, whatever then lies on what, and however much of them is missing.

No rule was made for such sheets: a stage meets elements here that another stage has made something else of. Of what
comes out only what holds of any graph is asked.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

import graphkit as gk
from graphkit.elements import Drawing, Element, Text
from graphkit.evaluation.declarations import without_declarations
from test_golden import SOURCES
from transforms import renamed, translated

LEFT_OUT = 0.2
"""Share of the elements that are missing."""


def laid_over(one: Drawing, other: Drawing, chance: random.Random) -> Drawing:
    """Most of both drawings on one sheet."""
    moved = renamed(translated(other, chance.uniform(-300, 300), chance.uniform(-300, 300)), "")
    kept = tuple(element for element in (*one.elements, *moved.elements) if chance.random() >= LEFT_OUT)
    return replace(one, elements=kept)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", SOURCES)
def test_drawings_laid_over_each_other_end_in_a_graph(name: str) -> None:
    chance = random.Random(name)  # noqa: S311  # nothing secret
    for other in chance.sample(sorted(SOURCES), 6):
        sheet = laid_over(gk.read(SOURCES[name]), gk.read(SOURCES[other]), chance)
        for drawing in (sheet, without_declarations(sheet, gap=20.0, labels="beside")):
            analysis = gk.analyze(drawing)
            graph = gk.to_graph(analysis)
            found = {id for thing in analysis.things for id in thing.elements}
            assert all(0 <= data["confidence"] <= 1 for *_, data in graph.edges(data=True))
            assert {end.target for c in analysis.connections for end in (c.start, c.end)} <= found
            assert sorted(found) == sorted(id for thing in analysis.things for id in thing.elements)
            assert {e.id for e in drawing.elements if says_something(e)} <= told_of(analysis)


def says_something(element: Element) -> bool:
    """Whether there is anything to tell of an element: blank words say nothing."""
    return not isinstance(element, Text) or bool(element.label.strip())


def told_of(analysis: gk.Analysis) -> set[str]:
    """The elements that are part of something, or are told to be of nothing."""
    found = {*analysis.decoration, *analysis.crowded, *(one.head for one in analysis.heads)}
    for one in (*analysis.things, *analysis.connections, *analysis.unresolved):
        found.update(one.elements)
    for connection in analysis.connections:
        found.update(connection.words)
    for end in analysis.unresolved:
        found.update(end.labels)
    return found

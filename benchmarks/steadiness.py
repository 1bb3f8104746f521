"""How much of what is read in real drawings changes where nothing that they say does: a table in Markdown.

    python benchmarks/steadiness.py [FOLDER] [--write PAGE]

FOLDER is as in `accuracy.py`. Of each drawing all declarations are taken out; then it is moved, scaled, turned, drawn
in another order, its elements are shaken, or it is put beside another drawing on one sheet, and read again. An edge has
changed where it is gone or new, or has another end, direction or label.

Some of these do say something else: which of two elements lies on top is part of the picture, and so is a px where
elements are that close.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec.structs import replace as with_

import graphkit as gk
from accuracy import drawings_of
from graphkit.elements import Drawing
from graphkit.evaluation.declarations import without_declarations
from pages import folder_parser, told_of
from transforms import OTHER, beside, chance_of, each, reordered, scaled, translated, turned

SURE = 0.9
"""Confidence of an edge from which it had better stay."""

Edges: TypeAlias = dict[str, tuple[float, tuple[object, ...]]]
"""By key: how sure each edge is, and what it says."""
Change: TypeAlias = Callable[[Drawing], Drawing]


def changes(others: Sequence[Drawing]) -> dict[str, Change]:
    """The changes by name; `others` are what a drawing may be put beside."""

    def shaken(most: float) -> Change:
        def change(drawing: Drawing) -> Drawing:
            chance = chance_of(drawing)
            moves = {e.id: (chance.uniform(-most, most), chance.uniform(-most, most)) for e in drawing.elements}
            return each(drawing, lambda e: with_(e, x=e.x + moves[e.id][0], y=e.y + moves[e.id][1]))

        return change

    def with_another(drawing: Drawing) -> Drawing:
        return beside(drawing, chance_of(drawing).choice([other for other in others if other.elements]), 3000.0)

    return {
        "moved by (137, 100,000) px": lambda d: translated(d, 137.0, 100_000.0),
        "half as large": lambda d: scaled(d, 0.5),
        "3.7 times as large": lambda d: scaled(d, 3.7),
        "turned by 90°": lambda d: turned(d, 1, by_angle=True),
        "turned by 180°": lambda d: turned(d, 2, by_angle=True),
        "beside another drawing, 3,000 px off": with_another,
        "drawn the other way round": lambda d: reordered(d, range(len(d.elements) - 1, -1, -1)),
        "shaken by up to 0.5 px": shaken(0.5),
        "shaken by up to 1 px": shaken(1.0),
        "shaken by up to 2 px": shaken(2.0),
    }


def edges(drawing: Drawing) -> Edges:
    """What is read in a drawing."""
    graph = gk.to_graph(gk.analyze(drawing))
    element = dict(graph.nodes(data="element"))
    found: Edges = {}
    for source, target, key, data in graph.edges(keys=True, data=True):
        if data["relation"] in ("arrow", "line") and not data["element"].startswith(OTHER):
            ends = (element[source], element[target])
            # An edge without direction may be told from either end.
            says = (ends if data["directed"] else frozenset(ends), data.get("label_elements", ""))
            found[key] = data["confidence"], says
    return found


def table(drawings: Sequence[Drawing]) -> Iterator[str]:
    bare = [without_declarations(drawing, gap=0.0, labels="drawn") for drawing in drawings]
    before = [edges(drawing) for drawing in bare]
    number = sum(map(len, before))
    sure = sum(confidence >= SURE for of in before for confidence, _ in of.values())
    yield f"{len(bare)} drawings with {number} edges, of {sure} of which graphkit is sure ({SURE} and more).\n"
    yield "| changed | edges that changed | of the sure ones | drawings |"
    yield "| --- | ---: | ---: | ---: |"
    for name, change in changes(bare).items():
        all_, of_sure, touched = 0, 0, 0
        for drawing, was in zip(bare, before, strict=True):
            now = edges(change(drawing)) if drawing.elements else {}
            other = {key for key in was.keys() | now.keys() if was.get(key, _NONE)[1] != now.get(key, _NONE)[1]}
            all_ += len(other)
            of_sure += sum(was.get(key, _NONE)[0] >= SURE for key in other)
            touched += bool(other)
        yield f"| {name} | {percent(all_, number)} | {percent(of_sure, sure)} | {touched} |"


_NONE: tuple[float, tuple[object, ...]] = (0.0, ())


def percent(part: int, whole: int) -> str:
    """A share for people; an en dash of nothing."""
    return "–" if not whole else "0" if not part else f"{max(math.ceil(10_000 * part / whole) / 100, 0.01):.2f} %"


def main() -> None:
    asked = folder_parser(__doc__).parse_args()
    named = drawings_of(asked.folder)
    told_of("steadiness", table([named[name] for name in sorted(named)]), asked.write)


if __name__ == "__main__":
    main()

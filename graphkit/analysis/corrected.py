"""What does a person say instead? Corrections win over what the file declares and over what geometry says.

What comes in: `Corrections`, and the outcome of the stages that they bear upon. What goes out: the same with the
corrections in it. All that corrections do to the analysis is in this module; other stages are told which elements are
spoken of (`spoken_of`, `linking`, `told`), and leave these alone:

1. What is ignored, is not there; a corrected text or end declares nothing itself any more (`drawn`).
2. A text that labels a connector is as good as bound to it; what is said to connect is a connector (`drawn`, `seen`).
3. A text that names something is written in it, wherever it stands; one that is alone is written in nothing (`named`).
4. A text that is alone may be pointed at, and is nothing else (`set_apart`).
5. A corrected end means its thing (`ends`), be it a stroke of the pen (`meant`). What has both ends corrected is a
   connector by itself (`kept_whole`), and so is what is said to connect, but is an end of nothing that does (`lost`);
   what its other end means is inferred.
6. Each piece of an arrow that is drawn by hand, its shaft or one of its head, speaks for the whole arrow: its start is
   where that comes from, however the pen went. A stroke of no arrow is a line, if it is said to connect
   (`with_strokes`).
7. What came of a correction says so: its rule is `corrected`, its confidence 1 (`stated`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import TypeAlias

from graphkit import geometry
from graphkit.analysis.connectors import Connector
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene, changed
from graphkit.analysis.things import Things
from graphkit.corrections import Corrections, shown
from graphkit.elements import (
    TERMINALS,
    Arrow,
    Drawing,
    Element,
    Freedraw,
    Image,
    Line,
    Point,
    Terminal,
    Text,
    with_fields,
)
from graphkit.formulas import formula, in_words
from graphkit.relations import Analysis, Binding, Connection, Evidence, Label, Thing

Ways: TypeAlias = Mapping[str, Sequence[Point]]
"""Paths by the ids of elements."""

RULE = "corrected"
SAME = 1.0
"""px within which an element's own end is the end of the connector that it is part of."""


def drawn(drawing: Drawing, said: Corrections) -> Drawing:
    """The drawing as the corrections want it read (rules 1 and 2)."""
    if not said:
        return drawing
    ignored = set(said.ignored)
    kept = (element for element in drawing.elements if element.id not in ignored)
    return replace(drawing, elements=tuple(_declaring(element, said, drawing) for element in kept))


def _declaring(element: Element, said: Corrections, drawing: Drawing) -> Element:
    if isinstance(element, Image) and (
        element.id in said.labels or element.id in said.names or element.id in said.alone
    ):
        element = in_words(element, formula(element, drawing))
    match element:
        case Text() if element.id in said.labels:
            return with_fields(element, container_id=said.labels[element.id])
        case Text() if element.id in said.names or element.id in said.alone:
            return with_fields(element, container_id=None)
        case Arrow() if any((element.id, side) in said.ends for side in TERMINALS):
            gone = {f"{side}_binding": None for side in TERMINALS if (element.id, side) in said.ends}
            return with_fields(element, **gone)
        case _:
            return element


def linking(scene: Scene, said: Corrections) -> set[int]:
    """What is said to connect (rule 2)."""
    return {scene.index[id] for id in said.connectors} if said else set()


def spoken_of(scene: Scene, said: Corrections) -> set[int]:
    """All elements that something is said of."""
    if not said:
        return set()
    connected = {id for id, _ in said.ends}
    ids = {*connected, *said.ends.values(), *said.connectors, *said.alone}
    for pairs in (said.labels, said.names):
        ids |= {*pairs.keys(), *pairs.values()}
    return {scene.index[id] for id in ids if id in scene.index}


def told(scene: Scene, said: Corrections) -> set[tuple[int, int]]:
    """The ends of which something is said: the element, and 0 for its start or 1 for its end."""
    return {(scene.index[id], TERMINALS.index(side)) for id, side in said.ends}


def meant(scene: Scene, said: Corrections) -> list[int]:
    """The strokes of the pen that an end is said to mean (rule 5)."""
    targets = {scene.index.get(target) for target in said.ends.values()}
    return [i for i in scene.strokes if i in targets]


def seen(scene: Scene, said: Corrections) -> Scene:
    """The scene in which every line and every stroke that is said to connect can (rule 2)."""
    if not said:
        return scene
    lines = linking(scene, said) - set(scene.arrows)
    if not lines:
        return scene
    # A closed line may have been taken for what it draws.
    own = {scene.index[e.id]: e for e in scene.drawing.elements if scene.index.get(e.id) in lines}
    drawn = {i: e for i, e in sorted(own.items()) if isinstance(e, Arrow | Line | Freedraw)}
    return changed(
        scene,
        elements=tuple(drawn.get(i, element) for i, element in enumerate(scene.elements)),
        shapes=tuple(i for i in scene.shapes if i not in lines),
        lines=tuple(i for i in scene.lines if i not in lines),
        strokes=tuple(i for i in scene.strokes if i not in lines),
        arrows=tuple(sorted({*scene.arrows, *lines})),
        ornaments=tuple(i for i in scene.ornaments if i not in lines),
        outlines={i: ring for i, ring in scene.outlines.items() if i not in lines},
        paths={**scene.paths, **{i: geometry.path(element) for i, element in drawn.items()}},
        labelled={
            **scene.labelled,
            **{scene.index[text]: scene.index[arrow] for text, arrow in said.labels.items()
               if scene.index[arrow] in lines},
        },
        texts=tuple(i for i in scene.texts if said.labels.get(scene.elements[i].id) is None),
    )  # fmt: skip


def named(scene: Scene, names: Names, said: Corrections) -> Names:
    """Which text is written in which shape, as the corrections have it (rule 3)."""
    if not said.names and not said.alone:
        return names
    shape_of, rule = dict(names.shape_of), dict(names.rule)
    for id in (*said.names, *said.alone):
        shape_of.pop(scene.index[id], None)
        rule.pop(scene.index[id], None)
    for text, owner in said.names.items():
        if scene.index[text] in scene.texts:
            shape_of[scene.index[text]], rule[scene.index[text]] = scene.index[owner], RULE
    called = {*shape_of.values()}
    pictures = {picture: shape for picture, shape in names.pictures.items() if shape in called}
    return with_fields(names, shape_of=dict(sorted(shape_of.items())), rule=rule, pictures=pictures)


def set_apart(scene: Scene, things: Things, said: Corrections) -> Things:
    """The things without the texts that are alone among the free ones, which may label, name and head (rule 4)."""
    alone = {scene.index[id] for id in said.alone}
    return with_fields(things, free=tuple(i for i in things.free if i not in alone)) if alone else things


def whole(said: Corrections) -> frozenset[str]:
    """What has both ends corrected."""
    return frozenset(id for id, _ in said.ends if all((id, side) in said.ends for side in TERMINALS))


def kept_whole(scene: Scene, connectors: Sequence[Connector], whole: Set[str]) -> Sequence[Connector]:
    """The connectors, of which those that are drawn with the `whole` elements join nothing else (rule 5)."""
    if not whole:
        return connectors
    which = {scene.index[id] for id in whole}
    return [with_fields(c, known=(None, None)) if c.main in which or not which.isdisjoint(c.drawn) else c
            for c in connectors]  # fmt: skip


def with_strokes(scene: Scene, connectors: Sequence[Connector], linking: Set[int]) -> Sequence[Connector]:
    """The connectors, with each stroke that is said to connect, and is of none of them, as a line (rule 6)."""
    strokes = [i for i in sorted(linking) if isinstance(scene.elements[i], Freedraw)]
    if not strokes:
        return connectors
    drawn = {i for connector in connectors for i in connector.elements}
    lines = [Connector(i, (i,), scene.paths[i], None, None, False) for i in strokes if i not in drawn]
    return [*connectors, *lines]


def drawn_by_hand(scene: Scene, connectors: Sequence[Connector]) -> Ways:
    """The path of the arrow drawn by hand that each element is part of which something is said of (rule 6)."""
    return {scene.elements[i].id: way for connector in connectors for i, way in connector.drawn.items()}


def lost(scene: Scene, connectors: Sequence[Connector], said: Corrections) -> frozenset[str]:
    """What is said to connect, but is no part of a connector, or not its corrected end."""
    if not said.connectors:
        return frozenset()
    ways = drawn_by_hand(scene, connectors)
    drawn = [[scene.elements[i] for i in connector.elements] for connector in connectors]
    found = {
        end
        for elements, connector in zip(drawn, connectors, strict=True)
        for _, end in corrected_ends(elements, connector.path, said, ways)
    }
    placed = {element.id for elements in drawn for element in elements}
    return (said.connectors - placed) | {id for id, side in said.ends if (id, side) not in found}


def ends(scene: Scene, things: Things, connectors: Sequence[Connector], said: Corrections) -> dict[int, int]:
    """Thing by corrected terminal: 2·position for a start, 2·position + 1 for an end (rule 5)."""
    fixed: dict[int, int] = {}
    if not said.ends:
        return fixed
    found: dict[tuple[str, Terminal], int] = {}
    ways = drawn_by_hand(scene, connectors)
    for k, connector in enumerate(connectors):
        elements = [scene.elements[i] for i in connector.elements]
        for terminal, (id, side) in corrected_ends(elements, connector.path, said, ways):
            target = said.ends[id, side]
            thing = things.of.get(scene.index[target])
            if thing is None:
                what = f"{target!r} is part of no thing; name an element of what the {side} means"
                raise said.error(f"{shown('arrows', id, side)}: {what}")
            if fixed.setdefault(2 * k + terminal, thing) != thing:
                other = next(shown("arrows", *end) for end, at in found.items() if at == 2 * k + terminal)
                what = f"it is the same end of one arrow as {other}, which is said to mean something else; keep one"
                raise said.error(f"{shown('arrows', id, side)}: {what}")
            found[id, side] = 2 * k + terminal
    for id, side in said.ends:
        if (id, side) not in found:
            why = "it is part of a thing" if scene.index[id] in things.of else "it is drawn as a point"
            raise said.error(f"{shown('arrows', id, side)}: {id!r} connects nothing: {why}; take this out")
    return fixed


def corrected_ends(
    elements: Sequence[Element], path: Sequence[Point], said: Corrections, ways: Ways
) -> list[tuple[int, tuple[str, Terminal]]]:
    """Which end of a connector (0 or 1) is the corrected end of which element that it is drawn with."""
    found: list[tuple[int, tuple[str, Terminal]]] = []
    for element in elements:
        for number, side in enumerate(TERMINALS):
            if (element.id, side) in said.ends and isinstance(element, Arrow | Line | Freedraw):
                tip = (ways.get(element.id) or geometry.path(element))[-number]
                at = [n for n in (number, 1 - number) if math.dist(path[-n], tip) <= SAME]
                # Of an element by itself the ends are its own, wherever its path was found to run.
                at = at or ([number] if len(elements) == 1 else [])
                found += [(n, (element.id, side)) for n in at[:1]]
    return found


def stated(analysis: Analysis, drawing: Drawing, said: Corrections, ways: Ways) -> Analysis:
    """The analysis of the drawing as it is, in which what was corrected says so (rule 7)."""
    if not said:
        return analysis
    used = {end.target for c in analysis.connections for end in (c.start, c.end)}
    elements = {element.id: element for element in drawing.elements}
    return replace(
        analysis,
        drawing=drawing,
        corrections=said,
        things=tuple(_thing(thing, said, used) for thing in analysis.things),
        connections=tuple(
            _connection(connection, said, elements, analysis.paths, ways) for connection in analysis.connections
        ),
    )


def _thing(thing: Thing, said: Corrections, used: set[str]) -> Thing:
    if thing.id in said.alone and thing.id not in used and thing.role == "entity":
        return with_fields(thing, role="annotation")
    return with_fields(thing, names=tuple(_label(name, said.names) for name in thing.names))


def _connection(
    connection: Connection, said: Corrections, elements: Mapping[str, Element], paths: Mapping[str, Sequence[Point]],
    ways: Ways,
) -> Connection:  # fmt: skip
    path = paths[connection.key or connection.id]
    ends = dict(corrected_ends([elements[id] for id in connection.elements], path, said, ways))
    return with_fields(
        connection,
        start=_binding(connection.start, 0 in ends),
        end=_binding(connection.end, 1 in ends),
        labels=tuple(_label(label, said.labels) for label in connection.labels),
    )


def _binding(binding: Binding, is_corrected: bool) -> Binding:
    return with_fields(binding, evidence=_evidence(binding.evidence)) if is_corrected else binding


def _label(label: Label, corrected: Mapping[str, str]) -> Label:
    return with_fields(label, evidence=_evidence(label.evidence)) if label.text in corrected else label


def _evidence(evidence: Evidence) -> Evidence:
    return Evidence(rule=RULE, distance=evidence.distance)

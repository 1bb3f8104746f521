"""Which elements does a query mean?

What comes in: an `Analysis`, and the id of an element or words that stand in the drawing. What goes out: ids.

1. An id means its element.
2. Words mean the things and connectors that say exactly this, and texts that say it and are not the words of one.
3. `(0, 120)`, or `freedraw at 0, 120`, means what is told to be at this place, or what the editor says is there: things
   that say nothing have no other name, and strokes of the pen are told by nothing else.
4. `Data → Model`, or with another arrow, means the connectors that join two such things in this direction.
5. Where nothing says exactly this, words mean what they are a part of.
"""

from __future__ import annotations

import difflib
import re

from graphkit import geometry
from graphkit.elements import Text
from graphkit.graph import place
from graphkit.output import short
from graphkit.relations import Analysis, points_at

_NUMBER = r"-?\d{1,15}(?:\.\d{1,15})?"
_PLACE = re.compile(rf"\(?(?:([a-zA-Z]+) at )?\(?({_NUMBER}), ?({_NUMBER})\)*")
_ARROW = re.compile(r"\s+(?:→|↔|—|->|<->|--|=>)\s+")
MOST_SUBJECTS = 10
"""Elements that the same words may mean and are all explained."""


def find(analysis: Analysis, query: str) -> tuple[str, ...]:
    """The ids of the elements that are asked for: an id, or words; raises `LookupError` for none or too many."""
    elements = {element.id for element in analysis.drawing.elements}
    if query in elements:
        return (query,)
    words: dict[str, list[str]] = {}
    for thing in analysis.things:
        words.setdefault(_plain(thing.label), []).append(thing.id)
    for connection in analysis.connections:
        words.setdefault(_plain(connection.label), []).append(connection.id)
    known = set(analysis.thing_of) | {label.text for c in analysis.connections for label in c.labels}
    for element in analysis.drawing.elements:
        # The words of a thing or an arrow mean that; other words mean the text itself.
        if isinstance(element, Text) and (element.id not in known or _plain(element.label) not in words):
            words.setdefault(_plain(element.label), []).append(element.id)
    wanted = _plain(query)
    words.pop("", None)
    found = words.get(wanted, []) or _at(analysis, query) or _joining(analysis, query)
    if not found and wanted:  # Rule 5
        found = [id for label, ids in words.items() if wanted in label for id in ids]
    if not found:
        near = [_words(analysis, words[label][0]) for label in difflib.get_close_matches(wanted, words, n=3)]
        hint = f"; did you mean {' or '.join(f'“{short(label)}”' for label in near)}?" if near else ""
        raise LookupError(f"nothing in {analysis.drawing.name} has the id or the words “{short(query)}”{hint}")
    if len(found) > MOST_SUBJECTS:
        raise LookupError(f"“{short(query)}” stands at {len(found)} places in {analysis.drawing.name}; give an id")
    return tuple(dict.fromkeys(found))


def _at(analysis: Analysis, query: str) -> list[str]:
    """Rule 3: the things at a place, else the elements."""
    told = _PLACE.fullmatch(" ".join(query.split()))
    if told is None:
        return []
    kind, *wanted = told.groups()
    elements = {e.id: e for e in analysis.drawing.elements if kind is None or e.type == kind.lower()}

    def is_there(x: float, y: float) -> bool:
        return [f"{x:z.0f}", f"{y:z.0f}"] == [f"{float(number):z.0f}" for number in wanted]

    every = {element.id: element for element in analysis.drawing.elements}
    things = [thing.id for thing in analysis.things if thing.id in elements and is_there(*place(thing, every)[:2])]
    if things:
        return things
    # The editor tells where an element begins; a line is told by where it is, or where an end of it lies.
    return [
        id
        for id, element in elements.items()
        if is_there(element.x, element.y)
        or is_there(*geometry.box(element)[:2])
        or any(is_there(*tip) for tip in analysis.paths.get(id, ())[:: max(len(analysis.paths.get(id, ())) - 1, 1)])
    ]


def _joining(analysis: Analysis, query: str) -> list[str]:
    """Rule 4: the connectors from one thing to another."""
    sides = _ARROW.split(query)
    if len(sides) != 2:
        return []
    try:
        one, other = ({analysis.thing_of[id].id for id in find(analysis, side) if id in analysis.thing_of}
                      for side in sides)  # fmt: skip
    except LookupError:
        return []
    found = []
    for connection in analysis.connections:
        ends = connection.start.target, connection.end.target
        start, end = points_at(connection.start_arrowhead, connection.end_arrowhead)
        ways = [ends[::-1]] if start and not end else [ends] if end and not start else [ends, ends[::-1]]
        if any(source in one and target in other for source, target in ways):
            found.append(connection.id)
    return found


def _words(analysis: Analysis, id: str) -> str:
    """What is written on a thing, a connector or a text."""
    if (thing := analysis.thing.get(id)) is not None:
        return thing.label
    labels = [connection.label for connection in analysis.connections if connection.id == id]
    labels += [element.label for element in analysis.drawing.elements if element.id == id and isinstance(element, Text)]
    return labels[0] if labels else id


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()

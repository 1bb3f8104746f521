"""Which elements does a query mean?

What comes in: an `Analysis`, and the id of an element or words that stand in the drawing. What goes out: ids.

1. An id means its element.
2. Words mean the things and connectors that say exactly this, and texts that say it and are not the words of one.
3. Where nothing says exactly this, they mean what they are a part of.
"""

from __future__ import annotations

import difflib

from graphkit.elements import Text
from graphkit.explanation.words import short
from graphkit.relations import Analysis

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
    found = words.get(wanted, [])
    if not found and wanted:
        found = [id for label, ids in words.items() if wanted in label for id in ids]
    if not found:
        near = [_words(analysis, words[label][0]) for label in difflib.get_close_matches(wanted, words, n=3)]
        hint = f"; did you mean {' or '.join(f'“{short(label)}”' for label in near)}?" if near else ""
        raise LookupError(f"nothing in {analysis.drawing.name} has the id or the words “{short(query)}”{hint}")
    if len(found) > MOST_SUBJECTS:
        raise LookupError(f"“{short(query)}” stands at {len(found)} places in {analysis.drawing.name}; give an id")
    return tuple(dict.fromkeys(found))


def _words(analysis: Analysis, id: str) -> str:
    """What is written on a thing, a connector or a text."""
    if (thing := analysis.thing.get(id)) is not None:
        return thing.label
    labels = [connection.label for connection in analysis.connections if connection.id == id]
    labels += [element.label for element in analysis.drawing.elements if element.id == id and isinstance(element, Text)]
    return labels[0] if labels else id


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()

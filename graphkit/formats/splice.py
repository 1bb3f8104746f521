"""Changing JSON text in place: where its members stand, and how to put other values there.

What comes in: a JSON text. What goes out: the same text but for the values that were asked for. Everything else stays
as it was written, byte for byte: unknown fields, their order, the way numbers are written, white space.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graphkit.formats.lenient import number_or_none

_DECODER = json.JSONDecoder(parse_int=number_or_none, strict=False)
_SPACE = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands in a text."""

    start: int
    end: int


def parsed(text: str) -> Any:
    """The value that `text` is."""
    return _DECODER.decode(text)


def members(text: str, at: int = 0) -> dict[str, Span]:
    """Where the values of the object that begins at `at` stand, by key; of two with one key the last, as in JSON."""
    found: dict[str, Span] = {}
    position = _skip(text, _skip(text, at) + 1)
    while text[position] != "}":
        key, position = _DECODER.raw_decode(text, position)
        start = _skip(text, _skip(text, position) + 1)
        end = _DECODER.raw_decode(text, start)[1]
        found[key] = Span(start, end)
        position = _skip(text, end)
        if text[position] == ",":
            position = _skip(text, position + 1)
    return found


def items(text: str, at: int = 0) -> list[Span]:
    """Where the values of the array that begins at `at` stand."""
    found: list[Span] = []
    position = _skip(text, _skip(text, at) + 1)
    while text[position] != "]":
        end = _DECODER.raw_decode(text, position)[1]
        found.append(Span(position, end))
        position = _skip(text, end)
        if text[position] == ",":
            position = _skip(text, position + 1)
    return found


def replaced(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """The text with each of the spans, none of which overlap, replaced."""
    parts: list[str] = []
    position = 0
    for span, new in sorted(edits, key=lambda edit: edit[0].start):
        parts += (text[position : span.start], new)
        position = span.end
    return "".join([*parts, text[position:]])


def with_values(text: str, values: dict[str, Any]) -> str:
    """The object that `text` is, with other values at some keys; new keys come last, laid out like the others."""
    places = members(text)
    edits = [(places[key], dump(values[key], text, places[key].start)) for key in values if key in places]
    added = [key for key in values if key not in places]
    if added:
        last = max((span.end for span in places.values()), default=text.index("{") + 1)
        gap = _gap(text, places)
        colon = ": " if gap else ":"
        lines = [f"{gap}{json.dumps(key)}{colon}{dump(values[key], text, last)}" for key in added]
        edits.append((Span(last, last), ("," if places else "") + ",".join(lines)))
    return replaced(text, edits)


def dump(value: Any, text: str, at: int) -> str:
    """`value` as JSON, laid out like the text around the place `at`."""
    line = text.rfind("\n", 0, at) + 1
    indent = text[line : _skip(text, line)]
    if not line or not indent:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    step = "\t" if "\t" in indent else "  "
    return json.dumps(value, ensure_ascii=False, indent=step, allow_nan=False).replace("\n", f"\n{indent}")


def _gap(text: str, places: dict[str, Span]) -> str:
    """The white space before the first key of the object that `text` is."""
    start = text.index("{") + 1
    return text[start : _skip(text, start)] if places else ""


def _skip(text: str, at: int) -> int:
    """Where the white space at `at` ends."""
    found = _SPACE.match(text, at)
    return found.end() if found else at

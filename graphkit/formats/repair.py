"""One element that cannot be decoded as it stands, repaired field by field.

What comes in: an element as JSON data, however wrong. What goes out: an `Element`, or None where there is nothing to
keep, and a `Problem` for each value that was replaced or dropped.

1. A value of the wrong type that can only mean one thing (`"12"` for 12) is taken to mean it.
2. A list keeps those of its items that are right (points, groups, bound elements), an object those of its fields.
3. Any other wrong value, and a missing place or size, is replaced by the default that the editor itself uses.
4. A kind that is not known is kept as `Unknown`, with what all elements have.
"""

from __future__ import annotations

import math
import types
import typing
from functools import cache
from typing import Any

import msgspec

from graphkit.elements import Arrow, Element, Freedraw, Line, Unknown
from graphkit.formats.kinds import KIND
from graphkit.formats.legacy import modernise
from graphkit.formats.log import Log

_PLACE = ("x", "y")
_SIZE = ("width", "height")


def repair(data: dict[str, Any], number: int, log: Log) -> Element:
    """The element that `data`, the `number`-th of its drawing, was meant to be."""
    identity = data.get("id")
    if not isinstance(identity, str) or not identity:
        usable = isinstance(identity, int | float) and not isinstance(identity, bool)
        identity = str(identity) if usable else f"element-{number}"
        message = f"Element {number} has no usable id; it is called {shown(identity)} here."
        log.note("missing-id", message, identity)
        log.renamed.add(identity)
    if modernise(data):
        log.note_old_fields()
    name = data.get("type")
    kind = KIND.get(name, Unknown) if isinstance(name, str) else Unknown
    values: dict[str, Any] = {"id": identity}
    if kind is Unknown:  # Rule 4
        values["kind"] = name if isinstance(name, str) and name else "unknown"
        message = f"Elements of kind {shown(name)} are not known; only their place, size and colours are kept."
        log.note("unknown-kind", message, identity)
    for field, key, annotation in _fields(kind):
        if key in data:
            try:
                values[field], dropped = _salvage(data[key], annotation)
            except ValueError:
                dropped = f"{shown(data[key])} was replaced by the default"
            if dropped:
                code = "invalid-points" if field == "points" else "invalid-field"
                log.note(code, f"{key}: {dropped}.", identity)
        elif field in _PLACE or (field in _SIZE and not issubclass(kind, Line | Arrow | Freedraw)):  # Rule 3
            message = f"{key} is missing; 0 was put in its place."
            log.note("missing-field", message, identity)
    return kind(**values)


def shown(value: object) -> str:
    """A value from a file as it may stand in a message: on one line, and short."""
    text = "null" if value is None else repr(value) if isinstance(value, str) else ascii(value)
    text = "".join(character if character.isprintable() else "?" for character in text[:60])
    return text if len(text) < 60 else f"{text[:57]}…"


@cache
def _fields(kind: type[Element]) -> list[tuple[str, str, Any]]:
    """Name, name in the file, and type of each field that a file may set."""
    return [
        (info.name, info.encode_name, info.type)
        for info in msgspec.structs.fields(kind)
        if info.name not in ("id", "kind") and not info.encode_name.startswith("graphkit:")
    ]


def _salvage(value: Any, annotation: Any) -> tuple[Any, str]:
    """What can be kept of `value`, and what had to be dropped in words; `ValueError` where nothing can be kept."""
    try:
        return msgspec.convert(value, annotation), ""
    except msgspec.ValidationError:
        pass
    annotation = _bare(annotation)
    if typing.get_origin(annotation) is tuple and isinstance(value, list):
        item, *rest = typing.get_args(annotation)
        if rest != [...]:
            raise ValueError
        kept = tuple(kept for each in value if (kept := _kept(each, item)) is not None)  # Rule 2
        return kept, f"{len(value) - len(kept)} of {len(value)} entries were left out"
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct) and isinstance(value, dict):
        values = {
            info.name: kept
            for info in msgspec.structs.fields(annotation)
            if (kept := _kept(value.get(info.encode_name), info.type)) is not None
        }
        try:
            return annotation(**values), f"{shown(value)} was kept in part"  # Rule 2
        except TypeError:
            raise ValueError from None
    lax = msgspec.convert(value, annotation, strict=False)  # Rule 1
    if isinstance(lax, float) and not math.isfinite(lax):
        raise ValueError
    return lax, f"{shown(value)} was taken for {shown(lax)}"


def _kept(value: Any, annotation: Any) -> Any:
    try:
        return msgspec.convert(value, annotation)
    except msgspec.ValidationError:
        return None


def _bare(annotation: Any) -> Any:
    """The one type in an optional type."""
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return next(each for each in typing.get_args(annotation) if each is not type(None))
    return annotation

"""Excalidraw's JSON: from its text to typed elements.

What comes in: the JSON text of a scene. What goes out: a `Scene`: live elements in z-order, files, what wrote it, and
the problems met. A `ValueError` says why nothing could be made of it.

1. All elements are decoded in one go. Most files end here.
2. Where that fails, they are decoded one by one, and those that fail alone are repaired field by field, each repair
   being a `Problem`; one that cannot be repaired is left out, which is a `Problem` too.
3. Deleted elements and the editor's own `selection` are not part of the drawing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec
from msgspec.structs import force_setattr

from graphkit.elements import (
    Arrow,
    Diamond,
    Element,
    Ellipse,
    Embeddable,
    File,
    Frame,
    Freedraw,
    Iframe,
    Image,
    Line,
    MagicFrame,
    Rectangle,
    Text,
    Unknown,
)
from graphkit.problems import Problem

KINDS: tuple[type[Element], ...] = (
    Rectangle, Diamond, Ellipse, Text, Arrow, Line, Freedraw, Image, Frame, MagicFrame, Embeddable, Iframe,
)  # fmt: skip
KIND: dict[str, type[Element]] = {str(kind.__struct_config__.tag): kind for kind in KINDS}

AnyElement: TypeAlias = (
    Rectangle | Diamond | Ellipse | Text | Arrow | Line | Freedraw | Image | Frame | MagicFrame | Embeddable | Iframe
)


class _Envelope(msgspec.Struct):
    type: Any = None
    version: Any = None
    source: Any = None
    elements: msgspec.Raw = msgspec.Raw()
    files: msgspec.Raw = msgspec.Raw()


class _Probe(msgspec.Struct, rename="camel"):
    is_deleted: Any = False


class _FileEntry(msgspec.Struct, rename="camel"):
    mime_type: str | None = None


_envelope = msgspec.json.Decoder(_Envelope)
_elements = msgspec.json.Decoder(list[AnyElement])
_element = msgspec.json.Decoder(AnyElement)
_probes = msgspec.json.Decoder(list[_Probe])
_raws = msgspec.json.Decoder(list[msgspec.Raw])
_files = msgspec.json.Decoder(dict[str, _FileEntry])


@dataclass
class Scene:
    """What was made of a scene's JSON."""

    elements: list[Element]
    version: str = ""
    files: dict[str, File] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def decode_scene(text: str) -> Scene:
    """The scene that a JSON text holds."""
    try:
        envelope = _envelope.decode(text)
    except msgspec.DecodeError as error:
        raise ValueError(f"its JSON cannot be read ({error})") from None
    problems: list[Problem] = []
    elements = _decode_elements(envelope.elements, problems) if envelope.elements else []
    for element in elements:
        if element.bound_elements is None:
            force_setattr(element, "bound_elements", ())
    files = _decode_files(envelope.files) if envelope.files else {}
    source = envelope.source if isinstance(envelope.source, str) else ""
    return Scene(elements, source, files, problems)


def _decode_elements(raw: msgspec.Raw, problems: list[Problem]) -> list[Element]:
    try:
        elements: list[AnyElement] = _elements.decode(raw)
        probes = _probes.decode(raw)
    except msgspec.DecodeError:
        return _decode_one_by_one(raw, problems)
    return [element for element, probe in zip(elements, probes, strict=True) if not probe.is_deleted]  # Rule 3


def _decode_one_by_one(raw: msgspec.Raw, problems: list[Problem]) -> list[Element]:
    """Rule 2."""
    elements: list[Element] = []
    for number, item in enumerate(_raws.decode(raw)):
        try:
            element: Element = _element.decode(item)
            deleted = msgspec.json.decode(item, type=_Probe).is_deleted
        except msgspec.DecodeError:
            data = json.loads(bytes(item))
            if not isinstance(data, dict):
                problems.append(Problem(code="element.invalid", message=f"Element {number} is no object; left out."))
                continue
            deleted = data.get("isDeleted")
            if deleted or data.get("type") == "selection":
                continue
            element = _repair(data, number, problems)
        if not deleted:
            elements.append(element)
    return elements


def _repair(data: dict[str, Any], number: int, problems: list[Problem]) -> Element:
    name = data.get("type")
    kind = KIND.get(name, Unknown) if isinstance(name, str) else Unknown
    given = data.get("id")
    identity = given if isinstance(given, str) else f"element-{number}"
    values: dict[str, Any] = {}
    for info in msgspec.structs.fields(kind):
        if info.encode_name in data and info.name != "id":
            try:
                values[info.name] = msgspec.convert(data[info.encode_name], info.type)
            except msgspec.ValidationError as error:
                message = f"{info.encode_name} was replaced by its default: {error}."
                problems.append(Problem(code="field.invalid", message=message, element_id=identity))
    if kind is Unknown:
        values["kind"] = str(name)
        message = f"Elements of kind {str(name)!r} are not known; kept as they are."
        problems.append(Problem(code="element.unknown", message=message, element_id=identity))
    return kind(id=identity, **values)


def _decode_files(raw: msgspec.Raw) -> dict[str, File]:
    try:
        entries = _files.decode(raw)
    except msgspec.DecodeError:
        return {}
    return {key: File(id=key, mime_type=entry.mime_type) for key, entry in entries.items()}

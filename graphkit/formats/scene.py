"""Excalidraw's JSON: from its text to typed elements, not yet settled among themselves.

What comes in: the JSON text of a scene, a clipboard or a library. What goes out: a `Scene`: live elements in z-order,
files, and what wrote it; the problems met go into the log. `FormatError` says why nothing could be made of it.

1. All elements are decoded in one go. Most files end here.
2. Where that fails, they are decoded one by one, and those that fail alone are repaired field by field.
3. An element with fields of an older editor, or without a place or size, goes the way of rule 2.
4. Deleted elements and the editor's own `selection` are no part of the drawing.
5. A library is many small drawings at one place: they are laid side by side.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec.structs import force_setattr

from graphkit.elements import Arrow, Element, File, Freedraw, Line
from graphkit.formats.failure import FormatError
from graphkit.formats.kinds import AnyElement
from graphkit.formats.lenient import finite_or_none, mend, number_or_none, too_deep
from graphkit.formats.limits import Limits
from graphkit.formats.log import Log
from graphkit.formats.repair import repair, shown
from graphkit.formats.skeleton import write_out

_SPACE_BETWEEN_ITEMS = 200.0  # px, wider than any arrow's end is ever sought


class _Envelope(msgspec.Struct, rename="camel"):
    type: Any = None
    source: Any = None
    elements: msgspec.Raw = msgspec.Raw()
    files: msgspec.Raw = msgspec.Raw()
    library: msgspec.Raw = msgspec.Raw()
    library_items: msgspec.Raw = msgspec.Raw()
    nodes: msgspec.Raw = msgspec.Raw()
    tldraw_file_format_version: msgspec.Raw = msgspec.Raw()


class _Probe(msgspec.Struct, rename="camel"):
    """What says that an element is deleted, or needs a closer look."""

    type: Any = None
    is_deleted: Any = False
    x: Any = None
    y: Any = None
    width: Any = None
    height: Any = None
    font: Any = None
    bound_element_ids: Any = None
    stroke_sharpness: Any = None
    line_height: Any = None

    @property
    def is_odd(self) -> bool:
        """Rule 3."""
        return (
            self.x is None
            or self.y is None
            or self.width is None
            or self.height is None
            or self.stroke_sharpness == "round"
            or (self.line_height is None and self.type == "text")
            or self.type == "iframe"
            or self.font is not None
            or self.bound_element_ids is not None
        )


class _Item(msgspec.Struct):
    elements: msgspec.Raw = msgspec.Raw()


class _FileEntry(msgspec.Struct, rename="camel"):
    mime_type: str | None = None


_envelope = msgspec.json.Decoder(_Envelope)
_elements = msgspec.json.Decoder(list[AnyElement])
_element = msgspec.json.Decoder(AnyElement)
_probes = msgspec.json.Decoder(list[_Probe])
_probe = msgspec.json.Decoder(_Probe)
_raws = msgspec.json.Decoder(list[msgspec.Raw])
_item = msgspec.json.Decoder(_Item)
_files = msgspec.json.Decoder(dict[str, _FileEntry])
_loads = json.JSONDecoder(parse_int=number_or_none, parse_float=finite_or_none).decode

_FORMATS = {
    None: "excalidraw",
    "excalidraw": "excalidraw",
    "excalidraw/clipboard": "clipboard",
    "excalidraw-api/clipboard": "clipboard",
    "excalidrawlib": "library",
}


@dataclass(kw_only=True)
class Scene:
    """What was made of a scene's JSON."""

    elements: list[Element]
    numbers: list[int]
    """The place of each in the file's own list."""
    format: str = "excalidraw"
    version: str = ""
    files: dict[str, File] = field(default_factory=dict)


def decode_scene(text: str, limits: Limits, log: Log) -> Scene:
    """The scene that a JSON text holds."""
    if text.lstrip().startswith("["):
        text = f'{{"elements":{text}}}'
    envelope = _decode_envelope(text, log)
    _check_kind(envelope)
    _check_size(text, envelope, limits)
    if envelope.type == "excalidraw-api/clipboard":
        envelope.elements = _written_out(envelope.elements)
    if envelope.type == "excalidrawlib":
        found = list(enumerate(_decode_library(envelope, limits, log)))
    else:
        found = _decode_list(envelope.elements, log)
    return Scene(
        elements=[element for _, element in found],
        numbers=[number for number, _ in found],
        format=_FORMATS[envelope.type],
        version=envelope.source if isinstance(envelope.source, str) else "",
        files=_decode_files(envelope.files),
    )


def _decode_envelope(text: str, log: Log) -> _Envelope:
    try:
        return _envelope.decode(text)
    except RecursionError:
        raise too_deep() from None
    except (msgspec.DecodeError, UnicodeError) as error:
        mended = mend(text, str(error))
    try:
        envelope = _envelope.decode(mended)
    except RecursionError:
        raise too_deep() from None
    except msgspec.ValidationError:
        found = "it is not an object with elements"
        raise FormatError("reading its JSON", found, "Check that this is a drawing") from None
    message = (
        "Its JSON broke the rules of JSON (NaN or Infinity, which are read as null, broken characters or text after "
        "its end) and was mended."
    )
    log.note("broken-json", message)
    return envelope


def _written_out(raw: msgspec.Raw) -> msgspec.Raw:
    """The elements that a list of skeletons stands for."""
    skeletons = [_json_of(item) for item in _raw_items(raw)] if raw else []
    try:
        return msgspec.Raw(json.dumps(write_out(skeletons)).encode())
    except RecursionError:
        raise too_deep() from None


def _check_kind(envelope: _Envelope) -> None:
    """Refuse JSON that is no drawing of Excalidraw's."""
    kind = envelope.type if isinstance(envelope.type, str) else None
    if kind in _FORMATS and (kind is not None or envelope.elements):
        envelope.type = kind
        return
    if envelope.nodes:
        found = "it is a JSON Canvas, which graphkit does not read"
    elif envelope.tldraw_file_format_version:
        found = "it is a tldraw drawing, which graphkit does not read"
    elif kind is None:
        found = "it has no elements"
    else:
        found = f"its type is {shown(kind)}"
    raise FormatError("recognising its JSON", found, "Give an Excalidraw drawing")


def _check_size(text: str, envelope: _Envelope, limits: Limits) -> None:
    """Refuse a scene whose objects would take up far more memory than its text."""
    if len(text) > min(limits.max_points, limits.max_values):
        if text.count(",") > limits.max_values:
            raise _too_much(f"it holds more than {limits.max_values:,} values", "max_bytes")
        if text.count("[") > limits.max_points:
            raise _too_much(f"it holds more than {limits.max_points:,} points", "max_points")
    for raw in (envelope.elements, envelope.library, envelope.library_items):
        # An element takes two letters and a comma, at least.
        if memoryview(raw).nbytes // 3 > limits.max_elements and (count := len(_raw_items(raw))) > limits.max_elements:
            raise _too_much(f"it holds {count:,} elements, more than {limits.max_elements:,}", "max_elements")


def _too_much(found: str, option: str) -> FormatError:
    return FormatError(
        "checking its size", found, f"Raise the limit {option}, in Python by gk.Limits, if the file can be trusted"
    )


def _raw_items(raw: msgspec.Raw) -> list[msgspec.Raw]:
    try:
        return _raws.decode(raw)
    except msgspec.ValidationError:
        found = "its elements are not a list"
        raise FormatError("reading its elements", found, "Restore the file from a backup") from None


def _decode_list(raw: msgspec.Raw, log: Log) -> list[tuple[int, Element]]:
    """The live elements of one list, each with its place in it."""
    if not raw or bytes(memoryview(raw)[:5]) == b"null":
        return []
    try:
        elements = _elements.decode(raw)  # Rule 1
        probes = _probes.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        found = ((n, _decode_one(item, n, log)) for n, item in enumerate(_raw_items(raw)))  # Rule 2
        return [(n, element) for n, element in found if element is not None]
    live = [
        (n, element) for n, (element, probe) in enumerate(zip(elements, probes, strict=True)) if not probe.is_deleted
    ]
    odd = {n for n, probe in enumerate(probes) if probe.is_odd}
    if not odd:
        return list[tuple[int, Element]](live)
    items = _raw_items(raw)  # Rule 3
    looked_at: Iterable[tuple[int, Element | None]] = (
        (n, _careful(items[n], n, log) if n in odd else element) for n, element in live
    )
    return [(n, element) for n, element in looked_at if element is not None]


def _decode_one(raw: msgspec.Raw, number: int, log: Log) -> Element | None:
    try:
        element: Element = _element.decode(raw)
        probe = _probe.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return _careful(raw, number, log)
    if probe.is_deleted:
        return None  # Rule 4
    return _careful(raw, number, log) if probe.is_odd else element


def _json_of(raw: msgspec.Raw) -> Any:
    """The value of valid JSON; None where it is nested too deeply."""
    try:
        return _loads(bytes(raw).decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _careful(raw: msgspec.Raw, number: int, log: Log) -> Element | None:
    """Rules 2 and 3, for the `number`-th element of its list."""
    data = _json_of(raw)
    if not isinstance(data, dict):
        message = f"Element {number} is no object that can be read; it was left out."
        log.note("invalid-element", message)
        return None
    if data.get("isDeleted") or data.get("type") == "selection":
        return None  # Rule 4
    return repair(data, number, log)


def _decode_library(envelope: _Envelope, limits: Limits, log: Log) -> list[Element]:
    """Rule 5; an item is a list of elements (version 1) or an object that holds one (version 2)."""
    raw = envelope.library_items or envelope.library
    elements: list[Element] = []
    left = 0.0
    for item in _raw_items(raw) if raw else ():
        if not bytes(item).lstrip().startswith(b"["):
            try:
                item = _item.decode(item).elements
            except msgspec.DecodeError:
                log.note("invalid-element", "A library item is no object; it was left out.")
                continue
        members = [element for _, element in _decode_list(item, log)]
        if not members:
            continue
        boxes = [_extent(member) for member in members]
        shift = left - min(low for low, _ in boxes) if elements else 0.0
        left = max(high for _, high in boxes) + shift + _SPACE_BETWEEN_ITEMS
        for member in members:
            force_setattr(member, "x", member.x + shift)
        elements += members
        if len(elements) > limits.max_elements:
            raise _too_much(f"it holds more than {limits.max_elements:,} elements", "max_elements")
    return elements


def _extent(element: Element) -> tuple[float, float]:
    """The leftmost and rightmost x of an element, unrotated."""
    if isinstance(element, Line | Arrow | Freedraw) and element.points:
        xs = [x for x, _ in element.points]
        return element.x + min(xs), element.x + max(xs)
    return min(element.x, element.x + element.width), max(element.x, element.x + element.width)


def _decode_files(raw: msgspec.Raw) -> dict[str, File]:
    if not raw:
        return {}
    try:
        entries = _files.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return {}
    return {key: File(id=key, mime_type=entry.mime_type) for key, entry in entries.items()}

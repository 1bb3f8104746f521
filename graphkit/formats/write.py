"""Writing a drawing back: `write_drawing(drawing, path)` for `.excalidraw` and the Obsidian note.

What comes in: a drawing, maybe with other elements than were read. What goes out: the file it was read from with
nothing changed but what differs: fields this version does not know, and all of a note outside its drawing, stay.

1. Compared is with what the file says when it is read again; only elements that differ are touched, and of those only
   the fields that differ.
2. Elements that are new come last; those that are gone are left out; deleted ones that the file still holds stay.
3. A note's text wins over its drawing's, so a text or link that differs is written to both.
4. Into another container than it came from goes the same scene, with what the note said written into it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import msgspec

from graphkit.elements import Drawing, Element, Text, Unknown
from graphkit.formats import note_writer
from graphkit.formats.contents import CONTENTS, Contents
from graphkit.formats.failure import FormatError
from graphkit.formats.lenient import without_halves
from graphkit.formats.limits import Limits
from graphkit.formats.obsidian import take_apart
from graphkit.formats.readers import Document, decode
from graphkit.formats.splice import Span, dump, items, members, parsed, replaced, with_values
from graphkit.output import write_whole
from graphkit.problems import WriteError

_SOURCE = "graphkit"
_EMPTY = (
    f'{{\n\t"type": "excalidraw",\n\t"version": 2,\n\t"source": "{_SOURCE}",\n\t"elements": [],\n'
    '\t"appState": {\n\t\t"viewBackgroundColor": "#ffffff"\n\t},\n\t"files": {}\n}'
)

_OLDER_FIELDS = {"boundElements": "boundElementIds", "roundness": "strokeSharpness"}
"""Fields of older editors that would win over today's, were they left beside them."""
_BOX = ("x", "y", "width", "height", "points")
_WORKED_OUT = dict.fromkeys(_BOX, _BOX) | {"lineHeight": ("text", "height", "fontSize", "fontFamily")}
"""Fields that reading works out from others: where one of those is written, so are these, unless the file says them."""


def write_drawing(drawing: Drawing, path: str | os.PathLike[str]) -> None:
    """Write `drawing` to `path`: a note where the suffix is `.md`, Excalidraw's JSON where it is `.excalidraw`.

    Raises `WriteError` for another suffix or where the file cannot be written; nothing half-written is left behind.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".md", ".excalidraw", ".json"):
        raise WriteError(f"{path}: a drawing can be written as .excalidraw or .md, not as {suffix or 'no suffix'}")
    document = drawing.document if isinstance(drawing.document, Document) else None
    try:
        data = _as_note(drawing, document) if suffix == ".md" else _as_json(drawing, document)
    except RecursionError:
        raise WriteError(f"{path}: the drawing's JSON is nested too deeply to be changed") from None
    except FormatError as failure:
        raise WriteError(f"{path}: {failure}") from None
    write_whole(path, [data])


def _as_json(drawing: Drawing, document: Document | None) -> bytes:
    scene = _scene(drawing, document)
    if document is None or document.suffix != ".excalidraw":
        return without_halves(scene).encode()
    is_same = scene == CONTENTS[".excalidraw"](document.data, document.limits).scene
    return document.data if is_same else without_halves(scene).encode()


def _scene(drawing: Drawing, document: Document | None) -> str:
    """The drawing's JSON by itself: Rule 4 where it comes from another container."""
    if document is None:
        return _updated(drawing, Contents(scene=_EMPTY), Limits())
    contents = CONTENTS[document.suffix](document.data, document.limits)
    return _updated(drawing, Contents(scene=_plain_scene(contents.scene)), document.limits)


def _as_note(drawing: Drawing, document: Document | None) -> bytes:
    if document is None or document.suffix != ".md":
        scene = _scene(drawing, document)
        elements = decode(Contents(scene=scene), document.limits if document else Limits()).elements
        return without_halves(note_writer.fresh(scene, elements)).encode()
    original = note_writer.Original.of(document.data)
    note = take_apart(original.normal(), max_chars=document.limits.max_bytes)
    before = decode(Contents(scene=note.scene, note=note), document.limits).elements
    if list(drawing.elements) == before:
        return document.data
    scene = _updated(drawing, Contents(scene=_plain_scene(note.scene), note=note), document.limits)
    edits = note_writer.word_edits(note, {e.id: e for e in before}, drawing.elements, document.limits)
    if scene != note.scene:
        edits.append(note_writer.scene_edit(note, scene))
    return original.edited(edits)


def _plain_scene(text: str) -> str:
    """The scene of a clipboard, a library or a bare list, as a scene of its own."""
    if text.lstrip().startswith("["):
        return replaced(_EMPTY, [(members(_EMPTY)["elements"], text.strip())])
    places = members(text)
    kind = json.loads(text[places["type"].start : places["type"].end]) if "type" in places else None
    if kind in (None, "excalidraw"):
        return text
    if kind == "excalidrawlib":
        elements = _library_elements(text, places)
    else:
        elements = text[places["elements"].start : places["elements"].end] if "elements" in places else "[]"
    plain = members(_EMPTY)
    edits = [(plain["elements"], elements)]
    if "files" in places:
        edits.append((plain["files"], text[places["files"].start : places["files"].end]))
    return replaced(_EMPTY, edits)


def _library_elements(text: str, places: dict[str, Span]) -> str:
    """The elements of all items of a library, as one list."""
    place = places.get("libraryItems") or places.get("library")
    found: list[str] = []
    for item in items(text, place.start) if place else ():
        at: Span | None = item
        if text[item.start] == "{":
            at = members(text, item.start).get("elements")
        if at is not None and text[at.start] == "[":
            found += (text[each.start : each.end] for each in items(text, at.start))
    return f"[{','.join(found)}]"


def _updated(drawing: Drawing, contents: Contents, limits: Limits) -> str:
    """The scene's JSON with the drawing's elements in place of those that the file says."""
    decoded = decode(contents, limits)
    number = {id(element): n for element, n in zip(decoded.scene.elements, decoded.scene.numbers, strict=True)}
    known = {element.id: element for element in decoded.elements}
    if len({element.id for element in drawing.elements}) < len(drawing.elements):
        raise ValueError("two elements of the drawing have the same id")
    if list(drawing.elements) == decoded.elements:
        return contents.scene
    text = contents.scene
    place = members(text).get("elements")
    if place is None or text[place.start] != "[":
        text = with_values(text, {"elements": []})
        place = members(text)["elements"]
    places = items(text, place.start)
    changed: dict[int, str] = {}
    order: list[int] = []
    new: list[Element] = []
    for element in drawing.elements:
        if element.id not in known:
            new.append(element)
            order.append(-1)
            continue
        at = number[id(known[element.id])]
        order.append(at)
        raw = text[places[at].start : places[at].end]
        values = _difference(known[element.id], element, raw)
        if element.id in decoded.log.renamed:
            values["id"] = element.id
        if values:
            changed[at] = with_values(raw, values)
    return _relist(text, place, places, changed, order, new, {number[id(element)] for element in known.values()})


def _difference(before: Element, after: Element, raw: str) -> dict[str, Any]:
    """The fields to write, by their names in the file, so that `before` is read as `after`."""
    if before == after:
        return {}
    if isinstance(before, Text) and isinstance(after, Text):
        is_stale = after.original_text != before.original_text and after.raw_text == before.raw_text != ""
        if is_stale:  # Rule 3, for the markup that would win
            after = msgspec.structs.replace(after, raw_text=after.original_text)
    old, new = wire(before), wire(after)
    values = {key: value for key, value in new.items() if key not in old or old[key] != value}
    present = parsed(raw)
    for key, sources in _WORKED_OUT.items():
        if key in new and present.get(key) != old.get(key) and any(each in values for each in sources):
            values[key] = new[key]
    for key, older in _OLDER_FIELDS.items():
        if key in values and older in present:
            values[older] = None
    return values


def _relist(
    text: str,
    place: Span,
    places: list[Span],
    changed: dict[int, str],
    order: list[int],
    new: list[Element],
    known: set[int],
) -> str:
    """The scene's JSON with its list of elements changed: Rule 2; `order` has -1 for each of the new."""
    sample = places[-1].start if places else place.start
    fresh = [dump(wire(element) | {"isDeleted": False}, text, sample) for element in new]
    kept = [at for at in order if at >= 0]
    first_new = order.index(-1) if new else len(order)
    if kept == sorted(known) and first_new == len(kept) and places:
        edits = [(places[at], changed[at]) for at in changed]
        if fresh:
            end = places[-1].end
            gap = text[places[-2].end : places[-1].start] if len(places) > 1 else ","
            edits.append((Span(end, end), "".join(gap + each for each in fresh)))
        return replaced(text, edits)
    coming = iter(fresh)
    raws = [changed.get(at, text[span.start : span.end]) for at, span in enumerate(places)]
    listed = [raws[at] if at >= 0 else next(coming) for at in order]
    listed += [raw for at, raw in enumerate(raws) if at not in known]
    lead = text[place.start + 1 : places[0].start] if places else ""
    tail = text[places[-1].end : place.end - 1] if places else ""
    return replaced(text, [(place, f"[{lead}{f',{lead}'.join(listed)}{tail}]")])


def wire(element: Element) -> dict[str, Any]:
    """An element's fields as the editor writes them."""
    fields = msgspec.to_builtins(element)
    for key in [key for key in fields if key.startswith("graphkit:")]:
        del fields[key]
    if isinstance(element, Unknown):
        fields["type"] = fields.pop("kind")
    for key in ("roundness", "startBinding", "endBinding"):
        if fields.get(key) is not None:
            fields[key] = {name: value for name, value in fields[key].items() if value is not None}
    return {key: _plain(value) for key, value in fields.items()}


def _plain(value: Any) -> Any:
    """Numbers as JavaScript writes them: 20.0 is 20."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value

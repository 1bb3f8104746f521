"""What the editor itself puts right when it opens a scene: each element by itself, then what they say of each other.

What comes in: decoded elements, fresh, seen by nobody yet. What goes out: the same, set right in place, without those
that the editor would delete; a `Problem` for each doubt. Source: excalidraw `packages/excalidraw/data/restore.ts`.

1. A negative size means the box on the other side of (x, y).
2. Points are measured from the first; where it is not (0, 0), x and y move there. They give the size where it is
   missing; where they are missing (until 2020), the line runs from corner to corner of its box.
3. What cannot be seen is no part of the drawing: no size at all, or a line of one point.
4. Arrowheads have their names of today.
5. Of several elements with one id the first keeps it, and all references mean the first.
6. A binding to what is not there, or cannot be bound to, is none; so is a container or frame that is none.
7. A text without container that a container lists belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import force_setattr

from graphkit.elements import (
    Arrow,
    DeclaredBinding,
    Diamond,
    Element,
    Ellipse,
    Frame,
    Freedraw,
    Line,
    MagicFrame,
    Rectangle,
    Text,
    Unknown,
)
from graphkit.formats.log import Log
from graphkit.formats.repair import shown

_ARROWHEADS = {
    "dot": "circle",
    "crowfoot_one": "cardinality_one",
    "crowfoot_many": "cardinality_many",
    "crowfoot_one_or_many": "cardinality_one_or_many",
}


def settle(elements: list[Element], log: Log) -> list[Element]:
    """The elements as the editor would show them."""
    kept = [element for element in elements if _settle_one(element, log)]
    by_id = {element.id: element for element in kept}
    for element in kept:
        _settle_references(element, by_id, log)
    _adopt_texts(kept, by_id, log)
    return kept


def _settle_one(element: Element, log: Log) -> bool:
    """Rules 1 to 4; whether there is anything to see."""
    if element.bound_elements is None:
        force_setattr(element, "bound_elements", ())
    if element.link is not None:
        force_setattr(element, "link", element.link.strip().replace("&quot;", '"') or None)
    match element:
        case Arrow() | Line() | Freedraw():
            visible = _settle_path(element)
        case Text() | Unknown():
            visible = True
        case _:
            visible = bool(element.width or element.height)
            if element.width < 0 or element.height < 0:
                _turn_over(element, log)
    if not visible:  # Rule 3
        note_invisible(element, log)
    return visible


def note_invisible(element: Element, log: Log) -> None:
    """Say that an element is left out by rule 3."""
    message = f"This {element.type} has nothing to see; it was left out, as the editor does."
    log.note("invisible-element", message, element.id)


def _settle_path(element: Arrow | Line | Freedraw) -> bool:
    if not element.points and (element.width or element.height):  # Rule 2
        force_setattr(element, "points", ((0.0, 0.0), (element.width, element.height)))
        force_setattr(element, "width", abs(element.width))
        force_setattr(element, "height", abs(element.height))
    points = element.points
    if not points:
        return False
    first_x, first_y = points[0]
    if first_x or first_y:  # Rule 2
        points = tuple((x - first_x, y - first_y) for x, y in points)
        force_setattr(element, "points", points)
        force_setattr(element, "x", element.x + first_x)
        force_setattr(element, "y", element.y + first_y)
    if element.width <= 0 and element.height <= 0:
        xs, ys = zip(*points, strict=True)
        force_setattr(element, "width", max(xs) - min(xs))
        force_setattr(element, "height", max(ys) - min(ys))
    if isinstance(element, Arrow | Line):
        for name in ("start_arrowhead", "end_arrowhead"):
            head = getattr(element, name)
            if head in _ARROWHEADS:  # Rule 4
                force_setattr(element, name, _ARROWHEADS[head])
    return len(points) > 2 or (len(points) == 2 and points[0] != points[1])


def _turn_over(element: Element, log: Log) -> None:
    """Rule 1."""
    for place, size in (("x", "width"), ("y", "height")):
        extent = getattr(element, size)
        if extent < 0:
            force_setattr(element, place, getattr(element, place) + extent)
            force_setattr(element, size, -extent)
    message = "A negative size was read as the same box from its other side."
    log.note("negative-size", message, element.id)


def rename_doubles(elements: Sequence[Element], log: Log) -> None:
    """Rule 5, which comes first, so that whatever goes by ids means one element."""
    taken = {element.id for element in elements}
    if len(taken) == len(elements):
        return
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for element in elements:
        identity = element.id
        if identity in seen:
            number = counts.get(identity, 1)
            while identity in taken:
                number += 1
                identity = f"{element.id}-{number}"
            counts[element.id] = number
            message = f"Another element has the id {shown(element.id)} too; this one is called {shown(identity)} here."
            log.note("duplicate-id", message, identity)
            log.renamed.add(identity)
            force_setattr(element, "id", identity)
            taken.add(identity)
        seen.add(identity)


def _settle_references(element: Element, by_id: dict[str, Element], log: Log) -> None:
    """Rule 6."""
    if element.frame_id is not None:
        frame = by_id.get(element.frame_id)
        if frame is None:
            _drop(element, "frame_id", "dangling-frame", "It names a frame that is not there", log)
        elif isinstance(element, Frame | MagicFrame) or not isinstance(frame, Frame | MagicFrame):
            _drop(element, "frame_id", "invalid-frame", "It names as its frame what cannot be one", log)
    match element:
        case Text() if element.container_id is not None:
            container = by_id.get(element.container_id)
            if container is None:
                _drop(element, "container_id", "dangling-container", "Its container is not there", log)
            elif not isinstance(container, Rectangle | Diamond | Ellipse | Arrow):
                _drop(element, "container_id", "invalid-container", "Its container cannot hold text", log)
        case Arrow():
            for name in ("start_binding", "end_binding"):
                binding: DeclaredBinding | None = getattr(element, name)
                if binding is None or binding.element_id is None:
                    continue
                target = by_id.get(binding.element_id)
                if target is None:
                    _drop(element, name, "dangling-binding", f"Its {name[:-8]} is bound to what is not there", log)
                elif isinstance(target, Arrow | Line | Freedraw):
                    message = f"Its {name[:-8]} is bound to a {target.type}, which cannot hold an arrow's end"
                    _drop(element, name, "invalid-binding", message, log)
        case _:
            pass
    if element.bound_elements:
        known = tuple({bound.id: bound for bound in element.bound_elements if bound.id in by_id}.values())
        if len(known) < len(element.bound_elements):
            force_setattr(element, "bound_elements", known)


def _drop(element: Element, name: str, code: str, message: str, log: Log) -> None:
    force_setattr(element, name, None)
    log.note(code, f"{message}; this was ignored.", element.id)


def _adopt_texts(elements: Iterable[Element], by_id: dict[str, Element], log: Log) -> None:
    """Rule 7; and a `Problem` where two texts claim one container."""
    holds: dict[str, str] = {}
    for element in elements:
        if isinstance(element, Rectangle | Diamond | Ellipse | Arrow):
            for bound in element.bound_elements:
                text = by_id.get(bound.id)
                if bound.type == "text" and isinstance(text, Text) and text.container_id is None:
                    force_setattr(text, "container_id", element.id)
    for element in elements:
        if isinstance(element, Text) and element.container_id is not None:
            if element.container_id in holds:
                message = f"Its container {shown(element.container_id)} has another text already; both were kept."
                log.note("shared-container", message, element.id)
            holds[element.container_id] = element.id

"""Which texts the editor can hold in a shape or on an arrow, and where it puts them there.

What comes in: a text, and the shape or arrow that is to hold it. What goes out: the text as the editor would lay it
out, or a `str`: why it is better left where it is.

1. In a shape a text keeps the side it stands at: it is aligned so that it moves the least, by half its font at most.
2. It must fit, for the editor breaks or grows what does not; and be turned as its shape is.
3. On an arrow the editor puts a text in the middle of the line: it must stand near there, and leave some of the arrow.

Source: excalidraw `packages/element/src/textElement.ts`, `computeBoundTextPosition`.
"""

from __future__ import annotations

import math
from typing import TypeAlias

from graphkit import geometry
from graphkit.elements import Arrow, Diamond, Element, Ellipse, Point, Rectangle, Text, with_fields

PADDING = 5.0
"""px between a shape's side and its text."""
FIT = 1.0
"""px by which a text may be larger than the room for it: fonts are measured differently on every machine."""
MOVES = 0.5
"""Fonts by which a text may move in its shape."""
MOVES_ON_ARROW = 1.5
"""Fonts by which a text may move to its arrow, beyond half its own size."""
COVERS = 0.7
"""Share of an arrow that its text may cover. Source: excalidraw ARROW_LABEL_WIDTH_FRACTION."""
_TURN = 0.01
"""Radians by which a text may be turned against its shape."""

Container: TypeAlias = Rectangle | Diamond | Ellipse
"""What the editor can write in, besides arrows."""


def held(text: Element, owner: Element) -> Text | str:
    """The text as the label of what is to hold it, or why not."""
    match text, owner:
        case Text(), Arrow():
            return on_arrow(text, owner)
        case Text(), Rectangle() | Diamond() | Ellipse():
            return in_shape(text, owner)
        case _:
            return f"the editor writes nothing in what is of the kind {owner.type}"


def in_shape(text: Text, shape: Container) -> Text | str:
    """The text as the label of a shape, or why not."""
    turn = (text.angle - shape.angle) % (2 * math.pi)
    if min(turn, 2 * math.pi - turn) > _TURN:  # Rule 2
        return "it is turned otherwise than its shape"
    x, y, width, height = _room(shape)
    if text.width > width + FIT or text.height > height + FIT:
        return "its shape has no room for it; the editor would break or grow it"
    places = {
        (align, vertical): (x + across * (width - text.width), y + down * (height - text.height))
        for vertical, down in (("middle", 0.5), ("top", 0.0), ("bottom", 1.0))
        for align, across in (("center", 0.5), ("left", 0.0), ("right", 1.0))
    }
    turned = {key: _turned(place, text, shape) for key, place in places.items()}
    # Rule 1; of places that are the same, the first.
    (align, vertical), place = min(turned.items(), key=lambda item: round(math.dist(item[1], (text.x, text.y)), 3))
    if math.dist(place, (text.x, text.y)) > MOVES * text.font_size:
        return "it stands where the editor would not put it"
    return with_fields(
        text,
        container_id=shape.id,
        text_align=align,
        vertical_align=vertical,
        x=place[0],
        y=place[1],
        angle=shape.angle,
    )


def _room(shape: Container) -> tuple[float, float, float, float]:
    """Left, top, width and height of the room for text in a shape."""
    w, h = shape.width, shape.height
    match shape:
        case Ellipse():
            dx, dy = w / 2 * (1 - math.sqrt(0.5)), h / 2 * (1 - math.sqrt(0.5))
            width, height = float(round(w * math.sqrt(0.5))), float(round(h * math.sqrt(0.5)))
        case Diamond():
            dx, dy, width, height = w / 4, h / 4, float(round(w / 2)), float(round(h / 2))
        case _:
            dx, dy, width, height = 0.0, 0.0, w, h
    return shape.x + dx + PADDING, shape.y + dy + PADDING, width - 2 * PADDING, height - 2 * PADDING


def _turned(place: Point, text: Text, shape: Container) -> Point:
    """The upper left corner of the text's unturned box, when its middle turns with the shape."""
    x, y, width, height = _room(shape)
    middle = place[0] + text.width / 2, place[1] + text.height / 2
    ((mx, my),) = geometry.rotated([middle], shape.angle, (x + width / 2, y + height / 2))
    return mx - text.width / 2, my - text.height / 2


def on_arrow(text: Text, arrow: Arrow) -> Text | str:
    """The text as the label of an arrow, or why not."""
    if text.angle:
        return "it is turned, and the editor writes along the page"
    path = geometry.path(arrow)
    x, y = middle_of(arrow)
    moves = math.dist((x, y), (text.x + text.width / 2, text.y + text.height / 2))
    if moves > math.hypot(text.width, text.height) / 2 + MOVES_ON_ARROW * text.font_size:  # Rule 3
        return "it stands far from the middle of its arrow, where the editor would put it"
    (ax, ay), (bx, by) = path[0], path[-1]
    size = math.dist((ax, ay), (bx, by)) or 1.0
    covers = text.width * abs(bx - ax) / size + text.height * abs(by - ay) / size
    if covers > COVERS * geometry.length(path):
        return "it would cover most of its arrow"
    return with_fields(
        text, container_id=arrow.id, text_align="center", vertical_align="middle",
        x=x - text.width / 2, y=y - text.height / 2,
    )  # fmt: skip


def middle_of(arrow: Arrow) -> Point:
    """Where the editor puts a label: at the middle point, or in the middle of the middle segment."""
    path, corners = geometry.path(arrow), geometry.corners(arrow)
    count = len(corners)
    if count % 2:
        return corners[count // 2]
    if len(path) > count:  # On a curve, halfway between the two in the middle.
        return path[len(path) // 2]
    (ax, ay), (bx, by) = corners[count // 2 - 1], corners[count // 2]
    return (ax + bx) / 2, (ay + by) / 2

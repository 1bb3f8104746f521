"""Changes to a drawing that leave its meaning as it is.

What comes in: a `Drawing`. What goes out: another with the same elements, moved, scaled, turned, in another order, with
a connector drawn the other way round, or with another drawing on the sheet. Bindings, groups and frames stay.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from msgspec.structs import replace as with_

from graphkit.elements import (
    Arrow,
    BoundElement,
    DeclaredBinding,
    Drawing,
    Element,
    Frame,
    Freedraw,
    Line,
    MagicFrame,
    Point,
    Text,
)
from graphkit.geometry import box

Linear: TypeAlias = Arrow | Line | Freedraw


def translated(drawing: Drawing, dx: float, dy: float) -> Drawing:
    """Everything moved by (dx, dy) px."""
    return each(drawing, lambda element: with_(element, x=element.x + dx, y=element.y + dy))


def scaled(drawing: Drawing, factor: float) -> Drawing:
    """Every length times `factor`."""
    return each(drawing, lambda element: _scaled(element, factor))


def turned(drawing: Drawing, quarters: int, *, by_angle: bool) -> Drawing:
    """Turned clockwise about the origin by quarter turns.

    A shape is turned by its angle, as the editor does, or by changing its width for its height; texts always by their
    angle, since their words turn with them, and frames never, since the editor cannot.
    """
    return each(drawing, lambda element: _turned(element, quarters % 4, by_angle))


def reordered(drawing: Drawing, order: Sequence[int]) -> Drawing:
    """The elements in another order."""
    return replace(drawing, elements=tuple(drawing.elements[i] for i in order))


def beside(drawing: Drawing, other: Drawing, gap: float) -> Drawing:
    """The other drawing right of it, `gap` px off; its ids begin with `other:`."""
    boxes, others = [box(e) for e in drawing.elements], [box(e) for e in other.elements]
    dx = max(right for _, _, right, _ in boxes) + gap - min(left for left, *_ in others)
    dy = min(top for _, top, *_ in boxes) - min(top for _, top, *_ in others)
    moved = renamed(translated(other, dx, dy), "")
    return replace(drawing, elements=drawing.elements + moved.elements, files={**other.files, **drawing.files})


OTHER = "other:"


def renamed(drawing: Drawing, name: str) -> Drawing:
    """The same with ids that begin with `other:` and a name."""
    return each(drawing, lambda element: _renamed(element, OTHER + name))


def _renamed(element: Element, prefix: str) -> Element:
    fields: dict[str, object] = {
        "id": prefix + element.id,
        "group_ids": tuple(prefix + group for group in element.group_ids),
        "frame_id": element.frame_id and prefix + element.frame_id,
        "bound_elements": tuple(BoundElement(prefix + bound.id, bound.type) for bound in element.bound_elements),
    }
    if isinstance(element, Text):
        fields["container_id"] = element.container_id and prefix + element.container_id
    if isinstance(element, Arrow):
        for name in ("start_binding", "end_binding"):
            binding: DeclaredBinding | None = getattr(element, name)
            if binding is not None and binding.element_id is not None:
                fields[name] = with_(binding, element_id=prefix + binding.element_id)
    return with_(element, **fields)


def chance_of(drawing: Drawing) -> random.Random:
    """Numbers by chance, the same every time for a drawing of that name."""
    return random.Random(drawing.name)  # noqa: S311  # nothing secret


def drawn_backwards(drawing: Drawing, id: str) -> Drawing:
    """The connector `id` drawn from its other end, looking the same."""
    return each(drawing, lambda element: _backwards(element) if element.id == id else element)


def each(drawing: Drawing, change: Callable[[Element], Element]) -> Drawing:
    """Every element changed, in its place."""
    return replace(drawing, elements=tuple(map(change, drawing.elements)))


def _scaled(element: Element, factor: float) -> Element:
    fields: dict[str, object] = {
        name: getattr(element, name) * factor for name in ("x", "y", "width", "height", "stroke_width")
    }
    if element.roundness is not None and element.roundness.type == 3:
        # Where the radius is not given, it is 32 px.
        fields["roundness"] = with_(element.roundness, value=(element.roundness.value or 32) * factor)
    if isinstance(element, Text):
        fields["font_size"] = element.font_size * factor
    if isinstance(element, Linear):
        fields["points"] = tuple((x * factor, y * factor) for x, y in element.points)
    if isinstance(element, Arrow):
        fields["start_binding"] = _scaled_binding(element.start_binding, factor)
        fields["end_binding"] = _scaled_binding(element.end_binding, factor)
    return with_(element, **fields)


def _scaled_binding(binding: DeclaredBinding | None, factor: float) -> DeclaredBinding | None:
    if binding is None or binding.gap is None:
        return binding
    return with_(binding, gap=binding.gap * factor)


def _turned(element: Element, quarters: int, by_angle: bool) -> Element:
    width, height = (element.height, element.width) if quarters % 2 else (element.width, element.height)
    if isinstance(element, Linear):
        x, y = _around((element.x, element.y), quarters)
        points = tuple(_around(point, quarters) for point in element.points)
        return with_(element, x=x, y=y, width=width, height=height, points=points)
    x, y = _around((element.x + element.width / 2, element.y + element.height / 2), quarters)
    if isinstance(element, Text) or (by_angle and not isinstance(element, Frame | MagicFrame)):
        angle = element.angle + quarters * math.pi / 2
        return with_(element, x=x - element.width / 2, y=y - element.height / 2, angle=angle)
    return with_(element, x=x - width / 2, y=y - height / 2, width=width, height=height)


def _around(point: Point, quarters: int) -> Point:
    x, y = point
    return ((x, y), (-y, x), (-x, -y), (y, -x))[quarters]


def _backwards(element: Element) -> Element:
    if not isinstance(element, Linear) or not element.points:
        return element
    x, y = element.points[-1]
    points = tuple((px - x, py - y) for px, py in reversed(element.points))
    element = with_(element, x=element.x + x, y=element.y + y, points=points)
    if isinstance(element, Freedraw):
        return element
    element = with_(element, start_arrowhead=element.end_arrowhead, end_arrowhead=element.start_arrowhead)
    if isinstance(element, Arrow):
        return with_(element, start_binding=element.end_binding, end_binding=element.start_binding)
    return element

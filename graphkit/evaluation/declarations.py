"""What a drawing declares about itself, and the drawing as if it did not.

What comes in: a drawing. What goes out: its `Declarations`, to compare with, and the drawing without them, to read.

1. An arrow declares an edge where both its ends are bound, to two different things. A text in a shape is that shape.
2. Whatever is declared is taken out: bindings, containers, back-references, and how a contained text was aligned.
3. `gap` pulls both ends of each arrow back by that many px along its points, by 30 % of its length at most, as people
   draw who do not snap. Elbow arrows and turned ones stay as they are.
4. Labels `beside` their arrows stand off the line by half their size and 6 px: above it, or right of a steep one.

::

    ┌───┐            ┌───┐         ┌───┐      label       ┌───┐
    │ A │ ──label──▶ │ B │    ▶    │ A │    ─────────▶    │ B │     gap 20, labels beside
    └───┘            └───┘         └───┘                  └───┘
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from graphkit.elements import Arrow, Drawing, Element, Freedraw, Line, Point, Text, with_fields
from graphkit.geometry import length

LabelPlace: TypeAlias = Literal["drawn", "beside"]

MOST_SHORTENED = 0.3
"""Share of an arrow's length by which an end is pulled back at most."""
BESIDE = 6.0
"""px between an arrow and a label that is moved beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """What a drawing declares; elements are named by their ids."""

    edges: Mapping[str, tuple[str, str]]
    """The elements that the start and the end of each arrow are bound to."""
    texts: Mapping[str, str]
    """The shape that each contained text is written in."""
    labels: Mapping[str, str]
    """The arrow or line that each bound label belongs to."""

    def __bool__(self) -> bool:
        return bool(self.edges or self.texts or self.labels)


def declarations(drawing: Drawing) -> Declarations:
    """What the drawing declares (rule 1)."""
    elements = {element.id: element for element in drawing.elements}
    edges: dict[str, tuple[str, str]] = {}
    texts: dict[str, str] = {}
    labels: dict[str, str] = {}
    for element in drawing.elements:
        match element:
            case Arrow():
                start, end = (
                    _target(elements, None if binding is None else binding.element_id)
                    for binding in (element.start_binding, element.end_binding)
                )
                if start is not None and end is not None and start != end:
                    edges[element.id] = start, end
            case Text() if (owner := elements.get(element.container_id or "")) is not None:
                (labels if isinstance(owner, Arrow | Line) else texts)[element.id] = owner.id
            case _:
                pass
    return Declarations(edges=edges, texts=texts, labels=labels)


def _target(elements: Mapping[str, Element], id: str | None) -> str | None:
    """What an end is bound to; a text in a shape is the shape."""
    element = elements.get(id) if id is not None else None
    if element is None or isinstance(element, Arrow | Line | Freedraw):
        return None
    if isinstance(element, Text) and (owner := elements.get(element.container_id or "")) is not None:
        return element.id if isinstance(owner, Arrow | Line) else owner.id
    return element.id


def without_declarations(drawing: Drawing, *, gap: float, labels: LabelPlace) -> Drawing:
    """The drawing as if nothing in it had been bound (rules 2, 3 and 4)."""
    bare = {element.id: _bare(element, gap) for element in drawing.elements}
    if labels == "beside":
        for element in drawing.elements:
            if isinstance(element, Text) and isinstance(arrow := bare.get(element.container_id or ""), Arrow):
                bare[element.id] = _beside(bare[element.id], arrow)
    return replace(drawing, elements=tuple(bare[element.id] for element in drawing.elements))


def _bare(element: Element, gap: float) -> Element:
    match element:
        case Arrow():
            element = with_fields(element, start_binding=None, end_binding=None, bound_elements=())
            return shortened(element, gap, gap) if gap and not element.elbowed and not element.angle else element
        case Text() if element.container_id is not None:
            return with_fields(element, container_id=None, text_align="left", vertical_align="top", bound_elements=())
        case _:
            return with_fields(element, bound_elements=()) if element.bound_elements else element


def shortened(arrow: Arrow, start: float, end: float) -> Arrow:
    """The arrow with its ends pulled back by so many px (rule 3), or drawn on where that is less than 0."""
    points = list(arrow.points)
    if len(points) < 2:
        return arrow
    most = MOST_SHORTENED * length(points)
    points = _cut(_cut(points, min(start, most))[::-1], min(end, most))[::-1]
    x, y = points[0]
    local = tuple((px - x, py - y) for px, py in points)
    xs, ys = [p[0] for p in local], [p[1] for p in local]
    return with_fields(
        arrow, x=arrow.x + x, y=arrow.y + y, points=local, width=max(xs) - min(xs), height=max(ys) - min(ys)
    )


def _cut(points: Sequence[Point], gap: float) -> list[Point]:
    """The polyline without its first `gap` px, and with a segment left; or with so many more, below 0."""
    kept = list(points)
    while len(kept) > 2 and (step := math.dist(kept[0], kept[1])) <= gap:
        gap -= step
        kept.pop(0)
    step = math.dist(kept[0], kept[1])
    if step > max(gap, 0.0):
        (ax, ay), (bx, by) = kept[0], kept[1]
        kept[0] = ax + (bx - ax) * gap / step, ay + (by - ay) * gap / step
    return kept


def _beside(text: Element, arrow: Arrow) -> Element:
    """The text off the nearest segment of the arrow, above it, or right of a steep one (rule 4)."""
    points = [(arrow.x + x, arrow.y + y) for x, y in arrow.points]
    cx, cy = text.x + text.width / 2, text.y + text.height / 2
    best: tuple[float, Point, Point] | None = None
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        size = math.dist((ax, ay), (bx, by))
        if not size:
            continue
        along = (bx - ax) / size, (by - ay) / size
        share = min(max(((cx - ax) * along[0] + (cy - ay) * along[1]) / size, 0.0), 1.0)
        foot = ax + share * (bx - ax), ay + share * (by - ay)
        distance = math.dist(foot, (cx, cy))
        if best is None or distance < best[0]:
            best = distance, along, foot
    if best is None:
        return text
    _, (dx, dy), (x, y) = best
    nx, ny = dy, -dx
    if ny > 0 or (abs(ny) < 1e-9 and nx < 0):
        nx, ny = -nx, -ny
    off = abs(nx) * text.width / 2 + abs(ny) * text.height / 2 + BESIDE
    return with_fields(text, x=x + nx * off - text.width / 2, y=y + ny * off - text.height / 2)

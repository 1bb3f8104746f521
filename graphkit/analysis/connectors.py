"""What connects? Arrows and lines as connectors, each with the path along which its ends are sought.

What comes in: a scene and the lines that are part of no thing. What goes out: `Connector`s. One connector may be drawn
with several elements, and one element may serve several connectors.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence

import shapely

from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Arrow, Line, Point, Value, with_fields

MOST_CORNERS = 2_000
"""Points of a path that may lead there and back; it takes the square of that to tell."""


class Connector(Value, frozen=True):
    """Something with two ends that may join two things."""

    main: int
    """The element that stands for it: the one with the arrowhead, where several were drawn as one."""
    elements: tuple[int, ...]
    path: list[Point]
    start_arrowhead: str | None
    end_arrowhead: str | None
    arrow: bool
    """Whether it was drawn to point, and not only to join."""
    known: tuple[int | None, int | None] | None = None
    """The things at its start and its end, where the way it is drawn tells them."""
    rule: str = ""
    """The rule that tells them."""
    drawn: Mapping[int, Sequence[Point]] = {}
    """Elements that a person says something of, each with the path of the arrow drawn by hand that it is part of."""


def undeclared(connectors: Sequence[Connector], declared: Container[int]) -> Sequence[Connector]:
    """The connectors; of what the file declares itself, by terminal, the way they are drawn need not tell anything."""

    def left(k: int, known: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
        start, end = (None if 2 * k + side in declared else thing for side, thing in enumerate(known))
        return start, end

    return [c if c.known is None else with_fields(c, known=left(k, c.known)) for k, c in enumerate(connectors)]


def known_ends(connectors: Sequence[Connector]) -> dict[int, int]:
    """Thing by terminal (2·position for a start, 2·position + 1 for an end), where the way it is drawn tells it."""
    return {
        2 * k + side: thing
        for k, connector in enumerate(connectors)
        for side, thing in enumerate(connector.known or ())
        if thing is not None
    }


def find(scene: Scene, things: Things) -> tuple[Connector, ...]:
    """All connectors, in the order of their elements."""
    return tuple(made(scene, sorted((*(i for i in scene.arrows if i not in things.of), *things.lines))))


def made(scene: Scene, which: Sequence[int]) -> list[Connector]:
    """Arrows and lines as connectors."""
    found = []
    for i in which:
        element = scene.elements[i]
        if isinstance(element, Arrow | Line):
            heads = element.start_arrowhead, element.end_arrowhead
            found.append(Connector(i, (i,), unfolded(scene, i), *heads, type(element) is Arrow or any(heads)))
    return found


def unfolded(scene: Scene, i: int) -> list[Point]:
    """The way there of a path that comes back the way it went; else the path itself."""
    path = scene.paths[i]
    if not 3 <= len(path) <= MOST_CORNERS:
        return path
    limit = scene.limits.folded * scene.length(i)
    if math.dist(path[0], path[-1]) > limit:
        return path
    far = max(range(len(path)), key=lambda k: math.dist(path[0], path[k]))
    if not 0 < far < len(path) - 1:
        return path
    there, back = shapely.LineString(path[: far + 1]), shapely.LineString(path[far:])
    if shapely.hausdorff_distance(there, back) > limit:
        return path
    return path[: far + 1]

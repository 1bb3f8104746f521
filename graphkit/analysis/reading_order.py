"""In which order are several texts read? From top to bottom, then from left to right, as they stand themselves.

What comes in: texts of a scene. What goes out: the same texts, sorted. A text that is turned is read in its own frame,
so that turning the whole drawing changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from graphkit.analysis.scene import Scene
from graphkit.elements import Point, Text


def upright(point: Point, angle: float) -> Point:
    """The point in a frame in which a text turned by `angle` stands upright."""
    c, s = math.cos(angle), math.sin(angle)
    return point[0] * c + point[1] * s, -point[0] * s + point[1] * c


def middle(scene: Scene, index: int) -> Point:
    """The centre of an element's outline."""
    ring = scene.rings().ring(index).tolist()
    return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)


def ordered(scene: Scene, texts: Iterable[int]) -> list[int]:
    """The texts in reading order: lines by their height, then by their side."""
    found = list(texts)
    if len(found) < 2:
        return found
    angle = min(scene.elements[i].angle for i in found)
    line = min(e.font_size for i in found if isinstance(e := scene.elements[i], Text)) or scene.unit
    places = {i: upright(middle(scene, i), angle) for i in found}
    return sorted(found, key=lambda i: (round(places[i][1] / line), places[i][0], scene.elements[i].id))


def joined(scene: Scene, texts: Iterable[int]) -> str:
    """What several texts say together, one after the other."""
    return " ".join([e.label for i in texts if isinstance(e := scene.elements[i], Text) and e.label])

"""In which order are several texts read? From top to bottom, then from left to right, as they stand themselves.

What comes in: texts of a scene. What goes out: the same texts, sorted; and the boxes of all elements as one sees them
who reads a text (`frames`). A text that is turned is read in its own frame, so that turning the whole drawing changes
nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from graphkit.analysis.scene import Scene
from graphkit.elements import Point, Text
from graphkit.rings import Floats, Ints


def upright(point: Point, angle: float) -> Point:
    """The point in a frame in which a text turned by `angle` stands upright."""
    c, s = math.cos(angle), math.sin(angle)
    return point[0] * c + point[1] * s, -point[0] * s + point[1] * c


def middle(scene: Scene, index: int) -> Point:
    """The centre of an element's outline."""
    x, y = scene.rings().centres[index].tolist()
    return x, y


def ordered(scene: Scene, texts: Iterable[int]) -> list[int]:
    """The texts in reading order: line by line, and in a line from left to right."""
    found = list(texts)
    return [i for line in in_lines(scene, found) for i in line] if len(found) > 1 else found


def in_lines(scene: Scene, texts: Sequence[int]) -> list[list[int]]:
    """The texts line by line, and in a line from left to right.

    A line ends where the next middle is lower by more than half the height of the smallest letters.
    """
    angle = min(scene.elements[i].angle for i in texts)
    high = min(e.font_size for i in texts if isinstance(e := scene.elements[i], Text))
    places = {i: upright(middle(scene, i), angle) for i in texts}
    found = sorted(texts, key=lambda i: places[i][1])
    lines = [found[:1]]
    for above, below in itertools.pairwise(found):
        if round((places[below][1] - places[above][1]) / high, 6) > 0.5:
            lines.append([])
        lines[-1].append(below)
    return [sorted(line, key=lambda i: (round(places[i][0] / scene.unit, 6), scene.elements[i].id)) for line in lines]


def joined(scene: Scene, texts: Iterable[int]) -> str:
    """What several texts say together, one after the other."""
    return " ".join([e.label for i in texts if isinstance(e := scene.elements[i], Text) and e.label])


LEFT, TOP, RIGHT, BOTTOM = range(4)
"""Columns of boxes."""


def turns(scene: Scene, texts: Ints) -> Ints:
    """By how many quarters of a circle each text is turned; -1 where it stands aslant, as no title does."""
    quarters = np.array([scene.elements[i].angle for i in texts.tolist()]) / (math.pi / 2)
    whole = quarters.round()
    return np.where(quarters.round(3) == whole, whole % 4, -1).astype(np.intp)


def frames(scene: Scene, texts: Ints) -> Iterator[tuple[int, Floats]]:
    """The ways in which some texts stand upright, and the boxes of all elements as they are seen then."""
    boxes = scene.rings().boxes
    for quarter in sorted({*turns(scene, texts).tolist()} - {-1}):
        sides = np.roll(np.arange(4), -quarter)
        yield quarter, boxes[:, sides] * [-1 if turned else 1 for turned in TURNED[quarter]]


TURNED = ((0, 0, 0, 0), (0, 1, 0, 1), (1, 1, 1, 1), (1, 0, 1, 0))
"""Which of the four sides are counted the other way around, by how often all is turned by a quarter."""

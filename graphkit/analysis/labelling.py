"""Which texts are believed to label which connectors, of all that was weighed?

What comes in: the label candidates with their probabilities (`decide`). What goes out: the rows of those believed.

::

      if so          two lines of one label              yes
    ────────▶        on the two sides of an arrow      ────────▶
    (or not)         that nothing else claims           no         ────────▶   which is "no" of the next

      sends   2.     words, and the number of a step      1  has  5   but not how many there are at its ends
    ────────▶                                             ────────▶
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import shapely

from graphkit.analysis.captions import inside
from graphkit.analysis.labels import Near
from graphkit.analysis.scene import Scene
from graphkit.elements import Point, Text
from graphkit.rings import Floats, Ints, step

STEP = re.compile(r"[(#]?[0-9]{1,2}[a-z]?[.):]?")
"""A number, as of a step."""
WORDS = re.compile(r"[^\W\d_]{2}")
"""What only words have: two letters in a row."""


def choose_labels(scene: Scene, near: Near, chance: Floats, declared: set[int]) -> dict[int, int]:
    """The label candidates that are believed: each text once, and each connector.

    But a connector may have several lines of one label, and one number, of a step, besides words.
    `declared` are texts (by position) that an end declares: they are no labels. A label that a connector declares
    itself takes its place like any other.
    """
    chosen: dict[int, int] = {}
    if not len(chance):
        return chosen
    # Of two as likely and as near, which was drawn first says nothing.
    texts = places([scene.elements[i].id for i in near.texts])
    connectors = places([scene.elements[connector.main].id for connector in near.connectors])
    away = step(near.distance / scene.unit)
    order = np.lexsort((near.connector, connectors[near.connector], texts[near.text], away, -chance.round(9)))
    position = {i: k for k, connector in enumerate(near.connectors) for i in connector.elements}
    of_connector: dict[int, list[int]] = {}
    for text, owner in sorted(scene.labelled.items()):
        # A number in a badge leaves room for words.
        if owner in position and text not in scene.badges:
            of_connector.setdefault(position[owner], []).append(text)
    left, total = [1.0] * len(near.texts), np.bincount(near.text, chance, len(near.texts)).tolist()
    rows = zip(order.tolist(), near.text[order].tolist(), near.connector[order].tolist(), chance[order].tolist(),
               strict=True)  # fmt: skip
    several: set[int] | None = None
    for row, text, connector, share in rows:
        # What is left for a text once a likelier connector of its was taken by a likelier text.
        if text in chosen or text in declared or share <= scene.limits.label_believed * left[text]:
            continue
        held = of_connector.setdefault(connector, [])
        alone = round(total[text] - share, 9) < scene.limits.label_elsewhere
        path = near.connectors[connector].path if alone else ()
        own = near.texts[text]
        rivals = [other for other in held if not (alone and numbering(scene, own, other))]
        if len(rivals) < len(held) and is_number(scene, own):
            several = counted(scene, near, chance) if several is None else several
            rivals = held if connector in several else rivals
        if rivals and not any(together(scene, own, other, path) for other in held):
            left[text] = max(left[text] - share, 1e-9)
            continue
        chosen[text] = row
        held.append(own)
    return dict(sorted(chosen.items()))


def numbering(scene: Scene, one: int, two: int) -> bool:
    """Whether one of two texts is the number of a step, and the other says in words what is done then."""
    a, b = scene.elements[one], scene.elements[two]
    if not isinstance(a, Text) or not isinstance(b, Text):
        return False
    return any(STEP.fullmatch(x.label) and WORDS.search(y.label) for x, y in ((a, b), (b, a)))


def is_number(scene: Scene, i: int) -> bool:
    """Whether a text is a number, as of a step."""
    element = scene.elements[i]
    return isinstance(element, Text) and STEP.fullmatch(element.label) is not None


def counted(scene: Scene, near: Near, chance: Floats) -> set[int]:
    """The connectors that several numbers stand along: no steps, but how many there are, or a scale."""
    most = np.zeros(len(near.texts))
    np.maximum.at(most, near.text, chance)
    own = (chance >= most[near.text]) & (chance >= scene.limits.label_elsewhere)
    at = own & np.array([is_number(scene, i) for i in near.texts], dtype=bool)[near.text]
    return {*(np.bincount(near.connector[at]) > 1).nonzero()[0].tolist()}


def places(ids: Sequence[str]) -> Ints:
    """The place of each id among them all, in their order."""
    place = {id: k for k, id in enumerate(sorted(ids))}
    return np.array([place[id] for id in ids], dtype=np.intp)


def together(scene: Scene, one: int, two: int, path: Sequence[Point]) -> bool:
    """Whether two texts are lines of one label: close above each other, end to end, or on both sides of a path.

    An empty path has no sides.
    """
    a, b = scene.elements[one], scene.elements[two]
    if not isinstance(a, Text) or not isinstance(b, Text) or abs(a.font_size - b.font_size) > 0.1 * a.font_size:
        return False
    areas = scene.areas([one, two])
    gap = shapely.distance(*areas)
    if gap <= scene.px(scene.limits.label_line):
        return True
    if gap > scene.px(scene.limits.label_sides) or not level(scene, one, two):
        return False
    return bool(shapely.intersects(shapely.shortest_line(*areas), shapely.LineString(path)))


def level(scene: Scene, one: int, two: int) -> bool:
    """Whether two texts stand right above, or right beside, each other's middle."""
    boxes, centres = scene.rings().boxes[[one, two]], scene.rings().centres[[two, one]]
    return bool(inside(scene, boxes, centres).any(axis=1).all())

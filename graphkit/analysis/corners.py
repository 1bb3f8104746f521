"""Which texts stand at the corner of a container, as its title does?

What comes in: a scene, its things, free texts, and the smallest shape around each text. What goes out: which of these
texts are titles, and so label no connector, however close one comes to them on its way in.

A container is a shape without a name that holds others, or pictures. Rules, by number:

1. The text lies in an upper or lower corner of it, and all in it but what lies in its other corners begins beyond the
   text, as seen from above or from below.
2. The text stands outside right above it, and begins where it begins.

::

    │ title   ┌──────┐ │         title
    └╲────┐   │ box  │ │        ┌────╲────────────┐
      ╲       │      │ │        │     ╲  ┌─────┐  │       the arrow is on its way to the box, and the words
       ╲────▶ └──────┘ │        │      ▶ │ box │  │       say what the box lies in
              1                           2
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from graphkit.analysis.reading_order import BOTTOM, LEFT, RIGHT, TOP, frames, turns
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Text
from graphkit.nearby import Nearby
from graphkit.rings import Bools, Floats, Ints, step


def titles(scene: Scene, things: Things, texts: Sequence[int], around: Mapping[int, int], asked: Ints) -> Bools:
    """Which texts are titles of containers, of those `asked` for (by position)."""
    result = np.zeros(len(texts), dtype=bool)
    if not len(asked):
        return result
    held, holder = contents(scene, things)
    if len(held):
        found = np.zeros(len(scene.elements), dtype=bool)
        text = np.array([texts[k] for k in asked.tolist()], dtype=np.intp)
        for quarter, boxes in frames(scene, text):
            pairs = in_corners(scene, boxes, held, holder, quarter)
            found[[i for i, shape in pairs if around.get(i) == shape]] = True
            found[above(scene, boxes, text[turns(scene, text) == quarter], np.unique(holder))] = True
        result[asked] = found[text]
    return result


def contents(scene: Scene, things: Things) -> tuple[Ints, Ints]:
    """What lies in containers, and these; each with each."""
    held, holder = scene.held()
    sizes = scene.rings().sizes
    # What all but fills a shape is another border of it.
    inner = step(sizes[holder] / np.maximum(sizes[held], 1e-9)) > scene.limits.larger
    held, holder = held[inner], holder[inner]
    asked = np.zeros(len(scene.elements), dtype=bool)
    asked[holder[~is_text(scene)[held]]] = True
    if asked.any():
        # A frame has a name of its own.
        asked[list(scene.frames)] = False
        named = {None, *(things.of[i] for i in scene.texts if i in things.of)}
        asked[[i for i in asked.nonzero()[0].tolist() if things.of.get(i) in named]] = False
    return held[asked[holder]], holder[asked[holder]]


def is_text(scene: Scene) -> Bools:
    """Which elements are texts that are no labels."""
    result = np.zeros(len(scene.elements), dtype=bool)
    result[list(scene.texts)] = True
    return result


def in_corners(scene: Scene, boxes: Floats, held: Ints, holder: Ints, quarter: int) -> Iterator[tuple[int, int]]:
    """Rule 1: the texts, and the shapes in whose corners they stand; of the texts that are turned so."""
    words = is_text(scene)[held].nonzero()[0]
    words = words[turns(scene, held[words]) == quarter]
    text, shape = held[words], holder[words]
    close = step(np.abs(boxes[text] - boxes[shape]) / type_of(scene, text)) <= scene.limits.title_corner
    close &= (close[:, LEFT] | close[:, RIGHT])[:, None]
    for near, far, sign in ((TOP, BOTTOM, 1), (BOTTOM, TOP, -1)):
        others = np.ones(len(held), dtype=bool)
        others[words[close[:, near]]] = False
        begins = np.full(len(scene.elements), np.inf)
        np.minimum.at(begins, holder[others], sign * boxes[held[others], near])
        room = begins[shape] - sign * boxes[text, far]
        good = close[:, near] & (step(room / scene.unit) >= -scene.limits.title_overlap)
        yield from zip(text[good].tolist(), shape[good].tolist(), strict=True)


def above(scene: Scene, boxes: Floats, text: Ints, containers: Ints) -> Ints:
    """Rule 2: those of some texts that stand so."""
    limits, size = scene.limits, type_of(scene, text)
    reach = size * [-limits.title_aside, -limits.title_aside, limits.title_aside, limits.title_above]
    # Whatever the last bit of a number says.
    reach += scene.unit * 1e-6 * np.array([-1, -1, 1, 1])
    corners = Nearby(boxes[containers][:, [LEFT, TOP, LEFT, TOP]])
    k, _ = corners.touched(boxes[text][:, [LEFT, BOTTOM, LEFT, BOTTOM]] + reach)
    return text[k]


def type_of(scene: Scene, text: Ints) -> Floats:
    """How high the type of each text is, px; a column."""
    kinds = [scene.elements[i] for i in text.tolist()]
    high = np.array([e.font_size if isinstance(e, Text) else scene.unit for e in kinds])
    return np.asarray(np.maximum(high, 1e-9)).reshape(-1, 1)

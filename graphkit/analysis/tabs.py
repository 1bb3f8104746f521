"""Which boxes are tabs or bars at the side of a larger one, and name it?

What comes in: a scene, which text is written in which shape, and the elements that a person speaks of. What goes out:
the scene that knows which boxes are drawn with another at their side, and the names, of which those in it are theirs.

Rules, by name:

1. `tab` – a rectangle of at most `tab_height` units, and more where its name has several lines, and half the height of
   another, and at most `tab_width` of its breadth, that stands on its upper side, at the left end, alone. It has a
   name, and the other none of its own, or none: packages and folders are drawn so.
2. `bar` – a rectangle with a name along the whole upper side of another, no higher than that, or along the whole left
   side, and at most `bar_width` of its breadth; in it, or outside. The other has no name of its own, and holds other
   shapes, none of which goes from side to side as well, or touches the bar: those were cells. Or it holds no shape but
   the bar, which is its head.

::

    ┌──────┐             ┌────┐               ┌───────────┐    ┌──┬───────────┐
    │ name │             ├────┴──────┐        │   name    │    │n │ ┌──┐ ┌──┐ │
    ├──────┴────┐        │   name    │        ├───────────┤    │a │ └──┘ └──┘ │
    │ ┌──┐ ┌──┐ │        └───────────┘        │ ┌──┐ ┌──┐ │    │m │           │
    │ └──┘ └──┘ │                             │ └──┘ └──┘ │    │e │           │
    └───────────┘  1               1          └───────────┘ 2  └──┴───────────┘ 2
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TypeAlias

import numpy as np
import shapely

from graphkit.analysis.compartments import inside_of
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene, changed
from graphkit.elements import Rectangle, Text, with_fields
from graphkit.geometry import is_level
from graphkit.nearby import Nearby
from graphkit.rings import Floats, Ints, step


def find(scene: Scene, names: Names, said: Set[int]) -> tuple[Scene, Names]:
    """The scene and the names with the boxes that have tabs or bars; the same where there are none."""
    elements, parts = scene.elements, {i for others in scene.pieces.values() for i in others}
    boxes = [i for i in scene.shapes if type(elements[i]) is Rectangle and i not in said and i not in scene.pieces
             and i not in parts]  # fmt: skip
    turned = Counter(elements[t].angle for t in scene.texts) if len(boxes) > 1 else None
    if not turned:
        return scene, names
    angle = min(turned, key=lambda one: (-turned[one], one))
    boxes = [i for i in boxes if is_level(elements[i].angle - angle)]
    pairs = at_sides(scene, names, boxes, angle) if len(boxes) > 1 else []
    if not pairs:
        return scene, names
    texts: dict[int, list[int]] = defaultdict(list)
    for t, shape in names.shape_of.items():
        texts[shape].append(t)
    found = dict(believed(scene, names, texts, pairs, said, angle))
    if not found:
        return scene, names
    shape_of, rule = dict(names.shape_of), dict(names.rule)
    for body, (small, way) in found.items():
        for t in texts[small]:
            shape_of[t], rule[t] = body, way
    outside = frozenset(small for small, _ in found.values())
    names = with_fields(names, shape_of=shape_of, rule=rule, apart=outside)
    return changed(scene, pieces={**scene.pieces, **{body: (small,) for body, (small, _) in found.items()}}), names


Pair: TypeAlias = tuple[int, int, str]
"""A small box, the larger one at the side of which it stands, and how: `tab`, or `upper` or `left` of a bar."""


def believed(
    scene: Scene, names: Names, texts: Mapping[int, Sequence[int]], pairs: Sequence[Pair], said: Set[int], angle: float
) -> Iterator[tuple[int, tuple[int, str]]]:
    """The larger boxes, each with its tab or bar and the rule."""
    bars = [(small, body, way) for small, body, way in pairs if way != "tab"]
    held = inside_of(scene, sorted({body for _, body, _ in bars})) if bars else {}
    pairs = [one for one in pairs if one[2] == "tab" or heads(scene, *one, held.get(one[1], ()), angle)]
    bodies, smalls = Counter(body for _, body, _ in pairs), Counter(small for small, _, _ in pairs)
    for small, body, way in pairs:
        own, other = texts.get(small, ()), texts.get(body, ())
        if bodies[body] > 1 or smalls[small] > 1 or small in bodies or not said.isdisjoint(own):
            continue
        if way == "tab":
            bare = not own and small not in names.around.values() and small not in names.inner
            if bool(other) if bare else len(own) == 1 and not other:
                yield body, (small, "tab")  # Rule 1
        elif len(own) == 1 and not other:
            yield body, (small, "bar")  # Rule 2


def heads(scene: Scene, small: int, body: int, way: str, held: Sequence[int], angle: float) -> bool:
    """Whether a box at the side of another is no cell among what that holds, or the only shape in it."""
    others = [i for i in held if i != small]
    if not others:
        return small in held
    rings, unit = scene.rings(), scene.unit
    sides = rings.turned(angle) if angle else rings.boxes
    along = [0, 2] if way == "upper" else [1, 3]
    spans = np.abs(sides[np.ix_(others, along)] - sides[body, along]).max(axis=1) / unit
    near = shapely.distance(scene.areas(others), scene.areas([small])[0]) / unit
    return bool((step(spans) > scene.limits.compartment_off).all() and (step(near) > scene.limits.touches).all())


def at_sides(scene: Scene, names: Names, boxes: Sequence[int], angle: float) -> list[Pair]:
    """Small boxes at the sides of larger ones, as words at an angle see them."""
    limits, rings, unit = scene.limits, scene.rings(), scene.unit
    sides = (rings.turned(angle) if angle else rings.boxes)[list(boxes)]
    size = sides[:, 2:] - sides[:, :2]
    place, low = {i: k for k, i in enumerate(boxes)}, np.full(len(boxes), limits.tab_height * unit)
    for t, shape in names.shape_of.items():
        words = scene.elements[t]
        if shape in place and isinstance(words, Text) and (more := words.text.count("\n")):
            low[place[shape]] += words.height * more / (more + 1)
    slim = limits.bar_width * size[:, 0].max()
    small = ((step((size[:, 1] - low) / unit) <= 0) | (step((size[:, 0] - slim) / unit) <= 0)).nonzero()[0]
    if not len(small):
        return []
    k, two = Nearby(sides).overlaps(sides[small], scene.px(limits.compartment_off))
    others = small[k] != two
    one, two = small[k[others]], two[others]
    if not len(one):
        return []
    (wide, high), (broad, tall) = ((sides[of, 2:] - sides[of, :2]).T / unit for of in (one, two))
    off = step(np.abs(sides[one] - sides[two]) / unit)
    left, along = off[:, 0] <= limits.compartment_off, off <= limits.bar_off
    # What keeps clear of the sides is a box in the box.
    clear = step((sides[one] - sides[two]) * np.array([1, 1, -1, -1]) / unit) > limits.bar_clear
    above = apart(sides, one, two, 3, 1, unit) <= limits.compartment_off
    before = apart(sides, one, two, 2, 0, unit) <= limits.compartment_off
    flat = (step(high - low[one] / unit) <= 0) & (step(2 * high - tall) <= 0)
    thin = step(wide - limits.bar_width * broad) <= 0
    ways = {
        "tab": left & above & flat & (step(wide - limits.tab_width * broad) <= 0),
        "upper": along[:, 0] & along[:, 2] & (along[:, 1] | above) & flat & ~clear[:, [0, 1, 2]].all(axis=1),
        "left": along[:, 1] & along[:, 3] & (along[:, 0] | before) & thin & ~clear[:, [0, 1, 3]].all(axis=1),
    }
    return [
        (boxes[a], boxes[b], way)
        for way, fits in ways.items()
        for a, b in zip(one[fits].tolist(), two[fits].tolist(), strict=True)
    ]


def apart(sides: Floats, one: Ints, two: Ints, side: int, other: int, unit: float) -> Floats:
    """How far a side of each of some boxes is from another side of others, in units."""
    return np.asarray(np.abs(sides[one, side] - sides[two, other]) / unit)

"""Which elements make up one thing?

What comes in: a scene and which text is written in which shape. What goes out: `Things`: the elements of each thing,
and the outlines by which connectors find it; and the lines that are left to be connectors.

Rules, by name:

1. `named` – a shape and the text written in it.
2. `double` – two outlines around the same place, of nearly the same size (an accepting state, a bold border), unless
   words stand between them, or above the outer as its title, and others in the inner: then the outer holds the inner.
   A border drawn twice in one style, one close within the other all around, is one whatever it holds and whatever
   stands above it.
3. `stack` – overlapping shapes of one kind and size, shifted like cards, unless each has words of its own; the same
   holds of one wholly within another.
4. `ring` – open lines that make one shape together (`boxes`).
5. `icon` – a group without connectors, with one name and one shape with words at most, its pieces close together.
6. `inner` – an open line or stroke that begins and ends within one shape (`inner`).
7. `built` – shapes joined by two or more straight lines at their sides, or an ellipse and the lines that hang from both
   its sides and meet below it: a cylinder (`cylinders`).
8. `figure` – a round head, a body and limbs, or a round head and shoulders (`figures`).
9. `pictured` – a named shape and the only picture in it, where it holds nothing else, or that its name stands by in
   its corner (`names`).
10. `port` – a small shape on the border of a larger one with words (`ports`).
11. `cells` – a cell with words, and an empty one beside it from which an arrow leads on (`cells`).

::

    ┌──────┐      ╔══════╗     ┌─────┐        ╭────╮
    │ text │      ║ text ║     │ ┌───┴─┐      ├────┤   two ellipses and two lines
    └──────┘      ╚══════╝     └─┤     │      ╰────╯
      1               2          └─────┘ 3       7
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from functools import cached_property

import numpy as np
import shapely

from graphkit.analysis import cells, cylinders, figures, inner, ports
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.analysis.titles import under_title
from graphkit.analysis.union import Union
from graphkit.elements import Ellipse, Point, Rectangle, Value
from graphkit.nearby import Nearby
from graphkit.rings import NOISE, Rings


class Thing(Value, frozen=True):
    """One thing: its main element first, and the rule that put it together, where that matters later."""

    main: int
    elements: tuple[int, ...]
    rule: str = ""


class Things(Value, frozen=True, dict=True, gc=True):
    """All things, the texts that are free, the lines that may be connectors, and what connectors aim at."""

    things: tuple[Thing, ...]
    of: dict[int, int]
    """Thing of each element."""
    free: tuple[int, ...]
    """Texts that are written in no shape or cell and belong to no icon."""
    lines: tuple[int, ...]
    """Open lines that are part of no thing."""
    rings: tuple[tuple[int, int], ...]
    """(thing, its outline among all that are `drawn`): one for its body, and one for a name that stands beside it, or
    in it where it is a container."""
    titles: dict[int, int]
    """Place in `rings` of each name that stands in a container, and that of the container's body."""
    drawn: Rings
    """The outlines of all elements, and after them those that are nobody's own."""

    @cached_property
    def outlines(self) -> Rings:
        """The outlines of the things, in the order of `rings`."""
        return self.drawn.take([row for _, row in self.rings])


def compose(scene: Scene, names: Names) -> Things:
    """Put elements together to things."""
    union = Union()
    named = set(names.shape_of.values())
    for text, shape in names.shape_of.items():
        union.pair(text, shape)  # Rule 1
    for picture, shape in names.pictures.items():
        union.pair(picture, shape)  # Rule 9
    same_place(scene, union, named, names)
    for main, others in scene.pieces.items():
        union.join((main, *others))  # Rule 4
    groups = icons(scene, names)
    for members in groups:
        union.join(members)  # Rule 5
    taken = {i for group in groups for i in group}
    # A side of a cylinder may run along the border of something else.
    solids = cylinders.find(scene, names, taken)
    for line, shape in inner.find(scene, taken.union(*solids), names):
        union.pair(line, shape)  # Rule 6
        taken.add(line)
    for members in (*figures.find(scene, names, taken), *with_words(scene, names, solids)):
        union.join(members)  # Rules 7 and 8
        taken.update(members)
    for members in cells.find(scene, names, taken):
        union.join(members)  # Rule 11
        taken.update(members)
    hung_on = ports.find(scene, names, taken)
    for port, shape in hung_on:
        union.pair(port, shape)  # Rule 10
    return gather(scene, union, names, names.apart.union(port for port, _ in hung_on))


def with_words(scene: Scene, names: Names, sets: list[list[int]]) -> list[list[int]]:
    """The same sets of elements, each with the only text that stands in it and is written in nothing else."""
    if not sets:
        return sets
    texts = [t for t in scene.texts if t not in names.shape_of]
    hulls = Rings([hull(scene, members) for members in sets])
    which, k = hulls.around(scene.rings().centres[texts], range(len(sets)))
    within: dict[int, list[int]] = defaultdict(list)
    for text, one in zip(which.tolist(), k.tolist(), strict=True):
        within[one].append(texts[text])
    return [members + within[n] if len(within[n]) == 1 else members for n, members in enumerate(sets)]


def same_place(scene: Scene, union: Union, named: set[int], names: Names) -> None:
    """Rules 2 and 3: outlines at the same place, and stacks.

    ::

        ┌─words────┐     ╔══════════╗
        │┌─words──┐│     ║┌────────┐║
        ││ ┌────┐ ││     ║│ words  │║
        │└─┴────┴─┘│     ║└────────┘║
        └──────────┘     ╚══════════╝
             two              one
    """
    limits, shapes = scene.limits, scene.shapes
    # Of two with names each is a thing of its own.
    bare = [k for k, s in enumerate(shapes) if s not in named]
    if not bare or len(shapes) < 2:
        return
    boxes, centres = (of.take(shapes, axis=0) for of in (scene.rings().boxes, scene.rings().centres))
    a, b = Nearby(boxes).overlaps(boxes[bare])
    a = np.array(bare)[a]
    pairs = a != b
    if not pairs.any():
        return
    a, b = np.minimum(a, b)[pairs], np.maximum(a, b)[pairs]
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 1e-9)
    off = abs(centres[a] - centres[b])
    small, large = np.minimum(sides[a], sides[b]), np.maximum(sides[a], sides[b])
    # Of a small ring with a dot in it, nobody measures the middle.
    ring = np.array([isinstance(scene.elements[i], Ellipse) for i in shapes])
    dotted = ring[a] & ring[b] & (large <= scene.px(limits.dotted_size)).all(axis=1)
    slack = np.where(dotted, limits.dotted_off, limits.double_off)[:, None]
    centred = (off < slack * large + 1e-9).all(axis=1)
    alike = large - small <= limits.stack_alike * large
    stacked = (alike & (off <= limits.stack_shift * small)).all(axis=1) & (off > NOISE).any(axis=1)
    either = (centred | stacked).nonzero()[0]
    if not len(either):
        return
    a, b, small, large, centred, stacked = (of[either] for of in (a, b, small, large, centred, stacked))
    inner, size = np.array([names.inner.get(s, 0) for s in shapes]), sides.prod(axis=1)
    outer, within = np.where(size[a] > size[b], [a, b], [b, a])
    # Small rings around one another are one thing, however far apart, unless words stand between them.
    worded = set(names.around.values())
    plain = np.array([i not in worded for i in shapes])
    rings = ring[outer] & ring[within] & plain[outer] & (large <= scene.px(limits.ring_size)).all(axis=1)
    share = np.where(rings, limits.ring_share, limits.double_share)[:, None]
    # So is a border drawn twice, whatever it holds; a dashed one around another is that of a region.
    drawn = np.array([scene.elements[s].stroke_style for s in shapes])
    close = ((large - small) / 2 < scene.px(limits.container_margin)).all(axis=1) & (drawn[a] == drawn[b])
    close |= rings
    double = centred & (small > share * large).all(axis=1) & (inner[outer] - inner[within] * close <= 1)
    found = (double | stacked).nonzero()[0]
    around = found[~plain[outer[found]]]
    if len(around):
        # What has words of its own around another, which has some too, holds that.
        held, holder = scene.held()
        spoken, shape = np.isin(shapes, holder[np.isin(held, scene.texts)]), np.array(shapes)
        asked = around[spoken[within[around]]]
        holds = asked[scene.rings().within(shape[within[asked]], shape[outer[asked]], NOISE)]
        found = np.setdiff1d(found, holds)
    # So does a box under a title around another with words; a border drawn twice is none, but of a region with its own.
    if len(found):
        square = np.array([isinstance(scene.elements[i], Rectangle) for i in shapes])
        may = centred & square[outer] & (~close | (inner[within] > 0) & ~plain[within])
        asked = found[may[found]]
        if len(asked):
            held, holder = scene.held()
            asked = asked[np.isin(np.array(shapes)[within[asked]], holder[np.isin(held, scene.texts)])]
            titled = under_title(scene, [shapes[k] for k in outer[asked].tolist()], names.around)
            found = np.setdiff1d(found, asked[titled])
    shifted = found[stacked[found] & ~centred[found]]
    if len(shifted):
        one, two = ([shapes[k] for k in of[shifted].tolist()] for of in (a, b))
        found = np.setdiff1d(found, shifted[spoken_apart(scene, names, one, two)])
    for one, two in zip(a[found].tolist(), b[found].tolist(), strict=True):
        one, two = shapes[one], shapes[two]
        if type(scene.elements[one]) is type(scene.elements[two]):
            union.pair(one, two)


def spoken_apart(scene: Scene, names: Names, one: Sequence[int], two: Sequence[int]) -> list[bool]:
    """Whether both cards of each pair have words of their own: what lies in both is written on the upper one.

    ::

        ┌─one──────┐       ┌──────────┐
        │ ┌─two────┴─┐     │ ┌────────┴─┐
        └─┤          │     └─┤   words  │
          └──────────┘       └──────────┘
              two                one
    """
    asked = {*one, *two}
    held, holder = scene.held()
    said: dict[int, set[int]] = defaultdict(set)
    for text, shape in zip(held.tolist(), holder.tolist(), strict=True):
        if shape in asked and names.around.get(text) in asked:
            said[shape].add(text)
    return [bool(said[max(pair)] and said[min(pair)] - said[max(pair)]) for pair in zip(one, two, strict=True)]


def icons(scene: Scene, names: Names) -> list[list[int]]:
    """Rule 5: groups that are one picture."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, element in enumerate(scene.elements):
        if element.group_ids and i not in scene.labelled and (i in scene.outlines or i in scene.paths):
            for group in element.group_ids:
                groups[group].append(i)
    if not groups:
        return []
    arrows, texts, frames, shapes = set(scene.arrows), set(scene.texts), set(scene.frames), set(scene.shapes)
    worded = {shape for text, shape in names.around.items() if text not in names.shape_of}
    result = []
    for _, members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[1])):
        if len(members) < 2 or any(i in arrows or i in frames for i in members):
            continue
        free = [i for i in members if i in texts and i not in names.shape_of]
        bodies = [i for i in members if i not in texts]
        named = {names.shape_of[i] for i in members if i in names.shape_of}
        if not bodies or len(named) + len(free) > 1 or not together(scene, bodies):
            continue
        if max(names.inner.get(i, 0) for i in bodies) > sum(i in shapes for i in members):
            continue
        # Several shapes with words of their own are a drawing in the drawing.
        if sum(i in worded for i in bodies) > 1:
            continue
        result.append(members)
    return result


def together(scene: Scene, members: list[int]) -> bool:
    """Whether the members form one patch when each is allowed `icon_reach` around it."""
    boxes = scene.rings().boxes[members]
    union = Union()
    a, b = Nearby(boxes).overlaps(boxes, scene.px(scene.limits.icon_reach))
    pairs = a < b
    for i, j in zip(a[pairs].tolist(), b[pairs].tolist(), strict=True):
        union.pair(i, j)
    return not any(union.find(k) for k in range(len(members)))


def bounds(scene: Scene, i: int) -> list[float]:
    """Left, top, right, bottom of an element as drawn."""
    return scene.rings().extents[i]


def gather(scene: Scene, union: Union, names: Names, apart: Set[int]) -> Things:
    """The sets as things, with their outlines; what is `apart` has one of its own."""
    outlines, labelled, cells, joined = scene.outlines, scene.labelled, scene.cells, union.parent
    sets: dict[int, list[int]] = {}
    for i in range(len(scene.elements)):
        if i in joined:
            sets.setdefault(union.find(i), []).append(i)
        elif i in outlines and i not in labelled:
            sets[i] = [i]
    texts, named = set(scene.texts), set(names.shape_of.values())
    things: list[Thing] = []
    of: dict[int, int] = {}
    rings: list[tuple[int, int]] = []
    titles: dict[int, int] = {}
    hulls: list[list[Point]] = []
    free: list[int] = []
    # The smallest of a set comes first, and names it: the sets are in order.
    for k, members in enumerate(sets.values()):
        if len(members) == 1:
            only = members[0]
            of[only] = k
            things.append(Thing(only, (only,)))
            rings.append((k, only))
            if only in texts and only not in cells:
                free.append(only)
            continue
        body = [i for i in members if i not in texts]
        main = body[0] if len(body) == 1 else min(body, key=lambda i: prominence(scene, i, named))
        things.append(Thing(main, (main, *[i for i in members if i != main])))
        for i in members:
            of[i] = k
        row = main
        core = [i for i in body if i not in apart] if apart else body
        if main not in outlines or (len(core) > 1 and not holds_all(scene, main, core)):
            row = len(scene.elements) + len(hulls)
            hulls.append(hull(scene, core))
        place = len(rings)
        rings.append((k, row))
        if len(body) > 1:
            rings += [(k, i) for i in body if (i in named or i in apart) and i in outlines and i != row]
        if len(members) > len(body):
            outside: list[tuple[int, int]] = []
            within: list[tuple[int, int]] = []
            for i in members:
                if i in texts:
                    (outside if beside(scene, i, main) else within).append((k, i))
            rings += outside
            if within and main in names.inner:
                titles |= dict.fromkeys(range(len(rings), len(rings) + len(within)), place)
                rings += within
    lines = tuple(i for i in scene.lines if i not in of)
    drawn = scene.rings().joined(hulls) if hulls else scene.rings()
    return Things(tuple(things), of, tuple(free), lines, tuple(rings), titles, drawn)


def prominence(scene: Scene, i: int, named: set[int]) -> tuple[bool, bool, float, str]:
    """Sorts the elements of a thing: those with an outline first, those with a name, the larger ones."""
    return i not in scene.outlines, i not in named, -round(extent(scene, i) / scene.unit**2, 3), scene.elements[i].id


def extent(scene: Scene, i: int) -> float:
    """Area of the element's box, px²."""
    left, top, right, bottom = bounds(scene, i)
    return (right - left) * (bottom - top)


def beside(scene: Scene, text: int, body: int) -> bool:
    """Whether a text stands outside the body that it names."""
    x0, y0, x1, y1 = bounds(scene, text)
    left, top, right, bottom = bounds(scene, body)
    return not (left <= (x0 + x1) / 2 <= right and top <= (y0 + y1) / 2 <= bottom)


def holds_all(scene: Scene, main: int, body: list[int]) -> bool:
    """Whether the main element holds all others of a body, or nearly."""
    extents = scene.rings().extents
    left, top, right, bottom = extents[main]
    slack = 0.05 * max(right - left, bottom - top)
    left, top, right, bottom = left - slack, top - slack, right + slack, bottom + slack
    return all(
        x0 >= left and y0 >= top and x1 <= right and y1 <= bottom for x0, y0, x1, y1 in map(extents.__getitem__, body)
    )


def hull(scene: Scene, body: list[int]) -> list[Point]:
    """The convex hull of a body."""
    points = [scene.rings().ring(i) for i in body]
    around = shapely.convex_hull(shapely.linestrings(np.concatenate([points[0][:1], *points])))
    if not isinstance(around, shapely.Polygon):
        around = shapely.buffer(around, 0.1 * scene.unit)
    if shapely.is_empty(around):  # Beside its length its breadth is nothing.
        (x0, y0), (x1, y1) = np.concatenate(points).min(axis=0).tolist(), np.concatenate(points).max(axis=0).tolist()
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    return [(x, y) for x, y in shapely.get_coordinates(around)[:-1].tolist()]

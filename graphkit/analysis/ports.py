"""Which small shapes are ports on the border of a larger one?

What comes in: a scene, and which text is written in which shape. What goes out: pairs of a port and the shape that it
is part of (`find`); and before that the scene that knows which ports have names of their own, and the names (`named`).

Rules, by number:

1. A port is a box, an ellipse or a rhombus of at most `port_size` units, without words, that lies on the border of one
   with words, several times as large (`port_share`), and of no other, and at which a line or an arrow ends: what leads
   to a port leads to what has it. On the border of what holds more than ports and words, it is a place between inside
   and outside, and stays a thing.
2. One with a name is a thing of its own, which lies in what has it. The name is in it (`port_named`), or it is a text
   beside it (`port_name`), far from the middle of what ends there, while what has the port has another name. Such texts
   are believed where an arrow or a line has one at both ends, in all that is joined with that, or where they stand in
   what has the port. Each is one line of at most `LONGEST` characters, and not signs alone: these say what an arrow
   does.
3. What covers the corner of a shape and has a name is a mark on it (`steps`), and no port.

::

    ┌────────┐            ┌────────┐        ┌────────┐ out     in ┌────────┐
    │  name ┌┴┐          ┌┴┐ name  │        │  name ┌┴┐          ┌┴┐ name  │
    │       └┬┘─────────▶└┬┘       │        │       └┬┘─────────▶└┬┘       │
    └────────┘     1      └────────┘        └────────┘     2      └────────┘
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene, changed
from graphkit.analysis.union import Union
from graphkit.elements import Diamond, Ellipse, Rectangle, Text, with_fields
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, Bools, Floats, full, lengths, step

KINDS = frozenset((Rectangle, Ellipse, Diamond))
"""The kinds of elements that are ports, and have some."""
LONGEST = 12
"""Characters in the name of a port, at most."""
RULE = "port"


def find(scene: Scene, names: Names, taken: Set[int]) -> list[tuple[int, int]]:
    """The ports without names, each with what it is part of, in order; none of them is `taken`."""
    pairs = {port: shape for port, shape in plain(scene, names, scene.limits.at_outline).items() if port not in taken}
    if not pairs:
        return []
    # Of a port the middle may lie in what has it.
    within = set(zip(*(of.tolist() for of in scene.held()), strict=True))
    inside = Counter(shape for port, shape in (*pairs.items(), *scene.ports.items()) if (port, shape) in within)
    return [(port, shape) for port, shape in pairs.items() if names.inner.get(shape, 0) <= inside[shape]]


def named(scene: Scene, names: Names, said: Set[int]) -> tuple[Scene, Names]:
    """The scene that knows the ports with names, and the names with those beside ports; the same where there are none.

    Texts of which something else is `said` are none; a port that is said to be meant is one all the same.
    """
    if not drawn(scene):
        return scene, names
    reach = scene.limits.port_end
    spoken = {shape for text, shape in names.shape_of.items() if shape not in names.inner and is_name(scene, text)}
    found = on_borders(scene, names, sorted(spoken), reach, named=True)
    free = [t for t in scene.texts if t not in names.shape_of and t not in said and is_name(scene, t)]
    known = {*names.shape_of.values()} if free else set()
    others = plain(scene, names, reach) if free else {}
    others = {port: shape for port, shape in others.items() if shape in known}
    beside = called(scene, names, others, free) if others else {}
    if not found and not beside:
        return scene, names
    if beside:
        shape_of, rule = {text: port for text, (port, _) in beside.items()}, dict.fromkeys(beside, RULE)
        names = with_fields(names, shape_of={**names.shape_of, **shape_of}, rule={**names.rule, **rule})
        found |= dict(beside.values())
    return changed(scene, ports={port: found[port] for port in sorted(found)}), names


def plain(scene: Scene, names: Names, reach: float) -> dict[int, int]:
    """Rule 1, whatever else is in the shapes: the ports without words, each with the shape that it is at."""
    worded = {*names.shape_of.values(), *names.around.values()}
    return on_borders(scene, names, [i for i in scene.shapes if i not in worded], reach)


def on_borders(scene: Scene, names: Names, shapes: Sequence[int], reach: float, named: bool = False) -> dict[int, int]:
    """Those of some shapes that are as small as ports, each with the one it is at; something ends within `reach` units.

    Of those that are `named` the words may be longer than they are high, and one at a shape that is met is enough.
    """
    elements, limits, rings = scene.elements, scene.limits, scene.rings()
    font = fonts(scene, names) if shapes else {}
    most, either = limits.port_size * max(font.values(), default=0.0) * AT_MOST, min if named else max
    small = [i for i in shapes if type(e := elements[i]) in KINDS and either(abs(e.width), abs(e.height)) <= most]
    met = ended_at(scene, small, reach) if small else set()
    if not met:
        return {}
    small = small if named else [i for i in small if i in met]
    owners = [i for i in font if type(elements[i]) in KINDS]
    boxes = rings.boxes[small]
    port, k = Nearby(rings.boxes[owners]).overlaps(boxes, scene.px(limits.touches))
    owner = np.array(owners, dtype=np.intp)[k]
    short, long = np.sort(boxes[:, 2:] - boxes[:, :2], axis=1).T[:, port]
    larger = np.min(rings.boxes[owner, 2:] - rings.boxes[owner, :2], axis=1)
    share, off = (limits.port_named, limits.touches) if named else (limits.port_share, limits.port_off)
    fits = step((short if named else long) / np.array([font[i] for i in owner.tolist()])) <= limits.port_size
    fits &= step(long / np.maximum(larger, 1e-9)) <= share
    if named:
        fits &= ~corners_in(boxes[port], rings.boxes[owner])  # Rule 3
    rows = fits.nonzero()[0]
    port, owner = port[rows], owner[rows]
    outlines, areas = shapely.boundary(scene.areas(owner.tolist())), scene.areas([small[p] for p in port.tolist()])
    on = step(shapely.distance(outlines, areas) / scene.unit) <= off
    found: dict[int, list[int]] = defaultdict(list)
    for p, shape in zip(port[on].tolist(), owner[on].tolist(), strict=True):
        found[small[p]].append(shape)
    at = {i: several[0] for i, several in sorted(found.items()) if len(several) == 1}
    # Where one with a name is meant, those beside it are alike.
    meant = {shape for i, shape in at.items() if i in met}
    return {i: shape for i, shape in at.items() if shape in meant}


def corners_in(boxes: Floats, others: Floats) -> Bools:
    """Whether a corner of each other box lies in each box."""
    x, y = others[:, [0, 2, 0, 2]].T, others[:, [1, 1, 3, 3]].T
    left, top, right, bottom = boxes.T
    return np.asarray(((left <= x) & (x <= right) & (top <= y) & (y <= bottom)).any(axis=0))


def fonts(scene: Scene, names: Names) -> dict[int, float]:
    """How large the largest words in each shape are that has some, px."""
    found: dict[int, float] = {}
    for text, shape in (*names.around.items(), *names.shape_of.items()):
        element = scene.elements[text]
        size = element.font_size if isinstance(element, Text) else scene.unit
        found[shape] = max(found.get(shape, 0.0), size)
    return found


def called(scene: Scene, names: Names, ports: Mapping[int, int], texts: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Those of some texts beside ports that name them, each with the port and the shape that has it."""
    shapes, rings, limits = list(ports), scene.rings(), scene.limits
    linear = drawn(scene)
    tips = scene.tips(linear)
    end, k = Nearby(rings.boxes[shapes]).points(tips, scene.px(limits.port_end))
    font = fonts(scene, names)
    size = np.array([font[ports[shape]] for shape in shapes])
    port, t = Nearby(rings.boxes[texts]).overlaps(rings.boxes[shapes], limits.port_name * size.max() * AT_MOST)
    if not len(t) or not len(end):
        return {}
    words = np.array(texts, dtype=np.intp)[t]
    areas = scene.areas([shapes[p] for p in port.tolist()])
    away = step(shapely.distance(scene.areas(words.tolist()), areas) / size[port])
    off = lengths(rings.centres[words] - rings.centres[shapes][port])
    # What stands far on along an arrow or a line is its label.
    reach = full(len(shapes), np.inf)
    np.minimum.at(reach, k, lengths(tips[end ^ 1] - tips[end]))
    near = (away <= limits.port_name) & (step(off / np.maximum(reach[port], 1e-9)) <= limits.port_near)
    ids = [scene.elements[i].id for i in texts], [scene.elements[i].id for i in shapes]
    order = sorted(zip(away[near].tolist(), t[near].tolist(), port[near].tolist(), strict=True),
                   key=lambda row: (row[0], ids[0][row[1]], ids[1][row[2]]))  # fmt: skip
    text_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, text, p in order:
        if text not in taken and p not in text_of:
            text_of[p] = texts[text]
            taken.add(text)
    # At both ends of one arrow or line, and where these are, or in what has the port, they are no labels.
    at: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for tip, p in zip(end.tolist(), k.tolist(), strict=True):
        if p in text_of:
            at[linear[tip // 2]][tip % 2].add(p)
    both = [i for i, (one, two) in at.items() if one and two]
    owner = {p: ports[shapes[p]] for p in text_of}
    links = [(linear[tip // 2], ports[shapes[p]]) for tip, p in zip(end.tolist(), k.tolist(), strict=True)]
    part = parts(scene, linear, tips, links) if both else {}
    shown = {part[i] for i in both}
    return {text: (shapes[p], owner[p]) for p, text in text_of.items()
            if part.get(owner[p], -1) in shown or names.around.get(text) == owner[p]}  # fmt: skip


def parts(scene: Scene, linear: Sequence[int], tips: Floats, links: Sequence[tuple[int, int]]) -> dict[int, int]:
    """What has ports and what ends at these or at it, each with what all of those have that are so joined with it."""
    union, owners = Union(), sorted({owner for _, owner in links})
    for one, owner in links:
        union.pair(one, owner)
    tip, k = Nearby(scene.rings().boxes[owners]).points(tips, scene.px(scene.limits.port_end))
    for one, two in zip((tip // 2).tolist(), k.tolist(), strict=True):
        union.pair(linear[one], owners[two])
    return {i: union.find(i) for i in (*linear, *owners)}


def is_name(scene: Scene, text: int) -> bool:
    """Whether a text is one line of few characters, and not signs alone."""
    words = scene.elements[text]
    return (
        isinstance(words, Text)
        and len(words.label) <= LONGEST
        and "\n" not in words.text
        and any(map(str.isalnum, words.label))
    )


def drawn(scene: Scene) -> list[int]:
    """All that may end at a port: arrows, lines and strokes of the pen."""
    return [*scene.arrows, *scene.lines, *scene.strokes]


def ended_at(scene: Scene, shapes: Sequence[int], reach: float) -> set[int]:
    """Those of some shapes that something ends at, within so many units, or is bound to."""
    linear = drawn(scene)
    if not linear:
        return set()
    bound, tips = scene.bound(), scene.tips(linear)
    _, k = Nearby(scene.rings().boxes[list(shapes)]).points(tips, scene.px(reach))
    return {shapes[n] for n in k.tolist()}.union(i for i in shapes if scene.elements[i].id in bound)

"""What lies in what, and what is a container or a lonely thing called?

What comes in: a scene, its things, and which things and texts the connections use. What goes out: `Containers`: members
of each thing, and texts that turn out to be names.

Rules, by name:

1. `frame` – the element's `frameId` names a live frame.
2. `encloses` – most of the thing, and its middle, lie within the outline of another that is larger, by `larger` or
   with a margin all around; the smallest wins. Of ellipses as large that overlap and have other words each, the nearest
   does, of what is common to them (`common`).
3. `title` – a free text inside a container, nearest to its upper or left side (in the text's own frame) and before all
   there but what all but fills the container, names it, unless it is one of three or more side by side, or nearer to
   an unnamed thing that it stands by as a caption does, and so does one at another side that is the only free text in
   it; also where connectors mean it that all come from outside: they mean the container (`connections.titled`). But
   under a title above the container it is one of what stands in it, where there are two more texts of its size, or at
   its lower or right side beside a picture that is all else there. Where there are words, an emoji without
   a connector is none.
4. `words` – free texts that are all there is in an unnamed shape name it together, where no connector means one of
   them, or such connectors as come from outside mean one and no other: they mean the shape (`connections.titled`). What
   stands where ellipses overlap that have other words each names none of them.
5. `beside` – a free text close to an unnamed thing, or to a larger emoji that stands for one (`emoji`), with its middle
   within the thing's breadth or height, names it; each thing and each text once, the closest first. A caption in a
   container does not stand beside that, nor the title above a container beside what lies in it, and many lines are a
   note. Words behind an emoji, neither of which has a connector, are not its name: it is a sign in front of them.
6. `beside` – so does a text that connectors mean, to a thing that none of them joins it with, where it stands in the
   middle above, below or at a side; to a dot, if it is short, anywhere close by; and to a container above or below the
   middle or above its left, where they all come from outside: they mean the thing (`connections.titled`). A mark of
   the pen that is no larger than the head of an arrow is none (`head_size`). Such as stand above or below it are
   weighed with those of rule 5, and others only after these.
7. `rows` – the rows of a table drawn as boxes on one another lie in the thing that is its head (`compartments`).
8. `port` – a port with a name of its own lies in the thing on whose border it is (`ports`).
9. `beside` – a line right below a name that stands beside a thing, or right above it, in type that is no larger, is
   more of that name, as an address is. Where connectors mean it, they mean that thing, unless they join it with it,
   the line beyond it has connectors, too, as the items of a list have, or it is as large as the name, and what they
   lead to stands aside: an arrow below the last line means all, and one beside it that line.

::

    ┌─title──────┐     ┌─────────┐        ☁         ──▶ ☁ name ──▶ ☁ name
    │ ┌───┐┌───┐ │     │ one     │       name
    │ └───┘└───┘ │     │ two     │
    └────────────┘     └─────────┘         5                  6
       2, 3                 4
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from graphkit.analysis import common, emoji
from graphkit.analysis.reading_order import ordered, upright
from graphkit.analysis.scene import Scene
from graphkit.analysis.standing import (
    SIDES,
    Sides,
    at_dots,
    centred,
    extremes,
    goes_on,
    in_lists,
    is_below,
    is_heading,
    is_level,
    is_list,
    is_over,
    is_story,
    next_line,
    size_of,
    standing_by,
    under_titles,
)
from graphkit.analysis.things import Things
from graphkit.elements import Frame, Freedraw, Image, MagicFrame, Point, Text
from graphkit.nearby import Nearby
from graphkit.rings import Floats, Ints, full, starts, step


@dataclass(slots=True)
class Containers:
    """Members and names found; things by their position, texts by element index."""

    whole: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Container of each thing, and by which rule."""
    name: dict[int, tuple[int, str, float]] = field(default_factory=dict)
    """For each text that is a name after all: its thing, the rule, and how far away it is."""

    def wholes_of(self, k: int) -> Iterator[int]:
        """What a thing lies in, from the innermost container outwards; where frames hold each other, itself at last."""
        seen: set[int] = set()
        while (whole := self.whole.get(k)) is not None and whole[0] not in seen:
            k = whole[0]
            seen.add(k)
            yield k


def find(scene: Scene, things: Things, labels: set[int], links: Sequence[tuple[int, int]]) -> Containers:
    """Members and names; `labels` are texts that label connectors, `links` the things that each connection joins."""
    found = Containers()
    joined: dict[int, list[int]] = defaultdict(list)
    for one, two in links:
        joined[one].append(two)
        joined[two].append(one)
    skip = {things.of[t] for t in labels}
    lie(scene, things, skip, found)
    members: dict[int, list[int]] = defaultdict(list)
    for thing, (whole, _) in found.whole.items():
        members[whole].append(thing)
    bare = {things.of[t]: t for t in things.free if t not in labels}
    said = set(scene.samples.values())  # What samples in a legend mean is the name of nothing.
    free = {k: t for k, t in bare.items() if k not in joined and t not in said}
    shown = {t: size for t, size in emoji.find(scene).items() if t in things.of}
    pictures = {things.of[t] for t in shown if things.of[t] in bare}
    nameless = [k for k, thing in enumerate(things.things) if k not in skip
                and (k in pictures or (k not in bare and not is_named(scene, thing.elements)))]  # fmt: skip
    lone = [k for k in nameless if k not in members]
    signs, unnamed = {k for k in pictures if k not in joined}, set(nameless)
    near = captions(scene, things, lone, [t for k, t in bare.items() if k in found.whole], signs)
    shared = common.find(scene, bare)
    holding = [k for k in nameless if any(one in bare for one in members.get(k, ()))]
    titled = under_titles(scene, things, holding, bare, found.whole)
    lists = {k for k in titled if is_list(scene, [bare.get(one) for one in members[k]])}
    for whole in nameless:
        inside = [k for k in members.get(whole, []) if k not in shared]
        texts = [k for k in inside if k in free]
        aimed = [k for k in inside if k in bare and k in joined]
        if len(aimed) == 1 and all(lies_outside(found, whole, other) for other in joined[aimed[0]]):
            texts += aimed
        if len(texts) == len(inside) and not (aimed and whole in lists):
            for k in texts:  # Rule 4
                found.name[bare[k]] = whole, "words", 0.0
        elif whole not in lists:
            # An emoji is a sign in front of a title, or a status, where there are words.
            if not signs.issuperset(texts):
                texts, inside = ([k for k in some if k not in signs] for some in (texts, inside))
            alone = not (whole in titled and len(inside) == 2 and unnamed.intersection(inside))
            title(scene, things, whole, texts, inside, bare, near, found, alone=alone)  # Rule 3
    options = beside(scene, things, nameless, free, near, found, titled, signs)  # Rule 5
    aimed_at = {k: t for k, t in bare.items() if k in joined}
    if aimed_at:
        marks = {k for k in nameless if is_mark(scene, things.things[k].elements)}
        bodies = [k for k in nameless if k not in marks]
        named = beside(scene, things, bodies, aimed_at, near, found, titled, joined=joined)  # Rule 6
        # What stands at a side may as well be a remark.
        over = [one for one in named if is_over(scene, one[2], things.things[one[3]].main)]
        take(scene, things, options + over, found)
        options = named
    take(scene, things, options, found)
    left = [t for t in bare.values() if t not in found.name and t not in said]
    further(scene, things, left, joined, found)  # Rule 9
    for k, shapes in shared.items():
        if found.whole.get(k, (-1, ""))[1] == "encloses":
            found.whole[k] = things.of[common.nearest(scene, things.things[k].main, shapes)], "encloses"
    for text in found.name:
        found.whole.pop(things.of[text], None)
    return found


def is_mark(scene: Scene, elements: Sequence[int]) -> bool:
    """Whether what the pen drew is no larger than the head of an arrow."""
    if not all(isinstance(scene.elements[i], Freedraw) for i in elements):
        return False
    size = max(max(abs(scene.elements[i].width), abs(scene.elements[i].height)) for i in elements)
    return round(size / scene.unit - scene.limits.head_size, 6) <= 0


def captions(
    scene: Scene, things: Things, bodies: Sequence[int], texts: Sequence[int], signs: Container[int]
) -> dict[int, tuple[float, Point]]:
    """Of texts in the middle beside a nameless thing, how far off the nearest is, px, and on which side of it they are.

    What is less than a letter high is no picture that has a name.
    """
    text, body, row, distance = standing_by(scene, things, bodies, texts)
    if not len(text):
        return {}
    boxes, middles = things.outlines.boxes[row], scene.rings().centres[text]
    large = step((boxes[:, 2:] - boxes[:, :2]).min(axis=1) / scene.unit) >= 1.0
    beyond = step(np.concatenate([boxes[:, :2] - middles, middles - boxes[:, 2:]], axis=1) / scene.unit)
    good = centred(scene, things, text, row) & large & (beyond.max(axis=1) >= 0)
    sides = beyond.argmax(axis=1).tolist()
    found: dict[int, tuple[float, Point]] = {}
    for k in np.flatnonzero(good).tolist():
        if in_front(scene, things, signs, int(body[k]), int(text[k])):
            continue
        option = round(float(distance[k]) / scene.unit, 6) * scene.unit, WAYS[sides[k]]
        found[int(text[k])] = min(found.get(int(text[k]), option), option)
    return found


def in_front(scene: Scene, things: Things, signs: Container[int], body: int, text: int) -> bool:
    """Whether a thing is a sign in front of words or behind them, and no picture that they name."""
    return body in signs and is_level(scene, text, things.things[body].main)


WAYS: tuple[Point, ...] = ((-1, 0), (0, -1), (1, 0), (0, 1))
"""To the left, up, to the right, and down."""


def lies_outside(found: Containers, whole: int, thing: int) -> bool:
    """Whether a thing is neither that container nor in it, at any depth."""
    return thing != whole and whole not in found.wholes_of(thing)


def is_named(scene: Scene, elements: tuple[int, ...]) -> bool:
    """Whether a thing has a name already: a text of its own, or a frame's."""
    main = scene.elements[elements[0]]
    if isinstance(main, (Frame, MagicFrame)):
        return bool(main.name)
    return isinstance(main, Text) or (len(elements) > 1 and any(isinstance(scene.elements[i], Text) for i in elements))


def lie(scene: Scene, things: Things, skip: set[int], found: Containers) -> None:
    """Rules 1, 2, 7 and 8."""
    holders = [k for k, thing in enumerate(things.things)
               if k not in skip and not isinstance(scene.elements[thing.main], (Text, Image))
               and thing.main in scene.outlines]  # fmt: skip
    if not holders:
        return
    inside = [k for k in range(len(things.things)) if k not in skip]
    i, h = around(scene, things, inside, holders)
    if len(i):
        found.whole |= smallest(scene, things, i, h)
    framed = [(k, frame) for k in inside if (frame := scene.elements[things.things[k].main].frame_id) is not None]
    for k, frame in framed:
        owner, within = things.of.get(scene.index.get(frame, -1)), found.whole.get(k)
        if owner is not None and owner != k and (within is None or is_frame(scene, things, within[0])):
            found.whole[k] = owner, "frame"
    for row, head in scene.rows.items():
        one, table = things.of[row], things.of[head]
        if one != table and skip.isdisjoint((one, table)):
            found.whole[one] = table, "rows"  # Rule 7
    for port, body in scene.ports.items():
        one, whole = things.of[port], things.of[body]
        if one != whole and skip.isdisjoint((one, whole)) and found.whole.get(whole, (-1,))[0] != one:
            found.whole[one] = whole, "port"  # Rule 8


def smallest(scene: Scene, things: Things, i: Ints, h: Ints) -> dict[int, tuple[int, str]]:
    """Rule 2, for things `i[n]` with their middles in things `h[n]`."""
    limits, rings = scene.limits, scene.rings()
    main = np.array([thing.main for thing in things.things])
    own, box, size = rings.boxes[main[i]], rings.boxes[main[h]], rings.sizes[main[h]]
    own_size = np.maximum((own[:, 2] - own[:, 0]) * (own[:, 3] - own[:, 1]), 1e-9)
    wide, high = (np.minimum(own[:, 2:], box[:, 2:]) - np.maximum(own[:, :2], box[:, :2])).T
    within = (wide > 0) & (high > 0) & (step(wide * high / own_size) >= limits.container_share)
    keep = within & scene.may_hold(rings, main[h], main[i], step(size / own_size) > limits.larger)
    i, h, size = i[keep], h[keep], step(size[keep] / scene.unit**2)
    # Of several that are as large, the one drawn last is on top.
    order = np.lexsort((-main[h], size, i))
    first = order[starts(i[order])]
    return {k: (whole, "encloses") for k, whole in zip(i[first].tolist(), h[first].tolist(), strict=True)}


def around(scene: Scene, things: Things, inside: Sequence[int], holders: Sequence[int]) -> tuple[Ints, Ints]:
    """Each of some things with every one of the holders, another thing, that the middle of its main element lies in."""
    thing = full((2, len(scene.elements)), -1, np.intp)
    for row, which in zip(thing, (inside, holders), strict=True):
        row[[things.things[k].main for k in which]] = which
    held, holder = scene.held()
    # Of a thing that is drawn with lines alone, the main element is none of those.
    mains = (things.things[k].main for k in inside)
    if bare := [i for i in mains if i not in scene.outlines]:
        bodies = [things.things[k].main for k in holders]
        i, h = scene.rings().around(scene.rings().centres[bare], bodies)
        held, holder = np.concatenate([held, np.array(bare)[i]]), np.concatenate([holder, np.array(bodies)[h]])
    one, two = thing[0, held], thing[1, holder]
    asked = (one >= 0) & (two >= 0) & (one != two)
    return one[asked], two[asked]


def is_frame(scene: Scene, things: Things, thing: int) -> bool:
    """Whether a thing is a frame."""
    return isinstance(scene.elements[things.things[thing].main], (Frame, MagicFrame))


def title(
    scene: Scene, things: Things, whole: int, texts: list[int], inside: list[int], free: dict[int, int],
    near: Mapping[int, tuple[float, Point]], found: Containers, *, alone: bool,
) -> None:  # fmt: skip
    """Rule 3: of the free texts in a container, the one nearest to its upper or left side, before all else in it.

    A single one may stand at any side, if it stands `alone`: not with a picture under a title above the container.
    """
    if not texts:
        return
    order = ordered(scene, [free[k] for k in texts])
    best: tuple[float, int, int] | None = None
    body, sizes = things.things[whole].main, scene.rings().sizes
    parts = np.array([things.things[j].main for j in {*inside}.difference(texts)], dtype=np.intp)
    # A title may stand aside of what all but fills the container.
    others = parts[step(sizes[body] / np.maximum(sizes[parts], 1e-9)) > scene.limits.larger].tolist()
    corners = np.concatenate([np.empty((0, 2)), *[scene.rings().ring(other) for other in others]])
    sides = SIDES if alone and len(texts) == 1 else SIDES[:2]
    for angle in sorted({scene.elements[free[k]].angle for k in texts}):
        border = extremes(scene, body, angle)
        rest = beginnings(corners, angle)
        spans = {free[k]: extremes(scene, free[k], angle) for k in texts if scene.elements[free[k]].angle == angle}
        tops, level = sorted(own["top"][0] for own in spans.values()), scene.px(0.5)
        for text, own in spans.items():
            top = own["top"][0]
            if bisect_right(tops, top + level) - bisect_left(tops, top - level) >= COLUMNS:
                continue
            if text in near and is_caption(scene, near[text], own, border, angle):
                continue
            for side in sides:
                gap = round((own[side][0] - border[side][0]) / scene.unit, 6)
                if gap <= scene.limits.title_reach and own[side][1] <= rest[side] + 0.5 * scene.unit:
                    option = gap, order.index(text), text
                    best = option if best is None else min(best, option)
    if best is not None:
        found.name[best[2]] = whole, "title", best[0] * scene.unit


def is_caption(scene: Scene, near: tuple[float, Point], own: Sides, border: Sides, angle: float) -> bool:
    """Whether a text is nearer to the picture that it stands by than to the border beyond it."""
    away, way = near
    x, y = upright(way, angle)
    side = ("right" if x > 0 else "left") if abs(x) > abs(y) else "bottom" if y > 0 else "top"
    return round((away - own[side][0] + border[side][0]) / scene.unit, 6) < 0


COLUMNS = 3
"""Texts side by side, from which each is the head of a column, and none the title of all."""


def beginnings(corners: Floats, angle: float) -> dict[str, float]:
    """Where the first of some corners is as seen from each side, in the frame of a text turned by `angle`."""
    if not len(corners):
        return dict.fromkeys(SIDES, np.inf)
    (x, y), c, s = corners.T, math.cos(angle), math.sin(angle)
    x, y = x * c + y * s, -x * s + y * c
    return {"left": float(x.min()), "top": float(y.min()), "bottom": -float(y.max()), "right": -float(x.max())}


Option: TypeAlias = tuple[list[float], tuple[str, str], int, int]
"""What sorts a text and a thing that it stands beside, their ids, and both."""


def beside(
    scene: Scene, things: Things, nameless: list[int], free: dict[int, int], near: Container[int], found: Containers,
    titled: Mapping[int, Container[int]], signs: Container[int] = frozenset(),
    joined: Mapping[int, Sequence[int]] | None = None,
) -> list[Option]:  # fmt: skip
    """Rule 5, where `signs` stand in front of words; or where it is told what each thing is `joined` with, rule 6."""
    taken = {whole for whole, _, _ in found.name.values()}
    bodies = [k for k in nameless if k not in taken]
    texts = [t for t in free.values() if t not in found.name and not is_story(scene, t)]
    text, body, row, distance = standing_by(scene, things, bodies, texts, dots=joined is not None)
    if joined is not None and len(text):
        holders = {whole for whole, _ in found.whole.values()}
        mine = centred(scene, things, text, row) | at_dots(scene, text, things.outlines.boxes[row])
        for n, (t, k) in enumerate(zip(text.tolist(), body.tolist(), strict=True)):
            others = joined[things.of[t]]
            if k in holders:
                mine[n] = is_heading(scene, t, things.things[k].main)
                mine[n] &= all(lies_outside(found, k, other) for other in others)
            mine[n] &= k not in others
        text, body, row, distance = text[mine], body[mine], row[mine], distance[mine]
    if not len(text):
        return []
    # What stands by a picture in a container is not beside that container.
    keep = [(t not in near or lies_outside(found, k, things.of[t]))
            and t not in titled.get(found.whole.get(k, (-1,))[0], ())
            and not in_front(scene, things, signs, k, t)
            for t, k in zip(text.tolist(), body.tolist(), strict=True)]  # fmt: skip
    text, body, row, distance = text[keep], body[keep], row[keep], distance[keep]
    own, boxes = scene.rings().boxes[text], things.outlines.boxes[row]
    shared = np.maximum(np.minimum(own[:, 2:], boxes[:, 2:]) - np.maximum(own[:, :2], boxes[:, :2]), 0.0).prod(axis=1)
    shared /= np.maximum((own[:, 2:] - own[:, :2]).prod(axis=1), 1e-9)
    shown = emoji.find(scene)
    # Words name before emoji do. Of things as near, the one that most of the text lies in is meant, then the smallest.
    last = [t in shown for t in text.tolist()]
    order = np.array([last, distance / scene.unit, -shared, things.outlines.sizes[row] / scene.unit**2])
    options: list[Option] = []
    for t, k, key in zip(text.tolist(), body.tolist(), order.T.round(3).tolist(), strict=True):
        # A text inside of a larger thing is one of its members, or a title.
        if found.whole.get(things.of[t], (None,))[0] != k:
            ids = scene.elements[t].id, scene.elements[things.things[k].main].id
            options.append((key, ids, t, k))
    return options


def take(scene: Scene, things: Things, options: Sequence[Option], found: Containers) -> None:
    """The names of things that texts stand beside, each text and each thing once: the closest first."""
    taken = {whole for whole, _, _ in found.name.values()}
    for (_, away, *_), _, t, k in sorted(options):
        if (
            t not in found.name
            and k not in taken
            and things.of[t] not in taken
            and things.things[k].main not in found.name
        ):
            found.name[t] = k, "beside", away * scene.unit
            taken.add(k)


def further(
    scene: Scene, things: Things, texts: Sequence[int], joined: Mapping[int, Sequence[int]], found: Containers
) -> None:
    """Rule 9, for texts that name nothing as yet.

    ::

           ☁
          name
        10.0.0.1
    """
    if not texts:
        return
    name_of = {t: (thing, away) for t, (thing, rule, away) in found.name.items() if rule == "beside"}
    words = set(scene.texts)
    name_of |= {
        t: (thing, 0.0) for place, (thing, t) in enumerate(things.rings)
        if t in words and things.things[thing].main != t and place not in things.titles
    }  # fmt: skip
    if not name_of:
        return
    names = list(name_of)
    boxes, high = scene.rings().boxes, max(scene.px(1.0), *(size_of(scene, t) for t in names))
    one, other = Nearby(boxes[names]).overlaps(boxes[list(texts)], scene.limits.name_line * high)
    options = []
    for text, name in zip((texts[k] for k in one.tolist()), (names[k] for k in other.tolist()), strict=True):
        thing, away = name_of[name]
        off = next_line(scene, name, text, scene.limits.name_line)
        others = joined.get(things.of[text], ())
        if off is not None and thing not in others:
            means_all = goes_on(scene, name, text, [things.things[k].main for k in others])
            options.append((round(off, 3), scene.elements[name].id, text, name, thing, away, means_all))
    # Items of a list have connectors each.
    aimed = [text for _, _, text, *_ in options if things.of[text] in joined]
    items = in_lists(scene, sorted({*aimed}), [t for t in texts if things.of[t] in joined]) if aimed else set()
    for _, _, text, name, thing, away, means_all in sorted(options):
        if means_all and (text, is_below(scene, name, text)) not in items:
            found.name.setdefault(text, (thing, "beside", away))

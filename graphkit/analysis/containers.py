"""What lies in what, and what is a container or a lonely thing called?

What comes in: a scene, its things, and which things and texts the connections use. What goes out: `Containers`: members
of each thing, and texts that turn out to be names.

Rules, by name:

1. `frame` – the element's `frameId` names a live frame.
2. `encloses` – most of the thing, and its middle, lie within the outline of another that is larger; the smallest wins.
3. `title` – a free text inside a container, nearest to its upper or left side (in the text's own frame), names it,
   and so does one at another side that is the only free text in it;
   also where connectors mean it that all come from outside: they mean the container (`connections.titled`).
4. `words` – free texts that are all there is in an unnamed shape name it together, where no connector means one of
   them.
5. `beside` – a free text close to an unnamed thing, with its middle within the thing's breadth or height, names it;
   each thing and each text once, the closest first.

::

    ┌─title──────┐     ┌─────────┐        ☁
    │ ┌───┐┌───┐ │     │ one     │       name
    │ └───┘└───┘ │     │ two     │
    └────────────┘     └─────────┘         5
       2, 3                 4
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from graphkit.analysis.names import Names
from graphkit.analysis.reading_order import middle, upright
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Frame, Image, MagicFrame, Point, Text
from graphkit.rings import Geometries, Rings, polylines, starts


@dataclass(slots=True)
class Containers:
    """Members and names found; things by their position, texts by element index."""

    whole: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Container of each thing, and by which rule."""
    name: dict[int, tuple[int, str, float]] = field(default_factory=dict)
    """For each text that is a name after all: its thing, the rule, and how far away it is."""


def find(scene: Scene, things: Things, names: Names, labels: set[int], links: Sequence[tuple[int, int]]) -> Containers:
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
    free = {k: t for k, t in bare.items() if k not in joined}
    nameless = [k for k, thing in enumerate(things.things) if k not in skip and k not in bare
                and not is_named(scene, thing.elements, names)]  # fmt: skip
    for whole in nameless:
        inside = members.get(whole, [])
        if inside and all(k in free for k in inside):
            for k in inside:  # Rule 4
                found.name[free[k]] = whole, "words", 0.0
        elif inside:
            texts = [k for k in inside if k in free]
            aimed = [k for k in inside if k in bare and k in joined]
            if len(aimed) == 1 and all(lies_outside(found, whole, other) for other in joined[aimed[0]]):
                texts += aimed
            title(scene, things, whole, texts, inside, bare, found)  # Rule 3
    beside(scene, things, nameless, free, found)  # Rule 5
    for text in found.name:
        found.whole.pop(things.of[text], None)
    return found


def lies_outside(found: Containers, whole: int, thing: int) -> bool:
    """Whether a thing is neither a container nor in it, at any depth."""
    seen: set[int] = set()
    while thing not in seen and thing != whole:
        seen.add(thing)
        within = found.whole.get(thing)
        if within is None:
            return True
        thing = within[0]
    return False


def is_named(scene: Scene, elements: tuple[int, ...], names: Names) -> bool:
    """Whether a thing has a name already: a text of its own, or a frame's."""
    main = scene.elements[elements[0]]
    if isinstance(main, (Frame, MagicFrame)):
        return bool(main.name)
    return any(isinstance(scene.elements[i], Text) for i in elements)


def lie(scene: Scene, things: Things, skip: set[int], found: Containers) -> None:
    """Rules 1 and 2."""
    limits = scene.limits
    holders = [k for k, thing in enumerate(things.things)
               if k not in skip and not isinstance(scene.elements[thing.main], (Text, Image))
               and thing.main in scene.outlines]  # fmt: skip
    if not holders:
        return
    rings, bodies = scene.rings(), [things.things[k].main for k in holders]
    inside = [k for k in range(len(things.things)) if k not in skip]
    mains = [things.things[k].main for k in inside]
    i, h = rings.around(rings.centres[mains], bodies)
    others = np.array(inside)[i] != np.array(holders)[h]
    i, h = i[others], h[others]
    own, box, size = rings.boxes[mains][i], rings.boxes[bodies][h], rings.sizes[bodies][h]
    own_size = np.maximum((own[:, 2:] - own[:, :2]).prod(axis=1), 1e-9)
    overlap = np.minimum(own[:, 2:], box[:, 2:]) - np.maximum(own[:, :2], box[:, :2])
    within = (overlap > 0).all(axis=1) & (overlap.prod(axis=1) >= limits.container_share * own_size)
    keep = within & (size > limits.larger * own_size)
    i, h, size = i[keep], h[keep], size[keep]
    order = np.lexsort((h, size, i))
    first = order[starts(i[order])]
    found_in = {inside[k]: holders[w] for k, w in zip(i[first].tolist(), h[first].tolist(), strict=True)}
    found.whole.update({k: (whole, "encloses") for k, whole in found_in.items()})
    for k in inside:
        frame = scene.elements[things.things[k].main].frame_id
        owner = things.of.get(scene.index.get(frame, -1)) if frame is not None else None
        within = found.whole.get(k)
        if owner is not None and owner != k and (within is None or is_frame(scene, things, within[0])):
            found.whole[k] = owner, "frame"


def is_frame(scene: Scene, things: Things, thing: int) -> bool:
    """Whether a thing is a frame."""
    return isinstance(scene.elements[things.things[thing].main], (Frame, MagicFrame))


def title(
    scene: Scene, things: Things, whole: int, texts: list[int], inside: list[int], free: dict[int, int],
    found: Containers,
) -> None:  # fmt: skip
    """Rule 3: of the free texts in a container, the one nearest to its upper or left side, before all else in it.

    A single one may stand at any side.
    """
    best: tuple[float, int] | None = None
    others = [ring(scene, things, j) for j in sorted({*inside}.difference(texts))]
    sides = SIDES if len(texts) == 1 else SIDES[:2]
    for angle in sorted({scene.elements[free[k]].angle for k in texts}):
        border = extremes(scene.outlines[things.things[whole].main], angle)
        rest = [extremes(other, angle) for other in others]
        for text in (free[k] for k in texts if scene.elements[free[k]].angle == angle):
            own = extremes(scene.outlines[text], angle)
            for side in sides:
                gap = own[side][0] - border[side][0]
                near = round(gap / scene.unit, 6) <= scene.limits.title_reach
                if near and all(own[side][1] <= other[side][0] + 0.5 * scene.unit for other in rest):
                    best = min(best or (np.inf, -1), (gap, text))
    if best is not None:
        found.name[best[1]] = whole, "title", best[0]


SIDES = ("left", "top", "bottom", "right")


def extremes(outline: list[Point], angle: float) -> dict[str, tuple[float, float]]:
    """Where an outline begins and ends as seen from each side, in the frame of a text turned by `angle`."""
    points = [upright(p, angle) for p in outline]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    return {"left": (left, right), "top": (top, bottom), "bottom": (-bottom, -top), "right": (-right, -left)}


def ring(scene: Scene, things: Things, thing: int) -> list[Point]:
    """The outline of a thing's main element."""
    main = things.things[thing].main
    return scene.outlines.get(main) or scene.paths[main]


def beside(scene: Scene, things: Things, nameless: list[int], free: dict[int, int], found: Containers) -> None:
    """Rule 5."""
    taken = {whole for whole, _, _ in found.name.values()}
    bodies = [k for k in nameless if k not in taken]
    texts = [t for t in free.values() if t not in found.name]
    if not bodies or not texts:
        return
    around = dict(reversed(things.rings))
    rings, reach = Rings([around[k] for k in bodies]), scene.px(scene.limits.caption_reach)
    t, b = rings.near.overlaps(scene.rings().boxes[texts], reach)
    centre = np.array([middle(scene, text) for text in texts])[t]
    boxes = rings.boxes[b]
    level = ((boxes[:, :2] <= centre) & (centre <= boxes[:, 2:])).any(axis=1)
    t, b = t[level], b[level]
    if not len(t):
        return
    distance = shapely.distance(scene.areas([texts[k] for k in t]), filled([around[bodies[k]] for k in b]))
    close = distance <= reach
    t, b, distances = t[close], b[close], distance[close].tolist()
    pairs = []
    for text, body, distance in zip([texts[k] for k in t], [bodies[k] for k in b], distances, strict=True):
        # A text inside of a larger thing is one of its members, or a title.
        if found.whole.get(things.of[text], (None,))[0] != body:
            pairs.append((round(distance / scene.unit, 3), scene.elements[text].id, text, body))
    for distance, _, text, body in sorted(pairs):
        if text not in found.name and body not in taken:
            found.name[text] = body, "beside", distance * scene.unit
            taken.add(body)


def filled(outlines: Sequence[Sequence[Point]]) -> Geometries:
    """The areas within outlines; of those without any, the lines along them."""
    areas = np.empty(len(outlines), dtype=object)
    closed = np.array([len(outline) > 3 for outline in outlines])
    areas[closed] = Rings([o for o in outlines if len(o) > 3]).areas(range(int(closed.sum())))
    areas[~closed] = polylines([outline for outline in outlines if len(outline) <= 3])
    return areas

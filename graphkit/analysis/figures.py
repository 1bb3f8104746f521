"""Which loose shapes and lines make a little person?

What comes in: a scene, the names, and the elements that are part of something else. What goes out: the elements of each
figure.

Rule `figure`, in two ways:

1. A small round head without a name; a body, which is a line that leads away from the head's middle; and two or more
   limbs, which are lines at the body. No limb leads to anything else, and no two of them to words. But where there are
   arms on both sides of the body and legs on both sides of its end, these may be near to something, though not one to
   this and the other to that, and lines may join the body to other things. Where all of them lead back along the body
   from its ends, they are the head of an arrow, or its two.
2. A round head without a name on the middle of a broader shape, its shoulders, and near no other. What has a name is
   touched by its head, or is overlapped by it; what has none may be a little below. Neither holds anything else, and
   no arrow leads from one to the other.

::

      ╭─╮                    ╭─╮
      ╰┬╯   head             ╰─╯            ╭─╮
     ──┼──  limbs           ╭───╮        ╭──╰─╯──╮
       │    body           ╱     ╲       │ name  │
      ╱ ╲   limbs         ╰───────╯      ╰───────╯
         1                          2
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.elements import Ellipse, Freedraw, Line, Point, Rectangle
from graphkit.nearby import Nearby
from graphkit.rings import NOISE, step

SHOULDERS = (Rectangle, Ellipse, Line, Freedraw)
"""The kinds of elements that a head may stand on."""
FEW, MANY = 2, 6
"""How many limbs there are."""


def find(scene: Scene, names: Names, taken: set[int]) -> list[list[int]]:
    """The elements of each figure, head first."""
    named = set(names.shape_of.values())
    heads = [i for i in scene.shapes if i not in taken and i not in named and is_head(scene, i)]
    if not heads:
        return []
    found = with_limbs(scene, heads, taken)
    taken = taken.union(*found)
    return [*found, *with_shoulders(scene, names, [i for i in heads if i not in taken], taken)]


def with_shoulders(scene: Scene, names: Names, heads: Sequence[int], taken: Set[int]) -> Iterator[list[int]]:
    """Rule 2: heads on the middle of what is broader."""
    limits, named = scene.limits, set(names.shape_of.values())
    holding = {*names.around.values(), *names.inner}
    heads = [i for i in heads if i not in holding]
    if not heads or len(scene.shapes) < 2:
        return
    # Above is what is so to most of the words.
    turned = Counter(scene.elements[t].angle for t in scene.texts)
    angle = min(turned, key=lambda one: (-turned[one], one), default=0.0)
    boxes = (scene.rings().turned(angle) if angle else scene.rings().boxes) / scene.unit
    size = np.maximum(boxes[:, 2:] - boxes[:, :2], 1e-9)
    neck = limits.figure_neck * size[heads, 1]
    h, k = Nearby(boxes[list(scene.shapes)]).overlaps(boxes[heads] + neck[:, None] * np.array([-1, -1, 1, 1]))
    one, two = np.array(heads, dtype=np.intp)[h], np.array(scene.shapes, dtype=np.intp)[k]
    # What it lies in is around the figure.
    around = (step(np.minimum(boxes[one, :2] - boxes[two, :2], boxes[two, 2:] - boxes[one, 2:])) >= 0).all(axis=1)
    one, two = one[~around], two[~around]
    gap, broad = boxes[two, 1] - boxes[one, 3], step(size[two, 0] / size[one, 0])
    off = np.abs(boxes[one, 0] + boxes[one, 2] - boxes[two, 0] - boxes[two, 2]) / 2
    fits = step(off - limits.off_middle * size[one, 0]) <= 0
    fits &= step(gap - np.where(np.isin(two, list(named)), limits.part_touch, limits.figure_neck * size[one, 1])) <= 0
    fits &= step(gap + limits.figure_sunk * size[one, 1]) >= 0
    fits &= (broad >= limits.figure_broad) & (broad <= limits.figure_broadest)
    fits &= step(size[two, 1] / size[one, 1]) >= limits.figure_body_least
    of_head, of_body = Counter(one.tolist()), Counter(two[fits].tolist())
    found = []
    for head, body in sorted(zip(one[fits].tolist(), two[fits].tolist(), strict=True)):
        if of_head[head] != 1 or of_body[body] != 1 or body in taken or not isinstance(scene.elements[body], SHOULDERS):
            continue
        if body not in names.inner and (body in named or body not in holding):
            found.append([head, body])
    apart = joined(scene, found)
    yield from (pair for k, pair in enumerate(found) if k not in apart)


def joined(scene: Scene, pairs: Sequence[Sequence[int]]) -> set[int]:
    """The pairs of shapes from one of which an arrow leads to the other, by place."""
    if not pairs or not scene.arrows:
        return set()
    tips = shapely.points(scene.tips(scene.arrows).reshape(-1, 2))
    reach = scene.px(scene.limits.part_touch)
    at_head, at_body = (
        set(zip(*shapely.STRtree(scene.areas(side)).query(tips, "dwithin", distance=reach).tolist(), strict=True))
        for side in ([head for head, _ in pairs], [body for _, body in pairs])
    )
    # The two ends of an arrow differ in the last bit of their places.
    return {k for end, k in at_head if (end ^ 1, k) in at_body}


def with_limbs(scene: Scene, heads: Sequence[int], taken: Set[int]) -> list[list[int]]:
    """Rule 1: heads with a body and limbs."""
    limits = scene.limits
    lines = [i for i in scene.lines if i not in taken]
    if len(lines) < FEW + 1:
        return []
    drawn = scene.drawn(lines)
    tree = shapely.STRtree(drawn)
    areas = scene.areas(heads)
    at_head: dict[int, list[int]] = {}
    for h, k in zip(*tree.query(areas, "dwithin", distance=scene.px(limits.part_touch)), strict=True):
        at_head.setdefault(int(h), []).append(int(k))
    found: list[list[int]] = []
    gone: set[int] = set()
    for h, near in sorted(at_head.items(), key=lambda item: scene.elements[heads[item[0]]].id):
        options = []
        for body in near:
            if not is_body(scene, areas[h], lines[body]):
                continue
            limbs = tree.query(drawn[body], "dwithin", distance=scene.px(limits.part_touch)).tolist()
            limbs = sorted(k for k in limbs if k != body and k not in gone)
            short = [k for k in limbs if drawn[k].length <= limits.figure_limb * drawn[body].length]
            all_fit = FEW <= len(limbs) == len(short) <= MANY
            all_fit = all_fit and not all(is_barb(scene, lines[body], lines[k]) for k in limbs)
            if all_fit and lead_nowhere(scene, heads[h], [lines[k] for k in limbs]):
                options.append((body, *limbs))
            elif own := arms_and_legs(scene, heads[h], lines[body], [lines[k] for k in short]):
                options.append((body, *(k for k in short if lines[k] in own)))
        # A line that comes to a head from elsewhere has no limbs.
        if len(options) == 1:
            found.append([heads[h], *(lines[k] for k in options[0])])
            gone.update(options[0])
    return found


def is_head(scene: Scene, i: int) -> bool:
    """Whether a shape is a circle, or nearly so."""
    element = scene.elements[i]
    if type(element) is not Ellipse:
        return False
    short, long = sorted((abs(element.width), abs(element.height)))
    return long > 0 and short >= scene.limits.figure_round * long


def is_body(scene: Scene, head: shapely.Polygon, line: int) -> bool:
    """Whether a line begins at the outline of a head and leads away from its middle."""
    limits, centre = scene.limits, head.centroid
    (ax, ay), (bx, by) = neck_and_hip(scene, head, line)
    reach = math.dist((ax, ay), (bx, by))
    size = math.sqrt(head.area)
    if not reach or head.exterior.distance(shapely.Point(ax, ay)) > scene.px(limits.part_touch):
        return False
    aside = abs((centre.x - ax) * (by - ay) - (centre.y - ay) * (bx - ax)) / reach
    away = (centre.x - ax) * (bx - ax) + (centre.y - ay) * (by - ay) < 0
    fits = limits.figure_body_least * size <= scene.length(line) <= limits.figure_body_most * size
    return away and fits and aside <= limits.off_middle * size


def neck_and_hip(scene: Scene, head: shapely.Polygon, line: int) -> tuple[Point, Point]:
    """The ends of a body: that at the head, and the other."""
    one, other, centre = scene.paths[line][0], scene.paths[line][-1], head.centroid
    near = math.dist(other, (centre.x, centre.y)) < math.dist(one, (centre.x, centre.y))
    return (other, one) if near else (one, other)


def arms_and_legs(scene: Scene, head: int, body: int, limbs: Sequence[int]) -> Set[int]:
    """The limbs that are arms on both sides of a body and legs on both sides of its end, where there are both.

    ::

          ╭─╮               ╭─╮
          ╰┬╯               ╰┬╯
         ──┼──            A──┼──B    these are edges
           ├───────▶ A       │
          ╱ ╲               ╱ ╲
         ▔▔▔▔▔▔▔
    """
    if len(limbs) < FEW:
        return frozenset()
    neck, hip = neck_and_hip(scene, scene.areas([head])[0], body)
    along = np.subtract(hip, neck) / max(math.dist(neck, hip), NOISE)
    off, reach = scene.px(scene.limits.touches), scene.px(scene.limits.part_touch)
    legs: dict[int, dict[int, Point]] = {}
    arms: dict[int, dict[int, Point]] = {}
    for limb, drawn in zip(limbs, scene.drawn(limbs), strict=True):
        at_hip = drawn.distance(shapely.Point(hip)) <= reach
        sides: dict[int, Point] = {}
        for tip in (scene.paths[limb][0], scene.paths[limb][-1]):
            down, aside = np.subtract(tip, hip) @ along, along[0] * (tip[1] - hip[1]) - along[1] * (tip[0] - hip[0])
            if abs(aside) > off and (down > off or not at_hip):
                sides[1 if aside > 0 else -1] = tip
        (legs if at_hip else arms)[limb] = sides
    both = pair(scene, head, arms), pair(scene, head, legs)
    return both[0] | both[1] if all(both) else frozenset()


def pair(scene: Scene, head: int, limbs: Mapping[int, Mapping[int, Point]]) -> Set[int]:
    """The one limb that goes to both sides, or the two that go to one each, unless they lead to two things."""
    at = {limb: {side: stands_at(scene, head, [tip]) for side, tip in tips.items()} for limb, tips in limbs.items()}
    found = [limb for limb, sides in at.items() if len(sides) == 2]
    if not found:
        found = [limb for limb, sides in at.items() if len(sides) == 1]
        if len(found) > 2:  # The others join it to things.
            found = [limb for limb in found if not any(at[limb].values())]
        if len(found) != 2:
            return frozenset()
    elif len(found) > 1:
        return frozenset()
    sides = [(side, near) for limb in found for side, near in at[limb].items()]
    (one, here), (other, there) = sides
    apart = bool(here and there) and here.isdisjoint(there)
    return frozenset(found) if one != other and not apart else frozenset()


def is_barb(scene: Scene, body: int, limb: int) -> bool:
    """Whether a line begins at an end of a body and leads back along it."""
    reach = scene.px(scene.limits.part_touch)
    ways = scene.paths[body], scene.paths[body][::-1]
    return any(
        math.dist(start, end) <= reach
        and (tip[0] - start[0]) * (away[0] - end[0]) + (tip[1] - start[1]) * (away[1] - end[1]) > 0
        for end, *_, away in ways
        for start, *_, tip in (scene.paths[limb], scene.paths[limb][::-1])
    )


def lead_nowhere(scene: Scene, head: int, limbs: Sequence[int]) -> bool:
    """Whether no limb ends at a shape, and no two at different words."""
    near = stands_at(scene, head, [p for i in limbs for p in (scene.paths[i][0], scene.paths[i][-1])])
    words = near & set(scene.texts)
    return near == words and len(words) < 2


def stands_at(scene: Scene, head: int, tips: Sequence[Point]) -> Set[int]:
    """The shapes and words, but for a head, whose borders some points are at."""
    around = [i for i in (*scene.shapes, *scene.texts) if i != head]
    if not around:
        return frozenset()
    borders = shapely.get_exterior_ring(scene.areas(around))
    reach = scene.px(scene.limits.stands_at)
    near = shapely.STRtree(borders).query(shapely.points(tips), "dwithin", distance=reach)[1]
    return {around[k] for k in near.tolist()}

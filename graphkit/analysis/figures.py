"""Which loose shapes and lines make a little person?

What comes in: a scene, the names, and the elements that are part of something else. What goes out: the elements of each
figure.

Rule `figure`, in two ways:

1. A small round head without a name; a body, which is a line that leads away from the head's middle; and two or more
   limbs, which are lines at the body. No limb leads to anything else, and no two of them to words.
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
from collections.abc import Iterator, Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.elements import Ellipse, Freedraw, Line, Rectangle
from graphkit.nearby import Nearby
from graphkit.rings import step

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
            fits = all(drawn[k].length <= limits.figure_limb * drawn[body].length for k in limbs)
            if FEW <= len(limbs) <= MANY and fits and lead_nowhere(scene, heads[h], [lines[k] for k in limbs]):
                options.append((body, *limbs))
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
    limits = scene.limits
    path = scene.paths[line]
    centre = head.centroid
    if math.dist(path[-1], (centre.x, centre.y)) < math.dist(path[0], (centre.x, centre.y)):
        path = path[::-1]
    (ax, ay), (bx, by) = path[0], path[-1]
    reach = math.dist(path[0], path[-1])
    size = math.sqrt(head.area)
    if not reach or head.exterior.distance(shapely.Point(ax, ay)) > scene.px(limits.part_touch):
        return False
    aside = abs((centre.x - ax) * (by - ay) - (centre.y - ay) * (bx - ax)) / reach
    away = (centre.x - ax) * (bx - ax) + (centre.y - ay) * (by - ay) < 0
    fits = limits.figure_body_least * size <= scene.length(line) <= limits.figure_body_most * size
    return away and fits and aside <= limits.off_middle * size


def lead_nowhere(scene: Scene, head: int, limbs: Sequence[int]) -> bool:
    """Whether no limb ends at a shape, and no two at different words."""
    tips = shapely.points([p for i in limbs for p in (scene.paths[i][0], scene.paths[i][-1])])
    around = [i for i in (*scene.shapes, *scene.texts) if i != head]
    if not around:
        return True
    borders = shapely.get_exterior_ring(scene.areas(around))
    reach = scene.px(scene.limits.stands_at)
    near = {around[k] for k in shapely.STRtree(borders).query(tips, "dwithin", distance=reach)[1].tolist()}
    words = near & set(scene.texts)
    return near == words and len(words) < 2

"""Which loose shapes and lines make a little person?

What comes in: a scene, the names, and the elements that are part of something else. What goes out: the elements of each
figure.

Rule `figure`: a small round head without a name; a body, which is a line that leads away from the head's middle; and
two or more limbs, which are lines at the body. No limb leads to anything else, and no two of them to words.

::

      ╭─╮
      ╰┬╯   head
     ──┼──  limbs
       │    body
      ╱ ╲   limbs
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.elements import Ellipse

FEW, MANY = 2, 6
"""How many limbs there are."""


def find(scene: Scene, names: Names, taken: set[int]) -> list[list[int]]:
    """The elements of each figure, head first."""
    limits = scene.limits
    named = set(names.shape_of.values())
    lines = [i for i in scene.lines if i not in taken]
    if len(lines) < FEW + 1:
        return []
    heads = [i for i in scene.shapes if i not in taken and i not in named and is_head(scene, i)]
    if not heads:
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

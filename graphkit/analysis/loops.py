"""Which strokes of the pen are rings, and what do they stand for?

What comes in: a scene. What goes out: the scene with rings as shapes or as part of what they are drawn around (`find`),
and of any stroke the outline of what it encloses (`closed`).

Rules, by number:

1. A stroke that comes back to where it began, around some area, is a ring.
2. So are several that meet all around, as the sides of a box that are drawn one by one (`boxes`, rules 1 to 3).
3. Around one shape in its middle a ring is part of it; around words it is the shape they name; around more it is what
   holds them. Around nothing it is none.

::

       ╭───────╮       ╶───────╮       ╭─────────────╮
      ( words  │      ╷  words │      ( ┌───┐ ┌───┐  │
       ╰──────╯       ╰────────╴      │ └───┘ └───┘  )
           1               2           ╰─────3──────╯
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import shapely

from graphkit.analysis import boxes
from graphkit.analysis.scene import Scene, changed
from graphkit.elements import Point
from graphkit.geometry import numbers
from graphkit.nearby import Nearby


def find(scene: Scene) -> Scene:
    """The scene with its rings; the same scene where there are none."""
    bodies = [*scene.shapes, *scene.texts]
    if not bodies:
        return scene
    around = {i: ring for i in scene.strokes if (ring := closed(scene, i)) is not None}
    several = closed_together(scene, [i for i in scene.strokes if i not in around])
    others = {main: rest for main, (rest, _) in several.items()}
    around |= {main: ring for main, (_, ring) in several.items()}
    if not around:
        return scene
    areas = [shapely.Polygon(ring) for ring in around.values()]
    near, _ = Nearby(shapely.bounds(areas)).overlaps(scene.rings().boxes[bodies])
    bodies = [bodies[k] for k in np.unique(near).tolist()]
    if not bodies:
        return scene
    outlines = scene.areas(bodies)
    middles, sizes = shapely.centroid(outlines), shapely.area(outlines)
    held: dict[int, list[int]] = defaultdict(list)
    strokes = list(around)
    for body, ring in zip(*shapely.STRtree(areas).query(middles, "within"), strict=True):
        if sizes[body] < areas[ring].area:
            held[strokes[ring]].append(bodies[body])
    pieces, shapes = dict(scene.pieces), set(scene.shapes)
    for stroke, members in sorted(held.items()):
        inner = [i for i in members if i in shapes]
        if len(inner) == 1 and 4 * sizes[bodies.index(inner[0])] >= shapely.Polygon(around[stroke]).area:
            pieces[inner[0]] = (*pieces.get(inner[0], ()), stroke, *others.get(stroke, ()))
            held[stroke] = []
        elif stroke in others:
            pieces[stroke] = others[stroke]
    new = {stroke for stroke, members in held.items() if members}
    taken = new | {i for found in pieces.values() for i in found}
    return changed(
        scene,
        shapes=tuple(sorted(shapes | new)),
        strokes=tuple(i for i in scene.strokes if i not in taken),
        outlines={**scene.outlines, **{i: numbers(around[i]) for i in sorted(new)}},
        pieces=pieces,
    )


def closed_together(
    scene: Scene, strokes: Sequence[int]
) -> dict[int, tuple[tuple[int, ...], list[Point]]]:  # fmt: skip
    """Rule 2: by the one that stands for it, the others and the outline."""
    sides = [i for i in strokes if scene.length(i) >= scene.px(scene.limits.written_loop / 2)]
    if len(sides) < 2:
        return {}
    rings = boxes.enclosed(scene, sides, 2)
    rings += boxes.met_at_corners(scene, sides, {i for members, _ in rings for i in members})
    found = {}
    for members, outline in rings:
        area = shapely.Polygon(outline)
        left, top, right, bottom = area.bounds
        if area.area >= least_area(scene, right - left, bottom - top, sum(map(scene.length, members))):
            main = min(members, key=lambda i: scene.elements[i].id)
            found[main] = tuple(sorted(i for i in members if i != main)), outline
    return found


def least_area(scene: Scene, width: float, height: float, reach: float) -> float:
    """Area that a ring so broad and high, drawn with so many px, has at least, px²."""
    if min(width, height) < scene.px(scene.limits.drawn_size):
        return math.inf
    # What is broad and low may be as round as what is as broad as high: a long box is a box.
    return scene.limits.pen_round * width * height * (reach / (width + height)) ** 2 / math.pi


def closed(scene: Scene, i: int) -> list[Point] | None:
    """Rule 1: the outline of a stroke that comes back to where it began; None where it does not."""
    if i not in scene.loops:
        scene.loops[i] = enclosed(scene, i)
    return scene.loops[i]


def enclosed(scene: Scene, i: int) -> list[Point] | None:
    """The same, found."""
    limits = scene.limits
    path = scene.paths[i]
    if len(path) < 6:
        return None
    left, top, right, bottom = scene.rings().extents[i]
    width, height = right - left, bottom - top
    reach = scene.length(i)
    if math.dist(path[0], path[-1]) > limits.pen_closed * reach:
        return None
    least = least_area(scene, width, height, reach)
    # No area is larger than the box around it.
    if width * height < least:
        return None
    drawn = shapely.Polygon(scene.rings().ring(i))
    area = drawn if drawn.is_valid else drawn.convex_hull
    if area.area < least:
        return None
    return [(x, y) for x, y in shapely.get_coordinates(area)[:-1].tolist()]

"""Which small shapes stand on a connector, or beside it, and number it?

What comes in: a scene, which text is written in which shape, and its things. What goes out: the scene with the badges'
texts as labels of their connectors, and their shapes as no things to point at.

Rule `badge`: a shape of at most `badge_size` units with a word of at most three characters, that no arrow's end is
at, but such as come from it or another right through its middle to something else, and that

1. the middle part of an arrow runs through, by its middle where it is no circle with a number; or
2. is a circle with a number, at most `badge_reach` units beside the middle part of the arrow nearest to it, with no
   outline of another shape at it or between. This is so only in drawings where no shape of that size is at or before
   the end of an arrow or a line: where some are joined, numbers in circles are things. And it is so of at most `MOST`
   on one arrow: more of them are a list, or marks on an axis.
3. A box with one line of words is one too, however long, where it is not much larger than they are (`tag_height`,
   `tag_padding`), they are in type smaller than the drawing's (`tag_type`), and the middle part of an arrow runs
   through them. In larger type, or with more lines, it must be close around them (`tag_close`), and this is so only in
   drawings where no such box is at or before the end of an arrow or a line, and of at most `MOST` on one arrow: more
   are the stations of a way, or layers that it goes through.

::

    ┌───┐    ╭───╮     ┌───┐    ┌───┐    ( 1 )    ┌───┐    ┌───┐   ┌───────┐   ┌───┐
    │   │────┤ 1 ├────▶│   │    │   │────────────▶│   │    │   │───┤ words ├──▶│   │
    └───┘    ╰───╯     └───┘    └───┘             └───┘    └───┘   └───────┘   └───┘
               1                       2                               3
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
import shapely

from graphkit.analysis import connectors, steps
from graphkit.analysis.connectors import Connector
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene, changed
from graphkit.analysis.sights import terminals
from graphkit.analysis.steps import is_numbered, is_small
from graphkit.analysis.things import Things
from graphkit.elements import Point, Rectangle, Text
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, Bools, Floats, Geometries, Rings, polylines, step

MOST = 2
"""Badges beside one arrow, or boxes close around words on it: one there, and one back."""


def set_apart(
    plain: Scene, scene: Scene, names: Names, things: Things, said: Set[int],
    drawn: Sequence[Connector] | None = None,
) -> Scene:  # fmt: skip
    """The `plain` scene, in which nothing is named yet, with its badges as labels; the same one where there are none.

    Texts and shapes of which something else is `said` are no badges. They are those of arrows, or of what else is
    `drawn` as one: of arrows of the pen.
    """
    texts = [t for t, shape in names.shape_of.items()
             if t not in said and shape not in said
             and (is_small(scene, t, shape) or is_tag(scene, t, shape) or is_close(scene, t, shape))
             ] if scene.arrows or drawn else []  # fmt: skip
    if texts and (cornered := steps.find(scene, names, said)):
        texts = [t for t in texts if names.shape_of[t] not in cornered]
    if not texts:
        return plain
    arrows = drawn if drawn is not None else arrows_near(scene, names, things, texts)
    found, away = find(scene, names, things, texts, arrows)
    if not found:
        return plain
    shapes = {names.shape_of[text] for text in found}
    return changed(
        plain,
        shapes=tuple(i for i in plain.shapes if i not in shapes),
        texts=tuple(i for i in plain.texts if i not in found),
        labelled={**plain.labelled, **found},
        ornaments=(*plain.ornaments, *sorted(shapes)),
        badges={**plain.badges, **away},
        outlines={i: ring for i, ring in plain.outlines.items() if i not in shapes},
    )


def arrows_near(scene: Scene, names: Names, things: Things, texts: Sequence[int]) -> list[Connector]:
    """The arrows near the shapes of some texts."""
    arrows, boxes = [i for i in scene.arrows if i not in things.of], scene.rings().boxes
    shapes = boxes[[names.shape_of[t] for t in texts]]
    near, _ = Nearby(shapes).overlaps(boxes[arrows], scene.px(scene.limits.badge_reach))
    return connectors.made(scene, [arrows[k] for k in np.unique(near).tolist()])


def find(
    scene: Scene, names: Names, things: Things, texts: Sequence[int], arrows: Sequence[Connector]
) -> tuple[dict[int, int], dict[int, float]]:
    """Which of the texts are those of badges, each with the arrow that it stands on or beside, and how far from it."""
    if not arrows:
        return {}, {}
    limits, bodies = scene.limits, [names.shape_of[t] for t in texts]
    small = np.array([is_small(scene, text, body) for text, body in zip(texts, bodies, strict=True)])
    circle = np.array([is_numbered(scene, text, body) for text, body in zip(texts, bodies, strict=True)])
    # All others are texts in boxes close around them.
    tag = np.array([is_tag(scene, text, body) for text, body in zip(texts, bodies, strict=True)])
    close = ~small & ~tag
    shapes, boxes = scene.areas(bodies), scene.rings().boxes[bodies]
    outlines = Rings([arrow.path for arrow in arrows])
    paths = outlines.lines(range(len(arrows)))
    t, k = outlines.near.overlaps(boxes, scene.px(limits.badge_reach))
    drawn = np.where(small, shapes, scene.areas(texts))  # Rule 3
    away = step(shapely.distance(drawn[t], paths[k]) / scene.unit)
    off = step(np.abs(shapely.line_locate_point(paths[k], shapely.centroid(shapes[t]), normalized=True) - 0.5))
    # The nearest arrow of each text comes first.
    order = np.lexsort((np.array([scene.elements[arrow.main].id for arrow in arrows])[k], off, away, t))
    t, k, away, off = t[order], k[order], away[order], off[order]
    nearest = np.ones(len(t), dtype=bool)
    nearest[1:] = t[1:] != t[:-1]
    alone = np.array([len(things.things[things.of[text]].elements) == 2 for text in texts])
    middle = alone[t] & (off < round(0.5 - limits.badge_margin, 6))
    on = middle & (away == 0)  # Rules 1 and 3
    # What an arrow runs past the middle of, and only over a corner, is beside it: a cell of a row.
    over = (on & small[t] & ~circle[t]).nonzero()[0]
    if len(over):
        on[over] = at_middle(scene, boxes[t[over]], paths[k[over]])
    beside = middle & nearest & circle[t] & (away > 0) & (away <= limits.badge_reach)  # Rule 2
    asked = np.bincount(t[on | beside]).nonzero()[0]
    if not len(asked):
        return {}, {}
    met = np.zeros(len(texts), dtype=bool)
    met[asked] = at_ends(scene, shapes[asked], boxes[asked], arrows)
    on, beside = on & ~met[t], beside & ~met[t]
    if beside.any():
        others = sorted(set(scene.shapes).difference(np.array(bodies)[small].tolist()))
        beside[beside] = clear(scene, others, shapes[t[beside]], paths[k[beside]])
    if beside.any() or (on & close[t]).any():
        linear = [*connectors.find(scene, things), *arrows]
        beside &= not at_ends(scene, shapes[small], boxes[small], linear, limits.badge_reach).any()
        on &= ~close[t] | ~at_ends(scene, shapes[close], boxes[close], linear, limits.badge_reach).any()
        on &= ~close[t] | (np.bincount(k[on & close[t]], minlength=len(arrows)) <= MOST)[k]
    many = np.bincount(k[beside], minlength=len(arrows)) > MOST
    rows = on | (beside & ~many[k])
    found: dict[int, int] = {}
    far: dict[int, float] = {}
    for text, arrow, units in zip(t[rows].tolist(), k[rows].tolist(), away[rows].tolist(), strict=True):
        found.setdefault(texts[text], arrows[arrow].main)
        far.setdefault(texts[text], units * scene.unit)
    return found, far


def at_ends(scene: Scene, shapes: Geometries, boxes: Floats, drawn: Sequence[Connector], ahead: float = 0.0) -> Bools:
    """Which shapes an end of some connector is at, or has at most so many units ahead of it.

    An end that comes from a small shape, right through its middle, to something else, is at none.
    """
    found, reach = np.zeros(len(shapes), dtype=bool), scene.px(scene.limits.at_outline)
    paths = [connector.path for connector in drawn]
    points, directions, _ = terminals(paths, scene.unit)
    ways = np.stack([points, points + scene.px(ahead) * directions], axis=1)
    end, near = Nearby(boxes).overlaps(np.concatenate([ways.min(axis=1), ways.max(axis=1)], axis=1), reach)
    at = shapely.dwithin(shapes[near], shapely.linestrings(ways[end]), reach)
    end, near = end[at], near[at]
    if len(near):
        through = np.zeros(len(points), dtype=bool)
        small = (boxes[near, 2:] - boxes[near, :2]).max(axis=1) <= scene.px(scene.limits.badge_size)
        small &= runs_through(scene, shapes[near], boxes[near], [paths[k] for k in (end // 2).tolist()])
        passing = np.unique(end[small])
        through[passing] = at_others(scene, shapes, points[passing])
        found[near[~through[end]]] = True
    return found


def at_others(scene: Scene, shapes: Geometries, points: Floats) -> Bools:
    """Which points are at the outline of a shape or of words that are not in these shapes."""
    found, reach = np.zeros(len(points), dtype=bool), scene.px(scene.limits.at_outline)
    which = np.array((*scene.shapes, *scene.texts), dtype=np.intp)
    at, other = Nearby(scene.rings().boxes[which]).points(points, reach)
    if len(at):
        outlines = scene.areas(which[other].tolist())
        own = shapely.STRtree(shapes).query(shapely.centroid(outlines), "dwithin", distance=0.0)[0]
        close = shapely.dwithin(shapely.boundary(outlines), shapely.points(points[at]), reach)
        close[own] = False
        found[at[close]] = True
    return found


def at_middle(scene: Scene, boxes: Floats, paths: Geometries) -> Bools:
    """Which boxes have a path each that runs right through their middle."""
    middles, size = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]).min(axis=1)
    return np.asarray(shapely.dwithin(paths, shapely.points(middles), AT_MOST * scene.limits.badge_centred * size))


def runs_through(scene: Scene, shapes: Geometries, boxes: Floats, paths: Sequence[Sequence[Point]]) -> Bools:
    """Which shapes a path each runs right through the middle of, with both ends outside."""
    middle = at_middle(scene, boxes, polylines(paths))
    tips = np.array([(path[0], path[-1]) for path in paths])
    return np.asarray(middle & ~shapely.intersects_xy(shapes[:, None], tips[..., 0], tips[..., 1]).any(axis=1))


def clear(scene: Scene, others: Sequence[int], shapes: Geometries, paths: Geometries) -> Bools:
    """Which shapes have no outline of the others at them, or between them and a path each."""
    reach, ties = scene.px(scene.limits.touches), shapely.shortest_line(shapes, paths)
    row, other = Nearby(scene.rings().boxes[others]).overlaps(shapely.bounds(shapely.union(shapes, ties)), reach)
    outlines = shapely.boundary(scene.areas([others[k] for k in other.tolist()]))
    found = np.ones(len(shapes), dtype=bool)
    found[row[shapely.dwithin(shapes[row], outlines, reach) | shapely.intersects(ties[row], outlines)]] = False
    return found


def is_close(scene: Scene, text: int, shape: int) -> bool:
    """Whether it is a box close around its words."""
    word, box = scene.elements[text], scene.elements[shape]
    if not isinstance(word, Text) or not isinstance(box, Rectangle):
        return False
    # The drawing may be turned, and its boxes with it.
    around, within = (sorted((abs(one.width), abs(one.height))) for one in (box, word))
    more = max(around[0] - within[0], around[1] - within[1])
    return round(more / scene.unit, 6) <= scene.limits.tag_close


def is_tag(scene: Scene, text: int, shape: int) -> bool:
    """Whether it is a box not much larger than its one line of words, in type smaller than that of the drawing."""
    word, box, limits = scene.elements[text], scene.elements[shape], scene.limits
    if not isinstance(word, Text) or not isinstance(box, Rectangle) or "\n" in word.text:
        return False
    # The drawing may be turned, and its boxes with it.
    low, long = sorted((abs(box.width), abs(box.height)))
    return (
        round(word.font_size / scene.unit, 6) <= limits.tag_type
        and round(low / word.font_size, 6) <= limits.tag_height
        and round((long - max(abs(word.width), abs(word.height))) / scene.unit, 6) <= limits.tag_padding
    )

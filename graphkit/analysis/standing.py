"""What stands by what, as words do by the thing that they name?

What comes in: a scene, its things, and some of its texts. What goes out: texts close to things, and how each stands
there: in the middle, as a title, as the next line of another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import shapely

from graphkit.analysis import emoji
from graphkit.analysis.reading_order import middle, upright
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.analysis.titles import over
from graphkit.elements import Text
from graphkit.nearby import Nearby
from graphkit.rings import AT_MOST, Bools, Floats, Geometries, Ints, Rings, step

Sides: TypeAlias = Mapping[str, tuple[float, float]]

SIDES = ("left", "top", "bottom", "right")


def extremes(scene: Scene, i: int, angle: float) -> Sides:
    """Where an element begins and ends as seen from each side, in the frame of a text turned by `angle`."""
    if angle:
        points = [upright(p, angle) for p in scene.rings().ring(i).tolist()]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    else:
        left, top, right, bottom = scene.rings().extents[i]
    return {"left": (left, right), "top": (top, bottom), "bottom": (-bottom, -top), "right": (-right, -left)}


def size_of(scene: Scene, text: int) -> float:
    """The size of the letters of a text, px; 0 for a formula."""
    element = scene.elements[text]
    return element.font_size if isinstance(element, Text) else 0.0


def next_line(scene: Scene, name: int, text: int, reach: float) -> float | None:
    """How far a text is off a name as the line below or above it, in letters of the name; None where it is no line.

    That is what stands farther off than `reach` letters.
    """
    one, two = scene.elements[name], scene.elements[text]
    if not isinstance(one, Text) or not isinstance(two, Text) or one.angle != two.angle or "\n" in one.text + two.text:
        return None
    size = one.font_size
    if round(two.font_size / size, 6) > 1:
        return None
    first, second = extremes(scene, name, one.angle), extremes(scene, text, one.angle)
    (top, bottom), (left, right) = first["top"], first["left"]
    (high, low), (west, east) = second["top"], second["left"]
    gap = min(abs(high - bottom), abs(top - low)) / size
    aside = min(abs(left - west), abs(left + right - west - east) / 2) / size
    good = round(gap - reach, 6) <= 0 and round(aside - scene.limits.title_aside, 6) <= 0
    return gap if good else None


def is_below(scene: Scene, name: int, text: int) -> bool:
    """Whether a text stands below another, as that reads."""
    angle = scene.elements[name].angle
    return upright(middle(scene, text), angle)[1] > upright(middle(scene, name), angle)[1]


def goes_on(scene: Scene, name: int, text: int, ends: Sequence[int]) -> bool:
    """Whether connectors of the last line of a name, which lead to these elements, mean all of it.

    They do where that line is in smaller type, or they go on the way the lines do. What leads aside means the line.
    """
    if not ends or round(size_of(scene, text) / size_of(scene, name), 6) <= scene.limits.card_type:
        return True
    angle = scene.elements[name].angle
    x, y = upright(middle(scene, text), angle)
    way = 1 if is_below(scene, name, text) else -1
    off = [upright(middle(scene, end), angle) for end in ends]
    return all(round(((y1 - y) * way - abs(x1 - x)) / scene.unit, 6) >= 0 for x1, y1 in off)


def in_lists(scene: Scene, texts: Sequence[int], items: Sequence[int]) -> set[tuple[int, bool]]:
    """Which texts have one of some others as the next line, above or below (`True`) them."""
    boxes, reach = scene.rings().boxes, scene.limits.caption_reach
    one, other = Nearby(boxes[list(items)]).overlaps(boxes[list(texts)], reach * max(size_of(scene, t) for t in texts))
    pairs = ((texts[k], items[n]) for k, n in zip(one.tolist(), other.tolist(), strict=True) if texts[k] != items[n])
    return {(t, is_below(scene, t, item)) for t, item in pairs if next_line(scene, t, item, reach) is not None}


def is_level(scene: Scene, text: int, body: int) -> bool:
    """Whether the middle of a text is as high as a body somewhere is, as the text reads."""
    angle = scene.elements[text].angle
    high, low = extremes(scene, body, angle)["top"]
    y = upright(middle(scene, text), angle)[1]
    return round((y - high) / scene.unit, 6) >= 0 and round((low - y) / scene.unit, 6) >= 0


def is_story(scene: Scene, text: int) -> bool:
    """Whether a text says more than a name does."""
    element = scene.elements[text]
    return isinstance(element, Text) and element.text.count("\n") >= STORY


STORY = 6
"""Line ends in a text, from which it is a note beside a thing, and not its name."""


def standing_by(
    scene: Scene, things: Things, bodies: Sequence[int], texts: Sequence[int], *, dots: bool = False
) -> tuple[Ints, Ints, Ints, Floats]:
    """Texts close to some things, their middles within these' breadth or height.

    Each with the thing, the outline of its body, and the distance in px.
    """
    none = np.empty(0, dtype=np.intp)
    if not bodies or not texts:
        return none, none, none, np.empty(0)
    # The first outline of a thing is that of its body.
    row_of = {thing: row for row, (thing, _) in reversed(list(enumerate(things.rings)))}
    rows, reach = np.array([row_of[k] for k in bodies]), scene.px(scene.limits.caption_reach)
    t, b = Nearby(things.outlines.boxes[rows]).overlaps(scene.rings().boxes[list(texts)], reach)
    if not len(t):
        return none, none, none, np.empty(0)
    centre = np.array([middle(scene, texts[k]) for k in t.tolist()])
    if shown := emoji.find(scene):
        mains = [things.things[bodies[k]].main for k in b.tolist()]
        may = [emoji.may_name(scene, shown, main, texts[k]) for main, k in zip(mains, t.tolist(), strict=True)]
        t, b, centre = t[may], b[may], centre[may]
    boxes = things.outlines.boxes[rows[b]]
    level = ((boxes[:, :2] <= centre) & (centre <= boxes[:, 2:])).any(axis=1)
    if dots:
        level |= at_dots(scene, np.array(texts)[t], boxes)
    text, body, row = np.array(texts)[t[level]], np.array(bodies)[b[level]], rows[b[level]]
    distance = np.asarray(shapely.distance(scene.areas(text.tolist()), filled(things.outlines, row)))
    close = distance <= reach
    return text[close], body[close], row[close], distance[close]


def centred(scene: Scene, things: Things, texts: Ints, rows: Ints) -> Bools:
    """Whether texts stand in the middle above, below or beside outlines, as what is written at a picture does."""
    limits, own, boxes = scene.limits, scene.rings().boxes[texts], things.outlines.boxes[rows]
    off = np.abs(own[:, :2] + own[:, 2:] - boxes[:, :2] - boxes[:, 2:]) / 2
    most = limits.name_centred * np.maximum(boxes[:, 2:] - boxes[:, :2], own[:, 2:] - own[:, :2])
    return np.asarray((step((off - most) / scene.unit) <= 0).any(axis=1))


def is_over(scene: Scene, text: int, body: int) -> bool:
    """Whether a text stands above or below a shape, as it sees it: its middle is within the breadth of that alone."""
    angle = scene.elements[text].angle
    own, border = extremes(scene, text, angle), extremes(scene, body, angle)
    x, y = sum(own["left"]) / 2, sum(own["top"]) / 2
    (west, east), (north, south) = border["left"], border["top"]
    return west <= x <= east and not north <= y <= south


def at_dots(scene: Scene, texts: Ints, boxes: Floats) -> Bools:
    """Which texts are short, with the box of a dot each: the names of vertices stand anywhere beside them."""
    words = [element.label if isinstance(element := scene.elements[k], Text) else "" for k in texts.tolist()]
    short = np.array([len(label) <= SHORT for label in words], dtype=bool)
    return np.asarray(short & (step((boxes[:, 2:] - boxes[:, :2]).max(axis=1) / scene.unit) <= scene.limits.dot_name))


SHORT = 3
"""Characters in the name of a dot, at most."""


def is_heading(scene: Scene, text: int, body: int) -> bool:
    """Whether a text stands at a shape as its title does: above or below the middle, or above where the left begins."""
    limits, angle = scene.limits, scene.elements[text].angle
    own, border = extremes(scene, text, angle), extremes(scene, body, angle)
    (left, right), (west, east) = own["left"], border["left"]
    middle, corner = abs(left + right - west - east) / 2, abs(left - west)
    over, under = own["top"][1] - border["top"][0], own["bottom"][1] - border["bottom"][0]
    reach, aside = limits.title_overlap * scene.unit * AT_MOST, limits.title_aside * scene.unit * AT_MOST
    return (over <= reach and min(middle, corner) <= aside) or (under <= reach and middle <= aside)


def filled(rings: Rings, which: Ints) -> Geometries:
    """The areas within outlines; of those without any, the lines along them."""
    closed = rings.count[which] > 3
    if closed.all():
        return rings.areas(which)
    areas = np.empty(len(which), dtype=object)
    areas[closed], areas[~closed] = rings.areas(which[closed]), rings.lines(which[~closed])
    return areas


def under_titles(
    scene: Scene, things: Things, wholes: Sequence[int], bare: Mapping[int, int], found: Mapping[int, tuple[int, str]]
) -> dict[int, set[int]]:
    """The containers with titles above them, with these: bare texts that lie in what they lie in, as is `found`."""
    titles: dict[int, set[int]] = defaultdict(set)
    texts = set(bare.values())
    for t, k in over(scene, [things.things[whole].main for whole in wholes]):
        if t in texts and found.get(things.of[t], (-1,))[0] == found.get(wholes[k], (-1,))[0]:
            titles[wholes[k]].add(t)
    return titles


def is_list(scene: Scene, texts: Sequence[int | None]) -> bool:
    """Whether what a container holds is three lines of text or more, of one size, and nothing else."""
    if len(texts) < LIST:
        return False
    words = [scene.elements[t] for t in texts if t is not None]
    sizes = [round(e.font_size / scene.unit, 1) for e in words if isinstance(e, Text) and "\n" not in e.text]
    return len(sizes) == len(texts) and len({*sizes}) == 1


LIST = 3
"""Texts of one size in a container with a title above it, from which none is its title."""

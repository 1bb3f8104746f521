"""Which text is written in which shape?

What comes in: a scene. What goes out: `Names`: for each text the shape it names, declared or by geometry.

Rules, by name:

1. `declared` – the text's `containerId` names a live shape.
2. `placed` – the text stands where the editor puts a bound text: in the middle, or padded against a side; so do
   several together that are the lines of one. What has others like it on both sides there, as the elements of a set
   have, names the shape only where no arrow or line ends among them.
3. `inside` – the text's centre lies in the shape, the shape holds nothing else, and it is the smallest such; so does
   one that stands by the only picture in a shape: an image, or a grouped icon without words. But where a title with
   a letter stands above the shape, and above no other like it, and the text close to the picture, the shape holds
   the picture and its name, but for a text in its very middle beside a picture in its corner.
4. `title` – the text stands by a picture in the corner of a shape that holds more (`emblems`).

::

    ┌───────────────┐   ┌───────────────┐   ┌──────────────────┐
    │     text      │   │ text          │   │ title   ┌──────┐ │   the last is a container: its title
    └───────────────┘   └───────────────┘   │         └──────┘ │   is decided with the containers
       placed (2)           inside (3)      └──────────────────┘
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set

import numpy as np
import shapely

from graphkit.analysis import emblems, titles
from graphkit.analysis.scene import Scene
from graphkit.elements import Element, Image, Text, Value
from graphkit.rings import AT_MOST, NOISE, Floats, step


class Names(Value, frozen=True):
    """What is written in what; element indices."""

    shape_of: dict[int, int]
    rule: dict[int, str]
    around: dict[int, int]
    """The smallest shape around each text, whether it is named by it or not."""
    inner: dict[int, int]
    """How many other shapes lie in each shape, but for a picture."""
    pictures: dict[int, int]
    """The shape around each picture, or each shape in it, that has its name beside the picture."""
    apart: frozenset[int] = frozenset()
    """Shapes that are part of another, but lie outside of it (`tabs`)."""


def find(scene: Scene) -> Names:
    """The shape each text names, and the smallest shape around it."""
    shape_of: dict[int, int] = {}
    rule: dict[int, str] = {}
    shapes = list(scene.shapes)
    known = set(shapes)
    for t in scene.texts:
        text = scene.elements[t]
        if isinstance(text, Text) and text.container_id is not None:
            owner = scene.index.get(text.container_id)
            if owner in known:
                shape_of[t], rule[t] = owner, "declared"  # Rule 1
    if not shapes or not scene.texts:
        return Names(shape_of, rule, {}, {}, {})
    rings = scene.rings()
    extents, sizes = rings.extents, step(rings.sizes / scene.unit**2)
    is_shape, is_text = np.zeros((2, len(scene.elements)), dtype=bool)
    is_shape[shapes] = is_text[list(scene.texts)] = True
    held, holder = scene.held()
    shaped = is_shape[holder] & is_shape[held]
    larger = step(sizes[holder[shaped]] - scene.limits.larger * sizes[held[shaped]]) > 0
    inner = counted(holder[shaped][larger].tolist())
    worded = is_shape[holder] & is_text[held]
    holders: dict[int, list[int]] = {}
    for t, shape in zip(held[worded].tolist(), holder[worded].tolist(), strict=True):
        holders.setdefault(t, []).append(shape)
    around, best = innermost(scene, holders, sizes, shape_of)
    pictures: dict[int, int] = {}
    found, captions = pictured(scene, inner, holders)
    for shape, t, picture in found:
        if shape_of.setdefault(t, shape) == shape:
            rule.setdefault(t, "inside")  # Rule 3
            pictures |= dict.fromkeys(picture, shape)
            del inner[shape]
    taken = {shape for away, shape in best.values() if away < 2}
    for shape, t, image in emblems.find(scene, shape_of, around):
        if shape not in taken:
            shape_of[t], rule[t] = shape, "title"  # Rule 4
            pictures[image] = shape
    crowd = counted(shape for _, shape in best.values())
    for t, shape, way in blocks(scene, extents, inner, {t: s for t, (_, s) in best.items() if crowd[s] > 1}):
        if t not in shape_of:
            shape_of[t], rule[t] = shape, way
    listed = among_others(scene, {t: s for t, (_, s) in best.items() if crowd[s] > 2}, best, shape_of)
    for t, (away, shape) in best.items():
        if t in shape_of or t in listed or t in captions:
            continue
        if away < 2:
            shape_of[t], rule[t] = shape, "placed"  # Rule 2
        elif crowd[shape] == 1 and shape not in inner:
            shape_of[t], rule[t] = shape, "inside"  # Rule 3
    return Names(shape_of, rule, around, inner, pictures)


def innermost(
    scene: Scene, holders: Mapping[int, Sequence[int]], sizes: Floats, known: Container[int]
) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
    """The smallest shape around each text, and how far the text is out of place (`misplaced`) in which.

    Of texts whose shape is `known`, that is asked only where there are several.
    """
    extents = scene.rings().extents
    around: dict[int, int] = {}
    best: dict[int, tuple[int, int]] = {}
    for t, several in holders.items():
        if len(several) == 1:
            around[t] = several[0]
            best[t] = misplaced(scene, extents[t], extents[several[0]]) if t not in known else 0, several[0]
        else:
            size = dict(zip(several, sizes[several].tolist(), strict=True))
            # Of several that are as large, the one drawn last is on top.
            around[t] = min(several, key=lambda s: (size[s], -s))
            away, _, shape = min((misplaced(scene, extents[t], extents[s]), size[s], -s) for s in several)
            best[t] = away, -shape
    return around, best


def pictured(
    scene: Scene, inner: Mapping[int, int], holders: Mapping[int, Sequence[int]]
) -> tuple[list[tuple[int, int, list[int]]], set[int]]:
    """Shapes that hold one picture, one text beside it and no arrow: the shape, the text, the shapes in the picture.

    And the texts in those that have their title above them.

    ::

        ┌───────────────┐
        │ ┌───┐         │
        │ │ ☁ │  text   │
        │ └───┘         │
        └───────────────┘
    """
    words: dict[int, list[int]] = {}
    for t, several in holders.items():
        for shape in several:
            words.setdefault(shape, []).append(t)
    boxes = {shape for shape in inner if len(words.get(shape, ())) == 1}
    if not boxes:
        return [], set()
    held, holder = scene.held()
    within: dict[int, list[int]] = {shape: [] for shape in sorted(boxes)}
    texts = set(scene.texts)
    for i, shape in zip(held.tolist(), holder.tolist(), strict=True):
        if shape in boxes and i != shape and i not in texts:
            within[shape].append(i)
    # A group with words or arrows is more than a picture.
    spoken = {group for i in (*scene.texts, *scene.arrows) for group in scene.elements[i].group_ids}
    found = [
        (shape, words[shape][0], members)
        for shape, members in within.items()
        if len(members) == inner[shape] and words.keys().isdisjoint(members)
        and is_picture(scene, shape, members, spoken)
    ]  # fmt: skip
    without = with_arrows(scene, [shape for shape, _, _ in found])
    found = [one for one in found if one[0] not in without]
    titled = with_titles(scene, [shape for shape, _, _ in found], holders) & by_pictures(scene, found)
    return [one for one in found if one[0] not in titled], {t for shape, t, _ in found if shape in titled}


def with_titles(scene: Scene, shapes: Sequence[int], holders: Mapping[int, Sequence[int]]) -> set[int]:
    """Those of some shapes above which a title stands, where no other of them is as large and has none.

    What stands in something else, or where an arrow or a line is, is none, nor is a number: it counts shapes.
    """
    over = [(t, k) for t, k in titles.over(scene, shapes) if has_letter(scene.elements[t])]
    if not over:
        return set()
    held, holder = scene.held()
    around: dict[int, set[int]] = {shape: set() for shape in shapes}
    for one, whole in zip(held.tolist(), holder.tolist(), strict=True):
        if one in around:
            around[one].add(whole)
    over = [(t, k) for t, k in over if around[shapes[k]].issuperset(holders.get(t, ()))]
    drawn = scene.drawn((*scene.arrows, *scene.lines))
    at, _ = shapely.STRtree(drawn).query(scene.areas([t for t, _ in over]), "dwithin", scene.px(scene.limits.touches))
    met = set(at.tolist())
    titled = {shapes[k] for n, (_, k) in enumerate(over) if n not in met}
    boxes = scene.rings().boxes[list(shapes)]
    sides = dict(zip(shapes, (boxes[:, 2:] - boxes[:, :2]) / scene.unit, strict=True))
    plain = np.array([sides[shape] for shape in shapes if shape not in titled]).reshape(-1, 2)
    most = scene.limits.stack_alike
    return {
        shape for shape in titled
        if not (step(np.abs(plain - (own := sides[shape])) - most * np.maximum(plain, own)) <= 0).all(axis=1).any()
    }  # fmt: skip


def has_letter(element: Element) -> bool:
    """Whether a text has a letter."""
    return isinstance(element, Text) and any(map(str.isalpha, element.text))


def by_pictures(scene: Scene, found: Sequence[tuple[int, int, list[int]]]) -> set[int]:
    """Those of some shapes in which the text stands by the picture, as its own name does, and not as the shape's."""
    reach = scene.px(scene.limits.caption_reach)
    return {
        shape for shape, text, members in found
        if shapely.dwithin(scene.areas([text])[0], scene.areas(members), reach).any()
        and not cornered(scene, shape, text, members)
    }  # fmt: skip


def cornered(scene: Scene, shape: int, text: int, picture: Sequence[int]) -> bool:
    """Whether a picture stands in a corner of a shape, and a text in the very middle."""
    middle, own = scene.rings().centres[[shape, text]]
    boxes = scene.rings().boxes[list(picture)]
    before, behind = boxes[:, 2:].max(axis=0) - middle, middle - boxes[:, :2].min(axis=0)
    aside = step(np.minimum(before, behind) / scene.unit) < 0
    return bool(aside.all() and (step(np.abs(own - middle) / scene.unit) <= scene.limits.name_placed).all())


def with_arrows(scene: Scene, shapes: Sequence[int]) -> set[int]:
    """Those of some shapes that hold whole arrows."""
    rings, arrows = scene.rings(), np.array(scene.arrows, dtype=np.intp)
    if not shapes or not len(arrows):
        return set()
    which, k = rings.around(rings.centres[arrows], shapes)
    whole = rings.within(arrows[which], np.array(shapes)[k], NOISE)
    return {shapes[n] for n in k[whole].tolist()}


def is_picture(scene: Scene, shape: int, members: Sequence[int], spoken: Set[str]) -> bool:
    """Whether the elements in a shape that is none itself are an image, or shapes of one group that is not `spoken`."""
    elements = [scene.elements[i] for i in members]
    if isinstance(scene.elements[shape], Image):
        return False
    if len(elements) == 1 and isinstance(elements[0], Image):
        return True
    groups = set(elements[0].group_ids).difference(scene.elements[shape].group_ids, spoken)
    return bool(groups.intersection(*[element.group_ids for element in elements]))


def blocks(
    scene: Scene, extents: Sequence[Sequence[float]], inner: Mapping[int, int], shape_of: Mapping[int, int]
) -> Iterator[tuple[int, int, str]]:
    """Texts that are the lines of one, which names a shape like any other; each with its shape, and the rule.

    ::

        ┌────────────────┐      ┌──────────────┐
        │ two lines that │      │ name: text  ◀│───   what arrows lead to by itself
        │ are one name   │      │ age: number ◀│───   is no line of the name
        └────────────────┘      └──────────────┘
    """
    within: dict[int, list[int]] = {}
    for t, shape in shape_of.items():
        within.setdefault(shape, []).append(t)
    found = {
        shape: texts for shape, texts in within.items()
        if len(texts) > 1 and are_lines(scene, [extents[t] for t in texts], [scene.elements[t] for t in texts])
    }  # fmt: skip
    meant = ended_in(scene, found) if found else set()
    for shape, texts in found.items():
        left, top, right, bottom = zip(*(extents[t] for t in texts), strict=True)
        placed = misplaced(scene, (min(left), min(top), max(right), max(bottom)), extents[shape]) < 2
        if shape not in meant and (placed or shape not in inner):
            yield from ((t, shape, "placed" if placed else "inside") for t in texts)


def among_others(
    scene: Scene, shape_of: Mapping[int, int], best: Mapping[int, tuple[int, int]], known: Container[int],
) -> set[int]:  # fmt: skip
    """Of texts that stand in a shape each, those in its middle with others of the same size on both sides of them.

    That is asked only of shapes in which arrows or lines end.

    ::

          ╭───╮
          │ 1─┼───▶
          │ 2─┼───▶   2 is no name of the set
          │ 3─┼───▶
          ╰───╯
    """
    within: dict[int, list[int]] = {}
    for t, shape in shape_of.items():
        within.setdefault(shape, []).append(t)
    asked = {t for t in shape_of if t not in known and best[t][0] < 2}
    found = {t for shape, texts in within.items() if not asked.isdisjoint(texts)
             for t in between(scene, texts, asked)}  # fmt: skip
    if found:
        meant = ended_in(scene, {best[t][1]: within[best[t][1]] for t in sorted(found)})
        found = {t for t in found if best[t][1] in meant}
    return found


def between(scene: Scene, texts: Sequence[int], asked: Set[int]) -> Iterator[int]:
    """Those `asked` for of some texts that have others of the same size right above and below, or at both sides."""
    sizes: dict[float, list[int]] = {}
    for t in texts:
        if isinstance(text := scene.elements[t], Text):
            sizes.setdefault(round(text.font_size / scene.unit, 1), []).append(t)
    for alike in sizes.values():
        boxes = scene.rings().boxes[alike]
        for t, own in zip(alike, boxes, strict=True):
            if t in asked and len(alike) > 2:
                # Before it, and behind it, along x and along y.
                before, behind = (
                    step((own[:2] - boxes[:, 2:]) / scene.unit) >= 0,
                    step((boxes[:, :2] - own[2:]) / scene.unit) >= 0,
                )
                level = ~(before | behind)[:, ::-1]
                if ((before & level).any(axis=0) & (behind & level).any(axis=0)).any():
                    yield t


def ended_in(scene: Scene, within: Mapping[int, Sequence[int]]) -> set[int]:
    """Those of some shapes in which arrows or lines end, or to words in which they are bound."""
    elements, shapes = scene.elements, list(within)
    shape_of = {elements[t].id: shape for shape, texts in within.items() for t in texts}
    bound = scene.bound()
    found = {shape for text, shape in shape_of.items() if text in bound}
    tips = scene.tips((*scene.arrows, *scene.lines))
    if len(tips):
        rings = scene.rings()
        which, k = rings.around(tips, shapes)
        deep = rings.off(tips, which, np.array(shapes)[k])[0] > scene.px(scene.limits.touches)
        found.update(shapes[n] for n in k[deep].tolist())
    return found


def are_lines(scene: Scene, boxes: Sequence[Sequence[float]], texts: Sequence[Element]) -> bool:
    """Whether texts of one size stand close below each other, with their left or right sides or middles aligned."""
    first = texts[0]
    if not isinstance(first, Text):
        return False
    size, slack = first.font_size, scene.limits.name_line
    for text in texts[1:]:
        if not isinstance(text, Text) or text.angle != first.angle or abs(text.font_size - size) > 0.1 * size:
            return False
    # Across the lines, and along them: words that are turned by a quarter stand beside each other.
    down, along = (1, 0) if abs(math.sin(first.angle)) <= math.sqrt(0.5) else (0, 1)
    order = sorted(boxes, key=lambda box: box[down])
    if any(abs(two[down] - one[down + 2]) > slack * size for one, two in itertools.pairwise(order)):
        return False
    sides = ([box[along] for box in boxes], [box[along + 2] for box in boxes],
             [(box[along] + box[along + 2]) / 2 for box in boxes])  # fmt: skip
    return any(max(side) - min(side) <= slack * size for side in sides)


def counted(numbers: Iterable[int]) -> dict[int, int]:
    """How often each number comes."""
    found: dict[int, int] = {}
    for number in numbers:
        found[number] = found.get(number, 0) + 1
    return found


def misplaced(scene: Scene, text: Sequence[float], shape: Sequence[float]) -> int:
    """0 where the text stands in the middle or centred at top or bottom, 1 padded to a side, 2 elsewhere; of boxes."""
    # What is at a limit is not within it, whichever way the last bit falls.
    middle, padding = (scene.px(limit) / AT_MOST for limit in (scene.limits.name_placed, scene.limits.name_padding))
    x0, y0, x1, y1 = text
    left, top, right, bottom = shape
    centred_x, centred_y = abs((x0 + x1) - (left + right)) / 2 < middle, abs((y0 + y1) - (top + bottom)) / 2 < middle
    padded_x, padded_y = abs(min(x0 - left, right - x1)) < padding, abs(min(y0 - top, bottom - y1)) < padding
    if centred_x and (centred_y or padded_y):
        return 0
    return 1 if padded_x and centred_y else 2

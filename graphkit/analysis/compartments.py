"""Which boxes are one thing in compartments, as classes and entities are drawn: a name above what it has?

What comes in: a scene, which text is written in which shape, and the elements that a person speaks of. What goes out:
the scene that knows which elements make up such a box, and the names with all that is written in it.

Rules, by number:

1. A rectangle with words, and nothing else, in compartments above each other. What divides it are straight lines from
   side to side, or rectangles in it that are as broad, and follow each other from its upper side.
2. Rectangles that stand on one another, as broad as each other, and nothing beside them, two or three of them.
3. The uppermost compartment with words has one line or two: the name. Those below list something: they have two lines
   or more, or are written as members are (`+ name`, `name()`, `name: type`, `id PK`). More than `MOST` compartments are
   rows, and what a rectangle divides is a card with a title, but for members; and rectangles on one another are layers,
   but for such as are in one group, written as members are, or against the left side, or two with `LISTED` lines or
   more in the lower. Where the uppermost is written as a member, too, with a line in each, they are alike: a stack of
   calls.
4. Where an arrow or a line ends well within the box, or is bound to one of the lines in it, it is these that are meant,
   and the box is none.
5. Of three rectangles or more on one another with a line each, that are several things, the uppermost is the head of a
   table, and the others are its rows, where it has a colour of its own, or they are written as members are.
6. Two rectangles on one another are a card where several in the drawing are so: the upper one is low (`card_title`),
   with one line, and the lower at least `card_body` times as high. It is in smaller type (`card_type`), or the upper
   has a colour of its own. What differs from such cards in the height of the lower one alone is one, too. Of several
   cards those count that a person speaks of, though they are read as that person says.

::

    ┌────────┐     ┌────────┐     ┌────────┐
    │  Name  │     │  Name  │     │ Stack  │
    ├────────┤     ├────────┤     ├────────┤
    │ field  │     │ field  │     │ Heap   │    the last is three things
    │ field  │     │ field  │     ├────────┤
    └────────┘     └────────┘     │ Code   │
        1              2          └────────┘ 3
"""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np

from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene, changed, is_bare
from graphkit.elements import Rectangle, Text, Value, with_fields
from graphkit.geometry import is_level
from graphkit.nearby import Nearby
from graphkit.rings import Floats

RULE = "compartment"
MOST = 3
"""Compartments of a box whose lines are not written as members are."""
HEAD = 2
"""Lines of a name: one, and what it is, as «interface»."""
LISTED = 3
"""Lines from which what stands under a name is a list, and no name of its own."""
ANGLES = 4
"""Angles at which boxes stand in one drawing, the most frequent."""
MEMBER = re.compile(r"[+\-#~•]\s?\w.*|\w+\(.*\).*|\w[\w. ]*\s?:\s?\w.*")
KEY = re.compile(r"(.*\W)?(PK|FK)(\W.*)?")


class Divided(Value, frozen=True):
    """A box in compartments."""

    main: int
    parts: tuple[int, ...]
    """What else it is drawn with: lines, and rectangles."""
    bands: tuple[tuple[int, ...], ...]
    """The texts in each compartment that has any, from above."""


def find(scene: Scene, names: Names, said: Set[int]) -> tuple[Scene, Names]:
    """The scene and the names with the boxes in compartments; the same where there are none."""
    within: dict[int, list[int]] = defaultdict(list)
    for t, shape in names.around.items():
        within[shape].append(t)
    boxes = [i for i in scene.shapes if type(scene.elements[i]) is Rectangle
             and i not in scene.pieces and (i in within or i in names.inner)]  # fmt: skip
    if not boxes or sum(len(within[i]) for i in boxes) < 2:
        return scene, names
    found: list[Divided] = []
    taken: set[int] = set()
    rows: dict[int, int] = {}
    turned = Counter(scene.elements[t].angle for i in boxes for t in within[i])
    for angle, _ in sorted(turned.items(), key=lambda one: (-one[1], one[0]))[:ANGLES]:
        upright = [i for i in boxes if is_level(scene.elements[i].angle - angle)]
        view = seen_at(scene, angle, upright, {i: within[i] for i in upright if i in within})
        lone = list(stacks(view, names))
        made = in_one(view, lone)
        for one in (*ruled(view, names), *made.values()):
            own = {one.main, *one.parts, *itertools.chain(*one.bands)}
            if taken.isdisjoint(own) and said.isdisjoint(own):
                found.append(one)
                taken |= own
        tables = [s for s in lone if s[0] not in made and said.isdisjoint(s) and is_table(view, s)]
        rows |= {row: head for head, *others in tables if taken.isdisjoint((head, *others)) for row in others}
    meant = ends_in(scene, found) if found else set()
    found = [one for one in found if one.main not in meant]
    if rows:
        scene = changed(scene, rows=rows)
    if not found:
        return scene, names
    shape_of, rule, inner = dict(names.shape_of), dict(names.rule), dict(names.inner)
    for one in found:
        inner.pop(one.main, None)
        for t in itertools.chain(*one.bands):
            if shape_of.get(t) not in (one.main, *one.parts):
                shape_of[t], rule[t] = one.main, RULE
    pieces = {**scene.pieces, **{one.main: one.parts for one in found if one.parts}}
    names = with_fields(names, shape_of=dict(sorted(shape_of.items())), rule=rule, inner=inner)
    return changed(scene, pieces=pieces), names


class View(Value, frozen=True):
    """What stands upright in a drawing as words at one angle see it."""

    scene: Scene
    angle: float
    boxes: Sequence[int]
    """Rectangles."""
    within: Mapping[int, Sequence[int]]
    """The texts in each."""
    sides: Sequence[Sequence[float]]
    """Left, top, right and bottom of every element."""

    def turned(self, points: Floats) -> Floats:
        """Points as they are seen."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        x, y = points[..., 0], points[..., 1]
        return np.stack([x * c + y * s, y * c - x * s], axis=-1)

    def upright(self, texts: Sequence[int]) -> bool:
        """Whether all of some texts stand upright, and none is a formula or in the cell of a table."""
        plain = all(isinstance(e := self.scene.elements[t], Text) and e.angle == self.angle for t in texts)
        return plain and self.scene.cells.isdisjoint(texts)


def seen_at(scene: Scene, angle: float, boxes: Sequence[int], within: Mapping[int, Sequence[int]]) -> View:
    """The view of words at an angle."""
    rings = scene.rings()
    return View(scene, angle, boxes, within, rings.turned(angle).tolist() if angle else rings.extents)


def in_one(view: View, stacks: Sequence[list[int]]) -> dict[int, Divided]:
    """Rules 2 and 6: what rectangles on one another make up, by the uppermost of those that are one box."""
    made = {stack[0]: as_one(view, stack) for stack in stacks}
    rest = [stack for stack in stacks if made[stack[0]] is None]
    cards = [stack for stack in rest if is_card(view, stack)]
    if cards:
        sure = {stack[0] for stack in cards}
        cards += alike(view, cards, [stack for stack in rest if stack[0] not in sure])
        pairs = sum(len(stack) == 2 and made[stack[0]] is not None for stack in stacks)
        if len(cards) + pairs > 1:
            made |= {stack[0]: whole(view, stack) for stack in cards}
    return {top: one for top, one in made.items() if one is not None}


def ruled(view: View, names: Names) -> Iterator[Divided]:
    """Rule 1: rectangles that lines or other rectangles divide."""
    scene, sides = view.scene, view.sides
    slack = scene.px(scene.limits.compartment_off)
    parts: dict[int, list[int]] = defaultdict(list)
    cuts: dict[int, list[float]] = defaultdict(list)
    for line, box, height in across(view, names, slack):
        parts[box].append(line)
        cuts[box].append(height)
    asked = [i for i in view.boxes if i in view.within and 0 < names.inner.get(i, 0) < MOST]
    held = inside_of(scene, asked) if asked else {}
    for box in sorted({*cuts, *held}):
        left, top, right, bottom = sides[box]
        texts = list(view.within.get(box, ()))
        down, inside = top, held.get(box, ())
        for inner in sorted(inside, key=lambda i: (round(sides[i][1] / scene.unit, 6), scene.elements[i].id)):
            x0, y0, x1, y1 = sides[inner]
            if inner in view.within and max(abs(x0 - left), abs(x1 - right), abs(y0 - down)) <= slack:
                parts[box].append(inner)
                cuts[box] += [y1] if bottom - y1 > slack else []
                texts += view.within[inner]
                down = y1
        broad = sum(type(scene.elements[i]) is Rectangle for i in parts.get(box, ()))
        # Nothing else lies in it.
        if not cuts.get(box) or names.inner.get(box, 0) != broad or len(inside) != broad:
            continue
        if len(texts) < 2 or not view.upright(texts):
            continue
        heights, bands = sorted(cuts[box]), defaultdict(list)
        for t in texts:
            bands[bisect_left(heights, (sides[t][1] + sides[t][3]) / 2)].append(t)
        # A line along the side of a rectangle divides no more than that.
        count = 2 + sum(two - one > slack for one, two in itertools.pairwise(heights))
        ordered = tuple(tuple(sorted(bands[k])) for k in sorted(bands))
        few = count <= MOST and not broad
        if listing(scene, ordered) and (few or as_members(scene, ordered[1:])):  # Rule 3
            yield Divided(box, tuple(sorted(parts[box])), ordered)


def across(view: View, names: Names, slack: float) -> Iterator[tuple[int, int, float]]:
    """The straight lines from the left side of a box to its right side, each with the box and how far down it is."""
    scene, sides = view.scene, view.sides
    boxes = [i for i in view.boxes if i in names.inner or len(view.within.get(i, ())) > 1]
    if not boxes:
        return
    straight = scene.limits.straight
    lines = [i for i in (*scene.lines, *scene.arrows) if is_bare(scene.elements[i])
             and math.dist(scene.paths[i][0], scene.paths[i][-1]) >= straight * scene.length(i) > 0]  # fmt: skip
    if not lines:
        return
    ends = view.turned(np.array([(scene.paths[i][0], scene.paths[i][-1]) for i in lines]))
    k, b = Nearby(np.array([sides[i] for i in boxes])).points(ends.mean(axis=1), 0.0)
    for n, box in zip(k.tolist(), (boxes[m] for m in b.tolist()), strict=True):
        (x0, y0), (x1, y1) = sorted(ends[n].tolist())
        left, top, right, bottom = sides[box]
        level = abs(y1 - y0) <= math.tan(math.radians(scene.limits.grid_slant)) * (x1 - x0)
        between = min(y0 - top, y1 - top, bottom - y0, bottom - y1) > slack / 2
        if level and between and abs(x0 - left) <= slack and abs(x1 - right) <= slack:
            yield lines[n], box, (y0 + y1) / 2


def inside_of(scene: Scene, boxes: Sequence[int]) -> dict[int, list[int]]:
    """The shapes in each of some boxes that are smaller than it."""
    asked, shapes, sizes = set(boxes), set(scene.shapes), scene.rings().sizes
    found: dict[int, list[int]] = defaultdict(list)
    for inner, box in zip(*(of.tolist() for of in scene.held()), strict=True):
        if box in asked and inner in shapes and inner != box and sizes[inner] < sizes[box]:
            found[box].append(inner)
    return found


def stacks(view: View, names: Names) -> Iterator[list[int]]:
    """Rectangles with words on one another, as broad as each other and nothing beside them, from above."""
    scene, sides = view.scene, view.sides
    slack = scene.px(scene.limits.compartment_off)
    boxes = [i for i in view.boxes if i in view.within and i not in names.inner]
    if len(boxes) < 2:
        return
    own = np.array([sides[i] for i in boxes])
    above: dict[int, list[int]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    one, two = Nearby(own).overlaps(own, slack)
    broad = (np.abs(own[two] - own[one])[:, [0, 2]] <= slack).all(axis=1)
    on = broad & (np.abs(own[two, 1] - own[one, 3]) <= slack) & (one != two)
    for a, b in zip(one[on].tolist(), two[on].tolist(), strict=True):
        below[a].append(b)
        above[b].append(a)
    if not below:
        return
    shared = np.minimum(own[one, 3], own[two, 3]) - np.maximum(own[one, 1], own[two, 1])
    meets = np.minimum(np.abs(own[two, 0] - own[one, 2]), np.abs(own[one, 0] - own[two, 2])) <= slack
    beside = set(one[meets & (shared > slack)].tolist())
    for top in sorted(below.keys() - above.keys()):
        stack = [top]
        while len(under := below.get(stack[-1], [])) == 1 and len(above[under[0]]) == 1:
            stack.append(under[0])
        if not under and beside.isdisjoint(stack):
            yield [boxes[n] for n in stack]


def as_one(view: View, stack: Sequence[int]) -> Divided | None:
    """Rule 2: rectangles on one another as one box in compartments, if they are one."""
    scene = view.scene
    bands = tuple(tuple(view.within[i]) for i in stack)
    if len(stack) > MOST or not all(map(view.upright, bands)) or not listing(scene, bands):
        return None
    grouped = set.intersection(*(set(scene.elements[i].group_ids) for i in stack))
    at_left = all(leftmost(view, i, band) for i, band in zip(stack[1:], bands[1:], strict=True))
    listed = len(stack) == 2 and len(written(scene, bands[1:])) >= LISTED
    alike = all(len(written(scene, [band])) == 1 for band in bands) and as_members(scene, bands[:1])
    members = as_members(scene, bands[1:]) and not alike
    if not (grouped or at_left or listed or members):  # Rule 3
        return None
    return whole(view, stack)


def whole(view: View, stack: Sequence[int]) -> Divided:
    """Rectangles on one another as one box in compartments."""
    scene = view.scene
    size = dict(zip(stack, np.round(scene.rings().sizes[list(stack)] / scene.unit**2, 3).tolist(), strict=True))
    main = max(stack, key=lambda i: (size[i], scene.elements[i].id))
    return Divided(main, tuple(i for i in stack if i != main), tuple(tuple(view.within[i]) for i in stack))


def is_card(view: View, stack: Sequence[int]) -> bool:
    """Rule 6: whether two rectangles on one another are a title and what it heads."""
    looks = looks_of(view, stack)
    return looks is not None and looks.title and looks.larger >= view.scene.limits.card_body


class Looks(Value, frozen=True):
    """What two rectangles on one another look like that may be a card."""

    title: bool
    """Whether the upper one is low, and differs from the lower one in the size of its type, or in colour."""
    larger: float
    """How many times as high as the upper one the lower one is."""
    high: float
    """Units that the upper one is high."""
    kind: tuple[float, str, str]
    """The size of the title's type in units, and both colours."""


def looks_of(view: View, stack: Sequence[int]) -> Looks | None:
    """The same of some rectangles on one another; None where they cannot be a card."""
    scene, bands = view.scene, [view.within[i] for i in stack]
    if len(stack) != 2 or len(written(scene, bands[:1])) != 1 or not all(map(view.upright, bands)):
        return None
    title, body = stack
    types = [max(e.font_size for t in band if isinstance(e := scene.elements[t], Text)) for band in bands]
    high, low = (view.sides[i][3] - view.sides[i][1] for i in (body, title))
    smaller = round(types[1] / types[0], 6) <= scene.limits.card_type
    colours = scene.elements[title].background_color, scene.elements[body].background_color
    small = round(low / types[0], 6) <= scene.limits.card_title
    return Looks(
        title=small and (smaller or colours[0] != colours[1]), larger=round(high / max(low, 1e-9), 6),
        high=round(low / scene.unit, 6), kind=(round(types[0] / scene.unit, 3), *colours),
    )  # fmt: skip


def alike(view: View, cards: Sequence[list[int]], others: Sequence[list[int]]) -> list[list[int]]:
    """Rule 6: those of the others that differ from cards in the height of what is below the title alone."""
    high: dict[tuple[float, str, str], list[float]] = defaultdict(list)
    for stack in cards:
        if (looks := looks_of(view, stack)) is not None:
            high[looks.kind].append(looks.high)
    share = view.scene.limits.card_alike
    least = {kind: (min(of) * (1 - share), max(of) * (1 + share)) for kind, of in high.items()}
    found = []
    for stack in others:
        looks = looks_of(view, stack)
        if looks is not None and looks.title and looks.kind in least:
            low, most = least[looks.kind]
            if round(low, 6) <= looks.high <= round(most, 6) and looks.larger >= 1 - share:
                found.append(stack)
    return found


def is_table(view: View, stack: Sequence[int]) -> bool:
    """Rule 5: whether the first of rectangles on one another is the head of a table, and the others are its rows."""
    scene, bands = view.scene, [view.within[i] for i in stack]
    if len(stack) < MOST or not all(map(view.upright, bands)):
        return False
    if any(len(written(scene, [band])) != 1 for band in bands):
        return False
    (name,), fills = written(scene, bands[:1]), [scene.elements[i].background_color for i in stack]
    coloured = (
        fills[0] not in fills[1:] and len({*fills[1:]}) == 1 and len(name) > 1 and not any(map(str.isdigit, name))
    )
    return coloured or (as_members(scene, bands[1:]) and not as_members(scene, bands[:1]))


def leftmost(view: View, box: int, texts: Sequence[int]) -> bool:
    """Whether texts stand at the left side of a box, and far from its right one."""
    scene, sides = view.scene, view.sides
    left = min(sides[t][0] for t in texts) - sides[box][0]
    right = sides[box][2] - max(sides[t][2] for t in texts)
    return round((right - 2 * max(left, 0.0)) / scene.unit, 6) > scene.limits.compartment_off


def written(scene: Scene, bands: Sequence[Sequence[int]]) -> list[str]:
    """The lines of all texts in some compartments."""
    texts = [e for band in bands for t in band if isinstance(e := scene.elements[t], Text)]
    return [words for text in texts for line in text.label.splitlines() if (words := line.strip())]


def listing(scene: Scene, bands: Sequence[Sequence[int]]) -> bool:
    """Rule 3: whether what is written in compartments is a name, and something that it has."""
    if len(bands) < 2 or len(written(scene, bands[:1])) > HEAD:
        return False
    return len(written(scene, bands[1:])) > len(bands) - 1 or as_members(scene, bands[1:])


def as_members(scene: Scene, bands: Sequence[Sequence[int]]) -> bool:
    """Whether half of the lines in compartments, or more, are written as members are, or one as a table's key."""
    lines = [line[:LINE] for line in written(scene, bands)]
    members = sum(MEMBER.fullmatch(line) is not None for line in lines)
    return 2 * members >= len(lines) > 0 or any(map(KEY.fullmatch, lines))


LINE = 200
"""Characters of a line that are looked at."""


def ends_in(scene: Scene, found: Sequence[Divided]) -> set[int]:
    """Rule 4: the boxes in which connectors end, or to a line in which they are bound."""
    bound, meant = scene.bound(), set()
    for one in found:
        texts = [e for t in itertools.chain(*one.bands) if isinstance(e := scene.elements[t], Text)]
        rows = [text for text in texts if text.container_id is None and len(text.label.splitlines()) == 1]
        if len(rows) > len(one.bands) - 1 and any(row.id in bound for row in rows):
            meant.add(one.main)
    parts = {i for one in found for i in one.parts}
    linear = [i for i in (*scene.arrows, *scene.lines) if i not in parts]
    if linear:
        tips = scene.tips(linear)
        own = ((one.main, i) for one in found for i in (one.main, *one.parts))
        rings, members = scene.rings(), [(main, i) for main, i in own if i in scene.outlines]
        which, k = rings.around(tips, [i for _, i in members])
        deep = rings.off(tips, which, np.array([members[n][1] for n in k.tolist()], dtype=np.intp))[0]
        meant.update(members[n][0] for n in k[deep > scene.px(scene.limits.compartment_deep)].tolist())
    return meant

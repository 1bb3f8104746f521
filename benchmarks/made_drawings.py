"""Drawings made to size, of several kinds, to see how time grows with them: the same ones every time.

What comes in: the name of a kind and a number of elements. What goes out: the bytes of an `.excalidraw` file with just
that many. They are laid out as people do: a drawing that is ten times as large covers ten times the area, and is no
denser. Only the drawings of `CROWDED` are not: there each element is near to all others, or leads to the same.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Point: TypeAlias = tuple[float, float]

WORDS = (
    "data",
    "model",
    "queue",
    "retry",
    "cache",
    "parse",
    "score",
    "merge",
    "train",
    "serve",
    "Größe",
    "流れ",
    "store",
)


def made(kind: str, count: int) -> bytes:
    """A drawing of a kind, with so many elements."""
    draw = {**KINDS, **CROWDED}[kind]
    elements = list(islice(draw(Pen(f"{kind} {count}"), count), count))
    assert len(elements) == count, f"{kind}: {len(elements)} elements instead of {count}"
    scene = {"type": "excalidraw", "version": 2, "source": "https://example.org", "elements": elements}
    return json.dumps(scene | {"appState": {}, "files": {}}, ensure_ascii=False).encode()


class Pen:
    """Makes one element after another, each with an id of its own."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # the same drawing every time, nothing secret
        self._count = 0

    def shape(self, type: str, at: Point, size: Point) -> Json:
        """A box with its upper left corner at a point."""
        number = self._count
        self._count += 1
        return {
            "id": f"{type}-{number}", "type": type, "x": round(at[0], 3), "y": round(at[1], 3),
            "width": round(size[0], 3), "height": round(size[1], 3), "angle": 0, "strokeColor": "#1e1e1e",
            "backgroundColor": "transparent", "fillStyle": "solid", "strokeWidth": 2, "strokeStyle": "solid",
            "roughness": 1, "opacity": 100, "groupIds": [], "frameId": None, "roundness": None, "isDeleted": False,
            "boundElements": [], "index": f"a{number:05x}", "seed": 7919 * number + 1, "version": 7,
            "versionNonce": 104729 * number + 1, "updated": 1_700_000_000_000, "link": None, "locked": False,
        }  # fmt: skip

    def text(self, middle: Point, *, size: float = 20) -> Json:
        """A word and a number, around a point."""
        words = f"{self.chance.choice(WORDS)} {self.chance.randrange(100)}"
        width, height = 0.55 * size * len(words), 1.25 * size
        element = self.shape("text", (middle[0] - width / 2, middle[1] - height / 2), (width, height))
        element |= {"text": words, "originalText": words, "fontSize": size, "fontFamily": 5, "lineHeight": 1.25}
        return element | {"textAlign": "left", "verticalAlign": "top", "containerId": None, "autoResize": True}

    def label(self, owner: Json, middle: Point, *, size: float = 20) -> Json:
        """Words that a shape or an arrow holds."""
        text = self.text(middle, size=size)
        owner["boundElements"].append({"id": text["id"], "type": "text"})
        return text | {"textAlign": "center", "verticalAlign": "middle", "containerId": owner["id"]}

    def line(self, type: str, points: Sequence[Point]) -> Json:
        """A line, an arrow without its head, or a stroke (`freedraw`) through points."""
        (x0, y0), xs, ys = points[0], [x for x, _ in points], [y for _, y in points]
        element = self.shape(type, (x0, y0), (max(xs) - min(xs), max(ys) - min(ys)))
        element["points"] = [[round(x - x0, 3), round(y - y0, 3)] for x, y in points]
        if type == "freedraw":
            return element | {"pressures": [], "simulatePressure": True}
        return element | {"startBinding": None, "endBinding": None, "startArrowhead": None, "endArrowhead": None}

    def arrow(self, start: Point, end: Point, *, gap: float = 0) -> Json:
        """A straight arrow, both ends so many px short."""
        far = math.dist(start, end) or 1.0
        dx, dy = gap * (end[0] - start[0]) / far, gap * (end[1] - start[1]) / far
        arrow = self.line("arrow", [(start[0] + dx, start[1] + dy), (end[0] - dx, end[1] - dy)])
        return arrow | {"endArrowhead": "arrow", "elbowed": False}

    def bound_arrow(self, start: Json, end: Json) -> Json:
        """An arrow from side to side of two shapes, bound to both."""
        arrow = self.arrow(side(start, end), side(end, start))
        for name, shape in (("startBinding", start), ("endBinding", end)):
            arrow[name] = {"elementId": shape["id"], "focus": 0, "gap": 5}
            shape["boundElements"].append({"id": arrow["id"], "type": "arrow"})
        return arrow


def middle(element: Json) -> Point:
    """The middle of an element's box."""
    left, top = (min((point[k] for point in element.get("points", ())), default=0) for k in (0, 1))
    return element["x"] + left + element["width"] / 2, element["y"] + top + element["height"] / 2


def side(element: Json, other: Json) -> Point:
    """The middle of the side that faces another element, 5 px off: left or right, or, of those in one column, below."""
    (x, y), (there, below) = middle(element), middle(other)
    if abs(there - x) < element["width"] / 2:
        return x, y + math.copysign(element["height"] / 2 + 5, below - y)
    return x + math.copysign(element["width"] / 2 + 5, there - x), y


# Kinds: each yields elements without end, or at least as many as are asked for. What an element refers to comes before
# it, so that a drawing may end anywhere.


def bound_boxes(pen: Pen, count: int) -> Iterator[Json]:
    """Boxes on a grid, their words and arrows bound to them, every other arrow with a bound label."""
    columns = math.ceil(math.sqrt(count / 3.5))
    boxes: list[Json] = []
    for number in range(count):
        box = pen.shape("rectangle", (300.0 * (number % columns), 180.0 * (number // columns)), (140, 70))
        boxes.append(box)
        yield box
        yield pen.label(box, middle(box))
        if number:
            # From the left, or, at the beginning of a row, from above.
            yield (arrow := pen.bound_arrow(boxes[number - 1 if number % columns else number - columns], box))
            if number % 2:
                yield pen.label(arrow, middle(arrow), size=16)


def loose_words(pen: Pen, count: int) -> Iterator[Json]:
    """Words on an uneven grid, arrows that stop short of them, every third with a label beside it; nothing bound."""
    columns = math.ceil(math.sqrt(count / 2.3))
    before: Json | None = None
    for number in range(count):
        across, down = number % columns, number // columns
        word = pen.text((320 * across + pen.chance.uniform(-20, 20), 130 * down + pen.chance.uniform(-30, 30)))
        yield word
        if before is not None and across:
            yield (arrow := pen.arrow(side(before, word), side(word, before), gap=12))
            if number % 3 == 0:
                x, y = middle(arrow)
                yield pen.text((x, y - 24), size=14)
        before = word


def nested_boxes(pen: Pen, count: int) -> Iterator[Json]:
    """Boxes with a title, each around four others, down to boxes with a word; arrows between those."""

    def inside(depth: int, corner: Point) -> Iterator[Json]:
        box = pen.shape("rectangle", corner, (_nest_side(depth), _nest_side(depth)))
        yield box
        if depth == 0:
            yield pen.text(middle(box))
            return
        yield pen.text((corner[0] + 60, corner[1] + 24))
        step = _nest_side(depth - 1) + 80
        for across, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
            yield from inside(depth - 1, (corner[0] + 40 + across * step, corner[1] + 60 + down * step))
        if depth == 1:
            y = corner[1] + 60 + _nest_side(0) / 2 + 30
            left = corner[0] + 40 + _nest_side(0)
            yield pen.arrow((left + 6, y), (left + 74, y))
            yield pen.arrow((left + 6, y + step), (left + 74, y + step))

    depth = 0
    while sum(4**level * (4 if level == 1 else 2) for level in range(depth + 1)) < count:
        depth += 1
    yield from inside(depth, (0, 0))


def _nest_side(depth: int) -> float:
    return 140 if depth == 0 else 2 * _nest_side(depth - 1) + 180


def pen_strokes(pen: Pen, count: int) -> Iterator[Json]:
    """Typed words in rings of the pen, strokes from ring to ring with a head drawn to them, and handwriting below."""
    columns = math.ceil(math.sqrt(count / 7))
    turns = [math.tau * step / 40 for step in range(41)]
    for number in range(count):
        x, y = 360.0 * (number % columns), 240.0 * (number // columns)
        yield pen.text((x, y))
        yield pen.line("freedraw", [(x + 90 * math.cos(t), y + 50 * math.sin(t)) for t in turns])
        for letter in range(4):
            left, phase = x + 25 * letter - 50, pen.chance.uniform(0, 6)
            yield pen.line("freedraw", [(left + t, y + 90 + 12 * math.sin(phase + t / 3)) for t in range(20)])
        if number % columns:
            shaft = [(x - 260 + 10 * t, y + pen.chance.uniform(-2, 2)) for t in range(17)]
            tip = shaft[-1]
            yield pen.line("freedraw", [*shaft, (tip[0] - 16, tip[1] - 12), tip, (tip[0] - 16, tip[1] + 12)])


def crossing_arrows(pen: Pen, count: int) -> Iterator[Json]:
    """Boxes on a grid, and loose arrows between boxes some rows and columns apart, each crossing some thirty others."""
    columns = math.ceil(math.sqrt(count / 4))
    boxes: dict[tuple[int, int], Json] = {}
    for number in range(count):
        across, down = number % columns, number // columns
        box = boxes[across, down] = pen.shape("ellipse", (200 * across, 160 * down), (110, 60))
        yield box
        yield pen.text(middle(box), size=16)
        for _ in range(2):
            other = boxes.get((across + pen.chance.randint(-5, 5), down - pen.chance.randint(1, 5)))
            if other is not None:
                yield pen.arrow(middle(other), middle(box), gap=45)


def trees_of_lines(pen: Pen, count: int) -> Iterator[Json]:
    """One tree of words without boxes: from each word a trunk to a bar, and from the bar a branch to each of four."""
    depth = 1
    while sum(4**level for level in range(depth + 1)) * 2.5 < count:
        depth += 1
    # By generations, so that a drawing that ends early is a tree as well.
    wide = 130.0 * 4**depth
    yield pen.text((wide / 2, 0))
    for level in range(depth):
        width, y = wide / 4**level, 150.0 * level
        for number in range(4**level):
            left = number * width
            yield pen.line("line", [(left + width / 2, y + 18), (left + width / 2, y + 70)])
            yield pen.line("line", [(left + width / 8, y + 70), (left + width * 7 / 8, y + 70)])
            for child in range(4):
                x = left + width * (2 * child + 1) / 8
                yield pen.line("line", [(x, y + 70), (x, y + 130)])
                yield pen.text((x, y + 150))


def table(pen: Pen, count: int) -> Iterator[Json]:
    """One table: lines between the rows and the columns, and a word in each cell."""
    columns = math.ceil(math.sqrt(count))
    for across in range(columns + 1):
        yield pen.line("line", [(150.0 * across, 0), (150.0 * across, 60.0 * columns)])
    for down in range(columns + 1):
        yield pen.line("line", [(0, 60.0 * down), (150.0 * columns, 60.0 * down)])
    for number in range(count):
        yield pen.text((150.0 * (number % columns) + 75, 60.0 * (number // columns) + 30))


def sequences(pen: Pen, count: int) -> Iterator[Json]:
    """One sequence diagram: twelve participants with their lifelines, and arrows with words from one to another."""
    bottom = 60.0 * count / 2 + 200
    for number in range(12):
        box = pen.shape("rectangle", (260.0 * number, 0), (150, 60))
        yield box
        yield pen.label(box, middle(box))
        yield pen.line("line", [(260.0 * number + 75, 62), (260.0 * number + 75, bottom)])
    for number in range(count):
        start, end = pen.chance.sample(range(12), 2)
        y = 130.0 + 60 * number
        yield pen.arrow((260.0 * start + 75, y), (260.0 * end + 75, y))
        yield pen.text((130.0 * (start + end) + 75, y - 14), size=16)


def spokes(pen: Pen, count: int) -> Iterator[Json]:
    """One circle in the middle, and an arrow from it to each of the words around, which lie as a sunflower's seeds."""
    hub = pen.shape("ellipse", (-100, -100), (200, 200))
    yield hub
    yield pen.text((0, 0))
    for number in range(1, count):
        turn, far = number * math.pi * (3 - math.sqrt(5)), 300 * math.sqrt(number)
        x, y = far * math.cos(turn), far * math.sin(turn)
        yield pen.arrow((110 * math.cos(turn), 110 * math.sin(turn)), (x, y), gap=50)
        yield pen.text((x, y))


def pile(pen: Pen, count: int) -> Iterator[Json]:
    """All kinds of elements over each other on one sheet, whatever their number."""
    return scattered(pen, 3000, 2000)


def heap(pen: Pen, count: int) -> Iterator[Json]:
    """All kinds of elements at one place, no larger than the largest of them."""
    return scattered(pen, 150, 100)


def scattered(pen: Pen, width: float, height: float) -> Iterator[Json]:
    """Boxes, words, arrows, lines and strokes anywhere in a field, without end."""

    def somewhere() -> Point:
        return pen.chance.uniform(0, width), pen.chance.uniform(0, height)

    while True:
        yield pen.shape(pen.chance.choice(["rectangle", "ellipse", "diamond"]), somewhere(), (140, 70))
        yield pen.text(somewhere())
        yield pen.arrow(somewhere(), somewhere())
        yield pen.line("line", [somewhere(), somewhere(), somewhere()])
        x, y = somewhere()
        yield pen.line("freedraw", [(x + 4 * t, y + 12 * math.sin(t)) for t in range(20)])


def onion(pen: Pen, count: int) -> Iterator[Json]:
    """Boxes one in another, each with its word in the room between the two, and none beside another."""
    for number in range(count):
        side = 200.0 * (count - number)
        box = pen.shape("rectangle", (-side / 2, -side / 2), (side, side))
        yield box
        yield pen.text((0, 50 - side / 2))


Kind: TypeAlias = Callable[[Pen, int], Iterator[Json]]

KINDS: dict[str, Kind] = {
    "bound boxes": bound_boxes,
    "loose words": loose_words,
    "nested boxes": nested_boxes,
    "pen strokes": pen_strokes,
    "crossing arrows": crossing_arrows,
    "trees of lines": trees_of_lines,
    "table": table,
    "sequences": sequences,
}
CROWDED: dict[str, Kind] = {"spokes": spokes, "pile": pile, "onion": onion, "heap": heap}

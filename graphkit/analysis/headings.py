"""Which text heads a row or a column of things?

What comes in: a scene, the things that stand in the drawing, and the free texts that nothing else claims. What goes
out: rows and columns with their heading.

Everything is seen in the text's own frame, so a turned drawing is read alike. Rules, by name:

1. `row` – the text stands left of at least two things whose middles lie in one band with the text's, nothing in
   between; the band ends where the next gap is much wider than those before it.
2. `column` – the same, above and downwards.
3. Several texts may want the same things: the nearest gets them. A text that could head both a row and a column heads
   that whose other headings are aligned with it, then the nearer.

::

    heading    ┌───┐   ┌───┐   ┌───┐          heading   heading
               └───┘   └───┘   └───┘           ┌───┐     ┌───┐
    heading    ┌───┐   ┌───┐                   └───┘     └───┘
               └───┘   └───┘                   ┌───┐     ┌───┐
                 rows (1)                      └───┘     └───┘   columns (2)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graphkit.analysis.reading_order import upright
from graphkit.analysis.scene import Scene
from graphkit.elements import Point

WIDER = 3.0
"""A gap that many times as wide as the widest before it ends a row."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A text and what it heads; things by their position."""

    text: int
    rule: Literal["row", "column"]
    members: tuple[int, ...]
    distance: float


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands in a frame: along the row, and across it."""

    low: float
    high: float
    near: float
    far: float


def find(scene: Scene, texts: Sequence[int], things: dict[int, list[Point]]) -> list[Headed]:
    """The rows and columns; `things` gives the outline of each thing that may stand in one."""
    rows = {t: line(scene, t, things, "row") for t in texts}
    columns = {t: line(scene, t, things, "column") for t in texts}
    chosen: list[Headed] = []
    for t in texts:
        options = [headed for headed in (rows[t], columns[t]) if headed is not None]
        if options:
            chosen.append(min(options, key=lambda h: (-aligned(scene, h, rows, columns), h.distance, h.rule)))
    # Rule 3: a thing stands under one heading of a kind, the nearest.
    taken: dict[tuple[str, int], int] = {}
    result = []
    for headed in sorted(chosen, key=lambda h: (h.distance, scene.elements[h.text].id)):
        left = tuple(m for m in headed.members if (headed.rule, m) not in taken)
        if len(left) > 1:
            taken.update(((headed.rule, m), headed.text) for m in left)
            result.append(Headed(headed.text, headed.rule, left, headed.distance))
    return sorted(result, key=lambda h: h.text)


def aligned(scene: Scene, headed: Headed, rows: dict[int, Headed | None], columns: dict[int, Headed | None]) -> int:
    """How many other texts head lines of the same kind from the same side."""
    mine = place(scene.outlines[headed.text], scene.elements[headed.text].angle, headed.rule)
    count = 0
    for text, other in (rows if headed.rule == "row" else columns).items():
        if other is not None and text != headed.text:
            theirs = place(scene.outlines[text], scene.elements[headed.text].angle, headed.rule)
            overlap = min(mine.far, theirs.far) - max(mine.near, theirs.near)
            count += overlap > 0.3 * min(mine.far - mine.near, theirs.far - theirs.near)
    return count


def place(ring: Sequence[Point], angle: float, rule: Literal["row", "column"]) -> Box:
    """A ring's extent in the frame of a text turned by `angle`: across the line, and along it."""
    points = [upright(p, angle) for p in ring]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    if rule == "row":
        return Box(min(ys), max(ys), min(xs), max(xs))
    return Box(min(xs), max(xs), min(ys), max(ys))


def line(scene: Scene, text: int, things: dict[int, list[Point]], rule: Literal["row", "column"]) -> Headed | None:
    """The row or column that begins next to a text, where there is one (rules 1 and 2)."""
    angle = scene.elements[text].angle
    head = place(scene.outlines[text], angle, rule)
    centre = (head.low + head.high) / 2
    ahead = []
    for k, outline in things.items():
        box = place(outline, angle, rule)
        if box.near < head.far - 0.25 * scene.unit:
            continue
        half = (box.high - box.low) / 2
        if (head.low - half <= (box.low + box.high) / 2 <= head.high + half and box.low <= centre <= box.high) or (
            head.low <= (box.low + box.high) / 2 <= head.high
        ):
            ahead.append((box.near, box.far, k))
    ahead.sort(key=lambda item: (item[0], item[2]))
    if len(ahead) < 2 or ahead[0][0] - head.far > scene.limits.heading_reach * scene.unit:
        return None
    members, end, widest = [ahead[0][2]], ahead[0][1], 2.0 * scene.unit
    for near, far, k in ahead[1:]:
        gap = near - end
        if gap < -0.25 * scene.unit:
            break  # Side by side, and not one behind the other.
        if len(members) > 1 and gap > WIDER * widest:
            break
        members.append(k)
        widest, end = max(widest, gap), max(end, far)
    if len(members) < 2:
        return None
    return Headed(text, rule, tuple(members), ahead[0][0] - head.far)

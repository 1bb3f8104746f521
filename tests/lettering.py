"""Writes words with the pen, for drawings in tests.

What comes in: a word, where it begins, and how high its letters are. What goes out: its strokes, `ID.0`, `ID.1` and so
on. Letters are a person's: a bit uneven, the same way each time.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from drawing_builder import Piece, Point, freedraw

SPACE = 0.45
"""Heights between two words."""


def arc(x: float, y: float, wide: float, high: float, start: float, end: float) -> list[Point]:
    """Part of an ellipse around (x, y), from one angle to another, degrees."""
    angles = [math.radians(start + (end - start) * k / 12) for k in range(13)]
    return [(x + wide * math.cos(a), y + high * math.sin(a)) for a in angles]


ROUND = arc(0.22, 0.72, 0.2, 0.27, -30, -390)
LETTERS: dict[str, tuple[float, list[list[Point]]]] = {
    "a": (0.5, [[*ROUND, (0.42, 0.5), (0.43, 0.95), (0.5, 1)]]),
    "b": (0.5, [[(0.05, 0), (0.05, 1), *arc(0.25, 0.74, 0.2, 0.26, 180, 520)]]),
    "e": (0.45, [[(0.04, 0.72), (0.4, 0.7), *arc(0.22, 0.72, 0.2, 0.28, 0, -310)]]),
    "h": (0.45, [[(0.05, 0), (0.05, 1), (0.06, 0.65), (0.2, 0.47), (0.36, 0.55), (0.38, 1)]]),
    "i": (0.2, [[(0.08, 0.47), (0.08, 1)], [(0.08, 0.22), (0.1, 0.25), (0.09, 0.27)]]),
    "k": (0.45, [[(0.05, 0), (0.05, 1)], [(0.38, 0.45), (0.07, 0.72), (0.4, 1)]]),
    "l": (0.2, [[(0.08, 0), (0.08, 1)]]),
    "n": (0.44, [[(0.05, 0.47), (0.05, 1), (0.07, 0.62), (0.2, 0.47), (0.34, 0.58), (0.36, 1)]]),
    "o": (0.46, [arc(0.22, 0.73, 0.2, 0.27, -90, -460)]),
    "p": (0.5, [[(0.05, 0.47), (0.05, 1.35), (0.05, 0.6), *arc(0.24, 0.72, 0.2, 0.26, 200, 520)]]),
    "r": (0.36, [[(0.05, 0.47), (0.05, 1), (0.07, 0.65), (0.18, 0.49), (0.32, 0.5)]]),
    "s": (0.4, [[(0.34, 0.52), (0.2, 0.46), (0.06, 0.58), (0.2, 0.72), (0.34, 0.86), (0.2, 1), (0.03, 0.95)]]),
    "t": (0.4, [[(0.18, 0.1), (0.17, 0.9), (0.25, 1), (0.35, 0.97)], [(0.02, 0.42), (0.35, 0.4)]]),
    "u": (0.45, [[(0.05, 0.47), (0.06, 0.85), (0.2, 1), (0.36, 0.85), (0.38, 0.47), (0.39, 1)]]),
    "v": (0.4, [[(0.03, 0.47), (0.18, 1), (0.36, 0.47)]]),
    "x": (0.42, [[(0.04, 0.47), (0.36, 1)], [(0.36, 0.47), (0.03, 1)]]),
    "y": (0.42, [[(0.04, 0.47), (0.2, 0.95)], [(0.38, 0.47), (0.08, 1.35)]]),
    "1": (0.3, [[(0.15, 0), (0.15, 1)]]),
    "2": (0.48, [[(0.03, 0.2), (0.2, 0), (0.4, 0.2), (0.3, 0.5), (0.02, 1), (0.44, 0.98)]]),
    "3": (0.46, [[(0.05, 0.08), (0.25, 0), (0.38, 0.2), (0.15, 0.46), (0.4, 0.68), (0.25, 1), (0.03, 0.92)]]),
}
"""How wide each letter is, and its strokes; 0 is the top of a high letter, and 1 the line it stands on."""


def written(id: str, words: str, at: Point, height: float = 30, turn: float = 0) -> list[Piece]:
    """Words of the pen, from their upper left corner on; `turn` is an angle, degrees."""
    x, strokes = 0.0, list[list[Point]]()
    for k, letter in enumerate(words):
        if letter == " ":
            x += SPACE
            continue
        wide, drawn = LETTERS[letter]
        strokes += [[(x + 1.1 * px, py + 0.03 * math.sin(7 * k + 1)) for px, py in stroke] for stroke in drawn]
        x += 1.1 * wide + 0.15 + 0.04 * math.sin(5 * k)
    return [stroke_of(f"{id}.{k}", stroke, at, height, turn) for k, stroke in enumerate(strokes)]


def stroke_of(id: str, points: Sequence[Point], at: Point, height: float, turn: float = 0) -> Piece:
    """A stroke, with its points in heights from `at`."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return pen(id, *((at[0] + height * (x * c - y * s), at[1] + height * (x * s + y * c)) for x, y in points))


def wide(words: str, height: float = 30) -> float:
    """How wide words are, px, or a bit less."""
    return height * sum(SPACE if letter == " " else 1.1 * LETTERS[letter][0] + 0.15 for letter in words)


def pen(id: str, *corners: Point) -> Piece:
    """A stroke from corner to corner, with as many points as a pen leaves, and its jitter."""
    points = [corners[0]]
    for (ax, ay), (bx, by) in itertools.pairwise(corners):
        count = max(1, round(math.dist((ax, ay), (bx, by)) / 6))
        points += [(ax + (bx - ax) * k / count, ay + (by - ay) * k / count) for k in range(1, count + 1)]
    shaken = [(x + 0.3 * math.sin(1.7 * k), y + 0.3 * math.cos(2.3 * k)) for k, (x, y) in enumerate(points)]
    return freedraw(id, *((round(x, 2), round(y, 2)) for x, y in shaken))


def pen_arrow(id: str, start: Point, end: Point) -> list[Piece]:
    """An arrow of two strokes: the shaft, `ID`, and the head, `ID.head`."""
    (ax, ay), (bx, by) = start, end
    reach = math.dist(start, end)
    x, y = (bx - ax) / reach, (by - ay) / reach
    legs = [(bx - 14 * x - side * 8 * y, by - 14 * y + side * 8 * x) for side in (-1, 1)]
    middle = (ax + bx) / 2 - 0.03 * (by - ay), (ay + by) / 2 + 0.03 * (bx - ax)
    return [pen(id, start, middle, end), pen(f"{id}.head", legs[0], end, legs[1])]


def ring(id: str, centre: Point, wide: float, high: float) -> Piece:
    """A ring, a bit more than once around."""
    return pen(id, *arc(*centre, wide, high, -100, -475))


def dot(id: str, at: Point, size: float = 5) -> Piece:
    """A dot, scribbled."""
    turns = [(size * (0.4 + 0.3 * (k % 3)), 1.9 * k) for k in range(16)]
    return freedraw(id, *((round(at[0] + r * math.cos(a), 2), round(at[1] + r * math.sin(a), 2)) for r, a in turns))


def box(id: str, at: Point, wide: float, high: float) -> list[Piece]:
    """A box of four strokes, whose ends do not quite meet."""
    x, y = at
    return [
        pen(f"{id}.0", (x - 1, y + 2), (x + wide + 2, y - 1)),
        pen(f"{id}.1", (x + wide - 1, y - 2), (x + wide + 1, y + high + 2)),
        pen(f"{id}.2", (x + wide + 2, y + high - 1), (x - 2, y + high + 1)),
        pen(f"{id}.3", (x + 1, y + high + 2), (x - 1, y - 2)),
    ]


def person(id: str, at: Point, height: float = 100) -> list[Piece]:
    """A person: head, body, arms and legs."""
    x, y = at
    head = height * 0.14
    return [
        ring(f"{id}.0", (x, y - height / 2 + head), head, head),
        pen(f"{id}.1", (x, y - height / 2 + 2 * head), (x + 1, y + 0.12 * height)),
        pen(f"{id}.2", (x - 0.22 * height, y - 0.05 * height), (x + 0.22 * height, y - 0.08 * height)),
        pen(f"{id}.3", (x, y + 0.12 * height), (x - 0.2 * height, y + height / 2)),
        pen(f"{id}.4", (x + 1, y + 0.12 * height), (x + 0.2 * height, y + height / 2)),
    ]

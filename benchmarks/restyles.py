"""The ways in which people draw the same things otherwise.

What comes in: a drawing without what it declares, and what it declared (`bare`). What goes out: the same, drawn again
in one of the ways of `RESTYLES` (`restyled`): arrows, words or shapes are others, and mean what they meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import arrow_styles as arrows
import shape_styles as shapes
import word_styles as words
from bare import Bare, Restyle
from transforms import chance_of


def restyled(one: Bare, change: Restyle) -> Bare:
    """The drawing in another way; the same each time."""
    return change(one, chance_of(one.drawing))


def near_lines(one: Bare, chance: Random) -> Bare:
    """Lines without heads instead of arrows, whose ends stop 0 to 15 px short, each by itself."""
    return arrows.plain_lines(arrows.ends_moved(0.0, 15.0)(one, chance), chance)


RESTYLES: Mapping[str, Restyle] = {
    "as it is": lambda one, _: one,
    "ends pulled back by 0 to 40 px, each by itself": arrows.ends_moved(0.0, 40.0),
    "ends up to 20 px short, or as far beyond": arrows.ends_moved(-20.0, 20.0),
    "ends 8 px short and up to 10 px aside": arrows.ends_aside(10.0, 8.0),
    "arrows from middle to middle, below their shapes": arrows.from_middles,
    "arrows that begin at a dot": arrows.from_dots,
    "arrows in two pieces": arrows.in_two,
    "arrows in three pieces, from corner to corner": arrows.in_three,
    "arrows of the pen": arrows.by_pen,
    "lines with triangles for heads instead of arrows": arrows.with_triangles,
    "lines with two strokes for heads instead of arrows": arrows.with_strokes,
    "lines without heads instead of arrows": arrows.plain_lines,
    "the same, with ends 0 to 15 px short": near_lines,
    "numbers in circles on arrows": arrows.numbered,
    "numbers of steps beside arrows": arrows.stepped,
    "labels elsewhere along their arrows": words.labels_moved,
    "labels in boxes": words.labels_boxed,
    "each line of words by itself": words.line_by_line,
    "words 1.25 times as large": words.lettered(1.25),
    "words 0.7 times as large": words.lettered(0.7),
    "words stored 1.3 times as wide": words.stored(1.3),
    "words stored 0.75 times as wide": words.stored(0.75),
    "bare words instead of named shapes": shapes.without_boxes,
    "shapes of the pen": shapes.pen_boxes,
    "boxes of four lines": shapes.four_lines,
    "hexagons instead of boxes": shapes.hexagons,
    "cylinders instead of boxes": shapes.cylinders,
    "little people with names below instead of named shapes": shapes.little_people,
    "pictures with names below instead of named shapes": shapes.pictured,
    "names in a box along the top of theirs": shapes.headed,
    "a second border around each shape": shapes.doubled,
    "stacks of cards instead of shapes": shapes.cards,
    "numbers in circles on the corners of shapes": shapes.cornered,
    "1.5 times as wide, words as they were": shapes.stretched,
    "everything on a page with a title": shapes.on_a_page,
}

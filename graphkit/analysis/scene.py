"""A drawing sorted by what its elements can be, with their geometry.

What comes in: a Drawing. What goes out: a `Scene`: shapes, texts and linear elements with outlines and paths, and the
drawing's own unit of length, so that the same drawing at another scale is read alike.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

import numpy as np
import shapely

from graphkit.elements import (
    Arrow,
    Drawing,
    Element,
    Frame,
    Freedraw,
    Image,
    Line,
    MagicFrame,
    Point,
    Rectangle,
    Text,
    Unknown,
    Value,
    with_fields,
)
from graphkit.formulas import formula, in_words
from graphkit.geometry import corners_of, length, numbers, path
from graphkit.rings import Bools, Floats, Geometries, Ints, Rings
from graphkit.thresholds import Thresholds

FRAMES = frozenset((Frame, MagicFrame))
"""The kinds of elements that are areas of the drawing."""


class Scene(Value, frozen=True):
    """One drawing's elements by what they can be; all indices point into `elements`."""

    drawing: Drawing
    elements: tuple[Element, ...]
    index: dict[str, int]
    unit: float
    """px: the median font size, or what stands for it in a drawing without words."""
    shapes: tuple[int, ...]
    """Boxes, ellipses, diamonds, images, embedded pages, closed lines: no text, no frame."""
    frames: tuple[int, ...]
    texts: tuple[int, ...]
    """Words; also formulas, which are drawn as images."""
    arrows: tuple[int, ...]
    lines: tuple[int, ...]
    """Open lines."""
    strokes: tuple[int, ...]
    """Freehand."""
    outlines: dict[int, Sequence[float]]
    """Ring of every shape, frame and text: x and y of its corners, one after the other."""
    paths: dict[int, list[Point]]
    """Polyline of every arrow, line and stroke."""
    limits: Thresholds
    labelled: dict[int, int]
    """Texts that declare themselves the label of a linear element, and that element."""
    filled: dict[int, object]
    """Areas that were asked for already: an outline, once there, stays as it is."""
    lengths: dict[int, float]
    """Lengths of paths that were asked for already: a path, once there, stays as it is."""
    corners: dict[int, list[Point]]
    """Paths of strokes without jitter that were asked for already."""
    loops: dict[int, list[Point] | None]
    """What strokes enclose that come back to where they begin, or None, of those that were asked for already."""
    hooked: dict[int, list[Point] | None]
    """The ways of strokes that are arrows by themselves, or None, of those that were asked for already."""
    made: list[Rings]
    """What `rings` made, if it was asked."""
    found: list[tuple[Ints, Ints]]
    """What `held` found, if it was asked."""
    ornaments: tuple[int, ...] = ()
    """What a script drew to show the state of its map, and not a part of it; shapes of badges, lines of tables."""
    pieces: Mapping[int, tuple[int, ...]] = {}
    """Open lines that make a shape together: the one that stands for it, and the others."""
    cells: frozenset[int] = frozenset()
    """Texts that stand in the cells of a table."""
    badges: Mapping[int, float] = {}
    """Those of `labelled` that do not declare it, but stand in a badge, and how far that is from the connector, px."""
    words: frozenset[int] = frozenset()
    """Shapes that stand for words and sketches of the pen."""
    cardinalities: Mapping[int, tuple[int, int]] = {}
    """Texts that say how many there are at an end of an arrow or a line: that, and 0 for its start or 1 for its end."""
    breaks: Mapping[int, tuple[int, int]] = {}
    """Texts in the gap of a broken arrow: the piece with its head, and the other."""
    roles: Mapping[int, tuple[int, int]] = {}
    """Texts that say what a thing at an end of an arrow or a line is to the other: as `cardinalities`."""
    samples: Mapping[int, int] = {}
    """Arrows and lines that are samples in a legend, each with the text that says what it means."""
    heads: Mapping[int, int] = {}
    """Shapes, or the lines that make them, that are heads, each with the line or arrow that has it."""
    rows: Mapping[int, int] = {}
    """Shapes that are the rows of tables drawn as boxes, each with the head of its table."""
    ports: Mapping[int, int] = {}
    """Shapes that are ports with names of their own, each with the shape on whose border they are."""
    charts: tuple[tuple[int, int], ...] = ()
    """The two axes of each chart."""
    crowd: frozenset[int] = frozenset()
    """Those of `ornaments` that lie on one another too deep to be told apart."""

    def rings(self) -> Rings:
        """The outline of every element, or else its path; those that have neither lie at the origin."""
        if not self.made:
            outlines, paths, nowhere = self.outlines, self.paths, [(0.0, 0.0)]
            drawn = [
                outlines[i] if i in outlines else numbers(paths.get(i, nowhere)) for i in range(len(self.elements))
            ]
            self.made.append(Rings.of(list(itertools.chain.from_iterable(drawn)), [len(ring) // 2 for ring in drawn]))
        return self.made[0]

    def length(self, i: int) -> float:
        """How long the path of an arrow, a line or a stroke is, px."""
        found = self.lengths.get(i)
        if found is None:
            found = self.lengths[i] = length(self.paths[i])
        return found

    def smooth(self, which: Sequence[int]) -> list[list[Point]]:
        """The paths of strokes without jitter."""
        if new := [i for i in which if i not in self.corners]:
            drawn = shapely.simplify(self.drawn(new), self.limits.pen_smooth * self.unit, preserve_topology=False)
            points = list(map(tuple, shapely.get_coordinates(drawn).tolist()))
            last = np.cumsum(shapely.get_num_coordinates(drawn)).tolist()
            self.corners.update((i, points[start:end]) for i, start, end in zip(new, [0, *last], last, strict=False))
        return [self.corners[i] for i in which]

    def tips(self, which: Iterable[int]) -> Floats:
        """Where each of some arrows, lines and strokes begins and ends, in turn."""
        return np.array([tip for i in which for tip in (self.paths[i][0], self.paths[i][-1])])

    def bound(self) -> set[str | None]:
        """The ids of the elements that arrows declare."""
        arrows = [e for i in self.arrows if isinstance(e := self.elements[i], Arrow)]
        return {end.element_id for e in arrows for end in (e.start_binding, e.end_binding) if end is not None}

    def held(self) -> tuple[Ints, Ints]:
        """Every shape, frame and text with each shape and frame that its middle lies in, or on; elements, in order."""
        if not self.found:
            holders = np.array(sorted((*self.shapes, *self.frames)), dtype=np.intp)
            inner = np.array(sorted((*self.shapes, *self.frames, *self.texts)), dtype=np.intp)
            which, holder = self.rings().around(self.rings().centres[inner], holders)
            self.found.append((inner[which], holders[holder]))
        return self.found[0]

    def may_hold(self, rings: Rings, outer: Ints, inner: Ints, larger: Bools) -> Bools:
        """Which rings `outer[k]` may hold rings `inner[k]`: those that are `larger`, or leave a margin all around."""
        may, rest = larger.copy(), (~larger).nonzero()[0]
        may[rest] = rings.within(inner[rest], outer[rest], self.limits.container_margin * self.unit)
        return may

    def areas(self, which: Sequence[int]) -> Geometries:
        """The filled outlines of elements."""
        if new := list({i: i for i in which if i not in self.filled}):
            self.filled.update(zip(new, self.rings().areas(new), strict=True))
        found = np.empty(len(which), dtype=object)
        found[:] = [self.filled[i] for i in which]
        return found

    def drawn(self, which: Sequence[int]) -> Geometries:
        """The lines along the paths of elements without an outline, of two points or more."""
        return self.rings().lines(which)

    def px(self, units: float) -> float:
        """So many units in px, and a last bit more, so that float noise does not decide what lies just at a limit."""
        return (1 + 1e-9) * units * self.unit


def changed(scene: Scene, **fields: Any) -> Scene:
    """The scene with other values in some fields; what was made of the former is made anew when it is asked for."""
    made = [] if "outlines" in fields or "paths" in fields else scene.made
    return with_fields(scene, made=made, found=[], **fields)


def build(drawing: Drawing, limits: Thresholds) -> Scene:
    """Sort the elements of a drawing and compute their geometry."""
    index: dict[str, int] = {}
    elements: list[Element] = []
    shapes: list[int] = []
    frames: list[int] = []
    texts: list[int] = []
    arrows: list[int] = []
    lines: list[int] = []
    strokes: list[int] = []
    outlines: dict[int, Sequence[float]] = {}
    paths: dict[int, list[Point]] = {}
    ornaments: list[int] = []
    folds = folds_of(drawing)
    for element in drawing.elements:
        i, id = len(elements), element.id
        if id in index or type(element) is Unknown:
            continue
        index[id] = i
        elements.append(element)
        if id in folds or (element.custom and is_fence(element)):
            ornaments.append(i)
        # Exact types are told apart much faster than by patterns, and these have no subtypes.
        elif type(element) is Text:
            if element.label:
                texts.append(i)
                outlines[i] = corners_of(element)
        elif type(element) is Freedraw:
            paths[i] = path(element)
            strokes.append(i)
        elif type(element) is Arrow:
            paths[i] = path(element)
            arrows.append(i)
        elif type(element) is Line:
            points = path(element)
            if (element.polygon and len(points) > 3) or comes_back(points, limits):
                shapes.append(i)
                outlines[i] = numbers(points)
                if len(element.points) in (4, 5) and (drawn := as_rectangle(element, limits)):
                    elements[i], outlines[i] = drawn, corners_of(drawn)
            else:
                paths[i] = points
                lines.append(i)
        elif type(element) is Image and (words := formula(element, drawing)):
            elements[i] = in_words(element, words)
            texts.append(i)
            outlines[i] = corners_of(element)
        else:
            (frames if type(element) in FRAMES else shapes).append(i)
            outlines[i] = corners_of(element)
    labelled = labels_of(elements, texts, index, {*arrows, *lines})
    texts = [i for i in texts if i not in labelled]
    unit = unit_of(elements, texts, shapes, arrows, paths, limits)
    for i in texts:
        if isinstance(text := elements[i], Text) and not text.font_size:
            elements[i] = with_fields(text, font_size=unit)
    return Scene(
        drawing, tuple(elements), index, unit,
        tuple(shapes), tuple(frames), tuple(texts), tuple(arrows), tuple(lines), tuple(strokes), outlines, paths,
        limits, labelled, filled={}, lengths={}, corners={}, loops={}, hooked={}, made=[], found=[],
        ornaments=tuple(ornaments),
    )  # fmt: skip


def heads_of(element: Element) -> tuple[str | None, str | None]:
    """The heads at the start and at the end of an arrow or a line; nothing else has any."""
    return (element.start_arrowhead, element.end_arrowhead) if isinstance(element, Arrow | Line) else (None, None)


def is_bound(element: Element) -> bool:
    """Whether an arrow is bound to anything."""
    return isinstance(element, Arrow) and (element.start_binding is not None or element.end_binding is not None)


def is_bare(element: Element) -> bool:
    """Whether it is a line, or an arrow, without heads, that is bound to nothing."""
    return isinstance(element, Arrow | Line) and not any(heads_of(element)) and not is_bound(element)


def folds_of(drawing: Drawing) -> set[str]:
    """The ids of the signs that the mind-map script sets beside folded branches."""
    return {fold for e in drawing.elements if e.custom and isinstance(fold := e.custom.get("foldIndicatorId"), str)}


def is_fence(element: Element) -> bool:
    """Whether the mind-map script drew it around a part of the map."""
    return element.custom.get("isBoundary") is True


def labels_of(
    elements: Sequence[Element], texts: Sequence[int], index: Mapping[str, int], linear: Set[int]
) -> dict[int, int]:
    """The texts that say that they belong to an arrow or a line, each with that."""
    return {
        i: owner
        for i in texts
        if isinstance(text := elements[i], Text)
        and text.container_id is not None
        and (owner := index.get(text.container_id, -1)) in linear
    }


def comes_back(points: Sequence[Point], limits: Thresholds) -> bool:
    """Whether a line ends where it began, around some area."""
    return len(points) > 3 and math.dist(points[0], points[-1]) <= limits.closed * length(points)


def as_rectangle(line: Line, limits: Thresholds) -> Rectangle | None:
    """The rectangle that a closed line from corner to corner draws; None where it draws another shape."""
    xs, ys = zip(*line.points, strict=True)
    left, top = min(xs), min(ys)
    width, height = max(xs) - left, max(ys) - top
    spare = limits.corner_off * min(width, height)
    if line.roundness is not None:
        return None
    corners = [(at_side(x - left, width, spare), at_side(y - top, height, spare)) for x, y in line.points]
    ways = list(itertools.pairwise([*corners[:4], corners[0]]))
    if len({*corners}) != 4:
        return None
    # Each way leads along one side.
    if not all((x == other_x) != (y == other_y) for (x, y), (other_x, other_y) in ways):
        return None
    same = {name: getattr(line, name) for name in Element.__struct_fields__}
    return Rectangle(**same | {"x": line.x + left, "y": line.y + top, "width": width, "height": height})


def at_side(place: float, length: float, spare: float) -> bool | None:
    """Whether a place is at the far end of a length and not at its beginning; None where it is at neither."""
    return None if spare < place < length - spare else place > spare


def unit_of(
    elements: Sequence[Element],
    texts: Sequence[int],
    shapes: Sequence[int],
    arrows: Sequence[int],
    paths: dict[int, list[Point]],
    limits: Thresholds,
) -> float:
    """The drawing's unit of length in px: median font size, else a share of the median shape or arrow, the larger.

    Where there are none of these, a share of the median line, or what strokes of the pen tell.
    """
    sizes = [e.font_size for i in texts if isinstance(e := elements[i], Text) and e.font_size > 0]
    if sizes:
        return median(sizes)
    shape = median([math.sqrt(abs(elements[i].width * elements[i].height)) for i in shapes])
    arrow = median([length(paths[i]) for i in arrows])
    line = 0.0 if shape or arrow else median([length(paths[i]) for i in paths if elements[i].type == "line"])
    return max(0.2 * shape, 0.12 * arrow, 0.2 * line) or of_strokes(paths.values(), limits) or 20.0


def of_strokes(paths: Iterable[Sequence[Point]], limits: Thresholds) -> float:
    """The same where there is nothing but strokes of the pen: what letters, dots and loops tell, or long strokes."""
    sizes, long = [], []
    for drawn in paths:
        reach, chord = length(drawn), math.dist(drawn[0], drawn[-1])
        if reach <= limits.pen_bent * chord:
            long.append(reach)
        else:
            xs, ys = zip(*drawn, strict=True)
            short, side = sorted((max(xs) - min(xs), max(ys) - min(ys)))
            loop = chord <= limits.pen_closed * reach and 4 * math.pi * short * side >= limits.pen_round * reach**2
            sizes.append(limits.written_beside * side if loop else min(side, 2 * short))
    return max(1.25 * median(sizes), 0.2 * median(long))


def median(values: Sequence[float]) -> float:
    """The (upper) median; 0 where there are no values."""
    return sorted(values)[len(values) // 2] if values else 0.0

"""The drawing itself as SVG: each element simply, in its place, size and colour.

What comes in: a drawing, and the ground it is shown on. What goes out: SVG elements, in the drawing's order.

Whatever is drawn can be seen: a stroke that has too little contrast with what it stands on (the ground, or the fills
below it) gets a halo of the opposite tone.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import shapely

from graphkit import geometry
from graphkit.elements import (
    Arrow,
    Diamond,
    Drawing,
    Element,
    Ellipse,
    Frame,
    Freedraw,
    Image,
    Line,
    MagicFrame,
    Point,
    Text,
    with_fields,
)
from graphkit.formulas import formula, in_words
from graphkit.picture import colour
from graphkit.picture.colour import Rgb
from graphkit.picture.svg import Attributes, escaped, number, points, tag

Paint: TypeAlias = tuple[Rgb, float]

GREY: Rgb = (128, 128, 128)
"""Decoration; seen on white and on dark."""
_FAINTEST = 0.4
"""Least opacity that is shown, since what is nearly invisible may still mean something."""
_FONTS = {
    1: "Virgil, Excalifont, 'Segoe Print', 'Comic Sans MS', sans-serif",
    2: "Helvetica, Arial, 'Liberation Sans', sans-serif",
    3: "Cascadia, 'Cascadia Code', 'DejaVu Sans Mono', monospace",
    5: "Excalifont, Virgil, 'Segoe Print', 'Comic Sans MS', sans-serif",
    6: "Nunito, 'Segoe UI', 'DejaVu Sans', sans-serif",
    7: "'Lilita One', Impact, sans-serif",
    8: "'Comic Shanns', 'Comic Sans MS', 'DejaVu Sans Mono', monospace",
    9: "'Liberation Sans', Arial, sans-serif",
}
_BASELINE = 0.27
"""How far the baseline lies below the middle of its line, in font sizes: half of ascent less descent."""
_AT_ONCE = 128
"""Fills that are looked through in one step."""
_UNSEEN = math.log(1 / 256)
"""Of what shines through less, no colour tells."""
_OPAQUE, _CLEAREST = 1e-9, 0.92
"""Shares of what lies below a fill that it lets through, as far as it counts for when to stop: at 67 fills."""


class Sketch:
    """A drawing ready to be shown: each element's colours on its own ground."""

    def __init__(self, drawing: Drawing, decoration: frozenset[str] = frozenset()) -> None:
        self._decoration = decoration
        self._drawing = drawing
        self._elements = drawing.elements
        self._linear = {e.id for e in drawing.elements if isinstance(e, (Line, Arrow))}
        filled = [(z, e, paint) for z, e in enumerate(drawing.elements) if (paint := _fill(e)) is not None]
        self._fills = [paint for _, _, paint in filled]
        self._height = np.array([z for z, _, _ in filled], dtype=np.int64)
        self._areas = np.array([geometry.area(e) for _, e, _ in filled], dtype=object)
        below = self._fills_below(drawing.elements)
        bare = [ink for z, e in enumerate(drawing.elements) if not any(below[z]) and (ink := _ink(e)) is not None]
        self.ground = colour.ground_for(rgb for rgb, _ in bare)
        """What the whole drawing stands on: where most of the strokes that stand on nothing else are seen."""
        self._grounds = [{self._shown(fills) for fills in under} for under in below]

    def _fills_below(self, elements: Sequence[Element]) -> list[list[tuple[int, ...]]]:
        """For each element, and each of some points on it, the numbers of the fills seen below it, lowest first.

        They are looked for from the top down, some at a time, as far as something is seen through those above: of
        thousands that lie on one another few are.
        """
        samples = [_samples(e) for e in elements]
        at = np.array([p for own in samples for p in own], dtype=np.float64).reshape(-1, 2)
        height = np.array([z for z, own in enumerate(samples) for _ in own], dtype=np.int64)
        # As logarithms, of which sums are products: what each fill lets through, and all those over each point.
        clear = np.log(np.clip([1 - opacity for _, opacity in self._fills], _OPAQUE, _CLEAREST))
        through = np.zeros(len(at))
        found: list[list[int]] = [[] for _ in at]
        for low in reversed(range(0, len(self._fills), _AT_ONCE)):
            areas = self._areas[low : low + _AT_ONCE]
            left, top, right, bottom = shapely.total_bounds(areas)
            inside = ((left, top) <= at).all(axis=1) & (at <= (right, bottom)).all(axis=1)
            asking = np.flatnonzero(inside & (through > _UNSEEN) & (height > self._height[low]))
            points, fills = shapely.STRtree(areas).query(shapely.points(at[asking]), predicate="intersects")
            points, fills = asking[points], fills + low
            below = self._height[fills] < height[points]
            points, fills = points[below], fills[below]
            order = np.lexsort((-fills, points))
            points, fills = points[order], fills[order]
            passed = np.cumsum(clear[fills]) - clear[fills]
            passed += through[points] - passed[np.searchsorted(points, points)]
            seen = passed > _UNSEEN
            for point, fill in zip(points[seen].tolist(), fills[seen].tolist(), strict=True):
                found[point].append(fill)
            np.add.at(through, points, clear[fills])
        ends = itertools.accumulate(map(len, samples), initial=0)
        return [[tuple(fills[::-1]) for fills in found[start:end]] for start, end in itertools.pairwise(ends)]

    def _shown(self, fills: tuple[int, ...]) -> Rgb:
        seen = self.ground
        for fill in fills:
            seen = colour.over(*self._fills[fill], seen)
        return seen

    def halo(self, z: int, ink: Rgb, opacity: float) -> Rgb | None:
        """What must surround an ink to be seen where element number `z` stands, or None."""
        if all(colour.contrast(colour.over(ink, opacity, g), g) >= colour.VISIBLE for g in self._grounds[z]):
            return None
        return colour.opposite(ink)

    def draw(self) -> Iterator[str]:
        """One SVG group for each element that can be seen, in the drawing's order."""
        for z, element in enumerate(self._elements):
            if content := "".join(self._element(z, element)):
                yield tag("g", content, data_element=element.id)

    def _element(self, z: int, element: Element) -> Iterator[str]:
        ink = (GREY, 1.0) if element.id in self._decoration else _ink(element)
        halo = self.halo(z, *ink) if ink is not None else None
        match element:
            case Text():
                if element.container_id in self._linear:
                    # A line is interrupted by the words bound to it.
                    left, top, right, bottom = geometry.box(element)
                    under = colour.written(min(self._grounds[z]))
                    yield tag("rect", x=left, y=top, width=right - left, height=bottom - top, fill=under)
                if ink is not None:
                    yield _words(element, ink, halo)
            case Line() | Arrow() | Freedraw():
                yield from _linear(element, ink, halo)
            case Image() if (said := formula(element, self._drawing)) and ink is not None:
                yield _words(_filling(in_words(element, said)), ink, halo)
            case _:
                yield from _shape(element, ink, halo)


def _paint(text: str, opacity: float) -> Paint | None:
    """Colour and opacity as shown, or None for what cannot be seen in the editor either."""
    parsed = colour.parse(text) or ((30, 30, 30), 1.0)
    alpha = parsed[1] * max(0.0, min(100.0, opacity)) / 100
    return (parsed[0], max(alpha, _FAINTEST)) if alpha > 0 else None


def _ink(element: Element) -> Paint | None:
    return _paint(element.stroke_color, element.opacity)


def _fill(element: Element) -> Paint | None:
    if isinstance(element, (Text, Arrow, Frame, MagicFrame, Image)):
        return None
    if isinstance(element, (Line, Freedraw)) and not geometry.is_closed(geometry.path(element)):
        return None
    parsed = colour.parse(element.background_color)
    if parsed is None or parsed[1] == 0 or element.opacity <= 0:
        return None
    # Hatching covers about a third of what it fills.
    cover = 1.0 if element.fill_style == "solid" else 0.35
    return parsed[0], parsed[1] * cover * max(0.0, min(100.0, element.opacity)) / 100


def _samples(element: Element) -> list[Point]:
    """Points at which it matters what an element stands on."""
    if isinstance(element, (Line, Arrow, Freedraw)):
        path = geometry.path(element)
        return path[:: max(1, len(path) // 8)]
    ring = geometry.outline(element)
    if not isinstance(element, Text):
        return ring[:: max(1, len(ring) // 8)]
    (left, top), (right, bottom) = map(min, zip(*ring, strict=True)), map(max, zip(*ring, strict=True))
    return [(left + (right - left) * t, (top + bottom) / 2) for t in (0.05, 0.5, 0.95)]


def _turn(element: Element) -> str | None:
    if not element.angle:
        return None
    left, top, right, bottom = geometry.box(element)
    degrees = math.degrees(element.angle) % 360
    return f"rotate({number(degrees)} {number((left + right) / 2)} {number((top + bottom) / 2)})"


def _dashes(element: Element) -> str | None:
    width = _width(element)
    match element.stroke_style:
        case "dashed":
            return f"8 {number(8 + width)}"
        case "dotted":
            return f"1.5 {number(6 + width)}"
    return None


def _width(element: Element) -> float:
    return max(0.5, min(64.0, element.stroke_width))


def _shape(element: Element, ink: Paint | None, halo: Rgb | None) -> Iterator[str]:
    left, top, right, bottom = geometry.box(element)
    width, height = right - left, bottom - top
    place: Attributes
    match element:
        case Ellipse():
            name = "ellipse"
            place = {"cx": left + width / 2, "cy": top + height / 2, "rx": width / 2, "ry": height / 2}
        case Diamond():
            name = "polygon"
            middle, centre = left + width / 2, top + height / 2
            place = {"points": points([(middle, top), (right, centre), (middle, bottom), (left, centre)])}
        case _:
            name = "rect"
            corner = geometry.corner_radius(element.roundness, min(width, height))
            place = {"x": left, "y": top, "width": width, "height": height, "rx": corner or None}
    place["transform"] = _turn(element)
    if (fill := _fill(element)) is not None:
        yield tag(name, **place, fill=colour.written(fill[0]), fill_opacity=fill[1])
    if ink is not None:
        yield from _stroke(name, place, element, ink, halo)
        yield from _inscription(element, ink, halo)


def _inscription(element: Element, ink: Paint, halo: Rgb | None) -> Iterator[str]:
    """What stands for the content of a picture, a frame or a page."""
    left, top, right, bottom = geometry.box(element)
    width, height = right - left, bottom - top
    line: Attributes = {"stroke": colour.written(ink[0]), "stroke_opacity": ink[1] * 0.7, "fill": "none"}
    words, size, x, y = "", 14.0, left, top - 5
    match element:
        case Frame() | MagicFrame():
            words = element.name if element.name is not None else "Frame"
        case Image():
            hills = [(0.1, 0.85), (0.38, 0.4), (0.55, 0.65), (0.7, 0.45), (0.9, 0.85)]
            path = [(left + width * s, top + height * t) for s, t in hills]
            yield tag("polygon", points=points(path), transform=_turn(element), **line)
        case _ if element.type in ("rectangle", "diamond", "ellipse"):
            return
        case _:
            words, size = element.link or element.type, min(14.0, max(6.0, height / 2))
            x, y = left + 4, top + 4 + size
    if words := " ".join(words.split())[: max(3, int(width / size * 1.8))]:
        yield tag(
            "text", escaped(words), x=x, y=y, font_family=_FONTS[2], font_size=size, fill=colour.written(ink[0]),
            **_text_halo(halo, size),
        )  # fmt: skip


def _stroke(name: str, place: Attributes, element: Element, ink: Paint, halo: Rgb | None) -> Iterator[str]:
    """The shape's line, on its halo where it needs one."""
    width = _width(element)
    joins: Attributes = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
    if halo is not None:
        yield tag(name, **place, **joins, stroke=colour.written(halo), stroke_width=width + 3, data_halo="")
    yield tag(
        name, **place, **joins, stroke=colour.written(ink[0]), stroke_opacity=ink[1] if ink[1] < 1 else None,
        stroke_width=width, stroke_dasharray=_dashes(element),
    )  # fmt: skip


def _linear(element: Line | Arrow | Freedraw, ink: Paint | None, halo: Rgb | None) -> Iterator[str]:
    path = geometry.path(element)
    if (fill := _fill(element)) is not None:
        yield tag("polygon", points=points(path), fill=colour.written(fill[0]), fill_opacity=fill[1])
    if ink is None:
        return
    yield from _stroke("polyline", {"points": points(path)}, element, ink, halo)
    if isinstance(element, Freedraw):
        return
    for head, way in ((element.end_arrowhead, path), (element.start_arrowhead, path[::-1])):
        if head is not None:
            yield from arrowhead(head, way, _width(element), colour.written(ink[0]), ink[1])


def arrowhead(
    name: str, path: Sequence[Point], width: float, ink: str, opacity: float = 1.0, size: float | None = None
) -> Iterator[str]:
    """The head of that name at the end of a path; a name that is not known is drawn as an arrow, as the editor does.

    `size` is its length in px; without it the editor's, at most half the path.
    """
    tip = path[-1]
    nominal = {"arrow": 25.0, "diamond": 12.0, "diamond_outline": 12.0}.get(name, 15.0) + width
    length = min(nominal, geometry.length(path) / 2) if size is None else size
    back = next((p for p in reversed(path) if math.dist(p, tip) >= length * 0.7), path[0])
    run = math.dist(back, tip)
    if run == 0 or length == 0:
        return
    ux, uy = (tip[0] - back[0]) / run, (tip[1] - back[1]) / run

    def at(along: float, aside: float) -> Point:
        """A point that many head lengths back from the tip, and to its side."""
        return (
            tip[0] - length * (along * ux + aside * uy),
            tip[1] - length * (along * uy - aside * ux),
        )

    look: Attributes = {
        "stroke": ink, "stroke_width": width, "stroke_opacity": opacity if opacity < 1 else None,
        "stroke_linejoin": "round", "stroke_linecap": "round",
    }  # fmt: skip
    closed = ink if not name.endswith("_outline") else "none"
    if name.startswith(("circle", "dot")):
        x, y = at(0.5, 0)
        yield tag("circle", cx=x, cy=y, r=length / 2, fill=closed, **look)
    elif name.startswith("triangle"):
        yield tag("polygon", points=points([at(0, 0), at(1, 0.45), at(1, -0.45)]), fill=closed, **look)
    elif name.startswith("diamond"):
        yield tag("polygon", points=points([at(0, 0), at(0.5, 0.35), at(1, 0), at(0.5, -0.35)]), fill=closed, **look)
    else:
        for stroke in _open_head(name):
            yield tag("polyline", points=points(at(*p) for p in stroke), fill="none", **look)
        if "zero" in name:
            x, y = at(1.35, 0)
            yield tag("circle", cx=x, cy=y, r=length * 0.25, fill="none", **look)


def _open_head(name: str) -> list[list[tuple[float, float]]]:
    """The strokes of a head that is not filled: (along, aside) in head lengths from the tip."""
    if name == "bar":
        return [[(0, 0.5), (0, -0.5)]]
    if not name.startswith(("cardinality", "crowfoot")):
        return [[(0.94, 0.34), (0, 0), (0.94, -0.34)]]
    strokes: list[list[tuple[float, float]]] = []
    if "many" in name:
        strokes.append([(0, 0.5), (1, 0), (0, -0.5)])
    if "one" in name.removeprefix("cardinality_").removeprefix("crowfoot_").split("_"):
        strokes.append([(1, 0.5), (1, -0.5)])
    if "exactly" in name:
        strokes.append([(0.6, 0.5), (0.6, -0.5)])
    return strokes


def _filling(text: Text) -> Text:
    """A text as large as its box lets it be."""
    size = min(abs(text.height), abs(text.width) / max(sum(map(_advance, text.text)), 1e-6))
    return with_fields(text, font_size=max(size, 1.0), font_family=2, text_align="center")


def _words(element: Text, ink: Paint, halo: Rgb | None) -> str:
    left, top, right, bottom = geometry.box(element)
    lines = element.text.split("\n")
    size = max(1.0, min(1000.0, element.font_size))
    height = size * element.line_height if element.line_height > 0 else size * 1.25
    if bottom - top > 0:
        height = (bottom - top) / len(lines)
    anchor, x = {"center": ("middle", (left + right) / 2), "right": ("end", right)}.get(
        element.text_align, ("start", left)
    )
    advances = [sum(map(_advance, line)) * size for line in lines]
    # The editor's fonts are seldom here. With another one, each line is fitted to the width that it was drawn with.
    fit = (right - left) / max(max(advances), 1e-6)
    content = "".join(
        tag(
            "tspan", escaped(line), x=x, y=top + height * (n + 0.5) + size * _BASELINE,
            textLength=advance * fit if 0.5 < fit < 1.2 and len(line) > 1 else None,
            lengthAdjust="spacingAndGlyphs" if 0.5 < fit < 1.2 and len(line) > 1 else None,
        )
        for n, (line, advance) in enumerate(zip(lines, advances, strict=True))
        if line.strip()
    )  # fmt: skip
    if not content:
        return ""
    return tag(
        "text", content, font_family=_FONTS.get(element.font_family, _FONTS[5]), font_size=size, text_anchor=anchor,
        fill=colour.written(ink[0]), fill_opacity=ink[1] if ink[1] < 1 else None, transform=_turn(element),
        style="white-space:pre", **_text_halo(halo, size),
    )  # fmt: skip


def _text_halo(halo: Rgb | None, size: float) -> Attributes:
    if halo is None:
        return {}
    return {
        "stroke": colour.written(halo), "stroke_width": max(2.0, size / 7), "stroke_linejoin": "round",
        "paint_order": "stroke", "data_halo": "",
    }  # fmt: skip


def _advance(letter: str) -> float:
    """About how wide a letter is, in font sizes."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in "iljtfrI.,:;'|!()[] ":
        return 0.33
    if letter in "mwMW@%":
        return 0.87
    return 0.66 if letter.isupper() else 0.54

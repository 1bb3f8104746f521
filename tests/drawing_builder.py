"""Builds drawings out of a few words, for tests and for the golden drawings.

What comes in: calls that read like the picture, such as ::

    scene(
        rectangle("shop", at=(0, 0), label="Shop"),
        ellipse("bank", at=(320, 10), label="Bank"),
        arrow("pays", "shop", "bank", gap=12, label="pays"),
    )

What goes out: `scene` gives the JSON of an `.excalidraw` file as the editor would write it, `drawing` the `Drawing`
that graphkit reads from it, `obsidian_note` the text of a note that holds it. The same calls give the same result.

`at` is the upper left corner and `centre` the middle, in px with y down. A label in a shape is a bound text, as a
double click makes it, or a free text lying in it with `bound=False`. An arrow between ids runs from outline to outline,
`gap` px short of each (negative: into the shape), and is *not* bound unless `bound=True`: loose is what this is about.
Its label is bound where the arrow is, and lies free beside its middle otherwise.
"""

from __future__ import annotations

import hashlib
import json
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias, TypedDict, Unpack

import lzstring

import graphkit as gk

Point: TypeAlias = tuple[float, float]
Json: TypeAlias = dict[str, Any]
End: TypeAlias = str | Point
"""Where an arrow ends: at the shape with this id, or at this point."""

CHARACTER_WIDTH = 0.55
LINE_HEIGHT = 1.25
"""Mean advance of a character and distance of two lines, in font sizes: near enough to the editor's own font."""


class Style(TypedDict, total=False):
    """What any element may be given besides its place; `rounded` lines are curves."""

    angle: float
    stroke: str
    fill: str
    stroke_width: float
    stroke_style: str
    opacity: float
    rounded: bool
    link: str
    custom: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way of an arrow or line whose ends may be ids, and so wait until the scene knows every shape."""

    start: End
    end: End
    via: tuple[Point, ...]
    gap: tuple[float, float]
    shift: tuple[float, float]
    bound: bool
    label_at: Point | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one call of the builder puts into the scene: an element, and the text it was labelled with."""

    element: Json
    label: Json | None = None
    route: Route | None = None
    holds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


Pieces: TypeAlias = Piece | Iterable["Pieces"]


# Shapes


def rectangle(
    id: str,
    at: Point,
    size: Point | None = None,
    label: str = "",
    *,
    bound: bool = True,
    font: float = 20,
    **style: Unpack[Style],
) -> Piece:
    """A box; without `size`, as large as its label needs."""
    return _shape("rectangle", id, at, size, label, bound, font, style)


def diamond(
    id: str,
    at: Point,
    size: Point | None = None,
    label: str = "",
    *,
    bound: bool = True,
    font: float = 20,
    **style: Unpack[Style],
) -> Piece:
    """A rhombus."""
    return _shape("diamond", id, at, size, label, bound, font, style)


def ellipse(
    id: str,
    at: Point,
    size: Point | None = None,
    label: str = "",
    *,
    bound: bool = True,
    font: float = 20,
    **style: Unpack[Style],
) -> Piece:
    """An ellipse."""
    return _shape("ellipse", id, at, size, label, bound, font, style)


def text(
    id: str,
    words: str,
    at: Point | None = None,
    *,
    centre: Point | None = None,
    font: float = 20,
    align: str = "left",
    **style: Unpack[Style],
) -> Piece:
    """Free words, with their upper left corner `at` a point or their middle at `centre`."""
    width, height = text_size(words, font)
    if centre is not None:
        at = centre[0] - width / 2, centre[1] - height / 2
    if at is None:
        raise TypeError("a text needs `at` or `centre`")
    return Piece(element=_text_element(id, words, at, font, align, style))


def image(id: str, at: Point, size: Point = (80, 80), **style: Unpack[Style]) -> Piece:
    """A picture; its file is not part of the drawing."""
    element = _element("image", id, at, size, style)
    return Piece(element=element | {"fileId": _hex(id, 40), "status": "saved", "scale": [1, 1], "crop": None})


def embeddable(id: str, at: Point, size: Point = (400, 300), **style: Unpack[Style]) -> Piece:
    """A web page or note shown in the drawing; give it its `link`."""
    return Piece(element=_element("embeddable", id, at, size, style))


def frame(
    id: str, at: Point, size: Point, name: str | None = None, *, holds: Sequence[str] = (), **style: Unpack[Style]
) -> Piece:
    """A frame whose children are the elements with the ids it `holds`, and their labels."""
    element = _element("frame", id, at, size, style) | {"name": name}
    return Piece(element=element, holds=tuple(holds))


# Lines


def arrow(
    id: str,
    start: End,
    end: End,
    *,
    via: Sequence[Point] = (),
    gap: float | tuple[float, float] = 10,
    shift: float | tuple[float, float] = 0,
    bound: bool = False,
    label: str = "",
    label_at: Point | None = None,
    heads: tuple[str | None, str | None] = (None, "arrow"),
    elbow: bool = False,
    font: float = 16,
    **style: Unpack[Style],
) -> Piece:
    """An arrow through `via`, `gap` px short of its ids' outlines and `shift` px aside (each as one or as a pair).

    The start's and the end's arrowheads are `heads`. A label lies with its middle at `label_at` (free, and not bound),
    or where the arrow's middle is.
    """
    element = _linear("arrow", id, heads, style) | {"elbowed": elbow}
    route = _route(start, end, via, gap, shift, bound, label_at)
    words = _text_element(f"{id}-label", label, (0, 0), font, "center", {}) if label else None
    return Piece(element=element, label=words, route=route)


def line(
    id: str,
    start: End,
    end: End,
    *,
    via: Sequence[Point] = (),
    gap: float | tuple[float, float] = 0,
    shift: float | tuple[float, float] = 0,
    label: str = "",
    label_at: Point | None = None,
    font: float = 16,
    **style: Unpack[Style],
) -> Piece:
    """A plain line; it never binds, and its label lies free beside it."""
    element = _linear("line", id, (None, None), style) | {"polygon": False}
    route = _route(start, end, via, gap, shift, False, label_at)
    words = _text_element(f"{id}-label", label, (0, 0), font, "center", {}) if label else None
    return Piece(element=element, label=words, route=route)


def polygon(id: str, *corners: Point, **style: Unpack[Style]) -> Piece:
    """A closed line."""
    element = _linear("line", id, (None, None), style) | {"polygon": True}
    return Piece(element=element, route=_route(corners[0], corners[0], corners[1:], 0, 0, False, None))


def freedraw(id: str, *points: Point, **style: Unpack[Style]) -> Piece:
    """A stroke of the pen."""
    element = _element("freedraw", id, (0, 0), (0, 0), style)
    element |= {"points": [], "pressures": [], "simulatePressure": True}
    return Piece(element=_placed(element, points))


def group(id: str, *pieces: Pieces) -> tuple[Piece, ...]:
    """Groups what it is given; groups may lie in groups."""
    return tuple(replace(piece, groups=(*piece.groups, id)) for piece in _flat(pieces))


# Whole drawings


def scene(*pieces: Pieces) -> Json:
    """The JSON of an `.excalidraw` file with these pieces, the last on top."""
    flat = list(_flat(pieces))
    shapes = {str(piece.element["id"]): piece.element for piece in flat}
    elements: list[Json] = []
    for piece in flat:
        element, label = _finished(piece, shapes)
        for made in (element, label) if label is not None else (element,):
            made["groupIds"] = list(piece.groups)
            elements.append(made)
    _put_into_frames(elements, flat)
    return {
        "type": "excalidraw",
        "version": 2,
        "source": "https://excalidraw.com",
        "elements": _refer_back(elements),
        "appState": {"gridSize": 20, "viewBackgroundColor": "#ffffff"},
        "files": {},
    }


def drawing(*pieces: Pieces, name: str = "drawing.excalidraw") -> gk.Drawing:
    """What graphkit reads from a file with these pieces."""
    return read_scene(scene(*pieces), name)


def read_scene(content: Mapping[str, Any], name: str = "drawing.excalidraw") -> gk.Drawing:
    """What graphkit reads from a file with this JSON."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(json.dumps(content), encoding="utf-8")
        return gk.read(path)


def obsidian_note(content: Mapping[str, Any]) -> str:
    """An Obsidian note that holds the drawing in compressed form, as today's plugin writes it.

    The plugin knows a text by an id of eight characters, so texts with other ids are given one.
    """
    encoded = json.dumps(content, ensure_ascii=False)
    texts = [element for element in content["elements"] if element["type"] == "text"]
    for element in texts:
        if len(element["id"]) != 8:
            encoded = encoded.replace(json.dumps(element["id"]), json.dumps(note_id(element["id"])))
    blocks = "".join(f"{element['originalText']} ^{note_id(element['id'])}\n\n" for element in texts)
    packed = lzstring.LZString().compressToBase64(encoded)
    chunks = "\n\n".join(packed[i : i + 256] for i in range(0, len(packed), 256))
    return (
        "---\n\nexcalidraw-plugin: parsed\ntags: [excalidraw]\n\n---\n"
        "==⚠  Switch to EXCALIDRAW VIEW in the MORE OPTIONS menu of this document. ⚠==\n\n\n"
        f"# Excalidraw Data\n\n## Text Elements\n{blocks}%%\n## Drawing\n```compressed-json\n{chunks}\n```\n%%"
    )


def note_id(id: str) -> str:
    """The id of eight characters under which a note knows the text `id`."""
    return id if len(id) == 8 else _hex(id, 8)


def text_size(words: str, font: float) -> Point:
    """Width and height of words as drawn."""
    lines = words.split("\n")
    return round(max(map(len, lines)) * CHARACTER_WIDTH * font, 2), round(len(lines) * LINE_HEIGHT * font, 2)


# How elements are made


def _element(type: str, id: str, at: Point, size: Point, style: Style) -> Json:
    rounded = style.get("rounded", type in ("rectangle", "diamond"))
    return {
        "id": id,
        "type": type,
        "x": at[0],
        "y": at[1],
        "width": size[0],
        "height": size[1],
        "angle": style.get("angle", 0),
        "strokeColor": style.get("stroke", "#1e1e1e"),
        "backgroundColor": style.get("fill", "transparent"),
        "fillStyle": "solid",
        "strokeWidth": style.get("stroke_width", 2),
        "strokeStyle": style.get("stroke_style", "solid"),
        "roughness": 1,
        "opacity": style.get("opacity", 100),
        "groupIds": [],
        "frameId": None,
        "roundness": {"type": 3 if type == "rectangle" else 2} if rounded else None,
        "seed": zlib.crc32(id.encode()) & 0x7FFFFFFF,
        "version": 1,
        "versionNonce": zlib.crc32(f"{id}.".encode()) & 0x7FFFFFFF,
        "isDeleted": False,
        "boundElements": [],
        "updated": 1,
        "link": style.get("link"),
        "locked": False,
    } | ({"customData": style["custom"]} if "custom" in style else {})


def _text_element(id: str, words: str, at: Point, font: float, align: str, style: Style) -> Json:
    return _element("text", id, at, text_size(words, font), style) | {
        "text": words,
        "originalText": words,
        "fontSize": font,
        "fontFamily": 5,
        "textAlign": align,
        "verticalAlign": "top",
        "containerId": None,
        "autoResize": True,
        "lineHeight": LINE_HEIGHT,
    }


def _shape(
    type: str, id: str, at: Point, size: Point | None, label: str, bound: bool, font: float, style: Style
) -> Piece:
    width, height = text_size(label, font)
    if size is None:
        # A diamond and an ellipse need more room around the same words.
        room = {"rectangle": 1.0, "ellipse": 1.42, "diamond": 2.0}[type]
        size = max(100, round(width * room + 36)), max(60, round(height * room + 24))
    element = _element(type, id, at, size, style)
    if not label:
        return Piece(element=element)
    corner = round(at[0] + (size[0] - width) / 2, 2), round(at[1] + (size[1] - height) / 2, 2)
    words = _text_element(f"{id}-label", label, corner, font, "center", {"angle": style.get("angle", 0)})
    if bound:
        words |= {"containerId": id, "verticalAlign": "middle"}
    return Piece(element=element, label=words)


def _linear(type: str, id: str, heads: tuple[str | None, str | None], style: Style) -> Json:
    ends: Json = {"startBinding": None, "endBinding": None, "startArrowhead": heads[0], "endArrowhead": heads[1]}
    return _element(type, id, (0, 0), (0, 0), style) | {"points": []} | ends


def _route(
    start: End,
    end: End,
    via: Sequence[Point],
    gap: float | tuple[float, float],
    shift: float | tuple[float, float],
    bound: bool,
    label_at: Point | None,
) -> Route:
    gaps = gap if isinstance(gap, tuple) else (gap, gap)
    shifts = shift if isinstance(shift, tuple) else (shift, shift)
    return Route(start=start, end=end, via=tuple(via), gap=gaps, shift=shifts, bound=bound, label_at=label_at)


def _placed(element: Json, path: Sequence[Point]) -> Json:
    """The linear element along `path`: (x, y) is its first point, and its points are counted from there."""
    x0, y0 = path[0]
    xs, ys = zip(*path, strict=True)
    return element | {
        "x": round(x0, 2),
        "y": round(y0, 2),
        "width": round(max(xs) - min(xs), 2),
        "height": round(max(ys) - min(ys), 2),
        "points": [[round(x - x0, 2), round(y - y0, 2)] for x, y in path],
    }


# How a scene is put together


def _flat(pieces: Iterable[Pieces]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Piece):
            yield piece
        else:
            yield from _flat(piece)


def _finished(piece: Piece, shapes: Mapping[str, Json]) -> tuple[Json, Json | None]:
    """The piece's element and label, both in their places."""
    if piece.route is None:
        return dict(piece.element), dict(piece.label) if piece.label is not None else None
    route = piece.route
    path = _path(route, shapes)
    element = _placed(piece.element, path)
    if route.bound:
        for side, end, gap in (("start", route.start, route.gap[0]), ("end", route.end, route.gap[1])):
            if isinstance(end, str):
                element[f"{side}Binding"] = {"elementId": end, "focus": 0, "gap": max(1, gap)}
    if piece.label is None:
        return element, None
    label = dict(piece.label)
    x, y = route.label_at or _label_place(path, label, route.bound)
    label |= {"x": round(x - label["width"] / 2, 2), "y": round(y - label["height"] / 2, 2)}
    if route.bound and route.label_at is None:
        label |= {"containerId": element["id"], "verticalAlign": "middle"}
    return element, label


def _path(route: Route, shapes: Mapping[str, Json]) -> list[Point]:
    def middle(end: End) -> Point:
        return _middle(shapes[end]) if isinstance(end, str) else end

    path = [middle(route.start), *route.via, middle(route.end)]
    first, last = path[1], path[-2]
    if isinstance(route.start, str):
        path[0] = _tip(shapes[route.start], first, route.gap[0], route.shift[0])
    if isinstance(route.end, str):
        path[-1] = _tip(shapes[route.end], last, route.gap[1], -route.shift[1])
    return path


def _middle(shape: Json) -> Point:
    return shape["x"] + shape["width"] / 2, shape["y"] + shape["height"] / 2


def _tip(shape: Json, towards: Point, gap: float, shift: float) -> Point:
    """The point `gap` px off the shape's outline on the way from its middle `towards` a point, `shift` px aside."""
    x, y = _middle(shape)
    way = math.dist((x, y), towards)
    dx, dy = (towards[0] - x) / way, (towards[1] - y) / way
    # The outline is found in the shape's own, unrotated, axes.
    cos, sin = math.cos(-shape["angle"]), math.sin(-shape["angle"])
    across, down = abs(dx * cos - dy * sin) / (shape["width"] / 2), abs(dx * sin + dy * cos) / (shape["height"] / 2)
    match shape["type"]:
        case "ellipse":
            reach = 1 / math.hypot(across, down)
        case "diamond":
            reach = 1 / (across + down)
        case _:
            reach = 1 / max(across, down)
    return x + dx * (reach + gap) - dy * shift, y + dy * (reach + gap) + dx * shift


def _label_place(path: Sequence[Point], label: Json, bound: bool) -> Point:
    """The middle of the path for a bound label; for a free one the place just above it, or right of a steep one."""
    first = (len(path) - 1) // 2
    (x0, y0), (x1, y1) = path[first], path[first + 1]
    x, y = ((x0 + x1) / 2, (y0 + y1) / 2) if len(path) % 2 == 0 or not bound else path[first]
    if bound:
        return x, y
    if abs(x1 - x0) >= abs(y1 - y0):
        return x, y - label["height"] / 2 - 6
    return x + label["width"] / 2 + 8, y


def _put_into_frames(elements: Sequence[Json], pieces: Iterable[Piece]) -> None:
    frame_of = {child: piece.element["id"] for piece in pieces for child in piece.holds}
    for element in elements:
        element["frameId"] = frame_of.get(element["id"], frame_of.get(element["id"].removesuffix("-label")))


def _refer_back(elements: list[Json]) -> list[Json]:
    """The elements with every shape told which texts and arrows are bound to it."""
    by_id = {element["id"]: element | {"boundElements": []} for element in elements}
    for element in elements:
        holders = [element.get("containerId")]
        holders += [(element.get(side) or {}).get("elementId") for side in ("startBinding", "endBinding")]
        for holder in dict.fromkeys(id for id in holders if id is not None):
            by_id[holder]["boundElements"].append({"id": element["id"], "type": element["type"]})
    return list(by_id.values())


def _hex(id: str, length: int) -> str:
    return hashlib.sha256(id.encode()).hexdigest()[:length]

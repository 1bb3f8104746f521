"""A drawing and the kinds of its elements, in Excalidraw's own words.

What comes in: nothing; these are the types that `graphkit.formats` fills and everything else reads.
What goes out: frozen values without geometry and without behaviour. Lengths are px in scene coordinates, y grows down,
angles are radians, clockwise on the screen, about the centre of the (drawn) box.

Attribute names are Excalidraw's in snake case (`containerId` is `container_id`), and their defaults are the ones the
editor itself repairs a missing field with. Source: excalidraw `packages/element/src/types.ts` and `data/restore.ts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypeVar

import msgspec
import msgspec.structs

from graphkit.problems import Problem

LIMIT = 1e9
"""What a length, coordinate or angle of a decoded drawing never exceeds; larger ones are repaired with a `Problem`."""

Number: TypeAlias = Annotated[float, msgspec.Meta(ge=-LIMIT, le=LIMIT)]
Point: TypeAlias = tuple[Number, Number]
Terminal: TypeAlias = Literal["start", "end"]
FontSize: TypeAlias = Annotated[float, msgspec.Meta(ge=1e-3, le=LIMIT)]  # what lengths may be divided by
TERMINALS: tuple[Terminal, Terminal] = ("start", "end")
"""Both ends of what is drawn from point to point."""


# Frozen values hold nothing that holds them. So the garbage collector need not look at them (`gc=False`), which would
# take more of the time the larger a drawing is: a quarter at 50,000 elements.
class Value(msgspec.Struct, frozen=True, gc=False):
    """A small value that is made thousands of times: in a fifth of the time that a frozen dataclass takes."""


class Roundness(msgspec.Struct, frozen=True, gc=False):
    """How corners are rounded: type 1 legacy, 2 proportional, 3 adaptive (`value` is its radius in px)."""

    type: int = 0
    value: float | None = None


class BoundElement(msgspec.Struct, frozen=True, gc=False):
    """A back-reference from a shape to a text or arrow bound to it; the other side decides."""

    id: str
    type: str = ""


if TYPE_CHECKING:
    BoundElements: TypeAlias = tuple[BoundElement, ...]
else:  # The editor writes null where nothing is bound; `formats` puts () in its place before anyone sees it.
    BoundElements = tuple[BoundElement, ...] | None


class DeclaredBinding(msgspec.Struct, frozen=True, rename="camel", gc=False):
    """What an arrow's end says it is bound to; `element_id` is None where a script wrote an empty binding."""

    element_id: str | None = None
    fixed_point: Point | None = None
    mode: str | None = None
    focus: Number | None = None
    gap: Number | None = None


class Element(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """What every kind of element has."""

    id: str
    x: Number = 0.0
    y: Number = 0.0
    width: Number = 0.0
    height: Number = 0.0
    angle: Number = 0.0
    stroke_color: str = "#1e1e1e"
    background_color: str = "transparent"
    fill_style: str = "solid"
    stroke_width: Number = 2.0
    stroke_style: str = "solid"
    opacity: Number = 100.0
    group_ids: tuple[str, ...] = ()
    """Innermost first."""
    frame_id: str | None = None
    roundness: Roundness | None = None
    bound_elements: BoundElements = ()
    link: str | None = None
    locked: bool = False
    custom: dict[str, Any] = msgspec.field(name="customData", default_factory=dict)

    @property
    def type(self) -> str:
        """Excalidraw's name of the kind: `rectangle`, `text`, `arrow`, …"""
        return str(self.__struct_config__.tag)


_Kind = TypeVar("_Kind", bound=msgspec.Struct)


def with_fields(one: _Kind, **fields: Any) -> _Kind:
    """The element, relation or thresholds with other values in some fields."""
    return msgspec.structs.replace(one, **fields)


class Rectangle(Element, frozen=True, tag="rectangle"):
    """A box."""


class Diamond(Element, frozen=True, tag="diamond"):
    """A rhombus with its corners at the middles of its box's sides."""


class Ellipse(Element, frozen=True, tag="ellipse"):
    """An ellipse that fills its box."""


class Text(Element, frozen=True, tag="text"):
    """Words: `text` as displayed with wrap breaks, `original_text` without, `raw_text` with the markup of a note."""

    text: str = ""
    original_text: str = ""
    raw_text: str = ""
    font_size: FontSize = 20.0
    font_family: int = 5
    text_align: str = "left"
    vertical_align: str = "top"
    container_id: str | None = None
    auto_resize: bool = True
    line_height: Number = 1.25
    label: str = msgspec.field(name="graphkit:label", default="")
    """What it says to a reader: not wrapped, links shown by their alias, outer white space removed."""
    links: tuple[str, ...] = msgspec.field(name="graphkit:links", default=())
    """Targets of all links inside the text, in order, without brackets."""
    tags: tuple[str, ...] = msgspec.field(name="graphkit:tags", default=())
    """All `#tags` inside the text, without `#`."""


class Line(Element, frozen=True, tag="line"):
    """A polyline or curve; `points` are local to (x, y). `polygon` where the editor closed it."""

    points: tuple[Point, ...] = ()
    polygon: bool = False
    start_arrowhead: str | None = None
    end_arrowhead: str | None = None


class Arrow(Element, frozen=True, tag="arrow"):
    """A connector; `points` are local to (x, y), the first is its start. Arrowheads are names or None."""

    points: tuple[Point, ...] = ()
    start_binding: DeclaredBinding | None = None
    end_binding: DeclaredBinding | None = None
    start_arrowhead: str | None = None
    end_arrowhead: str | None = "arrow"
    elbowed: bool = False


class Freedraw(Element, frozen=True, tag="freedraw"):
    """A stroke of the pen; `points` are local to (x, y)."""

    points: tuple[Point, ...] = ()


class Image(Element, frozen=True, tag="image"):
    """A picture; `file_id` is its key in `Drawing.files`."""

    file_id: str | None = None


class Frame(Element, frozen=True, tag="frame"):
    """A named area; its children say so with `frame_id`. `name` is None where the editor shows its default."""

    name: str | None = None


class MagicFrame(Element, frozen=True, tag="magicframe"):
    """A frame made for a generator; otherwise a frame."""

    name: str | None = None


class Embeddable(Element, frozen=True, tag="embeddable"):
    """A web page or note shown in the drawing: its `link` is its content."""


class Iframe(Element, frozen=True, tag="iframe"):
    """Generated HTML shown in the drawing."""


class Unknown(Element, frozen=True, tag="unknown"):
    """An element of a kind this version does not know; `kind` is the file's own name for it."""

    kind: str = ""

    @property
    def type(self) -> str:
        """The file's own name of the kind."""
        return self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What an image shows: a path, link, URL or formula (`target`), and the embedded data's kind where there is one."""

    id: str
    target: str | None = None
    mime_type: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Drawing:
    """One file's live elements in z-order (last on top), and what was repaired or doubtful in it."""

    name: str
    """Path relative to the vault with `/`, or the bare file name: the first part of every node id."""
    elements: tuple[Element, ...]
    source: str = ""
    """Where it was read from, as the caller gave it, with `/`."""
    format: str = "excalidraw"
    """The container: `obsidian`, `excalidraw`, `clipboard`, `library`, `svg`, `png`."""
    version: str = ""
    """What wrote the file, as it says itself (the plugin's or the editor's version or address)."""
    files: Mapping[str, File] = field(default_factory=dict)
    front_matter: Mapping[str, str] = field(default_factory=dict)
    """The scalar keys at the head of an Obsidian note."""
    note: str = ""
    """The user's own text in an Obsidian note: between the front matter and the drawing's data."""
    problems: tuple[Problem, ...] = ()
    document: Any = field(default=None, compare=False, repr=False)
    """What `write_drawing` needs to write it back with everything this version does not know; only `formats` looks."""

    def __repr__(self) -> str:
        number = len(self.elements)
        return f"<Drawing {self.name!r} of {number} element{'s' * (number != 1)}>"

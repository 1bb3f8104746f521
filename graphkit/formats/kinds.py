"""The kinds of element that a file may hold, by the editor's name for them."""

from __future__ import annotations

from typing import TypeAlias

from graphkit.elements import (
    Arrow,
    Diamond,
    Element,
    Ellipse,
    Embeddable,
    Frame,
    Freedraw,
    Iframe,
    Image,
    Line,
    MagicFrame,
    Rectangle,
    Text,
)

AnyElement: TypeAlias = (
    Rectangle | Diamond | Ellipse | Text | Arrow | Line | Freedraw | Image | Frame | MagicFrame | Embeddable | Iframe
)

KIND: dict[str, type[Element]] = {
    "rectangle": Rectangle,
    "diamond": Diamond,
    "ellipse": Ellipse,
    "text": Text,
    "arrow": Arrow,
    "line": Line,
    "freedraw": Freedraw,
    "image": Image,
    "frame": Frame,
    "magicframe": MagicFrame,
    "embeddable": Embeddable,
    "iframe": Iframe,
}

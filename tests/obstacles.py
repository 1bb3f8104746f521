"""Drawings in which the file says something else than the picture: what stands in the way of a reader.

What goes out: `OBSTACLES`, small drawings by name, each read otherwise than it declares once that is taken out.
`docs/accuracy.md` shows them with the differences in red (`docs/pictures.py` draws these); each stands for one of the
kinds that cost most in real drawings, and which its table there describes.
"""

from __future__ import annotations

from collections.abc import Mapping

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, rectangle, text
from graphkit.elements import Arrow, DeclaredBinding, Element, Text, with_fields


def declaring(name: str, start: str, end: str, *pieces: Pieces) -> gk.Drawing:
    """The pieces with the arrow `a` bound to `start` and `end`, as the editor binds in passing."""

    def bound(element: Element) -> Element:
        if isinstance(element, Arrow):
            return with_fields(
                element, start_binding=DeclaredBinding(element_id=start), end_binding=DeclaredBinding(element_id=end)
            )
        if isinstance(element, Text) and element.id == "a-label":
            return with_fields(element, container_id="a")
        return element

    loose = drawing(*pieces, name=name)
    return gk.Drawing(name=loose.name, elements=tuple(map(bound, loose.elements)))


def ring(id: str, across: float, high: float, label: str = "") -> Pieces:
    """An ellipse around the origin."""
    return ellipse(id, at=(-across, -high), size=(2 * across, 2 * high), label=label)


OBSTACLES: Mapping[str, gk.Drawing] = {
    one.name: one
    for one in (
        declaring(
            "cards", "queue", "second",
            rectangle("queue", at=(0, 50), size=(150, 70), label="Queue"),
            rectangle("third", at=(480, 0), size=(150, 90)), text("w3", "worker 3", at=(540, 4)),
            rectangle("second", at=(450, 34), size=(150, 90)), text("w2", "worker 2", at=(510, 38)),
            rectangle("first", at=(420, 68), size=(150, 90)), text("w1", "worker 1", centre=(495, 113)),
            arrow("a", (152, 85), (418, 108)),
        ),
        declaring(
            "container", "user", "one",
            rectangle("user", at=(0, 60), size=(130, 60), label="User"),
            rectangle("cluster", at=(300, 0), size=(260, 220)), text("title", "Cluster", at=(320, 10)),
            rectangle("one", at=(318, 60), size=(100, 50), label="one"),
            rectangle("two", at=(440, 60), size=(100, 50), label="two"),
            rectangle("three", at=(318, 150), size=(100, 50), label="three"),
            rectangle("four", at=(440, 150), size=(100, 50), label="four"),
            arrow("a", (132, 88), (298, 88)),
        ),
        declaring(
            "square", "p", "flag",
            ellipse("p", at=(0, 0), size=(80, 80), label="p"),
            ellipse("q", at=(240, 0), size=(80, 80), label="q"),
            rectangle("flag", at=(226, 62), size=(20, 20)),
            arrow("a", (82, 40), (239, 40)),
        ),
        declaring(
            "note", "check", "pay",
            rectangle("check", at=(0, 0), size=(160, 70), label="Check"),
            rectangle("night", at=(110, 62), size=(150, 60), label="at night"),
            rectangle("pay", at=(420, 60), size=(140, 70), label="Pay"),
            arrow("a", (262, 92), (418, 94)),
        ),
        declaring(
            "shells", "ports", "core",
            ring("adapters", 330, 230), ring("ports", 230, 160), ring("core", 120, 80, "Core"),
            text("inner", "Ports", centre=(0, -120)), text("outer", "Adapters", centre=(0, -195)),
            arrow("a", (275, 0), (190, 0)),
        ),
        declaring(
            "label", "shop", "bank",
            rectangle("shop", at=(0, 0), size=(130, 60), label="Shop"),
            rectangle("bank", at=(330, 0), size=(130, 60), label="Bank"),
            arrow("a", (132, 30), (328, 30), label="pays", label_at=(250, 190)),
        ),
    )
}  # fmt: skip

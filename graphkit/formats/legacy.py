"""Fields that older editors wrote, rewritten as today's, the way the editor itself does it on loading.

What comes in: an element as JSON data. What goes out: the same with today's fields; unknown ones stay.
Source: excalidraw `packages/excalidraw/data/restore.ts`, obsidian-excalidraw-plugin `initializeNonInitializedFields`.

1. `draw` (until May 2021) is a line.
2. `font: "20px Virgil"` (until May 2020) is a size and a family.
3. `boundElementIds` (until December 2021) are bound arrows.
4. `strokeSharpness: "round"` (August 2020 to December 2022) is a roundness: type 1 for boxes, 2 for the rest.
5. A line without points (until 2020) runs from corner to corner of its box.
6. An `iframe` without data of a generator is an `embeddable` (its name before 2023).
"""

from __future__ import annotations

from typing import Any

_FAMILIES = {
    "virgil": 1, "helvetica": 2, "cascadia": 3, "excalifont": 5, "nunito": 6,
    "lilita one": 7, "comic shanns": 8, "liberation sans": 9, "assistant": 10,
}  # fmt: skip
_BOXES = {"rectangle", "image", "embeddable", "iframe"}
_LINEAR = {"line", "arrow", "freedraw"}


def modernise(data: dict[str, Any]) -> bool:
    """Rewrite the fields of `data` in place; whether anything had to be."""
    changed = False
    if data.get("type") == "draw":  # Rule 1
        data["type"], changed = "line", True
    if isinstance(font := data.get("font"), str):  # Rule 2
        size, _, family = font.partition(" ")
        if size.removesuffix("px").isdecimal():
            data.setdefault("fontSize", float(size.removesuffix("px")))
        data.setdefault("fontFamily", _FAMILIES.get(family.split(",")[0].strip(" \"'").lower(), 1))
        changed = True
    if isinstance(ids := data.get("boundElementIds"), list):  # Rule 3
        data["boundElements"], changed = [{"type": "arrow", "id": identity} for identity in ids], True
    if data.get("strokeSharpness") == "round" and data.get("roundness") is None:  # Rule 4
        data["roundness"], changed = {"type": 1 if data.get("type") in _BOXES else 2}, True
    width, height = data.get("width"), data.get("height")
    if data.get("type") in _LINEAR and data.get("points") is None and width is not None and height is not None:
        data["points"], changed = [[0, 0], [width, height]], True  # Rule 5
    if data.get("type") == "iframe" and not data.get("customData") and data.get("link"):  # Rule 6
        data["type"], changed = "embeddable", True
    return changed

"""Fields that older editors wrote, rewritten as today's, the way the editor itself does it on loading.

What comes in: an element as JSON data. What goes out: the same with today's fields; unknown ones stay.
Source: excalidraw `packages/excalidraw/data/restore.ts`, obsidian-excalidraw-plugin `initializeNonInitializedFields`.

1. `draw` (until May 2021) is a line.
2. `font: "20px Virgil"` (until May 2020) is a size and a family.
3. `boundElementIds` (until December 2021) are bound arrows.
4. `strokeSharpness: "round"` (August 2020 to December 2022) is a roundness: type 1 for boxes, 2 for the rest.
5. A text without a line height (until 2023) has the one that its height gives, or its font's.
6. An `iframe` without data of a generator is an `embeddable` (its name before 2023).
"""

from __future__ import annotations

import math
from typing import Any

_FAMILIES = {
    "virgil": 1, "helvetica": 2, "cascadia": 3, "excalifont": 5, "nunito": 6,
    "lilita one": 7, "comic shanns": 8, "liberation sans": 9, "assistant": 10,
}  # fmt: skip
_LINE_HEIGHT = 1.25
_LINE_HEIGHTS = {2: 1.15, 3: 1.2, 7: 1.15, 9: 1.15}  # fonts with another one, by family
_BOXES = {"rectangle", "image", "embeddable", "iframe"}


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
    if data.get("type") == "text" and data.get("lineHeight") is None:  # Rule 5
        data["lineHeight"], changed = _line_height(data), True
    if data.get("type") == "iframe" and not data.get("customData") and data.get("link"):  # Rule 6
        data["type"], changed = "embeddable", True
    return changed


def _line_height(data: dict[str, Any]) -> float:
    """The line height of a text in units of its font size."""
    text, height, size = data.get("text"), data.get("height"), data.get("fontSize")
    if (
        isinstance(text, str)
        and isinstance(height, int | float)
        and isinstance(size, int | float)
        and (0 < height < math.inf and 0 < size < math.inf)
    ):
        return float(height / (text.count("\n") + 1) / size)
    family = data.get("fontFamily")
    return _LINE_HEIGHTS.get(family, _LINE_HEIGHT) if isinstance(family, int) else _LINE_HEIGHT

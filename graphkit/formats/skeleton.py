"""Skeletons, the short form in which programs put drawings on the clipboard, written out as elements.

What comes in: a list of skeletons as JSON data. What goes out: elements as JSON data.
Source: excalidraw `packages/element/src/transform.ts`.

1. `label: {text}` of a shape or arrow is a text bound to it.
2. `start: {id}` and `end: {id}` of an arrow are bindings; without an id they describe a shape that stands there.
3. What has no id gets one.
"""

from __future__ import annotations

from typing import Any

_SIZE = 100.0  # px, of a shape whose size is left open


def write_out(skeletons: list[Any]) -> list[Any]:
    """The elements that the skeletons stand for, each followed by what it brings along."""
    elements: list[Any] = []
    for number, skeleton in enumerate(skeletons):
        if not isinstance(skeleton, dict):
            elements.append(skeleton)
            continue
        element = {"id": f"skeleton-{number}", "x": 0, "y": 0} | skeleton
        if element.get("type") in ("arrow", "line"):
            element = {"width": _SIZE, "height": 0} | element
        elif element.get("type") == "text":
            element = {"width": 0, "height": 0} | element
        else:
            element = {"width": _SIZE, "height": _SIZE} | element
        elements.append(element)
        if isinstance(label := element.pop("label", None), dict):  # Rule 1
            box = {key: element[key] for key in ("x", "y", "width", "height")}
            name = f"{element['id']}-label"
            elements.append(box | label | {"id": name, "type": "text", "containerId": element["id"]})
        for terminal in ("start", "end"):  # Rule 2
            end = element.pop(terminal, None)
            if not isinstance(end, dict):
                continue
            if "id" not in end:
                end = end | {"id": f"{element['id']}-{terminal}"}
                elements.append({"width": _SIZE, "height": _SIZE} | _place(element, terminal) | end)
            element[f"{terminal}Binding"] = {"elementId": end["id"], "fixedPoint": [0.5001, 0.5001], "mode": "orbit"}
    return elements


def _place(arrow: dict[str, Any], terminal: str) -> dict[str, Any]:
    """Where a shape stands that an arrow's end only describes: beside that end."""
    x, y, width = arrow["x"], arrow["y"], arrow["width"]
    numbers = [value if isinstance(value, int | float) else 0 for value in (x, y, width)]
    left = numbers[0] - _SIZE if terminal == "start" else numbers[0] + numbers[2]
    return {"x": left, "y": numbers[1] - _SIZE / 2}

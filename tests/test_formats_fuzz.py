"""The short run of the fuzzer, and hypothesis' own idea of hostile input. `make fuzz` is the long run."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphkit as gk
from fuzz import HOSTILE, KINDS, REFERENCES, check, tried

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["a", "b", "text"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)
FIELDS = [
    *REFERENCES, "id", "type", "x", "y", "width", "height", "angle", "points", "text", "link", "isDeleted",
    "customData", "roundness",
]  # fmt: skip
ELEMENT = st.dictionaries(st.sampled_from(FIELDS), JSON | st.sampled_from(["a", "b", 5, [[0, 0], [9, 9]]]), max_size=8)
ID = st.sampled_from("abcd")
REFERENCE = st.sampled_from("abcde")
BOUND = st.fixed_dictionaries({"id": ID, "type": st.sampled_from(["text", "arrow"])})
PLAUSIBLE = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS), "id": ID, "x": st.floats(-1e4, 1e4), "y": st.just(0)},
    optional={
        "width": st.floats(-100, 100),
        "height": st.floats(-100, 100),
        "points": st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), max_size=4),
        "containerId": REFERENCE,
        "frameId": REFERENCE,
        "startBinding": st.fixed_dictionaries({"elementId": REFERENCE}),
        "boundElements": st.lists(BOUND, max_size=3),
        "text": st.text(max_size=5),
        "isDeleted": st.booleans(),
    },
)


def read_or_refuse(data: bytes) -> gk.Drawing | None:
    try:
        drawing = gk.read(data)
    except gk.ReadError as error:
        message = str(error)
    else:
        check(drawing)
        return drawing
    assert message.isprintable()
    return None


@given(st.integers(1_000_000, 10**9))
@settings(max_examples=400)
def test_mutated_drawings_are_read_or_refused_and_written_back_equal(number: int) -> None:
    assert tried(number, deep=False).error == ""


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(st.text(max_size=300), st.sampled_from(["compressed-json", "json"]))
def test_any_text_in_a_note_is_read_or_refused(text: str, kind: str) -> None:
    note = f"---\nexcalidraw-plugin: parsed\n---\n{text}\n# Text Elements\n{text}\n# Drawing\n```{kind}\n{text}\n```\n"
    read_or_refuse(note.encode("utf-8", "surrogatepass"))


@given(st.lists(ELEMENT | JSON, max_size=5))
def test_any_elements_are_repaired_or_left_out(elements: list[Any]) -> None:
    drawing = read_or_refuse(json.dumps({"type": "excalidraw", "elements": elements}).encode())
    assert drawing is not None


@given(st.lists(PLAUSIBLE, max_size=6))
def test_any_references_are_settled(elements: list[Any]) -> None:
    drawing = read_or_refuse(json.dumps({"type": "excalidraw", "elements": elements}).encode())
    assert drawing is not None
    assert len(drawing.elements) <= len(elements)


@pytest.mark.parametrize("field", ["type", "elements", "files", "appState", "source", "version", "library", "nodes"])
@pytest.mark.parametrize("value", range(len(HOSTILE)))
def test_any_value_of_a_scenes_own_fields_is_read_or_refused(field: str, value: int) -> None:
    scene = {
        "type": "excalidraw",
        "elements": [{"type": "ellipse", "id": "a", "x": 0, "y": 0, "width": 5, "height": 5}],
    }
    read_or_refuse(json.dumps(scene | {field: HOSTILE[value]}, ensure_ascii=False).encode("utf-8", "surrogatepass"))

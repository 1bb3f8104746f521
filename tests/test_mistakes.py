"""What a caller hands over by mistake is told in one sentence that names what it is and what is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import graphkit as gk
from drawing_builder import arrow, drawing, rectangle

DRAWING = drawing(rectangle("a", (0, 0), label="A"), rectangle("b", (400, 0), label="B"), arrow("e", "a", "b"))
ANALYSIS = gk.analyze(DRAWING)
ITSELF = f"<Drawing '{DRAWING.name}' of {len(DRAWING.elements)} elements>"


def corrected(drawing: gk.Drawing, corrections: Any) -> gk.Analysis:
    return gk.analyze(drawing, corrections=corrections)


@pytest.mark.parametrize(
    ("function", "given", "told"),
    [
        (gk.to_graph, (DRAWING,), f"an Analysis, not {ITSELF}; make one of a drawing with graphkit.analyze"),
        (gk.overlay, (DRAWING,), f"an Analysis, not {ITSELF}"),
        (gk.explain, (DRAWING, "A"), f"an Analysis, not {ITSELF}"),
        (gk.rebind, (DRAWING, DRAWING), f"an Analysis, not {ITSELF}"),
        (gk.analyze, ("a.excalidraw",), "a Drawing, not 'a.excalidraw'; make one of a file with graphkit.read"),
        (gk.analyze, (DRAWING, 3), "limits are a graphkit.Thresholds, not 3"),
        (gk.analyze, (DRAWING, {}), "limits are a graphkit.Thresholds, not {}"),
        (corrected, (DRAWING, "a.toml"), "what graphkit.read_corrections reads, not 'a.toml'"),
        (gk.evaluate, (DRAWING,), f"several drawings, such as [graphkit.read(path)], not {ITSELF}"),
        (gk.evaluate, ("a.excalidraw",), "several drawings, such as [graphkit.read(path)], not 'a.excalidraw'"),
        (gk.evaluate, (["a.excalidraw"],), "takes Drawings, not 'a.excalidraw'; make one of a file with"),
        (gk.write, (ANALYSIS, "a.json"), "a graph is written, not <Analysis of"),
    ],
)
def test_what_is_handed_over_by_mistake_is_told(
    function: Callable[..., object], given: tuple[object, ...], told: str
) -> None:
    with pytest.raises(TypeError) as raised:
        function(*given)
    assert told in str(raised.value)


def test_a_drawing_and_an_analysis_are_shown_on_one_line() -> None:
    assert repr(DRAWING) == ITSELF
    assert repr(ANALYSIS) == f"<Analysis of '{DRAWING.name}': 2 things, 1 connection>"

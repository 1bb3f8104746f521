"""Which words name a port: one test a condition of `graphkit.analysis.ports`."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, line, rectangle, text


def names(*pieces: Pieces) -> dict[str, str]:
    """What the ports are called, by their elements."""
    found = gk.analyze(drawing(*pieces))
    return {port: found.thing_of[port].label for port in ("out", "in") if found.thing_of[port].id == port}


def test_words_in_what_has_the_port_name_it() -> None:
    chip = rectangle("chip", (0, 0), (240, 160), "Chip"), rectangle("in", (-7, 43), (14, 14))
    source = rectangle("source", (-300, 20), (100, 60), "Clock"), arrow("r", (-196, 50), (-9, 50), gap=0)
    made = drawing(chip, source, text("pin", "clk", (14, 38), font=14))
    assert [(c.start.target, c.end.target) for c in gk.analyze(made).connections] == [("source", "in")]
    assert gk.analyze(made).thing_of["in"].label == "clk"


@pytest.mark.parametrize(("apart", "named"), [(140, True), (60, False)])
def test_words_far_on_along_a_wire_are_no_name(apart: float, named: bool) -> None:
    end = 170 + apart
    boxes = rectangle("a", (0, 0), (160, 100), "A"), rectangle("b", (end + 10, 0), (160, 100), "B")
    ports = ellipse("out", (152, 42), (16, 16)), ellipse("in", (end + 2, 42), (16, 16))
    words = text("p", "tx", (172, 20), font=16), text("q", "rx", (end - 20, 20), font=16)
    found = names(boxes, ports, line("wire", (170, 50), (end, 50)), words)
    assert found == ({"out": "tx", "in": "rx"} if named else {})

"""The benchmark of accuracy: what it tells of drawings that are read right, and of one that is not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import accuracy
import graphkit as gk
from accuracy import Measured, summary
from drawing_builder import arrow, drawing, rectangle
from graphkit.elements import Arrow, DeclaredBinding, with_fields
from graphkit.evaluation.readings import reading
from readings import Read

SHOPS = rectangle("shop", (0, 0), label="Shop"), rectangle("bank", (400, 0), label="Bank")
PAYS = arrow("pays", "shop", "bank", bound=True)


def headlines(*drawings: gk.Drawing, read: str = "") -> str:
    reads = []
    if read:
        edge = {"by": "pays", "source": ["shop"], "target": [read], "label": [], "direction": "forward"}
        reads = [Read("me/shops", drawings[0], reading({"edges": [edge], "doubtful": ()}))]
    evaluations = [gk.evaluate(drawings, gap=gap) for gap in accuracy.GAPS]
    group_of = {one.name: one.name for one in drawings}
    return "\n".join(summary(Measured(evaluations, group_of, {"people": reads} if reads else {})))


def test_the_headlines_tell_the_share_of_arrows_that_are_right() -> None:
    made = drawing(*SHOPS, PAYS, rectangle("far", (400, 300), label="Far"), name="two")
    wrong = [with_fields(e, end_binding=DeclaredBinding("far")) if isinstance(e, Arrow) else e for e in made.elements]
    found = headlines(drawing(*SHOPS, PAYS, name="one"), replace(made, elements=tuple(wrong)))
    assert "2 drawings by 2 authors" in found
    assert "| as drawn | 50.0 % |" in found
    assert "| pulled back by 40 px | 50.0 % |" in found
    assert "people" not in found


@pytest.mark.parametrize(("target", "share"), [("bank", "100.0 %"), ("shop", "0.0 %")])
def test_they_tell_what_people_read(target: str, share: str) -> None:
    found = headlines(drawing(*SHOPS, PAYS), read=target)
    assert f"In 1 drawings where little or nothing is bound, each read by two people, it finds {share}" in found


def test_they_are_put_into_a_page(tmp_path: Path) -> None:
    (tmp_path / "one.excalidraw").write_bytes(Path("data/drawings/ends-short/source.excalidraw").read_bytes())
    page = tmp_path / "page.txt"
    page.write_text("Before\n<!-- summary -->\nold\n<!-- end of summary -->\nafter\n")
    command = [sys.executable, accuracy.__file__, str(tmp_path), "--summary", str(page)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "### What the files declare" in printed
    assert page.read_text().startswith("Before\n<!-- summary -->\n\n1 drawings by 1 authors")
    assert "old" not in page.read_text()

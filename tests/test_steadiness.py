"""What is measured of changes that mean nothing: what is counted, and that most of it changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

import steadiness
from drawing_builder import arrow, drawing, line, rectangle
from graphkit.elements import Drawing
from steadiness import edges, percent, table
from transforms import OTHER, beside, each, translated


def shops() -> Drawing:
    return drawing(
        rectangle("shop", at=(0, 0), label="Shop"),
        rectangle("bank", at=(400, 0), label="Bank"),
        arrow("pays", "shop", "bank", label="pays"),
        line("lies", "shop", "bank", via=[(50, -100), (450, -100)]),
    )


def test_edges_are_told_by_their_key_and_by_what_they_say() -> None:
    found = edges(shops())
    assert set(found) == {"pays", "lies"}
    assert found["pays"][1] == (("shop", "bank"), "pays-label")
    assert found["lies"][1] == (frozenset({"shop", "bank"}), "")


def test_edges_of_the_other_drawing_are_not_counted() -> None:
    both = beside(shops(), shops(), 3000.0)
    assert any(element.id.startswith(OTHER) for element in both.elements)
    assert edges(both).keys() == edges(shops()).keys()


def test_what_changes_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_the_bank(found: Drawing) -> Drawing:
        return replace(found, elements=tuple(e for e in found.elements if not e.id.startswith("bank")))

    ways = {
        "moved": lambda d: translated(d, 5.0, 5.0),
        "robbed": without_the_bank,
        "same": lambda d: each(d, lambda e: e),
    }
    monkeypatch.setattr(steadiness, "changes", lambda others: ways)
    first, _, _, moved, robbed, same = table([shops(), shops()])
    assert first.startswith("2 drawings with 4 edges, of 4 of which")
    assert moved == "| moved | 0 | 0 | 0 |"
    assert robbed == "| robbed | 100.00 % | 100.00 % | 2 |"
    assert same == "| same | 0 | 0 | 0 |"


def test_a_drawing_may_be_moved_scaled_turned_and_be_beside_others() -> None:
    rows = dict(row.strip("| ").split(" | ", 1) for row in table([shops(), shops()]) if row.startswith("| "))
    for name in steadiness.changes([]):
        assert rows[name] == "0 | 0 | 0"


def test_a_share_is_never_told_as_nothing_that_is_something() -> None:
    assert [percent(1, 10**6), percent(1, 8), percent(0, 9), percent(0, 0)] == ["0.01 %", "12.50 %", "0", "–"]

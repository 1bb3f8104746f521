"""What a reader of the picture makes of declared arrows: who is right is counted over the same arrows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import graphkit as gk
from accuracy import agreement_table
from agreement import Agreement, agreements
from drawing_builder import arrow, drawing, rectangle
from graphkit.elements import DeclaredBinding, with_fields
from graphkit.evaluation.readings import reading
from readings import Read


def shops(**of_arrow: Any) -> gk.Drawing:
    return drawing(
        rectangle("shop", at=(0, 0), label="Shop"),
        rectangle("bank", at=(400, 0), label="Bank"),
        rectangle("club", at=(400, 300), label="Club"),
        arrow("pays", "shop", "bank", bound=True, **of_arrow),
        arrow("asks", "shop", "club", bound=True),
    )


def read(by: str, source: str, target: str, direction: str = "forward") -> dict[str, object]:
    return {"by": by, "source": [source], "target": [target], "label": [], "direction": direction}


ASKS = read("asks", "shop", "club")


def compared(found: gk.Drawing, *edges: dict[str, object], doubtful: tuple[str, ...] = ()) -> Agreement:
    said = reading({"edges": edges, "doubtful": doubtful})
    (agreement,) = agreements([Read("me/shops", found, said)])
    return agreement


def test_who_reads_as_the_file_declares_is_right() -> None:
    agreement = compared(shops(), read("pays", "shop", "bank"), ASKS)
    assert agreement == Agreement("me/shops", asked=2, reader=2, graphkit=2, doubted=0, doubted_right=0)


@pytest.mark.parametrize(
    "edges",
    [
        pytest.param([], id="no edge"),
        pytest.param([read("pays", "shop", "club")], id="another end"),
        pytest.param([read("pays", "bank", "shop")], id="the other way"),
    ],
)
def test_who_reads_otherwise_is_wrong(edges: list[dict[str, object]]) -> None:
    agreement = compared(shops(), *edges, ASKS)
    assert (agreement.reader, agreement.graphkit) == (1, 2)


def test_a_binding_that_nobody_sees_is_read_by_nobody() -> None:
    found = shops()
    binding = DeclaredBinding(element_id="club")
    elements = (with_fields(e, end_binding=binding) if e.id == "pays" else e for e in found.elements)
    agreement = compared(replace(found, elements=tuple(elements)), read("pays", "shop", "bank"), ASKS)
    assert (agreement.asked, agreement.reader, agreement.graphkit) == (2, 1, 1)


def test_a_word_in_a_box_is_the_box() -> None:
    assert compared(shops(), read("pays", "shop-label", "bank-label"), ASKS).reader == 2


def test_an_edge_without_direction_may_be_told_from_either_end() -> None:
    found = shops(heads=(None, None))
    assert compared(found, read("pays", "bank", "shop", "none"), ASKS).reader == 2


def test_what_the_reader_doubts_is_counted_apart() -> None:
    agreement = compared(shops(), ASKS, doubtful=("pays", "a line that declares nothing"))
    assert agreement == Agreement("me/shops", asked=1, reader=1, graphkit=1, doubted=1, doubted_right=1)


def test_the_table_weighs_drawings_and_authors_alike() -> None:
    said = [
        Read("one/a", shops(), reading({"edges": [read("pays", "shop", "bank"), ASKS]})),
        Read("one/a", shops(), reading({"edges": [ASKS]})),
        Read("two/b", shops(), reading({"edges": [], "doubtful": ["pays"]})),
        Read("two/b", shops(), reading({"edges": [], "doubtful": ["pays", "asks"]})),
    ]
    *_, reader, graphkit, doubted = agreement_table({"people": said})
    assert reader == "| people | 3 | 5 | reader | 0.500 | 0.375 | 0.600 | 0.333 |"
    assert graphkit == "| people | 3 | 5 | graphkit | 1.000 | 1.000 | 1.000 | 1.000 |"
    assert doubted == "\nOf 3 more arrows, which the readers doubted, graphkit has 3 right."

"""Lines that are things themselves: the rule of `graphkit.analysis.buses`, one tiny drawing a test."""

from __future__ import annotations

from dataclasses import replace

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, line, rectangle, text
from graphkit.corrections import Corrections
from graphkit.elements import Text, with_fields
from transforms import turned

WEB, MAIL = rectangle("web", (0, 0), (100, 60), "Web"), rectangle("mail", (300, 0), (100, 60), "Mail")
BUS, NAME = line("bus", (-60, 160), (460, 160)), text("name", "Events", (180, 172))
PUTS, TAKES = arrow("puts", (50, 64), (50, 156)), arrow("takes", (350, 158), (350, 66))


def joined(*pieces: Pieces) -> set[str]:
    return said(drawing(*pieces))


def said(content: gk.Drawing) -> set[str]:
    graph = gk.extract(content)
    name = graph.nodes(data="label")
    return {f"{name[u]} -> {name[v]}" for u, v, data in graph.edges(data=True) if data["relation"] == "arrow"}


@pytest.mark.parametrize("name", [(180, 172), (466, 148), (180, 124)], ids=["below", "at its end", "above"])
def test_a_line_with_a_name_at_which_arrows_end_is_a_thing(name: tuple[float, float]) -> None:
    graph = gk.extract(drawing(WEB, MAIL, BUS, text("name", "Events", name), PUTS, TAKES))
    elements = {data["label"]: data["elements"] for _, data in graph.nodes(data=True)}
    assert elements["Events"] == "bus name"
    assert said(drawing(WEB, MAIL, BUS, text("name", "Events", name), PUTS, TAKES)) == {
        "Web -> Events",
        "Events -> Mail",
    }


def test_an_arrow_with_two_heads_may_be_a_bus() -> None:
    bus = arrow("bus", (-60, 160), (460, 160), heads=("arrow", "arrow"))
    assert joined(WEB, MAIL, bus, NAME, PUTS, TAKES) == {"Web -> Events", "Events -> Mail"}


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_bus_may_be_turned(quarters: int) -> None:
    made = drawing(WEB, MAIL, BUS, NAME, PUTS, TAKES)
    assert said(turned(made, quarters, by_angle=True)) == {"Web -> Events", "Events -> Mail"}


@pytest.mark.parametrize(
    "pieces",
    [
        (BUS, PUTS, TAKES),
        (BUS, NAME, PUTS),
        (BUS, NAME, line("puts", (50, 64), (50, 156)), line("takes", (350, 158), (350, 66))),
        (BUS, NAME, text("other", "Others", (180, 120)), PUTS, TAKES),
        (line("bus", (-60, 160), (460, 160)), rectangle("box", (462, 130), (90, 60), "Box"), NAME, PUTS, TAKES),
        (line("bus", (-60, 160), (460, 160)), line("on", (460, 160), (460, 300)), NAME, PUTS, TAKES),
    ],
    ids=["without a name", "one arrow", "without heads", "two names", "it leads to something", "it goes on"],
)
def test_other_lines_are_no_buses(pieces: Pieces) -> None:
    analysis = gk.analyze(drawing(WEB, MAIL, pieces))
    assert "bus" not in analysis.thing_of


def test_corrections_win_over_buses() -> None:
    said_so = Corrections(ends={("bus", "start"): "web", ("bus", "end"): "mail"})
    found = gk.analyze(drawing(WEB, MAIL, BUS, NAME, PUTS, TAKES), corrections=said_so)
    assert ("web", "mail") in {(c.start.target, c.end.target) for c in found.connections if c.id == "bus"}


def test_words_that_are_bound_to_a_bus_are_not_dropped_in_silence() -> None:
    made = drawing(WEB, MAIL, arrow("bus", (-60, 160), (460, 160), heads=("arrow", "arrow")), NAME, PUTS, TAKES,
                   text("bound", "carries", centre=(60, 140)))  # fmt: skip
    own = [with_fields(e, container_id="bus") if isinstance(e, Text) and e.id == "bound" else e for e in made.elements]
    made = replace(made, elements=tuple(own))
    assert said(made) == {"Web -> Events", "Events -> Mail"}
    assert gk.analyze(made).decoration == ("bound",)


def test_a_region_around_a_bus_is_nothing_at_its_ends_but_a_box_is() -> None:
    region = rectangle("region", (-120, -60), (700, 400)), text("title", "Backend", (-110, -55))
    assert joined(region, WEB, MAIL, BUS, NAME, PUTS, TAKES) == {"Web -> Events", "Events -> Mail"}
    box = rectangle("box", (380, 130), (160, 70))
    assert joined(box, WEB, MAIL, BUS, NAME, PUTS, arrow("takes", (320, 158), (320, 66))) != {
        "Web -> Events", "Events -> Mail",
    }  # fmt: skip


@pytest.mark.parametrize("x", [466, -130], ids=["behind it", "before it"])
def test_of_two_texts_the_one_at_the_end_of_a_bus_is_its_name(x: float) -> None:
    texts = text("name", "Events", (x, 148)), text("note", "since May", (180, 172))
    assert joined(WEB, MAIL, BUS, texts, PUTS, TAKES) == {"Web -> Events", "Events -> Mail"}


def test_other_lines_than_the_bus_join_what_they_join() -> None:
    graph = gk.extract(drawing(WEB, MAIL, BUS, NAME, PUTS, TAKES, line("joins", (102, 20), (298, 20))))
    assert [data["relation"] for _, _, data in graph.edges(data=True)].count("line") == 1

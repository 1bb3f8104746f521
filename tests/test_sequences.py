"""Sequence diagrams: one test a rule of `graphkit.analysis.sequences`, one tiny drawing a test."""

from __future__ import annotations

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, line, rectangle, text
from transforms import turned

PARTIES = (
    rectangle("ann", (0, 0), (120, 56), "Ann"),
    rectangle("ben", (300, 0), (120, 56), "Ben"),
    line("a", (60, 58), (60, 400)),
    line("b", (360, 58), (360, 400)),
)


def messages(*pieces: Pieces) -> list[str]:
    """The numbered edges of a drawing as `1 A -> B`, and those without a number."""
    return said(gk.extract(drawing(*pieces)))


def said(graph: object) -> list[str]:
    name = graph.nodes(data="label")  # type: ignore[attr-defined]  # networkx has no types of its own
    edges = graph.edges(data=True)  # type: ignore[attr-defined]
    found = [f"{data.get('sequence', '')} {name[u]} -> {name[v]}" for u, v, data in edges]
    return sorted(line.strip() for line in found)


def elements_of(label: str, *pieces: Pieces) -> set[str]:
    graph = gk.extract(drawing(*pieces))
    return next(set(data["elements"].split()) for _, data in graph.nodes(data=True) if data["label"] == label)


def test_lifelines_are_part_of_the_parties_they_hang_from() -> None:
    pieces = (PARTIES, arrow("m", (62, 150), (358, 150)))
    assert elements_of("Ann", *pieces) >= {"ann", "a"}
    assert messages(*pieces) == ["1 Ann -> Ben"]


def test_long_thin_boxes_are_lifelines_too() -> None:
    found = messages(
        PARTIES[:2],
        rectangle("x", (48, 70), (24, 330)),
        rectangle("y", (348, 70), (24, 330)),
        arrow("m", (74, 150), (346, 150)),
    )
    assert found == ["1 Ann -> Ben"]


def test_a_party_drawn_again_below_is_the_same() -> None:
    pieces = (
        PARTIES,
        rectangle("ann2", (0, 402), (120, 56), "Ann"),
        rectangle("ben2", (300, 402), (120, 56), "Ben"),
        arrow("m", (62, 150), (358, 150)),
    )
    assert messages(*pieces) == ["1 Ann -> Ben"]
    assert len(gk.extract(drawing(*pieces))) == 2


ARROWS = arrow("a", (60, 58), (60, 400)), arrow("b", (360, 400), (360, 58), heads=("arrow", None))


def test_arrows_in_the_open_are_lifelines_that_show_the_way_of_time() -> None:
    found = messages(PARTIES[:2], ARROWS, arrow("m", (62, 150), (358, 170)), arrow("n", (358, 220), (62, 240)))
    assert found == ["1 Ann -> Ben", "2 Ben -> Ann"]


def test_arrows_that_lead_to_something_are_no_lifelines() -> None:
    below = rectangle("cat", (0, 408), (120, 56), "Cat"), rectangle("dan", (300, 408), (120, 56), "Dan")
    found = messages(PARTIES[:2], ARROWS, below, arrow("m", (70, 150), (350, 150)))
    assert {"Ann -> Cat", "Ben -> Dan"} <= set(found)


def test_lines_that_no_arrow_crosses_are_no_lifelines() -> None:
    assert "a" not in elements_of("Ann", PARTIES, arrow("m", (124, 28), (296, 28)))


def test_one_line_alone_is_no_lifeline() -> None:
    assert "a" not in elements_of("Ann", PARTIES[:3], arrow("m", (62, 150), (358, 150)))


def test_thin_boxes_on_a_lifeline_belong_to_the_party() -> None:
    pieces = (PARTIES, rectangle("busy", (350, 130), (20, 80)), arrow("m", (62, 150), (346, 150)))
    assert elements_of("Ben", *pieces) >= {"ben", "b", "busy"}
    assert messages(*pieces) == ["1 Ann -> Ben"]


def test_messages_follow_each_other_along_the_lifelines() -> None:
    found = messages(
        PARTIES,
        arrow("third", (62, 300), (358, 302)),
        arrow("first", (62, 100), (358, 102)),
        arrow("second", (358, 200), (62, 202)),
    )
    assert found == ["1 Ann -> Ben", "2 Ben -> Ann", "3 Ann -> Ben"]


def test_a_message_to_oneself_is_a_loop() -> None:
    found = messages(
        PARTIES, arrow("m", (62, 100), (358, 102)), arrow("self", (362, 180), (362, 240), via=[(420, 180), (420, 240)])
    )
    assert found == ["1 Ann -> Ben", "2 Ben -> Ben"]


def test_two_diagrams_are_numbered_apart() -> None:
    def diagram(name: str, x: float) -> tuple[Pieces, ...]:
        return (
            rectangle(f"{name}1", (x, 0), (120, 56), f"{name}1"),
            rectangle(f"{name}2", (x + 300, 0), (120, 56), f"{name}2"),
            line(f"{name}a", (x + 60, 58), (x + 60, 400)),
            line(f"{name}b", (x + 360, 58), (x + 360, 400)),
            arrow(f"{name}m", (x + 62, 150), (x + 358, 150)),
        )

    lower = [line("c", (60, 1058), (60, 1400)), line("d", (360, 1058), (360, 1400))]
    below = (
        rectangle("c1", (0, 1000), (120, 56), "C1"),
        rectangle("c2", (300, 1000), (120, 56), "C2"),
        *lower,
        arrow("cm", (62, 1150), (358, 1150)),
    )
    assert messages(diagram("P", 0), below) == ["1 C1 -> C2", "1 P1 -> P2"]


def test_turning_the_drawing_leaves_the_order() -> None:
    upright = drawing(PARTIES, arrow("m1", (62, 100), (358, 102)), arrow("m2", (358, 200), (62, 202)))
    assert said(gk.extract(turned(upright, 2, by_angle=True))) == said(gk.extract(upright))


def test_words_may_be_parties() -> None:
    found = messages(
        text("x", "Reader", centre=(60, 20)), text("y", "Shelf", centre=(360, 20)), PARTIES[2:],
        arrow("m", (62, 150), (358, 150)),
    )  # fmt: skip
    assert found == ["1 Reader -> Shelf"]


def test_words_that_are_parties_label_nothing_that_passes_them() -> None:
    begin = ellipse("begin", (28, -16), (16, 13))
    found = messages(
        begin, text("x", "Reader", centre=(60, 20)), text("y", "Shelf", centre=(330, 20)),
        line("one", (60, 58), (61, 360)), line("two", (330, 60), (330, 360)),
        arrow("m", (64, 112), (326, 113)), arrow("in", (36, -2), (35, 37)),
    )  # fmt: skip
    assert found == ["-> Reader", "1 Reader -> Shelf"]


def test_a_box_that_lies_across_lifelines_is_no_part_of_one() -> None:
    pieces = (PARTIES, arrow("m", (62, 150), (358, 150)), rectangle("pause", (-40, 250), (200, 16)))
    assert "pause" not in elements_of("Ann", *pieces)
    assert "bar" in elements_of("Ann", *pieces, rectangle("bar", (52, 130), (16, 60)))
    assert "bar" not in elements_of("Ann", *pieces, rectangle("bar", (42, 130), (36, 160), "On", font=16))


def test_a_lifeline_may_hang_from_another() -> None:
    bars = [rectangle(f"{name}{k}", (x - w / 2, y), (w, h)) for name, x in (("a", 60), ("b", 360))
            for k, (w, y, h) in enumerate(((40, 60, 200), (12, 264, 260)))]  # fmt: skip
    told = [arrow("m", (84, 150), (336, 150)), arrow("n", (70, 350), (350, 350))]
    assert "1 Ann -> Ben" in messages(PARTIES[:2], bars, told)


def test_time_goes_down_whichever_way_the_lines_between_parties_drawn_twice_were_drawn() -> None:
    again = rectangle("ann2", (0, 402), (120, 56), "Ann"), rectangle("ben2", (300, 402), (120, 56), "Ben")
    upwards = line("a", (60, 400), (60, 58)), line("b", (360, 400), (360, 58))
    told = arrow("m", (62, 150), (358, 150)), arrow("n", (358, 250), (62, 250))
    assert messages(PARTIES[:2], upwards, again, told) == ["1 Ann -> Ben", "2 Ben -> Ann"]

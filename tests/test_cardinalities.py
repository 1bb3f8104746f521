"""Which words at the ends of connectors say how many there are, and which do not: one test a side of the rules."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, diamond, drawing, ellipse, line, rectangle, text
from graphkit.analysis.cardinalities import count

SHOP, ORDER = rectangle("shop", (0, 0), (140, 70), "Shop"), rectangle("order", (400, 0), (140, 70), "Order")
JOINED = line("joins", (142, 35), (398, 35))
AT_START, AT_END = (150, 10), (380, 10)


def counts(*pieces: Pieces) -> list[tuple[str, str, str]]:
    """The label of each edge, and what is said at its start and at its end, as drawn."""
    graph = gk.extract(drawing(*pieces))
    return [
        (edge["label"], edge.get("start_cardinality", ""), edge.get("end_cardinality", ""))
        for _, _, edge in graph.edges(data=True)
    ]


def pair(one: str, other: str, *more: Pieces) -> list[tuple[str, str, str]]:
    """The same of two boxes and a line with a word at each end; no word where it is empty."""
    words = [text("a", one, AT_START)] if one else []
    words += [text("b", other, (394 - 11 * len(other), 10))] if other else []
    return counts(SHOP, ORDER, JOINED, words, *more)


@pytest.mark.parametrize(
    ("words", "says"),
    {
        "1": "1", "12": "12", "*": "*", "n": "*", "M": "*", "many": "*", "[1]": "1", "0..1": "0..1", "1..*": "1..*",
        "0…n": "0..*", "1 .. N": "1..*", "2..5": "2..5", "1..1": "1", "(0,1)": "0..1", "(1,n)": "1..*", "1-n": "1..*",
        "1+": "1..*", "zero or more": "0..*", "n..m": "*",
    }.items(),
)  # fmt: skip
def test_what_words_say_is_said_as_a_crows_foot_says_it(words: str, says: str) -> None:
    found = count(words)
    assert found is not None
    assert found.says == says


@pytest.mark.parametrize("words", ["", "a", "123", "1.1", "0,1", "3-4", "5..2", "*..1", "1:N", "one of the many", "-1"])
def test_other_words_say_nothing_of_that(words: str) -> None:
    assert count(words) is None


@pytest.mark.parametrize("pair_of", [("1", "*"), ("N", "M"), ("1", "1"), ("0..1", "2"), ("", "1..*"), ("0..1", "")])
def test_words_at_the_ends_say_how_many_and_are_nothing_else(pair_of: tuple[str, str]) -> None:
    says = tuple(found.says if (found := count(words)) else "" for words in pair_of)
    assert pair(*pair_of) == [("", *says)]
    graph = gk.extract(drawing(SHOP, ORDER, JOINED, text("a", "1", AT_START), text("b", "*", AT_END)))
    assert sorted(data["label"] for _, data in graph.nodes(data=True)) == ["Order", "Shop"]


def test_a_label_stands_beside_them() -> None:
    assert pair("1", "0..*", text("l", "places", centre=(270, 18), font=16)) == [("places", "1", "0..*")]


def test_the_texts_are_named_and_the_confidence_is_that_of_the_weakest_part() -> None:
    analysis = gk.analyze(drawing(SHOP, ORDER, JOINED, text("a", "1", AT_START), text("b", "*", AT_END)))
    ((_, _, edge),) = gk.to_graph(analysis).edges(data=True)
    assert edge["cardinality_elements"] == "a b"
    (connection,) = analysis.connections
    assert edge["confidence"] == min(count.evidence.confidence for count in connection.cardinalities) < 1


def test_the_words_win_over_a_crows_foot() -> None:
    foot = arrow("joins", (142, 35), (398, 35), heads=(None, "cardinality_many"))
    assert counts(SHOP, ORDER, foot, text("t", "1..5", (350, 10))) == [("", "", "1..5")]
    assert counts(SHOP, ORDER, foot, text("t", "1", AT_START)) == [("", "1", "*")]


NOT = {
    "a step at each arrow": (rectangle("bill", (800, 0), (140, 70), "Bill"), arrow("next", (542, 35), (798, 35)),
                             text("t1", "1", AT_START), text("t2", "2", (550, 10))),
    "numbers of vertices": (text("t1", "3", AT_START), text("t2", "7", AT_END)),
    "in the middle": (text("t1", "0..1", centre=(270, 18)),),
    "far from the end": (text("t1", "0..1", (150, -60)),),
    "far from the line": (text("t1", "0..1", (150, -24)),),
}  # fmt: skip


@pytest.mark.parametrize("pieces", NOT.values(), ids=NOT)
def test_what_may_be_something_else_says_nothing(pieces: tuple[Piece, ...]) -> None:
    assert {says for _, *both in counts(SHOP, ORDER, JOINED, *pieces) for says in both} == {""}


@pytest.mark.parametrize(
    ("starts", "ends", "stands", "says"),
    [(142, 1398, 170, "0..1"), (142, 1398, 240, ""), (165, 1398, 170, "0..1"), (180, 1398, 190, ""),
     (142, 218, 148, "0..1"), (142, 218, 160, "")],
    ids=["near", "far along", "a little off the shape", "off the shape", "short", "in the middle of a short one"],
)  # fmt: skip
def test_they_stand_near_an_end_that_is_at_a_shape(starts: float, ends: float, stands: float, says: str) -> None:
    other = rectangle("other", (ends + 2, 0), (140, 70), "Other")
    found = counts(SHOP, other, arrow("joins", (starts, 35), (ends, 35)), text("t", "0..1", (stands, 8), font=16))
    assert [start for _, start, _ in found] == [says]


def test_beside_what_has_no_words_they_are_names() -> None:
    bare = ellipse("one", (100, 15), (40, 40)), ellipse("two", (400, 15), (40, 40))
    assert counts(*bare, JOINED, text("a", "1", AT_START), text("b", "*", AT_END))[0][1:] == ("", "")


def test_where_a_drawing_has_some_a_plain_number_is_one_too() -> None:
    team, rest = rectangle("team", (0, 300), (140, 70), "Team"), line("has", (70, 72), (70, 298))
    assert sorted(pair("", "1..*", team, rest, text("t", "2", (78, 270)))) == [("", "", "1..*"), ("", "", "2")]


def test_a_diagram_of_another_kind_beside_it_is_read_as_if_it_were_alone() -> None:
    steps = [rectangle(f"s{k}", (400 * k, 900), (140, 70), f"Step {k}") for k in range(3)]
    flow = [arrow(f"f{k}", (142 + 400 * k, 935), (398 + 400 * k, 935)) for k in range(2)]
    numbers = [text(f"n{k}", str(k + 1), (155 + 400 * k, 908)) for k in range(2)]
    foot = arrow("joins", (142, 35), (398, 35), heads=(None, "cardinality_many"))
    alone = counts(steps, flow, numbers)
    assert {says for _, *both in alone for says in both} == {""}
    for other in ([JOINED, text("a", "1..*", (350, 10))], [foot]):
        assert [edge for edge in counts(SHOP, ORDER, other, steps, flow, numbers) if edge in alone] == alone


def test_a_declared_label_stays_a_label() -> None:
    bound = arrow("joins", "shop", "order", bound=True, label="0..1")
    assert counts(SHOP, ORDER, bound) == [("0..1", "", "")]


def test_what_belongs_to_no_edge_is_a_note() -> None:
    loose = line("joins", (142, 35), (250, 35))
    analysis = gk.analyze(drawing(SHOP, loose, text("t", "0..1", AT_START)))
    assert not analysis.connections
    assert [thing.role for thing in analysis.things if thing.id == "t"] == ["annotation"]


def test_of_several_lines_at_one_side_each_has_its_own() -> None:
    far = [rectangle(f"r{k}", (500, 100 * k), (140, 70), f"R{k}") for k in range(3)]
    lines = [line(f"l{k}", (162, 35 + 100 * k), (498, 35 + 100 * k)) for k in range(3)]
    words = [text(f"t{k}", said, (470, 8 + 100 * k)) for k, said in enumerate(("1", "*", "1..*"))]
    found = counts(rectangle("all", (0, 0), (160, 270), "All"), far, lines, words)
    assert sorted(end for _, _, end in found) == ["*", "1", "1..*"]


# Chen, and labels of two


RHOMB = diamond("owns", (260, -15), (160, 100), "owns")
BOOK = rectangle("book", (560, 0), (140, 70), "Book")


def chen(one: str, other: str) -> list[tuple[str, str, str]]:
    first, second = line("l1", (142, 35), (258, 35), label=one), line("l2", (422, 35), (558, 35), label=other)
    return counts(SHOP, RHOMB, BOOK, first, second)


def test_letters_on_the_lines_of_a_rhombus_say_how_many_are_at_the_other_end() -> None:
    assert chen("1", "N") == [("1", "1", ""), ("N", "", "*")]


@pytest.mark.parametrize("words", [("yes", "no"), ("0", "1"), ("1", "no")])
def test_a_decision_counts_nothing(words: tuple[str, str]) -> None:
    assert chen(*words) == [(words[0], "", ""), (words[1], "", "")]


def test_a_label_of_two_says_how_many_at_both_ends_as_it_is_read() -> None:
    label = text("t", "1:N", centre=(270, 18), font=16)
    assert counts(SHOP, ORDER, JOINED, label) == [("1:N", "1", "*")]
    ((_, _, edge),) = gk.extract(drawing(SHOP, ORDER, JOINED, label)).edges(data=True)
    assert edge["cardinality_elements"] == "t"
    assert counts(SHOP, ORDER, line("joins", (398, 35), (142, 35)), label) == [("1:N", "*", "1")]
    assert counts(SHOP, ORDER, arrow("joins", (398, 35), (142, 35)), label) == [("1:N", "", "")]
    assert counts(SHOP, ORDER, JOINED, text("t", "4:3", centre=(270, 18), font=16)) == [("4:3", "", "")]


def test_it_is_told_and_explained() -> None:
    analysis = gk.analyze(drawing(SHOP, ORDER, JOINED, text("a", "1", AT_START), text("b", "0..n", (350, 10))))
    assert "says how many there are at the end of" in str(gk.explain(analysis, "b"))
    assert "says how many there are at its start: 1." in str(gk.explain(analysis, "joins"))
    assert "0..* at its end: By rule" in gk.overlay(analysis).svg


def test_a_person_may_say_otherwise() -> None:
    content = drawing(SHOP, ORDER, JOINED, text("a", "1", AT_START), text("b", "0..n", (350, 10)))
    said = gk.Corrections(labels={"b": "joins"})
    ((_, _, edge),) = gk.to_graph(gk.analyze(content, corrections=said)).edges(data=True)
    assert (edge["label"], edge.get("end_cardinality")) == ("0..n", None)


def test_words_that_an_arrow_is_bound_to_are_what_it_means() -> None:
    words = text("a", "1", AT_START), text("b", "0..*", (350, 10))
    asks = rectangle("user", (100, 200), (140, 70), "User"), arrow("asks", "user", "a", bound=True)
    bound = gk.analyze(drawing(SHOP, ORDER, JOINED, words, *asks))
    assert {c.id: c.end.target for c in bound.connections if c.id == "asks"} == {"asks": "a"}


def test_a_ratio_on_an_upright_line_is_read_downwards() -> None:
    below = rectangle("item", (0, 300), (140, 70), "Item")
    for ends in (((70, 72), (70, 298)), ((70, 298), (70, 72))):
        ((_, one, two),) = counts(SHOP, below, line("joins", *ends), text("t", "1:N", centre=(70, 185), font=16))
        assert (one, two) == (("1", "*") if ends[0][1] < ends[1][1] else ("*", "1"))


def test_a_ratio_of_equals_says_so_whichever_way_an_arrow_points() -> None:
    label = text("t", "1:1", centre=(270, 18), font=16)
    assert counts(SHOP, ORDER, arrow("joins", (398, 35), (142, 35)), label) == [("1:1", "1", "1")]


def test_a_ratio_on_an_arrow_with_two_heads_is_read_as_words_are() -> None:
    label = text("t", "1:N", centre=(270, 18), font=16)
    found = counts(SHOP, ORDER, arrow("joins", (142, 35), (398, 35), heads=("arrow", "arrow")), label)
    assert set(found) == {("1:N", "1", "*")}

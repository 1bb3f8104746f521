"""Charts: the rule of `graphkit.analysis.axes`, and what only looks like one."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, diamond, drawing, ellipse, frame, freedraw, line, rectangle, text
from graphkit.corrections import Corrections
from transforms import turned

ACROSS, UP = arrow("across", (-20, 300), (400, 303)), arrow("up", (1, 330), (0, 0))
NAMES = text("effort", "effort", (404, 290)), text("joy", "joy", (-14, -26))
"""They touch the tips."""


def edges(*pieces: Pieces) -> set[str]:
    """The arrows that join something."""
    return {connection.id for connection in gk.analyze(drawing(*pieces)).connections}


def test_axes_are_decoration_whatever_stands_at_their_tips() -> None:
    boxes = rectangle("tent", (150, 100), label="Tent"), ellipse("inn", (-80, 310), (50, 40), "Inn")
    analysis = gk.analyze(drawing(ACROSS, UP, NAMES, boxes))
    assert analysis.connections == () == analysis.unresolved
    assert set(analysis.decoration) == {"across", "up"}


@pytest.mark.parametrize(
    ("up", "chart"),
    [
        (arrow("up", (-20, 303), (-18, 0)), True),
        (arrow("up", (-18, 0), (-20, 303), heads=("arrow", None)), True),
        (arrow("up", (300, 330), (300, 0)), False),
        (arrow("up", (0, 120), (0, 400)), False),
    ],
    ids=["tail at tail", "head at its start", "across the far half", "by its far half"],
)
def test_axes_meet_by_their_tails(up: Pieces, chart: bool) -> None:
    decoration = gk.analyze(drawing(ACROSS, up, NAMES)).decoration
    assert set(decoration) == ({"across", "up"} if chart else set())


def test_what_branches_off_a_line_is_no_axis() -> None:
    boss, crew = rectangle("r", (-180, 280), (60, 50), "R"), [text("a", "A", (404, 290)), text("b", "B", (-10, -30))]
    branches = arrow("across", (0, 305), (400, 303)), arrow("up", (0, 305), (0, 0))
    assert edges(boss, crew, line("trunk", (-118, 305), (0, 305)), branches) == {"across", "up"}


def test_axes_of_two_heads_cross_in_the_middle() -> None:
    fast, slow = text("fast", "fast", (404, 190)), text("slow", "slow", (-60, 190))
    heads = ("arrow", "arrow")
    across, up = arrow("across", (-5, 200), (400, 200), heads=heads), arrow("up", (200, 0), (200, 400), heads=heads)
    assert edges(across, up, fast, slow) == set()
    higher = arrow("up", (200, -300), (200, 230), heads=heads)
    assert edges(across, higher, fast, slow) == {"across"}
    west, east = rectangle("west", (-110, 170), (100, 60), "West"), rectangle("east", (405, 170), (100, 60), "East")
    assert edges(across, up, west, east) == {"across"}


@pytest.mark.parametrize("at", [(-110, 270), (-40, 305)])
def test_arrows_from_a_shape_are_no_axes(at: tuple[float, float]) -> None:
    """At the one tail, or where they meet."""
    assert "across" in edges(ACROSS, UP, NAMES, diamond("one", at, (85, 60)))


def test_arrows_from_a_word_are_no_axes() -> None:
    right, up = arrow("right", (0, 0), (200, 0)), arrow("up", (0, 0), (0, -200))
    words = text("me", "me", (-30, 0)), text("you", "you", (204, -12)), text("it", "it", (-8, -228))
    assert edges(right, up, words) == {"right", "up"}


def test_a_panel_around_a_chart_is_nothing_in_its_way() -> None:
    assert edges(ACROSS, UP, NAMES, rectangle("panel", (-100, -100), (700, 500))) == set()
    assert edges(ACROSS, UP, NAMES, frame("panel", (-100, -100), (700, 500), name="Chart")) == set()


def test_arrows_that_declare_both_ends_are_no_axes() -> None:
    boxes = [rectangle(name, at, (60, 40), name) for name, at in
             (("a", (-90, 280)), ("b", (410, 280)), ("c", (-30, 340)), ("d", (-30, -50)))]  # fmt: skip
    crossing = arrow("across", "a", "b", bound=True), arrow("up", "c", "d", bound=True)
    assert edges(boxes, crossing) == {"across", "up"}


def test_what_is_neither_level_nor_straight_is_no_axis() -> None:
    slanted = arrow("across", (0, 300), (400, 200))
    assert "across" in edges(slanted, UP, text("effort", "effort", (404, 180)), text("zero", "zero", (-70, 290)))


def test_what_stands_around_or_comes_before_is_not_the_open() -> None:
    heads = (None, None)
    trunk = arrow("trunk", (-118, 305), (0, 305), heads=heads)
    branches = arrow("across", (0, 305), (400, 303)), arrow("up", (0, 305), (0, 0))
    boss, crew = rectangle("r", (-180, 280), (60, 50), "R"), [text("a", "A", (404, 290)), text("b", "B", (-10, -30))]
    assert "across" in edges(boss, crew, trunk, branches)
    # The border of a panel runs through where they meet.
    assert "across" in edges(
        ACROSS, UP, NAMES, rectangle("panel", (0, -100), (500, 700)), ellipse("i", (-60, 290), (30, 20))
    )


def test_dots_and_boxes_of_lines_are_things_that_arrows_come_from() -> None:
    def dot(id: str, x: float, y: float) -> Pieces:
        return freedraw(id, (x - 4, y), (x, y - 4), (x + 4, y + 1), (x + 1, y + 4), (x - 3, y + 2), (x + 2, y - 2))

    dots, note = (dot("a", 0, 0), dot("b", 200, 0), dot("c", 0, -200)), text("note", "Walks", (-200, -300))
    assert edges(note, dots, arrow("ab", (0, 0), (197, 0)), arrow("ac", (0, 0), (0, -197))) == {"ab", "ac"}
    box = [line(f"s{k}", *side) for k, side in enumerate((
        ((-30, -30), (30, -30)), ((30, -30), (30, 30)), ((30, 30), (-30, 30)), ((-30, 30), (-30, -30)),
    ))]  # fmt: skip
    right, above = text("it", "It", (204, -12)), text("so", "So", (-10, -228))
    assert edges(box, right, above, arrow("x", (0, 0), (200, 0)), arrow("y", (0, 0), (0, -200))) == {"x", "y"}


def test_events_along_an_arrow_of_time_are_no_axes() -> None:
    events = [arrow(f"e{k}", (100 * k + 60, 0), (100 * k + 60, -140)) for k in range(4)]
    assert gk.analyze(drawing(arrow("time", (0, 0), (460, 0)), events)).decoration == ()


@pytest.mark.parametrize(("high", "chart"), [(120, True), (60, False)])
def test_axes_are_of_about_the_same_length(high: float, chart: bool) -> None:
    found = gk.analyze(drawing(ACROSS, arrow("up", (1, 310), (1, 310 - high)), NAMES)).decoration
    assert bool(found) == chart


def test_an_axis_with_one_head_and_one_with_two_are_no_chart() -> None:
    assert gk.analyze(drawing(ACROSS, arrow("up", (190, 150), (190, 450), heads=("arrow", "arrow")))).decoration == ()


def test_the_label_of_an_axis_is_free() -> None:
    across, up = arrow("across", (-20, 300), (400, 303), label="effort", bound=True), arrow("up", (1, 330), (0, 0))
    graph = gk.extract(drawing(across, up))
    assert [(data["label"], data["role"]) for _, data in graph.nodes(data=True)] == [("effort", "annotation")]


def test_it_is_told_that_an_arrow_is_an_axis() -> None:
    assert "an axis of a chart" in str(gk.explain(gk.analyze(drawing(ACROSS, UP, NAMES)), "across"))


def test_a_correction_makes_an_axis_a_connector_again() -> None:
    made = drawing(ACROSS, UP, NAMES, ellipse("inn", (-80, 310), (50, 40), "Inn"))
    said = Corrections(ends={("across", "start"): "inn", ("across", "end"): "effort"})
    found = {c.id: (c.start.target, c.end.target) for c in gk.analyze(made, corrections=said).connections}
    assert found["across"] == ("inn", "effort")


def ticked(*, tail: float = 0, tip: float = 700, half: float = 12) -> list[Pieces]:
    """An arrow of time with five ticks, and words at them."""
    places = range(100, 501, 100)
    hours = [text(f"hour-{x}", f"{x}", centre=(x, 32)) for x in places]
    marks = [line(f"tick-{x}", (x, -half), (x, half)) for x in places]
    return [arrow("time", (tail, 0), (tip, 0)), *hours, *marks]


def test_an_arrow_with_ticks_is_an_axis_whatever_lies_near() -> None:
    key = text("key", "Key", centre=(760, 40)), rectangle("red", (740, 60), (40, 20))
    analysis = gk.analyze(drawing(*ticked(), key))
    assert analysis.connections == () == analysis.unresolved
    assert "time" in analysis.decoration


def test_an_arrow_with_ticks_may_join_what_it_touches() -> None:
    ends = rectangle("dawn", (-120, -30), (120, 60), "Dawn"), rectangle("dusk", (700, -30), (120, 60), "Dusk")
    assert "time" in edges(*ticked(), ends)


def test_what_long_lines_cross_is_no_axis() -> None:
    ends = rectangle("dawn", (-130, -30), (120, 60), "Dawn"), rectangle("dusk", (712, -30), (120, 60), "Dusk")
    assert "time" in edges(*ticked(half=150), ends)


def test_labels_of_other_arrows_stay_where_they_are() -> None:
    boxes = rectangle("tent", (150, 60), (90, 50), "Tent"), rectangle("inn", (330, 60), (90, 50), "Inn")
    labelled = arrow("stays", "tent", "inn", bound=True, label="by")
    (found,) = gk.analyze(drawing(ACROSS, UP, NAMES, boxes, labelled)).connections
    assert [label.evidence.rule for label in found.labels] == ["declared"]


def test_arrows_of_two_heads_with_a_shape_where_they_cross_are_no_axes() -> None:
    heads = ("arrow", "arrow")
    across, up = arrow("across", (0, 200), (400, 200), heads=heads), arrow("up", (200, 0), (200, 400), heads=heads)
    fast, slow = text("fast", "fast", (404, 190)), text("slow", "slow", (-50, 190))
    assert edges(across, up, fast, slow) == set()
    assert edges(across, up, fast, slow, ellipse("hub", (180, 180), (40, 40))) != set()


DAYS = [text("mon", "Mon", (-20, 60)), text("tue", "Tue", (420, 88))]


@pytest.mark.parametrize(
    ("off", "slant", "time"), [(0, 0, True), (2, 1, True), (9, 0, False), (0, 20, False)],
    ids=["ticks", "askew a bit", "not in their middle", "aslant"],
)  # fmt: skip
def test_ticks_cross_the_arrow_of_time_squarely_in_their_middle(off: float, slant: float, time: bool) -> None:
    ticks = [line(f"t{x}", (x - slant, 90 + off), (x + slant, 110 + off)) for x in (100, 200, 300)]
    assert ("day" in gk.analyze(drawing(arrow("day", (0, 100), (410, 100)), DAYS, ticks)).decoration) == time


LEVEL, STEEP = arrow("level", (0, 200), (400, 200), gap=0), arrow("steep", (200, 400), (200, 0), gap=0)
ENDS = text("low", "low", (-40, 188)), text("high", "high", (406, 188)), text("top", "top", (184, -28))


NOTES = [rectangle(f"note-{k}", at, (80, 40), "Note") for k, at in enumerate([(250, 60), (90, 300)])]


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("heads", [(None, "arrow"), (None, None), "line"])
def test_axes_that_cross_in_the_middle_part_a_sheet_in_four(
    heads: tuple[str | None, str | None] | str, turn: int
) -> None:
    if isinstance(heads, str):
        cross: Pieces = (line("level", (0, 200), (400, 200)), line("steep", (200, 400), (200, 0)))
    else:
        cross = (
            arrow("level", (0, 200), (400, 200), gap=0, heads=heads),
            arrow("steep", (200, 400), (200, 0), gap=0, heads=heads),
        )
    found = gk.analyze(turned(drawing(cross, ENDS, NOTES), turn, by_angle=True))
    assert found.connections == ()
    assert set(found.decoration) == {"level", "steep"}


def test_strokes_of_the_pen_stand_in_quarters_as_well() -> None:
    marks = [freedraw(f"mark-{x}", (x, y), (x + 40, y - 30), (x + 60, y)) for x, y in ((250, 90), (90, 320))]
    assert {"level", "steep"} <= set(gk.analyze(drawing(LEVEL, STEEP, ENDS, marks)).decoration)


NO_CROSSES: dict[str, Pieces] = {
    "a box at an end": (LEVEL, STEEP, NOTES, ENDS[:1], rectangle("east", (410, 170), (100, 60), "East")),
    "a box ahead of an end": (LEVEL, STEEP, NOTES, ENDS[:1], rectangle("east", (435, 170), (100, 60), "East")),
    "unlike heads": (LEVEL, arrow("steep", (200, 400), (200, 0), gap=0, heads=("arrow", "arrow")), ENDS, NOTES),
    "short": (
        arrow("level", (130, 200), (270, 200), gap=0), arrow("steep", (200, 270), (200, 130), gap=0),
        text("low", "low", (90, 188)), text("high", "high", (276, 188)),
        [text(f"w{x}{y}", "w", centre=(x, y)) for x in (165, 235) for y in (165, 235)],
    ),
    "aside": (LEVEL, arrow("steep", (40, 400), (40, 0), gap=0), ENDS, NOTES),
    "one quarter": (LEVEL, STEEP, ENDS, NOTES[:1]),
    "words along them": (
        LEVEL, STEEP, ENDS, NOTES[:1],
        text("asks", "asks", centre=(280, 186)), text("feeds", "feeds", centre=(236, 300)),
        text("says", "says", centre=(120, 214)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pieces", NO_CROSSES.values(), ids=NO_CROSSES)
def test_other_arrows_that_cross_may_join_something(pieces: Pieces) -> None:
    assert "level" in edges(pieces)


def test_words_that_others_join_with_something_name_no_axes() -> None:
    names = [text(f"n{k}", "name", centre=at) for k, at in enumerate(((200, -24), (440, 200), (200, 424), (-40, 200)))]
    parted = [text(f"p{k}", "part", centre=at) for k, at in enumerate(((80, 80), (320, 80), (80, 320), (320, 320)))]
    crossing = arrow("across", (0, 200), (400, 200), gap=0), arrow("up", (200, 0), (200, 400), gap=0)
    assert edges(*names, *parted, crossing) == set()
    aside, among = arrow("aside", "n0", "p1", gap=8), arrow("among", "p0", "p2", gap=8)
    assert edges(*names, *parted, crossing, aside) == {"across", "up", "aside"}
    # What begins at words and leads to nothing joins nothing with them, and what joins others is in the chart.
    assert edges(*names, *parted, crossing, arrow("off", (60, -140), (180, -50))) == set()
    assert edges(*names, *parted, crossing, among) == {"among"}
    sheet = rectangle("sheet", (-160, -160), (720, 720))
    assert edges(*names, *parted, crossing, sheet, arrow("off", (60, -140), (180, -50))) <= {"off"}

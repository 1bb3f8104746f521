"""Explanations: what was decided and why, what else there was, and what would change it, which must be true."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, freedraw, line, rectangle, text
from graphkit.corrections import parse
from graphkit.elements import Arrow, Text, with_fields
from graphkit.explanation import Reason, Subject, explain, find, what_if
from graphkit.explanation.words import RULES
from make_drawings import DRAWINGS


def shops(*more: Pieces) -> gk.Drawing:
    return drawing(
        rectangle("shop", at=(0, 0), label="Shop"),
        rectangle("bank", at=(400, 0), label="Bank"),
        rectangle("club", at=(400, 110), label="Club"),
        arrow("pays", "shop", (370, 60), label="pays"),
        *more,
    )


def only(found: gk.Drawing, query: str, corrections: str = "") -> Subject:
    (subject,) = explain(gk.analyze(found, corrections=parse(corrections)), query).subjects
    return subject


def part(subject: Subject, name: str) -> Reason:
    return next(reason for reason in subject.reasons if reason.part == name)


# What is explained


def test_an_arrow_is_explained_by_its_ends_and_its_label() -> None:
    subject = only(shops(), "pays")
    assert subject.says == "This arrow reads “Shop” → “Bank”, with the label “pays”."
    assert [reason.part for reason in subject.reasons] == ["start", "end", "label"]
    end = part(subject, "end")
    assert "rectangle “Bank” (bank)" in end.says
    assert end.rule in RULES
    assert end.confidence is not None
    assert end.options[0].target == "club"
    assert end.options[0].distance == pytest.approx(58, abs=10)
    assert end.options[0].cost > 0


def test_the_direction_is_that_of_the_heads() -> None:
    def reads(*heads: str | None) -> str:
        found = drawing(
            rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"),
            arrow("e", "a", "b", heads=(heads[0], heads[1])),
        )  # fmt: skip
        return only(found, "e").says

    assert "“A” → “B”" in reads(None, "arrow")
    assert "“B” → “A”" in reads("arrow", None)
    assert "“A” ↔ “B”" in reads("arrow", "arrow")
    assert "“A” — “B”" in reads(None, None)


def test_an_arrow_that_nothing_claims_is_explained_end_by_end() -> None:
    subject = only(shops(arrow("lost", (3000, 3000), (3000, 3400))), "lost")
    assert "nothing claims" in subject.says
    assert [reason.part for reason in subject.reasons] == ["start", "end"]
    assert all(reason.because for reason in subject.reasons)
    assert "Nearest is rectangle “Club” (club), " in part(subject, "start").change


def test_the_end_that_lacks_nothing_is_told_from_the_end_that_does() -> None:
    found = drawing(
        rectangle("shop", at=(0, 0), label="Shop"), rectangle("bank", at=(900, 0), label="Bank"),
        arrow("short", (105, 30), (250, 30)),
    )  # fmt: skip
    subject = only(found, "short")
    start, end = part(subject, "start"), part(subject, "end")
    assert "rectangle “Shop” (shop)" in start.says
    assert start.because == "Nothing is there for its other end to mean."
    assert not start.options
    assert not start.change
    assert end.because == "Nothing is near it, or in its direction."
    assert end.change.startswith("Nearest is rectangle “Bank” (bank), 650 px away. Ending ")

    (needed,) = map(float, re.findall(r"Ending (\d+) px nearer", end.change))

    def edges(length: float) -> int:
        longer = drawing(
            rectangle("shop", at=(0, 0), label="Shop"), rectangle("bank", at=(900, 0), label="Bank"),
            arrow("short", (105, 30), (250 + length, 30)),
        )  # fmt: skip
        return len(gk.analyze(longer).connections)

    assert (edges(needed - 10), edges(needed + 10)) == (0, 1)


def test_an_arrow_out_of_a_thing_into_the_open_is_not_said_to_point_at_it_twice() -> None:
    found = drawing(
        rectangle("gate", at=(150, 0), size=(140, 60), label="G"), text("word", "response", centre=(356, 15)),
        arrow("out", (292, 30), (420, 30)),
    )  # fmt: skip
    subject = only(found, "out")
    start, end = part(subject, "start"), part(subject, "end")
    assert start.because == end.because == "Both its ends would mean the same thing, and it does not bend back."
    assert start.says == "it may well mean rectangle “G” (gate), and joins it to nothing."
    assert start.options == ()
    assert end.says == "nothing claims it."
    assert "(gate)" not in end.change
    label = part(only(found, "word"), "label")
    assert label.because == "What it would label, arrow at 292, 30 (out), joins nothing."
    assert [option.target for option in label.options] == ["out"]
    assert label.options[0].probability > gk.Thresholds().label_believed
    assert label.change == ""


def test_an_arrow_that_points_at_a_label_is_said_to_point_at_a_label() -> None:
    subject = only(shops(rectangle("note", at=(120, 420), label="Note"), arrow("at", (200, 410), (200, 78))), "at")
    start, end = part(subject, "start"), part(subject, "end")
    assert start.because == end.because == "Only a label is there for one of its ends to mean."
    assert end.options[0].name.endswith("which is a label")


def test_an_arrow_that_draws_several_edges_is_explained_by_all_of_them() -> None:
    found = drawing(
        rectangle("well", at=(0, 0), label="Well"), rectangle("tank", at=(500, -100), label="Tank"),
        rectangle("pool", at=(500, 100), label="Pool"), line("stem", "well", (300, 30)),
        arrow("up", (300, 30), "tank"), arrow("down", (300, 30), "pool"),
    )  # fmt: skip
    assert len(gk.analyze(found).connections) == 2
    stem = only(found, "stem")
    assert "“Well” → “Tank”" in stem.says
    assert "“Well” → “Pool”" in stem.says
    assert [reason.part for reason in stem.reasons] == ["start", "end"] * 2
    assert only(found, "up").says == "This arrow reads “Well” → “Tank”, drawn together with stem."


def test_a_label_is_explained_by_its_arrow() -> None:
    subject = only(shops(), "pays-label")
    assert subject.says.startswith("This text labels arrow “Shop” → “Bank” (pays)")
    assert part(subject, "label").confidence is not None


def test_a_free_text_tells_what_it_might_have_labelled() -> None:
    # The arrow has another label already.
    reason = part(only(shops(text("note", "aside", centre=(200, 75))), "aside"), "label")
    assert reason.says == "it labels no arrow and no line."
    assert [option.target for option in reason.options] == ["pays"]
    far = part(only(shops(text("note", "aside", centre=(200, 1000))), "aside"), "label")
    assert far.options == ()
    assert "nearest is arrow “Shop” → “Bank” (pays)" in far.because


def test_a_thing_tells_its_name_its_place_and_what_leads_to_it() -> None:
    found = drawing(
        rectangle("yard", at=(-40, -80), size=(300, 260)), text("title", "Yard", at=(-30, -70)),
        rectangle("shop", at=(0, 0), label="Shop"), rectangle("bank", at=(500, 0), label="Bank"),
        arrow("pays", "shop", "bank"),
    )  # fmt: skip
    subject = only(found, "shop")
    assert subject.says == "It is the entity “Shop”, made of 2 elements."
    assert part(subject, "name").rule == "declared"
    assert "“Yard”" in part(subject, "container").says
    assert "“Shop” → “Bank”" in part(subject, "edge").says
    assert only(found, "shop-label").says == "It is part of the entity “Shop” (shop), made of 2 elements."


def test_headings_are_told_from_both_sides() -> None:
    found = drawing(
        text("head", "Row", at=(0, 20)), *(rectangle(f"b{k}", at=(200 + 300 * k, 0), label=f"B{k}") for k in range(3))
    )
    assert "it stands under text “Row”" in part(only(found, "b1"), "heading").says
    heads = part(only(found, "Row"), "heading").says
    assert all(f"“B{k}”" in heads for k in range(3))


def test_decoration_and_what_is_ignored_are_told() -> None:
    rule = line("rule", (0, 3000), (900, 3000))
    assert "decoration" in only(shops(rule), "rule").says
    assert "ignore" in only(shops(rule), "rule", 'ignore = ["rule"]').says


def test_words_on_several_things_explain_them_all() -> None:
    found = shops(rectangle("other", at=(3000, 0), label="Bank"))
    subjects = explain(gk.analyze(found), "bank").subjects
    # The id alone is meant where there is one.
    assert [subject.element for subject in subjects] == ["bank"]
    assert {subject.element for subject in explain(gk.analyze(found), "BANK ").subjects} == {"bank", "other"}


@pytest.mark.parametrize(
    ("query", "ids"),
    [("Shop", ("shop",)), ("shop", ("shop",)), ("pays", ("pays",)), ("aside", ("note",)), ("asid", ("note",))],
)
def test_what_a_query_means(query: str, ids: tuple[str, ...]) -> None:
    assert find(gk.analyze(shops(text("note", "aside", at=(0, 900)))), query) == ids


MARK = freedraw("mark", (-12.4, 940), (-2, 930), (-12, 920), (-2, 910)), rectangle("empty", at=(700, 700))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("(-12, 940)", ("mark",)),  # where the editor says that it is
        ("-12,910", ("mark",)),  # where it is told to be
        ("freedraw at -12, 940", ("mark",)),
        ("rectangle at -12, 940", ()),
        ("(-11, 940)", ()),
        ("rectangle at 700, 700", ("empty",)),
        ("(370, 60)", ("pays",)),  # its end
        ("Shop -> Bank", ("pays",)),
        ("shop  →  bank", ("pays",)),
        ("Bank -> Shop", ()),
        ("Shop -> Nowhere", ()),
        ("Shop -> Bank -> Shop", ()),
    ],
)
def test_what_has_no_words_is_named_by_its_place_and_an_arrow_by_what_it_joins(query: str, ids: tuple[str]) -> None:
    analysis = gk.analyze(shops(MARK))
    if ids:
        assert find(analysis, query) == ids
    else:
        with pytest.raises(LookupError):
            find(analysis, query)


def test_what_joins_two_both_ways_or_without_a_head_is_meant_from_either_side() -> None:
    boxes = rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B")
    for heads in ((None, None), ("arrow", "arrow")):
        analysis = gk.analyze(drawing(*boxes, arrow("e", "a", "b", heads=heads)))
        assert find(analysis, "A -> B") == find(analysis, "B -> A") == ("e",)
    analysis = gk.analyze(drawing(*boxes, arrow("e", "a", "b", heads=("arrow", None))))
    assert find(analysis, "B -> A") == ("e",)


@pytest.mark.parametrize(("query", "hint"), [("Bnak", "“Bank”"), ("xyzzy", "xyzzy"), ("", "“”"), ("   ", "")])
def test_what_is_nowhere_is_a_lookup_error_with_a_hint(query: str, hint: str) -> None:
    with pytest.raises(LookupError) as raised:
        gk.explain(gk.analyze(shops()), query)
    assert hint in str(raised.value.args[0])


def test_what_is_everywhere_asks_for_an_id() -> None:
    found = drawing(*(rectangle(f"b{k}", at=(300 * k, 0), label="Box") for k in range(12)))
    with pytest.raises(LookupError, match="12 places"):
        gk.explain(gk.analyze(found), "Box")


def test_a_candidate_that_is_a_label_is_told_to_be_one() -> None:
    end = part(only(shops(), "pays"), "end")
    told = [option.name for option in end.options if option.target == "pays-label"]
    assert told == [] or told[0].endswith(", which is a label")


# What would change it


def number(sentence: str, pattern: str) -> float:
    found = re.search(pattern, sentence)
    assert found, sentence
    return float(found.group(1))


def moved(found: gk.Drawing, id: str, dx: float, dy: float) -> gk.Drawing:
    """The drawing with a text, or the end of an arrow, somewhere else."""

    def change(element: Arrow | Text) -> Arrow | Text:
        if isinstance(element, Text):
            return with_fields(element, x=element.x + dx, y=element.y + dy)
        *rest, (x, y) = element.points
        return with_fields(element, points=(*rest, (x + dx, y + dy)))

    elements = (change(e) if e.id == id and isinstance(e, Arrow | Text) else e for e in found.elements)
    return dataclasses.replace(found, elements=tuple(elements))


def test_as_much_nearer_as_it_says_the_end_means_the_other() -> None:
    found = shops()
    change = part(only(found, "pays"), "end").change
    assert "(club)" in change
    nearer = number(change, r"Ending (\d+) px nearer")
    far = number(change, r"instead of (\d+)")
    tip, goal = (370.0, 60.0), (400.0, 118.0)
    for share, target in ((nearer + 2) / far, "club"), ((nearer - 4) / far, "bank"):
        dx, dy = share * (goal[0] - tip[0]), share * (goal[1] - tip[1])
        analysis = gk.analyze(moved(found, "pays", dx, dy))
        (connection,) = analysis.connections
        assert connection.end.target == target


def test_as_much_farther_as_it_says_the_text_is_no_label() -> None:
    found = shops()
    change = part(only(found, "pays"), "label").change
    farther = number(change, r"Standing (\d+) px farther")
    text_element = next(e for e in found.elements if e.id == "pays-label")
    line_y = 30 + (text_element.x + text_element.width / 2 - 100) * 30 / 270
    away = -1 if text_element.y + text_element.height / 2 < line_y else 1
    for distance, labels in ((farther + 3, []), (farther - 6, ["pays-label"])):
        analysis = gk.analyze(moved(found, "pays-label", 0, away * distance))
        assert [label.text for c in analysis.connections for label in c.labels] == labels


def test_as_much_farther_as_it_says_the_text_does_not_say_how_many_there_are() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"), arrow("e", "a", "b"),
        text("many", "0..*", at=(340, 5)),
    )  # fmt: skip
    subject = only(found, "e")
    assert part(subject, "cardinality") == part(only(found, "many"), "cardinality")
    farther = number(part(subject, "cardinality").change, r"Standing (\d+) px farther from it, it would not say so")
    for distance, counts in ((farther + 3, []), (farther - 3, ["many"])):
        analysis = gk.analyze(moved(found, "many", 0, -distance))
        assert [count.text for c in analysis.connections for count in c.cardinalities] == counts


def test_crows_feet_say_how_many_there_are() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"),
        arrow("e", "a", "b", heads=("cardinality_one", "cardinality_one_or_many")),
    )  # fmt: skip
    counts = [reason for reason in only(found, "e").reasons if reason.part == "cardinality"]
    assert [(one.says, one.because) for one in counts] == [
        ("1 at its start.", "Its arrowhead says so."), ("1..* at its end.", "Its arrowhead says so."),
    ]  # fmt: skip


def test_what_has_no_name_is_told_by_its_place() -> None:
    subject = only(drawing(rectangle("a", at=(0, 0)), rectangle("b", at=(400, 7)), arrow("e", "a", "b")), "e")
    assert subject.name == "arrow (rectangle at 0, 0) → (rectangle at 400, 7)"
    assert part(subject, "end").says == "it means rectangle at 400, 7 (b)."


def test_as_much_nearer_as_it_says_a_free_text_is_a_label() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(500, 0), label="B"), arrow("e", "a", "b"),
        text("t", "word", centre=(300, 95)),
    )  # fmt: skip
    analysis = gk.analyze(found)
    assert not [label for c in analysis.connections for label in c.labels]
    change = part(only(found, "t"), "label").change
    nearer = number(change, r"Standing (\d+) px nearer")
    after = gk.analyze(moved(found, "t", 0, -nearer - 1))
    assert [label.text for c in after.connections for label in c.labels] == ["t"]


def test_without_a_declaration_it_is_told_what_geometry_says() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"), arrow("e", "a", "b", bound=True)
    )
    end = part(only(found, "e"), "end")
    assert end.because == "The file declares it."
    assert end.change.startswith("Without that declaration, it would mean the same (probability ")


def test_without_a_correction_it_is_told_what_would_be_inferred() -> None:
    end = part(only(shops(), "pays", '[arrows.pays]\nend = "club"'), "end")
    assert end.because == "A correction says so."
    assert end.change.startswith("Without that correction, it would mean rectangle “Bank” (bank)")


@pytest.mark.parametrize(
    ("text_id", "would"),
    [
        ("pays-label", "label arrow “Shop” → “Bank” (pays)"),
        ("club-label", "name rectangle at 400, 110 (club)"),
        ("note", "label, name and head nothing as well"),
    ],
)
def test_of_a_text_that_is_alone_it_is_told_that_a_correction_says_so(text_id: str, would: str) -> None:
    found = shops(text("note", "aside", centre=(200, 1000)))
    reason = part(only(found, text_id, f"[texts.{text_id}]\nalone = true"), "label")
    assert reason.says == "it labels, names and heads nothing."
    assert (reason.because, reason.rule, reason.confidence) == ("A correction says so.", "corrected", 1.0)
    assert reason.options == ()
    assert reason.change == f"Without that correction, it would {would}."


def test_of_a_heading_that_is_alone_it_is_told_what_it_would_head() -> None:
    found = drawing(
        text("head", "Row", at=(0, 20)), *(rectangle(f"b{k}", at=(200 + 300 * k, 0), label=f"B{k}") for k in range(3))
    )
    change = part(only(found, "head", "[texts.head]\nalone = true"), "label").change
    assert change.startswith("Without that correction, it would head rectangle “B0” (b0), ")


def test_of_limits_at_which_corrections_cannot_be_followed_none_is_told() -> None:
    found = shops(line("nearly", (700, 600), (705, 604), via=[(760, 600), (760, 660), (700, 660)]))
    said = '[arrows.pays]\nend = "nearly"'
    # It is a shape only as long as its ends are near enough to each other.
    with pytest.raises(gk.CorrectionsError):
        gk.analyze(found, gk.Thresholds(closed=0.02), corrections=parse(said))
    subject = only(found, "pays", said)
    assert part(subject, "end").rule == "corrected"
    assert "closed" not in subject.limit


def test_where_nothing_else_is_near_that_is_said() -> None:
    found = drawing(rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(9000, 0), label="B"), arrow("e", "a", "b"))
    assert part(only(found, "e"), "end").change == "No other thing is within its reach or in its direction."


def test_of_a_large_drawing_the_part_around_it_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    found = shops(*(rectangle(f"r{k}", at=(3000 + 200 * k, 3000), label=f"R{k}") for k in range(30)))
    whole = only(found, "pays")
    monkeypatch.setattr(what_if, "MOST_ELEMENTS", 20)
    asked: list[int] = []
    real = what_if.analyze

    def watched(drawing: gk.Drawing, *more: object, **options: object) -> gk.Analysis:
        asked.append(len(drawing.elements))
        return real(drawing, *more, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(what_if, "analyze", watched)
    assert only(found, "pays") == whole
    assert asked
    assert max(asked) <= 25


def test_corrections_of_what_is_far_away_do_not_hinder_that(monkeypatch: pytest.MonkeyPatch) -> None:
    found = shops(*(rectangle(f"r{k}", at=(3000 + 200 * k, 3000), label=f"R{k}") for k in range(30)))
    monkeypatch.setattr(what_if, "MOST_ELEMENTS", 20)
    said = '[texts.r29-label]\nalone = true\n[arrows.pays]\nend = "club"'
    assert part(only(found, "pays", said), "end").change.startswith("Without that correction")


# Hostile drawings


WORDS = "a\nb\x1b[31m\x00<script>\u202e" + "x" * 5000


def test_words_are_told_on_one_line_and_not_too_long() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), size=(100, 60), label=WORDS),
        rectangle("b", at=(400, 0), label="B"),
        arrow("e", "a", "b"),
    )
    explanation = gk.explain(gk.analyze(found), "e")
    assert max(map(len, str(explanation).splitlines())) < 700
    json.dumps(dataclasses.asdict(explanation))


@pytest.mark.parametrize("query", [WORDS, "[", "\\", "'; DROP", "\ud800"])
def test_queries_of_any_kind_are_only_looked_up(query: str) -> None:
    with pytest.raises(LookupError):
        gk.explain(gk.analyze(shops()), query)


def test_every_element_of_every_kind_can_be_explained() -> None:
    found = shops(arrow("lost", (3000, 3000), (3000, 3400)), line("rule", (0, 3000), (900, 3000)))
    analysis = gk.analyze(found)
    for element in found.elements:
        (subject,) = gk.explain(analysis, element.id).subjects
        assert subject.element == element.id
        assert subject.says.endswith(".")
    assert gk.explain(analysis, "pays") == gk.explain(gk.analyze(found), "pays")


# Which limit would change it


def reading_of(id: str, found: gk.Drawing, **limits: float) -> list[tuple[object, ...]]:
    """What a connector connects, and with which words."""
    connections = gk.analyze(found, gk.Thresholds(**limits)).connections
    own = [c for c in connections if id in (c.id, *c.elements)]
    return [(c.id, c.start.target, c.end.target, [label.text for label in c.labels]) for c in own]


@pytest.mark.parametrize(
    ("name", "id", "limit"),
    [
        ("badges-on-arrows", "r1", "badge_size"),
        ("boxes-loose", "r4", "label_"),
        ("braces", "curly", "brace_"),
        ("fork-and-merge", "fork", "meets_arrow"),
        ("hand-drawn", "stroke", "head_length"),
        ("plain-lines", "l1", "label_believed"),
        ("sequence-diagram", "m3", "straight"),
        ("state-machine", "loop", "loop"),
    ],
)
def test_the_limit_that_is_told_changes_the_reading_and_less_of_a_change_does_not(
    name: str, id: str, limit: str
) -> None:
    (source,) = (DRAWINGS / name).glob("source.*")
    found = gk.read(source)
    subject = only(found, id)
    told = re.fullmatch(r"With the limit (\w+) at (\S+) instead of (\S+), it.+\.", subject.limit)
    assert told is not None, subject.limit
    assert str(subject).endswith(subject.limit)
    which, value, default = told[1], float(told[2]), float(told[3])
    assert which.startswith(limit)
    assert gk.Thresholds().to_dict()[which] == default
    now = reading_of(id, found)
    # Three digits are told, and the limit is found to a part of what it takes.
    assert reading_of(id, found, **{which: value + 0.05 * (value - default)}) != now
    assert reading_of(id, found, **{which: default + 0.9 * (value - default)}) == now


def test_of_a_text_it_is_told_too() -> None:
    found = gk.read(DRAWINGS / "badges-on-arrows" / "source.excalidraw")
    (label,) = next(c.labels for c in gk.analyze(found).connections if c.id == "r1")
    assert re.fullmatch(r"With the limit badge_size at \S+ instead of 2.5, it would label nothing\.",
                        only(found, label.text).limit)  # fmt: skip


def test_no_limit_is_told_of_what_the_file_declares() -> None:
    found = drawing(rectangle("a", at=(0, 0)), rectangle("b", at=(400, 0)), arrow("pays", "a", "b", bound=True))
    assert only(found, "pays").limit == ""


@pytest.mark.parametrize("factor", [0.0, 0.01, 0.25, 4.0, 100.0])
def test_whatever_the_limits_are_drawings_are_analyzed(factor: float) -> None:
    limits = gk.Thresholds(**{name: factor * value for name, value in gk.Thresholds().to_dict().items()})
    for source in sorted(DRAWINGS.glob("*/source.*")):
        drawing = gk.read(source)
        assert gk.analyze(drawing, limits).drawing == drawing

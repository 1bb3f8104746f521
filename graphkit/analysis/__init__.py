"""What does a drawing say? `analyze` asks one question after another; each stage's outcome is kept.

What comes in: a `Drawing`, `Thresholds`, and what a person says of it instead (`Corrections`). What goes out: an
`Analysis`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from graphkit.analysis import (
    axes,
    badges,
    boxes,
    braces,
    branches,
    breaks,
    buses,
    cardinalities,
    compartments,
    connectors,
    containers,
    corrected,
    crowds,
    curves,
    dots,
    grids,
    handwriting,
    headings,
    heads,
    junctions,
    lines,
    loops,
    names,
    penlines,
    ports,
    roles,
    samples,
    scales,
    scene,
    sequences,
    shells,
    steps,
    strokes,
    tabs,
    things,
)
from graphkit.analysis.conclude import conclude
from graphkit.analysis.connections import connect, titled
from graphkit.analysis.connectors import Connector
from graphkit.analysis.decide import decide, fitted
from graphkit.analysis.declared import declared_ends
from graphkit.analysis.ends import Targets, make_targets
from graphkit.analysis.letters import Word
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene, changed
from graphkit.analysis.sequences import Lifeline
from graphkit.analysis.things import Things
from graphkit.corrections import Corrections
from graphkit.elements import Drawing, Freedraw, Value
from graphkit.relations import Analysis
from graphkit.thresholds import Thresholds

__all__ = ["analyze"]

USUAL = Thresholds()
NOTHING_SAID = Corrections()
AGAIN = 3
"""How often a drawing is read again without words of the pen that nothing leads to."""


def analyze(
    drawing: Drawing, thresholds: Thresholds | None = None, *, corrections: Corrections | None = None
) -> Analysis:
    """Infer what the drawing's shapes, words and arrows mean together; corrections win over all that is inferred.

    Raises `CorrectionsError` where the corrections do not fit the drawing, `TypeError` where one of these is none.
    """
    if not isinstance(drawing, Drawing):
        raise TypeError(f"this takes a Drawing, not {drawing!r}; make one of a file with graphkit.read")
    thresholds = USUAL if thresholds is None else thresholds
    said = NOTHING_SAID if corrections is None else corrections
    if not isinstance(thresholds, Thresholds):
        raise TypeError(f"limits are a graphkit.Thresholds, not {thresholds!r}")
    if not isinstance(said, Corrections):
        raise TypeError(f"corrections are what graphkit.read_corrections reads, not {said!r}")
    said.check(drawing)
    # Are there drawings of unlike scale on the sheet?
    parts = scales.parts(drawing, thresholds, said)
    if len(parts) > 1:
        ids = [{element.id for element in part.elements} for part in parts]
        read = [understand(part, thresholds, said.within(own)) for part, own in zip(parts, ids, strict=True)]
        return scales.whole(drawing, said, read)
    return understand(drawing, thresholds, said)


class Sheet(Value, frozen=True):
    """What is on the sheet, before it is settled which words and sketches of the pen are things."""

    seen: Scene
    words: Sequence[Word]
    spoken: set[int]
    """What a person says something of."""
    linking: set[int]
    """The arrows, lines and strokes of the pen that a person says join something."""


def understand(
    drawing: Drawing, thresholds: Thresholds, said: Corrections, sheet: Sheet | None = None,
    idle: frozenset[str] = frozenset(), again: int = AGAIN,
) -> Analysis:  # fmt: skip
    """The same of a drawing that has one scale; `idle` are words and sketches of the pen that nothing leads to."""
    model = fitted()
    sheet = sheet or look(drawing, thresholds, said)
    seen, written, made, lifelines, targets, linking = settle(sheet, said, idle)
    # What do the arrows declare? It wins; and over that, what a person says.
    fixed, problems, words = declared_ends(seen, made, targets, linking, written.around, model)
    linking = connectors.undeclared(linking, fixed)
    fixed |= connectors.known_ends(linking)
    fixed |= corrected.ends(seen, made, linking, said)
    # What does each end mean, and which texts label which connector? Together.
    decision = decide(seen, made, targets, linking, written.around, fixed, model, words)
    connections, unresolved, candidates, paths = connect(seen, made, targets, decision, fixed, model)
    # What is written or sketched with the pen is a thing only where something leads to it after all.
    if again and seen.words and (left := handwriting.idle(seen, made, connections, sheet.spoken)):
        return understand(drawing, thresholds, said, sheet, idle | left, again - 1)
    connections = sequences.numbered(seen, made, lifelines, connections, paths)
    connections = cardinalities.told(seen, connections, paths, model.confidence)
    connections = roles.told(seen, connections, paths, model.confidence)
    # What lies in what, and what do the remaining texts name or head?
    made = cardinalities.left(seen, made, connections)
    labels = {i for c in connections for text in c.words if (i := seen.index[text]) in made.of}
    links = [(made.of[seen.index[c.start.target]], made.of[seen.index[c.end.target]]) for c in connections]
    held = containers.find(seen, made, labels, links)
    connections = titled(seen, made, held, connections, candidates, model)
    used = {made.of[seen.index[end.target]] for c in connections for end in (c.start, c.end)}
    rest = [t for t in made.free if t not in labels and t not in held.name and made.of[t] not in used]
    elsewhere = {*rest, *labels, *held.name}
    wholes = {whole for whole, _ in held.whole.values()}
    standing = {k: thing.main for k, thing in enumerate(made.things) if thing.main not in elsewhere and k not in wholes}
    headed = headings.find(seen, rest, standing, made.of, {k: whole for k, (whole, _) in held.whole.items()})
    found = conclude(seen, model.confidence, written, made, connections, unresolved, candidates, paths, held,
                     headed, labels, used, [*crowds.problems(seen), *problems])  # fmt: skip
    return corrected.stated(found, drawing, said, corrected.drawn_by_hand(seen, linking))


Arranged: TypeAlias = tuple[Scene, Names, Things, list[Lifeline], Targets, Sequence[Connector]]


def arrange(drawing: Drawing, thresholds: Thresholds, said: Corrections) -> Arranged:
    """What there is to connect, and what may connect it: everything that is found before the ends are weighed."""
    return settle(look(drawing, thresholds, said), said)


def look(drawing: Drawing, thresholds: Thresholds, said: Corrections) -> Sheet:
    """What can each element be, and where is it?"""
    seen = corrected.seen(scene.build(corrected.drawn(drawing, said), thresholds), said)
    spoken, linking = corrected.spoken_of(seen, said), corrected.linking(seen, said)
    seen = crowds.set_apart(seen, spoken)
    seen = axes.find(loops.find(boxes.close(grids.find(dots.find(seen)))), linking)
    seen = curves.find(seen, linking)
    return Sheet(seen, handwriting.find(seen, linking), spoken, linking)


def settle(sheet: Sheet, said: Corrections, idle: frozenset[str] = frozenset()) -> Arranged:
    """The rest of `arrange`; `idle` words and sketches of the pen are none."""
    spoken = sheet.spoken
    drawn = handwriting.as_shapes(sheet.seen, sheet.words, idle)
    plain = heads.find(drawn, spoken)
    seen, written, made = composed(plain, said, spoken)
    # A stroke that is part of nothing is a thing, if an end is said to mean it.
    if alone := [i for i in corrected.meant(drawn, said) if i not in made.of]:
        plain = heads.find(dots.as_shapes(drawn, alone), spoken)
        seen, written, made = composed(plain, said, spoken)
    numbered = badges.set_apart(plain, seen, written, made, spoken)
    if numbered is not plain:
        plain = numbered
        seen, written, made = composed(plain, said, spoken)
    found = linked(sheet, seen, written, made, said)
    # Only now it is known what is an arrow of the pen.
    if pointing := [one for one in found[-1] if one.arrow and type(seen.elements[one.main]) is Freedraw]:
        seen, written, made, *_ = found
        numbered = badges.set_apart(plain, seen, written, made, spoken, pointing)
        if numbered is not plain:
            found = linked(sheet, *composed(numbered, said, spoken), said)
    return found


def composed(seen: Scene, said: Corrections, spoken: set[int]) -> tuple[Scene, Names, Things]:
    """Which text is written in which shape, and which elements make up one thing?"""
    seen, written = writing(seen, said, spoken)
    return seen, written, corrected.set_apart(seen, things.compose(seen, written), said)


def linked(sheet: Sheet, seen: Scene, written: Names, made: Things, said: Corrections) -> Arranged:
    """Which lines are left to connect things, and what can they mean?"""
    spoken, linking = sheet.spoken, sheet.linking
    # Which lines are lifelines, and so part of what stands above them?
    made, lifelines = sequences.with_lifelines(seen, made, linking)
    made = buses.find(seen, made, linking)
    # Which words say how many there are at an end?
    seen, made = cardinalities.set_apart(seen, written, made, spoken)
    # And which of them say what a thing is to the other?
    seen, made = roles.set_apart(seen, written, made, spoken)
    # Which words stand in the gap of an arrow?
    seen = breaks.set_apart(seen, written, made, spoken, corrected.told(seen, said))
    if seen.breaks:
        made = cardinalities.without(made, seen.breaks.keys())
    # Which circles say which step a box is? What leads to them leads to the box.
    if numbers := steps.unbound(seen, written, steps.find(seen, written, spoken)):
        made = cardinalities.without(made, numbers)
    targets = make_targets(seen, made, written)
    drawn = breaks.mend(seen, connectors.find(seen, made))
    if shown := samples.find(seen, made, linking):
        drawn = [one for one in drawn if one.main not in shown]
        ornaments = (*seen.ornaments, *sorted(shown.keys() - {*seen.lines, *seen.ornaments}))
        seen = changed(seen, ornaments=ornaments, samples=shown)
    whole = corrected.whole(said)
    found = joined(seen, made, targets, drawn, linking, whole)
    while lost := corrected.lost(seen, found, said) - whole:
        whole |= lost
        found = joined(seen, made, targets, drawn, linking, whole)
    return seen, written, made, lifelines, targets, found


def writing(seen: Scene, said: Corrections, spoken: set[int]) -> tuple[Scene, Names]:
    """Which text is written in which shape, and which shapes are one in compartments, or ports?"""
    seen, written = compartments.find(seen, corrected.named(seen, names.find(seen), said), spoken)
    seen, written = tabs.find(seen, written, spoken)
    return ports.named(seen, written, spoken)


def joined(
    seen: Scene, made: Things, targets: Targets, drawn: Sequence[Connector], linking: set[int], whole: frozenset[str]
) -> Sequence[Connector]:
    """Which strokes and lines make up one connector, which join nothing, and which join shells?

    The `whole` ones join no others.
    """
    drawn = branches.grown(seen, made, targets, corrected.kept_whole(seen, drawn, whole))
    drawn = strokes.point(seen, made, targets, drawn, linking)
    drawn = corrected.kept_whole(seen, corrected.with_strokes(seen, drawn, linking), whole)
    drawn = penlines.add(seen, made, targets, drawn)
    drawn = braces.spread(seen, made, targets, drawn)
    drawn = tuple(lines.joining(seen, targets, junctions.join(seen, targets, drawn)))
    return shells.between(seen, targets, drawn)

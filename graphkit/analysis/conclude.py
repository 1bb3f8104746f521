"""Everything found, stated as one `Analysis`: names, roles, contexts.

What comes in: the outcome of every stage. What goes out: the `Analysis`, in ids instead of indices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graphkit.analysis import compartments, sequences
from graphkit.analysis.confidence import Confidence
from graphkit.analysis.containers import Containers
from graphkit.analysis.headings import Headed
from graphkit.analysis.names import Names
from graphkit.analysis.reading_order import in_lines, joined, ordered
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Thing as Composed
from graphkit.analysis.things import Things
from graphkit.elements import Frame, MagicFrame, Point, Text, with_fields
from graphkit.problems import Problem
from graphkit.relations import (
    Analysis,
    Candidate,
    Connection,
    DrawnHead,
    Evidence,
    Heading,
    Label,
    Membership,
    Role,
    Sample,
    Thing,
    Unresolved,
)


def conclude(
    scene: Scene, sure: Confidence, written: Names, made: Things, connections: list[Connection],
    unresolved: list[Unresolved], candidates: list[Candidate], paths: dict[str, tuple[Point, ...]], held: Containers,
    headed: list[Headed], labels: set[int], used: set[int], problems: list[Problem],
) -> Analysis:  # fmt: skip
    """State what was found."""
    ids = [element.id for element in scene.elements]
    extra: dict[int, list[int]] = defaultdict(list)
    for text, (named, _, _) in held.name.items():
        extra[named].append(text)
    gone = {made.of[t] for t in labels} | {made.of[t] for t in held.name}
    wholes = {whole for whole, _ in held.whole.values()}
    heads = {h.text for h in headed}
    free = set(made.free)
    standing = {k: thing for k, thing in enumerate(made.things) if k not in gone}
    words = {i for i, element in enumerate(scene.elements) if type(element) is Text}
    whole = {k: (*thing.elements, *extra[k]) if k in extra else thing.elements for k, thing in standing.items()}
    texts = {k: ordered(scene, [i for i in elements if i in words]) for k, elements in whole.items()}
    called = {k: label_of(scene, written, thing, texts[k]) for k, thing in standing.items()}
    contexts = contexts_of(called, held, headed, made)
    resting = Resting(sure)
    found: dict[int, Thing] = {}
    for k, thing in standing.items():
        main, id = thing.main, ids[thing.main]
        role: Role = "container" if k in wholes else "entity"
        if main in free and (main in heads or (k not in used and k not in extra)):
            role = "annotation"
        others = sorted({*whole[k][1:]}) if len(whole[k]) > 1 else ()
        names = [Label(text=ids[t], owner=id, evidence=resting.on(*named_by(written, held, t)))
                 for t in texts[k] if t != main]  # fmt: skip
        found[k] = Thing(id=id, elements=(id, *[ids[i] for i in others]), label=called[k], role=role,
                         names=tuple(names), context=contexts.get(k, ""))  # fmt: skip
    headings = tuple(
        Heading(text=ids[h.text], members=tuple(found[m].id for m in h.members if m in found),
                evidence=resting.on(h.rule, h.distance))
        for h in headed
    )  # fmt: skip
    by_id = {thing.id: k for k, thing in found.items()}
    believed = tuple(
        described(c, joined(scene, ordered(scene, [scene.index[label.text] for label in c.labels])) if c.labels else "",
                  shared(contexts, called, held, by_id[c.start.target], by_id[c.end.target]))
        for c in connections
    )  # fmt: skip
    decoration = decoration_of(scene, made, connections, unresolved)
    idle = set(decoration)
    samples = tuple(Sample(sample=ids[i], text=ids[t]) for i, t in sorted(scene.samples.items()) if ids[i] in idle)
    pointing = tuple(DrawnHead(head=ids[i], connector=ids[line]) for i, line in scene.heads.items())
    return Analysis(
        drawing=scene.drawing, thresholds=scene.limits, things=tuple(found.values()), connections=believed,
        memberships=memberships_of(resting, held, found),
        headings=headings, candidates=tuple(candidates), unresolved=tuple(unresolved),
        decoration=decoration, crowded=frozenset([ids[i] for i in scene.crowd]), samples=samples, heads=pointing,
        problems=(*scene.drawing.problems, *problems), paths=paths,
    )  # fmt: skip


def memberships_of(resting: Resting, held: Containers, found: dict[int, Thing]) -> tuple[Membership, ...]:
    """What stands in what, of the things that were found."""
    return tuple(
        Membership(
            member=found[k].id,
            whole=found[whole].id,
            evidence=resting.on("declared" if rule == "frame" else rule),
        )
        for k, (whole, rule) in sorted(held.whole.items())
        if k in found and whole in found
    )


def decoration_of(
    scene: Scene, made: Things, connections: Sequence[Connection], unresolved: Sequence[Unresolved]
) -> tuple[str, ...]:
    """The ids of what is part of no thing and joins nothing, and of labels of lines that are part of a thing."""
    ids = [element.id for element in scene.elements]
    told = {i for c in connections for i in c.elements}
    # A branch of an arrow that joins something else, and by this branch joins nothing, is an arrow as well.
    pieces = {i for end in unresolved for i in end.elements}
    branches = [i for i in scene.arrows if ids[i] not in pieces]
    drawn = (*scene.lines, *scene.strokes, *scene.ornaments, *branches)
    left = [ids[i] for i in drawn if i not in made.of and ids[i] not in told]
    # What is bound to a line that is part of a thing, a bus or a lifeline, labels nothing.
    return *left, *(ids[text] for text, owner in scene.labelled.items() if owner in made.of)


def described(connection: Connection, label: str, context: str) -> Connection:
    """The connection with its label and its context, if it has any."""
    return with_fields(connection, label=label, context=context) if label or context else connection


def label_of(scene: Scene, written: Names, thing: Composed, texts: list[int]) -> str:
    """What a thing is called: by its texts, and if it is a frame, first by its own name.

    What is written in compartments keeps its lines.
    """
    if len(texts) > 1 and any(written.rule.get(t) == compartments.RULE for t in texts):
        return "\n".join(joined(scene, line) for line in in_lines(scene, texts))
    if len(texts) > 1 and thing.rule == sequences.PARTY:
        texts = sequences.once(scene, texts)
    named = joined(scene, texts) if texts else ""
    main = scene.elements[thing.main]
    if isinstance(main, (Frame, MagicFrame)):
        return " ".join(part for part in (main.name or "", named) if part)
    return named


def named_by(written: Names, held: Containers, text: int) -> tuple[str, float]:
    """By which rule a text came to name a thing, and how far it is from it."""
    if text in held.name:
        _, rule, distance = held.name[text]
        return rule, distance
    return written.rule.get(text, "icon"), 0.0


class Resting:
    """The evidence of what rests on one rule alone; that of the same facts is the same."""

    def __init__(self, sure: Confidence) -> None:
        self.sure = sure
        self.known: dict[tuple[str, float], Evidence] = {}

    def on(self, rule: str, distance: float = 0.0) -> Evidence:
        """The evidence of a rule."""
        found = self.known.get((rule, distance))
        if found is None:
            found = Evidence(rule=rule, distance=round(distance, 3), confidence=self.sure.of_rule(rule))
            self.known[rule, distance] = found
        return found


def contexts_of(called: dict[int, str], held: Containers, headed: list[Headed], made: Things) -> dict[int, str]:
    """The label of the heading, or of the innermost named container, that each thing stands under."""
    contexts: dict[int, str] = {}
    for k in called.keys() & held.whole.keys():
        contexts[k] = next((called[whole] for whole in held.wholes_of(k) if whole != k and called.get(whole)), "")
    # Who stands in a row and in a column is of the row; of what heads the same, the nearest counts.
    for h in sorted(headed, key=lambda h: (h.rule == "row", -h.distance, h.text)):
        contexts.update((m, called[made.of[h.text]]) for m in h.members if m in called)
    return contexts


def shared(contexts: dict[int, str], called: dict[int, str], held: Containers, one: int, two: int) -> str:
    """The context that both ends of a connection stand under; empty where there is none."""
    if contexts.get(one, "") == contexts.get(two, ""):
        return contexts.get(one, "")
    others = {*held.wholes_of(two), two}
    return next((called[k] for k in held.wholes_of(one) if k in others and called.get(k)), "")

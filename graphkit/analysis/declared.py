"""What do the arrows of the file declare themselves?

What comes in: a scene, its targets, and the connectors. What goes out: the thing of each terminal that declares one,
and a `Problem` for every declaration that is broken, whose terminal is then left to geometry.

A declaration is broken, by the code of its problem:

1. `dangling-binding` – it names nothing that is there.
2. `stale-binding` – the end lies far from what it names, and at another thing: the arrow was moved, or took the binding
   of something that it only passed. Of real declared ends 99 in 100 lie within 32 px. Or something else is nearer, and
   without the declaration the end would all but surely mean that: the editor binds to what lies on top, be it a label.
3. `stale-binding` – the way the connector is drawn tells something else (`Connector.known`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphkit.analysis.connectors import Connector
from graphkit.analysis.decide import Decision, Model, Words, decide, look_at_words
from graphkit.analysis.ends import Targets
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import TERMINALS, Arrow, Element
from graphkit.problems import Problem
from graphkit.rings import full


def declared_ends(
    scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector], around: dict[int, int],
    model: Model,
) -> tuple[dict[int, int], list[Problem], Words | None]:  # fmt: skip
    """Thing by terminal (2·position for a start, 2·position + 1 for an end), and what is broken.

    And what is known of the free texts, where that was asked for, so that it need not be asked for again.
    """
    words = None
    fixed: dict[int, int] = {}
    problems: list[Problem] = []
    for k, connector in enumerate(connectors):
        arrow = scene.elements[connector.main]
        if not isinstance(arrow, Arrow):
            continue
        for side, binding in enumerate((arrow.start_binding, arrow.end_binding)):
            if binding is None or binding.element_id is None:
                continue
            target = scene.index.get(binding.element_id)
            thing = None if target is None else things.of.get(target)
            told = connector.known[side] if connector.known is not None else None
            if thing is not None and told not in (None, thing):  # Rule 3
                problems.append(contradicted(scene, things, arrow, side, thing))
            elif thing is not None:
                fixed[2 * k + side] = thing  # unless Rule 2
            else:  # Rule 1
                problems.append(Problem(
                    code="dangling-binding", element_id=arrow.id,
                    message=f"its {TERMINALS[side]} is bound to {binding.element_id!r}, which is "
                            f"{'left out' if target in scene.crowd else 'no live thing'}; geometry decides",
                ))  # fmt: skip
    doubtful = not_touching(scene, targets, connectors, fixed) if fixed else {}
    far, contested = stale(scene, things, targets, connectors, doubtful) if doubtful else ([], [])
    if contested:
        doubted = {*far, *contested}
        without = {terminal: thing for terminal, thing in fixed.items() if terminal not in doubted}
        words = look_at_words(scene, things, targets, connectors, around)
        decision = decide(scene, things, targets, connectors, around, without, model, words)
        far += overruled(scene, targets, decision, {terminal: fixed[terminal] for terminal in contested})
    for terminal in sorted(far):
        arrow = scene.elements[connectors[terminal // 2].main]
        problems.append(contradicted(scene, things, arrow, terminal % 2, fixed.pop(terminal)))
    return fixed, problems, words


def contradicted(scene: Scene, things: Things, arrow: Element, side: int, thing: int) -> Problem:
    """What is told of a declaration of `thing` that the picture contradicts."""
    return Problem(
        code="stale-binding", element_id=arrow.id,
        message=f"its {TERMINALS[side]} is bound to {scene.elements[things.things[thing].main].id!r}, but the "
                "picture says plainly that it is at something else; geometry decides",
    )  # fmt: skip


def not_touching(
    scene: Scene, targets: Targets, connectors: Sequence[Connector], fixed: dict[int, int]
) -> dict[int, int]:
    """The declaring terminals that may be contradicted: those that do not touch what they declare.

    And those that declare bare words: a label may be touched by chance.
    """
    terminal, row, measured = targets.sights.declared(connectors, fixed)
    limit = min(scene.limits.touches, scene.limits.stale) * scene.unit
    touching = set(terminal[~targets.text[row] & (measured.distance <= limit)].tolist())
    return {terminal: thing for terminal, thing in fixed.items() if terminal not in touching}


def overruled(scene: Scene, targets: Targets, decision: Decision, contested: dict[int, int]) -> list[int]:
    """The terminals that would all but surely mean something else than the thing they declare, did they not."""
    pairs, limits, size = decision.pairs, scene.limits, len(targets.thing)
    found = []
    thing_of = targets.thing[decision.ends.target]
    bodies = targets.title[decision.ends.target] < 0
    first = pairs.connector.searchsorted(np.arange(len(decision.ends.connectors) + 1)).tolist()  # they are sorted
    for terminal, thing in sorted(contested.items()):
        mine = slice(first[terminal // 2], first[terminal // 2 + 1])
        chosen = (pairs.start, pairs.end)[terminal % 2][mine]
        chance = np.bincount(thing_of[chosen], decision.probability[mine] * bodies[chosen], size)
        if chance[thing] < limits.overruled and chance.max() > limits.overruling:
            found.append(terminal)
    return found


def stale(
    scene: Scene, things: Things, targets: Targets, connectors: Sequence[Connector], fixed: dict[int, int]
) -> tuple[list[int], list[int]]:
    """The terminals whose declaration the picture contradicts (rule 2), and those that are nearer to something else."""
    terminals = np.array(sorted(fixed), dtype=np.intp)
    points = targets.sights.tips(connectors)[0][terminals]
    named = np.array([fixed[t] for t in terminals.tolist()])
    near, row = targets.rings.near.points(points, scene.px(scene.limits.stale))
    # By its name alone, a container takes no end from what it may hold.
    bodies = targets.title[row] < 0
    near, row = near[bodies], row[bodies]
    own = targets.thing[row] == named[near]
    beside = np.zeros(len(terminals), dtype=bool)
    beside[near[~own]] = True
    asked = beside[near].nonzero()[0]
    if not len(asked):
        return [], []
    near, row, own = near[asked], row[asked], own[asked]
    off, inside = targets.rings.off(points, near, row)
    close, elsewhere = np.zeros((2, len(terminals)), dtype=bool)
    close[near[own & (inside | (off <= scene.limits.stale * scene.unit))]] = True
    elsewhere[near[~own & (off <= scene.limits.stale_at * scene.unit)]] = True
    far = ~close & elsewhere
    distance = np.where(inside & own, 0.0, off)
    least, others = full((2, len(terminals)), np.inf)
    np.minimum.at(least, near[own], distance[own])
    np.minimum.at(others, near[~own], distance[~own])
    words = np.zeros(len(things.things), dtype=bool)
    words[targets.thing[targets.text]] = True
    words = words[named]
    contested = ~far & np.where(words, np.isfinite(others), others < least)
    return terminals[far].tolist(), terminals[contested].tolist()

"""Which words beside the ends of connectors say what the thing there is to the other, as "owner" and "+orders" do?

What comes in: a scene that knows its cardinalities, which text is written in which shape, and its things; later the
connections. What goes out: the scene and the things in which such words are no labels, no names, and nothing that an
end means (`set_apart`); and the connections with what is said at their ends (`told`).

A text of one line and at most `LONGEST` characters, one of them a letter, that begins within `role_reach` units of an
end and stands there as a cardinality does (`cardinalities`, rule 1). It is believed

1. where the same end has a cardinality, or
2. where both ends of the connector have such words; and
3. so are all others at connectors that are joined with these by shapes with words, nearer to the end than `role_share`
   of the length.

::

    ┌───┐ 1          0..* ┌───┐     ┌───┐ owner     pets ┌───┐
    │   ├─────────────────┤   │     │   ├────────────────┤   │
    └───┘ owner      pets └───┘     └───┘      keeps     └───┘
                1                               2
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

import numpy as np
import shapely

from graphkit.analysis.cardinalities import (
    at_tips,
    beside_ends,
    by_element,
    count,
    from_ends,
    label,
    parts,
    without,
)
from graphkit.analysis.confidence import Confidence
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene, changed
from graphkit.analysis.things import Things
from graphkit.elements import TERMINALS, Point, Text, with_fields
from graphkit.nearby import Nearby
from graphkit.relations import Connection, Evidence, RoleName
from graphkit.rings import step

RULE = "role"
LONGEST = 16
"""Characters of such words, at most."""


def set_apart(scene: Scene, names: Names, things: Things, said: Set[int]) -> tuple[Scene, Things]:
    """The scene that knows its roles, and the things among which they are nothing to point at, nor labels.

    Texts of which something else is `said` are none, nor are those that arrows are bound to.
    """
    drawn = [i for i in (*scene.arrows, *scene.lines) if i not in things.of]
    if not drawn:
        return scene, things
    bound = scene.bound()
    texts = [t for t in things.free if t not in said and is_role(scene, t) and scene.elements[t].id not in bound]
    if not texts:
        return scene, things
    tips = scene.tips(drawn)
    near = {*Nearby(scene.rings().boxes[texts]).points(tips, scene.px(scene.limits.role_reach))[0].tolist()}
    if not near or not (scene.cardinalities or any(end ^ 1 in near for end in near)):
        return scene, things
    placed = beside_ends(scene, names, texts, drawn)
    if not placed:
        return scene, things
    at = list(placed)
    ends = shapely.points([scene.paths[i][-side] for i, side in placed.values()])
    areas = scene.areas(at)
    close = step(shapely.distance(areas, ends) / scene.unit) <= scene.limits.role_reach
    paths = scene.drawn([i for i, _ in placed.values()])
    share = from_ends(areas, paths, np.array([side for _, side in placed.values()]))
    placed = {t: placed[t] for t, good in zip(at, close.tolist(), strict=True) if good}
    sides: dict[int, list[int]] = defaultdict(list)
    for t, (i, _) in placed.items():
        sides[i].append(t)
    counted = set(scene.cardinalities.values())
    sure = {t for t, end in placed.items() if end in counted}  # Rule 1
    sure.update(t for several in sides.values() if len(several) == 2 for t in several)  # Rule 2
    if not sure:
        return scene, things
    if len(sure) < len(placed):
        part = parts(scene, names, drawn)
        shown = {part[placed[t][0]] for t in sure}
        short = {t for t, off in zip(at, share.tolist(), strict=True) if off < scene.limits.role_share}
        sure.update(t for t, (i, _) in placed.items() if t in short and part.get(i, -1) in shown)  # Rule 3
    return changed(scene, roles={t: placed[t] for t in sorted(sure)}), without(things, sure)


def told(
    scene: Scene, connections: Sequence[Connection], paths: Mapping[str, Sequence[Point]], sure: Confidence
) -> list[Connection]:
    """The connections with what words say that the things at their ends are to each other."""
    if not scene.roles:
        return list(connections)
    at, confidence = by_element(scene, scene.roles), sure.of_rule(RULE)
    found = []
    for connection in connections:
        ends: dict[int, RoleName] = {}
        for terminal, text, away in at_tips(scene, at, connection, paths[connection.key]):
            evidence = Evidence(rule=RULE, distance=round(away, 3), confidence=confidence)
            one = RoleName(text=scene.elements[text].id, owner=connection.id, terminal=TERMINALS[terminal],
                           says=label(scene, text), evidence=evidence)  # fmt: skip
            ends.setdefault(terminal, one)
        if ends:
            connection = with_fields(connection, roles=tuple(ends[k] for k in sorted(ends)))
        found.append(connection)
    return found


def is_role(scene: Scene, text: int) -> bool:
    """Whether a text is short, and has letters."""
    words = scene.elements[text]
    return (
        isinstance(words, Text)
        and len(words.label) <= LONGEST
        and "\n" not in words.text
        and count(words.label) is None
        and any(map(str.isalpha, words.label))
    )

"""What do the arrows of the file declare themselves?

What comes in: a scene, its things, and the connectors. What goes out: the thing of each terminal that declares one, and
a `Problem` for every declaration that is broken, whose terminal is then left to geometry.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.analysis.connectors import Connector
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Arrow
from graphkit.problems import Problem


def declared_ends(
    scene: Scene, things: Things, connectors: Sequence[Connector]
) -> tuple[dict[int, int], list[Problem]]:
    """Thing by terminal (2·position for a start, 2·position + 1 for an end), and what is broken."""
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
            if thing is not None:
                fixed[2 * k + side] = thing
            else:
                problems.append(Problem(
                    code="dangling-binding", element_id=arrow.id,
                    message=f"its {('start', 'end')[side]} is bound to {binding.element_id!r}, which is no live thing; "
                            "geometry decides",
                ))  # fmt: skip
    return fixed, problems

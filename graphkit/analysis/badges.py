"""Which small shapes stand on a connector and number it?

What comes in: a scene, which text is written in which shape, and its things. What goes out: the scene with the badges'
texts as labels of their connectors, and their shapes as no things to point at.

Rule `badge`: a shape of at most `badge_size` units with a word of at most `SHORT` characters, that the middle part
of an arrow runs through, and that no arrow's end is at.

::

    ┌─────┐      ╭───╮       ┌─────┐
    │     │──────┤ 1 ├──────▶│     │
    └─────┘      ╰───╯       └─────┘
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

import numpy as np
import shapely

from graphkit.analysis import connectors
from graphkit.analysis.connectors import Connector
from graphkit.analysis.names import Names
from graphkit.analysis.scene import Scene
from graphkit.analysis.things import Things
from graphkit.elements import Text
from graphkit.nearby import Nearby
from graphkit.rings import Rings

SHORT = 3
"""Characters on a badge, at most."""


def set_apart(scene: Scene, names: Names, things: Things, said: Set[int] = frozenset()) -> Scene:
    """The scene with its badges as labels; the same scene where there are none.

    Texts and shapes of which something else is `said` are no badges.
    """
    texts = [t for t, shape in names.shape_of.items()
             if t not in said and shape not in said and is_small(scene, t, shape)] if scene.arrows else []  # fmt: skip
    found = find(scene, names, things, texts, arrows_near(scene, names, things, texts)) if texts else {}
    if not found:
        return scene
    shapes = {names.shape_of[text] for text in found}
    return replace(
        scene,
        shapes=tuple(i for i in scene.shapes if i not in shapes),
        texts=tuple(i for i in scene.texts if i not in found),
        labelled={**scene.labelled, **found},
        ornaments=(*scene.ornaments, *sorted(shapes)),
        badges=frozenset(found),
        outlines={i: ring for i, ring in scene.outlines.items() if i not in shapes},
    )


def arrows_near(scene: Scene, names: Names, things: Things, texts: Sequence[int]) -> list[Connector]:
    """The arrows near the shapes of some texts."""
    arrows, boxes = [i for i in scene.arrows if i not in things.of], scene.rings().boxes
    shapes = boxes[[names.shape_of[t] for t in texts]]
    near, _ = Nearby(shapes).overlaps(boxes[arrows], scene.px(scene.limits.at_outline))
    return connectors.made(scene, [arrows[k] for k in np.unique(near).tolist()])


def find(
    scene: Scene, names: Names, things: Things, texts: Sequence[int], arrows: Sequence[Connector]
) -> dict[int, int]:  # fmt: skip
    """Which of the texts are those of badges, each with the arrow that it stands on."""
    if not arrows:
        return {}
    limits = scene.limits
    bodies = [names.shape_of[t] for t in texts]
    shapes, boxes, reach = scene.areas(bodies), scene.rings().boxes[bodies], scene.px(limits.at_outline)
    outlines = Rings([arrow.path for arrow in arrows])
    paths = outlines.lines(range(len(arrows)))
    t, k = outlines.near.overlaps(boxes)
    met = shapely.intersects(shapes[t], paths[k])
    t, k = t[met], k[met]
    share = shapely.line_locate_point(paths[k], shapely.centroid(shapes[t]), normalized=True)
    ends = np.array([arrow.path[end] for arrow in arrows for end in (0, -1)])
    e, near = Nearby(boxes).points(ends, reach)
    meant = set(near[shapely.dwithin(shapes[near], shapely.points(ends[e]), reach)].tolist())
    found: dict[int, int] = {}
    for text, arrow, at in sorted(zip(t.tolist(), k.tolist(), np.abs(share - 0.5).tolist(), strict=True),
                                  key=lambda item: (item[0], round(item[2], 6), item[1])):  # fmt: skip
        alone = len(things.things[things.of[texts[text]]].elements) == 2
        if text not in meant and alone and at < 0.5 - limits.badge_margin and texts[text] not in found:
            found[texts[text]] = arrows[arrow].main
    return found


def is_small(scene: Scene, text: int, shape: int) -> bool:
    """Whether a shape and its text are no larger than a badge."""
    word, element = scene.elements[text], scene.elements[shape]
    if not isinstance(word, Text) or len(word.label) > SHORT:
        return False
    size = max(abs(element.width), abs(element.height)) / scene.unit
    return round(size, 6) <= scene.limits.badge_size

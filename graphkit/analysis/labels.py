"""Which text may label which connector? Every free text against every connector near it, measured.

What comes in: a scene, the free texts, the connectors, and how likely each text is what an end points at. What goes
out: `Near`, arrays with one row a candidate (text, connector), and the columns of `FEATURES` that the decision weighs.

::

              ┌──────────┐
              │  label   │            beside the middle of the path: `off` 0, `middle` 0
              └──────────┘
    ●────────────────────────────▶   ┌──────┐
                                     │ text │   beyond an end: `off` is 1, it is pointed at rather than a label
                                     └──────┘
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import shapely

from graphkit.analysis.connectors import Connector
from graphkit.analysis.scene import Scene
from graphkit.elements import Text, Value
from graphkit.rings import Bools, Floats, Geometries, Ints, Rings, columns, full, lengths, step

DEFAULT_INK = {"#000000", "#1e1e1e", "#ffffff", "black", "white"}
"""Stroke colours that say nothing, because they are what the editor begins with."""

FEATURES = (
    "on", "distance", "middle", "off", "beyond", "long", "rival_texts", "rival_connectors", "pointed", "pointed_best",
    "ink", "group", "size", "lines", "font", "apart", "held", "caption", "centred", "repeated", "bias",
)  # fmt: skip


_NONE, _NO_ROWS, _NO_SHAPES = np.zeros(0), np.zeros(0, dtype=np.intp), np.zeros(0, dtype=object)
_NO_FEATURES = np.zeros((0, len(FEATURES)))


class Beside(Value, frozen=True):
    """Texts and the connectors near them: one row a pair, sorted by text, then by connector."""

    texts: tuple[int, ...]
    connectors: tuple[Connector, ...]
    areas: Geometries
    """Of the texts that are near a connector; None of others."""
    paths: Geometries
    """Of the connectors that are near a text."""
    tips: Floats
    """Start and end of every connector."""
    text: Ints
    connector: Ints
    distance: Floats
    share: Floats
    """Where along the path the text's middle is, 0 to 1."""

    def without(self, texts: Bools) -> Beside:
        """The pairs but for those of some texts."""
        kept = ~texts[self.text]
        rows = self.text[kept], self.connector[kept], self.distance[kept], self.share[kept]
        return Beside(self.texts, self.connectors, self.areas, self.paths, self.tips, *rows)


def look(scene: Scene, texts: Sequence[int], connectors: Sequence[Connector]) -> Beside:
    """Every connector that a text might label, as far as distance tells."""
    texts, connectors, rings = tuple(texts), tuple(connectors), scene.rings()
    nothing = Beside(texts, connectors, _NO_SHAPES, _NO_SHAPES, np.zeros((2, 0, 2)), _NO_ROWS, _NO_ROWS, _NONE, _NONE)
    if not texts or not connectors:
        return nothing
    reach = scene.px(max(scene.limits.label_reach, scene.limits.label_prior_reach))
    outlines = Rings([c.path for c in connectors])
    t, c = outlines.near.overlaps(rings.boxes[list(texts)], reach)
    if not len(t):
        return nothing
    areas, paths = np.empty(len(texts), dtype=object), np.empty(len(connectors), dtype=object)
    close, along = np.bincount(t).nonzero()[0], np.bincount(c).nonzero()[0]
    areas[close], paths[along] = scene.areas([texts[k] for k in close.tolist()]), outlines.lines(along)
    distance = shapely.distance(areas[t], paths[c])
    near = (distance <= reach).nonzero()[0]
    if not len(near):
        return nothing
    near = near[np.lexsort((c[near], t[near]))]
    t, c, distance = t[near], c[near], distance[near]
    middles = shapely.points(rings.centres[list(texts)][t])
    share = shapely.line_locate_point(paths[c], middles, normalized=True)
    tips = outlines.corners[np.array([outlines.start, outlines.start + outlines.count - 1])]
    return Beside(texts, connectors, areas, paths, tips, t, c, distance, share)


def prior(scene: Scene, beside: Beside) -> Floats:
    """How much each text looks like a label before the ends are known: near the middle of some connector, 0 to 1."""
    result = np.zeros(len(beside.texts))
    if not len(beside.text):
        return result
    near = beside.distance <= scene.px(scene.limits.label_prior_reach)
    middle = np.minimum(np.maximum(1.0 - np.abs(beside.share[near] - 0.5) / 0.4, 0.0), 1.0)
    np.maximum.at(result, beside.text[near], middle * np.exp(-beside.distance[near] / scene.unit))
    return result


class Near(Value, frozen=True):
    """All candidates of all texts; rows are sorted by text, then by connector."""

    texts: tuple[int, ...]
    connectors: tuple[Connector, ...]
    text: Ints
    connector: Ints
    distance: Floats
    features: Floats


class Known(Value, frozen=True):
    """What else is known of texts, and of the connectors near them (positions in `Beside`)."""

    pointed: dict[tuple[int, int], float]
    """The probability that an end of a connector means a text, by text and connector."""
    held: dict[tuple[int, int], float]
    """The probability that an end of a connector means a thing that texts stand in, by thing and connector."""
    holder: Ints
    """The thing that each text stands in, or -1."""
    alone: Floats
    """The features of all pairs that do not hang on what the ends mean (`describe`)."""
    around: dict[int, int]
    """The shape that each text stands in (elements), of those that stand in one."""
    caption: Floats
    """How much each text looks like the name of something (`captions`), three columns."""


def candidates(scene: Scene, beside: Beside, joins: Bools, known: Known) -> Near:
    """Every connector near every text, of those that join something, with all features."""
    rows = ((beside.distance <= scene.px(scene.limits.label_reach)) & joins[beside.connector]).nonzero()[0]
    if not len(rows):
        return nothing_near(beside)
    t, c, distance = beside.text[rows], beside.connector[rows], beside.distance[rows]
    held = np.array([known.held.get(pair, 0.0) for pair in zip(known.holder[t].tolist(), c.tolist(), strict=True)])
    features, near = known.alone[rows], distance / scene.unit
    point = np.array([known.pointed.get(pair, 0.0) for pair in zip(t.tolist(), c.tolist(), strict=True)])
    # What stands in a thing that an end means, and not by the rest of the connector, is written in that thing.
    within = features[:, APART] * held
    within[step(within) > scene.limits.sure] = scene.limits.label_written
    best = np.zeros(len(beside.texts))
    for (a, _), value in known.pointed.items():
        if value > best[a]:
            best[a] = value
    features[:, LATER] = columns([
        rivals(scene, beside, rows, near, step(point) > scene.limits.sure, known.around), closer(near, t, near),
        point, best[t], within, *known.caption[t].T,
    ])  # fmt: skip
    return Near(beside.texts, beside.connectors, t, c, distance, features)


def nothing_near(beside: Beside) -> Near:
    """No candidates of any text."""
    return Near(beside.texts, beside.connectors, _NO_ROWS, _NO_ROWS, _NONE, _NO_FEATURES)


def describe(scene: Scene, beside: Beside, around: dict[int, int]) -> Floats:
    """The features of all pairs, in the order of `FEATURES`, but for those that `candidates` knows."""
    if not len(beside.text):
        return _NO_FEATURES
    unit, elements = scene.unit, scene.elements
    texts, connectors, areas, paths = beside.texts, beside.connectors, beside.areas, beside.paths
    t, c, distance, share = beside.text, beside.connector, beside.distance, beside.share
    rings, index = scene.rings(), np.array(texts)
    reach = np.maximum(shapely.length(paths[c]), 1e-9)
    at = shapely.get_coordinates(shapely.line_interpolate_point(paths[c], share, normalized=True))
    tips = beside.tips[:, c]
    to_end = np.minimum(*shapely.distance(areas[t], shapely.points(tips)))
    chord = tips[1] - tips[0]
    away = rings.centres[index[t]] - at
    boxes = rings.boxes[index[t]]
    extent = boxes[:, 2:] - boxes[:, :2]
    unitary = chord / np.maximum(lengths(chord), 1e-9)[:, None]
    along = np.abs(extent[:, 0] * unitary[:, 0]) + np.abs(extent[:, 1] * unitary[:, 1])
    beyond = np.abs((away * unitary).sum(axis=1)) * ((share <= 0) | (share >= 1)) / unit
    near = distance / unit
    kinds = [e for i in texts if isinstance(e := elements[i], Text)]
    size = np.array([e.font_size / unit for e in kinds])
    lines = np.array([e.text.count("\n") for e in kinds])
    area = np.log1p(rings.sizes[index] / unit**2)
    later = np.zeros(len(t))
    return columns([
        near <= 1e-6, np.log1p(near / 0.25), np.abs(share - 0.5) * 2,
        np.minimum(np.maximum((distance - to_end) / unit + 0.5, 0.0), 0.5),
        np.minimum(beyond, 4.0), np.minimum(along / reach, 3.0), later, later, later, later,
        same_ink(scene, texts, connectors, t, c), same_group(scene, texts, connectors, t, c),
        area[t], np.minimum(lines[t], 4), np.log(np.maximum(size[t], 1e-3)), apart(scene, texts, paths, t, c, around),
        later, later, later, later, np.ones(len(t)),
    ])  # fmt: skip


LATER = [FEATURES.index(name) for name in (
    "rival_texts", "rival_connectors", "pointed", "pointed_best", "held", "caption", "centred", "repeated",
)]  # fmt: skip
APART = FEATURES.index("apart")


def rivals(scene: Scene, beside: Beside, pairs: Ints, near: Floats, meant: Bools, around: dict[int, int]) -> Floats:
    """How much farther each text is from a connector than the nearest other, units; `meant` are what an end means.

    Words that a connector joins with each other are nearer to it than its label, and no rivals of that. But what stands
    at its end may be one more of a list, what stands in a shape that holds not all of the connector, a name, and what
    is clearly nearer to another connector, a label of that.
    """
    t, c = beside.text[pairs], beside.connector[pairs]
    found = closer(near, c, near)
    joins = (np.bincount(c[meant], minlength=len(beside.connectors)) > 1)[c]
    rows = (joins & (step(np.abs(beside.share[pairs] - 0.5)) <= scene.limits.label_middle)).nonzero()[0]
    if len(rows):
        rows = rows[step(closer(near, t, near)[rows]) <= scene.limits.touches]
    if not len(rows):
        return found
    holder = np.array([around.get(beside.texts[k], -1) for k in t[rows].tolist()])
    within = (holder >= 0).nonzero()[0]
    if len(within):
        areas, tips = scene.areas(holder[within].tolist()), shapely.points(beside.tips[:, c[rows[within]]])
        rows = np.delete(rows, within[~shapely.intersects(areas, tips).all(axis=0)])
    found[rows] = closer(near, c, np.where(meant & joins, np.inf, near))[rows]
    return found


def closer(distance: Floats, group: Ints, rival: Floats) -> Floats:
    """How much farther each candidate is than the nearest `rival` of its group, in units, from 0 to 3."""
    if not len(group):
        return distance
    least = full(group.max() + 1, np.inf)
    np.minimum.at(least, group, rival)
    return np.asarray(np.minimum(np.maximum(distance - least[group], 0.0), 3.0))


def same_ink(scene: Scene, texts: Sequence[int], connectors: Sequence[Connector], t: Ints, c: Ints) -> Floats:
    """1 where both are drawn in the same colour that somebody chose."""

    def ink(i: int) -> str:
        colour = scene.elements[i].stroke_color.lower()
        return "" if colour in DEFAULT_INK else colour

    return alike(ink, texts, connectors, t, c)


def same_group(scene: Scene, texts: Sequence[int], connectors: Sequence[Connector], t: Ints, c: Ints) -> Floats:
    """1 where both are in the same innermost group."""

    def group(i: int) -> str:
        return next(iter(scene.elements[i].group_ids), "")

    return alike(group, texts, connectors, t, c)


def alike(
    word_of: Callable[[int], str], texts: Sequence[int], connectors: Sequence[Connector], t: Ints, c: Ints
) -> Floats:
    """1 where text and connector have the same word, and have one."""
    of_text = {k: word_of(texts[k]) for k in set(t.tolist())}
    if not any(of_text.values()):
        return np.zeros(len(t))
    of_connector = {k: word_of(connectors[k].main) for k in set(c.tolist())}
    pairs = zip(t.tolist(), c.tolist(), strict=True)
    return np.array([of_text[a] == of_connector[b] != "" for a, b in pairs], dtype=np.float64)


def apart(scene: Scene, texts: Sequence[int], paths: Geometries, t: Ints, c: Ints, around: dict[int, int]) -> Floats:
    """1 where the text lies in a shape that the middle of the connector does not lie in."""
    result = np.zeros(len(t))
    if around.keys().isdisjoint(texts):
        return result
    holder = np.array([around.get(text, -1) for text in texts])[t]
    held = (holder >= 0).nonzero()[0]
    if len(held):
        middles = shapely.line_interpolate_point(paths[c[held]], 0.5, normalized=True)
        result[held] = ~shapely.intersects(scene.areas(holder[held].tolist()), middles)
    return result

"""How much of what a drawing declares did inference put back?

What comes in: an analysis of the drawing without its declarations, and the declarations. What goes out: a
`DrawingScore`: counts, every difference, and every relation whose confidence can be judged.

1. An end is right where it means the thing that holds the element it was bound to, or a text that is that element's.
2. An edge without direction, or with two, is right from either end. One whose ends are one thing is wrong.
3. A text is right in the thing whose main element is its shape; a label is right on its arrow.
4. `merged` counts elements that arrows are bound to and that share a thing with another such element: a stack of cards
   is one thing, but a thing that swallows its neighbours earns nothing.
5. Judged for their confidence are relations whose truth is known: a text that declares nothing may label what it likes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from graphkit.analysis import analyze
from graphkit.elements import TERMINALS, Arrow, Drawing, Line
from graphkit.evaluation.declarations import Declarations
from graphkit.evaluation.reliability import Judged
from graphkit.picture import Difference, Overlay, overlay
from graphkit.relations import Analysis, Connection, Label, points_at
from graphkit.thresholds import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingScore:
    """One drawing: how much of what it declares was inferred without it."""

    name: str
    edges: int
    edges_right: int
    ends_right: int
    """Of twice as many ends as edges."""
    texts: int
    """Texts in shapes."""
    texts_right: int
    labels: int
    """Labels of arrows."""
    labels_right: int
    bound: int
    """Elements that arrows are bound to."""
    merged: int
    """Those of them that share a thing with another."""
    differences: tuple[Difference, ...] = field(default=(), repr=False)
    judged: tuple[Judged, ...] = field(default=(), repr=False)
    drawing: Drawing = field(repr=False)
    """Without its declarations: what was inferred from."""
    thresholds: Thresholds = field(repr=False)

    @property
    def exact(self) -> bool:
        """Whether nothing is wrong."""
        right = (self.edges_right, self.texts_right, self.labels_right)
        return right == (self.edges, self.texts, self.labels)

    def overlay(self) -> Overlay:
        """What was inferred, and in red what the file declares instead."""
        return overlay(analyze(self.drawing, self.thresholds), differences=self.differences)


def score(analysis: Analysis, declared: Declarations) -> DrawingScore:
    """Compare an analysis of a drawing without its declarations with these."""
    return _Comparison(analysis, declared).score()


class _Comparison:
    """One drawing's analysis beside what the drawing declares."""

    def __init__(self, analysis: Analysis, declared: Declarations) -> None:
        self._analysis = analysis
        self._declared = declared
        # Of several edges that an arrow is part of, its own comes first.
        self._connections = {connection.id: connection for connection in reversed(analysis.connections)}
        self._either = frozenset(
            element.id
            for element in analysis.drawing.elements
            if isinstance(element, Arrow | Line)
            and len({*points_at(element.start_arrowhead, element.end_arrowhead)}) == 1
        )
        """Arrows and lines without direction, or with two."""
        self._labelled = {label.text: c.id for c in analysis.connections for label in c.labels}

    def score(self) -> DrawingScore:
        """All counts, differences and judgements."""
        declared = self._declared
        hits = {arrow: self._hits(arrow) for arrow in declared.edges}
        texts = {text: self._owner(text) for text in declared.texts}
        bound, merged = self._merged()
        return DrawingScore(
            name=self._analysis.drawing.name,
            edges=len(hits),
            edges_right=sum(map(all, hits.values())),
            ends_right=sum(map(sum, hits.values())),
            texts=len(texts),
            texts_right=sum(texts[text] == shape for text, shape in declared.texts.items()),
            labels=len(declared.labels),
            labels_right=sum(self._labelled.get(text) == arrow for text, arrow in declared.labels.items()),
            bound=bound,
            merged=merged,
            differences=tuple(self._differences(hits, texts)),
            judged=tuple(self._judged(hits)),
            drawing=self._analysis.drawing,
            thresholds=self._analysis.thresholds,
        )

    def _hits(self, arrow: str) -> tuple[bool, bool]:
        """Whether the start and the end of an arrow are right (rules 1 and 2)."""
        found = self._connections.get(arrow)
        if found is None or found.start.target == found.end.target:
            return False, False
        meant, got = self._declared.edges[arrow], (found.start.target, found.end.target)
        hits = self._same(meant[0], got[0]), self._same(meant[1], got[1])
        if arrow in self._either:
            hits = max(hits, (self._same(meant[0], got[1]), self._same(meant[1], got[0])), key=sum)
        return hits

    def _same(self, meant: str, got: str) -> bool:
        """Rule 1."""
        thing = self._analysis.thing_of.get(meant)
        return meant == got or (thing is not None and thing.id == got) or self._declared.texts.get(got) == meant

    def _owner(self, text: str) -> str | None:
        """The main element of the thing that a text is part of."""
        thing = self._analysis.thing_of.get(text)
        return thing.id if thing is not None and thing.id != text else None

    def _merged(self) -> tuple[int, int]:
        """How many elements arrows are bound to, and how many of them share a thing (rule 4)."""
        texts, thing_of = self._declared.texts, self._analysis.thing_of
        bound = {texts.get(id, id) for ends in self._declared.edges.values() for id in ends}
        shared = Counter(thing_of[id].id if id in thing_of else id for id in bound)
        return len(bound), sum(count for count in shared.values() if count > 1)

    def _differences(self, hits: dict[str, tuple[bool, bool]], texts: dict[str, str | None]) -> Iterator[Difference]:
        for arrow, right in hits.items():
            found = self._connections.get(arrow)
            got = (None, None) if found is None else (found.start.target, found.end.target)
            for side, is_right, meant, instead in zip(TERMINALS, right, self._declared.edges[arrow], got, strict=True):
                if not is_right:
                    yield Difference(part="end", subject=arrow, terminal=side, declared=meant, inferred=instead)
        for text, shape in self._declared.texts.items():
            if texts[text] != shape:
                yield Difference(
                    part="name", subject=text, declared=shape, inferred=texts[text] or self._labelled.get(text)
                )
        for text, arrow in self._declared.labels.items():
            if self._labelled.get(text) != arrow:
                yield Difference(
                    part="label", subject=text, declared=arrow, inferred=self._labelled.get(text) or self._owner(text)
                )

    def _judged(self, hits: dict[str, tuple[bool, bool]]) -> Iterator[Judged]:
        """Rule 5."""
        for connection in self._analysis.connections:
            labels = list(self._judged_labels(connection))
            yield from labels
            if connection.id in hits:
                right = hits[connection.id]
                ends = [
                    Judged(part="end", subject=connection.id, rule=end.evidence.rule,
                           confidence=end.evidence.confidence, right=is_right)
                    for end, is_right in zip((connection.start, connection.end), right, strict=True)
                ]  # fmt: skip
                yield from ends
                weakest = min((*ends, *labels), key=lambda part: part.confidence)
                yield Judged(
                    part="edge", subject=connection.id, rule=weakest.rule, confidence=weakest.confidence,
                    right=all(part.right for part in (*ends, *labels)),
                )  # fmt: skip
        for thing in self._analysis.things:
            for name in thing.names:
                if name.text in self._declared.texts or name.text in self._declared.labels:
                    shape = self._declared.texts.get(name.text)
                    yield self._judge("name", name, shape is not None and shape in thing.elements)

    def _judged_labels(self, connection: Connection) -> Iterator[Judged]:
        for label in connection.labels:
            if label.text in self._declared.labels or label.text in self._declared.texts:
                yield self._judge("label", label, self._declared.labels.get(label.text) == connection.id)

    def _judge(self, part: Literal["name", "label"], label: Label, right: bool) -> Judged:
        evidence = label.evidence
        return Judged(part=part, subject=label.text, rule=evidence.rule, confidence=evidence.confidence, right=right)

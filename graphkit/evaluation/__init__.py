"""How well would graphkit read these drawings if nothing in them were bound?

What comes in: drawings whose arrows and texts are bound, as the editor binds them. What goes out: an `Evaluation`. What
each drawing declares is taken out of it (`declarations`), the rest is analyzed, and what was inferred is compared with
what was declared (`scoring`). How sure each inferred relation was is held against whether it was right (`reliability`).
`docs/accuracy.md` tells the method.

::

    drawing ──▶ declarations ─────────────────────────────┐
       └──────▶ without_declarations ──▶ analyze ──▶ score ┴──▶ DrawingScore ──▶ Evaluation
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from graphkit.analysis import analyze
from graphkit.elements import Drawing
from graphkit.evaluation.declarations import LabelPlace, declarations, without_declarations
from graphkit.evaluation.reliability import PARTS, Bin, Judged, Part, Reliability, reliability, share, told
from graphkit.evaluation.scoring import DrawingScore, score
from graphkit.thresholds import Thresholds

__all__ = ["PARTS", "Bin", "DrawingScore", "Evaluation", "Judged", "Part", "Reliability", "evaluate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was inferred in all drawings, beside what they declare; each share is 0 to 1, and NaN of nothing."""

    gap: float
    labels: LabelPlace
    drawings: tuple[DrawingScore, ...]
    silent: tuple[str, ...] = field(default=(), repr=False)
    """Drawings that declare nothing, and so cannot be asked."""

    @property
    def macro(self) -> float:
        """Mean over the drawings with bound arrows of the share of arrows with both ends right: the headline."""
        shares = [one.edges_right / one.edges for one in self.drawings if one.edges]
        return share(sum(shares), len(shares))

    @property
    def edge(self) -> float:
        """Share of all arrows that have both ends right."""
        return share(sum(one.edges_right for one in self.drawings), sum(one.edges for one in self.drawings))

    @property
    def end(self) -> float:
        """Share of all arrow ends that are right."""
        return share(sum(one.ends_right for one in self.drawings), 2 * sum(one.edges for one in self.drawings))

    @property
    def text(self) -> float:
        """Share of the texts in shapes that were put in their shape."""
        return share(sum(one.texts_right for one in self.drawings), sum(one.texts for one in self.drawings))

    @property
    def label(self) -> float:
        """Share of the labels of arrows that were put on their arrow."""
        return share(sum(one.labels_right for one in self.drawings), sum(one.labels for one in self.drawings))

    @property
    def merged(self) -> float:
        """Share of the elements that arrows are bound to that ended in one thing with another; less is better."""
        return share(sum(one.merged for one in self.drawings), sum(one.bound for one in self.drawings))

    @property
    def exact(self) -> float:
        """Share of the drawings with nothing wrong."""
        return share(sum(one.exact for one in self.drawings), len(self.drawings))

    @property
    def figures(self) -> dict[str, float]:
        """All shares by name."""
        return {name: getattr(self, name) for name in ("macro", "edge", "end", "text", "label", "merged", "exact")}

    def reliability(self, part: Part = "edge") -> Reliability:
        """Predicted confidence against the share that was right, of one kind of relation."""
        return reliability((judged for one in self.drawings for judged in one.judged), part)

    def __str__(self) -> str:
        head = f"{'drawing':<40} {'edges':>11} {'ends':>11} {'texts':>11} {'labels':>11} {'merged':>7}  whole"
        rows = [
            f"{one.name[-40:]:<40} {one.edges_right:>5}/{one.edges:<5} {one.ends_right:>5}/{2 * one.edges:<5} "
            f"{one.texts_right:>5}/{one.texts:<5} {one.labels_right:>5}/{one.labels:<5} {one.merged:>7}  "
            f"{'yes' if one.exact else 'no'}"
            for one in self.drawings
        ]
        total = "  ".join(f"{name} {told(value)}" for name, value in self.figures.items())
        return "\n".join([head, *rows, total, "", str(self.reliability())])


def evaluate(
    drawings: Iterable[Drawing],
    *,
    gap: float = 0.0,
    labels: LabelPlace | None = None,
    thresholds: Thresholds | None = None,
) -> Evaluation:
    """Infer each drawing without what it declares, and compare.

    `gap` pulls the ends of all arrows back by that many px. `labels` leaves the labels of arrows where they are drawn
    or puts them beside their arrows; as drawn where nothing is said and there is no gap. Drawings that declare nothing
    are told in `silent`. Raises `ValueError` for a gap that is no length, and for another place of labels.
    """
    if not math.isfinite(gap) or gap < 0:
        raise ValueError(f"the gap must be a length in px, not {gap!r}")
    place: LabelPlace = labels if labels is not None else "beside" if gap else "drawn"
    if place not in ("drawn", "beside"):
        raise ValueError(f"labels are 'drawn' or 'beside', not {place!r}")
    scores: list[DrawingScore] = []
    silent: list[str] = []
    if not isinstance(drawings, Iterable) or isinstance(drawings, str):
        raise TypeError(f"this takes several drawings, such as [graphkit.read(path)], not {drawings!r}")
    for drawing in drawings:
        if not isinstance(drawing, Drawing):
            raise TypeError(f"this takes Drawings, not {drawing!r}; make one of a file with graphkit.read")
        declared = declarations(drawing)
        if declared:
            bare = without_declarations(drawing, gap=gap, labels=place)
            scores.append(score(analyze(bare, thresholds), declared))
        else:
            silent.append(drawing.name)
    return Evaluation(gap=gap, labels=place, drawings=tuple(scores), silent=tuple(silent))

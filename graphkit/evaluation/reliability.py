"""Is what is given 0.9 right nine times in ten? Confidence against the truth, in bins.

What comes in: `Judged` relations, each with the confidence it was given and whether it was right. What goes out:
`Reliability`: the curve, the expected calibration error, and the worst bin that holds enough to tell.

The expected calibration error is the mean over all judged relations of the distance, in their bin, between the mean
confidence and the share that was right. Source: Naeini, Cooper, Hauskrecht, "Obtaining well calibrated probabilities
using Bayesian binning", AAAI 2015.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

BINS = 10
"""Bins of equal width between 0 and 1."""
ENOUGH = 100
"""Relations from which on a bin's share of right ones is more than chance."""

Part: TypeAlias = Literal["end", "edge", "label", "name"]
PARTS: tuple[Part, ...] = ("end", "edge", "label", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One inferred relation that the file also declares: how sure it was, and whether it was right.

    An `edge` is a connection as the graph states it: as sure as its weakest part, right where all its parts are.
    """

    part: Part
    subject: str
    """Id of the arrow or text."""
    rule: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The relations whose confidence lies from `low` to `high`."""

    low: float
    high: float
    count: int
    confidence: float
    """Their mean."""
    right: float
    """Share of them."""

    @property
    def error(self) -> float:
        """How far the confidence lies from the truth."""
        return abs(self.confidence - self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """The curve: predicted confidence against the share that was right; empty bins are left out."""

    count: int
    bins: tuple[Bin, ...]

    @property
    def expected_error(self) -> float:
        """The expected calibration error; NaN where nothing was judged."""
        return share(sum(one.count * one.error for one in self.bins), self.count)

    @property
    def worst(self) -> Bin | None:
        """The bin of `ENOUGH` or more whose confidence is farthest from the truth."""
        return max(
            (one for one in self.bins if one.count >= ENOUGH), key=lambda one: (one.error, one.low), default=None
        )

    def __str__(self) -> str:
        lines = ["confidence     number   mean   right"]
        for one in self.bins:
            span = f"{one.low:.1f} to {one.high:.1f} {one.count:>10}"
            lines.append(f"{span}  {one.confidence:.3f}   {one.right:.3f}  {bar(one.right)}")
        lines.append(f"expected error {told(self.expected_error)} over {self.count}; {self._told_worst()}")
        return "\n".join(lines)

    def _told_worst(self) -> str:
        worst = self.worst
        if worst is None:
            return f"no bin holds {ENOUGH} or more"
        return f"worst bin of {ENOUGH} or more is off by {worst.error:.4f} ({worst.low:.1f} to {worst.high:.1f})"


def bar(share: float) -> str:
    """A share as a bar of text."""
    return "█" * round(20 * share)


def share(part: float, of: float) -> float:
    """How much of it; NaN of nothing, where there was nothing to measure."""
    return part / of if of else math.nan


def told(share: float, places: int = 4) -> str:
    """A share in digits; a dash where there was nothing to measure."""
    return "–" if math.isnan(share) else f"{share:.{places}f}"


def reliability(judged: Iterable[Judged], part: Part) -> Reliability:
    """The curve of one kind of relation; raises `ValueError` for a kind that is not judged."""
    if part not in PARTS:
        raise ValueError(f"what is judged is one of {', '.join(PARTS)}, not {part!r}")
    found: list[list[Judged]] = [[] for _ in range(BINS)]
    for one in judged:
        if one.part == part:
            # A confidence that is no number at all is none.
            confidence = one.confidence if 0.0 <= one.confidence <= 1.0 else 0.0
            found[min(int(confidence * BINS), BINS - 1)].append(one)
    bins = tuple(
        Bin(
            low=k / BINS,
            high=(k + 1) / BINS,
            count=len(members),
            confidence=sum(one.confidence for one in members) / len(members),
            right=sum(one.right for one in members) / len(members),
        )
        for k, members in enumerate(found)
        if members
    )
    return Reliability(count=sum(map(len, found)), bins=bins)

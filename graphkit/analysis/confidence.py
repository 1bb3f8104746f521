"""How sure is a choice? One function of the facts, fitted on real drawings.

What comes in: the share that a choice had among all that it was weighed against, or the rule that a relation rests on.
What goes out: the probability that it is right.

1. Ends and labels: the share is mapped by a monotone curve, fitted so that of the choices given 0.9 nine in ten are
   right (`benchmarks/fit.py`). Between its knots the curve is straight on the scale of log odds.
2. Relations that rest on one rule alone: the share of that rule's readings that were right where people had read the
   same drawings, with one right and one wrong reading added (Laplace's rule of succession), so that few are not taken
   for sure.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

LEAST = 1e-6
"""Probabilities are kept that far from 0 and 1."""


@dataclass(frozen=True)
class Curve:
    """A monotone map of shares to probabilities, by its knots."""

    chance: tuple[float, ...]
    right: tuple[float, ...]

    @cached_property
    def knots(self) -> tuple[list[float], list[float]]:
        """The same on the scale of log odds."""
        return [odds(chance) for chance in self.chance], [odds(right) for right in self.right]

    def __call__(self, chance: float) -> float:
        """The probability of being right of a choice with that share (rule 1)."""
        x = odds(chance)
        xs, ys = self.knots
        k = bisect_right(xs, x, 1, len(xs) - 1)
        low, high = ys[k - 1], ys[k]
        share = min(max((x - xs[k - 1]) / (xs[k] - xs[k - 1]), 0.0), 1.0)
        return round(1 / (1 + math.exp(-(low + share * (high - low)))), 4)


@dataclass(frozen=True, slots=True)
class Confidence:
    """The fitted curves, and the counts of right and of all readings by rule."""

    end: Curve
    label: Curve
    rules: dict[str, tuple[int, int]]

    def of_rule(self, rule: str) -> float:
        """The probability that a relation resting on this rule is right (rule 2); 1 where the file declares it."""
        if rule in ("declared", "corrected"):
            return 1.0
        right, all_ = self.rules.get(rule, (0, 0))
        return round((right + 1) / (all_ + 2), 4)


def odds(probability: float) -> float:
    """Log odds."""
    kept = min(max(probability, LEAST), 1 - LEAST)
    return math.log(kept / (1 - kept))

"""What is told: every decision with its reason, its other candidates, and what would change it.

What comes in: nothing; these are the values that `explain` fills. What goes out: data, which prints as text that a
person reads.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What else it might have been."""

    target: str
    name: str
    rule: str
    distance: float
    cost: float
    probability: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.distance:.1f} px away (rule '{self.rule}'), cost {self.cost:.2f}, "
            f"probability {self.probability:.2f}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One decision: what was decided, why, what else there was, and what would change it."""

    part: str
    """`start`, `end`, `label`, `cardinality`, `role`, `sample`, `name`, `container`, `heading`, `edge`."""
    says: str
    because: str
    rule: str = ""
    confidence: float | None = None
    options: tuple[Option, ...] = ()
    change: str = ""

    def __str__(self) -> str:
        lines = [f"{self.part.capitalize()}: {self.says}", f"  {self.because}"]
        if self.options:
            lines.append("  It might have been:")
            lines += [f"    {option}" for option in self.options]
        if self.change:
            lines.append(f"  {self.change}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One element that is explained."""

    element: str
    name: str
    says: str
    reasons: tuple[Reason, ...]
    limit: str = ""
    """Which limit of the analysis would change it, and by how much."""

    def __str__(self) -> str:
        lines = [f"{self.name}  [{self.element}]", self.says, *map(str, self.reasons)]
        return "\n".join(filter(None, [*lines, self.limit]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that was asked for."""

    query: str
    subjects: tuple[Subject, ...]

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.subjects))

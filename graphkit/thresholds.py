"""Every tunable number of the analysis, with its unit, meaning and source. One frozen value, passed whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Limits and weights of the inference; the values used are stored with every graph."""

    def to_dict(self) -> dict[str, float]:
        """Names and values, in the order of the fields."""
        return asdict(self)

"""How much a reader takes on before it refuses; every number has a unit and a reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one input, so that a small hostile file cannot use up the machine."""

    max_bytes: int = 256_000_000
    """Bytes of the file, and characters of its drawing once decompressed. The largest real drawing seen has 8 MB."""
    max_elements: int = 250_000
    """Elements in the drawing, deleted ones included. The largest real drawing seen has 4,000."""
    max_points: int = 10_000_000
    """Arrays in the drawing's JSON: nearly all of them are points of lines, arrows and pen strokes."""

    @property
    def max_values(self) -> int:
        """Values in the drawing's JSON: each costs memory, however short it is; real files have one in 15 bytes."""
        return max(self.max_bytes // 16, 1_000_000)

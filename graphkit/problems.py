"""What can go wrong, as exceptions and as data.

::

    Exception
    └── GraphkitError
        ├── CorrectionsError  corrections cannot be understood, or do not fit the drawing
        ├── ReadError         no Drawing can be made of the input
        ├── StoreError        a graph database cannot be opened, loaded or asked
        └── WriteError        an output cannot be written (nothing half-written is left behind)

Everything less than that (repaired, skipped, doubtful) is a `Problem`: data on the result, never an exception and
never printed. `docs/problems.md` lists the codes, which are stable, each with what to do.
"""

from __future__ import annotations

from dataclasses import dataclass


class GraphkitError(Exception):
    """Any failure that graphkit itself reports."""


class CorrectionsError(GraphkitError):
    """Corrections cannot be understood, or do not fit the drawing: the message names the file, the key, what to do."""


class ReadError(GraphkitError):
    """No `Drawing` can be made: the message names the file, the format, the step, and what to do."""


class StoreError(GraphkitError):
    """A graph database cannot be opened, loaded or asked: the message names it and the step."""


class WriteError(GraphkitError):
    """An output cannot be written: the message names the file, the step, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that was repaired, skipped or doubtful: its stable code, a sentence, and the element it is about."""

    code: str
    message: str
    element_id: str | None = None

    def __str__(self) -> str:
        where = f" ({self.element_id})" if self.element_id is not None else ""
        return f"{self.code}: {self.message}{where}"

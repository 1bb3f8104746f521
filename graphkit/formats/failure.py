"""Why nothing could be made of an input: what a reader raises and `read` turns into a `ReadError`."""

from __future__ import annotations

RAISE_MAX_BYTES = "Raise the limit max_bytes, in Python by gk.Limits, if the file can be trusted"
UNKNOWN = "recognising it"
"""The step at which a file turns out to be of no kind that can be read."""


class FormatError(Exception):
    """A reader gives up: at which step, what it found there, and what the user can do."""

    def __init__(self, step: str, found: str, advice: str) -> None:
        super().__init__(step, found, advice)
        self.step, self.found, self.advice = step, found, advice

    def __str__(self) -> str:
        return f"{self.step}: {self.found}. {self.advice}."

"""The problems met while a drawing is read."""

from __future__ import annotations

from collections import Counter

from graphkit.problems import Problem

_MOST = 1000


class Log:
    """Takes down problems as they are met, of one code at most a thousand: more help nobody, and cost memory."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._count: Counter[str] = Counter()
        self._old = 0
        self.renamed: set[str] = set()
        """Ids that elements were given here, since the file gives them none of their own."""

    def note(self, code: str, message: str, element_id: str | None = None) -> None:
        """Take down one problem."""
        self._count[code] += 1
        if self._count[code] <= _MOST:
            self._problems.append(Problem(code=code, message=message, element_id=element_id))

    def note_old_fields(self) -> None:
        """Take down that an element has fields of an older editor, which is told once for the whole drawing."""
        self._old += 1

    def problems(self) -> tuple[Problem, ...]:
        """All that was taken down, in order, and how much more there was of each code."""
        found = list(self._problems)
        for code, count in self._count.items():
            if count > _MOST:
                found.append(Problem(code=code, message=f"And {count - _MOST:,} more like it."))
        if self._old:
            message = f"{self._old:,} elements have fields of an older editor; they were read as today's reads them."
            found.append(Problem(code="old-fields", message=message))
        return tuple(found)

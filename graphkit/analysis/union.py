"""Which of many belong together? Disjoint sets of numbers.

What comes in: numbers that belong together, a few at a time. What goes out: the smallest number of the set that holds
another.
"""

from __future__ import annotations

from collections.abc import Iterable


class Union:
    """Disjoint sets of numbers; the representative of a set is its smallest."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def find(self, i: int) -> int:
        """The representative of the set that holds `i`."""
        parent, root = self.parent, i
        while (up := parent.get(root, root)) != root:
            root = up
        while i != root:
            parent[i], i = root, parent[i]
        return root

    def pair(self, one: int, two: int) -> None:
        """Make the sets of both one."""
        one, two = self.find(one), self.find(two)
        self.parent[one] = self.parent[two] = min(one, two)

    def join(self, members: Iterable[int]) -> None:
        """Make the sets of all members one."""
        roots = {self.find(i) for i in members}
        least = min(roots)
        for root in roots:
            self.parent[root] = least

"""Graph databases: what comes in is a graph and a target, what goes out is the same graph in a database, or rows.

A store is one module with `loading(target)` and `query(target, text)`, and one line in `STORES`, where the target's
suffix says which store it is. Their drivers are extras and imported only when a store is used.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

if TYPE_CHECKING:
    import networkx as nx

Row: TypeAlias = dict[str, object]
"""One row of an answer: its values by the names that the query gave them."""

STORES = {
    ".lbdb": "ladybug",
}


class _Store(Protocol):
    def loading(self, target: Path) -> AbstractContextManager[Callable[[nx.MultiDiGraph[str]], None]]: ...
    def query(self, target: Path, text: str) -> list[Row]: ...


def load(graph: nx.MultiDiGraph[str], target: str | Path) -> None:
    """Put the graph into the database at `target`; a drawing that is there already is replaced.

    Raises `StoreError` where the database cannot be used, `ValueError` where no store has the target's suffix.
    """
    with loading(target) as put:
        put(graph)


def loading(target: str | Path) -> AbstractContextManager[Callable[[nx.MultiDiGraph[str]], None]]:
    """The same for many graphs: what is given in the `with` block puts one after the other into the database.

    It raises `StoreError` for a graph that cannot be; the others are put there all the same.
    """
    return _store(target).loading(Path(target))


def query(target: str | Path, text: str) -> list[Row]:
    """Ask the database at `target` in its own language, without a way to change it.

    Raises `StoreError` where the database or the question is not understood, `ValueError` as `load` does.
    """
    return _store(target).query(Path(target), text)


def _store(target: str | Path) -> _Store:
    suffix = Path(target).suffix.lower()
    if suffix not in STORES:
        raise ValueError(f"{target}: no graph database is known by the suffix '{suffix}'; known: {', '.join(STORES)}")
    return cast(_Store, importlib.import_module(f"graphkit.stores.{STORES[suffix]}"))

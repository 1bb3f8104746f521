"""The embedded graph database Ladybug: one file, no server, asked in Cypher.

What comes in is a graph with the schema of `graphkit.graph`. What goes out is a database of two tables, which hold
drawings of any kind without a change of their own::

    (:Entity {id, label, kind, role, context, drawing, …}) -[:Edge {key, relation, label, confidence, …}]-> (:Entity)

The columns are the attributes of the graph, NULL where an attribute is absent. Whatever has no column, or not its
column's type, is kept in `attributes` as JSON text.

Loading, in one transaction, so that a database is never left half-changed:

1. Of each drawing in the graph, the edges that the database holds, and the nodes that the graph no longer has, go.
2. Nodes are merged by their id, so that edges which other drawings have to them stay.
3. Edges are merged by their ends and key, so that loading twice doubles nothing.

Names and texts are parameters always, never part of a query. No extension is installed.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.problems import StoreError

if TYPE_CHECKING:
    import ladybug
    import networkx as nx

    from graphkit.stores import Row

_NODE_COLUMNS = {
    "label": "STRING",
    "kind": "STRING",
    "role": "STRING",
    "context": "STRING",
    "drawing": "STRING",
    "element": "STRING",
    "elements": "STRING",
    "x": "DOUBLE",
    "y": "DOUBLE",
    "width": "DOUBLE",
    "height": "DOUBLE",
    "angle": "DOUBLE",
    "link": "STRING",
    "tags": "STRING",
    "stroke": "STRING",
    "background": "STRING",
    "group": "STRING",
    "label_rule": "STRING",
    "confidence": "DOUBLE",
    "attributes": "STRING",
}
_EDGE_COLUMNS = {
    "relation": "STRING",
    "label": "STRING",
    "directed": "BOOL",
    "turned": "BOOL",
    "context": "STRING",
    "drawing": "STRING",
    "element": "STRING",
    "label_elements": "STRING",
    "source_rule": "STRING",
    "target_rule": "STRING",
    "label_rule": "STRING",
    "distance": "DOUBLE",
    "confidence": "DOUBLE",
    "stroke": "STRING",
    "style": "STRING",
    "start_arrowhead": "STRING",
    "end_arrowhead": "STRING",
    "start_cardinality": "STRING",
    "end_cardinality": "STRING",
    "cardinality_elements": "STRING",
    "start_role": "STRING",
    "end_role": "STRING",
    "role_elements": "STRING",
    "sequence": "INT64",
    "attributes": "STRING",
}
_BATCH = 2_000
"""Rows a statement takes at once: more gains nothing."""
_MAX_BYTES = 1 << 34
"""What a database may grow to. So much address space is reserved, and the driver's own default is more than some
machines let a process have."""
_LONG_LOG = 1 << 24
"""Bytes of the log from which it is folded before more is put into the database."""
_SUFFIXES = (".wal", ".wal.checkpoint", ".shadow", ".tmp")
"""Of the files that the driver keeps beside a database."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Why a file can be written no farther."""
_CUT = "Cannot write to file"
"""What the driver says where it could write a part at most."""
_PANIC = "panic state"
"""What the driver says of a database that it writes to no more."""


@contextmanager
def loading(target: Path) -> Iterator[Callable[[nx.MultiDiGraph[str]], None]]:
    """What puts graphs into the database file `target`, one after the other; it is made where there is none.

    To open and to close a database takes many times as long as to put a drawing into it. It is opened with the first
    graph, and anew after one that cannot be put into it, so that what was begun is rolled back; but not where there is
    no room for more.
    """
    writer: _Writer | None = None
    refused: _NoRoomError | None = None

    def put(graph: nx.MultiDiGraph[str]) -> None:
        nonlocal writer, refused
        if refused is not None:
            raise _NoRoomError(str(refused))
        try:
            writer = writer or _Writer(target)
            writer.put(graph)
        except StoreError as error:
            writer, refused = None, error if isinstance(error, _NoRoomError) else None
            raise

    try:
        yield put
    finally:
        if writer is not None:
            writer.close()


class _NoRoomError(StoreError):
    """There is no room for what is to be written."""


class _Writer:
    """A database that is open for writing.

    What is put into it is appended to a log beside it, and folded into the database from there (a checkpoint). The
    driver does not come back from a log that it could not write: it stays torn, a database beside a torn log cannot be
    opened, and to close it writes to the log again and ends the process. So then

    1. what is open is left open, and never touched again;
    2. of the log stays what was complete before: with it the database is as if nothing had been tried;
    3. a database that was not there before is taken away again.
    """

    def __init__(self, target: Path) -> None:
        self._target, self._log = target, _beside(target, ".wal")
        self._made = not target.exists()
        try:
            self._connection = _opened(target, read_only=False)
        except _NoRoomError:
            if self._made:
                self._take_away()
            raise

    def put(self, graph: nx.MultiDiGraph[str]) -> None:
        """Put a graph into it, or close it and raise `StoreError`."""
        if _size(self._log) > _LONG_LOG:
            self._fold()
        complete = _size(self._log)
        try:
            _put(self._connection, graph)
        except RuntimeError as error:  # the only exception that the driver raises
            if not _is_of_the_disk(error):
                self.close()
                raise StoreError(f"{self._target}: {error}") from error
            _leave_open(self._connection)
            if self._made:
                self._take_away()
            else:
                self._cut_log(complete)
            raise _NoRoomError(
                f"{self._target}: it cannot be written: {_why(error)}; nothing of this drawing is in it, and what was "
                f"there before is as it was; {_what_helps(error)}, and load again"
            ) from error
        self._made = False

    def close(self) -> None:
        """Fold what was put into it, and close it; what was begun and not ended is rolled back."""
        with suppress(RuntimeError):  # Mostly nothing was begun.
            self._connection.execute("ROLLBACK")
        self._fold()
        _close(self._connection)

    def _fold(self) -> None:
        complete = _size(self._log)
        try:
            self._connection.execute("CHECKPOINT")
        except RuntimeError as error:
            _leave_open(self._connection)
            # While the log is as it was, nothing of what was there has been written over.
            if complete and _size(self._log) == complete:
                _beside(self._target, ".shadow").unlink(missing_ok=True)
            raise _NoRoomError(
                f"{self._target}: {_why(error)}; all that was loaded is there, but in files beside it "
                f"({self._target.name}.*), which must stay; {_what_helps(error)}, and the next load puts them in order"
            ) from error

    def _cut_log(self, complete: int) -> None:
        """Leave of the log what was complete."""
        if self._log.exists():
            os.truncate(self._log, complete)
        if not complete:
            self._log.unlink(missing_ok=True)

    def _take_away(self) -> None:
        """Remove all files of the database."""
        for path in (self._target, *(_beside(self._target, suffix) for suffix in _SUFFIXES)):
            if path.is_file():
                os.truncate(path, 0)  # While it is left open, it would take its room.
                path.unlink()


def _beside(target: Path, suffix: str) -> Path:
    """A file that the driver keeps beside a database."""
    return target.with_name(target.name + suffix)


def _size(path: Path) -> int:
    """How many bytes a file has; 0 where there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _is_of_the_disk(error: RuntimeError) -> bool:
    """Whether the driver failed because a file could not be written."""
    return str(error).startswith("IO exception") or _PANIC in str(error)


def _why(error: RuntimeError) -> str:
    """Why a file could not be written. Of what it could write in part, the driver says "Success"."""
    reasons = [reason for reason in map(os.strerror, _NO_ROOM) if reason in str(error)]
    return next(iter(reasons), "the disk is full, or the like" if _CUT in str(error) else str(error))


def _what_helps(error: RuntimeError) -> str:
    """What to do about a file that could not be written."""
    return "put that right" if _why(error) == str(error) else "make room"


def _leave_open(connection: ladybug.Connection) -> None:
    """Keep a connection and its database from ever being closed, be it by the interpreter as it ends."""
    for kept in (connection, connection.database):
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(kept))


def _put(connection: ladybug.Connection, graph: nx.MultiDiGraph[str]) -> None:
    nodes = [
        {"id": node, **_row({"drawing": _drawing(node), **data}, _NODE_COLUMNS)}
        for node, data in graph.nodes(data=True)
    ]
    edges = [
        {"source": u, "target": v, "key": str(key), **_row({"drawing": _drawing(u), **data}, _EDGE_COLUMNS)}
        for u, v, key, data in graph.edges(keys=True, data=True)
    ]
    drawings = {str(row["drawing"]) for row in (*nodes, *edges)} | {str(graph.graph.get("name", ""))}
    for statement in _TABLES:
        connection.execute(statement)
    _add_columns(connection)
    connection.execute("BEGIN TRANSACTION")
    # Rule 1. What belongs to no drawing is never cleared: nobody can say that it has gone.
    _clear(connection, sorted(drawings - {""}), keep={str(row["id"]) for row in nodes})
    # Rules 2 and 3.
    for statement, rows in ((_MERGE_NODES, nodes), (_MERGE_EDGES, edges)):
        for batch in _batches(rows):
            connection.execute(statement, {"rows": batch})
    connection.execute("COMMIT")


def query(target: Path, text: str) -> list[Row]:
    """Ask the database file `target` in Cypher; it is opened for reading only."""
    if not target.exists():
        raise StoreError(f"{target}: there is no such database; `load` makes one")
    connection = _opened(target, read_only=True)
    try:
        answer = _ask(connection, text)
        names = answer.get_column_names()
        return [dict(zip(names, map(_plain, row), strict=True)) for row in answer]
    except RuntimeError as error:  # the only exception that the driver raises
        raise StoreError(f"{target}: {error}") from error
    finally:
        _close(connection)


def _opened(target: Path, *, read_only: bool) -> ladybug.Connection:
    """A connection to a database that nobody else has."""
    try:
        import ladybug
    except ImportError:
        raise StoreError(f"{target}: needs the extra 'ladybug' (pip install 'graphkit[ladybug]')") from None
    if target.is_dir():
        raise StoreError(f"{target}: it is a folder, and a database is one file; name another")
    try:
        # The log is folded where its failure can be told from that of what is put into it.
        database = ladybug.Database(target, read_only=read_only, max_db_size=_MAX_BYTES, auto_checkpoint=False)
    except RuntimeError as error:
        if any(os.strerror(number) in str(error) for number in _NO_ROOM):
            raise _NoRoomError(f"{target}: it cannot be written: {_why(error)}; make room") from error
        raise StoreError(f"{target}: {_what_to_do(target, str(error)) or error}") from error
    return ladybug.Connection(database)


def _what_to_do(target: Path, error: str) -> str:
    """What is wrong with a database that was not left in order, and what to do about it; empty for all else."""
    log, shadow = _beside(target, ".wal"), _beside(target, ".shadow")
    if "recovery is pending" in error:
        return (
            "another process is just writing to it, or the last one had no room to; ask again in a moment, and if that "
            "does not help, load something into it, which puts it in order"
        )
    if "wal" not in error.lower() or "corrupt" not in error.lower() or not log.exists():
        return ""
    if shadow.exists():
        every = ", ".join(path.name for path in (target, log, shadow))
        return f"it was cut off while it was written; delete {every}, and load the drawings again"
    return (
        f"a load was cut off while it wrote {log.name} beside it; delete that file, and the database is as it was "
        f"before; then load again what is missing"
    )


def _close(connection: ladybug.Connection) -> None:
    """Close a connection and its database."""
    connection.close()
    connection.database.close()


def _add_columns(connection: ladybug.Connection) -> None:
    """Give a database that an earlier version made the columns that have come since."""
    for table, columns in _TABLE_COLUMNS.items():
        has = {name for _, name, *_ in _ask(connection, f"CALL table_info('{table}') RETURN *")}
        for name, kind in columns.items():
            if name not in has:
                connection.execute(f"ALTER TABLE {table} ADD `{name}` {kind}")


def _clear(connection: ladybug.Connection, drawings: list[str], keep: set[str]) -> None:
    connection.execute("MATCH ()-[e:Edge]->() WHERE e.drawing IN $drawings DELETE e", {"drawings": drawings})
    found = _ask(connection, "MATCH (n:Entity) WHERE n.drawing IN $drawings RETURN n.id", {"drawings": drawings})
    gone = [node for (node,) in found if node not in keep]
    for batch in _batches(gone):
        connection.execute("UNWIND $ids AS id MATCH (n:Entity {id: id}) DETACH DELETE n", {"ids": batch})


def _ask(connection: ladybug.Connection, text: str, parameters: Row | None = None) -> ladybug.QueryResult:
    answers = connection.execute(text, parameters)
    # Where several statements stand in one text, the last one's answer counts.
    return answers[-1] if isinstance(answers, list) else answers


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def _drawing(node: str) -> str:
    """The drawing that a node's id names, `""` where it names none."""
    return node.rpartition("#^")[0]


def _row(data: dict[str, Any], columns: dict[str, str]) -> Row:
    """The attributes as the columns' values, the rest as JSON text in `attributes`."""
    row: Row = dict.fromkeys(columns)
    rest = {}
    for name, value in data.items():
        if name != "attributes" and _fits(value, columns.get(name)):
            row[name] = value
        else:
            rest[str(name)] = value
    row["attributes"] = json.dumps(rest, ensure_ascii=False, sort_keys=True, default=str) if rest else None
    return row


def _fits(value: object, kind: str | None) -> bool:
    match kind:
        case "STRING":
            return isinstance(value, str)
        case "BOOL":
            return isinstance(value, bool)
        case "DOUBLE":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "INT64":
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63
        case _:
            return False


def _plain(value: Any) -> object:
    """A node, an edge or a path of an answer as its attributes, without the database's own bookkeeping."""
    match value:
        case {"_NODES": nodes, "_RELS": edges}:
            return {"nodes": _plain(nodes), "edges": _plain(edges)}
        case {"_LABEL": _}:
            return {name: item for name, item in value.items() if not name.startswith("_") and item is not None}
        case list():
            return [_plain(item) for item in value]
        case _:
            return value


def _declare(columns: dict[str, str]) -> str:
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())


def _assign(variable: str, columns: dict[str, str]) -> str:
    # The cast gives a column of nothing but NULLs its type.
    return ", ".join(f"{variable}.`{name}` = CAST(row.`{name}` AS {kind})" for name, kind in columns.items())


_TABLES = (
    f"CREATE NODE TABLE IF NOT EXISTS Entity(id STRING PRIMARY KEY, {_declare(_NODE_COLUMNS)})",
    f"CREATE REL TABLE IF NOT EXISTS Edge(FROM Entity TO Entity, key STRING, {_declare(_EDGE_COLUMNS)})",
)
_TABLE_COLUMNS = {"Entity": _NODE_COLUMNS, "Edge": _EDGE_COLUMNS}
_MERGE_NODES = f"UNWIND $rows AS row MERGE (n:Entity {{id: row.id}}) SET {_assign('n', _NODE_COLUMNS)}"
# Two MATCH clauses with a WITH between, since one over both ends multiplies all nodes with each other.
_MERGE_EDGES = (
    "UNWIND $rows AS row MATCH (a:Entity {id: row.source}) WITH a, row MATCH (b:Entity {id: row.target}) "
    f"MERGE (a)-[e:Edge {{key: row.key}}]->(b) SET {_assign('e', _EDGE_COLUMNS)}"
)

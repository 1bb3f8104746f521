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

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
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


@contextmanager
def loading(target: Path) -> Iterator[Callable[[nx.MultiDiGraph[str]], None]]:
    """What puts graphs into the database file `target`, one after the other; it is made where there is none.

    To open and to close a database takes many times as long as to put a drawing into it. It is opened with the first
    graph, and anew after one that cannot be put into it, so that what was begun is rolled back.
    """
    connection: ladybug.Connection | None = None
    opened = ExitStack()

    def put(graph: nx.MultiDiGraph[str]) -> None:
        nonlocal connection
        if connection is None:
            connection = opened.enter_context(_connection(target, read_only=False))
        try:
            _put(connection, graph)
        except RuntimeError as error:  # the only exception that the driver raises
            connection = None
            opened.close()
            raise StoreError(f"{target}: {error}") from error

    try:
        yield put
    finally:
        # It is not told why the block ended: a RuntimeError of its own would be taken for one of the driver.
        opened.close()


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
    with _connection(target, read_only=True) as connection:
        answer = _ask(connection, text)
        names = answer.get_column_names()
        return [dict(zip(names, map(_plain, row), strict=True)) for row in answer]


@contextmanager
def _connection(target: Path, *, read_only: bool) -> Iterator[ladybug.Connection]:
    """A connection that is closed in any case; what was not committed by then is rolled back."""
    try:
        import ladybug
    except ImportError:
        raise StoreError(f"{target}: needs the extra 'ladybug' (pip install 'graphkit[ladybug]')") from None
    if target.is_dir():
        raise StoreError(f"{target}: it is a folder, and a database is one file; name another")
    try:
        with (
            ladybug.Database(target, read_only=read_only, max_db_size=_MAX_BYTES) as database,
            ladybug.Connection(database) as connection,
        ):
            yield connection
    except RuntimeError as error:  # the only exception that the driver raises
        raise StoreError(f"{target}: {error}") from error


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

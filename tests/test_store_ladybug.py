"""The embedded database, the real one: what is loaded is what is asked for, once, and nothing else is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphkit as gk
from graphkit import StoreError
from graphkit.stores import ladybug as store
from graphkit.stores import load, loading, query
from make_drawings import DRAWINGS


def things(drawing: str, *labels: str) -> nx.MultiDiGraph:
    """A graph of that drawing with a node for each label, whose element id is the label."""
    graph = nx.MultiDiGraph(name=drawing)
    for place, label in enumerate(labels):
        graph.add_node(
            f"{drawing}#^{label}",
            label=label,
            kind="rectangle",
            role="entity",
            element=label,
            elements=label,
            x=100.0 * place,
            y=-1.5,
            width=80.0,
            height=40.0,
            drawing=drawing,
            confidence=1.0,
        )
    return graph


def join(graph: nx.MultiDiGraph, source: str, target: str, key: str, **attributes: object) -> None:
    drawing = graph.graph["name"]
    graph.add_edge(
        f"{drawing}#^{source}",
        f"{drawing}#^{target}",
        key=key,
        **{"relation": "arrow", "label": "", "directed": True, "element": key, "drawing": drawing, **attributes},
    )


def contents(target: Path) -> tuple[list[str], list[tuple[str, str, str]]]:
    nodes = query(target, "MATCH (n:Entity) RETURN n.id AS node")
    edges = query(target, "MATCH (a:Entity)-[e:Edge]->(b:Entity) RETURN a.id AS source, e.key AS key, b.id AS target")
    return (
        sorted(str(row["node"]) for row in nodes),
        sorted((str(row["source"]), str(row["key"]), str(row["target"])) for row in edges),
    )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "kg.lbdb"


def test_what_was_loaded_comes_back_with_all_its_attributes(target: Path) -> None:
    graph = things("d", "A", "B")
    graph.nodes["d#^A"].update(group="inner outer", tags="one two", link="[[Note]]", context="Row")
    join(graph, "A", "B", "e1", label="uses", distance=3.25, confidence=0.9, sequence=2, directed=False)
    join(graph, "A", "B", "e2")
    load(graph, target)
    nodes = query(target, "MATCH (n:Entity) RETURN n")
    assert {row["n"]["id"]: row["n"] for row in nodes} == {
        node: {"id": node, **data} for node, data in graph.nodes(data=True)
    }
    edges = query(target, "MATCH (a)-[e:Edge]->(b) RETURN a.id AS a, b.id AS b, e")
    assert {(row["a"], row["b"], row["e"]["key"]): row["e"] for row in edges} == {
        (u, v, key): {"key": key, **data} for u, v, key, data in graph.edges(keys=True, data=True)
    }


@pytest.mark.parametrize("name", ["associations", "sequence-diagram", "multiplicities"])
def test_every_attribute_of_a_drawing_has_a_column(target: Path, name: str) -> None:
    graph = gk.extract(gk.read(DRAWINGS / name / "source.excalidraw"))
    load(graph, target)
    for kind in ("(x:Entity)", "()-[x:Edge]->()"):
        assert {row["x.attributes"] for row in query(target, f"MATCH {kind} RETURN x.attributes")} == {None}
    roles = query(target, "MATCH ()-[e:Edge]->() WHERE e.start_role IS NOT NULL RETURN e.start_role, e.role_elements")
    assert len(roles) == sum("start_role" in data for *_, data in graph.edges(data=True))


def test_a_database_of_an_earlier_version_gets_the_columns_that_have_come_since(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = {
        table: {name: kind for name, kind in columns.items() if name not in ("turned", "tags")}
        for table, columns in store._TABLE_COLUMNS.items()
    }
    tables = (
        f"CREATE NODE TABLE Entity(id STRING PRIMARY KEY, {store._declare(earlier['Entity'])})",
        f"CREATE REL TABLE Edge(FROM Entity TO Entity, key STRING, {store._declare(earlier['Edge'])})",
    )
    with monkeypatch.context() as then:
        then.setattr(store, "_TABLES", tables)
        then.setattr(store, "_TABLE_COLUMNS", earlier)
        then.setattr(store, "_MERGE_NODES", store._MERGE_NODES.replace(", n.`tags` = CAST(row.`tags` AS STRING)", ""))
        load(things("old", "A"), target)
    graph = things("new", "B", "C")
    graph.nodes["new#^B"]["tags"] = "one"
    join(graph, "B", "C", "e", turned=True)
    load(graph, target)
    assert query(target, "MATCH (a:Entity) RETURN a.label, a.tags ORDER BY a.label") == [
        {"a.label": "A", "a.tags": None}, {"a.label": "B", "a.tags": "one"}, {"a.label": "C", "a.tags": None},
    ]  # fmt: skip
    assert query(target, "MATCH ()-[e:Edge]->() RETURN e.turned") == [{"e.turned": True}]


def test_loading_twice_doubles_nothing(target: Path) -> None:
    graph = things("d", "A", "B")
    join(graph, "A", "B", "e1")
    join(graph, "A", "B", "e2")
    join(graph, "A", "A", "loop")
    load(graph, target)
    once = contents(target)
    load(graph, target)
    assert contents(target) == once == (
        ["d#^A", "d#^B"],
        [("d#^A", "e1", "d#^B"), ("d#^A", "e2", "d#^B"), ("d#^A", "loop", "d#^A")],
    )  # fmt: skip


def test_a_changed_drawing_replaces_its_former_self_and_nothing_else(target: Path) -> None:
    first, other = things("d", "A", "B", "Gone"), things("other", "X", "Y")
    join(first, "A", "B", "e1")
    join(first, "A", "Gone", "e2")
    first.nodes["d#^A"]["context"] = "Row"
    join(other, "X", "Y", "e1")
    load(first, target)
    load(other, target)
    changed = things("d", "A", "B", "New")
    changed.nodes["d#^A"]["label"] = "Renamed"
    join(changed, "B", "A", "e1")
    load(changed, target)
    assert contents(target) == (
        ["d#^A", "d#^B", "d#^New", "other#^X", "other#^Y"],
        [("d#^B", "e1", "d#^A"), ("other#^X", "e1", "other#^Y")],
    )
    # An attribute that is absent now is absent, and not what it was.
    assert query(target, "MATCH (n {id: 'd#^A'}) RETURN n.label AS label, n.context AS context") == [
        {"label": "Renamed", "context": None}
    ]


def test_a_drawing_that_has_become_empty_is_emptied(target: Path) -> None:
    load(things("d", "A"), target)
    load(things("d"), target)
    assert contents(target) == ([], [])


def test_edges_from_other_drawings_outlive_a_reload(target: Path) -> None:
    vault = nx.compose(things("d", "A", "B"), things("other", "X"))
    vault.add_edge("other#^X", "d#^A", key="link", relation="links_to", drawing="other")
    load(vault, target)
    load(things("d", "A"), target)
    assert contents(target) == (["d#^A", "other#^X"], [("other#^X", "link", "d#^A")])


def test_nodes_of_no_drawing_are_added_to_and_never_cleared(target: Path) -> None:
    for names in (("a", "b"), ("b", "c")):
        graph = nx.MultiDiGraph()
        graph.add_edge(*names, key=0, relation="arrow")
        load(graph, target)
    assert contents(target) == (["a", "b", "c"], [("a", "0", "b"), ("b", "0", "c")])


def test_what_has_no_column_or_the_wrong_type_is_kept_as_json(target: Path) -> None:
    graph = things("d", "A")
    graph.nodes["d#^A"].update(x="left", mood="ünsure", weight=3)
    load(graph, target)
    (row,) = query(target, "MATCH (n:Entity) RETURN n.x AS x, n.attributes AS attributes")
    assert row["x"] is None
    assert json.loads(str(row["attributes"])) == {"x": "left", "mood": "ünsure", "weight": 3}


# NUL is left out: no graph that graphkit makes holds it.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@settings(max_examples=25)
@given(st.lists(words, min_size=1, max_size=8, unique=True))
def test_any_text_is_a_value_and_never_a_query(tmp_path_factory: pytest.TempPathFactory, labels: list[str]) -> None:
    target = tmp_path_factory.mktemp("any") / "kg.lbdb"
    graph = things("d", *labels, "'}) DETACH DELETE n //", "$rows", "`x`", '"\\')
    load(graph, target)
    rows = query(target, "MATCH (n:Entity) RETURN n.id AS id, n.label AS label")
    assert {row["id"]: row["label"] for row in rows} == dict(graph.nodes(data="label"))


def test_a_load_that_fails_changes_nothing(target: Path) -> None:
    graph = things("d", "A", "B")
    join(graph, "A", "B", "e1")
    load(graph, target)
    before = contents(target)
    broken = things("d", "A")
    broken.nodes["d#^A"]["label"] = "half of a pair: \ud800"
    with pytest.raises(StoreError, match=r"kg\.lbdb"):
        load(broken, target)
    assert contents(target) == before


def test_of_many_drawings_one_that_fails_leaves_the_others(target: Path) -> None:
    broken = things("broken", "A")
    broken.nodes["broken#^A"]["label"] = "half of a pair: \ud800"
    with loading(target) as put:
        put(things("one", "A"))
        with pytest.raises(StoreError, match=r"kg\.lbdb"):
            put(broken)
        put(things("two", "B"))
    assert contents(target)[0] == ["one#^A", "two#^B"]


def test_a_load_that_is_interrupted_leaves_what_was_loaded_before(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge = store._batches

    def interrupted(rows: Sequence[object]) -> Iterator[Sequence[object]]:
        yield from merge(rows)
        raise KeyboardInterrupt

    with loading(target) as put:
        put(things("one", "A"))
        monkeypatch.setattr(store, "_batches", interrupted)
        with pytest.raises(KeyboardInterrupt):
            put(things("two", "B"))
    assert contents(target) == (["one#^A"], [])
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_many_drawings_are_loaded_into_a_database_that_is_opened_once(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    connection = store._opened
    monkeypatch.setattr(store, "_opened", lambda *given, **more: opened.append(1) or connection(*given, **more))
    with loading(target) as put:
        assert not target.exists()
        for name in ("one", "two", "three"):
            put(things(name, "A"))
    assert len(opened) == 1
    assert len(contents(target)[0]) == 3


def test_an_answer_holds_nodes_and_paths_as_plain_data(target: Path) -> None:
    graph = things("d", "A", "B")
    join(graph, "A", "B", "e1", label="uses")
    load(graph, target)
    (row,) = query(target, "MATCH p = (a {label: 'A'})-[:Edge]->(b) RETURN p, [a, b] AS both, 1.5 AS number")
    assert [node["id"] for node in row["p"]["nodes"]] == [node["id"] for node in row["both"]] == ["d#^A", "d#^B"]
    assert [edge["label"] for edge in row["p"]["edges"]] == ["uses"]
    assert row["number"] == 1.5
    json.dumps(row)


def test_of_several_statements_the_last_one_answers(target: Path) -> None:
    load(things("d", "A"), target)
    assert query(target, "RETURN 1 AS one; RETURN 2 AS two") == [{"two": 2}]


@pytest.mark.parametrize("text", ["MATCH (n) DETACH DELETE n", "CREATE (:Entity {id: 'new'})", "DROP TABLE Edge"])
def test_a_question_cannot_change_anything(target: Path, text: str) -> None:
    load(things("d", "A"), target)
    with pytest.raises(StoreError, match="read-only"):
        query(target, text)
    assert contents(target) == (["d#^A"], [])


@pytest.mark.parametrize("text", ["", "MATCH (n RETURN n", "MATCH (n:Nothing) RETURN n"])
def test_a_question_that_is_not_understood_is_a_store_error(target: Path, text: str) -> None:
    load(things("d", "A"), target)
    with pytest.raises(StoreError, match=r"kg\.lbdb: .*exception"):
        query(target, text)


def test_asking_a_database_that_is_not_there_does_not_make_one(target: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        query(target, "RETURN 1")
    assert not target.exists()


def test_what_is_no_database_is_left_as_it_is(target: Path) -> None:
    target.write_text("my notes")
    with pytest.raises(StoreError, match="not a valid"):
        load(things("d", "A"), target)
    with pytest.raises(StoreError, match="not a valid"):
        query(target, "RETURN 1")
    assert target.read_text() == "my notes"


def test_a_folder_that_is_missing_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No such file"):
        load(things("d", "A"), tmp_path / "missing" / "kg.lbdb")


def test_without_the_driver_the_error_says_how_to_get_it(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ladybug", None)
    with pytest.raises(StoreError, match=r"pip install 'graphkit\[ladybug\]'"):
        load(things("d", "A"), target)


@pytest.mark.parametrize("name", ["kg", "kg.sqlite"])
def test_a_suffix_of_no_store_is_the_callers_mistake(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"known: \.lbdb"):
        load(things("d", "A"), tmp_path / name)


FULL = """
import resource, sys
from pathlib import Path
from graphkit import StoreError
from graphkit.stores import loading
from test_store_ladybug import things

limit, target, sizes = int(sys.argv[1]), Path(sys.argv[2]), map(int, sys.argv[3:])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    with loading(target) as put:
        for size in sizes:
            try:
                put(things(f"d{size}", *(f"{k}{'x' * 300}" for k in range(size))))
            except StoreError as error:
                print(error)
except StoreError as error:
    print(error)
"""


def loaded_on_a_full_disk(target: Path, limit: int, *sizes: int) -> list[str]:
    """What is complained of where drawings of so many things are loaded and no file may be larger than a limit."""
    script = [sys.executable, "-c", FULL, str(limit), str(target), *map(str, sizes)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(script, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def held(target: Path) -> dict[str, int]:
    """How many things of each drawing a database holds."""
    rows = query(target, "MATCH (n:Entity) RETURN n.drawing AS drawing, count(*) AS number")
    return {str(row["drawing"]): int(str(row["number"])) for row in rows}


def test_on_a_full_disk_nothing_of_a_drawing_is_loaded_and_the_rest_is_as_it_was(target: Path) -> None:
    load(things("before", "A", "B"), target)
    size = target.stat().st_size
    told = loaded_on_a_full_disk(target, 400_000, 500, 3)
    assert len(told) == 2  # Nothing more is tried.
    for line in told:
        assert line.startswith(f"{target}: it cannot be written: ")
        assert line.endswith("what was there before is as it was; make room, and load again")
    assert held(target) == {"before": 2}
    assert [(path.name, path.stat().st_size) for path in target.parent.iterdir()] == [(target.name, size)]
    load(things("after", "C"), target)
    assert held(target) == {"before": 2, "after": 1}


def test_what_else_stops_it_from_being_written_is_said(target: Path) -> None:
    load(things("before", "A"), target)
    target.with_name("kg.lbdb.wal").mkdir()
    with pytest.raises(StoreError, match=r"kg\.lbdb") as raised:
        load(things("more", "B"), target)
    assert "full" not in str(raised.value)
    target.with_name("kg.lbdb.wal").rmdir()
    assert held(target) == {"before": 1}


def test_what_was_complete_of_a_log_stays_on_a_full_disk(target: Path) -> None:
    (told,) = loaded_on_a_full_disk(target, 2_000_000, 100, 1_000)
    assert "nothing of this drawing is in it" in told
    assert held(target) == {"d100": 100}
    load(things("after", "C"), target)
    assert held(target) == {"d100": 100, "after": 1}


def test_a_database_that_cannot_be_made_leaves_nothing_behind(target: Path) -> None:
    for limit in (0, 4_096, 50_000):
        (told,) = loaded_on_a_full_disk(target, limit, 200)
        assert told.startswith(f"{target}: it cannot be written: ")
        assert list(target.parent.iterdir()) == []


KEPT = "all that was loaded is there, but in files beside it (kg.lbdb.*), which must stay"


def test_what_cannot_be_folded_into_the_database_is_kept_beside_it(target: Path) -> None:
    load(things("before", *map(str, range(300))), target)
    (told,) = loaded_on_a_full_disk(target, target.stat().st_size + 100_000, 200)
    assert KEPT in told
    assert held(target) == {"before": 300, "d200": 200}
    load(things("after", "C"), target)
    assert held(target) == {"before": 300, "d200": 200, "after": 1}
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_what_is_folded_only_in_part_is_put_in_order_by_the_next_load(target: Path) -> None:
    (told,) = loaded_on_a_full_disk(target, 1_900_000, 500)
    assert KEPT in told
    with pytest.raises(StoreError, match="load something into it, which puts it in order"):
        held(target)
    load(things("after", "C"), target)
    assert held(target) == {"d500": 500, "after": 1}
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_log_that_was_torn_is_told_with_what_to_do(target: Path) -> None:
    load(things("before", "A"), target)
    with loading(target) as put:
        put(things("more", *(f"{k}{'x' * 300}" for k in range(20))))
        log = target.with_name("kg.lbdb.wal")
        torn = log.read_bytes()[:-2_000]
    load(things("more"), target)
    log.write_bytes(torn)
    for ask in (lambda: query(target, "RETURN 1"), lambda: load(things("more", "B"), target)):
        with pytest.raises(StoreError, match=r"cut off while it wrote kg\.lbdb\.wal beside it; delete that file"):
            ask()
    log.unlink()
    assert held(target) == {"before": 1}


def test_a_long_log_is_folded_before_more_is_loaded(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_LONG_LOG", 10_000)
    sizes = []
    with loading(target) as put:
        for name in "abcdef":
            put(things(name, *(f"{k}{'x' * 300}" for k in range(20))))
            sizes.append(target.with_name("kg.lbdb.wal").stat().st_size)
    assert max(sizes) < 2 * min(sizes)
    assert held(target) == dict.fromkeys("abcdef", 20)

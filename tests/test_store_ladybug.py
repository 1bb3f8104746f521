"""The embedded database, the real one: what is loaded is what is asked for, once, and nothing else is."""

from __future__ import annotations

import json
import sys
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


def test_many_drawings_are_loaded_into_a_database_that_is_opened_once(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    connection = store._connection
    monkeypatch.setattr(store, "_connection", lambda *given, **more: opened.append(1) or connection(*given, **more))
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

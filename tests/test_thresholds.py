"""Every limit of the analysis is a threshold: told in one place with its unit, used, and stored with the graph."""

from __future__ import annotations

import ast
import itertools
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import graphkit as gk
from drawing_builder import arrow, drawing, rectangle
from graphkit import analysis, thresholds

MODULES = sorted(Path(analysis.__file__).parent.glob("*.py"))
NO_LIMITS = {
    ("confidence", "LEAST"): "keeps logarithms finite",
    ("corrected", "SAME"): "px by which one point may differ from itself",
    ("decide", "NEVER"): "a score below all others",
    ("decide", "GONE"): "a score that outweighs all others",
    ("ends", "BENDS"): "where a feature bends, and the fitted weights go with it",
}
"""Numbers with a name in a module that tell nothing of drawings, and why."""
NAMES = list(gk.Thresholds().to_dict())


def documented() -> dict[str, str]:
    """What stands below each field."""
    tree = ast.parse(Path(thresholds.__file__).read_text(encoding="utf-8"))
    (body,) = (node.body for node in tree.body if isinstance(node, ast.ClassDef))
    found = {}
    for field, below in itertools.pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[ast.unparse(field.target)] = str(below.value.value)
    return found


def test_every_limit_is_explained_and_no_two_alike() -> None:
    assert list(documented()) == NAMES
    # "The same" leans on the field above, and says in what it differs.
    texts = [text for text in documented().values() if not text.startswith("The same")]
    assert len(set(texts)) == len(texts)
    assert all(text.endswith(".") and len(text) > 15 for text in documented().values())


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_is_used(name: str) -> None:
    assert any(re.search(rf"\blimits\.{name}\b", module.read_text(encoding="utf-8")) for module in MODULES)


def numbers(module: Path) -> Iterator[str]:
    """The names of numbers with a fraction, and of tuples and angles of such, that a module defines."""
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        inner = ast.walk(node) if targets else ()
        if any(isinstance(part, ast.Constant) and isinstance(part.value, float) for part in inner) or "math." in (
            ast.unparse(node) if targets else ""
        ):
            yield from map(ast.unparse, targets)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_module_has_limits_of_its_own(module: Path) -> None:
    assert {(module.stem, name) for name in numbers(module)} <= NO_LIMITS.keys()


def test_the_limits_that_were_used_are_stored_with_the_graph() -> None:
    limits = gk.Thresholds(label_reach=1.5)
    graph = gk.extract(drawing(rectangle("a", at=(0, 0)), rectangle("b", at=(300, 0)), arrow("e", "a", "b")), limits)
    assert json.loads(graph.graph["thresholds"]) == limits.to_dict()
    assert limits.to_dict()["label_reach"] == 1.5


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -1, -1e-9])
@pytest.mark.parametrize("name", ["end_reach", "label_believed", "crowd", "head_back"])
def test_a_limit_that_is_none_is_refused(name: str, value: float) -> None:
    said = f"the limit {name} must be a finite number of 0 or more, not {re.escape(repr(value))}"
    with pytest.raises(ValueError, match=said):
        gk.Thresholds(**{name: value})
    with pytest.raises(ValueError, match=said):
        msgspec.structs.replace(gk.Thresholds(), **{name: value})


@pytest.mark.parametrize("value", ["x", None, [1.0], 1j])
def test_a_limit_that_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="the limit label_believed must be a number, not "):
        gk.Thresholds(label_believed=value)  # type: ignore[arg-type]  # on purpose


def test_only_a_cosine_may_be_less_than_nothing() -> None:
    assert gk.Thresholds(root_cosine=-0.5).root_cosine == -0.5
    assert gk.Thresholds(root_cosine=0.5, crowd=0).crowd == 0
    with pytest.raises(ValueError, match="the limit root_cosine must be a finite number, not nan"):
        gk.Thresholds(root_cosine=math.nan)
    with pytest.raises(ValueError, match="end_reach"):
        gk.Thresholds(root_cosine=0.5, end_reach=-1.0)
    # The sum of them is more than a number can be, and each is one.
    assert gk.Thresholds(end_reach=1e308, end_sight=1e308).end_sight == 1e308

"""docs/problems.md lists every code that graphkit tells, and no other; `doctor` knows what each one of reading did."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import graphkit
from graphkit.formats.doctor import EFFECTS

ROOT = Path(__file__).parent.parent
SOURCES = sorted(Path(graphkit.__file__).parent.rglob("*.py"))
CODE = re.compile(r"[a-z]+(-[a-z]+)+")


def told_by(path: Path) -> set[str]:
    """The codes that a module tells: what it gives to `Problem(code=…)`, `log.note(…)` or its own helpers."""
    found: set[str] = set()
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in ("note", "_drop"):
            arguments: list[ast.expr] = list(call.args)
        elif name == "Problem":
            arguments = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
        else:
            continue
        for argument in arguments:
            found |= {
                node.value
                for node in ast.walk(argument)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
            }
    # A code chosen before it is told.
    found |= set(re.findall(r'\bcode = "([a-z-]+)"', path.read_text(encoding="utf-8")))
    found |= {
        code
        for pair in re.findall(r'\bcode = "([a-z-]+)" if .* else "([a-z-]+)"', path.read_text(encoding="utf-8"))
        for code in pair
    }
    return found


def listed() -> set[str]:
    text = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))


def test_every_code_is_listed_and_every_listed_code_is_told() -> None:
    told = set().union(*map(told_by, SOURCES))
    assert told == listed()


def test_doctor_knows_the_effect_of_every_code_that_reading_tells() -> None:
    reading = set().union(*(told_by(path) for path in SOURCES if "formats" in path.parts))
    assert reading == set(EFFECTS)


def test_the_list_says_what_doctor_says() -> None:
    text = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    for code, effect in EFFECTS.items():
        assert re.search(rf"^\| `{code}` \| {effect} \|", text, re.MULTILINE), code

"""What holds for the project as a whole: who imports whom, what is public, and that what is shown to readers works."""

from __future__ import annotations

import ast
import importlib
import itertools
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import graphkit

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "graphkit"
DRAWINGS = ROOT / "data" / "drawings"

ORDER = [
    "problems", "thresholds", "elements", "formulas", "output", "corrections",
    "relations", "formats", "geometry", "nearby", "rings", "analysis",
    "graph", "picture", "evaluation", "rebinding", "explanation", "export", "stores", "pipeline",
    "__init__",
    "folders", "report", "terminal", "targets", "understanding", "judging", "cli", "__main__",
]  # fmt: skip
"""The modules of the package; each imports only from those before it."""

CONFINED = {
    "shapely": {"geometry", "nearby", "rings", "analysis", "picture", "rebinding", "explanation"},
    "networkx": {"graph", "pipeline", "export", "stores", "picture", "report", "cli", "understanding"},
    "ladybug": {"stores.ladybug"},
    "pyvis": {"export.page"},
    "lzstring": {"formats"},
    "msgspec": {"elements", "formats", "relations", "thresholds"},
    "rich": {"terminal"},
    "tomlkit": {"corrections"},
    "typer": {"cli", "judging", "targets"},
}
"""Where a library may be imported: in these modules, and in the modules within them."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(module: Path) -> str:
    """`cli`, `formats`, `formats.lz`: without the package, and without `__init__` but for the package's own."""
    parts = list(module.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


def imported(module: Path) -> Iterator[str]:
    """Full names of what a module imports, at its head or in its functions."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            if node.module == "graphkit":
                yield from (f"graphkit.{alias.name}" for alias in node.names)
            else:
                yield str(node.module)


def part_of(full_name: str) -> str:
    """The entry of `ORDER` that an import from the package belongs to."""
    first, _, rest = full_name.partition(".")
    assert first == "graphkit"
    part = rest.partition(".")[0]
    return part if part in ORDER else "__init__"


def test_every_module_has_its_place_in_the_order() -> None:
    assert {name_of(module).partition(".")[0] for module in modules()} == set(ORDER)


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_imports_run_one_way(module: Path) -> None:
    here = name_of(module).partition(".")[0]
    for full_name in imported(module):
        if full_name == "graphkit" and ORDER.index(here) < ORDER.index("__init__"):
            # The package knows its version before it imports anything; nothing else may be asked of it from below.
            assert set(re.findall(r"\bgraphkit\.(\w+)", without_imports(module))) == {"__version__"}, here
        elif full_name.partition(".")[0] == "graphkit":
            part = part_of(full_name)
            assert part == here or ORDER.index(part) < ORDER.index(here), f"{here} imports {full_name}"


def without_imports(module: Path) -> str:
    """What a module does, without its imports, docstrings and comments."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)]
    return "\n".join(ast.unparse(node) for node in body)


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_libraries_stay_where_they_belong(module: Path) -> None:
    here = name_of(module)
    for full_name in imported(module):
        library = full_name.partition(".")[0]
        if library in CONFINED:
            homes = CONFINED[library]
            assert any(here == home or here.startswith(f"{home}.") for home in homes), f"{here} imports {full_name}"


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["all"]]
    wanted += [library for extra in ("ladybug", "fsspec") for library in project["optional-dependencies"][extra]]
    declared = {re.split(r"[\s<>=!~;\[]", requirement)[0].lower() for requirement in wanted}
    found = {full_name.partition(".")[0] for module in modules() for full_name in imported(module)}
    assert found - declared - set(sys.stdlib_module_names) - {"graphkit", "_typeshed"} == set()


def test_the_lock_fits_what_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = dict(line.split("==") for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").split())
    locked = {canonicalize_name(name): version for name, version in locked.items()}
    wanted = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    for text in wanted:
        requirement = Requirement(text)
        if requirement.name != "graphkit":
            version = locked.get(canonicalize_name(requirement.name))
            assert version, f"{text} is not locked: make lock"
            assert requirement.specifier.contains(version, prereleases=True), (
                f"{text} is locked as {version}: make lock"
            )


def test_public_names_are_sorted_complete_and_there() -> None:
    names = graphkit.__all__
    assert names == sorted(set(names))
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    typed = [
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and str(node.module)[:9] == "graphkit."
    ]
    homes = {alias.name: node.module for node in typed for alias in node.names}
    # What a type checker sees, what is imported when it is used, and what is announced are the same.
    assert set(homes) == set(names) == {*dir(graphkit)}
    for name in names:
        assert getattr(graphkit, name) is getattr(importlib.import_module(str(homes[name])), name)
        assert getattr(graphkit, name).__doc__


def test_a_name_that_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        graphkit.nothing  # noqa: B018  # looking it up is the test


def test_no_public_name_is_a_modules_name() -> None:
    # Importing a module sets its name on the package, and would put the module in the public name's place.
    found = {module.name for module in pkgutil.iter_modules([str(PACKAGE)])}
    assert found.isdisjoint(graphkit.__all__)


def test_the_first_drawing_is_the_users_own_byte_for_byte() -> None:
    import hashlib

    data = (DRAWINGS / "ml-vs-llm" / "source.excalidraw.md").read_bytes()
    assert hashlib.sha256(data).hexdigest() == "596ab0e249e828239e0b5c30d4903a6c6bda415b94b4c44d279d2cae722b10ed"


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the drawings that the examples speak of, as the working folder."""
    shutil.copy(DRAWINGS / "ml-vs-llm" / "source.excalidraw.md", tmp_path / "drawing.excalidraw.md")
    (tmp_path / "notes").mkdir()
    for name in ("bare-words", "boxes-loose", "mind-map"):
        shutil.copy(DRAWINGS / name / "source.excalidraw.md", tmp_path / "notes" / f"{name}.excalidraw.md")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_python_examples_run(page: Path, desk: Path) -> None:
    shared: dict[str, object] = {}
    for block in blocks(page, "python"):
        exec(compile(block, page.name, "exec"), shared)  # noqa: S102  # the project's own examples


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_command_line_examples_run(page: Path, desk: Path) -> None:
    for block in blocks(page, "console"):
        for line in re.findall(r"^\$ (graphkit .*)$", block, re.MULTILINE):
            words = shlex.split(line, comments=True)
            expanded = [
                name for word in words[1:] for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
            ]
            done = run([str(Path(sys.executable).with_name("graphkit")), *expanded], desk)
            assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_the_table_in_the_readme_is_what_check_prints(desk: Path) -> None:
    text = next(block for block in blocks(ROOT / "README.md", "console") if block.startswith("$ graphkit check"))
    command, _, shown = text.partition("\n")
    done = run([sys.executable, "-m", *shlex.split(command.removeprefix("$ "))], desk)
    assert reduced(done.stdout) == reduced(shown)


def reduced(text: str) -> list[str]:
    """The lines without the room between words and without figures, which another fit may move a little."""
    lines = [re.sub(r"\d\.\d\d", "0.00", " ".join(line.split())) for line in text.splitlines()]
    return [line for line in lines if line.strip("─")]


def test_the_schema_is_what_graphs_hold() -> None:
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    documented = {
        heading: {
            name: kind
            for names, kind in re.findall(r"^\| (`[^|]+`) \| (\w+) \|", section, re.MULTILINE)
            for name in re.findall(r"`(\w+)`", names)
        }
        for heading, section in re.findall(r"^## (\w+)\n(.*?)(?=^## )", page, re.DOTALL | re.MULTILINE)
    }
    found: dict[str, dict[str, str]] = {"Graph": {}, "Nodes": {}, "Edges": {}}
    for path in sorted(DRAWINGS.glob("*/source.*")):
        graph = graphkit.extract(graphkit.read(path))
        found["Graph"] |= types(graph.graph)
        for _, data in graph.nodes(data=True):
            found["Nodes"] |= types(data)
        for _, _, data in graph.edges(data=True):
            found["Edges"] |= types(data)
    for part, attributes in found.items():
        assert attributes.items() <= documented[part].items(), part
        assert len(attributes) > 3


def types(attributes: dict[str, object]) -> dict[str, str]:
    return {name: type(value).__name__ for name, value in attributes.items()}


def test_examples_are_there_at_all() -> None:
    assert blocks(ROOT / "README.md", "python")
    assert blocks(ROOT / "README.md", "console")


@pytest.mark.parametrize(
    "page", [*pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=lambda page: page.name
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text):
        if "://" not in link and not link.startswith("#"):
            assert (page.parent / link.partition("#")[0]).exists(), link


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as users get it: built, and unpacked into an empty folder."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    tops = {path.name for path in wheel.iterdir()}
    assert tops == {"graphkit", f"graphkit-{graphkit.__version__}.dist-info"}
    assert (wheel / "graphkit" / "py.typed").is_file()
    in_wheel = {path.relative_to(wheel / "graphkit") for path in (wheel / "graphkit").rglob("*.py")}
    assert in_wheel == {path.relative_to(PACKAGE) for path in modules()}


def test_the_wheel_works_without_extras_and_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    code = """
import importlib, pathlib, sys
for extra in ("ladybug", "fsspec"):
    sys.modules[extra] = None
import graphkit
assert pathlib.Path(graphkit.__file__).is_relative_to(sys.argv[1]), graphkit.__file__
folder = pathlib.Path(graphkit.__file__).parent
for path in folder.rglob("*.py"):
    if path.name != "__main__.py":
        importlib.import_module(".".join(path.relative_to(folder.parent).with_suffix("").parts).removesuffix(".__init__"))
from graphkit.cli import main
sys.argv = ["graphkit", "demo"]
main()
"""
    done = run([sys.executable, "-c", code, str(wheel)], tmp_path, PYTHONPATH=str(wheel))
    assert done.returncode == 0, done.stderr
    assert "pip install 'graphkit[ladybug]'" in done.stdout
    assert {path.name for path in (tmp_path / "graphkit-demo").iterdir()} == {
        "ml-vs-llm.graphml",
        "ml-vs-llm.html",
        "ml-vs-llm.svg",
    }

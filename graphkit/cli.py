"""The command `graphkit`: each command is a few lines over the public API.

What comes in: paths and options. What goes out: files, and on standard output what the command was asked for, as text
that a person reads or, with `--json`, as JSON that a program reads. Whatever went wrong is one line on standard error.

The exit code is 0, or 1 where some input failed, or 2 where the command was used wrongly.

Modules that take long to import are imported by the commands that need them, so that `--help` is there at once.
"""

from __future__ import annotations

import dataclasses
import gc
import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from graphkit import judging, terminal
from graphkit.folders import check_is_no_folder, drawings_at
from graphkit.judging import Json, OnePath, Paths
from graphkit.problems import GraphkitError, StoreError
from graphkit.targets import bare_name, check_suffix, check_targets, make_folder, no_two_alike, targets_of
from graphkit.understanding import understood

if TYPE_CHECKING:
    import networkx as nx
    from _typeshed import DataclassInstance

    from graphkit.formats.doctor import Findings
    from graphkit.relations import Analysis
    from graphkit.report import Report

app = typer.Typer(
    name="graphkit",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # decorated help takes twice as long to appear
    context_settings={"help_option_names": ["-h", "--help"]},
)

LEADS_TO_PRODUCT = """\
MATCH (a:Entity)-[e:Edge* ACYCLIC 1..9 (r, _ | WHERE r.relation = 'arrow')]->(b:Entity {label: 'Product'})
RETURN a.label AS thing, length(e) AS steps, a.context AS context ORDER BY steps, thing"""


def main() -> None:
    """Run the command that the process was started with."""
    # Imports make much that stays; looking through it for garbage again and again is a tenth of the start.
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows a mark in its place instead of ending the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except (GraphkitError, OSError) as error:  # an OSError is a full disk behind the standard output, or the like
        terminal.complain(error)
        sys.exit(1)


def _print_version(wanted: bool) -> None:
    if wanted:
        from graphkit import __version__

        typer.echo(f"graphkit {__version__}")
        raise typer.Exit


@app.callback()
def _graphkit(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn drawings into graphs.

    graphkit reads Excalidraw drawings (.excalidraw files and Obsidian notes), also those where nothing is bound to
    anything: it infers from the geometry what each arrow joins and what each text names, and says how sure it is.

    \b
    Start here:
      graphkit demo                                     a first drawing, its graph, its page
      graphkit check plan.excalidraw                    what is understood, and what is not
      graphkit extract plan.excalidraw -o plan.graphml  the graph, for other programs
    """


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where the files go.")] = Path(
        "graphkit-demo"
    ),
) -> None:
    """Show on a first drawing what graphkit does.

    The drawing has two rows of words with arrows between them, and nothing in it is bound to anything. Its graph, an
    interactive page and a picture of what was inferred are written. It is loaded into an embedded graph database, and
    a question is asked.
    """
    import graphkit as gk
    from graphkit import stores
    from graphkit.report import report_on

    check_targets([out / "ml-vs-llm.svg"], (".svg",))
    make_folder(out)
    drawing = gk.read(_first_drawing(), name="ml-vs-llm.excalidraw.md")
    analysis = gk.analyze(drawing)
    graph = gk.to_graph(analysis)
    gk.write(graph, out / "ml-vs-llm.graphml")
    gk.write(graph, out / "ml-vs-llm.html")
    gk.overlay(analysis).write(out / "ml-vs-llm.svg")
    terminal.print_report(report_on(analysis, graph))
    terminal.print_line(f"\nWhat leads to Product? In Cypher:\n\n{LEADS_TO_PRODUCT}\n")
    database = out / "kg.lbdb"
    try:
        stores.load(graph, database)
        terminal.print_rows(stores.query(database, LEADS_TO_PRODUCT))
    except StoreError as error:
        terminal.print_line(f"Not asked. {error}")
    terminal.print_line("")
    for name, what in (
        ("ml-vs-llm.graphml", "the graph, for networkx, Gephi and others"),
        ("ml-vs-llm.html", "the graph as a page, for a browser"),
        ("ml-vs-llm.svg", "the drawing, with what was inferred over it"),
        ("kg.lbdb", "the graph in a database: graphkit query"),
    ):
        if (out / name).exists():
            terminal.print_line(f"{out / name!s:<32} {what}")


@app.command()
def extract(
    paths: Paths,
    out: Annotated[str, typer.Option("--out", "-o", metavar="OUT", help="A file, FOLDER/, or a name with {name}.")],
    as_json: Json = False,
) -> None:
    """Write the graph of drawings to files; the suffix is the format.

    \b
    Formats: .graphml (networkx, Gephi, Neo4j), .json (node-link), .html (a page)

    For several drawings OUT is a folder, which then gets a GraphML file for each, or a name that holds {name}, which
    stands for the drawing's name without its suffixes, and of those in a folder for their path in it. Earlier graphs
    are replaced, drawings never.

    \b
    Examples:
      graphkit extract plan.excalidraw -o plan.graphml
      graphkit extract notes/ -o graphs/
      graphkit extract notes/*.excalidraw.md -o "pages/{name}.html"
    """
    drawings = drawings_at(paths)
    targets = targets_of(drawings, out)

    def write(path: str) -> Written:
        import graphkit as gk

        analysis, graph = understood(path, drawings[path])
        make_folder(targets[path].parent)
        gk.write(graph, targets[path])
        return Written.of(analysis, graph, targets[path])

    _for_each(drawings, write, Written.tell, as_json)


@app.command()
def show(
    path: OnePath,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE.html", help="The page; NAME.html here if not given.")
    ] = None,
    browse: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Write the graph of a drawing as an interactive page.

    It is one file, which needs nothing but a browser and asks nothing of the network. Things are where they were
    drawn; edges show their labels, and say on hover how they were found.

    \b
    Example:
      graphkit show plan.excalidraw -o plan.html --open
    """
    import webbrowser

    import graphkit as gk

    page = out if out is not None else Path(f"{bare_name(path)}.html")
    check_targets([page], (".html",), [path])
    analysis, graph = understood(path)
    make_folder(page.parent)
    gk.write(graph, page)
    Written.of(analysis, graph, page).tell()
    if browse:
        webbrowser.open(page.resolve().as_uri())


@app.command()
def check(paths: Paths, as_json: Json = False) -> None:
    """Tell what is understood, how surely, and what is left over.

    With --json each edge also has its evidence, in sentences.

    \b
    Examples:
      graphkit check plan.excalidraw
      graphkit check notes/ --json
    """

    drawings = drawings_at(paths)

    def understand(path: str) -> Report:
        from graphkit.report import report_on

        return report_on(*understood(path, drawings[path]))

    _for_each(drawings, understand, terminal.print_report, as_json)


@app.command()
def doctor(paths: Paths, as_json: Json = False) -> None:
    """Tell what a file is, what wrote it, and what had to be repaired.

    Each problem has a code; docs/problems.md says what to do about it.

    \b
    Examples:
      graphkit doctor plan.excalidraw
      graphkit doctor notes/*.md --json
    """

    drawings = drawings_at(paths)

    def look(path: str) -> Findings:
        from graphkit.formats.doctor import examine

        return examine(path, name=drawings[path])

    _for_each(drawings, look, terminal.print_findings, as_json)


@app.command()
def overlay(
    path: OnePath,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.svg", help="The picture.")],
) -> None:
    """Draw over a drawing what was inferred from it.

    The picture shows what was bound to what, how surely, and what was left over.

    \b
    Example:
      graphkit overlay plan.excalidraw -o plan.svg
    """
    import graphkit as gk

    check_targets([out], (".svg",), [path])
    analysis, graph = understood(path)
    make_folder(out.parent)
    gk.overlay(analysis).write(out)
    Written.of(analysis, graph, out).tell()


app.command()(judging.explain)
app.command()(judging.bind)
app.command()(judging.evaluate)


@app.command()
def load(
    paths: Paths,
    to: Annotated[Path, typer.Option("--to", metavar="DATABASE", help="The database; made if there is none.")],
    as_json: Json = False,
) -> None:
    """Load the graph of drawings into a graph database.

    \b
    Its suffix is its kind: .lbdb is Ladybug, embedded, one file,
    asked in Cypher (needs the extra: pip install "graphkit[ladybug]")

    A drawing that the database holds already is replaced, so that loading twice doubles nothing. Drawings are told
    apart by their file names, and those of a folder by their paths in it.

    \b
    Examples:
      graphkit load notes/*.excalidraw.md --to kg.lbdb
      graphkit load notes/ --to kg.lbdb
    """
    from graphkit import stores
    from graphkit.formats.sources import one_line

    check_suffix(to, tuple(stores.STORES))
    drawings = drawings_at(paths)
    # As they are stated: names that differ only in what cannot be printed are one.
    names = {path: one_line(name or Path(path).name) for path, name in drawings.items()}
    no_two_alike(names, "would both be the drawing", "PATH")

    def tell(written: Written) -> None:
        written.tell(f"{written.drawing} in {written.out}")

    with stores.loading(to) as put:

        def work(path: str) -> Written:
            analysis, graph = understood(path, drawings[path])
            put(graph)
            return Written.of(analysis, graph, to)

        _for_each(drawings, work, tell, as_json)


@app.command()
def query(
    database: Annotated[Path, typer.Argument(metavar="DATABASE", help="What `graphkit load` has written.")],
    text: Annotated[str, typer.Argument(metavar="QUERY", help="A question in the database's language.")],
    as_json: Json = False,
) -> None:
    """Ask a graph database a question.

    Nothing in it can be changed this way.

    \b
    Nodes are (:Entity {id, label, kind, role, context, drawing, ...}),
    edges [:Edge {key, relation, label, context, confidence, ...}].

    \b
    Example:
      graphkit query kg.lbdb "MATCH (a)-[e:Edge]->(b) RETURN a.label, e.label, b.label"
    """
    from graphkit import stores

    check_suffix(database, tuple(stores.STORES))
    rows = stores.query(database, text)
    if as_json:
        terminal.print_json(rows)
    else:
        terminal.print_rows(rows)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one drawing."""

    drawing: str
    out: str
    nodes: int
    edges: int
    problems: int

    @classmethod
    def of(cls, analysis: Analysis, graph: nx.MultiDiGraph[str], out: Path) -> Written:
        """Count what was written, and what `check` would have to tell about."""
        return cls(
            drawing=analysis.drawing.name,
            out=str(out),
            nodes=len(graph),
            edges=graph.number_of_edges(),
            problems=len(analysis.problems),
        )

    def tell(self, what: str = "") -> None:
        """Say it in a line, of the file that was written where nothing else is given."""
        counts = [terminal.counted(self.nodes, "node"), terminal.counted(self.edges, "edge")]
        if self.problems:
            counts.append(f"{terminal.counted(self.problems, 'problem')} (see: graphkit check)")
        terminal.print_line(f"{terminal.one_line(what or self.out)}: {', '.join(counts)}")


Result = TypeVar("Result", bound="DataclassInstance")


def _for_each(
    paths: Iterable[str], work: Callable[[str], Result], tell: Callable[[Result], None], as_json: bool
) -> None:
    """Do the work for each path and tell its result; where one fails, that is told, and the others go on."""
    paths = list(paths)
    told: list[dict[str, Any]] = []
    failed = False
    for number, path in enumerate(paths, 1):
        try:
            check_is_no_folder(path)
            with terminal.watching(path, number, len(paths)):
                result = work(path)
        except GraphkitError as error:
            failed = True
            terminal.complain(error)
            told.append({"path": path, "error": str(error)})
            continue
        told.append({"path": path, **dataclasses.asdict(result)})
        if not as_json:
            tell(result)
    if as_json:
        terminal.print_json(told)
    if failed:
        raise typer.Exit(1)


def _first_drawing() -> Path:
    """In an installed package its data, in a checkout the drawing where it lies."""
    here = Path(__file__).parent
    packaged = here / "_data" / "ml-vs-llm.excalidraw.md"
    return packaged if packaged.exists() else here.parent / "data" / "drawings" / "ml-vs-llm" / "source.excalidraw.md"

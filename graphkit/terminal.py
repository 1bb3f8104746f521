"""Printing for the command line: what comes in may hold anything, what goes out cannot do anything but be read.

Words from a drawing are never taken as markup, and what could steer a terminal or reorder a line (control characters,
escape sequences, bidirectional overrides) is taken out of every line.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.evaluation import Evaluation
    from graphkit.formats.doctor import Findings
    from graphkit.report import LeftOver, Report

# Control characters but for the line feed, what reorders a line, and what UTF-8 cannot hold. What an escape sequence
# leaves behind without its escape character is text like any other.
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile("[ \u00a0]*[\n\u2028\u2029][ \u00a0\n\u2028\u2029]*")


def clean(text: str) -> str:
    """The text with its line ends kept, and without anything a terminal would obey instead of showing."""
    return _STEERING.sub("", text.replace("\t", " "))


def one_line(text: str) -> str:
    """The same on one line."""
    return _BREAKS.sub(" ", clean(text)).strip()


def counted(number: int, word: str) -> str:
    """How many of something there are."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def complain(error: object) -> None:
    """Say on standard error, in one line, what went wrong."""
    print(f"graphkit: {one_line(str(error))}", file=sys.stderr)


def remark(text: str) -> None:
    """Say on standard error, in one line, what was done besides."""
    print(f"graphkit: {one_line(text)}", file=sys.stderr)


def print_line(text: str) -> None:
    """Print text as it is, but for what `clean` takes out."""
    print(clean(text))


def print_json(value: object) -> None:
    """Print JSON in ASCII, which every terminal and pipe can hold."""
    print(json.dumps(value, indent=2, default=str))


@contextmanager
def watching(what: str, number: int, of: int) -> Iterator[None]:
    """Show on standard error which of several things is at work, where someone watches, and take it away again."""
    if of < 2 or not sys.stderr.isatty():
        yield
        return
    line = f"{number}/{of} {one_line(what)}"[: shutil.get_terminal_size().columns - 1]
    sys.stderr.write(f"\r\x1b[K{line}")
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def print_report(report: Report) -> None:
    """Print a table of the edges, then the groups, then what was left over, then the problems."""
    found = f"{counted(report.nodes, 'node')}, {counted(len(report.edges), 'connector')}"
    print_line(f"{one_line(report.drawing)}: {found}")
    if report.edges:
        at_ends = [
            (f"{edge.source_cardinality} {edge.source_role}".strip(),
             f"{edge.target_cardinality} {edge.target_role}".strip())
            for edge in report.edges
        ]  # fmt: skip
        telling = any(map(any, at_ends))
        _print_table(
            ("From", *([""] * (3 if telling else 1)), "To", "Label", "Context", "Sure", "Rule"),
            [
                (
                    edge.source,
                    *([at_source] if telling else []),
                    "→" if edge.directed else "—",
                    *([at_target] if telling else []),
                    edge.target,
                    f"{edge.sequence}. {edge.label}" if edge.sequence is not None else edge.label,
                    edge.context,
                    # Rounded down, so that 1.00 is certain.
                    f"{math.floor(edge.confidence * 100 + 1e-6) / 100:.2f}",
                    ", ".join(edge.rules),
                )
                for edge, (at_source, at_target) in zip(report.edges, at_ends, strict=True)
            ],
        )
    for group in report.groups:
        print_line(f"“{one_line(group.label)}” {group.relation}: {', '.join(map(one_line, group.members))}")
    if report.left_over:
        print_line("\nLeft over")
        _print_table(("", "What", "Where", "Why"), _counted(report.left_over))
    if report.problems:
        print_line("\nProblems in the file")
        for problem in report.problems:
            print_line(f"  {one_line(problem)}")


def _counted(left_over: Iterable[LeftOver]) -> list[tuple[str, str, str, str]]:
    """A row for all that are alike, with the place of the first."""
    alike: dict[tuple[str, str], list[LeftOver]] = {}
    for item in left_over:
        alike.setdefault((item.what, item.why), []).append(item)
    return [
        (
            f"{len(items)} ×" if len(items) > 1 else "",
            what,
            f"({items[0].x:z.0f}, {items[0].y:z.0f})" + (" …" if len(items) > 1 else ""),
            why,
        )
        for (what, why), items in alike.items()
    ]


def print_findings(findings: Findings) -> None:
    """Print what a file is, what is in it, and its problems with what came of them."""
    layout = f" ({findings.layout})" if findings.layout else ""
    writer = f", written by {findings.written_by}" if findings.written_by else ""
    print_line(one_line(f"{findings.drawing}: {findings.container}{layout}{writer}"))
    kinds = ", ".join(f"{count} {kind}" for kind, count in findings.elements.items())
    print_line(f"  elements: {one_line(kinds) or 'none'}")
    if not findings.problems:
        print_line("  nothing to repair")
        return
    print_line(f"  {findings.repaired} repaired, {findings.lost} lost, {findings.doubtful} doubtful")
    _print_table(
        ("What came of it", "Code", "Element", "What was found"),
        [(found.effect, found.code, found.element or "", found.message) for found in findings.problems],
    )


def print_evaluation(evaluation: Evaluation) -> None:
    """Print a row for each drawing, then the shares over all, then how far confidence can be trusted."""
    from graphkit.evaluation.reliability import told

    if evaluation.drawings:
        _print_table(
            ("Drawing", "Edges", "Ends", "Texts", "Labels", "Merged", "Whole"),
            [
                (
                    one.name,
                    f"{one.edges_right}/{one.edges}",
                    f"{one.ends_right}/{2 * one.edges}",
                    f"{one.texts_right}/{one.texts}",
                    f"{one.labels_right}/{one.labels}",
                    str(one.merged),
                    "yes" if one.exact else "no",
                )
                for one in evaluation.drawings
            ],
        )
        print_line(", ".join(f"{name} {told(value)}" for name, value in evaluation.figures.items()))
        for part in ("edge", "label"):
            print_line(f"\nHow sure it was of each {part}, and how often it was right\n{evaluation.reliability(part)}")
    if evaluation.silent:
        print_line(f"\n{counted(len(evaluation.silent), 'drawing')} without a bound arrow or text, not judged")


def print_left(left: Sequence[tuple[str, str, str, str]]) -> None:
    """Print what was inferred and not written into a drawing."""
    if left:
        print_line("\nLeft as it was")
        _print_table(("Part", "Of", "Is", "Why"), left)


def print_rows(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print a database's answer as a table."""
    if not rows:
        print_line("(no rows)")
        return
    _print_table(tuple(rows[0]), [tuple(map(_shown, row.values())) for row in rows])


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # `Text` is shown letter by letter, where a `str` would be read as markup. Nothing is cut off: it folds.
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in head:
        table.add_column(Text(one_line(name)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH).print(table)


_PIPE_WIDTH = 160
"""Columns of a table that goes into a file or another program, where no terminal says how wide it is."""

"""What benchmarks have in common: the folder they are asked about, and the page that their tables go into."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path


def folder_parser(description: str | None) -> argparse.ArgumentParser:
    """Asks for the folder, which GRAPHKIT_CORPUS may name instead, and for the page to write into."""
    corpus = os.environ.get("GRAPHKIT_CORPUS")
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "folder", type=Path, nargs="?" if corpus else None, default=corpus,
        help="with drawings; may be left out where GRAPHKIT_CORPUS names one",
    )  # fmt: skip
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    return parser


def told_of(part: str, lines: Iterable[str], page: Path | None) -> None:
    """Print what was measured, or put it into a page."""
    text = "\n".join(lines)
    if page is None:
        print(text)
    else:
        put_into(page, part, text)


def put_into(page: Path, part: str, text: str) -> None:
    """Replace what stands between `<!-- part -->` and `<!-- end of part -->`; ends the program where these are not."""
    begin, end = f"<!-- {part} -->", f"<!-- end of {part} -->"
    content = page.read_text(encoding="utf-8")
    head, found, rest = content.partition(f"{begin}\n")
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{page} has no lines {begin} and {end}")
    page.write_text(f"{head}{begin}\n\n{text}\n\n{end}{tail}", encoding="utf-8")

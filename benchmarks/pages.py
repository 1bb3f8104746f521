"""Puts what was measured into a page, between two of its lines."""

from __future__ import annotations

from pathlib import Path


def put_into(page: Path, part: str, text: str) -> None:
    """Replace what stands between `<!-- part -->` and `<!-- end of part -->`; ends the program where these are not."""
    begin, end = f"<!-- {part} -->", f"<!-- end of {part} -->"
    content = page.read_text(encoding="utf-8")
    head, found, rest = content.partition(f"{begin}\n")
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{page} has no lines {begin} and {end}")
    page.write_text(f"{head}{begin}\n\n{text}\n\n{end}{tail}", encoding="utf-8")

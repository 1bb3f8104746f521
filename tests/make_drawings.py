"""Writes the golden drawings of our own making into `data/drawings`: `python tests/make_drawings.py`.

What comes in: `golden_drawings.GOLDEN`. What goes out: for each a folder with the drawing (`source.excalidraw`, or
`source.excalidraw.md` where it is kept as a note) and its `expected.json`. The same drawings give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from drawing_builder import obsidian_note, scene
from golden_drawings import GOLDEN
from golden_drawings.golden import Golden

DRAWINGS = Path(__file__).parent.parent / "data" / "drawings"


def files(golden: Golden) -> Iterator[tuple[Path, str]]:
    """The golden drawing's files below `data/drawings`, with what stands in them."""
    content = scene(*golden.pieces)
    if golden.note:
        yield Path(golden.name, "source.excalidraw.md"), obsidian_note(content)
    else:
        yield Path(golden.name, "source.excalidraw"), json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    yield Path(golden.name, "expected.json"), json.dumps(golden.expected, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes every file."""
    for golden in GOLDEN:
        for path, content in files(golden):
            (DRAWINGS / path).parent.mkdir(parents=True, exist_ok=True)
            (DRAWINGS / path).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

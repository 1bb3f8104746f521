"""Makes what readers are shown from what the code does today: `make pictures`.

What comes in: the first drawing, the obstacles (`tests/obstacles.py`), the README and the notebooks. What goes out:
`docs/images/overlay.svg`, as graphkit draws it; `docs/images/page.png`, the page as a browser shows it (Chromium, found
on the path); `docs/images/obstacles/`, what is read in each otherwise than declared; the README's table and sentence of
evidence; and the notebooks with the outputs of their cells, without the time of day or the machine's versions in them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from playwright.sync_api import ViewportSize, sync_playwright

import graphkit as gk
from obstacles import OBSTACLES

ROOT = Path(__file__).parent.parent
FIRST = ROOT / "data" / "drawings" / "ml-vs-llm" / "source.excalidraw.md"
IMAGES = ROOT / "docs" / "images"
SIZE = ViewportSize(width=1100, height=400)


def main() -> None:
    """Make all of them."""
    analysis = gk.analyze(gk.read(FIRST, name="ml-vs-llm.excalidraw.md"))
    draw_pictures(analysis)
    draw_obstacles()
    fill_readme(analysis)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        run_notebook(path)


def run_notebook(path: Path) -> None:
    """Fill in the outputs of a notebook's cells."""
    notebook = nbformat.read(path, as_version=4)
    metadata = notebook.metadata.copy()
    NotebookClient(notebook, record_timing=False, resources={"metadata": {"path": path.parent}}).execute()
    notebook.metadata = metadata
    nbformat.write(notebook, path)


def fill_readme(analysis: gk.Analysis) -> None:
    """Put what is found today into the README: the table of `graphkit check`, and a sentence of evidence."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(FIRST, Path(folder) / "drawing.excalidraw.md")
        command = [sys.executable, "-m", "graphkit", "check", "drawing.excalidraw.md"]
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603  # our own
    table = "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text = put(text, "```console\n$ graphkit check drawing.excalidraw.md\n", table)
    text = put(text, "```text\n", str(analysis.connections[0].start.evidence))
    (ROOT / "README.md").write_text(text, encoding="utf-8")


def put(text: str, opening: str, content: str) -> str:
    """The text with `content` between the opening of a block and its end."""
    before, _, rest = text.partition(opening)
    return f"{before}{opening}{content}\n```{rest.partition('```')[2]}"


def draw_obstacles() -> None:
    """Draw what is read in each obstacle, and in red what it declares instead."""
    (IMAGES / "obstacles").mkdir(parents=True, exist_ok=True)
    for score in gk.evaluate(OBSTACLES.values()).drawings:
        score.overlay().write(IMAGES / "obstacles" / f"{score.name}.svg")


def draw_pictures(analysis: gk.Analysis) -> None:
    """Draw the overlay and the page of the first drawing."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        sys.exit("The picture of the page needs Chromium: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    gk.overlay(analysis).write(IMAGES / "overlay.svg")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_path = Path(folder) / "page.html"
        gk.write(gk.to_graph(analysis), page_path)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_context(offline=True, viewport=SIZE).new_page()
        page.goto(page_path.as_uri())
        # The page draws itself, and moves for a moment into its frame.
        page.wait_for_timeout(1_500)
        page.screenshot(path=IMAGES / "page.png")
        browser.close()


if __name__ == "__main__":
    main()

"""Makes what readers are shown from what the code does today: `make pictures`.

What comes in: the first drawing, and the notebooks. What goes out: `docs/images/overlay.svg`, as graphkit draws it;
`docs/images/page.png`, the page as a browser shows it (Chromium, found on the path); and the notebooks with the outputs
of their cells, without the time of day or the machine's versions in them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from playwright.sync_api import ViewportSize, sync_playwright

import graphkit as gk

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
SIZE = ViewportSize(width=1100, height=400)


def main() -> None:
    """Make all of them."""
    draw_pictures()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        run_notebook(path)


def run_notebook(path: Path) -> None:
    """Fill in the outputs of a notebook's cells."""
    notebook = nbformat.read(path, as_version=4)
    metadata = notebook.metadata.copy()
    NotebookClient(notebook, record_timing=False, resources={"metadata": {"path": path.parent}}).execute()
    notebook.metadata = metadata
    nbformat.write(notebook, path)


def draw_pictures() -> None:
    """Draw the overlay and the page of the first drawing."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        sys.exit("The picture of the page needs Chromium: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    drawing = gk.read(ROOT / "data/drawings/ml-vs-llm/source.excalidraw.md", name="ml-vs-llm.excalidraw.md")
    analysis = gk.analyze(drawing)
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

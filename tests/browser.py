"""A real browser for the tests: Debian's Chromium, cut off from every network, with its errors and requests kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

# Words drawn on a canvas are nowhere in the document, so what is drawn is written down as it happens.
_SPY = """
window.drawnTexts = new Set();
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  window.drawnTexts.add(text);
  return fillText.call(this, text, ...rest);
};
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
window.ran = [];
"""


@dataclass
class Visit:
    """One page opened: playwright's handle, and what happened."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def drawn(self) -> set[str]:
        """All strings drawn on a canvas so far."""
        return set(self.page.evaluate("[...window.drawnTexts]"))

    def quiet(self) -> None:
        """Assert that nothing was fetched but the page itself, nothing failed, and no text of a drawing ran."""
        assert self.errors == []
        assert len(self.requests) == 1
        assert self.page.evaluate("window.violations") == []
        assert self.page.evaluate("window.ran") == []


def _missing(what: str) -> None:
    if os.environ.get("GRAPHKIT_CI") == "1":
        pytest.fail(f"{what}, which GRAPHKIT_CI=1 requires")
    pytest.skip(what)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that runs, or the test is skipped with the reason."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("the Python package playwright is not installed")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        _missing("there is no chromium here (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def visit(browser: Any, path: Path, **options: Any) -> Iterator[Visit]:
    """The page at `path`, opened offline and drawn."""
    context = browser.new_context(offline=True, **({"viewport": {"width": 1200, "height": 800}} | options))
    visited = Visit(context.new_page())
    visited.page.add_init_script(_SPY)
    visited.page.on("request", lambda request: visited.requests.append(request.url))
    visited.page.on("pageerror", lambda error: visited.errors.append(str(error)))
    visited.page.on("console", lambda message: message.type == "error" and visited.errors.append(message.text))
    visited.page.on("dialog", lambda dialog: (visited.errors.append("a dialog"), dialog.dismiss()))
    visited.page.goto(path.as_uri())
    visited.page.wait_for_function("window.drawnTexts.size > 0 && window.graphkit !== undefined")
    settle(visited)
    yield visited
    context.close()


def settle(visited: Visit) -> None:
    """Wait until what was asked for is drawn."""
    visited.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

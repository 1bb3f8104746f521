"""graphkit turns diagrams into knowledge graphs."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.analysis import analyze
    from graphkit.corrections import Corrections, read_corrections
    from graphkit.elements import Drawing
    from graphkit.evaluation import Evaluation, evaluate
    from graphkit.explanation import Explanation, explain
    from graphkit.export import write
    from graphkit.formats import Limits, read, write_drawing
    from graphkit.graph import to_graph
    from graphkit.picture import overlay
    from graphkit.pipeline import extract
    from graphkit.problems import CorrectionsError, GraphkitError, Problem, ReadError, StoreError, WriteError
    from graphkit.rebinding import rebind
    from graphkit.relations import Analysis
    from graphkit.thresholds import Thresholds

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Corrections",
    "CorrectionsError",
    "Drawing",
    "Evaluation",
    "Explanation",
    "GraphkitError",
    "Limits",
    "Problem",
    "ReadError",
    "StoreError",
    "Thresholds",
    "WriteError",
    "analyze",
    "evaluate",
    "explain",
    "extract",
    "overlay",
    "read",
    "read_corrections",
    "rebind",
    "to_graph",
    "write",
    "write_drawing",
]

# Where each public name lives: imported when first used, so that `graphkit --help` does not wait for shapely.
# No module is named like a public name, since importing a module sets its name on the package.
_HOME = {
    "Analysis": "relations",
    "Corrections": "corrections",
    "CorrectionsError": "problems",
    "Drawing": "elements",
    "Evaluation": "evaluation",
    "Explanation": "explanation",
    "GraphkitError": "problems",
    "Limits": "formats",
    "Problem": "problems",
    "ReadError": "problems",
    "StoreError": "problems",
    "Thresholds": "thresholds",
    "WriteError": "problems",
    "analyze": "analysis",
    "evaluate": "evaluation",
    "explain": "explanation",
    "extract": "pipeline",
    "overlay": "picture",
    "read": "formats",
    "read_corrections": "corrections",
    "rebind": "rebinding",
    "to_graph": "graph",
    "write": "export",
    "write_drawing": "formats",
}


def __getattr__(name: str) -> object:
    try:
        home = _HOME[name]
    except KeyError:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}") from None
    found = globals()[name] = getattr(importlib.import_module(f"graphkit.{home}"), name)
    return found


def __dir__() -> list[str]:
    return __all__

"""How well drawings are read, as figures, and the floors that these do not fall below.

    PYTHONPATH=benchmarks python tests/quality.py      the figures beside their floors
    … --raise    puts every floor up to its figure
    … --lower    puts every floor where its figure is, also where that is worse

What comes in: the golden drawings with all their arrows bound, and, where the environment variable GRAPHKIT_CORPUS
names one, a folder of real drawings (`scenes/`, `scenes.tsv`, `labels/`; see `docs/accuracy.md`). What goes out:
figures by name, and `quality_floors.json`. A floor is only ever lowered by `--lower`, that is, on purpose.
"""

from __future__ import annotations

import argparse
import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import graphkit as gk
from drawing_builder import Piece, Pieces, drawing
from golden_drawings import GOLDEN
from graphkit.evaluation.readings import evaluate_readings
from readings import by_machine, by_people

Figures: TypeAlias = dict[str, dict[str, float]]

FLOORS = Path(__file__).with_name("quality_floors.json")
GAPS = (0, 20, 40)
LESS_IS_BETTER = {"merged"}
_PLACES = 4


def golden_drawings() -> list[gk.Drawing]:
    """The golden drawings, every arrow between two of their things bound to them."""
    return [drawing(*map(bound, golden.pieces), name=golden.name) for golden in GOLDEN]


def bound(pieces: Pieces) -> Pieces:
    """The pieces with every arrow between two of them bound to both."""
    if not isinstance(pieces, Piece):
        return tuple(map(bound, pieces))
    if pieces.route is None or pieces.element["type"] != "arrow":
        return pieces
    return replace(pieces, route=replace(pieces.route, bound=True))


def golden_figures() -> Figures:
    """What is measured on the golden drawings."""
    drawings = golden_drawings()
    return {f"golden, gap {gap}": gk.evaluate(drawings, gap=gap).figures for gap in GAPS}


def corpus() -> Path | None:
    """The folder of real drawings, where there is one."""
    folder = os.environ.get("GRAPHKIT_CORPUS")
    return Path(folder) if folder else None


def corpus_figures(folder: Path) -> Figures:
    """What is measured on real drawings."""
    scenes = [line.split()[0] for line in (folder / "scenes.tsv").read_text(encoding="utf-8").splitlines()]
    drawings = [gk.read(folder / "scenes" / f"{scene}.json") for scene in scenes]
    figures = {f"corpus, gap {gap}": gk.evaluate(drawings, gap=gap).figures for gap in GAPS}
    for name, reads in (("people", by_people(folder)), ("machines", by_machine(folder))):
        pairs = [(read.drawing, read.reading) for read in reads]
        figures[f"corpus, as read by {name}"] = evaluate_readings(pairs).figures
    return figures


def floors() -> Figures:
    """The floors that are pinned."""
    content: Figures = json.loads(FLOORS.read_text(encoding="utf-8"))
    return content


def below(figures: Figures, pinned: Figures) -> Iterator[str]:
    """Every figure that is worse than its floor, in words."""
    for name, shares in figures.items():
        for share, value in shares.items():
            floor = pinned[name][share]
            # What could not be measured (NaN) is not as good as its floor.
            if not (value <= floor if share in LESS_IS_BETTER else value >= floor):
                yield f"{name}: {share} is {value:.4f}, and its floor {floor:.4f}"


def moved(figures: Figures, pinned: Figures, *, lower: bool = False) -> Figures:
    """The floors, put up to the figures; and put down to them only where `lower` says so."""
    result = {name: dict(shares) for name, shares in pinned.items()}
    for name, shares in figures.items():
        for share, value in shares.items():
            less = share in LESS_IS_BETTER
            scale = 10**_PLACES
            # A floor never lies above its figure for being rounded.
            rounded = (math.ceil(value * scale) if less else math.floor(value * scale)) / scale
            old = result.setdefault(name, {}).get(share)
            best = rounded if old is None or lower else min(old, rounded) if less else max(old, rounded)
            result[name][share] = best
    return result


def shown(figures: Figures, pinned: Mapping[str, Mapping[str, float]]) -> str:
    """A row for each set of drawings, every figure with its floor."""
    return "\n".join(
        f"{name:<28}" + "  ".join(
            f"{share} {value:.4f} ({pinned.get(name, {}).get(share, math.nan):.4f})" for share, value in shares.items()
        )
        for name, shares in figures.items()
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="up", action="store_true", help="put every floor up to its figure")
    change.add_argument("--lower", action="store_true", help="put every floor where its figure is")
    asked = parser.parse_args()
    folder = corpus()
    figures = golden_figures() | (corpus_figures(folder) if folder is not None else {})
    pinned = floors() if FLOORS.exists() else {}
    print(shown(figures, pinned))
    if asked.up or asked.lower:
        content = json.dumps(moved(figures, pinned, lower=asked.lower), indent=2)
        FLOORS.write_text(f"{content}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""How much is inferred right in drawings that are drawn again, otherwise: a table in Markdown.

    python benchmarks/restyled.py [FOLDER] [--write PAGE]

FOLDER is as in `accuracy.py`. Of each drawing all declarations are taken out; then it is drawn in another of the ways
in which people draw (`restyles.py`), so that it still says what was declared, and read. Some of it says so less plainly
than before, or says something else: a tip that goes astray may touch another thing. So no figure here can be 1, and
what counts is how far they fall.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import graphkit as gk
from accuracy import FIGURES, drawings_of, mean_over_groups
from bare import bare
from graphkit.elements import Drawing
from graphkit.evaluation import Evaluation
from graphkit.evaluation.reliability import told
from graphkit.evaluation.scoring import score
from pages import folder_parser, told_of
from restyles import RESTYLES, restyled


def table(drawings: Mapping[str, Drawing]) -> Iterator[str]:
    """A row for each way; drawings are named by their author and their name."""
    group_of = {drawing.name: name.partition("#")[0] for name, drawing in drawings.items()}
    asked = [one for one in map(bare, drawings.values()) if one.declared]
    yield f"| drawn otherwise | macro | by author | {' | '.join(FIGURES[1:])} |"
    yield f"| --- |{' ---: |' * (len(FIGURES) + 1)}"
    for name, change in RESTYLES.items():
        other = [restyled(one, change) for one in asked]
        scores = tuple(score(gk.analyze(one.drawing), one.declared) for one in other)
        found = Evaluation(gap=0.0, labels="drawn", drawings=scores)
        shares = [found.macro, mean_over_groups(found, group_of), *(found.figures[part] for part in FIGURES[1:])]
        yield f"| {name} | {' | '.join(told(one, 3) for one in shares)} |"


def main() -> None:
    asked = folder_parser(__doc__).parse_args()
    told_of("restyled", table(drawings_of(asked.folder)), asked.write)


if __name__ == "__main__":
    main()

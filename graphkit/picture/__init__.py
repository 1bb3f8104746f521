"""What the analysis made of a drawing, shown on the drawing itself: what was bound to what, how surely, what was not.

What comes in: an `Analysis`. What goes out: an `Overlay`, one SVG that a notebook shows by itself. Every mark has its
evidence as a tooltip. The same analysis gives the same bytes.

From back to front: the ground (light or dark, whichever the drawing's strokes are seen on), bands behind the rows and
columns under a heading, the drawing, outlines around things, connections, and marks at ends that nothing claims. Marks
have a rim in the colour of the ground, so that they are seen on whatever they cross. How sure a connection is shows in
its colour (told apart by colour-blind readers too) and again in its line.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.output import write_whole
from graphkit.picture.differences import Difference, Differences
from graphkit.picture.marks import Marks
from graphkit.picture.svg import escaped, number, tag, title
from graphkit.relations import Analysis, check_is_analysis

__all__ = ["Difference", "Overlay", "overlay"]

_WIDEST = 1100.0
"""px: a picture is shown no wider than this, so its marks are drawn to be read at that size."""


@dataclass(frozen=True)
class Overlay:
    """A picture as SVG; a notebook shows it by itself."""

    svg: str = field(repr=False)

    def _repr_svg_(self) -> str:
        return self.svg

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the picture to a file named `….svg`."""
        if Path(path).suffix.lower() != ".svg":
            raise ValueError(f"{path}: a picture is written as .svg")
        write_whole(path, [self.svg])


def overlay(analysis: Analysis, *, differences: Sequence[Difference] = ()) -> Overlay:
    """Draw the drawing and, over it, what was inferred; in red, what the file declares instead."""
    check_is_analysis(analysis)
    marks = Marks(analysis, _WIDEST)
    other = Differences(analysis, marks, differences)
    left, top, right, bottom = marks.extent
    legend, height = marks.legend(left, bottom, right - left, other.legend())
    width, height = right - left, bottom - top + height
    shown = min(width, _WIDEST)
    content = [
        title(f"{analysis.drawing.name}: {marks.summary}"),
        tag("rect", x=left, y=top, width=width, height=height, fill=marks.ground),
        *marks.behind(),
        *marks.sketch.draw(),
        *marks.things(),
        *marks.connections(),
        *marks.unresolved(),
        *other.draw(),
        *legend,
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escaped(analysis.drawing.name)}" '
        f'width="{number(shown)}" height="{number(height * shown / width)}" style="max-width:100%;height:auto" '
        f'viewBox="{number(left)} {number(top)} {number(width)} {number(height)}">'
    )
    return Overlay("\n".join([head, *content, "</svg>\n"]))

"""How much of what drawings declare is inferred without it, and how far confidence can be trusted: tables in Markdown.

    python benchmarks/accuracy.py [FOLDER] [--write PAGE] [--summary PAGE] [--overlays FOLDER]

FOLDER holds drawings of any kind, at any depth; those of one author or project lie in one folder below it. Where none
is given it is the folder that the environment variable GRAPHKIT_CORPUS names. A folder with `scenes/`, `scenes.tsv` (id
and repository, with tabs between) and `labels/` is read as that, and compared with what was read too (`readings.py`).

`--write` puts the tables into a page, between its lines `<!-- figures -->` and `<!-- end of figures -->`, and
`--summary` what is left of them for a hurried reader, between `<!-- summary -->` and `<!-- end of summary -->`.
`--overlays` draws every drawing that is not read whole, with the differences in red, in a folder for each gap.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import graphkit as gk
from agreement import Agreement, agreements
from graphkit.evaluation import PARTS, Evaluation
from graphkit.evaluation.readings import evaluate_readings
from graphkit.evaluation.reliability import Reliability, reliability, share, told
from graphkit.problems import ReadError
from pages import folder_parser, put_into, told_of
from readings import Read, by_machine, by_people

GAPS = (0, 20, 40)
SUFFIXES = (".excalidraw", ".excalidraw.json", ".md", ".excalidraw.svg", ".excalidraw.png")
FIGURES = ("macro", "edge", "end", "text", "label", "merged", "exact")


def corpus_drawings(folder: Path) -> dict[str, gk.Drawing]:
    """The drawings of a corpus, named by repository and id."""
    rows = [line.split("\t") for line in (folder / "scenes.tsv").read_text(encoding="utf-8").splitlines()]
    return {f"{row[1]}#{row[0]}": gk.read(folder / "scenes" / f"{row[0]}.json", name=row[0]) for row in rows}


def folder_drawings(folder: Path) -> dict[str, gk.Drawing]:
    """The drawings below a folder, named by the folder they lie in and their path; what is none is passed over."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name.lower().endswith(SUFFIXES):
            inner = path.relative_to(folder)
            group = inner.parts[0] if len(inner.parts) > 1 else "."
            try:
                found[f"{group}#{inner}"] = gk.read(path, name=str(inner))
            except ReadError as error:
                print(error, file=sys.stderr)
    return found


def is_corpus(folder: Path) -> bool:
    """Whether a folder holds scenes with their repositories, and what was read in them."""
    return (folder / "scenes.tsv").exists()


def drawings_of(folder: Path) -> dict[str, gk.Drawing]:
    """The drawings of a corpus, or of any other folder."""
    return corpus_drawings(folder) if is_corpus(folder) else folder_drawings(folder)


def mean_over_groups(evaluation: Evaluation, group_of: Mapping[str, str]) -> float:
    """Mean over repositories of the mean over their drawings."""
    shares: dict[str, list[float]] = defaultdict(list)
    for one in evaluation.drawings:
        if one.edges:
            shares[group_of[one.name]].append(one.edges_right / one.edges)
    means = [sum(values) / len(values) for values in shares.values()]
    return share(sum(means), len(means))


def declared_table(evaluations: Sequence[Evaluation], group_of: Mapping[str, str]) -> Iterator[str]:
    first = evaluations[0]
    counts = [sum(getattr(one, name) for one in first.drawings) for name in ("edges", "texts", "labels")]
    groups = len({group_of[one.name] for one in first.drawings})
    yield (
        f"{len(first.drawings)} drawings of {groups} authors, with {counts[0]} bound arrows, {counts[1]} texts in "
        f"shapes and {counts[2]} labels of arrows.\n"
    )
    yield f"| gap, px | macro | by author | {' | '.join(FIGURES[1:])} |"
    yield f"|{' ---: |' * (len(FIGURES) + 2)}"
    for evaluation in evaluations:
        shares = evaluation.figures
        cells = [f"{evaluation.gap:g}", told(shares["macro"], 3), told(mean_over_groups(evaluation, group_of), 3)]
        cells += [told(shares[name], 3) for name in FIGURES[1:]]
        yield f"| {' | '.join(cells)} |"


def read_table(reads: Sequence[Read]) -> Iterator[str]:
    pairs = [(read.drawing, read.reading) for read in reads]
    edges = [edge for _, read in pairs for edge in read.edges]
    labels = sum(bool(edge.label) for edge in edges)
    authors = len({read.source for read in reads})
    yield f"{len(pairs)} drawings of {authors} authors, with {len(edges)} edges, {labels} of which have a label.\n"
    rows = {"as drawn": evaluate_readings(pairs), "without bindings": evaluate_readings(pairs, declared=False)}
    names = list(rows["as drawn"].figures)
    yield f"| | {' | '.join(names)} |"
    yield f"| --- |{' ---: |' * len(names)}"
    for name, found in rows.items():
        yield f"| {name} | {' | '.join(told(value, 3) for value in found.figures.values())} |"


def agreement_table(reads: Mapping[str, Sequence[Read]]) -> Iterator[str]:
    yield "| read by | drawings | arrows | right is | macro | by author | edge | exact |"
    yield "| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |"
    every: list[Agreement] = []
    for who, read in reads.items():
        found = list(agreements(read))
        every += found
        asked = [one for one in found if one.asked]
        for name in ("reader", "graphkit"):
            right: list[int] = [getattr(one, name) for one in asked]
            shares = [count / one.asked for count, one in zip(right, asked, strict=True)]
            of_author: dict[str, list[float]] = defaultdict(list)
            for part, one in zip(shares, asked, strict=True):
                of_author[one.source].append(part)
            authors = [sum(parts) / len(parts) for parts in of_author.values()]
            arrows = sum(one.asked for one in asked)
            cells = [
                share(sum(shares), len(shares)),
                share(sum(authors), len(authors)),
                share(sum(right), arrows),
                share(sum(part == 1 for part in shares), len(shares)),
            ]
            yield f"| {who} | {len(asked)} | {arrows} | {name} | {' | '.join(told(cell, 3) for cell in cells)} |"
    yield (
        f"\nOf {sum(one.doubted for one in every)} more arrows, which the readers doubted, graphkit has "
        f"{sum(one.doubted_right for one in every)} right."
    )


def reliability_table(evaluations: Sequence[Evaluation], group_of: Mapping[str, str]) -> Iterator[str]:
    drawings = [drawing for evaluation in evaluations for drawing in evaluation.drawings]
    judged = [one for drawing in drawings for one in drawing.judged]
    curves: dict[str, Reliability] = {part: reliability(judged, part) for part in PARTS}
    arrows = Counter(dict.fromkeys(group_of.values(), 0))
    for drawing in drawings:
        arrows[group_of[drawing.name]] += drawing.edges
    (most, _), *others = arrows.most_common()
    if others:
        kept = [one for drawing in drawings if group_of[drawing.name] != most for one in drawing.judged]
        curves["edge, but for the author with most arrows"] = reliability(kept, "edge")
    yield "| of each | number | expected error | worst bin of 100 or more |"
    yield "| --- | ---: | ---: | ---: |"
    for part, curve in curves.items():
        worst = (
            "–" if curve.worst is None else f"{curve.worst.error:.3f} ({curve.worst.low:.1f} to {curve.worst.high:.1f})"
        )
        yield f"| {part} | {curve.count} | {told(curve.expected_error, 3)} | {worst} |"
    for part in [part for part in curves if part.startswith(("edge", "label"))]:
        yield f"\n| confidence of the {part} | number | mean confidence | share right |"
        yield "| --- | ---: | ---: | ---: |"
        for one in curves[part].bins:
            yield f"| {one.low:.1f} to {one.high:.1f} | {one.count} | {one.confidence:.3f} | {one.right:.3f} |"


class Measured(NamedTuple):
    """All that was measured: the tables are made of it."""

    evaluations: list[Evaluation]
    group_of: Mapping[str, str]
    """Author by the name of a drawing."""
    reads: Mapping[str, Sequence[Read]]
    """By who read; empty where a folder is no corpus."""


def measured(folder: Path) -> Measured:
    """The drawings of a folder read without what they declare, at every gap."""
    named = drawings_of(folder)
    group_of = {drawing.name: name.partition("#")[0] for name, drawing in named.items()}
    reads: dict[str, Sequence[Read]] = {}
    if (folder / "labels").is_dir() and is_corpus(folder):
        reads = {"people": list(by_people(folder)), "machines": list(by_machine(folder))}
    return Measured([gk.evaluate(named.values(), gap=gap) for gap in GAPS], group_of, reads)


def tables(found: Measured) -> Iterator[str]:
    yield "### What the files declare\n"
    yield from declared_table(found.evaluations, found.group_of)
    for who, reads in found.reads.items():
        yield f"\n### What {who} read\n"
        yield from read_table(reads)
    if found.reads:
        yield "\n### What readers make of arrows whose binding they do not see\n"
        yield from agreement_table(found.reads)
    yield f"\n### How far confidence can be trusted\n\nOver the gaps of {', '.join(map(str, GAPS))} px together.\n"
    yield from reliability_table(found.evaluations, found.group_of)


def summary(found: Measured) -> Iterator[str]:
    """The headlines, in percent."""
    first = found.evaluations[0]
    authors = len({found.group_of[one.name] for one in first.drawings})
    yield f"{len(first.drawings)} drawings by {authors} authors, read without what they declare and compared with it:\n"
    yield "| ends of arrows | of a drawing's arrows, right |"
    yield "| --- | ---: |"
    for evaluation in found.evaluations:
        stop = f"pulled back by {evaluation.gap:g} px" if evaluation.gap else "as drawn"
        yield f"| {stop} | {percent(evaluation.figures['macro'])} |"
    if people := found.reads.get("people"):
        figures = evaluate_readings([(one.drawing, one.reading) for one in people]).figures
        yield (
            f"\nIn {len(people)} drawings where little or nothing is bound, each read by two people, it finds "
            f"{percent(figures['recall'])} of the edges\nof which both are sure; of those it gives, "
            f"{percent(figures['precision'])} are right, and of the drawings, {percent(figures['exact'])} in all."
        )
    judged = [one for evaluation in found.evaluations for drawing in evaluation.drawings for one in drawing.judged]
    error = reliability(judged, "edge").expected_error
    yield f"\nThe confidence of an edge is off by {100 * error:.1f} points on average."


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def draw(evaluations: Sequence[Evaluation], folder: Path) -> None:
    """The drawings that are not read whole, the differences in red."""
    for evaluation in evaluations:
        place = folder / f"gap-{evaluation.gap:g}"
        place.mkdir(parents=True, exist_ok=True)
        for one in evaluation.drawings:
            if one.differences:
                one.overlay().write(place / f"{re.sub('[^A-Za-z0-9._-]', '_', one.name)}.svg")


def main() -> None:
    parser = folder_parser(__doc__)
    parser.add_argument("--summary", type=Path, metavar="PAGE", help="put the headlines into this page")
    parser.add_argument("--overlays", type=Path, metavar="FOLDER", help="draw what differs")
    asked = parser.parse_args()
    found = measured(asked.folder)
    told_of("figures", tables(found), asked.write)
    if asked.summary is not None:
        put_into(asked.summary, "summary", "\n".join(summary(found)))
    if asked.overlays is not None:
        draw(found.evaluations, asked.overlays)


if __name__ == "__main__":
    main()

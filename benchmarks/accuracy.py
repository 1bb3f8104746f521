"""How much of what drawings declare is inferred without it, and how far confidence can be trusted: tables in Markdown.

    python benchmarks/accuracy.py [FOLDER] [--write PAGE] [--overlays FOLDER]

FOLDER holds drawings of any kind, at any depth; those of one author or project lie in one folder below it. Where none
is given it is the folder that the environment variable GRAPHKIT_CORPUS names. A folder with `scenes/`, `scenes.tsv` (id
and repository, with tabs between) and `labels/` is read as that, and compared with what was read too (`readings.py`).

`--write` puts the tables into a page, between its lines `<!-- figures -->` and `<!-- end of figures -->`. `--overlays`
draws every drawing that is not read whole, with the differences in red, in a folder for each gap.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import graphkit as gk
from agreement import Agreement, agreements
from graphkit.evaluation import PARTS, Evaluation
from graphkit.evaluation.readings import evaluate_readings
from graphkit.evaluation.reliability import Reliability, reliability, share, told
from graphkit.problems import ReadError
from pages import folder_parser, told_of
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


def tables(folder: Path, overlays: Path | None) -> Iterator[str]:
    named = drawings_of(folder)
    group_of = {drawing.name: name.partition("#")[0] for name, drawing in named.items()}
    evaluations = [gk.evaluate(named.values(), gap=gap) for gap in GAPS]
    yield "### What the files declare\n"
    yield from declared_table(evaluations, group_of)
    if (folder / "labels").is_dir() and is_corpus(folder):
        people, machines = list(by_people(folder)), list(by_machine(folder))
        yield "\n### What people read\n"
        yield from read_table(people)
        yield "\n### What machines read\n"
        yield from read_table(machines)
        yield "\n### What readers make of arrows whose binding they do not see\n"
        yield from agreement_table({"people": people, "machines": machines})
    yield f"\n### How far confidence can be trusted\n\nOver the gaps of {', '.join(map(str, GAPS))} px together.\n"
    yield from reliability_table(evaluations, group_of)
    if overlays is not None:
        draw(evaluations, overlays)


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
    parser.add_argument("--overlays", type=Path, metavar="FOLDER", help="draw what differs")
    asked = parser.parse_args()
    told_of("figures", tables(asked.folder, asked.overlays), asked.write)


if __name__ == "__main__":
    main()

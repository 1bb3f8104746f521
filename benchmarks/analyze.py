"""How much longer it takes to analyze drawings than to read them, and how both grow with the number of elements.

    python benchmarks/analyze.py [FOLDER] [--rounds N] [--kind KIND …] [--largest N] [--longest S] [--write PAGE]

FOLDER holds real drawings, searched through. Each is read and analyzed in turns, and of each the best round counts;
printed are the time per element of both, the time of both together as a multiple of reading alone, and the drawings
whose analysis takes longest, for each element and at all.

Then drawings of 100 elements up to --largest are made (`made_drawings.py`), of kinds that people draw and of crowded
ones that nobody does, and read and analyzed as well. The growth exponent is the slope of log(time) over log(elements),
by least squares over all sizes; the last step's is that between the two largest, where what grows faster shows first.
A kind is made no larger where a round would take more than --longest seconds. Of kinds whose last step grows too fast,
the functions that do are told. Last the peak of memory, in a process of its own.

All times are of the processor, which other programs disturb less than the clock. What must hold: reading and analyzing
in twice the time of reading; growth of at most 1.15; 10,000 elements within 2 s. `--write` puts the tables into a page,
between its lines `<!-- analysis -->` and `<!-- end of analysis -->`.
"""

from __future__ import annotations

import argparse
import cProfile
import math
import pstats
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import graphkit as gk
from made_drawings import CROWDED, KINDS, made
from pages import put_into

SIZES = [100, 300, 1_000, 3_000, 10_000, 30_000, 50_000]
JUDGED_SIZE = 10_000
MOST_TIMES_READING, MOST_GROWTH, MOST_SECONDS = 2.0, 1.15, 2.0
SLOWEST = 10
SMALL = 30
"""Elements of a drawing below which most of the time is what any drawing takes."""
SHARES = (0.5, 0.9, 0.99)
FAST, MUCH = 1.3, 0.05
"""Growth of a function that is told, and its share of the time."""


@dataclass(frozen=True)
class Times:
    """The best times of one drawing, in seconds of the processor."""

    name: str
    elements: int
    reading: float
    analysis: float

    @property
    def both(self) -> float:
        return self.reading + self.analysis


def timed(source: Path | bytes, rounds: int, name: str) -> Times:
    """Read and analyze one drawing in turns; ReadError where it is none."""
    reading = analysis = math.inf
    for _ in range(rounds):
        start = time.process_time()
        drawing = gk.read(source)
        between = time.process_time()
        gk.analyze(drawing)
        end = time.process_time()
        reading, analysis = min(reading, between - start), min(analysis, end - between)
    return Times(name, len(drawing.elements), reading, analysis)


# Real drawings


def timed_folder(folder: Path, rounds: int) -> list[Times]:
    """The times of every drawing below a folder; what is none is passed over."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            found.append(timed(path, rounds, str(path.relative_to(folder))))
        except gk.ReadError:
            continue
    return found


def folder_table(found: Sequence[Times]) -> Iterator[str]:
    elements = sum(one.elements for one in found)
    reading, analysis = sum(one.reading for one in found), sum(one.analysis for one in found)
    both = reading + analysis
    yield f"{len(found)} drawings with {elements:,} elements.\n"
    yield "| | all, s | each element, µs |"
    yield "| --- | ---: | ---: |"
    for name, seconds in (("reading", reading), ("analysis", analysis), ("both", both)):
        yield f"| {name} | {seconds:.2f} | {1e6 * seconds / max(elements, 1):.0f} |"
    goal = verdict(both / reading <= MOST_TIMES_READING)
    yield f"\nReading and analyzing takes {both / reading:.2f} times as long as reading{goal}."
    ratios = sorted(one.both / one.reading for one in found)
    told = [
        f"{100 * share:g} % take at most {ratios[math.ceil(share * len(ratios)) - 1]:.1f} times" for share in SHARES
    ]
    yield f"Of the drawings one by one, {', '.join(told)} as long."
    least = timed(made("loose words", 1), 7, "a single word")
    yield (
        f"A drawing of a single word takes {1e3 * least.reading:.1f} ms to read and {1e3 * least.analysis:.1f} ms to "
        "analyze."
    )


def slowest(found: Sequence[Times]) -> Iterator[str]:
    """The drawings whose analysis takes longest for each element, and those where it takes longest at all."""
    large = [one for one in found if one.elements >= SMALL]
    yield from _slowest(f"for each element, of {SMALL} or more", large, lambda one: one.analysis / one.elements)
    yield from _slowest("at all", found, lambda one: one.analysis)


def _slowest(title: str, found: Sequence[Times], cost: Callable[[Times], float]) -> Iterator[str]:
    yield f"\nAnalysis takes longest {title}:\n    µs/element  elements   reading  analysis"
    for one in sorted(found, key=cost, reverse=True)[:SLOWEST]:
        each = 1e6 * one.analysis / max(one.elements, 1)
        yield f"    {each:10.0f} {one.elements:9,} {one.reading:7.3f} s {one.analysis:7.3f} s  {one.name}"


# Drawings made to size


def timed_kind(kind: str, sizes: Sequence[int], longest: float) -> list[Times]:
    """The times of the drawings of one kind, as far as a round takes no longer than `longest` seconds."""
    found: list[Times] = []
    for size in sizes:
        # By the last step's growth, so that a kind that grows too fast takes neither time nor memory beyond bounds.
        last = [(one.elements, one.both) for one in found[-2:]]
        if len(last) > 1 and last[-1][1] * (size / last[-1][0]) ** growth(last) > longest:
            break
        found.append(timed(made(kind, size), 7 if size <= 1_000 else 4 if size <= JUDGED_SIZE else 2, kind))
    return found


def growth(times: Sequence[tuple[int, float]]) -> float:
    """The exponent of time over size by least squares; 1 is linear, 2 quadratic."""
    logs = [(math.log(size), math.log(max(seconds, 1e-9))) for size, seconds in times]
    return statistics.linear_regression(*zip(*logs, strict=True)).slope if len(logs) > 1 else math.nan


def times_table(found: Mapping[str, Sequence[Times]], sizes: Sequence[int]) -> Iterator[str]:
    """Seconds of analysis, with the growth of analysis and of reading."""
    yield f"| analysis, s | {' | '.join(f'{size:,}' for size in sizes)} | growth | last step | growth of reading |"
    yield f"| --- |{' ---: |' * (len(sizes) + 3)}"
    for kind, times in found.items():
        cells = [f"{one.analysis:.3f}" for one in times] + ["–"] * (len(sizes) - len(times))
        analysis = [(one.elements, one.analysis) for one in times]
        cells += [f"{growth(analysis):.2f}", f"{growth(analysis[-2:]):.2f}"]
        cells.append(f"{growth([(one.elements, one.reading) for one in times]):.2f}")
        yield f"| {kind} | {' | '.join(cells)} |"


def goals(found: Mapping[str, Sequence[Times]]) -> Iterator[str]:
    """The kinds that people draw, beside what must hold of each."""
    grown = {kind: growth([(one.elements, one.both) for one in found[kind]]) for kind in found if kind in KINDS}
    if not grown:
        return
    worst = max(grown, key=lambda kind: grown[kind])
    yield (
        f"Of the kinds that people draw, reading and analyzing grows fastest for {worst}, with an exponent of "
        f"{grown[worst]:.2f}{verdict(grown[worst] <= MOST_GROWTH)}."
    )
    judged = [one for kind in grown for one in found[kind] if one.elements == JUDGED_SIZE]
    if judged:
        last = max(judged, key=lambda one: one.both)
        yield (
            f"{JUDGED_SIZE:,} elements take longest for {last.name}: {last.reading:.2f} s to read and "
            f"{last.analysis:.2f} s to analyze{verdict(last.both <= MOST_SECONDS)}."
        )


def suspects(found: Mapping[str, Sequence[Times]]) -> Iterator[str]:
    """Which functions grow too fast, of the kinds that do: seconds (profiled) at two sizes, with all that they call."""
    for kind, times in found.items():
        if len(times) < 2 or growth([(one.elements, one.analysis) for one in times[-2:]]) <= MOST_GROWTH:
            continue
        # Not the largest: while it is profiled, a function takes several times as long.
        small, large = (one.elements for one in (times[-3:-1] if len(times) > 2 else times))
        before, after = profiled(kind, small), profiled(kind, large)
        total = max(after.values())
        yield f"\nGrows fastest, of {kind} with {small:,} and {large:,} elements:"
        for name, seconds in sorted(after.items(), key=lambda item: -item[1]):
            slope = growth([(small, before.get(name, 0.0)), (large, seconds)])
            if slope >= FAST and seconds >= MUCH * total:
                yield f"    {before.get(name, 0.0):8.3f} s {seconds:8.3f} s   exponent {slope:.2f}   {name}"


def profiled(kind: str, size: int) -> dict[str, float]:
    """The seconds of every function of the analysis, with all that it calls."""
    drawing = gk.read(made(kind, size))
    profile = cProfile.Profile(time.process_time)
    profile.runcall(gk.analyze, drawing)
    package = Path(gk.__file__).parent
    seconds: dict[str, float] = {}
    for (file, line, name), (_, _, _, cumulated, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]  # not in the stubs
        if Path(file).is_relative_to(package):
            seconds[f"{Path(file).relative_to(package)}:{line} {name}"] = cumulated
    return seconds


def verdict(holds: bool) -> str:
    return "" if holds else ", **which is more than it should be**"


# Memory


def peak() -> int:
    """The most memory that this process held at once, in KiB."""
    status = Path("/proc/self/status")
    if status.exists():  # of this process alone, where getrusage remembers what it was started from
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def peaks(source: bytes) -> tuple[int, int, int]:
    """The peak before, with a drawing read, and with it analyzed."""
    gk.analyze(gk.read(made("loose words", 1)))  # What is imported when first used is none of the drawing's.
    before = peak()
    drawing = gk.read(source)
    between = peak()
    gk.analyze(drawing)
    return before, between, peak()


def memory_table(found: Mapping[str, Sequence[Times]]) -> Iterator[str]:
    """What the largest drawing of each kind takes, in a process of its own."""
    yield "| peak of memory, MiB | elements | before | read | analyzed |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for kind, times in found.items():
        size = times[-1].elements
        done = subprocess.run(
            [sys.executable, __file__, "--peaks"], input=made(kind, size), check=True, stdout=subprocess.PIPE
        )
        yield f"| {kind} | {size:,} | {' | '.join(f'{int(kib) / 1024:,.0f}' for kib in done.stdout.split())} |"


def main() -> None:
    kinds = [*KINDS, *CROWDED]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="real drawings, searched through")
    parser.add_argument("--rounds", type=int, default=5, help="how often each real drawing is read (default: 5)")
    parser.add_argument("--kind", choices=kinds, action="append", help="of the made drawings (default: all)")
    parser.add_argument("--largest", type=int, default=50_000, metavar="N", help="elements of the made drawings")
    parser.add_argument(
        "--longest", type=float, default=20.0, metavar="S", help="s that a round may take (default: 20)"
    )
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    parser.add_argument("--peaks", action="store_true", help="print the peaks of memory of a drawing on stdin")
    asked = parser.parse_args()
    if asked.peaks:
        print(*peaks(sys.stdin.buffer.read()))
        return
    lines: list[str] = []

    def say(more: Iterator[str] | str, *, shown_only: bool = False) -> None:
        for line in [more] if isinstance(more, str) else more:
            print(line, flush=True)
            if not shown_only:
                lines.append(line)

    if asked.folder:
        real = timed_folder(asked.folder, asked.rounds)
        if not real:
            parser.error(f"no drawing below {asked.folder}")
        say(folder_table(real))
        say(slowest(real), shown_only=True)
        say("")
    sizes = [size for size in SIZES if size <= asked.largest]
    found = {kind: timed_kind(kind, sizes, asked.longest) for kind in asked.kind or kinds}
    say(times_table(found, sizes))
    say("")
    say(goals(found))
    say(suspects(found), shown_only=True)
    say("")
    say(memory_table(found))
    if asked.write:
        put_into(asked.write, "analysis", "\n".join(lines))


if __name__ == "__main__":
    main()

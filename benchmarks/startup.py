"""How long the command line takes to start, beside what it cannot do without: ratios of whole processes, in one run.

    python benchmarks/startup.py [--runs N]

The processes take turns, so that a busy moment of the machine falls on all of them; of each, the best and the median
time are shown. What must hold: `graphkit --help` within 0.35 s, and extracting the
first drawing within 1.5 times the time of importing shapely and networkx.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DRAWING = Path(__file__).parent.parent / "data/drawings/ml-vs-llm/source.excalidraw.md"
GRAPHKIT = Path(sys.executable).with_name("graphkit")


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in commands}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for run in range(runs + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            # The first round compiles the modules and warms the disk's cache, and does not count.
            if run:
                times[name].append(time.perf_counter() - start)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="how often each process runs (default: 15)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import shapely, networkx": [sys.executable, "-c", "import shapely, networkx"],
            "graphkit --help": [str(GRAPHKIT), "--help"],
            "graphkit extract": [str(GRAPHKIT), "extract", str(DRAWING), "-o", f"{folder}/out.graphml"],
        }
        times = measure(commands, runs)
    for name, seconds in times.items():
        print(f"{name:<26} best {min(seconds):.3f} s   median {statistics.median(seconds):.3f} s")
    base = times["import shapely, networkx"]
    print("\nbeside import shapely, networkx")
    for name in ("graphkit --help", "graphkit extract"):
        best = min(times[name]) / min(base)
        median = statistics.median(times[name]) / statistics.median(base)
        print(f"{name:<26} best {best:.2f}     median {median:.2f}")


if __name__ == "__main__":
    main()

"""How fast drawings are read, beside node's `lz-string` and `JSON.parse` and beside the package `lzstring`, in one run.

    python benchmarks/decode.py FOLDER [--node-modules DIR] [--rounds N] [--largest BYTES]

FOLDER holds real drawings: every file in it that graphkit reads is read, by graphkit and by one node process, in turns,
and the ratio of the times is printed, of the best rounds and of the first ones; `lzstring` and `json` decode the same
files once. What both graphkit and node decode is compared, character by character. Then drawings of 10 kB up to
--largest are made, and of each the time of graphkit, of node, and (up to 2 MB) of `lzstring` is printed, with the
growth exponent: the slope of log(time of the processor) over log(size) from 100 kB on. Last the peak of memory, in a
process of its own.

DIR is where `npm install lz-string` was run; without it, or without node, the comparison with node is left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import graphkit as gk
from graphkit.formats import lz
from graphkit.formats.contents import CONTENTS
from graphkit.formats.sniff import sniff

REFERENCE = Path(__file__).with_name("decode_reference.js")
SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000, 50_000_000]
LARGEST_FOR_LZSTRING = 2_000_000

MEMORY = """
import resource, sys, graphkit as gk
from pathlib import Path
from graphkit.formats import lz

def peak():
    status = Path("/proc/self/status")
    if status.exists():  # of this process alone, where getrusage remembers what it was started from
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)

gk.read(b'{{"type": "excalidraw", "elements": []}}')
packed = open({packed!r}).read()
head = "---\\nexcalidraw-plugin: parsed\\n---\\n# Drawing\\n```compressed-json\\n"
note = (head + packed + "\\n```").encode()
before = peak()
{work}
print(before, peak(), len(lz.decompress(packed)))
"""


class Node:
    """A node process that reads the same files on request."""

    def __init__(self, node: str, modules: Path, paths: list[Path], folder: Path) -> None:
        listing = folder / "paths.txt"
        listing.write_text("\n".join(map(str, paths)), encoding="utf-8")
        command = [node, "--max-old-space-size=8192", str(REFERENCE), str(modules), str(listing)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **question: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def readable(folder: Path) -> list[Path]:
    """The files that hold a drawing, one suffix for each way that node has to read them."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            gk.read(path)
        except gk.ReadError:
            continue
        found.append(path)
    return found


def read_all(paths: list[Path]) -> float:
    start = time.perf_counter()
    for path in paths:
        gk.read(path)
    return time.perf_counter() - start


def decoded(path: Path) -> str:
    """The JSON of the scene in a file, as graphkit decodes it."""
    data = path.read_bytes()
    return CONTENTS[sniff(data, path.name)](data, gk.Limits()).scene


PACKED = re.compile(rb"```compressed-json\r?\n(.*?)```", re.DOTALL)


def decoded_by_packages(paths: list[Path]) -> float:
    """Seconds that `json` and the package `lzstring` take to decode the scenes of notes and plain files."""
    from lzstring import LZString

    start = time.perf_counter()
    for path in paths:
        data = path.read_bytes()
        found = PACKED.search(data)
        try:
            json.loads(LZString().decompressFromBase64(b"".join(found[1].split()).decode()) if found else data)
        except ValueError:  # A note whose scene is not packed, or a picture: there is nothing to compare.
            continue
    return time.perf_counter() - start


def compare_folder(paths: list[Path], node: Node | None, rounds: int) -> None:
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        ours.append(read_all(paths))
        if node:
            answer = node.ask(do="round")
            theirs.append(answer["ms"] / 1000)
    size = sum(path.stat().st_size for path in paths)
    print(f"{len(paths)} files, {size / 1e6:.1f} MB, {rounds} rounds")
    print(f"  graphkit.read            best {min(ours):.2f} s   first {ours[0]:.2f} s")
    packages = decoded_by_packages(paths)
    print(f"  lzstring + json          once {packages:.2f} s   {packages / min(ours):.1f} times as long")
    if not node:
        return
    print(f"  node lz-string + parse   best {min(theirs):.2f} s   first {theirs[0]:.2f} s   ({answer['read']} files)")
    print(f"  ratio                    best {min(ours) / min(theirs):.2f}     first {ours[0] / theirs[0]:.2f}", end="")
    print(f"     median {statistics.median(ours) / statistics.median(theirs):.2f}")
    hashes = node.ask(do="hashes")["hashes"]
    wrong = []
    for path in paths:
        text = decoded(path)
        ours_hash = hashlib.sha256(text.encode("utf-16-le", "surrogatepass")).hexdigest()
        if hashes.get(str(path)) not in (ours_hash, None):
            wrong.append(path)
    print(f"  decoded JSON equal to node's: {len(hashes) - len(wrong)} of {len(hashes)}")
    for path in wrong:
        print(f"    differs: {path}")


def drawing_of(size: int, seed: int = 1) -> str:
    """A drawing of about `size` characters of JSON, laid out and mixed like the plugin's own."""
    chance = random.Random(seed)  # noqa: S311  # the same drawing every time, nothing secret
    elements: list[dict[str, Any]] = []
    length = 0
    while length < size:
        element = _element(chance, len(elements))
        elements.append(element)
        length += len(json.dumps(element, indent="\t")) + 2 * element_lines(element)
    scene = {"type": "excalidraw", "version": 2, "source": "https://example.org", "elements": elements}
    return json.dumps(scene | {"appState": {}, "files": {}}, indent="\t", ensure_ascii=False)


def element_lines(element: dict[str, Any]) -> int:
    return len(element) + 4 * len(element.get("points", ()))


def _element(chance: random.Random, number: int) -> dict[str, Any]:
    kind = chance.choice(["rectangle", "ellipse", "text", "text", "arrow", "arrow", "line", "freedraw"])
    identity = "".join(chance.choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", k=21))
    element: dict[str, Any] = {
        "id": identity[:8] if kind == "text" else identity,
        "type": kind,
        "x": chance.uniform(-9000, 9000),
        "y": chance.uniform(-9000, 9000),
        "width": chance.uniform(10, 600),
        "height": chance.uniform(10, 400),
        "angle": 0,
        "strokeColor": chance.choice(["#1e1e1e", "#e03131", "#2f9e44", "#1971c2"]),
        "backgroundColor": chance.choice(["transparent", "#ffc9c9", "#b2f2bb"]),
        "fillStyle": "solid",
        "strokeWidth": chance.choice([1, 2, 4]),
        "strokeStyle": "solid",
        "roughness": 1,
        "opacity": 100,
        "groupIds": [],
        "frameId": None,
        "index": f"a{number:x}",
        "roundness": chance.choice([None, {"type": 3}]),
        "seed": chance.randrange(2**31),
        "version": chance.randrange(500),
        "versionNonce": chance.randrange(2**31),
        "isDeleted": chance.random() < 0.03,
        "boundElements": chance.choice([None, []]),
        "updated": 1_700_000_000_000 + chance.randrange(10**9),
        "link": None,
        "locked": False,
    }
    if kind == "text":
        words = " ".join(
            chance.choices(["data", "model", "Größe", "流れ", "queue", "retry", "✅", "🎉", "[[note]]"], k=5)
        )
        element |= {"text": words, "rawText": words, "originalText": words, "fontSize": 20, "fontFamily": 5}
        element |= {"textAlign": "left", "verticalAlign": "top", "containerId": None, "lineHeight": 1.25}
    elif kind in ("arrow", "line", "freedraw"):
        count = chance.randrange(20, 80) if kind == "freedraw" else chance.randrange(2, 6)
        steps = [[chance.uniform(-300, 300), chance.uniform(-300, 300)] for _ in range(count - 1)]
        element["points"] = [[0, 0], *steps]
        element |= {"startBinding": None, "endBinding": None, "startArrowhead": None, "endArrowhead": "arrow"}
    return element


def best_of(repeats: int, work: Any, *arguments: Any) -> tuple[float, float]:
    """The best time on the clock, and of the processor alone, which other programs disturb less."""
    clock = processor = math.inf
    for _ in range(repeats):
        start, start_busy = time.perf_counter(), time.process_time()
        work(*arguments)
        clock, processor = min(clock, time.perf_counter() - start), min(processor, time.process_time() - start_busy)
    return clock, processor


def growth(node: Node | None, largest: int, folder: Path) -> Path | None:
    """Time over size for made drawings; the file of the largest."""
    print("\n      JSON     base64   codec      read   node codec+parse   read/node   lzstring/codec")
    points: list[tuple[float, float, float]] = []
    packed_path = None
    for size in (size for size in SIZES if size <= largest):
        text = drawing_of(size)
        plain, packed_path = folder / f"{size}.json", folder / f"{size}.txt"
        plain.write_text(text, encoding="utf-8")
        if node:
            node.ask(do="compress", **{"from": str(plain), "to": str(packed_path)})
        else:
            packed_path.write_text(lz.compress(text))
        packed = packed_path.read_text()
        assert lz.decompress(packed) == text
        note = f"---\nexcalidraw-plugin: parsed\n---\n# Drawing\n```compressed-json\n{packed}\n```\n%%".encode()
        repeats = 7 if size <= 300_000 else 5 if size <= 3_000_000 else 3
        codec, codec_busy = best_of(repeats, lz.decompress, packed)
        read, read_busy = best_of(repeats, gk.read, note)
        points.append((math.log(len(text)), math.log(codec_busy), math.log(read_busy)))
        theirs = (
            min(node.ask(do="decompress", path=str(packed_path))["ms"] for _ in range(repeats)) / 1e3 if node else None
        )
        line = f"{len(text):>10,} {len(packed):>10,} {codec:7.3f} s {read:7.3f} s"
        line += f" {theirs:14.3f} s {read / theirs:10.2f}" if theirs else " " * 28
        if size <= LARGEST_FOR_LZSTRING:
            from lzstring import LZString

            line += f" {best_of(1, LZString().decompressFromBase64, packed)[0] / codec:14.1f}"
        print(line, flush=True)
    large = [point for point in points if point[0] >= math.log(90_000)]
    if len(large) > 2:
        xs = [x for x, _, _ in large]
        for name, column in (("codec", 1), ("read", 2)):
            slope = statistics.linear_regression(xs, [point[column] for point in large]).slope
            print(f"growth exponent of the {name} from {round(math.exp(xs[0])):,} characters on: {slope:.3f}")
    return packed_path


def memory(packed: Path) -> None:
    """The peak of memory of decompressing, and of reading, each in a process of its own."""
    for name, work in (("codec", "lz.decompress(packed)"), ("read", "gk.read(note)")):
        code = MEMORY.format(packed=str(packed), work=work)
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        before, after, size = map(int, done.stdout.split())
        print(
            f"peak memory of {name}: {after / 1024:,.0f} MiB, {(after - before) * 1024 / size:.1f} times the JSON",
            end="",
        )
        print(f" ({before / 1024:.0f} MiB before)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="real drawings, searched through")
    parser.add_argument("--node-modules", type=Path, metavar="DIR", help="where `npm install lz-string` was run")
    parser.add_argument("--rounds", type=int, default=5, help="how often the folder is read (default: 5)")
    parser.add_argument("--largest", type=int, default=50_000_000, metavar="BYTES", help="of the made drawings")
    options = parser.parse_args()
    program = shutil.which("node") if options.node_modules else None
    if program is None:
        print("without node: give --node-modules DIR to compare with it\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = readable(options.folder) if options.folder else []
        node = Node(program, options.node_modules, paths, folder) if program else None
        if paths:
            compare_folder(paths, node, options.rounds)
        largest = growth(node, options.largest, folder)
        if node:
            node.close()
        if largest:
            memory(largest)


if __name__ == "__main__":
    main()

"""Reading hostile input: drawings of our own, broken in every way that comes to mind, many thousand times.

    python tests/fuzz.py [COUNT] [--seed N] [--jobs N] [--deep]

Each input is made from a number, so a failure can be had again: `python tests/fuzz.py --only NUMBER`. It is mutated

1. as bytes: bits turned, pieces cut, doubled, moved, mixed with those of another file, hostile words put in;
2. inside the codec: the same with the base64 of a compressed note, or base64 made up from nothing;
3. as text: lines of a note's texts, links and files left out, doubled, shuffled, with headings and ids put in;
4. as a structure: values replaced by hostile ones, keys left out, doubled and swapped, references crossed, elements
   nested, and then put into any container.

Whatever comes out must be a `Drawing` that keeps its promises (`check`) or a `ReadError` of one line, within two
seconds. One in five is also written and read back, and must be equal. `--deep` turns each drawing into its
graph as well.
"""

from __future__ import annotations

import argparse
import base64
import collections
import dataclasses
import json
import math
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import traceback
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import graphkit as gk
from graphkit.elements import LIMIT, Arrow, Element, Frame, MagicFrame, Text
from graphkit.formats import lz
from graphkit.formats.contents import CONTENTS
from graphkit.formats.doctor import EFFECTS
from graphkit.formats.sniff import sniff

SLOW = 2.0  # seconds, on the clock
DRAWINGS = Path(__file__).parent.parent / "data" / "drawings"

# fmt: off
HOSTILE: list[Any] = [
    None, True, False, 0, -1, 1e300, -1e300, math.nan, math.inf, -math.inf, 10**400, -0.0, 2**63, 1e-320,
    "", " ", "NaN", "12", "\0", "\ud800", "\u202e", "漢🎉", "x" * 5000, "<script>alert(1)</script>", "../../etc/passwd",
    "{{7*7}}", "' OR 1=1 --", "[[", "]]", "[[a|b]]", "^aaaaaaaa", "# Drawing", "%%", "```json\n", "&#91;", "&quot;",
    [], {}, [[]], [{}], {"id": None}, [None] * 50, [[0, 0], [1e308, 1e308]], [[math.nan, 1]], {"a": {"b": {"c": []}}},
]
WORDS = [
    b"---\n", b"%%\n", b"# Drawing\n", b"## Drawing\n", b"# Text Elements\n", b"## Element Links\n",
    b"# Embedded files\n", b"# Excalidraw Data\n", b"```json\n", b"```compressed-json\n", b"```\n",
    b" ^aaaaaaaa\n\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"NaN", b"Infinity", b"1e999",
    b"null", b"[", b"]", b"{", b"}", b'"', b",", b"\\ud800", b"&#91;", b"<!-- payload-start -->",
    b"<!-- payload-end -->", b"tEXt", b"[" * 2000, b'{"a":' * 2000, b"=" * 100,
]
KINDS = [
    "rectangle", "text", "arrow", "line", "freedraw", "image", "frame", "magicframe", "embeddable", "iframe",
    "selection", "draw", "?",
]
REFERENCES = [
    "containerId", "frameId", "startBinding", "endBinding", "boundElements", "boundElementIds", "groupIds", "fileId",
]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
# fmt: on

SEEDS = [path.read_bytes() for path in sorted(DRAWINGS.glob("*/source.*")) if path.stat().st_size < 60_000]


# --- containers


def _note(head: str, block: str) -> bytes:
    front = "---\nexcalidraw-plugin: parsed\n---\nmy notes\n"
    return f"{front}{head}%%\n## Drawing\n{block}\n%%".encode("utf-8", "surrogatepass")


def _fenced(scene: str) -> str:
    packed = lz.compress(scene)
    lines = "\n\n".join(packed[at : at + 256] for at in range(0, len(packed), 256))
    return f"```compressed-json\n{lines}\n```"


def _head(scene: Any) -> str:
    """The note's own texts, links and files, where the scene has some."""
    listed = scene.get("elements") if isinstance(scene, dict) else None
    elements = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    named = [each for each in elements if isinstance(each.get("id"), str)]
    texts = "".join(f"{each['text']} ^{each['id']}\n\n" for each in named if isinstance(each.get("text"), str))
    links = "".join(f"{each['id']}: [[Note {n}|x]]\n\n" for n, each in enumerate(named))
    files = "".join(f"{n:040x}: [[picture {n}.png]]\n\n" for n in range(3))
    return f"# Excalidraw Data\n## Text Elements\n{texts}## Element Links\n{links}## Embedded Files\n{files}"


def _wrapper(scene: str) -> str:
    packed = zlib.compress(scene.encode("utf-8", "surrogatepass"), 1).decode("latin-1")
    return json.dumps({"encoding": "bstring", "compressed": True, "encoded": packed}, ensure_ascii=False)


def _svg(scene: str) -> bytes:
    packed = base64.b64encode(_wrapper(scene).encode("latin-1"))
    head = b"<svg><!-- payload-type:application/vnd.excalidraw+json --><!-- payload-version:2 --><!-- payload-start -->"
    return head + packed + b"<!-- payload-end --></svg>"


def _png(scene: str) -> bytes:
    data = b"application/vnd.excalidraw+json\0" + _wrapper(scene).encode("latin-1")
    chunk = b"tEXt" + data
    return b"\x89PNG\r\n\x1a\n" + len(data).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")


def _scene(scene: str) -> bytes:
    return scene.encode("utf-8", "surrogatepass")


WRAPPERS: dict[str, Callable[[str], bytes]] = {
    "scene": _scene,
    "note": lambda scene: _note("# Text Elements\n", f"```json\n{scene}\n```"),
    "compressed note": lambda scene: _note("# Text Elements\n", _fenced(scene)),
    "svg": _svg,
    "png": _png,
    "library": lambda scene: _scene(f'{{"type":"excalidrawlib","libraryItems":[{scene},{scene}]}}'),
    "skeletons": lambda scene: _scene(scene.replace('"excalidraw"', '"excalidraw-api/clipboard"', 1)),
}


# --- mutations


def mutate_bytes(data: bytes, chance: random.Random, other: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice([1, 1, 1, 2, 4, 16])):
        if not found:
            break
        start = chance.randrange(len(found))
        end = min(len(found), start + chance.choice([1, 2, 8, 64, 512, 8192]))
        match chance.randrange(9):
            case 0:
                found[start] ^= 1 << chance.randrange(8)
            case 1:
                found[start] = chance.randrange(256)
            case 2:
                del found[start:end]
            case 3:
                found[start:start] = found[start:end] * chance.choice([1, 2, 20])
            case 4:
                found[start:end] = chance.choice(WORDS)
            case 5:
                found[start:start] = chance.choice(WORDS)
            case 6:
                del found[start:]
            case 7:
                at = chance.randrange(len(other)) if other else 0
                found[start:end] = other[at : at + (end - start)]
            case 8:
                found[start:end] = bytes(chance.randrange(256) for _ in range(min(end - start, 64)))
    return bytes(found[:400_000])


def mutate_codec(chance: random.Random, scene: str) -> bytes:
    if chance.random() < 0.3:
        letters = chance.choices(ALPHABET[: chance.choice([2, 8, 64])], k=chance.choice([3, 30, 3000, 30000]))
    else:
        letters = list(lz.compress(scene))
        for _ in range(chance.choice([1, 1, 3, 30])):
            at = chance.randrange(len(letters))
            new = chance.choices([*ALPHABET, "=", " ", "\n", "-", "é"], k=chance.choice([0, 1, 1, 5]))
            letters[at : at + chance.choice([0, 1, 1, 7])] = new
    return _note("", f"```compressed-json\n{''.join(letters)}\n```")


def mutate_lines(head: str, chance: random.Random, ids: list[str]) -> str:
    lines = head.split("\n")
    for _ in range(chance.choice([1, 2, 5, 20])):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines[at : at + 1] = [] if len(lines) > 1 else [""]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                lines.insert(at, chance.choice(WORDS).decode("latin-1").rstrip("\n"))
            case 3:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 4:
                lines[at] += f" ^{chance.choice([*ids, 'unknown1', '', 'x' * 70])}"
            case 5:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    return chance.choice(["\n", "\n", "\r\n", "\r"]).join(lines)


def mutate_structure(scene: Any, chance: random.Random) -> Any:
    elements = scene["elements"]
    for _ in range(chance.choice([1, 2, 4, 12])):
        if not elements:
            break
        element = chance.choice(elements)
        if not isinstance(element, dict) or not element:
            continue
        ids = [each.get("id") for each in elements if isinstance(each, dict)]
        match chance.randrange(10):
            case 0 | 1:
                element[chance.choice(list(element))] = chance.choice(HOSTILE)
            case 2:
                del element[chance.choice(list(element))]
            case 3:
                element["id"] = chance.choice([*ids, *HOSTILE])
            case 4:
                element["type"] = chance.choice(KINDS)
            case 5:
                element[chance.choice(REFERENCES)] = _reference(chance, ids)
            case 6:
                elements.insert(chance.randrange(len(elements)), chance.choice([*elements, *HOSTILE]))
            case 7:
                element["points"] = [chance.choice([[0, 0], [1, 2], *HOSTILE]) for _ in range(chance.randrange(5))]
            case 8:
                element["customData"] = nested(chance.choice([3, 50, 900, 3000]))
            case 9:
                element[chance.choice(["text", "rawText", "originalText", "link"])] = chance.choice(HOSTILE)
    if chance.random() < 0.1 and isinstance(scene, dict):
        scene[chance.choice(["type", "elements", "files", "appState", "source"])] = chance.choice(HOSTILE)
    return scene


def _reference(chance: random.Random, ids: list[Any]) -> Any:
    identity = chance.choice([*ids, *HOSTILE])
    point = chance.choice([[0.5, 0.5], *HOSTILE])
    binding = {"elementId": identity, "focus": chance.choice(HOSTILE), "gap": 1, "fixedPoint": point}
    return chance.choice([identity, binding, [identity], [{"id": identity, "type": "text"}], {"type": "arrow"}])


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def dumped(scene: Any) -> str:
    try:
        return json.dumps(scene, ensure_ascii=False)
    except (RecursionError, ValueError):
        return '{"elements":' + "[" * 3000 + "]" * 3000 + "}"


def made(number: int) -> bytes:
    """The input of this number."""
    chance = random.Random(number)  # noqa: S311  # inputs that can be had again, nothing secret
    data = chance.choice(SEEDS)
    text = CONTENTS[sniff(data, "")](data, gk.Limits()).scene
    match number % 8:
        case 0 | 1:
            whole = data if chance.random() < 0.3 else WRAPPERS[chance.choice(list(WRAPPERS))](text)
            return mutate_bytes(whole, chance, chance.choice(SEEDS))
        case 2:
            return mutate_codec(chance, text)
        case 3 | 4:
            scene = json.loads(text)
            ids = [element["id"] for element in scene["elements"]]
            return _note(mutate_lines(_head(scene), chance, ids), _fenced(text))
        case _:
            mutated = mutate_structure(json.loads(text), chance)
            if chance.random() < 0.2:
                return _note(_head(mutated), _fenced(dumped(mutated)))
            whole = WRAPPERS[chance.choice(list(WRAPPERS))](dumped(mutated))
            return mutate_bytes(whole, chance, data) if chance.random() < 0.05 else whole


# --- promises


def check(drawing: gk.Drawing) -> None:
    """What a drawing promises, whatever it was read from."""
    by_id = {element.id: element for element in drawing.elements}
    assert len(by_id) == len(drawing.elements), "two elements have one id"
    for element in drawing.elements:
        check_element(element, by_id)
    for problem in drawing.problems:
        assert problem.code in EFFECTS, problem.code
        assert problem.message.isprintable(), problem.message[:500]
        assert len(problem.message) < 400, problem.message[:500]


def check_element(element: Element, by_id: dict[str, Element]) -> None:
    for field in element.__struct_fields__:
        value = getattr(element, field)
        if isinstance(value, float):
            assert math.isfinite(value), field
            assert abs(value) <= 4 * LIMIT, field
        assert not isinstance(value, list), field
    element.id.encode()
    assert isinstance(element.bound_elements, tuple)
    assert all(bound.id in by_id for bound in element.bound_elements)
    if element.frame_id is not None:
        assert isinstance(by_id[element.frame_id], Frame | MagicFrame)
        assert not isinstance(element, Frame | MagicFrame)
    points = getattr(element, "points", None)
    if points is not None:
        assert points[0] == (0, 0)
        assert len(points) >= 2
        assert all(math.isfinite(number) for point in points for number in point)
    if isinstance(element, Text):
        element.label.encode()
        assert element.label == element.label.strip()
        if element.container_id is not None:
            assert not isinstance(by_id[element.container_id], Text)
    if isinstance(element, Arrow):
        for binding in (element.start_binding, element.end_binding):
            assert binding is None or binding.element_id is None or binding.element_id in by_id


@dataclasses.dataclass
class Outcome:
    number: int
    kind: str
    seconds: float
    error: str = ""


def tried(number: int, *, deep: bool) -> Outcome:
    """What becomes of one input; `error` is the traceback of what must not happen."""
    data = made(number)
    start = time.perf_counter()
    kind, error = "read", ""
    try:
        drawing = gk.read(data, name="fuzz.md")
        seconds = time.perf_counter() - start
        check(drawing)
        if number % 5 == 0:
            written_back(drawing)
        if deep:
            gk.extract(drawing)
        kind = "repaired" if drawing.problems else "read"
    except gk.ReadError as failure:
        seconds = time.perf_counter() - start
        kind = "refused"
        if not str(failure).isprintable():
            error = f"a message of several lines: {failure!r}"
    except Exception:  # noqa: BLE001, S110, RUF100  # any exception is what this looks for
        seconds = time.perf_counter() - start
        error = traceback.format_exc()
    if not error and seconds > SLOW:
        error = f"took {seconds:.1f} s"
    return Outcome(number, kind, seconds, error)


def written_back(drawing: gk.Drawing) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".excalidraw", ".md"):
            path = Path(folder) / f"x{suffix}"
            gk.write_drawing(drawing, path)
            again = gk.read(path, name=drawing.name)
            same_container = suffix == {"obsidian": ".md", "excalidraw": ".excalidraw"}.get(drawing.format)
            if same_container:
                assert again.elements == drawing.elements, "written back, it is another drawing"
            else:
                assert [element.id for element in again.elements if not isinstance(element, Text)] == [
                    element.id for element in drawing.elements if not isinstance(element, Text)
                ], "written into another container, it has other elements"


def _try_shallow(number: int) -> Outcome:
    return tried(number, deep=False)


def _try_deep(number: int) -> Outcome:
    return tried(number, deep=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=100_000)
    parser.add_argument("--seed", type=int, default=0, help="the number of the first input")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--deep", action="store_true", help="turn each drawing into its graph as well")
    parser.add_argument("--only", type=int, help="try this one input and show it")
    options = parser.parse_args()
    attempt = _try_deep if options.deep else _try_shallow
    if options.only is not None:
        sys.stdout.buffer.write(made(options.only)[:2000] + b"\n")
        print(attempt(options.only))
        return
    kinds: collections.Counter[str] = collections.Counter()
    slowest, failures = Outcome(-1, "", 0.0), 0
    start = time.perf_counter()
    with multiprocessing.Pool(options.jobs) as pool:
        numbers = range(options.seed, options.seed + options.count)
        for outcome in pool.imap_unordered(attempt, numbers, chunksize=64):
            kinds[outcome.kind] += 1
            slowest = max(slowest, outcome, key=lambda each: each.seconds)
            if outcome.error:
                failures += 1
                print(f"\ninput {outcome.number}: {outcome.error[-3000:]}", flush=True)
        pool.close()
        pool.join()
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{options.count:,} inputs in {time.perf_counter() - start:,.0f} s: ", end="")
    print(", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common()))
    print(f"slowest: {slowest.seconds:.3f} s (input {slowest.number}); peak of memory: {memory / 1024:.0f} MiB")
    print(f"failures: {failures}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

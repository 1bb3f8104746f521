"""Drawings that were read, and what was read in them: the truth of drawings that declare nothing.

What comes in: a folder with `scenes/`, `scenes.tsv` and `labels/`, and the files that these were made from in
`originals/OWNER__REPOSITORY/`. What goes out: the drawings, each with its `Reading`:

- `by_people`: those of `labels/`, which two people read independently, and both alike.
- `by_machine`: those of `readings.jsonl` beside this file. A vision model looked at each picture twice, independently;
  at 193 of them with graphkit's answer at hand the first time, else without. Only what it read alike both times, and
  did not doubt at either, is in it. A line is a reading (see `graphkit.evaluation.readings`), and names its file by the
  SHA-256 of what that holds; where the folder has no such file, it is passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import graphkit as gk
from graphkit.evaluation.readings import Reading, reading

READINGS = Path(__file__).with_name("readings.jsonl")


@dataclass(frozen=True)
class Read:
    """One drawing that was read."""

    source: str
    """The repository that it is from, as `owner/name`; its name where nobody says."""
    drawing: gk.Drawing
    reading: Reading


def by_people(folder: Path) -> Iterator[Read]:
    """The drawings that people read."""
    rows = [line.split("\t") for line in (folder / "scenes.tsv").read_text(encoding="utf-8").splitlines()]
    source_of = {row[0]: row[1] for row in rows}
    for path in sorted((folder / "labels").glob("*.json")):
        read = reading(json.loads(path.read_text(encoding="utf-8")))
        yield Read(source_of.get(path.stem, path.stem), gk.read(folder / "scenes" / path.name), read)


def by_machine(folder: Path) -> Iterator[Read]:
    """The drawings that a machine read, in the order of their paths; of files that are alike the first."""
    wanted = {}
    for line in READINGS.read_text(encoding="utf-8").splitlines():
        content = json.loads(line)
        wanted[content["sha256"]] = reading(content)
    originals = folder / "originals"
    for path in sorted(path for path in originals.rglob("*") if path.is_file()):
        found = wanted.pop(hashlib.sha256(path.read_bytes()).hexdigest(), None)
        if found is not None:
            owner = path.relative_to(originals).parts[0]
            yield Read(owner.replace("__", "/", 1), gk.read(path), found)

"""What a person says of a drawing that wins over what is inferred: a small file beside it, read, checked and written.

What comes in: a TOML file, `plan.graphkit.toml` for `plan.excalidraw` or `plan.excalidraw.md`. What goes out:
`Corrections`, or a `CorrectionsError` that names the file, the key, its line and what to do. ::

    ignore = ["Zs3kQ0pL"]       # these elements say nothing

    [arrows."aR8wX1uv"]         # an arrow; a line or a stroke of the pen that connects
    start = "bX2mNq7e"          # comes from this element
    end = "bX9tYd4c"            # and leads to this one

    [texts."tT5hGv0s"]          # exactly one of:
    labels = "aR8wX1uv"         # it is a label of this arrow
    names = "bX2mNq7e"          # it is the name of this thing
    alone = true                # it is neither, and heads and counts nothing

1. Elements are named by their ids. What the file does not speak of is inferred as ever.
2. A key that is not known, a value of a wrong kind and two contradicting corrections are errors, never passed over.
3. A correction of what the drawing does not hold is an error too: it would silently do nothing.
4. Where a correction is written into a file, everything else in it stays as it was, comments included.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from graphkit.elements import (
    TERMINALS,
    Arrow,
    Drawing,
    Element,
    Freedraw,
    Image,
    Line,
    Terminal,
    Text,
    Unknown,
)
from graphkit.formulas import formula
from graphkit.output import short, write_whole
from graphkit.problems import CorrectionsError

MEANINGS = ("labels", "names", "alone")
"""What a text may be corrected to be."""

SUFFIX = ".graphkit.toml"
MOST_BYTES = 1 << 20
"""Bytes that a corrections file may have: people write it by hand."""
_MOST_ALIKE = 20_000
"""Ids that are held beside one that is not there."""
_MOST_TRIES = 40
"""Lines that are looked at to find the one a message is about."""
_BARE = re.compile("[A-Za-z0-9_-]+")
_DRAWING_SUFFIXES = (".md", ".json", ".svg", ".png", ".excalidraw", ".excalidrawlib")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What a person says of a drawing; elements are named by their ids."""

    ends: Mapping[tuple[str, Terminal], str] = field(default_factory=dict)
    """What the start or the end of an arrow means: any element of the thing."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The arrow that a text labels."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The element that a text names."""
    alone: tuple[str, ...] = ()
    """Texts that neither label nor name, nor head nor count anything."""
    ignored: tuple[str, ...] = ()
    """Elements that say nothing."""
    source: str = ""
    """The file they were read from."""

    def __len__(self) -> int:
        return len(self.ends) + len(self.labels) + len(self.names) + len(self.alone) + len(self.ignored)

    @property
    def connectors(self) -> frozenset[str]:
        """The arrows, lines and strokes of the pen that are said to connect."""
        return frozenset(arrow for arrow, _ in self.ends) | frozenset(self.labels.values())

    def speak_of(self, id: str, key: str) -> bool:
        """Whether they say of an element what is called `start`, `end`, `labels`, `names`, `alone` or `ignore`."""
        said = {"labels": self.labels, "names": self.names, "alone": self.alone, "ignore": self.ignored}
        return id in said[key] if key in said else (id, key) in self.ends

    def within(self, ids: Collection[str]) -> Corrections:
        """Those of them that speak of these elements alone."""
        return replace(
            self,
            ends={key: target for key, target in self.ends.items() if key[0] in ids and target in ids},
            labels={text: arrow for text, arrow in self.labels.items() if text in ids and arrow in ids},
            names={text: owner for text, owner in self.names.items() if text in ids and owner in ids},
            alone=tuple(id for id in self.alone if id in ids),
            ignored=tuple(id for id in self.ignored if id in ids),
        )

    def error(self, message: str) -> CorrectionsError:
        """What is wrong with them, as an exception that names the file."""
        return CorrectionsError(f"{self.source or 'corrections'}: {message}")

    def check(self, drawing: Drawing) -> None:
        """Raise `CorrectionsError` where they speak of what is not in the drawing, of a wrong kind, or ignored."""
        for id, where in self.ignored_but_used():
            raise self.error(f"ignore: {id!r} cannot be ignored, since {where} speaks of it; keep one of them")
        elements = {element.id: element for element in drawing.elements} if self else {}
        for where, id, wanted in self._mentions():
            element = elements.get(id)
            if element is None:  # Rule 3
                name = drawing.name or "the drawing"
                hint = _meant_instead(id, drawing) or "name another, or take this out"
                raise self.error(f"{where}: {name} has no element {id!r}; {hint}")
            if not _fits(element, wanted, drawing):
                raise self.error(f"{where}: {id!r} is of the kind {element.type}, and must be {wanted}")

    def ignored_but_used(self) -> Iterator[tuple[str, str]]:
        """What is ignored although another correction speaks of it, and where."""
        ignored = frozenset(self.ignored)
        return ((id, where) for where, id, _ in self._mentions() if where != "ignore" and id in ignored)

    def _mentions(self) -> Iterator[tuple[str, str, str]]:
        """Where each element is mentioned, its id, and what it must be."""
        for id in self.ignored:
            yield "ignore", id, "an element"
        for (arrow, side), target in self.ends.items():
            yield shown("arrows", arrow), arrow, "an arrow, a line or a stroke of the pen"
            yield shown("arrows", arrow, side), target, "no arrow"
        for text, arrow in self.labels.items():
            yield shown("texts", text), text, "a text"
            yield shown("texts", text, "labels"), arrow, "an arrow, a line or a stroke of the pen"
        for text, owner in self.names.items():
            yield shown("texts", text), text, "a text"
            yield shown("texts", text, "names"), owner, "a shape, an image or a frame"
        for text in self.alone:
            yield shown("texts", text), text, "a text"


def _meant_instead(id: str, drawing: Drawing) -> str:
    """What a person may have meant by what is no id: one that is much like it, or words."""
    if near := _like(id, (element.id for element in drawing.elements)):
        return f"did you mean {near!r}?"
    words = " ".join(id.split()).casefold()
    if any(isinstance(e, Text) and " ".join(e.label.split()).casefold() == words for e in drawing.elements):
        return f"ids stand here, not words; `graphkit explain` tells the id of “{id}”"
    return ""


def _like(word: str, known: Iterable[str]) -> str:
    """What is known that is much like a word; empty where nothing is."""
    return next(iter(difflib.get_close_matches(word, islice(known, _MOST_ALIKE), n=1, cutoff=0.75)), "")


def _fits(element: Element, wanted: str, drawing: Drawing) -> bool:
    """Whether an element is what a correction wants it to be."""
    match wanted:
        case "an arrow, a line or a stroke of the pen":
            return isinstance(element, Arrow | Line | Freedraw)
        case "no arrow":
            return not isinstance(element, Arrow | Unknown)
        case "a text":
            return isinstance(element, Text) or (isinstance(element, Image) and bool(formula(element, drawing)))
        case "a shape, an image or a frame":
            return not isinstance(element, Arrow | Text | Unknown)
        case _:
            return True


def beside(drawing: str | os.PathLike[str]) -> Path:
    """Where the corrections of a drawing file are, if there are any: `plan.graphkit.toml` for `plan.excalidraw.md`."""
    return Path(drawing).with_name(f"{without_suffixes(drawing)}{SUFFIX}")


def without_suffixes(drawing: str | os.PathLike[str]) -> str:
    """A drawing's file name without its suffixes, as far as they are a drawing's; a name that is all suffix stays."""
    name = Path(drawing).name
    while name.lower().endswith(_DRAWING_SUFFIXES) and (bare := name.rpartition(".")[0]):
        name = bare
    return name


def read_corrections(path: str | os.PathLike[str]) -> Corrections:
    """The corrections in a file; raises `CorrectionsError` where it cannot be read or understood."""
    return parse(_load(path), str(path))


def _load(path: str | os.PathLike[str]) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CorrectionsError(f"{path}: cannot read these corrections: {error.strerror or error}") from error
    if len(data) > MOST_BYTES:
        raise CorrectionsError(f"{path}: these corrections have more than {MOST_BYTES:,} bytes; is it another file?")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"{path}: byte {error.start:,} is not UTF-8; save it as UTF-8") from None


def parse(text: str, source: str = "") -> Corrections:
    """The corrections that a TOML text states; `source` names it in messages."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except ValueError as error:  # `TOMLDecodeError`, or a number of too many digits
        raise CorrectionsError(f"{source or 'corrections'}: it is not TOML: {error}") from None
    except RecursionError:
        raise CorrectionsError(f"{source or 'corrections'}: it is nested too deeply") from None
    return _Parser(text, source).corrections(data)


class _Parser:
    """From TOML's values to corrections, each of them looked at."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source

    def corrections(self, data: dict[str, Any]) -> Corrections:
        """What all keys say together."""
        self._refuse_unknown(data, (), ("ignore", "arrows", "texts"))
        ends: dict[tuple[str, Terminal], str] = {}
        for arrow, said in self._tables(data, "arrows"):
            self._refuse_unknown(said, ("arrows", arrow), TERMINALS)
            for side in TERMINALS:
                if side in said:
                    ends[arrow, side] = self._id(said, ("arrows", arrow, side))
        labels: dict[str, str] = {}
        names: dict[str, str] = {}
        alone: list[str] = []
        for text, said in self._tables(data, "texts"):
            here = ("texts", text)
            self._refuse_unknown(said, here, MEANINGS)
            if len(said) > 1:  # Rule 2
                raise self._error(here, f"it can only be one of {', '.join(said)}; keep one")
            if "labels" in said:
                labels[text] = self._id(said, (*here, "labels"))
            elif "names" in said:
                names[text] = self._id(said, (*here, "names"))
            elif "alone" in said:
                if said["alone"] is not True:
                    raise self._error((*here, "alone"), "it must be true; take it out if the text is not alone")
                alone.append(text)
        ignored = data.get("ignore", [])
        if not isinstance(ignored, list) or not all(isinstance(id, str) for id in ignored):
            raise self._error(("ignore",), 'it must be a list of ids, such as ["aR8wX1uv"]')
        found = Corrections(
            ends=ends, labels=labels, names=names, alone=tuple(alone), ignored=tuple(dict.fromkeys(ignored)),
            source=self._source,
        )  # fmt: skip
        self._refuse_contradictions(found)
        return found

    def _refuse_contradictions(self, found: Corrections) -> None:
        """Rule 2, between keys."""
        for id, where in found.ignored_but_used():
            raise self._error(("ignore",), f"{id!r} cannot be ignored, since {where} speaks of it; keep one of them")
        for (arrow, side), target in found.ends.items():
            if target in found.labels or target == arrow:
                what = "itself" if target == arrow else f"{target!r}, which is said to be a label"
                raise self._error(("arrows", arrow, side), f"an arrow cannot lead to {what}")

    def _tables(self, data: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        tables = data.get(name, {})
        if not isinstance(tables, dict):
            raise self._error((name,), f'it must be tables such as [{name}."aR8wX1uv"]')
        for id, said in tables.items():
            if not isinstance(said, dict):
                raise self._error((name, id), f"it must be a table: [{shown(name, id)}]")
            yield id, said

    def _id(self, said: dict[str, Any], keys: tuple[str, ...]) -> str:
        value = said[keys[-1]]
        if not isinstance(value, str):
            raise self._error(keys, "it must be the id of an element, in quotes")
        return value

    def _refuse_unknown(self, said: dict[str, Any], keys: tuple[str, ...], known: Sequence[str]) -> None:
        for key in said:
            if key not in known:
                hint = f"; did you mean {near}?" if (near := _like(key, known)) else ""
                raise self._error((*keys, key), f"this key is not known; known are {', '.join(known)}{hint}")

    def _error(self, keys: tuple[str, ...], message: str) -> CorrectionsError:
        line = self._line(keys)
        where = f"{self._source or 'corrections'}: {shown(*keys)}" + (f" (line {line})" if line else "")
        return CorrectionsError(f"{where}: {message}")

    def _line(self, keys: tuple[str, ...]) -> int | None:
        """The first line up to which the text holds that key, where it is found at once."""
        import tomllib

        lines = self._text.splitlines(keepends=True)
        likely = [number for number, line in enumerate(lines) if keys[-1] in line]
        for number in likely[:_MOST_TRIES]:
            try:
                found: Any = tomllib.loads("".join(lines[: number + 1]))
            except (ValueError, RecursionError):
                continue
            for key in keys:
                found = found.get(key) if isinstance(found, dict) else None
            if found is not None:
                return number + 1
        return None


def shown(*keys: str) -> str:
    """Keys as TOML writes them: in quotes where they must be, on one line."""
    return ".".join(key if _BARE.fullmatch(key) else _quoted(key) for key in keys)


def _quoted(key: str) -> str:
    """A key in quotes."""
    escaped = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in key.replace("\\", "\\\\"))
    return '"' + escaped.replace('"', '\\"') + '"'


# Writing


def amended(
    path: str | os.PathLike[str], drawing: Drawing, fixes: Mapping[str, Mapping[str, str | None]],
    remarks: Mapping[str, str],
) -> tuple[str, Corrections]:  # fmt: skip
    """The text of a corrections file, there or not, that says otherwise of some elements, and what it says then.

    `fixes` gives, by the id of an element, the new value of `start`, `end`, `labels` or `names` (an id), of `alone` or
    `ignore` (anything); None takes a correction out. `remarks` are words for ids, set as comments beside what is new.
    Raises `CorrectionsError` where the file would not be understood any more. Whether what it says can be followed is
    told by the analysis; `save` writes it.
    """
    import tomlkit

    new = not os.path.exists(path)
    old = (
        f"# What graphkit follows for {_remark(drawing.name)} instead of what it would infer.\n" if new else _load(path)
    )
    parse(old, str(path))
    document = tomlkit.parse(old)
    for id, own in fixes.items():
        for key, value in own.items():
            _set(document, id, key, value, remarks)
    text = tomlkit.dumps(document).replace("\r\n", "\n").rstrip("\n") + "\n"
    if "\r\n" in old:
        text = text.replace("\n", "\r\n")
    return text, parse(text, str(path))


def save(path: str | os.PathLike[str], text: str) -> None:
    """Write a corrections file whole; raises `CorrectionsError` or `WriteError` where it cannot be, and leaves it."""
    try:
        write_whole(path, [text])
    except UnicodeEncodeError as error:
        bad = _quoted(error.object[error.start : error.end])
        raise CorrectionsError(f"{path}: {bad} cannot be written as UTF-8") from None


def _set(document: Any, id: str, key: str, value: str | None, remarks: Mapping[str, str]) -> None:
    """One correction in a parsed file; types are `Any` because a TOML table holds anything."""
    import tomlkit

    if key == "ignore":
        _set_ignored(document, id, value is not None)
        return
    kind = "arrows" if key in TERMINALS else "texts"
    if value is None and id not in document.get(kind, ()):
        return
    table = _table(document, kind, id, remarks)
    for other in MEANINGS if key in MEANINGS and value is not None else (key,):
        if other in table and (other != key or value is None):
            del table[other]
    if value is None:
        if not table:
            del document[kind][id]
        return
    item = tomlkit.item(True) if key == "alone" else tomlkit.string(value)
    if value in remarks and key != "alone":
        item.comment(_remark(remarks[value]))
    table[key] = item


def _set_ignored(document: Any, id: str, ignored: bool) -> None:
    """Whether an element is ignored, in a parsed file."""
    import tomlkit

    if "ignore" not in document:
        if not ignored:
            return
        document["ignore"] = tomlkit.array()
    ids = document["ignore"]
    while id in ids:
        ids.remove(id)
    if ignored:
        ids.append(id)


def _table(document: Any, kind: str, id: str, remarks: Mapping[str, str]) -> Any:
    """The table of what is said of an element in a parsed file; made where there is none."""
    import tomlkit

    if kind not in document:
        document[kind] = tomlkit.table(is_super_table=True)
    elif not _has_headers(document, kind):
        # Where it is written on one line, or with dotted keys, no table can be added to it.
        said = document.unwrap()[kind]
        del document[kind]
        document[kind] = tomlkit.table(is_super_table=True)
        for other, what in said.items():
            document[kind][other] = tomlkit.item(what)
    if id not in document[kind]:
        table = tomlkit.table()
        if id in remarks:
            table.comment(_remark(remarks[id]))
        document[kind][id] = table
    return document[kind][id]


def _has_headers(document: Any, kind: str) -> bool:
    """Whether what a parsed file holds of a kind stands under headers of its own: `[arrows.x]`."""
    return re.search(rf"^[ \t]*\[[ \t]*[\"']?{kind}\b", document.as_string(), re.MULTILINE) is not None


def _remark(words: str) -> str:
    """Words as a comment can hold them: on one line, and not too long."""
    return short("".join(c if c.isprintable() else " " for c in words), 60)

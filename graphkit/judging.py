"""The commands that judge what was inferred, mend it, and write it back: `explain`, `bind`, `evaluate`.

What comes in: paths and options. What goes out: the same as of every command (`cli`).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from graphkit import terminal
from graphkit.folders import check_is_no_folder, drawings_at
from graphkit.problems import CorrectionsError, GraphkitError
from graphkit.targets import bare_name, check_drawing_target, check_targets, make_folder, no_two_alike, refuse
from graphkit.understanding import analyzed, corrections_file

if TYPE_CHECKING:
    from graphkit.corrections import Corrections
    from graphkit.elements import Drawing, Terminal
    from graphkit.evaluation import Evaluation
    from graphkit.relations import Analysis, Connection

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Drawings, or folders of them; - is standard input.")
]
OnePath = Annotated[str, typer.Argument(metavar="PATH", help="A drawing; - is standard input.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of text for a person.")]

TERMINALS = ("start", "end")
WITH_ELEMENT = (*TERMINALS, "labels", "names")
"""What a fix says of another element."""
BY_ITSELF = ("alone", "ignore")
"""What a fix says without one."""
OF_A_TEXT = ("labels", "names", "alone")
"""Of these a text can only be one."""
TRIES = 6
"""Ends of the pieces of a connector that are tried: each takes an analysis."""


def explain(
    path: OnePath,
    what: Annotated[str, typer.Argument(metavar="ELEMENT|LABEL", help="Words, an id, a place, or A -> B.")],
    fix: Annotated[list[str] | None, typer.Option("--fix", metavar="FIX", help="Write a correction first.")] = None,
    unfix: Annotated[
        list[str] | None, typer.Option("--unfix", metavar="WHAT", help="Take a correction out first.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell why something was read as it was, and put it right.

    Told is why, what else it might have been, and what would have to be drawn otherwise to change it. With --fix the
    answer is put right: in a small file beside the drawing, NAME.graphkit.toml, which every command follows from then
    on, and which can be edited by hand (docs/corrections.md).

    \b
    A FIX is one of these; ELEMENT and ARROW are ids, or words:
      start=ELEMENT  end=ELEMENT    what the arrow comes from, or leads to
      labels=ARROW   names=ELEMENT  what the text labels, or names
      alone                         the text labels, names, heads and counts nothing
      ignore                        the element says nothing

    \b
    Examples:
      graphkit explain plan.excalidraw "if scaling"
      graphkit explain plan.excalidraw "Data -> Model"
      graphkit explain plan.excalidraw "(120, -40)"
      graphkit explain plan.excalidraw aR8wX1uv --fix end=Model
      graphkit explain plan.excalidraw aR8wX1uv --unfix end
      graphkit explain plan.excalidraw -- "- words after a dash"
    """
    import graphkit as gk
    from graphkit.explanation import Explanation

    fixes = [_parsed(text) for text in fix or ()]
    if any(key not in (*WITH_ELEMENT, *BY_ITSELF) for key in unfix or ()):
        refuse(f"it is one of {', '.join((*WITH_ELEMENT, *BY_ITSELF))}", "--unfix")
    if fixes or unfix:
        analysis, what = _fix(path, what, fixes, unfix or ())
    else:
        analysis = analyzed(path)
    if unfix and all(element.id != what for element in analysis.drawing.elements):
        explanation = Explanation(query=what, subjects=())  # It is gone from the drawing, and now from the file.
    else:
        try:
            explanation = gk.explain(analysis, what)
        except LookupError as error:
            refuse(str(error.args[0]))
    if as_json:
        terminal.print_json({"path": path, **dataclasses.asdict(explanation)})
    elif explanation.subjects:
        terminal.print_line(str(explanation))


def _check_number(value: float, option: str) -> None:
    """Refuse what can be written as a number and is none."""
    if not math.isfinite(value):
        refuse(f"{value} is no number", option)


def _parsed(text: str) -> tuple[str, str]:
    """`start=a` as its key and value; what needs no value has none."""
    key, equals, value = text.partition("=")
    if not (value if key in WITH_ELEMENT else key in BY_ITSELF and not equals):
        wanted = [f"{name}=ELEMENT" for name in WITH_ELEMENT] + list(BY_ITSELF)
        refuse(f"{text!r} is none of {', '.join(wanted)}", "--fix")
    return key, value


def _fix(path: str, what: str, fixes: Sequence[tuple[str, str]], unfixes: Sequence[str]) -> tuple[Analysis, str]:
    """Write corrections of one element into the file beside the drawing; the analysis that follows them, and its id.

    What cannot be followed is not written. What is taken out is taken out whatever else the file says.
    """
    import graphkit as gk
    from graphkit.corrections import Corrections, amended, save
    from graphkit.explanation.words import Names

    file = corrections_file(path)
    if file is None:
        refuse("corrections are kept beside a drawing, and this is no file", "--fix")
    keys = [*(key for key, _ in fixes), *unfixes]
    if len(set(keys)) < len(keys) or sum(key in OF_A_TEXT for key, _ in fixes) > 1:
        refuse("it says two things at once", "--fix")
    drawing = gk.read(path)
    said = gk.read_corrections(file) if file.exists() else Corrections()
    known = _followed(drawing, said)
    names = Names(known)
    id = _subject(known, said, what, keys)
    values: dict[str, str | None] = dict.fromkeys(unfixes)
    for key, value in fixes:
        values[key] = _one(known, value, "arrow" if key == "labels" else "thing") if value else "true"
    # Several elements may be drawn as one connector: of which, and of which of its ends, is it to be said?
    where = {key: _said_of(known, said, id, key) if values[key] != id else (id, key) for key in keys}
    if absent := [key for key in unfixes if not said.speak_of(*where[key])]:
        refuse(f"there is no correction of {' or '.join(absent)} of {names.full(id)} to take out", "--unfix")
    for key in [key for key, _ in fixes if key in TERMINALS and not said.speak_of(*where[key])]:
        where[key] = _end_of(known, said, id, key)
    amendments: dict[str, dict[str, str | None]] = {}
    for key, (element, own) in where.items():
        amendments.setdefault(element, {})[own] = values[key]
    remarks = {one: names.kind_and_words(one) for one in (*amendments, *filter(None, values.values()))}
    text, corrections = amended(file, drawing, amendments, remarks)
    analysis = _tried(drawing, corrections) if fixes else None
    save(file, text)
    for done, which in (("written", [key for key, _ in fixes]), ("taken out", unfixes)):
        if which:
            terminal.remark(f"{file}: {', '.join(which)} of {names.full(id)} {done}")
    return analysis or gk.analyze(drawing, corrections=corrections), id


def _tried(drawing: Drawing, corrections: Corrections) -> Analysis:
    """The analysis with corrections that are not written yet."""
    import graphkit as gk

    try:
        return gk.analyze(drawing, corrections=corrections)
    except CorrectionsError as error:
        raise CorrectionsError(f"{error}; nothing was written") from None


def _followed(drawing: Drawing, said: Corrections) -> Analysis:
    """The analysis with the corrections, or where they cannot be followed any more, without."""
    import graphkit as gk

    try:
        return gk.analyze(drawing, corrections=said)
    except CorrectionsError:
        return gk.analyze(drawing)


def _subject(analysis: Analysis, said: Corrections, what: str, keys: Sequence[str]) -> str:
    """The id of the one element that `what` means, of which all that is fixed can be said."""
    from graphkit.explanation.words import Names

    # It need not be in the drawing any more, to be taken out of the file.
    if all(said.speak_of(what, key) for key in keys):
        return what
    ids = {key: _one(analysis, what, key) for key in keys}
    if len(set(ids.values())) > 1:
        full = Names(analysis).full
        refuse(f"{what!r} would mean {' and '.join(map(full, ids.values()))}; give an id", "ELEMENT|LABEL")
    return ids[keys[0]]


def _said_of(analysis: Analysis, said: Corrections, id: str, key: str) -> tuple[str, str]:
    """Of which element a file says what is asked of an end of a connector: this, or another that is drawn with it."""
    if key not in TERMINALS or said.speak_of(id, key):
        return id, key
    for connection in _drawn_with(analysis, id):
        end = connection.start if key == "start" else connection.end
        spoken = [(other, side) for (other, side), meant in said.ends.items() if other in connection.elements
                  and end.evidence.rule == "corrected" and analysis.thing_of[meant].id == end.target]  # fmt: skip
        if spoken:
            return min(spoken, key=lambda one: one[1] != key)
    # An arrow of the pen that joins nothing yet is spoken of by each of its strokes, too.
    kinds = {element.id: element.type for element in analysis.drawing.elements}
    others = [other for end in analysis.unresolved if id in end.elements for other in end.elements]
    strokes = [other for other in others if kinds[id] == kinds[other] == "freedraw" and said.speak_of(other, key)]
    return (strokes[0] if strokes else id), key


def _end_of(analysis: Analysis, said: Corrections, id: str, key: str) -> tuple[str, str]:
    """Of which element, and which of its ends, it has to be said what an end of a connector of several elements means.

    It is tried with what it means already, beginning with what was named, then with what ends nearest; that, where
    none will do.
    """
    import graphkit as gk
    from graphkit import geometry
    from graphkit.elements import Arrow, Freedraw, Line

    connections = _drawn_with(analysis, id)
    if len(connections) != 1 or len(connections[0].elements) == 1:
        return id, key
    every, means = connections[0].elements, _target(connections[0], key)
    sides: tuple[Terminal, Terminal] = ("start", "end") if key == "start" else ("end", "start")
    ends_at = analysis.paths[connections[0].key][-TERMINALS.index(key)]
    drawn = [e for e in analysis.drawing.elements if e.id in every and isinstance(e, Arrow | Line | Freedraw)]

    def order(one: tuple[str, Terminal]) -> tuple[bool, float]:
        return one != (id, key), away[one]

    away = {(e.id, side): math.dist(geometry.path(e)[-TERMINALS.index(side)], ends_at) for e in drawn for side in sides}
    for one in sorted(away, key=order)[:TRIES]:
        try:
            ends = {**said.ends, one: means}
            again = gk.analyze(analysis.drawing, corrections=dataclasses.replace(said, ends=ends))
        except CorrectionsError:
            continue
        for connection in again.connections:
            end = connection.start if key == "start" else connection.end
            if set(connection.elements) == set(every) and (end.evidence.rule, end.target) == ("corrected", means):
                return one
    return id, key


def _target(connection: Connection, key: str) -> str:
    """What an end of a connection means."""
    return (connection.start if key == "start" else connection.end).target


def _drawn_with(analysis: Analysis, id: str) -> list[Connection]:
    """The connections that an element is part of."""
    return [connection for connection in analysis.connections if id in connection.elements]


def _one(analysis: Analysis, query: str, role: str) -> str:
    """The one element that a query means in the role of `start`, `labels`, … (its subject), `arrow` or `thing`."""
    from graphkit.explanation import find
    from graphkit.explanation.words import Names

    try:
        found = find(analysis, query)
    except LookupError as error:
        refuse(str(error.args[0]))
    elements = {element.id: element for element in analysis.drawing.elements}
    if query not in elements:
        # Words may stand on a thing and on an arrow; what is said tells which is meant.
        if role in OF_A_TEXT:
            found = tuple(text for id in found for text in _texts(analysis, id))
        else:
            linear = role in (*TERMINALS, "arrow")
            pen = {id for id in found if elements[id].type == "freedraw" and id not in analysis.thing_of}
            fits = tuple(id for id in found if (elements[id].type in ("arrow", "line") or id in pen) == linear)
            found = found if role == "ignore" else fits
    if len(found) != 1:
        names = Names(analysis)
        which = names.apart(found) or "nothing that fits"
        refuse(f"{query!r} means {which}; give an id")
    return found[0]


def _texts(analysis: Analysis, id: str) -> tuple[str, ...]:
    """The texts that say what a thing or an arrow is called; a text itself."""
    for connection in analysis.connections:
        if connection.id == id:
            return tuple(label.text for label in connection.labels)
    thing = analysis.thing.get(id)
    return tuple(name.text for name in thing.names) or (id,) if thing is not None else (id,)


def bind(
    path: OnePath,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="The drawing to write.")],
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0.0, max=1.0, help="How sure it must be to be written.")
    ] = 0.5,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it is there already.")] = False,
    as_json: Json = False,
) -> None:
    """Write what was inferred into a drawing as bindings.

    In Excalidraw the arrows of OUT follow their boxes from then on, and texts their shapes and arrows. All else stays
    as it was, in a note byte for byte. What is not sure enough, or what the editor would move far, is left, and told.

    \b
    OUT is .excalidraw, or .md for an Obsidian note. It is a new file; what is
    there already is replaced with --force only, and PATH itself never.

    \b
    Example:
      graphkit bind sketch.excalidraw -o sketch-bound.excalidraw
    """
    import graphkit as gk
    from graphkit.explanation.words import Names
    from graphkit.rebinding import rebound

    check_drawing_target(out, path, force=force)
    _check_number(min_confidence, "--min-confidence")
    analysis = analyzed(path)
    done = rebound(analysis.drawing, analysis, min_confidence=min_confidence)
    make_folder(out.parent)
    gk.write_drawing(done.drawing, out)
    if as_json:
        wrote = [dataclasses.asdict(one) for one in done.wrote]
        left = [dataclasses.asdict(one) for one in done.left]
        terminal.print_json({"path": path, "out": str(out), "wrote": wrote, "left": left})
        return
    counts = [
        terminal.counted(sum(one.part in parts for one in done.wrote), noun)
        for parts, noun in ((TERMINALS, "arrow end"), (("label",), "label"), (("name",), "name"))
    ]
    terminal.print_line(f"{terminal.one_line(str(out))}: {', '.join(counts)} bound")
    names = Names(analysis)
    terminal.print_left([(one.part, names.full(one.element), names.full(one.target), one.why) for one in done.left])


def evaluate(
    paths: Paths,
    gap: Annotated[float, typer.Option("--gap", min=0.0, metavar="PX", help="Pull arrow ends back so far.")] = 0.0,
    labels: Annotated[
        Literal["drawn", "beside"] | None,
        typer.Option("--labels", help="Leave labels where they are, or put them beside their arrows."),
    ] = None,
    overlays: Annotated[
        Path | None, typer.Option("--overlays", metavar="FOLDER", help="Draw what differs, in red.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure how well drawings are read without their bindings.

    What the drawings declare is taken out, the rest is read, and what was inferred is compared with what was declared.
    With --gap the ends of all arrows stop short, and labels stand beside their arrows, as people draw who do not snap.
    docs/accuracy.md tells the method, and what each figure means.

    \b
    Examples:
      graphkit evaluate notes/
      graphkit evaluate notes/*.excalidraw.md --gap 20 --overlays differences/
    """
    import graphkit as gk
    from graphkit.formats.sources import one_line

    pictures: dict[str, Path] = {}
    named = drawings_at(paths)
    paths = list(named)
    if overlays is not None:
        bare = {path: bare_name(path, name) for path, name in named.items()}
        no_two_alike(bare, "would both be drawn as", "--overlays")
        # As they are stated, by which the pictures are found again: what cannot be printed does not tell them apart.
        no_two_alike({path: one_line(path) for path in paths}, "would both be the drawing", "PATH")
        pictures = {path: overlays / f"{name}.svg" for path, name in bare.items()}
        check_targets(pictures.values(), (".svg",), paths)
    _check_number(gap, "--gap")
    failed: list[dict[str, str]] = []

    def drawings() -> Iterator[Drawing]:
        for number, path in enumerate(paths, 1):
            with terminal.watching(path, number, len(paths)):
                try:
                    check_is_no_folder(path)
                    drawing = gk.read(path, name=path)
                except GraphkitError as error:
                    terminal.complain(error)
                    failed.append({"path": path, "error": str(error)})
                    continue
                if path in pictures:
                    pictures[drawing.name] = pictures[path]  # which is not the path, where that cannot be printed
                yield drawing

    evaluation = gk.evaluate(drawings(), gap=gap, labels=labels)
    if as_json:
        terminal.print_json({**_as_json(evaluation), "failed": failed})
    else:
        terminal.print_evaluation(evaluation)
    if overlays is not None:
        make_folder(overlays)
        for one in evaluation.drawings:
            if one.differences:
                make_folder(pictures[one.name].parent)
                one.overlay().write(pictures[one.name])
    if failed:
        raise typer.Exit(1)


def _as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Everything but the drawings themselves."""
    from graphkit.evaluation import PARTS

    drawings = []
    for one in evaluation.drawings:
        fields = {name: getattr(one, name) for name in one.__slots__ if name not in ("drawing", "thresholds", "judged")}
        differences = [dataclasses.asdict(difference) for difference in one.differences]
        drawings.append({**fields, "exact": one.exact, "differences": differences})
    curves = {part: evaluation.reliability(part) for part in PARTS}
    return {
        "gap": evaluation.gap,
        "labels": evaluation.labels,
        "figures": {name: _measured(share) for name, share in evaluation.figures.items()},
        "drawings": drawings,
        "silent": list(evaluation.silent),
        "reliability": {
            part: {**dataclasses.asdict(curve), "expected_error": _measured(curve.expected_error)}
            for part, curve in curves.items()
        },
    }


def _measured(share: float) -> float | None:
    """A share as JSON can hold it: null where there was nothing to measure."""
    return None if math.isnan(share) else share

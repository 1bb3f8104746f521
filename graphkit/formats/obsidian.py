"""The Obsidian note: front matter, the user's own text, the texts and links of the drawing, and the drawing itself.

What comes in: the note's text, its line ends LF. What goes out: its parts, with the places where they stand.

::

    ---
    excalidraw-plugin: parsed      front matter
    ---
    ==⚠  Switch to EXCALIDRAW VIEW …
    notes                          the user's own text
    %%                             (optional: here, before the drawing, at both, or nowhere)
    # Excalidraw Data              (since plugin 2.2; headings have one # less before)
    ## Text Elements
    Words ^aB3dE5gH                one block for each text
    ## Element Links
    Qw1Er2Ty: [[Note]]
    ## Embedded Files
    5e6f…: [[picture.png]]
    %%
    ## Drawing
    ```compressed-json             or json, or (plugin 1.2) one bare line with &#91; for [
    …
    ```
    %%

1. The drawing is the last fenced block after a Drawing heading with no other code between; else the last bare line.
2. The block ends at the next fence, else at a line of %%, else at the end.
3. The data begins at the first heading of data; what stands before it is the user's.
4. A text block ends at ` ^id` before a line end, where the id is an element's. Where one id is found twice, the place
   counts whose text is the element's own. What ends at an id of no element is the text of an element that is gone.
5. Element links and embedded files begin at the first of their headings after the last text block.
Source: obsidian-excalidraw-plugin `src/shared/excalidrawMarkdownParsing.ts` and `ExcalidrawData.ts`, back to 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from graphkit.formats.failure import RAISE_MAX_BYTES, FormatError
from graphkit.formats.lz import TooLongError, decompress
from graphkit.formats.markup import displayed

KEY = "excalidraw-plugin"
FINDING = "finding the drawing"
"""The step at which a note turns out to hold no drawing."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<keys>.*?\n|)---[ \t]*(?:\n|\Z)", re.DOTALL)
_SCALAR = re.compile(r"^[\"']?([A-Za-z_][\w-]*)[\"']?[ \t]*:(.*)$", re.MULTILINE)
# These three run over whole drawings: each begins with what a fast search finds.
_FENCE = re.compile(r"```(compressed-json|json)[ \t]*\n")
_JSON_END = re.compile(r"```(?=[ \t]*(?:%%)?[ \t]*(?:\n|\Z))")
_PACKED_END = re.compile(r"```")
_HEADING = re.compile(r"^##? Drawing[ \t]*\n", re.MULTILINE)
_BARE = re.compile(r"^##? Drawing[ \t]*\n(?=\{)", re.MULTILINE)
_DATA = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^# Excalidraw Data[ \t]*$",
        r"(?<!#)# Excalidraw Data[ \t]*$",
        r"^##? Text Elements[ \t]*$",
        r"(?<!#)##? Text Elements[ \t]*$",
        r"^##? (?:Element Links|Embedded [Ff]iles)[ \t]*$",
    )
]
_TEXTS = re.compile(r"(?<!#)##? Text Elements[ \t]*\n+")
_BLOCK_END = re.compile(r"\s\^(\S{1,64})[ \t]*(?:\n\n?|\Z)")
_LOOKS_LIKE_ID = re.compile(r"[\w-]{8}", re.ASCII)
_AFTER_TEXTS = re.compile(r"^##? (?:Element Links|Embedded [Ff]iles)[ \t]*$", re.MULTILINE)
_ELEMENT_LINK = re.compile(r"^(?P<id>\S{1,64}): *(?P<link>\S.*)$", re.MULTILINE)
_EMBEDDED = re.compile(
    r"^(?P<id>\w+):[ \t]*(?:!?\[\[(?P<path>[^\]|\n]+)|(?P<formula>\$\$(?s:.*?)\$\$)"
    r"|(?P<address>(?:https?|file|ftps?)://\S+|markdown-image))",
    re.MULTILINE,
)
_INLINE_LINK = re.compile(r"\A%%\*\*\*>>>text element-link:(?P<link>.*?)<<<\*\*\*%%", re.DOTALL)
_WARNING = re.compile(r"^==⚠.*$\n*", re.MULTILINE)
_COMMENT_AT_END = re.compile(r"(?:^#[ \t]*\n+)?^%%\s*\Z", re.MULTILINE)

_BACKUP = "Restore it from a backup or from Obsidian's file recovery"


@dataclass(frozen=True, kw_only=True)
class Note:
    """An Obsidian note taken apart; places are offsets in its text."""

    text: str
    front_matter: Mapping[str, str]
    front_matter_end: int
    data_start: int
    """Where the heading of data begins, or the Drawing heading where there is none."""
    heading_start: int
    """Where the Drawing heading begins."""
    block: tuple[int, int]
    """Where the fenced block's content begins and ends."""
    encoding: str
    """`compressed-json`, `json` or `bare`."""
    has_entities: bool
    """Whether `[` is written `&#91;` in the block (plugin 1.2)."""
    scene: str
    """The scene's JSON."""

    @property
    def data(self) -> str:
        """The texts, links and files of the drawing."""
        return self.text[self.data_start : self.heading_start]

    @property
    def own_text(self) -> str:
        """The user's own text, without the plugin's warning and comment marks."""
        own = _WARNING.sub("", self.text[self.front_matter_end : self.data_start])
        return _COMMENT_AT_END.sub("", own).strip()


@dataclass(frozen=True, kw_only=True)
class TextBlock:
    """One text or link of the note, and where it stands in the note's data."""

    text: str
    start: int
    end: int


@dataclass(kw_only=True)
class Extras:
    """What the note says of its elements beside the drawing's JSON."""

    texts: dict[str, TextBlock] = field(default_factory=dict)
    links: dict[str, TextBlock] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    emptied: set[str] = field(default_factory=set)
    """Ids of texts that have words in the drawing and none in the note."""
    lost: list[str] = field(default_factory=list)
    """Texts whose element is not in the drawing."""


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The scalar keys of a note's front matter, and where it ends."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, 0
    return {key: value.strip().strip("\"'") for key, value in _SCALAR.findall(found["keys"])}, found.end()


def is_drawing(text: str) -> bool:
    """Whether a note's front matter says that it is a drawing."""
    return front_matter(text)[0].get(KEY, "").lower() not in ("", "false", "null", "~")


def take_apart(text: str, *, max_chars: int) -> Note:
    """The parts of a note."""
    keys, start = front_matter(text)
    heading, block_start, encoding = _find_drawing(text, start)
    end = _end_of_block(text, block_start, encoding)
    scene = text[block_start:end]
    has_entities = encoding != "compressed-json" and "[" not in scene
    if encoding == "compressed-json":
        try:
            scene = decompress(scene, max_chars=max_chars)
        except TooLongError as error:
            raise FormatError("unpacking the drawing", str(error), RAISE_MAX_BYTES) from None
        except ValueError as error:
            raise FormatError("unpacking the drawing", str(error), _BACKUP) from None
    elif not scene.strip():
        raise FormatError("unpacking the drawing", "the block of its drawing is empty", _BACKUP)
    elif has_entities:
        scene = scene.replace("&#91;", "[")
    data = next(filter(None, (pattern.search(text, start, heading) for pattern in _DATA)), None)  # Rule 3
    return Note(
        text=text,
        front_matter=keys,
        front_matter_end=start,
        data_start=data.start() if data else heading,
        heading_start=heading,
        block=(block_start, end),
        encoding=encoding,
        has_entities=has_entities,
        scene=scene[: scene.rfind("}") + 1],
    )


def _find_drawing(text: str, start: int) -> tuple[int, int, str]:
    """Where the Drawing heading and the content of its block begin, and how the content is written."""
    for fence in reversed(list(_FENCE.finditer(text, start))):  # Rule 1
        if not text.startswith("\n", fence.start() - 1):
            continue
        code_before = text.rfind("`", start, fence.start()) + 1
        headings = list(_HEADING.finditer(text, max(code_before, start), fence.start()))
        if headings:
            return headings[-1].start(), fence.end(), fence[1]
    bare = list(_BARE.finditer(text, start))
    if bare:
        return bare[-1].start(), bare[-1].end(), "bare"
    if _HEADING.search(text, start):
        found = "its Drawing section holds no json or compressed-json block"
        raise FormatError(FINDING, found, _BACKUP)
    found = "it has no Drawing section, so it holds no drawing"
    raise FormatError(FINDING, found, "Save it once as a drawing in Obsidian, or leave it out")


def _end_of_block(text: str, start: int, encoding: str) -> int:
    """Rule 2, for the block whose content begins at `start`."""
    if encoding == "bare":
        end = text.find("\n", start)
    else:
        closing = (_PACKED_END if encoding == "compressed-json" else _JSON_END).search(text, start)
        end = closing.start() if closing else text.find("\n%%", start)
    return len(text) if end < 0 else end


def extras(note: Note, own_texts: Mapping[str, tuple[str, ...]], ids: Collection[str]) -> Extras:
    """What the note says of the elements `ids`; `own_texts` are the JSON's versions of each text element's words."""
    found = Extras()
    data = note.data
    heading = _TEXTS.search(data)
    position = _read_texts(data, heading.end(), own_texts, ids, found) if heading else 0
    after = _AFTER_TEXTS.search(data, position)  # Rule 5
    if after:
        for entry in _ELEMENT_LINK.finditer(data, after.start()):
            if entry["id"] in ids:
                link = entry["link"].rstrip()
                found.links[entry["id"]] = TextBlock(
                    text=link, start=entry.start("link"), end=entry.start("link") + len(link)
                )
        for entry in _EMBEDDED.finditer(data, after.start()):
            if entry["id"] not in ids:
                found.files[entry["id"]] = entry["path"] or entry["formula"] or entry["address"]
    return found


def _read_texts(
    data: str, position: int, own_texts: Mapping[str, tuple[str, ...]], ids: Collection[str], found: Extras
) -> int:
    """Rule 4, from `position` on; where the last block ends."""
    ends = list(_BLOCK_END.finditer(data, position))
    if ends:
        position -= _own_breaks(data, position, own_texts.get(ends[0][1], ()))
    last = {end[1]: number for number, end in enumerate(ends)}
    starts = [position]
    wanted: dict[str, set[str]] = {}  # worked out once for each id, however often the note has it
    effort = 100_000 + 4 * len(data)  # characters to compare in all, so that no note can take for ever
    for number, end in enumerate(ends):
        identity = end[1]
        if identity not in ids:
            if _LOOKS_LIKE_ID.fullmatch(identity) and data.endswith("\n\n", 0, end.end()):
                starts.append(end.end())
            continue
        start, comes_again = starts[-1], last[identity] > number
        if len(starts) > 1 or comes_again:
            if identity not in wanted:
                wanted[identity] = {_bare(text) for text in own_texts.get(identity, ())}
            exact, effort = _exact_start(data, starts, end.start(), wanted[identity], effort)
            if identity in found.texts or (comes_again and exact is None):
                continue
            start = start if exact is None else exact
        found.lost += [_without_id(data[low:high]) for low, high in pairwise(starts) if high <= start]
        _keep_text(identity, TextBlock(text=data[start : end.start()], start=start, end=end.start()), own_texts, found)
        starts = [end.end()]
    after = _AFTER_TEXTS.search(data, starts[0])
    limit = after.start() if after else len(data)
    found.lost += [_without_id(data[low:high]) for low, high in pairwise(starts) if high <= limit]
    return starts[0]


def _own_breaks(data: str, position: int, own: Collection[str]) -> int:
    """How many of the line breaks after the heading are the first text's own, and do not only set it apart."""
    own_breaks = max((len(text) - len(text.lstrip("\n")) for text in own), default=0)
    breaks = position - len(data[:position].rstrip("\n"))
    return min(own_breaks, max(breaks - 1, 0))


def _exact_start(data: str, starts: list[int], end: int, wanted: set[str], effort: int) -> tuple[int | None, int]:
    """The first of `starts` from which the data up to `end` is one of the `wanted`; and the effort that is left."""
    for start in starts:
        effort -= end - start
        if effort <= 0:
            break
        if _bare(data[start:end]) in wanted:
            return start, effort
    return None, effort


def _keep_text(identity: str, block: TextBlock, own_texts: Collection[str], found: Extras) -> None:
    """A block is its text element's words, or (before plugin 2.0.26) the link of any other element."""
    inline = _INLINE_LINK.match(block.text)
    if inline:
        found.links[identity] = TextBlock(
            text=inline["link"].strip(), start=block.start + inline.start("link"), end=block.start + inline.end("link")
        )
        block = replace(block, text=block.text[inline.end() :], start=block.start + inline.end())
    if identity in own_texts:
        found.texts[identity] = block
    else:
        found.links[identity] = replace(block, text=block.text.strip())


def is_one_block(words: str, identity: str) -> bool:
    """Whether a block that says `words` is read as just that: not in part, nor as another's words or a link."""
    end = _BLOCK_END.search(f"{words} ^{identity}\n\n")
    ends_once = end is not None and end.start() == len(words)
    return ends_once and "\r" not in words and not _INLINE_LINK.match(words)


def _without_id(block: str) -> str:
    return block.rpartition("^")[0].strip()


def _bare(text: str) -> str:
    """A text without its line breaks and spaces, which wrapping changes."""
    return "".join(displayed(text).split())

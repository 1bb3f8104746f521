"""What each text says, and what a note adds to the elements of its drawing.

What comes in: decoded elements, fresh, and the note around them. What goes out: the same elements, filled in.

1. What a text says is the note's own text, else its markup, else the unwrapped text, else the text as shown.
2. Where the note's text is not the drawing's, the note wins: it becomes the text everywhere, as in the plugin.
3. The note's link of an element wins over the drawing's.
4. The marks that older plugins put before the links they show (a pin, a globe) are not part of the text.
5. A text without words, in the drawing and in the note, is no part of the drawing, as in the editor.
"""

from __future__ import annotations

import re

from msgspec.structs import force_setattr

from graphkit.elements import Element, Text
from graphkit.formats import obsidian
from graphkit.formats.log import Log
from graphkit.formats.markup import displayed, understand
from graphkit.formats.obsidian import Extras, Note
from graphkit.formats.repair import shown
from graphkit.formats.settle import note_invisible

_MARKS = re.compile(r"\A(?:\U0001f4cd|\U0001f310)(?=!?\[)")


def fill_in(elements: list[Element], note: Note | None, log: Log) -> tuple[list[Element], dict[str, str]]:
    """The elements that are left, every text with its label, links and tags; and what the note's files are."""
    texts = {element.id: element for element in elements if isinstance(element, Text)}
    found = Extras()
    if note is not None and note.data:
        found = _overlay(elements, texts, note, log)
    silent: set[int] = set()
    for number, text in enumerate(elements):
        if not isinstance(text, Text):
            continue
        if not text.text or not text.original_text:
            force_setattr(text, "text", text.text or text.original_text)
            force_setattr(text, "original_text", text.original_text or text.text)
        words = text.raw_text or text.original_text
        if text.id in found.texts:
            words = text.raw_text
        elif not text.raw_text and note is not None:
            words = _MARKS.sub("", words)  # Rule 4
        if not words and text.id not in found.emptied:
            silent.add(number)  # Rule 5
            continue
        label, links, tags = understand(words)  # Rule 1
        force_setattr(text, "label", label)
        force_setattr(text, "links", links)
        force_setattr(text, "tags", tags)
    kept = [element for number, element in enumerate(elements) if number not in silent] if silent else elements
    for number in sorted(silent):
        note_invisible(elements[number], log)
    return kept, found.files


def _overlay(elements: list[Element], texts: dict[str, Text], note: Note, log: Log) -> Extras:
    own = {identity: (text.raw_text, text.original_text, text.text) for identity, text in texts.items()}
    ids = {element.id for element in elements}
    extras = obsidian.extras(note, own, ids)
    for identity, block in extras.texts.items():
        text = texts[identity]
        if not _agree(block.text, own[identity]):
            _replace_text(text, block.text, log)
            if not block.text.strip():
                extras.emptied.add(identity)
        force_setattr(text, "raw_text", block.text)
    for element in elements:
        link = extras.links.get(element.id)
        if link:
            force_setattr(element, "link", link.text)  # Rule 3
    for lost in filter(None, extras.lost):
        message = f"The note has the text {shown(lost)}, but no element shows it; it was left out."
        log.note("lost-text", message)
    return extras


def _agree(block: str, own: tuple[str, ...]) -> bool:
    """Whether the note's text is the drawing's, wrapping and the way links are shown aside."""
    bare = "".join(displayed(block).split())
    if not bare:
        return not any(text.strip() for text in own)
    return block in own or any(bare == "".join(displayed(_MARKS.sub("", text)).split()) for text in own if text)


def _replace_text(text: Text, block: str, log: Log) -> None:
    """Rule 2."""
    message = f"The note says {shown(block.strip())}, the drawing {shown(text.text)}; the note was believed."
    log.note("differing-text", message, text.id)
    force_setattr(text, "text", displayed(block))
    force_setattr(text, "original_text", displayed(block))

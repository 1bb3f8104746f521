"""The markup inside a text: links, tags, and what a reader sees of them.

What comes in: a text as written. What goes out: its label, the targets of all its links, and all its tags.

1. `[[target|alias]]` and `[alias](url)`, each with an optional `!` before and `{width}` behind, are links; their alias
   is shown, or the target where there is none. A `\\[` is a bracket and begins no link.
2. A text that begins with `scheme://` is itself a link.
3. `#` and letters, digits, `/`, `_`, `-` or emoji, not only digits, are a tag, unless they stand inside a link.
Source: obsidian-excalidraw-plugin `src/shared/ExcalidrawData.ts` (REGEX_LINK, REGEX_TAGS), Obsidian's own rule for 3.
"""

from __future__ import annotations

import re

_WIKI = r"\[\[(?P<target>[^\[\]|\n]+)(?:\|(?P<alias>[^\[\]\n]*))?\]\]"
# An address may hold pairs of brackets. Possessive, since for each turn that it may take back a group keeps 200 bytes.
_MARKDOWN = r"\[(?P<shown>[^\[\]\n]*)\]\((?P<url>(?!\))[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)\)"
_LINK = re.compile(rf"(?<!\\)!?(?:{_WIKI}|{_MARKDOWN})(?:\{{\d+\}})?")
_ADDRESS = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*://\S+)")
_TAG = re.compile(r"(?<![\w&/#])#([\w/\-\u2600-\u27bf\U0001f300-\U0001faff]+)")


def understand(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What `text` says to a reader, the targets of its links, and its tags, each once and in order."""
    if "[" in text:
        links = [(found["target"] or found["url"]).strip() for found in _LINK.finditer(text)]
        label, rest = _LINK.sub(_shown, text).replace("\\[", "["), _LINK.sub(" ", text)
    else:
        links, label, rest = [], text, text
    if "://" in rest and (address := _ADDRESS.match(rest)):  # Rule 2
        links.insert(0, address[1])
    tags: tuple[str, ...] = ()
    if "#" in rest:  # Rule 3
        tags = tuple(dict.fromkeys(tag for tag in _TAG.findall(rest) if not tag.isdecimal()))
    return label.strip(), tuple(dict.fromkeys(links)), tags


def displayed(text: str) -> str:
    """The text with its links as they are shown, otherwise as it is."""
    return _LINK.sub(_shown, text).replace("\\[", "[")


def _shown(link: re.Match[str]) -> str:
    """Rule 1."""
    if link["target"] is not None:
        return link["alias"] or link["target"]
    return link["shown"] or link["url"]

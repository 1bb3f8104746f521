"""The markup inside a text: links, tags, and what a reader sees.

What comes in: a text as written. What goes out: its label, the targets of its links and its tags.
"""

from __future__ import annotations

import re

_WIKI = r"!?\[\[(?P<target>[^\]|]+)(?:\|(?P<alias>[^\]]*))?\]\]"
_MARKDOWN = r"!?\[(?P<shown>[^\[\]]*)\]\((?P<url>(?:[^()\s]|\([^()\s]*\))+)\)"
_LINK = re.compile(f"(?:{_WIKI}|{_MARKDOWN})(?:\\{{\\d+\\}})?")
_TAG = re.compile(r"(?<![\w&/#])#([^\W\d_][\w/-]*|\d+[\w/-]*[^\W\d][\w/-]*)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


def understand(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What `text` says to a reader, the targets of its links, and its tags."""
    links = tuple((m["target"] or m["url"]).strip() for m in _LINK.finditer(text))
    label = _LINK.sub(_shown, text)
    if _ADDRESS.match(text):
        links = (_ADDRESS.match(text)[0], *links)  # type: ignore[index]  # matched in the line above
    tags = tuple(dict.fromkeys(_TAG.findall(label))) if "#" in label else ()
    return label.strip(), links, tags


def _shown(match: re.Match[str]) -> str:
    if match["target"] is not None:
        return match["alias"] or match["target"]
    return match["shown"] or match["url"]

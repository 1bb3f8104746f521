"""What a file is, by its content; its name counts only where the content says nothing.

What comes in: bytes and a file name. What goes out: the suffix that `READERS` knows it by, or `FormatError` with what
the file is instead.
"""

from __future__ import annotations

from graphkit.formats.encoding import encoding_of
from graphkit.formats.failure import UNKNOWN, FormatError
from graphkit.formats.pictures import PNG_SIGNATURE

_HEAD = 4096
_OTHERS = {
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a WebP picture or a sound",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"<mxfile": "a draw.io drawing",
    b"<mxGraphModel": "a draw.io drawing",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
}
"""How files begin that are given by mistake, in lower case where they are text."""


def sniff(data: bytes, name: str) -> str:
    """The suffix by which `data` is to be read."""
    if not data.strip(b" \t\r\n\0"):
        raise FormatError("opening", "the file is empty", "Restore it from a backup")
    if data.startswith(PNG_SIGNATURE):
        return ".png"
    mark, encoding, _ = encoding_of(data)
    head = data[len(mark) : _HEAD]
    if encoding != "utf-8":
        head = head.decode(encoding, "ignore").encode("utf-8", "ignore")
    head = head.lstrip()
    if head.startswith(b"{") or (head.startswith(b"[") and head[1:].lstrip()[:1] in (b"{", b"[", b"]")):
        return ".excalidraw"
    if head.startswith(b"---"):
        return ".md"
    if head.startswith(b"<") and b"<svg" in data[: 16 * _HEAD]:
        return ".svg"
    for start, what in _OTHERS.items():
        if head.startswith(start) or head[: len(start)].lower() == start:
            raise FormatError(UNKNOWN, f"it is {what}, not an Excalidraw drawing", "Give an Excalidraw drawing")
    return ".json" if name.lower().endswith((".excalidraw", ".json", ".excalidrawlib")) else ".md"

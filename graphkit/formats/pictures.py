"""Drawings inside exported pictures: the scene that Excalidraw embeds in an SVG or PNG on request.

What comes in: the picture. What goes out: the scene's JSON text; `FormatError` where there is none.

1. A PNG holds it in a tEXt chunk with the keyword `application/vnd.excalidraw+json`.
2. An SVG holds it in base64 between the comments `payload-start` and `payload-end`; version 2 of it is bytes, version 1
   is text in UTF-8.
3. Either holds a wrapper `{encoding: "bstring", compressed, encoded}` whose characters are bytes, deflated or plain;
   the oldest hold the scene itself.
Source: excalidraw `packages/excalidraw/data/image.ts`, `encode.ts`, `scene/export.ts`.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
import zlib

import msgspec

from graphkit.formats.failure import RAISE_MAX_BYTES, FormatError
from graphkit.formats.repair import shown

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"application/vnd.excalidraw+json"
_PAYLOAD_TYPE = "payload-type:application/vnd.excalidraw+json"
_PAYLOAD = re.compile(r"<!--\s*payload-start\s*-->([A-Za-z0-9+/=\s]*)<!--\s*payload-end\s*-->")
_VERSION = re.compile(r"<!--\s*payload-version:\s*(\d+)\s*-->")

_EXPORT = "Export it again with 'Embed scene' switched on"


class _Wrapper(msgspec.Struct):
    encoding: str = "bstring"
    compressed: bool = False
    encoded: str | None = None


_wrapper = msgspec.json.Decoder(_Wrapper)


def scene_in_png(data: bytes, *, max_bytes: int) -> str:
    """Rule 1."""
    position = len(PNG_SIGNATURE)
    while position + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        if kind == b"tEXt":
            keyword, _, text = data[position + 8 : position + 8 + length].partition(b"\0")
            if keyword == _KEYWORD:
                return _unwrap(text.decode("latin-1"), max_bytes)
        position += length + 12
    raise FormatError("finding the drawing", "the picture has no drawing embedded in it", _EXPORT)


def scene_in_svg(text: str, *, max_bytes: int) -> str:
    """Rule 2."""
    payload = _PAYLOAD.search(text) if _PAYLOAD_TYPE in text else None
    if payload is None:
        raise FormatError("finding the drawing", "the picture has no drawing embedded in it", _EXPORT)
    try:
        packed = base64.b64decode("".join(payload[1].split()), validate=True)
    except binascii.Error:
        raise FormatError("unpacking the drawing", "the embedded drawing is damaged", _EXPORT) from None
    version = _VERSION.search(text, 0, payload.start())
    is_bytes = version is not None and version[1] != "1"
    return _unwrap(packed.decode("latin-1" if is_bytes else "utf-8", "replace"), max_bytes)


def _unwrap(text: str, max_bytes: int) -> str:
    """Rule 3."""
    try:
        wrapper = _wrapper.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise FormatError("unpacking the drawing", "the embedded drawing is damaged", _EXPORT) from None
    if wrapper.encoded is None:
        return text
    if wrapper.encoding != "bstring":
        found = f"the embedded drawing is encoded as {shown(wrapper.encoding)}"
        raise FormatError("unpacking the drawing", found, "Export it again with a current editor")
    try:
        packed = wrapper.encoded.encode("latin-1")
        if wrapper.compressed:
            unpacker = zlib.decompressobj()
            packed = unpacker.decompress(packed, max_bytes)
            if unpacker.unconsumed_tail:
                found = f"it unfolds to more than the {max_bytes:,} bytes allowed"
                raise FormatError("unpacking the drawing", found, RAISE_MAX_BYTES)
    except (UnicodeError, zlib.error):
        raise FormatError("unpacking the drawing", "the embedded drawing is damaged", _EXPORT) from None
    return packed.decode("utf-8", "replace")

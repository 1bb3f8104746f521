"""How a file's bytes encode its text: as the mark at their beginning says, and as UTF-8 where there is none."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", 1),
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)


def encoding_of(data: bytes) -> tuple[bytes, str, int]:
    """The mark that `data` begins with, the encoding it stands for, and the bytes that a unit of it takes."""
    return next((each for each in _MARKS if data.startswith(each[0])), (b"", "utf-8", 1))

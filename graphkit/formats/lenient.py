"""JSON that is almost right, made right.

What comes in: a text that no JSON reader accepts. What goes out: JSON that says the same, or an `FormatError`.

1. `NaN`, `Infinity` and `-Infinity` become `null`, and so do numbers too large to be told from them (`1e999`).
2. Control characters inside strings are let through; halves of surrogate pairs become U+FFFD.
3. What follows the first complete value is dropped (two versions of a file merged by a sync program).
"""

from __future__ import annotations

import json
import math
import re

from graphkit.formats.failure import FormatError

# A value mended here is a Python object for a while, which can be twenty times as large as its text.
_LONGEST = 32_000_000
_HALF = re.compile("[\ud800-\udfff]")


def number_or_none(digits: str) -> int | None:
    """An integer, unless it has so many digits that nobody meant it."""
    return int(digits) if len(digits) < 300 else None


def finite_or_none(digits: str) -> float | None:
    """A number with a point or an exponent, unless no float can hold it: Python would write it as `Infinity`."""
    number = float(digits)
    return number if math.isfinite(number) else None


_DECODER = json.JSONDecoder(
    parse_constant=lambda _: None, parse_int=number_or_none, parse_float=finite_or_none, strict=False
)


def mend(text: str, reason: str) -> str:
    """The JSON that `text` was meant to be; `reason` is what a strict reader said."""
    if len(text) > _LONGEST:
        raise FormatError("reading its JSON", reason, "Restore the file from a backup")
    try:
        value, _ = _DECODER.raw_decode(text.lstrip())
        return without_halves(json.dumps(value, ensure_ascii=False))
    except RecursionError:
        raise too_deep() from None
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            found = "it ends too early, the file was cut off"
        elif error.pos == 0:
            found = "it is no JSON"
        else:
            found = f"{error.msg} at line {error.lineno}, column {error.colno}"
        raise FormatError("reading its JSON", found, "Restore the file from a backup, or save it again") from None


def without_halves(text: str) -> str:
    """The text with each half of a surrogate pair, which UTF-8 cannot hold, replaced by U+FFFD."""
    return _HALF.sub("\ufffd", text)


def too_deep() -> FormatError:
    """The failure of a text whose lists or objects lie too deep in each other."""
    found = "its lists and objects are nested too deeply"
    return FormatError("reading its JSON", found, "No drawing program writes this; check where the file comes from")

"""What every output needs: text that any format can hold, and files that are written whole or not at all.

What comes in: text that a drawing may have put anything into, and a path. What goes out: clean text, or a file that a
reader sees either as it was before or complete.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TypeAlias

from graphkit.problems import WriteError

Scalar: TypeAlias = str | int | float | bool
"""What an attribute of a graph may be."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Everything outside `Char` of XML 1.0 (https://www.w3.org/TR/xml/#charsets): most control characters, lone halves of
# surrogate pairs, U+FFFE and U+FFFF. What XML can hold, UTF-8, JSON and HTML can hold as well.
# Told by what it is and not by what it is not: that compiles, and searches, in a fraction of the time.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOOKED_AT = 400
"""Characters of a text from which what is told of it is taken: it may have millions."""


def clean_text(text: str) -> str:
    """The text with what XML 1.0 cannot hold replaced: surrogate pairs joined, all else shown as U+FFFD."""
    if _FORBIDDEN.search(text) is None:
        return text
    if _SURROGATE.search(text) is not None:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _FORBIDDEN.sub(REPLACEMENT, text)


def short(text: str, most: int = 80) -> str:
    """The text on one line, and no longer than so many characters."""
    line = " ".join(text[:_LOOKED_AT].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def write_whole(path: str | os.PathLike[str], chunks: Iterable[str] | Iterable[bytes]) -> None:
    """Write the chunks, text as UTF-8 with LF, so that no one ever sees the file half-written.

    Raises `WriteError` where the system refuses; whatever else `chunks` raises goes through. Either way what was at
    `path` before is still there, and nothing is left beside it.
    """
    # A link is followed, so that what it points to is replaced and not the link.
    target = Path(os.path.realpath(path))
    # Not by the path's own methods, which raise where a name is too long; below, that is told.
    if os.path.isdir(target):
        raise WriteError(f"{path}: cannot write here, it is a folder; name a file in it")
    if os.path.exists(target) and not os.path.isfile(target):
        raise WriteError(f"{path}: cannot write here, it is not an ordinary file")
    # In the same folder, because only there a rename is one step.
    part = target.with_name(f".graphkit-{secrets.token_hex(8)}.part")
    try:
        rights = target.stat().st_mode & 0o777 if target.exists() else None
        # What is to replace a file must at no time be open to more people than that is.
        with open(part, "xb", opener=partial(os.open, mode=0o666 if rights is None else 0o600)) as file:
            file.writelines(chunk.encode() if isinstance(chunk, str) else chunk for chunk in chunks)
        if rights is not None:
            part.chmod(rights)
        os.replace(part, target)
    except OSError as error:
        raise WriteError(f"{path}: cannot write the file: {error.strerror or error}{_advice(error, target)}") from error
    finally:
        # After the rename there is none; after any failure there may be.
        with contextlib.suppress(OSError):
            part.unlink()


def _advice(error: OSError, target: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"; make the folder {target.parent} first"
    if isinstance(error, PermissionError):
        return f"; the folder {target.parent} is closed to you, choose another"
    return ""

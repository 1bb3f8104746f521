"""Where a drawing comes from: a path, an address, bytes, a stream, or standard input.

What comes in: what the caller gave. What goes out: its bytes and its name, or a `ReadError`; never more than the limit
is read.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeAlias

from graphkit.formats.failure import RAISE_MAX_BYTES
from graphkit.formats.limits import Limits
from graphkit.problems import ReadError

Source: TypeAlias = str | os.PathLike[str] | bytes | IO[Any]


def load(source: Source, limits: Limits) -> tuple[bytes, str]:
    """The bytes of `source`, and what to call it in messages, with `/`; `TypeError` for what is no source."""
    if isinstance(source, bytes | bytearray | memoryview):
        data, where = bytes(source), "drawing"
    elif source == "-":
        data, where = sys.stdin.buffer.read(limits.max_bytes + 1), "stdin"
    elif isinstance(source, str) and "://" in source:
        data, where = _load_address(source, limits), source
    elif isinstance(source, str | os.PathLike):
        where = one_line(Path(source).as_posix())
        data = _load_path(Path(source), where, limits)
    elif not hasattr(source, "read"):
        raise TypeError(f"a drawing is read from a path, an address, bytes or a stream, not from {source!r}")
    else:
        where = one_line(str(getattr(source, "name", "stream")).replace(os.sep, "/"))
        content = source.read(limits.max_bytes + 1)
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else bytes(content)
    if len(data) > limits.max_bytes:
        raise ReadError(f"{where}: opening: it is larger than {limits.max_bytes:,} bytes. {RAISE_MAX_BYTES}.")
    return data, where


def one_line(name: str) -> str:
    """A file's name as it may stand in a message or an id: on one line, and Unicode."""
    name = name.encode("utf-8", "replace").decode("utf-8")
    return name if name.isprintable() else "".join(c if c.isprintable() else "?" for c in name)


def _load_path(path: Path, where: str, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return file.read(limits.max_bytes + 1)
            return _read_up_to(file.read, limits.max_bytes + 1)
    except FileNotFoundError:
        raise ReadError(f"{where}: opening: there is no such file. Check the path.") from None
    except IsADirectoryError:
        raise ReadError(f"{where}: opening: it is a folder, not a file. Give the drawings in it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(
            f"{where}: opening: it cannot be read ({one_line(reason)}). Check the path and its rights."
        ) from None


def _load_address(address: str, limits: Limits) -> bytes:
    try:
        import fsspec  # type: ignore[import-untyped]  # it ships no types
    except ImportError:
        advice = "Install it with: pip install 'graphkit[fsspec]'"
        raise ReadError(f"{one_line(address)}: opening: addresses need the package fsspec. {advice}.") from None
    try:
        with fsspec.open(address, "rb") as file:
            return _read_up_to(file.read, limits.max_bytes + 1)
    except ImportError as error:
        reason = one_line(str(error))
        advice = "Install that with pip"
        raise ReadError(f"{one_line(address)}: opening: such addresses need more ({reason}). {advice}.") from None
    except (OSError, ValueError) as error:
        reason = one_line(str(error) or type(error).__name__)
        raise ReadError(f"{one_line(address)}: opening: it cannot be read ({reason}). Check the address.") from None


def _read_up_to(read: Callable[[int], bytes], limit: int) -> bytes:
    """All that a reader gives that may give less than it is asked for, up to `limit` bytes."""
    chunks: list[bytes] = []
    left = limit
    while left > 0 and (chunk := read(min(left, 1 << 20))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)

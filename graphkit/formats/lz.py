"""LZ-string, as `compressToBase64` of the JavaScript library writes it: base64 text to text and back.

What comes in: the base64 text of a note, white space allowed anywhere, and a budget. What goes out: the text, its
surrogate pairs joined, or a `ValueError` whose message says what is wrong.

The format is LZ78 over UTF-16 code units. Six bits of each base64 character, most significant first, make a stream
from which numbers are read least significant bit first. Reversing the bits of every byte turns those numbers into
plain little-endian bit fields:

    base64 ──▶ bytes ──reverse bits──▶ │code│code│code│ …      all of one width until the dictionary outgrows it

1. A code below 3 is no entry: 0 and 1 announce a new 8 or 16 bit unit, which becomes an entry, and 2 ends the text.
2. Any other code is an entry, and makes a new one: the previous entry and the first unit of this one.
3. A code equal to the dictionary's size is the entry it is about to make: the previous one and its own first unit.
4. The width grows by one whenever the dictionary would outgrow it.

Between two changes of width the codes are fixed bit fields, so they are unpacked many at a time with operations on
whole byte strings (`_unpack`), and the loop over them does nothing but look up, append and join. Rules 1 and 3 are
rare; they are reached by the exceptions that the look-up raises, which cost nothing until then.
"""

from __future__ import annotations

import binascii
from array import array
from operator import length_hint

_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_SPACE = b" \t\r\n\v\f"
# Codes in a chunk, at least and at most: bounds the work wasted where a new unit ends a chunk early, and how far the
# output can run over its budget before it is looked at.
_SMALL_CHUNK, _LARGE_CHUNK = 8, 4096
# Below this many codes plain shifts beat unpacking by columns; above this width a code no longer fits its lane.
_FEW, _WIDE = 256, 25
# Characters of output for which one dictionary entry is allowed: an entry costs about this many bytes five times over.
_CHARS_PER_ENTRY = 16


class TooLongError(ValueError):
    """The text unfolds to more characters than were allowed."""

    def __init__(self, max_chars: int) -> None:
        super().__init__(f"it unfolds to more than the {max_chars:,} characters allowed")


def decompress(text: str, *, max_chars: int = 256_000_000) -> str:
    """Undo `compressToBase64`; refuses more than `max_chars` characters, or a dictionary that would dwarf them."""
    texts, has_pairs = _texts(*_bit_stream(text), max_chars)
    joined = "".join(texts)
    texts.clear()
    return join_surrogates(joined) if has_pairs else joined


def _texts(data: bytes, bits: int, max_chars: int) -> tuple[list[str], bool]:
    """The text in pieces, and whether surrogate pairs are in it; the dictionary is gone before they are joined."""
    if bits < 2:
        raise ValueError("the compressed data is empty")
    first = _field(data, 0, 2)
    if first == 2:
        return [], False
    if first > 2:
        raise ValueError("the compressed data is damaged at its start")
    previous = _unit(data, bits, 2, first)
    bit, width, room, step = 2 + (8 << first), 3, 4, _SMALL_CHUNK
    entries: list[str | None] = [None, None, None, previous]
    parts, texts, total = [previous], list[str](), 0
    has_pairs = "\ud800" <= previous < "\ue000"
    max_entries = max(max_chars // _CHARS_PER_ENTRY, 1 << 16)
    while True:
        count = min(room, step, (bits - bit) // width)
        if count < 1:
            raise ValueError("the compressed data ends too early")
        codes = _unpack(data, bit, width, count)
        used, previous = _expand(codes, entries, parts, previous)
        if len(parts) >= _LARGE_CHUNK:
            texts.append("".join(parts))
            parts.clear()
            total += len(texts[-1])
            if total > max_chars or len(entries) > max_entries:
                raise TooLongError(max_chars)
        bit += used * width
        room -= used
        if used == count:
            step = min(2 * step, _LARGE_CHUNK)
        else:  # Rule 1
            code = codes[used]
            bit += width
            if code == 2:
                break
            unit = _unit(data, bits, bit, code)
            bit += 8 << code
            has_pairs = has_pairs or "\ud800" <= unit < "\ue000"
            entries.append(unit)
            entries.append(previous + unit)
            parts.append(unit)
            previous = unit
            if room == 1:  # Rule 4, reached by the unit's own entry
                room, width = 1 << width, width + 1
                room -= 1
            else:
                room -= 2
            step = max(_SMALL_CHUNK, used)
        if not room:  # Rule 4
            room, width = 1 << width, width + 1
    texts.append("".join(parts))
    if total + len(texts[-1]) > max_chars:
        raise TooLongError(max_chars)
    return texts, has_pairs


def compress(text: str) -> str:
    """What `compressToBase64` makes of `text`."""
    from lzstring import LZString  # type: ignore[import-untyped]  # it ships no types; imported late since it is slow to load

    if not text.isascii():
        # The package takes characters for UTF-16 code units, and writes anything beyond them wrong.
        text = "".join(map(chr, array("H", text.encode("utf-16-le", "surrogatepass"))))
    return str(LZString().compressToBase64(text))


def join_surrogates(text: str) -> str:
    """UTF-16 code units as Unicode: pairs joined, lone halves kept."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _expand(codes: list[int], entries: list[str | None], parts: list[str], previous: str) -> tuple[int, str]:
    """Append what `codes` stand for to `parts` and `entries`; how many were used up, and the last entry."""
    left = iter(codes)
    emit, grow = parts.append, entries.append
    while True:
        try:
            for code in left:
                entry = entries[code]
                grow(previous + entry[0])  # type: ignore[index]  # None is the sign of rule 1, seen by its TypeError
                emit(entry)  # type: ignore[arg-type]
                previous = entry  # type: ignore[assignment]
        except IndexError:
            if code != len(entries):
                raise ValueError("the compressed data is damaged") from None
            previous += previous[0]  # Rule 3
            grow(previous)
            emit(previous)
        except TypeError:  # Rule 1
            return len(codes) - length_hint(left) - 1, previous
        else:
            return len(codes), previous


def _bit_stream(text: str) -> tuple[bytes, int]:
    """The base64 text as bytes of little-endian bit fields, and how many bits of them are data."""
    try:
        packed = text.encode("ascii").translate(None, _SPACE).rstrip(b"=")
        data = binascii.a2b_base64(packed + b"A" * (-len(packed) % 4), strict_mode=True)
    except ValueError:
        raise ValueError("the compressed data holds characters that are not base64") from None
    return data.translate(_REVERSED), len(packed) * 6


def _field(data: bytes, bit: int, width: int) -> int:
    """The bit field of `width` bits at `bit`."""
    return int.from_bytes(data[bit >> 3 : (bit + width + 7) >> 3], "little") >> (bit & 7) & ((1 << width) - 1)


def _unit(data: bytes, bits: int, bit: int, code: int) -> str:
    """The new unit that `code` (0 or 1) announces."""
    size = 8 << code
    if bit + size > bits:
        raise ValueError("the compressed data ends too early")
    return chr(_field(data, bit, size))


def _unpack(data: bytes, bit: int, width: int, count: int) -> list[int]:
    """`count` bit fields of `width` bits each, from `bit` on.

    Eight fields take `width` whole bytes, so the k-th of every eight begins at the same bit of the same byte of its
    group: four strided slices lay its bytes out in lanes of 32 bits, and one shift and one mask of the whole serve all.
    """
    if count < _FEW or width > _WIDE:
        mask = (1 << width) - 1
        fields = int.from_bytes(data[bit >> 3 : (bit + count * width + 7) >> 3], "little") >> (bit & 7)
        return [fields >> shift & mask for shift in range(0, count * width, width)]
    groups = (count + 7) // 8
    start = bit >> 3
    fields = int.from_bytes(data[start : start + groups * width + 1], "little") >> (bit & 7)
    packed = (fields & ((1 << (groups * width * 8)) - 1)).to_bytes(groups * width, "little")
    mask = int.from_bytes(((1 << width) - 1).to_bytes(4, "little") * groups, "little")
    codes = array("I", bytes(groups * 32))
    for k in range(8):
        byte, shift = divmod(k * width, 8)
        lanes = bytearray(groups * 4)
        for lane in range((shift + width + 7) // 8):
            lanes[lane::4] = packed[byte + lane :: width]
        column = (int.from_bytes(lanes, "little") >> shift & mask).to_bytes(groups * 4, "little")
        codes[k::8] = array("I", column)
    return codes.tolist()[:count]

"""LZ-string: what node's library writes is read, as the package `lzstring` and the published vectors say."""

from __future__ import annotations

import base64
import random
from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lzstring import LZString

from graphkit.formats import lz

VECTORS = {
    "N4XyA===": "{}",
    "JdA=": "é",
    "kT2Q": "漢",
    "IY5A": "aaaa",
    "N4IgLgngDgpiBcIYA8DGBDANgSwCYCd0B3EAGhADcZ8BnbAewDsEAmcmTGAWxkbBoQBtALoBfIA=": (
        '{"type":"excalidraw","version":2,"elements":[]}'
    ),
}

# Few letters make long entries, many make new units; both, and everything between, with pairs and lone halves.
TEXTS = st.one_of(
    st.text(alphabet="ab", max_size=400),
    st.text(alphabet='{}[]",: 0123456789.\n\t', max_size=400),
    st.text(alphabet=st.characters(), max_size=200),
    st.text(alphabet="é漢😀🎉\ud800\udc00a", max_size=100),
)


def units(text: str) -> str:
    """The text as UTF-16 code units, each one character: what the package works on."""
    return "".join(map(chr, array("H", text.encode("utf-16-le", "surrogatepass"))))


def made_text(length: int, alphabet: str, seed: int) -> str:
    return "".join(random.Random(seed).choices(alphabet, k=length))  # noqa: S311  # a test's text, nothing secret


@pytest.mark.parametrize(("packed", "text"), VECTORS.items())
def test_published_vectors(packed: str, text: str) -> None:
    assert lz.decompress(packed) == text
    assert lz.compress(text) == packed


@given(TEXTS)
@example("")
@example("\0")
@example("ÿ")
@example("Ā")
@example("a" * 3000)
@example("\ud83d")
def test_what_the_package_writes_is_read(text: str) -> None:
    packed = LZString().compressToBase64(units(text))
    assert lz.decompress(packed) == lz.join_surrogates(text)


@given(TEXTS)
def test_there_and_back(text: str) -> None:
    assert lz.decompress(lz.compress(text)) == lz.join_surrogates(text)


@given(st.text(alphabet="ABCDabcd0189+/", min_size=1, max_size=60))
@example("A0AC")
def test_any_base64_is_read_as_the_package_reads_it_or_refused(packed: str) -> None:
    try:
        ours = lz.decompress(packed)
    except ValueError:
        return
    try:
        theirs = LZString().decompressFromBase64(packed + "=" * (-len(packed) % 4))
    except IndexError:
        return  # where the end lies in the very last bits the package reads on; the original in JavaScript does not
    assert units(ours) == theirs


@pytest.mark.parametrize(("packed", "words"), [("A0AC", "°\0"), ("B8ba", "øÛ"), ("BAbC", "\b\x1b")])
def test_the_end_may_lie_in_the_last_bits(packed: str, words: str) -> None:
    """As the original in JavaScript reads them."""
    assert lz.decompress(packed) == words


@pytest.mark.parametrize(
    ("length", "alphabet"),
    [
        (120_000, "ab"),
        (120_000, 'abcdefghij{}[]",: 0123456789.\n\t'),
        (60_000, "".join(map(chr, range(0x4E00, 0x5600))) + "abc"),
        (60_000, "".join(map(chr, range(32, 1500))) + "😀🎉"),
    ],
)
def test_long_texts_cross_every_change_of_width(length: int, alphabet: str) -> None:
    text = made_text(length, alphabet, seed=length)
    assert lz.decompress(LZString().compressToBase64(units(text))) == text


def test_emoji_survive_which_the_package_by_itself_breaks() -> None:
    text = '{"text": "🎉 done ✅"}' * 20
    assert lz.decompress(lz.compress(text)) == text
    assert LZString().decompressFromBase64(lz.compress(text)) != text


@pytest.mark.parametrize("space", [" ", "\n", "\r\n", "\n\n", "\t"])
def test_white_space_anywhere_is_skipped(space: str) -> None:
    packed = lz.compress("a drawing, in lines " * 30)
    spaced = space.join(packed[at : at + 7] for at in range(0, len(packed), 7))
    assert lz.decompress(space + spaced + space) == "a drawing, in lines " * 30


@pytest.mark.parametrize("tail", ["", "=", "==", "==="])
def test_padding_may_be_missing_or_too_much(tail: str) -> None:
    packed = lz.compress("padding")
    assert lz.decompress(packed.rstrip("=") + tail) == "padding"


def test_every_truncation_is_refused() -> None:
    text = made_text(2000, 'ab{}":, 0123456789', seed=1)
    packed = lz.compress(text).rstrip("=")
    for length in range(len(packed) - 3):
        with pytest.raises(ValueError, match=r"empty|ends too early|damaged"):
            lz.decompress(packed[:length])


@pytest.mark.parametrize("packed", ["N4X!yA==", "N4Xé", "N4=XyA", "\ud800", "N4-_"])
def test_what_is_not_base64_is_refused(packed: str) -> None:
    with pytest.raises(ValueError, match="not base64"):
        lz.decompress(packed)


@pytest.mark.parametrize("packed", ["", "   ", "=", "===="])
def test_nothing_is_refused(packed: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        lz.decompress(packed)


def test_a_code_from_the_future_is_refused() -> None:
    # 2 bits: 0, 8 bits: "a"; then 3 bits: 7, of which there is no entry yet.
    bits = "00" + "10000110" + "111" + "000"
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    packed = "".join(alphabet[int(bits[at : at + 6].ljust(6, "0"), 2)] for at in range(0, len(bits), 6))
    with pytest.raises(ValueError, match="damaged"):
        lz.decompress(packed + "AAAA")


def test_a_text_as_long_as_the_budget_is_read_and_a_longer_one_refused() -> None:
    packed = lz.compress("ab" * 5000)
    assert len(lz.decompress(packed, max_chars=10_000)) == 10_000
    with pytest.raises(lz.TooLongError, match="9,999"):
        lz.decompress(packed, max_chars=9_999)


def bomb(codes: int) -> str:
    """A payload of which each code is the entry that it makes: `codes` codes unfold to about codes² / 2 characters."""
    stream = bytearray()
    value = filled = 0

    def put(number: int, width: int) -> None:
        nonlocal value, filled
        value |= number << filled
        filled += width
        while filled >= 8:
            stream.append(value & 255)
            value >>= 8
            filled -= 8

    put(0, 2)
    put(ord("a"), 8)
    size, room, width = 4, 4, 3
    for _ in range(codes):
        put(size, width)
        size += 1
        room -= 1
        if room == 0:
            room, width = 1 << width, width + 1
    put(2, width)
    put(0, 16)
    reverse = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
    return base64.b64encode(bytes(stream).translate(reverse)).decode()


def test_a_bomb_of_a_few_codes_unfolds_right() -> None:
    assert lz.decompress(bomb(10)) == "a" * (1 + sum(range(2, 12)))


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    with pytest.raises(lz.TooLongError):
        lz.decompress(bomb(300_000))


def test_a_dictionary_that_would_dwarf_its_text_is_refused() -> None:
    text = made_text(400_000, "".join(map(chr, range(40, 120))), seed=5)
    packed = LZString().compressToBase64(text)
    assert lz.decompress(packed) == text
    with pytest.raises(lz.TooLongError):
        lz.decompress(packed, max_chars=1_000_000)

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.output import clean_text, write_whole
from graphkit.problems import WriteError


@given(st.text(st.characters()))
def test_clean_text_can_be_held_by_xml_and_utf_8(text: str) -> None:
    clean = clean_text(text)
    element = ElementTree.fromstring(f"<a>{''.join(f'&#{ord(c)};' for c in clean)}</a>")  # noqa: S314 own text
    assert (element.text or "") == clean
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert clean_text(clean) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain é 漢 😀\t\r\n", "plain é 漢 😀\t\r\n"),
        ("a\ud83d\ude00b", "a😀b"),
        ("a\ud83db", "a\ufffdb"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("nul\x00 tab\x0b \ufffe\uffff", "nul\ufffd tab\ufffd \ufffd\ufffd"),
    ],
)
def test_what_becomes_of_text(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_writes_utf_8_with_line_feeds(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", ["é\n", "b\r\n"])
    assert (tmp_path / "a").read_bytes() == "é\nb\r\n".encode()


def test_a_failure_halfway_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    def chunks() -> Iterator[str]:
        yield "new"
        raise ZeroDivisionError

    (tmp_path / "a").write_text("old")
    for name in ("a", "b"):
        with pytest.raises(ZeroDivisionError):
            write_whole(tmp_path / name, chunks())
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text() == "old"


def test_text_that_utf_8_cannot_hold_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "a", ["\ud800"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing/a", "folder", "file/a", "pipe"])
def test_where_no_file_can_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(WriteError, match="cannot write"):
        write_whole(tmp_path / name, ["x"])
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_is_followed_and_permissions_are_kept(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", ["new"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o640


def test_what_replaces_a_file_is_closed_to_others_while_it_is_written(tmp_path: Path) -> None:
    def chunks() -> Iterator[str]:
        (part,) = tmp_path.glob("*.part")
        yield f"{stat.S_IMODE(part.stat().st_mode):o}"

    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o604)
    write_whole(tmp_path / "a", chunks())
    assert (tmp_path / "a").read_text() == "600"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o604


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    write_whole(tmp_path / "new", [""])
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode

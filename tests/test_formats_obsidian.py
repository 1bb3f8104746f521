"""Obsidian notes: every layout that the plugin has written, and what people make of them by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

import graphkit as gk
from graphkit.elements import Text
from graphkit.formats import lz

HEAD = "---\n\nexcalidraw-plugin: parsed\ntags: [excalidraw]\n\n---\n"
WARNING = "==⚠  Switch to EXCALIDRAW VIEW in the MORE OPTIONS menu of this document. ⚠==\n"


def text(identity: str, words: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "text", "id": identity, "x": 0, "y": 0, "width": 80, "height": 25,
        "text": words, "originalText": words, "lineHeight": 1.25,
    } | fields  # fmt: skip


def box(identity: str, **fields: Any) -> dict[str, Any]:
    return {"type": "rectangle", "id": identity, "x": 0, "y": 0, "width": 80, "height": 25} | fields


def scene(*elements: dict[str, Any], indent: str | None = "\t") -> str:
    whole = {"type": "excalidraw", "version": 2, "source": "https://example.org", "elements": list(elements)}
    return json.dumps(whole | {"appState": {}, "files": {}}, ensure_ascii=False, indent=indent)


def packed(json_text: str, size: int = 256, between: str = "\n\n") -> str:
    data = lz.compress(json_text)
    return between.join(data[at : at + size] for at in range(0, len(data), size))


def fenced(json_text: str) -> str:
    return f"```compressed-json\n{packed(json_text)}\n```"


def blocks(words: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{each} ^{identity}\n\n" for identity, each in words)


def note(
    *elements: dict[str, Any],
    texts: str = "",
    links: str = "",
    files: str = "",
    own: str = "",
    drawing: str | None = None,
    comment: str = "%%\n",
) -> str:
    """A note as the plugin writes it today; `drawing` is the block with its fences."""
    links = f"## Element Links\n{links}" if links else ""
    files = f"## Embedded Files\n{files}" if files else ""
    block = drawing if drawing is not None else fenced(scene(*elements))
    data = f"# Excalidraw Data\n\n## Text Elements\n{texts}{links}{files}"
    return f"{HEAD}{WARNING}\n{own}\n{data}{comment}## Drawing\n{block}\n%%"


def read(content: str, name: str = "note.md") -> gk.Drawing:
    return gk.read(content.encode(), name=name)


def labels(drawing: gk.Drawing) -> dict[str, str]:
    return {element.id: element.label for element in drawing.elements if isinstance(element, Text)}


def codes(drawing: gk.Drawing) -> list[str]:
    return [problem.code for problem in drawing.problems]


TWO = (text("aaaaaaaa", "Data"), text("bbbbbbbb", "Model\nold"))
JSON = scene(*TWO)
LINE = scene(*TWO, indent=None)
TEXTS = blocks([("aaaaaaaa", "Data"), ("bbbbbbbb", "Model\nold")])

OLD = f"{HEAD}# Text Elements\n{TEXTS}"
PACKED = "```compressed-json\n"
DATA = "# Excalidraw Data\n## Text Elements\n"

LAYOUTS = {
    "1.2, bare line with entities": f"{HEAD}{WARNING}\n# Text Elements\n{TEXTS}# Drawing\n{LINE.replace('[', '&#91;')}",
    "1.2.10, json in a fence": f"{OLD}# Drawing\n```json\n{LINE}\n```\n",
    "1.3.12, fence glued to %%": f"{OLD}%%\n# Drawing\n```json\n{LINE}\n```%%",
    "1.4, tabs and a snapshot": (
        f"{OLD}# Embedded files\n\n%%\n# Drawing\n```json\n{JSON}\n```\n"
        "# SVG snapshot\n```html\n<svg>{}</svg>\n```\n%%"
    ),
    "1.6, 1024 letters a line": (f"{OLD}%%\n# Drawing\n{PACKED}{packed(JSON, 1024, chr(10))}\n```\n%%"),
    "2.0, 64 letters a line": (f"{OLD}%%\n# Drawing\n{PACKED}{packed(JSON, 64)}\n```\n%%"),
    "2.0.26, %% above the texts": f"{HEAD}%%\n# Text Elements\n{TEXTS}# Drawing\n{fenced(JSON)}\n%%",
    "2.2, today": note(drawing=fenced(JSON), texts=TEXTS),
    "2.2, %% above the data": (
        f"{HEAD}\n%%\n# Excalidraw Data\n## Text Elements\n{TEXTS}## Drawing\n{fenced(JSON)}\n%%"
    ),
    "no %% at all": f"{HEAD}# Excalidraw Data\n## Text Elements\n{TEXTS}## Drawing\n{fenced(JSON)}\n",
    "no data": f"{HEAD}\n## Drawing\n{fenced(JSON)}\n%%",
    "fence glued to the data": f"{OLD}%%\n# Drawing\n{PACKED}{packed(JSON)}```\n%%",
    "fence at the end, no line end": f"{OLD}# Drawing\n{PACKED}{packed(JSON)}\n```",
    "no closing fence": f"{OLD}# Drawing\n{PACKED}{packed(JSON)}\n%%",
    "words before the fence": f"{OLD}# Drawing\nnothing to see here\n{fenced(JSON)}\n%%",
    "spaces after the headings": (
        f"{HEAD}# Excalidraw Data  \n## Text Elements \n{TEXTS}## Drawing \n{fenced(JSON)}\n%%"
    ),
    "data glued to the text above": f"{HEAD}my notes{DATA}{TEXTS}## Drawing\n{fenced(JSON)}",
    "blank lines above the texts": f"{HEAD}{DATA.replace(chr(10), chr(10) * 4, 1)}{TEXTS}## Drawing\n{fenced(JSON)}",
    "quoted key": f'---\n"excalidraw-plugin": "parsed"\n---\n# Drawing\n{fenced(JSON)}\n%%',
    "raw": f"---\nexcalidraw-plugin: raw\n---\n# Text Elements\n{TEXTS}%%\n# Drawing\n{fenced(JSON)}\n%%",
    "unlocked": f"---\nexcalidraw-plugin: unlocked\n---\n# Text Elements\n{TEXTS}%%\n# Drawing\n{fenced(JSON)}\n%%",
    "spaces in the base64": (f"{OLD}# Drawing\n{PACKED}{packed(JSON, 64, '  ' + chr(10))}\n```\n%%"),
    "sync merged a tail": f"{OLD}# Drawing\n```json\n{JSON}\n<<<<<<<\n```\n%%",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_layout_is_read(layout: str, line_end: str, mark: str) -> None:
    drawing = read(mark + LAYOUTS[layout].replace("\n", line_end))
    assert labels(drawing) == {"aaaaaaaa": "Data", "bbbbbbbb": "Model\nold"}
    assert drawing.format == "obsidian"
    assert drawing.front_matter["excalidraw-plugin"] in ("parsed", "raw", "unlocked")
    assert codes(drawing) == []


def test_the_name_does_not_matter_but_the_key_does() -> None:
    content = note(*TWO, texts=TEXTS)
    assert labels(read(content, "x.txt")) == labels(read(content, "x.excalidraw"))
    unmarked = read(content.replace("excalidraw-plugin: parsed", "other: parsed"))
    assert codes(unmarked) == ["unmarked-note"]
    assert labels(unmarked) == labels(read(content))


@pytest.mark.parametrize(
    "own",
    [
        "# Drawing\nis what I like.\n",
        "## Drawing\n```json\n{}\n```\n",
        "```compressed-json\nnot this one\n```\n",
        "A line. ^block-id\n\nMore ^aaaaaaaa\n\n",
        "```python\n# Drawing\n```\n",
        "| a | b |\n|---|---|\n| ` | ` |\n",
    ],
)
def test_the_users_own_text_may_look_like_the_drawing(own: str) -> None:
    drawing = read(note(*TWO, texts=TEXTS, own=own))
    assert labels(drawing) == {"aaaaaaaa": "Data", "bbbbbbbb": "Model\nold"}
    assert drawing.note == own.strip()


def test_the_users_own_text_is_without_what_the_plugin_puts_there() -> None:
    content = (
        f"{HEAD}{WARNING}\n\nMy *notes*.\n\n#\n%%\n# Excalidraw Data\n## Text Elements\n## Drawing\n{fenced(JSON)}\n%%"
    )
    assert read(content).note == "My *notes*."


# --- texts


@pytest.mark.parametrize(
    "words",
    [
        "plain",
        "two\nlines",
        "a paragraph\n\nand another",
        "# Drawing",
        "# Drawing\n```json\n{}\n```",
        "## Element Links",
        "## Embedded Files\nabc: x",
        "# Excalidraw Data",
        "```python\nprint(1)\n```",
        "x ^squared!",
        "see ^bbbbbbbb\nbelow",
        "see ^bbbbbbbb\n\nbelow",
        "100%%\n%%\nall",
        "ends with a space ",
        "\nbegins with a line end",
        "aaaaaaaa: not a link",
        "漢字 🎉 \u2028 é",
        "^",
        "",
    ],
)
def test_a_text_may_look_like_anything(words: str) -> None:
    elements = (text("aaaaaaaa", words or "kept"), text("bbbbbbbb", "Other"), text("cccccccc", "Last"))
    content = note(*elements, texts=blocks([("aaaaaaaa", words), ("bbbbbbbb", "Other"), ("cccccccc", "Last")]))
    drawing = read(content)
    assert labels(drawing) == {"aaaaaaaa": words.strip(), "bbbbbbbb": "Other", "cccccccc": "Last"}
    first = drawing.elements[0]
    assert isinstance(first, Text)
    assert first.raw_text.strip() == words.strip()


def test_the_note_wins_over_the_drawing_and_the_difference_is_told() -> None:
    drawing = read(note(*TWO, texts=blocks([("aaaaaaaa", "Facts"), ("bbbbbbbb", "Model old")])))
    assert labels(drawing) == {"aaaaaaaa": "Facts", "bbbbbbbb": "Model old"}
    assert codes(drawing) == ["differing-text"]  # a line break more or less is none
    first = drawing.elements[0]
    assert isinstance(first, Text)
    assert (first.text, first.original_text, first.raw_text) == ("Facts", "Facts", "Facts")


def test_a_text_that_the_note_emptied_says_nothing() -> None:
    drawing = read(note(*TWO, texts=blocks([("aaaaaaaa", ""), ("bbbbbbbb", "Model\nold")])))
    assert labels(drawing) == {"aaaaaaaa": "", "bbbbbbbb": "Model\nold"}
    assert codes(drawing) == ["differing-text"]


def test_a_text_that_only_the_note_has_words_for_has_them() -> None:
    drawing = read(note(text("aaaaaaaa", ""), texts=blocks([("aaaaaaaa", "Late")])))
    assert labels(drawing) == {"aaaaaaaa": "Late"}


def test_a_text_that_is_not_in_the_note_keeps_its_markup_then_its_own_words() -> None:
    marked = text("bbbbbbbb", "shown", rawText="[[Target|shown]] #tag")
    drawing = read(note(text("aaaaaaaa", "one two", text="one\ntwo"), marked, texts=""))
    assert labels(drawing) == {"aaaaaaaa": "one two", "bbbbbbbb": "shown #tag"}


def test_a_text_whose_element_is_gone_is_told_and_does_not_run_into_the_next() -> None:
    words = [("gone1234", "Old"), ("aaaaaaaa", "Data"), ("gone5678", "Older"), ("bbbbbbbb", "Model\nold")]
    drawing = read(note(*TWO, texts=blocks(words)))
    assert labels(drawing) == {"aaaaaaaa": "Data", "bbbbbbbb": "Model\nold"}
    assert [problem.message for problem in drawing.problems if problem.code == "lost-text"] == [
        "The note has the text 'Old', but no element shows it; it was left out.",
        "The note has the text 'Older', but no element shows it; it was left out.",
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n", "\n\n\n\n"])
def test_blocks_may_be_nearer_or_farther_apart(between: str) -> None:
    drawing = read(note(*TWO, texts=f"Data ^aaaaaaaa{between}Model\nold ^bbbbbbbb{between}"))
    assert labels(drawing) == {"aaaaaaaa": "Data", "bbbbbbbb": "Model\nold"}


def test_ids_need_not_have_eight_letters() -> None:
    elements = (text("a", "x"), text("a-much-longer-id-than-eight", "y"))
    drawing = read(note(*elements, texts=blocks([("a", "One"), ("a-much-longer-id-than-eight", "Two")])))
    assert labels(drawing) == {"a": "One", "a-much-longer-id-than-eight": "Two"}


def test_deleted_elements_are_no_part_of_it() -> None:
    drawing = read(note(*TWO, text("cccccccc", "Gone", isDeleted=True), texts=TEXTS))
    assert set(labels(drawing)) == {"aaaaaaaa", "bbbbbbbb"}


def test_marks_of_older_plugins_before_links_are_not_part_of_the_text() -> None:
    drawing = read(note(text("aaaaaaaa", "📍[[Note]]"), text("bbbbbbbb", "📍 here"), texts=""))
    assert labels(drawing) == {"aaaaaaaa": "Note", "bbbbbbbb": "📍 here"}


# --- links and files


def test_links_aliases_and_tags_become_data() -> None:
    words = "See [[Note#Part|the note]], [site](https://x.org/a_(b)) and ![[pic.png]]{40} #one #two/deep #1 x#no"
    drawing = read(note(text("aaaaaaaa", words), texts=blocks([("aaaaaaaa", words)])))
    (element,) = drawing.elements
    assert isinstance(element, Text)
    assert element.label == "See the note, site and pic.png #one #two/deep #1 x#no"
    assert element.links == ("Note#Part", "https://x.org/a_(b)", "pic.png")
    assert element.tags == ("one", "two/deep")


@pytest.mark.parametrize(
    ("words", "label", "links"),
    [
        ("[[a]b]]", "[[a]b]]", ()),
        ("\\[[x]]", "[[x]]", ()),
        ("https://example.org/x#y", "https://example.org/x#y", ("https://example.org/x#y",)),
        ("[](https://x.org)", "https://x.org", ("https://x.org",)),
        ("[[#heading]]", "#heading", ("#heading",)),
        ("[[x|]]", "x", ("x",)),
        ("[[x]] and [[x]]", "x and x", ("x",)),
    ],
)
def test_the_corners_of_links(words: str, label: str, links: tuple[str, ...]) -> None:
    (element,) = read(note(text("aaaaaaaa", words), texts=blocks([("aaaaaaaa", words)]))).elements
    assert isinstance(element, Text)
    assert (element.label, element.links, element.tags) == (label, links, ())


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_element_links_win_over_the_drawings(between: str) -> None:
    elements = (box("box-1234"), box("box-5678", link="old"), text("aaaaaaaa", "Data"))
    links = f"box-1234: [[Note|x]]{between}box-5678: (supports:: [[A]] [[B]]){between}empty123:{between}aaaaaaaa: cmd://x{between}"
    drawing = read(note(*elements, texts=blocks([("aaaaaaaa", "Data")]), links=links))
    assert [element.link for element in drawing.elements] == ["[[Note|x]]", "(supports:: [[A]] [[B]])", "cmd://x"]


def test_an_empty_element_link_does_not_swallow_the_next() -> None:
    drawing = read(note(box("box-1234"), box("box-5678"), links="box-1234:\nbox-5678: [[Note]]\n"))
    assert [element.link for element in drawing.elements] == [None, "[[Note]]"]


def test_a_block_of_a_shape_is_its_link_as_older_plugins_wrote_it() -> None:
    drawing = read(
        note(box("box-1234"), text("aaaaaaaa", "x"), texts=blocks([("box-1234", "[[Note]]"), ("aaaaaaaa", "x")]))
    )
    assert drawing.elements[0].link == "[[Note]]"
    assert labels(drawing) == {"aaaaaaaa": "x"}


def test_a_link_inside_a_text_block_is_its_elements_link() -> None:
    words = "%%***>>>text element-link:[[Note]]<<<***%%Data"
    (element,) = read(note(text("aaaaaaaa", "Data"), texts=blocks([("aaaaaaaa", words)]))).elements
    assert isinstance(element, Text)
    assert (element.label, element.link) == ("Data", "[[Note]]")


@pytest.mark.parametrize("heading", ["## Embedded Files", "# Embedded files"])
def test_embedded_files_are_known_by_what_they_show(heading: str) -> None:
    picture = {"type": "image", "id": "pic", "x": 0, "y": 0, "width": 9, "height": 9, "fileId": "a" * 40}
    files = "\n\n".join(
        [
            f"{'a' * 40}: [[folder/pic.png|400]]",
            f"{'b' * 40}: $$\\frac{{a}}{{b}}\n+ c$$",
            f"{'c' * 40}: https://x.org/p.png",
            f"{'d' * 40}: ![[note#^group=x]]",
        ]
    )
    content = f"{HEAD}# Text Elements\n{heading}\n{files}\n\n%%\n# Drawing\n{fenced(scene(picture))}\n%%"
    drawing = read(content)
    assert [file.target for file in drawing.files.values()] == [
        "folder/pic.png",
        "$$\\frac{a}{b}\n+ c$$",
        "https://x.org/p.png",
        "note#^group=x",
    ]


def test_files_are_found_without_texts() -> None:
    content = f"{HEAD}## Embedded Files\n{'a' * 40}: [[p.png]]\n\n%%\n## Drawing\n{fenced(scene(box('b')))}\n%%"
    assert read(content).files["a" * 40].target == "p.png"


def test_the_front_matter_is_kept() -> None:
    content = note(*TWO).replace("tags: [excalidraw]", "tags: [excalidraw]\nexcalidraw-link-prefix: '→ '\nlist:\n  - a")
    keys = read(content).front_matter
    assert keys["excalidraw-link-prefix"] == "→ "
    assert keys["tags"] == "[excalidraw]"


# --- time


@pytest.mark.parametrize(
    "texts",
    [
        "x ^gone1234\n\n" * 40_000 + "Data ^aaaaaaaa\n\n",
        "x ^aaaaaaaa\n" * 40_000,
        "# Drawing\n" * 50_000,
        "## Text Elements\n" * 40_000,
        "[[" * 200_000 + " ^aaaaaaaa\n\n",
        "#" * 300_000 + " ^aaaaaaaa\n\n",
        "![](" * 100_000 + " ^aaaaaaaa\n\n",
        " " * 400_000 + "x ^aaaaaaaa\n\n",
        "a:$$\n" * 100_000,
        "```json\n" * 50_000,
    ],
)
def test_no_note_takes_long(texts: str) -> None:
    # Without a clock: what is not linear takes minutes here, and the suite's own limit ends it.
    drawing = read(note(*TWO, texts=texts))
    assert len(drawing.elements) == 2


def test_a_long_text_that_the_note_repeats_is_not_compared_anew_each_time() -> None:
    short = [text(f"x{number:07}", "x") for number in range(4_000)]
    texts = blocks([pair for each in short for pair in ((each["id"], "x"), ("aaaaaaaa", "y"))])
    drawing = read(note(text("aaaaaaaa", "W" * 1_000_000), *short, texts=texts))
    assert labels(drawing)["aaaaaaaa"] == "y"


def test_a_block_means_the_first_of_several_elements_with_its_id() -> None:
    drawing = read(note(text("aaaaaaaa", "One"), text("aaaaaaaa", "Two"), texts=blocks([("aaaaaaaa", "One")])))
    assert labels(drawing) == {"aaaaaaaa": "One", "aaaaaaaa-2": "Two"}
    assert codes(drawing) == ["duplicate-id"]

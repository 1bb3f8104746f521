"""Formulas: images that are words. Obsidian's plugin draws LaTeX as an image, and keeps what it says.

What comes in: an image and the drawing it is in. What goes out: the formula, and the text that the image stands for.
"""

from __future__ import annotations

from graphkit.elements import Drawing, Image, Text


def formula(image: Image, drawing: Drawing) -> str:
    """The formula that an image shows, as LaTeX on one line; empty where it shows none.

    Source: the note's list of files (`$$…$$`), or what the plugin keeps in the element itself (`latex`).
    """
    file = drawing.files.get(image.file_id or "")
    target = (file.target if file is not None else None) or ""
    kept = image.custom.get("latex")
    told = target.strip("$") if target.startswith("$$") else ""
    return " ".join(told.split()) or (" ".join(kept.split()) if isinstance(kept, str) else "")


def in_words(image: Image, words: str) -> Text:
    """The text that an image of words stands for: it names and labels as any other text does.

    It has no font size: how tall a formula is drawn tells of fractions in it, and not of the size of its letters.
    """
    return Text(
        id=image.id, x=image.x, y=image.y, width=image.width, height=image.height, angle=image.angle,
        stroke_color=image.stroke_color, opacity=image.opacity, group_ids=image.group_ids, frame_id=image.frame_id,
        link=image.link, custom=image.custom, text=words, original_text=words, raw_text=words, label=words, font_size=0,
    )  # fmt: skip

"""Which texts are drawn for what they show, as people use a large emoji for a picture?

What comes in: a scene. What goes out: the texts that are nothing but emoji. Words beside one that is larger than they
are name it, as they would a picture (`captions`, `containers`).
"""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.analysis.scene import Scene
from graphkit.elements import Text

SIGNS = ((0x2600, 0x2794), (0x2B1B, 0x2B56), (0x1F000, 0x1FB00))
"""Where the signs are that are emoji; arrows are none."""
JOINING = frozenset((0x200D, 0xFE0E, 0xFE0F, 0x20E3))
MOST = 16
"""Characters of a text that is looked at."""


def find(scene: Scene) -> dict[int, float]:
    """The texts that are nothing but emoji, each with the size of its letters, px."""
    return {
        t: text.font_size for t in scene.texts
        if isinstance(text := scene.elements[t], Text) and not text.text.isascii() and shows(text.text.strip())
    }  # fmt: skip


def may_name(scene: Scene, shown: Mapping[int, float], body: int, text: int) -> bool:
    """Whether a text may be the name of a body: of an emoji, if it is none itself and in smaller type."""
    if body not in shown:
        return True
    words = scene.elements[text]
    return (
        text not in shown
        and isinstance(words, Text)
        and round(words.font_size / shown[body], 6) <= scene.limits.emoji_type
    )


def shows(words: str) -> bool:
    """Whether some words are emoji and nothing else."""
    codes = [ord(sign) for sign in words] if 0 < len(words) <= MOST and not words.isascii() else []
    return bool(codes) and all(is_sign(code) or code in JOINING for code in codes) and is_sign(codes[0])


def is_sign(code: int) -> bool:
    """Whether a character is an emoji."""
    return any(first <= code < end for first, end in SIGNS)

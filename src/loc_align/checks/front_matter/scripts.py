"""Detects whether the targets are in the script of their language."""

from __future__ import annotations

import re
from types import MappingProxyType

from loc_align.checks.base import Subject
from loc_align.text.language_tags import script_of

_SCRIPTS = MappingProxyType(
    {
        "Latn": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
        "Cyrl": "\u0400-\u052f",
        "Grek": "\u0370-\u03ff",
        "Hebr": "\u0590-\u05ff",
        "Arab": "\u0600-\u06ff",
        "Deva": "\u0900-\u097f",
        "Thai": "\u0e01-\u0e5b",
        "Kore": "\uac00-\ud7af",
        "Jpan": "\u3041-\u30ff\u4e00-\u9fff",
        "Hans": "\u4e00-\u9fff",
        "Hant": "\u4e00-\u9fff",
    }
)
_KANA_OR_HANGUL = re.compile("[\u3041-\u30ff\uac00-\ud7af]")
_SAMPLE = 50
"""The number of pairs to examine."""
_MIN_LETTERS = 200
"""The number of non-English letters that are needed for a judgment."""


def fits_script(tag: str, subject: Subject) -> bool:
    """Return whether the targets use the script of a language. With too little text, the result is true.

    Args:
        tag: the language, canonical BCP 47.
        subject: the document.
    """
    script = script_of(tag)
    if script not in _SCRIPTS:
        return True
    text = "".join(pair.target for pair in subject.pairs[:_SAMPLE])
    foreign = [char for char in text if char > "\u024f" and char.isalpha()]
    if script == "Latn":
        return len(foreign) < _MIN_LETTERS or len(foreign) * 4 < len(text)
    if len(text) < _MIN_LETTERS:
        return True
    own = len(re.findall(f"[{_SCRIPTS[script]}]", text))
    if script in {"Hans", "Hant"} and len(_KANA_OR_HANGUL.findall(text)) > own:
        return False
    return own * 200 > len(text)

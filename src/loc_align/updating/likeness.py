"""How similar two versions of a text are, and whether only their markup differs."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from loc_align.markdown import inline
from loc_align.markdown.translatable.attributes import code_texts
from loc_align.model import Code
from loc_align.model.documents import References

_NO_REFERENCES = References()
_LONGEST_COMPARED = 40_000_000
"""The largest product of two lengths, in characters, for which to compute the edit distance."""
_MOST = 0.999
"""The greatest likeness of two texts that differ."""

_POINT = re.compile(r"(?<!\d)[.,:](?!\d)|[.,:](?!\d)|(?<!\d)[.,:]")
_PUNCTUATION = re.compile(r"[;!…\"'“”‘’„‚«»‹›()\[\]—–。、，；：！「」『』（）]")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


def likeness(old: str, new: str) -> float:
    """Return the likeness of two texts, from 0 to 1; 1 only if they are equal."""
    if old == new:
        return 1.0
    if len(old) * len(new) > _LONGEST_COMPARED:
        return 0.0
    return min(round(fuzz.ratio(old, new) / 100, 3), _MOST)


def words(text: str, references: References = _NO_REFERENCES) -> str:
    """Return what a text says to its reader, without inline codes, emphasis, white space, and punctuation.

    Marks that can change the meaning stay: signs, operators, percent signs, question marks, and points in numbers.

    Args:
        text: Markdown.
        references: the references of its document, which have the flavour of its Markdown.
    """
    return _words(text, references, references.flavour)


@lru_cache(maxsize=4096)
def _words(text: str, references: References, _: str) -> str:
    parts = inline.parse(text, references)
    shown = (
        part if isinstance(part, str) else part.text if part.type in {"escape", "entity"} else _space(part)
        for part in parts
    )
    inside = (span.of(text) for span in code_texts(parts, 0))
    plain = _HYPHEN.sub(" ", _POINT.sub(" ", " ".join(("".join(shown), *inside))))
    return " ".join(_PUNCTUATION.sub(" ", plain).split())


def _space(code: Code) -> str:
    """Return a space for a code that separates words."""
    return "" if code.type in {"strong", "emphasis", "strikethrough"} else " "


def differs_in_markup_only(old: str, new: str, references: References = _NO_REFERENCES) -> bool:
    """Return whether two versions of a sentence say the same and differ only in codes, white space, or punctuation."""
    said = words(old, references)
    return bool(said) and said == words(new, references)

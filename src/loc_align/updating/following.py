"""Lets a target follow a change of its source that needs no translation: codes, links, and lines of code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from rapidfuzz.distance import Levenshtein

from loc_align.markdown import inline
from loc_align.model import Code
from loc_align.model.documents import References

Range: TypeAlias = "slice[int, int, None]"

_NO_REFERENCES = References()
_FORMATTING = frozenset({"strong", "emphasis", "strikethrough", "break", "escape"})
"""Codes that a translation can have or lack without a fault."""


def followed(old: str, target: str, new: str, references: References = _NO_REFERENCES) -> str | None:
    """Return a target with the codes of the new source, which says the same as the old one.

    A code that changed is replaced if it occurs in the target exactly as often as in the old source. Markup around the
    whole sentence follows, too. Other formatting, punctuation, and white space leave the target as it is.

    Args:
        old: the old source, as Markdown.
        target: its translation.
        new: the new source.
        references: the references of its document, which have the flavour of its Markdown.

    Returns:
        The target; ``None`` if it's not certain which of its codes changed.
    """
    around = _around(old, target, new, references)
    if around is not None:
        return around
    earlier, later = _codes(old, references), _codes(new, references)
    parts = inline.parse(target, references)
    found = Counter(part.data for part in parts if isinstance(part, Code))
    if earlier == later or not Counter(later) - found:
        return target
    replacements = _replacements(earlier, later)
    if replacements is None or any(found[before] != earlier.count(before) for before in replacements):
        return None
    return "".join(part if isinstance(part, str) else replacements.get(part.data, part.data) for part in parts)


def _replacements(earlier: Sequence[str], later: Sequence[str]) -> dict[str, str] | None:
    """Return the new code for each old one that changed; ``None`` if one has no or several new codes."""
    changed: list[tuple[str, str]] = []
    for code in Levenshtein.opcodes(earlier, later):
        olds, news = earlier[code.src_start : code.src_end], later[code.dest_start : code.dest_end]
        if code.tag == "replace" and len(olds) == len(news):
            changed += zip(olds, news, strict=True)
        elif code.tag != "equal":
            return None
    replacements = dict(changed)
    changes = Counter(before for before, _ in changed)
    whole = all(earlier.count(before) == number for before, number in changes.items())
    return replacements if whole and len(replacements) == len({*changed}) else None


def _around(old: str, target: str, new: str, references: References) -> str | None:
    """Return the target with or without markup around all of it, if only that changed."""
    before, own, after = (_wrapping(text, references) for text in (old, target, new))
    if before and before[1] == new and own and own[0] == before[0]:
        return own[1]
    if after and after[1] == old:
        return target if own and own[0] == after[0] else after[0][0] + target + after[0][1]
    return None


def _wrapping(text: str, references: References) -> tuple[tuple[str, str], str] | None:
    """Return the codes around a whole text, and the text without them."""
    parts = inline.parse(text, references)
    first, last = (parts[0], parts[-1]) if parts else ("", "")
    if isinstance(first, str) or isinstance(last, str) or first.pair is None or first.pair != last.pair:
        return None
    return (first.data, last.data), inline.join(parts[1:-1])


def _codes(text: str, references: References) -> list[str]:
    return [
        part.data for part in inline.parse(text, references) if isinstance(part, Code) and part.type not in _FORMATTING
    ]


def merged_lines(old: str, target: str, new: str) -> str | None:
    """Return new lines, with those of the target where the source hasn't changed, as in a three-way merge.

    Args:
        old: the lines of the old source, such as a code block.
        target: those of the target, in which comments can be translated.
        new: those of the new source.

    Returns:
        The lines; ``None`` if a line changed that the target has translated.
    """
    if _meaning(old) == _meaning(new):
        return target
    if target.split() == old.split():
        return new
    olds, owns, news = (text.split("\n") for text in (old, target, new))
    if len(owns) == len(news) and _has_followed(olds, owns, news):
        return target
    if len(olds) != len(owns):
        return None
    made: list[str] = []
    for code in Levenshtein.opcodes(_bare(olds), _bare(news)):
        here: Range = slice(code.src_start, code.src_end)
        there: Range = slice(code.dest_start, code.dest_end)
        if code.tag == "equal":
            rows = zip(olds[here], owns[here], news[there], strict=True)
            made += (after if own.strip() == before.strip() else own for before, own, after in rows)
        elif _bare(olds[here]) != _bare(owns[here]):
            return None
        else:
            made += news[there]
    return "\n".join(made)


def _has_followed(olds: Sequence[str], owns: Sequence[str], news: Sequence[str]) -> bool:
    """Return whether the target has the changed lines already."""
    spans: list[Range] = [
        slice(code.dest_start, code.dest_end)
        for code in Levenshtein.opcodes(_bare(olds), _bare(news))
        if code.tag != "equal"
    ]
    return all(_bare(owns[span]) == _bare(news[span]) for span in spans)


def _bare(lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in lines]


def picked(old: str, target: str, new: str) -> str:
    """Return the text of the target if the source hasn't changed, and otherwise that of the new source.

    Args:
        old: a text of the old source that needs no translation, such as a marker.
        target: the text of the target at the same place.
        new: the text of the new source.
    """
    return target if _meaning(old) == _meaning(new) else new


def _meaning(text: str) -> tuple[str, bool, str]:
    """Return a text without white space that means nothing: its words, whether a line is empty, and the indentation."""
    return " ".join(text.split()), text.count("\n") > 1, text.rpartition("\n")[2] if "\n" in text else ""


def with_notes(new: str, text: str, start: int, end: int) -> str:
    """Return the text before a block with the notes that a target has there, before the marker of a list item.

    Args:
        new: the text before the block in the new source.
        text: the text of the target.
        start: the offset of the first note.
        end: the offset of the block after the notes.
    """
    line = text.rfind("\n", start, end) + 1
    if not line:
        return new + text[start:end]
    cut = new.rfind("\n") + 1
    markers = new[cut:], text[line:end]
    marker = markers[1] if all(marker.strip() in {"-", "*", "+"} for marker in markers) else markers[0]
    notes = text[text.rfind("\n", 0, start) + 1 : line]
    return new[:cut] + notes + marker

"""Proves that the changed blocks of an updated target have the code and the links of the new source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from loc_align.markdown import inline
from loc_align.model import Code, Document, Edit, References, Span
from loc_align.text import apply_edits
from loc_align.updating.comparison import Versions
from loc_align.updating.outline import Outline, is_comment

_DESTINATION = re.compile(r"\]\(\s*<?([^\s<>()]+)|\]\[([^\]]+)\]\Z")


def other_contents(document: Document, versions: Versions, target: Outline) -> Iterator[int]:
    """Yield the indexes in the new source of the changed blocks that have other code or links in the updated document.

    A line of code must be in the new source, or in the target, where a comment is translated. A link that is new must
    be there, and one that is gone must not. Links to translated pages stay.

    Args:
        document: the updated document, which has the blocks of the new source.
        versions: the two versions of the source.
        target: the target before the update.
    """
    made = Outline(document, "und")
    own_places = [at for at in range(len(made)) if not is_comment(document, at)]
    places = [b for b in range(len(versions.new)) if not is_comment(versions.new.document, b)]
    known = {line.strip() for piece in target.pieces if piece.group == "code" for line in piece.text.split("\n")}
    for b, at in zip(places, own_places, strict=True):
        a = versions.blocks.edited.get(b)
        if a is None:
            continue
        old, new, piece = versions.old.pieces[a], versions.new.pieces[b], made.pieces[at]
        if new.group == "code":
            lines, own = _lines(versions.new, b), _lines(made, at)
            differs = len(lines) != len(own) or any(line not in known and line not in lines for line in own)
        elif new.group == "text":
            before, after, found = (
                links(item.text, side.references)
                for item, side in ((old, versions.old.document), (new, versions.new.document), (piece, document))
            )
            differs = bool((after - before) - found or (before - after) & (found - after))
        else:
            continue
        if differs:
            yield b


def _lines(outline: Outline, at: int) -> list[str]:
    """Return the lines of code without the texts in its opening line."""
    start = outline.pieces[at].block.span.start
    spans = [item.span for item in outline.sentences(at)]
    edits = (Edit(Span(span.start - start, span.end - start), "") for span in spans)
    return [line.strip() for line in apply_edits(outline.pieces[at].text, edits).split("\n")]


def links(text: str, references: References) -> Counter[str]:
    """Return the destinations and the labels of the links and images in a text.

    Args:
        text: Markdown.
        references: the references of its document.
    """
    found = (
        _DESTINATION.search(part.data)
        for part in inline.parse(text, references)
        if isinstance(part, Code) and part.type in {"link", "image"}
    )
    return Counter(match[1] or match[2] for match in found if match)

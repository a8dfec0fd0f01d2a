"""Renews the comments of a target that keep its source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from textwrap import dedent

from loc_align.documents import parse_again
from loc_align.model import Document, Edit, Span
from loc_align.updating.comparison import Versions
from loc_align.updating.outline import Outline, continuation, is_comment
from loc_align.updating.source_comments import comment_body

_MOST_PLACES = 10
"""The most places to try for a comment whose first block occurs often."""


def renewed_comments(target: Document, versions: Versions, lang: str) -> Iterator[Edit]:
    """Yield the edits that put the new source into the comments that keep the old one.

    A comment whose source is gone goes, too. If the new source can't stand in a comment, there is none.

    Args:
        target: the target.
        versions: the two versions of its source.
        lang: the language of the source, a BCP 47 tag.
    """
    places = _Places(versions.old)
    news = {a: b for b, a in (*versions.blocks.edited.items(), *versions.blocks.same.items())}
    done = 0
    for at in range(len(target.blocks)):
        if not is_comment(target, at):
            continue
        comment = target.blocks[at].span.of(target.text)
        body = comment_body(comment)
        wanted = [piece.key for piece in Outline(parse_again(dedent(body).encode(), target), lang).pieces]
        found = places.of(wanted, done) if body else None
        if found is None:
            continue
        done = found.stop
        if any(a not in news or news[a] not in versions.blocks.same for a in found):
            yield _renewed(target, at, _current(versions.new, [news[a] for a in found if a in news]))


class _Places:
    """Finds the blocks of comments in the old source."""

    def __init__(self, old: Outline) -> None:
        self._keys = [piece.key for piece in old.pieces]
        self._starts: dict[object, list[int]] = {}
        for at, key in enumerate(self._keys):
            self._starts.setdefault(key, []).append(at)

    def of(self, wanted: Sequence[object], done: int) -> range | None:
        """Return where the blocks of a comment are, preferably after those of the comment before."""
        starts = self._starts.get(wanted[0], []) if wanted else []
        first = bisect_left(starts, done)
        for start in (*starts[first : first + _MOST_PLACES], *starts[:_MOST_PLACES]):
            if self._keys[start : start + len(wanted)] == wanted:
                return range(start, start + len(wanted))
        return None


def _current(new: Outline, places: Sequence[int]) -> str:
    """Return the lines of some blocks of the new source; nothing if they aren't together."""
    if not places or [*places] != [*range(places[0], places[0] + len(places))]:
        return ""
    text, blocks = new.document.text, new.document.blocks
    start = text.rfind("\n", 0, blocks[places[0]].span.start) + 1
    end = text.find("\n", blocks[places[-1]].span.end)
    lines = text[start : end if end >= 0 else len(text)]
    return dedent(lines)


def _renewed(target: Document, at: int, current: str) -> Edit:
    span, text = target.blocks[at].span, target.text
    own = continuation(target, at)
    if not current or "-->" in current or own.strip():
        end = text.find("\n", span.end)
        start = text.rfind("\n", 0, span.start) + 1
        return Edit(Span(start, end + 1 if end >= 0 else len(text)), "")
    comment = span.of(text)
    old = comment_body(comment).strip()
    return Edit(span, comment.replace(old, current.strip().replace("\n", f"\n{own}"), 1))

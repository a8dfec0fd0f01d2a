"""Rule about targets whose source has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Subject
from loc_align.documents import parse_again
from loc_align.model import Document, Span, SxsPair
from loc_align.sxs.splitting import front_matter_edits
from loc_align.sxs.values import count_values
from loc_align.updating.comparison import compare
from loc_align.updating.following import followed
from loc_align.updating.hidden_places import hidden_places
from loc_align.updating.kept_source import kept_source
from loc_align.updating.stale_places import stale_places
from loc_align.updating.stale_values import stale_values
from loc_align.updating.values import Change

_SHOWN = 60
"""The most characters of a text in a message."""


def text_stale(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for targets whose source has changed since the translation.

    The rule compares the sources in a side-by-side document with the current source document, and reports how alike
    the two versions are. The old source of another document, and of front-matter values, is known from its notes, its
    record, or its comments, as for `loc-align update`. A change of formatting or punctuation alone isn't reported, nor
    is text that has moved. What `loc-align update --pending old` has left as it was is stale until it is translated.

    Why: The translation says what the source said before. Readers follow instructions that are no longer true.

    Fails:
        A pair with the source `Keep the door shut for two hours.`, where the source document now says `Keep the door
        shut for three hours.`

    Passes:
        A pair whose source is in the source document, also at another place.
    """
    document, source = subject.document, subject.source_document
    if source is None or document.container is not None or source.container is not None:
        return
    old, langs = subject.old_source, (subject.bitext.source_lang, subject.bitext.target_lang)
    if not document.pairs:
        old = old or _in_comments(document, source, langs[0])
        found = dict(stale_places(old, document, source, *langs)) if old is not None else {}
        yield from (Finding(span, _message(change)) for span, change in found.items())
        for span, segment in hidden_places(old or source, document, subject.hidden, *langs):
            if span not in found:
                yield Finding(span, f'the source says "{_shown(segment.text)}" since an update; update the translation')
        return
    if old is not None:
        yield from (Finding(span, _message(change)) for span, change in stale_values(old, document, source))
    yield from _in_pairs(subject, source)


def _in_comments(document: Document, source: Document, lang: str) -> Document | None:
    kept = kept_source(document, source, lang)
    return parse_again(kept.data, source) if kept is not None else None


def _in_pairs(subject: Subject, source: Document) -> Iterator[Finding]:
    document = subject.document
    places = _Places(document)
    stale: dict[int, Change] = {}
    for change in compare(document, source, source_lang=subject.bitext.source_lang):
        at = places.pair(change.old.span.start) if change.old is not None else None
        if at is not None and _is_stale(change, document.pairs[at], source):
            stale.setdefault(at, change)
    for at, change in sorted(stale.items()):
        yield Finding(document.pairs[at].target.span, _message(change))


def _is_stale(change: Change, pair: SxsPair, source: Document) -> bool:
    """Return whether a target doesn't say what the new source says; after a change of codes, whether it lacks them."""
    if change.kind in {"edited", "gone"}:
        return True
    if change.kind != "markup" or change.old is None or change.new is None:
        return False
    return followed(change.old.text, pair.target.text, change.new.text, source.references) != pair.target.text


def _message(change: Change) -> str:
    old = _shown(change.old.text if change.old else "")
    if change.new is None:
        return f'the source document no longer has "{old}"; remove the translation'
    alike = f"{change.likeness:.0%} alike"
    return f'the source was "{old}" and is now "{_shown(change.new.text)}" ({alike}); update the translation'


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


class _Places:
    """Finds the pair that an offset in the source side of a document belongs to."""

    def __init__(self, document: Document) -> None:
        before = front_matter_edits(document, "source")
        values = count_values(document)
        shift = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in before)
        self._first = values
        self._spans: list[Span] = []
        for pair in document.pairs[values:]:
            start = pair.span.start + shift
            self._spans.append(Span(start, start + len(pair.source.text)))
            shift += len(pair.source.text) - (pair.span.end - pair.span.start)
        self._starts = [span.start for span in self._spans]

    def pair(self, offset: int) -> int | None:
        """Return the index of the pair whose source contains an offset; ``None`` if it isn't in a pair."""
        at = bisect_right(self._starts, offset) - 1
        return self._first + at if at >= 0 and offset < self._spans[at].end else None

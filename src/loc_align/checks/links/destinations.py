"""Rules about where links lead: destinations, images, cross-references, and labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from loc_align.checks.base import Finding, Options, Pair, Rule, Subject
from loc_align.checks.comparison import Difference, Piece, codes_of_type, compare, missing_finding, to_document, visible
from loc_align.checks.links.sites import Locales, marks_of, same_on_sites
from loc_align.checks.links.texts import separated_links
from loc_align.checks.urls import bare_urls, destinations, is_moved, is_translated, normalized, page, reference_labels
from loc_align.model import Inline

_ENDING = re.compile(r"/?['’:-][^\W\d_]{1,8}")
"""A case ending, with what separates it from a name."""


def link_destination(pair: Pair, options: Options) -> Iterator[Finding]:
    """Checks for link destinations in the source that are missing from the target or changed in it.

    The rule compares decoded URLs. It ignores a locale, such as ``/en-us/`` or the target language in the path or the
    host, and a final slash, and treats ``http`` as ``https``. If the link text is separated from the destination,
    ``link-broken`` reports it instead.

    Why: The link takes readers to the wrong page, or nowhere.

    Fails:
        See [Setup](setup.md). → Siehe [Einrichtung](einrichtung.md).

    Passes:
        See [Setup](/en-us/setup/). → Siehe [Einrichtung](/de-de/setup).

    Options:
        locales: Where the pages in each language are, from the configuration key ``links``.
    """
    if "](" in pair.source:
        compared = _compare(pair, lambda parts: destinations(parts, "link"))
        difference = _changed_pages(pair, compared, options["locales"])
        if difference and difference.missing and not any(separated_links(pair)):
            yield missing_finding(pair, "link destination", difference)


def _changed_pages(pair: Pair, difference: Difference | None, locales: Locales) -> Difference | None:
    """Leave out the destinations of the same page in another language, and of the same file by another path."""
    if difference is None or not difference.missing or not difference.extra:
        return difference
    languages = pair.unit.provenance.source_lang.partition("-")[0], pair.language
    marks = _normalized_marks(locales, pair.unit.provenance.source_lang), _normalized_marks(locales, pair.lang)
    extra = [*difference.extra]
    gone = []
    for piece in difference.missing:
        same = next((it for it in extra if _same_page(piece.key, it.key, languages, marks)), None)
        if same is None:
            gone.append(piece)
        else:
            extra.remove(same)
    return replace(difference, missing=tuple(gone), extra=tuple(extra))


def _normalized_marks(locales: Locales, lang: str) -> tuple[str, ...]:
    """Return the marks of a language as they are in normalized URLs, which lack locales such as ``/de-de``."""
    marks = ((mark, normalized(mark)) for mark in marks_of(locales, lang))
    return tuple(f"{plain}/" if mark.startswith("/") else mark for mark, plain in marks if plain)


def _same_page(
    source: str, target: str, languages: tuple[str, str], marks: tuple[tuple[str, ...], tuple[str, ...]]
) -> bool:
    both = frozenset(languages)
    return (
        page(source, both) == page(target, both)
        or is_moved(source, target)
        or is_translated(source, target, languages)
        or same_on_sites(source, target, both, *marks)
    )


def link_image(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for images in the source that are missing from the target or replaced by another image.

    The rule compares URLs as ``link-destination`` does.

    Why: The page shows the wrong image, or a broken one.

    Fails:
        Choose ![the menu](menu.png). → Wählen Sie ![das Menü](menü.png).

    Passes:
        Choose ![the menu](menu.png). → Wählen Sie ![das Menü](menu.png).
    """
    if "![" in pair.source:
        difference = _compare(pair, lambda parts: destinations(parts, "image"))
        if difference and difference.missing and not any(separated_links(pair)):
            yield missing_finding(pair, "image", difference)


def link_reference(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for reference links in the source whose label is missing from the target or changed in it.

    The target may use another label that the document defines.

    Why: The label refers to the definition that contains the URL. A translated label refers to nothing, so readers see
    the square brackets.

    Fails:
        ``See [Setup][setup].`` next to ``Siehe [Einrichtung][einrichtung].`` in a document that defines ``[setup]``

    Passes:
        ``See [Setup][setup].`` next to ``Siehe [Einrichtung][setup].``
    """
    if not subject.document.references:
        return
    for pair in subject.pairs:
        difference = _compare(pair, reference_labels) if "[" in pair.source else None
        if difference and len(difference.missing) > len(difference.extra):  # another defined label works, too
            found = missing_finding(pair, "reference label", difference)
            yield to_document(pair, found)


def link_xref(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for cross-references, such as ``<xref:System.String>``, that are missing from the target or changed in it.

    Why: A cross-reference works only with the exact name.

    Fails:
        See <xref:System.String>. → Siehe <xref:System.Zeichenfolge>.

    Passes:
        See <xref:System.String>. → Siehe <xref:System.String>.
    """
    if "xref:" in pair.source:
        difference = _compare(pair, _xrefs)
        if difference and difference.missing:
            yield missing_finding(pair, "cross-reference", difference)


def _xrefs(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "xref"):
        name = code.data[len("<xref:") : -1]
        yield Piece(normalized(name), span, name)


def link_autolink(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for URLs and email addresses in the text of the source that are missing from the target or changed in it.

    The rule compares URLs as ``link-destination`` does.

    Why: Readers follow or copy the address as it is.

    Fails:
        Open <https://example.com/start>. → Öffnen Sie <https://example.com/anfang>.

    Passes:
        Open <https://example.com/start>. → Öffnen Sie https://example.com/start.
    """
    if "://" in pair.source or "@" in pair.source:
        difference = _compare(pair, bare_urls)
        if difference and difference.missing:
            linked = {piece.key for piece in destinations(pair.target_inline, "link")}
            escaped = normalized(visible(pair.target_inline)) if "\\" in pair.source + pair.target else ""
            extra = [piece.key for piece in difference.extra]
            missing_urls = tuple(
                it
                for it in difference.missing
                if it.key not in linked and it.key not in escaped and not any(_inflected(it.key, url) for url in extra)
            )
            if missing_urls:
                yield missing_finding(pair, "address", replace(difference, missing=missing_urls))


def _inflected(url: str, target: str) -> bool:
    """Return whether a URL of the target is the one of the source with a case ending, as in ``example.com'da``."""
    return target.startswith(url) and _ENDING.fullmatch(target, len(url)) is not None


def _compare(pair: Pair, pieces: Callable[[Inline], Iterable[Piece]]) -> Difference | None:
    return compare(pieces(pair.source_inline), pieces(pair.target_inline))


_BRACKETS = frozenset("[")

RULES = (
    Rule(
        "link-destination",
        "error",
        "A link destination is missing or changed",
        link_destination,
        triggers=_BRACKETS,
        options={"locales": ()},
    ),
    Rule("link-image", "error", "An image is missing or changed", link_image, triggers=_BRACKETS),
    Rule("link-reference", "error", "A reference label is missing or changed", link_reference, scope="document"),
    Rule("link-xref", "error", "A cross-reference is missing or changed", link_xref, triggers=frozenset("<")),
    Rule(
        "link-autolink",
        "error",
        "A URL or email address is missing or changed",
        link_autolink,
        triggers=frozenset(":@"),
    ),
)

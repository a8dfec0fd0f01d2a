"""Where links lead: destinations, images, cross references, labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule, Subject
from loc_align.checks.comparison import Difference, Piece, codes_of_type, compare, missing_finding, to_document, visible
from loc_align.checks.links.texts import broken
from loc_align.checks.urls import bare_urls, destinations, normalized, reference_labels
from loc_align.model import Inline


def link_destination(pair: Pair, _: Options) -> Iterator[Finding]:
    """A link of the source leads somewhere else in the target, or is missing.

    Why: a reader is sent to the wrong page, or to none. Addresses are compared decoded, without the folder of a
    locale (``/en-us/``), and with ``https`` for ``http``. A link that is cut off is left to ``link-broken``.

    Fails:
        See [Setup](setup.md). → Siehe [Einrichtung](einrichtung.md).

    Passes:
        See [Setup](/en-us/setup/). → Siehe [Einrichtung](/de-de/setup).
    """
    if "](" in pair.source:
        difference = _change(pair, lambda parts: destinations(parts, "link"))
        if difference and difference.missing and not any(broken(pair)):
            yield missing_finding(pair, "link to", difference, "let it lead where the source leads")


def link_image(pair: Pair, _: Options) -> Iterator[Finding]:
    """An image of the source is another one in the target, or missing.

    Why: the page shows a broken image, or the wrong one. Addresses are compared as ``link-destination`` does.

    Fails:
        Choose ![the menu](menu.png). → Wählen Sie ![das Menü](menü.png).

    Passes:
        Choose ![the menu](menu.png). → Wählen Sie ![das Menü](menu.png).
    """
    if "![" in pair.source:
        difference = _change(pair, lambda parts: destinations(parts, "image"))
        if difference and difference.missing and not any(broken(pair)):
            yield missing_finding(pair, "image", difference, "write its address as the source has it")


def link_reference(subject: Subject, _: Options) -> Iterator[Finding]:
    """A reference link of the source has another label in the target, or is missing.

    Why: the label is the name under which the address is found. A translated one finds nothing, and the brackets are
    shown.

    Fails:
        ``See [Setup][setup].`` beside ``Siehe [Einrichtung][einrichtung].``, and the document defines ``[setup]``

    Passes:
        ``See [Setup][setup].`` beside ``Siehe [Einrichtung][setup].``
    """
    if not subject.document.references:
        return
    for pair in subject.pairs:
        difference = _change(pair, reference_labels) if "[" in pair.source else None
        if difference and len(difference.missing) > len(difference.extra):  # a new one that is defined works as well
            found = missing_finding(pair, "reference to", difference, "keep the label as the source has it")
            yield to_document(pair, found)


def link_xref(pair: Pair, _: Options) -> Iterator[Finding]:
    """A cross reference of the source names something else in the target, or is missing.

    Why: ``<xref:…>`` is resolved by the exact name.

    Fails:
        See <xref:System.String>. → Siehe <xref:System.Zeichenfolge>.

    Passes:
        See <xref:System.String>. → Siehe <xref:System.String>.
    """
    if "xref:" in pair.source:
        difference = _change(pair, _xrefs)
        if difference and difference.missing:
            yield missing_finding(pair, "cross reference to", difference, "write it as the source has it")


def _xrefs(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "xref"):
        yield Piece(normalized(code.data[len("<xref:") : -1]), span)


def link_autolink(pair: Pair, _: Options) -> Iterator[Finding]:
    """An address that the source writes out is another one in the target, or missing.

    Why: a reader copies or follows it as it stands there. Addresses are compared as ``link-destination`` does.

    Fails:
        Open <https://example.com/start>. → Öffnen Sie <https://example.com/anfang>.

    Passes:
        Open <https://example.com/start>. → Öffnen Sie https://example.com/start.
    """
    if "://" in pair.source or "@" in pair.source:
        difference = _change(pair, bare_urls)
        if difference and difference.missing:
            linked = {piece.key for piece in destinations(pair.target_inline, "link")}
            escaped = normalized(visible(pair.target_inline)) if "\\" in pair.source + pair.target else ""
            gone = tuple(key for key in difference.missing if key not in linked and key not in escaped)
            if gone:
                yield missing_finding(
                    pair, "address", Difference(gone, difference.extra), "write it as the source has it"
                )


def _change(pair: Pair, pieces: Callable[[Inline], Iterable[Piece]]) -> Difference | None:
    return compare((piece.key for piece in pieces(pair.source_inline)), pieces(pair.target_inline))


_BRACKETS = frozenset("[")

RULES = (
    Rule("link-destination", "error", "A link leads somewhere else", link_destination, triggers=_BRACKETS),
    Rule("link-image", "error", "An image is another one", link_image, triggers=_BRACKETS),
    Rule("link-reference", "error", "A reference link has another label", link_reference, scope="document"),
    Rule("link-xref", "error", "A cross reference is altered", link_xref, triggers=frozenset("<")),
    Rule("link-autolink", "error", "An address is altered", link_autolink, triggers=frozenset(":@")),
)

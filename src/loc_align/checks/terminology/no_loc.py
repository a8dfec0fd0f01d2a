"""The rule about terms that the document says not to localize."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.comparison import to_document, whole_target
from loc_align.checks.messages import missing

_BLOCK = re.compile(r":::no-loc[ \t]+text=\"([^\"\n]{1,100})\"")
_MAX_TERMS = 500


def term_no_loc(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for terms that the document marks as not to be localized and that are missing from a target.

    The terms are those of ``no-loc`` in the front matter, and of ``:::no-loc text="…":::``.

    Why: The author says that the term is a name.

    Fails:
        ``Starten Sie das Blitz-Konto.`` for ``Start the Identity account.`` with ``no-loc: [Identity]``

    Passes:
        ``Starten Sie das Identity-Konto.`` for the same source
    """
    terms = [*dict.fromkeys(_terms(subject))][:_MAX_TERMS]
    if not terms:
        return
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(term)}(?!\w)" for term in sorted(terms, key=len, reverse=True)))
    for pair in subject.pairs:
        lost = [*dict.fromkeys(term for term in pattern.findall(pair.source_plain) if term not in pair.target)]
        if lost and pair.target:
            yield to_document(pair, Finding(whole_target(pair), missing("term", lost)))


def _terms(subject: Subject) -> Iterator[str]:
    for document in filter(None, (subject.source_document, subject.document)):
        values = document.front_matter.values.get("no-loc") if document.front_matter else None
        if isinstance(values, (list, tuple)):
            yield from (term for term in values if isinstance(term, str) and term.strip())
    texts = (subject.document.text, subject.source_document.text if subject.source_document else "")
    for text in texts:
        if ":::no-loc" in text:
            yield from _BLOCK.findall(text)

"""Rules about the use of glossary terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.checks.messages import quoted
from loc_align.checks.packs import pack_of
from loc_align.checks.terminology.glossary import Term, target_pattern
from loc_align.model import Span


def _terms(subject: Subject, options: Options) -> Iterator[tuple[Pair, Term]]:
    """Yield the pairs whose source contains a term of the glossary, with the term."""
    glossary = options["glossary"]
    for pair in subject.pairs if glossary else ():
        for term in glossary.found_in(pair.source_plain, pair.lang):
            yield pair, term


def _finding(pair: Pair, span: Span, message: str) -> Finding:
    start = pair.unit.target.span.start if pair.unit.target else 0
    return Finding(Span(start + span.start, start + span.end), message)


def _find(pair: Pair, target: str, ending: int, *, case: bool) -> re.Match[str] | None:
    spaced = pack_of(pair.language).spaced
    return target_pattern(target, ending, spaced=spaced, case=case).search(pair.target)


def term_missing(subject: Subject, options: Options) -> Iterator[Finding]:
    """Checks for targets without the glossary's translation of a term in the source.

    Without a glossary, the rule does nothing.

    Why: One thing should have one name. Readers who know the term look for it.

    Fails:
        With a glossary that translates *archive* as *Archiv*: `Open the archive.` → `Öffnen Sie das Lager.`

    Passes:
        `Open the archives.` → `Öffnen Sie die Archive.`

    Options:
        glossary: The terms, from the configuration key ``glossary``.
        ending: How many letters at the end of a word may differ, to allow for inflection.
    """
    for pair, term in _terms(subject, options):
        if term.targets and not any(_find(pair, it, options["ending"], case=term.case) for it in term.targets):
            targets = " or ".join(map(quoted, term.targets[:3]))
            message = f"the translation of glossary term {quoted(term.source)} is missing; write {targets}"
            yield _finding(pair, Span(0, len(pair.target)), message)


def term_forbidden(subject: Subject, options: Options) -> Iterator[Finding]:
    """Checks for words in the target that the glossary forbids for a term in the source.

    Without a glossary, the rule does nothing.

    Why: Your team decided against the word.

    Fails:
        With a glossary that forbids *Lager* for *archive*: `Open the archive.` → `Öffnen Sie das Lager.`

    Passes:
        `Open the store.` → `Öffnen Sie das Lager.`

    Options:
        glossary: The terms, from the configuration key ``glossary``.
    """
    for pair, term in _terms(subject, options):
        for word in term.forbidden:
            found = _find(pair, word, 0, case=term.case)
            if found is not None:
                cure = f"write {quoted(term.targets[0])}" if term.targets else "use another word"
                message = f"the glossary forbids {quoted(found[0])} for {quoted(term.source)}; {cure}"
                yield _finding(pair, Span(*found.span()), message)


def term_translated(subject: Subject, options: Options) -> Iterator[Finding]:
    """Checks for names that must stay untranslated and that are missing from the target.

    Capitalization matters. Without names or a glossary, the rule does nothing.

    Why: The names of products and components are the same in all languages.

    Fails:
        With the name *Fjord Server*: `Start Fjord Server.` → `Starten Sie den Fjordserver.`

    Passes:
        `Start Fjord Server.` → `Starten Sie Fjord Server.`

    Options:
        glossary: The terms, from the configuration key ``glossary``. It can mark names, too.
        names: Names that must stay untranslated.
    """
    kept = [(pair, term.source) for pair, term in _terms(subject, options) if term.keep]
    named = [(pair, name) for name in options["names"] for pair in subject.pairs if name in pair.source_plain]
    for pair, name in (*named, *kept):
        if name in pair.source_plain and name not in pair.target and name not in pair.target_plain:
            message = f"the name {quoted(name)} must stay untranslated; copy it from the source"
            yield _finding(pair, Span(0, len(pair.target)), message)

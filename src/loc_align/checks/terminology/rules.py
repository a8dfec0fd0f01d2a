"""Whether targets use the terms of a glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.checks.packs import pack_of
from loc_align.checks.terminology.glossary import Term, target_pattern
from loc_align.model import Span


def _terms(subject: Subject, options: Options) -> Iterator[tuple[Pair, Term]]:
    """The pairs whose source has a term of the glossary, with the term."""
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
    """The source has a term of the glossary, and the target none of its translations.

    Why: one thing has one name; readers who learned it look for it. The option ``glossary`` names the file, CSV or TBX;
    without it, the rule has nothing to say. The option ``ending`` says how many letters at the end of a word may
    differ, for words are inflected.

    Fails:
        With a glossary in which *archive* is *Archiv*: `Open the archive.` → `Öffnen Sie das Lager.`

    Passes:
        `Open the archives.` → `Öffnen Sie die Archive.`
    """
    for pair, term in _terms(subject, options):
        if term.targets and not any(_find(pair, it, options["ending"], case=term.case) for it in term.targets):
            said = " or ".join(term.targets[:3])
            yield _finding(
                pair, Span(0, len(pair.target)), f"the glossary's word for {term.source} is missing: write {said}"
            )


def term_forbidden(subject: Subject, options: Options) -> Iterator[Finding]:
    """The target has a word that the glossary forbids for a term of the source.

    Why: the team decided against it. The option ``glossary`` names the file; without it, the rule has nothing to say.

    Fails:
        With a glossary that forbids *Lager* for *archive*: `Open the archive.` → `Öffnen Sie das Lager.`

    Passes:
        `Open the store.` → `Öffnen Sie das Lager.`
    """
    for pair, term in _terms(subject, options):
        for word in term.forbidden:
            found = _find(pair, word, 0, case=term.case)
            if found is not None:
                said = f": write {term.targets[0]}" if term.targets else ": choose another word"
                yield _finding(pair, Span(*found.span()), f"the glossary forbids {found[0]} for {term.source}{said}")


def term_translated(subject: Subject, options: Options) -> Iterator[Finding]:
    """The source has a name that is not to be translated, and the target does not have it.

    Why: names of products and parts are the same in all languages. The option ``names`` lists such names, and the
    glossary may mark more; without them, the rule has nothing to say. Capitals count.

    Fails:
        With the name *Fjord Server*: `Start Fjord Server.` → `Starten Sie den Fjordserver.`

    Passes:
        `Start Fjord Server.` → `Starten Sie Fjord Server.`
    """
    kept = [(pair, term.source) for pair, term in _terms(subject, options) if term.keep]
    named = [(pair, name) for name in options["names"] for pair in subject.pairs if name in pair.source_plain]
    for pair, name in (*named, *kept):
        if name in pair.source_plain and name not in pair.target and name not in pair.target_plain:
            message = f"the name {name} is not to be translated: write it as it is"
            yield _finding(pair, Span(0, len(pair.target)), message)

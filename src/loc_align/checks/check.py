"""The check of one document, for the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from loc_align.checks.aligning import align_document
from loc_align.checks.base import Options
from loc_align.checks.rule_names import NAMES, rule_ids, rules_of, unknown_name
from loc_align.checks.run import check_corpus, run, with_fingerprints
from loc_align.checks.settings import Settings, active_rules
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError, expect
from loc_align.model import Document, Problem, Severity

_NONE: Mapping[str, Severity] = MappingProxyType({})
_NO_OPTIONS: Mapping[str, Options] = MappingProxyType({})


def check(  # noqa: PLR0913 - what a caller may choose, all by name
    document: Document,
    source: Document | None = None,
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    severity: Mapping[str, Severity] = _NONE,
    options: Mapping[str, Options] = _NO_OPTIONS,
    source_lang: str = "en-US",
    target_lang: str | None = None,
    old_source: Document | None = None,
) -> tuple[Problem, ...]:
    """Check a localized document.

    Args:
        document: a document that was read, side by side or in the target language.
        source: the document in the source language. A document without pairs is aligned with it by content.
        select: the rules and families to run. By default, all rules that are not off.
        ignore: the rules and families to skip.
        severity: severities that replace the default ones, by rule ID.
        options: options that replace the default ones, by rule ID.
        source_lang: the source language, a BCP 47 tag.
        target_lang: the target language. By default, ``ms.contentlocale``, and without pairs, then its path.
        old_source: the source that the document was made from, if it is known and isn't in the document.

    Returns:
        The problems, in the order of their positions.

    Raises:
        UsageError: a rule or family doesn't exist, or a language is not a BCP 47 tag.
    """
    expect(document, Document)
    chosen = _settings(select, ignore, severity, options)
    lang = canonical_lang(target_lang) if target_lang else None
    bitext = align_document(document, source, source_lang, lang)
    checked = run(bitext, chosen, source_document=source, expected_lang=lang, old_source=old_source)
    facts = sorted(checked.facts, key=lambda fact: (fact[0], fact[1].key))
    return with_fingerprints((*checked.problems, *check_corpus(facts, chosen)))


def _settings(
    select: Iterable[str] | None,
    ignore: Iterable[str],
    severity: Mapping[str, Severity],
    options: Mapping[str, Options],
) -> Settings:
    ignored = list(ignore)
    wanted = None if select is None else list(select)
    for name in (*ignored, *(wanted or ()), *severity, *options):
        if name not in NAMES:
            raise UsageError(unknown_name(name, NAMES, "rule or family"))
    off = {rule for name in ignored for rule in rules_of(name)}
    chosen = active_rules(None if wanted is None else rule_ids(wanted), severity, options)
    return tuple(active for active in chosen if active.rule.id not in off)

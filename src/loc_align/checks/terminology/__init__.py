"""Rules about the terms in a glossary."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.terminology import no_loc, rules
from loc_align.checks.terminology.glossary import Glossary, Term
from loc_align.checks.terminology.read import read_glossary

__all__ = ["RULES", "Glossary", "Term", "read_glossary"]

RULES: tuple[Rule, ...] = (
    Rule(
        "term-missing",
        "warning",
        "A glossary term is missing",
        rules.term_missing,
        scope="document",
        options={"glossary": (), "ending": 3},
    ),
    Rule(
        "term-forbidden",
        "warning",
        "The target contains a forbidden term",
        rules.term_forbidden,
        scope="document",
        options={"glossary": ()},
    ),
    Rule(
        "term-translated",
        "error",
        "A name that must stay untranslated is missing",
        rules.term_translated,
        scope="document",
        options={"glossary": (), "names": ()},
    ),
    Rule("term-no-loc", "error", "A term that must not be localized is missing", no_loc.term_no_loc, scope="document"),
)

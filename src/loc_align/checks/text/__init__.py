"""Rules about text: language, names, punctuation, repetition, length, spaces, and characters."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.text import (
    characters,
    english,
    identifiers,
    lengths,
    paired_punctuation,
    punctuation,
    repeats,
    spacing,
)

RULES: tuple[Rule, ...] = (
    Rule("text-empty", "error", "The target is empty", characters.text_empty),
    Rule("text-untranslated", "warning", "The target is identical to the source", english.text_untranslated),
    Rule("text-partly-english", "warning", "Part of the target is in English", english.text_partly_english),
    Rule(
        "text-unsegmented", "warning", "English text isn't part of a pair", english.text_unsegmented, scope="document"
    ),
    Rule(
        "text-identifier-split",
        "warning",
        "A space splits a name",
        identifiers.text_identifier_split,
        fixable=True,
        triggers=frozenset("._"),
    ),
    Rule(
        "text-identifier-lost",
        "warning",
        "A technical name is missing or changed",
        identifiers.text_identifier_lost,
        options={"allow": ()},
    ),
    Rule(
        "text-identifier-case",
        "info",
        "A technical name has different capitalization",
        identifiers.text_identifier_case,
    ),
    Rule(
        "text-command-lost",
        "error",
        "A command name is missing or changed",
        identifiers.text_command_lost,
        options={"allow": ()},
        triggers=frozenset("-"),
    ),
    Rule(
        "text-brackets",
        "warning",
        "A bracket is unpaired",
        paired_punctuation.text_brackets,
        monolingual=True,
        triggers=paired_punctuation.BRACKETS,
    ),
    Rule(
        "text-quotes",
        "warning",
        "A quotation mark is unpaired",
        paired_punctuation.text_quotes,
        monolingual=True,
        triggers=paired_punctuation.QUOTES,
    ),
    Rule(
        "text-doubled-word",
        "warning",
        "A word is repeated",
        repeats.text_doubled_word,
        monolingual=True,
        triggers=frozenset(" "),
    ),
    Rule("text-loop", "error", "The target repeats itself", repeats.text_loop, monolingual=True),
    Rule(
        "text-length",
        "info",
        "The target is far too short or too long",
        lengths.text_length,
        options={"spreads": 5.0, "least": 0.15, "shortest": 25},
    ),
    Rule("text-end", "info", "The target ends with different punctuation", punctuation.text_end),
    Rule("text-start", "warning", "The target starts with punctuation", punctuation.text_start),
    Rule(
        "text-space-missing",
        "warning",
        "A space is missing after markup",
        spacing.text_space_missing,
        fixable=True,
        triggers=frozenset("*_`]"),
    ),
    Rule("text-double-space", "off", "More than one space separates words", spacing.text_double_space, fixable=True),
    Rule(
        "text-space-before-mark",
        "off",
        "A space precedes a comma or period",
        spacing.text_space_before_mark,
        fixable=True,
    ),
    Rule("text-edge-space", "off", "Leading or trailing spaces differ", spacing.text_edge_space),
    Rule(
        "text-invisible",
        "error",
        "The target contains an invisible character",
        characters.text_invisible,
        monolingual=True,
    ),
    Rule("text-broken", "error", "The target contains corrupted characters", characters.text_broken, monolingual=True),
)

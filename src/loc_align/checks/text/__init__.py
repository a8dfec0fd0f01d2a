"""Rules about the words: untranslated text, names, marks in pairs, repeats, length, punctuation, spaces, characters."""

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
    Rule("text-untranslated", "warning", "The target is the source", english.text_untranslated),
    Rule("text-partly-english", "warning", "A part of the target is English", english.text_partly_english),
    Rule("text-unsegmented", "warning", "English text without a pair", english.text_unsegmented, scope="document"),
    Rule(
        "text-identifier-split",
        "warning",
        "A space stands inside a name",
        identifiers.text_identifier_split,
        fixable=True,
        triggers=frozenset("._"),
    ),
    Rule(
        "text-identifier-lost",
        "warning",
        "A name is missing or changed",
        identifiers.text_identifier_lost,
        options={"allow": ()},
    ),
    Rule("text-identifier-case", "info", "A name has other capitals", identifiers.text_identifier_case),
    Rule(
        "text-command-lost",
        "error",
        "A command's name is missing or changed",
        identifiers.text_command_lost,
        options={"allow": ()},
        triggers=frozenset("-"),
    ),
    Rule(
        "text-brackets",
        "warning",
        "A bracket has no partner",
        paired_punctuation.text_brackets,
        triggers=paired_punctuation.BRACKETS,
    ),
    Rule(
        "text-quotes",
        "warning",
        "A quote has no partner",
        paired_punctuation.text_quotes,
        triggers=paired_punctuation.QUOTES,
    ),
    Rule("text-doubled-word", "warning", "A word stands twice", repeats.text_doubled_word, triggers=frozenset(" ")),
    Rule("text-loop", "error", "The target repeats itself", repeats.text_loop),
    Rule(
        "text-length",
        "info",
        "The target is far too short or too long",
        lengths.text_length,
        options={"spreads": 5.0, "least": 0.15, "shortest": 25},
    ),
    Rule("text-end", "info", "The target ends with another mark", punctuation.text_end),
    Rule("text-start", "warning", "The target begins with a mark", punctuation.text_start),
    Rule(
        "text-space-missing",
        "warning",
        "A word touches markup",
        spacing.text_space_missing,
        fixable=True,
        triggers=frozenset("*_`]"),
    ),
    Rule("text-double-space", "off", "Two spaces stand between words", spacing.text_double_space, fixable=True),
    Rule("text-space-before-mark", "off", "A space stands before a mark", spacing.text_space_before_mark, fixable=True),
    Rule("text-edge-space", "off", "Spaces at the edges differ", spacing.text_edge_space),
    Rule("text-invisible", "error", "An invisible character", characters.text_invisible),
    Rule("text-broken", "error", "Broken characters", characters.text_broken),
)

"""The kinds of faults: how to inject each kind, and which rules must find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from faults import in_codes, in_directives, in_links, in_markup, in_numbers, in_pages, in_texts, in_words
from faults.injecting import Injector, in_target


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault."""

    inject: Injector
    rules: frozenset[str]
    """Any of these finds it."""


def _kind(inject: Injector, *rules: str) -> Kind:
    return Kind(inject, frozenset(rules))


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "code span dropped": _kind(in_target(in_codes.code_dropped), "code-span"),
        "code span without backticks": _kind(in_target(in_codes.code_bare), "code-span"),
        "code span translated": _kind(in_target(in_codes.code_translated), "code-span"),
        "code spans merged": _kind(in_target(in_codes.code_merged), "code-merged"),
        "code span displaced": _kind(in_target(in_codes.code_displaced), "code-displaced"),
        "backtick lost": _kind(in_target(in_codes.code_unclosed), "code-unclosed", "code-span"),
        "bold dropped": _kind(in_target(in_codes.strong_dropped), "code-strong"),
        "bold escaped": _kind(in_target(in_codes.strong_escaped), "code-emphasis-literal"),
        "bold with inner spaces": _kind(in_target(in_codes.strong_spaced), "code-emphasis-literal"),
        "bold not closed": _kind(in_target(in_codes.strong_half), "code-emphasis-literal"),
        "placeholder translated": _kind(
            in_target(in_codes.placeholder_translated), "code-placeholder", "code-variable"
        ),
        "placeholder spaced": _kind(in_target(in_codes.placeholder_spaced), "code-placeholder", "code-variable"),
        "placeholder dropped": _kind(in_target(in_codes.placeholder_dropped), "code-placeholder", "code-variable"),
        "escape split": _kind(in_target(in_codes.escape_split), "code-escape"),
        "tag dropped": _kind(in_target(in_codes.tag_dropped), "code-tag"),
        "attribute changed": _kind(in_target(in_codes.attribute_changed), "code-attribute"),
        "entity escaped twice": _kind(in_target(in_codes.entity_twice), "code-entity"),
        "angle brackets dropped": _kind(in_target(in_codes.angle_dropped), "code-angle"),
        "formula damaged": _kind(in_target(in_codes.math_damaged), "code-math"),
        "machine token": _kind(in_target(in_codes.token_leaked), "code-token"),
        "link changed": _kind(in_target(in_links.link_changed), "link-destination"),
        "link dropped": _kind(in_target(in_links.link_dropped), "link-destination"),
        "link text emptied": _kind(in_target(in_links.link_emptied), "link-text"),
        "link cut": _kind(in_target(in_links.link_cut), "link-broken"),
        "link in full-width brackets": _kind(in_target(in_links.link_full_width), "link-broken"),
        "link around a pair cut": _kind(in_links.frame_cut, "link-frame"),
        "link around a pair emptied": _kind(in_links.frame_emptied, "link-frame"),
        "image changed": _kind(in_target(in_links.image_changed), "link-image"),
        "image text emptied": _kind(in_target(in_links.image_alt_emptied), "link-alt"),
        "autolink changed": _kind(in_target(in_links.autolink_changed), "link-autolink"),
        "cross reference changed": _kind(in_target(in_links.xref_changed), "link-xref"),
        "reference changed": _kind(in_links.reference_changed, "link-reference"),
        "fragment translated": _kind(in_links.fragment_translated, "link-fragment"),
        "anchor changed": _kind(in_links.anchor_changed, "link-anchor"),
        "anchor emptied": _kind(in_links.anchor_emptied, "link-anchor"),
        "anchor dropped": _kind(in_links.anchor_dropped, "link-anchor"),
        "alert translated": _kind(in_directives.alert_translated, "directive-alert"),
        "alert without its mark": _kind(in_directives.alert_bare, "directive-alert"),
        "alert with a space": _kind(in_directives.alert_spaced, "directive-alert"),
        "alert with a full-width mark": _kind(in_directives.alert_full_width, "directive-alert"),
        "include path translated": _kind(in_directives.include_path, "directive-include"),
        "include cut": _kind(in_directives.include_cut, "directive-include"),
        "colon block translated": _kind(in_directives.colons_kind, "directive-block"),
        "colon attribute translated": _kind(in_directives.colons_attribute, "directive-block"),
        "end of a block translated": _kind(in_directives.block_end, "directive-block"),
        "video cut": _kind(in_directives.video_cut, "directive-video"),
        "tab translated": _kind(in_directives.tab_id, "directive-tab"),
        "number changed": _kind(in_target(in_words.number_changed), "number-lost", "number-only"),
        "number lost": _kind(in_target(in_words.number_lost), "number-lost", "number-only"),
        "number added": _kind(in_target(in_numbers.number_added), "number-added"),
        "unit changed": _kind(in_target(in_numbers.unit_changed), "number-unit"),
        "percent sign lost": _kind(in_target(in_numbers.percent_lost), "number-unit"),
        "minus lost": _kind(in_target(in_numbers.minus_lost), "number-sign"),
        "decimal mark lost": _kind(in_target(in_numbers.point_lost), "number-lost", "number-only"),
        "numbers swapped": _kind(in_target(in_numbers.numbers_swapped), "number-order", "number-unit"),
        "one of two equal numbers changed": _kind(in_target(in_numbers.equal_changed), "number-lost"),
        "time shifted": _kind(in_target(in_numbers.time_shifted), "number-lost", "number-only"),
        "number in a name changed": _kind(in_target(in_numbers.name_renumbered), "number-lost"),
        "version with a comma": _kind(in_target(in_words.version_comma), "number-version"),
        "PM lost": _kind(in_target(in_words.pm_lost), "number-pm"),
        "name with Cyrillic letters": _kind(in_target(in_texts.name_in_cyrillic), "text-confusable"),
        "entity with a space": _kind(in_target(in_texts.entity_spaced), "code-entity-broken"),
        "entity without its end": _kind(in_target(in_texts.entity_cut), "code-entity-broken"),
        "path with spaces": _kind(in_target(in_texts.path_spaced), "text-path"),
        "option with a dash": _kind(in_target(in_texts.option_dashed), "text-path"),
        "sentence dropped": _kind(in_target(in_texts.sentence_dropped), "text-shortened"),
        "target cut in a sentence": _kind(in_target(in_texts.broken_off), "text-shortened"),
        "comment opened": _kind(in_target(in_texts.comment_opened), "structure-opening"),
        "fence opened": _kind(in_target(in_texts.fence_opened), "structure-broken", "structure-opening"),
        "links exchanged": _kind(in_target(in_pages.links_exchanged), "link-exchanged"),
        "page of another locale": _kind(in_target(in_pages.other_locale), "link-other-locale"),
        "footnote renamed": _kind(in_target(in_pages.footnote_renamed), "link-footnote"),
        "footnote lost": _kind(in_target(in_pages.footnote_lost), "link-footnote"),
        "third language": _kind(in_target(in_pages.third_language), "text-language"),
        "untranslated": _kind(in_target(in_words.untranslated), "text-untranslated"),
        "half translated": _kind(in_target(in_words.half_translated), "text-partly-english"),
        "word in a loop": _kind(in_target(in_words.looped), "text-loop"),
        "word doubled": _kind(in_target(in_words.doubled), "text-doubled-word"),
        "identifier split": _kind(in_target(in_words.identifier_split), "text-identifier-split"),
        "identifier in lower case": _kind(in_target(in_words.identifier_recased), "text-identifier-case"),
        "cmdlet translated": _kind(in_target(in_words.cmdlet_translated), "text-command-lost"),
        "bracket lost": _kind(in_target(in_words.bracket_lost), "text-brackets"),
        "quotation mark lost": _kind(in_target(in_words.quote_lost), "text-quotes"),
        "bidi control": _kind(in_target(in_words.bidi_control), "text-invisible"),
        "replacement character": _kind(in_target(in_words.replacement_character), "text-broken"),
        "mojibake": _kind(in_target(in_words.mojibake), "text-broken"),
        "target broken off": _kind(in_target(in_words.truncated), "text-length"),
        "targets swapped": _kind(in_words.swapped, "pair-misplaced"),
        "target of the neighbor": _kind(in_words.neighbors, "pair-misplaced", "pair-copied"),
        "target emptied": _kind(in_words.emptied, "markup-empty-target"),
        "table bar lost": _kind(in_words.row_bar_lost, "structure-table-row", "structure-table-cell"),
        "tag of a pair damaged": _kind(in_markup.tag_quoted, "markup-damaged"),
        "curly quotes in a tag": _kind(in_markup.quotes_curly, "markup-damaged", "markup-unpaired"),
        "quotation mark of a tag lost": _kind(in_markup.quote_lost, "markup-damaged", "markup-unpaired"),
        "space in a tag": _kind(in_markup.tag_spaced, "markup-damaged", "markup-unpaired"),
        "attribute of a tag renamed": _kind(in_markup.attribute_renamed, "markup-damaged", "markup-unpaired"),
        "target side not closed": _kind(in_markup.target_unclosed, "markup-damaged", "markup-unpaired"),
        "source side dropped": _kind(in_markup.source_dropped, "markup-unpaired"),
        "target side dropped": _kind(in_markup.target_dropped, "markup-unpaired"),
        "closing tag dropped": _kind(in_markup.closing_dropped, "markup-damaged"),
        "ids that differ": _kind(in_markup.id_mismatch, "markup-id-mismatch"),
        "id given twice": _kind(in_markup.id_duplicate, "markup-id-duplicate"),
        "pairs exchanged": _kind(in_markup.id_order, "markup-id-order"),
        "locale wrong": _kind(in_markup.locale_wrong, "front-matter-locale"),
        "hash broken": _kind(in_markup.hash_broken, "front-matter-hash"),
        "translation type wrong": _kind(in_markup.type_wrong, "front-matter-type"),
        "date wrong": _kind(in_markup.date_wrong, "front-matter-date"),
        "front matter broken": _kind(in_markup.yaml_broken, "front-matter-yaml"),
    }
)

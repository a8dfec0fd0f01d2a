"""Language tags: the fast path for common tags agrees with the registry."""

from __future__ import annotations

from itertools import product
from string import ascii_lowercase

import langcodes.tag_parser
import pytest
from langcodes.data_dicts import LANGUAGE_REPLACEMENTS, TERRITORY_REPLACEMENTS

from loc_align.text.language_tags import Subtags, is_registered, likely_subtags, standardize, subtags

_TWO_LETTERS = ["".join(pair) for pair in product(ascii_lowercase, repeat=2)]
_OTHERS = (
    "zh-Hans-CN", "zh_hant_tw", "sr-latn", "en-Latn", "es-419", "fr-250", "en-GB-oed", "de-DE-1901", "ca-valencia",
    "zh-min-nan", "x-private", "en-x-twain", "sl-rozaj-biske", "de-u-co-phonebk", "spa", "eng-us", "cmn-Hans",
)  # fmt: skip


@pytest.mark.parametrize("region", ["", "-US", "-de", "_BR"])
def test_every_language_of_two_letters(region: str) -> None:
    tags = [f"{language}{region}" for language in _TWO_LETTERS]
    assert [*map(standardize, tags)] == [*map(langcodes.standardize_tag, tags)]


@pytest.mark.parametrize("language", ["fr", "EN", "zh", "sr", "no"])
def test_every_region_of_two_letters(language: str) -> None:
    tags = [f"{language}-{region}" for region in _TWO_LETTERS]
    assert [*map(standardize, tags)] == [*map(langcodes.standardize_tag, tags)]


@pytest.mark.parametrize(
    "tags", [_OTHERS, LANGUAGE_REPLACEMENTS, [f"fr-{region}" for region in TERRITORY_REPLACEMENTS]]
)
def test_every_other_kind_of_tag(tags: list[str]) -> None:
    assert [*map(standardize, tags)] == [*map(langcodes.standardize_tag, tags)]


@pytest.mark.parametrize(
    "tag", ["", "f", "fr-", "-fr", "fr--FR", "fr-FR-", "fr FR", "fr-FR\n", "français", "zh-TW-Hant"]
)
def test_what_is_no_tag_is_refused_alike(tag: str) -> None:
    with pytest.raises(langcodes.tag_parser.LanguageTagError) as known:
        langcodes.standardize_tag(tag)
    with pytest.raises(ValueError, match=r"^") as refused:
        standardize(tag)
    assert str(refused.value) == str(known.value)


def test_parts_of_a_tag() -> None:
    assert subtags("zh-TW") == Subtags("zh", None, "TW")
    assert likely_subtags("zh-TW") == Subtags("zh", "Hant", "TW")
    assert subtags("und") == Subtags(None, None, None)
    assert (is_registered("fr-FR"), is_registered("jp"), is_registered("")) == (True, False, False)


def test_every_language_of_two_letters_is_registered_or_not() -> None:
    assert [*map(is_registered, _TWO_LETTERS)] == [*map(langcodes.tag_is_valid, _TWO_LETTERS)]

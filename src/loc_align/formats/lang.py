"""Language tags in files of other tools, and files with one pair of languages."""

from __future__ import annotations

from functools import lru_cache

from loc_align.errors import UsageError
from loc_align.formats.base import WriteOptions
from loc_align.model import Provenance
from loc_align.text.language_tags import standardize


@lru_cache(maxsize=256)
def canonical(lang: str) -> str:
    """Return a language tag in its canonical form. An invalid tag is returned as it is."""
    try:
        return standardize(lang)
    except ValueError:
        return lang


def check_languages(origin: Provenance, options: WriteOptions, form: str) -> None:
    """Check that units have the languages of their file.

    Args:
        origin: the provenance of the units.
        options: the options of the file, which has one pair of languages.
        form: the name of the format, for the message.

    Raises:
        UsageError: the languages differ.
    """
    if (origin.source_lang, origin.target_lang) != (options.source_lang, options.target_lang):
        message = (
            f"{origin.path or 'a unit'}: the languages are {origin.source_lang} to {origin.target_lang}, but those of "
            f"the {form} file are {options.source_lang} to {options.target_lang}; write a file for each language pair"
        )
        raise UsageError(message)

"""The column ``translation`` of Hugging Face: both texts of a pair by the codes of their languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loc_align.formats.arrow_schema import schema
from loc_align.text.json_ import to_json

if TYPE_CHECKING:
    import pyarrow as pa

TRANSLATION = "translation"
"""The name of the column."""


def translation_codes(source_lang: str, target_lang: str) -> tuple[str, str]:
    """Return the keys of both texts: the languages without script and region, unless only these differ.

    If even the tags are equal, the keys are ``source`` and ``target``.

    Args:
        source_lang: the source language, canonical BCP 47.
        target_lang: the target language, like ``source_lang``.
    """
    one, other = (lang.partition("-")[0] for lang in (source_lang, target_lang))
    if one != other:
        return one, other
    return (source_lang, target_lang) if source_lang != target_lang else ("source", "target")


def translation_schema(codes: tuple[str, str]) -> pa.Schema:
    """Return the schema of units with the column, which the metadata declares as a feature ``Translation``.

    Args:
        codes: the keys of both texts.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra

    form = schema()
    languages = sorted(codes)
    field = pa.field(TRANSLATION, pa.struct([(code, pa.string()) for code in languages]))
    feature = {TRANSLATION: {"languages": languages, "_type": "Translation"}}
    metadata = {**(form.metadata or {}), b"huggingface": to_json({"info": {"features": feature}})}
    return pa.schema([*form, field], metadata=metadata)

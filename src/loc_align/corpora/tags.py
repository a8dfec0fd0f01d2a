"""The language tags of a corpus, which name its folders."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from loc_align.documents import canonical_lang
from loc_align.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

_LOCALE = re.compile(r"([A-Za-z]{2,3}(?:[_-][A-Za-z]{2})?)(?:\.[\w-]+)?(?:@(\w+))?")
"""A locale of an operating system, such as ``de_DE.UTF-8``."""
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl"}
"""What such a locale calls a script, as in ``sr@latin``."""


@lru_cache(maxsize=1024)
def language_of(tag: str) -> str:
    """Return a language tag in its canonical form; ``und`` if it isn't one.

    Args:
        tag: the tag that a memory states.
    """
    found = _LOCALE.fullmatch(tag)
    if found:
        lang, _, region = found[1].replace("_", "-").partition("-")
        tag = "-".join(filter(None, (lang, _SCRIPTS.get(found[2]), region)))
    try:
        return canonical_lang(tag)
    except UsageError:
        return "und"


def with_languages(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return rows whose language tags are canonical, so that each language has one folder.

    Args:
        batch: rows of units, with or without the columns of languages.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra

    columns = [
        _canonical(column) if name in {"source_lang", "target_lang"} else column
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _canonical(column: pa.Array) -> pa.Array:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    coded = column.dictionary_encode()
    stated = coded.dictionary.to_pylist()
    known = [language_of(tag) for tag in stated]
    return column if known == stated else pa.array(known, pa.string()).take(coded.indices)

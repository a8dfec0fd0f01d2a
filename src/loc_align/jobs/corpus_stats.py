"""The work of ``corpus stats``."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence

from loc_align.corpora.inputs import parquet_files
from loc_align.corpora.page import statistics_page
from loc_align.corpora.scan import batches, parts_of
from loc_align.corpora.statistics import COLUMNS, PairStatistics, statistics
from loc_align.files.io import atomic
from loc_align.files.overwriting import refuse_overwriting


def run(files: Sequence[str], page: str | None) -> Mapping[tuple[str, str], PairStatistics]:
    """Count memories by pair of languages.

    Args:
        files: the memories, or folders with memories.
        page: the HTML file to write; ``None`` for none.

    Raises:
        UsageError: pyarrow is not installed, or the page would overwrite a memory.
        InputError: a memory cannot be read, or the page cannot be written.
        FormatError: a memory breaks the rules of its format.
    """
    if page is not None:
        refuse_overwriting([page], files)
    with tempfile.TemporaryDirectory(prefix="loc-align-") as place:
        parts = parts_of(parquet_files(files, place))
        found = statistics(batch for part in parts for batch in batches(part, [*COLUMNS]))
    if page is not None:
        with atomic(page) as stream:
            stream.write(statistics_page(found).encode("utf-8", "replace"))
    return found

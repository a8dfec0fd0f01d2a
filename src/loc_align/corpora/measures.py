"""What a corpus consists of, counted while it is written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


class Size:
    """The size of the rows of one pair of languages and set."""

    def __init__(self) -> None:
        """Start at zero."""
        self.rows = self.source_characters = self.target_characters = self.source_words = 0


class Measures:
    """Counts rows by pair of languages and set, by origin, and by source."""

    def __init__(self) -> None:
        """Start at zero."""
        self.sizes: dict[tuple[str, str, str], Size] = {}
        self.kinds: Counter[str | None] = Counter()
        self.repositories: Counter[str | None] = Counter()
        self.licenses: Counter[str | None] = Counter()

    def add(self, source_lang: str, target_lang: str, split: str, batch: pa.RecordBatch) -> None:
        """Count rows."""
        import pyarrow.compute as pc  # noqa: PLC0415 - an extra

        size = self.sizes.setdefault((source_lang, target_lang, split), Size())
        size.rows += batch.num_rows
        size.source_characters += _sum(pc.utf8_length(batch.column("source_text")))
        size.target_characters += _sum(pc.utf8_length(batch.column("target_text")))
        size.source_words += _sum(pc.list_value_length(pc.utf8_split_whitespace(batch.column("source_text"))))
        for name, counter in (
            ("translation_type", self.kinds),
            ("repository", self.repositories),
            ("license", self.licenses),
        ):
            for item in pc.value_counts(batch.column(name)).to_pylist():
                counter[item["values"] or None] += item["counts"]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return sum(size.rows for size in self.sizes.values())


def _sum(numbers: Any) -> int:  # noqa: ANN401 - an array of the extra
    import pyarrow.compute as pc  # noqa: PLC0415 - an extra

    return pc.sum(numbers).as_py() or 0

"""The files of a corpus: one for each pair of languages and set."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Protocol

from loc_align import formats
from loc_align.corpora.translation import TRANSLATION, translation_codes, translation_schema
from loc_align.files.io import atomic
from loc_align.files.overwriting import place_in
from loc_align.formats.arrow_read import READ, units_of
from loc_align.formats.parquet import ROWS, parquet_writer

if TYPE_CHECKING:
    import pyarrow as pa


_TAG = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,7}")
"""The form of a language tag (RFC 5646, 2.1)."""
_LONGEST = 32


class Sink(Protocol):
    """Writes the rows of one pair of languages and set."""

    def write(self, batch: pa.RecordBatch, /) -> None:
        """Write rows."""

    def end(self) -> None:
        """Write what is left."""

    def close(self) -> None:
        """Give up what is open, also after an error."""


Open = Callable[[str], IO[bytes]]
"""Opens a file with a suffix."""


class _Parquet:
    def __init__(self, opened: Open, *_: str) -> None:
        self._start(opened, None)

    def _start(self, opened: Open, form: pa.Schema | None) -> None:
        self._writer = parquet_writer(opened(".parquet"), form)
        self._batches: list[pa.RecordBatch] = []
        self._rows = 0

    def write(self, batch: pa.RecordBatch) -> None:
        self._batches.append(batch)
        self._rows += batch.num_rows
        if self._rows >= ROWS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra

        if self._batches:
            self._writer.write_table(pa.Table.from_batches(self._batches), row_group_size=2 * ROWS)
        self._batches.clear()
        self._rows = 0

    def end(self) -> None:
        self._flush()
        self._writer.close()

    def close(self) -> None:
        # Otherwise, pyarrow would close it after its file, and complain.
        self._writer.close()


class _HuggingFace(_Parquet):
    """Writes Parquet with a column ``translation``, as trainers expect it."""

    def __init__(self, opened: Open, source_lang: str, target_lang: str, _: str) -> None:
        self._codes = translation_codes(source_lang, target_lang)
        self._form = translation_schema(self._codes)
        self._start(opened, self._form)

    def write(self, batch: pa.RecordBatch) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra

        sides = dict(zip(self._codes, (batch.column("source_text"), batch.column("target_text")), strict=True))
        field = self._form.field(TRANSLATION)
        texts = pa.StructArray.from_arrays([sides[at.name] for at in field.type], fields=[*field.type])
        super().write(pa.RecordBatch.from_arrays([*batch.columns, texts], schema=self._form))


class _Memory:
    """Writes a translation memory."""

    def __init__(self, opened: Open, source_lang: str, target_lang: str, form: str) -> None:
        self._form = formats.by_name(form)
        self._stream = opened(self._form.suffixes[0])
        self._options = formats.WriteOptions(source_lang=source_lang, target_lang=target_lang)
        self._assembly = self._form.assembly(self._options)

    def write(self, batch: pa.RecordBatch) -> None:
        units = filter(self._form.supports, units_of(batch.select([*READ]), 1, "the corpus"))
        self._stream.write(self._assembly.add(self._form.body(units, self._options)))

    def end(self) -> None:
        self._stream.write(self._assembly.end())

    def close(self) -> None:
        """Do nothing, because only the stream is open."""


class _Moses:
    """Writes a text file for each side, and one with the origin of each line."""

    def __init__(self, opened: Open, source_lang: str, target_lang: str, _: str) -> None:
        sides = [name_of_lang(lang) for lang in (source_lang, target_lang)]
        # "ids" is the code of a language, too.
        if len({*map(str.lower, sides), "ids"}) <= len(sides):
            sides = ["source", "target"]
        self._files = [opened(f".{name}") for name in (*sides, "ids")]

    def write(self, batch: pa.RecordBatch) -> None:
        names = ("source_text", "target_text", "path", "line", "id")
        for source, target, path, line, number in zip(*(batch.column(name).to_pylist() for name in names), strict=True):
            for file, text in zip(self._files, (source, target, f"{path}:{line} {number}"), strict=True):
                file.write((" ".join((text or "").split()) + "\n").encode())

    def end(self) -> None:
        """Do nothing, because each line is complete."""

    close = end


SINKS: Mapping[str, Callable[..., Sink]] = MappingProxyType(
    {"parquet": _Parquet, "huggingface": _HuggingFace, "tmx": _Memory, "jsonl": _Memory, "moses": _Moses}
)
"""The forms of a corpus by name."""


class Files:
    """The open files of some pairs of languages. A file appears when all of its rows are written."""

    def __init__(self, folder: str, form: str, stack: ExitStack) -> None:
        """Start without files.

        Args:
            folder: the folder of the corpus.
            form: the form, a key of :data:`SINKS`.
            stack: closes the files.
        """
        self._folder = folder
        self._form = form
        self._stack = stack
        self._sinks: dict[tuple[str, str, str], Sink] = {}

    def write(self, source_lang: str, target_lang: str, split: str, batch: Any) -> None:  # noqa: ANN401 - a record batch
        """Write rows of one pair of languages and set."""
        key = source_lang, target_lang, split
        if key not in self._sinks:

            def opened(suffix: str) -> IO[bytes]:
                path = place_in(self._folder, f"{folder_of(source_lang, target_lang)}/{split}{suffix}")
                return self._stack.enter_context(atomic(path))

            self._sinks[key] = sink = SINKS[self._form](opened, source_lang, target_lang, self._form)
            self._stack.callback(sink.close)
        self._sinks[key].write(batch)

    def end(self) -> None:
        """Write what is left."""
        for sink in self._sinks.values():
            sink.end()


def folder_of(source_lang: str, target_lang: str) -> str:
    """Return the name of the folder of a pair of languages."""
    return "_".join(map(name_of_lang, (source_lang, target_lang)))


def name_of_lang(lang: str) -> str:
    """Return a language in the name of a file: the tag itself, if it has the form of BCP 47.

    The name of any other text has only letters and digits of it, and a digest, so that different texts have different
    names.
    """
    if _TAG.fullmatch(lang):
        return lang
    shown = re.sub("[^A-Za-z0-9]+", "-", lang).strip("-")[:_LONGEST] or "und"
    return f"{shown}-{hashlib.sha256(lang.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"

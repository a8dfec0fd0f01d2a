"""A folder of files by target language, in the layout of Hive: ``language=fr-FR/part-0.parquet``."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable
from contextlib import ExitStack
from types import TracebackType
from typing import IO, Self

from msgspec import Struct

from loc_align.files.io import atomic
from loc_align.files.overwriting import place_in
from loc_align.formats import Format, WriteOptions
from loc_align.formats.base import Assembly
from loc_align.jobs.export import Part

_MOST_OPEN = 8
"""The maximum number of open files, each with the memory of a row group. Another language closes the oldest one, and
a language that returns gets another file."""


class _File(Struct):
    stack: ExitStack
    stream: IO[bytes]
    assembly: Assembly


class Partitions:
    """Writes bodies to the file of their language."""

    def __init__(self, folder: str, form: Format, options: WriteOptions) -> None:
        """Start without files.

        Args:
            folder: the folder to write to.
            form: the format.
            options: the options of the command.
        """
        self._folder = folder
        self._form = form
        self._options = options
        self._open: OrderedDict[str, _File] = OrderedDict()
        self._files: Counter[str] = Counter()

    def __enter__(self) -> Self:
        """Return the partitions themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Complete the files, or drop them if the block failed."""
        for file in self._open.values():
            if error is None:
                file.stream.write(file.assembly.end())
            file.stack.__exit__(kind, error, trace)

    def write(self, parts: Iterable[Part]) -> None:
        """Write the bodies of parts."""
        for part in parts:
            if part.body:
                file = self._file(part.options.target_lang)
                file.stream.write(file.assembly.add(part.body))

    def _file(self, lang: str) -> _File:
        if lang in self._open:
            self._open.move_to_end(lang)
            return self._open[lang]
        if len(self._open) == _MOST_OPEN:
            _, oldest = self._open.popitem(last=False)
            oldest.stream.write(oldest.assembly.end())
            oldest.stack.close()
        name = f"language={lang}/part-{self._files[lang]}{self._form.suffixes[0]}"
        self._files[lang] += 1
        stack = ExitStack()
        file = _File(
            stack, stack.enter_context(atomic(place_in(self._folder, name))), self._form.assembly(self._options)
        )
        self._open[lang] = file
        return file

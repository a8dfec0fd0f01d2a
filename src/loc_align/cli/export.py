"""``loc-align export``: a translation memory from side-by-side documents."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Literal

import click

from loc_align import formats
from loc_align.align import align, canonical_lang
from loc_align.cli.common import Session, common_options, counted, find_files, language_options, user_errors, warnings
from loc_align.corpus import atomic, read
from loc_align.formats import Format, WriteOptions
from loc_align.model import Bitext, TranslationUnit
from loc_align.unique import fold


@dataclass(frozen=True, slots=True)
class _Part:
    """What one file adds to the memory."""

    body: bytes
    units: tuple[TranslationUnit, ...]
    count: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """From a path to its part; travels to the worker processes."""

    format: str
    options: WriteOptions
    target_lang: str | None
    keep_units: bool

    def __call__(self, path: str) -> _Part:
        bitext = self._bitext(path)
        body = b"" if self.keep_units else formats.by_name(self.format).body(bitext.units, self.options)
        units = bitext.units if self.keep_units else ()
        return _Part(body, units, len(bitext.units), warnings(bitext.document))

    def _bitext(self, path: str) -> Bitext:
        return align(read(path), source_lang=self.options.source_lang, target_lang=self.target_lang)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--to", "format_name", type=click.Choice(sorted(formats.FORMATS)), required=True, help="Format to write.")
@click.option("-o", "--output", default="-", show_default=True, metavar="FILE", help="File to write; - is stdout.")
@click.option(
    "--level",
    type=click.Choice(["1", "2"]),
    default="2",
    show_default=True,
    help="TMX: 2 writes inline codes as elements, 1 plain text.",
)
@click.option("--unique", is_flag=True, help="Write each source/target pair once, with its count.")
@language_options
@common_options
def export(
    paths: tuple[str, ...],
    format_name: str,
    output: str,
    level: Literal["1", "2"],
    source_lang: str,
    target_lang: str | None,
    jobs: int,
    *,
    unique: bool,
    quiet: bool,
) -> None:
    """Write a translation memory from side-by-side documents.

    A file that cannot be read is reported, the others are done, and the exit code is 1.

    \b
    Examples:
      loc-align export docs/fr-fr --to tmx -o memory.tmx
      loc-align export page.md --to jsonl | head
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    files = find_files(paths)
    with user_errors():
        options = WriteOptions(source_lang=canonical_lang(source_lang), level=1 if level == "1" else 2)
        target_lang = canonical_lang(target_lang) if target_lang else None
        work = _Work(format_name, options, target_lang, keep_units=unique)
        tally = _Tally(session)
        parts = tally.count(session.work(files, work, jobs))
        chosen = formats.by_name(format_name)
        with _opened(output) as stream:
            for chunk in _unique(parts, chosen, options, tally) if unique else _joined(parts, chosen, options):
                stream.write(chunk)
    name = "standard output" if output == "-" else output
    units = counted(tally.units, "unit")
    if unique:
        units = f"{counted(tally.written, 'unit')} for {units}"
    session.say(f"{name}: {units} from {counted(tally.files, 'file')}, {counted(tally.defects, 'defect')}")
    session.end()


class _Tally:
    """Counts the parts that pass and passes their warnings on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.files = self.units = self.defects = self.written = 0

    def count(self, parts: Iterable[_Part]) -> Iterator[_Part]:
        for part in parts:
            self.files += 1
            self.units += part.count
            self.defects += len(part.warnings)
            for warning in part.warnings:
                self._session.say(f"warning: {warning}")
            yield part

    def kept(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        """Count the units that are left after repetitions were folded."""
        for unit in units:
            self.written += 1
            yield unit


def _joined(parts: Iterable[_Part], chosen: Format, options: WriteOptions) -> Iterator[bytes]:
    yield chosen.head(options)
    separator = b""
    for part in parts:
        if part.body:
            yield separator + part.body
            separator = chosen.separator
    yield chosen.tail


def _unique(parts: Iterable[_Part], chosen: Format, options: WriteOptions, tally: _Tally) -> Iterator[bytes]:
    units = (unit for part in parts for unit in part.units)
    return formats.dump(tally.kept(fold(units)), chosen, options)


@contextmanager
def _opened(output: str) -> Iterator[IO[bytes]]:
    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with atomic(output) as stream:
            yield stream

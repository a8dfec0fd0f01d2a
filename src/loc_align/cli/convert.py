"""``loc-align convert``: a memory in another format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

import click

from loc_align import formats
from loc_align.cli.options import level_option
from loc_align.cli.session import Session, user_errors
from loc_align.documents import canonical_lang
from loc_align.files.io import read_units
from loc_align.files.overwriting import refuse_overwriting
from loc_align.formats import Format, WriteOptions
from loc_align.jobs.output import opened
from loc_align.model import TranslationUnit
from loc_align.text import counted


@click.command()
@click.argument("source", metavar="A")
@click.argument("target", metavar="B")
@click.option(
    "--from", "source_format", type=click.Choice(sorted(formats.FORMATS)), help="Format of A; else its content says it."
)
@click.option(
    "--to", "target_format", type=click.Choice(sorted(formats.FORMATS)), help="Format of B; else its suffix says it."
)
@click.option("--source-lang", metavar="TAG", help="Take the units from this language; in TMX any of its languages.")
@click.option("--target-lang", metavar="TAG", help="Take the units into this language.")
@level_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def convert(
    source: str,
    target: str,
    source_format: str | None,
    target_format: str | None,
    source_lang: str | None,
    target_lang: str | None,
    level: str,
    *,
    quiet: bool,
) -> None:
    """Write the memory A in another format, to the file B.

    TMX, XLIFF, JSON, JSON Lines, CSV and TSV are read and written piece by piece; - for B is standard output. The file
    B appears only when all of A was read. A unit that has no place in the format of B is left out and counted.

    \b
    Examples:
      loc-align convert memory.tmx memory.xlf
      loc-align convert memory.tmx german.csv --target-lang de
      loc-align convert table.tsv - --to jsonl --source-lang en --target-lang fr
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    with user_errors():
        refuse_overwriting([target], [source])
        form = formats.by_name(target_format) if target_format else formats.by_suffix(target)
        languages = [canonical_lang(lang) if lang else None for lang in (source_lang, target_lang)]
        units = formats.of_pair(read_units(source, source_format, languages[0]), *languages)
        first = list(islice(units, 1))
        options = WriteOptions(
            source_lang=first[0].provenance.source_lang if first else languages[0] or "en-US",
            target_lang=first[0].provenance.target_lang if first else languages[1] or "und",
            level=1 if level == "1" else 2,
        )
        tally = _Tally(form)
        with opened(target) as stream:
            stream.writelines(formats.dump(tally.held(chain(first, units)), form, options))
    left = f"; {counted(tally.left_out, 'unit')} without a place in {form.name} left out" if tally.left_out else ""
    session.say(f"{'standard output' if target == '-' else target}: {counted(tally.held_units, 'unit')}{left}")


class _Tally:
    """Counts the units that a format can hold, and those that it cannot."""

    def __init__(self, form: Format) -> None:
        self._form = form
        self.held_units = self.left_out = 0

    def held(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        for unit in units:
            if self._form.holds(unit):
                self.held_units += 1
                yield unit
            else:
                self.left_out += 1

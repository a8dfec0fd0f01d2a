"""gettext PO: the format, and its writer (GNU gettext manual, 3)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from loc_align.__about__ import __version__
from loc_align.formats import po_read
from loc_align.formats.base import Format, WriteOptions
from loc_align.formats.batches import by_file, with_neighbors
from loc_align.formats.facts import file_facts, position, rare_facts, target_hash
from loc_align.formats.lang import check_languages
from loc_align.formats.notes import defects_note, difference_note, kind_note, location_note
from loc_align.formats.states import filled_from, state_of
from loc_align.model import Match, TranslationUnit

_UNQUOTED = re.compile(r"[\s\0-\x1f\u2068\u2069\ud800-\udfff]")
_UNWRITABLE = re.compile(r"[\0\ud800-\udfff]")
READ_ONLY = "read-only"
"""The flag of an entry that translators must leave as it is. PO has none of its own; this one is known to Weblate."""
_REVISION_DATE = "1970-01-01 00:00+0000"
"""The date of the header, which tools replace when they save the file. It does not depend on when the file is made."""


def po_head(options: WriteOptions) -> bytes:
    """Return the header entry, with all fields that ``msgfmt --check-header`` asks for."""
    fields = {
        "Project-Id-Version": f"loc-align {__version__}",
        "PO-Revision-Date": _REVISION_DATE,
        "Last-Translator": "none",
        "Language-Team": "none",
        "Language": "" if options.target_lang == "und" else options.target_lang.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _plural_forms(options.target_lang),
        po_read.SOURCE_LANGUAGE: options.source_lang.replace("-", "_"),
    }
    header = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"{_field('msgid', '')}{_field('msgstr', header)}".encode()


def _plural_forms(lang: str) -> str:
    from babel import UnknownLocaleError  # noqa: PLC0415 - it takes a while to load
    from babel.messages.plurals import get_plural  # noqa: PLC0415 - as above

    try:
        return str(get_plural(lang.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return str(get_plural("en"))  # what gettext takes for a language that it does not know


def po_body(units: Iterable[TranslationUnit], options: WriteOptions) -> bytes:
    """Return an entry for each unit. Units that PO cannot contain are skipped.

    Raises:
        UsageError: the languages of a unit differ from those of the header.
    """
    lines = (line for origin, batch in by_file(filter(supports, units)) for line in _file(batch, options))
    return "".join(lines).encode()


def supports(unit: TranslationUnit) -> bool:
    """Return whether PO can contain a unit: it has a source, and no text has a null or half a surrogate pair."""
    if unit.source is None or not unit.source.text:
        return False
    texts = (unit.source.text, unit.target.text if unit.target else "", *(match.target for match in unit.matches))
    return not any(map(_UNWRITABLE.search, texts))


def _file(units: list[TranslationUnit], options: WriteOptions) -> Iterator[str]:
    origin = units[0].provenance
    check_languages(origin, options, "PO")
    shared = dict(file_facts(origin, options.document_hash, options.relative))
    seen: Counter[tuple[str, str]] = Counter()
    for before, unit, after in with_neighbors(units):
        source = unit.source.text if unit.source else ""
        context = _context(unit, options)
        seen[context, source] += 1
        if seen[context, source] > 1:
            context += f" #{seen[context, source]}"
        locked = unit.id in options.locked
        facts = _facts(unit, before, after, options) | ({"locked": "yes"} if locked else {})
        notes = [defects_note(unit), difference_note(unit) if options.differences else ""]
        yield from _entry(unit, context, facts | shared, [note for note in notes if note], locked=locked)
        shared = {}


def _context(unit: TranslationUnit, options: WriteOptions) -> str:
    """Return the context that tells apart equal sources: the document, the headings, and the kind of the block."""
    place = " > ".join(part for part in (options.relative or unit.provenance.path, *unit.section) if part)
    part = f" ({options.part})" if options.part else ""
    return _UNWRITABLE.sub("", f"{place} [{kind_note(unit)}]{part}".strip())


def _facts(unit: TranslationUnit, before: str | None, after: str | None, options: WriteOptions) -> dict[str, str]:
    path = unit.provenance.path
    facts = {"id": unit.id, "position": position(unit), "block": unit.block, "target-hash": target_hash(unit)}
    if unit.section:
        facts["section"] = json.dumps(unit.section)
    if path != _location(path):
        facts["path"] = path
    return facts | dict(rare_facts(unit, before, after, options.old_sources.get(unit.id)))


def _entry(
    unit: TranslationUnit, context: str, facts: dict[str, str], notes: Sequence[str], *, locked: bool
) -> Iterator[str]:
    match = _fuzzy(unit)
    target = match.target if match else unit.target.text if unit.target else ""
    yield f"\n#. {location_note(unit)}\n"
    yield from (f"#. {_UNWRITABLE.sub('', ' '.join(note.split()))}\n" for note in notes)
    yield f"#. {po_read.OWN}{_packed(facts)}\n"
    if unit.provenance.path:
        yield f"#: {_location(unit.provenance.path)}:{unit.line}\n"
    if locked:
        yield f"#, {READ_ONLY}\n"
    elif match or (target and state_of(unit.state, unit.provenance.translation_type) == "initial"):
        yield "#, fuzzy\n"
    if match:
        yield from (f"#| {line}\n" for line in _field("msgid", _UNWRITABLE.sub("", match.source)).split("\n")[:-1])
    yield _field("msgctxt", context)
    yield _field("msgid", unit.source.text if unit.source else "")
    yield _field("msgstr", target)


def _fuzzy(unit: TranslationUnit) -> Match | None:
    """Return the match that a translator starts from, if the source has changed since."""
    kind = filled_from(unit) if unit.target is not None else unit.matches[0].kind if unit.matches else None
    return unit.matches[0] if kind == "fuzzy" else None


def _location(path: str) -> str:
    return _UNQUOTED.sub("%20", path)


def _packed(facts: dict[str, str]) -> str:
    """Return facts as JSON without spaces, because tools wrap comments at spaces."""
    return json.dumps(facts, separators=(",", ":")).replace(" ", "\\u0020")


def _field(name: str, text: str) -> str:
    from babel.messages.pofile import normalize  # noqa: PLC0415 - it takes a while to load

    written: Any = normalize(text, width=0)
    return f"{name} {written}\n"


PO = Format(
    "po",
    (".po", ".pot"),
    po_head,
    po_body,
    b"",
    b"",
    po_read.read_po,
    po_read.sniff,
    po_read.read_returned,
    supports=supports,
    one_target_lang=True,
)

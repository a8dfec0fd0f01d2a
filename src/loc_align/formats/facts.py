"""Facts about units and files as named strings, for fields that a memory format has no element or attribute for."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast, get_args

from loc_align.errors import FormatError
from loc_align.formats.states import filled_from
from loc_align.formats.xml_text import ILLEGAL
from loc_align.model import BlockKind, Provenance, Segment, Span, TranslationType, TranslationUnit

_POSITION = re.compile(r"(\d{1,18}):(\d{1,18}) (-|\d{1,18}-\d{1,18}) (-|\d{1,18}-\d{1,18})")
_KINDS = frozenset(get_args(BlockKind))


def fingerprint(text: str | None) -> str:
    """Return a short hash of a target, which shows a merge whether the target was edited; ``none`` without a target."""
    return "none" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def position(unit: TranslationUnit) -> str:
    """Return line and column, and the offsets of target and source: ``3:1 40-52 10-22``."""
    return f"{unit.line}:{unit.column} {_span(unit.target)} {_span(unit.source)}"


def _span(segment: Segment | None) -> str:
    return f"{segment.span.start}-{segment.span.end}" if segment is not None else "-"


def target_hash(unit: TranslationUnit) -> str:
    """Return the fingerprint of the target in the document."""
    # A target filled from a memory is not in the document yet. For a merge, it is a new translation.
    filled = unit.matches and filled_from(unit) in {"in-context", "exact"}
    return fingerprint(unit.target.text if unit.target is not None and not filled and not is_copy(unit) else None)


def is_copy(unit: TranslationUnit) -> bool:
    """Return whether the target is a copy of the source for tools that show nothing without a target."""
    if unit.state != "initial" or unit.source is None or unit.target is None:
        return False
    return unit.source.text == unit.target.text


def rare_facts(
    unit: TranslationUnit, before: str | None, after: str | None, old_source: str | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the fields that differ from their defaults.

    Args:
        unit: the unit.
        before: the source of the previous unit in the file, which is the default for the context.
        after: the source of the next unit in the file.
        old_source: what the document has instead of the source.
    """
    if old_source is not None:
        yield "old-source", old_source
    yield from _own_facts(unit, before, after)


def _own_facts(unit: TranslationUnit, before: str | None, after: str | None) -> Iterator[tuple[str, str]]:
    if not _is_legal(unit.section):
        yield "section", json.dumps(unit.section)
    if (unit.previous, unit.next) != (before, after):
        yield "context", json.dumps([unit.previous, unit.next])
    if is_copy(unit):
        yield "copied", "yes"
    if unit.origin != "id":
        yield "origin", unit.origin
    if unit.score != 1:
        yield "score", repr(unit.score)
    if unit.count != 1:
        yield "count", str(unit.count)
    if unit.bead != "1-1":
        yield "bead", unit.bead
    if unit.defects:
        yield "defects", " ".join(unit.defects)
    if unit.reasons:
        yield "reasons", " ".join(unit.reasons)


@lru_cache(maxsize=64)
def _is_legal(section: tuple[str, ...]) -> bool:
    """Return whether XML can contain the headings. Cached because adjacent units share their section."""
    return not any(map(ILLEGAL.search, section))


def is_edited_copy(facts: Mapping[str, str], unit: TranslationUnit) -> bool:
    """Return whether a target was a copy of the source at the export, and is none now, whatever its state says."""
    return facts.get("copied") == "yes" and str(unit.source) != str(unit.target)


def unit_fields(facts: Mapping[str, str], source: str, target: str | None) -> dict[str, Any]:
    """Return the fields of a unit by name, without the context: the inverse of :func:`position` and :func:`rare_facts`.

    Invalid facts and facts of other tools are ignored.
    """
    line, column, target_span, source_span = _position(facts.get("position", ""))
    block = facts.get("block")
    return {
        "source": Segment(source_span or Span(0, len(source)), source),
        "target": None if target is None else Segment(target_span or Span(0, len(target)), target),
        "line": line,
        "column": column,
        "block": cast("BlockKind", block) if block in _KINDS else "paragraph",
        "origin": "content" if facts.get("origin") == "content" else "id",
        "score": _score(facts.get("score", "")),
        "count": count_of(facts.get("count", "")),
        "bead": facts.get("bead", "1-1"),
        "defects": tuple(facts.get("defects", "").split()),
        "reasons": tuple(facts.get("reasons", "").split()),
    }


def section_of(facts: Mapping[str, str], titles: Iterable[str | None]) -> tuple[str, ...]:
    """Return the headings above a unit: by default, the titles of the groups that contain it."""
    own = _list(facts.get("section", "null"))
    return tuple(title for title in (titles if own is None else own) if isinstance(title, str))


def _list(value: str) -> list[object] | None:
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def own_context(facts: Mapping[str, str]) -> tuple[str | None, str | None] | None:
    """Return the context of a unit if it differs from the neighbors in the file; otherwise ``None``."""
    own = _list(facts.get("context", "null"))
    if own is None or len(own) != 2:  # noqa: PLR2004 - before and after
        return None
    previous, following = (item if isinstance(item, str) else None for item in own)
    return previous, following


def file_facts(origin: Provenance, document_hash: str | None, relative: str | None) -> Iterator[tuple[str, str]]:
    """Yield the facts that the units of a file share, except the path and the languages."""
    for name, value in (
        ("path", origin.path if ILLEGAL.search(origin.path) else None),
        ("relative", relative),
        ("document-hash", document_hash),
        ("translation-type", origin.translation_type),
        ("handoff", origin.handoff.isoformat() if origin.handoff else None),
        ("commit", origin.commit),
        ("file-hash", origin.file_hash),
    ):
        if value is not None:
            yield name, value


def file_provenance(facts: Mapping[str, str], path: str, source_lang: str, target_lang: str) -> Provenance:
    """Return the provenance of the units of a file: the inverse of :func:`file_facts`."""
    translation_type = facts.get("translation-type")
    return Provenance(
        facts.get("path", path),
        source_lang,
        target_lang,
        cast("TranslationType", translation_type) if translation_type in {"HT", "MT"} else None,
        _date(facts.get("handoff")),
        facts.get("commit"),
        facts.get("file-hash"),
    )


def encode_fact(name: str, value: str) -> tuple[str, str]:
    """Encode a fact for XML. A value that XML cannot contain becomes a JSON string, and its name gets a suffix."""
    return (f"{name}-json", json.dumps(value)) if ILLEGAL.search(value) else (name, value)


def decode_fact(name: str, value: str, where: str) -> tuple[str, str]:
    """Decode a fact from XML: the inverse of :func:`encode_fact`.

    Raises:
        FormatError: the name promises a JSON string, but the value is not one.
    """
    if not name.endswith("-json"):
        return name, value
    try:
        return name.removesuffix("-json"), str(json.loads(value))
    except (ValueError, RecursionError):
        message = f"{where}: the value of {name} must be a JSON string"
        raise FormatError(message) from None


def _position(value: str) -> tuple[int, int, Span | None, Span | None]:
    found = _POSITION.fullmatch(value)
    if found is None:
        return 1, 1, None, None
    return int(found[1]), int(found[2]), _offsets(found[3]), _offsets(found[4])


def _offsets(value: str) -> Span | None:
    return None if value == "-" else Span(*map(int, value.split("-")))


def _score(value: str) -> float:
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 1.0


def count_of(value: str) -> int:
    """Return a count that another tool has written; 1 if it is not a number of at most 64 bits."""
    return max(int(value), 1) if value.isdecimal() and len(value) < 19 else 1  # noqa: PLR2004 - the digits of 64 bits


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None

"""Reads a glossary from CSV or TBX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from loc_align.checks.terminology.glossary import Glossary, Term, glossary_of
from loc_align.errors import FormatError
from loc_align.text import decode
from loc_align.text.xml_stream import elements

_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "source": "source",
        "term": "source",
        "target": "target",
        "translation": "target",
        "forbidden": "forbidden",
        "keep": "keep",
        "do-not-translate": "keep",
        "dnt": "keep",
        "case": "case",
        "case-sensitive": "case",
        "lang": "lang",
        "language": "lang",
    }
)
"""The permitted names of the columns in a table."""
_YES = frozenset(("1", "yes", "y", "true", "x"))
_ENTRIES = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_LANG = "xml:lang"
_FORBIDDEN_STATUSES = ("deprecated", "superseded")
_ROOT_WITHIN = 4096


def read_glossary(data: bytes, name: str) -> Glossary:
    """Read a glossary.

    A table starts with a row of column names: ``source`` and optionally ``target``, ``forbidden``, ``keep``, ``case``,
    and ``lang``. A pipe separates several targets. In TBX (ISO 30042, versions 2 and 3), the English terms are the
    sources. A target term with the status deprecated or superseded is forbidden.

    Args:
        data: the bytes of a TBX file, or of a UTF-8 table with commas, semicolons, or tabs.
        name: the name of the file, for error messages.

    Raises:
        FormatError: the file is neither, or has no column of sources.
        DecodeError: a table is not UTF-8.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return glossary_of(_tbx(data, name))
    return glossary_of(_table(decode(data, name)[0], name))


def _table(text: str, name: str) -> Iterator[Term]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [_COLUMNS.get(cell.strip().lower(), "") for cell in next(rows, [])]
        if "source" not in columns:
            message = f"{name}:1: no column 'source'; add a header row such as 'source,target,forbidden,keep'"
            raise FormatError(message)
        for row in rows:
            cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False)}
            if cells.get("source"):
                yield _term(cells)
    except csv.Error as error:
        message = f"{name}:{rows.line_num}: not a valid table ({error}); write one term per line"
        raise FormatError(message) from None


def _term(cells: Mapping[str, str]) -> Term:
    return Term(
        cells["source"],
        _several(cells.get("target", "")),
        _several(cells.get("forbidden", "")),
        keep=cells.get("keep", "").lower() in _YES,
        case=cells.get("case", "").lower() in _YES,
        lang=cells.get("lang", ""),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for item in cell.split("|") if (part := item.strip()))


def _tbx(data: bytes, name: str) -> Iterator[Term]:
    root = "martif" if b"<martif" in data[:_ROOT_WITHIN] else "tbx"
    for found in elements(io.BytesIO(data), name, root, _ENTRIES):
        if found.event == "whole":
            yield from _entry(found.element)


def _entry(entry: Element) -> Iterator[Term]:
    """Yield the English terms of a concept, each with the terms of each other language."""
    named: dict[str, list[tuple[str, bool]]] = {}
    for part in entry:
        if part.tag in _LANGUAGES:
            named.setdefault(part.get(_LANG, "").lower(), []).extend(_terms(part))
    english = [lang for lang in named if lang.partition("-")[0] == "en"]
    for source, forbidden in [term for lang in english for term in named[lang]]:
        for lang, terms in named.items():
            if lang not in english and not forbidden:
                permitted = tuple(text for text, is_forbidden in terms if not is_forbidden)
                yield Term(source, permitted, tuple(text for text, is_forbidden in terms if is_forbidden), lang=lang)


def _terms(language: Element) -> Iterator[tuple[str, bool]]:
    """Yield the terms of a language, each with whether it is forbidden."""
    for group in language:
        term = next(group.iter("term"), None)
        text = " ".join("".join(term.itertext()).split()) if term is not None else ""
        status = " ".join((note.text or "").lower() for note in group.iter("termNote"))
        if text:
            yield text, any(word in status for word in _FORBIDDEN_STATUSES)

"""Units to TMX 1.4b (LISA OSCAR, 2005): level 2 with inline codes as elements, level 1 plain text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version

from loc_align import inline
from loc_align.formats.base import WriteOptions
from loc_align.formats.codes import match_codes
from loc_align.formats.xml_text import ILLEGAL, escape, escape_attribute
from loc_align.model import Code, CodeType, Inline, Provenance, TranslationUnit

TAIL = b"</body>\n</tmx>\n"

CODE_TYPES: dict[CodeType, str] = {
    "strong": "bold",
    "emphasis": "italic",
    "link": "link",
    "image": "image",
    "break": "lb",
    "code": "x-code",
    "strikethrough": "x-strikethrough",
    "autolink": "x-autolink",
    "xref": "x-xref",
    "html": "x-html",
    "escape": "x-escape",
    "entity": "x-entity",
    "math": "x-math",
    "directive": "x-directive",
}
"""The ``type`` of each inline code: TMX's own names where it has one (TMX 1.4b, 3.1 and 3.2)."""


def tmx_head(options: WriteOptions) -> bytes:
    """The document up to the first unit, with all the attributes that a header must have."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tmx version="1.4">\n'
        f'<header creationtool="loc-align" creationtoolversion="{version("loc-align")}" segtype="sentence" '
        f'o-tmf="loc-align" adminlang="en-US" srclang="{escape_attribute(options.source_lang)}" '
        'datatype="plaintext" o-encoding="UTF-8"/>\n<body>\n'
    ).encode()


def tmx_body(units: Iterable[TranslationUnit], options: WriteOptions) -> bytes:
    """One ``tu`` a line; a unit that lacks a side has no place in TMX and is left out."""
    return "".join(_units(units, options)).encode("utf-8", "replace")


def _units(units: Iterable[TranslationUnit], options: WriteOptions) -> Iterator[str]:
    for unit in units:
        if unit.source is None or unit.target is None:
            continue
        origin = unit.provenance
        if options.level == 1:
            source, target = (_plain_segment(side.text) for side in (unit.source, unit.target))
        else:
            source, target = _segments(unit.source.text, unit.target.text)
        attributes, props = _fixed(origin, options.source_lang)
        yield (
            f'<tu tuid="{escape_attribute(f"{origin.path}#{unit.id}")}"{attributes}{_usage(unit.count)}>{props}'
            f"{_props(unit)}"
            f'<tuv xml:lang="{escape_attribute(origin.source_lang)}"><seg>{source}</seg></tuv>'
            f'<tuv xml:lang="{escape_attribute(origin.target_lang)}"><seg>{target}</seg></tuv></tu>\n'
        )


@lru_cache(maxsize=64)
def _fixed(origin: Provenance, header_lang: str) -> tuple[str, str]:
    """The attributes and the props that all units of a file share."""
    attributes = []
    if origin.handoff is not None:
        attributes.append(f' creationdate="{origin.handoff:%Y%m%d}T000000Z"')
    if origin.translation_type == "MT":
        attributes.append(' creationid="MT!"')  # what Trados takes for machine translation
    if origin.source_lang != header_lang:
        attributes.append(f' srclang="{escape_attribute(origin.source_lang)}"')
    props = (
        _prop("x-file", origin.path or None),
        _prop("x-translation-type", origin.translation_type),
        _prop("x-commit", origin.commit),
        _prop("x-file-hash", origin.file_hash),
    )
    return "".join(attributes), "".join(props)


def _props(unit: TranslationUnit) -> str:
    source, target = unit.source, unit.target
    if source is None or target is None:  # for the type checker: such units were left out
        return ""
    position = f"{unit.line}:{unit.column} {target.span.start}-{target.span.end} {source.span.start}-{source.span.end}"
    return "".join(
        (
            _prop("x-id", unit.id if ILLEGAL.search(unit.id) else None),
            f'<prop type="x-position">{position}</prop><prop type="x-block">{unit.block}</prop>',
            *(_prop("x-section", title) for title in unit.section),
            _prop("x-origin", None if unit.origin == "id" else unit.origin),
            _prop("x-score", None if unit.score == 1 else repr(unit.score)),
            _prop("x-defects", " ".join(unit.defects) or None),
            _prop("x-context-pre", unit.previous),
            _prop("x-context-post", unit.next),
        )
    )


def _prop(kind: str, value: str | None) -> str:
    """A ``prop``; a value with characters that XML cannot hold is written as a JSON string, and its type says so."""
    if value is None:
        return ""
    if ILLEGAL.search(value):
        kind, value = f"{kind}-json", json.dumps(value)
    return f'<prop type="{kind}">{escape(value)}</prop>'


def _usage(times: int) -> str:
    return f' usagecount="{times}"' if times > 1 else ""


def _plain_segment(markdown: str) -> str:
    return escape(ILLEGAL.sub("", inline.plain(markdown)))


def _segments(source: str, target: str) -> tuple[str, str]:
    """Both segments' content, with codes that correspond under the same ``x``."""
    source_parts, target_parts = inline.parse(source), inline.parse(target)
    source_numbers, target_numbers = match_codes(source_parts, target_parts)
    return _content(source_parts, source_numbers), _content(target_parts, target_numbers)


def _content(parts: Inline, numbers: Sequence[int]) -> str:
    rest = iter(numbers)
    return "".join(_text(part) if isinstance(part, str) else _code(part, rest) for part in parts)


def _text(text: str) -> str:
    if ILLEGAL.search(text):
        return "".join(_control(piece) if ILLEGAL.match(piece) else escape(piece) for piece in _pieces(text))
    return escape(text)


def _pieces(text: str) -> Iterator[str]:
    """A text cut before and after each character that XML cannot hold."""
    done = 0
    for found in ILLEGAL.finditer(text):
        yield text[done : found.start()]
        yield found[0]
        done = found.end()
    yield text[done:]


def _control(character: str) -> str:
    return f'<ph type="x-control">U+{ord(character):04X}</ph>'


def _code(code: Code, numbers: Iterator[int]) -> str:
    kind = CODE_TYPES[code.type]
    if code.kind == "close":
        return _element("ept", f'i="{code.pair}"', code.data)
    number = next(numbers)
    if code.kind == "open":
        return _element("bpt", f'i="{code.pair}" x="{number}" type="{kind}"', code.data)
    if code.type == "html" and (position := _half(code.data)):
        return _element("it", f'pos="{position}" x="{number}" type="{kind}"', code.data)
    return _element("ph", f'x="{number}" type="{kind}"', code.data)


def _half(tag: str) -> str | None:
    """Whether a tag is one half of an element whose other half is elsewhere."""
    if tag.startswith("</"):
        return "end"
    return "begin" if inline.opens_element(tag) else None


def _element(name: str, attributes: str, markup: str) -> str:
    first, *rest = _pieces(markup) if ILLEGAL.search(markup) else (markup,)
    after = (
        _control(piece) if ILLEGAL.match(piece) else f'<ph type="x-rest">{escape(piece)}</ph>'
        for piece in rest
        if piece
    )
    return f"<{name} {attributes}>{escape(first)}</{name}>{''.join(after)}"

"""Units to TMX 1.4b (LISA OSCAR, 2005): level 2 with inline codes as elements, level 1 plain text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from msgspec import Struct

from loc_align.__about__ import __version__
from loc_align.formats.base import WriteOptions
from loc_align.formats.codes import match_codes
from loc_align.formats.xml_text import ILLEGAL, escape, escape_attribute, is_plain
from loc_align.markdown import inline
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
        f'<header creationtool="loc-align" creationtoolversion="{__version__}" segtype="sentence" '
        f'o-tmf="loc-align" adminlang="en-US" srclang="{escape_attribute(options.source_lang)}" '
        'datatype="plaintext" o-encoding="UTF-8"/>\n<body>\n'
    ).encode()


def tmx_body(units: Iterable[TranslationUnit], options: WriteOptions) -> bytes:
    """One ``tu`` a line; a unit that lacks a side has no place in TMX and is left out."""
    return "".join(_units(units, options)).encode("utf-8", "replace")


def _units(units: Iterable[TranslationUnit], options: WriteOptions) -> Iterator[str]:
    write = partial(_plain_segments if options.level == 1 else _segments, references=options.references)
    fixed, of = _NOTHING, None
    for unit in units:
        source, target = unit.source, unit.target
        if source is None or target is None:
            continue
        if unit.provenance is not of:
            of = unit.provenance
            fixed = _fixed(of, options.source_lang)
        source_content, target_content = write(source.text, target.text)
        yield (
            f'<tu tuid="{fixed.tuid}{_attribute(unit.id)}"{fixed.attributes}{_usage(unit.count)}>{fixed.props}'
            f'<prop type="x-position">{unit.line}:{unit.column} {target.span.start}-{target.span.end} '
            f'{source.span.start}-{source.span.end}</prop><prop type="x-block">{unit.block}</prop>'
            f"{_section(unit.section)}{_rare_props(unit)}"
            f"{_prop('x-context-pre', unit.previous)}{_prop('x-context-post', unit.next)}"
            f"{fixed.source_open}{source_content}</seg></tuv>{fixed.target_open}{target_content}</seg></tuv></tu>\n"
        )


class _Fixed(Struct, frozen=True):
    """What all units of a file share."""

    tuid: str
    attributes: str
    props: str
    source_open: str
    target_open: str


_NOTHING = _Fixed("", "", "", "", "")


def _fixed(origin: Provenance, header_lang: str) -> _Fixed:
    attributes = []
    if origin.handoff is not None:
        day = origin.handoff.isoformat().replace("-", "")
        attributes.append(f' creationdate="{day}T000000Z"')
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
    return _Fixed(
        escape_attribute(f"{origin.path}#"),
        "".join(attributes),
        "".join(props),
        f'<tuv xml:lang="{escape_attribute(origin.source_lang)}"><seg>',
        f'<tuv xml:lang="{escape_attribute(origin.target_lang)}"><seg>',
    )


@lru_cache(maxsize=64)
def _section(section: tuple[str, ...]) -> str:
    return "".join(_prop("x-section", title) for title in section)


def _rare_props(unit: TranslationUnit) -> str:
    """What most units do not need to say."""
    common = unit.origin == "id" and unit.score == 1 and unit.state is None and unit.bead == "1-1"
    if common and not unit.defects and not unit.reasons and not ILLEGAL.search(unit.id):
        return ""
    return "".join(
        (
            _prop("x-id", unit.id if ILLEGAL.search(unit.id) else None),
            _prop("x-origin", None if unit.origin == "id" else unit.origin),
            _prop("x-score", None if unit.score == 1 else repr(unit.score)),
            _prop("x-bead", None if unit.bead == "1-1" else unit.bead),
            _prop("x-reasons", " ".join(unit.reasons) or None),
            _prop("x-state", unit.state),
            _prop("x-defects", " ".join(unit.defects) or None),
        )
    )


def _attribute(text: str) -> str:
    return text if is_plain(text) and text.isprintable() else escape_attribute(text)


def _prop(kind: str, value: str | None) -> str:
    """A ``prop``; a value with characters that XML cannot hold is written as a JSON string, and its type says so."""
    if value is None:
        return ""
    if is_plain(value):
        return f'<prop type="{kind}">{value}</prop>'
    if ILLEGAL.search(value):
        kind, value = f"{kind}-json", json.dumps(value)
    return f'<prop type="{kind}">{escape(value)}</prop>'


def _usage(times: int) -> str:
    return f' usagecount="{times}"' if times > 1 else ""


def _plain_segments(source: str, target: str, references: frozenset[str]) -> tuple[str, str]:
    """Both segments' plain text, without the characters that XML cannot hold."""
    shown = (ILLEGAL.sub("", inline.plain(text, references)) for text in (source, target))
    return escape(next(shown)), escape(next(shown))


def _segments(source: str, target: str, references: frozenset[str]) -> tuple[str, str]:
    """Both segments' content, with codes that correspond under the same ``x``."""
    source_parts, target_parts = inline.parse(source, references), inline.parse(target, references)
    if len(source_parts) <= 1 and len(target_parts) <= 1 and source_parts == (source,) and target_parts == (target,):
        return _text(source), _text(target)
    source_numbers, target_numbers = match_codes(source_parts, target_parts)
    return _content(source_parts, source_numbers), _content(target_parts, target_numbers)


def _content(parts: Inline, numbers: Sequence[int]) -> str:
    rest = iter(numbers)
    return "".join([_text(part) if isinstance(part, str) else _code(part, rest) for part in parts])


def _text(text: str) -> str:
    if is_plain(text):
        return text
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
    if is_plain(markup):
        return f"<{name} {attributes}>{markup}</{name}>"
    first, *rest = _pieces(markup) if ILLEGAL.search(markup) else (markup,)
    after = (
        _control(piece) if ILLEGAL.match(piece) else f'<ph type="x-rest">{escape(piece)}</ph>'
        for piece in rest
        if piece
    )
    return f"<{name} {attributes}>{escape(first)}</{name}>{''.join(after)}"

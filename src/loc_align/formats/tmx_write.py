"""TMX writer (TMX 1.4b, LISA OSCAR, 2005): level 2 with inline codes as elements, level 1 with plain text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial

from msgspec import Struct

from loc_align.__about__ import __version__
from loc_align.formats.base import WriteOptions
from loc_align.formats.codes import fill, match_codes
from loc_align.formats.xml_text import ILLEGAL, character_data, escape, escape_attribute, is_plain, pieces
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
"""The ``type`` of each inline code. Without ``x-``, it is a type that TMX recommends (TMX 1.4b, 3.1 and 3.2)."""


def tmx_head(options: WriteOptions) -> bytes:
    """Return the start of a document up to the first unit, with all required attributes of the header."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tmx version="1.4">\n'
        f'<header creationtool="loc-align" creationtoolversion="{__version__}" segtype="sentence" '
        f'o-tmf="loc-align" adminlang="en-US" srclang="{escape_attribute(options.source_lang)}" '
        'datatype="plaintext" o-encoding="UTF-8"/>\n<body>\n'
    ).encode()


def tmx_body(units: Iterable[TranslationUnit], options: WriteOptions) -> bytes:
    """Return one ``tu`` per line. Units without source or target are skipped, because TMX cannot contain them."""
    return b"".join([piece.encode("utf-8", "replace") for piece in _units(units, options)])


def _units(units: Iterable[TranslationUnit], options: WriteOptions) -> Iterator[str]:
    write = partial(_plain_segments if options.level == 1 else _segments, references=options.references)
    shared, origin = _NO_SHARED, None
    for unit in units:
        source, target = unit.source, unit.target
        if source is None or target is None:
            continue
        if unit.provenance is not origin:
            origin = unit.provenance
            shared = _shared(origin, options.source_lang)
        source_content, target_content = write(source.text, target.text)
        yield (
            f'<tu tuid="{shared.tuid}{escape_attribute(unit.id)}"{shared.attributes}{_usage(unit.count)}>{shared.props}'
            f'<prop type="x-position">{unit.line}:{unit.column} {target.span.start}-{target.span.end} '
            f'{source.span.start}-{source.span.end}</prop><prop type="x-block">{unit.block}</prop>'
            f"{_section(unit.section)}{_optional_props(unit)}"
            f"{_prop('x-context-pre', unit.previous)}{_prop('x-context-post', unit.next)}"
            f"{shared.source_open}{source_content}</seg></tuv>{shared.target_open}"
        )
        # Separate, because the other pieces are mostly ASCII, which Python joins and encodes several times faster.
        yield target_content
        yield "</seg></tuv></tu>\n"


class _Shared(Struct, frozen=True):
    """The XML that all units of a file share."""

    tuid: str
    attributes: str
    props: str
    source_open: str
    target_open: str


_NO_SHARED = _Shared("", "", "", "", "")


def _shared(origin: Provenance, header_lang: str) -> _Shared:
    attributes = []
    if origin.handoff is not None:
        day = origin.handoff.isoformat().replace("-", "")
        attributes.append(f' creationdate="{day}T000000Z"')
    if origin.translation_type == "MT":
        attributes.append(' creationid="MT!"')  # marks machine translation in Trados
    if origin.source_lang != header_lang:
        attributes.append(f' srclang="{escape_attribute(origin.source_lang)}"')
    props = (
        _prop("x-file", origin.path or None),
        _prop("x-translation-type", origin.translation_type),
        _prop("x-commit", origin.commit),
        _prop("x-file-hash", origin.file_hash),
    )
    return _Shared(
        escape_attribute(f"{origin.path}#"),
        "".join(attributes),
        "".join(props),
        f'<tuv xml:lang="{escape_attribute(origin.source_lang)}"><seg>',
        f'<tuv xml:lang="{escape_attribute(origin.target_lang)}"><seg>',
    )


@lru_cache(maxsize=64)
def _section(section: tuple[str, ...]) -> str:
    return "".join(_prop("x-section", title) for title in section)


def _optional_props(unit: TranslationUnit) -> str:
    """Return the ``prop`` elements for fields that differ from their defaults."""
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


def _prop(kind: str, value: str | None) -> str:
    """Return a ``prop``. A value with characters that XML cannot contain becomes a JSON string, marked in the type."""
    if value is None:
        return ""
    suffix, text = _value(value)
    return f'<prop type="{kind}{suffix}">{text}</prop>'


@lru_cache(maxsize=64)
def _value(value: str) -> tuple[str, str]:
    """Return the suffix of the type of a ``prop``, and its text. Cached because adjacent units share their context."""
    if is_plain(value):
        return "", value
    return ("-json", escape(json.dumps(value))) if ILLEGAL.search(value) else ("", escape(value))


def _usage(times: int) -> str:
    return f' usagecount="{times}"' if times > 1 else ""


def _plain_segments(source: str, target: str, references: frozenset[str]) -> tuple[str, str]:
    """Return the plain text of both segments without the characters that XML cannot contain."""
    shown = (ILLEGAL.sub("", inline.plain(text, references)) for text in (source, target))
    return escape(next(shown)), escape(next(shown))


def _segments(source: str, target: str, references: frozenset[str]) -> tuple[str, str]:
    """Return the content of both segments. Matching codes have the same ``x``, and others have none."""
    parts, other = inline.parse(source, references), inline.parse(target, references)
    numbers, other_numbers = match_codes(parts, other)
    shared = {*numbers} & {*other_numbers}
    elements = _elements(parts, numbers, shared)
    other_elements = elements if other_numbers is numbers else _elements(other, other_numbers, shared)
    return _content(source, parts, elements), _content(target, other, other_elements)


def _content(text: str, parts: Inline, elements: Sequence[str]) -> str:
    if not elements:
        return character_data(text, _control)
    return fill(parts, elements, str if is_plain(text) else partial(character_data, stand_in=_control))


def _control(character: str) -> str:
    return f'<ph type="x-control">U+{ord(character):04X}</ph>'


def _elements(parts: Inline, numbers: Sequence[int], shared: AbstractSet[int]) -> list[str]:
    rest = (f'x="{number}" ' if number in shared else "" for number in numbers)
    return [_code(part, rest) for part in parts if not isinstance(part, str)] if numbers else []


def _code(code: Code, numbers: Iterator[str]) -> str:
    kind = CODE_TYPES[code.type]
    if code.kind == "close":
        return _element("ept", f'i="{code.pair}"', code.data)
    number = next(numbers)
    if code.kind == "open":
        return _element("bpt", f'i="{code.pair}" {number}type="{kind}"', code.data)
    if code.type == "html" and (position := _isolated(code.data)):
        return _element("it", f'pos="{position}" {number}type="{kind}"', code.data)
    return _element("ph", f'{number}type="{kind}"', code.data)


def _isolated(tag: str) -> str | None:
    """Return the ``pos`` of an HTML tag whose other tag is outside the segment; ``None`` for a complete element."""
    if tag.startswith("</"):
        return "end"
    return "begin" if inline.opens_element(tag) else None


def _element(name: str, attributes: str, markup: str) -> str:
    """Return an element with markup. Characters that XML cannot contain and the markup after them get own elements."""
    if is_plain(markup):
        return f"<{name} {attributes}>{markup}</{name}>"
    first, *rest = pieces(markup)
    after = (
        _control(piece) if ILLEGAL.match(piece) else f'<ph type="x-rest">{escape(piece)}</ph>'
        for piece in rest
        if piece
    )
    return f"<{name} {attributes}>{escape(first)}</{name}>{''.join(after)}"

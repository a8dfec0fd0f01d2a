"""Units to TMX 1.4b (LISA OSCAR, 2005): level 2 with inline codes as elements, level 1 plain text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from msgspec import Struct

from loc_align.__about__ import __version__
from loc_align.formats.base import WriteOptions
from loc_align.formats.codes import match_codes
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
    return b"".join([piece.encode("utf-8", "replace") for piece in _units(units, options)])


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
            f'<tu tuid="{fixed.tuid}{escape_attribute(unit.id)}"{fixed.attributes}{_usage(unit.count)}>{fixed.props}'
            f'<prop type="x-position">{unit.line}:{unit.column} {target.span.start}-{target.span.end} '
            f'{source.span.start}-{source.span.end}</prop><prop type="x-block">{unit.block}</prop>'
            f"{_section(unit.section)}{_rare_props(unit)}"
            f"{_prop('x-context-pre', unit.previous)}{_prop('x-context-post', unit.next)}"
            f"{fixed.source_open}{source_content}</seg></tuv>{fixed.target_open}"
        )
        # Apart, for the rest is ASCII mostly, which is joined and encoded several times as fast.
        yield target_content
        yield "</seg></tuv></tu>\n"


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


def _prop(kind: str, value: str | None) -> str:
    """A ``prop``; a value with characters that XML cannot hold is written as a JSON string, and its type says so."""
    if value is None:
        return ""
    suffix, text = _value(value)
    return f'<prop type="{kind}{suffix}">{text}</prop>'


@lru_cache(maxsize=64)
def _value(value: str) -> tuple[str, str]:
    """What is added to the type of a ``prop``, and its text; a source is the context of two units beside its own."""
    if is_plain(value):
        return "", value
    return ("-json", escape(json.dumps(value))) if ILLEGAL.search(value) else ("", escape(value))


def _usage(times: int) -> str:
    return f' usagecount="{times}"' if times > 1 else ""


def _plain_segments(source: str, target: str, references: frozenset[str]) -> tuple[str, str]:
    """Both segments' plain text, without the characters that XML cannot hold."""
    shown = (ILLEGAL.sub("", inline.plain(text, references)) for text in (source, target))
    return escape(next(shown)), escape(next(shown))


def _segments(source: str, target: str, references: frozenset[str]) -> tuple[str, str]:
    """Both segments' content, with codes that correspond under the same ``x``."""
    parts, other = inline.parse(source, references), inline.parse(target, references)
    numbers, other_numbers = match_codes(parts, other)
    return _content(source, parts, numbers), _content(target, other, other_numbers)


def _content(text: str, parts: Inline, numbers: Sequence[int]) -> str:
    if not numbers:
        return character_data(text, _control)
    rest = iter(numbers)
    if is_plain(text):  # and so is all that it was cut into
        return "".join([part if isinstance(part, str) else _code(part, rest, _plain_element) for part in parts])
    return "".join(
        [character_data(part, _control) if isinstance(part, str) else _code(part, rest, _element) for part in parts]
    )


def _control(character: str) -> str:
    return f'<ph type="x-control">U+{ord(character):04X}</ph>'


def _code(code: Code, numbers: Iterator[int], element: Callable[[str, str, str], str]) -> str:
    kind = CODE_TYPES[code.type]
    if code.kind == "close":
        return element("ept", f'i="{code.pair}"', code.data)
    number = next(numbers)
    if code.kind == "open":
        return element("bpt", f'i="{code.pair}" x="{number}" type="{kind}"', code.data)
    if code.type == "html" and (position := _half(code.data)):
        return element("it", f'pos="{position}" x="{number}" type="{kind}"', code.data)
    return element("ph", f'x="{number}" type="{kind}"', code.data)


def _half(tag: str) -> str | None:
    """Whether a tag is one half of an element whose other half is elsewhere."""
    if tag.startswith("</"):
        return "end"
    return "begin" if inline.opens_element(tag) else None


def _plain_element(name: str, attributes: str, markup: str) -> str:
    return f"<{name} {attributes}>{markup}</{name}>"


def _element(name: str, attributes: str, markup: str) -> str:
    """An element with markup; what XML cannot hold of it, and what follows, stands in elements of their own."""
    first, *rest = pieces(markup)
    after = (
        _control(piece) if ILLEGAL.match(piece) else f'<ph type="x-rest">{escape(piece)}</ph>'
        for piece in rest
        if piece
    )
    return f"<{name} {attributes}>{escape(first)}</{name}>{''.join(after)}"

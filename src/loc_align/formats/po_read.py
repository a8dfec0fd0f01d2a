"""gettext PO reader for our own files and for files of other tools, such as mdpo, po4a, and Translate Toolkit."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_string
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from loc_align.errors import FormatError
from loc_align.formats.facts import file_provenance, fingerprint, section_of, unit_fields
from loc_align.formats.lang import canonical
from loc_align.formats.returned import Returned
from loc_align.formats.xliff_common import in_context
from loc_align.model import Provenance, TranslationUnit

if TYPE_CHECKING:
    from babel.messages.catalog import Message

OWN = "loc-align:"
"""How the comment with the facts about a unit starts. JSON follows."""
SOURCE_LANGUAGE = "X-Source-Language"
"""The header field that names the language of the sources. gettext has none, because sources are usually English."""

_SNIFF = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:msgctxt|msgid|#~[ \t]*msg(?:ctxt|id))[ \t]+\"")
_CHARSET = re.compile(rb"charset=([\w.:+-]+)", re.IGNORECASE)
_FOR_DOMAINS = frozenset(("idna", "punycode"))
"""Encodings of domain names, not of files. They decode in quadratic time."""
_LANGUAGE_NAME = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{2,4})*")
_FILE_FACTS = frozenset(("relative", "document-hash", "translation-type", "handoff", "commit", "file-hash"))


class Languages(Struct, frozen=True):
    """The languages of a PO file."""

    source: str
    target: str


class _Entry(Struct, frozen=True):
    """A message, one of its forms, and the facts in its comments."""

    message: Message
    source: str
    target: str
    facts: Mapping[str, str]
    path: str
    line: int


def sniff(head: bytes) -> bool:
    """Return whether a file starts like PO: comments, then a keyword and a string."""
    return _SNIFF.match(head) is not None


def read_returned(stream: BinaryIO, name: str) -> Iterator[Returned]:
    """Read PO for a merge. Obsolete entries are left out, because no document contains them.

    Args:
        stream: the bytes of the file.
        name: the name of the file, for messages.

    Returns:
        The units. Their inline codes are Markdown.

    Raises:
        FormatError: the file is not PO.
    """
    return in_context(_units(stream, name, obsolete=False))


def read_po(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    """Read PO as a memory, with obsolete entries, and a unit for each of the first and the last plural form.

    Args:
        stream: the bytes of the file.
        name: the name of the file, for messages.

    Returns:
        The units. A fuzzy entry has the state ``initial``.

    Raises:
        FormatError: the file is not PO.
    """
    return (returned.unit for returned in in_context(_units(stream, name, obsolete=True)))


def _units(stream: BinaryIO, name: str, *, obsolete: bool) -> Iterator[tuple[Returned, dict[str, str]]]:
    messages = _messages(_decoded(stream.read(), name), name, obsolete=obsolete)
    header = next((message.string for message in messages if not message.id and not message.context), "")
    languages = _languages(str(header), name)
    entries = [entry for message in messages for entry in _entries(message)]
    shared: dict[str, dict[str, str]] = {}
    for entry in entries:
        shared.setdefault(entry.path, {}).update(
            {key: value for key, value in entry.facts.items() if key in _FILE_FACTS}
        )
    files = {path: number for number, path in enumerate(shared, 1)}
    for entry in entries:
        own = shared[entry.path]
        origin = file_provenance(own, entry.path, languages.source, languages.target)
        yield _returned(entry, origin, own, files[entry.path]), dict(entry.facts)


def _decoded(data: bytes, name: str) -> str:
    found = _CHARSET.search(data[: 1 << 16])
    charset = found[1].decode("ascii", "replace") if found else "utf-8"
    try:
        known = codecs.lookup(charset).name not in _FOR_DOMAINS
    except LookupError:
        known = False
    charset = charset if known else "utf-8"
    try:
        return data.decode(charset).removeprefix("\ufeff").replace("\r\n", "\n")
    except (ValueError, LookupError):  # a codec that is not for text is a LookupError
        message = f"{name}: the file is not in the character set {charset}, which its header names"
        raise FormatError(message) from None


def _messages(text: str, name: str, *, obsolete: bool) -> list[Message]:
    """Parse a file with Babel. Each message is kept, because a catalog would merge those with equal sources."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - it takes a while to load
    from babel.messages.pofile import PoFileError, PoFileParser  # noqa: PLC0415

    found: list[Message] = []

    class Every(Catalog):
        num_plurals = 6  # no language has more (Unicode CLDR, plural rules), and headers can be wrong

        def __setitem__(self, _: object, message: Message) -> None:
            found.append(message)

        def _key_for(self, *_: object) -> int:  # type: ignore[override]
            return len(self.obsolete)

    catalog = Every()
    try:
        PoFileParser(catalog, ignore_obsolete=not obsolete, abort_invalid=True).parse(text.split("\n"))
    except PoFileError as error:
        message = f"{name}:{error.lineno + 1}: {str(error).rpartition(' on ')[0] or 'the entry'} is not valid in PO"
        raise FormatError(message) from None
    except (ValueError, LookupError, AttributeError, TypeError):
        message = f"{name}: the file is not valid PO; msgfmt --check names the line"
        raise FormatError(message) from None
    return [*found, *catalog.obsolete.values()]


def _languages(header: str, name: str) -> Languages:
    fields = {key.lower(): value for key, value in message_from_string(header).items()}
    target = fields.get("language", "").strip()
    stem = PurePath(name).stem
    if not target and _LANGUAGE_NAME.fullmatch(stem):
        target = stem
    return Languages(
        canonical(fields.get(SOURCE_LANGUAGE.lower(), "").strip() or "en"), canonical(target.partition("@")[0] or "und")
    )


def _entries(message: Message) -> Iterator[_Entry]:
    facts = _facts(message.auto_comments)
    path, line = next(((path, line or 1) for path, line in message.locations), ("", 1))
    sources = [message.id] if isinstance(message.id, str) else [*message.id]
    targets = [message.string or ""] if isinstance(message.string, str | None) else [*message.string]
    last = next((target for target in reversed(targets) if target), "")
    for source, target in zip(sources, (targets[0], last), strict=False):
        if source:
            yield _Entry(message, source, target, facts, facts.get("path", path), max(line, 1))


def _facts(comments: Iterable[str]) -> dict[str, str]:
    """Return the facts in the comment of loc-align. A tool can have divided it into lines."""
    text = "".join(comments).partition(OWN)[2]
    if not text:
        return {}
    try:
        facts, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in facts.items()} if isinstance(facts, dict) else {}


def _returned(entry: _Entry, origin: Provenance, shared: Mapping[str, str], number: int) -> Returned:
    message, facts = entry.message, entry.facts
    key = facts.get("id") or fingerprint(f"{message.context or ''}\4{entry.source}")
    target = entry.target or None
    fields = unit_fields(facts, entry.source, target)
    if "position" not in facts:
        fields["line"] = entry.line
    unit = TranslationUnit(
        id=key,
        provenance=origin,
        section=section_of(facts, ()),
        state="initial" if message.fuzzy and target else None,
        memory_line=message.lineno or 1,
        **fields,
    )
    exported = facts.get("target-hash")
    return Returned(
        unit, (entry.source,), None if target is None else (target,), key, message.lineno or 1, number,
        shared.get("document-hash"), shared.get("relative"), exported,
        confirmed=target is not None and not message.fuzzy,
        old_source=facts.get("old-source"),
        locked=facts.get("locked") == "yes",
        is_markdown=True,
    )  # fmt: skip

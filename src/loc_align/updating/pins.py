"""Notes in a target about the source that it was translated from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct

from loc_align.model import Document, Edit, Span

FILE_HASH = "ms.openlocfilehash"
"""The key with the SHA-1 of the whole source file. Another hash is that of another source."""
_KEYS = (
    "default_lang_commit", "ms.sourcegitcommit", "ms.openlocfilehash", "l10n.sourceCommit", "sourceCommit",
    "translation_source_hash", "i18n_source_sha", "source_commit", "original_commit", "git-revision", "source-revision",
    "SOURCE", "l10n", "outdated_since",
)  # fmt: skip
"""Front-matter keys that name a commit, a blob, or a hash of the source. The first one found counts."""
_RELATED = frozenset(
    (
        "drifted_from_default", "translation_status", "translation_source", "outdated_translation",
        "ms.translationtype", "ms.contentlocale", "ms.lasthandoff", "ms.locfileid",
    )
)  # fmt: skip
"""Other keys of the target alone."""
_COMMENTS = (
    re.compile(r"<!--\s*EN-Revision:\s*([0-9a-f]{7,64})\b"),
    re.compile(r"<!--\s*translation-meta:[^>]*?source=\S*?@([0-9a-f]{7,64})\b"),
    re.compile(r"<!--\s*(?:source|original)[ _-]?commit:\s*([0-9a-f]{7,64})\b", re.IGNORECASE),
    re.compile(r"#use wml::debian::translation-check translation=\"([0-9a-f]{7,64})\""),
    re.compile(r"\A\s*<!--\s*[\w./-]+#([0-9a-f]{7,64})\s*-->"),
)
_OUTDATED = re.compile(r"^outdated_(?:since|translation)[ \t]*:[^\n]*\n", re.MULTILINE)
"""The notes that a page is behind its source, in the form of the osu! wiki."""
_PATCHED = re.compile(r"[\"']?[ \t]+#[ \t]*patched\b[^\n]*?(?=\r?$)", re.MULTILINE)
"""The comment that a page was changed without a translation, in the form of the OpenTelemetry documentation."""
_HEX = re.compile(r"[0-9a-f]{7,64}")
_SHA1, _SHA256 = 40, 64

PinKind = Literal["revision", "content"]


class Pin(Struct, frozen=True):
    """A note of the source that a target was translated from."""

    key: str
    """The front-matter key, or ``comment``."""
    value: str
    """The commit, blob, or hash, in lower-case hexadecimal digits."""
    span: Span
    """The span of the value in the target document."""

    @property
    def revision(self) -> str:
        """The revision of the source that was translated. ``outdated_since`` names the one after it."""
        return f"{self.value}~1" if self.key == "outdated_since" else self.value


def is_pin(key: str) -> bool:
    """Return whether a front-matter key is about the translation, so that the source doesn't have it."""
    return key in _KEYS or key in _RELATED


def read_pins(document: Document) -> tuple[Pin, ...]:
    """Return the notes of the source in a target document, the most reliable first.

    Args:
        document: a target document.
    """
    found: list[Pin] = []
    front_matter = document.front_matter
    if front_matter is not None:
        found += [pin for key in _KEYS if (pin := _from_key(document, front_matter.span, key)) is not None]
    if not found:
        for form in _COMMENTS:
            comment = form.search(document.text)
            if comment:
                found.append(Pin("comment", comment[1], Span(*comment.span(1))))
    return tuple(found)


def _from_key(document: Document, within: Span, key: str) -> Pin | None:
    values: Mapping[str, Any] = document.front_matter.values if document.front_matter else MappingProxyType({})
    nested = values.get("l10n")
    value = nested.get("sourceCommit") if key == "l10n.sourceCommit" and isinstance(nested, dict) else values.get(key)
    text = str(value).strip().lower() if isinstance(value, (str, int)) else ""
    if not _HEX.fullmatch(text):
        return None
    name = key.rpartition(".")[2] if key == "l10n.sourceCommit" else key
    found = re.compile(rf"^[ \t]*{re.escape(name)}[ \t]*:[ \t]*[\"']?({text})\b", re.MULTILINE | re.IGNORECASE).search(
        document.text, within.start, within.end
    )
    return Pin(key, text, Span(*found.span(1))) if found else None


def content_hashes(data: bytes) -> frozenset[str]:
    """Return the hashes that a note can have for a source: of its bytes, and with other line endings.

    SHA-1 and SHA-256 of the file (``ms.openlocfilehash`` is the SHA-1), and the name of its blob in git.

    Args:
        data: the bytes of the source document.
    """
    unix = data.replace(b"\r\n", b"\n")
    forms = {data, unix, unix.replace(b"\n", b"\r\n")}
    made: set[str] = set()
    for form in forms:
        made |= {
            hashlib.sha1(form, usedforsecurity=False).hexdigest(),
            hashlib.sha256(form).hexdigest(),
            hashlib.sha1(b"blob %d\0" % len(form) + form, usedforsecurity=False).hexdigest(),
        }
    return frozenset(made)


def names_content(pin: Pin, data: bytes) -> bool:
    """Return whether a note is a hash of a source, which proves that the target was made from it."""
    hashes = content_hashes(data)
    return pin.value in hashes if len(pin.value) in {_SHA1, _SHA256} else any(map(_starts(pin.value), hashes))


def _starts(value: str) -> Any:  # noqa: ANN401 - a predicate
    return lambda digest: digest.startswith(value)


def renewed_pins(document: Document, source: bytes, commit: str | None) -> tuple[Edit, ...]:
    """Return the edits that let the notes of a target name the current source.

    Args:
        document: the target document.
        source: the bytes of the current source.
        commit: the commit of the current source; ``None`` if it's unknown, and then notes of a commit stay.
    """
    edits = []
    for pin in read_pins(document):
        if pin.key == "outdated_since":
            continue
        if pin.key == FILE_HASH:
            value: str | None = hashlib.sha1(source, usedforsecurity=False).hexdigest()
        elif len(pin.value) == _SHA256:
            value = hashlib.sha256(source).hexdigest()
        else:
            value = commit[: max(len(pin.value), 7)] if commit else None
        if value and value != pin.value:
            edits += [Edit(pin.span, value), *_without_patched(document, pin)]
    return (*edits, *_without_outdated(document))


def _without_patched(document: Document, pin: Pin) -> Iterator[Edit]:
    found = _PATCHED.match(document.text, pin.span.end)
    if found:
        quote = found[0][0] if found[0][0] in "\"'" else ""
        yield Edit(Span(*found.span()), quote)


def _without_outdated(document: Document) -> Iterator[Edit]:
    front_matter = document.front_matter
    if front_matter is not None and "outdated_since" in front_matter.values:
        for found in _OUTDATED.finditer(document.text, front_matter.span.start, front_matter.span.end):
            yield Edit(Span(*found.span()), "")

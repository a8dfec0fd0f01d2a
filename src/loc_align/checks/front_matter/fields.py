"""Rules about what the front matter says: locale, hashes, date, and translation type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.front_matter.positions import first_line, has_all_values, value_span
from loc_align.checks.front_matter.scripts import fits_script
from loc_align.checks.messages import defect_clause, quoted
from loc_align.checks.regions import unclosed_front_matter
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError

_HASHES = ("ms.openlocfilehash", "ms.sourcegitcommit")
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.IGNORECASE)
"""SHA-1, or SHA-256 since 2021."""
_REGION = 2
"""The length of a region code."""
_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_FOLDER = re.compile(r"(?:.*\.)?([a-z]{2,3}(?:-[A-Za-z]{4})?-[A-Za-z]{2})", re.IGNORECASE)
_EXEMPT = re.compile(
    r"(?:^|/)(?:toc|readme|contributing|license|index\.yml|includes?/.*|_includes?/.*)(?:\.md)?$", re.IGNORECASE
)


def front_matter_yaml(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for front matter that isn't closed, isn't valid YAML, or isn't a mapping of keys to values.

    Why: The page loses its title, its language, and everything else in the front matter, or can't be built at all.

    Fails:
        A line `title: Fjord: "first steps` between the two lines of dashes.

    Passes:
        A line `title: "Fjord: first steps"`.
    """
    for defect in subject.document.defects:
        if defect.code.startswith("front-matter-"):
            span = unclosed_front_matter(subject.document) or defect.span
            yield Finding(span, f"{defect_clause(defect)}; correct the front matter")


def front_matter_missing(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for side-by-side documents without front matter.

    Tables of contents, readme files, includes, and YAML and XML files don't need front matter.

    Why: Without front matter, nothing states the language and the source of the document.

    Fails:
        A document that starts with a heading and contains pairs.

    Passes:
        The same document with front matter; a file `includes/note.md` without front matter.
    """
    document = subject.document
    damaged = any(defect.code.startswith("front-matter-") for defect in document.defects)
    exempt = document.container is not None or _EXEMPT.search(document.path)
    if document.pairs and document.front_matter is None and not damaged and not exempt:
        yield Finding(first_line(document), "the front matter is missing; copy it from the source document")


def front_matter_locale(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for an ``ms.contentlocale`` that isn't a BCP 47 language tag or doesn't match the document.

    The tag must match the language that you set on the command line or in the configuration, or else a folder that is
    named after a language. It must also match the script of the targets.

    Why: The page is published in the wrong language, and its translation memory is useless.

    Fails:
        `ms.contentlocale: fr_FRA`; `ms.contentlocale: de-DE` in the folder `fr-fr`.

    Passes:
        `ms.contentlocale: fr-FR` in the folder `fr-fr`.
    """
    document = subject.document
    values = document.metadata
    value = values.get("ms.contentlocale")
    span = value_span(document, "ms.contentlocale")
    if value is None:
        if has_all_values(document) and ("ms.openlocfilehash" in values or "ms.translationtype" in values):
            yield Finding(span, "ms.contentlocale is missing; add the target language")
        return
    tag = _tag(str(value))
    if tag is None:
        yield Finding(
            span, f'ms.contentlocale {quoted(str(value))} is not a BCP 47 language tag; write a tag such as "fr-FR"'
        )
        return
    expected = subject.expected_lang or _folder_lang(document.path)
    if expected is not None and not _agree(tag, expected):
        yield Finding(span, f'ms.contentlocale is "{tag}" instead of "{expected}"; write "{expected}"')
    elif tag.partition("-")[0] == subject.bitext.source_lang.partition("-")[0] and _translated(subject):
        yield Finding(span, f'ms.contentlocale "{tag}" is the source language; write the target language')
    elif not fits_script(tag, subject):
        message = f'ms.contentlocale is "{tag}", but the targets are in another script; write the target language'
        yield Finding(span, message)


def _translated(subject: Subject) -> bool:
    return sum(pair.source != pair.target for pair in subject.pairs) * 2 > len(subject.pairs)


@cache
def _tag(text: str) -> str | None:
    """Return a tag in its canonical form, or ``None`` if it is invalid or unknown to CLDR."""
    from babel.core import get_global  # noqa: PLC0415 - it takes a while to load

    if "_" in text:
        return None
    try:
        tag = canonical_lang(text)
    except UsageError:
        return None
    language, _, rest = tag.partition("-")
    region = rest.rpartition("-")[2]
    known = language in get_global("likely_subtags") and (
        len(region) != _REGION or region in get_global("territory_languages")
    )
    return tag if known else None


@cache
def _folder_lang(path: str) -> str | None:
    """Return the language that the last such folder of a path is named after."""
    from babel import localedata  # noqa: PLC0415 - it takes a while to load

    for part in reversed(PurePosixPath(path).parts[:-1]):
        found = _FOLDER.fullmatch(part)
        tag = canonical_lang(found[1]) if found else ""
        language, _, region = tag.partition("-")
        if tag and (localedata.exists(tag.replace("-", "_")) or _is_likely(language, region)):
            return tag
    return None


def _is_likely(language: str, region: str) -> bool:
    """Return whether CLDR lists the language for the region, in any script."""
    from babel.core import get_global  # noqa: PLC0415 - it takes a while to load

    return str(get_global("likely_subtags").get(language, "")).endswith(f"_{region[-2:]}")


def _agree(one: str, other: str) -> bool:
    """Return whether two tags name the same language and, if both name a region, the same region."""
    parts, others = one.split("-"), other.split("-")
    return parts[0] == others[0] and (len(parts) == 1 or len(others) == 1 or parts[-1] == others[-1])


def front_matter_hash(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks that ``ms.openlocfilehash`` and ``ms.sourcegitcommit`` are hashes of 40 or 64 hexadecimal digits.

    Why: With these hashes, tools find the source that was translated and detect that a translation is out of date.

    Fails:
        `ms.openlocfilehash: 4f2a`

    Passes:
        `ms.openlocfilehash: 0123456789abcdef0123456789abcdef01234567`
    """
    document = subject.document
    values = document.metadata
    for key in _HASHES:
        if key not in values:
            continue
        span = value_span(document, key)
        if not _HASH.fullmatch(span.of(document.text).strip(" '\"\t")):
            yield Finding(span, f"{key} is not a hash; write its 40 or 64 hexadecimal digits")


def front_matter_date(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks that ``ms.lasthandoff`` is a date in the format MM/DD/YYYY.

    Why: The date tells how old the translation is. Tools can't read ``13/05/2024`` or ``2024-05-13``.

    Fails:
        `ms.lasthandoff: 31/12/2024`

    Passes:
        `ms.lasthandoff: 12/31/2024`
    """
    document = subject.document
    values = document.metadata
    value = values.get("ms.lasthandoff")
    if value is not None and not _is_date(value):
        span = value_span(document, "ms.lasthandoff")
        yield Finding(span, f"ms.lasthandoff {quoted(str(value))} is not a valid date; write it as MM/DD/YYYY")


def _is_date(value: object) -> bool:
    found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return False
    try:
        date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError:
        return False
    return True


def front_matter_type(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks that ``ms.translationtype`` is ``HT`` (human translation) or ``MT`` (machine translation).

    Why: Pages tell readers whether a machine translated them, and some rules are stricter with human translations.

    Fails:
        `ms.translationtype: human`

    Passes:
        `ms.translationtype: HT`
    """
    document = subject.document
    values = document.metadata
    value = values.get("ms.translationtype")
    if value is not None and str(value).strip().upper() not in {"HT", "MT"}:
        span = value_span(document, "ms.translationtype")
        yield Finding(span, f'ms.translationtype {quoted(str(value))} is unknown; write "HT" or "MT"')

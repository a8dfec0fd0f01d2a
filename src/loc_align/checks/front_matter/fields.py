"""What the front matter says about the translation: locale, hashes, date, type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.front_matter.positions import first_line, value_place
from loc_align.checks.front_matter.scripts import fits_script
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError

_HASHES = ("ms.openlocfilehash", "ms.sourcegitcommit")
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.IGNORECASE)
"""SHA-1, or SHA-256 as of 2021."""
_REGION = 2
"""The length of a region's code."""
_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_FOLDER = re.compile(r"(?:.*\.)?([a-z]{2,3}(?:-[A-Za-z]{4})?-[A-Za-z]{2})", re.IGNORECASE)
_EXEMPT = re.compile(
    r"(?:^|/)(?:toc|readme|contributing|license|index\.yml|includes?/.*|_includes?/.*)(?:\.md)?$", re.IGNORECASE
)


def front_matter_yaml(subject: Subject, _: Options) -> Iterator[Finding]:
    """The front matter is not closed, is no valid YAML, or is no list of keys and values.

    Why: the page loses its title, its language and all else that the front matter says, or isn't built.

    Fails:
        A line `title: Fjord: "first steps` between the two lines of dashes.

    Passes:
        A line `title: "Fjord: first steps"`.
    """
    for defect in subject.document.defects:
        if defect.code.startswith("front-matter-"):
            yield Finding(defect.span, f"{defect.detail.rstrip('.')}: mend the front matter")


def front_matter_missing(subject: Subject, _: Options) -> Iterator[Finding]:
    """A side-by-side document has no front matter.

    Why: nothing says its language and its source. Tables of contents, read-me files and includes need none.

    Fails:
        A document that begins with a heading and holds pairs.

    Passes:
        The same document with front matter; a file `includes/note.md` without.
    """
    document = subject.document
    damaged = any(defect.code.startswith("front-matter-") for defect in document.defects)
    if document.pairs and document.front_matter is None and not damaged and not _EXEMPT.search(document.path):
        yield Finding(first_line(document), "the front matter is missing: take it over from the source document")


def front_matter_locale(subject: Subject, _: Options) -> Iterator[Finding]:
    """``ms.contentlocale`` is no language tag, or not the language of the file.

    Why: the page is published under a wrong language, and its memory is of no use. The tag must be one of BCP 47, and
    agree with the language that the caller or the configuration expects, with the folder that is named after a
    language, and with the script of the targets.

    Fails:
        `ms.contentlocale: fr_FRA`; `ms.contentlocale: de-DE` in the folder `fr-fr`.

    Passes:
        `ms.contentlocale: fr-FR` in the folder `fr-fr`.
    """
    document = subject.document
    values = document.front_matter.values if document.front_matter else {}
    said = values.get("ms.contentlocale")
    place = value_place(document, "ms.contentlocale")
    if said is None:
        if "ms.openlocfilehash" in values or "ms.translationtype" in values:
            yield Finding(place, "ms.contentlocale is missing: write the language of the targets")
        return
    tag = _tag(str(said))
    if tag is None:
        yield Finding(place, f"ms.contentlocale {str(said)!r} is no language tag: write one such as 'fr-FR' (BCP 47)")
        return
    expected = subject.expected_lang or _folder_lang(document.path)
    if expected is not None and not _agree(tag, expected):
        yield Finding(place, f"ms.contentlocale says {tag}, but {expected} is expected: write {expected}")
    elif tag.partition("-")[0] == subject.bitext.source_lang.partition("-")[0] and _translated(subject):
        yield Finding(place, f"ms.contentlocale says {tag}, the language of the source: write that of the targets")
    elif not fits_script(tag, subject):
        yield Finding(
            place, f"ms.contentlocale says {tag}, but the targets are in another script: write their language"
        )


def _translated(subject: Subject) -> bool:
    return sum(pair.source != pair.target for pair in subject.pairs) * 2 > len(subject.pairs)


@cache
def _tag(text: str) -> str | None:
    """A tag in its canonical form, ``None`` where it is none, or names what CLDR doesn't know."""
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
    """The language that a folder of a path is named after, the last one of them."""
    from babel import localedata  # noqa: PLC0415 - it takes a while to load

    for part in reversed(PurePosixPath(path).parts[:-1]):
        found = _FOLDER.fullmatch(part)
        tag = canonical_lang(found[1]) if found else ""
        language, _, region = tag.partition("-")
        if tag and (localedata.exists(tag.replace("-", "_")) or _is_likely(language, region)):
            return tag
    return None


def _is_likely(language: str, region: str) -> bool:
    """Whether CLDR takes the region for one where the language is at home, whatever script it names."""
    from babel.core import get_global  # noqa: PLC0415 - it takes a while to load

    return str(get_global("likely_subtags").get(language, "")).endswith(f"_{region[-2:]}")


def _agree(one: str, other: str) -> bool:
    """Whether two tags name the same language and, where both name one, the same region."""
    parts, others = one.split("-"), other.split("-")
    return parts[0] == others[0] and (len(parts) == 1 or len(others) == 1 or parts[-1] == others[-1])


def front_matter_hash(subject: Subject, _: Options) -> Iterator[Finding]:
    """``ms.openlocfilehash`` or ``ms.sourcegitcommit`` is no hash of 40 or 64 hexadecimal digits.

    Why: by them a tool knows which source the translation was made of, and whether it is out of date.

    Fails:
        `ms.openlocfilehash: 4f2a`

    Passes:
        `ms.openlocfilehash: 0123456789abcdef0123456789abcdef01234567`
    """
    document = subject.document
    values = document.front_matter.values if document.front_matter else {}
    for key in _HASHES:
        if key not in values:
            continue
        place = value_place(document, key)
        if not _HASH.fullmatch(place.of(document.text).strip(" '\"\t")):
            yield Finding(place, f"{key} is no hash: write its 40 or 64 hexadecimal digits")


def front_matter_date(subject: Subject, _: Options) -> Iterator[Finding]:
    """``ms.lasthandoff`` is no date as the form has it, MM/DD/YYYY.

    Why: it says how old the translation is. ``13/05/2024`` is no date, and ``2024-05-13`` is not read.

    Fails:
        `ms.lasthandoff: 31/12/2024`

    Passes:
        `ms.lasthandoff: 12/31/2024`
    """
    document = subject.document
    values = document.front_matter.values if document.front_matter else {}
    said = values.get("ms.lasthandoff")
    if said is not None and not _is_date(said):
        place = value_place(document, "ms.lasthandoff")
        yield Finding(place, f"ms.lasthandoff {str(said)!r} is no date: write it as MM/DD/YYYY")


def _is_date(said: object) -> bool:
    found = _DATE.fullmatch(said.strip()) if isinstance(said, str) else None
    if found is None:
        return False
    try:
        date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError:
        return False
    return True


def front_matter_type(subject: Subject, _: Options) -> Iterator[Finding]:
    """``ms.translationtype`` is neither HT nor MT.

    Why: readers are told whether a machine translated the page, and rules are stricter with what people wrote.

    Fails:
        `ms.translationtype: human`

    Passes:
        `ms.translationtype: HT`
    """
    document = subject.document
    values = document.front_matter.values if document.front_matter else {}
    said = values.get("ms.translationtype")
    if said is not None and str(said).strip().upper() not in {"HT", "MT"}:
        place = value_place(document, "ms.translationtype")
        yield Finding(place, f"ms.translationtype {str(said)!r} is unknown: write HT or MT")

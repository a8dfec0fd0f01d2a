"""The rule about values of front matter that programs read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.front_matter.dates import is_valid, read_date
from loc_align.checks.front_matter.positions import nested_span
from loc_align.checks.messages import quoted
from loc_align.checks.urls import is_translated, normalized, page
from loc_align.model import Severity

_MAX_DEPTH: Final = 4
"""How deep the mappings are in which to look."""
_SETTINGS = frozenset((
    "api", "bibliography", "crossref", "css", "engine", "filters", "format", "icon", "id", "jupyter", "kernelspec",
    "layout", "localization_priority", "markup", "mode", "ms.author", "ms.prod", "ms.reviewer", "ms.service",
    "ms.subservice", "ms.suite", "ms.technology", "ms.topic", "openapi", "outputs", "parent_id", "schema", "template",
    "theme", "type", "uid",
))  # fmt: skip
"""Keys whose values are names of files, or words that a program knows.

Sources: the reference pages about front matter of Jekyll, Hugo, Docusaurus, VitePress, Material for MkDocs, Quarto,
MyST, Starlight, Mintlify, and DocFX.
"""


def front_matter_value(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for settings in the front matter that differ from the source document.

    Settings are numbers, ``true`` and ``false``, dates, and the values of keys such as ``layout``, ``icon``, and
    ``ms.topic``. Another date is only an ``info``, because a translation can have its own, unless no calendar has it.
    The rule needs the source document.

    Why: Programs read such values, for example the position of a page in the menu.

    Fails:
        `draft: true` where the source document has `draft: false`

    Passes:
        `draft: false`
    """
    source = subject.source_document.front_matter if subject.source_document else None
    own = subject.document.front_matter
    if source is None or own is None:
        return
    languages = subject.bitext.source_lang.partition("-")[0], subject.bitext.target_lang.partition("-")[0]
    found = dict(_values(own.values))
    for path, wanted in _values(source.values):
        value = found.get(path, wanted)
        severity = _severity(path[-1], wanted, value, languages)
        if severity != "off":
            shown, expected = (
                quoted(str(item).lower() if isinstance(item, bool) else str(item)) for item in (value, wanted)
            )
            wrong = f"the value of {quoted('.'.join(path))} is {shown}, in the source {expected}"
            cure = (
                "copy it, unless the translation has its own date" if severity == "info" else "copy it from the source"
            )
            yield Finding(nested_span(subject.document, path), f"{wrong}; {cure}", severity=severity)


def _values(values: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the scalars of front matter with their keys, from the outermost to the innermost."""
    for key, value in values.items():
        path = (*above, str(key))
        if not isinstance(value, Mapping):
            yield path, value
        elif len(path) < _MAX_DEPTH:
            yield from _values(value, path)


def _severity(key: str, wanted: object, value: object, languages: tuple[str, str]) -> Severity | None:
    """Return the severity of a difference: ``None`` for that of the rule, ``off`` if there is none."""
    if isinstance(wanted, int | float):
        return "off" if (type(value), value) == (type(wanted), wanted) else None
    expected = read_date(wanted)
    if expected is not None:
        own = read_date(value)
        if own is None or not is_valid(own):
            return None if is_valid(expected) else "off"
        return "off" if own == expected else "info"
    if key in _SETTINGS and isinstance(wanted, str) and isinstance(value, str) and " " not in wanted.strip():
        return "off" if _same(wanted.strip(), value.strip(), languages) else None
    return "off"


def _same(wanted: str, value: str, languages: tuple[str, str]) -> bool:
    if wanted == value:
        return True
    source, target, both = normalized(wanted), normalized(value), frozenset(languages)
    return page(source, both) == page(target, both) or is_translated(source, target, languages)

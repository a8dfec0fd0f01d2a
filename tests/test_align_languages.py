"""Small documents in languages and scripts that nothing was fitted to, with sections that repeat, move, and drift."""

from __future__ import annotations

from pathlib import Path

import pytest

from loc_align.alignment.by_content import align_by_content
from loc_align.documents import parse
from loc_align.model import Bitext, Segment

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "fixtures" / "alignment" / "languages.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
]
_LANGUAGES = _ROWS[0][2:]
_TEXTS = {lang: {row[0]: row[number] for row in _ROWS[1:]} for number, lang in enumerate(_ROWS[0][1:], 1)}
_SECTIONS = {
    "head": "# {title}\n\n{intro1} {intro2}\n",
    "install": """\
## {h_install}

{inst1} {inst2}

/// tip | {tip_t}
{tip1}
///

### {h_note1}

{n1}

### {h_see1}

- [{see1}](remove.md)
""",
    "backup": """\
## {h_backup}

1. {b1} {b2}
1. {b3}

```sh
harbor run --now
```

### {h_note2}

{n2}

### {h_see2}

- [{see2}](restore.md)
""",
    "offices": """\
## {h_offices}

| {t_country} | {t_city} | {t_phone} |
|---|---|---|
| {c_be} | {c_br} | 0210 |
| {c_be} | {c_an} | 0320 |
| {c_ch} | {c_li} | 0410 |

::: warning {note_t}
{note1}
:::
""",
    "limits": """\
## {h_limits}

{{{{< note >}}}}
{l1}
{{{{< /note >}}}}

| {h_limits} |
|---|
| <ul><li>{l2}</li><li>{l3}</li></ul> |

### {h_see3}

{see3}
""",
}
_ORDER = ("head", "install", "backup", "offices", "limits")
_MOVED = ("head", "backup", "install", "limits", "offices")
_SURE = 0.9
_GONE = ({"b2", "l1", "tip1"}, {"intro2", "n2", "l3"})
"""What is missing in the source, and in the target."""


def _document(lang: str, order: tuple[str, ...], gone: frozenset[str] = frozenset()) -> bytes:
    texts = {key: "" if key in gone else text for key, text in _TEXTS[lang].items()}
    return "\n".join(_SECTIONS[name].format(**texts) for name in order).encode()


def _aligned(
    lang: str,
    order: tuple[str, ...],
    gone: tuple[set[str], set[str]] = (set(), set()),
    source_order: tuple[str, ...] = _ORDER,
) -> Bitext:
    source = parse(_document("en", source_order, frozenset(gone[0])), "en/a.md")
    target = parse(_document(lang, order, frozenset(gone[1])), "a.md")
    return next(align_by_content([(source, target)], target_lang=lang).bitexts)


def _keys(segment: Segment | None, lang: str) -> set[str]:
    """The keys of the texts that a segment may be; the phone numbers, which all languages share, are their own."""
    if segment is None:
        return set()
    text = segment.text.removeprefix("[").partition("](")[0]
    if text.isdigit():
        return {text}
    exact = {key for key, own in _TEXTS[lang].items() if own == text}
    return exact or {key for key, own in _TEXTS[lang].items() if own in text}


def _wrong(
    bitext: Bitext, lang: str, gone: tuple[set[str], set[str]] = (set(), set()), *, sure: bool = False
) -> list[str]:
    """The beads whose sides say nothing that the other says, and the segments that have a translation but no bead.

    With ``sure``, only the beads that nobody would look at.
    """
    found = []
    for unit in bitext.units:
        own, other = _keys(unit.source, "en"), _keys(unit.target, lang)
        alone = own & gone[1] or other & gone[0]
        if sure and not (unit.source and unit.target and unit.score >= _SURE):
            continue
        if not (own & other or (alone and not (unit.source and unit.target))):
            found.append(f"{unit.source} = {unit.target} ({unit.score})")
    return found


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_documents_in_the_same_order_are_aligned(lang: str) -> None:
    assert _wrong(_aligned(lang, _ORDER), lang) == []


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_sections_that_moved_are_found_by_their_contents(lang: str) -> None:
    assert _wrong(_aligned(lang, _MOVED), lang) == []


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_sections_that_moved_and_drifted_are_not_confused(lang: str) -> None:
    assert _wrong(_aligned(lang, _MOVED, _GONE), lang, _GONE, sure=True) == []


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_markers_are_no_segments(lang: str) -> None:
    texts = [segment.text for unit in _aligned(lang, _ORDER).units for segment in (unit.source, unit.target) if segment]
    assert not [text for text in texts if text.startswith(("///", ":::", "{{<", "<li", "<ul"))]


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_other_pages_of_the_same_site_are_not_trusted(lang: str) -> None:
    bitext = _aligned(lang, ("limits", "offices"), source_order=("install", "backup"))
    assert [unit.score for unit in bitext.units if unit.source and unit.target and unit.score >= _SURE] == []


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_a_page_of_which_half_is_translated_is_aligned(lang: str) -> None:
    bitext = _aligned(lang, ("head", "install"), source_order=("head", "install", "limits"))
    assert _wrong(bitext, lang, (set(), {"h_limits", "l1", "l2", "l3", "h_see3", "see3"})) == []

"""Merges into side-by-side documents whose sources have changed, with targets that can't be written."""

from __future__ import annotations

import random
import time

import pytest

import loc_align
from loc_align import Document
from loc_align.documents import provenance
from loc_align.formats import Returned, fingerprint
from loc_align.merging import Merged, merge
from loc_align.model import Segment, Span, TranslationUnit

_PARTS = ("`", "*", "**", "_", "[", "](x)", "lid", "open it", "<b>", "</b>", "`q`", "*now*", "|", "$")


def _pair(name: str, target: str, source: str) -> str:
    return (
        f'<span data-ttu-id="{name}">{target}</span><span class="sxs-lookup"><span data-stu-id="{name}">'
        f"{source}</span></span>"
    )


def _returned(  # noqa: PLR0913, PLR0917 - a row
    document: Document, name: str, source: str, target: str, at: int, old: str | None
) -> Returned:
    origin = provenance(document, "en-US", "de-DE")
    unit = TranslationUnit(name, Segment(Span(at, at + len(source)), source), None, origin, 1, 1, "paragraph")
    return Returned(
        unit, (source,), (target,), name, 1, 0, None, None, None,
        confirmed=True, old_source="none" if old is None else fingerprint(old), is_markdown=True,
    )  # fmt: skip


def _hostile(chance: random.Random) -> tuple[Document, list[Returned]]:
    """Return a document, and a target with stray markup for each of its pairs and for each text without a pair."""

    def words(end: str) -> str:
        return f"{' '.join(chance.choices(_PARTS, k=chance.randint(1, 4)))} {end}."

    rows: list[tuple[str, str, str, int, str | None]] = []
    text = ""
    for number in range(chance.randint(3, 8)):
        name, source, target = f"1a2b3-{101 + number}", words(f"n{number}"), words(f"t{number}")
        old = words(f"o{number}") if chance.random() < 0.5 else None
        rows.append((name, source, target, 0 if old else len(text), old))
        text += source if old is None else _pair(name, words(f"a{number}"), old)
        text += chance.choice((" ", " ", "\n\n"))
    text += f"\n\n{_pair('1a2b3-199', 'Fertig.', 'Done.')}\n"
    document = loc_align.read(text.encode(), path="lid.md")
    return document, [_returned(document, *row) for row in rows]


@pytest.mark.parametrize("seed", range(40))
def test_each_target_is_written_or_refused_with_a_reason(seed: int) -> None:
    document, returned = _hostile(random.Random(seed))  # noqa: S311 - no secret
    merged = merge(document, returned)
    refused = [refusal.unit for refusal in merged.refusals]
    assert sorted({*refused}) == sorted(refused)
    assert merged.written + merged.unchanged + len(refused) == len(returned)
    result = loc_align.read(merged.data, path="lid.md")
    sources = {pair.source.text for pair in result.pairs}
    assert all(item.source[0] in sources for item in returned if item.unit.id not in refused)
    assert all(item.source[0] not in sources for item in returned if item.unit.id in refused)


def test_a_target_that_is_not_written_can_be_in_the_way_of_another_one() -> None:
    rows = [
        ("1a2b3-101", "Open it.", "Auf *jetzt*.", 0, "Open ` it."),
        ("1a2b3-102", "Shut it.", "Zu ` jetzt.", 0, "Shut."),
        ("1a2b3-103", "Wait.", "Warten.", 0, "Stay."),
    ]
    text = "\n\n".join(
        (" ".join(_pair(name, "Alt.", old) for name, *_, old in rows[:2]), _pair("1a2b3-103", "Alt.", "Stay."))
    )
    document = loc_align.read(text.encode(), path="lid.md")
    merged = merge(document, [_returned(document, *row) for row in rows])
    assert [refusal.unit for refusal in merged.refusals] == ["1a2b3-101", "1a2b3-102"]
    last = _pair("1a2b3-103", "Alt.", "Stay.")
    assert merged.data.decode() == text.replace(last, _pair("1a2b3-103", "Warten.", "Wait."))


def _seconds(count: int) -> float:
    pairs = (_pair(f"1a2b3-{101 + number}", f"Alt {number}.", f"Shut it {number}.") for number in range(count))
    document = loc_align.read("\n\n".join(pairs).encode(), path="lid.md")
    returned = [
        _returned(document, f"1a2b3-{101 + number}", f"Open it {number}.", "x\n\n- a", 0, f"Shut it {number}.")
        for number in range(count)
    ]
    start = time.process_time()
    merged: Merged = merge(document, returned)
    assert len(merged.refusals) == count
    return time.process_time() - start


def test_the_time_is_linear_in_the_refused_targets() -> None:
    assert _seconds(1600) < 12 * max(_seconds(400), 0.02)

"""Compares and updates front matter by key: the keys and the order of the source, the values of the target."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from loc_align.markdown.flavours import FLAVOURS
from loc_align.markdown.front_matter import read_front_matter
from loc_align.markdown.scalars import read_scalars
from loc_align.markdown.translatable import value_spans
from loc_align.model import Document, Edit, Segment, Span
from loc_align.text import Lines, apply_edits
from loc_align.updating.likeness import differs_in_markup_only, likeness
from loc_align.updating.ordered import in_order
from loc_align.updating.pins import is_pin
from loc_align.updating.sequences import elsewhere
from loc_align.updating.values import Change

_ENTRY = re.compile(r"([^\s#'\"\[{>|&*!%@`-][^\n]*?|\"[^\"\n]+\"|'[^'\n]+'):(?=[ \t\r\n]|\Z)")
_TOML_ENTRY = re.compile(r"([\w.\"-]+)[ \t]*=|(?=\[)([^\n]+)")
_LETTER = re.compile(r"[^\W\d_]")
_NEVER_TEXT = re.compile(r"c?spell|\bdate\b|lastmod|^(?:ms|l10n)\.|\bauthors?$|\bslug$|aliases|redirect", re.IGNORECASE)
"""Keys whose values aren't text for readers. A target that has a value of its own keeps it."""


class NewFrontMatter(Struct, frozen=True):
    """The front matter of an updated target."""

    text: str
    pending: tuple[str, ...]
    """The keys whose values await translation."""


def compare_values(old: Document, new: Document, keys: Collection[str]) -> Iterator[Change]:
    """Yield what happened to each translatable value of the front matter.

    Args:
        old: the old source.
        new: the new source.
        keys: the translatable keys.
    """
    lines = Lines(new.text)
    for key in keys:
        olds = [Segment(span, span.of(old.text)) for span in value_spans(old, [key])] if _says(old, key) else []
        news = [Segment(span, span.of(new.text)) for span in value_spans(new, [key])] if _says(new, key) else []
        for at in range(max(len(olds), len(news))):
            before, after = (side[at] if at < len(side) else None for side in (olds, news))
            yield _value(before, after, lines)


def target_values(old: Document, new: Document, target: Document, keys: Collection[str]) -> Iterator[str | None]:
    """Yield the value of the target for each change that :func:`compare_values` yields; ``None`` if it is unknown."""
    for key in keys:
        olds, news, owns = (
            [span.of(side.text) for span in value_spans(side, [key])] if _says(side, key) else []
            for side in (old, new, target)
        )
        for at in range(max(len(olds), len(news))):
            yield owns[at] if at < len(owns) == len(olds) else None


def _says(document: Document, key: str) -> bool:
    return document.front_matter is not None and key.split(".", maxsplit=1)[0] in document.front_matter.values


def _value(old: Segment | None, new: Segment | None, lines: Lines) -> Change:
    line = lines.position(new.span.start)[0] if new else 1
    if old is None or new is None:
        return Change("new" if new else "gone", old, new, 0.0, "front_matter", line)
    alike = likeness(" ".join(old.text.split()), " ".join(new.text.split()))
    markup = differs_in_markup_only(old.text, new.text)
    return Change("kept" if alike == 1 else "markup" if markup else "edited", old, new, alike, "front_matter", line)


def update_front_matter(old: Document, new: Document, target: Document) -> NewFrontMatter:
    """Return the front matter of an updated target.

    A value that the target has as the source had it follows the source. A translated value stays while its source
    does. Keys that only the target has stay.

    Args:
        old: the source that was translated.
        new: the current source.
        target: the target document.
    """
    raws = [_raw(document) for document in (old, new, target)]
    if raws[0] == raws[1] or not raws[2]:
        return NewFrontMatter(raws[2], ())
    if not raws[1] or any(raw[:3] != raws[2][:3] for raw in raws[:2]) or raws[2].startswith("{"):
        return NewFrontMatter(raws[2], ())
    entries = [_entries(raw) for raw in raws]
    if any(read is None for read in entries):
        return NewFrontMatter(raws[2], ())
    before, after, own = (dict(read or ()) for read in entries)
    pending: list[str] = []
    values: dict[str, str] = {}
    for key, raw in own.items():
        value = _merged(key, before.get(key), after.get(key), raw, pending)
        if value is not None:
            values[key] = value
    added = [key for key in after if key not in own and key not in before]
    values.update((key, after[key]) for key in added)
    pending += [key for key in added if _is_text(key, after[key])]
    order = _order([*before], [*after], [key for key in own if key in values], added)
    text = "".join(_with_newline(values[key]) for key in order)
    first, last = _frame(raws[2])
    made = f"{first}{text}{last}"
    _, defects = read_front_matter(made, FLAVOURS[target.flavour].front_matter)
    if defects and not any(defect.code.startswith("front-matter") for defect in target.defects):
        return NewFrontMatter(raws[2], tuple(key for key in after if after[key] != before.get(key)))
    return NewFrontMatter(made, tuple(pending))


def _raw(document: Document) -> str:
    return document.front_matter.span.of(document.text) if document.front_matter else ""


def _frame(raw: str) -> tuple[str, str]:
    """Return the opening and the closing line."""
    first = raw.index("\n") + 1
    return raw[:first], raw[raw.rstrip().rfind("\n") + 1 :]


def _entries(raw: str) -> list[tuple[str, str]] | None:
    """Return the top-level keys with their raw lines; ``None`` if a key occurs twice. Lines before them have no key."""
    if not raw:
        return []
    first, last = _frame(raw)
    toml = raw.startswith("+++")
    entries: list[tuple[str, str]] = []
    for line in raw[len(first) : len(raw) - len(last)].splitlines(keepends=True):
        found = (_TOML_ENTRY if toml else _ENTRY).match(line)
        if found:
            entries.append(((found[found.lastindex or 1]).strip("\"'"), line))
        elif entries:
            entries[-1] = (entries[-1][0], entries[-1][1] + line)
        else:
            entries.append(("", line))
    return entries if len({key for key, _ in entries}) == len(entries) else None


def _merged(key: str, before: str | None, after: str | None, own: str, pending: list[str]) -> str | None:
    """Return the raw entry of a key in the target; ``None`` if the source no longer has it."""
    if is_pin(key) or (before is None and after is None) or _same(before, after):
        return own
    if after is None:
        return None
    if before is None:
        return own
    if _same(own, before):
        if _is_text(key, after):
            pending.append(key)
        return after
    if not _is_text(key, after):
        return own
    pending.append(key)
    return _by_scalar(before, after, own)


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.split() == other.split()


def _is_text(key: str, raw: str) -> bool:
    if _NEVER_TEXT.search(key):
        return False
    value = re.split(r"[:=]", raw, maxsplit=1)[-1]
    return bool(_LETTER.search(value)) and value.strip() not in {"true", "false", "null"}


def _by_scalar(before: str, after: str, own: str) -> str:
    """Return the new entry with the translations of the scalars that stayed, if both old entries have the same form."""
    sides = [_scalars(raw) for raw in (before, after, own)]
    if "=" in after.split(":", maxsplit=1)[0] or len(sides[0]) != len(sides[2]) or len(sides[1]) < 2:  # noqa: PLR2004 - one value, which changed
        return after
    olds, news, owns = (
        [span.of(f"---\n{raw}") for span in side] for side, raw in zip(sides, (before, after, own), strict=True)
    )
    matched = in_order(olds, news)
    matched.update((new, old) for old, new in elsewhere(olds, news, matched, lambda _: True))
    edits = [Edit(sides[1][new], owns[old]) for new, old in matched.items()]
    return apply_edits(f"---\n{after}", edits)[4:]


def _scalars(raw: str) -> list[Span]:
    text = f"---\n{_with_newline(raw)}---\n"
    return [scalar.span for scalar in read_scalars(text, Span(0, len(text)))]


def _order(before: Sequence[str], after: Sequence[str], own: Sequence[str], added: Sequence[str]) -> list[str]:
    """Return the order of the keys: that of the target, or of the source if it changed; new keys at their place."""
    common = [key for key in after if key in own]
    order = [*own]
    if [key for key in before if key in common] != [key for key in common if key in before]:
        places = iter(common)
        order = [next(places) if key in common else key for key in own]
    for key in added:
        at = after.index(key)
        previous = next((other for other in reversed(after[:at]) if other in order), None)
        order.insert(order.index(previous) + 1 if previous is not None else 0, key)
    return order


def _with_newline(raw: str) -> str:
    return raw if raw.endswith("\n") else f"{raw}\n"

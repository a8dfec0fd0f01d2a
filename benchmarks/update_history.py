"""Measure updates against what people did: pages whose source and translation are known at two times.

    python benchmarks/update_history.py ../shared/history

A folder holds `LANG/NAME/old.md`, `new.md`, `old.target.md` and `new.target.md`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import loc_align
from loc_align.model import Document


def main() -> None:
    """Print what the updates of all pages agree with."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print the blocks that people treated in another way")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for place in sorted(options.folder.glob("*/*/old.md")):
        counts += _measure(place.parent, misses=options.misses)
    for name, part, whole in (
        ("kept blocks that people kept", "kept agreed", "kept"),
        ("gone blocks that people removed", "gone agreed", "gone"),
        ("kept or gone blocks as people did", "agreed", "claimed"),
        (
            "the same, without pages in which people rewrote a third of the unchanged blocks",
            "agreed usual",
            "claimed usual",
        ),
        ("sentences in both sources with their target", "carried", "verbatim"),
        ("sentences kept although the source changed", "silent", "kept sentences"),
        ("same structure as the new source, where the old pair agreed", "structure", "agreeing"),
        ("same structure as the new source, elsewhere", "structure elsewhere", "not agreeing"),
        ("an unchanged source leaves every byte", "identity", "pages"),
        ("a second update changes nothing", "again", "pages"),
        ("a second update with the old source changes nothing", "again from old", "pages"),
    ):
        share = counts[part] / counts[whole] if counts[whole] else 0
        sys.stdout.write(f"{name}: {counts[part]}/{counts[whole]} = {share:.1%}\n")


def _measure(folder: Path, *, misses: bool) -> Counter[str]:
    lang = folder.parent.name
    old, new, target, later = (
        loc_align.read(folder / name) for name in ("old.md", "new.md", "old.target.md", "new.target.md")
    )
    updated = loc_align.update(old, target, new, target_lang=lang)
    result = loc_align.read(updated.data, path="result.md")
    counts = Counter(pages=1)
    agreeing = _every_shape(old) == _every_shape(target)
    counts["agreeing" if agreeing else "not agreeing"] += 1
    counts["structure" if agreeing else "structure elsewhere"] += _shape(result) == _shape(new)
    counts["identity"] += loc_align.update(old, target, old, target_lang=lang).data == _data(target)
    counts["again"] += loc_align.update(new, result, new, target_lang=lang).data == updated.data
    counts["again from old"] += loc_align.update(old, result, new, target_lang=lang).data == updated.data
    theirs, ours = Counter(_texts(later)), Counter(_texts(result))
    texts = _texts(target)
    rewritten = _shape(later) != _shape(new)
    for block in updated.comparison.blocks if agreeing and not rewritten else ():
        text = texts[block.old] if block.old is not None else ""
        if not any(character.isalpha() for character in text):
            continue
        if block.kind in {"kept", "moved"}:
            counts["kept"] += 1
            counts["kept agreed"] += theirs[text] > 0
            if misses and not theirs[text]:
                sys.stdout.write(f"{folder.parent.name}/{folder.name}: kept, but changed by people: {text[:100]!r}\n")
        elif block.kind == "gone":
            counts["gone"] += 1
            counts["gone agreed"] += ours[text] == 0 and theirs[text] == 0
    counts["claimed"] = counts["kept"] + counts["gone"]
    counts["agreed"] = counts["kept agreed"] + counts["gone agreed"]
    if 3 * counts["kept agreed"] >= 2 * counts["kept"]:
        counts["claimed usual"], counts["agreed usual"] = counts["claimed"], counts["agreed"]
    if agreeing:
        counts += _sentences(old, new, target, ours)
    both = {" ".join(new.text.replace("\n>", "\n").split())}
    for unit in updated.units:
        if unit.change.kind in {"kept", "moved"} and not unit.pending and unit.change.old is not None:
            counts["kept sentences"] += 1
            said = " ".join(unit.change.old.text.replace("\n>", "\n").split())
            counts["silent"] += not any(said in text for text in both)
    return counts


def _sentences(old: Document, new: Document, target: Document, ours: Counter[str]) -> Counter[str]:
    """Count the blocks that stand in both sources, and those whose target is in the result."""
    counts: Counter[str] = Counter()
    news = {*_texts(new)}
    for source, text in zip(_texts(old), _texts(target), strict=True):
        if source in news and any(character.isalpha() for character in text):
            counts["verbatim"] += 1
            counts["carried"] += ours[text] > 0
    return counts


def _every_shape(document: Document) -> list[tuple[str, int]]:
    return [(block.kind, block.level) for block in document.blocks]


def _shape(document: Document) -> list[tuple[str, int]]:
    """Return the kinds and levels of the blocks, without those that are HTML comments, which readers don't see."""
    return [
        (block.kind, block.level)
        for block in document.blocks
        if block.kind != "html" or not block.span.of(document.text).startswith("<!--")
    ]


def _texts(document: Document) -> list[str]:
    return [" ".join(block.span.of(document.text).split()) for block in document.blocks]


def _data(document: Document) -> bytes:
    return (("\ufeff" if document.bom else "") + document.text).encode()


if __name__ == "__main__":
    main()

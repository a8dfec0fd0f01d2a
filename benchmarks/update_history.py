"""Measure updates against what people did: pages whose source and translation are known at two times.

    python benchmarks/update_history.py ../shared/history

A folder holds `LANG/NAME/old.md`, `new.md`, `old.target.md` and `new.target.md`. A kept block has the same source text
at both times, so that where people changed its translation, they revised it: no update can know that.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import loc_align
from loc_align.model import Document
from loc_align.updating.contents import links
from loc_align.updating.outline import is_comment, one_line


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
        ("pages of which people rewrote a third or more of the unchanged blocks", "rewritten", "comparable"),
        ("kept blocks on those pages that people kept", "kept agreed rewritten", "kept rewritten"),
        ("kept or gone blocks on the other pages as people did", "agreed usual", "claimed usual"),
        ("sentences in both sources with their target", "carried", "verbatim"),
        ("sentences kept although the source changed", "silent", "kept sentences"),
        ("same structure as the new source, where the old pair agreed", "structure", "agreeing"),
        ("same structure as the new source, elsewhere", "structure elsewhere", "not agreeing"),
        ("blocks of code as in the new source, or as people translated them", "code right", "code"),
        ("blocks with the links of the new source, or with those that people had", "links right", "links"),
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
    counts += _contents(updated, result, target)
    counts["identity"] += loc_align.update(old, target, old, target_lang=lang).data == _data(target)
    counts["again"] += loc_align.update(new, result, new, target_lang=lang).data == updated.data
    counts["again from old"] += loc_align.update(old, result, new, target_lang=lang).data == updated.data
    theirs, ours = Counter(_texts(later)), Counter(_texts(result))
    texts = _texts(target)
    apart = _shape(later) != _shape(new)
    for block in updated.comparison.blocks if agreeing and not apart else ():
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
    counts["comparable"] = agreeing and not apart
    if 3 * counts["kept agreed"] >= 2 * counts["kept"]:
        counts["claimed usual"], counts["agreed usual"] = counts["claimed"], counts["agreed"]
    else:
        counts["rewritten"] = 1
        counts["kept rewritten"], counts["kept agreed rewritten"] = counts["kept"], counts["kept agreed"]
    if agreeing:
        counts += _sentences(old, new, target, ours)
    both = {" ".join(new.text.replace("\n>", "\n").split())}
    for unit in updated.units:
        if unit.change.kind in {"kept", "moved"} and not unit.pending and unit.change.old is not None:
            counts["kept sentences"] += 1
            said = " ".join(unit.change.old.text.replace("\n>", "\n").split())
            counts["silent"] += not any(said in text for text in both)
    return counts


def _contents(updated: loc_align.Updated, result: Document, target: Document) -> Counter[str]:
    """Count the blocks of code and those with links, and those of them that are right."""
    counts: Counter[str] = Counter()
    old, new = updated.comparison.old, updated.comparison.new
    if _shape(result) != _shape(new):
        return counts
    texts = {*_texts(target)}
    visible = [[at for at in range(len(side.blocks)) if not is_comment(side, at)] for side in (result, new)]
    olds = {block.new: block.old for block in updated.comparison.blocks if block.new is not None}
    known = {line.strip() for block in target.blocks for line in block.span.of(target.text).split("\n")}
    for own, b in zip(*visible, strict=True):
        text, wanted = result.blocks[own].span.of(result.text), new.blocks[b].span.of(new.text)
        before = olds.get(b)
        old_text = old.blocks[before].span.of(old.text) if before is not None else ""
        kept = one_line(text) in texts
        if new.blocks[b].kind == "code":
            lines = [line.strip() for line in wanted.split("\n")]
            mine = [line.strip() for line in text.split("\n")]
            counts["code"] += 1
            made = len(lines) == len(mine) and all(item in lines or item in known for item in mine)
            counts["code right"] += made or (kept and old_text == wanted)
        elif links(wanted, new.references):
            same = links(old_text, old.references) == links(wanted, new.references)
            counts["links"] += 1
            counts["links right"] += (same and kept) or links(text, result.references) == links(wanted, new.references)
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
    return [one_line(block.span.of(document.text)) for block in document.blocks]


def _data(document: Document) -> bytes:
    return (("\ufeff" if document.bom else "") + document.text).encode()


if __name__ == "__main__":
    main()

"""Measure comparisons and updates on documents whose sources are edited at random.

    python benchmarks/update_edits.py ../shared/corpus ../shared/wider --files 20

A folder holds side-by-side documents, or folders `source` and `target`. A script edits, inserts, removes, and moves
blocks and sentences of each source, or changes formatting only, and knows what it did.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import loc_align
from loc_align.model import Document
from loc_align.updating.comparison import Versions
from loc_align.updating.outline import Sentence

_WORDS = (
    *("amber", "basil", "cobalt", "dune", "ember", "fjord", "grove", "harbor", "inlet", "jasper"),
    *("kelp", "lagoon", "meadow", "nimbus", "orchid", "prairie"),
)
_SHORTEST = 30
"""The shortest sentence to edit, in characters."""
_NAMES = ("edited", "new", "gone", "moved", "markup")


def main() -> None:
    """Print how many changes were classified right, and what the updates keep."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--files", type=int, default=20, help="files of each folder")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for name, source, target in _pairs(options.folders, options.files):
        counts += _measure(name, source, target, random.Random(f"{options.seed} {name}"), misses=options.misses)  # noqa: S311
    for name in (*_NAMES, "kept"):
        part, whole = counts[f"{name} right"], counts[name]
        sys.stdout.write(f"{name}: {part}/{whole} = {part / max(whole, 1):.2%}\n")
    for name, part, whole in (
        ("same structure as the new source, where the old pair agreed", "structure", "agreeing"),
        ("an unchanged source leaves every byte", "identity", "pages"),
        ("a second update changes nothing", "again", "pages"),
        ("a second update with the old source changes nothing", "again from old", "agreeing"),
        ("one changed word changes one sentence", "one word", "one word pages"),
    ):
        sys.stdout.write(f"{name}: {counts[part]}/{counts[whole]} = {counts[part] / max(counts[whole], 1):.2%}\n")


def _pairs(folders: list[Path], count: int) -> Iterator[tuple[str, Document, Document]]:
    for folder in folders:
        for place in sorted(folder.glob("*")):
            if (place / "target").is_dir():
                files = [path for path in sorted((place / "target").rglob("*.md*")) if path.is_file()]
                for path in files[:count]:
                    source = place / "source" / path.relative_to(place / "target")
                    if source.is_file():
                        yield path.as_posix(), loc_align.read(source), loc_align.read(path)
            elif (place / "sxs").is_dir():
                files = sorted((place / "sxs").rglob("*.md"))
                for path in files[:: max(1, len(files) // count)][:count]:
                    document = loc_align.read(path)
                    sides = [loc_align.split(document, side) for side in ("source", "target")]
                    yield path.as_posix(), *(loc_align.read(side, path=path.as_posix()) for side in sides)


def _measure(name: str, source: Document, target: Document, chance: random.Random, *, misses: bool) -> Counter[str]:
    lang = "de"
    counts = Counter(pages=1)
    new, done = _edit(source, chance)
    found = loc_align.compare(source, new)
    kinds: dict[str, set[str]] = {}
    for change in found:
        for side in (change.old, change.new):
            if side is not None:
                kinds.setdefault(" ".join(side.text.split()), set()).add(change.kind)
    for text, kind in done:
        counts[kind] += 1
        right = kind in kinds.get(text, set()) or (kind == "moved" and "kept" in kinds.get(text, set()))
        counts[f"{kind} right"] += right
        if misses and not right:
            sys.stdout.write(f"{name}: {kind}, but {kinds.get(text)}: {text[:90]!r}\n")
    touched = {text for text, _ in done}
    for change in found:
        if change.new is not None and " ".join(change.new.text.split()) not in touched:
            counts["kept"] += 1
            counts["kept right"] += change.kind in {"kept", "moved"}
    agreeing = _shape(source) == _shape(target)
    updated = loc_align.update(source, target, new, target_lang=lang)
    result = loc_align.read(updated.data, path=name)
    counts["agreeing"] += agreeing
    counts["structure"] += agreeing and _shape(result) == _shape(new)
    if misses and agreeing and _shape(result) != _shape(new):
        sys.stdout.write(f"{name}: another structure\n")
    counts["identity"] += loc_align.update(source, target, source, target_lang=lang).data == _data(target)
    counts["again"] += loc_align.update(new, result, new, target_lang=lang).data == updated.data
    counts["again from old"] += (
        agreeing and loc_align.update(source, result, new, target_lang=lang).data == updated.data
    )
    counts += _one_word(source, target, chance)
    return counts


def _one_word(source: Document, target: Document, chance: random.Random) -> Counter[str]:
    """Change one word of a block with one sentence, and compare the rest of the target."""
    versions = Versions(source, source, "en", None, ())
    singles = [at for at in range(len(versions.old)) if len(versions.old.sentences(at)) == 1]
    singles = [at for at in singles if re.search(r"\b[a-z]{4,}\b", versions.old.sentences(at)[0].text)]
    if not singles or _shape(source) != _shape(target):
        return Counter()
    at = chance.choice(singles)
    span = versions.old.sentences(at)[0].span
    text = source.text
    new = text[: span.start] + re.sub(r"(?<![`\w/(.-])[a-z]{4,}\b", "zephyr", span.of(text), count=1) + text[span.end :]
    updated = loc_align.update(source, target, loc_align.read(new.encode(), path=source.path), target_lang="de")
    block = target.blocks[at].span
    made = updated.data.decode().removeprefix("\ufeff")
    same = made.startswith(target.text[: block.start]) and made.endswith(target.text[block.end :])
    return Counter({"one word pages": 1, "one word": same})


def _edit(source: Document, chance: random.Random) -> tuple[Document, list[tuple[str, str]]]:
    """Edit some blocks of a document; return it with the texts that changed and how."""
    versions = Versions(source, source, "en", None, ())
    outline = versions.old
    paragraphs = [
        at
        for at, block in enumerate(source.blocks)
        if block.kind == "paragraph" and block.level == 0 and len(outline.sentences(at)) >= 1
    ]
    texts = Counter(item.key for at in range(len(outline)) for item in outline.sentences(at))
    usable = [
        at
        for at in paragraphs
        if all(texts[item.key] == 1 and len(item.key) > _SHORTEST for item in outline.sentences(at))
    ]
    chosen = chance.sample(usable, min(len(usable), 5))
    edits: list[tuple[int, int, str]] = []
    done: list[tuple[str, str]] = []
    for kind, at in zip(chance.sample(_NAMES, len(_NAMES)), chosen, strict=False):
        block = source.blocks[at].span
        sentence = chance.choice(outline.sentences(at))
        edits += _made(kind, source.text, (block.start, block.end), sentence, chance, done)
    text = source.text
    for start, end, made in sorted(edits, reverse=True):
        text = text[:start] + made + text[end:]
    return loc_align.read(text.encode(), path=source.path), done


def _made(  # noqa: PLR0913, PLR0917 - one edit and its record
    kind: str, text: str, block: tuple[int, int], sentence: Sentence, chance: random.Random, done: list[tuple[str, str]]
) -> list[tuple[int, int, str]]:
    start, end, own = sentence.span.start, sentence.span.end, sentence.text
    alone = (start, end) == block and "\n" not in own
    said, edits = own, list[tuple[int, int, str]]()
    if kind == "edited":
        said = re.sub(r"(?<![`\w/(.\[{<=&-])[a-z]{4,}\b(?![\w/.=`-])", chance.choice(_WORDS), own, count=1)
        edits = [(start, end, said)] if said != own else []
    elif kind == "new":
        said = f"The {' '.join(chance.sample(_WORDS, 6))} appears here."
        edits = [(block[1], block[1], f"\n\n{said}")]
    elif kind == "gone" and (start, end) == block:
        edits = [(block[0], block[1], "")]
    elif kind == "moved" and alone:
        edits = [(block[0], block[1], ""), (len(text), len(text), f"\n\n{own}\n")]
    elif kind == "markup" and own.endswith("."):
        said = f"{own[:-1]}!"
        edits = [(start, end, said)]
    if edits:
        done.append((" ".join(said.split()), kind))
    return edits


def _shape(document: Document) -> list[tuple[str, int]]:
    return [(block.kind, block.level) for block in document.blocks]


def _data(document: Document) -> bytes:
    return (("\ufeff" if document.bom else "") + document.text).encode()


if __name__ == "__main__":
    main()

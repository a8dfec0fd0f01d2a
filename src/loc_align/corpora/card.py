"""The data card of a corpus for Hugging Face, written from what was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from loc_align.__about__ import __version__
from loc_align.corpora import licenses
from loc_align.corpora.filters import FILTERS, Value
from loc_align.corpora.measures import Measures
from loc_align.corpora.pipeline import LEAK, MACHINE, Taken
from loc_align.corpora.settings import CorpusSettings
from loc_align.corpora.sinks import folder_of
from loc_align.formats.arrow_schema import COLUMNS
from loc_align.text import language_id
from loc_align.text.json_ import to_json

_SPLITS = {"train": "train", "dev": "validation", "test": "test"}
"""What Hugging Face calls the sets."""
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
    (1_000_000_000, "100M<n<1B"),
    (10_000_000_000, "1B<n<10B"),
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
"""What Hugging Face accepts as a language: ISO 639, without script and region."""
_MARKUP = re.compile(r"[\\`*\[\]|]")
_KINDS: Mapping[str | None, str] = {"HT": "people", "MT": "machine translation", None: "not stated"}


def card(measures: Measures, rows: int, taken: Sequence[Taken], settings: CorpusSettings) -> str:
    """Return the text of ``README.md``.

    Args:
        measures: what the corpus consists of.
        rows: the number of rows before the filters.
        taken: what each filter took.
        settings: how the corpus was built.
    """
    head = "\n".join(_head(measures))
    return f"---\n{head}\n---\n\n" + "\n".join(_body(measures, rows, taken, settings))


def _head(measures: Measures) -> Iterator[str]:
    tags = sorted({lang for *pair, _ in measures.sizes for lang in pair} - {"und"})
    primary = (lang.partition("-")[0] for lang in tags)
    yield from _list("language", sorted({lang for lang in primary if _LANGUAGE.fullmatch(lang)}))
    yield from _list("language_details", tags)
    for key, value in licenses.fields(measures.licenses):
        yield from _list(key, value) if isinstance(value, list) else (f"{key}: {_quoted(value)}",)
    yield "pretty_name: Parallel corpus of localized documentation"
    yield "task_categories:\n- translation"
    yield "multilinguality:\n- translation"
    yield "annotations_creators:\n- found"
    yield "language_creators:\n- found" + ("\n- machine-generated" if measures.kinds["MT"] else "")
    yield f"size_categories:\n- {next((name for most, name in _SIZES if measures.rows < most), '10B<n<100B')}"
    yield "source_datasets:\n- original"
    if measures.sizes:
        yield "configs:"
        yield from _configs(measures)


def _list(key: str, values: Sequence[str]) -> Iterator[str]:
    if values:
        yield f"{key}:"
        yield from (f"- {_quoted(value)}" for value in values)


def _configs(measures: Measures) -> Iterator[str]:
    pairs = sorted({key[:2] for key in measures.sizes})
    for split, name in (("all", "*"), *((folder_of(*pair), folder_of(*pair)) for pair in pairs)):
        own = [key for key in measures.sizes if name == "*" or folder_of(*key[:2]) == name]
        present = {key[2] for key in own}
        files = [(title, f"{name}/{part}.parquet") for part, title in _SPLITS.items() if part in present]
        # The type of the column "translation" has the languages, so files of several pairs don't have it in common.
        columns = [*COLUMNS] if len({key[:2] for key in own}) > 1 else []
        yield from _config(split, files, columns, default=split == "all" and bool(files))
        if "machine" in present:
            only = split == "all" and not files
            yield from _config(f"{split}-machine", [("train", f"{name}/machine.parquet")], columns, default=only)


def _config(name: str, files: Sequence[tuple[str, str]], columns: Sequence[str], *, default: bool) -> Iterator[str]:
    if files:
        yield f"- config_name: {_quoted(name)}"
        if default:
            yield "  default: true"
        if columns:
            yield f"  columns: {to_json(columns).decode()}"
        yield "  data_files:"
        for split, path in files:
            yield f"  - split: {split}\n    path: {_quoted(path)}"


def _quoted(text: str) -> str:
    """Return a scalar of YAML. JSON is one, too, and has an escape for everything."""
    return to_json(text).decode()


def _body(measures: Measures, rows: int, taken: Sequence[Taken], settings: CorpusSettings) -> Iterator[str]:
    yield "# Parallel corpus of localized documentation\n"
    yield f"{measures.rows:,} translation units of documentation, with markup, built by loc-align {__version__}.\n"
    yield "`source` and `target` are Markdown. `translation` has the texts as a reader sees them, by language."
    yield "`source_hash` and `target_hash` are equal for near-equal texts. A row stands for `count` units.\n"
    yield "## Sizes\n"
    yield "| Source | Target | Set | Units | Source words | Source characters | Target characters |"
    yield "|---|---|---|--:|--:|--:|--:|"
    for (source, target, split), size in sorted(measures.sizes.items()):
        yield (
            f"| {source} | {target} | {split} | {size.rows:,} | {size.source_words:,} | {size.source_characters:,} | "
            f"{size.target_characters:,} |"
        )
    yield "\n## Origin\n"
    yield "| Translated by | Units |\n|---|--:|"
    for kind, count in sorted(measures.kinds.items(), key=lambda item: -item[1]):
        yield f"| {_KINDS.get(kind, kind)} | {count:,} |"
    yield from _sources(measures)
    yield from _filters(rows, taken, settings)
    yield from _caveats(measures, settings)


def _sources(measures: Measures) -> Iterator[str]:
    for title, counter in (("Repository", measures.repositories), ("License", measures.licenses)):
        yield f"\n| {title} | Units |\n|---|--:|"
        for name, count in sorted(counter.items(), key=lambda item: (-item[1], item[0] or "")):
            yield f"| {_cell(name) if name else 'not stated'} | {count:,} |"


def _cell(text: str) -> str:
    """Return a text as it is in a cell of a table, where it is neither Markdown nor HTML."""
    return " ".join(_MARKUP.sub(r"\\\g<0>", text).replace("<", "&lt;").split())


def _filters(rows: int, taken: Sequence[Taken], settings: CorpusSettings) -> Iterator[str]:
    yield f"\n## Filters\n\n{rows:,} units went into these filters, in this order.\n"
    yield "| Filter | What it takes | Options | Alone | In order |\n|---|---|---|--:|--:|"
    for item in taken:
        options = ", ".join(f"{name} = {to_json(value).decode()}" for name, value in _options(item.name, settings))
        yield f"| {item.name} | {summary_of(item.name)} | {options} | {item.alone:,} | {item.in_order:,} |"


def _options(name: str, settings: CorpusSettings) -> Iterator[tuple[str, Value]]:
    if name in FILTERS:
        yield from settings.options(name).items()
    if name == "conflict":
        yield "keep", settings.conflict
    if name == LEAK:
        yield "from", settings.guard


def summary_of(name: str) -> str:
    """Return what a filter, or the guard, takes."""
    others = {
        LEAK: "A set has an equal or near-equal source or target",
        MACHINE: "The translation is by a machine",
    }
    return others.get(name) or FILTERS[name].summary


def _caveats(measures: Measures, settings: CorpusSettings) -> Iterator[str]:
    yield "\n## Caveats\n"
    if measures.licenses[None]:
        yield f"- The license of {measures.licenses[None]:,} units is not stated. Find it out before you publish them."
    if measures.kinds["MT"]:
        place = "in sets of its own" if settings.machine == "apart" else "among the other units"
        yield f"- {measures.kinds['MT']:,} units were translated by a machine. They are {place}."
    if measures.kinds[None]:
        yield f"- For {measures.kinds[None]:,} units, it is not stated whether people translated them."
    if "language" in settings.order:
        how = "by their words" if language_id.is_available() else "only by their scripts"
        yield f"- Texts in another language than stated were looked for {how}."
    yield "- A document is in the same set in all languages. No two sets have an equal or near-equal source or target,"
    yield "  except the training set and machine translation."
    yield "- Headings and table cells are units, too, so many units are short."

"""The fuzz targets: one for each format that comes from outside, with its seeds and its words.

A target takes any bytes. It returns, or raises ``LocAlignError``; any other exception is a bug.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

_HERE = Path(__file__).resolve().parent
_FIXTURES = _HERE.parent / "tests" / "fixtures"
sys.path.insert(0, str(_HERE.parent / "tests"))  # for the invariants, and for markup

import documents  # noqa: E402 - below the path
import memories  # noqa: E402
import settings  # noqa: E402


class Target(NamedTuple):
    """A format."""

    run: Callable[[bytes], None]
    seeds: Sequence[bytes]
    words: Sequence[bytes]


def _seeds(*patterns: str) -> tuple[bytes, ...]:
    """Return the files that match patterns, in the fixtures of the tests and in the folder ``seeds``."""
    files = [path for pattern in patterns for root in (_FIXTURES, _HERE) for path in sorted(root.glob(pattern))]
    return tuple(path.read_bytes() for path in files)


def _words(*names: str) -> tuple[bytes, ...]:
    """Return the lines of files in the folder ``words``."""
    return tuple(word for name in names for word in (_HERE / "words" / f"{name}.txt").read_bytes().splitlines())


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "markdown": Target(documents.markdown, _seeds("parse/*.md"), _words("pairs", "markdown")),
        "front-matter": Target(documents.front_matter, _seeds("parse/front-matter*.md"), _words("pairs", "yaml")),
        "yaml": Target(documents.yaml, _seeds("containers/*.yml"), _words("pairs", "yaml", "markdown")),
        "xml": Target(documents.xml, _seeds("containers/*.xml"), _words("pairs", "xml", "markdown")),
        "tmx": Target(memories.tmx, _seeds("tmx/*/*.tmx", "formats/*.tmx"), _words("xml", "units")),
        "xliff": Target(memories.xliff, _seeds("xliff/*/*.xlf"), _words("xml", "units")),
        "po": Target(memories.po, _seeds("seeds/*.po"), _words("po", "units")),
        "json": Target(memories.json, _seeds("formats/*.json"), _words("json")),
        "jsonl": Target(memories.jsonl, _seeds("formats/*.jsonl"), _words("json")),
        "csv": Target(memories.csv, _seeds("formats/*.csv", "formats/*.tsv"), _words("table")),
        "index": Target(memories.index, (memories.INDEX, *_seeds("seeds/*.sql")), _words("sql")),
        "srx": Target(settings.srx, _seeds("seeds/*.srx"), _words("xml", "patterns")),
        "glossary": Target(settings.glossary, _seeds("seeds/*.tbx", "seeds/*.tsv"), _words("xml", "table", "terms")),
        "lexicon": Target(settings.lexicon, _seeds("seeds/lexicon.json"), _words("json")),
        "baseline": Target(settings.baseline, _seeds("seeds/baseline.json"), _words("json")),
        "corrections": Target(settings.corrections, _seeds("seeds/corrections.json"), _words("json", "corrections")),
        "configuration": Target(settings.configuration, _seeds("seeds/*.toml"), _words("toml")),
    }
)
"""The targets by name."""

"""Read localized Markdown, align source and target, and export translation memories.

::

    import loc_align

    bitext = loc_align.align(loc_align.read("docs/fr-fr/page.md"))
    loc_align.write(bitext, "page.tmx")
"""

from importlib import import_module
from typing import TYPE_CHECKING

from loc_align.alignment.by_id import align
from loc_align.alignment.source_only import extract
from loc_align.alignment.statistics import Stats, stats
from loc_align.errors import DecodeError, FormatError, InputError, LocAlignError, UsageError
from loc_align.files import read, read_returned, read_units, write
from loc_align.formats import CodeRef, Returned
from loc_align.merging import Merged, Refusal, merge
from loc_align.merging.side_by_side import Annotated, annotate
from loc_align.model import (
    Bitext,
    Block,
    Code,
    Defect,
    Document,
    Edit,
    FrontMatter,
    Match,
    Problem,
    Provenance,
    Segment,
    Span,
    SxsPair,
    TranslationUnit,
)
from loc_align.sxs.coverage import Coverage, coverage
from loc_align.sxs.splitting import split

if TYPE_CHECKING:
    from loc_align.checks.check import check
    from loc_align.memory.index import Memory, MemoryStats, PairStats, build_memory
    from loc_align.memory.match.pretranslation import pretranslate

__all__ = [
    "Annotated",
    "Bitext",
    "Block",
    "Code",
    "CodeRef",
    "Coverage",
    "DecodeError",
    "Defect",
    "Document",
    "Edit",
    "FormatError",
    "FrontMatter",
    "InputError",
    "LocAlignError",
    "Match",
    "Memory",
    "MemoryStats",
    "Merged",
    "PairStats",
    "Problem",
    "Provenance",
    "Refusal",
    "Returned",
    "Segment",
    "Span",
    "Stats",
    "SxsPair",
    "TranslationUnit",
    "UsageError",
    "align",
    "annotate",
    "build_memory",
    "check",
    "coverage",
    "extract",
    "merge",
    "pretranslate",
    "read",
    "read_returned",
    "read_units",
    "split",
    "stats",
    "write",
]

_LATE = {
    "Memory": "memory.index",
    "MemoryStats": "memory.index",
    "PairStats": "memory.index",
    "build_memory": "memory.index",
    "check": "checks.check",
    "pretranslate": "memory.match.pretranslation",
}
"""Names that load on first use, because their modules are slow to import; and those modules."""


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATE})

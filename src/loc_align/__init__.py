"""Read localized Markdown, align source and target, and export translation memories.

::

    import loc_align

    bitext = loc_align.align(loc_align.read("docs/fr-fr/page.md"))
    loc_align.write(bitext, "page.tmx")
"""

from importlib import import_module
from typing import TYPE_CHECKING

from loc_align.__about__ import __version__ as __version__

if TYPE_CHECKING:
    from loc_align.alignment.aligning import align
    from loc_align.alignment.source_only import extract
    from loc_align.alignment.statistics import Stats, stats
    from loc_align.checks.check import check
    from loc_align.errors import DecodeError, FormatError, InputError, LocAlignError, UsageError
    from loc_align.files.io import read, read_units, write
    from loc_align.files.returned import read_returned
    from loc_align.formats.returned import CodeRef, Returned
    from loc_align.memory.index.build import build_memory
    from loc_align.memory.index.reader import Memory, MemoryStats, PairStats
    from loc_align.memory.match.pretranslation import pretranslate
    from loc_align.merging.results import Merged, Refusal
    from loc_align.merging.returning import merge
    from loc_align.merging.side_by_side.writing import Annotated, annotate
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
    from loc_align.tracking.status import Status, status
    from loc_align.updating.comparison import compare
    from loc_align.updating.target import update
    from loc_align.updating.updated import Updated, UpdatedUnit
    from loc_align.updating.values import BlockChange, Change, Comparison

__all__ = [
    "Annotated",
    "Bitext",
    "Block",
    "BlockChange",
    "Change",
    "Code",
    "CodeRef",
    "Comparison",
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
    "Status",
    "SxsPair",
    "TranslationUnit",
    "Updated",
    "UpdatedUnit",
    "UsageError",
    "align",
    "annotate",
    "build_memory",
    "check",
    "compare",
    "coverage",
    "extract",
    "merge",
    "pretranslate",
    "read",
    "read_returned",
    "read_units",
    "split",
    "stats",
    "status",
    "update",
    "write",
]

_NAMES = {
    "alignment.aligning": ("align",),
    "alignment.source_only": ("extract",),
    "alignment.statistics": ("Stats", "stats"),
    "checks.check": ("check",),
    "errors": ("DecodeError", "FormatError", "InputError", "LocAlignError", "UsageError"),
    "files.io": ("read", "read_units", "write"),
    "files.returned": ("read_returned",),
    "formats.returned": ("CodeRef", "Returned"),
    "memory.index.build": ("build_memory",),
    "memory.index.reader": ("Memory", "MemoryStats", "PairStats"),
    "memory.match.pretranslation": ("pretranslate",),
    "merging.side_by_side.writing": ("Annotated", "annotate"),
    "merging.results": ("Merged", "Refusal"),
    "merging.returning": ("merge",),
    "model": (
        *("Bitext", "Block", "Code", "Defect", "Document", "Edit", "FrontMatter", "Match"),
        *("Problem", "Provenance", "Segment", "Span", "SxsPair", "TranslationUnit"),
    ),
    "sxs.coverage": ("Coverage", "coverage"),
    "sxs.splitting": ("split",),
    "tracking.status": ("Status", "status"),
    "updating.comparison": ("compare",),
    "updating.target": ("update",),
    "updating.updated": ("Updated", "UpdatedUnit"),
    "updating.values": ("BlockChange", "Change", "Comparison"),
}
"""The public names of each module. A name loads its module on first use, so that importing the package stays cheap."""

_MODULE_OF = {name: f"{__name__}.{module}" for module, names in _NAMES.items() for name in names}


if not TYPE_CHECKING:  # a type checker that sees it takes every misspelled name for one of ours

    def __getattr__(name: str) -> object:
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value = getattr(import_module(_MODULE_OF[name]), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "import_module"})

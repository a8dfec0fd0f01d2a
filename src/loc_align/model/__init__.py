"""The frozen values that pass between stages. They import no stage.

``bytes → Document → Bitext → bytes``. All positions are half-open character offsets into
:attr:`Document.text`. Lines and columns are 1-based and appear only on a :class:`TranslationUnit` or a
:class:`Problem`.
"""

from loc_align.model.documents import (
    NO_CONVENTIONS,
    Block,
    Code,
    Container,
    Conventions,
    Defect,
    Document,
    Edit,
    EmbeddedText,
    FrontMatter,
    Inline,
    References,
    Segment,
    Span,
    SxsPair,
)
from loc_align.model.problems import Problem
from loc_align.model.units import Bitext, Match, Provenance, TranslationUnit
from loc_align.model.vocabulary import (
    BlockKind,
    CodeKind,
    CodeType,
    FrontMatterForm,
    MatchKind,
    Origin,
    Severity,
    State,
    TranslationType,
)

__all__ = [
    "NO_CONVENTIONS",
    "Bitext",
    "Block",
    "BlockKind",
    "Code",
    "CodeKind",
    "CodeType",
    "Container",
    "Conventions",
    "Defect",
    "Document",
    "Edit",
    "EmbeddedText",
    "FrontMatter",
    "FrontMatterForm",
    "Inline",
    "Match",
    "MatchKind",
    "Origin",
    "Problem",
    "Provenance",
    "References",
    "Segment",
    "Severity",
    "Span",
    "State",
    "SxsPair",
    "TranslationType",
    "TranslationUnit",
]

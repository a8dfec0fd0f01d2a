"""Problems: the results of a check."""

from __future__ import annotations

from msgspec import Struct

from loc_align.model.documents import Edit, Span
from loc_align.model.vocabulary import Severity, TranslationType


class Problem(Struct, frozen=True, gc=False):
    """A problem that a rule found in a file."""

    path: str
    """The path of the file as the caller gave it, with forward slashes."""
    rule: str
    """The ID of the rule."""
    severity: Severity
    message: str
    """One line: what is wrong, and what to do."""
    line: int
    """The 1-based line that the problem starts on."""
    column: int
    """The 1-based column that the problem starts at, in characters."""
    end_line: int
    """The 1-based line that the problem ends on."""
    end_column: int
    """The 1-based column after the last character."""
    span: Span
    """Offsets into :attr:`Document.text`; for a unit of a memory, into the text of its target."""
    fix: tuple[Edit, ...] = ()
    """Edits that fix the problem safely, with offsets like those of :attr:`span`."""
    unit: str = ""
    """The ID of the unit that contains the problem; empty if no unit does."""
    text: str = ""
    """The target of that unit, or the line, shortened to the text near the problem."""
    mark: Span = Span(0, 0)
    """The position of the problem in :attr:`text`."""
    source: str = ""
    """The source of the unit, shortened like the target."""
    lang: str = "und"
    """The language of the targets, canonical BCP 47."""
    translation_type: TranslationType | None = None
    """Whether the file is a human or a machine translation."""
    fingerprint: str = ""
    """Identifies the problem after lines have moved: 32 hexadecimal digits, unique in its file."""

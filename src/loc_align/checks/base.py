"""What a rule is, what it sees, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from loc_align import inline
from loc_align.model import Bitext, Document, Edit, Inline, Span, TranslationUnit
from loc_align.value import value

Severity = Literal["error", "warning", "info", "off"]
"""How much a finding matters; ``off`` keeps a rule from running unless someone asks for it."""

Scope = Literal["pair", "document"]
"""What a rule looks at: one unit with both sides, or a document with all its units."""

Options = Mapping[str, Any]
"""A rule's options by name, defaults filled in."""

NO_OPTIONS: Options = MappingProxyType({})


@value
class Finding:
    """What a rule found: where and what. The runner adds rule, severity, path and line."""

    span: Span
    """For a rule of scope ``pair`` offsets into the target's text, for ``document`` into :attr:`Document.text`."""
    message: str
    """One line: what is wrong, and what to do."""
    fix: tuple[Edit, ...] = ()
    """Edits that mend it safely, with offsets like those of :attr:`span`."""
    severity: Severity | None = None
    """Another severity than the rule's, where this finding deserves it (a fault of the source, say)."""


class Pair:
    """A unit that has both sides, as rules of scope ``pair`` see it; what several rules ask for is computed once."""

    def __init__(self, unit: TranslationUnit, source: str, target: str, references: frozenset[str]) -> None:
        """Look at ``unit``, whose sides are ``source`` and ``target``."""
        self.unit = unit
        self.source = source
        self.target = target
        self.references = references

    @property
    def lang(self) -> str:
        """The target's language, canonical BCP 47."""
        return self.unit.provenance.target_lang

    @property
    def language(self) -> str:
        """The primary subtag of :attr:`lang`: ``zh`` for ``zh-Hans-CN``."""
        return self.lang.partition("-")[0]

    @property
    def human(self) -> bool:
        """Whether the document says that people translated it."""
        return self.unit.provenance.translation_type == "HT"

    @cached_property
    def source_inline(self) -> Inline:
        """The source as text and inline codes."""
        return inline.parse(self.source, self.references)

    @cached_property
    def target_inline(self) -> Inline:
        """The target as text and inline codes."""
        return inline.parse(self.target, self.references)

    @cached_property
    def source_plain(self) -> str:
        """What a reader sees of the source, code spans included."""
        return _plain(self.source, self.source_inline)

    @cached_property
    def target_plain(self) -> str:
        """What a reader sees of the target, code spans included."""
        return _plain(self.target, self.target_inline)

    @cached_property
    def source_words(self) -> str:
        """The source's text without its codes; a standalone code is one U+FFFC."""
        return _words(self.source, self.source_inline)

    @cached_property
    def target_words(self) -> str:
        """The target's text without its codes; a standalone code is one U+FFFC."""
        return _words(self.target, self.target_inline)


def _plain(text: str, parts: Inline) -> str:
    return text if len(parts) == 1 else "".join(part if isinstance(part, str) else part.text for part in parts)


def _words(text: str, parts: Inline) -> str:
    if len(parts) == 1 and isinstance(parts[0], str):
        return text
    return "".join(part if isinstance(part, str) else "\ufffc" if part.kind == "standalone" else "" for part in parts)


@value
class Subject:
    """A document as rules of scope ``document`` see it."""

    document: Document
    bitext: Bitext
    pairs: tuple[Pair, ...]
    """The units that have both sides, in document order."""
    source_document: Document | None = None
    """The document in the source language, where one is known."""


@value
class Rule:
    """A rule: its name, what it checks, and how much it matters by default."""

    id: str
    """Stable, ``family-thing``."""
    severity: Severity
    summary: str
    """One line, for lists."""
    check: Callable[[Any, Options], Iterable[Finding]]
    """Takes a :class:`Pair` or a :class:`Subject` and the options; its docstring is its documentation."""
    scope: Scope = "pair"
    options: Options | None = None
    """The names of the options and their default values; ``None`` for a rule that has none."""
    languages: frozenset[str] | None = None
    """The primary language subtags of the targets it is for; ``None`` for all."""
    fixable: bool = False
    """Whether its findings carry safe fixes."""

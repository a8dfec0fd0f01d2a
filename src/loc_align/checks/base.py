"""What a rule is, what it sees, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct, field

from loc_align.checks.prose import mask_codes
from loc_align.markdown import inline
from loc_align.model import Bitext, Document, Edit, Inline, Problem, Severity, Span, TranslationUnit
from loc_align.text.language_tags import is_registered

Scope = Literal["pair", "document", "corpus", "suppressions"]
"""What a rule looks at: one unit with both sides, a document with all its units, all the documents of a run, or the
comments that keep rules quiet."""

Options = Mapping[str, Any]
"""A rule's options by name, defaults filled in."""

T = TypeVar("T")

NO_OPTIONS: Options = MappingProxyType({})


@lru_cache(maxsize=64)
def _primary(lang: str) -> str:
    primary = lang.partition("-")[0]
    return primary if is_registered(primary) else "und"


class Finding(Struct, frozen=True, gc=False):
    """What a rule found: where and what. The runner adds rule, severity, path and line."""

    span: Span
    """For a rule of scope ``pair`` offsets into the target's text, for ``document`` into :attr:`Document.text`."""
    message: str
    """One line: what is wrong, and what to do."""
    fix: tuple[Edit, ...] = ()
    """Edits that mend it safely, with offsets like those of :attr:`span`."""
    severity: Severity | None = None
    """Another severity than the rule's, where this finding deserves it (a fault of the source, say)."""


class Fact(Struct, frozen=True):
    """What a rule of scope ``corpus`` notes in one document; facts of equal keys are judged together."""

    key: str
    """What the facts of several documents have in common: a source text, the path that a link leads to …"""
    value: str
    """What the judgement needs to know; short, for a run may hold millions of facts."""
    span: Span
    """Offsets into the target's text of :attr:`pair`, or into :attr:`Document.text` where that is ``None``."""
    pair: Pair | None = None
    """The pair in which it was noted."""


class LocatedFact(Struct, frozen=True):
    """A fact with its place, as it comes back to be judged."""

    key: str
    """A digest of the fact's key; equal where the keys are."""
    value: str
    problem: Problem
    """Where it is; its message is still empty."""


class Verdict(Struct, frozen=True):
    """What a rule of scope ``corpus`` makes of facts with equal keys: one of them is at fault."""

    fact: LocatedFact
    message: str
    """One line: what is wrong, where the other places are, and what to do."""
    severity: Severity | None = None
    """Another severity than the rule's."""


class _CachedProperty(Generic[T]):
    """A property that is computed once; that of the standard library takes a lock each time, which costs more."""

    def __init__(self, of: Callable[[Any], T]) -> None:
        """Compute it by ``of``."""
        self._of = of
        self.__doc__ = of.__doc__

    def __set_name__(self, _: type, name: str) -> None:
        """Take the name under which its owner has it."""
        self._name = name

    def __get__(self, item: object, _: type | None = None) -> T:
        """Compute it, and put the value in its own place."""
        found: T = self._of(item)
        item.__dict__[self._name] = found
        return found


class Pair:
    """A unit that has both sides, as rules of scope ``pair`` see it; what several rules ask for is computed once."""

    def __init__(self, unit: TranslationUnit, source: str, target: str, references: frozenset[str]) -> None:
        """Look at ``unit``, whose sides are ``source`` and ``target``."""
        self.unit = unit
        self.source = source
        self.target = target
        self.references = references
        self._known: dict[Callable[[Pair], Any], Any] = {}

    def cached(self, of: Callable[[Pair], T]) -> T:
        """What a function says of this pair, computed when it is first asked for."""
        try:
            return self._known[of]  # type: ignore[no-any-return]
        except KeyError:
            return self._known.setdefault(of, of(self))  # type: ignore[no-any-return]

    @property
    def lang(self) -> str:
        """The target's language, canonical BCP 47."""
        return self.unit.provenance.target_lang

    @_CachedProperty
    def language(self) -> str:
        """The primary subtag of :attr:`lang`: ``zh`` for ``zh-Hans-CN``; ``und`` for one that is no language's."""
        return _primary(self.lang)

    @property
    def human_translated(self) -> bool:
        """Whether the document says that people translated it."""
        return self.unit.provenance.translation_type == "HT"

    @_CachedProperty
    def characters(self) -> frozenset[str]:
        """The characters that stand on either side."""
        return frozenset(self.source).union(self.target)

    @_CachedProperty
    def source_inline(self) -> Inline:
        """The source as text and inline codes."""
        return inline.parse(self.source, self.references)

    @_CachedProperty
    def target_inline(self) -> Inline:
        """The target as text and inline codes."""
        return inline.parse(self.target, self.references)

    @_CachedProperty
    def source_plain(self) -> str:
        """What a reader sees of the source, code spans included."""
        return _plain(self.source, self.source_inline)

    @_CachedProperty
    def target_plain(self) -> str:
        """What a reader sees of the target, code spans included."""
        return _plain(self.target, self.target_inline)

    @_CachedProperty
    def source_words(self) -> str:
        """The source's text without its codes; a standalone code is one U+FFFC."""
        return _words(self.source, self.source_inline)

    @_CachedProperty
    def target_words(self) -> str:
        """The target's text without its codes; a standalone code is one U+FFFC."""
        return _words(self.target, self.target_inline)

    @_CachedProperty
    def source_prose(self) -> str:
        """The source with its codes blotted out; offsets stay those of the source (:func:`.prose.prose`)."""
        return mask_codes(self.source, self.source_inline)

    @_CachedProperty
    def target_prose(self) -> str:
        """The target with its codes blotted out; offsets stay those of the target (:func:`.prose.prose`)."""
        return mask_codes(self.target, self.target_inline)


def _plain(text: str, parts: Inline) -> str:
    return text if len(parts) == 1 else "".join(part if isinstance(part, str) else part.text for part in parts)


def _words(text: str, parts: Inline) -> str:
    if len(parts) == 1 and isinstance(parts[0], str):
        return text
    return "".join(part if isinstance(part, str) else "\ufffc" if part.kind == "standalone" else "" for part in parts)


class Subject(Struct, frozen=True):
    """A document as rules of scope ``document`` see it."""

    document: Document
    bitext: Bitext
    pairs: tuple[Pair, ...]
    """The units that have both sides, in document order."""
    source_document: Document | None = None
    """The document in the source language, where one is known."""
    expected_lang: str | None = None
    """The language of the targets as the caller or the configuration says it, canonical BCP 47."""


class Rule(Struct, frozen=True):
    """A rule: its name, what it checks, and how much it matters by default."""

    id: str
    """Stable, ``family-thing``."""
    severity: Severity
    summary: str
    """One line, for lists."""
    check: Callable[[Any, Options], Iterable[Any]]
    """Takes what its scope says and the options; its docstring is its documentation.

    ``pair``: a :class:`Pair` to :class:`Finding`; ``document``: a :class:`Subject` to :class:`Finding`; ``corpus``: the
    facts with one key, a sequence of :class:`Noted` in the order of the documents, to :class:`Verdict`;
    ``suppressions``: which comments kept something quiet to :class:`Finding`."""
    scope: Scope = "pair"
    options: Options = field(default_factory=lambda: NO_OPTIONS)
    """The names of the options and their default values."""
    languages: frozenset[str] | None = None
    """The primary language subtags of the targets it is for; ``None`` for all."""
    fixable: bool = False
    """Whether its findings carry safe fixes."""
    triggers: frozenset[str] | None = None
    """For scope ``pair``: characters of which one must stand on either side, or the rule has nothing to say."""
    collect: Callable[[Subject, Options], Iterable[Fact]] | None = None
    """For scope ``corpus``: what it notes in each document."""

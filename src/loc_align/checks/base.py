"""The types of rules: what a rule is, what it checks, and what it yields."""

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

Scope = Literal["pair", "document", "corpus", "source", "suppressions"]
"""What a rule checks.

``pair`` is a unit with both sides, ``document`` a document with all its units, ``corpus`` all documents of a run,
``source`` what other rules find in the source, and ``suppressions`` the comments that suppress rules.
"""

Options = Mapping[str, Any]
"""A rule's options by name, including defaults."""

T = TypeVar("T")

NO_OPTIONS: Options = MappingProxyType({})


@lru_cache(maxsize=64)
def _primary(lang: str) -> str:
    primary = lang.partition("-")[0]
    return primary if is_registered(primary) else "und"


class Finding(Struct, frozen=True, gc=False):
    """What a rule finds. The runner adds the rule, the severity, the path, and the line."""

    span: Span
    """Offsets into the text of the target for the scope ``pair``, into :attr:`Document.text` for ``document``."""
    message: str
    """One line: what is wrong, a semicolon, and what to do."""
    fix: tuple[Edit, ...] = ()
    """Edits that fix the problem safely, with offsets like those of :attr:`span`."""
    severity: Severity | None = None
    """A severity that replaces the rule's."""
    term: str | None = None
    """A name that people may translate. If the document translates it everywhere, the problem is only an ``info``."""
    word: str | None = None
    """A word that the problem supposes. If no target of the document has it by itself, the problem is an ``info``."""
    in_source: bool = False
    """Whether the source certainly has the same problem. For a monolingual rule, the runner looks for it there, too."""


class Fact(Struct, frozen=True):
    """What a rule of scope ``corpus`` collects from a document. Facts with equal keys are checked together."""

    key: str
    """What facts of several documents have in common, such as a source text or the path of a link."""
    value: str
    """What the check needs to know. Keep it short, because a run can have millions of facts."""
    span: Span
    """Offsets into the text of the target of :attr:`pair`, or into :attr:`Document.text` if there is no pair."""
    pair: Pair | None = None
    """The pair that contains the fact."""


class LocatedFact(Struct, frozen=True):
    """A fact with its location, as the check of scope ``corpus`` receives it."""

    key: str
    """A digest of the key of the fact. Equal keys have equal digests."""
    value: str
    problem: Problem
    """The problem to report. Its message is still empty."""


class Verdict(Struct, frozen=True):
    """The problem that a rule of scope ``corpus`` finds among facts with equal keys."""

    fact: LocatedFact
    message: str
    """One line: what is wrong, where the other facts are, a semicolon, and what to do."""
    severity: Severity | None = None
    """A severity that replaces the rule's."""


class _CachedProperty(Generic[T]):
    """A property that is computed once. The one in the standard library takes a lock each time, which is slower."""

    def __init__(self, of: Callable[[Any], T]) -> None:
        """Compute the value with the function ``of``."""
        self._of = of
        self.__doc__ = of.__doc__

    def __set_name__(self, _: type, name: str) -> None:
        """Remember the name of the attribute."""
        self._name = name

    def __get__(self, item: object, _: type | None = None) -> T:
        """Compute the value, and replace the property with it."""
        found: T = self._of(item)
        item.__dict__[self._name] = found
        return found


class Pair:
    """A unit with both sides, as rules of scope ``pair`` see it. Values that several rules need are computed once."""

    def __init__(self, unit: TranslationUnit, source: str, target: str, references: frozenset[str]) -> None:
        """Wrap ``unit``, whose sides are ``source`` and ``target``."""
        self.unit = unit
        self.source = source
        self.target = target
        self.references = references
        self._known: dict[Callable[[Pair], Any], Any] = {}

    def cached(self, of: Callable[[Pair], T]) -> T:
        """Return the result of a function of this pair, which is computed at the first call."""
        try:
            return self._known[of]  # type: ignore[no-any-return]
        except KeyError:
            return self._known.setdefault(of, of(self))  # type: ignore[no-any-return]

    @property
    def lang(self) -> str:
        """The target language, canonical BCP 47."""
        return self.unit.provenance.target_lang

    @_CachedProperty
    def language(self) -> str:
        """The primary subtag of :attr:`lang`, such as ``zh`` for ``zh-Hans-CN``; ``und`` if it is not a language."""
        return _primary(self.lang)

    @property
    def human_translated(self) -> bool:
        """Whether the document says that people translated it."""
        return self.unit.provenance.translation_type == "HT"

    @_CachedProperty
    def characters(self) -> frozenset[str]:
        """The characters of both sides."""
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
        """The source as readers see it, including code spans."""
        return _plain(self.source, self.source_inline)

    @_CachedProperty
    def target_plain(self) -> str:
        """The target as readers see it, including code spans."""
        return _plain(self.target, self.target_inline)

    @_CachedProperty
    def source_words(self) -> str:
        """The text of the source without inline codes. A standalone code is one U+FFFC."""
        return _words(self.source, self.source_inline)

    @_CachedProperty
    def target_words(self) -> str:
        """The text of the target without inline codes. A standalone code is one U+FFFC."""
        return _words(self.target, self.target_inline)

    @_CachedProperty
    def source_prose(self) -> str:
        """The source with masked inline codes and unchanged offsets (:func:`.prose.mask_codes`)."""
        return mask_codes(self.source, self.source_inline)

    @_CachedProperty
    def target_prose(self) -> str:
        """The target with masked inline codes and unchanged offsets (:func:`.prose.mask_codes`)."""
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
    """The units with both sides, in document order."""
    source_document: Document | None = None
    """The document in the source language, if it is known."""
    expected_lang: str | None = None
    """The target language that the caller or the configuration expects, canonical BCP 47."""
    old_source: Document | None = None
    """The source that the document was made from, if it is known and isn't in the document."""
    hidden: frozenset[str] = frozenset()
    """The hashes of the sentences of that source, or else of the current one, that await translation although the
    document doesn't show it."""
    _known: dict[Callable[[Subject], Any], Any] = field(default_factory=dict)

    def cached(self, of: Callable[[Subject], T]) -> T:
        """Return the result of a function of this document, which is computed at the first call."""
        if of not in self._known:
            self._known[of] = of(self)
        return self._known[of]  # type: ignore[no-any-return]


class Rule(Struct, frozen=True):
    """A rule: its name, its check, and its default severity."""

    id: str
    """A stable name, ``family-thing``."""
    severity: Severity
    summary: str
    """One line for lists: what is wrong, without a period."""
    check: Callable[[Any, Options], Iterable[Any]]
    """The function, which takes an argument that depends on the scope, and the options. Its docstring is the rule's
    documentation.

    ``pair``: takes a :class:`Pair` and yields a :class:`Finding`. ``document``: takes a :class:`Subject` and yields a
    :class:`Finding`. ``corpus``: takes the facts with one key, a sequence of :class:`LocatedFact` in document order,
    and yields a :class:`Verdict`. ``source``: takes findings in the source, and yields them with other messages.
    ``suppressions``: takes the used suppressions and yields a :class:`Finding`.
    """
    scope: Scope = "pair"
    options: Options = field(default_factory=lambda: NO_OPTIONS)
    """The names of the options and their default values."""
    languages: frozenset[str] | None = None
    """The primary language subtags of the targets that it applies to; ``None`` for all."""
    fixable: bool = False
    """Whether its findings have safe fixes."""
    fixes_wording: bool = False
    """Whether its fixes change what the source doesn't determine, such as the spaces between words of the target. The
    fixes of other rules are dropped if they don't make the token one of the source."""
    monolingual: bool = False
    """Whether the check judges the target by itself, so that it can judge the source in the same way.

    If it finds the same in the source, the problem belongs to a rule of the family ``source`` instead.
    """
    triggers: frozenset[str] | None = None
    """For scope ``pair``: the check runs only if either side contains one of these characters."""
    collect: Callable[[Subject, Options], Iterable[Fact]] | None = None
    """For scope ``corpus``: what to collect from each document."""

"""Rules about code spans that are missing, changed, merged, displaced, or unclosed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import Difference, Piece, codes_of_type, compare, missing_finding, with_offsets
from loc_align.checks.messages import noun_list
from loc_align.model import Code, Edit, Inline, Severity, Span

_SEAM = "``"
_BACKTICKS = 4
"""The number of backticks in two code spans."""
_ARGUMENT = re.compile(r"(?<![\w>])<(?![A-Za-z]*[a-z][A-Z])[^<>/=]*>")
"""A placeholder, but neither a tag with a slash or an attribute, nor a component such as ``<MyList>``."""
_PATH = re.compile(r"\.\w+(?:\.\w+)+")
"""A path of fields, such as ``.spec.size``. The period at its start is optional."""
_WORD = re.compile(r"[A-Za-z]+")
"""What can have a plural. In a command or a path, one more letter makes it another one."""
_QUOTED = re.compile(r"([\"'])(.*)\1")


def _folded(text: str) -> str:
    """Return code for comparison. A placeholder of its own, as in ``init <place>``, may be translated."""
    return _ARGUMENT.sub("<>", " ".join(text.split()))


def _alike(one: str, other: str) -> bool:
    """Return whether two code spans differ only in quotation marks, empty parentheses, or the plural of a word."""
    first, second = (_bare(text) for text in (one, other))
    return first == second or _is_plural(first, second) or _is_plural(second, first)


def _is_plural(one: str, many: str) -> bool:
    return many in {f"{one}s", f"{one}es"} and _WORD.fullmatch(one) is not None


def _bare(text: str) -> str:
    inner = _QUOTED.sub(r"\2", text) if _QUOTED.fullmatch(text) else text
    inner = inner.removesuffix("()")
    return inner[1:] if _PATH.fullmatch(inner) else inner


def _is_merged(code: Code) -> bool:
    """Return whether a code span between single backticks contains two of them."""
    return _SEAM in code.data.strip("`") and not code.data.startswith(_SEAM)


def _count_unpaired(parts: Inline) -> int:
    return sum(part.count("`") for part in parts if isinstance(part, str))


def _pieces(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "code"):
        for content in code.text.split(_SEAM) if _is_merged(code) else (code.text,):
            yield Piece(_folded(content), span, content)


def code_span(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for code spans in the source that are missing from the target or changed in it.

    The order of the code spans and the white space in them don't matter, nor do quotation marks around a whole code
    span, empty parentheses at its end, and the plural of a single word. A word in ``<angle brackets>`` of its own
    is meant for people, so you may translate it. If the target has the text of a code span without the backticks,
    or its beginning, or if people may have left the code span out on purpose, the problem is a warning. If either
    side has an unpaired backtick, the rule leaves the pair to ``code-unclosed``.

    Why: Readers type what a code span shows. A translated command or a changed parameter doesn't work.

    Fails:
        Run `ls -l`. → Führen Sie `liste -l` aus.

    Passes:
        Run `ls -l`. → Führen Sie `ls  -l` aus.
    """
    if "`" not in pair.source:
        return
    difference = compare(_pieces(pair.source_inline), _pieces(pair.target_inline))
    if (
        difference is None
        or not difference.missing
        or _count_unpaired(pair.source_inline)
        or _count_unpaired(pair.target_inline)
    ):
        return
    different = _without_alike(difference, [piece.key for piece in _pieces(pair.target_inline)])
    if not different.missing or _inside_out(pair.source_inline) or _inside_out(pair.target_inline):
        return
    finding = missing_finding(pair, "code span", different)
    if not different.extra and all(_is_plain(piece.key, pair.target_plain) for piece in different.missing):
        texts = [piece.text for piece in different.missing]
        verb, pronoun = ("is", "it") if len(texts) == 1 else ("are", "them")
        message = f"{noun_list('code span', texts)} {verb} plain text in the target; put backticks around {pronoun}"
        yield replace(finding, message=finding.message if different.fewer else message, severity="warning")
    else:
        left_out = not different.extra and pair.unit.provenance.translation_type != "MT"
        yield replace(finding, severity="warning") if left_out or _is_shortened(different) else finding


def _is_plain(code: str, text: str) -> bool:
    """Return whether a text has the content of a code span as a word, with or without backticks."""
    return re.search(rf"(?<![\w.-]){re.escape(code)}(?![\w-])", text, re.ASCII) is not None


def _inside_out(parts: Inline) -> bool:
    """Return whether a code span is really the text between two others, whose outer backticks are elsewhere."""
    before: str | Code = ""
    for part in parts:
        if isinstance(part, Code) and part.type == "code" and isinstance(before, str) and before[-1:].isalnum():
            content = part.data.strip("`")
            if content[:1] == " " == content[-1:] and content.strip():
                return True
        before = part
    return False


def _without_alike(difference: Difference, target: Sequence[str]) -> Difference:
    """Leave out what the target has in another form."""
    extra = [*difference.extra]
    gone = []
    for piece in difference.missing:
        same = next((it for it in extra if _alike(piece.key, it.key)), None)
        if same is not None:
            extra.remove(same)
        elif not any(_alike(piece.key, key) and piece.key != key for key in target):
            gone.append(piece)
    return replace(difference, missing=tuple(gone), extra=tuple(extra))


def _is_shortened(difference: Difference) -> bool:
    """Return whether the target has only the beginning of each code span."""
    return bool(difference.extra) and all(
        any(piece.key.startswith(f"{extra.key} ") for extra in difference.extra) for piece in difference.missing
    )


def code_merged(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for code spans in the target that run together because no space separates them.

    Why: Two adjacent backticks don't end a code span. Readers see a single code span with backticks in it.

    Fails:
        `name` and `path` → `name``path`

    Passes:
        `name` and `path` → `name` `path`
    """
    if _SEAM not in pair.target:
        return
    known = {piece.key for piece in _pieces(pair.source_inline)}
    for span, code in codes_of_type(pair.target_inline, "code"):
        if not _is_merged(code):
            continue
        safe = all(_folded(content) in known for content in code.text.split(_SEAM))
        yield Finding(
            span,
            "no space separates these code spans; insert a space between the backticks",
            tuple(_seams(span.start, code.data)) if safe else (),
        )


def _seams(start: int, data: str) -> Iterator[Edit]:
    at = data.find(_SEAM)
    while at >= 0:
        yield Edit(Span(start + at, start + at + len(_SEAM)), "` `")
        at = data.find(_SEAM, at + len(_SEAM))


def code_displaced(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for code spans that are adjacent in the target but separated by words in the source.

    Unless a machine translated the document, the problem is only an ``info``, because the order of words in a language
    can bring code spans together.

    Why: Machine translation tends to collect the code spans of a sentence in one place. The sentence then has a gap
    where each of them belongs.

    Fails:
        Set `size` to `0`. → Mettez à `size` `0`.

    Passes:
        Set `size` to `0`. → Mettez `size` à `0`.
    """
    if pair.target.count("`") < _BACKTICKS:
        return
    places = _adjacent(pair.target_inline)
    if len(places) > len(_adjacent(pair.source_inline)):
        message = "these code spans are adjacent, but words separate them in the source; move each one to its place"
        severity: Severity | None = None if pair.unit.provenance.translation_type == "MT" else "info"
        yield Finding(places[0], message, severity=severity)


def _adjacent(parts: Inline) -> list[Span]:
    """Return the code spans that follow another code span with nothing but spaces in between."""
    places: list[Span] = []
    after_code = False
    for at, part in with_offsets(parts):
        if isinstance(part, str):
            after_code = after_code and not part.strip()
        elif part.type == "code":
            if after_code:
                places.append(Span(at, at + len(part.data)))
            after_code = True
        else:
            after_code = False
    return places


def code_unclosed(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for backticks in the target that are unpaired.

    Why: The code appears as plain text with an unpaired backtick, or the code span swallows the words up to the next
    backtick.

    Fails:
        Run `ls`. → Führen Sie `ls aus.

    Passes:
        Run `ls`. → Führen Sie `ls` aus.
    """
    if "`" not in pair.target:
        return
    for at, part in with_offsets(pair.target_inline):
        if isinstance(part, str) and "`" in part:
            start = at + part.index("`")
            yield Finding(Span(start, start + 1), "this backtick is unpaired; complete the code span")


RULES = (
    Rule("code-span", "error", "A code span is missing or changed", code_span, triggers=frozenset("`")),
    Rule(
        "code-merged",
        "error",
        "Code spans run together",
        code_merged,
        fixable=True,
        monolingual=True,
        triggers=frozenset("`"),
    ),
    Rule(
        "code-displaced",
        "warning",
        "Code spans are adjacent",
        code_displaced,
        triggers=frozenset("`"),
    ),
    Rule("code-unclosed", "error", "A backtick is unpaired", code_unclosed, monolingual=True, triggers=frozenset("`")),
)

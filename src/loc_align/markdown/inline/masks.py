"""The markup of a flavour in a segment, which is found before the Markdown of the segment is parsed.

A segment is parsed with letters in place of this markup, so that it cannot be mistaken for Markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from markdown_it.common.utils import normalizeReference
from msgspec import Struct
from msgspec.structs import replace

from loc_align.markdown.flavours.balanced import Balanced
from loc_align.markdown.flavours.markup import MARKUP, ROLE_TARGET, SHOWN
from loc_align.markdown.flavours.protect import protected_spans
from loc_align.markdown.flavours.table import FLAVOURS
from loc_align.markdown.inline.markup import Markup, code_content
from loc_align.model import References

_FIRST = r"\\[!-/:-@\[-`{-~]|`+"
_BEFORE_ESCAPES = ("(?P<formulas>", "(?P<templates>")
"""The forms that can start with a backslash, which is no escape there."""
_VUE_NAME = re.compile(r"(?<=\s)[@#](?=[\w\[])|(?<=[\s\w])\.(?=[\w-]+[\s=>])|(?<=\w)\[(?=[^\[\]<>]*\]=)|\](?==)")
_VUE_TAG = re.compile(r"<[A-Za-z][\w.-]*\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_DOT = re.compile(r"\.(?=[\w.]*(?:[\s/>]|\Z))")


class Masks(Struct, frozen=True):
    """The markup of a flavour in a segment."""

    text: str
    """The segment with letters in place of the markup."""
    codes: tuple[Markup, ...]
    """The markup that is an inline code, in order, unless it is inside other markup."""


class _Plan(Struct, frozen=True):
    """What to look for."""

    pattern: re.Pattern[str]
    protect: tuple[str, ...]
    jsx: bool
    vue: bool
    hint: re.Pattern[str]


def find_masks(text: str, references: Collection[str]) -> Masks | None:
    """Return the markup of the flavour in a segment; ``None`` if there is none.

    Args:
        text: the Markdown of the segment.
        references: the labels in its document, with the flavour; other collections have no flavour.

    Raises:
        UsageError: the patterns of the team take too long.
    """
    if not isinstance(references, References):
        return None
    plan = _plan(references.flavour, references.conventions.protect)
    if plan is None or not (plan.protect or plan.hint.search(text)):
        return None
    found = _Finder(text, plan, references)
    if not (found.codes or found.veils):
        return None
    masked = list(text)
    for start, end in [*((code.start, code.end) for code in found.codes), *found.veils]:
        masked[start:end] = "x" * (end - start)
    return Masks("".join(masked), tuple(found.codes))


def with_masks(text: str, pieces: Sequence[Markup], masks: Masks) -> list[Markup]:
    """Add the markup of the flavour to the Markdown of a segment, unless it is inside a code span, a tag, or a link.

    Args:
        text: the Markdown of the segment.
        pieces: the markup that was found in the masked text, in order.
        masks: the masks.
    """
    starts = [piece.start for piece in pieces]
    free = []
    for code in masks.codes:
        at = bisect_right(starts, code.start) - 1
        if at < 0 or pieces[at].end <= code.start:
            free.append(code)
    shown = [_unmasked(piece, text) if piece.text else piece for piece in pieces]
    return sorted([*shown, *free], key=lambda piece: piece.start)


def _unmasked(piece: Markup, text: str) -> Markup:
    """Return markup with its visible text, in which the masks have replaced characters."""
    data = text[piece.start : piece.end]
    if piece.type == "code":
        ticks = len(data) - len(data.lstrip("`"))
        return replace(piece, text=code_content(data[ticks : len(data) - ticks]))
    if piece.type == "autolink":
        return replace(piece, text=data[1:-1])
    return replace(piece, text=data) if piece.type == "math" else piece


@lru_cache(maxsize=256)
def _plan(flavour: str, protect: tuple[str, ...]) -> _Plan | None:
    names = FLAVOURS[flavour].inline
    if not (names or protect):
        return None
    forms = [f"(?P<{name}>{form})" for name, form in MARKUP.items() if name in names]
    jsx = "jsx" in names
    first = [form for form in forms if form.startswith(_BEFORE_ESCAPES)]
    pattern = "|".join([*first, _FIRST, *(form for form in forms if form not in first), *([r"[<{}]"] if jsx else [])])
    # Each form starts with one written character: only then does the search skip all others at once.
    hint = re.compile(
        r"\{|\^|</(?:code|kbd|samp|tt|var)>|://|www\.|@|:[a-z0-9_+-]+:|\+\+|==|~|\\[(\[]|\[\^|\][+-]|\$\$[ \t]\(|\]\["
        + (r"|<" if jsx or "vue" in names else "")
    )
    return _Plan(re.compile(pattern, re.DOTALL), protect, jsx, "vue" in names, hint)


class _Finder:
    def __init__(self, text: str, plan: _Plan, labels: Collection[str]) -> None:
        self._text = text
        self._labels = labels
        self._plan = plan
        self._balanced = Balanced(text)
        self._runs: dict[int, list[int]] | None = None
        self.codes: list[Markup] = []
        self.veils: list[tuple[int, int]] = []
        taken = list(protected_spans(text, plan.protect))
        for start, end in taken:
            self._add(start, end)
        if plan.vue:
            self._vue()
        self._walk(iter(taken))
        self.codes.sort(key=lambda code: code.start)

    def _walk(self, taken: Iterator[tuple[int, int]]) -> None:
        at = 0
        protected = next(taken, None)
        while found := self._plan.pattern.search(self._text, at):
            start, end = found.span()
            while protected and protected[1] <= start:
                protected = next(taken, None)
            if protected and protected[0] < end:
                at = max(protected[1], at + 1)
                continue
            at = max(self._one(found), start + 1)

    def _one(self, found: re.Match[str]) -> int:
        """Note the markup at a match, and return its end."""
        start, end = found.span()
        kind, first = found.lastgroup, found[0][0]
        if kind is not None:
            return self._construct(kind, found)
        if first == "`":
            return self._code_end(start, end)
        if first == "<":
            return self._tag(start)
        if first in "{}":
            return self._add(start, (self._balanced.braces_end(start) if first == "{" else None) or end)
        return end

    def _construct(self, kind: str, found: re.Match[str]) -> int:
        start, end = found.span()
        if kind == "roles":
            return self._role(start, end)
        if kind == "references" and normalizeReference(found[0][1:-1]) in self._labels:
            return start + 1
        if kind == "code_elements":
            shown = found[0][found[0].index(">") + 1 : found[0].rindex("<")]
            self.codes.append(Markup(start, end, "standalone", "html", shown))
            return end
        return self._add(start, end)

    def _add(self, start: int, end: int) -> int:
        self.codes.append(Markup(start, end, "standalone", "directive"))
        return end

    def _code_end(self, start: int, end: int) -> int:
        """Return the end of a code span, or of backticks without a partner."""
        if self._runs is None:
            self._runs = {}
            for run in re.finditer(r"`+", self._text):
                self._runs.setdefault(len(run[0]), []).append(run.start())
            for starts in self._runs.values():
                starts.reverse()
        starts = self._runs.get(end - start, [])
        while starts and starts[-1] <= start:
            starts.pop()
        return starts[-1] + end - start if starts else end

    def _role(self, start: int, end: int) -> int:
        """Note a role of MyST with its text in backticks; readers see the text of some roles."""
        text = self._text
        ticks = end
        while text.startswith("`", ticks):
            ticks += 1
        after = self._code_end(end, ticks)
        width = ticks - end
        if after <= ticks:
            return end
        target = ROLE_TARGET.search(text[ticks : after - width]) if text[after - width - 1] == ">" else None
        shown = SHOWN.match(text[start:end])
        if shown and (target or not shown[0].endswith(("ref}", "doc}", "term}", "any}", "download}"))):
            closing = ticks + target.start() if target else after - width
            self._add(start, ticks)
            self._add(closing, after)
        else:
            self._add(start, after)
        return after

    def _tag(self, start: int) -> int:
        """Veil what HTML does not allow in a JSX tag; a stray ``<`` is markup, because it is an error in MDX."""
        text = self._text
        end = self._balanced.tag_end(start)
        if end is None:
            autolink = text.startswith(("<!--", "<http", "<mailto:"), start) or text[start + 1 : start + 2] in {
                "",
                " ",
                "\n",
            }
            return start + 1 if autolink else self._add(start, start + 1)
        if text[start:end] in {"<>", "</>"}:
            return self._add(start, end)
        at = start
        while at < end:
            mark = re.compile(r"[{\"']").search(text, at, end)
            if mark is None:
                break
            if mark[0] == "{":
                at = self._balanced.braces_end(mark.start()) or mark.end()
                self.veils.append((mark.start(), min(at, end)))
            else:
                at = text.find(mark[0], mark.end(), end) + 1 or end
        name = re.compile(r"</?[\w.:-]*").match(text, start)
        if name:
            self.veils += [(start + dot.start(), start + dot.end()) for dot in _DOT.finditer(name[0])]
        return end

    def _vue(self) -> None:
        """Veil the characters in attribute names of Vue that HTML in Markdown does not allow."""
        for tag in _VUE_TAG.finditer(self._text):
            for name in _VUE_NAME.finditer(tag[0]):
                self.veils.append((tag.start() + name.start(), tag.start() + name.end()))

"""Faults in targets that no rule was written for: the kinds that show whether the rules generalize.

Nobody reads what the rules miss here, so that none is fitted to it; only the share is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

from faults.injecting import TargetEdit, codes, cut, pairs_of, plain_matches, plain_spans
from loc_align.model import CodeType, Span

Change = Callable[[Random, re.Match[str]], str]


def _in_plain(pattern: str, change: Change, *, same: bool = False) -> TargetEdit:
    """Make an edit of a random match in the text. If ``same``, the source must contain the match, too."""
    compiled = re.compile(pattern)

    def edit(rng: Random, source: str, target: str) -> str | None:
        found = [match for match in plain_matches(compiled, target) if not same or match[0] in source]
        if not found:
            return None
        match = rng.choice(found)
        return cut(target, Span(*match.span()), change(rng, match))

    return edit


def _in_code(kind: CodeType, change: Callable[[str], str]) -> TargetEdit:
    """Make an edit of a random inline code."""

    def edit(rng: Random, _: str, target: str) -> str | None:
        found = codes(target, kind)
        if not found:
            return None
        span, code = rng.choice(found)
        return cut(target, span, change(code.data))

    return edit


def _around(kind: CodeType, opening: str, closing: str) -> TargetEdit:
    """Make an edit that replaces the markup around a text."""

    def edit(rng: Random, _: str, target: str) -> str | None:
        found = pairs_of(target, kind)
        if not found:
            return None
        first, last = rng.choice(found)
        return cut(cut(target, last, closing), first, opening)

    return edit


def _near(code: str) -> str:
    """Return a code with one of its letters changed."""
    at = len(code) // 2
    at = next((index for index in (*range(at, len(code)), *range(at)) if code[index].isalnum()), at)
    return f"{code[:at]}{'z' if code[at] != 'z' else 'y'}{code[at + 1 :]}"


def _link(change: Callable[[str, str], str]) -> TargetEdit:
    """Make an edit of a whole inline link, from its text and its destination."""

    def edit(rng: Random, _: str, target: str) -> str | None:
        found = [pair for pair in pairs_of(target, "link") if pair[1].of(target).startswith("](")]
        if not found:
            return None
        first, last = rng.choice(found)
        whole = Span(first.start, last.end)
        return cut(target, whole, change(target[first.end : last.start], last.of(target)[2:-1]))

    return edit


def repeated(_: Random, source: str, target: str) -> str | None:
    return f"{target} {target}" if len(source) > 50 else None


def middle_lost(_: Random, source: str, target: str) -> str | None:
    size = len(target)
    return target[: size // 4] + target[-size // 4 :] if len(source) > 150 and "`" not in target else None


def line_broken(rng: Random, _: str, target: str) -> str | None:
    found = [match for span in plain_spans(target) for match in re.finditer(" ", target[span.start : span.end])]
    at = rng.choice(found).start() if found else 0
    return f"{target[:at]}\n\n{target[at:]}" if at else None


def quoted_code(rng: Random, source: str, target: str) -> str | None:
    found = [(span, code) for span, code in codes(target, "code") if code.data in source]
    if not found:
        return None
    span, code = rng.choice(found)
    return cut(target, span, f"“{code.text}”")


IN_TARGETS: Mapping[str, TargetEdit] = MappingProxyType(
    {
        "letter of code changed": _in_code("code", _near),
        "code in quotation marks": quoted_code,
        "code in full-width backticks": _in_code("code", lambda data: f"｀{data.strip('`')}｀"),
        "code with inner spaces": _in_code("code", lambda data: data.replace(".", ". ").replace("-", " - ")),
        "bold became italic": _around("strong", "*", "*"),
        "bold in full-width asterisks": _around("strong", "＊＊", "＊＊"),
        "bold as a tag half": _around("strong", "<b>", ""),
        "link turned around": _link(lambda text, address: f"({text})[{address}]"),
        "space in a destination": _link(lambda text, address: f"[{text}]({address[:3]} {address[3:]})"),
        "link without its end": _link(lambda text, address: f"[{text}]({address}"),
        "link without its bracket": _link(lambda text, address: f"{text}]({address})"),
        "link as bare text": _link(lambda text, address: f"{text} ({address})"),
        "image became a link": _around("image", "[", "](x.png)"),
        "tag renamed": _in_code("html", lambda data: re.sub(r"\w+", lambda name: f"{name[0]}x", data, count=1)),
        "tag without its end": _in_code("html", lambda data: data[:-1]),
        "tag with spaces": _in_code("html", lambda data: f"< {data[1:]}"),
        "tag in full-width brackets": _in_code("html", lambda data: f"＜{data[1:-1]}＞"),
        "formula without its end": _in_code("math", lambda data: data.rstrip("$")),
        "formula changed": _in_code("math", _near),
        "entity renamed": _in_code("entity", lambda data: f"&x{data[1:]}"),
        "escape lost": _in_code("escape", lambda data: data[1:]),
        "escape doubled": _in_code("escape", lambda data: f"\\\\{data}"),
        "autolink cut": _in_code("autolink", lambda data: data[:-4] + data[-1]),
        "letter of a name changed": _in_plain(r"[a-z]+[A-Z]\w{3,}", lambda _, found: _near(found[0]), same=True),
        "digit added": _in_plain(r"(?<![\w.,:/-])\d{2,5}(?![\w.,:/-])", lambda _, found: f"{found[0]}0", same=True),
        "digits turned": _in_plain(
            r"(?<![\w.,:/-])(\d)(?!\1)(\d)(?![\w.,:/-])", lambda _, found: f"{found[2]}{found[1]}", same=True
        ),
        "version changed": _in_plain(
            r"(?<![\w.])\d+\.\d+(?![\w.])", lambda _, found: f"{found[0][:-1]}{(int(found[0][-1]) + 1) % 10}", same=True
        ),
        "year changed": _in_plain(r"\b(?:19|20)\d\d\b", lambda _, found: str(int(found[0]) + 11), same=True),
        "soft hyphen": _in_plain(r"(?<=\w\w)(?=\w\w)", lambda _, __: "\u00ad"),
        "zero-width space": _in_plain(r"(?<=[a-z]{2})(?=[a-z]{2})", lambda _, __: "\u200b"),
        "control character": _in_plain(r"(?<=\w\w)(?=\w\w)", lambda _, __: "\x08"),
        "one letter as mojibake": _in_plain(r"[à-ÿ]", lambda _, found: found[0].encode().decode("latin-1")),
        "letters as question marks": _in_plain(r"[^\W\d_a-zA-Z]{2,}", lambda _, found: "?" * len(found[0])),
        "no-break space as mojibake": _in_plain(r"(?<=\w) (?=\w)", lambda _, __: "Â "),
        "target repeated": repeated,
        "middle lost": middle_lost,
        "line broken": line_broken,
        "heading mark": lambda _, __, target: f"# {target}",
        "quote mark": lambda _, __, target: f"> {target}",
    }
)
"""Edits of a target, by their names."""

"""Rules about text that is still in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from loc_align.checks.base import Finding, Options, Pair, Subject
from loc_align.checks.packs import PACKS, pack_of
from loc_align.checks.prose import CODE, MARKUP
from loc_align.checks.text.words import letters, tokens
from loc_align.model import Code, Inline, Span

STOP_WORDS = PACKS["en"].common
"""Common English words, in lower case."""

_TECHNICAL = re.compile(r"(?<!\S)[^\s_\\/.]*+[_\\/.]\S*+")
_CODE_LIKE = re.compile(r"[=|{@%]|(?<!\S)-\w")
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_LOWER = re.compile(r"(?<![\w.\u2060\ufffc])[a-z]+(?:['’][a-z]+)?(?![\w.])")
_END_STOP = re.compile(r"(?<![.!?])[.!?]++(?=[\s\"'”’)]|$)")
_QUOTED = re.compile(r"[“\"«„「『‘].{0,200}?[”\"»“」』’]")
_NAMED = re.compile(r"\b([A-Z]\w*) (?:for|and|of|the|in|on|to|with)(?: the)?(?= [A-Z])")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|!\[[^\[\]]*\]\([^()]*\)", re.DOTALL)
"""Comments, and images, whose alt texts aren't part of a pair in side-by-side documents."""
_HEADING_ID = re.compile(r"\{[ :]*#[\w-]+[ ]*\}")
_SCRIPT_COMMENT = re.compile(r"\{/\*.*?\*/\}")
"""A comment in MDX."""
_MIN_WORDS = 3
_ARTICLES = frozenset(("the", "a", "an", "your"))
_RUN = 3
_FULL_WORD = 3
"""A word with this many letters is not a particle that languages share."""
_BETWEEN = re.compile(r"[^\w\s,'’-]")
"""What cannot be between the words of one phrase."""
_MIN_UNSEGMENTED_WORDS = 6


def english_words(text: str) -> list[str]:
    """Return the lowercase words of prose, in order. File names and words with code characters are not words."""
    return _LOWER.findall(_TECHNICAL.sub(" ", _END_STOP.sub(" ", unescape(text)).replace(MARKUP, " ")))


def is_source_language(pair: Pair) -> bool:
    """Return whether both sides are in the same language, so that equal text isn't a problem."""
    return pair.language == pair.unit.provenance.source_lang.partition("-")[0]


def text_untranslated(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets that are identical to an English sentence in the source.

    Names, commands, code, and short titles often stay in English on purpose. Therefore, the rule reports only text with
    three or more lowercase words, including a common English word. In a heading, two lowercase words are enough if one
    of them is an article.

    Why: Readers of the translated page find English text.

    Fails:
        Select the box to go on. → Select the box to go on.

    Passes:
        Fjord Server 2019 → Fjord Server 2019
        en: Select the box to go on. → Select the box to go on.
    """
    if pair.target != pair.source and (
        pair.target.lstrip()[:1] != pair.source.lstrip()[:1] or pair.cached(tokens) != pair.source.split()
    ):
        return
    text = pair.target_prose
    if is_source_language(pair) or _SCRIPT_COMMENT.fullmatch(pair.target.strip()):
        return
    words = english_words(text)
    common = sum(word in STOP_WORDS for word in words)
    heading = pair.unit.block == "heading" and not _ARTICLES.isdisjoint(words)
    least = _MIN_WORDS - 1 if heading else _MIN_WORDS
    if len(words) >= least and common > (2 if _CODE_LIKE.search(text) else 0):
        yield Finding(Span(0, len(pair.target)), "the target is identical to the English source; translate it")


def text_partly_english(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets that are partly in English.

    The rule reports three or more common English words that the target language doesn't have, or three consecutive
    words of the source that include a common one. It takes link text, bold and italic text, and quoted text for names.

    Why: Machine translation and hasty edits leave half a sentence untranslated.

    Fails:
        de: Save the file before you close the window. → Speichern Sie die Datei before you close the window.

    Passes:
        de: Use *Ports for the Rest of Us*. → Verwenden Sie *Ports for the Rest of Us*.
        de: Fjord for Finance and Operations → Fjord for Finance and Operations
    """
    if STOP_WORDS.isdisjoint(pair.cached(tokens)) or pair.target == pair.source or is_source_language(pair):
        return
    if len(pair.target_inline) == 1 and _only_english(pair.language).isdisjoint(pair.cached(letters)):
        return
    text = _mask_names(pair.target_inline)
    own = pack_of(pair.language).english
    found = [word for word in _LOWER.finditer(text) if word[0] in STOP_WORDS and word[0] not in own]
    clear = [word for word in found if len(word[0]) > 1]
    if len(clear) >= _MIN_WORDS and _in_source([word[0] for word in clear], pair):
        span = Span(clear[0].start(), clear[-1].end())
    else:
        copied = _copied_phrase(text, pair, own)
        if copied is None:
            return
        span = copied
    yield Finding(span, "this text is still in English; translate it")


@cache
def _only_english(language: str) -> frozenset[str]:
    """Return the common English words that a language doesn't have, without which no text is in English."""
    return frozenset(word for word in STOP_WORDS - pack_of(language).english if len(word) > 1)


def _in_source(words: list[str], pair: Pair) -> bool:
    known = set(english_words(pair.source_prose))
    return sum(word in known for word in words) >= _MIN_WORDS


def _mask_names(parts: Inline) -> str:
    """Return the words of a segment at their offsets, without names: linked, bold, emphasized, or quoted text."""
    shown: list[str] = []
    inside: set[int | None] = set()
    for part in parts:
        if isinstance(part, str):
            shown.append(CODE * len(part) if inside else part)
            continue
        if part.type in {"link", "strong", "emphasis"}:
            (inside.add if part.kind == "open" else inside.discard)(part.pair)
        shown.append(_mask(part))
    text = _HEADING_ID.sub(lambda found: CODE * len(found[0]), "".join(shown))
    text = _QUOTED.sub(lambda found: CODE * len(found[0]), text)
    return _NAMED.sub(lambda found: found[1] + CODE * (len(found[0]) - len(found[1])), text)


def _mask(code: Code) -> str:
    return CODE * len(code.data)


def _copied_phrase(text: str, pair: Pair, own: frozenset[str]) -> Span | None:
    """Return the span of three consecutive source words, lowercase except for the first, one of them common."""
    words = [*_WORD.finditer(text)]
    source = f" {' '.join(_WORD.findall(pair.source_prose))} "
    for at in range(len(words) - _RUN + 1):
        run = words[at : at + _RUN]
        phrase = [word[0] for word in run]
        common = any(word in STOP_WORDS and word not in own and len(word) > 1 for word in phrase)
        full = sum(word.islower() and len(word) >= _FULL_WORD for word in phrase)
        if common and full > 1 and all(word.islower() for word in phrase[1:]) and f" {' '.join(phrase)} " in source:
            start, end = run[0].start(), run[-1].end()
            if not _BETWEEN.search(text, start, end):
                return Span(start, end)
    return None


def text_unsegmented(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for blocks of English text in a side-by-side document that contain no pair.

    Why: Text that was never sent to translation stays in English on the page. No other rule reports it, because it
    isn't part of a pair.

    Fails:
        A paragraph of six or more words, three of them common English words, between blocks with pairs.

    Passes:
        The same paragraph as a pair; code; a comment; a directive.
    """
    document = subject.document
    if not document.pairs or subject.bitext.target_lang.partition("-")[0] in {"en", "und"}:
        return
    filled = {*document.pair_blocks}
    own = pack_of(subject.bitext.target_lang.partition("-")[0]).english
    for at, block in enumerate(document.blocks):
        if at in filled or block.kind not in {"heading", "paragraph", "list_item", "table_cell", "quote"}:
            continue
        text = _COMMENT.sub(" ", block.span.of(document.text))
        words = [] if "data-ttu-id" in text or _CODE_LIKE.search(text) else english_words(text)
        common = sum(word in STOP_WORDS and word not in own for word in words)
        if len(words) >= _MIN_UNSEGMENTED_WORDS and common >= _MIN_WORDS:
            yield Finding(block.span, "this English text is not part of a pair; send it to translation")

"""Units for the tests of formats: a few written by hand, and arbitrary ones by Hypothesis."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from loc_align.model import Provenance, Segment, Span, TranslationUnit

ORIGIN = Provenance(
    path="docs/a & b.md",
    source_lang="en-US",
    target_lang="de-DE",
    translation_type="MT",
    handoff=date(2024, 5, 17),
    commit="0123456789abcdef0123456789abcdef01234567",
    file_hash="fedcba9876543210fedcba9876543210fedcba98",
)

UNITS = (
    TranslationUnit(
        "1a2b3-103", Segment(Span(96, 98), "Go"), Segment(Span(31, 34), "Los"), ORIGIN, 10, 3, "heading",
        next="Run `fjord` *now*, see [Help](h.md) & ask.",
    ),
    TranslationUnit(
        "1a2b3-104",
        Segment(Span(300, 342), "Run `fjord` *now*, see [Help](h.md) & ask."),
        Segment(Span(200, 245), "Siehe [Hilfe](h.md) & *jetzt* `fjord` starten"),
        ORIGIN, 12, 3, "list_item", ("Go", "More"), "Go", "a\r\n\tb\x0bc",
        "content", 0.75, ("tag-damaged", "id-order"), 3,
    ),
    TranslationUnit(
        "p<1>", Segment(Span(0, 7), "a\r\n\tb\x0bc"), Segment(Span(0, 3), "<b>"), Provenance(target_lang="ja"),
    ),
)  # fmt: skip

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_MARKDOWN = st.lists(
    st.one_of(
        _TEXT,
        st.sampled_from(["`a`", "**b**", "[c](d)", "<br>", "<i>", "&amp;", "\\*", "\r\n", "\x0b", "]]>", "<x:y>"]),
    ),
    max_size=5,
).map("".join)
_SEGMENTS = st.builds(
    lambda start, text: Segment(Span(start, start + len(text)), text), st.integers(0, 10**6), _MARKDOWN
)
_ORIGINS = st.builds(
    Provenance,
    path=_TEXT,
    source_lang=st.sampled_from(["en-US", "fr", "zh-Hans-CN"]),
    target_lang=st.sampled_from(["de-DE", "ja", "und"]),
    translation_type=st.sampled_from([None, "HT", "MT"]),
    handoff=st.none() | st.dates(),
    commit=st.none() | _TEXT,
    file_hash=st.none() | _TEXT,
)
WHOLE_UNITS = st.builds(
    TranslationUnit,
    id=_TEXT.filter(bool),
    source=_SEGMENTS,
    target=_SEGMENTS,
    provenance=_ORIGINS,
    line=st.integers(1, 10**6),
    column=st.integers(1, 10**4),
    block=st.sampled_from(["heading", "paragraph", "table_cell", "html"]),
    section=st.lists(_TEXT, max_size=3).map(tuple),
    previous=st.none() | _MARKDOWN,
    next=st.none() | _MARKDOWN,
    origin=st.sampled_from(["id", "content"]),
    score=st.floats(0, 1),
    defects=st.lists(st.sampled_from(["tag-damaged", "id-order"]), max_size=2).map(tuple),
    count=st.integers(1, 1000),
    state=st.sampled_from([None, "initial", "reviewed"]),
    bead=st.sampled_from(["1-1", "2-1", "1-3"]),
    reasons=st.lists(st.sampled_from(["lexicon", "moved"]), max_size=2).map(tuple),
)
"""Units that have both sides."""

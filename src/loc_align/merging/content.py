"""Turns returned content into Markdown. The markup of each inline code comes from the document, by its ID."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from loc_align.formats import DELETABLE, CodeRef, Content, match_codes, number_codes
from loc_align.markdown.inline import join
from loc_align.markdown.translatable.attributes import code_texts
from loc_align.model import Code, Edit, Inline, Span
from loc_align.text import apply_edits


class DocumentCode(Struct, frozen=True):
    """An inline code of the document: a standalone code, or an opening and a closing code."""

    code: Code
    data: str
    """The markup of the standalone or the opening code."""
    closing: str | None
    """The markup of the closing code; ``None`` for a standalone code."""
    offset: int
    """The offset of the standalone or the opening code in its segment."""
    closing_offset: int
    """The offset of the closing code in its segment; -1 for a standalone code."""
    required: bool
    """Whether every translation must contain the code."""
    label: str = ""
    """The label of a reference link whose text is its label (CommonMark 0.31.2, 6.3)."""


Codes = Mapping[str, DocumentCode]
"""The codes of a segment, by the IDs that they have in XLIFF."""


def document_codes(source: Inline, target: Inline | None) -> Codes:
    """Return the codes that a returned target can contain: those of the source and the target in the document.

    Args:
        source: the source in the document.
        target: the target in the document; ``None`` if there is none.
    """
    numbers, target_numbers = match_codes(source, target or ())
    codes = _numbered(source, numbers)
    if target is None:
        return codes
    own = _numbered(target, target_numbers)
    required = {key for key in codes if key in own and codes[key].required}
    return {key: replace(code, required=key in required) for key, code in {**codes, **own}.items()}


_TYPED = frozenset(("escape", "entity", "break"))
"""The types of codes that a translator of Markdown can type."""


def from_markdown(source: Inline, target: Inline | None, new: Inline) -> Content:
    """Return a target that was returned as Markdown, with the IDs that its codes have in the document.

    Args:
        source: the source in the document.
        target: the target in the document; ``None`` if there is none.
        new: the returned target, parsed.

    Returns:
        The content. A code that the document does not have keeps an ID of its own.
    """
    numbers, new_numbers = match_codes(source, new)
    codes = document_codes(source, target)
    others = {code.data: key for key, code in codes.items() if key not in map(str, numbers)}
    made: list[str | CodeRef] = []
    for part in number_codes(new, new_numbers):
        if isinstance(part, str):
            made.append(part)
            continue
        code, key = part.code, str(part.number)
        is_own = part.number in numbers
        if code.type in _TYPED and not (is_own and codes[key].data == code.data):
            made.append(code.data)
        elif is_own:
            made.append(CodeRef(code.kind, key, _restored(code, codes[key])))
        else:
            made.append(CodeRef(code.kind, others.get(code.data, f"new-{key}"), code.data))
    return tuple(made)


def _restored(code: Code, known: DocumentCode) -> str:
    data = (known.closing if code.kind == "close" else known.data) or ""
    same = known.label and code.data == f"][{known.label}]"
    return data if same or _bare(code.data) == _bare(data) else code.data


def _bare(data: str) -> str:
    """Return a code without the texts that are units of their own, such as the title of a link."""
    texts = [*code_texts((Code("close", "link", data), Code("standalone", "html", data)), 0)]
    return apply_edits(data, [Edit(span, "") for span in texts if span.end <= len(data)])


def edit_codes(codes: Codes, start: int, edits: Sequence[Edit]) -> Codes:
    """Apply edits to the texts inside codes, such as the title of a link.

    Args:
        codes: the codes of a segment.
        start: the offset of the segment in the document.
        edits: edits of the document, each inside one code.

    Returns:
        The edited codes.
    """
    if not edits:
        return codes
    return {key: _edited(code, start, edits) for key, code in codes.items()}


def _edited(code: DocumentCode, start: int, edits: Sequence[Edit]) -> DocumentCode:
    data = _edited_data(code.data, start + code.offset, edits)
    closing = code.closing and _edited_data(code.closing, start + code.closing_offset, edits)
    return replace(code, data=data, closing=closing)


def _edited_data(data: str, start: int, edits: Sequence[Edit]) -> str:
    inside = [edit for edit in edits if start <= edit.span.start and edit.span.end <= start + len(data)]
    return apply_edits(data, [Edit(Span(edit.span.start - start, edit.span.end - start), edit.text) for edit in inside])


def _numbered(parts: Inline, numbers: list[int]) -> dict[str, DocumentCode]:
    codes: dict[str, DocumentCode] = {}
    text = join(parts)
    starts = [0, *accumulate(len(part if isinstance(part, str) else part.data) for part in parts)]
    for numbered, start in zip(number_codes(parts, numbers), starts, strict=False):
        if isinstance(numbered, str):
            continue
        key, code = str(numbered.number), numbered.code
        if code.kind == "close":
            opening = codes[key]
            label = text[opening.offset + len(opening.data) : start] if code.data in {"]", "][]"} else ""
            codes[key] = DocumentCode(
                opening.code, opening.data, code.data, opening.offset, start, opening.required, label
            )
        else:
            codes[key] = DocumentCode(code, code.data, None, start, -1, code.type not in DELETABLE)
    return codes


def problems(content: Content, codes: Codes) -> Iterable[str]:
    """Yield a message for each problem with the codes of a returned target.

    Args:
        content: the returned target.
        codes: the codes that it can contain.
    """
    seen: dict[str, int] = {}
    opened: list[str] = []
    for part in content:
        if isinstance(part, str):
            continue
        known = codes.get(part.id)
        if known is None:
            yield f"the code {_shown(part)} is not in the document; remove it"
            continue
        expected = known.closing if part.kind == "close" else known.data
        if part.data and not _is_same(part.data, expected or "", known.code):
            yield f"the code {_quoted(expected)} was changed to {_quoted(part.data)}; restore it"
        if part.kind == "close":
            if part.id not in opened:
                yield f"the closing code {_quoted(expected)} has no opening code before it; add that code"
                continue
            opened.remove(part.id)
        else:
            seen[part.id] = seen.get(part.id, 0) + 1
            if part.kind == "open":
                opened.append(part.id)
    yield from (f"the code {_quoted(codes[key].data)} is not closed; add its closing code" for key in opened)
    yield from (
        f"the code {_quoted(codes[key].data)} occurs more than once; keep one of them"
        for key, times in seen.items()
        if times > 1
    )
    yield from (
        f"the code {_quoted(code.data)} is missing; add it"
        for key, code in codes.items()
        if code.required and key not in seen
    )


def _is_same(data: str, expected: str, code: Code) -> bool:
    """Return whether markup is that of the document, but for white space and texts that are units of their own."""
    if data.split() in (expected.split(), code.text.split()):
        return True
    return _bare(data).split() == _bare(expected).split()


def _shown(part: CodeRef) -> str:
    return _quoted(part.data) if part.data else f"with the ID {part.id!r}"


def _quoted(data: str | None) -> str:
    """Quote markup on one line, without doubling its backslashes."""
    return repr(data or "").replace("\\\\", "\\")


def restore_codes(content: Content, codes: Codes) -> list[str | Code]:
    """Return content as text and codes, with the markup of the codes from the document.

    A code that is not in the document keeps the markup from the file. A link whose text was its label gets the label
    after the new text: ``[a]`` becomes ``[b][a]``.

    Args:
        content: the returned content.
        codes: the codes of the document.
    """
    made: list[str | Code] = []
    opened: dict[str, int] = {}
    for part in content:
        if isinstance(part, str):
            made.append(part)
            continue
        if part.kind == "open":
            opened[part.id] = len(made) + 1
        known = codes.get(part.id)
        pair = opened.get(part.id)
        label = known.label if known and part.kind == "close" else ""
        if label and join(tuple(made[pair or 0 :])) != label:
            made.append(Code("close", "link", f"][{label}]", pair))
        else:
            made.append(_code(part, known, pair))
    return made


def _code(part: CodeRef, known: DocumentCode | None, pair: int | None) -> Code:
    if known is None:
        return Code(part.kind, "html", part.data or "", pair)
    data = known.closing if part.kind == "close" else known.data
    return Code(part.kind, known.code.type, data or "", pair)

"""The text of a block around its sentences: markers, separators, and what follows the last one."""

from __future__ import annotations

from loc_align.updating.outline import Outline


class Frame:
    """The text of a block around its sentences."""

    def __init__(self, outline: Outline, at: int) -> None:
        """Read the text around the sentences of the block at an index."""
        block, sentences, text = outline.pieces[at].block.span, outline.sentences(at), outline.document.text
        self.count = len(sentences)
        edges = [block.start, *(edge for item in sentences for edge in (item.span.start, item.span.end)), block.end]
        self.parts = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        self.before, self.after = self.parts[0], self.parts[-1]

    def between(self, first: int) -> str:
        """Return the text between a sentence and the next one."""
        return self.parts[first + 1] if first + 1 < len(self.parts) - 1 else ""

"""What only a Markdown document can do."""

from __future__ import annotations

from loc_align.errors import UsageError
from loc_align.model import Document


def expect_markdown(document: Document) -> None:
    """Check that a document is a Markdown file.

    Raises:
        UsageError: the document is a YAML or XML file, of which only the pairs are read.
    """
    if document.container is not None:
        message = f"{document.path}: only the pairs of YAML and XML files are read; give a Markdown file"
        raise UsageError(message)

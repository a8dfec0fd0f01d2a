"""The public function ``merge``: writes the targets that translators return into their document."""

from __future__ import annotations

from collections.abc import Iterable

from loc_align.errors import expect
from loc_align.formats import Returned
from loc_align.merging.results import Merged
from loc_align.merging.side_by_side.renewing import merge_renewed
from loc_align.merging.targets import merge_targets
from loc_align.model import Document


def merge(document: Document, returned: Iterable[Returned], *, force: bool = False, fuzzy: bool = False) -> Merged:
    """Write returned targets into a document.

    In a side-by-side document or a target document, the returned targets replace the targets. In a source document,
    they replace the sources, which turns it into the target document. Only the text of edited targets changes.

    A side-by-side document that an update has written gets the new sources beside their targets.

    The function refuses a target if its inline codes are missing, added, or broken, if it would change the structure
    of the document, or if its source or target in the document has changed since the export.

    Args:
        document: the current version of the document that the units were exported from.
        returned: the units that were returned for the document.
        force: whether to write refused targets, unless they have no location or would change the structure.
        fuzzy: whether to write unconfirmed targets, too.

    Returns:
        The bytes of the document, the number of units by outcome, and the refusals.
    """
    expect(document, Document)
    items = tuple(returned)
    for item in items:
        expect(item, Returned)
    if document.pairs and any(item.old_source is not None for item in items):
        return merge_renewed(document, items, force=force, fuzzy=fuzzy)
    return merge_targets(document, items, force=force, fuzzy=fuzzy)

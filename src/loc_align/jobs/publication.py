"""Where documents were published: from the options of a command, or from git."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import fields, replace

from loc_align.errors import UsageError
from loc_align.files.git import published
from loc_align.formats import Format, Publication, WriteOptions

_KEYS = tuple(field.name for field in fields(Publication))


def given_publication(values: Sequence[str]) -> Publication:
    """Return the publication that ``--provenance KEY=VALUE`` states.

    Args:
        values: the values of the option.

    Raises:
        UsageError: a value has another form, or an unknown key.
    """
    found: dict[str, str] = {}
    for value in values:
        key, equals, text = value.partition("=")
        if key not in _KEYS or not equals or not text:
            message = f"--provenance {value}: give KEY=VALUE, where KEY is {', '.join(_KEYS[:-1])}, or {_KEYS[-1]}"
            raise UsageError(message)
        found[key] = text
    return Publication(**found)


def with_publication(options: WriteOptions, form: Format, path: str) -> WriteOptions:
    """Return the options for a document, with the repository and the revision that git knows, unless they are given.

    Args:
        options: the options of the command.
        form: the format. If it doesn't store a publication, git is not asked.
        path: the path of the document.
    """
    if not form.stores_publication:
        return options
    stated = options.publication
    repository, revision = published(str(Path(path).parent))
    own = replace(stated, repository=stated.repository or repository, revision=stated.revision or revision)
    return replace(options, publication=own)

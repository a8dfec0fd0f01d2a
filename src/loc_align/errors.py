"""The exceptions of the project. Damage in a document is never one of them: it is a ``Defect``.

::

    LocAlignError
    ├── InputError        a file or a value from outside that cannot be used at all
    │   ├── DecodeError   bytes that are not the text they should be
    │   └── FormatError   a translation memory that breaks the rules of its format
    └── UsageError        a caller's mistake: an unknown format, an impossible combination
"""

from __future__ import annotations


class LocAlignError(Exception):
    """Base of all errors that the project raises on purpose; the message says where and what to do."""


class InputError(LocAlignError):
    """A file or a value from outside cannot be used."""


class DecodeError(InputError):
    """Bytes are not text in the encoding that is asked for."""


class FormatError(InputError):
    """A translation memory breaks the rules of its format."""


class UsageError(LocAlignError):
    """The caller asked for something that does not exist or does not go together."""

"""The exceptions of the project. Damage in a document raises none of them; it is a ``Defect``.

::

    LocAlignError
    ├── InputError        a file or an external value that cannot be used
    │   ├── DecodeError   bytes that are not UTF-8
    │   └── FormatError   a file that breaks the rules of its format
    └── UsageError        a mistake in a call: an unknown format, options that exclude each other
"""

from __future__ import annotations


class LocAlignError(Exception):
    """The base class of the errors that the package raises. The message says what is wrong, where, and what to do."""


class InputError(LocAlignError):
    """A file or an external value cannot be used."""


class DecodeError(InputError):
    """The bytes are not valid UTF-8."""


class FormatError(InputError):
    """A file, such as a translation memory, breaks the rules of its format."""


class UsageError(LocAlignError):
    """The caller asked for something that does not exist, or combined options that exclude each other."""

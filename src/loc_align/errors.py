"""The exceptions of the project. Damage in a document raises none of them; it is a ``Defect``.

::

    LocAlignError
    ├── InputError        a file or an external value that cannot be used
    │   ├── DecodeError   bytes that are not UTF-8
    │   └── FormatError   a file that breaks the rules of its format
    └── UsageError        a mistake in a call: an unknown format, options that exclude each other
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

TRACEBACK = "LOC_ALIGN_TRACEBACK"
"""The environment variable with which an internal error shows its traceback."""


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


def bug_message(error: Exception) -> str:
    """Return a line about an exception that is a bug of the package: what it is, and how to report it."""
    return (
        f"internal error: {type(error).__name__}: {' '.join(str(error).split())}; please report it at "
        f"https://github.com/loc-align/loc-align/issues, with the output of the same command with {TRACEBACK}=1"
    )


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Name an output in the errors of the block that writes it.

    Args:
        name: the name for messages.

    Raises:
        InputError: the output cannot be written, for example because the disk is full.
    """
    try:
        yield
    except BrokenPipeError:
        raise  # the reader of the output has ended, which is not an error of the output
    except OSError as error:
        raise InputError(f"{name}: cannot be written: {error.strerror or error}") from None


_RETURNED_BY = {
    "Bitext": "loc_align.align(document) returns one",
    "Document": "loc_align.read(path) returns one",
    "Returned": "loc_align.read_returned(path) returns them",
    "TranslationUnit": "loc_align.align and loc_align.read_units return them",
}


def expect(value: object, kind: type) -> None:
    """Raise an error that names the cure if a caller confuses a path, a document, a bitext, and a unit.

    Raises:
        UsageError: the value is not of this kind.
    """
    if not isinstance(value, kind):
        message = f"expected a {kind.__name__}, not {type(value).__name__}; {_RETURNED_BY[kind.__name__]}"
        raise UsageError(message)


UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
"""Control and direction characters, and unpaired surrogates. Joiners are not among them: scripts need them."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPES = range(0xDC80, 0xDD00)


def printable(text: str) -> str:
    r"""Return a text on one line, with escapes for characters that could harm a terminal or a log.

    These are control and direction characters, and unpaired surrogates. A byte of a name that is not UTF-8 is shown as
    ``\xe9``.
    """
    return UNPRINTABLE.sub(_escaped, text)


def encodable(text: str) -> str:
    r"""Return a text that UTF-8 can encode. A byte of a name that is not UTF-8 becomes ``\xe9``."""
    return _SURROGATE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code - 0xDC00:02x}" if code in _SURROGATE_ESCAPES else ascii(found[0])[1:-1]

"""Reads alignments that link sentences by their IDs: the files of InterText, and those of XCES, as OPUS has them.

Such a file names two XML documents and lists, for each bead, the IDs of the elements in both. InterText lists those of
the document ``toDoc`` first (InterText server, technical details), XCES those of ``fromDoc`` (XCES, ``cesAlign``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import BinaryIO

from msgspec import Struct

from loc_align.errors import FormatError
from loc_align.text.xml_stream import elements

_GROUP, _LINK = "linkGrp", "link"
_ID = ("id", "xml:id")
Ids = tuple[str, ...]


class LinkGroup(Struct, frozen=True):
    """The links between two documents."""

    documents: tuple[str, str]
    """The paths of the documents, in the order of the IDs of each link."""
    links: tuple[tuple[Ids, Ids], ...]

    def ids(self, side: int) -> frozenset[str]:
        """Return the IDs of a side, 0 or 1."""
        return frozenset(item for link in self.links for item in link[side])


def are_links(head: bytes) -> bool:
    """Tell from the first bytes of a file whether it contains links."""
    return b"<linkGrp" in head or b"<cesAlign" in head


def read_links(stream: BinaryIO, name: str) -> list[LinkGroup]:
    """Read the groups of a file of links.

    Args:
        stream: the bytes of the file.
        name: the name of the file, for messages.

    Raises:
        FormatError: the file is not well-formed, or a group or a link lacks an attribute.
    """
    groups: list[LinkGroup] = []
    outer = _Outer()
    documents, links = ("", ""), list[tuple[Ids, Ids]]()
    for found in elements(stream, name, None, {_LINK}, {_GROUP}, rules=outer):
        if found.event == "start":
            documents, links = _documents(found.element.attrib, f"{name}:{found.line}", outer.root), []
        elif found.event == "end":
            groups.append(LinkGroup(documents, tuple(links)))
        else:
            own, semicolon, other = found.element.attrib.get("xtargets", "").partition(";")
            if not semicolon:
                message = f"{name}:{found.line}: the attribute xtargets needs two lists of IDs with a semicolon between"
                raise FormatError(message)
            links.append((tuple(own.split()), tuple(other.split())))
    return groups


def _documents(attributes: Mapping[str, str], where: str, root: str) -> tuple[str, str]:
    try:
        target, source = attributes["toDoc"], attributes["fromDoc"]
    except KeyError as error:
        message = f"{where}: a <linkGrp> needs the attribute {error.args[0]}, the path of a document"
        raise FormatError(message) from None
    return (target, source) if root == _GROUP else (source, target)


class _Outer:
    """Remembers the name of the root element."""

    is_foreign = False

    def __init__(self) -> None:
        self.root = ""

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:  # noqa: ARG002 - as the protocol wants
        self.root = self.root or tag

    def end(self) -> None:
        """Nothing to do."""

    def text(self, text: str, line: int) -> None:
        """Nothing to do."""


def read_sentences(stream: BinaryIO, name: str, ids: Collection[str]) -> dict[str, str]:
    """Read the texts of the elements of an XML document that have some IDs.

    Args:
        stream: the bytes of the document.
        name: the name of the document, for messages.
        ids: the IDs, as in the attribute ``id`` or ``xml:id``.

    Raises:
        FormatError: the document is not well-formed.
    """
    sentences = _Sentences(ids)
    for _ in elements(stream, name, None, (), rules=sentences):
        pass
    return {key: "".join(parts) for key, parts in sentences.found.items()}


class _Sentences:
    """Collects the text inside elements. Text inside two of them belongs to the inner one."""

    is_foreign = False

    def __init__(self, ids: Collection[str]) -> None:
        self._ids = ids
        self._open: list[str | None] = []
        self.found: dict[str, list[str]] = {}

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:  # noqa: ARG002 - as the protocol wants
        own = next((attributes[key] for key in _ID if key in attributes), None)
        around = self._open[-1] if self._open else None
        self._open.append(own if own in self._ids else around)

    def end(self) -> None:
        self._open.pop()

    def text(self, text: str, line: int) -> None:  # noqa: ARG002 - as the protocol wants
        if self._open and (key := self._open[-1]) is not None:
            self.found.setdefault(key, []).append(text)

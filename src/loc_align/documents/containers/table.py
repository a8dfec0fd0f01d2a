"""The formats of containers, by file suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from loc_align.documents.containers.pieces import Piece
from loc_align.documents.containers.xml_ import read_xml, write_xml
from loc_align.documents.containers.yaml_ import read_yaml
from loc_align.documents.containers.yaml_writing import write_yaml
from loc_align.model import Document, Edit


class ContainerFormat(Struct, frozen=True):
    """A format that can contain side-by-side Markdown."""

    read: Callable[[str], tuple[list[Piece], Mapping[str, str]]]
    """Returns the texts of a file that contain IDs of pairs, and its metadata."""
    write: Callable[[Document, Sequence[Edit]], str]
    """Returns the text of the file after edits."""


_YAML = ContainerFormat(read_yaml, write_yaml)
CONTAINERS: Mapping[str, ContainerFormat] = MappingProxyType(
    {".yml": _YAML, ".yaml": _YAML, ".xml": ContainerFormat(read_xml, write_xml)}
)
"""The formats of containers by file suffix, in lower case."""

"""SRX 2.0 read: the rules by which translation tools cut text into sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NoReturn
from xml.etree.ElementTree import Element

import regex

from loc_align.errors import FormatError
from loc_align.segmentation.pattern import translate
from loc_align.segmentation.rules import Rule, Rules
from loc_align.text.xml_stream import Found, elements

_SPACE = "http://www.lisa.org/srx20"
_YES = {"yes": True, "no": False}


@cache
def default_rules() -> Rules:
    """The rules that come with the package."""
    return load_rules(files("loc_align.segmentation").joinpath("default.srx").read_bytes(), "default.srx")


def load_rules(data: bytes, name: str) -> Rules:
    """Read a file of sentence rules.

    Args:
        data: the bytes of an SRX 2.0 file (LISA, Segmentation Rules eXchange 2.0).
        name: the file's name, for messages.

    Raises:
        FormatError: the file is not well-formed, declares an entity, or breaks the rules of SRX 2.0; the message has
            its line and the number of the rule.
    """
    reader = _Reader(name)
    for found in elements(BytesIO(data), name, "srx", _names(_Reader.WHOLE), _names(_Reader.AROUND), namespaces=True):
        reader.take(found)
    return reader.rules(hashlib.sha256(data).hexdigest())


def _names(tags: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{{{_SPACE}}}{tag}" for tag in tags)


class _Reader:
    """What was read so far."""

    WHOLE = ("rule", "languagemap", "formathandle")
    AROUND = ("srx", "header", "languagerule")

    def __init__(self, name: str) -> None:
        self._name = name
        self._line = 1
        self._header: tuple[bool, bool] | None = None
        self._handles: dict[str, bool] = {}
        self._group = ""
        self._rule = ""
        self._groups: dict[str, list[Rule]] = {}
        self._maps: list[tuple[str, tuple[Rule, ...]]] = []

    def take(self, found: Found) -> None:
        """Add an element."""
        self._line = found.line
        if found.event != "end":
            getattr(self, f"_take_{found.element.tag.rpartition('}')[2]}")(found.element)

    def rules(self, digest: str) -> Rules:
        """All of it."""
        if self._header is None:
            self._fail(f"there is no <header>; the elements of SRX 2.0 are in the namespace {_SPACE}")
        if not self._maps:
            self._fail("there is no <languagemap>, so no language has rules")
        return Rules(
            digest,
            self._header[0],
            tuple(self._maps),
            self._header[1],
            self._handles.get("start", False),
            self._handles.get("end", True),
            self._handles.get("isolated", False),
        )

    def _take_srx(self, element: Element) -> None:
        if element.get("version") != "2.0":
            self._fail(f"the version is {element.get('version')!r}, not '2.0'")

    def _take_header(self, element: Element) -> None:
        self._header = self._answer(element.attrib, "cascade"), self._answer(element.attrib, "segmentsubflows")

    def _take_formathandle(self, element: Element) -> None:
        if element.get("type") not in {"start", "end", "isolated"}:
            self._fail(f"<formathandle> has the type {element.get('type')!r}, not 'start', 'end' or 'isolated'")
        self._handles[element.attrib["type"]] = self._answer(element.attrib, "include")

    def _take_languagerule(self, element: Element) -> None:
        self._group = element.get("languagerulename", "")
        if not self._group or self._group in self._groups:
            self._fail(f"<languagerule> has the name {self._group!r}; give each its own")
        self._groups[self._group] = []

    def _take_rule(self, element: Element) -> None:
        if not self._group:
            self._fail("<rule> stands outside of a <languagerule>")
        rules = self._groups[self._group]
        self._rule = f"rule {len(rules) + 1} of {self._group!r}: "
        breaks = self._answer(element.attrib, "break", "yes")
        rule = Rule(breaks, self._pattern(element, "beforebreak"), self._pattern(element, "afterbreak"))
        if breaks and not (rule.before or rule.after):
            self._fail("it would cut everywhere; give it a <beforebreak> or an <afterbreak>")
        rules.append(rule)
        self._rule = ""

    def _take_languagemap(self, element: Element) -> None:
        name = element.get("languagerulename", "")
        if name not in self._groups:
            self._fail(f"<languagemap> refers to the <languagerule> {name!r}, which is not there")
        pattern = self._translated(element.get("languagepattern", ""), "languagepattern")
        self._maps.append((pattern, tuple(self._groups[name])))

    def _pattern(self, element: Element, tag: str) -> str:
        found = element.find(f"{{{_SPACE}}}{tag}")
        return self._translated("".join(found.itertext()), tag) if found is not None else ""

    def _translated(self, pattern: str, where: str) -> str:
        try:
            return translate(pattern)
        except regex.error as error:
            problem = str(error).partition(" at position")[0]  # the place is one in the translation
            self._fail(f"<{where}> {pattern!r} is not a regular expression: {problem}")

    def _answer(self, attributes: dict[str, str], name: str, default: str | None = None) -> bool:
        answer = attributes.get(name, default)
        if answer not in _YES:
            self._fail(f"the attribute {name!r} is {answer!r}, not 'yes' or 'no'")
        return _YES[answer]

    def _fail(self, problem: str) -> NoReturn:
        raise FormatError(f"{self._name}:{self._line}: {self._rule}{problem}")

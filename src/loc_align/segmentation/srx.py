"""Reader for SRX 2.0, the format in which translation tools exchange segmentation rules."""

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
_NO_HEADER = (False, True)
"""What a file without a header says: ``cascade="no" segmentsubflows="yes"``."""
_MOST_SHOWN = 80
"""The most characters of a regular expression to show in a message."""


@cache
def default_rules() -> Rules:
    """Return the segmentation rules of the package."""
    return load_rules(files("loc_align.segmentation").joinpath("default.srx").read_bytes(), "default.srx")


def load_rules(data: bytes, name: str) -> Rules:
    """Read segmentation rules.

    Args:
        data: the bytes of an SRX 2.0 file (LISA, Segmentation Rules eXchange 2.0), or of one in SRX 1.0.
        name: the name of the file, for messages.

    Returns:
        The rules of all languages in the file.

    Raises:
        FormatError: the file is not well-formed, declares an entity, or breaks the rules of SRX 2.0. The message
            names the line and the number of the rule.
    """
    reader = _Reader(name)
    for found in elements(BytesIO(data), name, "srx", _names(_Reader.WHOLE), _names(_Reader.AROUND), namespaces=True):
        reader.take(found)
    return reader.rules(hashlib.sha256(data).hexdigest())


def _names(tags: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{space}{tag}" for tag in tags for space in (f"{{{_SPACE}}}", ""))


class _Reader:
    """Collects the elements of a file."""

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
        """Process an element."""
        self._line = found.line
        if found.event != "end":
            getattr(self, f"_take_{found.element.tag.rpartition('}')[2]}")(found.element)

    def rules(self, digest: str) -> Rules:
        """Return the rules that were read."""
        if self._header is None and not self._maps:
            self._fail(f"<header> is missing; put the elements into the namespace {_SPACE}")
        if not self._maps:
            self._fail("<languagemap> is missing; add one for each language that has rules")
        cascade, subflows = self._header or _NO_HEADER
        return Rules(
            digest,
            cascade,
            tuple(self._maps),
            subflows,
            self._handles.get("start", False),
            self._handles.get("end", True),
            self._handles.get("isolated", False),
        )

    def _take_srx(self, element: Element) -> None:
        known = ("2.0",) if element.tag.startswith("{") else ("2.0", "1.0")  # 1.0 has no namespace
        if element.get("version", "2.0") not in known:
            self._fail(f"the version must be '2.0', not {element.get('version')!r}")

    def _take_header(self, element: Element) -> None:
        # Many tools leave out one of the two, which the schema requires.
        self._header = (
            self._answer(element.attrib, "cascade", "no"),
            self._answer(element.attrib, "segmentsubflows", "yes"),
        )

    def _take_formathandle(self, element: Element) -> None:
        if element.get("type") not in {"start", "end", "isolated"}:
            self._fail(f"the type of <formathandle> must be 'start', 'end', or 'isolated', not {element.get('type')!r}")
        self._handles[element.attrib["type"]] = self._answer(element.attrib, "include")

    def _take_languagerule(self, element: Element) -> None:
        self._group = element.get("languagerulename", "")
        if not self._group or self._group in self._groups:
            self._fail(f"the name {self._group!r} of <languagerule> is empty or used twice; give each its own name")
        self._groups[self._group] = []

    def _take_rule(self, element: Element) -> None:
        if not self._group:
            self._fail("<rule> must be inside <languagerule>")
        rules = self._groups[self._group]
        self._rule = f"rule {len(rules) + 1} of {self._group!r}: "
        breaks = self._answer(element.attrib, "break", "yes")
        rule = Rule(breaks, self._pattern(element, "beforebreak"), self._pattern(element, "afterbreak"))
        if breaks and not (rule.before or rule.after):
            self._fail("the rule would break everywhere; add <beforebreak> or <afterbreak>")
        rules.append(rule)
        self._rule = ""

    def _take_languagemap(self, element: Element) -> None:
        name = element.get("languagerulename", "")
        if name not in self._groups:
            self._fail(f"<languagemap> refers to {name!r}, but no <languagerule> before it has that name")
        pattern = self._translated(element.get("languagepattern", ""), "languagepattern")
        self._maps.append((pattern, tuple(self._groups[name])))

    def _pattern(self, element: Element, tag: str) -> str:
        found = next((child for child in element if child.tag.rpartition("}")[2] == tag), None)
        return self._translated("".join(found.itertext()), tag) if found is not None else ""

    def _translated(self, pattern: str, where: str) -> str:
        try:
            return translate(pattern)
        except (regex.error, ValueError, OverflowError, RecursionError, MemoryError) as error:
            problem = str(error).partition(" at position")[0]  # the position refers to the translated pattern
            if isinstance(error, RecursionError):
                problem = "it is nested too deeply"
            shown = pattern if len(pattern) <= _MOST_SHOWN else f"{pattern[:_MOST_SHOWN]}…"
            self._fail(f"the regular expression {shown!r} of <{where}> is not valid: {problem}")

    def _answer(self, attributes: dict[str, str], name: str, default: str | None = None) -> bool:
        answer = attributes.get(name, default)
        if answer not in _YES:
            self._fail(f"the attribute {name!r} must be 'yes' or 'no', not {answer!r}")
        return _YES[answer]

    def _fail(self, problem: str) -> NoReturn:
        raise FormatError(f"{self._name}:{self._line}: {self._rule}{problem}")

"""The rules of TMX: the DTD of TMX 1.4, and the rules of the specification about codes and dates."""

from __future__ import annotations

from collections.abc import Mapping

from loc_align.formats.notices import Deviation
from loc_align.formats.validity.shapes import grammar
from loc_align.formats.validity.values import VALUES, matching, one_of
from loc_align.formats.validity.walk import Frame, Walk
from loc_align.text.xml_stream import Broken

_DAY = r"\d{4}-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-4])(:?[0-5]\d(:?[0-5]\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?"
_VALUES = {
    **VALUES,
    "version": matching(r"1\.[0-4][ab]?", "1.4 or an earlier version"),
    "date": matching(rf"{_DAY}(T{_TIME})?", "a date such as 20240517T120000Z"),
    "segtype": one_of("block paragraph sentence phrase"),
    "pos": one_of("begin end"),
    "assoc": one_of("p f b"),
    "number": matching(r"\d+", "a whole number"),
    "language": matching(r"\S+", "a language tag"),
    "code": matching(r"#x[0-9A-Fa-f]+", "a code point such as #xF8FF"),
}

_ADMIN = "creationdate=date creationid changedate=date changeid"
_USED = f"o-encoding datatype usagecount=number lastusagedate=date creationtool creationtoolversion {_ADMIN} o-tmf"
_CODES = "#text (bpt ept it ph hi ut)*"

TMX = grammar(
    f"""
    tmx    | version!=version | header body
    header | creationtool! creationtoolversion! segtype!=segtype o-tmf! adminlang! srclang!=language datatype! \
             o-encoding {_ADMIN} | (note prop ude)*
    body   | | tu*
    note   | o-encoding xml:lang lang | #text
    prop   | type! xml:lang lang o-encoding | #text
    ude    | name! base | map+
    map    | unicode!=code code ent subst |
    tu     | tuid srclang=language segtype=segtype {_USED} | (note prop)* tuv+
    tuv    | xml:lang=language lang=language {_USED} | (note prop)* seg
    seg    | | {_CODES}
    bpt    | i! x type | #text sub*
    ept    | i! | #text sub*
    it     | pos!=pos x type | #text sub*
    ph     | x assoc=assoc type | #text sub*
    ut     | x | #text sub*
    hi     | x type | {_CODES}
    sub    | datatype type | {_CODES}
    """,
    _VALUES,
)
"""The elements of TMX 1.4b. Earlier versions have fewer."""


class TmxRules(Walk):
    """Validates a TMX document."""

    def __init__(self, deviation: Deviation | None = None) -> None:
        """Start a document.

        Args:
            deviation: receives each violation that loses nothing; by default, it is raised like the others.
        """
        super().__init__(TMX, lambda tag: None if ":" in tag or "}" in tag else tag, "TMX", deviation=deviation)
        self._opened: dict[str, int] = {}
        self._closed: set[str] = set()

    def entered(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Check the languages of variants, and the pairing of codes in a segment."""
        if name == "tuv" and not (attributes.get("xml:lang") or attributes.get("lang")):
            raise Broken("<tuv> must have the attribute 'xml:lang'", line, loses=True)
        if name == "seg":
            self._opened, self._closed = {}, set()
        elif name == "bpt":
            self._open(attributes["i"], line)
        elif name == "ept":
            self._close(attributes["i"], line)
        elif name == "map" and "code" in attributes and "base" not in self.stack[-2].attributes:
            raise Broken("<ude> must have the attribute 'base', because a <map> in it has a 'code'", line)

    def _open(self, number: str, line: int) -> None:
        if number in self._opened or number in self._closed:
            raise Broken(f"two <bpt> in a segment have i={number!r}", line)
        self._opened[number] = line

    def _close(self, number: str, line: int) -> None:
        if number in self._closed:
            raise Broken(f"two <ept> in a segment have i={number!r}", line)
        if self._opened.pop(number, None) is None:
            raise Broken(f"<ept> with i={number!r} must follow a <bpt> with the same number in its segment", line)
        self._closed.add(number)

    def left(self, frame: Frame) -> None:
        """Check that every opened code is closed."""
        if frame.name == "seg" and self._opened:
            number, line = next(iter(self._opened.items()))
            raise Broken(f"<bpt> with i={number!r} must have an <ept> with the same number in its segment", line)

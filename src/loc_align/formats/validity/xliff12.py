"""The rules of XLIFF 1.2: its transitional schema, and its keys. Earlier versions are read by the same rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from loc_align.formats.notices import Deviation
from loc_align.formats.validity.shapes import grammar
from loc_align.formats.validity.values import VALUES, matching, one_of, own_or_one_of, some_of
from loc_align.formats.validity.walk import Frame, Walk
from loc_align.text.xml_stream import Broken

_DATATYPES = """
    plaintext html xml asp c cdf cfm cpp csharp cstring csv database documentfooter documentheader filedialog form
    htmlbody ini interleaf javaclass javapropertyresourcebundle javalistresourcebundle javascript jscript layout
    lisp margin menufile messagefile mif mimetype mo msglib pagefooter pageheader parameters pascal php po report
    resources resx rtf sgml sgmldtd svg vbscript warning winres xhtml xmldtd xsl xul
"""
_MARKS = """
    seg term protected abbrev abbreviated-form abbreviation acronym appellation collocation common-name datetime
    equation expanded-form formula head-term initialism international-scientific-term internationalism
    logical-expression materials-management-unit name near-synonym part-number phrase phraseological-unit romanized-form
    set-phrase short-form sku standard-text symbol synonym synonymous-phrase transcribed-form transliterated-form
    truncated-term variant
"""
_STATES = """
    new needs-translation translated signed-off final needs-adaptation needs-l10n needs-review-adaptation
    needs-review-l10n needs-review-translation
"""
_QUALIFIERS = """
    exact-match fuzzy-match id-match leveraged-glossary leveraged-inherited leveraged-mt leveraged-repository
    leveraged-tm mt-suggestion rejected-grammar rejected-inaccurate rejected-length rejected-spelling tm-suggestion
"""
_CONTEXTS = "sourcefile linenumber database element elementtitle numparams paramnotes record recordtitle"

_VALUES = {
    **VALUES,
    "version": matching(r"1\.[0-2]", "1.0, 1.1 or 1.2"),
    "datatype": own_or_one_of(_DATATYPES),
    "mtype": own_or_one_of(_MARKS),
    "state": own_or_one_of(_STATES),
    "qualifier": own_or_one_of(_QUALIFIERS),
    "context": own_or_one_of(_CONTEXTS),
    "pair": own_or_one_of("bold italic underlined link"),
    "single": own_or_one_of("image pb lb"),
    "kind": own_or_one_of("proposal previous-version rejected reference accepted"),
    "purpose": some_of("information location match"),
    "pos": one_of("open close"),
    "assoc": one_of("preceding following both"),
    "annotates": one_of("source target general"),
    "mime": matching(r"(text|multipart|message|application|image|audio|video|model)(/.+)?", "a media type"),
    "coord": matching(r"(-?\d+|#)(;(-?\d+|#)){3}", "four numbers or '#', separated by semicolons"),
}
_CODES = "#text (g x bx ex bpt ept ph it mrk)*"
_UNITS = "(group trans-unit bin-unit)*"
_INFO = "context-group count-group prop-group note"
_SPACE = "translate=yesno xml:space=space coord=coord"

XLIFF12 = grammar(
    f"""
    xliff         | version!=version xml:lang @open | file+ #anywhere
    file          | original! source-language!=language datatype!=datatype target-language=language \
                    xml:space=space @open | header? body
    header        | @open | skl? phase-group? (glossary reference count-group prop-group note tool)* #anywhere
    skl           | @open | (internal-file external-file)
    glossary      | @open | (internal-file external-file) #text
    reference     | @open | (internal-file external-file) #text
    internal-file | @open | #text
    external-file | href! @open |
    note          | priority=priority annotates=annotates @open | #text
    phase-group   | @open | phase+
    phase         | phase-name! process-name! @open | note*
    count-group   | name! @open | count*
    count         | @open | #text
    context-group | purpose=purpose @open | context+
    context       | context-type!=context match-mandatory=yesno @open | #text
    prop-group    | @open | prop+
    prop          | prop-type! @open | #text
    tool          | tool-id! tool-name! @open | #text #foreign* #anywhere
    body          | @open | {_UNITS} #anywhere
    group         | datatype=datatype merged-trans=yesno {_SPACE} @open | ({_INFO})* {_UNITS} #anywhere
    trans-unit    | id! approved=yesno datatype=datatype {_SPACE} @open | \
                    source seg-source? target? ({_INFO} alt-trans)* #anywhere
    source        | xml:lang @open | {_CODES}
    seg-source    | xml:lang @open | {_CODES}
    target        | xml:lang state=state state-qualifier=qualifier equiv-trans=yesno coord=coord @open | {_CODES}
    alt-trans     | alttranstype=kind xml:lang datatype=datatype xml:space=space @open | \
                    source? seg-source? target+ ({_INFO})* #anywhere
    bin-unit      | id! mime-type!=mime approved=yesno translate=yesno @open | \
                    bin-source bin-target? ({_INFO} trans-unit)* #anywhere
    bin-source    | @open | (internal-file external-file)
    bin-target    | mime-type=mime state=state state-qualifier=qualifier @open | (internal-file external-file)
    g             | id! ctype=pair clone=yesno @open | {_CODES}
    x             | id! ctype=single clone=yesno @open |
    bx            | id! rid=nmtoken ctype=pair clone=yesno @open |
    ex            | id! rid=nmtoken @open |
    ph            | id! ctype=single assoc=assoc @open | #text sub*
    bpt           | id! rid=nmtoken ctype=pair @open | #text sub*
    ept           | id! rid=nmtoken @open | #text sub*
    it            | id! pos!=pos rid=nmtoken ctype=pair @open | #text sub*
    sub           | datatype=datatype ctype=pair @open | {_CODES}
    mrk           | mtype!=mtype mid=nmtoken @open | {_CODES}
    """,
    _VALUES,
)
"""The elements of XLIFF 1.2, and ``prop`` of 1.0 and 1.1."""

NAMESPACES = ("urn:oasis:names:tc:xliff:document:1.2", "urn:oasis:names:tc:xliff:document:1.1")
_OPENS = {"ept": "bpt", "ex": "bx"}


class Xliff12Rules(Walk):
    """Validates an XLIFF 1.2 document."""

    def __init__(self, *, codes: bool = True, deviation: Deviation | None = None) -> None:
        """Start a document.

        Args:
            codes: whether to validate the codes of targets. A merge checks them for each unit instead.
            deviation: receives each violation that loses nothing; by default, it is raised like the others.
        """
        super().__init__(XLIFF12, _name, "XLIFF 1.2", closed=codes, deviation=deviation)
        self._codes = codes
        self._new_file()

    def _new_file(self) -> None:
        self._units: dict[str, int] = {}
        self._groups: set[str] = set()
        self._tools: set[str] = set()
        self._phases: set[str] = set()
        self._file_tool: str | None = None
        self._references: dict[str, int] = {}
        """The units that codes refer to."""
        self._segments: set[str] | None = None
        self._starts: set[tuple[str, str]] = set()
        self._halves: Counter[str] = Counter()

    def entered(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Check IDs and references to them."""
        if name == "file":
            self._new_file()
            self._file_tool = attributes.get("tool-id")
        elif name == "body" and self._file_tool is not None and self._file_tool not in self._tools:
            raise Broken(f"<file> refers to the tool {self._file_tool!r}, which the header does not contain", line)
        elif name in {"trans-unit", "bin-unit"}:
            self._unit(name, attributes, line)
        elif name == "group":
            self._once(self._groups, attributes.get("id"), "groups in the file", line)
        elif name in {"tool", "phase"}:
            key = attributes[f"{name}-id" if name == "tool" else "phase-name"]
            self._once(self._tools if name == "tool" else self._phases, key, f"{name}s in the file", line)
        elif name == "mrk":
            self._mark(attributes, line)
        elif name in {"source", "seg-source", "target"}:
            self._starts, self._halves = set(), Counter()
        elif "id" in attributes:
            self._code(name, attributes, line)
        if name in {"trans-unit", "target", "alt-trans", "count", "phase"}:
            self._referred(name, attributes, line)

    @staticmethod
    def _once(seen: set[str], key: str | None, what: str, line: int) -> None:
        if key is None:
            return
        if key in seen:
            raise Broken(f"two {what} have the ID {key!r}", line)
        seen.add(key)

    def _unit(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        key = attributes["id"]
        if key in self._units:
            raise Broken(f"two units in the file have the ID {key!r}; the first is on line {self._units[key]}", line)
        self._units[key] = line
        if name == "trans-unit":
            self._segments = None

    def _referred(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Check that the header contains the phases and tools that an element refers to."""
        phase, tool = attributes.get("phase-name"), attributes.get("tool-id")
        if name != "phase" and phase is not None and phase not in self._phases:
            raise Broken(f"<{name}> refers to the phase {phase!r}, which the header does not contain", line)
        if name == "alt-trans" and tool is not None and tool not in self._tools:
            raise Broken(f"<{name}> refers to the tool {tool!r}, which the header does not contain", line)

    def _mark(self, attributes: Mapping[str, str], line: int) -> None:
        """Check that every segment of the target is in ``seg-source``."""
        mid = attributes.get("mid")
        if attributes["mtype"] == "seg" and mid is None:
            raise Broken("<mrk> of a segment must have the attribute 'mid'", line)
        around = [frame.name for frame in self.stack]
        if mid is None or "alt-trans" in around:
            return
        if "seg-source" in around:
            self._segments = set() if self._segments is None else self._segments
            self._once(self._segments, mid, "segments in the unit", line)
        elif self._codes and around[-2] == "target" and mid not in (self._segments or ()):
            raise Broken(f"the target contains a segment {mid!r} that <seg-source> does not contain", line)

    def _code(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Check the pairs of codes with the same ``rid``, and note references to units by ``xid``."""
        if "xid" in attributes:
            self._references.setdefault(attributes["xid"], line)
        self._halves[name] += 1
        rid = attributes.get("rid")
        if rid is None or not self._counts():
            return
        if name in _OPENS.values():
            if (name, rid) in self._starts:
                raise Broken(f"two <{name}> have rid={rid!r}", line)
            self._starts.add((name, rid))
        elif name in _OPENS and (_OPENS[name], rid) not in self._starts:
            raise Broken(f"<{name}> with rid={rid!r} must follow a <{_OPENS[name]}> with the same 'rid'", line)

    def _counts(self) -> bool:
        return self._codes or not any(frame.name == "target" for frame in self.stack)

    def left(self, frame: Frame) -> None:
        """Check references to elements that can come later."""
        if frame.name in {"source", "seg-source", "target"} and self._counts():
            started, ended = self._halves["bpt"], self._halves["ept"]
            if started != ended and self.stack[-2].name == "trans-unit":
                shown = f"<{frame.name}> contains {started} <bpt> and {ended} <ept>; the numbers must be equal"
                raise Broken(shown, frame.line)
        elif frame.name == "file":
            for key, line in self._references.items():
                if key not in self._units:
                    raise Broken(f"a code refers to the unit {key!r}, which the file does not contain", line)


def _name(tag: str) -> str | None:
    space, _, local = tag.rpartition("}")
    return local if space[1:] in NAMESPACES or not space else None

"""The elements of XLIFF 2.0, 2.1 and 2.2: the core and the modules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from loc_align.formats.validity.shapes import grammar
from loc_align.formats.validity.values import VALUES, Value, matching, one_of

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "urn:oasis:names:tc:xliff:document:2.0": "",
        "urn:oasis:names:tc:xliff:document:2.2": "",
        "urn:oasis:names:tc:xliff:matches:2.0": "mtc:",
        "urn:oasis:names:tc:xliff:glossary:2.0": "gls:",
        "urn:oasis:names:tc:xliff:metadata:2.0": "mda:",
        "urn:oasis:names:tc:xliff:resourcedata:2.0": "res:",
        "urn:oasis:names:tc:xliff:changetracking:2.0": "ctr:",
        "urn:oasis:names:tc:xliff:changetracking:2.1": "ctr:",
        "urn:oasis:names:tc:xliff:sizerestriction:2.0": "slr:",
        "urn:oasis:names:tc:xliff:validation:2.0": "val:",
        "urn:oasis:names:tc:xliff:fs:2.0": "fs:",
    }
)
"""The namespaces with rules, and their prefixes. Elements of other namespaces are ignored."""

ROOTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "mtc:matches": frozenset(("unit",)),
        "gls:glossary": frozenset(("unit",)),
        "mda:metadata": frozenset(("file", "group", "unit", "mtc:match")),
        "res:resourceData": frozenset(("file", "group", "unit")),
        "ctr:changeTrack": frozenset(("file", "group", "unit")),
        "slr:profiles": frozenset(("file",)),
        "slr:data": frozenset(("file", "group", "unit")),
        "val:validation": frozenset(("file", "group", "unit")),
    }
)
"""The elements that modules add to the core, and the elements that can contain them."""

_TAGS = """
    a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5
    h6 head hr html i img label legend li ol p pre q s samp select small span strike strong sub sup table tbody td
    tfoot th thead title tr tt u ul
"""

_VALUES: Mapping[str, Value] = {
    **VALUES,
    "version": matching(r"2\.\d", "2.0, 2.1 or 2.2"),
    "dir": one_of("ltr rtl auto"),
    "reorder": one_of("yes firstNo no"),
    "type": one_of("fmt ui quote link image other"),
    "mark": matching(r"generic|comment|term|[^\s:]+:[^\s:]+", "generic, comment, term, or 'prefix:value'"),
    "own": matching(r"[^\s:]+:[^\s:]+", "of the form 'prefix:value'"),
    "state": one_of("initial translated reviewed final"),
    "side": one_of("source target"),
    "part": one_of("source target ignorable"),
    "match": one_of("am mt icm idm tb tm other"),
    "normal": one_of("none nfc nfd"),
    "preserve": one_of("preserve"),
    "hex": matching(r"(?:[0-9A-Fa-f]{2})+", "hexadecimal digits in pairs"),
    "html": one_of(_TAGS),
}
_INHERITED = "canResegment=yesno translate=yesno srcDir=dir trgDir=dir xml:space=space"
_CODE = "canCopy=yesno canDelete=yesno canReorder=reorder copyOf=nmtoken subType=own type=type"
_SINGLE = f"{_CODE} disp equiv dataRef=nmtoken subFlows=nmtokens"
_INLINE = "#text (cp ph pc sc ec mrk sm em)*"
_MARK = "id!=nmtoken translate=yesno type=mark ref value"

# Metadata of a whole document exists since 2.2. The samples of 2.2 use ``meta`` without a prefix.
XLIFF2 = grammar(
    f"""
    xliff        | version!=version srcLang!=language trgLang=language xml:space=space @any | mda:metadata? notes? file+
    file         | id!=nmtoken original {_INHERITED} @any | skeleton? #foreign* notes? (unit group)+
    skeleton     | href | #text #foreign* #anywhere
    group        | id!=nmtoken name type=own {_INHERITED} @any | #foreign* notes? (unit group)*
    unit         | id!=nmtoken name type=own {_INHERITED} @any | #foreign* notes? originalData? (segment ignorable)+
    segment      | id=nmtoken canResegment=yesno state=state subState=own @module | source target?
    ignorable    | id=nmtoken @module | source target?
    notes        | | note+
    note         | id=nmtoken appliesTo=side category priority=priority ref @any | #text
    originalData | | data+
    data         | id!=nmtoken dir=dir xml:space=preserve | #text cp*
    source       | xml:lang=language xml:space=space | {_INLINE}
    target       | xml:lang=language xml:space=space order=positive | {_INLINE}
    cp           | hex!=hex |
    ph           | id!=nmtoken {_SINGLE} @module |
    pc           | id!=nmtoken {_CODE} canOverlap=yesno dispStart dispEnd equivStart equivEnd dataRefStart=nmtoken \
                   dataRefEnd=nmtoken subFlowsStart=nmtokens subFlowsEnd=nmtokens dir=dir @module | {_INLINE}
    sc           | id!=nmtoken {_SINGLE} canOverlap=yesno dir=dir isolated=yesno @module |
    ec           | id=nmtoken startRef=nmtoken {_SINGLE} canOverlap=yesno dir=dir isolated=yesno @module |
    mrk          | {_MARK} @any | {_INLINE}
    sm           | {_MARK} @any |
    em           | startRef!=nmtoken |

    mtc:matches  | | mtc:match+
    mtc:match    | ref! id=nmtoken matchQuality=percentage matchSuitability=percentage origin reference=yesno \
                   similarity=percentage subType=own type=match @any | \
                   mda:metadata? originalData? source target #foreign*
    gls:glossary   | | gls:glossEntry+
    gls:glossEntry | id=nmtoken ref @any | gls:term gls:translation* gls:definition? #foreign*
    gls:term       | source @any | #text
    gls:translation | id=nmtoken ref source @any | #text
    gls:definition | source @any | #text
    mda:metadata   | id=nmtoken | mda:metaGroup+
    mda:metaGroup  | id=nmtoken category appliesTo=part | (mda:metaGroup mda:meta meta)+
    mda:meta       | type! | #text
    meta           | type! | #text
    res:resourceData    | | res:resourceItemRef* res:resourceItem*
    res:resourceItemRef | id=nmtoken ref!=nmtoken @any |
    res:resourceItem    | id=nmtoken mimeType context=yesno @any | res:source? res:target? res:reference*
    res:source          | href xml:lang=language @any | #text #foreign*
    res:target          | href xml:lang=language @any | #text #foreign*
    res:reference       | href! xml:lang=language @any |
    ctr:changeTrack | @any | ctr:revisions+
    ctr:revisions   | appliesTo! ref=nmtoken currentVersion=nmtoken @any | ctr:revision+
    ctr:revision    | author datetime version=nmtoken @any | ctr:item+ #foreign*
    ctr:item        | property! @any | #text #foreign* #anywhere
    slr:profiles      | generalProfile storageProfile | slr:normalization? #foreign*
    slr:normalization | general=normal storage=normal |
    slr:data          | profile! @any | #foreign*
    val:validation  | @any | val:rule+
    val:rule        | isPresent occurs=positive isNotPresent startsWith endsWith existsInSource=yesno \
                      caseSensitive=yesno normalization=normal disabled=yesno @any |
    """,
    _VALUES,
)
"""The elements by name. Elements of modules have the prefix that the specification uses."""

FS = "{urn:oasis:names:tc:xliff:fs:2.0}"
SLR = "{urn:oasis:names:tc:xliff:sizerestriction:2.0}"

MODULE_ATTRIBUTES: Mapping[str, Value | None] = MappingProxyType(
    {
        f"{FS}fs": _VALUES["html"],
        f"{FS}subFs": None,
        f"{SLR}equivStorage": None,
        f"{SLR}sizeInfo": None,
        f"{SLR}sizeInfoRef": VALUES["nmtoken"],
        f"{SLR}sizeRestriction": None,
        f"{SLR}storageRestriction": None,
    }
)
"""The attributes that modules add to elements of the core."""

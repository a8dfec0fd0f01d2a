"""SRX files: reading and applying segmentation rules."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import re
import sys
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from conftest import SHARED
from loc_align import extract, read
from loc_align.cli import main
from loc_align.errors import FormatError
from loc_align.markdown import inline
from loc_align.segmentation import Rules, cut, default_rules, load_rules
from loc_align.segmentation.pattern import translate

_DEFAULT = files("loc_align.segmentation").joinpath("default.srx").read_bytes()
_XSD = SHARED / "schemas" / "srx" / "srx20.xsd"
_STOP = "<rule break='yes'><beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak></rule>"
_SHORT = "<rule break='no'><beforebreak>\\b(?i)etc\\.</beforebreak><afterbreak>\\s</afterbreak></rule>"


def srx(rules: str, maps: str, *, cascade: str = "no", header: str = "") -> bytes:
    """Return an SRX file with groups of rules and a map of languages."""
    return (
        "<srx xmlns='http://www.lisa.org/srx20' version='2.0'>\n"
        f"<header segmentsubflows='no' cascade='{cascade}'>{header}</header>\n"
        f"<body><languagerules>\n{rules}</languagerules>\n<maprules>{maps}</maprules></body></srx>"
    ).encode()


def group(name: str, rules: str) -> str:
    return f"<languagerule languagerulename='{name}'>{rules}</languagerule>\n"


def language(pattern: str, name: str) -> str:
    return f"<languagemap languagepattern='{pattern}' languagerulename='{name}'/>"


def cuts(text: str, rules: Rules, lang: str = "en") -> list[str]:
    return [text[first:last] for first, last in pairwise([0, *cut((text,), lang, rules), len(text)])]


_BOTH = group("short", _SHORT) + group("all", _STOP)


@pytest.mark.parametrize(
    ("cascade", "expected"), [("yes", ["a etc. b. ", "c"]), ("no", ["a etc. b. c"])], ids=["cascade", "first-map-only"]
)
def test_cascade(cascade: str, expected: list[str]) -> None:
    rules = load_rules(srx(_BOTH, language("en.*", "short") + language(".*", "all"), cascade=cascade), "r.srx")
    assert cuts("a etc. b. c", rules) == expected


def test_the_first_rule_that_fits_binds() -> None:
    maps = language(".*", "all")
    assert cuts("a etc. b", load_rules(srx(group("all", _SHORT + _STOP), maps), "r.srx")) == ["a etc. b"]
    assert cuts("a etc. b", load_rules(srx(group("all", _STOP + _SHORT), maps), "r.srx")) == ["a etc. ", "b"]


def test_a_file_without_a_header_or_a_version_has_the_defaults() -> None:
    whole = srx(_BOTH, language("en.*", "short") + language(".*", "all")).decode()
    bare = re.sub(r"<header.*?(?:/>|</header>)", "", whole, flags=re.DOTALL).replace(" version='2.0'", "")
    assert "header" not in bare
    assert "version=" not in bare.partition("<srx")[2]
    assert cuts("a etc. b. c", load_rules(bare.encode(), "r.srx")) == cuts(
        "a etc. b. c", load_rules(whole.encode(), "r.srx")
    )


def test_a_language_without_rules_is_not_cut() -> None:
    assert cuts("a. b", load_rules(srx(_BOTH, language("EN.*", "all")), "r.srx"), "fr") == ["a. b"]


def test_the_pattern_of_a_language_is_read_without_regard_to_case() -> None:
    assert cuts("a. b", load_rules(srx(_BOTH, language("EN.*", "all")), "r.srx"), "en-GB") == ["a. ", "b"]


@pytest.mark.parametrize(
    ("handle", "text", "expected"),
    [
        ("", "*a.* b", ["*a.* ", "b"]),
        ("<formathandle type='end' include='no'/>", "*a.* b", ["*a.* ", "b"]),
        ("", "a. <!-- x -->b", ["a. ", "<!-- x -->b"]),
        ("<formathandle type='isolated' include='yes'/>", "a. <!-- x -->b", ["a. <!-- x -->", "b"]),
        ("", "a. *b*", ["a. ", "*b*"]),
        ("<formathandle type='start' include='yes'/>", "a. *b*", ["a. *b*"]),
    ],
)
def test_format_handles(handle: str, text: str, expected: list[str]) -> None:
    rules = load_rules(srx(group("all", _STOP), language(".*", "all"), header=handle), "r.srx")
    starts = cut(inline.parse(text), "en", rules)
    assert [text[first:last] for first, last in pairwise([0, *starts, len(text)])] == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "r.srx:1: not well-formed: no element found"),
        (b"<srx", "r.srx:1: not well-formed: unclosed token"),
        (b"<tmx/>", "r.srx:1: the root element must be <srx>, not <tmx>"),
        (b"<srx version='2.0'/>", "r.srx:1: <header> is missing; put the elements into the namespace http://www.lisa.org/srx20"),
        (b"<srx xmlns='http://www.lisa.org/srx20' version='1.0'/>", "r.srx:1: the version must be '2.0', not '1.0'"),
        (
            b"<!DOCTYPE srx [<!ENTITY a 'b'>]><srx/>",
            "r.srx:1: the file declares the entity 'a'; write the text instead of an entity",
        ),
        (srx(_BOTH, ""), "r.srx:7: <languagemap> is missing; add one for each language that has rules"),
        (
            srx(_BOTH, language(".", "b")),
            "r.srx:7: <languagemap> refers to 'b', but no <languagerule> before it has that name",
        ),
        (
            srx(_BOTH, language("(", "all")),
            "r.srx:7: the regular expression '(' of <languagepattern> is not valid: missing )",
        ),
        (srx(_BOTH, "", cascade="maybe"), "r.srx:2: the attribute 'cascade' must be 'yes' or 'no', not 'maybe'"),
        (
            srx(_BOTH + group("all", _STOP), ""),
            "r.srx:6: the name 'all' of <languagerule> is empty or used twice; give each its own name",
        ),
        (
            srx(group("", _STOP), ""),
            "r.srx:4: the name '' of <languagerule> is empty or used twice; give each its own name",
        ),
        (srx(_STOP, ""), "r.srx:4: <rule> must be inside <languagerule>"),
        (
            srx(group("all", _STOP + "\n<rule break='no'><beforebreak>[a</beforebreak></rule>"), ""),
            (
                "r.srx:5: rule 2 of 'all': the regular expression '[a' of <beforebreak> is not valid: "
                "unterminated character set"
            ),
        ),
        (
            srx(group("all", "<rule><beforebreak/></rule>"), ""),
            "r.srx:4: rule 1 of 'all': the rule would break everywhere; add <beforebreak> or <afterbreak>",
        ),
        (
            srx(group("all", "<rule break='often'/>"), ""),
            "r.srx:4: rule 1 of 'all': the attribute 'break' must be 'yes' or 'no', not 'often'",
        ),
        (
            srx(_BOTH, "", header="<formathandle type='middle' include='yes'/>"),
            "r.srx:2: the type of <formathandle> must be 'start', 'end', or 'isolated', not 'middle'",
        ),
    ],
)  # fmt: skip
def test_broken_files_say_where_and_why(data: bytes, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        load_rules(data, "r.srx")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        (r"\x{2028}", r"\U00002028"),
        (r"\Qa.b\E+", r"a\.b+"),
        (r"\p{IsLu}\P{isL}", r"\p{Lu}\P{L}"),
        (r"\z", r"\Z"),
        (r"(?iu)a(?u)b(?u:c)", r"(?i)a(?:)b(?:c)"),
        (r"a++(?>b)[[:alpha:]&&[^x]]\bc", r"a++(?>b)[[:alpha:]&&[^x]]\bc"),
        (r"[\h\.]", "[[ \\t\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]\\.]"),
    ],
)
def test_icu_expressions(pattern: str, written: str) -> None:
    assert translate(pattern) == written


@pytest.mark.skipif(not _XSD.exists(), reason=f"no schema in {_XSD.parent}")
def test_the_default_rules_are_valid() -> None:
    schema = etree.XMLSchema(etree.parse(_XSD))
    schema.assertValid(etree.fromstring(_DEFAULT))


_PIECES = st.lists(
    st.sampled_from(["<", ">", "/", "srx", "rule", "'", "=", "break", "yes", "&", "(", "[", "\\", "é"]), max_size=9
)


@settings(deadline=None, max_examples=40)
@given(at=st.integers(0, len(_DEFAULT)), length=st.integers(0, 400), put=_PIECES.map("".join))
@example(at=0, length=0, put="")
def test_a_damaged_file_is_refused_or_read(at: int, length: int, put: str) -> None:
    damaged = _DEFAULT[:at] + put.encode() + _DEFAULT[at + length :]
    with contextlib.suppress(FormatError):
        cut(("One. Two.",), "en", load_rules(damaged, "damaged.srx"))


def test_a_file_of_ones_own_cuts_an_export(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"One; two. Three.\n")
    rule = group("all", "<rule><beforebreak>;</beforebreak><afterbreak>\\s</afterbreak></rule>")
    (tmp_path / "own.srx").write_bytes(srx(rule, language(".*", "all")))
    (tmp_path / "other.md").write_bytes(b"Four; five.\n")
    arguments = ["export", str(tmp_path), "--source-only", "--to", "jsonl", "--jobs", "2", "-q"]
    done = CliRunner().invoke(main, [*arguments, "--srx", str(tmp_path / "own.srx")])
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == [
        "Four;",
        "five.",
        "One;",
        "two. Three.",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--srx", "none.srx", "--source-only"], 1, "none.srx: No such file or directory"),
        (["--srx", "x"], 2, "--srx is for monolingual documents; add --source-only"),
    ],
)
def test_a_wrong_rule_file_ends_the_command(arguments: list[str], code: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"One.\n")
    done = CliRunner().invoke(main, ["export", str(tmp_path), "--to", "jsonl", *arguments])
    assert message in done.stderr
    assert done.exit_code == code


@pytest.mark.parametrize(("answer", "expected"), [("no", ["One. Two."]), ("yes", ["One.", "Two."])])
def test_texts_inside_of_markup_are_cut_where_the_file_says_so(answer: str, expected: list[str]) -> None:
    data = srx(group("all", _STOP), language(".*", "all"))
    rules = load_rules(data.replace(b"subflows='no'", f"subflows='{answer}'".encode()), "r.srx")
    units = extract(read(b"[a](u 'One. Two.')\n"), rules=rules).units
    assert [unit.source.text for unit in units if unit.source and unit.block == "attribute"] == expected


def _benchmark() -> Any:  # noqa: ANN401 - a script is not a typed module
    path = Path(__file__).resolve().parents[1] / "benchmarks" / "segmentation.py"
    spec = importlib.util.spec_from_file_location("segmentation_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for it
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("repository", "side", "floor"),
    [
        ("mdop.de", "source", 0.998),
        ("mdop.de", "target", 0.995),
        ("ps.fr", "target", 0.997),
        ("quantum.ja", "target", 0.988),
        ("rtos.tr", "target", 0.997),
    ],
)
def test_published_segments_are_found_again(repository: str, side: str, floor: float, corpus: list[Path]) -> None:
    measure = _benchmark()
    flows = [flow for path in corpus if repository in path.parts for flow in measure.flows(read(path), side)]
    found = measure.count(flows, cut)
    assert found.scores(found.blocks)[2] > floor


def test_the_default_rules_are_read_once() -> None:
    assert default_rules() is default_rules()


def test_files_without_a_namespace_or_without_all_attributes_are_read() -> None:
    """SRX 1.0 has no namespace, and many tools leave out attributes of the header."""
    rules = (
        "<languagerules><languagerule languagerulename='all'><rule break='yes'><beforebreak>[.]</beforebreak>"
        "<afterbreak>\\s</afterbreak></rule></languagerule></languagerules>"
    )
    entry = "<languagemap languagepattern='.*' languagerulename='all'/>"
    for root, header, maps in (
        ("<srx version='1.0'>", "<header segmentsubflows='yes'/>", f"<maprule maprulename='m'>{entry}</maprule>"),
        ("<srx version='2.0'>", "<header cascade='yes'/>", entry),
        ("<srx xmlns='http://www.lisa.org/srx20' version='2.0'>", "<header/>", entry),
    ):
        data = f"{root}{header}<body>{rules}<maprules>{maps}</maprules></body></srx>"
        assert cut(("One. Two.",), "en", load_rules(data.encode(), "r.srx")) == (5,)

"""The report formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

import loc_align.report
from conftest import SHARED
from loc_align.checks import RULES
from loc_align.model import Edit, Problem, Span
from loc_align.report import REPORTERS, ReportContext
from loc_align.report.text import sanitized

PROBLEMS = (
    Problem(
        "docs/fr/a b.md", "suppression-unused", "error", "lost: `x`, 50%; put it back", 12, 5, 12, 8, Span(100, 103),
        (Edit(Span(100, 103), "y"),), "00000-101", "漢字 ne\u0301 à <x> fin", Span(9, 12), "Han <x> end",
        "fr-FR", "HT", "0" * 32,
    ),
    Problem(
        "docs/fr/a b.md", "links-x", "info", "over\ttwo lines", 13, 1, 14, 2, Span(110, 130), (), "", "une\u202eligne",
        Span(0, 3), "", "fr-FR", "HT", "1" * 32,
    ),
    Problem(
        "/abs/c.md", "suppression-unused", "warning", "a | pipe", 1, 1, 1, 1, Span(0, 0), (), "", "", Span(0, 0), "",
        "de-DE", None, "2" * 32,
    ),
)  # fmt: skip
VIEW = ReportContext(("docs/fr/a b.md", "clean.md", "/abs/c.md"))


def report(form: str, problems: tuple[Problem, ...] = PROBLEMS, view: ReportContext = VIEW) -> str:
    return "".join(REPORTERS[form](iter(problems), view))


def test_text() -> None:
    assert report("text") == (
        "docs/fr/a b.md\n"
        "  12:5  error  lost: `x`, 50%; put it back  [suppression-unused]\n"
        "      漢字 ne\u0301 à <x> fin\n"
        "                ^^^\n"
        "      source: Han <x> end\n"
        "  13:1  info  over\ufffdtwo lines  [links-x]\n"
        "      une\ufffdligne\n"
        "      ^^^\n"
        "\n"
        "/abs/c.md\n"
        "  1:1  warning  a | pipe  [suppression-unused]\n"
        "      \n"
        "      ^\n"
        "\n"
        "1 error, 1 warning, 1 info in 2 files of 3; 1 fixable with --fix\n"
    )
    assert report("text", ()) == "no problems found in 3 files\n"


def test_text_in_color_says_the_same() -> None:
    colored = report("text", view=ReportContext(VIEW.paths, color=True))
    assert "\x1b[31merror\x1b[0m" in colored
    plain = colored
    for code in ("\x1b[0m", "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[1;4m", "\x1b[2m", "\x1b[1;31m"):
        plain = plain.replace(code, "")
    assert plain == report("text")


@pytest.mark.parametrize("problems", [(), PROBLEMS])
def test_json_is_as_its_schema_says(problems: tuple[Problem, ...]) -> None:
    schema = Path(loc_align.report.__file__).with_name("problems.schema.json").read_text(encoding="utf-8")
    made = json.loads(report("json", problems, UNREAD))
    jsonschema.Draft202012Validator(json.loads(schema)).validate(made)
    assert [problem["fingerprint"] for problem in made["problems"]] == [problem.fingerprint for problem in problems]


@pytest.mark.parametrize("problems", [(), PROBLEMS])
def test_sarif(problems: tuple[Problem, ...]) -> None:
    made = json.loads(report("sarif", problems))
    (run,) = made["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(RULES)
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in run["tool"]["driver"]["rules"])
    if problems:
        first, second, third = run["results"]
        assert first["locations"] == [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "docs/fr/a%20b.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 12, "startColumn": 5, "endLine": 12, "endColumn": 8},
                }
            }
        ]
        assert first["partialFingerprints"] == {"primaryLocationLineHash": "0" * 32}
        assert first["fixes"][0]["artifactChanges"][0]["replacements"] == [
            {"deletedRegion": {"charOffset": 100, "charLength": 3}, "insertedContent": {"text": "y"}}
        ]
        assert (second["level"], third["level"]) == ("note", "warning")
        assert third["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///abs/c.md"}


def test_sarif_is_as_the_schema_says() -> None:
    schema = SHARED / "schemas" / "sarif" / "sarif-schema-2.1.0.json"
    if not schema.exists():
        pytest.skip(f"no schema {schema}")
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    for problems in ((), PROBLEMS):
        validator.validate(json.loads(report("sarif", problems)))
    validator.validate(json.loads(report("sarif", (), UNREAD)))


def test_junit() -> None:
    root = etree.fromstring(report("junit").encode())
    suites = [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root]
    assert suites == [("docs/fr/a b.md", "2", "1"), ("/abs/c.md", "1", "0"), ("clean.md", "1", "0")]
    assert [failure.get("message") for failure in root.iter("failure")] == ["lost: `x`, 50%; put it back"]
    strict = etree.fromstring(
        report("junit", view=ReportContext(VIEW.paths, failing=frozenset({"error", "warning"}))).encode()
    )
    assert len(list(strict.iter("failure"))) == 2


def test_junit_is_as_the_schema_says() -> None:
    schema = SHARED / "schemas" / "junit" / "jenkins-junit-10.xsd"
    if not schema.exists():
        pytest.skip(f"no schema {schema}")
    harmful = Problem("a\0\ud800.md", "r", "error", 'a "b" <c> & \x1b', 1, 1, 1, 1, Span(0, 0))
    for problems in ((), PROBLEMS, (harmful,)):
        etree.XMLSchema(etree.parse(schema)).assertValid(etree.fromstring(report("junit", problems, UNREAD).encode()))


UNREAD = ReportContext(("clean.md",), unread={"docs/a b.md": "it is not UTF-8"})


def test_sarif_notifies_of_unread_files() -> None:
    (run,) = json.loads(report("sarif", (), UNREAD))["runs"]
    artifact = {"uri": "docs/a%20b.md", "uriBaseId": "%SRCROOT%"}
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": "it is not UTF-8"},
                    "locations": [{"physicalLocation": {"artifactLocation": artifact}}],
                }
            ],
        }
    ]
    (clean,) = json.loads(report("sarif"))["runs"]
    assert clean["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_other_reports_name_unread_files() -> None:
    assert json.loads(report("json", (), UNREAD))["unread"] == [{"path": "docs/a b.md", "message": "it is not UTF-8"}]
    suite = etree.fromstring(report("junit", (), UNREAD).encode())[-1]
    assert (suite.get("name"), suite.get("errors")) == ("docs/a b.md", "1")
    assert [error.get("message") for error in suite.iter("error")] == ["it is not UTF-8"]
    assert report("github", (), UNREAD) == "::error file=docs/a b.md::it is not UTF-8\n"


def test_github() -> None:
    assert report("github").splitlines() == [
        (
            "::error file=docs/fr/a b.md,line=12,endLine=12,col=5,endColumn=8,title=suppression-unused"
            "::lost: `x`, 50%25; put it back"
        ),
        "::notice file=docs/fr/a b.md,line=13,endLine=14,col=1,title=links-x::over\ttwo lines",
        "::warning file=/abs/c.md,line=1,endLine=1,col=1,endColumn=1,title=suppression-unused::a | pipe",
    ]
    odd = Problem("a,b:c%.md", "r", "error", "two\r\nlines", 1, 1, 1, 1, Span(0, 0))
    assert report("github", (odd,)).startswith("::error file=a%2Cb%3Ac%25.md,line=1")
    assert report("github", (odd,)).endswith("::two%0D%0Alines\n")


def test_markdown() -> None:
    assert report("markdown").splitlines() == [
        "## loc-align: 3 problems in 3 files",
        "",
        "| rule | severity | problems |",
        "|---|---|--:|",
        "| `suppression-unused` | error | 1 |",
        "| `links-x` | info | 1 |",
        "| `suppression-unused` | warning | 1 |",
        "",
        "| location | problem |",
        "|---|---|",
        r"| `docs/fr/a b.md:12:5` | **error** lost: \`x\`, 50%; put it back (`suppression-unused`) |",
        r"| `/abs/c.md:1:1` | **warning** a \| pipe (`suppression-unused`) |",
        "| `docs/fr/a b.md:13:1` | **info** over two lines (`links-x`) |",
    ]
    assert report("markdown", PROBLEMS * 100).endswith("\n… and 100 more.\n")
    assert report("markdown", ()) == "## loc-align: no problems in 3 files\n"


@pytest.mark.parametrize(
    ("message", "cell"),
    [
        ("lost: ':fire:'; put it back", "lost: '`:fire:`'; put it back"),
        ("`:+1:` `:x:y:z:`", r"\``:+1:`\` \``:x:`y`:z:`\`"),
        ("ask @kiln-team, see #12 and GH-3", "ask `@kiln-team`, see `#12` and `GH-3`"),
        ("a@b.example, x#12, 10:30:45, a::b", r"a@b.example, x\#12, 10`:30:`45, a::b"),
        ("<b>*a*</b> &amp; [x](y)", r"\<b\>\*a\*\</b\> \&amp; \[x\](y)"),
    ],
)
def test_markdown_reads_no_markup_from_a_message(message: str, cell: str) -> None:
    problem = Problem("a.md", "r", "error", message, 100, 3, 100, 4, Span(0, 0))
    assert report("markdown", (problem,)).splitlines()[-1] == f"| `a.md:100:3` | **error** {cell} (`r`) |"


@pytest.mark.parametrize(
    ("path", "cell"),
    [("a|b.md", r"`a\|b.md:1:1`"), ("`a``.md", "``` `a``.md:1:1 ```"), ("a\nb.md", r"`a\nb.md:1:1`")],
)
def test_markdown_shows_any_path_as_code(path: str, cell: str) -> None:
    problem = Problem(path, "r", "error", "m", 1, 1, 1, 1, Span(0, 0))
    assert report("markdown", (problem,)).splitlines()[-1] == f"| {cell} | **error** m (`r`) |"


def test_statistics() -> None:
    assert report("statistics").splitlines() == [
        "language  by       severity  rule                problems  files",
        "de-DE     unknown  warning   suppression-unused         1      1",
        "fr-FR     people   error     suppression-unused         1      1",
        "fr-FR     people   info      links-x                    1      1",
    ]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github"])
def test_reports_come_while_the_problems_do(form: str) -> None:
    taken = 0

    def problems() -> Iterator[Problem]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield Problem(f"{number}.md", "r", "error", "m", 1, 1, 1, 1, Span(0, 0))

    pieces = REPORTERS[form](problems(), VIEW)
    for _ in range(12):
        next(pieces)
    assert taken < 20


def test_joiners_are_shown_and_direction_controls_are_not() -> None:
    assert sanitized("می\u200cخواهم, क्\u200dष, a\u00adb") == "می\u200cخواهم, क्\u200dष, a\u00adb"
    assert sanitized("a\u202eb\u061cc\x1bd\x85e\u2028f") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"


def test_any_name_is_safe_in_every_report() -> None:
    path = "docs/a, b::c\n::error::\udce9.md"
    problems = (Problem(path, "r", "error", "m", 1, 1, 1, 1, Span(0, 0)),)
    uri = json.loads(report("sarif", problems))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert uri["artifactLocation"]["uri"] == "docs/a%2C%20b%3A%3Ac%0A%3A%3Aerror%3A%3A%E9.md"
    assert report("github", problems).startswith("::error file=docs/a%2C b%3A%3Ac%0A%3A%3Aerror%3A%3A\\xe9.md,line=1,")
    case, *_ = etree.fromstring(report("junit", problems).encode()).iterfind("testsuite/testcase")
    assert case.get("classname") == "docs/a, b::c\n::error::\ufffd.md"
    assert report("text", problems).splitlines()[0] == "docs/a, b::c\\n::error::\\xe9.md"
    assert report("markdown", problems).splitlines()[-1].startswith(r"| `docs/a, b::c\n::error::\xe9.md:1:1` |")

"""Configuration files: valid values, and messages about invalid ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from loc_align.checks import RULES
from loc_align.config import Config, ConfigFinder, Layer, layer_of_options, layers_for, merge_layers, parse_config
from loc_align.errors import UsageError
from loc_align.text.path_patterns import matches

RULE = "suppression-unused"


def read(text: str, path: str = "loc-align.toml") -> Config:
    config = parse_config(text, path, lambda name: name)
    assert config is not None
    return config


def running(config: Config, relative: str | None = None) -> dict[str, str]:
    return {active.rule.id: active.severity for active in merge_layers(layers_for(config, relative)).settings}


def test_without_configuration_the_rules_that_are_not_off_run() -> None:
    expected = {rule.id: rule.severity for rule in RULES.values() if rule.severity != "off"}
    assert running(Config()) == expected


def test_select_ignore_and_severity() -> None:
    assert running(read(f'select = ["{RULE}"]')) == {RULE: "info"}
    assert running(read('select = ["suppressions"]')) == {RULE: "info"}
    assert running(read('select = ["suppressions"]\nseverity = { suppressions = "error" }')) == {RULE: "error"}
    assert RULE not in running(read('ignore = ["suppressions"]'))
    assert running(read('ignore = ["all"]')) == {}
    assert RULE not in running(read(f'severity = {{ {RULE} = "off" }}'))


def test_overrides_hold_for_the_files_that_match() -> None:
    config = read(f"""
        select = ["{RULE}"]
        target-langs = {{ "docs/fr/**" = "fr-fr" }}
        [[overrides]]
        paths = ["docs/old"]
        ignore = ["{RULE}"]
    """)
    assert running(config, "docs/old/a/page.md") == {}
    assert running(config, "docs/older/page.md") == {RULE: "info"}
    assert running(config, None) == {RULE: "info"}
    assert merge_layers(layers_for(config, "docs/fr/a.md")).target_lang == "fr-FR"
    assert merge_layers(layers_for(config, "docs/de/a.md")).target_lang is None


def test_a_pyproject_without_the_table_is_none() -> None:
    assert parse_config('[project]\nname = "x"', "pyproject.toml", str) is None
    assert parse_config("[tool.loc-align]\n", "a/pyproject.toml", str) == Config("a/pyproject.toml", "a")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "loc-align.toml: selct: unknown key 'selct'; did you mean 'select'?"),
        ("select = 1", 'loc-align.toml: select: must be a list of strings, such as ["links"], not 1'),
        (
            'select = ["suppression-unusd"]',
            f"loc-align.toml: select: unknown rule or family 'suppression-unusd'; did you mean '{RULE}'?",
        ),
        ('select = ["zz"]', "loc-align.toml: select: unknown rule or family 'zz'; run `loc-align rules` for a list"),
        (
            f'severity = {{ {RULE} = "eror" }}',
            f"loc-align.toml: severity.{RULE}: unknown severity 'eror'; did you mean 'error'?",
        ),
        (
            f"severity = {{ {RULE} = 1 }}",
            f"loc-align.toml: severity.{RULE}: unknown severity 1; use one of error, warning, info, off",
        ),
        ("severity = 1", "loc-align.toml: severity: must be a table"),
        (f"rules = {{ {RULE} = {{ x = 1 }} }}", f"loc-align.toml: rules.{RULE}.x: unknown key 'x'; remove it"),
        ('fail-on = "inf"', "loc-align.toml: fail-on: unknown value 'inf'; did you mean 'info'?"),
        (
            'target-lang = "x y"',
            "loc-align.toml: target-lang: 'x y' is not a language tag; use a BCP 47 tag, such as 'fr-FR'",
        ),
        ("source-dir = 1", "loc-align.toml: source-dir: must be a string, not 1"),
        ("budget = { links = -1 }", "loc-align.toml: budget.links: must be a number of problems, 0 or more, not -1"),
        ("budget = { text = true }", "loc-align.toml: budget.text: must be a number of problems, 0 or more, not True"),
        ("overrides = 1", "loc-align.toml: overrides: must be a list of tables, written as [[overrides]]"),
        (
            "overrides = [{}]",
            'loc-align.toml: overrides.1: paths is missing; list the files, such as paths = ["docs/old/**"]',
        ),
        (
            'overrides = [{ paths = ["a"] }, { paths = ["b"], protect = ["("] }]',
            "loc-align.toml: overrides.2.protect: '(' is not a regular expression: missing ) at position 1",
        ),
        (
            'overrides = [{ paths = ["a"], front-matter = 1 }]',
            "loc-align.toml: overrides.1.front-matter: must be a list of keys, such as ['title', 'seo.title'], not 1",
        ),
        ("x = ", "loc-align.toml: not valid TOML: Invalid value (at end of document)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(text)
    assert str(refused.value) == message


def test_the_table_in_pyproject_is_named() -> None:
    with pytest.raises(UsageError, match=r"^pyproject.toml: tool.loc-align.x: unknown key 'x'"):
        parse_config("[tool.loc-align]\nx = 1", "pyproject.toml", str)


def test_options_of_the_command_line() -> None:
    assert layer_of_options(["links,codes"], [RULE], [f"{RULE}=error"]) == Layer(
        ("links", "codes"), (RULE,), ((RULE, "error"),)
    )
    with pytest.raises(UsageError, match="--severity: 'links' is not of the form RULE=SEVERITY"):
        layer_of_options([], [], ["links"])


def test_configuration_is_found_upwards(tmp_path: Path) -> None:
    (tmp_path / "docs" / "fr").mkdir(parents=True)
    (tmp_path / "loc-align.toml").write_text('ignore = ["all"]', encoding="utf-8")
    (tmp_path / "docs" / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    page = tmp_path / "docs" / "fr" / "page.md"
    assert ConfigFinder().file_config(str(page)).settings == ()
    assert ConfigFinder(use=False).file_config(str(page)).settings != ()
    assert ConfigFinder(last=layer_of_options([RULE], [], [])).file_config(str(page)).settings != ()
    (tmp_path / "docs" / "loc-align.toml").write_text(f'select = ["{RULE}"]', encoding="utf-8")
    assert [active.rule.id for active in ConfigFinder().file_config(str(page)).settings] == [RULE]
    assert ConfigFinder(str(tmp_path / "loc-align.toml")).file_config(str(page)).settings == ()
    with pytest.raises(UsageError, match=r"none\.toml: No such file or directory"):
        ConfigFinder(str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("docs/fr/a.md", "docs/fr/**", True),
        ("docs/fr/a.md", "docs/*/a.md", True),
        ("docs/fr/b/a.md", "docs/*/a.md", False),
        ("docs/a.md", "docs/**/a.md", True),
        ("docs/x/y/a.md", "docs/**/a.md", True),
        ("docs/fr/a.md", "docs/fr", True),
        ("docs/fr/a.md", "docs/fr/", True),
        ("docs/fr.md", "docs/fr", False),
        ("docs/fr/a.md", "./docs/??/*.md", True),
        ("docs/fr+/a.md", "docs/fr+/*", True),
    ],
)
def test_patterns(path: str, pattern: str, expected: bool) -> None:
    assert matches(path, [pattern]) == expected


def test_a_glossary_is_read_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "loc-align.toml").write_text('glossary = "terms.csv"', encoding="utf-8")
    with pytest.raises(UsageError, match=r"terms\.csv: No such file or directory"):
        ConfigFinder().file_config(str(tmp_path / "page.md"))
    (tmp_path / "terms.csv").write_text("source,target,lang\nsnapshot,instantané,fr-FR\n", encoding="utf-8")
    plan = ConfigFinder().file_config(str(tmp_path / "page.md"))
    options = {active.rule.id: active.options for active in plan.settings}
    assert options["term-missing"]["glossary"]

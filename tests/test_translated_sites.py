"""Links to translated sites: how they are configured, judged, and learned."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loc_align.cli import main
from loc_align.config import Config, parse_config
from loc_align.errors import UsageError
from side_by_side import pair

HEAD = "---\nms.contentlocale: de-DE\n---\n"
LOCALES = 'locales = { de = ["/german", "beispiel.example.org"], en = ["/english/"], fr = ["/french/"] }'
CONFIG = f"[links]\n{LOCALES}\n"
ALL = ("--select", "link-destination,link-locale,link-other-locale", "--format", "github", "--fail-on", "never")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def rules(source: str, target: str, config: str = CONFIG) -> list[str]:
    """Return the rules that report a link."""
    Path("loc-align.toml").write_text(config, encoding="utf-8")
    Path("a.md").write_text(HEAD + pair("1", f"Siehe [es]({target}).", f"See [it]({source})."), encoding="utf-8")
    lines = check("a.md", *ALL).stdout.splitlines()
    return [line.partition("title=")[2].partition("::")[0] for line in lines]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("https://example.org/english/setup", "https://example.org/german/setup"),
        ("https://example.org/setup", "https://example.org/german/setup/"),
        ("/english/setup#two", "/german/setup#zwei"),
        ("https://www.example.org/english/setup", "https://beispiel.example.org/setup"),
        ("https://example.org/", "https://beispiel.example.org/"),
    ],
)
def test_links_to_the_translation_are_right(source: str, target: str) -> None:
    assert rules(source, target) == []
    assert rules(source, target, "") == ["link-destination"]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("https://example.org/setup", "https://example.org/german/other", ["link-destination"]),
        ("https://example.org/setup", "https://else.example.net/german/setup", ["link-destination"]),
        ("https://elsewhere.net/", "https://beispiel.example.org/", ["link-destination"]),
        ("/english/setup", "/english/setup", ["link-locale"]),
        ("/setup", "/french/setup", ["link-destination", "link-other-locale"]),
        ("/french/setup", "/french/setup", []),
    ],
)
def test_other_links_are_reported(source: str, target: str, found: list[str]) -> None:
    assert sorted(rules(source, target)) == found


def test_a_locale_of_several_parts_is_no_link_to_another_language() -> None:
    config = '[links]\nlocales = { de = ["/zh-cn/deutsch/"] }\n'
    assert rules("/setup", "/zh-cn/deutsch/setup", config) == []
    assert rules("/setup", "/zh-cn/setup", config) == ["link-other-locale"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("local = 1", "loc-align.toml: links.local: unknown key 'local'; did you mean 'locales'?"),
        ('locales = { de = "/de/" }', "loc-align.toml: links.locales.de: must be a list of strings"),
        ('locales = { de = ["german"] }', 'must name parts of paths, such as "/de/", or hosts'),
        ('locales = { de = ["/"] }', 'must name parts of paths, such as "/de/", or hosts'),
        ('locales = { "?" = ["/de/"] }', "loc-align.toml: links.locales.?: "),
    ],
)
def test_wrong_locales_are_refused(table: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_config(f"[links]\n{table}\n", "loc-align.toml", str)
    assert message in str(caught.value)


def test_locales_are_no_option_of_a_rule() -> None:
    with pytest.raises(UsageError, match="unknown key 'locales'"):
        parse_config('[rules.link-destination]\nlocales = ["/de/"]\n', "loc-align.toml", str)


def known(text: str) -> dict[str, tuple[str, ...]]:
    config = parse_config(text, "loc-align.toml", str)
    return dict(dict(config.base.options)["link-destination"]["locales"]) if config and config.base.options else {}


def linked(*links: tuple[str, str]) -> str:
    pairs = (pair(str(at), f"Siehe [es]({other}).", f"See [it]({one}).") for at, (one, other) in enumerate(links))
    return HEAD + "\n\n".join(pairs)


def test_a_configuration_is_learned_from_links() -> None:
    Path("a.md").write_text(
        linked(
            *((f"https://example.org/en/{page}", f"https://example.org/german/{page}") for page in "abc"),
            *((f"https://docs.example.net/{page}", f"https://de.docs.example.net/{page}") for page in "abc"),
            *((f"/guide/{page}", f"/anleitung/{page}") for page in "abc"),
            *((f"/x/{page}", f"/de-de/x/{page}") for page in "ab"),
        ),
        encoding="utf-8",
    )
    done = check("a.md", "--suggest-config")
    assert done.exit_code == 0
    assert known(done.stdout) == {"de-DE": ("/german/", "de.docs.example.net"), "en-US": ("/en/",)}
    Path("loc-align.toml").write_text(done.stdout, encoding="utf-8")
    found = check("a.md", "--select", "link-destination", "--format", "github", "--fail-on", "never").stdout
    assert "german" not in found
    assert "anleitung" in found


def test_a_page_counts_once_and_two_are_too_few() -> None:
    for name in "abcd":
        links = (("/en/one", "/german/one"), ("/en/two", "/german/two"))
        Path(f"{name}.md").write_text(linked(*links), encoding="utf-8")
    done = check(".", "--suggest-config")
    assert (done.exit_code, done.stdout) == (0, "# loc-align found nothing to configure.\n")
    assert parse_config(done.stdout, "loc-align.toml", str) == Config("loc-align.toml", ".")


def test_a_configuration_is_learned_from_a_source_folder() -> None:
    for folder, locale in (("en", "en"), ("de", "german")):
        Path(folder).mkdir()
        lines = "\n\n".join(f"[{page}](/{locale}/{page}.html)" for page in ("fjord", "kelp", "reef"))
        Path(folder, "a.md").write_text(f"# Fjord\n\n{lines}\n", encoding="utf-8")
    done = check("de", "--source-dir", "en", "--target-lang", "de", "--suggest-config")
    assert known(done.stdout) == {"de": ("/german/",), "en-US": ("/en/",)}

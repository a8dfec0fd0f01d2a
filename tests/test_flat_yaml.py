"""Front matter: the line-by-line reader agrees with YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from frontmatter.default_handlers import YAMLHandler
from hypothesis import given, settings
from hypothesis import strategies as st

from loc_align.documents import parse
from loc_align.markdown.flat_yaml import read_flat, read_unambiguous_lines

_KEYS = st.sampled_from(
    ["title", "ms.date", "Module Name", "a-b", "_a", "é", "a b c", "x1", "on", "No", "y", "null", "k" * 120, "1", "- a"]
)
_VALUES = st.sampled_from(
    [
        *("", "words", "Two words", "«words»", "12/10/2020", "2.0.0", ".NET", "C#", "a:b", "a#b", "/a/b", "😀", "…"),
        *("'quoted'", '"quoted"', "''", "it's", "'it''s'", '"a\\tb"', "'a' b", '"a" b', "x\xa0y", "x\ty", "x\u2028y"),
        *("yes", "No", "ON", "true", "null", "~", "y", "n", "=", "<<", "+1", ".5", ".inf", ".NaN", "infinity", "tow"),
        *("0", "7", "01", "0x1F", "0xg", "0b1", "0b2", "0o7", "1e5", "1.5", "1.5e+3", "1:30", "1:2.5", "1_000", "9e"),
        *("2020-01-02", "2020-13-02", "2020-1-2", "2020-01-02T00:00:00", "354664bc", "18446744073709551616", "٣"),
        *("a: b", "a:", "a #b", "#c", "- x", "-x", "? x", "*a", "&a", "!t", "|", ">", "%x", "@x", "`x`", "[a]", "{a}"),
    ]
)
_LINES = st.one_of(
    st.tuples(_KEYS, st.sampled_from([": ", ":", ":  "]), _VALUES, st.sampled_from(["", "", " ", "  # c"])).map(
        "".join
    ),
    st.sampled_from(["", " ", "# comment", "  more", "- item", "...", "text"]),
)
_TEXTS = st.tuples(st.lists(_LINES, max_size=4), st.sampled_from(["\n", "\n", "\r\n"])).map(
    lambda drawn: drawn[1].join([*drawn[0], ""])
)


def _loaded(text: str) -> Any:  # noqa: ANN401 - any value of YAML
    try:
        loaded = YAMLHandler().load(text)
    except (yaml.YAMLError, ValueError):
        return "an error"
    return {} if loaded is None else loaded


@settings(max_examples=1500, deadline=None)
@given(_TEXTS)
def test_the_flat_reader_agrees_with_yaml(text: str) -> None:
    flat = read_flat(text)
    assert flat is None or repr(flat) == repr(_loaded(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("title: Ein Titel\n\nms.date: 12/10/2020\n", {"title": "Ein Titel", "ms.date": "12/10/2020"}),
        ("a: 'x: y'\nb: \"#\"\nc: ''\n", {"a": "x: y", "b": "#", "c": ""}),
        ("a:\nb: 7\n", {"a": None, "b": 7}),
        ("a: 1\na: x\n", {"a": "x"}),
        ("a: b: c\n", None),
        ("a: yes\n", None),
        ("a:\n- b\n", None),
        ("a: b\n  c\n", None),
    ],
)
def test_flat_values(text: str, values: dict[str, Any] | None) -> None:
    assert read_flat(text) == values


def test_invalid_yaml_without_lines_has_no_values() -> None:
    assert read_unambiguous_lines("\t\n") == {}


def test_front_matter_of_the_published_files(corpus: list[Path]) -> None:
    flat = 0
    for path in corpus:
        document = parse(path.read_bytes())
        if document.front_matter is None:
            continue
        text = document.front_matter.span.of(document.text)
        inner = text[text.index("\n") + 1 : text.rstrip().rindex("\n") + 1]
        assert repr(dict(document.front_matter.values)) == repr(_loaded(inner))
        flat += read_flat(inner) is not None
    assert flat == 366

"""Reads YAML from untrusted documents: with bounds for aliases, nesting, and numbers, and a check of each tag."""

from __future__ import annotations

from typing import Any

import yaml
from frontmatter.default_handlers import SafeLoader, YAMLHandler

_DEEPEST = 64
"""The maximum nesting depth, which is more than any front matter needs."""
_LONGEST = 1_000_000
"""The maximum number of characters and nodes after aliases are replaced with their values."""
_LONGEST_NUMBER = 100
"""The maximum length of a number, in characters. Python cannot convert numbers with thousands of digits to text."""
_NUMBERS = frozenset(("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"))


def load(text: str) -> Any:  # noqa: ANN401 - any YAML
    """Return the value of a YAML document.

    Raises:
        yaml.YAMLError: the text is not valid YAML, exceeds a bound, or has a value that does not fit its tag.
        ValueError: the text contains characters that YAML does not allow.
        RecursionError: the text is nested too deep for the parser.
    """
    return YAMLHandler().load(text, Loader=_Loader)


def compose(text: str) -> yaml.Node | None:
    """Return the nodes of a YAML document with their positions in characters; ``None`` for an empty one.

    Raises:
        yaml.YAMLError: the text is not valid YAML, or exceeds a bound.
        ValueError: the text contains characters that YAML does not allow.
        RecursionError: the text is nested too deep for the parser.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    _check(node)
    return node


class _Loader(SafeLoader):  # type: ignore[misc,valid-type] # the fast loader if libyaml is available
    """A safe loader that checks the nodes before it creates their values."""

    def get_single_node(self) -> yaml.Node | None:
        node: yaml.Node | None = super().get_single_node()
        _check(node)
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - PyYAML's
        try:
            return super().construct_object(node, deep)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            kind = node.tag.rpartition(":")[2]
            raise _error(f"the value does not fit its type, {kind}", node) from None


def _check(node: yaml.Node | None) -> None:
    if node is not None:
        _size(node, {}, 0)


def _size(node: yaml.Node, known: dict[int, int], depth: int) -> int:
    """Return the number of characters and nodes after aliases are replaced."""
    size = known.get(id(node))
    if size is not None:
        if size < 0:
            raise _error("a value contains itself", node)
        return size
    if depth > _DEEPEST:
        raise _error(f"values are nested more than {_DEEPEST} levels deep", node)
    known[id(node)] = -1
    if isinstance(node, yaml.ScalarNode):
        size = 1 + len(node.value)
        if node.tag in _NUMBERS and size > _LONGEST_NUMBER:
            raise _error("a number is too long", node)
    elif isinstance(node, yaml.MappingNode):
        size = 1 + sum(_size(key, known, depth + 1) + _size(value, known, depth + 1) for key, value in node.value)
    else:
        size = 1 + sum(_size(item, known, depth + 1) for item in node.value)
    if size > _LONGEST:
        raise _error("the values are too long after aliases are replaced", node)
    known[id(node)] = size
    return size


def _error(problem: str, node: yaml.Node) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)

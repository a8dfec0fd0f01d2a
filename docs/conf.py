"""How Sphinx builds the documentation."""

from __future__ import annotations

from importlib.metadata import version as installed_version
from typing import Any

from docutils import nodes
from sphinx.ext.napoleon import Config, GoogleDocstring

project = "loc-align"
author = "The loc-align contributors"
copyright = author  # noqa: A001 - Sphinx's word
release = version = installed_version("loc-align")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"loc-align {release}"
html_static_path = ["_static"]
html_css_files = ["blocks.css"]

myst_heading_anchors = 3
autodoc_member_order = "bysource"
# Types of the standard library: the build does not fetch their inventory, so it needs no network.
nitpick_ignore_regex = [
    (
        "py:.*",
        r"(collections|collections\.abc|datetime|numpy|os|pa|typing)\.\w+|Any|Iterable|Iterator|Mapping|SparkSession|date|os|.*\.R",
    )
]


def google(_app: Any, what: str, _name: str, _made: Any, _options: Any, lines: list[str]) -> None:  # noqa: ANN401 - Sphinx's
    """Parse Google-style docstrings, except those of fields: there, a colon does not end a type."""
    if what not in {"attribute", "data"}:
        lines[:] = GoogleDocstring(list(lines), Config(napoleon_numpy_docstring=False), what=what).lines()


def without_fields(_app: Any, what: str, _name: str, made: Any, *_: Any) -> tuple[str, str] | None:  # noqa: ANN401 - as above
    """Hide the signature of a struct; the list of its fields follows anyway."""
    return ("", "") if what == "class" and hasattr(made, "__struct_fields__") else None


def at_home(app: Any, env: Any, node: Any, content: Any) -> nodes.reference | None:  # noqa: ANN401 - as above
    """Resolve a reference to a public name.

    The documentation lists each public name under the module that users import it from. Docstrings and annotations use
    the module that defines the name, or the bare name.
    """
    name = node["reftarget"].removeprefix("loc_align.").removeprefix("model.")
    objects = env.get_domain("py").objects
    entry = objects.get(f"loc_align.{name}") or objects.get(f"loc_align.model.{name}")
    if entry is None:
        return None
    page = app.builder.get_relative_uri(node["refdoc"], entry.docname)
    return nodes.reference("", "", content, internal=True, refuri=f"{page}#{entry.node_id}")


def setup(app: Any) -> None:  # noqa: ANN401 - as above
    """Connect the hooks."""
    app.connect("autodoc-process-docstring", google)
    app.connect("autodoc-process-signature", without_fields)
    app.connect("missing-reference", at_home)

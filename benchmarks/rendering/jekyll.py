"""Render pages with Jekyll, with a stub for each include and each tag that Jekyll does not have.

Reads a JSON list of pages from standard input, and writes a JSON list of HTML. A page with an error becomes `<error>`.
The program of Debian is used: the package `jekyll`.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = shutil.which("jekyll") or "jekyll"
INCLUDE = re.compile(r"\{%-?\s*include\s+([\w./-]+)")
TAG = re.compile(r"\{%-?\s*(\w+)")
CLOSED = re.compile(r"\{%-?\s*end(\w+)")
FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)
BROKEN = re.compile(r"\bp(\d+)\.md")
BUILT_IN = frozenset(
    """
    assign break capture case comment continue cycle decrement else elsif for highlight if ifchanged include
    include_relative increment raw tablerow unless when
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
STUB = 'class {name} < Liquid::{kind}; {method} end; Liquid::Template.register_tag("{tag}", {name})\n'
RENDER = {"Tag": 'def render(context) "<i></i>" end;', "Block": ""}

pages = [FRONT_MATTER.sub("", page) for page in json.load(sys.stdin)]
with tempfile.TemporaryDirectory() as folder:
    site = Path(folder)
    for name in ("_includes", "_plugins"):
        (site / name).mkdir()
    (site / "_config.yml").write_text("kramdown:\n  syntax_highlighter: none\n", encoding="utf-8")
    for name in {name for page in pages for name in INCLUDE.findall(page)}:
        path = site / "_includes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{% for item in include %}<i title="{{ item }}"></i>{% endfor %}', encoding="utf-8")
    closed = {name for page in pages for name in CLOSED.findall(page)}
    unknown = sorted({name for page in pages for name in TAG.findall(page) if not name.startswith("end")} - BUILT_IN)
    kinds = [("Block" if tag in closed else "Tag", tag) for tag in unknown]
    stubs = (
        STUB.format(name=f"Stub{number}", kind=kind, method=RENDER[kind], tag=tag)
        for number, (kind, tag) in enumerate(kinds)
    )
    (site / "_plugins/stubs.rb").write_text("".join(stubs), encoding="utf-8")
    for number, page in enumerate(pages):
        (site / f"p{number}.md").write_text(f"---\nlayout: null\n---\n{page}", encoding="utf-8")
    failed: set[int] = set()
    while True:
        done = subprocess.run([PROGRAM, "build", "-q"], cwd=folder, capture_output=True, check=False)
        broken = BROKEN.search((done.stdout + done.stderr).decode())
        if done.returncode == 0 or broken is None:
            break
        failed.add(int(broken[1]))
        (site / f"p{broken[1]}.md").unlink()
    made = [
        "<error></error>" if number in failed else (site / f"_site/p{number}.html").read_text(encoding="utf-8")
        for number in range(len(pages))
    ]
json.dump(made, sys.stdout)

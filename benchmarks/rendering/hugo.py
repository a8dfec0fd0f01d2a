"""Render pages with Hugo, with a stub for each shortcode that shows its parameters and its content.

Reads a JSON list of pages from standard input, and writes a JSON list of HTML. A page with an error becomes `<error>`.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

NAME = re.compile(r"\{\{[<%]\s*([\w.-]+)")
CLOSED = re.compile(r"\{\{[<%]\s*/\s*([\w.-]+)")
FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*\n", re.DOTALL)
CONFIGURATION = """
baseURL = "https://site.example/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "404"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
[markup.highlight]
codeFences = false
"""
PARAMETERS = '{{ range $key, $value := .Params }}<i data-name="{{ $key }}" title="{{ $value }}"></i>{{ end }}'
BROKEN = re.compile(r"content/p(\d+)\.md")
BUILT_IN = frozenset(("highlight", "ref", "relref"))

pages = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    site = Path(folder)
    for name in ("content", "layouts/_default", "layouts/shortcodes"):
        (site / name).mkdir(parents=True)
    (site / "hugo.toml").write_text(CONFIGURATION, encoding="utf-8")
    (site / "layouts/_default/single.html").write_text("{{ .Content }}", encoding="utf-8")
    closed = {name for page in pages for name in CLOSED.findall(page)}
    for name in {name for page in pages for name in NAME.findall(page)} - BUILT_IN:
        inner = "{{ .Inner | .Page.RenderString }}" if name in closed else ""
        (site / f"layouts/shortcodes/{name}.html").write_text(PARAMETERS + inner, encoding="utf-8")
    for number, page in enumerate(pages):
        body = FRONT_MATTER.sub("", page)
        (site / f"content/p{number}.md").write_text(f"---\ntitle: p\n---\n{body}", encoding="utf-8")
    failed: dict[int, str] = {}
    while True:
        done = subprocess.run([sys.argv[1], "-s", folder, "--logLevel", "error"], capture_output=True, check=False)
        output = (done.stdout + done.stderr).decode()
        broken = BROKEN.search(output)
        if done.returncode == 0 or broken is None:
            break
        failed[int(broken[1])] = broken[0]
        (site / f"content/p{broken[1]}.md").unlink()
    made = [
        "<error></error>" if number in failed else path.read_text(encoding="utf-8")
        for number, path in ((number, site / f"public/p{number}/index.html") for number in range(len(pages)))
    ]
json.dump(made, sys.stdout)

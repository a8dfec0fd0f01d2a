"""Render pages with mdBook.

Reads a JSON list of pages from standard input, and writes a JSON list of HTML. Included files are missing, so mdBook
leaves the lines that include them.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MAIN = re.compile(r"<main>(.*)</main>", re.DOTALL)

pages = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    book = Path(folder)
    (book / "src").mkdir()
    (book / "book.toml").write_text('[book]\ntitle = "b"\n[output.html.print]\nenable = false\n', encoding="utf-8")
    listed = "".join(f"- [p{number}](p{number}.md)\n" for number in range(len(pages)))
    (book / "src/SUMMARY.md").write_text(listed, encoding="utf-8")
    for number, page in enumerate(pages):
        (book / f"src/p{number}.md").write_text(page, encoding="utf-8")
    program = Path(sys.argv[1]).with_name("mdbook")
    subprocess.run([program, "build", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    made = []
    for number in range(len(pages)):
        found = MAIN.search((book / f"book/p{number}.html").read_text(encoding="utf-8"))
        made.append(found[1] if found else "<error></error>")
json.dump(made, sys.stdout)

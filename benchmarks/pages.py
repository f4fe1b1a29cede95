"""How many pages of paper the kickoff spec takes before its appendix: `python benchmarks/pages.py`.

Prints the page in HTML to PDF with Chromium, once on A4 and once on Letter, with the appendix left
out, and counts the pages. Takes framings as arguments; without any, the bundled examples and all
of tests/cases. What it is held to: one A4 page for each example and for eight in ten of the cases,
two at most for any. Fonts differ by machine: here it is Liberation Sans, as wide as Arial.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from framing_tui.model.framing import Framing
from framing_tui.rules.settings import AS_DECLARED
from framing_tui.spec.html import export_html
from framing_tui.storage.load import load

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "templates" / "examples").glob("*.toml"))
CASES = sorted((ROOT / "tests" / "cases").glob("*-*.toml"))
SIZES = ("A4", "letter")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_PAGE = re.compile(rb"/Type\s*/Page\b")


def pages(framing: Framing, size: str, *, appendix: bool = False) -> int:
    """Return the pages of a framing on paper of a size, with the appendix or without."""
    hidden = "" if appendix else "details{display:none !important}"
    # The page's own security policy refuses any style but its own; measuring needs one more.
    html = _POLICY.sub("", export_html(framing, AS_DECLARED))
    html = html.replace("</head>", f"<style>@page{{size:{size}}}{hidden}</style></head>")
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, "utf-8")
        subprocess.run(
            [
                *("chromium", "--headless", "--no-sandbox", "--disable-gpu"),
                *("--disable-background-networking", f"--user-data-dir={folder}/profile"),
                *("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
        return len(_PAGE.findall(pdf.read_bytes()))


def main(files: list[Path]) -> int:
    """Print the pages of each framing, and how many take one."""
    counted: dict[Path, list[int]] = {}
    for file in files:
        framing = load(file).framing
        counted[file] = [pages(framing, size) for size in SIZES]
        print(f"{file.stem:44}", *counted[file])
    for at, size in enumerate(SIZES):
        ones = sum(count[at] == 1 for count in counted.values())
        most = max(count[at] for count in counted.values())
        print(f"{size}: {ones} of {len(files)} on one page, {most} at most")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or [*EXAMPLES, *CASES]))

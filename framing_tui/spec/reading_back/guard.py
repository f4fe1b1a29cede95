"""A look at a page before any parser sees it.

Why: a page comes from anywhere; a few kilobytes of nested lists or open brackets cost a parser of
Markdown minutes, and no page that people read comes near these bounds.
"""

from __future__ import annotations

import re

MAX_BYTES = 200_000
# A page with the framing itself folded into it.
MAX_HTML = 3_000_000
MAX_LINE = 20_000
MAX_LINES = 8_000
MAX_DEPTH = 30
MAX_PIECES = 2_500
_MAX_SIGNS = 2_000

# What lines of lists and quotes begin with, each sign one level deeper.
_CONTAINERS = re.compile(r"[ \t]*(?:(?:[>*+-]|\d{1,9}[.)])[ \t]*)*")
_MARKS = re.compile(r"[>*+-]|\d{1,9}[.)]")
# Signs that may open something, and are looked for to the end of the paragraph.
_OPENING = re.compile(r"[\[`*_<]")


class NoPage(ValueError):
    """A page that cannot be read back at all: why, in one line, and the line where that shows."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def decoded(raw: bytes, limit: int = MAX_BYTES) -> str:
    """Return the text of a page, with plain newlines; raises NoPage."""
    if len(raw) > limit:
        raise NoPage(f"larger than {limit:,} bytes: no page that people read is")
    if b"\0" in raw:
        raise NoPage("holds a zero byte: this is no page of text")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise NoPage("is no UTF-8 text", line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def look(text: str) -> None:
    """Raise NoPage where a text is too large, too deep or too long for a page."""
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise NoPage(f"more than {MAX_LINES:,} lines")
    signs = 0
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise NoPage(f"a line of {len(line):,} characters", number)
        begins = _CONTAINERS.match(line)
        lead = begins.group() if begins else ""
        indent = len(lead.expandtabs(4)) - len(lead.expandtabs(4).lstrip())
        is_rule = not line.strip("-*_ \t")
        if not is_rule and (len(_MARKS.findall(lead)) > MAX_DEPTH or indent > 4 * MAX_DEPTH):
            raise NoPage("lists or quotes nested too deep", number)
        signs = signs + len(_OPENING.findall(line)) if line.strip() else 0
        if signs > _MAX_SIGNS:
            raise NoPage("brackets and emphasis without end", number)

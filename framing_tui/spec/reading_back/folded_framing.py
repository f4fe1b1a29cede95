"""The framing that is folded into an HTML page of ours.

Why it goes before the words of the page: it is the whole file, and the words are made from it.
"""

from __future__ import annotations

from html.parser import HTMLParser

# The block in which our page keeps its framing.
BLOCK_ID = "framing-toml"
_FIRST_KEY = "format"


class _Block(HTMLParser):
    """Collects the text of the one element with the id of the block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.line = 0
        self.parts: list[str] = []
        self._tag = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth:
            self._depth += tag == self._tag
        elif not self.line and dict(attrs).get("id") == BLOCK_ID:
            self.line, self._tag, self._depth = self.getpos()[0], tag, 1

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag == self._tag:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.parts.append(data)


def folded_framing(html: str) -> tuple[str, int] | None:
    """Return the text of the framing that is folded into a page, and its line; None without one.

    Why it has to begin like a framing: any page may have an element of that id.
    """
    if BLOCK_ID not in html:
        return None
    block = _Block()
    block.feed(html)
    text = "".join(block.parts).lstrip("\n")
    keys = (line.partition("=")[0].strip() for line in text.split("\n"))
    return (text, block.line) if _FIRST_KEY in keys else None

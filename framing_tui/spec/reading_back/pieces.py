"""A page of Markdown as labelled pieces of plain text, each with its line.

Why so flat: a label may stand bold in a list, as a heading or in a table, and whoever edits a page
moves it from one to the other; what it says stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from framing_tui.model.clean import clean
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.spec.reading_back.guard import MAX_DEPTH
from framing_tui.spec.reading_back.labels import FIELDS, Label, folded, label_of

if TYPE_CHECKING:
    from markdown_it.token import Token

# What keeps a forge from reading a sign as a person or an issue stands behind the sign.
_GUARDED = re.compile(r"(?<=[@#!&\-])\u200b")
_BREAK = re.compile(r"(?i)<br\s*/?>")
# A comment that is never closed runs to the end, so that a text full of them is read once.
_TAG = re.compile(r"(?s)<!--(?:(?!-->).)*+(?:-->|\Z)|</?[a-zA-Z][^<>]{0,200}>")
_SPACES = re.compile(r"[ \t\u00a0]+")
# The place of what stands under the title of a page, whatever that is called.
TITLE = "Title"


class Piece(NamedTuple):
    """Some words of a page: their line, the place and the label that they stand under.

    `field` is the place, `label` what this page calls it, `lead` what is said before the words,
    like “objective”; `is_item` tells that they are one point of a list or of a table, and
    `is_title` that they are a heading.
    """

    line: int
    field: str
    label: str
    lead: str
    text: str
    is_item: bool = False
    is_title: bool = False


class _Run(NamedTuple):
    """Words in a row, and whether they are set bold."""

    text: str
    is_bold: bool = False


class _Under(NamedTuple):
    """What words stand under: the place, its name on this page, and what is said before them."""

    label: Label
    name: str
    lead: str = ""


_NOWHERE = _Under(Label(""), "")


def pieces_of(text: str) -> list[Piece]:
    """Return the pieces of a page, in order."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 6 * MAX_DEPTH}).enable("table")
    return list(_Reader().read(parser.parse(text)))


class _Reader:
    """Walks over the tokens and knows at each of them what they stand under."""

    def __init__(self) -> None:
        self._under = _NOWHERE
        # What held before each list item began; a label in an item ends with the item.
        self._outer: list[_Under] = []
        self._fields_level = 0
        self._heading = 0
        self._has_title = False
        self._row: list[tuple[int, list[_Run]]] | None = None
        self._header: list[str] = []
        self._is_header = False

    def read(self, tokens: list[Token]) -> Iterator[Piece]:
        """Return the pieces that some tokens hold."""
        for token in tokens:
            if token.type == "list_item_open":
                self._outer.append(self._under)
            elif token.type == "list_item_close":
                self._under = self._outer.pop()
            elif token.type == "heading_open":
                self._heading = int(token.tag[1:])
            elif token.type == "heading_close":
                self._heading = 0
            elif token.type in ("thead_open", "thead_close"):
                self._is_header = token.type == "thead_open"
            elif token.type == "tr_open":
                self._row = []
            elif token.type == "tr_close":
                yield from self._row_read(self._row or [])
                self._row = None
            elif token.type in ("fence", "code_block", "html_block"):
                yield from self._block(token)
            elif token.type == "inline":
                yield from self._inline(token)

    def _inline(self, token: Token) -> Iterator[Piece]:
        line = (token.map or (0, 0))[0] + 1
        lines = _lines(token)
        if self._row is not None:
            self._row.append((line, [run for runs in lines for run in runs]))
        elif self._heading:
            yield from self._headed(line, _words(run for runs in lines for run in runs))
        else:
            for at, runs in enumerate(lines):
                yield from self._said(line + at, runs)

    def _headed(self, line: int, title: str) -> Iterator[Piece]:
        found = label_of(title.rstrip(": "))
        if found is not None and found.is_ours:
            self._under = _Under(found, title, found.lead)
            self._fields_level = self._heading
            yield Piece(line, found.field, title, found.lead, "")
        elif self._under.label.field in FIELDS and self._heading > self._fields_level:
            # A heading within a field says what of it is meant.
            self._under = self._under._replace(lead=title.rstrip(": "))
        else:
            # The title of the page may be edited like anything else.
            is_first = self._heading == 1 and not self._has_title
            self._has_title = self._has_title or is_first
            place = TITLE if is_first else title
            self._under = _Under(Label(place), title)
            self._fields_level = 0
            yield Piece(line, place, title, "", title, is_title=True)

    def _said(self, line: int, runs: list[_Run]) -> Iterator[Piece]:
        lead, rest = _apart(runs)
        # What goes on below the page is called by its field, and stays below.
        is_below = self._under.label.field == "In full"
        found = label_of(lead) if lead and not is_below else None
        if found is not None and (found.field in FIELDS or not self._is_within_field):
            self._under = _Under(found, lead, found.lead)
            lead = found.lead
        elif lead and self._is_within_field:
            rest = f"{lead}: {rest}"
            lead = self._under.lead
        elif lead:
            self._under = self._under._replace(lead=lead)
        else:
            lead = self._under.lead
        if not rest and found is not None:
            # A label with nothing beside it: the form is ours, and that field is open.
            yield Piece(line, found.field, self._under.name, lead, "", bool(self._outer))
        yield from self._piece(line, self._under, lead, rest, is_item=bool(self._outer))

    @property
    def _is_within_field(self) -> bool:
        return self._under.label.field in FIELDS and bool(self._outer or self._fields_level)

    @property
    def _is_of_kpi(self) -> bool:
        return self._under.label.field in ("Business KPI", "Signed", "The ask")

    def _row_read(self, cells: list[tuple[int, list[_Run]]]) -> Iterator[Piece]:
        texts = [_words(runs) for _, runs in cells]
        first = label_of(texts[0].rstrip(": ")) if texts else None
        if first is not None and (first.field in FIELDS) and len(texts) > 1:
            under = _Under(first, texts[0], first.lead)
            for line, runs in cells[1:]:
                yield from self._piece(line, under, first.lead, _words(runs), is_item=True)
            return
        if self._is_header:
            self._header = texts
            if texts and folded(texts[0]) == "kpi now":
                # The table of the KPI stands behind its field, and belongs to it.
                self._under = _Under(label_of("Business KPI") or Label(""), "Business KPI")
            return
        for at, (line, runs) in enumerate(cells):
            column = self._header[at] if at < len(self._header) else ""
            is_named = bool(at) and len(cells) > 2 and not self._is_of_kpi
            row = f"{texts[0]}: {column}" if is_named else column
            yield from self._piece(line, self._under, row, _words(runs), is_item=True)

    def _block(self, token: Token) -> Iterator[Piece]:
        line = (token.map or (0, 0))[0] + 1
        is_html = token.type == "html_block"
        text = _TAG.sub(" ", token.content) if is_html else token.content
        for at, words in enumerate(text.split("\n")):
            yield from self._piece(line + at + (token.type == "fence"), self._under, "", words)

    def _piece(
        self, line: int, under: _Under, lead: str, text: str, *, is_item: bool = False
    ) -> Iterator[Piece]:
        words = _SPACES.sub(" ", text).strip()
        if words:
            yield Piece(line, under.label.field, under.name, lead, words, is_item)


def _lines(token: Token) -> list[list[_Run]]:
    """Return the runs of words of a paragraph, line by line."""
    lines: list[list[_Run]] = [[]]
    bold = 0
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            lines.append([])
        elif child.type == "strong_open":
            bold += 1
        elif child.type == "strong_close":
            bold -= 1
        elif child.type == "html_inline":
            text = "\n" if _BREAK.fullmatch(child.content) else _TAG.sub("", child.content)
            lines[-1].append(_Run(text, bold > 0))
        elif child.content:
            lines[-1].append(_Run(child.content, bold > 0))
    return lines


def _words(runs: Iterable[_Run]) -> str:
    text = "".join(run.text for run in runs)
    return clean(_GUARDED.sub("", text), multiline=True).strip()


def _apart(runs: list[_Run]) -> tuple[str, str]:
    """Return the label before some words, and the words; no label where they begin with none."""
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    bold = 0
    while bold < len(runs) and (runs[bold].is_bold or (bold and not runs[bold].text.strip())):
        bold += 1
    lead, rest = _words(runs[:bold]), _words(runs[bold:])
    if lead and (lead.endswith(":") or rest.startswith(":") or not rest or label_of(lead)):
        return lead.rstrip(": "), rest.removeprefix(":").lstrip()
    whole = _words(runs)
    before, colon, behind = whole.partition(":")
    if colon and (found := label_of(before)) is not None and found.field in FIELDS:
        return before.strip(), behind.strip()
    return "", whole

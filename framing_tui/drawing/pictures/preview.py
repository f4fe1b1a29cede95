"""The kickoff spec as it stands, drawn from the same page that the file is written from."""

from __future__ import annotations

from functools import cache

from framing_tui.assessment import Assessment, assess
from framing_tui.drawing.parts import InkedLine, InkedPart, InkedRows, parted, text_of, wrapped_rows
from framing_tui.drawing.pictures.gallery import Draw
from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.model.framing import Framing
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Field, Page

NEW, CHANGED = "+", "*"


def page_rows(page: Page) -> InkedRows:
    """Return a page, with a row for each line of an answer."""
    return tuple(row for line in _lines(page).values() for row in parted(line))


def page_since(opened: Framing) -> Draw:
    """Return what draws the live page; lines that were not on it at first, or differ, are marked.

    Why since it was opened: answers are saved as they are given, so the last saved page is always
    the one on the screen.
    """

    @cache
    def before() -> dict[str, InkedLine]:
        return _lines(build_page(opened, assess(opened)))

    def draw(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
        known = before() if opened.answers else None
        lines = _lines(build_page(framing, assessment))
        marks = {key: _mark(known.get(key), line) if known else " " for key, line in lines.items()}
        is_other = bool({NEW, CHANGED} & set(marks.values()))
        words = f"   {NEW} new, {CHANGED} changed since it was opened" if is_other else ""
        drawn = [*wrapped_rows(((("The page, live", "key!"), (words, "quiet")),), width)]
        for key, line in lines.items():
            first, *more = wrapped_rows((line,), width - 2, hangs=True)
            drawn.append(((f"{marks[key]} ", "key!"), *first))
            drawn += [(("  ", "plain"), *row) for row in more]
        return tuple(drawn)

    return draw


def _mark(before: InkedLine | None, line: InkedLine) -> str:
    was, now = text_of(before or ()), text_of(line)
    if before is None or (not was and now):
        return NEW
    return CHANGED if was != now else " "


def _lines(page: Page) -> dict[str, InkedLine]:
    """Return the lines of a page, each by what it is about, so that two pages can be compared."""
    head = page.head
    lines: dict[str, InkedLine] = {
        "title": ((head.title, "loud!"),),
        "decision": (("Decision: ", "quiet"), (head.decision, "plain")),
        "verdict": (("Verdict: ", "quiet"), (head.verdict, "plain")),
    }
    for extra in (head.money, head.stop):
        lines[f"head {extra.label}"] = _field(extra)
    for action in head.actions:
        who = ", ".join(word for word in (action.owner, action.due) if word)
        words = f"  ({who})" if who else ""
        lines[f"action {action.what}"] = (f"  → {action.what}", "plain"), (words, "quiet")
    lines["before the cells"] = ()
    for cell in page.cells:
        words = "; ".join(cell.words)
        lines[f"cell {cell.title}"] = (
            (f"{cell.sign} {cell.title} {cell.state}", "plain!"),
            (f"  {words}" if words else "", "quiet"),
        )
    lines["before the fields"] = ()
    for field in page.fields:
        lines[f"field {field.label}"] = _field(field)
    return lines


def _field(field: Field) -> InkedLine:
    parts: list[InkedPart] = [(f"{field.label}: ", "plain!")]
    for at, part in enumerate(field.parts):
        parts.append((" · " if at else "", "plain"))
        parts.append((f"{part.label}: " if part.label else "", "quiet"))
        parts.append((part.text, "plain"))
    if field.open:
        # As the form asks it: the file's names are for who reads the written page.
        asks = "; ".join(asks_in_full(qid) if qid in QUESTIONS else qid for qid in field.open)
        words = f"{' · ' if field.parts else ''}open: {asks}"
        parts.append((words, "amber"))
    return tuple(parts)

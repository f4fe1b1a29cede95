"""The kickoff spec as it stands, drawn from the same page that the file is written from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from framing_tui.assessment import Assessment, assess
from framing_tui.drawing.parts import InkedLine, InkedPart, InkedRows, parted, text_of, wrapped_rows
from framing_tui.drawing.pictures.gallery import Draw
from framing_tui.model.framing import Framing
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Field, Line, Page, PageCell

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
        "ask": ((page.ask.sentence, "plain"),),
    }
    if page.ask.alternatives:
        lines["ways"] = _beside([(way.label, way.value) for way in page.ask.alternatives])
    for field in page.standing:
        lines |= _field(f"standing {field.label}", field)
    lines["before the cells"] = ()
    for cell in page.cells:
        lines |= _cell(cell)
    lines["before the fields"] = ()
    for field in page.fields:
        lines |= _field(f"field {field.label}", field)
        if page.kpi and field is page.fields[0]:
            known = (("now", page.kpi.now), ("target", page.kpi.target), ("gap", page.kpi.gap))
            lines["kpi"] = (("  ", "plain"), *_beside(known))
    lines["before what is next"] = ()
    for action in head.next_actions:
        who = ", ".join(word for word in (action.owner, action.due) if word)
        words = f"  ({who})" if who else ""
        lines[f"action {action.what}"] = (f"→ {action.what}", "plain"), (words, "quiet")
    signed = page.signed
    names = (("approver", signed.approver), ("checked by", signed.checked_by))
    days = (("signed on", signed.date), ("looked at again", signed.review_on))
    lines["signed"] = _beside([(label, told or "–") for label, told in (*names, *days)])
    return lines


def _beside(told: Sequence[tuple[str, str]]) -> InkedLine:
    parts: list[InkedPart] = []
    for label, words in told:
        parts += [("   ", "plain")] * bool(parts)
        parts += [(f"{label}: ", "quiet"), (words, "plain!")]
    return tuple(parts)


def _cell(cell: PageCell) -> dict[str, InkedLine]:
    drawn: dict[str, InkedLine] = {
        f"cell {cell.title}": (
            (f"{cell.sign} {cell.title} {cell.told}", "plain!"),
            (f"  {cell.why}", "quiet"),
        )
    }
    if cell.state not in ("green", "open"):
        drawn[f"cell {cell.title} turns"] = (("  who turns it: ", "quiet"), (cell.turns, "plain"))
    if cell.contained is not None:
        way = cell.contained
        weakest = f"; weakest: {way.weakest}" if way.weakest else ""
        words = ("  who catches it: ", "quiet"), (f"{way.words}{weakest}", "plain")
        drawn[f"cell {cell.title} contained"] = words
    return drawn


def _field(key: str, field: Field) -> dict[str, InkedLine]:
    lead = _said(field.lead) if field.lead else ()
    drawn: dict[str, InkedLine] = {key: ((f"{field.label}: ", "plain!"), *lead)}
    for at, item in enumerate(field.items):
        drawn[f"{key} {at}"] = (("  • ", "quiet"), *_said(item))
    return drawn


def _said(line: Line) -> InkedLine:
    parts: list[InkedPart] = []
    for at, part in enumerate(line.parts):
        parts.append(("; " if at else "", "plain"))
        parts.append((f"{part.label}: " if part.label else "", "quiet"))
        parts.append((part.text, "amber" if part.label == "open" else "plain"))
    return tuple(parts)

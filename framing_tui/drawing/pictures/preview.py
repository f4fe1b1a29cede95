"""The kickoff spec as it stands, drawn from the same page that the file is written from."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from textual.content import Content

from framing_tui.assessment import Assessment, assess
from framing_tui.model.framing import Framing
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Field, Page
from framing_tui.tui.texts import joined, plain, stacked
from framing_tui.tui.wrapped_text import hung

NEW, CHANGED = "+", "*"


def page_text(page: Page) -> Content:
    """Return a page as styled text."""
    return stacked(list(_lines(page).values()))


def page_since(opened: Framing) -> Callable[[Framing, Assessment, int], Content]:
    """Return what draws the live page; lines that were not on it at first, or differ, are marked.

    Why since it was opened: answers are saved as they are given, so the last saved page is always
    the one on the screen.
    """

    @cache
    def before() -> dict[str, Content]:
        return _lines(build_page(opened, assess(opened)))

    def draw(framing: Framing, assessment: Assessment, width: int) -> Content:
        known = before() if opened.answers else None
        lines = _lines(build_page(framing, assessment))
        drawn = [plain("The page, live", "bold $accent")]
        marks = {_mark(known.get(key), line) for key, line in lines.items()} if known else set()
        if marks & {NEW, CHANGED}:
            words = f"   {NEW} new, {CHANGED} changed since it was opened"
            drawn = [joined(("The page, live", "bold $accent"), (words, "$foreground-muted"))]
        for key, line in lines.items():
            mark = _mark(known.get(key), line) if known else " "
            drawn.extend(_with_margin(mark, line, width))
        return stacked(drawn)

    return draw


def _mark(before: Content | None, line: Content) -> str:
    if before is None or (not before.plain and line.plain):
        return NEW
    return CHANGED if before.plain != line.plain else " "


def _with_margin(mark: str, line: Content, width: int) -> list[Content]:
    """Return the lines into which a line wraps, with its mark before the first one."""
    margins = [joined((f"{mark} ", "bold $accent"))]
    wrapped = hung(line, max(width - 2, 10)) if line.plain else [line]
    margins += [plain("  ")] * (len(wrapped) - 1)
    return [Content("").join(pair) for pair in zip(margins, wrapped, strict=True)]


def _lines(page: Page) -> dict[str, Content]:
    """Return the lines of a page, each by what it is about, so that two pages can be compared."""
    head = page.head
    lines = {
        "title": joined((head.title, "bold underline")),
        "decision": joined(("Decision: ", "$foreground-muted"), head.decision),
        "verdict": joined(("Verdict: ", "$foreground-muted"), head.verdict),
    }
    for extra in (head.money, head.stop):
        lines[f"head {extra.label}"] = _field(extra)
    for action in head.actions:
        who = ", ".join(word for word in (action.owner, action.due) if word)
        lines[f"action {action.what}"] = joined(
            "  → ", action.what, (f"  ({who})" if who else "", "$foreground-muted")
        )
    lines["before the cells"] = joined("")
    for cell in page.cells:
        words = "; ".join(cell.words)
        lines[f"cell {cell.title}"] = joined(
            (f"{cell.sign} {cell.title} {cell.state}", "bold"),
            (f"  {words}" if words else "", "$foreground-muted"),
        )
    lines["before the fields"] = joined("")
    for field in page.fields:
        lines[f"field {field.label}"] = _field(field)
    return lines


def _field(field: Field) -> Content:
    parts: list[tuple[str, str] | str] = [(f"{field.label}: ", "bold")]
    for at, part in enumerate(field.parts):
        parts.append(" · " if at else "")
        parts.append((f"{part.label}: " if part.label else "", "$foreground-muted"))
        parts.append(part.text)
    if field.open:
        parts.append((f"{' · ' if field.parts else ''}open: {', '.join(field.open)}", "$warning"))
    return joined(*parts)

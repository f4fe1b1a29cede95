"""What the form shows of what is not open: questions to read, headings, and what waits."""

from __future__ import annotations

from collections.abc import Iterator

from framing_tui.drawing.parts import SLACK, InkedLine, InkedPart, cells_of, text_of, wrapped
from framing_tui.drawing.states import INKS, MARKS
from framing_tui.interview.sheet import BringIn, Example, Heading, Item, More
from framing_tui.interview.view import View

_SIDE = 2
_INDENT = 4
# From this width on, dots lead the eye from what is asked to its answer.
_LEADS_FROM = 84
_LEAST_LEADER = 8
# An answer up to this width stands at the right edge, whatever its question takes.
_SHORT = 24


def act_parts(item: Item) -> InkedLine:
    """Return the words of what is no question, but does something; nothing of any other item."""
    if isinstance(item, More):
        words = "fewer questions" if item.is_open else item.words
        return ("▾ " if item.is_open else "▸ ", "key"), (words, "quiet")
    if isinstance(item, Example):
        return ("▸ ", "key"), (f"look at an example: {item.name.replace('-', ' ')}", "plain")
    if isinstance(item, BringIn):
        return ("▸ ", "key"), ("bring in a page: a spec, a form or a design document", "plain")
    return ()


def heading_rows(item: Heading, width: int) -> Iterator[InkedLine]:
    """Yield the rows of a heading; what does not fit is wrapped."""
    for parts in item.lines:
        if cells_of(parts) <= width - 2 * _SIDE:
            yield ("  ", "plain"), *parts
            continue
        for line in wrapped(text_of(parts), width - 2 * _SIDE):
            yield ("  ", "plain"), (line, parts[-1][1])
    if len(item.lines) > 1:
        yield ()


def question_rows(view: View, width: int) -> Iterator[InkedLine]:
    """Yield the rows of a question that is not open: mark, ask, answer; nothing is cut."""
    mark, voice, said, ink = _looks(view)
    asks = view.asks if view.asked else f"{view.asks} (not asked now)"
    asks += " ✎" if view.note else ""
    side: InkedPart = ("  ", "plain")
    *rest, last = _asked(asks, said, width)
    for at, line in enumerate(rest):
        yield side, mark if at == 0 else side, (line, voice)
    lead: InkedPart = side if rest else mark
    between = width - 4 * _SIDE - cells_of(((last, ""), (said, "")))
    if "\n" not in said and between >= 0:
        # A short answer ends the last row of what is asked, where the eye finds all of them.
        leader = " "
        if view.value is not None:
            leader = _leader(2 * _SIDE + cells_of(((last, ""),)), between + 2, width)
        yield side, lead, (last, voice), (leader, "faint"), SLACK, (said, ink), side
        return
    yield side, lead, (last, voice)
    for line in wrapped(said, width - _INDENT - 2 * _SIDE) if said else ():
        yield (" " * (_INDENT + _SIDE), "plain"), (line, ink)


def _asked(asks: str, said: str, width: int) -> tuple[str, ...]:
    """Return the rows of what is asked, with room behind the last one for a short answer."""
    lines = wrapped(asks, width - 3 * _SIDE)
    wide = cells_of(((said, ""),))
    if "\n" in said or wide > _SHORT or cells_of(((lines[-1], ""),)) + wide + 4 * _SIDE <= width:
        return lines
    return wrapped(asks, width - 4 * _SIDE - wide)


def _leader(start: int, wide: int, width: int) -> str:
    """Return the dots between what is asked and its answer, in columns of their own; or blanks."""
    if width < _LEADS_FROM or wide < _LEAST_LEADER:
        return " " * wide
    dots = ("·" if at % 3 == 0 else " " for at in range(start + 1, start + wide - 1))
    return f" {''.join(dots)} "


def _looks(view: View) -> tuple[InkedPart, str, str, str]:
    """Return the mark of a question, the ink of its ask, its answer and the ink of that."""
    state = view.state
    inks = {
        "answered": "quiet",
        "open": "faint",
        "optional": "faint",
        "found out": "key",
        "not applicable": "quiet",
    }
    mark_ink = inks.get(state) or INKS.get(state, "quiet")
    voice = "plain" if state in ("open", "optional") else "quiet"
    said, ink = view.said.strip(), "loud"
    if state in ("red", "warn"):
        ink = mark_ink.rstrip("!")
    if state in ("found out", "not applicable") or not view.asked:
        ink = "quiet"
    if not said and view.offer is not None:
        said, ink = f"◌ {view.question.kind.show(view.offer)}", "faint"
    if not said and state == "optional":
        said, ink = "optional", "faint"
    if view.draft and view.value is None:
        said, ink = f"“{view.draft}”: no answer yet", "amber"
    if view.clash:
        said, ink = f"! two answers: {said}", "amber"
    if any(finding.code in view.tentative for finding in view.findings):
        ink = f"{ink}-"
    return (f"{MARKS[state]} ", mark_ink), voice, said, ink

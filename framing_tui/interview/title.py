"""The first line: title, what is worst, how far the hour and the first pass are, and saving."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.assessment.verdict import ENOUGH_TO_LEAN
from framing_tui.drawing.parts import SLACK, InkedPart, cells_of, cropped
from framing_tui.interview.clock import HOUR
from framing_tui.interview.sizes import WIDE
from framing_tui.model.framing import Framing
from framing_tui.session import Session

# So much of a title is always shown.
_LEAST_TITLE = 16


def headline(assessment: Assessment) -> tuple[list[InkedPart], str]:
    """Return what is worst as coloured words, and the verdict, which never outshines a red cell."""
    states = [cell.state for cell in assessment.cells]
    reds = sum(cell.is_red for cell in assessment.cells)
    ambers = states.count("amber")
    worst: list[InkedPart] = []
    if reds:
        worst.append((f"✗ {reds} red", "red!"))
    elif ambers:
        worst.append((f"~ {ambers} amber", "amber!"))
    verdict = assessment.verdict
    words = verdict.head
    if verdict.name == "open":
        words = "" if worst else "nothing judged yet"
    elif verdict.leaning:
        words = words if verdict.answered >= ENOUGH_TO_LEAN else ""
    return worst, words


def title_parts(session: Session, minutes: int, width: int) -> list[InkedPart]:
    """Return the parts of the line; what stands at the right is never cut.

    Words are shortened only where the line is too long for them.
    """
    framing, assessment = session.framing, session.assessment
    saving = "read only" if session.read_only else session.autosave.state.words
    headed = headline(assessment)
    full = _right(assessment, saving, minutes, width, is_full=True)
    short = _right(assessment, saving, minutes, width, is_full=False)
    if width >= WIDE:
        return _parts(framing, headed, full, width)
    for right in (full, short):
        parts = _parts(framing, headed, right, width)
        is_whole = {f" {_title(framing)}", headed[1]} <= {"", *(text for text, _ in parts)}
        if is_whole and cells_of(parts) + 2 <= width:
            return parts
    worst, words = headed
    return _parts(framing, (worst, words.replace("machine learning ", "")), short, width)


def _title(framing: Framing) -> str:
    return framing.header.title or "untitled framing"


def _right(
    assessment: Assessment, saving: str, minutes: int, width: int, *, is_full: bool
) -> list[InkedPart]:
    """Return the clock, the pass and how saving stands."""
    first = assessment.first_pass
    right: list[InkedPart] = []
    if minutes or is_full:
        right.append((f"{minutes} of {HOUR} min   " if is_full else f"{minutes} min  ", "quiet"))
    passed = f"{first.answered}/{first.total}"
    if first.open or not assessment.in_depth.total:
        right.append((f"first pass {passed}   " if is_full else f"{passed}  ", "plain"))
    else:
        depth = assessment.in_depth
        words = f"{depth.answered}/{depth.total}"
        right.append((f"in depth {words}   " if is_full else f"depth {words}  ", "plain"))
    is_bad = saving.startswith("NOT SAVED")
    room = width // 2 if is_bad else max(20, width // 3)
    right.append((f"{cropped(saving, room)} ", "red!" if is_bad else "quiet"))
    return right


def _parts(
    framing: Framing, headed: tuple[list[InkedPart], str], right: list[InkedPart], width: int
) -> list[InkedPart]:
    """Return the title, what is worst and the verdict before what stands at the right."""
    worst, words = headed
    left = width - cells_of(right) - 2
    middle: list[InkedPart] = []
    if worst:
        middle += [("   ", "plain"), *worst]
    if words:
        words = cropped(words, max(0, left - _LEAST_TITLE - cells_of(middle) - 3))
        middle += [(" · " if worst else "   ", "faint"), (words, "plain")] if words else []
    name = cropped(_title(framing), max(_LEAST_TITLE, left - cells_of(middle)))
    return [(f" {name}", "loud!"), *middle, SLACK, *right]

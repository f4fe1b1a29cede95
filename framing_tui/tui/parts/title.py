"""The first line: title, what is worst, how far the hour and the first pass are, and saving."""

from __future__ import annotations

from framing_tui.assessment import Assessment
from framing_tui.assessment.verdict import AGAINST, FOR
from framing_tui.drawing.parts import SLACK, InkedPart, cells_of, cropped
from framing_tui.interview.clock import HOUR
from framing_tui.model.framing import Framing
from framing_tui.tui.sizes import WIDE

# So much of a title is always shown.
_LEAST_TITLE = 16
# A verdict leans to nothing before so many gates of section 2 are answered.
_GATES_TO_LEAN = 3


def headline(framing: Framing, assessment: Assessment) -> tuple[list[InkedPart], str]:
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
        answered = sum(framing.answer(question) is not None for question in (*AGAINST, *FOR))
        words = words if answered >= _GATES_TO_LEAN else ""
    return worst, words


def title_parts(
    framing: Framing, assessment: Assessment, *, saving: str, minutes: int, width: int
) -> list[InkedPart]:
    """Return the parts of the line; what stands at the right is never cut."""
    is_wide = width >= WIDE
    first = assessment.first_pass
    right: list[InkedPart] = []
    if minutes or is_wide:
        right.append((f"{minutes} of {HOUR} min   " if is_wide else f"{minutes} min  ", "quiet"))
    passed = f"{first.answered}/{first.total}"
    if first.open or not assessment.in_depth.total:
        right.append((f"first pass {passed}   " if is_wide else f"{passed}  ", "plain"))
    else:
        depth = assessment.in_depth
        words = f"{depth.answered}/{depth.total}"
        right.append((f"in depth {words}   " if is_wide else f"depth {words}  ", "plain"))
    is_bad = saving.startswith("NOT SAVED")
    room = width // 2 if is_bad else max(20, width // 3)
    right.append((f"{cropped(saving, room)} ", "red!" if is_bad else "quiet"))
    worst, words = headline(framing, assessment)
    left = width - cells_of(right) - 2
    middle: list[InkedPart] = []
    if worst:
        middle += [("   ", "plain"), *worst]
    if words:
        words = words if is_wide else words.replace("machine learning ", "")
        words = cropped(words, max(0, left - _LEAST_TITLE - cells_of(middle) - 3))
        middle += [(" · " if worst else "   ", "faint"), (words, "plain")] if words else []
    title = framing.header.title or "untitled framing"
    name = cropped(title, max(_LEAST_TITLE, left - cells_of(middle)))
    return [(f" {name}", "loud!"), *middle, SLACK, *right]

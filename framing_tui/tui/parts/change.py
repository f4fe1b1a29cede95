"""The change line: what the last answer did, or what was said in passing since."""

from __future__ import annotations

from framing_tui.assessment.changes import Change
from framing_tui.drawing.parts import InkedPart, cells_of
from framing_tui.drawing.states import INKS

_GAP = "   "
# What these are called says all; of a verdict or a finding it says nothing without the reason.
_SPEAK = ("cell", "opened", "closed", "row", "undone", "redone")


def change_parts(
    changed: tuple[Change, ...], words: str, width: int, next_red: str = "F8"
) -> tuple[list[InkedPart], str]:
    """Return the parts of the line, and the question that a click on it opens, if any.

    The first change is told with its reason, the others by name as far as there is room;
    `next_red` is the key that goes to a red finding.
    """
    if words:
        return [(f" {words}", "plain")], ""
    if not changed:
        return [(" Every answer shows here what it changed", "faint")], ""
    first, *rest = changed
    parts: list[InkedPart] = [(f" {first.head}", INKS.get(first.tone, "loud!"))]
    tail: list[InkedPart] = []
    if first.code:
        tail.append((f"{_GAP}{first.code}", "quiet"))
        if first.tone == "red":
            tail.append((f" · {next_red} goes there", "quiet"))
    for change in rest:
        if change.kind not in _SPEAK:
            continue
        more: InkedPart = (f"{_GAP}{change.head}", INKS.get(change.tone, "loud!"))
        if cells_of([*parts, *tail, more]) + min(len(first.why), width // 3) > width:
            break
        tail.append(more)
    if first.why:
        room = width - cells_of([*parts, *tail]) - len(_GAP) - 1
        why = first.why if len(first.why) <= room else first.why[: max(0, room - 1)].rstrip() + "…"
        parts.append((f"{_GAP}{why}", "plain"))
    return parts + tail, first.jump

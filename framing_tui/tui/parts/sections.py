"""The sections: a list beside the form, or one line over it where the window is narrow."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from framing_tui.assessment import Assessment
from framing_tui.assessment.sections import state_of_section
from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import SLACK, InkedPart, cells_of
from framing_tui.drawing.states import GLYPHS, INKS
from framing_tui.interview.sheet import HOME, IN_ORDER
from framing_tui.tui.blocks import Block

Go = Callable[[str], object]


def draw_list(
    colours: Colours,
    width: int,
    height: int,
    assessment: Assessment,
    current: str,
    go: Go,
    key: str = "^G",
) -> Block:
    """Return the sections under each other, home on top, with what is answered and found.

    Before each stands its digit; `key` and then the digit go there.
    """
    block = Block(colours, width, "panel")
    block.add((" SECTIONS", "quiet!"), SLACK, (key, "key"), (" and digit ", "quiet"))
    for section in IN_ORDER:
        counts = assessment.sections[section.id]
        mark = _mark_of(assessment, section.id)
        is_here = section.id == current
        voice = "loud!" if is_here else "plain" if counts.answered else "quiet"
        name = "Overview" if section.id == HOME else section.title
        count = f"{counts.answered}/{counts.total} " if counts.total else ""
        block.add(
            ("▌" if is_here else " ", "key!"),
            (f"{section.digit} ", "key" if not is_here else "key!"),
            (name, voice),
            SLACK,
            (count, "quiet"),
            mark,
            act=partial(go, section.id),
            ground="card" if is_here else "panel",
        )
    block.pad_to(height)
    return block


def draw_strip(
    colours: Colours,
    width: int,
    assessment: Assessment,
    current: str,
    go: Go,
    aside: str = "",
) -> Block:
    """Return the sections on one line: numbers, and the current one spelt out.

    `aside` is what is said of it where there is room.
    """
    block = Block(colours, width, "panel")
    parts: list[InkedPart] = []
    for section in IN_ORDER:
        mark = _mark_of(assessment, section.id)
        start = cells_of(parts)
        counts = assessment.sections[section.id]
        number = "⌂" if section.id == HOME else str(section.number)
        if section.id == current:
            name = section.title if section.id == HOME else f"{number} {section.title}"
            parts += [("▌", "key!"), (f"{name} {counts.answered}/{counts.total} ", "loud!")]
        else:
            parts.append((f" {number}", "quiet"))
        parts += [mark, (" ", "plain")]
        block.spot(start, cells_of(parts), partial(go, section.id))
    said: InkedPart = (f"{aside} ", "faint")
    block.add(*parts, *((SLACK, said) if cells_of((*parts, said)) + 2 <= width else ()))
    return block


def _mark_of(assessment: Assessment, section_id: str) -> InkedPart:
    state = state_of_section(assessment, section_id)
    return f"{GLYPHS.get(state, ' ')}", INKS.get(state, "plain")

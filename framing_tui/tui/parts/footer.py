"""The last line: the keys that work, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import InkedPart, cells_of
from framing_tui.interview.keymap import COMMANDS, Keymap
from framing_tui.keys import BY_ID
from framing_tui.tui.blocks import Block

# On every last line, whatever gives way: how to find all the rest, and how to leave.
_ALWAYS = ("palette", "leave")
_WORTH_MOST = ("next_open", "help", "findings", "find_out")
# One of them is on every last line, the first where it fits.
_TO_SECTIONS = ("next_section", "go_to")
# What else is told where there is room for all of the others, and what only now and then.
_WHERE_ROOM = {
    "go_to": "go to",
    "not_applicable": "not applicable",
    "park": "park",
    "flips": "what flips it",
    "undo": "undo",
    "save": "save",
}
_NOW_AND_THEN = {"take_offer": "take the offer", "settle": "two answers"}


def draw_footer(
    colours: Colours,
    width: int,
    keymap: Keymap,
    run: Callable[[str], object],
    *,
    first: tuple[str, ...] = (),
) -> Block:
    """Return the keys that fit; `first` are commands that just now are worth more than the rest.

    Words and the blanks between them are shortened only where all of them do not fit.
    """
    words = {c.id: c.footer for c in COMMANDS} | _WHERE_ROOM | _NOW_AND_THEN
    narrow = [*first, *(c.id for c in COMMANDS if c.narrow and c.id not in first)]

    def entry(command_id: str, is_full: bool) -> list[InkedPart]:
        word = words[command_id] if is_full else words[command_id].removeprefix("next ")
        key = keymap.printed(command_id, short=True)
        return [(f" {key}", "key"), (f" {word}{' ' if is_full else ''}", "quiet")]

    def cells(command_ids: Iterable[str], is_full: bool) -> int:
        return sum(cells_of(entry(command_id, is_full)) for command_id in command_ids)

    tries = [(is_full, to_section) for is_full in (True, False) for to_section in _TO_SECTIONS]
    is_full, to_section = next(
        (tried for tried in tries if cells((*narrow, tried[1]), tried[0]) <= width), tries[-1]
    )
    # What is worth most keeps its room: the rest gives way from the end.
    worth = [*first, *_WORTH_MOST, to_section, *narrow]
    worth += [c.id for c in COMMANDS if c.footer and c.id not in _TO_SECTIONS]
    room = width - cells(_ALWAYS, is_full)
    shown = set(_ALWAYS)
    for command_id in dict.fromkeys((*worth, *_WHERE_ROOM)):
        needs = cells((command_id,), is_full)
        if command_id not in shown and needs <= room:
            shown.add(command_id)
            room -= needs
    block = Block(colours, width)
    parts: list[InkedPart] = []
    for command_id in dict.fromkeys((*first, *BY_ID)):
        if command_id not in shown:
            continue
        start = cells_of(parts)
        parts += entry(command_id, is_full)
        block.spot(start, cells_of(parts), partial(run, command_id))
    block.add(*parts)
    return block

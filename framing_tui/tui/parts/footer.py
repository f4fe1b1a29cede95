"""The last line: the keys that work, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Callable

from framing_tui.drawing.parts import InkedPart, cells_of
from framing_tui.interview.keymap import COMMANDS, Keymap
from framing_tui.tui.blocks import Block, Spot
from framing_tui.tui.inks import Colours
from framing_tui.tui.sizes import WIDE

# On every last line, whatever gives way: how to find all the rest, and how to leave.
_ALWAYS = ("palette", "leave")


def draw_footer(
    colours: Colours,
    width: int,
    keymap: Keymap,
    run: Callable[[str], object],
    *,
    first: tuple[str, ...] = (),
) -> Block:
    """Return the keys that fit; `first` are commands that just now are worth more than the rest."""
    is_wide = width >= WIDE
    listed = [c for c in COMMANDS if c.footer and c.id not in first and (is_wide or c.narrow)]
    words = {c.id: c.footer for c in COMMANDS} | {
        "take_offer": "take the offer",
        "settle": "two answers",
        "edit": "own editor",
    }

    def entry(command_id: str) -> list[InkedPart]:
        word = words[command_id] if is_wide else words[command_id].removeprefix("next ")
        key = keymap.printed(command_id, short=True)
        return [(f" {key}", "key"), (f" {word}{' ' if is_wide else ''}", "quiet")]

    in_order = [*first, *(c.id for c in listed)]
    # What is worth most keeps its room: the rest gives way from the end.
    room = width - sum(cells_of(entry(command_id)) for command_id in _ALWAYS)
    shown: list[str] = []
    for command_id in in_order:
        if command_id in _ALWAYS:
            shown.append(command_id)
        elif (needs := cells_of(entry(command_id))) <= room:
            shown.append(command_id)
            room -= needs
    parts: list[InkedPart] = []
    spots: list[Spot] = []
    for command_id in shown:
        start = cells_of(parts)
        parts += entry(command_id)
        spots.append(Spot(0, start, cells_of(parts), lambda cid=command_id: run(cid)))  # type: ignore[misc]
    block = Block(colours, width)
    block.add(*parts)
    block.spots = spots
    return block

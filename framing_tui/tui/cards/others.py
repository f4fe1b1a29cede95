"""The cards that ask nothing: the end of a section, optional questions, an example to look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import SLACK, InkedPart, cells_of
from framing_tui.drawing.states import GLYPHS, INKS
from framing_tui.interview.section_end import SectionEnd
from framing_tui.interview.typed import Words, prints
from framing_tui.tui.blocks import Block
from framing_tui.tui.cards.card import AnyCard, CardBlock

if TYPE_CHECKING:
    from textual.events import Key

# So many open questions are named at the end of a section, and so many where room is short: the
# picture of some sections stands below, and is to be seen whole.
_MOST_NAMED, _MOST_WHERE_SHORT = 4, 3


class ActCard(AnyCard):
    """Something that Enter does: it is drawn by a function, and answered by one.

    `does` is what Enter does, in words; `say` tells whoever types here that nothing is taken.
    """

    def __init__(
        self,
        act: Callable[[], object],
        draw: Callable[[CardBlock], None],
        does: str,
        say: Callable[[str], object],
    ) -> None:
        self.act = act
        self._draw = draw
        self._does = does
        self._say = say
        self._words = Words()

    async def take_key(self, event: Key) -> bool:
        """Act on Enter, Space and →."""
        if event.key in ("enter", "right") or (event.key == "space" and not self._words.go_on):
            self.act()
            return True
        if not prints(event.character):
            return False
        self._words.note()
        self.paste(event.character or "")
        return True

    def paste(self, text: str) -> None:
        """Say that nothing can be typed here."""
        self._say(f"no text is taken here: Enter {self._does}")

    def draw(self, colours: Colours, width: int, *, is_roomy: bool) -> Block:
        block = CardBlock(colours, width, "key!", is_roomy=is_roomy)
        block.gap()
        self._draw(block)
        block.gap()
        return block


def draw_end(
    block: CardBlock,
    section_end: SectionEnd,
    open_question: Callable[[str], object],
    go_on: Callable[[], object],
) -> None:
    """Draw the end of a section in its card: what is open, what would be found, what is next."""
    count = len(section_end.open)
    head: InkedPart = (section_end.words, "loud!")
    goes: tuple[InkedPart, ...] = (("Enter ", "key!"), (f"→ {section_end.leads_to} ", "plain"))
    if cells_of((head, *goes)) + 2 <= block.inner:
        block.add(head, SLACK, *goes, act=go_on)
    else:
        block.text(*head, act=go_on)
        block.add(*goes, act=go_on)
    most = _MOST_NAMED if block.is_roomy else _MOST_WHERE_SHORT
    for key, asks in section_end.open[:most]:
        act = partial(open_question, key)
        block.text(asks, "quiet", lead=("○ ", "quiet"), act=act)
    if count > most:
        block.text(f"and {count - most} more", "quiet", hang=2)
    if section_end.ahead:
        block.gap()
        block.add(("Going on will find missing:", "quiet"))
    for level, message, code in section_end.ahead[:most]:
        ink = INKS[level.value]
        lead = (f"{GLYPHS[level.value]} ", ink)
        block.text(f"{message}  {code}", ink.rstrip("!"), lead=lead)

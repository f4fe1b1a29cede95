"""The cards that ask nothing: the end of a section, optional questions, an example to look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from framing_tui.drawing.parts import SLACK, InkedPart, cells_of, cropped
from framing_tui.drawing.states import GLYPHS, INKS
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.finding import Level
from framing_tui.tui.blocks import Block
from framing_tui.tui.cards.card import CardBlock, Drawing, Unread
from framing_tui.tui.editor import prints
from framing_tui.tui.inks import Colours

if TYPE_CHECKING:
    from textual.events import Key

# So many open questions are named at the end of a section, and so many where room is short: the
# picture of some sections stands below, and is to be seen whole.
_MOST_NAMED, _MOST_WHERE_SHORT = 4, 3


class SectionEnd(NamedTuple):
    """What stands at the end of a section.

    `name` is the section's, `open` what is asked and open, with its key; `ahead` what would be
    found if one went on, as level, words and code; `leads_to` where Enter goes; `in_depth` how many
    more wait for the second pass; `share` how many are answered of all that count, like 3/6.
    """

    name: str
    open: tuple[tuple[str, str], ...]
    ahead: tuple[tuple[Level, str, str], ...]
    leads_to: str
    in_depth: int = 0
    share: str = ""

    @property
    def words(self) -> str:
        """What it is the end of, how many are answered, and open: those in depth by themselves."""
        counts = [f"{len(self.open)} open"] if self.open else []
        counts += [f"{self.in_depth} in depth"] if self.in_depth else []
        if not counts:
            return f"End of {self.name}: nothing is open"
        return f"End of {self.name} {self.share}: {', '.join(counts)}"


class ActCard:
    """Something that Enter does: it is drawn by a function, and answered by one.

    `does` is what Enter does, in words; `say` tells whoever types here that nothing is taken.
    """

    has_editor = False
    draft = ""

    def __init__(
        self,
        act: Callable[[], object],
        draw: Callable[[CardBlock], None],
        does: str = "",
        say: Callable[[str], object] = lambda _words: None,
    ) -> None:
        self.act = act
        self._draw = draw
        self._does = does
        self._say = say
        self._unread = Unread()

    async def take_key(self, event: Key) -> bool:
        """Act on Enter, Space and →; tell whether the key meant anything."""
        if event.key in ("enter", "right") or (event.key == "space" and not self._unread.goes_on):
            self.act()
            return True
        if not prints(event):
            return False
        self._unread.note()
        self.paste(event.character or "")
        return True

    def paste(self, text: str) -> None:
        """Say that nothing can be typed here."""
        self._say(f"no text is taken here: Enter {self._does}")

    def take_back(self) -> str:
        """Nothing can be typed here."""
        return ""

    def leave(self) -> None:
        """Nothing is held back here."""

    def take_offer(self) -> bool:
        """Nothing is offered here."""
        return False

    def draw(self, colours: Colours, width: int, *, is_roomy: bool) -> Drawing:
        """Return the card."""
        block = CardBlock(colours, width, "key!", is_roomy=is_roomy)
        block.gap()
        self._draw(block)
        block.gap()
        return block.done()


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


def end_line(colours: Colours, width: int, section_end: SectionEnd) -> Block:
    """Return the end of a section as it is read before one is there."""
    block = Block(colours, width)
    head: tuple[InkedPart, ...] = (
        ("  ─ ", "faint"),
        (cropped(section_end.words, width - 6), "quiet"),
    )
    goes: InkedPart = (f"  → {section_end.leads_to}  ", "faint")
    block.gap()
    block.add(*head, SLACK, *((goes,) if cells_of((*head, goes)) <= width else ()))
    return block

"""The card of options: one of them, or any number; each has a key of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing_tui.drawing.parts import InkedPart, InkedRows, cells_of, cropped, wrapped_rows
from framing_tui.interview.picking import Picking, first_of, picked, words_of
from framing_tui.interview.view import View
from framing_tui.model.kinds import Option
from framing_tui.tui.cards.card import Card, CardBlock

if TYPE_CHECKING:
    from textual.events import Key

    from framing_tui.tui.open_form import OpenForm


class OptionsCard(Card):
    """A question answered by picking or ticking."""

    def __init__(self, host: OpenForm, key: str, draft: str = "") -> None:
        super().__init__(host, key)
        self.picking = Picking(self, draft)

    @property
    def draft(self) -> str:
        return self.picking.prose

    def leave(self) -> None:
        if self.picking.is_many:
            self.host.session.judge()

    async def take_key(self, event: Key) -> bool:
        return self.picking.take_key(event.key, event.character or "")

    def paste(self, text: str) -> None:
        """Put a paste under the options: it never picks."""
        self.picking.paste(text)
        self.host.redraw()

    # What was taken back is put back as a paste is.
    put_in = paste

    def take_back(self) -> str:
        return self.picking.take_back()

    def take_offer(self) -> bool:
        taken = super().take_offer()
        if taken:
            self.picking.cursor = first_of(self.view)
            self.host.redraw()
        return taken

    def pick(self, index: int) -> None:
        """Pick or tick an option, as by a click."""
        self.picking.pick(index)
        self.host.redraw()

    # What picking does.

    def give(self, value: object) -> None:
        """Answer; half a list of ticks is judged when the card is left."""
        self.complaint = self.host.answer(self.key, value, judge=not self.picking.is_many)

    def keep_note(self, words: str) -> None:
        """Keep what was typed and is no option as a note."""
        self.host.keep_note(self.key, words)

    def go_on(self) -> None:
        """Go on to the next question."""
        self.host.step(1)

    # Drawing.

    def draw_body(self, block: CardBlock, view: View) -> None:
        choices, keys = self.picking.choices, self.picking.keys
        widest = max(cells_of(((choice.text, ""),)) for choice in choices) + 9
        self.picking.columns = max(1, min(3, block.inner // widest))
        deep, columns = self.picking.shape
        wide = block.inner // columns
        for at in range(deep):
            parts: list[InkedPart] = []
            for index in range(at, len(choices), deep):
                start = 4 + (index // deep) * wide
                block.spot(start, start + wide, lambda index=index: self.pick(index))  # type: ignore[misc]
                parts += self._option(view, choices[index], keys[index], index, wide)
            block.add(*parts)
        self._draw_meaning(block, choices)
        if self.picking.prose or self.picking.is_own:
            self._draw_prose(block)

    def _option(
        self, view: View, choice: Option, key: str, index: int, wide: int
    ) -> list[InkedPart]:
        is_on = choice.value in picked(view)
        is_offered = view.value is None and choice.value in words_of(view.offer)
        is_here = index == self.picking.cursor
        glyph = ("☑" if is_on else "☐") if self.picking.is_many else "●" if is_on else "○"
        if is_offered:
            glyph = "◌"
        mark = self.bar(view) if is_on else "quiet"
        ink = "loud!" if is_on else "loud" if is_here else "plain"
        if key == choice.text:
            # A score is its own key.
            key = " "
        text = cropped(choice.text, wide - 7)
        pad = " " * max(0, wide - 6 - cells_of(((text, ""),)))
        return [
            ("› " if is_here else "  ", "key!"),
            (f"{glyph} ", mark),
            (f"{key} ", "key"),
            (text + pad, ink),
        ]

    def _draw_meaning(self, block: CardBlock, choices: tuple[Option, ...]) -> None:
        if not any(choice.means for choice in choices):
            return
        wide = block.inner - 2
        told = [_told(choice, wide) for choice in choices]
        lines = told[self.picking.cursor] if self.picking.cursor < len(choices) else ()
        # As many rows for each, so that the card does not jump under the cursor.
        for at in range(max(map(len, told))):
            block.add(("  ", "plain"), *(lines[at] if at < len(lines) else ()))

    def _draw_prose(self, block: CardBlock) -> None:
        block.gap()
        if self.picking.is_own:
            block.text(f"{self.picking.prose}▏", "loud", lead=("in your words: ", "key"))
            block.text("Enter adds it, Esc drops it", "quiet")
            return
        block.text(f"“{self.picking.prose}▏” is no option", "amber", lead=("~ ", "amber!"))
        block.text("Enter keeps it as a note, Esc drops it", "quiet", hang=2)


def _told(choice: Option, wide: int) -> InkedRows:
    """Return what an option means, led by its name: it may stand under another one."""
    if not choice.means:
        return ()
    return wrapped_rows((((f"{choice.text}: ", "plain"), (choice.means, "quiet")),), wide)

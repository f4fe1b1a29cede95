"""What every card shares: its frame, what is asked, and what is said about the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

from framing_tui.assessment.findings import state_of
from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import SLACK, InkedPart, cells_of, wrapped
from framing_tui.drawing.states import GLYPHS, INKS
from framing_tui.interview.view import View
from framing_tui.rules.finding import Finding
from framing_tui.tui.blocks import Act, Block, row

if TYPE_CHECKING:
    from textual.events import Key

    from framing_tui.tui.open_form import OpenForm

# Left of the text: two blanks, the bar, a blank; right of it two and two.
LEFT, AROUND = 4, 8


class CardBlock(Block):
    """The rows of a card on a ground of its own, behind a bar."""

    def __init__(self, colours: Colours, width: int, bar: str, *, is_roomy: bool) -> None:
        super().__init__(colours, width, "card")
        self.inner = max(width - AROUND, 10)
        self.is_roomy = is_roomy
        self._bar = bar

    def add(self, *parts: InkedPart, act: Act | None = None, ground: str | None = None) -> None:
        """Add a row; a click anywhere on it calls `act`."""
        if act is not None:
            self.spot(0, self.width, act)
        inner = row(self.colours, self.width - 6, parts, ground or self.ground)
        self.rows.append(self._framed(inner))

    def gap(self) -> None:
        """Add an empty row, where there is room for one."""
        if self.is_roomy:
            self.add()

    def text(
        self,
        text: str,
        ink: str,
        *,
        lead: InkedPart = ("", ""),
        hang: int = 0,
        act: Act | None = None,
    ) -> None:
        """Add a text, wrapped; `lead` stands before its first line, blanks before the others."""
        indent = hang or cells_of((lead,))
        for at, line in enumerate(wrapped(text, self.inner - indent)):
            before = lead if at == 0 and lead[0] else (" " * indent, "plain")
            self.add(*((before,) if indent else ()), (line, ink), act=act)

    def place_field(self, height: int, unit: str = "") -> None:
        """Leave room for the editor, so many rows high, with a unit behind it."""
        behind = cells_of(((unit, ""),)) + 2 if unit else 0
        self.field = Region(LEFT, len(self.rows), self.inner - behind, height)
        # Without a ground of its own, brackets show where something is written.
        has_ground = self.colours.field != self.colours.card
        left, right = ("  ", "  ") if has_ground else ("┃[", "] ")
        for at in range(height):
            words = f" {unit} " if unit and at == 0 else " " * behind
            field = row(self.colours, self.inner, (SLACK, (words, "quiet")), "field")
            after = row(self.colours, 2, ((right, "key"),), "card")
            before = None if has_ground else left
            self.rows.append(self._framed(Strip.join([field, after]), before))

    def _framed(self, inner: Strip, before: str | None = None) -> Strip:
        edge = row(self.colours, 2, ())
        bar = row(self.colours, 2, ((before or "┃ ", self._bar),), "card")
        return Strip.join([edge, bar, inner, edge])


class AnyCard:
    """What is open: how it is drawn, and what keys do to it, which is nothing by itself.

    Made anew whenever something is opened; what was typed and is no answer is kept elsewhere.
    """

    # Whether something is typed here as in an editor.
    has_editor = False

    @property
    def draft(self) -> str:
        """What was typed and is no answer."""
        return ""

    async def take_key(self, event: Key) -> bool:
        """Take a key; tell whether it meant anything here."""
        return False

    def paste(self, text: str) -> None:
        """Take a paste."""

    def leave(self) -> None:
        """Be told that another thing is opened."""

    def take_back(self) -> str:
        """Take back what was typed and is no answer; return it."""
        return ""

    def take_offer(self) -> bool:
        """Take what is offered; tell whether there was anything."""
        return False

    def draw(self, colours: Colours, width: int, *, is_roomy: bool) -> Block:
        """Return the card."""
        raise NotImplementedError


class Card(AnyCard):
    """The open question."""

    def __init__(self, host: OpenForm, key: str) -> None:
        self.host = host
        self.key = key
        self.complaint = ""
        self.remark = ""

    @property
    def view(self) -> View:
        """How its question stands."""
        return self.host.view(self.key)

    def take_offer(self) -> bool:
        view = self.view
        if view.offer is None or view.value is not None:
            return False
        self.complaint = self.host.answer(self.key, view.offer)
        return True

    # How it is drawn.

    def draw(self, colours: Colours, width: int, *, is_roomy: bool) -> Block:
        view = self.view
        block = CardBlock(colours, width, self.bar(view), is_roomy=is_roomy)
        # Where room is short, a blank row is worth more between what is asked and the answer.
        block.gap()
        self.draw_ask(block, view)
        self.draw_body(block, view)
        self.draw_said(block, view)
        block.add()
        return block

    def bar(self, view: View) -> str:
        """Return the ink of the bar: that of the worst that was found here."""
        return INKS.get(view.worst, "key!")

    def draw_ask(self, block: CardBlock, view: View) -> None:
        """Draw what is asked, how it stands, and the sentence under it."""
        aside = ""
        if not view.asked:
            aside = "not asked now; kept in the file"
        elif view.value is not None and not view.is_answered:
            aside = "leaves it open"
        elif view.value is None and view.not_applicable:
            aside = "not applicable"
        elif view.value is None and not view.essential:
            aside = "optional"
        room = block.inner - (cells_of(((aside, ""),)) + 2 if aside else 0)
        for at, line in enumerate(wrapped(view.asks, max(room, 20))):
            block.add((line, "loud!"), SLACK, (f"{aside} " if at == 0 else "", "quiet"))
        if view.question.help:
            block.text(view.question.help, "quiet")
        if view.not_applicable:
            block.text(f"not applicable: {view.not_applicable}", "quiet")
        elif view.found_out_by:
            block.text(f"being found out: {view.found_out_by}", "key")
        block.add()

    def draw_body(self, block: CardBlock, view: View) -> None:
        """Draw what is answered with."""

    def draw_said(self, block: CardBlock, view: View) -> None:
        """Draw what is said about the answer, the worst in full, then examples."""
        if self.complaint:
            block.text(self.complaint, "amber", lead=("~ ", "amber!"))
        elif self.remark:
            block.text(self.remark, "quiet")
        if view.basis:
            words = f"basis: {view.basis}   {self.host.key_of('basis')} changes it"
            block.text(words, "quiet")
        if view.offer is not None and view.value is None:
            words = view.question.kind.show(view.offer)
            block.text(words, "quiet", lead=("◌ ", "key"))
            words = f"offered: {self.host.key_of('take_offer')} takes it"
            block.text(words, "faint" if block.is_roomy else "quiet", hang=2)
        if view.clash:
            block.text(
                f"somebody else answered: {view.clash}   {self.host.key_of('settle')} settles it",
                "amber",
                lead=("! ", "amber!"),
            )
        for figure in view.figures:
            block.text(figure, "key", lead=("→ ", "key!"))
        for finding in view.findings:
            draw_finding(block, finding, is_dim=finding.code in view.tentative)
        if view.note:
            block.text(view.note, "quiet", lead=("✎ ", "key"))
        self.draw_examples(block, view)

    def draw_examples(self, block: CardBlock, view: View) -> None:
        """Draw the good and the weak example, on one line where room is short."""
        good, weak = view.question.good, view.question.weak
        if not good or (view.is_answered and not block.is_roomy):
            return
        block.gap()
        parts: tuple[InkedPart, ...] = (("good ", "plain!"), (good, "quiet"))
        more: tuple[InkedPart, ...] = (("weak ", "plain!"), (weak, "quiet"))
        if not block.is_roomy and cells_of((*parts, *more)) + 3 <= block.inner:
            block.add(*parts, ("   ", "plain"), *more)
            return
        block.text(good, "quiet", lead=("good ", "plain!"))
        if weak:
            block.text(weak, "quiet", lead=("weak ", "plain!"))


def draw_finding(block: CardBlock, finding: Finding, *, is_dim: bool = False) -> None:
    """Draw a finding in full, with its code at the end."""
    ink = INKS[finding.level.value].rstrip("!")
    kept = "" if finding.counts else f" ({state_of(finding)})"
    if not finding.counts:
        ink = "quiet"
    if is_dim:
        ink += "-"
    block.gap()
    lines = wrapped(f"{finding.message}{kept}", block.inner - 10)
    glyph = GLYPHS[finding.level.value]
    for at, line in enumerate(lines):
        lead = (f"{glyph} " if at == 0 else "  ", f"{ink.rstrip('-')}!")
        code = f"{finding.code} " if at == len(lines) - 1 else ""
        block.add(lead, (line, ink), SLACK, (code, "quiet"))

"""The parts of the main screen: what each shows, drawn from the session and from what is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

from framing_tui.assessment.sections import is_nothing_asked
from framing_tui.drawing.colours import Colours
from framing_tui.drawing.parts import SLACK, InkedPart, cells_of, cropped
from framing_tui.interview.change_line import change_parts
from framing_tui.interview.clock import BUDGET
from framing_tui.interview.sizes import SMALLEST
from framing_tui.interview.title import title_parts
from framing_tui.model.catalogue import SECTIONS
from framing_tui.tui.blocks import Block, one_row
from framing_tui.tui.cards.card import AROUND, Card
from framing_tui.tui.parts.chips import draw_chips
from framing_tui.tui.parts.footer import draw_footer
from framing_tui.tui.parts.form import Contents, draw_form
from framing_tui.tui.parts.sections import draw_list, draw_strip
from framing_tui.tui.toolkit import Drawn

if TYPE_CHECKING:
    from framing_tui.tui.main_screen import MainScreen

# So much of what a list asks stands before the name of its record.
_LEAST_ASK = 12

Drawer = Callable[[Colours, int, int], Block]


class Panel(Drawn):
    """A part of the main screen, drawn by a function."""

    def __init__(self, id: str, drawer: Drawer) -> None:
        super().__init__(id)
        self._drawer = drawer

    def draw(self, width: int, height: int) -> list[Strip]:
        block = self._drawer(self.colours, width, height)
        self.spots = block.spots
        return block.rows


class Panels:
    """All parts of the main screen but for the editor, which lies over the form."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._session, self._open_form = main.session, main.open_form
        self._drawn: Block | None = None
        # Width and height of the form that is drawn, and how many rows the editor needed then.
        self._drawn_for = (0, 0, 0)
        # What was drawn of some parts, and for what: it is the same for most keys.
        self._kept: dict[str, tuple[tuple[object, ...], Block]] = {}

    def all(self) -> list[Panel]:
        """Return the parts, by the names of their places."""
        return [
            Panel("title", self._title),
            Panel("chips", self._chips),
            Panel("change", self._change),
            Panel("sections", self._sections),
            Panel("form", self.form),
            Panel("findings", self._findings),
            Panel("keys", self._keys),
            Panel("small", self._small),
        ]

    @property
    def field(self) -> Region | None:
        """Where the editor stands in the form as it was drawn last."""
        drawn = self._drawn
        if drawn is None or drawn.field is None or drawn.field.height < 1:
            return None
        return drawn.field

    @property
    def editor_rows(self) -> int:
        """How many rows the editor was given there."""
        return self._drawn_for[2]

    def forget_form(self) -> None:
        """Draw the form anew when it is next asked for."""
        self._drawn = None

    def _once(self, part: str, drawn_for: tuple[object, ...], draw: Callable[[], Block]) -> Block:
        """Return what was drawn last of a part where it was for the same, or else draw it."""
        known = self._kept.get(part)
        if known is None or known[0] != drawn_for:
            self._kept[part] = known = (drawn_for, draw())
        return known[1]

    def _head(self, width: int) -> tuple[InkedPart, ...]:
        record = self._open_form.record
        if record is not None:
            back: InkedPart = ("Esc back  ", "quiet")
            # The name tells where one is; of what its list asks, the beginning will do.
            room = width - cells_of((back,)) - 4
            name = cropped(f" › {record.name}", room - _LEAST_ASK)
            asks = cropped(record.question.asks, room - cells_of(((name, ""),)))
            return (("  ", "plain"), (asks + name, "loud!"), SLACK, back)
        if not self._main.is_tall or self._main.is_room or not self._main.is_wide:
            # The strip of sections names the one that is shown.
            return ()
        title = self._open_form.sheet.title
        return (f"  {title}", "plain!"), SLACK, (f"{self._budget}  ", "faint")

    @property
    def _budget(self) -> str:
        section_id = self._open_form.section_id
        spent = self._open_form.clock.minutes_in(section_id)
        return f"budget {BUDGET[section_id]} min, {spent} spent"

    def form(self, colours: Colours, width: int, height: int) -> Block:
        """Return the form as it stands, drawn anew only in another size: most of a key is that."""
        if not self._open_form.current:
            return Block(colours, width)
        if self._open_form.card.has_editor:
            self._main.editor.wrap_for(width - AROUND)
        wanted = (width, height, self._main.editor.rows)
        if self._drawn is None or self._drawn_for != wanted:
            contents = Contents(
                self._open_form,
                items=self._open_form.items(),
                head=self._head(width),
                is_roomy=self._main.is_tall,
                is_room=self._main.is_room,
                is_lined=self._main.is_wide and not self._main.is_room,
            )
            self._drawn = draw_form(colours, width, height, contents)
            self._drawn_for = wanted
        return self._drawn

    def _title(self, colours: Colours, width: int, height: int) -> Block:
        parts = title_parts(self._session, self._open_form.clock.minutes, width)
        return one_row(colours, width, *parts)

    def _chips(self, colours: Colours, width: int, height: int) -> Block:
        form, cells = self._open_form, self._session.assessment.cells
        wanted = (colours, cells, width, height, form.tentative)
        return self._once("chips", wanted, lambda: draw_chips(*wanted, form.go_to_question))

    def _change(self, colours: Colours, width: int, height: int) -> Block:
        if self._main.waits_for_digit:
            words = "  ".join(f"{s.number % 10} {s.title}" for s in SECTIONS)
            head: InkedPart = (" Go to  ", "loud!")
            if cells_of((head, (words, ""))) > width:
                # The numbers stand beside the form, or over it.
                words = "1 to 8: the section of that number  9 Overview  0 Kickoff spec"
            return one_row(colours, width, head, (words, "quiet"))
        line = self._open_form.line
        parts, jump = change_parts(line.changes, line.words, width, self._main.key_of("next_red"))
        act = partial(self._open_form.go_to_question, jump) if jump else None
        return one_row(colours, width, *parts, act=act)

    def _sections(self, colours: Colours, width: int, height: int) -> Block:
        assessment, form = self._session.assessment, self._open_form
        here = form.section_id
        stand = (assessment.sections, assessment.findings, here)
        if height == 1:
            budget = self._budget
            return self._once(
                "sections",
                (colours, width, *stand, budget),
                lambda: draw_strip(colours, width, assessment, here, form.enter, budget),
            )
        key = self._main.keymap.printed("go_to", short=True)
        return self._once(
            "sections",
            (colours, width, height, *stand),
            lambda: draw_list(colours, width, height, assessment, here, form.enter, key),
        )

    def _findings(self, colours: Colours, width: int, height: int) -> Block:
        listed = self._main.findings
        is_new = is_nothing_asked(self._session.assessment)
        nothing = "nothing asked yet" if is_new else "no findings"
        wanted = (colours, width, height, self._open_form.tentative)
        key, has_room = self._main.key_of("findings"), self._main.is_wide
        return self._once(
            "findings",
            (*wanted, listed.findings, listed.cursor, nothing, has_room),
            lambda: listed.draw(*wanted, key, nothing, has_room=has_room),
        )

    def _keys(self, colours: Colours, width: int, height: int) -> Block:
        first: tuple[str, ...] = ("settle",) if self._session.clashes else ()
        card = self._open_form.card
        if self._open_form.current and isinstance(card, Card):
            view = card.view
            if view.offer is not None and view.value is None:
                first = (*first, "take_offer")
        run = partial(self._main.run_later, self._main.run_command)
        return self._once(
            "keys",
            (colours, width, first),
            lambda: draw_footer(colours, width, self._main.keymap, run, first=first),
        )

    def _small(self, colours: Colours, width: int, height: int) -> Block:
        words = f"The window is too small: {SMALLEST[0]} by {SMALLEST[1]} is the least."
        block = one_row(colours, width, (words, "plain"))
        block.pad_to(height)
        return block

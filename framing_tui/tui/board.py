"""The board on the screen: a line for each framing, its five cells filled with their colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

# First: it sets how often the toolkit paints, which is read when that is imported.
import framing_tui.tui.toolkit  # noqa: F401  isort: skip
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

from framing_tui.drawing.parts import SLACK, fitted, printable
from framing_tui.interview.board_lines import (
    KEYS,
    MARK,
    cell_text,
    detail_rows,
    head_text,
    help_rows,
    places_of,
    text_in,
    title_line,
)
from framing_tui.interview.board_view import BoardView
from framing_tui.interview.sizes import SMALLEST, TALL, is_too_small
from framing_tui.model.feasibility import AREAS
from framing_tui.reports.board import Row
from framing_tui.terminal.signals import SignalWatch
from framing_tui.tui.blocks import Spot, row
from framing_tui.tui.inks import pen
from framing_tui.tui.terminal_app import TerminalApp
from framing_tui.tui.themes import set_up
from framing_tui.tui.toolkit import Drawn, OnePaint

# So often it is looked whether rows have come in.
_LOOK_SECONDS = 0.1
_WHEEL = 3


class Table(Drawn):
    """All of the board, drawn from its view."""

    def __init__(self, view: BoardView, leave: Callable[[int | None], object]) -> None:
        super().__init__("table")
        self.view = view
        self.is_help = False
        self.page = 1
        self._top = 0
        self._leave = leave

    def draw(self, width: int, height: int) -> list[Strip]:
        colours, view = self.colours, self.view
        if is_too_small(width, height):
            words = f"The window is too small: {SMALLEST[0]} by {SMALLEST[1]} is the least."
            return [row(colours, width, ((words, "plain"),))]
        above = [row(colours, width, title_line(view, width), "panel")]
        if height >= TALL:
            above.append(row(colours, width, ()))
        keys = [part for key, word in KEYS for part in ((f" {key}", "key"), (f" {word} ", "quiet"))]
        below = [row(colours, width, keys)]
        if self.is_help:
            rows = [row(colours, width, line) for line in help_rows(width)]
        else:
            below = [*self._details(width, 9 if height >= TALL else 4), *below]
            rows = [self._head(width, len(above))]
            self.page = height - len(above) - len(rows) - len(below)
            rows += self._lines(width, len(above) + 1)
        blank = [row(colours, width, ())] * (height - len(above) - len(rows) - len(below))
        return [*above, *rows, *blank, *below]

    def _head(self, width: int, at: int) -> Strip:
        segments, used = [], 0
        for place in places_of(width):
            ink = "loud!" if place.name == self.view.sort else "quiet"
            segments.append(
                Segment(" " * (place.start - used), pen(self.colours, "plain", "screen"))
            )
            segments.append(Segment(head_text(self.view, place), pen(self.colours, ink, "screen")))
            self.spots.append(Spot(at, place.start, place.end, lambda n=place.name: self._sort(n)))  # type: ignore[misc]
            used = place.end
        return Strip(segments).adjust_cell_length(width, pen(self.colours, "plain", "screen"))

    def _sort(self, name: str) -> None:
        self.view.sort_by(name)
        self.show()

    def _lines(self, width: int, at: int) -> list[Strip]:
        shown, line = self.view.shown, self.view.line
        # As little as need be, so that rows stand still under the cursor.
        self._top = min(max(self._top, line - self.page + 1), line)
        self._top = max(0, min(self._top, len(shown) - self.page))
        strips = []
        for y, each in enumerate(shown[self._top : self._top + self.page]):
            self.spots.append(Spot(at + y, 0, width, lambda n=self._top + y: self._click(n)))  # type: ignore[misc]
            strips.append(self._line(each, width, is_current=self._top + y == line))
        return strips

    def _line(self, each: Row, width: int, *, is_current: bool) -> Strip:
        colours, ground = self.colours, "card" if is_current else "screen"
        mark = printable("▌") if is_current else " "
        segments = [Segment(fitted(mark, MARK), pen(colours, "key!", ground))]
        if each.error is not None:
            words = f"{each.path}: cannot be read: {each.error}"
            segments.append(Segment(fitted(words, width - MARK), pen(colours, "red", ground)))
            return Strip(segments)
        used = MARK
        for place in places_of(width):
            segments.append(Segment(" " * (place.start - used), pen(colours, "plain", ground)))
            if place.name in AREAS:
                cell = each.cell(place.name)
                ink, fill = colours.fill(cell.state)
                is_open = cell.state == "open"
                text = cell_text(cell, place.end - place.start)
                look = pen(colours, ink if is_open else f"{ink}!", ground if is_open else fill)
            else:
                text, ink = text_in(each, place)
                look = pen(colours, f"{ink.rstrip('!')}!" if is_current else ink, ground)
            segments.append(Segment(text, look))
            used = place.end
        return Strip(segments).adjust_cell_length(width, pen(colours, "plain", ground))

    def _click(self, line: int) -> None:
        """Put the cursor on a line, or open what it stands on."""
        if line == self.view.line:
            self._leave(self.view.place)
            return
        self.view.go_to(line)
        self.show()

    def _details(self, width: int, height: int) -> list[Strip]:
        told = detail_rows(self.view.current, width - 4, height - 1 - (height > 5))
        rows = [row(self.colours, width, (("  ", "plain"), *line), "panel") for line in told]
        rows += [row(self.colours, width, (), "panel")] * (height - 1 - len(rows))
        if height > 5:
            rows = [row(self.colours, width, (), "panel"), *rows[:-1]]
        return [row(self.colours, width, (SLACK,)), *rows]


class BoardScreen(OnePaint):
    """The one screen of the board."""

    def __init__(self, view: BoardView) -> None:
        super().__init__()
        self.view = view
        self.table = Table(view, self.leave)
        self._seen = -1

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.set_interval(_LOOK_SECONDS, self._look)

    def _look(self) -> None:
        if self._seen != self.view.version:
            self._seen = self.view.version
            self.redraw()

    def places_for(self, size: Size) -> tuple[dict[str, Region], dict[str, int]]:
        return {"table": Region(0, 0, *size)}, {}

    def redraw(self) -> None:
        """Draw what has changed."""
        if self.is_mounted:
            self.table.show()
            self.paint_together()

    def leave(self, place: int | None) -> None:
        """Leave the board: for the framing at a place, or for good."""
        cast("BoardApp", self.app).exit(place)

    async def take_key(self, event: events.Key) -> None:
        """Take one key as it comes from the terminal."""
        if self.table.is_help:
            self.table.is_help = False
        elif not self._command(event.key):
            self._type(event)
        self.redraw()

    def _command(self, key: str) -> bool:
        """Do what a key does that is typed in no words; tell whether it does anything."""
        view, page = self.view, max(1, self.table.page - 1)
        moves = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        moves |= {"home": -len(view.rows), "end": len(view.rows)}
        if key in moves:
            view.move(moves[key])
        elif key in ("left", "right"):
            view.sort_beside(1 if key == "right" else -1)
        elif key in ("tab", "shift+tab"):
            view.turn_round()
        elif key == "f1":
            self.table.is_help = True
        elif key == "ctrl+l":
            cast("BoardApp", self.app).draw_anew()
        elif key == "ctrl+r":
            self.app.exit(RELOAD)
        elif key in ("ctrl+q", "ctrl+c"):
            self.leave(None)
        elif key == "enter":
            if view.current is not None and view.current.error is None:
                self.leave(view.place)
        elif key == "escape":
            self._go_back()
        else:
            return False
        return True

    def _go_back(self) -> None:
        if not self.view.words and not self.view.is_typing:
            self.leave(None)
        self.view.is_typing = False
        self.view.filter_by("")

    def _type(self, event: events.Key) -> None:
        """Take a letter of the words to find by; alone, `q` leaves and `/` begins them."""
        view, char = self.view, event.character or ""
        if event.key == "backspace":
            view.filter_by(view.words[:-1])
        elif not view.words and not view.is_typing and char in ("q", "/"):
            if char == "q":
                self.leave(None)
            view.is_typing = True
        elif len(char) == 1 and char.isprintable():
            view.filter_by(view.words + char)

    def take_paste(self, text: str) -> None:
        """Find by what was pasted."""
        self.view.filter_by(f"{self.view.words}{text}")
        self.redraw()

    def on_mouse_scroll_down(self, _event: events.MouseScrollDown) -> None:
        self.view.move(_WHEEL)
        self.redraw()

    def on_mouse_scroll_up(self, _event: events.MouseScrollUp) -> None:
        self.view.move(-_WHEEL)
        self.redraw()


# What the app ends with where every file is to be read again.
RELOAD = -1


class BoardApp(TerminalApp[int]):
    """The board until a framing is opened: it ends with its place, or with none."""

    TITLE = "framing-tui"
    CSS_PATH = ["app.tcss"]

    def __init__(self, view: BoardView) -> None:
        super().__init__()
        set_up(self)
        self.main = BoardScreen(view)

    def get_default_screen(self) -> Screen[object]:
        """Return the board itself: one that is pushed over another is painted twice."""
        return self.main  # type: ignore[return-value]

    async def on_event(self, event: events.Event) -> None:
        """Hand keys and pastes to the board in the order in which they come."""
        if isinstance(event, events.Resize):
            self.forget_terminal()
        if self.main.is_mounted and isinstance(event, events.Key) and not event.is_forwarded:
            await self.main.take_key(event)
            return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            self.main.take_paste(event.text)
            return
        await super().on_event(event)

    def draw_anew(self) -> None:
        """Draw everything anew, whatever the terminal shows."""
        self.forget_terminal()
        self.main.table.forget()


def look(view: BoardView) -> tuple[int | None, int]:
    """Show the board until it is left; return the place of the framing to open, and the exit code.

    The place is `RELOAD` where every file is to be read again, and None where it is left for good.
    """
    app = BoardApp(view)
    # Nothing is typed here that would have to be saved.
    signals = SignalWatch(lambda _seconds: True, app.go_round)
    signals.watch()
    try:
        place = app.run()
    finally:
        signals.over()
    return place, app.return_code or 0

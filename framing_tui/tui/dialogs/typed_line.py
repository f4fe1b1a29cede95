"""One line to write in, as the dialogs have it."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from framing_tui.interview.typed import break_sign, pasted
from framing_tui.model.clean import clean
from framing_tui.model.kinds import MAX_TEXT


class TypedLine(Input):
    """One line without a border; a paste of several lines is joined, and it says so.

    Line breaks that stand in it already are shown by a sign, `line_break`, and kept.
    """

    class Remark(Message):
        """Tells what was changed about a paste."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    # A line as wide as its column: the toolkit's own lays out the whole screen at each letter.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "") -> None:
        self.line_break = break_sign(value)
        shown = value.replace("\n", self.line_break)
        super().__init__(shown, compact=True, select_on_focus=False)
        self.cursor_blink = False

    @property
    def text(self) -> str:
        """What stands in it, without blanks around it, its lines as they were."""
        return clean(self.value).strip().replace(self.line_break, "\n")

    def render_lines(self, crop: Region) -> list[Strip]:
        # Behind a dialog it may be drawn once more after it has gone, and its styles with it.
        blank = [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop) if self.is_attached else blank

    def on_focus(self) -> None:
        self.call_after_refresh(self.show_cursor)

    def on_blur(self) -> None:
        self.refresh()

    def show_cursor(self) -> None:
        """Scroll to the cursor: where an answer was put in unseen, the line had no width yet."""
        at = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(at, 0, 1, 1), force=True, animate=False)

    def _on_paste(self, event: events.Paste) -> None:
        room = MAX_TEXT - len(self.value) + len(self.selected_text)
        kept = pasted(event.text, room, is_long=False)
        if kept.text:
            self.replace(kept.text, *self.selection)
        if kept.remark:
            self.post_message(self.Remark(kept.remark))
        event.stop()
        event.prevent_default()

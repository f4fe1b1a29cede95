"""A field of one typed line: texts, numbers, percentages, durations and dates."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from framing_tui.model.clean import clean
from framing_tui.model.kinds import MAX_TEXT, Line, Number, Numbers, WrongValue, as_read
from framing_tui.tui.fields.base import Field, Pace
from framing_tui.tui.texts import blank_lines, cells, cut, wrapped

_TAKES = "   → takes it"
# Shorter texts fit their line in the smallest window.
_SURELY_FITS = 20


class TypedLine(Input):
    """One line without a border; a paste of several lines is joined, and it says so."""

    # A line as wide as its column: the toolkit's own lays out the whole screen at each letter.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "") -> None:
        super().__init__(value, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def render_lines(self, crop: Region) -> list[Strip]:
        # Behind a dialog it may be drawn once more after it has gone, and its styles with it.
        return super().render_lines(crop) if self.is_attached else blank_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw the line: from its beginning and with an ellipsis where nobody types in it."""
        text = self.value or self.placeholder
        room = self.content_region.width
        if y or (self.value and self.has_focus) or cells(text) <= room:
            return super().render_line(y)
        style = Style() if self.value else self.get_component_rich_style("input--placeholder")
        offer = text.removesuffix(_TAKES)
        # What is offered is worth more of the line than the key that takes it.
        shown = offer if cells(offer) <= room else self.shortened(offer, room)
        parts = [Segment(shown, style)]
        if self.has_focus:
            cursor = self.get_component_rich_style("input--cursor")
            parts = [Segment(shown[:1], cursor), Segment(shown[1:], style)]
        return Strip(parts).extend_cell_length(room + 1).apply_style(self.rich_style)

    def shortened(self, text: str, room: int) -> str:
        """Return what is drawn of a text that is too long for the line."""
        return cut(text, room)

    def on_focus(self) -> None:
        self.call_after_refresh(self.show_cursor)

    def on_blur(self) -> None:
        self.refresh()

    def show_cursor(self) -> None:
        """Scroll to the cursor: where an answer was put in unseen, the line had no width yet."""
        at = cells(self.value[: self.cursor_position])
        self.scroll_to_region(Region(at, 0, 1, 1), force=True, animate=False)

    def remark_on(self, message: str) -> None:
        """Say what was done to a paste."""
        self.app.notify(message, markup=False)

    def _on_paste(self, event: events.Paste) -> None:
        pasted = event.text.strip("\r\n")
        text = clean(" ".join(line.strip() for line in pasted.splitlines()))
        kept = text[: max(0, MAX_TEXT - len(self.value) + len(self.selected_text))]
        if kept:
            self.replace(kept, *self.selection)
        lines = len(pasted.splitlines())
        if len(kept) < len(text):
            self.remark_on(f"cut: an answer holds {MAX_TEXT:,} characters at most")
        elif lines > 1:
            self.remark_on(f"{lines} pasted lines were joined into one")
        elif text != pasted:
            self.remark_on("characters that do not print were made visible")
        event.stop()
        event.prevent_default()


class Entry(TypedLine):
    """The line of a field; where it is empty, the right arrow takes what is offered."""

    def __init__(self, owner: EntryField) -> None:
        super().__init__()
        self.owner = owner

    def remark_on(self, message: str) -> None:
        self.owner.remark_on(message)

    def shortened(self, text: str, room: int) -> str:
        if self.value and self.owner.continues:
            return wrapped(text, room)[0]
        return super().shortened(text, room)

    def action_cursor_right(self, select: bool = False) -> None:
        if not self.value and self.owner.take_offer():
            return
        super().action_cursor_right(select)


class EntryField(Field):
    """A question answered in one line."""

    def make_editor(self) -> Widget:
        # What this field has said since its editor was last set from outside.
        self._said: list[object] = []
        self.entry = Entry(self)
        return self.entry

    def show_value(self, value: Any, offer: Any, *, forced: bool) -> None:
        kind = self.question.kind
        self.entry.placeholder = "" if offer is None else kind.edit(offer) + _TAKES
        if not forced and value in self._said:
            return
        if self.complaint and value in self._said[-1:]:
            # What was typed is no answer yet; a change elsewhere is no reason to take it away.
            return
        self._said = [value]
        self.draft = ""
        with self.entry.prevent(Input.Changed):
            self.entry.value = "" if value is None else kind.edit(value)
            self.entry.cursor_position = len(self.entry.value)
        if self.entry.has_focus:
            self.entry.call_after_refresh(self.entry.show_cursor)
        self.complaint = ""
        self.remark = ""

    def retype(self, draft: str) -> None:
        self.entry.value = draft

    def say(self, value: object, pace: Pace = "done") -> None:
        self._said.append(value)
        super().say(value, pace)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        typed = event.value
        kind = self.question.kind
        self.draft = ""
        if self.view.read_only or not typed.strip():
            self.remark_on("")
            self.say(None)
            return
        try:
            value = self.parse(kind, typed)
        except WrongValue as error:
            if self._said[-1:] != [None]:
                self.say(None, pace="typing")
            self.draft = typed
            self.complain(f"expected {error.expected}")
            return
        is_number = isinstance(kind, (Number, Numbers))
        self.say(value, pace="typing" if is_number else "done")
        if not isinstance(kind, Line):
            self.remark_on(as_read(kind, typed, value))
        elif self.remark and len(typed) < 2:
            self.remark_on("")

    def clear(self) -> None:
        self.entry.value = ""

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.entry.value

    def put_in(self, text: str) -> None:
        """Write a text in, as if it had been typed; lines are joined into one."""
        self.entry.value = " ".join(clean(text).split())[:MAX_TEXT]

    @property
    def continues(self) -> str:
        # While it is being written, the line moves along with the cursor.
        is_long = isinstance(self.question.kind, Line) and cells(self.text) > _SURELY_FITS
        return self.text if is_long and not self.has_focus_within else ""

    def cuts(self, text: str) -> bool:
        return cells(text) > self.entry.content_region.width

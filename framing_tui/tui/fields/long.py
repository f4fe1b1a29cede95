"""A field of several lines: texts, and lists with one item a line."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from framing_tui.model.clean import clean
from framing_tui.model.kinds import MAX_TEXT, Lines, WrongValue
from framing_tui.tui.fields.base import Field, Pace
from framing_tui.tui.texts import blank_lines, plain


class LongEntry(TextArea):
    """A few lines of text without a border; the arrows leave it at its first and last line."""

    def __init__(self, owner: LongField) -> None:
        super().__init__(
            compact=True, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False
        )
        self.owner = owner
        self.cursor_blink = False

    def render_lines(self, crop: Region) -> list[Strip]:
        # Behind a dialog it may be drawn once more after it has gone, and its styles with it.
        return super().render_lines(crop) if self.is_attached else blank_lines(crop)

    async def _on_paste(self, event: events.Paste) -> None:
        text = clean(event.text, multiline=True)
        if text != event.text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "):
            self.owner.remark_on("characters that do not print were made visible")
        room = max(0, MAX_TEXT - len(self.text) + len(self.selected_text))
        if len(text) > room:
            text = text[:room]
            self.owner.remark_on(f"cut: an answer holds {MAX_TEXT:,} characters at most")
        await super()._on_paste(events.Paste(text))
        event.stop()
        event.prevent_default()

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "right" and not self.text and self.owner.take_offer():
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)


class LongField(Field):
    """A question answered in several lines."""

    def make_editor(self) -> Widget:
        # What this field has said since its editor was last set from outside.
        self._said: list[object] = []
        self.area = LongEntry(self)
        return self.area

    def show_value(self, value: Any, offer: Any, *, forced: bool) -> None:
        kind = self.question.kind
        words = "one a line; “none” where there is none" if isinstance(kind, Lines) else ""
        if offer is not None and value is None:
            words = f"{kind.edit(offer)}   → takes it"
        self.area.placeholder = plain(words)
        if not forced and value in self._said:
            return
        self._said = [value]
        with self.area.prevent(TextArea.Changed):
            self.area.load_text("" if value is None else kind.edit(value))
        if self.area.has_focus:
            # An offer that was taken is written on at its end.
            self.area.move_cursor(self.area.document.end)

    def say(self, value: object, pace: Pace = "done") -> None:
        self._said.append(value)
        super().say(value, pace)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        typed = self.area.text
        if not typed.strip():
            self.say(None)
            return
        try:
            self.say(self.question.kind.parse(typed))
        except WrongValue as error:
            self.complain(f"expected {error.expected}")

    def clear(self) -> None:
        self.area.text = ""

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.area.text

    def put_in(self, text: str) -> None:
        """Write a text in, as if it had been typed."""
        self.area.text = clean(text, multiline=True)[:MAX_TEXT]

    def cuts(self, text: str) -> bool:
        room = max(1, self.area.content_region.width)
        lines = sum(1 + len(line) // room for line in text.split("\n"))
        return lines > self.area.content_region.height

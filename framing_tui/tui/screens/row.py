"""The small form in which one record of a list is filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from framing_tui.model.kinds import Kind
from framing_tui.model.question import Row
from framing_tui.tui.fields import Answered, Field, FieldView, field_for
from framing_tui.tui.pending_input import settled
from framing_tui.tui.screens.over import Over
from framing_tui.tui.screens.walking import Walking
from framing_tui.tui.sizes import SHORT
from framing_tui.tui.texts import joined


class RowScreen(Walking, Over[None]):
    """One record, column by column; each answer is kept at once.

    `keep` takes the row as it stands and returns a complaint, or nothing; `parse` reads what is
    typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *Walking.WALKING,
        Binding("escape,ctrl+s,ctrl+c", "done", "done", priority=True),
    ]

    def __init__(
        self,
        heading: str,
        row: Row,
        keep: Callable[[Row], str],
        parse: Callable[[Kind[Any], str], Any],
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self._heading = heading
        self._row = row
        self._keep = keep
        self._parse = parse
        self._read_only = read_only
        self._refused = ""
        self._was_warned = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog row-dialog"):
            keys = ("   Ctrl+S: done (Esc, too)", "$foreground-muted")
            yield Static(joined((self._heading, "bold $accent"), keys))
            with VerticalScroll(can_focus=False):
                for name, question in self._row.columns.items():
                    field = field_for(question, name)
                    field.parse = self._parse
                    yield field

    def on_mount(self) -> None:
        self.set_class(self.app.size.height < SHORT, "-short")
        self._show()
        self.set_focus(next(iter(self.query(Field))).editor)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for field in self.query(Field):
            if field.editor is event.widget:
                field.scroll_visible(animate=False)

    def on_answered(self, event: Answered) -> None:
        event.stop()
        self._was_warned = False
        self._row = self._row.replace(**{event.key: event.value})
        complaint = self._refused = self._keep(self._row)
        self._show()
        for field in self.query(Field):
            if field.key == self._row.key:
                field.complain(complaint)

    def _show(self) -> None:
        for field in self.query(Field):
            question = field.question
            value = self._row.cells.get(field.key)
            wanted = question.when_row is None or question.when_row(self._row)
            field.display = wanted or value is not None
            needed = field.key == self._row.key
            field.show(FieldView(value, essential=needed, asked=wanted, read_only=self._read_only))

    async def action_done(self) -> None:
        """Leave; where the row cannot be kept as it is, say so first, and leave the second time."""
        await settled(self.focused)
        if self._refused and self._row.cells and not self._was_warned:
            self._was_warned = True
            name = next(field for field in self.query(Field) if field.key == self._row.key)
            self.set_focus(name.editor)
            name.complain(f"Ctrl+S again leaves without it: {self._refused}")
            return
        self.dismiss(None)

    async def action_enter(self) -> None:
        """Go on as everywhere, and from the last line be done."""
        fields = [field for field in self.query(Field) if field.display]
        if self.is_passed_by_enter and fields and self.focused is fields[-1].editor:
            await self.action_done()
        else:
            await super().action_enter()

"""A field of records: a list that is walked with the arrows, each row edited in a small form."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from framing_tui.model.kinds import Rows
from framing_tui.model.labels import SCORES, Candidate
from framing_tui.model.question import Row, rows_kind
from framing_tui.tui.fields.base import GrowingField
from framing_tui.tui.texts import cut, joined, plain

_SHORT = {
    "alignment": "align",
    "gaming_resistance": "game",
    "coverage": "cover",
    "speed": "speed",
    "causal": "cause",
}


class RowWanted(Message):
    """Somebody wants to edit a row, or a new one where `index` is the length of the list."""

    def __init__(self, field: RowsField, index: int) -> None:
        super().__init__()
        self.field = field
        self.index = index


class RowList(Widget, can_focus=True):
    """The rows, one a line, and a last line that adds one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter,space", "edit", "edit", show=False),
        Binding("plus,n", "add", "add", show=False),
        Binding("delete,backspace,d", "remove", "delete", show=False),
        Binding("left,less_than_sign", "shift(-1)", "earlier", show=False),
        Binding("right,greater_than_sign", "shift(1)", "later", show=False),
        Binding("0", "none", "none", show=False),
        Binding("c", "choose", "choose", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    def __init__(self, owner: RowsField) -> None:
        super().__init__(classes="row-list")
        self.owner = owner

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as the session has them."""
        value: tuple[Row, ...] = self.owner.view.value or ()
        return value

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._texts(width))

    def render(self) -> Content:
        return Content("\n").join(self._texts(self.size.width))

    def _texts(self, width: int) -> list[Content]:
        width = max(width, 20)
        lines: list[Content] = []
        if self._is_rubric and self.rows:
            lines.extend(self._rubric_head(width))
        for index, row in enumerate(self.rows):
            text = self._rubric(row, width) if self._is_rubric else self._line(row, width)
            lines.append(self._styled(index, text))
        if self.owner.view.value == ():
            lines.append(plain("none", "$success"))
        add = joined(("+ add", "$accent"))
        lines.append(self._styled(len(self.rows), add))
        if self.has_focus:
            keys = "Enter edit · n add · d delete · ← → move"
            keys += " · c choose" if self._is_rubric else ""
            keys += " · 0 none" if not self.rows else ""
            lines.append(plain(cut(keys, width), "$foreground-muted"))
        return lines

    @property
    def _is_rubric(self) -> bool:
        return rows_kind(self.owner.question).row is Candidate

    def _rubric_head(self, width: int) -> list[Content]:
        heads = "".join(f"{_SHORT[name]:>6}" for name in SCORES)
        return [plain(" " * (_name_width(width) + 2) + heads + "  mean", "$foreground-muted")]

    def _rubric(self, row: Row, width: int) -> Content:
        assert isinstance(row, Candidate)
        name_width = _name_width(width)
        tick = "●" if row.cells.get("chosen") else "○"
        weakest = row.weakest
        parts: list[tuple[str, str]] = [
            (f"{tick} ", "$success" if row.cells.get("chosen") else "$foreground-muted"),
            (f"{cut(row.label, name_width):<{name_width}}", "bold"),
        ]
        for name, score in zip(SCORES, row.scores, strict=True):
            is_weakest = weakest is not None and weakest[0] == name and (score or 5) <= 2
            style = "$error" if is_weakest else ""
            parts.append((f"{'·' if score is None else score:>6}", style))
        mean = "·" if row.mean is None else f"{row.mean:.1f}"
        parts.append((f"{mean:>6}", "bold"))
        return joined(*parts)

    def _line(self, row: Row, width: int) -> Content:
        cells = [
            question.kind.show(row.cells[name])
            for name, question in row.columns.items()
            if name in row.cells and name != row.key
        ]
        return joined(("• ", "$success"), (cut(" · ".join([row.label, *cells]), width - 2), ""))

    def _styled(self, index: int, text: Content) -> Content:
        return text.stylize("reverse") if self.has_focus and index == self.cursor else text

    def can_move(self, step: int) -> bool:
        """Whether the cursor has a row to go to; otherwise the arrow leaves the list."""
        return 0 <= self.cursor + step <= len(self.rows)

    def action_move(self, step: int) -> None:
        if self.can_move(step):
            self.cursor += step

    def action_edit(self) -> None:
        self.owner.post_message(RowWanted(self.owner, min(self.cursor, len(self.rows))))

    def action_add(self) -> None:
        self.owner.post_message(RowWanted(self.owner, len(self.rows)))

    def action_remove(self) -> None:
        if self.cursor < len(self.rows):
            rows = [row for at, row in enumerate(self.rows) if at != self.cursor]
            self.owner.say(tuple(rows) or None)
        elif self.owner.view.value == ():
            self.owner.say(None)

    def action_shift(self, step: int) -> None:
        if not self.rows and step > 0 and self.owner.take_offer():
            return
        to = self.cursor + step
        if self.cursor < len(self.rows) and 0 <= to < len(self.rows):
            rows = list(self.rows)
            rows[self.cursor], rows[to] = rows[to], rows[self.cursor]
            self.owner.say(tuple(rows))
            self.cursor = to

    def action_none(self) -> None:
        if not self.rows:
            self.owner.say(())

    def action_choose(self) -> None:
        if self._is_rubric and self.cursor < len(self.rows):
            self.owner.say(
                tuple(row.replace(chosen=at == self.cursor) for at, row in enumerate(self.rows))
            )

    def on_focus(self) -> None:
        self.refresh(layout=True)

    def on_blur(self) -> None:
        self.refresh(layout=True)

    def on_click(self, event: events.Click) -> None:
        head = 1 if self._is_rubric and self.rows else 0
        at = event.y - head
        if 0 <= at <= len(self.rows):
            self.cursor = at
            self.action_edit()


def _name_width(width: int) -> int:
    """Return the room for a candidate's name beside its tick, five scores and their mean."""
    return max(8, width - 2 - 6 * (len(SCORES) + 1))


class RowsField(GrowingField):
    """A question answered with records."""

    def make_editor(self) -> Widget:
        self.list = RowList(self)
        return self.list

    def show_value(self, value: Any, offer: Any, *, forced: bool) -> None:
        self.list.cursor = min(self.list.cursor, len(value or ()))
        count = len(offer or ())
        offers = bool(count) and value is None
        names = "; ".join(row.label for row in offer or ())
        self.remark = f"◌ offered: {names}. Ctrl+O takes them" if offers else ""
        self.list.refresh(layout=True)

    @property
    def row_type(self) -> type[Row]:
        """The class of the records."""
        kind: Rows[Any] = rows_kind(self.question)
        row_type: type[Row] = kind.row
        return row_type

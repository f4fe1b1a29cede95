"""A field of records: a list that is walked with the arrows, each row edited in a small form."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from framing_tui.calculators.result import LARGEST
from framing_tui.model.kinds import Rows
from framing_tui.model.labels import SCORES, Candidate, chosen_alone
from framing_tui.model.metrics import Objective
from framing_tui.model.question import Row, rows_kind
from framing_tui.model.values import Range
from framing_tui.tui.fields.base import GrowingField
from framing_tui.tui.texts import cut, fitted, joined, plain

# How far one key moves a weight, in a sum that is about 1.
_STEP = 0.05


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
        Binding("left", "nudge(-1)", show=False),
        Binding("right", "nudge(1)", show=False),
        Binding("less_than_sign", "shift(-1)", "earlier", show=False),
        Binding("greater_than_sign", "shift(1)", "later", show=False),
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
        for index, row in enumerate(self.rows):
            text = self._rubric(row, width) if self._is_rubric else self._line(row, width)
            lines.append(self._styled(index, text))
        if self.owner.view.value == ():
            lines.append(plain("none", "$success"))
        add = joined(("+ add", "$accent"))
        lines.append(self._styled(len(self.rows), add))
        if self.has_focus:
            moves = "← → weight · < > move" if self._has_weights else "← → move"
            keys = f"Enter edit · n add · d delete · {moves}"
            keys += " · c choose" if self._is_rubric else ""
            keys += " · 0 none" if not self.rows else ""
            lines.append(plain(cut(keys, width), "$foreground-muted"))
        return lines

    @property
    def _is_rubric(self) -> bool:
        return rows_kind(self.owner.question).row is Candidate

    @property
    def _has_weights(self) -> bool:
        return rows_kind(self.owner.question).row is Objective

    def _rubric(self, row: Row, width: int) -> Content:
        """Return a candidate with its mean; the five scores are drawn under the list."""
        assert isinstance(row, Candidate)
        chosen = row.cells.get("chosen")
        given = len([score for score in row.scores if score is not None])
        mean = f"{given} of {len(SCORES)} scores" if row.mean is None else f"mean {row.mean:.1f}"
        return joined(
            ("● " if chosen else "○ ", "$success" if chosen else "$foreground-muted"),
            (fitted(row.label, max(8, width - 3 - len(mean))), "bold"),
            (f" {mean}", "$foreground-muted"),
        )

    def _line(self, row: Row, width: int) -> Content:
        cells = [
            question.kind.show(row.cells[name])
            for name, question in row.columns.items()
            if name in row.cells and name != row.key
        ]
        return joined(("• ", "$success"), (cut(" · ".join([row.label, *cells]), width - 2), ""))

    def _styled(self, index: int, text: Content) -> Content:
        if not (self.has_focus and index == self.cursor):
            return text
        # One block, of one colour.
        return Content(text.plain).stylize("bold reverse")

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

    def action_nudge(self, step: int) -> None:
        """Move the weight where rows have one, else the row."""
        if not self._has_weights or not self.rows:
            self.action_shift(step)
        elif self.cursor < len(self.rows):
            rows = list(self.rows)
            rows[self.cursor] = moved_weight(self.rows, self.cursor, step)
            self.owner.say(tuple(rows))

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
            self.owner.say(chosen_alone(self.rows, self.cursor))

    def on_focus(self) -> None:
        self.refresh(layout=True)

    def on_blur(self) -> None:
        self.refresh(layout=True)

    def on_click(self, event: events.Click) -> None:
        if 0 <= event.y <= len(self.rows):
            self.cursor = event.y
            self.action_edit()


def moved_weight(rows: tuple[Row, ...], index: int, step: int) -> Row:
    """Return a row with its weight moved to the next step; steps suit the sum of all weights.

    It stops at 0 rather than turn a goal into its opposite. Why to the next step and not by one:
    a weight of 0.333 goes on to 0.35, and steps to and fro come back to where they have been.
    """
    weights = [row.cells.get("weight") for row in rows]
    total = sum(max(abs(w.low), abs(w.high)) for w in weights if w is not None)
    by = _STEP * (10 ** math.floor(math.log10(2 * total)) if total else 1)
    weight = weights[index] or Range.of(0)
    moved = _next_step(weight.low, by, step) - weight.low
    ends = [_stopped(end, float(f"{end + moved:.10g}")) for end in (weight.low, weight.high)]
    if max(map(abs, ends)) > LARGEST:
        return rows[index]
    return rows[index].replace(weight=Range(*ends))


def _next_step(number: float, by: float, step: int) -> float:
    """Return the next multiple of a step above a number, or below it."""
    at = number / by
    nearest = round(at)
    if math.isclose(at, nearest, rel_tol=1e-9, abs_tol=1e-9):
        return (nearest + step) * by
    return (math.ceil(at) if step > 0 else math.floor(at)) * by


def _stopped(before: float, after: float) -> float:
    return 0.0 if (before and before * after < 0) or (before == 0 and after < 0) else after


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

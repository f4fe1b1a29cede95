"""The card of a list of records: add, edit, move, delete; each record has a sheet of its own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from framing_tui.calculators.result import LARGEST
from framing_tui.drawing.parts import wrapped
from framing_tui.interview.beside import beside_record
from framing_tui.interview.typed import Words, prints
from framing_tui.interview.view import View
from framing_tui.model.metrics import Objective
from framing_tui.model.records import Row, rows_kind
from framing_tui.model.values import Range
from framing_tui.tui.cards.card import Card, CardBlock

if TYPE_CHECKING:
    from textual.events import Key

    from framing_tui.tui.open_form import OpenForm

# How far one key moves a weight, in a sum that is about 1.
_STEP = 0.05


class RowsCard(Card):
    """A question answered with records, one a line; then a line to add one, and one to go on."""

    def __init__(self, host: OpenForm, key: str) -> None:
        super().__init__(host, key)
        self.row_type: type[Row] = rows_kind(self.view.question).row
        self._words = Words()
        self.cursor = self.going_on if self.rows or self.view.value == () else self.adding

    @property
    def rows(self) -> tuple[Row, ...]:
        """The records as the session has them."""
        value: tuple[Row, ...] = self.view.value or ()
        return value

    @property
    def adding(self) -> int:
        """The place of the line that adds a record."""
        return len(self.rows)

    @property
    def going_on(self) -> int:
        """The place of the line that goes on."""
        return len(self.rows) + 1

    @property
    def current(self) -> int | None:
        """The place of the record under the cursor, or None."""
        return self.cursor if self.cursor < len(self.rows) else None

    async def take_key(self, event: Key) -> bool:
        if prints(event.character) and self._words.go_on:
            return self._refuse()
        key = event.character if event.character in ("+", "<", ">") else event.key
        act = {
            "up": lambda: self.move(-1),
            "down": lambda: self.move(1),
            "enter": self.enter,
            "space": self.enter,
            "n": self.add,
            "+": self.add,
            "d": self.remove,
            "delete": self.remove,
            "backspace": self.remove,
            "<": lambda: self.shift(-1),
            ">": lambda: self.shift(1),
            "left": lambda: self.nudge(-1),
            "right": lambda: self.nudge(1),
            "0": self.answer_none,
        }.get(key)
        if act is None:
            return (event.character or "").isalpha() and prints(event.character) and self._refuse()
        return act()

    def _refuse(self) -> bool:
        """Say that no text is taken here, and take what follows for the same words."""
        self._words.note()
        self.host.say("no text is taken here: n adds one, Enter does what stands at ›")
        return True

    def paste(self, text: str) -> None:
        self._refuse()

    def move(self, by: int) -> bool:
        """Move the cursor; at the edges the arrow leaves the list."""
        if not 0 <= self.cursor + by <= self.going_on:
            return False
        self.cursor += by
        self.host.redraw()
        return True

    def enter(self) -> bool:
        """Edit the record under the cursor, add one, or go on."""
        if self.cursor >= self.going_on:
            self.host.step(1)
        else:
            self.host.open_record(self.key, min(self.cursor, self.adding))
        return True

    def open_at(self, place: int) -> None:
        """Do what stands at a place of the list, as by a click."""
        self.cursor = place
        self.enter()

    def add(self) -> bool:
        """Add a record."""
        self.host.open_record(self.key, self.adding)
        return True

    def remove(self) -> bool:
        """Delete the record under the cursor, or the answer “none”."""
        at = self.current
        if at is not None:
            rows = [row for index, row in enumerate(self.rows) if index != at]
            self.answer_with(tuple(rows) or None)
        elif self.view.value == ():
            self.answer_with(None)
        elif self.rows:
            self.host.say("put the cursor on one of them first")
        self.cursor = min(self.cursor, self.going_on)
        return True

    def shift(self, by: int) -> bool:
        """Move the record under the cursor up or down the list."""
        at = self.current
        if not self.rows and by > 0 and self.take_offer():
            return True
        if at is not None and 0 <= at + by < len(self.rows):
            rows = list(self.rows)
            rows[at], rows[at + by] = rows[at + by], rows[at]
            self.cursor = at + by
            self.answer_with(tuple(rows))
        return True

    def nudge(self, by: int) -> bool:
        """Move the weight where records have one, else the record."""
        at = self.current
        if self.row_type is not Objective:
            return self.shift(by)
        if at is not None:
            rows = list(self.rows)
            rows[at] = moved_weight(self.rows, at, by)
            self.answer_with(tuple(rows))
        return True

    def answer_none(self) -> bool:
        """Answer that there is none."""
        if self.rows:
            return False
        self.answer_with(())
        self.cursor = self.going_on
        return True

    def answer_with(self, rows: object) -> None:
        """Answer with other records."""
        self.complaint = self.host.answer(self.key, rows)

    def came_back(self, index: int, *, is_done: bool = False) -> None:
        """Stand on the record that was closed; where it is done, where another one is added."""
        is_kept = 0 <= index < len(self.rows)
        self.cursor = (self.adding if is_done else index) if is_kept else self.going_on

    def draw_body(self, block: CardBlock, view: View) -> None:
        self.draw_rows(block)
        if view.value == ():
            block.add(("  ● ", "quiet"), ("none", "loud!"))
        self.draw_line(block, self.adding, "+ add another" if self.rows else "+ add", "key")
        self.draw_line(block, self.going_on, "→ go on", "key")
        self.draw_keys(block)

    def draw_rows(self, block: CardBlock) -> None:
        """Draw the records."""
        for at, row in enumerate(self.rows):
            self._draw_row(block, at, row)

    def draw_line(self, block: CardBlock, place: int, words: str, ink: str) -> None:
        """Draw a line that does something."""
        mark = "› " if self.cursor == place else "  "
        shown = "loud!" if self.cursor == place else ink
        block.add((mark, "key!"), (words, shown), act=lambda: self.open_at(place))

    def draw_keys(self, block: CardBlock) -> None:
        """Draw what the keys do here."""
        words = "Enter edit · n add · d delete · "
        words += "← → weight · < > move" if self.row_type is Objective else "← → move"
        words += "" if self.rows else " · 0 none"
        block.gap()
        block.text(words, "quiet")

    def _draw_row(self, block: CardBlock, at: int, row: Row) -> None:
        said: list[Any] = [
            question.kind.show(row.cells[name])
            for name, question in row.columns.items()
            if name in row.cells and name != row.key
        ]
        is_here = self.cursor == at
        ink = "loud!" if is_here else "plain"
        words = " · ".join([row.label, *said])
        for number, line in enumerate(wrapped(words, block.inner - 4)):
            lead = ("› " if is_here else "  ", "key!") if number == 0 else ("  ", "plain")
            bullet = ("• " if number == 0 else "  ", "quiet")
            block.add(lead, bullet, (line, ink), act=lambda: self.open_at(at))
        self.draw_beside(block, row)

    def draw_beside(self, block: CardBlock, row: Row, *, named: str = "") -> None:
        """Draw the notes and the marks on a record, behind its name where that is not over them."""
        for beside in beside_record(self.host.session.framing, self.key, row.label):
            sign = "✎" if beside.is_note else "–"
            block.text(f"{named}{beside.said}", "quiet", lead=(f"    {sign} ", "key"))


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

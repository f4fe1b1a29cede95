"""The card of the label candidates: a column for each, a row for each score.

Why a grid: scores are given by comparing, and what is compared has to stand side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing_tui.assessment.rubric import BEST, SHORT_NAMES, is_supported
from framing_tui.drawing.parts import InkedPart, cells_of, cropped
from framing_tui.drawing.pictures.rubric import bar_of
from framing_tui.interview.typed import prints
from framing_tui.model.labels import SCORES, Candidate, chosen_alone
from framing_tui.model.row_paths import RowPath
from framing_tui.tui.cards.card import CardBlock
from framing_tui.tui.cards.rows import RowsCard

if TYPE_CHECKING:
    from textual.events import Key

    from framing_tui.tui.open_form import OpenForm

_LABELS = 11
_NARROWEST = 13
_NAME_ROW = -1


class GridCard(RowsCard):
    """The candidates side by side; a digit scores the one at the cursor and goes down.

    `line` is the row of the cursor among the scores, -1 on the names.
    """

    def __init__(self, host: OpenForm, key: str) -> None:
        super().__init__(host, key)
        self.line = _NAME_ROW
        if self.rows:
            self.cursor, self.line = self._first_unscored()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The candidates as the session has them."""
        return tuple(row for row in self.rows if isinstance(row, Candidate))

    def _first_unscored(self) -> tuple[int, int]:
        for at, row in enumerate(self.candidates):
            for line in self._open_lines(row):
                return at, line
        return self.going_on, _NAME_ROW

    def _open_lines(self, row: Candidate) -> list[int]:
        """Return the scores that a candidate lacks, but for those that do not apply to it."""
        return [
            line
            for line, score in enumerate(row.scores)
            if score is None and not self._is_marked(row, line)
        ]

    def _is_marked(self, row: Candidate, line: int) -> bool:
        path = str(RowPath(self.key, row.label, SCORES[line]))
        return path in self.host.session.framing.not_applicable

    async def take_key(self, event: Key) -> bool:
        at = self.current
        if self._words.go_on and prints(event.character):
            return await super().take_key(event)
        if event.character == "c":
            if at is not None:
                self.answer_with(chosen_alone(self.rows, at))
            return True
        if at is None or event.key in ("enter", "space"):
            return await super().take_key(event)
        if event.character in ("1", "2", "3", "4", "5") and self.line >= 0:
            self._score(at, int(event.character))
            return True
        if event.key in ("backspace", "delete") and self.line >= 0:
            self._score(at, None)
            return True
        if event.key in ("left", "right"):
            to = at + (1 if event.key == "right" else -1)
            self.cursor = min(max(to, 0), len(self.rows) - 1)
            self.host.redraw()
            return True
        return await super().take_key(event)

    def move(self, by: int) -> bool:
        """Move down the scores of a candidate, then to the lines under the grid."""
        at = self.current
        if at is None:
            if by < 0 and self.cursor == self.adding and self.rows:
                self.cursor, self.line = len(self.rows) - 1, len(SCORES) - 1
                self.host.redraw()
                return True
            return super().move(by)
        to = self.line + by
        if to < _NAME_ROW:
            return False
        if to >= len(SCORES):
            self.cursor, self.line = self.adding, _NAME_ROW
        else:
            self.line = to
        self.host.redraw()
        return True

    def came_back(self, index: int, *, is_done: bool = False) -> None:
        """Stand on the first score that is missing of the candidate that was closed."""
        rows = self.candidates
        if not 0 <= index < len(rows):
            self.cursor, self.line = self.going_on, _NAME_ROW
            return
        open_lines = self._open_lines(rows[index])
        self.cursor = index if open_lines or not is_done else self.adding
        self.line = open_lines[0] if open_lines else _NAME_ROW

    def _score(self, at: int, score: int | None) -> None:
        rows = list(self.rows)
        rows[at] = rows[at].replace(**{SCORES[self.line]: score})
        if score is not None:
            self._go_on_from(at)
        self.answer_with(tuple(rows))

    def _go_on_from(self, at: int) -> None:
        """Go to the next score; behind the last, to the next candidate."""
        if self.line < len(SCORES) - 1:
            self.line += 1
        elif at + 1 < len(self.rows):
            self.cursor, self.line = at + 1, 0
        else:
            self.cursor, self.line = self.adding, _NAME_ROW

    def _set(self, at: int, line: int) -> None:
        self.cursor, self.line = at, line
        self.host.redraw()

    def draw_keys(self, block: CardBlock) -> None:
        block.gap()
        if self.rows:
            block.text(
                "1 to 5 score, 5 is always good · Enter all of it · c choose · n add · d delete",
                "quiet",
            )
        else:
            block.text("Enter or n adds one · 0 none", "quiet")

    def draw_rows(self, block: CardBlock) -> None:
        rows = self.candidates
        if not rows:
            return
        fits = max(1, (block.inner - _LABELS) // _NARROWEST)
        at = min(self.cursor, len(rows) - 1)
        first = max(0, min(at - fits // 2, len(rows) - fits))
        shown = range(first, min(first + fits, len(rows)))
        wide = (block.inner - _LABELS) // len(shown)
        self._draw_names(block, rows, shown, wide)
        for line, name in enumerate(SCORES):
            parts: list[InkedPart] = [(SHORT_NAMES[name].ljust(_LABELS), "quiet")]
            for column, index in enumerate(shown):
                start = 4 + _LABELS + column * wide
                block.spot(start, start + wide, lambda i=index, n=line: self._set(i, n))  # type: ignore[misc]
                parts += self._cell(rows[index], index, line, wide)
            block.add(*parts)
        means: list[InkedPart] = [("mean".ljust(_LABELS), "quiet")]
        for index in shown:
            mean = rows[index].mean
            means.append(
                ("  " + ("open" if mean is None else f"{mean:.1f}").ljust(wide - 2), "plain")
            )
        block.add(*means)
        if len(shown) < len(rows):
            block.text(f"{len(rows)} candidates: ← → shows the others", "quiet")
        for row in rows:
            self.draw_beside(block, row, named=f"{row.label} · ")
        block.gap()

    def _draw_names(
        self, block: CardBlock, rows: tuple[Candidate, ...], shown: range, wide: int
    ) -> None:
        parts: list[InkedPart] = [("".ljust(_LABELS), "quiet")]
        for column, index in enumerate(shown):
            start = 4 + _LABELS + column * wide
            block.spot(start, start + wide, lambda i=index: self.open_at(i))  # type: ignore[misc]
            is_here = self.current == index and self.line == _NAME_ROW
            mark = "●" if rows[index].cells.get("chosen") else "○"
            name = cropped(rows[index].label, wide - 5)
            pad = " " * (wide - 4 - cells_of(((name, ""),)))
            parts += [
                ("› " if is_here else "  ", "key!"),
                (f"{mark} ", "key"),
                (name + pad, "loud!" if self.current == index else "plain"),
            ]
        block.add(*parts)

    def _cell(self, row: Candidate, index: int, line: int, wide: int) -> list[InkedPart]:
        score = row.scores[line]
        is_here = self.current == index and self.line == line
        lead: InkedPart = ("› " if is_here else "  ", "key!")
        if score is None and self._is_marked(row, line):
            return [lead, ("–".ljust(wide - 2), "quiet")]
        if score is None:
            return [lead, ("·" * BEST + " ?".ljust(wide - 2 - BEST), "quiet")]
        given = [s for s in row.scores if s is not None]
        is_weak = score <= 2 and score == min(given)
        bar = bar_of(score, is_supported=is_supported(self.host.session.framing, row, SCORES[line]))
        ink = "red" if is_weak else "key"
        return [
            lead,
            (bar, ink),
            (f" {score}".ljust(wide - 2 - BEST), "red!" if is_weak else "loud!"),
        ]

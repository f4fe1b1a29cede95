"""The board as somebody looks at it: which rows, in which order, and which one is meant.

Why by the place that a row has among all files, and not by its line: rows come in while one looks,
and a framing that was opened may stand elsewhere when one comes back.
"""

from __future__ import annotations

from collections.abc import Sequence

from framing_tui.model.clean import clean
from framing_tui.reports.board import Row
from framing_tui.reports.board_order import COLUMNS, arranged

_NAMES = tuple(COLUMNS)
_LONGEST = 80


class BoardView:
    """The rows of a number of files, as they come in, with sort, filter and cursor.

    Rows may be given by another thread; everything else belongs to the screen.
    """

    def __init__(
        self, total: int, *, sort: str | None = None, is_reversed: bool = False, words: str = ""
    ) -> None:
        self.rows: list[Row | None] = [None] * total
        self.sort = sort
        self.is_reversed = is_reversed
        self.words = words
        self.is_typing = False
        self.told = ""
        # Raised with each row that comes in.
        self.version = 0
        self._at: int | None = None
        self._shown: tuple[object, tuple[Row, ...]] | None = None
        self._places: dict[int, int] = {}

    def put(self, place: int, row: Row) -> None:
        """Take the row of a file, or another one for it."""
        self.rows[place] = row
        self.version += 1

    @property
    def judged(self) -> int:
        """How many files have been looked at."""
        return sum(row is not None for row in self.rows)

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that are found, in their order."""
        wanted = (self.version, self.sort, self.is_reversed, self.words)
        if self._shown is None or self._shown[0] != wanted:
            there = [(at, row) for at, row in enumerate(self.rows) if row is not None]
            self._places = {id(row): at for at, row in there}
            found = arranged(
                (row for _, row in there),
                self.sort,
                is_reversed=self.is_reversed,
                words=self.words,
            )
            self._shown = wanted, found
        return self._shown[1]

    # The cursor.

    @property
    def line(self) -> int:
        """The line of the cursor; the first where its row is not among those shown."""
        row = self.rows[self._at] if self._at is not None else None
        return next((y for y, each in enumerate(self.shown) if each is row), 0)

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.shown[self.line] if self.shown else None

    @property
    def place(self) -> int | None:
        """The place among all files of the row under the cursor."""
        current = self.current
        return None if current is None else self._places[id(current)]

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, or on the nearest there is."""
        if self.shown:
            line = min(max(line, 0), len(self.shown) - 1)
            self._at = self._places[id(self.shown[line])]

    def move(self, lines: int) -> None:
        """Move the cursor by so many lines."""
        self.go_to(self.line + lines)

    # Sort and filter; the row under the cursor keeps it.

    def sort_by(self, name: str) -> None:
        """Sort by a column; once more, the other way round."""
        self._hold()
        if name == self.sort:
            self.is_reversed = not self.is_reversed
        else:
            self.sort, self.is_reversed = name, False

    def sort_beside(self, step: int) -> None:
        """Sort by the next column, or the one before."""
        self._hold()
        # Before the first one stands the order in which the files were found.
        names: Sequence[str | None] = (None, *_NAMES)
        self.sort = names[(names.index(self.sort) + step) % len(names)]
        self.is_reversed = False

    def turn_round(self) -> None:
        """Sort the other way round."""
        self._hold()
        self.is_reversed = not self.is_reversed

    def filter_by(self, words: str) -> None:
        """Show only what holds all of some words."""
        self._hold()
        self.words = clean(words).lstrip()[:_LONGEST]

    def _hold(self) -> None:
        self._at = self.place

    @property
    def order(self) -> str:
        """How the rows are sorted, in words."""
        by = "as found" if self.sort is None else f"by {COLUMNS[self.sort].words}"
        return f"{by} {'▼' if self.is_reversed else '▲'}"

"""What a terminal shows, so that only what differs from it is written.

Why: over a thin link every byte is waited for, and two thirds of what the toolkit writes are
colours that the terminal has been told already and cells that have not changed.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from framing_tui.model.named_tuple import NamedTuple

# The parts of a frame: attributes, a place, a line feed, text.
_TOKEN = re.compile(r"\x1b\[([\d;]*)m|\x1b\[(\d+);(\d+)H|(\n)|([^\x1b\n]+)")
# Anything in a frame that is none of its parts: then it is written as it is.
_OTHER = re.compile(r"\x1b(?!\[[\d;]*m|\[\d+;\d+H)|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f]")
_CODE = re.compile(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+")
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
# With these a blank is seen: underlined once or twice, reversed, struck through, framed, overlined.
_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
# Of what holds these, terminals do not agree how wide it is: joiners, choices of a look, flags,
# colours of skin.
_DOUBTFUL = re.compile(
    "[\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)


class Pen(NamedTuple):
    """The attributes of a cell: marks such as bold, ink and ground; None is “as it was”."""

    marks: frozenset[str] | None
    ink: str | None
    ground: str | None


_PLAIN = Pen(frozenset(), "39", "49")
# After a reset these are there already.
_NONE = ("39", "49")
# A cell: its character ("" behind a wide one) and its pen.
ScreenCell = tuple[str, Pen]


@lru_cache(4096)
def pen_after(had: Pen, codes: str) -> Pen:
    """Return the pen that attribute codes make of another."""
    marks, ink, ground = had
    for code in _CODE.findall(codes or "0"):
        first = int(code.split(";")[0])
        if first == 0:
            marks, ink, ground = _PLAIN
        elif 30 <= first < 40 or 90 <= first < 98:
            ink = code
        elif 40 <= first < 50 or 100 <= first < 108:
            ground = code
        elif first in (22, 23, 24, 25, 27, 28, 29):
            gone = {on for on, off in _OFF.items() if off == str(first)}
            marks = (marks or frozenset()) - gone
        else:
            marks = (marks or frozenset()) | {code}
    return Pen(marks, ink, ground)


@lru_cache(4096)
def codes_between(had: Pen | None, wanted: Pen) -> tuple[str, Pen]:
    """Return what to write to change the pen, and the pen that the terminal then has."""
    base = had or _PLAIN
    old = base.marks or frozenset()
    # A blank may keep every mark but those that are seen on it.
    new = old - _SEEN_ON_BLANKS if wanted.marks is None else wanted.marks
    full = Pen(new, wanted.ink or base.ink, wanted.ground or base.ground)
    # Bold and dim are taken back by one code together.
    codes: list[str]
    if had is None or not old - new <= _OFF.keys() or {"1", "2"} <= old | new:
        codes = ["0", *sorted(new), *(c for c in (full.ink, full.ground) if c and c not in _NONE)]
        codes = codes if full != base or had is None else []
    else:
        codes = sorted({_OFF[gone] for gone in old - new}) + sorted(new - old)
        codes += [full.ink] if full.ink and full.ink != base.ink else []
        codes += [full.ground] if full.ground and full.ground != base.ground else []
    return (f"\x1b[{';'.join(codes)}m" if codes else ""), full


class TerminalCells:
    """What a terminal shows, as far as is known, and the least that makes another frame of it.

    `columns` and `lines` are how much it can show, where that is known.
    """

    def __init__(self) -> None:
        self.columns = self.lines = sys.maxsize
        self.forget()

    def forget(self) -> None:
        """Know nothing: after a start, a resume, a resize, or when somebody asks for it."""
        self._cells: dict[int, dict[int, ScreenCell]] = {}
        self._pen: Pen | None = None
        self._at: tuple[int, int] | None = None

    def thinned(self, frame: str) -> str:
        """Return what has to be written of a frame; it then counts as shown."""
        if _OTHER.search(frame):
            self.forget()
            return f"\x1b[0m{frame}"
        wanted, x, y = _PLAIN, 0, 0
        runs: list[_Run] = []
        for codes, line, column, feed, text in _TOKEN.findall(frame):
            if text:
                marks, text = _marks_before(text)
                if marks and runs and (x, y) == (runs[-1].end, runs[-1].y):
                    # They belong to the character before, whatever its attributes.
                    runs[-1] = runs[-1]._replace(text=runs[-1].text + marks)
                if text:
                    runs.append(_Run(text, x, y, x + cell_len(text), wanted))
                    x = runs[-1].end
            elif line:
                x, y = int(column) - 1, int(line) - 1
            elif not feed:
                wanted = pen_after(wanted, codes)
        out: list[str] = []
        for run in runs:
            self._write(run, out)
        # Where a frame leaves the cursor, an input method shows what is being composed.
        self._go(min(x, self.columns - 1), min(y, self.lines - 1), out)
        return "".join(out)

    def _write(self, run: _Run, out: list[str]) -> None:
        if run.end > self.columns or run.y >= self.lines:
            # Drawn for a larger window; in the last column it would be written over and over.
            if run.x >= self.columns or run.y >= self.lines:
                return
            text = set_cell_size(run.text, self.columns - run.x)
            run = run._replace(text=text, end=self.columns)
        cells = _cells(run.text, run.end - run.x)
        # A blank has no ink and is not bold.
        is_blank = not run.text.strip() and not (run.pen.marks or frozenset()) & _SEEN_ON_BLANKS
        pen = Pen(None, None, run.pen.ground) if is_blank else run.pen
        line = self._cells.setdefault(run.y, {})
        new: list[ScreenCell] = [(cell, pen) for cell in cells]
        old = [line.get(at) for at in range(run.x, run.end)]
        if old == new:
            return
        size = len(cells)
        first = next(at for at in range(size) if old[at] != new[at])
        last = next(at for at in range(size, 0, -1) if old[at - 1] != new[at - 1])
        # A wide character is written whole.
        while cells[first] == "":
            first -= 1
        while last < size and cells[last] == "":
            last += 1
        self._go(run.x + first, run.y, out)
        codes, self._pen = codes_between(self._pen, pen)
        out += [codes, "".join(cells[first:last])]
        for at, cell in enumerate(new, run.x):
            line[at] = cell
        self._at = run.x + last, run.y
        if _DOUBTFUL.search(run.text):
            # It may have gone on over what stands behind it.
            self._at = None
            for at in range(run.end, run.end + 2 * len(run.text)):
                line.pop(at, None)

    def _go(self, x: int, y: int, out: list[str]) -> None:
        if self._at != (x, y):
            out.append(f"\x1b[{y + 1};{x + 1}H")
            self._at = x, y


class _Run(NamedTuple):
    """A text in one pen, and where it stands."""

    text: str
    x: int
    y: int
    end: int
    pen: Pen


@lru_cache(1024)
def _marks_before(text: str) -> tuple[str, str]:
    """Return what takes no cell of its own at the beginning of a text, and the rest."""
    at = 0
    while at < len(text) and cell_len(text[at]) == 0:
        at += 1
    return text[:at], text[at:]


@lru_cache(1024)
def _cells(text: str, size: int) -> tuple[str, ...]:
    """Return a text cell by cell, nothing behind a wide character; what combines is not parted.

    What cannot be told apart in so many cells is one character as wide as all of it.
    """
    if text.isascii():
        return tuple(text)
    cells: list[str] = []
    for char in text:
        wide = cell_len(char)
        if wide == 0 and cells:
            at = len(cells) - 1
            while at and cells[at] == "":
                at -= 1
            cells[at] += char
        else:
            cells += [char, ""][:wide]
    if len(cells) != size or _DOUBTFUL.search(text):
        return (text, *[""] * (size - 1))
    return tuple(cells)

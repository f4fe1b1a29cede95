"""Take the pictures in docs/images/walk of a kickoff in a terminal: `python docs/walk.py`.

Why the program itself, in a pseudo-terminal: these pictures show what a team sees, from the first
screen to the page, and each key that they rest on has been typed. Whatever a clock says on the
screen is left out, so that two walks give the same files.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyte
from pyte.screens import Char
from rich.console import Console
from rich.style import Style
from rich.text import Text
from screenshots import without_fonts

# The tests drive the program in the same terminal.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "terminal"))
from driver import Terminal

IMAGES = Path(__file__).with_name("images") / "walk"
SIZES = ((120, 36), (80, 24))
WIDE = 100
FILE = "kickoff.toml"
PATIENCE = 60.0
# So long nothing may be drawn before the next key, and before a picture is taken: what has only
# just been typed is drawn dimmed for less than that.
PAUSE, REST = 0.3, 1.2

# What the title line says by the clock.
_CLOCK = re.compile(r"\d+ min   |(?<=saved) \d\d:\d\d")


class Kickoff(Terminal):
    """The program on a terminal, as it is waited for here: until a question is there, or rest."""

    def __init__(self, folder: Path, columns: int, lines: int) -> None:
        super().__init__(
            FILE,
            cwd=folder,
            columns=columns,
            lines=lines,
            keeps=("PATH", "PYTHONPATH"),
            env={"COLORTERM": "truecolor", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
        )

    def wait_for_all(self, *words: str) -> None:
        """Wait until the screen shows all of these words."""
        self.wait_until(
            lambda: all(word in self.text for word in words), f"never shown: {words}", PATIENCE
        )

    def has_focus(self, asks: str, mark: str = "") -> bool:
        """Tell whether the question with these words has the focus."""
        return re.search(f"▌ {mark or '.'} {re.escape(asks)}", self.text) is not None

    def wait_for_focus(self, asks: str, mark: str = "") -> None:
        """Wait until the question with these words has the focus, and this mark if any."""
        self.wait_until(lambda: self.has_focus(asks, mark), f"never asked: {asks}", PATIENCE)

    def settle(self, seconds: float) -> None:
        """Wait until everything is saved and nothing has been drawn for a while."""
        self.wait_until(lambda: self._rests(seconds), "it does not come to rest", PATIENCE)

    def _rests(self, seconds: float) -> bool:
        before, quiet = self._cells(), time.monotonic() + seconds
        while time.monotonic() < quiet and self.pump():
            pass
        is_saved = re.search(r"no changes|saved \d", self.text) is not None
        return is_saved and before == self._cells()

    def _cells(self) -> list[Char]:
        """Every cell with its colours, as what has only just been typed may be drawn dimmed."""
        screen = self.screen
        return [screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns)]


@dataclass(frozen=True)
class Answered:
    """A question that has the focus, by the beginning of its words, and what is typed there.

    `opens` tells that another question is asked because of that answer, for which to wait;
    `sought` that it is not the next open one, and is further down.
    """

    asks: str
    keys: str = "ctrl+o"
    opens: bool = False
    sought: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of the screen as it stands: its name, and words that have to be on it.

    `narrow` tells that it is taken at 80x24, too.
    """

    name: str
    shows: tuple[str, ...]
    narrow: bool = False

    def file(self, columns: int, lines: int) -> Path:
        """Return the file of the picture at a size."""
        return IMAGES / f"{self.name}-{columns}x{lines}.svg"


@dataclass(frozen=True)
class Keys:
    """Keys that lead elsewhere, and words that are to be seen before going on."""

    keys: tuple[str, ...]
    sees: str


Step = Answered | Picture | Keys


def section(number: int) -> Keys:
    """Go to a section by its number; what comes next waits for its question."""
    return Keys(("ctrl+g", str(number % 10)), "")


WALK: tuple[Step, ...] = (
    Keys(("4",), "● 4 fraud review queue"),
    Picture("overview", ("No way of failing is in sight yet.",)),
    section(1),
    Answered("The business problem"),
    Answered("The one business number"),
    Answered("That number today", "42"),
    Answered("The value that counts", "28..31"),
    Answered("By when"),
    Answered("What the product does"),
    Answered("Who uses it"),
    Answered("The decision that gets"),
    Picture("stack", ("▌ ● The decision that gets better",), narrow=True),
    Answered("The prediction"),
    Answered("How a prediction leads", opens=True),
    Answered("Is there evidence"),
    Answered("How many cases a day", "7k"),
    Answered("Share of cases sent", "1"),
    Answered("How many they can clear", "120"),
    Answered("How long before the event the action"),
    Answered("How long before the event the prediction"),
    section(2),
    Answered("Do rules or simple", "n"),
    Answered("The KPI that the best rules", "38"),
    Answered("Is the data weak", "n"),
    Answered("Could a single error"),
    Answered("Must every decision"),
    Answered("Is the gain smaller", "n"),
    Answered("Are the patterns"),
    Answered("Does the same decision"),
    Answered("Does the data exist", "y"),
    Answered("Can errors be"),
    Answered("Does the world change"),
    # Back to the top, where the tree is.
    Keys(("up",) * 10, "▌ ● Do rules or simple"),
    Picture("need", ("Do rules reach the KPI?", "Verdict machine learning fits")),
    section(3),
    Answered("How much does the model"),
    Answered("What stands around it"),
    section(4),
    Answered("What kind of output"),
    section(5),
    Answered("The true outcome"),
    Answered("Is that outcome itself"),
    Answered("What could be learned"),
    Picture("labels", ("gaming", "● chosen")),
    Answered("Where labels come from"),
    Answered("Can you afford them", "y"),
    Answered("How long from a prediction"),
    Answered("Which cases get a label"),
    Answered("Is the label a judgement"),
    Answered("What is done about thin"),
    Answered("Positive examples that you", "60k"),
    Answered("Share of cases that ever", "95"),
    Answered("Share of those that are", "0.4"),
    Answered("Positive examples that training", "3k"),
    section(6),
    Answered("Is there enough data", "y"),
    Answered("Does somebody wait", "y", opens=True),
    Answered("Slowest 1 answer in 100 may", "120"),
    Answered("Slowest 1 answer in 100 will", "160..180"),
    Picture("feasibility", ("160..180", "Serving", "red", "FT603"), narrow=True),
    Answered("Requests a second at the peak", "40"),
    Answered("Is every feature there", "y"),
    Answered("Which error is worse"),
    Answered("One false alarm costs", "6"),
    Answered("One miss costs", "85"),
    Answered("What will move the data"),
    Answered("How often it will be"),
    Answered("Does anybody gain", opens=True),
    Answered("What is done against them"),
    Answered("Does it use personal data", opens=True),
    Answered("Does it touch anybody's", opens=True),
    Answered("Has it been cleared", "u"),
    Answered("Is there a pipeline", "y"),
    Answered("Does somebody run it", "y"),
    Answered("Is there a budget", "y"),
    Answered("Who pays for it", "head of payments"),
    Answered("How long until the first", "120"),
    section(7),
    Answered("The one model metric"),
    Answered("What must not break"),
    Picture("metrics", ("good orders held",)),
    section(8),
    Answered("What it has to beat"),
    Answered("How it is tried", opens=True),
    Answered("Does that measure"),
    Answered("Shares of cases, stage"),
    Answered("Can it be switched back", opens=True),
    Answered("Which number stops it"),
    Answered("Numbers watched while"),
    Answered("Will people change", opens=True),
    Answered("Is a share left"),
    # What else is asked stands behind one line.
    Keys(("down", "enter"), "▌ ○ The baseline in words"),
    Answered("Today's rate", "0.4", sought=True),
    Answered("Smallest change worth", sought=True),
    Answered("Units a day", "7k", sought=True),
    Answered("Share of cases in", sought=True),
    Answered("Days until a case", sought=True),
    Keys(("up",), "▌ ● Share of cases in"),
    Picture("validation", ("Share of cases in", "by change and share"), narrow=True),
    Keys(("ctrl+n",), "▌ ○ Title"),
    Answered("Title", "Fraud review queue"),
    Answered("Data sources"),
    Answered("The kickoff spec: Owner", "payments engineering"),
    Answered("On call", "payments on-call, then the data lead"),
    Answered("Monitoring"),
    Keys(("f5",), "The page as it stands"),
    Picture("spec", ("The page as it stands", "Stops if:"), narrow=True),
)


class Walk:
    """A kickoff in one terminal: the answers given one after the other, the pictures on the way."""

    def __init__(self, terminal: Kickoff) -> None:
        self._terminal = terminal

    def pictures(self) -> Iterator[tuple[Picture, str]]:
        """Go through the whole walk; give each picture as it is come to."""
        self._terminal.wait_for("no changes", PATIENCE)
        is_begun = False
        for step in WALK:
            if isinstance(step, Answered):
                self._answer(step, go_on=is_begun)
            elif isinstance(step, Keys):
                self._terminal.press(*step.keys)
                self._terminal.wait_for(step.sees, PATIENCE)
            elif step.narrow or self._terminal.screen.columns >= WIDE:
                self._terminal.wait_for_all(*step.shows)
                self._terminal.settle(REST)
                yield step, svg_of(self._terminal.screen)
            is_begun = isinstance(step, Answered) or (is_begun and isinstance(step, Picture))

    def _answer(self, step: Answered, *, go_on: bool) -> None:
        if step.sought:
            self._terminal.settle(PAUSE)
            while not self._terminal.has_focus(step.asks):
                self._terminal.press("down")
                self._terminal.settle(PAUSE)
        elif go_on:
            self._terminal.press("ctrl+n")
        self._terminal.wait_for_focus(step.asks)
        self._terminal.press(step.keys)
        self._terminal.wait_for_focus(step.asks, mark="●")
        if step.opens:
            self._terminal.settle(PAUSE)


# From the screen to a picture.


def svg_of(screen: pyte.Screen) -> str:
    """Return the screen as SVG, without what a clock says."""
    console = Console(
        width=screen.columns,
        height=screen.lines,
        record=True,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    for y, line in enumerate(screen.display):
        cells = [screen.buffer[y][x] for x in range(screen.columns)]
        for found in _CLOCK.finditer(line if y == 0 else ""):
            # In the style of what is before it, as where the clock says nothing yet.
            at, end = found.span()
            cells[at:end] = [cells[at - 1]._replace(data=" ")] * (end - at)
        row = Text(no_wrap=True, end="")
        # Cells alike are drawn in one piece: a tenth of the size.
        for style, alike in groupby(cells, _style):
            row.append("".join(cell.data for cell in alike), style)
        console.print(row, soft_wrap=True)
    return without_fonts(console.export_svg(title="framing-tui", unique_id="walk"))


def _style(cell: Char) -> Style:
    return Style(
        color=_colour(cell.fg),
        bgcolor=_colour(cell.bg),
        bold=cell.bold,
        italic=cell.italics,
        underline=cell.underscore,
        strike=cell.strikethrough,
        reverse=cell.reverse,
    )


def _colour(name: str) -> str | None:
    if name == "default":
        return None
    return f"#{name}" if re.fullmatch("[0-9a-f]{6}", name) else name


def pictures(columns: int, lines: int, *, until: str = "") -> Iterator[tuple[Picture, str]]:
    """Walk through a kickoff in a terminal of that size; give each picture as it is come to.

    It ends behind the picture of the name `until`, or at the end of the walk.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        Kickoff(Path(folder), columns, lines) as terminal,
    ):
        for picture, svg in Walk(terminal).pictures():
            yield picture, svg
            if picture.name == until:
                break


def main() -> int:
    """Take every picture; return the exit code."""
    argparse.ArgumentParser(description="Take the pictures in docs/images/walk.").parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    for columns, lines in SIZES:
        for picture, svg in pictures(columns, lines):
            file = picture.file(columns, lines)
            file.write_text(svg, encoding="utf-8")
            print(f"docs/images/walk/{file.name}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

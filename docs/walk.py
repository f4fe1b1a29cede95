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
from driver import KEYS, LEAVING, WIDE, Terminal

IMAGES = Path(__file__).with_name("images") / "walk"
SIZES = ((120, 36), (80, 24))
FILE = "kickoff.toml"
PATIENCE = 60.0
# So long nothing may be drawn before the next key, and before a picture is taken: what has only
# just been typed is drawn dimmed for less than that.
PAUSE, REST = 0.06, 1.2
# More than there can be in a first pass: a walk that goes in circles ends.
MOST_QUESTIONS = 90
# The card of a question shows this while an answer is offered.
OFFERED = "offered: Ctrl+O takes it"
# The first line shows this once nothing of the first pass is open.
PASSED = "depth "

# What is said by the clock, on the first line and over the form.
_CLOCK = re.compile(r"\d+ of 60 min|\d+ min  (?=\d+/)|(?<=saved) \d\d:\d\d|(?<= min), \d+ spent")


class Kickoff(Terminal):
    """The program on a terminal, as it is waited for here: until a card is open, or rest."""

    def __init__(self, folder: Path, columns: int, lines: int) -> None:
        super().__init__(
            FILE,
            cwd=folder,
            columns=columns,
            lines=lines,
            keeps=("PATH", "PYTHONPATH"),
            env={"COLORTERM": "truecolor", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
        )
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys, and count them."""
        self.keys += sum(1 if key in KEYS else len(key) for key in keys)
        super().press(*keys)

    def wait_for_all(self, *words: str) -> None:
        """Wait until the screen shows all of these words, however they have wrapped."""
        self.wait_until(
            lambda: all(word in self.text or word in self.card for word in words),
            f"never shown: {words}",
            PATIENCE,
        )

    def settle(self, seconds: float, *, saved: bool = False) -> None:
        """Wait until nothing has been drawn for a while, and if asked until everything is saved."""
        self.wait_until(
            lambda: self._rests(seconds) and (not saved or self._is_saved()),
            "it does not come to rest",
            PATIENCE,
        )

    def _rests(self, seconds: float) -> bool:
        before, quiet = self._cells(), time.monotonic() + seconds
        while time.monotonic() < quiet and self.pump():
            pass
        return before == self._cells()

    def _is_saved(self) -> bool:
        return re.search(r"no changes|saved \d", self.text) is not None

    def _cells(self) -> list[Char]:
        """Every cell with its colours, as what has only just been typed may be drawn dimmed."""
        screen = self.screen
        return [screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns)]


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


@dataclass(frozen=True)
class Said:
    """What is typed at a question, known by the beginning of its words.

    Without keys, what is offered there is taken; `then` is done before going on.
    """

    asks: str
    keys: tuple[str, ...] = ()
    then: tuple[Step, ...] = ()

    def is_asked_by(self, card: str) -> bool:
        """Tell whether a card asks it; several questions have the name of their table before it."""
        return re.match(rf"([^:?]+: )?{re.escape(self.asks)}", card) is not None


Step = Picture | Keys | Said

START = Picture("start", ("Frame a machine-learning project",))
# Home, gone through from the top.
BEGINNING = (
    Said("Title", ("Fraud review queue",)),
    Said("Team", ("Payments",)),
    Said("Date of the kickoff", ("2026-09-14",)),
    Said("Who is here", ("fraud lead", "enter", "data lead", "enter", "payments engineering")),
    Said("Currency", ("EUR",)),
    Said(
        "Start from",
        ("4",),
        (Picture("overview", ("● 4 fraud review queue", "its answers are offered")),),
    ),
)
# What the team types in the first pass; all else is offered by the starter, and taken.
ANSWERS = (
    Said("That number today", ("42",)),
    Said("The value that counts", ("28..31",)),
    # What the policy brings up.
    Said("Share of cases sent", ("2",)),
    Said("How many they can clear", ("450",)),
    Said("The decision that gets", (), (Picture("stack", ("which orders to hold",), narrow=True),)),
    Said("Do rules or simple", ("n",)),
    Said("Is the data weak", ("n",)),
    Said("Is the gain smaller", ("n",)),
    Said("Does the data exist", ("y",)),
    Said(
        "Does the world change",
        (),
        (
            Keys(("tab", "tab"), "End of ML at all?"),
            Picture("need", ("✓ no", "▶ machine learning fits")),
        ),
    ),
    Said("What could be learned", (), (Picture("labels", ("gaming", "mean"), narrow=True),)),
    Said("Share of labelled cases that are positive", ("0.4",)),
    Said("Is there enough data", ("y",)),
    Said(
        "Does somebody wait",
        ("y",),
        (
            # What that opens stands right under it.
            Keys(("tab", "120"), "120"),
            Keys(("tab", "160..180"), "Serving → red"),
            Picture("feasibility", ("160..180", "Serving → red", "FT603"), narrow=True),
            Keys(("f12",), "160..180"),
            Picture("room", ("160..180", "FT603")),
            Keys(("f12",), "Does somebody wait"),
        ),
    ),
    Said("Requests a second at the peak", ("40",)),
    Said("How far has one real day", ("2",)),
    Said("Is every feature there", ("y",)),
    Said("What do they see first", ("1",)),
    Said("What is done about that gain", ("one in fifty is looked at again by the auditors",)),
    Said("One false alarm costs", ("4",)),
    Said("One miss costs", ("85",)),
    # What nobody in the room knows is handed to somebody.
    Said("Has it been cleared", ("f3", "data lead", "enter", "2 weeks", "enter")),
    Said("Is there a budget", ("y",)),
    Said("Who pays for it", ("head of payments",)),
    Said("What must not break", (), (Picture("metrics", ("good orders held",)),)),
    Said("Does the trial measure", ("y",)),
    Said("Owner", ("payments engineering",)),
    Said("On call", ("payments on-call, then the data lead",)),
    Said("Your colour", ("u",)),
    Said("What did you decide", ("4",)),
)
# Some of the second pass, then the page.
ENDING: tuple[Step, ...] = (
    Keys(("ctrl+p", "today's rate"), "validation.rate_percent"),
    Keys(("enter",), "F1 help"),
    Said("Today's rate", ("0.4",)),
    Said("Smallest change worth"),
    Said("Units a day", ("7k",)),
    Said("Share of cases in"),
    Said("Days until a case"),
    Keys(("shift+tab",), "by change and share"),
    Picture("validation", ("by change and share", "Share of cases in"), narrow=True),
    Keys(("f5",), "The page as it stands"),
    Picture("spec", ("The page as it stands", "Stops if:"), narrow=True),
    Keys(("escape",), "F1 help"),
    Keys(("ctrl+q",), LEAVING),
    Picture("leaving", (LEAVING, "first pass", "data first")),
)


class Walk:
    """A kickoff in one terminal: the answers given one after the other, the pictures on the way."""

    def __init__(self, terminal: Kickoff) -> None:
        self._terminal = terminal
        self.asked: list[str] = []

    def pictures(self) -> Iterator[tuple[Picture, str]]:
        """Go through the whole walk; give each picture as it is come to."""
        terminal = self._terminal
        terminal.wait_for("no changes", PATIENCE)
        for step in (START, *BEGINNING):
            yield from self._then(step)
        yield from self._first_pass()
        for step in ENDING:
            yield from self._then(step)

    def _first_pass(self) -> Iterator[tuple[Picture, str]]:
        """Answer whatever Ctrl+N leads to, until nothing of the first pass is open."""
        terminal = self._terminal
        while len(self.asked) < MOST_QUESTIONS:
            before = terminal.card
            terminal.press("ctrl+n")
            terminal.wait_until(
                lambda before=before: terminal.card not in ("", before),  # type: ignore[misc]
                f"nothing comes behind {before}",
                PATIENCE,
            )
            terminal.settle(PAUSE)
            if PASSED in terminal.text.splitlines()[0]:
                return
            card = terminal.card
            self.asked.append(card)
            known = next((said for said in ANSWERS if said.is_asked_by(card)), None)
            assert known or OFFERED in card, f"nobody has said what to answer: {card}"
            yield from self._answer(known or Said(card))

    def _go_down_to(self, said: Said) -> None:
        """Open one question after the other until the wanted one is there."""
        terminal = self._terminal
        terminal.settle(PAUSE)
        for _ in range(MOST_QUESTIONS):
            if said.is_asked_by(terminal.card):
                return
            terminal.press("tab")
            terminal.settle(PAUSE)
        raise AssertionError(f"never asked: {said.asks}")

    def _answer(self, said: Said) -> Iterator[tuple[Picture, str]]:
        terminal = self._terminal
        before = terminal.card
        terminal.press(*(said.keys or ("ctrl+o",)))
        terminal.wait_until(
            lambda: terminal.card != before and OFFERED not in terminal.card,
            f"not answered: {before}",
            PATIENCE,
        )
        terminal.settle(PAUSE)
        for step in said.then:
            yield from self._then(step)

    def _then(self, step: Step) -> Iterator[tuple[Picture, str]]:
        terminal = self._terminal
        if isinstance(step, Said):
            self._go_down_to(step)
            yield from self._answer(step)
        elif isinstance(step, Keys):
            terminal.press(*step.keys)
            terminal.wait_for_all(step.sees)
            terminal.settle(PAUSE)
        elif step.narrow or terminal.screen.columns >= WIDE:
            terminal.wait_for_all(*step.shows)
            terminal.settle(REST, saved=True)
            yield step, svg_of(terminal.screen)


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
        for found in _CLOCK.finditer(line):
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


def pictures(columns: int, lines: int, folder: Path) -> Iterator[tuple[Picture, str]]:
    """Walk through a kickoff in a terminal of that size; give each picture as it is come to.

    The framing is written into the folder.
    """
    with Kickoff(folder, columns, lines) as terminal:
        walk = Walk(terminal)
        yield from walk.pictures()
        print(f"{columns}x{lines}: {len(walk.asked)} questions of the first pass", end="")
        print(f", {terminal.keys} keys", flush=True)


def main() -> int:
    """Take every picture; return the exit code."""
    argparse.ArgumentParser(description="Take the pictures in docs/images/walk.").parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    for columns, lines in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for picture, svg in pictures(columns, lines, Path(folder)):
                file = picture.file(columns, lines)
                file.write_text(svg, encoding="utf-8")
                print(f"docs/images/walk/{file.name}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

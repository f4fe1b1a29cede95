"""What each command costs as a whole process, against the interpreter alone: `python -c pass`.

Run: python benchmarks/commands.py [--rounds N] [--python PYTHON]

Processor time, in turns: the interpreter, then each command, some times in each round. What
importing click or jinja2 alone costs stands beside them: with a command line of the one and a page
of the other, nothing can be quicker.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping

from figures import Figures
from places import ROOT, Place

TIMES = 5
BARE = "python -c pass"
EXAMPLE = ROOT / "templates" / "examples" / "payment-fraud.toml"
OTHER = ROOT / "templates" / "examples" / "arrival-time.toml"
# What is run, and how many times the interpreter alone it may take.
COMMANDS: Mapping[str, tuple[tuple[str, ...], float | None]] = {
    "check, one file": (("check", "framing.toml", "--fail-on", "never"), 6),
    "--help": (("--help",), 4.5),
    "--version": (("--version",), 4),
    "export": (("export", "framing.toml", "-o", "-"), 8),
    "export to HTML": (("export", "framing.toml", "--to", "html", "-o", "-"), None),
    "import of a page with an edit": (("import", "edited.md", "written.toml"), None),
    "set, one answer": (("set", "written.toml", "stack.kpi_now", "9"), None),
    "merge": (("merge", "base.toml", "ours.toml", "theirs.toml", "-o", "-"), None),
    "diff": (("diff", "base.toml", "ours.toml"), None),
    "board, one file": (("board", "framing.toml", "--to", "csv", "-o", "-"), None),
}
FLOORS = {name: ("-c", f"import {name}") for name in ("click", "jinja2")}


class Commands:
    """All commands on one example, each started anew every time."""

    def __init__(self, figures: Figures, place: Place) -> None:
        self._figures = figures
        self._place = place
        self._write("framing", lambda text: text)
        self._write("base", lambda text: text)
        self._write("ours", lambda text: text.replace("kpi_now = 10\n", "kpi_now = 11\n"))
        self._write(
            "theirs",
            lambda text: text.replace(
                "queue_capacity_per_day = 9000", "queue_capacity_per_day = 8000"
            ),
        )
        page = self._ours(("export", "framing.toml", "-o", "-")).decode()
        edited = page.replace("Payment fraud screen", "Payment fraud watch")
        if edited == page:
            raise RuntimeError("the page of the example does not hold its title")
        (place.folder / "edited.md").write_text(edited, encoding="utf-8")
        for arguments, _ in COMMANDS.values():
            self._ours(arguments)

    def _write(self, name: str, change: Callable[[str], str]) -> None:
        text = EXAMPLE.read_text(encoding="utf-8")
        changed = change(text)
        if name in ("ours", "theirs") and changed == text:
            raise RuntimeError(f"nothing was changed in {name}.toml")
        (self._place.folder / f"{name}.toml").write_text(changed, encoding="utf-8")

    def _ours(self, arguments: tuple[str, ...]) -> bytes:
        # What is written into must be as it was before each run.
        shutil.copy(self._place.folder / "framing.toml", self._place.folder / "written.toml")
        return self._place.run("-m", "framing_tui", *arguments).output

    def round(self) -> None:
        """Run everything some times, in turns."""
        self._figures.part = "Commands as whole processes, in processor time"
        took: dict[str, list[float]] = defaultdict(list)
        for _ in range(TIMES):
            alone = self._place.run("-c", "pass").processor
            self._figures.saw(BARE, alone)
            took[BARE].append(alone)
            for name, arguments in FLOORS.items():
                took[name].append(self._place.run(*arguments).processor)
            for name, (arguments, _) in COMMANDS.items():
                shutil.copy(
                    self._place.folder / "framing.toml", self._place.folder / "written.toml"
                )
                ran = self._place.run("-m", "framing_tui", *arguments)
                took[name].append(ran.processor)
        middle = {name: statistics.median(values) for name, values in took.items()}
        for name in (*COMMANDS, *FLOORS):
            shown = name if name in COMMANDS else f"floor: importing {name} alone"
            most = COMMANDS[name][1] if name in COMMANDS else None
            ratio = middle[name] / middle[BARE]
            self._figures.add(shown, "×", ratio, most=most, anchor=BARE).beside(
                "itself", middle[name], "ms"
            ).beside(BARE, middle[BARE], "ms")


if __name__ == "__main__":
    from run import main

    sys.exit(main(["--only", "commands", *sys.argv[1:]]))

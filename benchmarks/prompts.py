"""When others that ask a question in a terminal have printed something: the first output.

Ours, a prompt of questionary, whiptail and vim, each as a whole process on a terminal of its own.
They do far less; what is held beside each other is the wait before anything can be read.
"""

from __future__ import annotations

import shutil
import sys

from commands import EXAMPLE
from figures import Figures
from places import Place
from programs import Program

_QUESTIONARY = "import questionary; questionary.text('Title').ask()"


class Prompts:
    """Programs that ask or show something, until they have printed it."""

    def __init__(self, figures: Figures, place: Place) -> None:
        self._figures = figures
        self._place = place
        shutil.copy(EXAMPLE, place.folder / "prompt.toml")
        python = place.python
        found = {
            "ours, a filled framing": [python, "-m", "framing_tui", "prompt.toml"],
            "a prompt of questionary": [python, "-c", _QUESTIONARY],
        }
        for name, arguments in (
            ("whiptail", ["--inputbox", "Title", "10", "60"]),
            ("vim", ["--clean", "prompt.toml"]),
        ):
            program = shutil.which(name)
            if program is None:
                figures.left_out[name] = "not installed"
            else:
                found[name] = [program, *arguments]
        self._programs = found
        for command in found.values():
            self._first(command)

    def _first(self, command: list[str]) -> tuple[float, float]:
        program = Program(command, str(self._place.folder), self._place.env)
        try:
            return program.until_painted()
        finally:
            program.end()

    def round(self) -> None:
        """Start each once, in turns."""
        self._figures.part = "From the start to the first output"
        for name, command in self._programs.items():
            clock, processor = self._first(command)
            self._figures.add(f"first output: {name}", "ms", clock * 1000, processor * 1000)


if __name__ == "__main__":
    from run import main

    sys.exit(main(["--only", "prompts", *sys.argv[1:]]))

"""A whole kickoff, key by key: the one of docs/walk.py, from the first screen to leaving.

Run: python benchmarks/kickoff.py [--rounds N] [--python PYTHON]

The walk is done once to record its keys, as it looks at the screen before each; then they are typed
again one by one, each when the one before it has been drawn, and each is measured. In the end the
file has to be the one that the walk has written. Needs the tools for development (pyte, pexpect).
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from figures import Figures, Step, percentile
from places import ROOT, Place
from programs import COLUMNS, LINES, pause
from terminal import BARE, READY, SETTLED, bare_app

sys.path.insert(0, str(ROOT / "docs"))
import walk


class Recorded(walk.Kickoff):
    """The terminal of the walk, with every key that was pressed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, COLUMNS, LINES)
        self.pressed: list[str] = []

    def press(self, *keys: str) -> None:
        """Press keys, and keep them one by one."""
        for key in keys:
            self.pressed.extend([key] if key in walk.KEYS else key)
        super().press(*keys)


def recorded() -> tuple[list[bytes], str]:
    """Return the keys of the walk, and the file that it writes."""
    with TemporaryDirectory() as folder, Recorded(Path(folder)) as terminal:
        for _ in walk.Walk(terminal).pictures():
            pass
        keys = [walk.KEYS.get(key, key).encode() for key in terminal.pressed]
        return keys, (Path(folder) / walk.FILE).read_text(encoding="utf-8")


class Kickoff:
    """The keys of one kickoff, typed into a new framing."""

    def __init__(self, figures: Figures, place: Place, *, quick: bool) -> None:
        self._figures = figures
        self._place = place
        self._keys, self._written = recorded()
        self._is_whole = not quick
        if quick:
            self._keys = self._keys[:100]

    def round(self) -> None:
        """Type all keys once."""
        bare = bare_app(self._place)
        bare.until(READY[BARE])
        self._figures.saw(BARE, bare.processor() * 1000)
        bare.end()
        file = self._place.folder / walk.FILE
        file.unlink(missing_ok=True)
        program = self._place.program("-m", "framing_tui", walk.FILE)
        program.until(READY["ours"])
        program.drain(0.5)
        steps = [program.key(key) for key in self._keys]
        pause(program, SETTLED)
        memory = program.memory()
        program.end()
        if self._is_whole and file.read_text(encoding="utf-8") != self._written:
            raise RuntimeError("the kickoff has answered other than the walk: type slower")
        self._keep(steps, memory)

    def _keep(self, steps: list[Step], memory: float) -> None:
        figures, count = self._figures, len(steps)
        figures.part = f"A recorded kickoff, {count} keys"
        for share, most in ((50, None), (95, 30.0), (99, None)):
            last = percentile([step.last for step in steps], share)
            used = percentile([step.processor for step in steps], share)
            figures.add(f"kickoff: a key, p{share}", "ms", last, used, most, anchor=BARE)
        used = sum(step.processor for step in steps)
        figures.add("kickoff: processor, all keys", "ms", used)
        sizes = [len(step.output) for step in steps]
        figures.add("kickoff: bytes, all keys", "B", sum(sizes))
        figures.add("kickoff: bytes of a key, p50", "B", percentile(sizes, 50))
        figures.add("kickoff: bytes of a key, p95", "B", percentile(sizes, 95))
        figures.add("kickoff: peak memory", "MB", memory)


if __name__ == "__main__":
    from run import main

    sys.exit(main(["--only", "kickoff", *sys.argv[1:]]))

"""Take the pictures in docs/images of the running app: `python docs/screenshots.py`.

Why from the app itself: a picture that was taken once shows what the app was. Nothing in these
pictures depends on the day, the machine or the network, so taking them twice gives the same files.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

from framing_tui.content import example_path
from framing_tui.model.catalogue import PASSING_ORDER, SECTION_OF
from framing_tui.model.framing import Framing
from framing_tui.session import Session
from framing_tui.storage.canonical import document
from framing_tui.storage.load import load
from framing_tui.tui.app import FramingApp
from framing_tui.tui.open_form import SETTLE_SECONDS

IMAGES = Path(__file__).with_name("images")
TODAY = date(2016, 3, 1)
# How wide a cell of the terminal is in a picture.
CELL_WIDTH = 12.2

PATIENCE = 10.0
_SAVED_AT = re.compile(r"(?<=saved)&#160;\d\d:\d\d")
# A forge shows pictures without fetching anything, so fonts are named and not loaded.
_STYLES_OF = re.compile(r"\bterminal-\d+\b")
_FONT_FACES = re.compile(r"\s*@font-face \{.*?\}\n", re.S)
_FONTS = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace'
_TEXT = re.compile(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', re.S)


@dataclass(frozen=True)
class Picture:
    """One picture: its file, the size of the terminal, the framing, and what is done with it.

    `at` is the question that is open at first, `keys` what is pressed then, and `shows` words that
    tell this screen from others.
    """

    name: str
    size: tuple[int, int]
    framing: Callable[[], Framing] = Framing
    at: str | None = None
    keys: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The file of the picture."""
        return IMAGES / f"{self.name}.svg"


def half_filled() -> Framing:
    """Return a framing as it stands in the middle of a kickoff.

    It is the bundled example up to the serving facts, of which the slowest answers are still open.
    """
    example = load(example_path("payment-fraud")).framing
    passed = PASSING_ORDER[: PASSING_ORDER.index("feasibility")]
    kept = {
        qid: value
        for qid, value in example.answers.items()
        if SECTION_OF[qid].id in passed or qid.startswith(("data.", "serving.")) or qid == "title"
    }
    del kept["serving.p99_expected_ms"]
    return Framing(kept)


# An answer that is too slow turns a cell red while it is typed.
_TOO_SLOW = tuple("160..180")
_RED = ("Payment fraud screen", "✗ SERVING red", "Serving → red", "160..180", "FT603", "F1")


def red(name: str, size: tuple[int, int], *keys: str) -> Picture:
    """Return a picture of the answer that turns a cell red, and of more keys behind it."""
    at = "serving.p99_expected_ms"
    return Picture(name, size, half_filled, at, (*_TOO_SLOW, *keys), _RED)


PICTURES = (
    red("interview-120x36", (120, 36)),
    red("interview-80x24", (80, 24)),
    red("room-120x36", (120, 36), "f12"),
    Picture("start-120x36", (120, 36), shows=("Frame a machine-learning project", "Title")),
    Picture(
        "candidates-120x36",
        (120, 36),
        half_filled,
        "labels.candidates",
        shows=("proxy labels", "alignment", "gaming", "mean"),
    ),
    Picture(
        "end-120x36",
        (120, 36),
        half_filled,
        "metrics.constraints",
        ("tab", "tab"),
        ("End of Metrics ", "Going on will find missing:", "FT701"),
    ),
)


async def take(picture: Picture) -> str:
    """Return the picture as SVG, taken of the app on a screen of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "framing.toml"
        if picture.framing is not Framing:
            file.write_text(document(picture.framing()), encoding="utf-8")
        session = Session.open(file, TODAY)
        with patch.dict("os.environ", {"TERM": "xterm-256color", "COLORTERM": "truecolor"}):
            app = FramingApp(session, picture.at)
            async with app.run_test(size=picture.size) as pilot:
                app.animation_level = "none"
                await pilot.pause()
                await pilot.press(*picture.keys)
                session.autosave.flush(PATIENCE)
                # What has only just been typed is drawn dimmed for a while.
                await pilot.pause(SETTLE_SECONDS + 0.1)
                svg = app.export_screenshot(title="framing-tui")
        session.close()
    # The toolkit names its styles by all that is shown, what the clock says too.
    return without_fonts(_STYLES_OF.sub(picture.name, _SAVED_AT.sub(_blank, svg)))


def _blank(said: re.Match[str]) -> str:
    """Return as many blanks: what a clock says is left out, so that two pictures are the same."""
    return "&#160;" * len(html.unescape(said[0]))


def without_fonts(svg: str) -> str:
    """Return a picture that loads nothing, in whatever fixed-width font the reader has."""
    svg = _FONT_FACES.sub("\n", svg)
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {_FONTS}")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def words(svg: str) -> list[str]:
    """Return the lines of text that a picture shows, without the spaces between words."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in _TEXT.findall(svg):
        rows.setdefault(float(y), []).append((float(x), html.unescape(text)))
    lines = ("".join(text for _, text in sorted(row)) for _, row in sorted(rows.items()))
    return [" ".join(line.replace("\xa0", " ").split()) for line in lines]


def main() -> int:
    """Take every picture; return the exit code.

    With `--outdated` a picture that shows the same words stays as it is.
    """
    parser = argparse.ArgumentParser(description="Take the pictures in docs/images of the app.")
    parser.add_argument("--outdated", action="store_true", help="only those whose words changed")
    only_outdated = parser.parse_args().outdated
    IMAGES.mkdir(exist_ok=True)
    for picture in PICTURES:
        svg = asyncio.run(take(picture))
        kept = picture.path.read_text(encoding="utf-8") if picture.path.is_file() else ""
        if only_outdated and words(kept) == words(svg):
            continue
        picture.path.write_text(svg, encoding="utf-8")
        print(f"docs/images/{picture.path.name}: {picture.size[0]}x{picture.size[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

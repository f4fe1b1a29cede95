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
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

from framing_tui.content import example_path
from framing_tui.model.catalogue import PASSING_ORDER, SECTION_OF
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range
from framing_tui.session import Session
from framing_tui.storage.canonical import document
from framing_tui.storage.load import load
from framing_tui.tui.app import FramingApp

IMAGES = Path(__file__).with_name("images")
TODAY = date(2016, 3, 1)

# A forge shows pictures without fetching anything, so fonts are named and not loaded.
_FONT_FACES = re.compile(r"\s*@font-face \{.*?\}\n", re.S)
_FONTS = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace'
_TEXT = re.compile(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', re.S)


@dataclass(frozen=True)
class Picture:
    """One picture: its file, the size of the terminal, and the question that has the focus."""

    name: str
    size: tuple[int, int]
    at: str

    @property
    def path(self) -> Path:
        """The file of the picture."""
        return IMAGES / f"{self.name}.svg"


PICTURES = (
    Picture("interview-120x36", (120, 36), "serving.p99_expected_ms"),
    Picture("interview-80x24", (80, 24), "serving.p99_expected_ms"),
)


def half_filled() -> Framing:
    """Return a framing as it stands in the middle of a kickoff, with one cell red.

    It is the bundled example up to the serving facts, with answers that are too slow.
    """
    example = load(example_path("payment-fraud")).framing
    passed = PASSING_ORDER[: PASSING_ORDER.index("feasibility")]
    kept = {
        qid: value
        for qid, value in example.answers.items()
        if SECTION_OF[qid].id in passed or qid.startswith(("data.", "serving.")) or qid == "title"
    }
    kept["serving.p99_expected_ms"] = Range(160, 180)
    return Framing(kept)


async def take(picture: Picture, framing: Framing) -> str:
    """Return the picture as SVG, taken of the app on a screen of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "framing.toml"
        file.write_text(document(framing), encoding="utf-8")
        session = Session.open(file, TODAY)
        with patch.dict("os.environ", {"TERM": "xterm-256color", "COLORTERM": "truecolor"}):
            app = FramingApp(session, picture.at)
            async with app.run_test(size=picture.size, notifications=True) as pilot:
                app.animation_level = "none"
                await pilot.pause()
                await pilot.wait_for_scheduled_animations()
                svg = app.export_screenshot(title="framing-tui")
        session.close()
    return without_fonts(svg)


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
    """Take every picture; return the exit code."""
    parser = argparse.ArgumentParser(description="Take the pictures in docs/images of the app.")
    parser.parse_args()
    IMAGES.mkdir(exist_ok=True)
    framing = half_filled()
    for picture in PICTURES:
        picture.path.write_text(asyncio.run(take(picture, framing)), encoding="utf-8")
        print(f"docs/images/{picture.path.name}: {picture.size[0]}x{picture.size[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

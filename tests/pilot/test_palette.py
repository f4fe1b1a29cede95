"""The palette in a hurry and with odd answers: what is typed is what is found, and only text."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.model.clean import clean
from tests.naughty import NAUGHTY

from .window import TWO_SIZES, Place, at_window, write_file


@TWO_SIZES
async def test_enter_takes_what_was_typed_and_the_rest_goes_where_it_leads(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with at_window(tmp_path / "framing.toml", size) as window:
        await window.burst("ctrl+p", "slowest 1 answer in 100 may", "enter", "300 ms")
        assert window.open_form.current == "serving.p99_budget_ms"
        assert "300 ms" in window.words
        assert window.session.framing.answers["serving.p99_budget_ms"].low == 300
        # A command that opens a dialog has the letters behind it, too.
        await window.burst("ctrl+p", "park a thought", "enter", "ask the lawyers", "enter")
        assert window.session.framing.answers["spec.parking"] == ("ask the lawyers",)


async def test_enter_on_nothing_found_stays(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml") as window:
        await window.burst("ctrl+p", "xyzzyxyzzy", "enter")
        await window.until(lambda: "No matches found" in window.text, "that nothing is found")
        await window.press("escape")
        assert "Enter goes on from here" in window.text


async def test_the_arrow_chooses_another_than_the_first(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml") as window:
        await window.press("ctrl+p", "theme")
        await window.rest()
        rows = [line.strip() for line in window.lines if "theme: " in line]
        await window.press("escape", "escape")
        await window.burst("ctrl+p", "theme", "down", "down", "enter")
        assert "F1 help" in window.text
        assert f"theme: {window.app.theme.removeprefix('framing-')}" == rows[2]


async def test_a_click_beside_it_and_enter_in_one_go_do_no_harm(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml") as window:
        await window.press("ctrl+p")
        outside = Place(5, 34)
        window.send_bytes(f"\x1b[<0;{outside.x};{outside.y}M\x1b[<0;{outside.x};{outside.y}m\r")
        await window.settle()
        await window.press("escape", "escape")
        assert "F1 help" in window.text


# A sixteenth of them every time, all of them every night.
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, marks=[] if at % 16 == 0 else [pytest.mark.nightly])
        for at, text in enumerate(NAUGHTY)
    ],
)
async def test_answers_are_text_in_it(text: str, tmp_path: Path) -> None:
    wanted = " ".join(clean(text).split())
    if not wanted:
        return
    path = write_file(tmp_path / "framing.toml", {"stack.kpi": f"x {text} x"})
    async with at_window(path) as window:
        await window.press("ctrl+p", "stack.kpi")
        await window.until(lambda: "it moves (KPI) x" in window.words, "the answer")
        await window.press("enter")
        assert window.open_form.current.startswith("stack.kpi")
        assert "The one business number" in window.words

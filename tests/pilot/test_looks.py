"""The screen as it is seen: red cells from afar, and every word with enough contrast."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.content import example_path
from framing_tui.model.catalogue import SECTIONS
from framing_tui.tui.themes import ENVIRONMENT, THEMES, colours_of
from tests.emulated import Cell

from .window import THREE_SIZES, Window, at_window, write_file

Size = tuple[int, int]
LEAST = 4.5
RED = {"data.reliable": "no", "stack.objective": "no-shows cost money"}
# With colours of their own; of the terminal's own nothing is known but their names.
WITH_COLOURS = [word for word in THEMES if word != "ansi"]


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def luminance(colour: str) -> float:
    parts = [value / 255 for value in rgb(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(cell: Cell) -> float:
    ink, ground = (cell.ground, cell.ink) if "reversed" in cell.marks else (cell.ink, cell.ground)
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hard_to_read(window: Window) -> list[str]:
    """The words, or parts of them, that have too little contrast, with their colours."""
    found: dict[str, str] = {}
    for y, row in enumerate(window.cells):
        for x, cell in enumerate(row):
            if cell.text.isalnum() and contrast(cell) < LEAST:
                look = f"{cell.ink} on {cell.ground}: {contrast(cell):.1f}"
                found.setdefault(look, window.lines[y][max(0, x - 3) : x + 12])
    return [f"{look} “{words}”" for look, words in found.items()]


@pytest.mark.parametrize("theme", WITH_COLOURS)
@THREE_SIZES
async def test_a_red_cell_is_seen_from_afar(
    size: Size, theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, theme)
    path = write_file(tmp_path / "framing.toml", RED)
    async with at_window(path, size) as window:
        cells = window.session.assessment.cells
        reds = [cell for cell in cells if cell.state in ("red", "contested")]
        assert [cell.area for cell in reds][:1] == ["data"]
        ink, ground = (c.removeprefix("#") for c in colours_of(THEMES[theme]).red_fill)
        filled = [cell for row in window.cells for cell in row if cell.ground == ground]
        least = 60 if size == (120, 36) else 12
        assert len(filled) / len(reds) >= least
        # What stands on it is in the ink that goes with it, and says which cell is red.
        assert {cell.ink for cell in filled if cell.text.isalnum()} == {ink}
        assert "✗ DATA" in "".join(cell.text for cell in filled)
        # Nothing else has that ground.
        rows = {y for y, row in enumerate(window.cells) for cell in row if cell.ground == ground}
        assert rows <= set(range(6))


# Each theme with little in the small window and with much in the large one; at night both in both.
@pytest.mark.parametrize("theme", WITH_COLOURS)
@pytest.mark.parametrize(
    ("is_filled", "size"),
    [
        pytest.param(False, (80, 24), id="blank-80x24"),
        pytest.param(True, (120, 36), id="filled-120x36"),
        pytest.param(False, (120, 36), id="blank-120x36", marks=pytest.mark.nightly),
        pytest.param(True, (80, 24), id="filled-80x24", marks=pytest.mark.nightly),
    ],
)
async def test_every_word_can_be_read(
    is_filled: bool, size: Size, theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, theme)
    path = tmp_path / "framing.toml"
    if is_filled:
        path.write_bytes(example_path("payment-fraud").read_bytes())
    else:
        write_file(path, RED)
    async with at_window(path, size) as window:
        assert window.app.theme == THEMES[theme]
        for section in SECTIONS:
            await window.press("ctrl+g", str(section.number % 10))
            assert hard_to_read(window) == [], section.title
            await window.press("down", "down", "down")
            assert hard_to_read(window) == [], section.title
        await window.press("f2")
        assert hard_to_read(window) == []
        await window.press("f2", "f12")
        assert hard_to_read(window) == []
        assert "F1 help" in window.text


@pytest.mark.parametrize("theme", WITH_COLOURS)
@pytest.mark.parametrize("key", ["f1", "f4", "f5", "f9", "ctrl+p", "ctrl+q"])
async def test_every_word_of_a_dialog_can_be_read(
    key: str, theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, theme)
    path = write_file(tmp_path / "framing.toml", RED)
    async with at_window(path, at="stack.objective") as window:
        await window.press("x")
        await window.press(key)
        await window.rest()
        # What lies behind it is dimmed, and not to be read.
        dialog = max((part.region for part in window.app.screen.children), key=lambda r: r.area)
        rows = [row[dialog.x : dialog.right] for row in window.cells[dialog.y : dialog.bottom]]
        if key == "ctrl+p":
            # It floats, and is as wide as the window.
            rows = window.cells[2:30]
        low = {
            f"{cell.ink} on {cell.ground}: {contrast(cell):.1f}"
            for row in rows
            for cell in row
            if cell.text.isalnum() and contrast(cell) < LEAST
        }
        assert low == set()
        assert sum(cell.text.isalnum() for row in rows for cell in row) > 20
        if key == "ctrl+p":
            assert "Search for commands" in window.text

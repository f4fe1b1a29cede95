"""Ways in: the doors of a first run, and everything by name in the palette."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.tui.commands import everything
from framing_tui.tui.themes import ENVIRONMENT, THEMES

from .desk import EITHER_SIZE, at_desk, write_framing


@EITHER_SIZE
async def test_a_first_run_offers_three_ways_to_begin(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "f.toml", size) as desk:
        await desk.sees("Begin blank (Ctrl+N), begin from a starter, or look at an example first.")
        await desk.press("tab")
        await desk.sees("look at an example: arrival time")
        await desk.press("tab", "enter")
        await desk.sees("Example: payment fraud", "Payment fraud screen")
        await desk.press("q", "ctrl+n")
        assert desk.focus == "stack.objective"
        assert not desk.framing.answers


async def test_the_doors_are_gone_once_somebody_has_begun(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "f.toml", {"stack.kpi": "losses, EUR"})
    async with at_desk(file) as desk:
        await desk.press("ctrl+g", "9")
        await desk.sees("9 · Overview")
        assert "look at an example" not in desk.screen


async def test_a_rule_is_found_by_its_code(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        await desk.press("ctrl+p")
        await desk.type("FT603")
        await desk.sees("FT603 ")
        await desk.press("enter")
        await desk.sees("Why", "Fires", "Silent")
        await desk.press("q")
        assert desk.focus == "stack.kpi"


async def test_a_question_stands_before_the_rules_that_are_called_alike(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        await desk.press("ctrl+p")
        await desk.type("colour")
        await desk.sees("Serving: Your colour")
        await desk.press("ctrl+u")
        await desk.type("labels")
        await desk.sees("labels.plan", "FT501")
        assert desk.screen.index("labels.plan") < desk.screen.index("FT501")


async def test_everything_is_there_by_a_name_of_its_own(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        named = [named.title for named in everything(desk.app)]
        assert len(named) == len(set(named))
        asked = [q for q in QUESTIONS.values() if not q.internal]
        assert {*map(asks_in_full, (q.id for q in asked))} <= set(named)
        assert len(named) > len(asked) + len(BY_CODE)
        helps = {named.title: named.help for named in everything(desk.app)}
        assert helps["next open essential"] == "key Ctrl+N"
        assert helps["the page"] == "key F5"
        assert helps["next section"] == "key PgDn"


@pytest.mark.parametrize("word", THEMES)
async def test_a_theme_is_taken_from_the_palette(tmp_path: Path, word: str) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        await desk.press("ctrl+p")
        await desk.type(f"theme: {word}")
        await desk.sees(f"theme: {word}")
        await desk.press("enter")
        await desk.until(lambda: desk.app.theme == THEMES[word], f"the theme {word}")
        await desk.sees("The one business number it moves (KPI)", "Data")


async def test_a_theme_is_taken_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, "High-Contrast")
    async with at_desk(tmp_path / "f.toml") as desk:
        assert desk.app.theme == THEMES["high-contrast"]
        await desk.sees("Start from")


async def test_an_unknown_theme_is_no_reason_to_stay_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, "[red]")
    async with at_desk(tmp_path / "f.toml") as desk:
        assert desk.app.theme == THEMES["dark"]
        await desk.sees("Start from")

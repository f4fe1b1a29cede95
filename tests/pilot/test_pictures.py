"""The pictures in the form: they follow the answers, and none is there while it is empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.content import example_path
from framing_tui.drawing import glyphs, parts
from framing_tui.model.catalogue import SECTIONS
from framing_tui.tui import blocks

from .desk import BOTH_SIZES, NARROW, WIDE, Desk, at_desk, write_framing

SCORES = ("alignment", "gaming_resistance", "coverage", "speed", "causal")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


def candidate(name: str, *scores: int) -> dict[str, object]:
    return {"name": name, **dict(zip(SCORES, scores, strict=True))}


def line_with(desk: Desk, *words: str) -> str:
    """The line of the form in which all of some words stand, blanks joined."""
    lines = [" ".join(row.replace("┃", " ").split()) for row in desk.rows("form")]
    return next((line for line in lines if all(word in line for word in words)), "")


def forget_what_was_drawn() -> None:
    """Let the locale be asked again: a process has one, and remembers what it has drawn in it."""
    glyphs.speaks_unicode.cache_clear()
    drawn = (parts.printable, parts.wrapped, parts.filled, parts._wrapped_row, blocks._row)
    for remembers in drawn:
        remembers.cache_clear()


async def to_the_end(desk: Desk) -> None:
    while not desk.is_at_end:
        await desk.press("tab")


@BOTH_SIZES
async def test_a_fresh_section_shows_no_empty_chart(file: Path, size: tuple[int, int]) -> None:
    async with at_desk(file, size) as desk:
        for section in SECTIONS:
            await desk.press("ctrl+g", str(section.number % 10))
            await desk.shows_section(section)
            await to_the_end(desk)
            assert f"End of {section.title}" in desk.card
            for words in (
                "weakest score",
                "What kills it",
                "final =",
                "share of cases",
                "Expected",
            ):
                assert words not in desk.words


@BOTH_SIZES
async def test_four_candidates_stand_side_by_side_under_their_list(
    file: Path, size: tuple[int, int]
) -> None:
    rows = [
        candidate("chargeback within 90 days", 5, 4, 3, 1, 5),
        candidate("confirmed by an analyst", 4, 4, 2, 3, 3),
        candidate("reported by the bank", 3, 3, 3, 4, 2),
        candidate("出荷の遅れを報告した顧客", 1, 5, 5, 5, 5),
    ]
    write_framing(file, {"labels.observable": "no", "labels.candidates": rows})
    async with at_desk(file, size, at="labels.observable") as desk:
        assert line_with(desk, "alignment", "1 ◂")
        await desk.press("tab", "tab")
        assert desk.open == "labels.plan"
        assert "mean 3.6" in desk.form
        assert "5 is good · ▒ claimed · ◂ weakest · ● chosen" in desk.form
        assert line_with(desk, "speed", "◂").startswith("speed")
        assert line_with(desk, "mean", "3.6", "3.2", "3.0", "4.2")


async def test_while_they_are_scored_the_candidates_stand_in_the_card_alone(file: Path) -> None:
    rows = [candidate("chargeback", 5, 4, 3, 1, 5), candidate("analyst", 4, 4, 2, 3, 3)]
    write_framing(file, {"labels.observable": "no", "labels.candidates": rows})
    async with at_desk(file, WIDE, at="labels.candidates") as desk:
        assert "mean 3.6 3.2" in desk.card
        assert desk.form.count("mean 3.6") == 1
        # Nothing supports these scores, so their bars are hatched.
        assert "▒" in desk.card
        assert "█" not in "".join(desk.card_rows)
        await desk.press("up", "up", "up", "up", "up", "up", "up", "c")
        await desk.press("tab")
        assert line_with(desk, "mean 3.6", "3.2")


@BOTH_SIZES
async def test_the_board_tells_what_kills_it_in_glyph_and_word(
    file: Path, size: tuple[int, int]
) -> None:
    late = {"serving.online": "yes", "serving.p99_budget_ms": 120, "serving.p99_expected_ms": 900}
    write_framing(file, {**late, "killers.adversaries.status": "watch"})
    async with at_desk(file, size, at="data.reliable") as desk:
        await to_the_end(desk)
        await desk.sees("What kills it in production", "✗ blocking Latency and load")
        latency = next(k for k in desk.session.assessment.killers if k.name == "latency")
        assert line_with(desk, latency.why[:40])
    async with at_desk(file, (size[0], 60), at="data.reliable") as desk:
        await to_the_end(desk)
        await desk.sees("~ watch Adversaries claimed", "· open Error cost")


@BOTH_SIZES
async def test_weights_are_moved_with_the_arrows(file: Path, size: tuple[int, int]) -> None:
    goals = [{"name": "quality", "weight": 0.7}, {"name": "engagement", "weight": 0.3}]
    write_framing(file, {"metrics.objectives": goals})
    async with at_desk(file, size, at="metrics.objectives") as desk:
        await desk.sees("final = 0.7 · quality + 0.3 · engagement", "70 %", "30 %")
        await desk.sees("← → weight · < > move")
        await desk.press("up", "up", "up", "right")
        await desk.sees("final = 0.75 · quality + 0.3 · engagement", "71 %", "29 %")
        await desk.press("down", "left", "left")
        await desk.sees("final = 0.75 · quality + 0.2 · engagement", "79 %", "21 %")
        await desk.press("<")
        await desk.sees("final = 0.2 · engagement + 0.75 · quality")
        await desk.press("ctrl+z", "ctrl+z")
        await desk.sees("final = 0.75 · quality + 0.25 · engagement")
        assert desk.saved().metrics.objectives[1].weight.low == 0.25


async def told_under_the_picture(desk: Desk, words: str) -> None:
    """See words under a picture that is higher than what a small window has below its question."""
    if words in desk.form:
        return
    before = desk.open
    await desk.down()
    assert words in desk.form
    desk.open_form.open(before)
    await desk.settle()


@BOTH_SIZES
async def test_days_by_share_follow_the_answers(file: Path, size: tuple[int, int]) -> None:
    answers = {
        "stack.timeframe_days": 180,
        "validation.rate_percent": 10,
        "validation.effect_percent": 10,
        "validation.units_per_day": 1500,
    }
    write_framing(file, {**answers, "validation.experiment_share_percent": 20})
    async with at_desk(file, size, at="validation.experiment_share_percent") as desk:
        await desk.sees("Days the experiment runs, by change and share of cases")
        assert "●≤105✓" in line_with(desk, "10 %", "●≤")
        await told_under_the_picture(
            desk, "● today's choice; ✓ in time, ~ may be late, ✗ too late for 180 days"
        )
        await desk.press("backspace", "backspace", "5")
        assert "●≤399✗" in line_with(desk, "10 %", "●≤")
        await desk.press("backspace")
        await told_under_the_picture(desk, "● taken while the share is open")
        assert line_with(desk, "10 %", "●21").endswith("●21✓")


@BOTH_SIZES
async def test_the_costs_curve_marks_the_break_even(file: Path, size: tuple[int, int]) -> None:
    costs = {"errors.false_positive_cost": 20, "errors.false_negative_cost": 95}
    write_framing(file, {"stack.policy": "threshold", **costs, "errors.review_cost": 3})
    async with at_desk(file, size, at="errors.review_cost") as desk:
        await desk.sees("Expected cost of a case, by the threshold", "47.5 ┤", "0 ┤")
        await desk.sees("▲ act from 0.2 on")
        await desk.type("0", "0")
        await desk.sees("never act: looking costs more than a miss")


@BOTH_SIZES
async def test_the_page_marks_what_has_changed_since_it_was_opened(
    file: Path, size: tuple[int, int]
) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(file, size, at="decision") as desk:
        await to_the_end(desk)
        await desk.sees("The page, live")
        assert "since it was opened" not in desk.words
        await desk.press("up", "5", "tab")
        await desk.sees("+ new, * changed since it was opened", "* Decision: stop")
        await desk.press("ctrl+z")
        await to_the_end(desk)
        assert "since it was opened" not in desk.words


@BOTH_SIZES
async def test_where_the_terminal_speaks_no_unicode_all_that_is_drawn_is_plain(
    file: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    monkeypatch.setattr("locale.getencoding", lambda: "ANSI_X3.4-1968")
    forget_what_was_drawn()
    try:
        async with at_desk(file, size) as desk:
            for section in SECTIONS:
                await desk.press("ctrl+g", str(section.number % 10))
                await desk.until(lambda s=section: desk.section == s.id, section.title)
                await desk.settle()
                assert section.title in desk.rows("sections" if size == NARROW else "form")[0]
                assert {char for char in desk.screen if not char.isascii()} == set()
            assert "v DATA green" in desk.words
    finally:
        forget_what_was_drawn()

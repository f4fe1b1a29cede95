"""Ways in: the doors of a first run, and everything by name in the palette."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.interview.keymap import COMMANDS
from framing_tui.model.catalogue import QUESTIONS, SECTIONS, asks_in_full
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.tui.palette import everything
from framing_tui.tui.themes import ENVIRONMENT, THEMES

from .desk import EITHER_SIZE, NARROW, Desk, at_desk, write_framing


async def find(desk: Desk, typed: str, shown: str) -> None:
    """Look for something in the palette, until it is found."""
    await desk.press("ctrl+p")
    await desk.type(typed)
    await desk.sees(shown)


# A first run.


@EITHER_SIZE
async def test_a_first_run_says_what_this_is_and_how_to_begin(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "f.toml", size) as desk:
        assert (desk.section, desk.open) == ("workflow", "title")
        await desk.sees(
            "Frame a machine-learning project in an hour.",
            "One question is open at a time.",
            "Enter goes on from here: title, date, people",
            "Ctrl+N goes to the first question, F1 helps",
        )
        # What it says is so.
        await desk.type("Parcels", "enter", "enter")
        assert desk.open == "date"
        await desk.press("enter")
        assert desk.open == "participants"
        await desk.press("ctrl+n")
        assert desk.open == "stack.objective"


@EITHER_SIZE
async def test_a_filled_example_can_be_looked_at_first(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "f.toml", size) as desk:
        while not desk.open.startswith("example:"):
            await desk.down()
        assert "look at an example: arrival time" in desk.card
        await desk.press("down", "enter")
        await desk.sees("Example: payment fraud", "Payment fraud screen")
        await desk.press("q")
        assert desk.open == "example:payment-fraud"
        assert not desk.framing.answers


async def test_the_welcome_is_gone_once_somebody_has_begun(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "f.toml", {"stack.kpi": "losses, EUR"})
    async with at_desk(file) as desk:
        await desk.press("ctrl+g", "9")
        await desk.sees("Where this framing stands, and what comes next.")
        assert "Frame a machine-learning project" not in desk.screen


# Everything by name.


async def test_a_rule_is_found_by_its_code(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        await find(desk, "FT603", "FT603 ")
        await desk.press("enter")
        await desk.sees("Why", "Fires", "Silent")
        await desk.press("q")
        assert desk.open == "stack.kpi"


async def test_a_question_stands_before_the_rules_that_are_called_alike(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        await find(desk, "colour", "Serving: Your colour")
        await desk.press("ctrl+u")
        await desk.type("afford")
        await desk.sees("labels.affordable", "FT514")
        assert desk.screen.index("labels.affordable") < desk.screen.index("FT514")


@EITHER_SIZE
@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("the one business num", "stack.kpi"),
        ("1 answer in 100 will take", "serving.p99_expected_ms"),
        ("p99 expected", "serving.p99_expected_ms"),
        ("what did you decide", "decision"),
        ("serving.p99_budget_ms", "serving.p99_budget_ms"),
        ("stack.kpi_now", "stack.kpi_now"),
        ("chargebacks a month [/]", "stack.objective"),
        ("kill switch in the yard", "need.contained_by"),
    ],
)
async def test_a_question_is_found_by_its_words_its_id_and_its_answer(
    tmp_path: Path, size: tuple[int, int], typed: str, question: str
) -> None:
    answers = {
        "serving.online": "yes",
        "stack.objective": "fewer chargebacks a month [/]",
        "need.errors_catastrophic": "yes",
        "need.contained_by": "a kill switch in the yard",
    }
    file = write_framing(tmp_path / "framing.toml", answers)
    async with at_desk(file, size, at="archetype.kind") as desk:
        await find(desk, typed, asks_in_full(question))
        await desk.press("enter")
        await desk.until(lambda: desk.open == question, f"{question} open")
        assert desk.asks(desk.open_form.view(question).asks)


@pytest.mark.parametrize("question", ["actions", "title", "date", "decision", "team"])
async def test_an_id_that_is_spelt_out_is_found_first(tmp_path: Path, question: str) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW, at="need.data_exists") as desk:
        await find(desk, question.upper(), f"{question} · ")
        await desk.press("enter")
        await desk.until(lambda: desk.open == question, f"{question} open")


@EITHER_SIZE
async def test_a_question_that_is_not_asked_now_says_so(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "framing.toml", size) as desk:
        await find(desk, "one false alarm costs", "errors.false_positive_cost")
        await desk.press("enter")
        await desk.until(lambda: desk.section == "feasibility", "its section")
        assert desk.change.startswith("this is not asked now: asked ")
        assert "not asked now; kept in the file" in desk.card
        # It stands until something changes.
        await desk.press("ctrl+g", "2", "ctrl+n", "n")
        assert "One false alarm costs" not in desk.screen


async def test_the_palette_leads_to_a_section_and_runs_an_action(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW) as desk:
        await find(desk, "8 Validation", "How you will know")
        await desk.press("enter")
        await desk.until(lambda: desk.section == "validation", "the section")
        await find(desk, "park a thought", "key F6")
        await desk.press("enter")
        await desk.sees("What fits no question")
        await desk.type("who pays for labels?", "enter")
        assert desk.answer("spec.parking") == ("who pays for labels?",)


async def test_the_palette_has_the_sections_in_order(tmp_path: Path) -> None:
    names = [f"{section.number:>2} {section.title}" for section in SECTIONS]
    numbered = sorted(names, key=lambda name: int(name[:2]))
    async with at_desk(tmp_path / "framing.toml", (120, 60)) as desk:
        await desk.press("ctrl+p")
        await desk.sees(numbered[0].strip(), numbered[-1])
        shown = [name for line in desk.lines for name in names if line[2:].startswith(name)]
        assert shown == numbered


async def test_page_keys_in_a_palette_that_is_still_filling_do_no_harm(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW) as desk:
        for keys in (("pagedown",), ("z", "q", "pageup"), ("k", "pagedown", "end")):
            await desk.burst("ctrl+p", *keys)
            await desk.press("escape")
            await desk.until(lambda: not desk.is_over, "the main screen")
        assert "Overview" in desk.rows("sections")[0]


async def test_letters_right_behind_the_key_go_into_the_palette(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", at="stack.kpi") as desk:
        await desk.burst("ctrl+p", *"stack.kpi_now")
        await desk.sees("stack.kpi_now", "That number today")
        await desk.press("enter")
        await desk.until(lambda: desk.open == "stack.kpi_now", "the question")
        assert not desk.framing.answers


async def test_everything_is_there_by_a_name_of_its_own(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        found = {named.title: named for named in everything(desk.app)}
        assert len(found) == len(list(everything(desk.app)))
        asked = [q for q in QUESTIONS.values() if not q.internal]
        for question in asked:
            assert found[asks_in_full(question.id)].id == question.id
        for command in COMMANDS:
            assert found[command.help].help == f"key {desk.main.keymap.printed(command.id)}"
        assert len(found) > len(asked) + len(BY_CODE) + len(COMMANDS)
        # What things are called is read as markup where it is marked.
        assert not any("[" in named.title + named.help for named in found.values())
        assert found["next open question"].help == "key Ctrl+N"
        assert found["next section"].help == "key PgDn"
        assert "The one business number it moves (KPI)" in desk.card


@pytest.mark.parametrize("word", THEMES)
async def test_a_theme_is_taken_from_the_palette(tmp_path: Path, word: str) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        await find(desk, f"theme: {word}", f"theme: {word}")
        await desk.press("enter")
        await desk.until(lambda: desk.app.theme == THEMES[word], f"the theme {word}")
        await desk.sees("The one business number it moves (KPI)", "DATA")


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

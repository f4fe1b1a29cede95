"""What hands do without thinking: Enter, Tab, a small window, leaving with half an answer."""

from __future__ import annotations

from pathlib import Path

from framing_tui.model.catalogue import QUESTIONS

from .desk import EITHER_SIZE, NARROW, WIDE, at_desk, write_framing


@EITHER_SIZE
async def test_enter_goes_on_and_answers_nothing_that_was_not_chosen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "f.toml", size, at="need.rules_suffice") as desk:
        await desk.press("enter", "enter")
        assert desk.focus == "need.data_unobtainable"
        assert not desk.framing.answers
        # Only the option that the cursor was moved to waits for Enter.
        await desk.press("right", "enter")
        assert desk.answer("need.data_unobtainable") == "no"
        assert desk.focus == "need.data_unobtainable"
        await desk.press("enter")
        assert desk.focus == "need.errors_catastrophic"


async def test_an_offer_is_not_taken_in_passing(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "f.toml", {"starter": "churn-retention"})
    async with at_desk(file, at="need.rules_suffice") as desk:
        await desk.press("enter", "enter", "enter")
        assert set(desk.framing.answers) == {"starter"}


@EITHER_SIZE
async def test_tab_stays_among_the_questions(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_desk(tmp_path / "f.toml", size, at="need.rules_suffice") as desk:
        for _ in range(30):
            await desk.press("shift+tab")
            assert desk.interview.form in desk.app.focused.ancestors  # type: ignore[union-attr]
        await desk.press("f2")
        if size == WIDE:
            await desk.press("tab")
        else:
            await desk.press("q")
        assert desk.interview.form in desk.app.focused.ancestors  # type: ignore[union-attr]


async def test_optional_questions_take_the_focus_when_they_open(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", NARROW, at="stack.predict_before_days") as desk:
        await desk.press("tab")
        assert type(desk.app.focused).__name__ == "More"
        await desk.press("enter")
        assert desk.focus is not None
        assert not QUESTIONS[desk.focus].is_ever_essential
        assert QUESTIONS[desk.focus].asks in desk.form


async def test_nothing_is_typed_where_nothing_can_be_seen(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", WIDE, at="stack.kpi") as desk:
        await desk.type("churn")
        await desk.resize(40, 10)
        await desk.sees("The window is too small")
        await desk.type("abc")
        await desk.press("tab", "ctrl+n", "y")
        await desk.resize(*WIDE)
        await desk.until(lambda: desk.focus == "stack.kpi", "the focus where it was")
        assert dict(desk.framing.answers) == {"stack.kpi": "churn"}


async def test_a_window_that_is_too_small_can_be_left(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", WIDE, at="stack.kpi", leaves=True) as desk:
        await desk.type("churn")
        await desk.resize(40, 10)
        await desk.sees("The window is too small")
        desk.post("ctrl+q")
        await desk.ended()
        assert desk.saved().answers == {"stack.kpi": "churn"}


async def test_what_was_typed_and_is_no_answer_is_kept_as_a_note(tmp_path: Path) -> None:
    file = tmp_path / "f.toml"
    async with at_desk(file, at="stack.kpi_now", leaves=True) as desk:
        await desk.type("thirty or so")
        await desk.press("pagedown")
        desk.post("ctrl+q")
        await desk.ended()
    async with at_desk(file, at="stack.kpi_now", leaves=True) as desk:
        assert desk.framing.notes == {"stack.kpi_now": "typed, and not an answer yet: thirty or so"}
        # It stands in its field again, and leaving once more changes nothing.
        await desk.sees("thirty or so", "expected a number")
        desk.post("ctrl+q")
        await desk.ended()
    assert file.read_text(encoding="utf-8").count("thirty or so") == 1
    async with at_desk(file, at="stack.kpi_now") as desk:
        await desk.press(*["backspace"] * len("thirty or so"))
        await desk.type("30")
        assert desk.answer("stack.kpi_now") is not None
        assert not desk.framing.notes


async def test_it_opens_where_the_interview_goes_on(tmp_path: Path) -> None:
    answers = {"stack.objective": "fewer losses", "stack.kpi": "losses, EUR"}
    async with at_desk(write_framing(tmp_path / "f.toml", answers)) as desk:
        assert desk.focus == "stack.kpi_now"


@EITHER_SIZE
async def test_a_long_answer_is_all_there_where_nobody_types(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    text = "Keep customers who would leave and can still be persuaded to stay, at a cost that pays"
    file = write_framing(tmp_path / "f.toml", {"stack.objective": text})
    async with at_desk(file, size, at="stack.kpi") as desk:
        assert text in desk.form
        await desk.press("up")
        await desk.until(lambda: text not in desk.form, "one line to write in")
        assert "at a cost that pays" in desk.form


async def test_a_hint_does_not_cover_the_next_question(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", NARROW, at="stack.kpi") as desk:
        await desk.press("ctrl+o", "ctrl+o")
        await desk.sees("nothing is offered here")
        await desk.press("tab")
        await desk.until(lambda: "nothing is offered" not in desk.screen, "the hint gone")


async def test_who_finds_out_stands_there_when_it_is_asked_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", at="stack.kpi") as desk:
        await desk.press("f3")
        await desk.type("data lead", "enter")
        await desk.type("2 weeks", "enter")
        await desk.sees("being found out: data lead, 2026-12-07")
        await desk.press("f3")
        await desk.sees("2026-12-07")
        await desk.press("ctrl+c")
        assert len(desk.framing.records.actions or ()) == 1

"""Options by their keys: one of several, ticks, and words that are no option."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from framing_tui.interview import typed
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Many

from .desk import BOTH_SIZES, NARROW, WIDE, at_desk, write_framing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


@pytest.fixture
def slow_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every key for one behind a pause."""
    monkeypatch.setattr(typed, "PAUSE_SECONDS", -1.0)


# One of several options.


@pytest.mark.parametrize(
    ("key", "answer"), [("y", "yes"), ("n", "no"), ("u", "unsure"), ("?", "unsure"), ("Y", "yes")]
)
async def test_yes_no_and_unsure_have_their_keys(file: Path, key: str, answer: str) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.press(key)
        assert desk.answer("need.data_exists") == answer
        assert f"● {answer[0]} {answer}" in desk.card
        # The same key again clears nothing, and nothing moves on by itself.
        await desk.press(key)
        assert desk.answer("need.data_exists") == answer
        assert desk.open == "need.data_exists"


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_a_choice_is_cleared_by_one_key(file: Path, key: str) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.press("y", key)
        assert desk.answer("need.data_exists") is None
        assert "○ y yes" in desk.card
        assert "●" not in desk.card
        assert desk.saved().answers == {}


async def test_a_choice_can_be_walked_and_picked(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        assert "› ○ y yes" in desk.card
        await desk.press("down", "right", "space")
        assert desk.answer("need.data_exists") == "unsure"
        assert "› ● u unsure" in desk.card
        # At the last option the arrow goes on; back at the first, it goes back.
        await desk.press("down")
        assert desk.open == "need.errors_manageable"
        await desk.press("up")
        assert "› ● u unsure" in desk.card
        await desk.press("up", "up", "space")
        assert desk.answer("need.data_exists") == "yes"
        await desk.press("up")
        assert desk.open == "need.repeats_at_scale"


async def test_enter_picks_what_the_cursor_was_moved_to_and_goes_on(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.press("down", "enter")
        assert desk.answer("need.data_exists") == "no"
        assert desk.open == "need.errors_manageable"
        assert "Can errors be tolerated and managed?" in desk.card
        # Where it was not moved, Enter answers nothing.
        await desk.press("enter")
        assert desk.answer("need.errors_manageable") is None
        assert desk.open == "need.world_changes"


@BOTH_SIZES
async def test_every_option_of_a_long_choice_is_in_view_and_has_a_key(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="task.type") as desk:
        kind = QUESTIONS["task.type"].kind
        for key, option in zip("1234567890abcde", kind.options, strict=True):
            assert f"○ {key} {option.text}" in desk.card
        for key, option in zip("1234567890abcde", kind.options, strict=True):
            await desk.press(key)
            assert desk.answer("task.type") == option.value
            assert f"● {key} {option.text}" in desk.card
            assert option.means in desk.card


async def test_the_card_keeps_its_height_whatever_an_option_means(file: Path) -> None:
    async with at_desk(file, NARROW, at="task.type") as desk:
        heights = set()
        for _ in range(6):
            await desk.press("down")
            heights.add(len(desk.card_rows))
        assert len(heights) == 1
        assert desk.open == "task.type"


# Several of them.


async def test_ticks_are_set_and_taken_back_by_their_keys(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.guardrails") as desk:
        await desk.press("2", "1", "b")
        assert desk.answer("archetype.guardrails") == ("fallback", "review-queue", "human-monitor")
        assert "☑ 2 review queue" in desk.card
        assert "☐ 3" in desk.card
        await desk.press("2")
        assert desk.answer("archetype.guardrails") == ("fallback", "human-monitor")
        await desk.press("1", "b")
        assert desk.answer("archetype.guardrails") is None


async def test_two_digits_in_one_write_tick_two(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.guardrails") as desk:
        await desk.burst("1", "3")
        assert desk.answer("archetype.guardrails") == ("fallback", "confidence-threshold")
        assert "☑ 1 fallback" in desk.card
        assert "☑ 3 confidence threshold" in desk.card
        assert "is no option" not in desk.card


async def test_none_is_an_answer_of_its_own(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.guardrails") as desk:
        await desk.press("1", "c")
        assert desk.answer("archetype.guardrails") == ()
        assert "☑ c none of these" in desk.card
        assert desk.saved().answers["archetype.guardrails"] == ()
        await desk.press("3")
        assert desk.answer("archetype.guardrails") == ("confidence-threshold",)
        await desk.press("delete")
        assert desk.answer("archetype.guardrails") is None


async def test_words_of_ones_own_join_the_ticks(file: Path) -> None:
    async with at_desk(file, NARROW, at="shift.causes") as desk:
        await desk.press("1", "9")
        assert "in your words:" in desk.card
        await desk.type("a new competitor [/]", "enter")
        assert desk.answer("shift.causes") == ("seasonality", "a new competitor [/]")
        assert "☑ 9 a new competitor [/]" in desk.card
        assert desk.open == "shift.causes"
        await desk.press("9")
        assert desk.answer("shift.causes") == ("seasonality",)
        await desk.press("9")
        await desk.type("half a wo", "escape")
        assert desk.answer("shift.causes") == ("seasonality",)
        assert "half a wo" not in desk.card


async def test_an_everyday_name_ticks_the_option_that_it_means(file: Path) -> None:
    async with at_desk(file, NARROW, at="shift.causes") as desk:
        await desk.press("9")
        await desk.type("Seasonal", "enter")
        assert desk.answer("shift.causes") == ("seasonality",)
        assert "☑ 1 seasons" in desk.card


async def test_ticks_are_saved_at_once_and_judged_when_the_card_is_left(file: Path) -> None:
    write_framing(file, {"archetype.kind": "augmentation"})
    async with at_desk(file, WIDE, at="archetype.guardrails") as desk:
        before = desk.session.assessment
        await desk.press("5")
        assert desk.session.assessment == before
        assert desk.saved().answers["archetype.guardrails"] == ("audits",)
        await desk.press("shift+tab")
        assert "FT303" in desk.codes("warn")
        await desk.sees("FT303")
        await desk.press("tab", "1", "shift+tab")
        assert "FT303" not in desk.codes("warn")


# Words that are no option.


@BOTH_SIZES
async def test_an_answer_in_words_picks_nothing_and_stands_as_a_text(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="need.data_exists") as desk:
        await desk.type("not yet, run a pilot")
        assert desk.answer("need.data_exists") is None
        assert not desk.framing.answers
        assert "●" not in desk.card
        assert "“not yet, run a pilot▏” is no option" in desk.card
        assert "Enter keeps it as a note, Esc drops it" in desk.card
        await desk.press("enter")
        assert desk.saved().notes == {"need.data_exists": "not yet, run a pilot"}
        assert desk.answer("need.data_exists") is None
        assert "kept as a note" in desk.change
        # The question is as open as it was: the next key answers it, and Enter goes on.
        assert desk.open == "need.data_exists"
        assert "✎ not yet, run a pilot" in desk.card
        assert "is no option" not in desk.card
        await desk.press("n", "enter")
        assert desk.answer("need.data_exists") == "no"
        assert desk.open == "need.errors_manageable"
        assert desk.saved().notes == {"need.data_exists": "not yet, run a pilot"}


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("stack.policy", "about 40 %"),
        ("stack.policy", "16.5 %"),
        ("archetype.guardrails", "about 40 %"),
        ("archetype.guardrails", "16.5 %"),
        ("archetype.guardrails", "1, 3 and a fallback we have not built"),
        ("task.type", "2 of them, a ranking and a forecast"),
        ("need.data_exists", "yes, but unsure about 2024"),
        ("need.data_exists", "un petit peu"),
        ("feasibility.data.colour", "rather green"),
        ("feasibility.data.colour", "grey"),
        ("labels.observable", "nobody knows"),
        ("decision", "10 more interviews"),
    ],
)
async def test_what_continues_to_no_option_takes_back_what_was_picked(
    file: Path, question: str, typed: str
) -> None:
    async with at_desk(file, NARROW, at=question) as desk:
        await desk.type(typed)
        assert desk.answer(question) is None
        assert not desk.framing.answers
        assert "●" not in desk.card
        assert "☑" not in desk.card
        assert f"“{typed}▏” is no option" in desk.card
        await desk.press("escape")
        assert "is no option" not in desk.card
        assert desk.open == question
        assert desk.framing == Framing()


async def test_an_answer_from_before_the_words_is_left_as_it_was(file: Path) -> None:
    write_framing(file, {"archetype.guardrails": ["audits"], "need.data_exists": "yes"})
    async with at_desk(file, NARROW, at="archetype.guardrails") as desk:
        await desk.type("16.5 %")
        assert desk.answer("archetype.guardrails") == ("audits",)
        await desk.press("escape")
        await desk.press("ctrl+g", "2")
        await desk.press(*["tab"] * 7)
        assert desk.open == "need.data_exists"
        await desk.type("no, run a pilot", "enter")
        assert desk.answer("need.data_exists") == "yes"
        assert desk.saved().notes == {"need.data_exists": "no, run a pilot"}


@pytest.mark.parametrize(
    ("question", "keys"),
    [("need.data_exists", "ynuynyunuy"), ("feasibility.data.colour", "grugurg")],
)
async def test_one_changes_ones_mind_by_another_key(file: Path, question: str, keys: str) -> None:
    async with at_desk(file, NARROW, at=question) as desk:
        for first, second in pairwise(keys):
            await desk.press("backspace")
            await desk.burst(first, second)
            assert desk.answer(question).startswith(second), (first, second)
            assert f"● {second} {desk.answer(question)}" in desk.card
            assert "is no option" not in desk.card


@pytest.mark.parametrize("word", ["yes", "no", "unsure", "Unsure"])
async def test_a_word_that_begins_with_other_keys_ends_as_itself(file: Path, word: str) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.type(word)
        assert desk.answer("need.data_exists") == word.lower()
        assert f"● {word[0].lower()} {word.lower()}" in desk.card


async def test_an_option_may_be_spelt_out(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.policy") as desk:
        await desk.type("rank all")
        assert desk.answer("stack.policy") == "rank-all"
        assert "● 3 rank all" in desk.card
        await desk.press("backspace")
        await desk.type("rev")
        # The cursor is on it, and nothing is picked before it is whole.
        assert desk.answer("stack.policy") is None
        assert "› ○ 4 review queue" in desk.card
        await desk.press("enter")
        assert desk.answer("stack.policy") == "review-queue"


async def test_behind_a_pause_words_take_back_nothing(file: Path, slow_hands: None) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.press("n")
        await desk.press("x")
        assert desk.answer("need.data_exists") == "no"
        assert "“x▏” is no option" in desk.card
        await desk.type("y")
        # What is written on picks nothing, whatever letters are in it.
        assert "“xy▏” is no option" in desk.card
        assert desk.answer("need.data_exists") == "no"


@pytest.mark.parametrize("key", ["space", "down", "enter"])
async def test_keys_that_answer_are_a_pause_too(file: Path, key: str) -> None:
    async with at_desk(file, NARROW, at="archetype.guardrails") as desk:
        await desk.press("1", key)
        if key == "enter":
            await desk.press("shift+tab")
        before = desk.answer("archetype.guardrails")
        await desk.press("x")
        assert desk.answer("archetype.guardrails") == before
        assert "is no option" in desk.card


async def test_a_paste_never_picks(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.paste("yes\nno")
        assert desk.answer("need.data_exists") is None
        assert "“yes no▏” is no option" in desk.card
        await desk.press("escape")
        await desk.paste("y")
        assert desk.answer("need.data_exists") is None
        assert "“y▏” is no option" in desk.card
        await desk.press("ctrl+u")
        assert "is no option" not in desk.card


async def test_a_paste_never_ticks(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.guardrails") as desk:
        await desk.paste("135")
        assert desk.answer("archetype.guardrails") is None
        assert "“135▏” is no option" in desk.card
        await desk.press("enter")
        assert desk.framing == Framing(notes={"archetype.guardrails": "135"})


async def test_prose_is_written_on_and_mended(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.type("not yet")
        await desk.press("backspace", "backspace", "backspace")
        await desk.type("now")
        assert "“not now▏” is no option" in desk.card
        # It waits where it stands until somebody comes back, and over the end of the program.
        await desk.press("tab", "pagedown", "pageup", "shift+tab")
        assert desk.open == "need.data_exists"
        assert "“not now▏” is no option" in desk.card


async def test_nobody_is_ticked_alone(file: Path) -> None:
    def caught() -> object:
        return desk.answer("errors.who_catches")

    async with at_desk(file, WIDE, at="errors.who_catches") as desk:
        kind = QUESTIONS["errors.who_catches"].kind
        assert isinstance(kind, Many)
        keys = {value: str(at) for at, value in enumerate(kind.values, 1)}
        await desk.press(keys["the-user"], keys["automatic-limit"])
        assert caught() == ("the-user", "automatic-limit")
        await desk.press(keys["nobody"])
        assert caught() == ("nobody",)
        assert desk.card.count("☑") == 1
        await desk.press(keys["the-user"])
        assert caught() == ("the-user",)
        await desk.press("tab")
        assert desk.saved().answers == {"errors.who_catches": ("the-user",)}


async def test_a_file_that_holds_nobody_and_others_is_shown_as_it_is(file: Path) -> None:
    write_framing(file, {"errors.who_catches": ["nobody", "the-user", "automatic-limit"]})
    async with at_desk(file, WIDE, at="errors.who_catches") as desk:
        assert desk.card.count("☑") == 3
        await desk.press("tab")
        assert desk.saved().answers["errors.who_catches"] == (
            "nobody",
            "the-user",
            "automatic-limit",
        )


async def test_words_that_are_dropped_leave_cursor_and_answer_as_they_were(file: Path) -> None:
    write_framing(file, {"stack.policy": "direct-action"})
    async with at_desk(file, NARROW, at="stack.policy") as desk:
        assert "› ● 8 direct action" in desk.card
        for words in ("not yet", "threshold or so", "rev", "2 lists"):
            await desk.type(words)
            await desk.press("escape")
            assert "› ● 8 direct action" in desk.card, words
            assert desk.answer("stack.policy") == "direct-action"
        await desk.press("enter")
        assert desk.answer("stack.policy") == "direct-action"
        assert desk.open != "stack.policy"


async def test_escape_behind_a_picked_option_is_the_escape_before_a_digit(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.press("y", "escape", "1")
        assert desk.is_over
        assert desk.answer("need.data_exists") == "yes"


async def test_words_left_at_a_choice_are_told_and_new_ones_do_not_join_them(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.policy") as desk:
        await desk.type("low scorers")
        await desk.press("tab")
        assert desk.change == "“low scorers” is no answer yet, and kept: it is no option"
        await desk.press("shift+tab")
        assert "“low scorers▏” is no option" in desk.card
        await desk.type("about 3k a day")
        assert "“about 3k a day▏” is no option" in desk.card
        assert "✎ low scorers" in desk.card
        assert desk.saved().notes == {"stack.policy": "low scorers"}
        # An option's own key picks behind old words, and those are a note from then on.
        await desk.press("tab", "shift+tab", "1")
        assert desk.answer("stack.policy") == "threshold"
        assert desk.saved().notes == {"stack.policy": "low scorers\nabout 3k a day"}
        assert "is no option" not in desk.card


async def test_words_at_an_answered_choice_are_kept_as_well(file: Path) -> None:
    write_framing(file, {"stack.policy": "threshold"})
    async with at_desk(file, NARROW, at="stack.policy") as desk:
        await desk.type("low scorers")
        await desk.press("tab", "shift+tab")
        assert "“low scorers▏” is no option" in desk.card
        await desk.press("enter")
        assert desk.answer("stack.policy") == "threshold"
        assert desk.saved().notes == {"stack.policy": "low scorers"}


async def test_a_click_on_an_option_keeps_the_words_as_a_note(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.data_exists") as desk:
        await desk.type("half of it")
        await desk.click("y yes")
        assert desk.answer("need.data_exists") == "yes"
        assert desk.saved().notes == {"need.data_exists": "half of it"}


async def test_behind_ticks_enter_goes_to_the_question_that_they_brought_up(file: Path) -> None:
    write_framing(file, {"compliance.personal_data": "no"})
    async with at_desk(file, NARROW, at="compliance.regimes") as desk:
        await desk.press("1", "enter")
        assert desk.open == "compliance.cleared"


async def test_words_at_the_starters_are_no_note_and_are_not_taken_in_silence(file: Path) -> None:
    async with at_desk(file, NARROW) as desk:
        while desk.open != "starter":
            await desk.press("down")
        await desk.type("Parcel delays", "enter")
        assert "“Parcel delays” is no starter, and nothing is taken" in desk.change
        assert desk.framing.notes == {}
        assert desk.answer("starter") is None

"""What keys mean among options, without any screen: picks, words, and what is neither."""

from __future__ import annotations

from dataclasses import replace

import pytest

from framing_tui.interview import typed
from framing_tui.interview.picking import Picking
from framing_tui.interview.view import View
from framing_tui.model.catalogue import QUESTIONS

ONE, MANY, COLUMNS = "need.data_exists", "archetype.guardrails", "stack.policy"


class Card:
    """A card that keeps what it is told."""

    def __init__(self, question_id: str, value: object = None) -> None:
        self.view = View(question_id, QUESTIONS[question_id], value=value)
        self.notes: list[str] = []
        self.went_on = 0

    def give(self, value: object) -> None:
        self.view = replace(self.view, value=value)

    def keep_note(self, words: str) -> None:
        self.notes.append(words)

    def go_on(self) -> None:
        self.went_on += 1


@pytest.fixture(autouse=True)
def hands_without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed, "PAUSE_SECONDS", 600.0)


def after(question_id: str, *keys: str, value: object = None) -> tuple[Card, Picking]:
    """The card and its picking after keys: named ones, and texts letter by letter."""
    card = Card(question_id, value)
    picking = Picking(card)
    for key in keys:
        if key in ("enter", "escape", "up", "down", "left", "right", "backspace"):
            picking.take_key(key, "")
        else:
            for char in key:
                picking.take_key(char, char)
    return card, picking


@pytest.mark.parametrize(
    ("keys", "answer", "prose"),
    [
        (("y",), "yes", ""),
        (("y", "n"), "no", ""),
        (("unsure",), "unsure", ""),
        (("?",), "unsure", ""),
        (("y", "backspace"), None, ""),
        (("not yet, run a pilot",), None, "not yet, run a pilot"),
        (("y", "enter", "no idea"), "yes", "no idea"),
        (("no idea", "escape"), None, ""),
    ],
)
def test_a_key_picks_and_prose_takes_back_what_it_picked(
    keys: tuple[str, ...], answer: object, prose: str
) -> None:
    card, picking = after(ONE, *keys)
    assert (card.view.value, picking.prose) == (answer, prose)
    assert card.notes == []


def test_what_is_no_option_is_kept_as_a_note_and_the_question_stays() -> None:
    card, picking = after(ONE, "not yet, run a pilot", "enter")
    assert card.notes == ["not yet, run a pilot"]
    assert (card.view.value, picking.prose, card.went_on) == (None, "", 0)


def test_enter_picks_where_the_cursor_was_moved_to_and_goes_on() -> None:
    card, _ = after(ONE, "down", "enter")
    assert (card.view.value, card.went_on) == ("no", 1)
    card, _ = after(ONE, "enter", value="yes")
    assert (card.view.value, card.went_on) == ("yes", 1)


def test_keys_tick_and_untick_in_the_order_of_the_options() -> None:
    card, picking = after(MANY, "3", "1")
    first, _, third, *_ = picking.choices
    assert card.view.value == (first.value, third.value)
    card, _ = after(MANY, "3", "1", "1")
    assert card.view.value == (third.value,)
    card, _ = after(MANY, "3", "3")
    assert card.view.value is None


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_arrows_reach_every_option_and_leave_at_the_ends_alone(columns: int) -> None:
    _, picking = after(COLUMNS)
    picking.columns = columns
    count = len(picking.choices)
    assert picking.take_key("up", "") is False
    seen = [picking.cursor]
    while picking.take_key("down", ""):
        seen.append(picking.cursor)
    assert seen == list(range(count))
    deep, _ = picking.shape
    aside = 1 if columns == 1 else deep
    assert picking.take_key("right", "") is True
    assert picking.cursor == count - 1
    assert picking.take_key("left", "") is True
    assert picking.cursor == count - 1 - aside


def test_a_paste_never_picks() -> None:
    card, picking = after(ONE)
    picking.paste("yes")
    assert (card.view.value, picking.prose) == (None, "yes")
    assert picking.take_back() == "yes"
    assert picking.prose == ""

"""What was typed and is no answer: put into a note, found there again, and taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing_tui.interview.drafts import draft_in, with_draft, without_draft

MARK = "typed, and not an answer yet: "


@given(st.text().filter(lambda note: MARK not in note), st.text("ab; .%", min_size=1))
def test_a_note_gives_back_the_draft_and_itself(note: str, draft: str) -> None:
    kept = with_draft(note, draft)
    assert draft_in(kept) == draft.strip()
    assert without_draft(kept) == note
    assert without_draft(note) == note


@pytest.mark.parametrize(
    ("note", "left"),
    [
        (f"{MARK}30 or so", ""),
        (f"{MARK}30 or so\nask finance", "ask finance"),
        (f"as of May; {MARK}30 or so\nask finance\n\nby June", "as of May\nask finance\n\nby June"),
        (f"as of May\n{MARK}30 or so\nask finance", "as of May\nask finance"),
    ],
)
def test_lines_that_somebody_has_added_stay(note: str, left: str) -> None:
    assert draft_in(note) == "30 or so"
    assert without_draft(note) == left
    assert draft_in(with_draft(left, "31")) == "31"

"""A text of several lines in one line: its line breaks are shown, and turned back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing_tui.interview.typed import break_sign

SIGNS = "↵⏎¶"


@given(st.text(st.sampled_from(f"a \n{SIGNS}←")))
def test_lines_come_back_as_they_were_whatever_stands_in_them(text: str) -> None:
    sign = break_sign(text)
    shown = text.replace("\n", sign)
    assert (sign == "\n") == ("\n" not in text)
    assert "\n" not in shown
    assert shown.replace(sign, "\n") == text


@pytest.mark.parametrize(
    ("text", "sign"),
    [("one line ↵", "\n"), ("a\nb", "↵"), ("a↵\nb", "⏎"), (f"a\n{SIGNS}", "←")],
)
def test_a_line_break_is_shown_by_what_the_text_does_not_hold(text: str, sign: str) -> None:
    assert break_sign(text) == sign

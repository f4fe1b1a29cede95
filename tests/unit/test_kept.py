"""Text that is kept until it is printed, in memory or in a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing_tui.cli.kept import Kept


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)))), st.integers(0, 50))
def test_what_was_kept_comes_back_in_its_order(texts: list[str], most: int) -> None:
    kept = Kept(most)
    for text in texts:
        kept.add(text)
    assert kept.size == len("".join(texts).encode())
    assert b"".join(kept.chunks()).decode() == "".join(texts)


@pytest.mark.parametrize(("most", "in_file"), [(10, False), (9, True)])
def test_much_of_it_goes_into_a_file(most: int, in_file: bool) -> None:
    kept = Kept(most)
    kept.add("12345")
    kept.add("67890")
    assert (kept._file is not None) is in_file
    assert (kept._parts == []) is in_file

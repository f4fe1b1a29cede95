"""Random files, put in order and joined: no answer, key or comment goes without a word.

The files are those of the edits: spelt as oddly as TOML allows, with comments in every place.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from random import Random

import pytest

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.storage import canonical
from framing_tui.storage.layout import lay_out
from framing_tui.storage.limits import comments
from framing_tui.storage.load import Opened, load_bytes
from framing_tui.storage.merge import merge
from framing_tui.storage.merge_texts import merge_files
from framing_tui.storage.reformat import reformatted
from framing_tui.storage.toml_edit import EditMissed, edited
from framing_tui.storage.unread_keys import leftover
from tests.property.test_edits_lose_nothing import Writer, changed

# What this program writes by itself above its keys.
ASKS = {
    canonical.comment(q) for each in QUESTIONS.values() for q in (each, *each.kind.columns.values())
}


def words(text: str) -> Counter[str]:
    return Counter(each for _, each in comments(text))


def opened(text: str, name: str = "f.toml") -> Opened:
    return load_bytes(text.encode(), name)


# In order.


def check_order(seed: int) -> None:
    old = opened(Writer(Random(seed)).text())
    new = reformatted(old)
    assert new.framing == old.framing, seed
    assert words(new.text) == words(old.text), seed
    left = [leftover(each.data, old.framing.answers) for each in (old, new)]
    assert left[0].is_kept_in(left[1], {}), seed
    assert left[1].is_kept_in(left[0], {}), seed
    assert reformatted(new).text == new.text, seed


def test_random_files_are_put_in_order_without_a_loss() -> None:
    for seed in range(50):
        check_order(seed)


@pytest.mark.nightly
def test_five_thousand_random_files_are_put_in_order_without_a_loss() -> None:
    for seed in range(5_000):
        check_order(seed)


# Joined.


def side(random: Random, base: Opened, name: str) -> Opened:
    """Return a file that somebody has gone on with: answers, comments and keys of their own."""
    text = base.text
    with contextlib.suppress(EditMissed):
        text = edited(base, changed(random, base.framing)).text
    spans = [span for span in lay_out(text).values.values() if not span.inline]
    if spans and random.random() < 0.7:
        at = text.rfind("\n", 0, random.choice(spans).key_start) + 1
        text = f"{text[:at]}# {name} says so\n{text[at:]}"
    if random.random() < 0.5:
        own = f"format = 1\n{name}_only = 1\nof_both = '{name}'"
        text = text.replace("format = 1", own, 1)
    return opened(text, name)


def check_join(seed: int) -> None:
    random = Random(seed)
    base = opened(Writer(random).text())
    ours, theirs = side(random, base, "ours"), side(random, base, "theirs")
    merged = merge_files(base, ours, theirs)
    again = opened(merged.opened.text)
    assert again.framing == merge(base.framing, ours.framing, theirs.framing), seed
    was, there = words(base.text), words(again.text)
    for each in (ours, theirs):
        new = set(words(each.text) - was)
        assert new - set(there) - ASKS == set(), seed
        own = f"{each.path}_only"
        assert (own in each.data) == (own in again.data), seed
        if "of_both" in each.data:
            value = each.data["of_both"]
            told = again.data["of_both"] == value or f'of_both: {each.path} had "{value}"' in (
                merged.told
            )
            assert told, seed


def test_random_pairs_of_files_are_joined_without_a_loss() -> None:
    for seed in range(25):
        check_join(seed)


@pytest.mark.nightly
def test_two_thousand_random_pairs_of_files_are_joined_without_a_loss() -> None:
    for seed in range(2_000):
        check_join(seed)

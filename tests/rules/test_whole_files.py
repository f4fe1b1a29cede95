"""Whole files as teams write them: what has to be found in each, and what must not be.

Why beside the cases of each rule: a rule can be right on answers that were made for it, and wrong
on a file in which everything else is there too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from framing_tui.assessment import Assessment, assess
from framing_tui.storage.load import load

FILES = Path(__file__).parent / "whole_files"


@dataclass(frozen=True)
class Wanted:
    """What one file holds: findings by code, level and words, and codes that are silent."""

    file: str
    found: tuple[tuple[str, str, str], ...] = ()
    silent: tuple[str, ...] = ()


WANTED = (
    Wanted("analysts-behind-a-queue", silent=("FT304", "FT306")),
    Wanted(
        "blocked-without-a-look", found=(("FT304", "warn", "a human is in the loop by name only"),)
    ),
    # K is that of a campaign, and nobody has said so.
    Wanted(
        "customers-of-today",
        found=(("FT113", "warn", "nobody has said in which period"),),
        silent=("FT805",),
    ),
    Wanted(
        "half-of-the-customers",
        found=(("FT805", "red", "building takes 60 days, the experiment 21 weeks"),),
    ),
    Wanted(
        "shadow-then-everybody",
        found=(("FT301", "red", "it goes to everybody at once, with a single stage of 100 %"),),
        silent=("FT803",),
    ),
    Wanted(
        "shadow-then-a-fifth",
        found=(("FT803", "warn", "the first stage is 20 % of cases (20 % → 100 %)"),),
        silent=("FT301",),
    ),
    Wanted(
        "shadow-twice",
        found=(("FT803", "warn", "the first stage is 20 % of cases"),),
        silent=("FT301",),
    ),
    Wanted(
        "nearly-all-positive",
        found=(("FT705", "warn", "always saying yes is right for 92.4 %"),),
    ),
    Wanted(
        "rare-event-as-a-score",
        found=(
            ("FT601", "red", "900 positive examples are missing, and 1 come a day"),
            ("FT705", "warn", "always saying no is right for 99.5 %"),
        ),
    ),
    Wanted(
        "kpi-is-a-score",
        found=(("FT103", "warn", "measures the model"), ("FT111", "warn", "is two numbers")),
    ),
    Wanted("everybody-is-called", found=(("FT113", "red", "takes all of the 40 cases of a day"),)),
    Wanted(
        "bounds-in-name-only",
        found=(
            (
                "FT704",
                "warn",
                "says when this is broken: “wait at the counter: fast enough for the clerk”, "
                "“refusals by region: does not differ much”",
            ),
        ),
    ),
    Wanted(
        "saving-of-an-unproven-action",
        found=(("FT112", "warn", "nobody is sure that the action changes the outcome"),),
        silent=("FT604",),
    ),
    Wanted(
        "delay-still-open",
        found=(("FT601", "red", "7,840 days and the label delay, which is open"),),
    ),
)


def judged(file: str) -> Assessment:
    path = FILES / f"{file}.toml"
    opened = load(path, path.name)
    assert opened.problems == ()
    return assess(opened.framing)


def test_every_file_is_wanted() -> None:
    assert {path.stem for path in FILES.glob("*.toml")} == {wanted.file for wanted in WANTED}


@pytest.mark.parametrize("wanted", WANTED, ids=lambda w: w.file)
def test_what_is_wanted_is_found(wanted: Wanted) -> None:
    findings = {finding.code: finding for finding in judged(wanted.file).findings}
    for code, level, words in wanted.found:
        assert findings[code].level.value == level
        assert words in findings[code].message
    assert [code for code in wanted.silent if code in findings] == []


def test_only_bounds_in_name_are_quoted() -> None:
    finding = next(f for f in judged("bounds-in-name-only").findings if f.code == "FT704")
    quoted = ("today's share", "none", "three a week", "regulator")
    assert not any(words in finding.message for words in quoted)


def test_an_action_that_nobody_has_tried_promises_nothing() -> None:
    figure = next(f for f in judged("saving-of-an-unproven-action").figures if f.name == "costs")
    assert "no saving is shown" in figure.result
    assert figure.values["saving_per_day"] is None


def test_stages_are_not_said_to_fall_where_it_only_leaves_the_shadow() -> None:
    finding = next(f for f in judged("shadow-twice").findings if f.code == "FT803")
    assert "do not rise" not in finding.message

"""What a report is made from: lines, counts, what fails; and it travels between processes."""

from __future__ import annotations

from datetime import date

import pytest

from framing_tui.assessment import assess
from framing_tui.reports.report import (
    ALL,
    FailOn,
    FileError,
    JudgedFile,
    Report,
    Selection,
    judged_file,
)
from framing_tui.rules.finding import Level
from framing_tui.storage.load import load_bytes

LATE = """\
# how it is served

[serving]
online = "yes"
p99_budget_ms = 120

p99_expected_ms = 140
"""


def judged(text: str, selection: Selection = ALL) -> JudgedFile:
    opened = load_bytes(text.encode(), "framing.toml")
    layout = opened.layout
    assessment = assess(opened.framing, date(2026, 6, 1))
    return judged_file(
        "framing.toml",
        opened.framing,
        assessment,
        lambda question_id: layout.line(tuple(question_id.split("."))),
        selection,
    )


def line(file: JudgedFile, code: str) -> int:
    return next(f.line for f in file.findings if f.code == code)


def test_a_finding_stands_at_the_first_answer_that_it_speaks_about() -> None:
    assert line(judged(LATE), "FT603") == 7


def test_without_an_answer_it_stands_at_the_open_key_or_its_table_or_the_first_line() -> None:
    assert line(judged('[stack]\ntimeframe_days = ""\nkpi = ""\n' + LATE), "FT101") == 3
    assert line(judged("title = 'x'\n\n[stack]\npolicy_detail = 'y'\n" + LATE), "FT101") == 3
    assert line(judged(LATE), "FT101") == 1


def test_a_finding_about_records_stands_at_the_first_of_them() -> None:
    file = judged(
        '[labels]\nobservable = "no"\n\n[[labels.candidates]]\nname = "clicks"\n'
        "chosen = true\nalignment = 1\n"
    )
    assert line(file, "FT502") == 4


def test_a_claim_stands_at_its_colour() -> None:
    file = judged('[feasibility.labels]\nplan = "ask"\ncolour = "red"\n')
    (claim,) = file.claimed_red
    assert (claim.area, claim.line) == ("labels", 3)
    assert judged(LATE, Selection(select=("FT6",))).claimed_red == ()


def test_what_is_tested_is_what_can_be_reported() -> None:
    few = judged(LATE, Selection(select=("FT603", "FT8"), ignore=("FT801",)))
    assert few.tested()[0] == "FT603"
    assert judged(LATE, Selection(ignore=("FT",))).tested() == ()


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("fail_on", list(FailOn))
def test_which_level_fails(level: Level, fail_on: FailOn) -> None:
    order = [FailOn.RED, FailOn.WARN, FailOn.FIRST, FailOn.OPEN]
    least = {Level.RED: 0, Level.WARN: 1}.get(level)
    wanted = least is not None and fail_on in order and order.index(fail_on) >= least
    assert fail_on.includes(level) is wanted


def test_errors_come_before_findings_in_the_status() -> None:
    file = judged(LATE)
    assert Report((file,)).exit_status == 1
    assert Report((file,), fail_on=FailOn.NEVER).exit_status == 0
    assert Report((file,), (FileError("x", None, "gone"),), FailOn.NEVER).exit_status == 2
    assert Report(()).exit_status == 0


def test_an_accepted_finding_says_why_by_whom_and_for_how_long() -> None:
    text = (
        LATE + '[[accepted]]\nrule = "FT603"\nreason = "pilot"\nby = "lead"\nuntil = 2027-01-01\n'
    )
    file = judged(text)
    accepted = next(f for f in file.findings if f.code == "FT603")
    assert accepted.acceptance == "pilot; lead, until 2027-01-01"
    assert accepted.state == "accepted"

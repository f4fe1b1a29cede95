"""Every form of `diff`, for one difference that holds everything a difference can hold.

It is made by hand: these files are about the forms, and must not change with every rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from framing_tui.assessment import assess
from framing_tui.assessment.changes import Stand
from framing_tui.calculators.result import Figure
from framing_tui.model.framing import Framing
from framing_tui.reports import difference_json, difference_markdown, difference_text
from framing_tui.reports.difference import (
    Difference,
    Side,
    Turned,
    TurnedCell,
    TurnedFigure,
    TurnedFinding,
)
from framing_tui.reports.edits import Edit

Golden = Callable[[str, str], None]


def _side(name: str, title: str) -> Side:
    framing = Framing({"title": title})
    return Side(name, Stand(framing, assess(framing)))


def _figure(result: str, per_arm: int) -> Figure:
    return Figure("experiment", "Experiment", result, "", (), "", {"per_arm": per_arm})


FULL = Difference(
    before=_side("HEAD~1:framing.toml", "Card fraud"),
    after=_side("framing.toml", "Card-not-present fraud: 100 %"),
    title=Turned("Card fraud", "Card-not-present fraud: 100 %"),
    decision=Turned("undecided", "build"),
    verdict=Turned("leaning: rules first: rules suffice", "machine learning could fit"),
    cells=(
        TurnedCell("serving", "Serving", "green", "red", ("FT603",), "FT603"),
        TurnedCell("labels", "Labels", "red", "open", ("FT505",), "FT505 no longer found"),
        TurnedCell("risk", "Risk", "open", "green", (), "a panel has <looked> at it"),
        TurnedCell("roi", "ROI", "open", "amber", (), ""),
    ),
    findings=(
        TurnedFinding(
            "FT603",
            "cannot-serve-in-time",
            "serving",
            "",
            "red",
            "the slowest 1 in 100 will take 140 ms against a budget of 120 ms",
            ("serving.p99_expected_ms",),
        ),
        TurnedFinding(
            "FT605", "stale", "data", "red", "accepted", "half of it is stale", ("shift.retrain",)
        ),
        TurnedFinding("FT505", "too-few", None, "warn", "", "there are “too | few”", ()),
    ),
    figures=(
        TurnedFigure("experiment", "Experiment", _figure("14,751", 14751), _figure("9,800", 9800)),
        TurnedFigure("costs", "Costs", None, _figure("act above 5 %", 1)),
        TurnedFigure("queue", "Queue", _figure("2 hours", 1), _figure("2 hours", 2)),
    ),
    completeness=Turned("40 answered · 6 open", "41 answered · 5 open"),
    edits=(
        Edit("answered", "title", "title", "Title", (), ("Card fraud",)),
        Edit("changed", "stack.kpi_now", "stack.kpi_now", "That number today", ("42",), ("40",)),
        Edit(
            "changed",
            "stack.objective",
            "stack.objective",
            "The problem",
            ("first line", "what goes, and is longer than fits"),
            ("first line", "what comes", "and | one <b>more</b>"),
        ),
        Edit("taken back", "stack.policy", "stack.policy", "How it acts", ("threshold",), ()),
        Edit(
            "changed",
            "labels.candidates",
            'labels.candidates."disputes".alignment',
            "disputes · Alignment",
            ("2",),
            ("4",),
        ),
        Edit(
            "added",
            "labels.candidates",
            'labels.candidates."refunds"',
            "Candidates",
            (),
            ("name: refunds", "alignment: 3"),
        ),
        Edit(
            "renamed",
            "labels.candidates",
            'labels.candidates."old"',
            "Candidates",
            ("old",),
            ("new",),
        ),
        Edit("moved", "actions", "actions", "Next actions", ("a", "b"), ("b", "a")),
        Edit("added", "stack.kpi", "stack.kpi", "The KPI", (), ("from the report",), is_note=True),
    ),
)
NEW = replace(FULL, before=FULL.before._replace(name="/dev/null", is_there=False))
SAME = replace(
    FULL,
    title=None,
    decision=None,
    verdict=None,
    cells=(),
    findings=(),
    figures=(),
    completeness=None,
    edits=(),
)
FORMS: dict[str, Callable[[Difference], str]] = {
    "diff.txt": difference_text.render,
    "diff-in-colour.txt": difference_text.render_in_colour,
    "diff.md": difference_markdown.render,
    "diff.json": difference_json.render,
}


@pytest.mark.parametrize("name", FORMS)
def test_a_difference_is_printed_as_before(name: str, golden: Golden) -> None:
    text = FORMS[name](FULL)
    assert text == FORMS[name](FULL)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    golden(name, text)


@pytest.mark.parametrize("name", FORMS)
def test_a_new_framing_is_told_as_new(name: str, golden: Golden) -> None:
    golden(f"new-{name}", FORMS[name](NEW))


def test_no_difference_is_told_where_a_form_has_words_for_it() -> None:
    assert difference_text.render(SAME) == ""
    assert FORMS["diff.md"](SAME).endswith("\n\nNo answer differs.\n")
    assert '"differs": false' in difference_json.render(SAME)

"""Every format of `check`, for one report that holds everything a report can hold.

The report is made by hand: these files are about the formats, and must not change with every rule.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from framing_tui.assessment.completeness import Completeness, Passes
from framing_tui.assessment.flips import Flip
from framing_tui.model.values import Range
from framing_tui.reports import sarif
from framing_tui.reports.formats import FORMATS, format_named
from framing_tui.reports.report import (
    FailOn,
    FileError,
    JudgedFile,
    Report,
    ReportedCell,
    ReportedFinding,
)
from framing_tui.rules.finding import Level, Way
from framing_tui.rules.registry import Declared, Rule

LATE = ReportedFinding(
    code="FT603",
    name="cannot-serve-in-time",
    level=Level.RED,
    area="serving",
    message="the slowest 1 in 100 will take 140 ms, and 100 % of the budget is 120 ms",
    questions=("serving.p99_expected_ms", "serving.p99_budget_ms"),
    line=41,
)
METRIC = ReportedFinding(
    code="FT103",
    name="model-metric-as-kpi",
    level=Level.WARN,
    area="roi",
    message="“AUC & <b>F1</b>” measures the model, not the business",
    questions=("stack.kpi",),
    line=12,
)
ADVICE = ReportedFinding(
    code="FT110",
    name="advice-binds-nobody",
    level=Level.NOTE,
    area=None,
    message="advice changes nothing unless somebody is bound to act on it: name them",
    questions=("stack.policy",),
    line=20,
)
STALE = ReportedFinding(
    code="FT605",
    name="stale-before-retrained",
    level=Level.RED,
    area="data",
    message="half of what it learned is stale after 60 days",
    questions=("shift.retrain_days",),
    line=88,
    accepted=True,
    accepted_reason="the pilot is short, and watched",
    accepted_by="risk lead",
    accepted_until="2027-03-31",
)
SETTLED = ReportedFinding(
    code="FT201",
    name="rules-suffice",
    level=Level.RED,
    area="roi",
    message="rules or simple statistics already reach the KPI",
    questions=("need.rules_suffice",),
    line=3,
    decided=True,
)
CODES = ("FT103", "FT110", "FT201", "FT603", "FT605")


def cells(**states: str) -> tuple[ReportedCell, ...]:
    return tuple(
        ReportedCell(area, area.capitalize(), state, area == "labels" and state == "red", 60)
        for area, state in states.items()
    )


BUSY = JudgedFile(
    path="checkout, main/framing.toml",
    title="Card-not-present fraud: 100 %",
    decision="undecided",
    verdict="rules-first",
    verdict_words="leaning: rules first: rules already reach the KPI",
    next_action="Build or measure the simple rule, and let its figure be the baseline.",
    leaning=True,
    hinges_on=("need.rules_suffice", "need.data_exists"),
    answered=41,
    assigned=("stack.kpi_now",),
    open=("stack.kpi_target", "spec.owner"),
    completeness_words="41 answered · 1 being found out · 2 open",
    passes=Passes(
        first=Completeness(27, ("stack.kpi_now",), ("stack.kpi_target", "spec.owner")),
        in_depth=Completeness(9, (), ()),
        apart=Completeness(5, (), ()),
        opened=(),
    ),
    cells=cells(data="green", labels="red", serving="contested", risk="open", roi="amber"),
    findings=(LATE, METRIC, ADVICE, STALE),
    tested=lambda: CODES,
    figures=lambda: {
        "costs": {"threshold_p": 0.05},
        "experiment": {"per_arm": 14751, "weeks": [3, 4]},
    },
    flips=(
        Flip(
            "FT603",
            "serving.p99_expected_ms",
            Range(140, 900.5),
            120.0,
            "serving.p99_expected_ms at 120 ms or less (now 140 to 900.5 ms) clears FT603",
        ),
    ),
)
SETTLED_FILE = BUSY._replace(
    path="rules.framing.toml",
    title=None,
    decision="rules-first",
    verdict_words="rules first: rules already reach the KPI",
    leaning=False,
    hinges_on=(),
    open=(),
    assigned=(),
    completeness_words="20 answered · 0 being found out · 0 open",
    answered=20,
    passes=Passes(
        first=Completeness(16, (), ()),
        in_depth=Completeness(4, (), ()),
        apart=Completeness(0, (), ()),
        opened=(),
    ),
    cells=cells(data="open", labels="open", serving="open", risk="open", roi="open"),
    findings=(SETTLED,),
    figures=dict,
    flips=(),
)
REPORT = Report(
    files=(BUSY, SETTLED_FILE),
    errors=(
        FileError("gone.toml", None, "there is no such file"),
        FileError("b/framing.toml", 3, "stack.kp: unknown key, kept but not read"),
    ),
    fail_on=FailOn.OPEN,
)
EXTENSIONS = {"text": "txt", "json": "json", "sarif": "sarif", "github": "log", "junit": "xml"}


@pytest.fixture(autouse=True)
def _few_rules_of_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    docstring = (
        "It says this.\n\nWhy: it matters.\nFires: when it does.\nSilent: otherwise.\n"
        "Do: something.\nSource: chapter, section 1."
    )
    rules = {
        f.code: Rule(
            Declared(f.code, f.name, (f.level,), Way.SERVING, f.area, (), docstring),
            lambda _framing, _limits: None,
        )
        for f in (LATE, METRIC, ADVICE, STALE, SETTLED)
    }
    monkeypatch.setattr(sarif, "BY_CODE", rules)
    monkeypatch.setattr(sarif, "__version__", "0.0.0")


def test_every_format_has_a_golden_file() -> None:
    assert set(EXTENSIONS) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_report_is_printed_as_before(name: str, golden: Callable[[str, str], None]) -> None:
    text = format_named(name).render(REPORT)
    assert text == format_named(name).render(REPORT)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    golden(f"report.{EXTENSIONS[name]}", text)


def test_colours_change_no_word(golden: Callable[[str, str], None]) -> None:
    text = format_named("text", is_coloured=True).render(REPORT)
    assert "\x1b[" in text
    golden("report-in-colour.txt", text)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_report_is_printed_as_before(
    name: str, golden: Callable[[str, str], None]
) -> None:
    golden(f"empty-report.{EXTENSIONS[name]}", format_named(name).render(Report(())))

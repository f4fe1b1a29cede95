"""Text, JSON, GitHub and JUnit: what each escapes, and what it counts."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from framing_tui.assessment import assess
from framing_tui.reports import github, junit, text
from framing_tui.reports import json as as_json
from framing_tui.reports.formats import FORMATS, IN_COLOUR, format_named
from framing_tui.reports.report import (
    FailOn,
    FileError,
    JudgedFile,
    Place,
    Report,
    ReportedFinding,
    judged_file,
)
from framing_tui.rules.finding import Level
from framing_tui.storage.load import load_bytes

BLANK = load_bytes(b"", "framing.toml").framing
FILE = judged_file("framing.toml", BLANK, assess(BLANK), lambda _question: 1)
RED = ReportedFinding("FT603", "too-late", Level.RED, "serving", "too late", ("serving.x",), 3)
WARN = RED._replace(code="FT103", level=Level.WARN, line=4)
NASTY = "a\x00b\x1b]52;c;x\x07\u202ec\r\n::error::x\x85,:%0A]]></failure>\ufffe\ud800"


def file_with(*findings: ReportedFinding, **parts: Any) -> JudgedFile:
    return FILE._replace(findings=findings, **parts)


def report(*findings: ReportedFinding, fail_on: FailOn = FailOn.RED) -> Report:
    return Report((file_with(*findings),), fail_on=fail_on)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_active_characters_through(name: str) -> None:
    finding = RED._replace(message=NASTY, accepted=True, accepted_reason=NASTY, accepted_by=NASTY)
    file = file_with(finding, RED._replace(message=NASTY), title=NASTY)
    file = file._replace(path=NASTY, given=NASTY, place=Place(NASTY))
    printed = format_named(name).render(Report((file,), (FileError(NASTY, 2, NASTY),), FailOn.OPEN))
    assert not {c for c in printed if (ord(c) < 32 and c != "\n") or c in "\x7f\x85\u202e\ud800"}
    assert not any(line.startswith("::error::x") for line in printed.splitlines())
    printed.encode()


def test_colours_are_the_only_escapes() -> None:
    assert set(IN_COLOUR) <= set(FORMATS)
    file = file_with(RED._replace(message="\x1b[31mforged"), title="\x1b[0m")
    printed = format_named("text", is_coloured=True).render(Report((file,)))
    assert "\x1b[31mforged" not in printed
    assert "␛[31mforged" in printed


# Text.


def test_a_line_is_as_editors_read_it() -> None:
    assert "\nframing.toml:3: red FT603 too late\n" in text.FORMAT.render(report(RED))


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ((), "1 file: 0 red, 0 warnings, 0 notes, 68 essential open\n"),
        ((RED, WARN), "1 file: 1 red, 1 warning, 0 notes, 68 essential open\n"),
        (
            (RED._replace(decided=True), WARN, WARN),
            "1 file: 0 red, 2 warnings, 0 notes, 1 decided, 68 essential open\n",
        ),
    ],
)
def test_the_last_line_counts(findings: tuple[ReportedFinding, ...], expected: str) -> None:
    still_open = tuple(f"q{number}" for number in range(68))
    printed = text.FORMAT.render(Report((file_with(*findings, open=still_open),)))
    assert printed.splitlines(keepends=True)[-1] == expected


# JSON.


def test_json_has_the_keys_of_version_2() -> None:
    plain = json.loads(as_json.FORMAT.render(report(RED)))
    assert list(plain) == ["version", "files", "errors", "summary"]
    assert plain["version"] == 2
    (file,) = plain["files"]
    assert list(file) == [
        "path",
        "title",
        "decision",
        "verdict",
        "leaning",
        "hinges_on",
        "completeness",
        "cells",
        "findings",
        "figures",
        "basis",
    ]
    counts = ["answered", "total", "open", "being_found_out"]
    complete = file["completeness"]
    assert list(complete) == [*counts, "first_pass", "in_depth"]
    assert list(complete["first_pass"]) == list(complete["in_depth"]) == counts
    assert complete["first_pass"]["open"][0] == "stack.objective"
    assert "labels.candidates" in complete["open"]
    assert "labels.candidates" not in complete["first_pass"]["open"]
    assert list(file["cells"]) == ["data", "labels", "serving", "risk", "roi"]
    assert file["cells"]["data"] == {"state": "open", "claimed": False}
    assert file["basis"] == {}
    assert list(file["findings"][0]) == [
        "code",
        "name",
        "level",
        "area",
        "message",
        "questions",
        "line",
        "accepted",
        "accepted_reason",
        "decided",
    ]
    assert plain["summary"] == {"files": 1, "red": 1, "warn": 0, "note": 0, "errors": 0}


def test_json_counts_both_passes_and_says_what_answers_rest_on() -> None:
    text = b"""
[stack]
kpi_now = 42
[feasibility.data]
colour = "green"
[feasibility.risk]
colour = "green"
evidence = "the cap is live"
[roi]
[[actions]]
what = "ask"
owner = "lead"
due = 2027-06-01
question = "stack.kpi_target"
[[actions]]
what = "ask again"
owner = "lead"
due = 2027-06-01
question = "roi.build_days"
[basis]
"stack.kpi_now" = "measured"
"stack.kpi_target" = "guess"
"feasibility.risk.evidence" = "document"
"""
    framing = load_bytes(text, "framing.toml").framing
    judged = judged_file("framing.toml", framing, assess(framing), lambda _question: 1)
    (file,) = json.loads(as_json.FORMAT.render(Report((judged,))))["files"]
    complete = file["completeness"]
    assert complete["being_found_out"] == ["stack.kpi_target", "roi.build_days"]
    assert complete["first_pass"]["being_found_out"] == ["stack.kpi_target"]
    assert complete["in_depth"]["being_found_out"] == ["roi.build_days"]
    assert complete["first_pass"]["answered"] == 1
    for counted in (complete, complete["first_pass"], complete["in_depth"]):
        ids = (*counted["open"], *counted["being_found_out"])
        assert counted["total"] == counted["answered"] + len(ids)
    # What an open question would rest on is no one's business yet.
    assert file["basis"] == {"stack.kpi_now": "measured", "feasibility.risk.evidence": "document"}
    assert [area for area, cell in file["cells"].items() if cell["claimed"]] == ["data"]


def test_json_holds_flips_only_when_they_were_asked_for() -> None:
    asked = Report((FILE._replace(flips=()),))
    assert json.loads(as_json.FORMAT.render(asked))["files"][0]["flips"] == []
    assert "flips" not in json.loads(as_json.FORMAT.render(Report((FILE,))))["files"][0]


# GitHub.


def test_workflow_commands_are_encoded_as_the_format_asks() -> None:
    finding = RED._replace(message="100 % over: a, b\nc")
    printed = github.FORMAT.render(Report((file_with(finding, path="a,b:c%.toml"),)))
    assert printed == (
        "::error file=a%2Cb%3Ac%25.toml,line=3,title=FT603 too-late::100 %25 over: a, b%0Ac\n"
    )


def test_open_questions_are_a_command_only_where_they_fail() -> None:
    file = file_with(open=("stack.kpi",))
    assert github.FORMAT.render(Report((file,))) == ""
    printed = github.FORMAT.render(Report((file,), fail_on=FailOn.OPEN))
    assert printed.endswith("::1 essential questions are open: stack.kpi\n")
    first = github.FORMAT.render(Report((FILE,), fail_on=FailOn.FIRST))
    wanted = len(assess(BLANK).passes.first_open)
    assert f"::{wanted} questions of the first pass are open: stack.objective, " in first
    assert ", labels.candidates, " in first
    assert "stack.outcome" not in first


# JUnit.


def suites(report: Report) -> dict[str, Xml.Element]:
    root = Xml.fromstring(junit.FORMAT.render(report).encode())
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        for key, tag in counted.items():
            assert int(suite.get(key, "")) == sum(c.find(tag) is not None for c in cases)
    for key in ("tests", *counted):
        assert int(root.get(key, "")) == sum(int(suite.get(key, "")) for suite in root)
    return {suite.get("name", ""): suite for suite in root}


@pytest.mark.parametrize(
    ("fail_on", "failures"),
    [
        (FailOn.RED, 1),
        (FailOn.WARN, 2),
        (FailOn.FIRST, 3),
        (FailOn.OPEN, 3),
        (FailOn.NEVER, 0),
    ],
)
def test_what_fails_a_check_fails_a_test(fail_on: FailOn, failures: int) -> None:
    suite = suites(report(RED, WARN, fail_on=fail_on))["framing.toml"]
    assert suite.get("failures") == str(failures)


def test_every_rule_is_a_test_and_errors_are_a_suite() -> None:
    found = suites(Report((FILE,), (FileError("gone.toml", 4, "x: wrong"),)))
    names = [case.get("name", "").split()[0] for case in found["framing.toml"]]
    assert names[: len(FILE.tested())] == list(FILE.tested())
    (case,) = found["errors"]
    error = case.find("error")
    assert error is not None
    assert (case.get("name"), error.get("message")) == ("gone.toml:4", "x: wrong")


def test_two_findings_of_one_rule_are_one_test() -> None:
    other = RED._replace(level=Level.WARN, message="another", line=9)
    suite = suites(report(other, RED))["framing.toml"]
    failure = next(c for c in suite if c.get("name", "").startswith("FT603")).find("failure")
    assert failure is not None
    assert failure.get("message") == "too late"
    assert (failure.text or "").splitlines() == [
        "framing.toml:9: warn FT603 another",
        "framing.toml:3: red FT603 too late",
    ]

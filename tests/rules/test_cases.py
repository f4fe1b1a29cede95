"""Every rule against its cases: framings as data, each with the complete list of its findings.

Why the complete list: a rule that fires where it should be silent is as wrong as one that misses.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from framing_tui.assessment import Assessment, assess
from framing_tui.assessment.cells import KILLER_RULES
from framing_tui.assessment.diagnosis import BEARS_ON
from framing_tui.assessment.findings import DECIDED
from framing_tui.model.catalogue import PASSING_ORDER, QUESTIONS, SECTION_OF
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Flag, Many, One, YesNo
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.catalogue import ALL_RULES, BY_CODE, RULES
from framing_tui.rules.finding import Finding, Level
from framing_tui.rules.registry import CHAPTER, Rule
from framing_tui.rules.settings import Settings

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One framing, the day on which it is judged, and what is found in it."""

    code: str
    name: str
    framing: Framing
    today: date | None
    findings: list[str]

    @cached_property
    def judged(self) -> tuple[Finding, ...]:
        return assess(self.framing, self.today).findings

    @property
    def found(self) -> list[str]:
        return [in_short(finding) for finding in self.judged]

    def __str__(self) -> str:
        return f"{self.code}: {self.name}"


def in_short(finding: Finding) -> str:
    words = [finding.code, finding.level.value]
    if finding.accepted is not None:
        words.append("accepted")
    if finding.decided:
        words.append("decided")
    return " ".join(words)


def framing_of(
    answers: dict[str, Any],
    not_applicable: dict[str, str] | None = None,
    replaced: dict[str, list[str]] | None = None,
    basis: dict[str, str] | None = None,
) -> Framing:
    read = {qid: QUESTIONS[qid].kind.read(raw) for qid, raw in answers.items() if raw != ""}
    made_visible = {qid: tuple(names) for qid, names in (replaced or {}).items()}
    return Framing(read, not_applicable or {}, basis=basis or {}, replaced=made_visible)


def cases_of(path: Path) -> list[Case]:
    """Return the cases of a file; the answers under `given` are shared, and `""` opens one."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    given = read.get("given", {})
    return [
        Case(
            path.stem,
            raw["name"],
            framing_of(
                {**given, **raw.get("answers", {})},
                raw.get("not_applicable"),
                raw.get("replaced"),
                raw.get("basis"),
            ),
            raw.get("today"),
            raw["findings"],
        )
        for raw in read["case"]
    ]


ALL = [case for path in sorted(CASES.glob("*.toml")) for case in cases_of(path)]


@pytest.mark.parametrize("code", BY_CODE)
def test_findings_are_complete(code: str) -> None:
    own = [case for case in ALL if case.code == code]
    found = {case.name: case.found for case in own}
    assert found == {case.name: case.findings for case in own}


def test_every_rule_has_its_file_and_every_file_its_rule() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == set(BY_CODE)


@pytest.mark.parametrize("code", BY_CODE)
def test_every_rule_has_a_firing_and_a_silent_case(code: str) -> None:
    own = [case for case in ALL if case.code == code]
    fires = [any(found.startswith(code) for found in case.findings) for case in own]
    assert any(fires), f"no firing case for {code}"
    assert not all(fires), f"no silent case for {code}"


@pytest.mark.parametrize("code", BY_CODE)
def test_every_declared_level_has_a_case(code: str) -> None:
    reported = {level for case in ALL if case.code == code for level in levels_of(code, case)}
    assert reported == set(BY_CODE[code].levels)


def levels_of(code: str, case: Case) -> set[Level]:
    """Return the levels at which a rule speaks, before anything softens or settles them."""
    rule = BY_CODE[code]
    if isinstance(rule, Rule):
        flagged = rule(case.framing)
        return set() if flagged is None else {flagged.level}
    return {f.level for f in case.judged if f.code == code}


@pytest.mark.parametrize("code", BY_CODE)
def test_case_names_are_unique(code: str) -> None:
    names = [case.name for case in ALL if case.code == code]
    assert len(names) == len(set(names))


def test_reported_levels_are_declared_and_messages_are_one_safe_line() -> None:
    for case in ALL:
        for rule in RULES:
            flagged = rule(case.framing)
            if flagged is None:
                continue
            assert flagged.level in rule.levels, (case, rule.code)
            assert flagged.message.strip() == flagged.message != "", (case, rule.code)
            assert "\n" not in flagged.message, (case, rule.code)
            assert clean(flagged.message) == flagged.message, (case, rule.code)


def test_findings_point_at_questions_that_exist() -> None:
    for case in ALL:
        for finding in case.judged:
            assert finding.questions, (case, finding.code)
            assert set(finding.questions) <= set(QUESTIONS), (case, finding.code)
            assert set(finding.absent) <= set(finding.questions), (case, finding.code)


@pytest.mark.parametrize("code", BY_CODE)
def test_a_rule_declares_the_questions_that_it_speaks_about(code: str) -> None:
    declared = {question.id for question in BY_CODE[code].reads}
    assert declared <= set(QUESTIONS)
    if not declared:
        # A rule on whatever stands in the file may point at any question.
        return
    for case in ALL:
        for finding in case.judged:
            if finding.code == code:
                assert set(finding.questions) <= declared, case


@pytest.mark.parametrize("code", BY_CODE)
def test_every_rule_is_documented(code: str) -> None:
    docs = BY_CODE[code].docs
    assert docs.says.endswith(".")
    for part in (docs.why, docs.fires, docs.silent, docs.do, docs.source):
        assert part.endswith(".")
    # The chapter, or a work that has authors, a title and a year; never “common knowledge”.
    assert f"{CHAPTER}, section " in docs.source or re.search(r", .*\b(19|20)\d\d\b", docs.source)
    assert "\n" not in "".join(docs)


def test_codes_are_unique_and_ascending_and_names_unique() -> None:
    codes = [rule.code for rule in ALL_RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


@pytest.mark.parametrize("code", BY_CODE)
def test_levels_are_declared_worst_first(code: str) -> None:
    weights = [level.weight for level in BY_CODE[code].levels]
    assert weights == sorted(set(weights))


def test_a_blank_framing_has_no_findings() -> None:
    assert assess(Framing()).findings == ()


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_an_empty_answer_is_no_finding(question_id: str) -> None:
    assert assess(Framing().with_answer(question_id, "")).findings == ()
    assert assess(Framing({question_id: ""})).findings == ()


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_nothing_fires_on_absence_before_its_section_is_passed(question_id: str) -> None:
    question = QUESTIONS[question_id]
    for raw in some_answers(question):
        framing = framing_of({question_id: raw})
        for finding in assess(framing).findings:
            for absent in finding.absent:
                assert is_before(absent, question_id), (raw, finding)


def is_before(absent: str, answered: str) -> bool:
    """Tell whether a question's section comes before the one that has been answered."""
    section = SECTION_OF[answered].id
    if answered == "decision":
        return True
    if section not in PASSING_ORDER:
        return False
    return PASSING_ORDER.index(SECTION_OF[absent].id) < PASSING_ORDER.index(section)


def some_answers(question: AnyQuestion) -> list[Any]:
    kind = question.kind
    if isinstance(kind, (One, YesNo)):
        return [option.value for option in kind.options]
    if isinstance(kind, Many):
        return [[], [option.value for option in kind.options]]
    if isinstance(kind, Flag):
        return [True, False]
    tried = ["some text", "TBD", [], [2, 3], 5, date(2027, 1, 1), [{"name": "one"}]]
    return [raw for raw in tried if can_read(question, raw)]


def can_read(question: AnyQuestion, raw: object) -> bool:
    try:
        question.kind.read(raw)
    except ValueError:
        return False
    return True


def test_a_slow_answer_turns_serving_red_on_that_keystroke() -> None:
    asked = framing_of({"serving.online": "yes", "serving.p99_budget_ms": 120})
    before, after = assess(asked), assess(asked.with_answer("serving.p99_expected_ms", ms(900)))
    assert serving(before) == "open"
    assert serving(after) == "red"
    assert [f.code for f in after.findings] == ["FT101", "FT106", "FT603"]
    assert after.findings[-1].message == (
        "the slowest 1 in 100 will take 900 ms against a budget of 120 ms"
    )
    assert serving(assess(asked.with_answer("serving.p99_expected_ms", ms(90)))) == "open"


def test_a_range_that_is_over_at_one_end_says_which() -> None:
    answers = {"serving.online": "yes", "serving.p99_budget_ms": 120}
    finding = assess(framing_of({**answers, "serving.p99_expected_ms": [80, 140]})).findings[-1]
    assert finding.message == "red at the pessimistic end: 140 ms against 120"


def test_a_killer_claimed_blocking_colours_its_own_area() -> None:
    judged = assess(
        framing_of({"killers.latency.status": "blocking", "killers.shift.status": "blocking"})
    )
    claimed = {f.questions[0]: f.area for f in judged.findings if f.code == "FT609"}
    assert claimed == {"killers.latency.status": "serving", "killers.shift.status": "data"}
    states = {cell.area: cell.state for cell in judged.cells}
    assert (states["serving"], states["data"], states["labels"]) == ("red", "red", "open")


def test_a_confirmed_cause_outweighs_an_acceptance() -> None:
    answers = {
        "stack.action_works": "no",
        "accepted": [{"rule": "FT112", "reason": "known", "by": "risk lead"}],
        "diagnosis.launched": date(2027, 1, 1),
    }
    suspected = {**answers, "diagnosis.policy_ineffective.status": "suspected"}
    confirmed = {**answers, "diagnosis.policy_ineffective.status": "confirmed"}
    assert "FT112 red accepted" in [in_short(f) for f in assess(framing_of(suspected)).findings]
    finding = next(f for f in assess(framing_of(confirmed)).findings if f.code == "FT112")
    assert in_short(finding) == "FT112 red"
    assert finding.message.endswith("(confirmed after launch)")


def test_building_names_what_is_open_of_the_first_pass_and_counts_the_rest() -> None:
    judged = assess(framing_of({"decision": "build", "title": "late orders"}))
    message = next(f.message for f in judged.findings if f.code == "FT902")
    first, rest = len(judged.passes.first_open), len(judged.passes.in_depth.open)
    assert message.startswith(f"decided to build with {first} questions of the first pass open: ")
    assert message.endswith(f" and {first - 2} more; {rest} more of the second pass")


def test_building_with_the_second_pass_open_is_no_finding() -> None:
    framing = assess(framing_of({"decision": "build"})).passes.first_open
    marked = dict.fromkeys(framing, "not here")
    judged = assess(framing_of({"decision": "build"}, marked))
    while judged.passes.first_open:
        marked |= dict.fromkeys(judged.passes.first_open, "not here")
        judged = assess(framing_of({"decision": "build"}, marked))
    assert judged.in_depth.open
    assert "FT902" not in [f.code for f in judged.findings]


def test_a_guess_is_named_with_the_red_that_it_misses() -> None:
    answers = {"serving.online": "yes", "serving.p99_budget_ms": 120}
    framing = framing_of(
        {**answers, "serving.p99_expected_ms": 90}, basis={"serving.p99_expected_ms": "guess"}
    )
    finding = next(f for f in assess(framing).findings if f.code == "FT618")
    assert (finding.area, finding.questions) == ("serving", ("serving.p99_expected_ms",))
    assert finding.message == (
        "“Slowest 1 answer in 100 will take (p99 expected)” is a guess, and twice that would be "
        "red, cannot serve in time (FT603): measure it first"
    )
    off = Settings(levels={"FT603": None})
    assert "FT618" not in [f.code for f in assess(framing, settings=off).findings]


def test_every_code_that_is_named_elsewhere_is_a_rule() -> None:
    named = {
        code
        for table in (KILLER_RULES, DECIDED, BEARS_ON)
        for codes in table.values()
        for code in codes
    }
    assert named <= set(BY_CODE)


def test_a_threshold_that_a_team_has_set_is_used() -> None:
    framing = framing_of({"task.type": "multiclass", "task.classes": 60, **class_by_class()})
    stricter = Settings(limits={"FT402": {"classes": 50.0}})
    assert "FT402" not in [f.code for f in assess(framing).findings]
    assert "FT402" in [f.code for f in assess(framing, settings=stricter).findings]


def class_by_class() -> dict[str, Any]:
    return {"task.new_classes": "yearly", "task.scored_per_pair": "no"}


def ms(number: float) -> Any:
    return QUESTIONS["serving.p99_expected_ms"].kind.read(number)


def serving(assessment: Assessment) -> str:
    return next(cell.state for cell in assessment.cells if cell.area == "serving")

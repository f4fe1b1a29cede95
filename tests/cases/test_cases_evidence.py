"""Eleven documented projects, judged: what the evidence page says is what the product does."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.model.values import Range
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Level
from framing_tui.storage.load import load

HERE = Path(__file__).resolve().parent
FRAMINGS = sorted(HERE.glob("*-*.toml"))


def module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cases_evidence", HERE / "evidence.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up by name.
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


evidence = module()
RUNS = [(case, run) for case in evidence.CASES for run in case.runs]
every_run = pytest.mark.parametrize("run", [run for _, run in RUNS], ids=lambda r: r.opened.path)


@every_run
def test_a_case_loads_without_a_problem(run: Any) -> None:
    assert [str(problem) for problem in run.opened.problems] == []
    assert run.assessment.findings


def test_every_framing_is_run_and_every_case_has_two() -> None:
    assert [path.name for path in FRAMINGS] == sorted(run.opened.path for _, run in RUNS)
    assert len(evidence.FAILING) == 7
    assert len(evidence.SOUND) == 4


@pytest.mark.parametrize("path", FRAMINGS, ids=lambda p: p.stem)
def test_every_answer_names_the_line_that_it_is_from(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("# Source: ") for line in lines)
    bare: list[str] = []
    in_row = False
    for above, line in pairwise(lines):
        if line.startswith("["):
            in_row = line.startswith("[[")
        is_key = re.match(r'([a-z0-9_]+|"[a-z0-9_.]+") = ', line) is not None
        # The columns of a row come from one line, which is named over the row.
        is_told = line.startswith("[[") or (is_key and not in_row and line != "format = 1")
        if is_told and not above.startswith("# "):
            bare.append(line)
    assert bare == []


def test_the_mapping_names_rules_that_are_there() -> None:
    codes = {code for m in evidence.MAPPING.values() for code in (*m.codes, *m.near)}
    assert codes <= set(BY_CODE)
    for mapped in evidence.MAPPING.values():
        assert not set(mapped.codes) & set(mapped.near), mapped.key


@pytest.mark.parametrize("case", evidence.SOUND, ids=lambda case: case.key)
def test_a_sound_project_raises_no_false_alarm(case: Any) -> None:
    for run in case.runs:
        found = evidence.false_alarms(case, run)
        assert [(mapped.key, finding.code) for mapped, finding in found] == [], run.run


def test_only_the_timeframe_is_excused_as_not_given() -> None:
    excused = {
        (finding.code, finding.absent)
        for case in evidence.SOUND
        for run in case.runs
        for mapped in case.false_alarms
        for finding in run.naming(mapped)
        if finding.level is Level.RED and run.rests_on_gaps(finding)
    }
    assert excused <= {("FT101", ("stack.timeframe_days",))}


def test_the_first_expected_findings_are_named_as_documented() -> None:
    page = evidence.PAGE.read_text(encoding="utf-8")
    apart = [o for o in evidence.HITS if o.tells_apart]
    assert len(evidence.FIRST) == 14
    assert f"**{len(evidence.HITS)} of 14** runs of failing projects name" in page
    assert f"**{len(apart)} of 14** name it by something" in page
    assert len(apart) >= 8


@pytest.mark.parametrize(("run", "first", "every"), [("team", 0.75, 0.60), ("honest", 0.90, 0.80)])
def test_enough_is_named_and_not_by_chance(run: str, first: float, every: float) -> None:
    named = evidence.share(run, (0,))
    assert named.named / named.of >= first
    assert named.named / named.of - named.chance >= 0.35
    named = evidence.share(run, (0, 1, 2))
    assert named.named / named.of >= every


def test_sound_projects_told_honestly_are_left_in_peace() -> None:
    warnings = {
        case.key: len(run.counting) - len(run.reds)
        for case in evidence.SOUND
        for run in case.runs
        if run.run == "honest"
    }
    assert median(warnings.values()) <= 5
    for key, count in warnings.items():
        assert count <= evidence.BEFORE.get(f"{key}-honest", 10)
    assert all(run.assessment.verdict.name == "ml" for c in evidence.SOUND for run in c.runs)


def test_a_little_doubt_changes_little() -> None:
    loaded = importlib.util.spec_from_file_location("cases_jitter", HERE / "jitter.py")
    assert loaded is not None
    assert loaded.loader is not None
    jitter = importlib.util.module_from_spec(loaded)
    loaded.loader.exec_module(jitter)
    verdicts, cells = jitter.flipped(FRAMINGS)
    assert verdicts <= 0.03
    assert cells <= 0.06


def test_every_miss_says_which_question_would_have_been_needed() -> None:
    assert [(o.case.key, o.rank + 1) for o in evidence.ALL_MISSES if not o.needed] == []
    told = {(case.key, rank) for case in evidence.CASES for rank in case.needed}
    assert told == {(o.case.key, str(o.rank + 1)) for o in evidence.ALL_MISSES}


# What the page says about the limits of it.


def codes_after(path: str, question_id: str, value: object) -> set[str]:
    opened = load(HERE / path)
    assessment = assess(opened.framing.with_answer(question_id, value))
    return {f.code for f in assessment.counting if f.level is not Level.NOTE}


def test_flu_without_causes_of_shift_would_be_missed() -> None:
    found = codes_after("google-flu-trends-team.toml", "shift.causes", ())
    assert found & set(evidence.MAPPING["K5"].codes) == set()


def test_flu_with_a_short_half_life_would_be_red() -> None:
    framing = load(HERE / "google-flu-trends-team.toml").framing
    framing = framing.with_answer("shift.half_life_days", Range(60, 60))
    framing = framing.with_answer("shift.retrain_days", Range(365, 365))
    assert "FT605" in {f.code for f in assess(framing).of_level(Level.RED)}


def test_eye_screening_with_inputs_confirmed_would_be_missed() -> None:
    found = codes_after(
        "diabetic-retinopathy-clinics-team.toml", "serving.features_confirmed", "yes"
    )
    assert found & set(evidence.MAPPING["K2"].codes) == set()
    assert found >= {"FT511", "FT615"}


def test_resumes_taken_for_the_outcome_itself_still_are_past_judgements() -> None:
    found = codes_after("amazon-resume-ranker-team.toml", "labels.observable", "yes")
    assert found & set(evidence.MAPPING["PROXY-MISALIGNED"].codes) == {"FT512"}


def test_flu_with_the_seasons_alone_would_be_a_note() -> None:
    found = codes_after("google-flu-trends-team.toml", "shift.causes", ("seasonality",))
    assert found & set(evidence.MAPPING["K5"].codes) == set()


def test_the_page_says_what_the_product_does() -> None:
    current = evidence.PAGE.read_text(encoding="utf-8")
    assert current == evidence.page(), "run python tests/cases/evidence.py"


def test_the_check_tells_that_the_page_is_up_to_date() -> None:
    check = [sys.executable, str(HERE / "evidence.py"), "--check"]
    assert subprocess.run(check, capture_output=True).returncode == 0

"""Levels and thresholds that a team has set: what they change in the judgement."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import MAX_NUMBER
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Level
from framing_tui.rules.settings import AS_DECLARED, Settings
from framing_tui.storage.load import load

EXAMPLES = sorted((Path(__file__).parents[2] / "templates").glob("*/*.toml"))


def framing(**answers: Any) -> Framing:
    ids = {key.replace("__", "."): value for key, value in answers.items()}
    return Framing({qid: QUESTIONS[qid].kind.read(raw) for qid, raw in ids.items()})


LATE = framing(serving__online="yes", serving__p99_budget_ms=120, serving__p99_expected_ms=140)
MAYBE_LATE = LATE.with_answer(
    "serving.p99_expected_ms", QUESTIONS["serving.p99_expected_ms"].kind.read([100, 140])
)


def level(framing: Framing, code: str, settings: Settings = AS_DECLARED) -> Level | None:
    found = [f.level for f in assess(framing, settings=settings).findings if f.code == code]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("wanted", "plain", "pessimistic"),
    [
        (Level.RED, Level.RED, Level.WARN),
        (Level.WARN, Level.WARN, Level.WARN),
        (Level.NOTE, Level.NOTE, Level.NOTE),
        (None, None, None),
    ],
)
def test_a_level_is_that_of_the_heaviest_finding(
    wanted: Level | None, plain: Level | None, pessimistic: Level | None
) -> None:
    settings = Settings(levels={"FT603": wanted})
    assert level(LATE, "FT603", settings) is plain
    assert level(MAYBE_LATE, "FT603", settings) is pessimistic


def test_a_warning_can_be_made_red_and_colours_its_cell() -> None:
    metric = framing(stack__kpi="AUC")
    settings = Settings(levels={"FT103": Level.RED})
    assert level(metric, "FT103") is Level.WARN
    assert level(metric, "FT103", settings) is Level.RED
    cells = {cell.area: cell.state for cell in assess(metric, settings=settings).cells}
    assert cells["roi"] == "red"


def test_what_is_solved_stays_a_note_when_the_rule_is_made_heavier() -> None:
    rule = BY_CODE["FT110"]
    assert rule.levels == (Level.NOTE,)
    wide = copy(rule)
    wide.levels = (Level.WARN, Level.NOTE)
    settings = Settings(levels={"FT110": Level.RED})
    assert settings.level_of(wide, Level.WARN) is Level.RED
    assert settings.level_of(wide, Level.NOTE) is Level.NOTE


def test_a_rule_that_is_off_colours_nothing() -> None:
    off = assess(LATE, settings=Settings(levels={"FT603": None}))
    assert {cell.area: cell.state for cell in off.cells}["serving"] != "red"


def test_a_rule_of_the_second_pass_can_be_set_too() -> None:
    decided = LATE.with_answer("decision", "build")
    assert level(decided, "FT901") is Level.RED
    assert level(decided, "FT901", Settings(levels={"FT901": Level.WARN})) is Level.WARN
    assert level(decided, "FT901", Settings(levels={"FT901": None})) is None


def test_a_threshold_moves_where_the_rule_fires() -> None:
    crowded = framing(
        stack__policy="review-queue",
        stack__decisions_per_day=1000,
        stack__flag_percent=9,
        stack__queue_capacity_per_day=100,
    )
    assert level(crowded, "FT108") is Level.WARN
    lower = Settings(limits={"FT108": {"red_percent": 80.0}})
    assert level(crowded, "FT108", lower) is Level.RED
    higher = Settings(limits={"FT108": {"warn_percent": 95.0}})
    assert level(crowded, "FT108", higher) is None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_no_threshold_that_can_be_set_makes_judging_fail(path: Path) -> None:
    example = load(path).framing
    for rule in BY_CODE.values():
        for name in rule.limits:
            for value in (5e-324, 1e-9, 1.0, MAX_NUMBER):
                assess(example, settings=Settings(limits={rule.code: {name: value}}))


def test_what_is_not_set_stays_as_declared() -> None:
    rule = BY_CODE["FT108"]
    settings = Settings(limits={"FT108": {"red_percent": 80.0}})
    assert settings.limits_of(rule) == {**rule.limits, "red_percent": 80.0}
    assert settings.limits_of(BY_CODE["FT401"]) == BY_CODE["FT401"].limits


MANY_CLASSES = framing(
    task__type="multiclass",
    task__classes=5000,
    task__scored_per_pair="no",
    task__new_classes="monthly",
)


@pytest.mark.parametrize(
    ("settings", "hardwired", "giant"),
    [
        (AS_DECLARED, Level.WARN, None),
        (Settings(limits={"FT401": {"classes": 10_000.0}}), None, Level.WARN),
        (Settings(levels={"FT401": None}), None, Level.WARN),
        (Settings(levels={"FT401": Level.NOTE}), Level.NOTE, None),
    ],
)
def test_a_rule_gives_way_only_to_one_that_speaks_under_the_same_settings(
    settings: Settings, hardwired: Level | None, giant: Level | None
) -> None:
    assert level(MANY_CLASSES, "FT401", settings) is hardwired
    assert level(MANY_CLASSES, "FT402", settings) is giant

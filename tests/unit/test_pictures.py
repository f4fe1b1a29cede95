"""The pictures as what they say, without a screen: ranges, zero, huge numbers, odd names."""

from __future__ import annotations

from datetime import date

import pytest
from rich.cells import cell_len

from framing_tui.assessment import assess
from framing_tui.calculators import costs
from framing_tui.calculators.curves import cost_of_a_case
from framing_tui.content import example_path
from framing_tui.drawing.parts import InkedRows, clipped, text_of
from framing_tui.drawing.pictures.board import draw_board
from framing_tui.drawing.pictures.costs import draw_costs
from framing_tui.drawing.pictures.gallery import gallery
from framing_tui.drawing.pictures.gauge import gauge
from framing_tui.drawing.pictures.preview import page_since
from framing_tui.drawing.pictures.rubric import draw_rubric
from framing_tui.drawing.pictures.waiting import draw_waiting
from framing_tui.drawing.pictures.weights import draw_weights, shares
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.labels import SCORES, Candidate
from framing_tui.model.metrics import Objective
from framing_tui.model.values import Range
from framing_tui.storage.load import load
from framing_tui.tui.cards.rows import moved_weight

TODAY = date(2026, 11, 23)
# The form is 55 columns wide on the wide screen, 75 on the narrow one, and 55 at 60 by 16.
WIDTHS = (55, 75)
NAMES = (
    "chargeback within 90 days",
    "confirmed by an analyst",
    "出荷の遅れを報告した顧客",
    "x" * 80,
)
POLICY = {"stack.policy": "threshold"}
COSTS = {**POLICY, "errors.false_positive_cost": 5, "errors.false_negative_cost": 95}
EXPERIMENT = {
    "validation.rate_percent": 10,
    "validation.effect_percent": 10,
    "validation.units_per_day": 1500,
}


def framing(answers: dict[str, object]) -> Framing:
    return Framing({qid: QUESTIONS[qid].kind.read(raw) for qid, raw in answers.items()})


def drawn(draw: object, answers: dict[str, object], width: int = 75) -> list[str]:
    """What a picture says, line by line; none may be wider than its room but running text."""
    given = framing(answers)
    return said(draw(given, assess(given, TODAY), width))  # type: ignore[operator]


def said(rows: InkedRows) -> list[str]:
    return [line for row in rows for line in text_of(row).split("\n")]


def words(line: str) -> str:
    return " ".join(line.split())


def candidates(*scores: tuple[int | None, ...]) -> list[dict[str, object]]:
    rows = []
    for name, given in zip(NAMES, scores, strict=False):
        values = {k: v for k, v in zip(SCORES, given, strict=True) if v is not None}
        rows.append({"name": name, **values})
    return rows


def goals(*weights: float | list[float] | None) -> list[dict[str, object]]:
    return [
        {"name": name} | ({} if weight is None else {"weight": weight})
        for name, weight in zip(("quality", "engagement", "clicks"), weights, strict=False)
    ]


# All of them.


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_drawn_of_a_blank_framing_but_what_guides(width: int) -> None:
    blank = Framing()
    seen = {
        hung.name
        for pictures in gallery(blank).values()
        for hung in pictures
        if hung.draw(blank, assess(blank, TODAY), width)
    }
    assert seen == {"tree", "profiles", "path", "page"}


@pytest.mark.parametrize("name", ["payment-fraud", "arrival-time"])
@pytest.mark.parametrize("width", [20, 40, 55, 75, 200])
def test_every_picture_can_be_drawn_at_any_width(name: str, width: int) -> None:
    example = load(example_path(name)).framing
    for pictures in gallery(example).values():
        for hung in pictures:
            rows = hung.draw(example, assess(example, TODAY), width)
            assert all(cell_len(line) <= width for line in said(rows))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("chargeback within 90 days", ["chargeback", "within 90…"]),
        ("出荷の遅れを報告した顧客", ["出荷の遅れ", "を報告し…"]),
        ("", [""]),
    ],
)
def test_a_name_is_clipped_to_two_lines(text: str, lines: list[str]) -> None:
    assert list(clipped(text, 10, 2)) == lines


# One bar.


@pytest.mark.parametrize(
    ("value", "bar"),
    [
        (Range.of(0), "          "),
        (Range.of(50), "█████     "),
        (Range.of(55), "█████▌    "),
        (Range.of(0.001), "▌         "),
        (Range(20, 60), "██░░░░    "),
        (Range(0, 60), "░░░░░░    "),
        (Range.of(100), "██████████"),
        (Range.of(1e15), "█████████▶"),
        (Range(50, 300), "█████░░░░▶"),
    ],
)
def test_a_bar_is_as_long_as_its_number(value: Range, bar: str) -> None:
    assert gauge(value, 100, 10) == bar


def test_a_bar_without_a_scale_is_empty() -> None:
    assert gauge(Range.of(5), 0, 4) == "    "
    assert gauge(Range.of(5), 10, 0) == ""


# Candidates.


def test_candidates_stand_side_by_side_with_the_weakest_marked() -> None:
    rows = candidates((5, 3, 2, 1, 4), (4, 4, 4, 4, 4))
    rows[0]["chosen"] = True
    lines = drawn(draw_rubric, {"labels.candidates": rows})
    assert words(lines[0]) == "chargeback within 90 days confirmed by an analyst"
    # Nothing supports a score but somebody's belief.
    assert words(lines[1]) == "alignment ▒▒▒▒▒▒▒▒▒▒ 5 ▒▒▒▒▒▒▒▒·· 4"
    assert words(lines[4]) == "speed ▒▒········ 1 ◂ ▒▒▒▒▒▒▒▒·· 4"
    assert "\n".join(lines).count("◂") == 2
    assert lines[6].split() == ["mean", "3.0", "●", "4.0"]
    assert lines[-1].startswith("5 is good · ▒ claimed · ◂ weakest · ● chosen")


def test_a_score_with_a_figure_behind_it_is_no_claim() -> None:
    rows = candidates((5, 3, 2, 1, 4), (4, 4, 4, 4, 4))
    figures = {"task.type": "binary", "labels.delay_days": 30, "labels.labelled_percent": 40}
    lines = drawn(draw_rubric, {"labels.candidates": rows, **figures})
    assert words(lines[1]) == "alignment ▒▒▒▒▒▒▒▒▒▒ 5 ▒▒▒▒▒▒▒▒·· 4"
    assert words(lines[3]) == "coverage ████······ 2 ████████·· 4"
    assert words(lines[4]) == "speed ██········ 1 ◂ ████████·· 4"


@pytest.mark.parametrize("width", WIDTHS)
def test_four_candidates_with_long_and_wide_names_are_aligned(width: int) -> None:
    scores = (5, 4, 3, 2, 1), (1, 2, 3, 4, 5), (3, 3, 2, 2, 1), (None, 5, None, 1, 2)
    lines = drawn(draw_rubric, {"labels.candidates": candidates(*scores)}, width)
    table = lines[:8]
    assert {cell_len(line) for line in table} == {cell_len(table[0])}
    assert cell_len(table[0]) <= width
    assert "…" in "".join(table[:2])
    assert table[2].count("▒") == (5 + 1 + 3) * (2 if width == 75 else 1)
    assert table[2].rstrip().endswith("open")
    assert table[-1].split() == ["mean", "3.0", "3.0", "2.2", "open"]


def test_more_candidates_than_fit_go_below() -> None:
    rows = [{"name": f"label {at}", "speed": 3} for at in range(7)]
    lines = drawn(draw_rubric, {"labels.candidates": rows}, 55)
    assert sum(line.startswith("mean") for line in lines) == 2
    assert all(cell_len(line) <= 55 for line in lines)


def test_candidates_without_scores_are_not_drawn() -> None:
    assert drawn(draw_rubric, {"labels.candidates": [{"name": "a"}, {"name": "b"}]}) == []


# Killers.


def test_the_board_tells_each_state_by_glyph_and_word_and_says_why() -> None:
    answers = {
        "serving.online": "yes",
        "serving.p99_budget_ms": 120,
        "serving.p99_expected_ms": 900,
        "killers.adversaries.status": "watch",
        "killers.compliance.status": "clear",
    }
    for width in WIDTHS:
        lines = drawn(draw_board, answers, width)
        assert all(cell_len(line) <= width for line in lines)
        at = next(i for i, line in enumerate(lines) if "Latency and load" in line)
        assert lines[at].startswith("✗ blocking")
        assert "900" in lines[at + 1]
        words = [" ".join(line.split()) for line in lines]
        assert "~ watch Adversaries claimed" in words
        assert any(line.startswith("✓ clear Compliance") for line in words)
        assert any(line.startswith("· open Error cost") for line in words)


def test_a_killer_cleared_under_a_finding_is_contested() -> None:
    answers = {
        "serving.online": "yes",
        "serving.p99_budget_ms": 120,
        "serving.p99_expected_ms": 900,
        "killers.latency.status": "clear",
    }
    assert "! contested Latency and load" in " ".join(" ".join(drawn(draw_board, answers)).split())


# Weights.


def test_shares_of_the_sum() -> None:
    lines = drawn(draw_weights, {"metrics.objectives": goals(0.7, 0.3)})
    assert lines[0] == "final = 0.7 · quality + 0.3 · engagement"
    assert lines[1].endswith("70 %")
    assert lines[2].endswith("30 %")
    assert lines[1].count("█") > 2 * lines[2].count("█")


def test_a_long_sum_is_broken_before_a_sign_and_rounded_as_guesses_are() -> None:
    goals_of = [
        {"name": "time that people save each day", "weight": 1 / 3},
        {"name": "complaints of customers who left", "weight": -0.25},
        {"name": "orders in time", "weight": 0.35000001},
    ]
    lines = drawn(draw_weights, {"metrics.objectives": goals_of}, 55)
    assert lines[:3] == [
        "final = 0.333 · time that people save each day",
        "        − 0.25 · complaints of customers who left",
        "        + 0.35 · orders in time",
    ]
    for width in (20, 30, *WIDTHS):
        lines = drawn(draw_weights, {"metrics.objectives": goals_of}, width)
        assert all(cell_len(line) <= width for line in lines[:-3])


def test_weights_that_are_open_uncertain_or_against() -> None:
    lines = drawn(draw_weights, {"metrics.objectives": goals([0.2, 0.6], -0.4, None)})
    assert lines[0] == "final = 0.2..0.6 · quality − 0.4 · engagement + ? · clicks"
    assert lines[1].endswith("33 to 60 %")
    assert lines[2].endswith("40 to 67 %, against")
    assert lines[3].endswith("weight open")


def test_weights_of_nothing_and_of_all_the_world() -> None:
    assert drawn(draw_weights, {"metrics.objectives": goals(None, None)}) == []
    lines = drawn(draw_weights, {"metrics.objectives": goals(0, 0)})
    assert [line.split()[-2:] for line in lines[1:]] == [["no", "share"]] * 2
    lines = drawn(draw_weights, {"metrics.objectives": goals(1e15, 1)})
    assert lines[1].endswith("100 %")
    assert lines[2].endswith(" 0 %")
    assert "▌" in lines[2]


def test_a_sum_that_may_be_nothing_has_shares_all_the_same() -> None:
    rows = framing({"metrics.objectives": goals([-1, 1], 1)}).metrics.objectives or ()
    assert shares(rows) == [Range(0, 50), Range(50, 100)]


@pytest.mark.parametrize(
    ("weights", "step", "becomes"),
    [
        ((0.7, 0.3), 1, Range.of(0.75)),
        ((0.7, 0.3), -1, Range.of(0.65)),
        ((70, 30), 1, Range.of(75)),
        ((0.02, 0.98), -1, Range.of(0)),
        ((-0.02, 0.98), 1, Range.of(0)),
        ((0, 1), -1, Range.of(0)),
        ((-0.2, 0.8), -1, Range.of(-0.25)),
        ((0, 0), 1, Range.of(0.05)),
        ((None, 1), 1, Range.of(0.05)),
        (([0.2, 0.4], 0.7), 1, Range(0.25, 0.45)),
        ((0.35000001, 0.3), 1, Range.of(0.4)),
        ((1 / 3, 0.3), 1, Range.of(0.35)),
        ((1 / 3, 0.3), -1, Range.of(0.3)),
        ((1.2, 2), 1, Range.of(1.25)),
        ((1e15, 1), 1, Range.of(1e15)),
    ],
)
def test_a_key_moves_a_weight(weights: tuple[object, object], step: int, becomes: Range) -> None:
    rows = framing({"metrics.objectives": goals(*weights)}).metrics.objectives or ()  # type: ignore[arg-type]
    moved = moved_weight(rows, 0, step)
    assert isinstance(moved, Objective)
    assert moved.weight == becomes


# The experiment.


def test_days_by_change_and_share_with_todays_choice_and_what_was_left_out() -> None:
    lines = drawn(draw_waiting, {**EXPERIMENT, "stack.timeframe_days": 180})
    assert lines[0] == "Days the experiment runs, by change and share of cases"
    assert words(lines[1]) == "change 1 % 5 % 10 % 25 % 50 % 100 %"
    assert [words(line).split(" %")[0] for line in lines[2:7]] == ["5", "7.5", "10", "15", "20"]
    assert words(lines[4]) == "10 % ≤1,967✗ ≤399✗ ≤203✗ ≤84✓ 42✓ ●21✓"
    assert "\n".join(lines[:-1]).count("●") == 1
    assert lines[-1] == (
        "● taken while the share is open; ✓ in time, ~ may be late, ✗ too late for 180 days; "
        "building is left out: its days are open"
    )


def test_days_to_a_readable_result_hold_building_and_delay() -> None:
    answers = {**EXPERIMENT, "roi.build_days": 30, "validation.experiment_share_percent": 20}
    lines = drawn(draw_waiting, answers)
    assert lines[0] == "Days to a readable result, by change and share of cases"
    assert words(lines[4]) == "10 % ≤1,997 ≤429 ≤233 ●≤135 ≤114 72 51"
    assert lines[-1] == (
        "● today's choice; the time frame is open; the KPI's delay is taken as 0: it is open"
    )


@pytest.mark.parametrize("share", [1, 20, [5, 7.5], 100])
@pytest.mark.parametrize("width", [20, *WIDTHS])
def test_where_there_is_no_room_for_all_shares_todays_stays(share: object, width: int) -> None:
    answers = {
        **EXPERIMENT,
        "validation.units_per_day": [500, 3000],
        "validation.effect_percent": [5, 10],
        "validation.experiment_share_percent": share,
        "stack.timeframe_days": 30,
    }
    lines = drawn(draw_waiting, answers, width)
    assert "\n".join(lines[:-1]).count("●") == 1
    assert "●" in lines[4]
    assert len({cell_len(line.rstrip("✓~✗%")) for line in lines[1:-1]}) <= 2
    if width in WIDTHS:
        assert all(cell_len(line) <= width for line in lines[:-1])


def test_persons_who_are_there_need_not_arrive() -> None:
    there = {
        "validation.unit": "person",
        "validation.units_total": 30_000,
        "validation.units_at_hand": "yes",
    }
    answers = {**EXPERIMENT, **there, "validation.experiment_share_percent": 100}
    lines = drawn(draw_waiting, answers)
    today = next(line for line in lines if words(line).startswith("10 % "))
    assert today.endswith("●0")
    # Half of them are too few for both arms.
    assert "–" in words(today)


def test_a_range_may_be_late() -> None:
    answers = {
        **EXPERIMENT,
        "validation.units_per_day": [500, 3000],
        "stack.timeframe_days": 30,
    }
    for width in WIDTHS:
        lines = drawn(draw_waiting, answers, width)
        assert lines[4].endswith("●≤63~")
        assert lines[6].endswith("≤21✓")


def test_a_change_that_cannot_be_is_left_out_and_long_waits_are_not_counted() -> None:
    answers = {**EXPERIMENT, "validation.rate_percent": 60, "validation.effect_percent": 40}
    lines = drawn(draw_waiting, {**answers, "validation.units_per_day": 1})
    assert [words(line).split(" %")[0] for line in lines[2:-1]] == ["20", "30", "40", "60"]
    assert "–" not in "".join(lines)
    lines = drawn(draw_waiting, {**EXPERIMENT, "validation.units_per_day": 10})
    assert words(lines[4]).startswith("10 % 9,999+ 9,999+ 9,999+ 9,999+")


def test_no_days_without_units_or_with_numbers_out_of_reach() -> None:
    no_units = {k: v for k, v in EXPERIMENT.items() if k != "validation.units_per_day"}
    assert drawn(draw_waiting, no_units) == []
    assert drawn(draw_waiting, {**EXPERIMENT, "validation.effect_percent": 0}) == []
    far = {**EXPERIMENT, "validation.units_per_day": 1e-9, "validation.rate_percent": 0.001}
    assert all(cell_len(line) <= 55 for line in drawn(draw_waiting, far, 55)[:-1])


# Costs.


def test_the_curve_is_lowest_at_break_even() -> None:
    lines = drawn(draw_costs, COSTS)
    assert lines[0] == "Expected cost of a case, by the threshold"
    assert lines[1].startswith("47.5 ┤")
    assert lines[6].startswith("   0 ┤")
    assert "▲ act from 0.05 on" in lines[7]
    assert lines[7].split()[0] == "0"
    assert lines[7].split()[-1] == "1"
    found = costs.of(framing(COSTS))
    assert found is not None
    assert min(range(101), key=lambda at: cost_of_a_case(found, at / 100).low) == 5


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("alarm", "miss", "review", "says"),
    [
        ([10, 60], 95, 3, "▲ act from 0.124..0.406 on"),
        (0, 95, 0, "▲ act from 0 on"),
        (5, 0, 0, "act from 1 on ▲"),
        (5, 95, 200, "never act: looking costs more than a miss"),
        (5, 95, [2, 200], "or never"),
        (1e15, 1, 0, "act from 1 on ▲"),
        (1e-9, 1e15, 0, "▲ act from 1e-24 on"),
    ],
)
def test_costs_uncertain_nothing_and_huge(
    alarm: object, miss: object, review: object, says: str, width: int
) -> None:
    answers = {
        **POLICY,
        "errors.false_positive_cost": alarm,
        "errors.false_negative_cost": miss,
        "errors.review_cost": review,
    }
    lines = drawn(draw_costs, answers, width)
    assert says in "\n".join(lines)
    assert all(cell_len(line) <= width for line in lines[:8])


def test_costs_that_are_both_nothing_are_not_drawn() -> None:
    free = {**POLICY, "errors.false_positive_cost": 0, "errors.false_negative_cost": 0}
    assert drawn(draw_costs, free) == []
    assert drawn(draw_costs, {**POLICY, "errors.false_positive_cost": 5}) == []


# The page.


def test_the_page_marks_what_is_new_and_what_has_changed() -> None:
    opened = framing({"title": "Parcels", "stack.kpi": "calls per 1,000 parcels"})
    draw = page_since(opened)
    same = said(draw(opened, assess(opened), 75))
    assert same[0] == "The page, live"
    assert not [line for line in same if line.startswith(("+", "~"))]
    row = {"what": "ask the bank", "owner": "Ada"}
    now = opened.with_answer("stack.kpi", "calls per parcel").with_answer(
        "actions", QUESTIONS["actions"].kind.read([row])
    )
    lines = said(draw(now, assess(now), 75))
    assert lines[0] == "The page, live   + new, * changed since it was opened"
    assert "  Parcels" in lines
    assert any(line.startswith("+ → ask the bank") for line in lines)
    assert any(line.startswith("* Business KPI: ") for line in lines)


def test_a_page_that_began_blank_has_nothing_to_be_compared_with() -> None:
    now = framing({"title": "Parcels"})
    lines = said(page_since(Framing())(now, assess(now), 55))
    assert all(line.startswith("  ") for line in lines[1:])


def test_scores_are_read_from_the_row() -> None:
    assert Candidate({"name": "a", "speed": 1}).weakest == ("speed", 1)

"""The picture changes with every answer: cells, findings, follow-ups, tree, path and page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from framing_tui.content import example_path
from framing_tui.model.catalogue import QUESTIONS

from .desk import BOTH_SIZES, NARROW, WIDE, at_desk, write_framing

LATE = {"serving.online": "yes", "serving.p99_budget_ms": 120}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


@BOTH_SIZES
async def test_a_fresh_framing_has_everything_open_and_nothing_found(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size) as desk:
        counts = desk.session.assessment.completeness
        assert desk.session.assessment.findings == ()
        assert counts.answered == 0
        assert len(counts.open) == counts.total
        first = desk.session.assessment.passes.first
        assert f"0/{first.total} " in desk.title
        assert "nothing judged yet" in desk.title
        for cell in ("DATA", "LABELS", "SERVING", "RISK", "ROI"):
            assert re.search(rf"· {cell} ─* ?open", desk.chips), desk.chips
    assert not file.exists()


# Red on the keystroke.


@BOTH_SIZES
async def test_serving_turns_red_on_the_keystroke_and_back(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, LATE)
    async with at_desk(file, size, at="serving.p99_expected_ms") as desk:
        await desk.press("9")
        assert "✗ SERVING" not in desk.chips
        await desk.press("0")
        assert "✗ SERVING" not in desk.chips
        await desk.press("0")
        assert "✗ SERVING red" in desk.chips
        late = next(f for f in desk.session.assessment.findings if f.code == "FT603")
        assert late.level.value == "red"
        assert f"✗ {late.message} FT603" in desk.card
        assert desk.change.startswith("Serving → red")
        assert "900" in late.message
        assert "120" in late.message
        assert {"FT101", "FT106"} <= set(desk.codes("red"))
        if size == NARROW:
            await desk.press("f2")
        for code in ("FT603", "FT101", "FT106"):
            assert code in desk.findings
        if size == NARROW:
            assert "✗ SERVING red" in desk.chips
            await desk.press("q")
        await desk.press("backspace")
        assert "✗ SERVING" not in desk.chips
        assert "FT603" not in desk.card
        assert "FT603" not in desk.findings


async def test_the_headline_counts_the_reds_and_no_verdict_outshines_them(file: Path) -> None:
    yes = ("complex_patterns", "repeats_at_scale", "data_exists", "world_changes")
    no = ("data_unobtainable", "errors_catastrophic", "must_explain", "roi_below_upkeep")
    answers = {f"need.{name}": "yes" for name in yes} | {f"need.{name}": "no" for name in no}
    answers |= {"need.rules_suffice": "no", "need.errors_manageable": "yes"}
    write_framing(file, {**answers, **LATE, "serving.p99_expected_ms": 900})
    async with at_desk(file, WIDE, at="serving.p99_expected_ms") as desk:
        reds = sum(cell.state in ("red", "contested") for cell in desk.session.assessment.cells)
        assert reds > 1
        assert f"✗ {reds} red · machine learning could fit" in desk.title
        assert "machine learning fits" not in desk.title
        await desk.press("backspace")
        assert f"✗ {reds - 1} red · machine learning could fit" in desk.title


async def test_a_verdict_leans_only_once_three_gates_are_answered(file: Path) -> None:
    async with at_desk(file, WIDE, at="need.rules_suffice") as desk:
        for count, key in enumerate("yyn", 1):
            await desk.press(key, "enter")
            assert ("leaning" in desk.title) == (count >= 3)
        assert "leaning: " in desk.title


async def test_the_cell_says_why_under_its_name(file: Path) -> None:
    write_framing(file, {**LATE, "serving.p99_expected_ms": 900})
    async with at_desk(file, WIDE) as desk:
        cell = next(c for c in desk.session.assessment.cells if c.area == "serving")
        assert "900" in cell.why
        rows = desk.rows("chips")
        assert len(rows) == 3
        at = rows[0].index("✗ SERVING")
        below = " ".join(row[at : at + 21].strip() for row in rows[1:])
        # What the finding is called comes first: its message may begin with an answer in quotes.
        assert below == "Cannot serve in time"


@BOTH_SIZES
async def test_a_claim_without_evidence_is_told_as_a_claim(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="feasibility.roi.colour") as desk:
        await desk.press("g")
        claimed = next(c for c in desk.session.assessment.cells if c.area == "roi")
        assert claimed.claimed == "green"
        assert "ROI claimed" in desk.chips or claimed.state != "amber"
        assert "✓ ROI green" not in desk.chips
        assert QUESTIONS["feasibility.roi.evidence"].asks in desk.form


@BOTH_SIZES
async def test_a_cell_claimed_green_under_a_red_is_contested(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, {**LATE, "serving.p99_expected_ms": 900})
    async with at_desk(file, size, at="feasibility.serving.colour") as desk:
        assert desk.cell("serving") == "red"
        await desk.press("g")
        assert desk.cell("serving") == "contested"
        # Where there is no room for the word, the glyph tells it from a plain red.
        assert f"! SERVING {'contested' if size == WIDE else 'red'}" in desk.chips
        assert QUESTIONS["feasibility.serving.evidence"].asks in desk.form
        await desk.press("ctrl+z")
        assert desk.cell("serving") == "red"


async def test_a_mended_answer_turns_the_claim_green(file: Path) -> None:
    write_framing(
        file,
        {
            **LATE,
            "serving.p99_expected_ms": 900,
            "feasibility.serving.colour": "green",
            "feasibility.serving.evidence": "measured in the pilot",
            "serving.path_run": "live",
            "serving.features_confirmed": "yes",
            "serving.peak_qps": 40,
            "stack.has_event": "no",
        },
    )
    async with at_desk(file, WIDE, at="serving.p99_expected_ms") as desk:
        assert "! SERVING contested" in desk.chips
        await desk.press("backspace")
        assert "✓ SERVING green" in desk.chips


async def test_a_range_warns_at_its_bad_end(file: Path) -> None:
    write_framing(file, LATE)
    async with at_desk(file, WIDE, at="serving.p99_expected_ms") as desk:
        await desk.type("80..140")
        assert "FT603" in desk.codes("warn")
        assert "~ SERVING amber" in desk.chips
        assert "140" in desk.card


# Follow-ups.


@BOTH_SIZES
async def test_a_follow_up_opens_right_under_its_trigger_in_the_same_breath(
    file: Path, size: tuple[int, int]
) -> None:
    asks = QUESTIONS["need.contained_by"].asks
    async with at_desk(file, size, at="need.errors_catastrophic") as desk:
        assert asks not in desk.form
        await desk.press("y")
        assert asks in desk.form
        trigger = QUESTIONS["need.errors_catastrophic"].asks
        after = QUESTIONS["need.must_explain"].asks
        assert desk.asks(trigger)
        assert asks not in desk.card
        assert desk.form.index(asks) < desk.form.index(after)
        assert desk.open == "need.errors_catastrophic"
        assert "question, as an error could be a catastrophe" in " ".join(
            change.head for change in desk.open_form.line.changes
        )
        await desk.press("enter")
        assert desk.open == "need.contained_by"
        await desk.type("a kill switch")
        assert desk.answer("need.contained_by") == "a kill switch"


@BOTH_SIZES
async def test_a_closed_follow_up_is_kept_and_said_not_to_be_asked(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="need.errors_catastrophic") as desk:
        await desk.press("y", "enter")
        await desk.type("a kill switch")
        await desk.press("shift+tab", "n")
        assert desk.answer("need.contained_by") == "a kill switch"
        assert "What contains it? (not asked now)" in desk.form
        assert "a kill switch" in desk.form
        assert desk.saved().answers["need.contained_by"] == "a kill switch"
        await desk.press("tab")
        assert "not asked now; kept in the file" in desk.card
        await desk.press("shift+tab", "y")
        assert "not asked now" not in desk.form
        assert "What contains it?" in desk.form


async def test_an_unanswered_follow_up_goes_with_its_trigger(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.errors_catastrophic") as desk:
        await desk.press("u")
        assert "What contains it?" in desk.form
        await desk.press("n")
        assert "What contains it?" not in desk.form


async def test_a_policy_opens_its_figures(file: Path) -> None:
    async with at_desk(file, (120, 80), at="stack.policy") as desk:
        for key, question in (("2", "stack.top_k"), ("4", "stack.flag_percent")):
            assert QUESTIONS[question].asks not in desk.form
            await desk.press(key)
            assert QUESTIONS[question].asks in desk.form


# Tree, path and page.


@BOTH_SIZES
async def test_the_tree_shows_the_path_taken_and_the_verdict(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, {"need.errors_catastrophic": "no"})
    async with at_desk(file, size, at="need.rules_suffice") as desk:
        await desk.press("y")
        verdict = desk.session.assessment.verdict
        assert verdict.name == "rules-first"
        while not desk.is_at_end:
            await desk.press("tab")
        # It stands under the end of the section, with all that it says.
        assert "▶ rules first" in desk.form
        assert f"Verdict {verdict.words}" in desk.form
        assert "Next:" in desk.form
        await desk.press("ctrl+z")
        assert "▶ rules first" not in desk.words


async def test_the_tree_names_what_the_verdict_hinges_on(file: Path) -> None:
    yes = ("complex_patterns", "repeats_at_scale", "data_exists", "world_changes")
    answers = {f"need.{name}": "yes" for name in yes}
    no = ("data_unobtainable", "errors_catastrophic", "must_explain", "roi_below_upkeep")
    answers |= {f"need.{name}": "no" for name in no}
    write_framing(file, {**answers, "need.rules_suffice": "no", "need.errors_manageable": "yes"})
    async with at_desk(file, WIDE, at="need.rules_suffice") as desk:
        assert desk.session.assessment.verdict.name == "ml"
        assert desk.title.count("machine learning") == 1
        while not desk.is_at_end:
            await desk.press("tab")
        await desk.sees("┗━▶ machine learning could fit", "✓ no")
        await desk.press("pageup", "pagedown", *["shift+tab"] * 12, "u")
        assert desk.answer("need.rules_suffice") == "unsure"
        while not desk.is_at_end:
            await desk.press("tab")
        assert f"Hinges on: {QUESTIONS['need.rules_suffice'].asks}" in desk.form


@BOTH_SIZES
async def test_the_overview_shows_what_is_next(file: Path, size: tuple[int, int]) -> None:
    answers = {"title": "Parcels"}
    async with at_desk(write_framing(file, answers), size) as desk:
        await desk.press("ctrl+g", "9")
        while not desk.is_at_end:
            await desk.press("tab")
        assert "1 Framing stack 0/15 ← next" in desk.form


async def test_the_overview_tells_what_the_framing_is_heading_for(file: Path) -> None:
    write_framing(file, {"need.rules_suffice": "yes"})
    async with at_desk(file, WIDE) as desk:
        await desk.press("ctrl+g", "9")
        while not desk.is_at_end:
            await desk.press("tab")
        ways = {f.way.value for f in desk.session.assessment.counting if f.level.value != "note"}
        await desk.sees("Heading for:", *ways)


async def test_the_page_beside_the_last_questions_is_live(file: Path) -> None:
    write_framing(file, {"title": "Parcels", "stack.kpi": "calls per 1,000 parcels"})
    async with at_desk(file, (120, 60), at="spec.owner") as desk:
        await desk.type("parcel team")
        await desk.press("ctrl+p")
        await desk.type("what did you decide")
        await desk.sees("What did you decide?")
        await desk.press("enter")
        assert desk.open == "decision"
        await desk.press("5", "enter")
        assert desk.is_at_end
        assert "The page, live" in desk.form
        assert "Decision: stop" in desk.form
        await desk.press("up", "4", "tab")
        assert "Decision: data first" in desk.form


@BOTH_SIZES
async def test_the_page_comes_over_the_form_by_key(file: Path, size: tuple[int, int]) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(file, size, at="stack.kpi") as desk:
        title = desk.framing.header.title
        await desk.press("f5")
        await desk.sees("The page as it stands", title[:40], "Decision:", "Verdict:")
        await desk.press("enter", "x")
        assert not desk.is_over
        assert desk.answer("stack.kpi").endswith("x")


@BOTH_SIZES
async def test_what_flips_it_is_told_with_its_working(file: Path, size: tuple[int, int]) -> None:
    write_framing(file, {**LATE, "serving.p99_expected_ms": 900})
    async with at_desk(file, size) as desk:
        await desk.press("f9")
        await desk.sees("What flips it", "p99")
        await desk.press("q")
        assert not desk.is_over


async def test_saving_is_told_in_the_title_line(file: Path) -> None:
    async with at_desk(file, NARROW, at="title") as desk:
        assert "no changes" in desk.title
        await desk.type("Parcels")
        assert "Parcels" in desk.title
        assert "saving" in desk.title or "saved" in desk.title
        await desk.until(lambda: "saved" in desk.title, "saved")
        assert 'title = "Parcels"' in file.read_text(encoding="utf-8")


async def test_what_cannot_be_saved_is_said_until_it_is(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    async with at_desk(folder / "framing.toml", WIDE, at="title") as desk:
        folder.rmdir()
        await desk.type("Parcels")
        await desk.until(lambda: "NOT SAVED" in desk.title, "NOT SAVED")
        await desk.press("ctrl+q")
        await desk.sees("a copy of the answers is kept in", "leave; the copy is offered")
        await desk.press("escape")
        folder.mkdir()
        await desk.press("ctrl+s")
        await desk.until(lambda: "NOT SAVED" not in desk.title, "saved")
        assert desk.saved().header.title == "Parcels"

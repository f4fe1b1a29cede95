"""The picture changes with every answer: cells, findings, follow-ups, tree, path and page."""

from __future__ import annotations

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
        assert f"{counts.total} open" in desk.words or f"0/{counts.total} answered" in desk.words
        for cell in ("Data", "Labels", "Serving", "Risk", "ROI"):
            assert f"{cell} · open" in desk.words or f"· {cell} open" in desk.words
    assert not file.exists()


# Red on the keystroke.


async def test_serving_turns_red_on_the_keystroke_and_back_on_wide_screens(file: Path) -> None:
    write_framing(file, LATE)
    async with at_desk(file, WIDE, at="serving.p99_expected_ms") as desk:
        await desk.press("9")
        assert "✗ Serving red" not in desk.side
        await desk.press("0")
        assert "✗ Serving red" not in desk.side
        await desk.press("0")
        assert "✗ Serving red" in desk.side
        late = next(f for f in desk.session.assessment.findings if f.code == "FT603")
        assert late.level.value == "red"
        assert f"{late.message} FT603" in desk.side
        assert f"✗ {late.message} FT603" in desk.form
        assert "900" in late.message
        assert "120" in late.message
        assert {"FT101", "FT106"} <= set(desk.codes("red"))
        await desk.press("backspace")
        assert "✗ Serving red" not in desk.side
        assert "FT603" not in desk.screen


async def test_serving_turns_red_on_the_keystroke_and_back_on_narrow_screens(file: Path) -> None:
    write_framing(file, LATE)
    async with at_desk(file, NARROW, at="serving.p99_expected_ms") as desk:
        await desk.press("9", "0")
        assert "Serving ✗ red" not in desk.words
        await desk.press("0")
        assert "Serving ✗ red" in desk.words
        assert "FT603" in desk.form
        await desk.press("f2")
        await desk.sees("Findings", "✗ Serving red", "FT603", "FT101", "FT106")
        await desk.press("q", "backspace")
        assert "Serving ✗ red" not in desk.words


async def test_the_cell_says_why_in_one_line(file: Path) -> None:
    write_framing(file, {**LATE, "serving.p99_expected_ms": 900})
    async with at_desk(file, WIDE) as desk:
        cell = next(c for c in desk.session.assessment.cells if c.area == "serving")
        assert "900" in cell.why
        area = desk.interview.query_one("#cells").region
        panel = [line[area.x : area.right].strip() for line in desk.lines[area.y : area.bottom]]
        at = panel.index("✗ Serving  red")
        assert cell.why.startswith(panel[at + 1].rstrip("…"))
        assert panel[at + 2].startswith(("✗ Risk", "· Risk"))


@BOTH_SIZES
async def test_a_cell_claimed_green_under_a_red_is_contested(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, {**LATE, "serving.p99_expected_ms": 900})
    async with at_desk(file, size, at="feasibility.serving.colour") as desk:
        assert desk.cell("serving") == "red"
        await desk.press("g")
        assert desk.cell("serving") == "contested"
        assert "! Serving contested" in desk.words or "Serving ! contested" in desk.words
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
        },
    )
    async with at_desk(file, WIDE, at="serving.p99_expected_ms") as desk:
        assert "! Serving contested" in desk.side
        await desk.press("backspace")
        assert "✓ Serving green" in desk.side


async def test_a_range_warns_at_its_bad_end(file: Path) -> None:
    write_framing(file, LATE)
    async with at_desk(file, WIDE, at="serving.p99_expected_ms") as desk:
        await desk.type("80..140")
        assert "FT603" in desk.codes("warn")
        assert "~ Serving amber" in desk.side
        assert "140" in desk.form


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
        rest = desk.form.partition(trigger)[2]
        assert rest.partition(asks)[0].count("○ yes") + rest.partition(asks)[0].count("● yes") == 1
        assert after not in rest.partition(asks)[0]
        assert desk.focus == "need.errors_catastrophic"
        await desk.press("down")
        assert desk.focus == "need.contained_by"
        await desk.type("a kill switch")
        assert desk.answer("need.contained_by") == "a kill switch"


@BOTH_SIZES
async def test_a_closed_follow_up_is_kept_and_said_not_to_be_asked(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="need.errors_catastrophic") as desk:
        await desk.press("y", "down")
        await desk.type("a kill switch")
        await desk.press("up", "n")
        assert desk.answer("need.contained_by") == "a kill switch"
        assert "What contains it? not asked now; kept in the file" in desk.form
        assert "a kill switch" in desk.form
        assert desk.saved().answers["need.contained_by"] == "a kill switch"
        await desk.press("y")
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
        if size == NARROW:
            # There is no room above the questions: the picture stands at their end.
            while desk.focus != "need.world_changes":
                await desk.press("tab")
        await desk.sees("▶ rules first", f"Verdict {verdict.words}", "Next:")
        assert verdict.words.split(":")[0] in desk.lines[0]
        await desk.press("ctrl+g", "2", "ctrl+z")
        assert "▶ rules first" not in desk.words


async def test_the_tree_names_what_the_verdict_hinges_on(file: Path) -> None:
    yes = ("complex_patterns", "repeats_at_scale", "data_exists", "world_changes")
    answers = {f"need.{name}": "yes" for name in yes}
    no = ("data_unobtainable", "errors_catastrophic", "must_explain", "roi_below_upkeep")
    answers |= {f"need.{name}": "no" for name in no}
    write_framing(file, {**answers, "need.rules_suffice": "no", "need.errors_manageable": "yes"})
    async with at_desk(file, WIDE, at="need.rules_suffice") as desk:
        assert desk.session.assessment.verdict.name == "ml"
        await desk.sees("┗━▶ machine learning fits", "✓ no")
        await desk.press("u")
        await desk.sees(f"Hinges on: {QUESTIONS['need.rules_suffice'].asks}")


@BOTH_SIZES
async def test_the_overview_shows_what_is_next(file: Path, size: tuple[int, int]) -> None:
    answers = {"title": "Parcels"}
    async with at_desk(write_framing(file, answers), size) as desk:
        await desk.press("ctrl+g", "9")
        await desk.until(lambda: desk.section == "workflow", "the overview")
        for keys in ((), ("tab", "tab", "shift+tab", "shift+tab")):
            await desk.press(*keys)
            await desk.sees("1 objective and KPI 0 of 14 ← next")


async def test_the_overview_tells_what_the_framing_is_heading_for(file: Path) -> None:
    write_framing(file, {"need.rules_suffice": "yes"})
    async with at_desk(file, WIDE) as desk:
        await desk.press("ctrl+g", "9")
        ways = {f.way.value for f in desk.session.assessment.counting if f.level.value != "note"}
        await desk.sees("Heading for:", *ways)


async def test_the_page_beside_the_last_questions_is_live(file: Path) -> None:
    write_framing(file, {"title": "Parcels", "stack.kpi": "calls per 1,000 parcels"})
    async with at_desk(file, (120, 60), at="spec.owner") as desk:
        await desk.type("parcel team")
        await desk.press("ctrl+p")
        await desk.type("what did you decide", "enter")
        await desk.until(lambda: desk.focus == "decision", "the last question")
        await desk.press("5")
        page = "\n".join(desk.lines)
        assert "The page, live" in page
        assert "Decision: stop" in page
        await desk.press("4")
        assert "Decision: data first" in desk.screen


@BOTH_SIZES
async def test_the_page_comes_over_the_form_by_key(file: Path, size: tuple[int, int]) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(file, size, at="stack.kpi") as desk:
        title = desk.framing.header.title
        await desk.press("f5")
        await desk.sees("The page as it stands", title[:40], "Decision:", "Verdict:")
        await desk.press("enter", "x")
        assert desk.app.screen is desk.interview
        assert desk.answer("stack.kpi").endswith("x")


@BOTH_SIZES
async def test_what_flips_it_is_told_with_its_working(file: Path, size: tuple[int, int]) -> None:
    write_framing(file, {**LATE, "serving.p99_expected_ms": 900})
    async with at_desk(file, size) as desk:
        await desk.press("f9")
        await desk.sees("What flips it", "p99")
        await desk.press("q")
        assert desk.app.screen is desk.interview


async def test_saving_is_told_in_the_title_line(file: Path) -> None:
    async with at_desk(file, NARROW, at="title") as desk:
        assert "no changes" in desk.lines[0]
        await desk.type("Parcels")
        assert "Parcels" in desk.lines[0]
        assert "saving" in desk.lines[0] or "saved" in desk.lines[0]
        await desk.until(lambda: "saved" in desk.lines[0], "saved")
        assert 'title = "Parcels"' in file.read_text(encoding="utf-8")


async def test_what_cannot_be_saved_is_said_until_it_is(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    async with at_desk(folder / "framing.toml", WIDE, at="title") as desk:
        folder.rmdir()
        await desk.type("Parcels")
        await desk.until(lambda: "NOT SAVED" in desk.lines[0], "NOT SAVED")
        await desk.press("ctrl+q")
        await desk.sees("a copy of the answers is kept in", "leave; the copy is offered")
        await desk.press("escape")
        folder.mkdir()
        await desk.press("ctrl+s")
        await desk.until(lambda: "NOT SAVED" not in desk.lines[0], "saved")
        assert desk.saved().header.title == "Parcels"

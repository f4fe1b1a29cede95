"""What can be done beside answering: marks, notes, parking, offers, undo over all of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from framing_tui.content import starter_path
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range
from framing_tui.storage.canonical import document
from framing_tui.storage.load import load

from .desk import EITHER_SIZE, NARROW, WIDE, at_desk, write_framing

STARTER = "fraud-review-queue"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


@EITHER_SIZE
async def test_a_question_is_marked_as_not_applicable_with_a_reason(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="stack.timeframe_days") as desk:
        await desk.type("90")
        await desk.press("f7")
        await desk.sees("Not applicable: By when")
        await desk.type("it never ends", "enter")
        assert "not applicable: it never ends" in desk.card
        assert desk.answer("stack.timeframe_days") is None
        assert "90" not in desk.card_rows
        assert "stack.timeframe_days" not in desk.session.assessment.completeness.open
        assert desk.saved().not_applicable == {"stack.timeframe_days": "it never ends"}
        await desk.press("tab")
        assert desk.read("By when").startswith("– By when")
        assert desk.read("By when").endswith("not applicable: it never ends")
        await desk.press("shift+tab")
        await desk.type("60")
        assert desk.framing.not_applicable == {}
        assert desk.answer("stack.timeframe_days") == Range.of(60, 60)
        assert "not applicable" not in desk.card


async def test_the_mark_is_lifted_by_an_empty_reason(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        await desk.press("f7")
        await desk.type("nobody measures", "enter")
        await desk.press("f7", "ctrl+u", "enter")
        assert desk.framing.not_applicable == {}
        await desk.press("f7")
        await desk.type("again", "escape")
        assert desk.framing.not_applicable == {}


@EITHER_SIZE
async def test_a_note_stays_with_its_question(file: Path, size: tuple[int, int]) -> None:
    async with at_desk(file, size, at="need.data_exists") as desk:
        await desk.press("f4")
        await desk.sees("Note: Does the data exist")
        await desk.type("ask the archive", "enter")
        assert "✎ ask the archive" in desk.card
        assert desk.saved().notes == {"need.data_exists": "ask the archive"}
        await desk.press("f4")
        await desk.sees("ask the archive")
        await desk.press("end")
        await desk.type(" first", "enter")
        assert desk.framing.notes == {"need.data_exists": "ask the archive first"}
        await desk.press("tab")
        assert "Does the data exist, or can it be created? ✎" in desk.form
        await desk.press("shift+tab")
        await desk.press("f4", "ctrl+u", "enter")
        assert desk.framing.notes == {}
        assert "✎" not in desk.form


@EITHER_SIZE
async def test_the_lines_of_a_note_are_shown_by_a_sign_and_kept(
    file: Path, size: tuple[int, int]
) -> None:
    note = "as finance counts it\n↵ is on the keyboard\n\nsince May"
    file.write_text(document(Framing().with_note("stack.kpi", note)), encoding="utf-8")
    async with at_desk(file, size, at="stack.kpi") as desk:
        await desk.press("f4")
        await desk.sees("as finance counts it⏎↵ is on the keyboard⏎⏎since May")
        await desk.sees("⏎ is a line break")
        await desk.press("enter")
        assert desk.framing.notes == {"stack.kpi": note}
        await desk.press("f4", "end")
        await desk.type(" 2016⏎or so", "enter")
        assert desk.saved().notes == {"stack.kpi": f"{note} 2016\nor so"}
        await desk.press("f4", "ctrl+u")
        await desk.type("no lines any more", "enter", "f4")
        await desk.sees("no lines any more")
        assert "is a line break" not in desk.screen
        await desk.type("↵", "enter")
        assert desk.framing.notes == {"stack.kpi": "no lines any more↵"}


@EITHER_SIZE
async def test_notes_and_marks_stand_on_a_record_and_its_columns(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, {"labels.candidates": [{"name": "clicks", "alignment": 4}]})
    async with at_desk(file, size, at="labels.candidates") as desk:
        desk.open_form.open_record("labels.candidates", 0)
        await desk.press("f4")
        await desk.sees("Note: clicks")
        await desk.type("as the log counts", "enter")
        assert "✎ as the log counts" in desk.card
        await desk.press("tab", "f7")
        await desk.sees("Not applicable: clicks · Alignment")
        await desk.type("nobody can", "enter")
        assert "not applicable: nobody can" in desk.card
        at = 'labels.candidates."clicks"'
        saved = desk.saved()
        assert saved.notes == {at: "as the log counts"}
        assert saved.not_applicable == {f"{at}.alignment": "nobody can"}
        assert dict(saved.answers["labels.candidates"][0].cells) == {"name": "clicks"}
        await desk.press("shift+tab")
        await desk.type(" all")
        assert set(desk.saved().notes) == {'labels.candidates."clicks all"'}
        await desk.press("escape")
        assert "✎ clicks all · as the log counts" in desk.card
        assert "– clicks all · Alignment: not applicable: nobody can" in desk.card
        await desk.press("ctrl+z")
        assert set(desk.framing.notes) == {at}


async def test_a_record_without_a_name_takes_no_note(file: Path) -> None:
    async with at_desk(file, NARROW, at="labels.candidates") as desk:
        await desk.press("n", "f4")
        assert "give it a name first" in desk.change


async def test_notes_on_a_record_go_with_it_and_come_back(file: Path) -> None:
    write_framing(file, {"metrics.constraints": [{"name": "p99"}, {"name": "cost"}]})
    async with at_desk(file, WIDE, at="metrics.constraints") as desk:
        at = 'metrics.constraints."p99"'
        desk.session.note(at, "as users feel it")
        desk.session.mark_not_applicable(f"{at}.bound", "asap")
        desk.open_form.refresh()
        assert "✎ as users feel it" in desk.card
        assert "– Bound: not applicable: asap" in desk.card
        await desk.press("up", "up", "up", "d")
        assert desk.framing.notes == {} == desk.framing.not_applicable
        await desk.press("ctrl+z")
        assert desk.framing.notes == {at: "as users feel it"}


@EITHER_SIZE
async def test_a_figure_says_what_it_rests_on(file: Path, size: tuple[int, int]) -> None:
    async with at_desk(file, size, at="stack.kpi_now") as desk:
        await desk.press("ctrl+b")
        assert "answer it first" in desk.change
        await desk.type("42")
        assert "basis" not in desk.card
        for word in ("measured", "document", "estimate", "guess"):
            await desk.press("ctrl+b")
            assert f"basis: {word} Ctrl+B changes it" in desk.card
            assert desk.saved().basis == {"stack.kpi_now": word}
        await desk.press("tab")
        assert desk.read("That number today").endswith("42 (guess)")
        await desk.press("shift+tab", "ctrl+b")
        assert "basis" not in desk.card
        assert desk.saved().basis == {}
        await desk.press("ctrl+z")
        assert "basis: guess" in desk.card
        # Another figure is as firm; none rests on nothing.
        await desk.type("5")
        assert desk.framing.basis == {"stack.kpi_now": "guess"}
        await desk.press("ctrl+u")
        assert desk.saved().basis == {}


async def test_only_figures_and_evidence_have_a_basis(file: Path) -> None:
    write_framing(file, {"feasibility.data.colour": "green", "stack.kpi": "churn"})
    async with at_desk(file, WIDE, at="stack.kpi") as desk:
        await desk.press("ctrl+b")
        assert "only a number, or the evidence of a cell, has a basis" in desk.change
        desk.main.open_form.go_to_question("feasibility.data.evidence")
        await desk.type("two years of orders")
        await desk.press("ctrl+b", "ctrl+b")
        assert desk.saved().basis == {"feasibility.data.evidence": "document"}
        desk.main.open_form.go_to_question("labels.candidates")
        await desk.press("n")
        await desk.type("chargeback")
        await desk.press("ctrl+b")
        assert "only a number, or the evidence of a cell, has a basis" in desk.change


@EITHER_SIZE
async def test_not_known_yet_says_who_finds_out_and_by_when(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="stack.kpi_now") as desk:
        await desk.press("f3")
        await desk.sees("Not known yet: That number today")
        await desk.type("finance", "enter")
        await desk.type("2027-01-15", "enter")
        assert "being found out: finance, 2027-01-15" in desk.card
        (action,) = desk.saved().answers["actions"]
        assert action.cells["owner"] == "finance"
        assert action.cells["due"] == date(2027, 1, 15)
        assert action.cells["question"] == "stack.kpi_now"
        assert "That number today" in action.label
        counts = desk.session.assessment.completeness
        assert list(counts.assigned) == ["stack.kpi_now"]
        assert "stack.kpi_now" not in counts.open
        await desk.press("tab")
        assert desk.read("That number today").startswith("◔ That number today")
        assert desk.read("That number today").endswith("finance, 2027-01-15")
        await desk.press("ctrl+p")
        await desk.type("actions")
        await desk.sees("actions · Kickoff spec")
        await desk.press("enter")
        assert desk.open == "actions"
        assert "• find out: That number today" in desk.card


async def test_who_and_when_are_asked_again_where_they_make_no_sense(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        await desk.press("f3")
        await desk.type("finance", "enter")
        await desk.type("soonish", "enter")
        await desk.sees("expected a date", "soonish", "finance")
        await desk.press("ctrl+u")
        await desk.type("1 Jun", "up")
        await desk.press("ctrl+u", "ctrl+s")
        await desk.sees("a name or a role is needed")
        assert desk.answer("actions") is None
        await desk.type("risk lead", "ctrl+s")
        (action,) = desk.answer("actions")
        assert action.cells["owner"] == "risk lead"
        assert action.cells["due"] == date(2027, 6, 1)


async def test_leaving_a_dialog_changes_nothing(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi_now") as desk:
        for key in ("f3", "f4", "f6", "f7"):
            for leave in ("escape", "ctrl+c"):
                await desk.press(key)
                await desk.sees("leave it")
                await desk.type("half a word", leave)
                assert not desk.is_over
        assert desk.framing == Framing()
    assert not file.exists()


async def test_thoughts_are_parked_one_by_one(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        for thought in ("who pays?", "what about returns?"):
            await desk.press("f6")
            await desk.sees("What fits no question")
            await desk.type(thought, "enter")
        assert desk.answer("spec.parking") == ("who pays?", "what about returns?")
        assert desk.open == "stack.kpi"
        assert desk.change == "parked: it stands in the appendix of the page"
        await desk.press("ctrl+z")
        assert desk.answer("spec.parking") == ("who pays?",)
        assert desk.saved().answers["spec.parking"] == ("who pays?",)


# Offers.


@EITHER_SIZE
async def test_a_starter_offers_answers_and_answers_nothing(
    file: Path, size: tuple[int, int]
) -> None:
    offered = load(starter_path(STARTER)).framing
    async with at_desk(file, size, at="currency") as desk:
        await desk.press("tab")
        assert "Start from" in desk.card
        assert "› ● 1 blank" in desk.card
        assert "○ 4 fraud review queue" in desk.card
        await desk.press("4")
        assert dict(desk.framing.answers) == {"starter": STARTER}
        assert desk.session.assessment.findings == ()
        assert "offered" in desk.change
        await desk.press("ctrl+g", "1")
        assert f"◌ {offered.stack.objective}" in desk.card
        assert "^O take the offer" in desk.keys
        # What is read shows its offer too, with the mark of one and not of an answer.
        assert f"{offered.stack.kpi}" in desk.form
        assert desk.read("The one business number").startswith("○ ")
        await desk.press("ctrl+o")
        assert desk.answer("stack.objective") == offered.stack.objective
        assert offered.stack.objective in desk.card
        assert "◌" not in desk.card
        assert "take the offer" not in desk.keys
        await desk.press("down", "right")
        assert desk.answer("stack.kpi") == offered.stack.kpi
        assert desk.saved().answers["stack.kpi"] == offered.stack.kpi
        assert set(desk.framing.answers) == {"starter", "stack.objective", "stack.kpi"}


@pytest.mark.parametrize(
    "question", ["stack.policy", "archetype.guardrails", "stack.users", "metrics.constraints"]
)
async def test_every_kind_of_field_takes_its_offer(file: Path, question: str) -> None:
    offered = load(starter_path(STARTER)).framing.answers[question]
    write_framing(file, {"starter": STARTER})
    async with at_desk(file, NARROW, at=question) as desk:
        assert desk.answer(question) is None
        await desk.press("ctrl+o")
        assert desk.answer(question) == offered
        assert desk.saved().answers[question] == offered
        await desk.press("ctrl+o")
        assert desk.change == "nothing is offered here"


async def test_an_offer_is_read_in_full_and_written_on_where_it_ends(file: Path) -> None:
    write_framing(file, {"starter": STARTER})
    offered = load(starter_path(STARTER)).framing.stack.decision_improved
    async with at_desk(file, WIDE, at="stack.decision_improved") as desk:
        assert f"◌ {offered}" in desk.card
        await desk.press("ctrl+o", "s")
        assert desk.answer("stack.decision_improved") == f"{offered}s"
        assert f"{offered}s" in desk.card


async def test_an_answer_is_not_overwritten_by_an_offer(file: Path) -> None:
    write_framing(file, {"starter": STARTER, "stack.kpi": "mine", "stack.policy": "advise"})
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        await desk.press("ctrl+o", "home", "right", "x")
        assert desk.answer("stack.kpi") == "mxine"


async def test_a_cleared_answer_shows_its_offer_again(file: Path) -> None:
    offered = load(starter_path(STARTER)).framing
    write_framing(file, {"starter": STARTER})
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        await desk.press("ctrl+o", "ctrl+u")
        assert desk.answer("stack.kpi") is None
        assert f"◌ {offered.stack.kpi}" in desk.card
        await desk.press("right")
        assert desk.answer("stack.kpi") == offered.stack.kpi


async def test_derived_colours_are_offered_in_their_cells(file: Path) -> None:
    write_framing(file, {"data.reliable": "no"})
    async with at_desk(file, WIDE, at="feasibility.data.colour") as desk:
        assert "◌ r red" in desk.card
        assert desk.answer("feasibility.data.colour") is None
        await desk.press("ctrl+o")
        assert desk.answer("feasibility.data.colour") == "red"


# Undo and redo.


@EITHER_SIZE
async def test_undo_and_redo_walk_over_sections(file: Path, size: tuple[int, int]) -> None:
    async with at_desk(file, size, at="stack.kpi") as desk:
        await desk.type("losses")
        await desk.press("down")
        await desk.type("42")
        await desk.press("ctrl+g", "2", "y")
        await desk.press("ctrl+g", "3", "3")
        everything = desk.framing
        assert set(everything.answers) == {
            "stack.kpi",
            "stack.kpi_now",
            "need.rules_suffice",
            "archetype.kind",
        }
        for question in ("archetype.kind", "need.rules_suffice", "stack.kpi_now", "stack.kpi"):
            await desk.press("ctrl+z")
            assert desk.answer(question) is None
            assert desk.open == question
        assert "losses" not in desk.form
        assert desk.saved().answers == {}
        await desk.press("ctrl+z")
        assert desk.change == "nothing to undo"
        for question in ("stack.kpi", "stack.kpi_now", "need.rules_suffice", "archetype.kind"):
            await desk.press("ctrl+y")
            assert desk.open == question
        assert desk.framing == everything
        assert desk.saved() == everything
        await desk.press("ctrl+y")
        assert desk.change == "nothing to redo"


async def test_undo_takes_back_words_whole_and_keys_one_by_one(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.rules_suffice") as desk:
        await desk.press("y", "n", "u", "ctrl+z")
        assert desk.answer("need.rules_suffice") == "no"
        await desk.press("ctrl+z", "ctrl+z")
        assert desk.answer("need.rules_suffice") is None
        await desk.press("ctrl+p")
        await desk.type("archetype.guardrails")
        await desk.sees("archetype.guardrails")
        await desk.press("enter")
        assert desk.open == "archetype.guardrails"
        await desk.press("1", "2", "3", "ctrl+z")
        assert desk.answer("archetype.guardrails") == ("fallback", "review-queue")


async def test_marks_and_notes_are_undone_too(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        await desk.type("losses")
        await desk.press("f4")
        await desk.type("net", "enter")
        await desk.press("f7")
        await desk.type("none yet", "enter")
        await desk.press("ctrl+z")
        assert desk.answer("stack.kpi") == "losses"
        assert "losses" in desk.card_rows
        await desk.press("ctrl+z")
        assert desk.framing.notes == {}
        await desk.press("ctrl+z")
        assert desk.answer("stack.kpi") is None


async def test_an_undo_right_behind_the_last_letter_takes_the_word_back(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.kpi") as desk:
        await desk.type("losses")
        await desk.press("down")
        await desk.burst(*"42", "ctrl+z")
        assert desk.answer("stack.kpi_now") is None
        assert desk.answer("stack.kpi") == "losses"


async def test_a_new_answer_ends_what_can_be_redone(file: Path) -> None:
    async with at_desk(file, NARROW, at="need.rules_suffice") as desk:
        await desk.press("y", "ctrl+z", "n", "ctrl+y")
        assert desk.change == "nothing to redo"
        assert desk.answer("need.rules_suffice") == "no"


# Accepting a finding.


@EITHER_SIZE
async def test_a_finding_is_accepted_with_a_reason_a_name_and_a_date(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, {"archetype.kind": "autonomous", "need.errors_manageable": "no"})
    async with at_desk(file, size) as desk:
        assert desk.codes("red")[0] == "FT101"
        await desk.press("f2", "a")
        await desk.sees("Accept: no KPI")
        await desk.press("enter", "enter", "enter")
        await desk.sees("a reason and a name are needed")
        await desk.press("up", "up")
        await desk.type("a pilot [/]", "enter")
        await desk.type("risk lead", "enter")
        await desk.type("31 Feb 2027", "enter")
        await desk.sees("no such day")
        await desk.press("ctrl+u")
        await desk.type("2027-03-31", "enter")
        (row,) = desk.saved().answers["accepted"]
        assert row.plain() == {
            "rule": "FT101",
            "reason": "a pilot [/]",
            "by": "risk lead",
            "until": date(2027, 3, 31),
        }
        assert desk.cell("roi") != "red"
        await desk.press("ctrl+z")
        assert desk.cell("roi") == "red"

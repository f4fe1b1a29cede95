"""A page comes back: forms filled by hand, our page with edits, other documents, hostile ones."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from framing_tui.assessment import assess
from framing_tui.cli import main
from framing_tui.content import example_path
from framing_tui.interview.page_file import read_page
from framing_tui.model.framing import Framing
from framing_tui.model.values import Range
from framing_tui.rules.settings import AS_DECLARED
from framing_tui.spec.markdown import export_markdown
from framing_tui.spec.reading_back.bring_in import Brought, bring_in
from framing_tui.spec.reading_back.guard import NoPage
from framing_tui.spec.reading_back.labels import FIELDS, label_of
from framing_tui.storage.load import load

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / "tests" / "cases" / "forms").glob("*.md"))
EXAMPLE = ROOT / "templates" / "examples" / "payment-fraud.toml"
TODAY = date(2026, 11, 23)


def brought(text: str, framing: Framing | None = None) -> Brought:
    return bring_in(text, "page.md", framing or Framing(), AS_DECLARED, today=TODAY)


def page_of(framing: Framing) -> str:
    return export_markdown(framing, AS_DECLARED)


@cache
def example() -> tuple[Framing, str]:
    """Return a framing and its page."""
    framing = load(EXAMPLE).framing
    return framing, page_of(framing)


def form(*fields: tuple[str, str], style: str = "* **{}:** {}") -> str:
    """Return a form with some fields filled, and the three that make it a form."""
    filled = dict(fields)
    for label in ("Decision being improved", "Primary model metric", "Owner + oncall + monitoring"):
        filled.setdefault(label, "")
    return "\n".join(style.format(label, text) for label, text in filled.items()) + "\n"


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return left.value.code if isinstance(left.value.code, int) else 0


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_of_a_public_case_is_placed_whole_and_judged(path: Path) -> None:
    result = brought(path.read_text(encoding="utf-8"))
    placed = {found.field for line in result.told if (found := label_of(line.label))}
    assert placed >= set(FIELDS)
    assert not [line for line in result.told if line.outcome in ("parked", "left")]
    assessment = assess(result.framing, TODAY, AS_DECLARED)
    assert assessment.findings
    assert len(result.framing.answers) >= 15
    again = brought(path.read_text(encoding="utf-8"), result.framing)
    assert again.framing == result.framing


@pytest.mark.parametrize(
    "style",
    ["* **{}:** {}", "**{}**: {}\n", "## {}\n\n{}\n", "{}: {}\n", "### 1. {}\n{}\n", "- **{}** {}"],
)
def test_labels_are_read_in_each_form(style: str) -> None:
    fields = (("business kpi", "churn rate"), ("Model outputs", "P(leaves)"))
    result = brought(form(*fields, style=style))
    assert result.framing.stack.kpi == "churn rate"
    assert result.framing.stack.model_goal == "P(leaves)"


def test_labels_are_read_from_the_rows_of_a_table() -> None:
    table = "| Field | Here |\n|---|---|\n| Business KPI | churn rate, % from 5 % to 4 % |\n"
    result = brought(table + "| Model output | P(leaves) |\n| ACTION POLICY | top K |\n")
    stack = result.framing.stack
    assert (stack.kpi, stack.kpi_now, stack.kpi_target) == (
        "churn rate, %",
        Range.of(5),
        Range.of(4),
    )
    assert stack.policy == "top-k"


def test_what_is_left_as_printed_is_open() -> None:
    hints = {
        "Action policy": "(threshold/top-K/HITL)",
        "Constraints": "(latency p99, precision floor, safety)",
        "Serving-time features confirmed": "yes/no",
        "Rollout plan": "baseline → 1% → 10% → 50% → 100%",
        "Business KPI": "",
    }
    assert brought(form(*hints.items())).framing == Framing()


def test_values_come_in_as_answers_of_their_kind() -> None:
    result = brought(
        form(
            ("Business KPI", "loss per order, EUR: from 42 to 28..31 within 9 months"),
            ("Model output", "P(fraud); type: binary"),
            ("Constraints", "latency p99 <= 120 ms; fairness: at most 1.2 x in each group"),
            ("Data sources + labeling plan", "orders; disputes; labels: the bank's file"),
            ("Rollout plan", "today's rules → 1 % → 10 % → 100 %"),
            ("Serving-time features confirmed", "No, two come too late"),
            ("Proxy label + known risks", "chargeback; known risks: comes after 90 days"),
            ("Owner + oncall + monitoring", "payments; risk rota; drift alarm"),
        )
    )
    framing = result.framing
    assert framing.stack.kpi == "loss per order, EUR"
    assert framing.stack.kpi_target == Range.of(28, 31)
    assert framing.stack.timeframe_days == Range.of(270)
    assert framing.task.type == "binary"
    assert framing.answers["serving.p99_budget_ms"] == Range.of(120)
    assert [row.label for row in framing.metrics.constraints or ()] == ["latency p99", "fairness"]
    assert framing.spec.data_sources == ("orders", "disputes")
    assert framing.labels.plan == "the bank's file"
    assert framing.validation.stages_percent == tuple(map(Range.of, (1, 10, 100)))
    assert framing.validation.baseline == "today's rules"
    assert framing.serving.features_confirmed == "no"
    assert "two come too late" in framing.notes["serving.features_confirmed"]
    (label,) = framing.labels.candidates or ()
    assert label.chosen
    assert label.failure_mode == "comes after 90 days"
    assert framing.spec.monitoring == "drift alarm"


def test_what_fits_nothing_is_parked_with_its_line() -> None:
    result = brought(form(("Business KPI", "churn")) + "\n## Weather\n\nsunny\n")
    assert result.framing.spec.parking == ("Weather: sunny",)
    (parked,) = [line for line in result.told if line.outcome == "parked"]
    assert parked.line == 8


def test_another_answer_is_never_written_over_in_silence() -> None:
    before = Framing({"stack.users": "the desk", "labels.plan": "the desk tags 300 a week"})
    other = "a wholly other team"
    result = brought(form(("Target users & workflow change", other)), before)
    assert result.framing.stack.users == other
    (told,) = [line for line in result.told if line.question_id == "stack.users"]
    assert (told.outcome, told.words) == ("changed", f"“the desk” → “{other}”")
    # Where it cannot be told which of two lines is meant, the answer stays.
    lines = "\n  - the bank\n  - labels: from the courts\n  - and from merchants\n  - and more"
    result = brought(form(("Data sources + labeling plan", lines)), before)
    assert "300 a week" in f"{result.framing.labels.plan} {result.told}"


EDITS: dict[str, tuple[str, str, Callable[[Framing], object], object]] = {
    "a number in the table": (
        "| 10 | 6 to 7 |",
        "| 10 | 5 |",
        lambda f: f.stack.kpi_target,
        Range.of(5),
    ),
    "a duration": (
        "within 1 year\n",
        "within 9 months\n",
        lambda f: f.stack.timeframe_days,
        Range.of(270),
    ),
    "an item of a list": (
        "  - early fraud warnings\n",
        "  - early warnings of banks\n",
        lambda f: (f.spec.data_sources or ())[2],
        "early warnings of banks",
    ),
    "one item more": (
        "  - early fraud warnings\n",
        "  - early fraud warnings\n  - lists of merchants\n",
        lambda f: (f.spec.data_sources or ())[3],
        "lists of merchants",
    ),
    "one item less": (
        "  - early fraud warnings\n",
        "",
        lambda f: len(f.spec.data_sources or ()),
        3,
    ),
    "stages": (
        "1 % → 10 % → 50 %",
        "1 % → 5 % → 50 %",
        lambda f: (f.validation.stages_percent or ())[1],
        Range.of(5),
    ),
    "a person": (
        "**fraud engineer**, by 2016-04-01",
        "**data lead**, by 2016-04-01",
        lambda f: (f.records.actions or ())[0].owner,
        "data lead",
    ),
    "a day": (
        "**fraud engineer**, by 2016-04-01",
        "**fraud engineer**, by 2016-05-02",
        lambda f: (f.records.actions or ())[0].due,
        date(2016, 5, 2),
    ),
    "a bound": (
        "p99 <= 100 ms, watched live",
        "p99 <= 80 ms, watched live",
        lambda f: (f.metrics.constraints or ())[0].bound,
        "p99 <= 80 ms",
    ),
    "an option": (
        "bands; autonomous",
        "bands; human in the loop",
        lambda f: f.archetype.kind,
        "human-in-the-loop",
    ),
    "yes and no": (
        "features confirmed:** yes",
        "features confirmed:** no",
        lambda f: f.serving.features_confirmed,
        "no",
    ),
    "evidence of a cell": (
        "the same card is seen at many merchants",
        "each card is seen at many shops",
        lambda f: f.feasibility.data.evidence,
        "each card is seen at many shops",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_one_edit_changes_that_answer_alone(name: str) -> None:
    old, new, read, expected = EDITS[name]
    framing, page = example()
    assert page.count(old) >= 1, name
    result = brought(page.replace(old, new, 1), framing)
    assert read(result.framing) == expected
    changed = {
        qid
        for qid in {*framing.answers, *result.framing.answers}
        if framing.answers.get(qid) != result.framing.answers.get(qid)
    }
    assert len(changed) == 1
    assert result.framing.notes == framing.notes
    assert {line.outcome for line in result.told} == {"changed"}


@pytest.mark.parametrize("written", ["word a", "word", "we tag a few"])
def test_a_text_of_two_lines_may_become_one_that_shares_a_word(written: str) -> None:
    plan = "Two of us tag each picture; the lead settles\ndifferences; 200 a day at the start."
    before = Framing({"title": "Parts", "labels.plan": plan})
    page = page_of(before.with_answer("labels.plan", written))
    result = brought(page, before)
    assert result.framing.labels.plan == written
    assert {line.outcome for line in result.told} == {"changed"}


def test_an_edit_that_the_keyboard_would_refuse_is_offered() -> None:
    framing, page = example()
    result = brought(page.replace("within 1 year\n", "within soonish\n"), framing)
    assert result.framing.stack.timeframe_days == framing.stack.timeframe_days
    assert [line.outcome for line in result.told] == ["offered"]


def test_our_page_alone_gives_its_answers() -> None:
    framing, page = example()
    result = brought(page)
    for question_id in result.framing.answers:
        assert question_id in framing.answers
    same = [q for q, value in result.framing.answers.items() if framing.answers[q] == value]
    assert len(same) >= 50


def test_another_document_gives_offers_and_keeps_the_rest() -> None:
    text = "# Churn\n\n## Background\n\nWe lose many.\n\n## Schema\n\nA table.\n"
    result = brought(text)
    assert "We lose many." in result.framing.notes["stack.objective"]
    assert [line.outcome for line in result.told] == ["taken", "offered", "left"]


def test_the_command_reports_writes_and_is_content_the_second_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, file = FORMS[0], tmp_path / "f.toml"
    assert run("import", page, file, "--dry-run") == 0
    assert not file.exists()
    assert run("import", page, file) == 0
    said = capsys.readouterr()
    assert f"{page}:5: taken: Business KPI → stack.kpi: " in said.out
    before = file.read_bytes()
    assert run("import", page, file) == 0
    assert file.read_bytes() == before
    assert "nothing is written" in capsys.readouterr().err
    assert run("check", file, "--fail-on", "never") == 0


def test_unknown_keys_and_comments_stay(tmp_path: Path) -> None:
    file = tmp_path / "f.toml"
    file.write_text('format = 1\n# ours\nmystery = "kept"\n\n[stack]\nkpi = ""\n')
    assert run("import", FORMS[0], file) == 0
    text = file.read_text()
    assert "# ours" in text
    assert 'mystery = "kept"' in text
    assert load(file).framing.stack.kpi == "Share of mobile replies sent with a suggestion"


def test_an_html_page_gives_back_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, file = tmp_path / "p.html", tmp_path / "f.toml"
    assert run("export", EXAMPLE, "-o", page, "--to", "html") == 0
    assert run("import", page, file) == 0
    assert load(file).framing == load(EXAMPLE).framing
    assert run("import", page, EXAMPLE, "--dry-run") == 0
    assert "nothing to change" in capsys.readouterr().err


def test_new_from_spec_offers_and_answers_nothing(tmp_path: Path) -> None:
    from framing_tui.session import Session

    file = tmp_path / "f.toml"
    assert run("new", "--from-spec", FORMS[1], file) == 0
    session = Session.open(file, TODAY)
    assert session.framing.stack.kpi is None
    assert str(session.offer_for("stack.kpi")).startswith("dispute rate and money lost")
    assert session.offer_for("labels.candidates")
    session.answer("stack.kpi", session.offer_for("stack.kpi"))
    assert session.close()
    again = Session.open(file, TODAY)
    assert again.offer_for("stack.kpi") is None
    assert again.offer_for("stack.users")
    again.close()


LABELS = "* **Business KPI:** x\n* **Model output:** y\n* **Action policy:** z\n"
HOSTILE: dict[str, bytes] = {
    "ten megabytes": b"x" * 10_000_000,
    "ten thousand lists": "".join(f"{'  ' * i}- a\n" for i in range(10_000)).encode(),
    "lists in a line": b"- " * 10_000,
    "quotes": "\n".join("> " * i + "x" for i in range(300)).encode(),
    "brackets": b"[" * 15_000,
    "a zero byte": b"a\0b",
    "another encoding": b"\xff\xfeabc",
    "lines without end": LABELS.encode() + b"a line\n\n" * 9_000,
    "cells without end": (LABELS + "\n|a|b|\n|-|-|\n" + "|x|y|\n" * 7_000).encode(),
    "a page of somebody else": b"# Holiday\n\nWe went to the sea.\n",
    "nothing": b"",
    "an HTML page of somebody else": b"<!doctype html><p>hello</p>",
    "a framing that is none": b'<html><pre id="framing-toml">format = 1\n[[[\n</pre></html>',
    "a large HTML page": b"<!doctype html>" + b"x" * 10_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_one_clear_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, file = tmp_path / "p.md", tmp_path / "f.toml"
    page.write_bytes(HOSTILE[name])
    begun = time.process_time()
    assert run("import", page, file) == 2
    assert time.process_time() - begun < 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert not file.exists()


def test_control_characters_and_tags_come_in_as_harmless_words() -> None:
    result = brought(LABELS.replace("x", "a \x1b[31m\u202e <script>b</script>"))
    kpi = result.framing.stack.kpi or ""
    assert "\x1b" not in kpi
    assert "\u202e" not in kpi
    assert kpi.isprintable()


def test_a_page_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(NoPage, match="nested too deep"):
        read_page(b"> " * 100 + b"x")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("**The ask:** Build", "**The ask:** Do not build", "left"),
        ("goes live in 6 months", "goes live in 8 months", "changed"),
    ],
)
def test_no_edit_is_passed_over_in_silence(old: str, new: str, told: str) -> None:
    framing = load(example_path("payment-fraud")).framing
    page = export_markdown(framing, AS_DECLARED)
    assert old in page
    brought = bring_in(page.replace(old, new), "spec.md", framing, AS_DECLARED)
    assert [line.outcome for line in brought.told] == [told]

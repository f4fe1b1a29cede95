"""The bundled starters and examples: readable, complete, explained, and soundly judged."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.model.catalogue import QUESTIONS, TABLES
from framing_tui.model.framing import Framing
from framing_tui.model.records import Rows
from framing_tui.rules.finding import Level
from framing_tui.storage.canonical import comment

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STARTERS = sorted((TEMPLATES / "starters").glob("*.toml"))
EXAMPLES = sorted((TEMPLATES / "examples").glob("*.toml"))
WANTED_STARTERS = {
    "fraud-review-queue",
    "churn-retention",
    "ranking-recommendation",
    "support-ticket-triage",
    "demand-forecast",
    "time-estimate",
    "text-assistant",
}
WANTED_EXAMPLES = {"payment-fraud", "arrival-time"}
MAX_WIDTH = 110
CLAIMS = ("feasibility.", "killers.", "diagnosis.")
MARKS = ("notes", "basis", "not_applicable")
ORIGINS = ("(documented)", "(recalled)", "(inferred)")
# Keys of the file itself, which no question asks for.
FORMAT = "format"

every_file = pytest.mark.parametrize("path", STARTERS + EXAMPLES, ids=lambda p: p.stem)
every_starter = pytest.mark.parametrize("path", STARTERS, ids=lambda p: p.stem)
every_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)


def plain(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the id and plain value of every key, nested tables flattened."""
    for key, value in table.items():
        name = f"{prefix}{key}"
        if name == FORMAT or name in MARKS:
            continue
        if isinstance(value, dict):
            yield from flat(value, f"{name}.")
        else:
            yield name, value


def framing_of(path: Path) -> Framing:
    """Read a file strictly: every key must be known, and every value fit its question."""
    answers: dict[str, Any] = {}
    data = plain(path)
    for name, value in flat(data):
        question = QUESTIONS[name]
        if value == "":
            continue
        if isinstance(question.kind, Rows):
            rows, problems = question.kind.read_each(value)
            assert problems == [], name
            answers[name] = rows
        else:
            answers[name] = question.kind.read(value)
    marks = {mark: data.get(mark, {}) for mark in MARKS}
    for mark, texts in marks.items():
        assert set(texts) <= set(QUESTIONS), mark
    return Framing(answers, marks["not_applicable"], marks["notes"])


def keys_with_comments(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each key's line with the comment block above it; that of its `[[table]]` otherwise."""
    block: list[str] = []
    inherited = ""
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines():
        is_key = not inside and re.match(r'["\w.-]+ = ', line) is not None
        if line.count('"""') == 1:
            inside = not inside
        if line.startswith("["):
            inherited = " ".join(block) if line.startswith("[[") else ""
        if is_key:
            yield line, " ".join(block) or inherited
        if line.startswith("#"):
            block.append(line)
        else:
            block = []


def offered_questions() -> list[str]:
    return [
        q.id
        for table in TABLES
        for q in table.questions
        if not q.internal and not q.id.startswith(CLAIMS)
    ]


def test_the_expected_files_are_there():
    assert {path.stem for path in STARTERS} >= WANTED_STARTERS
    assert {path.stem for path in EXAMPLES} >= WANTED_EXAMPLES


@every_file
def test_every_key_is_known_and_every_value_is_read(path: Path):
    assert plain(path)[FORMAT] == 1
    assert framing_of(path).header.title


@every_file
def test_every_key_stands_under_a_comment(path: Path):
    bare = [line for line, comment in keys_with_comments(path) if not comment]
    assert bare == []


@every_file
def test_lines_fit_the_page_and_hold_no_odd_characters(path: Path):
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if len(line) > MAX_WIDTH] == []
    assert [char for char in text if not char.isprintable() and char != "\n"] == []
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@every_starter
def test_a_starter_opens_with_what_it_is_for(path: Path):
    head, _, _ = path.read_text(encoding="utf-8").partition("\n\n")
    lines = head.splitlines()
    assert all(line.startswith("# ") for line in lines)
    assert 2 <= len(lines) <= 4


@every_starter
def test_a_starter_lists_every_question_once_in_file_order(path: Path):
    wanted = offered_questions()
    listed = [name for name, _ in flat(plain(path))]
    assert sorted(listed) == sorted(wanted)
    # Lists of records follow the plain keys of their table, as TOML wants it.
    given = dict(flat(plain(path)))
    is_list = {name: isinstance(given[name], list) and _holds_tables(given[name]) for name in given}
    scalars = [name for name in listed if not is_list[name]]
    assert scalars == [name for name in wanted if not is_list[name]]
    tables = [table.path.split(".")[0] for table in TABLES if table.path]
    order = [name for name in dict.fromkeys(tables) if f"{name}." not in CLAIMS]
    assert [key for key, value in plain(path).items() if isinstance(value, dict)] == order


def _holds_tables(value: list[Any]) -> bool:
    return any(isinstance(item, dict) for item in value)


@every_starter
def test_a_starter_decides_and_claims_nothing(path: Path):
    data = plain(path)
    assert data["decision"] == ""
    assert not {"accepted", "clashes", "feasibility", "killers", "starter"} & set(data)


@every_starter
def test_all_offers_together_are_no_bad_framing(path: Path):
    """Whatever is found in the offers alone rests on figures that only the team can know."""
    judged = assess(framing_of(path))
    assert judged.verdict.name == "ml"
    red = judged.of_level(Level.RED)
    warned = [f for f in judged.of_level(Level.WARN) if not f.absent]
    assert ([f.message for f in red], [f.message for f in warned]) == ([], [])


@every_starter
def test_offers_that_are_not_taken_are_not_judged(path: Path):
    judged = assess(Framing({"starter": path.stem}))
    assert judged.findings == ()
    assert judged.verdict.name == "open"


def not_answered_yet(path: Path) -> set[str]:
    """Return the questions whose key the generator has added to an example, and nobody answered.

    It stands open, under no more than what is asked; whoever answers it says where that is from.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        name
        for name, value in flat(plain(path))
        if value == "" and comment(QUESTIONS[name]) in lines
    }


@every_example
def test_an_example_says_where_each_answer_is_from(path: Path):
    untold_yet = {f'{QUESTIONS[name].name} = ""' for name in not_answered_yet(path)}
    marked = set(plain(path)["notes"]) | set(plain(path).get("not_applicable", {}))
    untold = [
        line
        for line, comment in keys_with_comments(path)
        if not any(origin in comment for origin in ORIGINS)
        and not line.startswith("format = ")
        and line.split(" = ")[0].strip('"') not in marked
        and line not in untold_yet
    ]
    assert untold == []


@every_example
def test_an_example_names_its_sources(path: Path):
    head, _, _ = path.read_text(encoding="utf-8").partition("\n\n")
    assert "# Sources: " in head
    assert plain(path)["notes"]


@every_example
def test_an_example_is_complete_and_sound(path: Path):
    framing = framing_of(path)
    # What was declared since waits there for an answer; it is judged for what has been answered.
    for question_id in not_answered_yet(path):
        framing = framing.with_not_applicable(question_id, "asked since")
    judged = assess(framing)
    assert framing.decision == "build"
    assert judged.completeness.open == ()
    assert judged.completeness.assigned == ()
    assert judged.verdict.name == "ml"
    assert not judged.verdict.leaning
    assert [f.message for f in judged.of_level(Level.RED)] == []
    assert [f.message for f in judged.of_level(Level.WARN)] == []


@every_example
def test_an_example_shows_five_cells_with_evidence(path: Path):
    judged = assess(framing_of(path))
    assert all(cell.claimed is not None for cell in judged.cells)
    assert {cell.state for cell in judged.cells} <= {"green", "amber"}
    assert [c.area for c in judged.cells if c.claimed == "green" and c.state != "green"] == []

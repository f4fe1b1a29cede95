"""`python docs/generate.py`: what it writes is up to date, and it changes nothing else."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.storage.canonical import comment

from .conftest import ROOT

STARTERS = sorted((ROOT / "templates" / "starters").glob("*.toml"))
EXAMPLES = sorted((ROOT / "templates" / "examples").glob("*.toml"))


def test_all_that_is_written_says_what_is_declared(generate: ModuleType) -> None:
    outdated = [
        file.relative_to(ROOT).as_posix()
        for file, text in generate.written()
        if file.read_text(encoding="utf-8") != text
    ]
    assert outdated == [], "run python docs/generate.py"


def test_pages_starters_and_examples_are_written(generate: ModuleType) -> None:
    names = (
        "questions.md",
        "rules.md",
        "calculators.md",
        "commands.md",
        "framing.schema.json",
        "kickoff.md",
    )
    pages = [ROOT / "docs" / name for name in names]
    assert [file for file, _ in generate.written()] == [*pages, *STARTERS, *EXAMPLES]


def without(text: str, key: str) -> str:
    """Return a file of content without one key, its value and the comment above it."""
    found = re.search(rf'^(#[^\n]*\n)*{key} = ("""\n.*?"""|\[\n.*?^\]|[^\n]*)\n', text, re.M | re.S)
    assert found is not None
    return text[: found.start()] + text[found.end() :]


# The first of its table, one in the middle, one before records, and those of the header.
LACKED = ("stack.objective", "stack.kpi_target", "labels.selected_by", "team", "decision")


@pytest.mark.parametrize("question_id", LACKED)
@pytest.mark.parametrize("file", STARTERS, ids=lambda file: file.stem)
def test_a_key_that_a_starter_lacks_is_put_where_it_is_asked(
    generate: ModuleType, file: Path, question_id: str
) -> None:
    text = file.read_text(encoding="utf-8")
    question = QUESTIONS[question_id]
    lacking = without(text, question.name)
    completed = generate.starter(lacking)
    lines = f'{comment(question)}\n{question.name} = ""\n'
    assert completed.replace(lines, "", 1) == lacking
    assert keys(completed) == keys(text)
    assert generate.starter(completed) == completed


def keys(text: str) -> list[str]:
    """Return every key of a file in its order, those of records included."""
    return re.findall(r"^(?:\[+[\w.]+\]+|[\w.]+(?= = ))", text, re.M)


def test_a_column_that_a_record_lacks_is_put_into_it(generate: ModuleType) -> None:
    text = (ROOT / "templates" / "starters" / "churn-retention.toml").read_text(encoding="utf-8")
    lacking = without(text, "same_as_training")
    completed = generate.starter(lacking)
    lines = '# Computed the same way as in training?\nsame_as_training = ""\n'
    assert completed.replace(lines, "", 1) == lacking
    assert keys(completed) == keys(text)


def test_a_list_of_records_that_a_starter_lacks_is_one_open_key(generate: ModuleType) -> None:
    text = (ROOT / "templates" / "starters" / "churn-retention.toml").read_text(encoding="utf-8")
    lacking = text[: text.index("# The features, one by one")] + text[text.index("[errors]") :]
    completed = generate.starter(lacking)
    assert tomllib.loads(completed)["serving"]["features"] == ""
    asks = comment(QUESTIONS["serving.features"])
    assert completed.replace(f'{asks}\nfeatures = ""\n', "", 1) == lacking


def test_an_example_gets_what_its_completeness_misses_alone(generate: ModuleType) -> None:
    text = (ROOT / "templates" / "examples" / "payment-fraud.toml").read_text(encoding="utf-8")
    # Optional, and left out here already.
    assert "other_models" not in text
    lacking = without(without(text, "kpi_target"), "policy_detail")
    completed = generate.example(lacking)
    lines = f'{comment(QUESTIONS["stack.kpi_target"])}\nkpi_target = ""\n'
    assert completed.replace(lines, "", 1) == lacking
    assert completed.index("kpi_now =") < completed.index("kpi_target =")


def test_the_check_names_what_is_outdated_and_the_command(
    generate: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("docs", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("images"))
    monkeypatch.setattr(generate, "FOLDER", tmp_path / "docs")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    shown: list[bool] = []
    monkeypatch.setattr(generate, "show_again", lambda *, quick: not shown.append(quick))

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["generate.py", *arguments])
        return generate.main(), capsys.readouterr().err

    page = tmp_path / "docs" / "questions.md"
    starter = tmp_path / "templates" / "starters" / "churn-retention.toml"
    example = tmp_path / "templates" / "examples" / "payment-fraud.toml"
    assert run("--check") == (0, "")
    page.write_text("old\n", encoding="utf-8")
    for file, key in ((starter, "kpi_now"), (example, "kpi_target")):
        file.write_text(without(file.read_text(encoding="utf-8"), key), encoding="utf-8")
    before = [file.read_bytes() for file in (page, starter, example)]

    status, said = run("--check")
    assert status == 1
    assert said == (
        "docs/questions.md is not up to date: run python docs/generate.py\n"
        "templates/starters/churn-retention.toml is not up to date: run python docs/generate.py\n"
        "templates/examples/payment-fraud.toml is not up to date: run python docs/generate.py\n"
    )
    assert [file.read_bytes() for file in (page, starter, example)] == before
    assert shown == []

    status, said = run("--quick")
    assert status == 0
    opening = "templates/examples/payment-fraud.toml waits for an answer to "
    (waits,) = (line for line in said.splitlines() if line.startswith(opening))
    assert "stack.kpi_target" in waits.removeprefix(opening).split(", ")
    assert shown == [True]
    assert run("--check") == (0, "")

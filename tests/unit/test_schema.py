"""The JSON Schema of the file: it takes what the loader takes, and refuses what that refuses."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from framing_tui.cli.program import main
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.question import AnyQuestion
from framing_tui.storage.load import load, load_bytes
from framing_tui.storage.schema import schema, schema_text

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
# Beside the framings of the known projects lie tables of what is expected of them.
TABLES_OF_CASES = {"before", "expected", "mapping", "needed"}
FILES = [
    *sorted((ROOT / "templates").glob("*/*.toml")),
    *(path for path in sorted(CASES.glob("*.toml")) if path.stem not in TABLES_OF_CASES),
    *sorted((ROOT / "tests" / "golden" / "framings").glob("*.toml")),
]
SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def plain(value: object) -> Any:
    """Return what is read from TOML as JSON has it: dates and times as texts."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, (date, time)) else value


def refusals(text: str) -> list[str]:
    """Return where the schema refuses a text, and why."""
    found = VALIDATOR.iter_errors(plain(tomllib.loads(text)))
    return [f"{error.json_path}: {error.message}" for error in found]


def test_it_is_a_schema() -> None:
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMA)


def test_there_are_files_to_check() -> None:
    assert len([path for path in FILES if path.parent == CASES]) > 10
    assert len([path for path in FILES if path.parent.name in ("starters", "examples")]) > 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_framing_without_faults_is_valid(path: Path) -> None:
    assert load(path).problems == ()
    assert refusals(path.read_text(encoding="utf-8")) == []


def test_nothing_but_an_empty_file_is_needed() -> None:
    assert refusals("") == []
    assert refusals("format = 1\n") == []


# As a file spells them; of each, the loader is asked whether it is an answer.
PROBES = (
    *('""', '"x"', '"yes"', '"unsure"', '"green"', '"threshold"', '"2026-02-01"', "true", "0"),
    *("3", "6", "-1", "2.5", "101", "1e16", "-1e16", "2026-02-01", "2026-02-01T10:00:00"),
    *("10:00:00", "[]", '["x"]', '[["x"]]', "[1]", "[1, 2]", "[2, 1]", "[1, 2, 3]", "[-1, 2]"),
    *("[1.5, 2]", '["1", 2]', "[[1, 2], 3]", "[true]", "{}", "[{}]", "{ a = 1 }", "[{ a = 1 }]"),
    *('[{ name = "x" }]', '[{ name = "x", naem = 1 }]', '[{ what = "x" }]', "[{ alignment = 3 }]"),
    *('[{ name = "x", alignment = 9 }]', '[{ name = "x", chosen = "yes" }]', "[{ name = 3 }]"),
    *('[{ name = "x", alignment = "" }]', '[{ rule = "FT101", until = 2026-02-01 }]'),
)
# What no schema can tell apart: a date in quotes is a text, and so is one without.
_DATES = ("2026-02-01", "2026-02-01T10:00:00", "10:00:00")
BLIND = {"date": ('"2026-02-01"',), "line": _DATES, "text": _DATES}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
def test_a_value_is_refused_just_where_the_loader_refuses_it(question: AnyQuestion) -> None:
    table, _, key = question.id.rpartition(".")
    seen = set()
    for probe in PROBES:
        if probe in BLIND.get(question.kind.name, ()):
            continue
        text = f"{f'[{table}]' if table else ''}\n{key} = {probe}\n"
        is_wrong = bool(load_bytes(text.encode(), "f").problems)
        assert bool(refusals(text)) is is_wrong, text
        seen.add(is_wrong)
    assert seen == {True, False}


WRONG = {
    "an unknown table": "[stak]\nkpi = 3\n",
    "an unknown key": '[stack]\nkpi_nw = "x"\n',
    "an unknown key beside the tables": 'titel = "x"\n',
    "a key in a table that only holds others": '[feasibility]\ncolour = "red"\n',
    "a table that is no table": "stack = 3\n",
    "a format that is newer": "format = 2\n",
    "a format that is none": 'format = "1"\n',
    "a text that is too long": f'[stack]\nkpi = "{"x" * 20_001}"\n',
    "a note on no question": '[notes]\n"stack.kip" = "x"\n',
    "a note that is no text": '[notes]\n"stack.kpi" = 3\n',
    "a note on no column": '[notes]\n\'labels.candidates."a".colour\' = "x"\n',
    "a note on a path that is spelt otherwise": '[notes]\n"labels.candidates.a.speed" = "x"\n',
    "a basis of a text": '[basis]\n"stack.kpi" = "guess"\n',
    "a basis that is none": '[basis]\n"stack.kpi_now" = "hope"\n',
    "a name that is not applicable": (
        '[not_applicable]\n\'labels.candidates."a".name\' = "x"\n'
        '[[labels.candidates]]\nname = "a"\n'
    ),
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_by_both(text: str) -> None:
    if "format = 2" in text:
        assert refusals(text)
        return
    assert load_bytes(text.encode(), "f").problems
    assert refusals(text)


MARKED = """\
[notes]
"stack.kpi" = "one\\ntwo"
'labels.candidates."time watched"' = "on the record"
'labels.candidates."with \\"quotes\\" and \\\\".speed' = ""
[basis]
"stack.kpi_now" = "measured"
"feasibility.data.evidence" = ""
[not_applicable]
"stack.kpi_target" = "nobody has set one"
'labels.candidates."time watched".speed' = "no"
[[labels.candidates]]
name = "time watched"
[[labels.candidates]]
name = 'with "quotes" and \\'
"""


def test_notes_and_marks_stand_on_questions_and_on_paths() -> None:
    assert load_bytes(MARKED.encode(), "f").problems == ()
    assert refusals(MARKED) == []


def test_what_an_editor_shows_is_what_is_asked() -> None:
    policy = SCHEMA["properties"]["stack"]["properties"]["policy"]
    question = QUESTIONS["stack.policy"]
    assert policy["title"] == question.asks
    assert policy["enum"] == [*question.kind.values, ""]
    assert question.help in policy["description"]
    assert all(option.means in policy["description"] for option in question.kind.options)


def test_every_kind_of_answer_has_a_schema_of_its_own() -> None:
    assert [q.id for q in QUESTIONS.values() if not q.kind.schema] == []


def test_it_is_found_by_its_first_line_which_is_a_comment() -> None:
    text = "#:schema ./framing.schema.json\n" + (
        ROOT / "templates" / "examples" / "arrival-time.toml"
    ).read_text(encoding="utf-8")
    assert load_bytes(text.encode(), "f").problems == ()


# The command.


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["schema", *words])
    return int(left.value.code or 0)


def test_the_command_writes_it_out(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run() == 0
    out, err = capfdbinary.readouterr()
    assert (out.decode(), err) == (schema_text(), b"")
    assert json.loads(out) == SCHEMA


def test_the_command_writes_a_file_and_tells_the_line_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("framing.schema.json", "s.json"):
        assert run("-o", name) == 0
        out, err = capfdbinary.readouterr()
        assert out == b""
        assert err.endswith(f"#:schema ./{name}\n".encode())
        assert (tmp_path / name).read_text("utf-8") == schema_text()


def test_a_file_that_cannot_be_written_is_one_line(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("-o", str(tmp_path / "nowhere" / "s.json")) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert err.startswith(b"framing-tui: ")
    assert err.count(b"\n") == 1


def test_a_date_has_no_time() -> None:
    text = "date = 2026-02-01T10:00:00\n"
    assert isinstance(tomllib.loads(text)["date"], datetime)
    assert refusals(text)

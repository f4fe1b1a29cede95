"""`framing-tui set`: answers from a script, read as in the interview, saved whole or not at all."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from framing_tui.cli.program import main
from framing_tui.content import example_path
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import MAX_TEXT, WrongValue
from framing_tui.session import Session
from framing_tui.storage.document import Document
from framing_tui.storage.load import load
from tests.naughty import NAUGHTY

TEXT = """\
#:schema ./framing.schema.json
# Ours.
[stack]
kpi = "fraud loss, EUR" # as finance counts it
kpi_now = 42

# What could be learned from
[[labels.candidates]]
# Its name
name = "time watched"
alignment = 2
chosen = true

[[labels.candidates]]
name = "clicks"
"""
Set = Callable[..., tuple[int, str]]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "f.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def set_(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Set:
    """Run `set f.toml …` and return its status and what it says; nothing is ever on stdout."""

    def run(*words: str, given: bytes = b"", name: str = "f.toml") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as left:
            main(["set", name, *words])
        out, err = capfdbinary.readouterr()
        assert out == b""
        assert b"Traceback" not in err
        return int(left.value.code or 0), err.decode()

    return run


def framing(file: Path) -> Framing:
    return load(file).framing


# What is set.


def test_an_answer_is_set_and_every_other_byte_stays(set_: Set, file: Path) -> None:
    status, said = set_("stack.kpi_now", "50")
    assert status == 0
    assert file.read_text(encoding="utf-8") == TEXT.replace("kpi_now = 42", "kpi_now = 50")
    assert said.splitlines()[:2] == ["f.toml: written", "stack.kpi_now: 42 → 50"]


def test_what_was_made_visible_is_told(set_: Set, file: Path) -> None:
    status, said = set_("stack.kpi", "no\x1b[31mshows")
    assert status == 0
    assert said.endswith("stack.kpi: characters that do not print were made visible\n")
    assert framing(file).stack.kpi == "no␛[31mshows"


def test_what_two_people_have_not_settled_is_told(set_: Set, file: Path) -> None:
    clash = '\n[[clashes]]\nquestion = "stack.kpi_now"\nours = "40"\ntheirs = "38"\n'
    file.write_text(file.read_text("utf-8") + clash, "utf-8")
    status, said = set_("stack.kpi", "no-shows")
    assert status == 0
    assert said.splitlines()[-1] == (
        "stack.kpi_now: two answers stand in the file, ours and theirs:"
        " settle it in the app or with ask"
    )


def test_several_are_set_in_one_step(set_: Set, file: Path) -> None:
    status, _ = set_(
        *("stack.kpi", "churn"),
        *("stack.decisions_per_day", "7k/week"),
        *("stack.timeframe_days", "26 weeks"),
        *("need.rules_suffice", "n"),
        *("stack.policy", "review queue"),
        *("date", "2026-06-01"),
        *("participants", "Ann; Bob"),
    )
    assert status == 0
    answers = framing(file).answers
    assert answers["stack.decisions_per_day"].low == 1000
    assert answers["stack.timeframe_days"].low == 182
    assert (answers["need.rules_suffice"], answers["stack.policy"]) == ("no", "review-queue")
    assert answers["date"] == date(2026, 6, 1)
    assert answers["participants"] == ("Ann", "Bob")


def test_a_value_may_begin_with_a_minus_sign(set_: Set, file: Path) -> None:
    assert set_("stack.kpi_target", "-50 %")[0] == 0
    assert framing(file).answers["stack.kpi_target"].low == 21
    # Counted from the figure that the same line has set.
    assert set_("stack.kpi_now", "100", "stack.kpi_target", "-10 hits")[0] == 2
    assert set_("stack.kpi_now", "100", "stack.kpi_target", "-50 %")[0] == 0
    assert framing(file).answers["stack.kpi_target"].low == 50


@pytest.mark.parametrize("words", [("-h",), ("--help",)])
def test_the_help_is_told(
    words: tuple[str, ...], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["set", *words])
    assert not left.value.code
    assert b"KEY VALUE" in capfdbinary.readouterr().out


def test_a_value_is_read_from_stdin(set_: Set, file: Path) -> None:
    assert set_("stack.users", "-", given=b"one\r\n\r\ntwo\n")[0] == 0
    assert framing(file).answers["stack.users"] == "one\n\ntwo"
    assert set_("stack.kpi", "-", "--note", "stack.kpi", "-", given=b"x")[0] == 2
    assert set_("stack.kpi", "-", given=b"\xff\xfe")[0] == 2
    assert set_("stack.users", "-", given=b"x" * (5 * MAX_TEXT))[0] == 2
    assert framing(file).answers["stack.users"] == "one\n\ntwo"


def test_what_stands_beside_an_answer_is_set(set_: Set, file: Path) -> None:
    status, said = set_(
        *("--note", "stack.kpi", "as finance counts it"),
        *("--basis", "stack.kpi_now", "measured"),
        *("--not-applicable", "stack.kpi_target", "nobody has set one"),
        *("--note", "labels.candidates.time watched.speed", "weeks"),
    )
    assert status == 0
    found = framing(file)
    assert found.notes == {
        "stack.kpi": "as finance counts it",
        'labels.candidates."time watched".speed': "weeks",
    }
    assert found.basis == {"stack.kpi_now": "measured"}
    assert found.not_applicable == {"stack.kpi_target": "nobody has set one"}
    assert "stack.kpi_now, basis: none → “measured”\n" in said


def test_an_answer_is_cleared(set_: Set, file: Path) -> None:
    assert set_("--not-applicable", "stack.kpi_target", "none yet")[0] == 0
    assert set_("--clear", "stack.kpi", "--clear", "stack.kpi_target")[0] == 0
    found = framing(file)
    assert "stack.kpi" not in found.answers
    assert found.not_applicable == {}
    assert 'kpi = "" # as finance counts it' in file.read_text(encoding="utf-8")


# Records.


def test_a_column_is_set_by_the_name_of_its_record(set_: Set, file: Path) -> None:
    for key in ('labels.candidates."time watched".speed', "labels.candidates.time watched.speed"):
        assert set_("--clear", key)[0] == 0
        assert set_(key, "4")[0] == 0
        assert framing(file).answers["labels.candidates"][0].speed == 4
    assert "# Its name" in file.read_text(encoding="utf-8")


def test_a_record_is_added_renamed_and_deleted(set_: Set, file: Path) -> None:
    status, said = set_(
        *("--add", "labels.candidates", "returns"), *("labels.candidates.returns.alignment", "5")
    )
    assert status == 0
    assert 'labels.candidates."returns": none → added\n' in said
    set_("--note", "labels.candidates.returns", "from the shop")
    assert set_("labels.candidates.returns.name", "goods sent back")[0] == 0
    found = framing(file)
    assert [row.label for row in found.answers["labels.candidates"]] == [
        "time watched",
        "clicks",
        "goods sent back",
    ]
    assert found.notes == {'labels.candidates."goods sent back"': "from the shop"}
    assert set_("--clear", "labels.candidates.clicks")[0] == 0
    assert len(framing(file).answers["labels.candidates"]) == 2
    assert set_("labels.candidates", "none")[0] == 0
    assert framing(file).answers["labels.candidates"] == ()


def test_one_candidate_alone_is_chosen(set_: Set, file: Path) -> None:
    assert set_("labels.candidates.clicks.chosen", "yes")[0] == 0
    rows = framing(file).answers["labels.candidates"]
    assert [row.cells["chosen"] for row in rows] == [False, True]


# What is refused.

REFUSED = {
    "stack.kpi_nw 3": "stack.kpi_nw: no such question (nearest: stack.kpi_now)",
    "stack 3": "stack: no such question",
    "stack.kpi_now much": ("stack.kpi_now: expected a number, like 12, 1.2k or 20..40, got “much”"),
    "stack.policy treshold": "(nearest: threshold)",
    "need.rules_suffice perhaps": 'expected "yes", "no" or "unsure", got “perhaps”',
    "labels.candidates clicks": "expected “none”, or a record by its name, with --add",
    "labels.candidates.cliks.speed 3": (
        'labels.candidates has no record “cliks” (nearest: labels.candidates."clicks".speed);'
        " --add makes one"
    ),
    "labels.candidates.clicks.sped 3": (
        'no such column (nearest: labels.candidates."clicks".speed)'
    ),
    "labels.candidates.clicks.speed 9": "expected a score from 1 to 5, where 5 is good, got 9",
    "labels.candidates.clicks 3": "name a column of it: name, alignment",
    "clashes none": "is filled by the program, and not set by hand",
    "accepted none": "is filled by the program, and not set by hand",
    "--add labels.candidate x": "no such list of records (nearest: labels.candidates)",
    "--add labels.candidates clicks": "there is another “clicks”; names are unique",
    "--clear labels.candidates.clicks.name": "a name is needed; --clear labels.candidates",
    "--clear stack.kip": "no such question (nearest: stack.kpi)",
    "--note stack.kip x": "no such question (nearest: stack.kpi)",
    "--basis stack.kpi guess": (
        "only a number, or the evidence of a cell, has a basis (nearest: stack.kpi_now)"
    ),
    "--basis stack.kpi_target guess": "has no answer that could rest on anything",
    "--basis stack.kpi_now hope": "expected one of measured, document, estimate, guess",
    "--not-applicable labels.candidates.clicks.name x": "a record always has a name",
}


@pytest.mark.parametrize(("words", "told"), REFUSED.items(), ids=REFUSED)
def test_what_is_wrong_is_one_line_and_nothing_is_written(
    set_: Set, file: Path, words: str, told: str
) -> None:
    before = file.stat()
    status, said = set_("stack.objective", "Hold risky orders", *words.split(" "))
    assert status == 2
    assert said.startswith("framing-tui: f.toml: ")
    assert said.count("\n") == 1
    assert told in said
    assert file.read_text(encoding="utf-8") == TEXT
    assert file.stat().st_mtime_ns == before.st_mtime_ns


def test_everything_that_is_wrong_is_told_at_once(set_: Set, file: Path) -> None:
    status, said = set_("stack.kpi_nw", "3", "stack.kpi", "x", "stack.kpi_now", "much")
    assert status == 2
    assert [line.split(": ")[2] for line in said.splitlines()] == ["stack.kpi_nw", "stack.kpi_now"]
    assert file.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "nothing to set; give KEY VALUE, like stack.kpi_now 42"),
        (("stack.kpi",), "no value stands behind 'stack.kpi'; give KEY VALUE"),
        (("--cler", "stack.kpi"), "no option '--cler'; nearest: --clear"),
        (("--clear",), "Option '--clear' requires an argument."),
    ],
)
def test_wrong_usage_is_one_line(set_: Set, words: tuple[str, ...], told: str) -> None:
    assert set_(*words) == (2, f"framing-tui: {told}\n")


def test_a_blank_value_is_no_answer(set_: Set, file: Path) -> None:
    for blank in ("", " ", "\n"):
        status, said = set_("stack.kpi", blank)
        assert (status, said.count("\n")) == (2, 1)
        assert "no value; --clear leaves it open" in said
    assert set_("--not-applicable", "stack.kpi", " ")[0] == 2
    assert file.read_text(encoding="utf-8") == TEXT


def test_a_key_is_given_once(set_: Set) -> None:
    status, said = set_("stack.kpi", "a", "stack.kpi", "b")
    assert (status, said) == (2, "framing-tui: f.toml: stack.kpi: is given twice\n")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("-", "answers are set in a file"),
        ("nowhere.toml", "nowhere.toml: there is no such file; framing-tui new writes one"),
        (".", "is a directory; name a file in it"),
        ("", "it is empty, and names no file"),
        ("conflict.toml", "conflict.toml:1: holds a git conflict marker; settle it first"),
    ],
)
def test_a_file_that_cannot_be_is_one_line(set_: Set, file: Path, name: str, told: str) -> None:
    conflict = b"<<<<<<< a\nx = 1\n=======\nx = 2\n>>>>>>> b\n"
    file.with_name("conflict.toml").write_bytes(conflict)
    status, said = set_("stack.kpi", "x", name=name)
    assert (status, said.count("\n")) == (2, 1)
    assert told in said
    assert not file.with_name("nowhere.toml").exists()


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="rights bind no superuser")
def test_a_file_that_cannot_be_written_is_one_line(set_: Set, file: Path) -> None:
    file.parent.chmod(0o500)
    try:
        status, said = set_("stack.kpi", "x")
    finally:
        file.parent.chmod(0o700)
    assert (status, said.count("\n")) == (2, 1)


@pytest.mark.parametrize("naughty", NAUGHTY)
def test_no_text_reaches_the_terminal_as_a_command(set_: Set, file: Path, naughty: str) -> None:
    if "\0" in naughty or not naughty.strip():
        return
    for words in (("stack.kpi", naughty), (naughty, "x"), ("--note", "stack.kpi", naughty)):
        said = set_(*words)[1]
        assert clean(said, multiline=True) == said
    assert load(file).problems == ()


# With others.


def test_it_joins_what_others_have_written_meanwhile(
    set_: Set, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Document.open

    def opened_before_others_wrote(path: Path, shown: str | None = None) -> Document:
        document = opened(path, shown)
        file.write_text(TEXT.replace("fraud loss", "loss by fraud"), encoding="utf-8")
        return document

    monkeypatch.setattr(Document, "open", opened_before_others_wrote)
    assert set_("stack.kpi_now", "50")[0] == 0
    found = framing(file)
    assert found.answers["stack.kpi_now"].low == 50
    assert found.answers["stack.kpi"] == "loss by fraud, EUR"


def test_setting_what_stands_there_changes_nothing(set_: Set, file: Path) -> None:
    before = file.stat().st_mtime_ns
    assert set_("stack.kpi_now", "42") == (0, "f.toml: nothing was changed\n")
    assert file.stat().st_mtime_ns == before


def test_a_wrong_value_in_the_file_is_told_and_mended(set_: Set, file: Path) -> None:
    file.write_text(TEXT.replace("= 42", '= "much"'), encoding="utf-8")
    status, said = set_("stack.kpi_now", "42")
    assert status == 0
    assert said.splitlines()[0].startswith("f.toml:5: stack.kpi_now: expected a number")
    assert load(file).problems == ()


def test_an_answer_means_what_it_means_in_the_interview(file: Path) -> None:
    """Whatever is typed is the same answer, or the same refusal, through both doors."""
    from framing_tui.model import assigning

    typed = (
        "3",
        "no",
        "?",
        "green",
        "threshold",
        "a; b",
        "1,2",
        "26 weeks",
        "7k/week",
        "2026-06-01",
    )
    session = Session.open(file, date(2026, 1, 1))
    for question in QUESTIONS.values():
        if question.internal or question.kind.row is not None:
            continue
        for text in typed:
            given = (session.framing, question.id, text, session.today)
            try:
                wanted = session.parse(question.kind, text)
            except WrongValue as error:
                with pytest.raises(assigning.Refused, match=f"^{re.escape(str(error))}$"):
                    assigning.answered(*given)
            else:
                assert assigning.answered(*given).answers[question.id] == wanted
    session.close()


def test_cells_that_turn_are_told(set_: Set, file: Path) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    _, said = set_("serving.p99_expected_ms", "900")
    assert "Serving → contested" in said
    assert "FT603" in said
    status, said = set_("stack.top_k", "5")
    assert (status, "(not asked now: asked when the policy is top K)" in said) == (0, True)

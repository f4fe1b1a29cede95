"""`merge`: two files that grew from one are joined, and nothing of either goes without a word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from framing_tui.model.framing import Framing
from framing_tui.storage.load import Opened, load, load_bytes
from framing_tui.storage.merge_texts import merge_files
from tests.repository import FRAMING, Repository

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    repository = Repository(tmp_path)
    monkeypatch.chdir(repository.root)
    return repository


def opened(text: str) -> Opened:
    return load_bytes(text.encode(), "f.toml")


def joined(base: str, ours: str, theirs: str) -> tuple[str, Framing, tuple[str, ...]]:
    merged = merge_files(opened(base), opened(ours), opened(theirs))
    again = load_bytes(merged.opened.text.encode(), "f.toml")
    assert again.framing == merged.opened.framing
    return merged.opened.text, again.framing, merged.told


# Texts.


def test_answers_to_different_questions_are_both_there() -> None:
    ours = FRAMING.replace("kpi_now = 42", "kpi_now = 40")
    theirs = FRAMING.replace('users = ""', 'users = "the desk"')
    text, framing, told = joined(FRAMING, ours, theirs)
    assert text == ours.replace('users = ""', 'users = "the desk"')
    assert framing.stack.users == "the desk"
    assert told == ()


def test_a_side_that_changed_nothing_leaves_the_other_to_the_byte() -> None:
    other = "# mine\n" + FRAMING.replace("42", "[40, 41]  # a guess").replace("4\n", "5\n")
    assert joined(FRAMING, FRAMING, other)[0] == other
    assert joined(FRAMING, other, FRAMING)[0] == other


def test_comments_of_both_sides_stay() -> None:
    ours = FRAMING.replace("kpi_now = 42", "# ours above\nkpi_now = 40 # ours beside")
    theirs = FRAMING.replace("kpi_now = 42", "# theirs above\nkpi_now = 38 # theirs beside")
    theirs += "# theirs at the end\n"
    text, _, _ = joined(FRAMING, ours, theirs)
    lines = text.split("\n")
    at = lines.index("kpi_now = 40 # ours beside")
    assert set(lines[at - 3 : at]) == {"# ours above", "# theirs above", "# theirs beside"}
    assert "# theirs at the end" in lines


def test_a_comment_goes_to_the_record_of_that_name() -> None:
    base = FRAMING.replace("[serving]", '[[labels.candidates]]\nname = "refunds"\n\n[serving]')
    ours = base.replace('[[labels.candidates]]\nname = "refunds"\n\n', "").replace(
        '[[labels.candidates]]\nname = "disputes"\nalignment = 4\n',
        '[[labels.candidates]]\nname = "refunds"\nspeed = 1\n\n'
        '[[labels.candidates]]\nname = "disputes"\nalignment = 4\n',
    )
    theirs = base.replace('name = "refunds"\n', 'name = "refunds"\n# a panel said so\nspeed = 2\n')
    text, framing, _ = joined(base, ours, theirs)
    assert [row.question for row in framing.records.clashes or ()] == ["labels.candidates"]
    assert '"refunds"\n# a panel said so\nspeed = 1\n' in text


def test_records_and_items_and_notes_of_both_sides_are_joined() -> None:
    ours = (
        FRAMING.replace('["who pays"]', '["who pays", "when"]')
        .replace("monthly report", "monthly report\\nof May")
        .replace("[serving]", '[[labels.candidates]]\nname = "ours"\n\n[serving]')
    )
    theirs = (
        FRAMING.replace('["who pays"]', '["who pays", "why"]')
        .replace("monthly report", "monthly report, page 3")
        .replace("[serving]", '[[labels.candidates]]\nname = "theirs"\n\n[serving]')
        .replace("alignment = 4", "alignment = 4\nspeed = 2")
    )
    _, framing, told = joined(FRAMING, ours, theirs)
    assert framing.spec.parking == ("who pays", "why", "when")
    assert {row.label for row in framing.labels.candidates or ()} == {"disputes", "ours", "theirs"}
    assert (framing.labels.candidates or ())[0].cells["speed"] == 2
    assert set(framing.notes["stack.kpi"].split("\n")) == {
        "from the monthly report",
        "of May",
        "from the monthly report, page 3",
    }
    assert (framing.records.clashes, told) == (None, ())


def test_clash_records_of_both_sides_are_kept() -> None:
    clash = '\n[[clashes]]\nquestion = "{}"\nours = "1"\ntheirs = "2"\n'
    ours, theirs = (FRAMING + clash.format(q) for q in ("stack.kpi_now", "stack.kpi_target"))
    _, framing, _ = joined(FRAMING, ours, theirs)
    rows = framing.records.clashes or ()
    assert {row.question for row in rows} == {"stack.kpi_now", "stack.kpi_target"}


def test_keys_of_ones_own_come_from_both_sides() -> None:
    ours = FRAMING.replace("[serving]", "[serving]\nmine = 1").replace("42", "41")
    theirs = FRAMING.replace("kpi_now = 42", 'kpi_now = 43\nbudget_code = "F 12"')
    theirs += '\n[team]\nlead = "Ann"\n'
    text, _, told = joined(FRAMING, ours, theirs)
    data = opened(text).data
    assert data["serving"]["mine"] == 1
    assert data["stack"]["budget_code"] == "F 12"
    assert data["team"] == {"lead": "Ann"}
    assert told == ()


def test_a_key_of_ones_own_that_both_changed_keeps_theirs_in_a_comment() -> None:
    base, ours, theirs = (FRAMING.replace("[serving]", f"[serving]\nmine = {n}") for n in "123")
    text, _, told = joined(base, ours, theirs)
    assert "[serving]\n# theirs: serving.mine = 3\nmine = 2\n" in text
    assert told == ("serving.mine: theirs had 3",)


def test_a_value_that_cannot_be_read_is_never_written_over_without_a_word() -> None:
    ours = FRAMING.replace("kpi_now = 42", 'kpi_now = "much"')
    theirs = FRAMING.replace("kpi_now = 42", "kpi_now = 40")
    text, framing, told = joined(FRAMING, ours, theirs)
    assert 'kpi_now = "much"\n' in text
    assert [row.theirs for row in framing.records.clashes or ()] == ["40"]
    base = FRAMING.replace("kpi_now = 42", 'kpi_now = ""')
    text, framing, told = joined(base, ours, theirs)
    assert '# ours: stack.kpi_now = "much"\nkpi_now = 40\n' in text
    assert told == ('stack.kpi_now: ours had "much"',)


def test_a_file_of_windows_stays_one() -> None:
    ours = FRAMING.replace("\n", "\r\n")
    merged = merge_files(opened(FRAMING), opened(ours), opened(FRAMING.replace("42", "40")))
    assert (merged.opened.newline, merged.opened.text) == ("\r\n", FRAMING.replace("42", "40"))


# The command.


def put(repository: Repository, ours: str, theirs: str) -> None:
    repository.put(FRAMING, "base.toml")
    repository.put(ours, "ours.toml")
    repository.put(theirs, "theirs.toml")


def test_it_writes_ours_and_says_nothing_where_all_is_joined(repository: Repository) -> None:
    put(repository, FRAMING.replace("42", "40"), FRAMING.replace("= 80", "= 90"))
    ran = repository.tui("merge", "base.toml", "ours.toml", "theirs.toml")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert repository.text("ours.toml") == FRAMING.replace("42", "40").replace("= 80", "= 90")


def test_a_clash_is_told_in_a_line_and_kept_in_the_file(repository: Repository) -> None:
    put(repository, FRAMING.replace("42", "40"), FRAMING.replace("42", "[38, 39]"))
    ran = repository.tui("merge", "--path", "x/f.toml", "base.toml", "ours.toml", "theirs.toml")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "x/f.toml: stack.kpi_now: two answers: ours 40, theirs [38, 39];"
        " both are in the file: open it and settle it\n"
    )
    merged = load("ours.toml")
    assert merged.problems == ()
    (row,) = merged.framing.records.clashes or ()
    assert (row.question, row.ours, row.theirs) == ("stack.kpi_now", "40", "[38, 39]")
    judged = repository.tui("check", "ours.toml", "--fail-on", "never")
    assert judged.status == 2
    assert "stack.kpi_now: two answers stand in the file" in judged.out


def test_elsewhere_is_written_where_that_is_wanted(repository: Repository) -> None:
    ours = FRAMING.replace("42", "40")
    put(repository, ours, FRAMING.replace("= 80", "= 90"))
    names = ("base.toml", "ours.toml", "theirs.toml")
    both = ours.replace("= 80", "= 90")
    assert repository.tui("merge", *names, "-o", "-").out == both
    assert repository.tui("merge", *names, "--output", "new.toml").status == 0
    assert repository.text("new.toml") == both
    assert repository.text("ours.toml") == ours


def test_nothing_is_a_base_for_two_new_files(repository: Repository) -> None:
    put(repository, FRAMING, FRAMING.replace("42", "40"))
    repository.put("", "empty.toml")
    for base in ("/dev/null", "empty.toml"):
        ran = repository.tui("merge", base, "ours.toml", "theirs.toml", "-o", "-")
        assert ran.status == 1
        assert ran.err.count("\n") == 1
        assert load_bytes(ran.out.encode(), "f").framing.stack.kpi_now is not None


@pytest.mark.parametrize("which", ["base", "ours", "theirs"])
@pytest.mark.parametrize("text", ["[stack", "<<<<<<< a\n=======\n>>>>>>> b\n", "format = 9\n"])
def test_a_side_that_cannot_be_read_changes_nothing(
    repository: Repository, which: str, text: str
) -> None:
    put(repository, FRAMING.replace("42", "40"), FRAMING)
    repository.put(text, f"{which}.toml")
    before = repository.text("ours.toml")
    ran = repository.tui("merge", "base.toml", "ours.toml", "theirs.toml", "--path", "f.toml")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"framing-tui: f.toml ({which}):")
    assert ran.err.endswith("; nothing is written\n")
    assert repository.text("ours.toml") == before


def test_wrong_usage_is_one_line(repository: Repository) -> None:
    put(repository, FRAMING, FRAMING)
    for words in (
        ("base.toml", "none.toml", "theirs.toml"),
        ("-", "ours.toml", "-"),
        ("base.toml", "-", "theirs.toml"),
        ("base.toml", "ours.toml"),
    ):
        ran = repository.tui("merge", *words)
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)

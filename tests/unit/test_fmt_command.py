"""`fmt`: canonical order and spelling, with everything that stands in a file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from framing_tui.content import starter_names, starter_path
from framing_tui.storage.blank import blank_document
from framing_tui.storage.load import load_bytes
from framing_tui.storage.reformat import reformatted
from tests.repository import FRAMING, Repository

posix = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")


def tidy(text: str) -> str:
    return reformatted(load_bytes(text.encode(), "f.toml")).text


# Texts.


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("[stack]\nkpi='loss'\n", '[stack]\nkpi = "loss"\n'),
        ("[ stack ]\n'kpi' = 'loss'\n", '[stack]\nkpi = "loss"\n'),
        ("[stack]\nkpi_now = 1_000.0\n", "[stack]\nkpi_now = 1000\n"),
        ("[stack]\nkpi_now = 42#why\n", "[stack]\nkpi_now = 42  #why\n"),
        ("[stack]\nkpi_now = 1\nkpi = 'x'\n", '[stack]\nkpi = "x"\nkpi_now = 1\n'),
        ("[need]\n[stack]\n", "[stack]\n\n[need]\n"),
        ("title = 'x'", 'title = "x"\n'),
        ("format = 1   \n\n\n\n[stack]\t\n", "format = 1\n\n[stack]\n"),
        ("# a\n\n\n\n# b\nformat = 1\n", "# a\n\n# b\nformat = 1\n"),
        ("title = ''\ndate = ''\n", 'title = ""\ndate = ""\n'),
        ("# of all\n\ntitle = 'x'\nformat = 1\n", '# of all\n\nformat = 1\ntitle = "x"\n'),
        ("[notes]\n'stack.kpi' = 'x'\n", '[notes]\n"stack.kpi" = "x"\n'),
        ("", ""),
    ],
)
def test_order_and_spelling(written: str, tidied: str) -> None:
    assert tidy(written) == tidied
    assert tidy(tidied) == tidied


def test_a_comment_goes_with_the_key_below_it_and_the_one_beside_it() -> None:
    text = "[stack]\n# of now\n# and more\nkpi_now = 1  # beside\n# of the KPI\nkpi = 'x'\n# last\n"
    assert tidy(text) == (
        '[stack]\n# of the KPI\nkpi = "x"\n# of now\n# and more\nkpi_now = 1  # beside\n# last\n'
    )


def test_a_record_goes_with_what_stands_in_it_and_records_keep_their_order() -> None:
    text = (
        "# of b\n[[labels.candidates]]\nalignment = 2\nname = 'b'\n\n[stack]\nkpi = 'x'\n\n"
        "[[labels.candidates]]\nname = 'a'\n[labels]\nplan = 'p'\n"
    )
    assert tidy(text) == (
        '[stack]\nkpi = "x"\n\n[labels]\nplan = "p"\n\n'
        '# of b\n[[labels.candidates]]\nname = "b"\nalignment = 2\n\n'
        '[[labels.candidates]]\nname = "a"\n'
    )


@pytest.mark.parametrize(
    "line",
    [
        "mine = 0x10",
        "mine = 'as it was'",
        'kpi_now = "much"',
        'kpi = "a\\u001bb"',
        "users = [\n  1, # one\n]",
        "spelt.in.parts = { a = 1,b = 2 }",
        'users = """\na\n\n\n\n# no comment   \n"""',
    ],
)
def test_what_is_no_answer_or_would_lose_something_stays_as_it_is(line: str) -> None:
    assert tidy(f"[stack]\n{line}\n") == f"[stack]\n{line}\n"


def test_a_list_with_a_line_for_each_item_keeps_them() -> None:
    assert tidy("[spec]\nparking = [\n'a',\n 'b']\n") == (
        '[spec]\nparking = [\n    "a",\n    "b",\n]\n'
    )


@pytest.mark.parametrize("name", starter_names())
def test_starters_are_in_order(name: str) -> None:
    text = starter_path(name).read_text(encoding="utf-8")
    assert tidy(text) == text
    assert tidy(blank_document()) == blank_document()


def test_windows_newlines_and_a_mark_stay() -> None:
    raw = b"\xef\xbb\xbf[stack]\r\nkpi='x'\r\n"
    new = reformatted(load_bytes(raw, "f"))
    assert (new.newline, new.bom, new.text) == ("\r\n", True, '[stack]\nkpi = "x"\n')


# The command.


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


UNTIDY = "[stack]\nkpi_now=42\nkpi = 'x'\n"
TIDY = '[stack]\nkpi = "x"\nkpi_now = 42\n'


@posix
def test_a_file_is_put_in_order_and_keeps_what_it_is(repository: Repository) -> None:
    path = repository.put(UNTIDY, "real.toml")
    path.chmod(0o640)
    (repository.root / "framing.toml").symlink_to("real.toml")
    ran = repository.tui("fmt")
    assert (ran.status, ran.out, ran.err) == (0, "", "framing.toml: put in order\n")
    assert repository.text("real.toml") == TIDY
    assert (repository.root / "framing.toml").is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    before = path.stat()
    assert (repository.tui("fmt").err, path.stat().st_ino) == ("", before.st_ino)


@posix
def test_check_says_which_lines_and_writes_nothing(repository: Repository) -> None:
    repository.put(UNTIDY, "a.toml")
    repository.put(TIDY, "b.toml")
    ran = repository.tui("fmt", "--check", "b.toml", "a.toml")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out == (
        "a.toml: is not in canonical order and spelling\n"
        "2: -kpi_now=42\n3: -kpi = 'x'\n2: +kpi = \"x\"\n3: +kpi_now = 42\n"
    )
    assert repository.text("a.toml") == UNTIDY
    assert repository.tui("fmt", "--check", "b.toml").status == 0


@posix
def test_check_tells_the_first_lines_and_the_last_newline(repository: Repository) -> None:
    repository.put(TIDY.rstrip("\n"), "a.toml")
    ran = repository.tui("fmt", "--check", "a.toml")
    assert (ran.status, ran.out.splitlines()[1:]) == (1, ["the end of the last line"])
    repository.put("[spec]\n" + "".join(f"x{n} = 1\n\n\n" for n in range(40)), "a.toml")
    told = repository.tui("fmt", "--check", "a.toml").out.splitlines()
    assert len(told) == 22
    assert told[-1].endswith("lines more")


@posix
def test_stdin_goes_to_stdout(repository: Repository) -> None:
    ran = repository.tui("fmt", "-", given=UNTIDY.encode())
    assert (ran.status, ran.out, ran.err) == (0, TIDY, "")
    assert repository.tui("fmt", "--check", "-", given=UNTIDY.encode()).status == 1


@posix
def test_what_cannot_be_read_is_one_line_and_the_rest_is_done(repository: Repository) -> None:
    repository.put("[stack", "bad.toml")
    repository.put("a = 1\n<<<<<<< a\n=======\n>>>>>>> b\n", "conflict.toml")
    repository.put(UNTIDY, "good.toml")
    ran = repository.tui("fmt", "bad.toml", "none.toml", "conflict.toml", "good.toml")
    assert (ran.status, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert lines[0].startswith("framing-tui: bad.toml:1: is not TOML")
    assert lines[1:] == [
        "framing-tui: none.toml: there is no such file",
        "framing-tui: conflict.toml:2: holds a git conflict marker; settle it first",
        "good.toml: put in order",
    ]
    assert repository.text("good.toml") == TIDY


@posix
def test_answers_are_the_same_before_and_after(repository: Repository) -> None:
    repository.put(FRAMING.replace(" = ", "="), "a.toml")
    repository.put(FRAMING.replace(" = ", "="), "b.toml")
    repository.tui("fmt", "b.toml")
    ran = repository.tui("diff", "a.toml", "b.toml")
    assert (ran.status, ran.out) == (0, "")

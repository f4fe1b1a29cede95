"""`diff`: by hand, with revisions, and with the arguments of git."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.repository import FRAMING, Repository, needs_git

pytestmark = [needs_git, pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")]
LATE = FRAMING.replace("p99_expected_ms = 80", "p99_expected_ms = 140")
LATE_IN_SHORT = "Serving open → red: FT603"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


# By hand.


def test_two_files_are_compared(repository: Repository) -> None:
    repository.put(FRAMING, "a.toml")
    repository.put(LATE, "b.toml")
    ran = repository.tui("diff", "a.toml", "b.toml", "--today", "2026-05-01")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith("a.toml → b.toml\n")
    assert LATE_IN_SHORT in ran.out.splitlines()
    assert "~ serving.p99_expected_ms: 80 ms → 140 ms" in ran.out.splitlines()
    assert "\x1b" not in ran.out
    assert "\x1b[1;31mred\x1b[0m" in repository.tui("diff", "a.toml", "b.toml", FORCE_COLOR="1").out


def test_the_same_answers_are_no_difference(repository: Repository) -> None:
    repository.put(FRAMING, "a.toml")
    repository.put("# another comment\n" + FRAMING.replace("42", "42.0"), "b.toml")
    assert repository.tui("diff", "a.toml", "a.toml").err == ""
    ran = repository.tui("diff", "a.toml", "b.toml")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == ("no answer differs: only comments, order, spelling, or what is no answer\n")


def test_json_and_markdown(repository: Repository) -> None:
    repository.put(FRAMING, "a.toml")
    repository.put(LATE, "b.toml")
    told = json.loads(repository.tui("diff", "a.toml", "b.toml", "--format", "json").out)
    assert (told["version"], told["differs"]) == (1, True)
    assert told["cells"] == [
        {"area": "serving", "from": "open", "to": "red", "codes": ["FT603"], "why": "FT603"}
    ]
    page = repository.tui("diff", "a.toml", "b.toml", "--format", "markdown", "--name", "x").out
    assert page.startswith("### x: Card fraud\n")
    assert "**Serving** open → red: FT603" in page


def test_stdin_and_nothing_are_sides(repository: Repository) -> None:
    repository.put(FRAMING, "a.toml")
    ran = repository.tui("diff", "a.toml", "-", given=LATE.encode())
    assert (ran.status, LATE_IN_SHORT in ran.out) == (1, True)
    new = repository.tui("diff", "/dev/null", "a.toml")
    assert (new.status, "a new framing" in new.out) == (1, True)
    gone = repository.tui("diff", "a.toml", "/dev/null")
    assert (gone.status, "the framing is deleted" in gone.out) == (1, True)
    both = repository.tui("diff", "-", "-")
    assert (both.status, both.err.count("\n")) == (2, 1)


def test_the_settings_of_the_repository_hold(repository: Repository) -> None:
    repository.put(FRAMING, "a.toml")
    repository.put(LATE, "b.toml")
    repository.put('[rules.FT603]\nlevel = "off"\n', ".framing.toml")
    assert "FT603" not in repository.tui("diff", "a.toml", "b.toml").out


@pytest.mark.parametrize(
    ("sides", "says"),
    [
        (("a.toml", "none.toml"), "none.toml: there is no such file"),
        (("a.toml", "bad.toml"), "bad.toml:1: is not TOML: "),
        (("a.toml", "."), ".: is a directory; name a file in it"),
        (("HEAD", "a.toml"), "HEAD: is a revision: name a file at it, like HEAD:framing.toml"),
        (("", "a.toml"), "Invalid value for 'A B': it is empty, and names no file"),
        ((), "name two framings"),
        (("a.toml", "a.toml", "a.toml"), "name two framings"),
        (("HEAD:a.toml", "no-such:a.toml"), "no-such:a.toml: there is no revision 'no-such'"),
        (("HEAD:none.toml", "a.toml"), "HEAD:none.toml: there is no file 'none.toml' in HEAD"),
        ((":none.toml", "a.toml"), ":none.toml: there is no file 'none.toml' in what will be"),
        (("HEAD:bad.toml", "a.toml"), "HEAD:bad.toml:1: is not TOML: "),
        (("HEAD:../a.toml", "a.toml"), "HEAD:../a.toml: "),
        (("x\x1b[0m:a.toml", "a.toml"), "x␛[0m:a.toml: there is no revision"),
        (("HEAD:large.toml", "a.toml"), "HEAD:large.toml: is larger than 1,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    repository: Repository, sides: tuple[str, ...], says: str
) -> None:
    repository.put(FRAMING, "a.toml")
    repository.put("#" * 1_000_001, "large.toml")
    repository.put("[stack", "bad.toml")
    repository.commit()
    ran = repository.tui("diff", *sides)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.removeprefix("framing-tui: ").startswith(says)
    assert "\x1b" not in ran.err


# Revisions.


def test_a_revision_is_read_as_git_names_it(repository: Repository) -> None:
    repository.commit(FRAMING)
    repository.commit(LATE)
    ran = repository.tui("diff", "HEAD~1:framing.toml", "framing.toml")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith("HEAD~1:framing.toml → framing.toml\n")
    assert LATE_IN_SHORT in ran.out
    repository.put(FRAMING)
    repository.git("add", "framing.toml")
    assert LATE_IN_SHORT in repository.tui("diff", ":framing.toml", "HEAD:framing.toml").out


def test_one_name_is_compared_with_its_last_commit(repository: Repository) -> None:
    repository.commit(FRAMING, "deep/framing.toml")
    repository.put(LATE, "deep/framing.toml")
    deep = repository.root / "deep"
    for name in ("framing.toml", str(deep / "framing.toml")):
        ran = repository.tui("diff", name, at=deep)
        assert (ran.status, LATE_IN_SHORT in ran.out) == (1, True)
    near = repository.tui("diff", "HEAD:framing.toml", "framing.toml", at=deep)
    assert "(nearest: HEAD:./framing.toml)" in near.err


def test_a_file_goes_before_a_revision_of_its_name(repository: Repository) -> None:
    repository.commit(FRAMING)
    repository.put(LATE, "HEAD:framing.toml")
    assert LATE_IN_SHORT in repository.tui("diff", "framing.toml", "HEAD:framing.toml").out


def test_a_name_is_never_an_option_of_git(repository: Repository) -> None:
    repository.commit(FRAMING)
    ran = repository.tui("diff", "--", "--output=pwned:framing.toml", "framing.toml")
    assert ran.status == 2
    assert sorted(path.name for path in repository.root.iterdir()) == [".git", "framing.toml"]


def test_where_there_is_no_git_it_is_said(repository: Repository, tmp_path: Path) -> None:
    repository.put(FRAMING)
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = repository.tui("diff", "HEAD:framing.toml", "framing.toml", PATH=str(empty))
    assert (ran.status, ran.err) == (2, "framing-tui: git is not installed, or not on the path\n")
    outside = repository.tui("diff", "HEAD:framing.toml", "-", at=empty, given=b"")
    assert outside.err.endswith("there is no such file, and this is no git repository\n")


# As git's driver.


@pytest.fixture
def driven(repository: Repository) -> Repository:
    repository.put("*framing*.toml diff=framing\n", ".gitattributes")
    repository.git("config", "diff.framing.command", "framing-tui diff")
    repository.commit(FRAMING)
    return repository


def test_git_diff_tells_what_changed(driven: Repository) -> None:
    driven.put(LATE)
    told = driven.git("diff")
    assert told.startswith("a/framing.toml → b/framing.toml\n")
    assert LATE_IN_SHORT in told
    assert "p99_expected_ms = " not in told
    assert "+p99_expected_ms = 140" in driven.git("diff", "--no-ext-diff")
    driven.commit()
    assert LATE_IN_SHORT in driven.git("log", "-1", "-p", "--ext-diff")


def test_new_deleted_and_renamed_files(driven: Repository) -> None:
    driven.put(FRAMING, "new-framing.toml")
    driven.git("add", "--all")
    told = driven.git("diff", "--cached")
    assert told.startswith("/dev/null → b/new-framing.toml\na new framing\n")
    driven.git("commit", "-qm", "x")
    (driven.root / "new-framing.toml").unlink()
    told = driven.git("diff")
    assert told.startswith("a/new-framing.toml → /dev/null\nthe framing is deleted\n")
    driven.git("checkout", "--", "new-framing.toml")
    driven.git("mv", "new-framing.toml", "other-framing.toml")
    driven.put(LATE, "other-framing.toml")
    driven.git("add", "--all")
    told = driven.git("diff", "--cached", "-M")
    assert told.startswith("a/new-framing.toml → b/other-framing.toml\n\n")
    assert LATE_IN_SHORT in told


def test_a_file_that_is_no_framing_is_shown_line_by_line_and_the_rest_goes_on(
    driven: Repository,
) -> None:
    driven.commit(FRAMING, "z-framing.toml")
    driven.put(FRAMING.replace("[stack]", "[stack\x1b[2J"))
    driven.put(LATE, "z-framing.toml")
    told = driven.git("diff")
    assert told.startswith("b/framing.toml:5: is not TOML: ")
    assert "\n-[stack]\n+[stack␛[2J\n" in told
    assert "\x1b" not in told
    assert LATE_IN_SHORT in told


def test_a_change_of_comments_alone_is_not_hidden(driven: Repository) -> None:
    driven.put("# more\n" + FRAMING)
    told = driven.git("diff")
    assert told.startswith("a/framing.toml → b/framing.toml: no answer differs; only comments")


def test_a_file_with_two_sides_is_named(driven: Repository) -> None:
    driven.branch("other", FRAMING.replace("42", "40"))
    driven.commit(FRAMING.replace("42", "38"))
    driven.git("merge", "other", fails=True)
    assert "framing.toml: two sides wait to be settled\n" in driven.git("diff", "--cached")

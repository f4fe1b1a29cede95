"""`git-setup`: what it prints is what it writes, twice is once, and nobody else's is touched."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from tests.repository import FRAMING, Repository, needs_git

pytestmark = [needs_git, pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")]
LATE = FRAMING.replace("p99_expected_ms = 80", "p99_expected_ms = 140")
PARTS = (
    ".gitattributes",
    "merge.framing.name",
    "merge.framing.driver",
    "diff.framing.command",
    ".git/hooks/pre-commit",
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def all_of(repository: Repository) -> dict[str, bytes]:
    """Return every file of a repository that somebody may have set up, with its bytes."""
    root = repository.root
    paths = [*root.glob("*"), *root.glob(".gitattributes"), *root.glob(".git/hooks/*")]
    found = {str(p.relative_to(root)): p.read_bytes() for p in paths if p.is_file()}
    return {**found, "config": (root / ".git/config").read_bytes()}


def told(state: str) -> str:
    return "".join(f"{part}: {state}\n" for part in PARTS)


def test_without_write_it_prints_and_changes_nothing(repository: Repository) -> None:
    before = all_of(repository)
    ran = repository.tui("git-setup")
    assert (ran.status, ran.err) == (0, "")
    assert all_of(repository) == before
    assert ran.out.count("(to be written)") == len(PARTS)


def test_it_writes_once_and_then_finds_it_there(repository: Repository) -> None:
    ran = repository.tui("git-setup", "--write")
    assert (ran.status, ran.out, ran.err) == (0, "", told("written"))
    before = all_of(repository)
    again = repository.tui("git-setup", "--write")
    assert (again.status, again.err) == (0, told("there"))
    assert all_of(repository) == before
    assert repository.tui("git-setup").out.count("(there)") == len(PARTS)


def test_what_stands_in_the_attributes_stays(repository: Repository) -> None:
    repository.put("*.png binary", ".gitattributes")
    repository.tui("git-setup", "--write")
    lines = repository.text(".gitattributes").splitlines()
    assert lines == [
        "*.png binary",
        "*framing*.toml diff=framing merge=framing",
        ".framing.toml !diff !merge",
    ]


def test_framings_have_the_drivers_and_settings_do_not(repository: Repository) -> None:
    repository.tui("git-setup", "--write")
    names = ("framing.toml", "a/b/checkout-framing.toml", ".framing.toml", "a/.framing.toml")
    said = repository.git("check-attr", "diff", "merge", "--", *names).splitlines()
    assert [line.rsplit(": ", 1)[1] for line in said] == ["framing"] * 4 + ["unspecified"] * 4


def test_other_drivers_for_framings_are_told(repository: Repository) -> None:
    repository.tui("git-setup", "--write")
    repository.put(repository.text(".gitattributes") + "*.toml merge=union\n", ".gitattributes")
    ran = repository.tui("git-setup", "--write")
    assert ran.status == 1
    assert ran.err.endswith("a line below gives framing.toml merge=union; move ours down\n")


def test_an_older_setup_of_ours_is_brought_up_to_date(repository: Repository) -> None:
    repository.tui("git-setup", "--write")
    repository.git("config", "merge.framing.driver", "/old/framing-tui merge %O %A %B")
    ran = repository.tui("git-setup", "--write", "--fail-on", "red")
    assert "merge.framing.driver: written\n" in ran.err
    assert ".git/hooks/pre-commit: written\n" in ran.err
    assert "/old/" not in repository.git("config", "merge.framing.driver")
    hook = repository.text(".git/hooks/pre-commit")
    assert "check --fail-on red --" in hook


def test_a_hook_of_somebody_else_is_never_touched(repository: Repository) -> None:
    hook = repository.put("#!/bin/sh\nexit 0\n", ".git/hooks/pre-commit")
    ran = repository.tui("git-setup", "--write")
    assert ran.status == 0
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"
    assert ".git/hooks/pre-commit: there is another hook; add to it by hand\n" in ran.err
    assert "framing-tui check --fail-on never -- FILE…\n" in ran.err
    assert "there is another hook" in repository.tui("git-setup").out


def test_hooks_may_lie_elsewhere(repository: Repository, tmp_path: Path) -> None:
    repository.git("config", "core.hooksPath", "tools/hooks")
    deep = repository.root / "deep"
    deep.mkdir()
    repository.tui("git-setup", "--write", at=deep)
    assert os.access(repository.root / "tools/hooks/pre-commit", os.X_OK)
    shared = tmp_path / "shared"
    repository.git("config", "core.hooksPath", str(shared))
    ran = repository.tui("git-setup", "--write")
    assert "outside of this repository, for others too; write it by hand" in ran.err
    assert not shared.exists()


def test_a_linked_work_tree_shares_the_setup(repository: Repository, tmp_path: Path) -> None:
    repository.commit(FRAMING)
    linked = tmp_path / "linked"
    repository.git("worktree", "add", "--quiet", str(linked), "-b", "other")
    ran = repository.tui("git-setup", "--write", at=linked)
    assert ran.status == 0
    assert os.access(repository.root / ".git/hooks/pre-commit", os.X_OK)
    assert (linked / ".gitattributes").is_file()
    (linked / "framing.toml").write_text("[stack", encoding="utf-8")
    refused = repository.run("git", "commit", "-qam", "x", at=linked)
    assert refused.status != 0
    assert "is not TOML" in refused.out + refused.err


def test_outside_of_a_repository_it_is_one_line(repository: Repository, tmp_path: Path) -> None:
    for place in (tmp_path, repository.root / ".git"):
        ran = repository.tui("git-setup", "--write", at=place)
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert ran.err.startswith("framing-tui: this is no git repository with files in it")


# The hook.


@pytest.fixture
def hooked(repository: Repository) -> Repository:
    repository.tui("git-setup", "--write")
    repository.commit(FRAMING)
    return repository


def test_what_cannot_be_read_is_kept_out(hooked: Repository) -> None:
    hooked.put("<<<<<<< a\n=======\n>>>>>>> b\n")
    ran = hooked.run("git", "commit", "-qam", "x")
    assert ran.status != 0
    assert "framing.toml:1: error holds a git conflict marker" in ran.out + ran.err


def test_what_is_judged_is_what_is_committed(hooked: Repository) -> None:
    hooked.put("[stack")
    hooked.git("add", "framing.toml")
    hooked.put(FRAMING)
    assert hooked.run("git", "commit", "-qm", "x").status != 0
    hooked.git("add", "framing.toml")
    hooked.put("[stack")
    hooked.put(LATE, "new-framing.toml")
    hooked.git("add", "new-framing.toml")
    ran = hooked.run("git", "commit", "-qm", "x")
    assert ran.status == 0
    # A red framing is a result, too; what keeps it out is the wish of a team.
    assert "red FT603" in ran.out + ran.err


def test_a_team_may_keep_red_out(hooked: Repository) -> None:
    hooked.tui("git-setup", "--write", "--fail-on", "red")
    hooked.put(LATE, "deep/a framing 'x'.toml")
    hooked.git("add", "--all")
    assert hooked.run("git", "commit", "-qm", "x").status != 0
    hooked.put('[rules.FT603]\nlevel = "off"\n', "deep/.framing.toml")
    hooked.git("add", "--all")
    ran = hooked.run("git", "commit", "-qm", "x")
    assert "FT603" not in ran.out + ran.err


def test_a_commit_without_framings_runs_nothing(hooked: Repository) -> None:
    (hooked.bin / "framing-tui").write_text("#!/bin/sh\nexit 9\n", encoding="utf-8")
    hooked.commit("x", "notes.txt")
    hooked.commit("x = 1\n", ".hidden-framing.toml")
    hooked.commit("x = 1\n", "framings/other.toml")


def test_a_program_that_has_moved_is_told(hooked: Repository) -> None:
    (hooked.bin / "framing-tui").unlink()
    hooked.put(LATE)
    ran = hooked.run("git", "commit", "-qam", "x")
    assert ran.status != 0
    assert "framing-tui has moved: run framing-tui git-setup --write again" in ran.err


def test_a_path_with_blanks_is_quoted(tmp_path: Path) -> None:
    home = tmp_path / "it's a place"
    home.mkdir()
    repository = Repository(home)
    repository.tui("git-setup", "--write")
    driver = repository.git("config", "merge.framing.driver")
    assert shlex.split(driver)[0] == str(repository.bin / "framing-tui")
    repository.commit(FRAMING)
    repository.branch("other", FRAMING.replace("42", "40"))
    repository.commit(FRAMING.replace("= 80", "= 90"))
    repository.git("merge", "-q", "--no-edit", "other")
    assert "a/framing.toml → b/framing.toml" in repository.git("diff", "HEAD~1")

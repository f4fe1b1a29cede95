"""A team on branches, with real git: what it merges, rebases, renames and deletes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from framing_tui.storage.clash import open_clashes, settled
from framing_tui.storage.document import Document
from framing_tui.storage.load import Opened, load
from tests.repository import FRAMING, Repository, needs_git

pytestmark = [needs_git, pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path)
    repository.tui("git-setup", "--write")
    repository.commit(FRAMING)
    return repository


def read(repository: Repository, name: str = "framing.toml") -> Opened:
    opened = load(repository.root / name)
    assert opened.problems == ()
    return opened


def test_neighbouring_answers_merge(repository: Repository) -> None:
    repository.branch("other", FRAMING.replace("kpi_now = 42", "kpi_now = 40  # the new report"))
    repository.commit(FRAMING.replace('users = ""', 'users = "the desk"'))
    said = repository.git("merge", "--no-edit", "other")
    assert "CONFLICT" not in said
    framing = read(repository).framing
    assert framing.stack.users == "the desk"
    assert "kpi_now = 40  # the new report\n" in repository.text()


def test_a_clash_stops_the_merge_in_a_file_that_still_loads(repository: Repository) -> None:
    repository.branch("other", FRAMING.replace("42", "38"))
    repository.commit(FRAMING.replace("42", "40"))
    said = repository.git("merge", "other", fails=True)
    assert "framing.toml: stack.kpi_now: two answers: ours 40, theirs 38; both are in" in said
    assert "CONFLICT (content): Merge conflict in framing.toml" in said
    assert "UU framing.toml" in repository.git("status", "--porcelain")
    document = Document.open(repository.root / "framing.toml")
    (sides,) = open_clashes(document.framing)
    document.saved(settled(document.framing, sides, "theirs"))
    repository.git("commit", "-qam", "settled")
    framing = read(repository).framing
    assert "kpi_now = 38" in repository.text()
    assert framing.records.clashes is None


def test_a_rebase_goes_through_every_commit(repository: Repository) -> None:
    repository.git("switch", "-qc", "work")
    repository.commit(FRAMING.replace("42", "40"))
    repository.commit(FRAMING.replace("42", "40").replace("= 80", "= 90"))
    repository.git("switch", "-q", "main")
    repository.commit(FRAMING.replace('users = ""', 'users = "the desk"'))
    repository.git("switch", "-q", "work")
    repository.git("rebase", "-q", "main")
    text = FRAMING.replace("42", "40").replace("= 80", "= 90")
    assert repository.text() == text.replace('users = ""', 'users = "the desk"')


def test_a_rebase_with_a_clash_goes_on_once_it_is_settled(repository: Repository) -> None:
    repository.git("switch", "-qc", "work")
    repository.commit(FRAMING.replace("42", "40"))
    repository.commit(FRAMING.replace("42", "40").replace("= 80", "= 90"))
    repository.git("switch", "-q", "main")
    repository.commit(FRAMING.replace("42", "38"))
    repository.git("switch", "-q", "work")
    said = repository.git("rebase", "main", fails=True)
    # In a rebase, what one has written oneself is what is brought in: theirs.
    assert "stack.kpi_now: two answers: ours 38, theirs 40" in said
    document = Document.open(repository.root / "framing.toml")
    (sides,) = open_clashes(document.framing)
    document.saved(settled(document.framing, sides, "theirs"))
    repository.git("add", "framing.toml")
    repository.git("rebase", "--continue")
    framing = read(repository).framing
    assert framing.records.clashes is None
    assert "kpi_now = 40" in repository.text()
    assert "p99_expected_ms = 90" in repository.text()


def test_a_renamed_file_is_joined_under_its_new_name(repository: Repository) -> None:
    repository.git("switch", "-qc", "other")
    repository.git("mv", "framing.toml", "checkout-framing.toml")
    repository.commit(FRAMING.replace("42", "40"), "checkout-framing.toml")
    repository.git("switch", "-q", "main")
    repository.commit(FRAMING.replace('users = ""', 'users = "the desk"'))
    repository.git("merge", "-q", "--no-edit", "other")
    assert not (repository.root / "framing.toml").exists()
    framing = read(repository, "checkout-framing.toml").framing
    assert framing.stack.users == "the desk"
    assert "kpi_now = 40" in repository.text("checkout-framing.toml")


@pytest.mark.parametrize("who", ["ours", "theirs"])
def test_a_file_deleted_on_one_side_is_for_people(repository: Repository, who: str) -> None:
    changed = FRAMING.replace("42", "40")
    repository.git("switch", "-qc", "other")
    if who == "ours":
        repository.commit(changed)
        repository.git("switch", "-q", "main")
        repository.git("rm", "-q", "framing.toml")
        repository.commit()
    else:
        repository.git("rm", "-q", "framing.toml")
        repository.commit()
        repository.git("switch", "-q", "main")
        repository.commit(changed)
    said = repository.git("merge", "other", fails=True)
    # git asks no driver: it keeps the changed file, and says so.
    assert "CONFLICT (modify/delete): framing.toml" in said
    assert repository.text() == changed


def test_two_files_added_under_one_name_are_joined(repository: Repository) -> None:
    repository.branch("other", FRAMING.replace("42", "40"), "new-framing.toml")
    repository.commit(FRAMING.replace('users = ""', 'users = "x"'), "new-framing.toml")
    repository.git("merge", "other", fails=True)
    framing = read(repository, "new-framing.toml").framing
    assert [row.question for row in framing.records.clashes or ()] == ["stack.kpi_now"]
    assert framing.stack.users == "x"


def test_two_answers_that_nobody_has_settled_are_not_committed(repository: Repository) -> None:
    repository.put(
        FRAMING + '\n[[clashes]]\nquestion = "stack.kpi_target"\nours = "1"\ntheirs = "2"\n'
    )
    repository.git("add", "--all")
    said = repository.git("commit", "-qm", "x", fails=True)
    assert "stack.kpi_target: two answers stand in the file" in said


def test_notes_records_and_clashes_of_two_branches_are_joined(repository: Repository) -> None:
    clash = '\n[[clashes]]\nquestion = "{}"\nours = "1"\ntheirs = "2"\n'
    # The hook would keep them out, as nobody has settled them.
    repository.git("config", "core.hooksPath", "nowhere")
    repository.branch(
        "other",
        FRAMING.replace("report", "report, page 3").replace("[serving]", "[[labels.candidates]]\n"
        'name = "theirs"\n\n[serving]') + clash.format("stack.kpi_target"),
    )  # fmt: skip
    repository.commit(
        FRAMING.replace("report", "report of May").replace("[serving]", "[[labels.candidates]]\n"
        'name = "ours"\n\n[serving]') + clash.format("stack.kpi_by_months"),
    )  # fmt: skip
    repository.git("merge", "-q", "--no-edit", "other")
    framing = read(repository).framing
    assert {row.label for row in framing.labels.candidates or ()} == {"disputes", "ours", "theirs"}
    assert len(framing.notes["stack.kpi"].split("\n")) == 2
    assert len(framing.records.clashes or ()) == 2


def test_a_side_that_cannot_be_read_leaves_the_file_as_it_was(repository: Repository) -> None:
    ours = FRAMING.replace("42", "40")
    repository.git("switch", "-qc", "other")
    repository.put("[stack\n")
    repository.git("commit", "-qam", "x", "--no-verify")
    repository.git("switch", "-q", "main")
    repository.commit(ours)
    said = repository.git("merge", "other", fails=True)
    assert "framing.toml (theirs):1: is not TOML" in said
    assert "nothing is written" in said
    assert "UU framing.toml" in repository.git("status", "--porcelain")
    assert repository.text() == ours
    assert repository.git("show", ":3:framing.toml") == "[stack\n"


def test_a_cherry_pick_and_a_revert_go_by_answers(repository: Repository) -> None:
    repository.branch("other", FRAMING.replace("= 80", "= 90"))
    repository.commit(FRAMING.replace('users = ""', 'users = "x"'))
    repository.git("cherry-pick", "other")
    assert "= 90" in repository.text()
    repository.commit(repository.text().replace("42", "40"))
    repository.git("revert", "--no-edit", "HEAD~1")
    assert "= 80" in repository.text()
    assert "kpi_now = 40" in repository.text()
    assert 'users = "x"' in repository.text()

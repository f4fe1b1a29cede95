"""What the commands for git print and write, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repository import FRAMING, Repository, needs_git

pytestmark = [needs_git, pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")]
Golden = Callable[[str, str], None]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_what_git_setup_prints(repository: Repository, golden: Golden) -> None:
    ran = repository.tui("git-setup")
    golden("git-setup.txt", ran.out.replace(str(repository.bin), "/usr/local/bin"))


def test_what_a_merge_with_clashes_leaves(repository: Repository, golden: Golden) -> None:
    base = FRAMING.replace("[serving]", "[serving]\nmine = 1")
    ours = base.replace("42", "40 # Ann").replace("mine = 1", "mine = 2").replace("80", "85")
    theirs = base.replace("42", "38 # Bob").replace("mine = 1", "mine = 3").replace("pays", "paid")
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        repository.put(text, f"{name}.toml")
    ran = repository.tui("merge", "base.toml", "ours.toml", "theirs.toml", "--path", "framing.toml")
    assert ran.status == 1
    golden("merge.toml", repository.text("ours.toml"))
    golden("merge.txt", ran.err)


UNTIDY = """\
# About this file

[serving]  # the facts
p99_expected_ms=80.0
online='yes'


mine = 0x10
# The budget
p99_budget_ms = 120   # by contract

[stack]
"kpi_now" = 42.50
kpi = 'loss'
title_of_mine = [ 1,2 ]
"""


def test_what_fmt_would_change_and_changes(repository: Repository, golden: Golden) -> None:
    repository.put(UNTIDY)
    ran = repository.tui("fmt", "--check")
    assert (ran.status, ran.err, repository.text()) == (1, "", UNTIDY)
    golden("fmt.txt", ran.out)
    ran = repository.tui("fmt")
    assert (ran.status, ran.out, ran.err) == (0, "", "framing.toml: put in order\n")
    golden("fmt.toml", repository.text())

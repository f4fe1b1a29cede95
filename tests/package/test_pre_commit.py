"""The hooks that this repository offers to pre-commit, run by pre-commit itself.

Why no dependency for development: it brings an environment of its own for each hook, and fills it
from the package index. So it is installed and run where the index may be used; what the definitions
say is read everywhere.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from framing_tui.cli.program import COMMANDS
from tests.package.building import ROOT, environment, files_of, install
from tests.repository import FRAMING, Ran, Repository, needs_git

pytestmark = needs_git
DEFINITIONS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
LATE = FRAMING.replace("p99_expected_ms = 80", "p99_expected_ms = 140")
IDS = ("framing-check", "framing-fmt", "framing-page")


def values(key: str) -> list[str]:
    return re.findall(rf"^(?:- |  ){key}: (.+)$", DEFINITIONS, re.M)


def test_each_hook_calls_a_command_that_there_is() -> None:
    assert tuple(values("id")) == IDS
    for entry in values("entry"):
        program, command = entry.split()
        assert program == "framing-tui"
        assert command in COMMANDS
    assert values("language") == ["python"] * len(IDS)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("framing.toml", True),
        ("a/b/checkout-framing.toml", True),
        ("a/framing.v2.toml", True),
        (".framing.toml", False),
        ("a/.framing.toml", False),
        ("framings/other.toml", False),
        ("framing.toml.old-1", False),
        ("framing_toml", False),
    ],
)
def test_it_is_called_for_the_files_that_check_finds(name: str, is_one: bool) -> None:
    for pattern in values("files"):
        assert bool(re.search(pattern.removesuffix("|\\.(md|html|json)$"), name)) == is_one


class PreCommit:
    """A repository in which pre-commit runs our hooks, from a clone of this very tree."""

    def __init__(self, folder: Path) -> None:
        python = environment(folder / "env")
        install(python, "pre-commit")
        self.program = python.with_name("pre-commit")
        self.cache = folder / "cache"
        self.repository = Repository(folder)
        self.hooks = folder / "hooks"
        for name in files_of(ROOT):
            target = self.hooks / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
        for words in (("init", "-q"), ("add", "--all", "--force"), ("commit", "-qm", "x")):
            ran = self.repository.run("git", *words, at=self.hooks)
            assert ran.status == 0, ran.err
        rev = self.repository.run("git", "rev-parse", "HEAD", at=self.hooks).out.strip()
        lines = [f"repos:\n- repo: {self.hooks}\n  rev: {rev}\n  hooks:\n"]
        lines += [f"  - id: {each}\n" for each in IDS]
        self.repository.put("".join(lines), ".pre-commit-config.yaml")

    def run(self, hook: str) -> Ran:
        self.repository.git("add", "--all")
        # The program of the test must not be found by the hook: it has an environment of its own.
        (self.repository.bin / "framing-tui").unlink(missing_ok=True)
        return self.repository.run(
            self.program,
            "run",
            hook,
            "--all-files",
            "--color=never",
            PRE_COMMIT_HOME=str(self.cache),
            PYTHONPATH="",
        )


@pytest.fixture(scope="module")
def pre_commit(tmp_path_factory: pytest.TempPathFactory) -> PreCommit:
    if os.name != "posix":
        pytest.skip("needs a shell of POSIX")
    return PreCommit(tmp_path_factory.mktemp("pre-commit"))


@pytest.mark.index
def test_definitions_are_valid_for_pre_commit(pre_commit: PreCommit) -> None:
    ran = pre_commit.repository.run(
        pre_commit.program, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")
    )
    assert (ran.status, ran.out) == (0, ""), ran.out + ran.err


@pytest.mark.index
def test_the_action_is_yaml_with_its_steps(pre_commit: PreCommit) -> None:
    # The reader of YAML that pre-commit brings is the only one around.
    program = (
        "import json, sys, yaml\n"
        "action = yaml.safe_load(open(sys.argv[1], encoding='utf-8'))\n"
        "print(json.dumps([action['runs']['using'], [sorted(s) for s in action['runs']['steps']]]))"
    )
    python = pre_commit.program.with_name("python")
    done = subprocess.run(
        [python, "-c", program, ROOT / "action.yml"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith('["composite", [["id", "uses", "with"], ')
    assert done.stdout.count('"run", "shell"') == 4


@pytest.mark.index
def test_red_findings_keep_a_commit_out(pre_commit: PreCommit) -> None:
    repository = pre_commit.repository
    repository.put('ignore = ["FT603"]\n', ".framing.toml")
    repository.put(LATE)
    ran = pre_commit.run("framing-check")
    assert "FT603" not in ran.out
    (repository.root / ".framing.toml").unlink()
    ran = pre_commit.run("framing-check")
    assert ran.status == 1, ran.out + ran.err
    assert "framings are judged" in ran.out
    assert re.search(r"^framing\.toml:\d+: red FT603 ", ran.out, re.M)


@pytest.mark.index
def test_what_is_out_of_order_is_put_in_order_and_told(pre_commit: PreCommit) -> None:
    pre_commit.repository.put(FRAMING.replace(" = ", "="))
    ran = pre_commit.run("framing-fmt")
    assert (ran.status, "files were modified by this hook" in ran.out) == (1, True)
    assert pre_commit.repository.text() == FRAMING
    assert pre_commit.run("framing-fmt").status == 0


@pytest.mark.index
def test_a_page_that_is_not_up_to_date_is_told(pre_commit: PreCommit) -> None:
    repository = pre_commit.repository
    repository.put(FRAMING)
    page = subprocess.run(
        [sys.executable, "-m", "framing_tui", "export", "framing.toml"],
        cwd=repository.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    repository.put(page.stdout.decode(), "spec.md")
    ran = pre_commit.run("framing-page")
    assert ran.status == 0, ran.out + ran.err
    repository.put("old", "spec.md")
    ran = pre_commit.run("framing-page")
    assert (ran.status, "spec.md: is not up to date" in ran.out) == (1, True)

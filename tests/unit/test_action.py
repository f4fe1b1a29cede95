"""The GitHub action: its scripts run as a workflow runs them, with its files elsewhere."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.repository import FRAMING, ROOT, Ran, Repository, needs_git

pytestmark = [
    needs_git,
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]
LATE = FRAMING.replace("p99_expected_ms = 80", "p99_expected_ms = 140")
SCRIPTS = ROOT / ".github" / "action"
ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")


class Workflow:
    """A checkout of a pull request, and the files that GitHub hands to a step."""

    def __init__(self, folder: Path) -> None:
        self.repository = Repository(folder)
        self.summary_file = folder / "summary.md"
        self.summary_file.touch()

    def step(self, script: str, **variables: str) -> Ran:
        """Run the script of one step."""
        ran = self.repository.run(
            "bash",
            str(SCRIPTS / script),
            GITHUB_STEP_SUMMARY=str(self.summary_file),
            GITHUB_WORKSPACE=str(self.repository.root),
            **variables,
        )
        assert "Traceback" not in ran.err
        return ran

    @property
    def summary(self) -> str:
        return self.summary_file.read_text(encoding="utf-8")

    def head(self) -> str:
        return self.repository.git("rev-parse", "HEAD").strip()


@pytest.fixture
def workflow(tmp_path: Path) -> Workflow:
    workflow = Workflow(tmp_path)
    workflow.repository.commit(FRAMING, "checkout/framing.toml")
    return workflow


# The summary.


def test_the_summary_says_what_the_branch_changes(workflow: Workflow) -> None:
    base = workflow.head()
    workflow.repository.commit(LATE, "checkout/framing.toml")
    workflow.repository.commit(FRAMING, "new-framing.toml")
    workflow.repository.commit("x", "notes.md")
    ran = workflow.step("summary.sh", FRAMING_BASE=base)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    heads = re.findall(r"^#+ .+$", workflow.summary, re.M)
    assert heads == [
        "## What this changes about the framings",
        "### checkout/framing.toml: Card fraud",
        "### new-framing.toml: Card fraud",
    ]
    assert "- 🔴 **Serving** open → red: FT603\n" in workflow.summary
    assert "\nA new framing.\n" in workflow.summary


def test_it_compares_with_where_the_branches_parted(workflow: Workflow) -> None:
    repository = workflow.repository
    repository.branch("work", LATE, "checkout/framing.toml")
    repository.commit(FRAMING.replace("42", "1"), "checkout/framing.toml")
    base = workflow.head()
    repository.git("switch", "-q", "work")
    workflow.step("summary.sh", FRAMING_BASE=base)
    assert "FT603" in workflow.summary
    assert "That number today" not in workflow.summary


def test_renamed_and_deleted_framings_are_told(workflow: Workflow) -> None:
    repository = workflow.repository
    repository.commit(FRAMING, "old-framing.toml")
    base = workflow.head()
    repository.git("mv", "checkout/framing.toml", "a `b` framing.toml")
    repository.put(LATE, "a `b` framing.toml")
    repository.git("rm", "-q", "old-framing.toml")
    repository.commit()
    assert workflow.step("summary.sh", FRAMING_BASE=base).status == 0
    assert "### a \\`b\\` framing.toml: Card fraud\n" in workflow.summary
    assert "### old-framing.toml: Card fraud\n\nThe framing is deleted.\n" in workflow.summary
    assert workflow.summary.count("FT603") == 2


def test_nothing_changed_and_nothing_to_compare_with(workflow: Workflow) -> None:
    assert workflow.step("summary.sh", FRAMING_BASE=workflow.head()).status == 0
    assert workflow.summary == "No framing was changed.\n"
    for base in ("", "0" * 40, "--output=x", "f" * 40):
        assert workflow.step("summary.sh", FRAMING_BASE=base).status == 0
    assert "`fetch-depth: 0`" in workflow.summary
    assert not (workflow.repository.root / "x").exists()


def test_a_shallow_checkout_fetches_its_base(workflow: Workflow, tmp_path: Path) -> None:
    origin = workflow.repository
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true")
    base = workflow.head()
    origin.commit(LATE, "checkout/framing.toml")
    shallow = tmp_path / "shallow"
    shallow.mkdir()
    there = Workflow(shallow)
    root = there.repository.root
    shutil.rmtree(root)
    origin.git("clone", "-q", "--depth=1", origin.root.as_uri(), str(root))
    assert there.step("summary.sh", FRAMING_BASE=base).status == 0
    assert "FT603" in there.summary
    assert "does not reach back to where they parted" in there.summary


def test_a_framing_that_cannot_be_read_stops_nothing(workflow: Workflow) -> None:
    base = workflow.head()
    workflow.repository.put("[stack", "checkout/framing.toml")
    workflow.repository.commit(LATE, "z-framing.toml")
    ran = workflow.step("summary.sh", FRAMING_BASE=base)
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0].startswith("::stop-commands::framing-tui-")
    assert "is not TOML" in lines[1]
    assert lines[2] == f"::{lines[0].rsplit(':', 1)[1]}::"
    assert "A framing cannot be compared: see the log of this step.\n" in workflow.summary
    assert "### z-framing.toml" in workflow.summary


def test_a_summary_is_never_more_than_github_takes(workflow: Workflow) -> None:
    base = workflow.head()
    workflow.repository.commit(LATE, "checkout/framing.toml")
    workflow.summary_file.write_text("x" * 899_900, encoding="utf-8")
    assert workflow.step("summary.sh", FRAMING_BASE=base).status == 0
    assert workflow.summary.endswith("There is more than a summary holds.\n")


# The check.


def test_findings_stand_beside_the_lines_and_the_status_is_theirs(workflow: Workflow) -> None:
    workflow.repository.put(LATE, "checkout/framing.toml")
    ran = workflow.step("check.sh")
    assert ran.status == 1
    assert re.search(r"^::error file=checkout/framing.toml,line=\d+,title=FT603 ", ran.out, re.M)
    assert workflow.step("check.sh", FRAMING_FAIL_ON="never").status == 0


def test_paths_are_lines_and_never_words_of_a_shell(workflow: Workflow) -> None:
    workflow.repository.put(FRAMING, "a b/framing.toml")
    names = "a b/framing.toml\n\n$(touch pwned)\n--format=json"
    ran = workflow.step("check.sh", FRAMING_PATHS=names, FRAMING_FAIL_ON="never")
    assert ran.status == 2
    assert ran.out.count("there is no such file") == 2
    assert not (workflow.repository.root / "pwned").exists()


def test_sarif_is_written_beside_the_annotations(workflow: Workflow) -> None:
    workflow.repository.put(LATE, "checkout/framing.toml")
    assert workflow.step("check.sh", FRAMING_SARIF="out.sarif").status == 1
    log = json.loads(workflow.repository.text("out.sarif"))
    found = {result["ruleId"] for result in log["runs"][0]["results"]}
    assert "FT603" in found
    workflow.repository.put("[stack", "checkout/framing.toml")
    assert workflow.step("check.sh", FRAMING_SARIF="out.sarif").status == 2
    assert json.loads(workflow.repository.text("out.sarif"))["version"] == "2.1.0"


# The pages.


def test_a_page_that_is_not_up_to_date_fails(workflow: Workflow) -> None:
    repository = workflow.repository
    repository.put(FRAMING)
    for file, page in (("framing.toml", "spec.md"), ("checkout/framing.toml", "checkout/a, b.md")):
        assert repository.tui("export", file, "-o", page).status == 0
    pages = "spec.md\ncheckout/framing.toml > checkout/a, b.md\n"
    ran = workflow.step("pages.sh", FRAMING_PAGES=pages)
    assert (ran.status, "::error" in ran.out) == (0, False)
    repository.put(FRAMING.replace("Card fraud", "::error::boo"), "checkout/framing.toml")
    ran = workflow.step("pages.sh", FRAMING_PAGES=pages)
    assert ran.status == 1
    errors = [line for line in ran.out.splitlines() if line.startswith("::error")]
    assert errors == [
        "::error file=checkout/a%2C b.md,title=page::is not up to date; write it with:"
        " framing-tui export checkout/framing.toml -o checkout/a%2C b.md"
    ]
    stops = [line for line in ran.out.splitlines() if line.startswith("::stop-commands::")]
    assert len(stops) == 2
    assert workflow.step("pages.sh", FRAMING_PAGES="none.toml > spec.md").status == 2


# The definition.


def test_the_action_runs_these_scripts_and_hands_over_what_they_read() -> None:
    called = re.findall(r'run: bash "\$GITHUB_ACTION_PATH/\.github/action/(\S+)"', ACTION)
    assert called == ["install.sh", "summary.sh", "check.sh", "pages.sh"]
    assert sorted(path.name for path in SCRIPTS.iterdir()) == sorted(called)
    # What a workflow is given reaches a script as a variable, and never as a part of a command.
    assert not re.search(r"run:.*\$\{\{", ACTION)
    given = set(re.findall(r"^ +(FRAMING_\w+|PYTHON): \$\{\{", ACTION, re.M))
    read = set()
    for path in SCRIPTS.iterdir():
        read |= set(re.findall(r"\$\{((?:FRAMING_\w+|PYTHON))\b", path.read_text("utf-8")))
        assert os.access(path, os.X_OK)
    assert given == read
    inputs = re.findall(r"^  ([a-z-]+):$", ACTION.partition("runs:")[0], re.M)
    assert set(re.findall(r"inputs\.([a-z-]+)", ACTION)) == set(inputs)

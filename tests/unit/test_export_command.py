"""`export`: its forms, by name or by option, and `--check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from framing_tui.cli.export import command
from framing_tui.content import example_path
from framing_tui.storage.load import load
from tests.naughty import NAUGHTY

EXAMPLE = str(example_path("arrival-time"))


def _run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(command, list(words), standalone_mode=False)
    if done.exception is not None:
        return 2, str(getattr(done.exception, "message", done.exception))
    return int(done.return_value or 0), done.output


@pytest.mark.parametrize(
    ("name", "begins"), [("a.md", "# Correction"), ("a.HTML", "<!DOCTYPE"), ("a.json", "{\n")]
)
def test_the_form_follows_the_name_of_the_file(tmp_path: Path, name: str, begins: str) -> None:
    out = tmp_path / name
    assert _run(EXAMPLE, "-o", str(out))[0] == 0
    assert out.read_text("utf-8").startswith(begins)


def test_the_form_that_is_named_goes_before_the_name(tmp_path: Path) -> None:
    out = tmp_path / "page.txt"
    assert _run(EXAMPLE, "--to", "json", "-o", str(out))[0] == 0
    page = json.loads(out.read_text("utf-8"))
    assert next(iter(page)) == "version"
    assert page["version"] == 2
    assert [field["label"] for field in page["fields"]][:2] == [
        "Business KPI",
        "Target users & workflow change",
    ]


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.json"])
def test_a_page_that_was_just_written_is_up_to_date(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert _run(EXAMPLE, "-o", str(out))[0] == 0
    written = out.read_bytes()
    assert _run(EXAMPLE, "--check", str(out)) == (0, "")
    out.write_bytes(written.replace(b"\n", b"\r\n"))
    assert _run(EXAMPLE, "--check", str(out)) == (0, "")


def test_what_differs_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "spec.md"
    _run(EXAMPLE, "-o", str(out))
    stale = out.read_text("utf-8").replace("**Decision:** build", "**Decision:** stop")
    out.write_text(stale, "utf-8")
    code, said = _run(EXAMPLE, "--check", str(out))
    assert code == 1
    assert said.splitlines() == [
        f"{out}: is not up to date",
        "-- **Decision:** stop; proposed by the kickoff, not signed yet",
        "+- **Decision:** build; proposed by the kickoff, not signed yet",
    ]
    assert out.read_text("utf-8") == stale


def test_a_file_that_is_not_there_is_stale(tmp_path: Path) -> None:
    out = tmp_path / "spec.md"
    assert _run(EXAMPLE, "--check", str(out)) == (1, f"{out}: is not there\n")
    assert not out.exists()


def test_only_the_first_lines_that_differ_are_told(tmp_path: Path) -> None:
    out = tmp_path / "spec.md"
    out.write_text("\x1b[31m\n" * 100, "utf-8")
    code, said = _run(EXAMPLE, "--check", str(out))
    assert code == 1
    assert len(said.splitlines()) == 22
    assert "\x1b" not in said


def test_checking_writes_nothing_so_no_output_goes_with_it(tmp_path: Path) -> None:
    assert _run(EXAMPLE, "--check", "a.md", "-o", "b.md")[0] == 2


def test_json_takes_no_template() -> None:
    assert _run(EXAMPLE, "--to", "json", "--template", "markdown") == (
        2,
        "the page in JSON has no template",
    )


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_text_goes_through_json_whole(tmp_path: Path, text: str) -> None:
    from framing_tui.model.kinds import Line
    from framing_tui.rules.settings import AS_DECLARED
    from framing_tui.spec.plain import export_json

    framing = load(EXAMPLE).framing.with_answer("title", Line().read(text) or "x")
    page = json.loads(export_json(framing, AS_DECLARED))
    assert page["head"]["title"] == framing.header.title or not (framing.header.title or "").strip()

"""Streams that are closed, full or gone: one line and status 2 where a result is lost, no crash.

Each run is a process of its own, started by a shell as a user would: only there a stream is closed
before the program has begun.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="redirections of a POSIX shell"),
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full"),
]

QUIET = '[stack]\nobjective = "Cut fraud losses"\n'
LATE = '[serving]\nonline = "yes"\np99_budget_ms = 120\np99_expected_ms = 140\n'
WRONG = "x = 1\n"


@dataclass(frozen=True)
class Way:
    """One way of calling the program, with what it does where nothing is in its way."""

    arguments: str
    status: int = 0
    prints: bool = True
    reads: bool = False

    def __str__(self) -> str:
        return self.arguments or "(nothing)"


WAYS = (
    Way("--help"),
    Way("--version"),
    Way("calc experiment --help"),
    Way("calc"),
    Way("calc experiment --rate 10% --effect 10%"),
    Way("check late.toml", status=1),
    Way("check quiet.toml late.toml --jobs 2 --format sarif", status=1),
    Way("check - --format github", status=1, reads=True),
    Way("check quiet.toml --show-config"),
    Way("quiet.toml"),
    Way("export wrong.toml"),
    Way("export -", reads=True),
    Way("new -"),
    Way("new --list"),
    Way("explain FT603"),
    Way("ask answered.toml --plain", reads=True),
    # These print nothing: what they do, or that they refuse, is all that is asked of them.
    Way("new framing.toml", prints=False),
    Way("export quiet.toml -o page.md", prints=False),
    Way("", status=2, prints=False),
    Way("check --nonsense", status=2, prints=False),
)
# Of those that print and read alike, one is run every time and the others every night.
MUCH_ALIKE = {"--version", "calc", "calc experiment --help", "check - --format github", "new -"}
MUCH_ALIKE |= {"quiet.toml", "new --list", "check quiet.toml --show-config", "check --nonsense"}
# Where a stream is full and not closed, what prints, what reads, what fails and what writes a file.
ONE_OF_EACH = {
    *("--help", "check late.toml", "export -", "export wrong.toml"),
    *("ask answered.toml --plain", "export quiet.toml -o page.md", ""),
}


def ways(left_out: Callable[[Way], bool]) -> pytest.MarkDecorator:
    """Run a test with every way of calling, the ones that are left out at night alone."""
    return pytest.mark.parametrize(
        "way",
        [pytest.param(way, marks=[pytest.mark.nightly] if left_out(way) else []) for way in WAYS],
        ids=str,
    )


every_way = ways(lambda way: way.arguments in MUCH_ALIKE)
some_ways = ways(lambda way: way.arguments not in ONE_OF_EACH)
FEW = (Way("--help"), Way("check - --format json", status=1, reads=True), Way("export quiet.toml"))
few_ways = pytest.mark.parametrize("way", FEW, ids=str)


@dataclass(frozen=True)
class Ended:
    """What one run left."""

    status: int
    out: bytes
    err: bytes

    @property
    def complaint(self) -> str:
        """What the program says last; what is wrong in a file, or the usage, may stand before."""
        lines = self.err.decode().splitlines()
        told = [line for line in lines if not line.startswith("wrong.toml:1: x: ")]
        assert len(told) == 1
        assert told[0].startswith("framing-tui: ")
        return told[0].removeprefix("framing-tui: ")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name, text in (("quiet", QUIET), ("late", LATE), ("wrong", WRONG)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def run(
    way: Way, redirections: str, desk: Path, given: str = LATE, env: dict[str, str] | None = None
) -> Ended:
    command = f'"{sys.executable}" -m framing_tui {way.arguments} {redirections}'
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        input=given.encode(),
        capture_output=True,
        cwd=desk,
        env={**os.environ, **(env or {})},
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


def lost(way: Way, says: str, ended: Ended) -> None:
    """Expect that the result was refused in one line, if there was one to print."""
    if way.prints:
        assert (ended.status, ended.out) == (2, b"")
        assert ended.complaint.endswith(says)
    else:
        assert ended.status == way.status


def deaf(way: Way, says: str, ended: Ended) -> None:
    """Expect that the missing input was told in one line, if any was wanted."""
    if way.reads:
        assert ended.status == 2
        assert ended.complaint.endswith(says)
    else:
        assert (ended.status, bool(ended.out)) == (way.status, way.prints)


@every_way
def test_without_stdout_a_result_is_lost(way: Way, desk: Path) -> None:
    lost(way, "stdout is closed", run(way, ">&-", desk))


@some_ways
def test_a_full_stdout_loses_the_result(way: Way, desk: Path) -> None:
    lost(way, "No space left on device", run(way, ">/dev/full", desk))


@few_ways
def test_a_stdout_that_cannot_be_written_loses_the_result(way: Way, desk: Path) -> None:
    lost(way, "Bad file descriptor", run(way, "1</dev/null", desk))


@every_way
def test_without_stdin_nothing_is_read(way: Way, desk: Path) -> None:
    deaf(way, "stdin is closed", run(way, "<&-", desk))


@few_ways
def test_a_stdin_that_cannot_be_read_is_told(way: Way, desk: Path) -> None:
    deaf(way, "Bad file descriptor", run(way, "0>/dev/null", desk))


@every_way
def test_talk_that_nobody_hears_changes_nothing(way: Way, desk: Path) -> None:
    ended = run(way, "2>&-", desk)
    assert (ended.status, bool(ended.out)) == (way.status, way.prints)


@some_ways
def test_talk_for_which_there_is_no_room_changes_nothing(way: Way, desk: Path) -> None:
    ended = run(way, "2>/dev/full", desk)
    assert (ended.status, bool(ended.out)) == (way.status, way.prints)


@every_way
def test_with_everything_closed_the_status_is_left(way: Way, desk: Path) -> None:
    ended = run(way, "<&- >&- 2>&-", desk)
    assert ended.status == (2 if way.prints or way.reads else way.status)


@pytest.mark.parametrize(
    "redirections", [">/dev/full 2>/dev/full", "<&- >/dev/full 2>&-", ">&- 2>/dev/full"]
)
@few_ways
def test_with_nobody_to_tell_the_status_is_left(way: Way, redirections: str, desk: Path) -> None:
    assert run(way, redirections, desk) == Ended(2, b"", b"")


@pytest.mark.parametrize("way", [*FEW, Way("calc"), Way("check late.toml", 1)], ids=str)
def test_a_reader_that_has_gone_is_no_failure(way: Way, desk: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "framing_tui", *way.arguments.split()]
    done = subprocess.run(
        command, input=LATE.encode(), stdout=writing, stderr=subprocess.PIPE, cwd=desk
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (way.status, b"")


@pytest.mark.parametrize("way", [Way("new -"), Way("export quiet.toml")], ids=str)
def test_a_result_is_whole_where_nothing_is_buffered(way: Way, desk: Path) -> None:
    buffered, unbuffered = (
        run(way, "", desk, env={"PYTHONUNBUFFERED": value}) for value in ("", "1")
    )
    assert unbuffered == buffered
    lost = run(way, ">/dev/full", desk, env={"PYTHONUNBUFFERED": "1"})
    assert (lost.status, lost.err) == (2, b"framing-tui: stdout: No space left on device\n")


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full", "2>&-", "2>/dev/full"])
def test_what_was_answered_is_saved_whoever_listens(redirection: str, desk: Path) -> None:
    (desk / "framing.toml").write_text(QUIET, encoding="utf-8")
    ask = Way("ask --plain --at stack.kpi")
    ended = run(ask, redirection, desk, given="losses, EUR\n:stop\n")
    assert ended.status == (0 if redirection.startswith("2") else 2)
    text = (desk / "framing.toml").read_text(encoding="utf-8")
    # Where the question could not be put, no line is taken for its answer.
    assert ("losses, EUR" in text) is redirection.startswith("2")


def test_what_a_shell_asks_to_complete_a_line_is_a_result(desk: Path) -> None:
    asks = {
        "_FRAMING_TUI_COMPLETE": "bash_complete",
        "COMP_WORDS": "framing-tui ex",
        "COMP_CWORD": "1",
    }
    told = run(Way(""), "", desk, env=asks)
    assert (told.status, told.out) == (0, b"file,ex\nplain,export\nplain,explain\n")
    lost = run(Way(""), ">/dev/full", desk, env=asks)
    assert (lost.status, lost.err) == (2, b"framing-tui: stdout: No space left on device\n")


@pytest.mark.parametrize("arguments", ["check .", "export", "new", "ask --plain", "quiet.toml"])
def test_a_working_directory_that_has_gone_is_one_line(arguments: str, desk: Path) -> None:
    command = f'cd gone && rmdir ../gone && "{sys.executable}" -P -m framing_tui {arguments}'
    (desk / "gone").mkdir()
    done = subprocess.run(["/bin/sh", "-c", command], input=b"", capture_output=True, cwd=desk)
    assert done.returncode == 2
    assert done.stderr.startswith(b"framing-tui: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_pipe_that_does_not_wait_takes_all_in_the_end(desk: Path, unbuffered: str) -> None:
    heard = run(Way("explain --all"), "", desk)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    command = [sys.executable, "-m", "framing_tui", "explain", "--all"]
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE, env=env) as program:
        os.close(writing)
        with open(reading, "rb") as pipe:  # noqa: PTH123
            told = pipe.read()
        assert program.stderr is not None
        assert (program.stderr.read(), program.wait()) == (b"", 0)
    assert len(told) > 100_000
    assert told == heard.out

"""Files that nobody would write, or only to do harm: one line about each, soon and in little room.

Why in a process of its own: what a file costs is only seen by the system, and one that hangs or
eats the memory must not take the other tests along.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from framing_tui.config import OWN_FILE, PROJECT_FILE, config_for
from framing_tui.model.clean import clean
from framing_tui.rules.settings import Settings
from framing_tui.session import Session
from framing_tui.storage.problem import CannotOpen
from tests.pilot.desk import TODAY

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits, pipes and links of POSIX")

GOOD = '[stack]\nkpi = "fraud loss"\n'
MEGA = 1_000_000
SECONDS, MEGABYTES = 2.0, 300
# What the start of an interpreter may take on a busy machine, told apart by a good file alone.
NAME = "bad.framing.toml"

# Files that are refused as a whole.
REFUSED: dict[str, bytes] = {
    "nested arrays": b"x = " + b"[" * 1_000 + b"]" * 1_000,
    "nested arrays, many": b"x = " + b"[" * 90_000,
    "nested arrays that strings seem to close": b"x = " + b'["]", ' * 400 + b"] " * 400,
    "nested arrays that letters seem to close": b"x = " + b"[']', " * 400 + b"] " * 400,
    "nested arrays that comments seem to close": b"x = " + b"[ # ]\n" * 400 + b"]" * 400,
    "nested inline tables": b"x = " + b"{a=" * 30_000,
    "a dotted key of 39 KB": b"a." * 19_500 + b"a = 1",
    "dotted keys by the thousand": b"".join(b"a." * 30 + b"k%d = 1\n" % n for n in range(16_000)),
    "a header of 39 KB": b"[" + b"a." * 19_500 + b"a]\n",
    "quoted dotted keys": b'"a" . ' * 15_000 + b"a = 1",
    "a big integer": b"x = " + b"9" * 90_000,
    "a big hexadecimal": b"x = 0x" + b"f" * 90_000,
    "a big float": b"x = 1." + b"9" * 90_000,
    "an integer with underscores": b"x = " + b"9_" * 40_000 + b"9",
    "a line of a megabyte": b"#" * (MEGA - 1),
    "ten megabytes of comment": b"# no\n" * 2 * MEGA,
    "ten megabytes of nothing": b"\n" * 10 * MEGA,
    "ten megabytes of one letter": b"a" * 10 * MEGA,
    "ten megabytes of NUL": b"\0" * 10 * MEGA,
    "ten megabytes of brackets": b"[" * 10 * MEGA,
    "ten megabytes of quotes": b'"' * 10 * MEGA,
    "ten megabytes of random bytes": bytes(range(256)) * (10 * MEGA // 256),
    "two hundred thousand empty lines": b"\n" * 200_000,
    "three hundred thousand comments": b"#\n" * 300_000,
    "UTF-16": GOOD.encode("utf-16"),
    "UTF-32": GOOD.encode("utf-32"),
    "Latin-1": 'title = "é"\n'.encode("latin-1"),
    "NUL in a string": b'title = "a\0b"\n',
    "NUL alone": b"\0",
    "a mark in the middle": b'title = "a"\n\xef\xbb\xbf[stack]\n',
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD.encode(),
    "lone carriage returns": GOOD.replace("\n", "\r").encode(),
    "a surrogate in UTF-8": b'title = "\xed\xa0\x80"\n',
    "an escaped surrogate": b'title = "\\ud800"\n',
    "a conflict": b'<<<<<<< HEAD\ntitle = "a"\n=======\ntitle = "b"\n>>>>>>> b\n',
    "a conflict in a string": b'title = """\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> b\n"""\n',
    "a newer format": b"format = 2\n",
    "a far newer format": b"format = 99999999999999999999\n",
    "a string that is never closed": b'title = """' + b"a\n" * 40_000,
    "a literal that is never closed": b"title = '''" + b"\\'\n" * 40_000,
    "strings that are never closed": b'x = "a\n' * 40_000,
    "quotes and backslashes": b'x = "' + b'\\"' * 40_000,
    "duplicate keys": b'title = "a"\ntitle = "b"\n',
    "a table twice": b"[stack]\n[stack]\n",
    "a table and a list of them": b"[actions]\n[[actions]]\n",
    "a list of tables after a value": b"actions = []\n[[actions]]\n",
    "inline tables of inline tables": b"x = [" + b"{a=[{b=[{}]}]}," * 15_000 + b"]",
    "inline tables on lines, by the thousand": b"x = [\n" + b"{ a = 1, b = 2 },\n" * 30_000 + b"]",
    "unknown keys by the ten thousand": b"".join(b"k%d = 1\n" % n for n in range(60_000)),
    "tables by the ten thousand": b"".join(b"[t%d]\n" % n for n in range(60_000)),
    "a page of the web": b"<!doctype html><script>alert(1)</script>",
    "an archive": b"PK\x03\x04" + bytes(range(128)) * 50,
    "escape sequences": b"\x1b]52;c;YQ==\x07\x1b[2J = 1\n",
}

# Files in which something is wrong, and the rest is judged.
WRONG: dict[str, bytes] = {
    "every kind of wrong value": b"title = nan\ndate = inf\n[stack]\nkpi = 1979-05-27T07:32:00Z\n"
    b"users = [[[]]]\nkpi_now = -inf\ntimeframe_days = nan\n",
    "arrays of tables mixed": b'[[actions]]\nwhat = "a"\n[[actions.deeper]]\nx = 1\n'
    b"[[labels.candidates]]\nname = 5\n[[stack]]\nkpi = 1\n",
    "inline tables by the thousand": b"actions = [" + b"{what='a'}," * 5_000 + b"]",
    "records by the thousand": b"".join(
        b"[[actions]]\nwhat='w%d'\nx=1\n" % n for n in range(6_000)
    ),
    "unknown keys by the thousand": b"".join(b"k%d = 1\n" % n for n in range(18_000)),
    "long unknown keys": b"".join(b"k" * 900 + b"%d = 1\n" % n for n in range(1_000)),
    "unknown columns by the thousand": b"[[actions]]\nwhat = 'a'\n"
    + b"".join(b"k%d = 1\n" % n for n in range(18_000)),
    "unknown tables by the thousand": b"".join(b"[t%d]\n" % n for n in range(18_000)),
    "tables in tables": b"".join(b"[" + b"a." * n + b"a]\nk = 1\n" for n in range(31)),
    "unknown marks by the thousand": b"[notes]\n"
    + b"".join(b'"stack.kp%d" = "a"\n' % n for n in range(18_000)),
    "hostile marks": b'[notes]\n"\\u001b]52;c;YQ==\\u0007" = "a"\n"stack.kpi" = 5\n'
    b'[not_applicable]\nstack = { kpi = "a" }\n"[/]" = ["x"]\n',
    "marks that are no table": b"notes = 5\nnot_applicable = [[]]\n",
    "hostile acceptances": b'[[accepted]]\nrule = "FT999"\nreason = "\\u202e"\n'
    b"[[accepted]]\nrule = 5\nuntil = 'never'\n[[accepted]]\n",
    "hostile clashes": b'[[clashes]]\nquestion = "no.such"\nours = 5\n'
    b'[[clashes]]\nquestion = "stack.kpi"\ntheirs = "' + b"[" * 15_000 + b'"\n'
    b'[[clashes]]\nquestion = "stack.kpi_now"\ntheirs = "0x' + b"f" * 15_000 + b'"\n'
    b'[[clashes]]\nquestion = "stack.users"\ntheirs = "' + b"a." * 5_000 + b'"\nx = 1\n',
    "a text of a hundred thousand signs": b'[stack]\nusers = "' + b"a" * 90_000 + b'"\n',
    "a format that is none": b'format = "1"\n',
    "a negative format": b"format = -1\n",
    "an empty key": b'"" = 1\n"\\u001b[2J" = 1\n',
    "keys with line breaks": b'"a\\n::error::b" = 1\n"a\\u2028b" = 2\n',
    "years that no calendar has": b"date = 0001-01-01\n[diagnosis]\nlaunched = 9999-12-31\nx = 1\n",
    "marks and breaks mixed": b"\xef\xbb\xbftitle = 1\r\n[stack]\nkpi = 'a'\r\n",
    "local times": b"title = 07:32:00\ndate = 1979-05-27T07:32:00\n",
}


def pipe(path: Path) -> None:
    os.mkfifo(path)


def zero(path: Path) -> None:
    path.symlink_to("/dev/zero")


def directory(path: Path) -> None:
    path.mkdir()


def circle(path: Path) -> None:
    path.symlink_to(path)


def into_nothing(path: Path) -> None:
    path.symlink_to(path.parent.parent / "nothing.toml")


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def bound_socket(path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        listener.bind(path.name)
    finally:
        os.chdir(here)
        listener.close()


# What is no file at all.
MADE: dict[str, Callable[[Path], None]] = {
    "a pipe": pipe,
    "an endless device": zero,
    "a directory": directory,
    "links in a circle": circle,
    "a link to nothing": into_nothing,
    "a gigabyte of nothing": sparse,
    "a socket": bound_socket,
}


# Writes down at its end what memory the program has taken at most. What the system says of a child
# that has ended counts the memory of its parent with it, and the parent is a long run of tests.
_MEASURED = """
import atexit, re, resource, sys
from pathlib import Path

def peak():
    try:
        status = Path("/proc/self/status").read_text()
        kilobytes = int(re.search(r"VmHWM:\\s+(\\d+)", status)[1])
    except (OSError, TypeError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        kilobytes = most / 1024 if sys.platform == "darwin" else most
    report.write_text(str(kilobytes / 1024))

report = Path(sys.argv.pop(1))
atexit.register(peak)
sys.argv[0] = "framing-tui"
from framing_tui.cli import main
main()
"""


class Ran:
    """What a run said, with which status it ended, and what it took."""

    def __init__(self, *arguments: str, cwd: Path, given: bytes = b"", **environment: str) -> None:
        out, err = cwd.parent / "out", cwd.parent / "err"
        memory = cwd.parent / "memory"
        program = [sys.executable, "-c", _MEASURED, str(memory), *arguments]
        path = str(Path(__file__).resolve().parents[2])
        begun = time.monotonic()
        with out.open("wb") as said, err.open("wb") as told:
            started = subprocess.Popen(
                program,
                cwd=cwd,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=told,
                env={**os.environ, "PYTHONPATH": path, **environment},
            )
            assert started.stdin is not None
            try:
                started.stdin.write(given)
                started.stdin.close()
            except BrokenPipeError:
                pass
            _, status, self.used = os.wait4(started.pid, 0)
        started.returncode = self.status = os.waitstatus_to_exitcode(status)
        self.seconds = time.monotonic() - begun
        self.megabytes = float(memory.read_text())
        self.out, self.err = out.read_bytes().decode(), err.read_bytes().decode()

    @property
    def cpu(self) -> float:
        """The time that the processor took; a busy machine adds nothing to it."""
        return self.used.ru_utime + self.used.ru_stime

    def has_behaved(self) -> None:
        for text in (self.out, self.err):
            assert "Traceback" not in text
            assert all(clean(line) == line for line in text.split("\n")), text
        assert self.cpu < SECONDS, f"took {self.cpu:.1f} s"
        assert self.megabytes < MEGABYTES, f"took {self.megabytes:.0f} MB"


def put(folder: Path, make: bytes | Callable[[Path], None], name: str = NAME) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    if isinstance(make, bytes):
        path.write_bytes(make)
    else:
        make(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    put(folder, GOOD.encode(), "a.framing.toml")
    put(folder, GOOD.encode(), "z.framing.toml")
    return folder


ALL = {**REFUSED, **WRONG, **MADE}
# Of each sort one or two that cost the most; the others in the nightly run.
OFTEN = (
    *("nested inline tables", "dotted keys by the thousand", "strings that are never closed"),
    *("records by the thousand", "unknown columns by the thousand", "hostile clashes"),
    *("a big hexadecimal", "a pipe"),
)


def check(folder: Path, kind: str) -> None:
    path = put(folder, ALL[kind])
    ran = Ran("check", "--format", "json", ".", str(path.relative_to(folder)), cwd=folder)
    ran.has_behaved()
    assert ran.status == 2
    assert f'"{NAME}' in ran.out or f" {NAME}" in ran.out
    for good in ("a.framing.toml", "z.framing.toml"):
        assert f'"path": "{good}"' in ran.out


def export(folder: Path, kind: str) -> None:
    ran = Ran("export", put(folder, ALL[kind]).name, cwd=folder)
    ran.has_behaved()
    assert ran.status == (0 if kind in WRONG else 2)
    assert NAME in ran.err
    assert bool(ran.out) == (kind in WRONG)


@pytest.mark.parametrize("kind", OFTEN)
def test_a_hostile_file_costs_one_line_and_no_other_file(folder: Path, kind: str) -> None:
    check(folder, kind)


@pytest.mark.nightly
@pytest.mark.parametrize("kind", [kind for kind in ALL if kind not in OFTEN])
def test_every_hostile_file_costs_one_line_and_no_other_file(folder: Path, kind: str) -> None:
    check(folder, kind)


@pytest.mark.nightly
@pytest.mark.parametrize("kind", ALL)
def test_no_hostile_file_is_exported_without_a_word(folder: Path, kind: str) -> None:
    export(folder, kind)


def git_doors(folder: Path, kind: str) -> None:
    put(folder, ALL[kind])
    good = ("a.framing.toml", "z.framing.toml")
    for words in (("diff", good[0], NAME), ("fmt", "--check", NAME), ("merge", *good, NAME)):
        ran = Ran(*words, cwd=folder)
        ran.has_behaved()
        assert ran.status in ((0, 1, 2) if kind in WRONG else (2,)), words
        if ran.status == 2:
            assert NAME in ran.err or "cannot be joined: " in ran.err
            assert ran.out == ""
    if kind not in WRONG:
        assert (folder / good[1]).read_bytes() == GOOD.encode()


@pytest.mark.parametrize("kind", OFTEN[:4])
def test_a_hostile_file_is_refused_by_the_doors_for_git(folder: Path, kind: str) -> None:
    git_doors(folder, kind)


@pytest.mark.nightly
@pytest.mark.parametrize("kind", [kind for kind in ALL if kind not in OFTEN[:4]])
def test_every_hostile_file_is_refused_by_the_doors_for_git(folder: Path, kind: str) -> None:
    git_doors(folder, kind)


@pytest.mark.parametrize("kind", ALL)
def test_a_hostile_file_is_not_opened_or_judged_in_part(tmp_path: Path, kind: str) -> None:
    """Without a process of its own, so that each kind is tried at every run."""
    path = put(tmp_path / "tree", ALL[kind])
    begun = time.process_time()
    try:
        session = Session.open(path, TODAY)
    except CannotOpen as error:
        said = str(error)
    else:
        said = ""
    if said:
        assert kind not in WRONG
        assert NAME in said
        assert clean(said) == said
    else:
        assert kind in WRONG or kind == "a link to nothing"
        assert session.problems or kind == "a link to nothing"
        assert all(clean(str(problem)) == str(problem) for problem in session.problems)
        assert session.clashes is not None
        assert session.copies() == []
        session.close()
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("name", [OWN_FILE, PROJECT_FILE])
@pytest.mark.parametrize("kind", ALL)
def test_hostile_settings_are_one_problem_at_most_and_set_nothing(
    tmp_path: Path, kind: str, name: str
) -> None:
    """Settings are in the tree, too, and whoever wrote the one may have written the other."""
    tree = tmp_path / "tree"
    put(tree, ALL[kind], name)
    begun = time.process_time()
    config = config_for(tree)
    assert time.process_time() - begun < SECONDS
    assert config.settings == Settings()
    assert (config.select, config.ignore, config.template) == ((), (), None)
    for problem in config.problems:
        assert name in str(problem)
        assert clean(str(problem)) == str(problem)
    if name == OWN_FILE and kind in REFUSED:
        assert config.problems

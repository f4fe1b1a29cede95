"""The commands: what they print and where, and that nothing a user does ends in a traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from framing_tui import __version__
from framing_tui.cli.program import COMMANDS, main
from framing_tui.content import starter_names
from framing_tui.model.framing import Framing
from framing_tui.storage.blank import blank_document
from framing_tui.storage.limits import MAX_BYTES
from framing_tui.storage.load import load, load_bytes

TEXT = '[stack]\nkpi = "fraud loss"\n'
posix = pytest.mark.skipif(os.name != "posix", reason="devices and descriptors of POSIX")


class Ran:
    """What one run of the program left: its status and what it said."""

    def __init__(self, status: int, out: bytes, err: bytes) -> None:
        self.status = status
        self.out = out.decode()
        self.err = err.decode()

    @property
    def only_error(self) -> str:
        """The one line of a run that was refused."""
        assert self.status == 2
        assert self.out == ""
        assert self.err.startswith("framing-tui: ")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.removeprefix("framing-tui: ").rstrip("\n")


Run = Callable[..., Ran]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in this process, with nothing of it a terminal."""

    def call(*arguments: str | bytes, given: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as left:
            main([os.fsdecode(argument) for argument in arguments])
        said = capsysbinary.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return call


def run_apart(*arguments: str, code: str | None = None) -> Ran:
    """Run the program in a process of its own, or a piece of code that imports it."""
    program = ["-c", code] if code else ["-m", "framing_tui"]
    done = subprocess.run(
        [sys.executable, *program, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


# Files that cannot be read.


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"[stack", "f.toml:1: is not TOML: "),
        (b"a = 1\nkpi = loss", "f.toml:2: is not TOML: "),
        (b"a = 1\n\xff", "f.toml:2: is not UTF-8 text, so not a framing"),
        (b"a = 1\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", "f.toml:2: holds a git conflict marker"),
        (b"format = 9", "f.toml: format 9 is newer than this program"),
        (b"x = " + b"[" * 2000, "f.toml:1: brackets nested too deep"),
        (b"x = " + b'["]", ' * 41 + b"] " * 41, "f.toml:1: brackets nested too deep"),
        (b"x = " + b"[ # ]\n" * 41 + b"]" * 41, "f.toml:41: brackets nested too deep"),
        (b"a." * 13_000 + b"a = 1", "f.toml:1: a key of more than 32 parts"),
        (b"a = " + b"9" * 5000, "f.toml:1: a number of more than 300 digits"),
        (b"#" * (MAX_BYTES + 1), "f.toml: is larger than 1,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_framing_is_refused_in_one_line(
    run: Run, here: Path, raw: bytes, says: str
) -> None:
    Path("f.toml").write_bytes(raw)
    for arguments in (("export", "f.toml"), ("f.toml",)):
        assert run(*arguments).only_error.startswith(says)
    assert run("export", "-", given=raw).only_error.startswith(says.replace("f.toml", "stdin"))
    assert Path("f.toml").read_bytes() == raw


@posix
def test_what_is_no_file_is_refused_in_one_line(run: Run, here: Path) -> None:
    os.mkfifo("pipe")
    Path("circle").symlink_to("circle")
    for name, says in (
        ("none.toml", "none.toml: there is no such file"),
        (".", ".: is a directory; name a file in it"),
        ("pipe", "pipe: is not a regular file"),
        ("/dev/zero", "/dev/zero: is not a regular file"),
        ("circle", "circle: "),
        ("n" * 300, f"{'n' * 300}: "),
        ("none/f.toml", "none/f.toml: there is no such file"),
    ):
        assert run("export", name).only_error.startswith(says)
        assert run(name).only_error.startswith(says)
    assert "\x1b" not in run("export", "a\x1b[0m").only_error
    assert run("export", b"\xff\xfe").only_error.endswith("there is no such file")


def test_what_is_wrong_in_a_file_is_said_and_the_rest_goes_on(run: Run, here: Path) -> None:
    Path("f.toml").write_text(TEXT + 'kpo = ""\nkpi_now = "much\\u001b"\n')
    ran = run("export", "f.toml")
    assert ran.status == 0
    assert "fraud loss" in ran.out
    assert ran.err.splitlines() == [
        "f.toml:3: stack.kpo: unknown key, kept but not read (nearest: stack.kpi)",
        "f.toml:4: stack.kpi_now: expected a number, or a range like [80, 140], got “much␛”",
    ]


# new


def test_a_new_file_holds_every_question(run: Run, here: Path) -> None:
    ran = run("new")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "framing.toml: written; open it with: framing-tui framing.toml\n"
    assert Path("framing.toml").read_text(encoding="utf-8") == blank_document()
    assert run("new", "-").out == blank_document()


def test_a_new_file_offers_what_a_starter_says(run: Run, here: Path) -> None:
    assert run("new", "f.toml", "--from", "churn-retention").status == 0
    assert load("f.toml").framing == Framing({"starter": "churn-retention"})


def test_the_starters_are_listed(run: Run, here: Path) -> None:
    ran = run("new", "--list")
    assert (ran.status, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()] == list(starter_names())
    assert all(len(line.split()) > 1 for line in ran.out.splitlines())


def test_a_file_that_is_there_is_not_written_over(run: Run, here: Path) -> None:
    Path("f.toml").write_text(TEXT)
    assert run("new", "f.toml").only_error == "f.toml: is there already; --force writes over it"
    assert Path("f.toml").read_text() == TEXT
    assert run("new", "f.toml", "--force").status == 0
    assert load("f.toml").framing == Framing()


def test_a_directory_is_no_file_to_be(run: Run, here: Path) -> None:
    Path("d").mkdir()
    for words in (("new", "d"), ("new", "d", "--force")):
        assert run(*words).only_error == "d: is a directory; name a file in it"


@pytest.mark.parametrize("words", [("check",), ("new",), ("export",), ("fmt",), ("ask",), ()])
def test_an_empty_word_names_no_file(run: Run, here: Path, words: tuple[str, ...]) -> None:
    Path("framing.toml").write_text(TEXT)
    assert "it is empty, and names no file" in run(*words, "").only_error
    assert Path("framing.toml").read_text() == TEXT


@posix
def test_a_link_to_nowhere_counts_as_there(run: Run, here: Path) -> None:
    Path("link").symlink_to("nowhere")
    assert "is there already" in run("new", "link").only_error
    assert not Path("nowhere").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("none/f.toml",), "none/f.toml: No such file or directory"),
        (("--force", "."), ".: is a directory; name a file in it"),
        (("n" * 300,), f"{'n' * 300}: File name too long"),
        (("--from", "churn"), "there is no starter “churn”"),
        (
            ("--from", "churn-retentoin"),
            "there is no starter “churn-retentoin” (nearest: churn-ret",
        ),
        (("--from", "../x"), "there is no starter “../x”"),
        (("a", "b"), "Got unexpected extra argument (b)"),
        (("--form",), "No such option"),
    ],
)
def test_a_new_file_that_cannot_be_is_refused_in_one_line(
    run: Run, here: Path, arguments: tuple[str, ...], says: str
) -> None:
    assert run("new", *arguments).only_error.startswith(says)
    assert list(here.iterdir()) == []


# export, and what a file alone prints


def test_the_spec_is_the_same_through_every_door(run: Run, here: Path) -> None:
    Path("f.toml").write_text(TEXT)
    exported = run("export", "f.toml")
    assert (exported.status, exported.err) == (0, "")
    assert "fraud loss" in exported.out
    alone = run("f.toml")
    assert (alone.status, alone.out) == (0, exported.out)
    assert alone.err.startswith("framing-tui: not a terminal, so the spec was printed; ")
    assert "“framing-tui ask”" in alone.err
    assert run("open", "f.toml").out == exported.out
    assert run("export", "-", given=TEXT.encode()).out == exported.out
    assert run("-", given=TEXT.encode()).out == exported.out
    Path("framing.toml").write_text(TEXT)
    assert run("export").out == exported.out
    ran = run("export", "f.toml", "-o", "spec.md")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert Path("spec.md").read_text(encoding="utf-8") == exported.out
    assert run("export", "f.toml", "-o", "spec.md").status == 0


def test_an_export_never_touches_the_framing(run: Run, here: Path) -> None:
    Path("f.toml").write_text(TEXT)
    run("export", "f.toml")
    run("f.toml")
    assert "is the framing itself" in run("export", "f.toml", "-o", "./f.toml").only_error
    assert Path("f.toml").read_text() == TEXT
    assert [entry.name for entry in here.iterdir()] == ["f.toml"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-o", "none/x.md"), "none/x.md: No such file or directory"),
        (("-o", "."), ".: "),
        (("--template", "none"), ""),
        (("--template", "/dev/zero"), ""),
        (("--outptu", "x"), "No such option"),
        (("-o",), "Option '-o' requires an argument"),
    ],
)
def test_an_export_that_cannot_be_is_refused_in_one_line(
    run: Run, here: Path, arguments: tuple[str, ...], says: str
) -> None:
    Path("f.toml").write_text(TEXT)
    assert run("export", "f.toml", *arguments).only_error.startswith(says)
    assert [entry.name for entry in here.iterdir()] == ["f.toml"]


@posix
def test_a_device_is_written_to_and_never_replaced(run: Run, here: Path) -> None:
    Path("f.toml").write_text(TEXT)
    ran = run("export", "f.toml", "-o", "/dev/null")
    assert (ran.status, ran.err) == (0, "")
    assert Path("/dev/null").is_char_device()
    ran = run_apart("export", "f.toml", "-o", "/dev/stdout")
    assert "fraud loss" in ran.out


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(run: Run, here: Path) -> None:
    Path("f.toml").write_text(TEXT)
    command = [sys.executable, "-m", "framing_tui", "export", "f.toml"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"framing-tui: stdout: No space left on device\n"


@posix
def test_a_reader_that_has_gone_is_no_error(run: Run, here: Path) -> None:
    Path("f.toml").write_text(TEXT)
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "framing_tui", "export", "f.toml"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@posix
@pytest.mark.parametrize(
    ("closed", "arguments", "says"),
    [
        (">&-", "export f.toml", b"framing-tui: stdout is closed\n"),
        ("<&-", "export -", b"framing-tui: stdin is closed\n"),
    ],
)
def test_a_closed_stream_is_one_line(
    run: Run, here: Path, closed: str, arguments: str, says: bytes
) -> None:
    Path("f.toml").write_text(TEXT)
    command = f'"{sys.executable}" -m framing_tui {arguments} {closed}'
    done = subprocess.run(["/bin/sh", "-c", command], stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, says)


# The program itself.


def test_without_a_terminal_a_file_must_be_named(run: Run, here: Path) -> None:
    assert run().only_error.startswith("this is not a terminal: name a FILE")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("word", "nearest"), [("exprot", "export"), ("nwe", "new"), ("opne", "open")]
)
def test_a_misspelt_command_is_no_file(run: Run, here: Path, word: str, nearest: str) -> None:
    said = run(word).only_error
    assert said == f"no command '{word}'; nearest: {nearest} (a file of that name: ./{word})"
    Path(word).write_text(TEXT)
    assert run(word).status == 0
    assert run(f"./{word}").status == 0


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("stack.kpo", "no question 'stack.kpo'; nearest: stack.kpi"),
        ("kpi", "no question 'kpi'; nearest: stack.kpi"),
        ("zzzz", "no question 'zzzz'"),
        ("", "no question ''"),
        ("\x1b[0m", "no question '␛[0m'"),
    ],
)
def test_an_unknown_question_names_the_nearest(
    run: Run, here: Path, question: str, says: str
) -> None:
    Path("f.toml").write_text(TEXT)
    assert run("f.toml", "--at", question).only_error == says


@pytest.mark.parametrize(
    "question", ["stack.kpi", "labels.candidates", 'labels.candidates."a".speed']
)
def test_a_known_question_is_no_error(run: Run, here: Path, question: str) -> None:
    Path("f.toml").write_text(TEXT)
    assert run("--at", question, "f.toml").status == 0


def test_the_version_and_the_help_are_told(run: Run, here: Path) -> None:
    assert run("--version").out == f"framing-tui, version {__version__}\n"
    told = run("--help")
    assert (told.status, told.err) == (0, "")
    for name in COMMANDS:
        assert f"\n  {name} " in told.out
        of_one = run(name, "--help")
        assert (of_one.status, of_one.err) == (0, "")
        assert of_one.out.startswith("Usage: framing-tui ")
    assert run("-h").out == told.out


NEVER = ("textual", "rich", "questionary")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--help",),
        ("--version",),
        ("new", "--list"),
        ("new", "-"),
        ("export", "f.toml"),
        ("f.toml",),
        ("export", "--help"),
    ],
)
def test_a_quick_command_never_imports_the_screen(here: Path, arguments: tuple[str, ...]) -> None:
    Path("f.toml").write_text(TEXT)
    code = (
        "import sys\n"
        "from framing_tui.cli import main\n"
        f"arguments = {list(arguments)!r}\n"
        "try:\n"
        "    main(arguments) if arguments else None\n"
        "finally:\n"
        f"    print([m for m in sys.modules if m.split('.')[0] in {NEVER!r}], file=sys.stderr)\n"
    )
    ran = run_apart(code=code)
    assert ran.err.splitlines()[-1] == "[]"


def test_the_session_never_imports_the_screen() -> None:
    code = "import sys, framing_tui.session\n" + f"print(set(sys.modules) & set({NEVER!r}))"
    assert run_apart(code=code).out == "set()\n"


def test_a_bare_import_reads_nothing() -> None:
    code = (
        "import sys, framing_tui\nprint([m for m in sys.modules if m.startswith('framing_tui.')])"
    )
    assert run_apart(code=code).out == "[]\n"


def test_output_is_the_same_whatever_the_locale(run: Run, here: Path) -> None:
    Path("f.toml").write_text('[stack]\nkpi = "naïve 数"\n', encoding="utf-8")
    command = [sys.executable, "-m", "framing_tui", "export", "f.toml"]
    outputs = {
        subprocess.run(
            command,
            capture_output=True,
            check=True,
            env={**os.environ, "LC_ALL": locale, "PYTHONIOENCODING": encoding},
        ).stdout
        for locale, encoding in (("C", "ascii"), ("C.UTF-8", "utf-8"), ("C", "latin-1"))
    }
    (only,) = outputs
    assert "naïve 数" in only.decode()


def test_a_new_file_from_the_program_is_a_framing(run: Run, here: Path) -> None:
    for name in starter_names():
        ran = run("new", "-", "--from", name)
        opened = load_bytes(ran.out.encode(), "f.toml")
        assert opened.problems == ()
        assert opened.framing == Framing({"starter": name})


def test_an_error_of_its_own_is_no_finding(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise LookupError("broken")

    monkeypatch.setattr("framing_tui.cli.check.assess", broken)
    Path("f.toml").write_text(TEXT)
    ran = run("check", "f.toml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Traceback")
    assert ran.err.endswith("LookupError: broken\n")

"""Modules that are read in late: nobody who imports one can tell, but by how soon it is there."""

from __future__ import annotations

import importlib
import string
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from framing_tui.late_modules import _LATE, _LETTERS, LateModule

EXAMPLE = Path(__file__).resolve().parents[2] / "templates" / "examples" / "payment-fraud.toml"
ALL = [*sorted(_LATE), "string", *(["platform"] if sys.platform == "linux" else [])]


def run(program: str, *arguments: str) -> str:
    """Run a program behind the opening of ours, in a process of its own; return what it printed."""
    opening = "from framing_tui.late_modules import read_in_late\nread_in_late()\nimport sys\n"
    done = subprocess.run(
        [sys.executable, "-S", "-c", opening + program, *arguments],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", sorted(_LATE))
def test_what_is_stood_for_is_a_function_of_a_module_that_is_no_package(name: str) -> None:
    real = importlib.import_module(name)
    assert not hasattr(real, "__path__")
    assert [each for each in _LATE[name] if isinstance(getattr(real, each), type)] == []
    assert all(callable(getattr(real, each)) for each in _LATE[name])


@pytest.mark.parametrize("name", ALL)
def test_a_module_is_itself_from_its_first_use_on(name: str) -> None:
    program = f"""
import {name}
late = sys.modules[{name!r}]
assert type(late).__name__ == 'LateModule', late
assert {name}.__name__ == {name!r}
used = next(n for n in ('parse', 'Random', 'quote', 'sha256', 'signature', 'mkdtemp', 'find',
                        'ip_address', 'node', 'unquote', 'Template') if hasattr({name}, n))
real = sys.modules[{name!r}]
assert type(real).__name__ == 'module', real
assert getattr(late, used) is getattr(real, used)
import {name}
assert {name} is real
print('as it was')
"""
    assert run(program) == "as it was\n"


@pytest.mark.parametrize(
    ("module", "call", "result"),
    [
        ("ast", "literal_eval('[1, 2]')", "[1, 2]"),
        ("gettext", "gettext('Usage:')", "Usage:"),
        ("gettext", "ngettext('one', 'many', 2)", "many"),
        ("hashlib", "sha1(b'a').hexdigest()[:6]", "86f7e4"),
        ("inspect", "getattr_static(str, 'join').__name__", "join"),
        ("random", "randrange(3, 4)", "3"),
        ("random", "choice([5])", "5"),
        ("urllib.parse", "quote_from_bytes(b'a b', safe='')", "a%20b"),
        ("tempfile", "gettempdir() == __import__('tempfile').gettempdir()", "True"),
    ],
)
def test_a_function_that_was_taken_out_does_what_it_does(
    module: str, call: str, result: str
) -> None:
    name = call.partition("(")[0]
    program = f"from {module} import {name}\nassert type(sys.modules[{module!r}]).__name__ == "
    assert run(f"{program}'LateModule'\nprint({call})\nprint({call})") == f"{result}\n" * 2


@pytest.mark.skipif(sys.platform != "linux", reason="stood for there alone")
def test_the_name_of_the_system_is_the_one_that_the_library_tells() -> None:
    told = run(
        "import platform, uuid\nlate = platform.system()\nprint(late, platform.node() and '')"
    )
    assert told.split() == [importlib.import_module("platform").system()]


def test_letters_are_those_of_the_library() -> None:
    assert {name: getattr(string, name) for name in _LETTERS} == _LETTERS
    told = run("import string\nprint(string.hexdigits, type(sys.modules['string']).__name__)")
    assert told == f"{string.hexdigits} LateModule\n"


def test_what_is_there_already_stays() -> None:
    assert run(
        "import json, hashlib\nread_in_late()\nprint(type(sys.modules['json']).__name__)"
    ) == ("module\n")
    assert isinstance(LateModule("ast"), ModuleType)


@pytest.mark.parametrize(("command", "used"), [("check", []), ("export", ["string"])])
def test_few_of_them_are_used(command: str, used: list[str]) -> None:
    probe = (
        "import os, sys\n"
        f"sys.argv[1:] = [{command!r}, {str(EXAMPLE)!r}]\n"
        "from types import ModuleType\n"
        "from framing_tui.__main__ import run\n"
        "read = lambda name: type(sys.modules.get(name)) is ModuleType\n"
        f"os._exit = lambda code: print([name for name in {ALL!r} if read(name)])\n"
        "run()\n"
    )
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    # The second time the compiled templates are there.
    assert done.stdout.splitlines()[-1] == str(used), done

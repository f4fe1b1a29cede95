"""`framing-tui git-setup`: what a repository needs so that git knows framings."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from framing_tui.cli import git
from framing_tui.cli.command import Command, option
from framing_tui.cli.streams import reason_of, say, write_out
from framing_tui.model.clean import clean
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.reports.report import FailOn
from framing_tui.storage.files import ChangedOnDisk, Stamp, write_whole

ATTRIBUTES = (
    "*framing*.toml diff=framing merge=framing",
    # The settings are no framing.
    ".framing.toml !diff !merge",
)
# By which a later run knows the hook as its own.
_MARK = "# Written by framing-tui git-setup."
_MOVED = "framing-tui has moved: run framing-tui git-setup --write again"
_HOOK = """\
#!/bin/sh
{mark}
# Judges the framings that are about to be committed, as they will be committed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git diff --cached --name-only -z --diff-filter=ACMRT -- \\
    ':(glob)**/*framing*.toml' ':(exclude,glob)**/.*' >"$work/names"
[ -s "$work/names" ] || exit 0
command -v {first} >/dev/null || {{
    echo "{moved}" >&2
    exit 1
}}
mkdir "$work/tree"
{{
    cat "$work/names"
    # What is set for them.
    git ls-files -z -- '.framing.toml' '*/.framing.toml' 'pyproject.toml' '*/pyproject.toml'
}} | git checkout-index -z --stdin --prefix="$work/tree/"
cd "$work/tree"
# git tells its hooks where the repository is, and the copy is in none.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
xargs -0 {program} check --fail-on {fail_on} -- <"$work/names"
"""


class _Part(NamedTuple):
    """One thing to set up: how it is called, what it holds, and how it stands.

    `state` is "missing", "other" where something else of ours is there, "there", or why it is not
    for this program to write.
    """

    name: str
    text: str
    state: str

    @property
    def is_wanted(self) -> bool:
        return self.state in ("missing", "other")


@click.command("git-setup", cls=Command)
@option("--write", "writes", is_flag=True, help="Write it; otherwise it is only printed.")
@option(
    "--fail-on",
    type=click.Choice([each.value for each in FailOn]),
    default=FailOn.NEVER.value,
    show_default=True,
    help="What keeps a commit out, beside a file with errors.",
)
def command(writes: bool, fail_on: str) -> int:
    """Let git merge and compare the framings of this repository answer by answer, and judge them
    before each commit: two lines of .gitattributes, two drivers, a pre-commit hook.

    Without --write it is printed, with what of it is there already. What is there of somebody
    else's is never written over.
    """
    root = git.work_tree()
    program = _program()
    attributes = _attributes(root)
    drivers = list(_drivers(program))
    hook_path = _hook_path(root)
    hook = _hook(root, hook_path, program, fail_on)
    if not writes:
        commands = [
            part._replace(text=f"git config --local {part.name} {shlex.quote(part.text)}")
            for part in drivers
        ]
        write_out("\n".join(map(_printed, (attributes, *commands, hook))))
        return 0
    if attributes.is_wanted:
        _append(root / ".gitattributes", attributes.text)
    for driver in drivers:
        if driver.is_wanted:
            git.told("config", "--local", driver.name, driver.text)
    if hook.is_wanted:
        _write_hook(hook_path, hook.text)
    for part in (attributes, *drivers, hook):
        say(f"{part.name}: {'written' if part.is_wanted else part.state}")
    if hook.state not in ("missing", "other", "there"):
        for line in hook.text.splitlines():
            say(f"    {line}")
    for name in ("merge", "diff"):
        found = git.attribute(name, "framing.toml", root)
        if found != "framing":
            say(f".gitattributes: a line below gives framing.toml {name}={found}; move ours down")
            return 1
    return 0


def _program() -> str:
    """Return how git calls this program: by its whole path, as git has a path of its own."""
    found = shutil.which("framing-tui")
    if found is not None:
        return shlex.quote(str(Path(found).absolute()))
    return f"{shlex.quote(sys.executable)} -m framing_tui"


def _printed(part: _Part) -> str:
    state = {"missing": "to be written", "other": "to be written anew"}.get(part.state, part.state)
    return f"# {clean(part.name)} ({clean(state)})\n{part.text.rstrip()}\n"


# The parts.


def _attributes(root: Path) -> _Part:
    lines: list[str] = []
    try:
        lines = (root / ".gitattributes").read_text("utf-8", "surrogateescape").splitlines()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise click.ClickException(f".gitattributes: {reason_of(error)}") from error
    known = {" ".join(line.split()) for line in lines}
    missing = [line for line in ATTRIBUTES if line not in known]
    text = "".join(f"{line}\n" for line in missing or ATTRIBUTES)
    return _Part(".gitattributes", text, "missing" if missing else "there")


def _drivers(program: str) -> Iterator[_Part]:
    for key, value in (
        ("merge.framing.name", "framings, answer by answer"),
        ("merge.framing.driver", f"{program} merge --path %P %O %A %B"),
        ("diff.framing.command", f"{program} diff"),
    ):
        there = git.setting(key)
        state = "there" if there == value else "missing" if there is None else "other"
        yield _Part(key, value, state)


def _hook_path(root: Path) -> Path:
    """Return where git looks for the hook: with core.hooksPath, and in linked work trees."""
    found = git.told("rev-parse", "--git-path", "hooks/pre-commit", at=root)
    return Path(os.path.normpath(root / found))


def _hook(root: Path, path: Path, program: str, fail_on: str) -> _Part:
    first = shlex.quote(shlex.split(program)[0])
    text = _HOOK.format(mark=_MARK, program=program, first=first, fail_on=fail_on, moved=_MOVED)
    try:
        name = path.relative_to(root).as_posix()
    except ValueError:
        name = str(path)
    own = "\n".join(text.splitlines()[2:])
    try:
        there = path.read_bytes().decode("utf-8", "replace") if os.path.lexists(path) else None
    except OSError as error:
        return _Part(name, own, f"cannot be read ({reason_of(error)}); add to it by hand")
    if there is not None and _MARK not in there:
        call = f"{program} check --fail-on {fail_on} -- FILE…"
        return _Part(name, call, "there is another hook; add to it by hand")
    if there == text and os.access(path, os.X_OK):
        return _Part(name, text, "there")
    common = Path(os.path.realpath(root / git.told("rev-parse", "--git-common-dir", at=root)))
    folder = Path(os.path.realpath(path.parent))
    if not (folder.is_relative_to(common) or folder.is_relative_to(os.path.realpath(root))):
        return _Part(name, text, "outside of this repository, for others too; write it by hand")
    return _Part(name, text, "missing" if there is None else "other")


# Writing.


def _append(path: Path, text: str) -> None:
    try:
        old = path.read_bytes() if path.exists() else b""
        gap = b"" if not old or old.endswith(b"\n") else b"\n"
        expected = Stamp.of_bytes(old) if path.exists() else None
        write_whole(path, old + gap + text.encode(), expected=expected)
    except (OSError, ChangedOnDisk) as error:
        raise click.ClickException(f"{path.name}: {_reason(error)}") from error


def _write_hook(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode(), expected=Stamp.of(path))
        path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    except (OSError, ChangedOnDisk) as error:
        raise click.ClickException(f"{clean(str(path))}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    return reason_of(error) if isinstance(error, OSError) else clean(str(error))

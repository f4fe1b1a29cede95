"""What the commands ask git: a file as it was at some revision, and where a repository keeps what.

Why by running it: only git knows all the ways in which it stores and configures things. Names go
to it as arguments of their own, and none that it could take for an option.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import click

from framing_tui.model.clean import clean, one_line
from framing_tui.storage.limits import MAX_BYTES


def is_revision(name: str) -> bool:
    """Tell whether a name that is no file can mean a file at a revision, like HEAD~1:framing.toml.

    Without a revision, as in `:framing.toml`, it is the file that will be committed.
    """
    revision, colon, path = name.partition(":")
    is_drive = len(revision) == 1 and path[:1] in ("\\", "/")
    return bool(colon and path) and not is_drive and not name.startswith("-")


def names_revision(name: str) -> bool:
    """Tell whether a name is that of a revision alone; without git, none is."""
    if not name or name.startswith("-") or shutil.which("git") is None:
        return False
    return _is_known(f"{name}^{{commit}}")


def at_revision(name: str) -> bytes:
    """Return a file as it is at a revision, named as git names it; what cannot be ends the run."""
    found = ask("cat-file", "-s", name)
    size = found.stdout.strip()
    if found.returncode == 0 and size.isdigit() and int(size) > MAX_BYTES:
        raise click.ClickException(f"{clean(name)}: is larger than {MAX_BYTES:,} bytes")
    found = ask("cat-file", "blob", name)
    if found.returncode == 0:
        return found.stdout
    raise click.ClickException(f"{clean(name)}: {_why_not(name)}")


def _why_not(name: str) -> str:
    revision, _, path = name.partition(":")
    if ask("rev-parse", "--git-dir").returncode:
        return "there is no such file, and this is no git repository"
    if revision and not _is_known(revision):
        return f"there is no revision {clean(revision)!r}"
    if (
        not path.startswith((".", ":"))
        and not ask("cat-file", "-e", f"{revision}:./{path}").returncode
    ):
        near = f"{revision}:./{path}"
        return f"no such file from the root of the repository (nearest: {clean(near)})"
    where = clean(revision) if revision else "what will be committed"
    return f"there is no file {clean(path)!r} in {where}"


def _is_known(revision: str) -> bool:
    return not ask("rev-parse", "--verify", "--quiet", revision).returncode


def ask(
    *words: str, into: bytes | None = None, at: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder and return what came of it; where there is no git, that ends the run."""
    # Whatever language somebody speaks to git, and whatever it would ask for, is left out.
    environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            ["git", *words],
            input=into,
            capture_output=True,
            check=False,
            env=environment,
            cwd=at,
        )
    except FileNotFoundError as error:
        raise click.ClickException("git is not installed, or not on the path") from error
    except (OSError, ValueError) as error:
        raise click.ClickException(f"git: {clean(str(error))}") from error


def told(*words: str, at: Path | None = None) -> str:
    """Return what git says, without the newline at its end; what it refuses ends the run."""
    done = ask(*words, at=at)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").removeprefix("fatal: ")
        raise click.ClickException(f"git {words[0]}: {one_line(reason, 200)}")
    return os.fsdecode(done.stdout.removesuffix(b"\n"))


def setting(key: str) -> str | None:
    """Return what this repository itself has set, or None; other places do not count."""
    done = ask("config", "--local", "--get", key)
    return None if done.returncode else os.fsdecode(done.stdout.removesuffix(b"\n"))


def work_tree() -> Path:
    """Return the root of the repository around the working directory; none ends the run."""
    done = ask("rev-parse", "--show-toplevel")
    root = os.fsdecode(done.stdout.removesuffix(b"\n"))
    if done.returncode or not root:
        raise click.ClickException("this is no git repository with files in it: go to one first")
    return Path(root)


def attribute(name: str, of: str, at: Path) -> str:
    """Return what the attributes of a repository say of a file, by its path from there."""
    done = ask("check-attr", "-z", name, "--", of, at=at)
    return done.stdout.decode("utf-8", "replace").split("\0")[2:3][0] if done.stdout else ""

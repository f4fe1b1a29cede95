"""Build the program as one file, for machines without a package index: `python .ci/build_pyz.py`.

The file holds the program, its content and every library, all of plain Python, and runs on any
system with Python 3.11 or newer: `python3 framing-tui.pyz`. Libraries come from the package index,
or with `--installed`, which needs no network, from the environment that runs this script.

Why it unpacks itself: styles, templates and starters are files that are opened by their paths, and
modules that are imported out of an archive are compiled anew at each start. What is unpacked lies
in a folder of the user's cache, named by what is in it; see docs/decisions.md.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "framing-tui"
# Older dates than this an archive cannot hold; one date for all makes the same file of the same
# contents, whenever it is built.
_DATE = (1980, 1, 1, 0, 0, 0)
_SHEBANG = b"#!/usr/bin/env python3\n"
# Compiled for one system; both libraries that have some do without.
_COMPILED = (".so", ".pyd", ".dylib")
# What an installation writes down about itself: where it came from, and what it has written.
_OF_INSTALLATION = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")

# Run by whatever Python there is, so that an old one says so, rather than that it cannot read this.
STARTER = '''\
import os
import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "framing-tui: needs Python 3.11 or newer, and this is %d.%d\\n" % sys.version_info[:2]
    )
    sys.exit(2)

CONTENTS = "@CONTENTS@"


def unpacked():
    """Return the folder that holds the program; it is made at the first start.

    Why under another name first: whoever starts it at the same moment, or stops it halfway, must
    never find half a program.
    """
    import shutil
    import tempfile
    import zipfile

    folder = os.path.join(cache(), "pyz-" + CONTENTS)
    if is_own(folder):
        return folder
    try:
        if os.path.lexists(folder):
            raise OSError("somebody else has put something there")
        os.makedirs(os.path.dirname(folder), mode=0o700, exist_ok=True)
        beside = tempfile.mkdtemp(prefix="unpacking-", dir=os.path.dirname(folder))
    except OSError:
        import atexit

        # Nowhere to keep it: it is unpacked for this run alone.
        folder = beside = tempfile.mkdtemp(prefix="framing-tui-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with zipfile.ZipFile(os.path.dirname(os.path.abspath(__file__))) as archive:
        names = [name for name in archive.namelist() if name != "__main__.py"]
        archive.extractall(beside, names)
    if beside != folder:
        try:
            os.rename(beside, folder)
        except OSError:
            if not is_own(folder):
                raise
            # Whoever has started at the same moment was sooner.
            shutil.rmtree(beside, ignore_errors=True)
    return folder


def is_own(folder):
    """Tell whether a folder is there, and nobody else may put a program into it."""
    import stat

    try:
        status = os.lstat(folder)
    except OSError:
        return False
    if not stat.S_ISDIR(status.st_mode) or not hasattr(os, "getuid"):
        return stat.S_ISDIR(status.st_mode)
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def cache():
    """Return where programs keep what they can make again."""
    if os.environ.get("XDG_CACHE_HOME"):
        return os.path.join(os.environ["XDG_CACHE_HOME"], "framing-tui")
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        return os.path.join(os.environ["LOCALAPPDATA"], "framing-tui")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/framing-tui")
    return os.path.expanduser("~/.cache/framing-tui")


if __name__ == "__main__":
    sys.path[0] = unpacked()
    from framing_tui.cli import main

    main()
'''


def main() -> int:
    """Build the file; return the exit code."""
    parser = argparse.ArgumentParser(description="Build the program as one file.")
    parser.add_argument("-o", "--output", type=Path, default=Path(f"{NAME}.pyz"))
    parser.add_argument(
        "--installed",
        action="store_true",
        help="take the libraries of the environment that runs this, and no network",
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work, "program")
        folder.mkdir()
        if arguments.installed:
            put_together(folder, Path(work))
        else:
            run("pip", "install", "--quiet", "--no-compile", "--target", folder, ROOT)
        write(folder, arguments.output)
    size = arguments.output.stat().st_size / 1e6
    print(f"{arguments.output}: {size:.1f} MB; start it with: python3 {arguments.output}")
    return 0


def put_together(folder: Path, work: Path) -> None:
    """Put the program of this tree into a folder, with the libraries that are installed here."""
    run("hatchling", "build", "-t", "wheel", "-d", work)
    (wheel,) = work.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    (information,) = folder.glob("*.dist-info")
    for library in libraries(metadata.Distribution.at(information)):
        for file in library.files or ():
            source = Path(str(library.locate_file(file)))
            # Programs that a library installs stand outside the folder of the libraries.
            if ".." not in file.parts and source.is_file():
                target = folder / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


def libraries(program: metadata.Distribution) -> Iterator[metadata.Distribution]:
    """Yield everything that a distribution needs, whatever needs it, each once."""
    from packaging.requirements import Requirement

    waiting = [(program, frozenset({""}))]
    gone_through = {(program.metadata["Name"], "")}
    found: dict[str, metadata.Distribution] = {}
    while waiting:
        distribution, extras = waiting.pop()
        for line in distribution.requires or ():
            wanted = Requirement(line)
            marker = wanted.marker
            if marker and not any(marker.evaluate({"extra": extra}) for extra in extras):
                continue
            needed = metadata.distribution(wanted.name)
            name = needed.metadata["Name"]
            found[name] = needed
            # One that is needed plain by one, and with an extra by another, brings along both.
            more = {(name, extra) for extra in ("", *wanted.extras)} - gone_through
            if more:
                gone_through |= more
                waiting.append((needed, frozenset(extra for _, extra in more)))
    yield from found.values()


def write(folder: Path, output: Path) -> None:
    """Write all files of a folder into one that can be run; the same files make the same bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and is_kept(path, folder))
    named = [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
    contents = hashlib.sha256()
    for name, data in named:
        contents.update(f"{name}\0{len(data)}\0".encode() + data)
    starter = STARTER.replace("@CONTENTS@", contents.hexdigest()[:16])
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("wb") as out:
        out.write(_SHEBANG)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in (("__main__.py", starter.encode()), *named):
                entry = zipfile.ZipInfo(name, _DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data)
    output.chmod(0o755)


def is_kept(path: Path, folder: Path) -> bool:
    """Tell whether a file belongs into the archive: plain Python, its data, and its licenses."""
    parts = path.relative_to(folder).parts
    if path.suffix in _COMPILED or "__pycache__" in parts or parts[0] == "bin":
        return False
    return not (parts[0].endswith(".dist-info") and path.name in _OF_INSTALLATION)


def run(*words: str | Path) -> None:
    """Run a module of this Python; what it says in vain is told before this ends."""
    command = [sys.executable, "-m", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())

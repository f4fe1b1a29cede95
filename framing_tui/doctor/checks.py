"""What the facts mean: for each, whether it works, and what to do where it does not.

Why no clock, no disk and no terminal: the same facts are told in the same words anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from framing_tui.doctor.facts import Facts
from framing_tui.model.named_tuple import NamedTuple

State = Literal["ok", "warn", "no"]

# Longer than anybody presses Esc and means it to begin a key.
_LONGEST_ESCAPE_MS = 50
# From here on somebody sees that a screen comes late.
_SLOW_SECONDS = 0.15
_PLAIN_WAY = "framing-tui ask --plain needs none of it"


class Check(NamedTuple):
    """One thing that was looked at: how it stands, in words, and what to do about it.

    `breaks` tells that the program cannot be used without it.
    """

    name: str
    state: State
    said: str
    do: str = ""
    breaks: bool = False


class Sizes(NamedTuple):
    """The sizes of a window, in columns and lines: what is needed, and what shows all."""

    smallest: tuple[int, int]
    wide: int


def checks(facts: Facts, sizes: Sizes) -> tuple[Check, ...]:
    """Return what was looked at, in the order in which it is told."""
    found = [
        Check("program", "ok", f"framing-tui {facts.version}"),
        Check("python", "ok", f"{facts.python} on {facts.system}"),
        *_libraries(facts),
        *_terminal(facts),
        *_window(facts, sizes),
        _colours(facts),
        _encoding(facts),
        *_around(facts),
        _clipboard(facts),
        _editor(facts),
        *_folders(facts),
        *_git(facts),
    ]
    return (*found, *_what_works(facts, found))


def is_usable(found: tuple[Check, ...]) -> bool:
    """Tell whether the program can be used at all."""
    return not any(check.breaks for check in found)


def _libraries(facts: Facts) -> Iterator[Check]:
    missing = [name for name, version in facts.libraries.items() if version is None]
    there = [f"{name} {version}" for name, version in facts.libraries.items() if version]
    if there:
        yield Check("libraries", "ok", ", ".join(there))
    if missing:
        said = f"{', '.join(missing)} not installed"
        yield Check("libraries", "no", said, "install framing-tui again", breaks=True)
    if not facts.has_content:
        said = "starters, examples and templates are missing"
        yield Check("content", "no", said, "install framing-tui again", breaks=True)


def _terminal(facts: Facts) -> Iterator[Check]:
    missing = [name for name, is_one in facts.terminals.items() if not is_one]
    term = facts.environment.get("TERM", "")
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        said = f"{', '.join(missing)} {verb} no terminal"
        yield Check("terminal", "warn", said, "run it in a terminal for the full screen")
    elif not _can_draw(facts):
        said = f"TERM is {term}" if term else "TERM is not set"
        yield Check("terminal", "no", f"{said}: nothing can be drawn", _PLAIN_WAY)
    else:
        yield Check("terminal", "ok", term)
    if not facts.was_asked:
        return
    if facts.answers_after is None:
        yield Check("answers", "warn", "the terminal does not answer", "nothing waits for it")
    elif facts.answers_after > _SLOW_SECONDS:
        said = f"the terminal answers after {facts.answers_after:.1f} s"
        yield Check("answers", "warn", said, "over SSH, try ssh -C")
    else:
        yield Check("answers", "ok", "the terminal answers at once")


def _window(facts: Facts, sizes: Sizes) -> Iterator[Check]:
    if facts.size is None:
        return
    said = f"{facts.size[0]} columns, {facts.size[1]} lines"
    columns, lines = sizes.smallest
    if facts.size[0] < columns or facts.size[1] < lines:
        do = f"make it {columns} by {lines} or larger; {_PLAIN_WAY}"
        yield Check("window", "no", said, do)
    elif facts.size[0] < sizes.wide:
        do = f"from {sizes.wide} columns on, sections and findings stand beside the form"
        yield Check("window", "ok", said, do)
    else:
        yield Check("window", "ok", said)


def _colours(facts: Facts) -> Check:
    term = facts.environment.get("TERM", "")
    if facts.is_set("NO_COLOR"):
        return Check("colours", "ok", "none, as NO_COLOR is set; states have signs of their own")
    if facts.environment.get("COLORTERM") in ("truecolor", "24bit"):
        return Check("colours", "ok", "16 million")
    if "256" in term:
        return Check("colours", "ok", "256", "COLORTERM=truecolor, if the terminal shows more")
    if not _can_draw(facts):
        return Check("colours", "ok", "none")
    return Check("colours", "warn", "16", "TERM=xterm-256color, if the terminal shows more")


def _encoding(facts: Facts) -> Check:
    names = ", ".join(facts.encodings)
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        if facts.environment.get(name):
            names += f" ({name}={facts.environment[name]})"
            break
    if all(name in ("utf-8", "utf8") for name in facts.encodings):
        return Check("encoding", "ok", names)
    return Check("encoding", "warn", f"{names}: signs are plain characters", "LANG=C.UTF-8")


def _around(facts: Facts) -> Iterator[Check]:
    """Tell what stands between the program and the terminal."""
    if facts.is_set("TMUX"):
        yield from _tmux(facts)
    if facts.is_set("SSH_CONNECTION", "SSH_TTY"):
        yield Check("ssh", "ok", "a connection", "ssh -C makes the first screen come sooner")


def _tmux(facts: Facts) -> Iterator[Check]:
    if not facts.tmux:
        yield Check("tmux", "warn", "does not tell its settings", "tmux show-options -gs")
        return
    delay, clipboard = (facts.tmux.get(name, "") for name in ("escape-time", "set-clipboard"))
    if delay.isascii() and delay.isdigit() and int(delay[:9]) > _LONGEST_ESCAPE_MS:
        do = "set -sg escape-time 10 in ~/.tmux.conf"
        yield Check("tmux", "warn", f"Esc takes {delay} ms (escape-time)", do)
    if clipboard == "off":
        said = "what is copied stays in tmux (set-clipboard off)"
        yield Check("tmux", "warn", said, "set -s set-clipboard on in ~/.tmux.conf")
    shown = ", ".join(f"{name} {value}" for name, value in facts.tmux.items())
    yield Check("tmux", "ok", shown)


def _clipboard(facts: Facts) -> Check:
    if facts.is_set("TMUX"):
        return Check("clipboard", "ok", "through tmux")
    if facts.is_set("STY"):
        do = "export -o writes the page to a file; tmux hands it on"
        return Check("clipboard", "warn", "screen hands nothing on to it", do)
    if facts.system.startswith("Darwin") and not facts.is_set("SSH_CONNECTION", "SSH_TTY"):
        return Check("clipboard", "ok", "by pbcopy")
    return Check("clipboard", "ok", "by the terminal, where it takes that (OSC 52)")


def _editor(facts: Facts) -> Check:
    if facts.has_editor:
        return Check("editor", "ok", facts.editor)
    return Check("editor", "warn", f"{facts.editor} is not there", "set EDITOR to one that is")


def _folders(facts: Facts) -> Iterator[Check]:
    if facts.can_keep_copies:
        said = f"what cannot be saved is kept in {facts.keeps_copies_in}"
        yield Check("copies", "ok", said)
    else:
        said = f"nothing can be kept in {facts.keeps_copies_in or 'any folder'}"
        yield Check("copies", "warn", said, "answers that cannot be saved would be lost")
    if facts.can_write_here:
        yield Check("folder", "ok", "this folder can be written in")
    else:
        yield Check("folder", "warn", "nothing can be written in this folder", "go to another one")


def _git(facts: Facts) -> Iterator[Check]:
    if facts.git is None:
        yield Check("git", "warn", "not there", "framings are files; git keeps what they were")
        return
    if facts.repository is None:
        yield Check("git", "ok", f"{facts.git}; this folder is in no repository")
        return
    yield Check("git", "ok", f"{facts.git}; repository {facts.repository}")
    missing = [name for name in ("merge", "diff") if name not in facts.drivers]
    if missing:
        said = f"framings have no {' and no '.join(missing)} driver here"
        yield Check("git-setup", "warn", said, "framing-tui git-setup --write")
    else:
        yield Check("git-setup", "ok", "framings are merged and compared answer by answer")


def _what_works(facts: Facts, found: list[Check]) -> Iterator[Check]:
    broken = [check for check in found if check.breaks]
    if broken:
        yield Check("full screen", "no", broken[0].said, broken[0].do)
        yield Check("commands", "no", broken[0].said, broken[0].do)
        return
    against = next((c for c in found if c.name in ("terminal", "window") and c.state != "ok"), None)
    if against is None:
        yield Check("full screen", "ok", "works here")
    else:
        yield Check("full screen", "no", against.said, against.do)
    yield Check("line mode", "ok", "framing-tui ask works here")
    yield Check("commands", "ok", "check, export, set and the others work here")


def _can_draw(facts: Facts) -> bool:
    return facts.environment.get("TERM", "") not in ("", "dumb")

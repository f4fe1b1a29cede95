"""What a repository has set: levels, thresholds, what is reported, the spec's template, the keys.

Why the checked file's own directory is the start, and not where somebody stands: the same file
must be judged the same way from a shell, a hook and CI. Why the walk ends at the repository's
root: a file above it belongs to somebody else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

from framing_tui.model.clean import clean
from framing_tui.model.kinds import MAX_NUMBER, One, WrongValue, nearest_name
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.rules.finding import Level
from framing_tui.rules.registry import AnyRule
from framing_tui.rules.settings import Settings
from framing_tui.storage.layout import Layout, lay_out
from framing_tui.storage.load import parse, read_bytes
from framing_tui.storage.problem import CannotOpen, Problem
from framing_tui.storage.search import from_here, is_there, repository_root

OWN_FILE = ".framing.toml"
PROJECT_FILE = "pyproject.toml"
IN_PROJECT = ("tool", "framing-tui")

_OFF = "off"
_LEVELS = One.of(*(level.value for level in Level), _OFF)
_KEYS = ("select", "ignore", "template", "rules", "keys")


class Config(NamedTuple):
    """What one file of settings says; `file` is None where there is none.

    `keys` are those that commands of the full screen have been given, with commas between. `lines`
    tells where each setting stands, by its key as in `rules.FT108.level`. What is wrong is in
    `problems`, and the rest holds.
    """

    file: str | None = None
    settings: Settings = Settings()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    template: str | None = None
    keys: Mapping[str, str] = {}
    lines: Mapping[str, int | None] = {}
    problems: tuple[Problem, ...] = ()


def config_for(directory: Path) -> Config:
    """Return the settings that hold for the files of a directory."""
    for folder in _up_to_the_root(directory):
        for name, table in ((OWN_FILE, ()), (PROJECT_FILE, IN_PROJECT)):
            config = _read(folder / name, table)
            if config is not None:
                return config
    return Config()


def wrong_code(code: str) -> str | None:
    """Return what is wrong with a code or the beginning of one, or None where some rule has it."""
    if any(known.startswith(code) for known in BY_CODE) and code:
        return None
    near = nearest_rule(code)
    hint = f" (nearest: {near})" if near else ""
    return f"no rule has a code that begins with “{clean(code)}”{hint}"


def nearest_rule(word: str) -> str | None:
    """Return the code most like this one, or that of the rule whose name is most like it."""
    names = {rule.name: code for code, rule in BY_CODE.items()}
    close = nearest_name(word, names)
    return names[close] if close else nearest_name(word, BY_CODE)


def _up_to_the_root(directory: Path) -> Iterator[Path]:
    """Yield a directory and those above it, up to the one that holds `.git`.

    Outside of any repository, up to the working directory where that is above, or else nothing
    but the directory itself.
    """
    start = Path(os.path.realpath(directory))
    folders = [start, *start.parents]
    root = repository_root(start)
    if root is None:
        here = Path.cwd()
        root = here if here in folders else start
    yield from takewhile(lambda folder: folder != root, folders)
    yield root


def _read(path: Path, table: tuple[str, ...]) -> Config | None:
    """Return the settings in a file, or None where it is not there or has nothing of ours."""
    if not is_there(path) or path.is_dir():
        return None
    name = from_here(path)
    try:
        raw = read_bytes(path, name)
        if table and table[-1].encode() not in raw:
            return None
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        data: Any = parse(text, name)
    except CannotOpen as error:
        return Config(name, problems=(Problem(name, error.line, "settings", error.message),))
    except UnicodeDecodeError:
        return Config(name, problems=(Problem(name, None, "settings", "is not UTF-8 text"),))
    for key in table:
        if not isinstance(data, Mapping) or key not in data:
            return None
        data = data[key]
    reader = _Reader(name, lay_out(text), table)
    return reader.read(data)


class _Reader:
    def __init__(self, file: str, layout: Layout, table: tuple[str, ...]) -> None:
        self.file = file
        self.layout = layout
        self.table = table
        self.lines: dict[str, int | None] = {}
        self.problems: list[Problem] = []
        self.levels: dict[str, Level | None] = {}
        self.limits: dict[str, dict[str, float]] = {}

    def read(self, data: object) -> Config:
        if not isinstance(data, Mapping):
            self._wrong((), "expected a table")
            data = {}
        for key in data:
            if key not in _KEYS:
                self._unknown((key,), _KEYS)
        select, ignore = (self._codes(data, key) for key in ("select", "ignore"))
        template = self._template(data)
        rules = data.get("rules", {})
        if isinstance(rules, Mapping):
            for code, settings in rules.items():
                self._rule(code, settings)
        else:
            self._wrong(("rules",), "expected a table for each rule, like [rules.FT108]")
        keys = self._keys_of_commands(data.get("keys", {}))
        self.problems.sort(key=lambda problem: (problem.line or 0, problem.key))
        return Config(
            self.file,
            Settings(self.levels, self.limits),
            select,
            ignore,
            template,
            keys,
            self.lines,
            tuple(self.problems),
        )

    def _codes(self, data: Mapping[str, object], key: str) -> tuple[str, ...]:
        if key not in data:
            return ()
        raw = data[key]
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            self._wrong((key,), 'expected a list of codes, like ["FT1", "FT603"]')
            return ()
        found = []
        for item in raw:
            code = item.strip().upper()
            wrong = wrong_code(code)
            if wrong is None:
                found.append(code)
            else:
                self._wrong((key,), wrong)
        self._set((key,))
        return tuple(found)

    def _template(self, data: Mapping[str, object]) -> str | None:
        if "template" not in data:
            return None
        # Imported here: few teams name a template, and each command waits for what it loads.
        from framing_tui.content import spec_template_names

        name = data["template"]
        known = spec_template_names()
        if isinstance(name, str) and name in known:
            self._set(("template",))
            return name
        # A file could be anybody's code in a tree that is only being looked at.
        hint = "a template in a file is used only where the command line names it: --template"
        there = ", ".join(known)
        near = nearest_name(name, known) if isinstance(name, str) else None
        nearest = f" (nearest: {near})" if near else ""
        self._wrong(("template",), f"expected one of {there}{nearest}; {hint}")
        return None

    def _rule(self, code: str, settings: object) -> None:
        rule = BY_CODE.get(code)
        if rule is None:
            near = nearest_rule(code)
            hint = f" (nearest: {near})" if near else ""
            self._wrong(("rules", code), f"there is no such rule{hint}")
        elif not isinstance(settings, Mapping):
            self._wrong(("rules", code), 'expected a table, like { level = "warn" }')
        else:
            for key, value in settings.items():
                self._rule_setting(rule, key, value)

    def _rule_setting(self, rule: AnyRule, key: str, value: object) -> None:
        path = ("rules", rule.code, key)
        if key == "level":
            try:
                level = _LEVELS.read(value)
            except WrongValue as error:
                self._wrong(path, str(error))
                return
            self.levels[rule.code] = None if level == _OFF else Level(level)
        elif key in rule.limits:
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                self._wrong(path, str(WrongValue(value, "a number")))
                return
            # Nothing is measured against 0; a rule that should never fire is switched off.
            if not 0 < value <= MAX_NUMBER:
                self._wrong(path, str(WrongValue(value, "a number above 0")))
                return
            self.limits.setdefault(rule.code, {})[key] = float(value)
        else:
            self._unknown(path, ("level", *rule.limits))
            return
        self._set(path)

    def _keys_of_commands(self, table: object) -> dict[str, str]:
        """Return the keys that commands have been given; of two on one key the later is refused."""
        if not isinstance(table, Mapping):
            self._wrong(("keys",), 'expected a table, like { help = "f10" }')
            return {}
        if not table:
            return {}
        # Hardly any team sets some, and each command waits for what it loads.
        from framing_tui.keys import BY_ID, EXPECTED, NoKey, parse_key, refused

        given: dict[str, tuple[str, ...]] = {}
        for command_id, typed in table.items():
            path = ("keys", command_id)
            if command_id not in BY_ID:
                near = nearest_name(command_id.replace("-", "_"), BY_ID)
                hint = f" (nearest: {near})" if near else f"; there is: {', '.join(BY_ID)}"
                self._wrong(path, f"there is no such command{hint}")
                continue
            words = [typed] if isinstance(typed, str) else typed
            if (
                not isinstance(words, list)
                or not words
                or not all(isinstance(w, str) for w in words)
            ):
                self._wrong(path, EXPECTED)
                continue
            try:
                given[command_id] = tuple(dict.fromkeys(map(parse_key, words)))
            except NoKey as error:
                self._wrong(path, str(error))
        for refusal in refused(given):
            del given[refusal.command_id]
            self._wrong(("keys", refusal.command_id), refusal.message)
        for command_id in given:
            self._set(("keys", command_id))
        return {command_id: ",".join(keys) for command_id, keys in given.items()}

    def _set(self, path: tuple[str, ...]) -> None:
        self.lines[".".join(path)] = self._line(path)

    def _unknown(self, path: tuple[str, ...], known: tuple[str, ...]) -> None:
        near = nearest_name(path[-1], known)
        hint = f" (nearest: {near})" if near else f"; there is: {', '.join(known)}"
        self._wrong(path, f"unknown setting{hint}")

    def _wrong(self, path: tuple[str, ...], message: str) -> None:
        key = ".".join((*self.table, *path)) or "settings"
        self.problems.append(Problem(self.file, self._line(path), clean(key), message))

    def _line(self, path: tuple[str, ...]) -> int | None:
        return self.layout.line((*self.table, *path))

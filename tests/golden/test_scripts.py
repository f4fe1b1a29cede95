"""What scripts read of `set` and `doctor`, word for word."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from framing_tui.cli import set as setting
from framing_tui.cli import what_was_set as telling
from framing_tui.cli.doctor import in_json, in_lines
from framing_tui.cli.program import main
from framing_tui.doctor.checks import Sizes, checks
from framing_tui.doctor.facts import LIBRARIES, Facts

TODAY = date(2026, 11, 23)
FULL = Path(__file__).parent / "framings" / "full.toml"
# One run after the other, on one file.
RUNS = (
    "set framing.toml stack.kpi_now 50 stack.kpi_target '-40 %'",
    "set framing.toml stack.kpi_now 50",
    "set framing.toml serving.p99_expected_ms 900 --basis serving.p99_expected_ms measured",
    "set framing.toml --add labels.candidates 'chargebacks, late' "
    "'labels.candidates.\"chargebacks, late\".speed' 2",
    "set framing.toml 'labels.candidates.chargebacks, late.name' chargebacks",
    "set framing.toml --clear 'labels.candidates.chargebacks' --note "
    "stack.kpi 'as finance counts it'",
    "set framing.toml --not-applicable stack.timeframe_days 'nobody waits for it'",
    "set framing.toml --clear stack.kpi",
    "set framing.toml stack.kpi_nw 3 stack.policy treshold "
    "labels.candidates.x.speed 4 --basis stack.kpi guess",
    "set framing.toml stack.kpi ''",
    "set framing.toml stack.kpi",
    "set framing.toml --cler stack.kpi",
    "set nowhere.toml stack.kpi x",
)


class _Today(date):
    @classmethod
    def today(cls) -> date:
        return TODAY


def test_set(
    golden: Callable[[str, str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(setting, "date", _Today)
    monkeypatch.setattr(telling, "date", _Today)
    (tmp_path / "framing.toml").write_bytes(FULL.read_bytes())
    said = []
    for line in RUNS:
        with pytest.raises(SystemExit) as left:
            main(shlex.split(line))
        out, err = capfdbinary.readouterr()
        assert out == b""
        said.append(f"$ framing-tui {line}\n{err.decode()}exit status {left.value.code or 0}\n")
    golden("set.txt", "\n".join(said))


MACHINES = {
    "laptop": Facts(
        environment={"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_GB.UTF-8"},
        terminals={"stdin": True, "stdout": True, "stderr": True},
        size=(120, 36),
        encodings=("utf-8",),
        was_asked=True,
        answers_after=0.002,
        editor="vim",
        git="2.45.0",
        repository="/home/ann/shop",
        drivers={"merge": "framing-tui merge", "diff": "framing-tui diff"},
    ),
    "far": Facts(
        environment={
            "TERM": "screen",
            "LC_ALL": "de_DE.ISO-8859-1",
            "TMUX": "/tmp/tmux-1000/default,1,0",
            "SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22",
        },
        terminals={"stdin": True, "stdout": True, "stderr": True},
        size=(58, 24),
        encodings=("iso8859-1",),
        was_asked=True,
        answers_after=0.4,
        tmux={"escape-time": "500", "set-clipboard": "off"},
        editor="nano",
        has_editor=False,
        can_write_here=False,
        can_keep_copies=False,
        git="2.39.5",
        repository="/srv/shop",
    ),
    "pipe": Facts(
        environment={"TERM": "dumb"},
        terminals={"stdin": False, "stdout": False, "stderr": False},
        encodings=("utf-8",),
        editor="vi",
    ),
    "broken": Facts(
        libraries={**dict.fromkeys(LIBRARIES, "9.0"), "textual": None, "tomlkit": None},
        has_content=False,
        environment={"TERM": "xterm", "STY": "1.pts"},
        terminals={"stdin": True, "stdout": True, "stderr": True},
        size=(80, 24),
        encodings=("utf-8",),
        was_asked=True,
        editor="vi",
        git="2.39.5",
    ),
}


@pytest.mark.parametrize("name", MACHINES)
def test_doctor(golden: Callable[[str, str], None], name: str) -> None:
    from dataclasses import replace

    facts = MACHINES[name]
    facts = replace(
        facts,
        version="0.1.0",
        python="3.12.1",
        system="Linux x86_64",
        libraries=facts.libraries or dict.fromkeys(LIBRARIES, "9.0"),
        keeps_copies_in="/home/ann/.local/state/framing-tui/unsaved",
    )
    found = checks(facts, Sizes((60, 16), 110))
    golden(f"doctor-{name}.txt", in_lines(found))
    if name == "far":
        golden(f"doctor-{name}.json", in_json(found))

"""In how many processes `check` and `board` judge, whether or not somebody has said so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from framing_tui.cli import judging, main

LATE = 'title = "Late"\n[serving]\nonline = "yes"\np99_budget_ms = 120\np99_expected_ms = 140\n'


@pytest.mark.parametrize("command", [("check", "."), ("board", ".", "--to", "csv")])
def test_many_files_are_judged_in_several_processes_by_themselves(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "framing.toml").write_text(LATE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asked: list[int] = []
    judge_all = judging.judge_all

    def told(judge: Any, tasks: Any, jobs: int, **more: Any) -> Any:
        asked.append(jobs)
        return judge_all(judge, tasks, 1, **more)

    def run(*options: str) -> None:
        with pytest.raises(SystemExit):
            main([*command, *options])

    monkeypatch.setattr(judging, "judge_all", told)
    monkeypatch.setattr(judging, "processors", lambda: 7)
    for least in (4, 3):
        monkeypatch.setattr(judging, "_MANY", least)
        run()
    run("--jobs", "2")
    assert asked == [1, 7, 2]

"""Rules on the section “task”."""

from framing_tui.rules.registry import Rule

RULES: tuple[Rule, ...] = ()

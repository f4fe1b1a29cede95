"""Rules on the section “feasibility”."""

from framing_tui.rules.registry import Rule

RULES: tuple[Rule, ...] = ()

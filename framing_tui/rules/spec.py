"""Rules on the section “spec”."""

from framing_tui.rules.registry import Rule

RULES: tuple[Rule, ...] = ()

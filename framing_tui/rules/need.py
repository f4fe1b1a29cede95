"""Rules on the section “need”."""

from framing_tui.rules.registry import Rule

RULES: tuple[Rule, ...] = ()

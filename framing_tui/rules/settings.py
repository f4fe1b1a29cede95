"""What a team has set about the rules: their levels and their thresholds.

Why here and not where files are read: judging must not know where a setting came from, and a
test or another program can set one without any file.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.finding import Flagged, Level
from framing_tui.rules.registry import AnyRule, Limits, Rule

_NOTHING: Mapping[AnyRule, Flagged | None] = MappingProxyType({})


class Settings(NamedTuple):
    """Levels and thresholds by code; what is not named here stays as the rule declares it.

    A level of None switches the rule off. `limits` holds only the thresholds that were set.
    """

    # Plain dictionaries: settings go to other processes, where many files are checked at once.
    levels: Mapping[str, Level | None] = {}
    limits: Mapping[str, Mapping[str, float]] = {}

    def is_off(self, rule: AnyRule) -> bool:
        """Tell whether a rule is switched off."""
        return rule.code in self.levels and self.levels[rule.code] is None

    def limits_of(self, rule: AnyRule) -> Limits:
        """Return every threshold of a rule, set or declared."""
        own = self.limits.get(rule.code)
        return {**rule.limits, **own} if own else rule.limits

    def level_of(self, rule: AnyRule, level: Level) -> Level | None:
        """Return how heavily a finding of that level weighs here, or None where it is off.

        A level that is set is the weight of the rule's heaviest finding; lighter ones keep theirs
        and never weigh more than it. Why not one level for all: “unsure” and “solved” must stay
        lighter than the plain case.
        """
        if rule.code not in self.levels:
            return level
        wanted = self.levels[rule.code]
        if wanted is None or level is rule.levels[0]:
            return wanted
        return max(level, wanted, key=lambda each: each.weight)

    def judge(
        self, rule: Rule, framing: Framing, known: Mapping[AnyRule, Flagged | None] = _NOTHING
    ) -> Flagged | None:
        """Return what a rule says here: nothing where it is off, or gives way to one that speaks.

        Why the others are asked under the same settings: a rule that is off, or whose threshold
        was moved, says nothing that this one would repeat. `known` is what some have said already.
        """
        # Its own function where that needs nothing else: one call is quicker than two, and most
        # rules have nothing to say.
        flagged = rule(framing, self.limits_of(rule)) if rule.limits else rule.check(framing)
        if flagged is None:
            return None

        def says(other: Rule) -> Flagged | None:
            return known[other] if other in known else self.judge(other, framing)

        if any(map(says, rule.gives_way_to)):
            return None
        if any(
            weightier.level is Level.RED
            for weightier in map(says, rule.gives_way_to_red)
            if weightier is not None
        ):
            return None
        return self.weighed(rule, flagged)

    def weighed(self, rule: AnyRule, flagged: Flagged | None) -> Flagged | None:
        """Return what a rule has flagged at the level that is set, or None where it is off."""
        if flagged is None or rule.code not in self.levels:
            return flagged
        level = self.level_of(rule, flagged.level)
        return None if level is None else flagged._replace(level=level)


AS_DECLARED = Settings()

"""Every rule, in the order of its code.

Why an explicit list of modules: nothing is found by walking packages. Of those that see what the
others have found, each module has a list, as their order counts.
"""

from framing_tui.rules import (
    archetype,
    feasibility_claims,
    feasibility_containment,
    feasibility_facts,
    feasibility_risk,
    labels,
    labels_proxy,
    metrics,
    metrics_primary,
    need,
    spec,
    stack,
    stack_policy,
    task,
    validation,
)
from framing_tui.rules.registry import AnyRule, Rule, SecondPassRule

# A module may name rules of others, to which its own give way.
RULES: tuple[Rule, ...] = tuple(
    sorted(
        {
            rule
            for module in (
                stack,
                stack_policy,
                need,
                archetype,
                task,
                labels,
                labels_proxy,
                feasibility_containment,
                feasibility_facts,
                feasibility_risk,
                metrics,
                metrics_primary,
                validation,
            )
            for rule in vars(module).values()
            if isinstance(rule, Rule)
        },
        key=lambda rule: rule.code,
    )
)

# In the order in which they run: each sees what those before it have found.
SECOND_PASS: tuple[SecondPassRule, ...] = (*feasibility_claims.RULES, *spec.RULES)

ALL_RULES: tuple[AnyRule, ...] = tuple(sorted((*RULES, *SECOND_PASS), key=lambda rule: rule.code))

BY_CODE: dict[str, AnyRule] = {rule.code: rule for rule in ALL_RULES}

"""Rules on section 4, the task (FT4xx)."""

from framing_tui.model.framing import Framing
from framing_tui.model.stack import Stack
from framing_tui.model.task import GENERATION, Task
from framing_tui.model.values import Holds, Range, figure
from framing_tui.rules.finding import Flagged, Level, Way, quote, red, warn
from framing_tui.rules.registry import Limits, Rule, rule

NEEDS_CONFIDENCE = ("threshold", "top-k", "bands")


@rule(
    "FT401",
    "class-ids-hardwired",
    (Level.RED, Level.WARN),
    Way.SERVING,
    "data",
    reads=(Task.scored_per_pair, Task.new_classes, Task.classes, Task.type),
    limits={"classes": 100.0},
)
def class_ids_hardwired(framing: Framing, limits: Limits) -> Flagged | None:
    """The classes are built into the output, and new ones keep coming.

    Why: a model with one output for each class knows nothing of a class that came after training.
    Fires: for an output that names classes or items and is not scored per pair: red where new ones
    come weekly, a warning where they come monthly or quarterly and there are 100 or more.
    Silent: where each pair is scored, where the set of classes stands still or grows yearly, and
    while one of the answers is open.
    Do: make the class an input, as in P(interaction | user, item), and score the candidates.
    Source: chapter, section 4.
    """
    task = framing.task
    pairwise = task.scored_per_pair
    if pairwise not in ("no", "unsure"):
        return None
    questions = (Task.scored_per_pair, Task.new_classes)
    if task.new_classes == "weekly":
        if pairwise == "unsure":
            message = "new classes come weekly, and nobody is sure that they are scored per pair"
            return warn(message, *questions)
        return red("new classes come weekly, and their ids are built into the output", *questions)
    if pairwise == "unsure" or task.new_classes not in ("monthly", "quarterly"):
        return None
    if task.classes is None:
        return None
    many = task.classes.at_least(Range.of(limits["classes"]))
    if many is Holds.NEVER:
        return None
    count = str(task.classes) if many is Holds.ALWAYS else f"up to {figure(task.classes.high)}"
    message = f"{count} classes are built into the output, and new ones come {task.new_classes}"
    return warn(message, *questions, Task.classes)


@rule(
    "FT402",
    "giant-label-space",
    (Level.WARN,),
    Way.SERVING,
    "labels",
    reads=(Task.classes, Task.scored_per_pair, Task.type),
    limits={"classes": 1000.0},
    gives_way_to=(class_ids_hardwired,),
)
def giant_label_space(framing: Framing, limits: Limits) -> Flagged | None:
    """There are very many classes, and each is an output of its own.

    Why: most of them will have a handful of examples, and the model never learns those.
    Fires: for 1,000 classes or items or more that are not scored per pair, also where only one end
    of the range is that high.
    Silent: where each pair is scored, or that is unsure or open; where new classes that are built
    into the output are a finding already.
    Do: make the class an input, or predict its group first and the class within it.
    Source: chapter, section 4.
    """
    task = framing.task
    if task.scored_per_pair != "no" or task.classes is None:
        return None
    many = task.classes.at_least(Range.of(limits["classes"]))
    if many is Holds.NEVER:
        return None
    count = str(task.classes) if many is Holds.ALWAYS else f"up to {figure(task.classes.high)}"
    message = f"{count} classes are built into the output: most will have few examples"
    return warn(message, Task.classes, Task.scored_per_pair)


@rule(
    "FT403",
    "generation-unguarded",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(Task.evaluation_plan, Task.safety_controls, Task.type),
)
def generation_unguarded(framing: Framing) -> Flagged | None:
    """It generates, and nothing tells good output from bad or keeps harmful output back.

    Why: what is generated has no right answer to count, and its worst output is the one people see.
    Fires: for text, image or audio, past the section: red where there is neither an evaluation plan
    nor safety controls; a warning where one of them is open.
    Silent: before the section is passed, where both are named, and for every other output.
    Do: fix a set of cases that people rate before each release, and say what filters the rest.
    Source: chapter, section 4.
    """
    if framing.task.type not in GENERATION:
        return None
    words = {
        Task.evaluation_plan: "no plan to judge it",
        Task.safety_controls: "nothing that keeps harmful output back",
    }
    absent = tuple(question for question in words if framing.lacks(question, "task"))
    if not absent:
        return None
    kind = Task.type.kind.show(framing.task.type)
    message = f"generated {kind}, with {' and '.join(words[q] for q in absent)}"
    if len(absent) > 1:
        return red(message, *absent, absent=absent, any_settles=True)
    return warn(message, *absent, absent=absent)


@rule(
    "FT404",
    "policy-without-confidence",
    (Level.WARN,),
    Way.IMPACT,
    None,
    reads=(Task.gives_confidence, Stack.policy, Task.type),
)
def policy_without_confidence(framing: Framing) -> Flagged | None:
    """The policy cuts or sorts by a score that the output does not carry.

    Why: where nothing can be sorted, the line cannot be moved, and neither can the load.
    Fires: for a threshold, the highest K or bands on an output that gives no confidence; for block
    or allow on generated text.
    Silent: while that is open or unsure, and for the other policies.
    Do: choose an output with a calibrated score, or a policy that needs none.
    Source: chapter, section 1, level 3, and section 4.
    """
    policy = framing.stack.policy
    if policy is None:
        return None
    shown = quote(Stack.policy.kind.show(policy))
    if policy in NEEDS_CONFIDENCE and framing.task.gives_confidence == "no":
        message = f"the policy is {shown}, and the output gives no confidence to cut or sort by"
        return warn(message, Task.gives_confidence, Stack.policy)
    if policy == "block-allow" and framing.task.type == "text":
        message = f"the policy is {shown}, and generated text has no score to decide by"
        return warn(message, Stack.policy, Task.type)
    return None


RULES: tuple[Rule, ...] = (
    class_ids_hardwired,
    giant_label_space,
    generation_unguarded,
    policy_without_confidence,
)

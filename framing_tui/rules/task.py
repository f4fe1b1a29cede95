"""Rules on section 4, the task (FT4xx)."""

from framing_tui.model.archetype import Archetype
from framing_tui.model.audit import Compliance
from framing_tui.model.framing import Framing
from framing_tui.model.question import AnyQuestion
from framing_tui.model.stack import Stack
from framing_tui.model.task import BORROWED, GENERATION, Task
from framing_tui.model.values import Holds, Range, figure
from framing_tui.rules.finding import Flagged, Level, Way, quote, red, warn
from framing_tui.rules.registry import Limits, rule

NEEDS_CONFIDENCE = ("threshold", "top-k", "bands")


@rule(
    "FT401",
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
    Silent: where each pair is scored, where the set of classes stands still or grows yearly, while
    one of the answers is open, and where nothing is learned here.
    Do: make the class an input, as in P(interaction | user, item), and score the candidates.
    Source: chapter, section 4.
    """
    task = framing.task
    pairwise = task.scored_per_pair
    if pairwise not in ("no", "unsure") or task.origin == "as-it-comes":
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
    Silent: where each pair is scored, or that is unsure or open; where nothing is learned here;
    where new classes that are built into the output are a finding already.
    Do: make the class an input, or predict its group first and the class within it.
    Source: chapter, section 4.
    """
    task = framing.task
    if task.scored_per_pair != "no" or task.classes is None or task.origin == "as-it-comes":
        return None
    many = task.classes.at_least(Range.of(limits["classes"]))
    if many is Holds.NEVER:
        return None
    count = str(task.classes) if many is Holds.ALWAYS else f"up to {figure(task.classes.high)}"
    message = f"{count} classes are built into the output: most will have few examples"
    return warn(message, Task.classes, Task.scored_per_pair)


@rule(
    "FT403",
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


@rule(
    "FT405",
    (Level.RED, Level.WARN),
    Way.CONTAINMENT,
    "risk",
    reads=(
        Task.version_pinned,
        Task.gold_set,
        Task.origin,
        Archetype.kind,
        Stack.policy,
        Compliance.people_affected,
    ),
)
def borrowed_model_unchecked(framing: Framing) -> Flagged | None:
    """The model is somebody else's, and a new version of it would go unnoticed.

    Why: the same name answers differently after an update, and no line of your own has changed.
    Fires: for a model that is tuned or comes as it is, where its version is not pinned, or no fixed
    set of judged cases is run against each version: red where an answer says no and the system acts
    alone or people are affected; a warning otherwise, where unsure, and, past the section, while
    one of the two is open.
    Silent: before the section is passed while they are open, where both hold, and for a model that
    is trained here.
    Do: pin a dated version, and keep some hundred judged cases that every new one has to pass.
    Source: Chen, Zaharia and Zou, How Is ChatGPT's Behavior Changing over Time?, Harvard Data
    Science Review 6(2), 2024.
    """
    if framing.task.origin not in BORROWED:
        return None
    words = {
        Task.version_pinned: "its version is not pinned",
        Task.gold_set: "no fixed set of judged cases is run against each version",
    }
    answers = {question: framing.answer(question) for question in words}
    missing = tuple(q for q in words if answers[q] == "no")
    in_doubt = tuple(
        q
        for q in words
        if answers[q] == "unsure" or (answers[q] is None and framing.is_past("task"))
    )
    if not missing and not in_doubt:
        return None
    questions = (*missing, *in_doubt)
    if missing:
        message = f"the model is somebody else's: {' and '.join(words[q] for q in missing)}"
        return (red if _weighs(framing) else warn)(message, *questions)
    message = f"the model is somebody else's; not known: {' and '.join(map(_holds, in_doubt))}"
    return warn(message, *questions, absent=tuple(q for q in in_doubt if answers[q] is None))


def _holds(question: AnyQuestion) -> str:
    if question is Task.version_pinned:
        return "whether its version is pinned"
    return "whether each version is run against judged cases"


def _weighs(framing: Framing) -> bool:
    """Tell whether the system acts alone, or what it does touches people."""
    alone = framing.archetype.kind == "autonomous" or framing.stack.policy == "direct-action"
    return alone or framing.compliance.people_affected == "yes"


@rule(
    "FT406",
    (Level.WARN,),
    Way.IMPACT,
    "roi",
    reads=(Task.group_actions, Task.type),
)
def groups_without_actions(framing: Framing) -> Flagged | None:
    """Cases are put into groups, and nothing is done differently for any of them.

    Why: a group is right or wrong only by what it is used for; without a use, any cut is as good.
    Fires: past the section, for groups, where nothing is named that is done for each.
    Silent: before the section is passed while that is open, and for every other output.
    Do: name for each group what it gets that the others do not; drop the groups without any.
    Source: von Luxburg, Williamson and Guyon, Clustering: Science or Art?, JMLR W&CP 27, 2012.
    """
    if framing.task.type != "groups" or not framing.lacks(Task.group_actions, "task"):
        return None
    message = "cases are put into groups, and nothing is named that is done differently for each"
    return warn(message, Task.group_actions, absent=framing.open_of(Task.group_actions))

"""When acting on a prediction pays: the threshold, and what a volume of cases then saves.

Why the saving waits for evidence that the action works, or for how often it does: a large sum for
calls that change nothing misleads whoever signs.
"""

from __future__ import annotations

from functools import partial

from framing_tui.calculators import payback
from framing_tui.calculators.calculator import Calculator, asked
from framing_tui.calculators.result import (
    Refused,
    Value,
    Worked,
    above_zero,
    as_percent,
    corners,
    found,
    given,
    once,
    per_cent_of,
    plain,
    quiet,
    said,
    shown,
    up_to_hundred,
    zero_or_more,
)
from framing_tui.model.audit import Errors
from framing_tui.model.framing import Framing
from framing_tui.model.labels import Labels
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.stack import Stack
from framing_tui.model.values import Holds, Range, YesNoAnswer, figure

NOTHING, ALWAYS = Range.of(0), Range.of(100)
# A year of savings and the gain of a year that are further apart than this are told side by side.
FAR_APART = 3
_DAYS = 365
_ACTS = "that acting on a right case changes the outcome"
_UNPROVEN: dict[YesNoAnswer | None, str] = {
    "no": f"there is no evidence {_ACTS}",
    "unsure": f"nobody is sure {_ACTS}",
    None: f"nobody has said whether there is evidence {_ACTS}",
}


class Costs(NamedTuple):
    """The threshold from which acting pays, and the saving where the volume is known.

    `gain` is what acting on a right case brings: the share of successes times the cost of a miss,
    less what the action costs. `threshold_p` (a share) and `break_even_precision_percent` are one
    figure in two units; both go over 1 and 100 where looking at a case costs more than that gain,
    so that acting never pays. `never_act` is true where that is so at every end of the inputs,
    `acting_never_pays` says at which. `flagged_per_day` and `saving_per_day` (against doing
    nothing) are None until base rate, precision, recall and volume are there; `left_out` says why
    not where some of them are. `unproven` says why there is no saving where all are and the action
    has not been shown to work. `gain_per_year` is that of the return, where a year of savings is
    far from it.
    """

    false_positive_cost: Range
    false_negative_cost: Range
    review_cost: Range
    gain: Range
    threshold_p: Range
    acting_never_pays: Holds
    action_success_percent: Range | None = None
    action_cost: Range = NOTHING
    flagged_per_day: Range | None = None
    saving_per_day: Range | None = None
    left_out: str = ""
    unproven: str = ""
    currency: str = ""
    gain_per_year: Range | None = None

    @property
    def break_even_precision_percent(self) -> Range:
        """The precision under which flagging loses money."""
        return as_percent(self.threshold_p)

    @property
    def never_act(self) -> bool:
        """True where acting pays at no end of the inputs."""
        return self.acting_never_pays is Holds.ALWAYS

    @property
    def saving_per_year(self) -> Range | None:
        """The saving of a year of such days."""
        saving = self.saving_per_day
        return None if saving is None else Range(saving.low * _DAYS, saving.high * _DAYS)

    @property
    def outweighed(self) -> str:
        """What the look at a case costs more than, where acting never pays."""
        if self.action_success_percent is None and self.action_cost == NOTHING:
            return "a miss"
        return "acting on a right one brings"

    @property
    def worked(self) -> Worked:
        """The figure in words."""
        return Worked(
            self._result(),
            self._working(),
            self._assumptions(),
            self._values(),
        )

    def _result(self) -> str:
        if self.never_act:
            words = f"never act: looking at a flagged case costs more than {self.outweighed}"
        else:
            line, precision = self.threshold_p, self.break_even_precision_percent
            words = f"act when p ≥ {shown(line)}; break-even precision {shown(precision)} %"
            if self.acting_never_pays.possible:
                least, lowest = shown(Range.of(line.low)), shown(Range.of(precision.low))
                words = f"act when p ≥ {least} at best, or never; break-even precision {lowest} %"
        if self.flagged_per_day is not None and self.saving_per_day is not None:
            unit = f" {self.currency}" if self.currency else ""
            flagged = shown(self.flagged_per_day)
            words += f"; flags {flagged} a day and {_saves(self.saving_per_day, unit)} a day"
            words += " at best" if self.action_success_percent is None else ""
            words += self._beside_the_return(unit)
        elif self.unproven:
            words += f"; no saving is shown: {self.unproven}"
        return words

    def _beside_the_return(self, unit: str) -> str:
        if self.gain_per_year is None or self.saving_per_year is None:
            return ""
        return (
            f"; that is {shown(self.saving_per_year)}{unit} a year where the return counts on "
            f"{shown(self.gain_per_year)}: the one counts right cases at these costs, the other "
            "how far the KPI moves"
        )

    def _working(self) -> str:
        false_alarm = given(self.false_positive_cost)
        review = "" if self.review_cost == NOTHING else f" + {given(self.review_cost)}"
        above = f"({false_alarm}{review})" if review else false_alarm
        return f"{above} / ({false_alarm} + {self._gain_in_full()}) = {found(self.threshold_p)}"

    def _gain_in_full(self) -> str:
        """Return what acting on a right case brings as a term of the working."""
        words = given(self.false_negative_cost)
        if self.action_success_percent is not None:
            words = f"{given(self.action_success_percent)} % · {words}"
        return words if self.action_cost == NOTHING else f"{words} − {given(self.action_cost)}"

    def _assumptions(self) -> tuple[str, ...]:
        said_of_volume = (
            ("the base rate among the labelled holds for all cases",)
            if self.saving_per_day is not None
            else ()
        )
        left_out = (f"saving not worked out: {self.left_out}",) if self.left_out else ()
        at_best = ("acting on a right case helps each time: at best",)
        free = ("right decisions cost nothing beyond the look at a flagged case",)
        return (
            *(at_best if self.action_success_percent is None else ()),
            *(free if self.action_cost == NOTHING else ()),
            "a false alarm costs what acting on a wrong case does, too",
            "probabilities are calibrated",
            *said_of_volume,
            *left_out,
        )

    def _values(self) -> dict[str, Value]:
        top = Range(min(self.threshold_p.low, 1.0), min(self.threshold_p.high, 1.0))
        return {
            "threshold_p": None if self.never_act else plain(top),
            "break_even_precision_percent": None if self.never_act else plain(as_percent(top)),
            "never_act": said(self.acting_never_pays),
            "flagged_per_day": plain(self.flagged_per_day),
            "saving_per_day": plain(self.saving_per_day),
            "gain_of_a_right_case": plain(self.gain),
            "no_saving_because": self.unproven or self.left_out or None,
        }


def calculate(
    *,
    false_positive_cost: Range,
    false_negative_cost: Range,
    review_cost: Range = NOTHING,
    action_success_percent: Range | None = None,
    action_cost: Range = NOTHING,
    decisions_per_day: Range | None = None,
    positives_percent: Range | None = None,
    precision_percent: Range | None = None,
    recall_percent: Range | None = None,
    action_works: YesNoAnswer | None = "yes",
    currency: str = "",
) -> Costs:
    """Return the threshold, and the saving a day where all four of the volume's inputs are given.

    `action_success_percent` is how often acting on a right case helps: always, at best, where it is
    open. Where that is so and there is no evidence that the action works (“yes”), there is no
    saving, and the reason is told. Raises Refused where a false alarm costs no more than acting on
    a right case loses, where anything is negative, and where precision and recall cannot go
    together at that base rate.
    """
    zero_or_more(false_positive_cost, "the cost of a false alarm")
    zero_or_more(false_negative_cost, "the cost of a miss")
    zero_or_more(review_cost, "the cost of looking at a flagged case")
    zero_or_more(action_cost, "the cost of acting on a right case")
    if action_success_percent is not None:
        _share(action_success_percent, "the share of right cases in which acting helps")
    success = per_cent_of(action_success_percent or ALWAYS)
    gain = corners(_gain, false_negative_cost, success, action_cost)
    if false_positive_cost.low + gain.low <= 0:
        raise Refused(_nothing_to_weigh(false_negative_cost, action_cost))
    threshold = corners(
        lambda alarm, miss, review, helps, action: (
            (alarm + review) / (alarm + _gain(miss, helps, action))
        ),
        false_positive_cost,
        false_negative_cost,
        review_cost,
        success,
        action_cost,
    )
    flagged = saving = None
    left_out = unproven = ""
    if (
        decisions_per_day is not None
        and positives_percent is not None
        and precision_percent is not None
        and recall_percent is not None
    ):
        flagged = _flagged(decisions_per_day, positives_percent, precision_percent, recall_percent)
        unproven = _UNPROVEN.get(action_works, "") if action_success_percent is None else ""
        saving = corners(
            _saved,
            decisions_per_day,
            per_cent_of(positives_percent),
            per_cent_of(precision_percent),
            per_cent_of(recall_percent),
            false_positive_cost,
            false_negative_cost,
            review_cost,
            success,
            action_cost,
        )
    elif precision_percent is not None or recall_percent is not None:
        left_out = "it needs cases a day, base rate, precision and recall"
    return Costs(
        false_positive_cost,
        false_negative_cost,
        review_cost,
        gain,
        threshold,
        review_cost.over(gain),
        action_success_percent,
        action_cost,
        flagged,
        None if unproven else saving,
        left_out,
        unproven,
        currency,
    )


@once
def work_out(framing: Framing) -> Costs | None:
    """Return the figures of a framing, None until both costs are there; raises Refused.

    Why a refused volume costs the saving alone: the threshold rests on the costs, and stands.
    """
    errors = framing.errors
    alarm, miss = errors.false_positive_cost, errors.false_negative_cost
    if alarm is None or miss is None:
        return None
    with_costs = partial(
        calculate,
        false_positive_cost=alarm,
        false_negative_cost=miss,
        review_cost=errors.review_cost or NOTHING,
        action_success_percent=errors.action_success_percent,
        action_cost=errors.action_cost or NOTHING,
    )
    currency = framing.header.currency or ""
    try:
        found = with_costs(
            decisions_per_day=framing.stack.decisions_per_day,
            positives_percent=framing.labels.positives_percent,
            precision_percent=errors.expected_precision_percent,
            recall_percent=errors.expected_recall_percent,
            action_works=framing.stack.action_works,
            currency=currency,
        )
    except Refused as refused:
        return with_costs()._replace(left_out=str(refused), currency=currency)
    gain, year = payback.gain_of(framing), found.saving_per_year
    if gain is None or year is None or not _far_apart(gain, year):
        return found
    return found._replace(gain_per_year=gain)


# The figures of a framing, None where inputs are open or refused.
of = quiet(work_out)


def _flagged(decisions: Range, positives: Range, precision: Range, recall: Range) -> Range:
    """Return how many cases a day are flagged: those found, over the precision."""
    above_zero(decisions, "the number of cases a day")
    up_to_hundred(positives, "the share of positives")
    up_to_hundred(precision, "the precision")
    up_to_hundred(recall, "the recall")
    share = corners(
        lambda b, p, r: 100 * b * r / p, *map(per_cent_of, (positives, precision, recall))
    )
    if share.high > 100.000001:
        raise Refused(
            f"at that base rate and recall, a precision of {figure(precision.low)} % would flag "
            f"{shown(Range.of(share.high))} % of all cases"
        )
    return corners(lambda n, percent: n * percent / 100, decisions, share)


def _share(value: Range, what: str) -> None:
    zero_or_more(value, what)
    if value.high > 100:
        raise Refused(f"{what} must be 100 % at most, got {value} %")


def _gain(miss: float, success: float, action: float) -> float:
    """Return what acting on a right case brings."""
    return success * miss - action


def _nothing_to_weigh(miss: Range, action: Range) -> str:
    if miss.low == 0 and action == NOTHING:
        return "a false alarm and a miss cost 0 both: there is nothing to weigh"
    return (
        "acting on a right case may lose as much as a false alarm costs: there is nothing to weigh"
    )


def _far_apart(gain: Range, year: Range) -> bool:
    """Tell whether a year of savings and the gain of the return differ over threefold, at least."""
    return year.low > FAR_APART * gain.high or gain.low > FAR_APART * year.high


def _saved(
    n: float,
    base: float,
    precision: float,
    recall: float,
    alarm: float,
    miss: float,
    review: float,
    success: float,
    action: float,
) -> float:
    """Return what flagging saves a day against doing nothing."""
    found = n * base * recall
    gain = _gain(miss, success, action)
    return found * (gain - review) - found / precision * (1 - precision) * (alarm + review)


def _saves(saving: Range, unit: str) -> str:
    if saving.high < 0:
        return f"loses {shown(Range(-saving.high, -saving.low))}{unit}"
    if saving.low < 0:
        loss, gain = shown(Range.of(-saving.low)), shown(Range.of(saving.high))
        return f"loses up to {loss}{unit} or saves up to {gain}{unit}"
    return f"saves {shown(saving)}{unit}"


CALCULATOR = Calculator(
    name="costs",
    title="Break-even of acting",
    about="from which score on acting pays, and what it then saves",
    formula=(
        "gain of a right case = success share · miss − action cost, the success share being 100 % "
        "where it is open; act when p ≥ (false alarm + review) / (false alarm + gain), which is "
        "the break-even precision too; flagged a day = cases · base rate · recall / precision; "
        "saving a day = cases · base rate · recall · (gain − review) − flagged · (1 − precision) · "
        "(false alarm + review), shown once the action is known to work, or how often"
    ),
    inputs=(
        asked("false_positive_cost", Errors.false_positive_cost),
        asked("false_negative_cost", Errors.false_negative_cost),
        asked("review_cost", Errors.review_cost, default="0"),
        asked("action_success_percent", Errors.action_success_percent, needed=False),
        asked("action_cost", Errors.action_cost, default="0"),
        asked("decisions_per_day", Stack.decisions_per_day, needed=False),
        asked(
            "positives_percent",
            Labels.positives_percent,
            needed=False,
            help="Share of cases that are positive",
        ),
        asked("precision_percent", Errors.expected_precision_percent, needed=False),
        asked("recall_percent", Errors.expected_recall_percent, needed=False),
        asked("action_works", Stack.action_works, default="unsure"),
    ),
    source="Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001",
    calculate=calculate,
    work_out=work_out,
    command="--false-positive-cost 5 --false-negative-cost 95 --review-cost 2",
)

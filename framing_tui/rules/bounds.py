"""Whether a text says when something is broken: a number, an event, or a figure that has a name.

Why it looks for words that say nothing, and not for bounds: “the regulator complains” and “no drug
is mixed up” are bounds in words that no list holds. What is not known to be empty is left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The patterns below are texts: most framings need none of them, and need not wait until all are put
# together; `re` remembers those that were.


def _any_of(words: str) -> str:
    """Return the pattern of one of several words, given with blanks between them.

    A blank within one is written as “_”: patterns that are spread over lines drop plain ones.
    """
    spread = (word.replace("_", r"\x20") for word in words.split())
    return f"(?:{'|'.join(spread)})"


# Digits in names bound nothing: p99, F1, the 95th percentile, recall at 10.
_NAMES_WITH_DIGITS = (
    r"\b(?:top[- ]\d+|(?:recall|precision|accuracy|ndcg|map|hit rate)\s*(?:@|at)\s*\d+(?!\s*%))\b"
)
_NUMBER = r"(?<!\w)(?<![a-z]-)\d+(?!\d|st\b|nd\b|rd\b|th\b)"
_COUNTED = _any_of(
    r"""zero nil none nobody nothing no_one two three four five six seven eight nine ten eleven
    twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundreds? thousands?
    millions? dozens? half halves halved thirds? quarters?_of twice doubl(?:e|es|ed|ing)
    trebles? tripl(?:e|es|ed) \w+fold single (?<!at_)once sub-?second"""
)
_NUMBER_WORD = rf"""(?x)
    \b(?:{_COUNTED}
    |(?<!the[ ])(?<!this[ ])(?<!that[ ])(?<!old[ ])(?<!new[ ])(?<!which[ ])(?<!good[ ])(?<!bad[ ])
      one(?![ ](?:can|could|may|might|would|should|of|another|likes|wants)\b)
    |(?:within|under|below|over|than|most|least|after|exceeds?)[ ]an?[ ]
      (?:second|minute|hour|day|week|month|shift|year))\b"""

# Adjectives that name a degree and leave it open.
_DEGREE = _any_of(
    r"""low high small large big short fast quick slow good bad poor strong weak cheap expensive
    costly rare few little great nice stable robust reliable smooth fair unbiased balanced safe
    solid accurate precise similar comparable consistent responsive snappy scalable usable
    user-friendly affordable limited real[-_]time instant instantaneous timely interactive
    healthy normal ok okay fine happy unhappy satisfied dissatisfied moderate modest tight minor
    major efficient cost[-_]effective lightweight seamless intuitive performant resilient
    competitive"""
)
_BETTER = _any_of(
    "lower higher better worse faster slower cheaper fewer smaller larger less more improved"
)
# Words that leave a degree open wherever they stand.
_QUALITY = _any_of(
    """(?:un)?acceptabl[ey] (?:in)?tolerabl[ey] (?:un)?reasonabl[ey] sensibl[ey]
    (?:in)?appropriate(?:ly)? (?:in)?adequate(?:ly)? (?:in)?sufficient(?:ly)?
    (?:un)?satisf(?:actory|actorily|ying) decent(?:ly)? (?:dis)?proportionate(?:ly)?
    (?:un)?manageable bearable justifiable negligibl[ey] minimal(?:ly)? optimal(?:ly)? excellent
    unnecessar(?:y|ily) noticeabl[ey] perceptibl[ey] appreciabl[ey] considerabl[ey]
    substantial(?:ly)? significant(?:ly)? excessive(?:ly)? undu(?:e|ly) markedly drastic(?:ally)?
    dramatic(?:ally)? massive(?:ly)? meaningful(?:ly)? materially slight(?:ly)? somewhat greatly"""
)
_VAGUE_WORD = rf"(?:{_DEGREE}|{_QUALITY})"

_SEVERE = _any_of(
    """serious severe major significant substantial critical material grave big large considerable
    bad"""
)
_HAPPENS = (
    _any_of(
        """complaints? leak(?:s|age)? breach(?:es)? incidents? injur(?:y|ies) deaths? accidents?
        lawsuits? fines? penalt(?:y|ies) outages? crash(?:es)? violations? harm fraud attacks?
        strikes? escalations? headlines? articles? veto objections? rulings? fatalit(?:y|ies)
        infections? spills? disclosures? failures?"""
    )
    + r"(?![ ](?:rates?|ratio|share|number|count|volume)\b)"
)
# Where a phrase is about a move or an amount: “a rise in complaints” is no complaint.
_MOVE_OR_AMOUNT = _any_of(
    """in of to from drops? falls? rises? increases? decreases? declines? changes? spikes? jumps?
    number share amount rates? many much lot"""
)
# “A serious complaint” is an event whatever “serious” means, and so is “any major error”.
_SEVERE_EVENT = rf"""(?x)
    \b{_SEVERE}[ ](?:(?!{_MOVE_OR_AMOUNT}\b)[\w'-]+[ ]){{0,2}}?{_HAPPENS}
    |\b(?:any|an?|one|no|each|first)[ ]{_SEVERE}[ ]
      (?:errors?|mistakes?|problems?|issues?|damage)\b"""
_SOMEBODY = _any_of(
    """regulator authority court auditor council union customer patient user somebody someone
    anybody anyone person employee driver press board ministry police"""
)
_EVENT = rf"""(?x)
    \b(?:any|an?|one|first|each|every|no|another)[ ]
      (?:(?!{_MOVE_OR_AMOUNT}\b)[\w'-]+[ ]){{0,3}}?{_HAPPENS}
    |\b{_SOMEBODY}[ ](?:complains|objects|sues|dies|forbids|orders|vetoes|withdraws|intervenes
      |is[ ](?:hurt|harmed|injured|killed))\b"""

# What has a figure of its own, so that a comparison with it is one.
_KNOWN = _any_of(
    r"""today(?:'s)? now nowadays current(?:ly)? present existing baselines? benchmarks?
    the_control control_(?:group|arm) status_quo incumbent champion legacy previous prior
    earlier last_(?:week|month|quarter|year|season)(?:'s)? yesterday(?:'s)? before old rules?
    heuristics? humans? people manual(?:ly)? experts? clinicians? doctors? nurses? agents?
    reviewers? clerks? inspectors? analysts? means? average median
    other_(?:arms?|groups?|half) majority budgets? targets? sla slo limits? caps? quotas?
    tolerances? capacity thresholds? break-?even floor ceiling norms? requirements? law statutory
    contract\w* agreed model competitors? plan"""
)
_COMPARES = _any_of(
    r"""than as to at with within under below above over beyond exceeds? exceeding beats?
    match(?:es)? reach(?:es)? meets? from against vs\.? versus like by same equals?"""
)
_UNSAID = _any_of(
    r"""(?:\w+ly_)?possible we\b can_be feasible practica\w+ reasonabl\w+ needed necessary
    it_gets one_can they_can you_can ever may_be"""
)
_COMPARED = rf"""(?x)
    (?:[<>≤≥=]=?[ ]?(?!{_VAGUE_WORD}\b)[a-z]
    |\b{_COMPARES}[ ](?:(?!{_VAGUE_WORD}\b|be\b)[\w'-]+[ ]){{0,3}}?{_KNOWN}\b
    |\bthan[ ](?!necessary|needed|expected|acceptable|desired|wanted|hoped|ideal|possible
      |reasonable|comfortable|tolerable|we\b|it[ ]should)[a-z]
    |\bas[ ](?:\w+[ ]){{1,3}}as[ ](?!{_UNSAID})[a-z])"""

_SMALL_WORD = _any_of(
    """if when once should must has have need needs to will shall may it this that be is are stay
    stays keep keeps kept remain remains gets? becomes? still always very really quite rather pretty
    relatively not never no as the a an and or but for in on at of under with across between during
    all every each most our their its any too equally"""
)
_MEASURED = _any_of(
    """latency delays? responses? answers? times? errors? rates? quality costs? prices? accuracy
    precision recall performance load cpu memory bias fairness risks? false positives? negatives?
    alarms? users? customers? clients? people staff experience satisfaction complaints? churn
    throughput availability uptime downtime impact effects? number share levels? amount volume
    results? outputs? predictions? models? system service product conversion revenue sales spend
    spending workload effort groups? peak p99 p95 tail business operations everyone everybody
    waiting wait turnaround speed lag drift variance noise confidence coverage scores? metrics?
    kpis? trust page site app calls? queue things?"""
)
_MOVES = _any_of(
    """drops? falls? rises? increases? decreases? declines? changes? loss(?:es)? delays? slowdown
    deviations? differences? gaps? shifts? degradation impact effects? deterioration regression jump
    spike dip swing drift problems? issues? errors? mistakes? variations? number share amount
    portion proportion percentage disruption damage bias standards? levels? quality treatment
    balance imbalances? disparit(?:y|ies) manner way fashion"""
)
_SIZED = _any_of(
    """sharp serious severe material huge marked steep notable heavy unusual strange abrupt sudden
    sustained persistent rapid"""
)
_SPOILED = _any_of(
    """experience business brand reputation trust satisfaction quality performance service
    operations workflow usability users? customers?"""
)
_AT_TIMES = "(?:rarely|seldom|often|occasionally|frequently|mostly|usually|generally|sometimes)"

# How often or how many, without a count; an event beside it does not help: “complains a lot”.
_COUNTLESS = rf"""(?x)
    \btoo[ ](?:many|much|few|little|often|frequent\w*|rare\w*|far)\b
    |\b(?:so|very|that|not)[ ]many\b|^\W*(?:(?:if|when|there|are)[ ])*many\b
    |\bmany[ ](?:\w+[ ])?(?:{_MEASURED}|{_HAPPENS}|cases|flags|alerts|mistakes|tickets|returns
      |blocks|problems|agents|drivers)\b
    |(?<!how[ ])(?<!as[ ])(?<!so[ ])\bmuch\b(?![ ]as)
    |\ba[ ]lot\b|\blots[ ]of\b|\bnumerous\b|\bplenty[ ]of\b|\b(?:very|too)[ ](?:few|little)\b
    |(?:\b(?:only|very|not)[ ]|^\W*){_AT_TIMES}\b|\b(?:{_AT_TIMES}|regularly)\W*$
    |\bin[ ]most[ ]cases\b|\bmost[ ]of[ ]the[ ]time\b|\bnow[ ]and[ ]then\b"""
# A degree that is left open.
_OPEN_DEGREE = rf"""(?x)
    \bas[ ](?:\w+[ ]){{1,3}}as[ ]{_UNSAID}
    |\b(?:if|where|wherever|whenever|as)[ ](?:at[ ]all[ ])?(?:possible|feasible|practical)\b
    |\b(?!old\b)\w+[ ]enough\b(?![ ](?:staff|people|capacity|room|stock|time)\b)
    |\btoo[ ](?:{_DEGREE}|long|heavy|hard|difficult|complex|noisy|unstable|aggressive|strict
      |lenient|lax|intrusive|annoying|biased|uncertain|wide|narrow|risky|vague|inaccurate|volatile
      |steep|sharp|cautious|confident|unreliable|unfair)\b
    |\b{_QUALITY}\b
    |\b(?:{_DEGREE}|{_SIZED})[ ](?:(?!{_HAPPENS})[\w'-]+[ ])??{_MOVES}\b
    |^\W*(?:(?:{_SMALL_WORD}|{_MEASURED})[ ,:(]+)*(?:{_DEGREE}|{_BETTER})
      (?:[ ,:(]+(?:{_SMALL_WORD}|{_MEASURED}|{_DEGREE}|{_BETTER}))*\W*$
    |\b(?:is|are|be|stays?|remains?|kept|keeps?|becomes?|gets?|feels?|looks?|seems?|runs?|was|were)
      [ ](?:(?:\w+ly|not|very|so|still|quite|rather|pretty|all)[ ])*{_DEGREE}(?=\W*$|[,;.:)]
      |[ ](?:and|or|for|to|in|at|under|during|across|with|on|among)\b)
    |\b(?:in|near|close[ ]to)[ -]real[ -]time\b|\breal[ -]time[ ](?:responses?|answers?|results?)\b
    |\b(?:roughly|approximately|more[ ]or[ ]less)[ ](?:the[ ]same|equal|right|correct|even|fair)\b
    |\bspik(?:es?|ing)\b|\b(?:plummets?|skyrockets?|explodes?|collapses?|tanks)\b
    |\b(?:badly|poorly|worse|well|oddly|strangely)\W*$|\bsmoothly\b
    |^\W*(?:promptly|quickly|soon|swiftly|rapidly)\W*$|\b(?:to|at)[ ]a[ ]minimum\b"""
# A wish, or a promise to look.
_WISH = r"""(?x)
    \b(?:mini|maxi|opti)mi[sz](?:e|es|ed|ing)\b
    |^\W*(?:to[ ])?(?:reduce|improve|decrease|raise|increase|speed[ ]up|limit)\b
    |^\W*(?:to[ ])?(?:ensure|guarantee|maintain|preserve|keep)[ ](?:the[ ]|our[ ])?(?:fairness
      |quality|performance|accuracy|precision|recall|trust|experience|satisfaction|availability
      |reliability|safety|privacy|stability|robustness)\W*$
    |\bbe[ ](?:ensured|guaranteed|considered|taken[ ]into[ ]account|kept[ ]in[ ]mind)\b
    |\b(?:should|must|will|to)[ ]be[ ](?:closely[ ]|regularly[ ])?(?:monitored|watched|tracked)\W*$
    |^\W*(?:(?:to|be|is|are|will|should|must|we|closely|regularly|continuously|weekly|daily)[ ])*
      (?:monitor|watch|track|observe|keep[ ]an[ ]eye)(?:ed|d)?
      (?:[ ](?:closely|regularly|continuously|on|it|this|daily|weekly))*\W*$
    |\bunder[ ]control\b|\bin[ ]check\b|\bwithin[ ]reason\b|\bbest[ -]effort\b|\bcommon[ ]sense\b
    |\bstate[ -]of[ -]the[ -]art\b|\bbest[ -]in[ -]class\b|\bcan[ ]live[ ]with\b"""
# What somebody will find, feel or decide on the day.
_ON_THE_DAY = rf"""(?x)
    \b(?:things?|something|anything|it|everything)[ ](?:\w+[ ])?go(?:es|ing)?[ ](?:\w+[ ])?
      (?:wrong|badly|south)\b
    |\b(?:does[ ]not|doesn't|do[ ]not|don't|is[ ]not|isn't)[ ](?:really[ ])?work(?:ing)?\b
      (?![ ](?:on|at|with|in|for)\b)
    |\b(?:as|than)[ ](?:expected|intended|hoped|desired|wanted|needed|necessary)\b|\bas[ ]planned\b
    |\bexpectations?\b|\bunder-?perform\w*
    |\b(?:looks?|seems?|feels?)[ ](?:\w+ly[ ]|really[ ]|very[ ])?(?:bad|wrong|off|odd|strange|weird
      |suspicious|good|fine|ok|okay|slow|right)\b
    |\bgut[ ]feel\w*|\bcase[- ]by[- ]case\b|\bwe(?:'ll|[ ]will|[ ]shall)?[ ]see\b
    |\bwait[ ]and[ ]see\b|\bit[ ]depends\b|\bdepends[ ]on\b|\bdiscretion\b
    |\b(?:when|if)[ ]in[ ]doubt\b|\bmakes?[ ]sense\b|\baccordingly\b
    |\b(?:if|when|as|where)[ ](?:really[ ])?(?:needed|necessary|required|appropriate)\b(?![ ]by\b)
    |\b(?:to|will|shall)[ ]be[ ](?:decided|defined|determined|agreed|discussed|set|confirmed
      |specified|measured|fixed|settled|announced|clarified)\b|\bt\.?b\.?[dca]\b
    |\bnot[ ](?:yet[ ])?(?:been[ ])?(?:decided|defined|known|agreed|fixed|specified|settled)\b
    |^\W*(?:unclear|unknown|open|later|pending|no[ ]idea|not[ ]sure|unsure)\W*$
    |\b(?:un|dis)(?:happy|satisfied)\b|\bdissatisf\w+|\bannoy\w*|\bfrustrat\w*|\bdisappoint\w*
    |\buncomfortable\b|\bloses?[ ](?:confidence|trust|faith|patience)\b
    |\b(?:not|never|hardly|n't)[ ](?:even[ ])?(?:notice|be[ ]noticed|feel|be[ ]felt)\b
    |\b(?:hurt|harm|degrad|damag|worsen|affect|impair|impact|disturb|disrupt)\w*[ ](?:on[ ])?
      (?:(?:the|our|their|any|user|customer)[ ])*{_SPOILED}\b
    |\b(?:quality|performance|experience|satisfaction|results?|metrics?|numbers?|kpis?|things|trust
      |morale|accuracy|the[ ]model|the[ ]system)[ ](?:\w+ly[ ])?(?:drops?|degrades?|deteriorates?
      |suffers?|worsens?|declines?|falls?|decreases?|goes[ ]down|slips?)\b
      (?![ ](?:below|under|to|by|against|from|more)\b)
    |^\W*(?:(?:if|when|once|the|our|a)[ ])*(?:[\w-]+[ ]){{1,4}}
      (?:decides?|will[ ]decide|judges?|sees?[ ]fit)(?:[ ][\w-]+){{0,3}}\W*$"""
# A fixed test, a consent, and “must not get worse”, which means than today.
_NOT_VAGUE = (
    r"statistically significant(?:ly)?|acceptable to (?!users?\b|customers?\b)"
    rf"|\b(?:not|never) (?:get|become|be|grow|go|turn)?\s*{_BETTER}\b"
)
# A name that carries its bound: “answers within 2 s”.
_WITH_FIGURE = (
    r"(?i)"
    r"(?:[<>≤≥=]|\b(?:under|below|over|above|within|at most|at least|than|max|maximum|min|minimum))"
    r"\s*\d"
)


def carries_bound(name: str) -> bool:
    """Tell whether the name of a constraint holds its bound already, as in “answers within 2 s”."""
    return re.search(_WITH_FIGURE, name) is not None


@lru_cache(maxsize=64)
def says_no_bound(text: str) -> bool:
    """Tell whether a bound is one in name only: “as low as possible”, “fast enough”.

    False wherever a number, an event or a figure with a name stands in it, and where its words are
    not known. Remembered, as every bound is read again on each keystroke.
    """
    plain = " ".join(text.lower().replace("’", "'").split())
    counted = re.sub(_NAMES_WITH_DIGITS, " ", plain)
    if (
        re.search(_NUMBER, counted)
        or re.search(_NUMBER_WORD, counted)
        or re.search(_COMPARED, plain)
    ):
        return False
    told = re.sub(_NOT_VAGUE, " ", re.sub(_SEVERE_EVENT, " an incident ", plain))
    if re.search(_COUNTLESS, told):
        return True
    if re.search(_EVENT, told):
        return False
    return any(re.search(empty, told) for empty in (_OPEN_DEGREE, _WISH, _ON_THE_DAY))

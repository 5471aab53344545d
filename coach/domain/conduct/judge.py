"""Judging one reply by a rule book."""

import math

import msgspec

from coach.domain.conduct.book import Compiled, RuleBook
from coach.domain.conduct.facts import holds
from coach.domain.conduct.manner import Part, Weighed, Weights, about, ranked, together, weigh
from coach.domain.conduct.pattern import Pattern, Text
from coach.domain.conduct.polarity import Meaning
from coach.domain.conduct.rule import Rule
from coach.domain.conduct.sense import by_both
from coach.domain.conduct.tokens import BREAK, read_line
from coach.domain.excuse import Verdict
from coach.domain.scoring.review import Conduct, ConductFinding, Situation

_GRAVITY = {"fatal": 0, "major": 1, "minor": 2}
_CERTAINTY = {"house": 0, "verified": 1, "secondary": 2, "general": 3}

_ASIDE = 2
"""Words of an aside (`Good morning.`) that no list of what may be said need hold."""
_WEIGHTY = 5
"""Tokens from which on the manner of a reply can be told."""
_DENIES_MUCH = 4
"""Denied or reported words from which on only a sure weight counts."""
_SENTENCES = 40
"""More sentences than this nobody says in one breath: they are weighed together alone."""
_SHORT_WORD = 3
"""Stems up to this length say nothing about the subject."""

Span = tuple[int, int]
"""First token and the one after the last."""


def judge(book: RuleBook, situation: Situation, answer: str) -> Conduct:
    """The conduct of `answer`, given in `situation`, by the rules of `book`: gravest first.

    A rule of the kind `utterance` only says that its words are there; whether they are meant so is
    weighed over the whole reply, where the weights know the rule. Most rules that the facts decide,
    and a house's own, need no weighing.
    """
    reply = Text(read_line(answer))
    meaning = book.polarity.of(reply)
    spans = {one.rule.id: _spans(one, reply, meaning) for one in book.compiled}
    call = _Call(situation)
    weights = book.weights
    if weights is None:
        weighed, doubt, clear, most = None, -math.inf, -math.inf, 0.0
    else:
        told = hits(book, reply, spans, call, answer)
        aside = meaning.hidden | _echoed(reply, call)
        facts, alone = sorted(about(situation)), parts(book, reply, spans, aside)
        before = call.debtor[-1].stems if situation.says else ()
        words = weigh(weights, reply.line, aside, told, facts, alone, before)
        weighed = _with_sense(book, weights, words, situation, answer)
        most = max(words.weight, weighed.weight)
        denies = meaning.hidden.bit_count() >= _DENIES_MUCH
        doubt, clear = weights.sure if denies else weights.doubt, weights.clear
    weight = weighed.weight if weighed is not None else 0.0
    found = []
    for compiled in book.compiled:
        rule = compiled.rule
        uttered = rule.kind == "utterance"
        known = weights is not None and rule.id in weights.rules
        if (uttered and known and most < clear) or not holds(rule, situation):
            continue
        here = spans[rule.id]
        if _to_weigh(rule) and known and weight < doubt:
            here = _whatever(compiled, reply, meaning)
        found.extend(_judge_by(compiled, here, reply, call, answer))
    if weighed is not None and weight >= doubt:
        found.extend(_of_manner(book, situation, reply, weighed, answer, found))
    return Conduct(verdict=_verdict(found), findings=tuple(_gravest(found)))


def _with_sense(
    book: RuleBook, weights: Weights, words: Weighed, situation: Situation, answer: str
) -> Weighed:
    """What the words weigh together with the sense of the whole reply, and the kinds by both."""
    if book.sense is None:
        return words
    sensed = book.sense().of(situation, answer)
    return msgspec.structs.replace(
        words,
        weight=together(weights, words.weight, sensed.weight),
        kinds=by_both(words.kinds, sensed),
    )


def _to_weigh(rule: Rule) -> bool:
    return rule.kind == "utterance" or rule.weighed


def hits(
    book: RuleBook, reply: Text, spans: dict[str, list[Span]], call: "_Call", answer: str
) -> frozenset[str]:
    """Ids of the rules to weigh whose words are in `reply`.

    Those of the kind `utterance` count whatever the facts, the others where they fire.
    """
    told = set()
    for one in book.compiled:
        rule, here = one.rule, spans[one.rule.id]
        if not here or not _to_weigh(rule):
            continue
        if rule.kind == "utterance":
            fires = not _anywhere(one.unless_reply, reply)
        else:
            fires = holds(rule, call.situation) and bool(_judge_by(one, here, reply, call, answer))
        if fires:
            told.add(rule.id)
    return frozenset(told)


def parts(
    book: RuleBook, reply: Text, spans: dict[str, list[Span]], aside: int
) -> tuple[Part, ...]:
    """Each sentence of several: what is hidden when it is taken alone, and the rules found in it.

    `aside` are bits of the tokens that are not weighed in any case.
    """
    if reply.breaks.bit_count() > _SENTENCES:
        return ()
    everything = (1 << len(reply.tokens)) - 1
    found = []
    first = 0
    for after in range(len(reply.tokens) + 1):
        if after < len(reply.tokens) and not reply.breaks >> after & 1:
            continue
        sentence = (1 << after) - (1 << first) if after > first else 0
        if sentence.bit_count() > _ASIDE:
            told = frozenset(
                one.rule.id
                for one in book.compiled
                if one.rule.kind == "utterance"
                and any(sentence >> at & 1 for at, _ in spans[one.rule.id])
                and not _anywhere(one.unless_reply, reply)
            )
            found.append((aside | everything & ~sentence, told))
        first = after + 1
    return tuple(found) if len(found) > 1 else ()


def found_in(
    book: RuleBook, reply: Text, situation: Situation, answer: str
) -> tuple[int, frozenset[str], tuple[Part, ...]]:
    """What the weights are fitted to: bits that are not weighed, rules to weigh, and the parts."""
    meaning, call = book.polarity.of(reply), _Call(situation)
    spans = {c.rule.id: _spans(c, reply, meaning) for c in book.compiled}
    aside = meaning.hidden | _echoed(reply, call)
    return aside, hits(book, reply, spans, call, answer), parts(book, reply, spans, aside)


def _of_manner(
    book: RuleBook,
    situation: Situation,
    reply: Text,
    weighed: Weighed,
    answer: str,
    found: list[ConductFinding],
) -> list[ConductFinding]:
    """The finding of manner where no rule has found anything: minor unless it is sure."""
    if found or book.weights is None or len(reply.tokens) < _WEIGHTY:
        return []
    manners = {r.offence: r for r in book.rules if r.manner and holds(r, situation)}
    kinds = ranked(book.weights, weighed.kinds)
    rule = next((manners[kind] for kind in kinds if kind in manners), None)
    if rule is None:
        return []
    finding = _finding(rule, reply, answer, (weighed.first, weighed.after))
    sure = weighed.weight >= book.weights.sure
    return [finding if sure else msgspec.structs.replace(finding, severity="minor")]


class _Call:
    """The call so far, read when a rule first asks for it."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        """Where it is said."""
        self._debtor: tuple[Text, ...] | None = None
        self._trainee: tuple[Text, ...] | None = None
        self._known: frozenset[str] | None = None

    @property
    def debtor(self) -> tuple[Text, ...]:
        """What the debtor's side has said."""
        if self._debtor is None:
            said = [line.text for line in self.situation.heard if line.who == "debtor"]
            self._debtor = tuple(Text(read_line(t)) for t in (*said, self.situation.says) if t)
        return self._debtor

    @property
    def known(self) -> frozenset[str]:
        """Stems of what the debtor's side and the account have brought up."""
        if self._known is None:
            told = self.situation
            texts = [Text(read_line(t)) for t in (*told.account.fact_lines(), told.history)]
            stems = {stem for text in (*self.debtor, *texts) for stem in text.stems}
            self._known = frozenset(stem for stem in stems if len(stem) > _SHORT_WORD)
        return self._known

    @property
    def trainee(self) -> tuple[Text, ...]:
        """What the trainee has said before this reply."""
        if self._trainee is None:
            said = [line.text for line in self.situation.heard if line.who == "trainee"]
            self._trainee = tuple(Text(read_line(text)) for text in said)
        return self._trainee


def _judge_by(
    compiled: Compiled, found: list[Span], reply: Text, call: _Call, answer: str
) -> list[ConductFinding]:
    rule = compiled.rule
    spans = [*found, *_strangers(compiled, reply)] if compiled.only else found
    if rule.foreign:
        spans = [span for span in spans if not _brought_up(reply, span, call)]
    if not spans or _anywhere(compiled.unless_reply, reply):
        return []
    if compiled.debtor_said and not any(_anywhere(compiled.debtor_said, t) for t in call.debtor):
        return []
    if compiled.unless_debtor and any(_anywhere(compiled.unless_debtor, t) for t in call.debtor):
        return []
    if rule.kind == "omission":
        return [] if _said(compiled, reply, call) else [_finding(rule, reply, answer, None)]
    if rule.kind == "order":
        earlier = any(_anywhere(compiled.needs, text) for text in call.trainee)
        first = min(
            (span[0] for pattern in compiled.needs for span in pattern.spans(reply)),
            default=len(reply.tokens),
        )
        spans = [] if earlier else [span for span in spans if span[0] < first]
    return [_finding(rule, reply, answer, span) for span in _apart(spans, reply)]


def _said(compiled: Compiled, reply: Text, call: _Call) -> bool:
    """Whether everything that an omission rule asks for has been said."""
    if compiled.needs_now and not _anywhere(compiled.needs_now, reply):
        return False
    texts = (reply, *call.trainee)
    return all(any(pattern.found(text) for text in texts) for pattern in compiled.needs)


def _anywhere(patterns: tuple[Pattern, ...], text: Text) -> bool:
    return any(pattern.found(text) for pattern in patterns)


def _spans(compiled: Compiled, reply: Text, meaning: Meaning) -> list[Span]:
    """Where the rule's patterns are in the reply and are meant."""
    spans = [
        span
        for pattern in compiled.any
        for span in pattern.spans(reply)
        if _meant(pattern, span, meaning)
    ]
    spans.extend(_whatever(compiled, reply, meaning))
    if not spans or not compiled.unless:
        return spans
    cleared = 0
    for pattern in compiled.unless:
        for first, _ in pattern.spans(reply):
            cleared |= _sentence(reply, first)
    return [span for span in spans if not cleared >> span[0] & 1]


def _whatever(compiled: Compiled, reply: Text, meaning: Meaning) -> list[Span]:
    """Where patterns are that are wrong however they are meant, and whatever stands around them."""
    return [
        (first, after)
        for pattern in compiled.always
        for first, after in pattern.spans(reply)
        if not meaning.named & ((1 << after) - (1 << first))
    ]


def _meant(pattern: Pattern, span: Span, meaning: Meaning) -> bool:
    first, after = span
    if (meaning.denied | meaning.reported) >> first & 1:
        return False
    if meaning.named & ((1 << after) - (1 << first)):
        return False
    if pattern.negates:
        return True
    inside = (1 << after) - (1 << first)
    return not (meaning.deniers | meaning.denied) & inside


def _strangers(compiled: Compiled, reply: Text) -> list[Span]:
    """The sentences of more than a word or two that hold none of what alone may be said."""
    found: list[Span] = []
    first = 0
    for after, token in enumerate(reply.tokens):
        if token.norm != BREAK:
            continue
        places = (1 << after) - (1 << first)
        held = any(pattern.found(reply, places) for pattern in compiled.only)
        if after - first > _ASIDE and not held:
            found.append((first, after))
        first = after + 1
    return found


def _brought_up(reply: Text, span: Span, call: _Call) -> bool:
    return any(token.stem in call.known for token in reply.tokens[span[0] : span[1]])


def _echoed(reply: Text, call: _Call) -> int:
    """Bits of the words that the debtor's side or the account has brought up: they accuse nobody."""
    bits = 0
    for stem, places in reply.stems.items():
        if stem in call.known:
            bits |= places
    return bits


def _sentence(text: Text, index: int) -> int:
    first = after = index
    while first and not text.breaks >> (first - 1) & 1:
        first -= 1
    while after < len(text.tokens) and not text.breaks >> after & 1:
        after += 1
    return (1 << after) - (1 << first)


def _apart(spans: list[Span], reply: Text) -> list[Span]:
    """One span for each sentence, from its first words found to its last, in the order of the text."""
    joined: list[Span] = []
    for first, after in sorted(spans):
        if joined and _sentence(reply, joined[-1][0]) >> first & 1:
            joined[-1] = (joined[-1][0], max(after, joined[-1][1]))
        else:
            joined.append((first, after))
    return joined


def _finding(rule: Rule, reply: Text, answer: str, span: Span | None) -> ConductFinding:
    start = reply.tokens[span[0]].start if span else 0
    end = reply.tokens[span[1] - 1].end if span and span[1] > span[0] else start
    return ConductFinding(
        rule=rule.id,
        kind=rule.offence,
        severity=rule.severity,
        quote=answer[start:end],
        start=start,
        end=end,
        why=rule.why,
        cite=rule.cite,
        certainty=rule.certainty,
        say_instead=rule.say_instead,
    )


def _gravest(found: list[ConductFinding]) -> list[ConductFinding]:
    """Gravest first; of several for one offence in the same words, the gravest and best founded."""
    ordered = sorted(
        found,
        key=lambda f: (_GRAVITY[f.severity], _CERTAINTY[f.certainty], f.start, f.end, f.rule),
    )
    kept: list[ConductFinding] = []
    for finding in ordered:
        if not any(_same(finding, other) for other in kept):
            kept.append(finding)
    return kept


def _same(one: ConductFinding, other: ConductFinding) -> bool:
    if one.rule == other.rule and one.quote == other.quote:
        return True
    overlaps = one.start < other.end and other.start < one.end
    return one.kind == other.kind and overlaps


def _verdict(found: list[ConductFinding]) -> Verdict:
    if any(finding.severity != "minor" for finding in found):
        return "fail"
    return "minor" if found else "ok"

"""What is counted in a reply: the figures that the fitted model turns into bands, with their places."""

import re
from collections import defaultdict

import msgspec

from coach.domain.scoring.clauses import Clause, clauses
from coach.domain.scoring.data import Cue, ScoringData
from coach.domain.scoring.denial import denied
from coach.domain.scoring.figures import Mark, Sum, marks, sums
from coach.domain.scoring.lens import Bag, Lens, Point, concepts, settle, weight
from coach.domain.scoring.reading import Reading, read

_QUOTED = re.compile(r"(?<!\w)'[^'\n]{2,60}'(?!\w)|\"[^\"\n]{2,80}\"")
GIVING = frozenset({"waive", "accept", "defer", "grovel", "hedge", "vague", "generic", "hostile"})
"""Groups of cues that lose points."""


class Found(msgspec.Struct, frozen=True):
    """A cue found in a reply."""

    cue: Cue
    """The cue."""
    at: int
    """Where it begins in the readable text."""
    to: int
    """Where it ends."""
    clause: int
    """Number of the clause that it stands in."""


class Match(msgspec.Struct, frozen=True):
    """How well a key point was made."""

    id: str
    """The key point."""
    score: float
    """0 to 1."""
    at: int
    """Where the words that make it begin in the readable text."""
    to: int
    """Where they end."""
    turned: bool
    """Whether the words that speak of it say the opposite."""


class Grounds(msgspec.Struct, frozen=True):
    """Everything found in a reply."""

    reading: Reading
    """The reply made readable."""
    clauses: tuple[Clause, ...]
    """Its clauses, each sentence once."""
    waived: frozenset[int]
    """Numbers of the clauses that give the right step away."""
    cues: tuple[Found, ...]
    """The cues found."""
    matches: tuple[Match, ...]
    """The key points, in the order of the excuse."""
    sums: tuple[tuple[Sum, float, int], ...]
    """Sums with the figure meant and the number of their clause."""
    marks: tuple[tuple[Mark, int], ...]
    """Days, hours and ways of paying with the number of their clause."""
    values: dict[str, float]
    """The figures that the model reads."""


def gather(answer: str, view: Lens, data: ScoringData, methods: re.Pattern[str]) -> Grounds:
    """Counts what stands in `answer`, a reply in the situation behind `view`."""
    reading = read(answer, view.repair)
    every = clauses(reading)
    kept, repeats = _once(every)
    found = _cues(reading, kept, data)
    waived = frozenset(f.clause for f in found if f.cue.group == "waive")
    amounts = sums(reading.plain)
    where = _Where(kept)
    placed_sums = tuple(
        (one, settle(one.value, view.known), n) for one in amounts if (n := where(one.at)) >= 0
    )
    placed_marks = tuple(
        (one, n) for one in marks(reading.plain, methods) if (n := where(one.at)) >= 0
    )
    ideas = [
        (c, a, b, n)
        for c, a, b in concepts(reading, amounts, view.known, methods, data)
        if (n := where(a)) >= 0
    ]
    spans = [span for clause in kept for span in denied(clause)]

    def lost(at: int) -> bool:
        return any(a <= at < b for a, b in spans)

    lost_ideas = {
        c: 0.6 if c[0] == "@" else weight(c, data)
        for c, a, _, n in ideas
        if lost(a) and c not in view.negated and (c in view.heart or c[0] in "@#")
    }
    placed_sums = tuple(one for one in placed_sums if not lost(one[0].at))
    placed_marks = tuple(one for one in placed_marks if not lost(one[0].at))
    matches, turned = _points(kept, ideas, waived, view, data)
    values = _values(
        reading, kept, found, waived, placed_sums, placed_marks, ideas, matches, view, data
    )
    values["turned"] = turned
    values["denied"] = min(4.0, sum(w for w in lost_ideas.values() if w > 0.1))  # noqa: PLR2004 - plain words tell nothing
    values["repeats"] = float(repeats)
    values["conduct"] = 0.0
    return Grounds(reading, kept, waived, found, matches, placed_sums, placed_marks, values)


def match_points(
    answer: str, view: Lens, data: ScoringData, methods: re.Pattern[str]
) -> tuple[Match, ...]:
    """How well `answer` makes the points of `view`."""
    reading = read(answer, view.repair)
    kept, _ = _once(clauses(reading))
    waived = frozenset(f.clause for f in _cues(reading, kept, data) if f.cue.group == "waive")
    where = _Where(kept)
    ideas = [
        (c, a, b, n)
        for c, a, b in concepts(reading, sums(reading.plain), view.known, methods, data)
        if (n := where(a)) >= 0
    ]
    return _points(kept, ideas, waived, view, data)[0]


def _once(every: tuple[Clause, ...]) -> tuple[tuple[Clause, ...], int]:
    seen: set[tuple[str, ...]] = set()
    kept: list[Clause] = []
    repeats = 0
    by_sentence: dict[int, list[Clause]] = defaultdict(list)
    for clause in every:
        by_sentence[clause.sentence].append(clause)
    for group in by_sentence.values():
        key = tuple(t.stem for c in group for t in c.tokens)
        if key in seen and len(key) > 3:  # noqa: PLR2004 - short words of assent may come twice
            repeats += 1
            continue
        seen.add(key)
        kept.extend(group)
    return tuple(kept), repeats


class _Where:
    """Number of the kept clause at a place, or -1."""

    def __init__(self, kept: tuple[Clause, ...]) -> None:
        self._spans = [(c.at, c.to) for c in kept]

    def __call__(self, at: int) -> int:
        for number, (begin, end) in enumerate(self._spans):
            if begin <= at < end:
                return number
        return -1


def _cues(reading: Reading, kept: tuple[Clause, ...], data: ScoringData) -> tuple[Found, ...]:
    found: list[Found] = []
    where = _Where(kept)
    groups: dict[int, tuple[int, int]] = {}
    for clause in kept:
        begin, end = groups.get(clause.sentence, (clause.at, clause.to))
        groups[clause.sentence] = (min(begin, clause.at), max(end, clause.to))
    for begin, end in groups.values():
        sentence = reading.plain[begin:end]
        open_text = _QUOTED.sub(lambda m: "\x00" * len(m.group()), sentence)
        for cue in data.cues:
            text = open_text if cue.group in GIVING and cue.group != "hostile" else sentence
            for match in cue.pattern.finditer(text):
                number = where(begin + match.start())
                if number >= 0 and match.group().strip():
                    found.append(Found(cue, begin + match.start(), begin + match.end(), number))
    return tuple(found)


def _windows(kept: tuple[Clause, ...], waived: frozenset[int]) -> list[tuple[list[int], bool]]:
    spans: list[tuple[list[int], bool]] = []
    for n, clause in enumerate(kept):
        spans.append(([n], n in waived))
        if n in waived:
            continue
        run = [n]
        for m in range(n + 1, min(n + 4, len(kept))):
            if m in waived or kept[m].sentence > clause.sentence + 1:
                break
            run.append(m)
            spans.append((list(run), False))
    return spans


def _points(
    kept: tuple[Clause, ...], ideas: list[tuple[str, int, int, int]], waived: frozenset[int],
    view: Lens, data: ScoringData,
) -> tuple[tuple[Match, ...], float]:  # fmt: skip
    by_clause: dict[int, Bag] = defaultdict(dict)
    for c, _, _, n in ideas:
        by_clause[n][c] = weight(c, data)
    windows = []
    for run, wrong in _windows(kept, waived):
        bag: Bag = {}
        for n in run:
            bag |= by_clause.get(n, {})
        windows.append((run, wrong, bag))
    out: list[Match] = []
    turned = 0.0
    for point in view.points:
        best, at, to, bad = 0.0, 0, 0, 0.0
        for run, wrong, bag in windows:
            one = _score(bag, point)
            one *= 1.0 - 0.04 * (len(run) - 1)
            if wrong:
                bad = max(bad, one)
            elif one > best:
                best, at, to = one, kept[run[0]].at, kept[run[-1]].to
        turned += bad if bad > best else 0.0
        out.append(Match(point.id, best, at, to, bad > max(best, 0.3)))
    return tuple(out), turned


def _score(bag: Bag, point: Point) -> float:
    best = 0.0
    for phrase, whole, _ in point.phrasings:
        hit = sum(w for c, w in phrase.items() if c in bag)
        best = max(best, hit / whole)
    union = sum(w for c, w in point.union.items() if c in bag)
    return 0.5 * best + 0.5 * min(1.0, union / (1.15 * point.scale))


def _values(
    reading: Reading, kept: tuple[Clause, ...], found: tuple[Found, ...], waived: frozenset[int],
    amounts: tuple[tuple[Sum, float, int], ...], moments: tuple[tuple[Mark, int], ...],
    ideas: list[tuple[str, int, int, int]], matches: tuple[Match, ...], view: Lens, data: ScoringData,
) -> dict[str, float]:  # fmt: skip
    v: dict[str, float] = {}
    groups: dict[str, set[int]] = defaultdict(set)
    spans: dict[str, int] = defaultdict(int)
    for f in found:
        if f.cue.group in GIVING or f.clause not in waived:
            groups[f.cue.group].add(f.clause)
            spans[f.cue.group] += 1
    for name in {c.group for c in data.cues}:
        v[name] = float(min(3, spans[name] if name in GIVING else len(groups[name])))
    # commitment
    days = [(m, n) for m, n in moments if m.kind == "day" and n not in waived]
    live = [(m, n) for m, n in days if not m.past]
    asking = [(m, n) for m, n in live if kept[n].kind in ("demand", "question", "offer")]
    v["days"] = float(min(2, len(live)))
    v["days_asked"] = float(min(2, len(asking)))
    v["times"] = float(min(2, sum(1 for m, n in moments if m.kind == "time" and n not in waived)))
    v["methods"] = float(
        min(1, sum(1 for m, n in moments if m.kind == "method" and n not in waived))
    )
    good = [(s, x, n) for s, x, n in amounts if n not in waived]
    v["sum_known"] = float(min(2, len({x for s, x, n in good if x in view.known})))
    v["sum_full"] = float(any(x in view.full for s, x, n in good))
    top = max(view.full, default=0.0)
    v["sum_alien"] = float(
        min(2, sum(1 for s, x, n in good if s.marked and x not in view.known and not (0 < x < top)))
    )
    v["sum_new"] = float(min(2, sum(1 for s, x, n in good if x not in view.known and 0 < x < top)))
    v["sums"] = float(min(2, len(good)))
    together = {n for _, n in live}
    v["day_and_sum"] = float(
        any(abs(n - m) <= 2 for m in together for n in {n for _, _, n in good})
    )
    # key points
    got = sorted((m.score for m in matches), reverse=True)
    v["kp_mean"] = sum(got) / max(1, len(got))
    v["kp_best"] = got[0] if got else 0.0
    v["kp_second"] = got[1] if len(got) > 1 else 0.0
    v["kp_third"] = got[2] if len(got) > 2 else v["kp_second"] * 0.7
    for skill in ("target", "appeal", "counter", "commitment"):
        own = [m.score for m, p in zip(matches, view.points, strict=True) if skill in p.skills]
        v[f"kp_{skill}"] = sum(own) / len(own) if own else v["kp_mean"]
        v[f"kpx_{skill}"] = max(own) if own else v["kp_best"] * 0.7
    # words of this excuse's answer
    seen: Bag = {}
    for c, _, _, n in ideas:
        if n not in waived:
            seen[c] = weight(c, data)
    v["heart"] = min(8.0, sum(w for c, w in seen.items() if c in view.heart and c[0] not in "@"))
    v["heart_own"] = min(
        8.0,
        sum(
            w for c, w in seen.items() if c in view.heart and c not in view.said and c[0] not in "@"
        ),
    )
    v["model"] = max(
        (
            sum(w for c, w in m.items() if c in seen) / max(0.8, sum(m.values()))
            for m in view.models
        ),
        default=0.0,
    )
    telling = {t.stem for t in reading.tokens if t.stem not in data.plain}
    v["echo"] = len(telling & view.said) / max(1, len(telling))
    v["fresh"] = float(min(12, len(telling - view.said)))
    # make
    n_words = len(reading.tokens)
    v["long"] = float(max(0, n_words - 70)) / 10
    v["words"] = float(min(45, sum(len(c.tokens) for c in kept)))
    busy = {
        f.clause for f in found if f.cue.group not in ("generic", "hedge", "vague", "acknowledge")
    }
    idle = sum(
        len(c.tokens)
        for n, c in enumerate(kept)
        if n not in busy and not any(m[1] == n for m in moments)
    )
    v["idle"] = min(60.0, float(idle))
    v["questions"] = float(
        min(
            3,
            sum(
                1
                for n, c in enumerate(kept)
                if c.kind == "question" and not c.hedged and n not in waived
            ),
        )
    )
    v["asks"] = float(
        min(
            4,
            sum(
                1
                for n, c in enumerate(kept)
                if c.kind in ("question", "demand") and not c.hedged and n not in waived
            ),
        )
    )
    v["offers"] = float(
        min(2, sum(1 for n, c in enumerate(kept) if c.kind == "offer" and n not in waived))
    )
    v["hedged"] = float(min(3, sum(c.hedged for c in kept)))
    v["negative"] = float(min(4, sum(c.negative for c in kept)))
    pairs = list(zip(reading.tokens, reading.tokens[1:], strict=False))
    common = [
        (a.text, b.text)
        for a, b in pairs
        if a.text in data.model.common and b.text in data.model.common
    ]
    odd = sum(1 for a, b in common if f"{a} {b}" not in data.model.pairs)
    v["odd"] = odd / max(4, len(common))
    joined = sum(
        1
        for t in reading.tokens
        if t.text
        in (
            "i",
            "we",
            "you",
            "me",
            "please",
            "us",
            "your",
            "is",
            "can",
            "will",
            "pay",
            "send",
            "need",
            "call",
            "give",
        )
    )
    v["speech"] = float(min(5, joined))
    return v


_APPEALS = ("fairness", "promise", "support", "relation", "pride", "own_need", "relief")
_TARGETS = ("who", "contact", "connect", "ally")
_COUNTERS = ("cause", "proof", "paper", "resist", "hold", "offer")


GAPS = ("committed", "targets", "target_words", "appeal_words", "counters", "asks", "sums", "days", "heart_own", "fresh")
"""Figures that are also seen against what the recommended replies show on the average."""


def combined(v: dict[str, float]) -> dict[str, float]:
    """The figures with those that are sums of others."""
    out = dict(v)
    out["appeals"] = float(sum(1 for g in _APPEALS if v[g]))
    out["appeal_words"] = min(6.0, sum(v[g] for g in _APPEALS))
    out["targets"] = float(sum(1 for g in _TARGETS if v[g]))
    out["target_words"] = min(6.0, sum(v[g] for g in _TARGETS))
    out["counters"] = float(sum(1 for g in _COUNTERS if v[g]))
    out["heard"] = float(bool(v["sympathy"] or v["acknowledge"]))
    out["yielding"] = min(4.0, v["waive"] + v["accept"])
    out["soft"] = min(5.0, v["grovel"] * 1.5 + v["hedge"] + 0.5 * v["vague"])
    out["committed"] = (
        1.5 * min(1.0, v["days"])
        + 0.5 * (v["days"] > 1)
        + 1.0 * min(1.0, v["sums"])
        + 0.7 * v["methods"]
        + 0.4 * min(1.0, v["times"])
        + 0.5 * min(1.0, v["confirm"])
        + 0.4 * min(1.0, v["ask_date"])
    )
    for name in GAPS:
        out[f"gap_{name}"] = min(0.0, out[name] - v.get(f"usual_{name}", 0.0))
    out["offence"] = min(4.0, v["hostile"] + 2.0 * (v["conduct"] > 1.0))
    return out

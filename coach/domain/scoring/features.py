"""What is counted in a reply: the figures that the fitted model turns into bands, with their places."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from coach.domain.scoring.clauses import Clause, clauses
from coach.domain.scoring.counts import Finds
from coach.domain.scoring.data import Cue, ScoringData
from coach.domain.scoring.denial import denied
from coach.domain.scoring.figures import Mark, Sum, marks, sums
from coach.domain.scoring.finds import GIVING, Found, Match
from coach.domain.scoring.lens import Bag, Lens, Point, concepts, settle, weight
from coach.domain.scoring.reading import Reading, read

_TELLS = 0.1
_CHANCE = 0.7
_NEARLY = 0.8
"""From this share of the best match on, fewer words are quoted rather than more."""
_A_PHRASE = 4
"""So many words say by themselves what is meant."""
_WORD = re.compile(r"[\w']+")
_QUOTED = re.compile(r"(?<!\w)'[^'\n]{2,60}'(?!\w)|\"[^\"\n]{2,80}\"")


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
    found = _cues(reading, kept, data, view.own)
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

    lost_ideas: dict[int, dict[str, float]] = defaultdict(dict)
    for c, at, _, n in ideas:
        if lost(at) and (
            c[0] == "@" or (c not in view.negated and (c in view.heart or c[0] == "#"))
        ):
            lost_ideas[n][c] = 0.6 if c[0] == "@" else weight(c, data)
    losses = {n: sum(w for w in row.values() if w > 0.1) for n, row in lost_ideas.items()}  # noqa: PLR2004 - plain words tell nothing
    waived |= {n for n, loss in losses.items() if loss >= 1.0}
    placed_sums = tuple(one for one in placed_sums if not lost(one[0].at))
    placed_marks = tuple(one for one in placed_marks if not lost(one[0].at))
    matches, turned = _points(kept, ideas, waived, view, data)
    finds = Finds(reading, kept, found, waived, placed_sums, placed_marks, ideas, view, data)
    values = finds.figures(matches)
    values["turned"] = turned
    values["denied"] = min(4.0, sum(losses.values()))
    values["repeats"] = float(repeats)
    values["conduct"] = 0.0
    return Grounds(reading, kept, waived, found, matches, placed_sums, placed_marks, values)


def match_points(
    answer: str, view: Lens, data: ScoringData, methods: re.Pattern[str]
) -> tuple[Match, ...]:
    """How well `answer` makes the points of `view`."""
    reading = read(answer, view.repair)
    kept, _ = _once(clauses(reading))
    found = _cues(reading, kept, data, view.own)
    waived = frozenset(f.clause for f in found if f.cue.group == "waive")
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
        self._begins = [clause.at for clause in kept]
        self._ends = [clause.to for clause in kept]

    def __call__(self, at: int) -> int:
        number = bisect_right(self._begins, at) - 1
        return number if number >= 0 and at < self._ends[number] else -1


def own_words(texts: Iterable[str], view: Lens, data: ScoringData) -> frozenset[tuple[str, str]]:
    """The losing cues of `texts`, the excuse's own replies and phrasings, with the words they are."""
    told: set[tuple[str, str]] = set()
    for text in texts:
        reading = read(text, view.repair)
        kept, _ = _once(clauses(reading))
        for found in _cues(reading, kept, data, frozenset()):
            if found.cue.group in GIVING:
                told.add(_own(found.cue, reading.plain, found.at, found.to))
    return frozenset(told)


def _own(cue: Cue, plain: str, at: int, to: int) -> tuple[str, str]:
    """What an excuse's own replies must say for this to be held against nobody."""
    return cue.id, "" if cue.alike else _with_next(plain, at, to)


def _with_next(plain: str, at: int, to: int) -> str:
    """The words at a place; few of them with the two that follow: alone they belong to anything."""
    if len(plain[at:to].split()) >= _A_PHRASE:
        return plain[at:to]
    return " ".join([*plain[at:to].split(), *_WORD.findall(plain, to)[:2]])


def _cues(
    reading: Reading, kept: tuple[Clause, ...], data: ScoringData, own: frozenset[tuple[str, str]]
) -> tuple[Found, ...]:
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
                at, to = begin + match.start(), begin + match.end()
                if number < 0 or not match.group().strip():
                    continue
                if own and _own(cue, reading.plain, at, to) in own:
                    continue
                found.append(Found(cue, at, to, number))
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
        good: list[tuple[float, list[int]]] = []
        bad = 0.0
        for run, wrong, bag in windows:
            one = _score(bag, point) * (1.0 - 0.04 * (len(run) - 1))
            if wrong:
                bad = max(bad, one)
            else:
                good.append((one, run))
        best = max((one for one, _ in good), default=0.0)
        near = [(one, run) for one, run in good if one >= _NEARLY * best] if best else []
        _, quoted = min(near, key=lambda each: (len(each[1]), -each[0]), default=(0.0, []))
        at, to = (kept[quoted[0]].at, kept[quoted[-1]].to) if quoted else (0, 0)
        turned += bad if bad > best else 0.0
        out.append(Match(point.id, best, at, to, bad > max(best, 0.3)))
    return tuple(out), turned


def _score(bag: Bag, point: Point) -> float:
    if not bag:
        return 0.0
    best = 0.0
    for phrase, whole, _ in point.phrasings:
        hits = [w for c, w in phrase.items() if c in bag]
        one_word = sum(w > _TELLS for w in hits) < 2 <= sum(w > _TELLS for w in phrase.values())  # noqa: PLR2004 - one word may be chance
        bare = all(c[0] in "@#" for c in bag if c in phrase and phrase[c] > _TELLS) and any(
            c[0] not in "@#" and w > _TELLS for c, w in phrase.items()
        )
        best = max(best, sum(hits) / whole * (_CHANCE if one_word or bare else 1.0))
    union = sum(w for c, w in point.union.items() if c in bag)
    return 0.5 * best + 0.5 * min(1.0, union / (1.15 * point.scale))

"""The figures of a reply: what the fitted model reads, counted from what was found.

Figures that win points are counted so that more words alone never raise them; in a reply of more
than `LONG` words only the clauses that bear on the matter count for anything.
"""

from collections import defaultdict
from collections.abc import Sequence

from coach.domain.scoring.clauses import Clause
from coach.domain.scoring.data import ScoringData
from coach.domain.scoring.figures import Mark, Sum
from coach.domain.scoring.finds import CALENDAR, GIVING, Found, Match
from coach.domain.scoring.lens import Bag, Lens, weight
from coach.domain.scoring.order import listed, misplaced, scrambled
from coach.domain.scoring.reading import Reading

LONG = 120
"""Words from which on only clauses that bear on the matter count."""
_SPOKEN = frozenset(
    [
        "i",
        "we",
        "you",
        "me",
        "us",
        "your",
        "please",
        "is",
        "can",
        "will",
        "pay",
        "send",
        "need",
        "call",
        "give",
    ]
)
_TO_THE_MATTER = frozenset(
    {"demand", "who", "contact", "connect", "confirm", "ask_date", "proof", "hold"}
)
_TELLING = 0.35

APPEALS = ("fairness", "promise", "support", "relation", "pride", "own_need", "relief")
TARGETS = ("who", "contact", "connect", "ally")
COUNTERS = ("cause", "proof", "paper", "resist", "hold", "offer")
GAPS = (
    "committed", "targets", "target_words", "appeal_words", "counters", "asks", "sums", "days", "heart_own", "fresh",
)  # fmt: skip
"""Figures that are also seen against what the recommended replies show on the average."""
FORGIVEN = ("waive", "accept", "defer", "vague", "generic", "turned", "idle", "negative", "hedge")
"""Figures that lose points, counted only beyond what the recommended replies themselves show."""
WANTED = ("demand", "questions", "acknowledge", "sympathy", "times", "confirm", *TARGETS, *APPEALS)
"""Groups that a reply is told to want, where the recommended replies themselves show them."""

Ideas = Sequence[tuple[str, int, int, int]]
"""Concepts with their places and the number of their clause."""


class Finds:
    """Everything found in a reply, ready to be counted."""

    def __init__(
        self, reading: Reading, clauses: tuple[Clause, ...], cues: tuple[Found, ...], waived: frozenset[int],
        sums: Sequence[tuple[Sum, float, int]], marks: Sequence[tuple[Mark, int]], ideas: Ideas,
        view: Lens, data: ScoringData,
    ) -> None:  # fmt: skip
        self.reading, self.clauses, self.cues = reading, clauses, cues
        self.sums, self.marks, self.ideas, self.view, self.data = sums, marks, ideas, view, data
        self.mute = waived | (self._beside() if len(reading.tokens) > LONG else frozenset())

    def _beside(self) -> frozenset[int]:
        """Clauses that do not bear on the matter."""
        near = {
            n
            for c, _, _, n in self.ideas
            if c[0] != "@" and c in self.view.heart and weight(c, self.data) >= _TELLING
        }
        near |= {n for _, _, n in self.sums}
        near |= {
            f.clause
            for f in self.cues
            if f.cue.group in _TO_THE_MATTER and self._names_money(f.clause)
        }
        return frozenset(range(len(self.clauses))) - near

    def _names_money(self, number: int) -> bool:
        return any(t.stem in {"pay", "invoic", "bill", "money", "transfer", "amount", "balanc", "debt"}
                   for t in self.clauses[number].tokens)  # fmt: skip

    def figures(self, matches: Sequence[Match]) -> dict[str, float]:
        """The figures, each with its name."""
        v = self._groups()
        v.update(self._commitment())
        v.update(_points(matches, self.view))
        v.update(self._words())
        v.update(self._make())
        return v

    def _groups(self) -> dict[str, float]:
        places: dict[str, set[int]] = defaultdict(set)
        times: dict[str, int] = defaultdict(int)
        for f in self.cues:
            if f.cue.group in GIVING or f.clause not in self.mute:
                places[f.cue.group].add(f.clause)
                times[f.cue.group] += 1
        return {
            g: float(min(3, times[g] if g in GIVING else len(places[g])))
            for g in sorted({c.group for c in self.data.cues})
        }

    def _commitment(self) -> dict[str, float]:
        view, mute = self.view, self.mute
        live = [n for m, n in self.marks if m.kind == "day" and n not in mute and not m.past]
        asked = [n for n in live if self.clauses[n].kind in {"demand", "question", "offer"}]
        good = [(s, x, n) for s, x, n in self.sums if n not in mute]
        top = max(view.full, default=0.0)
        said = {n for _, _, n in good}
        strange = [(s, x) for s, x, _ in good if x not in view.known]
        return {
            "days": float(min(2, len(live))),
            "days_asked": float(min(2, len(asked))),
            "times": float(min(2, sum(m.kind == "time" and n not in mute for m, n in self.marks))),
            "methods": float(any(m.kind == "method" and n not in mute for m, n in self.marks)),
            "sum_known": float(min(2, len({x for _, x, _ in good if x in view.known}))),
            "sum_full": float(any(x in view.full for _, x, _ in good)),
            "sum_alien": float(min(2, sum(s.marked and not 0 < x < top for s, x in strange))),
            "sum_new": float(min(2, sum(0 < x < top for _, x in strange))),
            "sums": float(min(2, len(good))),
            "day_and_sum": float(any(abs(n - m) <= 2 for m in live for n in said)),  # noqa: PLR2004 - in the same breath
        }

    def _words(self) -> dict[str, float]:
        view, data = self.view, self.data
        seen: Bag = {c: weight(c, data) for c, _, _, n in self.ideas if n not in self.mute}
        everything: Bag = {c: weight(c, data) for c, _, _, _ in self.ideas}
        told = {c: w for c, w in seen.items() if c[0] != "@" and c in view.heart}
        whole = sum(w for c, w in everything.items() if c[0] != "@")
        own = {
            t.stem
            for n, c in enumerate(self.clauses)
            if n not in self.mute
            for t in c.tokens
            if t.stem not in data.plain
        }
        likeness = (
            sum(w for c, w in m.items() if c in seen) / max(0.8, sum(m.values()))
            for m in view.models
        )
        return {
            "heart": min(8.0, sum(told.values())),
            "heart_own": min(8.0, sum(w for c, w in told.items() if c not in view.said)),
            "heart_share": sum(told.values()) / max(2.0, whole),
            "model": max(likeness, default=0.0),
            "fresh": float(min(12, len(own - view.said))),
            "strangers": float(min(4, self._strangers())),
        }

    def _strangers(self) -> int:
        """Names in the reply that the situation does not know."""
        source = self.reading.source
        begins = {c.sentence: c.tokens[0].start for c in reversed(self.clauses)}
        firsts = set(begins.values())
        return len({
            t.text
            for c in self.clauses
            for t in c.tokens
            if t.start not in firsts
            and source[t.start].isupper()
            and not source[t.start : t.end].isupper()
            and t.text not in self.view.words
            and not CALENDAR.match(t.text)
        })  # fmt: skip

    def _make(self) -> dict[str, float]:
        spoken = [(n, c) for n, c in enumerate(self.clauses) if n not in self.mute]
        plain = [c for _, c in spoken if not c.hedged]
        busy = {
            f.clause
            for f in self.cues
            if f.cue.group not in {"generic", "hedge", "vague", "acknowledge"}
        }
        busy |= {n for _, n in self.marks}
        idle = sum(len(c.tokens) for n, c in enumerate(self.clauses) if n not in busy)
        wrong, _ = misplaced(self.reading.tokens, self.reading.plain)
        jumbled = scrambled(self.reading.tokens, (o for p in self.view.points for o in p.orders))
        return {
            "long": max(0, len(self.reading.tokens) - 70) / 10,
            "words": float(min(45, sum(len(c.tokens) for _, c in spoken))),
            "idle": float(min(60, idle)),
            "questions": float(min(3, sum(c.kind == "question" for c in plain))),
            "asks": float(min(4, sum(c.kind in {"question", "demand"} for c in plain))),
            "offers": float(min(2, sum(c.kind == "offer" for _, c in spoken))),
            "hedged": float(min(3, sum(c.hedged for c in self.clauses))),
            "negative": float(min(4, sum(c.negative for c in self.clauses))),
            "odd": float(min(6, wrong + jumbled)),
            "listed": listed(self.reading.tokens, self.reading.plain),
            "speech": float(min(5, sum(t.text in _SPOKEN for _, c in spoken for t in c.tokens))),
        }


def _points(matches: Sequence[Match], view: Lens) -> dict[str, float]:
    got = [*sorted((m.score for m in matches), reverse=True), 0.0, 0.0, 0.0]
    out = {
        "kp_mean": sum(got) / max(1, len(matches)),
        "kp_best": got[0],
        "kp_second": got[1],
        "kp_third": got[2] if len(matches) > 2 else got[1] * 0.7,  # noqa: PLR2004 - of a third point
    }
    for skill in ("target", "appeal", "counter", "commitment"):
        own = [m.score for m, p in zip(matches, view.points, strict=True) if skill in p.skills]
        out[f"kp_{skill}"] = sum(own) / len(own) if own else out["kp_mean"]
        out[f"kpx_{skill}"] = max(own) if own else out["kp_best"] * 0.7
    return out


def combined(v: dict[str, float]) -> dict[str, float]:
    """The figures with those that are made of others."""
    out = dict(v)
    for name in FORGIVEN:
        out[name] = max(0.0, v[name] - v.get(f"usual_{name}", 0.0))
    out["appeals"] = float(sum(v[g] > 0 for g in APPEALS))
    out["appeal_words"] = min(6.0, sum(v[g] for g in APPEALS))
    out["targets"] = float(sum(v[g] > 0 for g in TARGETS))
    out["target_words"] = min(6.0, sum(v[g] for g in TARGETS))
    out["counters"] = float(sum(v[g] > 0 for g in COUNTERS))
    out["heard"] = float(bool(v["sympathy"] or v["acknowledge"]))
    out["yielding"] = min(4.0, out["waive"] + out["accept"])
    out["soft"] = min(5.0, v["grovel"] * 1.5 + out["hedge"] + 0.5 * out["vague"])
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
    out["fit"] = fit(v)
    return out


def fit(v: dict[str, float]) -> float:
    """How much a reply speaks of this excuse: about 1.3 in a good reply, 0.4 in one to another excuse."""
    told = (v["heart_share"] / 0.5 + v["kp_mean"] / 0.5 + v["heart_own"] / 3.0) / 3.0
    other = v["sum_new"] if not v["sum_known"] else 0.0
    return told - 0.08 * v["strangers"] - 0.08 * v["sum_alien"] - 0.06 * other

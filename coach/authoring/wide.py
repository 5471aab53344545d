"""Checks that look at a whole pack: what nothing uses, what stands twice, what cannot come about."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from heapq import nsmallest
from itertools import chain

import msgspec
from rapidfuzz import fuzz

from coach.content.packs import Reading
from coach.content.rules import rule_book
from coach.domain.call import Call, Library
from coach.domain.conduct.golden import missed_lines
from coach.domain.conduct.rule import Rule
from coach.domain.excuse import Excuse, MoodLine
from coach.domain.languages import scored
from coach.domain.problems import Problem, Severity

SAME_EXCUSE = 88
"""Likeness, 0 to 100, from which two excuses are told as one thing in other words."""
SAME_PHRASING = 92
"""Likeness from which two phrasings of a key point say the same."""
_WORD = re.compile(r"\w+")
_RARE = 3
"""Of an excuse's words, so many of the rarest decide with which others it is compared."""
_CROWD = 40
"""A word in more excuses than this says nothing about likeness."""
IMPLIED = frozenset({"hung_up", "refused"})
"""Outcomes that may come about without a route: patience runs out, an excuse is repeated in vain."""


def check_wide(reading: Reading, known_rules: frozenset[str]) -> list[Problem]:
    """Every problem that only the whole pack shows."""
    library = reading.library
    if library is None:
        return []
    found: list[Problem] = []
    found += _unknown_rules(reading, library, known_rules)
    found += _golden_lines(reading, library)
    found += _unused(reading, library)
    found += _near_duplicates(reading, library)
    for excuse in library.excuses.values():
        found += _phrasings(reading, excuse)
        found += _examples(reading, excuse)
    for call in library.calls.values():
        found += _outcomes(reading, call)
        found += _facts(reading, library, call)
        found += _plays(reading, library, call)
    return found


def problem_at(
    reading: Reading, key: str, code: str, message: str, remedy: str, severity: Severity = "warning"
) -> Problem:
    """A problem at the beginning of an excuse (`excuse/id`) or call (`call/id`)."""
    file, line, column = reading.places.get(key, ("pack.yaml", 1, 1))
    return Problem(
        file=file,
        line=line,
        column=column,
        code=code,
        message=message,
        remedy=remedy,
        severity=severity,
    )


def _unknown_rules(reading: Reading, library: Library, known: frozenset[str]) -> Iterator[Problem]:
    for name in library.pack.rules:
        if name not in known:
            listed = ", ".join(sorted(known))
            yield problem_at(
                reading,
                f"rules/{name}",
                "unknown-rule-set",
                f"There is no rule set `{name}`.",
                f"Known are {listed}.",
                "error",
            )


def _golden_lines(reading: Reading, library: Library) -> Iterator[Problem]:
    """The lines by which each house rule is tested, that do not come out as they must."""
    if not library.house_rules:
        return
    # The shipped rules are English; a pack in another language is judged by the house's own alone.
    sets = ("common",) if scored(library.pack.language) else ()
    for rule, field, index, found in _missed(sets, msgspec.json.encode(library.house_rules)):
        fired = ", ".join(f"`{name}`" for name in found)
        if field == "breach":
            message = f"`{rule}` must fire on this line; what fires is {fired or 'nothing'}."
            remedy = "Mend the rule's patterns, facts or `applies`, or move the line to `lawful`."
        else:
            message = f"This line of `{rule}` must pass; what fires is {fired}."
            remedy = (
                "Mend the rule's patterns, clear the words with `unless`, or move the line to `breach`."
                if rule in found
                else f"Write a line that `{found[0]}` leaves alone; `coach rules {found[0]}` explains it."
            )
        yield problem_at(reading, f"rule/{rule}/{field}/{index}", "golden-line", message, remedy)


@lru_cache(maxsize=8)
def _missed(
    sets: tuple[str, ...], rules: bytes
) -> tuple[tuple[str, str, int, tuple[str, ...]], ...]:
    """Rule, field, number and what fired instead; kept, for an author saves often."""
    house = msgspec.json.decode(rules, type=tuple[Rule, ...])
    book = rule_book(sets, house)
    return tuple(
        (rule.id, field, index, one.found)
        for rule in house
        for field, index, one in missed_lines(book, rule)
    )


def _unused(reading: Reading, library: Library) -> Iterator[Problem]:
    if not library.calls:
        return
    named = {turn.excuse for call in library.calls.values() for turn in call.turns if turn.excuse}
    drawn: set[str] = set()
    for call in library.calls.values():
        for draw in [
            d
            for turn in call.turns
            for d in (turn.draw, *(route.draw for route in turn.routes))
            if d
        ]:
            drawn |= {
                e.id
                for e in library.excuses.values()
                if (not draw.family or e.family in draw.family)
                and (not draw.among or e.id in draw.among)
            }
    for name in library.excuses:
        if name not in named and name not in drawn:
            yield problem_at(
                reading,
                f"excuse/{name}",
                "unused-excuse",
                f"No call uses the excuse `{name}`.",
                "It is drilled and looked up all the same; lead a call to it if it should be played.",
                "hint",
            )


def _line(said: str | MoodLine) -> str:
    return said.line if isinstance(said, MoodLine) else said


def _near_duplicates(reading: Reading, library: Library) -> Iterator[Problem]:
    """Excuses that share rare words are compared; all against all would take hours for thousands."""
    texts = {
        name: " ".join(map(_line, excuse.says)).lower() for name, excuse in library.excuses.items()
    }
    own_words = {name: frozenset(_WORD.findall(text)) for name, text in texts.items()}
    spread = Counter(chain.from_iterable(own_words.values()))
    homes: dict[str, list[str]] = defaultdict(list)
    for name, own in own_words.items():
        for word in nsmallest(_RARE, own, key=lambda one: (spread[one], one)):
            if spread[word] <= _CROWD:
                homes[word].append(name)
    told: set[tuple[str, str]] = set()
    for names in homes.values():
        for index, first in enumerate(names):
            for second in names[index + 1 :]:
                pair = (first, second)
                if pair in told:
                    continue
                told.add(pair)
                likeness = fuzz.ratio(texts[first], texts[second], score_cutoff=SAME_EXCUSE)
                if likeness >= SAME_EXCUSE:
                    yield problem_at(
                        reading,
                        f"excuse/{second}",
                        "near-duplicate",
                        f"`{second}` says nearly the same as `{first}` ({likeness:.0f} of 100).",
                        "Keep one of them, or make the difference plain.",
                    )


def _phrasings(reading: Reading, excuse: Excuse) -> Iterator[Problem]:
    for point in excuse.key_points:
        texts = [text.lower() for text in point.phrasings]
        for index, first in enumerate(texts):
            same = next(
                (
                    other
                    for other in texts[index + 1 :]
                    if fuzz.ratio(first, other) >= SAME_PHRASING
                ),
                None,
            )
            if same:
                yield problem_at(
                    reading,
                    f"excuse/{excuse.id}",
                    "same-phrasing",
                    f'In `{excuse.id}`, the key point `{point.id}` has two phrasings that say the same: "{first}" and "{same}".',
                    "Other words help the scorer more than another order.",
                    "hint",
                )
                break


def _examples(reading: Reading, excuse: Excuse) -> Iterator[Problem]:
    if not excuse.examples:
        yield problem_at(
            reading,
            f"excuse/{excuse.id}",
            "no-examples",
            f"The excuse `{excuse.id}` has no golden examples.",
            "Add a good, a middling and a bad answer with their bands, so that its scores can be trusted.",
        )


def _outcomes(reading: Reading, call: Call) -> Iterator[Problem]:
    written = {route.end for turn in call.turns for route in turn.routes if route.end}
    for name in call.outcomes:
        if name not in written and name not in IMPLIED:
            yield problem_at(
                reading,
                f"call/{call.id}",
                "unreachable-outcome",
                f"The call `{call.id}` has a sentence for the outcome `{name}`, but no route ends so.",
                f"Add a route with `end: {name}`, or delete the sentence.",
            )


def _facts(reading: Reading, library: Library, call: Call) -> Iterator[Problem]:
    """Facts that the rules of a market ask for and that a call should therefore state."""
    third = any(person.role == "third_party" for person in call.cast.values())
    if library.pack.market == "consumer" and third and call.standing.identity_verified:
        yield problem_at(
            reading,
            f"call/{call.id}",
            "fact-missing",
            f"In `{call.id}` a third party may come to the telephone, but `identity_verified` is not said to be false.",
            "Add `standing: {identity_verified: false}` to the call, and true on the turns where it is certain.",
            "hint",
        )


def _plays(reading: Reading, library: Library, call: Call) -> Iterator[Problem]:
    count = len(library.plays.get(call.id, ()))
    if count < 3:  # noqa: PLR2004 - the good path, the weak one, the one that breaks conduct
        yield problem_at(
            reading,
            f"call/{call.id}",
            "few-plays",
            f"The call `{call.id}` has {count} play scripts.",
            "Write three beside it: the good path, the weak path, the path that breaks conduct.",
        )

"""From a team's sums to its figures: pure arithmetic, rounded once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median

from coach.domain.assignment import Assignment, meant, same_name, standing
from coach.domain.excuse import SKILLS, Family, Skill
from coach.domain.figures import ScorerShare
from coach.domain.progress import ENOUGH, FAMILIES, mean_score
from coach.domain.team import (
    AWAY,
    FEW,
    LEAST,
    MOVED,
    WINDOW,
    AssignmentFigure,
    ConductFigure,
    PersonFigure,
    PersonState,
    TeamCell,
    TeamFigures,
    TeamWeek,
)
from coach.practice.team.sums import Person, Sums, skill_scores


def team_figures(
    sums: Sums, assignments: Sequence[Assignment], now: str, notes: Iterable[str] = ()
) -> TeamFigures:
    """The figures of a team at the moment `now` (ISO, UTC)."""
    people = sorted(sums.people.values(), key=lambda one: same_name(one.name))
    set_for = [_assignment(sums, people, one, now) for one in assignments]
    states: dict[str, list[bool]] = defaultdict(list)
    for assignment in set_for:
        for person in assignment.people:
            states[same_name(person.name)].append(person.state == "passed")
    told = [_person(sums, one, states[same_name(one.name)]) for one in people if one.replies]
    changes = [one.change for one in told if one.change is not None]
    today = now[:10]
    away = (date.fromisoformat(today) - timedelta(days=AWAY)).isoformat()
    replies = sum(one.replies for one in people)
    return TeamFigures(
        today=today,
        since=min((one.since for one in told), default=""),
        until=max((one.until for one in told), default=""),
        people=tuple(told),
        replies=replies,
        calls=sum(one.calls for one in told),
        drills=sum(one.drills for one in told),
        minutes=round(sum(one.seconds for one in people) / 60),
        score=mean_score(sum(one.score for one in people), replies),
        minor=sum(one.minor for one in told),
        fail=sum(one.fail for one in told),
        away=sum(one.until <= away for one in told),
        judged=len(changes),
        rose=sum(change >= MOVED for change in changes),
        fell=sum(change <= -MOVED for change in changes),
        median_change=round(median(changes)) if changes else None,
        heat=_heat(sums, people),
        weeks=_weeks(people),
        conduct=_conduct(people),
        assignments=tuple(set_for),
        scorers=tuple(
            ScorerShare(scorer=name, replies=count)
            for name, count in sorted(sums.scorers.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        notes=(*notes, *_notes(sums)),
    )


def _person(sums: Sums, person: Person, states: Sequence[bool]) -> PersonFigure:
    days = sorted({day for day, _ in person.days})
    calls = [sums.tries(person, call) for call in person.calls]
    repeated = [tries for tries in calls if len(tries) > 1]
    first, last = windows(person)
    return PersonFigure(
        name=person.name,
        since=days[0],
        until=days[-1],
        days=len(days),
        replies=person.replies,
        calls=sum(map(len, calls)),
        drills=person.drills,
        minutes=round(person.seconds / 60),
        score=mean_score(person.score, person.replies),
        first=first,
        last=last,
        change=None if first is None or last is None else last - first,
        bettered=sum(max(one.score for one in tries) > tries[0].score for tries in repeated),
        repeated=len(repeated),
        minor=person.minor,
        fail=person.fail,
        weakest=_weakest(person),
        passed=sum(states),
        assigned=len(states),
    )


def windows(person: Person) -> tuple[int | None, int | None]:
    """Mean quality of a person's first replies and of their last ones, about 30 each.

    Whole days are taken from each end until there are enough. Nothing is told where the two would
    overlap, where there are fewer than ten in one, or where two scorer versions judged them.
    """
    days: dict[str, list[int]] = {}
    scorers: dict[str, set[str]] = defaultdict(set)
    for (day, scorer), (replies, score) in person.days.items():
        sums = days.setdefault(day, [0, 0])
        sums[0] += replies
        sums[1] += score
        scorers[day].add(scorer)
    wanted = min(WINDOW, person.replies // 2)
    ordered = sorted(days)
    front = _window(ordered, days, wanted)
    back = _window(ordered[::-1], days, wanted)
    if wanted < LEAST or set(front) & set(back):
        return None, None
    if len(set().union(*(scorers[day] for day in (*front, *back)))) > 1:
        return None, None
    first, last = (
        mean_score(sum(days[day][1] for day in window), sum(days[day][0] for day in window))
        for window in (front, back)
    )
    return first, last


def _window(ordered: Iterable[str], days: dict[str, list[int]], wanted: int) -> list[str]:
    taken, replies = [], 0
    for day in ordered:
        if replies >= wanted:
            break
        taken.append(day)
        replies += days[day][0]
    return taken


def _weakest(person: Person) -> Skill | None:
    scores: dict[Skill, list[int]] = defaultdict(list)
    for _, latest in person.latest.values():
        for skill, score in skill_scores(latest):
            scores[skill].append(score)
    judged = {skill: sum(of) / len(of) for skill, of in scores.items() if len(of) >= ENOUGH}
    return min(judged.items(), key=lambda pair: pair[1])[0] if judged else None


def _heat(sums: Sums, people: Iterable[Person]) -> tuple[TeamCell, ...]:
    total: Counter[tuple[Family, Skill]] = Counter()
    excuses: Counter[tuple[Family, Skill]] = Counter()
    behind: Counter[tuple[Family, Skill]] = Counter()
    for person in people:
        own: set[tuple[Family, Skill]] = set()
        for excuse, (_, scores) in person.latest.items():
            for skill, score in skill_scores(scores):
                cell = (sums.families[excuse], skill)
                total[cell] += score
                excuses[cell] += 1
                own.add(cell)
        behind.update(own)
    return tuple(
        TeamCell(
            family=family, skill=skill, score=mean_score(total[family, skill], excuses[family, skill]),
            people=behind[family, skill], excuses=excuses[family, skill], few=behind[family, skill] < FEW,
        )
        for family in FAMILIES
        for skill in SKILLS
    )  # fmt: skip


def _weeks(people: Iterable[Person]) -> tuple[TeamWeek, ...]:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    mondays: dict[str, str] = {}
    for person in people:
        own: set[tuple[str, str]] = set()
        for (day, scorer), (replies, score) in person.days.items():
            if day not in mondays:
                then = date.fromisoformat(day)
                mondays[day] = (then - timedelta(days=then.weekday())).isoformat()
            week = sums[mondays[day], scorer]
            week[0] += replies
            week[1] += score
            own.add((mondays[day], scorer))
        for key in own:
            sums[key][2] += 1
    return tuple(
        TeamWeek(
            week=week, scorer=scorer, people=who, replies=replies, score=round(score / replies)
        )
        for (week, scorer), (replies, score, who) in sorted(sums.items())
    )


def _conduct(people: Iterable[Person]) -> tuple[ConductFigure, ...]:
    findings: Counter[tuple[str, str]] = Counter()
    behind: Counter[tuple[str, str]] = Counter()
    for person in people:
        findings.update(person.rules)
        behind.update(person.rules.keys())
    ordered = sorted(findings.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        ConductFigure(rule=rule, kind=kind, findings=count, people=behind[rule, kind])
        for (rule, kind), count in ordered
    )


def _assignment(
    sums: Sums, people: Sequence[Person], assignment: Assignment, now: str
) -> AssignmentFigure:
    """How an assignment stands for those it is set for; who never practised has it before them."""
    stands = []
    for key, name in meant(assignment, (one.name for one in people)).items():
        person = sums.people.get(key)
        it = standing(assignment, sums.tries(person, assignment.call) if person else (), now)
        stands.append(
            PersonState(name=name, state=it.state, used=it.used, best=it.best, late=it.late)
        )
    count = Counter(one.state for one in stands)
    return AssignmentFigure(
        id=assignment.id, call=assignment.call, due=assignment.due, pass_mark=assignment.pass_mark,
        attempts=assignment.attempts, passed=count["passed"], late=sum(one.late for one in stands),
        open=count["open"], overdue=count["overdue"], used_up=count["used_up"], people=tuple(stands),
    )  # fmt: skip


def _notes(sums: Sums) -> list[str]:
    notes = []
    if len(sums.scorers) > 1:
        notes.append(
            f"These replies were judged by {len(sums.scorers)} versions of the scorer. Weeks are kept apart by "
            "version, and no change is told across two; other means hold all of them."
        )
    if sums.corrections:
        bands = "One band was" if sums.corrections == 1 else f"{sums.corrections} bands were"
        notes.append(
            f"{bands} corrected by a person; the means count the correction. A call's own score, by "
            "which it passes, stays the machine's."
        )
    if any(_is_hash(person.name) for person in sums.people.values()):
        notes.append(
            "Some people appear as the hash of a mail address. Assignments are set for names, so theirs are not found."
        )
    return notes


def _is_hash(name: str) -> bool:
    return len(name) == 40 and all(letter in "0123456789abcdef" for letter in name)  # noqa: PLR2004 - digits of a SHA-1

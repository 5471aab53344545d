"""The same facts as on the screens, as lines with labels: no drawing, no colour, no cursor moves."""

from coach.domain.call import OUTCOME_WORDS
from coach.domain.counted import counted, replies
from coach.domain.excuse import BAND_WORDS, SKILLS
from coach.domain.safe import shown
from coach.domain.scoring.review import Review
from coach.practice.views import CallCard, Debrief, Exchange, Line, Scene


def card_lines(cards: tuple[CallCard, ...]) -> list[str]:
    """The list of calls, by pack."""
    lines: list[str] = []
    pack = ""
    for card in cards:
        if card.pack_title != pack:
            pack = card.pack_title
            lines += ["", shown(pack)] if lines else [shown(pack)]
        best = f"best {card.best}" if card.best is not None else "new"
        lines.append(f"  {card.ref:<44} {card.level:<7} {best:<9} {shown(card.title)}")
    return lines


def account_lines(
    card: CallCard, facts: tuple[str, ...], days: int, promises: tuple[int, int]
) -> list[str]:
    """What is known before the call."""
    kept, broken = promises
    lines = [
        f"Call: {shown(card.title)}",
        f"Situation: {shown(card.brief)}",
        f"Account: {shown(card.customer)} owes {shown(card.amount)}, {age(days)}.",
    ]
    if kept or broken:
        lines.append(f"Promises so far: {kept} kept, {broken} broken.")
    lines += [f"Known: {shown(fact)}" for fact in facts]
    lines.append(f"Your goal: {shown(card.goal)}")
    return lines


def age(days: int) -> str:
    """How long a sum has been due, in words."""
    if days > 0:
        return f"{counted(days, 'day')} past due"
    return "due today" if days == 0 else f"due in {counted(-days, 'day')}"


def said_lines(lines: tuple[Line, ...]) -> list[str]:
    """What was said, one line each."""
    return [
        f"({shown(line.text)})"
        if line.who == "stage"
        else f"{shown(line.name)}: {shown(line.text)}"
        for line in lines
    ]


def scene_line(scene: Scene) -> str:
    """Who is on the line and how they feel."""
    position = (
        f", {shown(scene.speaker.position)}"
        if scene.speaker.position and scene.speaker.name
        else ""
    )
    return f"On the line: {shown(scene.speaker.name or scene.speaker.position)}{position}; {scene.mood}; patience {scene.patience} of {scene.patience_full}."


def review_lines(exchange: Exchange) -> list[str]:
    """The review of a reply: conduct first where there is something, then quality with reasons."""
    return [
        *conduct_lines(exchange.review),
        *quality_lines(exchange.review, exchange.points, exchange.hints),
    ]


def conduct_lines(review: Review) -> list[str]:
    """The conduct verdict with its findings."""
    lines: list[str] = []
    for finding in review.conduct.findings:
        quote = f' "{shown(finding.quote)}"' if finding.quote else ""
        lines.append(f"Conduct: {review.conduct.verdict}, {finding.kind.replace('_', ' ')}:{quote}")
        if finding.why:
            lines.append(f"  Why: {shown(finding.why)}")
        if finding.cite:
            lines.append(f"  Rule: {finding.rule} ({', '.join(finding.cite)}; {finding.certainty})")
        else:
            lines.append(f"  Rule: {finding.rule} ({finding.certainty})")
        if finding.say_instead:
            lines.append(f"  Say instead: {shown(finding.say_instead)}")
    if review.limits:
        return lines or ["Conduct: nothing found by the house's own rules; others are not judged"]
    return lines or ["Conduct: ok"]


def quality_lines(review: Review, points: int | None = None, hints: int = 0) -> list[str]:
    """Quality: band, skills, evidence, key points, one better line."""
    score = review.score if points is None else points
    cost = f" (after {hints} hint{'s' if hints > 1 else ''})" if hints else ""
    lines = [f"Review: {BAND_WORDS[review.band]}, {score} of 100{cost}."]
    if review.limits:
        lines.append(f"  {shown(review.limits)}")
    for skill in SKILLS:
        result = review.skills.get(skill)
        if result is None:
            continue
        lines.append(f"  {skill}: {result.score} ({BAND_WORDS[result.band]})")
        for item in review.evidence:
            if item.skill == skill:
                quote = f' "{shown(item.quote)}"' if item.quote else ""
                lines.append(f"    {item.effect}{quote} {shown(item.why)}")
    if review.key_points:
        made = sum(point.hit for point in review.key_points)
        lines.append(f"  Key points: {made} of {len(review.key_points)} made.")
    for point in review.untold:
        how = "made" if point.hit else "not made"
        lines.append(f"    {shown(point.point)}: {how}.")
    if review.better:
        lines.append(f"  A better line: {shown(review.better)}")
    return lines


def debrief_lines(debrief: Debrief) -> list[str]:
    """The debrief."""
    lines = ["", "Debrief"]
    if debrief.outcome:
        lines.append(f"Outcome: {OUTCOME_WORDS[debrief.outcome]}. {shown(debrief.sentence)}")
    else:
        lines.append(f"Outcome: {shown(debrief.sentence)}")
    if debrief.turning_point:
        lines.append(f"Turning point: reply {debrief.turning_point}. {shown(debrief.why)}")
    lines.append(f"Score: {debrief.score} of 100 over {replies(len(debrief.exchanges))}.")
    for skill, score in debrief.skills.items():
        change = debrief.change.get(skill)
        lines.append(
            f"  {skill}: {score}"
            + (f" ({change:+d} since last time)" if change is not None else "")
        )
    lines.append(f"Replies with a conduct finding: {debrief.conduct_findings}.")
    lines += [f"Found out: {shown(label)}" for label in debrief.found]
    lines += [f"Practise next: {shown(text)}" for text in debrief.practise_next]
    lines.append("Scores are for training, not for judging people.")
    return lines

"""The few phrases that several screens share: bands, remarks, outcomes, levels."""

from datetime import datetime

from textual.content import Content

from coach.domain.call import Outcome
from coach.domain.excuse import BAND_WORDS, Skill, Verdict
from coach.domain.mastery import HINT_COST
from coach.domain.scoring.review import ConductKind, Review
from coach.tui.theme import band_style, skill_style

OUTCOME_WORDS: dict[Outcome, str] = {
    "paid_in_full": "paid in full",
    "dated_promise": "a dated promise",
    "part_payment": "part paid, rest dated",
    "dispute_logged": "dispute logged",
    "transferred": "put through",
    "callback_agreed": "a call-back agreed",
    "paused": "rightly paused",
    "refused": "refused",
    "hung_up": "they hung up",
    "complaint": "a complaint",
}


def outcome_words(outcome: Outcome | None) -> str:
    """How a call ended, in words; where it has not ended, that it waits."""
    return OUTCOME_WORDS[outcome] if outcome else "paused, to be continued"


KIND_WORDS: dict[ConductKind, str] = {
    "threat": "threat",
    "abuse": "abuse",
    "harassment": "harassment",
    "deception": "deception",
    "disclosure": "disclosure",
    "hardship_ignored": "hardship ignored",
}
VERDICT_WORDS: dict[Verdict, str] = {
    "ok": "conduct ok",
    "minor": "conduct to mend",
    "fail": "conduct fails",
}

SKILL_MEANS: dict[Skill, str] = {
    "tone": "firm and fair",
    "target": "reaching the one who decides",
    "appeal": "a reason that fits their mood",
    "counter": "answering this excuse",
    "commitment": "amount, day, method",
}
"""What each skill asks for, in a few words."""


def band_word(band: int) -> str:
    """The word of a band from 0 to 4: `good`."""
    return BAND_WORDS[max(0, min(band, len(BAND_WORDS) - 1))]


def band_of(score: int) -> int:
    """The band in which a score of 0 to 100 is shown where only the score is kept."""
    return sum(score >= edge for edge in (20, 40, 60, 80))


def score_words(score: int, band: int) -> Content:
    """A score with the word of its band: `good 74`."""
    return Content.styled(f"{band_word(band)} {score}", band_style(band))


def verdict_words(verdict: Verdict) -> Content:
    """The conduct result in words, calm when there is nothing to say."""
    style = {"ok": "$quiet", "minor": "$warning", "fail": "bold $conduct"}[verdict]
    mark = {"ok": "✓", "minor": "△", "fail": "✗"}[verdict]
    return Content.styled(f"{mark} {VERDICT_WORDS[verdict]}", style)


def after_hints(score: int, hints: int) -> Content:
    """What hints cost: the points, and what is left of the score."""
    cost = HINT_COST * hints
    words = f"− {cost} for {counted(hints, 'hint')} = {max(0, score - cost)}"
    return Content.styled(words, "$warning")


def remark(review: Review, hints: int = 0) -> tuple[Content, ...]:
    """What stands under a reply: conduct first where it failed, then band, score less hints, skills."""
    parts: list[Content] = []
    if review.conduct.verdict != "ok":
        kinds = ", ".join(dict.fromkeys(KIND_WORDS[f.kind] for f in review.conduct.findings))
        parts.append(verdict_words(review.conduct.verdict))
        if kinds:
            parts.append(Content.styled(kinds, "$conduct"))
    parts.append(score_words(review.score, review.band))
    if hints:
        parts.append(after_hints(review.score, hints))
    parts += [
        Content.assemble((skill, skill_style(skill)), (f" {result.score}", "$quiet"))
        for skill, result in review.skills.items()
    ]
    return tuple(parts)


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its word: `1 reply`, `3 replies`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def when(moment: str, now: datetime) -> str:
    """An ISO moment as people say it: `today 14:05`, `yesterday`, `on 3 March`; empty if unreadable."""
    try:
        then = datetime.fromisoformat(moment).astimezone(now.tzinfo)
    except ValueError:
        return ""
    days = (now.date() - then.date()).days
    if days <= 0:
        return f"today {then:%H:%M}"
    if days == 1:
        return "yesterday"
    return f"on {then.day} {then:%B}"

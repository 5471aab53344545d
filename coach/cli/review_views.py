"""Attempts looked back at, as plain lines."""

from collections.abc import Sequence

from coach.cli.plain import conduct_lines, quality_lines, said_lines
from coach.domain.call import OUTCOME_WORDS
from coach.domain.counted import counted, replies
from coach.domain.excuse import BAND_WORDS
from coach.domain.figures import SHORT_NOTE
from coach.domain.safe import shown
from coach.practice.rescoring import Rescored
from coach.practice.reviewing import AttemptLine, Behind, Disagreement, Replay, Replayed
from coach.storage.reviews import Correction

SHORT_ID = 8
"""So many characters of an id tell attempts apart."""
MACHINES = (
    "An attempt's own score is the machine's and stays as it is; the means of `coach progress` count "
    "the corrected bands."
)
"""Stands where a score and the corrections of its replies are shown together."""


def attempt_lines(
    listed: Sequence[AttemptLine], *, everybody: bool, perhaps: str = ""
) -> list[str]:
    """Attempts, one line each; `perhaps` says who may have been meant where there are none."""
    if not listed:
        return [f"No attempts yet.{perhaps} `coach play --list` lists the calls."]
    lines = []
    for one in listed:
        ended = _ended(one, "paused")
        score = "  -" if one.score is None else f"{one.score:>3}"
        who = f"{shown(one.trainee)[:14]:<15}" if everybody else ""
        corrected = f"  {one.corrections} corrected" if one.corrections else ""
        lines.append(
            f"{one.id[:SHORT_ID]}  {one.started_at[:16].replace('T', ' ')}  {who}{score}  {one.replies:>2} {'reply  ' if one.replies == 1 else 'replies'}  "
            f"{ended:<27} {shown(one.title)}{corrected}"
        )
    if any(one.corrections for one in listed):
        lines += ["", MACHINES]
    return lines


def _ended(one: AttemptLine, otherwise: str) -> str:
    """How an attempt ended, in words; `otherwise` where it has not."""
    if one.kind == "drill":
        return "drill"
    words = {str(name): told for name, told in OUTCOME_WORDS.items()}
    return words.get(one.outcome or "", otherwise)


def behind_lines(found: Sequence[Behind]) -> list[str]:
    """Replies behind a figure, one line each."""
    if not found:
        return ["No such replies."]
    return [
        f"{one.attempt[:SHORT_ID]} {one.number:>2}  {one.given_at[:16].replace('T', ' ')}  {one.score:>3}  "
        f"{one.family:<10} {'' if one.conduct == 'ok' else f'conduct {one.conduct}: '}{shown(one.answer)[:60]}"
        for one in found
    ]


def replay_lines(replay: Replay) -> list[str]:
    """Everything that was said, with the remarks under each reply."""
    head = replay.attempt
    ended = _ended(head, "paused, not ended")
    lines = [
        f"{shown(head.title)}",
        f"{shown(head.trainee)}, {head.started_at[:16].replace('T', ' ')} UTC, {head.ref} {head.pack_version}, {head.level}",
        f"Ended: {ended}" + (f", {head.score} of 100" if head.score is not None else ""),
        *([MACHINES] if any(reply.corrections for reply in replay.replies) else []),
        "",
        *said_lines(replay.opening),
    ]
    for reply in replay.replies:
        lines += _reply_lines(reply)
    return [*lines, "", SHORT_NOTE]


def _reply_lines(reply: Replayed) -> list[str]:
    taken_back = "" if reply.counts else " (taken back)"
    timed = f", {reply.seconds:.0f} s" if reply.seconds else ""
    lines = ["", f"Reply {reply.number}{taken_back}{timed}"]
    if not reply.lines:
        lines.append(f"{shown(reply.speaker)}: {shown(reply.says)}")
    lines.append(f"You: {shown(reply.answer)}")
    for index, judged in enumerate(reply.judged):
        if index == 0:
            lines += [f"  {line}" for line in conduct_lines(judged.review)]
            lines += [
                f"  {line}" for line in quality_lines(judged.review, judged.points, reply.hints)
            ]
        else:
            lines.append(
                f"  Judged again by {judged.scorer}: {BAND_WORDS[judged.review.band]}, {judged.points} of 100, "
                f"conduct {judged.review.conduct.verdict} (first by {reply.judged[0].scorer})."
            )
    lines += [f"  {correction_line(correction)}" for correction in reply.corrections]
    return lines + said_lines(reply.lines)


def correction_line(correction: Correction) -> str:
    """A correction with both values."""
    what = f"{correction.skill} " if correction.skill else ""
    return (
        f"Corrected by {shown(correction.given_by)}: {what}band {correction.band} "
        f"({BAND_WORDS[correction.band]}), the machine said {correction.machine} "
        f"({BAND_WORDS[correction.machine]}). Reason: {shown(correction.reason)}"
    )


def disagreement_lines(found: Sequence[Disagreement]) -> list[str]:
    """Excuses on which people keep correcting the machine."""
    if not found:
        return ["No excuse on which people have corrected the machine three times or more."]
    lines = ["People keep correcting the machine here:"]
    for one in found:
        what = f", {one.skill}" if one.skill else ""
        lines.append(
            f"  {one.excuse}{what}: {one.corrected} of {replies(one.replies)} corrected by "
            f"{counted(one.people, 'person', 'people')}, {one.difference:+.1f} bands on average "
            f"({one.up} up, {one.down} down). Last reason: {shown(one.reason)}"
        )
    return [
        *lines,
        "Look at the key points and phrasings of these excuses, or tell their author.",
    ]


def rescored_lines(done: Sequence[Rescored]) -> list[str]:
    """What judging again brought."""
    added, known = sum(one.added for one in done), sum(one.known for one in done)
    moved = sum(one.moved for one in done)
    versions = sorted({one.scorer for one in done if one.scorer})
    lines = [
        f"{replies(added)} judged again by {', '.join(versions) or 'no scorer'}; {known} had been judged by it before.",
        f"{moved} moved to another band. The earlier reviews are kept beside.",
    ]
    lines += [
        f"Not judged: {one.attempt[:SHORT_ID]} {shown(one.title)}: {shown(one.trouble)}"
        for one in done
        if one.trouble
    ]
    return lines

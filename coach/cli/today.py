"""`coach --plain`: what the home screen shows, as labelled lines, each with the command that does it."""

import argparse

from coach.cli.common import practice_of, say_error
from coach.cli.settled import settled
from coach.domain.assignment import told as assignment_told
from coach.domain.counted import counted
from coach.domain.safe import shown
from coach.practice import Practice, PracticeError
from coach.practice.limits import limits_of


def run(options: argparse.Namespace) -> int:
    """Print what to do today; returns the exit code."""
    try:
        with practice_of(options) as practice:
            print("\n".join(today_lines(practice, options)))
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code
    return 0


def today_lines(practice: Practice, options: argparse.Namespace) -> list[str]:
    """What to do today, and with which command. Raises PracticeError."""
    home = practice.home()
    told = home.progress
    lines = [f"{shown(told.trainee)}, day {max(1, told.days)}, {told.minutes_today} min today."]
    if told.paused:
        title = shown(told.paused[0].title)
        lines.append(f"Continue: {title}. (coach play --continue --plain)")
    for call in home.assigned:
        state = assignment_told(
            call.standing, due=call.due, pass_mark=call.pass_mark, attempts=call.attempts, at_hand=call.at_hand,
        ).replace(" · ", ", ")  # fmt: skip
        lines.append(
            f"Assigned: {shown(call.title)}, {state}. (coach play {shown(call.ref)} --plain)"
        )
    if home.assigned_trouble:
        lines.append("The team's assignments are faulty; `coach assign --list` says why.")
    if home.suggested is not None:
        card = home.suggested
        lines.append(f"Next: {shown(card.title)}, {card.level}. (coach play {card.ref} --plain)")
    if not told.replies:
        lines.append("Tour: a real small call, in two minutes. (coach tour --plain)")
    due = len(practice.drill(limits_of(settled(options))).plan().order)
    if due:
        lines.append(f"Drill: {counted(due, 'excuse')}. (coach drill --plain)")
    lines += [
        f"Choose: {counted(len(practice.calls()), 'call')}. (coach play --list)",
        "Look up: the sentence to say, on a live call. (coach lookup WHAT THEY SAID)",
        "Progress: how your skills have changed. (coach progress)",
    ]
    if home.advice:
        lines.append(f"Worth knowing: {shown(home.advice)} Source: {shown(home.advice_source)}.")
    return lines

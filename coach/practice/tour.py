"""The first two minutes: a real small call, with a plain word on what to do at each step."""

from coach.practice.door import Practice
from coach.practice.views import PracticeError

CALL = "first-week/first-call"
"""The call of the tour, where it is at hand."""

WELCOME = (
    (
        "The quickest way to see what this is: answer one small call. A garden shop forgot a bill; you "
        "ring about it."
    ),
    (
        "You type what you would say. Each reply gets a score that says why, and the other side reacts "
        "to how well it was said."
    ),
    "Nobody real hears you, nothing can go wrong, and it takes about two minutes.",
)
"""What a new trainee is told, a paragraph each."""

AFTERWARDS = "That is the whole idea. Home says what to do next; ? explains the keys of any screen."


def call_of(practice: Practice) -> str:
    """The call for the tour, `pack/call`: the usual one, else the first that is suggested.

    Raises PracticeError where no call is at hand.
    """
    if any(ref == CALL for ref, _, _ in practice.shelf.refs()):
        return CALL
    suggested = practice.home().suggested
    if suggested is None:
        raise PracticeError("No call is at hand for the tour.", 1)
    return suggested.ref


def guide(
    phase: str, turn: int, *, again: bool = False, hint: str = "F2", pause: str = "Esc"
) -> str:
    """What to do now, in plain words; empty where there is nothing to do.

    Args:
        phase: Whose move it is, as the call screen names it.
        turn: Which turn of the call it is, from 1.
        again: Whether this turn was answered before, and the other side has not moved on.
        hint: What is pressed or typed for a hint.
        pause: What is pressed or typed to pause.
    """
    if phase == "typing":
        words = _TYPING_AGAIN if again else _TYPING[min(turn, len(_TYPING)) - 1]
        return words.format(hint=hint, pause=pause)
    if phase == "reading":
        return _READING_AGAIN if again else _READING[min(turn, len(_READING)) - 1]
    return _OTHER.get(phase, "")


_TYPING = (
    (
        "They have picked up. Say who you are, name the sum and ask for a day. Type it, then press "
        "enter. Short of words? {hint} whispers a hint."
    ),
    "They answer to what you said. Now settle it: the whole sum, one day, how it is paid.",
    "Close it kindly: say back what was agreed. {pause} pauses at any time; everything is kept.",
)
_TYPING_AGAIN = (
    "They have not moved yet. Put it more plainly: what was missing stood in the review. {hint} "
    "whispers a hint."
)
_READING = (
    (
        "How it landed, with your own words marked: j and k step through them, b shows other ways to "
        "say it. Press enter to hear the answer."
    ),
    "Each answer is looked at by itself: this one asked for something else. Enter goes on.",
)
_READING_AGAIN = "The same question, your new words. Better than before? Enter goes on."
_OTHER = {
    "weighing": "Your words are being weighed. A slip? Esc takes it back now.",
    "hearing": "They are answering. You may already type.",
    "over": "That was a call. Press enter to see what it achieved and what to practise.",
}

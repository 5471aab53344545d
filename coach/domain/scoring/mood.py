"""The mood behind an excuse, from its words: for turns that do not name one."""

import re

from coach.domain.excuse import Mood

_SIGNS: tuple[tuple[Mood, re.Pattern[str]], ...] = (
    ("distressed", re.compile(
        r"\b(?:died|funeral|cancer|hospital|sick|illness|surgery|stroke|divorce|crying|can't cope|lost (?:my|the) job|let me go|"
        r"laid off|redundan\w+|eviction|bereave\w*|desperate|scared|don't know what (?:you want|to do)|on my own|bankrupt\w*|"
        r"the children|my kids|passed away|nothing coming in)\b", re.IGNORECASE)),
    ("angry", re.compile(
        r"\b(?:you people|how dare|ridiculous|disgrace\w*|sick of|stop calling|harass\w*|lawyer|sue|rubbish|useless|complain\w*|"
        r"never again|you owe me|your fault|fed up|not paying|shame on|leave me alone)\b|!", re.IGNORECASE)),
    ("friendly", re.compile(
        r"\b(?:my friend|my brother|mate|buddy|love you|dear|don't worry|trust me|no worries|you know me|my word|"
        r"appreciate you|boss|pal|habibi|bhai|cheers)\b", re.IGNORECASE)),
    ("flat", re.compile(
        r"\b(?:that's (?:all|our policy|the rule|how it is|the procedure)|policy|procedure|system|i can't tell you|nothing (?:more )?i can do|"
        r"it's blocked|we pay (?:at|on|in)|no comment|talk to him|nothing to say)\b", re.IGNORECASE)),
)  # fmt: skip


def mood_of(says: str) -> Mood:
    """The likeliest mood of the one who says it; `evasive`, the usual one, where no word tells."""
    for mood, signs in _SIGNS:
        if signs.search(says):
            return mood
    return "evasive"

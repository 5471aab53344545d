"""The names that statements use: ADL's verbs and activity types where they exist, else our own.

ADL's are of the xAPI vocabulary (http://adlnet.gov/expapi). Our own are URNs: names, not addresses;
nothing is to be fetched there. They are explained in the handbook (`coach help call-centre`) and, for
machines, in `profile.json` beside this module (`coach records profile`).
"""

from urllib.parse import quote
from uuid import UUID, uuid5

OWN = "urn:coach:xapi"
"""What all our own names begin with."""
PROFILE = f"{OWN}:profile:1"
"""The profile: every statement names it among the categories of its context."""

GOOD = 3
"""A reply succeeds from this band on, where conduct does not fail it."""

INITIALIZED = "http://adlnet.gov/expapi/verbs/initialized"
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
SCORED = "http://adlnet.gov/expapi/verbs/scored"
BREACHED = f"{OWN}:verb:breached"
CORRECTED = f"{OWN}:verb:corrected"
TOOK_BACK = f"{OWN}:verb:took-back"

SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
QUESTION = "http://adlnet.gov/expapi/activities/question"
COURSE = "http://adlnet.gov/expapi/activities/course"
PROFILE_TYPE = "http://adlnet.gov/expapi/activities/profile"
RULE = f"{OWN}:type:conduct-rule"

EXTENSIONS = (
    "band", "conduct", "drill", "excuse", "family", "hints", "key-points", "kind", "level", "machine-band",
    "number", "outcome", "pack-version", "points", "quote", "scorer", "seed", "severity", "skill", "skills", "take",
    "trainee", "turn",
)  # fmt: skip
"""The names of our extensions, without what they begin with."""

NAMESPACE = UUID("0c1e6d0e-6a0b-5d0f-9a53-0f3d4f5b6a11")
"""What statement ids are made in."""


def extension(name: str) -> str:
    """The full name of one of our extensions. Raises KeyError for one that is not listed."""
    if name not in EXTENSIONS:
        raise KeyError(name)
    return f"{OWN}:ext:{name}"


def call_id(ref: str) -> str:
    """The activity of a call, named `pack/call`."""
    return f"urn:coach:call:{quote(ref)}"


def excuse_id(ref: str) -> str:
    """The activity of an excuse, named `pack/excuse`."""
    return f"urn:coach:excuse:{quote(ref)}"


def pack_id(pack: str) -> str:
    """The activity of a pack."""
    return f"urn:coach:pack:{quote(pack)}"


def rule_id(rule: str) -> str:
    """The activity of a conduct rule."""
    return f"urn:coach:rule:{quote(rule)}"


def statement_id(kind: str, *parts: str) -> str:
    """The id of a statement: the same for the same thing that happened, on every machine."""
    return str(uuid5(NAMESPACE, "/".join((kind, *parts))))


def registration(attempt: str) -> str:
    """The registration of an attempt: its own UUID; for an id that is none, one made of it."""
    try:
        return str(UUID(attempt))
    except ValueError:
        return statement_id("registration", attempt)

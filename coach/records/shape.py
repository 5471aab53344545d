"""The part of a statement that is read back, as it is decoded: everything else is passed over.

Stores may give figures as text and add fields of their own; both are taken as they come.
"""

import msgspec

from coach.records.names import extension


class Account(msgspec.Struct):
    """An account on some system."""

    name: str = ""
    homePage: str = ""  # noqa: N815 - the specification's name


class Agent(msgspec.Struct):
    """A person."""

    account: Account | None = None
    mbox_sha1sum: str = ""
    mbox: str = ""

    def named(self) -> tuple[str, str]:
        """The person's name or hash, and the home page of the account."""
        if self.account is not None:
            return self.account.name, self.account.homePage
        return self.mbox_sha1sum or self.mbox, ""


class Verb(msgspec.Struct):
    """What was done."""

    id: str


class Definition(msgspec.Struct):
    """An activity's own description."""

    name: dict[str, str] = {}


class Target(msgspec.Struct):
    """What it was done to: an activity, or another statement."""

    id: str = ""
    objectType: str = "Activity"  # noqa: N815 - the specification's name
    definition: Definition | None = None


class Score(msgspec.Struct):
    """A score, 0 to 100."""

    raw: float = 0


class Skill(msgspec.Struct):
    """One skill of a reply."""

    score: float
    band: int


class Told(msgspec.Struct):
    """Our extensions of a result."""

    band: int = msgspec.field(default=0, name=extension("band"))
    points: int = msgspec.field(default=0, name=extension("points"))
    hints: int = msgspec.field(default=0, name=extension("hints"))
    conduct: str = msgspec.field(default="", name=extension("conduct"))
    skills: dict[str, Skill] = msgspec.field(default_factory=dict, name=extension("skills"))
    outcome: str = msgspec.field(default="", name=extension("outcome"))
    kind: str = msgspec.field(default="", name=extension("kind"))
    severity: str = msgspec.field(default="", name=extension("severity"))
    quote: str = msgspec.field(default="", name=extension("quote"))
    machine: int = msgspec.field(default=0, name=extension("machine-band"))
    skill: str = msgspec.field(default="", name=extension("skill"))
    trainee: Agent | None = msgspec.field(default=None, name=extension("trainee"))


class Result(msgspec.Struct):
    """What came of it."""

    score: Score | None = None
    success: bool = False
    response: str = ""
    duration: str = ""
    extensions: Told = msgspec.field(default_factory=Told)


class Around(msgspec.Struct):
    """The activities around it."""

    parent: list[Verb] = []
    grouping: list[Verb] = []
    category: list[Verb] = []


class Where(msgspec.Struct):
    """Our extensions of a context."""

    version: str = msgspec.field(default="", name=extension("pack-version"))
    scorer: str = msgspec.field(default="", name=extension("scorer"))
    level: str = msgspec.field(default="", name=extension("level"))
    drill: bool = msgspec.field(default=False, name=extension("drill"))
    excuse: str = msgspec.field(default="", name=extension("excuse"))
    family: str = msgspec.field(default="", name=extension("family"))
    number: int = msgspec.field(default=0, name=extension("number"))
    take: int = msgspec.field(default=0, name=extension("take"))


class Context(msgspec.Struct):
    """Where it was done."""

    registration: str = ""
    statement: Verb | None = None
    contextActivities: Around = msgspec.field(default_factory=Around)  # noqa: N815 - the specification's name
    extensions: Where = msgspec.field(default_factory=Where)


class Statement(msgspec.Struct):
    """A statement of ours."""

    id: str
    actor: Agent
    verb: Verb
    object: Target
    timestamp: str
    context: Context
    result: Result | None = None

"""Scripts: wording to use, looked up on a live call or sent."""

from typing import Literal

from coach.domain.excuse import Family, Market, Record

Channel = Literal["call", "voicemail", "sms", "email", "letter", "note"]
Stage = Literal["reminder", "firm", "final", "legal", "settled"]


class Placeholder(Record, frozen=True, kw_only=True):
    """A gap in a wording that is filled when it is used."""

    type: Literal["text", "name", "money", "date", "time", "number", "phone", "account"]
    """What belongs in it."""
    ask: str
    """What to ask for, on a terminal: `Amount overdue`."""
    default: str = ""
    """What is used where nothing is given; empty: it must be given."""


class Script(Record, frozen=True, kw_only=True):
    """One wording to use."""

    id: str
    """Unique in the book, kebab-case, never reused."""
    title: str
    """What it is for, in a few words."""
    channel: Channel
    """How it reaches the customer; `note` stays in one's own house."""
    stage: Stage
    """How far things have gone; `settled` is after payment."""
    use: str = ""
    """When to use it, in one sentence."""
    says: tuple[str, ...] = ()
    """What the debtor may have said when it fits: searched, never shown as the answer."""
    subject: str = ""
    """Subject of an e-mail or letter."""
    text: str
    """The wording, with placeholders in braces."""
    never: tuple[str, ...] = ()
    """What must not be said here, quoted."""
    family: Family | None = None
    """The family of excuses that it answers, if one."""
    taxonomy: tuple[str, ...] = ()
    """Ids of the excuse taxonomy that it answers: `cash.none`, `auth.signatory`."""
    market: Market | None = None
    """For business debts or consumers' only; none: both."""
    jurisdiction: str = ""
    """Country it is written for; empty: any."""
    practice: tuple[str, ...] = ()
    """Ids of the practices that it teaches."""
    tags: tuple[str, ...] = ()
    """Further words by which it is looked up."""


class Advice(Record, frozen=True, kw_only=True):
    """A rule of thumb, with its source and how strong it is."""

    id: str
    """Unique in the book."""
    text: str
    """The advice, in one or two sentences."""
    source: str
    """Where it comes from."""
    strength: Literal["verified", "secondary", "general"]
    """How certain: text read, second-hand, or general knowledge."""
    shown: tuple[Literal["home", "lookup", "brief"], ...] = ("lookup",)
    """Where it is shown."""
    practice: tuple[str, ...] = ()
    """Ids of the practices that it teaches."""


class Book(Record, frozen=True, kw_only=True):
    """A book of scripts: one file under `scripts/`."""

    id: str
    """Unique among books, the same as its file's name."""
    version: str
    """Version of its content."""
    title: str
    """Its name in lists."""
    language: str = "en"
    """Language of the wordings."""
    licence: str
    """Licence of its content, as an SPDX name."""
    placeholders: dict[str, Placeholder] = {}
    """The gaps its wordings use, on top of the usual ones."""
    scripts: tuple[Script, ...] = ()
    """The wordings."""
    advice: tuple[Advice, ...] = ()
    """Rules of thumb."""

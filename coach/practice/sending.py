"""Records go to a Learning Record Store, and what waits is told. Practice itself never waits for it.

A sending reads the records in short looks, holds nothing while it is on the network, and marks what
was acknowledged in one short write a batch: a call that is played meanwhile notices none of it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coach.domain.counted import counted
from coach.domain.happening import Happening
from coach.practice.trouble import told
from coach.practice.views import PracticeError
from coach.records import target as targets
from coach.records.sending import Letter, Sender, Sent
from coach.records.statements import Form, encoded, id_of, statement, statements
from coach.records.target import Target, TargetError
from coach.storage import outbox
from coach.storage.only_one import only_one

if TYPE_CHECKING:
    from coach.storage.database import Records

LOCK = "sync.lock"
"""Held by the one sending that is under way."""
MOST_BYTES = 4_000_000
"""Bytes of one batch; stores and what stands before them take no more, as a rule, than 10 MB."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What waits to be sent, and how the last sending went."""

    store: str
    """Address of the store that is set; empty: none is."""
    waiting: int
    """Statements that wait."""
    since: str
    """When the oldest of them was recorded, ISO time, UTC; empty: none waits."""
    sent: int
    """Statements acknowledged so far."""
    refused: int
    """Statements that the store did not take as they are."""
    sent_to: str
    """The store they were sent to; empty: nothing was sent yet."""
    last: str
    """When a sending last came to its end, ISO time, UTC; empty: never."""
    trouble: str
    """What went wrong then; empty: nothing."""


class RefusedStatement(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that the store did not take."""

    id: str
    """Its id."""
    what: str
    """What it tells: `answered`, `ended` and so on."""
    at: str
    """When that happened."""
    trouble: str
    """What the store said."""


class Sending:
    """The outbox of this machine's records. Methods raise PracticeError in words for a person."""

    def __init__(
        self,
        records: "Records",
        target: Target,
        now: Callable[[], str],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._records = records
        self._target = target
        self._now = now
        self._sleep = sleep

    @property
    def form(self) -> Form:
        """The form that is set for statements."""
        return self._target.form

    def waiting(self) -> Waiting:
        """What waits; asks no network."""
        with told():
            found, state = outbox.standing(self._records), outbox.state(self._records)
        return Waiting(
            store=self._target.url, waiting=found.waiting, since=found.since, sent=found.sent,
            refused=found.refused, sent_to=state.get("store", ""), last=state.get("last", ""),
            trouble=state.get("trouble", ""),
        )  # fmt: skip

    def refused(self) -> tuple[RefusedStatement, ...]:
        """The first of those that the store did not take."""
        with told():
            found = outbox.refused(self._records)
        return tuple(
            RefusedStatement(id=id_of(one), what=one.kind, at=one.at, trouble=trouble)
            for one, trouble in found
        )

    def again(self, *, everything: bool) -> int:
        """Let what was refused, or all that was ever sent, wait once more; returns how many."""
        self._allowed()
        with told():
            return outbox.send_again(self._records, everything=everything)

    def sync(self, *, batch: int = 500, tries: int = 7) -> Iterator[Sent]:
        """Send all that waits; yields after each batch how far it is.

        Raises PracticeError where nothing may be sent (2), or another sending is under way (0).
        """
        self._allowed()
        with told(), only_one(self._records.path.with_name(LOCK)) as free:
            if not free:
                raise PracticeError("Another sending is under way; it sends what waits.", 0)
            self._same_store()
            yield from self._sync(batch, tries)

    def _allowed(self) -> None:
        try:
            targets.check(self._target)
        except TargetError as error:
            raise PracticeError(str(error)) from error

    def _same_store(self) -> None:
        known = outbox.state(self._records).get("store", "")
        if known and known != self._target.url:
            sent = outbox.standing(self._records).sent
            if sent:
                raise PracticeError(
                    f"{counted(sent, 'statement was', 'statements were')} sent to {known}, and {self._target.url} would not have them. "
                    "Say --again all to send everything to the new store too, or --again none to send it "
                    "only what is new."
                )

    def moved(self) -> None:
        """From now on statements go to the store that is set now."""
        self._allowed()
        with told():
            outbox.remember(self._records, store=self._target.url)

    def _sync(self, batch: int, tries: int) -> Iterator[Sent]:
        from coach.records.store import Store

        store = Store(self._target)
        outbox.remember(self._records, store=self._target.url)
        sender = Sender(
            _Letters(self._records, self._target.form, self._now),
            store.send, self._sleep, batch=batch, tries=tries,
        )  # fmt: skip
        done = Sent()
        try:
            for done in sender.run():
                yield done
        finally:
            store.close()
        outbox.remember(self._records, last=self._now(), trouble=done.trouble)


class _Letters:
    """The outbox, as the sender knows it."""

    def __init__(self, records: "Records", form: Form, now: Callable[[], str]) -> None:
        self._records = records
        self._form = form
        self._now = now

    def batch(self, most: int) -> list[Letter]:
        letters: list[Letter] = []
        size = 0
        for one in outbox.after(self._records, 0, most, waiting=True):
            letter = _letter(one, self._form)
            size += len(letter.body)
            if letters and size > MOST_BYTES:
                break
            letters.append(letter)
        return letters

    def sent(self, letters: list[Letter]) -> None:
        outbox.mark_sent(self._records, [one.place for one in letters], self._now())

    def refused(self, letter: Letter, trouble: str) -> None:
        one = outbox.Refused(place=letter.place, trouble=trouble)
        outbox.mark_refused(self._records, [one], self._now())


def _letter(one: Happening, form: Form) -> Letter:
    """A statement ready to go; what cannot be made into one must not hold up the others."""
    try:
        return Letter(place=one.place, body=encoded(statement(one, form)))
    except (ValueError, LookupError) as error:
        return Letter(place=one.place, trouble=f"no statement can be made of it: {error}")


def statement_lines(records: "Records", trainee: str | None, form: Form) -> Iterator[bytes]:
    """Every statement as one line of JSON; no trainee: everybody's. Raises PracticeError."""
    with told():
        try:
            for one in statements(outbox.happenings(records, trainee=trainee), form):
                yield encoded(one) + b"\n"
        except ValueError as error:
            raise PracticeError(f"{error}.") from error


def target_of(url: str = "", *, plain_http: bool = False) -> Target:
    """The store that is set, or `url` in its place. Raises PracticeError."""
    from coach.paths import config_dir

    try:
        found = targets.read_target(Path(config_dir()))
        if url:
            found = msgspec.structs.replace(found, url=targets.address(url))
    except TargetError as error:
        raise PracticeError(str(error)) from error
    return msgspec.structs.replace(found, plain_http=True) if plain_http else found


@contextmanager
def open_sending(target: Target, home: Path | None = None) -> Iterator[Sending]:
    """The outbox of the records in `home`, or in the usual place. Raises PracticeError."""
    from coach.paths import data_dir
    from coach.practice import utc_now
    from coach.storage.database import open_records

    with told():
        records = open_records(home or Path(data_dir()))
    try:
        yield Sending(records, target, utc_now)
    finally:
        records.close()

"""Sending what waits: in batches, again with longer and longer waits, and every one accounted for.

A batch that the store finds fault with is halved until the one statement is found; the others go. What
the store has acknowledged is marked before the next batch is sent, so that a sending which is cut off
or killed goes on where it was; the batch that was under way then goes a second time, with the same ids,
and the store keeps it once.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Protocol

import msgspec

from coach.records.store import Answer

FIRST_WAIT = 1.0
"""Seconds before the second try; each further wait is twice as long."""
LONGEST_WAIT = 300.0
"""Seconds; no wait is longer, whatever the store asks for."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, ready to go."""

    place: int
    """Its place in the outbox."""
    body: bytes = b""
    """The statement as JSON."""
    trouble: str = ""
    """Why no statement can be made of it; empty: it can."""


class Outbox(Protocol):
    """What waits, and what became of it. Every method may raise what the database raises."""

    def batch(self, most: int) -> list[Letter]:
        """The next that wait, the oldest first; empty: none."""

    def sent(self, letters: list[Letter]) -> None:
        """The store has acknowledged these."""

    def refused(self, letter: Letter, trouble: str) -> None:
        """The store has not taken this one as it is."""


class Sent(msgspec.Struct, kw_only=True):
    """What came of a sending."""

    sent: int = 0
    """Statements acknowledged."""
    refused: int = 0
    """Statements that the store did not take as they are."""
    tries: int = 0
    """Requests made."""
    trouble: str = ""
    """Why it stopped before all were sent; empty: nothing waits."""
    mine: bool = False
    """Whether the trouble is in the settings rather than in the store or on the way."""


class Sender:
    """Sends an outbox to a store."""

    def __init__(
        self,
        outbox: Outbox,
        send: Callable[[list[bytes]], Answer],
        sleep: Callable[[float], None],
        *,
        batch: int = 500,
        tries: int = 7,
        dice: Random | None = None,
    ) -> None:
        self._outbox = outbox
        self._send = send
        self._sleep = sleep
        self._batch = batch
        self._tries = tries
        self._dice = dice or Random()  # noqa: S311 - spreads the desks of a house over time
        self._done = Sent()

    def run(self) -> Iterator[Sent]:
        """Send all that waits; yields after every batch how far it is, and at last why it stopped."""
        while found := self._outbox.batch(self._batch):
            for letter in found:
                if letter.trouble:
                    self._refuse(letter, letter.trouble)
            letters = [letter for letter in found if not letter.trouble]
            answer = self._deliver(letters) if letters else Answer(outcome="stored")
            if answer.outcome != "stored":
                self._done.trouble = answer.told
                self._done.mine = answer.outcome == "stranger"
                yield self._done
                return
            yield self._done
        yield self._done

    def _deliver(self, letters: list[Letter]) -> Answer:
        """Send a batch, whole or in halves; the answer is `stored` where all are accounted for."""
        answer = self._patiently(letters)
        match answer.outcome:
            case "stored":
                self._outbox.sent(letters)
                self._done.sent += len(letters)
            case "conflict" | "refused" | "too_large":
                if len(letters) == 1:
                    self._refuse(letters[0], answer.told)
                    return Answer(outcome="stored")
                return self._halves(letters, self._deliver)
            case "failed" if len(letters) > 1:
                return self._search(letters, answer)
            case _:
                pass
        return answer

    def _patiently(self, letters: list[Letter]) -> Answer:
        """Send a batch, again and again while the store is busy or broken."""
        bodies = [letter.body for letter in letters]
        wait = FIRST_WAIT
        for left in range(self._tries - 1, -1, -1):
            answer = self._once(bodies)
            if answer.outcome not in {"busy", "failed"} or not left:
                break
            self._sleep(min(LONGEST_WAIT, max(answer.wait, wait * self._dice.uniform(0.75, 1.25))))
            wait *= 2
        return answer

    def _once(self, bodies: list[bytes]) -> Answer:
        self._done.tries += 1
        return self._send(bodies)

    def _halves(self, letters: list[Letter], deliver: Callable[[list[Letter]], Answer]) -> Answer:
        middle = len(letters) // 2
        answer = deliver(letters[:middle])
        return deliver(letters[middle:]) if answer.outcome == "stored" else answer

    def _search(self, letters: list[Letter], answer: Answer) -> Answer:
        """A store that breaks on a batch every time may break on one statement alone.

        Each half is tried once. Where some go through, the store lives, and what still breaks it is
        refused; where none does, it is the store.
        """
        before = self._done.sent
        broken: list[tuple[Letter, Answer]] = []
        stopped = self._sift(letters, broken)
        if stopped is not None:
            return stopped
        if self._done.sent == before:
            return answer
        for letter, said in broken:
            self._refuse(letter, said.told)
        return Answer(outcome="stored")

    def _sift(self, letters: list[Letter], broken: list[tuple[Letter, Answer]]) -> Answer | None:
        if len(broken) > _MOST_BROKEN:
            return Answer(outcome="failed", told=broken[-1][1].told)
        answer = self._once([letter.body for letter in letters])
        if answer.outcome == "stored":
            self._outbox.sent(letters)
            self._done.sent += len(letters)
        elif answer.outcome in {"busy", "stranger"}:
            return answer
        elif len(letters) == 1:
            broken.append((letters[0], answer))
        else:
            middle = len(letters) // 2
            return self._sift(letters[:middle], broken) or self._sift(letters[middle:], broken)
        return None

    def _refuse(self, letter: Letter, trouble: str) -> None:
        self._outbox.refused(letter, trouble)
        self._done.refused += 1


_MOST_BROKEN = 10
"""Statements of one batch that break a store; more, and it is the store that is broken."""

"""The conversation: who said what, with one line of remark under each of one's own replies."""

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.visual import Visual
from textual.widgets import Static

from coach.domain.safe import shown, shown_block
from coach.domain.scoring.review import Review
from coach.tui.rows import Cell, Pack, Row, Stack, text
from coach.tui.widgets.pane import Pane
from coach.tui.words import remark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.practice.views import Line

NAME_WIDTH = 9
"""Cells of the column of names."""
_BEFORE_NAMES = {"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "the", "a"}


def short_name(name: str) -> str:
    """A name as it fits the column: all of a short one, else the word by which one calls them."""
    name = shown(name).split(",")[0]
    words = name.split()
    if len(name) > NAME_WIDTH and len(words) > 1:
        name = words[-1] if words[0].rstrip(".").lower() in _BEFORE_NAMES else words[0]
    return name if len(name) <= NAME_WIDTH else name[: NAME_WIDTH - 1] + "…"


def spoken(name: str, words: str, name_style: str, style: str = "") -> Row:
    """Something said, as a row: the name, then the words in their own column."""
    return Row(
        Cell(text(name, name_style), NAME_WIDTH, wrap=False), Cell(text(shown_block(words), style))
    )


def under(*notes: Content) -> Pack:
    """Remarks, standing under the words and not under the name."""
    return Pack(notes, left=NAME_WIDTH + 1)


class Spoken(Static):
    """One line of the debtor's side, or of the stage."""

    DEFAULT_CSS = """
    Spoken { height: auto; margin-bottom: 1; }
    """

    def __init__(self, line: "Line") -> None:
        if line.who == "stage":
            drawn: Visual = Row(
                Cell(text(""), NAME_WIDTH), Cell(text(shown_block(line.text), "italic $quiet"))
            )
        else:
            drawn = spoken(short_name(line.name), line.text, "bold $voice")
        super().__init__(drawn, markup=False)


class Hint(Static):
    """A hint that was asked for, with what it costs."""

    DEFAULT_CSS = """
    Hint { height: auto; margin-bottom: 1; }
    """

    def __init__(self, words: str) -> None:
        super().__init__(
            spoken("Hint", f"{words} (5 points off the next reply)", "$warning", "$quiet"),
            markup=False,
        )


class Waiting(Static):
    """Three dots while the other side finds its words; they stand still."""

    DEFAULT_CSS = """
    Waiting { height: auto; margin-bottom: 1; }
    """

    def __init__(self, name: str) -> None:
        super().__init__(spoken(short_name(name), "· · ·", "bold $voice", "$quiet"), markup=False)


class OwnReply(Static):
    """One reply of the trainee, with its remark. A click opens its review."""

    DEFAULT_CSS = """
    OwnReply {
        height: auto;
        margin-bottom: 1;
        &:hover { background: $panel; }
    }
    """

    class Picked(Message):
        """A reply was clicked, to see why it was judged so."""

        def __init__(self, number: int) -> None:
            self.number = number
            """Which reply, from 1."""
            super().__init__()

    def __init__(self, number: int, words: str, notes: tuple[Content, ...]) -> None:
        self.number = number
        """Which reply of the call it is, from 1."""
        self.words = words
        """What was said."""
        self._notes = notes
        self._aside = False
        super().__init__(self._drawn(), markup=False)

    def note(self, *notes: Content) -> None:
        """Put other remarks under the reply."""
        self._notes = notes
        self.update(self._drawn())

    def set_aside(self) -> None:
        """Show that another reply was given in this one's place; it stays on record."""
        self._aside = True
        self._notes = (text("tried again", "$quiet"), *self._notes)
        self.update(self._drawn())

    def on_click(self, event: events.Click) -> None:
        """Ask for the review of this reply."""
        event.stop()
        self.post_message(self.Picked(self.number))

    def _drawn(self) -> Visual:
        style = "$quiet" if self._aside else ""
        return Stack(
            [spoken("You", self.words, "bold $primary" if not self._aside else "$quiet", style),
             under(*self._notes)]
        )  # fmt: skip


class Transcript(Pane):
    """The conversation so far; the newest line is always in sight."""

    DEFAULT_CSS = """
    Transcript {
        border-title-color: $voice;
        & > Static { padding-right: 1; }
        &:focus { border-title-color: $voice; }
    }
    """

    def on_mount(self) -> None:
        """Keep to the end as lines are added."""
        self.anchor()

    def _to_end(self) -> None:
        """Whoever has scrolled up comes back to what is said now."""
        self._anchor_released = False
        self.anchor()

    def speaker(self, name: str, position: str, mood: str) -> None:
        """Say in the border who is on the line, and in what mood."""
        who = ", ".join(part for part in (shown(name), shown(position)) if part)
        self.border_title = Content.assemble(
            (who or "On the line", "$voice"), (f" · {mood}", "$quiet")
        )

    def say(self, lines: "Iterable[Line]") -> None:
        """Add lines of the debtor's side and of the stage."""
        self._to_end()
        self.mount(*(Spoken(line) for line in lines))

    def reply(self, number: int, words: str, *notes: Content) -> None:
        """Add a reply of the trainee's own, with remarks under it."""
        self._to_end()
        self.mount(OwnReply(number, words, notes))

    def judged(self, number: int, review: Review, hints: int = 0) -> None:
        """Put the verdict under the newest reply of that number, less its `hints`."""
        for own in reversed(list(self.query(OwnReply))):
            if own.number == number:
                own.note(*remark(review, hints))
                return

    async def withdraw(self) -> str:
        """Take the newest reply away again, unjudged. Returns what had been said."""
        own = list(self.query(OwnReply))[-1]
        await own.remove()
        return own.words

    async def roll_back(self) -> None:
        """Set the newest reply aside and take away what was said after it."""
        own = list(self.query(OwnReply))[-1]
        own.set_aside()
        after = self.children[self.children.index(own) + 1 :]
        if after:
            await self.remove_children(after)

    async def clear(self) -> None:
        """Begin another conversation."""
        await self.remove_children()

    def hint(self, words: str) -> None:
        """Add a hint."""
        self._to_end()
        self.mount(Hint(words))

    async def wait(self, name: str) -> None:
        """Show that `name` is about to speak."""
        self._to_end()
        await self.mount(Waiting(name))

    async def waited(self) -> None:
        """Take that sign away."""
        await self.query(Waiting).remove()

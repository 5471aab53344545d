"""The reply box: where the trainee types what they would say on the telephone."""

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import TextArea

from coach.domain.safe import shown

if TYPE_CHECKING:
    from textual.timer import Timer

_NEW_LINE = ("ctrl+j", "shift+enter", "alt+enter")
_LOOK_UP = "slash"
"""In an empty box it leads to the look-up: nothing that is said begins with it."""
_ASK = "What do you say?"
LONGEST = 4000
"""Characters that one reply may have: far more than anybody says in one breath."""


def clock(seconds: float) -> str:
    """Seconds as a gentle clock: `0:41`, `12:05`."""
    minutes, rest = divmod(int(max(0, seconds)), 60)
    return f"{minutes}:{rest:02d}"


def word_count(words: str) -> str:
    """How many words there are, in words: `1 word`, `19 words`."""
    count = len(words.split())
    return f"{count} word" if count == 1 else f"{count} words"


def typed(words: str) -> str:
    """Pasted text as it may enter a reply: line ends made plain, control characters left out."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in plain if char == "\n" or shown(char) == char)


class ReplyBox(TextArea):
    """Enter says it; Ctrl+J, Shift+Enter or Alt+Enter begin a new line."""

    DEFAULT_CSS = """
    ReplyBox {
        height: 6;
        border: round $line;
        border-title-color: $quiet;
        border-subtitle-color: $quiet;
        background: $background;
        padding: 0 1;
        & .text-area--cursor-line { background: transparent; }
        & .text-area--placeholder { color: $quiet; }
        &:focus {
            border: round $primary;
            border-title-color: $primary;
        }
        &:disabled { opacity: 100%; color: $quiet; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "say", "say",
                tooltip="Say what you have typed; it is on record before it is judged"),
        Binding(",".join(_NEW_LINE), "new_line", "line", key_display="^j",
                tooltip="Begin a new line inside the reply"),
    ]  # fmt: skip

    seconds: reactive[int] = reactive(0)
    """Seconds since the debtor stopped speaking: it counts up, and nothing runs out."""

    class Said(Message):
        """The trainee has said something."""

        def __init__(self, text: str, seconds: float) -> None:
            self.text = text
            """What was typed, without blank ends."""
            self.seconds = seconds
            """How long it took, from the end of the debtor's line."""
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, soft_wrap=True, placeholder=_ASK)
        self.border_title = "Your reply"
        self._began = monotonic()
        self._spent = 0.0
        self._ticking: Timer | None = None
        self._dressed: object = None

    def notify_style_update(self) -> None:
        """Other styles: the colours of the text are worked out anew."""
        self._dressed = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines to paint, without working the colours out for every key: a sixth of what it cost."""
        if self._dressed is self._theme:
            return super(TextArea, self).render_lines(crop)
        self._dressed = self._theme
        return super().render_lines(crop)

    def on_mount(self) -> None:
        """Begin to count."""
        self._ticking = self.set_interval(1, self._tick)
        self._tell()

    def listen(self, kept: str = "", spent: float = 0.0) -> None:
        """Open the box for the next reply, with `kept` text and `spent` seconds from before."""
        self.disabled = False
        self.placeholder = _ASK
        self.load_text(kept)
        self.move_cursor(self.document.end)
        self._began = monotonic()
        self._spent = spent
        self.seconds = int(spent)
        self._tell()
        self.focus()

    def begin(self) -> None:
        """Begin to count anew: the other side has just stopped speaking."""
        self._began = monotonic()
        self._spent = 0.0
        self.seconds = 0

    def hold(self) -> None:
        """Close the box while the other side has the word."""
        self.disabled = True
        self.placeholder = ""
        self.load_text("")
        self._tell()

    @property
    def taken(self) -> float:
        """Seconds spent on this reply so far."""
        return self._spent + monotonic() - self._began

    def action_say(self) -> None:
        """Say what is typed; nothing happens while nothing is."""
        words = self.text.strip()
        if words:
            self.post_message(self.Said(words, round(self.taken, 1)))

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    async def _on_key(self, event: events.Key) -> None:
        """Enter and new lines in their turn: a binding would overtake letters typed just before."""
        if event.key == "enter" or event.key in _NEW_LINE:
            event.prevent_default()
            event.stop()
            if event.key == "enter":
                self.action_say()
            else:
                self.action_new_line()
        elif event.key == _LOOK_UP and not self.text:
            event.prevent_default()
            event.stop()
            await self.run_action("screen.look_up")

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Every letter is typed, but for the one that looks up where nothing is typed yet."""
        if key == _LOOK_UP and not self.text:
            return False
        return super().check_consume_key(key, character)

    async def _on_paste(self, event: events.Paste) -> None:
        """Pasted text enters without control characters, and never sends itself."""
        event.prevent_default()
        event.stop()
        room = LONGEST - len(self.text)
        self.insert(typed(event.text)[: max(0, room)])

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Count the words as they are typed; nobody else asks for it at every key."""
        event.stop()
        self._tell()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Where the cursor is concerns nobody else."""
        event.stop()

    def _tick(self) -> None:
        if not self.disabled:
            self.seconds = int(self.taken)

    def watch_seconds(self) -> None:
        """Show the clock as it moves on."""
        if not self.disabled:
            self._tell()

    def _tell(self) -> None:
        told = f"{word_count(self.text)} · {clock(self.seconds)}"
        self.border_subtitle = "" if self.disabled else told

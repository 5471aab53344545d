"""Looking up while the debtor waits: what they said above, the sentence to say beneath it."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from coach.desk import CHANNELS, MARKETS, Desk, DeskError
from coach.domain.safe import shown
from coach.lookup.clipboard import copy
from coach.lookup.wording import Wording
from coach.paths import data_dir
from coach.tui.rows import text
from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.lookup_fields import CopyingInput, Fields
from coach.tui.widgets.lookup_result import NOTHING, answer, making, others, waiting
from coach.tui.widgets.lookup_sheet import SheetPane

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel
    from textual.timer import Timer

_BY_TERMINAL = "Copied by the terminal. If pasting brings nothing, ^o saves it as a text."
"""Whether a terminal puts it on the clipboard cannot be known."""
_PAUSE = 0.25
"""Seconds without a key after which one looks closer, and shows other fields: a new layout."""

_FINGER = 0.015, 0.002
"""Seconds after a result before keys that may come next are looked up, and between two of them: a
finger takes longer, and what has come meanwhile goes first."""


class _LeftError(Exception):
    """The look-up was left while its index was made."""


class LookupScreen(CoachScreen):
    """The look-up.

    Args:
        desk: What was typed and filled in so far; the same one for a whole call.
    """

    ABOUT = (
        "Type what the debtor said, in any words. The sentence to say stands first; enter copies "
        "it. Tab goes to the fields, whose values stay for the whole call."
    )
    TITLE_TEXT = "Look up"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "mark(-1)", "other", key_display="↑↓", priority=True,
                tooltip="Another answer"),
        Binding("down", "mark(1)", "other", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True,
                tooltip="What does not fit the window"),
        Binding("pageup", "page(-1)", show=False, priority=True, tooltip="Back to the sentence"),
        Binding("tab", "fields", "fill", key_display="tab", priority=True,
                tooltip="Fill in names, sums and dates"),
        Binding("escape", "leave", "back", tooltip="From a field to the query; from there back"),
        Binding("ctrl+s", "star", "star", tooltip="Make it a favourite, or no longer"),
        Binding("f6", "market", "market", tooltip="Business debts, consumers' debts, or both"),
        Binding("f7", "channel", "channel", tooltip="Only calls, messages, letters and so on"),
        Binding("ctrl+o", "export", "save as text", show=False,
                tooltip="Save the wording as a text file"),
        Binding("ctrl+l", "clear", "clear", show=False, tooltip="Empty the query"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    LookupScreen {
        & > #query {
            border: round $line;
            background: $background;
            padding: 0 1;
            height: 3;
            &:focus { border: round $primary; }
        }
        &.-short > #query { height: 1; border: none; padding: 0 2; background: $panel; }
    }
    """

    def __init__(self, desk: Desk | None = None) -> None:
        super().__init__()
        self.desk = desk or Desk()
        """What the look-up stands on."""
        self._found: list[Wording] = []
        self._mark = 0
        self._opened = False
        self._answered = ""
        self._copy_for: str | None = None
        self._titled = ""
        self._pause: Timer | None = None
        self._ahead: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The query, the answer, the fields, the other answers."""
        yield CopyingInput(
            self.desk.query, id="query", placeholder="What did they say?", select_on_focus=False
        )
        yield SheetPane(id="said")
        yield Fields(id="fields")

    def on_mount(self) -> None:
        """Open the index and look for what was typed last."""
        self.query_one("#query", Input).focus()
        self.pane.put(waiting())
        self.open_index()

    @work(thread=True, exclusive=True, group="open")
    def open_index(self) -> None:
        """Open the index off the screen's thread: after a change it takes a moment, and says so.

        Whoever leaves before it is made ends that; what was there before is kept.
        """
        worker = get_current_worker()

        def told(done: int, what: str) -> None:
            if worker.is_cancelled:
                raise _LeftError
            self.app.call_from_thread(self._tell, done, what)

        self.desk.told = told
        try:
            self.desk.open()
        except _LeftError:
            return
        except DeskError as error:
            self.app.call_from_thread(self.notify, str(error), severity="error", markup=False)
            return
        self.app.call_from_thread(self._ready)

    def _tell(self, done: int, what: str) -> None:
        if not self.gone:
            self.pane.put(making(done, what, self.size.width))

    def _ready(self) -> None:
        self._opened = True
        self.desk.told = None
        self.coach.door.keep("look-up")
        if not self.gone:
            self.look()

    @on(Input.Changed, "#query")
    def asked(self, event: Input.Changed) -> None:
        """Look as one types."""
        self.desk.query = event.value
        if self._opened:
            self.look(typing=True)

    def look(self, *, typing: bool = False) -> None:
        """Search at once: that takes less than handing it to a thread and back."""
        query = self.desk.query
        try:
            found = self.desk.find(query, quick=typing)
        except DeskError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.show(query, found, typing=typing)

    def show(self, query: str, found: list[Wording], *, typing: bool = False) -> None:
        """Show what was found for a query; while one is `typing`, its fields in the next pause."""
        if self.gone or query != self.desk.query:
            return
        self._found = found
        self._mark = 0
        self._answered = query
        self._draw(typing=typing)
        waiting, self._copy_for = self._copy_for, None
        if waiting == query:
            self.copy_chosen()

    @property
    def chosen(self) -> Wording | None:
        """The entry that is shown in full."""
        return self._found[self._mark] if self._found else None

    @property
    def pane(self) -> SheetPane:
        """Where the answers are shown."""
        return self.query_one("#said", SheetPane)

    def _draw(self, *, home: bool = True, typing: bool = False) -> None:
        """Show what was found: from its beginning, or as far as one has paged."""
        desk, entry = self.desk, self.chosen
        self._tell_where()
        if entry is None:
            self.pane.put(text(NOTHING, "$quiet") if desk.query.strip() else waiting())
        else:
            rest = [(at, other) for at, other in enumerate(self._found) if at != self._mark]
            self.pane.put(answer(desk, entry), others(desk, rest), home=home)
        if typing:
            self._closer_soon()
            self._ahead_soon(_FINGER[0])
        elif home:
            self._show_fields()

    def _tell_where(self) -> None:
        """Say in the title line how many were found, and among what."""
        desk = self.desk
        where = f"{desk.market or 'all markets'} · {desk.channel or 'all channels'}"
        team = "team's folder as last read"
        count = f"{len(self._found)} found · " if desk.query.strip() else ""
        if self.size.width >= 60:  # noqa: PLR2004 - columns
            where = f"{team} · {count}{where}" if desk.trouble else f"{count}{where}"
        elif desk.trouble:
            where = team
        if where != self._titled:
            self._titled = where
            self.title_line("Look up", where)

    def _closer_soon(self) -> None:
        """While one types: in the next pause look closer, and show the fields of what is found."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._look_closer)

    def _ahead_soon(self, seconds: float) -> None:
        """Look up one key that may come next, once nothing else is to be done."""
        if self._ahead is not None:
            self._ahead.stop()
        self._ahead = self.set_timer(seconds, self._look_ahead)

    def _look_ahead(self) -> None:
        likely = [] if self.gone else self.desk.likely(self.desk.query)
        if not likely:
            return
        try:
            self.desk.look_ahead(likely[0])
        except DeskError as error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self._ahead_soon(_FINGER[1])

    def _look_closer(self) -> None:
        """What a key left out for speed; whoever has chosen another answer meanwhile keeps it."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self.gone or not self._opened:
            return
        if self._mark:
            self._show_fields()
        else:
            self.look()

    def _show_fields(self) -> None:
        entry = self.chosen
        self.query_one(Fields).show(self.desk.gaps(entry) if entry else [], self.desk.values)

    @on(Fields.Filled)
    def filled(self, event: Fields.Filled) -> None:
        """A value was typed: it stays for the whole call."""
        self.desk.values[event.name] = event.value
        self._draw(home=False)

    def action_mark(self, by: int) -> None:
        """Choose another of the answers."""
        if self._found:
            self._mark = (self._mark + by) % len(self._found)
            self._draw()

    def action_page(self, by: int) -> None:
        """On or back in an answer that is longer than the window."""
        self.pane.page(by)

    async def action_fields(self) -> None:
        """To the next field, and from the last one back to the query."""
        # What was said of a copy has been read, and would lie over the fields.
        self.app.clear_notifications()
        if self._pause is not None:
            self._look_closer()
            await self.query_one(Fields).made()
        if not self.query_one(Fields).step():
            self.set_focus(self.query_one("#query", Input))

    async def action_leave(self) -> None:
        """From a field to the query; from the query back."""
        query = self.query_one("#query", Input)
        if query.has_focus:
            await self.coach.action_back()
        else:
            query.focus()

    @on(Input.Submitted)
    def entered(self) -> None:
        """Copy; where the answer to what was typed is still sought, once it is there."""
        query = self.query_one("#query", Input).value
        if self._opened and query == self._answered:
            self.copy_chosen()
        else:
            self._copy_for = query

    def copy_chosen(self) -> None:
        """Copy the wording and count the use."""
        entry = self.chosen
        if entry is None:
            return
        words = self.desk.ready(entry)
        self.app.copy_to_clipboard(words)
        self.copy_outside(entry.ref, words, self._open(entry))

    def _open(self, entry: Wording) -> str:
        """Which gaps of a wording are still open, in words; empty: none."""
        ready = self.desk.ready(entry)
        left = [gap.ask for gap in self.desk.gaps(entry) if f"{{{gap.name}}}" in ready]
        return f"Still open: {', '.join(map(shown, left))}. Tab fills them in." if left else ""

    @work(thread=True, exclusive=True, group="copy")
    def copy_outside(self, ref: str, words: str, left: str) -> None:
        """Copy by the system's own tool too, and count; both may wait for a disk or a program."""
        notes = ["Copied." if copy(words, only_tool=True) else _BY_TERMINAL, left]
        try:
            self.desk.use(ref)
        except DeskError as error:
            notes.append(str(error))
        note = " ".join(filter(None, notes))
        self.app.call_from_thread(self.tell_copied, note, open_gaps=bool(left))

    def tell_copied(self, note: str, *, open_gaps: bool) -> None:
        """Say what was copied, in the place of what was said of the copy before it."""
        self.app.clear_notifications()
        kind: SeverityLevel = "warning" if open_gaps else "information"
        self.notify(note, severity=kind, markup=False, timeout=6 if open_gaps else 3)

    def action_star(self) -> None:
        """Make the entry a favourite, or no longer."""
        entry = self.chosen
        if entry is None:
            return
        try:
            starred = self.desk.star(entry.ref)
        except DeskError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.notify("A favourite now." if starred else "No longer a favourite.", timeout=2)
        self._draw(home=False)

    def action_market(self) -> None:
        """The next market."""
        self.desk.market = MARKETS[(MARKETS.index(self.desk.market) + 1) % len(MARKETS)]
        self._again()

    def action_channel(self) -> None:
        """The next channel."""
        self.desk.channel = CHANNELS[(CHANNELS.index(self.desk.channel) + 1) % len(CHANNELS)]
        self._again()

    def _again(self) -> None:
        self._draw(home=False)
        if self._opened:
            self.look()

    def action_clear(self) -> None:
        """Empty the query for the next thing they say."""
        query = self.query_one("#query", Input)
        query.value = ""
        query.focus()

    def action_export(self) -> None:
        """Save the wording as text, beside the records."""
        entry = self.chosen
        if entry is None:
            return
        folder = os.path.join(data_dir(), "letters")  # noqa: PTH118 - as coach.paths gives it
        name = f"{entry.ref.replace('/', '-')}.txt"
        try:
            path = _saved(folder, name, self.desk.ready(entry))
        except OSError as error:
            self.notify(f"It could not be saved: {error}.", severity="warning", markup=False)
            return
        self.notify(f"Saved as {shown(path)}. {self._open(entry)}".strip(), markup=False)


def _saved(folder: str, name: str, words: str) -> str:
    """Write a new file; an older one of the name is never written over."""
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - as above
    for number in range(1, 1000):
        path = os.path.join(folder, name if number == 1 else f"{stem}-{number}{ending}")  # noqa: PTH118 - as above
        try:
            with open(path, "x", encoding="utf-8") as file:  # noqa: PTH123 - as above
                file.write(words + "\n")
        except FileExistsError:
            continue
        return path
    raise OSError(f"there are too many files named {name}")

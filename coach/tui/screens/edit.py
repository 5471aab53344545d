"""A file of a pack, edited here, with its problems beside it as one types."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import TextArea

from coach.authoring.drafts import draft_problems
from coach.authoring.inserting import InsertError, write
from coach.domain.safe import shown
from coach.tui.screens.at_bench import counts
from coach.tui.screens.base import CoachScreen
from coach.tui.widgets.pane import Aside
from coach.tui.widgets.problem_list import problem_stack

if TYPE_CHECKING:
    from textual.timer import Timer

_REST = 0.3
"""Seconds without a key after which what was typed is looked through."""
_BOM = b"\xef\xbb\xbf"


class Sheet(TextArea):
    """The text, in the program's look."""

    DEFAULT_CSS = """
    Sheet {
        border: round $line;
        border-title-color: $quiet;
        background: $background;
        & .text-area--cursor-line { background: $panel; }
        & .text-area--cursor-gutter { background: $panel; color: $primary; }
        & .text-area--gutter { color: $quiet; }
        &:focus { border: round $primary; border-title-color: $primary; }
    }
    """


class EditScreen(CoachScreen):
    """Edit a file of a pack.

    Args:
        path: The file.
        line: The line to begin at, from 1.
    """

    SMALLEST: ClassVar[tuple[int, int]] = (60, 16)
    ABOUT = (
        "The file as it is, with its problems beside it as you type. ctrl+s saves; what other files "
        "have to say to it is checked after saving."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", priority=True, tooltip="Save the file"),
        Binding("f8", "jump", "next problem", tooltip="Go to the next line with a problem"),
        Binding("escape", "leave", "back", priority=True, tooltip="Leave; unsaved changes are asked about"),
        Binding("f1", "app.help", "help", tooltip="The keys of this screen"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    EditScreen {
        & > Horizontal { height: 1fr; }
        & Sheet { width: 1fr; height: 1fr; }
        & Aside { width: 28; margin-left: 0; }
        /* Narrow: the problems stand beneath, so that a line of the file has room. */
        &.-narrow > Horizontal { layout: vertical; }
        &.-narrow Aside { width: 1fr; height: auto; min-height: 3; max-height: 8; }
        &.-medium Aside { width: 44; }
        &.-wide Aside { width: 72; }
    }
    """

    def __init__(self, path: Path, line: int = 1) -> None:
        super().__init__()
        self.path = path
        """The file."""
        self._line = line
        self._saved = b""
        self._text = ""
        self._timer: Timer | None = None
        self._warned = ""

    def body(self) -> Iterable[Widget]:
        """The text on the left, its problems on the right."""
        sheet = Sheet.code_editor("", language=None, theme="css", tab_behavior="indent", id="sheet")
        sheet.indent_width = 2
        sheet.soft_wrap = True
        yield Horizontal(sheet, Aside("Problems"))

    @property
    def sheet(self) -> Sheet:
        """The text."""
        return self.query_one(Sheet)

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.sheet.text != self._text

    def on_mount(self) -> None:
        """Read the file."""
        try:
            self._saved = self.path.read_bytes()
            self._text = self._saved.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self.notify(f"{self.path} cannot be read here: {error}", severity="error", markup=False)
            self.app.pop_screen()
            return
        sheet = self.sheet
        sheet.load_text(self._text)
        # What the sheet makes of line ends is not a change of the author's.
        self._text = sheet.text
        sheet.read_only = self._read_only
        sheet.move_cursor((min(self._line, sheet.document.line_count) - 1, 0), center=True)
        sheet.focus()
        self.look_through()

    @property
    def _read_only(self) -> bool:
        from coach.authoring.workbench import may_change

        return not may_change(self.path.parent)

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Look it through once the author rests."""
        self._warned = ""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self.look_through)

    def look_through(self) -> None:
        """Show the problems of the text as it is."""
        problems = tuple(draft_problems(self.path, self.sheet.text))
        self.query_one(Aside).tell(problem_stack(problems, where=False))
        state = "read-only" if self._read_only else "not saved" if self.changed else "saved"
        self.title_line(f"Edit · {shown(self.path.name)}", f"{counts(problems)} · {state}")

    def action_jump(self) -> None:
        """Go to the next line with a problem, round and round."""
        problems = draft_problems(self.path, self.sheet.text)
        here = self.sheet.cursor_location[0] + 1
        after = [one for one in problems if one.line > here] or problems
        if after:
            self.sheet.move_cursor((after[0].line - 1, max(0, after[0].column - 1)), center=True)

    def action_save(self) -> None:
        """Save the file, unless somebody else has changed it meanwhile."""
        if self._read_only:
            self.notify("This pack is read-only. Copy it into your own folder first.", markup=False)
            return
        try:
            now = self.path.read_bytes()
        except OSError:
            now = self._saved
        if now != self._saved and self._warned != "save":
            self._warned = "save"
            self.notify(
                "The file was changed elsewhere meanwhile. ctrl+s again writes yours over it.",
                severity="warning",
                markup=False,
            )
            return
        text = self.sheet.text
        ends = b"\r\n" if b"\r\n" in self._saved else b"\n"
        content = text.replace("\r\n", "\n").encode().replace(b"\n", ends)
        content = (_BOM if self._saved.startswith(_BOM) else b"") + content
        try:
            write(self.path, content)
        except InsertError as error:
            self.notify(f"{error} Nothing is lost: it stays here.", severity="error", markup=False)
            return
        self._saved, self._text, self._warned = content, text, ""
        self.look_through()

    def action_leave(self) -> None:
        """Leave; where something is not saved, only when asked twice."""
        if self.changed and self._warned != "leave":
            self._warned = "leave"
            self.notify(
                "Not saved yet. ctrl+s saves; escape again leaves without saving.",
                severity="warning",
                markup=False,
            )
            return
        # What was said of a text that is left behind is no longer true.
        self.app.clear_notifications()
        self.app.pop_screen()

"""The fields of a wording: one line for each gap, kept for the whole call."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Label

from coach.domain.safe import shown
from coach.lookup.wording import Gap

if TYPE_CHECKING:
    from textual.widget import AwaitMount


class CopyingInput(Input):
    """A line whose enter asks for the copy, in its turn: after the letters typed before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "copy", key_display="enter",
                tooltip="Copy the wording, filled in, and count it as used"),
    ]  # fmt: skip
    virtual_size = Reactive(Size(0, 0), layout=False)
    """What is typed moves nothing else on the screen: it is not laid out anew at every key."""

    async def _on_key(self, event: events.Key) -> None:
        """Enter in its turn: a binding would overtake letters typed just before."""
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            await self.action_submit()


class Field(Horizontal):
    """One gap: what belongs in it, and a line to type it."""

    DEFAULT_CSS = """
    Field {
        height: 1;
        & > Label { width: 22; color: $quiet; text-overflow: ellipsis; text-wrap: nowrap; }
        & > Input {
            width: 1fr; height: 1; border: none; padding: 0; background: $panel;
            &:focus { border: none; background: $cursor; }
        }
    }

    """

    def __init__(self, gap: Gap, value: str) -> None:
        super().__init__()
        self.gap = gap
        """What it fills."""
        self._value = value

    def compose(self) -> ComposeResult:
        """The label and the line."""
        yield Label(shown(self.gap.ask), markup=False)
        yield CopyingInput(self._value, placeholder=_shown_empty(self.gap))

    def become(self, gap: Gap, value: str) -> None:
        """Ask for another gap: as one types this is much quicker than another field."""
        self.gap, self._value = gap, value
        self.display = True
        if not self.children:
            # It is being made at this moment, and will ask for what it now stands for.
            return
        self.query_one(Label).update(shown(gap.ask), layout=False)
        line = self.query_one(CopyingInput)
        line.placeholder = _shown_empty(gap)
        with line.prevent(Input.Changed):
            line.value = value


def _shown_empty(gap: Gap) -> str:
    return gap.default or f"{{{gap.name}}}"


class Fields(VerticalScroll):
    """The fields of the entry that is shown."""

    DEFAULT_CSS = """
    Fields {
        height: auto;
        max-height: 6;
        padding: 0 2;
        display: none;
    }
    Fields.-some { display: block; }
    .-short Fields { max-height: 4; }
    """

    class Filled(Message):
        """A value was typed."""

        def __init__(self, name: str, value: str) -> None:
            self.name = name
            """The gap's name."""
            self.value = value
            """What was typed; empty: open again."""
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, can_focus=False)
        self._names: list[str] = []
        self._new: AwaitMount | None = None

    def show(self, gaps: list[Gap], values: Mapping[str, str]) -> None:
        """Show the fields of other gaps; the same ones stay as they are."""
        names = [gap.name for gap in gaps]
        if names == self._names:
            return
        self._names = names
        fields = list(self.query(Field))
        with self.app.batch_update():
            for field, gap in zip(fields, gaps, strict=False):
                field.become(gap, values.get(gap.name, ""))
            for field in fields[len(gaps) :]:
                field.display = False
            new = gaps[len(fields) :]
            if new:
                self._new = self.mount(*(Field(gap, values.get(gap.name, "")) for gap in new))
        self.set_class(bool(gaps), "-some")

    async def made(self) -> None:
        """Wait until every field that is to be shown can be typed into."""
        if self._new is not None:
            await self._new
            self._new = None

    def step(self) -> bool:
        """Focus the next field; False where there is none after it."""
        shown_now = [field for field in self.query(Field) if field.display]
        lines = [line for field in shown_now for line in field.query(Input)]
        at = next((place for place, line in enumerate(lines) if line.has_focus), -1)
        if at + 1 >= len(lines):
            return False
        self.screen.set_focus(lines[at + 1])
        return True

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Pass the value on."""
        event.stop()
        field = event.input.parent
        if isinstance(field, Field) and event.input.has_focus:
            self.post_message(self.Filled(field.gap.name, event.value))

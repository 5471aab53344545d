"""The sections of a screen in one line, each with the key that leads to it."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class SectionBar(Static):
    """Names with their keys; the one that is shown has a pointer.

    Args:
        names: The sections, in order; the keys are 1, 2, 3…
    """

    DEFAULT_CSS = """
    SectionBar { height: 1; padding: 0 2; }
    """

    class Chosen(Message):
        """A section was clicked.

        Args:
            place: Which, from 0.
        """

        def __init__(self, place: int) -> None:
            self.place = place
            """Which, from 0."""
            super().__init__()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(markup=False)
        self._names = tuple(names)
        self._place = 0

    def show(self, place: int) -> None:
        """Mark a section, from 0."""
        self._place = place
        self.update(self._drawn())

    def on_resize(self) -> None:
        """Where there is little room, only the shown section has its name."""
        self.update(self._drawn())

    def on_click(self, event: events.Click) -> None:
        """Go to the section that was clicked."""
        at = event.get_content_offset(self)
        begin = 0
        for place, part in enumerate(self._parts()):
            if at is not None and begin <= at.x < begin + part.cell_length:
                self.post_message(self.Chosen(place))
            begin += part.cell_length + 1

    def _parts(self) -> list[Content]:
        room = self.size.width or 80
        full = sum(len(name) + 4 for name in self._names) - 1
        parts = []
        for place, name in enumerate(self._names):
            own = place == self._place
            words = f"{place + 1} {name}" if own or room >= full else f"{place + 1}"
            style = "bold $primary" if own else "$quiet"
            parts.append(Content.styled(f"{'▸' if own else ' '}{words}", style))
        return parts

    def _drawn(self) -> Content:
        return Content(" ").join(self._parts())

"""Textual's driver for browsers, in a tab that has just been opened and so has the focus."""

from textual import events
from textual.drivers.web_driver import WebDriver


class SeatDriver(WebDriver):
    """Begins with the focus: without it the footer shows no keys until the first click."""

    def start_application_mode(self) -> None:
        """Start, and take back that the driver begins without the focus."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

"""How much the other side will still bear: dots with their number."""

from textual.content import Content


def patience_dots(left: int, full: int) -> Content:
    """Patience as dots and a number: `●●●○○ 3 of 5`; in warning colour from one downwards.

    Args:
        left: What is left of it, 0 to `full`.
        full: What the call began with, 1 to 7.
    """
    left = max(0, min(left, full))
    style = "$voice" if left > 1 else "$warning"
    return Content.assemble(
        ("patience ", "$quiet"),
        ("●" * left, style),
        ("○" * (full - left), "$quiet"),
        (f" {left} of {full}", style),
    )

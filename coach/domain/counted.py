"""Numbers with their words, as people say them."""


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its word: `1 call`, `3 calls`, `1,240 calls`; `many` where an s is not enough."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def replies(count: int) -> str:
    """So many replies: `1 reply`, `3 replies`."""
    return counted(count, "reply", "replies")

"""The handbook: Markdown pages inside the package, read by both front ends."""

from importlib import resources


def topics() -> dict[str, str]:
    """The topics with their titles, in the order of their names."""
    pages = resources.files("coach").joinpath("handbook").iterdir()
    found: dict[str, str] = {}
    for one in sorted(pages, key=lambda one: one.name):
        if one.name.endswith(".md"):
            first = one.read_text(encoding="utf-8").split("\n", 1)[0]
            found[one.name.removesuffix(".md")] = first.removeprefix("# ")
    return found


def page(topic: str) -> str:
    """A page, as Markdown. Raises KeyError where there is none."""
    if topic not in topics():
        raise KeyError(topic)
    return resources.files("coach").joinpath("handbook", f"{topic}.md").read_text(encoding="utf-8")

"""Plots as inline SVG: drawn with the page's own colours, so that they follow dark, light and print."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT = 720, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 140, 16, 28
_LABEL_GAP = 14


_CIRCLE = "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"
_SIGNS = {
    "tone": _CIRCLE,
    "target": "M-3.2-3.2h6.4v6.4h-6.4z",
    "appeal": "M0-4.2L4.2 3.4H-4.2z",
    "counter": "M0-4.6L4.6 0L0 4.6L-4.6 0z",
    "commitment": "M-1.4-4.4h2.8v3h3v2.8h-3v3h-2.8v-3h-3v-2.8h3z",
}
"""The sign of each skill, as on the screen: colour is not the only one."""


def _sign(name: str) -> str:
    return _SIGNS.get(name, _CIRCLE)


class Series(NamedTuple):
    """One line of a plot."""

    name: str
    """What it is; its colour is the page's `--NAME`."""
    points: Sequence[tuple[int, int]]
    """Places on the horizontal axis (0, 1, 2, ...) with values."""
    group: str = ""
    """Lines of one name and different groups are drawn apart."""


def lines(
    series: Sequence[Series], labels: Sequence[str], *, top: int, title: str, unit: str = ""
) -> str:
    """Lines over weeks. `top` is the upper end of the scale; `labels` name the places."""
    high = max(top, 1)
    parts = [_grid(labels, high, unit)]
    ends: list[tuple[float, str, str]] = []
    for one in series:
        places = [(_x(place, len(labels)), _y(value, high)) for place, value in one.points]
        if not places:
            continue
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline class="line" style="stroke:var(--{one.name})" points="{path}"/>')
        parts += [
            f'<path class="sign" transform="translate({x:.1f} {y:.1f})" d="{_sign(one.name)}" style="fill:var(--{one.name})">'
            f"<title>{escape(one.name)}, {escape(labels[place])}: {value}{unit}</title></path>"
            for (x, y), (place, value) in zip(places, one.points, strict=True)
        ]
        ends = [end for end in ends if end[1] != one.name]
        ends.append((places[-1][1], one.name, f"{one.name} {one.points[-1][1]}{unit}"))
    for y, name, words in _apart(ends):
        x = WIDTH - _RIGHT + 10
        parts.append(
            f'<path transform="translate({x:.1f} {y:.1f})" d="{_sign(name)}" style="fill:var(--{name})"/>'
            f'<text class="end" x="{x + 9}" y="{y + 4:.1f}" style="fill:var(--{name})">{escape(words)}</text>'
        )
    return _svg(parts, title)


def bars(values: Sequence[tuple[int, int]], labels: Sequence[str], *, title: str) -> str:
    """Bars of two parts over weeks: failed at the bottom, to mend above."""
    high = -(-max([fail + minor for fail, minor in values] + [4]) // 4) * 4
    parts = [_grid(labels, high, "")]
    width = min(26.0, (WIDTH - _LEFT - _RIGHT) / max(1, len(values)) * 0.6)
    for place, (fail, minor) in enumerate(values):
        x = _x(place, len(labels)) - width / 2
        for name, words, low, up in (
            ("fail", "failed", 0, fail),
            ("minor", "to mend", fail, fail + minor),
        ):
            if up > low:
                y, bottom = _y(up, high), _y(low, high)
                parts.append(
                    f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{bottom - y:.1f}" rx="2">'
                    f"<title>{escape(labels[place])}: {up - low} {words}</title></rect>"
                )
        if fail + minor:
            number = f"{fail}+{minor}" if minor else f"{fail}"
            parts.append(
                f'<text class="tick" text-anchor="middle" x="{x + width / 2:.1f}" '
                f'y="{_y(fail + minor, high) - 4:.1f}">{number}</text>'
            )
    return _svg(parts, title)


def interval(low: int, share: int, high: int, name: str) -> str:
    """A share with its interval on a scale of 0 to 100, small enough for a table."""
    return (
        f'<svg class="interval" viewBox="0 0 200 14" role="img" aria-label="{share} per cent, {low} to {high}">'
        '<line class="scale" x1="0" x2="200" y1="7" y2="7"/>'
        f'<line class="span" style="stroke:var(--{name})" x1="{2 * low}" x2="{2 * high}" y1="7" y2="7"/>'
        f'<circle cx="{2 * share}" cy="7" r="5" style="fill:var(--{name})"/></svg>'
    )


def gain(first: int, best: int) -> str:
    """From the first score to the best on a scale of 0 to 100."""
    return (
        f'<svg class="interval" viewBox="0 0 200 14" role="img" aria-label="from {first} to {best}">'
        '<line class="scale" x1="0" x2="200" y1="7" y2="7"/>'
        f'<line class="span" style="stroke:var(--accent)" x1="{2 * first}" x2="{2 * best}" y1="7" y2="7"/>'
        f'<circle cx="{2 * first}" cy="7" r="4" class="hollow"/>'
        f'<circle cx="{2 * best}" cy="7" r="5" style="fill:var(--accent)"/></svg>'
    )


def _svg(parts: Sequence[str], title: str) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
        + "".join(parts)
        + "</svg>"
    )


def _grid(labels: Sequence[str], high: int, unit: str) -> str:
    parts = []
    for step in range(5):
        value = round(high * step / 4)
        y = _y(value, high)
        parts.append(
            f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        )
        parts.append(
            f'<text class="tick" text-anchor="end" x="{_LEFT - 6}" y="{y + 4:.1f}">{value}{unit}</text>'
        )
    every = max(1, -(-len(labels) // 8))
    parts += [
        f'<text class="tick" text-anchor="middle" x="{_x(place, len(labels)):.1f}" y="{HEIGHT - 8}">{escape(label)}</text>'
        for place, label in enumerate(labels)
        if place % every == 0
    ]
    return "".join(parts)


def _x(place: int, places: int) -> float:
    room = WIDTH - _LEFT - _RIGHT
    return _LEFT + room / 2 if places <= 1 else _LEFT + 14 + (room - 28) * place / (places - 1)


def _y(value: float, high: int) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / high


def _apart(ends: Sequence[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Labels at the ends of lines, moved so that none covers another."""
    placed: list[tuple[float, str, str]] = []
    for y, name, words in sorted(ends):
        above = placed[-1][0] + _LABEL_GAP if placed else y
        placed.append((max(y, above), name, words))
    over = placed[-1][0] - (HEIGHT - _BOTTOM) if placed else 0
    return [(y - over, name, words) for y, name, words in placed] if over > 0 else placed

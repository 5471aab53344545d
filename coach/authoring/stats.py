"""What a pack holds, counted."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from coach.domain.call import Library


def stats_of(library: Library) -> dict[str, Any]:
    """Counts of a pack, ready to print or to write as JSON."""
    excuses, calls = list(library.excuses.values()), list(library.calls.values())
    return {
        "pack": library.pack.id,
        "version": library.pack.version,
        "excuses": len(excuses),
        "calls": len(calls),
        "turns": sum(len(call.turns) for call in calls),
        "plays": sum(len(plays) for plays in library.plays.values()),
        "examples": sum(len(excuse.examples) for excuse in excuses),
        "responses": sum(len(excuse.responses) for excuse in excuses),
        "words": sum(len(text.split()) for excuse in excuses for text in excuse.responses),
        "families": _counted(excuse.family for excuse in excuses),
        "moods": _counted(excuse.mood for excuse in excuses),
        "levels": _counted(excuse.level for excuse in excuses),
        "skills": _counted(skill for excuse in excuses for skill in excuse.weights),
        "practice": _counted(name for excuse in excuses for name in excuse.practice),
        "outcomes": _counted(
            route.end for call in calls for turn in call.turns for route in turn.routes if route.end
        ),
    }


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


def stats_lines(stats: dict[str, Any]) -> list[str]:
    """The counts as lines."""
    lines = [
        f"{stats['pack']} {stats['version']}: {stats['excuses']} excuses, {stats['calls']} calls with {stats['turns']} turns, {stats['plays']} play scripts, {stats['examples']} golden examples."
    ]
    for name in ("families", "moods", "levels", "skills", "practice", "outcomes"):
        counted = ", ".join(f"{word} {count}" for word, count in stats[name].items())
        lines += [f"  {name:<9} {counted}"] if counted else []
    return lines

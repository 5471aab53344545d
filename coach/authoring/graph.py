"""A call as a graph, for Mermaid or Graphviz, with its ends, and with dead ends marked."""

from coach.domain.call import GOOD_OUTCOMES, Call, Outcome, Route, Turn, When


def mermaid(call: Call) -> str:
    """The call as a Mermaid flow chart."""
    lines = ["flowchart TD", f"  begin([{_quoted(call.title)}]) --> {_name(call.start)}"]
    for turn in call.turns:
        lines += [f"  {_name(turn.id)}[{_quoted(_shown(call, turn))}]"]
        lines += [
            f"  {_name(turn.id)} -->|{_quoted(label(route.when))}| {_target(turn.id, route)}"
            for route in turn.routes
        ]
    lines += [
        f"  end_{end}(({_quoted(end.replace('_', ' '))})):::{'good' if end in GOOD_OUTCOMES else 'bad'}"
        for end in _ends(call)
    ]
    lines += [f"  class {_name(turn_id)} dead" for turn_id in sorted(dead_ends(call))]
    lines += [
        "  classDef good stroke-width:3px",
        "  classDef bad stroke-dasharray:4",
        "  classDef dead stroke-width:5px,stroke:red",
    ]
    return "\n".join(lines)


def dot(call: Call) -> str:
    """The call as a Graphviz digraph."""
    lines = ["digraph call {", f"  label={_quoted(call.title)};"]
    lines += [f"  begin -> {_name(call.start)};", "  begin [shape=point];"]
    dead = dead_ends(call)
    for turn in call.turns:
        mark = ", color=red, penwidth=3" if turn.id in dead else ""
        lines += [f"  {_name(turn.id)} [shape=box, label={_quoted(_shown(call, turn))}{mark}];"]
        lines += [
            f"  {_name(turn.id)} -> {_target(turn.id, route)} [label={_quoted(label(route.when))}];"
            for route in turn.routes
        ]
    for end in _ends(call):
        style = "solid" if end in GOOD_OUTCOMES else "dashed"
        shown = _quoted(end.replace("_", " "))
        lines += [f"  end_{end} [shape=ellipse, style={style}, label={shown}];"]
    return "\n".join([*lines, "}"])


def _shown(call: Call, turn: Turn) -> str:
    person = call.cast[turn.speaker]
    return f"{turn.id} - {person.name or person.position}"


def _ends(call: Call) -> list[Outcome]:
    return sorted({route.end for turn in call.turns for route in turn.routes if route.end})


def dead_ends(call: Call) -> set[str]:
    """Turns from which no way leads to an end of the call."""
    onward = {turn.id: {route.go for route in turn.routes if route.go} for turn in call.turns}
    ending = {turn.id for turn in call.turns if any(route.end for route in turn.routes)}
    while more := {name for name, goes in onward.items() if goes & ending} - ending:
        ending |= more
    return set(onward) - ending


def label(when: When) -> str:
    """A route's condition in a few words; `else` where there is none."""
    parts: list[str] = []
    if when.conduct:
        parts.append(f"conduct {'/'.join(when.conduct)}")
    if when.band:
        parts.append(f"band {when.band[0]}-{when.band[1]}")
    parts += [f"{skill} {low}-{high}" for skill, (low, high) in when.skill.items()]
    parts += [f"makes {name}" for name in when.hit] + [f"misses {name}" for name in when.missed]
    if when.promised:
        parts.append(f"fixes {'/'.join(when.promised)}")
    parts += [f"knows {name}" for name in when.knows]
    ranges = {"patience": when.patience, "willingness": when.willingness, "try": when.tries}
    parts += [f"{name} {limits[0]}-{limits[1]}" for name, limits in ranges.items() if limits]
    return ", ".join(parts) or "else"


def _target(turn: str, route: Route) -> str:
    if route.end:
        return f"end_{route.end}"
    return _name(route.go or turn)


def _name(turn: str) -> str:
    return "turn_" + turn.replace("-", "_")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'").replace("\n", " ") + '"'

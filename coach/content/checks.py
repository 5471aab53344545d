"""What a pack must hold to beyond its shape: ids, weights, references, ways through a call."""

import re
from collections.abc import Mapping

import yaml

from coach.content.shape import nearest
from coach.content.source import Source
from coach.domain.call import Call, Pack, Turn
from coach.domain.excuse import Excuse, Skill
from coach.domain.fill import PLACEHOLDER, USUAL
from coach.domain.languages import is_tag, limits, scored
from coach.domain.money import read_money
from coach.domain.practices import PRACTICES
from coach.domain.taxonomy import TAXONOMY

_ID = re.compile(r"(?!.{81})[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
_VERSION = re.compile(r"^\d+\.\d+\.\d+$")
_NEAR_ONE = 0.005
_FEWEST = {"says": 3, "key_points": 2, "responses": 3}
_MOST = {"key_points": 4}


def check_pack(source: Source, pack: Pack, folder: str) -> None:
    """The pack's own file."""
    _check_id(source, source.find("id"), pack.id)
    if pack.id != folder:
        source.add(
            source.find("id"),
            "id-not-folder",
            f"The pack's id is `{pack.id}` but its folder is `{folder}`.",
            "Make them the same.",
            "warning",
        )
    if not _VERSION.match(pack.version):
        source.add(
            source.find("version"),
            "bad-version",
            f"`{pack.version}` is not a version.",
            'Write three numbers: "1.0.0".',
        )
    _check_amount(source, source.find("account", "amount"), pack.account.amount)
    _check_language(source, pack.language)


def _check_language(source: Source, language: str) -> None:
    node = source.find("language")
    if not is_tag(language):
        source.add(
            node,
            "bad-language",
            f"`{language}` is no language tag.",
            "Write the short name of the language, with the country where it matters: de, en-GB.",
        )
    elif not scored(language):
        source.add(
            node,
            "language-limits",
            limits(language),
            "Let the routes of calls go by `band` and `hit`, not by `skill` or `promised`.",
            "hint",
        )


def _check_id(source: Source, node: yaml.Node | None, value: str) -> None:
    if not _ID.match(value):
        source.add(
            node,
            "bad-id",
            f"`{value}` cannot be an id.",
            "Use small letters, digits and single hyphens, at most 80: `boss-decides`.",
        )


def _check_amount(source: Source, node: yaml.Node | None, amount: str) -> None:
    if read_money(amount) is None:
        source.add(
            node,
            "no-amount",
            f"`{amount}` holds no sum of money.",
            "Write currency and figure: `EUR 4,180.50`.",
        )


def _at(source: Source, node: yaml.Node, *path: str | int) -> yaml.Node:
    return source.find(*path, start=node) or node


def check_excuse(source: Source, node: yaml.Node, excuse: Excuse) -> None:
    """One excuse, wherever it stands; `node` is where it begins."""
    _check_id(source, _at(source, node, "id"), excuse.id)
    _check_weights(source, _at(source, node, "weights"), excuse.weights)
    _check_counts(source, node, excuse)
    _check_points(source, node, excuse)
    for index, example in enumerate(excuse.examples):
        if not 0 <= example.band[0] <= example.band[1] <= 4:  # noqa: PLR2004 - the bands
            source.add(
                _at(source, node, "examples", index, "band"),
                "bad-band",
                f"{list(example.band)} is no range of bands.",
                "Write the lowest and the highest, 0 to 4: [3, 4].",
            )
    _check_names(source, node, excuse)
    for index, text in enumerate(excuse.responses):
        _check_gaps(source, _at(source, node, "responses", index), text)
    if excuse.account is not None:
        _check_amount(source, _at(source, node, "account", "amount"), excuse.account.amount)


def _check_counts(source: Source, node: yaml.Node, excuse: Excuse) -> None:
    for field, fewest in _FEWEST.items():
        count = len(getattr(excuse, field))
        if count < fewest:
            source.add(
                _at(source, node, field),
                "too-few",
                f"`{field}` has {count} of at least {fewest} entries.",
                "Add more.",
            )
    for field, most in _MOST.items():
        count = len(getattr(excuse, field))
        if count > most:
            source.add(
                _at(source, node, field),
                "too-many",
                f"`{field}` has {count} entries; the most is {most}.",
                "Keep those that matter most.",
            )


def _check_points(source: Source, node: yaml.Node, excuse: Excuse) -> None:
    seen: set[str] = set()
    for index, point in enumerate(excuse.key_points):
        where = _at(source, node, "key_points", index, "id")
        _check_id(source, where, point.id)
        if point.id in seen:
            source.add(
                where,
                "double-id",
                f"The key point `{point.id}` is there twice.",
                "Give each its own id.",
            )
        seen.add(point.id)
        if not point.phrasings:
            source.add(
                _at(source, node, "key_points", index),
                "too-few",
                "A key point needs phrasings.",
                "Add ways of saying it.",
            )


def _check_names(source: Source, node: yaml.Node, excuse: Excuse) -> None:
    for index, name in enumerate(excuse.practice):
        if name not in PRACTICES:
            source.add(
                _at(source, node, "practice", index),
                "unknown-practice",
                f"`{name}` is no practice.",
                "They are called P01 to P47.",
            )
    for index, name in enumerate(excuse.taxonomy):
        if name not in TAXONOMY:
            source.add(
                _at(source, node, "taxonomy", index),
                "unknown-taxonomy",
                f"`{name}` is not in the taxonomy of excuses.",
                nearest(name, list(TAXONOMY)),
            )


def _check_gaps(source: Source, node: yaml.Node, text: str) -> None:
    for name in PLACEHOLDER.findall(text):
        if name not in USUAL:
            source.add(
                node,
                "unknown-placeholder",
                f"`{{{name}}}` is no placeholder.",
                nearest(name, list(USUAL)),
            )


def _check_weights(source: Source, node: yaml.Node, weights: Mapping[Skill, float]) -> None:
    if not 2 <= len(weights) <= 4:  # noqa: PLR2004 - two to four skills
        source.add(
            node,
            "weights-count",
            f"There are weights for {len(weights)} skills.",
            "Weigh two to four skills.",
        )
    if any(weight <= 0 for weight in weights.values()):
        source.add(
            node,
            "weight-not-positive",
            "A weight must be more than 0.",
            "Leave the skill out instead.",
        )
    total = sum(weights.values())
    if abs(total - 1) > _NEAR_ONE:
        source.add(
            node,
            "weights-sum",
            f"The weights sum to {total:g}, not to 1.",
            "Change them so that they sum to 1.",
        )


def check_call(source: Source, call: Call, excuses: set[str] | None) -> None:
    """One call: references first, then the ways through it."""
    _check_id(source, source.find("id"), call.id)
    _check_amount(source, source.find("account", "amount"), call.account.amount)
    if not 1 <= call.patience <= 7:  # noqa: PLR2004 - seven dots on the screen
        source.add(
            source.find("patience"),
            "out-of-range",
            f"Patience is {call.patience}.",
            "Write 1 to 7.",
        )
    if not 0 <= call.willingness <= 7:  # noqa: PLR2004
        source.add(
            source.find("willingness"),
            "out-of-range",
            f"Willingness is {call.willingness}.",
            "Write 0 to 7.",
        )
    names = [turn.id for turn in call.turns]
    for index, turn in enumerate(call.turns):
        if turn.id in names[:index]:
            source.add(
                source.find("turns", index, "id"),
                "double-id",
                f"The turn `{turn.id}` is there twice.",
                "Give each its own id.",
            )
        _check_turn(source, call, index, turn, excuses)
    if call.start not in names:
        source.add(
            source.find("start"),
            "unknown-turn",
            f"There is no turn `{call.start}`.",
            nearest(call.start, names) if names else "",
        )
        return
    findings = [finding.id for finding in call.findings]
    for name, person in call.cast.items():
        for index, known in enumerate(person.knows):
            if known not in findings:
                source.add(
                    source.find("cast", name, "knows", index),
                    "unknown-finding",
                    f"There is no finding `{known}`.",
                    nearest(known, findings) if findings else "Add it under `findings`.",
                )
    if not any(problem.severity == "error" for problem in source.problems):
        _check_ways(source, call)


def _check_turn(
    source: Source, call: Call, index: int, turn: Turn, excuses: set[str] | None
) -> None:
    if turn.speaker not in call.cast:
        source.add(
            source.find("turns", index, "speaker"),
            "unknown-speaker",
            f"There is nobody called `{turn.speaker}` in the cast.",
            nearest(turn.speaker, list(call.cast)) if call.cast else "Add the cast.",
        )
    ways = sum(part is not None for part in (turn.excuse, turn.own, turn.draw))
    if ways != 1:
        source.add(
            source.find("turns", index),
            "one-excuse",
            f"A turn has one of `excuse`, `own` and `draw`; here are {ways}.",
            "Keep exactly one.",
        )
    known = excuses is None or turn.excuse is None or "/" in turn.excuse or turn.excuse in excuses
    if not known:
        source.add(
            source.find("turns", index, "excuse"),
            "unknown-excuse",
            f"There is no sound excuse `{turn.excuse}` in this pack.",
            nearest(str(turn.excuse), sorted(excuses)) if excuses else "",
        )
    if turn.own is not None:
        own = source.find("turns", index, "own")
        if own is not None:
            check_excuse(source, own, turn.own)
    if turn.weights:
        weights = source.find("turns", index, "weights")
        if weights is not None:
            _check_weights(source, weights, turn.weights)
    _check_routes(source, call, index, turn)


def _check_routes(source: Source, call: Call, index: int, turn: Turn) -> None:
    if not turn.routes:
        source.add(
            source.find("turns", index),
            "too-few",
            "A turn needs at least one route.",
            "Add where the reply leads.",
        )
        return
    names = [other.id for other in call.turns]
    findings = [finding.id for finding in call.findings]
    for number, route in enumerate(turn.routes):
        place = ("turns", index, "routes", number)
        leads = sum(
            (route.go is not None, route.again, route.draw is not None, route.end is not None)
        )
        if leads != 1:
            source.add(
                source.find(*place),
                "one-lead",
                f"A route has one of `go`, `again`, `draw` and `end`; here are {leads}.",
                "Keep exactly one.",
            )
        if route.go is not None and route.go not in names:
            source.add(
                source.find(*place, "go"),
                "unknown-turn",
                f"There is no turn `{route.go}`.",
                nearest(route.go, names),
            )
        for name in (*route.reveal, *route.when.knows):
            if name not in findings:
                source.add(
                    source.find(*place),
                    "unknown-finding",
                    f"There is no finding `{name}`.",
                    nearest(name, findings) if findings else "Add it under `findings`.",
                )
    if turn.routes[-1].when != type(turn.routes[-1].when)():
        source.add(
            source.find("turns", index, "routes", len(turn.routes) - 1),
            "no-last-route",
            "The last route has a `when`, so a reply may lead nowhere.",
            "Add a last route without `when`.",
        )


def _check_ways(source: Source, call: Call) -> None:
    """Every turn can be reached, and from every turn some way leads to an end."""
    onward = {turn.id: {route.go for route in turn.routes if route.go} for turn in call.turns}
    reached, queue = {call.start}, [call.start]
    while queue:
        for name in onward[queue.pop()] - reached:
            if name:
                reached.add(name)
                queue.append(name)
    ending = {turn.id for turn in call.turns if any(route.end for route in turn.routes)}
    grown = True
    while grown:
        more = {name for name, goes in onward.items() if goes & ending} - ending
        ending |= more
        grown = bool(more)
    for index, turn in enumerate(call.turns):
        if turn.id not in reached:
            source.add(
                source.find("turns", index, "id"),
                "unreachable-turn",
                f"No route leads to the turn `{turn.id}`.",
                "Lead to it, or delete it.",
            )
        if turn.id not in ending:
            source.add(
                source.find("turns", index, "id"),
                "dead-end",
                f"From the turn `{turn.id}` no way leads to an end of the call.",
                "Add a route with `end`.",
            )

"""xAPI 1.0.3 statements of what happened in practice.

One happening, one statement. Nothing is read here but what comes in: the same happenings in the same
form give the same statements, byte for byte, on every machine and as often as one likes. The form
follows the specification (https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Data.md).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from coach.domain.call import GOOD_OUTCOMES
from coach.domain.happening import Happening
from coach.domain.masking import masked
from coach.records import names
from coach.records.names import GOOD, extension, statement_id

HOME_PAGE = "urn:coach:trainees"
"""Home page of accounts where none is set: the name under which practice is kept is the account."""
_DISPLAY = {
    names.INITIALIZED: "initialized",
    names.ANSWERED: "answered",
    names.COMPLETED: "completed",
    names.SCORED: "scored",
    names.BREACHED: "breached",
    names.CORRECTED: "corrected",
    names.TOOK_BACK: "took back",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """How a house wants its statements."""

    home_page: str = HOME_PAGE
    """Home page of the accounts: the system in which the names are those of people."""
    mail: str = ""
    """Where set, people are named by the hash of their mail address instead: `{name}@example.com`,
    `{name}` standing for the trainee's name in small letters, blanks as dots."""
    typed: Literal["no", "masked", "yes"] = "no"
    """Whether what people typed goes along; `masked`: telephone and account numbers as dots."""


def statements(
    happenings: Iterable[Happening], form: Form | None = None
) -> Iterator[dict[str, Any]]:
    """The statements of `happenings`, one by one, in their order.

    Raises ValueError where `form.mail` gives no address for a name.
    """
    chosen = form or Form()
    for happening in happenings:
        yield statement(happening, chosen)


def statement(what: Happening, form: Form) -> dict[str, Any]:
    """The statement of one happening. Raises ValueError as `statements` does."""
    return _MAKERS[what.kind](what, form)


def encoded(made: dict[str, Any]) -> bytes:
    """A statement as one line of JSON, without the line's end."""
    return msgspec.json.encode(made)


def id_of(what: Happening) -> str:
    """The statement's id: fixed when the thing happened, for it is made of the record's own ids."""
    match what.kind:
        case "started":
            return statement_id("started", what.attempt)
        case "ended" | "reopened":
            return statement_id(what.kind, what.attempt, what.part)
        case "answered" | "taken_back":
            return statement_id(what.kind, what.reply)
        case "rescored":
            return statement_id("rescored", what.reply, what.part)
        case "finding":
            return statement_id("finding", what.reply, what.part, str(what.which))
        case "corrected":
            return statement_id("corrected", what.part)


def actor_of(name: str, form: Form) -> dict[str, Any]:
    """A person: an account, or the hash of a mail address. Raises ValueError."""
    if not form.mail:
        return {"objectType": "Agent", "account": {"homePage": form.home_page, "name": name}}
    address = form.mail.replace("{name}", ".".join(name.lower().split()))
    if not _MAIL.fullmatch(address):
        raise ValueError(f"`{address}` is no mail address; see `mail` in the settings of the store")
    digest = hashlib.sha1(f"mailto:{address}".encode(), usedforsecurity=False).hexdigest()
    return {"objectType": "Agent", "mbox_sha1sum": digest}


def _started(what: Happening, form: Form) -> dict[str, Any]:
    return _made(what, form, names.INITIALIZED, _call(what))


def _ended(what: Happening, form: Form) -> dict[str, Any]:
    result = {
        "score": _score(what.score),
        "success": what.outcome in GOOD_OUTCOMES,
        "completion": True,
        "duration": _duration(what.seconds),
        "extensions": {extension("outcome"): what.outcome},
    }
    return _made(what, form, names.COMPLETED, _call(what), result)


def _answered(what: Happening, form: Form) -> dict[str, Any]:
    result = _judged(what)
    result["duration"] = _duration(what.seconds)
    if form.typed != "no" and what.answer:
        result["response"] = _typed(what.answer, form)
    return _made(what, form, names.ANSWERED, _excuse(what), result)


def _rescored(what: Happening, form: Form) -> dict[str, Any]:
    return _made(what, form, names.SCORED, _ref("answered", what.reply), _judged(what))


def _finding(what: Happening, form: Form) -> dict[str, Any]:
    found = what.review["conduct"]["findings"][what.which]
    rule = {
        "objectType": "Activity",
        "id": names.rule_id(found["rule"]),
        "definition": {"type": names.RULE, "name": {"en": found["rule"]}},
    }
    told = {extension("kind"): found["kind"], extension("severity"): found["severity"]}
    if form.typed != "no" and found.get("quote"):
        told[extension("quote")] = _typed(found["quote"], form)
    made = _made(what, form, names.BREACHED, rule, {"success": False, "extensions": told})
    made["context"]["statement"] = _ref("answered", what.reply)
    return made


def _corrected(what: Happening, form: Form) -> dict[str, Any]:
    told: dict[str, Any] = {
        extension("band"): what.band,
        extension("machine-band"): what.machine,
        extension("skill"): what.skill,
        extension("trainee"): actor_of(what.trainee, form),
    }
    result: dict[str, Any] = {"score": _score(25 * what.band), "extensions": told}
    if form.typed != "no" and what.reason:
        result["response"] = _typed(what.reason, form)
    by = what.given_by or "erased"
    made = _made(what, form, names.CORRECTED, _ref("answered", what.reply), result)
    # A person who corrects need not be a trainee with an address; a name that gives none is an account.
    made["actor"] = _person(by, form)
    return made


def _person(name: str, form: Form) -> dict[str, Any]:
    try:
        return actor_of(name, form)
    except ValueError:
        return actor_of(name, Form(home_page=form.home_page))


def _taken_back(what: Happening, form: Form) -> dict[str, Any]:
    return _made(what, form, names.TOOK_BACK, _ref("answered", what.reply))


def _reopened(what: Happening, form: Form) -> dict[str, Any]:
    return _made(what, form, names.TOOK_BACK, _ref("ended", what.attempt, what.part))


_MAKERS = {
    "started": _started,
    "answered": _answered,
    "finding": _finding,
    "rescored": _rescored,
    "corrected": _corrected,
    "taken_back": _taken_back,
    "ended": _ended,
    "reopened": _reopened,
}


def _made(
    what: Happening,
    form: Form,
    verb: str,
    target: dict[str, Any],
    result: dict[str, Any] | None = None,
) -> dict[str, Any]:
    made = {
        "id": id_of(what),
        "actor": actor_of(what.trainee, form),
        "verb": {"id": verb, "display": {"en": _DISPLAY[verb]}},
        "object": target,
        "context": _context(what, activity=target["objectType"] == "Activity"),
        "timestamp": _moment(what.at),
        "version": "1.0.3",
    }
    if result:
        made["result"] = result
    return made


def _context(what: Happening, *, activity: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        extension("pack-version"): what.pack_version,
        extension("scorer"): what.scorer,
        extension("level"): what.level,
        extension("seed"): what.seed,
        extension("drill"): what.drill,
    }
    if what.reply:
        told |= {
            extension("excuse"): what.excuse,
            extension("family"): what.family,
            extension("turn"): what.turn,
            extension("number"): what.number,
            extension("take"): what.take,
        }
    pack = {
        "objectType": "Activity",
        "id": names.pack_id(what.pack),
        "definition": {"type": names.COURSE},
    }
    profile = {
        "objectType": "Activity",
        "id": names.PROFILE,
        "definition": {"type": names.PROFILE_TYPE},
    }
    around: dict[str, Any] = {"grouping": [pack], "category": [profile]}
    if what.reply and not what.drill:
        around["parent"] = [_call(what)]
    context: dict[str, Any] = {
        "registration": names.registration(what.attempt),
        "contextActivities": around,
        "extensions": told,
    }
    if activity:
        # The specification allows both only where the object is an activity.
        context["platform"] = "coach"
        if what.pack_version:
            context["revision"] = what.pack_version
    return context


def _judged(what: Happening) -> dict[str, Any]:
    review = what.review
    verdict = review.get("conduct", {}).get("verdict", "ok")
    points = review.get("key_points", ())
    skills = review.get("skills", {})
    return {
        "score": _score(review["score"]),
        "success": review["band"] >= GOOD and verdict != "fail",
        "extensions": {
            extension("band"): review["band"],
            extension("points"): what.points,
            extension("hints"): what.hints,
            extension("conduct"): verdict,
            extension("skills"): {
                name: {"score": one["score"], "band": one["band"]} for name, one in skills.items()
            },
            # Lists, for a store may make a field of every name of a map, and take only so many.
            extension("key-points"): {
                "made": [one["id"] for one in points if one["hit"]],
                "missed": [one["id"] for one in points if not one["hit"]],
            },
        },
    }


def _call(what: Happening) -> dict[str, Any]:
    made = {"objectType": "Activity", "id": names.call_id(what.ref)}
    return {**made, "definition": _named(names.SIMULATION, what.title)}


def _excuse(what: Happening) -> dict[str, Any]:
    made = {"objectType": "Activity", "id": names.excuse_id(what.excuse)}
    return {**made, "definition": _named(names.QUESTION, what.title if what.drill else "")}


def _named(kind: str, title: str) -> dict[str, Any]:
    # A title's language is its pack's; records do not keep it, so none in particular is named.
    return {"type": kind, "name": {"und": title}} if title.strip() else {"type": kind}


def _ref(kind: str, *parts: str) -> dict[str, Any]:
    return {"objectType": "StatementRef", "id": statement_id(kind, *parts)}


def _score(points: int) -> dict[str, Any]:
    return {"scaled": points / 100, "raw": points, "min": 0, "max": 100}


def _duration(seconds: float) -> str:
    """ISO 8601, to the hundredth of a second, as far as the specification has stores compare."""
    return f"PT{max(0.0, seconds):.2f}S"


def _moment(at: str) -> str:
    """A time with its zone, as RFC 3339 has it; what was imported without one is UTC."""
    if _MOMENT.fullmatch(at):
        return at
    then = datetime.fromisoformat(at)
    return (then if then.tzinfo else then.replace(tzinfo=UTC)).isoformat(timespec="milliseconds")


def _typed(text: str, form: Form) -> str:
    return masked(text) if form.typed == "masked" else text

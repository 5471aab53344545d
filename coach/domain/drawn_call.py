"""Calls drawn from a library by a seed: never twice the same, and the same for the same seed."""

from collections.abc import Mapping

import msgspec

from coach.domain.call import Call, Library, Route, Turn, When
from coach.domain.conversation.choice import choose, number
from coach.domain.conversation.state import ReactionKind
from coach.domain.excuse import Excuse, Family, Level, MoodLine, Person, Standing

PREFIX = "drawn."
"""Ids of drawn calls begin so: `drawn.any.normal.42`, family, level and seed."""
_LENGTH: dict[Level, int] = {"easy": 2, "normal": 3, "hard": 4}
_LAST_TRY = (3, 9)
Reactions = Mapping[ReactionKind, tuple[str | MoodLine, ...]]


class NoCallError(Exception):
    """The library has too few excuses for such a call; the message tells a person."""


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """What a call is drawn by."""

    family: Family | None = None
    """Excuses of this family only; none: any."""
    level: Level = "normal"
    """How many excuses it has."""
    seed: int
    """Which of the possible calls."""

    @property
    def id(self) -> str:
        """The id of the drawn call."""
        return f"{PREFIX}{self.family or 'any'}.{self.level}.{self.seed}"


def read_recipe(call_id: str) -> Recipe | None:
    """The recipe that an id of a drawn call names, or none where it names none."""
    parts = call_id.removeprefix(PREFIX).split(".")
    if not call_id.startswith(PREFIX) or len(parts) != 3 or not parts[2].isdigit():  # noqa: PLR2004 - family, level, seed
        return None
    family = None if parts[0] == "any" else parts[0]
    try:
        return msgspec.convert({"family": family, "level": parts[1], "seed": int(parts[2])}, Recipe)
    except msgspec.ValidationError:
        return None


def draw_call(library: Library, recipe: Recipe, reactions: Reactions) -> Call:
    """A call of that recipe. Raises NoCallError where the library cannot give one."""
    fitting = [excuse for excuse in library.excuses.values() if _fits(excuse, recipe)]
    if len(fitting) < 2:  # noqa: PLR2004 - one excuse is a drill, not a call
        wanted = f" of the family {recipe.family}" if recipe.family else ""
        message = f"The pack `{library.pack.id}` has too few excuses{wanted} for a drawn call."
        raise NoCallError(message)
    model = choose(list(library.calls.values()), recipe.seed, "account") if library.calls else None
    account = model.account if model else library.pack.account
    owner = _owner(model, library.pack.speaker)
    chosen = _chosen(fitting, recipe)
    doorkeeper = _doorkeeper(model) if chosen[0].family == "authority" else None
    cast = {"owner": owner} | ({"door": doorkeeper} if doorkeeper else {})
    turns = tuple(
        _turn(index, excuse, len(chosen), reactions, at_the_door=bool(doorkeeper) and index == 0)
        for index, excuse in enumerate(chosen)
    )
    return Call(
        id=recipe.id,
        title=f"A call of your own: {account.customer.split(',')[0]}",
        brief=f"You ring {account.customer} about {account.amount}. Nobody has told you what they will say.",
        goal="The whole amount, or a part with the rest dated: a day, an hour and a method.",
        level=recipe.level,
        account=account,
        standing=model.standing
        if model and not _guarded(model.standing)
        else library.pack.standing,
        cast=cast,
        start=turns[0].id,
        patience=5,
        willingness=2,
        turns=turns,
        outcomes={
            "refused": "Another day, another way in: the same seed plays the same call again."
        },
    )


def _fits(excuse: Excuse, recipe: Recipe) -> bool:
    if excuse.account is not None or excuse.history:
        return False  # it belongs to a situation of its own
    if excuse.standing is not None and _guarded(excuse.standing):
        return False
    if excuse.speaker is not None and excuse.speaker.role == "third_party":
        return False
    if "commitment" not in excuse.weights and excuse.family != "authority":
        return False
    return recipe.family is None or excuse.family == recipe.family


def _guarded(standing: Standing) -> bool:
    """Whether collecting must stop or change here: no place for a chain of excuses."""
    return any((
        standing.hardship, standing.insolvency, standing.represented, standing.cease_request,
        standing.moratorium, standing.time_barred, standing.inconvenient_now,
        not standing.identity_verified, standing.first_contact,
    ))  # fmt: skip


def _chosen(fitting: list[Excuse], recipe: Recipe) -> list[Excuse]:
    """The excuses in the order they come: whoever passes the buck comes first."""
    left = sorted(fitting, key=lambda excuse: number(recipe.seed, excuse.id))
    chosen = left[: _LENGTH[recipe.level]]
    return sorted(chosen, key=lambda excuse: excuse.family != "authority")


def _owner(model: Call | None, usual: Person) -> Person:
    people = [] if model is None else [p for p in model.cast.values() if p.role == "decision_maker"]
    return msgspec.structs.replace(people[0] if people else usual, knows=())


def _doorkeeper(model: Call | None) -> Person:
    people = (
        []
        if model is None
        else [p for p in model.cast.values() if p.role in {"gatekeeper", "influencer"}]
    )
    usual = Person(name="", position="the one at the desk", role="gatekeeper", mood="evasive")
    return msgspec.structs.replace(people[0] if people else usual, knows=())


def _turn(
    index: int, excuse: Excuse, count: int, reactions: Reactions, *, at_the_door: bool
) -> Turn:
    last = index == count - 1
    routes: list[Route] = [
        Route(when=When(conduct=("fail",)), says=reactions["complains"], end="complaint"),
    ]
    if at_the_door:
        routes.append(
            Route(
                when=When(band=(3, 4)),
                says=reactions["puts_through"],
                go=_name(index + 1),
                note="You got through to the one who decides.",
            )
        )
    else:
        ready = (
            When(band=(3, 4), promised=("full",))
            if last
            else When(band=(3, 4), promised=("full",), willingness=(5, 9))
        )
        routes.append(
            Route(
                when=ready,
                says=reactions["agrees"],
                end="dated_promise",
                note="You asked for all of it on a day, after answering the excuse.",
            )
        )
        if last:
            routes.append(
                Route(
                    when=When(band=(2, 4), promised=("part",)),
                    says=reactions["agrees"],
                    end="part_payment",
                )
            )
        else:
            routes.append(
                Route(when=When(band=(2, 4)), says=reactions["moves_on"], go=_name(index + 1))
            )
    routes.append(Route(when=When(tries=_LAST_TRY), says=reactions["gives_up"], end="refused"))
    routes.append(Route(again=True))
    return Turn(
        id=_name(index),
        speaker="door" if at_the_door else "owner",
        excuse=excuse.id,
        routes=tuple(routes),
    )


def _name(index: int) -> str:
    return f"excuse-{index + 1}"

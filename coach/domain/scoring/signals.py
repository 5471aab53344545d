"""What a reply does, as the debtor hears it."""

from coach.domain.scoring.review import Commitment, Signal


def signals(v: dict[str, float], band: int, fixed: Commitment) -> tuple[Signal, ...]:
    """The signals in the figures `v` of a reply of that `band`."""
    reasons = v["appeals"] > 0 or v["paper"] > 0 or v["resist"] > 0
    asks = v["demand"] > 0 or v["ask_date"] > 0
    tests: tuple[tuple[Signal, bool], ...] = (
        ("grovels", v["grovel"] > 0),
        ("hedges", v["hedge"] > 0),
        (
            "presses",
            asks and not reasons and not v["heard"] and not v["counters"] and not v["questions"],
        ),
        ("diagnoses", v["cause"] > 0 and v["questions"] > 0),
        ("acknowledges", v["acknowledge"] > 0),
        ("recognises", v["sympathy"] > 0),
        ("reasons", reasons and band > 0),
        ("confronts", v["promise"] > 0 and v["yielding"] < 1),
        ("warns", v["consequence"] > 0 and v["hostile"] == 0),
        ("offers", v["offer"] > 0 or v["relief"] > 0 or v["hold"] > 0),
        ("reaches", v["who"] > 0 or v["contact"] > 0 or v["connect"] > 1),
        (
            "asks_commitment",
            band > 0 and (bool(fixed.date) or v["ask_date"] > 0) and v["waive"] == 0,
        ),
        ("concedes", v["yielding"] > 0 and band <= 1),
        ("stops", v["hold"] > 0 and v["demand"] == 0 and band >= 2),  # noqa: PLR2004 - a stop that was right
        (
            "off_topic",
            band == 0
            and v["heart_own"] < 1.0
            and v["yielding"] == 0
            and v["offence"] == 0
            and v["soft"] == 0,
        ),
    )
    return tuple(name for name, holds in tests if holds)

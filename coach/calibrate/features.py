"""Names of the model's figures and the direction in which each may move a band."""

RISING = frozenset(
    [
        "sympathy",
        "acknowledge",
        "fairness",
        "promise",
        "support",
        "relation",
        "pride",
        "own_need",
        "relief",
        "who",
        "contact",
        "connect",
        "ally",
        "cause",
        "proof",
        "paper",
        "resist",
        "demand",
        "ask_date",
        "confirm",
        "rest",
        "hold",
        "offer",
        "appeals",
        "appeal_words",
        "targets",
        "target_words",
        "counters",
        "heard",
        "days",
        "days_asked",
        "times",
        "methods",
        "sum_known",
        "sum_full",
        "sum_new",
        "sums",
        "committed",
        "day_and_sum",
        "kp_mean",
        "kp_best",
        "kp_second",
        "kp_third",
        "heart",
        "heart_own",
        "model",
        "fresh",
        "words",
        "questions",
        "asks",
        "offers",
        "speech",
        "kp_target",
        "kpx_target",
        "kp_appeal",
        "kpx_appeal",
        "kp_counter",
        "kpx_counter",
        "kp_commitment",
        "kpx_commitment",
    ],
)
"""Figures of which more may only win."""
FALLING = frozenset(
    [
        "waive",
        "accept",
        "defer",
        "grovel",
        "hedge",
        "vague",
        "generic",
        "hostile",
        "yielding",
        "soft",
        "sum_alien",
        "echo",
        "long",
        "idle",
        "hedged",
        "negative",
        "odd",
        "listed",
        "turned",
        "repeats",
        "conduct",
        "offence",
    ],
)
"""Figures of which more may only lose."""


def signs(names: list[str]) -> dict[str, int]:
    """The direction of each figure: 1, -1, or 0 where it is free."""
    return {
        n: 1 if n in RISING or n.startswith("gap_") else -1 if n in FALLING else 0 for n in names
    }


def figure_names(row: dict[str, float]) -> list[str]:
    """The figures that a model may read: all but those that tell the turn rather than the reply."""
    return sorted(name for name in row if not name.startswith("usual_"))

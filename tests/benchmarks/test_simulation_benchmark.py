"""Ten thousand simulated calls, beside ten thousand empty functions: `pytest --benchmark-enable -s`."""

from coach.library import load, shipped
from coach.practice.simulation import ABILITIES, simulate
from coach.practice.staging import stage_for

CALLS = 10_000


def test_ten_thousand_calls_are_simulated(benchmark, request):
    runs = CALLS if request.config.getoption("--benchmark-enable") else 60
    shelf = load(shipped("scenarios"))
    stages = [(ref, stage_for(shelf, library, call)) for ref, library, call in shelf.refs()]
    each = max(1, runs // (len(stages) * len(ABILITIES)))

    def play():
        return [
            simulate(stage, ref, ability, each, 1) for ref, stage in stages for ability in ABILITIES
        ]

    tables = benchmark.pedantic(play, rounds=1)
    played = sum(table.runs for table in tables)
    replies = sum(table.replies * table.runs for table in tables)
    print(f"\n{played} calls, about {replies:.0f} replies")
    assert played == each * len(stages) * len(ABILITIES)

from pathlib import Path

import pytest

from coach.content.graded_turns import load_turns
from coach.content.scoring_data import reviewer_for

GRADED = Path(__file__).parents[2] / "graded"


@pytest.fixture(scope="session")
def turns():
    return load_turns(GRADED / "dev_turns.json")


@pytest.fixture(scope="session")
def reviewer():
    return reviewer_for(None)

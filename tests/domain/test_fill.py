"""How somebody is spoken to where a model line names them."""

from pathlib import Path

import pytest

from coach.domain.excuse import Account, Person
from coach.domain.fill import address_of, values_for
from coach.library import drill_situation, load

SHIPPED = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize(
    ("name", "address", "spoken_to"),
    [
        ("Lena Brook", "Mrs Brook", "Mrs Brook"),
        ("Lena Brook", "", "Lena"),
        ("Mr Shah", "", "Mr Shah"),
        ("Mr Bahati Kiprop", "", "Mr Kiprop"),
        ("Old Mr Lekaita", "", "Mr Lekaita"),
        ("Dr. Anke Reuss", "", "Dr. Reuss"),
        ("Don Arturo Beltrán", "", "Don Arturo"),
        ("Jess", "", "Jess"),
        ("Tess Holloway, marketing", "", "Tess"),
        ("", "", ""),
    ],
)
def test_nobody_is_spoken_to_by_their_full_name(name, address, spoken_to):
    person = Person(name=name, address=address)
    assert address_of(person) == spoken_to
    account = Account(creditor="Northgate", customer="Brook's Garden Shop", amount="GBP 430")
    assert values_for(account, person).get("contact", "") == spoken_to


def test_no_model_line_of_the_packs_says_a_full_name_where_it_speaks_to_somebody():
    for library in load(SHIPPED).packs.values():
        for excuse in library.excuses.values():
            if not any("{contact}" in line for line in excuse.responses):
                continue
            situation = drill_situation(library, excuse)
            full = situation.speaker.name.split(",")[0]
            if full != address_of(situation.speaker):
                assert not any(full in line for line in situation.excuse.responses), excuse.id

"""What in free text may not belong on a map of a neighbourhood: asked about, never refused."""

from __future__ import annotations

import pytest

from assetgraph import resources
from assetgraph.importing.linting import WORDS, doubtful, doubts
from assetgraph.model.text import fold

ASKED = {
    "bel mij op 06-12345678": ("free-text-phone", "06-12345678"),
    "bereikbaar via +31 6 1234 5678": ("free-text-phone", "+31 6 1234 5678"),
    "(020) 123 45 67 overdag": ("free-text-phone", "(020) 123 45 67"),
    "mail naar ans.proef@voorbeeld.nl": ("free-text-mail", "ans.proef@voorbeeld.nl"),
    "heeft ADHD en fietst graag": ("free-text-medical", "adhd"),
    "kan door zijn reuma niet meer breien": ("free-text-medical", "reuma"),
    "iemand met een Verstandelijke  beperking": ("free-text-medical", "verstandelijke beperking"),
    "is diabeet sinds 1990": ("free-text-medical", "diabeet"),
    "heeft suïcidale gedachten": ("free-text-medical", "suicidale"),
    "zit in de schuldsanering": ("free-text-money", "schuldsanering"),
    "heeft schulden": ("free-text-money", "schulden"),
    "kan de huur niet betalen": ("free-text-money", "kan de huur niet betalen"),
}
NOT_ASKED = (
    "koken voor 120 mensen",
    "sinds 2010-2020 in de buurt",
    "Lindelaan 06 12",
    "rekening NL20 INGB 0001 2345 67",
    "helpt bij de voedselbank",
    "rolstoeldansen",
    "schuldhulpmaatje",
    "kankeren op het weer",
    "adhdiamant",
    "samen medicijnen-quiz maken",
    "hivernage",
    "hij is @buurman",
    "prijs 0612,50",
)


@pytest.mark.parametrize("text", ASKED)
def test_what_is_asked_about(text: str) -> None:
    assert list(doubts(text)) == [ASKED[text]]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_is_not(text: str) -> None:
    assert list(doubts(text)) == []


def test_forms_alone() -> None:
    """In a name or an address only numbers and addresses are looked for."""
    found = doubtful(["Depressieve Vereniging", "Ans 0612345678"], told=False)
    assert found == {"Ans 0612345678": [("free-text-phone", "0612345678")]}


def test_the_words_are_written_as_they_are_compared() -> None:
    for entry in resources.read_toml(WORDS).values():
        for line in (*entry["words"].splitlines(), *entry["phrases"].splitlines()):
            assert line == fold(line)

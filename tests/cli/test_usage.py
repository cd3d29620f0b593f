"""Wrong usage: one sentence and the way out, exit 2, in the reader's language."""

from __future__ import annotations

import pytest

from tests.cli.command import Done, Shell, widest

# What is typed, and a piece of what is said of it.
WRONG = {
    "frob": "De opdracht frob bestaat niet. Wel: demo, template,",
    "vocabulary frob": "De opdracht frob bestaat niet. Wel: explain, unknown, review,",
    "connectors --frob": "De keuze --frob bestaat niet. Uitleg: assetgraph connectors --help",
    "--frob": "De keuze --frob bestaat niet.",
    "template": "Er ontbreekt iets: BESTAND.xlsx. Uitleg: assetgraph template --help",
    "import": "Er ontbreekt iets: BESTAND",
    "visualize": "Er ontbreekt iets: KAART.html",
    "export": "Er ontbreekt iets: BESTAND",
    "vocabulary explain": "Er ontbreekt iets: TEKST",
    "connectors --store": "Achter --store moet nog iets staan.",
    "--store": "Achter --store moet nog iets staan.",
    "connectors --top veel": "Bij --top hoort een getal.",
    "connectors --top -1": "Bij --top hoort een getal.",
    "undo laatste": "Bij [NR] hoort een getal.",
    "matches --bonding=ja": "Achter --bonding hoort niets te staan.",
    "matches Ans Proef": "Dit hoort er niet bij: Proef.",
    "matches --bonding --bridging": "--bonding en --bridging kunnen niet samen.",
    "connectors --lang fr": "De taal fr kennen we niet. Kies uit nl en en.",
    "connectors --as-of gisteren": "gisteren is geen datum die we zeker weten.",
    "import vol.xlsx --date 30-2-2026": "30-2-2026 is geen datum die we zeker weten.",
    "import vol.xlsx --mapping padlet": "De manier van lezen padlet kennen we niet.",
    "visualize k.html --purpose verkoop": "verkoop is geen doel dat we kennen. Kies uit map,",
    "visualize k.html --purpose all": "all is geen doel dat we kennen. Kies uit map, match en",
    "export uit.pdf": "Laat de naam eindigen op .xlsx",
    "connectors --buurt Nergens": "De buurt Nergens komt hier niet voor. Wel: Zuid.",
    "matches --json --buurt Nergens": "Bij niemand die u hier ziet staat een buurt.",
    "visualize k.html --buurt Nergens": "De buurt Nergens komt hier niet voor. Wel: Zuid.",
    "export uit.json --buurt Nergens": "De buurt Nergens komt hier niet voor. Wel: Zuid.",
    "history 99": "Nummer 99 is er niet.",
    "undo 99": "Nummer 99 staat er niet, of is al teruggedraaid.",
    "connectors --store neo4j://ans@buurt/db": "De weg naar buurt is niet beveiligd",
}


@pytest.mark.parametrize("typed", WRONG)
def test_wrong_usage(small: Shell, typed: str) -> None:
    done = small(*typed.split(), code=2)
    assert done.out == ""
    assert WRONG[typed] in done.text
    assert widest(done.err) <= 80
    _in_dutch(done)
    assert not small.path("k.html").exists()
    assert not list(small.folder.glob("uit.*"))


def _in_dutch(done: Done) -> None:
    english = {"Usage", "Error", "Try", "Missing", "argument", "Invalid", "such", "No", "option"}
    assert english.isdisjoint(done.err.replace("'", " ").split())


def test_wrong_usage_in_english(shell: Shell) -> None:
    assert "The option --frob does not exist." in shell("--lang=en", "undo", "--frob", code=2).text
    assert "does not exist" in shell("frob", code=2, ASSETGRAPH_LANG="en").text


def test_an_unknown_language_of_the_environment(shell: Shell) -> None:
    assert "De taal fr kennen we niet." in shell("doctor", code=2, ASSETGRAPH_LANG="fr").text

"""Who is missing: three things that are not the same, and where a tie could begin."""

from __future__ import annotations

import pytest

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.choices import Daypart
from assetgraph.model.consent import Purpose
from assetgraph.queries.answers import Missing, Status, to_json
from assetgraph.queries.isolated import isolated
from tests.matching.small import SMALL
from tests.snapshots import Neighbourhood


@pytest.fixture
def buurt() -> Neighbourhood:
    """Five people who know each other, and a professional who knows two more."""
    made = Neighbourhood()
    made.all_know_each_other("Ria", "Sem", "Tess", "Umar", "Vera")
    made.resident("Wijkzuster", professional=True)
    return made


def found(buurt: Neighbourhood, purpose: Purpose = Purpose.MAP) -> dict[str, Missing]:
    answers = isolated(buurt.snapshot(purpose), understanding=SMALL)
    return {one.resident.name: one for one in answers}


def hooks(one: Missing) -> list[str]:
    return [catalogue("nl").text(hook) for hook in one.hooks]


@pytest.mark.parametrize(
    "known",
    [
        {"talents": ["schaken"]},
        {"wishes": ["schaken"]},
        {"dreams": ["zingen"]},
        {"roles": ["koster"]},
        {"groups": ["Koor"]},
        {"places": ["Bank"]},
        {"nominates": ["Ria"]},
        {"languages": ("Twi",)},
        {"dayparts": (Daypart.EVENING,)},
    ],
)
def test_isolated_is_known_and_alone(buurt: Neighbourhood, known: dict[str, object]) -> None:
    buurt.resident("Anna", **known)  # type: ignore[arg-type]
    assert found(buurt)["Anna"].status is Status.ISOLATED


def test_missing_data_is_not_isolation(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", street="Kade", house_number="1", code="B1", buurt="BU01", lat=52.0)
    anna = found(buurt)["Anna"]
    assert (anna.status, anna.ties, anna.professional_ties) == (Status.NOT_IN_PICTURE, 0, 0)
    buurt.resident("Anna", avoids=["Ria"])
    assert found(buurt, Purpose.MATCH)["Anna"].status is Status.NOT_IN_PICTURE


def test_a_professional_lifts_nobody_and_is_not_listed(buurt: Neighbourhood) -> None:
    buurt.knows("Anna", "Wijkzuster", 4)
    buurt.knows("Wijkzuster", "Anna", 4)
    buurt.knows("Wijkzuster", "Bert")
    buurt.knows("Bert", "Ria")
    answers = found(buurt)
    assert set(answers) == {"Anna", "Bert"}
    anna, bert = answers["Anna"], answers["Bert"]
    assert (anna.status, anna.ties, anna.professional_ties) == (Status.ISOLATED, 0, 1)
    assert (bert.status, bert.ties, bert.professional_ties) == (Status.BY_A_THREAD, 1, 1)


def test_by_a_thread(buurt: Neighbourhood) -> None:
    buurt.knows("Anna", "Ria")
    buurt.resident("Anna", talents=["schaken"])
    buurt.knows("Sem", "Bert")
    buurt.all_know_each_other("Sem", "Cor", "Bert")
    answers = found(buurt)
    assert {name: one.status for name, one in answers.items()} == dict.fromkeys(
        ("Anna", "Bert", "Cor"), Status.BY_A_THREAD
    )
    text = catalogue("nl").text
    assert [text(one) for one in answers["Anna"].reasons] == ["Anna kent één buurtgenoot: Ria."]
    assert [text(one) for one in answers["Bert"].reasons] == [
        "Bert en Cor zijn alleen via Sem met de rest van de buurt verbonden.",
        "Van Bert zelf weten we nog niets. Vraag het eerst na: misschien zijn er meer contacten.",
    ]


def test_most_pressing_first(buurt: Neighbourhood) -> None:
    buurt.resident("Anna")
    buurt.knows("Bert", "Ria")
    buurt.resident("Cor", talents=["zingen"])
    buurt.resident("Dirk", talents=["zingen"], groups=["Koor"])
    assert list(found(buurt)) == ["Cor", "Dirk", "Bert", "Anna"]
    assert len(isolated(buurt.snapshot(Purpose.MAP), top=2, understanding=SMALL)) == 2


def test_hooks_name_nobody_on_the_map(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", wishes=["schaken"], groups=["Koor"], places=["Bank"], street="Kade")
    buurt.resident("Ria", talents=["schaken"], groups=["Koor"], places=["Bank"], street="Kade")
    assert hooks(found(buurt)["Anna"]) == [
        "Anna wenst „schaken”. Een buurtgenoot kan daarbij helpen: „schaken”.",
        "Doet mee met Koor.",
        "Komt bij Bank.",
        "In Kade woont nog een buurtgenoot die op de kaart staat.",
    ]


def test_hooks_name_people_who_may_be_matched(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", talents=["schaken"], groups=["Koor"], avoids=["Sem"])
    buurt.resident("Ria", wishes=["schaken"], groups=["Koor"])
    buurt.resident("Sem", wishes=["schaken"])
    wish = "Anna kan „schaken”. Ria heeft daar een wens voor: „schaken”."
    group = "Doet mee met Koor. Daar is ook Ria."
    assert hooks(found(buurt, Purpose.MATCH)["Anna"]) == [wish, group]
    buurt.resident("Sem", groups=["Koor"])
    assert hooks(found(buurt, Purpose.MATCH)["Anna"]) == [wish]


def test_publishing_shows_no_wishes(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", talents=["schaken"])
    buurt.resident("Ria", wishes=["schaken"])
    assert hooks(found(buurt, Purpose.PUBLISH)["Anna"]) == []


def test_a_language_of_few_is_a_hook(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", languages=("Twi", "Nederlands"))
    for name in ("Ria", "Sem", "Tess", "Umar"):
        buurt.resident(name, languages=("Nederlands", *(("Twi",) if name == "Ria" else ())))
    assert hooks(found(buurt)["Anna"]) == ["Spreekt Twi, net als één buurtgenoot."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_is_as_the_contract_says(buurt: Neighbourhood, language: str) -> None:
    anna = buurt.resident("Anna", talents=["schaken"], groups=["Koor"])
    assert {
        **to_json(found(buurt)["Anna"], catalogue(language)),
        "reasons": [],
        "hooks": [],
    } == {
        "resident": {"id": anna, "name": "Anna"},
        "status": "isolated",
        "ties": 0,
        "professional_ties": 0,
        "reasons": [],
        "hooks": [],
        "household_ties": 0,
        "last_heard": None,
        "certainty": "high",
        "doubts": [],
    }


def test_the_order_of_rows_does_not_matter(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", wishes=["schaken"], groups=["Koor"])
    buurt.resident("Ria", talents=["schaken"], groups=["Koor"])
    buurt.knows("Bert", "Ria")
    plain = isolated(buurt.snapshot(), understanding=SMALL)
    assert isolated(buurt.snapshot(seed=5), understanding=SMALL) == plain

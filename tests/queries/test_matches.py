"""Who is suggested to whom, why, by whom, where; and who never is."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetgraph.matching.introducers import Bridge
from assetgraph.matching.weights import SUPPORTING, Kind, Leaning
from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.choices import Daypart, ExchangeSort, Pace
from assetgraph.model.nodes import Group
from assetgraph.model.relations import Avoids, ContactOf
from assetgraph.queries.answers import Match, to_json
from assetgraph.queries.matches import matches
from tests.matching.small import SMALL, WORDS
from tests.snapshots import Neighbourhood


def asked(buurt: Neighbourhood, **options: Any) -> list[Match]:
    return matches(buurt.snapshot(), understanding=SMALL, **options)


def pairs(found: list[Match]) -> set[tuple[str, str]]:
    return {(one.resident.name, one.partner.name) for one in found if one.resident}


def kinds(match: Match) -> list[Kind]:
    return [reason.kind for reason in match.reasons]


def only(buurt: Neighbourhood, resident: str, **options: Any) -> Match:
    (found,) = asked(buurt, resident=resident, **options)
    return found


def words(match: Match) -> dict[str, Any]:
    return to_json(match, catalogue("nl"))


@pytest.fixture
def buurt() -> Neighbourhood:
    return Neighbourhood()


def test_a_wish_meets_a_talent_in_other_words(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["mijn kookplaat doet het niet"])
    bert = buurt.resident("Bert", talents=["zet een fornuis aan"])
    match = only(buurt, anna)
    assert (match.partner.id, match.mutual, kinds(match)) == (bert, False, [Kind.WISH])
    assert words(match)["reasons"][0]["text"] == (
        "Anna wenst „mijn kookplaat doet het niet” en Bert kan daarbij helpen: "
        "„zet een fornuis aan”."
    )
    assert [fact.split("-")[0] for fact in match.reasons[0].facts] == ["wish", "talent"]
    (back,) = asked(buurt, resident=bert)
    assert kinds(back) == [Kind.RECIPROCAL_WISH]


def test_a_wish_for_the_broad_is_served_by_the_narrow_only(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["koken"])
    buurt.resident("Bert", talents=["soep"])
    cor = buurt.resident("Cor", wishes=["soep"])
    buurt.resident("Dirk", talents=["koken"])
    assert {"Bert", "Dirk"} <= {match.partner.name for match in asked(buurt, resident=anna)}
    named = {m.partner.name for m in asked(buurt, resident=cor) if Kind.WISH in kinds(m)}
    assert named == {"Bert"}


def test_two_ways_count_more_than_twice_one_way(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"], talents=["koken"])
    buurt.resident("Bert", talents=["schaken"])
    buurt.resident("Cor", talents=["schaken"], wishes=["koken"])
    best, second = asked(buurt, resident=anna)
    assert (best.partner.name, best.mutual, second.mutual) == ("Cor", True, False)
    assert best.score > 2 * second.score
    assert Kind.MUTUAL in kinds(best)


def test_learning_the_past_and_dreams(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["leren schaken"])
    buurt.resident("Bert", talents=["schaken vroeger"])
    buurt.resident("Cor", talents=["schaken"])
    buurt.resident("Dirk", dreams=["schaken"])
    cor, bert = asked(buurt, resident=anna)
    assert (cor.partner.name, kinds(cor)) == ("Cor", [Kind.LEARN])
    assert bert.score == cor.score / 2
    assert words(bert)["reasons"][0]["text"].endswith("Vraag eerst of het nog past.")
    dirk = next(m for m in asked(buurt) if m.resident and m.resident.name == "Dirk")
    assert kinds(dirk) == [Kind.DREAM]


def test_sharing_a_passion_a_wish_a_dream_a_group_and_a_place(buurt: Neighbourhood) -> None:
    for name in ("Anna", "Bert"):
        buurt.resident(
            name,
            talents=["schaken"],
            wishes=["wandelen"],
            dreams=["zingen"],
            groups=["Ark-koor"],
            places=["Brugbankje"],
        )
    found = asked(buurt)
    assert pairs(found) == {("Anna", "Bert"), ("Bert", "Anna")}
    assert set(kinds(found[0])) == {
        Kind.SHARED_PASSION,
        Kind.SHARED_WISH,
        Kind.SHARED_DREAM,
        Kind.SHARED_GROUP,
        Kind.SHARED_PLACE,
        Kind.BONDING,
    }
    assert found[0].reasons[0].weight >= found[0].reasons[-1].weight


def test_what_few_share_counts_more(buurt: Neighbourhood) -> None:
    for name in "ABCDEFGH":
        buurt.resident(name, groups=["Iedereen"])
    anna = buurt.resident("Anna", groups=["Iedereen", "Paartje"])
    buurt.resident("Bert", groups=["Paartje"])
    best, second, *_ = asked(buurt, resident=anna)
    assert best.partner.name == "Bert"
    assert best.score > second.score


def test_living_near_or_speaking_alike_is_not_enough(buurt: Neighbourhood) -> None:
    same = {
        "languages": ("Twi",),
        "dayparts": (Daypart.EVENING,),
        "street": "Kade",
        "lat": 52.3,
        "lon": 4.9,
    }
    buurt.resident("Anna", **same)
    buurt.resident("Bert", **same)
    buurt.knows("Cor", "Anna")
    buurt.knows("Cor", "Bert")
    assert pairs(asked(buurt)) == set()
    buurt.resident("Anna", talents=["schaken"])
    buurt.resident("Bert", wishes=["schaken"])
    assert set(kinds(asked(buurt)[0])) == {
        Kind.RECIPROCAL_WISH,
        Kind.LANGUAGE,
        Kind.NEAR,
        Kind.DAYPART,
        Kind.COMMON_FRIEND,
    }


def test_professionals_are_neither_resident_nor_partner(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"])
    buurt.resident("Bert", talents=["schaken"])
    paid = buurt.resident("Wijkzuster", talents=["schaken"], wishes=["koken"], professional=True)
    buurt.knows("Wijkzuster", "Anna", 4)
    buurt.knows("Wijkzuster", "Bert", 4)
    match = only(buurt, anna)
    assert match.partner.name == "Bert"
    assert asked(buurt, resident=paid) == []
    assert match.introducer
    assert (match.introducer.id, match.bridge) == (paid, Bridge.WORKER)
    assert "Wijkzuster, die hier werkt" in words(match)["first_step"]
    buurt.knows("Cor", "Anna", 1)
    buurt.knows("Cor", "Bert", 1)
    introducer = only(buurt, anna).introducer
    assert introducer
    assert introducer.name == "Cor"


@pytest.mark.parametrize("who", ["Anna", "Bert"])
def test_who_avoids_the_other_is_never_suggested(buurt: Neighbourhood, who: str) -> None:
    buurt.resident("Anna", wishes=["schaken"])
    buurt.resident("Bert", talents=["schaken"])
    buurt.resident(who, avoids=["Bert" if who == "Anna" else "Anna"])
    assert asked(buurt) == []
    assert asked(buurt, resident=buurt.resident("Anna"), wish="schaken") == []


@pytest.mark.parametrize("closeness", [1, 2, 3, 4])
def test_close_friends_are_not_suggested_and_acquaintances_are(
    buurt: Neighbourhood, closeness: int
) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"])
    buurt.resident("Bert", talents=["schaken"])
    buurt.knows("Anna", "Bert", 1)
    buurt.knows("Bert", "Anna", closeness)
    found = asked(buurt, resident=anna)
    assert len(found) == (closeness < 3)
    if found:
        assert Kind.ACQUAINTED in kinds(found[0])
        assert words(found[0])["first_step"].startswith("Ze kennen elkaar al een beetje")


def test_no_dogs_means_nobody_because_of_dogs(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["wandelen geen honden"], talents=["hond uitlaten"])
    buurt.resident("Bert", talents=["wandelen met mijn hond"], wishes=["hond uitlaten"])
    buurt.resident("Cor", talents=["honden trainen"])
    buurt.resident("Dirk", talents=["wandelen"])
    assert [match.partner.name for match in asked(buurt, resident=anna)] == ["Dirk"]


def test_refusing_the_broad_refuses_the_narrow_but_not_the_related(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["geen dieren", "hond", "wandelen"])
    buurt.resident("Bert", talents=["hond"])
    buurt.resident("Cor", talents=["wandelen"])
    assert [match.partner.name for match in asked(buurt, resident=anna)] == ["Cor"]


def test_a_text_the_vocabulary_does_not_know_meets_by_its_words(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["iets met postduiven", "iets met naaien"])
    buurt.resident("Bert", talents=["duiven"])
    buurt.resident("Cor", talents=["draaien"])
    buurt.resident("Dirk", talents=["geen postduiven"])
    match = only(buurt, anna)
    assert (match.partner.name, kinds(match)) == ("Bert", [Kind.WISH])
    text = words(match)["reasons"][0]["text"]
    assert "„iets met postduiven”" in text
    assert "„duiven”" in text
    assert match.score <= 0.4


def test_something_related_may_help(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["hond"])
    buurt.resident("Bert", talents=["wandelen"])
    match = only(buurt, anna)
    assert match.score == 0.5
    assert words(match)["reasons"][0]["text"] == (
        "Anna noemt „hond”. Misschien kan Bert meedenken: „wandelen”."
    )
    assert words(asked(buurt, wish="hond")[0])["reasons"][0]["text"] == (
        "Misschien kan Bert meedenken over „hond”: „wandelen”."
    )


def test_an_offer_and_a_request_of_the_economy_count(buurt: Neighbourhood) -> None:
    for name in ("Anna", "Bert", "Cor"):
        buurt.resident(name)
    buurt.exchange("Anna", ExchangeSort.ASK, "soep op dinsdag")
    buurt.exchange("Bert", ExchangeSort.OFFER, "een pan soep")
    buurt.exchange("Cor", ExchangeSort.ASK, "soep gehad", "Bert")
    assert pairs(asked(buurt)) == {("Anna", "Bert"), ("Bert", "Anna")}


def test_the_introducer_knows_both_best(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"])
    buurt.resident("Bert", talents=["schaken"])
    for name, mine, theirs in (("Cor", 4, 1), ("Dirk", 2, 3), ("Eva", 2, 4), ("Fatma", 2, 4)):
        buurt.knows(name, "Anna", mine)
        buurt.knows(name, "Bert", theirs)
    introducer = only(buurt, anna).introducer
    assert introducer
    assert introducer.name in {"Eva", "Fatma"}
    buurt.resident("Bert", avoids=["Eva"])
    buurt.resident("Fatma", avoids=["Anna"])
    introducer = only(buurt, anna).introducer
    assert introducer
    assert introducer.name == "Dirk"
    named = str(words(only(buurt, anna)))
    assert "Eva" not in named
    assert "Fatma" not in named


def test_the_place_is_where_both_come_else_one_else_the_hub(buurt: Neighbourhood) -> None:
    def place() -> str | None:
        found = only(buurt, anna).place
        return found.name if found else None

    anna = buurt.resident("Anna", wishes=["schaken"], lat=52.0, lon=4.0)
    buurt.resident("Bert", talents=["schaken"], lat=52.0, lon=4.01)
    assert place() is None
    buurt.place("Verre hub", hub=True, lat=53.0, lon=4.0)
    buurt.place("Bank", lat=52.0, lon=4.0)
    assert place() == "Verre hub"
    buurt.resident("Bert", places=["Bank", "Café"])
    buurt.place("Café")
    assert place() == "Bank"
    buurt.resident("Bert", groups=["Koor"])
    buurt.gathers("Koor", "Kerk")
    buurt.resident("Anna", places=["Kerk"])
    assert place() == "Kerk"
    buurt.resident("Nel", places=["Kerk"], avoids=["Bert"], bearable=0)
    assert place() == "Bank"


def test_the_place_is_open_when_both_have_time(buurt: Neighbourhood) -> None:
    evening = (Daypart.EVENING,)
    anna = buurt.resident("Anna", wishes=["schaken"], places=["Bieb"], dayparts=evening)
    buurt.resident("Bert", talents=["schaken"], places=["Bieb"], dayparts=(*evening, Daypart.NIGHT))
    buurt.place("Bieb", opening_hours="ma-vr 10-17")
    buurt.place("Hub", hub=True, opening_hours="ma 9-12; wo-do 13-21")
    match = only(buurt, anna)
    assert match.place
    assert match.place.name == "Hub"
    assert "op woensdagavond" in words(match)["first_step"]


def test_a_chain_of_two_where_nobody_knows_both(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"])
    buurt.resident("Bert", talents=["schaken"])
    buurt.knows("Anna", "Cor", 3)
    buurt.knows("Cor", "Dirk", 2)
    buurt.knows("Dirk", "Bert", 4)
    match = only(buurt, anna)
    assert match.introducer
    assert match.via
    assert (match.bridge, match.introducer.name, match.via.name) == (Bridge.CHAIN, "Cor", "Dirk")
    buurt.resident("Dirk", avoids=["Anna"])
    assert only(buurt, anna).introducer is None


def test_the_host_of_the_place_where_there_is_nobody_else(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"], places=["Kerk"])
    buurt.resident("Bert", talents=["schaken"], places=["Kerk"])
    buurt.gathers("Koor", "Kerk")
    buurt.link(ContactOf, buurt.resident("Gerda"), buurt.node(Group, "Koor"))
    match = only(buurt, anna)
    assert match.introducer
    assert (match.introducer.name, match.bridge) == ("Gerda", Bridge.HOST)


def test_nobody_is_asked_beyond_what_they_can_bear(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"])
    bert = buurt.resident("Bert", talents=["schaken"], bearable=0)
    cor = buurt.resident("Cor", bearable=0)
    for name in ("Anna", "Bert"):
        buurt.knows("Cor", name, 4)
    assert asked(buurt) == asked(buurt, resident=anna) == asked(buurt, resident=bert) == []
    buurt.resident("Bert", bearable=1)
    assert only(buurt, anna).introducer is None
    buurt.resident("Cor", bearable=1)
    introducer = only(buurt, anna).introducer
    assert introducer
    assert introducer.id == cor


def test_introducers_are_not_always_the_same(buurt: Neighbourhood) -> None:
    partners = [f"Bewoner {at}" for at in range(6)]
    anna = buurt.resident("Anna", wishes=["schaken"])
    for name in partners:
        buurt.resident(name, talents=["schaken"])
        for connector in ("Cor", "Dirk", "Eva"):
            buurt.knows(connector, name, 3)
    for connector in ("Cor", "Dirk", "Eva"):
        buurt.knows(connector, "Anna", 3)
    found = asked(buurt, resident=anna, top=6)
    times = Counter(match.introducer.name for match in found if match.introducer)
    assert sorted(times.values()) == [2, 2, 2]


def test_near_is_within_the_walking_time_of_each(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"], lat=52.0, lon=4.9)
    buurt.resident("Bert", talents=["schaken"], lat=52.0045, lon=4.9)
    assert Kind.NEAR in kinds(only(buurt, anna))
    buurt.resident("Bert", pace=Pace.CALM)
    assert Kind.NEAR not in kinds(only(buurt, anna))
    buurt.resident("Anna", pace=Pace.BICYCLE)
    buurt.resident("Bert", pace=Pace.BICYCLE)
    assert Kind.NEAR in kinds(only(buurt, anna))


def test_the_first_step_is_one_sentence_with_names(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"])
    buurt.resident("Bert", talents=["schaken"])
    assert words(only(buurt, anna))["first_step"] == (
        "Niemand kent ze allebei: ga zelf mee als Anna en Bert een keer een kop koffie drinken; "
        "Anna vertelt wat de wens is."
    )
    buurt.place("Buurthub", hub=True)
    buurt.knows("Cor", "Anna")
    buurt.knows("Cor", "Bert")
    assert words(only(buurt, anna))["first_step"] == (
        "Spreek een keer af bij Buurthub: Cor stelt Anna en Bert bij een kop koffie aan elkaar "
        "voor; Anna vertelt wat de wens is."
    )


def test_a_wish_of_nobody_in_particular(buurt: Neighbourhood) -> None:
    buurt.resident("Bert", talents=["een fornuis aansluiten"], places=["Bank"])
    buurt.resident("Cor", wishes=["koken"])
    (match,) = asked(buurt, wish="mijn kookplaat doet het niet")
    found = words(match)
    assert found["resident"] is None
    assert found["introducer"] is None
    assert found["place"]["name"] == "Bank"
    assert found["first_step"] == "Leg de wens een keer voor aan Bert bij een kop koffie, bij Bank."
    assert [len(reason.facts) for reason in match.reasons] == [1]


def test_a_wish_put_in_for_somebody(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["zingen"], street="Kade", talents=["koken"])
    buurt.resident("Bert", talents=["schaken"], street="Kade", wishes=["koken"])
    buurt.resident("Cor", talents=["zingen"])
    match = only(buurt, anna, wish="schaken")
    assert (match.partner.name, match.mutual) == ("Bert", True)
    assert Kind.NEAR in kinds(match)


def test_who_is_not_in_the_snapshot_gets_nothing(buurt: Neighbourhood) -> None:
    buurt.resident("Bert", talents=["schaken"])
    assert asked(buurt, resident="resident-0", wish="schaken") == []
    assert asked(buurt, resident="resident-0") == []


def test_everyone_comes_grouped_fewest_ties_first(buurt: Neighbourhood) -> None:
    for name in ("Zoë", "Anna", "Bert", "Cor"):
        buurt.resident(name, talents=["schaken"], wishes=["schaken"])
    buurt.knows("Anna", "Bert")
    buurt.knows("Anna", "Cor")
    order = [match.resident.name for match in asked(buurt, top=2) if match.resident]
    assert order == ["Zoë", "Zoë", "Bert", "Bert", "Cor", "Cor", "Anna", "Anna"]
    everyone = asked(buurt, top=None)
    assert len(everyone) == 12
    for resident in order:
        scores = [m.score for m in everyone if m.resident and m.resident.name == resident]
        assert scores == sorted(scores, reverse=True)


def test_bonding_and_bridging_shift_the_weights(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"], groups=["Koor"], languages=("Twi",))
    buurt.resident("Bert", groups=["Koor"], languages=("Twi",), talents=["schaken vroeger"])
    buurt.resident("Cor", talents=["schaken vroeger"], wishes=["fietsen"])
    bonding = asked(buurt, resident=anna, leaning=Leaning.BONDING)
    bridging = asked(buurt, resident=anna, leaning=Leaning.BRIDGING)
    assert [match.partner.name for match in bonding] == ["Bert", "Cor"]
    assert [match.partner.name for match in bridging] == ["Cor", "Bert"]
    assert Kind.BRIDGING in kinds(bridging[0])
    assert Kind.BRIDGING not in kinds(bridging[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_is_as_the_contract_says(buurt: Neighbourhood, language: str) -> None:
    anna = buurt.resident("Anna", wishes=["schaken"])
    buurt.resident("Bert", talents=["schaken"])
    found = to_json(only(buurt, anna), catalogue(language))
    assert list(found) == [
        "resident", "partner", "score", "mutual", "reasons", "introducer", "place", "first_step",
        "bridge", "via", "acquainted",
    ]  # fmt: skip
    assert found["resident"] == {"id": anna, "name": "Anna"}
    (reason,) = found["reasons"]
    assert list(reason) == ["kind", "weight", "text", "facts"]
    assert reason["kind"] == "wish"
    assert type(reason["kind"]) is str


NAMES = [f"Bewoner {letter}" for letter in "ABCDEFGH"]
EXAMPLES = int(os.environ.get("ASSETGRAPH_EXAMPLES", "25"))

SAYING = st.lists(
    st.sampled_from([*WORDS, "geen honden", "leren schaken", "postduiven"]), max_size=3
)


@st.composite
def neighbourhoods(draw: st.DrawFn) -> Neighbourhood:
    buurt = Neighbourhood()
    for name in NAMES:
        buurt.resident(
            name,
            talents=draw(SAYING),
            wishes=draw(SAYING),
            dreams=draw(SAYING),
            groups=draw(st.lists(st.sampled_from(["Koor", "Tuin"]), max_size=2)),
            professional=draw(st.sampled_from([None, None, None, True])),
            languages=tuple(draw(st.lists(st.sampled_from(["Twi", "Farsi"]), max_size=1))),
            avoids=draw(st.lists(st.sampled_from(NAMES), max_size=1)),
        )
    for one, other, closeness in draw(
        st.lists(
            st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, 4)), max_size=9
        )
    ):
        buurt.knows(one, other, closeness)
    return buurt


@settings(max_examples=EXAMPLES)
@given(neighbourhoods(), st.sampled_from(Leaning))
def test_what_always_holds(buurt: Neighbourhood, leaning: Leaning) -> None:
    snapshot = buurt.snapshot()
    found = matches(snapshot, leaning=leaning, understanding=SMALL, top=None)
    index, links = snapshot.index, snapshot.links
    barred = {
        frozenset((a, b))
        for kind, pairs in links.items()
        for at, (a, b) in enumerate(zip(pairs.source.tolist(), pairs.target.tolist(), strict=True))
        if kind.kind == "avoids" or (kind.kind == "knows" and pairs.properties["closeness"][at] > 2)
    }
    rather_not = snapshot.relation(Avoids)
    avoided = set(
        map(frozenset, zip(rather_not.source.tolist(), rather_not.target.tolist(), strict=True))
    )
    for match in found:
        assert match.resident
        people = [match.resident, match.partner, *filter(None, [match.introducer, match.via])]
        for person in people:
            paid = snapshot.value(index[person.id], "professional")
            assert paid is (
                True if person == match.introducer and match.bridge is Bridge.WORKER else None
            )
        assert len({person.id for person in people}) == len(people)
        assert frozenset((index[match.resident.id], index[match.partner.id])) not in barred
        for person in people[2:]:
            for other in people[:2]:
                assert frozenset((index[person.id], index[other.id])) not in avoided
        assert match.score == pytest.approx(sum(reason.weight for reason in match.reasons))
        assert any(reason.kind not in SUPPORTING for reason in match.reasons)
        assert all(reason.weight > 0 for reason in match.reasons)
        to_json(match, catalogue("nl"))
        backwards = Kind.RECIPROCAL_WISH in kinds(match)
        assert match.mutual == (backwards and Kind.MUTUAL in kinds(match))
    seen = pairs(found)
    assert seen == {(other, one) for one, other in seen}


@settings(max_examples=EXAMPLES)
@given(neighbourhoods(), st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(buurt: Neighbourhood, seed: int) -> None:
    plain = matches(buurt.snapshot(), understanding=SMALL)
    assert matches(buurt.snapshot(seed=seed), understanding=SMALL) == plain

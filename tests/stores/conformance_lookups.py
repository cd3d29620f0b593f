"""S70 to S79: people are found by index as they would be in the whole, and never out of date.

A backend joins as it does those of `tests.stores.conformance`: by the fixtures `store` and
`new_store`, and empty subclasses of `StoreLookups` and `StoreNeighbourhoods`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.matching.weights import Leaning
from assetgraph.model.changeset import Changeset, Statement
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Exchange, Group, Place, Resident
from assetgraph.model.traits import Traits
from assetgraph.queries.matches import matches
from assetgraph.stores import visibility
from assetgraph.stores.store import GraphStore
from assetgraph.workflows.lookup import matches_of
from tests.matching.small import SMALL
from tests.stores.applying import Scenario
from tests.stores.parts import TWO_BUURTEN
from tests.stores.privacy import BUURT, EVERYBODY
from tests.stores.random_histories import QUICK, NewStore
from tests.stores.speech import FORM, MAY, TODAY, everything, person, resident, says
from tests.stores.speech import node as thing

STAMP = "as it is read now"
TOMORROW = TODAY + timedelta(1)


def found_by(called: str, /, *keys: str, until: date = date.max, **beside: Any) -> Traits:
    """Traits of a resident, each of weight 1."""
    read = {f"{called} zingt": {"offer": [["singing", "offer", 0.9]]}}
    return Traits(person(called), TODAY, until, dict.fromkeys(keys, 1.0), beside, read)


class StoreLookups(Scenario):
    """S70 to S77: parts of people, counts, and traits on one store."""

    @pytest.fixture
    def three(self, store: GraphStore) -> GraphStore:
        """Three people of whom traits are kept."""
        store.apply(says(*(resident(name, agrees=EVERYBODY) for name in ("Ans", "Bo", "Cor"))))
        store.keep_traits(
            STAMP,
            [
                found_by("Ans", "soep@linde", "koor", name="Ans"),
                found_by("Bo", "soep@linde", until=TODAY, point=[1.5, -2.25]),
                found_by("Cor"),
            ],
        )
        return store

    @pytest.mark.parametrize("purpose", list(Purpose))
    @pytest.mark.parametrize("as_of", [None, TODAY])
    @pytest.mark.parametrize(
        "names", [("Open Ans",), ("Stille Bo",), ("Open Ans", "Open Cor", "Niemand"), ()]
    )
    def test_s70_the_company_of_some_people(
        self, store: GraphStore, purpose: Purpose, as_of: date | None, names: tuple[str, ...]
    ) -> None:
        """S70 What `company` cuts from what the purpose shows of the whole."""
        store.apply(BUURT)
        people = [person(name) for name in names]
        whole = store.snapshot(purpose, today=TODAY)
        found = store.snapshot(purpose, today=TODAY, people=people, as_of=as_of)
        assert everything(found) == everything(visibility.company(whole, people))

    @pytest.mark.parametrize("names", [("Ans",), ("Bo", "Verre Cor"), ("Dirk zonder buurt",)])
    def test_s71_company_in_two_buurten(self, store: GraphStore, names: tuple[str, ...]) -> None:
        """S71 The places of their buurten, and whom they know or are kept apart from."""
        store.apply(says(*TWO_BUURTEN))
        people = [person(name) for name in names]
        whole = self.all(store)
        found = store.snapshot(Purpose.ALL, today=TODAY, people=people)
        assert everything(found) == everything(visibility.company(whole, people))

    def test_s72_apart_by_a_name(self, store: GraphStore) -> None:
        """S72 Who is not to be coupled is in the company, whichever of the two says so and how."""
        store.apply(
            says(
                resident("Ans", agrees=EVERYBODY, avoids_names=["Piét  de Vries", "b077"]),
                resident("Kees", agrees=EVERYBODY, code="B077"),
            )
        )
        store.apply(says(resident("piet de vries", agrees=EVERYBODY), source=FORM, day=MAY))
        for name in ("Ans", "Kees", "piet de vries"):
            found = store.snapshot(Purpose.MATCH, today=TODAY, people=[person(name)])
            whole = store.snapshot(Purpose.MATCH, today=TODAY)
            assert everything(found) == everything(visibility.company(whole, [person(name)]))
            assert "Ans" in found.names

    def test_s73_counts(self, store: GraphStore) -> None:
        """S73 Counts are those of the whole: nodes by plural, relations by kind."""
        assert set(store.counts().values()) == {0}
        store.apply(BUURT)
        whole = self.all(store)
        counts = store.counts()
        assert {kind.plural: len(span) for kind, span in whole.ranges.items()}.items() <= (
            counts.items()
        )
        assert {kind.kind: len(links) for kind, links in whole.links.items()}.items() <= (
            counts.items()
        )
        assert sum(counts.values()) == len(whole.ids) + sum(map(len, whole.links.values()))

    def test_s74_found_by_their_keys(self, three: GraphStore) -> None:
        """S74 Rows come by key and resident, with what is kept beside; only on days that hold."""
        found = three.sharing(["koor", "soep@linde", "niets"], TODAY)
        both = sorted(map(person, ("Ans", "Bo")))
        assert found.keys == ["koor", "soep@linde", "soep@linde"]
        assert found.residents == [person("Ans"), *both]
        assert found.weights == [1.0, 1.0, 1.0]
        assert found.beside == {
            person("Ans"): {"name": "Ans"},
            person("Bo"): {"point": [1.5, -2.25]},
        }
        assert three.sharing(["soep@linde"], TOMORROW).residents == [person("Ans")]
        assert three.sharing(["soep@linde"], TODAY - timedelta(1)).residents == []
        kept = three.traits([person(name) for name in ("Ans", "Bo", "Cor")], TOMORROW)
        assert kept == {
            person("Ans"): found_by("Ans", "soep@linde", "koor", name="Ans"),
        }

    def test_s75_what_is_not_read_yet(self, three: GraphStore) -> None:
        """S75 Whose traits are not kept for today, under this stamp; a few at a time."""
        everybody = sorted(map(person, ("Ans", "Bo", "Cor")))
        assert three.unread(STAMP, TODAY, 10) == []
        assert three.unread(STAMP, TOMORROW, 10) == [person("Bo")]
        assert sorted(three.unread(STAMP, TODAY - timedelta(1), 10)) == everybody
        assert sorted(three.unread("otherwise", TODAY, 10)) == everybody
        assert len(three.unread("otherwise", TODAY, 2)) == 2
        three.keep_traits("otherwise", [found_by("Ans", "thee")])
        assert sorted(three.unread("otherwise", TODAY, 10)) == sorted(map(person, ("Bo", "Cor")))
        assert three.sharing(["soep@linde", "koor"], TODAY).keys == []
        assert three.sharing(["thee"], TODAY).residents == [person("Ans")]

    @pytest.mark.parametrize(
        ("said", "forgotten"),
        [
            (says(resident("Ans", {"can": ["zingen"]}), source=FORM, day=MAY), {"Ans"}),
            (says(resident("Ans", agrees=()), source=FORM, day=MAY), {"Ans"}),
            (says(resident("Ans", {"knows": {"Bo": 3}}), source=FORM, day=MAY), {"Ans", "Bo"}),
            (
                says(
                    thing(Exchange, "taart", {"made_by": [(Resident, "Bo")]}, sort="offer"),
                    source=FORM,
                    day=MAY,
                ),
                {"Bo"},
            ),
            (
                says(thing(Group, "Koor", {"member_of<": []}), source=FORM, day=MAY),
                set(),
            ),
        ],
    )
    def test_s76_what_is_touched_is_forgotten(
        self, three: GraphStore, said: Changeset, forgotten: set[str]
    ) -> None:
        """S76 A changeset and its undo forget the traits that may rest on what they say."""
        names = {person(name): name for name in ("Ans", "Bo", "Cor")}
        for change in (lambda: three.apply(said), three.undo):
            change()
            assert {names[one] for one in three.unread(STAMP, TODAY, 10)} == forgotten
            kept = set(three.sharing(["soep@linde"], TODAY).residents)
            assert kept == {person(name) for name in {"Ans", "Bo"} - forgotten}
            three.keep_traits(STAMP, [found_by(name, "soep@linde") for name in ("Ans", "Bo")])
            three.keep_traits(STAMP, [found_by("Cor")])

    def test_s76_a_partner_in_an_exchange(self, store: GraphStore) -> None:
        """S76 Whose consent decides whether another's exchange is shown is touched with them."""
        taart = thing(
            Exchange,
            "taart",
            {"made_by": [(Resident, "Ans")], "made_with": [(Resident, "Bo")]},
            sort="ask",
        )
        store.apply(says(resident("Ans"), resident("Bo"), resident("Cor"), taart))
        store.keep_traits(STAMP, [found_by(name, "x") for name in ("Ans", "Bo", "Cor")])
        store.apply(says(resident("Bo", agrees=()), source=FORM, day=MAY))
        assert sorted(store.unread(STAMP, TODAY, 10)) == sorted(map(person, ("Ans", "Bo")))

    def test_s77_saying_it_again_forgets_nothing(self, three: GraphStore) -> None:
        """S77 What is only confirmed is not read again."""
        three.apply(says(*(resident(name, agrees=EVERYBODY) for name in ("Ans", "Bo", "Cor"))))
        assert three.unread(STAMP, TODAY, 10) == []


NAMES = [f"Bewoner {letter}" for letter in "ABCDEFG"]
SAYING = [
    *("schaken", "koken", "soep", "geen honden", "honden", "leren zingen", "dieren", "wandelen"),
    *("postduiven houden", "duiven", "sjoelbakken", "een sjoelbak", "fietsen vroeger"),
]


def _some(values: list[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=most)


@st.composite
def _person(draw: Any, name: str) -> list[Statement]:
    others = [one for one in NAMES if one != name]
    links: dict[str, Any] = {
        "knows": draw(st.dictionaries(st.sampled_from(others), st.integers(1, 4), max_size=2)),
        "can": draw(_some(SAYING, 3)),
        "wants": draw(_some(SAYING, 3)),
        "dreams_of": draw(_some(SAYING, 1)),
        "member_of": draw(_some(["Koor", "Tuin"], 1)),
        "comes_to": draw(_some(["Hub", "Bank"], 1)),
        "avoids": draw(_some(others, 1)),
    }
    facts: dict[str, Any] = {
        "buurt": draw(st.sampled_from(["Linde", "linde", "Kade", None])),
        "street": draw(st.sampled_from(["Kade", None])),
        "lat": draw(st.sampled_from([52.0, 52.001, None])),
        "lon": 4.9,
        "languages": draw(_some(["Nederlands", "Twi"])),
        "dayparts": draw(_some(["morning", "evening"])),
        "professional": draw(st.sampled_from([None, None, None, True])),
        "avoids_names": draw(_some(NAMES, 1)),
        "consent": draw(
            st.sampled_from(
                [
                    [{"purpose": "match"}],
                    [{"purpose": "match"}],
                    [{"purpose": "match", "until": TODAY.isoformat()}],
                    [{"purpose": "map"}],
                ]
            )
        ),
    }
    spoken = {*links, *facts}
    known = {key: value for key, value in facts.items() if value is not None}
    return resident(name, links, spoken=spoken, **known)


@st.composite
def _exchange(draw: Any) -> list[Statement]:
    who, whom = draw(st.permutations(NAMES))[:2]
    links: dict[str, Any] = {"made_by": [(Resident, who)]}
    if draw(st.booleans()):
        links["made_with"] = [(Resident, whom)]
    what, sort = draw(st.sampled_from(SAYING)), draw(st.sampled_from(["offer", "ask", "swap"]))
    return thing(Exchange, what, links, sort=sort)


@st.composite
def _neighbourhood(draw: Any) -> Changeset:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    said = [draw(_person(name)) for name in names]
    said += [draw(_exchange()) for _ in range(draw(st.integers(0, 2)))]
    said.append(thing(Place, "Hub", buurt="Linde", hub=True, lat=52.0, lon=4.9))
    said.append(thing(Place, "Bank", buurt=draw(st.sampled_from(["Kade", "Linde"]))))
    said.append(thing(Group, "Tuin", {"gathers_at": ["Bank"]}))
    source = draw(st.sampled_from([FORM, "workshop"]))
    return says(*said, source=source, day=TODAY - timedelta(draw(st.integers(0, 3))))


STEPS = st.lists(_neighbourhood() | st.just("undo") | st.just("next day"), min_size=1, max_size=4)


class StoreNeighbourhoods:
    """S78 to S79: properties over neighbourhoods that change; a backend gives `new_store`."""

    @QUICK
    @given(
        steps=STEPS,
        leaning=st.sampled_from(Leaning),
        top=st.sampled_from([1, 5, None]),
        wish=st.sampled_from([None, "soep", "sjoelbak"]),
    )
    def test_s78_one_residents_matches_by_lookup(
        self,
        new_store: NewStore,
        steps: list[Changeset | str],
        leaning: Leaning,
        top: int | None,
        wish: str | None,
    ) -> None:
        """S78 After every step, everybody's matches by lookup are those on the whole snapshot."""
        options: dict[str, Any] = {"leaning": leaning, "top": top, "wish": wish}
        options["understanding"] = SMALL
        day = TODAY
        with new_store() as store:
            for step in steps:
                if isinstance(step, Changeset):
                    store.apply(step)
                elif step == "next day":
                    day += timedelta(1)
                elif any(record.undone_at is None for record in store.history()):
                    store.undo()
                whole = store.snapshot(Purpose.MATCH, today=day)
                for at in whole.residents:
                    one = whole.ids[at]
                    if whole.value(at, "professional"):
                        continue
                    own = store.snapshot(Purpose.MATCH, today=day, people=[one])
                    found = matches_of(store, own, one, **options)
                    assert found == matches(whole, resident=one, **options)

    @QUICK
    @given(steps=STEPS, chosen=_some(NAMES, 4))
    def test_s79_company_is_cut_from_the_whole(
        self, new_store: NewStore, steps: list[Changeset | str], chosen: list[str]
    ) -> None:
        """S79 The company of any people is the cut of the whole, for every purpose."""
        people = [person(name) for name in chosen]
        with new_store() as store:
            for step in steps:
                if isinstance(step, Changeset):
                    store.apply(step)
            for purpose in Purpose:
                whole = store.snapshot(purpose, today=TODAY)
                found = store.snapshot(purpose, today=TODAY, people=people)
                assert everything(found) == everything(visibility.company(whole, people))

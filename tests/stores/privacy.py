"""S40 to S49: what a purpose shows, whoever asks and however much of the neighbourhood."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Exchange, Group, Institution, Place, Resident, Story
from assetgraph.model.snapshot import Snapshot
from assetgraph.stores.store import GraphStore
from tests.stores.applying import Scenario
from tests.stores.speech import (
    FORM,
    MAY,
    TODAY,
    closeness,
    facts,
    links,
    nodes,
    person,
    resident,
    says,
)
from tests.stores.speech import node as thing

HERE, THERE = "BU0363ZZ01", "BU0363ZZ02"
EVERYBODY = ("map", "match", "publish")

OPEN = resident(
    "Open Ans",
    {
        "knows": {"Stille Bo": 4, "Open Cor": 3},
        "can": ["zingen", "samen koken"],
        "wants": ["leren fietsen"],
        "member_of": ["Dinsdagkoks"],
        "avoids": ["Open Cor", "Stille Bo"],
        "nominates": ["Stille Bo", "Open Cor"],
    },
    agrees=EVERYBODY,
    buurt=HERE,
    street="Kade",
    avoids_names=["Iemand Anders"],
    dayparts=["evening"],
)
SILENT = resident(
    "Stille Bo",
    {
        "knows": {"Open Ans": 4},
        "can": ["viool bouwen", "zingen"],
        "wants": ["rust"],
        "dreams_of": ["een boot"],
        "takes_role": ["wijkdichter"],
        "member_of": ["Dinsdagkoks"],
        "comes_to": ["Buurthub De Linde"],
    },
    agrees=(),
    buurt=THERE,
)
COR = resident("Open Cor", {"member_of": ["Dinsdagkoks"]}, agrees=EVERYBODY, buurt=HERE)
HUB_PLACE = thing(Place, "Buurthub De Linde", buurt=HERE)
CARE = thing(
    Institution,
    "Zorg Dichtbij",
    {"supports": ["Open Ans", "Stille Bo"], "uses": ["Buurthub De Linde"]},
    contact="Samira",
)
ABOUT_BOTH = thing(
    Story,
    "Het bankje",
    {
        "about": [(Resident, "Stille Bo"), (Resident, "Open Ans"), (Place, "Buurthub De Linde")],
        "told_by": ["Open Cor"],
    },
    text="Bo zat daar elke dag.",
)
ABOUT_ANS = thing(Story, "Het koor", {"about": [(Resident, "Open Ans")]})
TOLD_BY_BO = thing(Story, "De brug", {"told_by": ["Stille Bo"], "about": [(Place, "Sluis Zuid")]})
SWAP = thing(
    Exchange,
    "viool voor soep",
    {"made_by": [(Resident, "Open Ans")], "made_with": [(Resident, "Stille Bo")]},
    sort="swap",
)
OFFER = thing(Exchange, "soep", {"made_by": [(Resident, "Open Ans")]}, sort="offer")
OF_A_GROUP = thing(Exchange, "eten", {"made_by": [(Group, "Dinsdagkoks")]}, sort="offer")

BUURT = says(
    OPEN, SILENT, COR, HUB_PLACE, CARE, ABOUT_BOTH, ABOUT_ANS, TOLD_BY_BO, SWAP, OFFER, OF_A_GROUP
)
OF_BO_ALONE = {
    "Stille Bo",
    "viool bouwen",
    "rust",
    "een boot",
    "wijkdichter",
    "Het bankje",
    "De brug",
    "viool voor soep",
}
ASKED = (Purpose.MAP, Purpose.MATCH, Purpose.PUBLISH)


def words(snapshot: Snapshot) -> str:
    """All text in a snapshot, to look for what must not be in it."""
    columns: list[Any] = [list(c.values()) for c in snapshot.columns.values()]
    return repr((snapshot.ids, snapshot.names, columns, links(snapshot)))


class Privacy(Scenario):
    """What a purpose keeps out."""

    @pytest.fixture
    def full(self, store: GraphStore) -> GraphStore:
        """A store with people who agree to everything and one who agrees to nothing."""
        store.apply(BUURT)
        return store

    @pytest.mark.parametrize("purpose", ASKED)
    def test_s40_who_does_not_agree_is_nowhere(self, full: GraphStore, purpose: Purpose) -> None:
        """S40 Not by id, not by name, not in a relation, nor what is only theirs or about them."""
        snapshot = full.snapshot(purpose, today=TODAY)
        assert not OF_BO_ALONE & set(snapshot.names)
        assert person("Stille Bo") not in snapshot.index
        for word in ("Bo", "viool", "boot", "rust", person("Stille Bo")):
            assert word not in words(snapshot)
        assert {"Open Ans", "Open Cor", "zingen", "samen koken", "Dinsdagkoks", "Het koor"} <= set(
            snapshot.names
        )
        assert ("can", "Open Ans", "zingen") in links(snapshot)
        assert {"soep", "eten"} <= set(snapshot.names)

    def test_s40_the_keeper_sees_all(self, full: GraphStore) -> None:
        """S40 `all` holds everything, for the keeper of the store alone."""
        assert set(full.snapshot(Purpose.ALL, today=TODAY).names) >= OF_BO_ALONE

    def test_s41_without_a_word_of_consent_only_the_map(self, store: GraphStore) -> None:
        """S41 Where nothing is recorded somebody is on the map and nowhere else."""
        store.apply(says(resident("Ans Kuiper", {"can": ["zingen"]})))
        names = {p: store.snapshot(p, today=TODAY).names for p in ASKED}
        assert names == {
            Purpose.MAP: ["Ans Kuiper", "zingen"],
            Purpose.MATCH: [],
            Purpose.PUBLISH: [],
        }

    def test_s42_consent_ends(self, store: GraphStore) -> None:
        """S42 Consent holds through its last day, and not from the day it is withdrawn."""
        store.apply(
            says(
                resident("Ans", consent=[{"purpose": "match", "until": TODAY.isoformat()}]),
                resident("Bo", consent=[{"purpose": "match", "withdrawn_on": TODAY.isoformat()}]),
            )
        )
        seen = [
            store.snapshot(Purpose.MATCH, today=TODAY + timedelta(days)).names
            for days in (-1, 0, 1)
        ]
        assert list(map(sorted, seen)) == [["Ans", "Bo"], ["Ans"], []]

    def test_s43_consent_that_is_taken_back_holds_at_once(self, store: GraphStore) -> None:
        """S43 A later word on consent is what counts, also from another source."""
        store.apply(says(resident("Ans Kuiper", agrees=EVERYBODY)))
        store.apply(says(resident("Ans Kuiper", agrees=()), source=FORM, day=MAY))
        assert all(store.snapshot(p, today=TODAY).ids == [] for p in ASKED)

    @pytest.mark.parametrize("purpose", ASKED)
    def test_s44_restricted_facts_are_for_no_question(
        self, full: GraphStore, purpose: Purpose
    ) -> None:
        """S44 Support by an institution and names to keep apart are only in `all`."""
        snapshot = full.snapshot(purpose, today=TODAY)
        assert not {kind for kind, _, _ in links(snapshot)} & {"supports"}
        assert "avoids_names" not in facts(snapshot, person("Open Ans"))
        assert "Iemand Anders" not in words(snapshot)
        everything = full.snapshot(Purpose.ALL, today=TODAY)
        assert ("supports", "Zorg Dichtbij", "Stille Bo") in links(everything)
        assert facts(everything, person("Open Ans"))["avoids_names"] == ("Iemand Anders",)

    def test_s45_rather_not_is_known_where_people_are_coupled(self, full: GraphStore) -> None:
        """S45 Matching must know whom to keep apart; nothing else may."""
        relation = ("avoids", "Open Ans", "Open Cor")
        seen = {p for p in Purpose if relation in links(full.snapshot(p, today=TODAY))}
        assert seen == {Purpose.MATCH, Purpose.ALL}

    def test_s46_rather_not_waits_for_who_is_not_there_yet(self, store: GraphStore) -> None:
        """S46 A name to keep apart holds once somebody of that name, or that code, appears."""
        ans = resident("Ans", agrees=EVERYBODY, avoids_names=["piet de  Vries", "B077"])
        store.apply(says(ans))
        assert links(store.snapshot(Purpose.MATCH, today=TODAY)) == {}
        others = (
            resident("Piét de Vries", agrees=EVERYBODY),
            resident("Kees", agrees=EVERYBODY, code="b077"),
        )
        store.apply(says(*others, source=FORM, day=MAY))
        for as_of in (None, TODAY):
            snapshot = store.snapshot(Purpose.MATCH, today=TODAY, as_of=as_of)
            assert set(links(snapshot)) == {
                ("avoids", "Ans", "Piét de Vries"),
                ("avoids", "Ans", "Kees"),
            }
            assert "avoids_names" not in facts(snapshot, person("Ans"))
        assert links(store.snapshot(Purpose.MAP, today=TODAY)) == {}
        around = store.snapshot(Purpose.MATCH, today=TODAY, resident=person("Ans"))
        assert around.names == ["Ans"]

    def test_s47_what_is_published_lacks_what_is_internal(self, full: GraphStore) -> None:
        """S47 Addresses, times, wishes, nominations and closeness stay inside."""
        inside = full.snapshot(Purpose.MAP, today=TODAY)
        assert {"street", "dayparts", "consent"} <= facts(inside, person("Open Ans")).keys()
        assert closeness(inside, "Open Ans", "Open Cor") == 3
        public = full.snapshot(Purpose.PUBLISH, today=TODAY)
        assert facts(public, person("Open Ans")) == {"name": "Open Ans", "buurt": HERE}
        assert "leren fietsen" not in public.names
        assert closeness(public, "Open Ans", "Open Cor") == 2
        assert "nominates" not in {kind for kind, _, _ in links(public)}
        (care,) = (f for f in nodes(public).values() if f.get("name") == "Zorg Dichtbij")
        assert "contact" not in care

    @pytest.mark.parametrize("purpose", ASKED)
    @pytest.mark.parametrize("as_of", [None, TODAY])
    def test_s48_a_part_shows_no_more_than_the_whole(
        self, full: GraphStore, purpose: Purpose, as_of: Any
    ) -> None:
        """S48 What is hidden in the whole is hidden in a buurt and around a resident.

        A story about somebody who lives elsewhere and does not agree stays hidden here.
        """
        whole = set(full.snapshot(purpose, today=TODAY, as_of=as_of).names)
        for part in ({"buurt": HERE}, {"resident": person("Open Ans")}):
            seen = full.snapshot(purpose, today=TODAY, as_of=as_of, **part)
            assert "Open Ans" in seen.names
            assert set(seen.names) <= whole
            assert "Bo" not in words(seen)

    def test_s49_nobody_agrees_to_all(self, store: GraphStore) -> None:
        """S49 Agreeing to the one purpose is not agreeing to another."""
        store.apply(
            says(*(resident(f"Alleen {purpose}", agrees=[purpose]) for purpose in EVERYBODY))
        )
        seen = {p.value: store.snapshot(p, today=TODAY).names for p in ASKED}
        assert seen == {purpose: [f"Alleen {purpose}"] for purpose in EVERYBODY}

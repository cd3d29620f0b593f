"""S100 to S119: one person who was recorded as several, on every store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assetgraph.model.changeset import Changeset, Statement
from assetgraph.model.consent import Purpose
from assetgraph.model.identity import APART, judgement
from assetgraph.model.nodes import Exchange, Group, Resident
from assetgraph.stores.store import GraphStore
from tests.stores.applying import Scenario
from tests.stores.speech import (
    FORM,
    HUB,
    JANUARY,
    MARCH,
    MAY,
    TODAY,
    everything,
    facts,
    links,
    person,
    resident,
    says,
    some,
)
from tests.stores.speech import node as thing

BOTH = {"map", "match"}


def allows(*purposes: str, until: str | None = None) -> list[dict[str, Any]]:
    """Consents as they are said."""
    return [{"purpose": one, "until": until} for one in purposes]


JOHAN = resident(
    "Johan de Vries",
    {"knows": {"Mei Chen": 2}, "can": ["fietsen maken"], "avoids": ["Kees Blom"]},
    street="Lindestraat",
    languages=["Nederlands"],
    consent=allows("map", "match"),
)
JO = resident(
    "Jo de Vries",
    {"knows": {"Mei Chen": 4, "Ans Kuiper": 3}, "can": ["schaken"], "avoids": ["Piet Smit"]},
    code="B7",
    street="Kade",
    languages=["Fries", "Nederlands"],
    consent=allows("map"),
)
ANS = resident("Ans Kuiper", {"knows": {"Jo de Vries": 1}}, avoids_names=["Zorro"])
A, B = person("Johan de Vries"), person("Jo de Vries")


def one(b: str, a: str, number: int = 1, day: date = MAY) -> Changeset:
    """The judgement that a node is the same as another, or (with `APART`) its own again."""
    said = [Statement("resident", b, same=a)]
    return Changeset(judgement(number), day, said)


class Merging(Scenario):
    """What it means that nodes are one."""

    @pytest.fixture
    def doubled(self, store: GraphStore) -> GraphStore:
        """A person who was recorded as two by two sources."""
        store.apply(says(JOHAN, source=HUB, day=JANUARY))
        store.apply(says(JO, ANS, source=FORM, day=MARCH))
        return store

    def test_s100_one_person_holds_what_both_held(self, doubled: GraphStore) -> None:
        """S100 Facts and relations of both hold under one id; name and street by their rules."""
        outcome = doubled.apply(one(B, A))
        snapshot = self.all(doubled)
        assert B not in snapshot.ids
        found = facts(snapshot, A)
        assert (found["name"], found["code"], found["street"]) == ("Johan de Vries", "B7", "Kade")
        assert found["languages"] == ("Nederlands", "Fries")
        assert {key for key in links(snapshot) if "Johan de Vries" in key} == {
            ("knows", "Johan de Vries", "Mei Chen"),
            ("knows", "Johan de Vries", "Ans Kuiper"),
            ("knows", "Ans Kuiper", "Johan de Vries"),
            ("can", "Johan de Vries", "fietsen maken"),
            ("can", "Johan de Vries", "schaken"),
            ("avoids", "Johan de Vries", "Kees Blom"),
            ("avoids", "Johan de Vries", "Piet Smit"),
        }
        assert links(snapshot)["knows", "Johan de Vries", "Mei Chen"] == {"closeness": 4}
        assert some(outcome.removed) == {"residents": 1, "ties": 2}
        assert some(outcome.added) == {"ties": 1}

    def test_s101_of_consent_the_narrower_holds(self, doubled: GraphStore) -> None:
        """S101 Who agreed to less in one of the two is not seen for more."""
        doubled.apply(one(B, A))
        assert [c.purpose for c in facts(self.all(doubled), A)["consent"]] == [Purpose.MAP]
        assert A not in doubled.snapshot(Purpose.MATCH, today=TODAY).ids
        doubled.undo()
        assert A in doubled.snapshot(Purpose.MATCH, today=TODAY).ids

    def test_s101_an_old_picture_shows_no_more(self, doubled: GraphStore) -> None:
        """S101 Who are one today are one in a picture of before, with today's consent."""
        doubled.apply(one(B, A))
        then = doubled.snapshot(Purpose.ALL, today=TODAY, as_of=MARCH)
        assert B not in then.ids
        assert "schaken" in then.names
        assert A not in doubled.snapshot(Purpose.MATCH, today=TODAY, as_of=MARCH).ids

    def test_s101_nothing_recorded_narrows_nothing(self, store: GraphStore) -> None:
        """S101 A name that somebody mentioned said nothing about consent."""
        store.apply(says(JOHAN, resident("Ans Kuiper", {"knows": {"Johan": 2}})))
        store.apply(one(person("Johan"), A))
        assert A in store.snapshot(Purpose.MATCH, today=TODAY).ids
        assert ("knows", "Ans Kuiper", "Johan de Vries") in links(self.all(store))

    def test_s101_the_sooner_end_holds(self, store: GraphStore) -> None:
        """S101 Of two days until which somebody agreed, the first."""
        store.apply(says(resident("An Bos", consent=allows("map", until="2026-12-31"))))
        other = resident("An T. Bos", consent=allows("map", until="2026-05-31"))
        store.apply(says(other, source=FORM))
        store.apply(one(person("An T. Bos"), person("An Bos")))
        assert person("An Bos") not in store.snapshot(Purpose.MAP, today=TODAY).ids

    def test_s102_undo_is_as_before(self, doubled: GraphStore) -> None:
        """S102 Taking the judgement back leaves no trace of it, also after a second one."""
        before = everything(self.all(doubled))
        doubled.apply(one(B, A))
        doubled.apply(one(person("Mei Chen"), B, 2))
        assert {one.one_with for one in doubled.merged()} == {A}
        doubled.undo()
        doubled.undo()
        assert everything(self.all(doubled)) == before
        assert doubled.merged() == []

    def test_s103_a_split_and_its_undo(self, doubled: GraphStore) -> None:
        """S103 A later judgement takes them apart, and taking that back joins them again."""
        before = everything(self.all(doubled))
        doubled.apply(one(B, A))
        joined = everything(self.all(doubled))
        doubled.apply(one(B, APART, 2))
        assert everything(self.all(doubled)) == before
        doubled.undo()
        assert everything(self.all(doubled)) == joined

    def test_s104_each_is_found_by_its_own_name(self, doubled: GraphStore) -> None:
        """S104 Who looks for either name, code or id finds the one; each is known by itself."""
        doubled.apply(one(B, A))
        for word in ("Johan de Vries", "jo de vries", "B7", A, B):
            assert [known.id for known in doubled.known(Resident, [word])] == [A]
        assert [
            (k.id, k.name, k.distinctions.get("code"), k.one_with) for k in doubled.merged()
        ] == [
            (node, name, code, A)
            for node, name, code in sorted([(A, "Johan de Vries", None), (B, "Jo de Vries", "B7")])
        ]

    def test_s105_a_sheet_still_speaks_for_itself(self, doubled: GraphStore) -> None:
        """S105 The same sheet again changes nothing; a mended one mends its own words only."""
        doubled.apply(one(B, A))
        joined = everything(self.all(doubled))
        again = doubled.apply(says(JO, ANS, source=FORM, day=MARCH))
        assert (some(again.added), some(again.changed), some(again.removed)) == ({}, {}, {})
        assert everything(self.all(doubled)) == joined
        mended = resident("Jo de Vries", {"can": ["dammen"]}, code="B7", street="Kade")
        doubled.apply(says(mended, source=FORM, day=MARCH))
        talents = {other for kind, _, other in links(self.all(doubled)) if kind == "can"}
        assert talents == {"fietsen maken", "dammen"}

    def test_s106_what_is_new_goes_to_the_one(self, doubled: GraphStore) -> None:
        """S106 A relation to either, stated by somebody new, is one to the person."""
        doubled.apply(one(B, A))
        new = resident("Bo Kok", {"knows": {"Jo de Vries": 3, "Johan de Vries": 1}})
        group = thing(Group, "Schaakclub", {"member_of<": ["Jo de Vries"]})
        swap = thing(Exchange, "taart", {"made_by": [(Resident, "Jo de Vries")]}, sort="offer")
        outcome = doubled.apply(says(new, group, swap, source="nieuw"))
        found = links(self.all(doubled))
        assert ("knows", "Bo Kok", "Johan de Vries") in found
        assert ("member_of", "Johan de Vries", "Schaakclub") in found
        assert ("made_by", "taart", "Johan de Vries") in found
        assert some(outcome.added)["ties"] == 1
        doubled.apply(one(B, APART, 2))
        assert ("knows", "Bo Kok", "Jo de Vries") in links(self.all(doubled))

    def test_s107_what_they_said_of_each_other_is_silent(self, store: GraphStore) -> None:
        """S107 Nobody knows or avoids oneself."""
        store.apply(says(resident("Jo", {"knows": {"Johan": 4}, "avoids": ["Johan"]})))
        store.apply(one(person("Jo"), person("Johan")))
        assert links(self.all(store)) == {}
        assert some(store.undo().added) == {"residents": 1, "ties": 1}

    def test_s108_without_the_head_the_other_stays(self, doubled: GraphStore) -> None:
        """S108 When all that was said of one is taken back, the other still holds, under one id."""
        doubled.apply(one(B, A))
        doubled.undo(1)
        snapshot = self.all(doubled)
        assert facts(snapshot, A)["name"] == "Jo de Vries"
        doubled.undo(2)
        assert A not in self.all(doubled).ids
        assert B not in self.all(doubled).ids

    def test_s109_a_circle_is_one(self, doubled: GraphStore) -> None:
        """S109 Undoing what took them apart can leave a circle: still one person."""
        doubled.apply(one(B, A))
        apart = doubled.apply(one(B, APART, 2)).changeset
        doubled.apply(one(A, B, 3))
        doubled.undo(apart)
        assert [node for node in self.all(doubled).ids if node in (A, B)] == [min(A, B)]

    @pytest.mark.parametrize("called", [A, B])
    def test_s110_erasing_takes_both(self, doubled: GraphStore, called: str) -> None:
        """S110 Erased under either id, no name is left, and undoing the judgement brings nobody."""
        joined = doubled.apply(one(B, A)).changeset
        doubled.erase(called)
        for page in doubled.pages():
            text = repr(page.rows)
            assert "de Vries" not in text
            assert "B7" not in text
        assert {"Jo de Vries", "johan de vries", A, B} <= doubled.erased(
            Resident, ["Jo de Vries", "johan de vries", A, B]
        )
        doubled.undo(joined)
        assert not {A, B} & set(self.all(doubled).ids)
        assert doubled.known(Resident, ["Jo de Vries", "Johan de Vries"]) == []

    def test_s111_erased_after_a_split(self, doubled: GraphStore) -> None:
        """S111 Who was one with another and is erased leaves nothing there either."""
        joined = doubled.apply(one(B, A)).changeset
        doubled.apply(says(resident("Johan de Vries", code="X1"), source=HUB, day=MAY))
        doubled.apply(one(B, APART, 2))
        doubled.erase(B)
        assert facts(self.all(doubled), A)["code"] == "X1"
        text = repr([page.rows for page in doubled.pages()])
        assert "Jo de Vries" not in text
        assert "B7" not in text
        doubled.undo(joined)
        assert "schaken" not in self.all(doubled).names
        assert "Kade" not in repr([page.rows for page in doubled.pages()])

    def test_s112_a_trial_joins_nobody(self, doubled: GraphStore) -> None:
        """S112 What is tried is taken back."""
        before = everything(self.all(doubled))
        with doubled.writing(keep=False):
            assert some(doubled.apply(one(B, A)).removed)["residents"] == 1
        assert everything(self.all(doubled)) == before


class MergingCopied(Scenario):
    """Judgements in another store."""

    @pytest.fixture
    def other(self) -> GraphStore:
        """A second empty store. A backend overrides this."""
        raise NotImplementedError

    def test_s113_a_copy_holds_the_same(self, store: GraphStore, other: GraphStore) -> None:
        """S113 Who are one here are one in the copy, and can be taken apart there."""
        store.apply(says(JOHAN, day=JANUARY))
        store.apply(says(JO, ANS, source=FORM, day=MARCH))
        before = everything(self.all(store))
        store.apply(one(B, A))
        checksum = ""
        for page in store.pages():
            checksum = page.after(checksum)
            other.receive(page, checksum)
        other.complete()
        assert everything(self.all(other)) == everything(self.all(store))
        assert list(other.pages()) == list(store.pages())
        assert other.check() == []
        other.undo()
        assert everything(self.all(other)) == before

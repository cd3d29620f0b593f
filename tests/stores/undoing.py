"""S20 to S29: taking a changeset back."""

from __future__ import annotations

import pytest

from assetgraph.errors import QuestionError
from assetgraph.stores.store import GraphStore
from tests.stores.applying import FATIMA, FATIMA_LINKS, Scenario
from tests.stores.speech import (
    FORM,
    MAY,
    TODAY,
    closeness,
    everything,
    facts,
    links,
    person,
    resident,
    says,
    some,
)


class Undoing(Scenario):
    """What undo does."""

    def test_s20_undo_of_the_latest_is_as_before(self, store: GraphStore) -> None:
        """S20 All that the latest changeset did is undone: added, changed and taken back."""
        store.apply(says(FATIMA))
        before = everything(self.all(store))
        later = resident(
            "Fatima Bouali",
            {"knows": {"Joop Visser": 1, "Ans Kuiper": 2}},
            spoken=("street", "knows", "can", "languages"),
            house_number="12",
        )
        done = store.apply(says(later, day=MAY))
        undone = store.undo()
        assert everything(self.all(store)) == before
        assert undone.changeset == done.changeset
        assert some(undone.removed) == {"residents": 1, "ties": 1}
        assert some(undone.added) == {"ties": 1}
        assert some(undone.changed) == {"residents": 1, "ties": 1}
        assert all(one.before == one.after for one in undone.kept)

    def test_s21_undo_of_the_only_one_leaves_nothing(self, store: GraphStore) -> None:
        """S21 Who is only in an undone changeset is nowhere, not even by name."""
        store.apply(says(FATIMA))
        outcome = store.undo()
        assert self.all(store).ids == []
        assert links(self.all(store)) == {}
        assert some(outcome.removed) == {"residents": 3, "talents": 1, "ties": 2}
        assert outcome.kept == []

    def test_s22_undo_of_an_older_one_keeps_what_was_said_since(self, store: GraphStore) -> None:
        """S22 What later changesets confirm or say otherwise stays, and `kept` says so."""
        first = store.apply(says(FATIMA)).changeset
        second = resident(
            "Fatima Bouali", {"knows": {"Joop Visser": 2}}, street="Kade", languages=["Nederlands"]
        )
        store.apply(says(second, source=FORM, day=MAY))
        outcome = store.undo(first)
        snapshot = self.all(store)
        assert facts(snapshot, person("Fatima Bouali")) == {
            "name": "Fatima Bouali",
            "street": "Kade",
            "languages": ("Nederlands",),
        }
        assert list(links(snapshot)) == [("knows", "Fatima Bouali", "Joop Visser")]
        kept = {(c.field, c.other): (c.before, c.after) for c in outcome.kept}
        assert kept == {
            ("name", None): ("Fatima Bouali", "Fatima Bouali"),
            ("street", None): ("Lindestraat", "Kade"),
            ("languages", None): (["Nederlands", "Arabisch"], ["Nederlands"]),
            ("knows", "Joop Visser"): ({"closeness": 4}, {"closeness": 2}),
        }
        assert some(outcome.removed) == {"residents": 1, "talents": 1, "ties": 1}

    def test_s23_what_the_same_source_repeated_stays(self, store: GraphStore) -> None:
        """S23 A changeset that was said again since can be undone without loss."""
        first = store.apply(says(FATIMA)).changeset
        store.apply(says(FATIMA, day=MAY))
        before = self.all(store)
        outcome = store.undo(first)
        after = self.all(store)
        assert (some(outcome.removed), some(outcome.changed)) == ({}, {})
        assert links(after) == links(before)
        assert {p.first_said for p in after.provenance} == {MAY}
        store.undo()
        assert self.all(store).ids == []

    def test_s24_undo_of_the_middle_one(self, store: GraphStore) -> None:
        """S24 Of three words of one source the last stays when the second is taken back."""
        store.apply(says(FATIMA))
        second = store.apply(
            says(resident("Fatima Bouali", FATIMA_LINKS, street="Kade", code="B1"), day=MAY)
        ).changeset
        store.apply(says(resident("Fatima Bouali", FATIMA_LINKS, street="Plein"), day=TODAY))
        store.undo(second)
        found = facts(self.all(store), person("Fatima Bouali"))
        assert found["street"] == "Plein"
        assert "code" not in found

    def test_s25_undo_brings_back_what_was_taken_back(self, store: GraphStore) -> None:
        """S25 A list value that a changeset removed returns when that changeset is undone."""
        store.apply(says(FATIMA))
        removing = store.apply(says(resident("Fatima Bouali", spoken=("knows",)), day=MAY))
        store.apply(says(resident("Ans Kuiper"), day=TODAY))
        assert closeness(self.all(store), "Fatima Bouali", "Joop Visser") is None
        outcome = store.undo(removing.changeset)
        assert closeness(self.all(store), "Fatima Bouali", "Joop Visser") == 4
        assert some(outcome.added) == {"ties": 2}

    def test_s26_undo_twice_is_refused(self, store: GraphStore) -> None:
        """S26 A changeset is undone once; one that is not there is refused as well."""
        first = store.apply(says(FATIMA)).changeset
        store.apply(says(resident("Ans Kuiper")))
        store.undo(first)
        before = everything(self.all(store))
        for wrong in (first, 99):
            with pytest.raises(QuestionError) as refused:
                store.undo(wrong)
            assert refused.value.code == "no-changeset"
        assert everything(self.all(store)) == before
        store.undo()
        with pytest.raises(QuestionError) as refused:
            store.undo()
        assert refused.value.code == "nothing-to-undo"

    def test_s27_history_remembers_what_was_undone(self, store: GraphStore) -> None:
        """S27 History keeps every changeset, with the moment at which it was undone."""
        first = store.apply(says(FATIMA)).changeset
        second = store.apply(says(resident("Ans Kuiper"), source=FORM, day=MAY)).changeset
        store.undo(first)
        records = store.history()
        assert [(r.id, r.source, r.day) for r in records] == [
            (first, "workshop in de hub", says(FATIMA).day),
            (second, FORM, MAY),
        ]
        undone, standing = records
        assert standing.undone_at is None
        assert undone.undone_at is not None
        assert undone.undone_at >= undone.recorded_at
        assert some(undone.added) == {"residents": 3, "talents": 1, "ties": 2}
        assert some(standing.added) == {"residents": 1}

    def test_s28_said_again_after_undo_it_is_back(self, store: GraphStore) -> None:
        """S28 What was undone can be imported again: the same people, under the same ids."""
        store.apply(says(FATIMA))
        before = self.all(store)
        store.undo()
        outcome = store.apply(says(FATIMA))
        assert some(outcome.added) == {"residents": 3, "talents": 1, "ties": 2}
        after = self.all(store)
        assert list(after.ids) == list(before.ids)
        assert links(after) == links(before)
        assert [r.undone_at is None for r in store.history()] == [False, True]

    def test_s29_undo_in_any_order_ends_empty(self, store: GraphStore) -> None:
        """S29 When all is undone nothing is left, whichever goes first."""
        made = [
            store.apply(says(FATIMA)).changeset,
            store.apply(says(resident("Joop Visser", {"knows": {"Fatima Bouali": 2}}))).changeset,
            store.apply(says(FATIMA, source=FORM, day=MAY)).changeset,
            store.apply(says(resident("Fatima Bouali", spoken=("knows",)), day=TODAY)).changeset,
        ]
        for changeset in (made[1], made[3], made[0], made[2]):
            store.undo(changeset)
            assert store.check() == []
        assert self.all(store).ids == []

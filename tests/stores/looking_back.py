"""S30 to S39: asking as of a day."""

from __future__ import annotations

from datetime import date

from assetgraph.model.consent import Purpose
from assetgraph.stores.store import GraphStore
from tests.stores.applying import FATIMA, Scenario
from tests.stores.speech import (
    FORM,
    JANUARY,
    MARCH,
    MAY,
    TODAY,
    closeness,
    everything,
    facts,
    person,
    resident,
    says,
)

FEBRUARY, APRIL = date(2026, 2, 1), date(2026, 4, 1)


class LookingBack(Scenario):
    """What `as_of` shows."""

    def test_s30_between_two_changesets(self, store: GraphStore) -> None:
        """S30 A day shows what was said to hold by then: no more, no less."""
        store.apply(says(resident("Ans Kuiper", {"knows": {"Bo Li": 1}}), day=JANUARY))
        then = everything(self.all(store))
        store.apply(says(resident("Ans Kuiper", {"knows": {"Bo Li": 3}}, street="Kade"), day=MARCH))
        store.apply(says(resident("Ans Kuiper", spoken=("knows", "street")), day=MAY))
        for day in (JANUARY, FEBRUARY):
            assert everything(self.all(store, day)) == then
        for day in (MARCH, APRIL):
            assert closeness(self.all(store, day), "Ans Kuiper", "Bo Li") == 3
            assert facts(self.all(store, day), person("Ans Kuiper"))["street"] == "Kade"
        assert closeness(self.all(store, MAY), "Ans Kuiper", "Bo Li") is None

    def test_s31_before_the_first_there_is_nothing(self, store: GraphStore) -> None:
        """S31 Before the first changeset the neighbourhood is empty."""
        store.apply(says(FATIMA))
        assert self.all(store, FEBRUARY).ids == []

    def test_s32_an_older_day_that_comes_later(self, store: GraphStore) -> None:
        """S32 What is typed over late is seen on the day it is about."""
        store.apply(says(resident("Ans Kuiper"), day=MAY))
        store.apply(says(resident("Bo Li"), source=FORM, day=JANUARY))
        assert self.all(store, FEBRUARY).names == ["Bo Li"]
        assert sorted(self.all(store, MAY).names) == ["Ans Kuiper", "Bo Li"]

    def test_s33_what_is_undone_was_never_said(self, store: GraphStore) -> None:
        """S33 An undone changeset is in no day."""
        first = store.apply(says(FATIMA, day=JANUARY)).changeset
        store.apply(says(resident("Fatima Bouali", street="Kade"), source=FORM, day=MAY))
        store.undo(first)
        assert self.all(store, FEBRUARY).ids == []
        assert everything(self.all(store, TODAY)) == everything(self.all(store))

    def test_s34_the_day_of_the_answer(self, store: GraphStore) -> None:
        """S34 A snapshot knows the day that its answers hold for."""
        store.apply(says(FATIMA))
        assert self.all(store).day == TODAY
        assert self.all(store, APRIL).day == APRIL

    def test_s35_consent_is_of_today(self, store: GraphStore) -> None:
        """S35 Who withdrew is not seen in an old picture; who agreed since is."""
        store.apply(says(resident("Ans Kuiper", agrees=["match"]), resident("Bo Li"), day=JANUARY))
        store.apply(
            says(resident("Ans Kuiper", agrees=[]), resident("Bo Li", agrees=["match"]), day=MAY)
        )
        then = store.snapshot(Purpose.MATCH, today=TODAY, as_of=FEBRUARY)
        assert then.names == ["Bo Li"]
        on_the_map = store.snapshot(Purpose.MAP, today=TODAY, as_of=FEBRUARY)
        assert on_the_map.names == []

    def test_s36_today_equals_now(self, store: GraphStore) -> None:
        """S36 As of today is what a snapshot without a day shows."""
        store.apply(says(FATIMA, day=JANUARY))
        store.apply(says(resident("Joop Visser", {"knows": {"Fatima Bouali": 2}}), day=MAY))
        for purpose in Purpose:
            now = store.snapshot(purpose, today=TODAY)
            assert everything(store.snapshot(purpose, today=TODAY, as_of=TODAY)) == everything(now)

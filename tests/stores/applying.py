"""S01 to S19: what a changeset does to a store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from assetgraph.model.changeset import Changeset, Statement
from assetgraph.model.choices import Closeness, Daypart
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group, Place, Resident, Story, Talent
from assetgraph.model.snapshot import Snapshot
from assetgraph.stores.store import GraphStore
from tests.stores.speech import (
    FORM,
    HUB,
    JANUARY,
    MARCH,
    MAY,
    TODAY,
    closeness,
    everything,
    facts,
    id_of,
    links,
    nodes,
    person,
    resident,
    says,
    some,
)
from tests.stores.speech import node as thing


class Scenario:
    """What scenarios share: a store, given by a backend, that is sound when they are done."""

    @pytest.fixture
    def store(self) -> Iterator[GraphStore]:
        """An empty store. A backend overrides this."""
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _sound(self, store: GraphStore) -> Iterator[None]:
        """S00 After every scenario the tables are what the statements add up to."""
        yield
        assert store.check() == []

    def all(self, store: GraphStore, as_of: date | None = None) -> Snapshot:
        """Everything there is."""
        return store.snapshot(Purpose.ALL, today=TODAY, as_of=as_of)


FATIMA = resident(
    "Fatima Bouali",
    {"knows": {"Joop Visser": 4, "Mei Chen": 1}, "can": ["couscous koken"]},
    street="Lindestraat",
    languages=["Nederlands", "Arabisch"],
    dayparts=["evening"],
    lat=52.36,
)


class Applying(Scenario):
    """What applying does."""

    def test_s01_a_new_store_is_empty(self, store: GraphStore) -> None:
        """S01 Nothing is in a store before the first changeset."""
        snapshot = self.all(store)
        assert list(snapshot.ids) == []
        assert links(snapshot) == {}
        assert store.history() == []
        assert store.positions() == {}
        assert store.known(Resident, ["Fatima Bouali"]) == []

    def test_s02_what_is_said_holds(self, store: GraphStore) -> None:
        """S02 Nodes, properties and relations are there as they were said, and are counted."""
        outcome = store.apply(says(FATIMA))
        snapshot = self.all(store)
        assert facts(snapshot, person("Fatima Bouali")) == {
            "name": "Fatima Bouali",
            "street": "Lindestraat",
            "languages": ("Nederlands", "Arabisch"),
            "dayparts": (Daypart.EVENING,),
            "lat": 52.36,
        }
        assert facts(snapshot, person("Joop Visser")) == {"name": "Joop Visser"}
        assert links(snapshot) == {
            ("knows", "Fatima Bouali", "Joop Visser"): {"closeness": Closeness.CLOSE},
            ("knows", "Fatima Bouali", "Mei Chen"): {"closeness": Closeness.GREETS},
            ("can", "Fatima Bouali", "couscous koken"): {},
        }
        assert some(outcome.added) == {"residents": 3, "talents": 1, "ties": 2}
        assert (some(outcome.changed), some(outcome.removed)) == ({}, {})
        assert outcome.changes == []

    def test_s03_a_changeset_that_fails_halfway_leaves_nothing(self, store: GraphStore) -> None:
        """S03 A changeset holds whole or not at all."""
        store.apply(says(FATIMA))
        before, history = everything(self.all(store)), store.history()
        wrong: list[Any] = [
            Statement("resident", person("Zorro"), properties={"street": object()}),
            Statement("nothing-declared", "nothing-declared-1"),
            Statement("resident", person("Zorro"), relations={"knows": {"resident-nobody": {}}}),
        ]
        for statement in wrong:
            good = resident("Ans Kuiper"), resident("Fatima Bouali", street="Kade")
            broken = says(*good, [statement])
            with pytest.raises((KeyError, TypeError, ValueError)):
                store.apply(broken)
            assert everything(self.all(store)) == before
            assert store.history() == history
            assert store.check() == []

    def test_s03_nothing_is_kept_of_what_is_interrupted(self, store: GraphStore) -> None:
        """S03 Several changesets inside one `writing` happen together or not at all."""

        def interrupted() -> None:
            with store.writing():
                store.apply(says(FATIMA))
                store.apply(says(resident("Ans Kuiper")))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert self.all(store).ids == []
        assert store.history() == []
        with store.writing():
            store.apply(says(FATIMA))
            store.apply(says(resident("Ans Kuiper")))
        assert len(store.history()) == 2

    def test_s03_a_trial_keeps_nothing(self, store: GraphStore) -> None:
        """S03 With `keep` false one sees what would happen, and nothing happens."""
        with store.writing(keep=False):
            outcome = store.apply(says(FATIMA))
            assert "Mei Chen" in self.all(store).names
        assert some(outcome.added) == {"residents": 3, "talents": 1, "ties": 2}
        assert self.all(store).ids == []
        assert store.history() == []

    def test_s04_saying_it_again_confirms(self, store: GraphStore) -> None:
        """S04 The same changeset twice changes nothing but the day of the last word."""
        store.apply(says(FATIMA))
        before = self.all(store)
        outcome = store.apply(says(FATIMA, day=MAY))
        after = self.all(store)
        assert (some(outcome.added), some(outcome.changed), some(outcome.removed)) == ({}, {}, {})
        assert outcome.changes == []
        assert nodes(after) == nodes(before)
        assert links(after) == links(before)
        assert [record.source for record in store.history()] == [HUB, HUB]
        for snapshot, last in ((before, MARCH), (after, MAY)):
            spans = {(p.first_said, p.last_confirmed) for p in snapshot.provenance}
            assert spans == {(MARCH, last)}
            ties = {
                (p.first_said, p.last_confirmed)
                for rows in snapshot.links.values()
                for p in rows.provenance
            }
            assert ties == {(MARCH, last)}

    def test_s05_a_source_changes_a_property(self, store: GraphStore) -> None:
        """S05 The later word of a source replaces its earlier one, and the change is remembered."""
        store.apply(says(FATIMA))
        moved = resident("Fatima Bouali", FATIMA_LINKS, street="Kade", languages=["Nederlands"])
        outcome = store.apply(says(moved, day=MAY))
        found = facts(self.all(store), person("Fatima Bouali"))
        assert (found["street"], found["languages"]) == ("Kade", ("Nederlands",))
        assert found["lat"] == 52.36
        assert some(outcome.changed) == {"residents": 1}
        assert (some(outcome.added), some(outcome.removed)) == ({}, {})
        seen = {(c.name, c.field): (c.before, c.after) for c in outcome.changes}
        assert seen == {
            ("Fatima Bouali", "street"): ("Lindestraat", "Kade"),
            ("Fatima Bouali", "languages"): (["Nederlands", "Arabisch"], ["Nederlands"]),
        }
        assert outcome.changeset is not None
        assert store.changes(outcome.changeset) == outcome.changes

    def test_s06_a_source_changes_closeness(self, store: GraphStore) -> None:
        """S06 Closeness that is said otherwise is a changed tie, not a new one."""
        store.apply(says(FATIMA))
        nearer = resident("Fatima Bouali", {"knows": {"Joop Visser": 4, "Mei Chen": 3}})
        outcome = store.apply(says(nearer, day=MAY))
        assert closeness(self.all(store), "Fatima Bouali", "Mei Chen") == 3
        assert closeness(self.all(store), "Fatima Bouali", "Joop Visser") == 4
        assert some(outcome.changed) == {"ties": 1}
        assert some(outcome.added) == {}
        assert [(c.field, c.other, c.before, c.after) for c in outcome.changes] == [
            ("knows", "Mei Chen", {"closeness": 1}, {"closeness": 3})
        ]

    def test_s07_a_source_takes_back_what_it_leaves_out(self, store: GraphStore) -> None:
        """S07 A value that is gone from a source's list is gone, and so is an emptied property."""
        store.apply(says(FATIMA))
        shorter = resident(
            "Fatima Bouali", {"knows": {"Joop Visser": 4}}, spoken=("street", "knows", "can")
        )
        outcome = store.apply(says(shorter, day=MAY))
        snapshot = self.all(store)
        assert closeness(snapshot, "Fatima Bouali", "Mei Chen") is None
        assert ("can", "Fatima Bouali", "couscous koken") not in links(snapshot)
        assert "street" not in facts(snapshot, person("Fatima Bouali"))
        assert some(outcome.removed) == {"ties": 1}

    def test_s08_what_a_source_has_no_place_for_stays(self, store: GraphStore) -> None:
        """S08 A source with fewer columns takes nothing back."""
        store.apply(says(FATIMA))
        before = self.all(store)
        outcome = store.apply(says(resident("Fatima Bouali"), day=MAY))
        assert nodes(self.all(store)) == nodes(before)
        assert links(self.all(store)) == links(before)
        assert (some(outcome.added), some(outcome.changed), some(outcome.removed)) == ({}, {}, {})

    def test_s09_another_source_adds_and_takes_nothing_away(self, store: GraphStore) -> None:
        """S09 What one source said, another cannot take back by not saying it."""
        store.apply(says(FATIMA))
        other = resident(
            "Fatima Bouali",
            {"knows": {"Ans Kuiper": 2}, "can": []},
            spoken=("street", "knows", "can", "languages"),
        )
        outcome = store.apply(says(other, source=FORM, day=MAY))
        snapshot = self.all(store)
        assert facts(snapshot, person("Fatima Bouali"))["street"] == "Lindestraat"
        assert ("can", "Fatima Bouali", "couscous koken") in links(snapshot)
        known = [name for name in snapshot.names if closeness(snapshot, "Fatima Bouali", name)]
        assert sorted(known) == ["Ans Kuiper", "Joop Visser", "Mei Chen"]
        assert some(outcome.added) == {"residents": 1, "ties": 1}
        assert (some(outcome.changed), some(outcome.removed)) == ({}, {})

    def test_s10_the_latest_word_on_a_property_wins(self, store: GraphStore) -> None:
        """S10 Between sources the later word holds."""
        store.apply(says(FATIMA))
        store.apply(says(resident("Fatima Bouali", street="Kade"), source=FORM, day=MAY))
        assert facts(self.all(store), person("Fatima Bouali"))["street"] == "Kade"

    def test_s11_a_stale_source_said_again_does_not_win(self, store: GraphStore) -> None:
        """S11 Repeating an old word does not make it newer than what another said since."""
        store.apply(says(FATIMA))
        store.apply(says(resident("Fatima Bouali", street="Kade"), source=FORM, day=MAY))
        outcome = store.apply(says(FATIMA, day=TODAY))
        assert facts(self.all(store), person("Fatima Bouali"))["street"] == "Kade"
        assert some(outcome.changed) == {}

    def test_s11_a_stale_closeness_said_again_does_not_win(self, store: GraphStore) -> None:
        """S11 The same holds for what is said of a relation."""
        store.apply(says(FATIMA))
        nearer = resident("Fatima Bouali", {"knows": {"Mei Chen": 3}})
        store.apply(says(nearer, source=FORM, day=MAY))
        assert closeness(self.all(store), "Fatima Bouali", "Mei Chen") == 3
        outcome = store.apply(says(FATIMA, day=TODAY))
        assert some(outcome.changed) == {}
        assert closeness(self.all(store), "Fatima Bouali", "Mei Chen") == 3

    def test_s12_an_older_day_does_not_overrule_a_later_one(self, store: GraphStore) -> None:
        """S12 What counts is the day from which something holds, not the day it was typed over."""
        store.apply(says(FATIMA, day=MAY))
        older = resident("Fatima Bouali", {"knows": {"Mei Chen": 3}}, street="Kade", code="B001")
        store.apply(says(older, source=FORM, day=JANUARY))
        found = facts(self.all(store), person("Fatima Bouali"))
        assert found["street"] == "Lindestraat"
        assert found["code"] == "B001"
        assert closeness(self.all(store), "Fatima Bouali", "Mei Chen") == 1

    def test_s13_the_order_of_statements_is_no_matter(self, store: GraphStore) -> None:
        """S13 A changeset is a set: saying again in another order changes nothing."""
        changeset = says(FATIMA, resident("Ans Kuiper", {"knows": {"Fatima Bouali": 2}}))
        store.apply(changeset)
        before = self.all(store)
        turned = Changeset(HUB, MARCH, list(reversed(changeset.statements)))
        outcome = store.apply(turned)
        assert (some(outcome.added), some(outcome.changed)) == ({}, {})
        assert nodes(self.all(store)) == nodes(before)

    def test_s14_ids_are_what_the_source_gave_in_order(self, store: GraphStore) -> None:
        """S14 Residents come first, kinds in the order of their declaration, ids ascending."""
        place = thing(Place, "Buurthub De Linde", hub=True)
        group = thing(Group, "Dinsdagkoks", {"gathers_at": ["Buurthub De Linde"]})
        store.apply(says(FATIMA, place, group))
        snapshot = self.all(store)
        assert set(snapshot.ids) == {
            *(person(name) for name in ("Fatima Bouali", "Joop Visser", "Mei Chen")),
            id_of(Talent, "couscous koken"),
            id_of(Group, "Dinsdagkoks"),
            id_of(Place, "Buurthub De Linde"),
        }
        assert snapshot.residents == range(3)
        for span in snapshot.ranges.values():
            own = snapshot.ids[span.start : span.stop]
            assert own == sorted(own)

    @pytest.mark.parametrize(
        "text",
        [
            "Şükrü Ñandú-d'Årø",
            "Zoë 🌻👩🏽‍🍳",
            "陳美玲 يوسف",
            "regel één\nregel twee\r\n\ttab",
            "'; DROP TABLE resident; --\"`",
            "e\u0301 is é",
            "x" * 100_000,
            "",
            " ",
        ],
    )
    def test_s15_text_comes_back_as_it_was(self, store: GraphStore, text: str) -> None:
        """S15 Any text is kept letter for letter, the empty one too."""
        story = thing(Story, "De strenge winter", text=text, topics=[text, "ijs"])
        store.apply(says(story, resident("Fatima Bouali", street=text)))
        for as_of in (None, TODAY):
            snapshot = self.all(store, as_of)
            assert snapshot.values(Story, "text") == [text]
            assert snapshot.values(Story, "topics") == [(text, "ijs")]
            assert snapshot.values(Resident, "street") == [text]

    def test_s16_known_by_name_code_and_id(self, store: GraphStore) -> None:
        """S16 A node is found by its name however it is written, by its code and by its id."""
        store.apply(says(resident("José de Vries", code="É 7", street="Kade"), FATIMA))
        for word in ("José de Vries", "jose  DE vries", "É 7", "é 7", person("José de Vries")):
            found = store.known(Resident, [word, "wie is dit"])
            assert [(one.id, one.name) for one in found] == [
                (person("José de Vries"), "José de Vries")
            ], word
            assert found[0].distinctions == {"code": "É 7", "street": "Kade"}
        assert store.known(Resident, ["jose"]) == []
        assert store.known(Group, ["José de Vries"]) == []
        assert [one.name for one in store.known(Talent, ["Couscous koken"])] == ["couscous koken"]

    def test_s17_a_name_that_changes_is_found(self, store: GraphStore) -> None:
        """S17 A node answers to its latest name; a mention never replaces a name."""
        store.apply(says(resident("Ans Kuiper", {"knows": {"Mei Chen": 2}})))
        renamed = Statement(
            "resident", person("Mei Chen"), properties={"name": "Mei Chen-Bakker", "code": "B9"}
        )
        store.apply(says([renamed], source=FORM, day=MAY))
        store.apply(says(resident("Ans Kuiper", {"knows": {"Mei Chen": 3}}), day=TODAY))
        assert facts(self.all(store), person("Mei Chen"))["name"] == "Mei Chen-Bakker"
        assert [one.id for one in store.known(Resident, ["mei chen-bakker"])] == [
            person("Mei Chen")
        ]

    def test_s18_a_tie_is_a_pair(self, store: GraphStore) -> None:
        """S18 Two people who name each other have one tie, counted once."""
        one = resident("Ans Kuiper", {"knows": {"Bo Li": 1}}, spoken=("knows",))
        other = resident("Bo Li", {"knows": {"Ans Kuiper": 4}}, spoken=("knows",))
        assert some(store.apply(says(one, other)).added) == {"residents": 2, "ties": 1}
        quiet = resident("Bo Li", spoken=("knows",))
        assert some(store.apply(says(one, quiet, day=MAY)).removed) == {}
        quiet_too = resident("Ans Kuiper", spoken=("knows",))
        assert some(store.apply(says(quiet_too, quiet, day=TODAY)).removed) == {"ties": 1}

    def test_s19_a_relation_stated_from_both_sides_is_one(self, store: GraphStore) -> None:
        """S19 It holds until both sides are silent, and says who said it first and last."""
        member = resident("Ans Kuiper", {"member_of": ["Dinsdagkoks"]}, spoken=("member_of",))
        group = thing(Group, "Dinsdagkoks", {"member_of<": ["Ans Kuiper"]}, spoken=("member_of<",))
        store.apply(says(member, day=JANUARY))
        store.apply(says(group, source=FORM, day=MAY))
        relation = ("member_of", "Ans Kuiper", "Dinsdagkoks")
        assert list(links(self.all(store))) == [relation]
        (rows,) = self.all(store).links.values()
        assert [(p.first_said, p.last_confirmed) for p in rows.provenance] == [(JANUARY, MAY)]
        store.apply(says(resident("Ans Kuiper", spoken=("member_of",)), day=MAY))
        assert list(links(self.all(store))) == [relation]
        store.apply(says(thing(Group, "Dinsdagkoks", spoken=("member_of<",)), source=FORM, day=MAY))
        assert links(self.all(store)) == {}


FATIMA_LINKS = {"knows": {"Joop Visser": 4, "Mei Chen": 1}, "can": ["couscous koken"]}

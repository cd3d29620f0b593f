"""S80 to S99: what is taken out for good, the log, and pages from one store to another.

A backend joins with the fixtures `store`, `other` (a second empty store) and `new_store`, and
empty subclasses, as it does those of `tests.stores.conformance`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from assetgraph.errors import QuestionError, StoreError
from assetgraph.model.audit import Access, broken, cleared
from assetgraph.model.changeset import Changeset
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Exchange, Group, Resident, Story, Talent
from assetgraph.model.pages import Page, Part, Received
from assetgraph.stores.store import GraphStore
from tests.stores.applying import Scenario
from tests.stores.conformance_lookups import STAMP, found_by
from tests.stores.privacy import BUURT, EVERYBODY
from tests.stores.random_histories import EXAMPLES, HISTORIES, QUICK, NewStore, play
from tests.stores.speech import (
    FORM,
    MAY,
    TODAY,
    everything,
    id_of,
    links,
    person,
    resident,
    says,
)
from tests.stores.speech import node as thing

NAME, CODE = "Zwaantje Quispel", "QX77"
"""Somebody who is erased; no other text of these tests holds these words."""

ZWAANTJE = resident(
    NAME,
    {"knows": {"Bo": 3}, "can": ["klompen kloven", "zingen"], "member_of": ["Koor"]},
    code=CODE,
    agrees=EVERYBODY,
    street="Kade",
)
OTHERS = (
    resident("Bo", {"knows": {NAME: 4}, "can": ["zingen"]}, agrees=EVERYBODY),
    resident("Cor", {"avoids": [NAME], "knows": {"Bo": 1}}, agrees=EVERYBODY),
    thing(Group, "Koor", {"member_of<": [NAME, "Bo"]}),
    thing(Story, "De brug", {"told_by": [NAME]}),
    thing(Story, "Het plein", {"about": [(Resident, NAME), (Resident, "Bo")]}),
    thing(Exchange, "taart", {"made_by": [(Resident, NAME)]}, sort="offer"),
)
APART = resident("Dirk", avoids_names=[f" {NAME.upper()}", CODE.lower(), "Iemand Anders"])
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def text_of(store: GraphStore) -> str:
    """All that a store shows or keeps, less its log."""
    kept = [(page.part, page.rows) for page in store.pages() if page.part is not Part.AUDIT]
    seen = everything(store.snapshot(Purpose.ALL, today=TODAY))
    history = [(record, store.changes(record.id)) for record in store.history()]
    return repr((kept, seen, history, store.positions())).casefold()


def accesses(n: int) -> list[Access]:
    """Some entries, each about other nodes."""
    return [
        Access(NOON, f"wie {i}", "export", tuple(person(str(j)) for j in range(i)), "map", "wérk")
        for i in range(n)
    ]


def fill(store: GraphStore) -> None:
    """A store with a bit of everything that is kept."""
    store.apply(BUURT)
    store.apply(says(ZWAANTJE, *OTHERS, source=FORM, day=MAY))
    store.apply(says(resident("Open Ans", street="Plein", buurt="Elders"), source="later"))
    store.undo()
    store.apply(says(ZWAANTJE, source=FORM, day=MAY))
    store.keep_positions({person("Open Ans"): (0.125, -3.5), person(NAME): (1.0, 2.0)})
    store.keep_publications('{"told": "vóór"}')
    store.erase(person(NAME))
    for access in accesses(3):
        store.record(access)


def copied(source: GraphStore, target: GraphStore) -> str:
    """Takes all pages over; gives their checksum."""
    checksum = ""
    for page in source.pages():
        checksum = page.after(checksum)
        target.receive(page, checksum)
    target.complete()
    return checksum


def checksum_of(store: GraphStore) -> str:
    """The checksum of all pages."""
    checksum = ""
    for page in store.pages():
        checksum = page.after(checksum)
    return checksum


class StoreKeeping(Scenario):
    """S80 to S95 on one store, and on a second for what is copied."""

    @pytest.fixture
    def other(self) -> Iterator[GraphStore]:
        """A second empty store of whatever kind. A backend overrides this."""
        raise NotImplementedError

    @pytest.fixture
    def erased(self, store: GraphStore) -> GraphStore:
        """A store from which somebody was erased whom others had spoken of."""
        store.apply(says(ZWAANTJE, *OTHERS))
        store.apply(says(APART, resident(NAME, street="Plein"), source=FORM, day=MAY))
        store.apply(says(resident("Dirk", avoids_names=["Iemand Anders"]), source="later", day=MAY))
        store.keep_positions({person(NAME): (1.0, 2.0)})
        store.keep_traits(STAMP, [found_by(NAME, f"knows:{NAME}", name=NAME), found_by("Bo", "x")])
        store.erase(person(NAME))
        return store

    def test_s80_erased_is_nowhere(self, erased: GraphStore) -> None:
        """S80 No name, code or id in what holds, what was ever said, what changed, nor traits."""
        seen = text_of(erased)
        for word in (NAME, CODE, person(NAME), "klompen"):
            assert word.casefold() not in seen
        assert person(NAME) not in erased.positions()
        assert erased.sharing([f"knows:{NAME}"], TODAY).keys == []
        assert erased.known(Resident, [NAME, CODE, person(NAME)]) == []

    def test_s81_what_goes_along(self, store: GraphStore) -> None:
        """S81 What was only theirs goes too; what others share stays, without them."""
        store.apply(says(ZWAANTJE, *OTHERS))
        found = store.erase(person(NAME))
        gone = {
            person(NAME),
            id_of(Talent, "klompen kloven"),
            id_of(Story, "De brug"),
            id_of(Exchange, "taart"),
        }
        assert (found.node, set(found.nodes)) == (person(NAME), gone)
        left = self.all(store)
        assert {"Bo", "Cor", "Koor", "zingen", "Het plein"} <= set(left.names)
        assert set(links(left)) == {
            ("can", "Bo", "zingen"),
            ("knows", "Cor", "Bo"),
            ("member_of", "Bo", "Koor"),
            ("about", "Het plein", "Bo"),
        }

    def test_s82_no_undo_brings_back(self, erased: GraphStore) -> None:
        """S82 Undo of whatever changeset, in whatever order, leaves an erased person out."""
        for record in erased.history():
            erased.undo(record.id)
            assert NAME.casefold() not in text_of(erased)
        assert self.all(erased).ids == []

    def test_s83_known_as_erased(self, erased: GraphStore) -> None:
        """S83 Who comes again is recognised by name, code or id; but nobody else is."""
        words = ["zwaántje  quispel", CODE.lower(), person(NAME), "Bo", "Iemand"]
        assert erased.erased(Resident, words) == set(words[:3])
        assert erased.erased(Group, words) == set()

    def test_s84_an_erased_person_may_come_again(self, erased: GraphStore) -> None:
        """S84 As a new person, of whom no more is known than what is said now."""
        erased.apply(says(resident(NAME, agrees=EVERYBODY), source="again", day=TODAY))
        snapshot = self.all(erased)
        assert person(NAME) in snapshot.index
        assert snapshot.value(snapshot.index[person(NAME)], "street") is None
        assert not [pair for pair in links(snapshot) if NAME in pair]

    def test_s85_what_names_them_is_told(self, store: GraphStore) -> None:
        """S85 Words of others that hold the name are given back, for somebody to decide on."""
        story = thing(Story, "Feest", {"told_by": ["Bo"]}, text=f"En {NAME.lower()} zong.")
        store.apply(says(ZWAANTJE, story, resident("Bo"), source=f"blad van {NAME}"))
        found = {(one.node, one.field, one.text) for one in store.erase(person(NAME)).mentions}
        assert found == {
            (id_of(Story, "Feest"), "text", f"En {NAME.lower()} zong."),
            ("", "1", f"blad van {NAME}"),
        }

    def test_s86_nobody_to_erase(self, store: GraphStore) -> None:
        """S86 An id that is not there is refused, and nothing changes."""
        with pytest.raises(QuestionError, match="no-node"):
            store.erase(person("Niemand"))
        assert store.erased(Resident, ["Niemand"]) == set()

    def test_s87_the_log(self, store: GraphStore) -> None:
        """S87 Entries come back as they were recorded, in order, in a chain that holds."""
        assert store.audit() == []
        for access in accesses(4):
            store.record(access)
        log = store.audit()
        assert [entry.access for entry in log] == accesses(4)
        assert [entry.number for entry in log] == [1, 2, 3, 4]
        assert broken(log) is None
        assert broken([*log[:1], *log[2:]]) == 2
        assert broken([log[0], replace(log[1], access=log[0].access), *log[2:]]) == 2
        about = store.audit(person("2"))
        assert [entry.number for entry in about] == [4]

    def test_s88_the_log_survives(self, erased: GraphStore) -> None:
        """S88 An erasure takes nothing out of the log; undo adds and removes nothing there."""
        erased.record(Access(NOON, "ik", "erase", (person(NAME),)))
        erased.undo()
        assert [entry.access.about for entry in erased.audit(person(NAME))] == [(person(NAME),)]

    def test_s89_inside_a_change_that_is_taken_back(self, store: GraphStore) -> None:
        """S89 What is erased or recorded to see what would happen, did not happen."""
        store.apply(says(ZWAANTJE, *OTHERS))
        with store.writing(keep=False):
            store.erase(person(NAME))
            store.record(accesses(1)[0])
        assert person(NAME) in self.all(store).index
        assert store.audit() == []
        assert store.erased(Resident, [NAME]) == set()

    def test_s90_pages_of_nothing(self, store: GraphStore) -> None:
        """S90 An empty store has no pages, and a copy of nothing is an empty store."""
        assert list(store.pages()) == []
        assert store.received() is None

    def test_s91_a_copy_is_the_same(self, store: GraphStore, other: GraphStore) -> None:
        """S91 Facts, history, what changed, positions, erasures and the log, for all questions."""
        fill(store)
        parts = {page.part for page in store.pages()}
        assert parts == set(Part)
        assert copied(store, other) == checksum_of(other) == checksum_of(store)
        assert other.received() is None
        assert other.check() == []
        assert other.publications() == store.publications() == '{"told": "vóór"}'
        for purpose in Purpose:
            for as_of in (None, MAY, TODAY):
                one, two = (
                    everything(s.snapshot(purpose, today=TODAY, as_of=as_of))
                    for s in (store, other)
                )
                assert one == two
        assert other.history() == store.history()
        for record in store.history():
            assert other.changes(record.id) == store.changes(record.id)
        assert other.positions() == store.positions()
        assert other.audit() == store.audit()
        assert other.counts() == store.counts()
        assert other.erased(Resident, [NAME]) == {NAME}

    def test_s92_a_copy_lives_on(self, store: GraphStore, other: GraphStore) -> None:
        """S92 What is said to the copy afterwards does what it does to the first."""
        fill(store)
        copied(store, other)
        later = says(resident("Open Ans", {"can": ["dansen"]}, street="Kade"), source=FORM, day=MAY)
        for step in (lambda s: s.apply(later), lambda s: s.undo(1), lambda s: s.undo()):
            one, two = step(store), step(other)
            assert one == two
            assert everything(self.all(store)) == everything(self.all(other))

    def test_s93_only_into_an_empty_store(self, store: GraphStore, other: GraphStore) -> None:
        """S93 A store that holds something takes no pages, and does not start over."""
        store.apply(BUURT)
        other.record(accesses(1)[0])
        page = next(store.pages())
        for refused in (lambda: other.receive(page, ""), other.start_over):
            with pytest.raises(StoreError, match="copy-not-empty"):
                refused()
        assert other.history() == []

    def test_s94_how_far_it_came(self, store: GraphStore, other: GraphStore) -> None:
        """S94 After each page the store knows it; starting over makes it empty."""
        fill(store)
        checksum = ""
        for number, page in enumerate(store.pages(), 1):
            checksum = page.after(checksum)
            other.receive(page, checksum)
            assert other.received() == Received(number, checksum)
        other.start_over()
        assert other.received() is None
        assert list(other.pages()) == []
        assert copied(store, other) == checksum_of(store)

    def test_s95_a_page_that_fails_leaves_no_trace(
        self, store: GraphStore, other: GraphStore
    ) -> None:
        """S95 A page and the mark of it come together or not at all."""
        fill(store)
        page = next(store.pages())
        other.receive(page, page.after(""))
        wrong = Page(Part.STATEMENTS, [[person("Ans"), [[99, "{}"]]]])
        with pytest.raises(Exception):  # noqa: B017, PT011 (each store has its own)
            other.receive(wrong, "x")
        assert other.received() == Received(1, page.after(""))
        other.start_over()

    def test_s130_a_backup_takes_the_place_of_all(
        self, store: GraphStore, other: GraphStore
    ) -> None:
        """S130 Emptied and filled in one change: whole, or what was there stands as it was."""
        fill(store)
        other.apply(says(resident("Later erbij"), source="later"))
        before = checksum_of(other)
        with other.writing(keep=False):
            other.empty()
            copied(store, other)
        assert checksum_of(other) == before
        assert other.received() is None
        with other.writing():
            other.empty()
            copied(store, other)
            other.erase(person("Bo"))
        assert other.known(Resident, ["Later erbij", "Bo"]) == []
        assert other.check() == []
        other.apply(says(resident("Nieuw"), source="nieuw"))
        assert [one.name for one in other.known(Resident, ["Nieuw"])] == ["Nieuw"]
        assert other.check() == []


FEW = settings(QUICK, max_examples=max(EXAMPLES // 2, 1))


class StoreErasures:
    """S96 and S97: properties over histories; a backend gives `new_store`."""

    @FEW
    @given(history=HISTORIES)
    def test_s96_whoever_is_erased(
        self, new_store: NewStore, history: list[Changeset | int]
    ) -> None:
        """S96 After any history: gone for good, and what is left is sound."""
        with new_store() as store:
            play(store, history)
            there = {page.part: page.rows for page in store.pages()}.get(Part.NODES, [])
            for (node,) in there:
                if node.startswith(f"{Resident.kind}-"):
                    store.erase(node)
                    assert node not in text_of(store)
                    assert store.check() == []
            for record in store.history():
                if record.undone_at is None:
                    store.undo(record.id)
            assert store.check() == []

    @FEW
    @given(history=HISTORIES)
    def test_s97_any_history_is_copied(
        self, new_store: NewStore, history: list[Changeset | int]
    ) -> None:
        """S97 The copy has the same pages, and its tables are what its statements add up to."""
        with new_store() as store, new_store() as other:
            play(store, history)
            assert copied(store, other) == checksum_of(other)
            assert other.check() == []
            one, two = (everything(s.snapshot(Purpose.ALL, today=TODAY)) for s in (store, other))
            assert one == two


class StoreRetention(Scenario):
    """S101 to S104: what was kept long enough goes for good."""

    def test_s101_what_was_taken_back_goes(self, store: GraphStore, other: GraphStore) -> None:
        """S101 Its words are in no page, what it alone spoke of is gone; history tells of it."""
        store.apply(says(resident("Bo", {"can": ["zingen"]})))
        store.apply(says(ZWAANTJE, resident("Bo", street="Plein"), source="later"))
        before = self.all(store)
        store.undo(2)
        store.forget(2)
        assert [one.undone_at is None for one in store.history()] == [True, False]
        words = str([page.rows for page in store.pages()])
        assert NAME not in words
        assert "Plein" not in words
        assert person(NAME) not in words
        assert person(NAME) in before.index
        assert self.all(store).names == ["Bo", "zingen"]
        assert store.check() == []
        assert copied(store, other) == checksum_of(store)
        assert other.check() == []

    def test_s102_what_stands_does_not_go(self, store: GraphStore) -> None:
        """S102 A changeset that stands, or that is not there, is not forgotten."""
        store.apply(says(resident("Bo")))
        for number in (1, 7):
            with pytest.raises(QuestionError) as error:
                store.forget(number)
            assert error.value.code == "no-changeset"
        assert self.all(store).names == ["Bo"]

    def test_s103_later_words_follow(self, store: GraphStore) -> None:
        """S103 After it imports, undo and history go on as before."""
        store.apply(says(resident("Bo")))
        store.apply(says(ZWAANTJE, source="later"))
        store.undo(2)
        store.forget(2)
        store.apply(says(ZWAANTJE, source="later"))
        assert sorted(self.all(store).names) == sorted(
            [NAME, "Bo", "klompen kloven", "zingen", "Koor"]
        )
        store.undo(3)
        assert self.all(store).names == ["Bo"]
        assert store.check() == []

    def test_s104_the_log_begins_later(self, store: GraphStore, other: GraphStore) -> None:
        """S104 Entries go from the beginning, the chain still holds, and any other gap shows."""
        for access in accesses(4):
            store.record(access)
        until = store.audit()[1]
        store.record(replace(accesses(1)[0], action="change retention", purpose=cleared(until)))
        store.forget_log(until.number)
        assert [one.number for one in store.audit()] == [3, 4, 5]
        assert broken(store.audit()) is None
        assert broken(store.audit()[1:]) == 3
        store.record(accesses(1)[0])
        assert store.check() == []
        assert copied(store, other) == checksum_of(store)
        assert other.check() == []

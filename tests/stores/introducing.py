"""S100 to S106: introductions are facts as all others, and go with either of the two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assetgraph.matching.courses import courses, pair_mark, step_id
from assetgraph.model.changeset import Changeset, Statement
from assetgraph.model.consent import Purpose
from assetgraph.model.identity import judgement
from assetgraph.model.introductions import (
    IntroducedAt,
    IntroducedBy,
    Introduces,
    Introduction,
    Stage,
)
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.stores.store import GraphStore
from tests.stores.applying import Scenario
from tests.stores.random_histories import QUICK, NewStore
from tests.stores.speech import (
    JANUARY,
    MARCH,
    MAY,
    TODAY,
    everything,
    id_of,
    person,
    resident,
    says,
)

BOTH = ("map", "match")


def step(
    one: str, other: str, stage: Stage, day: date, *, by: str = "", place: str = ""
) -> Changeset:
    """A step of an introduction, as the workflow records it."""
    mark = pair_mark(person(one), person(other))
    relations: dict[str, dict[str, Any]] = {
        Introduces.kind: {
            person(one): {"named_first": True},
            person(other): {"named_first": False},
        }
    }
    said = [Statement(Resident.kind, person(name), mention=name) for name in (one, other)]
    if by:
        relations[IntroducedBy.kind] = {person(by): {}}
        said.append(Statement(Resident.kind, person(by), mention=by))
    if place:
        relations[IntroducedAt.kind] = {id_of(Place, place): {}}
        said.append(Statement(Place.kind, id_of(Place, place), mention=place))
    if stage is Stage.GOES_ON:
        said[0].relations["knows"] = {person(other): {"closeness": 2}}
    properties = {"stage": stage.value, "day": day.isoformat(), "step": 1, "pair": mark}
    said.append(
        Statement(
            Introduction.kind, step_id(mark, stage, day), properties=properties, relations=relations
        )
    )
    return Changeset(f"kennismaking {mark[:8]}", day, said)


def stages(snapshot: Snapshot) -> dict[tuple[str, str], list[str]]:
    """How every two people came to be where they are, by their names."""
    names = snapshot.names
    return {
        (names[one.one], names[one.other]): [each.stage.value for each in one.steps]
        for one in courses(snapshot)
    }


class Introducing(Scenario):
    """S100 to S105 on one store."""

    def people(self, store: GraphStore) -> None:
        """Three who agreed to introductions, and one who is on the map only."""
        store.apply(
            says(
                *(resident(name, agrees=BOTH) for name in ("Ans", "Bo", "Cor")),
                resident("Dé", agrees=("map",)),
                day=JANUARY,
            )
        )

    def test_s100_seen_for_matching_only(self, store: GraphStore) -> None:
        """S100 And only while both may be seen; who introduces may be hidden."""
        self.people(store)
        store.apply(step("Bo", "Ans", Stage.PROPOSED, MARCH, by="Dé", place="Hub"))
        store.apply(step("Ans", "Dé", Stage.PROPOSED, MARCH))
        found = store.snapshot(Purpose.MATCH, today=TODAY)
        assert stages(found) == {}
        store.apply(step("Cor", "Bo", Stage.PROPOSED, MARCH, by="Ans", place="Hub"))
        found = store.snapshot(Purpose.MATCH, today=TODAY)
        assert stages(found) == {("Cor", "Bo"): ["voorgesteld"]}
        (course,) = courses(found)
        assert (found.names[course.introducer or 0], course.place) == (
            "Ans", found.index[id_of(Place, "Hub")],
        )  # fmt: skip
        for purpose in (Purpose.MAP, Purpose.PUBLISH):
            assert not store.snapshot(purpose, today=TODAY).ranges[Introduction]
        assert len(self.all(store).ranges[Introduction]) == 3
        near = store.snapshot(Purpose.MATCH, today=TODAY, people=[person("Bo")])
        assert stages(near) == {("Cor", "Bo"): ["voorgesteld"]}

    def test_s101_goes_with_either_of_the_two(self, store: GraphStore) -> None:
        """S101 Not with who introduces them, who is only left out."""
        self.people(store)
        store.apply(step("Ans", "Bo", Stage.PROPOSED, MARCH, by="Cor"))
        store.apply(step("Bo", "Ans", Stage.MET, MAY))
        store.apply(step("Cor", "Bo", Stage.PROPOSED, MARCH, by="Ans"))
        store.erase(person("Ans"))
        found = store.snapshot(Purpose.MATCH, today=TODAY)
        assert stages(found) == {("Cor", "Bo"): ["voorgesteld"]}
        assert courses(found)[0].introducer is None
        assert len(self.all(store).ranges[Introduction]) == 1
        store.erase(person("Bo"))
        assert not self.all(store).ranges[Introduction]

    def test_s102_as_of_a_day(self, store: GraphStore) -> None:
        """S102 How far it was then."""
        self.people(store)
        store.apply(step("Ans", "Bo", Stage.PROPOSED, MARCH))
        store.apply(step("Bo", "Ans", Stage.GOES_ON, MAY))
        now, then, before = (
            store.snapshot(Purpose.MATCH, today=TODAY, as_of=day) for day in (TODAY, MARCH, JANUARY)
        )
        assert stages(now) == {("Ans", "Bo"): ["voorgesteld", "vervolg"]}
        assert stages(then) == {("Ans", "Bo"): ["voorgesteld"]}
        assert stages(before) == {}

    def test_s103_a_step_is_taken_back(self, store: GraphStore) -> None:
        """S103 With the tie that it made, and nothing else."""
        self.people(store)
        store.apply(step("Ans", "Bo", Stage.MET, MARCH))
        before = everything(self.all(store))
        applied = store.apply(step("Ans", "Bo", Stage.GOES_ON, MAY))
        assert (applied.added["introductions"], applied.added["ties"]) == (1, 1)
        undone = store.undo(applied.changeset)
        assert (undone.removed["introductions"], undone.removed["ties"]) == (1, 1)
        assert everything(self.all(store)) == before

    def test_s104_the_same_step_twice_is_one(self, store: GraphStore) -> None:
        """S104 Whoever is named first."""
        self.people(store)
        store.apply(step("Ans", "Bo", Stage.MET, MARCH))
        again = store.apply(step("Ans", "Bo", Stage.MET, MARCH))
        assert not any(again.added.values())
        assert len(self.all(store).ranges[Introduction]) == 1

    def test_s105_a_tie_has_the_introductions_provenance(self, store: GraphStore) -> None:
        """S105 And a second introduction of one person takes nothing of the first away."""
        self.people(store)
        first = step("Ans", "Bo", Stage.GOES_ON, MARCH)
        store.apply(first)
        store.apply(step("Ans", "Cor", Stage.GOES_ON, MAY))
        store.apply(step("Ans", "Bo", Stage.STOPPED, MAY))
        found = self.all(store)
        (knows,) = (links for kind, links in found.links.items() if kind.kind == "knows")
        said = {
            found.names[to]: one for to, one in zip(knows.target, knows.provenance, strict=True)
        }
        assert {name: (one.first_said, one.source) for name, one in said.items()} == {
            "Bo": (MARCH, first.source),
            "Cor": (MAY, step("Ans", "Cor", Stage.GOES_ON, MAY).source),
        }


NAMES = ("Ans", "Bo", "Cor", "Dé")
_who = st.sampled_from(NAMES)
_two = st.tuples(_who, _who).filter(lambda pair: pair[0] != pair[1])
_deeds = st.one_of(
    st.tuples(st.just("record"), _two, st.sampled_from(list(Stage)), _who),
    st.tuples(st.just("record"), _two, st.sampled_from(list(Stage)), _who),
    st.tuples(st.just("undo"), st.integers(0, 9)),
    st.tuples(st.just("merge"), _two),
    st.tuples(st.just("erase"), _who),
)


class IntroducedHistories:
    """S106: after whatever was recorded, taken back, merged and erased; a backend gives it."""

    @QUICK
    @given(deeds=st.lists(_deeds, min_size=2, max_size=8))
    def test_s106_nothing_is_orphaned(self, new_store: NewStore, deeds: list[Any]) -> None:
        """S106 Every step is about people who are there, and the tables are what was said."""
        with new_store() as store:
            store.apply(says(*(resident(name, agrees=BOTH) for name in NAMES), day=JANUARY))
            erased: set[str] = set()
            for number, deed in enumerate(deeds):
                _do(store, deed, number, erased)
            assert store.check() == []
            found = store.snapshot(Purpose.ALL, today=TODAY)
            assert not erased & set(found.ids)
            ends = found.relation(Introduces)
            assert set(found.ranges[Introduction]) == set(ends.source.tolist())
            for purpose in (Purpose.ALL, Purpose.MATCH):
                shown = store.snapshot(purpose, today=TODAY)
                for course in courses(shown):
                    assert course.one != course.other
                    assert {course.one, course.other} <= set(shown.residents)


def _do(store: GraphStore, deed: Any, number: int, erased: set[str]) -> None:
    """One deed, where it can be done; who comes again after an erasure is there again."""
    there = store.snapshot(Purpose.ALL, today=TODAY)
    if deed[0] == "record":
        _, (one, other), stage, by = deed
        if {person(one), person(other), person(by)} <= set(there.ids):
            day = MARCH + timedelta(number)
            store.apply(step(one, other, stage, day, by="" if by in (one, other) else by))
    elif deed[0] == "undo":
        standing = [one.id for one in store.history() if one.undone_at is None][1:]
        if standing:
            store.undo(standing[deed[1] % len(standing)])
    elif deed[0] == "merge":
        one, other = map(person, deed[1])
        if {one, other} <= set(there.ids):
            said = [Statement(Resident.kind, other, same=one)]
            store.apply(Changeset(judgement(number), TODAY, said))
    elif person(deed[1]) in there.index:
        erased.update(store.erase(person(deed[1])).nodes)

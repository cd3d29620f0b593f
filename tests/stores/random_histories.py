"""S60 to S69: any history of changesets and undos keeps the promises."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assetgraph.model.changeset import Changeset, Statement
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group
from assetgraph.stores import visibility
from assetgraph.stores.store import GraphStore
from tests.stores.speech import FORM, HUB, JANUARY, TODAY, everything, person, resident, says
from tests.stores.speech import node as thing

NAMES = ("Ans", "Bo", "Cor", "Dé")
STREETS = ("Kade", "Plein", "")
TALENTS = ("zingen", "soep", "🌻")
SPOKEN = ("street", "languages", "knows", "can", "member_of", "buurt", "consent")

EXAMPLES = int(os.environ.get("ASSETGRAPH_EXAMPLES", "6"))
"""Histories for each promise: few, as a server takes its time; more of them find more."""

QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.differing_executors,  # A list here stands in the place of the profile's.
    ],
)


def _subset(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3)


@st.composite
def _resident(draw: Any) -> list[Statement]:
    links: dict[str, Any] = {
        "knows": draw(st.dictionaries(st.sampled_from(NAMES), st.integers(1, 4), max_size=2)),
        "can": draw(_subset(TALENTS)),
        "member_of": draw(_subset(("Koor", "Koks"))),
    }
    name = draw(st.sampled_from(NAMES))
    links["knows"].pop(name, None)
    properties: dict[str, Any] = {
        "street": draw(st.sampled_from(STREETS)),
        "buurt": draw(st.sampled_from(("Linde", "Kade"))),
        "languages": draw(_subset(("Nederlands", "Twi"))),
        "consent": draw(st.sampled_from(([], [{"purpose": "match"}], [{"purpose": "map"}]))),
    }
    said = draw(st.sets(st.sampled_from(SPOKEN)))
    return resident(
        name,
        {key: others for key, others in links.items() if key in said and others},
        spoken=draw(st.sets(st.sampled_from(SPOKEN))) | said,
        **{key: value for key, value in properties.items() if key in said},
    )


_group = st.builds(
    lambda name, members: thing(Group, name, {"member_of<": members}, spoken=("member_of<",)),
    st.sampled_from(("Koor", "Koks")),
    _subset(NAMES),
)
_changeset = st.builds(
    lambda said, source, days: says(*said, source=source, day=JANUARY + timedelta(days)),
    st.lists(st.one_of(_resident(), _resident(), _group), min_size=1, max_size=3),
    st.sampled_from((HUB, FORM)),
    st.sampled_from((0, 30, 60)),
)
HISTORIES = st.lists(
    st.one_of(_changeset, _changeset, _changeset, st.integers(0, 9)), min_size=1, max_size=7
)
"""Changesets, and numbers: the changeset that is undone, counted among those that stand."""

NewStore = Callable[[], AbstractContextManager[GraphStore]]


def play(store: GraphStore, history: list[Changeset | int]) -> None:
    """Applies and undoes one after another."""
    for step in history:
        if isinstance(step, Changeset):
            store.apply(step)
            continue
        standing = [record.id for record in store.history() if record.undone_at is None]
        if standing:
            store.undo(standing[step % len(standing)])


def seen(store: GraphStore, as_of: date | None = None) -> dict[str, Any]:
    """Everything in the store."""
    return everything(store.snapshot(Purpose.ALL, today=TODAY, as_of=as_of))


class RandomHistories:
    """Promises that hold whatever happened; a backend gives `new_store`."""

    @pytest.fixture
    def new_store(self) -> Iterator[NewStore]:
        """Makes an empty store for each example. A backend overrides this."""
        raise NotImplementedError

    @QUICK
    @given(history=HISTORIES)
    def test_s60_the_tables_are_what_was_said(
        self, new_store: NewStore, history: list[Changeset | int]
    ) -> None:
        """S60 `check` finds nothing, and as of today is what stands now, for every purpose."""
        with new_store() as store:
            play(store, history)
            assert store.check() == []
            for purpose in Purpose:
                now = everything(store.snapshot(purpose, today=TODAY))
                then = everything(store.snapshot(purpose, today=TODAY, as_of=TODAY))
                assert then == now

    @QUICK
    @given(history=HISTORIES, seed=st.randoms(use_true_random=False))
    def test_s61_the_order_of_statements_is_no_matter(
        self, new_store: NewStore, history: list[Changeset | int], seed: Any
    ) -> None:
        """S61 Every changeset shuffled gives the same store."""
        shuffled: list[Changeset | int] = []
        for step in history:
            if isinstance(step, Changeset):
                statements = list(step.statements)
                seed.shuffle(statements)
                shuffled.append(Changeset(step.source, step.day, statements))
            else:
                shuffled.append(step)
        with new_store() as one, new_store() as other:
            play(one, history)
            play(other, shuffled)
            assert seen(one) == seen(other)

    @QUICK
    @given(history=HISTORIES, last=_changeset)
    def test_s62_undo_of_the_latest_is_as_if_it_never_was(
        self, new_store: NewStore, history: list[Changeset | int], last: Changeset
    ) -> None:
        """S62 Apply and undo leave everything as it was."""
        with new_store() as store:
            play(store, history)
            before = seen(store)
            applied = store.apply(last)
            undone = store.undo()
            assert seen(store) == before
            assert undone.added == applied.removed
            assert undone.removed == applied.added

    @QUICK
    @given(history=HISTORIES, last=_changeset)
    def test_s63_saying_it_twice_changes_nothing(
        self, new_store: NewStore, history: list[Changeset | int], last: Changeset
    ) -> None:
        """S63 A changeset that is applied again adds, changes and removes nothing."""
        with new_store() as store:
            play(store, history)
            store.apply(last)
            before = store.snapshot(Purpose.ALL, today=TODAY)
            again = store.apply(last)
            assert not any((*again.added.values(), *again.changed.values()))
            assert not any(again.removed.values())
            assert again.changes == []
            after = store.snapshot(Purpose.ALL, today=TODAY)
            assert after.ids == before.ids
            assert after.columns == before.columns

    @QUICK
    @given(history=HISTORIES)
    def test_s64_a_part_is_cut_from_the_whole(
        self, new_store: NewStore, history: list[Changeset | int]
    ) -> None:
        """S64 Buurten and surroundings found by index are the cuts of the whole."""
        with new_store() as store:
            play(store, history)
            whole = store.snapshot(Purpose.ALL, today=TODAY)
            for buurt in ("Linde", "Kade"):
                part = store.snapshot(Purpose.ALL, today=TODAY, buurt=buurt)
                cut = visibility.restrict(visibility.within_buurt(whole, buurt), Purpose.ALL, TODAY)
                assert everything(part) == everything(cut)
            for name in NAMES:
                if person(name) in whole.index:
                    near = store.snapshot(Purpose.ALL, today=TODAY, resident=person(name))
                    cut = visibility.restrict(
                        visibility.around(whole, person(name)), Purpose.ALL, TODAY
                    )
                    assert everything(near) == everything(cut)

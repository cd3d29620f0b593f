"""A plan for everyone: who comes first, who is asked how often, and what is missing."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetgraph.matching.field import Field
from assetgraph.model.introductions import Stage
from assetgraph.queries.answers import Status
from assetgraph.queries.matches import matches
from assetgraph.queries.plan import fair_plan
from assetgraph.queries.planned import FairPlan
from tests.matching.small import SMALL
from tests.snapshots import Neighbourhood

EXAMPLES = int(os.environ.get("ASSETGRAPH_EXAMPLES", "25"))
WORDS = ("koken", "soep", "hond", "wandelen", "schaken", "zingen")
NAMES = ("Ans", "Bo", "Cor", "Dé", "Eva", "Fem", "Gijs", "Han")


def neighbourhood(seed: int) -> Neighbourhood:
    """A few people with talents, wishes, ties, people to avoid, and room for some."""
    dice = random.Random(seed)
    made = Neighbourhood()
    names = NAMES[: dice.randint(2, len(NAMES))]
    made.place("Hub", hub=True)
    for name in names:
        made.resident(
            name,
            talents=dice.sample(WORDS, dice.randint(0, 2)),
            wishes=dice.sample(WORDS, dice.randint(0, 2)),
            bearable=dice.choice((None, None, 0, 1, 2)),
        )
    for one, other in combinations(names, 2):
        chance = dice.random()
        if chance < 0.15:
            made.knows(one, other, dice.randint(1, 4))
        elif chance < 0.25:
            made.resident(one, avoids=[other])
        elif chance < 0.3:
            made.introduced(one, other, dice.choice(list(Stage)))
    return made


def planned(made: Neighbourhood, **options: int) -> FairPlan:
    """The plan of a neighbourhood, by the words of these tests."""
    return fair_plan(made.snapshot(), understanding=SMALL, **options)


def best_by_trying(made: Neighbourhood, plan: FairPlan) -> tuple[int, int, float]:
    """What the best plan reaches: all introductions of `matches` are tried, one after another."""
    snapshot = made.snapshot()
    field = Field(snapshot, SMALL)
    room = dict(zip(field.ids, field.room, strict=True))
    found = matches(snapshot, top=None, understanding=SMALL)
    columns = [(one.resident.id, one.partner.id, one.score) for one in found if one.resident]
    first = {one.resident.id: one.status for one in plan.unserved}
    for each in plan.introductions:
        for one in (each.resident, each.partner):
            if one is not None and each.first is not None and one.id not in first:
                first[one.id] = each.first
    levels = made_levels(made)
    best = (0, 0, 0.0)

    def search(at: int, taken: list[tuple[str, str, float]]) -> None:
        nonlocal best
        people = {who for pair in taken for who in pair[:2]}
        reached = (
            len(levels[0] & people),
            len(levels[1] & people),
            round(sum(score for *_, score in taken), 3),
        )
        best = max(best, reached)
        for later in range(at, len(columns)):
            one, other, _ = columns[later]
            asked = [who for pair in taken for who in pair[:2]]
            if (
                any(pair[0] == one or set(pair[:2]) == {one, other} for pair in taken)
                or sum(pair[1] == other for pair in taken) >= plan.per_helper
                or asked.count(one) >= room[one]
                or asked.count(other) >= room[other]
            ):
                continue
            search(later + 1, [*taken, columns[later]])

    search(0, [])
    return best


def made_levels(made: Neighbourhood) -> tuple[set[str], set[str]]:
    """Who comes first, and who of them before the others, by id."""
    from assetgraph.matching.courses import running
    from assetgraph.queries.standing import Standings

    snapshot = made.snapshot()
    busy = {snapshot.ids[node] for node in running(snapshot)}
    found = {
        one: status for one, status in Standings(snapshot).statuses().items() if one not in busy
    }
    isolated = {one for one, status in found.items() if status is Status.ISOLATED}
    return isolated | {one for one, each in found.items() if each is Status.BY_A_THREAD}, isolated


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), per_helper=st.integers(0, 2), per_introducer=st.integers(0, 2))
def test_any_neighbourhood(seed: int, per_helper: int, per_introducer: int) -> None:
    """Nobody too often, nobody who would rather not, and nothing better is possible."""
    made = neighbourhood(seed)
    snapshot = made.snapshot()
    field = Field(snapshot, SMALL)
    plan = planned(made, per_helper=per_helper, per_introducer=per_introducer)
    rows = [one for one in plan.introductions if one.resident]
    helpers = Counter(one.partner.id for one in rows)
    introducers = Counter(who.id for one in rows for who in (one.introducer, one.via) if who)
    takes = Counter(who.id for one in rows for who in (one.resident, one.partner) if who)
    room = dict(zip(field.ids, field.room, strict=True))
    assert max(helpers.values(), default=0) <= per_helper
    assert max(introducers.values(), default=0) <= per_introducer
    assert all(n <= room[one] for one, n in takes.items())
    assert all(n <= room[one] for one, n in introducers.items())
    barred = {
        (field.ids[one], field.ids[other])
        for one, others in enumerate(field.barred)
        for other in others
    }
    for one in rows:
        named = [who.id for who in (one.resident, one.partner, one.introducer, one.via) if who]
        assert not barred & set(combinations(named, 2))
        assert one.score == pytest.approx(sum(reason.weight for reason in one.reasons), abs=5e-4)
    levels = made_levels(made)
    people = set(takes)
    reached = (len(levels[0] & people), len(levels[1] & people), plan.score)
    assert reached == pytest.approx(best_by_trying(made, plan))
    assert {one.resident.id for one in plan.unserved} == levels[0] - people
    assert all(one.missing for one in plan.unserved)
    assert plan.score <= plan.without_first + 1e-9
    assert plan.without_first <= plan.without_caps + 1e-9


@settings(max_examples=8, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), order=st.integers(0, 99))
def test_the_order_of_rows_is_no_matter(seed: int, order: int) -> None:
    made = neighbourhood(seed)
    shuffled = fair_plan(made.snapshot(seed=order), understanding=SMALL)
    assert shuffled == planned(made)


def test_what_is_missing_is_said() -> None:
    made = Neighbourhood()
    for name in ("Ans", "Bo"):
        made.resident(name, talents=["hond"])
    made.resident("Cor", talents=["hond"], bearable=0)
    made.resident("Dé", wishes=["parachute"])
    made.resident("Eva", wishes=["schaken"], languages=("Twi",))
    plan = planned(made)
    missing = {one.resident.name: [each.key for each in one.missing] for one in plan.unserved}
    assert missing == {
        "Cor": ["plan.missing.no-room"],
        "Dé": ["plan.missing.not-understood", "plan.missing.nobody-shares"],
        "Eva": ["plan.missing.nobody-offers", "plan.missing.nobody-shares"],
    }
    full = planned(made, per_helper=0)
    assert {one.missing[0].key for one in full.unserved if one.resident.name in ("Ans", "Bo")} == {
        "plan.missing.full"
    }


def test_who_is_being_introduced_has_had_a_turn() -> None:
    made = Neighbourhood()
    for name in ("Ans", "Bo", "Cor"):
        made.resident(name, talents=["hond"], bearable=1)
    made.introduced("Ans", "Bo", Stage.PROPOSED)
    plan = planned(made)
    assert plan.introductions == ()
    assert [one.resident.name for one in plan.unserved] == ["Cor"]


def test_in_a_large_neighbourhood_all_of_who_comes_first_is_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assetgraph.queries.plan.EVERY_PAIR", 3)
    monkeypatch.setattr("assetgraph.queries.plan.COLUMNS", 0)
    monkeypatch.setattr("assetgraph.queries.plan.LEAST_EACH", 1)
    for seed in range(12):
        made = neighbourhood(seed)
        few, levels = planned(made), made_levels(made)
        people = {who.id for one in few.introductions for who in (one.resident, one.partner) if who}
        reached = len(levels[0] & people), len(levels[1] & people)
        assert reached == best_by_trying(made, few)[:2]


@pytest.mark.parametrize("people", [0, 1, 2])
def test_nobody_with_a_reason_gives_no_plan(people: int) -> None:
    made = Neighbourhood()
    for name in NAMES[:people]:
        made.resident(name)
    plan = planned(made)
    assert (plan.introductions, plan.score, plan.price, plan.price_of_first) == ((), 0, 0, 0)


def test_the_price_of_fairness() -> None:
    """Three like the one cook; she is asked once, and the others are told what that costs."""
    made = Neighbourhood()
    made.resident("Ans", talents=["koken"])
    for name in ("Bo", "Cor", "Dé"):
        made.resident(name, wishes=["koken"])
    plan = planned(made, per_helper=1)
    assert plan.busiest_without_caps is not None
    assert plan.busiest_without_caps.times == 3
    assert 0 < plan.price < 1
    assert replace(plan, without_caps=0.0).price == 0

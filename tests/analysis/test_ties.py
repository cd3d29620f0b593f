"""Ties are undirected, between residents, once per pair, as close as the closest statement."""

from __future__ import annotations

from assetgraph.analysis.ties import Ties, professional_ties, resident_ties
from tests.snapshots import Neighbourhood


def told(ties: Ties, names: list[str]) -> set[tuple[str, str, int]]:
    return {
        (*sorted((names[ties.people[a]], names[ties.people[b]])), close)
        for a, b, close in zip(
            ties.left.tolist(), ties.right.tolist(), ties.closeness.tolist(), strict=True
        )
    }


def test_a_pair_counts_once_with_the_larger_closeness() -> None:
    buurt = Neighbourhood()
    buurt.knows("Anna", "Bert", 1)
    buurt.knows("Bert", "Anna", 4)
    buurt.knows("Anna", "Cor")
    snapshot = buurt.snapshot()
    assert told(resident_ties(snapshot), snapshot.names) == {
        ("Anna", "Bert", 4),
        ("Anna", "Cor", 2),
    }


def test_loops_and_professionals_do_not_count() -> None:
    buurt = Neighbourhood()
    buurt.resident("Wijkzuster", professional=True)
    buurt.knows("Anna", "Anna")
    buurt.knows("Anna", "Wijkzuster", 4)
    buurt.knows("Wijkzuster", "Anna", 3)
    buurt.knows("Bert", "Wijkzuster")
    snapshot = buurt.snapshot()
    ties = resident_ties(snapshot)
    assert len(ties) == 0
    assert ties.n == 2
    assert {snapshot.names[node] for node in ties.people} == {"Anna", "Bert"}
    assert professional_ties(snapshot, ties).tolist() == [1, 1]


def test_the_order_of_rows_does_not_matter() -> None:
    buurt = Neighbourhood()
    buurt.all_know_each_other("Anna", "Bert", "Cor", "Dirk", closeness=3)
    buurt.knows("Cor", "Anna", 4)
    plain, shuffled = (resident_ties(buurt.snapshot(seed=seed)) for seed in (None, 7))
    for column in ("people", "left", "right", "closeness"):
        assert getattr(plain, column).tolist() == getattr(shuffled, column).tolist()


def test_neighbours_and_degree() -> None:
    buurt = Neighbourhood()
    buurt.knows("Anna", "Bert", 3)
    buurt.resident("Cor")
    snapshot = buurt.snapshot()
    ties = resident_ties(snapshot)
    by_name = {snapshot.names[node]: at for at, node in enumerate(ties.people.tolist())}
    assert ties.neighbours[by_name["Anna"]] == {by_name["Bert"]: 3}
    assert ties.neighbours[by_name["Cor"]] == {}
    assert sorted(ties.degree.tolist()) == [0, 1, 1]


def test_an_empty_neighbourhood() -> None:
    ties = resident_ties(Neighbourhood().snapshot())
    assert (ties.n, len(ties), ties.degree.tolist(), ties.neighbours) == (0, 0, [], [])

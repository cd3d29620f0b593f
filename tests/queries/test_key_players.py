"""The few who together reach most: Borgatti 2006, KPP-Pos."""

from __future__ import annotations

import networkx as nx
import pytest

from assetgraph.messages import catalogue
from assetgraph.model.consent import Purpose
from assetgraph.queries.answers import KeyPlayer
from assetgraph.queries.key_players import key_players
from tests.analysis.networks import KITE
from tests.snapshots import Neighbourhood


def asked(network: nx.Graph, top: int | None) -> list[KeyPlayer]:
    buurt = Neighbourhood()
    for name in network:
        buurt.resident(str(name))
    for one, other in network.edges:
        buurt.knows(str(one), str(other))
    buurt.resident("Werker", professional=True)
    buurt.knows("Werker", str(next(iter(network))))
    return key_players(buurt.snapshot(Purpose.MAP), top=top)


def test_two_stars_need_both_middles() -> None:
    stars = nx.disjoint_union(nx.star_graph(4), nx.star_graph(3))
    found = asked(stars, 2)
    assert [one.resident.name for one in found] == ["0", "5"]
    assert [one.reach for one in found] == pytest.approx([5 / 9, 1.0])
    assert [one.adds for one in found] == pytest.approx([5 / 9, 4 / 9])
    assert [one.knows for one in found] == [5, 9]
    told = [catalogue("nl").text(reason) for reason in found[1].reasons]
    assert told[1] == "Zo komen er 4 mensen bij die de vorigen niet kennen."


def test_the_kite() -> None:
    """The one nearest to all, oneself counted as one step away, by networkx's distances."""
    (one,) = asked(KITE, 1)
    reach = max(
        sum(1 / max(d, 1) for d in nx.single_source_shortest_path_length(KITE, who).values()) / 10
        for who in KITE
    )
    assert one.reach == pytest.approx(reach, abs=1e-6)


def test_the_reach_never_falls_and_nobody_alone_is_named() -> None:
    network = nx.gnm_random_graph(15, 20, seed=3)
    network.add_node(99)
    found = asked(network, 20)
    reach = [one.reach for one in found]
    assert reach == sorted(reach)
    assert "99" not in {one.resident.name for one in found}
    assert asked(network, 0) == asked(nx.empty_graph(4), 3) == []

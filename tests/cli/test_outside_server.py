"""What a server keeps tells nobody of who is outside a purpose, as `test_outside` asks of a file.

Everything is on the server. What a command prints of it, and writes, is what it prints of a file in
which the people outside the purpose were never written down.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from assetgraph.model.consent import Purpose
from tests.cli.test_outside import ASKED, TODAY, commands, plain, printed, written
from tests.neighbourhoods import Neighbourhood, neighbourhood
from tests.neo4j_server import Database
from tests.stores.speech import person

pytestmark = pytest.mark.neo4j

LONG = os.environ.get("ASSETGRAPH_LONG") == "1"
SEEDS = range(int(os.environ.get("ASSETGRAPH_EXAMPLES", "1")))

FEW = re.compile(
    r"connectors --json --top 50|isolated|overview --buurt Linde --json|export \{out\}\.gexf.*"
    r"|matches --json|matches Naam\S+ --json|introductions plan"
)
"""What is always typed: each reads the store in another way. All with ``ASSETGRAPH_LONG=1``."""


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_outside_the_purpose_appears(
    neo4j: Database, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSETGRAPH_NEO4J_PASSWORD", neo4j.password)
    monkeypatch.chdir(tmp_path)
    area = neighbourhood(seed, TODAY)
    outside = {purpose: area.hidden(purpose, TODAY) for purpose in ASKED}
    # Whom to keep apart guards people also where one of the two is not shown.
    area = area.without_guards({one.name for hidden in outside.values() for one in hidden})
    neo4j.empty()
    written(neo4j.location, area, set())
    for purpose, hidden in outside.items():
        assert hidden
        bare = str(tmp_path / f"kaal{purpose}.assetgraph")
        written(bare, area, {one.name for one in hidden})
        for number, typed in enumerate(_typed(area, purpose)):
            folders = [tmp_path / f"{purpose}{number}{side}" for side in "ab"]
            one = printed(neo4j.location, typed, folders[0])
            text = plain(one)
            for gone in hidden:
                for word in (gone.mark, gone.name.replace(" ", ""), person(gone.name)):
                    assert word.casefold() not in text, (typed, gone.name)
            if purpose is not Purpose.PUBLISH:  # It counts them, ten or more together.
                assert one == printed(bare, typed, folders[1]), typed


def _typed(area: Neighbourhood, purpose: Purpose) -> list[str]:
    """All that is typed for a purpose, or a few."""
    return [line for line in commands(area, purpose) if LONG or FEW.fullmatch(line)]

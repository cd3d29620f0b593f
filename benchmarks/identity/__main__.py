"""How well one person is one person: what an import joins by itself, and what `duplicates` lists.

Generated people and sheets with known truth. *Joined* counts pairs of rows that an import makes one
person without asking. *Listed* counts pairs of residents on the map afterwards.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

from assetgraph.importing.tables import Source
from assetgraph.importing.workbook import interpret
from assetgraph.model.consent import Purpose
from assetgraph.model.relations import Can
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.duplicates import duplicates
from assetgraph.stores import open_store
from benchmarks.identity.people import people
from benchmarks.identity.records import tables

SIZES = (150, 600, 2_000, 5_000)
CHANCES = (0.25, 0.5, 0.75, 0.9, 0.99)
SEEDS = (1, 2, 3)
DAY = date(2026, 3, 1)


def loaded(n: int, seed: int) -> tuple[Snapshot, dict[str, int], int, float]:
    """The map after three sheets, by record its person, the rows asked about, and namesakes."""
    chance = random.Random(seed)
    found = people(n, chance)
    borne = Counter((one.given, one.last) for one in found)
    namesakes = sum(count for count in borne.values() if count > 1) / n
    truth: dict[str, int] = {}
    asked = 0
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "x"), create=True)
        for table, numbers in tables(found, chance):
            source = Source(table.file, [table])
            truth |= {row[-1]: who for row, who in zip(table.rows[1:], numbers, strict=True)}
            changeset, report = interpret(
                [source], store.known, source=source.name, day=DAY, partial=True
            )
            asked += len(report.rows_in_error())
            store.apply(changeset)
        snapshot = store.snapshot(Purpose.ALL, today=DAY)
        store.close()
    return snapshot, truth, asked, namesakes


def joined(snapshot: Snapshot, truth: dict[str, int]) -> tuple[int, int, dict[int, int]]:
    """Pairs of rows that became one person, those that are right, and who each resident is."""
    links = snapshot.relation(Can)
    pairs = right = 0
    who: dict[int, int] = {}
    for person in snapshot.residents:
        records = [truth[snapshot.names[i]] for i in links.targets(person)]
        pairs += len(records) * (len(records) - 1) // 2
        right += sum(one == other for one, other in combinations(records, 2))
        if records:
            who[person] = Counter(records).most_common(1)[0][0]
    return pairs, right, who


def listed(snapshot: Snapshot, who: dict[int, int]) -> dict[float, tuple[int, int, int]]:
    """By chance: pairs that are listed, those that are right, and those that should be."""
    people_of = defaultdict(list)
    for node, person in who.items():
        people_of[person].append(node)
    wanted = sum(len(nodes) * (len(nodes) - 1) // 2 for nodes in people_of.values())
    found = [
        (pair.score, who.get(snapshot.index[pair.one.id]) == who.get(snapshot.index[pair.other.id]))
        for pair in duplicates(snapshot, least=min(CHANCES))
    ]
    return {
        chance: (
            sum(score >= chance for score, _ in found),
            sum(right for score, right in found if score >= chance),
            wanted,
        )
        for chance in CHANCES
    }


def main() -> None:
    """Prints both tables."""
    print("people  namesakes   joined  precision   asked  | listed from: precision / recall")
    for n in SIZES:
        pairs = right = asked = 0
        shares = []
        totals = {chance: [0, 0, 0] for chance in CHANCES}
        for seed in SEEDS:
            snapshot, truth, some, namesakes = loaded(n, seed)
            all_of, good, who = joined(snapshot, truth)
            pairs, right, asked = pairs + all_of, right + good, asked + some
            shares.append(namesakes)
            for chance, counts in listed(snapshot, who).items():
                totals[chance] = [a + b for a, b in zip(totals[chance], counts, strict=True)]
        told = "  ".join(
            f"{chance}: {good / max(found, 1):.2f} / {good / max(wanted, 1):.2f}"
            for chance, (found, good, wanted) in totals.items()
        )
        share = sum(shares) / len(shares)
        print(f"{n:6}  {share:9.3f}  {pairs:7}  {right / max(pairs, 1):9.4f}  {asked:6}  | {told}")


if __name__ == "__main__":
    main()

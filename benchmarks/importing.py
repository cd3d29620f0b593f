"""Importing a workbook, from file to committed store, against calamine alone reading the file.

    python -m benchmarks.importing [rows]

Two files of 100,000 residents: a usual one (nine columns, one or two ties each) and a full one (ten
columns, two talents, a wish and three ties each). Each step runs in a process of its own, in turn
with calamine, so that a busy machine hurts both. Prints medians of CPU seconds, children included,
their ratio to calamine (at most 4), and the largest memory of the import.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

REPEATS = 3
DAY = date(2026, 5, 1)
NAMES = ("Fatima Bakker", "Joop Yilmaz", "Mei Chen", "Karin El Amrani", "Kofi Doğan", "José Smit")
TALENTS = ("koken voor groepen", "fietsen repareren", "tuinieren", "naaien", "gitaar", "oppassen")
CLOSENESS = ("groet", "praatje", "helpt", "goed")
BUURT = 2_000
"""Residents of one buurt, who know each other."""


class Cost(NamedTuple):
    """What a piece of work took."""

    cpu: float
    wall: float
    megabytes: int


def write_workbook(file: Path, rows: int, *, full: bool) -> None:
    """A sheet of residents, the same at every run."""
    import xlsxwriter

    chance = random.Random(1)
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True})
    sheet = book.add_worksheet("Bewoners")
    header = ["Naam", "Code", "Straat", "Huisnummer", "Postcode", "Buurt", "Talen", "Talenten"]
    sheet.write_row(0, 0, [*header, "Kent", *(["Wensen"] if full else [])])
    for i in range(rows):
        buurt = i // BUURT
        others = range(buurt * BUURT, min(rows, (buurt + 1) * BUURT))
        ties = [
            f"B{chance.choice(others)} ({chance.choice(CLOSENESS)})"
            for _ in range(3 if full else 1 + i % 2)
        ]
        row: list[str | int] = [f"{NAMES[i % len(NAMES)]} {i}", f"B{i}", f"Straat {i % 500}"]
        row += [i % 200, f"{1000 + i % 8999} AB", f"BU0363{buurt:04d}"]
        row += ["Nederlands; Turks" if i % 3 else "Nederlands"]
        row += ["; ".join(chance.sample(TALENTS, 2 if full else 1)), "; ".join(ties)]
        sheet.write_row(i + 1, 0, [*row, *([f"{chance.choice(TALENTS)} leren"] if full else [])])
    book.close()


def read_alone(file: Path) -> None:
    """The file as calamine reads it."""
    import python_calamine

    python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


def import_new(file: Path) -> None:
    """Into a store that is not there yet."""
    store = file.with_suffix(".assetgraph")
    for part in file.parent.glob(f"{store.name}*"):
        part.unlink()
    import_into(file)


def import_into(file: Path) -> None:
    """Into the store beside the file."""
    from assetgraph.importing.readers import read
    from assetgraph.importing.workbook import interpret
    from assetgraph.stores.sqlite import SqliteStore

    store = SqliteStore(file.with_suffix(".assetgraph"), create=True)
    source = read(file)
    with store.writing():
        changeset, report = interpret([source], store.known, source=source.name, day=DAY)
        if not report.ok:
            raise ValueError(report.issues)
        store.apply(changeset)
    store.close()


def read_snapshot(file: Path) -> None:
    """All of the store beside the file, as the map sees it."""
    from assetgraph.model.consent import Purpose
    from assetgraph.stores.sqlite import SqliteStore

    SqliteStore(file.with_suffix(".assetgraph")).snapshot(Purpose.MAP, today=DAY)


def cost(work: Callable[[Path], None], file: Path) -> Cost:
    """What this takes in a fresh process, its imports not counted."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_measured, (work, file))


def _measured(work: Callable[[Path], None], file: Path) -> Cost:
    import python_calamine  # noqa: F401

    import assetgraph.importing.workbook
    import assetgraph.stores.sqlite  # noqa: F401

    cpu, wall = _cpu(), perf_counter()
    work(file)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return Cost(_cpu() - cpu, perf_counter() - wall, most)


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def compare(file: Path, title: str) -> None:
    """Prints a line for each step, the steps in turn."""
    steps = {
        "calamine alone": read_alone,
        "import": import_new,
        "import again": import_into,
        "snapshot": read_snapshot,
    }
    costs: dict[str, list[Cost]] = {name: [] for name in steps}
    for _ in range(REPEATS):
        for name, work in steps.items():
            costs[name].append(cost(work, file))
    alone = costs["calamine alone"]
    for name, found in costs.items():
        cpu = median(one.cpu / peer.cpu for one, peer in zip(found, alone, strict=True))
        wall = median(one.wall / peer.wall for one, peer in zip(found, alone, strict=True))
        print(
            f"{title}  {name:<15} {median(one.cpu for one in found):7.2f} s CPU"
            f"   / calamine {cpu:5.2f} CPU {wall:5.2f} wall"
            f"   {max(one.megabytes for one in found):5} MB"
        )


def main(rows: int = 100_000) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        for full, title in ((False, "usual"), (True, "full ")):
            file = Path(folder, f"{title.strip()}.xlsx")
            write_workbook(file, rows, full=full)
            compare(file, f"{rows} rows, {title}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

"""The same file again, with its rows in another order, with one cell changed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assetgraph.importing.readers import read
from assetgraph.importing.tables import Source, Table
from assetgraph.model.consent import Purpose
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.stores.store import GraphStore
from tests.importing.reading import MAY, TODAY, clean, found, loaded, sheets, understood
from tests.stores.speech import everything, some

EXAMPLE = Path(__file__).parents[2] / "imports" / "examples" / "workbook" / "input"


def seen(store: GraphStore) -> dict[str, Any]:
    """Everything in the store."""
    return everything(store.snapshot(Purpose.ALL, today=TODAY))


def test_the_same_file_twice_changes_nothing(store: GraphStore) -> None:
    source = read(EXAMPLE)
    first = loaded(store, source)
    before = store.snapshot(Purpose.ALL, today=TODAY)
    again = loaded(store, source, MAY)
    after = store.snapshot(Purpose.ALL, today=TODAY)
    assert some(first.added)
    assert (some(again.added), some(again.changed), some(again.removed)) == ({}, {}, {})
    assert again.changes == []
    assert (after.ids, after.columns) == (before.ids, before.columns)
    assert len(store.history()) == 2


def test_the_same_file_gives_the_same_ids_in_another_store(
    store: GraphStore, tmp_path: Path
) -> None:
    loaded(store, read(EXAMPLE))
    other = SqliteStore(tmp_path / "ander.assetgraph", create=True)
    loaded(other, read(EXAMPLE))
    assert seen(other) == seen(store)
    other.close()


def _shuffled(source: Source, seed: int) -> Source:
    """The source with the rows below each header in another order."""
    shuffle = random.Random(seed)
    tables = []
    for table in source.tables:
        header = next(i for i, row in enumerate(table.rows) if any(row))
        above, rows = table.rows[: header + 1], table.rows[header + 1 :]
        shuffle.shuffle(rows)
        tables.append(Table(table.file, table.sheet, [*above, *rows]))
    shuffle.shuffle(tables)
    return Source(source.name, tables)


SOURCES = {
    "the example": read(EXAMPLE),
    "rows that are joined": sheets(
        Bewoners="""
            Naam;Code;Straat;Talen;Kent;Groepen;Liever niet;Talenten
            Ans Kuiper;B1;;Nederlands;Bo Li (goed), Dirk;Koks;Piet;zingen
            Ans Kuiper;;Kade;Twi, Nederlands;Bo Li, Dirk (helpt);Koks;;Zingen
            Bo Li;;;;B1 (groet), Dirk;Koks;;koken
            Jan;B7;;;Els;;;
            Jan;B8;;;Els;;;Koken
        """,
        Verhalen="""
            Titel;Gaat over;Verteld door
            De winter;Koks;Ans Kuiper
            De winter;Bo Li;Els
        """,
    ),
    "names that wait aside": sheets(
        Bewoners="""
            Naam;Code;Liever niet
            Ans Kuiper;B1;Piet
            Ans Kuiper;;Klaas, Piet
        """,
        Verhalen="""
            Titel;Gaat over
            De winter;de vaart
            De winter;het ijs, de vaart
        """,
    ),
    "somebody avoided by one and named by another": sheets(
        Bewoners="""
            Naam;Kent;Liever niet
            Ans;;Piet
            Bo;Piet;
        """,
    ),
    "names spelt in two ways": sheets(
        Bewoners="""
            Naam;Kent;Groepen;Talenten
            Ans;dirk;Koks;zingen
            Bo;Dirk;koks;Zingen
            Cor;DIRK;KOKS;ZINGEN
        """,
    ),
    "rows of one person spelt in two ways": sheets(
        Bewoners="""
            Naam;Straat
            Ans Kuiper;Kade
            ans kuiper;kade
        """,
    ),
    "exchanges spelt in two ways": sheets(
        Bewoners="Naam\nAns",
        Ruil="""
            Wie;Soort;Wat
            Ans;aanbod;Soep
            Ans;aanbod;soep
        """,
    ),
}
"""Whatever in it tempts to take the first or the last."""


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_rows_is_no_matter(source: Source, seed: int) -> None:
    """Every statement is the same: ids, names, properties and relations."""
    plain, report = understood(source)
    turned, _ = understood(_shuffled(source, seed))
    assert report.ok, found(report)
    assert plain.statements != []
    assert in_order(turned.statements) == in_order(plain.statements)


def in_order(statements: Any) -> list[Any]:
    """Statements in an order of their own."""
    return sorted(
        (
            s.id,
            s.kind,
            s.mention or "",
            sorted(s.properties.items()),
            sorted(
                (key, sorted((o, sorted(p.items())) for o, p in others.items()))
                for key, others in s.relations.items()
            ),
            sorted(s.spoken),
        )
        for s in statements
    )


def test_two_exchanges_that_differ_in_amount_are_no_coin_toss() -> None:
    """Which of two amounts holds does not depend on which row comes last."""
    rows = ["Ans;aanbod;soep;1", "Ans;aanbod;soep;2"]
    results = []
    for order in (rows, rows[::-1]):
        text = "\n".join(["Wie;Soort;Wat;Aantal", *order])
        changeset, report = understood(sheets(Bewoners="Naam\nAns", Ruil=text))
        results.append((report.ok, in_order(changeset.statements) if report.ok else None))
    assert results[0] == results[1]


SHEET = """
    Naam;Code;Straat;Talenten;Wensen;Kent;Groepen
    Ans;B1;Kade;zingen, koken;;Bo (goed), Cor;Koks
    Bo;B2;Plein;schaken;leren fietsen;Ans (goed);Koks
    Cor;B3;Plein;;;;
"""


def test_a_changed_cell_changes_only_that_fact(store: GraphStore) -> None:
    cases: list[tuple[str, str, set[tuple[str, str, str | None]], dict[str, int]]] = [
        ("Bo;B2;Plein", "Bo;B2;Laan", {("Bo", "street", None)}, {"residents": 1}),
        ("zingen, koken", "zingen", {("Ans", "can", "koken")}, {"residents": 1}),
        ("Bo (goed), Cor", "Bo (goed), Cor (groet)", {("Ans", "knows", "Cor")}, {"ties": 1}),
        ("leren fietsen", "leren dansen",
         {("Bo", "wants", "leren fietsen"), ("Bo", "wants", "leren dansen")}, {"residents": 1}),
    ]  # fmt: skip
    text = clean(SHEET)
    loaded(store, sheets(Bewoners=text))
    for old, new, expected, changed in cases:
        assert text.count(old) == 1
        text = text.replace(old, new)
        outcome = loaded(store, sheets(Bewoners=text), MAY)
        assert {(c.name, c.field, c.other) for c in outcome.changes} == expected
        assert some(outcome.changed) == changed
        assert outcome.changeset is not None
        assert store.changes(outcome.changeset) == outcome.changes


def test_a_row_that_is_gone_takes_nothing_away(store: GraphStore) -> None:
    """A sheet may hold only the people of one workshop."""
    loaded(store, sheets(Bewoners=clean(SHEET)))
    before = seen(store)
    without = "\n".join(line for line in clean(SHEET).split("\n") if not line.startswith("Cor"))
    outcome = loaded(store, sheets(Bewoners=without))
    assert some(outcome.removed) == {}
    assert seen(store)["ids"] == before["ids"]


def test_undo_of_an_import(store: GraphStore) -> None:
    loaded(store, sheets(Bewoners=clean(SHEET)))
    before = seen(store)
    loaded(store, read(EXAMPLE), MAY)
    store.undo()
    assert seen(store) == before
    assert store.check() == []

"""Who is who: what makes two rows, or a row and somebody in the store, one person."""

from __future__ import annotations

from datetime import date

import pytest

from assetgraph.importing.issues import Report, Severity
from assetgraph.importing.workbook import interpret
from assetgraph.model.changeset import Changeset, Outcome, Statement
from assetgraph.model.consent import Purpose
from assetgraph.model.identity import judgement
from assetgraph.model.nodes import Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.stores.store import GraphStore
from assetgraph.workflows.loading import each_apart
from tests.importing.reading import MARCH, MAY, TODAY, found, loaded, sheets, understood
from tests.stores.speech import everything, facts, links, some


def told(store: GraphStore, text: str, day: date = MARCH, **others: str) -> Outcome:
    """Imports a sheet of residents."""
    return loaded(store, sheets(Bewoners=text, **others), day)


def seen(store: GraphStore) -> Snapshot:
    """Everything in the store."""
    return store.snapshot(Purpose.ALL, today=TODAY)


def residents(store: GraphStore) -> list[dict[str, object]]:
    """What is known of every resident, by name and street."""
    snapshot = seen(store)
    known = [facts(snapshot, snapshot.ids[i]) for i in snapshot.residents]
    return sorted(known, key=lambda one: (str(one["name"]), str(one.get("street"))))


def knows(store: GraphStore) -> set[tuple[str, str]]:
    """Who says to know whom."""
    return {(one, other) for kind, one, other in links(seen(store)) if kind == "knows"}


# --- rows -----------------------------------------------------------------------------------------
def test_one_name_is_one_person_when_nothing_contradicts_it(store: GraphStore) -> None:
    """However it is written, and though the one row states what the other does not."""
    told(
        store,
        "Naam;Straat;Huisnummer;Code\nJosé Bakker;Kade;;\njose  BAKKER;;12;\nJosé Bakker;;;B7",
    )
    assert len(residents(store)) == 1
    (jose,) = residents(store)
    assert {jose["street"], jose["house_number"], jose["code"]} == {"Kade", "12", "B7"}


def test_two_codes_are_two_people(store: GraphStore) -> None:
    told(store, "Naam;Code;Straat\nJan Bakker;B1;Kade\nJan Bakker;B2;Kade")
    assert sorted(str(one["code"]) for one in residents(store)) == ["B1", "B2"]


@pytest.mark.parametrize("column", ["Straat", "Huisnummer"])
def test_another_address_asks(column: str) -> None:
    """Two Jans at two addresses may be two, or one who moved: nothing is guessed."""
    _, report = understood(sheets(Bewoners=f"Naam;{column}\nJan;1\nJan;2"))
    assert {c[0] for c in found(report)} == {"same-name"}
    assert {i.place.row for i in report.issues} == {2, 3}
    assert report.issues[0].values["candidates"] == ["Jan (1)", "Jan (2)"]


def test_a_row_that_fits_both_of_two_asks() -> None:
    _, report = understood(sheets(Bewoners="Naam;Code;Straat\nJan;B1;Kade\nJan;B2;Kade\nJan;;Kade"))
    assert ("same-name", "Bewoners", 4, "Naam") in found(report)


def test_the_same_code_is_the_same_person_whatever_the_name(store: GraphStore) -> None:
    told(store, "Naam;Code\nAns Kuiper;B1")
    outcome = told(store, "Naam;Code\nAns Kuiper-Bos;b1", MAY)
    assert [one["name"] for one in residents(store)] == ["Ans Kuiper-Bos"]
    assert some(outcome.added) == {}


# --- rows and the store ---------------------------------------------------------------------------
def test_the_same_code_moved_house(store: GraphStore) -> None:
    """Other facts in the row are changes, shown as such."""
    told(store, "Naam;Code;Straat;Huisnummer\nAns;B1;Kade;12\nBo;B2;Kade;12")
    before = seen(store).ids
    outcome = told(store, "Naam;Code;Straat;Huisnummer\nAns;B1;Plein;3\nBo;B2;Kade;12", MAY)
    assert seen(store).ids == before
    assert some(outcome.changed) == {"residents": 1}
    assert {(c.name, c.field, c.before, c.after) for c in outcome.changes} == {
        ("Ans", "street", "Kade", "Plein"),
        ("Ans", "house_number", "12", "3"),
    }


def test_another_address_than_in_the_store_asks(store: GraphStore) -> None:
    told(store, "Naam;Straat\nJan;Kade")
    _, report = understood(sheets(Bewoners="Naam;Straat\nJan;Plein"), store)
    assert found(report) == [("same-name", "Bewoners", 2, "Naam")]
    assert sorted(report.issues[0].values["candidates"]) == ["Jan (Kade)", "Jan (Plein)"]


def test_who_was_only_a_name_gets_facts(store: GraphStore) -> None:
    """Somebody who was mentioned keeps the id when a row comes."""
    told(store, "Naam;Kent\nAns;Bo Li")
    outcome = loaded(store, sheets(Bewoners="Naam;Code;Straat\nbo li;B2;Kade"), MAY)
    assert some(outcome.added) == {}
    assert {one["name"] for one in residents(store)} == {"Ans", "bo li"}
    told(store, "Naam;Kent\nAns;B2", MAY)
    assert knows(store) == {("Ans", "bo li")}


def test_a_name_of_two_in_the_store_asks(store: GraphStore) -> None:
    told(store, "Naam;Code\nJan;B1\nJan;B2")
    _, report = understood(sheets(Bewoners="Naam;Talenten\nJan;zingen"), store)
    assert found(report) == [("same-name", "Bewoners", 2, "Naam")]
    _, report = understood(sheets(Bewoners="Naam;Kent\nAns;Jan"), store)
    assert found(report) == [("ambiguous-name", "Bewoners", 2, "Kent")]
    assert sorted(report.issues[0].values["candidates"]) == ["Jan (B1)", "Jan (B2)"]


# --- mentions -------------------------------------------------------------------------------------
TWO_JANS = "Naam;Code;Kent\nJan;B1;\nJan;B2;\nAns;B3;"


@pytest.mark.parametrize(
    "mention", ["B2", "b2", "Jan (B2)", "Jan (b2)", "B2 (goed)", "Jan (B2) (goed)"]
)
def test_a_code_settles_who_is_meant(store: GraphStore, mention: str) -> None:
    told(store, TWO_JANS + mention)
    snapshot = seen(store)
    codes = dict(zip(snapshot.ids, snapshot.values(Resident, "code"), strict=False))
    (tie,) = snapshot.links.values()
    assert codes[snapshot.ids[tie.target[0]]] == "B2"
    assert int(tie.properties["closeness"][0]) == (4 if "goed" in mention else 2)


def test_an_id_settles_who_is_meant(store: GraphStore) -> None:
    told(store, TWO_JANS)
    (second,) = (one.id for one in store.known(Resident, ["B2"]))
    told(store, f"Naam;Code;Kent\nAns;B3;{second}", MAY)
    snapshot = seen(store)
    (tie,) = snapshot.links.values()
    assert snapshot.ids[tie.target[0]] == second


@pytest.mark.parametrize(
    ("words", "level"),
    [("groet", 1), ("praatje", 2), ("helpt", 3), ("goed", 4), ("GOED", 4), ("3", 3), ("close", 4)],
)
def test_closeness_stands_in_brackets(store: GraphStore, words: str, level: int) -> None:
    told(store, f"Naam;Kent\nAns;Bo Li ({words})\nBo Li;")
    assert links(seen(store))["knows", "Ans", "Bo Li"]["closeness"] == level


def test_of_two_words_on_one_tie_the_larger_counts(store: GraphStore) -> None:
    told(store, "Naam;Kent\nAns;Bo (goed), Bo (groet)\nBo;")
    assert links(seen(store))["knows", "Ans", "Bo"]["closeness"] == 4


def test_brackets_that_belong_to_a_name(store: GraphStore) -> None:
    told(store, "Naam;Kent\nAns;Bo (van boven)\nBo (van boven);")
    assert knows(store) == {("Ans", "Bo (van boven)")}


def test_a_first_name_is_nobody_in_particular(store: GraphStore) -> None:
    """The report names who may be meant; the person is one of their own until somebody says so."""
    _, report = understood(sheets(Bewoners="Naam;Kent\nFatima Bouali;\nFatima Aydin;\nAns;Fatima"))
    (issue,) = report.issues
    assert issue.code == "person-without-row-alike"
    assert sorted(issue.values["candidates"]) == ["Fatima Aydin", "Fatima Bouali"]
    told(store, "Naam;Kent\nFatima Bouali;\nAns;Fatima")
    assert knows(store) == {("Ans", "Fatima")}


def test_an_exchange_may_be_of_a_group_or_an_institution(store: GraphStore) -> None:
    loaded(
        store,
        sheets(
            Verbanden="Naam\nDinsdagkoks",
            Organisaties="Naam\nWelzijn Oost",
            Ruil="Wie;Soort;Wat;Met wie\nDinsdagkoks;aanbod;eten;Welzijn Oost\nAns;vraag;lift;",
        ),
    )
    assert {link for link in links(seen(store)) if link[0].startswith("made")} == {
        ("made_by", "eten", "Dinsdagkoks"),
        ("made_with", "eten", "Welzijn Oost"),
        ("made_by", "lift", "Ans"),
    }


# --- rather not -----------------------------------------------------------------------------------
def test_rather_not_with_somebody_unknown_makes_nobody(store: GraphStore) -> None:
    """The name is kept, and holds as soon as that person appears."""
    told(store, "Naam;Liever niet;Toestemming\nAns;Piet de Vries;ja")
    assert [one["name"] for one in residents(store)] == ["Ans"]
    assert residents(store)[0]["avoids_names"] == ("Piet de Vries",)
    loaded(store, sheets(Verbanden="Naam;Leden\nKoks;piet de vries"), MAY)
    assert ("avoids", "Ans", "piet de vries") in links(seen(store))


def test_rather_not_that_is_taken_out_holds_no_more(store: GraphStore) -> None:
    """Emptying the cell takes the name back, whether or not that person was on the map."""
    told(store, "Naam;Liever niet\nAns;Piet, Bo\nBo;")
    told(store, "Naam;Liever niet\nAns;\nBo;", MAY)
    assert "avoids_names" not in residents(store)[0]
    loaded(store, sheets(Verbanden="Naam;Leden\nKoks;Piet"), TODAY)
    assert not {kind for kind, _, _ in links(seen(store))} & {"avoids"}


def test_a_subject_that_is_taken_out_is_gone(store: GraphStore) -> None:
    loaded(store, sheets(Verhalen="Titel;Gaat over\nDe winter;de vaart"))
    outcome = loaded(store, sheets(Verhalen="Titel;Gaat over\nDe winter;"), MAY)
    snapshot = seen(store)
    assert facts(snapshot, snapshot.ids[0]) == {"title": "De winter"}
    assert some(outcome.changed) == {"stories": 1}


# --- people who were merged -----------------------------------------------------------------------
def one_of(store: GraphStore, head: str, *others: str) -> None:
    """Somebody judged that these are one."""
    said = [Statement("resident", other, same=head) for other in others]
    store.apply(Changeset(judgement(len(store.history()) + 1), MAY, said))


def ids(store: GraphStore) -> dict[str, str]:
    """The ids of residents by street, or by name where that is not known."""
    snapshot = seen(store)
    return {
        str(snapshot.value(i, "street") or snapshot.names[i]): snapshot.ids[i]
        for i in snapshot.residents
    }


def again(store: GraphStore, text: str, name: str = "buurt") -> Report:
    """Imports a sheet as the command does, where somebody may have been merged."""
    source = sheets(Bewoners=text)
    changeset, report = interpret([source], each_apart(store), source=name, day=MARCH)
    if report.ok:
        store.apply(changeset)
    return report


def test_namesakes_who_are_one_are_not_asked_about(store: GraphStore) -> None:
    """A name of two people who are one needs no code; each row goes to whom it went before."""
    told(store, "Naam;Straat;Code\nJan Smit;Kade;A\nJan Smit;Plein;B")
    assert not again(store, "Naam;Kent\nBo;Jan Smit", "nieuw").ok
    known = ids(store)
    one_of(store, known["Kade"], known["Plein"])
    assert again(store, "Naam;Kent\nBo;Jan Smit", "nieuw").ok
    assert again(store, "Naam;Talenten\nJan Smit;schaken", "nog een").ok
    assert knows(store) == {("Bo", "Jan Smit")}
    assert len([one for one in residents(store) if one["name"] == "Jan Smit"]) == 1


def test_the_old_sheet_of_two_who_are_one_changes_nothing(store: GraphStore) -> None:
    told(store, "Naam;Straat;Code;Talenten\nJan Smit;Kade;A;zingen\nJan Smit;Plein;B;dansen")
    known = ids(store)
    one_of(store, known["Kade"], known["Plein"])
    before = everything(seen(store))
    text = "Naam;Straat;Code;Talenten\nJan Smit;Kade;A;zingen\nJan Smit;Plein;B;dansen"
    assert again(store, text).ok
    after = everything(seen(store))
    assert after == before
    store.undo()
    store.undo()
    assert set(ids(store)) == {"Kade", "Plein"}


def test_a_stranger_of_the_same_name_is_still_asked_about(store: GraphStore) -> None:
    told(store, "Naam;Straat;Code\nJan Smit;Kade;A\nJan Smit;Plein;B")
    known = ids(store)
    one_of(store, known["Kade"], known["Plein"])
    report = again(store, "Naam;Straat\nJan Smit;Laan", "nieuw")
    assert {issue.code for issue in report.issues if issue.severity is Severity.ERROR} == {
        "same-name"
    }


def test_a_code_of_either_is_a_code_of_the_one(store: GraphStore) -> None:
    told(store, "Naam;Code\nJo Smit;B7\nJohan Smit;")
    known = ids(store)
    one_of(store, known["Johan Smit"], known["Jo Smit"])
    assert again(store, "Naam;Code;Talenten\nJ. Smit;B7;zingen", "nieuw").ok
    assert [(one["name"], one["code"]) for one in residents(store)] == [("Johan Smit", "B7")]
    assert {other for kind, _, other in links(seen(store)) if kind == "can"} == {"zingen"}

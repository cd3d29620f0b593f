"""What the command line asks of the house: load sheets whole or not at all, then ask and show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from assetgraph.errors import AssetGraphError, QuestionError, RefusedError
from assetgraph.matching.weights import Leaning
from assetgraph.model.consent import Purpose
from assetgraph.queries import QUESTIONS
from assetgraph.workflows import asking, given, keeping, loading, sharing

DAY = date(2026, 6, 1)
GOOD = """Naam;Code;Straat;Talenten;Kent;Toestemming;Buurt
Ans Proef;T1;Laan;koken;Bo Toets (goed);ja;Oost
Bo Toets;T2;Plein;;;kaart;Zuid
Dina Voorbeeld;T3;Laan;;;ja;
Dina Voorbeeld;T4;Plein;;;ja;
Wil Werker;T5;;;;ja;
"""
WRONG = "Naam;Postcode\nEva Proef;12\nFien Proef;1099 AB\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet without mistakes."""
    return _written(tmp_path / "bladen" / "Bewoners.csv", GOOD)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A sheet in which one row of two errs."""
    return _written(tmp_path / "fout" / "Bewoners.csv", WRONG)


@pytest.fixture
def store(tmp_path: Path, sheet: Path) -> str:
    """Where the sheet was imported."""
    location = str(tmp_path / "buurt.assetgraph")
    loading.import_files(location, [sheet], today=DAY)
    return location


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def _residents(location: str) -> int:
    with given.opened(location) as store:
        return len(store.snapshot(Purpose.ALL, today=DAY).residents)


def test_the_steps_are_told(tmp_path: Path, sheet: Path) -> None:
    steps: list[str] = []
    loading.import_files(str(tmp_path / "s"), [sheet], today=DAY, step=steps.append)
    assert steps == ["read", "rows", "names", "store"]


def test_nothing_is_made_for_sheets_that_do_not_load(tmp_path: Path, wrong: Path) -> None:
    location = tmp_path / "nieuw.assetgraph"
    done = loading.import_files(str(location), [wrong], today=DAY)
    assert (done.outcome, done.ok) == (None, False)
    assert not location.exists()


def test_nothing_is_made_by_a_dry_run(tmp_path: Path, sheet: Path) -> None:
    location = tmp_path / "nieuw.assetgraph"
    done = loading.import_files(str(location), [sheet], today=DAY, dry_run=True)
    assert done.outcome is not None
    assert done.outcome.added["residents"] == 5
    assert not location.exists()


def test_a_dry_run_is_taken_back(store: str, tmp_path: Path) -> None:
    more = _written(tmp_path / "meer" / "Bewoners.csv", "Naam\nEva Proef\n")
    done = loading.import_files(store, [more], today=DAY, dry_run=True)
    assert done.outcome is not None
    assert done.outcome.added["residents"] == 1
    assert _residents(store) == 5
    assert len(keeping.history(store, today=DAY)) == 1


def test_the_good_rows_alone(store: str, wrong: Path) -> None:
    assert loading.import_files(store, [wrong], today=DAY).outcome is None
    assert _residents(store) == 5
    done = loading.import_files(store, [wrong], today=DAY, partial=True)
    assert done.outcome is not None
    assert not done.ok
    assert _residents(store) == 6


def test_the_source_is_the_file_or_what_is_said(store: str, sheet: Path) -> None:
    loading.import_files(store, [sheet], today=DAY, source="straatfeest", who="ans")
    records = [record for record, _ in keeping.history(store, today=DAY)]
    assert [(one.source, one.who) for one in records] == [
        ("Bewoners.csv", ""),
        ("straatfeest", "ans"),
    ]


def test_an_unknown_mapping(tmp_path: Path, sheet: Path) -> None:
    with pytest.raises(AssetGraphError) as told:
        loading.import_files(str(tmp_path / "s"), [sheet], today=DAY, mapping="padlet")
    assert told.value.code == "unknown-mapping"


@pytest.mark.parametrize("text", ["T1", "t1", "Ans Proef", "ans  proef"])
def test_a_resident_is_found(store: str, text: str) -> None:
    with given.opened(store) as opened:
        found = given.find_resident(opened, text)
        assert found.name == "Ans Proef"
        assert given.find_resident(opened, found.id) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dina Voorbeeld", "ambiguous-resident"),
        ("Ans", "no-resident-alike"),
        ("Niemand Hier", "no-resident"),
    ],
)
def test_a_resident_is_not_found(store: str, text: str, code: str) -> None:
    with given.opened(store) as opened, pytest.raises(QuestionError) as told:
        given.find_resident(opened, text)
    assert told.value.code == code


def test_without_consent_no_match(store: str) -> None:
    with pytest.raises(RefusedError) as told:
        asking.match(store, "T2", today=DAY)
    assert (told.value.code, told.value.values) == ("no-match-consent", {"name": "Bo Toets"})


def test_a_map_only_of_who_agreed(store: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as told:
        sharing.draw(
            store,
            tmp_path / "k.html",
            purpose=Purpose.PUBLISH,
            today=DAY,
            language="nl",
            around="T1",
        )
    assert told.value.code == "not-on-this-map"
    assert not (tmp_path / "k.html").exists()


def test_the_leaning() -> None:
    assert asking.leaning(bonding=False, bridging=False) is None
    assert asking.leaning(bonding=True, bridging=False) is Leaning.BONDING
    assert asking.leaning(bonding=False, bridging=True) is Leaning.BRIDGING
    with pytest.raises(AssetGraphError):
        asking.leaning(bonding=True, bridging=True)


def _ways(store: str, folder: Path) -> dict[str, tuple[Purpose, Callable[..., object]]]:
    """All that is asked of one buurt, with the purpose it is for."""
    drawn = partial(sharing.draw, store, folder / "k.html", purpose=Purpose.PUBLISH, language="nl")
    written = partial(
        sharing.write_export, store, str(folder / "k.json"), purpose=Purpose.MAP, language="nl"
    )
    questions = {one.name: (one.purpose, partial(asking.ask, store, one.name)) for one in QUESTIONS}
    alone = (Purpose.MATCH, partial(asking.match, store, "T1"))
    return {
        **questions,
        "match": alone,
        "draw": (Purpose.PUBLISH, drawn),
        "write_export": (Purpose.MAP, written),
    }


WAYS = [*(one.name for one in QUESTIONS), "match", "draw", "write_export"]
SEEN = {Purpose.MAP: ["Oost", "Zuid"], Purpose.MATCH: ["Oost"], Purpose.PUBLISH: None}


@pytest.mark.parametrize("way", WAYS)
def test_a_buurt_that_is_not_there(store: str, tmp_path: Path, way: str) -> None:
    """The buurten that are named are those that the purpose shows."""
    purpose, ask = _ways(store, tmp_path)[way]
    with pytest.raises(QuestionError) as told:
        ask(today=DAY, buurt="Nergens")
    seen = SEEN[purpose]
    if seen is None:
        assert (told.value.code, told.value.values) == ("no-buurten", {"value": "Nergens"})
    else:
        assert told.value.code == "unknown-buurt"
        assert told.value.values == {"value": "Nergens", "known": seen}
    assert told.value.exit_code == 2
    assert not list(tmp_path.glob("k.*"))


@pytest.mark.parametrize("buurt", ["zuid", "ZUID"])
def test_a_buurt_without_anyone_to_show(store: str, tmp_path: Path, buurt: str) -> None:
    assert asking.ask(store, "matches", today=DAY, buurt=buurt) == []
    assert asking.ask(store, "isolated", today=DAY, buurt=buurt, as_of=date(1990, 1, 1)) == []
    out = str(tmp_path / "k.json")
    some = partial(sharing.write_export, store, out, today=DAY, buurt=buurt, language="nl")
    assert len(some(purpose=Purpose.PUBLISH).ids) == 0
    assert len(some(purpose=Purpose.MAP, force=True).residents) == 1


def test_a_few_of_many_buurten(store: str, tmp_path: Path) -> None:
    rows = "".join(f"Buur {n};Wijk {n};ja\n" for n in range(12)) + "Buur;Wijk 11;ja\n"
    more = _written(tmp_path / "meer" / "Bewoners.csv", f"Naam;Buurt;Toestemming\n{rows}")
    loading.import_files(store, [more], today=DAY)
    with pytest.raises(QuestionError) as told:
        asking.ask(store, "connectors", today=DAY, buurt="Nergens")
    known = told.value.values["known"]
    assert isinstance(known, list)
    assert len(known) == given.BUURTEN
    assert "Wijk 11" in known
    assert known == sorted(known)


@pytest.mark.parametrize("text", ["2026-03-14", "14-3-2026", " 14-03-2026 ", "14-3-26"])
def test_a_day(text: str) -> None:
    assert given.as_day(text) == date(2026, 3, 14)


@pytest.mark.parametrize("text", ["gisteren", "3-2026", "30-2-2026", "14/3/2026", ""])
def test_no_day(text: str) -> None:
    with pytest.raises(AssetGraphError) as told:
        given.as_day(text)
    assert told.value.code == "bad-day"


def test_a_purpose() -> None:
    assert given.as_purpose("kaart") is given.as_purpose("MAP") is Purpose.MAP
    with pytest.raises(AssetGraphError) as told:
        given.as_purpose("verkoop")
    assert told.value.code == "unknown-purpose"

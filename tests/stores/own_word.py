"""S120 to S129: a resident's own word wins, for each purpose and fact that they speak of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assetgraph.model.changeset import OWN_WORD, Changeset, Statement
from assetgraph.model.consent import Purpose
from assetgraph.model.erasure import Mention
from assetgraph.model.identity import APART, judgement
from assetgraph.model.nodes import Resident, Story
from assetgraph.stores.store import GraphStore
from tests.stores.applying import Scenario
from tests.stores.speech import (
    FORM,
    JANUARY,
    MAY,
    TODAY,
    facts,
    id_of,
    links,
    person,
    resident,
    says,
)
from tests.stores.speech import node as thing

ASKED = (Purpose.MAP, Purpose.MATCH, Purpose.PUBLISH)


def own(name: str, *, day: Any = MAY, **properties: Any) -> Changeset:
    """What somebody says of themselves."""
    said = Statement(Resident.kind, person(name), mention=name, properties=properties)
    return Changeset(OWN_WORD, day, [said])


def one(b: str, a: str, number: int) -> Changeset:
    """The judgement that two are one, or (with `APART`) that one is its own again."""
    return Changeset(judgement(number), MAY, [Statement(Resident.kind, b, same=a)])


def seen(store: GraphStore, name: str) -> set[str]:
    """The purposes for which somebody is seen."""
    return {p.value for p in ASKED if person(name) in store.snapshot(p, today=TODAY).index}


class OwnWord(Scenario):
    """What a resident says of themselves, and what an erasure leaves to decide on."""

    def test_s120_it_wins_over_older_and_newer(self, store: GraphStore) -> None:
        """S120 A sheet of a later day, or of an earlier one that comes later, changes nothing."""
        store.apply(says(resident("Ans", street="Kade", languages=["Twi"])))
        store.apply(own("Ans", street="Plein"))
        store.apply(says(resident("Ans", street="Gracht"), source=FORM, day=TODAY))
        store.apply(says(resident("Ans", street="Steeg"), source="oud", day=JANUARY))
        found = facts(store.snapshot(Purpose.ALL, today=TODAY), person("Ans"))
        assert (found["street"], found["languages"]) == ("Plein", ("Twi",))
        store.apply(own("Ans", day=TODAY, street="Laan"))
        found = facts(store.snapshot(Purpose.ALL, today=TODAY), person("Ans"))
        assert found["street"] == "Laan"
        assert store.check() == []

    def test_s121_that_there_is_nothing_is_a_word_too(self, store: GraphStore) -> None:
        """S121 A fact that they say is empty stays empty; undone, the sheets speak again."""
        store.apply(says(resident("Ans", {"knows": {"Bo": 2, "Cor": 3}}, street="Kade")))
        said = own("Ans", street=None)
        said.statements[0].relations["knows"] = {person("Bo"): {"closeness": 4}}
        store.apply(said)
        again = resident("Ans", {"knows": {"Cor": 1}}, street="Gracht")
        store.apply(says(again, source=FORM, day=TODAY))
        snapshot = store.snapshot(Purpose.ALL, today=TODAY)
        assert "street" not in facts(snapshot, person("Ans"))
        assert links(snapshot) == {("knows", "Ans", "Bo"): {"closeness": 4}}
        assert store.check() == []
        store.undo(2)
        snapshot = store.snapshot(Purpose.ALL, today=TODAY)
        assert facts(snapshot, person("Ans"))["street"] == "Gracht"
        assert set(links(snapshot)) == {("knows", "Ans", "Bo"), ("knows", "Ans", "Cor")}

    def test_s122_consent_goes_by_purpose(self, store: GraphStore) -> None:
        """S122 Their word on one purpose leaves another to the sheets, and the default too."""
        store.apply(says(resident("Ans", agrees=("map", "match")), resident("Bo")))
        gone = {"purpose": "match", "withdrawn_on": MAY.isoformat()}
        for name in ("Ans", "Bo"):
            store.apply(own(name, consent=[gone]))
        assert (seen(store, "Ans"), seen(store, "Bo")) == ({"map"}, {"map"})
        everybody = ("map", "match", "publish")
        store.apply(says(resident("Ans", agrees=everybody), source=FORM, day=TODAY))
        assert seen(store, "Ans") == {"map", "publish"}
        store.apply(says(resident("Ans", agrees=()), source=FORM, day=TODAY))
        assert seen(store, "Ans") == set()

    def test_s123_objection_and_restriction(self, store: GraphStore) -> None:
        """S123 They win over every basis, from their day on, and hold in every picture."""
        store.apply(
            says(
                *(
                    resident(
                        name,
                        consent=[
                            {"purpose": "map", "basis": "public_task", how: MAY.isoformat()},
                            {"purpose": "match", "basis": "consent"},
                        ],
                    )
                    for name, how in (("Ans", "objected_on"), ("Bo", "restricted_on"))
                )
            )
        )
        for name in ("Ans", "Bo"):
            assert seen(store, name) == {"match"}
            for as_of in (None, TODAY):
                before = store.snapshot(Purpose.MAP, today=MAY - timedelta(1), as_of=as_of)
                after = store.snapshot(Purpose.MAP, today=MAY, as_of=as_of)
                assert person(name) in before.index
                assert person(name) not in after.index

    def test_s124_what_was_said(self, store: GraphStore) -> None:
        """S124 All statements about a node, also undone ones; none of an unknown one."""
        store.apply(says(resident("Ans", street="Kade")))
        store.apply(says(resident("Ans", street="Plein"), source=FORM, day=MAY))
        store.apply(own("Ans", street="Laan"))
        store.undo(2)
        said = store.said(person("Ans"))
        assert [(one.changeset, one.source, one.active) for one in said] == [
            (1, "workshop in de hub", True),
            (2, FORM, False),
            (3, OWN_WORD, True),
        ]
        assert "Plein" in (said[1].doc or "")
        assert store.said(person("Niemand")) == []

    def test_s125_other_words_after_an_erasure(self, store: GraphStore) -> None:
        """S125 The places that it leaves get other text, in what holds and in what was said."""
        tale = thing(Story, "Feest", {"told_by": ["Bo"]}, text="Ans Kuiper  zong. Ans ook.")
        store.apply(
            says(
                resident("Ans Kuiper", {"can": ["zingen"]}),
                resident("Bo", consent=[{"purpose": "map", "recorded_by": "Ans Kuiper"}]),
                tale,
                source="blad van Ans Kuiper",
            )
        )
        tale = thing(Story, "Feest", {"told_by": ["Bo"]}, text="ANS KUIPER danste.")
        store.apply(says(tale, resident("Bo"), source="blad van Ans Kuiper", day=MAY))
        store.apply(says(thing(Story, "Later", text="Ansje zong en Ans keek"), source=FORM))
        done = store.erase(person("Ans Kuiper"))
        feast = id_of(Story, "Feest")
        assert {(one.node, one.field, one.text) for one in done.mentions} == {
            (feast, "text", "Ans Kuiper  zong. Ans ook."),
            (feast, "text", "ANS KUIPER danste."),
            (person("Bo"), "consent", "Ans Kuiper"),
            ("", "1", "blad van Ans Kuiper"),
            ("", "2", "blad van Ans Kuiper"),
        }
        assert [one.text for one in done.maybe] == ["Ansje zong en Ans keek"]
        store.reword({one: f"x{at}" for at, one in enumerate(sorted(done.mentions, key=str))})
        assert store.check() == []
        kept = repr([page.rows for page in store.pages()])
        assert "kuiper" not in kept.casefold()
        assert facts(store.snapshot(Purpose.ALL, today=TODAY), feast)["text"].startswith("x")
        assert {one.source[0] for one in store.history()[:2]} == {"x"}
        store.undo(2)
        assert facts(store.snapshot(Purpose.ALL, today=TODAY), feast)["text"].startswith("x")

    def test_s126_a_name_that_was_typed_goes_out_of_the_log(self, store: GraphStore) -> None:
        """S126 The text goes, the entry stays, and the chain holds."""
        from datetime import UTC, datetime

        from assetgraph.model.audit import TAKEN_AWAY, Access, broken

        store.apply(says(resident("Ans Kuiper")))
        noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
        for who, why in (("Bo", "voor Ans  Kuiper"), ("ans kuiper", "zelf"), ("Bo", "kaart")):
            store.record(Access(noon, who, "read show", (person("Ans Kuiper"),), "all", why))
        store.erase(person("Ans Kuiper"))
        log = store.audit()
        assert [one.access.who.startswith(TAKEN_AWAY) for one in log] == [False, True, False]
        assert [one.access.why.startswith(TAKEN_AWAY) for one in log] == [True, False, False]
        assert broken(log) is None
        assert store.check() == []

    def test_s127_other_words_for_nothing(self, store: GraphStore) -> None:
        """S127 Places that are not there change nothing."""
        store.apply(says(resident("Ans")))
        before = list(store.pages())
        store.reword({Mention(person("Ans"), "name", "Bo"): "iemand"})
        assert list(store.pages()) == before

    @pytest.mark.parametrize("head", ["Ans", "Bo"])
    def test_s128_of_one_recorded_as_two_the_last_own_word_holds(
        self, store: GraphStore, head: str
    ) -> None:
        """S128 Over the sheets of both; taken apart, each keeps what was said under that name."""
        store.apply(says(resident("Ans", street="Kade", languages=["Twi"], agrees=("map",))))
        store.apply(says(resident("Bo", street="Plein", agrees=("map",)), source=FORM, day=TODAY))
        other = "Bo" if head == "Ans" else "Ans"
        store.apply(one(person(other), person(head), 1))
        said = own("Ans", street="Laan", languages=["Fries"], consent=[{"purpose": "match"}])
        store.apply(said)
        together = facts(store.snapshot(Purpose.ALL, today=TODAY), person(head))
        assert (together["street"], together["languages"]) == ("Laan", ("Fries",))
        assert seen(store, head) == {"map", "match"}
        store.apply(own("Bo", day=TODAY, street="Steeg"))
        assert facts(store.snapshot(Purpose.ALL, today=TODAY), person(head))["street"] == "Steeg"
        assert store.check() == []
        store.apply(one(person(other), APART, 2))
        apart = store.snapshot(Purpose.ALL, today=TODAY)
        assert [facts(apart, person(name))["street"] for name in ("Ans", "Bo")] == ["Laan", "Steeg"]
        assert (seen(store, "Ans"), seen(store, "Bo")) == ({"map", "match"}, {"map"})
        store.erase(person("Ans"))
        kept = repr([page.rows for page in store.pages()])
        assert [word for word in ("Laan", "Fries", "Kade") if word in kept] == []
        assert store.check() == []

    def test_s129_of_two_own_words_on_a_purpose_the_narrower_holds(self, store: GraphStore) -> None:
        """S129 Who withdrew under one name is not seen by what was given under the other."""
        store.apply(says(resident("Ans", agrees=("map",)), resident("Bo", agrees=("map",))))
        store.apply(own("Ans", consent=[{"purpose": "map"}, {"purpose": "match"}]))
        gone = {"purpose": "match", "withdrawn_on": MAY.isoformat()}
        store.apply(own("Bo", consent=[gone, {"purpose": "publish"}]))
        store.apply(one(person("Bo"), person("Ans"), 1))
        assert seen(store, "Ans") == {"map", "publish"}

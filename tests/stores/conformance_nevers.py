"""S99: what matching never does, over random neighbourhoods as a store gives them back.

A neighbourhood is drawn as plain facts; what must never be is worked out from these facts alone,
and not from what the store or matching makes of them. A backend joins by the fixture `new_store`
and an empty subclass. ``ASSETGRAPH_EXAMPLES=1000`` draws a thousand.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assetgraph.matching.introducers import Bridge
from assetgraph.matching.moments import open_at
from assetgraph.matching.weights import Leaning
from assetgraph.messages import catalogue
from assetgraph.model.changeset import Changeset
from assetgraph.model.choices import Daypart
from assetgraph.model.consent import Purpose
from assetgraph.model.introductions import Introduction, Stage
from assetgraph.model.nodes import Group, Place, Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Match, Ref, to_json
from assetgraph.queries.explained import explained
from assetgraph.queries.gathered_wishes import Gathering
from assetgraph.queries.gatherings import gatherings
from assetgraph.queries.ladder import Ladder, ladder
from assetgraph.queries.matches import matches
from assetgraph.queries.plan import fair_plan
from assetgraph.queries.planned import FairPlan
from assetgraph.queries.talents import talents
from assetgraph.workflows.lookup import matches_of
from tests.matching.small import SMALL
from tests.stores.random_histories import NewStore
from tests.stores.speech import TODAY, id_of, node, person, resident, says

EXAMPLES = int(os.environ.get("ASSETGRAPH_EXAMPLES", "12"))
NAMES = [f"Naam{number:02}" for number in range(14)]
TALENTS = ["schaken", "koken", "soep", "honden", "zingen vroeger", "wandelen", "postduiven houden"]
WISHES = ["schaken", "leren zingen", "een pan soep", "fietsen", "geen honden", "duiven"]
HIDDEN = ["schaken om mijn schulden te vergeten", "koken na mijn verslaving", "zingen tegen angst"]
HOURS = {"Hub": "ma-vr 9-12", "Bank": None, "Kerk": "zo 10-12; do 19-22", "Cafe": "di-zo 13-23"}
CIRCLE = "Kerk"
"""A place where two meet only if both come there already."""
GROUPS = {"Koor": "Kerk", "Tuin": "Bank"}
BUURTEN = ["Linde", "Kade"]


@dataclass
class Facts:
    """What is true of somebody."""

    consents: bool
    paid: bool
    buurt: str | None
    bearable: int | None
    can: list[str]
    wants: list[str]
    knows: dict[str, int]
    avoids: list[str]
    avoids_names: list[str]
    groups: list[str]
    places: list[str]
    dayparts: list[str]
    leads: list[str] = field(default_factory=list)

    @property
    def seen_at(self) -> set[str]:
        """Where this person comes, also with a group."""
        return {*self.places, *(GROUPS[group] for group in (*self.groups, *self.leads))}


Drawn = dict[str, Facts]


def drawn(chance: random.Random) -> Drawn:
    """A neighbourhood."""

    def some(values: list[str], most: int) -> list[str]:
        return chance.sample(values, chance.randint(0, most))

    people: Drawn = {}
    for name in chance.sample(NAMES, chance.randint(1, len(NAMES))):
        others = [one for one in NAMES if one != name]
        people[name] = Facts(
            consents=chance.random() < 0.75,
            paid=chance.random() < 0.15,
            buurt=chance.choice([*BUURTEN, "Linde", "Linde", None]),
            bearable=chance.choice([None, None, None, 0, 1, 2]),
            can=some(TALENTS, 3),
            wants=[*some(WISHES, 2), *some(HIDDEN, 1)],
            knows={other: chance.randint(1, 4) for other in some(others, 7)},
            avoids=some(others, 2),
            avoids_names=some(others, 1) if chance.random() < 0.3 else [],
            groups=some(list(GROUPS), 1),
            places=some(list(HOURS), 2),
            dayparts=some([part.value for part in Daypart], 2),
        )
    for group in GROUPS:
        if people and chance.random() < 0.5:
            people[chance.choice(list(people))].leads.append(group)
    return people


def said(people: Drawn, chance: random.Random) -> Changeset:
    """The neighbourhood as a changeset; the rows in a random order."""
    rows = []
    for name, facts in people.items():
        links: dict[str, Any] = {
            "can": facts.can,
            "wants": facts.wants,
            "knows": facts.knows,
            "avoids": facts.avoids,
            "member_of": facts.groups,
            "contact_of": facts.leads,
            "comes_to": facts.places,
        }
        known = {"buurt": facts.buurt, "bearable": facts.bearable}
        rows.append(
            resident(
                name,
                {key: value for key, value in links.items() if value},
                agrees=("map", "match") if facts.consents else ("map",),
                professional=facts.paid or None,
                avoids_names=facts.avoids_names,
                dayparts=facts.dayparts,
                **{key: value for key, value in known.items() if value is not None},
            )
        )
    for place, hours in HOURS.items():
        open_ = {"opening_hours": hours} if hours else {}
        rows.append(node(Place, place, buurt="Linde", hub=place == "Hub" or None, **open_))
    rows += [node(Group, group, {"gathers_at": [place]}) for group, place in GROUPS.items()]
    chance.shuffle(rows)
    return says(*rows, day=TODAY)


class Nevers:
    """What must never be, from the facts alone."""

    def __init__(self, people: Drawn) -> None:
        self.people = people
        self.willing = {name for name, facts in people.items() if facts.consents}
        self.apart: dict[str, set[str]] = {name: set() for name in NAMES}
        for name, facts in people.items():
            for other in (*facts.avoids, *facts.avoids_names):
                if other != name:
                    self.apart[name].add(other)
                    self.apart[other].add(name)
        self.close = {
            frozenset((name, other))
            for name, facts in people.items()
            for other, how in facts.knows.items()
            if how > 2
        }
        self.known = {
            frozenset((name, other)) for name, facts in people.items() for other in facts.knows
        }

    def full(self, name: str) -> bool:
        """Whether somebody wants to meet nobody new."""
        return name in self.people and self.people[name].bearable == 0

    def within_reach(self, one: str, other: str) -> bool:
        """Whether two people would meet."""
        a, b = self.people[one], self.people[other]
        here = a.buurt is None or b.buurt is None or a.buurt == b.buurt
        circles = {*a.groups, *a.leads} & {*b.groups, *b.leads} or {*a.places} & {*b.places}
        return here or bool(circles) or frozenset((one, other)) in self.known

    def places_of(self, name: str) -> set[str]:
        """Where somebody comes whom this person would rather not meet."""
        return {
            place
            for other in self.apart[name]
            if other in self.people
            for place in self.people[other].seen_at
        }

    def broken(self, match: Match) -> Iterator[str]:
        """What this suggestion does that must never be."""
        partner = match.partner.name
        pair = [partner, *([match.resident.name] if match.resident else [])]
        helpers = [one.name for one in (match.introducer, match.via) if one]
        for name in pair:
            if name not in self.willing:
                yield f"{name} did not agree"
            elif self.people[name].paid:
                yield f"{name} works here"
            elif self.full(name):
                yield f"{name} has no room"
        if match.resident and partner in self.willing and match.resident.name in self.willing:
            one = match.resident.name
            if partner in self.apart[one]:
                yield "the two are kept apart"
            if frozenset((one, partner)) in self.close:
                yield "the two know each other well"
            if not self.within_reach(one, partner):
                yield "the two are out of reach"
        for name in helpers:
            if name not in self.willing:
                yield f"{name} introduces and did not agree"
            elif self.people[name].paid and match.bridge is not Bridge.WORKER:
                yield f"{name} introduces as a neighbour and works here"
            elif self.full(name) and not self.people[name].paid:
                yield f"{name} introduces and has no room"
            if any(name in self.apart[one] or name == one for one in pair):
                yield f"{name} introduces and is kept apart"
        if match.place:
            yield from self._at(match.place, pair, helpers)

    def _at(self, place: Ref, pair: list[str], helpers: list[str]) -> Iterator[str]:
        for name in (*pair, *helpers):
            if place.name in self.places_of(name):
                yield f"somebody kept apart from {name} comes to {place.name}"
        if place.name == CIRCLE and any(CIRCLE not in self.people[one].seen_at for one in pair):
            yield f"not both of {pair} come to {CIRCLE}"
        times = [set(self.people[name].dayparts) for name in pair if self.people[name].dayparts]
        both = set.intersection(*times) if times else set()
        hours = open_at(HOURS[place.name])
        if both and hours and both.isdisjoint(hours):
            yield f"{place.name} is closed when both have time"

    def gathered(self, one: Gathering) -> Iterator[str]:
        """What this gathering does that must never be."""
        core = [each.resident.name for each in one.residents]
        everybody = [*core, *(each.resident.name for each in one.invite)]
        if one.lead.name not in core:
            yield f"{one.lead.name} leads and is not among them"
        for name in everybody:
            if name not in self.willing or self.people[name].paid or self.full(name):
                yield f"{name} is not to be asked"
            if not self.apart[name].isdisjoint(everybody):
                yield f"{name} is kept apart from one of {everybody}"
            if one.place and one.place.name in self.places_of(name):
                yield f"somebody kept apart from {name} comes to {one.place.name}"
        outside = [name for name in core if CIRCLE not in self.people[name].seen_at]
        if one.place and one.place.name == CIRCLE and outside:
            yield f"{outside} do not come to {CIRCLE}"

    def climbed(self, name: str, steps: Ladder) -> Iterator[str]:
        """What this ladder of somebody does that must never be."""
        for help_ in steps.rungs:
            group = help_.who.name if help_.who else ""
            if group not in GROUPS:
                continue
            inside = {
                other
                for other in self.apart[name] & self.people.keys()
                if group in (*self.people[other].groups, *self.people[other].leads)
            }
            if inside or GROUPS[group] in self.places_of(name):
                yield f"somebody kept apart from {name} comes to {group}"

    def planned(self, plan: FairPlan) -> Iterator[str]:
        """Who is asked more often in a plan than they can bear."""
        taking: Counter[str] = Counter()
        helping: Counter[str] = Counter()
        for match in plan.introductions:
            taking.update([match.partner.name, *([match.resident.name] if match.resident else [])])
            helping.update(one.name for one in (match.introducer, match.via) if one)
        for name, times in taking.items():
            bearable = self.people[name].bearable
            if times > (3 if bearable is None else bearable):
                yield f"{name} takes part {times} times"
        for name, times in helping.items():
            bearable = None if self.people[name].paid else self.people[name].bearable
            if times > min(plan.per_introducer, 3 if bearable is None else bearable):
                yield f"{name} introduces {times} times"

    def told(self, text: str) -> Iterator[str]:
        """What a text tells that it must never."""
        yield from (f"names {name}" for name in NAMES if name not in self.willing and name in text)
        yield from (f"tells {hidden}" for hidden in HIDDEN if hidden in text)


def added_up(match: Match, snapshot: Snapshot) -> Iterator[str]:
    """Whether the score is the sum of its reasons, and these rest on facts that are there."""
    if round(sum(reason.weight for reason in match.reasons), 3) != match.score:
        yield f"{match.score} is not the sum"
    for reason in match.reasons:
        if not reason.facts or not set(reason.facts) <= snapshot.index.keys():
            yield f"{reason.kind} rests on nothing"


class StoreNevers:
    """S99: properties of matching on a store; a backend gives `new_store`."""

    def test_s99_what_must_never_be(self, new_store: NewStore) -> None:
        """S99 In no suggestion, explanation or ladder is there what must never be."""
        seen = 0
        for seed in range(EXAMPLES):
            chance = random.Random(seed)
            people = drawn(chance)
            with new_store() as store:
                store.apply(said(people, chance))
                snapshot = store.snapshot(Purpose.MATCH, today=TODAY)
            nevers = Nevers(people)
            options: dict[str, Any] = {
                "understanding": SMALL,
                "leaning": chance.choice([None, *Leaning]),
            }
            found = matches(snapshot, top=None, **options)
            found += matches(snapshot, top=None, wish="schaken", understanding=SMALL)
            seen += len(found)
            wrong = [
                f"{seed}: {what}"
                for match in found
                for what in (
                    *nevers.broken(match),
                    *added_up(match, snapshot),
                    *nevers.told(str(to_json(match, catalogue("nl")))),
                )
            ]
            plan = fair_plan(snapshot, understanding=SMALL)
            wrong += [f"{seed}: plan {what}" for what in nevers.planned(plan)]
            wrong += [
                f"{seed}: plan {what}" for one in plan.introductions for what in nevers.broken(one)
            ]
            for each in gatherings(snapshot, understanding=SMALL):
                wrong += [f"{seed}: gathering {what}" for what in nevers.gathered(each)]
            texts = [
                *gatherings(snapshot, understanding=SMALL),
                *talents(snapshot, understanding=SMALL),
                *plan.unserved,
            ]
            wrong += [
                f"{seed}: {what}"
                for each in texts
                for what in nevers.told(str(to_json(each, catalogue("nl"))))
            ]
            for one, other in ((a, b) for a in people for b in people if a < b):
                asked = {"resident": person(one), "partner": person(other)}
                for pair in explained(snapshot, **asked, **options):
                    text = str(to_json(pair, catalogue("nl")))
                    wrong += [f"{seed}: explained {what}" for what in nevers.told(text)]
            for name in people:
                for steps in ladder(snapshot, resident=person(name), understanding=SMALL):
                    text = str(to_json(steps, catalogue("nl")))
                    wrong += [f"{seed}: ladder {what}" for what in nevers.told(text)]
                    wrong += [f"{seed}: ladder {what}" for what in nevers.climbed(name, steps)]
                    wrong += [
                        f"{seed}: ladder {what}"
                        for match in steps.neighbours
                        for what in nevers.broken(match)
                    ]
            assert wrong == []
        assert seen > EXAMPLES

    def test_s99_the_order_of_rows_does_not_matter(self, new_store: NewStore) -> None:
        """S99 The same facts in another order of rows give the same suggestions."""
        for seed in range(EXAMPLES // 2):
            people = drawn(random.Random(seed))
            answers = []
            for order in range(2):
                with new_store() as store:
                    store.apply(said(people, random.Random(order)))
                    snapshot = store.snapshot(Purpose.MATCH, today=TODAY)
                answers.append(matches(snapshot, top=None, understanding=SMALL))
            assert answers[0] == answers[1]

    def test_s99_a_place_is_left_out_for_somebody_who_is_not_shown(
        self, new_store: NewStore
    ) -> None:
        """S99 Somebody kept apart who did not agree to introductions keeps a place closed too."""
        two = [
            resident(name, {"can": ["schaken"], "comes_to": ["Kerk"]}, agrees=("match",))
            for name in ("Ans", "Bo")
        ]
        kept = resident("Cor", {"avoids": ["Bo"], "member_of": ["Koor"]}, agrees=("map",))
        koor = node(Group, "Koor", {"gathers_at": ["Kerk"]})
        for rows, place in (([*two, koor], "Kerk"), ([*two, koor, kept], None)):
            with new_store() as store:
                store.apply(says(*rows, day=TODAY))
                whole = store.snapshot(Purpose.MATCH, today=TODAY)
                both = [person("Ans"), person("Bo")]
                company = store.snapshot(Purpose.MATCH, today=TODAY, people=both)
            for snapshot in (whole, company):
                found = matches(snapshot, resident=person("Ans"), understanding=SMALL)
                assert [match.place and match.place.name for match in found] == [place]
            assert (id_of(Resident, "Cor") in whole.index) is False

    def test_s99_who_introduces_has_room_also_by_lookup(self, new_store: NewStore) -> None:
        """S99 An introduction under way takes room of who could introduce others."""
        rows = [
            resident(name, {"can": ["schaken"]}, agrees=("match",), buurt="Linde")
            for name in ("Ans", "Bo", "Dirk")
        ]
        knows = {"knows": {"Ans": 4, "Bo": 4}}
        rows.append(resident("Cor", knows, agrees=("match",), buurt="Linde", bearable=1))
        step = node(
            Introduction,
            Stage.PROPOSED.value,
            {"introduces": [(Resident, "Cor"), (Resident, "Dirk")]},
            day=TODAY.isoformat(),
            step=1,
            pair="paar",
        )
        for said_, introducer in ((rows, "Cor"), ([*rows, step], None)):
            with new_store() as store:
                store.apply(says(*said_, day=TODAY))
                whole = store.snapshot(Purpose.MATCH, today=TODAY)
                own = store.snapshot(Purpose.MATCH, today=TODAY, people=[person("Ans")])
                looked_up = matches_of(store, own, person("Ans"), understanding=SMALL)
            found = matches(whole, resident=person("Ans"), understanding=SMALL)
            assert looked_up == found
            bo = next(match for match in found if match.partner.name == "Bo")
            assert (bo.introducer and bo.introducer.name) == introducer

"""Random neighbourhoods in which some people allow nothing, written with or without them."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from assetgraph.model.changeset import OWN_WORD, Changeset, Statement
from assetgraph.model.consent import Consent, Purpose, allowed
from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Exchange, Group, Institution, Place, Resident, Story
from tests.stores.speech import Other, node, person, says

BUURTEN = ("Linde", "Kade")
OFFERS = ("soep koken", "fietsen maken", "piano spelen", "naaien", "tuinieren", "schaken")
WISHES = ("leren koken", "fiets laten maken", "pianoles", "leren naaien", "schaken", "tuinhulp")
GROUPS, PLACES = ("Koor", "Tuinclub"), ("Hub Linde", "Parkbank")
LANGUAGES = ("Nederlands", "Twi", "Turks")


@dataclass
class Person:
    """Somebody and what is written about them; whatever is only theirs holds their mark."""

    name: str
    mark: str
    """A word that stands in nothing but what is only about this person."""
    properties: dict[str, Any]
    own: list[dict[str, Any]] | None
    """Consents in their own word, over those of the sheet."""
    links: dict[str, list[str] | dict[str, int]] = field(default_factory=dict)

    def sees(self, purpose: Purpose, today: date) -> bool:
        """Whether this person may be seen for a purpose, by the rules as they are written."""
        stated = self.properties.get("consent")
        if self.own is not None:
            spoken = {one["purpose"] for one in self.own}
            sheet = [{"purpose": "map"}] if stated is None else stated
            stated = [*self.own, *(one for one in sheet if one["purpose"] not in spoken)]
        found = None if stated is None else [Consent.model_validate(one) for one in stated]
        return allowed(found, purpose, today)


@dataclass
class Neighbourhood:
    """People, and the things that they share."""

    people: list[Person]
    things: list[tuple[type[Node], str, dict[str, list[Other]], dict[str, Any]]]

    def hidden(self, purpose: Purpose, today: date) -> list[Person]:
        """The people whom a purpose does not show."""
        return [one for one in self.people if not one.sees(purpose, today)]

    def without_guards(self, names: Collection[str]) -> Neighbourhood:
        """The same, but nobody is to be kept apart from these people, nor they from anybody."""
        for one in self.people:
            gone = one.name in names
            one.links["avoids"] = [
                other for other in one.links["avoids"] if not gone and other not in names
            ]
        return self

    def changesets(self, day: date, without: Collection[str] = ()) -> list[Changeset]:
        """All that is said, or what is left of it had these people never been written down."""
        said: list[list[Statement]] = []
        for one in self.people:
            if one.name not in without:
                said.append(node(Resident, one.name, _left(one.links, without), **one.properties))
        for kind, name, links, properties in self.things:
            people = {end[1] for ends in links.values() for end in ends if end[0] is Resident}
            if people & set(without) and kind in (Story, Exchange):
                continue
            left = {
                key: [end for end in ends if end[0] is not Resident or end[1] not in without]
                for key, ends in links.items()
            }
            said.append(node(kind, name, left, **properties))
        own = [
            Statement(Resident.kind, person(one.name), one.name, {"consent": one.own})
            for one in self.people
            if one.own is not None and one.name not in without
        ]
        found = [says(*said, source="blad", day=day - timedelta(days=100))]
        return found + ([Changeset(OWN_WORD, day, own)] if own else [])


def _left(
    links: Mapping[str, list[str] | dict[str, int]], without: Collection[str]
) -> dict[str, list[str] | dict[str, int]]:
    return {
        key: {one: n for one, n in ends.items() if one not in without}
        if isinstance(ends, dict)
        else [one for one in ends if one not in without]
        for key, ends in links.items()
    }


def neighbourhood(seed: int, today: date, n: int = 14) -> Neighbourhood:
    """A neighbourhood of n people; about half of them may not be seen for some purpose."""
    chance = random.Random(seed)
    people = [_person(chance, at, today) for at in range(n)]
    names = [one.name for one in people]
    for one in people:
        others = [name for name in names if name != one.name]
        one.links = {
            "knows": {name: chance.randint(1, 4) for name in chance.sample(others, 3)},
            "can": [*chance.sample(OFFERS, 2), f"talent {one.mark}"],
            "wants": [*chance.sample(WISHES, 2), f"wens {one.mark}"],
            "dreams_of": [f"droom {one.mark}"],
            "member_of": chance.sample(GROUPS, chance.randint(0, 2)),
            "comes_to": chance.sample(PLACES, chance.randint(0, 2)),
            "nominates": chance.sample(others, chance.randint(0, 2)),
            "avoids": chance.sample(others, chance.randint(0, 1)),
        }
    things: list[tuple[type[Node], str, dict[str, list[Other]], dict[str, Any]]] = [
        (Group, name, {"contact_of<": [(Resident, chance.choice(names))]}, {"moment": "dinsdag"})
        for name in GROUPS
    ]
    things += [
        (Place, name, {}, {"buurt": buurt, "hub": name.startswith("Hub") or None})
        for name, buurt in zip(PLACES, BUURTEN, strict=True)
    ]
    things.append(
        (
            Institution,
            "Zorghuis",
            {"supports": [(Resident, name) for name in chance.sample(names, 3)]},
            {},
        )
    )
    for at in range(5):
        one, other = chance.sample(people, 2)
        marks = f"{one.mark} {other.mark}"
        tale: dict[str, list[Other]] = {
            "told_by": [(Resident, one.name)],
            "about": [(Resident, other.name), (Group, "Koor")],
        }
        swap: dict[str, list[Other]] = {
            "made_by": [(Resident, one.name)],
            "made_with": [(Resident, other.name)],
        }
        things.append((Story, f"Verhaal {at} {marks}", tale, {"from_year": 1990 + at}))
        things.append((Exchange, f"ruil {at} {marks}", swap, {"sort": "swap"}))
    return Neighbourhood(people, things)


def _person(chance: random.Random, at: int, today: date) -> Person:
    mark = f"zqx{chr(97 + at)}{chance.randint(100, 999)}"
    properties: dict[str, Any] = {
        "code": f"C{mark}",
        "street": chance.choice(("Laan", "Plein", f"Steeg {mark}")),
        "buurt": chance.choice(BUURTEN),
        "languages": chance.sample(LANGUAGES, 2),
        "dayparts": chance.sample(["morning", "afternoon", "evening"], 2),
        "professional": True if chance.random() < 0.1 else None,
    }
    both, everything = ["map", "match"], ["map", "match", "publish"]
    consent = chance.choice((None, [], ["map"], both, both, everything, everything, everything))
    if consent is not None:
        properties["consent"] = [_consent(chance, one, today) for one in consent]
    own = None
    if chance.random() < 0.3:
        how = chance.choice(("withdrawn_on", "objected_on", "restricted_on", "given"))
        day = {} if how == "given" else {how: today.isoformat()}
        spoken = chance.sample(["map", "match", "publish"], chance.randint(1, 3))
        own = [{"purpose": one, "basis": "consent", **day} for one in spoken]
    return Person(f"Naam{mark} Proef", mark, properties, own)


def _consent(chance: random.Random, purpose: str, today: date) -> dict[str, str]:
    ends = {
        0: {"until": (today - timedelta(days=1)).isoformat()},
        1: {"withdrawn_on": today.isoformat()},
        2: {"until": today.isoformat()},
    }
    return {"purpose": purpose, "basis": "consent", **ends.get(chance.randint(0, 9), {})}

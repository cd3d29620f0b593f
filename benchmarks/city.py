"""A fictional city, the same at every run: a changeset for each buurt, as workshops give it.

    python -m benchmarks.city STORE [residents] [buurten]

Talents and wishes are texts as people write them on a sheet: the vocabulary's own phrases in some
turns of phrase, popular ones more often, and one in ten that it does not know. Most ties stay
within a buurt. A city of a million is as many slices; what they hold does not depend on each other
but for the ties to buurten that came before.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from time import perf_counter
from typing import Any

from assetgraph.model.changeset import Changeset, Statement, node_id
from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Dream, Exchange, Group, Place, Resident, Talent, Wish
from assetgraph.model.text import fold
from assetgraph.vocabulary import vocabulary

RESIDENTS, BUURTEN = 100_000, 60
DAY = date(2026, 5, 1)
TIES = 5
"""Stated by each resident."""
BEYOND = 0.05
"""The part of the ties that leads to another buurt."""
UNKNOWN = 0.1
FIRST = (
    "Fatima",
    "Joop",
    "Mei",
    "Karin",
    "Kofi",
    "José",
    "Sanne",
    "Ahmet",
    "Loes",
    "Wout",
    "Aïcha",
)
LAST = ("Bakker", "Yilmaz", "Chen", "El Amrani", "Doğan", "Smit", "Visser", "Owusu", "de Vries")
LANGUAGES = ("Arabisch", "Turks", "Engels", "Papiaments", "Twi", "Pools", "Farsi", "Fries")
DAYPARTS = ("morning", "afternoon", "evening")
CAN = ("{}", "{} voor groepen", "goed in {}", "{}, al jaren", "kan {}", "{} op dinsdag")
WANT = ("{}", "wil leren {}", "samen {}", "hulp bij {}", "iemand voor {}", "weer eens {}")
STEMS = ("klom", "brin", "zwal", "trog", "flin", "snor", "karb", "duim", "molt", "prak", "wirz")
ENDS = ("pelen", "stukken", "borden", "vlaggen", "draaien", "kisten", "lopen", "vogels", "lampen")
MATCH = [{"purpose": "map", "basis": "consent"}, {"purpose": "match", "basis": "consent"}]
MAP = MATCH[:1]


@dataclass(frozen=True)
class City:
    """How many residents in how many buurten."""

    residents: int = RESIDENTS
    buurten: int = BUURTEN
    seed: int = 1

    @property
    def size(self) -> int:
        """Residents of one buurt; the last has those that are left."""
        return -(-self.residents // self.buurten)

    def name(self, person: int) -> str:
        """What the resident of this number is called: no two alike."""
        return f"{FIRST[person % len(FIRST)]} {LAST[person // 7 % len(LAST)]} {person}"

    def id(self, person: int) -> str:
        """The id of the resident of this number."""
        return _id(Resident, self.name(person))

    def slices(self) -> Iterator[Changeset]:
        """A changeset for each buurt, in order."""
        for buurt in range(self.buurten):
            yield _Buurt(self, buurt).changeset()


class _Buurt:
    """One buurt of a city: what was said of it."""

    def __init__(self, city: City, number: int) -> None:
        self._city = city
        self._number = number
        self._chance = random.Random(f"{city.seed}/{number}")
        self._code = f"BU0363{number:04d}"
        start = number * city.size
        self._people = range(start, min(start + city.size, city.residents))
        self._said: dict[str, Statement] = {}
        self._centre = (52.30 + number % 10 * 0.01, 4.80 + number // 10 * 0.012)
        self._places = [f"Plek {number}-{i}" for i in range(max(len(self._people) // 100, 1))]
        self._groups = [f"Groep {number}-{i}" for i in range(max(len(self._people) // 20, 1))]

    def changeset(self) -> Changeset:
        """All of it."""
        chance = self._chance
        for at, name in enumerate(self._places):
            self._say(Place, name, buurt=self._code, hub=at == 0, **self._spot())
        for name in self._groups:
            where = chance.choice(self._places)
            said = self._say(Group, name, moment="dinsdag om tien uur")
            said.relations["gathers_at"] = {_id(Place, where): {}}
        for person in self._people:
            self._resident(person)
        for entry in range(len(self._people) // 50):
            self._exchange(entry)
        return Changeset(f"buurt {self._number}", DAY, list(self._said.values()), "bench")

    def _resident(self, person: int) -> None:
        chance, city = self._chance, self._city
        street = chance.randrange(max(len(self._people) // 60, 1))
        said = self._say(
            Resident,
            city.name(person),
            code=f"B{person}",
            street=f"Straat {self._number}-{street}",
            house_number=str(chance.randrange(1, 200)),
            buurt=self._code,
            languages=["Nederlands", *chance.sample(LANGUAGES, chance.choice((0, 0, 1, 2)))],
            dayparts=chance.sample(DAYPARTS, 2),
            consent=MATCH if chance.random() < 0.8 else MAP,
            **self._spot(),
        )
        if chance.random() < 0.03:
            said.properties["professional"] = True
        said.relations["can"] = self._texts(Talent, CAN, 3)
        said.relations["wants"] = self._texts(Wish, WANT, 2)
        if chance.random() < 0.2:
            said.relations["dreams_of"] = self._texts(Dream, WANT, 1)
        said.relations["knows"] = {
            city.id(other): {"closeness": chance.choice((1, 2, 2, 2, 3, 4))}
            for other in self._known(person)
        }
        said.relations["comes_to"] = {_id(Place, chance.choice(self._places)): {}}
        if chance.random() < 0.6:
            said.relations["member_of"] = {_id(Group, chance.choice(self._groups)): {}}
        if chance.random() < 0.01:
            said.relations["avoids"] = {city.id(chance.choice(self._people)): {}}

    def _known(self, person: int) -> set[int]:
        chance, known = self._chance, set()
        for _ in range(TIES):
            if self._number and chance.random() < BEYOND:
                known.add(self._mentioned(chance.randrange(self._people.start)))
            else:
                known.add(chance.choice(self._people))
        return known - {person}

    def _mentioned(self, person: int) -> int:
        """Somebody of another buurt, who is named here."""
        name = self._city.name(person)
        said = Statement(Resident.kind, _id(Resident, name), mention=name)
        self._said.setdefault(said.id, said)
        return person

    def _exchange(self, entry: int) -> None:
        chance = self._chance
        sort = chance.choice(("offer", "ask", "swap"))
        said = self._say(Exchange, f"{_text(chance, CAN)} ({self._number}-{entry})", sort=sort)
        said.relations["made_by"] = {self._city.id(chance.choice(self._people)): {}}

    def _texts(
        self, kind: type[Node], turns: Sequence[str], most: int
    ) -> dict[str, dict[str, Any]]:
        texts = [_text(self._chance, turns) for _ in range(most)]
        return {self._say(kind, text).id: {} for text in texts}

    def _say(self, kind: type[Node], name: str, **properties: Any) -> Statement:
        said = Statement(kind.kind, _id(kind, name), properties={kind.naming(): name, **properties})
        return self._said.setdefault(said.id, said)

    def _spot(self) -> dict[str, float]:
        lat, lon = self._centre
        return {
            "lat": round(lat + self._chance.random() * 0.009, 6),
            "lon": round(lon + self._chance.random() * 0.011, 6),
        }


def _text(chance: random.Random, turns: Sequence[str]) -> str:
    if chance.random() < UNKNOWN:
        return f"{chance.choice(STEMS)}{chance.choice(ENDS)} {chance.choice(STEMS)}en"
    phrases = _phrases()
    popular = int(len(phrases) * chance.random() ** 2)
    return chance.choice(turns).format(phrases[popular])


@cache
def _phrases() -> list[str]:
    """The vocabulary's phrases in an order of their own, popular ones first."""
    terms = (term for concept in vocabulary().concepts.values() for term in concept.terms)
    found = sorted(set(filter(None, terms)))
    random.Random(1).shuffle(found)
    return found


@cache
def _id(kind: type[Node], name: str) -> str:
    return node_id(kind, fold(name))


def main(location: str, residents: int = RESIDENTS, buurten: int = BUURTEN) -> None:
    """Loads the city into a store and prints how long the store took."""
    from assetgraph.stores import open_store

    store, seconds = open_store(location, create=True), 0.0
    for number, said in enumerate(City(residents, buurten).slices()):
        start = perf_counter()
        store.apply(said)
        seconds += perf_counter() - start
        if number % 10 == 9:
            print(f"{number + 1} buurten  {seconds:8.1f} s", flush=True)
    print(f"{residents} residents in {buurten} buurten: {seconds:.1f} s", store.counts())
    store.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:4]))

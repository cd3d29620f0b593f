"""Whether two residents may be one person: evidence for and against, each with its weight.

Fellegi and Sunter (1969): a piece of evidence weighs the binary logarithm of how much likelier it
is about one person than about two. What is seldom weighs more: how seldom is counted among the
residents of the snapshot itself. The sum, from a start that says how seldom two residents are one,
gives the chance.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assetgraph.matching.names import Likeness, Name, compare, keys, parse
from assetgraph.messages import Message, say
from assetgraph.model.kinds import Relation
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import (
    Avoids,
    Can,
    ComesTo,
    DifferentFrom,
    DreamsOf,
    Knows,
    MemberOf,
    Nominates,
    Wants,
)
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold

NAMESAKES = 2.0
"""Bits that a name of many people is short of: beside the namesakes on the map there are others."""

MOST_FOR_A_WORD = 9.0
SAME_HOME, SAME_STREET, OTHER_NUMBER, OTHER_STREET = 6.0, 3.0, -3.0, -4.0
SAME_POSTCODE, OTHER_POSTCODE, OTHER_BUURT, OTHER_CODE = 3.0, -3.0, -2.0, -9.0
OWN_LANGUAGE, OTHER_LANGUAGES, PROFESSIONAL = 1.0, -2.0, -3.0
EACH_OTHER, NAMED_BESIDE, ROWS_OF_ONE = -10.0, -4.0, -2.0
SHARED_TIE, MOST_TIES, MOST_SHARED = 1.5, 4.0, 3.0
OTHER_WORD, LONGER_NAME, BORN, TURNED, PARTICLES = -7.0, -2.0, -0.5, -0.5, -0.5

_LESS = {
    Likeness.SAME: 0.0,
    Likeness.CALL_NAME: 1.5,
    Likeness.SOUND: 1.5,
    Likeness.TYPING: 2.5,
    Likeness.SHORTENED: 3.0,
    Likeness.INITIAL: 4.5,
}
"""Bits that a word weighs less when it is not written the same."""

_WORDS: tuple[type[Relation], ...] = (Can, Wants, DreamsOf)
_CIRCLES: tuple[type[Relation], ...] = (MemberOf, ComesTo)


@dataclass(frozen=True)
class Evidence:
    """One reason to think that two are one, or are not."""

    kind: str
    weight: float
    """In bits: positive for one person, negative for two."""
    text: Message


@dataclass(frozen=True)
class Pair:
    """Two residents, by index, and what is known of whether they are one."""

    one: int
    other: int
    evidence: tuple[Evidence, ...]
    chance: float
    """0…1, from the sum of all weights."""


class Registry:
    """The residents of a snapshot as they may be told apart."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._names = [snapshot.names[i] or "" for i in snapshot.residents]
        self._parsed: list[Name] = [parse(name) for name in self._names]
        self._seen = Counter(word for name in self._parsed for word in set(name.words))
        self._streets = [fold(text or "") for text in snapshot.values(Resident, "street")]
        self._sizes = {
            kind: Counter(snapshot.relation(kind).target.tolist()) for kind in (*_WORDS, *_CIRCLES)
        }

    @cached_property
    def start(self) -> float:
        """The bits to begin with: how seldom two residents are one person."""
        return -math.log2(max(len(self._names), 8)) - 1

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs of residents whose names may be of one person, and who were not told apart."""
        found: dict[str, list[int]] = {}
        for i in self._snapshot.residents:
            for key in keys(self._names[i]):
                found.setdefault(key, []).append(i)
        told_apart = self._told_apart
        seen: set[tuple[int, int]] = set()
        for key, people in found.items():
            for at, one in enumerate(people):
                for other in people[at + 1 :]:
                    both = (one, other)
                    alone = not (self._parsed[one].full and self._parsed[other].full)
                    if (key.startswith("1 ") and not alone) or both in seen:
                        continue
                    seen.add(both)
                    if both not in told_apart:
                        yield both

    @cached_property
    def _told_apart(self) -> set[tuple[int, int]]:
        links = self._snapshot.relation(DifferentFrom)
        pairs = zip(links.source.tolist(), links.target.tolist(), strict=True)
        return {(min(pair), max(pair)) for pair in pairs}

    def weigh(self, one: int, other: int) -> Pair:
        """All that speaks for and against two residents being one."""
        found = [
            *self._of_names(one, other),
            *self._of_homes(one, other),
            *self._of_facts(one, other),
            *self._of_ties(one, other),
            *self._of_circles(one, other),
        ]
        total = self.start + sum(reason.weight for reason in found)
        found.sort(key=lambda reason: (-reason.weight, reason.kind))
        chance = 1 / (1 + 2.0 ** -max(min(total, 60.0), -60.0))
        return Pair(one, other, tuple(found), chance)

    # --- names ---
    def _seldom(self, word: str) -> float:
        """The bits that a word of a name is worth by how few others bear it."""
        borne = self._seen[word]
        share = (max(borne - 2, 0) + 0.5) / (len(self._names) + 20)
        return min(-math.log2(share), MOST_FOR_A_WORD)

    def _of_names(self, one: int, other: int) -> Iterator[Evidence]:
        mine, theirs = self._names[one], self._names[other]
        found = compare(mine, theirs)
        for word, word_, likeness in found.pairs:
            weight = min(self._seldom(word), self._seldom(word_)) - _LESS[likeness]
            if likeness is Likeness.INITIAL:
                weight = min(weight, 3.0)
            said = say(f"duplicates.likeness.{likeness.value}", one=word, other=word_)
            yield Evidence("name", max(weight, 0.0), said)
        left, left_ = found.left
        joined = self._parsed[one].joined or self._parsed[other].joined
        if left and left_:
            said = say("duplicates.name.differs", one=" ".join(left), other=" ".join(left_))
            yield Evidence("name-differs", OTHER_WORD, said)
        elif left or left_:
            said = say("duplicates.name.longer", words=" ".join(left or left_))
            yield Evidence("name-longer", BORN if joined else LONGER_NAME, said)
        if found.turned:
            yield Evidence("name-order", TURNED, say("duplicates.name.turned"))
        if found.particles:
            yield Evidence("name-particle", PARTICLES, say("duplicates.name.particles"))

    # --- where they live ---
    def _of_homes(self, one: int, other: int) -> Iterator[Evidence]:
        street, street_ = self._streets[one], self._streets[other]
        numbers = [fold(str(self._value(i, "house_number") or "")) for i in (one, other)]
        if street and street == street_:
            values = {"street": self._value(one, "street"), "number": numbers[0]}
            if numbers[0] and numbers[0] == numbers[1]:
                yield Evidence("home", SAME_HOME, say("duplicates.home.same", **values))
            elif all(numbers):
                said = say("duplicates.home.other-number", one=numbers[0], other=numbers[1])
                yield Evidence("home-differs", OTHER_NUMBER, said)
            else:
                said = say("duplicates.home.street", street=values["street"])
                yield Evidence("street", SAME_STREET, said)
        elif street and street_:
            said = say(
                "duplicates.home.other-street",
                one=self._value(one, "street"),
                other=self._value(other, "street"),
            )
            yield Evidence("street-differs", OTHER_STREET, said)
        codes = [fold(self._value(i, "postcode") or "") for i in (one, other)]
        if all(codes):
            same = codes[0] == codes[1]
            key = "duplicates.home.postcode" if same else "duplicates.home.other-postcode"
            weight = SAME_POSTCODE if same else OTHER_POSTCODE
            if not (street and street == street_):
                yield Evidence("postcode" if same else "postcode-differs", weight, say(key))
        buurten = [fold(self._value(i, "buurt") or "") for i in (one, other)]
        if all(buurten) and buurten[0] != buurten[1]:
            yield Evidence("buurt-differs", OTHER_BUURT, say("duplicates.home.other-buurt"))

    # --- other facts of their own ---
    def _of_facts(self, one: int, other: int) -> Iterator[Evidence]:
        codes = [self._value(i, "code") for i in (one, other)]
        if all(codes) and fold(codes[0]) != fold(codes[1]):
            said = say("duplicates.fact.other-code", one=codes[0], other=codes[1])
            yield Evidence("code-differs", OTHER_CODE, said)
        spoken = [{fold(word) for word in self._value(i, "languages")} for i in (one, other)]
        if all(spoken):
            shared = spoken[0] & spoken[1] - {"nederlands", "dutch"}
            if shared:
                said = say("duplicates.fact.language", languages=sorted(shared))
                yield Evidence("language", OWN_LANGUAGE, said)
            elif not spoken[0] & spoken[1]:
                said = say("duplicates.fact.other-languages")
                yield Evidence("languages-differ", OTHER_LANGUAGES, said)
        works = [self._value(i, "professional") for i in (one, other)]
        if None not in works and works[0] != works[1]:
            yield Evidence("professional", PROFESSIONAL, say("duplicates.fact.professional"))
        if self._rows_of_one_source(one, other):
            yield Evidence("one-source", ROWS_OF_ONE, say("duplicates.fact.one-source"))

    def _rows_of_one_source(self, one: int, other: int) -> bool:
        """Both have a row of their own in one sheet: who wrote it saw two people, or erred."""
        told = self._snapshot.provenance
        return (
            bool(told)
            and told[one].source == told[other].source
            and all(self._own_facts(i) for i in (one, other))
        )

    def _own_facts(self, person: int) -> bool:
        names = ("code", "street", "house_number", "postcode", "buurt", "languages", "dayparts")
        return any(self._value(person, name) for name in names)

    # --- whom they know ---
    def _of_ties(self, one: int, other: int) -> Iterator[Evidence]:
        for kind in (Knows, Nominates, Avoids):
            links = self._snapshot.relation(kind)
            if other in links.targets(one) or one in links.targets(other):
                yield Evidence("each-other", EACH_OTHER, say("duplicates.tie.each-other"))
                break
        knows = self._snapshot.relation(Knows)
        both = set(knows.sources(one)) & set(knows.sources(other))
        mine = set(knows.sources(one)) | set(knows.targets(one))
        shared = mine & (set(knows.sources(other)) | set(knows.targets(other)))
        if beside := sorted(i for i in both if self._at_once(i, one, other)):
            said = say("duplicates.tie.beside", names=self._called(beside))
            yield Evidence("named-beside", NAMED_BESIDE, said)
        if shared := shared - set(beside):
            weight = min(SHARED_TIE * len(shared), MOST_TIES)
            said = say("duplicates.tie.shared", n=len(shared), names=self._called(sorted(shared)))
            yield Evidence("ties", weight, said)

    def _at_once(self, person: int, one: int, other: int) -> bool:
        """Whether somebody named the two in one breath: in the same source."""
        links = self._snapshot.relation(Knows)
        if not links.provenance:
            return True
        mask = links.source == person
        said = [
            {links.provenance[i].source for i in (mask & (links.target == end)).nonzero()[0]}
            for end in (one, other)
        ]
        return bool(said[0] & said[1])

    # --- what they do and like ---
    def _of_circles(self, one: int, other: int) -> Iterator[Evidence]:
        for kinds, name, key in (
            (_CIRCLES, "circle", "duplicates.shared.circle"),
            (_WORDS, "words", "duplicates.shared.words"),
        ):
            weight, things = 0.0, []
            for kind in kinds:
                links = self._snapshot.relation(kind)
                for thing in sorted(set(links.targets(one)) & set(links.targets(other))):
                    share = (self._sizes[kind][thing] - 1) / (len(self._names) + 1)
                    weight += min(-math.log2(min(share, 1.0)) / 2, MOST_SHARED)
                    things.append(thing)
            if things:
                said = say(key, names=self._called(things))
                yield Evidence(name, min(weight, 2 * MOST_SHARED), said)

    def _called(self, nodes: Sequence[int]) -> list[str]:
        return [self._snapshot.names[i] for i in nodes[:3]]

    def _value(self, person: int, name: str) -> Any:
        return self._snapshot.columns[Resident][name][person]

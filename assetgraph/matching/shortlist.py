"""Whom to compare reason by reason: the best few for somebody, by the keys they are found by.

What is computed here only ranks: it adds up what `reasons` and `shared` weigh one by one, and
counts double what rests on several keys. It asks for the keys that matter to one person and for
nothing else, so that the same answer comes from a whole snapshot and from a store that looks them
up (decision 8).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assetgraph.matching.traits import EVERYWHERE, Found, Profile, scope
from assetgraph.matching.weights import Kind, Weights
from assetgraph.model.choices import Daypart
from assetgraph.model.snapshot import Indices

_DECIMALS = 6
"""Scores that differ behind these are equal."""

Column = NDArray[np.float64]
Rows = tuple[Indices, Column]
"""Positions of people, and a number for each: how much the key weighs by which they are found."""

Beyond = Sequence[tuple[int, Mapping[str, float]]]
"""People of another buurt who are within reach: a position, and all keys as they are kept."""

Sharers = Mapping[str, int]
"""By bare key how many people within reach are found by it."""

_PARTS = {part.value: 1 << at for at, part in enumerate(Daypart)}


@dataclass(frozen=True)
class Shortlist:
    """The best candidates for somebody, best first, and how many share what they share."""

    people: tuple[str, ...]
    """Ids."""
    sharers: Sharers


class Index:
    """People by the keys they are found by: all of a snapshot, or those whom a store found."""

    def __init__(
        self,
        ids: Sequence[str],
        beside: Sequence[Mapping[str, Any]],
        rows: Iterable[tuple[str, int, float]],
        profiles: Mapping[str, Mapping[str, float]],
    ) -> None:
        """`rows` are keys, positions and weights; `profiles` all keys of somebody, by id."""
        self.ids = ids
        self.position = {one: at for at, one in enumerate(ids)}
        self.beside = beside
        self.profiles = profiles
        found: dict[str, tuple[list[int], list[float]]] = {}
        for key, at, weight in rows:
            people, weighed = found.setdefault(key, ([], []))
            people.append(at)
            weighed.append(weight)
        self._reach: Column | None = None
        self._rows: dict[str, Rows] = {
            key: (np.array(people, np.int32), np.array(weighed, np.float64))
            for key, (people, weighed) in found.items()
        }

    def rows(self, key: str) -> Rows | None:
        """Who is found by a key; None for nobody."""
        return self._rows.get(key)

    @cached_property
    def scopes(self) -> list[str]:
        """All buurten, as they stand behind keys."""
        return sorted({scope(one["buurt"]) for one in self.beside})

    @cached_property
    def points(self) -> Column:
        """Where each lives, in metres, shape (n, 2); nan where that is not known."""
        none = (np.nan, np.nan)
        return np.array([one["point"] or none for one in self.beside], np.float64).reshape(-1, 2)

    @cached_property
    def streets(self) -> NDArray[np.str_]:
        """In which street each lives, shape (n,)."""
        return np.array([one["street"] or "" for one in self.beside], np.str_)

    @cached_property
    def dayparts(self) -> NDArray[np.int64]:
        """The parts of the day that each has, as bits, shape (n,)."""
        return np.array([sum(_PARTS[p] for p in one["dayparts"]) for one in self.beside], np.int64)

    def reach(self, how: Weights) -> Column:
        """How far each goes, in metres as the crow flies, shape (n,)."""
        if self._reach is None:
            self._reach = np.array([how.reach[one["pace"]] for one in self.beside], np.float64)
        return self._reach

    @cached_property
    def room(self) -> NDArray[np.bool_]:
        """Who has room for one more introduction, shape (n,)."""
        return np.array([one["room"] > 0 for one in self.beside], np.bool_)

    def speakers(self, language: str) -> NDArray[np.bool_]:
        """Who speaks a language, shape (n,)."""
        if language not in self._speakers:
            self._speakers[language] = np.array(
                [language in one["languages"] for one in self.beside], np.bool_
            )
        return self._speakers[language]

    @cached_property
    def _speakers(self) -> dict[str, NDArray[np.bool_]]:
        return {}


class Asking:
    """What one person looks for in others: bare keys, each with what it counts."""

    def __init__(self, me: str, profile: Profile, friends: Collection[str], how: Weights) -> None:
        """`friends` are the ids of those whom this person knows."""
        self.me, self.profile = me, profile
        self._friends, self._how = sorted(friends), how
        self.forward, self.back, self.forward_words, self.back_words = self._asked(how)
        self.shared = {
            key: weight * how[kind]
            for found, kind in (
                (Found.PASSION, Kind.SHARED_PASSION),
                (Found.WISHED, Kind.SHARED_WISH),
                (Found.DREAMT, Kind.SHARED_DREAM),
                (Found.GROUP, Kind.SHARED_GROUP),
                (Found.PLACE, Kind.SHARED_PLACE),
            )
            for key, weight in self._mine(found)
        }

    def keys(self) -> list[str]:
        """Everything to look up, for somebody whose buurt is known."""
        bare = {*self.forward, *self.back, *self.shared}
        bare |= {*self.forward_words, *self.back_words}
        here = [key for key in bare if key.partition(":")[0] not in EVERYWHERE]
        found = {key + where for key in here for where in self._scopes(())}
        known = (Found.KNOWS.of(one) for one in (self.me, *self._friends))
        return sorted({*found, *(bare - set(here)), *known})

    def elsewhere(self, index: Index) -> list[str]:
        """Who lives in another buurt, and is within reach by a group, a place or a tie."""
        if not self.profile.buurt:
            return []
        links = [*self._circles, Found.KNOWS.of(self.me)]
        found = {
            at for key in links if (rows := index.rows(key)) is not None for at in rows[0].tolist()
        }
        near = ("", self.profile.buurt)
        return [index.ids[at] for at in sorted(found) if index.beside[at]["buurt"] not in near]

    def shortlist(
        self, index: Index, closed: Collection[str], size: int | None, *, asked: bool = False
    ) -> Shortlist:
        """The best of those who have something for this person, or share something.

        `closed` are ids of people who are not to be suggested; with `asked` only those count who
        can give something that is asked. Equal scores stand by name, then by id.
        """
        sharers = self._sharers(index)
        people, scores = self._scores(index, sharers, asked=asked)
        barred = [index.position[one] for one in closed if one in index.position]
        able = ~np.isin(people, barred) & index.room[people]
        people, scores = people[able], scores[able]
        if size is not None and 0 < size < len(scores):
            best = scores >= np.partition(scores, -size)[-size]
            people, scores = people[best], scores[best]
        rank = sorted(
            (-score, index.beside[at]["name"], index.ids[at])
            for at, score in zip(people.tolist(), scores.tolist(), strict=True)
        )
        return Shortlist(tuple(one for _, _, one in rank[:size]), sharers)

    def _asked(self, how: Weights) -> tuple[dict[str, float], ...]:
        asks = ((Found.WISH, Kind.WISH), (Found.LEARN, Kind.LEARN), (Found.DREAM, Kind.DREAM))
        forward: dict[str, float] = {}
        back: dict[str, float] = {}
        for found, kind in asks:
            for key, weight in self._mine(found):
                offer = Found.OFFER.of(key.partition(":")[2])
                forward[offer] = forward.get(offer, 0.0) + weight * how[kind]
            for key, weight in self._mine(Found.OFFER):
                ask = found.of(key.partition(":")[2])
                back[ask] = weight * how[kind] * how[Kind.RECIPROCAL_WISH]
        return forward, back, self._alike(*_ASKS, *_OFFERS), self._alike(*_OFFERS, *_ASKS)

    def _alike(
        self, mine_known: Found, mine_new: Found, known: Found, new: Found
    ) -> dict[str, float]:
        """Pieces of words of others that are like mine, where one of the two texts is not known."""
        found: dict[str, float] = {}
        for mine, theirs in ((mine_known, (new,)), (mine_new, (known, new))):
            for key, weight in self._mine(mine):
                for other in theirs:
                    piece = other.of(key.partition(":")[2])
                    found[piece] = max(found.get(piece, 0.0), weight)
        return found

    def _mine(self, found: Found) -> list[tuple[str, float]]:
        return self._by_sort.get(found.value, [])

    @cached_property
    def _by_sort(self) -> Mapping[str, list[tuple[str, float]]]:
        """This person's own keys with their weights, in order, by the sort of key."""
        kept: dict[str, list[tuple[str, float]]] = {}
        for key, weight in sorted(self.profile.keys.items()):
            kept.setdefault(key.partition(":")[0], []).append((key, weight))
        return kept

    @cached_property
    def _circles(self) -> list[str]:
        return [key for found in (Found.GROUP, Found.PLACE) for key, _ in self._mine(found)]

    def _scopes(self, everywhere: Sequence[str]) -> Sequence[str]:
        here = self.profile.buurt
        return (scope(here), scope("")) if here else everywhere

    def _full(self, key: str, index: Index) -> Sequence[str]:
        """A bare key as it is kept within reach."""
        if key.partition(":")[0] in EVERYWHERE:
            return (key,)
        return [key + where for where in self._scopes(index.scopes)]

    def _sharers(self, index: Index) -> Sharers:
        return {
            key: sum(
                len(rows[0])
                for full in self._full(key, index)
                if (rows := index.rows(full)) is not None
            )
            for key in self.shared
        }

    def _scores(self, index: Index, sharers: Sharers, *, asked: bool) -> Rows:
        """The positions and scores of all within reach who have a reason of their own."""
        how = self._how
        shared = {key: how.rare(sharers[key]) * weight for key, weight in self.shared.items()}
        lists = (self.forward, self.back, self.forward_words, self.back_words, shared)
        beyond = [
            (index.position[one], index.profiles[one])
            for one in self.elsewhere(index)
            if one in index.profiles
        ]
        found = [self._found(index, keys, beyond) for keys in lists]
        people = np.unique(np.concatenate([rows for rows, _ in found]))
        if not len(people):
            return people, np.empty(0)
        forward, back, words, words_back, both = (
            np.bincount(np.searchsorted(people, rows), weighed, len(people)).astype(np.float64)
            for rows, weighed in found
        )
        least = how.words_least / 2
        forward += how.words * words * (words >= least)
        back += how.words * how[Kind.RECIPROCAL_WISH] * words_back * (words_back >= least)
        scores = forward + back + how[Kind.MUTUAL] * np.minimum(forward, back) + both
        scores = scores + how[Kind.BONDING] * (both > 0)
        possible = (forward if asked else scores) > 0
        people, scores = people[possible], scores[possible]
        return people, (scores + self._practical(index, people)).round(_DECIMALS)

    def _found(self, index: Index, keys: Mapping[str, float], beyond: Beyond) -> Rows:
        """Everybody who is found by these keys, once for each, and what that counts."""
        parts: list[Rows] = []
        for key, counts in keys.items():
            for full in self._full(key, index):
                rows = index.rows(full)
                if rows is not None:
                    parts.append((rows[0], rows[1] * counts))
        parts.append(_found_beyond(index, keys, beyond))
        people, weighed = zip(*parts, strict=True)
        return np.concatenate(people), np.concatenate(weighed)

    def _practical(self, index: Index, people: Indices) -> Column:
        """What makes meeting easier."""
        how, beside = self._how, self.profile.beside
        found = np.zeros(len(people))
        for language in beside["languages"]:
            counts = how[Kind.LANGUAGE] * how.spoken(language)
            found = np.maximum(found, counts * index.speakers(language)[people])
        mine = sum(_PARTS[part] for part in beside["dayparts"])
        found += how[Kind.DAYPART] * ((index.dayparts[people] & mine) > 0)
        friends = np.zeros(len(index.ids), np.bool_)
        for friend in self._friends:
            rows = index.rows(Found.KNOWS.of(friend))
            if rows is not None:
                friends[rows[0]] = True
        known = friends[people]
        found += how[Kind.COMMON_FRIEND] * known + how[Kind.BRIDGING] * ~known
        return found + how[Kind.NEAR] * self._nearness(index, people)

    def _nearness(self, index: Index, people: Indices) -> Column:
        """1 in one street, falling to 0 where one of the two cannot walk; 0 if nothing is known."""
        beside = self.profile.beside
        street, point = beside["street"], beside["point"]
        found = np.zeros(len(people))
        if point:
            apart = np.hypot(*(index.points[people] - np.array(point)).T)
            reach = np.minimum(index.reach(self._how)[people], self._how.reach[beside["pace"]])
            found = np.nan_to_num(1 - apart / reach).clip(0)
        if street:
            found = np.maximum(found, index.streets[people] == street)
        return found


def _found_beyond(index: Index, keys: Mapping[str, float], beyond: Beyond) -> Rows:
    """Those of another buurt who are found by these keys."""
    people, weighed = [], []
    for at, theirs in beyond:
        there = scope(index.beside[at]["buurt"])
        for key, counts in keys.items():
            weight = theirs.get(key + there)
            if weight is not None:
                people.append(at)
                weighed.append(weight * counts)
    return np.array(people, np.int32), np.array(weighed, np.float64)


_ASKS = (Found.ASK_KNOWN, Found.ASK_NEW)
_OFFERS = (Found.OFFER_KNOWN, Found.OFFER_NEW)

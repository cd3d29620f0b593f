"""Why two people could meet: every reason with its weight, a sentence and the facts behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assetgraph.matching.field import Field
from assetgraph.matching.ngrams import likeness
from assetgraph.matching.voices import Said, Sort, Voice
from assetgraph.matching.weights import SUPPORTING, Kind, Weights
from assetgraph.messages import Message, say

Alike = Mapping[str, Mapping[str, float]]
"""Likeness in words (0…1) by an asked text, then by an offered text."""

DECIMALS = 3
AT_MOST = 2
"""Reasons of one kind: more of the same convinces nobody more."""

_SURE = 0.6
"""Below this fit the offer is about something related: it may help."""

_FORWARD = {Sort.WISH: Kind.WISH, Sort.LEARN: Kind.LEARN, Sort.DREAM: Kind.DREAM}

_SENTENCE = {
    (Sort.WISH, Sort.OFFER): "matches.reason.wish",
    (Sort.WISH, Sort.PAST): "matches.reason.wish-past",
    (Sort.LEARN, Sort.OFFER): "matches.reason.learn",
    (Sort.LEARN, Sort.PAST): "matches.reason.learn-past",
    (Sort.DREAM, Sort.OFFER): "matches.reason.dream",
    (Sort.DREAM, Sort.PAST): "matches.reason.dream-past",
}


@dataclass(frozen=True)
class Reason:
    """One reason to meet, as a record of the score: what, how much, in words, on which facts."""

    kind: Kind
    weight: float
    text: Message
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Served:
    """What somebody asks and what another offers, and how well they fit, 0…1."""

    fit: float
    ask: Said
    offer: Said
    by_words: bool
    maybe: bool = False
    """One of the two only may mean this: to be asked, not told."""


def alike(asker: Voice, giver: Voice, weights: Weights) -> Alike:
    """How alike in words what is asked is to what is offered, where one of the two is not known."""
    found: dict[str, dict[str, float]] = {}
    for ask in asker.asks:
        for offer in giver.offers:
            if not (ask.known and offer.known):
                near = likeness(ask.text, offer.text, weights)
                if near:
                    found.setdefault(ask.text, {})[offer.text] = near
    return found


def served(asker: Voice, giver: Voice, alike: Alike, weights: Weights) -> list[Served]:
    """For each thing that is asked the best offer, best first, each offer once, `AT_MOST` in all.

    Nothing is served by a text that speaks of what either of them does not want.
    """
    found = []
    for ask in asker.asks:
        if not giver.allows(ask):
            continue
        near = alike.get(ask.text, {})
        fits = (_fit(ask, offer, near, weights) for offer in giver.offers if asker.allows(offer))
        best = max((one for one in fits if one.fit), key=lambda one: one.fit, default=None)
        if best is not None:
            found.append(best)
    found.sort(key=lambda one: (-one.fit, one.ask.text, one.offer.text))
    distinct = {id(one.offer): one for one in reversed(found)}
    return [one for one in found if distinct[id(one.offer)] is one][:AT_MOST]


def _fit(ask: Said, offer: Said, near: Mapping[str, float], weights: Weights) -> Served:
    """How well an offer serves what is asked: by what both mean, by their words, or perhaps."""
    fit = ask.served_by(offer, weights)
    if fit >= weights.least:
        return Served(fit, ask, offer, by_words=False)
    words = weights.words * near.get(offer.text, 0.0)
    about = ask.likeness(offer)
    maybe = weights.maybe * about if about >= weights.maybe_least else 0.0
    if words >= maybe:
        return Served(words, ask, offer, by_words=True)
    return Served(maybe, ask, offer, by_words=False, maybe=True)


def substantive(reasons: list[Reason]) -> bool:
    """Whether at least one of them is more than something that makes meeting easier."""
    return any(reason.kind not in SUPPORTING for reason in reasons)


def given(asker: Voice, name: str | None, field: Field, other: int) -> Iterator[Reason]:
    """What somebody can give to one who asks; `name` is None where nobody says who asks."""
    how, giver, voice = field.weights, field.name(other), field.voices[other]
    for at, fit in enumerate(served(asker, voice, alike(asker, voice, how), how)):
        kind = _FORWARD[fit.ask.sort]
        text = _asked(fit, giver) if name is None else _fits(fit, name, giver)
        yield _reason(kind, fit.fit * how[kind] * how.again**at, text, fit)


def given_back(one: int, field: Field, other: int) -> Iterator[Reason]:
    """What `one` can give to the other."""
    how, asker, giver = field.weights, field.voices[other], field.voices[one]
    fits = served(asker, giver, alike(asker, giver, how), how)
    for at, fit in enumerate(fits):
        weight = fit.fit * how[_FORWARD[fit.ask.sort]] * how[Kind.RECIPROCAL_WISH] * how.again**at
        text = _fits(fit, field.name(other), field.name(one))
        yield _reason(Kind.RECIPROCAL_WISH, weight, text, fit)


def mutual(one: int, field: Field, other: int, reasons: list[Reason]) -> Iterator[Reason]:
    """That it goes both ways, as strong as the weaker of the two."""
    back = [reason.weight for reason in reasons if reason.kind is Kind.RECIPROCAL_WISH]
    forward = [reason.weight for reason in reasons if reason.kind in _FORWARD.values()]
    if forward and back:
        weight = field.weights[Kind.MUTUAL] * min(max(forward), max(back))
        text = say("matches.reason.mutual", one=field.name(one), other=field.name(other))
        both = (field.id(one), field.id(other))
        yield Reason(Kind.MUTUAL, round(weight, DECIMALS), text, both)


def _reason(kind: Kind, weight: float, text: Message, fit: Served) -> Reason:
    return Reason(kind, round(weight, DECIMALS), text, fit.ask.facts + fit.offer.facts)


def _fits(fit: Served, asker: str, giver: str) -> Message:
    values = {"asker": asker, "giver": giver, "wish": fit.ask.text, "offer": fit.offer.text}
    if fit.by_words:
        return Message("matches.reason.words", values)
    if fit.maybe:
        return Message("matches.reason.question", values)
    if fit.fit < _SURE and fit.offer.sort is Sort.OFFER:
        return Message("matches.reason.maybe", values)
    return Message(_SENTENCE[fit.ask.sort, fit.offer.sort], values)


def _asked(fit: Served, giver: str) -> Message:
    values = {"giver": giver, "wish": fit.ask.text, "offer": fit.offer.text}
    if fit.by_words:
        return Message("matches.reason.asked-words", values)
    if fit.maybe:
        return Message("matches.reason.asked-question", values)
    if fit.offer.sort is Sort.PAST:
        return Message("matches.reason.asked-past", values)
    if fit.fit < _SURE:
        return Message("matches.reason.asked-maybe", values)
    return Message("matches.reason.asked", values)

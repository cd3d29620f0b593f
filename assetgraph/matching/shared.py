"""What two people share: passions, wishes, dreams, circles, and what makes meeting easier."""

from __future__ import annotations

from collections.abc import Iterator

from assetgraph.matching.field import Field, metres
from assetgraph.matching.reasons import AT_MOST, DECIMALS, Reason
from assetgraph.matching.shortlist import Sharers
from assetgraph.matching.traits import Found
from assetgraph.matching.voices import Said, Texts
from assetgraph.matching.weights import Kind, Weights
from assetgraph.messages import Message, say
from assetgraph.model.choices import Closeness, Daypart, Pace

_SENTENCE = {
    Kind.SHARED_PASSION: "matches.reason.shared-passion",
    Kind.SHARED_WISH: "matches.reason.shared-wish",
    Kind.SHARED_DREAM: "matches.reason.shared-dream",
}

_FOUND = {
    Kind.SHARED_PASSION: Found.PASSION,
    Kind.SHARED_WISH: Found.WISHED,
    Kind.SHARED_DREAM: Found.DREAMT,
}

_DAYPARTS = {
    Daypart.MORNING: "matches.daypart.morning",
    Daypart.AFTERNOON: "matches.daypart.afternoon",
    Daypart.EVENING: "matches.daypart.evening",
    Daypart.NIGHT: "matches.daypart.night",
}

_ACQUAINTED = {
    Closeness.GREETS: "matches.reason.greets",
    Closeness.TALKS: "matches.reason.talks",
}


def shared(one: int, field: Field, other: int, sharers: Sharers) -> Iterator[Reason]:
    """All that two people share and that says why they could meet, or makes it easier.

    `sharers` says how many people within reach of the first share something.
    """
    a, b = field.voices[one], field.voices[other]
    yield from _both_say(Kind.SHARED_PASSION, one, field, other, a.passions, b.passions, sharers)
    yield from _both_say(Kind.SHARED_WISH, one, field, other, a.wishes, b.wishes, sharers)
    yield from _both_say(Kind.SHARED_DREAM, one, field, other, a.dreams, b.dreams, sharers)
    yield from _circles(one, field, other, sharers)
    yield from _friends(one, field, other)
    yield from _practical(one, field, other)


def _both_say(
    kind: Kind, one: int, field: Field, other: int, mine: Texts, theirs: Texts, sharers: Sharers
) -> Iterator[Reason]:
    if mine.concepts.isdisjoint(theirs.concepts):
        return
    a, b, how = field.voices[one], field.voices[other], field.weights
    pairs = [
        (fit, ours, yours)
        for ours in mine.said
        for yours in theirs.said
        if (fit := _fit(ours, yours, _FOUND[kind], sharers, how))
        and a.allows(yours)
        and b.allows(ours)
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1].text, pair[2].text))
    used: set[int] = set()
    weight = how[kind]
    for fit, ours, yours in pairs:
        if id(ours) in used or id(yours) in used or len(used) == 2 * AT_MOST:
            continue
        used |= {id(ours), id(yours)}
        text = Message(
            _SENTENCE[kind],
            {
                "resident": field.name(one),
                "partner": field.name(other),
                "one": ours.text,
                "other": yours.text,
            },
        )
        facts = tuple(dict.fromkeys(ours.facts + yours.facts))
        yield Reason(kind, round(fit * weight, DECIMALS), text, facts)
        weight *= how.again


def _fit(one: Said, other: Said, found: Found, sharers: Sharers, how: Weights) -> float:
    """How far two texts mean the same, 0…1; less for what many share."""
    return max(
        (
            both * how.rare(sharers.get(found.of(concept), 0))
            for concept, sure in one.concepts.items()
            if (both := sure * other.concepts.get(concept, 0.0)) >= how.least
        ),
        default=0.0,
    )


def _circles(one: int, field: Field, other: int, sharers: Sharers) -> Iterator[Reason]:
    """Where both come, and do not know each other yet."""
    if other in field.ties.neighbours[one]:
        return
    a, b, how = field.lives[one], field.lives[other], field.weights
    names, ids = field.snapshot.names, field.snapshot.ids
    for kind, key, both, found in (
        (Kind.SHARED_GROUP, "matches.reason.shared-group", a.groups & b.groups, Found.GROUP),
        (Kind.SHARED_PLACE, "matches.reason.shared-place", a.places & b.places, Found.PLACE),
    ):
        many = {node: sharers.get(found.of(ids[node]), 0) for node in both}
        rarest = sorted(both, key=lambda node: (many[node], names[node], ids[node]))
        for at, node in enumerate(rarest[:AT_MOST]):
            weight = how[kind] * how.rare(many[node]) * how.again**at
            text = Message(key, {"name": names[node]})
            yield Reason(kind, round(weight, DECIMALS), text, (ids[node],))


def _friends(one: int, field: Field, other: int) -> Iterator[Reason]:
    """Who knows both; or, where nobody does and no group holds both, that they are a bridge."""
    neighbours, how = field.ties.neighbours, field.weights
    both = neighbours[one].keys() & neighbours[other].keys()
    friends = both - field.barred[one] - field.barred[other]
    if friends:
        who = sorted(friends, key=lambda friend: field.rank[friend])[:AT_MOST]
        text = say("matches.reason.common-friend", names=[field.name(friend) for friend in who])
        facts = tuple(field.id(friend) for friend in who)
        yield Reason(Kind.COMMON_FRIEND, round(how[Kind.COMMON_FRIEND], DECIMALS), text, facts)
    groups = field.lives[one].groups & field.lives[other].groups
    if not both and not groups and other not in neighbours[one]:
        text = say("matches.reason.bridging")
        weight = round(how[Kind.BRIDGING], DECIMALS)
        yield Reason(Kind.BRIDGING, weight, text, (field.id(one), field.id(other)))


def bonding(one: int, field: Field, other: int, reasons: list[Reason]) -> Iterator[Reason]:
    """That something shared is a good beginning, where that is looked for and there is one."""
    facts = [reason.facts for reason in reasons if reason.kind in BONDS]
    weight = round(field.weights[Kind.BONDING], DECIMALS)
    if facts and weight:
        alone = not field.ties.degree[one]
        key = "matches.reason.bonding-first" if alone else "matches.reason.bonding"
        yield Reason(Kind.BONDING, weight, Message(key, {"name": field.name(one)}), facts[0])


BONDS = frozenset(
    {
        Kind.SHARED_PASSION,
        Kind.SHARED_WISH,
        Kind.SHARED_DREAM,
        Kind.SHARED_GROUP,
        Kind.SHARED_PLACE,
    }
)
"""What two people share by which it is good to begin."""


def _practical(one: int, field: Field, other: int) -> Iterator[Reason]:
    a, b, how = field.lives[one], field.lives[other], field.weights
    both = (field.id(one), field.id(other))
    spoken = [(-how.spoken(word), word) for word in a.languages.keys() & b.languages.keys()]
    if spoken:
        _, language = min(spoken)
        weight = round(how[Kind.LANGUAGE] * how.spoken(language), DECIMALS)
        text = say("matches.reason.language", language=a.languages[language])
        yield Reason(Kind.LANGUAGE, weight, text, both)
    apart = metres(a.point, b.point)
    if a.street and a.street == b.street:
        text = say("matches.reason.street", street=a.street)
        yield Reason(Kind.NEAR, round(how[Kind.NEAR], DECIMALS), text, both)
    elif apart is not None and apart < (reach := min(how.reach[a.pace], how.reach[b.pace])):
        weight = round(how[Kind.NEAR] * (1 - apart / reach), DECIMALS)
        minutes = max(round(how.near_minutes * apart / reach), 1)
        cycling = a.pace is b.pace is Pace.BICYCLE
        key = "matches.reason.near-cycling" if cycling else "matches.reason.near"
        yield Reason(Kind.NEAR, weight, Message(key, {"n": minutes}), both)
    when = [part for part in _DAYPARTS if part in a.dayparts and part in b.dayparts]
    if when:
        text = say("matches.reason.daypart", dayparts=[Message(_DAYPARTS[part]) for part in when])
        yield Reason(Kind.DAYPART, round(how[Kind.DAYPART], DECIMALS), text, both)
    close = field.ties.neighbours[one].get(other)
    if close is not None and close in _ACQUAINTED:
        text = Message(_ACQUAINTED[Closeness(close)])
        weight = round(how[Kind.ACQUAINTED], DECIMALS)
        yield Reason(Kind.ACQUAINTED, weight, text, both)

"""Which kinds of reasons two people have to meet, whatever was done about it before."""

from __future__ import annotations

from assetgraph.matching.field import Field
from assetgraph.matching.reasons import given, given_back, mutual
from assetgraph.matching.shared import shared
from assetgraph.matching.weights import Kind


def kinds_between(field: Field, one: int, other: int) -> tuple[Kind, ...]:
    """The kinds of reasons of two people (positions), in the order of their declaration."""
    voice = field.voices[one]
    found = [*given(voice, field.name(one), field, other), *given_back(one, field, other)]
    found += mutual(one, field, other, found)
    found += shared(one, field, other, {})
    kinds = {reason.kind for reason in found if reason.weight > 0}
    return tuple(kind for kind in Kind if kind in kinds)

"""Consent as data: for which purpose, on which lawful basis, recorded by whom, until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from assetgraph.model.labels import Choice, Sensitivity


class Purpose(Choice):
    """What somebody's data may be used for."""

    MAP = "map", "kaart", "map", "op de kaart"
    MATCH = "match", "match", "match", "matchen", "koppelen", "matching"
    PUBLISH = "publish", "publiek", "publish", "publiceren", "openbaar", "public"
    ALL = "all", "alles", "all"
    """Everything there is: for the keeper of the store alone; no resident agrees to it."""

    def sees(self, sensitivity: Sensitivity, needed_for: Purpose | None = None) -> bool:
        """Whether facts of this sensitivity are in a snapshot made for this purpose."""
        if self is Purpose.ALL or needed_for is self:
            return True
        if self is Purpose.PUBLISH:
            return sensitivity is Sensitivity.PUBLIC
        return sensitivity is not Sensitivity.RESTRICTED


CONSENTED = (Purpose.MAP, Purpose.MATCH, Purpose.PUBLISH)
"""The purposes that a resident can agree to."""


class LawfulBasis(Choice):
    """The ground of article 6 of the GDPR (AVG) on which data is used."""

    CONSENT = "consent", "toestemming", "consent"
    CONTRACT = "contract", "overeenkomst", "contract"
    LEGAL_OBLIGATION = "legal_obligation", "wettelijke plicht", "legal obligation"
    VITAL_INTERESTS = "vital_interests", "vitaal belang", "vital interests"
    PUBLIC_TASK = "public_task", "publieke taak", "public task"
    LEGITIMATE_INTERESTS = "legitimate_interests", "gerechtvaardigd belang", "legitimate interests"
    NOT_RECORDED = "not_recorded", "niet vastgelegd", "not recorded"


class Consent(BaseModel):
    """What one resident allows for one purpose, and how we know."""

    model_config = ConfigDict(frozen=True)

    purpose: Purpose
    basis: LawfulBasis = LawfulBasis.NOT_RECORDED
    recorded_by: str | None = None
    recorded_on: date | None = None
    explained: str | None = None
    until: date | None = None
    withdrawn_on: date | None = None
    objected_on: date | None = None
    """The person objected to this purpose: it wins over every basis."""
    restricted_on: date | None = None
    """What is recorded is kept, and used for nothing."""

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        ends = (self.withdrawn_on, self.objected_on, self.restricted_on)
        return (self.until is None or on <= self.until) and all(
            end is None or on < end for end in ends
        )

    @property
    def last_day(self) -> date:
        """The last day on which it is in force; `date.max` where it does not end."""
        ends = (self.withdrawn_on, self.objected_on, self.restricted_on)
        stops = [end - timedelta(1) for end in ends if end is not None]
        return min([self.until or date.max, *stops])


DEFAULT_CONSENT = (Consent(purpose=Purpose.MAP),)
"""Where nothing is recorded a person is on the map of the people who made it, and nowhere else."""


def last_day(consents: Iterable[Consent] | None, purpose: Purpose) -> date:
    """The last day on which `allowed` says yes to somebody whom it says yes to now."""
    stated = DEFAULT_CONSENT if consents is None else consents
    ends = (consent.last_day for consent in stated if consent.purpose is purpose)
    return max(ends, default=date.max)


def allowed(consents: Iterable[Consent] | None, purpose: Purpose, on: date) -> bool:
    """Whether a person with these consents (None: nothing recorded) may be seen for a purpose."""
    if purpose is Purpose.ALL:
        return True
    stated = DEFAULT_CONSENT if consents is None else consents
    return any(consent.purpose is purpose and consent.holds(on) for consent in stated)


def overlaid(
    sheets: Sequence[Mapping[str, Any]] | None, own: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """What holds of consents as JSON: for each purpose a person's own word, else that of sheets."""
    spoken = {one["purpose"] for one in own}
    stated = [{"purpose": one.purpose.value} for one in DEFAULT_CONSENT]
    left = [one for one in (stated if sheets is None else sheets) if one["purpose"] not in spoken]
    order = [purpose.value for purpose in Purpose]
    return sorted([*left, *own], key=lambda one: order.index(one["purpose"]))

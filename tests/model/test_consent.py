"""Consent: per purpose, with an end, and nothing is taken as a yes that is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.model.consent import (
    CONSENTED,
    DEFAULT_CONSENT,
    Consent,
    LawfulBasis,
    Purpose,
    allowed,
)
from assetgraph.model.labels import Sensitivity

DAY = date(2026, 6, 1)
BEFORE, AFTER = DAY - timedelta(1), DAY + timedelta(1)
DATES = st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2027, 1, 1)))
CONSENTS = st.builds(Consent, purpose=st.sampled_from(CONSENTED), until=DATES, withdrawn_on=DATES)


def test_without_a_word_only_the_map() -> None:
    assert [p for p in CONSENTED if allowed(None, p, DAY)] == [Purpose.MAP]
    assert [one.basis for one in DEFAULT_CONSENT] == [LawfulBasis.NOT_RECORDED]


def test_an_empty_word_is_a_no() -> None:
    assert not any(allowed((), purpose, DAY) for purpose in CONSENTED)


@pytest.mark.parametrize("purpose", CONSENTED)
def test_one_purpose_is_no_other(purpose: Purpose) -> None:
    agreed = (Consent(purpose=purpose, basis=LawfulBasis.CONSENT),)
    assert [p for p in CONSENTED if allowed(agreed, p, DAY)] == [purpose]


def test_it_holds_through_its_last_day() -> None:
    consent = Consent(purpose=Purpose.MATCH, until=DAY)
    assert [consent.holds(day) for day in (BEFORE, DAY, AFTER)] == [True, True, False]


def test_it_ends_on_the_day_of_withdrawal() -> None:
    consent = Consent(purpose=Purpose.MATCH, withdrawn_on=DAY)
    assert [consent.holds(day) for day in (BEFORE, DAY, AFTER)] == [True, False, False]


def test_given_anew_after_withdrawal_it_holds() -> None:
    consents = (
        Consent(purpose=Purpose.MATCH, withdrawn_on=BEFORE),
        Consent(purpose=Purpose.MATCH, recorded_on=DAY),
    )
    assert allowed(consents, Purpose.MATCH, DAY)


def test_all_is_for_the_keeper_whatever_is_said() -> None:
    assert all(allowed(said, Purpose.ALL, DAY) for said in (None, (), DEFAULT_CONSENT))
    assert Purpose.ALL not in CONSENTED


@given(consents=st.lists(CONSENTS, max_size=4), day=DATES)
def test_who_agreed_to_all_agreed_to_nothing_else(
    consents: list[Consent], day: date | None
) -> None:
    """Adding that somebody agrees to `all` opens no purpose."""
    day = day or DAY
    more = [*consents, Consent(purpose=Purpose.ALL)]
    for purpose in CONSENTED:
        assert allowed(more, purpose, day) == allowed(consents, purpose, day)


@given(consents=st.lists(CONSENTS, max_size=4), extra=CONSENTS, day=DATES)
def test_a_purpose_is_open_while_one_consent_for_it_holds(
    consents: list[Consent], extra: Consent, day: date | None
) -> None:
    day = day or DAY
    opened = {p for p in CONSENTED if allowed([*consents, extra], p, day)}
    before = {p for p in CONSENTED if allowed(consents, p, day)}
    assert opened == before | ({extra.purpose} if extra.holds(day) else set())


def test_what_each_purpose_sees() -> None:
    seen = {p: {s for s in Sensitivity if p.sees(s)} for p in Purpose}
    assert seen == {
        Purpose.MAP: {Sensitivity.PUBLIC, Sensitivity.INTERNAL},
        Purpose.MATCH: {Sensitivity.PUBLIC, Sensitivity.INTERNAL},
        Purpose.PUBLISH: {Sensitivity.PUBLIC},
        Purpose.ALL: set(Sensitivity),
    }


def test_a_guard_is_seen_by_its_purpose_alone() -> None:
    needed = {p for p in Purpose if p.sees(Sensitivity.RESTRICTED, Purpose.MATCH)}
    assert needed == {Purpose.MATCH, Purpose.ALL}

"""What came of introductions: recording each step, as somebody's word that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from assetgraph.errors import QuestionError, RefusedError
from assetgraph.messages import catalogue
from assetgraph.model.changeset import Changeset, Outcome, Statement
from assetgraph.model.choices import Closeness
from assetgraph.model.consent import Purpose
from assetgraph.model.introductions import (
    IntroducedAt,
    IntroducedBy,
    Introduces,
    Introduction,
    Stage,
)
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import Avoids, Knows
from assetgraph.model.text import fold
from assetgraph.queries.followed import Followed, KindResult
from assetgraph.queries.planned import FairPlan, Planned, Unserved
from assetgraph.workflows import logbook
from assetgraph.workflows.given import find_named, find_resident, opened, snapshot_of

if TYPE_CHECKING:
    from assetgraph.matching.courses import Course
    from assetgraph.model.known import Known
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.stores import GraphStore

__all__ = [
    "FairPlan",
    "Followed",
    "KindResult",
    "Planned",
    "Recorded",
    "Stage",
    "Unserved",
    "as_stage",
    "plan",
    "record",
]


@dataclass(frozen=True)
class Recorded:
    """A step that was recorded."""

    outcome: Outcome
    introduction: Followed
    rests_until: date | None
    """The two stopped before, and were not to be suggested again until this day."""


def as_stage(text: str) -> Stage:
    """A state by its word. Raises QuestionError ``unknown-state``."""
    for stage in Stage:
        if fold(text) in map(fold, (stage.value, *stage.label.spellings())):
            return stage
    raise QuestionError("unknown-state", value=text, known=[stage.label for stage in Stage])


def record(
    location: str,
    one: str,
    other: str,
    *,
    today: date,
    by: str | None = None,
    place: str | None = None,
    stage: Stage = Stage.PROPOSED,
    day: date | None = None,
    who: str = "",
    language: str = "nl",
) -> Recorded:
    """Records a step of an introduction, and a tie where it goes on.

    `day` is the day on which it came to that, today unless said; of something agreed it may be the
    day of the appointment. Raises QuestionError where a name is not one person's, and RefusedError
    where somebody did not agree to introductions, works here, or where the people named are not to
    be brought together.
    """
    with opened(location) as store, store.writing():
        pair = [find_resident(store, text) for text in (one, other)]
        introducer = find_resident(store, by) if by is not None else None
        where = find_named(store, (Place,), place) if place is not None else None
        people = [*pair, *([introducer] if introducer else [])]
        if len({person.id for person in people}) < len(people):
            raise QuestionError("introduction-same-person", name=people[-1].name)
        snapshot = store.snapshot(Purpose.MATCH, today=today, people=[p.id for p in people])
        _allowed(snapshot, pair, introducer, stage)
        course = _course(snapshot, pair)
        step = _Step(snapshot, pair, introducer, where, course)
        statements = step.statements(
            stage, *_days(stage, day, today), _kinds(location, snapshot, pair)
        )
        source = catalogue(language).text("introductions.source", mark=step.mark[:8])
        said = min(day or today, today)
        outcome = store.apply(Changeset(source, said, statements, who))
        logbook.enter(store, location, outcome.touched)
        rests = _rests_until(course, stage, said)
        return Recorded(outcome, _read_back(store, pair, today), rests)


def plan(
    location: str,
    *,
    today: date,
    buurt: str | None = None,
    as_of: date | None = None,
    per_helper: int | None = None,
    per_introducer: int | None = None,
) -> FairPlan:
    """A fair plan for everyone who agreed to introductions; of others nothing is read."""
    from assetgraph.matching.weighing import beside, read_weighing  # noqa: PLC0415
    from assetgraph.queries.plan import fair_plan  # noqa: PLC0415
    from assetgraph.workflows.words import own_words  # noqa: PLC0415

    with opened(location) as store:
        agreed = snapshot_of(store, Purpose.MATCH, today=today, buurt=buurt, as_of=as_of)
    return fair_plan(
        agreed,
        per_helper=per_helper,
        per_introducer=per_introducer,
        understanding=own_words(location),
        weighing=read_weighing(beside(location)),
    )


def _days(stage: Stage, day: date | None, today: date) -> tuple[date, date | None]:
    """Since when it is at a stage, and the day of an appointment."""
    if day is None or day <= today:
        return day or today, None
    if stage is not Stage.AGREED:
        raise QuestionError("introduction-in-future", day=day)
    return today, day


def _allowed(snapshot: Snapshot, pair: list[Known], introducer: Known | None, stage: Stage) -> None:
    """Raises RefusedError where these people are not to be brought together.

    That it stopped may be recorded of whoever would rather not meet.
    """
    for person in (*pair, *([introducer] if introducer else [])):
        if person.id not in snapshot.index:
            raise RefusedError("no-introduction-consent", name=person.name)
    for person in pair:
        if snapshot.value(snapshot.index[person.id], "professional"):
            raise RefusedError("professional-match", name=person.name)
    if stage is Stage.STOPPED:
        return
    apart = snapshot.relation(Avoids)
    nodes = {snapshot.index[person.id] for person in pair}
    if introducer:
        nodes.add(snapshot.index[introducer.id])
    if any(
        {a, b} <= nodes for a, b in zip(apart.source.tolist(), apart.target.tolist(), strict=True)
    ):
        raise RefusedError("introduction-not-these", one=pair[0].name, other=pair[1].name)


def _course(snapshot: Snapshot, pair: list[Known]) -> Course | None:
    from assetgraph.matching.courses import courses  # noqa: PLC0415

    nodes = {snapshot.index[person.id] for person in pair}
    return next((one for one in courses(snapshot) if {one.one, one.other} == nodes), None)


def _kinds(location: str, snapshot: Snapshot, pair: list[Known]) -> list[str]:
    """The kinds of reasons the two have, as the words beside the store read them."""
    from assetgraph.matching.between import kinds_between  # noqa: PLC0415
    from assetgraph.matching.field import Field  # noqa: PLC0415
    from assetgraph.workflows.words import own_words  # noqa: PLC0415

    field = Field(snapshot, own_words(location))
    one, other = (field.ties.position[snapshot.index[person.id]] for person in pair)
    return [kind.value for kind in kinds_between(field, one, other)]


def _rests_until(course: Course | None, stage: Stage, day: date) -> date | None:
    from datetime import timedelta  # noqa: PLC0415

    from assetgraph.matching.courses import following  # noqa: PLC0415

    if course is None or course.stage is not Stage.STOPPED or stage is Stage.STOPPED:
        return None
    until = course.last.day + timedelta(following().rest)
    return until if day < until else None


def _read_back(store: GraphStore, pair: list[Known], today: date) -> Followed:
    """What was recorded, as `introductions list` shows it; also of two who are kept apart."""
    from assetgraph.queries.introductions import followed_pair  # noqa: PLC0415

    people = [person.id for person in pair]
    snapshot = store.snapshot(Purpose.MATCH, today=today, people=people)
    return followed_pair(snapshot, *(snapshot.index[one] for one in people))


class _Step:
    """What is said in one step of an introduction."""

    def __init__(
        self,
        snapshot: Snapshot,
        pair: list[Known],
        introducer: Known | None,
        place: Known | None,
        course: Course | None,
    ) -> None:
        from assetgraph.matching.courses import pair_mark  # noqa: PLC0415

        self._pair, self._introducer, self._place = pair, introducer, place
        self._course = course
        self.mark = pair_mark(pair[0].id, pair[1].id)

    def statements(
        self, stage: Stage, day: date, appointment: date | None, kinds: list[str]
    ) -> list[Statement]:
        """The step, and whom and what it names; the tie, where it goes on."""
        from assetgraph.matching.courses import step_id  # noqa: PLC0415

        properties: dict[str, Any] = {
            "stage": stage.value,
            "day": day.isoformat(),
            "step": self._at(stage, day),
            "pair": self.mark,
            "reasons": kinds,
        }
        if appointment is not None:
            properties["appointment"] = appointment.isoformat()
        one, other = self._pair
        relations: dict[str, dict[str, dict[str, Any]]] = {
            Introduces.kind: {one.id: {"named_first": True}, other.id: {"named_first": False}}
        }
        named = [Statement(Resident.kind, person.id, mention=person.name) for person in self._pair]
        if stage is Stage.GOES_ON:
            tie = {"closeness": int(Closeness.TALKS)}
            named[0].relations[Knows.kind] = {other.id: tie}
        if self._introducer is not None:
            relations[IntroducedBy.kind] = {self._introducer.id: {}}
            who = self._introducer
            named.append(Statement(Resident.kind, who.id, mention=who.name))
        if self._place is not None:
            relations[IntroducedAt.kind] = {self._place.id: {}}
            named.append(Statement(Place.kind, self._place.id, mention=self._place.name))
        step = Statement(
            Introduction.kind,
            step_id(self.mark, stage, day),
            properties=properties,
            relations=relations,
        )
        return [step, *named]

    def _at(self, stage: Stage, day: date) -> int:
        """Its place among the steps of one day; the last one said again keeps its place."""
        steps = [step for step in self._course.steps if step.day == day] if self._course else []
        if steps and steps[-1].stage is stage:
            return steps[-1].at
        return 1 + max((step.at for step in steps), default=0)

"""Introductions as they are followed: one node for each step that two people were brought to."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import Node, Relation, ShownWith, prop
from assetgraph.model.labels import Block, Choice, Label, Sensitivity
from assetgraph.model.nodes import Place, Resident


class Stage(Choice):
    """How far an introduction came, in the order in which that goes."""

    PROPOSED = "voorgesteld", "voorgesteld", "proposed"
    AGREED = "afgesproken", "afgesproken", "agreed"
    MET = "ontmoet", "ontmoet", "met"
    GOES_ON = "vervolg", "vervolg", "goes on"
    STOPPED = "gestopt", "gestopt", "stopped"


Step = Annotated[int, Field(ge=1)]


class Introduction(
    Node,
    kind="introduction",
    plural="introductions",
    block=Block.TIES,
    label=Label("kennismaking", "introduction"),
    shown_with=ShownWith.EVERY,
    needed_for=Purpose.MATCH,
):
    """One step of bringing two people together: what it came to, and on which day."""

    stage: Stage = prop(
        nl="Hoe ver",
        en="Stage",
        description="What it came to: proposed, agreed, met, goes on or stopped.",
        required=True,
        identifies=True,
    )
    day: date = prop(
        nl="Sinds",
        en="Since",
        description="The day on which it came to that.",
        required=True,
        identifies=True,
    )
    step: Step = prop(
        nl="Stap",
        en="Step",
        description="Which step of these two people it is, of those of one day.",
        default=1,
    )
    pair: str | None = prop(
        nl="Wie met wie",
        en="Who with whom",
        description="The same for all steps of two people; it does not say who they are.",
        sensitivity=Sensitivity.INTERNAL,
    )
    appointment: date | None = prop(
        nl="Afspraak op",
        en="Appointment",
        description="The day on which they are going to meet.",
    )
    reasons: tuple[str, ...] = prop(
        nl="Soorten redenen",
        en="Kinds of reasons",
        description="Which kinds of reasons there were to bring them together.",
        default=(),
        sensitivity=Sensitivity.INTERNAL,
    )


class Introduces(
    Relation,
    kind="introduces",
    block=Block.TIES,
    source=Introduction,
    target=Resident,
    label=Label("brengt samen", "brings together"),
    sensitivity=Sensitivity.RESTRICTED,
    needed_for=Purpose.MATCH,
    essential=True,
):
    """One of the two people who are brought together; without one of them it is nothing."""

    named_first: bool = prop(
        nl="Als eerste genoemd",
        en="Named first",
        description="Whether this one is named first.",
        default=False,
    )


class IntroducedBy(
    Relation,
    kind="introduced_by",
    block=Block.TIES,
    source=Introduction,
    target=Resident,
    label=Label("wordt voorgesteld door", "is introduced by"),
    sensitivity=Sensitivity.RESTRICTED,
    needed_for=Purpose.MATCH,
):
    """Somebody who knows both and brings them together."""


class IntroducedAt(
    Relation,
    kind="introduced_at",
    block=Block.TIES,
    source=Introduction,
    target=Place,
    label=Label("ontmoet elkaar bij", "meets at"),
    sensitivity=Sensitivity.RESTRICTED,
    needed_for=Purpose.MATCH,
):
    """Where the two people meet."""

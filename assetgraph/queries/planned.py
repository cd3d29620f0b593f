"""What a plan for a whole neighbourhood answers: plain records."""

from __future__ import annotations

from dataclasses import dataclass

from assetgraph.messages import Message
from assetgraph.queries.answers import Match, Ref, Status


@dataclass(frozen=True)
class Planned(Match):
    """One introduction of a plan: a suggestion that leaves room for all others."""

    first: Status | None = None
    """Why this one comes first: how one of the two stands in the network."""


@dataclass(frozen=True)
class Unserved:
    """Somebody who comes first and is not in the plan, and what is missing for it."""

    resident: Ref
    status: Status
    missing: tuple[Message, ...]


@dataclass(frozen=True)
class Asked:
    """How often somebody is asked as a partner."""

    resident: Ref
    times: int


@dataclass(frozen=True)
class FairPlan:
    """A plan for everyone at once, what it reaches, and what its fairness costs."""

    introductions: tuple[Planned, ...]
    unserved: tuple[Unserved, ...]
    served: dict[Status, int]
    wanted: dict[Status, int]
    """Of how many: all of that status who agreed to introductions and are not being introduced."""
    score: float
    without_first: float
    """What the best plan under the same caps is worth in which nobody comes first."""
    without_caps: float
    """What it is worth when everybody just gets the best suggestion."""
    busiest: Asked | None
    """Who is asked most in this plan."""
    busiest_without_caps: Asked | None
    per_helper: int
    per_introducer: int
    compared: int
    """From how many possible introductions it was chosen."""
    each: int | None
    """Of everyone the best so many were compared, of who comes first all; None: of everyone all."""

    @property
    def price(self) -> float:
        """What fairness costs: the part of the score without caps that it leaves, 0…1."""
        return 1 - self.score / self.without_caps if self.without_caps else 0.0

    @property
    def price_of_first(self) -> float:
        """What it costs that some come first: of the score under the same caps, 0…1."""
        return 1 - self.score / self.without_first if self.without_first else 0.0

"""The numbered promises of a store, in one class that a backend joins.

A backend gives the fixtures `store` (an empty store for a scenario) and `new_store` (one for each
example of a property), and subclasses `StoreConformance`; a failing test then names the promise
that it broke by its number.
"""

from __future__ import annotations

from tests.stores.applying import Applying
from tests.stores.introducing import IntroducedHistories, Introducing
from tests.stores.looking_back import LookingBack
from tests.stores.merging import Merging, MergingCopied
from tests.stores.own_word import OwnWord
from tests.stores.parts import Parts
from tests.stores.privacy import Privacy
from tests.stores.random_histories import NewStore, RandomHistories
from tests.stores.undoing import Undoing

__all__ = ["NewStore", "StoreConformance", "StoreHistories", "StoreMerging"]


class StoreConformance(Applying, Undoing, LookingBack, Privacy, Parts, Introducing, OwnWord):
    """S00 to S59, S100 to S105 and S120 to S127: scenarios on one store."""


class StoreMerging(Merging, MergingCopied):
    """S100 to S119: one person who was recorded as several."""


class StoreHistories(RandomHistories, IntroducedHistories):
    """S60 to S69 and S106: properties over histories."""

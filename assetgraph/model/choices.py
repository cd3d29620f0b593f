"""The fixed values that cells may hold, each with its words in Dutch and English."""

from __future__ import annotations

from enum import IntEnum

from assetgraph.model.labels import Choice, Label


class Daypart(Choice):
    """A part of the day at which somebody has time."""

    MORNING = "morning", "ochtend", "morning", "ochtends", "s ochtends", "voormiddag"
    AFTERNOON = "afternoon", "middag", "afternoon", "middags", "s middags", "namiddag"
    EVENING = "evening", "avond", "evening", "avonds", "s avonds"
    NIGHT = "night", "nacht", "night", "nachts", "s nachts"


class Pace(Choice):
    """How somebody gets about in the neighbourhood."""

    USUAL = "usual", "gewoon", "usual", "normaal", "goed", "vlot", "normal"
    CALM = "calm", "rustig", "calm", "langzaam", "rollator", "met rollator", "slow"
    BICYCLE = "bicycle", "fiets", "bicycle", "op de fiets", "met de fiets", "fietst", "bike"


class Steering(Choice):
    """Who steers an activity: done to, for, with or by residents; the aim is *by*."""

    TO = "to", "aan", "to"
    FOR = "for", "voor", "for"
    WITH = "with", "met", "with"
    BY = "by", "door", "by"


class ExchangeSort(Choice):
    """What an entry of the neighbourhood economy is."""

    OFFER = "offer", "aanbod", "offer", "aanbieden", "biedt aan", "biedt"
    ASK = "ask", "vraag", "request", "ask", "gevraagd", "zoekt", "vragen"
    SWAP = "swap", "ruil", "exchange", "swap", "geruild", "ruilen"


class Unit(Choice):
    """What an exchange is counted in."""

    MAKKIE = "makkie", "makkie", "makkie", "makkies"
    EURO = "euro", "euro", "euro", "euros", "euro's", "€", "eur"
    HOUR = "hour", "uur", "hour", "uren", "hours", "u"
    SERVICE = "service", "dienst", "service", "diensten", "services"


class Timeline(Choice):
    """The line of history that a story hangs on."""

    BUURT = "buurt", "buurt", "neighbourhood", "de buurt"
    ORGANISATIONS = "organisations", "organisaties", "organisations", "organisatie"
    SOCIAL_DOMAIN = "social_domain", "sociaal domein", "social domain", "sociale domein"


class Closeness(IntEnum):
    """How well somebody knows another, from a greeting to a good friend."""

    GREETS = 1
    TALKS = 2
    HELPS = 3
    CLOSE = 4

    @property
    def label(self) -> Label:
        """The word that stands in brackets behind a name."""
        return _CLOSENESS_LABELS[self]


_CLOSENESS_LABELS = {
    Closeness.GREETS: Label("groet", "greets", ("groeten", "groet elkaar", "zwaait", "gedag")),
    Closeness.TALKS: Label("praatje", "talks", ("praat", "praten", "praatjes", "kent")),
    Closeness.HELPS: Label("helpt", "helps", ("hulp", "helpen", "helpt elkaar")),
    Closeness.CLOSE: Label(
        "goed", "close", ("goede", "heel goed", "vriend", "vriendin", "vrienden", "familie")
    ),
}

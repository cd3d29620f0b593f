"""The kinds of nodes of the six blocks."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from assetgraph.model.choices import Daypart, ExchangeSort, Pace, Steering, Timeline, Unit
from assetgraph.model.consent import Consent
from assetgraph.model.kinds import Node, ShownWith, prop
from assetgraph.model.labels import Block, Label, Sensitivity

Name = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
Postcode = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{3} ([A-RT-Z][A-Z]|S[BCE-RT-Z])$")]
Buurt = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Year = Annotated[int, Field(ge=1, le=2200)]
Amount = Annotated[float, Field(ge=0)]
AtOnce = Annotated[int, Field(ge=0, le=99)]


class Resident(
    Node,
    kind="resident",
    plural="residents",
    block=Block.TIES,
    label=Label("bewoner", "resident"),
    sheet=Label("Bewoners", "Residents", ("bewoner", "mensen", "deelnemers", "resident", "people")),
):
    """Somebody who lives here, or works here as a professional."""

    name: Name = prop(
        nl="Naam",
        en="Name",
        aliases=("volledige naam", "naam bewoner", "bewoner", "wie", "full name"),
        description="What people call this person.",
        required=True,
        identifies=True,
    )
    code: str | None = prop(
        nl="Code",
        en="Code",
        aliases=("nummer", "bewonerscode", "id"),
        description="A code of your own; the same code is the same person.",
        distinguishes=True,
        sensitivity=Sensitivity.INTERNAL,
    )
    street: str | None = prop(
        nl="Straat",
        en="Street",
        aliases=("straatnaam", "adres"),
        description="The street, without the number.",
        distinguishes=True,
        sensitivity=Sensitivity.INTERNAL,
    )
    house_number: str | None = prop(
        nl="Huisnummer",
        en="House number",
        aliases=("huisnr", "nr", "huis nr", "number", "housenumber"),
        description="House number with letter and addition.",
        distinguishes=True,
        sensitivity=Sensitivity.INTERNAL,
    )
    postcode: Postcode | None = prop(
        nl="Postcode",
        en="Postcode",
        aliases=("pc", "postal code", "zip"),
        description="Four digits and two letters.",
        sensitivity=Sensitivity.INTERNAL,
    )
    lat: Latitude | None = prop(
        nl="Lat",
        en="Lat",
        aliases=("latitude", "breedtegraad"),
        description="Latitude of the home, in degrees (WGS 84).",
        sensitivity=Sensitivity.INTERNAL,
    )
    lon: Longitude | None = prop(
        nl="Lon",
        en="Lon",
        aliases=("longitude", "lengtegraad", "lng"),
        description="Longitude of the home, in degrees (WGS 84).",
        sensitivity=Sensitivity.INTERNAL,
    )
    buurt: Buurt | None = prop(
        nl="Buurt",
        en="Neighbourhood",
        aliases=("buurtcode", "wijk", "neighborhood"),
        description="The neighbourhood: its CBS code or its name.",
    )
    languages: tuple[str, ...] = prop(
        nl="Talen",
        en="Languages",
        aliases=("taal", "spreekt", "language"),
        description="The languages this person speaks.",
        default=(),
    )
    dayparts: tuple[Daypart, ...] = prop(
        nl="Dagdelen",
        en="Dayparts",
        aliases=("dagdeel", "wanneer tijd", "beschikbaar", "parts of the day"),
        description="The parts of the day at which this person has time.",
        default=(),
        sensitivity=Sensitivity.INTERNAL,
    )
    pace: Pace | None = prop(
        nl="Loopt",
        en="Walks",
        aliases=("looptempo", "tempo", "hoe loopt", "vervoer", "pace"),
        description="How this person gets about here: at a usual pace, calmly, or by bicycle.",
        sensitivity=Sensitivity.INTERNAL,
    )
    bearable: AtOnce | None = prop(
        nl="Hoeveel tegelijk",
        en="How many at once",
        aliases=("tegelijk", "hoeveel nieuwe mensen", "ruimte voor", "at once"),
        description="How many new people this person wants to get to know at one time; 0 for now "
        "nobody.",
        sensitivity=Sensitivity.INTERNAL,
    )
    avoids_names: tuple[str, ...] = prop(
        nl="Liever niet met (nog niet op de kaart)",
        en="Rather not with (not on the map yet)",
        description="People not to be coupled with who are not on the map yet.",
        default=(),
        column=False,
        sensitivity=Sensitivity.RESTRICTED,
    )
    professional: bool | None = prop(
        nl="Beroepskracht",
        en="Professional",
        aliases=("professional", "werkt hier"),
        description="Works here for an organisation; counts in no measure of ties.",
    )
    consent: tuple[Consent, ...] | None = prop(
        nl="Toestemming",
        en="Consent",
        aliases=("akkoord", "privacy"),
        description="What this person allows; without a word of it, only the map.",
        sensitivity=Sensitivity.INTERNAL,
    )


class Talent(
    Node,
    kind="talent",
    plural="talents",
    block=Block.TALENTS,
    label=Label("talent", "talent"),
    shown_with=ShownWith.ANY,
):
    """Something somebody can, knows or loves, in their own words."""

    name: Name = prop(
        nl="Talent", en="Talent", description="The words.", required=True, identifies=True
    )


class Wish(
    Node,
    kind="wish",
    plural="wishes",
    block=Block.TALENTS,
    label=Label("wens", "wish"),
    shown_with=ShownWith.ANY,
):
    """Something somebody wants, wants to learn or asks, in their own words."""

    name: Name = prop(
        nl="Wens", en="Wish", description="The words.", required=True, identifies=True
    )


class Dream(
    Node,
    kind="dream",
    plural="dreams",
    block=Block.TALENTS,
    label=Label("droom", "dream"),
    shown_with=ShownWith.ANY,
):
    """What somebody dreams of, for themselves or the neighbourhood."""

    name: Name = prop(
        nl="Droom", en="Dream", description="The words.", required=True, identifies=True
    )


class Role(
    Node,
    kind="role",
    plural="roles",
    block=Block.TALENTS,
    label=Label("rol", "role"),
    shown_with=ShownWith.ANY,
):
    """A part that somebody plays in the neighbourhood."""

    name: Name = prop(nl="Rol", en="Role", description="The words.", required=True, identifies=True)


class Group(
    Node,
    kind="group",
    plural="groups",
    block=Block.TIES,
    label=Label("verband", "group"),
    sheet=Label("Verbanden", "Groups", ("verband", "groepen", "sociale verbanden", "group")),
):
    """People who do something together, formal or not."""

    name: Name = prop(
        nl="Naam",
        en="Name",
        aliases=("verband", "groep", "group"),
        description="What people call the group.",
        required=True,
        identifies=True,
    )
    activity: str | None = prop(
        nl="Wat doen ze",
        en="What they do",
        aliases=("wat", "activiteit", "omschrijving", "what"),
        description="What they do together.",
    )
    moment: str | None = prop(
        nl="Wanneer",
        en="When",
        aliases=("moment", "tijd", "dag"),
        description="When they come together, in their own words.",
    )
    steering: Steering | None = prop(
        nl="Regie",
        en="Steering",
        aliases=("aan voor met door",),
        description="Done to, for, with or by residents.",
    )


class Place(
    Node,
    kind="place",
    plural="places",
    block=Block.PLACES,
    label=Label("plek", "place"),
    sheet=Label("Plekken", "Places", ("plek", "plaatsen", "locaties", "place")),
):
    """Somewhere people meet: the hub, a bench, a café, the laundry."""

    name: Name = prop(
        nl="Naam",
        en="Name",
        aliases=("plek", "place", "naam plek"),
        description="What people call the place.",
        required=True,
        identifies=True,
    )
    sort: str | None = prop(
        nl="Soort", en="Sort", aliases=("type", "kind"), description="What sort of place it is."
    )
    street: str | None = prop(
        nl="Straat", en="Street", aliases=("straatnaam", "adres"), description="The street."
    )
    house_number: str | None = prop(
        nl="Huisnummer",
        en="House number",
        aliases=("huisnr", "nr", "huis nr", "number", "housenumber"),
        description="The house number.",
    )
    postcode: Postcode | None = prop(
        nl="Postcode",
        en="Postcode",
        aliases=("pc", "postal code", "zip"),
        description="Four digits and two letters.",
    )
    lat: Latitude | None = prop(
        nl="Lat",
        en="Lat",
        aliases=("latitude", "breedtegraad"),
        description="Latitude in degrees (WGS 84).",
    )
    lon: Longitude | None = prop(
        nl="Lon",
        en="Lon",
        aliases=("longitude", "lengtegraad", "lng"),
        description="Longitude in degrees (WGS 84).",
    )
    buurt: Buurt | None = prop(
        nl="Buurt",
        en="Neighbourhood",
        aliases=("buurtcode", "wijk", "neighborhood"),
        description="The neighbourhood: its CBS code or its name.",
    )
    opening_hours: str | None = prop(
        nl="Open",
        en="Open",
        aliases=("openingstijden", "open op", "opening hours"),
        description="When one can walk in, in plain words.",
    )
    hub: bool | None = prop(
        nl="Hub",
        en="Hub",
        aliases=("buurthub",),
        description="The open meeting place of the wooncirkel.",
    )


class Exchange(
    Node,
    kind="exchange",
    plural="exchanges",
    block=Block.ECONOMY,
    label=Label("ruil", "exchange"),
    sheet=Label("Ruil", "Exchanges", ("ruilen", "buurteconomie", "exchange", "economy")),
    shown_with=ShownWith.EVERY,
):
    """Something offered, asked or swapped between neighbours."""

    what: Name = prop(
        nl="Wat",
        en="What",
        aliases=("omschrijving", "dienst"),
        description="What it is about.",
        required=True,
        identifies=True,
    )
    sort: ExchangeSort = prop(
        nl="Soort",
        en="Sort",
        aliases=("type", "kind"),
        description="An offer, a request or a swap.",
        required=True,
        identifies=True,
    )
    day: date | None = prop(
        nl="Datum", en="Date", aliases=("dag", "wanneer"), description="When.", identifies=True
    )
    amount: Amount | None = prop(
        nl="Aantal", en="Amount", aliases=("hoeveel", "aantal uren"), description="How much."
    )
    unit: Unit | None = prop(
        nl="Munt", en="Unit", aliases=("eenheid", "currency"), description="Counted in what."
    )


class Story(
    Node,
    kind="story",
    plural="stories",
    block=Block.STORIES,
    label=Label("verhaal", "story"),
    sheet=Label("Verhalen", "Stories", ("verhaal", "story")),
    shown_with=ShownWith.EVERY,
):
    """A story, memory, tradition or event of the neighbourhood."""

    title: Name = prop(
        nl="Titel",
        en="Title",
        aliases=("naam", "name"),
        description="What the story is called.",
        required=True,
        identifies=True,
    )
    text: str | None = prop(
        nl="Verhaal", en="Story", aliases=("tekst", "text"), description="The story itself."
    )
    from_year: Year | None = prop(
        nl="Van jaar", en="From year", aliases=("jaar", "van", "year"), description="First year."
    )
    to_year: Year | None = prop(
        nl="Tot jaar", en="To year", aliases=("tot", "t/m jaar"), description="Last year."
    )
    timelines: tuple[Timeline, ...] = prop(
        nl="Tijdlijn",
        en="Timeline",
        aliases=("tijdlijnen", "timelines"),
        description="The lines of history it hangs on.",
        default=(),
    )
    topics: tuple[str, ...] = prop(
        nl="Onderwerpen",
        en="Topics",
        aliases=("onderwerp", "topic"),
        description="What it is about, where that is nobody and nothing on the map.",
        default=(),
    )


class Institution(
    Node,
    kind="institution",
    plural="institutions",
    block=Block.INSTITUTIONS,
    label=Label("organisatie", "institution"),
    sheet=Label("Organisaties", "Institutions", ("organisatie", "organisations", "institution")),
):
    """An organisation that is active here, public, private or of residents themselves."""

    name: Name = prop(
        nl="Naam",
        en="Name",
        aliases=("organisatie", "naam organisatie", "organisation"),
        description="What the organisation is called.",
        required=True,
        identifies=True,
    )
    sort: str | None = prop(
        nl="Soort", en="Sort", aliases=("type", "kind"), description="What sort of organisation."
    )
    contact: str | None = prop(
        nl="Contact",
        en="Contact",
        aliases=("contactpersoon", "contact person"),
        description="Whom to turn to, in words.",
        sensitivity=Sensitivity.INTERNAL,
    )


class Activity(
    Node,
    kind="activity",
    plural="activities",
    block=Block.INSTITUTIONS,
    label=Label("activiteit", "activity"),
):
    """Something an organisation does that people can join."""

    name: Name = prop(
        nl="Activiteit", en="Activity", description="The words.", required=True, identifies=True
    )

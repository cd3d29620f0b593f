"""The kinds of relations between nodes, each with its column in the workbook."""

from __future__ import annotations

from assetgraph.model.choices import Closeness
from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import Relation, prop
from assetgraph.model.labels import Block, Label, Sensitivity
from assetgraph.model.nodes import (
    Activity,
    Dream,
    Exchange,
    Group,
    Institution,
    Place,
    Resident,
    Role,
    Story,
    Talent,
    Wish,
)


class Can(
    Relation,
    kind="can",
    block=Block.TALENTS,
    source=Resident,
    target=Talent,
    label=Label("kan", "can"),
    column=Label("Talenten", "Talents", ("talent", "kan", "kwaliteiten", "passies", "skills")),
):
    """A resident can, knows or loves this."""


class Wants(
    Relation,
    kind="wants",
    block=Block.TALENTS,
    source=Resident,
    target=Wish,
    label=Label("wenst", "wishes"),
    column=Label("Wensen", "Wishes", ("wens", "wil", "vraag", "vragen", "wish")),
    sensitivity=Sensitivity.INTERNAL,
):
    """A resident wants, wants to learn or asks this."""


class DreamsOf(
    Relation,
    kind="dreams_of",
    block=Block.TALENTS,
    source=Resident,
    target=Dream,
    label=Label("droomt van", "dreams of"),
    column=Label("Dromen", "Dreams", ("droom", "dream")),
    sensitivity=Sensitivity.INTERNAL,
):
    """A resident dreams of this."""


class TakesRole(
    Relation,
    kind="takes_role",
    block=Block.TALENTS,
    source=Resident,
    target=Role,
    label=Label("is", "is"),
    column=Label("Rollen", "Roles", ("rol", "role")),
):
    """A resident plays this part here."""


class Knows(
    Relation,
    kind="knows",
    block=Block.TIES,
    source=Resident,
    target=Resident,
    label=Label("kent", "knows"),
    column=Label("Kent", "Knows", ("kent wie", "bekenden", "kent deze mensen")),
):
    """A resident says to know another; read undirected, the larger closeness counts."""

    closeness: Closeness = prop(
        nl="Hoe goed",
        en="Closeness",
        description="1 greets, 2 talks (where nothing is said), 3 helps, 4 close.",
        default=Closeness.TALKS,
        sensitivity=Sensitivity.INTERNAL,
    )


class Nominates(
    Relation,
    kind="nominates",
    block=Block.TIES,
    source=Resident,
    target=Resident,
    label=Label("noemt als verbinder", "names as connector"),
    column=Label("Verbinders", "Connectors", ("verbinder", "sleutelfiguren", "connector")),
    sensitivity=Sensitivity.INTERNAL,
):
    """A resident says that this person brings people together here."""


class MemberOf(
    Relation,
    kind="member_of",
    block=Block.TIES,
    source=Resident,
    target=Group,
    label=Label("doet mee met", "takes part in"),
    column=Label("Groepen", "Groups", ("groep", "verbanden", "group")),
    reverse_column=Label("Leden", "Members", ("lid", "deelnemers", "wie", "member")),
):
    """A resident takes part in a group."""


class ContactOf(
    Relation,
    kind="contact_of",
    block=Block.TIES,
    source=Resident,
    target=Group,
    label=Label("is aanspreekpunt van", "is the contact of"),
    reverse_column=Label("Contact", "Contact", ("contactpersoon", "contact person")),
):
    """A resident is the one to turn to for a group."""


class ComesTo(
    Relation,
    kind="comes_to",
    block=Block.PLACES,
    source=Resident,
    target=Place,
    label=Label("komt bij", "comes to"),
    column=Label("Plekken", "Places", ("plek", "komt bij", "komt graag", "place")),
):
    """A resident is seen here regularly."""


class Avoids(
    Relation,
    kind="avoids",
    block=Block.TIES,
    source=Resident,
    target=Resident,
    label=Label("liever niet met", "rather not with"),
    column=Label("Liever niet", "Rather not", ("niet koppelen", "not with", "avoids")),
    sensitivity=Sensitivity.RESTRICTED,
    needed_for=Purpose.MATCH,
):
    """Two people are not to be coupled; never shown, always honoured."""


class DifferentFrom(
    Relation,
    kind="different_from",
    block=Block.TIES,
    source=Resident,
    target=Resident,
    label=Label("is een ander dan", "is not the same as"),
    sensitivity=Sensitivity.RESTRICTED,
    symmetric=True,
):
    """Somebody looked, and said that these two are not the same person."""


class GathersAt(
    Relation,
    kind="gathers_at",
    block=Block.PLACES,
    source=Group,
    target=Place,
    label=Label("komt samen bij", "gathers at"),
    column=Label("Plek", "Place", ("plekken", "waar", "where", "places")),
):
    """A group comes together at a place."""


class BelongsTo(
    Relation,
    kind="belongs_to",
    block=Block.PLACES,
    source=Place,
    target=Institution,
    label=Label("is van", "belongs to"),
    column=Label("Van", "Of", ("organisatie", "eigenaar", "beheerder", "owner")),
):
    """A place is run by an institution."""


class MadeBy(
    Relation,
    kind="made_by",
    block=Block.ECONOMY,
    source=Exchange,
    target=(Resident, Group, Institution),
    label=Label("is van", "is from"),
    column=Label("Wie", "Who", ("naam", "bewoner", "name", "van wie")),
    required=True,
):
    """Who offers, asks or swaps."""


class MadeWith(
    Relation,
    kind="made_with",
    block=Block.ECONOMY,
    source=Exchange,
    target=(Resident, Group, Institution),
    label=Label("is met", "is with"),
    column=Label("Met wie", "With whom", ("met", "aan wie", "voor wie", "with")),
):
    """With whom it was exchanged."""


class ToldBy(
    Relation,
    kind="told_by",
    block=Block.STORIES,
    source=Story,
    target=Resident,
    label=Label("is verteld door", "is told by"),
    column=Label("Verteld door", "Told by", ("verteller", "door", "teller")),
):
    """A resident tells this story."""


class About(
    Relation,
    kind="about",
    block=Block.STORIES,
    source=Story,
    target=(Resident, Group, Place, Institution),
    label=Label("gaat over", "is about"),
    column=Label("Gaat over", "About", ("over",)),
):
    """A story is about somebody or something on the map."""


class WorksWith(
    Relation,
    kind="works_with",
    block=Block.INSTITUTIONS,
    source=Institution,
    target=Institution,
    label=Label("werkt samen met", "works with"),
    column=Label("Werkt samen met", "Works with", ("samenwerking", "partners")),
    symmetric=True,
):
    """Two institutions work together."""


class Uses(
    Relation,
    kind="uses",
    block=Block.INSTITUTIONS,
    source=Institution,
    target=Place,
    label=Label("zit bij", "works at"),
    column=Label("Plekken", "Places", ("plek", "locaties", "place")),
):
    """An institution is present at a place."""


class Offers(
    Relation,
    kind="offers",
    block=Block.INSTITUTIONS,
    source=Institution,
    target=Activity,
    label=Label("doet", "offers"),
    column=Label("Activiteiten", "Activities", ("activiteit", "aanbod", "activity")),
):
    """An institution offers an activity."""


class Supports(
    Relation,
    kind="supports",
    block=Block.INSTITUTIONS,
    source=Institution,
    target=Resident,
    label=Label("ondersteunt", "supports"),
    column=Label("Bewoners", "Residents", ("bewoner", "clienten", "resident")),
    sensitivity=Sensitivity.RESTRICTED,
):
    """An institution supports a resident: restricted, for it may say something about health."""

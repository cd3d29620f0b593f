"""What three sheets say of these people: names as people write them, and gaps."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

from assetgraph.importing.tables import Table
from benchmarks.identity.people import STREETS, Person

HEADERS = ["Naam", "Code", "Straat", "Huisnummer", "Postcode", "Talen", "Groepen", "Talenten"]

_CALLED = {
    "Johannes": ("Jan", "Johan", "Joop", "Jo"), "Johanna": ("Joke", "Jo", "Hanneke"),
    "Maria": ("Ria", "Mieke", "Riet"), "Hendrik": ("Henk", "Hein"), "Willem": ("Wim", "Pim"),
    "Cornelis": ("Kees", "Cor"), "Petrus": ("Piet", "Peter"), "Pieter": ("Piet", "Peter"),
    "Elisabeth": ("Els", "Bep", "Liesbeth"), "Margaretha": ("Greet", "Marga"),
    "Gerrit": ("Ger", "Gerard"), "Mohamed": ("Mo", "Mohammed", "Muhammad", "Mohammad"),
    "Fatima": ("Fatma", "Fatiha", "Fatimah"), "Khadija": ("Chadija", "Khadidja", "Kadija"),
    "Youssef": ("Yusuf", "Joesoef", "Yousef"), "Aicha": ("Aïcha", "Aisha"),
    "Ahmed": ("Achmed", "Ahmad"), "Abdellah": ("Abdullah", "Abdallah"), "Ayşe": ("Ayse",),
    "Mustafa": ("Mostafa", "Mustapha"), "Zineb": ("Zeineb", "Zaynab"), "Hassan": ("Hasan",),
    "Mehmet": ("Memo", "Mehmed"), "Hüseyin": ("Huseyin", "Hussein"), "Małgorzata": ("Gosia",),
    "Katarzyna": ("Kasia",), "Rachid": ("Rashid",), "Karim": ("Kariem",),
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A source: how many people are in it, and how often it says what."""

    name: str
    share: float
    code: float
    address: float
    number: float
    careful: float
    """How often a name is written as it is on paper."""


SHEETS = (
    Sheet("bewonerslijst", 0.60, 0.5, 0.9, 0.95, 0.95),
    Sheet("workshop", 0.35, 0.0, 0.45, 0.6, 0.75),
    Sheet("formulier", 0.40, 0.0, 0.7, 0.85, 0.8),
)
WAYS = ("call", "call", "initial", "plain", "typing", "particle", "turned", "first")
"""How a name is written otherwise; a call name twice as often as each other way."""

MOVED = 0.03
"""How many live elsewhere in one of the sheets."""


def tables(found: list[Person], chance: random.Random) -> list[tuple[Table, list[int]]]:
    """The sheets, each with the person that each row is about; its talent names the record."""
    made = []
    for sheet in SHEETS:
        some = [person for person in found if chance.random() < sheet.share]
        chance.shuffle(some)
        rows = [list(HEADERS)]
        rows += [_row(person, sheet, i, chance) for i, person in enumerate(some)]
        made.append((Table(f"{sheet.name}.csv", "Bewoners", rows), [p.number for p in some]))
    return made


def _row(person: Person, sheet: Sheet, at: int, chance: random.Random) -> list[str]:
    street, number, postcode = person.street, person.house_number, person.postcode
    if chance.random() < MOVED:
        street, number = chance.choice(STREETS), str(chance.randint(1, 160))
        postcode = ""
    known = chance.random() < sheet.address
    return [
        _written(person, sheet, chance),
        person.code if chance.random() < sheet.code else "",
        street if known else "",
        number if known and chance.random() < sheet.number else "",
        postcode if chance.random() < 0.4 else "",
        person.languages if chance.random() < 0.5 else "",
        "; ".join(person.groups) if chance.random() < 0.6 else "",
        f"{sheet.name}-{at}",
    ]


def _written(person: Person, sheet: Sheet, chance: random.Random) -> str:
    given, last = person.given, person.last
    if person.born:
        last = chance.choice((f"{last}-{person.born}", last, person.born))
    if chance.random() < sheet.careful:
        return f"{given} {last}"
    way = chance.choice(WAYS)
    if way == "plain":
        parts = unicodedata.normalize("NFKD", f"{given} {last}".replace("ı", "i").replace("ł", "l"))
        return "".join(c for c in parts if not unicodedata.combining(c))
    if way == "typing":
        text, i = f"{given} {last}", chance.randrange(1, len(given) + len(last) - 1)
        return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    short = last.split(" ")[-1]
    written = {
        "call": f"{chance.choice(_CALLED.get(given, (given,)))} {last}",
        "initial": f"{given[0]}. {last}",
        "particle": f"{given} {short}",
        "turned": f"{short}, {given}",
        "first": given,
    }
    return written[way]

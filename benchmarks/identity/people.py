"""Fictional people of a Dutch city neighbourhood, with names as skewed as they are there.

How seldom names are was chosen before any figure was seen, from how names are spread in Dutch
cities: a few given names and surnames are borne by many (about one in two hundred Dutch people has
the first surname, one in thirty people of Turkish descent, one in eighty of Moroccan descent), and
more than half of the Dutch surnames by hardly anybody. Namesakes follow from that; their share is
not set anywhere.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

STREETS = ("Lindestraat", "Kade", "Plein", "Kerkweg", "Dorpsstraat", "Molenlaan", "Stationsweg",
           "Parkzicht", "Havenkade", "Wilgenlaan", "Eikenhof", "Beukenstraat", "Marktplein",
           "Oosterweg", "Vondelpad", "Rozengracht", "Tulpstraat", "Akkerweg", "Dijk",
           "Sluisweg")  # fmt: skip
GROUPS = ("Schaakclub", "Koor", "Moestuin", "Dinsdagkoks", "Wandelgroep", "Taalcafe", "Breikring",
          "Repair Cafe", "Zwemmen", "Moskee", "Kerk", "Voetbal")  # fmt: skip

_DUTCH = [
    "Johannes",
    "Johanna",
    "Maria",
    "Jan",
    "Anna",
    "Pieter",
    "Hendrik",
    "Willem",
    "Elisabeth",
    "Cornelis",
    "Margaretha",
    "Petrus",
    "Kees",
    "Henk",
    "Truus",
    "Corrie",
    "Gerrit",
    "Ria",
    "Anneke",
    "Peter",
    "Hans",
    "Marieke",
    "Sanne",
    "Daan",
    "Emma",
    "Lotte",
    "Bram",
    "Lars",
    "Femke",
    "Tim",
    "Eva",
    "Thijs",
    "Lieke",
    "Joost",
    "Ilse",
    "Ruud",
    "Wim",
    "Nel",
    "Joke",
    "Ton",
    "Theo",
    "Greet",
    "Bep",
    "Arie",
    "Leo",
    "Fred",
    "Els",
    "Karin",
    "Monique",
    "Marcel",
    "Erik",
    "Jeroen",
    "Saskia",
    "Linda",
    "Esther",
    "Dennis",
    "Kim",
    "Iris",
    "Stefan",
    "Rob",
    "Mieke",
]
_MOROCCAN = [
    "Mohamed",
    "Fatima",
    "Ahmed",
    "Khadija",
    "Youssef",
    "Aicha",
    "Rachid",
    "Naima",
    "Hassan",
    "Samira",
    "Abdellah",
    "Zineb",
    "Omar",
    "Latifa",
    "Mustafa",
    "Karima",
    "Said",
    "Souad",
    "Khalid",
    "Hanane",
    "Brahim",
    "Malika",
    "Ali",
    "Nadia",
    "Karim",
    "Loubna",
    "Driss",
    "Salma",
    "Hamid",
    "Ikram",
    "Jamal",
    "Yasmina",
    "Abdelkader",
    "Rachida",
    "Ismail",
    "Soraya",
]
_TURKISH = [
    "Mehmet",
    "Fatma",
    "Mustafa",
    "Ayşe",
    "Ahmet",
    "Emine",
    "Ali",
    "Hatice",
    "Hüseyin",
    "Zeynep",
    "Hasan",
    "Elif",
    "Ibrahim",
    "Meryem",
    "Ismail",
    "Gülay",
    "Osman",
    "Sevgi",
    "Murat",
    "Dilek",
    "Yusuf",
    "Özlem",
    "Emre",
    "Esra",
    "Halil",
    "Nurcan",
    "Kemal",
    "Songül",
]
_SURINAMESE = [
    "Winston",
    "Sherida",
    "Roy",
    "Soraya",
    "Ravi",
    "Anita",
    "Radjen",
    "Sandra",
    "Henry",
    "Devika",
    "Ronald",
    "Shanti",
    "Kenneth",
    "Joyce",
    "Dennis",
    "Roshni",
    "Stanley",
    "Astrid",
    "Rudy",
    "Usha",
    "Humphrey",
    "Lucia",
    "Wilfred",
    "Mavis",
]
_POLISH = [
    "Piotr",
    "Anna",
    "Krzysztof",
    "Katarzyna",
    "Andrzej",
    "Małgorzata",
    "Tomasz",
    "Agnieszka",
    "Paweł",
    "Ewa",
    "Marcin",
    "Magda",
]
_OTHER = [
    "Mei",
    "Abena",
    "Grace",
    "Samuel",
    "Tesfay",
    "Amina",
    "Ahmad",
    "Noor",
    "Ibrahima",
    "Mariam",
    "Carlos",
    "Maria",
    "Li",
    "Chen",
    "Priya",
    "Joseph",
    "Blessing",
    "Emmanuel",
    "Hodan",
    "Abdi",
    "Svitlana",
    "Oleksandr",
]

_DUTCH_LAST = [
    "de Jong",
    "Jansen",
    "de Vries",
    "van den Berg",
    "Bakker",
    "van Dijk",
    "Visser",
    "Janssen",
    "Smit",
    "Meijer",
    "de Boer",
    "Mulder",
    "de Groot",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "van Leeuwen",
    "Dekker",
    "Brouwer",
    "de Wit",
    "Dijkstra",
    "Smits",
    "de Graaf",
    "van der Meer",
    "van der Linden",
    "Kok",
    "Jacobs",
    "de Haan",
    "Vermeulen",
    "van den Heuvel",
    "van der Veen",
    "van den Broek",
    "de Bruijn",
    "de Bruin",
    "van der Heijden",
    "Schouten",
    "van Beek",
    "Willems",
    "van Vliet",
    "van de Ven",
    "Hoekstra",
    "Maas",
    "Verhoeven",
    "Koster",
    "van Dam",
    "van der Wal",
    "Prins",
    "Blom",
    "Huisman",
    "Peeters",
    "de Jonge",
    "Kuipers",
    "van Veen",
    "Post",
    "Kuiper",
    "Veenstra",
    "Kramer",
    "van den Brink",
    "Scholten",
]
_MOROCCAN_LAST = [
    "El Idrissi",
    "Azzouzi",
    "Bouali",
    "El Amrani",
    "Benali",
    "Bakkali",
    "El Khattabi",
    "Amezian",
    "Ouali",
    "Haddou",
    "Chaouch",
    "El Yaakoubi",
    "Aarab",
    "Bouzid",
    "Mimouni",
    "El Morabit",
    "Tahiri",
    "Ziani",
    "Belkacem",
    "Boukhari",
    "Lahmidi",
    "Saidi",
    "Achahbar",
    "El Hamdaoui",
    "Talbi",
    "Moussaoui",
    "Rahmouni",
    "Bensaid",
    "Kaddouri",
    "Zerrouk",
]
_TURKISH_LAST = [
    "Yılmaz",
    "Kaya",
    "Demir",
    "Çelik",
    "Şahin",
    "Yıldız",
    "Öztürk",
    "Aydın",
    "Arslan",
    "Doğan",
    "Kılıç",
    "Aslan",
    "Çetin",
    "Kara",
    "Koç",
    "Kurt",
    "Özdemir",
    "Polat",
    "Aksoy",
    "Taş",
    "Güneş",
    "Bulut",
    "Erdoğan",
    "Korkmaz",
    "Yavuz",
]
_SURINAMESE_LAST = [
    "Ramdin",
    "Pinas",
    "Biharie",
    "Kartosen",
    "Jhinkoe",
    "Wijngaarde",
    "Ramlal",
    "Pengel",
    "Sewnath",
    "Vrede",
    "Doorson",
    "Mohan",
    "Tjon",
    "Soekhoe",
    "Bottse",
    "Lieveld",
    "Parabirsing",
    "Emanuels",
    "Zeefuik",
    "Gajadin",
]
_POLISH_LAST = [
    "Nowak",
    "Kowalski",
    "Wiśniewski",
    "Wójcik",
    "Kamiński",
    "Lewandowski",
    "Zieliński",
    "Woźniak",
]
_OTHER_LAST = [
    "Chen",
    "Mensah",
    "Boateng",
    "Zhou",
    "Haile",
    "Ali",
    "Hassan",
    "Diallo",
    "Garcia",
    "Silva",
    "Singh",
    "Okafor",
    "Mohamud",
    "Nguyen",
    "Shevchenko",
    "Rahimi",
]

_SYLLABLES = ("van ", "", "", "", "de ", "van der "), (
    "Berg", "Hoek", "Veld", "Brink", "Dorp", "Haar", "Meul", "Rooij", "Stee", "Wester", "Noor",
    "Bloem", "Ker", "Schip", "Zand", "Groen", "Krui", "Ouwe", "Roel", "Slag", "Til", "Ver", "Wiel",
), ("man", "stra", "sma", "enbos", "horst", "kamp", "huis", "mans", "ink", "veld", "dijk", "ing",
    "ema", "ers", "laar", "steeg", "hof", "beek", "wijk")  # fmt: skip


CALLED_AFTER = 0.01
"""How many bear the given name of somebody at home; others at home have different ones."""


@dataclass(frozen=True)
class Descent:
    """Where names come from: how many people, their names, the share of the first surname."""

    share: float
    given: list[str]
    last: list[str]
    first_share: float
    tail: float
    """The part that bears a seldom surname."""
    languages: str


DESCENTS = (
    Descent(0.50, _DUTCH, _DUTCH_LAST, 0.011, 0.65, "Nederlands"),
    Descent(0.15, _MOROCCAN, _MOROCCAN_LAST, 0.025, 0.45, "Arabisch; Nederlands"),
    Descent(0.12, _TURKISH, _TURKISH_LAST, 0.035, 0.40, "Turks; Nederlands"),
    Descent(0.11, _SURINAMESE, _SURINAMESE_LAST, 0.02, 0.50, "Nederlands; Sranan"),
    Descent(0.04, _POLISH, _POLISH_LAST, 0.02, 0.60, "Pools"),
    Descent(0.08, _OTHER, _OTHER_LAST, 0.03, 0.40, "Engels"),
)


@dataclass
class Person:
    """Somebody who exists: the truth behind records."""

    number: int
    given: str
    last: str
    languages: str
    street: str
    house_number: str
    postcode: str
    groups: list[str] = field(default_factory=list)
    born: str = ""
    """A second surname, by marriage."""
    code: str = ""


def people(n: int, chance: random.Random) -> list[Person]:
    """`n` people in households, of whom some bear the name of another."""
    found: list[Person] = []
    while len(found) < n:
        descent = chance.choices(DESCENTS, [one.share for one in DESCENTS])[0]
        last, street = _last(descent, chance), chance.choice(STREETS)
        number = str(chance.randint(1, 160))
        letters = "".join(chance.choices("ABCDEFGH", k=2))
        postcode = f"10{11 + STREETS.index(street) % 8} {letters}"
        called: list[str] = []
        for _ in range(chance.choices((1, 2, 3, 4), (0.4, 0.3, 0.15, 0.15))[0]):
            own = _last(descent, chance) if chance.random() < 0.25 else last
            given = _given(descent, chance)
            while given in called:
                given = _given(descent, chance)
            if called and chance.random() < CALLED_AFTER:
                given = called[0]
            called.append(given)
            person = Person(len(found), given, own, descent.languages, street, number, postcode)
            person.groups = chance.sample(GROUPS, chance.choice((0, 0, 1, 1, 2)))
            if descent is DESCENTS[0] and chance.random() < 0.12:
                person.born = _last(descent, chance)
            person.code = f"B{len(found):05d}"
            found.append(person)
    return found[:n]


def _given(descent: Descent, chance: random.Random) -> str:
    """Zipf: the second name is borne by half as many as the first, the third by a third…"""
    weights = [1 / (i + 3) for i in range(len(descent.given))]
    return chance.choices(descent.given, weights)[0]


def _last(descent: Descent, chance: random.Random) -> str:
    if chance.random() < descent.tail:
        return "".join(chance.choice(part) for part in _SYLLABLES)
    weights = [1 / (i + 1) for i in range(len(descent.last))]
    scale = (1 - descent.tail) / sum(weights)
    weights = [min(w * scale, descent.first_share) for w in weights]
    return chance.choices(descent.last, weights)[0]

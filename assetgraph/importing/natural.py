"""What people write in a cell instead of the word that its column asks: "dinsdagmiddag", "5 euro".

Looked at only where a cell is not what its column asks. What such a text says beside its value (on
which day, in which way agreed) is not kept, so the report names each text that was read this way.
Nothing is guessed: where two readings are possible the cell stays wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from assetgraph.model.choices import (
    Closeness,
    Daypart,
    ExchangeSort,
    Pace,
    Steering,
    Timeline,
    Unit,
)
from assetgraph.model.consent import CONSENTED, LawfulBasis, Purpose
from assetgraph.model.kinds import Property
from assetgraph.model.text import fold

LONGEST = 80
"""Characters of the longest text that is read this way."""

_BRACKETS = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[^\w\s'’/+&,;.:=½€±~°\"-]")
_JOINTS = re.compile(r"[,;/+&]|\b(?:en|of|and|plus)\b")
_DAY_WORDS = re.compile(
    r"\b(?:ma|di|wo|do|vr|za|zo)\b\.?|\b(?:maan|dins|woens|donder|vrij|zater|zon|week)(?:dag(?:en)?|"
    r"end(?:en)?)?(?=ochtend|middag|avond|nacht|morgen|\b)|\bdoordeweekse?\b|\bdoor de week\b|"
    r"\bt/m\b|\btot en met\b|\bdoordeweeks\b|\bweekenden?\b"
)
_AROUND_PART = re.compile(
    r"\b(?:in|de|het|liefst|graag|alleen|vooral|meestal|kan|elke|iedere|ieder|s|op|vaak|eventueel|"
    r"heel|hele|soms|evt)\b"
)
_PARTS = {
    Daypart.MORNING: r"(?:ochtend|morgen|ocht|voormiddag)(?:en|s)?|o",
    Daypart.AFTERNOON: r"(?:middag|namiddag)(?:en|s)?|m|mid",
    Daypart.EVENING: r"avond(?:en|s)?|a|av",
    Daypart.NIGHT: r"nacht(?:en|s)?",
}
_ALL_DAY = [Daypart.MORNING.value, Daypart.AFTERNOON.value, Daypart.EVENING.value]
_WHOLE = {
    "overdag": [Daypart.MORNING.value, Daypart.AFTERNOON.value],
    "dag": _ALL_DAY,
    "altijd": _ALL_DAY,
    "alle dagen": _ALL_DAY,
    "flexibel": _ALL_DAY,
}


def _dayparts(text: str) -> Any:
    """The parts of the day in "di-middag en vrijdagavond"; the days themselves are not kept."""
    word = fold(text.replace("'", " ").replace("’", " ")).replace("-", " ")
    if re.search(r"\b(?:niet|geen|behalve|not|no)\b|\d", word):
        return None
    found: dict[str, None] = {}
    for part in _JOINTS.split(word.replace("t/m", "tot en met").replace("tot en met", " ")):
        bare = " ".join(_AROUND_PART.sub(" ", _DAY_WORDS.sub(" ", part)).split()).strip(" .")
        if not bare:
            continue
        one = next((d for d, form in _PARTS.items() if re.fullmatch(form, bare)), None)
        several = [one.value] if one else _WHOLE.get(bare)
        if several is None:
            return None
        found.update(dict.fromkeys(several))
    return list(found) or None


_MANNER = re.compile(
    r"\b(?:mondelinge?|schriftelijke?|telefonisch|via|per|d\.d|de|het|e-?mail|mail|app|brief|"
    r"gegeven|gekregen|op|dd|d\.d\.|hoor|toestemming|formulier|voor|wel|aan|gesprek|in|huisbezoek)\b"
)
_DATE = re.compile(
    r"\b\d{1,2}[-. ](?:\d{1,2}|[a-z]{3,9})\.?(?:[-. ]\d{2,4})?\b|\b\d{4}-\d\d-\d\d\b"
)
_AGREED = {"ja", "akkoord", "ok", "oke", "okay", "is goed", "prima", "mag", "yes", "j"}
_REFUSED = {
    "nee",
    "liever niet",
    "nee liever niet",
    "weigert",
    "geen",
    "nog niet",
    "nog vragen",
    "no",
}
_REFUSED |= {
    "nee niet",
    "in gesprek",
    "niet",
    "weigerde",
    "geweigerd",
    "?",
    "weet niet",
    "onbekend",
    "nog vragen",
}
_NOT_PUBLIC = re.compile(
    r"\b(?:maar |en )?(?:niet|behalve|geen)(?: op)? (?:publiek|internet|website)\b"
)


def _consent(text: str) -> Any:
    """The purposes that "ja, mondeling" or "alleen kaart" allows; less rather than more.

    How it was said ("mondeling", "getekend") without what was agreed to is no consent: it is
    refused as a value, so that the facilitator says which.
    """
    word = fold(_BRACKETS.sub(" ", text)).replace("!", " ")
    if text.strip(" ?") == "":
        return []
    word = _DATE.sub(" ", word)
    bare = " ".join(_JOINTS.sub(" ", _MANNER.sub(" ", word)).split()).strip(" .:")
    if bare in _REFUSED:
        return []
    hushed = _NOT_PUBLIC.sub(" ", word)
    bare = " ".join(_JOINTS.sub(" ", _MANNER.sub(" ", hushed)).split()).strip(" .:")
    purposes = {Purpose.MAP, Purpose.MATCH} if bare in _AGREED else None
    only = re.fullmatch(r"(?:ja )?(?:alleen |enkel |slechts )?(.+)", bare)
    if purposes is None and only:
        one = {fold(w): p for p in CONSENTED for w in p.label.spellings()}.get(only[1])
        purposes = None if one is None else {one}
    if purposes is None:
        return None
    basis = LawfulBasis.CONSENT.value
    return [{"purpose": p.value, "basis": basis} for p in CONSENTED if p in purposes]


_FORMS: dict[Any, dict[Any, str]] = {
    Pace: {
        Pace.USUAL: "lopend;te voet;loopt;wandelt;wandelen;lopen;loopt goed;gewoon tempo",
        Pace.CALM: "loopt langzaam;slecht ter been;met stok;met een stok;kalm;rustig aan;rolstoel;"
        "loopt slecht;moeilijk ter been;loopt moeilijk",
        Pace.BICYCLE: "elektrische fiets;e-bike;ebike;met fiets;per fiets;fietsen",
    },
    ExchangeSort: {
        ExchangeSort.OFFER: "aangeboden;geeft;geven;a;leent uit;uitlenen;te leen;weggeven;kan;"
        "gratis af te halen;biedt zich aan;heeft te geven",
        ExchangeSort.ASK: "vraagt;gezocht;v;hulpvraag;heeft nodig;nodig;wil;wil graag;zoeken",
        ExchangeSort.SWAP: "r;ruilt;geruild;ruilt tegen",
    },
    Unit: {
        Unit.SERVICE: "wederdienst;wederdiensten;klus;klusje;klussen",
        Unit.EURO: "geld;in euro;in euro's",
        Unit.HOUR: "uurtje;uurtjes;per uur;tijd",
    },
    Steering: {
        Steering.BY: "door bewoners;zelf;bewoners zelf;van bewoners;bewonersinitiatief",
        Steering.WITH: "met bewoners;samen;samen met bewoners",
        Steering.FOR: "voor bewoners",
        Steering.TO: "aan bewoners",
    },
    Timeline: {
        Timeline.BUURT: "wijk;de wijk;straat",
        Timeline.ORGANISATIONS: "instelling;instellingen;gemeente;de organisaties",
        Timeline.SOCIAL_DOMAIN: "sociaal;zorg;welzijn;zorg en welzijn;het sociaal domein",
    },
}


def _chosen(choice: Any) -> Callable[[str], Any]:
    words = {w: m for m, texts in _FORMS.get(choice, {}).items() for w in texts.split(";")}

    def read(text: str) -> Any:
        word = " ".join(_MARKS.sub(" ", fold(_BRACKETS.sub(" ", text))).split()).strip(" .:;,")
        one = words.get(word)
        if one is None:
            one = next((m for m in choice if word in map(fold, m.label.spellings())), None)
        return None if one is None else str(one)

    return read


CLOSE_WORDS: dict[str, Closeness] = {
    word: one
    for one, texts in {
        Closeness.GREETS: "zegt gedag;zeggen gedag;van gezicht;vaag;beetje;een beetje;oppervlakkig;"
        "zwaaien;kent van gezicht;niet zo goed",
        Closeness.TALKS: "maakt praatje;maakt een praatje;een praatje;kennis;kennissen;buur;"
        "buurvrouw;buurman;buren;collega;bekende",
        Closeness.HELPS: "helpen elkaar;helpt soms;helpt vaak;past op",
        Closeness.CLOSE: "goede vriendin;goede vriend;goede vrienden;goed bevriend;bevriend;hecht;"
        "dichtbij;beste vriendin;beste vriend;zus;zusje;broer;dochter;zoon;moeder;vader;partner;"
        "nauw;erg goed;zeer goed;close friend",
    }.items()
    for word in texts.split(";")
}
"""Words in brackets behind a name that say how well people know each other."""

_TENS = ("nul", "tien", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig",
         "negentig")  # fmt: skip
_FULL_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_DECADE = re.compile(r"\b(?:jaren|de)\s+['’]?(\d0|[a-z]+)\b")


def _year(text: str, *, last: bool) -> Any:
    """The year in "mei 1963", "1963-1970" (the first, or `last`) and "begin jaren 70"."""
    word = fold(text).replace("’", "'")
    if not last and re.match(r"tot\b", word):
        return None
    if last and re.search(r"\b(?:heden|nu)\b", word):
        return None
    years = _FULL_YEAR.findall(word)
    if 1 <= len(years) <= 2:
        return int(years[-1 if last else 0])
    if decade := _DECADE.search(word):
        ten = decade[1]
        tens = int(ten) // 10 if ten.isdigit() else _TENS.index(ten) if ten in _TENS else None
        return None if tens is None else 1900 + 10 * tens if tens > 2 else 2000 + 10 * tens
    short = re.fullmatch(r"'?(\d\d)", word.strip(" ."))
    if short:
        return int(short[1]) + (1900 if int(short[1]) > 30 else 2000)
    return None


_CLOCK = re.compile(r"[\s,]+(?:om\s+)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*(?:uur|u))?\.?$")


def _day(text: str) -> Any:
    """A date with a time behind it, with spaces or long strokes in it, or in eight digits."""
    from assetgraph.importing.values import ProblemError, day  # noqa: PLC0415

    bare = _CLOCK.sub("", text.strip()).strip(" .")
    bare = re.sub(r"\s*[-–—]\s*", "-", bare)
    bare = re.sub(r"(\d{5})[.,]0+$", r"\1", bare)
    digits = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", bare)
    try:
        return date(*map(int, digits.groups())).isoformat() if digits else day(bare)
    except (ProblemError, ValueError):
        return None


_NO_SIGNS = {"✗", "✘", "×", "❌"}
_YES_WORDS = {"ja", "jawel", "wel", "klopt", "yes", "oui"}
_NO_WORDS = {"nee", "niet", "neen", "no", "nein", "non"}
_WORKERS = {"beroepskracht", "professional", "prof", "opbouwwerker", "linkworker", "medewerker"}
_WORKERS |= {"stagiair", "zorgverlener", "sociaal werker", "ambtenaar"}
_NEIGHBOURS = {"bewoner", "vrijwilliger", "buurtbewoner"}
_BOOLS = {"professional": (_WORKERS, _NEIGHBOURS), "hub": ({"hub", "buurthub", "de hub"}, set())}


def _yes(text: str, name: str) -> Any:
    """Yes or no with words behind it: "ja (welzijn)", "nee hoor", "opbouwwerker"."""
    if text.strip() in _NO_SIGNS:
        return False
    word = " ".join(_MARKS.sub(" ", fold(_BRACKETS.sub(" ", text))).split()).strip(" .,:;")
    yes, no = _BOOLS.get(name, (set(), set()))
    if word in ("1.0", "0.0"):
        return word == "1.0"
    if word in yes or word in no:
        return word in yes
    first = re.split(r"[\s,;.]", word, maxsplit=1)[0]
    if "/" in first or re.search(r"\b(?:of|maar|soms|was)\b", word):
        return None
    return True if first in _YES_WORDS else False if first in _NO_WORDS else None


def _postcode(text: str) -> Any:
    fits = re.fullmatch(
        r"(?:nl|pc)?[\s:-]*([1-9]\d{3})[\s._-]*([a-z]{2})\.?", text.casefold().strip()
    )
    if not fits or fits[2] in ("sa", "sd", "ss"):
        return None
    return f"{fits[1]} {fits[2].upper()}"


_NUMBERS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def _count(text: str) -> Any:
    """How many at most, in "max 2", "1 persoon" and "nu even niet"; of "1 of 2" the least."""
    word = fold(text).replace("één", "een").strip(" .")
    if word in ("nu even niet", "nu niet", "even niet", "liever niet", "nee"):
        return 0
    word = re.sub(
        r"^(?:max(?:imaal)?\.?|hooguit|hoogstens|niet meer dan|ongeveer|ca\.?|\w* ?een voor)\s+",
        "",
        word,
    )
    word = re.sub(r"\s*(?:tegelijk|perso(?:on|nen)|mensen|man|mens|per keer)$", "", word)
    word = re.sub(r"[.,]0+$", "", word)
    first = re.split(r"\s*(?:-|/|\bof\b|à|a)\s*", word, maxsplit=1)[0]
    if first in _NUMBERS:
        return _NUMBERS.index(first)
    return int(first) if re.fullmatch(r"\d{1,2}", first) else None


_UNITS = re.compile(
    r"\s*(?:€|eur|euro'?s?|uur|uren|u|makkies?|diensten|dienst|x|keer|maal|stuks?|dagdeel|dagdelen|"
    r"per week|per keer|per maand|per uur)\s*$"
)
_PART_OF = {
    "half": 0.5,
    "halve": 0.5,
    "een half": 0.5,
    "½": 0.5,
    "1⁄2": 0.5,
    "1/2": 0.5,
    "anderhalf": 1.5,
}
_PART_OF |= {"anderhalve": 1.5, "gratis": 0.0, "niets": 0.0, "1 1/2": 1.5, "1½": 1.5}


def _amount(text: str) -> Any:
    """A number with its unit or a sign for "about": "€ 5,-", "2x", "half uur"."""
    from assetgraph.importing.values import ProblemError, number  # noqa: PLC0415

    word = fold(text).strip()
    word = re.sub(r"^(?:ca\.?|circa|ongeveer|±|~|€|eur|euro)\s*", "", word)
    word = re.sub(r"^(?:€)\s*", "", word)
    for _ in range(2):
        word = _UNITS.sub("", word).strip()
    word = re.sub(r"[,.](?:-+|–|=)$", "", word)
    if word in _PART_OF:
        return _PART_OF[word]
    if word in _NUMBERS:
        return float(_NUMBERS.index(word))
    try:
        return number(word)
    except ProblemError:
        return None


_DEGREES = re.compile(
    r"^(?:n|noord|o|e|oost)?\s*(\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:n|noord|o|e|oost)?$"
)
_MINUTES = re.compile(
    r"^(\d{1,3})\s*°\s*(\d{1,2})\s*['’′]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*[\"”″])?\s*[noe]?$"
)


def _degrees(text: str) -> Any:
    word = text.strip().casefold()
    if fits := _DEGREES.match(word):
        return float(fits[1].replace(",", "."))
    if fits := _MINUTES.match(word):
        seconds = float((fits[3] or "0").replace(",", "."))
        return int(fits[1]) + int(fits[2]) / 60 + seconds / 3600
    return None


_BY_NAME: dict[str, Callable[[str], Any]] = {
    "postcode": _postcode,
    "bearable": _count,
    "lat": _degrees,
    "lon": _degrees,
    "dayparts": _dayparts,
    "consent": _consent,
    "from_year": lambda text: _year(text, last=False),
    "to_year": lambda text: _year(text, last=True),
}


def naturally(prop: Property, text: str) -> Any:
    """The JSON value that a text means for a property; None where that is not sure."""
    if len(text) > LONGEST:
        return None
    if prop.name in _BY_NAME:
        return _BY_NAME[prop.name](text)
    if prop.of in _FORMS:
        one = _chosen(prop.of)(text)
        return [one] if prop.many and one is not None else one
    if prop.of is bool:
        return _yes(text, prop.name)
    if prop.of is float:
        return _amount(text)
    return _day(text) if prop.of is date else None


UNSAID: dict[str, frozenset[str]] = {
    "bearable": frozenset(
        {"een paar", "maakt niet uit", "onbeperkt", "genoeg", "weinig", "wisselend"}
    ),
    "pace": frozenset({"auto", "ov", "tram", "bus", "brommer", "scootmobiel", "scooter", "snel"}),
    "dayparts": frozenset({"wisselend", "in overleg", "wisselt", "onregelmatig", "op afspraak"}),
    "to_year": frozenset({"nu", "heden", "nog steeds", "tot nu", "tot heden", "loopt nog"}),
}
"""Folded cells that say something there is no place for: as if the cell were empty."""


def unsaid(prop: Property, text: str) -> bool:
    """Whether a text holds nothing that its column can keep: "in overleg" as a part of the day."""
    word = fold(text).strip(" .?!")
    if prop.of is bool and word in ("", "nvt", "n.v.t", "onbekend", "weet niet", "niet bekend"):
        return True
    if prop.name == "to_year" and re.search(r"[-–]\s*(?:heden|nu)$", word):
        return True
    return word in UNSAID.get(prop.name, ())

"""From the text of a cell to a value, by what its column is declared to hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, timedelta
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python
from rapidfuzz import fuzz, process

from assetgraph.importing import cells
from assetgraph.importing.issues import BSN, is_bsn
from assetgraph.importing.natural import CLOSE_WORDS, naturally, unsaid
from assetgraph.importing.tables import MAX_CELL
from assetgraph.model.choices import Closeness, Daypart
from assetgraph.model.consent import CONSENTED, Consent, LawfulBasis, Purpose
from assetgraph.model.kinds import Property
from assetgraph.model.labels import Choice, Label
from assetgraph.model.text import fold

_AND = re.compile(r"\s+(?:en|and|of|or|plus)\s+|[/+&]")
_MAYBE_BSN = re.compile(r"\d{2,4}[. -]?\d{2,3}[. -]?\d{2,3}[. -]?\d{2}")
"""Found wherever a citizen service number is, and sooner."""
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$")
_WEEKDAY = re.compile(
    r"^(?:ma|di|wo|do|vr|za|zo|maan|dins|woens|donder|vrij|zater|zon)(?:dag)?\.?,?\s+"
)
_DUTCH = re.compile(
    r"^(\d{1,2})e?[-.\s]\s*(\d{1,2}|[a-z]{3,9})\.?[-.\s]\s*['’]?(\d{4}|\d{2})(?:\s.*:.*)?$"
)
_SLASHES = re.compile(r"^\d{1,4}/\d{1,2}/\d{1,4}")
_SERIAL = re.compile(r"^[2-6]\d{4}$")
"""A day as a spreadsheet counts it, from 1954 to 2091."""
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH_MONTHS = {"mar": 3, "mrt": 3, "may": 5, "oct": 10}
_PLAIN_NUMBER = re.compile(r"\d{1,15}(?:\.\d+)?")
_YES = {"ja", "j", "x", "✓", "✔", "v", "waar", "true", "1", "yes", "y", "☑", "☒"}
_NO = {"nee", "n", "onwaar", "false", "0", "no", "-", "☐"}


class ProblemError(Exception):
    """A cell that does not hold what its column asks: a code of an issue and what it names."""

    def __init__(self, code: str, found: str | None = None, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.found = found
        """The part of the cell that is wrong, where that is not the whole."""
        self.values = values


def check(text: str) -> None:
    """Raises ProblemError ``cell-too-long`` and ``bsn-found`` for text that is never stored."""
    if len(text) > MAX_CELL:
        raise ProblemError("cell-too-long", n=len(text), most=MAX_CELL)
    if any(map(is_bsn, BSN.findall(text))):
        raise ProblemError("bsn-found")


def harmless(texts: Collection[str]) -> bool:
    """Whether `check` passes all of these texts: one look at a whole column."""
    return max(map(len, texts), default=0) <= MAX_CELL and not _MAYBE_BSN.search("\n".join(texts))


Understood = tuple[dict[str, Any], dict[str, ProblemError]]
"""By text: what it means, or what is wrong with it."""


def understand(parse: Callable[[str], Any], texts: Collection[str]) -> Understood:
    """Reads each of these texts; what is never stored is not read."""
    suspect = not harmless(texts)
    known: dict[str, Any] = {}
    wrong: dict[str, ProblemError] = {}
    for text in texts:
        try:
            if suspect:
                check(text)
            known[text] = parse(text)
        except ProblemError as problem:
            wrong[text] = problem
    return known, wrong


def understand_property(prop: Property, texts: Collection[str]) -> Understood:
    """The JSON values of a property that these texts state, as its declaration allows."""
    known, wrong = understand(_single(prop), texts)
    if prop.annotation in (str, str | None):
        return known, wrong
    allowed = _allowed(prop.annotation, known)
    for text in known.keys() - allowed.keys():
        wrong[text] = ProblemError("out-of-range")
    return allowed, wrong


Natural = tuple[dict[str, Any], dict[str, ProblemError]]
"""By text that is not what its column asks: what it means all the same, or ``not-kept``."""


def understand_naturally(prop: Property, wrong: Collection[str]) -> Natural:
    """Of texts that are not what a column asks those that people mean something plain by."""
    meant: dict[str, Any] = {}
    unkept: dict[str, ProblemError] = {}
    for text in wrong:
        try:
            check(text)
        except ProblemError:
            continue
        value = naturally(prop, text)
        if value is not None:
            meant[text] = value
        elif unsaid(prop, text):
            unkept[text] = ProblemError("not-kept")
    return _allowed(prop.annotation, meant), unkept


def _allowed(annotation: Any, known: dict[str, Any]) -> dict[str, Any]:
    """What the declaration allows of these values, as JSON values; all are checked at once."""
    every: TypeAdapter[Any] = TypeAdapter(list[annotation])
    try:
        values = every.validate_python(list(known.values()))
    except ValidationError as error:
        wrong = {found["loc"][0] for found in error.errors(include_url=False)}
        known = {text: v for i, (text, v) in enumerate(known.items()) if i not in wrong}
        values = every.validate_python(list(known.values()))
    return dict(zip(known, to_jsonable_python(values), strict=True))


def _single(prop: Property) -> Callable[[str], Any]:
    if prop.of is Consent:
        return consents
    if issubclass(prop.of, Choice):
        choice = prop.of
        if prop.many:
            return lambda text: _chosen(choice, text)
        return lambda text: _choose(choice, text)
    if prop.many:
        return languages if prop.name == "languages" else _distinct
    return _BY_NAME.get(prop.name) or _PLAIN[prop.of]


def closeness(text: str) -> tuple[str, Closeness | None, str | None]:
    """A mention as name, closeness in brackets, and words in brackets that are no closeness."""
    if not text.endswith(")"):
        return text, None, None
    name, bracket, words = text[:-1].rpartition("(")
    name = name.rstrip()
    if not bracket or not name or ")" in words:
        return text, None, None
    if not words.strip(" ?"):
        return name, None, None
    member = _closeness_of(words)
    return (text, None, words) if member is None else (name, member, None)


@lru_cache(maxsize=64)
def _closeness_of(words: str) -> Closeness | None:
    word = fold(words).strip(" .!?")
    member = _spellings(Closeness).get(word, CLOSE_WORDS.get(word))
    return None if member is None else Closeness(member)


def consents(text: str) -> list[dict[str, str]]:
    """The consents that a cell gives, as JSON; an empty list for a plain no."""
    words = [fold(part) for part in _parts(text)]
    purposes: set[Purpose] = set()
    for word in words:
        if word in _YES:
            purposes |= {Purpose.MAP, Purpose.MATCH}
        elif word not in _NO:
            purpose = _spellings(Purpose).get(word)
            if purpose is None or purpose is Purpose.ALL:
                known = [p.label for p in CONSENTED]
                raise ProblemError("unknown-consent", word, known=known)
            purposes.add(purpose)
    if purposes and any(word in _NO for word in words):
        raise ProblemError("unknown-consent", known=[p.label for p in CONSENTED])
    return [
        {"purpose": purpose.value, "basis": LawfulBasis.CONSENT.value}
        for purpose in CONSENTED
        if purpose in purposes
    ]


def postcode(text: str) -> str:
    """A postcode as ``1099 AB``, also where the name of the town stands behind it."""
    bare = re.sub(r"\s", "", re.sub(r"^(\d{4}\s?[A-Za-z]{2})[\s,]+\D+$", r"\1", text)).upper()
    if not re.fullmatch(r"[1-9]\d{3}[A-Z]{2}", bare) or bare[4:] in ("SA", "SD", "SS"):
        raise ProblemError("bad-postcode")
    return f"{bare[:4]} {bare[4:]}"


def number(text: str) -> float:
    """A number with a decimal comma or point, and thousands set apart the Dutch way."""
    if _PLAIN_NUMBER.fullmatch(text):
        return float(text)
    bare = text.replace("\u00a0", "").replace(" ", "")
    if "," in bare:
        bare = re.sub(r"\.(?=\d{3}(\D|$))", "", bare).replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d+)?([eE][+-]?\d{1,2})?", bare):
        raise ProblemError("bad-number")
    return float(bare)


def year(text: str) -> int:
    """A year in digits; "rond 1963" is that year."""
    bare = re.sub(
        r"^(?:±|ca?\.?|circa|rond|omstreeks|in|sinds|vanaf|~)\s*(?=\d)", "", text.casefold()
    )
    bare = cells.unfloated(bare)
    if not re.fullmatch(r"\d{3,4}", bare):
        raise ProblemError("bad-year")
    return int(bare)


def count(text: str) -> int:
    """How many, in digits or as a word up to three."""
    known = COUNTS.get(fold(text))
    if known is not None:
        return known
    if not re.fullmatch(r"\d{1,4}", text):
        raise ProblemError("bad-count")
    return int(text)


COUNTS = {
    word: at
    for at, words in enumerate((("geen", "niemand", "none"), ("een", "één", "one"), ("twee", "two"),
                                ("drie", "three")))
    for word in words
}  # fmt: skip
"""Words that are a number."""


def day(text: str) -> str:
    """A date, ``14-3-2026``, ``za 14 maart 2026`` or ``2026-03-14``, as ISO text.

    With strokes between it is never sure what is the day and what the month: that is refused.
    """
    iso = _ISO.match(text)
    dutch = _DUTCH.match(_WEEKDAY.sub("", text.casefold()))
    try:
        if iso:
            return date(*map(int, iso.groups())).isoformat()
        if dutch:
            year = int(dutch[3]) + (2000 if len(dutch[3]) == 2 else 0)
            return date(year, _month(dutch[2]), int(dutch[1])).isoformat()
    except ValueError as error:
        raise ProblemError("bad-date") from error
    if _SERIAL.match(text):
        return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
    raise ProblemError("date-with-slashes" if _SLASHES.match(text) else "bad-date")


def languages(text: str) -> list[str]:
    """The languages in a cell: "Nederlands, Turks en Koerdisch"."""
    return list(dict.fromkeys(one.strip() for one in _parts(text) if not cells.is_nothing(one)))


def house_number(text: str) -> str:
    """A house number with letter and addition, in one form: ``12A-2``."""
    found = cells.house_number(text)
    if found is None:
        raise ProblemError("bad-house-number")
    return found


def buurt(text: str) -> str:
    """A neighbourhood: its name as written, or its code as the statistics office writes it."""
    bare = re.sub(r"[\s.-]", "", text).upper()
    if re.fullmatch(r"(BU)?\d{4}(?=.*[\dA-Z])[0-9A-Z]{4}", bare) and re.search(r"\d", bare[-4:]):
        return bare if bare.startswith("BU") else f"BU{bare}"
    return text


def yes(text: str) -> bool:
    """Yes or no, in a word, a cross or a tick."""
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ProblemError("bad-yes-no")


def suggestion(word: str, known: list[str]) -> str | None:
    """The known word that looks most like a word, where one does."""
    best = process.extractOne(fold(word), known, scorer=fuzz.ratio, score_cutoff=70)
    return best[0] if best else None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    short = text[:3]
    return _ENGLISH_MONTHS[short] if short in _ENGLISH_MONTHS else _MONTHS.index(short) + 1


def _chosen(choice: type[Choice], text: str) -> list[str]:
    """The choices that a cell names, each once; "overdag" and "altijd" are several."""
    found: dict[str, None] = {}
    for part in _parts(text):
        several = _SEVERAL.get(fold(part)) if choice is Daypart else None
        for one in several or [_choose(choice, part)]:
            found[one] = None
    return list(found)


_SEVERAL = {
    "hele dag": ["morning", "afternoon", "evening"],
    "de hele dag": ["morning", "afternoon", "evening"],
    "altijd": ["morning", "afternoon", "evening"],
    "alle": ["morning", "afternoon", "evening"],
    "alle dagdelen": ["morning", "afternoon", "evening"],
    "maakt niet uit": ["morning", "afternoon", "evening"],
    "overdag": ["morning", "afternoon"],
    "anytime": ["morning", "afternoon", "evening"],
    "daytime": ["morning", "afternoon"],
}
"""Words for several parts of the day."""


def _choose(choice: type[Choice], text: str) -> str:
    spellings = _spellings(choice)
    member = spellings.get(fold(text.replace("'", " ").replace("’", " ")))
    if member is None:
        near = suggestion(text, list(spellings))
        raise ProblemError(
            f"unknown-{_kebab(choice.__name__)}",
            text.strip(),
            known=[one.label for one in choice],
            near=spellings[near].label if near else None,
        )
    return str(member)


@cache
def _spellings(choice: Any) -> dict[str, Any]:
    """Every folded word for a member of a class of choices."""
    words: dict[str, Any] = {}
    for member in choice:
        label: Label = member.label
        for word in label.spellings():
            words[fold(word.replace("'", " "))] = member
        if isinstance(member, IntEnum):
            words[str(int(member))] = member
    return words


def _parts(text: str) -> list[str]:
    return [word for part in cells.listed(text) for word in _AND.split(part) if word.strip()]


def _distinct(text: str) -> list[str]:
    """The values of a cell, each once, in the order in which they stand."""
    return list(dict.fromkeys(one for one in cells.listed(text) if not cells.is_nothing(one)))


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


_BY_NAME: dict[str, Callable[[str], Any]] = {
    "postcode": postcode,
    "house_number": house_number,
    "buurt": buurt,
    "bearable": count,
    "code": cells.unfloated,
}
"""How a property is read that is not read as others of its class."""

_PLAIN: dict[type, Callable[[str], Any]] = {
    str: str,
    float: number,
    int: year,
    bool: yes,
    date: day,
}

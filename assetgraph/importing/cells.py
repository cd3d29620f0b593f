"""The text of cells as people mean it: signs for nothing, "idem", names in a row, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assetgraph.model.cells import split
from assetgraph.model.text import fold

NOTHING = frozenset(
    {"?", "??", "???", "-", "--", "---", "–", "—", ".", "..", "...", "…", "/", "x?", "0?"}
    | {"nvt", "n.v.t.", "n.v.t", "nvt.", "n/a", "n.a.", "niet van toepassing", "geen", "none"}
    | {"onbekend", "niet bekend", "weet niet", "weet ik niet", "weet ik (nog) niet", "geen idee"}
    | {"nog niet bekend", "nog invullen", "nog vragen", "navragen", "leeg", "niets", "niks"}
    | {
        "unknown",
        "not known",
        "not applicable",
        "geen antwoord",
        "wil niet zeggen",
        "n.n.b.",
        "nnb",
    }
)
"""Folded cells that say that there is nothing, or that nobody knows."""

SAME = frozenset(
    {"idem", "id.", "idem dito", "ditto", "dito", '"', "''", "„", "”", "“", "〃"}
    | {"zelfde", "hetzelfde", "zie boven", "zie hierboven", "als boven", '""', "same", "as above"}
)
"""Folded cells that say the same as the cell above."""

_ODD = re.compile("[\u00a0\u202f\u2007\u200b\ufeff\u00ad\u2060]")
_ODD_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007"), " ")
_ODD_NOTHING = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad\u2060"))
_SPACES = re.compile(r"[ \t]{2,}")

MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE = re.compile(
    r"(?<![\w+])(?:\(?(?:\+|00)31\)?[\s.-]?(?:\(0\))?|\(?0)(?:[\s().-]?\d){8,9}(?![\d\w])"
    r"|(?<![\w+])\+[1-9](?:[\s().-]?\d){8,13}(?!\d)"
)
_WORD_OF = re.compile(
    r"[\s,;:(]*\b(?:tel(?:efoon(?:nummer)?)?|mob(?:iel)?|e-?mail(?:adres)?|mail|bel|06-?nummer)\b"
    r"[\s.:]*$",
    re.IGNORECASE,
)

_AND = re.compile(r"\s+(?:en|and|und|plus)\s+|\s*[&+/]\s*", re.IGNORECASE)
_LAST_AND = re.compile(r"\s+(?:en|and)\s+", re.IGNORECASE)
_SMALL = frozenset(
    {"van", "voor", "met", "in", "op", "bij", "naar", "uit", "aan", "over", "om", "door", "de"}
    | {"het", "een", "tot", "zonder", "te"}
)
_MARKED = re.compile(r'["|•·\t\n]| / |^\s*(?:[▪◦●‣*–—-]|\d{1,2}[.)])\s')
_BULLET = re.compile(r"^\s*(?:[•·▪◦●‣*–—-]|\d{1,2}[.)])\s+")
_ADDRESS = re.compile(
    r"^(?P<street>\S.*?)[\s,]+(?:nr\.?\s*|no\.?\s*)?(?P<number>\d{1,5})"
    r"(?P<more>[a-z]{0,2}(?:(?:\s?[/-]\s?|\s)(?:\w{1,4}|boven|onder|beneden|zwart)){0,2})$",
    re.IGNORECASE,
)
LONGEST_ADDRESS = 160
"""Characters of the longest text that is looked at as an address."""
_YEARS = re.compile(r"^(?:.*\b)?(?:plein|laan(?: van)?|hof|park)$", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"[,\s]*\b([1-9]\d{3})\s?([A-Za-z]{2})\b\s*,?\s*(?P<city>[^\d,]*)$")
_NUMBER = re.compile(
    r"^(?:nr\.?|no\.?|huisnr\.?)?\s*(\d{1,5})(?:[.,]0+)?\s*[-/.,]?\s*(.*)$", re.IGNORECASE
)
_FLOAT = re.compile(r"^\d{1,15}[.,]0+$")


def tidy(text: str) -> str:
    """A text with plain spaces and letters that are one sign each; names stay as they are."""
    if text.isascii():
        return text
    if _ODD.search(text):
        text = text.translate(_ODD_SPACES).translate(_ODD_NOTHING)
        text = _SPACES.sub(" ", text).strip()
    return unicodedata.normalize("NFC", text)


def needs_tidying(texts: Sequence[str]) -> bool:
    """Whether some text may hold more than plain letters and spaces."""
    return not "".join(texts).isascii()


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return len(text) <= 24 and fold(text) in NOTHING


def is_same(text: str) -> bool:
    """Whether a cell says the same as the one above it."""
    return len(text) <= 15 and fold(text) in SAME


def without_contact(text: str) -> str:
    """A text without the phone numbers and mail addresses in it, and the words before them."""
    for found in (MAIL, PHONE):
        while hit := found.search(text):
            start = max(hit.start() - 40, 0)
            before = text[:start] + _WORD_OF.sub("", text[start : hit.start()])
            text = f"{before.rstrip(' ,;:(-–')} {text[hit.end() :].lstrip(' ,;:)-–')}".strip()
    return text


def has_contact(text: str) -> bool:
    """Whether a phone number or a mail address stands in a text."""
    return bool(("@" in text and MAIL.search(text)) or PHONE.search(text))


def listed(text: str) -> list[str]:
    """The values of a cell in all the ways in which people put them beside or under each other.

    Beside what `split` knows: bullets, upright strokes, and "koken, bakken en naaien".
    """
    if not _MARKED.search(text):
        values = split(text)
        if len(values) > 1 and ";" not in text:
            values = [*values[:-1], *_last(values[-1])]
        return values
    if '"' in text:
        return split(text)
    if "|" in text or "•" in text or "·" in text or "\t" in text:
        text = re.sub(r"\s*[|•·\t]\s*", "\n", text)
    if "\n" in text:
        text = "\n".join(_BULLET.sub("", line) for line in text.split("\n"))
    if " / " in text and "," not in text and ";" not in text and "\n" not in text:
        text = text.replace(" / ", "\n")
    values = [_BULLET.sub("", one).strip() for one in split(text)]
    if len(values) > 1 and ";" not in text and "\n" not in text:
        values = [*values[:-1], *_last(values[-1])]
    return [one for one in values if one]


def _last(text: str) -> list[str]:
    """The last of a row with commas: "bakken en naaien" are two, "zorg voor jong en oud" one."""
    parts = _LAST_AND.split(text)
    if len(parts) != 2:
        return [text]
    words = [word for part in parts for word in fold(part).split()]
    if len(parts[0].split()) > 3 or _SMALL & set(words):
        return [text]
    return parts


def apart(value: str) -> list[str]:
    """The names in "Henk en Jo (goed)"; what stands in brackets is left whole."""
    if not _AND.search(value):
        return [value]
    depth, start, parts = 0, 0, []
    joints = {hit.start(): hit.end() for hit in _AND.finditer(value)}
    at = 0
    while at < len(value):
        depth += (value[at] == "(") - (value[at] == ")")
        if depth <= 0 and at in joints:
            parts.append(value[start:at])
            start = at = joints[at]
            continue
        at += 1
    parts.append(value[start:])
    parts = [part.strip() for part in parts]
    return parts if all(len(part) > 1 for part in parts) else [value]


def unfloated(text: str) -> str:
    """A whole number that a spreadsheet wrote with a fraction, without it."""
    return re.split(r"[.,]", text)[0] if _FLOAT.match(text) else text


def house_number(text: str) -> str | None:
    """A house number with letter and addition in one form: ``12``, ``12A``, ``12-2``, ``12 hs``.

    None where it is no house number, such as a date that a spreadsheet made of ``12-1``.
    """
    if re.match(r"^\d{4}-\d\d-\d\d", text) or re.match(
        r"^\d{1,2}-(?:jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\.?(-\d{2,4})?$",
        fold(text),
    ):
        return None
    fits = _NUMBER.match(text.strip())
    if not fits:
        return None
    number, more = fits[1].lstrip("0") or "0", fits[2].strip(" .-/,")
    if not more:
        return number
    lettered = re.match(r"^([a-zA-Z])(?![a-zA-Z])[\s./-]*(.*)$", more)
    if lettered and not re.match(r"^[IVX]+$", more):
        rest = _addition(lettered[2])
        return f"{number}{lettered[1].upper()}{rest}"
    return f"{number}{_addition(more)}"


def _addition(text: str) -> str:
    """What stands behind a number: ``-2``, `` hs``."""
    words = re.sub(r"[\s./-]+", " ", text.strip(" .-/")).strip()
    return "" if not words else f" {words}" if words[0].isalpha() else f"-{words.replace(' ', '-')}"


def address(text: str) -> tuple[str, str, str]:
    """Street, house number and postcode of an address in one cell; "" for what is not there."""
    postcode = ""
    if len(text) > LONGEST_ADDRESS:
        return text, "", ""
    bare = text.replace("\n", ", ")
    if hit := _IN_ADDRESS.search(bare):
        postcode = f"{hit[1]} {hit[2].upper()}"
        bare = bare[: hit.start()].strip(" ,")
    elif "," in bare and (fits := _ADDRESS.match(bare.partition(",")[0].strip())):
        bare = bare.partition(",")[0].strip()
    fits = _ADDRESS.match(bare.strip())
    if not fits or not any(sign.isalpha() for sign in fits["street"]):
        return (bare.strip(" ,") or text), "", postcode
    street, number = fits["street"].strip(" ,"), fits["number"] + fits["more"]
    if _YEARS.match(street) and re.match(r"(19|20)\d\d\b", number):
        named = f"{street} {fits['number']}"
        return named, house_number(fits["more"].strip(" ,")) or "", postcode
    return street, house_number(number) or number, postcode


def same_as_above(cells: Sequence[str]) -> tuple[list[str], list[int], list[int]]:
    """Cells with each "idem" filled from above; where that was done, and where nothing is above."""
    found: list[str] = []
    filled: list[int] = []
    bare: list[int] = []
    last = ""
    for at, cell in enumerate(cells):
        same = bool(cell) and is_same(cell)
        if same:
            (filled if last else bare).append(at)
        elif cell:
            last = "" if is_nothing(cell) else cell
        found.append(last if same else cell)
    return found, filled, bare

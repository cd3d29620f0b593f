"""Phrases in many voices, the talents they speak of, and the way they point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.vocabulary import Direction, vocabulary
from assetgraph.vocabulary.confidence import SURE
from assetgraph.vocabulary.meaning import by_rules_alone
from tests.vocabulary import held_out

OFFER, WISH, LEARN = Direction.OFFER, Direction.WISH, Direction.LEARN
PAST, NOT = Direction.PAST, Direction.NOT


def understood(text, direction=OFFER):
    meanings = vocabulary().understand(text, direction=direction)
    return {(meaning.concept, meaning.direction) for meaning in meanings}


def read(text, direction=OFFER, *, least):
    """What is read with this confidence at least."""
    meanings = vocabulary().understand(text, direction=direction)
    return {(one.concept, one.direction) for one in meanings if one.confidence >= least}


OFFERS = [
    ("sleutelt aan brommers", "brommer-repareren", OFFER),
    ("zet fornuizen aan", "fornuis-aansluiten", OFFER),
    ("pom en roti voor grote groepen", "surinaams-koken", OFFER),
    ("pom en roti voor grote groepen", "koken-voor-groepen", OFFER),
    ("was vroeger boekhouder", "administratie", PAST),
    ("oud-boekhouder", "administratie", PAST),
    ("gepensioneerd kapper", "haar-knippen", PAST),
    ("30 jaar als kleermaker gewerkt", "naaien", PAST),
    ("past op kinderen", "oppassen", OFFER),
    ("kan op kinderen passen", "oppassen", OFFER),
    ("leert anderen naaien", "naaien", OFFER),
    ("wil leren naaien", "naaien", LEARN),
    ("wil graag Nederlands leren", "nederlands-leren", LEARN),
    ("ervaring in de bouw", "klussen", OFFER),
    ("kan niet koken", "koken", NOT),
    ("houdt niet van honden, wel van katten", "katten", OFFER),
    ("houdt niet van honden, wel van katten", "honden", NOT),
    ("geen honden", "honden", NOT),
    ("bang voor honden", "honden", NOT),
    ("niet bang voor honden", "honden", OFFER),
    ("hekel aan voetbal", "voetbal", NOT),
    ("allergisch voor katten", "katten", NOT),
    ("Kookt Surinaams", "surinaams-koken", OFFER),
    ("börek en baklava", "turks-koken", OFFER),
    ("BOREK", "turks-koken", OFFER),
    ("spreekt Tigrinya", "tigrinya", OFFER),
    ("fietsreperatie", "fiets-repareren", OFFER),
    ("laptops opknappn", "computerhulp", OFFER),
    ("dhr. doet klusjes", "klussen", OFFER),
    ("bn handig m computers", "computerhulp", OFFER),
    ("ik knip fades", "haar-knippen", OFFER),
    ("hep groene vingers", "tuinieren", OFFER),
    ("legt brieven uit", "brieven-uitleggen", OFFER),
    ("vult formulieren in", "formulieren-invullen", OFFER),
    ("klaverjassen", "kaarten", OFFER),
]

WISHES = [
    ("mijn scooter wil niet starten", "brommer-repareren", WISH),
    ("mijn kookplaat doet het niet", "fornuis-aansluiten", WISH),
    ("de buurtlunch zoekt een kok", "koken", WISH),
    ("eet altijd alleen", "samen-eten", WISH),
    ("ik spreek alleen Arabisch en snap de brief niet", "brieven-uitleggen", WISH),
    ("ik spreek alleen Arabisch en snap de brief niet", "arabisch", WISH),
    ("ik spreek alleen Arabisch en snap de brief niet", "nederlands-leren", WISH),
    ("geen auto", "vervoer-met-auto", WISH),
    ("heb geen auto meer", "vervoer-met-auto", WISH),
    ("geen honden", "honden", NOT),
    ("wil leren fietsen", "fietsles", LEARN),
    ("Nederlands leren", "nederlands-leren", LEARN),
    ("voel me eenzaam", "gezelschap", WISH),
    ("ik ken niemand in de buurt", "gezelschap", WISH),
    ("boodschappen zijn te zwaar", "boodschappen-doen", WISH),
    ("kan niet meer koken", "koken", WISH),
    ("cl. kan niet tillen", "verhuizen-sjouwen", WISH),
    ("lekke band", "fiets-repareren", WISH),
    ("kleinkinderen in het buitenland, videobellen lukt niet", "videobellen", WISH),
    ("wie laat mijn hond uit", "honden", WISH),
]


@pytest.mark.parametrize(("text", "concept", "direction"), OFFERS)
def test_talents(text, concept, direction):
    assert (concept, direction) in understood(text)


@pytest.mark.parametrize(("text", "concept", "direction"), WISHES)
def test_wishes(text, concept, direction):
    assert (concept, direction) in understood(text, WISH)


@pytest.mark.parametrize(
    ("text", "concept", "direction"),
    [
        ("mijn kookplaat doet het niet", "fornuis-aansluiten", WISH),
        ("zet fornuizen aan", "fornuis-aansluiten", OFFER),
        ("zoekt iemand om mee te wandelen", "wandelen", WISH),
        ("geen honden", "honden", NOT),
        ("kan niet meer koken maar wel breien", "koken", WISH),
        ("kan niet meer koken maar wel breien", "breien-haken", OFFER),
    ],
)
def test_without_a_column_the_words_decide(text, concept, direction):
    assert (concept, direction) in understood(text, None)


@pytest.mark.parametrize("column", [OFFER, WISH, None])
@pytest.mark.parametrize(
    "text", ["geen honden", "Geen honden!", "ik wil geen honden", "bang voor honden"]
)
def test_what_is_avoided_is_never_offered_or_wished(text, column):
    directions = {way for concept, way in understood(text, column) if concept == "honden"}
    assert directions == {NOT}


def meets(offer, wish, *, least):
    words = vocabulary()
    offered = {one for one, way in read(offer, least=least) if way is OFFER or way is PAST}
    wished = {one for one, way in read(wish, WISH, least=least) if way in (WISH, LEARN)}
    return any(offered & words.reach(one).keys() for one in wished)


@pytest.mark.parametrize(
    ("offer", "wish"),
    [
        ("sleutelt aan brommers", "mijn scooter wil niet starten"),
        ("pom en roti voor grote groepen", "de buurtlunch zoekt een kok"),
        ("zet fornuizen aan", "mijn kookplaat doet het niet"),
        ("nodigt buren uit om te eten", "eet altijd alleen"),
        ("leest post voor en vertaalt", "ik spreek alleen Arabisch en snap de brief niet"),
        ("was vroeger boekhouder", "stapels papier, kom er niet uit met de papieren"),
        ("heeft een auto en rijdt graag", "moet naar het ziekenhuis en heb geen auto"),
        ("twee rechterhanden", "schilderij staat al maanden op de grond"),
        ("speelt graag rummikub", "spelletje spelen met iemand"),
        ("wandelt elke dag", "wandelmaatje gezocht"),
        ("oud-verpleegkundige", "net geopereerd en alleen thuis"),
        ("kan goed naaien", "mijn broek is te lang"),
        ("boetseren met klei", "leren pottenbakken"),
        ("spreekt Berbers", "moeder spreekt alleen Berber"),
    ],
)
def test_offer_and_wish_meet(offer, wish):
    assert meets(offer, wish, least=0.5)


@pytest.mark.parametrize(
    ("offer", "wish"),
    [
        ("geen honden", "wie laat mijn hond uit"),
        ("speelt gitaar", "mijn kookplaat doet het niet"),
        ("spreekt Turks", "Pools leren"),
        ("sleutelt aan brommers", "eet altijd alleen"),
        ("wil leren naaien", "broek inkorten"),
        ("bakt taarten", "belasting invullen lukt niet"),
        ("houdt van vissen", "ken niemand in de buurt"),
    ],
)
def test_offer_and_wish_pass_by(offer, wish):
    assert not meets(offer, wish, least=SURE)


@pytest.mark.parametrize("text", ["", "   ", "xqzv blorp", "?!", "de het een", "123"])
def test_unknown_text_means_nothing(text):
    assert vocabulary().understand(text) == ()


def test_a_wish_for_the_broad_reaches_the_narrow_only():
    reach = vocabulary().reach
    assert reach("koken")["koken"] == 1
    assert 0.5 < reach("koken")["turks-koken"] < 1
    assert "koken" not in reach("turks-koken")
    assert reach("samen-eten")["gezelschap"] == 0.5


def test_labels_are_in_both_languages():
    assert vocabulary().label("honden", "nl") != vocabulary().label("honden", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_said(language):
    for text, *_ in (*OFFERS, *WISHES):
        for meaning in vocabulary().understand(text):
            assert meaning.found in catalogue(language).text(meaning.because)


def test_found_words_stand_in_the_text():
    (meaning,) = vocabulary().understand("Voor u: BÖREK")
    assert meaning.found == "BÖREK"


@given(st.text(max_size=80), st.sampled_from([None, *Direction]))
def test_any_text_is_read_and_alike_each_time(text, direction):
    words = vocabulary()
    once = words.understand(text, direction=direction)
    words._remembered.clear()
    assert words.understand(text, direction=direction) == once
    assert all(0 < meaning.weight <= 1 for meaning in once)


SENTENCES = st.lists(
    st.sampled_from(
        ["geen", "kookt", "niet", "fietst", "Turks", "maar", "wil", "hond", "börek", "en"]
    ),
    max_size=8,
).map(" ".join)


@given(SENTENCES)
def test_capitals_and_accents_make_no_difference(text):
    plain = understood(text)
    assert understood(text.upper()) == plain
    assert understood(text.replace("ö", "o")) == plain
    assert understood(text.replace("ö", "o\u0308")) == plain


def test_many_texts_read_at_once_read_as_one_by_one():
    texts = [text for text, _ in (*held_out.OFFERS, *held_out.WISHES)] + [
        "",
        "?",
        "weet niet",
        "koken",
        "zqxw wrtp",
    ]
    asked = [(text, column) for text in texts for column in (Direction.OFFER, Direction.WISH, None)]
    together, apart = by_rules_alone(), by_rules_alone()
    together.read_ahead(asked)
    for text, column in asked:
        one = together.understand(text, direction=column)
        assert one == apart.understand(text, direction=column), text
